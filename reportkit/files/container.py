"""What kind of bytes came, whether they are safe to open, and their cells. Pure.

The kind is told by the bytes and never by the name. Everything that could hurt a reader is looked at before a
library sees it: sizes and ratios, the names in the archive, DTDs, chains of old files, and how far cells reach.
What was looked at is what is read: a workbook is handed on repacked from the parts that were checked, so that no
library can see another file in it. Limits are those that 1,500 real files passed with room.
"""

import contextlib
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from reportkit.address import address, position_of
from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.biff import details_of_biff
from reportkit.files.book_parts import BookParts, main_part, read_book
from reportkit.files.details import MOST_FAR, SheetDetails, ShieldedDetails
from reportkit.files.foreign import PAGE, XML, Foreign, by_parts, by_start, by_streams, by_text
from reportkit.files.grid import MAX_COLUMNS, MAX_ROWS, Grid, GridError, GridPasswordError, read_grids
from reportkit.files.ods import MAX_FORM, OdsScanner
from reportkit.files.ole import MAGIC, OleError, open_ole, scan_biff
from reportkit.files.rebuilt import as_utf_8, at_home, escaped, plain_book, with_known_errors, without_gaps
from reportkit.files.repack import stored
from reportkit.files.tables import Sheets, decode, read_csv, read_html, read_mhtml
from reportkit.files.xlsb import claimed_strings, counts_from_1904, details_of_xlsb, extent
from reportkit.files.xml2003 import read_xml_2003
from reportkit.files.xml_events import EnoughError, XmlError, parse_xml
from reportkit.language.words import Words

MAX_BYTES = 10 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_PART = 100 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM = 4 * 1024 * 1024
_MAX_SHEETS = 255
_MAX_SMALL = 100_000
_MAX_TAGS = 500_000
_MAX_STRINGS = 2_000_000
_MAX_BOX = 2_000_000
# What a damaged file makes the standard library say: zip directories, compressed parts, records, encodings.
_DAMAGE = (
    GridError, OleError, XmlError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError,
    RuntimeError, ValueError, IndexError, KeyError,
)  # fmt: skip
_LIMIT = (MAX_ROWS, MAX_COLUMNS)
_DTDS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!doctype", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_DECLARATION = re.compile(r"^[\ufeff\s]*<\?xml[^>]*\?>")
_EXCEL_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
# Document-security software in front of any file: E-SafeNet (亿赛通), Tipray (天锐绿盾).
_SECURED = (b"\x62\x14\x23\x65", b"%TSD-Header")
_DRIVE, _LINK_PART = re.compile(r"[A-Za-z]:"), re.compile(r"xl/externallinks/[^/]+\.(xml|bin)")
_SKIPPED_PARTS = re.compile(r"(?i)(^|/)(media|drawings|printersettings|embeddings|activex|charts|theme)/|vbaproject")


_ODS_PARTS = frozenset({"mimetype", "content.xml", "styles.xml", "meta.xml", "meta-inf/manifest.xml"})
_LISTS = Words("drop-down lists", "下拉选项")
_LAYOUT = Words("merged cells and hidden rows", "合并单元格和隐藏行")


class Kind(Enum):
    """What bytes are, by the name people know it."""

    XLSX = Words("xlsx", "xlsx")
    XLSB = Words("xlsb", "xlsb")
    ODS = Words("ods", "ods")
    XLS = Words("xls", "xls")
    CSV = Words("csv", "csv")
    HTML = Words("web page", "网页")
    XML = Words("XML 2003", "XML 2003 ")


@dataclass(frozen=True, slots=True)
class Container:
    """What a file holds.

    Attributes:
        kind: what it is, None where it is no workbook or could not be read.
        grids: its sheets; empty where it could not be read.
        details: what stands behind the values, by name of the sheet.
        book: names and properties of the workbook; only for xlsx, of xlsb the properties.
        findings: on the file as a whole; a refusal is among them where there are no grids.
    """

    kind: Kind | None
    grids: tuple[Grid, ...] = ()
    details: Mapping[str, SheetDetails] = field(default_factory=dict)
    book: BookParts = field(default_factory=BookParts)
    findings: tuple[Diagnostic, ...] = ()


class _RefusalError(Exception):
    """Ends the look at a file; becomes its one finding."""

    def __init__(self, code: Code, cells: tuple[str, ...] = (), **values: object) -> None:
        super().__init__(code.name)
        self.code = code
        self.cells = cells
        self.values = values

    @classmethod
    def of(cls, foreign: Foreign | None) -> "_RefusalError":
        """Return the refusal of what is no workbook, None for what nobody knows."""
        return cls(foreign.code, what=foreign.what) if foreign else cls(Code.F01)


def open_container(data: bytes, name: str) -> Container:
    """Tell what a file is and read its cells; never raises on account of the file.

    Args:
        data: the file.
        name: its name, for the findings only.
    """
    try:
        return _open(data, name)
    except _RefusalError as refusal:
        finding = Diagnostic(refusal.code, file=name, cells=refusal.cells, values=refusal.values)
        return Container(None, findings=(finding,))
    except GridPasswordError:
        return Container(None, findings=(Diagnostic(Code.F03, file=name),))
    except _DAMAGE as error:
        if isinstance(error, XmlError) and error.dtd:
            return Container(None, findings=(Diagnostic(Code.F09, file=name, values={"what": "DOCTYPE"}),))
        return Container(None, findings=(Diagnostic(Code.F06, file=name, values={"size": size_text(len(data))}),))


def size_text(size: int) -> str:
    """Return a number of bytes as people read it."""
    if size < 1024:
        return f"{size} B"
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def _open(data: bytes, name: str) -> Container:
    size = size_text(len(data))
    if len(data) > MAX_BYTES:
        raise _RefusalError(Code.F07, size=size, limit=size_text(MAX_BYTES))
    if not data.strip(b"\0 \t\r\n"):
        raise _RefusalError(Code.F19, size=size)
    head = data[:4096]
    if head.startswith(_SECURED) or b"E-SafeNet" in head[:512]:
        raise _RefusalError(Code.F02)
    if head.startswith(MAGIC):
        return _open_ole(data, name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _open_zip(data, name)
    return _open_text(data, name)


# Old workbooks and what else looks like them


def _open_ole(data: bytes, name: str) -> Container:
    ole = open_ole(data)
    names = {stream.casefold(): stream for stream in ole.streams}
    if "encryptedpackage" in names:
        raise _RefusalError(Code.F03)
    if any("drmcontent" in stream for stream in names):
        raise _RefusalError(Code.F02)
    book = names.get("workbook") or names.get("book")
    if book is None:
        raise _RefusalError.of(by_streams(names))
    stream = ole.read(book)
    biff = scan_biff(stream, _LIMIT)
    if biff.has_password:
        raise _RefusalError(Code.F03)
    if not biff.is_whole:
        raise _RefusalError(Code.F06, size=size_text(len(data)))
    cells = tuple(address(row, column) for row, column in biff.far)
    if cells and biff.rows * biff.columns > _MAX_BOX:
        raise _RefusalError(Code.F20, cells)
    findings = [_old_format(Kind.XLS, name)]
    if any(stream.startswith("_vba_project") for stream in names):
        findings.append(Diagnostic(Code.F11, file=name))
    if cells:
        findings.append(Diagnostic(Code.S12, file=name, cells=cells))
    return Container(Kind.XLS, read_grids(data), details_of_biff(stream), findings=tuple(findings))


# Zip containers


def _open_zip(data: bytes, name: str) -> Container:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        _check_directory(infos)
        names = {info.filename.lower().replace("\\", "/"): info for info in infos}
        kind = _zip_kind(archive, names)
        if kind is None:
            foreign = by_parts(names, _mimetype(archive, names))
            raise _RefusalError.of(foreign) if foreign else GridError("the workbook's own part is missing")
        parts = _read_parts(archive, infos, kind)
        if kind is Kind.XLSX and (main := _elsewhere(archive, names)):
            parts = at_home(parts, main)
    match kind:
        case Kind.ODS:
            return _open_ods(parts, name, names)
        case Kind.XLSB:
            return _open_xlsb(parts, name, names)
        case _:
            return _open_xlsx(parts, name, names)


def _check_directory(infos: list[zipfile.ZipInfo]) -> None:
    """Look at the archive's directory before anything is unpacked."""
    if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise _RefusalError(Code.F08)
    seen: set[str] = set()
    for info in infos:
        path = info.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or _DRIVE.match(path) or "\0" in path:
            raise _RefusalError(Code.F09, what=Words("a path out of the file", "指向文件之外的路径"))
        if path.casefold() in seen:
            raise _RefusalError(Code.F09, what=Words("the same part twice", "重复的部分"))
        seen.add(path.casefold())
        if info.flag_bits & 1:
            raise _RefusalError(Code.F03)
        bloated = info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        if bloated or info.file_size > MAX_PART:
            raise _RefusalError(Code.F08)


def _zip_kind(archive: zipfile.ZipFile, names: Mapping[str, zipfile.ZipInfo]) -> Kind | None:
    if "xl/workbook.xml" in names or _elsewhere(archive, names):
        return Kind.XLSX
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    return Kind.ODS if "content.xml" in names and b"spreadsheet" in _mimetype(archive, names) else None


def _elsewhere(archive: zipfile.ZipFile, names: Mapping[str, zipfile.ZipInfo]) -> str:
    """Return where a workbook's own part stands if not where Excel puts it, "" where it is none."""
    info = names.get("_rels/.rels")
    if "xl/workbook.xml" in names or info is None or info.file_size > _MAX_SMALL:
        return ""
    main = main_part(as_utf_8(archive.read(info)))
    part = names.get(main.lower())
    if not main.lower().endswith(".xml") or part is None or part.file_size > _RATIO_FROM:
        return ""
    return main if b"spreadsheetml" in as_utf_8(archive.read(part))[:4096] else ""


def _mimetype(archive: zipfile.ZipFile, names: Mapping[str, zipfile.ZipInfo]) -> bytes:
    """Return what an OpenDocument container says it is, nothing for others."""
    info = names.get("mimetype")
    return archive.read(info) if info is not None and info.file_size < 200 else b""


def _read_parts(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], kind: Kind) -> dict[str, bytes]:
    """Unpack the parts a reader needs, counting what really comes; the checksum of each is checked."""
    parts: dict[str, bytes] = {}
    total = 0
    for info in infos:
        path = info.filename.replace("\\", "/")
        if not _is_wanted(path.lower(), kind):
            continue
        with archive.open(info) as part:
            content = part.read(MAX_PART + 1)
        total += len(content)
        if len(content) > MAX_PART or total > MAX_UNPACKED:
            raise _RefusalError(Code.F08)
        # Two looks at most parts: a mark begins with "<!", and has zeros in it where characters take two bytes.
        is_marked = b"<!" in content or b"\0" in content
        if is_marked and not path.lower().endswith(".bin") and any(mark in content for mark in _DTDS):
            raise _RefusalError(Code.F09, what="DOCTYPE / ENTITY")
        parts[path] = content if path.lower().endswith(".bin") else as_utf_8(content)
    return parts


def _is_wanted(path: str, kind: Kind) -> bool:
    if kind is Kind.ODS:  # LibreOffice's macros, menus and embedded objects stand beside these, each XML with a DTD
        return path in _ODS_PARTS
    return path.endswith((".xml", ".rels", ".bin")) and not _SKIPPED_PARTS.search(path)


def _open_xlsx(parts: dict[str, bytes], name: str, names: Mapping[str, zipfile.ZipInfo]) -> Container:
    _check_strings(parts)
    book = read_book(parts)
    if len(book.sheets) > _MAX_SHEETS:
        raise _RefusalError(Code.F09, what=Words("too many sheets", "工作表过多"))
    details = ShieldedDetails(parts, book, _LIMIT)
    findings = list(_extras(name, names))
    for sheet, part in book.sheets:
        far = details.far.get(sheet)
        if far:
            parts[part] = _without_far(parts[part], is_cut=len(far) >= MOST_FAR)
            findings.append(Diagnostic(Code.S12, file=name, sheet=sheet, cells=far))
    return Container(Kind.XLSX, _grids(parts, book), details, book, tuple(findings))


def _grids(parts: Mapping[str, bytes], book: BookParts) -> tuple[Grid, ...]:
    """Read the sheets of a workbook; where the reader stumbles, of the same workbook written in a way that it knows."""
    grids: tuple[Grid, ...] = ()
    with contextlib.suppress(GridError):
        grids = read_grids(stored(parts))
    if grids:
        return grids
    known = with_known_errors(parts)
    if known != parts:
        with contextlib.suppress(GridError):
            grids = read_grids(stored(known))
    grids = grids or read_grids(stored(plain_book(known, book)))
    if not grids:
        raise GridError("no sheets")
    return grids


def _check_strings(parts: Mapping[str, bytes]) -> None:
    """Refuse a table of shared strings that claims more than a form can hold: readers reserve room by the claim."""

    def start(_: str, attributes: dict[str, str]) -> None:
        claims = [value.strip() for key, value in attributes.items() if key.casefold().endswith("count")]
        if any(claim.isdecimal() and int(claim[:20]) > _MAX_STRINGS for claim in claims):
            raise _RefusalError(Code.F08)
        raise EnoughError

    for path, content in parts.items():
        if path.lower().endswith("sharedstrings.xml"):
            with contextlib.suppress(EnoughError):
                parse_xml(content, start)


def _extras(name: str, names: Mapping[str, zipfile.ZipInfo]) -> tuple[Diagnostic, ...]:
    """Name what came along and is not read: macros, links to other files, embedded objects."""
    findings: list[Diagnostic] = []
    if any(path.endswith("vbaproject.bin") for path in names):
        findings.append(Diagnostic(Code.F11, file=name))
    links = [path for path in names if _LINK_PART.fullmatch(path)]
    if links:
        findings.append(Diagnostic(Code.F12, file=name, values={"n": len(links)}))
    if any(path.startswith(("xl/embeddings/", "xl/activex/")) for path in names):
        findings.append(Diagnostic(Code.F13, file=name))
    return tuple(findings)


class _Trimmer:
    """Writes a sheet's XML again without the cells beyond the limits."""

    def __init__(self, *, is_cut: bool) -> None:
        self.is_cut = is_cut
        self.out: list[str] = ["<?xml version='1.0' encoding='UTF-8'?>"]
        self.open: list[str] = []
        self.row = -1
        self.column = -1
        self.skipping = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            number = attributes.get("r", "")
            known = number.isascii() and number.isdigit() and 0 < len(number) < 10
            self.row, self.column = (int(number) - 1 if known else self.row + 1), -1
        elif name == "c":
            place = position_of(attributes.get("r", ""))
            self.row, self.column = place or (self.row, self.column + 1)
        far = name == "c" and (self.row >= MAX_ROWS or self.column >= MAX_COLUMNS)
        far = far or (name == "row" and self.row >= MAX_ROWS)
        if far and self.is_cut and name == "row":
            raise EnoughError
        if far or self.skipping:
            self.skipping += 1
            return
        self.open.append(name)
        marks = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items())
        self.out.append(f"<{name}{marks}>")

    def end(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
            return
        self.open.pop()
        self.out.append(f"</{name}>")

    def text(self, text: str) -> None:
        if not self.skipping:
            self.out.append(escaped(text))


def _without_far(xml: bytes, *, is_cut: bool) -> bytes:
    """Return a sheet's XML without far cells; `is_cut` ends it at the first far row."""
    trimmer = _Trimmer(is_cut=is_cut)
    try:
        parse_xml(xml, trimmer.start, trimmer.end, trimmer.text)
    except EnoughError:
        trimmer.out.extend(f"</{name}>" for name in reversed(trimmer.open))
    return "".join(trimmer.out).encode("utf-8")


def _open_xlsb(parts: dict[str, bytes], name: str, names: Mapping[str, zipfile.ZipInfo]) -> Container:
    box, corners = 0, []
    for path, content in parts.items():
        if path.lower().startswith("xl/worksheets/") and path.lower().endswith(".bin"):
            rows, columns = extent(content)
            box += rows * columns
            corners += [address(rows - 1, columns - 1)] if rows * columns > MAX_FORM else []
        if path.lower().endswith("sharedstrings.bin") and claimed_strings(content) > _MAX_STRINGS:
            raise _RefusalError(Code.F08)
    if box > _MAX_BOX:
        raise _RefusalError(Code.F20, tuple(corners))
    grids = read_grids(stored(parts))
    details = details_of_xlsb(parts)
    by_name = {path.lower(): content for path, content in parts.items()}
    book = replace(read_book(parts), date1904=counts_from_1904(by_name["xl/workbook.bin"]))
    return Container(Kind.XLSB, _with_merged(grids, details), details, book, _extras(name, names))


def _with_merged(grids: tuple[Grid, ...], details: Mapping[str, SheetDetails]) -> tuple[Grid, ...]:
    """Return the sheets with their merged ranges, where the reader of values does not tell them."""
    return tuple(
        replace(grid, merged=details[grid.name].merged) if not grid.merged and grid.name in details else grid
        for grid in grids
    )


def _open_ods(parts: dict[str, bytes], name: str, names: Mapping[str, zipfile.ZipInfo]) -> Container:
    manifest = parts.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest:
        raise _RefusalError(Code.F03)
    scanner = OdsScanner(_MAX_BOX)
    with contextlib.suppress(EnoughError):
        parse_xml(parts["content.xml"], scanner.start, scanner.end, scanner.text)
    if scanner.box > _MAX_BOX:
        raise _RefusalError(Code.F20, scanner.corners)
    findings = (Diagnostic(Code.F11, file=name),) if any(p.startswith("basic/") for p in names) else ()
    details = scanner.details()
    try:
        grids = read_grids(stored(parts))
    except GridPasswordError:
        raise
    except GridError:
        grids = read_grids(stored({**parts, "content.xml": without_gaps(parts["content.xml"])}))
    return Container(Kind.ODS, _with_merged(grids, details), details, findings=findings)


# Texts


def _open_text(data: bytes, name: str) -> Container:
    foreign = by_start(data)
    if foreign is not None:
        raise _RefusalError.of(foreign)
    if data[:13].lower() == b"mime-version:":
        return _page(read_mhtml(data), name)
    text = decode(data)
    if text is None or _is_binary(text):
        raise _RefusalError(Code.F01)
    start = text[:4096].lstrip("\ufeff \t\r\n").casefold()
    if start.startswith("<?xml") or _EXCEL_2003 in start:
        if _EXCEL_2003 in text[:8192]:
            # Expat knows no GBK: what it gets is UTF-8, and says nothing else of itself.
            return _tables(read_xml_2003(_DECLARATION.sub("", text).encode()), Kind.XML, name)
        if "<html" not in start and "<table" not in start:
            raise _RefusalError.of(by_text(start) or XML)
    foreign = by_text(start)
    if foreign is not None:
        raise _RefusalError.of(foreign)
    if start.startswith("<") and re.search(r"<(!doctype html|table|html|head|body|tr|meta)\b", start):
        return _page(text, name)
    return _tables(((read_csv(text), SheetDetails()),), Kind.CSV, name)


def _page(text: str, name: str) -> Container:
    if text.count("<") > _MAX_TAGS:
        raise _RefusalError(Code.F18)
    sheets = read_html(text)
    if not sheets:
        raise _RefusalError.of(PAGE)
    return _tables(sheets, Kind.HTML, name)


def _is_binary(text: str) -> bool:
    """Tell whether decoded text is no text: control characters that nobody types."""
    start = text[:4096]
    odd = sum(c < " " and c not in "\t\r\n\f\x0b\x1a\x1b" for c in start)
    return odd * 50 > len(start)


def _tables(sheets: Sheets, kind: Kind, name: str) -> Container:
    if not sheets:
        raise _RefusalError(Code.F01)
    grids = tuple(grid for grid, _ in sheets)
    details = {grid.name: behind for grid, behind in sheets}
    return Container(kind, grids, details, findings=(_old_format(kind, name),))


def _old_format(kind: Kind, name: str) -> Diagnostic:
    lost = _LAYOUT if kind is Kind.CSV else _LISTS
    return Diagnostic(Code.F04, file=name, values={"ext": kind.value, "lost": lost})
