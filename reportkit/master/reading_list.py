"""The list in the master workbook, as an office has edited it: tasks, targets, milestones. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportkit.diagnostics import Code
from reportkit.files.grid import as_text
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Words
from reportkit.master.cell_values import (
    Entries,
    Read,
    found_in,
    lacks,
    match_ordinal,
    read_choice,
    read_date,
    read_number,
    read_ordinal,
    read_percent,
    strange_in,
    together,
)
from reportkit.master.cells import Names, split_cell, tidy_name
from reportkit.master.choices import KINDS, OPS
from reportkit.master.tables import SheetRow, SheetTable
from reportkit.model import Kind, Leader, Milestone, Op, Target, Task, UnitRef
from reportkit.period import Calendar

Step = tuple[int, Milestone]
"""A milestone with the number of its task."""

_WHOLE = Words("task number", "任务编号")
_TARGET_NO = Words("target number", "指标序号")


def read_tasks(table: SheetTable, names: Names, leaders: Sequence[Leader], calendar: Calendar) -> Entries[Task]:
    """Return the tasks with their rows; a row that holds a heading alone is the section of those below.

    A row without a number is left, with the section that it stands in; so is a heading under which no row stands.
    """
    named = _Named(names, leaders)
    under = _under_headings(table)
    rows = [row for row in table.rows if not _section_row(row)]
    used = {id(under[row.number]) for row in rows if not row.text("section")}
    headings = [row for row in table.rows if _section_row(row)]
    told = tuple(row.finding(Code.M27, found=_section_row(row), row=row.number) for row in headings)
    read = [(_task(table, row, _heading_over(row, under), named, calendar), row) for row in rows]
    idle = [row for row in headings if id(row) not in used or row.others]
    entries = together(read)
    left = [_with_section(row, _heading_over(row, under)) for row in entries.left]
    return replace(entries, findings=(*told, *entries.findings), left=(*idle, *left))


def _under_headings(table: SheetTable) -> dict[int, SheetRow | None]:
    """Return the row of the heading over each row, by the row's number."""
    over: SheetRow | None = None
    found: dict[int, SheetRow | None] = {}
    for row in table.rows:
        over = row if _section_row(row) else over
        found[row.number] = over
    return found


def _heading_over(row: SheetRow, under: Mapping[int, SheetRow | None]) -> str:
    over = under[row.number]
    return _section_row(over) if over else ""


def _with_section(row: SheetRow, section: str) -> SheetRow:
    """Return a row with the section that it stands in: the heading above it is written beside every task."""
    known = row.text("section") or not section or "section" not in row.values
    return row if known else replace(row, values={**row.values, "section": section})


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


def _task(table: SheetTable, row: SheetRow, section: str, named: _Named, calendar: Calendar) -> Read[Task | None]:
    no = read_ordinal(row, "no", _WHOLE)
    if no.value is None:
        return Read(None, (*lacks(table, row, "no"), *no.findings))
    deadline, withdrawn, added = (read_date(row, column, calendar) for column in ("deadline", "withdrawn", "added"))
    task = Task(
        no=no.value,
        section=squeeze(row.text("section")) or section,
        project=squeeze(row.text("project")) or None,
        work=row.text("work"),
        leaders=named.leaders(row.text("leaders")),
        leads=named.units(row.text("leads")),
        participants=named.units(row.text("participants")),
        deadline=deadline.value,
        withdrawn=withdrawn.value,
        added=added.value,
        own=row.own(*strange_in(deadline, withdrawn, added)),
    )
    return Read(task, found_in(deadline, withdrawn, added))


def _section_row(row: SheetRow) -> str:
    """Return the heading of a section that stands in a row of its own, "" for any other row."""
    filled = [column for column, value in row.values.items() if as_text(value).strip()]
    if len(filled) != 1 or filled[0] not in ("no", "section"):
        return ""
    text = squeeze(row.text(filled[0]))
    return "" if match_ordinal(text) else text


def read_targets(table: SheetTable, order: Sequence[int]) -> Entries[Target]:
    """Return the targets with their rows; those without a number get the next one of their task.

    Args:
        table: the sheet.
        order: numbers of the tasks in the order in which their targets come.
    """
    read = [(_target(table, row), row) for row in table.rows]
    last: dict[int, int] = {}
    for item, _ in read:
        if item.value is not None:
            last[item.value.task] = max(last.get(item.value.task, 0), item.value.no)
    numbered = []
    for item, row in read:
        if item.value is not None and not item.value.no:
            last[item.value.task] += 1
            item = replace(item, value=replace(item.value, no=last[item.value.task]))  # noqa: PLW2901
        numbered.append((item, row))
    entries = together(numbered)
    place = {no: at for at, no in reversed(list(enumerate(order)))}
    things = sorted(entries.things, key=lambda t: (place.get(t[0].task, len(place)), t[0].task, t[0].no))
    return replace(entries, things=tuple(things))


def _target(table: SheetTable, row: SheetRow) -> Read[Target | None]:
    """Return the target of a row, under the number 0 where none is written."""
    task, no = task_of(row), read_ordinal(row, "no", _TARGET_NO)
    if task.value is None:
        return Read(None, (*lacks(table, row, "task"), *task.findings))
    measure = squeeze(row.text("measure"))
    number, kind, op = read_number(row, "value", measure), read_choice(row, "kind", KINDS), read_choice(row, "op", OPS)
    value, written = number.value
    target = Target(
        task=task.value,
        no=no.value or 0,
        indicator=squeeze(row.text("indicator")),
        op=op.value or Op.EQUAL,
        value=value,
        measure=measure or written,
        kind=kind.value or (Kind.COUNT if row.text("value") else Kind.IMPLICIT),
        quote=row.text("quote"),
        own=row.own(*strange_in(no, number, kind, op)),
    )
    return Read(target, found_in(no, number, kind, op))


def read_milestones(table: SheetTable, calendar: Calendar) -> Entries[Step]:
    """Return the milestones with the number of their task, in the order of the sheet; one without a day is told."""
    return together((_milestone(table, row, calendar), row) for row in table.rows)


def _milestone(table: SheetTable, row: SheetRow, calendar: Calendar) -> Read[Step | None]:
    if not row.text("task"):
        return Read(None, lacks(table, row, "task"))
    task, day = task_of(row), read_date(row, "day", calendar)
    percent = read_percent(row, "percent")
    findings = (*found_in(task, day), *lacks(table, row, "day"), *percent.findings)
    if task.value is None or day.value is None:
        return Read(None, findings)
    step = Milestone(day.value, percent.value, squeeze(row.text("words")), row.own(*percent.strange))
    return Read((task.value, step), findings)


def task_of(row: SheetRow) -> Read[int | None]:
    """Return the number of the task that a row of targets or milestones is about."""
    return read_ordinal(row, "task", _WHOLE)


def planned(steps: Sequence[Step]) -> Mapping[int, tuple[Milestone, ...]]:
    """Return the milestones of each task in the order of their days; of several that say the same, one."""
    found: dict[int, dict[Milestone, None]] = {}
    for no, step in steps:
        found.setdefault(no, {})[step] = None
    return {no: tuple(sorted(mine, key=lambda step: step.day)) for no, mine in found.items()}
