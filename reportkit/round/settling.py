"""One round as a whole: kept returns in, what counts of each unit out. Pure: bytes and values only.

The stations know one return at a time; here the returns of a unit are put in order, the one that counts is
chosen, and the rounds of a year are strung together so that each knows the one before.
"""

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from reportkit.checks.rules import Context, check, verdict
from reportkit.checks.units import alike
from reportkit.checks.waivers import ended, lowered, settled_with_its_task
from reportkit.diagnostics import Code, Diagnostic
from reportkit.forms.assign import Assignment, assignments
from reportkit.language.words import Lang, Words
from reportkit.model import Answer, Entry, Master, Role, Round, Unit, UnitState, Verdict
from reportkit.period import Period
from reportkit.progress.merging import merge
from reportkit.returns.reading import Outcome, Reading, Reference, read_return

# Every form is made with a day of this year in its properties; what bears a later one was saved by someone.
_MADE = 2000
_MOST_CELLS = 20
Asking = tuple[bytes, str, tuple[Period, str] | None]
"""A file, its name, and whose a person said it is."""
_DAYS = Words("{n} days", "{n} 天")
_NO_LEADER = Words("no leader named", "未列牵头领导")
_NO_CONTACT = Words("no contact named", "未留联系人")
_SAVED_LATER = Words("that one was saved later", "那份保存得更晚")
_SAME_AS_EARLIER = Words("this one is the same as an earlier one", "这份与更早的一份相同")


@dataclass(frozen=True, slots=True)
class Kept:
    """One original as it is kept.

    Attributes:
        sha256: of its bytes.
        name: the name it was sent under.
        stored: where it is kept, relative to the workspace.
        received: when it came.
        order: its place in the order of arrival.
        unit: code of the unit it was filed under.
        data: its bytes.
        claimed: True where a person said whose it is.
        strict: True where one error makes the whole of it wait.
        run: number of the collection it came with.
        changed: when the file was last changed, in a form that sorts; "" where that is not known.
        dated: when the mail was sent that brought it, "" where none did.
        chosen: number of the collection before which a person said that it counts, 0 where nobody did.
    """

    sha256: str
    name: str
    stored: str
    received: datetime
    order: int
    unit: str
    data: bytes
    claimed: bool = False
    strict: bool = False
    run: int = 0
    changed: str = ""
    dated: str = ""
    chosen: int = 0


@dataclass(frozen=True, slots=True)
class Assessed:
    """A return that was read and checked.

    Attributes:
        kept: the original.
        reading: what it says and whose it is.
        verdict: what became of it.
        entries: what it reports, faulty answers marked.
        diagnostics: every finding, in order.
    """

    kept: Kept
    reading: Reading
    verdict: Verdict
    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """A round with everything that came, settled.

    Attributes:
        period: the period.
        due: the day returns were due.
        returns: every return of the period, in order of unit codes and then of arrival.
        states: where each lead unit stands.
        round: the round after merging.
        findings: findings on the round itself: missing units, conflicts.
    """

    period: Period
    due: date
    returns: tuple[Assessed, ...]
    states: tuple[UnitState, ...]
    round: Round
    findings: tuple[Diagnostic, ...] = ()

    def counted(self) -> tuple[Assessed, ...]:
        """Return the returns that count."""
        return tuple(item for item in self.returns if item.verdict.is_merged)

    def entries(self, unit: str) -> dict[int, Entry]:
        """Return what the counted returns of a unit say, by number of the task."""
        return {entry.task: entry for item in self.counted() if item.reading.unit == unit for entry in item.entries}


@dataclass(frozen=True, slots=True)
class Asked:
    """What settling a round needs beside the returns.

    Attributes:
        desk: master, template and secret.
        period: the period.
        due: the day returns are due.
        today: the day on which it is asked who is late, None where that is not asked.
        form_ids: number of the issued form by name of the unit, as far as forms were issued.
        quarantined: names of units of which a return waits for a person.
        strict: True where one error makes a whole return wait.
        readings: readings by digest, so that no file is read twice in one run.
        read_all: reads files, each with its name and whose a person said it is; None for the plain way.
    """

    reference: Reference
    period: Period
    due: date
    today: date | None
    form_ids: Mapping[str, str] = field(default_factory=dict)
    quarantined: frozenset[str] = frozenset()
    strict: bool = False
    readings: MutableMapping[str, Reading] = field(default_factory=dict)
    read_all: Callable[[Sequence[Asking]], Iterable[Reading]] | None = None

    def read(self, files: Sequence[Asking]) -> Iterable[Reading]:
        """Read originals, where the round is asked for by an edge in the way that edge reads."""
        if self.read_all is not None:
            return self.read_all(files)
        return [read_return(data, name, self.reference, claim=claim) for data, name, claim in files]


def due_day(period: Period, day: int) -> date:
    """Return the day of the month after `period` by which returns are due: `day`, 1 to 28."""
    year, month = divmod(period.end.year * 12 + period.end.month, 12)
    return date(year, month + 1, min(max(day, 1), 28))


def settle(kept: Sequence[Kept], asked: Asked, earlier: Sequence[Settled] = ()) -> Settled:
    """Read, check and weigh every return of a period, and merge what counts.

    Args:
        kept: every original of the period, in any order.
        asked: what the round is held against.
        earlier: the settled rounds of the same year, oldest first.
    """
    master = asked.reference.master
    duties = assignments(master, asked.period, participants=True)
    by_code = {unit.code: unit for unit in master.units}
    read_kept(kept, asked)
    returns: list[Assessed] = []
    for code in sorted({item.unit for item in kept}):
        unit = by_code.get(code)
        if unit is None:
            continue  # a unit that left the list: its originals stay where they are
        mine = sorted((k for k in kept if k.unit == code), key=lambda k: (k.received, k.order, k.sha256))
        assessed = [_assess(item, unit, asked, duties, earlier) for item in mine]
        for role in Role:
            returns += _weigh([item for item in assessed if item.reading.role is role])
    returns = _compared(returns, asked)
    leads = [duty for duty in duties if duty.role is Role.LEAD]
    states = tuple(_state(duty.unit, returns, asked) for duty in leads)
    entries: dict[str, tuple[Entry, ...]] = {}
    for item in returns:
        if item.verdict.is_merged:
            entries[str(item.reading.unit)] = (*entries.get(str(item.reading.unit), ()), *item.entries)
    merged = merge(
        asked.period,
        asked.due,
        master,
        asked.reference.template,
        entries,
        states,
        tuple(item.round for item in earlier),
    )
    late = _after_the_first(kept, earlier)
    restated = tuple((when, str(item.reading.unit), item.kept.received.date()) for when, item in late)
    merged = replace(merged, restated=restated)
    findings = (
        *of_another_year(master, asked.period), *_missing(states, leads, asked), *_conflicts(merged), *_restated(late),
        *ended(master, asked.due),
    )  # fmt: skip
    return Settled(asked.period, asked.due, tuple(returns), states, merged, findings)


def of_another_year(master: Master, period: Period) -> tuple[Diagnostic, ...]:
    """Return the finding that a period is not of the year of the list, as after the turn of a year."""
    year = master.settings.year
    if year in (0, period.year):
        return ()
    label = Words(period.label(Lang.EN), period.label(Lang.HANS))
    return (Diagnostic(Code.O06, values={"year": year, "period": label}),)


def read_kept(kept: Sequence[Kept], asked: Asked) -> None:
    """Read the originals of a round into `asked.readings`, each once, all of them in one go.

    Where the marks of one no longer tell that it is the unit's, its place among the kept returns does.
    """
    names = {unit.code: unit.name for unit in asked.reference.master.units}
    mine = {_key(item): item for item in kept if item.unit in names and _key(item) not in asked.readings}
    claims = {key: (asked.period, names[item.unit]) for key, item in mine.items()}
    first = [(item.data, item.name, claims[key] if item.claimed else None) for key, item in mine.items()]
    found = dict(zip(mine, asked.read(first), strict=True))
    untold = [
        key
        for key, reading in found.items()
        if not mine[key].claimed
        and ((reading.period, reading.unit) != claims[key] or reading.outcome is not Outcome.IDENTIFIED)
    ]
    again = [(mine[key].data, mine[key].name, claims[key]) for key in untold]
    found |= dict(zip(untold, asked.read(again), strict=True))
    asked.readings.update(found)


def _key(kept: Kept) -> str:
    return kept.sha256 + ("+" if kept.claimed else "")


def _assess(kept: Kept, unit: Unit, asked: Asked, duties: Sequence[Assignment], earlier: Sequence[Settled]) -> Assessed:
    reading = asked.readings[_key(kept)]
    if reading.outcome is not Outcome.IDENTIFIED:
        return Assessed(kept, reading, Verdict.REJECTED, (), reading.diagnostics)
    tasks = next((d.tasks for d in duties if d.unit.code == unit.code and d.role is reading.role), ())
    last = last_entries(unit.name, earlier)
    context = Context(
        asked.reference.master,
        asked.reference.template,
        asked.period,
        asked.due,
        unit.name,
        reading.role,
        kept.name,
        tasks,
        last,
    )
    entries, found = check(reading.entries, context)
    read = (lowered(d, asked.reference.master, asked.reference.template, asked.due) for d in reading.diagnostics)
    said = (settled_with_its_task(d, asked.reference.master, asked.period) for d in (*read, *found))
    diagnostics = [*said, *_lateness(kept, unit, asked.due)]
    diagnostics.sort(key=Diagnostic.sort_key)
    outcome = verdict(diagnostics, entries)
    if outcome is Verdict.PARTLY_ACCEPTED and (asked.strict or kept.strict):
        outcome = Verdict.REJECTED
    return Assessed(kept, reading, outcome, entries, tuple(diagnostics))


def last_entries(unit: str, earlier: Sequence[Settled]) -> dict[int, Entry]:
    """Return what a unit reported last, by task: of each task the nearest earlier round that has it."""
    last: dict[int, Entry] = {}
    for settled in earlier:
        last |= settled.entries(unit)
    return last


def _weigh(returns: list[Assessed]) -> list[Assessed]:
    """Of the usable returns of one unit let the latest count; none where nothing tells which that is."""
    usable = [a for a in returns if a.verdict.is_merged]
    if len(usable) < 2:
        return returns
    chosen = max((a for a in usable if a.kept.chosen), key=lambda a: a.kept.chosen, default=None)
    # What came after a person had chosen was not known to that person: it counts as any later return does.
    rivals = [a for a in usable if chosen is None or a is chosen or a.kept.run > chosen.kept.chosen]
    moments = _moments(rivals)
    last = [a for a, moment in zip(rivals, moments, strict=True) if moment == max(moments)]
    apart = _apart(last)
    if apart:
        note = Diagnostic(
            Code.D02, unit=last[0].reading.unit, values={"n": len(last), "cells": "、".join(apart[:_MOST_CELLS])}
        )
        return [_outdone(a, [note] if a in last else None, Verdict.QUARANTINED) for a in returns]
    winner = last[-1]
    known = sorted(zip(_moments(usable), range(len(usable)), strict=True))
    before = [usable[n] for _, n in known if usable[n] is not winner]
    kept = winner.kept
    notes = [
        Diagnostic(Code.D01, unit=winner.reading.unit, values={
            "n": len(usable), "time": f"{kept.received:%Y-%m-%d %H:%M}",
        }),
        *_emptied(before[-1], winner),
    ]  # fmt: skip
    return [
        _with(a, notes) if a is winner else _outdone(_passed_over(a, winner), None, Verdict.SUPERSEDED) for a in returns
    ]


def _passed_over(item: Assessed, winner: Assessed) -> Assessed:
    """Say of a return that came later than the one that counts why it does not: nobody would look for it."""
    if not _came_later(item.kept, winner.kept) or not _apart([item, winner]):
        return item
    own, other = item.kept, winner.kept
    values = {"other": other.name, "why": _SAVED_LATER}
    note = Diagnostic(Code.D12, file=own.name, unit=winner.reading.unit, values=values)
    return replace(item, diagnostics=tuple(sorted((*item.diagnostics, note), key=Diagnostic.sort_key)))


def passed_over_again(name: str, first: Assessed, others: Sequence[Assessed], run: int) -> tuple[Diagnostic, ...]:
    """Say of a file with the bytes of an earlier return which return counts, where that one does not.

    Args:
        name: of the file, as it was sent.
        first: the return with the same bytes.
        others: every return of the round.
        run: number of the collection the file came with.
    """
    mine = [a for a in others if (a.kept.unit, a.reading.role) == (first.kept.unit, first.reading.role)]
    counting = next((a for a in mine if a.verdict.is_merged), None)
    if first.verdict is not Verdict.SUPERSEDED or counting is None or counting.kept.run >= run:
        return ()
    if not _apart([first, counting]):
        return ()
    values = {"other": counting.kept.name, "why": _SAME_AS_EARLIER}
    return (Diagnostic(Code.D12, file=name, unit=counting.reading.unit, values=values),)


def _came_later(own: Kept, other: Kept) -> bool:
    """Tell whether a return came later than another: with a later collection, or with a later mail of the same one."""
    if own.run <= other.chosen:
        return False  # a person chose with both at hand
    mails = own.dated and other.dated
    by_mail = bool(mails) and datetime.fromisoformat(own.dated) > datetime.fromisoformat(other.dated)
    return own.run > other.run or (own.run == other.run and by_mail)


def _outdone(item: Assessed, notes: Sequence[Diagnostic] | None, told: Verdict) -> Assessed:
    """Return a return that does not count: superseded, or with the notes that say why none does."""
    if not item.verdict.is_merged:
        return item
    if notes is None:
        return replace(item, verdict=Verdict.SUPERSEDED)
    return replace(_with(item, notes), verdict=told)


def _moments(items: Sequence[Assessed]) -> list[tuple[str | int, ...]]:
    """Return when each of several returns was made, in a form that sorts; the same for what cannot be told apart.

    The time inside the file tells first, then the date of the mail, then the arrival. A time counts only where all
    of them have it, so that the order has no circle.
    """
    saved = [_saved(item) for item in items]
    mailed = [_utc(datetime.fromisoformat(a.kept.dated)) if a.kept.dated else "" for a in items]
    arrived = [(a.kept.run, a.kept.changed, 0 if a.kept.run else a.kept.order) for a in items]
    return [(saved[n] if all(saved) else "", mailed[n] if all(mailed) else "", *arrived[n]) for n in range(len(items))]


def _saved(item: Assessed) -> str:
    """Return when a file says it was last saved, "" where it does not, or cannot be right."""
    moment, received = item.reading.modified, item.kept.received
    # A form nobody saved still bears the stamp it was made with. A clock that is a day ahead is a wrong one, and so is
    # one that fell back by years, as they do when their battery is empty.
    if moment is None or moment.year < _first_year(item) or _utc(moment) > _utc(received + timedelta(days=1)):
        return ""
    return _utc(moment)


def _first_year(item: Assessed) -> int:
    """Return the year before which the form cannot have been filled in."""
    return item.reading.period.year - 1 if item.reading.period else _MADE + 1


def _utc(moment: datetime) -> str:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="microseconds")


def _apart(items: Sequence[Assessed]) -> list[str]:
    """Return the cells of the first return in which another one says something else."""
    first, *others = ({(e.task, *key): a for e in item.entries for key, a in _cells(e)} for item in items)
    places = [
        answer.cell or other[place].cell
        for other in others
        for place, answer in {**other, **first}.items()
        if (first[place].written if place in first else "") != (other[place].written if place in other else "")
    ]
    return list(dict.fromkeys(places))


def _cells(entry: Entry) -> list[tuple[tuple[int, str], Answer]]:
    targets = [((no, name), answer) for no, row in entry.targets.items() for name, answer in row.items()]
    return [((0, name), answer) for name, answer in entry.answers.items()] + targets


def _emptied(before: Assessed, now: Assessed) -> list[Diagnostic]:
    """Point out cells that were filled in the return before and are empty now, a finding a sheet."""
    filled = {(e.task, *key) for e in before.entries for key, answer in _cells(e) if answer.written}
    places: dict[str, list[str]] = {}
    for entry in now.entries:
        for key, answer in _cells(entry):
            if not answer.written and answer.cell and (entry.task, *key) in filled:
                places.setdefault(answer.sheet, []).append(answer.cell)
    unit = now.reading.unit
    return [
        Diagnostic(Code.D05, unit=unit, sheet=sheet, cells=tuple(cells), values={"n": len(cells)})
        for sheet, cells in places.items()
    ]


def _compared(returns: Sequence[Assessed], asked: Asked) -> list[Assessed]:
    """Hold the returns that count against each other: a unit may have sent another one's content."""
    leads = [a for a in returns if a.verdict.is_merged and a.reading.role is Role.LEAD]
    found: dict[str | None, list[Diagnostic]] = {}
    for note in alike({str(a.reading.unit): a.entries for a in leads}, asked.reference.template):
        found.setdefault(note.unit, []).append(note)
    counting = {id(a) for a in leads}
    return [_with(item, found.get(item.reading.unit, ()) if id(item) in counting else ()) for item in returns]


def _with(item: Assessed, notes: Sequence[Diagnostic]) -> Assessed:
    """Return a return with further findings on it."""
    if not notes:
        return item
    diagnostics = sorted(
        (*item.diagnostics, *(replace(note, file=item.kept.name) for note in notes)), key=Diagnostic.sort_key
    )
    return replace(item, diagnostics=tuple(diagnostics), verdict=verdict(diagnostics, item.entries))


def _lateness(kept: Kept, unit: Unit, due: date) -> list[Diagnostic]:
    days = (kept.received.date() - due).days
    if days <= 0:
        return []
    values = {"time": f"{kept.received:%Y-%m-%d}", "late": Words(_DAYS.en.format(n=days), _DAYS.zh.format(n=days))}
    return [Diagnostic(Code.D04, file=kept.name, unit=unit.name, values=values)]


def _state(unit: Unit, returns: Sequence[Assessed], asked: Asked) -> UnitState:
    form_id = asked.form_ids.get(unit.name, "")
    mine = [a for a in returns if a.kept.unit == unit.code and a.reading.role is Role.LEAD]
    if not mine:
        waiting = Verdict.QUARANTINED if unit.name in asked.quarantined else None
        return UnitState(
            unit, waiting, late=waiting is None and asked.today is not None and asked.today > asked.due, form_id=form_id
        )
    shown = next((a for a in reversed(mine) if a.verdict.is_merged), mine[-1])
    counts: dict[str, int] = {}
    for finding in shown.diagnostics:
        counts[finding.severity.value] = counts.get(finding.severity.value, 0) + 1
    day = shown.kept.received.date()
    return UnitState(
        unit,
        shown.verdict,
        day,
        day > asked.due,
        shown.kept.stored,
        shown.kept.name,
        counts,
        shown.reading.form_id or "",
    )


def _missing(states: Sequence[UnitState], leads: Sequence[Assignment], asked: Asked) -> list[Diagnostic]:
    leaders = {duty.unit.code: duty.tasks[0].leaders[:1] for duty in leads if duty.tasks}
    found = []
    for state in states:
        if state.verdict is None:
            who = "、".join(asked.reference.master.holder(name) for name in leaders.get(state.unit.code, ()))
            values = {"leader": who or _NO_LEADER, "contact": state.unit.contact or _NO_CONTACT}
            found.append(Diagnostic(Code.D07, unit=state.unit.name, values=values))
    absent = [s.unit.name for s in states if s.verdict is None or not s.verdict.is_merged]
    if absent:
        found.append(Diagnostic(Code.O03, values={"n": len(absent), "units": "、".join(absent)}))
    return found


def _after_the_first(kept: Sequence[Kept], earlier: Sequence[Settled]) -> list[tuple[Period, Assessed]]:
    """Return the returns of earlier periods that came to count after the first one of this period had come.

    A comparison may have been sent out by then. The days of arrival tell, and for a return that a person accepted the
    collections before and after which that was; so the same returns always say the same, however often and in whatever
    order the periods are merged.
    """
    if not kept:
        return []
    first, run = min(item.received for item in kept), min(item.run for item in kept)
    return [
        (settled.period, item)
        for settled in earlier
        for item in settled.counted()
        if item.reading.role is Role.LEAD and (item.kept.received > first or item.kept.chosen > run)
    ]


def _restated(late: Sequence[tuple[Period, Assessed]]) -> list[Diagnostic]:
    found = []
    for when, item in late:
        label = Words(when.label(Lang.EN), when.label(Lang.HANS))
        values = {"period": label, "time": f"{item.kept.received:%Y-%m-%d}"}
        found.append(Diagnostic(Code.D11, file=item.kept.name, unit=item.reading.unit, values=values))
    return found


_WHAT = {"status": Words("the status", "状态"), "percent": Words("the percent", "进度")}


def _conflicts(merged: Round) -> list[Diagnostic]:
    found = []
    for progress in merged.progress:
        for conflict in progress.conflicts:
            sayings = "；".join(f"{unit} {what}" for unit, what in conflict.sayings)
            indicators = {f"target {t.target.no}": f"“{t.target.indicator}”" for t in progress.targets}
            named = indicators.get(conflict.what, conflict.what)
            values = {"what": _WHAT.get(conflict.what, Words(named, named)), "sayings": sayings}
            found.append(Diagnostic(Code.X11, task=conflict.task, task_name=progress.task.work, values=values))
    return found
