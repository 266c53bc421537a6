"""Reading numerals as people write them: Arabic, full-width, Chinese and mixed, in both scripts. Pure.

A numeral is the bare number: `1,234`, `３５`, `3.5万`, `五百`, `两千三百`, `1亿2000万`, `三点五`. Signs, per cent
signs, measures and words around it (约, 以上, 多) belong to whoever reads the sentence.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

# A full-width comma is punctuation of the sentence, so only digits and the point are made plain here.
BEFORE_REPUBLIC = 1911
"""What a year of the Republic of China lacks of the year that everybody counts: its 111th is 2022."""
_PLAIN = str.maketrans("０１２３４５６７８９．萬億兩", "0123456789.万亿两")
_FORMAL = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_GREAT = (("亿", 100_000_000), ("万", 10_000))

_ZERO = "零〇○"
_NAMED = f"{_ZERO}一二三四五六七八九"
_BELOW_WAN = f"{_NAMED}两十百千"
_CHINESE = f"{_BELOW_WAN}万亿"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_TOKEN = re.compile(rf"{_ARABIC}|[{_BELOW_WAN}]")
_POINT = re.compile(rf"([{_BELOW_WAN}]+)点([{_NAMED}]+)([百千万亿]*)")
_SPELLED = re.compile(rf"[{_NAMED}]{{4,}}|(?=[{_NAMED}]+[{_ZERO}])[一二三四五六七八九][{_NAMED}]+")
_SPELLED_YEAR = re.compile(rf"(?<![{_NAMED}])[一二][{_NAMED}]{{3}}(?=年|[学學]年)")
_SPACED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?")
_SPACED_WITHIN = re.compile(r"(?<![\d.,] )(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d|[.,:/-]\d| \d)")
_RUN = re.compile(rf"(?:{_ARABIC}|[{_CHINESE}]|(?<=[{_CHINESE}])点(?=[{_NAMED}]))+", re.ASCII)
_DOTTED = re.compile(r"(?<!\d)\d+(?:\.\d+){2,}")
# Words and measures that begin with a numeral's character: 千瓦, 百姓, 万达.
_NOT_UNIT = re.compile("千(?=[瓦米克卡伏帕焦兆赫安]|方百)|百(?=姓|[货貨]|[计計]|分[点點比之])|万(?=科|[达達]|向|象)")
# Longer runs are no numbers anyone means, and Decimal's 28 digits hold these exactly.
_LONGEST = 24
_LONE_UNITS = frozenset("百千万亿")


def _small(text: str) -> Decimal | None:
    """Read a numeral below 万: `五百三`, `2千300`, `十二`, `1,234.5`; None where it is none."""
    tokens = _TOKEN.findall(text)
    if not tokens or "".join(tokens) != text:
        return None
    numeral = _Sum()
    for token in tokens:
        unit = _SMALL.get(token)
        fits = numeral.add_digits(token, alone=len(tokens) == 1) if unit is None else numeral.add_unit(unit)
        if not fits:
            return None
    return numeral.value()


@dataclass(slots=True)
class _Sum:
    """A numeral below 万 as far as it was read.

    Attributes:
        total: what stands before the pending digit.
        pending: the digit or number that waits for its unit.
        last: the last unit, 0 before the first.
        zero: True after a zero that stands for units left out.
    """

    total: Decimal = Decimal(0)
    pending: Decimal | None = None
    last: int = 0
    zero: bool = False

    def add_unit(self, unit: int) -> bool:
        """Take 十, 百 or 千; False where it cannot follow."""
        if self.last and unit >= self.last:
            return False
        if self.pending is None:
            if self.zero or (self.last and unit != 10):
                return False
            self.pending = Decimal(1)
        elif unit == 10 and not _is_whole(self.pending):
            return False
        self.total, self.pending, self.last, self.zero = self.total + self.pending * unit, None, unit, False
        return True

    def add_digits(self, token: str, *, alone: bool) -> bool:
        """Take a Chinese digit or an Arabic number; False where it cannot follow."""
        is_padded = not alone and len(token) > 1 and token.startswith("0")  # 一百08
        if self.pending is not None or is_padded:
            return False
        if not alone and _DIGITS.get(token) == 0:
            self.zero = True
        else:
            self.pending = Decimal(_DIGITS[token]) if token in _DIGITS else Decimal(token.replace(",", ""))
        return True

    def value(self) -> Decimal | None:
        """Add the digit that stands after the last unit: 三百五 is 350, 三百零五 is 305; None where it cannot be."""
        if self.pending is None:
            return None if self.zero else self.total
        if self.last and (self.pending >= self.last or not _is_whole(self.pending)):
            return None
        if self.last > 10 and self.pending < 10 and not self.zero:
            return self.total + self.pending * self.last / 10
        return self.total + self.pending


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _spelled(text: str) -> str:
    """Return the Arabic digits of a numeral spelled digit by digit: 二〇二二 is 2022."""
    return "".join(str(_DIGITS[c]) for c in text)


def years_in_digits(text: str) -> str:
    """Return a text with its years in digits: 二〇二四年 is 2024年."""
    return _SPELLED_YEAR.sub(lambda match: _spelled(match[0]), text)


def _value(text: str) -> Decimal | None:
    """Read a plain numeral; None where it is none."""
    if len(text) > _LONGEST:
        return None
    if _SPELLED.fullmatch(text):
        return Decimal(_spelled(text))
    point = _POINT.fullmatch(text)
    if point:
        whole = _value(point[1])
        return None if whole is None else _value(f"{whole}.{_spelled(point[2])}{point[3]}")
    for sign, factor in _GREAT:
        head, found, tail = text.rpartition(sign)
        if found:
            return _joined(head, tail, factor)
    return _small(text)


def _joined(head: str, tail: str, factor: int) -> Decimal | None:
    """Put the parts before and after 万 or 亿 together: 一万二 is 12,000, 一万零二 is 10,002."""
    many = _value(head) if head else Decimal(1)
    rest = _rest(tail, factor)
    if many is None or rest is None or (not head and tail):
        return None
    return many * factor + rest


def _rest(tail: str, factor: int) -> Decimal | None:
    if not tail:
        return Decimal(0)
    if tail[0] in _SMALL:  # 100万千瓦: what follows 万 begins with a digit, or it is a measure
        return None
    bare = tail.lstrip("零〇○")
    rest = _value(bare)
    if rest is None or rest >= factor or not _is_whole(rest):
        return None
    return rest * (factor // 10) if bare == tail and len(bare) == 1 else rest


def read_numeral(text: str) -> Decimal | None:
    """Return the number `text` is, or None where the whole of it is not one numeral.

    Args:
        text: `1,234`, `1 234`, `３５`, `-2.5`, `3.5万`, `五百`, `两千三百`, `十`, `千亿`, `一万二`, `壹佰`, `二〇二二`,
            in either script; white space around it is ignored.

    Returns:
        The exact value (3.5万 is 35000), without an exponent. Approximate numerals (三五, 十几) and ordinals are none.
    """
    plain = text.strip().translate(_PLAIN).replace("，", ",").translate(_FORMAL)
    negative = plain[:1] in ("-", "−", "－", "负", "負")
    if negative or plain[:1] in ("+", "＋"):
        plain = plain[1:]
    if _SPACED.fullmatch(plain):
        plain = re.sub(r"\s", "", plain)
    if plain.startswith(".") and plain[1:].isascii() and plain[1:].isdigit():
        plain = f"0{plain}"
    value = _value(plain)
    if value is None:
        return None
    return tidy(-value if negative else value)


def tidy(value: Decimal) -> Decimal:
    """Return `value` with neither exponent nor trailing zeros after the point; what is too long for that stays."""
    if not value:
        return Decimal(0)  # not -0
    if value == value.to_integral_value():
        return value.quantize(Decimal(1)) if abs(value) < Decimal(10) ** 27 else value
    return value.normalize()


def find_numerals(text: str) -> tuple[tuple[int, int, Decimal], ...]:
    """Return the numerals in `text` in order, each as (start, end, value); `text[start:end]` is as written.

    Signs are left outside. A single 百, 千, 万 or 亿 is not a numeral (百姓), nor are versions and dates with two
    points (2022.6.30), nor runs that are no number (三五家, 十四五, 十百千). Which of the rest are quantities (and
    not 一批, 第一, 5G) is for the reader of the sentence.
    """
    plain = text.translate(_PLAIN)
    spaced = [(*m.span(), Decimal(re.sub(r"\s", "", m[0]))) for m in _SPACED_WITHIN.finditer(plain)]
    taken = [*(m.span() for m in _DOTTED.finditer(plain)), *((begin, end) for begin, end, _ in spaced)]
    others = (
        numeral
        for begin, end in _runs(plain)
        if not any(a <= begin < b for a, b in taken)
        for numeral in _numerals_of_run(plain, begin, end)
    )
    return tuple(sorted((*spaced, *others)))


def _runs(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where numerals may stand: runs of their characters, cut at characters that begin a word or a measure."""
    barred = {m.start() for m in _NOT_UNIT.finditer(plain)}
    for run in _RUN.finditer(plain):
        cuts = [run.start(), *sorted(b for b in barred if run.start() <= b < run.end()), run.end()]
        for start, end in pairwise(cuts):
            begin = start + 1 if start in barred else start
            if begin < end:
                yield begin, end


def _numerals_of_run(plain: str, start: int, end: int) -> list[tuple[int, int, Decimal]]:
    """Read one run of numeral characters: the whole, or else each Arabic number with the units that fit it."""
    run = plain[start:end]
    if run in _LONE_UNITS:
        return []
    value = _value(run)
    if value is not None:
        return [(start, end, tidy(value))]
    found: list[tuple[int, int, Decimal]] = []
    done = 0
    for number in re.finditer(_ARABIC, run):
        if number.start() < done:
            continue
        for stop in range(min(len(run), number.start() + _LONGEST), number.end() - 1, -1):
            value = _value(run[number.start() : stop])
            if value is not None:
                found.append((start + number.start(), start + stop, tidy(value)))
                done = stop
                break
    return found


def number_ranges(numbers: Iterable[int]) -> list[str]:
    """Return numbers as people write them, those that follow each other as one: 7, 12-14."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found]
