"""Deadline and milestones on a form: shown where a task has any, locked, and put back when somebody edits them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl.workbook import Workbook

from reportkit.corrections.marked_copy import correction_copy
from reportkit.forms.assign import assignments
from reportkit.forms.form import write_form
from reportkit.language.words import Lang
from reportkit.model import Milestone, Role
from reportkit.returns.content import Outcome
from reportkit.returns.reading import read_return
from reportkit.returns.reference import Reference
from tests.hands import opened
from tests.returned import MASTER, Q2, SCIENCE, SECRET, TASKS, TEMPLATE, columns, edited, put, row_of, sheet

STEPS = (
    Milestone(date(2022, 6, 30), Decimal(40), "完成招标"),
    Milestone(date(2022, 9, 30), Decimal(60), ""),
    Milestone(date(2022, 11, 15), None, "主体封顶"),
)
GIVEN = {1: {"milestones": STEPS}, 2: {"deadline": date(2022, 8, 31)}}
PLANNED = replace(MASTER, tasks=tuple(replace(task, **GIVEN.get(task.no, {})) for task in MASTER.tasks))  # type: ignore[arg-type]
SHOWN = "节点：\n2022-06-30 40% 完成招标\n2022-09-30 60%\n2022-11-15 主体封顶"


def form(unit: str = SCIENCE, role: Role = Role.LEAD, *, lang: Lang | None = None) -> bytes:
    duty = next(a for a in assignments(PLANNED, Q2, participants=True) if a.unit.name == unit and a.role is role)
    return write_form(
        duty, period=Q2, due=date(2022, 7, 5), master=PLANNED, template=TEMPLATE, secret=SECRET, lang=lang
    )


def filled() -> bytes:
    def fill(book: Workbook) -> None:
        for no in (1, 2, 4):
            put(sheet(book), no, {"progress": f"任务{no}已完成阶段目标。", "status": "正常推进", "percent": 10 * no})

    return edited(form(), fill)


def test_a_form_says_when_what_is_due() -> None:
    page = sheet(opened(form()))
    head, names = columns(page)
    column = names["schedule"]
    texts = [page.cell(row_of(page, f".T{no:03d}."), column).value for no in (1, 2, 4)]
    assert texts == [SHOWN, "时限 2022-08-31", None]
    assert page.cell(head + 1, column).value == "完成时限和节点"
    cell = page.cell(row_of(page, ".T001."), column)
    given = page.cell(row_of(page, ".T001."), names["lead_units"])
    assert (cell.protection.locked, cell.fill.fgColor.rgb) == (True, given.fill.fgColor.rgb)
    assert (page.row_dimensions[row_of(page, ".T001.")].height or 0) >= 5 * 12


def test_a_participants_form_says_so_too() -> None:
    assert "schedule" in columns(sheet(opened(form("区住建局", Role.PARTICIPANT))))[1]


def test_a_form_without_any_has_no_column_for_them() -> None:
    assert "schedule" not in columns(sheet(opened(form("区林水局"))))[1]


def test_the_answers_are_read_as_without() -> None:
    reading = read_return(filled(), "回执.xlsx", Reference(PLANNED, TEMPLATE, SECRET))
    assert reading.outcome is Outcome.IDENTIFIED
    assert [entry.value("percent") for entry in reading.entries] == [10, 20, 40]
    assert [finding.code.name for finding in reading.diagnostics] == []


@pytest.mark.parametrize("lang", list(Lang))
def test_an_untouched_form_of_any_language_has_nothing_to_put_back(lang: Lang) -> None:
    reading = read_return(form(lang=lang), "form.xlsx", Reference(PLANNED, TEMPLATE, SECRET))
    assert "S16" not in [finding.code.name for finding in reading.diagnostics]


def test_a_deadline_that_a_unit_moves_is_put_back_and_told() -> None:
    data = edited(filled(), lambda book: put(sheet(book), 2, {"schedule": "时限 2022-12-31"}))
    page = sheet(opened(data))
    where = page.cell(row_of(page, ".T002."), columns(page)[1]["schedule"]).coordinate
    reading = read_return(data, "回执.xlsx", Reference(PLANNED, TEMPLATE, SECRET))
    (found,) = [finding for finding in reading.diagnostics if finding.code.name == "S16"]
    assert (found.sheet, found.cells, found.task) == (TASKS, (where,), 2)
    assert "时限 2022-08-31" in found.message(Lang.HANS)


def test_a_copy_for_correction_shows_them() -> None:
    data = filled()
    reading = read_return(data, "回执.xlsx", Reference(PLANNED, TEMPLATE, SECRET))
    copy = correction_copy(data, "回执.xlsx", reading.diagnostics, lang=Lang.HANS, entries=reading.entries)
    page = sheet(opened(copy))
    assert page.cell(row_of(page, ".T001."), columns(page)[1]["schedule"]).value == SHOWN
