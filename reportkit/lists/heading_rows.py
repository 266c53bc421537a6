"""Rows of a table that head the tasks below them though nothing in them says so: they say nothing but a title. Pure.

1 | Homes and neighbourhoods, counted by themselves as the tasks are; or a title alone in the column of the wordings.
"""

import itertools
from collections.abc import Iterator, Sequence

from reportkit.files.document import DocumentCell, DocumentTable
from reportkit.language.text import SENTENCE_END, squeeze
from reportkit.lists.headings import Heading
from reportkit.lists.numbered import as_number
from reportkit.model import ListColumn

_LONGEST_TITLE = 60
_MOST = 0.8
_LEAST = 2


def bare_rows_that_head(table: DocumentTable, heading: Heading) -> frozenset[int]:
    """Return the rows of titles among rows that say whose their tasks are, as far as they are plainly titles.

    The first row is one, none stands last, and where they have numbers these count by themselves, and so do those of
    the tasks.
    """
    if not heading.of(ListColumn.LEADS):
        return frozenset()
    rows = list(_filled(table, heading))
    bare = [(row, cells) for row, cells in rows if _is_bare(cells, heading)]
    others = [(row, cells) for row, cells in rows if not _is_bare(cells, heading)]
    if len(bare) < _LEAST or rows[0][0] != bare[0][0] or rows[-1][0] == bare[-1][0]:
        return frozenset()
    if any(b[0] == a[0] + 1 for a, b in itertools.pairwise(bare)) or not _say_whose(others, heading):
        return frozenset()
    numbers = _numbers([cells for _, cells in bare], heading)
    is_counted = not any(numbers) or numbers == [str(no) for no in range(1, len(bare) + 1)]
    return frozenset(row for row, _ in bare) if is_counted else frozenset()


def _filled(table: DocumentTable, heading: Heading) -> Iterator[tuple[int, Sequence[DocumentCell]]]:
    """Yield the rows below the headings, each with the cells with text that begin in it."""
    for row in range(heading.bottom + 1, len(table.rows)):
        cells = [cell for cell in dict.fromkeys(table.rows[row]) if cell.row == row and cell.text.strip()]
        if cells:
            yield row, cells


def _is_bare(cells: Sequence[DocumentCell], heading: Heading) -> bool:
    """Tell whether a row has nothing but a short text in the column of wordings, and perhaps a number."""
    *numbers, last = cells
    columns = heading.of(ListColumn.NUMBER)
    is_numbered = all(cell.column in columns and as_number(cell.text) for cell in numbers) and len(numbers) <= 1
    text = squeeze(last.text)
    is_title = len(text) <= _LONGEST_TITLE and not SENTENCE_END.search(text)
    is_there = last.column in heading.of(ListColumn.WORK) or (bool(numbers) and last.column == numbers[-1].column + 1)
    return is_numbered and is_title and is_there


def _say_whose(rows: Sequence[tuple[int, Sequence[DocumentCell]]], heading: Heading) -> bool:
    """Tell whether nearly all rows have a text below the heading of those who lead, or several texts."""
    leads = heading.of(ListColumn.LEADS)
    said = sum(any(cell.column in leads for cell in cells) for _, cells in rows)
    return said >= _MOST * len(rows) and len(rows) >= _LEAST


def _numbers(rows: Sequence[Sequence[DocumentCell]], heading: Heading) -> list[str]:
    columns = heading.of(ListColumn.NUMBER)
    return [as_number(cells[0].text) if cells[0].column in columns and len(cells) > 1 else "" for cells in rows]
