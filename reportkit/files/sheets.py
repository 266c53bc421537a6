"""The sheets of a file as every format gives them, and as the tables of a document. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportkit.address import Position, address
from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic
from reportkit.files.book_parts import BookParts
from reportkit.files.damage import DamageError
from reportkit.files.details import SheetDetails
from reportkit.files.details_builder import DetailsBuilder
from reportkit.files.document import (
    Document,
    DocumentCell,
    GoneRows,
    Load,
    Marked,
    Marking,
    SourcePlace,
    TableDraft,
    at,
    lay_out,
)
from reportkit.files.grid import Grid, Raw, as_text
from reportkit.files.limits import Limits
from reportkit.files.refusal import RefusalError
from reportkit.files.sheet_readings import Ambiguous, either
from reportkit.files.struck_cells import StruckCell, StruckCells
from reportkit.language.words import Words

Notes = Mapping[str, Mapping[Position, str]]
"""What notes (comments) on cells say, by name of the sheet and place."""
_SHEET_TWICE = Words("two sheets of one name", "两张同名的工作表")


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a file with sheets holds.

    Attributes:
        grids: the sheets, in order.
        details: what stands behind the values, by name of the sheet.
        book: names and properties of the workbook, as far as the format has them.
        far: addresses of cells that were left out because they lie beyond the limits, by name of the sheet; None is
            the name where the format does not tell.
        findings: on the file as a whole, without its name.
        damage: what could not be read although a form may need it, None where all of it was.
        ambiguous: cells that readers read differently, by name of the sheet: no reading of them counts.
        struck: the cells of which something is struck through, where the reader of values finds them.
        notes: what notes (comments) on cells say, likewise.
    """

    grids: tuple[Grid, ...]
    details: Mapping[str, SheetDetails] = field(default_factory=dict)
    book: BookParts = field(default_factory=BookParts)
    far: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()
    damage: DamageError | None = None
    ambiguous: Mapping[str, Ambiguous] = field(default_factory=dict)
    struck: StruckCells = field(default_factory=dict)
    notes: Notes = field(default_factory=dict)

    @property
    def sure(self) -> tuple[Grid, ...]:
        """The sheets, empty in cells that readers read differently."""
        return tuple(replaced(grid, dict.fromkeys(self.ambiguous.get(grid.name, ()), "")) for grid in self.grids)


def replaced(grid: Grid, values: Mapping[Position, Raw]) -> Grid:
    """Return a sheet with other values in some of its cells; there are none beyond its rows."""
    if not values:
        return grid
    rows = [list(row) for row in grid.rows]
    for (row, column), value in values.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = value
    return replace(grid, rows=tuple(map(tuple, rows)))


def with_values(grids: tuple[Grid, ...], values: Mapping[str, Mapping[Position, Raw]]) -> tuple[Grid, ...]:
    """Return the sheets with other values in some of their cells, by name of the sheet and place."""
    return tuple(replaced(grid, values.get(grid.name, {})) for grid in grids)


def sheet_of(
    name: str, cells: Mapping[Position, str] | Mapping[Position, Raw], builder: DetailsBuilder
) -> tuple[Grid, SheetDetails]:
    """Put a sheet together from its cells by place, from 0, and what stands behind them."""
    rows: list[list[Raw]] = [[] for _ in range(max((r for r, _ in cells), default=-1) + 1)]
    for row, column in sorted(cells):
        line = rows[row]
        line += [""] * (column + 1 - len(line))
        value = cells[row, column]
        line[column] = value.strip() if isinstance(value, str) else value
    grid = Grid(name, visible=True, rows=tuple(map(tuple, rows)), merged=tuple(builder.merged))
    return grid, builder.details(name)


def with_merged(grids: tuple[Grid, ...], details: Mapping[str, SheetDetails]) -> tuple[Grid, ...]:
    """Return the sheets with their merged ranges, where the reader of values does not tell them."""
    return tuple(
        replace(grid, merged=details[grid.name].merged) if not grid.merged and grid.name in details else grid
        for grid in grids
    )


def refuse_ambiguous(ambiguous: Mapping[str, Ambiguous]) -> None:
    """Refuse a document of the office's own with cells that readers read differently: nothing of it may be left out.

    Raises:
        RefusalError: it has such cells; it names those of the first sheet that has them.
    """
    for name, places in ambiguous.items():
        first = sorted(places)[:MOST_CELLS]
        cells = tuple(address(*place) for place in first)
        raise RefusalError(Code.S24, sheet=name, cells=cells, readings=either(places[first[0]]))


def refuse_doubled(names: Iterable[str]) -> None:
    """Refuse a workbook with two sheets of one name: a reader that asks by the name gets one of them, or the other.

    Raises:
        RefusalError: it is one.
    """
    for name, times in Counter(names).items():
        if times > 1:
            raise RefusalError(Code.F09, sheet=name, what=_SHEET_TWICE)


def document_of(
    sheets: Sheets, limits: Limits, find_struck: Callable[[Limits], StruckCells] = lambda _: {}
) -> Document:
    """Return the visible sheets as tables, or the hidden ones where all are hidden.

    What is struck through or stands in hidden rows is left out of the tables and told beside them.

    Args:
        sheets: the sheets.
        limits: how much may be read.
        find_struck: finds the cells of which something is struck through, once the sheets are known to be whole.

    Raises:
        RefusalError: a sheet has cells that were left out or are read differently, or more than can be laid out.
        DamageError: something of it could not be read.
    """
    if sheets.damage is not None:
        raise sheets.damage
    for name, cells in sheets.far.items():
        raise RefusalError(Code.F20, sheet=name, cells=cells)
    refuse_ambiguous(sheets.ambiguous)
    shown = [grid for grid in sheets.grids if grid.visible] or list(sheets.grids)
    struck = find_struck(limits)
    marked = list(_hidden(sheets.grids, shown))
    drafts: list[TableDraft] = []
    for grid in shown:
        details = sheets.details.get(grid.name)
        sure = {place: cell for place, cell in struck.get(grid.name, {}).items() if cell.is_sure}
        drawn = _Drawn(grid, sure)
        rows = details.hidden_rows if details else ()
        hidden = GoneRows(row for row in rows if row < len(grid.rows))
        drafts.append(TableDraft(grid.name, hidden.without(drawn.cells())))
        marked += drawn.marked(hidden)
    return Document(tables=lay_out(drafts, Load(limits)), marked=tuple(marked))


def _hidden(grids: Iterable[Grid], shown: Sequence[Grid]) -> Iterator[Marked]:
    """Yield the hidden sheets that hold something, read or not."""
    for grid in grids:
        if not grid.visible and any(True for _ in grid.cells()):
            how = Marking.ONLY_HIDDEN if grid in shown else Marking.HIDDEN_SHEET
            yield Marked(how, SourcePlace(grid.name, "A1"), "")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A sheet as the cells of a table.

    Attributes:
        grid: the sheet.
        struck: the cells of which something is struck through.
    """

    grid: Grid
    struck: Mapping[Position, StruckCell]

    def cells(self) -> Iterator[DocumentCell]:
        """Yield the merged cells, then all that hold something; made while they are asked for, as there may be many."""
        for top, left, bottom, right in self.grid.true_ranges():
            yield self._cell(top, left, self.grid.cell(top, left), bottom - top + 1, right - left + 1)
        for row, column, value in self.grid.cells():
            yield self._cell(row, column, value)

    def _cell(self, row: int, column: int, value: Raw, rows: int = 1, columns: int = 1) -> DocumentCell:
        found = self.struck.get((row, column))
        text = as_text(value) if found is None else found.left_of(as_text(value))
        place = at(self.grid.name, row, column)
        return DocumentCell(text, place, row, column, rows, columns, emptied=found is not None and not text)

    def marked(self, hidden: GoneRows) -> Iterator[Marked]:
        """Yield what stands in hidden rows, and what is struck through in others."""
        seen: set[SourcePlace] = set()
        for cell in self.cells():
            value = self.grid.cell(cell.row, cell.column)
            if value == "" or cell.place in seen:
                continue
            seen.add(cell.place)
            if hidden.hold(cell):
                yield Marked(Marking.HIDDEN, cell.place, as_text(value))
            elif (found := self.struck.get((cell.row, cell.column))) is not None:
                yield Marked(Marking.STRUCK, cell.place, found.struck_of(as_text(value)))
