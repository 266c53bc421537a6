"""Workbooks we issue: the one home of XlsxWriter.

XlsxWriter refuses silently (a cell out of bounds, a text too long, a bad list return a negative number) and
turns texts into formulas and links by default. Here every refusal is an error, every text stays a text, and
the same content gives the same bytes.
"""

import io
import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reportkit.address import address
from reportkit.language.amounts import plain_text
from reportkit.language.text import MAX_CELL, cut, line_count, pieces, sheet_name, units, visible
from reportkit.language.words import Lang, Words
from reportkit.workbook.style import OURS, HouseStyle, Style, font_in

# Workbooks carry a fixed time of creation: the same content must give the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_MAX_PROMPT = 255
_MAX_ERROR = 224  # MS-OI29500 §2.1.613; XlsxWriter would let 255 pass
_MAX_TITLE = 32
_MAX_PROPERTY = 255
_MAX_LINKS = 65_530
_MAX_PATH = 255
_IN_LINKS = str.maketrans({mark: f"%{ord(mark):02X}" for mark in "% #[]^{}`"})
"""Signs that mean something else in the target of a link; XlsxWriter escapes none where it sees one escaped."""
_MAX_PAGE_TEXT = 60
_MAX_FORMULA = 8_192  # Excel specifications and limits; a longer one makes it repair the workbook
# Noto CJK, which LibreOffice takes where 宋体 is missing, needs 1.44 times its size for a line; 宋体 needs less.
_LINE_HEIGHT = 1.45
_MAX_HEIGHT = 409.0
# The font whose digits column widths are counted in: 7 pixels in Excel, WPS and LibreOffice alike, which have it or
# one that measures the same; with 宋体, columns would be a fifth wider wherever another font stands in for it.
_MEASURE = {"font_name": "Arial", "font_size": 10}
_USUAL_HEIGHT, _USUAL_WIDTH = 15.0, 8.43
_MARGINS = (0.5, 0.5, 0.6, 0.7)  # left, right, top, bottom, in inches
_A4, _A3 = (841.9, 595.3), (1190.6, 841.9)  # broad side up, in points
_SURE = 0.96
"""How much of a page is planned with: printers differ in what they leave free."""


_WHOLE = Words("Full texts", "全文")
_WHERE = Words("Cell", "单元格")
_GOES_ON = Words(
    " … (cut here: all of it stands on the sheet “{sheet}”, from row {row})",
    "……（此处截断，全文见“{sheet}”表第 {row} 行起）",
)


class BookError(RuntimeError):
    """XlsxWriter refused something: a fault of the program, never of the data."""


_TYPED = Style()
"""How a cell looks that someone fills who has found no style there."""
ChartKind = Literal["bar", "column"]


def _cut(text: str, most: int) -> str:
    """Return a text of Excel's own windows: without control characters, no longer than it takes."""
    return cut(visible(text), most)


def page_text(text: str) -> str:
    """Return a text as it stands at the head or foot of a page, where `&` begins a code and a digit may end one."""
    found = cut(visible(text), _MAX_PAGE_TEXT).replace("&", "&&")
    return f" {found}" if found[:1].isdigit() else found


class _Worksheet(Worksheet):
    """XlsxWriter's sheet, with rows whose height Excel goes on fitting: they have a height, but no customHeight."""

    def __init__(self) -> None:
        super().__init__()
        self.growing: set[int] = set()

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


@contextmanager
def _warnings_are_errors() -> Iterator[None]:
    """Raise a BookError for what XlsxWriter only warns of."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            yield
        except Warning as warning:
            raise BookError(str(warning)) from warning


class _Surface:
    """Rows, columns and paper of a sheet: how large its cells are, and how they are divided among pages."""

    def __init__(self, book: "Book", sheet: _Worksheet, name: str) -> None:
        self._book = book
        self._sheet = sheet
        self.name = name
        self._links = 0
        self._heights: dict[int, float] = {}
        self._widths: dict[int, float] = {}

    def column(self, column: int, width: float, *, hidden: bool = False, level: int = 0) -> None:
        """Set the width of a column in characters."""
        options = {"hidden": int(hidden), "level": level}
        self._widths[column] = 0.0 if hidden else width
        plain = self._book.format(_TYPED)
        self._require(self._sheet.set_column(column, column, width, plain, options))

    def row(self, row: int, height: float | None = None, *, hidden: bool = False, grows: bool = False) -> None:
        """Set the height of a row in points (at most 409).

        A row that `grows` becomes taller by itself as someone types; any other keeps its height.
        """
        tall = None if height is None else min(height * self._book.growth, _MAX_HEIGHT)
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
            a3: A3 instead of A4.
            landscape: broad side up.
            repeat: rows repeated on every page.
            footer: XlsxWriter's footer text, `&P` the page, `&N` their number.
            header: likewise for the head.
            pages_tall: 0 for as many pages as it takes.
            centered: centred between the margins.
        """
        sheet = self._sheet
        sheet.set_paper(8 if a3 else 9)
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

    def breaks(self, rows: Sequence[int]) -> None:
        """Begin a new page at each of these rows."""
        if rows:
            self._sheet.set_h_pagebreaks(list(rows))

    def heights(self, last_row: int) -> list[float]:
        """Return the heights of the rows down to this one, in points."""
        return [self._heights.get(row, _USUAL_HEIGHT) for row in range(last_row + 1)]

    def page(self, last_column: int, *, a3: bool = False) -> tuple[float, float]:
        """Return how much smaller a landscape page prints the columns up to this one, and how many points it holds.

        Columns are as wide as `_MEASURE` makes them everywhere.
        """
        left, right, top, bottom = _MARGINS
        broad, high = _A3 if a3 else _A4
        pixels = sum(int(self._widths.get(n, _USUAL_WIDTH) * 7 + 5) for n in range(last_column + 1) if self._is_seen(n))
        scale = min(1.0, int((broad - (left + right) * 72) / (pixels * 0.75) * 100) / 100)
        return scale, (high - (top + bottom) * 72) / scale * _SURE

    def _is_seen(self, column: int) -> bool:
        return self._widths.get(column, _USUAL_WIDTH) > 0

    def _require(self, result: Any) -> None:  # noqa: ANN401 - XlsxWriter returns 0, None or an object
        if isinstance(result, int) and result < 0:
            raise BookError(f"sheet {self.name!r}: XlsxWriter refused with {result}")


class Sheet(_Surface):
    """One sheet of a workbook being written; rows and columns count from 0."""

    def put(self, row: int, column: int, value: str | Decimal | float | date | None, style: Style) -> None:
        """Write a text, a number, a day or nothing; a text is never a formula or a link.

        Control characters are dropped. Of a text of more than 32,767 UTF-16 units, which no cell holds, the beginning
        stands here, says where all of it stands, and that is a sheet of its own. A number beyond what cells hold
        (1.8E+308) stands as text.
        """
        fmt = self._book.format(style)
        match value:
            case None | "":
                self._require(self._sheet.write_blank(row, column, None, fmt))
            case bool():
                self._require(self._sheet.write_boolean(row, column, value, fmt))
            case str():
                self._require(self._sheet.write_string(row, column, self._held(row, column, value), fmt))
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
        self._require(self._sheet.write_formula(row, column, formula, self._book.format(style), cached))

    def link(self, row: int, column: int, place: str, text: str, style: Style) -> None:
        """Write a link to `place` inside the workbook: `'Sheet'!A1`; beyond 65,530 on a sheet its text alone."""
        self._links += 1
        if self._links > _MAX_LINKS or units(visible(text)) > MAX_CELL:
            self.put(row, column, text, style)
            return
        self._require(self._sheet.write_url(row, column, f"internal:{place}", self._book.format(style), visible(text)))

    def link_file(self, row: int, column: int, path: str, text: str, style: Style) -> None:
        """Write a link to a file, its path relative to the workbook's own folder, with forward slashes.

        Beyond 65,530 links on a sheet, or where the path is longer than Excel follows, the text alone.
        """
        self._links += 1
        if self._links > _MAX_LINKS or units(path) > _MAX_PATH or units(visible(text)) > MAX_CELL:
            self.put(row, column, text, style)
            return
        url = f"external:{path.translate(_IN_LINKS)}"
        self._require(self._sheet.write_url(row, column, url, self._book.format(style), visible(text)))

    def rich(self, row: int, column: int, parts: Sequence[tuple[str, Style]], style: Style) -> None:
        """Write one text in several styles; with fewer than two parts it is an ordinary text."""
        solid = [(visible(text), part) for text, part in parts if text]
        if len(solid) < 2 or units("".join(text for text, _ in solid)) > MAX_CELL:
            self.put(row, column, "".join(text for text, _ in solid), style)
            return
        flat: list[Any] = []
        for text, part in solid:
            flat += [self._book.format(part), text]
        self._require(self._sheet.write_rich_string(row, column, *flat, self._book.format(style)))

    def merge(self, first: tuple[int, int], last: tuple[int, int], value: str | Decimal | float, style: Style) -> None:
        """Merge the cells from `first` to `last` (row, column) and write `value`; one cell needs no merging."""
        if first != last:
            self._require(self._sheet.merge_range(*first, *last, "", self._book.format(style)))
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
        options = {"type": "formula", "criteria": formula, "format": self._book.difference(style)}
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

    def _held(self, row: int, column: int, text: str) -> str:
        """Return as much of a text as a cell holds."""
        text = visible(text)
        is_whole = len(text) * 2 <= MAX_CELL or units(text) <= MAX_CELL
        return text if is_whole else self._book.keep_whole(self, row, column, text)

    def _fits(self, formula: str) -> None:
        if units(formula) > _MAX_FORMULA:
            raise BookError(f"sheet {self.name!r}: a formula of {len(formula)} characters, which Excel does not open")


class Book:
    """A workbook being written in memory.

    Args:
        title: document property.
        properties: custom document properties, ASCII text only (`reference` of what survives a re-save).
        house_style: how the office wants it to look.
        lang: of what it says by itself, and of its fonts.
    """

    def __init__(
        self,
        title: str,
        *,
        properties: Mapping[str, str] | None = None,
        house_style: HouseStyle = OURS,
        lang: Lang = Lang.HANS,
    ) -> None:
        self._lang = lang
        self._whole: list[tuple[str, str]] = []
        self.house_style = house_style
        self.growth = house_style.growth
        self._stream = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._stream,
            {
                "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd",
                "default_format_properties": dict(_MEASURE),
            },
        )  # fmt: skip
        self._book.set_properties({"title": _cut(title, _MAX_PROPERTY), "created": _CREATED})
        for name, value in (properties or {}).items():
            self._book.set_custom_property(name, value, "text")
        self._formats: dict[Style, Format] = {}
        self._differences: dict[tuple[tuple[str, object], ...], Format] = {}
        self.sheets: list[Sheet] = []

    def sheet(self, name: str) -> Sheet:
        """Add a sheet; make its name with `text.sheet_name`."""
        worksheet = self._book.add_worksheet(name, _Worksheet)
        if not isinstance(worksheet, _Worksheet):
            raise BookError(f"XlsxWriter refused the sheet {name!r}")
        sheet = Sheet(self, worksheet, name)
        self.sheets.append(sheet)
        return sheet

    def name(self, name: str, formula: str) -> None:
        """Define a name for a range or a constant: `="2022Q2-U007-7KX3QF"`."""
        with _warnings_are_errors():
            self._book.define_name(name, formula)

    def chart(self, kind: ChartKind, *, stacked: bool = False) -> Chart:
        """Make a chart, its series side by side or `stacked`."""
        options = {"type": kind, "subtype": "stacked"} if stacked else {"type": kind}
        with _warnings_are_errors():
            chart = self._book.add_chart(options)
        if chart is None:
            raise BookError(f"XlsxWriter made no chart {kind!r}")
        return chart

    def format(self, style: Style) -> Format:
        """Return XlsxWriter's format of a style; one a style."""
        if style not in self._formats:
            wanted = self.house_style.of(style)
            wanted = wanted.but(font=self.font(wanted.font))
            self._formats[style] = self._book.add_format(wanted.properties())
        return self._formats[style]

    def font(self, ours: str) -> str:
        """Return the font that stands for one of ours in the language of the workbook."""
        return font_in(ours, self._lang)

    def difference(self, properties: Mapping[str, object]) -> Format:
        """Return a format of just these properties, for conditional formats."""
        fill = properties.get("bg_color")
        if isinstance(fill, str):
            properties = {**properties, "bg_color": self.house_style.fill(fill)}
        key = tuple(sorted(properties.items()))
        if key not in self._differences:
            self._differences[key] = self._book.add_format(dict(properties))
        return self._differences[key]

    def keep_whole(self, sheet: Sheet, row: int, column: int, text: str) -> str:
        """Keep a text that is longer than a cell holds for a sheet of its own, and return what stands in the cell."""
        first = len(self._whole) + 2
        place = f"{sheet.name} {address(row, column)}"
        self._whole += [(place, piece) for piece in pieces(text, MAX_CELL)]
        mark = _GOES_ON.text(self._lang, sheet=_WHOLE.text(self._lang), row=first)
        return cut(text, MAX_CELL - units(mark)) + mark

    def _write_whole(self) -> None:
        """Write the sheet of the texts that are longer than a cell holds, a row a piece."""
        sheet = self.sheet(sheet_name(_WHOLE.text(self._lang), {sheet.name for sheet in self.sheets}))
        for column, wide in enumerate((24, 100)):
            sheet.column(column, wide)
        for row, texts in enumerate([(_WHERE.text(self._lang), _WHOLE.text(self._lang)), *self._whole]):
            for column, text in enumerate(texts):
                sheet.put(row, column, text, Style(wrap=True, valign="top", bold=row == 0))

    def to_bytes(self) -> bytes:
        """Close the workbook and return it.

        Raises:
            BookError: XlsxWriter warned or refused.
        """
        if self._whole:
            self._write_whole()
        with _warnings_are_errors():
            self._book.close()
        return self._stream.getvalue()


def height(texts: Sequence[tuple[str, float]], size: float, *, least: float = 0.0, spare: float = 2.0) -> float:
    """Estimate the height of a row in points that shows all of its wrapped texts, as far as a row can be so high.

    Args:
        texts: (text, width of its column in characters of the default font, which has 10.5 points).
        size: of the font in points.
        least: the least height.
        spare: points added above and below.
    """
    return min(room_for(texts, size, least=least, spare=spare), _MAX_HEIGHT)


def room_for(texts: Sequence[tuple[str, float]], size: float, *, least: float = 0.0, spare: float = 2.0) -> float:
    """Estimate the height in points that shows all of some wrapped texts, however long; arguments as for `height`."""
    scale = 10.5 / size
    lines = max((line_count(text, columns * scale) for text, columns in texts), default=1)
    return max(lines * size * _LINE_HEIGHT + spare, least)


__all__ = ["Book", "BookError", "Chart", "Sheet", "height", "page_text", "room_for"]
