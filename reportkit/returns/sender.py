"""Who filled in a form, as its foot says: behind the label in the same cell, or in a cell beside it. Pure."""

from collections.abc import Iterable, Iterator

from reportkit.language.text import fold, squeeze
from reportkit.returns.finding import ReturnedTable
from reportkit.returns.form_words import FormWord, words_of

_NEAR = 4
"""Cells to the right of the label that may be merged with it, or with the answer."""
_LONGEST = 40


def filled_in_by(tables: Iterable[ReturnedTable]) -> str:
    """Return who filled in a form, "" where no foot says it."""
    return next(filter(None, (name for table in tables for name in _in_foot(table))), "")


def _in_foot(table: ReturnedTable) -> Iterator[str]:
    """Yield what stands behind the labels in the foot of a table."""
    for row in range(table.foot or 0, len(table.grid.rows)) if table.foot is not None else ():
        for column in table.filled(row):
            label, _, behind = table.text_at(row, column).replace("：", ":").partition(":")
            if fold(label).startswith(words_of(FormWord.SENDER)):
                yield squeeze(behind)[:_LONGEST] or _beside(table, row, column)


def _beside(table: ReturnedTable, row: int, column: int) -> str:
    """Return the first text to the right of a label, "" where the next label comes first."""
    texts = (squeeze(table.text_at(row, further)) for further in range(column + 1, column + 1 + _NEAR))
    found = next((text for text in texts if text), "")
    return "" if fold(found).startswith(words_of(FormWord.FOOT)) else found[:_LONGEST]
