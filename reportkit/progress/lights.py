"""The light of a task: from its targets, the reported percent, the status, the deadlines and the year. Pure.

The rules, the worst of which wins (thresholds are `Settings.yellow`, `red` and `due_soon`; practice of Yinchuan 2025):

* white: the first-named lead unit has not reported, or nothing it says tells how far the task is.
* blue: it reports the task done, the percent is 100 or empty, and no target with a figure falls short.
* red: more than 30 points behind; or past the task's own deadline and not done; or not started with more than half
  of the year gone.
* yellow: more than 10 points behind; or the task's own deadline is at most 30 days off and it is not done; or the
  unit itself says that it lags or needs a change; or it is not started though more than 10 % of the year has gone;
  or a milestone is past and the reported percent below its percent.
* green: everything else.

The gap is the worst of what can be measured: each target that drives the light, and the reported percent. A claim
of being done that its own figures deny does not turn a task blue; its figures decide, and the reason says so.

A milestone with a percent bends the baseline (`reportkit.measure.baseline`), and the reason names it where the
figure rests on it. What else a leader would ask about is named without a colour of its own: a milestone that fell due
within the period and that no percent answers, and the next one where it is at most `due_soon` days off and not reached.

The end of the year is every task's deadline, but no deadline is *soon* or *past* because of it: on its last day the
baseline is 100, so whatever is measured is held against the whole aim. Only what is not finished is then yellow at
least, since nothing more can come in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reportkit import measure
from reportkit.language.words import Lang, Words, joined
from reportkit.model import Entry, Light, Milestone, Settings, Status, Target, TargetProgress, Task
from reportkit.period import Period
from reportkit.progress.clauses import is_met, milestone_words, percent_words, share_text, target_words

_WORST_FIRST = (Light.RED, Light.YELLOW, Light.GREEN)
_YEAR, _MID_YEAR = 12, 6
_NO_LEAD = Words("no lead unit is named", "没有列明牵头单位")
_MISSING = Words("lead unit {unit} has not reported", "牵头单位{unit}未报")
_NOTHING = Words("{unit} reported neither status nor percent nor a figure", "{unit}未报状态、进度和指标数值，无法判定")
_DONE = Words("reported done", "自报已完成")
_DONE_UNPROVED = Words("reported done; no figure for {indicators}", "自报已完成；{indicators}未报数")
_DONE_BUT = Words("reported done, but {reason}", "自报已完成，但{reason}")
_DONE_PERCENT = Words("percent is only {percent}", "完成进度只有 {percent}")
_STATUS = {
    Status.NOT_STARTED: Words("reported not started", "自报未启动"),
    Status.ON_TRACK: Words("reported on track", "自报正常推进"),
    Status.AHEAD: Words("reported ahead of schedule", "自报超序时进度"),
    Status.LAGGING: Words("reported lagging", "自报进度滞后"),
    Status.OTHER: Words("reported to need a change or a stop", "自报需调整或中止"),
    Status.DONE: _DONE,
}
_OVERDUE = Words("due {day}, overdue and not done", "时限 {day}，已逾期未完成")
_MISSED = Words("milestone {milestone} is past and not reached", "节点（{milestone}）已过，尚未达到")
_FELL_DUE = Words("milestone of this period: {milestone}", "本期节点：{milestone}")
_COMING = Words("next milestone: {milestone}, {days} days left", "下一节点：{milestone}，还有 {days} 天")
_DUE_SOON = Words("due {day}, {days} days left, not done", "时限 {day}，还有 {days} 天，尚未完成")
_DUE_TODAY = Words("due {day}, the last day of the period, not done", "时限 {day} 当日，尚未完成")
_YEAR_OVER = Words("the year is over and it is not reported done", "全年已过，未报完成")
_PAST_MID_YEAR = Words("reported not started with more than half of the year gone", "年度过半，自报未启动")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the figures and words of one task come to.

    Attributes:
        light: the computed light.
        reason: why, in the workbook's language.
        baseline: percent expected by the period's end.
        gap: the worst gap in points, None where nothing could be measured.
        targets: every target with what has been reached.
    """

    light: Light
    reason: str
    baseline: Decimal
    gap: Decimal | None
    targets: tuple[TargetProgress, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything a rule may look at.

    Attributes:
        task: the task.
        status: self-reported status.
        percent: self-reported percent, to a tenth as it is printed.
        targets: targets with what has been reached.
        baseline: percent expected by the period's end.
        period: the period, whose last day is the day of judgement.
        settings: thresholds and language.
    """

    task: Task
    status: Status | None
    percent: Decimal | None
    targets: tuple[TargetProgress, ...]
    baseline: Decimal
    period: Period
    settings: Settings

    @property
    def end(self) -> date:
        """The day of judgement."""
        return self.period.end

    @property
    def months_gone(self) -> Fraction:
        """How many months of the list's year have passed by then."""
        return self.period.months_gone(self.settings.first_month)

    @property
    def lang(self) -> Lang:
        return self.settings.lang

    @property
    def drivers(self) -> tuple[TargetProgress, ...]:
        """The targets with a figure that decide the light."""
        return tuple(t for t in self.targets if t.target.kind.drives_light and t.gap is not None)

    @property
    def gaps(self) -> tuple[tuple[Decimal, str], ...]:
        """Every gap with its statement; the reported percent comes last, so that a figure speaks first."""
        bent = self.bending
        found = [(t.gap, target_words(t, self.lang, bent=bent)) for t in self.drivers if t.gap is not None]
        if self.percent is not None:
            gap = self.percent - self.baseline
            found.append((gap, percent_words(self.percent, self.baseline, self.lang, bent=bent)))
        return tuple(found)

    @property
    def missed(self) -> Milestone | None:
        """The milestone that is past and that the reported percent has not reached."""
        due = measure.due_milestone(self.task.milestones, self.end)
        if due is None or due.percent is None or self.percent is None or self.percent >= due.percent:
            return None
        return due

    @property
    def bending(self) -> Milestone | None:
        """The milestone that the baseline rests on, where nothing else names it."""
        settings = self.settings
        found = measure.bending(
            self.period, self.task.deadline, self.task.milestones, settings.schedule, settings.first_month
        )
        return None if found == self.missed else found

    @property
    def is_finished(self) -> bool:
        """True where what is measured says that all is reached, whatever the status says."""
        full = self.percent is None or self.percent >= measure.FULL
        measured = self.percent is not None or bool(self.drivers)
        return measured and full and all(is_met(t) for t in self.drivers)


def judge(  # noqa: PLR0913 - a judgement rests on all of these
    task: Task,
    targets: Sequence[Target],
    speaker: Entry | None,
    period: Period,
    settings: Settings,
    *,
    lead: str = "",
) -> Judgement:
    """Work out the light of one task and say why.

    Args:
        task: the task.
        targets: its targets.
        speaker: the entry of the first-named lead unit, None where it has not reported.
        period: the period, whose last day is the day of judgement.
        settings: thresholds, and the language of the reason.
        lead: the unit that should have spoken, where the list names a group it belongs to.
    """
    base = measure.baseline(period, task.deadline, task.milestones, settings.schedule, settings.first_month)
    reached = tuple(reach(t, speaker, base) for t in targets)
    if speaker is None:
        words = _MISSING if task.leads else _NO_LEAD
        name = lead or (task.leads[0].written if task.leads else "")
        return Judgement(Light.WHITE, words.text(settings.lang, unit=name), base, None, reached)
    percent = speaker.percent
    rounded = None if percent is None else measure.tenth(percent)
    case = _Case(task, speaker.status, rounded, reached, base, period, settings)
    if case.status is None and not case.gaps:
        reason = _NOTHING.text(settings.lang, unit=speaker.unit)
        return Judgement(Light.WHITE, reason, base, None, reached)
    gap = min((g for g, _ in case.gaps), default=None)
    ruling = _decide(case)
    return Judgement(ruling.light, ruling.reason, base, gap, reached)


def reach(target: Target, entry: Entry | None, base: Decimal) -> TargetProgress:
    """Hold the value an entry reports for a target against what is expected by now."""
    actual = entry.actual(target.no) if entry else None
    if actual is None:
        wanted = measure.expected(target, base) if target.is_asked else None
        return TargetProgress(target, None, None, wanted, None)
    reached = measure.share(target, actual)
    if reached is None:
        return TargetProgress(target, actual, None, None, None)
    wanted = measure.expected(target, base)
    return TargetProgress(target, actual, reached, wanted, reached - wanted)


@dataclass(frozen=True, slots=True)
class _Ruling:
    """What one rule says: a light, and why."""

    light: Light
    reason: str


def _decide(case: _Case) -> _Ruling:
    """Apply the rules; the worst light wins, and the reasons for it are said with what was measured."""
    denial = _denial(case) if case.status is Status.DONE else ""
    if case.status is Status.DONE and not denial:
        return _Ruling(Light.BLUE, _done_words(case))
    by_gap = tuple(_by_gap(case))
    rulings = (*by_gap, *_by_deadline(case), *_by_milestone(case), *_by_status(case))
    light = min((ruling.light for ruling in rulings), key=_WORST_FIRST.index)
    reasons = [ruling.reason for ruling in rulings if ruling.light is light]
    if denial:
        told = _with_milestones(case, _denying(denial, reasons, light, by_gap))
        return _Ruling(light, _DONE_BUT.text(case.lang, reason=told))
    return _Ruling(light, _with_milestones(case, dict.fromkeys((*reasons, *(ruling.reason for ruling in by_gap)))))


def _denying(denial: str, reasons: Sequence[str], light: Light, by_gap: Sequence[_Ruling]) -> Sequence[str]:
    """Return the reasons of a task that is not believed to be done.

    A gap that decided says already what is short; anything else needs to be told why "done" was not believed.
    """
    if light is not Light.GREEN and any(ruling.light is light for ruling in by_gap):
        return reasons
    measured = [ruling.reason for ruling in by_gap]
    return [denial, *(reason for reason in reasons if reason not in measured)]


def _denial(case: _Case) -> str:
    """Return what the figures say against a task's being done, "" where nothing does."""
    short = [t for t in case.drivers if not is_met(t)]
    if short:
        return target_words(min(short, key=lambda t: t.share or measure.NONE), case.lang, denying=True)
    if case.percent is not None and case.percent < measure.FULL:
        return _DONE_PERCENT.text(case.lang, percent=share_text(case.percent))
    return ""


def _done_words(case: _Case) -> str:
    """Say that a task is done, and which aims came without a figure to show it."""
    silent = [t.target.indicator for t in case.targets if t.target.is_asked and t.share is None and _drives(t)]
    if not silent:
        return _DONE.text(case.lang)
    return _DONE_UNPROVED.text(case.lang, indicators=joined(silent, case.lang))


def _by_gap(case: _Case) -> Iterator[_Ruling]:
    if not case.gaps:
        return
    gap, reason = min(case.gaps, key=lambda item: item[0])
    behind = Light.YELLOW if gap < -case.settings.yellow else Light.GREEN
    yield _Ruling(Light.RED if gap < -case.settings.red else behind, reason)


def _by_deadline(case: _Case) -> Iterator[_Ruling]:
    if case.is_finished:
        return
    deadline = case.task.deadline
    if deadline is None:
        if case.months_gone == _YEAR:
            yield _Ruling(Light.YELLOW, _YEAR_OVER.text(case.lang))
        return
    days = (deadline - case.end).days
    if days < 0:
        yield _Ruling(Light.RED, _OVERDUE.text(case.lang, day=deadline))
    elif days <= case.settings.due_soon:
        words = _DUE_SOON if days else _DUE_TODAY
        yield _Ruling(Light.YELLOW, words.text(case.lang, day=deadline, days=days))


def _by_milestone(case: _Case) -> Iterator[_Ruling]:
    if case.missed:
        yield _Ruling(Light.YELLOW, milestone_words(case.missed, _MISSED, case.lang))


def _with_milestones(case: _Case, reasons: Iterable[str]) -> str:
    """Return reasons as one text, with what a leader asks of the milestones and no reason names."""
    joint = "; " if case.lang is Lang.EN else "；"
    said = joint.join(reasons)
    if case.is_finished:
        return said
    told = (*_missed(case), *_fell_due(case), *_coming(case))
    return joint.join([said, *(words for step, words in told if measure.milestone_text(step) not in said)])


def _missed(case: _Case) -> Iterator[tuple[Milestone, str]]:
    if case.missed:
        yield case.missed, milestone_words(case.missed, _MISSED, case.lang)


def _fell_due(case: _Case) -> Iterator[tuple[Milestone, str]]:
    """Yield the milestones of this period that no percent answers: they are for the reader to judge."""
    for step in case.task.milestones:
        is_silent = step.percent is None or case.percent is None
        if is_silent and case.period.begin <= step.day <= case.end:
            yield step, milestone_words(step, _FELL_DUE, case.lang)


def _coming(case: _Case) -> Iterator[tuple[Milestone, str]]:
    """Yield the next milestone, where it is soon and not reached."""
    step = next((step for step in case.task.milestones if step.day > case.end), None)
    if step is None or (step.day - case.end).days > case.settings.due_soon:
        return
    if step.percent is None or case.percent is None or case.percent < step.percent:
        days = (step.day - case.end).days
        yield step, _COMING.text(case.lang, milestone=measure.milestone_text(step), days=days)


def _by_status(case: _Case) -> Iterator[_Ruling]:
    if case.status is None:
        return
    said = _STATUS[case.status].text(case.lang)
    match case.status:
        case Status.LAGGING | Status.OTHER:
            yield _Ruling(Light.YELLOW, said)
        case Status.NOT_STARTED if case.months_gone > _MID_YEAR:
            yield _Ruling(Light.RED, _PAST_MID_YEAR.text(case.lang))
        case Status.NOT_STARTED if case.baseline > case.settings.yellow:
            yield _Ruling(Light.YELLOW, said)
        case _:
            # A figure says more than "on track"; the word alone speaks where there is no figure.
            if not case.gaps:
                yield _Ruling(Light.GREEN, said)


def _drives(reached: TargetProgress) -> bool:
    return reached.target.kind.drives_light
