"""In which month the year of a list begins: 2025/26 is from April in Britain, from July in Australia. Pure.

A document says it itself (“financial year ending 30 June”, “Q1 July to September”), its words tell where it comes from
(Shire, NHS), or its days tell it. Where nothing does, what depends on it is asked.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportkit.data import alternatives, load
from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.days import read_day
from reportkit.language.months import month_names
from reportkit.language.script import is_latin
from reportkit.language.text import fold
from reportkit.lists.findings import deadline_of, finding_on
from reportkit.lists.listing import RawTask
from reportkit.lists.when import is_academic, is_fiscal, is_of_school, plain_when, years_in
from reportkit.lists.year_parts import names_part, names_term
from reportkit.model import Task

_APRIL, _JULY, _AUGUST, _SEPTEMBER, _DECEMBER = 4, 7, 8, 9, 12
_LEAST = 2
"""Days at the end of March that show where a year ends."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a country.

    Attributes:
        word: as written there; those in capitals are found in capitals only.
        month: in which a financial year begins there.
    """

    word: str
    month: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """In which month the year of a list begins.

    Attributes:
        month: the month, 1 for a calendar year.
        is_known: False where it is that of the commonest of such years, and nothing says so.
    """

    month: int
    is_known: bool = True


_WORDS = load("financial_years", _Word)
_MONTH_OF = {row.word: int(row.month) for row in _WORDS}
_COUNTRY = re.compile(rf"(?<![A-Za-z])(?:{alternatives(row.word for row in _WORDS)})(?:(?<![A-Za-z])|(?![A-Za-z]))")
_NAME = alternatives(name for name in month_names() if name.isascii())
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?\s)?"
_TO = r"\s?(?:[–—-]|to|until|through)\s?"
_SPAN = re.compile(
    rf"\b{_DAY}(?P<first>{_NAME})(?:,?\s20\d\d)?{_TO}{_DAY}(?P<last>{_NAME})\b"
    r"|(?<!\d)(?P<m>\d{1,2})月(?:1日)?(?:至|到|[–—-])(?:次年|翌年|20\d\d年)?(?P<n>\d{1,2})月",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    rf"\b(?:Q1|quarter (?:1|one)|(?:first|1st) quarter)\b[\s(:=–—-]{{0,4}}{_DAY}(?P<first>{_NAME})(?:,?\s20\d\d)?{_TO}",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"\byear(?:s)?[\s-](?:ending|ended|ends|end)(?:\s(?:on|in))?\s{_DAY}(?P<last>{_NAME})\b"
    rf"|\b{_DAY}(?P<before>{_NAME})\s(?:financial\s|fiscal\s)?year[\s-]end\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    rf"\byear(?:s)?\s(?:beginning|begins|begin|starting|starts|commencing|from)(?:\s(?:on|in))?\s{_DAY}(?P<first>{_NAME})\b",
    re.IGNORECASE,
)
_SHORT_YEARS = re.compile(r"(?<!\d)20\d\d[/–—-]\d\d(?=财政年度|年度)")


def beginning_of(title: str, deadlines: Sequence[str] = (), text: str = "") -> Beginning:
    """Return in which month the year of a list begins: 4 of 2025/26, 8 of an academic year.

    Args:
        title: of the list.
        deadlines: of its tasks: a list of terms is a school's.
        text: all of its document.
    """
    has_spans = any(map(is_fiscal, deadlines))
    if is_academic(title):
        return Beginning(_AUGUST)
    if not is_fiscal(title) and (any(years_in(title)) or not has_spans):
        # A year of two in a list of one is read as from April.
        return Beginning(1, is_known=not has_spans)
    said = _commonest(_said_in(text))
    if any(map(names_term, deadlines)) or (is_of_school(title) and not said):
        return Beginning(_AUGUST)
    found = said or _commonest(_countries(text)) or _by_days(next(years_in(title), 0), deadlines)
    return Beginning(found or _APRIL, is_known=bool(found))


def said_month(title: str, begins: int) -> int:
    """Return the month in which the year of a list plainly begins, for whoever counts its periods; else 1.

    Years in Chinese that stand in full are two years, and no year from April to March: 2024-2025年重点工作.

    Args:
        title: of the list.
        begins: the month by which its days without a year are read: a school's end with July or with August.
    """
    if begins == _AUGUST:
        return _SEPTEMBER
    return begins if is_latin(title) or _SHORT_YEARS.search(fold(title)) else 1


def _commonest(months: Iterable[int]) -> int:
    """Return the month that is named most often, 0 where none is or two are as often."""
    counts = Counter(months).most_common(2)
    is_tie = len(counts) > 1 and counts[0][1] == counts[1][1]
    return 0 if is_tie or not counts else counts[0][0]


def _said_in(text: str) -> Iterator[int]:
    """Yield the months that a document says its year begins in, other than January."""
    months = [*map(_of_span, _SPAN.finditer(text))]
    months += [_month(match["first"]) for pattern in (_QUARTER, _BEGINS) for match in pattern.finditer(text)]
    months += [_month(match["last"] or match["before"]) % _DECEMBER + 1 for match in _ENDS.finditer(text)]
    yield from (month for month in months if month > 1)


def _of_span(match: re.Match[str]) -> int:
    """Return the month in which a span of twelve begins, 0 of any other span."""
    first, last = _month(match["first"] or match["m"]), _month(match["last"] or match["n"])
    return first if first == last % _DECEMBER + 1 else 0


def _month(written: str) -> int:
    """Return the number of a month by its name or in digits, 0 where there is no such month."""
    found = int(written) if written.isdecimal() else month_names()[fold(written)]
    return found if found <= _DECEMBER else 0


def _countries(text: str) -> Iterator[int]:
    """Yield the month in which a financial year begins where each word of a text comes from."""
    yield from (_MONTH_OF[match[0]] for match in _COUNTRY.finditer(text))


def _by_days(year: int, deadlines: Iterable[str]) -> int:
    """Return the month in which the year of a list begins by its days, 0 where they do not tell it.

    Some that reach to the end of June of the year after, and none behind it, are of a year from July. Days in April to
    June of the year itself, or several at the end of March of the next and none behind it, are of one from April.
    """
    days = list(_plain_days(deadlines)) if year else []
    march, june = (date(year + 1, _APRIL - 1, 31), date(year + 1, _JULY - 1, 30))
    later = {day for day in days if day > march}
    if later == {june}:
        return _JULY
    is_begun = any((year, _APRIL) <= (day.year, day.month) < (year, _JULY) for day in days)
    ends = days.count(march) >= _LEAST and not later
    return _APRIL if is_begun or ends else 0


def _plain_days(deadlines: Iterable[str]) -> Iterator[date]:
    """Yield the days of deadlines that name their years and are no quarters."""
    for text in deadlines:
        read = read_day(plain_when(text), 0) if any(map(str.isdigit, text)) and not names_part(text) else None
        if read is not None and read.day is not None:
            yield read.day


def month_findings(
    made: Sequence[Task], tasks: Sequence[RawTask], year: int, begins: Beginning
) -> Iterator[Diagnostic]:
    """Say of which deadlines nobody can tell the day without knowing in which month the year of the list begins."""
    for task, raw in zip(made, tasks, strict=True) if year and not begins.is_known else ():
        day, other = (deadline_of(raw.deadline, year, month)[0] for month in (begins.month, _JULY))
        if day is not None and other is not None and day != other:
            yield finding_on(task, Code.L70, [raw.place], raw.deadline, wanted=day, other=other)
