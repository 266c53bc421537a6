"""Entries of all units -> where every task stands. Pure, and independent of the order in which returns came.

The first-named lead unit speaks for a task. Further lead units stand beside it, in the list's order; where lead
units disagree it is a conflict, shown and never averaged away. What a unit reports on a task that it does not lead
is shown and never counted.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from reportkit.language.amounts import amount_text, percent_text
from reportkit.language.words import Lang
from reportkit.model import (
    Conflict,
    Disputed,
    EarlierPeriod,
    Entry,
    Master,
    Progress,
    Role,
    Round,
    Saying,
    Target,
    TargetProgress,
    Task,
    Template,
    UnitState,
)
from reportkit.period import Calendar, Period
from reportkit.progress import lights

T = TypeVar("T")


def merge(  # noqa: PLR0913, PLR0917 - a round is what all of these come to
    period: Period,
    due: date,
    master: Master,
    template: Template,
    entries: Mapping[str, tuple[Entry, ...]],
    states: tuple[UnitState, ...],
    earlier: tuple[Round, ...] = (),
) -> Round:
    """Merge one period.

    Args:
        period: the period.
        due: the day returns were due.
        master: the list; its leaders are replaced by the present holders of their posts.
        template: the form's fields.
        entries: canonical name of a unit -> what its accepted return says.
        states: where each unit stands.
        earlier: merged rounds; those of the same year that come before the period are its history.
    """
    before = _history(period, earlier, master.settings.calendar)
    last = {p.task.no: p for p in before[-1].progress} if before else {}
    order = {name: place for place, name in enumerate(dict.fromkeys(unit.name for unit in master.units))}
    ground = _Ground(period, master, _status_labels(template, master.settings.lang), last, order)
    said = _by_task(entries)
    progress = tuple(_progress(task, said.get(task.no, ()), ground) for task in master.tasks if task.stands(period))
    units = tuple(sorted(states, key=lambda state: state.unit.code))
    return Round(period, due, master, template, progress, units, tuple(map(_in_short, before)))


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is the same for all tasks of a period.

    Attributes:
        period: the period.
        master: the list.
        labels: what each status is called in the form, by its name.
        last: the tasks as the period before left them, by number.
        order: the places of the units in the list, by name.
    """

    period: Period
    master: Master
    labels: Mapping[str, str]
    last: Mapping[int, Progress]
    order: Mapping[str, int]


def _history(period: Period, earlier: Sequence[Round], calendar: Calendar) -> tuple[Round, ...]:
    """Return the rounds of the same year that come before the period, oldest first."""
    year = calendar.around(period)
    before = [merged for merged in earlier if calendar.around(merged.period) == year and merged.period < period]
    return tuple(sorted(before, key=lambda merged: merged.period))


def _in_short(merged: Round) -> EarlierPeriod:
    lights_then = {p.task.no: p.light for p in merged.progress}
    return EarlierPeriod(merged.period, lights_then, {p.task.no: p.percent for p in merged.progress})


def _by_task(entries: Mapping[str, tuple[Entry, ...]]) -> Mapping[int, tuple[Entry, ...]]:
    """Return what was said of each task, by its number, of each unit in the order of its rows."""
    said: dict[int, tuple[Entry, ...]] = {}
    for rows in entries.values():
        for entry in filter(_is_filled, rows):
            said[entry.task] = (*said.get(entry.task, ()), entry)
    return said


def _is_filled(entry: Entry) -> bool:
    """Tell whether anything was written at all; a row that came back empty is no report."""
    answers = (*entry.answers.values(), *(a for fields in entry.targets.values() for a in fields.values()))
    return any(answer.value is not None or answer.written for answer in answers)


def _status_labels(template: Template, lang: Lang) -> dict[str, str]:
    field = template.field("status")
    return {choice.name: choice.label.text(lang) for choice in field.choices} if field else {}


def _progress(task: Task, said: Sequence[Entry], ground: _Ground) -> Progress:
    """Merge what the units say of one task."""
    master, last = ground.master, ground.last.get(task.no)
    task = replace(task, leaders=tuple(dict.fromkeys(map(master.holder, task.leaders))))
    leads, targets = master.units_of(task.leads), master.targets_of(task.no)
    entries = _leading(leads, said)
    speaker = next((entry for entry in entries if entry.unit == leads[0]), None)
    # Of a group its first member speaks, and is named where it does not.
    lead = leads[0] if leads and leads[0] != task.leads[0].name else ""
    judged = lights.judge(task, targets, speaker, ground.period, master.settings, lead=lead)
    return Progress(
        task=task,
        light=judged.light,
        reason=judged.reason,
        baseline=judged.baseline,
        gap=judged.gap,
        speaker=speaker,
        others=tuple(entry for entry in entries if entry is not speaker),
        participants=_beside(task, leads, said, ground),
        targets=tuple(_with_last(reached, last) for reached in judged.targets),
        conflicts=tuple(_conflicts(task.no, entries, targets, ground)),
        last_light=last.light if last else None,
        last_percent=last.percent if last else None,
        lead_units=leads,
    )


def _leading(leads: Sequence[str], said: Sequence[Entry]) -> list[Entry]:
    """Return the first entry of each lead unit, in the order of the lead units."""
    first = {entry.unit: entry for entry in reversed(said) if entry.role is Role.LEAD}
    return [first[unit] for unit in leads if unit in first]


def _beside(task: Task, leads: Sequence[str], said: Sequence[Entry], ground: _Ground) -> tuple[Entry, ...]:
    """Return the entries that are shown and not counted: as the task names the units, then all others."""
    named = {unit: place for place, unit in enumerate(ground.master.units_of(task.participants))}
    leading = frozenset(leads)

    def rank(entry: Entry) -> tuple[int, int, str]:
        place, order = named.get(entry.unit, len(named)), ground.order
        return place, order.get(entry.unit, len(order)), entry.unit

    beside = (entry for entry in said if entry.role is Role.PARTICIPANT or entry.unit not in leading)
    return tuple(sorted(beside, key=rank))


def _with_last(reached: TargetProgress, last: Progress | None) -> TargetProgress:
    """Return a target with last period's value; it counts as the same where number, indicator and measure are."""
    mine = _sameness(reached.target)
    value = next((t.actual for t in (last.targets if last else ()) if _sameness(t.target) == mine), None)
    return replace(reached, last=value)


def _sameness(target: Target) -> tuple[int, str, str]:
    return target.no, target.indicator, target.measure


def _conflicts(task: int, entries: Sequence[Entry], targets: Sequence[Target], ground: _Ground) -> Iterator[Conflict]:
    """Yield where the lead units disagree; a unit that says nothing of a thing disagrees with nobody about it."""
    statuses = _said(entries, lambda entry: entry.status)
    if len(set(statuses.values())) > 1:
        yield Conflict(task, Disputed.STATUS, _sayings(statuses, lambda status: ground.labels.get(status, status)))
    percents = _said(entries, lambda entry: entry.percent)
    if percents and max(percents.values()) - min(percents.values()) > ground.master.settings.conflict:
        yield Conflict(task, Disputed.PERCENT, _sayings(percents, percent_text))
    for target in targets:
        yield from _target_conflict(target, entries)


def _target_conflict(target: Target, entries: Sequence[Entry]) -> Iterator[Conflict]:
    actuals = _said(entries, lambda entry: entry.actual(target.no))
    if len(set(actuals.values())) > 1:
        sayings = _sayings(actuals, lambda actual: amount_text(actual, target.measure))
        yield Conflict(target.task, Disputed.TARGET, sayings, target.no)


def _said(entries: Sequence[Entry], of: Callable[[Entry], T | None]) -> Mapping[str, T]:
    """Return what each unit says of a thing, in the order of the entries; who says nothing is left out."""
    return {entry.unit: value for entry in entries if (value := of(entry)) is not None}


def _sayings(said: Mapping[str, T], text: Callable[[T], str]) -> tuple[Saying, ...]:
    return tuple(Saying(unit, text(value)) for unit, value in said.items())
