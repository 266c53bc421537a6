"""Findings as points to mend: one a cell where that helps, in the order of the table. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType

from reportkit.address import is_on_sheet, position_of
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.language.text import visible
from reportkit.language.words import Lang, Words
from reportkit.model import Answer, Entry

NO_WORKS: Mapping[int, str] = MappingProxyType({})
MOST_APART = 10
"""A finding over more cells than this stays one point."""

_MOST_TEXTS = 3
"""Of a point over several cells so many are told with what was written there."""
_OF_ALL = frozenset({Code.D09})
"""Codes that say something of several tasks as a whole, once."""
_TOGETHER = frozenset({"n", "sheet", "cell", "cell_a", "cell_b"})


class Degree(Enum):
    """What a finding asks of the unit."""

    MEND = "mend"
    CHECK = "check"
    FIXED = "fixed"


SHEETS: Mapping[Degree, Words] = MappingProxyType({
    Degree.MEND: Words("To mend", "需修改"),
    Degree.CHECK: Words("To check", "请核对"),
})  # fmt: skip
"""Name of the sheet that lists the points, by the most that they ask."""


def degree(item: Diagnostic) -> Degree:
    """Return what a finding asks of the unit: to mend, to look at, or nothing."""
    match item.severity:
        case Severity.REJECT | Severity.ERROR:
            return Degree.MEND
        case Severity.WARNING:
            return Degree.CHECK
        case _:
            return Degree.FIXED


def asked_of_the_unit(diagnostics: Iterable[Diagnostic]) -> Degree:
    """Return the most that findings ask: with nothing to mend, nothing must come back."""
    found = {degree(item) for item in diagnostics}
    return next(weight for weight in Degree if weight in found or weight is Degree.FIXED)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to mend.

    Attributes:
        severity: how much it matters.
        code: of the finding.
        task: number of the task, None where it is about no single one.
        task_name: wording of the task, "" where it is not known.
        what: what is wrong, without the task.
        todo: what to do about it.
        sheet: name of the sheet, "" for a point on the whole file.
        cells: addresses on that sheet.
        found: what was written.
    """

    severity: Severity
    code: Code
    task: int | None
    task_name: str
    what: str
    todo: str
    sheet: str
    cells: tuple[str, ...]
    found: str

    @property
    def is_to_mend(self) -> bool:
        """True where the return is not merged as it stands."""
        return self.severity in (Severity.REJECT, Severity.ERROR)

    @property
    def places(self) -> tuple[str, ...]:
        """The cells that a sheet has a place for: a broken file may name others."""
        return tuple(filter(is_on_sheet, self.cells))


def points(
    diagnostics: Sequence[Diagnostic],
    entries: Sequence[Entry],
    sheets: Sequence[str],
    lang: Lang,
    works: Mapping[int, str] = NO_WORKS,
) -> tuple[Point, ...]:
    """Return what a unit has to mend or to look at, in the order of the table, what concerns the whole file first.

    Args:
        diagnostics: the findings, in any order; notes (info) are no points.
        entries: what the return says, to tell of which task a cell is.
        sheets: names of the workbook's sheets in their order.
        lang: language of the words.
        works: wording of each task by its number, for findings that stand for several.
    """
    tasks = {(a.sheet, a.cell): entry.task for entry in entries for a in answers_of(entry) if a.cell}
    written = {(a.sheet, a.cell): visible(a.written) for entry in entries for a in answers_of(entry) if a.cell}
    names = dict(works) | {d.task: d.task_name for d in diagnostics if d.task is not None and d.task_name}
    order = {name: n for n, name in enumerate(sheets)}
    rank = {entry.task: n for n, entry in enumerate(entries)}
    found = [
        _with_written(_point(item, tasks, names, order, lang), written)
        for diagnostic in diagnostics
        if diagnostic.severity is not Severity.INFO
        for item in apart(diagnostic)
    ]
    return tuple(sorted(found, key=lambda p: (p.severity is Severity.FIXED, *_place(p, order, rank))))


def _with_written(point: Point, written: Mapping[tuple[str, str], str]) -> Point:
    """Return a point on cells with what was written there, where the finding does not say it."""
    texts = [text for cell in point.cells if (text := written.get((point.sheet, cell)))]
    return point if point.found or not texts else replace(point, found=" / ".join(texts[:_MOST_TEXTS]))


def answers_of(entry: Entry) -> Iterator[Answer]:
    """Yield the answers on a task and on its targets."""
    yield from entry.answers.values()
    for answers in entry.targets.values():
        yield from answers.values()


def apart(item: Diagnostic) -> Sequence[Diagnostic]:
    """Return one finding a cell, unless its words speak of all its cells, or a sheet, at once or they are too many."""
    together = item.code in _OF_ALL or not _TOGETHER.isdisjoint(item.code.rule.message.names)
    if len(item.cells) < 2 or len(item.cells) > MOST_APART or together:
        return (item,)
    return tuple(replace(item, cells=(cell,), tasks=()) for cell in item.cells)


_ABOUT = Words("{about}: {what}", "{about}：{what}")


def _point(
    item: Diagnostic, tasks: Mapping[tuple[str, str], int], names: Mapping[int, str],
    order: Mapping[str, int], lang: Lang,
) -> Point:  # fmt: skip
    task = item.task
    if task is None and len(item.cells) == 1:
        task = tasks.get((item.sheet or "", item.cells[0]))
    about = "" if task is not None else item.about(lang)
    what = item.statement(lang)
    sheet = item.sheet or ""
    cells = item.cells if sheet in order else ()
    name = names.get(task, "") if task is not None else ""
    text = _ABOUT.text(lang, about=about, what=what) if about else what
    return Point(
        item.severity, item.code, task, name, text, item.hint(lang), sheet if cells else "", cells, item.found or ""
    )


def _place(point: Point, order: Mapping[str, int], rank: Mapping[int, int]) -> tuple[int, int, int, int, int, str]:
    """Order of the table: the whole file first, then task by task, its target rows behind its own row."""
    behind = (point.severity.rank, point.code.name)
    task = -1 if point.task is None else rank.get(point.task, len(rank) + point.task)
    place = position_of(point.cells[0]) if point.cells else None
    return (task, order[point.sheet], *place, *behind) if place else (task, -1, 0, 0, *behind)


_LOST = frozenset({Code.S01, Code.S03, Code.S13, Code.D16, Code.D36})
CHANGED_MEANING = frozenset({Code.V28, Code.V30, Code.V37, Code.V38})
"""Codes of findings on answers whose heading, measure or indicator is another one than the list's."""


def is_damaged(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether a return lost rows, a column or a sheet of the form, or lacks what came in another file.

    Its correction copy is made from the form. So is that of one in which a heading, a measure or an indicator was
    changed: whatever is typed below it would mean something else again.
    """
    return any(item.code in _LOST | CHANGED_MEANING for item in diagnostics)
