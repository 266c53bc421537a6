"""Workbooks in the XML of Excel 2003 (.xml, or saved as .xls) -> grids as of a workbook. Pure."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from reportkit.address import Position
from reportkit.diagnostics import Code
from reportkit.files.damage import DamageError
from reportkit.files.details_builder import ANY_ERROR, DetailsBuilder
from reportkit.files.grid import Raw, as_text
from reportkit.files.limits import Limits
from reportkit.files.reach import Reach, check_reach
from reportkit.files.refusal import NO_SHEET, RefusalError
from reportkit.files.sheet_readings import Said, Sayings, said_number
from reportkit.files.sheets import Sheets, refuse_doubled, sheet_of
from reportkit.files.struck_cells import Runs, StruckCell
from reportkit.files.text import Text
from reportkit.files.xml_events import EnoughError, as_count, parse_xml

_SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 8192
_DECLARATION = re.compile(r"^[\ufeff\s]*<\?xml[^>]*\?>")
_NAMED_FORMATS = {"Percent": "0.00%"}
_LONGEST_FORMAT = 255


def is_xml_2003(source: Text) -> bool:
    """Tell whether a text is a workbook in the XML of Excel 2003."""
    is_xml = source.start.startswith("<?xml") or _SPACE in source.start
    return is_xml and _SPACE in source.text[:_HEAD]


def read_xml_2003(source: Text, limits: Limits) -> Sheets:
    """Read a workbook in the XML of Excel 2003; cells beyond the limits are left out and named.

    Raises:
        RefusalError: it has no sheets or two of one name, or its cells reach too far.
        XmlError: the XML is damaged or carries a DTD.
    """
    reader = _Xml2003(limits)
    # Expat knows no GBK: what it gets is UTF-8, and says nothing else of itself.
    try:
        parse_xml(_DECLARATION.sub("", source.text).encode(), reader.start, reader.end, reader.text)
    except EnoughError:
        pass
    except DamageError as error:
        error.sheet = reader.inside
        raise
    check_reach([sheet.reach for sheet in reader.sheets], limits)
    return _laid_out({sheet.reach.sheet or "": sheet for sheet in _each_once(reader.sheets)})


def _each_once(sheets: Sequence["_Sheet"]) -> Sequence["_Sheet"]:
    """Return the sheets, of which each has a name of its own.

    Raises:
        RefusalError: there is none, or there are two of one name.
    """
    if not sheets:
        raise RefusalError(Code.F33, what=NO_SHEET)
    refuse_doubled(sheet.reach.sheet or "" for sheet in sheets)
    return sheets


def _laid_out(sheets: Mapping[str, "_Sheet"]) -> Sheets:
    found = [sheet_of(name, sheet.cells, sheet.builder) for name, sheet in sheets.items()]
    far: dict[str | None, tuple[str, ...]] = {
        name: tuple(sheet.reach.far) for name, sheet in sheets.items() if sheet.reach.far
    }
    ambiguous = {name: said for name, sheet in sheets.items() if (said := sheet.sayings.ambiguous)}
    details = {grid.name: details for grid, details in found}
    struck = {name: sheet.struck for name, sheet in sheets.items()}
    notes = {name: sheet.notes for name, sheet in sheets.items()}
    grids = tuple(grid for grid, _ in found)
    return Sheets(grids, details, far=far, ambiguous=ambiguous, struck=struck, notes=notes)


@dataclass(slots=True)
class _Sheet:
    """A sheet while it is read."""

    reach: Reach
    cells: dict[Position, Raw] = field(default_factory=dict)
    builder: DetailsBuilder = field(default_factory=DetailsBuilder)
    sayings: Sayings = field(default_factory=Sayings)
    struck: dict[Position, StruckCell] = field(default_factory=dict)
    notes: dict[Position, str] = field(default_factory=dict)


class _Xml2003:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.inside: str | None = None  # the sheet whose elements are being met
        self.sheets: list[_Sheet] = []
        self.formats: dict[str, str] = {}
        self.struck_styles: set[str] = set()
        self.is_struck = False  # the open cell, by its style
        self.gone = 0  # open tags that strike text through
        self.runs = Runs()
        self.style = ""
        self.row = self.column = self.next_row = -1
        self.width = 1  # columns that the open cell takes
        self.kind = self.code = ""
        self.value: str | None = None
        self.has_value = self.in_note = self.is_back = False
        self.note = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        match name:
            case "Style" | "Font" | "NumberFormat":
                self._start_style(plain)
            case "S" if self.value is not None:
                self.gone += 1
            case "Worksheet":
                self.sheets.append(_Sheet(Reach(self.limits, plain.get("Name", ""))))
                self.inside = plain.get("Name") or None
                self.row = self.next_row = -1
            case "Row":
                self._start_row(plain)
            case "Cell":
                self._start_cell(plain)
            case "Comment":
                self.in_note = True
            case "Data":
                self._start_data(plain)
            case _:
                pass

    def _start_style(self, plain: Mapping[str, str]) -> None:
        self.style = plain.get("ID", self.style)
        if self.style and plain.get("StrikeThrough") == "1":
            self.struck_styles.add(self.style)
        if self.style and "Format" in plain:
            code = plain["Format"][:_LONGEST_FORMAT]
            self.formats[self.style] = _NAMED_FORMATS.get(code, code)

    def _start_data(self, plain: Mapping[str, str]) -> None:
        if self.in_note:
            self.note = ""
        else:
            self.kind, self.value, self.runs = plain.get("Type", "String"), "", Runs()

    def _start_row(self, plain: Mapping[str, str]) -> None:
        # A row that says it stands above the one before it is damage, which no program reads.
        said = as_count(plain.get("Index"), self.next_row + 2) - 1
        self.row, self.is_back = max(said, self.next_row + 1), said <= self.next_row
        self.column, self.width = -1, 1
        span = as_count(plain.get("Span"), 0)
        if self.sheets and plain.get("Hidden") == "1":
            self.sheets[-1].builder.hidden_rows |= set(range(self.row, min(self.row + span + 1, self.limits.rows)))
        self.next_row = self.row + span

    def _start_cell(self, plain: Mapping[str, str]) -> None:
        self.column = max(as_count(plain.get("Index"), self.column + self.width + 1) - 1, 0)
        across, down = as_count(plain.get("MergeAcross"), 0), as_count(plain.get("MergeDown"), 0)
        self.width, self.has_value = across + 1, False
        if not self._is_near:
            return
        builder = self.sheets[-1].builder
        if across or down:
            builder.merge((self.row, self.column, self.row + down, self.column + across))
        if "Formula" in plain:
            builder.formulas[self.row, self.column] = plain["Formula"][:_LONGEST_FORMAT]
        self.code = self.formats.get(plain.get("StyleID", ""), "")
        self.is_struck = plain.get("StyleID", "") in self.struck_styles
        if self.code:
            builder.formats[self.row, self.column] = self.code

    @property
    def _is_near(self) -> bool:
        return self._is_in_sheet and not self.sheets[-1].reach.is_far(self.row, self.column)

    @property
    def _is_in_sheet(self) -> bool:
        return bool(self.sheets) and self.row >= 0

    def text(self, text: str) -> None:
        if self.in_note:
            self.note += text
        elif self.value is not None:
            self.value += text
            self.runs.runs.append((text, True if self.gone else None))

    def end(self, name: str) -> None:
        match name:
            case "Style":
                self.style = ""
            case "Comment":
                self._end_note()
            case "Data" if self.value is not None:
                self._end_data(self.value)
                self.value, self.has_value = None, True
            case "S" if self.gone:
                self.gone -= 1
            case "Cell" if self._is_near and not self.has_value:
                self._end_empty()
            case "Row":
                self.row = self.next_row
            case "Worksheet":
                self.inside = None
            case _:
                pass

    def _end_note(self) -> None:
        self.in_note, text = False, self.note.strip()
        if text and self._is_near:
            self.sheets[-1].notes[self.row, self.column] = text

    def _end_empty(self) -> None:
        place, sheet = (self.row, self.column), self.sheets[-1]
        sheet.sayings.take(place, ("", ""))
        if place in sheet.builder.formulas:
            sheet.builder.uncalculated.add(place)

    def _end_data(self, value: str) -> None:
        place = self.row, self.column
        if self.is_back:
            raise DamageError("a row above the one before it")
        if not self._is_near:
            if self._is_in_sheet and value.strip():
                self.sheets[-1].reach.note_far(*place)
            return
        if self.kind == "Error":
            self.sheets[-1].builder.errors[place] = value.strip() or ANY_ERROR
        if (struck := self.runs.of_cell(is_struck=self.is_struck)) is not None:
            self.sheets[-1].struck[place] = struck
        typed = _typed(self.kind, value)
        self.sheets[-1].cells[place] = typed
        self.sheets[-1].sayings.take(place, _said(typed, self.code))
        self.sheets[-1].reach.take(*place)
        if self.sheets[-1].reach.is_filled:
            raise EnoughError


def _said(value: Raw, code: str) -> Said:
    """Return what is said in a cell, with the number format."""
    if isinstance(value, float):
        return said_number(value, code), code
    text = as_text(value)
    return text, code if text else ""


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
