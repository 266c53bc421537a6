"""Pieces of Excel's formulas that say what a cell of a form holds. Pure.

Words of the template stand in formulas as quoted literals, so they are never read as a formula, and they still work
when the sheet is copied into another workbook.
"""

from reportkit.language.text import cut, visible

_MAX_LITERAL = 255


def literal(text: str) -> str:
    """Return a text as a string literal of a formula, its quotes doubled.

    A literal takes 255 UTF-16 units; the reader of the template keeps labels shorter than that.
    """
    return '"' + cut(visible(text), _MAX_LITERAL).replace('"', '""') + '"'


def blank(ref: str) -> str:
    """Return a condition: the cells of `ref` hold nothing but spaces."""
    return f'LEN(TRIM(SUBSTITUTE({ref},"　","")))=0'


def filled(ref: str) -> str:
    """Return the number 1 for a cell of `ref` that holds more than spaces, else 0."""
    return f"(1-({blank(ref)}))"
