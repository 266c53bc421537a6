"""A workbook while it is edited, with what openpyxl cannot hold of it. Pure."""

import re
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.chart._chart import ChartBase
from openpyxl.drawing.image import Image
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.corrections.left_out import LeftOut
from reportkit.language.text import MAX_CELL, cut, visible

_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(slots=True)
class Edited:
    """A workbook being edited.

    Attributes:
        book: what openpyxl made of it, its merged ranges taken out.
        cached: saved results of formulas by (sheet, address).
        merged: merged ranges by sheet. openpyxl would draw their borders anew and keep them in no order.
        left_out: what of the file that was sent did not come along.
        images: pictures that are drawn over each sheet.
        charts: charts, likewise.
    """

    book: Workbook
    cached: dict[tuple[str, str], object] = field(default_factory=dict)
    merged: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    images: dict[str, list[Image]] = field(default_factory=dict)
    charts: dict[str, list[ChartBase]] = field(default_factory=dict)

    def value(self, sheet: str, cell: str) -> object:
        """Return what a person sees in a cell: of a formula its saved result."""
        if (sheet, cell) in self.cached:
            return self.cached[sheet, cell]
        return self.book[sheet][cell].value

    def cell(self, sheet: str, address: str) -> Cell:
        """Return a cell; of a merged range its first one."""
        place = CellRange(address)
        for area in self.merged.get(sheet, ()):
            whole = CellRange(area)
            if place.issubset(whole):
                address = f"{get_column_letter(whole.min_col)}{whole.min_row}"
        cell: Cell = self.book[sheet][address]
        return cell

    def forget(self, sheet: str) -> None:
        """Forget what was kept of a sheet that is gone."""
        self.merged.pop(sheet, None)
        self.cached = {place: value for place, value in self.cached.items() if place[0] != sheet}

    def add_image(self, sheet: str, image: Image) -> None:
        """Draw a picture over a sheet."""
        self.book[sheet].add_image(image)
        self.images.setdefault(sheet, []).append(image)

    def add_chart(self, sheet: str, chart: ChartBase) -> None:
        """Draw a chart over a sheet."""
        self.book[sheet].add_chart(chart)
        self.charts.setdefault(sheet, []).append(chart)

    def merge(self, sheet: str, area: str) -> None:
        """Merge a range."""
        self.merged.setdefault(sheet, []).append(area)


def cells_of(sheet: Worksheet) -> list[Cell]:
    """Return the cells that a sheet has, row by row; openpyxl's own walk makes those too that are not there."""
    cells = sheet._cells  # noqa: SLF001 - it has no public name
    return [cell for _, cell in sorted(cells.items()) if isinstance(cell, Cell)]


def escaped(text: str) -> str:
    """Return a text in which what looks like an escaped character is none to a reader (ECMA-376 part 1, 22.9.2.19).

    openpyxl writes texts, and gives those of files, as they stand there.
    """
    return _ESCAPE.sub("_x005F_", text)


def write_plain(cell: Cell, value: object) -> None:
    """Write a value of a file into a cell; a text stays a text, whatever it begins with or looks like."""
    if not isinstance(value, str):
        cell.value = value  # type: ignore[assignment]
        return
    text = cut(visible(value), MAX_CELL)
    cell.value = text or None
    if text:
        cell.data_type, cell.quotePrefix = "s", text[:1] in ("=", "+", "-", "@")


def write_text(cell: Cell, text: str) -> None:
    """Write a text into a cell as it is to be read; an empty one empties it."""
    write_plain(cell, escaped(text))
