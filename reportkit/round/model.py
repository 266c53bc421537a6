"""The nouns of a round: what is kept, what was read of it, what it is held against, and what came of all that. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from reportkit.checks.verdicts import verdict
from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.words import Lang, Words
from reportkit.model import Entry, EvidenceFile, ReceivedBy, Role, Round, UnitState, Verdict
from reportkit.period import Period
from reportkit.returns.content import Claim, ReturnContent

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
        claimed: True where a person said whose it is.
        strict: True where one error makes the whole of it wait.
        run: number of the collection it came with.
        changed: when the file was last changed, in a form that sorts; "" where that is not known.
        dated: when the mail was sent that brought it, "" where none did.
        chosen: number of the collection before which a person said that it counts, 0 where nobody did.
        received_by: what says when it came.
        period: the period it was filed under, as folders are called.
    """

    sha256: str
    name: str
    stored: str
    received: datetime
    order: int
    unit: str
    claimed: bool = False
    strict: bool = False
    run: int = 0
    changed: str = ""
    dated: str = ""
    chosen: int = 0
    received_by: ReceivedBy = ReceivedBy.INBOX
    period: str = ""

    @property
    def key(self) -> str:
        """What its reading is known by: a person's word for whose it is makes another one of the same bytes."""
        return f"{self.sha256}+{self.unit}+{self.period}" if self.claimed else self.sha256


@dataclass(frozen=True, slots=True)
class Asking:
    """A file that is to be read.

    Attributes:
        load: gives its bytes when its turn has come.
        name: its name, for the findings.
        claim: whose it is, where a person or its place among the kept returns said so.
        period: the round by whose list it is read; None for what the office works with now.
    """

    load: Callable[[], bytes]
    name: str
    claim: Claim | None = None
    period: Period | None = None

    @classmethod
    def of(cls, data: bytes, name: str, claim: Claim | None = None, period: Period | None = None) -> "Asking":
        """Return the asking for a file whose bytes are at hand."""
        return cls(lambda: data, name, claim, period)


@dataclass(frozen=True, slots=True)
class Assessed:
    """A return that was read and checked.

    Attributes:
        kept: the original.
        reading: what it says and whose it is.
        verdict: what became of it.
        entries: what it reports, faulty answers marked.
        diagnostics: every finding, in order.
        joined: the other returns that it counts together with, as each fills in a part of the form.
    """

    kept: Kept
    reading: ReturnContent
    verdict: Verdict
    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    joined: "tuple[Assessed, ...]" = ()

    @property
    def unit(self) -> str:
        """Canonical name of the unit it is of."""
        return str(self.reading.unit)

    @property
    def is_empty(self) -> bool:
        """True where nothing is filled in."""
        return any(finding.code is Code.D08 for finding in self.diagnostics)

    def with_notes(self, notes: Sequence[Diagnostic]) -> "Assessed":
        """Return it with further findings on it, and where it counts the verdict that follows from all of them."""
        if not notes:
            return self
        own = (replace(note, file=self.kept.name) for note in notes)
        diagnostics = tuple(sorted((*self.diagnostics, *own), key=Diagnostic.sort_key))
        follows = verdict(diagnostics, self.entries) if self.verdict.is_merged else self.verdict
        return replace(self, diagnostics=diagnostics, verdict=follows)


@dataclass(frozen=True, slots=True)
class Heard:
    """The return of which a unit hears.

    Attributes:
        item: the last one that says something.
        counting: the one that counts until that is put right, None where it counts itself or nothing does.
    """

    item: Assessed
    counting: Assessed | None = None

    @classmethod
    def of(cls, returns: Sequence[Assessed]) -> "Heard":
        """Return of which a unit hears among its returns, in order of arrival."""
        standing = [a for a in returns if a.verdict is not Verdict.SUPERSEDED] or returns
        item = next((a for a in reversed(standing) if not a.is_empty), standing[-1])
        counting = next((a for a in reversed(standing) if a.verdict.is_merged), None)
        return cls(item, None if counting is item else counting)


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
        key: digest of all that it was made of, "" where nobody asked.
        behind: digest of all that the earlier rounds of its year were made of, likewise.
    """

    period: Period
    due: date
    returns: tuple[Assessed, ...]
    states: tuple[UnitState, ...]
    round: Round
    findings: tuple[Diagnostic, ...] = ()
    failed: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    key: str = ""
    behind: str = ""

    @property
    def is_lasting(self) -> bool:
        """Tell whether it comes out the same the next time: nothing failed just now, or through a fault of ours."""
        return not self.failed and not any(finding.code in FAILED for finding in self.all_findings)

    @property
    def all_findings(self) -> tuple[Diagnostic, ...]:
        """The findings on the round, and those on each of its returns."""
        return (*self.findings, *(finding for item in self.returns for finding in item.diagnostics))

    def asked_on(self, today: date) -> "Settled":
        """Return it as it stands on a day: who has sent nothing by the end of the due day is late."""
        is_late = today > self.due
        states = tuple(replace(state, late=is_late) if state.verdict is None else state for state in self.states)
        return replace(self, states=states)

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

    def heard(self) -> tuple[Heard, ...]:
        """Return of which returns the units hear: one of each unit and part."""
        mine: dict[tuple[str, Role], list[Assessed]] = {}
        for item in self.returns:
            mine.setdefault((item.unit, item.reading.role), []).append(item)
        return tuple(map(Heard.of, mine.values()))

    def standing(self) -> tuple[Assessed, ...]:
        """Return the returns that somebody must know of: none that a later one outdid, no empty form too many."""
        heard = {id(one.item) for one in self.heard()}
        return tuple(
            item
            for item in self.returns
            if id(item) in heard or not (item.is_empty or item.verdict is Verdict.SUPERSEDED)
        )

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
class Replies:
    """What went back for one period.

    Attributes:
        corrections: correction copies by `Kept.key` of the return they mend.
        faults: faults of ours that were met while copies were marked, likewise.
    """

    corrections: Mapping[str, str]
    faults: Mapping[str, tuple[Diagnostic, ...]]

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """The findings on those faults."""
        return tuple(finding for found in self.faults.values() for finding in found)


@dataclass(frozen=True, slots=True)
class Past:
    """The earlier rounds of a year, oldest first.

    Attributes:
        heard: as they stand with all that has come for them: what units said last.
        reported: as they were reported: the figures that a later round is compared with.
    """

    heard: tuple[Settled, ...] = ()
    reported: tuple[Settled, ...] = ()


def last_entries(unit: str, earlier: Sequence[Settled]) -> dict[int, Entry]:
    """Return what a unit reported last, by task: of each task the nearest earlier round that has it.

    Args:
        unit: its code, which it keeps whatever it is called.
        earlier: the earlier rounds, oldest first.
    """
    last: dict[int, Entry] = {}
    for settled in earlier:
        last |= settled.entries(unit)
    return last


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
        for one in counted
        for item in (one, *one.joined)
        if item.reading.pictures
    )  # fmt: skip
    return tuple(
        file for files in _by_unit((file.unit, file) for file in (*evidence, *books)).values() for file in files
    )
