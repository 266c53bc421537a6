"""Returns of one unit that each fill in a part of the form -> one, cell by cell. Pure.

Two clerks may each fill in half of a form. An empty cell never wipes a filled one then, nor does one that only holds
a stroke, 无 or 见甲; in a file that began from the other it was emptied on purpose. What both fill in differently is
asked about, cell by cell, also where the later one fills in all of it again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.language.nothing import is_stopgap
from reportkit.language.text import visible
from reportkit.language.words import Lang, Words
from reportkit.model import UNCHANGED, Answer, Entry
from reportkit.round.model import Assessed
from reportkit.round.parts import Cells, Part, Place, began_from, cells_of, every_cell, is_same, said_by_none

_MISSING = frozenset({Code.S01, Code.S13})
"""Findings on what a file lacks, which another one may have."""
_ON_VALUES = "V"
"""What the codes of findings on the value of a cell begin with."""
_NEITHER = Words("neither counts", "都没有计入")
_LATEST = Words('for now "{file}" counts', "暂按“{file}”计")


@dataclass(frozen=True, slots=True)
class Joined:
    """Several returns as one.

    Attributes:
        latest: the one that the others are joined to.
        entries: what they report together, the tasks in any order.
        taken: by the return that they come from, the cells that the latest one does not fill in.
        apart: likewise the cells that another one fills in differently, by their place.
        asked: the places of those at which none of the two counts.
        is_anew: True where the latest fills in again most of what the others do, and means it instead of theirs.
    """

    latest: Assessed
    entries: tuple[Entry, ...]
    taken: tuple[tuple[Assessed, Cells], ...]
    apart: tuple[tuple[Assessed, Cells], ...]
    asked: frozenset[Place]
    is_anew: bool

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What reading found that still stands, and where each cell comes from."""
        theirs = (d for item, cells in self.taken for d in _on(cells, item.reading.diagnostics))
        said = self._said_there()
        origins = (d for item, cells in self.taken for d in self._origins(item, cells, said))
        return (*self._own_findings(), *theirs, *origins, *self.contradictions(self.asked))

    def _own_findings(self) -> Iterator[Diagnostic]:
        """Yield what reading found in the latest return and stands beside what the others say."""
        others = {_lack(d) for item, _ in self.taken for d in item.reading.diagnostics}
        own = every_cell(self.latest.reading.entries)
        replaced = {(own[p].sheet, own[p].cell) for _, cells in self.taken for p in cells if p in own}
        for finding in self.latest.reading.diagnostics:
            is_lacking = finding.code not in _MISSING or _lack(finding) in others
            if is_lacking and not _is_on_value(finding, replaced):
                yield finding

    def _origins(self, item: Assessed, cells: Cells, said: Mapping[Place, tuple[str, str]]) -> Iterator[Diagnostic]:
        """D16, D36: the cells that come from another return, of empty ones a finding a sheet.

        Args:
            item: that return.
            cells: what is taken from it.
            said: address and text of what the latest return says there that is no answer.
        """
        for sheet in dict.fromkeys(answer.sheet for answer in cells.values()):
            here = {place: answer for place, answer in cells.items() if answer.sheet == sheet}
            empty = tuple(answer.cell for place, answer in here.items() if place not in said)
            if empty:
                yield Diagnostic(
                    Code.D16, file=self.latest.kept.name, unit=item.unit, sheet=sheet, cells=empty,
                    values={"other": item.kept.name},
                )  # fmt: skip
            for task, no, name in (place for place in here if place in said):
                cell, text = said[task, no, name]
                yield Diagnostic(
                    Code.D36, file=self.latest.kept.name, unit=item.unit, sheet=sheet, cells=(cell,), task=task,
                    field=name, found=text,
                    values={"other": item.kept.name, "said": here[task, no, name].written},
                )  # fmt: skip

    def _said_there(self) -> dict[Place, tuple[str, str]]:
        """Return what stands in cells of the latest return that replaces nothing, what is struck through among it.

        Returns:
            By the place to which it is no answer, address and text.
        """
        struck = {
            (d.sheet or "", cell): str(d.values["struck"])
            for d in self.latest.reading.diagnostics
            if d.code is Code.V31
            for cell in d.cells
        }
        own = every_cell(self.latest.reading.entries)
        texts = {p: visible(a.written).strip() or struck.get((a.sheet, a.cell), "") for p, a in own.items()}
        return {place: (own[place].cell, text) for place, text in texts.items() if text}

    def contradictions(self, asked: frozenset[Place]) -> Iterator[Diagnostic]:
        """D18: the cells that two returns fill in differently.

        Args:
            asked: the places at which none of the two counts; at the others the latest does, as far as it can be read.
        """
        own = cells_of(self.latest.reading.entries)
        it_counts = _counting(self.latest.kept.name)
        for item, cells in self.apart:
            for place, other in cells.items():
                answer, (task, _, name) = own[place], place
                counts = _NEITHER if place in asked or answer.faulty else it_counts
                yield Diagnostic(
                    Code.D18, file=self.latest.kept.name, unit=item.unit, sheet=answer.sheet or None,
                    cells=(answer.cell,), task=task, field=name, found=answer.written,
                    lowered=None if place in asked else Severity.WARNING,
                    values={"other": item.kept.name, "said": other.written, "counts": counts},
                )  # fmt: skip


def _counting(name: str) -> Words:
    """Return the words for that a file counts, its name in each language as it is."""
    shown = name.replace("{", "{{").replace("}", "}}")
    return Words(*(_LATEST.text(lang, file=shown) for lang in (Lang.EN, Lang.HANS, Lang.HANT, Lang.TAIWAN)))


def _is_on_value(finding: Diagnostic, cells: set[tuple[str, str]]) -> bool:
    """Tell whether a finding is on what stands in some cells, given by sheet and address, and nowhere else."""
    places = {(finding.sheet or "", cell) for cell in finding.cells}
    return finding.code.name.startswith(_ON_VALUES) and bool(places) and places <= cells


def _lack(item: Diagnostic) -> tuple[Code, Severity, str]:
    """Return what tells what a file lacks: tasks, targets, or which sheet."""
    return item.code, item.severity, repr(item.values.get("sheet"))


def join(returns: Sequence[Part]) -> Joined | None:
    """Join to the last of several returns what those say that it did not begin from; None where that is nothing.

    Args:
        returns: oldest first.
    """
    *earlier, latest = returns
    joining = _Joining(latest)
    for n, part in reversed(list(enumerate(earlier))):
        joining.add(part, _own(part, earlier[:n], joining.contributing))
    joining.fill_with_stopgaps()
    return _joined(latest, joining.found)


@dataclass(slots=True)
class _Contribution:
    """What one of several returns says beside the latest.

    Attributes:
        item: the return.
        missing: the cells that the latest does not fill in.
        apart: those that it fills in differently.
        stopgaps: those with a stroke or a word for nothing, which count where nobody says more.
    """

    item: Assessed
    missing: dict[Place, Answer]
    apart: Cells
    stopgaps: Cells


@dataclass(slots=True)
class _Joining:
    """The latest of several returns while others are joined to it, the newest of them first.

    Attributes:
        latest: that return.
        contributing: it, and those that add something to it.
        found: what each of these adds.
    """

    latest: Part
    contributing: list[Part] = field(init=False)
    found: list[_Contribution] = field(default_factory=list)
    _said: dict[Place, Answer] = field(init=False)
    _joined: dict[Place, Answer] = field(init=False)
    _answered: set[int] = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the latest alone."""
        self.contributing = [self.latest]
        self._said = {place: answer for place, answer in self.latest.cells.items() if not _is_stopgap(answer)}
        self._joined, self._answered = dict(self._said), _answered(self.latest.cells)

    def add(self, part: Part, own: Cells) -> None:
        """Add what a return says by itself, `own`."""
        stopgaps = {place: answer for place, answer in own.items() if _is_stopgap(answer)}
        real = {place: answer for place, answer in own.items() if place not in stopgaps}
        missing = {place: answer for place, answer in real.items() if self._is_free(place)}
        other = _unmended(_apart(self._said, real), part.item, self._said)
        if missing or other or stopgaps:
            self.found.append(_Contribution(part.item, missing, other, stopgaps))
            self.contributing.append(part)
            self._joined |= missing
            self._answered |= _answered(missing)

    def fill_with_stopgaps(self) -> None:
        """Let a stroke or a word for nothing of an earlier return count where nobody says more."""
        for one in self.found:
            free = (p for p in one.stopgaps if self._is_free(p) and p not in self.latest.cells)
            one.missing |= {place: one.stopgaps[place] for place in free}
            self._joined |= one.missing

    def _is_free(self, place: Place) -> bool:
        return place not in self._joined and place[0] not in self._answered


def _joined(latest: Part, found: Sequence[_Contribution]) -> Joined | None:
    taken = tuple((one.item, one.missing) for one in found if one.missing)
    apart = tuple((one.item, one.apart) for one in found if one.apart)
    if not taken and not apart:
        return None
    # Whoever fills in most of it again means it instead of the earlier one.
    anew = {id(one.item) for one in found if len(one.missing) <= len(one.apart)}
    doubted = {id(item) for item, _ in apart if _came_together(latest.item, item)} - anew
    asked = _asked(latest, apart, doubted)
    entries = _entries(latest.item, taken, asked)
    return Joined(latest.item, entries, taken, apart, asked, is_anew=len(anew) == len(found))


def _asked(latest: Part, apart: Sequence[tuple[Assessed, Cells]], doubted: set[int]) -> frozenset[Place]:
    """Return the places, of those filled in differently, at which none of the two counts.

    Args:
        latest: the return that the others are joined to.
        apart: by the return, the cells that it fills in differently.
        doubted: the identities of those returns beside which the latest puts nothing right.
    """
    return frozenset(
        place for item, cells in apart for place in cells if id(item) in doubted or _is_nought(latest.cells[place])
    )


def _is_stopgap(answer: Answer) -> bool:
    """Tell whether a cell only holds something so that it is not empty; of a number, 0 says something."""
    return not isinstance(answer.value, Decimal) and is_stopgap(visible(answer.written))


def _is_nought(answer: Answer) -> bool:
    """Tell whether a cell says 0: whoever leaves a figure to somebody else may type that."""
    return isinstance(answer.value, Decimal) and answer.value == 0


def _answered(cells: Cells) -> set[int]:
    """Return the tasks of which is said that nothing is new: that answers for the whole of them, empty cells too."""
    return {task for (task, _, name), answer in cells.items() if name == "status" and answer.value == UNCHANGED}


def _own(part: Part, older: Sequence[Part], contributing: Sequence[Part]) -> Cells:
    """Return what a return adds to later ones: nothing where one of them began from it.

    Nor does it add what it has from a still older one that they began from as well.
    """
    if _is_begun(part, contributing):
        return {}
    return said_by_none(part.cells, [other.cells for other in older if _is_begun(other, contributing)])


def _is_begun(part: Part, contributing: Sequence[Part]) -> bool:
    return any(began_from(later, part) for later in contributing)


def _apart(cells: Cells, others: Cells) -> dict[Place, Answer]:
    """Return what other cells say that these say differently."""
    return {place: other for place, other in others.items() if place in cells and not is_same(cells[place], other)}


def _unmended(apart: Cells, earlier: Assessed, said: Cells) -> Cells:
    """Return the cells that contradict each other: those with an error were put right by whoever fills them in again.

    Args:
        apart: the cells of an earlier return that a later one fills in differently.
        earlier: that return.
        said: what the later one says; a 0 puts nothing right.
    """
    faulty = {place for place, answer in cells_of(earlier.entries).items() if answer.faulty}
    return {place: a for place, a in apart.items() if place not in faulty or _is_nought(said[place])}


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


def _entries(latest: Assessed, taken: Sequence[tuple[Assessed, Cells]], asked: frozenset[Place]) -> tuple[Entry, ...]:
    """Return what the latest return reports, with the cells of others; what is asked about is marked."""
    found = {entry.task: entry for entry in latest.reading.entries}
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


def _marked(entry: Entry, asked: frozenset[Place]) -> Entry:
    """Return an entry with the answers marked that are asked about."""

    def row(no: int, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        hit = {name for name in answers if (entry.task, no, name) in asked}
        return {name: replace(a, faulty=True) if name in hit else a for name, a in answers.items()}

    return replace(
        entry, answers=row(0, entry.answers), targets={no: row(no, answers) for no, answers in entry.targets.items()}
    )
