"""Entries of all units -> where every task stands. Pure, and independent of the order in which returns came.

The first-named lead unit speaks for a task. Further lead units stand beside it, in the list's order; where lead
units disagree it is a conflict, shown and never averaged away. What a unit reports on a task that it does not lead
is shown and never counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from reportkit import measure
from reportkit.language.words import Lang
from reportkit.model import (
    Conflict,
    Entry,
    Master,
    Progress,
    Role,
    Round,
    Settings,
    Target,
    TargetProgress,
    Task,
    Template,
    UnitRef,
    UnitState,
)
from reportkit.period import Period
from reportkit.progress import lights

Said = tuple[tuple[str, Entry], ...]
"""Entries on one task with the unit that sent each."""


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
    before = _history(period, earlier)
    last = {p.task.no: p for p in before[-1].progress} if before else {}
    said: defaultdict[int, list[tuple[str, Entry]]] = defaultdict(list)
    for unit in sorted(entries):
        for entry in entries[unit]:
            if _is_filled(entry):
                said[entry.task].append((unit, entry))
    targets: defaultdict[int, list[Target]] = defaultdict(list)
    for target in master.targets:
        targets[target.task].append(target)
    bench = _Bench(period, master, template)
    progress = tuple(
        bench.progress(task, tuple(targets[task.no]), tuple(said[task.no]), last.get(task.no))
        for task in master.tasks
        if task.stands(period)
    )
    history = tuple(
        (r.period, {p.task.no: p.light for p in r.progress}, {p.task.no: p.percent for p in r.progress}) for r in before
    )
    units = tuple(sorted(states, key=lambda state: state.unit.code))
    return Round(period, due, master, template, progress, units, history)


def lead_units(task: Task, master: Master) -> tuple[str, ...]:
    """Return the canonical names of the units that lead a task, in order, each group replaced by its members."""
    return _expanded(task.leads, {group.name: group.members for group in master.groups})


class _Bench:
    """Where the entries on one task are laid beside each other; holds what is the same for all tasks."""

    def __init__(self, period: Period, master: Master, template: Template) -> None:
        self._period = period
        self._master = master
        self._labels = _status_labels(template, master.settings.lang)
        self._groups = {group.name: group.members for group in master.groups}
        self._rank = {unit.name: n for n, unit in enumerate(master.units)}

    def progress(self, task: Task, targets: tuple[Target, ...], said: Said, last: Progress | None) -> Progress:
        """Merge what the units say of one task."""
        task = replace(task, leaders=tuple(dict.fromkeys(self._master.holder(leader) for leader in task.leaders)))
        leads = _expanded(task.leads, self._groups)
        leading = {unit: entry for unit, entry in reversed(said) if entry.role is Role.LEAD and unit in leads}
        entries = [leading[unit] for unit in leads if unit in leading]
        speaker = leading.get(leads[0]) if leads else None
        settings = self._master.settings
        # Of a group its first member speaks, and is named where it does not.
        lead = leads[0] if leads and leads[0] != task.leads[0].name else ""
        judged = lights.judge(task, targets, speaker, self._period, settings, lead=lead)
        return Progress(
            task=task,
            light=judged.light,
            reason=judged.reason,
            baseline=judged.baseline,
            gap=judged.gap,
            speaker=speaker,
            others=tuple(entry for entry in entries if entry is not speaker),
            participants=self._beside(task, leads, said),
            targets=tuple(_with_last(reached, last) for reached in judged.targets),
            conflicts=tuple(_conflicts(task.no, entries, targets, self._labels, settings)),
            last_light=last.light if last else None,
            last_percent=last.percent if last else None,
            lead_units=leads,
        )

    def _beside(self, task: Task, leads: Sequence[str], said: Said) -> tuple[Entry, ...]:
        """Return the entries that are shown and not counted: as the task names the units, then all others."""
        named = {unit: n for n, unit in enumerate(_expanded(task.participants, self._groups))}
        end = len(self._rank)

        def place(item: tuple[str, Entry]) -> tuple[int, int, str]:
            unit = item[0]
            return named.get(unit, len(named)), self._rank.get(unit, end), unit

        beside = [item for item in said if item[1].role is Role.PARTICIPANT or item[0] not in leads]
        return tuple(entry for _, entry in sorted(beside, key=place))


def _is_filled(entry: Entry) -> bool:
    """Tell whether anything was written at all; a row that came back empty is no report."""
    answers = (*entry.answers.values(), *(a for fields in entry.targets.values() for a in fields.values()))
    return any(answer.value is not None or answer.written for answer in answers)


def _history(period: Period, earlier: Sequence[Round]) -> tuple[Round, ...]:
    """Return the rounds of the same year that come before the period, oldest first."""
    return tuple(sorted((r for r in earlier if r.period.year == period.year and r.period < period), key=_when))


def _when(merged: Round) -> Period:
    return merged.period


def _expanded(refs: Iterable[UnitRef], groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for ref in refs for unit in (groups.get(ref.name) or (ref.name,))))


def _with_last(reached: TargetProgress, last: Progress | None) -> TargetProgress:
    """Return a target with last period's value; it counts as the same where number, indicator and measure are."""
    mine = _sameness(reached.target)
    value = next((t.actual for t in (last.targets if last else ()) if _sameness(t.target) == mine), None)
    return replace(reached, last=value)


def _sameness(target: Target) -> tuple[int, str, str]:
    return target.no, target.indicator, target.measure


def _conflicts(
    task: int, entries: Sequence[Entry], targets: Sequence[Target], labels: Mapping[str, str], settings: Settings
) -> Iterable[Conflict]:
    """Yield where the lead units disagree; a unit that says nothing of a thing disagrees with nobody about it."""
    statuses = [(e.unit, s) for e in entries if (s := lights.status_of(e)) is not None]
    if len({s for _, s in statuses}) > 1:
        yield Conflict(task, "status", tuple((unit, labels.get(s, s)) for unit, s in statuses))
    percents = [(e.unit, p) for e in entries if (p := lights.percent_of(e)) is not None]
    if percents and max(p for _, p in percents) - min(p for _, p in percents) > settings.conflict:
        yield Conflict(task, "percent", tuple((unit, f"{measure.plain(p)}%") for unit, p in percents))
    for target in targets:
        values = [(e.unit, a) for e in entries if (a := lights.actual_of(e, target.no)) is not None]
        if len({a for _, a in values}) > 1:
            sayings = tuple((unit, measure.quantity(a, target.measure)) for unit, a in values)
            yield Conflict(task, f"target {target.no}", sayings)


def _status_labels(template: Template, lang: Lang) -> dict[str, str]:
    field = template.field("status")
    return {choice.name: choice.label.text(lang) for choice in field.choices} if field else {}
