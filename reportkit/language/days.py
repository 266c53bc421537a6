"""Reading days as people write them: `2022.6.30`, `6月30日`, `30 June 2022`, `6月底`, serial numbers. Pure.

What is certain is read: the end of a month, a quarter or a year is its last day, wherever it is written. What is not
is asked: a ten-day span or a quarter is no day, and of `6/7/2022` nobody can tell which is the month.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum

from reportkit.data import alternatives, load
from reportkit.language.months import month_names
from reportkit.language.numerals import BEFORE_REPUBLIC, read_numeral
from reportkit.language.text import fold, squeeze, without_marks

FIRST = date(2000, 1, 1)
LAST = date(2099, 12, 31)
"""Days outside these are slips of the pen in a progress report."""

LAST_MINUTE = 1439 / 1440
"""The part of a day from which on a moment may be the midnight behind it: some programs save that too early."""
_LONGEST = 100
"""Characters beyond which a text is no day."""


class _Use(StrEnum):
    """What a word says of a day: of a month for instance a part, or its end, which is its last day."""

    PART = "part"
    END = "end"
    SPAN = "span"
    WEEKDAY = "weekday"
    DAY_NAME = "day_name"
    BY = "by"
    NEXT_YEAR = "next_year"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the table of days.

    Attributes:
        word: the word.
        use: what it says.
        value: last day of a part of a month, "" for the month's own; of a span what it is in Chinese.
    """

    word: str
    use: _Use
    value: str = ""


_WORDS = load("days", _Word)


def _words(use: _Use) -> Mapping[str, str]:
    return {fold(row.word): row.value for row in _WORDS if row.use is use}


_ENDS, _SPANS = _words(_Use.END), _words(_Use.SPAN)
_PARTS = {**_words(_Use.PART), **_ENDS}
_EPOCH = date(1899, 12, 30)
_SERIAL = (36_526, 73_050)  # 2000-01-01 to 2099-12-31
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"[t ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(?P<zone>z|[+-]\d{2}:?\d{2})?$")
# Signs that people take for a dash or a point.
_SIGNS = str.maketrans("‐‑–—―−。、", "------..")
_WEEKDAY = re.compile(rf"(?:(?<![(\s])[(\s]++)?(?:{alternatives(_words(_Use.WEEKDAY))})[一二三四五六日天]\)?$")
_UNSURE = re.compile(rf"^(?:{alternatives(_words(_Use.UNSURE))})(?:于|在)?")
_DAY_NAME = re.compile(
    rf"^(?:{alternatives(_words(_Use.DAY_NAME))})[.,]?|[(,]?(?:{alternatives(_words(_Use.DAY_NAME))})\)?$"
)
_BEFORE = re.compile(rf"^(?:{alternatives(_words(_Use.BY))})(?:the)?(?=.)")
# A day with the name of its month, white space left out: 30thofjune2022, june30,2022, end ofjune.
_NAME = f"(?P<name>{alternatives(month_names())})"
_NAMED = (
    re.compile(rf"(?:the)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:of|dayof|[-/.])?{_NAME}[-/.,]?(?P<y>\d{{4}}|\d{{2}})?"),
    re.compile(rf"{_NAME}[-/.]?(?:the)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[-/.,]?(?P<y>\d{{4}})?"),
    re.compile(rf"(?:the)?(?P<part>{alternatives(_PARTS)})?-?{_NAME}[-/.,]?(?P<y>\d{{4}})?"),
)
_NAMED_SPAN = re.compile(rf"(?:the)?(?P<span>{alternatives(_SPANS)})(?:of)?,?(?P<y>\d{{4}})?")
_NEXT_YEAR = re.compile(rf"^(?:{alternatives(_words(_Use.NEXT_YEAR))})")
_YMD = re.compile(r"(?P<y>\d{4}|\d{2}(?=年|[./-]))(?:年|[./-])(?P<m>\d{1,2})(?:月|[./-])(?P<d>\d{1,2})[日号]?")
_MD = re.compile(r"(?P<m>\d{1,2})(?:月)(?P<d>\d{1,2})[日号]?")
_M_D = re.compile(r"(?P<m>\d{1,2})[./-](?P<d>\d{1,2})")
_XXY = re.compile(r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<y>\d{4})")
# The same where it may lack its year, which stands last: of its first two numbers nobody can tell which is the month.
_NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<sign>[./-])(?P<b>\d{1,2})(?:[./-](?P<y>\d{4}|\d{2}))?")
# A year of the Republic of China, which counts from 1912: 111年7月5日, 111/7/5, 1110705.
_REPUBLIC = re.compile(
    r"^(?:(?:中华)?民国)?(1[0-4]\d)(?=年|[./-]\d{1,2}[./-]|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$)"
)
_COUNTED = re.compile(r"\d{5}(?:\.\d{1,12})?", re.ASCII)
_PACKED = re.compile(r"(?P<y>20\d{2})(?P<m>\d{2})(?P<d>\d{2})")
_BY = re.compile(r"(?<!前)(?<!止)(?<!完成)(?:(?<![之以])前|之前|以前|止|完成)+$")
_CHINESE = re.compile(r"(?<![零〇○一二三四五六七八九十])[零〇○一二三四五六七八九十]++(?=[年月日号])")
_MONTH = re.compile(
    r"(?:(?P<y>\d{4})(?:年|[./-]))?(?P<m>\d{1,2})(?:月份?)?"
    rf"(?P<part>{alternatives(_PARTS)})?(?:左右)?"
)
_SPAN = re.compile(
    r"(?:(?P<y>\d{4})年?|今年|本年)?(?P<what>年[底末终]|年内|全年|年中|上半年|下半年|第?[一二三四1-4]季度[末底]?|q[1-4]|春节|明年|近期|尽快|待定)"
)


class How(StrEnum):
    """How sure a day is."""

    EXACT = "exact"
    READ = "read"
    VAGUE = "vague"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class DayRead:
    """What a text says of a day.

    Attributes:
        how: how sure it is.
        day: the day; of a vague text the last day it may mean, None where that cannot be told.
    """

    how: How
    day: date | None


def read_day(text: str, year: int, first: int = 1) -> DayRead | None:
    """Read a day; None where the text speaks of no day at all.

    Args:
        text: `2022-06-30`, `2022.6.30`, `2022年6月30日`, `6月30日`, `20220630`, `44742`, `6月底`.
        year: the year of a day that is written without one; 0 where nobody knows it.
        first: the month in which that year begins: what is written without one is of the next year before that month.
    """
    if first != 1 and MINYEAR <= year < MAXYEAR:
        found = read_day(text, year)
        is_before = found is not None and found.day is not None and (found.day.year, found.day.month) < (year, first)
        return read_day(text, year + 1) if is_before else found
    if not MINYEAR <= year <= MAXYEAR:
        # Read with two years: what comes out differently needs the year that nobody knows.
        one, other = read_day(text, 2000), read_day(text, 2004)
        return one if one == other else DayRead(How.VAGUE, None)
    if len(text) > _LONGEST:
        return None
    plain = without_marks(text)
    found = _read(plain, year)
    if plain == text or found is None or found.how is How.IMPOSSIBLE:
        return found
    return DayRead(How.VAGUE, found.day)


def _read(text: str, year: int) -> DayRead | None:
    plain = squeeze(unicodedata.normalize("NFKC", text)).translate(_SIGNS).strip("'.,;")
    if _ISO.fullmatch(plain):
        return _day(int(plain[:4]), int(plain[5:7]), int(plain[8:]), How.EXACT)
    plain = plain.casefold()
    at = _TIME.search(plain)
    plain = _in_digits(plain[: at.start()] if at else plain, year)
    # In the zone of a time of day the day may be another one.
    elsewhere = at is not None and at["zone"] is not None and at[0][1:6] != "00:00"
    about = plain.endswith("左右") or _UNSURE.match(plain) is not None or elsewhere
    plain = _UNSURE.sub("", plain.removesuffix("左右"))
    plain = _in_numbers(_BEFORE.sub("", _BY.sub("", plain) or plain))
    found = _full(plain, year) or _short(plain, year) or _span(plain, year)
    if found is not None and about and found.how is How.READ:
        return DayRead(How.VAGUE, found.day)
    return found


def _in_digits(text: str, year: int) -> str:
    """Return a day without its day of the week, its numerals and the words for years and months in digits."""
    plain = fold(_WEEKDAY.sub("", text))
    plain = _of_our_era(plain)
    plain = _DAY_NAME.sub("", plain) or plain
    for month, number in month_names().items():
        if not month.isascii():
            plain = plain.replace(month, f"{number}月")
    plain = _NEXT_YEAR.sub(f"{year + 1}年", plain.replace("今年底", "年底"))
    return _CHINESE.sub(lambda m: str(read_numeral(m[0]) or m[0]), plain)


def _in_numbers(text: str) -> str:
    """Return a day that has the name of its month, or an English word for a part of the year, as Chinese writes it."""
    for shape in _NAMED:
        match = shape.fullmatch(text)
        if match:
            said = match.groupdict()
            day = f"{said['d']}日" if said.get("d") else said.get("part") or ""
            return f"{said['y'] + '年' if said['y'] else ''}{month_names()[said['name']]}月{day}"
    span = _NAMED_SPAN.fullmatch(text)
    return f"{span['y'] or ''}{_SPANS[span['span']]}" if span else text


def read_serial(number: float, *, date1904: bool = False) -> date | None:
    """Return the day a bare number means: Excel's count of days (2000 to 2099), or 20220630; None where it is none."""
    if number != int(number):
        number = float(int(number)) if _SERIAL[0] <= number <= _SERIAL[1] else -1.0
    whole = int(number)
    if date1904 and _SERIAL[0] - 1462 <= whole <= _SERIAL[1] - 1462:
        return _EPOCH + timedelta(days=whole + 1462)
    if _SERIAL[0] <= whole <= _SERIAL[1]:
        return _EPOCH + timedelta(days=whole)
    packed = _PACKED.fullmatch(_of_our_era(str(whole)))
    found = _day(int(packed["y"]), int(packed["m"]), int(packed["d"]), How.READ) if packed else None
    return found.day if found else None


def _of_our_era(text: str) -> str:
    """Return a folded day with a year of the Republic of China in our era."""
    return _REPUBLIC.sub(lambda match: str(int(match[1]) + BEFORE_REPUBLIC), text)


def is_packed(text: str) -> bool:
    """Tell whether digits are year, month and day without a sign between them: 20251130, 1141130."""
    packed = _PACKED.fullmatch(_of_our_era(fold(text)))
    found = _day(int(packed["y"]), int(packed["m"]), int(packed["d"]), How.READ) if packed else None
    return found is not None and found.day is not None


def _day(year: int, month: int, day: int, how: How) -> DayRead:
    try:
        return DayRead(how, date(year, month, day))
    except ValueError:
        return DayRead(How.IMPOSSIBLE, None)


def is_numbers(text: str) -> bool:
    """Tell whether a text is two numbers of which either may be the month, with or without a year behind: 5/7/2022."""
    return _NUMBERS.fullmatch(squeeze(unicodedata.normalize("NFKC", text))) is not None


def day_first(text: str) -> str:
    """Return such a text with the first number for the day, as English is read everywhere but in America: 7月5日."""
    match = _NUMBERS.fullmatch(squeeze(unicodedata.normalize("NFKC", text)))
    if match is None:
        return text
    year = "" if not match["y"] else f"{int(match['y']) + (2000 if len(match['y']) == 2 else 0)}年"
    return f"{year}{match['b']}月{match['a']}日"


def read_day_first(text: str, year: int, first: int = 1) -> DayRead | None:
    """Read a day as `read_day` does, of 5/7/2022 and 31/3/27 the first number as the day; arguments as there."""
    found = read_day(day_first(text), year, first) if is_numbers(text) else None
    return found if found is not None and found.day is not None else read_day(text, year, first)


def _full(text: str, year: int) -> DayRead | None:
    """Read a text that names year, month and day."""
    match = _YMD.fullmatch(text) or _PACKED.fullmatch(text)
    if match:
        written = match["y"]
        full = int(written) if len(written) == 4 else year // 100 * 100 + int(written)
        if len(written) == 2 and abs(full - year) > 10:
            return DayRead(How.VAGUE, None)
        return _day(full, int(match["m"]), int(match["d"]), How.READ)
    match = _XXY.fullmatch(text)
    if match:
        return _either(int(match["a"]), int(match["b"]), int(match["y"]))
    return _counted(float(text)) if _COUNTED.fullmatch(text) else None


def _counted(number: float) -> DayRead | None:
    """Read a day that a program wrote as its count of days, with a part of a day behind the point."""
    day = read_serial(number)
    if day is not None and number % 1 > LAST_MINUTE:
        return DayRead(How.VAGUE, day + timedelta(days=1))
    return DayRead(How.READ, day) if day else None


def _either(first: int, second: int, year: int) -> DayRead:
    """Read `6/30/2022` or `30/6/2022`; where both could be the month nobody can tell."""
    if first <= 12 and second <= 12 and first != second:
        return DayRead(How.VAGUE, None)
    return _day(year, *((first, second) if first <= 12 else (second, first)), How.READ)


def _short(text: str, year: int) -> DayRead | None:
    """Read month and day, in the given year."""
    match = _MD.fullmatch(text)
    if match:
        return _day(year, int(match["m"]), int(match["d"]), How.READ)
    match = _M_D.fullmatch(text)
    if match:
        month, day = int(match["m"]), int(match["d"])
        if month <= 12 and 12 < day <= 31:
            return _day(year, month, day, How.READ)
        return DayRead(How.VAGUE, None)
    return None


def _span(text: str, year: int) -> DayRead | None:
    """Recognise a month, its parts, a quarter, a half-year, a year's end: no day, but one may be suggested."""
    match = _MONTH.fullmatch(text)
    if match and ("月" in text or match["y"]):
        return _month(int(match["y"] or year), int(match["m"]), match["part"] or "")
    match = _SPAN.fullmatch(text)
    if match is None:
        return DayRead(How.VAGUE, date(int(text[:4]), 12, 31)) if re.fullmatch(r"20\d{2}年?", text) else None
    of_year = int(match["y"] or year)
    day = _span_end(match["what"], of_year) if of_year >= MINYEAR else None
    return DayRead(How.READ if day is not None and match["what"][-1] in _ENDS else How.VAGUE, day)


def _month(year: int, month: int, part: str) -> DayRead:
    """Return the last day of a month, or of a part of it."""
    if not 1 <= month <= 12 or year < MINYEAR:
        return DayRead(How.IMPOSSIBLE, None)
    how = How.READ if part in _ENDS else How.VAGUE
    return DayRead(how, date(year, month, int(_PARTS.get(part) or monthrange(year, month)[1])))


def _span_end(what: str, year: int) -> date | None:
    if what in ("年中", "上半年"):
        return date(year, 6, 30)
    if what[0] in "年全下":
        return date(year, 12, 31)
    quarter = re.search(r"[一二三四1-4]", what)
    if quarter is None:
        return None
    month = 3 * ("一二三四".find(quarter[0]) + 1 or int(quarter[0]))
    return date(year, month, monthrange(year, month)[1])
