"""Where the cells of a sheet that was sent stand in the form as it was issued. Pure.

Rows are known by their keys and columns by their names, both also by the answers that were read from them. What stands
above, below or beside the table keeps its distance from it; what was inserted into the table goes below or beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string

from reportkit.address import position_of
from reportkit.corrections.edited import Edited
from reportkit.corrections.layout import Layout, layouts

Cell = tuple[str, str]
"""Sheet and address."""


@dataclass(slots=True)
class Lines:
    """Rows, or columns, counted from 1.

    Attributes:
        known: where each of those that were recognised stands in the form.
        first: where the form's first one is.
        last: where its last one is.
        free: the first one beyond all that the form has; what was inserted goes there.
    """

    known: Mapping[int, int]
    first: int
    last: int
    free: int
    _put: dict[int, int] = field(default_factory=dict)

    def place(self, line: int) -> int:
        """Return where a row or column goes; 0 where the form has no room for it."""
        if line in self.known:
            return self.known[line]
        if not self.known or line < min(self.known):
            return max(line + (self.first - min(self.known) if self.known else 0), 0)
        if line > max(self.known):
            return line - max(self.known) + self.last
        if line not in self._put:
            self._put[line] = self.free + len(self._put)
        return self._put[line]


@dataclass(slots=True)
class SheetMap:
    """Where the cells of one sheet go.

    Attributes:
        sheet: name of the form's sheet.
        rows: its rows.
        columns: its columns.
    """

    sheet: str
    rows: Lines
    columns: Lines

    def place(self, row: int, column: int) -> tuple[int, int] | None:
        """Return row and column in the form, from 1 as they are given; None where there is no room."""
        there = self.rows.place(row), self.columns.place(column)
        return there if all(there) else None


def sheet_maps(form: Edited, sent: Edited, moved: Mapping[Cell, Cell]) -> dict[str, SheetMap]:
    """Return the map of each sheet that was sent and is one of the form's, by its name.

    Args:
        form: the form.
        sent: the file.
        moved: where each answer of the file stands in the form.
    """
    ours, theirs = layouts(form.book), {layout.sheet: layout for layout in layouts(sent.book)}
    found: dict[str, SheetMap] = {}
    for sheet in sent.book.worksheets:
        pairs = [(cell, there) for cell, there in moved.items() if cell[0] == sheet.title]
        layout = _like(ours, theirs.get(sheet.title), (name for _, (name, _) in pairs))
        if layout is not None:
            cells = [(cell[1], there[1]) for cell, there in pairs if there[0] == layout.sheet]
            found[sheet.title] = _map(form, layout, theirs.get(sheet.title), cells)
        elif sheet.title in form.book.sheetnames:
            found[sheet.title] = SheetMap(sheet.title, Lines({}, 1, 1, 1), Lines({}, 1, 1, 1))
    return found


def _like(ours: Sequence[Layout], theirs: Layout | None, answered: Iterable[str]) -> Layout | None:
    """Return the table of the form that a sheet holds: to which most of its keys belong, else of its answers."""
    if theirs is not None and theirs.rows:
        best = max(ours, key=lambda layout: len(layout.rows.keys() & theirs.rows.keys()), default=None)
        if best is not None and best.rows.keys() & theirs.rows.keys():
            return best
    names = Counter(answered).most_common(1)
    return next((layout for layout in ours if names and layout.sheet == names[0][0]), None)


def _map(form: Edited, ours: Layout, theirs: Layout | None, cells: Sequence[tuple[str, str]]) -> SheetMap:
    rows: dict[int, int] = {}
    columns: dict[int, int] = {}
    for was, now in cells:
        (row, column), (to_row, to_column) = position_of(was) or (0, 0), position_of(now) or (0, 0)
        rows[row + 1], columns[column + 1] = to_row + 1, to_column + 1
    if theirs is not None:
        rows |= {row: ours.rows[key] for key, row in theirs.rows.items() if key in ours.rows}
        columns |= {
            column_index_from_string(letter): column_index_from_string(ours.columns[name])
            for name, letter in theirs.columns.items()
            if name in ours.columns
        }
    sheet = form.book[ours.sheet]
    own = [column_index_from_string(letter) for letter in ours.columns.values()]
    return SheetMap(
        ours.sheet,
        Lines(rows, min(ours.rows.values()), max(ours.rows.values()), sheet.max_row + 2),
        Lines(columns, min(own), max(own), sheet.max_column + 2),
    )
