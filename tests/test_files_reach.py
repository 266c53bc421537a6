"""How far what a file holds reaches: numbers beyond every sheet are told as they are, and nothing is moved or lost."""

import struct

import pytest

from reportkit.address import FARTHEST, position_of
from reportkit.files.container import Container, open_container, read_document
from reportkit.files.xml_events import as_count
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from tests.containers import cell, sheet_xml, xlsx
from tests.hostile import excel_2003, ods, xls
from tests.master_shapes import docx

ENDLESS = "9" * 30


def told(found: Container) -> list[tuple[str, str | None, tuple[str, ...]]]:
    """Return code, sheet and cells of what is said of a file, without that of a format that keeps less."""
    return [(f.code.name, f.sheet, f.cells) for f in found.findings if f.code.name != "F04"]


def refused(data: bytes) -> str:
    """Return what is said of a list that cannot be read."""
    with pytest.raises(ReportkitError) as caught:
        list(read_document("list", data))
    return caught.value.message(Lang.EN)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("7", 7),
        ("+7", 7),
        (" 007 ", 7),
        ("4294967297", 4_294_967_297),
        (ENDLESS, FARTHEST),
        ("0" * 5000 + "7", 7),
        ("-7", 1),
        ("", 1),
        ("7x", 1),
        ("٣", 1),
        (None, 1),
    ],
)
def test_a_count_is_what_is_written_however_long(text: str | None, count: int) -> None:
    assert as_count(text, 1) == count


def test_an_address_of_any_length_is_a_place_and_a_far_one_is_far() -> None:
    assert position_of("A4294967297") == (4_294_967_296, 0)
    assert position_of("A" + ENDLESS) == (FARTHEST - 1, 0)
    assert position_of("Z" * 30 + "1") == (0, FARTHEST - 1)
    assert position_of("A" + "0" * 5000) is None


def row(number: str, inside: str) -> str:
    return f'<row r="{number}">{inside}</row>'


FAR = {
    # rows behind A1 = 5: the address that is named
    "a row of ten digits": (row("4294967295", "<c><v>7</v></c>"), "A4294967295"),
    "a row that 32 bits take for the first": (row("4294967297", "<c><v>7</v></c>"), "A4294967297"),
    "a row of thirty digits": (row(ENDLESS, "<c><v>7</v></c>"), f"A{FARTHEST}"),
    "a cell that 32 bits take for A1": (row("2", '<c r="A4294967297"><v>7</v></c>'), "A4294967297"),
    "a cell of thirty digits": (row("2", f'<c r="A{ENDLESS}"><v>7</v></c>'), f"A{FARTHEST}"),
    "a column of eight letters": (row("2", '<c r="ZZZZZZZZ2"><v>7</v></c>'), "ZZZZZZZZ2"),
}


@pytest.mark.parametrize("what", FAR)
def test_of_a_workbook_a_number_beyond_every_sheet_is_far_and_named(what: str) -> None:
    rows, address = FAR[what]
    data = xlsx(cell("A1", "5") + rows)
    found = open_container(data, "回执.xlsx")
    assert told(found) == [("S12", "S1", (address,))]
    assert [grid.rows for grid in found.grids] == [((5.0,),)]
    assert f"“list”, sheet “S1”, holds too much, or too far away, to be read whole: up to {address}" in refused(data)


def test_a_merged_range_beyond_every_number_of_a_row_is_damage() -> None:
    for area in ("A1:B4294967298", "A1:ZZZZZZZ1"):
        merges = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
        data = xlsx("", {"xl/worksheets/sheet1.xml": sheet_xml(cell("A1", "5"), merges)})
        assert [code for code, _, _ in told(open_container(data, "回执.xlsx"))] == ["F06"], area


_BOX = '<table:table-cell {} office:value-type="string"><text:p>x</text:p></table:table-cell>'
TEXT = _BOX.format("")


def ods_rows(*rows: str) -> bytes:
    return ods(f'<table:table table:name="S">{"".join(rows)}</table:table>')


def ods_row(inside: str, repeated: str = "1") -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{inside}</table:table-row>'


@pytest.mark.parametrize("count", ["4294967296", "99999999999", "+4294967296", ENDLESS])
def test_of_an_opendocument_a_repetition_of_any_length_is_counted(count: str) -> None:
    past = min(int(count), FARTHEST) + 2
    below = ods_rows(ods_row(TEXT), ods_row("<table:table-cell/>", count), ods_row(TEXT))
    assert told(open_container(below, "回执.ods")) == [("F20", "S", (f"A{past}",))]
    assert f"sheet “S”, holds too much, or too far away, to be read whole: up to A{past}" in refused(below)
    beside = ods_rows(ods_row(f'<table:table-cell table:number-columns-repeated="{count}"/>{TEXT}'))
    ((code, sheet, cells),) = told(open_container(beside, "回执.ods"))
    assert (code, sheet, position_of(cells[0])) == ("F20", "S", (0, min(past - 2, FARTHEST - 1)))
    for filled in (ods_row(TEXT, count), ods_row(_BOX.format(f'table:number-columns-repeated="{count}"'))):
        ((code, sheet, _),) = told(open_container(ods_rows(filled), "回执.ods"))
        assert (code, sheet) == ("F20", "S")


def test_a_repetition_with_a_sign_before_it_is_one() -> None:
    found = open_container(ods_rows(ods_row(TEXT, "+3"), ods_row("<table:table-cell/>", "+4294967296")), "回执.ods")
    assert [grid.rows for grid in found.grids] == [(("x",),) * 3]


def excel(rows: str) -> bytes:
    return excel_2003("", f'<Worksheet ss:Name="S"><Table>{rows}</Table></Worksheet>')


DATA = '<Data ss:Type="Number">7</Data>'


@pytest.mark.parametrize(
    ("rows", "address"),
    [
        (f'<Row ss:Index="4294967297"><Cell>{DATA}</Cell></Row>', "A4294967297"),
        (f'<Row ss:Span="99999999999"/><Row><Cell>{DATA}</Cell></Row>', "A100000000001"),
        (f'<Row><Cell ss:MergeAcross="4294967295">{DATA}</Cell><Cell>{DATA}</Cell></Row>', "MWLQKWW1"),
        (f'<Row><Cell ss:Index="4294967297">{DATA}</Cell></Row>', "MWLQKWW1"),
    ],
)
def test_of_the_xml_of_2003_a_number_beyond_every_sheet_is_far_and_named(rows: str, address: str) -> None:
    assert told(open_container(excel(rows), "回执.xml")) == [("S12", "S", (address,))]
    assert address in refused(excel(rows))


def test_rows_of_the_xml_of_2003_never_go_back() -> None:
    hidden = '<Row ss:Index="1" ss:Span="4000" ss:Hidden="1"/>' * 3
    (details,) = open_container(excel(hidden), "回执.xml").details.values()
    assert details.hidden_rows == set(range(5000))


def word(rows: str) -> bytes:
    return docx(f"<w:tbl>{rows}</w:tbl>")


def test_of_a_word_document_a_span_beyond_every_table_is_far_and_named() -> None:
    box = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    wide = box.format('<w:gridSpan w:val="99999"/>') + box.format("")
    assert "表1" in refused(word(f"<w:tr>{wide}</w:tr>"))
    assert "EQXD1" in refused(word(f"<w:tr>{wide}</w:tr>"))
    skipped = f'<w:trPr><w:gridBefore w:val="4294967296"/></w:trPr>{box.format("")}'
    assert "MWLQKWW1" in refused(word(f"<w:tr>{skipped}</w:tr>"))


def test_of_an_old_workbook_every_one_of_several_numbers_side_by_side_is_counted() -> None:
    numbers = struct.pack("<HH", 20_000, 0) + struct.pack("<HI", 0, 2) * 256 + struct.pack("<H", 255)
    assert told(open_container(xls((0xBD, numbers)), "回执.xls")) == [("F20", None, ("IV20001",))]
