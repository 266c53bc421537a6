"""One run in one workspace: what every round needs, and who reads what came."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.looking import read
from reportkit.disk.receipts import Receipt
from reportkit.disk.work import Cause, Failure, Job
from reportkit.files.bundle import Bundle
from reportkit.language.words import Lang
from reportkit.period import Calendar, Period
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.round.basis import Bases
from reportkit.round.collected import Paper
from reportkit.round.edges import Edges
from reportkit.round.jobs import to_look_at, to_read, unreadable
from reportkit.round.model import Asking, Kept
from reportkit.round.outputs import fault_finding
from reportkit.round.periods import due_day, require_round

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


class Session:
    """One run in one workspace; what was read once is remembered until its end.

    Args:
        edges: the workspace, the moment, the workers.
        anew: the round that is settled by what the office works with now, whatever it lived by; None for none.

    Attributes:
        bases: what each round is held against.
        readings: what was read of kept originals, by `Kept.key`.
        just_read: which of them were read when they came, and are not kept in the store yet.
        papers: what came by itself, is no form, and waits until all that came is known.
    """

    def __init__(self, edges: Edges, anew: Period | None = None) -> None:
        self.space, self.moment, self.workers = edges.space, edges.moment, edges.workers
        self.readings: dict[str, ReturnContent] = {}
        self.just_read: set[str] = set()
        self.papers: list[Paper] = []
        self.bases = Bases(edges.space, edges.workers, anew)

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
        return Numbering(self.space.receipts.all())

    @property
    def lang(self) -> Lang:
        """The language that the office works in now."""
        return self.bases.current.lang

    @property
    def calendar(self) -> Calendar:
        """What the list says of its year."""
        return self.bases.current.master.settings.calendar

    @property
    def today(self) -> date:
        """The day of the run."""
        return self.moment.date()

    def require_round(self, period: Period) -> None:
        """See that there is a round of a period.

        Raises:
            ReportkitError: there is none.
        """
        require_round(self.space, self.bases.current.master.settings, period, self.today)

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
        came = {(receipt.period, receipt.unit) for receipt in self.space.receipts.all() if not receipt.is_evidence}
        rounds = [issued for period in self.space.rounds.periods() if (issued := self.space.rounds.recall(period))]
        return {
            form.unit: issued.period
            for issued in rounds
            for form in issued.forms
            if (issued.period.folder, form.code) not in came
        }
