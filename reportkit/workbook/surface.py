"""Rows, columns and paper of a sheet that is written."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from reportkit.language.text import cut, visible
from reportkit.workbook.formats import Formats
from reportkit.workbook.heights import MAX_HEIGHT
from reportkit.workbook.refused import BookError
from reportkit.workbook.style import PAPERS, Style

_MAX_PAGE_TEXT = 60
_USUAL_HEIGHT, _USUAL_WIDTH = 15.0, 8.43
_MARGINS = (0.5, 0.5, 0.6, 0.7)  # left, right, top, bottom, in inches
_SURE = 0.96
"""How much of a page is planned with: printers differ in what they leave free."""
_TYPED = Style()
"""How a cell looks that someone fills who has found no style there."""


def page_text(text: str) -> str:
    """Return a text as it stands at the head or foot of a page, where `&` begins a code and a digit may end one."""
    found = cut(visible(text), _MAX_PAGE_TEXT).replace("&", "&&")
    return f" {found}" if found[:1].isdigit() else found


class GrowingWorksheet(Worksheet):
    """XlsxWriter's sheet, with rows whose height Excel goes on fitting: they have a height, but no customHeight."""

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()
        self.part = ""
        """What was written for it, or is to be written as it is."""

    def _assemble_xml_file(self) -> None:
        if self.part:
            stream: Any = self.fh
            stream.write(self.part)
        else:
            super()._assemble_xml_file()

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:  # noqa: ANN401 - XlsxWriter's own
        if tag == "row" and dict(attributes)["r"] - 1 in self.growing:
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - XlsxWriter's own
        """Return a formula without its equals sign, and nothing else changed.

        XlsxWriter would search each of them thirty times for functions younger than our formulas use, in their quoted
        texts too: a third of the time that a workbook takes.
        """
        return formula.removeprefix("=")


class Surface:
    """Rows, columns and paper of a sheet: how large its cells are, and how they are divided among pages."""

    def __init__(self, formats: Formats, sheet: GrowingWorksheet, name: str) -> None:
        self._formats = formats
        self._sheet = sheet
        self.name = name
        self._heights: dict[int, float] = {}
        self._widths: dict[int, float] = {}
        self._levels: dict[int, int] = {}

    def column(self, column: int, width: float, *, hidden: bool = False, level: int = 0) -> None:
        """Set the width of a column in characters."""
        options = {"hidden": int(hidden), "level": level}
        self._widths[column], self._levels[column] = 0.0 if hidden else width, level
        plain = self._formats.of(_TYPED)
        self._require(self._sheet.set_column(column, column, width, plain, options))

    def widen(self, column: int, width: float) -> None:
        """Make a column that is seen at least so many characters wide."""
        if 0 < self._widths.get(column, 0.0) < width:
            self.column(column, width, level=self._levels.get(column, 0))

    def row(self, row: int, height: float | None = None, *, hidden: bool = False, grows: bool = False) -> None:
        """Set the height of a row in points (at most 409).

        A row that `grows` becomes taller by itself as someone types; any other keeps its height.
        """
        tall = None if height is None else min(height * self._formats.house_style.growth, MAX_HEIGHT)
        if grows:
            self._sheet.growing.add(row)
        self._heights[row] = 0.0 if hidden else tall or _USUAL_HEIGHT
        self._require(self._sheet.set_row(row, tall, None, {"hidden": int(hidden)}))

    def freeze(self, row: int, column: int, *, left: int | None = None) -> None:
        """Keep the rows above `row` and the columns left of `column` in sight; `left` is the first one beside them."""
        self._sheet.freeze_panes(row, column, row, column if left is None else left)

    def page_setup(  # noqa: PLR0913 - a page has that many sides
        self,
        *,
        a3: bool = False,
        landscape: bool = True,
        repeat: tuple[int, int] | None = None,
        footer: str = "",
        header: str = "",
        pages_tall: int = 0,
        centered: bool = True,
    ) -> None:
        """Set up printing: one page wide, page numbers, `repeat` (first, last) rows on every page.

        Args:
            a3: A3 instead of A4, or what the office has for them.
            landscape: broad side up.
            repeat: rows repeated on every page.
            footer: XlsxWriter's footer text, `&P` the page, `&N` their number.
            header: likewise for the head.
            pages_tall: 0 for as many pages as it takes.
            centered: centred between the margins.
        """
        sheet = self._sheet
        sheet.set_paper(self._paper(a3=a3)[0])
        if landscape:
            sheet.set_landscape()
        else:
            sheet.set_portrait()
        sheet.fit_to_pages(1, pages_tall)
        left, right, top, bottom = _MARGINS
        sheet.set_margins(left=left, right=right, top=top, bottom=bottom)
        if centered:
            sheet.center_horizontally()
        if repeat:
            sheet.repeat_rows(*repeat)
        if header:
            sheet.set_header(visible(header))
        sheet.set_footer(visible(footer) or "&C&P / &N")

    def area(self, last_row: int, last_column: int) -> None:
        """Print nothing beyond this cell."""
        self._require(self._sheet.print_area(0, 0, last_row, last_column))

    @property
    def printed(self) -> str:
        """What is printed of the sheet, as the workbook names it."""
        return str(self._sheet.print_area_range)

    def print_as(self, part: str, printed: str) -> None:
        """Have the sheet be a part that was written before, of which so much is printed."""
        self._sheet.part, self._sheet.print_area_range = part, printed

    def breaks(self, rows: Sequence[int]) -> None:
        """Begin a new page at each of these rows."""
        if rows:
            self._sheet.set_h_pagebreaks(list(rows))

    def heights(self, last_row: int) -> list[float]:
        """Return the heights of the rows down to this one, in points."""
        return [self._heights.get(row, _USUAL_HEIGHT) for row in range(last_row + 1)]

    def page(self, last_column: int, *, a3: bool = False) -> tuple[float, float]:
        """Return how much smaller a landscape page prints the columns up to this one, and how many points it holds.

        Columns are as wide as `MEASURE` makes them everywhere.
        """
        left, right, top, bottom = _MARGINS
        _, broad, high = self._paper(a3=a3)
        pixels = sum(int(self._widths.get(n, _USUAL_WIDTH) * 7 + 5) for n in range(last_column + 1) if self._is_seen(n))
        scale = min(1.0, int((broad - (left + right) * 72) / (pixels * 0.75) * 100) / 100)
        return scale, (high - (top + bottom) * 72) / scale * _SURE

    def _paper(self, *, a3: bool) -> tuple[int, float, float]:
        return PAPERS[self._formats.house_style.paper][int(a3)]

    def _is_seen(self, column: int) -> bool:
        return self._widths.get(column, _USUAL_WIDTH) > 0

    def _require(self, result: Any) -> None:  # noqa: ANN401 - XlsxWriter returns 0, None or an object
        if isinstance(result, int) and result < 0:
            raise BookError(f"sheet {self.name!r}: XlsxWriter refused with {result}")
