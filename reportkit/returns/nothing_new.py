"""A task of which a row says that nothing is new: by its status, or in a word where nothing else is filled in. Pure.

Clerks write 本期无进展可报 into one cell of a row, or 无 into each, and leave the status empty: that is an answer for
the whole task, and no row of empty cells.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.nothing import is_blank, is_none, is_unreported
from reportkit.model import UNCHANGED, Answer

_FOR_STROKES = frozenset({Code.V12, Code.V19, Code.V33})
"""Findings that ask what a stroke or a word for nothing is to mean."""
_SAYING = ("status", "progress")
"""The fields of which one must say it."""


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What the row of a task or a target says, with the findings on the way."""

    answers: Mapping[str, Answer]
    findings: tuple[Diagnostic, ...]


def nothing_new(rows: Mapping[int, ReadRow]) -> dict[int, ReadRow]:
    """Return the rows of a task, those on which nothing is new with strokes and words for nothing as empty cells.

    Args:
        rows: by the number of their target, 0 for the task's own row.
    """
    own = rows.get(0)
    status = own.answers.get("status") if own is not None else None
    if own is None or status is None:
        return dict(rows)
    if status.value == UNCHANGED:
        return {target: _without(row, _strokes(row)) for target, row in rows.items()}
    saying = _saying(own)
    if saying is None or not all(map(_says_nothing, _answers(rows.values()))):
        return dict(rows)
    # What is written stays: beside another return of the unit it may only leave the task to that one.
    read = {target: _without(row, _strokes(row), kept=True) for target, row in rows.items()}
    own = _without(read[0], {saying.field, "status"}, kept=True)
    said = replace(own.answers["status"], value=UNCHANGED)
    return {**read, 0: replace(own, answers={**own.answers, "status": said})}


def _answers(rows: Iterable[ReadRow]) -> Iterator[Answer]:
    return (answer for row in rows for answer in row.answers.values())


def _saying(row: ReadRow) -> Answer | None:
    """Return the answer that says of the whole task that there is nothing to report."""
    answers = [answer for name in _SAYING if (answer := row.answers.get(name)) is not None]
    told = (answer for answer in answers if is_unreported(answer.written))
    nothing = (answer for answer in reversed(answers) if is_none(answer.written))
    return next(told, None) or next(nothing, None)


def _says_nothing(answer: Answer) -> bool:
    return not answer.written.strip() or _is_stroke(answer.written)


def _strokes(row: ReadRow) -> set[str]:
    """Return the fields of a row that hold a stroke or a word for nothing, where that is no answer to them."""
    return {name for name, answer in row.answers.items() if answer.value is None and _is_stroke(answer.written)}


def _without(row: ReadRow, names: Collection[str], *, kept: bool = False) -> ReadRow:
    """Return a row in which some answers are empty cells, or as good as such where what is written is `kept`."""
    cells = {row.answers[name].cell for name in names}
    findings = (f for f in row.findings if f.code not in _FOR_STROKES or cells.isdisjoint(f.cells))
    answers = {
        name: replace(a, value=None, written=a.written if kept else "", faulty=False) if name in names else a
        for name, a in row.answers.items()
    }
    return ReadRow(answers, tuple(findings))


def _is_stroke(text: str) -> bool:
    return is_blank(text) or is_none(text) or is_unreported(text)
