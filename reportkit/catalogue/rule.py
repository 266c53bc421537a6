"""What the catalogue says of a finding: how much it matters, and its words."""

from dataclasses import dataclass
from enum import StrEnum

from reportkit.language.words import Words


class Severity(StrEnum):
    """How much a finding matters, from most to least."""

    REJECT = "reject"
    ERROR = "error"
    WARNING = "warning"
    FIXED = "fixed"
    INFO = "info"

    @property
    def label(self) -> Words:
        """The one word people know it by."""
        return _LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}
_LABELS = {
    Severity.REJECT: Words("sent back", "退回"),
    Severity.ERROR: Words("to mend", "须改"),
    Severity.WARNING: Words("to check", "请核"),
    Severity.FIXED: Words("read as", "已代改"),
    Severity.INFO: Words("note", "提示"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Severity and words of a code.

    Attributes:
        severity: how much it matters.
        message: what is wrong and where, with names in braces.
        hint: what to do about it.
    """

    severity: Severity
    message: Words
    hint: Words
