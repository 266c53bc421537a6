"""Workbooks in the XML of Excel 2003 (.xml, or saved as .xls) -> grids as of a workbook. Pure."""

import math
from collections.abc import Mapping
from datetime import datetime

from reportkit.address import Position
from reportkit.files.details_builder import ANY_ERROR, DetailsBuilder
from reportkit.files.grid import MAX_COLUMNS, MAX_ROWS, Raw
from reportkit.files.tables import Sheets, sheet_of
from reportkit.files.xml_events import parse_xml

_NAMED_FORMATS = {"Percent": "0.00%"}
_LONGEST_FORMAT = 255


def read_xml_2003(data: bytes) -> Sheets:
    """Read a workbook in the XML of Excel 2003.

    Raises:
        XmlError: the XML is damaged or carries a DTD.
    """
    reader = _Xml2003()
    parse_xml(data, reader.start, reader.end, reader.text)
    return tuple(sheet_of(name, cells, behind) for name, cells, behind in reader.sheets)


class _Xml2003:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, dict[Position, Raw], DetailsBuilder]] = []
        self.formats: dict[str, str] = {}
        self.style = ""
        self.row = self.column = self.next_row = -1
        self.width = 1  # columns that the open cell takes
        self.kind = ""
        self.value: str | None = None
        self.has_value = self.in_note = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        match name:
            case "Style":
                self.style = plain.get("ID", "")
            case "NumberFormat" if self.style:
                code = plain.get("Format", "")[:_LONGEST_FORMAT]
                self.formats[self.style] = _NAMED_FORMATS.get(code, code)
            case "Worksheet":
                self.sheets.append((plain.get("Name", ""), {}, DetailsBuilder()))
                self.row = -1
            case "Row":
                self._start_row(plain)
            case "Cell":
                self._start_cell(plain)
            case "Comment":
                self.in_note = True
            case "Data" if not self.in_note:
                self.kind, self.value = plain.get("Type", "String"), ""
            case _:
                pass

    def _start_row(self, plain: Mapping[str, str]) -> None:
        index = _count(plain.get("Index"))
        self.row = self.row + 1 if index is None else index - 1
        self.column, self.width = -1, 1
        span = _count(plain.get("Span")) or 0
        if self.sheets and plain.get("Hidden") == "1":
            self.sheets[-1][2].hidden_rows |= set(range(self.row, min(self.row + span + 1, MAX_ROWS)))
        self.next_row = self.row + span

    def _start_cell(self, plain: Mapping[str, str]) -> None:
        index = _count(plain.get("Index"))
        self.column = self.column + self.width if index is None else index - 1
        across, down = _count(plain.get("MergeAcross")) or 0, _count(plain.get("MergeDown")) or 0
        self.width, self.has_value = across + 1, False
        if not self._is_near:
            return
        behind = self.sheets[-1][2]
        if across or down:
            behind.merge((self.row, self.column, self.row + down, self.column + across))
        if "Formula" in plain:
            behind.formulas[self.row, self.column] = plain["Formula"][:_LONGEST_FORMAT]
        code = self.formats.get(plain.get("StyleID", ""))
        if code:
            behind.formats[self.row, self.column] = code

    @property
    def _is_near(self) -> bool:
        return bool(self.sheets) and 0 <= self.row < MAX_ROWS and 0 <= self.column < MAX_COLUMNS

    def text(self, text: str) -> None:
        if self.value is not None:
            self.value += text

    def end(self, name: str) -> None:
        match name:
            case "Style":
                self.style = ""
            case "Comment":
                self.in_note = False
            case "Data" if self.value is not None:
                self._end_data(self.value)
                self.value, self.has_value = None, True
            case "Cell" if self._is_near and not self.has_value:
                behind = self.sheets[-1][2]
                if (self.row, self.column) in behind.formulas:
                    behind.uncalculated.add((self.row, self.column))
            case "Row":
                self.row = self.next_row
            case _:
                pass

    def _end_data(self, value: str) -> None:
        if not self._is_near:
            return
        _, cells, behind = self.sheets[-1]
        place = self.row, self.column
        if self.kind == "Error":
            behind.errors[place] = value.strip() or ANY_ERROR
        cells[place] = _typed(self.kind, value)


def _count(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 8 else None


def _typed(kind: str, text: str) -> Raw:
    try:
        if kind == "Number":
            number = float(text)
            return number if math.isfinite(number) and "_" not in text else text
        if kind == "DateTime":
            return datetime.fromisoformat(text)
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text
