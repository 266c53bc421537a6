"""What came, settled with its rounds: what goes back to the units, and the verdict of each file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.model import Verdict
from reportkit.period import Period
from reportkit.round.answering import answer
from reportkit.round.choosing import passed_over_again
from reportkit.round.collected import Collected, Judged, Opening
from reportkit.round.filing import same_as_refused
from reportkit.round.model import Assessed, Replies, Settled
from reportkit.round.outputs import Outputs
from reportkit.round.session import Session
from reportkit.round.standings import Standings

# Sent again as it was, a return of these says nothing new, and still needs somebody.
_TO_MEND = frozenset({Verdict.QUARANTINED, Verdict.REJECTED, Verdict.UNREADABLE, Verdict.PARTLY_ACCEPTED})


def judge(session: Session, taken: Sequence[Collected], opening: Opening) -> Judged:
    """Settle every period that something came for, write what goes back, and give each file its verdict.

    Where nothing came, the period that is open, else the newest one, is answered again: what was deleted comes back.
    """
    verdicts: dict[_Whose, _Verdict] = {}
    failed: dict[str, tuple[Diagnostic, ...]] = {}
    returns: list[Assessed] = []
    reports: list[str] = []
    faults: dict[Period, list[Diagnostic]] = {}
    rounds: dict[Period | None, Settled] = {}
    standings = Standings(session)
    for period in _to_answer(session, taken, opening):
        settled, outputs = standings.settle(period), Outputs(session.space)
        replies, written = answer(standings, settled, outputs)
        verdicts |= {(item.kept.sha256, item.unit): _Verdict.of(item, replies) for item in settled.returns}
        failed |= settled.failed
        rounds[period] = settled
        returns += settled.returns
        reports += [written] if written else []
        faults |= {period: outputs.faults} if outputs.faults else {}
    told = [
        _failed(_judged(_told_again(one, verdicts, returns, session.numbering.run), verdicts), failed) for one in taken
    ]
    owed = session.owed()
    files = tuple(_with_evidence(_of_an_earlier_form(item, owed), rounds) for item in told)
    lost = (finding for found in faults.values() for finding in found)
    came = {item.sha256 for item in taken}
    unread = (finding for digest, found in failed.items() if digest not in came for finding in found)
    known = session.space.rounds.periods()
    only = opening.period or (known[0] if len(known) == 1 else None)
    return Judged(files, tuple(reports), (*lost, *unread), frozenset(faults), only)


def _to_answer(session: Session, taken: Sequence[Collected], opening: Opening) -> Sequence[Period]:
    """Return the periods that are answered, oldest first; not that of a form that came for another one."""
    known = session.space.rounds.periods()
    came = {item.period for item in taken if _is_for_its_period(item, opening)}
    periods = [period for period in known if period in came] or [p for p in known if p == opening.period]
    return periods or ([] if opening.period else known[-1:])


def _is_for_its_period(item: Collected, opening: Opening) -> bool:
    """Tell whether something was taken of the period it is of; a form that came for another one was not."""
    return bool(item.sha256) and (item.verdict is not Verdict.REJECTED or opening.takes(item.period))


_Whose = tuple[str, str]
"""Digest of a return and the canonical name of its unit: one book may hold the forms of two."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What became of a return, and what went back for it.

    Attributes:
        item: the return.
        correction: its correction copy, None where there is none.
        notes: what was met while that was made.
    """

    item: Assessed
    correction: str | None
    notes: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, item: Assessed, replies: Replies) -> "_Verdict":
        """Return what became of a return of a round that was answered."""
        key = item.kept.key
        return cls(item, replies.corrections.get(key), replies.faults.get(key, ()))


def _told_again(
    item: Collected, verdicts: Mapping[_Whose, _Verdict], returns: Sequence[Assessed], run: int
) -> Collected:
    """Say of a duplicate that the return it is the same as does not count, or not all of it."""
    found = verdicts.get((item.sha256, item.unit or ""))
    if item.verdict is not Verdict.DUPLICATE or found is None:
        return item
    first = found.item
    if first.verdict in _TO_MEND:
        note = same_as_refused(item.file, first.kept.name, first.verdict)
        return replace(item, diagnostics=(note,), correction=found.correction)
    of_round = [a for a in returns if a.reading.period == first.reading.period]
    return replace(item, diagnostics=(*passed_over_again(item.file, first, of_round, run), *item.diagnostics))


def _judged(item: Collected, verdicts: Mapping[_Whose, _Verdict]) -> Collected:
    found = verdicts.get((item.sha256, item.unit or ""))
    if item.verdict is not None or found is None:
        return item
    findings = (*found.item.diagnostics, *found.notes)
    return replace(item, verdict=found.item.verdict, diagnostics=findings, correction=found.correction)


def _failed(item: Collected, failed: Mapping[str, tuple[Diagnostic, ...]]) -> Collected:
    """Say of a file that it was filed and has no verdict yet, through no fault of its own."""
    if item.verdict is not None or item.waits or item.sha256 not in failed:
        return item
    return replace(item, diagnostics=(*failed[item.sha256], *item.diagnostics))


def _with_evidence(item: Collected, rounds: Mapping[Period | None, Settled]) -> Collected:
    """Return a return with the scans, pictures and papers that its unit sent for its period."""
    if item.is_evidence or item.unit is None or item.period not in rounds:
        return item
    return replace(item, evidence_files=rounds[item.period].evidence_for(item.unit))


def _of_an_earlier_form(item: Collected, owed: Mapping[str, Period]) -> Collected:
    """Say of a return that counts for one period that the unit owes a later one: it may have filled in an old form.

    It is said to whoever collects, and no part of the round: what a round is must not depend on the rounds after it.
    What came in time is the form that was asked for: December is reported in January, when the next form is out.
    """
    if item.period is None or item.verdict is None or not item.verdict.is_merged:
        return item
    later = owed.get(item.unit or "")
    is_late = any(finding.code is Code.D04 for finding in item.diagnostics)
    if later is None or later.end <= item.period.end or not is_late:
        return item
    values = {"period": item.period.words, "wanted": later.words}
    note = Diagnostic(Code.D14, file=item.file, unit=item.unit, values=values)
    return replace(item, diagnostics=(note, *item.diagnostics))
