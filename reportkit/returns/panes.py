"""A sheet on which tables of the form stand side by side -> the parts of it, each with one table across. Pure.

A part is the whole sheet with every other cell empty: what is found in it has the addresses that it has in the sheet.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportkit.files.grid import Grid

_OPENERS = ("key", "no", "work")
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


def panes(grid: Grid, rows: Sequence[Marks], keys: Iterable[int], inputs: frozenset[str]) -> tuple[Pane, ...]:
    """Return the parts of a sheet, the whole of it where no tables stand side by side.

    Args:
        grid: the sheet.
        rows: the rows of names, or of headings.
        keys: columns that hold row keys.
        inputs: names of the fields to fill in; each table has at least one.
    """
    end = max(map(len, grid.rows), default=0)
    breaks = {column for marks in rows for column in _breaks(marks, inputs)}
    if not breaks or any(_crosses(marks, breaks, inputs) for marks in rows):
        return (Pane(grid, 0, end),)
    named = {column for marks in rows for column in marks}
    edges = sorted(_with_keys(column, named, keys) for column in breaks)
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


def _crosses(marks: Marks, breaks: Iterable[int], inputs: frozenset[str]) -> bool:
    """Tell whether a table of another row stands on both sides of a break."""
    own = set(_breaks(marks, inputs))
    return any(min(marks) < column <= max(marks) and column not in own for column in breaks)


def _with_keys(column: int, named: Iterable[int], keys: Iterable[int]) -> int:
    """Return where a table begins whose first named column is given: with its keys, which may stand before it."""
    before = max((other for other in named if other < column), default=-1)
    return min((key for key in keys if before < key < column), default=column)


def _pane(grid: Grid, left: int, right: int) -> Pane:
    rows = tuple(("",) * min(left, len(row)) + row[left:right] for row in grid.rows)
    merged = tuple(area for area in grid.merged if left <= area[1] < right)
    return Pane(replace(grid, rows=rows, merged=merged), left, right)
