"""A form is read from the parts that it needs; what is wrong with the others is told, and keeps it from nobody."""

import io
from collections.abc import Callable, Mapping
from functools import cache

import pytest
import xlsxwriter

from reportkit.corrections.editing import open_book
from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.archives import open_bundle
from reportkit.files.container import Container, open_container, read_document, require_container
from reportkit.files.repack import unpack
from reportkit.forms.template import default_template, read_template, write_template
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.returns.content import Outcome
from tests.containers import zipped
from tests.hands import opened
from tests.other_formats import Book, ods, xlsb, xlsx
from tests.returned import filled, read
from tests.spoilt import DTD, SPOILT, replaced, with_false_sum, without

RESTORE = Words("Bring back an earlier copy.", "请恢复备份。")
BOOK = Book({"甲": [["1", 2.0]], "乙": [["3", 4.0]]})
TYPED = "已完成审批"


@cache
def form() -> bytes:
    """Return a form with every part that programs put beside the cells, each of a size."""
    text = b"<a>" + b"".join(b"<b>%d</b>" % n for n in range(200)) + b"</a>"
    data = zipped(unpack(filled()))
    for part in ("xl/theme/theme1.xml", "xl/drawings/drawing1.xml", "customXml/item1.xml", "docProps/app.xml"):
        data = replaced(data, part, text)
    return data


def told(found: Container) -> list[tuple[str, str | None]]:
    return [(finding.code.name, finding.sheet) for finding in found.findings]


def parts_named(findings: tuple[Diagnostic, ...], code: Code) -> str:
    (finding,) = [finding for finding in findings if finding.code is code]
    return finding.message(Lang.EN).rpartition(": ")[2].rstrip(".")


# Parts that no form needs

ASIDE = (
    "xl/theme/theme1.xml",
    "xl/drawings/drawing1.xml",
    "customXml/item1.xml",
    "docProps/app.xml",
    "docProps/core.xml",
)


@pytest.mark.parametrize("part", ASIDE)
@pytest.mark.parametrize("how", SPOILT)
def test_a_form_is_read_whatever_is_wrong_with_a_part_that_it_does_not_need(how: str, part: str) -> None:
    data = SPOILT[how](form(), part)
    reading, whole = read(data), read(form())
    assert (reading.outcome, reading.entries) == (Outcome.IDENTIFIED, whole.entries)
    assert [d.code for d in reading.diagnostics] == [Code.F31, *(d.code for d in whole.diagnostics)]
    assert parts_named(reading.diagnostics, Code.F31) == part


def test_properties_that_cannot_be_read_are_one_piece_of_evidence_less() -> None:
    whole = read(form())
    for how in SPOILT:
        reading = read(SPOILT[how](form(), "docProps/custom.xml"))
        assert (reading.unit, reading.form_id, reading.entries) == (whole.unit, whole.form_id, whole.entries), how
        assert parts_named(reading.diagnostics, Code.F31) == "docProps/custom.xml", how


LARGE: Mapping[str, Callable[[], Mapping[str, bytes]]] = {
    "two and a half thousand icons": lambda: {f"xl/media/icon{n}.png": b"\x89PNG" for n in range(2500)},
    "a white bitmap": lambda: {"xl/media/image1.bmp": b"BM" + b"\xff" * 6_000_000},
    "printer settings": lambda: {"xl/printerSettings/printerSettings1.bin": b"\0" * 6_000_000},
    "a film": lambda: {"xl/media/film.mp4": b"\0" * 106_000_000},
    "250 MB in all": lambda: {f"xl/media/{n}.bin": b"\0" * 63_000_000 for n in range(4)},
}


@pytest.mark.parametrize("what", LARGE)
def test_the_limits_hold_for_what_is_read(what: str) -> None:
    reading = read(zipped({**unpack(form()), **LARGE[what]()}))
    assert (reading.outcome, reading.entries) == (Outcome.IDENTIFIED, read(form()).entries)
    assert {d.code for d in reading.diagnostics} <= {Code.F31}


def test_of_many_parts_that_are_left_aside_the_first_are_named_in_one_finding() -> None:
    data = zipped({**unpack(form()), **{f"customXml/item{n}.xml": DTD for n in range(2, 40)}})
    named = parts_named(read(data).diagnostics, Code.F31)
    assert named.startswith("customXml/item2.xml, customXml/item3.xml, ")
    assert named.endswith(" and others (38 in all)")


def test_a_name_of_a_part_is_shown_as_a_name() -> None:
    data = zipped({**unpack(form()), "customXml/{0}\u202e.xml": DTD})
    assert parts_named(read(data).diagnostics, Code.F31) == "customXml/{0}.xml"


NEEDED = {
    "XML that ends too early": "F06", "a DTD": "F09", "a false checksum": "F06",
    "packed bytes that end too early": "F06", "a password": "F03", "twice": "F09", "a path out of it": "F09",
    "shrunk": "F30", "zstd": "F30", "too much": "F08",
}  # fmt: skip


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
@pytest.mark.parametrize("how", NEEDED)
def test_what_is_wrong_with_a_part_that_is_needed_is_the_reason(how: str, part: str) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet().write_row(0, 0, [f"一段文字 {n}" for n in range(200)])
    data = SPOILT[how](zipped(unpack(stream.getvalue())), part)
    assert [code for code, _ in told(open_container(data, "回执.xlsx"))] == [NEEDED[how]]


# The same wherever a workbook comes in


@pytest.mark.parametrize("how", SPOILT)
def test_it_is_the_same_in_an_archive_and_for_the_documents_of_the_office(how: str) -> None:
    bundle = open_bundle(zipped({"区科技局.xlsx": SPOILT[how](form(), "docProps/app.xml")}), "材料.zip")
    assert bundle is not None
    (member,) = bundle.members
    assert member.data is not None
    assert read(member.data).entries == read(form()).entries
    template = zipped(unpack(write_template(default_template())))
    theme = "xl/theme/theme1.xml"
    assert read_template(SPOILT[how](template, theme), "form.xlsx") == read_template(template, "form.xlsx")
    table = next(read_document("list.xlsx", xlsx(BOOK))).tables
    assert next(read_document("list.xlsx", SPOILT[how](zipped(unpack(xlsx(BOOK))), theme))).tables == table


@pytest.mark.parametrize("how", SPOILT)
def test_of_other_kinds_too_only_what_is_needed_must_be_whole(how: str) -> None:
    text = b"<a>" + b"<b>1</b>" * 200 + b"</a>"
    for data, part in (
        (xlsb(BOOK), "docProps/app.xml"),
        (ods(BOOK), "settings.xml"),
        (ods(BOOK), "META-INF/manifest.xml"),
    ):
        found = open_container(SPOILT[how](replaced(data, part, text), part), "回执")
        assert [(grid.name, grid.cell(0, 1)) for grid in found.grids] == [("甲", 2.0), ("乙", 4.0)]
        assert [finding.code for finding in found.findings] == [Code.F31]


# Damage that a form can do without


def with_notes() -> bytes:
    """Return a form to which the unit added a sheet of its own."""
    book = opened(filled())
    page = book.create_sheet("附表")
    for n in range(300):
        page.append([f"明细 {n}", n])
    stream = io.BytesIO()
    book.save(stream)
    return zipped(unpack(stream.getvalue()))


DAMAGES = ("XML that ends too early", "a false checksum", "packed bytes that end too early")


@pytest.mark.parametrize("how", DAMAGES)
def test_a_form_is_read_beside_a_sheet_that_is_damaged_and_that_is_told(how: str) -> None:
    last = max(part for part in unpack(with_notes()) if part.startswith("xl/worksheets/sheet"))
    reading, whole = read(SPOILT[how](with_notes(), last)), read(with_notes())
    assert (reading.outcome, reading.entries) == (Outcome.IDENTIFIED, whole.entries)
    (warning,) = [d for d in reading.diagnostics if d.code is Code.F32]
    assert (warning.sheet, "“附表”" in warning.message(Lang.HANT)) == ("附表", True)


@pytest.mark.parametrize("how", DAMAGES)
def test_a_form_is_read_without_its_styles_or_the_list_of_its_relations(how: str) -> None:
    for part, named in (("xl/styles.xml", "its number formats"), ("xl/_rels/workbook.xml.rels", "the list of its")):
        reading = read(SPOILT[how](with_notes(), part))
        typed = [[a.written for a in entry.answers.values()] for entry in reading.entries]
        assert typed == [[a.written for a in entry.answers.values()] for entry in read(with_notes()).entries]
        (warning,) = [d for d in reading.diagnostics if d.code is Code.F32]
        assert named in warning.message(Lang.EN)


def test_without_the_list_of_relations_it_is_read_as_well() -> None:
    reading = read(without(with_notes(), "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels"))
    assert reading.entries == read(with_notes()).entries


def test_a_sheet_whose_part_is_missing_is_told() -> None:
    last = max(part for part in unpack(with_notes()) if part.startswith("xl/worksheets/sheet"))
    reading = read(without(with_notes(), last))
    assert [(d.code, d.sheet) for d in reading.diagnostics if d.code is Code.F32] == [(Code.F32, "附表")]


@pytest.mark.parametrize("how", DAMAGES)
def test_a_form_that_is_damaged_itself_is_refused_with_its_sheet(how: str) -> None:
    book = opened(with_notes())
    for number, name in enumerate(book.sheetnames, 1):
        if name in ("填报表", "指标"):
            reading = read(SPOILT[how](with_notes(), f"xl/worksheets/sheet{number}.xml"))
            (finding,) = reading.diagnostics
            assert (reading.outcome, finding.code, finding.sheet) == (Outcome.UNREADABLE, Code.F06, name)


def test_more_than_a_few_damaged_sheets_are_no_accident() -> None:
    book = Book({f"S{n}": [["1"]] for n in range(1, 7)})
    parts = unpack(xlsx(book))
    for lost, codes in ((3, [("F32", None)]), (4, [("F06", "S1")])):
        cut = {f"xl/worksheets/sheet{n}.xml": b"<a" for n in range(1, lost + 1)}
        found = open_container(zipped({**parts, **cut}), "回执.xlsx")
        assert told(found) == codes


def test_empty_sheets_beside_a_damaged_one_are_no_form() -> None:
    data = replaced(xlsx(Book({"甲": [["1"]], "Sheet2": [], "Sheet3": []})), "xl/worksheets/sheet1.xml", b"<a")
    assert told(open_container(data, "回执.xlsx")) == [("F06", "甲")]


def test_the_documents_of_the_office_are_read_whole_or_not_at_all() -> None:
    for part in ("xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"):
        data = replaced(xlsx(BOOK), part, b"<a")
        with pytest.raises(ReportkitError, match="incomplete or damaged"):
            require_container(data, "master.xlsx", RESTORE)
        with pytest.raises(ReportkitError, match="incomplete or damaged"):
            list(read_document("list.xlsx", data))


def test_a_binary_workbook_is_read_without_its_styles_or_relations() -> None:
    for part in ("xl/styles.bin", "xl/_rels/workbook.bin.rels"):
        found = open_container(replaced(xlsb(BOOK), part, b"<a"), "回执.xlsb")
        assert (told(found), [grid.name for grid in found.grids]) == ([("F32", None)], ["甲", "乙"]), part


def test_of_a_binary_workbook_the_sheets_that_are_whole_are_read() -> None:
    found = open_container(with_false_sum(zipped(unpack(xlsb(BOOK))), "xl/worksheets/sheet1.bin"), "回执.xlsb")
    assert (told(found), [grid.name for grid in found.grids]) == ([("F32", "甲")], ["乙"])


@pytest.mark.parametrize("how", SPOILT)
def test_a_form_that_is_read_can_be_marked_in_place(how: str) -> None:
    names = opened(filled()).sheetnames
    for part in (*ASIDE, "docProps/custom.xml"):
        book = open_book(SPOILT[how](form(), part))
        assert book is not None, part
        assert book.book.sheetnames == names
