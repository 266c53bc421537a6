"""Which task of one version of a list is which of another: by number, by wording, or by both. Pure."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from reportkit.model import Task
from reportkit.text import fold

T = TypeVar("T")

_ALIKE = 50.0
"""Likeness in percent from which two wordings under one number are one task: half of it may be written anew."""
_SAME_LIST = 1 / 3
"""Share of the shorter list that must be found again for two lists to be versions of one."""


def pair(ones: Sequence[Task], others: Sequence[Task]) -> dict[int, int]:
    """Return places in `others` -> places in `ones` of the tasks that are the same.

    A task is the same where number and wording agree; else where the wording does, as numbers move when a task is
    put between others; else where the number does, for then the task was written anew.
    """
    folds = [[fold(task.work) for task in side] for side in (ones, others)]
    found: dict[int, int] = {}
    numbered = _places(ones, lambda task: task.no)
    for there, task in enumerate(others):
        here = numbered.get(task.no)
        if here is not None and _alike(folds[0][here], folds[1][there]):
            found[there] = here
    for key in (lambda side, at: folds[side][at], lambda side, at: (ones, others)[side][at].no):
        taken = frozenset(found.values())
        free = {key(0, here): here for here in reversed(range(len(ones))) if here not in taken}
        for there in range(len(others)):
            if there not in found and key(1, there) in free:
                found[there] = free.pop(key(1, there))
    return found


def is_same_list(ones: Sequence[Task], others: Sequence[Task]) -> bool:
    """Tell whether two lists are versions of one: enough of their tasks have wordings that are alike."""
    pairs = pair(ones, others).items()
    same = sum(_alike(fold(ones[here].work), fold(others[there].work)) for there, here in pairs)
    return same >= _SAME_LIST * min(len(ones), len(others))


def through(middle: Mapping[int, int], right: Mapping[int, int]) -> dict[int, int]:
    """Return right -> left where both stand for one in the middle: `middle` is left -> middle, `right` the like."""
    left = {between: here for here, between in middle.items()}
    return {there: left[between] for there, between in right.items() if between in left}


def _places(items: Sequence[T], key: Callable[[T], Hashable]) -> dict[Hashable, int]:
    return {key(item): at for at, item in reversed(list(enumerate(items)))}


def _alike(one: str, other: str) -> bool:
    return one == other or fuzz.ratio(one, other) >= _ALIKE
