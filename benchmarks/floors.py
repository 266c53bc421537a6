"""The least that the libraries underneath cost for the same work: `python -m benchmarks.floors write|read FILES...`.

`write` writes the same workbooks with bare XlsxWriter: cells, looks, sizes, merged cells, validations, conditional
formats and links, as openpyxl finds them; charts and pictures are left out. `read` reads every sheet of them with bare
python-calamine. Both print the processor seconds of that alone, for each file, the best of some rounds: what is loaded
and looked up before is not counted.
"""

import io
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

ROUNDS = 3
_LONG = 3.0
"""Seconds after which a round is not repeated."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What stands on a sheet.

    Attributes:
        name: its name.
        cells: row, column, value, place of its look, and where it leads, "" for nowhere.
        widths: column, width.
        heights: row, height.
        merged: ranges of merged cells, and the place of their look.
        checks: range, formula and words of each validation.
        marks: range and formula of each conditional format.
    """

    name: str
    cells: tuple[tuple[int, int, Any, int, str], ...]
    widths: tuple[tuple[int, float], ...]
    heights: tuple[tuple[int, float], ...]
    merged: tuple[tuple[str, int], ...]
    checks: tuple[tuple[str, str, str, str], ...]
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """What stands in a workbook: its sheets, and its looks as XlsxWriter takes them."""

    sheets: tuple[_Sheet, ...]
    looks: tuple[Mapping[str, Any], ...]


def seen(data: bytes) -> Book:
    """Return what stands in a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    looks: dict[int, Mapping[str, Any]] = {}
    places: dict[int, int] = {}
    sheets = []
    for page in book.worksheets:
        cells = []
        for row in page.iter_rows():
            for cell in row:
                if not isinstance(cell, Cell) or (cell.value is None and not cell.has_style):
                    continue
                if cell.style_id not in places:
                    places[cell.style_id] = len(places)
                    looks[places[cell.style_id]] = _look(cell)
                link = f"internal:{cell.hyperlink.location}" if cell.hyperlink and cell.hyperlink.location else ""
                cells.append((cell.row - 1, cell.column - 1, _value(cell), places[cell.style_id], link))
        sheets.append(_sheet(page, cells))
    return Book(tuple(sheets), tuple(looks.values()))


def _sheet(page: Worksheet, cells: Sequence[tuple[int, int, Any, int, str]]) -> _Sheet:
    at = {(row, column): look for row, column, _, look, _ in cells}
    checks = [
        (str(area), item.formula1 or "TRUE", (item.promptTitle or "")[:32], (item.prompt or "")[:255])
        for item in page.data_validations.dataValidation
        for area in item.sqref.ranges
    ]
    marks = [
        (str(area), rule.formula[0])
        for item in page.conditional_formatting
        for rule in item.rules
        for area in item.sqref.ranges
        if rule.formula
    ]
    return _Sheet(
        page.title,
        tuple(cells),
        tuple((item.min - 1, item.width) for item in page.column_dimensions.values() if item.min and item.width),
        tuple((place - 1, item.height) for place, item in page.row_dimensions.items() if item.height),
        tuple((str(area), at[area.min_row - 1, area.min_col - 1]) for area in page.merged_cells.ranges),
        tuple(checks),
        tuple(marks),
    )


def _value(cell: Cell) -> Any:  # noqa: ANN401 - whatever a cell holds
    return getattr(cell.value, "text", cell.value)


def _look(cell: Cell) -> Mapping[str, Any]:
    """Return the look of a cell as XlsxWriter takes it."""
    font, place = cell.font, cell.alignment
    look = {
        "font_name": font.name, "font_size": font.sz, "bold": bool(font.b), "num_format": cell.number_format,
        "text_wrap": bool(place.wrap_text), "align": place.horizontal, "valign": _UPRIGHT.get(str(place.vertical)),
        "border": 1 if cell.border.left and cell.border.left.style else 0, "locked": cell.protection.locked,
        "bg_color": _colour(cell.fill.fgColor) if cell.fill.fill_type else None, "font_color": _colour(font.color),
    }  # fmt: skip
    return {name: value for name, value in look.items() if value is not None}


_UPRIGHT = {"center": "vcenter", "top": "top", "bottom": "bottom"}


def _colour(colour: Any) -> str | None:  # noqa: ANN401 - openpyxl's own
    return f"#{colour.rgb[-6:]}" if colour is not None and isinstance(colour.rgb, str) else None


def write(book: Book) -> bytes:
    """Write a workbook."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as out:
        looks = [out.add_format(dict(look)) for look in book.looks]
        mark = out.add_format({"bg_color": "#FFC7CE"})
        for sheet in book.sheets:
            page = out.add_worksheet(sheet.name)
            for column, width in sheet.widths:
                page.set_column(column, column, width)
            for row, height in sheet.heights:
                page.set_row(row, height)
            for area, look in sheet.merged:
                page.merge_range(area, "", looks[look])
            for row, column, value, look, link in sheet.cells:
                if link:
                    page.write_url(row, column, link, looks[look], str(value or ""))
                else:
                    page.write(row, column, value, looks[look])
            for area, formula, title, text in sheet.checks:
                page.data_validation(
                    area,
                    {"validate": "custom", "value": f"={formula}", "input_title": title, "input_message": text,
                     "ignore_blank": True},
                )  # fmt: skip
            for area, formula in sheet.marks:
                page.conditional_format(area, {"type": "formula", "criteria": f"={formula}", "format": mark})
    return stream.getvalue()


def read(data: bytes) -> None:
    """Read every sheet of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds of some work, the best of some rounds."""
    taken: list[float] = []
    while len(taken) < ROUNDS and not (taken and taken[-1] > _LONG):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return min(taken)


def main(what: str, places: Sequence[str]) -> float:
    """Return the processor seconds for one of some files."""
    files = [Path(place).read_bytes() for place in places]
    if what == "read":
        return seconds(lambda: list(map(read, files))) / len(files)
    total = 0.0
    for data in files:
        book = seen(data)
        total += seconds(lambda book=book: write(book))  # type: ignore[misc]
    return total / len(files)


if __name__ == "__main__":
    print(main(sys.argv[1], sys.argv[2:]))
