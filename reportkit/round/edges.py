"""What the door hands to a command: the workspace, the clock's moment, workers, and who shows how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from reportkit.disk.work import Workers
from reportkit.disk.workspace import Workspace
from reportkit.language.words import Words

T = TypeVar("T")


class Track(Protocol):
    """Shows how far long work has come while its items are taken one by one."""

    def __call__(self, items: Sequence[T], what: Words) -> Sequence[T]:
        """Return the items, to be taken one by one."""


def silent(items: Sequence[T], what: Words) -> Sequence[T]:  # noqa: ARG001 - the shape of Track
    """Return the items and show nothing."""
    return items


@dataclass(frozen=True, slots=True)
class Edges:
    """What the door hands to a command: all that it knows of the world around.

    Attributes:
        space: the workspace.
        moment: of the run, with the machine's time zone.
        workers: who reads what is bytes of others.
        track: shows how far long work has come.
    """

    space: Workspace
    moment: datetime
    workers: Workers
    track: Track = silent
