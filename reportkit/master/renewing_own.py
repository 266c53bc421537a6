"""Columns that a list has beside ours, when it is imported again: found again by their headings. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportkit.language.text import fold
from reportkit.master.changes import Kept
from reportkit.model import Master, OwnCell, OwnColumn, Task

_SHEET = "tasks"


def renewed_columns(
    old: Master, new: Master, before: Master | None, *, is_another: bool = False
) -> tuple[OwnColumn, ...]:
    """Return the further columns of the master: those that stand there, and those that the list has just brought.

    A column of the last import that a person has deleted does not come back. Of another list's columns those go that
    the list before it brought.

    Args:
        old: the master as it stands.
        new: the list.
        before: the last import.
        is_another: True for another list, or another year's.
    """
    listed, once = _headings(new), _headings(before) if before else frozenset()
    gone, known = (once - listed, _headings(old)) if is_another else (frozenset[str](), _headings(old) | once)
    stay = [column for column in old.own.columns if column.sheet != _SHEET or fold(column.heading) not in gone]
    fresh = [column for column in _columns(new) if fold(column.heading) not in known]
    first = 1 + max((int(column.name.removeprefix("own")) for column in old.own.columns), default=0)
    return (*stay, *(replace(column, name=f"own{number}") for number, column in enumerate(fresh, first)))


def in_columns(master: Master, columns: Sequence[OwnColumn]) -> Master:
    """Return a master whose tasks have their cells in these columns, by the headings; cells of others are left out."""
    names = {fold(column.heading): column.name for column in columns if column.sheet == _SHEET}
    moved = {column.name: names.get(fold(column.heading), "") for column in _columns(master)}
    tasks = tuple(replace(task, own=_moved(task, moved)) for task in master.tasks)
    renamed = (replace(column, name=moved.get(column.name, column.name)) for column in master.own.columns)
    return replace(master, tasks=tasks, own=replace(master.own, columns=tuple(c for c in renamed if c.name)))


def added_by_hand(master: Master, before: Master | None) -> int:
    """Return how many columns a person has added since the last import."""
    listed = _headings(before) if before else frozenset()
    return sum(column.sheet != _SHEET or fold(column.heading) not in listed for column in master.own.columns)


def _columns(master: Master) -> Sequence[OwnColumn]:
    return [column for column in master.own.columns if column.sheet == _SHEET]


def _headings(master: Master) -> frozenset[str]:
    return frozenset(fold(column.heading) for column in _columns(master))


def _moved(task: Task, moved: Mapping[str, str]) -> tuple[OwnCell, ...]:
    """Return the cells of a task under other names; a cell of a column of ours keeps its own."""
    cells = ((moved.get(cell.column, cell.column), cell) for cell in task.own)
    return tuple(replace(cell, column=name) for name, cell in cells if name)


def renewed_cells(
    mine: Sequence[OwnCell], listed: Sequence[OwnCell], was: Sequence[OwnCell]
) -> Kept[tuple[OwnCell, ...]]:
    """Return the cells of a task: the list's where nobody changed what the last import wrote, else the person's.

    What stands in a column that the list does not have is a person's and no edit of the list.
    """
    here, there, once = ({cell.column: cell for cell in cells} for cells in (mine, listed, was))
    kept: dict[str, OwnCell] = {}
    edits = 0
    for column in dict.fromkeys((*here, *there)):
        is_ours = _value(here.get(column)) == _value(once.get(column))
        chosen = there.get(column) if is_ours else here.get(column)
        edits += not is_ours and (column in there or column in once)
        if chosen is not None:
            kept[column] = chosen
    return Kept(tuple(kept.values()), edits)


def _value(cell: OwnCell | None) -> str:
    return str(cell.value).strip() if cell else ""
