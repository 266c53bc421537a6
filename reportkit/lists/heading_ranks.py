"""Which of several headings of one kind counts: of 牵头单位 and 责任单位, of two dates, of two wordings. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportkit.data import alternatives, load_words
from reportkit.files.document import DocumentCell
from reportkit.language.script import is_latin
from reportkit.language.text import fold_prose, squeeze
from reportkit.lists.heading_words import bare_heading, participant_words
from reportkit.model import ListColumn


class _Rank(StrEnum):
    """What a word in a heading says of it beside another heading of the same kind.

    Attributes:
        LEADS: these offices lead; a heading in letters begins with it.
        CARRIES_OUT: these offices take part beside others that answer for a task, and lead where nobody else does.
        INNER: the offices are parts of an office.
        OFFICE: the column names offices.
        PERSON: the column names persons.
        ANSWERS: the column names who answers for those that do it: leaders beside others.
        ASKED: at the end, the column names whom to ask where another names leaders.
        PLAN: at the end, the column says what is done when beside another that says until when.
        SORT: the column says of what sort a task is.
        LATEST: of several days this one holds.
        HOW: the column says what is done about what another names.
        VALUE: the column says how much, and of what.
    """

    LEADS = "leads"
    CARRIES_OUT = "carries_out"
    INNER = "inner"
    OFFICE = "office"
    PERSON = "person"
    ANSWERS = "answers"
    ASKED = "asked"
    PLAN = "plan"
    SORT = "sort"
    LATEST = "latest"
    HOW = "how"
    VALUE = "value"


def _pattern(words: Sequence[str], rank: _Rank) -> re.Pattern[str]:
    """Return the pattern of a heading with a word: Chinese anywhere or at its end, English as a word of its own."""
    end = "$" if rank in (_Rank.ASKED, _Rank.PLAN) else ""
    start = "^" if rank is _Rank.LEADS else r"\b"
    latin = alternatives(word for word in words if is_latin(word))
    han = alternatives(fold_prose(word) for word in words if not is_latin(word))
    shapes = [f"(?:{han}){end}" if han else "", rf"{start}(?:{latin})\b" if latin else ""]
    return re.compile("|".join(filter(None, shapes)), re.IGNORECASE)


_PATTERNS = {rank: _pattern(words, rank) for rank, words in load_words("heading_ranks", _Rank).items()}
_SECOND_HAND = re.compile(alternatives(participant_words()))


def _has(text: str, rank: _Rank) -> bool:
    """Tell whether a heading has a word of a rank."""
    return _PATTERNS[rank].search(squeeze(text) if is_latin(text) else bare_heading(text)) is not None


@dataclass(frozen=True, slots=True)
class Column:
    """A column under its heading.

    Attributes:
        cell: the heading.
        means: what the column holds, None for nothing of a list.
        told: True where an office has said so.
    """

    cell: DocumentCell
    means: ListColumn | None
    told: bool = False

    def has(self, rank: _Rank) -> bool:
        """Tell whether the heading has a word of a rank, and no office has said what it means."""
        return not self.told and _has(self.cell.text, rank)


Columns = dict[int, Column]
Places = dict[ListColumn, list[int]]


def settled(columns: Columns) -> tuple[Places, Columns]:
    """Return the columns of each kind from left to right where headings of one kind compete, and what each means."""
    for means, rank in ((ListColumn.DEADLINE, _Rank.PLAN), (ListColumn.LEADERS, _Rank.ASKED)):
        columns = _without(columns, means, rank)
    columns = _with_persons(columns)
    places = _places(columns)
    _settle_work(places, columns)
    _settle_units(places, columns)
    _settle_days(places, columns)
    return places, columns


def is_first_hand(text: str) -> bool:
    """Tell whether a heading or label of offices says that they lead, also where another one stands beside it."""
    return _has(text, _Rank.LEADS)


def carries_out(text: str) -> bool:
    """Tell whether a heading or label names who carries a task out, which another may answer for: Delivered by."""
    return _has(text, _Rank.CARRIES_OUT)


def is_inner(text: str) -> bool:
    """Tell whether a heading or label names parts of an office that see to a task, and does not say that they assist.

    责任科室, not 协办科室.
    """
    return _has(text, _Rank.INNER) and not says_second(text)


def is_sort(text: str) -> bool:
    """Tell whether a heading says of what sort tasks are: 类别."""
    return _has(text, _Rank.SORT)


def says_how(text: str) -> bool:
    """Tell whether a heading says that what is done stands below it: 具体举措."""
    return _has(text, _Rank.HOW)


def says_how_much(text: str) -> bool:
    """Tell whether a heading says that values stand below it: 年度目標值."""
    return _has(text, _Rank.VALUE)


def is_latest(text: str) -> bool:
    """Tell whether a heading is of days that hold in place of others: Revised due date."""
    return _has(text, _Rank.LATEST)


def _without(columns: Columns, means: ListColumn, rank: _Rank) -> Columns:
    """Return columns in which those of a kind with a word of a rank are none of a list, if others of the kind stay.

    Where a list has 完成时限 and 进度安排, the first is the deadline; where it has 分管领导 and 责任人, the second is
    whom to ask in the unit. The other is told as left out.
    """
    alike = [at for at, column in columns.items() if column.means is means]
    weak = [at for at in alike if columns[at].has(rank)]
    return columns if len(weak) == len(alike) else _as(columns, weak, None)


def _as(columns: Columns, places: Iterable[int], means: ListColumn | None) -> Columns:
    return columns | {at: replace(columns[at], means=means) for at in places}


def _with_persons(columns: Columns) -> Columns:
    """Where a list has Lead agency and Lead officer, the second is that of leaders, if no other column is.

    So it is with Responsible and Accountable.
    """
    leads = [at for at, column in columns.items() if column.means is ListColumn.LEADS and not column.told]
    persons = _persons(columns, leads)
    if not persons:
        return columns
    are_led = any(column.means is ListColumn.LEADERS for column in columns.values())
    return _as(columns, persons, None if are_led else ListColumn.LEADERS)


def _persons(columns: Columns, leads: Sequence[int]) -> list[int]:
    """Return the columns of who leads that name persons beside offices, else those who answer for others."""
    offices = [at for at in leads if columns[at].has(_Rank.OFFICE)]
    persons = [at for at in leads if offices and at not in offices and columns[at].has(_Rank.PERSON)]
    answering = [at for at in leads if columns[at].has(_Rank.ANSWERS)]
    return persons or (answering if len(answering) < len(leads) else [])


def _places(columns: Columns) -> Places:
    """Return the columns of each kind, from left to right."""
    places: Places = {}
    for at, column in sorted(columns.items()):
        if column.means is not None:
            places.setdefault(column.means, []).append(at)
    return places


def _settle_work(places: Places, columns: Columns) -> None:
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


def _is_group(columns: Columns, candidates: Sequence[int]) -> bool:
    """Tell whether the first of several columns of wordings groups the others, and is not the same in Chinese."""
    return len(candidates) > 1 and len({is_latin(columns[at].cell.text) for at in candidates[:2]}) == 1


def _settle_projects(places: Places) -> list[int]:
    """Leave one column of projects: the first of several is the section; return what is neither."""
    projects = places.get(ListColumn.PROJECT, [])
    if len(projects) > 1 and ListColumn.SECTION not in places:
        places[ListColumn.SECTION] = [projects.pop(0)]
    places[ListColumn.PROJECT] = projects[:1]
    return projects[1:]


def _take_wordings(places: Places) -> list[int]:
    """Take out the columns that may be the wording: named so, else the first of aims or measures, else a project."""
    work = places.pop(ListColumn.WORK, [])
    for means in (ListColumn.AIMS, ListColumn.MEASURES):
        if not work and means in places:
            work = [places[means].pop(0)]
    if not work and ListColumn.PROJECT in places:
        work = [places[ListColumn.PROJECT].pop()]
    return work


def _settle_units(places: Places, columns: Columns) -> None:
    """Where a list has 牵头单位 and 责任单位, the second takes part; a lone column of offices leads."""
    leads, others = places.get(ListColumn.LEADS, []), places.get(ListColumn.PARTICIPANTS, [])
    heads = [at for at in leads if columns[at].told or is_first_hand(columns[at].cell.text)]
    heads = heads or [at for at in leads if not columns[at].has(_Rank.CARRIES_OUT)]
    if not leads:
        heads = [at for at in others if columns[at].has(_Rank.INNER) and not says_second(columns[at].cell.text)]
    if heads:
        places[ListColumn.LEADS] = heads
        places[ListColumn.PARTICIPANTS] = sorted(at for at in (*leads, *others) if at not in heads)


def says_second(text: str) -> bool:
    """Tell whether a heading says that its offices take part: 协办科室, not 责任科室."""
    return _SECOND_HAND.search(bare_heading(text)) is not None


def _settle_days(places: Places, columns: Columns) -> None:
    """Put the days that hold before those that were changed: Revised due date before Original due date."""
    days = places.get(ListColumn.DEADLINE, [])
    latest = [at for at in days if columns[at].has(_Rank.LATEST)]
    if latest:
        places[ListColumn.DEADLINE] = [*latest, *(at for at in days if at not in latest)]
