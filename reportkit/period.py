"""Reporting periods (报送期): a week, half a month, a month, a quarter, a term, a half-year or a year. Pure.

A year need not begin in January: financial years and school years are named after both their years, `2025/26`. A
period knows the month in which its year begins where that makes it another one: `2025/26-Q3`. A month or a week is
the same in every year; of which list's year it is says who knows in which month that begins (`Period.year_in`).
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from reportkit.language.errors import ReportkitError
from reportkit.language.numerals import BEFORE_REPUBLIC
from reportkit.language.periods import PeriodRead, Span, find_bare, find_in, read_whole
from reportkit.language.words import Lang, Words

_BAD = Words("“{period}” is not a reporting period.", "“{period}”不是一个报送期。")
_BAD_HINT = Words(
    "Write a month ({year}-06), half a month ({year}-06a, {year}-06b), a quarter ({of}-Q1 to {of}-Q4), a half-year "
    "({of}-H1, {of}-H2), a term ({of}-T1 to {of}-T3), a year ({of}) or a week ({year}-W23).",
    "请写成月份（{year}-06）、半月（{year}-06a、{year}-06b）、季度（{of}-Q1 至 {of}-Q4）、半年（{of}-H1、{of}-H2）、"
    "三学期制的学期（{of}-T1 至 {of}-T3）、年份（{of}）或周（{year}-W23）。",
)
_UNKNOWN_YEAR = "YYYY"
_CHINESE = "一二三四"
_SCHOOL = 9
"""The month in which school years begin; a year that begins then is called one in Chinese."""
_BRIEF = {
    Span.YEAR: "全年",
    Span.HALF: "{part}半年",
    Span.QUARTER: "{word}季度",
    Span.TERM: "三学期制第{word}学期",
    Span.MONTH: "{month}月",
    Span.HALF_MONTH: "{month}月{part}",
    Span.WEEK: "{no}周",
}
_TERM = "第{word}学期"
_SEASONS = ("Autumn term", "Spring term", "Summer term")
_SCHOOLS = (8, 9)
"""The months in which a year may begin whose terms are called by their seasons."""
_LETTERS = {Span.QUARTER: "Q", Span.TERM: "T", Span.HALF: "H"}
_HALF_MONTH = 15
_SIGNS = "ab"


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the list says of its year.

    Attributes:
        year: the year of the list; of one that begins in another month than January the year it begins in; 0 where that
            is not known.
        first: the month in which it begins, 1 to 12.
        is_day_first: True where 5/7/2022 is the fifth of July in it, and not a question.
        has_terms: True where it has three terms: 第一学期 is one of them, and no half of it.
    """

    year: int = 0
    first: int = 1
    is_day_first: bool = False
    has_terms: bool = False

    @classmethod
    def of(cls, period: "Period") -> "Calendar":
        """Return what a period says of its year."""
        return cls(period.year, period.first, has_terms=period.span is Span.TERM)

    def holds(self, period: "Period") -> bool:
        """Tell whether a period is of this year, as it is counted here; of a year that is not known every one is."""
        return not self.year or (self.is_counted_so(period) and self.year == period.year_in(self.first))

    def is_counted_so(self, period: "Period") -> bool:
        """Tell whether a period is one of a year that begins as this does: no calendar quarter of a financial year."""
        return period.span <= Span.MONTH or period.first == self.first

    @property
    def whole(self) -> "Period":
        """The whole year."""
        return Period.of_year(self.year, Span.YEAR, 1, self.first)

    def around(self, period: "Period") -> "Period":
        """Return the whole of the year that a period lies in, whichever year the list is of."""
        return Period.of_year(period.year_in(self.first), Span.YEAR, 1, self.first)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period; periods are ordered by their end, and of two with one end the shorter comes first.

    Attributes:
        end: its last day.
        span: how long it is.
        first: the month in which its year begins; 1 for what is less than a quarter, which is the same in every year.
    """

    end: date
    span: Span
    first: int = 1

    @classmethod
    def parse(cls, text: str, calendar: Calendar = Calendar()) -> "Period":
        """Read a period as people write it: `2022-06`, `2022-Q2`, `2022H1`, `2022`, `2022年第二季度`, `Q2 2022`.

        Args:
            text: the text.
            calendar: the year of the list, of which is what is written without a year: `Q2`, `6月`, `第23周`.

        Raises:
            ReportkitError: the text is no period (`2022-Q5`, `2022-13`), or does not say of which year.
        """
        found = read_period(text, calendar)
        if found is None:
            year = f"{calendar.year}" if calendar.year else _UNKNOWN_YEAR
            of = str(calendar.whole) if calendar.year else _UNKNOWN_YEAR
            raise ReportkitError(_BAD, _BAD_HINT, period=text, year=year, of=of)
        return found

    @classmethod
    def from_code(cls, code: str) -> "Period":
        """Read what `code` or `folder` wrote."""
        return cls.parse(code)

    @classmethod
    def of_year(cls, year: int, span: Span, number: int, first: int = 1) -> "Period":
        """Return a part of a year that begins in the month `first`, by its number, a month or longer, or the year."""
        months = year * 12 + first - 1 + span.ends(first)[number - 1] - 1
        year, month = months // 12, months % 12 + 1
        return cls(date(year, month, monthrange(year, month)[1]), span, 1 if span <= Span.MONTH else first)

    @classmethod
    def half_month(cls, year: int, month: int, half: int) -> "Period":
        """Return the first (1) or second (2) half of a month: up to its 15th day, or from the 16th on."""
        day = _HALF_MONTH if half == 1 else monthrange(year, month)[1]
        return cls(date(year, month, day), Span.HALF_MONTH)

    @classmethod
    def week(cls, year: int, number: int) -> "Period":
        """Return a week as ISO 8601 counts them: from Monday, of the year in which its Thursday lies.

        Raises:
            ValueError: the year has no such week.
        """
        return cls(date.fromisocalendar(year, number, 7), Span.WEEK)

    def __str__(self) -> str:
        """Return it in the one way in which it is told: `2022-06`, `2022-Q2`, `2025/26-Q3`, `2026-W23`, `2026-06a`."""
        return self._written(f"{self.year}/{(self.year + 1) % 100:02d}")

    @property
    def folder(self) -> str:
        """The same as it stands in names of files and folders, and in what is kept: `2022-Q2`, `2025F04-Q3`.

        It says by itself in which month the year begins, so that what is kept is understood without the list.
        """
        return self._written(f"{self.year}F{self.first:02d}")

    def _written(self, shifted: str) -> str:
        """Return its ASCII name; `shifted` stands for a year that does not begin in January."""
        year = f"{self.year}" if self.first == 1 else shifted
        match self.span:
            case Span.YEAR:
                return year
            case Span.HALF | Span.QUARTER | Span.TERM:
                return f"{year}-{_LETTERS[self.span]}{self.number}"
            case Span.WEEK:
                return f"{year}-W{self.number:02d}"
            case Span.HALF_MONTH:
                return f"{year}-{self.end.month:02d}{_SIGNS[self.number - 1]}"
            case Span.MONTH:
                return f"{year}-{self.end.month:02d}"

    @property
    def code(self) -> str:
        """The period without its hyphen, as it stands in a form number: `2022Q2`, `2025F04Q3`, `202606A`."""
        return self.folder.replace("-", "").upper()

    @property
    def number(self) -> int:
        """Which of its kind it is, from 1: of its year, a half-month of its month."""
        match self.span:
            case Span.WEEK:
                return self.end.isocalendar().week
            case Span.HALF_MONTH:
                return 1 if self.end.day == _HALF_MONTH else 2
            case _:
                return self.span.ends(self.first).index((self.end.month - self.first) % 12 + 1) + 1

    @property
    def year(self) -> int:
        """The year it is named after: of one that does not begin in January the year it begins in."""
        return self._middle.year if self._middle.month >= self.first else self._middle.year - 1

    @property
    def _middle(self) -> date:
        """The day that tells of which year and month it is: of a week its Thursday."""
        return self.end - timedelta(days=3) if self.span is Span.WEEK else self.end

    def year_in(self, first: int) -> int:
        """Return in which year the year begins that it lies in, where years begin in the month `first`."""
        return self._middle.year if self._middle.month >= first else self._middle.year - 1

    @property
    def begin(self) -> date:
        """Its first day."""
        match self.span:
            case Span.WEEK:
                return self.end - timedelta(days=6)
            case Span.HALF_MONTH:
                return self.end.replace(day=1 if self.number == 1 else _HALF_MONTH + 1)
            case _:
                begins = (0, *self.span.ends(self.first))[self.number - 1]
                months = self.end.year * 12 + self.end.month - 1 - (self.end.month - self.first) % 12 + begins
                return date(months // 12, months % 12 + 1, 1)

    def months_gone(self, first: int = 1) -> Fraction:
        """Return how many months have passed at its end of the year it lies in, which begins in the month `first`.

        A part of a month counts by its days; a week that reaches into the next year ends this one.
        """
        if self.end.year * 12 + self.end.month - first >= (self.year_in(first) + 1) * 12:
            return Fraction(12)
        days = Fraction(self.end.day, monthrange(self.end.year, self.end.month)[1])
        if self.span is Span.HALF_MONTH and self.number == 1:
            days = Fraction(1, 2)
        return (self.end.month - first) % 12 + days

    def brief(self, lang: Lang) -> str:
        """Return it without its year, for a narrow column: 6月, 二季度, 上半年, 全年; 06, Q2, H1, year."""
        if lang is Lang.EN:
            return "year" if self.span is Span.YEAR else str(self).partition("-")[2]
        is_term = self.span is Span.HALF and self.first == _SCHOOL
        chinese = _TERM if is_term else _BRIEF[self.span]
        brief = chinese.format(
            month=self.end.month,
            no=self.number,
            word=_CHINESE[(self.number - 1) % 4],
            part="上下"[(self.number - 1) % 2],
        )
        return Words("", brief).template(lang)

    def label(self, lang: Lang) -> str:
        """Return it as people say it: 2022年第二季度, Q2 2022; in Taiwan by the year of the Republic: 111年第二季."""
        if lang is Lang.EN:
            return self._in_english()
        return Words("", self._in_chinese(republic=lang is Lang.TAIWAN)).template(lang)

    @property
    def words(self) -> Words:
        """The label in every language, for the words of a finding."""
        return Words(self.label(Lang.EN), self.label(Lang.HANS), taiwan=self.label(Lang.TAIWAN))

    def _in_english(self) -> str:
        year = str(self).partition("-")[0]
        match self.span:
            case Span.WEEK:
                return f"week {self.number} of {year}"
            case Span.HALF_MONTH:
                return f"{year}-{self.end.month:02d}, {'first' if self.number == 1 else 'second'} half"
            case Span.MONTH | Span.YEAR:
                return str(self)
            case Span.TERM if self.first in _SCHOOLS:
                return f"{_SEASONS[self.number - 1]} {year}"
            case _:
                return f"{self.brief(Lang.EN)} {year}"

    def _in_chinese(self, *, republic: bool) -> str:
        year = str(self).partition("-")[0]
        if republic and self.year > BEFORE_REPUBLIC and year == str(self.year):
            year = str(self.year - BEFORE_REPUBLIC)
        if self.first != 1:
            year += "学年" if self.first == _SCHOOL else "年度"
        else:
            year += "年度" if self.span is Span.YEAR else "年"
        match self.span:
            case Span.YEAR:
                return year
            case Span.QUARTER | Span.WEEK:
                return f"{year}第{self.brief(Lang.HANS)}"
            case Span.HALF_MONTH:
                return f"{year}{self.brief(Lang.HANS)}半月"
            case _:
                return f"{year}{self.brief(Lang.HANS)}"


def read_period(text: str, calendar: Calendar = Calendar()) -> Period | None:
    """Return the period that a text is and nothing else, None where it is none, or does not say of which year.

    Args:
        text: the text.
        calendar: the year of the list, of which is what is written without a year.
    """
    said = read_whole(text)
    return _made(said, calendar) if said is not None else None


def find_period(text: str, calendar: Calendar = Calendar()) -> Period | None:
    """Return the period that a heading speaks of: 2022年第二季度, 2022年上半年, 2022年6月, Q2 2022; None for none."""
    said = find_in(text)
    return _made(said, calendar) if said is not None else None


_YEARS = range(1900, 3000)
_MOST = {Span.QUARTER: 4, Span.TERM: 3, Span.HALF: 2, Span.YEAR: 1, Span.MONTH: 12, Span.HALF_MONTH: 2, Span.WEEK: 53}


def find_part(text: str, calendar: Calendar) -> Period | None:
    """Return the part of a year that a text speaks of without saying which year: 二季度, Q2; None for none."""
    said = find_bare(text)
    return _made(said, calendar) if said is not None else None


def _made(said: PeriodRead, calendar: Calendar) -> Period | None:
    """Return the period that a text speaks of, None where there is no such one."""
    year = said.year or calendar.year
    if said.is_termly and calendar.has_terms:
        said = replace(said, span=Span.TERM)
    if year not in _YEARS or not 1 <= said.number <= _MOST[said.span]:
        return None
    if said.span <= Span.MONTH:
        return _dated(said, year, calendar)
    first = said.first or (calendar.first if said.is_shifted or not said.year else 1)
    # Of two years that a year is named after nobody knows the days who does not know in which month it begins.
    if (said.is_shifted and first == 1) or not 1 <= first <= 12:
        return None
    return Period.of_year(year, said.span, said.number, first)


def _dated(said: PeriodRead, year: int, calendar: Calendar) -> Period | None:
    """Return a month, half a month or a week; one without a year is of the list's, which may reach into the next."""
    years = (year,) if said.year else (year, year + 1)
    found = [period for one in years if (period := _in_year(said, one)) is not None]
    held = [period for period in found if period.year_in(calendar.first) == year]
    return next(iter(found if said.year else held), None)


def _in_year(said: PeriodRead, year: int) -> Period | None:
    """Return a month, half a month or a week of a year, None where that has none such."""
    try:
        match said.span:
            case Span.WEEK:
                return Period.week(year, said.number)
            case Span.HALF_MONTH:
                return Period.half_month(year, said.month, said.number)
            case _:
                return Period.of_year(year, Span.MONTH, said.number)
    except ValueError:
        return None
