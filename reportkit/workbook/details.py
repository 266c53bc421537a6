"""What a reader of values hides: formulas, error cells, number formats, hidden rows, lists. Pure.

python-calamine gives `#REF!` and a formula that was never calculated as an empty cell, and no number format.
One pass of expat over the sheet's own XML tells them apart, and tells how far its cells really reach before
any library believes what the sheet claims. A DTD is refused, never read (the published XML attacks need one).
"""

import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from reportkit.workbook.plainsheet import MOST_FORMULA, NEAR, NotPlainError, PlainSheet, take_apart

Place = tuple[int, int]
"""Row and column of a cell, from 0."""
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column of a range, from 0."""

MAX_DEPTH = 200
MOST_FAR = 20
"""A sheet with so many cells beyond the limit is read no further than to the limit."""
_MAX_RANGES = 20_000
_REMEMBERED = 100_000
_REF = re.compile(r"\$?([A-Za-z]{1,7})\$?(\d{1,9})")
_PERCENT = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')

# Of a number format: quoted words, a character behind a backslash, what shows nothing, places of digits, the rest.
_FORMAT = re.compile(r'"([^"]*)"|\\(.)|(_.|\*.|\[[^\]]*\])|(General|[0#?.,E+/@!-]+)|(.)', re.DOTALL)

# ECMA-376 part 1, 18.8.30: the built-in formats that are no plain numbers.
_BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 49: "@",
}  # fmt: skip


class XmlError(ValueError):
    """The XML is not well-formed, nested too deep, or carries a DTD (`dtd` is True)."""

    def __init__(self, text: str, *, dtd: bool = False) -> None:
        super().__init__(text)
        self.dtd = dtd


class EnoughError(Exception):
    """Ends a parse whose rest is not wanted."""


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
    formulas: Mapping[Place, str] = field(default_factory=dict)
    uncalculated: frozenset[Place] = frozenset()
    errors: Mapping[Place, str] = field(default_factory=dict)
    formats: Mapping[Place, str] = field(default_factory=dict)
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    lists: tuple[Range, ...] = ()

    def has_list(self, place: Place) -> bool:
        """Tell whether a cell has a drop-down list."""
        return any(a <= place[0] <= c and b <= place[1] <= d for a, b, c, d in self.lists)

    def is_percent(self, place: Place) -> bool:
        """Tell whether a cell shows its number times a hundred."""
        return is_percent(self.formats.get(place, ""))


def number_format(number: int, custom: Mapping[int, str]) -> str:
    """Return a number format by its number, of the workbook's own or built in; "" for General."""
    code = custom.get(number) or _BUILT_IN.get(number, "")
    return "" if code.casefold() == "general" else code


def is_percent(number_format: str) -> bool:
    """Tell whether a number format multiplies by a hundred; a quoted % (`General"%"`) is only text."""
    return "%" in _PERCENT.sub("", number_format)


@lru_cache(maxsize=1024)
def shown_behind(number_format: str) -> str:
    """Return the words that a number format shows behind a number: 家 of `0"家"`, "" where there are none.

    A format that also shows the number smaller than it is (`0!.0,"万"`) says with its words only how; they are none.
    """
    shown, has_digits = "", False  # a format of days has no places of digits
    for word, escaped, skipped, place, other in _FORMAT.findall(number_format.split(";", maxsplit=1)[0]):
        if place.endswith(",") or "!" in place:
            return ""
        has_digits = has_digits or place == "General" or not {"0", "#", "?"}.isdisjoint(place)
        shown = "" if place else shown if skipped else shown + (word or escaped or other)
    return shown.strip() if has_digits else ""


@lru_cache(maxsize=16_384)
def place_of(reference: str) -> Place | None:
    """Return row and column of an address such as `F12`, None where it is none."""
    match = _REF.fullmatch(reference.strip())
    if match is None or int(match[2]) == 0:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def ranges_of(references: str) -> Iterator[Range]:
    """Yield the ranges of a list such as `F6:F17 H6`."""
    for item in references.split():
        first, _, last = item.partition(":")
        a, b = place_of(first), place_of(last or first)
        if a is not None and b is not None:
            yield a[0], a[1], b[0], b[1]


def parse_xml(
    data: bytes,
    start: Callable[[str, dict[str, str]], None] | None = None,
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Stream XML to handlers that get names without their namespace prefix.

    Raises:
        XmlError: it is not well-formed, is nested deeper than 200, or carries a DTD.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    # Fewer ends of elements cannot close what is nested too deep; where a character takes two bytes nobody counts them.
    if start is not None or data.count(b"</") >= MAX_DEPTH or b"\0" in data:
        _listen(parser, start or (lambda _name, _attributes: None), end)
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise XmlError(str(error)) from error
    except (LookupError, ValueError) as error:
        if isinstance(error, XmlError):
            raise
        raise XmlError(str(error)) from error


def _refuse(*_: object) -> None:
    raise XmlError("DOCTYPE", dtd=True)


def _listen(
    parser: expat.XMLParserType,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
) -> None:
    """Have a parser call the handlers, which never hear of a prefix, and count how deep it is."""
    depth = 0

    def open_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise XmlError("nested too deep")
        start(name if ":" not in name else name.rpartition(":")[2], attributes)

    def close_element(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name if ":" not in name else name.rpartition(":")[2])

    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element


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
        self.formulas: dict[Place, str] = {}
        self.uncalculated: set[Place] = set()
        self.errors: dict[Place, str] = {}
        self.formats: dict[Place, str] = {}
        self.hidden_rows: set[int] = set()
        self.lists: list[Range] = []
        self.in_list = False
        self.sqref = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                self._start_row(attributes)
            case "c":
                place = place_of(attributes["r"]) if "r" in attributes else None
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
                    self.lists += ranges_of(attributes.get("sqref", ""))
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
                    self.lists += ranges_of(self.sqref)
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
            place = place_of(address) or (0, 0)
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


@dataclass(frozen=True, slots=True)
class BookParts:
    """What the workbook's own part says.

    Attributes:
        sheets: (name, part of the container) in order.
        names: defined names that stand for the whole workbook, with their formulas.
        properties: custom document properties.
        date1904: True where days are counted from 1904.
        modified: when it was last saved, as its document properties say it, "" where they do not.
        hidden: names of the sheets that are hidden.
    """

    sheets: tuple[tuple[str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    date1904: bool = False
    modified: str = ""
    hidden: frozenset[str] = frozenset()


def read_book(parts: Mapping[str, bytes]) -> BookParts:
    """Read names, properties and the order of the sheets of an Office Open XML workbook.

    Raises:
        XmlError: a part is damaged or carries a DTD.
    """
    by_name = {name.lower().lstrip("/"): name for name in parts}
    sheets: list[dict[str, str]] = []
    names: dict[str, str] = {}
    open_name: list[str] = []
    flags: dict[str, str] = {}
    targets = relations(parts.get(by_name.get("xl/_rels/workbook.xml.rels", ""), b""))

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            sheets.append(attributes)
        elif name == "definedName" and "localSheetId" not in attributes:
            open_name.append(attributes.get("name", ""))
            names[open_name[0]] = ""
        elif name == "workbookPr":
            flags["1904"] = attributes.get("date1904", "0")

    def end(name: str) -> None:
        if name == "definedName":
            open_name.clear()

    def text(text: str) -> None:
        if open_name:
            names[open_name[0]] += text

    workbook = parts.get(by_name.get("xl/workbook.xml", ""), b"")
    if workbook:
        parse_xml(workbook, start, end, text)
    properties = _texts(parts.get(by_name.get("docprops/custom.xml", ""), b""), "property", "name")
    core = _texts(parts.get(by_name.get("docprops/core.xml", ""), b""), "modified", None)
    is_1904 = flags.get("1904") in ("1", "true")
    placed = tuple(_placed(sheet, targets, by_name) for sheet in sheets)
    return BookParts(placed, names, properties, is_1904, core.get("modified", ""), _hidden(sheets))


def _hidden(sheets: list[dict[str, str]]) -> frozenset[str]:
    return frozenset(sheet.get("name", "") for sheet in sheets if sheet.get("state", "visible") != "visible")


def _placed(sheet: Mapping[str, str], targets: Mapping[str, str], by_name: Mapping[str, str]) -> tuple[str, str]:
    """Return the name of a sheet and its part, by the relation it names."""
    relation = next((v for k, v in sheet.items() if k.rpartition(":")[2] == "id"), "")
    target = targets.get(relation, "")
    path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return sheet.get("name", ""), by_name.get(path.lower(), path)


def main_part(relations: bytes) -> str:
    """Return where the workbook's own part stands, as `_rels/.rels` says it; "" where it does not.

    Raises:
        XmlError: the part is damaged or carries a DTD.
    """
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(attributes.get("Target", "").lstrip("/"))

    parse_xml(relations, start)
    return found[0] if found else ""


def relations(xml: bytes) -> dict[str, str]:
    """Return the part that each relation leads to, by the relation's name.

    Raises:
        XmlError: the list is damaged or carries a DTD.
    """
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            found[attributes.get("Id", "")] = attributes.get("Target", "")

    if xml:
        parse_xml(xml, start)
    return found


def _texts(xml: bytes, element: str, key: str | None) -> dict[str, str]:
    """Return the text inside each `element`, by its attribute `key` or by its own name."""
    found: dict[str, str] = {}
    inside: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == element:
            inside.append(attributes.get(key, "") if key else name)
            found[inside[-1]] = ""

    def end(name: str) -> None:
        if name == element:
            inside.clear()

    def text(text: str) -> None:
        if inside:
            found[inside[-1]] += text

    if xml:
        parse_xml(xml, start, end, text)
    return found


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
