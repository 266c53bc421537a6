"""Several days in one cell of deadlines: “30 June and 31 December 2026” is a milestone and the deadline. Pure.

Each part of the cell must be a day, with what is done by it or without; a year that stands at one of them only is that
of its neighbours. What does not rise from day to day, or holds anything else, is left for a person.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reportkit.language.text import squeeze
from reportkit.lists.findings import deadline_of
from reportkit.lists.steps import deadline_of_steps, milestone, milestones_of_steps, steps_of
from reportkit.lists.when import is_standing, plain_when, years_in
from reportkit.model import Milestone

_MOST, _LONGEST = 6, 200
_PARTS = re.compile(r"[;；,，、\n]|\s[/&]\s|\s(?:and|then)\s|[和及与與]", re.IGNORECASE)
_LEADING = re.compile(r"^(?:and|then)\s+", re.IGNORECASE)
_EACH_YEAR = re.compile(r"(?<!\s)\s+(?:each|every|of each|of every) year$|(?<!\s)\s+annually$", re.IGNORECASE)
_IN_BRACKET = re.compile(r"^(?P<when>[^()（）]{1,60})[(（](?P<what>[^()（）]{1,60})[)）]$")
_BEHIND = re.compile(r"^(?P<what>[^:：]{1,80})(?:[:：]|\b(?:by|in)\b|\s[–—-]\s)(?P<when>[^:：]{1,60})$", re.IGNORECASE)
_WHOLE = re.compile(r"^(?P<what>)(?P<when>.{1,60})$")
_CHINESE = re.compile(r"^(?P<what>[^\x00-\x7f]{1,20})(?P<when>\d[^:：]{1,40})$")


@dataclass(frozen=True, slots=True)
class Due:
    """What a cell of deadlines says of a task that is due in steps.

    Attributes:
        milestones: the steps, () where the cell names none.
        day: the deadline of the whole task, None for the end of the year.
    """

    milestones: tuple[Milestone, ...] = ()
    day: date | None = None


def due_in_steps(text: str, year: int, begins: int) -> Due | None:
    """Return the steps in a column of deadlines, None where it names fewer than two days.

    Args:
        text: what stands there.
        year: of the list, 0 where that is not known.
        begins: the month in which that year begins.
    """
    steps = steps_of(plain_when(text), year)
    if steps:
        return Due(milestones_of_steps(steps), deadline_of_steps(steps))
    found = _steps(text, year, begins)
    if not found:
        return None
    *before, last = found
    own = [milestone(last.day, last.words)] if last.words else []
    return Due((*(milestone(step.day, step.words or step.said) for step in before), *own), last.day)


@dataclass(frozen=True, slots=True)
class _Step:
    """A part of the cell: its words without the day, and the day as it stands there."""

    words: str
    said: str
    day: date


def _steps(text: str, year: int, begins: int) -> list[_Step]:
    """Return the days in a cell with what is done by each, [] where it is no sequence of several days."""
    parts = [_LEADING.sub("", part) for part in map(squeeze, _PARTS.split(_EACH_YEAR.sub("", text))) if part]
    is_one = not 1 < len(parts) <= _MOST or len(text) > _LONGEST or deadline_of(text, year, begins)[0] is not None
    if is_one:
        return []
    read = (_rising(parts, years, begins) for years in _years(parts, year))
    return next(filter(None, read), [])


def _rising(parts: Sequence[str], years: Sequence[int], begins: int) -> list[_Step]:
    """Return parts as steps, [] where one is none or their days do not rise."""
    found = [_step(part, year, begins) for part, year in zip(parts, years, strict=True)]
    steps = [step for step in found if step is not None]
    is_rising = all(one.day < other.day for one, other in pairwise(steps))
    return steps if len(steps) == len(parts) and is_rising else []


def _years(parts: Sequence[str], year: int) -> Iterator[list[int]]:
    """Yield what the years of parts may be, negative where it is the list's.

    One that names none is of the year of the next that does: 30 June and 31 December 2026; or else of the list's.
    """
    said = [next(years_in(plain_when(part)), 0) for part in parts]
    first = next(filter(None, said), 0)
    yield [own or next(filter(None, said[at:]), 0) or first or -year for at, own in enumerate(said)]
    yield [own or -year for own in said]


def _step(part: str, year: int, begins: int) -> _Step | None:
    """Return a part as a step, None where it is none."""
    for words, when in _readings(part):
        day = None if is_standing(when) else deadline_of(when, abs(year), 1 if year > 0 else begins)[0]
        if day is not None:
            return _Step(words, when, day)
    return None


def _readings(part: str) -> Iterator[tuple[str, str]]:
    """Return what may be the words and the day of a part: 2026 (phase 1), 30 June, Design by June, 一期6月底前."""
    matches = (pattern.search(part) for pattern in (_IN_BRACKET, _WHOLE, _BEHIND, _CHINESE))
    return ((squeeze(match["what"]), squeeze(match["when"])) for match in matches if match is not None)
