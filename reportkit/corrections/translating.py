"""A return of any other kind than .xlsx as a workbook that can be edited: its values, and how its sheets look. Pure."""

from collections.abc import Iterable, Iterator

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.address import Area, Position, address
from reportkit.corrections.drawn import draw_over
from reportkit.corrections.edited import Edited, write_plain, write_text
from reportkit.corrections.left_out import LeftOut, Part
from reportkit.diagnostics import Code
from reportkit.files.container import Container, FileKind, open_container
from reportkit.files.details import SheetDetails
from reportkit.files.grid import Grid
from reportkit.files.looks import read_looks
from reportkit.files.sheet_look import CellLook, SheetLook
from reportkit.language.text import sheet_name

_TOLD = {Code.F11: Part.MACROS, Code.F12: Part.BOOKS, Code.F13: Part.OBJECT}
_MOST_MERGED = 100_000
_LINE = Side(style="thin", color="FF808080")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def translated(data: bytes, name: str) -> Edited | None:
    """Return a file as a workbook, its formulas as what they gave; None where it has no sheets.

    Args:
        data: the file.
        name: its name.
    """
    container = open_container(data, name)
    if not container.grids:
        return None
    looks = read_looks(data)
    book = Workbook()
    book.remove(book.worksheets[0])
    edited = Edited(book)
    edited.left_out += [LeftOut(_TOLD[item.code]) for item in container.findings if item.code in _TOLD]
    if not looks and container.kind is not FileKind.CSV:  # which has none
        edited.left_out.append(LeftOut(Part.LOOK))
    for grid in container.grids:
        _add_sheet(edited, grid, container, looks.get(grid.name, SheetLook()))
    return edited


def _add_sheet(edited: Edited, grid: Grid, container: Container, look: SheetLook) -> None:
    sheet: Worksheet = edited.book.create_sheet(sheet_name(grid.name, frozenset(edited.book.sheetnames)))
    sheet.sheet_state = "visible" if grid.visible else "hidden"
    details = container.details.get(grid.name, SheetDetails())
    for row, column, value in grid.cells():
        cell: Cell = sheet[address(row, column)]
        if isinstance(value, str):
            write_text(cell, value)
        else:
            write_plain(cell, value)
        if (row, column) in details.formats:
            cell.number_format = details.formats[row, column]
    for (row, column), error in details.errors.items():
        sheet.cell(row + 1, column + 1).value = error
    if details.formulas:
        places = tuple(address(*place) for place in sorted(details.formulas))
        edited.left_out.append(LeftOut(Part.RESULTS, sheet.title, places))
    for area in _merged(grid.merged):
        edited.merge(sheet.title, area)
    _dress(sheet, look)
    draw_over(edited, sheet.title, look.drawing)


def _merged(ranges: Iterable[Area]) -> Iterator[str]:
    """Yield merged ranges as far as they do not overlap, which no program lets them, and take no more than a table."""
    taken: set[Position] = set()
    for top, left, bottom, right in ranges:
        if (bottom - top + 1) * (right - left + 1) + len(taken) > _MOST_MERGED:
            continue
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(cells) > 1 and taken.isdisjoint(cells):
            taken |= cells
            yield f"{address(top, left)}:{address(bottom, right)}"


def _dress(sheet: Worksheet, look: SheetLook) -> None:
    """Give a sheet its colours, widths and notes."""
    for (row, column), one in look.cells.items():
        _dress_cell(sheet, row + 1, column + 1, one)
    for column, width in look.widths.items():
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    for column in look.hidden:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    for row, height in look.heights.items():
        sheet.row_dimensions[row + 1].height = height
    for (row, column), text in look.notes.items():
        sheet.cell(row + 1, column + 1).comment = Comment(text, "")


def _dress_cell(sheet: Worksheet, row: int, column: int, look: CellLook) -> None:
    cell = sheet.cell(row, column)
    if look.fill:
        cell.fill = PatternFill("solid", fgColor=f"FF{look.fill}", bgColor=f"FF{look.fill}")
    if look.color or look.bold or look.italic or look.struck:
        color = f"FF{look.color}" if look.color else None
        cell.font = Font("Calibri", 11, bold=look.bold, italic=look.italic, strike=look.struck, color=color)
    if look.boxed:
        cell.border = _BOX
