"""A sheet that is written: its cells, and what is laid over them."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter.chart import Chart

from reportkit.language.amounts import plain_text
from reportkit.language.text import MAX_CELL, cut, units, visible
from reportkit.workbook.formats import Formats
from reportkit.workbook.refused import BookError
from reportkit.workbook.style import Style
from reportkit.workbook.surface import GrowingWorksheet, Surface
from reportkit.workbook.whole_texts import WholeTexts

_MAX_PROMPT = 255
_MAX_ERROR = 224  # MS-OI29500 §2.1.613; XlsxWriter would let 255 pass
_MAX_TITLE = 32
_MAX_LINKS = 65_530
_MAX_PATH = 255
_IN_LINKS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "% #[]^{}`"})
"""Signs that mean something else in the target of a link; XlsxWriter escapes none where it sees one escaped."""
_MAX_FORMULA = 8_192  # Excel specifications and limits; a longer one makes it repair the workbook


class Sheet(Surface):
    """One sheet of a workbook being written; rows and columns count from 0."""

    def __init__(self, formats: Formats, whole: WholeTexts, sheet: GrowingWorksheet, name: str) -> None:
        super().__init__(formats, sheet, name)
        self._whole = whole
        self._links = 0

    def put(self, row: int, column: int, value: str | Decimal | float | date | None, style: Style) -> None:
        """Write a text, a number, a day or nothing; a text is never a formula or a link.

        Control characters are dropped. Of a text of more than 32,767 UTF-16 units, which no cell holds, the beginning
        stands here, says where all of it stands, and that is a sheet of its own. A number beyond what cells hold
        (1.8E+308) stands as text.
        """
        fmt = self._formats.of(style)
        match value:
            case None | "":
                self._require(self._sheet.write_blank(row, column, None, fmt))
            case bool():
                self._require(self._sheet.write_boolean(row, column, value, fmt))
            case str():
                held = self._whole.held(self.name, row, column, value)
                self._require(self._sheet.write_string(row, column, held, fmt))
            case datetime():
                self._require(self._sheet.write_datetime(row, column, value.replace(tzinfo=None), fmt))
            case date():
                moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - cells know no zone
                self._require(self._sheet.write_datetime(row, column, moment, fmt))
            case _ if math.isfinite(float(value)):
                self._require(self._sheet.write_number(row, column, float(value), fmt))
            case _:
                self._require(self._sheet.write_string(row, column, plain_text(Decimal(value)), fmt))

    def formula(self, row: int, column: int, formula: str, style: Style, value: str | float | Decimal) -> None:
        """Write a formula with its computed `value`, which viewers that do not calculate show."""
        self._fits(formula)
        cached = float(value) if isinstance(value, Decimal) else value
        if isinstance(cached, float) and not math.isfinite(cached):
            cached = plain_text(Decimal(value))
        if isinstance(cached, str):
            cached = cut(cached, MAX_CELL)
        self._require(self._sheet.write_formula(row, column, formula, self._formats.of(style), cached))

    def link(self, row: int, column: int, place: str, text: str, style: Style) -> None:
        """Write a link to `place` inside the workbook: `'Sheet'!A1`; beyond 65,530 on a sheet its text alone."""
        self._links += 1
        if self._links > _MAX_LINKS or units(visible(text)) > MAX_CELL:
            self.put(row, column, text, style)
            return
        self._require(self._sheet.write_url(row, column, f"internal:{place}", self._formats.of(style), visible(text)))

    def link_file(self, row: int, column: int, path: str, text: str, style: Style) -> None:
        """Write a link to a file, its path relative to the workbook's own folder, with forward slashes.

        Beyond 65,530 links on a sheet, or where the path is longer than Excel follows, the text alone.
        """
        self._links += 1
        if self._links > _MAX_LINKS or units(path) > _MAX_PATH or units(visible(text)) > MAX_CELL:
            self.put(row, column, text, style)
            return
        url = f"external:{path.translate(_IN_LINKS)}"
        self._require(self._sheet.write_url(row, column, url, self._formats.of(style), visible(text)))

    def rich(self, row: int, column: int, parts: Sequence[tuple[str, Style]], style: Style) -> None:
        """Write one text in several styles; with fewer than two parts it is an ordinary text."""
        solid = [(visible(text), part) for text, part in parts if text]
        if len(solid) < 2 or units("".join(text for text, _ in solid)) > MAX_CELL:
            self.put(row, column, "".join(text for text, _ in solid), style)
            return
        flat: list[Any] = []
        for text, part in solid:
            flat += [self._formats.of(part), text]
        self._require(self._sheet.write_rich_string(row, column, *flat, self._formats.of(style)))

    def merge(self, first: tuple[int, int], last: tuple[int, int], value: str | Decimal | float, style: Style) -> None:
        """Merge the cells from `first` to `last` (row, column) and write `value`; one cell needs no merging."""
        if first != last:
            self._require(self._sheet.merge_range(*first, *last, "", self._formats.of(style)))
        self.put(*first, value, style)

    def filter(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Put filter arrows on the heading row of a range."""
        self._require(self._sheet.autofilter(*first, *last))

    def list_of(  # noqa: PLR0913
        self,
        first: tuple[int, int],
        last: tuple[int, int],
        source: str,
        *,
        title: str = "",
        prompt: str = "",
        error: str = "",
        strict: bool = True,
    ) -> None:
        """Give a range a drop-down list from a sheet range (`=Lists!$A$2:$A$7`), never an inline one."""
        if not source.startswith("="):
            raise BookError(f"a drop-down needs a range, not {source!r}")
        options = {"validate": "list", "source": source, "error_type": "stop" if strict else "warning"}
        self.validation(first, last, options, title=title, prompt=prompt, error=error)

    def validation(  # noqa: PLR0913
        self,
        first: tuple[int, int],
        last: tuple[int, int],
        options: Mapping[str, object],
        *,
        title: str = "",
        prompt: str = "",
        error: str = "",
    ) -> None:
        """Give a range a validation in XlsxWriter's terms, its texts cut to what Excel takes."""
        full: dict[str, object] = dict(options)
        if prompt:
            full |= {"input_title": _cut(title, _MAX_TITLE), "input_message": _cut(prompt, _MAX_PROMPT)}
        if error:
            full |= {"error_title": _cut(title, _MAX_TITLE), "error_message": _cut(error, _MAX_ERROR)}
        self._require(self._sheet.data_validation(*first, *last, full))

    def condition(
        self, first: tuple[int, int], last: tuple[int, int], formula: str, style: Mapping[str, object]
    ) -> None:
        """Colour the cells of a range for which `formula` (for its first cell) is true.

        `style` holds XlsxWriter's format properties: a fill, a font colour, bold.
        """
        self._fits(formula)
        options = {"type": "formula", "criteria": formula, "format": self._formats.difference(style)}
        self._require(self._sheet.conditional_format(*first, *last, options))

    def bar(self, first: tuple[int, int], last: tuple[int, int], color: str, maximum: float = 100) -> None:
        """Draw data bars from 0 to `maximum` in a range."""
        options = {
            "type": "data_bar", "bar_color": color, "bar_solid": True, "min_type": "num", "max_type": "num",
            "min_value": 0, "max_value": maximum,
        }  # fmt: skip
        self._require(self._sheet.conditional_format(*first, *last, options))

    def note(self, row: int, column: int, text: str, *, width: int = 260, height: int = 80) -> None:
        """Attach a note to a cell; the size is in pixels."""
        options = {"x_scale": width / 128, "y_scale": height / 74, "font_size": 9}
        self._require(self._sheet.write_comment(row, column, _cut(text, MAX_CELL), options))

    def chart(self, row: int, column: int, chart: Chart, *, width: int, height: int) -> None:
        """Place a chart with its corner in a cell; the size is in pixels."""
        chart.set_size({"width": width, "height": height})
        self._require(self._sheet.insert_chart(row, column, chart, {"object_position": 1}))

    def protect(self) -> None:
        """Lock the locked cells, without a password: it guards against slips, not against people.

        Pictures and notes may be added: they are evidence.
        """
        allowed = ("format_cells", "format_columns", "format_rows", "sort", "autofilter", "objects")
        self._sheet.protect("", dict.fromkeys(allowed, True))

    def hide(self, *, very: bool = False) -> None:
        """Hide the sheet."""
        if very:
            self._sheet.very_hidden()
        else:
            self._sheet.hide()

    def tab(self, color: str) -> None:
        """Colour the sheet's tab."""
        self._sheet.set_tab_color(color)

    def activate(self) -> None:
        """Make it the sheet that is seen first."""
        self._sheet.activate()

    def zoom(self, percent: int) -> None:
        """Set the size on the screen."""
        self._sheet.set_zoom(percent)

    def plain_view(self) -> None:
        """Show no grid lines."""
        self._sheet.hide_gridlines(2)

    def select(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        self._sheet.set_selection(row, column, row, column)

    def _fits(self, formula: str) -> None:
        if units(formula) > _MAX_FORMULA:
            raise BookError(f"sheet {self.name!r}: a formula of {len(formula)} characters, which Excel does not open")


def _cut(text: str, most: int) -> str:
    """Return a text of Excel's own windows: without control characters, no longer than it takes."""
    return cut(visible(text), most)
