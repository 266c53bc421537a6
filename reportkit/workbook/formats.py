"""How cells of a workbook that is written look: one format of XlsxWriter's a style."""

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from reportkit.workbook.style import HouseStyle, Style


class Formats:
    """The formats of a workbook.

    Args:
        book: the workbook.
        house_style: how the office wants it to look.
    """

    def __init__(self, book: Workbook, house_style: HouseStyle) -> None:
        self._book = book
        self.house_style = house_style
        self._formats: dict[Style, Format] = {}
        self._differences: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, style: Style) -> Format:
        """Return XlsxWriter's format of a style; one a style."""
        if style not in self._formats:
            self._formats[style] = self._book.add_format(self.house_style.of(style).properties())
        return self._formats[style]

    def difference(self, properties: Mapping[str, object]) -> Format:
        """Return a format of just these properties, for conditional formats."""
        fill = properties.get("bg_color")
        if isinstance(fill, str):
            properties = {**properties, "bg_color": self.house_style.fill(fill)}
        key = tuple(sorted(properties.items()))
        if key not in self._differences:
            self._differences[key] = self._book.add_format(dict(properties))
        return self._differences[key]
