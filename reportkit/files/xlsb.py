"""Binary workbooks (.xlsb) -> their sheets: how far their cells reach, and what stands behind the values. Pure.

Of [MS-XLSB] only what a form needs. The values themselves are a library's business, which takes an error for an empty
cell.
"""

import struct
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from reportkit.diagnostics import Code
from reportkit.files.book_parts import read_book, relations
from reportkit.files.damage import in_sheet
from reportkit.files.details import SheetDetails
from reportkit.files.details_builder import ANY_ERROR, ERRORS, DetailsBuilder
from reportkit.files.grid import GridError, read_grids
from reportkit.files.limits import MAX_STRINGS, Limits
from reportkit.files.number_formats import number_format, packed_number
from reportkit.files.own_parts import OwnParts, own_parts
from reportkit.files.package import Package
from reportkit.files.reach import Reach, check_reach
from reportkit.files.refusal import NO_SHEET, RefusalError
from reportkit.files.repack import stored
from reportkit.files.salvage import Losses, told, whole_sheets
from reportkit.files.sheet_readings import Ambiguous, Said, Sayings, said_number
from reportkit.files.sheets import Sheets, with_merged
from reportkit.files.xlsx import extras

_BOOK, _BOOK_RELATIONS, _STRINGS_PART = "xl/workbook.bin", "xl/_rels/workbook.bin.rels", "xl/sharedstrings.bin"
_ROW_HEADER, _ERROR, _FORMULA_ERROR, _FORMAT, _XF, _SHEET, _MERGED = 0, 3, 11, 44, 47, 156, 176
_STRING, _STRINGS = 19, 159
_CELLS = range(2, 12)
_FORMULAS = range(8, 12)
_ALL_CELLS = range(1, 12)
_SHORT_CELLS, _SHORTER = range(12, 19), 11
_BLANK, _PACKED, _SHARED = 1, 2, 7
_NUMBERS, _TEXTS = frozenset({_PACKED, 5, 9}), frozenset({6, 8})
_STYLES_BEGIN, _STYLES_END = 617, 618
_BOOK_RECORD, _FLAG_1904 = 153, 1
_ROW_FLAGS, _HIDDEN = 11, 0x10
_ROW_HEAD, _CELL_HEAD, _STRINGS_HEAD = 4, 8, 8


def is_xlsb(package: Package) -> bool:
    """Tell whether a package is a binary workbook."""
    return _BOOK in package.names


def read_xlsb(package: Package, limits: Limits) -> Sheets:
    """Read the sheets of a binary workbook; cells beyond the limits are left out and named.

    Parts that no form needs are not looked into; of a damaged workbook the sheets that are whole are read.

    Raises:
        RefusalError: it has no sheet with cells, or its cells reach too far.
        GridError: a record is cut off, or no reader can read it.
        XmlError: the list of parts is damaged.
    """
    book = package.part(_BOOK)
    entries = tuple(dict.fromkeys(_sheets(book)))  # Excel lists them once more for older versions of itself
    if not entries:
        raise RefusalError(Code.F33, what=NO_SHEET)
    losses = Losses()
    own = own_parts(package, _BOOK, entries, _styles, losses)
    sheets = whole_sheets(lambda lost: _read(own, lost, limits), losses)
    return told(sheets, losses, package.unusable(own.names))


def _read(own: OwnParts, lost: Collection[str], limits: Limits) -> Sheets:
    """Read the sheets that are not lost."""
    parts = own.unpacked(lost)
    parts |= dict(_sheets_in_full(parts, own))
    main = own.package.path(_BOOK)
    parts[main] = _without(parts[main], lost)
    by_name = {path.lower(): content for path, content in parts.items()}
    parts |= {path: _counted(content) for path, content in parts.items() if path.lower() == _STRINGS_PART}
    reaches = [_reach(by_name[path], limits, name) for name, path in own.sheets if path in by_name]
    check_reach(reaches, limits)
    readings = _Readings.of(by_name)
    grids = tuple({grid.name: grid for grid in read_grids(stored(readings.sure(parts)), limits)}.values())
    details = _details(by_name)
    book = replace(read_book(parts), date1904=_counts_from_1904(by_name[_BOOK]))
    far = {reach.sheet: tuple(reach.far) for reach in reaches if reach.far}
    came_along = tuple(extras(own.package.names))
    return Sheets(with_merged(grids, details), details, book, far, came_along, ambiguous=readings.ambiguous())


def _without(book: bytes, lost: Collection[str]) -> bytes:
    """Return the workbook's own part without sheets of these names."""
    kept = []
    begin = 0
    for kind, start, end in _spans(book):
        if kind != _SHEET or _sheet(book[start:end])[0] not in lost:
            kept.append(book[begin:end])
        begin = end
    return b"".join(kept)


def _sheets_in_full(parts: Mapping[str, bytes], own: OwnParts) -> Iterator[tuple[str, bytes]]:
    """Yield the sheets with whole records of their cells."""
    names = {path.lower(): name for name, path in own.sheets}
    for path, part in parts.items():
        if path.lower() in names:
            yield path, _in_full(part, names[path.lower()])


def _in_full(sheet: bytes, name: str) -> bytes:
    """Return a sheet whose short records of cells (BrtShortBlank to BrtShortIsst) are whole ones.

    A short record names no column: its cell stands beside the one before. The reader of values passes them over.

    Raises:
        GridError: a record is cut off.
    """
    with in_sheet(name):
        spans = list(_spans(sheet))
    written: list[bytes] = []
    begin = copied = 0
    column = -1
    for kind, start, end in spans:
        if kind == _ROW_HEADER:
            column = -1
        elif kind in _ALL_CELLS:
            column = number_at(sheet, start)
        elif kind in _SHORT_CELLS:
            column += 1
            content = column.to_bytes(4, "little") + sheet[start:end]
            written += [sheet[copied:begin], bytes([kind - _SHORTER]), _length(len(content)), content]
            copied = end
        begin = end
    return b"".join([*written, sheet[copied:]])


def _length(number: int) -> bytes:
    """Return the length of a record as it is written: seven bits a byte."""
    out = b""
    while number > 0x7F:
        out, number = out + bytes([number & 0x7F | 0x80]), number >> 7
    return out + bytes([number])


def _reach(sheet: bytes, limits: Limits, name: str | None) -> Reach:
    """Return how far the cells of a sheet reach that are not empty (2.1.7.62: a row, then its cells).

    Raises:
        GridError: a record is cut off or too short.
    """
    reach = Reach(limits, name)
    with in_sheet(name):
        _walk(sheet, reach)
    return reach


def _walk(sheet: bytes, reach: Reach) -> None:
    row = 0
    for kind, content in records(sheet):
        if kind == _ROW_HEADER:
            _check(content, _ROW_HEAD)
            row = number_at(content, 0)
        elif kind in _CELLS:
            _check(content, _CELL_HEAD)
            reach.take(row, number_at(content, 0))
            if reach.is_filled:
                break


def _check(content: bytes, least: int) -> None:
    """Refuse a record that is too short for what it is: a reader takes what is missing from the record before."""
    if len(content) < least:
        raise GridError("record too short")


def _counted(strings: bytes) -> bytes:
    """Return a table of strings that claims no more than it has (2.4.221): readers reserve room by the claim.

    Raises:
        GridError: a record is cut off, or the table is too short to claim anything.
    """
    spans = list(_spans(strings))
    number = sum(kind == _STRING for kind, _, _ in spans).to_bytes(4, "little")
    claims = [start for kind, start, _ in spans if kind == _STRINGS]
    counted = bytearray(strings)
    for start in claims:
        _check(strings[start:], _STRINGS_HEAD)
        if max(number_at(strings, start), number_at(strings, start + 4)) > MAX_STRINGS:
            counted[start : start + _STRINGS_HEAD] = number + number
    return bytes(counted)


def places(by_name: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and its part, by name in small letters."""
    targets = relations(by_name.get(_BOOK_RELATIONS, b""))
    for name, relation in _sheets(by_name[_BOOK]):
        target = targets.get(relation, "")
        yield name, (target.lstrip("/") if target.startswith("/") else f"xl/{target}").lower()


def _details(by_name: Mapping[str, bytes]) -> Mapping[str, SheetDetails]:
    """Return what stands behind the values of each sheet, by its name."""
    styles = _styles(by_name.get("xl/styles.bin", b""))
    return {name: _read_sheet(by_name[part], styles).details(name) for name, part in places(by_name) if part in by_name}


@dataclass(frozen=True, slots=True)
class _Readings:
    """What may be read in the cells of a workbook in which readers may see different values.

    Args:
        by_name: the parts of the package by name in small letters.
        texts: the shared texts.
        odd: the parts of sheets in which a cell stands twice or out of order, or names a text that is not there.
    """

    by_name: Mapping[str, bytes]
    texts: tuple[str, ...]
    odd: frozenset[str]

    @classmethod
    def of(cls, by_name: Mapping[str, bytes]) -> "_Readings":
        """Return those of a workbook."""
        strings = records(by_name.get(_STRINGS_PART, b""))
        texts = tuple(text_at(content, 1)[0] for kind, content in strings if kind == _STRING)
        sheets = (part for _, part in places(by_name) if part in by_name)
        return cls(by_name, texts, frozenset(part for part in sheets if _is_odd(by_name[part], len(texts))))

    def sure(self, parts: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return parts in which cells whose shared text is not there are empty: the reader stops at them."""
        many = len(self.texts)
        return {path: _without_lost(p, many) if path.lower() in self.odd else p for path, p in parts.items()}

    def ambiguous(self) -> Mapping[str, Ambiguous]:
        """Return the cells of each sheet in which readers see different values, by its name."""
        styles = _styles(self.by_name.get("xl/styles.bin", b"")) if self.odd else ()
        found: dict[str, Ambiguous] = {}
        for name, part in places(self.by_name):
            sayings = Sayings()
            for kind, content, row in _cells(self.by_name[part] if part in self.odd else b""):
                sayings.take((row, number_at(content, 0)), *_said(kind, content, self.texts, styles))
            found |= {name: sayings.ambiguous} if sayings.ambiguous else {}
        return found


def _without_lost(sheet: bytes, texts: int) -> bytes:
    written = bytearray(sheet)
    place = 0
    for kind, start, end in _spans(sheet):
        if kind == _SHARED and number_at(sheet, start + 8) >= texts:
            written[place] = written[place] & 0x80 | _BLANK
        place = end
    return bytes(written)


def _cells(sheet: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield kind and content of the cells of a sheet, with their row."""
    row = 0
    for kind, content in records(sheet):
        if kind == _ROW_HEADER:
            row = number_at(content, 0)
        elif kind in _ALL_CELLS:
            yield kind, content, row


def _is_odd(sheet: bytes, texts: int) -> bool:
    last = (-1, -1)
    for kind, content, row in _cells(sheet):
        place = row, number_at(content, 0)
        if place <= last or (kind == _SHARED and number_at(content, 8) >= texts):
            return True
        last = place
    return False


def _said(kind: int, content: bytes, texts: tuple[str, ...], styles: tuple[str, ...]) -> tuple[Said, ...]:
    """Return what a record says of its cell (2.5.9): by one that names no text that is there, two things."""
    style = number_at(content, 4, 3)
    code = styles[style] if style < len(styles) else ""
    if kind == _SHARED:
        number = number_at(content, 8)
        return ((texts[number], ""),) if number < len(texts) else (("", ""), (str(number), ""))
    if kind in _NUMBERS:
        raw = content[8:].ljust(8, b"\0")
        value = packed_number(raw, 0) if kind == _PACKED else struct.unpack_from("<d", raw)[0]
        return ((said_number(value, code), code),)
    if kind in _TEXTS:
        return ((text_at(content, 8)[0], ""),)
    return ((_fixed(kind, number_at(content, 8, 1)), ""),)


def _fixed(kind: int, value: int) -> str:
    if kind in (_ERROR, _FORMULA_ERROR):
        return ERRORS.get(value, ANY_ERROR)
    return "" if kind == _BLANK else ("TRUE" if value else "FALSE")


def _counts_from_1904(book: bytes) -> bool:
    """Tell whether a workbook counts its days from 1904 (2.4.822: the first of its flags)."""
    return any(kind == _BOOK_RECORD and content[0:1] and content[0] & _FLAG_1904 for kind, content in records(book))


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield kind and content of each record."""
    for kind, start, end in _spans(data):
        yield kind, data[start:end]


def _spans(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield the kind of each record, and where its content begins and ends."""
    offset = 0
    while offset < len(data):
        kind, offset = _varint(data, offset, 2)
        length, offset = _varint(data, offset, 4)
        if offset + length > len(data):
            raise GridError("record cut off")
        yield kind, offset, offset + length
        offset += length


def _varint(data: bytes, offset: int, most: int) -> tuple[int, int]:
    value = 0
    for n in range(most):
        if offset >= len(data):
            raise GridError("record cut off")
        byte = data[offset]
        offset += 1
        value |= (byte & 0x7F) << (7 * n)
        if byte < 0x80:
            break
    return value, offset


def number_at(content: bytes, offset: int, size: int = 4) -> int:
    """Return a number of that many bytes."""
    return int.from_bytes(content[offset : offset + size], "little")


def text_at(content: bytes, offset: int) -> tuple[str, int]:
    """Return a text that begins with its length in characters, and where it ends; no text is "" (2.5.168)."""
    length = number_at(content, offset)
    if length == 0xFFFFFFFF:
        return "", offset + 4
    end = offset + 4 + 2 * length
    return content[offset + 4 : end].decode("utf-16-le", "replace"), end


def _sheets(book: bytes) -> list[tuple[str, str]]:
    """Return name and relation of each sheet (2.4.311)."""
    found = []
    for kind, content in records(book):
        if kind == _SHEET:
            found.append(_sheet(content))
    return found


def _sheet(content: bytes) -> tuple[str, str]:
    relation, end = text_at(content, 8)
    return text_at(content, end)[0], relation


def _styles(data: bytes) -> tuple[str, ...]:
    """Return the number format of each cell style, "" for General (2.4.88 and 2.4.832)."""
    custom: dict[int, str] = {}
    styles: list[str] = []
    inside = False
    for kind, content in records(data):
        if kind == _FORMAT:
            custom[number_at(content, 0, 2)] = text_at(content, 2)[0]
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            inside = kind == _STYLES_BEGIN
        elif kind == _XF and inside:
            styles.append(number_format(number_at(content, 2, 2), custom))
    return tuple(styles)


def _read_sheet(sheet: bytes, styles: tuple[str, ...]) -> DetailsBuilder:
    found = DetailsBuilder()
    row = 0
    for kind, content in records(sheet):
        if kind == _ROW_HEADER:
            row = number_at(content, 0)
            if number_at(content, _ROW_FLAGS, 1) & _HIDDEN:
                found.hidden_rows.add(row)
        elif kind in _CELLS:
            _read_cell(kind, content, row, found, styles)
        elif kind == _MERGED:
            first, last, left, right = (number_at(content, 4 * n) for n in range(4))
            found.merge((first, left, last, right))
    return found


def _read_cell(kind: int, content: bytes, row: int, found: DetailsBuilder, styles: tuple[str, ...]) -> None:
    """Note one cell (2.5.9): its column, three bytes of its style, flags, then the value."""
    place = row, number_at(content, 0)
    style = number_at(content, 4, 3)
    if style < len(styles) and styles[style]:
        found.formats[place] = styles[style]
    if kind in (_ERROR, _FORMULA_ERROR):
        found.errors[place] = ERRORS.get(number_at(content, 8, 1), ANY_ERROR)
    if kind in _FORMULAS:
        found.formulas[place] = ""
