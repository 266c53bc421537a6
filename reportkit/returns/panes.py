"""A sheet on which tables of the form stand side by side -> the parts of it, each with one table across. Pure.

A part is the whole sheet with every other cell empty: what is found in it has the addresses that it has in the sheet.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise

from reportkit.files.grid import Grid

_KEY = "key"
_OPENERS = (_KEY, "no", "work")
"""Columns with which a table begins."""

Marks = Mapping[int, str]
"""Names of the columns of one row of names or headings, by column."""


@dataclass(frozen=True, slots=True)
class Pane:
    """A part of a sheet.

    Attributes:
        grid: the sheet, empty outside of the part.
        left: its first column.
        right: the column behind its last.
    """

    grid: Grid
    left: int
    right: int

    def within(self, rows: Mapping[int, Marks]) -> dict[int, Marks]:
        """Return what of rows of names or headings stands in the part, by row."""
        inside = (
            (row, {c: name for c, name in marks.items() if self.left <= c < self.right}) for row, marks in rows.items()
        )
        return {row: marks for row, marks in inside if marks}


def panes(grid: Grid, rows: Sequence[Marks], keys: AbstractSet[int], inputs: frozenset[str]) -> tuple[Pane, ...]:
    """Return the parts of a sheet, the whole of it where no tables stand side by side.

    Args:
        grid: the sheet.
        rows: the rows of names and those of headings; of each table either may be gone.
        keys: columns that hold row keys.
        inputs: names of the fields to fill in; each table has at least one.
    """
    end = max(map(len, grid.rows), default=0)
    named = {column for marks in rows for column, name in marks.items() if name != _KEY}
    held = {*keys, *(column for marks in rows for column, name in marks.items() if name == _KEY)}
    begun = [
        {_with_keys(column, named, held) for column in (*_breaks(marks, inputs), *_begins_beside(marks, rows, inputs))}
        for marks in rows
    ]
    edges = sorted(set().union(*begun))
    if not edges or any(_crosses(marks, own, edges) for marks, own in zip(rows, begun, strict=True)):
        return (Pane(grid, 0, end),)
    return tuple(_pane(grid, left, right) for left, right in pairwise([0, *edges, end]))


def _breaks(marks: Marks, inputs: frozenset[str]) -> Iterator[int]:
    """Yield the columns in which a further table begins: its first name again, and fields on both sides."""
    seen: set[str] = set()
    columns = sorted(marks)
    for n, column in enumerate(columns):
        rest = {marks[further] for further in columns[n:]}
        if marks[column] in _OPENERS and marks[column] in seen and seen & inputs and rest & inputs:
            yield column
            seen = set()
        seen.add(marks[column])


def _begins_beside(marks: Marks, rows: Sequence[Marks], inputs: frozenset[str]) -> Iterator[int]:
    """Yield the first column of a table that stands wholly to the right of another one, higher or lower than that."""
    first = min(marks)
    if _is_whole(marks, inputs) and any(_is_whole(other, inputs) and max(other) < first for other in rows):
        yield first


def _is_whole(marks: Marks, inputs: frozenset[str]) -> bool:
    """Tell whether a row names all that a table has at least: what a row is, and a field to fill in."""
    names = set(marks.values())
    return not names.isdisjoint(_OPENERS) and bool(names & inputs)


def _crosses(marks: Marks, own: AbstractSet[int], edges: Iterable[int]) -> bool:
    """Tell whether a table of a row stands on both sides of an edge that another row tells, and not the row itself."""
    columns = [column for column, name in marks.items() if name != _KEY]
    return any(min(columns) < column <= max(columns) and column not in own for column in edges)


def _with_keys(column: int, named: Iterable[int], keys: Iterable[int]) -> int:
    """Return where a table begins whose first named column is given: with its keys, which may stand before it."""
    before = max((other for other in named if other < column), default=-1)
    return min((key for key in keys if before < key < column), default=column)


def _pane(grid: Grid, left: int, right: int) -> Pane:
    rows = tuple(("",) * min(left, len(row)) + row[left:right] for row in grid.rows)
    merged = tuple(area for area in grid.merged if left <= area[1] < right)
    return Pane(replace(grid, rows=rows, merged=merged), left, right)
