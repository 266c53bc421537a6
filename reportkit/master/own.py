"""What became of all that a person wrote into a master and nobody understood, when it is written anew. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from reportkit.address import address
from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.words import Words
from reportkit.master.cells import Names, split_cell
from reportkit.master.columns import SheetPlan
from reportkit.master.drawing import FIRST
from reportkit.master.entries import Entry, own_cells
from reportkit.master.office_plans import GROUPS, SETTINGS
from reportkit.master.outside import beyond
from reportkit.master.plans import PLANS
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
        for at, column in enumerate((c for c in master.own.columns if c.sheet == plan.name), len(plan.columns)):
            yield Diagnostic(Code.M54, sheet=sheet, cells=(address(FIRST - 1, at),), found=column.heading)
        if cells := tuple(_strange(plan, own[plan.name], master)):
            yield Diagnostic(Code.L27, sheet=sheet, cells=cells)
        if found := strays.get(plan.name):
            rows = tuple(address(row, plan.place("task")) for row in found)
            numbers = sorted(set(found.values()))
            what = Words(*(mark.join(map(str, numbers)) for mark in (_LIST_MARK.en, _LIST_MARK.zh)))
            yield Diagnostic(Code.L28, sheet=sheet, cells=rows, values={"tasks": what})
    yield from _left_behind(master, old, before)


def _strange(plan: SheetPlan, rows: Iterable[Entry], master: Master) -> Iterator[str]:
    """Yield the cells of a sheet that were not understood and were carried over as they are written."""
    names = Names(master.units, master.groups)
    for number, entry in enumerate(rows, FIRST):
        for column, value in entry.items():
            if plan.has(column) and not _is_plain(plan, column, value, names):
                yield address(number, plan.place(column))


def _is_plain(plan: SheetPlan, column: str, value: object, names: Names) -> bool:
    """Tell whether a cell that is carried over as it is written was understood, or is there to be read by people."""
    if plan is GROUPS and column == "members":
        # Members of a group may be other groups.
        return all(names.meant(name) for name in split_cell(str(value), names.known))
    return plan is SETTINGS and column in {"label", "meaning"}


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
    for item in old.own.formulas:
        yield Diagnostic(Code.L30, sheet=item.sheet, cells=item.cells)
    for sheet, cells in _rows_left_behind(master, old):
        yield Diagnostic(Code.L29, sheet=sheet, cells=cells)


def _rows_left_behind(master: Master, old: Master) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield by the name of the sheet the rows that were not understood and that the new workbook does not carry."""
    carried = {row.sheet for row in master.own.rows}
    for plan in PLANS:
        cells = tuple(address(row.number - 1, 0) for row in old.own.rows if row.sheet == plan.name)
        if cells and plan.name not in carried:
            yield plan.title.text(old.settings.lang), cells
