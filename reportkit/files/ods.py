"""OpenDocument spreadsheets -> their sheets: how far their cells reach, and what stands behind the values. Pure.

A cell that shows an error holds an empty text or a nought, and its error is only in what it shows; a formula that was
never calculated has no type of value. Repetitions are counted, never written out beyond the limits.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from reportkit.address import Position
from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.damage import DamageError
from reportkit.files.details import SheetDetails
from reportkit.files.details_builder import ANY_ERROR, ERRORS, DetailsBuilder
from reportkit.files.grid import Grid, GridError, GridPasswordError, Raw, read_grids
from reportkit.files.limits import Limits
from reportkit.files.number_formats import NOTHING_SHOWN, format_showing, format_unsigned
from reportkit.files.ods_colours import NumberColours
from reportkit.files.ods_text import ShownText
from reportkit.files.package import Package, open_package
from reportkit.files.reach import Reach, check_reach
from reportkit.files.rebuilt import without_gaps, without_marks
from reportkit.files.refusal import NO_SHEET, RefusalError
from reportkit.files.repack import stored
from reportkit.files.salvage import Losses, told
from reportkit.files.sheets import Sheets, refuse_doubled, with_merged, with_values
from reportkit.files.xml_events import EnoughError, as_count, attribute_of, parse_xml
from reportkit.language.text import squeeze

ODS_SAYS = b"opendocument.spreadsheet"
"""What an OpenDocument spreadsheet says of itself, a template of one likewise."""
_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _MANIFEST = "content.xml", "meta-inf/manifest.xml"
# Where it says nothing of itself, its content does: what stands in its body is a spreadsheet.
_BODY = re.compile(rb"<(?:[\w.-]{1,40}:)?spreadsheet[\s/>]")
_SPACE = b"urn:oasis:names:tc:opendocument:xmlns:office"
# LibreOffice's macros and menus stand beside it, each XML with a DTD.
_WITH_DTD = ("basic/", "dialogs/", "configurations2/")
_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]{1,14}[!?]?|Err:\d{3}")
_ERRORS = frozenset(ERRORS.values())
_LONGEST_MANIFEST = 4 * 1024 * 1024
_CELLS = ("table-cell", "covered-table-cell")


def is_ods(package: Package) -> bool:
    """Tell whether a package is an OpenDocument spreadsheet."""
    if _CONTENT not in package.names:
        return False
    said = package.mimetype or package.perhaps(_MANIFEST)
    if b"application/vnd.oasis.opendocument" in said:
        return ODS_SAYS in said
    content = package.part(_CONTENT)
    return _SPACE in content and _BODY.search(content) is not None


def is_bare_ods(data: bytes) -> bool:
    """Tell whether an archive is an OpenDocument spreadsheet that does not say so itself."""
    try:
        package = open_package(data)
        return _CONTENT in package.names and is_ods(package)
    except (DamageError, RefusalError):
        return False


def read_ods(package: Package, limits: Limits) -> Sheets:
    """Read the sheets of an OpenDocument; cells beyond the limits are left out and named.

    Nothing but its content is needed, whatever the other parts are.

    Raises:
        RefusalError: it needs a password, it has no table or two of one name, or its cells reach too far.
        GridError: no reader can read it.
        XmlError: the XML is damaged or carries a DTD.
    """
    if b"encryption-data" in package.perhaps(_MANIFEST, _LONGEST_MANIFEST):
        raise RefusalError(Code.F03)
    content = package.part(_CONTENT)
    scanner = _scanned(content, limits)
    refuse_doubled(reach.sheet for reach in scanner.reaches if reach.sheet)
    check_reach(scanner.reaches, limits)
    if not scanner.reaches:
        raise RefusalError(Code.F33, what=NO_SHEET)
    grids = with_values(_grids(without_marks(content), limits), scanner.texts)
    details = scanner.details()
    far = {reach.sheet: tuple(reach.far) for reach in scanner.reaches if reach.far}
    macros = any(path.startswith("basic/") for path in package.names)
    findings = (Diagnostic(Code.F11),) if macros else ()
    sheets = Sheets(with_merged(grids, details), details, far=far, findings=findings)
    return told(sheets, Losses(), package.unusable({_CONTENT}, lambda path: not path.startswith(_WITH_DTD)))


def _scanned(content: bytes, limits: Limits) -> "OdsScanner":
    """Return what stands behind the values of the content.

    Raises:
        XmlError: the XML is damaged or carries a DTD.
    """
    scanner = OdsScanner(limits)
    try:
        parse_xml(content, scanner.start, scanner.end, scanner.text)
    except EnoughError:
        pass
    except DamageError as error:
        error.sheet = scanner.inside
        raise
    return scanner


def _grids(content: bytes, limits: Limits) -> tuple[Grid, ...]:
    """Read the sheets; where the reader stumbles, of the same document without white space between its cells."""
    try:
        return read_grids(_document(content), limits)
    except GridPasswordError:
        raise
    except GridError:
        return read_grids(_document(without_gaps(content)), limits)


def _document(content: bytes) -> bytes:
    """Return a document of nothing but its content."""
    return stored({"mimetype": _MIMETYPE, "content.xml": content, "META-INF/manifest.xml": b"<manifest/>"})


@dataclass(slots=True)
class _Cell:
    """A cell, or several alike, while it is open."""

    row: int
    column: int
    columns: int
    attributes: Mapping[str, str]
    is_coloured: bool = False  # where its number is below zero, and so said to be
    shown: ShownText = field(default_factory=ShownText)

    @property
    def kinds(self) -> frozenset[str]:
        """The types of its value; none where it is empty or was never calculated."""
        return frozenset(value for key, value in self.attributes.items() if key.endswith("value-type"))

    @property
    def formula(self) -> str | None:
        """The text of its formula, None where it has none."""
        return next((value for key, value in self.attributes.items() if key.endswith(":formula")), None)

    @property
    def number_format(self) -> str:
        """The number format by which its number looks as it does, "" where it shows the bare number or holds none."""
        try:
            value = Decimal(attribute_of(self.attributes, "value"))
        except InvalidOperation:
            return ""
        usual = "0%" if "percentage" in self.kinds else ""
        text = self.shown.text.strip()
        if self.shown.is_blank:
            return NOTHING_SHOWN
        if not text or not value.is_finite():
            return usual
        code = format_showing(text, value)
        return code if self.is_coloured else format_unsigned(text, value, code)

    @property
    def own_text(self) -> str | None:
        """Its text as it is shown, where a reader of values may glue it together or a format adds words; else None."""
        if "string" not in self.kinds or not self.shown.is_whole:
            return None
        said, text = attribute_of(self.attributes, "string-value"), self.shown.text
        is_another = squeeze(text) not in ("", squeeze(said)) if said else self.shown.is_parted
        return text if is_another else None

    @property
    def error(self) -> str:
        """The error it shows, "" where it shows none; what someone typed may begin with the same sign: #A12."""
        shown = self.shown.text.strip()
        is_like_one = shown in _ERRORS if self.formula is None else _ERROR.fullmatch(shown) is not None
        return (shown or ANY_ERROR) if is_like_one or "error" in self.kinds else ""


class OdsScanner:
    """Takes in the elements of `content.xml` as a parser meets them.

    Where the sheets are together larger than can be read, the parse is ended with an EnoughError.

    Args:
        limits: how many rows and columns, and how many cells in all.

    Attributes:
        reaches: how far the cells of each sheet reach, in order.
        sheets: what stands behind the values, by name of the sheet.
        inside: the sheet whose elements are being met, None between the sheets.
        texts: of cells that show another text than a reader of values gives, by name of the sheet and place.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.inside: str | None = None
        self.reaches: list[Reach] = []
        self.sheets: dict[str, DetailsBuilder] = {}
        self.texts: dict[str, dict[Position, Raw]] = {}
        self._reach = Reach(limits)
        self._sheet = DetailsBuilder()
        self._texts: dict[Position, Raw] = {}
        self._before = 0  # cells of the sheets before this one
        self._row = self._column = 0
        self._repeat = 1
        self._cell: _Cell | None = None
        self._colours = NumberColours()

    def details(self) -> Mapping[str, SheetDetails]:
        """Return what stands behind the values of each sheet, by its name."""
        return {name: sheet.details(name) for name, sheet in self.sheets.items()}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        match name:
            case "table":
                self._start_table(attribute_of(attributes, "name"))
            case "table-row":
                self._start_row(attributes)
            case "table-cell" | "covered-table-cell":
                self._start_cell(attributes)
            case _ if self._cell is not None:
                self._cell.shown.start(name, attributes)
            case _:
                self._colours.start(name, attributes)

    def _start_table(self, name: str) -> None:
        self._before += self._reach.box
        self.inside = name or None
        self._reach = Reach(self._limits, name)
        self.reaches.append(self._reach)
        self._sheet = self.sheets.setdefault(name, DetailsBuilder())
        self._texts = self.texts.setdefault(name, {})
        self._colours.start_table()
        self._row = 0

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._repeat = _count(attributes, "number-rows-repeated")
        self._column = 0
        if attribute_of(attributes, "visibility") in ("collapse", "filter"):
            self._sheet.hidden_rows |= set(range(self._row, min(self._row + self._repeat, self._limits.rows)))

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        columns = _count(attributes, "number-columns-repeated")
        style = attribute_of(attributes, "style-name")
        is_coloured = self._colours.tell(style, self._column)
        self._cell = _Cell(self._row, self._column, columns, attributes, is_coloured)
        self._column += columns
        if any(key.endswith(("value-type", "formula")) for key in attributes):
            self._reach.take(self._row + self._repeat - 1, self._column - 1, columns * self._repeat)
            if self._before + self._reach.box > self._limits.cells or self._reach.is_filled:
                raise EnoughError

    def text(self, text: str) -> None:
        """Take in text."""
        if self._cell is not None:
            self._cell.shown.take(text)

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        if name == "table-row":
            self._row += self._repeat
        elif name in _CELLS:
            self._end_cell()
        elif name == "table":
            self.inside = None
        elif self._cell is not None:
            self._cell.shown.end(name)

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or not cell.attributes:
            return
        self._note_merged(cell)
        formula, kinds = cell.formula, cell.kinds
        if formula is None and not kinds:
            return
        places = self._places(cell)
        if error := cell.error:
            self._sheet.errors |= dict.fromkeys(places, error)
        elif code := cell.number_format:
            self._sheet.formats |= dict.fromkeys(places, code)
        if (text := cell.own_text) is not None:
            self._texts |= dict.fromkeys(places, text)
        if formula is not None:
            self._sheet.formulas |= dict.fromkeys(places, formula)
            self._sheet.uncalculated |= set() if kinds else set(places)

    def _places(self, cell: _Cell) -> list[Position]:
        rows = range(cell.row, min(cell.row + self._repeat, self._limits.rows))
        columns = range(cell.column, min(cell.column + cell.columns, self._limits.columns))
        return [(row, column) for row in rows for column in columns]

    def _note_merged(self, cell: _Cell) -> None:
        down = _count(cell.attributes, "number-rows-spanned")
        across = _count(cell.attributes, "number-columns-spanned")
        if down > 1 or across > 1:
            self._sheet.merge((cell.row, cell.column, cell.row + down - 1, cell.column + across - 1))


def _count(attributes: Mapping[str, str], name: str) -> int:
    return as_count(attribute_of(attributes, name), 1)
