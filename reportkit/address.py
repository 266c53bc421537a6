"""Addresses of cells: `F12`, ranges, column letters, names of sheets in formulas. Pure.

Rows and columns count from 0; an address as Excel writes it counts rows from 1 and columns from A.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

Position = tuple[int, int]
"""Row and column of a cell, from 0."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column of a range, from 0."""

FARTHEST = 10**18
"""Stands for any row, column or count beyond it: no sheet of any program reaches a millionth as far."""
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383
"""Of a sheet of Excel: XFD1048576."""
_LONGEST_NUMBER, _MOST_LETTERS = 18, 12
_REF = re.compile(r"\$?([A-Za-z]+)\$?([0-9]+)")


@lru_cache(maxsize=16_384)
def address(row: int, column: int, *, absolute: bool = False) -> str:
    """Return the A1 address of a cell given by `row` and `column` from 0."""
    fixed = "$" if absolute else ""
    return f"{fixed}{column_letters(column)}{fixed}{row + 1}"


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a column given from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def quoted(sheet: str) -> str:
    """Return a sheet's name as it stands in a formula."""
    return "'" + sheet.replace("'", "''") + "'"


@lru_cache(maxsize=16_384)
def position_of(reference: str) -> Position | None:
    """Return row and column of an address such as `F12`, None where it is none; `FARTHEST` is the most of either."""
    match = _REF.fullmatch(reference.strip())
    row = number_of(match[2]) if match else 0
    return (row - 1, _column(match[1].upper()) - 1) if match and row else None


def _column(letters: str) -> int:
    """Return a column, from 1, by its letters."""
    if len(letters) > _MOST_LETTERS:
        return FARTHEST
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def number_of(digits: str) -> int:
    """Return the number that digits say, however many there are: `FARTHEST` where it is larger."""
    digits = digits.lstrip("0")
    return int(digits or "0") if len(digits) <= _LONGEST_NUMBER else FARTHEST


def areas_of(references: str) -> Iterator[Area]:
    """Yield the ranges of a list such as `F6:F17 H6`."""
    for item in references.split():
        first, _, last = item.partition(":")
        a, b = position_of(first), position_of(last or first)
        if a is not None and b is not None:
            yield a[0], a[1], b[0], b[1]


def is_on_sheet(reference: str) -> bool:
    """Tell whether a reference is the address of a cell that a sheet of Excel has."""
    place = position_of(reference)
    return place is not None and place[0] <= _LAST_ROW and place[1] <= _LAST_COLUMN
