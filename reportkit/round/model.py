"""The nouns of a round: what is kept, what was read of it, what it is held against, and what came of all that. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from reportkit.checks.rules import verdict
from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.work import Failure, Job, Shared, WorkerFaultError, attempt
from reportkit.language.words import Lang, Words
from reportkit.model import Entry, EvidenceFile, Round, UnitState, Verdict
from reportkit.period import Period
from reportkit.returns.reading import Claim, Reference, ReturnContent

T = TypeVar("T")

FAILED = frozenset({Code.F22, Code.F24})
"""Codes of findings on an original that says nothing just now, through no fault of its own."""


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

    @property
    def key(self) -> str:
        """What its reading is known by: a person's word for whose it is makes another one of the same bytes."""
        return self.sha256 + ("+" if self.claimed else "")


@dataclass(frozen=True, slots=True)
class Asking:
    """A file that is to be read.

    Attributes:
        data: its bytes.
        name: its name, for the findings.
        claim: whose it is, where a person or its place among the kept returns said so.
        period: the round by whose list it is read; None for what the office works with now.
    """

    data: bytes
    name: str
    claim: Claim | None = None
    period: Period | None = None


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
    reading: ReturnContent
    verdict: Verdict
    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def unit(self) -> str:
        """Canonical name of the unit it is of."""
        return str(self.reading.unit)

    def with_notes(self, notes: Sequence[Diagnostic]) -> "Assessed":
        """Return it with further findings on it, and where it counts the verdict that follows from all of them."""
        if not notes:
            return self
        own = (replace(note, file=self.kept.name) for note in notes)
        diagnostics = tuple(sorted((*self.diagnostics, *own), key=Diagnostic.sort_key))
        follows = verdict(diagnostics, self.entries) if self.verdict.is_merged else self.verdict
        return replace(self, diagnostics=diagnostics, verdict=follows)


@dataclass(frozen=True)
class Settled:
    """A round with everything that came, settled.

    Attributes:
        period: the period.
        due: the day returns were due.
        returns: every return of the period, in order of unit codes and then of arrival.
        states: where each lead unit stands.
        round: the round after merging.
        findings: findings on the round itself: missing units, conflicts.
        failed: findings on each original that could not be read or checked through no fault of its own, by its digest.
    """

    period: Period
    due: date
    returns: tuple[Assessed, ...]
    states: tuple[UnitState, ...]
    round: Round
    findings: tuple[Diagnostic, ...] = ()
    failed: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)

    @property
    def evidence(self) -> tuple[EvidenceFile, ...]:
        """The scans, pictures and papers that came with the returns."""
        return self.round.evidence

    # Every unit asks for these, in this round and in each later one.
    @cached_property
    def _evidence(self) -> Mapping[str, tuple[EvidenceFile, ...]]:
        return _by_unit((file.unit, file) for file in self.evidence)

    @cached_property
    def _entries(self) -> Mapping[str, tuple[Entry, ...]]:
        return _by_unit((item.kept.unit, entry) for item in self.counted() for entry in item.entries)

    def evidence_for(self, unit: str) -> tuple[EvidenceFile, ...]:
        """Return the scans, pictures and papers of a unit, by its canonical name."""
        return self._evidence.get(unit, ())

    def counted(self) -> tuple[Assessed, ...]:
        """Return the returns that count."""
        return tuple(item for item in self.returns if item.verdict.is_merged)

    def entries(self, unit: str) -> dict[int, Entry]:
        """Return what the counted returns of a unit, by its code, say, by number of the task."""
        return {entry.task: entry for entry in self._entries.get(unit, ())}


def _by_unit(things: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """Return things by their unit, in their order."""
    found: dict[str, list[T]] = {}
    for unit, thing in things:
        found.setdefault(unit, []).append(thing)
    return {unit: tuple(listed) for unit, listed in found.items()}


@dataclass(frozen=True, slots=True)
class Past:
    """The earlier rounds of a year, oldest first.

    Attributes:
        heard: as they stand with all that has come for them: what units said last.
        reported: as they were reported: the figures that a later round is compared with.
    """

    heard: tuple[Settled, ...] = ()
    reported: tuple[Settled, ...] = ()


Checked = tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]
"""What a return reports with faulty answers marked, and what the rules found."""


def _here(jobs: Sequence[Job[Checked]]) -> Iterator[Checked | Failure]:
    """Do jobs in this process."""
    return (attempt(job, ()) for job in jobs)


def ends_the_run(failure: Failure, name: str) -> Diagnostic:
    """Let a fault of ours end the run.

    Raises:
        WorkerFaultError: always, with the traceback of what happened over the file `name`.
    """
    raise WorkerFaultError(f"{name}: {failure.trace}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What settling a round needs beside the returns.

    Attributes:
        reference: master, template and secret.
        period: the period.
        due: the day returns are due.
        today: the day on which it is asked who is late, None where that is not asked.
        form_ids: number of the issued form by name of the unit, as far as forms were issued.
        quarantined: names of units of which a return waits for a person.
        strict: True where one error makes a whole return wait.
        fault: says of a return that it could not be checked, by a fault of ours or just now; without one, that ends
            the run.
        shared: what stands for `reference` in a job, None where jobs are done in this process.
        run: does the jobs of checking returns, in their order.
    """

    reference: Reference
    period: Period
    due: date
    today: date | None
    form_ids: Mapping[str, str] = field(default_factory=dict)
    quarantined: frozenset[str] = frozenset()
    strict: bool = False
    fault: Callable[[Failure, str], Diagnostic] = ends_the_run
    shared: Shared[Reference] | None = None
    run: Callable[[Sequence[Job[Checked]]], Iterable[Checked | Failure]] = _here


_PICTURES = Words("{file} ({n} pictures inside)", "{file}（内有图片 {n} 张）")


def with_pictures(
    evidence: Iterable[EvidenceFile], counted: Iterable[Assessed], lang: Lang
) -> tuple[EvidenceFile, ...]:
    """Return evidence with the workbooks among the returns that count in which pictures stand, unit by unit."""
    books = (
        EvidenceFile(
            item.unit, _PICTURES.text(lang, file=item.kept.name, n=item.reading.pictures), item.kept.stored,
            item.kept.received.date(),
        )
        for item in counted
        if item.reading.pictures
    )  # fmt: skip
    return tuple(
        file for files in _by_unit((file.unit, file) for file in (*evidence, *books)).values() for file in files
    )
