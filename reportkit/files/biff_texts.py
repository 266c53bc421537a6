"""The texts that the cells of an old workbook (.xls, .et) share, each with its runs ([MS-XLS] 2.4.265). Pure."""

import contextlib
import struct
from dataclasses import dataclass

from reportkit.files.biff import records

_SST, _CONTINUE = 0xFC, 0x3C
_WIDE, _FAR_EAST, _RICH_RUNS = 1, 4, 8


@dataclass(frozen=True, slots=True)
class SharedText:
    """A text of the table.

    Attributes:
        text: its characters.
        runs: where a run begins and the number of its font; what stands before the first is in the font of its cell.
    """

    text: str
    runs: tuple[tuple[int, int], ...] = ()


def shared_texts(stream: bytes) -> list[SharedText]:
    """Return the shared texts of a workbook, as many as there are, whatever their number is said to be."""
    pieces: list[bytes] = []
    for kind, content in records(stream, 0):
        if kind == _SST and not pieces:
            pieces.append(content[8:])
        elif kind == _CONTINUE and pieces:
            pieces.append(content)
        elif pieces:
            break
    walk = _Pieces(pieces)
    texts: list[SharedText] = []
    with contextlib.suppress(EOFError):
        while True:
            texts.append(walk.text())
    return texts


class _Pieces:
    """Walks through the table of texts, which goes on in further records."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._number = self._place = 0

    def _left(self) -> bytes:
        """Return the piece that is walked; the next one where this is at its end.

        Raises:
            EOFError: there is none.
        """
        while self._number < len(self._pieces) and self._place >= len(self._pieces[self._number]):
            self._number, self._place = self._number + 1, 0
        if self._number >= len(self._pieces):
            raise EOFError
        return self._pieces[self._number]

    def _take(self, length: int) -> bytes:
        """Return so many bytes, wherever a record ends among them."""
        out = b""
        while len(out) < length:
            piece = self._left()
            some = piece[self._place : self._place + length - len(out)]
            out, self._place = out + some, self._place + len(some)
        return out

    def _characters(self, length: int, *, is_wide: bool) -> str:
        """Return so many characters; where a record ends among them, the next one says anew how they are written."""
        out = ""
        while length:
            if self._place >= len(self._pieces[self._number]):
                self._left()
                is_wide = bool(self._take(1)[0] & _WIDE)
            size = 1 + is_wide
            many = min(max((len(self._left()) - self._place) // size, 1), length)
            raw = self._take(many * size)
            out += raw.decode("utf-16-le", "replace") if is_wide else raw.decode("latin-1")
            length -= many
        return out

    def text(self) -> SharedText:
        """Return the next text (2.5.293): its head, its characters, its runs and how it is spoken."""
        length, flags = struct.unpack("<HB", self._take(3))
        runs = struct.unpack("<H", self._take(2))[0] if flags & _RICH_RUNS else 0
        spoken = struct.unpack("<I", self._take(4))[0] if flags & _FAR_EAST else 0
        text = self._characters(length, is_wide=bool(flags & _WIDE))
        marks = self._take(4 * runs)
        self._take(spoken)
        return SharedText(text, tuple(struct.iter_unpack("<2H", marks)))
