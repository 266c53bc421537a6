"""Who of the units in one cell leads and who takes part, by the words that say so. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportkit.data import alternatives, load
from reportkit.language.text import CLOSING_BRACKETS, OPENING_BRACKETS
from reportkit.lists.listing import Name
from reportkit.lists.names import simple
from reportkit.units import is_collective, split_names


class _Part(StrEnum):
    """What a unit does in a task; one that shares leads where no other is said to."""

    LEAD = "lead"
    SHARE = "share"
    PART = "part"


class _Place(StrEnum):
    """Where a word of responsibility stands.

    Attributes:
        LABEL: before a list of units, with a colon: 牵头单位：.
        BRACKET: in brackets behind one unit: （牵头）.
        BEHIND: behind a list of units: 甲、乙配合.
    """

    LABEL = "label"
    BRACKET = "bracket"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that says what units do."""

    word: str
    part: _Part
    place: _Place


_WORDS = load("responsibility", _Word)


def _any(part: _Part, place: _Place) -> str:
    return alternatives(row.word for row in _WORDS if row.part is part and row.place is place)


_OPEN, _CLOSE = re.escape(OPENING_BRACKETS), re.escape(CLOSING_BRACKETS)
_OFFICES = "(?:单位|部门|处室)?[:：]"
_LABELS = (
    (_Part.LEAD, re.compile(rf"^(?:{_any(_Part.LEAD, _Place.LABEL)})(?:责任)?{_OFFICES}|^由(?=.)")),
    (_Part.PART, re.compile(rf"^(?:主要)?(?:{_any(_Part.PART, _Place.LABEL)}){_OFFICES}")),
)
_NO_ASSOCIATION = "(?<![政科侨僑作文体體老残殘](?=[协協]办|[协協]辦))"
"""Not the second half of a name: 县政协办 is an office of the 政协, and says of nobody that he 协办."""
_MARKS = tuple(
    (
        part,
        re.compile(
            rf"(?P<bracket>[{_OPEN}](?:{_any(part, _Place.BRACKET)})[{_CLOSE}])$"
            rf"|{_NO_ASSOCIATION}(?:等?(?:{_any(part, _Place.BEHIND)}))$"
        ),
    )
    for part in (_Part.SHARE, _Part.LEAD, _Part.PART)
)


@dataclass(frozen=True, slots=True)
class _Said:
    """A unit, and what is said of it; None where nothing has been said yet."""

    name: Name
    part: _Part | None


def by_part(names: Sequence[Name], *, lead: bool = True) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Part the names of one cell by the words that say so: 牵头单位：甲；配合单位：乙, 甲牵头，乙、丙配合, 甲（牵头）.

    Args:
        names: as they stand there, with these words.
        lead: what the cell says of a unit of which no word says anything: it leads, or it takes part.

    Returns:
        lead units and participants.
    """
    said: list[_Said] = []
    label: _Part | None = None
    for name in names:
        start, label = _labelled(simple(name.written), label)
        end, mark, whole_list = _marked(simple(name.written), start)
        if mark and whole_list:
            said = [replace(unit, part=unit.part or mark) for unit in said]
        said += [_Said(one, mark or label) for one in _without_words(name, start, end)]
    leads = _leads(said) if lead else tuple(unit.name for unit in said if unit.part is _Part.LEAD)
    return leads, _whole(unit.name for unit in said if unit.name not in leads)


def _without_words(name: Name, start: int, end: int) -> Iterator[Name]:
    """Yield the names that are left of one without the words around it: 甲 and 有关部门 of 甲等有关部门配合."""
    if (start, end) == (0, len(name.written)):
        yield name
    else:
        yield from (replace(name, written=one) for one in split_names(name.written[start:end]))


def _whole(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return names, a collective that was cut because words stood behind it put together: 各平台 and 镇街."""
    found: list[Name] = []
    for name in names:
        joined = f"{found[-1].written}、{name.written}" if found else ""
        if found and is_collective(found[-1].written) and is_collective(joined):
            found[-1] = replace(found[-1], written=joined)
        else:
            found.append(name)
    return tuple(found)


def says_part(names: Sequence[Name]) -> bool:
    """Tell whether a word says of any name of a cell what it does."""
    return any(_marked(simple(name.written), 0)[1] or _labelled(simple(name.written), None)[1] for name in names)


def _leads(said: Sequence[_Said]) -> tuple[Name, ...]:
    """Return the units that lead; where none is said to, those of which nothing is said."""
    for part in (_Part.LEAD, _Part.SHARE, None):
        if told := tuple(unit.name for unit in said if unit.part is part):
            return told
    return ()


def _labelled(text: str, label: _Part | None) -> tuple[int, _Part | None]:
    """Return where the name begins behind the labels in front of it, and what the last label so far says."""
    start = 0
    for part, pattern in _LABELS:
        if match := pattern.match(text[start:]):
            label = part
            start += match.end()
    return start, label


def _marked(text: str, start: int) -> tuple[int, _Part | None, bool]:
    """Return where the name ends, what a mark behind it says, and whether that speaks for the list before it too."""
    for part, pattern in _MARKS:
        match = pattern.search(text[start:])
        if match and match.start():
            # 甲、乙配合: the word at the end of a list speaks for all of it.
            return start + match.start(), part, match["bracket"] is None
    return len(text), None, False
