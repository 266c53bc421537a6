"""How one clerk answers for one task: percent, status, figures and prose that belong together. Pure.

What a task is like (on schedule, slow, stuck …) hangs on its number alone, so that its lead units mostly agree and
the next period goes on from this one; small things hang on the unit. The same seed gives the same answers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from enum import Enum
from random import Random

from reportkit.demo import phrases
from reportkit.language.script import Script, script_of, to_simplified, to_traditional
from reportkit.model import Status
from reportkit.period import Period

_DIRECT = ("率", "比重", "占比", "浓度", "总量", "总数", "保有量", "水平", "收入比", "倍差", "排名", "增长")
_CAPS = ("不超过", "低于", "atmost", "lessthan")
_ABOVE = ("超过", "morethan")
_POINTS = 100
_TENTH = Decimal("0.1")


def drawn(what: str) -> Random:
    """Return the chance by which one thing is decided: the same words, the same chance."""
    return Random(what)  # noqa: S311 - a play needs to be repeatable, not secret


class Fate(Enum):
    """What a task is like: how often in a hundred, and its pace against the schedule (least, most)."""

    EARLY = (9, 1.0, 1.0)
    AHEAD = (15, 1.12, 1.35)
    STEADY = (52, 0.88, 1.08)
    SLOW = (12, 0.55, 0.76)
    STUCK = (5, 0.10, 0.34)
    LATE_START = (4, 0.0, 0.0)
    OTHER = (3, 0.35, 0.7)

    @classmethod
    def pick(cls, chance: Random) -> "Fate":
        """Draw one by its weight."""
        return chance.choices(list(cls), [fate.value[0] for fate in cls])[0]


@dataclass(frozen=True, slots=True)
class AskedTarget:
    """A target row as the form shows it.

    Attributes:
        no: number of the target.
        indicator: what is counted.
        op: the comparison as the form words it.
        value: the aim.
        measure: the unit of measure.
    """

    no: int
    indicator: str
    op: str
    value: Decimal
    measure: str

    @property
    def is_cap(self) -> bool:
        """True where less is better."""
        return _plain(self.op) in _CAPS

    @property
    def is_direct(self) -> bool:
        """True where the figure does not grow with the year, as far as a clerk can tell from the words."""
        indicator = to_simplified(self.indicator)
        return self.measure[:1] in ("%", "‰") or self.is_cap or any(word in indicator for word in _DIRECT)


@dataclass(frozen=True, slots=True)
class AskedTask:
    """A task row as the form shows it.

    Attributes:
        no: number of the task.
        unit: code of the unit that is asked.
        work: wording of the task.
        targets: its targets.
    """

    no: int
    unit: str
    work: str
    targets: tuple[AskedTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What the clerk puts into the cells of a task.

    Attributes:
        status: the state.
        percent: how much is done.
        texts: the prose by name of the field: progress, problems, next_steps, remarks.
        expected: the day by which it will be done, or was.
        actuals: the value so far by number of the target.
    """

    status: Status
    percent: int
    texts: Mapping[str, str]
    expected: date
    actuals: Mapping[int, Decimal] = field(default_factory=dict)


def answer(task: AskedTask, period: Period, seed: int) -> Report:
    """Return what the unit reports on a task for a period."""
    fate, percent = _course(task, period, seed)
    status = _status(fate, percent, period, drawn(f"{seed}:said:{task.no}:{task.unit}"))
    actuals = {t.no: _actual(t, fate, percent, drawn(f"{seed}:figure:{task.no}:{t.no}")) for t in task.targets}
    chance = drawn(f"{seed}:words:{task.no}:{task.unit}:{period}")
    texts = _prose(task, status, actuals, period, chance)
    return Report(status, percent, texts, _expected(status, period, seed, task.no), actuals)


def _course(task: AskedTask, period: Period, seed: int) -> tuple[Fate, int]:
    """Return what the task is like and its percent, which never falls from one period to the next."""
    chance = drawn(f"{seed}:task:{task.no}")
    fate = Fate.pick(chance)
    _, least, most = fate.value
    pace, turn, rounds = chance.uniform(least, most), chance.uniform(0.3, 0.8), chance.random() < 0.6
    if fate is Fate.STEADY:  # two lead units do not count alike
        pace *= drawn(f"{seed}:unit:{task.no}:{task.unit}").uniform(0.97, 1.03)
    elapsed = period.end.month / 12
    match fate:
        case Fate.EARLY:
            done = min(1.0, elapsed / turn)
        case Fate.LATE_START:
            done = max(0.0, (elapsed - turn) / (1 - turn)) * 0.9
        case _:
            done = min(elapsed * pace, 1.0)
    step = 5 if rounds and fate is not Fate.STUCK else 1
    return fate, min(100, int(done * 100 / step + 0.5) * step)


def _status(fate: Fate, percent: int, period: Period, chance: Random) -> Status:
    """Return the state that goes with a percent; now and then a clerk is kinder to his unit than the figures."""
    gap = percent - period.end.month * 100 / 12
    if percent == 0:
        return Status.NOT_STARTED
    if percent >= _POINTS:
        return Status.DONE
    if fate is Fate.OTHER:
        return Status.OTHER
    if gap < -10:
        return Status.ON_TRACK if chance.random() < 0.1 else Status.LAGGING
    return Status.AHEAD if gap > 8 else Status.ON_TRACK


def _actual(target: AskedTarget, fate: Fate, percent: int, chance: Random) -> Decimal:
    """Return a value so far that goes with the percent, in as many places as the aim has."""
    aim = target.value
    near = Decimal(str(round(chance.uniform(0.95, 1.05), 3)))
    behind = fate in (Fate.SLOW, Fate.STUCK, Fate.OTHER)
    if target.is_cap:
        factor = near + Decimal("0.12") if behind and percent < _POINTS else min(near, Decimal(1)) - Decimal("0.05")
        value = aim * factor
    elif target.is_direct:
        value = aim * (near - Decimal("0.18") if behind else near + Decimal("0.04"))
    else:
        value = aim * percent / 100 * near
    places = _TENTH if target.measure[:1] in ("%", "‰") else Decimal(1).scaleb(min(0, _exponent(aim)))
    if percent >= _POINTS and not target.is_cap:
        more = places if _plain(target.op) in _ABOVE else Decimal(0)
        return max(value, aim + more).quantize(places, rounding=ROUND_CEILING)
    return value.quantize(places, rounding=ROUND_HALF_UP)


def _figure(target: AskedTarget, actual: Decimal, script: Script) -> str:
    """Say in a clause how far a target is."""
    text = phrases.FIGURE_DIRECT if target.is_direct else phrases.FIGURE
    return _fill(text, script, indicator=target.indicator, actual=f"{actual:f}", measure=target.measure)


def _prose(
    task: AskedTask, status: Status, actuals: Mapping[int, Decimal], period: Period, chance: Random
) -> dict[str, str]:
    subject = _subject(task.work)
    script = script_of(task.work)
    figures = [_figure(target, actuals[target.no], script) for target in task.targets[:2]]
    sentences = [_fill(text, script, n=chance.randint(2, 9)) for text in _opening(status, subject, chance)]
    text = "。".join([*sentences, "，".join(figures)] if figures and status is not Status.NOT_STARTED else sentences)
    texts = {"progress": _fill(phrases.UP_TO, script, month=period.end.month, text=text + "。")}
    problem, step = chance.choice(subject.problems), chance.choice(subject.next_steps)
    match status:
        case Status.OTHER:
            texts |= {"problems": phrases.OTHER_PROBLEM, "next_steps": phrases.OTHER_NEXT}
        case Status.LAGGING | Status.NOT_STARTED:
            texts |= {"problems": problem, "next_steps": step, "remarks": chance.choice(phrases.ASK)}
        case Status.DONE:
            pass
        case _:
            texts["next_steps"] = step
            if chance.random() < 0.2:
                texts["problems"] = problem
    return texts | {n: _fill(t, script) + "。" for n, t in texts.items() if n != "progress"}


def _opening(status: Status, subject: phrases.Subject, chance: Random) -> Sequence[str]:
    done = chance.sample(subject.done, 2)
    match status:
        case Status.NOT_STARTED:
            return (phrases.NOT_STARTED, chance.choice(phrases.WAITING))
        case Status.LAGGING:
            return (done[0], phrases.LAGGING)
        case Status.AHEAD:
            return (*done, phrases.AHEAD)
        case Status.DONE:
            return (done[0], chance.choice(phrases.DONE))
        case Status.OTHER:
            return (done[0], phrases.OTHER)
        case _:
            return done


def _expected(status: Status, period: Period, seed: int, task: int) -> date:
    """Return when it was done, or when it will be: the end of one of the months that are left."""
    chance = drawn(f"{seed}:day:{task}")
    if status is Status.DONE:
        return date(period.year, chance.randint(1, period.end.month), chance.randint(5, 25))
    month = chance.choice((10, 11, 12, 12, 12))
    return max(date(period.year, month, 31 if month != 11 else 30), period.end)


def _subject(work: str) -> phrases.Subject:
    text = to_simplified(work)
    return next((s for s in phrases.SUBJECTS if any(word in text for word in s.words)), phrases.GENERAL)


def _fill(template: str, script: Script, **values: object) -> str:
    """Return a sentence in the form's script; what is put in stays as it is."""
    text = to_traditional(template) if script is Script.TRADITIONAL else template
    return text.format(**values)


def _exponent(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _plain(op: str) -> str:
    return to_simplified(op).replace(" ", "")
