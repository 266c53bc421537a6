"""One round as a whole: kept returns in, what counts of each unit out. Pure: bytes and values only.

The stations know one return at a time; here the returns of a unit are put in order, the one that counts is
chosen, and the rounds of a year are strung together so that each knows the one before.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from reportkit.checks.rules import Context, check
from reportkit.checks.units import alike
from reportkit.checks.verdicts import verdict
from reportkit.checks.waivers import ended, lowered, settled_with_its_task
from reportkit.corrections.points import apart
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.disk.work import Failure, Job
from reportkit.forms.assign import Assignment, assignments
from reportkit.language.words import Words, listed
from reportkit.model import Disputed, Entry, Restated, Role, Round, Unit, UnitState, UnusableFile, Verdict
from reportkit.period import Period
from reportkit.progress.merging import merge
from reportkit.returns.content import Claim, Outcome, ReturnContent
from reportkit.returns.reference import Reference
from reportkit.round.asked import Asked, Checked
from reportkit.round.choosing import weigh
from reportkit.round.joining import Joined
from reportkit.round.model import Asking, Assessed, Heard, Kept, Past, Settled, last_entries
from reportkit.round.periods import of_another_year
from reportkit.round.unasked import in_no_form
from reportkit.round.unusable import findings_on, later_ones, with_unusable
from reportkit.workbook.look import RECEIVED_BY_WORD

_DAYS = Words("{n} days", "{n} 天")
_NO_PAST = Past()
_NO_LEADER = Words("no leader named", "未列牵头领导")
_NO_CONTACT = Words("no contact named", "未留联系人")


def settle(kept: Sequence[Kept], readings: Mapping[str, ReturnContent], asked: Asked, past: Past = _NO_PAST) -> Settled:
    """Check and weigh every return of a period, and merge what counts.

    A return over which a fault of ours came counts for nothing and against nobody: its unit waits.

    Args:
        kept: every original of the period, in any order.
        readings: what was read of them, by `Kept.key`; of a unit that left the list none is needed.
        asked: what the round is held against.
        past: the earlier rounds of the same year.
    """
    master = asked.reference.master
    names = {unit.code: unit.name for unit in master.units}
    known = [item for item in kept if item.unit in names]  # of a unit that left the list they stay where they are
    duties = assignments(master, asked.period, participants=True)
    leads = [duty for duty in duties if duty.role is Role.LEAD]
    given = _Given.of(duties, past.heard)
    assessed = _assessed(known, readings, asked, given)
    failed = {
        item.kept.sha256: tuple(replace(found, unit=names[item.kept.unit]) for found in item.diagnostics)
        for item in assessed
        if item.reading.outcome is Outcome.FAULT
    }
    faults = [fault for findings in failed.values() for fault in findings]
    asked = replace(asked, quarantined=asked.quarantined | {str(fault.unit) for fault in faults})
    counting = [item for item in assessed if item.kept.sha256 not in failed]
    returns = with_unusable(_compared(_weighed(counting, asked, given), asked), asked.unusable)
    led = _led(returns)
    states = tuple(_state(duty.unit, led.get(duty.unit.code, ()), asked) for duty in leads)
    late = _after_the_report(kept, past)
    merged = replace(_merged(returns, states, asked, past.reported), restated=tuple(_restated(late)))
    findings = (
        *of_another_year(master, asked.period),
        *in_no_form(master, asked.period),
        *_missing(states, leads, asked),
        *_unusable_alone(states, asked),
        *_conflicts(merged),
        *_said_anew(late),
        *ended(master, asked.due),
        *faults,
    )
    return Settled(asked.period, asked.due, tuple(returns), states, merged, findings, failed)


@dataclass(frozen=True, slots=True)
class _Given:
    """What every return of a round is held against beside the list.

    Attributes:
        duties: what each unit is asked.
        earlier: the settled rounds of the same year, oldest first.
    """

    duties: Mapping[tuple[str, Role], tuple[int, ...]]
    earlier: Sequence[Settled]

    @classmethod
    def of(cls, duties: Sequence[Assignment], earlier: Sequence[Settled]) -> "_Given":
        """Return what every return of a round is held against."""
        return cls({(duty.unit.code, duty.role): tuple(task.no for task in duty.tasks) for duty in duties}, earlier)

    def tasks(self, unit: Unit, role: Role) -> tuple[int, ...]:
        """Return the numbers of the tasks that a unit is asked in a part."""
        return self.duties.get((unit.code, role), ())


def _assessed(
    kept: Sequence[Kept],
    readings: Mapping[str, ReturnContent],
    asked: Asked,
    given: _Given,
) -> list[Assessed]:
    """Check every return, in order of unit codes and then of arrival."""
    units = {unit.code: unit for unit in asked.reference.master.units}
    ordered = sorted(kept, key=lambda k: (k.unit, k.received, k.order, k.sha256))
    known = [item for item in ordered if readings[item.key].outcome is Outcome.IDENTIFIED]
    jobs = [_to_check(item, readings[item.key], units[item.unit], asked, given) for item in known]
    checked = dict(zip((item.key for item in known), asked.run(jobs), strict=True))
    return [
        _assess(item, readings[item.key], units[item.unit], asked, checked[item.key])
        if item.key in checked
        else Assessed(item, readings[item.key], Verdict.REJECTED, (), readings[item.key].diagnostics)
        for item in ordered
    ]


def _weighed(assessed: Sequence[Assessed], asked: Asked, given: _Given) -> list[Assessed]:
    """Let of each unit one return count, by its role."""
    units = {unit.code: unit for unit in asked.reference.master.units}
    carried = frozenset(item.name for item in asked.reference.template.fields if item.carry_over)
    by_unit: dict[tuple[str, Role], list[Assessed]] = {}
    for item in assessed:
        by_unit.setdefault((item.kept.unit, item.reading.role), []).append(item)
    returns: list[Assessed] = []
    for code, role in sorted(by_unit, key=lambda who: (who[0], list(Role).index(who[1]))):
        mine = by_unit[code, role]
        last = last_entries(code, given.earlier) if len(mine) > 1 else {}
        check, hold = partial(_check_joined, units[code], asked, given), partial(_held_back, asked=asked)
        returns += weigh(mine, last, carried, check, hold)
    return returns


def _check_joined(unit: Unit, asked: Asked, given: _Given, joined: Joined) -> Assessed | Diagnostic:
    """Hold joined returns against every rule, as one; return the finding that they could not be, by a fault of ours."""
    entries = tuple(sorted(joined.entries, key=lambda entry: asked.reference.master.place(entry.task)))
    reading = replace(joined.latest.reading, entries=entries, diagnostics=joined.findings)
    kept = joined.latest.kept
    (checked,) = asked.run([_to_check(kept, reading, unit, asked, given)])
    if isinstance(checked, Failure):
        return replace(asked.fault(checked, kept.name), lowered=Severity.WARNING)
    others = tuple(item for item, _ in joined.taken)
    return replace(_held_back(_assess(kept, reading, unit, asked, checked), asked, others), joined=others)


def _merged(
    returns: Sequence[Assessed], states: tuple[UnitState, ...], asked: Asked, earlier: Sequence[Settled]
) -> Round:
    """Merge what the returns that count say."""
    entries: dict[str, tuple[Entry, ...]] = {}
    for item in returns:
        if item.verdict.is_merged:
            entries[item.unit] = (*entries.get(item.unit, ()), *item.entries)
    master, template = asked.reference.master, asked.reference.template
    before = tuple(item.round for item in earlier)
    return merge(asked.period, asked.due, master, template, entries, states, before)


def read_kept(
    kept: Sequence[Kept],
    asked: Asked,
    known: Mapping[str, ReturnContent],
    load: Callable[[Kept], bytes],
    read_all: Callable[[Sequence[Asking]], Iterable[ReturnContent]],
) -> dict[str, ReturnContent]:
    """Return what is read of the originals of a round, by `Kept.key`; each is read once, all of them in one go.

    Where the marks of one no longer tell that it is the unit's, its place among the kept returns does.

    Args:
        kept: the originals.
        asked: what the round is held against.
        known: what was read before, which is not read again.
        load: gives the bytes of an original.
        read_all: reads files, in their order.
    """
    names = {unit.code: unit.name for unit in asked.reference.master.units}
    mine = {item.key: item for item in kept if item.unit in names and item.key not in known}
    claims = {key: Claim(asked.period, names[item.unit]) for key, item in mine.items()}
    first = [
        Asking(partial(load, item), item.name, claims[key] if item.claimed else None, asked.period)
        for key, item in mine.items()
    ]
    found = dict(zip(mine, read_all(first), strict=True))
    untold = [key for key, reading in found.items() if not mine[key].claimed and _is_untold(reading, claims[key])]
    again = [Asking(partial(load, mine[key]), mine[key].name, claims[key], asked.period) for key in untold]
    return found | dict(zip(untold, read_all(again), strict=True))


def _is_untold(reading: ReturnContent, claim: Claim) -> bool:
    """Tell whether a file does not say by itself that it is what its place among the kept returns says."""
    if reading.outcome is Outcome.FAULT:
        return False
    return (reading.period, reading.unit) != claim or reading.outcome is not Outcome.IDENTIFIED


def _to_check(kept: Kept, reading: ReturnContent, unit: Unit, asked: Asked, given: "_Given") -> Job[Checked]:
    """Return the job of holding a return against every rule."""
    reference = asked.shared or asked.reference
    tasks, last = given.tasks(unit, reading.role), last_entries(unit.code, given.earlier)
    told = (reading.entries, asked.period, asked.due, unit.name, reading.role, kept.name, tasks, last)
    return Job(check_return, (reference, *told))


def check_return(  # noqa: PLR0913, PLR0917 - what a return is held against
    reference: Reference,
    entries: tuple[Entry, ...],
    period: Period,
    due: date,
    unit: str,
    role: Role,
    file: str,
    tasks: tuple[int, ...],
    last: Mapping[int, Entry],
) -> Checked:
    """Hold a return against every rule: the work of a job, under the limits that its reading has.

    Args:
        reference: master and template.
        entries: what was read.
        period: the period it reports on.
        due: the day it was due.
        unit: canonical name of the unit.
        role: whether the unit leads its tasks or only takes part.
        file: its name as it was sent.
        tasks: numbers of those that the form asks.
        last: what the unit reported last, by task.
    """
    asked = tuple(task for no in tasks if (task := reference.master.task(no)) is not None)
    return check(entries, Context(reference.master, reference.template, period, due, unit, role, file, asked, last))


def _assess(kept: Kept, reading: ReturnContent, unit: Unit, asked: Asked, checked: Checked | Failure) -> Assessed:
    if isinstance(checked, Failure):
        lost = ReturnContent.without_content(Outcome.FAULT, asked.fault(checked, kept.name))
        return Assessed(kept, lost, Verdict.REJECTED, (), lost.diagnostics)
    copies, found = checked
    # A worker sends copies back; where nothing was marked they are as read: what is kept of a round is 25 % less so.
    entries = tuple(own if own == copy else copy for own, copy in zip(reading.entries, copies, strict=True))
    read = (lowered(d, asked.reference.master, asked.reference.template, asked.due) for d in reading.diagnostics)
    said = (settled_with_its_task(d, asked.reference.master, asked.period) for d in (*read, *found))
    diagnostics = [*said, *_lateness(kept, unit, asked.due)]
    diagnostics.sort(key=Diagnostic.sort_key)
    return Assessed(kept, reading, verdict(diagnostics, entries), entries, tuple(diagnostics))


def _held_back(item: Assessed, asked: Asked, beside: Iterable[Assessed] = ()) -> Assessed:
    """Return a return that waits as a whole where one error makes it wait: with this round, or with one it came with.

    Args:
        item: the return.
        asked: what the round is held against.
        beside: those that are joined to it.
    """
    is_strict = asked.strict or any(one.kept.strict for one in (item, *beside))
    waits = is_strict and item.verdict is Verdict.PARTLY_ACCEPTED
    return replace(item, verdict=Verdict.REJECTED) if waits else item


def _compared(returns: Sequence[Assessed], asked: Asked) -> list[Assessed]:
    """Hold the returns that count against each other: a unit may have sent another one's content."""
    leads = [a for a in returns if a.verdict.is_merged and a.reading.role is Role.LEAD]
    found: dict[str | None, list[Diagnostic]] = {}
    for note in alike({str(a.reading.unit): a.entries for a in leads}, asked.reference.template):
        found.setdefault(note.unit, []).append(note)
    counting = {id(a) for a in leads}
    return [item.with_notes(found.get(item.reading.unit, ()) if id(item) in counting else ()) for item in returns]


def _lateness(kept: Kept, unit: Unit, due: date) -> list[Diagnostic]:
    days = (kept.received.date() - due).days
    if days <= 0:
        return []
    late = Words(_DAYS.en.format(n=days), _DAYS.zh.format(n=days))
    values = {"time": f"{kept.received:%Y-%m-%d}", "by": RECEIVED_BY_WORD[kept.received_by], "late": late}
    return [Diagnostic(Code.D04, file=kept.name, unit=unit.name, values=values)]


def _led(returns: Sequence[Assessed]) -> dict[str, list[Assessed]]:
    """Return what units say of the tasks that they lead, by their codes."""
    found: dict[str, list[Assessed]] = {}
    for item in returns:
        if item.reading.role is Role.LEAD:
            found.setdefault(item.kept.unit, []).append(item)
    return found


def _state(unit: Unit, mine: Sequence[Assessed], asked: Asked) -> UnitState:
    """Return where a unit stands by its own returns."""
    if not mine:
        return _state_of_none(unit, asked)
    unusable = _told_of_unusable(unit, mine, asked)
    heard = Heard.of(mine)
    shown = heard.counting or heard.item
    counts = Counter(point.severity for finding in heard.item.diagnostics for point in apart(finding))
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
        shown.kept.received_by,
        sent_back=heard.item.kept.name if heard.counting is not None else "",
        unusable=unusable,
    )


def _told_of_unusable(unit: Unit, mine: Sequence[Assessed], asked: Asked) -> tuple[UnusableFile, ...]:
    """Return the files of a unit that cannot be used, those that came before the return of which it hears left out."""
    return tuple(one.told for one in later_ones([o for o in asked.unusable if o.unit == unit.code], mine))


def _unusable_alone(states: Sequence[UnitState], asked: Asked) -> Iterator[Diagnostic]:
    """D42: files that cannot be used of units of which no return came."""
    for state in states:
        if state.unusable and state.file is None:
            yield from findings_on([o for o in asked.unusable if o.unit == state.unit.code], state.unit.name)


def _state_of_none(unit: Unit, asked: Asked) -> UnitState:
    """Return where a unit stands of which no return was read: one may wait for a person, or for us."""
    form_id = asked.form_ids.get(unit.name, "")
    if unit.name in asked.quarantined:
        return UnitState(unit, Verdict.QUARANTINED, form_id=form_id)
    return UnitState(unit, None, form_id=form_id, unusable=_told_of_unusable(unit, (), asked))


def _missing(states: Sequence[UnitState], leads: Sequence[Assignment], asked: Asked) -> list[Diagnostic]:
    leaders = {duty.unit.code: duty.tasks[0].leaders[:1] for duty in leads if duty.tasks}
    found = []
    for state in states:
        if state.verdict is None:
            who = [asked.reference.master.holder(name) for name in leaders.get(state.unit.code, ())]
            values = {"leader": listed(who) if who else _NO_LEADER, "contact": state.unit.contact or _NO_CONTACT}
            found.append(Diagnostic(Code.D07, unit=state.unit.name, values=values))
    absent = [s.unit.name for s in states if not s.is_merged]
    if absent:
        found.append(Diagnostic(Code.O03, values={"n": len(absent), "units": listed(absent)}))
    return found


@dataclass(frozen=True, slots=True)
class _Late:
    """A return of an earlier period that came late.

    Attributes:
        period: the period.
        item: the return.
        is_counted: True where the figures of that period count it, so that the comparison has changed; False where
            they were reported before.
    """

    period: Period
    item: Assessed
    is_counted: bool


def _after_the_report(kept: Sequence[Kept], past: Past) -> list[_Late]:
    """Return the returns of earlier periods that came after those were reported, or after this one's first had come.

    Of the first the figures here know nothing; with the others a comparison that was sent out by then has changed.
    The days of arrival tell, and for a return that a person accepted the collections before and after which that was;
    so the same returns always say the same, however often and in whatever order the periods are merged.
    """
    late = []
    first, run = min((item.received for item in kept), default=None), min((item.run for item in kept), default=0)
    for heard, reported in zip(past.heard, past.reported, strict=True):
        counted = {item.kept.sha256 for item in reported.counted()}
        leading = [item for item in heard.counted() if item.reading.role is Role.LEAD]
        late += [_Late(heard.period, item, is_counted=False) for item in leading if item.kept.sha256 not in counted]
        if first is not None:
            late += [
                _Late(heard.period, item, is_counted=True)
                for item in leading
                if item.kept.sha256 in counted and (item.kept.received > first or item.kept.chosen > run)
            ]
    return late


def _restated(late: Sequence[_Late]) -> Iterator[Restated]:
    """Yield what the workbooks say of the returns that changed what this period is compared with, or would."""
    for one in late:
        yield Restated(one.period, one.item.unit, one.item.kept.received.date(), one.is_counted)


def _said_anew(late: Sequence[_Late]) -> list[Diagnostic]:
    found = []
    for one in late:
        values = {"period": one.period.words, "time": f"{one.item.kept.received:%Y-%m-%d}"}
        values |= {} if one.is_counted else {"merged": str(one.period)}
        code = Code.D11 if one.is_counted else Code.D51
        found.append(Diagnostic(code, file=one.item.kept.name, unit=one.item.reading.unit, values=values))
    return found


_WHAT = {Disputed.STATUS: Words("the status", "状态"), Disputed.PERCENT: Words("the percent", "进度")}


def _conflicts(merged: Round) -> list[Diagnostic]:
    found = []
    for progress in merged.progress:
        for conflict in progress.conflicts:
            sayings = listed((f"{said.unit} {said.says}" for said in conflict.sayings), clauses=True)
            indicators = {t.target.no: f"“{t.target.indicator}”" for t in progress.targets}
            what = _WHAT[conflict.what] if conflict.target is None else indicators[conflict.target]
            values = {"what": what, "sayings": sayings}
            found.append(Diagnostic(Code.X11, task=conflict.task, task_name=progress.task.work, values=values))
    return found
