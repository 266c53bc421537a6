"""Workbooks we issue: the one home of XlsxWriter.

XlsxWriter refuses silently (a cell out of bounds, a text too long, a bad list return a negative number) and
turns texts into formulas and links by default. Here every refusal is an error, every text stays a text, and
the same content gives the same bytes.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal

from xlsxwriter.chart import Chart

from reportkit.files.repack import pack
from reportkit.language.text import cut, sheet_name, visible
from reportkit.language.words import Lang
from reportkit.workbook.formats import MEASURE, Formats
from reportkit.workbook.package import PackedWorkbook
from reportkit.workbook.refused import BookError, warnings_are_errors
from reportkit.workbook.sheet import Sheet
from reportkit.workbook.stencil import Stencil
from reportkit.workbook.style import OURS, HouseStyle, Style, font_in
from reportkit.workbook.surface import GrowingWorksheet
from reportkit.workbook.whole_texts import WholeTexts

# Workbooks carry a fixed time of creation: the same content must give the same bytes.
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_MAX_PROPERTY = 255
_FIRST = "xl/worksheets/sheet1.xml"

ChartKind = Literal["bar", "column"]


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
        self.house_style = house_style
        self._lang = lang
        self._whole = WholeTexts(lang)
        self._book = PackedWorkbook(
            io.BytesIO(),
            {
                "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd",
                "default_format_properties": dict(MEASURE),
            },
        )  # fmt: skip
        self._book.set_properties({"title": cut(visible(title), _MAX_PROPERTY), "created": _CREATED})
        for name, value in (properties or {}).items():
            self._book.set_custom_property(name, value, "text")
        self._formats = Formats(self._book, house_style, lang)
        self.sheets: list[Sheet] = []

    def sheet(self, name: str) -> Sheet:
        """Add a sheet; make its name with `text.sheet_name`."""
        worksheet = self._book.add_worksheet(name, GrowingWorksheet)
        if not isinstance(worksheet, GrowingWorksheet):
            raise BookError(f"XlsxWriter refused the sheet {name!r}")
        sheet = Sheet(self._formats, self._whole, worksheet, name)
        self.sheets.append(sheet)
        return sheet

    def stencil(self) -> Stencil:
        """Close a workbook of one sheet, and return that for other workbooks to begin with."""
        (sheet,) = self.sheets
        self.sheet(f"{sheet.name[:-1]}.").activate()  # in the others it is not the one that is seen first
        self.to_bytes()
        strings, part = self._book.str_table, self._book.parts[_FIRST].decode()
        texts, styles = tuple(strings.string_array), self._formats.used()
        return Stencil(sheet.name, part, texts, strings.count, styles, sheet.printed)

    def begin_with(self, stencil: Stencil, texts: Sequence[str]) -> None:
        """Make the first sheet of a stencil, byte for byte as if it were drawn here.

        Args:
            stencil: the sheet.
            texts: those of its cells, each where the stencil has one.

        Raises:
            BookError: it would not be the first sheet, or two of the texts are the same.
        """
        if self.sheets or len(texts) != len(stencil.texts) or len(set(texts)) != len(texts):
            raise BookError(f"the sheet {stencil.name!r} cannot be taken over here")
        self.sheet(stencil.name).print_as(stencil.part, stencil.area)
        self._formats.use(stencil.styles)
        strings = self._book.str_table
        strings.string_table = {text: place for place, text in enumerate(texts)}
        strings.unique_count, strings.count = len(texts), stencil.cells

    def name(self, name: str, formula: str) -> None:
        """Define a name for a range or a constant: `="2022Q2-U007-7KX3QF"`."""
        with warnings_are_errors():
            self._book.define_name(name, formula)

    def chart(self, kind: ChartKind, *, stacked: bool = False) -> Chart:
        """Make a chart, its series side by side or `stacked`."""
        options = {"type": kind, "subtype": "stacked"} if stacked else {"type": kind}
        with warnings_are_errors():
            chart = self._book.add_chart(options)
        if chart is None:
            raise BookError(f"XlsxWriter made no chart {kind!r}")
        return chart

    def font(self, ours: str) -> str:
        """Return the font that stands for one of ours in the language of the workbook."""
        return font_in(ours, self._lang)

    def _write_whole(self) -> None:
        """Write the sheet of the texts that are longer than a cell holds, a row a piece."""
        rows = self._whole.rows()
        if not rows:
            return
        sheet = self.sheet(sheet_name(self._whole.title, {sheet.name for sheet in self.sheets}))
        for column, wide in enumerate((24, 100)):
            sheet.column(column, wide)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                sheet.put(row, column, text, Style(wrap=True, valign="top", bold=row == 0))

    def to_bytes(self) -> bytes:
        """Close the workbook and return it.

        Raises:
            BookError: XlsxWriter warned or refused.
        """
        self._write_whole()
        with warnings_are_errors():
            self._book.close()
        return pack(self._book.parts)


__all__ = ["Book", "Chart"]
