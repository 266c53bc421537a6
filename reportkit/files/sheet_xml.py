"""One sheet of an Office Open XML workbook -> what stands behind its values, and how far its cells reach. Pure.

python-calamine gives `#REF!` and a formula that was never calculated as an empty cell, and no number format. One pass
of expat over the sheet's own XML tells them apart, and tells how far its cells really reach before any library believes
what the sheet claims. A DTD is refused, never read (the published XML attacks need one).
"""

import contextlib

from reportkit.address import Area, Position, areas_of, position_of
from reportkit.files.details import SheetDetails
from reportkit.files.limits import MAX_RANGES, Limits
from reportkit.files.plain_sheet import MOST_FORMULA, NotPlainError, PlainSheet
from reportkit.files.reach import Reach
from reportkit.files.shared_texts import SharedTexts, has_marks
from reportkit.files.sheet_readings import BOOLEANS, KINDS
from reportkit.files.xml_events import EnoughError, as_count, parse_xml


class SheetScanner:
    """Collects what stands behind the values of one sheet.

    Args:
        styles: number format of each cell style, from `read_styles`.
        limits: rows and columns beyond which a cell is far.
        name: of the sheet.
        texts: the texts that cells share; None where they do not matter.

    Attributes:
        reach: how far its cells reach, the far ones only named.
        is_odd: True where readers may see different values in it, or its cells are not in order.
    """

    def __init__(
        self, styles: tuple[str, ...], limits: Limits, name: str = "", texts: SharedTexts | None = None
    ) -> None:
        self.reach = Reach(limits, name)
        self.is_odd = False
        self._texts = texts
        self._tables = 0
        self._is_inside = self._is_held = self._is_in_cell = False
        self._numbered = -1  # the row as it is numbered, wherever its cells say that they stand
        self._last = (-1, -1)
        self._styles = styles
        self._row = self._column = -1
        self._attributes: dict[str, str] = {}
        self._open = ""  # the element whose text is wanted
        self._value = ""
        self._formula: str | None = None
        self._has_result = False
        self._formulas: dict[Position, str] = {}
        self._uncalculated: set[Position] = set()
        self._errors: dict[Position, str] = {}
        self._formats: dict[Position, str] = {}
        self._hidden_rows: set[int] = set()
        self._lists: list[Area] = []
        self._in_list = False
        self._sqref = ""

    def read(self, xml: bytes) -> None:
        """Read a sheet with a parser.

        Raises:
            XmlError: the XML is damaged or carries a DTD.
        """
        self.is_odd = has_marks(xml)
        with contextlib.suppress(EnoughError):
            parse_xml(xml, self._start, self._end, self._text)

    def read_plain(self, sheet: PlainSheet) -> None:
        """Read a sheet whose rows are written the plain way; a parser sees what stands around them."""
        self._hidden_rows |= sheet.hidden_rows()
        for address, style, has_value, error, formula in sheet.cells(
            {n for n, code in enumerate(self._styles) if code}
        ):
            place = position_of(address) or (0, 0)
            self._note_format(place, style)
            if error:
                self._errors[place] = error
            if formula is not None:
                self._formulas[place] = formula
                if not has_value:
                    self._uncalculated.add(place)
        try:
            for attributes in sheet.lists():
                self._start("dataValidation", attributes)
        except NotPlainError:
            parse_xml(sheet.frame, self._start, self._end, self._text)

    def details(self) -> SheetDetails:
        """Return what was found."""
        return SheetDetails(
            self.reach.sheet or "", self._formulas, frozenset(self._uncalculated), self._errors, self._formats,
            hidden_rows=frozenset(self._hidden_rows), lists=tuple(self._lists),
        )  # fmt: skip

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                self._start_row(attributes)
            case "c":
                place = position_of(attributes["r"]) if "r" in attributes else None
                self._start_cell(place or (max(self._row, 0), self._column + 1), attributes)
            case "v" | "t" | "f" | "sqref" | "is":
                self._start_text(name)
            case "sheetData":
                self._tables, self._is_inside = self._tables + 1, True
            case "dataValidation":
                self._in_list = attributes.get("type") == "list"
                self._sqref = ""
                self._note_list(attributes.get("sqref", ""))
            case _:
                pass

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = max(as_count(attributes.get("r"), self._row + 2) - 1, 0)
        if self._row >= self.reach.limits.rows and self.reach.is_full:
            raise EnoughError
        self._column, self._numbered = -1, self._row
        if attributes.get("hidden") in ("1", "true"):
            self._hidden_rows.add(self._row)

    def _start_cell(self, place: Position, attributes: dict[str, str]) -> None:
        self.is_odd = self.is_odd or place <= self._last or self._is_in_cell or place[0] != self._numbered
        self._row, self._column = self._last = place
        self._attributes, self._value, self._formula = attributes, "", None
        self._has_result = self._is_held = False
        self._is_in_cell = True

    def _start_text(self, name: str) -> None:
        self._open = name
        if name in ("v", "is"):
            self.is_odd, self._is_held = self.is_odd or self._is_held, True
        if name == "f":
            self._formula = ""
        elif name == "v":  # a formula may well give an empty text
            self._has_result = self._attributes.get("t") == "str"
            self.is_odd = self.is_odd or self._attributes.get("t") == "inlineStr"

    def _note_list(self, references: str) -> None:
        if self._in_list and len(self._lists) < MAX_RANGES:
            self._lists += areas_of(references)

    def _text(self, text: str) -> None:
        match self._open:
            case "f":
                self._formula = (self._formula or "") + text
            case "v" | "t":
                self._value += text
            case "sqref":
                self._sqref += text
            case _:
                pass

    def _end(self, name: str) -> None:
        match name:
            case "v" | "t" | "f":
                self._open = ""
            case "sqref":  # a list whose source stands on another sheet, as Excel 2010 writes it
                self._open = ""
                self._note_list(self._sqref)
            case "c":
                self._end_cell()
                self._is_in_cell = False
            case "sheetData":
                self._is_inside = False
            case _:
                pass

    @property
    def _is_plain(self) -> bool:
        """Whether all readers read alike what the open cell holds, as far as it is looked at alone."""
        kind = self._attributes.get("t", "n")
        if kind == "s" and self._value and self._texts is not None and not self._texts.is_plain(self._value):
            return False
        if kind not in KINDS or (kind == "b" and self._value.lower() not in BOOLEANS):
            return False
        return self._is_inside and self._tables == 1

    def _end_cell(self) -> None:
        place = (self._row, self._column)
        if self._formula is not None:
            self._formulas[place] = self._formula[:MOST_FORMULA]
            if not self._value and not self._has_result:
                self._uncalculated.add(place)
        if not self._value and self._formula is None:
            return
        self.is_odd = self.is_odd or not self._is_plain
        if self._attributes.get("t") == "e":
            self._errors[place] = self._value
        if self.reach.is_far(*place):
            self.reach.note_far(*place)
            return
        self.reach.take(*place)
        if self.reach.is_filled:
            raise EnoughError
        self._note_format(place, as_count(self._attributes.get("s", "0"), -1))

    def _note_format(self, place: Position, style: int) -> None:
        if 0 <= style < len(self._styles) and self._styles[style]:
            self._formats[place] = self._styles[style]


def scan_sheet(
    xml: bytes, limits: Limits, *, name: str = "", styles: tuple[str, ...] = (), texts: SharedTexts | None = None
) -> SheetScanner:
    """Read a sheet from its part of the package.

    Raises:
        XmlError: the XML is damaged or carries a DTD.
    """
    scanner = SheetScanner(styles, limits, name, texts)
    scanner.read(xml)
    return scanner
