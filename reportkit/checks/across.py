"""Rules across the fields of one task, and against what the list says of it. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from reportkit import measure
from reportkit.checks.context import Context, Finding, Spot, finding
from reportkit.diagnostics import Code
from reportkit.language.amounts import amount_text, percent_text, plain_text
from reportkit.language.claims import Claim, claim_of
from reportkit.language.text import fold
from reportkit.language.words import Words
from reportkit.model import Entry, Role, Status, Target, Task

_TIMES = (Decimal(10_000), Decimal(1_000), Decimal(100), Decimal(10))
_PERCENT = Words("progress", "进度")
# A sentence that can only mean the progress of the whole task; 进度 of something else has a word before it.
_WHOLE_PERCENT = re.compile(
    r"(?:^|[,，。;；:：、(（])(?:目前|截至目前|现|已|总|整体|总体|综合|工作|任务|完成)*进度"
    r"(?:目前|现|已)?(?:达到|达|为|至|完成|是)?(\d+(?:\.\d+)?)%"
)
_SAID_OF = r"(?:目前|现|已|共|累计|达到|达|完成|新增|为|至|有|[:：])*"


def led_by_unit(entry: Entry, context: Context) -> Iterator[Finding]:
    """X12: a unit reports on a task that its form does not ask of it; one that has left the list was asked once."""
    task = context.master.task(entry.task)
    stands = task is not None and task.stands(context.period)
    if stands and not context.is_asked(entry.task) and entry.role is Role.LEAD:
        found = finding(Code.X12, entry, context, "progress")
        yield Finding(found.diagnostic, (Spot(entry.task, None, ""),))


def done_is_full(entry: Entry, context: Context) -> Iterator[Finding]:
    """X01, X07, X13: done below 100 %, 100 % and not done, not started with progress."""
    status, percent = entry.status, entry.percent
    if status is None or percent is None:
        return
    word, pct = context.choice("status", status), percent_text(percent)
    if status is Status.DONE and percent < measure.FULL:
        yield finding(Code.X01, entry, context, "status", "percent", status=word, pct=pct)
    elif percent >= measure.FULL and status not in (Status.DONE, Status.OTHER):
        yield finding(Code.X07, entry, context, "status", "percent", status=word)
    elif status is Status.NOT_STARTED and percent > 0:
        yield finding(Code.X13, entry, context, "status", "percent", status=word, pct=pct)


def on_time(entry: Entry, context: Context) -> Iterator[Finding]:
    """X06, X14, X15: past its time limit, or expected after it, or expected within the period, and not done."""
    status, task = entry.status, context.task(entry.task)
    if status in (None, Status.DONE, Status.OTHER) or task is None:
        return
    word = context.choice("status", status)
    if task.deadline is not None and task.deadline <= context.period.end:
        yield finding(Code.X06, entry, context, "status", due=task.deadline, status=word)
    day, limit = entry.value("expected_date"), task.deadline or context.year_end
    if not isinstance(day, date):
        return
    if day <= context.period.end:
        yield finding(Code.X15, entry, context, "expected_date", date=day, status=word)
    elif day > limit:
        yield finding(Code.X14, entry, context, "expected_date", date=day, due=limit)


def in_measure(entry: Entry, context: Context) -> Iterator[Finding]:
    """X10: a value ten, a hundred, a thousand times the target: the measure is likely mistaken."""
    for target, actual in context.targets(entry):
        if not target.value or target.value < 0 or actual < target.value * 10:
            continue
        times = actual / target.value
        round_times = next((t for t in _TIMES if times >= t), times)
        # 10 times exactly is said as it is; 9,873 times as about a thousand.
        text = plain_text(times.quantize(Decimal(1), ROUND_HALF_UP)) if times < 1000 else plain_text(round_times)
        yield finding(
            Code.X10, entry, context, "actual", target=target.no, indicator=target.indicator,
            now=amount_text(actual, target.measure), wanted=amount_text(target.value, target.measure), times=text,
            unit_word=target.measure or Words("a plain number", "个数"),
        )  # fmt: skip


def done_reaches_targets(entry: Entry, context: Context) -> Iterator[Finding]:
    """X08: done, while a target is not reached."""
    if entry.status is not Status.DONE:
        return
    for target, actual in context.targets(entry):
        if target.kind.drives_light and target.value is not None and not measure.is_met(target, actual):
            yield finding(
                Code.X08, entry, context, "actual", target=target.no, indicator=target.indicator,
                now=amount_text(actual, target.measure), wanted=amount_text(target.value, target.measure),
                status=context.choice("status", Status.DONE),
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Claim:
    """A task that is reported to be on time, and what that is held against.

    Attributes:
        status: the words of the report.
        expected: percent expected by the period's end.
        least: the percent below which the claim is asked about.
    """

    status: Words
    expected: Decimal
    least: Decimal


def _claim(entry: Entry, context: Context, task: Task) -> _Claim | None:
    """Return what a report says that it is on time; None where it does not, or is past its time limit (X06)."""
    status, settings = entry.status, context.master.settings
    overdue = task.deadline is not None and task.deadline <= context.period.end
    if overdue or status not in (Status.ON_TRACK, Status.AHEAD):
        return None
    base = measure.baseline(context.period, task.deadline, task.milestones, settings.schedule, settings.first_month)
    return _Claim(context.choice("status", status), base, base - settings.red)


def milestones_reached(entry: Entry, context: Context) -> Iterator[Finding]:
    """X18: on track or ahead, while a milestone is past and not reached; far behind is X16."""
    task, percent = context.task(entry.task), entry.percent
    claim = _claim(entry, context, task) if task else None
    step = measure.due_milestone(task.milestones, context.period.end) if task else None
    if claim is None or step is None or percent is None or step.percent is None:
        return
    if claim.least <= percent < step.percent:
        named = measure.milestone_text(step)
        yield finding(
            Code.X18, entry, context, "percent", status=claim.status, now=percent_text(percent), milestone=named
        )


def on_schedule(entry: Entry, context: Context) -> Iterator[Finding]:
    """X16: on track or ahead, while a figure is far behind."""
    task, percent = context.task(entry.task), entry.percent
    claim = _claim(entry, context, task) if task else None
    if claim is None:
        return
    passed = percent_text(claim.expected)
    if percent is not None and percent < claim.least:
        yield finding(
            Code.X16, entry, context, "percent",
            what=_PERCENT, now=percent_text(percent), status=claim.status, expected=passed,
        )  # fmt: skip
    for target, actual in context.targets(entry):
        share = measure.share(target, actual) if _grows(target) else None
        if share is not None and share < claim.least:
            figure, part = amount_text(actual, target.measure), percent_text(share)
            yield finding(
                Code.X16, entry, context, "actual", target=target.no, what=f"“{target.indicator}”",
                now=Words(f"{figure} ({part})", f"{figure}（{part}）"), status=claim.status, expected=passed,
            )  # fmt: skip


def _grows(target: Target) -> bool:
    return target.is_prorated and target.value is not None and target.value > 0


def prose_agrees(entry: Entry, context: Context) -> Iterator[Finding]:
    """X17: the text gives another figure than the cell; only where it can mean nothing else."""
    text = entry.value("progress")
    if isinstance(text, str):
        yield from _percent_in(fold(text), entry, context)
        yield from _values_in(fold(text), entry, context)


_SAYS = {
    Claim.DONE: Words("all is done", "已全部完成"),
    Claim.PAUSED: Words("it is paused", "已暂缓或暂停"),
    Claim.NOT_BEGUN: Words("it is not begun", "尚未启动"),
    Claim.NOT_DONE: Words("it is not done", "尚未完成"),
}
_CLAIMING = ("progress", "remarks")
"""The fields whose texts may speak of the whole task."""


def claim_agrees(entry: Entry, context: Context) -> Iterator[Finding]:
    """X21: a text says of the whole task that it is done, or is not, and the status says something else."""
    status = entry.status
    if status in (None, Status.OTHER):
        return
    about = _about(entry, context)
    for name in _CLAIMING:
        text = entry.value(name)
        claim = claim_of(text, about) if isinstance(text, str) else None
        if claim is not None and not _is_borne_out(claim, status, entry.percent):
            word, cell = context.choice("status", status), entry.answers["status"].cell
            yield finding(Code.X21, entry, context, name, says=_SAYS[claim], status=word, cell_b=cell)


def _about(entry: Entry, context: Context) -> str:
    """Return the words that name what a task is about: its wording, its indicators and aims."""
    targets = context.master.targets_of(entry.task)
    aims = (f"{t.indicator} {amount_text(t.value, t.measure) if t.value is not None else ''}" for t in targets)
    return " ".join((context.wording(entry.task), *aims))


def _is_borne_out(claim: Claim, status: Status | None, percent: Decimal | None) -> bool:
    """Tell whether status or percent say what a text claims; of a percent that does so the status is asked already."""
    match claim:
        case Claim.DONE:
            return status is Status.DONE or (percent is not None and percent >= measure.FULL)
        case Claim.NOT_DONE:
            return status is not Status.DONE
        case Claim.PAUSED:
            return status in (Status.NOT_STARTED, Status.LAGGING)
        case Claim.NOT_BEGUN:
            return status in (Status.NOT_STARTED, Status.LAGGING) and not percent


def _percent_in(text: str, entry: Entry, context: Context) -> Iterator[Finding]:
    percent = entry.percent
    said = {Decimal(m) for m in _WHOLE_PERCENT.findall(text)}
    if percent is not None and len(said) == 1 and said != {percent}:
        figure, cell = percent_text(said.pop()), entry.answers["percent"].cell
        yield finding(
            Code.X17, entry, context, "progress", found=figure, what=_PERCENT, said=figure, now=percent_text(percent),
            cell_b=cell,
        )  # fmt: skip


def _values_in(text: str, entry: Entry, context: Context) -> Iterator[Finding]:
    for target, actual in context.targets(entry):
        other = _said_of(text, target)
        if other is not None and other not in (actual, target.value):
            figure, now = amount_text(other, target.measure), amount_text(actual, target.measure)
            place = entry.targets[target.no]["actual"]
            cell = f"{place.sheet}!{place.cell}" if place.sheet else place.cell
            yield finding(
                Code.X17, entry, context, "progress", found=figure, what=f"“{target.indicator}”", said=figure, now=now,
                cell_b=cell,
            )  # fmt: skip


def _said_of(text: str, target: Target) -> Decimal | None:
    """Return the one figure that follows the indicator's own words in the target's own measure, or None."""
    name, measure = fold(target.indicator), fold(target.measure)
    if len(name) < 4 or not measure or name not in text:
        return None
    found = set(re.findall(rf"{re.escape(name)}{_SAID_OF}(\d+(?:\.\d+)?){re.escape(measure)}", text))
    return Decimal(found.pop()) if len(found) == 1 else None
