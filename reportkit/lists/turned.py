"""Tables that lie on their side: each task is a column, and the headings stand at the left. Pure."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

from reportkit.files.document import Document, DocumentCell, DocumentTable
from reportkit.lists.heading_words import meaning
from reportkit.model import OFFICES, ListColumn

_LEAST_HEADINGS, _LEAST_TASKS = 3, 2
_MOST = 0.8
_WORDINGS = frozenset({ListColumn.WORK, ListColumn.AIMS, ListColumn.MEASURES, ListColumn.PROJECT})


def turned(document: Document) -> Document | None:
    """Return a document with the tables that lie on their side turned, None where none does."""
    lying = [_lies(table) for table in document.tables]
    several = (len(table.rows[0]) > _LEAST_TASKS for table in itertools.compress(document.tables, lying))
    if not any(several):
        return None
    tables = (_turned(table) if is_lying else table for table, is_lying in zip(document.tables, lying, strict=True))
    return replace(document, tables=tuple(tables))


def _lies(table: DocumentTable) -> bool:
    """Tell whether the first column of a table is one of headings, and its first row none.

    序号 and 1, 2, 3 stand there, or 重点工作 and wordings.
    """
    if not table.rows or len(table.rows[0]) < _LEAST_TASKS:
        return False
    heads = dict.fromkeys(row[0] for row in table.rows if row[0].text.strip())
    above = {meaning(cell.text) for cell in table.rows[0][1:]} - {None}
    return not above and _are_headings([meaning(cell.text) for cell in heads])


def _are_headings(means: Sequence[ListColumn | None]) -> bool:
    """Tell whether nearly all texts are headings of a list, of a wording and of units among others."""
    known = set(means) - {None}
    is_enough = len(known) >= _LEAST_HEADINGS and sum(one is not None for one in means) >= _MOST * len(means)
    return is_enough and not known.isdisjoint(_WORDINGS) and not known.isdisjoint(OFFICES | {ListColumn.LEADERS})


def _turned(table: DocumentTable) -> DocumentTable:
    """Return a table with its rows as columns; each cell stays where it stands in the document."""
    new = {id(cell): _on_its_side(cell) for row in table.rows for cell in row}
    columns = zip(*table.rows, strict=True)
    return replace(table, rows=tuple(tuple(new[id(cell)] for cell in column) for column in columns))


def _on_its_side(cell: DocumentCell) -> DocumentCell:
    return replace(cell, row=cell.column, column=cell.row, rows=cell.columns, columns=cell.rows)
