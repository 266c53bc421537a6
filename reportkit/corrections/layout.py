"""Where the rows and columns of a form stand in a workbook, found by their names and keys. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.corrections.edited import cells_of
from reportkit.identity import parse_row_key

_KEY = "key"
_DEEPEST = 200
"""The row of names stands near the top; rows inserted above it are few."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand on one sheet.

    Attributes:
        sheet: its name.
        columns: letters of the column by the name in the hidden row.
        rows: row number by (task, target); target is None on a task row.
    """

    sheet: str
    columns: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[tuple[int, int | None], int] = field(default_factory=dict)


def layouts(book: Workbook) -> tuple[Layout, ...]:
    """Return the layout of every sheet that has a row of names and a column of keys."""
    found = (_layout(sheet) for sheet in book.worksheets)
    return tuple(item for item in found if item is not None)


def _layout(sheet: Worksheet) -> Layout | None:
    cells = cells_of(sheet)
    for number, names in _texts(cells).items():
        columns = {name: get_column_letter(column) for name, column in names if name and name.isascii()}
        keys = [column for name, column in names if name == _KEY]
        if keys and sum(name in columns for name, _ in names) > 1:
            return Layout(sheet.title, columns, _rows(cells, number, keys[0]))
    return None


def _texts(cells: Iterable[Cell]) -> dict[int, list[tuple[str, int]]]:
    """Return the texts in small letters that stand near the top, with their columns, by row."""
    rows: dict[int, list[tuple[str, int]]] = {}
    for cell in cells:
        if cell.row <= _DEEPEST and isinstance(cell.value, str):
            rows.setdefault(cell.row, []).append((cell.value.strip().lower(), cell.column))
    return rows


def _rows(cells: Iterable[Cell], names: int, column: int) -> dict[tuple[int, int | None], int]:
    rows: dict[tuple[int, int | None], int] = {}
    for cell in cells:
        key = parse_row_key(str(cell.value or "")) if cell.column == column and cell.row > names else None
        if key is not None:
            rows.setdefault((key.task, key.target), cell.row)
    return rows
