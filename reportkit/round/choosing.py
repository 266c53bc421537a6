"""Which of several returns of one unit counts, and what is said where nothing tells. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from reportkit.diagnostics import Code, Diagnostic, cells_text
from reportkit.language.words import Lang, Words
from reportkit.model import Answer, Entry, Verdict
from reportkit.round.joining import Joined, join
from reportkit.round.model import Assessed, Heard, Kept
from reportkit.round.parts import parts

# Every form is made with a day of this year in its properties; what bears a later one was saved by someone.
_MADE = 2000
_SAVED_LATER = Words("that one was saved later", "那份保存得更晚")
_SAME_AS_EARLIER = Words("this one is the same as an earlier one", "这份与更早的一份相同")


def weigh(
    returns: Sequence[Assessed],
    last: Mapping[int, Entry],
    carried: frozenset[str],
    check: Callable[[Joined], Assessed | Diagnostic],
    hold: Callable[[Assessed], Assessed],
) -> list[Assessed]:
    """Of the usable returns of one unit let the latest count, joined with those that fill in other cells.

    None counts where nothing tells which is the latest. Where one error makes a return wait, halves are joined before
    that is asked of them, as each lacks what the other has; what waits as a whole wipes no return that does not.

    Args:
        returns: all of them, in the order of arrival.
        last: what the unit reported for the period before, by task.
        carried: the fields that a form brings along from there.
        check: holds joined returns against every rule, and makes them wait where one error does; or says that it could
            not, by a fault of ours, and the latest counts alone.
        hold: makes a single return wait, likewise.
    """
    return _with_empty_told(_chosen(returns, last, carried, check, hold))


def _with_empty_told(returns: Sequence[Assessed]) -> list[Assessed]:
    """Say of the return of which a unit hears that an empty form came after it."""
    heard, last = Heard.of(returns).item, returns[-1]
    if heard is last or not last.is_empty:
        return list(returns)
    note = Diagnostic(Code.D35, unit=heard.unit, values={"other": last.kept.name})
    return [item.with_notes([note]) if item is heard else item for item in returns]


def _chosen(
    returns: Sequence[Assessed],
    last: Mapping[int, Entry],
    carried: frozenset[str],
    check: Callable[[Joined], Assessed | Diagnostic],
    hold: Callable[[Assessed], Assessed],
) -> list[Assessed]:
    """Return the returns of a unit with what became of each; the arguments are those of `weigh`."""
    alone = [hold(item) for item in returns]
    usable = _usable(returns)
    joined = join(parts(_in_time(_rivals(usable)), last, carried)) if len(usable) > 1 else None
    if joined is None or (joined.is_anew and len(_latest(_rivals(usable))) > 1):
        return _weighed_alone(alone)
    checked = check(joined)
    if isinstance(checked, Diagnostic):
        return [a.with_notes([checked]) if a.verdict.is_merged else a for a in _weighed_alone(alone)]
    if checked.verdict.is_merged or not _usable(alone):
        return _joined(returns, usable, joined, checked)
    told = list(joined.contradictions(frozenset()))
    return [
        a.with_notes(told) if a.kept is joined.latest.kept and a.verdict.is_merged else a for a in _weighed_alone(alone)
    ]


def _usable(returns: Sequence[Assessed]) -> list[Assessed]:
    return [item for item in returns if item.verdict.is_merged]


def _weighed_alone(returns: Sequence[Assessed]) -> list[Assessed]:
    """Let the latest of the usable returns count by itself."""
    usable = _usable(returns)
    if len(usable) < 2:
        return list(returns)
    latest = _latest(_rivals(usable))
    apart = _apart(latest)
    return _undecided(returns, latest, apart) if apart else _decided(returns, usable, latest[-1])


def _in_time(items: Sequence[Assessed]) -> list[Assessed]:
    """Return several returns, oldest first."""
    known = sorted(zip(_moments(items), range(len(items)), strict=True))
    return [items[n] for _, n in known]


def _joined(
    returns: Sequence[Assessed], usable: Sequence[Assessed], joined: Joined, checked: Assessed
) -> list[Assessed]:
    """Let joined returns count as one, and say of each of them with which it does."""
    with_it = {id(item) for item, _ in joined.taken}
    left = [a for a in _in_time(usable) if a is not joined.latest and id(a) not in with_it]
    notes = [_used(joined.latest, usable), *_emptied(left[-1], checked)] if left else []
    out = []
    for item in returns:
        if item is joined.latest:
            out.append(checked.with_notes(notes))
        else:
            out.append(_outdone(item, notes=[_joined_to(item, joined.latest)] if id(item) in with_it else ()))
    return out


def _joined_to(item: Assessed, latest: Assessed) -> Diagnostic:
    return Diagnostic(Code.D20, file=item.kept.name, unit=item.unit, values={"other": latest.kept.name})


def _rivals(usable: Sequence[Assessed]) -> list[Assessed]:
    """Return the returns among which the time tells: the one that a person chose, and what came after that."""
    chosen = max((a for a in usable if a.kept.chosen), key=lambda a: a.kept.chosen, default=None)
    # What came after a person had chosen was not known to that person: it counts as any later return does.
    return [a for a in usable if chosen is None or a is chosen or a.kept.run > chosen.kept.chosen]


def _latest(rivals: Sequence[Assessed]) -> list[Assessed]:
    """Return the last of several returns: more than one where nothing tells them apart."""
    moments = _moments(rivals)
    return [item for item, moment in zip(rivals, moments, strict=True) if moment == max(moments)]


def _undecided(returns: Sequence[Assessed], latest: Sequence[Assessed], apart: Sequence[str]) -> list[Assessed]:
    """Let none of them count, and say of the last ones in which cells they differ."""
    cells = Words(*(cells_text(tuple(apart), lang) for lang in (Lang.EN, Lang.HANS)))
    values = {"n": len(latest), "cells": cells}
    note = Diagnostic(Code.D02, unit=latest[0].unit, values=values)
    return [_outdone(a, Verdict.QUARANTINED, [note]) if a in latest else _outdone(a) for a in returns]


def _decided(returns: Sequence[Assessed], usable: Sequence[Assessed], winner: Assessed) -> list[Assessed]:
    """Let one of them count, and say why the others do not."""
    before = [item for item in _in_time(usable) if item is not winner]
    notes = [_used(winner, usable), *_emptied(before[-1], winner)]
    return [a.with_notes(notes) if a is winner else _outdone(_passed_over(a, winner)) for a in returns]


def _used(winner: Assessed, usable: Sequence[Assessed]) -> Diagnostic:
    """D01: which of several returns is used."""
    values = {"n": len(usable), "time": f"{winner.kept.received:%Y-%m-%d %H:%M}"}
    return Diagnostic(Code.D01, unit=winner.unit, values=values)


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
    if any(finding.code is Code.D20 for finding in first.diagnostics):
        return ()  # it counts together with that one
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


def _outdone(item: Assessed, verdict: Verdict = Verdict.SUPERSEDED, notes: Sequence[Diagnostic] = ()) -> Assessed:
    """Return a return that does not count, with the notes that say why; what never counted stays as it is."""
    return replace(item.with_notes(notes), verdict=verdict) if item.verdict.is_merged else item


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
    return [Diagnostic(Code.D05, unit=unit, sheet=sheet, cells=tuple(cells)) for sheet, cells in places.items()]
