"""Columns of what is to be done by a quarter or a month: 一季度目标, 1-3月, Q1 goal -> milestones of a task. Pure."""

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from reportkit.data import alternatives, load
from reportkit.language.months import month_names
from reportkit.language.nothing import is_blank, is_none
from reportkit.language.periods import counted_parts
from reportkit.language.text import CLOSING_BRACKETS, OPENING_BRACKETS, fold, squeeze
from reportkit.lists.steps import milestone
from reportkit.model import Milestone


@dataclass(frozen=True, slots=True)
class _Tail:
    """A word that stands behind or before a stage: what is to be done by then."""

    word: str


_TAILS = alternatives(fold(row.word) for row in load("stage_words", _Tail))
_LONGEST = 60
_NAMES = alternatives(name for name in month_names() if name.isascii())
_DASH = "[-–—−~～至到]"
_STAGE = re.compile(
    rf"(?:(?:{_TAILS})(?:for|by|in|[:：-])?)?(?:20\d\d年?度?|fy\d\d(?:/\d\d)?)?(?:截?至|到)?"
    rf"(?:(?P<part>{alternatives(counted_parts())})|(?:\d{{1,2}}月?份?{_DASH})?(?P<month>\d{{1,2}})月份?[底末]?"
    rf"|(?:by)?(?:the)?(?:endof|end)?(?:(?:{_NAMES})(?:{_DASH}|to))?(?P<name>{_NAMES}))"
    rf"(?:20\d\d(?:/\d\d)?)?末?(?:之?前)?[:：的]?(?:{_TAILS})?"
)
_TAIL = re.compile(f"(?:{_TAILS})?")
_OPEN, _CLOSE = re.escape(OPENING_BRACKETS), re.escape(CLOSING_BRACKETS)
_BRACKET = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]*)[{_CLOSE}]")
_YEAR = re.compile(r"20\d\d(?!\s*/)")
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class _Stage:
    """Until when a stage lasts.

    Attributes:
        month: the last month; of a quarter or half that of the calendar year.
        is_counted: True for a quarter or half, which begin with the year of the list, whenever that is.
    """

    month: int
    is_counted: bool


def is_stage(text: str) -> bool:
    """Tell whether a heading says by when what stands below it is to be done."""
    return _stage(text) is not None


def _stage(text: str) -> _Stage | None:
    """Return the stage that a heading names, None where it names none.

    Months in brackets count before the quarter they explain: Q1 (Apr-Jun), 目标（1-3月）.
    """
    if len(text) > _LONGEST:
        return None
    outer = fold(_BRACKET.sub("", text))
    match = _STAGE.fullmatch(outer)
    if match or _TAIL.fullmatch(outer):
        inner = (_STAGE.fullmatch(fold(said)) for said in _BRACKET.findall(text))
        match = next(filter(None, inner), match)
    return _read(match) if match else None


def _read(match: re.Match[str]) -> _Stage | None:
    if match["part"]:
        return _Stage(counted_parts()[match["part"]], is_counted=True)
    month = month_names()[match["name"]] if match["name"] else int(match["month"])
    return _Stage(month, is_counted=False) if 1 <= month <= _DECEMBER else None


def _day(heading: str, year: int, begins: int) -> date | None:
    """Return the last day of the stage that a heading names, None where it names none or the year is not known."""
    stage = _stage(heading)
    said = _YEAR.search(heading)
    if stage is None or not (said or year):
        return None
    month, own = stage.month, int(said[0]) if said else year
    if begins > 1:
        month, own = _fiscal(stage, own, begins, is_said=said is not None)
    return date(own, month, monthrange(own, month)[1])


def _fiscal(stage: _Stage, year: int, begins: int, *, is_said: bool) -> tuple[int, int]:
    """Return the last month of a stage and its year, in a year of the list that begins in the month `begins`."""
    month = stage.month
    if stage.is_counted:
        later, last = divmod(month + begins - 2, _DECEMBER)
        return last + 1, year + later
    return month, year + (month < begins and not is_said)


def milestones_of(stages: Iterable[tuple[str, str]], year: int, begins: int = 1) -> tuple[Milestone, ...]:
    """Return what is to be done by when as milestones, in the order of their days; a cell that says nothing is none.

    Args:
        stages: headings of columns, and what stands below them.
        year: of the list; it begins then.
        begins: the month in which that is: its quarters are counted from there.
    """
    found = []
    for heading, words in stages:
        day = _day(heading, year, begins)
        said = squeeze(words.replace("\n", " "))
        if day is not None and any(map(str.isalnum, said)) and not (is_blank(said) or is_none(said)):
            found.append(milestone(day, said))
    return tuple(sorted(found, key=lambda one: one.day))
