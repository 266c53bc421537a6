"""Correction copies: the unit's own file marked, so that it can be mended from nothing but the copy."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.checks.verdicts import verdict
from reportkit.corrections.edited import Edited
from reportkit.corrections.editing import open_book, save_book
from reportkit.corrections.layout import layouts
from reportkit.corrections.marked_copy import correction_copy
from reportkit.corrections.marks import AUTHOR, FILL, RECORD, remove_marks
from reportkit.corrections.watching import MENDED, same
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.repack import pack, unpack
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.model import Answer, Entry, Role, Verdict
from tests.checks_return import GOOD, SHEET, TARGETS, Filled, assess, filled, form
from tests.findings import finding_of

RED, AMBER = FILL[Severity.ERROR], FILL[Severity.WARNING]
SPOILED: Filled = {
    (3, None): {"percent": "大约一半", "progress": "=HYPERLINK怎么写", "remarks": "=1+1"},
    (3, 2): {"actual": 400},
    (5, None): {"progress": None, "status": "已完成", "percent": 40},
    (7, None): {"status": "办完了吧"},
}


@pytest.fixture(scope="module")
def issued() -> bytes:
    return form()


@pytest.fixture(scope="module")
def spoiled(issued: bytes) -> bytes:
    return filled(issued, GOOD, {k: {n: v for n, v in w.items() if n != "remarks"} for k, w in SPOILED.items()}, {
        (3, None): {"progress": "新增国家高新技术企业260家。"}})  # fmt: skip


@pytest.fixture(scope="module")
def copy(spoiled: bytes, issued: bytes) -> bytes:
    return corrected(spoiled, issued)


def corrected(data: bytes, issued: bytes, lang: Lang = Lang.HANS) -> bytes:
    entries, findings = assess(data)
    return correction_copy(data, "经信局.xlsx", findings, lang=lang, blank=issued, entries=entries)


def book_of(data: bytes) -> Workbook:
    """Open a workbook, without its merged ranges."""
    edited = open_book(data)
    assert edited is not None
    return edited.book


def cell(book: Workbook, sheet: str, address: str) -> Cell:
    found = book[sheet][address]
    assert isinstance(found, Cell)
    return found


def place(book: Workbook, task: int, name: str, target: int | None = None) -> tuple[str, str]:
    """Return the sheet and the address of a field of a task."""
    for layout in layouts(book):
        if (task, target) in layout.rows and name in layout.columns:
            return layout.sheet, f"{layout.columns[name]}{layout.rows[task, target]}"
    raise AssertionError((task, name))


def listed(book: Workbook) -> list[tuple[str, str]]:
    """Return code and link of every point of the first sheet."""
    sheet = book.worksheets[0]
    rows = [row for row in range(6, sheet.max_row + 1) if sheet[f"H{row}"].value]
    links = [sheet[f"E{row}"].hyperlink for row in rows]
    return [
        (str(sheet[f"H{row}"].value), str(link.location) if link else "") for row, link in zip(rows, links, strict=True)
    ]


def test_the_points_stand_first_in_the_order_of_the_table_each_with_its_link(copy: bytes) -> None:
    book = book_of(copy)
    assert book.sheetnames[:2] == ["需修改", "填表说明"]
    assert book.active is book["需修改"]

    def at(task: int, name: str, target: int | None = None) -> str:
        sheet, address = place(book, task, name, target)
        return f"'{sheet}'!{address}"

    assert listed(book) == [
        ("V04", at(3, "percent")),
        ("X10", at(3, "actual", 2)),
        ("V01", at(5, "progress")),
        ("X01", at(5, "status")),
        ("V12", at(7, "status")),
    ]
    sheet = book.worksheets[0]
    assert sheet["B2"].value == "须改 4 处（红格），请核 1 处（黄格）"
    assert sheet["C8"].value == "5　改造老旧工业园区。"
    assert str(sheet["D8"].value).endswith("没填“本期进展情况”。\n→ 请填写；没有进展请写明原因。")
    assert sheet["F6"].value == "大约一半"
    assert [sheet[f"B{row}"].value for row in range(6, 11)] == [1, 2, 3, 4, 5]
    # Behind the points stands in hidden columns what was sent, for a formula to tell what has changed since.
    assert [sheet[f"I{row}"].value for row in range(6, 11)] == ["大约一半", 400, None, "已完成", "办完了吧"]
    assert (sheet["I9"].value, sheet["J9"].value) == ("已完成", 40)
    status, percent = at(5, "status"), at(5, "percent")
    assert f"AND(EXACT({status},I9),EXACT({percent},J9))" in str(sheet["G9"].value)


def test_the_points_are_printed_on_a4_one_page_wide_with_the_number_of_the_page(copy: bytes) -> None:
    sheet = book_of(copy).worksheets[0]
    assert isinstance(sheet, Worksheet)
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.center is not None
    assert sheet.oddFooter.center.text == "&P / &N"
    assert (sheet.print_title_rows, sheet.print_area) == ("$5:$5", f"'{sheet.title}'!$B$1:$H$10")


def test_faulty_cells_are_coloured_and_each_has_a_note(copy: bytes, spoiled: bytes) -> None:
    book, before = book_of(copy), book_of(spoiled)
    wanted = {
        place(book, 3, "percent"): RED,
        place(book, 3, "actual", 2): AMBER,
        place(book, 5, "progress"): RED,
        place(book, 5, "status"): RED,
        place(book, 5, "percent"): RED,
        place(book, 7, "status"): RED,
    }
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows():
            for item in row:
                if not isinstance(item, Cell):
                    continue
                fill = wanted.get((sheet.title, item.coordinate))
                theirs = cell(before, sheet.title, item.coordinate)
                assert item.fill.fgColor.rgb == (fill or theirs.fill.fgColor.rgb)
                assert (item.comment is not None) == (fill is not None)
                assert item.value == theirs.value
    note = cell(book, *place(book, 5, "progress")).comment
    assert note is not None
    assert note.author == AUTHOR
    assert note.content.startswith("【须改】")
    assert note.content.endswith("没填“本期进展情况”。\n→ 请填写；没有进展请写明原因。\n（V01）")


def test_nothing_of_the_form_is_lost(copy: bytes, spoiled: bytes) -> None:
    after, before = (openpyxl.load_workbook(io.BytesIO(data)) for data in (copy, spoiled))
    assert after.sheetnames[1:] == before.sheetnames
    assert unpack(copy)["docProps/custom.xml"] == unpack(spoiled)["docProps/custom.xml"]
    assert {n: d.attr_text for n, d in after.defined_names.items()} == {
        n: d.attr_text for n, d in before.defined_names.items()
    }
    for name in before.sheetnames:
        now, then = after[name], before[name]
        assert now.sheet_state == then.sheet_state
        assert now.protection.sheet == then.protection.sheet
        assert str(now.freeze_panes) == str(then.freeze_panes)
        assert now.print_title_rows == then.print_title_rows
        assert now.print_area == then.print_area
        assert sorted(map(str, now.merged_cells.ranges)) == sorted(map(str, then.merged_cells.ranges))
        assert {k for k, d in now.row_dimensions.items() if d.hidden} == {
            k for k, d in then.row_dimensions.items() if d.hidden
        }
        assert {k: (d.width, d.hidden) for k, d in now.column_dimensions.items()} == {
            k: (d.width, d.hidden) for k, d in then.column_dimensions.items()
        }
        rules = [(str(v.sqref), v.type, v.formula1, v.prompt) for v in now.data_validations.dataValidation]
        assert rules == [(str(v.sqref), v.type, v.formula1, v.prompt) for v in then.data_validations.dataValidation]
        theirs = {(str(a.sqref), *r.formula) for a in then.conditional_formatting for r in a.rules}
        assert theirs <= {(str(a.sqref), *r.formula) for a in now.conditional_formatting for r in a.rules}
        assert [c.protection.locked for row in now.iter_rows() for c in row] == [
            c.protection.locked for row in then.iter_rows() for c in row
        ]


def test_the_copy_reads_as_the_return_did(copy: bytes, spoiled: bytes) -> None:
    entries, findings = assess(copy)
    before, found = assess(spoiled)
    assert entries == before
    assert [replace(d, file="") for d in findings] == [replace(d, file="") for d in found]


def strict(data: bytes) -> bytes:
    """Return a workbook as “Strict Open XML”."""
    usual, other = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    names = {
        b"spreadsheetml/2006/main": b"spreadsheetml/main",
        b"officeDocument/2006/relationships": b"officeDocument/relationships",
        b"officeDocument/2006/custom-properties": b"officeDocument/customProperties",
        b"officeDocument/2006/extended-properties": b"officeDocument/extendedProperties",
        b"officeDocument/2006/docPropsVTypes": b"officeDocument/docPropsVTypes",
        b"drawingml/2006/main": b"drawingml/main",
    }
    parts = unpack(data)
    for path, part in parts.items():
        for name, renamed in names.items():
            parts[path] = parts[path].replace(usual + name, other + renamed)
        assert b"<workbook " not in part or parts[path] != part
    return pack(parts)


def test_a_copy_of_a_return_in_strict_open_xml_is_the_units_own_file(
    copy: bytes, spoiled: bytes, issued: bytes
) -> None:
    made = corrected(strict(spoiled), issued)
    assert listed(book_of(made)) == listed(book_of(copy))
    assert book_of(made).sheetnames == book_of(copy).sheetnames


def test_a_mended_copy_is_accepted(copy: bytes) -> None:
    entries, findings = assess(filled(copy, GOOD))
    assert [d for d in findings if d.severity is not Severity.INFO] == []
    assert verdict(findings, entries) is Verdict.ACCEPTED


def test_the_same_return_gives_the_same_bytes(copy: bytes, spoiled: bytes, issued: bytes) -> None:
    assert corrected(spoiled, issued) == copy


def test_marks_of_an_earlier_copy_go_first(copy: bytes, issued: bytes, spoiled: bytes) -> None:
    half = filled(copy, {(5, None): {"progress": "完成招标。", "status": "正常推进"}})
    again = book_of(corrected(half, issued))
    assert again.sheetnames == book_of(copy).sheetnames
    assert [code for code, _ in listed(again)] == ["V04", "X10", "V12"]
    mended, own = cell(again, *place(again, 5, "progress")), cell(book_of(spoiled), *place(again, 5, "progress"))
    assert mended.comment is None
    assert mended.fill.fgColor.rgb == own.fill.fgColor.rgb
    ours = [r.formula[0] for a in again[SHEET].conditional_formatting for r in a.rules if '"reportkit"' in r.formula[0]]
    assert len(ours) == 2 * 2


def test_marks_are_known_without_their_record(copy: bytes, spoiled: bytes) -> None:
    """The first sheet was deleted: the colour itself tells, and a neighbour what stood there."""
    book = book_of(copy)
    book.remove(book.worksheets[0])
    remove_marks(Edited(book))
    before = book_of(spoiled)
    for name in (SHEET, TARGETS):
        for row in book[name].iter_rows():
            for item in row:
                assert item.fill.fgColor.rgb == before[name][item.coordinate].fill.fgColor.rgb
                assert item.comment is None


def test_a_lone_marked_cell_loses_its_colour_where_nothing_is_like_it() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    data = saved(book)
    finding = Diagnostic(Code.V01, sheet="Sheet", cells=("B2",), values={"field": "状态", "how": ""})
    marked = book_of(correction_copy(data, "x.xlsx", [finding], lang=Lang.HANS))
    assert cell(marked, "Sheet", "B2").fill.fgColor.rgb == RED
    marked[marked.sheetnames[0]]["A2"].value = "Sheet\tB2\tsolid theme 99x 0.0"
    remove_marks(Edited(marked))
    assert cell(marked, "Sheet", "B2").fill.fill_type is None


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("theme", [True, False])
def test_a_fill_of_the_theme_comes_back(theme: bool) -> None:  # noqa: FBT001 - a parameter of the test
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    color = openpyxl.styles.Color(theme=4, tint=0.4) if theme else openpyxl.styles.Color(indexed=22)
    sheet["B2"].fill = openpyxl.styles.PatternFill("solid", fgColor=color)
    finding = Diagnostic(Code.V01, sheet="Sheet", cells=("B2",), values={"field": "状态", "how": ""})
    marked = book_of(correction_copy(saved(book), "x.xlsx", [finding], lang=Lang.HANS))
    remove_marks(Edited(marked))
    back = cell(marked, "Sheet", "B2").fill.fgColor
    assert (back.type, back.value) == (color.type, color.value)


def test_a_note_of_the_unit_stays(spoiled: bytes, issued: bytes) -> None:
    book = book_of(spoiled)
    spot = cell(book, *place(book, 5, "progress"))
    spot.comment = Comment("请王科补充", "李四")
    copy = corrected(saved(book), issued)
    marked = book_of(copy)
    note = cell(marked, *place(marked, 5, "progress")).comment
    assert note is not None
    assert note.content.startswith("请王科补充\n\n【须改】")
    remove_marks(Edited(marked))
    note = cell(marked, *place(marked, 5, "progress")).comment
    assert note is not None
    assert (note.content, note.author) == ("请王科补充", "李四")


def test_a_note_without_words_begins_with_ours(spoiled: bytes, issued: bytes) -> None:
    book = book_of(spoiled)
    cell(book, *place(book, 5, "progress")).comment = Comment("", "李四")
    marked = book_of(corrected(saved(book), issued))
    note = cell(marked, *place(marked, 5, "progress")).comment
    assert note is not None
    assert note.content.startswith("【须改】")


def test_a_note_whose_author_was_lost_is_still_known(copy: bytes) -> None:
    book = book_of(copy)
    spot = cell(book, *place(book, 5, "progress"))
    assert spot.comment is not None
    spot.comment = Comment(spot.comment.content, " ")
    remove_marks(Edited(book))
    assert cell(book, *place(book, 5, "progress")).comment is None


def test_what_is_no_workbook_is_rebuilt_in_the_form(issued: bytes, spoiled: bytes) -> None:
    """A .csv: the written values stand in the form, the addresses are those of the form."""
    entries, findings = assess(spoiled)
    shifted = {(a.sheet, a.cell): ("Sheet1", f"Z{a.cell}") for e in entries for a in all_answers(e)}
    there = [replace(d, sheet="Sheet1", cells=tuple(f"Z{c}" for c in d.cells), values=shift(d)) for d in findings]
    given = [moved(e, shifted) for e in entries]
    given[0] = replace(given[0], answers={**given[0].answers, "remarks": Answer("remarks", "=1+1", "=1+1", "", "")})
    book = book_of(correction_copy(b"no workbook", "a.csv", there, lang=Lang.HANS, blank=issued, entries=given))
    assert listed(book) == listed(book_of(corrected(spoiled, issued)))
    assert cell(book, *place(book, 3, "percent")).value == "大约一半"
    assert cell(book, *place(book, 5, "percent")).value == 40
    assert cell(book, *place(book, 3, "actual", 1)).value == 260
    remark = cell(book, *place(book, 3, "remarks"))
    assert (remark.value, remark.data_type, remark.quotePrefix) == ("=1+1", "s", True)
    row = next(r for r in range(6, 20) if book.worksheets[0][f"H{r}"].value == "X01")
    status, percent = place(book, 5, "status")[1], place(book, 5, "percent")[1]
    assert f"（{status}），进度却是 40%（{percent}）" in str(book.worksheets[0][f"D{row}"].value)


def test_a_cell_of_another_sheet_that_words_name_is_named_where_it_stands_in_the_form(issued: bytes) -> None:
    """A sheet of targets that became a file of its own is called otherwise there."""
    entry = Entry(3, "区经信局", Role.LEAD, answers={"progress": Answer("progress", "x", "x", "表一", "Z3")}, targets={
        1: {"actual": Answer("actual", Decimal(9), "9", "表二", "Z8")},
    })  # fmt: skip
    said = finding_of(Code.X17, sheet="表一", cells=("Z3",))
    said = replace(said, values={**said.values, "cell_b": "表二!Z8"})
    book = book_of(correction_copy(b"", "a.csv", [said], lang=Lang.HANS, blank=issued, entries=[entry]))
    sheet, address = place(book, 3, "actual", 1)
    assert f"{sheet}!{address}" in str(book.worksheets[0]["D6"].value)


def test_a_lost_sheet_is_back_in_a_rebuilt_form_and_the_point_leads_to_it(issued: bytes) -> None:
    """A .csv keeps one sheet: that of the targets is in the copy again, to be filled in."""
    entries = [replace(entry, targets={}) for entry in assess(filled(issued, GOOD))[0]]
    lost = Diagnostic(Code.S01, unit="区经信局", found="CSV", values={"sheet": TARGETS}, lowered=Severity.ERROR)
    book = book_of(correction_copy(b"no workbook", "a.csv", [lost], lang=Lang.HANS, blank=issued, entries=entries))
    sheet, address = place(book, 3, "actual", 1)
    assert listed(book) == [("S01", f"'{sheet}'!{address}")]
    assert cell(book, sheet, address).fill.fgColor.rgb == RED
    assert cell(book, *place(book, 3, "progress")).fill.fgColor.rgb != RED


def all_answers(entry: Entry) -> list[Answer]:
    return [*entry.answers.values(), *(a for answers in entry.targets.values() for a in answers.values())]


def shift(item: Diagnostic) -> dict[str, object]:
    return {k: f"Z{v}" if k.startswith("cell") and v else v for k, v in item.values.items()}


def moved(entry: Entry, places: dict[tuple[str, str], tuple[str, str]]) -> Entry:
    def there(answer: Answer) -> Answer:
        sheet, address = places[answer.sheet, answer.cell]
        return replace(answer, sheet=sheet, cell=address)

    targets = {no: {k: there(a) for k, a in answers.items()} for no, answers in entry.targets.items()}
    return replace(entry, answers={k: there(a) for k, a in entry.answers.items()}, targets=targets)


def test_a_day_is_rebuilt_as_a_day(issued: bytes) -> None:
    day = date(2022, 9, 30)
    entry = Entry(5, "区经信局", assess(issued)[0][0].role, answers={
        "expected_date": Answer("expected_date", day, "2022-09-30", "a", "A1"),
        "nothing": Answer("nothing", None, "x", "a", "A2"),
    })  # fmt: skip
    findings = [finding_of(Code.V07, sheet="a", cells=("A2",), found="x"), Diagnostic(Code.D08, unit="区经信局")]
    book = book_of(correction_copy(b"", "a.csv", findings, lang=Lang.HANS, blank=issued, entries=[entry]))
    value = cell(book, *place(book, 5, "expected_date")).value
    assert str(value).startswith("2022-09-30")
    assert listed(book) == [("D08", ""), ("V07", "")]
    first = book.worksheets[0]
    assert first["C6"].value == "整份表"
    assert first["B3"].value == "这份表暂时没有汇总，请改好后尽快交回，谢谢！"


def test_several_choices_are_rebuilt_as_they_were_written(issued: bytes) -> None:
    said = Answer("remarks", ("money", "land"), "资金、用地", "a", "A1")
    entry = Entry(5, "区经信局", assess(issued)[0][0].role, answers={"remarks": said})
    book = book_of(correction_copy(b"", "a.csv", [Diagnostic(Code.D08)], lang=Lang.HANS, blank=issued, entries=[entry]))
    assert cell(book, *place(book, 5, "remarks")).value == "资金、用地"


def test_where_nothing_must_be_mended_nothing_need_be_sent(issued: bytes) -> None:
    data = filled(issued, GOOD, {(5, None): {"percent": 5}})
    book = book_of(corrected(data, issued))
    assert [code for code, _ in listed(book)] == ["X16"]
    first = book.worksheets[0]
    assert [first[f"B{n}"].value for n in (1, 2)] == ["请核对的地方", "请核 1 处（黄格）"]
    assert str(first["B4"].value).endswith("都没有错，就不用再交。")


@pytest.mark.parametrize(
    ("findings", "thanks"),
    [
        ([finding_of(Code.X06, sheet=SHEET, cells=("K7",), task=3)], "3 项任务中有 2 项没有问题，不用再动，谢谢！"),
        (
            [finding_of(Code.X06, sheet=SHEET, cells=(f"K{n}",), task=no) for n, no in ((7, 3), (8, 5), (9, 7))],
            "下面没有列出的内容都已收到，不用再动，谢谢！",
        ),
        # Of what is about the whole file nobody can say which tasks it leaves in order.
        ([finding_of(Code.D10)], "下面没有列出的内容都已收到，不用再动，谢谢！"),
        ([finding_of(Code.D08)], "这份表暂时没有汇总，请改好后尽快交回，谢谢！"),
    ],
)
def test_the_first_sheet_thanks_for_what_is_in_order_as_far_as_anything_is(
    issued: bytes, findings: list[Diagnostic], thanks: str
) -> None:
    data = filled(issued, GOOD)
    copy = correction_copy(data, "x.xlsx", findings, lang=Lang.HANS, entries=assess(data)[0])
    assert book_of(copy).worksheets[0]["B3"].value == thanks


def test_what_can_neither_be_marked_nor_rebuilt_is_refused() -> None:
    with pytest.raises(ReportkitError) as caught:
        correction_copy(b"no workbook", "a.csv", [], lang=Lang.HANS)
    assert caught.value.message(Lang.HANS) == "“a.csv”无法标注。"


def test_texts_of_a_return_are_never_formulas_of_ours(issued: bytes) -> None:
    data = filled(issued, GOOD)
    entries, _ = assess(data)
    sheet, address = place(book_of(data), 5, "percent")
    finding = Diagnostic(
        Code.V02,
        sheet=sheet,
        cells=(address,),
        found='=HYPERLINK("http://x")',
        values={"example": "9"},
    )
    copy = correction_copy(data, "x.xlsx", [finding], lang=Lang.EN, entries=entries)
    written = book_of(copy).worksheets[0]["F6"]
    assert (written.data_type, written.quotePrefix) == ("s", True)
    assert book_of(copy).sheetnames[0] == "To mend"
    assert book_of(copy).worksheets[0]["B3"].value == "Thank you: 2 of 3 tasks are in order and need nothing more."


def test_what_was_read_as_something_else_is_told_and_not_marked(issued: bytes) -> None:
    data = filled(issued, GOOD, {(5, None): {"percent": "50%", "status": "推进中"}, (7, None): {"progress": None}})
    book = book_of(corrected(data, issued))
    assert sorted(code for code, _ in listed(book)) == ["V01", "V03", "V13"]
    assert listed(book)[0][0] == "V01"
    assert cell(book, *place(book, 5, "percent")).comment is None
    assert book.worksheets[0]["B3"].value == "3 项任务中有 2 项没有问题，不用再动，谢谢！"


def test_one_finding_over_many_cells_is_one_point_a_cell_and_too_many_are_one(issued: bytes) -> None:
    finding = Diagnostic(Code.V01, sheet=SHEET, values={"field": "状态", "how": ""}, tasks=(3, 5, 7))
    few = replace(finding, cells=("K7", "K8", "K9"))
    many = replace(finding, cells=tuple(f"K{n}" for n in range(7, 19)))
    book = book_of(correction_copy(issued, "x.xlsx", [few], lang=Lang.HANS))
    assert listed(book) == [("V01", f"'{SHEET}'!K{n}") for n in (7, 8, 9)]
    book = book_of(correction_copy(issued, "x.xlsx", [many], lang=Lang.HANS))
    assert listed(book) == [("V01", f"'{SHEET}'!K7")]
    assert str(book.worksheets[0]["D6"].value).startswith("【须改】任务 3、5、7：K7、K8")
    assert cell(book, SHEET, "K18").fill.fgColor.rgb == RED


def test_a_cell_inside_a_merged_range_is_marked_at_its_corner(issued: bytes) -> None:
    finding = Diagnostic(Code.S09, sheet=SHEET, cells=("C1",))
    book = book_of(correction_copy(issued, "x.xlsx", [finding], lang=Lang.HANS))
    assert cell(book, SHEET, "B1").fill.fgColor.rgb == RED


def test_a_place_that_does_not_exist_is_told_without_a_link(issued: bytes) -> None:
    strange = [
        Diagnostic(Code.V02, sheet="没有这张表", cells=("A1",), found="x", task=5, values={"example": "9"}),
        Diagnostic(Code.V02, sheet="没有这张表", cells=("A1",), found="x", values={"example": "9"}),
    ]
    book = book_of(correction_copy(issued, "x.xlsx", strange, lang=Lang.HANS))
    assert listed(book) == [("V02", ""), ("V02", "")]


@pytest.mark.parametrize("cell_", ["A1048577", "C4294967295", "XFE7", "ZZZZ1", "JLKTWHMJDBNIO3"])
def test_a_cell_that_no_sheet_has_is_told_and_not_marked(issued: bytes, cell_: str) -> None:
    strange = Diagnostic(Code.V02, sheet=SHEET, cells=(cell_,), found="x", task=5, values={"example": "9"})
    both = replace(strange, cells=(cell_, "K7"))
    book = book_of(correction_copy(issued, "x.xlsx", [strange], lang=Lang.HANS))
    assert (listed(book), book.worksheets[0]["E6"].value) == ([("V02", "")], f"{SHEET} {cell_}")
    marked = book_of(correction_copy(issued, "x.xlsx", [both], lang=Lang.HANS))
    assert sorted(listed(marked)) == [("V02", ""), ("V02", f"'{SHEET}'!K7")]
    assert cell(marked, SHEET, "K7").comment is not None


def test_two_findings_on_a_cell_share_its_note(issued: bytes) -> None:
    warning = finding_of(Code.V23, sheet=SHEET, cells=("K7",))
    error = Diagnostic(Code.V01, sheet=SHEET, cells=("K7",), values={"field": "状态", "how": ""})
    for both in ([warning, error], [error, warning]):
        book = book_of(correction_copy(issued, "x.xlsx", both, lang=Lang.HANS))
        marked = cell(book, SHEET, "K7")
        assert marked.fill.fgColor.rgb == RED
        assert marked.comment is not None
        assert marked.comment.content.count("【") == 2
        remove_marks(Edited(book))
        assert cell(book, SHEET, "K7").fill.fgColor.rgb == cell(book_of(issued), SHEET, "K7").fill.fgColor.rgb


def test_the_colour_goes_as_the_cell_is_mended(copy: bytes) -> None:
    """The first format shows the mark while the cell is as it was sent; the last one is green once it is not."""
    book = book_of(copy)
    address = place(book, 5, "percent")[1]
    rules = [(r.priority, r.formula[0], r.dxf.fill.bgColor.rgb, bool(r.stopIfTrue))
             for a in book[SHEET].conditional_formatting if str(a.sqref) == address for r in a.rules]  # fmt: skip
    first, last = min(rules), max(rules)
    assert first[1:] == (f'AND("reportkit"<>"",{address}=40)', RED, True)
    assert last[1:] == (f'AND("reportkit"<>"",NOT({address}=40))', MENDED, False)


def test_the_heading_counts_the_points_that_are_as_they_were_sent(copy: bytes) -> None:
    last = 5 + len(listed(book_of(copy)))
    assert book_of(copy).worksheets[0]["E2"].value == f'="还有 "&COUNTIF(G6:G{last},"未改")&" 处没有改动"'
    # What a viewer that does not calculate shows is right in the moment of sending.
    first = openpyxl.load_workbook(io.BytesIO(copy), data_only=True).worksheets[0]
    states = [first[f"G{row}"].value for row in range(6, last + 1)]
    to_mend = ["须改" in str(first[f"D{row}"].value) for row in range(6, last + 1)]
    assert states == ["未改" if must else "没动" for must in to_mend]
    assert first["E2"].value == f"还有 {sum(to_mend)} 处没有改动"
    assert {True, False} == set(to_mend), "what need only be looked at is not counted"


def test_a_copy_with_nothing_to_mend_counts_nothing_down(issued: bytes) -> None:
    warning = finding_of(Code.V23, sheet=SHEET, cells=("K7",))
    book = book_of(correction_copy(issued, "x.xlsx", [warning], lang=Lang.HANS))
    assert book.worksheets[0]["E2"].value is None


def test_a_copy_made_of_the_empty_form_does_not_say_what_that_lacked(issued: bytes) -> None:
    lacking = openpyxl.load_workbook(io.BytesIO(issued), data_only=True)[SHEET]
    assert any("必填没填" in str(cell.value) for row in lacking.iter_rows(max_row=5) for cell in row)
    rebuilt = correction_copy(b"", "x.csv", [Diagnostic(Code.D08)], lang=Lang.HANS, blank=issued)
    page = openpyxl.load_workbook(io.BytesIO(rebuilt), data_only=True)[SHEET]
    assert not any("必填没填" in str(cell.value) for row in page.iter_rows(max_row=5) for cell in row)


@pytest.mark.parametrize(
    ("sent", "condition"),
    [
        (None, "LEN(F7)=0"),
        (True, "F7=TRUE"),
        (0.5, "F7=0.5"),
        (date(2022, 6, 30), "F7=44742"),
        ('说"好"', 'EXACT(F7,"说""好""")'),
        ("一\n二", 'AND(LEN(F7)=3,EXACT(LEFT(F7,1),"一"))'),
        ("字" * 300, f'AND(LEN(F7)=300,EXACT(LEFT(F7,200),"{"字" * 200}"))'),
        ("#REF!", "ISERROR(F7)"),
    ],
)
def test_what_was_sent_is_told_by_a_formula(sent: object, condition: str) -> None:
    assert same("F7", sent) == condition


def test_a_key_is_never_copied(issued: bytes) -> None:
    finding = finding_of(Code.V19, sheet=SHEET, cells=("A7",))
    book = book_of(correction_copy(issued, "x.xlsx", [finding], lang=Lang.HANS))
    first = book.worksheets[0]
    assert first["A1"].value == RECORD
    assert [first[f"{c}6"].value for c in "GIJ"] == ["", None, None] or first["I6"].value is None


def test_saved_results_of_formulas_stay() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = "=1+1", '="a<b"', "=1/0", "=TODAY()"
    results: dict[str, object] = {"A1": 2, "A2": "a<b", "A3": "#DIV/0!", "A4": date(2022, 7, 1), "A5": True}
    sheet["A5"] = "=TRUE()"
    sheet["A6"] = "=NOW()"
    edited = Edited(book, {("Sheet", k): v for k, v in results.items()})
    data = save_book(edited)
    again = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Sheet"]
    assert [again[f"A{n}"].value for n in range(1, 7)] == [2, "a<b", "#DIV/0!", 44743, True, None]
    assert book_of(data)["Sheet"]["A2"].value == '="a<b"'


EXTENSION = (
    b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    b'<x14:dataValidations count="2"><x14:dataValidation type="list" allowBlank="1" showErrorMessage="1" prompt="p">'
    b"<x14:formula1><xm:f>_rk!$G$2:$G$7</xm:f></x14:formula1><xm:sqref>B2:B9</xm:sqref></x14:dataValidation>"
    b'<x14:dataValidation type="list"/></x14:dataValidations>'
    b'<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="expression" priority="1">'
    b'<xm:f>_rk!$A$1=1</xm:f><x14:dxf><fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill></x14:dxf>'
    b'</x14:cfRule><x14:cfRule type="iconSet" priority="2"/><xm:sqref>C2:C9</xm:sqref></x14:conditionalFormatting>'
    b"</x14:conditionalFormattings></ext></extLst>"
)  # fmt: skip


def test_lists_that_excel_keeps_in_its_extension_stay() -> None:
    book = Workbook()
    book.create_sheet("_rk")
    parts = unpack(saved(book))
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</worksheet>", EXTENSION + b"</worksheet>")
    edited = open_book(pack(parts))
    assert edited is not None
    sheet = book_of(save_book(edited))["Sheet"]
    assert [(str(v.sqref), v.type, v.formula1, v.showErrorMessage) for v in sheet.data_validations.dataValidation] == [
        ("B2:B9", "list", "_rk!$G$2:$G$7", True)
    ]
    conditions = [(str(a.sqref), r.formula) for a in sheet.conditional_formatting for r in a.rules]
    assert conditions == [("C2:C9", ["_rk!$A$1=1"])]
