"""How far what a file holds reaches: numbers beyond every sheet are told as they are, and nothing is moved or lost."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from reportkit.address import FARTHEST, position_of
from reportkit.files.container import Container, open_container, read_document, require_container
from reportkit.files.limits import LIST, MASTER, RETURN, Limits
from reportkit.files.xml_events import as_count
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from tests.containers import cell, sheet_xml, xlsx, xlsx_parts, zipped
from tests.hostile import excel_2003, ods, xls
from tests.master_shapes import docx
from tests.other_formats import Book
from tests.other_formats import xls as old_workbook
from tests.other_formats import xlsb as binary_workbook

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
    (details,) = open_container(excel(f"{hidden}<Row><Cell>{DATA}</Cell></Row>"), "回执.xml").details.values()
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


# How much is read


FEW = replace(LIST, filled=10, characters=100)
"""As a list, but for little."""
FULL = ods_row(TEXT, "1048575")


@pytest.mark.parametrize("limits", [LIST, MASTER], ids=["a list", "a master"])
def test_a_small_file_that_fills_a_sheet_by_repetition_is_refused_with_its_last_cell(limits: Limits) -> None:
    data = ods_rows(ods_row(TEXT * 3), FULL)
    with pytest.raises(ReportkitError, match=r"sheet “S”.*up to A1048576"):
        require_container(data, "list", Words("-", "-"), limits)
    with pytest.raises(ReportkitError, match=r"sheet “S”.*up to A1048576"):
        list(read_document("list", data, limits))


def numbers_of(count: int, odd: str = "") -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"{odd}><v>1</v></c></row>' for n in range(1, count + 1))


def numbers(count: int, odd: str = "") -> bytes:
    return xlsx(numbers_of(count, odd))


PARAGRAPH = "<w:p><w:r><w:t>1</w:t></w:r></w:p>"


MANY: Mapping[str, tuple[Callable[[int], bytes], str]] = {
    # a document of so many rows or paragraphs, and up to where one of 15 is looked at
    "workbook": (numbers, "A15"),
    "workbook that a parser reads": (lambda n: numbers(n, ' cm="1"'), "A11"),
    "OpenDocument": (lambda n: ods_rows(*[ods_row(TEXT)] * n), "A11"),
    "OpenDocument of repetitions": (lambda n: ods_rows(ods_row(TEXT, str(n))), "A15"),
    "XML of 2003": (lambda n: excel(f"<Row><Cell>{DATA}</Cell></Row>" * n), "A11"),
    "binary workbook": (lambda n: binary_workbook(Book({"S": [[1.0]] * n})), "A11"),
    "old workbook": (lambda n: old_workbook(Book({"S": [[1.0]] * n})), "A15"),
    "table between commas": (lambda n: ("1,1\n" * (n // 2) + "1,\n" * (n % 2)).encode(), "B6"),
    "text": (lambda n: ("一\n" * n).encode(), "L11"),
    "web page of a table": (lambda n: f"<table>{'<tr><td>1' * n}</table>".encode(), "A11"),
    "web page of paragraphs": (lambda n: b"<html>" + b"<p>1" * n, "L11"),
    "Word document of a table": (lambda n: word(f"<w:tr><w:tc>{PARAGRAPH}</w:tc></w:tr>" * n), "A11"),
    "Word document of paragraphs": (lambda n: docx(PARAGRAPH * n), "L11"),
}


@pytest.mark.parametrize("what", MANY)
def test_a_document_of_more_than_is_read_is_refused_with_the_place(what: str) -> None:
    make, address = MANY[what]
    assert list(read_document("list", make(10), FEW))
    with pytest.raises(ReportkitError, match=f"up to {address}"):
        list(read_document("list", make(15), FEW))


LONG = "字" * 40
SAID: Mapping[str, tuple[bytes, str]] = {
    # a document of 120 characters, and where the hundredth stands
    "table between commas": (f"{LONG},{LONG}\n1,{LONG}".encode(), "B2"),
    "text": (f"{LONG}\n{LONG}\n{LONG}\n".encode(), "L3"),
    "OpenDocument": (ods_rows(ods_row(TEXT.replace("x", LONG)), ods_row(TEXT.replace("x", LONG) * 2)), "B2"),
    "web page": (f"<p>{LONG}<table><tr><td>{LONG}<td>{LONG}</table>".encode(), "B1"),
    "one line without end": (b"1" * 501, "L1"),
    "lines without end": (b"1\n" + b"\n" * 501, "L500"),
}


@pytest.mark.parametrize("what", SAID)
def test_a_document_of_more_words_than_are_read_is_refused_with_the_place(what: str) -> None:
    data, address = SAID[what]
    with pytest.raises(ReportkitError, match=f"up to {address}"):
        list(read_document("list", data, FEW))


def test_a_list_of_more_tags_than_are_read_is_refused_with_its_line() -> None:
    page = "<table>\n" + "<tr><td>1\n" * 8
    assert list(read_document("list", page.encode(), replace(LIST, tags=17)))
    with pytest.raises(ReportkitError, match="up to L9"):
        list(read_document("list", page.encode(), replace(LIST, tags=16)))


def test_of_a_return_too_the_rest_is_not_walked_once_it_holds_too_much() -> None:
    few = replace(RETURN, filled=10)
    for make, _ in list(MANY.values())[:8]:
        assert told(open_container(make(10), "回执", few)) == []
        assert [code for code, _, _ in told(open_container(make(11), "回执", few))] == ["F20"]


def test_sheets_of_which_none_is_too_full_are_too_full_together() -> None:
    book = zipped({**xlsx_parts(numbers_of(6), sheets=2), "xl/worksheets/sheet2.xml": sheet_xml(numbers_of(6))})
    with pytest.raises(ReportkitError, match="up to A6"):
        list(read_document("list", book, FEW))


@pytest.mark.parametrize("limits", [LIST, MASTER], ids=["a list", "a master"])
def test_of_a_sheet_that_reaches_too_far_down_and_too_far_right_both_ends_are_named(limits: Limits) -> None:
    corners = {
        "xlsx": xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>' + cell("A1048576", "1")),
        "ods": ods_rows(
            ods_row(f'{TEXT}<table:table-cell table:number-columns-repeated="16382"/>{TEXT}'),
            ods_row("<table:table-cell/>", "1048574"), ods_row(TEXT)),
        "xml": excel(
            f'<Row><Cell ss:Index="16384">{DATA}</Cell></Row><Row ss:Index="1048576"><Cell>{DATA}</Cell></Row>'),
    }  # fmt: skip
    for kind, data in corners.items():
        for read in (lambda data: require_container(data, "list", Words("-", "-"), limits),
                     lambda data: list(read_document("list", data, limits))):  # fmt: skip
            with pytest.raises(ReportkitError, match="up to A1048576, XFD1") as caught:
                read(data)
            assert "sheet “S" in caught.value.message(Lang.EN), kind
