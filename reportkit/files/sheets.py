"""The sheets of a file as every format gives them, and as the tables of a document. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from reportkit.address import Position
from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.book_parts import BookParts
from reportkit.files.damage import DamageError
from reportkit.files.details import SheetDetails
from reportkit.files.details_builder import DetailsBuilder
from reportkit.files.document import Document, DocumentCell, Load, TableDraft, at, lay_out
from reportkit.files.grid import Grid, Raw, as_text
from reportkit.files.limits import Limits
from reportkit.files.refusal import RefusalError


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
    """

    grids: tuple[Grid, ...]
    details: Mapping[str, SheetDetails] = field(default_factory=dict)
    book: BookParts = field(default_factory=BookParts)
    far: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)
    findings: tuple[Diagnostic, ...] = ()
    damage: DamageError | None = None


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


def document_of(sheets: Sheets, limits: Limits) -> Document:
    """Return the visible sheets as tables, or the hidden ones where all are hidden.

    Raises:
        RefusalError: a sheet has cells that were left out, or more than can be laid out.
        DamageError: something of it could not be read.
    """
    if sheets.damage is not None:
        raise sheets.damage
    for name, cells in sheets.far.items():
        raise RefusalError(Code.F20, sheet=name, cells=cells)
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
