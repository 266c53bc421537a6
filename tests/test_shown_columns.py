"""Columns of the office's own that forms and reports show beside each task, where the office says so."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.address import column_letters
from reportkit.diagnostics import Code, Severity
from reportkit.forms.assign import Assignment, assignments
from reportkit.forms.form import write_form
from reportkit.language.text import heading_words
from reportkit.language.words import Lang
from reportkit.master.reading import read_master
from reportkit.master.renewing import renew
from reportkit.master.writing import write_master
from reportkit.model import Master, Own, OwnCell, OwnColumn, Role, Round, Written
from reportkit.progress.export import export_csv, export_json
from reportkit.reports.consolidated import write_consolidated
from reportkit.reports.leader import write_leader
from reportkit.returns.content import ReturnContent
from reportkit.returns.reading import read_return
from reportkit.returns.reference import Reference
from reportkit.shown import ShownColumn, room_of, shown_columns, unknown_columns
from tests import forms_sample, returned, rounds
from tests.forms_sample import DUE
from tests.hands import opened
from tests.returned import columns, edited, sheet
from tests.test_master_reading import SETTINGS as PLAIN_SETTINGS
from tests.test_master_reading import TASK_HEADINGS, Rows
from tests.test_master_reading import TASKS as PLAIN_TASKS
from tests.test_master_reading import read as read_rows

LONG = "资金由区财政统筹与上级专项补助各半，分两年拨付，第一年拨付六成，其余待竣工验收合格后付清。" * 3
HEADINGS = ("投资（万元）", "资金说明", "备注", "空着的")
COST, FUNDS, REMARKS, EMPTY = HEADINGS
CELLS = (
    (OwnCell("own1", 860.0, "#,##0.00"), OwnCell("own2", LONG), OwnCell("own3", "续建")),
    (OwnCell("own1", 12500.0, "#,##0.00"), OwnCell("own2", "自筹")),
    (OwnCell("own3", "别的单位的"),),
)


def with_columns(master: Master, *shown: str, headings: Sequence[str] = HEADINGS) -> Master:
    """Return a master with columns of the office's own, of which it wants some to be shown."""
    own = Own(tuple(OwnColumn("tasks", f"own{n}", heading) for n, heading in enumerate(headings, 1)))
    cells = [*CELLS, *((),) * len(master.tasks)]
    tasks = tuple(replace(task, own=mine) for task, mine in zip(master.tasks, cells, strict=False))
    return replace(master, tasks=tasks, own=own, settings=replace(master.settings, shown_columns=shown))


def named(*headings: str) -> list[str]:
    """Return the names by which columns are found."""
    return [ShownColumn.of(OwnColumn("tasks", "own1", heading)).name for heading in headings]


# Which columns are meant


@pytest.mark.parametrize(
    ("said", "meant", "unknown"),
    [
        ((), [], ()),
        (("资金说明", "投资（万元）"), ["资金说明", "投资（万元）"], ()),
        (("投资",), ["投资（万元）"], ()),
        (("資金說明", " 资金 说明 "), ["资金说明"], ()),
        (("投资额", "备注"), ["备注"], ("投资额",)),
        (("牵头单位", "（万元）"), [], ("牵头单位", "（万元）")),
    ],
)
def test_columns_are_named_by_their_headings(said: tuple[str, ...], meant: list[str], unknown: tuple[str, ...]) -> None:
    master = with_columns(forms_sample.MASTER, *said)
    assert [column.heading for column in shown_columns(master)] == meant
    assert unknown_columns(master) == unknown


def test_of_two_headings_that_differ_in_brackets_only_the_whole_one_must_be_named() -> None:
    headings = ("投资（万元）", "投资（亿元）")
    both, one = (with_columns(forms_sample.MASTER, said, headings=headings) for said in ("投资", "投资（亿元）"))
    assert (shown_columns(both), unknown_columns(both)) == ((), ("投资",))
    assert [column.column for column in shown_columns(one)] == ["own2"]


def test_columns_of_other_sheets_and_without_a_heading_are_never_shown() -> None:
    master = with_columns(forms_sample.MASTER, "备注", "")
    elsewhere = (OwnColumn("units", "own1", "备注"), OwnColumn("tasks", "own1", ""))
    assert shown_columns(replace(master, own=Own(elsewhere))) == ()


def test_a_column_is_found_by_its_heading_wherever_it_stands() -> None:
    moved = with_columns(forms_sample.MASTER, "备注", headings=("备注", "投资"))
    (before,), (after,) = shown_columns(with_columns(forms_sample.MASTER, "备注")), shown_columns(moved)
    assert (before.name, before.column, after.column) == (after.name, "own3", "own1")
    assert named("投资") != named("备注")


@pytest.mark.parametrize(
    ("written", "number", "texts"),
    [
        ("续建", "", ("续建",)),
        (860.0, "#,##0.00", ("860",)),
        (0.305, "0.0%", ("30.5%", "0.305")),
        (True, "", ("TRUE",)),
        (date(2022, 6, 30), "", ("2022-06-30",)),
        (datetime.fromisoformat("2022-06-30 08:30"), "yyyy-mm-dd hh:mm", ("2022-06-30 08:30:00",)),
    ],
)
def test_what_stands_in_a_cell_is_said_in_a_text(written: Written, number: str, texts: tuple[str, ...]) -> None:
    task = replace(forms_sample.TASKS[0], own=(OwnCell("own1", written, number),))
    column = ShownColumn.of(OwnColumn("tasks", "own1", "投资"))
    assert column.texts(task) == texts
    assert column.texts(forms_sample.TASKS[0]) == ("",)


@pytest.mark.parametrize(
    ("heading", "written", "number", "width", "is_short"),
    [
        ("分值", "5", "", 7, True),
        ("责任科室及联系人", "甲", "", 10, True),
        ("投资\n（含区级配套资金）", "甲", "", 11, True),
        ("联系电话", "0571-88880000", "", 15, True),
        ("资金说明", "长" * 40, "", 18, False),
        ("资金说明", "长" * 120, "", 30, False),
        ("资金说明", "长" * 900, "", 44, False),
        ("资金说明", "一行\n" * 40, "", 7, True),
        ("投资", 12500.0, "#,##0.00", 15, True),
        ("完工", date(2022, 6, 30), "", 12, True),
        ("完工", date(2022, 6, 30), 'yyyy"年"m"月"d"日"', 20, True),
        ("分值", 1e300, "General", 15, True),
        ("投资", 860.0, '#,##0.00"万元（含区级配套，不含征地）"', 26, True),
    ],
)
def test_a_column_is_as_wide_as_what_stands_in_it(
    heading: str,
    written: Written,
    number: str,
    width: float,
    is_short: bool,  # noqa: FBT001 - a column of the table
) -> None:
    task = replace(forms_sample.TASKS[0], own=(OwnCell("own1", written, number),))
    room = room_of(ShownColumn.of(OwnColumn("tasks", "own1", heading)), [task])
    assert (room.width, room.is_short) == (width, is_short)


# On the form


def form(master: Master, lang: Lang | None = None) -> bytes:
    duty = Assignment(forms_sample.SCIENCE, Role.LEAD, master.tasks[:2])
    return forms_sample.form(duty, master=master, lang=lang)


def page(data: bytes, name: str = "填报表") -> Worksheet:
    return sheet(opened(data), name)


def test_a_form_shows_them_beside_its_tasks_to_be_read_only() -> None:
    data = form(with_columns(forms_sample.MASTER, COST, FUNDS))
    (names_row, places), ws = columns(page(data)), page(data)
    cost, funds = (places[name] for name in named(COST, FUNDS))
    assert [ws.cell(names_row + 1, c).value for c in (cost, funds)] == [COST, FUNDS]
    assert places["participants"] < cost < funds < places["last_progress"]
    rows = (names_row + 2, names_row + 3)
    assert [(ws.cell(r, cost).value, ws.cell(r, funds).value) for r in rows] == [(860, LONG), (12500, "自筹")]
    assert {ws.cell(r, cost).number_format for r in rows} == {"#,##0.00"}
    given = ws.cell(rows[0], places["participants"])
    for place in (cost, funds):
        cell = ws.cell(rows[0], place)
        assert (cell.protection.locked, cell.fill.fgColor.rgb) == (True, given.fill.fgColor.rgb)
    assert (ws.row_dimensions[rows[0]].height or 0) > (ws.row_dimensions[rows[1]].height or 0)


def test_targets_are_shown_without_them() -> None:
    plain, shown = (form(with_columns(forms_sample.MASTER, *said)) for said in ((), (COST,)))
    assert columns(page(plain, "指标")) == columns(page(shown, "指标"))


def test_without_the_setting_the_form_is_the_same_to_the_byte() -> None:
    assert form(with_columns(forms_sample.MASTER)) == form(forms_sample.MASTER)


def test_a_column_that_says_nothing_of_a_units_tasks_is_hidden() -> None:
    ws = page(form(with_columns(forms_sample.MASTER, EMPTY, COST)))
    _, places = columns(ws)
    letters = [column_letters(places[name] - 1) for name in named(EMPTY, COST)]
    assert [ws.column_dimensions[letter].hidden for letter in letters] == [True, False]


@pytest.mark.parametrize(
    ("lang", "name", "own", "heading"),
    [
        (Lang.HANS, "填报表", "备注", "任务单备注"),
        (Lang.HANT, "填報表", "備註", "任務單備註"),
        (Lang.EN, "Form", "Remarks", "List: Remarks"),
    ],
)
def test_a_heading_that_the_form_has_itself_says_that_it_is_the_lists(
    lang: Lang, name: str, own: str, heading: str
) -> None:
    ws = page(form(with_columns(forms_sample.MASTER, own, headings=("甲", "乙", own)), lang), name)
    row, _ = columns(ws)
    shown = [str(cell.value) for cell in ws[row + 1] if cell.value]
    assert heading in shown
    assert len({heading_words(text) for text in shown}) == len(shown)


# In what comes back

OFFICE = with_columns(returned.MASTER, COST, FUNDS, REMARKS)


def sent(change: Callable[[Worksheet], None], master: Master = OFFICE) -> bytes:
    """Return the form of a unit as it comes back: one answer filled in, and what else it did."""
    duty = next(duty for duty in assignments(OFFICE, returned.Q2) if duty.unit.name == returned.SCIENCE)
    issued = write_form(
        duty, period=returned.Q2, due=DUE, master=master, template=returned.TEMPLATE, secret=returned.SECRET
    )

    def fill(book: Workbook) -> None:
        returned.put(sheet(book), 1, {"progress": "已完成", "status": "正常推进", "percent": 10, "remarks": "缺人"})
        change(sheet(book))

    return edited(issued, fill)


def read(data: bytes, master: Master = OFFICE) -> ReturnContent:
    return read_return(data, "回执.xlsx", Reference(master, returned.TEMPLATE, returned.SECRET))


def nothing(_: Worksheet) -> None:
    """Leave the form as it is."""


def without_names(ws: Worksheet) -> None:
    for cell in ws[columns(ws)[0]]:
        cell.value = None


def answers(found: ReturnContent) -> object:
    return returned.said(found.entries)


def plain() -> ReturnContent:
    """Return what is read where no column is shown."""
    return read(sent(nothing, returned.MASTER), returned.MASTER)


@pytest.mark.parametrize("change", [nothing, without_names])
def test_a_return_with_them_is_read_as_one_without(change: Callable[[Worksheet], None]) -> None:
    found, other = read(sent(change)), plain()
    assert answers(found) == answers(other)
    assert returned.codes(found) == returned.codes(other)


def test_what_a_unit_writes_over_them_is_told_and_the_list_counts() -> None:
    cost, funds, remarks = named(COST, FUNDS, REMARKS)

    def change(ws: Worksheet) -> None:
        returned.put(ws, 1, {cost: 900, funds: None})
        returned.put(ws, 2, {funds: "贷款", remarks: "我们的备注"})

    found = read(sent(change))
    told = [(item.cells, item.found, item.values["wanted"]) for item in found.diagnostics if item.code is Code.S16]
    assert told == [
        (("I7",), "900", "860"),
        (("J8",), "贷款", "自筹"),
        (("K8",), "我们的备注", ""),
    ]
    assert answers(found) == answers(plain())


def test_a_form_that_was_sent_out_before_the_office_changed_its_mind_is_read_as_well() -> None:
    for issued, now in ((OFFICE, returned.MASTER), (returned.MASTER, OFFICE)):
        found = read(sent(nothing, issued), now)
        assert (answers(found), returned.codes(found)) == (answers(plain()), returned.codes(plain()))


# In the master


def settings_with(value: str, *heads: str) -> Mapping[str, Rows]:
    """Return sheets of a master with columns of the office's own and what it wants to have shown of them."""
    return {
        "任务": [(*TASK_HEADINGS, *heads), (*PLAIN_TASKS[1], *("有" for _ in heads))],
        "设置": [*PLAIN_SETTINGS, ("表外列", value)],
    }


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("投资、分值", ("投资", "分值")),
        ("投资，分值", ("投资", "分值")),
        ("投资\n分值", ("投资", "分值")),
        ("投资 分值", ("投资", "分值")),
        ("地址、电话", ("地址、电话",)),
        ("投资", ("投资",)),
    ],
)
def test_the_office_names_them_in_its_settings(written: str, shown: tuple[str, ...]) -> None:
    heads = ("投资", "分值", "地址、电话")
    master, findings = read_rows(settings_with(written, *heads))
    assert master.settings.shown_columns == shown
    assert {finding.code for finding in findings} == {Code.M54}
    again, _ = read_master(write_master(master), "master.xlsx")
    assert again.settings == master.settings


@pytest.mark.parametrize(
    ("written", "heads", "message"),
    [
        ("投资额", ("投资", "分值"), "“任务”表里没有本单位自己加的“投资额”一列，不列出。是否指“投资”？"),
        ("牵头单位", (), "“任务”表里没有本单位自己加的“牵头单位”一列，不列出。"),
    ],
)
def test_check_names_a_column_that_the_master_does_not_have(written: str, heads: tuple[str, ...], message: str) -> None:
    _, findings = read_rows(settings_with(written, *heads))
    (told,) = [finding for finding in findings if finding.code is Code.M56]
    assert (told.sheet, told.cells, told.found, told.severity) == ("设置", ("B5",), written, Severity.WARNING)
    assert told.message(Lang.HANS) == message
    assert ("、".join(heads) or "该表没有自己加的列") in told.hint(Lang.HANS)


def test_a_new_version_of_the_list_leaves_what_is_shown() -> None:
    old = with_columns(forms_sample.MASTER, COST)
    new = with_columns(forms_sample.MASTER)
    assert [column.heading for column in shown_columns(renew(old, new, new).master)] == [COST]


# In reports


def round_with(*shown: str) -> Round:
    """Return a round whose first tasks say something in columns of the office's own."""
    base = rounds.make_round()
    master = with_columns(base.master, *shown)
    tasks = {task.no: task for task in master.tasks}
    merged = tuple(replace(item, task=tasks[item.task.no]) for item in base.progress)
    return replace(base, master=master, progress=merged)


def own_cells(data: bytes, *headings: str) -> dict[object, list[object]]:
    """Return what stands in columns of the sheet of all tasks, by the number of the task."""
    ws = sheet(opened(data, values=True), "總表")
    heads = [cell.value for cell in ws[4]]
    places = [heads.index(heading) for heading in headings]
    rows = [[cell.value for cell in row] for row in ws.iter_rows(min_row=5)]
    return {row[0]: [row[place] for place in places] for row in rows if isinstance(row[0], int)}


def test_the_sheet_of_all_tasks_shows_them_behind_the_aims() -> None:
    data = write_consolidated(round_with(COST, FUNDS, REMARKS), rounds.FINDINGS)
    cells = own_cells(data, COST, FUNDS, "任務單备注")
    assert [cells[no] for no in (1, 2, 3, 4)] == [
        [860, LONG, "续建"],
        [12500, "自筹", None],
        [None, None, "别的单位的"],
        [None, None, None],
    ]
    ws = sheet(opened(data), "總表")
    heads = [cell.value for cell in ws[4]]
    assert heads[heads.index("年度目標及完成值") + 1] == COST
    assert ws.cell(6, heads.index(COST) + 1).number_format == "#,##0.00"


def test_a_leaders_workbook_shows_those_that_say_something_of_the_leaders_tasks() -> None:
    data = write_leader(round_with(COST, REMARKS, EMPTY), "顧斌")
    heads = [cell.value for cell in sheet(opened(data), "總表")[4]]
    assert not {COST, "任務單备注", EMPTY} & set(heads)
    assert own_cells(write_leader(round_with(COST), "顧國煜"), COST) == {1: [860], 2: [12500], 3: [None], 4: [None]}


def test_a_nought_is_something_that_a_column_says() -> None:
    full = round_with(COST)
    progress = tuple(replace(item, task=replace(item.task, own=(OwnCell("own1", 0.0),))) for item in full.progress)
    assert own_cells(write_leader(replace(full, progress=progress), "顧斌"), COST) == {8: [0], 9: [0], 10: [0]}


def test_figures_count_the_same_whether_columns_are_shown() -> None:
    shown, plain = (opened(write_consolidated(round_with(*said), ()), values=True) for said in ((COST, FUNDS), ()))
    for name in ("總覽", "分領導", "分單位"):
        both = ([cell.value for row in book[name].iter_rows() for cell in row] for book in (shown, plain))
        assert next(both) == next(both)


def test_without_the_setting_reports_are_the_same_to_the_byte() -> None:
    plain = rounds.make_round()
    assert write_consolidated(round_with(), rounds.FINDINGS) == write_consolidated(plain, rounds.FINDINGS)
    assert write_leader(round_with(), "顧斌") == write_leader(plain, "顧斌")


# In the export


def test_the_export_has_what_they_say_of_each_task() -> None:
    merged = round_with(COST, REMARKS)
    own = [task["own"] for task in export_json(merged)["tasks"]]  # type: ignore[attr-defined]
    assert own[:3] == [{COST: 860, REMARKS: "续建"}, {COST: 12500, REMARKS: None}, {COST: None, REMARKS: "别的单位的"}]
    head, *rows = csv.reader(export_csv(merged).splitlines())
    assert head[-2:] == [COST, REMARKS]
    assert {tuple(row[-2:]) for row in rows if row[1] == "1"} == {("860", "续建")}


@pytest.mark.parametrize(
    ("written", "exported"),
    [
        (date(2022, 6, 30), "2022-06-30"),
        (datetime.fromisoformat("2022-06-30 08:30"), "2022-06-30 08:30:00"),
        (0.5, 0.5),
        (True, "TRUE"),
    ],
)
def test_days_and_numbers_are_exported_as_everywhere(written: Written, exported: object) -> None:
    full = round_with(COST)
    first = replace(full.progress[0], task=replace(full.progress[0].task, own=(OwnCell("own1", written),)))
    tasks = export_json(replace(full, progress=(first,)))["tasks"]
    assert tasks[0]["own"] == {COST: exported}  # type: ignore[index]


def test_without_the_setting_the_export_is_the_same() -> None:
    plain = rounds.make_round()
    assert (export_json(round_with()), export_csv(round_with())) == (export_json(plain), export_csv(plain))
