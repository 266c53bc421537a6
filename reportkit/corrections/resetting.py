"""Cells of a correction copy made ready to be typed into: what is typed there is what will be read. Pure.

A format such as `0%`, `h:mm` or `0"家"` makes another number of what is typed, and a line through a cell takes it away.
Where a finding is on such a cell its format goes, and what was seen stands there as text until something is typed.
"""

from copy import copy
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.corrections.edited import write_text
from reportkit.diagnostics import Code
from reportkit.files.number_formats import is_day, shown, text_shown

_DAYS = frozenset({Code.V07, Code.V08, Code.V09, Code.V10, Code.V11})
_NUMBERS = frozenset({Code.V02, Code.V03, Code.V04, Code.V05, Code.V06, Code.V24, Code.V25, Code.V26, Code.V29})
_DAY_FORMAT, _ANY_FORMAT = "yyyy-mm-dd", "General"
_FORMULA = "f"


def reset(cell: Cell, code: Code, written: str | None) -> None:
    """Make a cell ready to be typed into.

    Args:
        cell: a cell that a finding is on.
        code: of the finding.
        written: what a person saw in it, without what is struck through; None where it is no answer.
    """
    if code is Code.V31:
        _without_line(cell, written or "")
    shown_by, value = cell.number_format, cell.value
    if written is None or cell.data_type == _FORMULA or not _misleads(shown_by, code):
        return
    cell.number_format = _DAY_FORMAT if code in _DAYS else _ANY_FORMAT
    is_seen_so = value is None or (isinstance(value, str) and text_shown(value, shown_by) == value)
    if not is_seen_so:
        write_text(cell, written)


def _misleads(number_format: str, code: Code) -> bool:
    """Tell whether a cell shows, and reads, something else than what is typed into it."""
    if code in _DAYS:
        return not is_day(number_format) and number_format != _ANY_FORMAT
    if is_day(number_format):
        return code in _NUMBERS
    seen = shown(Decimal(1), number_format)
    is_worded = seen.has_words or text_shown("1", number_format) != "1"
    return is_worded or seen.is_unlike or seen.number != 1


def _without_line(cell: Cell, written: str) -> None:
    font = copy(cell.font)
    font.strike = False
    cell.font = font  # type: ignore[assignment]  # what is copied is no proxy any more
    write_text(cell, written)


def without_conditional_lines(sheet: Worksheet) -> None:
    """Take the line out of a sheet's conditional formats, which would strike through what is typed."""
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            style = rule.dxf
            if style is not None and style.font is not None and style.font.strike:
                font = copy(style.font)
                font.strike = False
                style.font = font
