"""Rows of a table that head the tasks below them though nothing in them says so: they say nothing but a title. Pure.

1 | Homes and neighbourhoods, counted by themselves as the tasks are; or a title alone in the column of the wordings.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from reportkit.files.document import DocumentCell, DocumentTable, Paragraph
from reportkit.language.text import SENTENCE_END, squeeze
from reportkit.lists.headings import Heading
from reportkit.lists.numbered import as_number, numbered
from reportkit.model import ListColumn

_LONGEST_TITLE = 60
_MOST = 0.8
_LEAST = 2


def bare_rows_that_head(table: DocumentTable, heading: Heading, *, goes_on: bool) -> frozenset[int]:
    """Return the rows of titles among rows that say whose their tasks are, as far as they are plainly titles.

    The first row is one, none stands last, and where they have numbers these count by themselves, and so do those of
    the tasks.

    Args:
        table: the table.
        heading: its headings.
        goes_on: True where a section stands above the first row.
    """
    rows = dict(_filled(table, heading))
    bare = {row: cells for row, cells in rows.items() if _is_bare(cells, heading)}
    if not bare or not (goes_on or min(bare) == min(rows)):
        return frozenset()
    others = [cells for row, cells in rows.items() if row not in bare]
    stand_above = _stand_above_others(list(bare), list(rows), least=1 if goes_on else _LEAST)
    is_so = stand_above and _are_counted(bare.values(), heading, goes_on=goes_on) and _say_whose(others, heading)
    return frozenset(bare) if is_so else frozenset()


def _are_counted(rows: Iterable[Sequence[DocumentCell]], heading: Heading, *, goes_on: bool) -> bool:
    """Tell whether rows have no numbers, or such that count by themselves: from 1, or on from a section above."""
    numbers = _numbers(rows, heading)
    first = int(numbers[0]) if goes_on and numbers[0] else 1
    return not any(numbers) or numbers == [str(no) for no in range(first, len(numbers) + first)]


def _stand_above_others(bare: Sequence[int], rows: Sequence[int], *, least: int) -> bool:
    """Tell whether enough rows are bare, and none of them ends the table or stands right above another."""
    if len(bare) < least or rows[-1] == bare[-1]:
        return False
    return all(one + 1 < other for one, other in itertools.pairwise(bare))


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


def _say_whose(rows: Sequence[Sequence[DocumentCell]], heading: Heading) -> bool:
    """Tell whether nearly all rows have a text below the heading of those who lead."""
    leads = heading.of(ListColumn.LEADS)
    said = sum(any(cell.column in leads for cell in cells) for cells in rows)
    return said >= _MOST * len(rows) and len(rows) >= _LEAST


def _numbers(rows: Iterable[Sequence[DocumentCell]], heading: Heading) -> list[str]:
    """Return the numbers of rows: in a column of their own, or before the title."""
    columns = heading.of(ListColumn.NUMBER)
    return [_number(cells, columns) for cells in rows]


def _number(cells: Sequence[DocumentCell], columns: Sequence[int]) -> str:
    if len(cells) > 1:
        return as_number(cells[0].text) if cells[0].column in columns else ""
    return as_number(numbered(Paragraph(squeeze(cells[0].text), cells[0].place))[1])
