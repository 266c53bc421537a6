"""Parts of a year as English lists name them -> their last day: Quarter 2, Q2 26/27, Autumn Term 2026, end of FY. Pure.

A quarter or a half is counted from where the year of the list begins, a term or a season ends in a month of its own. A
part without a year is of the list's.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from reportkit.data import load
from reportkit.language.periods import counted_parts
from reportkit.language.text import fold


@dataclass(frozen=True, slots=True)
class _Part:
    """A word for a part of the year that is not counted: autumn term, spring.

    Attributes:
        word: the word.
        month: in which it ends.
        next_year: not empty where that is of the year after the one that is named.
    """

    word: str
    month: str
    next_year: str = ""


_NAMED = {fold(row.word): row for row in load("year_parts", _Part)}
_LONGEST = 60
_DIGITS = 4
_JANUARY, _APRIL, _AUGUST, _DECEMBER = 1, 4, 8, 12
# White space left out: byendofq226/27, autumnterm2026, 2026/27q2, endoffy.
_BEFORE = re.compile(
    r"^(?:(?:by|before|due|until|nolaterthan|during|within|over|in|the|end|close|completion|of)[-:]?)+"
    r"(?=fy|ay|h\d|q\d|\d|[a-z])"
)
_YEARS = (
    r"(?P<label>fy|ay|academicyear|schoolyear|financialyear|year)?"
    r"(?:(?P<first>20\d\d|\d\d)[/–—-](?P<second>20\d\d|\d\d)|(?P<only>20\d\d|(?<=fy)\d\d|’\d\d))"
)
_YEARS_FIRST = re.compile(rf"{_YEARS}(?:[,:–—-]|(?=[a-z])|(?=\d(?:q|h|st|nd|rd|th))|$)")
_YEARS_LAST = re.compile(rf"(?:of|in|[,(–—/-])?{_YEARS}\)?$")
_WHOLE = re.compile(r"(?:(?P<kind>calendar|financial|fiscal|academic|school)?year|(?P<fy>fy))(?:-?end)?")
_TO = re.compile(r"[/–—-]|to|and|&")


@dataclass(frozen=True, slots=True)
class _Said:
    """What a text says of a part of a year.

    Attributes:
        part: the word for it, folded; "" for a whole year.
        kind: what kind of year it is of, where a word says so: fy, academic.
        years: the year or the two that it names.
        is_long: True where both are written with four digits.
    """

    part: str
    kind: str = ""
    years: tuple[int, ...] = ()
    is_long: bool = False

    @property
    def is_counted(self) -> bool:
        """True for a quarter or half."""
        return self.part in counted_parts()


def names_part(text: str) -> bool:
    """Tell whether a text is a part of a year, or a year that begins in one and ends in the next, and nothing else."""
    return _said(text) is not None


def names_term(text: str) -> bool:
    """Tell whether a text names a term."""
    said = _said(text)
    return said is not None and (said.kind in _ACADEMIC or (said.part in _NAMED and "term" in said.part))


def last_day(text: str, year: int, begins: int) -> tuple[date | None, bool]:
    """Return the last day of the part of a year that a text names, and whether it is plainly said.

    Args:
        text: the deadline as written.
        year: in which the year of the list begins, 0 where that is not known.
        begins: the month in which it begins.

    Returns:
        None for no part of a year, and for one of a year that nobody knows.
    """
    said = _said(text)
    if said is None:
        return None, False
    end = _end(said, year, begins)
    if end is None:
        return None, False
    own, month = end
    return date(own, month, monthrange(own, month)[1]), said.is_counted and len(said.years) > 1


def _said(text: str) -> _Said | None:
    """Return what a text says of a part of a year; of a span what it ends with."""
    if len(text) > _LONGEST:
        return None
    plain = fold(text).rstrip(".")
    plain = _BEFORE.sub("", plain)
    found = _one(plain)
    return found or next(
        filter(None, (_of_span(plain[: dash.start()], plain[dash.end() :]) for dash in _TO.finditer(plain))), None
    )


def _of_span(first: str, last: str) -> _Said | None:
    """Return the end of a span of quarters or halves, Q1-Q2 2026/27."""
    begin, end = _one(first), _one(last)
    if begin is None or end is None or not (begin.is_counted and end.is_counted):
        return None
    return end if end.years else replace(end, years=begin.years)


def _one(text: str) -> _Said | None:
    match = _YEARS_LAST.search(text) or _YEARS_FIRST.match(text)
    if match is None:
        return _part(text, "", ())
    label = match["label"] or ""
    rest = text[: match.start()] + text[match.end() :]
    years = tuple(_whole(said) for said in (match["first"], match["second"], match["only"]) if said)
    if match["second"] and not _are_years(match["first"], match["second"]):
        return None
    found = _part(rest.strip(",:()–—-"), label, years)
    is_long = bool(match["second"]) and len(match["first"]) == len(match["second"]) == _DIGITS
    return replace(found, is_long=is_long) if found else None


def _are_years(first: str, second: str) -> bool:
    """Tell whether two numbers are years and no range of something else: the next, or a later one of four digits."""
    begin, end = _whole(first), _whole(second)
    return end == begin + 1 or (len(first) == len(second) == _DIGITS and end > begin)


def _whole(digits: str) -> int:
    return 2000 + int(digits[-2:])


def _part(text: str, label: str, years: tuple[int, ...]) -> _Said | None:
    """Return a part of years that are named, None where the text is no word for one."""
    if text in counted_parts() or text in _NAMED:
        return _Said(text, label, years)
    whole = _WHOLE.fullmatch(text)
    if whole is None and (text or not (len(years) > 1 or label)):
        return None
    return _Said("", (whole["kind"] or whole["fy"] if whole else None) or label, years)


_ACADEMIC = frozenset({"academic", "school", "ay", "academicyear", "schoolyear"})
_FISCAL = frozenset({"fy", "financial", "fiscal", "financialyear"})


def _end(said: _Said, year: int, begins: int) -> tuple[int, int] | None:
    """Return the year and the month in which a part ends."""
    first, begins = _first(said, year, begins)
    if not first:
        return None
    if said.part in _NAMED:
        row = _NAMED[said.part]
        month = int(row.month)
        if len(said.years) == 1:
            return first + bool(row.next_year), month
        is_later = bool(row.next_year) if begins == _JANUARY else month < begins
        return first + is_later, month
    months = begins - 1 + counted_parts().get(said.part, _DECEMBER)
    return first + (months - 1) // _DECEMBER, (months - 1) % _DECEMBER + 1


def _first(said: _Said, year: int, begins: int) -> tuple[int, int]:
    """Return in which year and month the year of a part begins, 0 where that is not known."""
    kind, years = said.kind, said.years
    own = _AUGUST if kind in _ACADEMIC else begins
    if len(years) > 1:
        # 2026-2027 in a list of a calendar year is both years, and 2026/27 one that begins in the first.
        is_of_one = years[1] == years[0] + 1 and not (said.is_long and begins == _JANUARY and not said.part)
        return (years[0], own if own > _JANUARY else _APRIL) if is_of_one else (years[1], _JANUARY)
    if kind in _FISCAL:
        # FY26 alone begins or ends in 2026: it is known in a list that names its year.
        is_known = begins > _JANUARY and (not years or years[0] in (year, year + 1))
        return year * is_known, begins
    if years:
        return years[0], _JANUARY
    if kind in _ACADEMIC and begins != _AUGUST:
        return year - 1, _AUGUST
    return year, _JANUARY if kind == "calendar" else begins
