"""Notes (comments) on the cells of a return: each is passed on with its address, and asked about. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from reportkit.address import Position, address, position_of
from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic, Severity, without_ours
from reportkit.files.container import Container
from reportkit.language.text import shorten, squeeze
from reportkit.model import Answer, Entry

_SHOWN = 160
"""Columns of a note in its finding."""


def note_findings(container: Container, entries: Sequence[Entry], file: str, unit: str | None) -> Iterator[Diagnostic]:
    """S25: what notes on the cells of a return say, less what is a correction copy's.

    On whatever cell of the form's sheets it stands, somebody must hold it against what is reported: no word tells
    whether it speaks against that. One on a sheet of the unit's own is passed on.

    Args:
        container: the file.
        entries: what was read of it, to tell whose row a note stands on.
        file: its name.
        unit: whose it is.
    """
    rows = _rows(entries)
    sheets = {name for name, _ in rows}
    for sheet, notes in container.notes.items():
        for place in sorted(notes)[:MOST_CELLS]:
            text = squeeze(without_ours(notes[place]))
            if text:
                yield Diagnostic(
                    Code.S25, file=file, unit=unit, sheet=sheet, cells=(address(*place),),
                    task=rows.get((sheet, place[0])), found=text, values={"note": shorten(text, _SHOWN)},
                    lowered=None if sheet in sheets else Severity.INFO,
                )  # fmt: skip


def _rows(entries: Sequence[Entry]) -> Mapping[tuple[str, int], int]:
    """Return the task that each row of a sheet reports on."""
    return {
        (answer.sheet, _place(answer)[0]): entry.task
        for entry in entries
        for answers in (entry.answers, *entry.targets.values())
        for answer in answers.values()
    }


def _place(answer: Answer) -> Position:
    return position_of(answer.cell) or (-1, -1)
