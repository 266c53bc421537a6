"""A form that came back: whose it is, what it says, and what happened to it on the way."""

import io
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.address import address, position_of
from reportkit.diagnostics import Severity
from reportkit.files.grid import Raw, as_text, read_grids
from reportkit.forms.assign import assignments
from reportkit.forms.form import write_form
from reportkit.language.words import Lang, Words
from reportkit.model import Role
from reportkit.period import Period
from reportkit.returns.content import Claim, Outcome, ReturnContent
from reportkit.returns.reading import read_return
from tests.hands import opened
from tests.other_formats import WRITERS, Book, Content, Error, contents
from tests.returned import (
    DESK,
    HOUSING,
    MASTER,
    Q1,
    Q2,
    SCIENCE,
    TARGETS,
    TASKS,
    WATER,
    codes,
    columns,
    edited,
    filled,
    finding,
    form,
    put,
    read,
    reported,
    row_of,
    said,
    saved,
    sheet,
)

Hands = Callable[[Workbook], None]


def without_marks(book: Workbook, *, column: bool = True, names: bool = True, numbers: bool = True) -> None:
    """Take the form's marks away: the key column, the row of names, every form number."""
    for title in (TASKS, TARGETS):
        page = sheet(book, title)
        row, _ = columns(page)
        if names:
            page.delete_rows(row)
        if column:
            page.delete_cols(1)
    if numbers:
        del book["_rk"]
        for page in book.worksheets:
            for cells in page.iter_rows():
                for cell in cells:
                    if isinstance(cell.value, str) and "2022Q2-" in cell.value and ".T" not in cell.value:
                        cell.value = None
        book.custom_doc_props.props.clear()  # type: ignore[attr-defined]
        book.defined_names.clear()


# Whose it is


def test_a_form_filled_in_and_sent_back() -> None:
    found = read(filled())
    assert (found.outcome, found.unit, found.period, found.role) == (Outcome.IDENTIFIED, SCIENCE, Q2, Role.LEAD)
    assert found.form_id is not None
    assert found.form_id.startswith("2022Q2-U001-")
    assert found.evidence == ("row keys (7)", "form number", "hidden sheet", "property", "defined name")
    assert codes(found) == []
    assert [(entry.task, entry.cell) for entry in found.entries] == [(1, "B7"), (2, "B8"), (4, "B9")]
    first = found.entries[0]
    assert (first.unit, first.form_id, first.sheet) == (SCIENCE, found.form_id, TASKS)
    assert first.value("progress") == "任务1已完成阶段目标。"
    assert (first.value("status"), first.value("percent")) == ("on_track", Decimal(10))
    assert (first.answers["percent"].sheet, first.answers["percent"].cell) == (TASKS, "L7")
    assert first.actual(1) == Decimal(250)
    assert first.targets[2]["actual"].sheet == TARGETS
    assert first.answers["problems"].written == ""


def test_the_name_of_the_file_is_no_evidence() -> None:
    assert read(filled(), "区住建局2022年第一季度.xls").unit == SCIENCE


def test_the_moment_it_was_saved_is_told() -> None:
    modified = read(filled()).modified
    assert modified is not None
    assert modified.tzinfo is not None
    assert read(form()).modified == datetime(2000, 1, 1, tzinfo=UTC)


def test_a_form_of_a_unit_that_only_takes_part() -> None:
    found = read(form(role=Role.PARTICIPANT))
    assert (found.outcome, found.role) == (Outcome.IDENTIFIED, Role.PARTICIPANT)
    assert [entry.task for entry in found.entries] == [3, 5]
    assert set(found.entries[0].answers) == {"progress", "problems", "remarks"}
    assert codes(found) == []


def test_last_periods_form_says_so() -> None:
    assert read(form(period=Q1)).period == Q1


def test_a_form_of_another_workspace_waits_for_a_person() -> None:
    found = read(form(secret=b"another secret of another office"))
    assert (found.outcome, found.unit, found.entries) == (Outcome.QUARANTINED, SCIENCE, ())
    assert codes(found) == ["I09"]


def test_a_unit_that_left_the_list() -> None:
    master = DESK.master
    smaller = DESK.__class__(
        master.__class__(master.tasks, master.targets, master.units[1:], settings=master.settings),
        DESK.template,
        DESK.secret,
    )
    found = read_return(form(), "回执.xlsx", smaller)
    assert (found.outcome, codes(found)) == (Outcome.QUARANTINED, ["I05"])
    assert finding(found, "I05").found == "U001"


def test_two_units_in_one_file_wait_for_a_person() -> None:
    def both(book: Workbook) -> None:
        other = book.create_sheet("住建")
        for row in sheet(opened(form(HOUSING))).iter_rows():
            for cell in row:
                other[cell.coordinate].value = cell.value

    data = edited(filled(), both)
    found = read(data)
    assert (found.outcome, found.unit, codes(found)) == (Outcome.QUARANTINED, None, ["I07"])
    assert "区科技局、区住建局" in finding(found, "I07").message(Lang.HANS)
    claimed = read_return(data, "回执.xlsx", DESK, claim=Claim(Q2, SCIENCE))
    assert said(claimed.entries) == said(read(filled()).entries)


def test_another_number_in_the_heading_waits_for_a_person() -> None:
    def renumber(book: Workbook) -> None:
        place, other = _form_number(sheet(book)), _form_number(sheet(opened(form(HOUSING))))
        sheet(book)[place[0]].value = other[1]

    found = read(edited(filled(), renumber))
    assert (found.outcome, codes(found)) == (Outcome.QUARANTINED, ["I11"])
    message = finding(found, "I11").message(Lang.HANS)
    assert "编号列 2022Q2-U001-" in message
    assert "表号 2022Q2-U002-" in message


def _form_number(page: Worksheet) -> tuple[str, str]:
    for row in page.iter_rows(max_row=6):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("表号"):
                return cell.coordinate, cell.value
    raise AssertionError("no form number")


def test_a_slip_in_the_retyped_number_is_no_contradiction() -> None:
    def retype(book: Workbook) -> None:
        place, number = _form_number(sheet(book))
        sheet(book)[place].value = number[:-1] + ("0" if number[-1] != "0" else "1")

    found = read(edited(filled(), retype))
    assert (found.outcome, codes(found)) == (Outcome.IDENTIFIED, [])


def unit_cells(page: Worksheet) -> list[Cell]:
    """Return the cells of the unit: in the heading with its label, and at the foot behind it."""
    cells = [cell for row in page.iter_rows() for cell in row if str(cell.value).startswith("填报单位")]
    return [cells[0], page[f"D{cells[1].row}"]]


@pytest.mark.parametrize("place", [0, 1])
def test_the_name_of_another_unit_in_the_cell_of_the_unit_waits_for_a_person(place: int) -> None:
    def rename(book: Workbook) -> None:
        cell = unit_cells(sheet(book))[place]
        cell.value = "填报单位：区建设局" if place == 0 else "区建设局"
        places.append(cell.coordinate)

    places: list[str] = []
    found = read(edited(filled(), rename))
    assert (found.outcome, found.unit, codes(found)) == (Outcome.QUARANTINED, None, ["I11"])
    assert (finding(found, "I11").sheet, finding(found, "I11").cells) == (TASKS, tuple(places))
    assert f"填报单位“区建设局”（填报表 {places[0]}）" in finding(found, "I11").message(Lang.HANS)
    assert found.evidence[-1] == "unit cell"


@pytest.mark.parametrize(("text", "told"), [("科技局", False), ("区科技局（盖章）", False), ("区里的一个科室", True)])
def test_words_that_name_no_other_unit_do_not_count(text: str, *, told: bool) -> None:
    def rename(book: Workbook) -> None:
        unit_cells(sheet(book))[1].value = text

    found = read(edited(filled(), rename))
    assert (found.outcome, found.unit, "I08" in codes(found)) == (Outcome.IDENTIFIED, SCIENCE, told)
    assert not told or finding(found, "I08").cells == ("D11",)


# Several forms in one file


def with_sheet(name: str, data: bytes, title: str = TASKS, *, hidden: bool = False) -> Hands:
    """Return hands that copy a sheet of another workbook into this one."""

    def copy(book: Workbook) -> None:
        page = book.create_sheet(name)
        for row in sheet(opened(data), title).iter_rows():
            for cell in row:
                page[cell.coordinate].value = cell.value
        page.sheet_state = "hidden" if hidden else "visible"

    return copy


def answered(unit: str, period: Period = Q2, role: Role = Role.LEAD, **values: object) -> bytes:
    """Return a form in which every task has the same answers."""

    def write(book: Workbook) -> None:
        page = sheet(book)
        for key in [cell.value for cell in page["A"] if isinstance(cell.value, str) and ".T" in cell.value]:
            put(page, int(key.split(".T")[1][:3]), values)

    return edited(form(unit, period, role), write)


def test_both_forms_of_a_unit_in_one_file_wait_for_a_person() -> None:
    joins = answered(SCIENCE, role=Role.PARTICIPANT, progress="已配合完成。")
    data = edited(filled(), with_sheet("配合", joins))
    found = read(data)
    assert (found.outcome, found.unit, codes(found)) == (Outcome.QUARANTINED, SCIENCE, ["I13"])
    assert finding(found, "I13").message(Lang.HANS) == (
        "“回执.xlsx”里有 2 份表：区科技局2022年第二季度、区科技局2022年第二季度（参与）。"
    )
    assert [piece for piece in found.evidence if piece.startswith("row keys")] == [
        f"row keys (7) {read(filled()).form_id}", f"row keys (2) {read(joins).form_id}",
    ]  # fmt: skip
    claimed = read_return(data, "回执.xlsx", DESK, claim=Claim(Q2, SCIENCE))
    assert said(claimed.entries) == said(read(filled()).entries)
    assert finding(claimed, "I13").severity is Severity.WARNING


@pytest.mark.parametrize("hidden", [False, True])
def test_forms_of_two_periods_in_one_file_wait_for_a_person_and_never_mix(*, hidden: bool) -> None:
    last = answered(SCIENCE, Q1, progress="一季度的进展。", percent=5, problems="一季度的问题")
    data = edited(filled(), with_sheet("一季度", last, hidden=hidden))
    found = read(data)
    assert (found.outcome, found.unit, found.period, codes(found)) == (Outcome.QUARANTINED, SCIENCE, None, ["I13"])
    assert "区科技局2022年第二季度、区科技局2022年第一季度" in finding(found, "I13").message(Lang.HANS)
    now = read_return(data, "回执.xlsx", DESK, claim=Claim(Q2, SCIENCE))
    assert said(now.entries) == said(read(filled()).entries)
    before = read_return(data, "回执.xlsx", DESK, claim=Claim(Q1, SCIENCE))
    assert [e.value("progress") for e in before.entries] == ["一季度的进展。"] * 3
    assert [e.value("percent") for e in before.entries] == [5] * 3


def test_another_units_rows_never_fill_what_a_unit_left_empty() -> None:
    other = answered(HOUSING, progress="住建局的进展。", percent=77, problems="住建局的问题", remarks="住建局")
    data = edited(filled(), with_sheet("住建", other))
    assert codes(read(data)) == ["I07"]
    for unit, wanted in ((SCIENCE, read(filled())), (HOUSING, read(other))):
        claimed = read_return(data, "回执.xlsx", DESK, claim=Claim(Q2, unit))
        entries = {entry.task: entry for entry in claimed.entries}
        for entry in wanted.entries:
            for name, answer in entry.answers.items():
                assert entries[entry.task].answers[name].written == answer.written
        assert "I13" in codes(claimed)


def test_another_units_table_without_keys_under_a_units_own_number_waits_for_a_person() -> None:
    def paste(book: Workbook) -> None:
        page, other = sheet(book), sheet(opened(answered(HOUSING, progress="住建局的进展。", percent=77)))
        rows = [row_of(page, f".T00{no}.") for no in (1, 2, 4)]
        for row, source in zip(
            rows, [row_of(other, ".T003."), row_of(other, ".T004."), other.max_row + 1], strict=True
        ):
            for column in range(1, 17):
                page.cell(row, column).value = other.cell(source, column).value if column > 1 else None
        book.remove(book[TARGETS])

    found = read(edited(filled(), paste))
    assert (found.outcome, found.entries, codes(found)) == (Outcome.QUARANTINED, (), ["I11"])
    assert "；任务编号和文字 3、4。" in finding(found, "I11").message(Lang.HANS)


def test_the_same_form_twice_in_one_file_counts_where_both_agree() -> None:
    other = edited(
        filled(), lambda book: put(sheet(book), 1, {"percent": "10%", "status": "已完成", "remarks": "补充"})
    )
    found = read(edited(filled(), with_sheet("填报表 (2)", other)))
    first = found.entries[0]
    assert first.value("percent") == 10
    assert first.answers["status"].faulty
    assert first.value("remarks") == "补充"
    notes = [item for item in found.diagnostics if item.code.name == "S18"]
    assert [(note.task, note.sheet, note.cells) for note in notes] == [
        (1, TASKS, ("B7",)), (2, TASKS, ("B8",)), (4, TASKS, ("B9",)),
    ]  # fmt: skip
    assert notes[0].message(Lang.HANS) == "任务 1 出现了 2 次（填报表 B7、填报表 (2) B7），“状态”填得不一样。"
    assert [note.severity for note in notes] == [Severity.ERROR, Severity.WARNING, Severity.WARNING]
    assert "S02" not in codes(found)


def test_a_copy_of_the_form_on_a_hidden_sheet_is_named_and_does_not_count() -> None:
    other = edited(filled(), lambda book: put(sheet(book), 1, {"percent": 99, "remarks": "旧的"}))
    found = read(edited(filled(), with_sheet("底稿", other, hidden=True)))
    assert said(found.entries) == said(read(filled()).entries)
    assert [(item.code.name, item.sheet) for item in found.diagnostics] == [("S11", "底稿")]


def test_a_form_that_is_only_on_a_hidden_sheet_counts() -> None:
    def hide(book: Workbook) -> None:
        sheet(book).sheet_state = "hidden"

    assert said(read(edited(filled(), hide)).entries) == said(read(filled()).entries)


def test_the_offices_word_takes_the_part_that_the_form_has() -> None:
    joins = answered(SCIENCE, role=Role.PARTICIPANT, progress="已配合完成。")

    def renumber(book: Workbook) -> None:
        place, _ = _form_number(sheet(book))
        sheet(book)[place].value = "表号：2022Q2-U002-ABCDEF"

    data = edited(joins, renumber)
    assert codes(read(data)) == ["I11"]
    claimed = read_return(data, "回执.xlsx", DESK, claim=Claim(Q2, SCIENCE))
    assert (claimed.role, [entry.value("progress") for entry in claimed.entries]) == (
        Role.PARTICIPANT, ["已配合完成。"] * 2,
    )  # fmt: skip


def test_after_the_secret_was_lost_the_offices_word_is_enough_and_units_stay_apart() -> None:
    reference = replace(DESK, secret=b"made anew after the old was lost")
    data = edited(filled(), with_sheet("住建", answered(HOUSING, progress="住建局的进展。", remarks="住建局")))
    assert read_return(data, "回执.xlsx", reference).outcome is Outcome.QUARANTINED
    claimed = read_return(data, "回执.xlsx", reference, claim=Claim(Q2, SCIENCE))
    assert said(claimed.entries) == said(read(filled()).entries)


def test_no_form_of_ours() -> None:
    book = Workbook()
    sheet(book, "Sheet").append(["序号", "重点工作", "进展"])
    sheet(book, "Sheet").append([1, "修路", "好"])
    found = read(saved(book))
    assert (found.outcome, codes(found), found.entries) == (Outcome.REFUSED, ["I01"], ())


def test_no_workbook_at_all() -> None:
    found = read(b"%PDF-1.7 ...")
    assert (found.outcome, codes(found), found.evidence) == (Outcome.UNREADABLE, ["F05"], ())


# Marks that went lost


@pytest.mark.parametrize(
    ("column", "names", "evidence"),
    [(True, False, "form number"), (False, True, "row keys (7)"), (True, True, "form number")],
)
def test_what_is_left_of_the_marks_is_enough(*, column: bool, names: bool, evidence: str) -> None:
    data = edited(filled(), lambda book: without_marks(book, column=column, names=names, numbers=False))
    found = read(data)
    assert (found.outcome, found.unit, found.evidence[0]) == (Outcome.IDENTIFIED, SCIENCE, evidence)
    assert said(found.entries) == said(read(filled()).entries)
    assert ("I10" in codes(found)) == column


def test_without_any_number_a_person_says_whose_it_is() -> None:
    data = edited(filled(), without_marks)
    found = read(data)
    assert (found.outcome, found.unit, found.period) == (Outcome.QUARANTINED, SCIENCE, Q2)
    assert found.evidence == ("headings", "task numbers and wording (3)", "unit cell")
    assert codes(found) == ["I14"]
    assert finding(found, "I14").message(Lang.HANS) == (
        "“回执.xlsx”里没有表号和编号列，从任务编号和文字看，像是区科技局的表。"
    )
    claimed = read_return(data, "回执.xlsx", DESK, claim=Claim(Q2, SCIENCE))
    assert (claimed.outcome, claimed.unit, claimed.period) == (Outcome.IDENTIFIED, SCIENCE, Q2)
    assert claimed.evidence[-1] == "the office"
    assert "I12" in codes(claimed)
    assert said(claimed.entries) == said(read(filled()).entries)


def test_nor_does_it_take_numbers_to_know_a_form_by_its_wording() -> None:
    def number_anew(book: Workbook) -> None:
        put(sheet(book), 4, {"no": 3})
        without_marks(book)
        book.remove(sheet(book, TARGETS))

    found = read(edited(filled(), number_anew))
    assert (found.outcome, found.evidence[1]) == (Outcome.QUARANTINED, "task numbers and wording (3)")


def test_the_offices_word_counts_for_a_form_of_another_unit() -> None:
    claimed = read_return(filled(HOUSING), "回执.xlsx", DESK, claim=Claim(Q2, SCIENCE))
    assert (claimed.unit, [entry.task for entry in claimed.entries]) == (SCIENCE, [4])
    assert {"I12", "S13", "S14"} <= set(codes(claimed))


def test_a_form_without_any_task_of_the_named_unit_says_whose_it_is() -> None:
    claimed = read_return(filled(HOUSING), "回执.xlsx", DESK, claim=Claim(Q2, WATER))
    assert claimed.entries == ()
    assert "S01" not in codes(claimed)
    assert finding(claimed, "I15").message(Lang.HANS) == (
        "“回执.xlsx”里没有要区林水局报送的任务，这是发给区住建局的表。"
    )


def test_the_offices_word_for_a_unit_that_is_not_on_the_list_counts_for_nothing() -> None:
    data = edited(filled(), without_marks)
    assert read_return(data, "回执.xlsx", DESK, claim=Claim(Q2, "区公安局")).outcome is Outcome.QUARANTINED


def test_a_form_without_its_sheet_of_tasks() -> None:
    def tear(book: Workbook) -> None:
        del book[TASKS]
        del book[TARGETS]

    found = read(edited(filled(), tear))
    assert found.outcome is Outcome.IDENTIFIED
    assert finding(found, "S01").message(Lang.HANS) == "缺工作表“填报表”。文件里有：填表说明、_rk。"


def test_a_form_without_its_sheet_of_targets() -> None:
    found = read(edited(filled(), lambda book: book.remove(book[TARGETS])))
    assert [entry.task for entry in found.entries] == [1, 2, 4]
    assert finding(found, "S01").severity is Severity.ERROR


# What happened to rows, columns and sheets


def insert_rows(book: Workbook) -> None:
    page = sheet(book)
    page.insert_rows(3, 2)
    page.insert_rows(row_of(page, ".T002."))


def insert_columns(book: Workbook) -> None:
    for title in (TASKS, TARGETS):
        sheet(book, title).insert_cols(5, 2)


def rename_sheets(book: Workbook) -> None:
    book[TASKS].title = "Sheet1"
    book[TARGETS].title = "副本"


def rename_headings(book: Workbook) -> None:
    page = sheet(book)
    row, names = columns(page)
    page.cell(row + 1, names["progress"]).value = "我们的进展"


def show_everything(book: Workbook) -> None:
    page = sheet(book)
    row, _ = columns(page)
    page.row_dimensions[row].hidden = False
    page.column_dimensions["A"].hidden = False
    book["_rk"].sheet_state = "visible"


def swap_rows(book: Workbook) -> None:
    page = sheet(book)
    first, second = row_of(page, ".T001."), row_of(page, ".T004.")
    for column in range(1, page.max_column + 1):
        a, b = page.cell(first, column), page.cell(second, column)
        a.value, b.value = b.value, a.value


def swap_columns(book: Workbook) -> None:
    page = sheet(book)
    _, names = columns(page)
    a, b = names["progress"], names["remarks"]
    for row in range(columns(page)[0], page.max_row):
        one, two = page.cell(row, a), page.cell(row, b)
        one.value, two.value = two.value, one.value


@pytest.mark.parametrize(
    ("hands", "wanted"),
    [
        (insert_rows, "S20"),
        (insert_columns, "S20"),
        (rename_sheets, "S02"),
        (rename_headings, None),
        (show_everything, None),
        (swap_rows, "S15"),
        (swap_columns, "S05"),
    ],
)
def test_the_same_is_read_whatever_moves(hands: Hands, wanted: str | None) -> None:
    found = read(edited(filled(), hands))
    assert said(found.entries) == said(read(filled()).entries)
    assert wanted is None or wanted in codes(found)
    assert all(item.severity is Severity.INFO for item in found.diagnostics)


@pytest.mark.parametrize(
    ("left", "is_one"),
    [
        (("key", "progress", "status"), True),
        (("key", "progress"), False),
        (("progress", "status", "percent", "remarks"), True),
        (("progress", "status", "percent"), False),  # so few words may stand in any table
    ],
)
def test_a_row_of_names_is_known_by_three_with_the_key_among_them_or_by_four(
    left: tuple[str, ...], *, is_one: bool
) -> None:
    def clear(book: Workbook) -> None:
        page = sheet(book)
        row, names = columns(page)
        for name, column in names.items():
            page.cell(row + 1, column).value = f"另一个叫法{column}"
            if name not in left:
                page.cell(row, column).value = None

    found = read(edited(filled(), clear))
    assert [entry.value("progress") for entry in found.entries] == (
        [f"任务{no}已完成阶段目标。" if is_one else None for no in (1, 2, 4)]
    )


def test_a_missing_row() -> None:
    def drop(book: Workbook) -> None:
        sheet(book).delete_rows(row_of(sheet(book), ".T002."))

    found = read(edited(filled(), drop))
    assert reported(found) == [1, 4]
    assert finding(found, "S13").message(Lang.HANS) == "少了 1 项任务：2。"


def test_a_missing_target_row() -> None:
    def drop(book: Workbook) -> None:
        sheet(book, TARGETS).delete_rows(row_of(sheet(book, TARGETS), ".T001.2."))

    found = read(edited(filled(), drop))
    assert finding(found, "S13").severity is Severity.WARNING
    assert "1（科技型中小企业）" in finding(found, "S13").message(Lang.HANS)
    assert set(found.entries[0].targets) == {1}


def test_rows_typed_under_the_table() -> None:
    def add(book: Workbook) -> None:
        page = sheet(book)
        _, names = columns(page)
        row = row_of(page, ".T004.") + 1
        page.insert_rows(row, 2)
        page.cell(row, names["no"]).value = 9
        page.cell(row, names["work"]).value = "一件新的事情"
        page.cell(row, names["progress"]).value = "做了"
        page.cell(row + 1, names["work"]).value = "合计：3项"

    found = read(edited(filled(), add))
    assert finding(found, "S14").cells == ("B10",)
    assert "第 11 行" in finding(found, "S19").message(Lang.HANS)
    assert said(found.entries) == said(read(filled()).entries)


def test_a_row_of_another_unit_is_no_row_of_this_one() -> None:
    def paste(book: Workbook) -> None:
        page, other = sheet(book), sheet(opened(form(HOUSING, Q1)))
        row = row_of(page, ".T004.") + 1
        page.insert_rows(row)
        for column in range(2, 9):
            page.cell(row, column).value = other.cell(row_of(other, ".T003."), column).value

    found = read(edited(filled(), paste))
    assert finding(found, "S14").cells == ("B10",)
    assert [entry.task for entry in found.entries] == [1, 2, 4]


def test_a_cleared_key_is_made_up_for_by_number_and_wording() -> None:
    def clear(book: Workbook) -> None:
        sheet(book).cell(row_of(sheet(book), ".T002."), 1).value = None

    assert said(read(edited(filled(), clear)).entries) == said(read(filled()).entries)


def visible_cells(page: Worksheet, row: int) -> list[object]:
    return [page.cell(row, column).value for column in range(2, 17)]


def show(page: Worksheet, row: int, values: Sequence[object]) -> None:
    """Write the cells of a row that can be seen; its hidden key stays."""
    for column, value in enumerate(values, start=2):
        page.cell(row, column).value = value  # type: ignore[assignment]


def test_rows_sorted_without_their_hidden_column_are_what_can_be_seen() -> None:
    def turn(book: Workbook) -> None:
        for title, marks in ((TASKS, (".T001.", ".T002.", ".T004.")), (TARGETS, (".T001.1.", ".T001.2.", ".T002.1."))):
            page = sheet(book, title)
            rows = [row_of(page, mark) for mark in marks]
            seen = [visible_cells(page, row) for row in rows]
            for row, values in zip(rows, seen[::-1], strict=True):
                show(page, row, values)

    found = read(edited(filled(), turn))
    assert said(found.entries) == said(read(filled()).entries)
    told = [(item.sheet, item.cells) for item in found.diagnostics if item.code.name == "S23"]
    assert told == [(TASKS, ("B7", "B9")), (TARGETS, ("B7", "B9"))]
    assert [(entry.task, entry.cell) for entry in found.entries] == [(1, "B9"), (2, "B8"), (4, "B7")]


def test_cells_deleted_beside_the_hidden_column_move_no_answer_to_another_task() -> None:
    def shift(book: Workbook) -> None:
        page = sheet(book)
        rows = [row_of(page, mark) for mark in (".T001.", ".T002.", ".T004.")]
        seen = [visible_cells(page, row) for row in rows]
        emptied: list[object] = [None] * 15
        for row, values in zip(rows, [*seen[1:], emptied], strict=True):
            show(page, row, values)

    found = read(edited(filled(), shift))
    wanted = said(read(filled()).entries)
    assert said(found.entries) == {1: ({}, wanted[1][1])} | {task: wanted[task] for task in (2, 4)}
    assert finding(found, "S13").message(Lang.HANS) == "少了 1 项任务：1。"
    assert finding(found, "S23").cells == ("B7", "B8")


ALIKE = {1: "新建城市绿道四十公里并完成沿线亮化。", 2: "新建城市绿道五十公里并完成沿线亮化。"}


def read_of_tasks_alike(number: int, work: str) -> ReturnContent:
    """Read a form of two tasks with nearly the same words, whose first row was given another number and other words."""
    tasks = tuple(replace(task, work=ALIKE.get(task.no, task.work)) for task in MASTER.tasks)
    master = replace(MASTER, tasks=tasks, targets=())
    duty = next(a for a in assignments(master, Q2) if a.unit.name == SCIENCE)
    issued = write_form(
        duty, period=Q2, due=date(2022, 7, 5), master=master, template=DESK.template, secret=DESK.secret
    )

    def hands(book: Workbook) -> None:
        put(sheet(book), 1, {"no": number, "work": work, "progress": "第一行。", "status": "正常推进", "percent": 10})
        put(sheet(book), 2, {"progress": "第二行。", "status": "正常推进", "percent": 20})

    return read_return(edited(issued, hands), "回执.xlsx", replace(DESK, master=master))


@pytest.mark.parametrize(
    ("work", "is_another"),
    [
        (ALIKE[2], True),
        (ALIKE[2].removesuffix("。") + "工程。", True),  # retyped, and still more like the other task than its own
        (ALIKE[1], False),  # its own words, however much they are like the other's: the number is a slip
    ],
)
def test_a_row_is_of_another_task_where_number_and_words_both_say_so(work: str, *, is_another: bool) -> None:
    found = read_of_tasks_alike(2, work)
    assert ("S23" in codes(found)) == is_another
    assert ("S18" in codes(found)) == is_another  # two rows speak for the same task then
    told = {entry.task: entry.answers["progress"].value for entry in found.entries}
    assert told == ({2: None, 4: None} if is_another else {1: "第一行。", 2: "第二行。", 4: None})


def test_a_row_whose_number_is_anothers_and_whose_words_are_nobodys_is_asked_about() -> None:
    found = read_of_tasks_alike(2, "改造五十公里老旧管网。")  # more like the other task's, but like neither
    assert finding(found, "S26").cells == ("J7", "K7", "L7")
    assert {entry.task: entry.answers["progress"].value for entry in found.entries} == {1: None, 2: "第二行。", 4: None}


@pytest.mark.parametrize("work", list(ALIKE.values()))
def test_words_without_their_number_are_no_reason_to_take_a_row_for_another_task(work: str) -> None:
    found = read_of_tasks_alike(1, work)
    assert [(entry.task, entry.answers["progress"].value) for entry in found.entries[:2]] == [
        (1, "第一行。"), (2, "第二行。"),
    ]  # fmt: skip


def test_a_row_of_another_unit_pasted_over_one_of_ours_speaks_for_neither() -> None:
    def paste(book: Workbook) -> None:
        page, other = sheet(book), sheet(opened(filled(HOUSING)))
        show(page, row_of(page, ".T002."), visible_cells(other, row_of(other, ".T003.")))

    found = read(edited(filled(), paste))
    assert reported(found) == [1, 4]
    assert (finding(found, "S23").cells, finding(found, "S14").cells) == (("B8",), ("B8",))
    assert finding(found, "S13").message(Lang.HANS) == "少了 1 项任务：2。"


def test_a_row_copied_over_another_is_asked() -> None:
    def copy(book: Workbook) -> None:
        page = sheet(book)
        show(page, row_of(page, ".T002."), visible_cells(page, row_of(page, ".T001.")))
        put(page, 2, {"progress": "其实是任务2的进展。"})

    found = read(edited(filled(), copy))
    assert reported(found) == [1, 4]
    assert found.entries[0].answers["progress"].faulty
    assert {"S13", "S18", "S23"} <= set(codes(found))


def test_a_key_that_does_not_check_is_no_key() -> None:
    def forge(book: Workbook) -> None:
        page = sheet(book)
        cell = page.cell(row_of(page, ".T002."), 1)
        cell.value = str(cell.value).replace(".T002.", ".T003.")

    found = read(edited(filled(), forge))
    assert [entry.task for entry in found.entries] == [1, 2, 4]


def test_nor_is_it_one_on_the_offices_word_beside_rows_of_the_forms_own() -> None:
    def forge(book: Workbook) -> None:
        page = sheet(book)
        page.delete_rows(row_of(page, ".T004."))
        row = row_of(page, ".T002.")
        page.cell(row, 1).value = str(page.cell(row, 1).value).replace(".T002.", ".T004.")
        put(page, 4, {"no": None, "work": None})

    claimed = read_return(edited(filled(), forge), "回执.xlsx", DESK, claim=Claim(Q2, SCIENCE))
    assert reported(claimed) == [1]


def test_keys_of_which_none_checks_say_nothing_not_even_where_number_and_wording_are_gone() -> None:
    def forge(book: Workbook, *blank: int) -> None:
        for title in (TASKS, TARGETS):
            page = sheet(book, title)
            said_by = [column for name, column in columns(page)[1].items() if name in ("no", "work", "indicator")]
            for row in range(1, page.max_row + 1):
                cell = page.cell(row, 1)
                if ".T00" in str(cell.value):
                    task = int(str(cell.value).split(".T")[1][:3])
                    cell.value = f"{str(cell.value)[:-4]}{'AAAA' if not str(cell.value).endswith('AAAA') else 'BBBB'}"
                    for column in said_by if task in blank else ():
                        page.cell(row, column).value = None

    found = read(edited(filled(), forge))
    assert (found.outcome, codes(found)) == (Outcome.IDENTIFIED, ["I10"])
    assert said(found.entries) == said(read(filled()).entries)
    found = read(edited(filled(), lambda book: forge(book, 2)))
    assert reported(found) == [1, 4]
    # The form's own unit is never said to be another one.
    found = read(edited(filled(), lambda book: forge(book, 1, 2, 4)))
    assert found.entries == ()
    assert "I15" not in codes(found)
    assert "S01" in codes(found)


def double(book: Workbook, **values: object) -> None:
    """Copy the row of task 2 below itself, and write over the copy."""
    page = sheet(book)
    row = row_of(page, ".T002.")
    page.insert_rows(row + 1)
    for column in range(1, page.max_column + 1):
        page.cell(row + 1, column).value = page.cell(row, column).value
    for name, value in values.items():
        page.cell(row + 1, columns(page)[1][name]).value = value  # type: ignore[assignment]


def test_a_doubled_row_that_says_the_same_counts_once() -> None:
    found = read(edited(filled(), double))
    assert said(found.entries) == said(read(filled()).entries)
    assert finding(found, "S18").severity is Severity.WARNING


def test_a_doubled_row_counts_where_the_two_agree_or_one_is_empty() -> None:
    found = read(edited(filled(), lambda book: double(book, percent=33, status=None, remarks="补充")))
    entry = found.entries[1]
    assert entry.answers["percent"].faulty
    assert (entry.value("status"), entry.value("remarks")) == ("on_track", "补充")
    assert finding(found, "S18").severity is Severity.ERROR
    assert finding(found, "S18").cells == ("B8", "B9")


def test_a_missing_column_an_added_one_and_a_doubled_one() -> None:
    def change(book: Workbook) -> None:
        page = sheet(book)
        row, names = columns(page)
        page.cell(row, names["status"]).value = None
        page.cell(row, 20).value = "percent"
        page.cell(row + 1, 21).value = "领导批示"
        page.cell(row + 2, 21).value = "同意"

    found = read(edited(filled(), change))
    assert finding(found, "S03").field == "status"
    assert finding(found, "S03").message(Lang.HANS) == "“填报表”缺“状态”一列。"
    assert "领导批示" in finding(found, "S06").message(Lang.HANS)
    assert finding(found, "S06").cells == ("K6", "U6")
    assert "L、T" in finding(found, "S07").message(Lang.HANS)
    assert "status" not in found.entries[0].answers


def test_hidden_rows_are_read_and_named() -> None:
    def hide(book: Workbook) -> None:
        sheet(book).row_dimensions[row_of(sheet(book), ".T002.")].hidden = True

    found = read(edited(filled(), hide))
    assert "第 8 行" in finding(found, "S10").message(Lang.HANS)
    assert said(found.entries) == said(read(filled()).entries)


def test_hidden_sheets_with_content_are_named() -> None:
    def hide(book: Workbook) -> None:
        page = book.create_sheet("底稿")
        page["A1"].value = "还没定"
        page.sheet_state = "hidden"

    assert finding(read(edited(filled(), hide)), "S11").sheet == "底稿"


def test_a_text_merged_over_two_tasks_counts_for_both_and_a_figure_for_none() -> None:
    def merge(book: Workbook) -> None:
        page = sheet(book)
        _, names = columns(page)
        row = row_of(page, ".T001.")
        for name in ("progress", "percent"):
            letter = get_column_letter(names[name])
            page.merge_cells(f"{letter}{row}:{letter}{row + 1}")

    found = read(edited(filled(), merge))
    first, second = found.entries[:2]
    assert first.value("progress") == second.value("progress") == "任务1已完成阶段目标。"
    assert first.answers["percent"].faulty
    assert second.answers["percent"].faulty
    told = [(item.code.name, item.cells) for item in found.diagnostics]
    assert told == [("S22", ("J7", "J8")), ("S09", ("L7", "L8"))]


def test_changed_words_of_the_list_are_named_and_do_not_count() -> None:
    def change(book: Workbook) -> None:
        put(sheet(book), 1, {"work": "少做一点", "lead_units": "区住建局"})
        put(sheet(book, TARGETS), 1, {"value": 50}, 1)

    found = read(edited(filled(), change))
    changed = [(item.field, item.cells, item.found) for item in found.diagnostics if item.code.name == "S16"]
    assert changed == [
        ("work", ("D7",), "少做一点"),
        ("lead_units", ("G7",), "区住建局"),
        ("value", ("F7",), "50"),
    ]
    assert "已按任务单恢复为“建设城西科创大走廊核心区" in found.diagnostics[0].message(Lang.HANS)
    assert said(found.entries) == said(read(filled()).entries)


@pytest.mark.parametrize("cell", ["R6", "Q5", "R1", "R3", "A1"])
def test_what_is_typed_beside_or_above_the_headings_is_passed_on(cell: str) -> None:
    def note(book: Workbook) -> None:
        sheet(book)[cell] = "第2项数据待核实"

    found = finding(read(edited(filled(), note)), "S21")
    assert (found.cells, found.found, found.severity) == ((cell,), "第2项数据待核实", Severity.WARNING)
    assert "写了“第2项数据待核实”" in found.message(Lang.HANS)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("title", ["", "2022年重点工作责任分解表"])
def test_the_offices_own_words_around_the_table_are_no_notes(lang: Lang, role: Role, title: str) -> None:
    master = replace(MASTER, settings=replace(MASTER.settings, list_title=title))
    duty = next(a for a in assignments(master, Q2, participants=True) if a.unit.name == SCIENCE and a.role is role)
    data = write_form(
        duty, period=Q2, due=date(2022, 7, 5), master=master, template=DESK.template, secret=DESK.secret, lang=lang
    )
    renamed = replace(master, settings=replace(master.settings, list_title="另一个名称"))
    for reference in (replace(DESK, master=master), replace(DESK, master=renamed)):
        for sent in (data, edited(data, lambda _: None), pasted(lines_of(data))):
            assert "S21" not in codes(read_return(sent, "回执.xlsx", reference))


def test_errors_formulas_and_faulty_values_carry_their_address() -> None:
    def write(book: Workbook) -> None:
        put(sheet(book), 1, {"percent": "=1+1", "expected_date": "6月中旬"})
        put(sheet(book), 2, {"percent": "#N/A"})
        put(sheet(book, TARGETS), 4, {"actual": "约六亿元"}, 1)

    found = read(edited(filled(), write))
    places = [(item.code.name, item.sheet, item.cells, item.task) for item in found.diagnostics]
    assert places == [
        ("V15", TASKS, ("L7",), 1),
        ("V09", TASKS, ("O7",), 1),
        ("V14", TASKS, ("L8",), 2),
        ("V04", TARGETS, ("I10",), 4),
    ]
    assert found.entries[2].targets[1]["actual"].faulty


def test_the_form_of_an_older_template_lacks_what_it_lacks() -> None:
    def age(book: Workbook) -> None:
        page = sheet(book)
        page.delete_cols(columns(page)[1]["remarks"])
        book.custom_doc_props["rk_version"].value = "0"  # type: ignore[attr-defined]

    found = read(edited(filled(), age))
    assert codes(found) == ["I04"]
    assert finding(found, "I04").found == "0"


# Properties

Lines = list[list[Raw]]


def lines_of(data: bytes) -> dict[str, Lines]:
    """Return the cells of a form's two tables, as someone copies them into a new book."""
    return {grid.name: [list(row) for row in grid.rows] for grid in read_grids(data) if grid.name in (TASKS, TARGETS)}


def pasted(pages: dict[str, Lines]) -> bytes:
    """Return a new book that holds just these cells."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in pages.items():
            page = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, date):
                        page.write_datetime(row, column, value, day)
                    elif value != "":
                        page.write(row, column, value)
    return stream.getvalue()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_inserted_sorted_or_moved_the_same_entries_come_from_true_addresses(data: st.DataObject) -> None:
    pages = {}
    for name, lines in lines_of(filled()).items():
        wide = max(map(len, lines))
        square = [line + [""] * (wide - len(line)) for line in lines]
        keyed = [n for n, line in enumerate(square) if ".T" in str(line[0])]
        order = data.draw(st.permutations(keyed))
        square = [square[order[keyed.index(n)]] if n in keyed else line for n, line in enumerate(square)]
        for place in data.draw(st.lists(st.integers(0, len(square)), max_size=3)):
            square.insert(place, [""] * wide)
        columns_now = [list(column) for column in zip(*square, strict=True)]
        columns_now = data.draw(st.permutations(columns_now))
        for place in data.draw(st.lists(st.integers(0, len(columns_now)), max_size=2)):
            columns_now.insert(place, [""] * len(square))
        pages[data.draw(st.sampled_from([name, f"{name} (2)", f"新{name}"]))] = [
            list(row) for row in zip(*columns_now, strict=True)
        ]
    found = read(pasted(pages))
    assert said(found.entries) == said(read(filled()).entries)
    for entry in found.entries:
        assert _at(pages, entry.sheet, entry.cell) == entry.task
        for answer in [*entry.answers.values(), *(a for row in entry.targets.values() for a in row.values())]:
            assert as_text(_at(pages, answer.sheet, answer.cell)) == answer.written


def _at(pages: dict[str, Lines], name: str, cell: str) -> Raw:
    place = position_of(cell)
    assert place is not None
    return pages[name][place[0]][place[1]]


UNKNOWN, NOTE = "没听说过", "请注意：数据以统计局为准"
UNRELATED: Lines = [["通讯录"], ["姓名", "电话", "状态"], ["王红", "0571-1", UNKNOWN]]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_findings_bear_the_addresses_of_the_file_that_was_sent(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(list(WRITERS)))
    lines = contents(lines_of(filled())[TASKS])
    wide = max(map(len, lines)) + 1
    square = [line + [""] * (wide - len(line)) for line in lines]
    names = next(n for n, line in enumerate(square) if line[0] == "key")
    keyed = [n for n, line in enumerate(square) if ".T" in str(line[0])]
    kept = data.draw(st.lists(st.sampled_from(keyed), unique=True, min_size=1))
    for name, wrong in (("status", UNKNOWN), ("percent", Error("#REF!")), ("expected_date", "6月中旬")):
        for n in data.draw(st.sets(st.sampled_from(kept))):
            square[n][square[names].index(name)] = wrong
    has_note = data.draw(st.booleans())
    if has_note:
        square[data.draw(st.integers(0, names + 1))][-1] = NOTE
    keyless = data.draw(st.booleans())
    if keyless:
        for line in (square[names], *(square[n] for n in keyed)):
            line[:] = ["", *line[1:]] if line is not square[names] else [""] * wide
    square = [*square[: keyed[0]], *(square[n] for n in kept), *square[keyed[-1] + 1 :]]
    for place in data.draw(st.lists(st.one_of(st.just(0), st.integers(0, len(square))), max_size=2)):
        square.insert(place, [""] * wide)
    moved = data.draw(st.permutations([list(column) for column in zip(*square, strict=True)]))
    page = [list(row) for row in zip(*moved, strict=True)]
    sheets: dict[str, list[list[Content]]] = {"填报表": page}
    if kind != "csv":
        sheets["通讯录"] = contents(UNRELATED)
        sheets |= {"填报表 (2)": page} if data.draw(st.booleans()) else {}
    pages = {name: sheets[name] for name in data.draw(st.permutations(list(sheets)))}
    hidden = data.draw(st.frozensets(st.integers(0, len(page) - 1), max_size=3))
    found = read(WRITERS[kind](Book(pages, hidden)))
    named = {"csv": ["CSV"], "web page": [f"HTML {n}" for n in range(1, 4)]}.get(kind, list(pages))
    forms = {name: page for name, (own, page) in zip(named, pages.items(), strict=False) if own != "通讯录"}
    for code, wrong in (("V12", UNKNOWN), ("V14", Error("#REF!")), ("V09", "6月中旬")):
        assert _told(found, code) == _places(forms, wrong)
    assert _told(found, "S21") == (set() if keyless else _places(forms, NOTE))
    rows = {n for n, line in enumerate(page) if any("重点" not in str(c) and str(c) in WORKS for c in line)}
    lists = [item.values["rows"] for item in found.diagnostics if item.code.name == "S10"]
    told = {row for rows in lists if isinstance(rows, Words) for row in rows.zh.split("、")}
    assert told == ({str(row + 1) for row in rows & hidden} if kind != "csv" else set())


WORKS = {task.work for task in DESK.master.tasks}


def _told(found: ReturnContent, code: str) -> set[tuple[str | None, str]]:
    return {(item.sheet, cell) for item in found.diagnostics if item.code.name == code for cell in item.cells}


def _places(pages: Mapping[str, Sequence[Sequence[Content]]], wanted: Content) -> set[tuple[str | None, str]]:
    return {
        (name, address(row, column))
        for name, page in pages.items()
        for row, line in enumerate(page)
        for column, value in enumerate(line)
        if value == wanted
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=2000),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<table>", b"{"]),
)
def test_no_bytes_make_it_raise(data: bytes, start: bytes) -> None:
    assert read(start + data).outcome in set(Outcome)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_no_damage_to_a_real_form_makes_it_raise(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - where the damage falls is no secret
    data = bytearray(filled())
    for _ in range(chance.randrange(1, 20)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    found = read(bytes(data[: chance.randrange(len(data))] if seed % 2 else data))
    assert found.outcome in set(Outcome)
    for item in found.diagnostics:
        assert item.message(Lang.HANS)
        assert item.hint(Lang.EN)
