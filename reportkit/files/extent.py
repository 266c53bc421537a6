"""How much room a workbook takes in a library that lays out every cell, known before one sees it. Pure."""

from collections.abc import Mapping

from reportkit.address import areas_of, position_of
from reportkit.files.xml_events import as_count, parse_xml


def extent(parts: Mapping[str, bytes]) -> int:
    """Return how many cells the sheets of a workbook have between A1 and their last ones, and below their links.

    A merged range is not counted; a cell is that holds nothing and only looks like something.

    Args:
        parts: the parts of a package in Office Open XML.

    Raises:
        XmlError: a sheet is damaged.
    """
    found = 0
    for path, part in parts.items():
        if path.lower().startswith("xl/worksheets/") and path.lower().endswith(".xml"):
            sheet = _Extent()
            parse_xml(part, sheet.start)
            found += sheet.cells
    return found


class _Extent:
    """Counts the cells of one sheet."""

    def __init__(self) -> None:
        self._row = self._column = self._last_row = self._last_column = -1
        self._linked = self._rows = 0

    @property
    def cells(self) -> int:
        """How many there are."""
        return max((self._last_row + 1) * (self._last_column + 1), self._rows) + self._linked

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take what begins here."""
        match name:
            case "row":
                self._row, self._column = as_count(attributes.get("r"), self._row + 2) - 1, -1
                self._rows += 1
            case "c":
                place = position_of(attributes["r"]) if "r" in attributes else None
                self._row, self._column = place or (max(self._row, 0), self._column + 1)
                self._last_row = max(self._last_row, self._row)
                self._last_column = max(self._last_column, self._column)
            case "hyperlink":
                for top, left, bottom, right in areas_of(attributes.get("ref", "")):
                    self._linked += (bottom - top + 1) * (right - left + 1)
            case _:
                pass
