"""The sheets of a file as every format gives them, and as the tables of a document. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from reportkit.address import Position, address
from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic
from reportkit.files.book_parts import BookParts
from reportkit.files.damage import DamageError
from reportkit.files.details import SheetDetails
from reportkit.files.details_builder import DetailsBuilder
from reportkit.files.document import Document, DocumentCell, Load, TableDraft, at, lay_out
from reportkit.files.grid import Grid, Raw, as_text
from reportkit.files.limits import Limits
from reportkit.files.refusal import RefusalError
from reportkit.files.sheet_readings import Ambiguous, either
from reportkit.language.words import Words

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
    """

    grids: tuple[Grid, ...]
    details: Mapping[str, SheetDetails] = field(default_factory=dict)
    book: BookParts = field(default_factory=BookParts)
    far: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()
    damage: DamageError | None = None
    ambiguous: Mapping[str, Ambiguous] = field(default_factory=dict)

    @property
    def sure(self) -> tuple[Grid, ...]:
        """The sheets, empty in cells that readers read differently."""
        return tuple(_without(grid, self.ambiguous.get(grid.name, {})) for grid in self.grids)


def _without(grid: Grid, places: Ambiguous) -> Grid:
    """Return a sheet with nothing in some of its cells."""
    if not places:
        return grid
    rows = [list(row) for row in grid.rows]
    for row, column in places:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = ""
    return replace(grid, rows=tuple(map(tuple, rows)))


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


def document_of(sheets: Sheets, limits: Limits) -> Document:
    """Return the visible sheets as tables, or the hidden ones where all are hidden.

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
    return Document(tables=lay_out(map(_draft, shown), Load(limits)))


def _draft(grid: Grid) -> TableDraft:
    merged = (
        DocumentCell(
            as_text(grid.cell(top, left)), at(grid.name, top, left), top, left, bottom - top + 1, right - left + 1
        )
        for top, left, bottom, right in grid.true_ranges()
    )
    plain = (
        DocumentCell(as_text(value), at(grid.name, row, column), row, column) for row, column, value in grid.cells()
    )
    return TableDraft(grid.name, chain(merged, plain))
