"""Fixed cells of a form that somebody struck through, in part or whole: they say nothing and are asked about. Pure.

What a line runs through neither names a row nor changes a measure; what is left of a cell counts as if it had been
typed. That a row was struck out as a whole may mean that it is not to count, so that each such row is asked about.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportkit.address import Position, address
from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.container import Container
from reportkit.files.grid import Grid, as_text
from reportkit.files.struck_cells import StruckCell
from reportkit.language.text import shorten
from reportkit.language.words import listed
from reportkit.model import Task, Template
from reportkit.returns.finding import ReturnedTable
from reportkit.returns.form import IdentifiedForm
from reportkit.returns.matching import MatchedTable

_SHOWN = 40
"""Columns of a struck text in a finding."""


def without_struck(
    tables: Sequence[ReturnedTable], container: Container, template: Template
) -> tuple[ReturnedTable, ...]:
    """Return tables without what is struck through in their fixed cells and headings; answers are left to be read."""
    changed: dict[int, dict[Position, str]] = {}
    for table in tables:
        marked = container.struck.get(table.grid.name, {})
        if marked:
            found = {place: cell.kept for place, cell in _struck(table, marked.items(), template)}
            changed.setdefault(id(table.grid), {}).update(found)
    grids = {id(t.grid): _with(t.grid, changed[id(t.grid)]) for t in tables if changed.get(id(t.grid))}
    return tuple(replace(table, grid=grids.get(id(table.grid), table.grid)) for table in tables)


def _struck(
    table: ReturnedTable, marked: Iterable[tuple[Position, StruckCell]], template: Template
) -> Iterator[tuple[Position, StruckCell]]:
    """Yield the fixed cells and headings of a table of which something is struck through."""
    fixed = _fixed_columns(table, template)
    rows = {row.index for row in table.rows}
    for place, cell in marked:
        if not cell.is_sure:
            continue
        is_heading = place[0] == table.heading and place[1] in table.known_columns
        if is_heading or (place[0] in rows and place[1] in fixed):
            yield place, cell


def _fixed_columns(table: ReturnedTable, template: Template) -> frozenset[int]:
    """Return the columns that are not the unit's to fill in, those of the keys apart."""
    return frozenset(column for name, column in table.columns.items() if name != "key" and template.field(name) is None)


def _with(grid: Grid, texts: dict[Position, str]) -> Grid:
    """Return a sheet with other texts in some of its cells."""
    rows = [list(row) for row in grid.rows]
    for (row, column), text in texts.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    return replace(grid, rows=tuple(map(tuple, rows)))


def struck_rows(matched: MatchedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S42: the rows, and the headings, in which fixed cells are struck through."""
    table, sheet = matched.table, matched.table.grid.name
    marked = form.container.struck.get(sheet, {})
    if not marked:
        return
    tasks = {match.row.index: match.task for match in matched.matches}
    rows: dict[int, list[tuple[Position, StruckCell]]] = {}
    for place, cell in sorted(_struck(table, marked.items(), form.template), key=lambda found: found[0]):
        if place[0] in tasks or place[0] == table.heading:
            rows.setdefault(place[0], []).append((place, cell))
    for row, found in rows.items():
        yield _finding(sheet, found, tasks.get(row), form)


def _finding(
    sheet: str, found: Sequence[tuple[Position, StruckCell]], task: Task | None, form: IdentifiedForm
) -> Diagnostic:
    original = next(grid for grid in form.container.grids if grid.name == sheet)
    texts = [cell.struck_of(as_text(original.cell(*place))) for place, cell in found]
    return form.finding(
        Code.S42, sheet, [address(*place) for place, _ in found], task=task, found=" / ".join(filter(None, texts)),
        struck=listed(f"“{shorten(text, _SHOWN)}”" for text in texts if text),
    )  # fmt: skip
