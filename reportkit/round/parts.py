"""What each of several returns of one unit fills in itself, and whether one was made of another. Pure.

A file was made of another one where most of what only that one brought stands in it, and some of that is more than a
stock phrase: what stands more than once in either file, or stood in the last report, tells nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz import fuzz

from reportkit.language.text import fold_prose, visible
from reportkit.model import UNCHANGED, Answer, Entry
from reportkit.round.model import Assessed

Place = tuple[int, int, str]
"""Number of a task, of a target of it or 0, and name of a field."""
Cells = Mapping[Place, Answer]

_PROSE = 8
"""Characters of a text that nobody writes a second time by chance."""
_REWORDED = 75.0
"""Likeness, of 100, from which a text of that length is another one put into other words."""


@dataclass(frozen=True, slots=True)
class Part:
    """A return with what it fills in itself.

    Attributes:
        item: the return.
        cells: the cells filled in, but for what the form brought along from last period.
        new: those of them that no earlier return of the unit says likewise.
        texts: how often each text stands in its cells, as prose is compared.
        before: the texts of the last report.
    """

    item: Assessed
    cells: Cells
    new: Cells
    texts: Mapping[str, int]
    before: frozenset[str]


def every_cell(entries: Sequence[Entry]) -> dict[Place, Answer]:
    """Return the cells of a return, empty ones too."""
    rows = ((entry.task, no, row) for entry in entries for no, row in ((0, entry.answers), *entry.targets.items()))
    return {(task, no, name): a for task, no, row in rows for name, a in row.items()}


def cells_of(entries: Sequence[Entry]) -> dict[Place, Answer]:
    """Return the cells in which something is written."""
    return {place: a for place, a in every_cell(entries).items() if visible(a.written).strip()}


def parts(returns: Sequence[Assessed], brought: Mapping[int, Entry], carried: frozenset[str]) -> list[Part]:
    """Return what each of several returns fills in itself.

    Args:
        returns: oldest first.
        brought: what the unit reported last, by task.
        carried: the fields that a form brings along from there.
    """
    reported = cells_of(tuple(brought.values()))
    last = {place: answer for place, answer in reported.items() if place[2] in carried}
    before = frozenset(_text(answer) for answer in reported.values() if _is_prose(answer))
    tasks = frozenset(brought)
    found: list[Part] = []
    for item in returns:
        cells = _filled_in(item, last, tasks)
        new = said_by_none(cells, [part.cells for part in found])
        found.append(Part(item, cells, new, Counter(map(_text, cells.values())), before))
    return found


def _filled_in(item: Assessed, last: Cells, tasks: frozenset[int]) -> Cells:
    """Return the cells that a return fills in itself.

    Args:
        item: the return.
        last: what its form brought along.
        tasks: on which something was reported before; that nothing is new on another one replaces no answer.
    """
    written = cells_of(item.reading.entries)
    every = {p: a for p, a in written.items() if a.value != UNCHANGED or p[0] in tasks}
    return {p: a for p, a in every.items() if p not in last or last[p].value != a.value}


def said_by_none(cells: Cells, known: Sequence[Cells]) -> Cells:
    """Return those of some cells that none of the others says likewise."""
    return {p: a for p, a in cells.items() if not any(is_same(a, others.get(p)) for others in known)}


def _text(answer: Answer) -> str:
    """Return what is written as it is compared with other cells."""
    return fold_prose(answer.written)


def began_from(later: Part, earlier: Part) -> bool:
    """Tell whether a file was made of an earlier one: whether it holds what only that one brought.

    Most of all its cells must stand there likewise or reworded, and most of those that tell something: its figures, and
    texts that nobody writes twice. Where two clerks only share a stock phrase or a status, a cell that the later one
    leaves empty was never emptied.
    """
    kept = {place for place, answer in earlier.new.items() if _is_kept(answer, later.cells.get(place))}
    telling = {place for place, answer in earlier.new.items() if _is_telling(place, answer, earlier, later)}
    return _is_most(kept, earlier.new.keys()) and _is_most(kept & telling, telling)


def _is_most(some: AbstractSet[Place], of: AbstractSet[Place]) -> bool:
    return len(some) * 2 > len(of)


def _is_kept(answer: Answer, other: Answer | None) -> bool:
    """Tell whether a cell says what another one did, be it in other words."""
    return is_same(answer, other) or (_is_prose(answer) and _is_reworded(answer, other))


def _is_telling(place: Place, answer: Answer, earlier: Part, later: Part) -> bool:
    """Tell whether a cell, found again in a later file, tells that this one was made of it.

    A figure does and a text that nobody writes twice, but none that stands in other cells of one of the files too.
    """
    if not (isinstance(answer.value, Decimal) or _is_prose(answer)):
        return False
    there = [cell for part in (earlier, later) if (cell := part.cells.get(place)) is not None]
    return not any(_is_stock(_text(cell), place, part) for cell in there for part in (earlier, later))


def _is_stock(text: str, place: Place, part: Part) -> bool:
    """Tell whether a text of one cell stands in another one of a file as well, or stood in the last report."""
    here = part.cells.get(place)
    times_here = int(here is not None and _text(here) == text)
    return text in part.before or part.texts.get(text, 0) > times_here


def _is_prose(answer: Answer) -> bool:
    return len(_text(answer)) >= _PROSE


def _is_reworded(answer: Answer, other: Answer | None) -> bool:
    return other is not None and fuzz.ratio(_text(answer), _text(other)) >= _REWORDED


def is_same(answer: Answer, other: Answer | None) -> bool:
    """Tell whether two cells say the same."""
    if other is None:
        return False
    return answer.written == other.written or (answer.value is not None and answer.value == other.value)
