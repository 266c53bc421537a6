"""How far something has come: shares, baselines and gaps as exact decimals. Pure.

Nothing here is a float. Shares, baselines and gaps are rounded half up to a tenth, and it is the rounded figure
that counts: what a report prints is what was compared.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from reportkit.model import Op, Target
from reportkit.period import Period

FULL = Decimal(100)
NONE = Decimal(0)
_TENTH = Decimal("0.1")
# Room for whatever a cell can hold: a float has at most 309 digits before the point.
_WIDE = Context(prec=400)
_LONGEST = 15


def tenth(value: Decimal) -> Decimal:
    """Round half up to one decimal place."""
    return value.quantize(_TENTH, rounding=ROUND_HALF_UP, context=_WIDE)


def plain(value: Decimal) -> str:
    """Return a number as people write it: no exponent, no zeros behind; beyond 15 digits in powers of ten."""
    if value.adjusted() > _LONGEST:
        return f"{value:.3E}"
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def quantity(value: Decimal, measure: str) -> str:
    """Return a number with its measure: `500 家`, `8%`, `500`."""
    joint = "" if not measure or measure[0] in "%‰％℃°" else " "
    return plain(value) + joint + measure


def baseline(period: Period, deadline: date | None = None) -> Decimal:
    """Return the percent expected by the period's end (序时进度), to a tenth.

    The months that have passed since January as a share of the year (practice of Xuancheng 2020: eleven months are
    91.7 %), or, for a task with a deadline of its own, of the months from January of this year to that deadline;
    100 once the month of the deadline has passed.
    """
    months = 12 if deadline is None else (deadline.year - period.year) * 12 + deadline.month
    if months <= period.end.month:
        return tenth(FULL)
    return tenth(Decimal(period.end.month) * FULL / months)


def is_met(target: Target, actual: Decimal) -> bool:
    """Tell whether the value reaches the aim; of an exact or approximate aim more is fine."""
    if target.value is None:
        return False
    match target.op:
        case Op.AT_MOST:
            return actual <= target.value
        case Op.LESS:
            return actual < target.value
        case Op.MORE:
            return actual > target.value
        case _:
            return actual >= target.value


def share(target: Target, actual: Decimal) -> Decimal | None:
    """Return how much of the aim is reached, in percent to a tenth; None for an aim without a figure.

    Of an aim to rise to: value so far / aim. Of a cap: 100 while it is kept, else aim / value so far. Aims at or
    below zero (a fall of 3 %, no growth) turn the fraction round, and what points the wrong way has reached nothing.
    """
    if target.value is None:
        return None
    aim = target.value
    if is_met(target, actual) and (target.op.is_cap or aim <= 0):
        return tenth(FULL)
    # A positive cap that is exceeded, and a floor below zero that is missed: the aim is the smaller part.
    over, under = (aim, actual) if target.op.is_cap != (aim < 0) else (actual, aim)
    if under == 0 or over == 0 or (over < 0) != (under < 0):
        return tenth(NONE)
    return tenth(_WIDE.multiply(_WIDE.divide(over, under), FULL))


def expected(target: Target, base: Decimal) -> Decimal:
    """Return the percent of the aim expected by now.

    Counts and amounts grow with the year and are held against the baseline; levels, ratios and growth rates hold at
    any time (Xuancheng 2020), and so does a cap, which nobody works up to.
    """
    return base if target.kind.is_prorated and not target.op.is_cap else tenth(FULL)
