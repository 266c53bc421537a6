"""What the visible cells of a row say of the task or the target that it reports on: each cell has a vote. Pure.

A number, an indicator, an aim and a measure count once each. The wording of a task counts twice where it is that of
one task and unlike the wording of the other: nobody types a whole wording by chance. What else a form shows of a
task, its project, leaders and units, counts only beside no wording that is on the list, where it is all of other tasks
than the key's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from rapidfuzz import fuzz

from reportkit.language.amounts import plain_text, read_amount
from reportkit.language.text import fold, fold_prose
from reportkit.model import Master, Target, Task
from reportkit.returns.finding import ReturnedTable
from reportkit.returns.locked import details_of
from reportkit.returns.printed import Printed
from reportkit.shown import brief_wording, list_numbers

K = TypeVar("K", int, str)

Place = tuple[int, int]
"""Number of a task and of one of its targets, 0 for the task itself."""

_SAME_WORDING = 85.0
"""Likeness, of 100, from which two wordings are the same task."""
OUTVOTED = 2
"""How many votes more make a row another one than its key says, and one without a key what they name."""
_SINGLE, _WORDING, _DETAILS, _KEY = 1, 2, 2, 1


@dataclass(frozen=True, slots=True)
class Vote:
    """What one cell says.

    Attributes:
        column: ASCII name of its column.
        places: those that it speaks for; none where it names nothing on the list.
        weight: how much it counts.
    """

    column: str
    places: frozenset[Place]
    weight: int = _SINGLE


@dataclass(frozen=True)
class RowVotes:
    """What the visible cells of a row say together.

    Attributes:
        votes: one a cell that is filled.
    """

    votes: tuple[Vote, ...]

    def columns(self, place: Place) -> frozenset[str]:
        """Return the columns that speak for a place."""
        return frozenset(vote.column for vote in self.votes if place in vote.places)

    def without(self, column: str) -> "RowVotes":
        """Return the votes of the other columns."""
        return RowVotes(tuple(vote for vote in self.votes if vote.column != column))

    @property
    def is_split_by_number(self) -> bool:
        """True where the number names none of the tasks that the other cells name."""
        numbers = [vote.places for vote in self.votes if vote.column == "no"]
        others = [vote.places for vote in self.votes if vote.column != "no" and vote.places]
        return bool(numbers and others) and numbers[0].isdisjoint(frozenset().union(*others))

    def weight(self, place: Place) -> int:
        """Return how much speaks for a place."""
        return sum(vote.weight for vote in self.votes if place in vote.places)

    def against(self, place: Place) -> int:
        """Return how much speaks against a place: what names another, or nothing on the list."""
        return sum(vote.weight for vote in self.votes if place not in vote.places)

    def outvoting(self, own: Place) -> Place | None:
        """Return the one place that outvotes the key of a row, which has a vote for `own`; None where none does."""
        others = (pair for pair in self.weights.most_common(3) if pair[0] != own)
        (first, most), (_, next_most) = (*others, (own, 0), (own, 0))[:2]
        is_clear = next_most < most > self.against(first) + _KEY
        return first if is_clear and most - self.weights[own] >= OUTVOTED else None

    def ahead_of(self, own: Place, places: Iterable[Place]) -> frozenset[Place]:
        """Return the places for which more speaks than for `own`, but for its key."""
        mine = self.weight(own)
        return frozenset(place for place in places if self.weight(place) > mine)

    def denies(self, own: Place) -> bool:
        """Tell whether more speaks against a place than for it."""
        return self.against(own) > self.weight(own)

    @cached_property
    def weights(self) -> Counter[Place]:
        """How much speaks for each place that anything speaks for."""
        found: Counter[Place] = Counter()
        for vote in self.votes:
            for place in vote.places:
                found[place] += vote.weight
        return found


@dataclass(frozen=True)
class Electorate:
    """The tasks, or the targets, of a list by what their cells show; each is worked out once, when it is asked for.

    Attributes:
        master: the list.
        targets: True for the rows of targets.
    """

    master: Master
    targets: bool

    @cached_property
    def _places(self) -> dict[Place, tuple[Task, Target | None]]:
        tasks = self.master.tasks
        if not self.targets:
            return {(task.no, 0): (task, None) for task in tasks}
        return {(task.no, target.no): (task, target) for task in tasks for target in self.master.targets_of(task.no)}

    @cached_property
    def _of_task(self) -> dict[int, frozenset[Place]]:
        return _grouped((place[0], place) for place in self._places)

    @cached_property
    def _of_code(self) -> dict[str, int]:
        """The numbers of tasks by the list's own numbers, as columns of the office's own show them: 1.1, C1."""
        return {code: no for no, codes in list_numbers(self.master).items() for code in codes}

    @cached_property
    def _of_wording(self) -> dict[str, frozenset[Place]]:
        return _grouped((text, place) for place, (task, _) in self._places.items() for text in self._wordings(task))

    @cached_property
    def _of_indicator(self) -> dict[str, frozenset[Place]]:
        return _grouped((fold_prose(target.indicator), place) for place, target in self._each_target())

    @cached_property
    def _of_aim(self) -> dict[str, frozenset[Place]]:
        aims = ((target.value, place) for place, target in self._each_target())
        return _grouped((plain_text(value), place) for value, place in aims if value is not None)

    @cached_property
    def _of_measure(self) -> dict[str, frozenset[Place]]:
        return _grouped((fold(target.measure), place) for place, target in self._each_target())

    @cached_property
    def _of_details(self) -> dict[str, dict[str, frozenset[Place]]]:
        """The places by what a form shows of a task beside its number and its wording, by column."""
        found: dict[str, list[tuple[str, Place]]] = {}
        for place, (task, _) in self._places.items():
            for column, _, texts in details_of(task, self.master):
                found.setdefault(column, []).extend((fold_prose(text), place) for text in texts)
        return {column: _grouped(pairs) for column, pairs in found.items()}

    def _each_target(self) -> Iterator[tuple[Place, Target]]:
        return ((place, target) for place, (_, target) in self._places.items() if target is not None)

    def _wordings(self, task: Task) -> set[str]:
        """Return a task's wording as it is compared: whole, and beside targets cut as well."""
        texts = {task.work, brief_wording(task)} if self.targets else {task.work}
        return {fold_prose(text) for text in texts}

    def votes(
        self, table: ReturnedTable, row: int, own: Place | None, printed: Printed, *, is_numbered: bool
    ) -> RowVotes:
        """Return what the cells of a row say.

        Args:
            table: the table.
            row: from 0.
            own: the place that the row's key names, None where it has none.
            printed: what forms said when they went out; the list may have been changed since.
            is_numbered: False where the numbers of the table are not the list's and say nothing.
        """
        no = self._number(table, row, is_numbered=is_numbered)
        votes = [Vote("no", self._of_task.get(no, frozenset()))] if no else []
        votes += self._wording_vote(table, row, no, own, printed)
        if self.targets:
            votes += self._target_votes(table, row, printed)
        elif not any(vote.places for vote in votes if vote.column == "work"):
            votes += self._details_vote(table, row, own)
        is_nameless = not votes and table.text(row, "no") != ""
        return RowVotes((Vote("no", frozenset()),) if is_nameless else tuple(votes))

    def _number(self, table: ReturnedTable, row: int, *, is_numbered: bool) -> int:
        """Return the number of the task that a row names by its number, ours or the list's own; 0 where it has none."""
        own = self._of_code.get(fold(table.text(row, "no")), 0)
        return own or ((table.number(row, "no") or 0) if is_numbered else 0)

    def _target_votes(self, table: ReturnedTable, row: int, printed: Printed) -> Iterator[Vote]:
        indicator, aim, measure = (table.text(row, column) for column in ("indicator", "value", "measure"))
        amount = read_amount(aim)
        keys = (
            ("indicator", self._of_indicator, fold_prose(indicator)),
            ("value", self._of_aim, aim if amount is None else plain_text(amount.value)),
            ("measure", self._of_measure, fold(measure)),
        )
        said = ((column, known.get(key, frozenset()), key) for column, known, key in keys if key)
        return (Vote(column, places | printed.places(column, key, targets=True)) for column, places, key in said)

    def _details_vote(self, table: ReturnedTable, row: int, own: Place | None) -> Iterator[Vote]:
        """Yield the vote of the cells beside number and wording, where they all are those of other tasks."""
        texts = ((column, fold_prose(table.text(row, column))) for column in self._of_details)
        said = [self._of_details[column].get(text, frozenset()) for column, text in texts if text]
        others = frozenset.intersection(*said) if said and own is not None else frozenset()
        if others and own not in others:
            yield Vote("project", others, _DETAILS)

    def _wording_vote(
        self, table: ReturnedTable, row: int, no: int, own: Place | None, printed: Printed
    ) -> Iterator[Vote]:
        """Yield the vote of the wording: for the tasks of which it is, else for the one named that it is most like."""
        work = fold_prose(table.text(row, "work"))
        if not work:
            return
        mine = own[0] if own is not None else 0
        exact = self._of_wording.get(work, frozenset()) | printed.places("work", work, targets=self.targets)
        if exact:
            is_alike = any(place[0] == mine for place in exact) or self._likeness(work, mine) >= _SAME_WORDING
            yield Vote("work", exact, _SINGLE if is_alike else _WORDING)
            return
        likeness, best = max(((self._likeness(work, task), task) for task in (mine, no)), key=lambda pair: pair[0])
        yield Vote("work", self._of_task.get(best, frozenset()) if likeness >= _SAME_WORDING else frozenset())

    def _likeness(self, work: str, no: int) -> float:
        task = self.master.task(no) if no else None
        return max(fuzz.ratio(work, text) for text in self._wordings(task)) if task else 0.0


def _grouped(pairs: Iterable[tuple[K, Place]]) -> dict[K, frozenset[Place]]:
    """Return the places by what they have in common."""
    found: dict[K, set[Place]] = {}
    for key, place in pairs:
        found.setdefault(key, set()).add(place)
    return {key: frozenset(places) for key, places in found.items()}
