"""What stands outside of the tables of a master workbook. Pure."""

from collections.abc import Iterable, Sequence

from reportkit.address import address
from reportkit.files.grid import Grid, Raw, as_text
from reportkit.language.text import fold, visible
from reportkit.master.plans import HIDDEN_LISTS
from reportkit.master.tables import SheetTable
from reportkit.model import Outside


def beyond(outside: Iterable[Outside], ours: Iterable[str]) -> tuple[Outside, ...]:
    """Return what stands outside of the tables without the texts that are ours, in either script."""
    folded = {fold(text) for text in ours}
    found = []
    for item in outside:
        left = [pair for pair in zip(item.cells, item.texts, strict=True) if fold(pair[1]) not in folded]
        if left:
            found.append(Outside(item.sheet, tuple(cell for cell, _ in left), tuple(text for _, text in left)))
    return tuple(found)


def other_sheets(grids: Sequence[Grid], tables: Iterable[SheetTable]) -> tuple[Outside, ...]:
    """Return what stands on sheets that are none of the master's."""
    ours = {HIDDEN_LISTS, *(table.sheet for table in tables if table.found)}
    found = []
    for grid in (grid for grid in grids if grid.name not in ours):
        cells = {address(row, column): cell_text(value) for row, column, value in grid.cells()}
        strange = {cell: text for cell, text in cells.items() if text}
        if strange:
            found.append(Outside(grid.name, tuple(strange), tuple(strange.values())))
    return tuple(found)


def cell_text(value: Raw) -> str:
    """Return what a person sees in a cell, without invisible signs and outer white space."""
    return visible(as_text(value)).strip()
