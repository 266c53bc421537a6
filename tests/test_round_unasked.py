"""Tasks of the master that are in no form: whoever hands out, looks or merges is told how many, and why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from reportkit.language.words import Lang
from reportkit.model import Group, Master, Own, OwnCell, OwnRow
from reportkit.round.unasked import in_no_form, nobody_asked
from tests.forms_sample import MASTER, PERIOD, TASKS, ref
from tests.hands import opened
from tests.office import Office

NO_NUMBER = OwnRow("tasks", (OwnCell("work", "办好小事。"),), number=8)


def said(master: Master, *, participants: bool = False) -> list[str]:
    return [str(item.values["why"].zh) for item in in_no_form(master, PERIOD, participants=participants)]  # type: ignore[attr-defined]


def leading(name: str, *groups: Group) -> Master:
    return replace(MASTER, tasks=(replace(TASKS[0], leads=(ref(name),)), *TASKS[1:]), groups=groups)


def test_nothing_is_said_where_every_task_is_in_a_form() -> None:
    assert in_no_form(MASTER, PERIOD) == ()


@pytest.mark.parametrize(
    ("master", "why"),
    [
        (replace(MASTER, tasks=(replace(TASKS[0], leads=()), *TASKS[1:])), "没有写牵头单位的 1 项（任务 3）"),
        (leading("区没有局"), "牵头单位不在单位名单里的 1 项（任务 3）"),
        (leading("有关镇街", Group("有关镇街")), "牵头的集合没有写明单位的 1 项（任务 3）"),
        (replace(MASTER, own=Own(rows=(NO_NUMBER,))), "没有任务编号的 1 项（第 8 行）"),
        (
            replace(leading("区没有局"), own=Own(rows=(NO_NUMBER,))),
            "牵头单位不在单位名单里的 1 项（任务 3）；没有任务编号的 1 项（第 8 行）",
        ),
    ],
)
def test_why_a_task_is_in_no_form(master: Master, why: str) -> None:
    assert said(master) == [why]


def test_a_task_that_does_not_stand_and_a_row_that_is_no_task_are_not_missed() -> None:
    gone = replace(TASKS[0], leads=(), withdrawn=date(2022, 3, 31))
    rows = (
        OwnRow("tasks", (OwnCell("section", "四、空板块"),)),
        OwnRow("tasks", (OwnCell("own1", "共三项"),), is_entry=False),
        OwnRow("targets", (OwnCell("indicator", "无主"),)),
    )
    assert said(replace(MASTER, tasks=(gone, *TASKS[1:]), own=Own(rows=rows))) == []


def test_a_form_for_those_who_take_part_is_a_form() -> None:
    tasks = (*TASKS[:2], replace(TASKS[2], leads=()))
    assert said(replace(MASTER, tasks=tasks)) == ["没有写牵头单位的 1 项（任务 9）"]
    assert said(replace(MASTER, tasks=tasks), participants=True) == []


def test_of_many_the_first_are_named() -> None:
    tasks = tuple(replace(TASKS[0], no=no, leads=()) for no in range(1, 13))
    (finding,) = in_no_form(replace(MASTER, tasks=tasks), PERIOD)
    assert finding.message(Lang.EN) == (
        "Tasks of the master that are in no form, so that nobody is asked about them: "
        "12 without a lead unit (task 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 …)."
    )


def test_a_period_in_which_no_task_stands_has_nobody_to_ask() -> None:
    gone = tuple(replace(task, withdrawn=date(2022, 3, 31)) for task in TASKS)
    found = [nobody_asked(replace(MASTER, tasks=tasks), PERIOD) for tasks in (TASKS, gone, ())]
    assert [finding and finding.message(Lang.EN) for finding in found] == [
        None,
        f"No unit is asked about anything in Q2 2022: none of its {len(TASKS)} tasks stands in that period.",
        "No unit is asked about anything in Q2 2022: the list has no task.",
    ]


def test_who_hands_out_to_nobody_is_told_why_and_not_to_send_anything(tmp_path: Path) -> None:
    office = Office(tmp_path)
    status, out, _ = office.run("distribute", "--period", "2021-Q4", "--due", "2022-01-05", "--today", "2022-01-01")
    assert (status, "发给各单位" in out) == (0, True)
    master = tmp_path / "templates" / "master.xlsx"
    book = opened(master)
    sheet = book["任务"]
    column = next(cell.column for cell in sheet[3] if cell.value == "撤销日期")
    for row in range(4, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, column, date(2022, 1, 1))
    book.save(master)
    status, out, _ = office.run("distribute", "--period", "2022-Q2")
    assert (status, "(O10)" in out, "发给各单位" in out) == (1, True, False)


def _without_number(book: Workbook) -> None:
    book["任务"]["A5"] = None


def _with_unknown_unit(book: Workbook) -> None:
    book["任务"]["F4"] = "区没有局"


@pytest.mark.parametrize("edit", [_without_number, _with_unknown_unit])
def test_every_command_that_counts_tasks_tells_of_them(tmp_path: Path, edit: Callable[[Workbook], None]) -> None:
    office = Office(tmp_path)
    master = tmp_path / "templates" / "master.xlsx"
    book = opened(master)
    edit(book)
    book.save(master)
    for command in ("distribute", "status", "merge"):
        status, out, _ = office.run(command, "--period", "2022-Q2")
        assert status == 1, command
        assert "有任务不在任何填报表里" in out.replace("\n    ", ""), command
    status, _, err = office.run("export", "--period", "2022-Q2")
    assert status == 1
    assert "(O09)" in err
    found = office.answer("distribute", "--period", "2022-Q2", "--today", "2022-07-01", status=1)["diagnostics"]
    assert [item["code"] for item in found] == ["O09"]
