"""Headings of columns: which row they stand in and what each column holds, in both scripts and any order."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from reportkit.data import alternatives, load
from reportkit.files.document import DocumentCell, DocumentTable
from reportkit.language.script import is_latin
from reportkit.language.text import fold_prose
from reportkit.lists.latin import in_scripts
from reportkit.lists.stages import is_stage
from reportkit.model import ListColumn, OwnHeading

_SEARCHED_ROWS = 40
_LONGEST, _LONGEST_IN_LETTERS = 24, 40
_LONGEST_WRITTEN = 200
"""Characters of a heading with what stands in brackets behind it."""
_TALLEST = 3
"""Rows that a heading takes at most; a cell that goes further down is none."""


class _Match(StrEnum):
    """How a word makes a heading.

    Attributes:
        WHOLE: it is the heading.
        ALONE: it is the heading, and will do where a table has no other.
        END: the heading ends with it, or with one of its tails behind it.
        PART: the heading has it somewhere.
    """

    WHOLE = "whole"
    ALONE = "alone"
    END = "end"
    PART = "part"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of headings; what stands first in the table is asked first, so that 任务编号 is a number and no task."""

    means: ListColumn
    match: _Match
    word: str


@dataclass(frozen=True, slots=True)
class _Tail:
    """A word that may stand behind the word of a heading: 牵头, 牵头单位, 牵头责任单位名称.

    Attributes:
        means: what the heading means.
        place: the place of the tail among others, in the order of the alphabet.
        word: the tail.
    """

    means: ListColumn
    place: str
    word: str


_WORDS = load("headings", _Word)
_TAILS = load("heading_tails", _Tail)


def words_of(means: ListColumn) -> tuple[str, ...]:
    """Return the words that a heading of one meaning may have, folded."""
    return tuple(fold_prose(row.word) for row in _WORDS if row.means is means)


def _pattern(means: ListColumn) -> re.Pattern[str]:
    """Return the pattern of every heading that means this."""
    shapes = []
    for match in _Match:
        words = [fold_prose(row.word) for row in _WORDS if row.means is means and row.match is match]
        if words:
            shapes.append(_SHAPES[match].format(words=alternatives(words), tails=_tails(means)))
    return re.compile("|".join(shapes))


_SHAPES = {
    _Match.WHOLE: "(?:{words})",
    _Match.ALONE: "(?:{words})",
    _Match.END: ".{{0,40}}(?:{words}){tails}",
    _Match.PART: ".{{0,40}}(?:{words}).{{0,40}}",
}


def _tails(means: ListColumn) -> str:
    """Return the pattern of what may stand behind the word of a heading."""
    rows = sorted((row.place, row.word) for row in _TAILS if row.means is means)
    groups = itertools.groupby(rows, lambda row: row[0])
    return "".join(f"(?:{alternatives(word for _, word in group)})?" for _, group in groups)


_KNOWN = {means: _pattern(means) for means in dict.fromkeys(row.means for row in _WORDS)}
_WHOLE = {fold_prose(row.word): row.means for row in _WORDS if row.match in (_Match.WHOLE, _Match.ALONE)}
_ALONE = frozenset(fold_prose(row.word) for row in _WORDS if row.match is _Match.ALONE)


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

    def of(self, means: ListColumn) -> tuple[int, ...]:
        """Return the columns of one kind, () where the table has none."""
        return self.columns.get(means, ())


@dataclass(frozen=True, slots=True)
class _Column:
    """A column under its heading.

    Attributes:
        cell: the heading.
        means: what the column holds, None for nothing of a list.
        told: True where an office has said so.
    """

    cell: DocumentCell
    means: ListColumn | None
    told: bool = False


_Columns = dict[int, _Column]

OwnHeadings = Mapping[str, ListColumn]
"""What an office has said of headings: folded heading -> what it means."""


def own_headings(headings: Sequence[OwnHeading]) -> OwnHeadings:
    """Return what an office has said of headings, folded; the first of several counts."""
    return {fold_prose(own.heading): own.means for own in reversed(headings)}


def meaning(text: str) -> ListColumn | None:
    """Return what a column with this heading holds, None where that is nothing of a list."""
    found = _known(text)
    return None if found is ListColumn.OTHER else found


def is_known(text: str) -> bool:
    """Tell whether a heading has a word that is known, be it of a column that a list does not need."""
    return _known(text) is not None


def _known(text: str) -> ListColumn | None:
    """Return what a heading means, None where no word of it is known; one in two languages means what either says."""
    if is_stage(text):
        return ListColumn.STAGE
    found = _of_words(_bare(text))
    if found in (None, ListColumn.OTHER, ListColumn.LEADERS, ListColumn.DEADLINE):
        found = _of_both(text) or found
    return found or next(filter(None, map(_known, in_scripts(text))), None)


def _of_words(name: str) -> ListColumn | None:
    """Return what a bare heading means by the words of the tables."""
    if not name or len(name) > (_LONGEST_IN_LETTERS if name.isascii() else _LONGEST):
        return None
    return _WHOLE.get(name) or next((means for means, pattern in _KNOWN.items() if pattern.fullmatch(name)), None)


_OFFICES = frozenset({ListColumn.LEADS, ListColumn.PARTICIPANTS})
_FIRST_COUNTS = _OFFICES | {ListColumn.WORK, ListColumn.DEADLINE}
_BOTH = re.compile(r"[及和与與、/／&]|\s(?:and|or)\s", re.IGNORECASE)


def names_persons(text: str) -> bool:
    """Tell whether a heading of units says that persons stand beside them: 责任单位及联系人."""
    first, *more = _BOTH.split(text)
    return _known(first) in _OFFICES and any(map(_PERSON.search, more))


_PERSON = re.compile("[人员員]")


def _of_both(text: str) -> ListColumn | None:
    """Return what two headings in one mean: 责任单位及联系人 is one of units, Project / Initiative one of tasks."""
    first, *more = _BOTH.split(text)
    found = _known(first) if more and first.strip() else None
    if found is ListColumn.PROJECT and ListColumn.WORK in map(_known, more):
        return ListColumn.WORK
    return found if found in _FIRST_COUNTS else None


def _bare(text: str) -> str:
    """Return a heading without brackets, punctuation and the year: 2022年重点工作（任务） -> 重点工作.

    "" for a text that is too long to be one.
    """
    if len(text) > _LONGEST_WRITTEN:
        return ""
    inner = re.sub(r"[(（\[【][^)）\]】\n]{0,200}+[)）\]】]", "", text) or text
    return re.sub(r"^20\d\d年?度?", "", fold_prose(inner))


def _column(cell: DocumentCell, own: OwnHeadings) -> _Column:
    """Return what a heading says of its column: what an office has said of it, else what its words mean."""
    told = own.get(fold_prose(cell.text))
    if told is None:
        return _Column(cell, meaning(cell.text))
    return _Column(cell, None if told is ListColumn.OTHER else told, told=True)


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


def _names_columns(columns: _Columns, least: int) -> bool:
    """Tell whether a row could be headings: enough cells, and one that means something."""
    if len({column.cell for column in columns.values()}) < least or not any(c.means for c in columns.values()):
        return False
    return least > 1 or any(column.told or _bare(column.cell.text) in _ALONE for column in columns.values())


def _bottom(columns: _Columns, row: int) -> int:
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


def _lower(table: DocumentTable, row: int, bottom: int, own: OwnHeadings) -> _Columns:
    """Return the columns under the headings of row `bottom` that begin below `row`."""
    lower = table.rows[bottom] if row < bottom < len(table.rows) else ()
    return {at: _column(cell, own) for at, cell in enumerate(lower) if cell.row > row and cell.text.strip()}


def _over(upper: _Columns, lower: _Columns) -> _Columns:
    """Put the lower of two rows of headings over the upper; one that says nothing leaves it to the one above."""
    both = {at: column for at, column in lower.items() if at in upper and not column.told}
    silent = {at for at, column in both.items() if _says_nothing(column, upper[at])}
    return upper | {
        at: replace(column, means=upper[at].means if at in silent else column.means) for at, column in lower.items()
    }


def _says_nothing(column: _Column, above: _Column) -> bool:
    """Tell whether the upper of two headings counts: the lower means nothing, or is a quarter of 完成情况."""
    is_report = above.means is None and is_known(above.cell.text)
    return column.means is None or (column.means is ListColumn.STAGE and is_report)


def _resolved(top: int, bottom: int, columns: _Columns) -> Heading:
    """Give each kind its columns; where headings compete for the wording, the place in the row decides."""
    columns = _with_persons(_without_contacts(_without_plans(columns)))
    places = _places(columns)
    _settle_work(places, columns)
    _settle_units(places, columns)
    added = dict.fromkeys(columns[at].cell for at in places.get(ListColumn.AIMS, ()))
    kept = {means: tuple(at) for means, at in places.items() if at}
    cells = {at: column.cell for at, column in columns.items()}
    return Heading(top, bottom, kept, _unknown(columns), tuple(added), cells)


def _unknown(columns: _Columns) -> tuple[DocumentCell, ...]:
    """Return the headings of columns that hold nothing a list needs, as far as nobody has said so, left to right."""
    ordered = [column for _, column in sorted(columns.items())]
    return tuple(dict.fromkeys(column.cell for column in ordered if column.means is None and not column.told))


def _places(columns: _Columns) -> dict[ListColumn, list[int]]:
    """Return the columns of each kind, from left to right."""
    places: dict[ListColumn, list[int]] = {}
    for at, column in sorted(columns.items()):
        if column.means is not None:
            places.setdefault(column.means, []).append(at)
    return places


def _without_plans(columns: _Columns) -> _Columns:
    """Where a list has 完成时限 and 进度安排, the first is the deadline, and the second is told as left out."""
    deadlines = [at for at, column in columns.items() if column.means is ListColumn.DEADLINE]
    plans = [at for at in deadlines if not columns[at].told and _bare(columns[at].cell.text).endswith("安排")]
    if len(plans) == len(deadlines):
        return columns
    return columns | {at: _Column(columns[at].cell, None) for at in plans}


def _without_contacts(columns: _Columns) -> _Columns:
    """Where a list has 分管领导 and 责任人, the second is whom to ask in the unit, and is told as left out."""
    leaders = [at for at, column in columns.items() if column.means is ListColumn.LEADERS]
    asked = [at for at in leaders if not columns[at].told and _IN_CHARGE.search(_bare(columns[at].cell.text))]
    if len(asked) == len(leaders):
        return columns
    return columns | {at: _Column(columns[at].cell, None) for at in asked}


def _with_persons(columns: _Columns) -> _Columns:
    """Where a list has Lead agency and Lead officer, the second is that of leaders, if no other column is."""
    leads = [at for at, column in columns.items() if column.means is ListColumn.LEADS and not column.told]
    offices = [at for at in leads if _OF_OFFICES.search(columns[at].cell.text)]
    persons = [at for at in leads if at not in offices and _OF_PERSONS.search(columns[at].cell.text)]
    if not persons or not offices:
        return columns
    are_led = any(column.means is ListColumn.LEADERS for column in columns.values())
    means = None if are_led else ListColumn.LEADERS
    return columns | {at: replace(columns[at], means=means) for at in persons}


_OF_PERSONS = re.compile(r"\b(?:officer|person|individual|manager|named?)\b", re.IGNORECASE)
_OF_OFFICES = re.compile(
    r"\b(?:agency|department|directorate|division|service|team|organisation|organization|body|unit|function|bureau)\b",
    re.IGNORECASE,
)


def _settle_work(places: dict[ListColumn, list[int]], columns: _Columns) -> None:
    """Settle which column is the wording; what stands left of it and groups it is the project, if no translation."""
    candidates = _take_wordings(places)
    if not candidates:
        return
    work = next((at for at in candidates if columns[at].told), candidates[0])
    if _is_group(columns, candidates) and not columns[work].told and not places.get(ListColumn.PROJECT):
        places[ListColumn.PROJECT], work = [work], candidates[1]
        candidates = candidates[1:]
    others = [at for at in candidates if at != work]
    places[ListColumn.WORK] = [work]
    places[ListColumn.AIMS] = [*others, *places.get(ListColumn.AIMS, []), *_settle_projects(places)]


def _is_group(columns: _Columns, candidates: Sequence[int]) -> bool:
    """Tell whether the first of several columns of wordings groups the others, and is not the same in Chinese."""
    return len(candidates) > 1 and len({is_latin(columns[at].cell.text) for at in candidates[:2]}) == 1


def _settle_projects(places: dict[ListColumn, list[int]]) -> list[int]:
    """Leave one column of projects: the first of several is the section; return what is neither."""
    projects = places.get(ListColumn.PROJECT, [])
    if len(projects) > 1 and ListColumn.SECTION not in places:
        places[ListColumn.SECTION] = [projects.pop(0)]
    places[ListColumn.PROJECT] = projects[:1]
    return projects[1:]


def _take_wordings(places: dict[ListColumn, list[int]]) -> list[int]:
    """Take out the columns that may be the wording: named so, else the first of aims, else the last project."""
    work = places.pop(ListColumn.WORK, [])
    if not work and ListColumn.AIMS in places:
        work = [places[ListColumn.AIMS].pop(0)]
    if not work and ListColumn.PROJECT in places:
        work = [places[ListColumn.PROJECT].pop()]
    return work


_IN_CHARGE = re.compile("(?:责任|负责)人(?:姓名)?$")
_FIRST_HAND = re.compile("牵头|主|^lead|^owner")
_INNER_OFFICE = re.compile("处室|科室")
_SECOND_HAND = re.compile(
    alternatives(
        fold_prose(row.word) for row in _WORDS if row.means is ListColumn.PARTICIPANTS and row.match is _Match.PART
    )
)


def is_first_hand(text: str) -> bool:
    """Tell whether a heading or label of offices says that they lead, also where another one stands beside it."""
    return _FIRST_HAND.search(_bare(text)) is not None


def _is_inner_office_in_charge(text: str) -> bool:
    """Tell whether a heading names inner offices and does not say that they take part: 责任科室, not 协办科室."""
    return _INNER_OFFICE.search(_bare(text)) is not None and _SECOND_HAND.search(_bare(text)) is None


def _settle_units(places: dict[ListColumn, list[int]], columns: _Columns) -> None:
    """Where a list has 牵头单位 and 责任单位, the second takes part; a lone column of offices leads."""
    leads, others = places.get(ListColumn.LEADS, []), places.get(ListColumn.PARTICIPANTS, [])
    heads = [at for at in leads if columns[at].told or is_first_hand(columns[at].cell.text)]
    if not leads:
        heads = [at for at in others if not columns[at].told and _is_inner_office_in_charge(columns[at].cell.text)]
    if heads:
        places[ListColumn.LEADS] = heads
        places[ListColumn.PARTICIPANTS] = sorted(at for at in (*leads, *others) if at not in heads)
