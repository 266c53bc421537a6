"""Tables that lie on their side: each task is a column, and the headings stand at the left. Pure."""

from dataclasses import replace

from reportkit.files.document import Document, DocumentCell, DocumentTable
from reportkit.lists.heading_words import meaning
from reportkit.model import OFFICES, ListColumn

_LEAST_HEADINGS, _LEAST_TASKS = 3, 2
_MOST = 0.8
_WORDINGS = frozenset({ListColumn.WORK, ListColumn.AIMS, ListColumn.MEASURES, ListColumn.PROJECT})


def turned(document: Document) -> Document | None:
    """Return a document with the tables that lie on their side turned, None where none does."""
    lying = [_headings(table) for table in document.tables]
    if not any(lying) or not any(
        is_lying and len(table.rows[0]) > _LEAST_TASKS for table, is_lying in zip(document.tables, lying, strict=True)
    ):
        return None
    tables = (_turned(table) if is_lying else table for table, is_lying in zip(document.tables, lying, strict=True))
    return replace(document, tables=tuple(tables))


def _headings(table: DocumentTable) -> bool:
    """Tell whether the first column of a table is one of headings, of a wording and of units among others.

    The first row is none: 序号 and 1, 2, 3 stand there, or 重点工作 and wordings.
    """
    if not table.rows or len(table.rows[0]) < _LEAST_TASKS:
        return False
    heads = [row[0] for row in table.rows if row[0].text.strip()]
    means = [meaning(cell.text) for cell in dict.fromkeys(heads)]
    known = {one for one in means if one is not None}
    says_who = not known.isdisjoint(OFFICES | {ListColumn.LEADERS})
    above = {meaning(cell.text) for cell in table.rows[0][1:]} - {None}
    is_enough = len(known) >= _LEAST_HEADINGS and sum(one is not None for one in means) >= _MOST * len(means)
    return is_enough and not known.isdisjoint(_WORDINGS) and says_who and not above


def _turned(table: DocumentTable) -> DocumentTable:
    """Return a table with its rows as columns; each cell stays where it stands in the document."""
    new = {id(cell): _on_its_side(cell) for row in table.rows for cell in row}
    columns = zip(*table.rows, strict=True)
    return replace(table, rows=tuple(tuple(new[id(cell)] for cell in column) for column in columns))


def _on_its_side(cell: DocumentCell) -> DocumentCell:
    return replace(cell, row=cell.column, column=cell.row, rows=cell.columns, columns=cell.rows)
