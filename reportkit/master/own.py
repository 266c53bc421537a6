"""What became of all that a person wrote into a master and nobody understood, when it is written anew. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from reportkit.address import address
from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.words import Words
from reportkit.master.columns import SheetPlan
from reportkit.master.drawing import FIRST
from reportkit.master.entries import Entry, own_cells
from reportkit.master.plans import PLANS
from reportkit.master.tables import beyond
from reportkit.model import Master

OF_THE_LIST = frozenset({"tasks", "targets", "milestones"})
"""Sheets whose rows go with the tasks of a list."""
_LIST_MARK = Words(", ", "、")


def told(master: Master, old: Master, before: Master | None) -> Iterator[Diagnostic]:
    """Yield what became of what a person wrote: cells and rows that were carried over, and what was not.

    Args:
        master: as it is about to be written.
        old: the master as it stood.
        before: the last import.
    """
    lang = master.settings.lang
    own = own_cells(master)
    strays = _of_no_task(master)
    for plan in PLANS:
        sheet = plan.title.text(lang)
        if cells := tuple(_strange(plan, own[plan.name])):
            yield Diagnostic(Code.L27, sheet=sheet, cells=cells)
        if found := strays.get(plan.name):
            rows = tuple(address(row, plan.place("task")) for row in found)
            numbers = sorted(set(found.values()))
            what = Words(*(mark.join(map(str, numbers)) for mark in (_LIST_MARK.en, _LIST_MARK.zh)))
            yield Diagnostic(Code.L28, sheet=sheet, cells=rows, values={"tasks": what})
    yield from _left_behind(master, old, before)


def _strange(plan: SheetPlan, rows: Iterable[Entry]) -> Iterator[str]:
    """Yield the cells of a sheet that were carried over as they are written, but for columns of the office's own."""
    for number, entry in enumerate(rows, FIRST):
        yield from (address(number, plan.place(column)) for column in entry if plan.has(column))


def _of_no_task(master: Master) -> Mapping[str, Mapping[int, int]]:
    """Return by sheet the rows of tasks that the master does not have: places from 0 -> number of the task."""
    known = {task.no for task in master.tasks}
    targets = {at: target.task for at, target in enumerate(master.targets, FIRST) if target.task not in known}
    after = {"targets": len(master.targets), "milestones": sum(len(task.milestones) for task in master.tasks)}
    found = {"targets": targets, "milestones": {}}
    for sheet, rows in found.items():
        own = (row for row in master.own.rows if row.sheet == sheet)
        rows |= {at: row.task for at, row in enumerate(own, FIRST + after[sheet]) if row.task and row.task not in known}
    return found


def _left_behind(master: Master, old: Master, before: Master | None) -> Iterator[Diagnostic]:
    """Yield what stands in the old workbook only: what is outside of the tables, and rows of another list."""
    titles = [one.settings.list_title for one in (master, old, before) if one]
    for item in beyond(old.own.outside, titles):
        yield Diagnostic(Code.L29, sheet=item.sheet, cells=item.cells)
    carried = {row.sheet for row in master.own.rows}
    for plan in PLANS:
        rows = [row for row in old.own.rows if row.sheet == plan.name and plan.name not in carried]
        if rows:
            cells = tuple(address(row.number - 1, 0) for row in rows)
            yield Diagnostic(Code.L29, sheet=plan.title.text(old.settings.lang), cells=cells)
