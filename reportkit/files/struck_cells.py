"""What is struck through in the cells of workbooks, and what is left of their texts without it. Pure.

A reader of values gives what is struck through like any other text. A cell may be struck through as a whole, by its
style, and each run of its text by one of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from reportkit.address import Position


@dataclass(frozen=True, slots=True)
class StruckCell:
    """A cell of which something is struck through.

    Attributes:
        kept: what is left of its text, "" where all of it is struck through.
        struck: what is struck through, None for all that the reader of values gives.
        is_sure: False where only the program that shows it can tell whether there is a line.
    """

    kept: str = ""
    struck: str | None = None
    is_sure: bool = True

    def left_of(self, text: str) -> str:
        """Return what is left of the text that the reader of values gives."""
        return self.kept if text else ""

    def struck_of(self, text: str) -> str:
        """Return what is struck through in the text that the reader of values gives."""
        return text if self.struck is None or not self.kept else self.struck


StruckCells = Mapping[str, Mapping[Position, StruckCell]]
"""The cells of which something is struck through, by name of the sheet and place."""


@dataclass(slots=True)
class Runs:
    """A text in runs.

    Attributes:
        runs: each with what it says of itself: that it is struck through or is not, or None to leave that to its cell.
    """

    runs: list[tuple[str, bool | None]] = field(default_factory=list)

    @classmethod
    def begun_at(cls, text: str, begins: Iterable[tuple[int, bool]]) -> "Runs":
        """Return a text whose runs are known by where they begin in UTF-16, each with whether it is struck through."""
        units = text.encode("utf-16-le", "surrogatepass")
        marks = [(0, None), *begins, (len(units), None)]
        pieces = ((units[2 * start : 2 * stop], own) for (start, own), (stop, _) in pairwise(marks))
        return cls([(piece.decode("utf-16-le", "replace"), own) for piece, own in pieces])

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(text for text, _ in self.runs)

    def of_cell(self, *, is_struck: bool) -> StruckCell | None:
        """Return the cell that holds the text, None where nothing of it is struck through."""
        runs = [(text, is_struck if own is None else own) for text, own in self.runs]
        kept, struck = ("".join(text for text, gone in runs if gone is wanted) for wanted in (False, True))
        if not struck.strip():
            return None
        return StruckCell(kept.strip(), struck.strip())
