"""What becomes of a return, by all its findings. Pure."""

from collections.abc import Sequence

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.model import Entry, Verdict


def verdict(diagnostics: Sequence[Diagnostic], entries: Sequence[Entry]) -> Verdict:
    """Return what becomes of an identified return.

    Args:
        diagnostics: every finding on it, of reading and of checking.
        entries: as `checks.rules.check` marked them.
    """
    severities = {d.severity for d in diagnostics}
    empty = any(d.code is Code.D08 for d in diagnostics) or not any(_is_usable(entry) for entry in entries)
    if Severity.REJECT in severities or empty:
        return Verdict.REJECTED
    if Severity.ERROR in severities:
        return Verdict.PARTLY_ACCEPTED
    return Verdict.ACCEPTED_WITH_WARNINGS if Severity.WARNING in severities else Verdict.ACCEPTED


def _is_usable(entry: Entry) -> bool:
    answers = (*entry.answers.values(), *(answer for row in entry.targets.values() for answer in row.values()))
    return any(not answer.faulty and answer.value is not None for answer in answers)
