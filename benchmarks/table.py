"""The one table: a line for each thing that was measured, beside what it is held against and what is wanted."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADINGS = ("step", "of", "held against", "floor", "ours", "ratio", "goal", "exponent", "peak MB")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table.

    Attributes:
        step: what was done.
        of: how much of it, or when.
        against: what it is held against, "" for nothing.
        floor: what that takes, in `unit`; None for nothing.
        ours: what reportkit takes, in `unit`.
        unit: s and ms are of the processors, of the whole tree of processes; MB, KB.
        ratio: the most that `ours` may be of `floor`, None where nothing is said.
        most: the most that `ours` may be, None where nothing is said.
        exponent: by which power of the number of units the cost grows, start-up apart; None where it is not asked.
        steepest: the most that the exponent may be, None where nothing is said.
        peak: bytes that the tree of processes held at most, 0 where it is not told.
    """

    step: str
    of: str
    against: str
    floor: float | None
    ours: float
    unit: str = "s"
    ratio: float | None = None
    most: float | None = None
    exponent: float | None = None
    steepest: float | None = None
    peak: int = 0

    @property
    def share(self) -> float | None:
        """What is ours of the floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def goals(self) -> tuple[tuple[str, bool], ...]:
        """Each goal in words, and whether it is reached."""
        said = []
        if self.ratio is not None and self.share is not None:
            said.append((f"{self.ratio:g}", self.share <= self.ratio))
        if self.most is not None:
            said.append((f"{self.most:g} {self.unit}", self.ours <= self.most))
        if self.steepest is not None and self.exponent is not None:
            said.append((f"n^{self.steepest:g}", self.exponent <= self.steepest))
        return tuple(said)

    def cells(self) -> tuple[str, ...]:
        """Return what stands in the columns."""
        return (
            self.step,
            self.of,
            self.against,
            _amount(self.floor, self.unit),
            _amount(self.ours, self.unit),
            f"{self.share:.2f}" if self.share is not None else "",
            ", ".join(f"{words} {'reached' if met else 'MISSED'}" for words, met in self.goals),
            f"{self.exponent:.2f}" if self.exponent is not None else "",
            f"{self.peak / 1e6:.0f}" if self.peak else "",
        )


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value:.{2 if abs(value) < 10 else 1}f} {unit}"


def printed(lines: Iterable[Line]) -> str:
    """Return the table as Markdown that reads well as it stands."""
    rows = [HEADINGS, *(line.cells() for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    texts = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([texts[0], rule, *texts[1:]])


def exponent(few: tuple[int, float], many: tuple[int, float]) -> float | None:
    """Return by which power a cost grows, None where it is too small to tell.

    Args:
        few: a number of units and what they cost, start-up apart.
        many: more units and what they cost, start-up apart.
    """
    if few[1] <= 0 or many[1] <= 0 or few[0] == many[0]:
        return None
    return math.log(many[1] / few[1]) / math.log(many[0] / few[0])


def missed(lines: Sequence[Line]) -> list[str]:
    """Return the steps that miss a goal."""
    return [f"{line.step}, {line.of}" for line in lines for _, met in line.goals if not met]
