"""How a command ends: its exit status, by what it did and what a fault of ours kept it from doing."""

from collections.abc import Iterable

from reportkit.cli.shell import ATTENTION, DONE, FAULT
from reportkit.diagnostics import Code, Diagnostic


def exit_status(found: Iterable[Diagnostic], *, fine: bool = True, written: bool = True) -> int:
    """Return the exit status of a command that came to its end.

    Args:
        found: what it says; among it the outputs that could not be written.
        fine: True where nothing else needs a person.
        written: True where it wrote any of what it is run for.
    """
    lost = any(finding.code is Code.O08 for finding in found)
    if lost and not written:
        return FAULT
    return DONE if fine and not lost else ATTENTION
