"""Where the rows and columns of a form stand in a workbook, found by their names and keys. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

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
    for number, row in enumerate(sheet.iter_rows(max_row=min(sheet.max_row, _DEEPEST), values_only=True), 1):
        names = [str(value).strip().lower() if isinstance(value, str) else "" for value in row]
        if _KEY in names and sum(bool(name) and name.isascii() for name in names) > 1:
            columns = {name: get_column_letter(c) for c, name in enumerate(names, 1) if name and name.isascii()}
            return Layout(sheet.title, columns, _rows(sheet, number, names.index(_KEY) + 1))
    return None


def _rows(sheet: Worksheet, names: int, column: int) -> dict[tuple[int, int | None], int]:
    rows: dict[tuple[int, int | None], int] = {}
    for number in range(names + 1, sheet.max_row + 1):
        key = parse_row_key(str(sheet.cell(number, column).value or ""))
        if key is not None:
            rows.setdefault((key.task, key.target), number)
    return rows
