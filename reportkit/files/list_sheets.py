"""Workbooks and comma-separated texts as tables."""

import csv
import io
from collections.abc import Sequence

from reportkit.files.document import Cell, Document, Table, at, spread
from reportkit.files.grid import LIST_ROWS, Grid, GridError, GridPasswordError, as_text, read_grids
from reportkit.files.ods_merged import Area, merged_ranges
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words

_MAX_CELL = 1_000_000


def read_workbook(name: str, data: bytes) -> Document:
    """Read the visible sheets of a workbook, or the hidden ones where all are hidden.

    Raises:
        ReportkitError: it needs a password, cannot be read, or has more rows than can be read.
    """
    try:
        grids = read_grids(data, LIST_ROWS)
    except GridPasswordError as error:
        raise ReportkitError(
            Words("“{file}” needs a password to open.", "“{file}”设有打开密码，无法读取。"),
            Words("Remove the password, save it and import it again.", "去掉打开密码，另存后再导入。"),
            file=name,
        ) from error
    except GridError as error:
        raise ReportkitError(
            Words("“{file}” cannot be read as a workbook.", "“{file}”不能作为表格读取。"),
            Words(
                "Open it in Excel or WPS, save it as .xlsx and import that.", "用 Excel 或 WPS 另存为 .xlsx 再导入。"
            ),
            file=name,
        ) from error
    shown = [grid for grid in grids if grid.visible] or list(grids)
    for grid in shown:
        if grid.beyond and len(grid.rows) >= LIST_ROWS and any(value != "" for value in grid.rows[-1]):
            raise ReportkitError(
                Words(
                    "Sheet “{sheet}” of “{file}” has more than {n} rows; they cannot all be read.",
                    "“{file}”的工作表“{sheet}”超过 {n} 行，无法全部读取。",
                ),
                Words("Remove what is not part of the list, or split it.", "请删去与任务单无关的行，或拆成几份。"),
                file=name,
                sheet=grid.name,
                n=f"{LIST_ROWS:,}",
            )
    merged = merged_ranges(data) if data.startswith(b"PK") and not any(grid.merged for grid in shown) else {}
    return Document(tables=tuple(_table(grid, grid.merged or merged.get(grid.name, ())) for grid in shown))


def _table(grid: Grid, merged: Sequence[Area]) -> Table:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merged}
    covered = [
        Cell(as_text(grid.cell(top, left)), at(grid.name, top, left), top, left, rows, columns)
        for (top, left), (rows, columns) in spans.items()
        if top < len(grid.rows)
    ]
    plain = [Cell(as_text(value), at(grid.name, row, column), row, column) for row, column, value in grid.cells()]
    return spread(grid.name, [*covered, *plain])


def read_separated(text: str, delimiter: str) -> Document:
    """Read a text whose cells are parted by `delimiter`, quoted where they hold one."""
    csv.field_size_limit(_MAX_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return Document()
    cells = [
        Cell(value.strip(), at("", row, column), row, column)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value.strip()
    ]
    return Document(tables=(spread("", cells),))
