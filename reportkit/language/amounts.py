"""Numbers as people write them beside a measure, read and printed: `500家`, `约五百`, `３５％`, `3.5万`. Pure.

The bare numeral is `reportkit.language.numerals`' business; here it is taken together with the words around it.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache

from reportkit.data import alternatives, load, load_words
from reportkit.language.numerals import find_numerals, read_numeral, tidy
from reportkit.language.text import fold, unspaced, without_marks

_SCALES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
_SCALE = re.compile(r"(百万|千万|万亿|万|亿|千|百)(?=.)")
_LAST_SCALE = re.compile(r"(?<![百千万亿])(百万|千万|万亿|千|万|亿)[零〇]?[\d一二三四五六七八九]?$")
_HUNDREDS = re.compile(r"(?:\d[\d,.]*|[一二两三四五六七八九])百[\d一二三四五六七八九]?")
# 千瓦, 千克, 百分点 are measures of their own.
_WHOLE_MEASURE = re.compile(r"千[瓦米克卡伏帕焦兆赫安]|百分")
_SAME_MEASURE = {
    "%": "%", "百分点": "%", "个百分点": "%", "percent": "%", "pct": "%", "m2": "平方米", "m3": "立方米",
    "平米": "平方米", "km": "公里", "千米": "公里", "kg": "公斤", "千克": "公斤", "rmb": "元", "人民币": "元",
    "块": "元",
    "件次": "件", "人次": "人次", "μg/立方米": "微克/立方米", "ug/立方米": "微克/立方米",
    "mg/立方米": "毫克/立方米",
}  # fmt: skip
# A unit with an exponent, whose 2 or 3 is no number: m², ㎡, km2.
_EXPONENT = re.compile(r"(k?)m([23])(?![\d.])", re.IGNORECASE)
# Money as English writes it: £5.2m, € 3 million; a measure of it: £m, £ million.
_MONEY = re.compile(r"([£€]|(?:US|HK|NT|A|S)?[$])([+-]?\d[\d,.]*)(k|thousand|m|mn|million|bn|billion)?", re.IGNORECASE)
_MONEY_MEASURE = re.compile(
    r"(?P<sign>[£€]|(?:us|hk|nt|a|s)?[$])(?P<scale>k|thousand|m|mn|million|bn|billion)?"
    r"|(?P<before>thousand|million|bn|billion)(?P<behind>[£€]|(?:us|hk|nt|a|s)?[$])"
)
_MONEY_SCALES = {
    "k": 1_000, "thousand": 1_000, "m": 10**6, "mn": 10**6, "million": 10**6, "bn": 10**9, "billion": 10**9,
}  # fmt: skip
# A scale of anything else: 2k, 1.2 million people; 1.2m may be metres.
_ENGLISH_SCALE = re.compile(r"(?P<scale>(?:k|mn|bn)$|thousand|million|billion)(?P<what>[a-z]*)")
_PER_CENT_WORDS = re.compile(r"^百分之(.+)$")
DIGITS_KEPT = 10**15
"""A number from here on has lost digits in a cell, which keeps fifteen."""
_SHORTEST_WORD = 2
_LONGEST_MEASURE, _LONGEST_WORD = 8, 16
"""Characters beyond which what stands behind a number is more than its measure, in Chinese and in letters."""
_LONGEST = 200
"""Characters beyond which a text is prose."""
_MOST_ZEROS = 15
"""Zeros in a row beyond which nobody counts them."""
_TOGETHER = re.compile(r"(?<=\d)\s+(?=\d)")
_THOUSANDS = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)")
# A wide blank sets two numbers apart as a tab does, and does not group the digits of one.
_WIDE_GAP = {0x3000: "\t"}
_HALF = re.compile(
    r"(?:已?完成)?(?:大?约|将?近)?(?:了?一半|半数)(?:左右|以上)?"
    r"|(?:about|around|roughly|nearly|almost|just|over|under|morethan){0,2}(?:a|one)?half(?:way)?(?:done|completed?|finished|through)?"
)
_QUARTERS = re.compile(
    r"(?:about|around|roughly|nearly|almost|just|over|under|morethan){0,2}(?P<n>a|one|three|3)quarters?(?:done|completed?|finished)?"
)
# A power behind a number may be a note or make another number of it: 10³.
_POWER_OF_NUMBER = re.compile("[0-9０-９][²³⁰⁴-⁹]")
_ABOUT = re.compile(
    r"约|大约|大概|近|将近|接近|超|逾|多|余|左右|上下|不足|至少|不少于|以上|以下|以内|几|数|预计|力争"
    r"|about|approx|over|nearly|[~≈><≥≤±+]"
)


@dataclass(frozen=True, slots=True)
class _NumberWord:
    """An English word for a number."""

    word: str
    number: str


class _Use(StrEnum):
    """What a word in front of a number leaves of it.

    Attributes:
        ANY: it is about that number, or what has come to be: 约, 超, 已完成.
        RISE: it says which way a growth goes: 同比增长.
        FALL: it makes a growth one below zero: 下降.
    """

    ANY = "any"
    RISE = "rise"
    FALL = "fall"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the words around it.

    Attributes:
        value: the number as written: 3.5万 is 35000, 35% is 35.
        measure: the measure behind it, folded, without its scale: 家, 元, %, "" where there is none.
        scale: the scale in which the number was written: 10,000 for 3.5万.
        words: True where more stands beside it than number and measure (约, 超, 左右, a sentence).
        before: what stands in front of it, folded, without its sign.
        is_doubtful: True where another number may be meant: 10³, or the cell holds another one.
    """

    value: Decimal
    measure: str = ""
    scale: int = 1
    words: bool = False
    before: str = ""
    is_doubtful: bool = False

    def is_known(self, *, is_growth: bool) -> bool:
        """Tell whether all that stands in front of it is known to leave the number what it is.

        Args:
            is_growth: True where it is a growth, of which the words may say which way it goes.
        """
        uses = [_Use.ANY, *([_Use.RISE, _Use.FALL] if is_growth else [])]
        known = "|".join(_before_words()[use] for use in uses)
        return not self.is_doubtful and re.fullmatch(f"(?:{known}|[:,])*+", self.before) is not None


@cache
def _before_words() -> Mapping[_Use, str]:
    """Return the patterns of the words in front of a number, the longest first, by what they leave of it."""
    return {use: alternatives(map(fold, words)) for use, words in load_words("before_numbers", _Use).items()}


def read_amount(text: str) -> Amount | None:
    """Read the one number in a text with its measure; None where there is none, or more than one.

    Full-width signs, thousands separators, Chinese numerals and 百分之 are understood. What marks a note (312¹) is more
    than number and measure.
    """
    if len(text) > _LONGEST:
        return None
    bare_text = without_marks(text)
    amount = _read_plain(unicodedata.normalize("NFKC", bare_text.translate(_WIDE_GAP)))
    if amount is None or bare_text == text:
        return amount
    return replace(amount, words=True, is_doubtful=_POWER_OF_NUMBER.search(text) is not None)


def _read_plain(plain: str) -> Amount | None:
    """Read a text in compatible forms, free of marks."""
    if _TOGETHER.search(_THOUSANDS.sub("", plain.strip())):
        return None  # two numbers: `250 30`
    plain = _EXPONENT.sub(_power, unspaced(_in_digits(plain)).lstrip("'"))
    if _HALF.fullmatch(fold(plain)):
        return Amount(Decimal(50), "%", words=True)
    quarters = _QUARTERS.fullmatch(fold(plain))
    if quarters is not None:
        return Amount(Decimal(25 if quarters["n"] in ("a", "one") else 75), "%", words=True)
    bare = read_numeral(plain)
    if bare is not None and plain not in _SCALES:  # 百 by itself is a word, or what is left of a number
        return Amount(bare, scale=_written_scale(plain))
    return _in_percent_words(plain) or _in_money(plain) or _among_words(plain)


@cache
def _spelled_out() -> Mapping[str, str]:
    return {row.word: row.number for row in load("number_words", _NumberWord)}


def _in_digits(plain: str) -> str:
    """Return a text whose first word spells out a number with that in digits: twelve homes, two dozen, zero."""
    first, _, rest = plain.strip().partition(" ")
    number = _spelled_out().get(first.casefold())
    if number is None:
        return plain
    dozen, _, behind = rest.partition(" ")
    return f"{int(number) * 12} {behind}" if dozen.casefold() == "dozen" else f"{number} {rest}"


def _in_money(plain: str) -> Amount | None:
    """Read £5.2m."""
    match = _MONEY.fullmatch(plain.rstrip("."))
    value = read_numeral(match[2]) if match else None
    if match is None or value is None:
        return None
    scale = _MONEY_SCALES.get((match[3] or "").lower(), 1)
    return Amount(tidy(value * scale), fold(match[1]), scale)


def _in_percent_words(plain: str) -> Amount | None:
    """Read 百分之五十."""
    percent = _PER_CENT_WORDS.match(fold(plain))
    value = read_numeral(percent[1]) if percent else None
    return None if value is None else Amount(value, "%")


def _among_words(plain: str) -> Amount | None:
    """Read the one number with what stands before and behind it."""
    found = find_numerals(plain)
    if len(found) != 1 or plain.startswith("半", found[0][1]):  # 一半 is not one
        return None
    start, end, value = found[0]
    before, after = plain[:start], fold(plain[end:])
    if before[-1:] in ("-", "−", "负"):
        value, before = -value, before[:-1]
    words = bool(before.removeprefix("+"))
    measure, scale, extra = _measure_behind(after)
    if measure == "成":  # 八成 is 80 %
        value, measure = value * 10, "%"
    written = max(_written_scale(plain[start:end]), scale)
    return Amount(tidy(value * scale), measure, written, words or extra, fold(before.removeprefix("+")))


def _power(match: re.Match[str]) -> str:
    return ("平方" if match[2] == "2" else "立方") + ("公里" if match[1] else "米")


def _written_scale(numeral: str) -> int:
    """Return the scale word that a numeral ends with, alone or before its last digit, or else its 万 or 亿.

    In whatever way it is spelled: 10,000 for 3.5万, 三十五万, 3万5 and 1亿2000万; 两千三百 is one number.
    """
    plain = fold(numeral)
    if _HUNDREDS.fullmatch(plain):  # 两千三百 is one number, and 五百 one of five
        return _SCALES["百"]
    last = _LAST_SCALE.search(plain)
    return _SCALES[last[1]] if last else next((_SCALES[word] for word in "亿万" if word in plain), 1)


def _measure_behind(text: str) -> tuple[str, int, bool]:
    """Split what stands behind a number into its measure, the scale of that, and whether there are more words."""
    text = text.rstrip("。.;；,，")
    about = _ABOUT.search(text)
    if about:
        return *split_measure(_ABOUT.sub("", text)), True
    name, scale = split_measure(text)
    return name, scale, len(name) > (_LONGEST_WORD if name.isascii() else _LONGEST_MEASURE)


def split_measure(measure: str) -> tuple[str, int]:
    """Return a measure folded and without its scale, and the scale: 万亩 is (亩, 10000)."""
    name = fold(measure).strip("()[]")
    if name in _SCALES:  # 亿 alone counts what its column names
        return "", _SCALES[name]
    money = _MONEY_MEASURE.fullmatch(name)
    if money:
        sign, scale = money["sign"] or money["behind"], money["scale"] or money["before"] or ""
        return sign, _MONEY_SCALES.get(scale, 1)
    english = _ENGLISH_SCALE.fullmatch(name)
    if english:
        word = english["what"]
        return _SAME_MEASURE.get(word, word), _MONEY_SCALES[english["scale"]]
    match = _SCALE.match(name)
    scale = 1
    if match and not _WHOLE_MEASURE.match(name):
        name, scale = name[match.end() :], _SCALES[match[1]]
    return _SAME_MEASURE.get(name, name), scale


def in_measure(amount: Amount, measure: str) -> Decimal | None:
    """Return the amount in `measure` (500家 in 家, 1200万元 in 亿元), None where it is in another one.

    A number without a measure counts as being in `measure`, unless both it and the measure carry a scale: whether 3.5万
    in a column of 万元 is 3.5 or 35,000 nobody can tell.
    """
    name, scale = split_measure(measure)
    if {amount.measure, name} == {"%", "‰"}:
        return tidy(amount.value * 10 if name == "‰" else amount.value / 10)
    if not amount.measure:
        return None if scale > 1 and amount.scale > 1 else amount.value
    if amount.measure not in {name, fold(measure)} and not _is_plural(amount.measure, name):
        return None
    return tidy(amount.value / scale)


def _is_plural(one: str, other: str) -> bool:
    """Tell whether two English words are one thing in the singular and the plural: home, homes."""
    short, long = sorted((one, other), key=len)
    return len(short) > _SHORTEST_WORD and short.isascii() and short.isalpha() and long in {f"{short}s", f"{short}es"}


def is_percent(measure: str) -> bool:
    """Tell whether a measure is per cent in any words, and not percentage points."""
    return split_measure(measure)[0] == "%" and "点" not in measure and "點" not in measure


def exact(number: float) -> Decimal:
    """Return the decimal number a cell shows: fifteen significant digits, as Excel keeps them."""
    return tidy(Decimal(f"{number:.15g}"))


def plain_text(value: Decimal) -> str:
    """Return a number as people write it: `500`, `33.3`, never `-0`, no zeros behind.

    What would have more than fifteen zeros before the point, or at once behind it, stands in powers of ten: `1E+40`.
    Every digit is kept, so that the text says what the value is, and a formula can take it.
    """
    if not value:
        return "0"
    digits, _, power = f"{value:E}".partition("E")
    digits = digits.rstrip("0").rstrip(".")
    zeros = int(power) - len(digits.partition(".")[2])
    if zeros > _MOST_ZEROS or int(power) < -_MOST_ZEROS:
        return f"{digits}E{power}"
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_MONEY_SHOWN = re.compile(r"(?P<scale>[a-z]*+) ?(?P<sign>(?:US|HK|NT|A|S)?[$]|[£€])(?P<behind>[^$£€]*+)")


def percent_text(value: Decimal) -> str:
    """Return a percentage as people write it: `60%`."""
    return f"{plain_text(value)}%"


def amount_text(value: Decimal, measure: str) -> str:
    """Return a number with its measure: `500家`, `8%`, `35微克/立方米`, `500 homes`, `12 km`, `£3.5 million`.

    A sign and a Chinese measure follow the number at once, as official texts have them; a word or a unit in letters
    stands apart, and a currency stands before the number.
    """
    money = _MONEY_SHOWN.fullmatch(measure)
    if money is not None:
        return f"{money['sign']}{amount_text(value, money['scale'] + money['behind'])}"
    is_word = measure[:1].isalpha() and unicodedata.east_asian_width(measure[0]) not in "WF"
    return f"{plain_text(value)}{' ' if is_word else ''}{measure}"
