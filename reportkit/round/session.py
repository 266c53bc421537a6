"""One run in one workspace: what every round needs, who reads what came, and the rounds as they stand on the disk."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.disk.looking import is_file, size_of
from reportkit.disk.work import Cause, Failure, Job
from reportkit.disk.workspace import Receipt, Workspace
from reportkit.files.archives import Bundle
from reportkit.files.container import refuse_size
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.model import Entry, Role
from reportkit.period import Period
from reportkit.returns.reading import Claim, Outcome, Reference, ReturnContent
from reportkit.round.collected import Paper
from reportkit.round.edges import Edges
from reportkit.round.jobs import (
    answer_for,
    to_correct,
    to_look_at,
    to_read,
    to_read_look,
    to_read_master,
    to_read_template,
    unreadable,
)
from reportkit.round.model import FAILED, Asked, Asking, Kept, Settled, with_pictures
from reportkit.round.originals import evidence_of, kept_of, lost, unnamed
from reportkit.round.outputs import fault_finding
from reportkit.round.settling import due_day, read_kept, settle
from reportkit.round.unit_files import UnitFiles
from reportkit.workbook.book import HouseStyle

T = TypeVar("T")

_UNUSABLE = Words("“{file}” has mistakes that must be put right first: {what}", "“{file}”里有错，须先改正：{what}")
_UNUSABLE_HINT = Words('Run "reportkit check" to see all of them.', "运行“reportkit check”可看到全部。")
# With one of these an answer would be counted for the wrong task or unit.
_STOPS = frozenset({Code.M02, Code.M18, Code.M20, Code.M42})


def refuse_large(space: Workspace) -> None:
    """Refuse a master or a form template that is larger than any, so that it need not be read.

    Raises:
        ReportkitError: one of them is.
    """
    for path in (space.master, space.form):
        if is_file(path):
            refuse_size(space.relative(path), size_of(path))


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
    """One run in one workspace; what was read or settled once is remembered until its end.

    Args:
        edges: the workspace, the moment, the workers.
        reference: master, template and secret.
        form: the template workbook, and its name.

    Attributes:
        readings: what was read of kept originals, by `Kept.key`.
        papers: what came by itself, is no form, and waits until all that came is known.
    """

    def __init__(self, edges: Edges, reference: Reference, form: tuple[bytes, str]) -> None:
        self.space, self.moment, self.workers = edges.space, edges.moment, edges.workers
        self.reference = reference
        self.readings: dict[str, ReturnContent] = {}
        self.papers: list[Paper] = []
        self._form = form
        self._shared = edges.workers.share(reference)
        self._before: dict[Period, tuple[Settled, ...]] = {}

    @classmethod
    def open(cls, edges: Edges) -> "Session":
        """Read what every round needs.

        Raises:
            ReportkitError: master or template is missing, unreadable, or has a mistake by which answers would be
                counted for the wrong task or unit.
            WorkerFaultError: reading one of them met a fault of ours.
        """
        space = edges.space
        refuse_large(space)
        file, form_file = space.relative(space.master), space.relative(space.form)
        master, findings = answer_for(edges.workers, to_read_master(space.read_master(), file), file)
        form = space.read_form()
        template, form_findings = answer_for(
            edges.workers, to_read_template(form, form_file, kept=master.kept), form_file
        )
        for finding in (*findings, *form_findings):
            if finding.severity is Severity.REJECT or finding.code in _STOPS:
                raise ReportkitError(
                    _UNUSABLE,
                    _UNUSABLE_HINT,
                    file=finding.file,
                    what=Words(finding.message(Lang.EN), finding.message(Lang.HANS)),
                )
        return cls(edges, Reference(master, template, space.secret()), (form, form_file))

    @cached_property
    def house_style(self) -> HouseStyle:
        """How the office wants forms, correction copies and reports to look; read when it is first asked for."""
        data, file = self._form
        return answer_for(self.workers, to_read_look(data, file), file)[0]

    @cached_property
    def unit_files(self) -> UnitFiles:
        """The names of files that go to units."""
        return UnitFiles(self.reference.master.units, self.lang)

    @cached_property
    def numbering(self) -> Numbering:
        """The numbers of this collection."""
        return Numbering(self.space.receipts())

    @property
    def lang(self) -> Lang:
        """The language of forms and reports."""
        return self.reference.master.settings.lang

    @property
    def today(self) -> date:
        """The day of the run."""
        return self.moment.date()

    # Reading what came ------------------------------------------------------------------------------------

    def to_read(self, data: bytes, name: str, claim: Claim | None = None) -> Job[ReturnContent]:
        """Return the job of reading a return."""
        return to_read(self._shared, data, name, claim)

    def to_look_at(self, data: bytes, name: str) -> Job[ReturnContent | Bundle]:
        """Return the job of reading a file of any kind."""
        return to_look_at(self._shared, data, name)

    def to_correct(
        self,
        data: bytes,
        name: str,
        marked: Sequence[Diagnostic],
        entries: Sequence[Entry],
        *,
        blank: bytes | None,
    ) -> Job[bytes]:
        """Return the job of making a correction copy."""
        return to_correct(self._shared, data, name, marked, entries, blank=blank, house_style=self.house_style)

    def read(self, data: bytes, name: str, claim: Claim | None = None) -> ReturnContent:
        """Read a file that came."""
        return self.reading_of(self.workers.run(self.to_read(data, name, claim)), name)

    def read_all(self, files: Sequence[Asking]) -> Iterator[ReturnContent]:
        """Read originals that are kept; one that cannot be read now could be before: its bytes are not the cause."""
        found = self.workers.run_all([self.to_read(file.data, file.name, file.claim) for file in files])
        for file, answer in zip(files, found, strict=True):
            is_untimely = isinstance(answer, Failure) and answer.cause is Cause.BYTES
            yield self.reading_of(Failure(Cause.MOMENT) if is_untimely else answer, file.name)

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
        issued = self.space.recall_round(period)
        return issued.due if issued else due_day(period, self.reference.master.settings.due_day)

    def owed(self) -> dict[str, Period]:
        """Return by name of the unit the newest period for which it was handed a form and nothing of it came yet."""
        came = {(receipt.period, receipt.unit) for receipt in self.space.receipts() if not receipt.is_evidence}
        rounds = [issued for period in self.space.periods() if (issued := self.space.recall_round(period))]
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
        earlier = self.before(period)
        kept = kept_of(self.space, period)
        settled = self._settled(kept, replace(self._asked(period), strict=strict, today=today), earlier)
        gone = lost(self.space, period, self.reference.master.units, {item.sha256 for item in kept})
        faults = (f for item in earlier for f in item.findings if f.code in FAILED)
        evidence = with_pictures(
            evidence_of(self.space, period, self.reference.master.units), settled.counted(), self.lang
        )
        findings = (*settled.findings, *faults, *gone, *unnamed(self.space))
        return replace(settled, findings=findings, round=replace(settled.round, evidence=evidence))

    def before(self, period: Period) -> tuple[Settled, ...]:
        """Return the earlier rounds of the same year that returns came for, oldest first.

        They are settled once in one run: nothing may be filed after the first is asked for.
        """
        if period not in self._before:
            earlier: list[Settled] = []
            for other in self.space.periods():
                if other.year == period.year and (other.end, other.months) < (period.end, period.months):
                    kept = kept_of(self.space, other)
                    if kept:
                        earlier.append(self._settled(kept, self._asked(other), earlier))
            self._before[period] = tuple(earlier)
        return self._before[period]

    def _settled(self, kept: Sequence[Kept], asked: Asked, earlier: Sequence[Settled]) -> Settled:
        self.readings |= read_kept(kept, asked, self.readings, self.read_all)
        return settle(kept, self.readings, asked, earlier)

    def _asked(self, period: Period) -> Asked:
        names = {unit.code: unit.name for unit in self.reference.master.units}
        waits = frozenset(
            names[receipt.unit]
            for receipt in self.space.receipts()
            if receipt.waits_for == str(period) and receipt.unit in names and is_file(self.space.root / receipt.stored)
        )
        issued = self.space.recall_round(period)
        numbers = {form.unit: form.form_id for form in issued.forms if form.role is Role.LEAD} if issued else {}
        return Asked(
            self.reference, period, self.due(period), None, numbers, waits,
            fault=self.waits_for, shared=self._shared, run=self.workers.run_all,
        )  # fmt: skip
