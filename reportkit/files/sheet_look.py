"""How a sheet of any format looks, as far as a person made it so: colours, widths, notes, what is drawn. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportkit.address import Position
from reportkit.files.drawings import Drawing
from reportkit.files.struck_cells import Runs, StruckCell


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a cell looks.

    Attributes:
        fill: colour behind the text as RRGGBB, "" for none.
        color: colour of the text as RRGGBB, "" for the usual one.
        bold: True where the text is bold.
        italic: True where it leans.
        struck: True where it is struck through.
        boxed: True where there are lines around the cell.
    """

    fill: str = ""
    color: str = ""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    boxed: bool = False


PLAIN = CellLook()


@dataclass(frozen=True, slots=True)
class SheetLook:
    """How one sheet looks; rows and columns count from 0.

    Attributes:
        cells: looks of those cells that do not look plain.
        widths: of columns, in characters.
        heights: of rows that a person made higher or lower, in points.
        hidden: columns that are hidden.
        notes: what notes (comments) say, by the cell.
        drawing: what is drawn over the cells.
        struck: cells of whose text some runs are struck through and others are not.
    """

    cells: Mapping[Position, CellLook] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    notes: Mapping[Position, str] = field(default_factory=dict)
    drawing: Drawing = field(default_factory=Drawing)
    struck: Mapping[Position, StruckCell] = field(default_factory=dict)


@dataclass(slots=True)
class LookBuilder:
    """How a sheet looks, while it is walked; attributes as of `SheetLook`."""

    cells: dict[Position, CellLook] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    notes: dict[Position, str] = field(default_factory=dict)
    struck: dict[Position, StruckCell] = field(default_factory=dict)

    def note(self, place: Position, look: CellLook, runs: Runs | None = None) -> None:
        """Take in how a cell looks, and its text in runs, where these say more of a line through it."""
        if look != PLAIN:
            self.cells[place] = look
        found = runs.of_cell(is_struck=look.struck) if runs is not None and len(runs.runs) > 1 else None
        if found is not None:
            self.struck[place] = found

    def look(self, drawing: Drawing) -> SheetLook:
        """Return what was gathered, with what is drawn over the sheet."""
        hidden = frozenset(self.hidden)
        return SheetLook(self.cells, self.widths, self.heights, hidden, self.notes, drawing, self.struck)
