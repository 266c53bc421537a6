"""Returns of one unit that each fill in a part of the form -> one, cell by cell. Pure.

Two clerks may each fill in half of a form. An empty cell never wipes a filled one then; in a file that began from the
other it was emptied on purpose. What both fill in differently is asked about.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.language.text import fold_prose, visible
from reportkit.model import UNCHANGED, Answer, Entry
from reportkit.round.model import Assessed

Place = tuple[int, int, str]
"""Number of a task, of a target of it or 0, and name of a field."""
Cells = Mapping[Place, Answer]

_PROSE = 8
"""Characters of a text that nobody writes a second time by chance."""
_MISSING = frozenset({Code.S01, Code.S13})
"""Findings on what a file lacks, which another one may have."""


@dataclass(frozen=True, slots=True)
class Part:
    """A return with what it fills in itself.

    Attributes:
        item: the return.
        cells: the cells filled in, but for what the form brought along from last period.
        new: those of them that no earlier return of the unit says likewise.
    """

    item: Assessed
    cells: Cells
    new: Cells


@dataclass(frozen=True, slots=True)
class Joined:
    """Several returns as one.

    Attributes:
        latest: the one that the others are joined to.
        entries: what they report together, the tasks in any order.
        taken: by the return that they come from, the cells that the latest one does not fill in.
        apart: likewise the cells that another one fills in differently, by their place.
    """

    latest: Assessed
    entries: tuple[Entry, ...]
    taken: tuple[tuple[Assessed, Cells], ...]
    apart: tuple[tuple[Assessed, Cells], ...]

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What reading found that still stands, and where each cell comes from."""
        others = {_lack(d) for item, _ in self.taken for d in item.reading.diagnostics}
        own = (d for d in self.latest.reading.diagnostics if d.code not in _MISSING or _lack(d) in others)
        theirs = (d for item, cells in self.taken for d in _on(cells, item.reading.diagnostics))
        return (*own, *theirs, *self._origins(), *self._contradictions())

    def _origins(self) -> Iterator[Diagnostic]:
        """D16: the cells that come from another return, a finding a file and sheet."""
        for item, cells in self.taken:
            for sheet in dict.fromkeys(answer.sheet for answer in cells.values()):
                places = tuple(answer.cell for answer in cells.values() if answer.sheet == sheet)
                yield Diagnostic(
                    Code.D16, file=self.latest.kept.name, unit=item.unit, sheet=sheet, cells=places,
                    values={"other": item.kept.name},
                )  # fmt: skip

    def _contradictions(self) -> Iterator[Diagnostic]:
        """D18: the cells that two returns fill in differently; of files that came together neither counts."""
        own = cells_of(self.latest.reading.entries)
        for item, cells in self.apart:
            lowered = None if _came_together(self.latest, item) else Severity.WARNING
            for (task, no, name), other in cells.items():
                answer = own[task, no, name]
                yield Diagnostic(
                    Code.D18, file=self.latest.kept.name, unit=item.unit, sheet=answer.sheet or None,
                    cells=(answer.cell,), task=task, field=name, found=answer.written, lowered=lowered,
                    values={"other": item.kept.name, "said": other.written},
                )  # fmt: skip


def _lack(item: Diagnostic) -> tuple[Code, Severity, str]:
    """Return what tells what a file lacks: tasks, targets, or which sheet."""
    return item.code, item.severity, repr(item.values.get("sheet"))


def cells_of(entries: Sequence[Entry]) -> dict[Place, Answer]:
    """Return the cells in which something is written."""
    rows = ((entry.task, no, row) for entry in entries for no, row in ((0, entry.answers), *entry.targets.items()))
    return {(task, no, name): a for task, no, row in rows for name, a in row.items() if visible(a.written).strip()}


def parts(returns: Sequence[Assessed], brought: Mapping[int, Entry], carried: frozenset[str]) -> list[Part]:
    """Return what each of several returns fills in itself.

    Args:
        returns: oldest first.
        brought: what the unit reported last, by task.
        carried: the fields that a form brings along from there.
    """
    last = {place: a for place, a in cells_of(tuple(brought.values())).items() if place[2] in carried}
    found: list[Part] = []
    for item in returns:
        every = cells_of(item.reading.entries)
        cells = {p: a for p, a in every.items() if p not in last or last[p].value != a.value}
        known = [part.cells for part in found]
        new = {p: a for p, a in cells.items() if not any(_is_same(a, other.get(p)) for other in known)}
        found.append(Part(item, cells, new))
    return found


def join(returns: Sequence[Part]) -> Joined | None:
    """Join to the last of several returns those that fill in other cells of the form; None where there is none.

    Args:
        returns: oldest first.
    """
    *earlier, latest = returns
    joined, contributing = dict(latest.cells), [latest]
    answered = _answered(latest.cells)
    taken: list[tuple[Assessed, Cells]] = []
    apart: list[tuple[Assessed, Cells]] = []
    for n, part in reversed(list(enumerate(earlier))):
        own = _own(part, earlier[:n], contributing)
        missing = {p: answer for p, answer in own.items() if p not in joined and p[0] not in answered}
        other = _apart(latest.cells, own)
        # Whoever fills in most of it again means it instead of the earlier one.
        if len(missing) > len(other):
            taken.append((part.item, missing))
            apart.append((part.item, other))
            joined |= missing
            answered |= _answered(missing)
            contributing.append(part)
    if not taken:
        return None
    return Joined(latest.item, _entries(latest.item, taken, apart), tuple(taken), tuple(apart))


def _answered(cells: Cells) -> set[int]:
    """Return the tasks of which is said that nothing is new: that answers for the whole of them, empty cells too."""
    return {task for (task, _, name), answer in cells.items() if name == "status" and answer.value == UNCHANGED}


def _own(part: Part, older: Sequence[Part], contributing: Sequence[Part]) -> Cells:
    """Return what a return adds to later ones: nothing where one of them began from it.

    Nor does it add what it has from a still older one that they began from as well.
    """
    if _is_begun(part, contributing):
        return {}
    known = [other.cells for other in older if _is_begun(other, contributing)]
    return {p: a for p, a in part.cells.items() if not any(_is_same(a, cells.get(p)) for cells in known)}


def _is_begun(part: Part, contributing: Sequence[Part]) -> bool:
    return any(_began_from(later, part) for later in contributing)


def _began_from(later: Part, earlier: Part) -> bool:
    """Tell whether a file was made of an earlier one: whether it holds what only that one brought."""
    same = [answer for place, answer in earlier.new.items() if _is_same(answer, later.cells.get(place))]
    return len(same) * 2 > len(earlier.new) or any(len(fold_prose(answer.written)) >= _PROSE for answer in same)


def _is_same(answer: Answer, other: Answer | None) -> bool:
    if other is None:
        return False
    return answer.written == other.written or (answer.value is not None and answer.value == other.value)


def _apart(cells: Cells, others: Cells) -> dict[Place, Answer]:
    """Return what other cells say that these say differently."""
    return {place: other for place, other in others.items() if place in cells and not _is_same(cells[place], other)}


def _came_together(one: Assessed, other: Assessed) -> bool:
    """Tell whether two returns came together, so that none of them puts the other right.

    Of mails their dates tell that they did not, however many were collected at once.
    """
    are_apart = one.kept.dated and other.kept.dated and one.kept.dated != other.kept.dated
    return one.kept.run == other.kept.run and not are_apart


def _on(cells: Cells, findings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the findings on some of the cells."""
    places = {(answer.sheet, answer.cell) for answer in cells.values()}
    return (d for d in findings if any((d.sheet or "", cell) in places for cell in d.cells))


def _entries(
    latest: Assessed, taken: Sequence[tuple[Assessed, Cells]], apart: Sequence[tuple[Assessed, Cells]]
) -> tuple[Entry, ...]:
    """Return what the latest return reports, with the cells of others; what is asked about is marked."""
    found = {entry.task: entry for entry in latest.reading.entries}
    asked = {place for item, cells in apart if _came_together(latest, item) for place in cells}
    for item, cells in taken:
        for entry in item.reading.entries:
            known = found.get(entry.task) or replace(entry, answers={}, targets={})
            found[entry.task] = _with_cells(known, entry, cells)
    return tuple(_marked(entry, asked) for entry in found.values())


def _with_cells(entry: Entry, other: Entry, cells: Cells) -> Entry:
    """Return an entry with those cells of another one that were taken; where it has no such row, with the whole row."""

    def row(no: int, own: Mapping[str, Answer], theirs: Mapping[str, Answer]) -> Mapping[str, Answer]:
        if not own:
            return theirs
        return {**own, **{name: a for name, a in theirs.items() if (entry.task, no, name) in cells}}

    targets = {no: row(no, entry.targets.get(no, {}), answers) for no, answers in other.targets.items()}
    answers = row(0, entry.answers, other.answers)
    return replace(entry, answers=answers, targets=dict(sorted({**entry.targets, **targets}.items())))


def _marked(entry: Entry, asked: set[Place]) -> Entry:
    """Return an entry with the answers marked that are asked about."""

    def row(no: int, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        hit = {name for name in answers if (entry.task, no, name) in asked}
        return {name: replace(a, faulty=True) if name in hit else a for name, a in answers.items()}

    return replace(
        entry, answers=row(0, entry.answers), targets={no: row(no, answers) for no, answers in entry.targets.items()}
    )
