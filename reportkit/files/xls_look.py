"""How the sheets of an old workbook (.xls, .et) look: colours, widths, notes, and what is drawn over the cells. Pure.

Of [MS-XLS] the records that say so; what is cut off or odd ends the walk of a sheet, and what was seen before stays.
"""

import contextlib
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from reportkit.address import Position
from reportkit.files.biff_texts import SharedText, shared_texts
from reportkit.files.drawings import Drawing, Picture
from reportkit.files.limits import Limits
from reportkit.files.office_art import drawn_pictures, stored_pictures
from reportkit.files.ole import Ole
from reportkit.files.sheet_look import PLAIN, CellLook, LookBuilder, SheetLook
from reportkit.files.struck_cells import Runs
from reportkit.files.xls import book_name


class _Kind(IntEnum):
    """Kinds of records."""

    FORMULA = 0x06
    EOF = 0x0A
    NOTE = 0x1C
    FONT = 0x31
    CONTINUE = 0x3C
    OBJ = 0x5D
    COLINFO = 0x7D
    BOUNDSHEET = 0x85
    PALETTE = 0x92
    MULRK = 0xBD
    MULBLANK = 0xBE
    XF = 0xE0
    DRAWING_GROUP = 0xEB
    DRAWING = 0xEC
    LABEL_SST = 0xFD
    TXO = 0x1B6
    BLANK = 0x201
    NUMBER = 0x203
    LABEL = 0x204
    BOOLERR = 0x205
    ROW = 0x208
    RK = 0x27E
    BOF = 0x809


_CELLS = frozenset({_Kind.FORMULA, _Kind.LABEL_SST, _Kind.BLANK, _Kind.NUMBER, _Kind.LABEL, _Kind.BOOLERR, _Kind.RK})
_ROWS = frozenset({_Kind.MULRK, _Kind.MULBLANK})
_BIFF8 = 0x600
_TEXT_BOX, _CHART, _PICTURE_OBJECT, _NOTE_OBJECT = 0x06, 0x05, 0x08, 0x19
_SHAPES = frozenset({0x01, 0x02, 0x03, 0x04, 0x09, 0x1E})
_CHART_SHEET_PART = 0x20
_BOLD, _ITALIC, _STRUCK, _SOLID = 600, 0x02, 0x08, 1
# The colours of indexes 8 to 63 where a workbook has none of its own ([MS-XLS] 2.5.161).
_COLOURS = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF800000008000000080808000800080008080C0C0C08080809999FF993366FFFFCC"
    "CCFFFF660066FF80800066CCCCCCFF000080FF00FFFFFF0000FFFF800080800000008080"
    "0000FF00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC993366FF33CCCC99CC00FFCC00FF9900FF6600666699969696"
    "003366339966003300333300993300993366333399333333"
)
_FIRST_COLOUR = 8
_Record = tuple[int, bytes]


@dataclass(slots=True)
class _Book:
    """What the first part of the stream says of the whole workbook."""

    sheets: list[tuple[int, str]] = field(default_factory=list)
    palette: list[str] = field(default_factory=lambda: [_COLOURS[n : n + 6] for n in range(0, len(_COLOURS), 6)])
    fonts: list[tuple[int, int, int]] = field(default_factory=list)
    styles: list[bytes] = field(default_factory=list)
    group: bytes = b""
    pictures: list[bytes] = field(default_factory=list)
    looks: list[CellLook] = field(default_factory=list)
    texts: list[Runs] = field(default_factory=list)

    def colour(self, index: int) -> str:
        """Return a colour by its index, "" for one that is the window's own."""
        place = (index & 0x7F) - _FIRST_COLOUR
        return self.palette[place] if 0 <= place < len(self.palette) else ""

    def look(self, style: int) -> CellLook:
        """Return how cells of a style look."""
        return self.looks[style] if style < len(self.looks) else PLAIN

    def text(self, number: int) -> Runs | None:
        """Return a shared text in runs, None where no font of the workbook strikes anything through."""
        return self.texts[number] if number < len(self.texts) else None

    def font(self, number: int) -> tuple[int, int, int]:
        """Return flags, colour and weight of a font by its number."""
        number -= number > 4  # there is no fifth font
        return self.fonts[number] if number < len(self.fonts) else (0, 0x7FFF, 400)

    def runs(self, shared: SharedText) -> Runs:
        """Return a shared text in runs."""
        begins = ((start, bool(self.font(number)[0] & _STRUCK)) for start, number in shared.runs)
        return Runs.begun_at(shared.text, begins)


def xls_looks(ole: Ole, limits: Limits) -> Mapping[str, SheetLook]:
    """Return how each sheet looks, by its name; nothing for workbooks older than Excel 97.

    Raises:
        OleError: a chain is broken.
        RefusalError: two streams bear the workbook's name.
    """
    name = book_name(ole)
    if name is None or name.casefold() != "workbook":
        return {}
    stream = ole.read(name)
    book = _Book()
    with contextlib.suppress(struct.error):
        _read_book(stream, book)
        if any(flags & _STRUCK for flags, _, _ in book.fonts):
            book.texts = [book.runs(shared) for shared in shared_texts(stream)]
    return {name: _read_sheet(stream, start, book, limits) for start, name in book.sheets}


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield depth, kind and content of the records of one part of the stream and of the charts inside it."""
    depth = 0
    while 0 <= offset <= len(stream) - 4:
        kind, length = struct.unpack_from("<HH", stream, offset)
        content = stream[offset + 4 : offset + 4 + length]
        depth += kind == _Kind.BOF
        yield depth, kind, content
        depth -= kind == _Kind.EOF
        if depth <= 0:
            return
        offset += 4 + length


def _read_book(stream: bytes, book: _Book) -> None:
    last = 0
    for _, kind, content in _records(stream, 0):
        match kind:
            case _Kind.BOUNDSHEET if content[5:6] == b"\0":
                (start,) = struct.unpack_from("<I", content)
                book.sheets.append((start, _text(content[7:], content[6])[0]))
            case _Kind.FONT:
                _, flags, colour, weight = struct.unpack_from("<4H", content)
                book.fonts.append((flags, colour, weight))
            case _Kind.XF:
                book.styles.append(content)
            case _Kind.PALETTE:
                (many,) = struct.unpack_from("<H", content)
                book.palette = [content[2 + 4 * n : 5 + 4 * n].hex().upper() for n in range(min(many, 56))]
            case _Kind.DRAWING_GROUP:
                book.group += content
            case _Kind.CONTINUE if last == _Kind.DRAWING_GROUP:
                book.group += content
                continue
            case _:
                pass
        last = kind
    book.looks = [_look(style, book) for style in book.styles]
    book.pictures = stored_pictures(book.group)


def _look(style: bytes, book: _Book) -> CellLook:
    """Return how a style looks ([MS-XLS] 2.4.353 and 2.5.20)."""
    if len(style) < 20:
        return PLAIN
    (font,) = struct.unpack_from("<H", style)
    lines, upper, colours = struct.unpack_from("<IIH", style, 10)
    flags, colour, weight = book.font(font)
    fill = book.colour(colours) if upper >> 26 == _SOLID else ""
    text = book.colour(colour) if colour < 0x40 else ""
    return CellLook(
        fill, "" if text == "000000" else text, weight >= _BOLD, bool(flags & _ITALIC), bool(flags & _STRUCK),
        bool(lines & 0xFFFF),
    )  # fmt: skip


def _text(content: bytes, length: int) -> tuple[str, int]:
    """Return a text that begins with its flags, and how many bytes it takes ([MS-XLS] 2.5.294)."""
    is_wide = content[:1] == b"\x01"
    raw = content[1 : 1 + length * (1 + is_wide)]
    return raw.decode("utf-16-le" if is_wide else "latin-1", "replace"), 1 + len(raw)


def _read_sheet(stream: bytes, start: int, book: _Book, limits: Limits) -> SheetLook:
    sheet = _Sheet(book, limits)
    with contextlib.suppress(struct.error):
        for depth, kind, content in _records(stream, start):
            if depth == 1:
                sheet.take(kind, content)
    return sheet.look()


class _Sheet:
    """Takes in the records of one sheet."""

    def __init__(self, book: _Book, limits: Limits) -> None:
        self._book, self._limits = book, limits
        self._found = LookBuilder()
        self._drawing = b""
        self._last = self._object = self._object_kind = 0
        self._waiting = 0  # characters of a text that are to follow
        self._texts: dict[int, str] = {}
        self._objects: dict[int, int] = {}
        self._notes: dict[int, Position] = {}

    def take(self, kind: int, content: bytes) -> None:
        if kind == _Kind.CONTINUE:
            self._continue(content)
            return
        self._last, self._waiting = kind, 0
        if kind in _CELLS:
            row, column, style = struct.unpack_from("<3H", content)
            runs = self._book.text(struct.unpack_from("<I", content, 6)[0]) if kind == _Kind.LABEL_SST else None
            self._note_look((row, column), style, runs)
        elif kind in _ROWS:
            self._take_row_of_cells(kind, content)
        else:
            self._take_other(kind, content)

    def _take_other(self, kind: int, content: bytes) -> None:
        match kind:
            case _Kind.COLINFO:
                self._take_columns(content)
            case _Kind.ROW:
                row, _, _, height = struct.unpack_from("<4H", content)
                if struct.unpack_from("<H", content, 12)[0] & 0x40 and row < self._limits.rows:
                    self._found.heights[row] = (height & 0x7FFF) / 20
            case _Kind.DRAWING:
                self._drawing += content
            case _Kind.OBJ:
                self._object_kind, self._object = struct.unpack_from("<2H", content, 4)
                self._objects[self._object] = self._object_kind
            case _Kind.TXO:
                (self._waiting,) = struct.unpack_from("<H", content, 10)
                self._texts[self._object] = ""
            case _Kind.NOTE:
                row, column, _, number = struct.unpack_from("<4H", content)
                self._notes[number] = row, column
            case _:
                pass

    def _continue(self, content: bytes) -> None:
        """Take in what goes on: a drawing, or the words of a box, of which each piece says anew how it is written."""
        if self._last == _Kind.DRAWING:
            self._drawing += content
        elif self._waiting:
            text, _ = _text(content, self._waiting)
            self._texts[self._object] += text
            self._waiting -= len(text)

    def _take_columns(self, content: bytes) -> None:
        first, last, width, _, flags = struct.unpack_from("<5H", content)
        columns = range(first, min(last + 1, self._limits.columns))
        if last < 255:
            self._found.widths |= dict.fromkeys(columns, width / 256)
        if flags & 1:
            self._found.hidden |= set(columns)

    def _take_row_of_cells(self, kind: int, content: bytes) -> None:
        row, first = struct.unpack_from("<2H", content)
        step = 6 if kind == _Kind.MULRK else 2
        for n in range((len(content) - 6) // step):
            (style,) = struct.unpack_from("<H", content, 4 + step * n)
            self._note_look((row, first + n), style)

    def _note_look(self, place: Position, style: int, runs: Runs | None = None) -> None:
        if place[0] < self._limits.rows and place[1] < self._limits.columns:
            self._found.note(place, self._book.look(style), runs)

    def look(self) -> SheetLook:
        """Return what was found."""
        for number, place in self._notes.items():
            text = self._texts.pop(number, "").strip()
            if text:
                self._found.notes[place] = text.replace("\r\n", "\n").replace("\r", "\n")
        pictures = list(drawn_pictures(self._drawing, self._book.pictures))
        shown: tuple[Picture, ...] = tuple(picture for picture in pictures if picture is not None)
        words = tuple(text.strip() for number, text in self._texts.items() if self._is_box(number) and text.strip())
        kinds = list(self._objects.values())
        written = sum(self._objects[number] in _SHAPES for number, text in self._texts.items() if text)
        shapes = max(sum(kind in _SHAPES for kind in kinds) - written, 0)
        return self._found.look(Drawing(shown, (), words, shapes, len(pictures) - len(shown), kinds.count(_CHART)))

    def _is_box(self, number: int) -> bool:
        return self._objects.get(number) not in (None, _NOTE_OBJECT)
