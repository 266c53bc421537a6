"""What a collection takes, and what it tells of each file."""

from collections.abc import Callable
from dataclasses import dataclass

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.receipts import Receipt
from reportkit.disk.work import Cause
from reportkit.model import EvidenceFile, Verdict
from reportkit.period import Period
from reportkit.returns.content import ReturnContent
from reportkit.round.model import FAILED


@dataclass(frozen=True, slots=True)
class Collected:
    """One file of a collection.

    Attributes:
        file: its name as sent.
        verdict: what became of it; None for a file that was left where it is.
        stored: where it is, relative to the workspace.
        period: of the form, None where that is not known.
        unit: canonical name of the unit, None where that is not known.
        form_id: number of the form, None where it has none.
        evidence: by what it was recognised.
        diagnostics: every finding.
        correction: where its correction copy lies, None where it needs none.
        sha256: of its bytes, "" for a file that was left where it is.
        is_evidence: True for what is no return and came with one: a scan, a picture, a paper.
        evidence_files: what came with a return, and what came for its unit before.
        inside: of evidence that is nobody's by what it came with, the digest of the archive or mail it came in.
    """

    file: str
    verdict: Verdict | None
    stored: str
    period: Period | None = None
    unit: str | None = None
    form_id: str | None = None
    evidence: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    correction: str | None = None
    sha256: str = ""
    is_evidence: bool = False
    evidence_files: tuple[EvidenceFile, ...] = ()
    inside: str = ""

    @property
    def waits(self) -> bool:
        """Tell whether it is tried again: a fault of ours came over it, or there was no time or memory for it."""
        return any(finding.code in FAILED for finding in self.diagnostics)

    @property
    def is_filed_evidence(self) -> bool:
        """Tell whether it is no return and was filed with one."""
        return self.is_evidence and self.verdict is None

    @property
    def is_refused(self) -> bool:
        """Tell whether it was not taken, or waits for a person to say whose it is."""
        return self.verdict in {Verdict.UNREADABLE, Verdict.REJECTED, Verdict.QUARANTINED}

    @property
    def cause(self) -> Cause | None:
        """Why it was refused, None where it was not: its bytes say so, the moment, or a fault of ours."""
        codes = {finding.code for finding in self.diagnostics}
        if self.waits:
            return Cause.PROGRAM if Code.F22 in codes else Cause.MOMENT
        return Cause.BYTES if self.verdict in {Verdict.UNREADABLE, Verdict.REJECTED} or Code.D15 in codes else None

    @classmethod
    def left(cls, file: str, where: str, finding: Diagnostic) -> "Collected":
        """Return a file that was left where it is, with the finding that says why."""
        return cls(file, None, where, diagnostics=(finding,))


@dataclass(frozen=True, slots=True)
class Opening:
    """What is open to be collected.

    Attributes:
        period: the only period that is taken, None to take each return's own.
        strict: True where one error makes a whole return wait.
    """

    period: Period | None = None
    strict: bool = False

    def takes(self, period: Period | None) -> bool:
        """Tell whether a return of a period is taken."""
        return self.period is None or self.period == period


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that came and was read, before it is filed.

    Attributes:
        receipt: what is known of it, but for where it belongs.
        reading: what was found in it.
        where: where it lies so far, relative to the workspace.
        keep: writes a receipt and moves the original to where that says.
        again: puts it by where the original is kept already, and says so.
        opening: what was open when it came.
        came_as: the name under which it came, where that is another than when it came first.
        came_in: digest of the archive or mail it came in then, "" where it came in none.
        subject: of the innermost mail that it came in, "" where it came in none.
        mail: name of the mail that it came in, where that does not tell that it is one; "" otherwise.
    """

    receipt: Receipt
    reading: ReturnContent
    where: str
    keep: Callable[[Receipt], None]
    again: Callable[[Receipt], Collected]
    opening: Opening
    came_as: str = ""
    came_in: str = ""
    subject: str = ""
    mail: str = ""

    @property
    def name(self) -> str:
        """Its name as sent."""
        return self.came_as or self.receipt.name

    @property
    def inside(self) -> str:
        """Digest of the archive or mail it came in, "" where it came in none."""
        return self.came_in if self.came_as else self.receipt.inside


@dataclass(frozen=True, slots=True)
class Repeated:
    """Evidence that was filed before and came once more: maybe of another unit, or for another period.

    Attributes:
        receipt: what is known of it.
        name: the name under which it came now.
        where: where it lies, relative to the workspace.
        again: as of an `Arrival`.
        subject: as of an `Arrival`.
        mail: as of an `Arrival`.
        inside: as of an `Arrival`.
    """

    receipt: Receipt
    name: str
    where: str
    again: Callable[[Receipt], Collected]
    subject: str = ""
    inside: str = ""
    mail: str = ""


Paper = Arrival | Repeated
"""What is no form, and waits until all that came with it is read."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a collection.

    Attributes:
        returns: the files.
        reports: the check reports that were written, relative to the workspace.
        faults: findings on the outputs that a fault of ours kept from being written, and on originals that came
            before and say nothing just now.
        unanswered: the periods of those outputs.
        only: the one period that a file can be of which does not say its own, None where there are several.
    """

    returns: tuple[Collected, ...]
    reports: tuple[str, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    unanswered: frozenset[Period] = frozenset()
    only: Period | None = None

    @property
    def waiting(self) -> frozenset[str]:
        """Digests of the files of which the next run is to tell again."""
        return frozenset(one.sha256 for one in self.returns if one.waits or one.period in self.unanswered)
