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

_REF = re.compile(r"\$?([A-Za-z]{1,7})\$?(\d{1,9})")


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
    """Return row and column of an address such as `F12`, None where it is none."""
    match = _REF.fullmatch(reference.strip())
    if match is None or int(match[2]) == 0:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def areas_of(references: str) -> Iterator[Area]:
    """Yield the ranges of a list such as `F6:F17 H6`."""
    for item in references.split():
        first, _, last = item.partition(":")
        a, b = position_of(first), position_of(last or first)
        if a is not None and b is not None:
            yield a[0], a[1], b[0], b[1]
