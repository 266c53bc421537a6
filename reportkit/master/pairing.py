"""Which task of one version of a list is which of another: by number, by wording, or by both. Pure."""

from collections.abc import Hashable, Mapping, Sequence

from rapidfuzz import fuzz

from reportkit.language.text import fold
from reportkit.model import Task

_ALIKE = 50.0
"""Likeness in percent from which two wordings under one number are one task: half of it may be written anew."""
_SAME_LIST = 1 / 3
"""Share of the shorter list that must be found again for two lists to be versions of one."""


def pair(ones: Sequence[Task], others: Sequence[Task], *, anew: bool = True) -> dict[int, int]:
    """Return places in `others` -> places in `ones` of the tasks that are the same.

    A task is the same where number and wording agree; else where the wording does, as numbers move when a task is
    put between others; else where the number does, for then the task was written anew.

    Args:
        ones: tasks of one list.
        others: tasks of the other.
        anew: False where one number with two wordings is two tasks.
    """
    folds = _folds(ones), _folds(others)
    found = _matched(_agreeing(ones, others, folds), *folds)
    return _matched(found, [task.no for task in ones], [task.no for task in others]) if anew else found


def _folds(tasks: Sequence[Task]) -> list[str]:
    return [fold(task.work) for task in tasks]


def _agreeing(ones: Sequence[Task], others: Sequence[Task], folds: tuple[list[str], list[str]]) -> dict[int, int]:
    """Return places in `others` -> places in `ones` of the tasks whose number and wording agree."""
    found: dict[int, int] = {}
    numbered = {task.no: here for here, task in reversed(list(enumerate(ones)))}
    for there, task in enumerate(others):
        here = numbered.get(task.no)
        if here is not None and _alike(folds[0][here], folds[1][there]):
            found[there] = here
            del numbered[task.no]
    return found


def _matched(found: Mapping[int, int], ones: Sequence[Hashable], others: Sequence[Hashable]) -> dict[int, int]:
    """Return `found` with the tasks that it does not have and whose keys are the same, each once."""
    taken = frozenset(found.values())
    free = {key: here for here, key in reversed(list(enumerate(ones))) if here not in taken}
    more = {there: free.pop(key) for there, key in enumerate(others) if there not in found and key in free}
    return {**found, **more}


def is_same_list(ones: Sequence[Task], others: Sequence[Task]) -> bool:
    """Tell whether two lists are versions of one: enough of their tasks have wordings that are alike."""
    pairs = pair(ones, others).items()
    same = sum(_alike(fold(ones[here].work), fold(others[there].work)) for there, here in pairs)
    return same >= _SAME_LIST * min(len(ones), len(others))


def is_same_task(one: Task, other: Task) -> bool:
    """Tell whether what two lists have under one number is one task: their wordings are alike."""
    return _alike(fold(one.work), fold(other.work))


def through(middle: Mapping[int, int], right: Mapping[int, int]) -> dict[int, int]:
    """Return right -> left where both stand for one in the middle: `middle` is left -> middle, `right` the like."""
    left = {between: here for here, between in middle.items()}
    return {there: left[between] for there, between in right.items() if between in left}


def _alike(one: str, other: str) -> bool:
    return one == other or fuzz.ratio(one, other) >= _ALIKE
