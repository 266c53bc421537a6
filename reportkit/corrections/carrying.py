"""What a unit made besides its answers, carried from its file into the form as it was issued. Pure.

Used where the file itself cannot be the copy: it is of another kind, or lost parts of the form. Its own sheets come
along whole, notes, colours, pictures and what stands beside the table to their places; formulas as what they gave.
"""

from collections.abc import Collection, Iterator, Mapping
from copy import copy
from datetime import datetime

from openpyxl.cell.cell import Cell as BookCell
from openpyxl.comments import Comment
from openpyxl.styles import Protection
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.corrections.edited import Edited, cells_of, write_plain
from reportkit.corrections.left_out import LeftOut, Part
from reportkit.corrections.mapping import Cell, SheetMap, sheet_maps
from reportkit.language.text import sheet_name, squeeze

_ALIKE = 40
"""Colours that differ by no more in red, green and blue are the same: old workbooks have only 56."""
_HIGHER = 2.0
_RESULT = "f"


def carry(form: Edited, sent: Edited, moved: Mapping[Cell, Cell]) -> dict[Cell, Cell]:
    """Carry into the form whatever a unit made besides its answers; what cannot be is in `Edited.left_out`.

    Args:
        form: the form, the answers written into it.
        sent: the unit's file, without marks of ours.
        moved: where each answer of the file stands in the form.

    Returns:
        Where each cell that was carried stands in the form.
    """
    maps = sheet_maps(form, sent, moved)
    form.left_out += [item for item in sent.left_out if item.part is not Part.RESULTS or item.sheet not in maps]
    carried: dict[Cell, Cell] = {}
    for sheet in sent.book.worksheets:
        where = maps.get(sheet.title)
        if where is None:
            carried |= _carry_sheet(form, sent, sheet)
        elif form.book[where.sheet].sheet_state == "visible":
            carried |= _Table(form, sent, sheet, where, moved).carry()
    form.left_out += [LeftOut(Part.CHART, sheet.title) for sheet in sent.book.chartsheets]
    return carried


# A sheet of the form -----------------------------------------------------------------------------------------


class _Table:
    """Carries what stands on one sheet of the form besides its answers."""

    def __init__(
        self, form: Edited, sent: Edited, sheet: Worksheet, where: SheetMap, answers: Collection[Cell]
    ) -> None:
        self._form, self._sent, self._sheet, self._where, self._answers = form, sent, sheet, where, answers
        self._ours: Worksheet = form.book[where.sheet]
        self._hidden = hidden_columns(self._ours)

    def carry(self) -> dict[Cell, Cell]:
        """Carry all of it, and return where each cell stands now."""
        carried: dict[Cell, Cell] = {}
        for cell in cells_of(self._sheet):
            there = self._target(cell)
            if there is not None:
                carried |= self._carry_cell(cell, there)
        self._carry_sizes()
        for image in self._sent.images.get(self._sheet.title, ()):
            self._move_anchor(image.anchor)
            self._form.add_image(self._where.sheet, image)
        if self._sent.charts.get(self._sheet.title):
            self._form.left_out.append(LeftOut(Part.CHART, self._sheet.title))
        return carried

    def _target(self, cell: BookCell) -> BookCell | None:
        """Return the form's cell for one that holds something or looks like something; None for what nobody sees."""
        if cell.value is None and not cell.has_style and cell.comment is None:
            return None
        place = self._where.place(cell.row, cell.column)
        if place is None or place[1] in self._hidden or self._ours.row_dimensions[place[0]].hidden:
            return None
        return self._form.cell(self._where.sheet, f"{get_column_letter(place[1])}{place[0]}")

    def _carry_cell(self, cell: BookCell, there: BookCell) -> dict[Cell, Cell]:
        was, now = (self._sheet.title, cell.coordinate), (self._where.sheet, there.coordinate)
        value = self._sent.value(*was)
        if there.data_type == _RESULT and value is not None:  # for the answers of the unit, not for an empty form
            self._form.cached[now] = value
            return {}
        is_said = value not in (None, "") and was not in self._answers
        is_new = is_said and there.value is None
        if is_new:
            write_plain(there, value)
            _dress(cell, there)
            there.protection = Protection(locked=False)
        elif is_said and _holds_more(value, there.value):
            self._form.left_out.append(LeftOut(Part.CELL, self._where.sheet, (there.coordinate,), str(value)))
        if cell.comment is not None and there.comment is None:
            there.comment = Comment(cell.comment.content, cell.comment.author or "")
        if not is_new and not _has_fill_like(cell, there):
            there.fill = copy(cell.fill)  # type: ignore[assignment]  # what is copied is no proxy any more
        return {was: now} if is_new or cell.comment is not None else {}

    def _carry_sizes(self) -> None:
        """Make columns as wide, and rows as high, as the unit made them."""
        if not self._where.columns.known:
            return
        for column, width in _widths(self._sheet).items():
            place = self._where.columns.place(column)
            if place:
                _set_width(self._ours, place, width)
        for row, dimension in self._sheet.row_dimensions.items():
            place = self._where.rows.place(row)
            height = self._ours.row_dimensions[place].height if place else None
            if height and dimension.height and dimension.height > height + _HIGHER:
                self._ours.row_dimensions[place].height = dimension.height

    def _move_anchor(self, anchor: object) -> None:
        """Move a picture along with the cell that it begins in."""
        start, end = getattr(anchor, "_from", None), getattr(anchor, "to", None)
        place = self._where.place(start.row + 1, start.col + 1) if start is not None else None
        if start is None or place is None:
            return
        down, right = place[0] - 1 - start.row, place[1] - 1 - start.col
        for marker in (start, end):
            if marker is not None:
                marker.row, marker.col = marker.row + down, marker.col + right


def hidden_columns(sheet: Worksheet) -> frozenset[int]:
    """Return the numbers of the columns that nobody sees."""
    return frozenset(
        column
        for letter, dimension in sheet.column_dimensions.items()
        if dimension.hidden
        for column in range(*_span(letter, dimension))
    )


def _holds_more(value: object, ours: object) -> bool:
    """Tell whether somebody wrote something beside the form's words; other words may be those of an earlier issue."""
    return _shown(value) != _shown(ours) and _shown(ours) in _shown(value)


def _shown(value: object) -> str:
    """Return a value as it is compared: days without their nought o'clock, numbers as people write them."""
    match value:
        case None:
            return ""
        case datetime():
            return value.date().isoformat() if not (value.hour or value.minute or value.second) else value.isoformat()
        case bool():
            return str(value)
        case int() | float():
            return f"{value:.12g}"
        case _:
            return squeeze(str(value))


def _has_fill_like(cell: BookCell, there: BookCell) -> bool:
    """Tell whether a cell has no colour of its own, or about the one that the form's cell has."""
    if cell.fill.fill_type is None:
        return True
    theirs, ours = cell.fill.fgColor, there.fill.fgColor
    if there.fill.fill_type is None:
        return str(theirs.rgb)[-6:].upper() == "FFFFFF"
    if theirs.type != "rgb" or ours.type != "rgb":
        return (theirs.type, theirs.value) == (ours.type, ours.value)
    parts = zip(bytes.fromhex(str(theirs.rgb)[-6:]), bytes.fromhex(str(ours.rgb)[-6:]), strict=True)
    return all(abs(a - b) <= _ALIKE for a, b in parts)


def _dress(cell: BookCell, there: BookCell) -> None:
    """Give a cell the look of another workbook's cell."""
    for name in ("font", "fill", "border", "alignment", "number_format"):
        setattr(there, name, copy(getattr(cell, name)))


def _widths(sheet: Worksheet) -> dict[int, float]:
    """Return the width of each column that has one of its own."""
    return {
        column: float(dimension.width)
        for letter, dimension in sheet.column_dimensions.items()
        for column in range(*_span(letter, dimension))
        if dimension.width
    }


def _span(letter: str, dimension: ColumnDimension) -> tuple[int, int]:
    """Return the first column of a group and the one behind its last: openpyxl keeps them under the first's letter."""
    first = dimension.min or column_index_from_string(letter)
    return first, max(dimension.max or first, first) + 1


def _set_width(sheet: Worksheet, column: int, width: float) -> None:
    """Make one column wider or narrower; a group that it is in becomes single columns."""
    for letter, dimension in list(sheet.column_dimensions.items()):
        first, behind = _span(letter, dimension)
        if first <= column < behind and behind - first > 1:
            for one in range(first, behind):
                part = copy(dimension)
                part.index, part.min, part.max = get_column_letter(one), one, one
                sheet.column_dimensions[get_column_letter(one)] = part
    sheet.column_dimensions[get_column_letter(column)].width = width


# A sheet of the unit's own -----------------------------------------------------------------------------------


def _carry_sheet(form: Edited, sent: Edited, sheet: Worksheet) -> dict[Cell, Cell]:
    """Add a sheet of the unit's own to the form, and return where its cells stand now."""
    title = sheet_name(sheet.title, frozenset(form.book.sheetnames))
    new: Worksheet = form.book.create_sheet(title)
    new.sheet_state = "visible" if sheet.sheet_state == "visible" else "hidden"
    for cell in _copy_cells(sent, sheet, new):
        result = sent.value(sheet.title, cell.coordinate)
        lost = LeftOut(Part.RESULTS, title, (cell.coordinate,))
        if result is None:
            lost = LeftOut(Part.UNCOUNTED, title, (cell.coordinate,), str(getattr(cell.value, "text", cell.value)))
        form.left_out.append(lost)
    for letter, dimension in sheet.column_dimensions.items():
        first, behind = _span(letter, dimension)
        new.column_dimensions[letter] = ColumnDimension(
            new, index=letter, min=first, max=behind - 1, width=dimension.width, hidden=dimension.hidden
        )
    for row, height in sheet.row_dimensions.items():
        new.row_dimensions[row].height, new.row_dimensions[row].hidden = height.height, height.hidden
    for area in sent.merged.get(sheet.title, ()):
        form.merge(title, str(CellRange(area)))
    new.freeze_panes = sheet.freeze_panes
    for image in sent.images.get(sheet.title, ()):
        form.add_image(title, image)
    for chart in sent.charts.get(sheet.title, ()):
        form.add_chart(title, chart)
    return {
        (sheet.title, cell.coordinate): (title, cell.coordinate) for cell in cells_of(sheet) if cell.value is not None
    }


def _copy_cells(sent: Edited, sheet: Worksheet, new: Worksheet) -> Iterator[BookCell]:
    """Copy cells with their looks and notes; yield those that were formulas."""
    for cell in cells_of(sheet):
        there: BookCell = new[cell.coordinate]
        write_plain(there, sent.value(sheet.title, cell.coordinate))
        if cell.has_style:
            _dress(cell, there)
        if cell.comment is not None:
            there.comment = Comment(cell.comment.content, cell.comment.author or "")
        if cell.data_type == _RESULT:
            yield cell
