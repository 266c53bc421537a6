"""Workbooks we issue, and reading them back: texts stay texts, refusals are errors, bytes are the same."""

import inspect
import io
import re
import tomllib
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from reportkit.address import address, column_letters, quoted
from reportkit.files.grid import GridError, as_text, read_grids
from reportkit.language.text import sheet_name
from reportkit.language.words import Lang
from reportkit.workbook.book import Book
from reportkit.workbook.heights import height, room_for
from reportkit.workbook.look import LOOK
from reportkit.workbook.package import PackedWorkbook, Parts
from reportkit.workbook.refused import BookError
from reportkit.workbook.style import Style
from reportkit.workbook.surface import GrowingWorksheet, page_text

PLAIN = Style()


def one_cell(value: str | Decimal | float | date | None, style: Style = PLAIN) -> object:
    book = Book("test")
    book.sheet("S").put(0, 0, value, style)
    return read_grids(book.to_bytes())[0].cell(0, 0)


@pytest.mark.parametrize(
    "text", ["=1+1", "http://x.y", "external:c:/a", "007", "+86", "@here", "{=A1}", "ｆｕｌｌ", "a\nb"]
)
def test_a_text_stays_what_it_is(text: str) -> None:
    assert one_cell(text) == text


@given(st.text(max_size=40))
def test_any_text_can_be_written_and_comes_back_without_control_characters(text: str) -> None:
    found = one_cell(text)
    assert isinstance(found, str)
    assert found == "" or found in text.replace("\r\n", "\n").replace("\r", "\n") or len(found) <= len(text)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_numbers_of_fifteen_digits_come_back_exactly(number: Decimal) -> None:
    found = one_cell(number)
    assert isinstance(found, float)
    assert Decimal(repr(found)).quantize(Decimal("0.0001")) == number


FACE = "\N{GRINNING FACE}"


def sheets(book: Book) -> dict[str, list[tuple[object, ...]]]:
    return {grid.name: [tuple(row) for row in grid.rows] for grid in read_grids(book.to_bytes())}


@pytest.mark.parametrize("text", ["进展。" * 20_000, FACE * 16_384, "甲" + FACE * 40_000])
def test_of_a_text_longer_than_a_cell_holds_all_stands_beside_it_and_the_cell_says_where(text: str) -> None:
    book = Book("test", lang=Lang.HANS)
    book.sheet("S").put(3, 1, text, PLAIN)
    book.sheet("T").put(0, 0, text[:5], PLAIN)
    found = sheets(book)
    shown = str(found["S"][3][1])
    assert shown.endswith("……（此处截断，全文见“全文”表第 2 行起）")
    assert len(shown.encode("utf-16-le")) <= 32_767 * 2
    assert text.startswith(shown.partition("……（此处")[0])
    rows = found["全文"][1:]
    assert {where for where, _ in rows} == {"S B4"}
    assert "".join(str(piece) for _, piece in rows) == text
    assert all(len(str(piece).encode("utf-16-le")) <= 32_767 * 2 for _, piece in rows)


def test_a_text_that_a_cell_just_holds_stands_there_alone() -> None:
    book = Book("test")
    book.sheet("S").put(0, 0, FACE * 16_383 + "a", PLAIN)
    assert list(sheets(book)) == ["S"]


def test_texts_that_are_too_long_anywhere_else_are_cut_as_excel_counts(tmp_path: Path) -> None:
    book = Book(FACE * 300)
    sheet = book.sheet(sheet_name(FACE * 20))
    sheet.rich(0, 0, [(FACE * 20_000, PLAIN), ("ende", PLAIN.but(bold=True))], PLAIN)
    sheet.note(0, 0, FACE * 20_000)
    sheet.link(1, 0, "'x'!A1", FACE * 20_000, PLAIN)
    sheet.formula(2, 0, '="x"', PLAIN, FACE * 20_000)
    sheet.list_of((3, 0), (3, 0), "=$A$1:$A$2", title=FACE * 40, prompt=FACE * 200, error=FACE * 200)
    place = tmp_path / "x.xlsx"
    place.write_bytes(book.to_bytes())
    found = openpyxl.load_workbook(place)
    assert found.sheetnames[0] == FACE * 15
    (rule,) = found.worksheets[0].data_validations.dataValidation
    lengths = [len(str(text).encode("utf-16-le")) // 2 for text in (rule.promptTitle, rule.prompt, rule.error)]
    assert lengths == [32, 254, 224]
    assert found.properties.title == FACE * 127


def test_beyond_what_a_sheet_takes_of_links_their_texts_stand_alone() -> None:
    book = Book("test")
    sheet = book.sheet("S")
    for row in range(65_532):
        sheet.link(row, 0, "'S'!A1", "x", PLAIN)
    with zipfile.ZipFile(io.BytesIO(book.to_bytes())) as package:
        part = package.read("xl/worksheets/sheet1.xml")
    assert (part.count(b"<hyperlink "), part.count(b"<c ")) == (65_530, 65_532)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2022年督查", " 2022年督查"),
        ("R&D", "R&&D"),
        ("&" * 80, "&&" * 60),
        (FACE * 80, FACE * 30),
        ("督查室", "督查室"),
    ],
)
def test_a_text_at_the_foot_of_a_page_is_no_code(text: str, wanted: str) -> None:
    assert page_text(text) == wanted


def test_a_number_beyond_what_cells_hold_stands_as_text() -> None:
    assert one_cell(Decimal(10) ** 400) == "1E+400"
    book = Book("test")
    book.sheet("S").formula(0, 0, "=1", PLAIN, Decimal(10) ** 400)
    assert read_grids(book.to_bytes())[0].cell(0, 0) == "1E+400"


def test_other_values() -> None:
    assert one_cell(date(2022, 6, 30), LOOK.date) == date(2022, 6, 30)
    assert one_cell(datetime(2022, 6, 30, 8, 30), LOOK.date) == datetime(2022, 6, 30, 8, 30)  # noqa: DTZ001 - as cells are
    assert one_cell(None) == ""
    assert one_cell(True) is True
    assert len(str(one_cell("x" * 40_000))) == 32_767


def test_what_the_library_refuses_is_an_error() -> None:
    book = Book("test")
    sheet = book.sheet("S")
    with pytest.raises(BookError, match="refused"):
        sheet.put(1_048_576, 0, "x", PLAIN)
    with pytest.raises(BookError, match="range"):
        sheet.list_of((0, 0), (1, 0), "a,b,c")
    with pytest.raises(BookError, match="name"):
        book.name("A1", "=1")
    with pytest.raises(BookError, match="chart"):
        book.chart("nonsense")  # type: ignore[arg-type]  # what no checker sees is refused all the same
    with pytest.raises(BookError, match="8193"):
        sheet.formula(0, 0, "=" + "1" * 8192, PLAIN, 0)
    with pytest.raises(BookError, match="8193"):
        sheet.condition((0, 0), (1, 0), "=" + "1" * 8192, {})


def draw() -> bytes:
    book = Book("test", properties={"rk_form": "X"})
    sheet = book.sheet("表")
    sheet.merge((0, 0), (0, 3), "標題", LOOK.title)
    sheet.merge((1, 0), (1, 0), "one", LOOK.body)
    sheet.formula(2, 0, "=1+1", LOOK.number, Decimal(2))
    sheet.link(3, 0, "'表'!A1", "go", LOOK.link)
    sheet.rich(4, 0, [("a", Style(bold=True)), ("b", PLAIN)], LOOK.body)
    sheet.rich(5, 0, [("only", PLAIN)], LOOK.body)
    sheet.list_of((6, 0), (9, 0), "=$A$1:$A$3", title="t" * 50, prompt="p" * 300, error="e" * 300)
    sheet.condition((0, 0), (9, 0), '=$A1="x"', {"bg_color": "#FF0000"})
    sheet.bar((0, 1), (9, 1), "#00FF00")
    sheet.note(0, 0, "note")
    sheet.column(0, 20, hidden=True)
    sheet.row(0, 500.0)
    sheet.row(1, hidden=True)
    sheet.freeze(1, 1)
    sheet.page_setup(a3=True, landscape=False, repeat=(0, 1), header="&L表", centered=False)
    sheet.area(9, 3)
    sheet.breaks([5])
    sheet.breaks([])
    sheet.filter((0, 0), (9, 3))
    sheet.protect()
    sheet.tab("#FF0000")
    sheet.zoom(90)
    sheet.plain_view()
    sheet.select(1, 1)
    sheet.activate()
    book.sheet("隱").hide()
    book.sheet("深").hide(very=True)
    book.name("rk_form", '="X"')
    chart = book.chart("bar", stacked=True)
    chart.add_series({"values": "='表'!$A$1:$A$3"})
    sheet.chart(10, 0, chart, width=300, height=200)
    return book.to_bytes()


def test_same_content_same_bytes() -> None:
    assert draw() == draw()


def test_a_workbook_is_read_back() -> None:
    first, hidden, deep = read_grids(draw())
    assert (first.name, first.visible, hidden.visible, deep.visible) == ("表", True, False, False)
    assert first.cell(0, 0) == "標題"
    assert first.cell(2, 0) == 2.0
    assert first.cell(99, 99) == ""
    assert (0, 0, 0, 3) in first.merged
    assert (2, 0, 2.0) in list(first.cells())


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"hello", b"\x00" * 600])
def test_junk_is_one_error(junk: bytes) -> None:
    with pytest.raises(GridError):
        read_grids(junk)


@pytest.mark.parametrize(
    ("value", "text"),
    [(3.0, "3"), (3.25, "3.25"), (True, "TRUE"), (False, "FALSE"), ("a", "a"), (date(2022, 1, 2), "2022-01-02"),
     (datetime(2022, 1, 2), "2022-01-02"), (datetime(2022, 1, 2, 3, 4), "2022-01-02 03:04:00"), (1e20, "1e+20")],  # noqa: DTZ001
)  # fmt: skip
def test_a_cell_as_a_person_sees_it(value: str | float | date, text: str) -> None:
    assert as_text(value) == text


def test_places() -> None:
    assert (address(0, 0), address(11, 5), address(0, 0, absolute=True)) == ("A1", "F12", "$A$1")
    assert (column_letters(27), quoted("it's")) == ("AB", "'it''s'")


def test_a_row_grows_with_its_text_up_to_what_excel_takes() -> None:
    assert height([("短", 20)], 10.5) < height([("長" * 100, 20)], 10.5) <= 409
    assert height([], 10.5, least=30) == 30


def test_columns_measure_the_same_where_songti_is_missing() -> None:
    """Widths count digits of the workbook's first font: of one that every program has, or has the measures of."""
    one_sheet = Book("test")
    one_sheet.sheet("S")
    fonts = openpyxl.load_workbook(io.BytesIO(one_sheet.to_bytes()))._fonts  # type: ignore[attr-defined]  # openpyxl's own
    assert (fonts[0].name, fonts[0].sz, fonts[0].scheme) == ("Arial", 10, None)


def test_what_someone_types_beside_the_tables_looks_like_the_rest() -> None:
    book = Book("test")
    book.sheet("S").column(2, 12)
    column = openpyxl.load_workbook(io.BytesIO(book.to_bytes()))["S"].column_dimensions["C"]
    assert column.font.name == "宋体"


def test_how_much_a_page_holds_follows_from_the_widths_of_what_is_printed() -> None:
    sheet = Book("test").sheet("S")
    for column, width in enumerate((50, 50, 50, 50)):
        sheet.column(column, width, hidden=column == 3)
    scale, room = sheet.page(3)
    assert scale == 0.96  # three columns of 355 pixels on 770 points
    assert room == pytest.approx(501.7 / 0.96 * 0.96, abs=0.1)
    assert sheet.page(0)[0] == 1
    assert sheet.page(3, a3=True)[0] == 1
    sheet.row(1, 30)
    sheet.row(2, 20, hidden=True)
    assert sheet.heights(3) == [15, 30, 0, 15]


def test_a_text_needs_its_height_however_long_and_a_row_gives_what_it_can() -> None:
    long = [("長" * 2000, 20.0)]
    assert room_for(long, 10.5) > 409 == height(long, 10.5)


OLDEST, NEWEST = "3.3.1", "3.3.1"
"""The versions of XlsxWriter that what is overridden was tried with; beyond them, look at it again and say so here."""


# What we override of XlsxWriter, which does not promise to keep it, with the arguments it has there.
OVERRIDDEN: dict[type, dict[str, list[str]]] = {
    GrowingWorksheet: {
        "_assemble_xml_file": [], "_xml_start_tag_unencoded": ["tag", "attributes"],
        "_prepare_formula": ["formula", "expand_future_functions"],
    },
    PackedWorkbook: {"_get_packager": [], "_prepare_format_properties": []},
    Parts: {"_create_package": [], "_write_styles_file": []},
}  # fmt: skip


@pytest.mark.parametrize("ours", OVERRIDDEN)
def test_what_is_overridden_in_xlsxwriter_is_what_it_was_when_it_was_tried(ours: type) -> None:
    base = ours.__mro__[1]
    own = {name for name in vars(ours) if hasattr(base, name) and not name.startswith("__")}
    theirs = {name: inspect.signature(getattr(base, name)) for name in own}
    assert {name: list(found.parameters)[1:] for name, found in theirs.items()} == OVERRIDDEN[ours]
    oldest, installed, newest = (
        tuple(map(int, re.findall(r"\d+", version))) for version in (OLDEST, xlsxwriter.__version__, NEWEST)
    )
    assert oldest <= installed <= newest


def test_the_oldest_xlsxwriter_that_was_tried_is_the_oldest_that_is_allowed() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"xlsxwriter>={OLDEST}" in project["dependencies"]


def test_a_row_that_grows_has_a_height_and_lets_excel_fit_it() -> None:
    book = Book("test")
    sheet = book.sheet("S")
    for row, grows in enumerate((True, False)):
        sheet.put(row, 0, "text", PLAIN)
        sheet.row(row, 30, grows=grows)
    first, second = re.findall(r"<row [^>]*>", sheet_xml(book))
    assert 'ht="30"' in first
    assert "customHeight" not in first
    assert 'customHeight="1"' in second


def test_a_formula_is_written_as_it_is() -> None:
    """XlsxWriter puts a prefix before the names of newer functions, and takes a part of this text for one."""
    book = Book("test")
    book.sheet("S").formula(0, 0, '=IF(A2="","JINGLE(3)",SUM(A2:A3))', PLAIN, 0)
    assert '<f>IF(A2="","JINGLE(3)",SUM(A2:A3))</f>' in sheet_xml(book)


def sheet_xml(book: Book) -> str:
    with zipfile.ZipFile(io.BytesIO(book.to_bytes())) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()
