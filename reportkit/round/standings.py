"""The rounds of a workspace as they stand: what was settled before, and is made of the same, is not settled again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.looking import is_file
from reportkit.disk.rounds import Seen
from reportkit.disk.store import key_of
from reportkit.language.periods import Span
from reportkit.model import Role
from reportkit.period import Calendar, Period
from reportkit.round.asked import Asked
from reportkit.round.model import FAILED, Kept, Past, Settled, with_pictures
from reportkit.round.originals import as_of, evidence_of, kept_of, lost, unnamed
from reportkit.round.receipts import is_refused, left_in_it
from reportkit.round.session import Session
from reportkit.round.unusable import Unusable


@dataclass(frozen=True, slots=True)
class _Part:
    """What is kept of a round, or some of it.

    Attributes:
        period: the period.
        kept: its originals, as they counted.
        strict: True where one error makes a whole return wait.
    """

    period: Period
    kept: tuple[Kept, ...]
    strict: bool = False


@dataclass(frozen=True, slots=True)
class _Outside:
    """What a round depends on beside its returns and what they are held against.

    Attributes:
        due: the day returns are due.
        form_ids: names of units with the numbers of their forms.
        quarantined: codes of units of which a return waits for a person.
        unusable: files that came for the period and cannot be used.
    """

    due: date
    form_ids: tuple[tuple[str, str], ...]
    quarantined: tuple[str, ...]
    unusable: tuple[Unusable, ...] = ()


class Standings:
    """The rounds as they stand.

    Each is settled once in a run: nothing may be filed after the first is asked for.

    Args:
        session: the run.

    Attributes:
        session: the run.
    """

    def __init__(self, session: Session) -> None:
        self.session, self._space, self._bases = session, session.space, session.bases
        self._kept: dict[Period, tuple[Kept, ...]] = {}
        self._parts: dict[Period, tuple[tuple[_Part, ...], tuple[_Part, ...]]] = {}
        self._keys: dict[_Part, str] = {}
        self._known: dict[_Part, Settled] = {}
        self._past: dict[Period, Past] = {}

    def settle(self, period: Period, *, strict: bool = False, today: date | None = None) -> Settled:
        """Return a round as it stands, with the earlier rounds of its year behind it.

        Args:
            period: the period.
            strict: True where one error makes a whole return wait.
            today: the day on which it is asked who is late; None for what does not depend on the day, as all that
                is written must not.
        """
        basis, kept = self._bases.of(period), self._kept_of(period)
        settled = self._settled(_Part(period, kept, strict))
        settled = settled if today is None else settled.asked_on(today)
        gone = lost(self._space, period, basis.master.units, {item.sha256 for item in kept})
        evidence = evidence_of(self._space, period, basis.master.units)
        evidence = with_pictures(evidence, settled.counted(), basis.lang)
        anew = (_said_anew(period), *self._left_out(period)) if self._bases.is_anew(period) else ()
        findings = (*anew, *settled.findings, *self._faults(period), *gone, *unnamed(self._space))
        merged = replace(settled.round, evidence=evidence, is_anew=bool(anew))
        return replace(settled, findings=findings, round=merged)

    def _faults(self, period: Period) -> Sequence[Diagnostic]:
        """Return what failed over earlier rounds; where none of them had to be looked at, nothing did."""
        past = self._past.get(period, Past())
        return [finding for item in past.heard for finding in item.findings if finding.code in FAILED]

    def before(self, period: Period) -> Past:
        """Return the earlier rounds of the same year that returns came for, oldest first."""
        if period not in self._past:
            heard, reported = self._earlier(period)
            self._past[period] = Past(tuple(map(self._settled, heard)), tuple(map(self._settled, reported)))
        return self._past[period]

    def seen(self, period: Period) -> Seen:
        """Return what of earlier rounds a round is held against: of one that lives all that has come by now.

        Their figures are those that were reported.
        """
        issued = self._bases.issued(period)
        if issued is not None and not self._bases.live(issued):
            return issued.seen
        runs = ((other, self._report(other).own) for other in self._periods_before(period))
        return Seen(earlier={other: run for other, run in runs if run is not None})

    def _periods_before(self, period: Period) -> list[Period]:
        calendar = self._calendar_of(period)
        periods = (other for other in self._space.rounds.periods() if other < period)
        return [other for other in periods if calendar.around(other) == calendar.around(period)]

    def _calendar_of(self, period: Period) -> Calendar:
        """Return in which month the year of a round begins: a later list may have another one."""
        issued = self._bases.issued(period)
        if period.span > Span.MONTH:
            return Calendar(first=period.first)
        if issued is None or self._bases.live(issued):
            return self.session.calendar
        return self._bases.of(period).master.settings.calendar

    def _report(self, period: Period) -> Seen:
        """Return what had come when a round was reported."""
        issued = self._space.rounds.recall(period)
        return issued.seen if issued else Seen()

    def _earlier(self, period: Period) -> tuple[tuple[_Part, ...], tuple[_Part, ...]]:
        """Return what is kept of the earlier rounds: as units were heard, and as they were reported."""
        if period not in self._parts:
            seen = self.seen(period)
            kept = {other: as_of(self._kept_of(other), seen.all) for other in self._periods_before(period)}
            heard = tuple(_Part(other, items) for other, items in kept.items() if items)
            reported = tuple(
                _Part(part.period, as_of(part.kept, seen.earlier.get(part.period)), self._report(part.period).strict)
                for part in heard
            )
            self._parts[period] = heard, reported
        return self._parts[period]

    def _kept_of(self, period: Period) -> tuple[Kept, ...]:
        """Return the originals of a round; every later one asks for them, and looking at each takes the disk."""
        if period not in self._kept:
            self._kept[period] = kept_of(self._space, period)
        return self._kept[period]

    def _key(self, part: _Part) -> str:
        """Return a digest of all that a round is made of."""
        if part not in self._keys:
            basis, outside, behind = self._bases.key(part.period), self._outside(part.period), self._behind(part.period)
            self._keys[part] = key_of(basis, part.period, part.strict, part.kept, outside, behind)
        return self._keys[part]

    def _behind(self, period: Period) -> str:
        """Return a digest of all that the earlier rounds are made of."""
        heard, reported = self._earlier(period)
        return key_of(*map(self._key, (*heard, *reported)))

    def _settled(self, part: _Part) -> Settled:
        """Return a round as what is kept, or some of it, makes it."""
        if part not in self._known:
            basis, key, about = self._bases.of(part.period), self._key(part), self._slot(part)
            found: Settled | None = self._space.store.recall(about, key, basis.known)
            if found is None:
                found = self._settle(part, key)
                past = self.before(part.period)
                if all(item.is_lasting for item in (found, *past.heard, *past.reported)):
                    self._space.store.keep(about, key, found, basis.known)
            self._known[part] = found
        return self._known[part]

    def _settle(self, part: _Part, key: str) -> Settled:
        # What settles a round is a third of all there is to load: where nothing is new, nobody waits for it.
        from reportkit.round.working_out import worked_out

        basis, outside = self._bases.of(part.period), self._outside(part.period)
        waits = frozenset(basis.units[code].name for code in outside.quarantined if code in basis.units)
        asked = Asked(
            basis.reference, part.period, outside.due, dict(outside.form_ids), waits, outside.unusable,
            part.strict, fault=self.session.waits_for, shared=basis.shared, run=self.session.workers.run_all,
        )  # fmt: skip
        past, made_of = self.before(part.period), self._bases.key(part.period)
        found = worked_out(self.session, asked, part.kept, past, made_of, self._others(part.period))
        return replace(found, key=key, behind=self._behind(part.period))

    def _others(self, period: Period) -> frozenset[int]:
        """Return the numbers of the tasks that a round was asked about and that are other ones in today's list."""
        then = self._bases.then(period)
        if then is None:
            return frozenset()
        from reportkit.round.anew import other_tasks

        return other_tasks(then.master, self._bases.current.master)

    def _left_out(self, period: Period) -> Sequence[Diagnostic]:
        from reportkit.round.anew import said_of

        return said_of(self._others(period), period)

    def _slot(self, part: _Part) -> str:
        """Return under which name a round is kept: as it stands, or as it stood."""
        returns = [receipt for receipt in self._space.receipts.filed(part.period) if not receipt.is_evidence]
        when = "now" if len(part.kept) == len(returns) else "then"
        return f"round-{part.period.folder}-{'strict' if part.strict else 'usual'}-{when}"

    def _outside(self, period: Period) -> _Outside:
        """Return what a round depends on beside its returns and what they are held against."""
        issued = self._space.rounds.recall(period)
        folder, receipts = period.folder, self._space.receipts.all()
        waits = {
            unit
            for receipt in receipts
            for unit, waits_for in ((receipt.unit, receipt.waits_for), *left_in_it(receipt))
            if waits_for == folder and is_file(self._space.root / receipt.stored)
        }
        numbers = [(form.unit, form.form_id) for form in issued.forms if form.role is Role.LEAD] if issued else []
        unusable = (
            r for r in self._space.receipts.all() if r.refusal and r.refused_for == period.folder and is_refused(r)
        )
        files = tuple(
            Unusable(r.unit, r.name, r.received.date(), (r.run, r.order), r.refusal)
            for r in unusable
            if is_file(self._space.root / r.stored)
        )
        return _Outside(self.session.due(period), tuple(numbers), tuple(sorted(waits)), files)


def _said_anew(period: Period) -> Diagnostic:
    """Return the finding that a round was settled by another list than it was reported by."""
    return Diagnostic(Code.O20, values={"period": period.words, "merged": str(period)})
