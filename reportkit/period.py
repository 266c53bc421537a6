"""Reporting periods (报送期): a month, a quarter, a half-year or a year. Pure."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from reportkit.data import alternatives, load
from reportkit.language.errors import ReportkitError
from reportkit.language.months import month_names
from reportkit.language.numerals import read_numeral
from reportkit.language.text import fold
from reportkit.language.words import Lang, Words

_BAD = Words("“{period}” is not a reporting period.", "“{period}”不是一个报送期。")
_BAD_HINT = Words(
    "Write a month (2022-06), a quarter (2022-Q1 to 2022-Q4), a half-year (2022-H1, 2022-H2) or a year (2022).",
    "请写成月份（2022-06）、季度（2022-Q1 至 2022-Q4）、半年（2022-H1、2022-H2）或年份（2022）。",
)
_CHINESE = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period; periods are ordered by their end, and of two with one end the shorter comes first.

    Attributes:
        end: its last day.
        months: how many months it covers (1, 3, 6 or 12).
    """

    end: date
    months: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period as people write it: `2022-06`, `2022-Q2`, `2022H1`, `2022`, `2022年第二季度`, `Q2 2022`.

        Raises:
            ReportkitError: the text is no period (`2022-Q5`, `2022-13`, `Q2`).
        """
        found = read_period(text)
        if found is None:
            raise ReportkitError(_BAD, _BAD_HINT, period=text)
        return found

    def __str__(self) -> str:
        number = self.end.month // self.months
        match self.months:
            case 12:
                return f"{self.end.year}"
            case 6:
                return f"{self.end.year}-H{number}"
            case 3:
                return f"{self.end.year}-Q{number}"
            case _:
                return f"{self.end.year}-{number:02d}"

    @property
    def code(self) -> str:
        """The period without its hyphen, as it stands in a form number: `2022Q2`."""
        return str(self).replace("-", "")

    @classmethod
    def from_code(cls, code: str) -> "Period":
        """Read what `code` wrote."""
        return cls.parse(code)

    @property
    def year(self) -> int:
        """The year it belongs to."""
        return self.end.year

    @property
    def begin(self) -> date:
        """Its first day."""
        return date(self.end.year, self.end.month - self.months + 1, 1)

    @property
    def elapsed(self) -> float:
        """The share of the year that has passed at its end, 0 to 1: the baseline of 序时进度."""
        return self.end.month / 12

    def brief(self, lang: Lang) -> str:
        """Return it without its year, for a narrow column: 6月, 二季度, 上半年, 全年; 06, Q2, H1, year."""
        number = self.end.month // self.months
        if lang is Lang.EN:
            return {12: "year", 6: f"H{number}", 3: f"Q{number}"}.get(self.months, f"{number:02d}")
        half = "上半年" if number == 1 else "下半年"
        names = {12: "全年", 6: half, 3: f"{_CHINESE[(number - 1) % 4]}季度", 1: f"{number}月"}
        return names[self.months]

    def label(self, lang: Lang) -> str:
        """Return it as people say it: 2022年第二季度, Q2 2022."""
        number = self.end.month // self.months
        if lang is Lang.EN:
            names = {12: "{y}", 6: "H{n} {y}", 3: "Q{n} {y}", 1: "{y}-{n:02d}"}
        else:
            half = "上" if number == 1 else "下"
            quarter = _CHINESE[number - 1] if self.months == 3 else ""
            names = {
                12: "{y}年度",
                6: "{y}年" + half + "半年",
                3: "{y}年第" + quarter + "季度",
                1: "{y}年{n}月",
            }
        return names[self.months].format(y=self.end.year, n=number)


class _Span(StrEnum):
    """What a word for a part of a year covers."""

    QUARTER = "quarter"
    HALF = "half"

    @property
    def months(self) -> int:
        """How many months it covers."""
        return 3 if self is _Span.QUARTER else 6


@dataclass(frozen=True, slots=True)
class _Word:
    """A word for a part of a year, as it stands beside the year.

    Attributes:
        word: the word: 第二季度, first half.
        span: what it covers.
        number: which of them in the year.
    """

    word: str
    span: _Span
    number: str


_YEAR = r"(?<!\d)(?P<year>\d{4})"
_MONTH_OF_YEAR = re.compile(
    rf"{_YEAR}年(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?!\d|[底初末]|[上中下]旬)份?"
)
_WHOLE_YEAR = re.compile(rf"{_YEAR}年(?:度|全年)")
# These are periods only where nothing else stands beside them: 2022-06 may begin a day, 2022 may count anything.
_PLAIN_MONTH = re.compile(r"(?P<year>\d{4})(?:[-/.](?P<month>\d{1,2})|(?P<packed>\d{2}))")
_PLAIN_YEAR = re.compile(r"(?P<year>\d{4})年?")


# What stands before the name of a month that belongs to a day: 30 June, 30th of June.
_NO_DAY = r"(?<!\d)(?<!\dof)(?<!\d(?:st|nd|rd|th))(?<!\d(?:st|nd|rd|th)of)"
_LONG_NAME = 4


@cache
def _parts() -> dict[str, _Word]:
    """Return the words for parts of a year, folded; no run that reads no period reads the table."""
    return {fold(row.word): row for row in load("periods", _Word)}


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """Return how a period stands in a text, the most telling first."""
    part, year = f"(?P<part>{alternatives(_parts())})", r"[-/.,]?(?P<year>\d{4})(?!\d)"
    # White space is left out: a short name may be the end of another word (grammar 2022), a long one hardly is.
    long = (name for name in month_names() if len(name) >= _LONG_NAME)
    return (
        re.compile(rf"{_YEAR}(?:年度?|[-/._])?{part}(?!\d)"),
        re.compile(rf"(?<![\da-z]){part}(?:of|[-/,])?(?P<year>\d{{4}})(?!\d)"),
        re.compile(rf"(?<![\da-z])(?P<name>{alternatives(month_names())}){year}"),
        re.compile(rf"{_NO_DAY}(?P<name>{alternatives(long)}){year}"),
        _MONTH_OF_YEAR,
        _WHOLE_YEAR,
    )


def read_period(text: str) -> Period | None:
    """Return the period that a text is and nothing else, None where it is none."""
    return _first(re.fullmatch, (*_shapes(), _PLAIN_MONTH, _PLAIN_YEAR), text)


def find_period(text: str) -> Period | None:
    """Return the period that a heading speaks of: 2022年第二季度, 2022年上半年, 2022年6月, Q2 2022; None for none."""
    return _first(re.search, _shapes(), text)


def find_part(text: str, year: int) -> Period | None:
    """Return the part of a year that a text speaks of without saying which year: 二季度, Q2; None for none."""
    match = _bare_part().search(fold(text))
    return _made({"part": match["part"], "year": str(year)}) if match else None


@cache
def _bare_part() -> re.Pattern[str]:
    return re.compile(rf"(?<![\da-z])(?P<part>{alternatives(_parts())})(?!\d)")


def _first(
    find: Callable[[re.Pattern[str], str], re.Match[str] | None], shapes: Iterable[re.Pattern[str]], text: str
) -> Period | None:
    """Return what the first shape that is found says, None where none is or where there is no such period."""
    plain = fold(text)
    match = next(filter(None, (find(shape, plain) for shape in shapes)), None)
    return _made(match.groupdict()) if match else None


def _made(said: dict[str, str | None]) -> Period | None:
    year, last, months = int(said["year"] or 0), 12, 12
    part, name, month = said.get("part"), said.get("name"), said.get("month") or said.get("packed")
    if part:
        word = _parts()[part]
        last, months = int(word.number) * word.span.months, word.span.months
    elif name:
        last, months = month_names()[name], 1
    elif month:
        last, months = int(read_numeral(month) or 0), 1
    if not (1 <= last <= 12 and 1900 <= year <= 2999):
        return None
    return Period(date(year, last, monthrange(year, last)[1]), months)
