"""Cells of a correction copy made ready to be typed into: what is typed there is what will be read. Pure.

A format such as `0%`, `0"万"` or `h:mm` makes another number of what is typed, and a line through a cell takes it away.
Where a finding is on such a cell its format goes. What was seen stands there until something is typed: as a number
where that is read as the same, else as the text that it was, `2600万`, so that nothing changes its meaning unseen.
"""

from copy import copy
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.corrections.edited import Edited, write_text
from reportkit.diagnostics import Code
from reportkit.fields.answer_type import AnswerType
from reportkit.fields.days import DayType
from reportkit.files.number_formats import gives_meaning, is_day, text_shown
from reportkit.language.amounts import plain_text, read_amount
from reportkit.model import Answer

_ANY_FORMAT = "General"
_FORMULA = "f"
_ASKED = "？"
UNSURE_NUMBERS = frozenset({Code.V04, Code.V60})
"""Findings that ask what number is meant by what was written."""
_MAY_BE_SHARE = 2
"""Number up to which one without its words may be taken for a share of one."""


def reset(edited: Edited, cell: Cell, answer: Answer, kind: AnswerType, code: Code) -> bool:
    """Make a cell ready to be typed into.

    Args:
        edited: the workbook.
        cell: a cell of it that a finding is on.
        answer: what a person saw in it, and what was understood.
        kind: the type of its field.
        code: of the finding.

    Returns:
        True where what stood there was written anew: its format said something of it.
    """
    shown_by = cell.number_format
    if not _misleads(shown_by, kind):
        return False
    cell.number_format = kind.number_format or _ANY_FORMAT
    if cell.data_type == _FORMULA:
        # Without its format the formula would come to something else.
        edited.cached.pop((cell.parent.title, cell.coordinate), None)
        write_text(cell, answer.written or str(cell.value))
        return True
    value = cell.value
    if value is None or (isinstance(value, str) and text_shown(value, shown_by) == value):
        return False
    number = _number_seen(answer)
    if number is None:
        write_text(cell, asked_again(answer.written) if code in UNSURE_NUMBERS else answer.written)
    else:
        cell.value = number
    return True


def asked_again(written: str) -> str:
    """Return a number of which it was asked what it is, so that it is asked again if it comes back as it is.

    Its digits alone, which the format of its cell hid or cut short, would be an answer.
    """
    amount = read_amount(written)
    return written if amount is None or amount.words else f"{written}{_ASKED}"


def _number_seen(answer: Answer) -> float | None:
    """Return the number that was seen in a cell, None where that alone would not be read as the same."""
    value = answer.value
    if not isinstance(value, Decimal) or answer.faulty or not _is_of_digits(answer.written, value):
        return None
    if value and abs(value) < _MAY_BE_SHARE:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _is_of_digits(written: str, value: Decimal) -> bool:
    """Tell whether a text is a number with nothing but its measure behind it: `60%` of 60, not `2600万` of 26000000."""
    digits = plain_text(value)
    return written.startswith(digits) and not written[len(digits) : len(digits) + 1].isdigit()


def _misleads(number_format: str, kind: AnswerType) -> bool:
    """Tell whether a cell shows, and reads, something else than what is typed into it."""
    if isinstance(kind, DayType):
        return not is_day(number_format) and number_format != _ANY_FORMAT
    if is_day(number_format):
        return kind.is_number
    return gives_meaning(number_format)


def without_line(cell: Cell, written: str) -> None:
    """Take the line through a cell away, and what is struck through with it; `written` is what is left."""
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
