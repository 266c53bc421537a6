"""Quantities in administrative prose: a numeral, its measure, and the comparison around it. Pure.

Works on text made even by `even`, in which every character stands where it stood in the source, so that what is found
can be quoted in the source's own characters.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from reportkit.data import alternatives, load
from reportkit.language.numerals import find_numerals, read_numeral
from reportkit.language.script import to_simplified
from reportkit.model import Op


class Sort(StrEnum):
    """What a measure measures."""

    THING = "thing"
    SIZE = "size"
    MONEY = "money"
    SHARE = "share"
    POINT = "point"
    TIME = "time"
    DENSITY = "density"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One numeral with its measure and comparison, by its places in the text.

    Attributes:
        begin: where the comparison before it begins, or the numeral where there is none.
        start: where the numeral begins.
        stop: where the measure ends.
        end: where the comparison after it ends.
        value: the value in `measure`.
        measure: as the source writes it, with its multiplier (万亩); "" where there is none.
        sort: what the measure measures.
        op: the comparison.
        before: the comparison in front, "" where there is none.
        after: the comparison behind, "" where there is none.
        chinese: True where the numeral is written in Chinese characters.
    """

    begin: int
    start: int
    stop: int
    end: int
    value: Decimal
    measure: str
    sort: Sort
    op: Op
    before: str
    after: str
    chinese: bool


class _Sort(StrEnum):
    """What a measure of the table measures: a sort, or a part of one that is read in its own way.

    Attributes:
        WEIGHT: a size that is no Latin letters.
        ARABIC: things that are as often part of a name after a Chinese numeral: 二期, 三类, 四村.
    """

    MONEY = "money"
    SIZE = "size"
    WEIGHT = "weight"
    THING = "thing"
    ARABIC = "arabic"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class _Measure:
    """A measure, with the characters that must not follow it: 500人 but not 500人才, 2条 but not 2条例."""

    measure: str
    sort: _Sort
    not_before: str = ""


@dataclass(frozen=True, slots=True)
class _Rate:
    """What a rate is taken by: 元/平方米."""

    per: str


_MEASURES = load("measures", _Measure)


def _any(sort: _Sort) -> str:
    """Return the pattern of the measures of a sort, the longest first."""
    rows = sorted((row for row in _MEASURES if row.sort is sort), key=lambda row: (-len(row.measure), row.measure))
    return "|".join(re.escape(row.measure) + (f"(?![{row.not_before}])" if row.not_before else "") for row in rows)


_MEASURE = re.compile(
    rf"(?P<share>%|‰)|(?P<point>个?百分点)|(?P<times>倍)|(?P<money>{_any(_Sort.MONEY)})"
    rf"|(?P<size>(?:{_any(_Sort.SIZE)})(?![A-Za-z]))|(?P<grams>{_any(_Sort.WEIGHT)})|(?P<time>{_any(_Sort.TIME)})"
    rf"|(?P<thing>{_any(_Sort.THING)})|(?P<arabic>{_any(_Sort.ARABIC)})|(?P<big>大)"
)
_RATE = re.compile(rf"[/每](?:{alternatives(row.per for row in load('rates', _Rate))})")
_SORTS = {
    "share": Sort.SHARE, "point": Sort.POINT, "times": Sort.POINT, "money": Sort.MONEY, "size": Sort.SIZE,
    "grams": Sort.SIZE, "time": Sort.TIME, "thing": Sort.THING, "arabic": Sort.THING, "big": Sort.THING,
}  # fmt: skip
_MULTIPLIER = re.compile("万亿|亿|万")
# Between numeral and measure: 100余个, 10多亿元, 3.5 万亩.
_JOINT = re.compile("[ ]*(?P<more>[余多来])?[ ]*(?P<scale>万亿|亿|万)?[ ]*")

_TEN = 10
_NEAR = 12
"""Characters before a quantity within which it is said that it is only where one starts."""
_BEFORE = {
    Op.AT_MOST: "不超过|不高于|不大于|不多于|不突破|不得超过|不得高于|不得突破|不超|控制[在到至]|压[缩减降][到至在]|"
    "缩[小短减][到至在]|(?:下降|降低|减少|回落|降|减)[到至]",
    Op.AT_LEAST: "不少于|不低于|不小于|不得少于|不得低于|至少|达到|达|(?:增加|增长|提高|提升|扩大|上升|增|升)[到至]",
    Op.MORE: "突破|超过|超出|超|高于|大于|多于|逾",
    Op.LESS: "低于|少于|小于|不足|不到|不满",
    Op.ABOUT: "大约|接近|将近|(?<![签节履违合契集预解公制条租])约|(?<![附邻最靠亲贴])近",
    Op.EQUAL: "稳定[在至]|保持在|维持在?|保持",
}
_BEFORE_PATTERNS = tuple((op, re.compile(rf"(?:{words})\s*$")) for op, words in _BEFORE.items())
_AFTER = re.compile(r"\s*(?:(?P<least>[及或]?以上|之上)|(?P<most>[及或]?以下|以内|之内|之下)|(?P<about>左右|上下))")
_AFTER_OPS = {"least": Op.AT_LEAST, "most": Op.AT_MOST, "about": Op.ABOUT}

_NAME_BEFORE = re.compile(r"(?:[两二三四五六七八九1-9]成|[A-Za-z+×*/.:\d第-]|(?<![目之年月日])前|[A-Za-z]\s)$")
_NAME_AFTER = re.compile(r"[A-Za-z+×*:]|-(?!\d)|\.\d")
_YEARS = re.compile("年(?=以[下内])")
_FOUR = re.compile(r"[0-9]{4}$")
_RANGE = re.compile(r"\s*(?:-|—+|–|~|至|到)\s*$")
_TOGETHER = re.compile("(?:(?<!公)共计?|合计|总计)$")
# 九成以上 is 90 %, but 成 begins many words.
_TENTHS = re.compile(r"成(?P<half>[一二三四五六七八九半])?(?=[及或]?以上|以下|左右|[,;:。、!?)\n]|$)")
_FROM = re.compile("[由从自](?:目前的?|现[有在]的?|原[有来]的?|20[0-9]{2}年的?|去年的?|上年的?)?$")
_ONWARDS = re.compile(
    "(?:以上|以下|左右)?(?:提高|提升|增加|增长|扩大|上升|下降|降低|减少|压减|缩短|缩小|增|升|降|减|调整)?[至到为]$"
)
_BOUNDARY = re.compile(r"\s*(?:$|[,;:。!?、)\n])")


@lru_cache(maxsize=16_384)
def _even_char(char: str) -> str:
    """Return one character in its plain form; a line break and every kind of blank is kept apart."""
    if char in "\r\n\v\f\u2028\u2029":
        return "\n"
    if char.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", char) if char not in "。、㎡" else char
    return plain if len(plain) == 1 else char


@lru_cache(maxsize=64)
def even(text: str) -> str:
    """Return `text` in simplified characters and half-width punctuation, every character in its place."""
    simple = to_simplified(text)
    if len(simple) != len(text):
        simple = "".join(single if len(single := to_simplified(c)) == 1 else c for c in text)
    return "".join(map(_even_char, simple))


def _multiplied(text: str) -> tuple[Decimal | None, int]:
    """Split a numeral into its value and how long its multiplier is: 3.5万 is (3.5, 1), 千亿 is (1000, 1)."""
    for size in (2, 1):
        head, tail = text[:-size], text[-size:]
        if head and _MULTIPLIER.fullmatch(tail) and not _MULTIPLIER.search(head):
            return read_numeral(head), size
    return read_numeral(text), 0


def _compared(text: str, start: int) -> tuple[int, Op | None]:
    """Return where the comparison in front of `start` begins, and which it is."""
    near = text[max(0, start - 8) : start]
    for op, pattern in _BEFORE_PATTERNS:
        found = pattern.search(near)
        if found:
            return start - len(near) + found.start(), op
    plain = _TOGETHER.sub("", near).rstrip(" ")
    return start - (len(near) - len(plain)), None


def _op(before: Op | None, after: Op | None, *, more: bool) -> Op:
    """Put both comparisons together: 达到…以上 is at least, 超过…以上 is more, a bare number is equal."""
    if after is not None and not (after is Op.AT_LEAST and before is Op.MORE):
        return after
    if before is None and more:
        return Op.ABOUT
    return before or Op.EQUAL


@dataclass(frozen=True, slots=True)
class _Size:
    """A number with its measure, the comparisons left out."""

    value: Decimal
    measure: str
    sort: Sort
    stop: int
    more: bool


def _measured(text: str, pos: int, *, chinese: bool, scaled: bool) -> tuple[int, Sort] | None:
    """Return where the measure at `pos` ends and its sort; None where there is none."""
    found = _MEASURE.match(text, pos)
    if not found or found.lastgroup is None:
        # 60万方, 300万度: measures only behind a multiplier, for 四方 and 三度 are none.
        if scaled and text[pos : pos + 1] in ("方", "度", "平"):
            return pos + 1, Sort.SIZE
        # 5年以下 lasts, where 2025年 is a day.
        return (pos + 1, Sort.TIME) if _YEARS.match(text, pos) and not _FOUR.search(text[:pos]) else None
    if chinese and found.lastgroup in ("arabic", "big", "time"):
        return None
    rate = _RATE.match(text, found.end())
    return (rate.end(), Sort.DENSITY) if rate else (found.end(), _SORTS[found.lastgroup])


def _size(text: str, source: str, start: int, end: int) -> _Size | None:
    """Read the number at `start:end` with its measure; a bare number has the sort `NONE`."""
    value, tail = _multiplied(text[start:end])
    if value is None:
        return None
    tenths = _TENTHS.match(text, end) if value < _TEN else None
    if tenths:
        ones = {"半": Decimal(5), None: Decimal(0)}.get(tenths["half"]) or read_numeral(tenths["half"] or "零")
        return _Size(value * _TEN + (ones or 0), "%", Sort.SHARE, tenths.end(), more=False)
    if text[max(0, start - 3) : start] == "百分之":
        # No measure takes the 万 or 亿 of a rate: the numeral counts as a whole.
        return _Size(read_numeral(text[start:end]) or value, "%", Sort.SHARE, end, more=False)
    multiplier = source[end - tail : end]
    joint = _JOINT.match(text, end)
    if joint:
        scaled = bool(tail or joint["scale"])
        measured = _measured(text, joint.end(), chinese=_is_chinese(text[start:end]), scaled=scaled)
        if measured:
            scale = source[joint.start("scale") : joint.end("scale")] if joint["scale"] else ""
            measure = "".join((multiplier + scale + source[joint.end() : measured[0]]).split())
            return _Size(value, measure, measured[1], measured[0], more=joint["more"] is not None)
    return _Size(value, multiplier, Sort.NONE, end, more=False)


def _is_chinese(numeral: str) -> bool:
    """Tell whether a numeral is written without Arabic digits."""
    return not any("0" <= c <= "9" for c in numeral)


def _is_bare_aim(text: str, stop: int, before: Op | None, after: re.Match[str] | None) -> bool:
    """Tell whether a number without measure is held by a comparison (缩小到1.58以内), and not part of a name."""
    held = after is not None or before not in (None, Op.EQUAL)
    return held and (after is not None or _BOUNDARY.match(text, stop) is not None)


def _quantity(text: str, source: str, start: int, end: int) -> Quantity | None:
    """Read the quantity whose numeral stands at `start:end`; None where it is a name, a code, or a mere number."""
    percent = text[max(0, start - 3) : start] == "百分之"
    first = start - 3 if percent else start
    begin, before = _compared(text, first)
    if not percent and _is_in_name(text, begin, end):
        return None
    size = _size(text, source, start, end)
    after = _AFTER.match(text, size.stop) if size else None
    if size is None or (size.sort is Sort.NONE and not _is_bare_aim(text, size.stop, before, after)):
        return None
    after_op = _AFTER_OPS[after.lastgroup] if after and after.lastgroup else None
    return Quantity(
        begin=begin,
        start=first,
        stop=size.stop,
        end=after.end() if after else size.stop,
        value=size.value,
        measure=size.measure,
        sort=size.sort,
        op=_op(before, after_op, more=size.more),
        before=text[begin:first].strip() if before else "",
        after=after[0].strip() if after else "",
        chinese=_is_chinese(text[start:end]),
    )


def _is_in_name(text: str, begin: int, end: int) -> bool:
    """Tell whether what stands at `begin:end` is part of a name or code: G20, 2.0版, 3-5, but not 15MW."""
    if _NAME_BEFORE.search(text[max(0, begin - 2) : begin]):
        return True
    measure = _MEASURE.match(text, end)
    is_measured = measure is not None and measure.lastgroup == "size"
    return _NAME_AFTER.match(text, end) is not None and not is_measured


def find_quantities(text: str, source: str) -> tuple[Quantity, ...]:
    """Return the quantities of `text` (made even) in order; measures are given in the characters of `source`.

    A range (10-15家) is one quantity: at least the lower, or at most the upper where a comparison caps it.
    """
    found: list[Quantity] = []
    numerals = find_numerals(text)
    skip = -1
    for i, (start, end, _) in enumerate(numerals):
        if i <= skip:
            continue
        upper = _range_end(text, numerals, i)
        if upper is None:
            quantity = _quantity(text, source, start, end)
        else:
            quantity = _ranged(text, source, (start, end), upper)
            skip = i + 1
        if quantity is not None:
            found.append(quantity)
    return tuple(_risen(text, found))


def _risen(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Yield quantities; from where one rises (由65%提升至80%) is no quantity, but part of the other's comparison."""
    begin: int | None = None
    for i, quantity in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        origin = _FROM.search(text[max(0, quantity.begin - _NEAR) : quantity.begin])
        if following and origin and _ONWARDS.match(text[quantity.stop : following.start].strip()):
            begin = quantity.begin - len(origin[0])
            continue
        yield quantity if begin is None else replace(quantity, begin=begin)
        begin = None


def _range_end(text: str, numerals: tuple[tuple[int, int, Decimal], ...], i: int) -> tuple[int, int] | None:
    """Return the place of the upper number where number `i` opens a range (10-15家, 80%至85%)."""
    if i + 1 >= len(numerals):
        return None
    (_, end, low), (start, stop, high) = numerals[i], numerals[i + 1]
    measured = _measured(text, end, chinese=False, scaled=False)
    between = text[measured[0] if measured and measured[0] < start else end : start]
    return (start, stop) if len(between) <= 4 and _RANGE.match(between) and low < high else None


def _ranged(text: str, source: str, low: tuple[int, int], high: tuple[int, int]) -> Quantity | None:
    """Read a range from its lower and its upper numeral."""
    begin, before = _compared(text, low[0])
    blank = text[: low[0]] + " " * (high[0] - low[0]) + text[high[0] :]
    upper = _quantity(blank, source, *high)
    value = _multiplied(text[slice(*low)])[0]
    if (
        upper is None
        or value is None
        or upper.sort is Sort.NONE
        or _NAME_BEFORE.search(text[max(0, begin - 2) : begin])
    ):
        return None
    capped = before in (Op.AT_MOST, Op.LESS) or upper.op.is_cap
    return replace(
        upper,
        begin=begin,
        start=low[0],
        value=upper.value if capped else value,
        op=Op.AT_MOST if capped else Op.AT_LEAST,
        before=text[begin : low[0]].strip() if before else "",
    )
