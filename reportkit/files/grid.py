"""Cells of a workbook as plain values: the one home of python-calamine.

`from_filelike` looks at the content, never at the file's name, and `skip_empty_area=False` keeps rows and
columns at their true addresses. Error cells come back as "" from this reader; who needs to tell `#REF!` from
an empty cell asks `reportkit.files.details`.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite

from python_calamine import (
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reportkit.address import Area
from reportkit.files.damage import DamageError, in_sheet
from reportkit.files.limits import RETURN, Limits

Raw = str | float | bool | date | datetime | time | timedelta
"""What a reader gives for a cell: "" for an empty one; numbers are floats."""


class GridError(DamageError):
    """The bytes are no workbook that can be read; the text says why, for the log."""


class GridPasswordError(GridError):
    """The workbook needs a password."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Attributes:
        name: of the sheet.
        visible: False for a hidden sheet.
        rows: cells from A1, within the limits the file was read with; rows may differ in length.
        merged: merged ranges as the file has them.
        texts: the cells that hold text, as (row, column, text), row by row: most of what is looked for is among them.
    """

    name: str
    visible: bool
    rows: tuple[tuple[Raw, ...], ...]
    merged: tuple[Area, ...] = ()
    texts: tuple[tuple[int, int, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note the texts."""
        texts = [
            (r, c, value)
            for r, row in enumerate(self.rows)
            for c, value in enumerate(row)
            if value != "" and isinstance(value, str)
        ]
        object.__setattr__(self, "texts", tuple(texts))

    def cell(self, row: int, column: int) -> Raw:
        """Return a cell by row and column from 0; outside the sheet it is empty."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def cells(self) -> Iterator[tuple[int, int, Raw]]:
        """Yield (row, column, value) of every cell that is not empty, row by row."""
        for r, row in enumerate(self.rows):
            for c, value in enumerate(row):
                if value != "":
                    yield r, c, value

    def true_ranges(self) -> Iterator[Area]:
        """Yield the merged ranges as far as the cells reach.

        No program lets ranges overlap: once more cells are merged than there are, what follows is damage.
        """
        height, breadth = len(self.rows), max(map(len, self.rows), default=0)
        left_over = height * breadth
        for top, left, last_row, last_column in self.merged:
            bottom, right = min(last_row, height - 1), min(last_column, breadth - 1)
            left_over -= max(bottom - top + 1, 0) * max(right - left + 1, 0)
            if left_over < 0:
                return
            if top <= bottom and left <= right:
                yield top, left, bottom, right


def as_text(value: Raw) -> str:
    """Return a cell as a person sees it: whole numbers without a point, days as ISO 8601."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if abs(value) < 1e15 and value.is_integer() else f"{value:.15g}"
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case _:
            return _duration(value) if isinstance(value, timedelta) else str(value)


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def read_grids(data: bytes, limits: Limits = RETURN) -> tuple[Grid, ...]:
    """Read every worksheet of an xlsx, xlsm, xlsb, xls, et or ods workbook, in order.

    Args:
        data: the workbook, after the shield has looked at it.
        limits: of rows and columns; what lies beyond is not returned.

    Raises:
        GridPasswordError: it needs a password.
        GridError: it is none of these, or damaged.
    """
    with _calamine():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        metas = [meta for meta in book.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
    return tuple(_grid(book, meta, limits) for meta in metas)


@contextmanager
def _calamine() -> Iterator[None]:
    """Take what the reader raises for damage of the workbook."""
    try:
        yield
    except PasswordError as error:
        raise GridPasswordError(str(error)) from error
    except MemoryError:
        raise
    except BaseException as error:
        # A panic of the reader is a BaseException of its own; anything else of that rank is not ours.
        if type(error).__name__ == "PanicException" or isinstance(error, Exception):
            raise GridError(f"{type(error).__name__}: {error}") from error
        raise


def _grid(book: CalamineWorkbook, meta: SheetMetadata, limits: Limits) -> Grid:
    with in_sheet(meta.name), _calamine():
        sheet = book.get_sheet_by_name(meta.name)
        # Without values there is no end; to_python would count from a claimed start.
        rows = sheet.to_python(skip_empty_area=False, nrows=limits.rows) if sheet.end is not None else []
        ranges = sheet.merged_cell_ranges or ()
    merged = tuple((a[0], a[1], b[0], b[1]) for a, b in ranges)
    is_visible = meta.visible is SheetVisibleEnum.Visible
    return Grid(meta.name, is_visible, tuple(_plain(row[: limits.columns]) for row in rows), merged)


def _plain(row: Sequence[Raw | int]) -> tuple[Raw, ...]:
    return tuple([value if type(value) is str else _plain_value(value) for value in row])


def _plain_value(value: Raw | int) -> Raw:
    """Return whole numbers of old workbooks as floats, as all other numbers come; what is beyond any number as text."""
    if type(value) is int:
        return float(value)
    return str(value) if type(value) is float and not isfinite(value) else value
