"""A number in one measure -> the number in another one, where that is exact. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from reportkit.data import load
from reportkit.language.amounts import Amount, split_measure
from reportkit.language.numerals import tidy


@dataclass(frozen=True, slots=True)
class _Conversion:
    """How many of a base measure one of a measure is, as a whole number or a fraction.

    A measure that none is converted into is a base by itself: it is no mere counter, which stands for any other.

    Attributes:
        measure: the measure, without a scale.
        base: what it is counted in here.
        times: how many of the base one of it is.
        also: what else its word may mean behind a number, as 6月 and 2022年 do; "" where it means nothing else.
    """

    measure: str
    base: str
    times: str
    also: str = ""


_TABLE = load("conversions", _Conversion)
_DOUBTFUL = frozenset(row.measure for row in _TABLE if row.also)
_CONVERSIONS = {row.measure: (row.base, Fraction(row.times)) for row in _TABLE}


def converted(value: Decimal, measure: str, wanted: str) -> Decimal | None:
    """Return a number in `measure` (90, 公顷) in the measure that is `wanted` (亩: 1350).

    None where the one cannot be converted into the other (家, 户), or no decimal number is exactly the same.
    """
    (base, times), (wanted_base, wanted_times) = _in_base(measure), _in_base(wanted)
    if base != wanted_base:
        return None
    exact = Fraction(value) * times / wanted_times
    return tidy(Decimal(exact.numerator) / exact.denominator) if _is_decimal(exact) else None


def converted_amount(amount: Amount, wanted: str) -> Decimal | None:
    """Return an amount that has a measure of its own (90公顷) in the measure that is `wanted`, where that is exact.

    None also where the word for the measure may mean something else: 6月 may be June, 80里 80 km.
    """
    return None if split_measure(amount.measure)[0] in _DOUBTFUL else converted(amount.value, amount.measure, wanted)


def is_same_measure(one: str, other: str) -> bool:
    """Tell whether two texts are the same measure, however it is written: ㎡ and 平方米 are, 亩 and 万亩 are not."""
    return split_measure(one) == split_measure(other)


def is_convertible(measure: str) -> bool:
    """Tell whether a text is a measure that can be converted into others, or an amount of money."""
    name, _ = split_measure(measure)
    return name in _CONVERSIONS or name.endswith("元")


def must_be_converted(amount: Amount, measure: str) -> bool:
    """Tell whether an amount is in a measure that must be converted into `measure`: its number is not what is asked."""
    name, _ = split_measure(measure)
    is_cut_short = name.startswith(amount.measure)  # 微克 for 微克/立方米
    return amount.measure in _CONVERSIONS and bool(name) and not is_cut_short


def is_counter(measure: str) -> bool:
    """Tell whether a measure only counts, so that it stands for any other counter: 个, 项, 家."""
    return len(measure) == 1 and not measure.isascii() and measure not in _CONVERSIONS


def _in_base(measure: str) -> tuple[str, Fraction]:
    """Return the base measure of a measure, itself where it has none, and how many of it one is."""
    name, scale = split_measure(measure)
    base, times = _CONVERSIONS.get(name, (name, Fraction(1)))
    return base, times * scale


def _is_decimal(number: Fraction) -> bool:
    """Tell whether a number ends behind its point: whether only 2 and 5 divide its denominator."""
    rest = number.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    return rest == 1
