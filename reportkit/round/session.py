"""One run in one workspace: what every round needs, who reads what came, and the rounds as they stand on the disk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.looking import is_file, read
from reportkit.disk.rounds import Seen
from reportkit.disk.store import key_of
from reportkit.disk.work import Cause, Failure, Job
from reportkit.disk.workspace import Receipt
from reportkit.files.archives import Bundle
from reportkit.language.words import Lang, Words
from reportkit.model import Role
from reportkit.period import Period
from reportkit.returns.reading import Outcome, ReturnContent
from reportkit.round.basis import Bases, Basis
from reportkit.round.collected import Arrival
from reportkit.round.edges import Edges
from reportkit.round.jobs import to_look_at, to_read, unreadable
from reportkit.round.model import FAILED, Asked, Asking, Kept, Past, Settled, with_pictures
from reportkit.round.originals import as_of, evidence_of, filed, kept_of, lost, unnamed
from reportkit.round.outputs import fault_finding
from reportkit.round.settling import due_day, read_kept, settle

T = TypeVar("T")


class Numbering:
    """The numbers of one collection.

    Args:
        receipts: of all that was collected before.

    Attributes:
        run: number of this collection.
    """

    def __init__(self, receipts: Sequence[Receipt]) -> None:
        self.run = max((max(r.run, r.chosen) for r in receipts), default=0) + 1
        self._last = max((receipt.order for receipt in receipts), default=0)

    def next_place(self) -> int:
        """Return the next place in the order of arrival; each is given out once."""
        self._last += 1
        return self._last


@dataclass(frozen=True, slots=True)
class _Outside:
    """What a round depends on beside its returns and what they are held against.

    Attributes:
        due: the day returns are due.
        form_ids: names of units with the numbers of their forms.
        quarantined: names of units of which a return waits for a person.
    """

    due: date
    form_ids: tuple[tuple[str, str], ...]
    quarantined: tuple[str, ...]


class Session:
    """One run in one workspace; what was read or settled once is remembered until its end.

    Args:
        edges: the workspace, the moment, the workers.
        anew: the round that is settled by what the office works with now, whatever it lived by; None for none.

    Attributes:
        bases: what each round is held against.
        readings: what was read of kept originals, by `Kept.key`.
        papers: what came by itself, is no form, and waits until all that came is known.
    """

    def __init__(self, edges: Edges, anew: Period | None = None) -> None:
        self.space, self.moment, self.workers = edges.space, edges.moment, edges.workers
        self.readings: dict[str, ReturnContent] = {}
        self.papers: list[Arrival] = []
        self.bases = Bases(edges.space, edges.workers, anew)
        self._before: dict[Period, Past] = {}
        self._known: dict[str, Settled] = {}

    @classmethod
    def open(cls, edges: Edges, anew: Period | None = None) -> "Session":
        """Begin a run with what the office works with now.

        Raises:
            ReportkitError: master or template is missing, unreadable, or has a mistake by which answers would be
                counted for the wrong task or unit.
            WorkerFaultError: reading one of them met a fault of ours.
        """
        session = cls(edges, anew)
        session.bases.current  # noqa: B018 - what cannot be worked with is refused before anything is done
        return session

    @cached_property
    def numbering(self) -> Numbering:
        """The numbers of this collection."""
        return Numbering(self.space.receipts())

    @property
    def lang(self) -> Lang:
        """The language that the office works in now."""
        return self.bases.current.lang

    @property
    def today(self) -> date:
        """The day of the run."""
        return self.moment.date()

    # Reading what came ------------------------------------------------------------------------------------

    def to_read(self, data: bytes, name: str) -> Job[ReturnContent]:
        """Return the job of reading a return, by what the office works with now."""
        return to_read(self.bases.current.shared, data, name)

    def to_look_at(self, data: bytes, name: str) -> Job[ReturnContent | Bundle]:
        """Return the job of reading a file of any kind."""
        return to_look_at(self.bases.current.shared, data, name)

    def load(self, kept: Kept) -> bytes:
        """Return the bytes of an original.

        Raises:
            DiskError: it cannot be read just now.
        """
        return read(self.space.root / kept.stored)

    def read(self, file: Asking) -> ReturnContent:
        """Read a file that came."""
        return self.reading_of(self.workers.run(self._to_read(file)), file.name)

    def by_its_round(self, reading: ReturnContent, file: Asking) -> ReturnContent:
        """Return what a file says by the list of the round that it is of, once it has said of which."""
        if reading.period is None or self.bases.of(reading.period) is self.bases.current:
            return reading
        return self.read(replace(file, period=reading.period))

    def read_all(self, files: Sequence[Asking]) -> Iterator[ReturnContent]:
        """Read originals that are kept; one that cannot be read now could be before: its bytes are not the cause."""
        things = ((file, self._to_read(file)) for file in files)
        for file, answer in self.workers.ahead(things, len(files)):
            if answer is None or (isinstance(answer, Failure) and answer.cause is Cause.BYTES):
                yield self.reading_of(Failure(Cause.MOMENT), file.name)
            else:
                yield self.reading_of(answer, file.name)

    def _to_read(self, file: Asking) -> Job[ReturnContent]:
        """Return the job of reading a file by the list of its round."""
        return to_read(self.bases.of(file.period).shared, file.load(), file.name, file.claim)

    def reading_of(self, found: T | Failure, name: str) -> T | ReturnContent:
        """Return what was read of a file, or what the failure says of it: of all but its bytes, that it can wait."""
        if not isinstance(found, Failure):
            return found
        if found.cause is Cause.BYTES:
            return ReturnContent.without_content(Outcome.UNREADABLE, unreadable(name))
        return ReturnContent.without_content(Outcome.FAULT, self.waits_for(found, name))

    def waits_for(self, failure: Failure, name: str) -> Diagnostic:
        """Return the finding on a file that says nothing now and is tried again by the next run, or version."""
        if failure.cause is Cause.PROGRAM:
            return self.fault(Code.F22, failure, name)
        return Diagnostic(Code.F24, file=name)

    def fault(self, code: Code, failure: Failure, name: str, **values: object) -> Diagnostic:
        """Log a fault of ours and return the finding that says so of the file it happened over.

        Args:
            code: which finding.
            failure: what went wrong.
            name: of the file.
            values: what its words need besides the reference and the place of the log.
        """
        return fault_finding(self.space, code, failure.trace, name, **values)

    # The rounds -------------------------------------------------------------------------------------------

    def due(self, period: Period) -> date:
        """Return the day returns of a period are due: as handed out, else by the settings."""
        issued = self.space.rounds.recall(period)
        return issued.due if issued else due_day(period, self.bases.current.master.settings.due_day)

    def owed(self) -> dict[str, Period]:
        """Return by name of the unit the newest period for which it was handed a form and nothing of it came yet."""
        came = {(receipt.period, receipt.unit) for receipt in self.space.receipts() if not receipt.is_evidence}
        rounds = [issued for period in self.space.rounds.periods() if (issued := self.space.rounds.recall(period))]
        return {
            form.unit: issued.period
            for issued in rounds
            for form in issued.forms
            if (str(issued.period), form.code) not in came
        }

    def settle(self, period: Period, *, strict: bool = False, today: date | None = None) -> Settled:
        """Settle a round from what is kept, with the earlier rounds of its year behind it.

        Args:
            period: the period.
            strict: True where one error makes a whole return wait.
            today: the day on which it is asked who is late; None for what does not depend on the day, as all that
                is written must not.
        """
        basis, kept = self.bases.of(period), kept_of(self.space, period)
        past, units = self.before(period), basis.master.units
        settled = self._settled(period, kept, strict=strict)
        settled = settled if today is None else settled.asked_on(today)
        gone = lost(self.space, period, units, {item.sha256 for item in kept})
        faults = (f for item in past.heard for f in item.findings if f.code in FAILED)
        evidence = with_pictures(evidence_of(self.space, period, units), settled.counted(), basis.lang)
        anew = (self._said_anew(period),) if self.bases.is_anew(period) else ()
        findings = (*anew, *settled.findings, *faults, *gone, *unnamed(self.space))
        merged = replace(settled.round, evidence=evidence, is_anew=bool(anew))
        return replace(settled, findings=findings, round=merged)

    def _said_anew(self, period: Period) -> Diagnostic:
        """Return the finding that a round was settled by another list than it was reported by."""
        label = Words(period.label(Lang.EN), period.label(Lang.HANS))
        return Diagnostic(Code.O20, values={"period": label, "merged": str(period)})

    def before(self, period: Period) -> Past:
        """Return the earlier rounds of the same year that returns came for, oldest first.

        They are settled once in one run: nothing may be filed after the first is asked for.
        """
        if period not in self._before:
            seen = self.seen(period)
            heard: list[Settled] = []
            reported: list[Settled] = []
            for other in self.space.rounds.periods():
                if other.year != period.year or (other.end, other.months) >= (period.end, period.months):
                    continue
                kept = as_of(kept_of(self.space, other), seen.all)
                if kept:
                    run = seen.earlier.get(other)
                    heard.append(self._settled(other, kept, strict=False))
                    reported.append(self._settled(other, as_of(kept, run), strict=self._report(other).strict))
            self._before[period] = Past(tuple(heard), tuple(reported))
        return self._before[period]

    def seen(self, period: Period) -> Seen:
        """Return what of earlier rounds a round is held against: of one that lives all that has come by now.

        Their figures are those that were reported.
        """
        issued = self.bases.issued(period)
        if issued is not None and not self.bases.live(issued):
            return issued.seen
        others = (other for other in self.space.rounds.periods() if other.year == period.year and other < period)
        runs = ((other, self._report(other).own) for other in others)
        return Seen(earlier={other: run for other, run in runs if run is not None})

    def _report(self, period: Period) -> Seen:
        """Return what had come when a round was reported."""
        issued = self.space.rounds.recall(period)
        return issued.seen if issued else Seen()

    def _settled(self, period: Period, kept: Sequence[Kept], *, strict: bool) -> Settled:
        """Return a round as what is kept, or some of it, makes it: as it was settled before, where nothing is new."""
        basis, past, outside = self.bases.of(period), self.before(period), self._outside(period)
        key = key_of(basis.key, period, strict, tuple(kept), outside, past.key)
        if key not in self._known:
            about = self._slot(period, kept, strict=strict)
            found: Settled | None = self.space.store.recall(about, key, basis.known)
            if found is None:
                asked = replace(self._asked(basis, period, outside), strict=strict)
                self._read_kept(basis, asked, kept)
                found = replace(settle(kept, self.readings, asked, past), key=key)
                if found.is_lasting:
                    self.space.store.keep(about, key, found, basis.known)
            self._known[key] = found
        return self._known[key]

    def _read_kept(self, basis: Basis, asked: Asked, kept: Sequence[Kept]) -> None:
        """Read the originals of a round, those that were read before by the same list excepted."""
        made_of = {
            item.key: key_of(basis.key, asked.period, item.name, item.unit, item.claimed)
            for item in kept
            if item.key not in self.readings
        }
        for item in kept:
            known = self.space.store.recall(f"reading-{item.key}", made_of[item.key]) if item.key in made_of else None
            self.readings |= {item.key: known} if known is not None else {}
        fresh = read_kept(kept, asked, self.readings, self.load, self.read_all)
        self.readings |= fresh
        for key, reading in fresh.items():
            if reading.outcome is not Outcome.FAULT:
                self.space.store.keep(f"reading-{key}", made_of[key], reading)

    def _slot(self, period: Period, kept: Sequence[Kept], *, strict: bool) -> str:
        """Return under which name a round is kept: as it stands, or as it stood."""
        filed_ = [receipt for receipt in filed(self.space, period) if not receipt.is_evidence]
        return f"round-{period}-{'strict' if strict else 'usual'}-{'now' if len(kept) == len(filed_) else 'then'}"

    def _outside(self, period: Period) -> _Outside:
        """Return what a round depends on beside its returns and what they are held against."""
        basis, issued = self.bases.of(period), self.space.rounds.recall(period)
        waits = (
            basis.units[receipt.unit].name
            for receipt in self.space.receipts()
            if receipt.waits_for == str(period)
            and receipt.unit in basis.units
            and is_file(self.space.root / receipt.stored)
        )
        numbers = [(form.unit, form.form_id) for form in issued.forms if form.role is Role.LEAD] if issued else []
        return _Outside(self.due(period), tuple(numbers), tuple(sorted(set(waits))))

    def _asked(self, basis: Basis, period: Period, outside: _Outside) -> Asked:
        return Asked(
            basis.reference, period, outside.due, dict(outside.form_ids), frozenset(outside.quarantined),
            fault=self.waits_for, shared=basis.shared, run=self.workers.run_all,
        )  # fmt: skip
