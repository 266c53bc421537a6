"""Reading periods as people write them: `2022-Q2`, `2022年第二季度`, `Q3 2025/26`, `第23周`, `2026年6月上半月`. Pure.

What is written is told as it stands there; which days that is says `reportkit.period`, which knows the list's year.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cache

from reportkit.data import alternatives, load
from reportkit.language.months import month_names
from reportkit.language.numerals import BEFORE_REPUBLIC, read_numeral, years_in_digits
from reportkit.language.text import fold


class Span(IntEnum):
    """How long a period is, the shorter before the longer."""

    WEEK = 1
    HALF_MONTH = 2
    MONTH = 3
    QUARTER = 4
    TERM = 5
    HALF = 6
    YEAR = 7

    def ends(self, first: int) -> tuple[int, ...]:
        """Return after how many months of a year each of its kind ends, () for less than a month.

        Of three terms the first ends at Christmas, in a year that begins in August too (and its third in July).

        Args:
            first: the month in which the year begins.
        """
        if self is Span.TERM and first == _AUGUST:
            return 5, 9, 12
        months = {Span.MONTH: 1, Span.QUARTER: 3, Span.TERM: 4, Span.HALF: 6, Span.YEAR: 12}.get(self, 0)
        return tuple(range(months, 13, months)) if months else ()


_AUGUST = 8


@dataclass(frozen=True, slots=True)
class PeriodRead:
    """What a text says of a period.

    Attributes:
        span: how long it is.
        number: which of its year, of a half-month which of its month, from 1.
        year: its year, 0 where none is written.
        month: of a half-month its month.
        is_shifted: True where the year is written as one that does not begin in January: 2025/26, 2025学年.
        first: the month in which the year begins, where that is written too; else 0.
        is_termly: True for 第一学期, which is half a year, or a third of one that has three terms.
    """

    span: Span
    number: int
    year: int = 0
    month: int = 0
    is_shifted: bool = False
    first: int = 0
    is_termly: bool = False


class _Use(StrEnum):
    """What a word for a part of a year, or of a month, covers."""

    QUARTER = "quarter"
    HALF = "half"
    TERM = "term"
    NTH_TERM = "nth_term"
    THIRD = "third"
    SEASON = "season"
    YEAR = "year"
    HALF_MONTH = "half_month"


_SPANS = {
    _Use.QUARTER: Span.QUARTER,
    _Use.HALF: Span.HALF,
    _Use.TERM: Span.HALF,  # 上学期
    _Use.NTH_TERM: Span.HALF,  # 第一学期: of two, unless the year has three
    _Use.THIRD: Span.TERM,
    _Use.SEASON: Span.TERM,  # autumn term: of three, and a spring term is of the year after the autumn
    _Use.YEAR: Span.YEAR,
}


@dataclass(frozen=True, slots=True)
class _Word:
    """A word for a part of a year or of a month, as it stands beside that.

    Attributes:
        word: the word: 第二季度, first half.
        span: what it covers.
        number: which of them.
    """

    word: str
    span: _Use
    number: str


_DASHES = str.maketrans("‐‑–—―−", "------")
# A year of the Republic of China, which counts from 1912: 111年 is 2022.
_REPUBLIC = re.compile(r"(?:(?:中华)?民国)?(?<!\d)(1\d\d)年")
# The second of the two years after which one is named that does not begin in January; 2022-06 is a month.
_TWO = r"(?P<two>[-/](?:\d{4}|1[3-9]|[2-9]\d)(?!\d))?"
_YEAR = r"(?<!\d)(?P<year>\d{4})"
_NUMERAL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_MONTH_OF_YEAR = re.compile(rf"{_YEAR}年(?P<month>{_NUMERAL})月(?!\d|[底初末]|[上中下]旬|[上下]半月)份?")
_WHOLE_YEAR = re.compile(rf"{_YEAR}{_TWO}(?:(?P<school>学年)|年度|年全年)")
_WEEKS = (
    re.compile(rf"{_YEAR}(?:年第?|-?第)(?P<week>{_NUMERAL})周(?![年岁期末])"),
    re.compile(rf"{_YEAR}[-/,]?(?:w|week|wk)(?P<week>\d{{1,2}})(?![\da-z])"),
    re.compile(r"(?<![\da-z])(?:week|wk)(?P<week>\d{1,2})(?:of|[-/,])?(?P<year>\d{4})(?!\d)"),
)
# These are periods only where nothing else stands beside them: 2022-06 may begin a day, 2022 may count anything.
_PLAIN = (
    re.compile(r"(?P<year>\d{4})(?P<two>[-/](?:\d{4}|1[3-9]|[2-9]\d))年?"),
    re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})|(?P<packed>\d{2}))"),
    re.compile(r"(?P<year>\d{4})年?"),
)
# These have no year of their own.
_BARE = (
    re.compile(rf"(?P<month>{_NUMERAL})月份?"),
    re.compile(rf"第?(?P<week>{_NUMERAL})周"),
    re.compile(r"(?:w|week|wk)(?P<week>\d{1,2})"),
)
# What stands before the name of a month that belongs to a day: 30 June, 30th of June.
_NO_DAY = r"(?<!\d)(?<!\dof)(?<!\d(?:st|nd|rd|th))(?<!\d(?:st|nd|rd|th)of)"
_LONG_NAME = 4


@cache
def _words(*uses: _Use) -> dict[str, _Word]:
    """Return the words of some uses, folded; no run that reads no period reads the tables."""
    rows = (*load("periods", _Word), *load("period_parts", _Word))
    return {fold(row.word): row for row in rows if row.span in uses}


def _parts() -> dict[str, _Word]:
    return _words(*_SPANS)


@cache
def counted_parts() -> dict[str, int]:
    """Return the words for quarters and halves, folded, and with which month of its year each ends: q2 with the 6th."""
    rows = _words(_Use.QUARTER, _Use.HALF).items()
    return {word: _SPANS[row.span].ends(1)[int(row.number) - 1] for word, row in rows}


def _halves() -> dict[str, _Word]:
    return _words(_Use.HALF_MONTH)


def _long_halves() -> str:
    """Return the pattern of the words for half a month that are no single sign: 2022年6月上报 speaks of a month."""
    return f"(?P<half>{alternatives(word for word in _halves() if len(word) > 1)})"


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """Return how a period with its year stands in a text, the most telling first."""
    part, half = f"(?P<part>{alternatives(_parts())})", _long_halves()
    year = r"[-/.,]?(?P<year>\d{4})(?!\d)"
    # White space is left out: a short name may be the end of another word (grammar 2022), a long one hardly is.
    long = (name for name in month_names() if len(name) >= _LONG_NAME)
    names = f"(?P<name>{alternatives(month_names())})"
    return (
        re.compile(rf"{_YEAR}年?[-/.]?(?P<month>{_NUMERAL})(?:月份?)?[-/,]?{half}"),
        re.compile(rf"(?<![\da-z]){half}(?:of)?{names}{year}"),
        re.compile(rf"{_YEAR}{_TWO}(?:(?P<school>学年)|年度?|[-/._,])?{part}(?!\d)"),
        re.compile(rf"(?<![\da-z]){part}(?:of|[-/,])?(?P<year>\d{{4}}){_TWO}(?!\d)"),
        *_WEEKS,
        re.compile(rf"(?<![\da-z]){names}{year}"),
        re.compile(rf"{_NO_DAY}(?P<name>{alternatives(long)}){year}"),
        _MONTH_OF_YEAR,
        _WHOLE_YEAR,
    )


@cache
def _alone() -> tuple[re.Pattern[str], ...]:
    """Return how a period is written where nothing else stands beside it."""
    part, half = f"(?P<part>{alternatives(_parts())})", f"(?P<half>{alternatives(_halves())})"
    return (
        re.compile(rf"(?P<year>\d{{4}})f(?P<first>\d{{2}})-?{part}?"),  # as it is kept
        re.compile(rf"(?P<year>\d{{4}})年?[-/.]?(?P<month>{_NUMERAL})(?:月份?)?[-/]?{half}"),
        *_PLAIN,
        re.compile(part),
        re.compile(rf"(?P<month>{_NUMERAL})月份?{half}"),
        re.compile(rf"{half}(?:of)?(?P<name>{alternatives(month_names())})"),
        re.compile(f"(?P<name>{alternatives(month_names())})"),
        *_BARE,
    )


def read_whole(text: str) -> PeriodRead | None:
    """Return what a text says that is a period and nothing else, None where it is none; it need not say its year."""
    return _first(re.fullmatch, (*_shapes(), *_alone()), _plain(text).removeprefix("fy"))


def find_in(text: str) -> PeriodRead | None:
    """Return what a heading says of its period: 2022年第二季度, 2022年上半年, 2022年6月, Q2 2022; None for nothing."""
    return _first(re.search, _shapes(), _plain(text))


def find_bare(text: str) -> PeriodRead | None:
    """Return the part of a year that a text speaks of without saying which year: 二季度, Q2; None for none."""
    return _first(re.search, (_bare(),), _plain(text))


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(rf"(?<![\da-z])(?P<part>{alternatives(_parts())})(?!\d)")


def _plain(text: str) -> str:
    """Return a text folded, with dashes of one kind and years as everybody counts them."""
    plain = years_in_digits(fold(text).translate(_DASHES))
    return _REPUBLIC.sub(lambda m: f"{int(m[1]) + BEFORE_REPUBLIC}年", plain)


def _first(
    find: Callable[[re.Pattern[str], str], re.Match[str] | None], shapes: Iterable[re.Pattern[str]], plain: str
) -> PeriodRead | None:
    """Return what the first shape that is found says, None where none is or where there is no such period."""
    match = next(filter(None, (find(shape, plain) for shape in shapes)), None)
    return _read({name: value for name, value in match.groupdict().items() if value}) if match else None


def _read(said: dict[str, str]) -> PeriodRead | None:
    """Return what the parts of a text say, by what they are; None where its year can be none."""
    if not _can_be(said):
        return None
    year, first = int(said.get("year", 0)), int(said.get("first", 0))
    is_shifted = not said.keys().isdisjoint({"two", "school", "first"})
    if "half" in said:
        return PeriodRead(Span.HALF_MONTH, int(_halves()[said["half"]].number), year, _month(said))
    if "week" in said:
        return PeriodRead(Span.WEEK, _number(said["week"]), year)
    if "part" in said:
        word = _parts()[said["part"]]
        if word.span is _Use.SEASON and year and not is_shifted and int(word.number) > 1:
            year -= 1
        is_termly = word.span is _Use.NTH_TERM
        is_shifted = is_shifted or is_termly or word.span in {_Use.TERM, _Use.SEASON}
        return PeriodRead(_SPANS[word.span], int(word.number), year, 0, is_shifted, first, is_termly)
    month = _month(said)
    if month or not said.keys().isdisjoint({"month", "packed"}):
        return PeriodRead(Span.MONTH, month, year)
    return PeriodRead(Span.YEAR, 1, year, 0, is_shifted, first)


def _can_be(said: dict[str, str]) -> bool:
    """Tell whether there can be such a year: one that is written as 0 is none, and of two the second follows."""
    year = int(said.get("year", 1))
    follows = "two" not in said or int(said["two"][1:]) % 100 == (year + 1) % 100
    return bool(year and int(said.get("first", 1))) and follows


def _month(said: dict[str, str]) -> int:
    """Return the month that is named or numbered, 0 for none."""
    if "name" in said:
        return month_names()[said["name"]]
    return _number(said.get("month") or said.get("packed") or "")


def _number(text: str) -> int:
    return int(read_numeral(text) or 0) if text else 0
