"""What a collection takes, and what it tells of each file."""

from dataclasses import dataclass

from reportkit.diagnostics import Diagnostic
from reportkit.model import Verdict
from reportkit.period import Period
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

    @property
    def waits(self) -> bool:
        """Tell whether a fault of ours came over it: it has no verdict, and is tried again."""
        return any(finding.code in FAILED for finding in self.diagnostics)

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
