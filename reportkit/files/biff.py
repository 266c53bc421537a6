"""What stands behind the values of an old workbook (.xls, .et), from its records. Pure.

Of [MS-XLS] only what a form needs: where each sheet begins, which cells hold errors and formulas, how numbers are
shown, and which rows are hidden. What is cut off or odd ends the walk; the values themselves are a library's business.
"""

import contextlib
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from reportkit.address import Position
from reportkit.files.details import SheetDetails
from reportkit.files.details_builder import ANY_ERROR, ERRORS, DetailsBuilder
from reportkit.files.grid import Raw
from reportkit.files.number_formats import is_day, number_format, packed_number


class _Kind(IntEnum):
    """Kinds of records."""

    FORMULA = 0x06
    EOF = 0x0A
    DATEMODE = 0x22
    CODEPAGE = 0x42
    BOUNDSHEET = 0x85
    MULRK = 0xBD
    RSTRING = 0xD6
    XF = 0xE0
    LABELSST = 0xFD
    NUMBER = 0x203
    LABEL = 0x204
    BOOLERR = 0x205
    STRING = 0x207
    ROW = 0x208
    RK = 0x27E
    FORMAT = 0x41E
    BOF = 0x809


# What may stand between a formula and the text it gave: its shared or array form, a data table, what is continued.
_BETWEEN = frozenset({0x4BC, 0xBC, 0x221, 0x236, 0x91, 0x3C})
_BIFF8 = 0x600
_CODEPAGES = {936: "gb18030", 950: "big5"}
_TEXT, _ERROR = 0, 2
_HIDDEN = 0x20
# Built-in formats of days, those of languages of Asia among them (ECMA-376 part 1, 18.8.30).
_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_Record = tuple[int, bytes]


@dataclass(slots=True)
class Globals:
    """What the first part of the stream says of the whole workbook."""

    is_biff8: bool = True
    codepage: str = "cp1252"
    date1904: bool = False
    sheets: list[tuple[int, str]] = field(default_factory=list)
    custom: dict[int, str] = field(default_factory=dict)
    styles: list[int] = field(default_factory=list)

    def format(self, style: int) -> str:
        """Return the number format of a cell style, "" for General."""
        number = self.styles[style] if style < len(self.styles) else 0
        return number_format(number, self.custom)

    def is_no_day(self, style: int) -> bool:
        """Tell whether a style has the number of a built-in format of days for one of another kind."""
        number = self.styles[style] if style < len(self.styles) else 0
        return number in _DAYS and number in self.custom and not is_day(self.custom[number])

    def text(self, content: bytes, start: int, *, wide: bool) -> str:
        """Return the text that begins with its length: of two bytes where it is `wide`, else of one."""
        length = int.from_bytes(content[start : start + 1 + wide], "little")
        start += 1 + wide
        if not self.is_biff8:
            return content[start : start + length].decode(self.codepage, "replace")
        is_double = content[start : start + 1] == b"\x01"
        raw = content[start + 1 : start + 1 + length * (1 + is_double)]
        return raw.decode("utf-16-le" if is_double else "latin-1", "replace")


def details_of_biff(stream: bytes) -> Mapping[str, SheetDetails]:
    """Return what stands behind the values of each sheet, by its name; nothing for workbooks older than Excel 5."""
    book = Globals()
    try:
        read_globals(stream, book)
        return {name: _read_sheet(stream, start, book).details(name) for start, name in book.sheets}
    except struct.error:
        return {}


def counts_from_1904(stream: bytes) -> bool:
    """Tell whether a workbook counts its days from 1904 ([MS-XLS] 2.4.77)."""
    book = Globals()
    with contextlib.suppress(struct.error):
        read_globals(stream, book)
    return book.date1904


def sheets_of(stream: bytes) -> tuple[tuple[int, str], ...]:
    """Return where each sheet begins and its name; one that is listed once more the same is one."""
    book = Globals()
    with contextlib.suppress(struct.error):
        read_globals(stream, book)
    return tuple(dict.fromkeys(book.sheets))


def sheet_at(stream: bytes, offset: int) -> str | None:
    """Return the name of the sheet among whose records a place of the stream lies, None where it is not known."""
    before = [(start, name) for start, name in sheets_of(stream) if start <= offset]
    return max(before)[1] if before else None


def numbers_not_days(stream: bytes) -> Mapping[str, Mapping[Position, Raw]]:
    """Return the numbers of cells whose style gives the number of a format of days to one of its own.

    Gnumeric writes such; a reader of values takes them for days.
    """
    book = Globals()
    found: dict[str, dict[Position, Raw]] = {}
    with contextlib.suppress(struct.error):
        read_globals(stream, book)
        if any(map(book.is_no_day, range(len(book.styles)))):
            found = {name: dict(_numbers_not_days(stream, start, book)) for start, name in book.sheets}
    return found


def _numbers_not_days(stream: bytes, start: int, book: Globals) -> Iterator[tuple[Position, float]]:
    for kind, content in records(stream, start):
        for place, style, value in _numbers(kind, content):
            if book.is_no_day(style):
                yield place, value


def _numbers(kind: int, content: bytes) -> Iterator[tuple[Position, int, float]]:
    """Yield place, style and value of the numbers in a record."""
    if kind == _Kind.MULRK:
        row, column = struct.unpack_from("<2H", content)
        for n in range((len(content) - 6) // 6):
            (style,) = struct.unpack_from("<H", content, 4 + 6 * n)
            yield (row, column + n), style, packed_number(content, 6 + 6 * n)
    elif kind in (_Kind.NUMBER, _Kind.RK) or (kind == _Kind.FORMULA and content[12:14] != b"\xff\xff"):
        row, column, style = struct.unpack_from("<3H", content)
        value = packed_number(content, 6) if kind == _Kind.RK else struct.unpack_from("<d", content, 6)[0]
        yield (row, column), style, value


def _read_sheet(stream: bytes, start: int, book: Globals) -> DetailsBuilder:
    sheet = _Sheet(book)
    for kind, content in records(stream, start):
        sheet.take(kind, content)
    return sheet.found


def records(stream: bytes, offset: int) -> Iterator[_Record]:
    """Yield the records of one part of the stream, those of charts inside it left out."""
    depth = 0
    while 0 <= offset <= len(stream) - 4:
        kind, length = struct.unpack_from("<HH", stream, offset)
        depth += (kind == _Kind.BOF) - (kind == _Kind.EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length


def read_globals(stream: bytes, book: Globals) -> None:
    """Take in what the first part of the stream says.

    Raises:
        struct.error: a record is cut off.
    """
    for kind, content in records(stream, 0):
        match kind:
            case _Kind.BOF:
                book.is_biff8 = struct.unpack_from("<H", content)[0] >= _BIFF8
            case _Kind.CODEPAGE:
                book.codepage = _CODEPAGES.get(struct.unpack_from("<H", content)[0], "cp1252")
            case _Kind.DATEMODE:
                book.date1904 = content[:1] == b"\x01"
            case _Kind.BOUNDSHEET if content[5:6] == b"\0":
                (start,) = struct.unpack_from("<I", content)
                book.sheets.append((start, book.text(content, 6, wide=False)))
            case _Kind.FORMAT:
                (number,) = struct.unpack_from("<H", content)
                book.custom[number] = book.text(content, 2, wide=book.is_biff8)
            case _Kind.XF:
                book.styles.append(struct.unpack_from("<H", content, 2)[0])
            case _:
                pass


class _Sheet:
    """Takes in the records of one sheet."""

    def __init__(self, book: Globals) -> None:
        self.book = book
        self.found = DetailsBuilder()
        self.waiting: Position | None = None  # a formula whose text is to follow

    def take(self, kind: int, content: bytes) -> None:
        if self.waiting is not None and kind not in _BETWEEN:
            if kind != _Kind.STRING:
                self.found.uncalculated.add(self.waiting)
            self.waiting = None
        match kind:
            case _Kind.ROW:
                (row,) = struct.unpack_from("<H", content)
                if struct.unpack_from("<H", content, 12)[0] & _HIDDEN:
                    self.found.hidden_rows.add(row)
            case _Kind.NUMBER | _Kind.RK | _Kind.LABELSST | _Kind.LABEL | _Kind.RSTRING:
                row, column, style = struct.unpack_from("<3H", content)
                self._note_format((row, column), style)
            case _Kind.MULRK:
                self._take_numbers(content)
            case _Kind.BOOLERR if content[7:8] == b"\x01":
                row, column = struct.unpack_from("<2H", content)
                self.found.errors[row, column] = ERRORS.get(content[6], ANY_ERROR)
            case _Kind.FORMULA:
                self._take_formula(content)
            case _:
                pass

    def _note_format(self, place: Position, style: int) -> None:
        code = self.book.format(style)
        if code:
            self.found.formats[place] = code

    def _take_numbers(self, content: bytes) -> None:
        """Note several numbers side by side ([MS-XLS] 2.4.175): each has a style of two bytes and takes four."""
        row, column = struct.unpack_from("<2H", content)
        for n in range((len(content) - 6) // 6):
            (style,) = struct.unpack_from("<H", content, 4 + 6 * n)
            self._note_format((row, column + n), style)

    def _take_formula(self, content: bytes) -> None:
        """Note a formula with its saved result ([MS-XLS] 2.5.133)."""
        row, column, style = struct.unpack_from("<3H", content)
        self.found.formulas[row, column] = ""
        self._note_format((row, column), style)
        result = content[6:14]
        if result[6:] != b"\xff\xff":
            return
        if result[0] == _ERROR:
            self.found.errors[row, column] = ERRORS.get(result[2], ANY_ERROR)
        elif result[0] == _TEXT:
            self.waiting = row, column
