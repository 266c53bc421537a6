"""Figures of English wordings: a number with its sign, scale and measure, and the comparison around it. Pure.

What only looks like a figure is left out: years and days, ages, codes and ordinals, numbers within a name (Phase 2) or
an adjective (24-hour).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from reportkit.data import alternatives, load
from reportkit.language.numerals import tidy
from reportkit.model import Op
from reportkit.targets.english_words import MONTHS, Use, any_of, ends_with
from reportkit.targets.quantities import Quantity, Sort


class _Place(StrEnum):
    """Where a comparison stands."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Words that compare: at least, or more."""

    word: str
    place: _Place
    op: Op


class _Measured(StrEnum):
    """What a word behind a number is; `SCALE` belongs to the number: million."""

    SHARE = "share"
    POINT = "point"
    SIZE = "size"
    TIME = "time"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class _Measure:
    """A word behind a number: hectares."""

    word: str
    sort: _Measured


@dataclass(frozen=True, slots=True)
class _Number:
    """A number in words."""

    word: str
    number: str


_COMPARISONS = load("comparisons", _Comparison)
_MEASURES = load("aim_measures", _Measure)
_NUMBERS = {row.word: Decimal(row.number) for row in load("number_words", _Number)}
_MANY = {row.word: Decimal(row.number) for row in load("many_words", _Number)}
_TEN = 10
_TENS = frozenset(word for word, number in _NUMBERS.items() if number > _TEN and not number % _TEN)
_SHORT = 2
"""Letters of a scale that stands at its number: £14.5m, 250k."""


def _measures(sort: _Measured) -> str:
    return alternatives(row.word for row in _MEASURES if row.sort is sort)


def _scales(*, short: bool) -> str:
    words = (row.word for row in _MEASURES if row.sort is _Measured.SCALE)
    return alternatives(word for word in words if (len(word) <= _SHORT) is short)


_WORDS = alternatives(_NUMBERS)
_FIGURE = re.compile(
    r"(?P<sign>(?:US|HK|NT|A|S)?\$|[£€¥]|\b(?:USD|GBP|EUR|HKD|TWD|RMB|CNY)\s?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0]\d{3})+(?![\d,.]\d|\d)|\d+(?:\.\d+)?"
    rf"|\b(?:an?|{_WORDS})\s(?:{alternatives(_MANY)})\b(?:\sand\s(?:{_WORDS})\b(?:-(?:{_WORDS})\b)?)?"
    rf"|\b(?:{_WORDS})\b(?:-(?:{_WORDS})\b)?)"
    rf"(?P<scale>\s?(?:{_scales(short=False)})(?![\w-])|(?:{_scales(short=True)})(?![\w-]))?",
    re.IGNORECASE,
)
_AT_MANY = re.compile(rf"(?:(\w+)\s({alternatives(_MANY)})(?:\sand\s)?)?(.*)")
_MEASURE = re.compile(
    rf"\s?(?:(?P<share>%|(?:{_measures(_Measured.SHARE).replace('%|', '').replace('|%', '')})\b)"
    rf"|(?P<point>(?:{_measures(_Measured.POINT)})\b)|(?P<size>(?:{_measures(_Measured.SIZE)})(?!\w))"
    rf"|(?P<time>(?:{_measures(_Measured.TIME)})\b))",
    re.IGNORECASE,
)
_RATE = re.compile(
    rf"\sout\sof\s(?:[\d,]+|(?:{_WORDS})\b)|"
    r"\s(?:an?|per|each|every)\s(?:day|night|week|month|quarter|hour|minute|person|head|shift)\b|/\w+"
)


def _comparing(place: _Place, head: str, tail: str) -> tuple[tuple[Op, re.Pattern[str]], ...]:
    """Return each comparison of a place with the pattern of its words between `head` and `tail`."""
    rows = [row for row in _COMPARISONS if row.place is place]
    words = {op: alternatives(row.word for row in rows if row.op is op) for op in dict.fromkeys(row.op for row in rows)}
    return tuple((op, re.compile(f"{head}(?:{any_word}){tail}", re.IGNORECASE)) for op, any_word in words.items())


_BEFORE = _comparing(_Place.BEFORE, r"(?<!\w)", r"\s*$")
_AFTER = _comparing(_Place.AFTER, r"\s?", r"(?!\w)")
_MORE = re.compile(
    r"(?<!\w)(?:(?:an?|the)\s(?:\w+\s)?)?(?:further|additional|extra|total(?:\sof)?|combined)\s*$|(?<!\w)another\s*$|"
    r"(?<!\w)new\s*$",
    re.IGNORECASE,
)
_IN_NAME_BEFORE = re.compile(r"[\w./:#&'’+-]$")
_IN_NAME_AFTER = re.compile(
    r"[A-Za-z_]|-[A-Za-z]|[/:]\d|\.\d|\s?(?:am|pm|noon)\b|['’]|\s(?:of|in)\sthe\s(?:most|best)\b"
)
_HOLDS_DAY = re.compile(rf"(?:{MONTHS})\.?\s*$", re.IGNORECASE)
_DAY = re.compile(rf"(?:st|nd|rd|th)?\s(?:of\s)?(?:{MONTHS})\b", re.IGNORECASE)
_ZERO = re.compile(r"\s(?:tolerance|carbon|emissions?\s\w|hours?|waste|based|trust|rated)\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED = ends_with(any_of(Use.NAME), plural=False)
_AGED = re.compile(
    rf"(?<!\w)(?:{any_of(Use.AGED)})\s(?:(?:are|who|of|is)\s)?(?:(?:over|under|aged|above|below|at least)\s)?$",
    re.IGNORECASE,
)
_AGE_AFTER = re.compile(r"[\s-](?:years?|months?)[\s-](?:olds?|of\sage)\b|\sand\s(?:over|under)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<=[\w,;]\s)[A-Z][A-Za-z'’]*\s$")
_RANGE = re.compile(r"\s?(?:-|–|—|to)\s?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_NEAR = 40
"""Characters before a number within which its comparison stands."""


def english_figures(text: str) -> tuple[Quantity, ...]:
    """Return the figures of a sentence in order.

    A range (10 to 15 schools) is one: at least the lower, or at most the upper where a comparison caps it.
    """
    found = [figure for match in _FIGURE.finditer(text) if (figure := _figure(text, match)) is not None]
    return tuple(_joined(text, found))


def _figure(text: str, match: re.Match[str]) -> Quantity | None:
    """Read one figure; None where it is a name, a day, a year or an age."""
    start, stop = match.span()
    value = _value(match["number"])
    if value is None or _is_in_name(text, start, match.end()) or _is_zero_of(text, match):
        return None
    measure, sort, stop = _measured(text, match)
    begin, before, op = _compared(text, start)
    after = next(((o, m) for o, pattern in _AFTER if (m := pattern.match(text, stop))), None)
    if sort is Sort.NONE and _is_year(text, match, begin, op):
        return None
    return Quantity(
        begin=begin,
        start=start,
        stop=stop,
        end=after[1].end() if after else stop,
        value=tidy(value),
        measure=measure,
        sort=sort,
        op=after[0] if after else op or Op.EQUAL,
        before=before,
        after=after[1][0].strip() if after else "",
        chinese=not match["number"][0].isdigit(),
    )


def _value(number: str) -> Decimal | None:
    """Return the value of digits or of words: 1,200, 30 000, three, twenty-five, two hundred and fifty."""
    if number[0].isdigit():
        return Decimal(re.sub(r"[,\s]", "", number))
    count, many, rest = _AT_MANY.fullmatch(number.casefold()).groups()  # type: ignore[union-attr]
    if many is None:
        return _below_hundred(rest)
    more = _below_hundred(rest) if rest else Decimal(0)
    return None if more is None else _NUMBERS.get(count, Decimal(1)) * _MANY[many] + more


def _below_hundred(number: str) -> Decimal | None:
    """Return the value of words without hundreds, None where they are no number: twenty-five, but not five-two."""
    tens, _, ones = number.partition("-")
    if ones and not (tens in _TENS and 0 < _NUMBERS[ones] < _TEN):
        return None
    return _NUMBERS[tens] + (_NUMBERS[ones] if ones else 0)


def _is_zero_of(text: str, match: re.Match[str]) -> bool:
    """Tell whether zero is a part of a word: zero tolerance, zero carbon homes."""
    return match["number"].casefold() == "zero" and _ZERO.match(text, match.end()) is not None


def _is_in_name(text: str, start: int, end: int) -> bool:
    """Tell whether a number is part of a name, a day or an age: Phase 2, 31 March, over 65."""
    before = text[max(0, start - _NEAR) : start]
    if before.casefold().endswith("out of "):
        return True
    if _IN_NAME_BEFORE.search(before) and not re.search(r"\d\s?[-–—]$", before):
        return True
    if _IN_NAME_AFTER.match(text, end) or _DAY.match(text, end) or _AGE_AFTER.match(text, end):
        return True
    return any(pattern.search(before) for pattern in (_HOLDS_DAY, _NAMED, _AGED)) or _is_capital(before)


def _is_capital(before: str) -> bool:
    """Tell whether a word with a capital within the sentence stands before a number: in Ward 7, on the A40 4."""
    return _CAPITAL.search(before) is not None


def _is_year(text: str, match: re.Match[str], begin: int, op: Op | None) -> bool:
    """Tell whether a number is a year: four digits together, that no verb or comparison makes a number of things."""
    if not _YEAR.fullmatch(match["number"]) or match["scale"]:
        return False
    noun = re.match(r"\s[a-z]", text[match.end() :]) is not None
    told = op in (Op.AT_LEAST, Op.AT_MOST, Op.ABOUT) or _DOING.search(text[:begin]) is not None
    return not (noun and told)


_DOING = ends_with(any_of(Use.DELIVER))


def _measured(text: str, match: re.Match[str]) -> tuple[str, Sort, int]:
    """Return the measure of a number as the source has it, its sort, and where it ends."""
    sign, scale = (match["sign"] or "").strip(), (match["scale"] or "").strip()
    found = _MEASURE.match(text, match.end())
    if sign:
        return " ".join(filter(None, (scale, sign))), Sort.MONEY, match.end()
    if found is None or found.lastgroup is None:
        rate = _RATE.match(text, match.end())
        if rate:
            return " ".join(filter(None, (scale, rate[0].strip()))), Sort.DENSITY, rate.end()
        return scale, Sort.NONE, match.end()
    word = "%" if found.lastgroup == "share" else found[found.lastgroup]
    rate = _RATE.match(text, found.end())
    parts = filter(None, (scale, word, rate[0].strip() if rate else ""))
    sort = Sort.DENSITY if rate else Sort(found.lastgroup)
    return " ".join(parts), sort, rate.end() if rate else found.end()


def _compared(text: str, start: int) -> tuple[int, str, Op | None]:
    """Return where the words before a number begin that belong to it, the comparison among them, and which it is."""
    floor = max(0, start - _NEAR)
    near, said, op = text[floor:start], "", None
    for _ in range(3):
        said_before = [(o, m) for o, pattern in _BEFORE if (m := pattern.search(near))]
        found = min(said_before, key=lambda one: one[1].start(), default=None)  # no more than, not more than alone
        if found and op is None:
            op, said, near = found[0], found[1][0].strip(), near[: found[1].start()]
        elif more := _MORE.search(near):
            near = near[: more.start()]
        else:
            break
    return floor + len(near.rstrip()) if near.strip() else floor + len(near), said, op


def _joined(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Yield figures, of a range one: its lower number, or its upper one where that is a cap."""
    skip = -1
    for i, low in enumerate(found):
        if i <= skip:
            continue
        high = found[i + 1] if i + 1 < len(found) else None
        if high is None or not _is_range(text, low, high):
            yield low
            continue
        skip = i + 1
        if low.value:
            between = _BETWEEN.search(text[max(0, low.begin - _NEAR) : low.begin])
            yield _range(low, high, len(between[0]) if between else 0)


def _is_range(text: str, low: Quantity, high: Quantity) -> bool:
    """Tell whether two figures are a range: 10-15, 10 to 15 but not from 10 to 15, between 10 and 15."""
    between, before = text[low.stop : high.start], text[: low.begin].rstrip().casefold()
    if low.value >= high.value or low.sort not in (Sort.NONE, high.sort):
        return False
    if before.endswith("between"):
        return between.strip().casefold() == "and"
    return _RANGE.fullmatch(between) is not None and not before.endswith("from")


def _range(low: Quantity, high: Quantity, between: int) -> Quantity:
    """Return a range as one figure; `between` is how long the word before it is."""
    capped = low.op.is_cap or high.op.is_cap
    return replace(
        high,
        begin=low.begin - between,
        start=low.start,
        value=high.value if capped else low.value,
        op=Op.AT_MOST if capped else Op.AT_LEAST,
        before=low.before,
    )
