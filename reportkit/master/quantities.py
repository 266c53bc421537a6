"""Quantities in administrative prose: a numeral, its measure, and the comparison around it. Pure.

Works on text made even by `even`, in which every character stands where it stood in the source, so that what is found
can be quoted in the source's own characters.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reportkit.model import Op
from reportkit.numerals import find_numerals, read_numeral
from reportkit.script import to_simplified


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


_MONEY = ("美元", "欧元", "港元", "港币", "日元", "英镑", "人民币", "元")
_SIZE = (
    *("平方公里", "平方千米", "平方米", "平米", "公顷", "亩", "立方米", "立方", "公里", "千米", "米", "吨标准煤", "吨标煤"),
    *("吨", "公斤", "千克", "千瓦时", "兆瓦时", "千瓦", "兆瓦", "吉瓦", "标准箱", "标箱", "升", "㎡", "km", "MW", "GW"),
)
_GRAMS = ("微克", "毫克", "克")
# Measures of things, with what must not follow: 500人 but not 500人才, 2条 but not 2条例.
_THINGS = {
    **dict.fromkeys(("场次", "人次", "批次", "班次", "车次", "件次", "家次", "户次", "台套", "座次", "款", "宗", "例"), ""),
    **dict.fromkeys(("册", "篇", "座", "支", "辆", "艘", "架", "幢", "栋", "株", "棵", "羽", "盏", "枚", "套", "笔"), ""),
    **{"个": "月一", "家": "庭园具乡", "项": "目", "名": "单录", "人": "才民员大均口工", "件": "", "场": "地馆所景"},
    **{"条": "件例", "处": "理置", "所": "有在需", "台": "账阶", "次": "数", "户": "籍外", "起": "来步", "位": "于置居"},
    **{"份": "额", "张": "", "头": "", "只": "增减", "门": "户类", "块": "", "幅": "度", "片": "区", "对": "接标", "道": "路"},
    **{"根": "据本", "口": "岸", "杆": "", "颗": "", "尊": "", "顶": "尖", "艺": "术", "列": "入"},
}
# These are as often part of a name after a Chinese numeral: 二期, 三类, 四村.
_ARABIC_ONLY = {
    **{"期": "间", "轮": "", "届": "", "村": "级庄民社", "站": "点", "类": "别", "种": "植子业", "部": "门分署", "组": "织建成"},
    **{"间": "", "班": "子", "床": "", "孔": "", "眼": "", "段": "", "株": ""},
}
_TIME = ("个工作日", "工作日", "个月", "小时", "分钟", "天", "日")
_PER = "平方米|平方公里|立方米|公里|万人|千人|百人|万元|亩|吨|日|天|年|月|人|户|家|元|升|小时|个|辆|床|株"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _guarded(measures: dict[str, str]) -> str:
    named = sorted(measures.items(), key=lambda item: (-len(item[0]), item[0]))
    return "|".join(f"{word}(?![{after}])" if after else word for word, after in named)


_MEASURE = re.compile(
    rf"(?P<share>%|‰)|(?P<point>个?百分点)|(?P<times>倍)|(?P<money>{_any(_MONEY)})"
    rf"|(?P<size>(?:{_any(_SIZE)})(?![A-Za-z]))|(?P<grams>{_any(_GRAMS)})|(?P<time>{_any(_TIME)})"
    rf"|(?P<thing>{_guarded(_THINGS)})|(?P<arabic>{_guarded(_ARABIC_ONLY)})|(?P<big>大)"
)
_RATE = re.compile(rf"(?:/|每)(?:{_PER})")
_SORTS = {
    "share": Sort.SHARE, "point": Sort.POINT, "times": Sort.POINT, "money": Sort.MONEY, "size": Sort.SIZE,
    "grams": Sort.SIZE, "time": Sort.TIME, "thing": Sort.THING, "arabic": Sort.THING, "big": Sort.THING,
}  # fmt: skip
_MORE_THAN = re.compile(r"(?:余|多|来)(?!年)")
_MULTIPLIER = re.compile(r"万亿|亿|万")

_BEFORE = (
    (Op.AT_MOST, "不超过|不高于|不大于|不多于|不突破|不得超过|不得高于|不超|控制[在到至]|压[缩减降][到至在]|缩[小短减][到至在]"
     "|(?:下降|降低|减少|回落|降|减)[到至]"),
    (Op.AT_LEAST, "不少于|不低于|不小于|不得少于|不得低于|至少|达到|达|(?:增加|增长|提高|提升|扩大|上升|增|升)[到至]"),
    (Op.MORE, "突破|超过|超出|超|高于|大于|多于|逾"),
    (Op.LESS, "低于|少于|小于|不足|不到|不满"),
    (Op.ABOUT, "大约|接近|将近|约|近"),
    (Op.EQUAL, "稳定[在至]|保持在|维持在|保持|位列"),
)  # fmt: skip
_BEFORE_PATTERNS = tuple((op, re.compile(rf"(?:{words})\s*$")) for op, words in _BEFORE)
_AFTER = re.compile(r"\s*(?:(?P<least>[及或]?以上|之上)|(?P<most>[及或]?以下|以内|之内|之下)|(?P<about>左右|上下))")
_AFTER_OPS = {"least": Op.AT_LEAST, "most": Op.AT_MOST, "about": Op.ABOUT}

_NAME_BEFORE = re.compile(r"(?:[A-Za-z+×*/.:\d第-]|(?<![目之年月日])前|[A-Za-z]\s)$")
_NAME_AFTER = re.compile(r"[A-Za-z+×*:]|-(?!\d)|\.\d")
_RANGE = re.compile(r"\s*(?:-|—+|–|~|至|到)\s*$")
_BOUNDARY = re.compile(r"\s*(?:$|[,;:。!?、)\n])")


def even(text: str) -> str:
    """Return `text` in simplified characters and half-width punctuation, every character in its place."""
    simple = to_simplified(text)
    if len(simple) != len(text):
        simple = "".join(single if len(single := to_simplified(c)) == 1 else c for c in text)
    return "".join(_even_char(c) for c in simple)


def _even_char(char: str) -> str:
    """Return one character in its plain form; a line break and every kind of blank is kept apart."""
    if char in "\r\n\v\f\u2028\u2029":
        return "\n"
    if char.isspace():
        return " "
    plain = unicodedata.normalize("NFKC", char) if char not in "。、㎡" else char
    return plain if len(plain) == 1 else char


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
    return start - (len(near) - len(near.rstrip(" "))), None


def _op(before: Op | None, after: Op | None, *, more: bool) -> Op:
    """Put both comparisons together: 达到…以上 is at least, 超过…以上 is more, a bare number is equal."""
    if after is not None and not (after is Op.AT_LEAST and before is Op.MORE):
        return after
    if before is None and more:
        return Op.ABOUT
    return before or Op.EQUAL


def _measured(text: str, pos: int, *, chinese: bool) -> tuple[int, Sort] | None:
    """Return where the measure at `pos` ends and its sort; None where there is none."""
    found = _MEASURE.match(text, pos)
    if not found or found.lastgroup is None:
        return None
    if chinese and found.lastgroup in ("arabic", "big", "time"):
        return None
    rate = _RATE.match(text, found.end())
    if rate:
        return rate.end(), Sort.DENSITY
    return found.end(), _SORTS[found.lastgroup]


def _quantity(text: str, source: str, start: int, end: int) -> Quantity | None:
    """Read the quantity whose numeral stands at `start:end`; None where it is a name, a code, or a mere number."""
    begin, before = _compared(text, start)
    chinese = not any(c.isdigit() and c.isascii() for c in text[start:end])
    value, tail = _multiplied(text[start:end])
    percent = text[max(0, start - 3) : start] == "百分之"
    if percent:
        begin, before = _compared(text, start - 3)
    elif _NAME_BEFORE.search(text[max(0, begin - 2) : begin]) or _NAME_AFTER.match(text, end):
        return None
    pos = end + (len(text[end:]) - len(text[end:].lstrip(" ")) if text[end : end + 1] == " " else 0)
    more = _MORE_THAN.match(text, pos)
    scale = _MULTIPLIER.match(text, more.end()) if more else None
    unit = scale.start() if scale else more.end() if more else end - tail
    after_number = scale.end() if scale else more.end() if more else pos
    if tail and more:
        unit = end - tail
    measured = (end, Sort.SHARE) if percent else _measured(text, after_number, chinese=chinese)
    if measured is None and text[after_number : after_number + 1] in "方度平" and (tail or scale):
        measured = (after_number + 1, Sort.SIZE) if after_number < len(text) else None
    stop, sort = measured or ((scale.end() if scale else end), Sort.NONE)
    after = _AFTER.match(text, stop)
    after_op = _AFTER_OPS[after.lastgroup] if after and after.lastgroup else None
    if measured is None:
        bare = before is not None or after_op is not None
        if not bare or more or not (after or _BOUNDARY.match(text, stop)):
            return None
        if before is Op.EQUAL and after is None:
            return None
    if value is None:
        return None
    if tail and more:
        measure = source[end - tail : end] + source[more.end() : stop]
    else:
        measure = "%" if percent else source[unit:stop] if measured or tail or scale else ""
    return Quantity(
        begin=begin, start=start - 3 if percent else start, stop=stop, end=after.end() if after else stop, value=value,
        measure="".join(measure.split()), sort=sort, op=_op(before, after_op, more=bool(more)),
        before="" if before is None else text[begin:start], after=after[0].strip() if after else "", chinese=chinese,
    )  # fmt: skip


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
        quantity = _quantity(text, source, start, end)
        if upper is not None:
            quantity = _ranged(text, source, (start, end), upper)
            skip = i + 1
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


def _range_end(text: str, numerals: tuple[tuple[int, int, Decimal], ...], i: int) -> tuple[int, int] | None:
    """Return the place of the upper number where number `i` opens a range (10-15家, 80%至85%)."""
    if i + 1 >= len(numerals):
        return None
    (_, end, low), (start, stop, high) = numerals[i], numerals[i + 1]
    between = text[end:start]
    measured = _measured(text, end, chinese=False)
    if measured:
        between = text[measured[0] : start]
    return (start, stop) if len(between) <= 4 and _RANGE.match(between) and low < high else None


def _ranged(text: str, source: str, low: tuple[int, int], high: tuple[int, int]) -> Quantity | None:
    """Read a range from its lower and its upper numeral."""
    blank = "".join(" " if c != "\n" else c for c in text[low[0] : high[0]])
    begin, before = _compared(text, low[0])
    quantity = _quantity(text[: low[0]] + blank + text[high[0] :], source, *high)
    if quantity is None or quantity.sort is Sort.NONE or _NAME_BEFORE.search(text[max(0, begin - 2) : begin]):
        return None
    capped = before in (Op.AT_MOST, Op.LESS) or quantity.op.is_cap
    value = quantity.value if capped else _multiplied(text[slice(*low)])[0]
    if value is None:
        return None
    return Quantity(
        begin=begin, start=low[0], stop=quantity.stop, end=quantity.end, value=value, measure=quantity.measure,
        sort=quantity.sort, op=Op.AT_MOST if capped else Op.AT_LEAST, before=text[begin : low[0]],
        after=quantity.after, chinese=quantity.chinese,
    )  # fmt: skip
