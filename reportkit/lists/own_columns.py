"""Columns of a list that reportkit does not need: carried into the master as columns of the office's own. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportkit.model import OwnCell, OwnColumn

_SHEET = "tasks"


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """Columns of a list that are carried along.

    Attributes:
        headings: their headings, in the order of their columns.
    """

    headings: tuple[str, ...] = ()

    @classmethod
    def of(cls, rows: Iterable[Sequence[tuple[str, str]]]) -> "OwnColumns":
        """Return the columns that any task has something in; what a task says is (heading, text)."""
        return cls(tuple(dict.fromkeys(heading for row in rows for heading, _ in row)))

    @property
    def columns(self) -> tuple[OwnColumn, ...]:
        """The columns of the master."""
        return tuple(OwnColumn(_SHEET, self._name(heading), heading) for heading in self.headings)

    def cells(self, row: Iterable[tuple[str, str]]) -> tuple[OwnCell, ...]:
        """Return the cells of a task."""
        return tuple(OwnCell(self._name(heading), text) for heading, text in row)

    def _name(self, heading: str) -> str:
        return f"own{self.headings.index(heading) + 1}"
