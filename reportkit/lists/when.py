"""Days as lists of other places write them -> as they are read everywhere: 114年12月31日, Mar-26, Q3 2025/26. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reportkit.data import alternatives, load, load_words
from reportkit.language.days import is_packed, read_day
from reportkit.language.months import month_names
from reportkit.language.numerals import BEFORE_REPUBLIC, years_in_digits
from reportkit.language.script import han, is_latin, letter
from reportkit.language.text import fold, fold_prose, squeeze
from reportkit.lists.year_parts import names_part


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that stands where a day is expected and says that the task has none: 长期坚持, ongoing."""

    word: str


class _Use(StrEnum):
    """What a word says of a day.

    Attributes:
        BEGINS: something begins then, or lasts: no day by which it is done.
        UNTIL: it is to be done by then.
        TO: stands between the two ends of a span.
        CHANGED: the day is another than it was; or a label in front of it.
        ACADEMIC: a year is a school's.
        SCHOOL: a list with it in its title is a school's.
    """

    BEGINS = "begins"
    UNTIL = "until"
    TO = "to"
    CHANGED = "changed"
    ACADEMIC = "academic"
    SCHOOL = "school"


_WORDS = load_words("when_words", _Use)


def _any(use: _Use) -> str:
    """Return the pattern of the words of a use; those in letters are whole words."""
    latin = alternatives(word for word in _WORDS[use] if is_latin(word))
    return "|".join(filter(None, (rf"\b(?:{latin})\b", *(word for word in _WORDS[use] if not is_latin(word)))))


_STANDING = frozenset(fold_prose(row.word) for row in load("standing", _Word))
_NO_DAY = re.compile(
    rf"^(?:{_any(_Use.BEGINS)})(?!.*(?:{_any(_Use.TO)}|\bby\b|\s[–-]\s))"
    r"|\bonwards?$|^(?:with)?in \w+ (?:days|weeks|months|years)\b|^[\d –-]{1,8} (?:days|weeks|months|years)$",
    re.IGNORECASE,
)
"""Words that say when something begins, how long it takes or that it lasts, and name no day."""
_ROC = re.compile(r"(?:中[华華])?(?:民[国國])?(?<!\d)(1[01]\d)年(?!度?以)")
_ROC_DAY = re.compile(r"(?<!\d)(1[01]\d)([./-]\d{1,2}[./-]\d{1,2})(?!\d)")
_ROC_MONTH = re.compile(r"(?<![\d./])(1[01]\d)[./](0[1-9]|1[0-2])(?![\d./]|\s*%)")
_ROC_MONTHS = re.compile(r"1[01]\d[./]\d\d(?:\s*[~～〜–—至到-]\s*1[01]\d[./]\d\d)?(?:底|月底)?(?:之?前)?")
_NAMES = alternatives(name for name in month_names() if name.isascii())
_SHORT_YEAR = re.compile(rf"\b({_NAMES})[-\s’'](2\d)(?!\d|st|nd|rd|th|,?\s*20\d\d)", re.IGNORECASE)
_FISCAL = re.compile(r"\bQ([1-4])\s*(?:of\s+)?(?:FY\s*)?(20\d\d)\s*[/–-]\s*\d\d(?!\d)", re.IGNORECASE)
_TWO_YEARS = re.compile(r"(?<!\d)20(\d\d)\s*[/–—-]\s*(?:20)?(\d\d)(?!\d)")
_SPAN_OF_YEARS = re.compile(r"(?<!\d)20\d\d\s*[/–—~〜至到-]\s*(?:20)?\d\d(?!\d)")
_FY = re.compile(r"\bFY\s?(?:20)?\d\d\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bQ([1-4])\s+(20\d\d)\b", re.IGNORECASE)
_SEASON = re.compile(r"(第[一二三四1-4])季(?!度)")
_OR_BEFORE = re.compile(r"(?:或|及)(?:之|以)?前$")
_IN_OTHER_WORDS = (
    (re.compile(r"^(?:不[遲迟][於于]|最[遲迟][於于]?)"), ""),
    (re.compile(r"(?<=[季半度月])(年?)[內内](?:完成)?$"), r"\1"),
    (re.compile("首季(?!度)"), "第1季"),
    (re.compile(r"^(?:by\s+)?mid[-\s](20\d\d)$", re.IGNORECASE), r"\1年中"),
    (re.compile(r"^(?:by\s+)?early\s(20\d\d)$", re.IGNORECASE), r"\1年3月"),
    (re.compile(r"^(?:by\s+)?late\s(20\d\d)$", re.IGNORECASE), r"\1年12月"),
    (re.compile(rf"^(?:{_any(_Use.CHANGED)})(?:\s*+:\s*+|\s++)", re.IGNORECASE), ""),
    (re.compile(r"^(1[0-2]|0?[1-9])/(20\d\d)$"), r"\2年\1月"),
)
"""How a span is worded here and there, and how it is everywhere."""
_BY = re.compile(rf"^(?:{_any(_Use.UNTIL)}):?\s*", re.IGNORECASE)
_SHORT_DAY = re.compile(
    r"(?:by\s+)?(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>[1-9]|[0-3]\d)(?P=mark)(?P<c>\d{2})", re.IGNORECASE
)
_NUMERIC = re.compile(r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4})")
_REMARK = re.compile(r"(?<!\s)\s*+[(（](?P<inner>[^()（）]{1,60})[)）]$")
_DECEMBER = 12
_GAP = re.compile(r"\s*[(（/|]\s*|\s+")
_TO = re.compile(rf"[~～〜]|[–—―-]+|{_any(_Use.TO)}", re.IGNORECASE)
_FROM = re.compile(r"^(?:from\b|自|由|从|從)\s*", re.IGNORECASE)
_LONGEST_SPAN, _ANY_YEAR = 60, 2000
_ENDS = ("06-30", "09-30", "12-31", "03-31")


def plain_when(text: str) -> str:
    """Return a deadline with years of our era, whole names of months, and quarters of a fiscal year as their last day.

    A fiscal year that is written 2025/26 begins in April, as in Britain.
    """
    text = _OR_BEFORE.sub("前", without_remark(_said_once(text.strip())))
    for pattern, plain in _IN_OTHER_WORDS:
        text = pattern.sub(plain, text)
    text = plain_year(text)
    if _ROC_MONTHS.fullmatch(text):
        text = _ROC_MONTH.sub(lambda match: f"{int(match[1]) + BEFORE_REPUBLIC}年{int(match[2])}月", text)
    text = _ROC_DAY.sub(lambda match: f"{int(match[1]) + BEFORE_REPUBLIC}{match[2]}", text)
    text = _SHORT_YEAR.sub(lambda match: f"{match[1]} 20{match[2]}", text)
    text = _FISCAL.sub(lambda match: f"{int(match[2]) + (match[1] == '4')}-{_ENDS[int(match[1]) - 1]}", text)
    text = _QUARTER.sub(lambda match: f"{match[2]}年第{match[1]}季度", text)
    return _end_of_span(_SEASON.sub(r"\1季度", text))


def _said_once(text: str) -> str:
    """Return a day that is said in two languages in one of them: 2025年9月30日 30 September 2025."""
    if len(text) > _LONGEST_SPAN or not letter().search(text) or not han().search(text):
        return text
    parts = ((text[: gap.start()], text[gap.end() :].rstrip(")） ")) for gap in _GAP.finditer(text))
    return next((one for one, other in parts if _is_same_day(one, other)), text)


def _is_same_day(one: str, other: str) -> bool:
    first, second = (read_day(part, _ANY_YEAR) for part in (one, other))
    return first is not None and second is not None and first.day is not None and first.day == second.day


def without_remark(text: str) -> str:
    """Return a day without what is remarked on it in brackets: 30 June 2026 (extended); of Q2 (Jul-Sep) the months."""
    remark = _REMARK.search(text)
    if remark is None:
        return text
    bare, inner = text[: remark.start()], remark["inner"]
    if names_part(bare):
        return inner if read_day(_end_of_span(inner), _ANY_YEAR) is not None else bare
    return bare if read_day(bare, _ANY_YEAR) is not None else text


def _end_of_span(text: str) -> str:
    """Return the end of a span with its year, any other text as it is: 2024年3月至10月 is 2024年10月."""
    if len(text) > _LONGEST_SPAN or read_day(text, _ANY_YEAR) is not None:
        return text
    parts = ((text[: dash.start()], text[dash.end() :].strip()) for dash in _TO.finditer(text))
    return next((end for begin, last in parts if (end := _with_year_of(_beginning(begin, last), last))), text)


def _beginning(begin: str, last: str) -> str:
    """Return what a span begins with, by itself: of 2024年3-10月 it is 2024年3月."""
    bare = _FROM.sub("", begin.strip()).removesuffix("起").removesuffix("开始")
    return f"{bare}月" if bare[-1:].isdigit() and "月" in last and "月" not in bare else bare


def _with_year_of(begin: str, last: str) -> str:
    """Return the end of a span with the year that its beginning names, "" where both are no days in their order."""
    years = [next(_years(part, _YEAR), 0) for part in (begin, last)]
    first, end = (
        read_day(part, year or max(years) or _ANY_YEAR) for part, year in zip((begin, last), years, strict=True)
    )
    if first is None or end is None or first.day is None or end.day is None or first.day > end.day:
        return ""
    if years[1] or not years[0]:
        return last
    return f"{last} {years[0]}" if last.isascii() else f"{years[0]}年{last}"


def says_when(text: str) -> bool:
    """Tell whether a text is a deadline and nothing else: a day, a quarter, 长期坚持, ongoing."""
    plain = _BY.sub("", squeeze(text))
    is_day = read_day(plain_when(plain), 0) is not None and (not plain.isdecimal() or is_packed(plain))
    return is_day or is_standing(text) or names_part(text)


def is_standing(text: str) -> bool:
    """Tell whether a deadline is none: 长期坚持, ongoing."""
    bare = _BY.sub("", squeeze(text))
    return fold_prose(bare) in _STANDING or (len(bare) <= _LONGEST_SPAN and _NO_DAY.search(bare) is not None)


def with_whole_year(text: str, year: int) -> str:
    """Return a day whose year has two digits with all four, by the year of the list.

    31/03/26 is of 2026 in a list of 2025, and 25.3.31 of 2025; "" for 25/03/26, which may be either.
    """
    match = _SHORT_DAY.fullmatch(_BY.sub("", text.strip()))
    if match is None or not year:
        return text
    a, b, c = (int(match[name]) for name in "abc")
    orders = ((c, b, a), (a, b, c)) if b <= _DECEMBER else ((c, a, b),)
    days = {_day(2000 + y, m, d) for y, m, d in orders if abs(2000 + y - year) <= 1} - {""}
    if len(days) > 1:
        return ""
    return days.pop() if days else text


def _day(year: int, month: int, day: int) -> str:
    """Return a day in ISO 8601, "" where there is none."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def with_plain_days(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the deadlines of a list with days like 01/09/2027 in ISO 8601, where the others tell which is the month.

    A list that has 31/07/2027 and no 07/31/2027 writes the day first.
    """
    found = [_NUMERIC.fullmatch(_BY.sub("", text.strip())) for text in texts]
    first, second = (max((int(match[name]) for match in found if match), default=0) for name in "ab")
    if (first > _DECEMBER) == (second > _DECEMBER):
        return tuple(texts)
    day, month = ("a", "b") if first > _DECEMBER else ("b", "a")
    days = (_day(int(m["y"]), int(m[month]), int(m[day])) if m else "" for m in found)
    return tuple(iso or text for iso, text in zip(days, texts, strict=True))


def days_first(texts: Sequence[str]) -> tuple[str, ...]:
    """Return deadlines with days like 01/09/2027 in ISO 8601, their first number as the day."""
    found = ((text, _NUMERIC.fullmatch(_BY.sub("", text.strip()))) for text in texts)
    return tuple(_day(int(m["y"]), int(m["b"]), int(m["a"])) or text if m else text for text, m in found)


def is_fiscal(text: str) -> bool:
    """Tell whether a title names a year that begins in one and ends in the next: 2025/26, FY25."""
    return any(_follow(*pair) for pair in _TWO_YEARS.findall(text)) or _FY.search(text) is not None


_ACADEMIC = re.compile(_any(_Use.ACADEMIC), re.IGNORECASE)
_SCHOOL = re.compile(_any(_Use.SCHOOL), re.IGNORECASE)


def is_academic(title: str) -> bool:
    """Tell whether a title says that its year is a school's: academic year 2025/26, 2025学年."""
    return _ACADEMIC.search(title) is not None


def is_of_school(title: str) -> bool:
    """Tell whether a title is that of a school's list."""
    return _SCHOOL.search(title) is not None


def with_year_from(text: str, year: int, begins: int) -> str:
    """Return a deadline that names no year with that in which it falls in a year that begins in the month `begins`.

    In a list of 2025/26 28 February is of 2026.
    """
    bare = text.strip()
    if not year or begins == 1 or _YEAR.search(plain_year(bare)):
        return text
    read = read_day(plain_when(bare), year)
    is_later = read is not None and read.day is not None and read.day.year == year and read.day.month < begins
    if not is_later:
        return text
    return f"{bare} {year + 1}" if is_latin(bare) else f"{year + 1}年{bare}"


def plain_year(text: str) -> str:
    """Return a text with years in digits and of our era: 二〇二四年 and 民國113年 are 2024年."""
    return _ROC.sub(lambda match: f"{int(match[1]) + BEFORE_REPUBLIC}年", years_in_digits(text))


_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_DATED = re.compile(r"(?<!\d)(20\d\d)(?=年|[./-]\d)|(?<=[./-])(20\d\d)(?!\d)")


def years_in(text: str) -> Iterator[int]:
    """Yield the years that a title or a name has in it, those in Chinese numerals and of the Republic too.

    First that of 2025/26, which a list is of; then those by themselves; last those that a span begins and ends with: of
    Strategy 2030, plan for 2025/26 it is 2025, and of Plan 2024-2028: actions 2026 it is 2026.
    """
    for plain in (plain_year(fold(text)), unicodedata.normalize("NFKC", text)):
        spans = [match.span() for match in _SPAN_OF_YEARS.finditer(plain)]
        yield from (2000 + int(match[1]) for match in _TWO_YEARS.finditer(plain) if _follow(*match.groups()))
        years = [(any(begin <= match.start() < end for begin, end in spans), match) for match in _YEAR.finditer(plain)]
        yield from (int(match[1]) for _, match in sorted(years, key=lambda one: one[0]))


def _follow(first: str, second: str) -> bool:
    """Tell whether the second of two years of two digits follows the first."""
    return (int(first) + 1) % 100 == int(second)


def fiscal_year_in(text: str) -> int:
    """Return the year of FY25, which may begin or end in it; 0 where a text has none, or has another year."""
    match = _FY.search(text)
    return 0 if match is None or any(years_in(text)) else 2000 + int(match[0][-2:])


def years_of_days(text: str) -> Iterator[int]:
    """Yield the years of the days in a text: a number alone is none, as it may be an amount."""
    return _years(text, _DATED)


def _years(text: str, pattern: re.Pattern[str]) -> Iterator[int]:
    for match in pattern.finditer(plain_year(fold(text))):
        yield int(next(filter(None, match.groups())))
