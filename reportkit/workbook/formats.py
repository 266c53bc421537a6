"""How cells of a workbook that is written look: one format of XlsxWriter's a style."""

from collections.abc import Iterable, Mapping
from copy import copy
from functools import lru_cache
from typing import Any, cast

from xlsxwriter.format import Format

from reportkit.language.words import Lang
from reportkit.workbook.package import PackedWorkbook
from reportkit.workbook.style import HouseStyle, Style, font_in, number_in

# The font whose digits column widths are counted in: 7 pixels in Excel, WPS and LibreOffice alike, which have it or
# one that measures the same; with 宋体, columns would be a fifth wider wherever another font stands in for it.
MEASURE = {"font_name": "Arial", "font_size": 10}
_DEFAULTS = {**MEASURE, "theme_font_name": MEASURE["font_name"]}
"""What XlsxWriter gives each format of a workbook with this font."""


class Formats:
    """The formats of a workbook.

    A format is made once and copied into each workbook: sixty forms ask for the same forty. With the list of styles,
    which is likewise written once (`PackedWorkbook`), that is a fifth of the time that a form takes.

    Args:
        book: the workbook.
        house_style: how the office wants it to look.
        lang: of its fonts.
    """

    def __init__(self, book: PackedWorkbook, house_style: HouseStyle, lang: Lang) -> None:
        self._book = book
        self._lang = lang
        self.house_style = house_style
        self._formats: dict[Style, Format] = {}
        self._differences: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, style: Style) -> Format:
        """Return XlsxWriter's format of a style; one a style."""
        found = self._formats.get(style)
        if found is None:
            found = self._formats[style] = self._book.with_format(copy(_format_of(self.house_style, style, self._lang)))
        return found

    def difference(self, properties: Mapping[str, object]) -> Format:
        """Return a format of just these properties, for conditional formats."""
        fill = properties.get("bg_color")
        if isinstance(fill, str):
            properties = {**properties, "bg_color": self.house_style.fill(fill)}
        key = tuple(sorted(properties.items()))
        if key not in self._differences:
            self._differences[key] = self._book.with_format(copy(_difference(key)))
        return self._differences[key]

    def used(self) -> tuple[Style, ...]:
        """Return the styles of the cells that were written, in the order in which the package lists them."""
        numbers: dict[Style, Any] = {style: item.xf_index for style, item in self._formats.items()}
        listed = (style for style, number in numbers.items() if number is not None)
        return tuple(sorted(listed, key=numbers.__getitem__))

    def use(self, styles: Iterable[Style]) -> None:
        """Have the package list these styles next."""
        for style in styles:
            item: Any = self.of(style)
            item._get_xf_index()  # noqa: SLF001 - XlsxWriter gives the next number


@lru_cache(maxsize=512)
def _format_of(house_style: HouseStyle, style: Style, lang: Lang) -> Format:
    wanted = house_style.of(style)
    of_language = wanted.but(font=font_in(wanted.font, lang), number=number_in(wanted.number, lang))
    return _made(of_language.properties())


@lru_cache(maxsize=64)
def _difference(properties: tuple[tuple[str, object], ...]) -> Format:
    return _made(dict(properties))


def _made(properties: Mapping[str, object]) -> Format:
    """Return a format of no workbook yet, which knows the key by which XlsxWriter tells formats apart."""
    made: Any = Format({**_DEFAULTS, **properties})
    made._get_format_key()  # noqa: SLF001 - XlsxWriter remembers it
    return cast("Format", made)
