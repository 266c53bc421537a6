"""Notes (comments) on the cells of a return: they are passed on, and one that speaks against it is a warning. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportkit.address import Position, address, position_of
from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic, Severity, without_ours
from reportkit.files.container import Container
from reportkit.language.nothing import denies
from reportkit.language.numerals import find_numerals
from reportkit.language.text import shorten, squeeze
from reportkit.model import Answer, Entry

_SHOWN = 160
"""Columns of a note in its finding."""


def note_findings(container: Container, entries: Sequence[Entry], file: str, unit: str | None) -> Iterator[Diagnostic]:
    """S25: what notes on the cells of a return say, those of a correction copy apart.

    One that names a number which its row does not report, or says that something is not so, may speak against what is
    reported; any other is passed on for the office to know.

    Args:
        container: the file.
        entries: what was read of it, to tell whose row a note stands on.
        file: its name.
        unit: whose it is.
    """
    rows = _rows(entries)
    for sheet, notes in container.notes.items():
        for place in sorted(notes)[:MOST_CELLS]:
            text = squeeze(without_ours(notes[place]))
            if text:
                task, numbers = rows.get((sheet, place[0]), (None, frozenset()))
                finding = Diagnostic(
                    Code.S25, file=file, unit=unit, sheet=sheet, cells=(address(*place),), task=task, found=text,
                    values={"note": shorten(text, _SHOWN)},
                )  # fmt: skip
                yield finding if _is_against(text, numbers) else replace(finding, lowered=Severity.INFO)


def _is_against(text: str, numbers: frozenset[Decimal]) -> bool:
    return denies(text) or any(value not in numbers for _, _, value in find_numerals(text))


def _rows(entries: Sequence[Entry]) -> Mapping[tuple[str, int], tuple[int | None, frozenset[Decimal]]]:
    """Return the task and the numbers that each row of a sheet reports."""
    found: dict[tuple[str, int], tuple[int | None, frozenset[Decimal]]] = {}
    for entry in entries:
        for answers in (entry.answers, *entry.targets.values()):
            numbers = frozenset(answer.value for answer in answers.values() if isinstance(answer.value, Decimal))
            found |= {(answer.sheet, _place(answer)[0]): (entry.task, numbers) for answer in answers.values()}
    return found


def _place(answer: Answer) -> Position:
    return position_of(answer.cell) or (-1, -1)
