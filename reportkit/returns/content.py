"""What is read of a return, and the word for whose it is. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from reportkit.diagnostics import Diagnostic
from reportkit.model import Entry, Role
from reportkit.period import Period


class Claim(NamedTuple):
    """The coordinator's word for whose return a file is.

    Attributes:
        period: of which period.
        unit: canonical name of the unit.
    """

    period: Period
    unit: str


class Outcome(StrEnum):
    """What could be told of a file; `FAULT` where a fault of ours left that open."""

    IDENTIFIED = "identified"
    QUARANTINED = "quarantined"
    UNREADABLE = "unreadable"
    REFUSED = "refused"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class ReturnContent:
    """What a file says.

    Attributes:
        unit: canonical name of the unit; of a quarantined file the one it seems to be, None where nothing says.
        period: likewise the period.
        form_id: number of the form, None where it has none.
        role: in what part the unit reports.
        entries: what it says on each task; none unless it is identified.
        evidence: by what it was recognised.
        diagnostics: every finding so far.
        outcome: what could be told of it.
        modified: when it was last saved, as the file itself says; None where it does not.
        pictures: how many pictures it carries with it.
        forms: numbers of all forms that the file speaks of.
        sender: who filled it in, as its foot says; "" where it does not.
    """

    unit: str | None
    period: Period | None
    form_id: str | None
    role: Role
    entries: tuple[Entry, ...]
    evidence: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    outcome: Outcome
    modified: datetime | None = None
    pictures: int = 0
    sender: str = ""
    forms: tuple[str, ...] = ()

    @classmethod
    def without_content(cls, outcome: Outcome, finding: Diagnostic) -> "ReturnContent":
        """Return what is read of a file of which nothing could be told but one finding."""
        return cls(None, None, None, Role.LEAD, (), (), (finding,), outcome)
