"""Which cells of an OpenDocument show numbers below zero in a colour of their own, as `0;[Red]0` does. Pure.

OpenDocument 1.3, part 3, 16.29: the style of a cell names a style of numbers, whose text may have a colour. Where parts
of the range are shown by other styles (`style:map`), its own is that of the rest.
"""

from collections.abc import Mapping

from reportkit.files.xml_events import as_count, attribute_of

_OF_NUMBERS = frozenset({"number-style", "percentage-style", "currency-style"})


class NumberColours:
    """Takes in the styles of `content.xml`, and the columns of a table at a time."""

    def __init__(self) -> None:
        self._of_cells: dict[str, str] = {}
        self._coloured: set[str] = set()
        self._split: set[str] = set()
        self._open = ""
        self._columns: list[tuple[int, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        match name:
            case "style":
                self._open = ""
                self._of_cells[attribute_of(attributes, "name")] = attribute_of(attributes, "data-style-name")
            case "text-properties" if self._open and attribute_of(attributes, "color"):
                self._coloured.add(self._open)
            case "map" if self._open and ">" in attribute_of(attributes, "condition"):
                self._split.add(self._open)
            case "table-column":
                many = as_count(attribute_of(attributes, "number-columns-repeated"), 1)
                end = (self._columns[-1][0] if self._columns else 0) + many
                self._columns.append((end, attribute_of(attributes, "default-cell-style-name")))
            case _ if name in _OF_NUMBERS:
                self._open = attribute_of(attributes, "name")
            case _:
                pass

    def start_table(self) -> None:
        """Take in the beginning of a table."""
        self._columns = []

    def tell(self, style: str, column: int) -> bool:
        """Tell whether a cell shows a number below zero, and no other, in a colour.

        Args:
            style: the style of the cell, "" where that of its column holds.
            column: the column, from 0.
        """
        usual = next((name for end, name in self._columns if column < end), "")
        shown_by = self._of_cells.get(style or usual, "")
        return shown_by in self._coloured and shown_by in self._split
