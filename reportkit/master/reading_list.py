"""The list in the master workbook, as an office has edited it: tasks, targets, milestones. Pure."""

from collections.abc import Mapping, Sequence

from reportkit.diagnostics import Code
from reportkit.files.grid import as_text
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Words
from reportkit.master.cell_values import CellReader, match_ordinal
from reportkit.master.cells import Names, split_cell, tidy_name
from reportkit.master.choices import KINDS, OPS
from reportkit.master.tables import SheetRow, SheetTable
from reportkit.model import Kind, Leader, Milestone, Op, Target, Task, UnitRef

_WHOLE = Words("task number", "任务编号")
_TARGET_NO = Words("target number", "指标序号")


def read_tasks(
    table: SheetTable, names: Names, leaders: Sequence[Leader], cells: CellReader
) -> list[tuple[Task, SheetRow]]:
    """Return the tasks with their rows; a row that holds a heading alone is the section of those below."""
    named = _Named(names, leaders)
    section = ""
    tasks = []
    for row in table.rows:
        heading = _section_row(row)
        if heading:
            section = heading
            cells.findings.append(row.finding(Code.M27, found=heading, row=row.number))
        elif cells.needs(table, row, "no"):
            no = cells.ordinal(row, "no", _WHOLE)
            if no is not None:
                tasks.append((_task(row, no, section, named, cells), row))
    return tasks


class _Named:
    """What the names in the cells of a task mean.

    Args:
        names: names of units and groups.
        leaders: the leaders.
    """

    def __init__(self, names: Names, leaders: Sequence[Leader]) -> None:
        self._names = names
        self._exact = frozenset(leader.name for leader in leaders)
        self._folded = {fold(leader.name): leader.name for leader in leaders}

    def leaders(self, text: str) -> tuple[str, ...]:
        """Return the leaders that a cell names; one that is not known is called as it is written."""
        listed = (tidy_name(name) for name in split_cell(text, self._folded))
        return tuple(dict.fromkeys(n if n in self._exact else self._folded.get(fold(n), n) for n in listed))

    def units(self, text: str) -> tuple[UnitRef, ...]:
        """Return the units and groups that a cell names."""
        written = split_cell(text, self._names.known)
        return tuple(UnitRef(self._names.meant(name) or name, name) for name in written)


def _task(row: SheetRow, no: int, section: str, named: _Named, cells: CellReader) -> Task:
    return Task(
        no=no,
        section=squeeze(row.text("section")) or section,
        project=squeeze(row.text("project")) or None,
        work=row.text("work"),
        leaders=named.leaders(row.text("leaders")),
        leads=named.units(row.text("leads")),
        participants=named.units(row.text("participants")),
        deadline=cells.day(row, "deadline"),
        withdrawn=cells.day(row, "withdrawn"),
        added=cells.day(row, "added"),
    )


def _section_row(row: SheetRow) -> str:
    """Return the heading of a section that stands in a row of its own, "" for any other row."""
    filled = [column for column, value in row.values.items() if as_text(value).strip()]
    if len(filled) != 1 or filled[0] not in ("no", "section"):
        return ""
    text = squeeze(row.text(filled[0]))
    return "" if match_ordinal(text) else text


def read_targets(table: SheetTable, order: Sequence[int], cells: CellReader) -> list[tuple[Target, SheetRow]]:
    """Return the targets with their rows; those without a number get the next one of their task.

    Args:
        table: the sheet.
        order: numbers of the tasks in the order in which their targets come.
        cells: reads the cells.
    """
    read: list[tuple[int, int | None, SheetRow]] = []
    for row in cells.rows(table, "task"):
        task = cells.ordinal(row, "task", _WHOLE)
        if task is not None:
            read.append((task, cells.ordinal(row, "no", _TARGET_NO), row))
    last: dict[int, int] = {}
    for task, no, _ in read:
        last[task] = max(last.get(task, 0), no or 0)
    targets = []
    for task, no, row in read:
        if no is None:
            last[task] += 1
        targets.append((_target(row, task, no or last[task], cells), row))
    place = {no: at for at, no in reversed(list(enumerate(order)))}
    return sorted(targets, key=lambda t: (place.get(t[0].task, len(place)), t[0].task, t[0].no))


def _target(row: SheetRow, task: int, no: int, cells: CellReader) -> Target:
    measure = squeeze(row.text("measure"))
    value, written = cells.amount(row, "value", measure)
    kind = cells.choice(row, "kind", KINDS)
    return Target(
        task=task,
        no=no,
        indicator=squeeze(row.text("indicator")),
        op=cells.choice(row, "op", OPS) or Op.EQUAL,
        value=value,
        measure=measure or written,
        kind=kind or (Kind.COUNT if row.text("value") else Kind.IMPLICIT),
        quote=row.text("quote"),
    )


def read_milestones(table: SheetTable, cells: CellReader) -> list[tuple[int, Milestone, SheetRow]]:
    """Return the milestones with the number of their task, in the order of the sheet; one without a day is told."""
    read = []
    for row in cells.rows(table, "task"):
        task, day = cells.ordinal(row, "task", _WHOLE), cells.day(row, "day")
        cells.needs(table, row, "day")
        percent, words = cells.percent(row, "percent"), squeeze(row.text("words"))
        if task is not None and day is not None:
            read.append((task, Milestone(day, percent, words), row))
    return read


def planned(steps: Sequence[tuple[int, Milestone, SheetRow]]) -> Mapping[int, tuple[Milestone, ...]]:
    """Return the milestones of each task in the order of their days; of several that say the same, one."""
    found: dict[int, dict[Milestone, None]] = {}
    for no, step, _ in steps:
        found.setdefault(no, {})[step] = None
    return {no: tuple(sorted(mine, key=lambda step: step.day)) for no, mine in found.items()}
