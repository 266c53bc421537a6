"""What stands behind the values of a sheet: formulas, error cells, number formats, hidden rows, lists. Pure.

The reader of values gives `#REF!` and a formula that was never calculated as an empty cell, and no number format. For
each kind of file a scanner of its own finds them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportkit.address import Area, Position
from reportkit.files.number_formats import is_percent


@dataclass(frozen=True, slots=True)
class SheetDetails:
    """What stands behind the values of one sheet.

    Attributes:
        name: of the sheet, "" where it was scanned alone.
        formulas: text of the formula by place.
        uncalculated: places of formulas without a saved result.
        errors: `#REF!` by place.
        formats: number format by place, where it is not General.
        merged: merged ranges, of those kinds of files of which the reader of values does not tell them.
        hidden_rows: rows that are hidden or filtered away.
        lists: ranges that have a drop-down list.
    """

    name: str = ""
    formulas: Mapping[Position, str] = field(default_factory=dict)
    uncalculated: frozenset[Position] = frozenset()
    errors: Mapping[Position, str] = field(default_factory=dict)
    formats: Mapping[Position, str] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    lists: tuple[Area, ...] = ()

    def has_list(self, place: Position) -> bool:
        """Tell whether a cell has a drop-down list."""
        return any(a <= place[0] <= c and b <= place[1] <= d for a, b, c, d in self.lists)

    def is_percent(self, place: Position) -> bool:
        """Tell whether a cell shows its number times a hundred."""
        return is_percent(self.formats.get(place, ""))
