"""What a reader of values hides: formulas, error cells, number formats, hidden rows, lists. Pure.

python-calamine gives `#REF!` and a formula that was never calculated as an empty cell, and no number format.
One pass of expat over the sheet's own XML tells them apart, and tells how far its cells really reach before
any library believes what the sheet claims. A DTD is refused, never read (the published XML attacks need one).
"""

import contextlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from reportkit.address import Area, Position, areas_of, position_of
from reportkit.files.book_parts import BookParts, read_book
from reportkit.files.number_formats import is_percent, number_format
from reportkit.files.plain_sheet import MOST_FORMULA, NEAR, NotPlainError, PlainSheet, take_apart
from reportkit.files.xml_events import EnoughError, XmlError, parse_xml

MOST_FAR = 20
"""A sheet with so many cells beyond the limit is read no further than to the limit."""
_MAX_RANGES = 20_000
_REMEMBERED = 100_000


@dataclass(frozen=True, slots=True)
class SheetDetails:
    """What stands behind the values of one sheet.

    Attributes:
        name: of the sheet, "" where it was scanned alone.
        far: addresses of valued cells beyond the limits the scan was given, at most 20.
        formulas: text of the formula by place.
        uncalculated: places of formulas without a saved result.
        errors: `#REF!` by place.
        formats: number format by place, where it is not General.
        merged: merged ranges, of those kinds of files of which the reader of values does not tell them.
        hidden_rows: rows that are hidden or filtered away.
        lists: ranges that have a drop-down list.
    """

    name: str = ""
    far: tuple[str, ...] = ()
    formulas: Mapping[Position, str] = field(default_factory=dict)
    uncalculated: frozenset[Position] = frozenset()
    errors: Mapping[Position, str] = field(default_factory=dict)
    formats: Mapping[Position, str] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    lists: tuple[Area, ...] = ()

    def has_list(self, place: Position) -> bool:
        """Tell whether a cell has a drop-down list."""
        return any(a <= place[0] <= c and b <= place[1] <= d for a, b, c, d in self.lists)

    def is_percent(self, place: Position) -> bool:
        """Tell whether a cell shows its number times a hundred."""
        return is_percent(self.formats.get(place, ""))


class _Scanner:
    """Collects the details of one sheet while its XML streams by."""

    def __init__(self, styles: tuple[str, ...], limit: tuple[int, int] | None) -> None:
        self.styles = styles
        self.limit = limit
        self.row = -1
        self.column = -1
        self.attributes: dict[str, str] = {}
        self.in_value = ""
        self.value = ""
        self.formula: str | None = None
        self.has_result = False
        self.far: list[str] = []
        self.formulas: dict[Position, str] = {}
        self.uncalculated: set[Position] = set()
        self.errors: dict[Position, str] = {}
        self.formats: dict[Position, str] = {}
        self.hidden_rows: set[int] = set()
        self.lists: list[Area] = []
        self.in_list = False
        self.sqref = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                self._start_row(attributes)
            case "c":
                place = position_of(attributes["r"]) if "r" in attributes else None
                self.row, self.column = place or (max(self.row, 0), self.column + 1)
                self.attributes, self.value, self.formula, self.has_result = attributes, "", None, False
            case "v" | "t" | "f" | "sqref":
                self.in_value = name
                if name == "f":
                    self.formula = ""
                elif name == "v":  # a formula may well give an empty text
                    self.has_result = self.attributes.get("t") == "str"
            case "dataValidation":
                self.in_list = attributes.get("type") == "list"
                self.sqref = ""
                if self.in_list and len(self.lists) < _MAX_RANGES:
                    self.lists += areas_of(attributes.get("sqref", ""))
            case _:
                pass

    def _start_row(self, attributes: dict[str, str]) -> None:
        self.row = max(_int(attributes.get("r"), self.row + 2) - 1, 0)
        if self.limit and self.row >= self.limit[0] and len(self.far) >= MOST_FAR:
            raise EnoughError
        self.column = -1
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_rows.add(self.row)

    def text(self, text: str) -> None:
        match self.in_value:
            case "f":
                self.formula = (self.formula or "") + text
            case "v" | "t":
                self.value += text
            case "sqref":
                self.sqref += text
            case _:
                pass

    def end(self, name: str) -> None:
        match name:
            case "v" | "t" | "f":
                self.in_value = ""
            case "sqref":  # a list whose source stands on another sheet, as Excel 2010 writes it
                self.in_value = ""
                if self.in_list and len(self.lists) < _MAX_RANGES:
                    self.lists += areas_of(self.sqref)
            case "c":
                self._end_cell()
            case _:
                pass

    def _end_cell(self) -> None:
        place = (self.row, self.column)
        if self.formula is not None:
            self.formulas[place] = self.formula[:MOST_FORMULA]
            if not self.value and not self.has_result:
                self.uncalculated.add(place)
        if not self.value and self.formula is None:
            return
        if self.limit and (self.row >= self.limit[0] or self.column >= self.limit[1]):
            if len(self.far) < MOST_FAR:
                self.far.append(self.attributes.get("r", "").upper())
        else:
            number_format = _style(self.styles, self.attributes.get("s", "0"))
            if number_format:
                self.formats[place] = number_format
        if self.attributes.get("t") == "e":
            self.errors[place] = self.value

    def read(self, xml: bytes) -> None:
        """Read a sheet with a parser."""
        with contextlib.suppress(EnoughError):
            parse_xml(xml, self.start, self.end, self.text)

    def read_plain(self, sheet: PlainSheet) -> None:
        """Read a sheet whose rows are written the plain way; a parser sees what stands around them."""
        self.hidden_rows |= sheet.hidden_rows()
        for address, style, has_value, error, formula in sheet.cells({n for n, code in enumerate(self.styles) if code}):
            place = position_of(address) or (0, 0)
            if style < len(self.styles) and self.styles[style]:
                self.formats[place] = self.styles[style]
            if error:
                self.errors[place] = error
            if formula is not None:
                self.formulas[place] = formula
                if not has_value:
                    self.uncalculated.add(place)
        try:
            for attributes in sheet.lists():
                self.start("dataValidation", attributes)
        except NotPlainError:
            parse_xml(sheet.frame, self.start, self.end, self.text)

    def details(self, name: str) -> SheetDetails:
        return SheetDetails(
            name, tuple(self.far), self.formulas, frozenset(self.uncalculated), self.errors, self.formats,
            hidden_rows=frozenset(self.hidden_rows), lists=tuple(self.lists),
        )  # fmt: skip


def _int(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else default


def _style(styles: tuple[str, ...], index: str) -> str:
    number = _int(index, -1)
    return styles[number] if 0 <= number < len(styles) else ""


def scan_sheet(
    xml: bytes, *, name: str = "", styles: tuple[str, ...] = (), limit: tuple[int, int] | None = None
) -> SheetDetails:
    """Read the details of one sheet from its XML.

    Args:
        xml: the sheet's part of the container.
        name: name of the sheet.
        styles: number format of each cell style, from `read_styles`.
        limit: rows and columns beyond which a valued cell is listed in `far`.

    Raises:
        XmlError: the XML is damaged or carries a DTD.
    """
    scanner = _Scanner(styles, limit)
    scanner.read(xml)
    return scanner.details(name)


def read_styles(xml: bytes) -> tuple[str, ...]:
    """Return the number format of each cell style of `styles.xml`, "" for General.

    Returns that were saved by the same program share this part to the byte, so a small one is remembered.

    Raises:
        XmlError: the XML is damaged or carries a DTD.
    """
    return _remembered_styles(xml) if len(xml) < _REMEMBERED else _read_styles(xml)


@lru_cache(maxsize=16)
def _remembered_styles(xml: bytes) -> tuple[str, ...]:
    return _read_styles(xml)


def _read_styles(xml: bytes) -> tuple[str, ...]:
    custom: dict[int, str] = {}
    styles: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            custom[_int(attributes.get("numFmtId"), -1)] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(number_format(_int(attributes.get("numFmtId"), 0), custom))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    parse_xml(xml, start, end)
    return tuple(styles)


def read_details(data: bytes) -> Mapping[str, SheetDetails]:
    """Return the details of each sheet of an xlsx or xlsm by its name; nothing for any other kind of file.

    The file is expected to have passed the shield of `reportkit.returns`; what is damaged gives no details.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [n for n in archive.namelist() if n.lower().endswith((".xml", ".rels"))]
            parts = {name: archive.read(name) for name in wanted}
        return details_of(parts)
    except (XmlError, zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return {}


def details_of(
    parts: Mapping[str, bytes], book: BookParts | None = None, limit: tuple[int, int] | None = None
) -> Mapping[str, SheetDetails]:
    """Return the details of each sheet by its name, from the parts of the container.

    Raises:
        XmlError: a part is damaged or carries a DTD.
    """
    by_name = {name.lower(): name for name in parts}
    styles_part = by_name.get("xl/styles.xml")
    styles = read_styles(parts[styles_part]) if styles_part else ()
    found: dict[str, SheetDetails] = {}
    for name, part in (book or read_book(parts)).sheets:
        if part in parts and part.lower().endswith(".xml"):
            found[name] = scan_sheet(parts[part], name=name, styles=styles, limit=limit)
    return found


class ShieldedDetails(Mapping[str, SheetDetails]):
    """The details of each sheet by its name; those of a sheet written the plain way are read when they are asked for.

    Args:
        parts: the parts of the container.
        book: what the workbook's own part says.
        limit: rows and columns beyond which a valued cell is listed in `far`.

    Attributes:
        far: sheets with cells beyond the limit, with the addresses of those cells, at most 20.

    Raises:
        XmlError: a part is damaged or carries a DTD.
    """

    def __init__(self, parts: Mapping[str, bytes], book: BookParts, limit: tuple[int, int]) -> None:
        part = next((name for name in parts if name.lower() == "xl/styles.xml"), None)
        self._styles = read_styles(parts[part]) if part else ()
        self._sheets: dict[str, SheetDetails | PlainSheet] = {}
        self.far: dict[str, tuple[str, ...]] = {}
        for name, path in book.sheets:
            if path in parts and path.lower().endswith(".xml"):
                self._sheets[name] = sheet = _shielded(parts[path], name, self._styles, limit)
                if isinstance(sheet, SheetDetails) and sheet.far:
                    self.far[name] = sheet.far

    def __getitem__(self, name: str) -> SheetDetails:
        sheet = self._sheets[name]
        if isinstance(sheet, PlainSheet):
            scanner = _Scanner(self._styles, None)
            scanner.read_plain(sheet)
            sheet = self._sheets[name] = scanner.details(name)
        return sheet

    def __iter__(self) -> Iterator[str]:
        return iter(self._sheets)

    def __len__(self) -> int:
        return len(self._sheets)


def _shielded(xml: bytes, name: str, styles: tuple[str, ...], limit: tuple[int, int]) -> SheetDetails | PlainSheet:
    """Return a sheet of which it is certain that it is well-formed and how far its cells reach."""
    try:
        sheet = take_apart(xml) if limit >= NEAR else None
    except NotPlainError:
        sheet = None
    if sheet is None:
        return scan_sheet(xml, name=name, styles=styles, limit=limit)
    parse_xml(sheet.frame)
    return sheet
