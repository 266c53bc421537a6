"""What an import onto an existing master changes, and who decides between a person's value and the list's.

Nothing here knows the disk. Pure.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from reportkit.model import Task
from reportkit.period import Period

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reworded:
    """A task whose wording the list changed.

    Attributes:
        no: its number in the master.
        was: the wording of the master until now.
        now: the wording of the list.
        kept: True where a person had edited the wording, which therefore stays.
    """

    no: int
    was: str
    now: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Altered:
    """A task of which the list changed more than the wording.

    Attributes:
        no: its number in the master from now on.
        columns: names of the columns that the list changed.
    """

    no: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Renumbered:
    """A task that bears another number.

    Attributes:
        was: its number until now.
        no: its number from now on.
    """

    was: int
    no: int


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import onto an existing master changes.

    Attributes:
        added: numbers of the tasks that the list has and the master had not.
        removed: tasks that the list has no longer, as the master had them.
        withdrawn: those of them that stay in the master, as they stand there: withdrawn.
        reworded: tasks whose wording the list changed.
        changed: tasks of which the list changed other columns.
        renumbered: tasks that bear another number.
        kept_edits: how many things a person edited and that stay as they are.
        other_list: True where this is another list, which takes the place of the old one.
        closing: periods of the rounds that it closes: they stay as they are.
    """

    added: tuple[int, ...] = ()
    removed: tuple[Task, ...] = ()
    withdrawn: tuple[Task, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    changed: tuple[Altered, ...] = ()
    renumbered: tuple[Renumbered, ...] = ()
    kept_edits: int = 0
    other_list: bool = False
    closing: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """What came of holding a person's value against the list's.

    Attributes:
        value: what stands in the master.
        edits: how much in it a person edited and stays.
    """

    value: T
    edits: int = 0


def pick(old: T, new: T, base: T | None, *, known: bool) -> Kept[T]:
    """Return the person's value where a person changed it, else the list's.

    Args:
        old: the value as it stands.
        new: the value of the list.
        base: the value of the last import.
        known: True where the last import had the thing at all; without it, what stands is a person's.
    """
    return Kept(new) if known and old == base else Kept(old, int(old != new))
