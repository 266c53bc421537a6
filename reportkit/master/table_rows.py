"""The rows below the headings of a sheet, and what else a person wrote on it. Pure."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from reportkit.address import Position, address
from reportkit.files.details import SheetDetails
from reportkit.files.grid import Raw
from reportkit.language.words import Lang
from reportkit.master.columns import SheetPlan
from reportkit.master.headings import Place
from reportkit.master.outside import beyond, cell_text
from reportkit.master.tables import SheetRow, SheetTable, as_cell
from reportkit.model import Outside, OwnCell, OwnColumn
from reportkit.workbook.look import LOOK


def table_at(plan: SheetPlan, place: Place, details: SheetDetails) -> SheetTable:
    """Return the rows below the headings."""
    grid, head = place.grid, place.head
    owners = _owners(place)
    added = _added(place)
    own = tuple(OwnColumn(plan.name, name, cell_text(grid.cell(head.row, at))) for name, at in added.items())
    read = [_row(number, place, added, details, owners) for number in range(head.row + 1, len(grid.rows))]
    rows = tuple(row for row in read if row.is_filled)
    beside = tuple(row for row in read if row.others and not row.is_filled)
    columns = frozenset(head.places)
    covered = _covered(place, owners)
    outside = (
        *_above(plan, place),
        *([Outside(grid.name, tuple(covered), tuple(covered.values()))] if covered else []),
    )
    formulas = _formulas(place, details)
    return SheetTable(
        plan, grid.name, rows, columns, own=own, beside=beside, outside=outside, formulas=formulas, covered=covered
    )


def _owners(place: Place) -> dict[Position, Position]:
    """Return the position of each merged cell below the headings -> that of the cell that shows there."""
    return {
        (row, column): (top, left)
        for top, left, bottom, right in place.grid.true_ranges()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if top > place.head.row
    }


def _covered(place: Place, owners: Mapping[Position, Position]) -> dict[str, str]:
    """Return by address what stands under merged cells that show another text; owners as `_owners` returns them."""
    texts = ((at, cell_text(place.grid.cell(*at)), cell_text(place.grid.cell(*top))) for at, top in owners.items())
    return {address(*at): text for at, text, shown in sorted(texts) if text not in ("", shown)}


def _formulas(place: Place, details: SheetDetails) -> tuple[Outside, ...]:
    """Return the formulas below the headings: they speak of cells that stand elsewhere once all is written anew."""
    below = {address(*at): text for at, text in sorted(details.formulas.items()) if at[0] > place.head.row}
    return (Outside(place.grid.name, tuple(below), tuple(below.values())),) if below else ()


def _added(place: Place) -> dict[str, int]:
    """Return the columns that the office has added, by the names they go by: those with a heading or an entry."""
    rows = place.grid.rows[place.head.row :]
    filled = {at for row in rows for at, value in enumerate(row) if value != "" and cell_text(value)}
    own = sorted(filled - set(place.head.places.values()))
    return {f"own{number}": at for number, at in enumerate(own, 1)}


def _above(plan: SheetPlan, place: Place) -> tuple[Outside, ...]:
    """Return what a person wrote above the headings: all but the sheet's own title and advice."""
    rows = place.grid.rows[: place.head.row]
    texts = {
        address(r, c): cell_text(value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""
    }
    shown = {cell: text for cell, text in texts.items() if text}
    above = Outside(place.grid.name, tuple(shown), tuple(shown.values()))
    return beyond([above], [words.template(lang) for words in (plan.heading, plan.advice) for lang in Lang])


_MOMENT, _TIME, _DURATION = "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "[h]:mm:ss"


def _as_shown(name: str, value: Raw, number: str) -> OwnCell:
    """Return a cell of a column of the office's own: its value, and the number format that shows it."""
    match value:
        case time():
            elapsed = timedelta(0, value.second, value.microsecond, 0, value.minute, value.hour)
            return OwnCell(name, elapsed / timedelta(days=1), number or _TIME)
        case timedelta():
            return OwnCell(name, value / timedelta(days=1), number or _DURATION)
        case datetime() if value.time() != time():
            return OwnCell(name, value, number or _MOMENT)
        case bool() | str():
            return OwnCell(name, value)
        case _:
            plain = as_cell(value)
            is_usual = isinstance(plain, date) and number == LOOK.date.number
            return OwnCell(name, plain, "" if is_usual else number)


def _row(
    number: int,
    place: Place,
    added: Mapping[str, int],
    details: SheetDetails,
    owners: Mapping[Position, Position],
) -> SheetRow:
    """Return one row of a sheet.

    Args:
        number: of the row, from 0.
        place: where the sheet stands.
        added: columns that the office has added.
        details: what the values do not tell.
        owners: position of a cell that is merged -> the cell that it belongs to.
    """

    def value_in(column: int) -> Raw:
        # Cells that a person merged down belong to every row; merged across, to the first column alone.
        top, left = owners.get((number, column), (number, column))
        value = place.grid.cell(top, left) if left == column else ""
        return value if cell_text(value) else details.errors.get((number, column), "")

    places = place.head.places
    values = {name: value_in(column) for name, column in places.items()}
    cells = {name: address(number, column) for name, column in places.items()}
    percents = frozenset(name for name, column in places.items() if details.is_percent((number, column)))
    others = {
        name: _as_shown(name, value, details.formats.get((number, column), ""))
        for name, column in added.items()
        if (value := value_in(column)) != ""
    }
    return SheetRow(place.grid.name, number + 1, values, cells, percents, others)
