"""Headings of columns: which row they stand in and what each column holds, in both scripts and any order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportkit.files.document import DocumentCell, DocumentTable
from reportkit.language.script import letter
from reportkit.language.text import fold_prose
from reportkit.lists.heading_ranks import Column, Columns, settled
from reportkit.lists.heading_words import is_enough_alone, is_known, meaning
from reportkit.model import ListColumn, OwnHeading

_SEARCHED_ROWS = 40
_SAYS_MORE = re.compile(r"[:：]\s{0,9}\S|[，。；]|、.{8}")
"""A label with what it says is no heading, nor are several names; in brackets it may stand: 目标（单位：万元）."""
_BRACKETS = re.compile(r"[(（\[【][^()（）\[\]【】]{0,200}[)）\]】]")
_LONGEST = 16
_TALLEST = 3
"""Rows that a heading takes at most; a cell that goes further down is none."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of a table.

    Attributes:
        top: the row they begin in, from 0.
        bottom: the last row they take.
        columns: the columns of each kind, from left to right.
        unknown: headings of columns that hold nothing a list needs.
        added: headings of columns whose texts are put to the wording.
        cells: the heading of each column, the lower of two.
        guessed: headings that nobody knows of columns that are known by what they hold.
    """

    top: int
    bottom: int
    columns: Mapping[ListColumn, tuple[int, ...]]
    unknown: tuple[DocumentCell, ...]
    added: tuple[DocumentCell, ...] = ()
    cells: Mapping[int, DocumentCell] = field(default_factory=dict)
    guessed: tuple[tuple[DocumentCell, ListColumn], ...] = ()

    def guessing(self, cell: DocumentCell, means: ListColumn) -> "Heading":
        """Return the headings with one that nobody knows as one of a kind, told as guessed."""
        columns = {**self.columns, means: tuple(sorted((*self.of(means), cell.column)))}
        unknown = tuple(one for one in self.unknown if one is not cell)
        return replace(self, columns=columns, unknown=unknown, guessed=(*self.guessed, (cell, means)))

    @property
    def measures(self) -> tuple[DocumentCell, ...]:
        """The headings of columns that say by what one knows that a task is done."""
        return tuple(dict.fromkeys(self.cells[at] for at in self.of(ListColumn.MEASURES)))

    def of(self, means: ListColumn) -> tuple[int, ...]:
        """Return the columns of one kind, () where the table has none."""
        return self.columns.get(means, ())


OwnHeadings = Mapping[str, ListColumn]
"""What an office has said of headings: folded heading -> what it means."""


def own_headings(headings: Sequence[OwnHeading]) -> OwnHeadings:
    """Return what an office has said of headings, folded; the first of several counts."""
    return {fold_prose(own.heading): own.means for own in reversed(headings)}


def _column(cell: DocumentCell, own: OwnHeadings) -> Column:
    """Return what a heading says of its column: what an office has said of it, else what its words mean."""
    told = own.get(fold_prose(cell.text))
    if told is None:
        return Column(cell, meaning(cell.text) if _may_be_heading(cell.text) else None)
    return Column(cell, None if told is ListColumn.OTHER else told, told=True)


def _may_be_heading(text: str) -> bool:
    """Tell whether a text is as short as headings are, and neither a label with what it says nor several names."""
    bare = _BRACKETS.sub("", text)
    return _SAYS_MORE.search(bare) is None and (letter().search(bare) is not None or len(fold_prose(bare)) <= _LONGEST)


def find_heading(table: DocumentTable, least: int = 2, own: OwnHeadings | None = None) -> Heading | None:
    """Return the headings of the first rows that name a list's columns, None where no row does.

    They are a row, or two where the upper one spans (责任分工 over 牵头单位 and 配合单位), with at least `least`
    different kinds of columns, one of them a wording. With a single kind its heading must be one of the usual names.
    """
    return _best(one for one in _headings(table, least, own or {}) if one.of(ListColumn.WORK))


def find_heading_without_wording(table: DocumentTable, own: OwnHeadings) -> Heading | None:
    """Return the headings of the first rows that name units and another column of a list and no wording, else None."""
    found = (one for one in _headings(table, 2, own) if not one.of(ListColumn.WORK) and one.of(ListColumn.LEADS))
    return _best(found)


def _best(found: Iterable[Heading]) -> Heading | None:
    """Return the headings with the most kinds of columns, the first of several."""
    return max(found, key=lambda heading: len(heading.columns), default=None)


def _headings(table: DocumentTable, least: int, own: OwnHeadings) -> Iterator[Heading]:
    """Yield what the first rows of a table are as headings."""
    rows = range(min(len(table.rows), _SEARCHED_ROWS))
    yield from filter(None, (_heading(table, row, least, own) for row in rows))


def _heading(table: DocumentTable, row: int, least: int, own: OwnHeadings) -> Heading | None:
    columns = {at: _column(cell, own) for at, cell in enumerate(table.rows[row]) if cell.text.strip()}
    if not _names_columns(columns, least):
        return None
    bottom = max(_bottom(columns, row), row + _has_second_row(table, row, own))
    lower = _lower(table, row, bottom, own)
    if not any(column.means for column in lower.values()):
        is_tall = all(column.cell.rows > 1 for column in columns.values())
        bottom = min(bottom, row + _TALLEST) if is_tall else row
        lower = {}
    found = _resolved(row, bottom, _over(columns, lower))
    return found if len(found.columns) >= least else None


def _names_columns(columns: Columns, least: int) -> bool:
    """Tell whether a row could be headings: enough cells, and one that means something."""
    if len({column.cell for column in columns.values()}) < least or not any(c.means for c in columns.values()):
        return False
    return least > 1 or any(column.told or is_enough_alone(column.cell.text) for column in columns.values())


def _bottom(columns: Columns, row: int) -> int:
    """Return the last row that headings may take; below one that spans several columns there may be others."""
    cells = [column.cell for column in columns.values()]
    bottom = max((cell.row + cell.rows - 1 for cell in cells if cell.rows <= _TALLEST), default=row)
    spans = any(cell.columns > 1 and cell.row == row for cell in cells)
    return row + 1 if bottom == row and spans else bottom


def _has_second_row(table: DocumentTable, row: int, own: OwnHeadings) -> bool:
    """Tell whether the next row goes on with headings that were not merged: 责任分工 and nothing over 牵头 and 配合.

    All that stands there is known as headings, and some of it below a cell of the upper row that is empty.
    """
    lower = table.rows[row + 1] if row + 1 < len(table.rows) else ()
    filled = {at: cell for at, cell in enumerate(lower) if cell.row > row and cell.text.strip()}
    is_below_nothing = any(not table.rows[row][at].text.strip() for at in filled)
    are_known = len({_column(cell, own).means for cell in filled.values()} - {None}) == len(set(filled.values())) > 1
    return is_below_nothing and are_known


def _lower(table: DocumentTable, row: int, bottom: int, own: OwnHeadings) -> Columns:
    """Return the columns under the headings of row `bottom` that begin below `row`."""
    lower = table.rows[bottom] if row < bottom < len(table.rows) else ()
    return {at: _column(cell, own) for at, cell in enumerate(lower) if cell.row > row and cell.text.strip()}


def _over(upper: Columns, lower: Columns) -> Columns:
    """Put the lower of two rows of headings over the upper; one that says nothing leaves it to the one above."""
    both = {at: column for at, column in lower.items() if at in upper and not column.told}
    silent = {at for at, column in both.items() if _says_nothing(column, upper[at])}
    return upper | {
        at: replace(column, means=upper[at].means if at in silent else column.means) for at, column in lower.items()
    }


def _says_nothing(column: Column, above: Column) -> bool:
    """Tell whether the upper of two headings counts: nobody knows the lower, or it is a quarter of 完成情况.

    One that is known for nothing a list needs says so: Start, below Timeframe.
    """
    is_report = above.means is None and is_known(above.cell.text)
    if column.means is None:
        return not is_known(column.cell.text)
    return column.means is ListColumn.STAGE and is_report


def _resolved(top: int, bottom: int, columns: Columns) -> Heading:
    """Give each kind its columns; where headings compete for the wording, the place in the row decides."""
    places, columns = settled(columns)
    added = dict.fromkeys(columns[at].cell for at in places.get(ListColumn.AIMS, ()))
    kept = {means: tuple(at) for means, at in places.items() if at}
    cells = {at: column.cell for at, column in columns.items()}
    return Heading(top, bottom, kept, _unknown(columns), tuple(added), cells)


def _unknown(columns: Columns) -> tuple[DocumentCell, ...]:
    """Return the headings of columns that hold nothing a list needs, as far as nobody has said so, left to right."""
    ordered = [column for _, column in sorted(columns.items())]
    return tuple(dict.fromkeys(column.cell for column in ordered if column.means is None and not column.told))
