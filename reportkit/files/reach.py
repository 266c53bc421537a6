"""How far the cells of a sheet reach, and what is done about a sheet that reaches too far. Pure.

A reader takes room for every cell between A1 and the last row and column, the empty ones too: one character at
XFD1048576 claims 17 thousand million of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportkit.address import Position, address
from reportkit.diagnostics import MOST_CELLS, Code
from reportkit.files.limits import Limits
from reportkit.files.refusal import RefusalError

_SMALL = 100_000
"""Cells up to the last one of a sheet that is not the reason why a workbook is too large."""
_NEAR_ROW, _NEAR_COLUMN = 5_000, 200
"""An end within these is not far from any table."""
_FILLED = 50


def _by_column(place: Position) -> int:
    return place[1]


@dataclass(slots=True)
class Reach:
    """How far the cells with a value reach, while a sheet is walked.

    Attributes:
        limits: beyond which rows and columns a cell is far.
        sheet: name of the sheet.
        lowest: the last cell, from 0, in the last row that has one; (-1, -1) in an empty sheet.
        rightmost: the last cell in the last column that has one.
        filled: how many cells have one.
        far: addresses of cells beyond the limits, at most as many as are named.
        far_lowest: the last of them in the last row that has one, as `lowest`.
        far_rightmost: the last of them in the last column that has one.
    """

    limits: Limits
    sheet: str | None = None
    lowest: Position = (-1, -1)
    rightmost: Position = (-1, -1)
    filled: int = 0
    far: list[str] = field(default_factory=list)
    far_lowest: Position = (-1, -1)
    far_rightmost: Position = (-1, -1)

    @property
    def box(self) -> int:
        """How many cells the rectangle from A1 to the last row and column has."""
        return (self.lowest[0] + 1) * (self.rightmost[1] + 1)

    @property
    def is_sparse(self) -> bool:
        """Whether so little stands in so large a rectangle that its last cell is a stray mark."""
        return self.box > self.limits.sparse and self.filled * _FILLED < self.box

    @property
    def ends(self) -> tuple[str, ...]:
        """The addresses of the cells in the last row and in the last column, far ones too, without one that is near."""
        lowest, rightmost = max(self.lowest, self.far_lowest), max(self.rightmost, self.far_rightmost, key=_by_column)
        ends = [lowest] if lowest[0] >= _NEAR_ROW else []
        ends += [rightmost] if rightmost[1] >= _NEAR_COLUMN else []
        return tuple(dict.fromkeys(address(*end) for end in ends or [lowest]))

    @property
    def is_filled(self) -> bool:
        """Whether more cells have a value than all sheets together may have: the rest need not be walked."""
        return self.filled > self.limits.filled

    @property
    def is_full(self) -> bool:
        """Whether as many far cells are noted as are named."""
        return len(self.far) >= MOST_CELLS

    def is_far(self, row: int, column: int) -> bool:
        """Tell whether a cell lies beyond the limits."""
        return row >= self.limits.rows or column >= self.limits.columns

    def note_far(self, row: int, column: int) -> None:
        """Note a cell beyond the limits that is left out before a reader sees it."""
        if not self.is_full:
            self.far.append(address(row, column))
        self.far_lowest = max(self.far_lowest, (row, column))
        self.far_rightmost = max(self.far_rightmost, (row, column), key=_by_column)

    def take(self, row: int, column: int, filled: int = 1) -> None:
        """Take in a cell with a value, or the last one of a block of so many `filled` ones."""
        self.filled += filled
        self.lowest = max(self.lowest, (row, column))
        if column > self.rightmost[1]:
            self.rightmost = row, column
        if self.is_far(row, column):
            self.note_far(row, column)


def check_reach(reaches: Iterable[Reach], limits: Limits) -> None:
    """Refuse sheets that are together larger than can be read, and one whose last cell is a stray mark.

    Raises:
        RefusalError: they are; it names the cells that reach so far.
    """
    far = _too_far(list(reaches), limits)
    if far:
        cells = tuple(dict.fromkeys(end for sheet in far for end in sheet.ends))
        raise RefusalError(Code.F20, sheet=far[0].sheet if len(far) == 1 else None, cells=cells[:MOST_CELLS])


def _too_far(sheets: list[Reach], limits: Limits) -> list[Reach]:
    """Return the sheets that are the reason why the whole cannot be read; none where it can."""
    sparse = [sheet for sheet in sheets if sheet.is_sparse]
    is_read = sum(sheet.box for sheet in sheets) <= limits.cells
    if sparse or (is_read and sum(sheet.filled for sheet in sheets) <= limits.filled):
        return sparse
    return [sheet for sheet in sheets if sheet.box > min(_SMALL, limits.filled // 2)] or sheets
