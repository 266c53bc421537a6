"""Words of headings: what a column holds by what stands above it, in both scripts. Pure."""

import itertools
import re
from dataclasses import dataclass
from enum import StrEnum

from reportkit.data import alternatives, load
from reportkit.language.script import is_latin
from reportkit.language.text import CLOSING_BRACKETS, OPENING_BRACKETS, fold_prose
from reportkit.lists.latin import in_scripts
from reportkit.lists.stages import is_stage
from reportkit.model import OFFICES, ListColumn

_FOR_YEAR = re.compile(
    r"(?:(?<!\s)\s++(?:for|in|by|during))?(?<!\s)\s++(?:FY)?20\d\d(?:\s?[/–-]\s?(?:20)?\d\d)?\s*$", re.IGNORECASE
)
"""The year behind a heading: Objective for 2026, Actions 2026/27."""
_IN_BRACKETS = re.compile(
    rf"[{re.escape(OPENING_BRACKETS)}][^{re.escape(CLOSING_BRACKETS)}\n]{{0,200}}+[{re.escape(CLOSING_BRACKETS)}]"
)
_LONGEST, _LONGEST_IN_LETTERS = 24, 40
_LONGEST_WRITTEN = 200
"""Characters of a heading with what stands in brackets behind it."""


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


def participant_words() -> tuple[str, ...]:
    """Return the words by which a heading says that its units take part, folded."""
    rows = (row for row in _WORDS if row.means is ListColumn.PARTICIPANTS and row.match is _Match.PART)
    return tuple(fold_prose(row.word) for row in rows)


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
    found = _of_words(bare_heading(text))
    if found in (None, ListColumn.OTHER, ListColumn.LEADERS, ListColumn.DEADLINE, ListColumn.LEADS):
        found = _of_both(text) or found
    return found or next(filter(None, map(_known, in_scripts(text))), None)


def _of_words(name: str) -> ListColumn | None:
    """Return what a bare heading means by the words of the tables."""
    if not name or len(name) > (_LONGEST_IN_LETTERS if name.isascii() else _LONGEST):
        return None
    return _WHOLE.get(name) or next((means for means, pattern in _KNOWN.items() if pattern.fullmatch(name)), None)


_FIRST_COUNTS = OFFICES | {ListColumn.WORK, ListColumn.DEADLINE}
_BOTH = re.compile(r"[及和与與、/／&]|\s(?:and|or)\s", re.IGNORECASE)


def beside_wording(text: str) -> ListColumn | None:
    """Return what a heading in letters is that is one of the usual names of what stands beside a wording.

    MEASURES for Success criteria, OTHER for Status or Resources, None for all else.
    """
    means = _WHOLE.get(bare_heading(text)) if is_latin(text) else None
    return means if means in (ListColumn.MEASURES, ListColumn.OTHER) else None


def is_enough_alone(text: str) -> bool:
    """Tell whether a heading will do where a table has no other."""
    return bare_heading(text) in _ALONE


def names_persons(text: str) -> bool:
    """Tell whether a heading of units says that persons stand beside them: 责任单位及联系人."""
    first, *more = _BOTH.split(text)
    return _known(first) in OFFICES and any(map(_PERSON.search, more))


_PERSON = re.compile("[人员員]")


def _of_both(text: str) -> ListColumn | None:
    """Return what two headings in one mean: 责任单位及联系人 is one of units, Project / Initiative one of tasks."""
    first, *more = _BOTH.split(text)
    found = _known(first) if more and first.strip() else None
    if found is ListColumn.PROJECT and ListColumn.WORK in map(_known, more):
        return ListColumn.WORK
    return found if found in _FIRST_COUNTS else None


def bare_heading(text: str) -> str:
    """Return a heading without brackets, punctuation and the year: 2022年重点工作（任务） -> 重点工作.

    "" for a text that is too long to be one.
    """
    if len(text) > _LONGEST_WRITTEN:
        return ""
    inner = _IN_BRACKETS.sub("", text) or text
    return re.sub(r"^20\d\d年?度?", "", fold_prose(_FOR_YEAR.sub("", inner)))
