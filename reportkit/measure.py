"""How far something has come: shares, baselines and gaps as exact decimals. Pure.

Nothing here is a float. Shares, baselines and gaps are rounded half up to a tenth, and it is the rounded figure
that counts: what a report prints is what was compared.
"""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reportkit.language.amounts import amount_text, percent_text
from reportkit.language.words import Lang, Words
from reportkit.model import Kind, Milestone, Op, Target, Task
from reportkit.period import Period

FULL = Decimal(100)
NONE = Decimal(0)
_DEADLINE = Words("Due {day}", "时限 {day}")
_MILESTONES = Words("Milestones:", "节点：")
OP_WORDS = {
    Op.AT_LEAST: Words("at least", "不少于"),
    Op.MORE: Words("more than", "超过"),
    Op.AT_MOST: Words("at most", "不超过"),
    Op.LESS: Words("less than", "低于"),
    Op.EQUAL: Words("reach", "达到"),
    Op.ABOUT: Words("about", "约"),
}
"""A comparison as people say it."""
_HOPE = Words("if possible ", "力争")
_TENTH = Decimal("0.1")
# Room for whatever a cell can hold: a float has at most 309 digits before the point.
_WIDE = Context(prec=400)


def tenth(value: Decimal) -> Decimal:
    """Round half up to one decimal place."""
    return value.quantize(_TENTH, rounding=ROUND_HALF_UP, context=_WIDE)


@lru_cache(maxsize=4096)  # most tasks of a list have the year's end and no milestones
def baseline(
    period: Period,
    deadline: date | None = None,
    milestones: tuple[Milestone, ...] = (),
    schedule: tuple[Decimal, ...] = (),
    first: int = 1,
) -> Decimal:
    """Return the percent expected by the period's end (序时进度), to a tenth.

    The months that have passed of the list's year as a share of it (practice of Xuancheng 2020: eleven months are
    91.7 %), or, for a task with a deadline of its own, of the months from the year's beginning to that deadline;
    100 once the month of the deadline has passed. Milestones with a percent bend the way: it leads straight from
    nothing at the year's beginning through each of them, in the month of its day, to 100 at the deadline.

    With a schedule of the office's own (`Settings.schedule`) the year passes as that says instead of month by month.

    Args:
        period: the period.
        deadline: of the task, None for the year's end.
        milestones: of the task.
        schedule: of the office's own.
        first: the month in which the list's year begins.
    """
    year = _Year(period.year_in(first), first)
    months = 12 if deadline is None else year.month(deadline)
    now = period.months_gone(first)
    # Its month has passed; of a week or half a month that may be so before the month has.
    if months <= now or (deadline is not None and deadline <= period.end):
        return tenth(FULL)
    way = _way(year, months, milestones)
    (last, done), (following, due) = next(leg for leg in pairwise(way) if now < leg[1][0])
    begin, end = _pace(last, schedule), _pace(following, schedule)
    gone = (_pace(now, schedule) - begin) / (end - begin) if end > begin else Fraction(0)
    value = Fraction(done) + gone * Fraction(due - done)
    return tenth(_WIDE.divide(Decimal(value.numerator), Decimal(value.denominator)))


def _pace(month: Fraction | int, schedule: Sequence[Decimal]) -> Fraction:
    """Return how many twelfths of the year's work are expected when so many months have passed."""
    if not schedule or not 0 < month < 12:
        return Fraction(month)
    step = 12 // len(schedule)
    whole, rest = divmod(month, step)
    before, after = (Fraction(point) for point in (NONE, *schedule)[whole : whole + 2])
    return (before + (after - before) * Fraction(rest, step)) * 12 / 100


class _Year(NamedTuple):
    """The year of a list: the calendar year in which it begins, and the month in which it does."""

    year: int
    first: int

    def month(self, day: date) -> int:
        """Return the month of a day, counted from the year's first month as 1."""
        return (day.year - self.year) * 12 + day.month - self.first + 1


def _way(year: _Year, months: int, milestones: Sequence[Milestone]) -> list[tuple[int, Decimal]]:
    """Return the points (months since the year's beginning, percent) that the expected progress leads through.

    Of two milestones in one month the later counts. One that asks less than an earlier one, or lies outside of the
    year's beginning and the deadline, is passed over: what is expected never falls.
    """
    way = [(0, NONE)]
    for item in sorted(milestones, key=lambda item: item.day):
        month, percent = year.month(item.day), item.percent
        if percent is None or not 0 < month < months or not way[-1][1] <= percent <= FULL:
            continue
        if way[-1][0] == month:
            way.pop()
        way.append((month, percent))
    return [*way, (months, FULL)]


def bending(
    period: Period,
    deadline: date | None,
    milestones: tuple[Milestone, ...],
    schedule: tuple[Decimal, ...] = (),
    first: int = 1,
) -> Milestone | None:
    """Return the milestone that the baseline owes its figure to: the one due now, else the next, else the last.

    None where the baseline is what it would be without milestones.
    """
    if baseline(period, deadline, milestones, schedule, first) == baseline(period, deadline, (), schedule, first):
        return None
    year = _Year(period.year_in(first), first)
    months = 12 if deadline is None else year.month(deadline)
    points = _way(year, months, milestones)[1:-1]
    now = period.months_gone(first)
    month, percent = next((point for point in points if point[0] >= now), points[-1])
    return next(m for m in reversed(milestones) if (year.month(m.day), m.percent) == (month, percent))


def due_milestone(milestones: Sequence[Milestone], day: date) -> Milestone | None:
    """Return, of the milestones that are due by a day, the one that asks the most; None where none has a percent."""
    due = [(item.percent, item) for item in milestones if item.percent is not None and item.day <= day]
    return max(due, key=lambda pair: pair[0])[1] if due else None


def milestone_text(milestone: Milestone) -> str:
    """Return a milestone as people write it: `2022-06-30 40% 完成招标`."""
    percent = "" if milestone.percent is None else percent_text(milestone.percent)
    return " ".join(part for part in (milestone.day.isoformat(), percent, milestone.words) if part)


def aims_text(targets: Sequence[Target], lang: Lang) -> str:
    """Return the aims of a task, one a line, numbered where there are several; what is no aim is left out."""
    aims = [aim_text(target, lang) for target in targets if target.is_asked or target.value is None]
    return "\n".join(f"{n}. {aim}" for n, aim in enumerate(aims, 1)) if len(aims) > 1 else "".join(aims)


def schedule_text(task: Task, lang: Lang) -> str:
    """Return the deadline and the milestones of a task, one a line; "" for a task that has neither."""
    lines = [_DEADLINE.text(lang, day=task.deadline)] if task.deadline else []
    if task.milestones:
        lines += [_MILESTONES.text(lang), *map(milestone_text, task.milestones)]
    return "\n".join(lines)


def aim_text(target: Target, lang: Lang) -> str:
    """Return a target in a few words: 国家高新技术企业 500家."""
    if target.value is None:
        return target.quote or target.indicator
    return f"{target.indicator} {aim_figure(target, target.value, lang)}".strip()


def aim_figure(target: Target, value: Decimal, lang: Lang) -> str:
    """Return the figure `value` of a target with its comparison: 不少于500家."""
    op = "" if target.op is Op.EQUAL else OP_WORDS[target.op].text(lang)
    hope = _HOPE.text(lang) if target.kind is Kind.STRETCH else ""
    space = " " if lang is Lang.EN and op else ""
    return f"{hope}{op}{space}{amount_text(value, target.measure)}"


def is_met(target: Target, actual: Decimal) -> bool:
    """Tell whether the value reaches the aim; of an exact or approximate aim more is fine, but for a bare zero."""
    if target.value is None:
        return False
    match target.op:
        case Op.EQUAL | Op.ABOUT if target.is_cap:
            return actual <= target.value
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
    if is_met(target, actual) and (target.is_cap or aim <= 0):
        return tenth(FULL)
    # A positive cap that is exceeded, and a floor below zero that is missed: the aim is the smaller part.
    over, under = (aim, actual) if target.is_cap != (aim < 0) else (actual, aim)
    if under == 0 or over == 0 or (over < 0) != (under < 0):
        return tenth(NONE)
    return tenth(_WIDE.multiply(_WIDE.divide(over, under), FULL))


def expected(target: Target, base: Decimal) -> Decimal:
    """Return the percent of the aim expected by now.

    Counts and amounts grow with the year and are held against the baseline; levels, ratios and growth rates hold at
    any time (Xuancheng 2020), and so does a cap, which nobody works up to.
    """
    return base if target.is_prorated else tenth(FULL)


def due(aim: Decimal, percent: Decimal, actual: Decimal) -> Decimal:
    """Return the value of an aim that is expected by now, as fine as a reader needs to see it.

    To a tenth, of an aim below ten to three digits; finer where the rounded figure would stand on the other side of
    the value so far than the exact one: 3.78 of 15 is ahead of 3.75, and of 3.8 it would not be.
    """
    exact = _WIDE.divide(_WIDE.multiply(aim, percent), FULL)
    places = max(1, 2 - aim.adjusted())
    while True:
        rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)
        if rounded == exact or actual.compare(rounded) == actual.compare(exact):
            return rounded
        places += 1
