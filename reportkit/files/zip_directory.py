"""The directory of an archive as its program wrote it, made such that the standard library never refuses it. Pure.

A name that is not in the encoding it claims, a note beside a name, or a version of the format that is newer than the
library ends the reading of the whole directory there, and all members are lost with it. A member is found by its
place; its name is only shown. What the directory leaves out, as that of the second of two archives glued together
leaves out the first, is found by its own header. (APPNOTE 4.3.12: the directory; 4.3.16: its end; 4.3.14, 4.5.3:
beyond 4 GiB; 4.6.9: the name once more, in UTF-8.)
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.decoding import decode
from reportkit.files.hidden_members import count_marks, hidden_members
from reportkit.files.kinds import ZIP_END, ZIP_ENTRY
from reportkit.files.limits import MAX_LISTED
from reportkit.files.unpacking import unpacked

_ENTRY = 46
_END = struct.Struct("<4s4H2LH")
_END_64 = b"PK\x06\x06"
_UTF_8, _NEWEST = 0x800, 63
_WIDE, _PATH = 0x0001, 0x7075
_FILLED = 0xFFFFFFFF
_LOCAL = 30  # bytes of a member's own header before its name


@dataclass(frozen=True, slots=True)
class Entry:
    """A member of an archive.

    Attributes:
        name: its name, decoded as well as it can be.
        info: what the library needs to unpack it.
    """

    name: str
    info: zipfile.ZipInfo


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive.

    Attributes:
        entries: its members and folders, in the order of the directory.
        hidden: members that the directory leaves out, in the order in which they stand there.
        beyond: how many more it has than are looked at.
    """

    entries: tuple[Entry, ...]
    hidden: tuple[Entry, ...]
    beyond: int
    _stream: io.BytesIO
    _zip: zipfile.ZipFile

    def read(self, info: zipfile.ZipInfo, most: int) -> bytes:
        """Return the first `most` bytes of a member; read to its end, its checksum is checked.

        Raises:
            DamageError: it is damaged.
        """
        # The library compares both names: what the member's own header says is right by definition, and is bytes.
        start = info.header_offset
        if 0 <= start <= len(self._stream.getbuffer()) - _LOCAL:
            with self._stream.getbuffer() as view:
                view[start + 7] &= ~_UTF_8 >> 8 & 0xFF
                (length,) = struct.unpack_from("<H", view, start + 26)
                info.orig_filename = bytes(view[start + _LOCAL : start + _LOCAL + length]).decode("cp437")
        return unpacked(self._zip, info, most)


def open_archive(data: bytes) -> Archive:
    """Read the directory of an archive.

    Raises:
        DamageError: it has none, or it is damaged.
    """
    place = data.rfind(ZIP_END)
    if place < 0 or place + _END.size > len(data):
        raise DamageError("no end of the directory")
    size, offset = _extent(data, place)
    start = place - size if _END_64 not in data[max(0, place - 76) : place] else data.rfind(_END_64, 0, place) - size
    if start < 0:
        raise DamageError("directory outside the file")
    kept: list[bytes] = []
    names: list[str] = []
    beyond = 0
    for entry in _entries(data, start, start + size):
        if len(kept) == MAX_LISTED:
            beyond += 1
            continue
        kept.append(_plain(entry))
        names.append(_name(entry))
    directory = b"".join(kept)
    # All of it stays, with what stands behind the directory; places are counted from where it says that it begins.
    moved = min(len(data) - start + offset, _FILLED - 1)
    end = _END.pack(ZIP_END, 0, 0, len(kept), len(kept), len(directory), moved, 0)
    stream = io.BytesIO(data + directory + end)
    with LibraryCall():
        archive = zipfile.ZipFile(stream)
    infos = archive.infolist()
    entries = tuple(Entry(name, info) for name, info in zip(names, infos, strict=True))
    hidden, unseen = _hidden(data, infos) if not beyond else ((), 0)
    return Archive(entries, hidden, beyond + unseen, stream, archive)


def _hidden(data: bytes, infos: Collection[zipfile.ZipInfo]) -> tuple[tuple[Entry, ...], int]:
    """Return the members that the directory leaves out, and how many there are that are not looked at."""
    marks = count_marks(data, infos)
    if marks > MAX_LISTED:
        return (), marks
    return tuple(_entry(data, info) for info in hidden_members(data, infos, nested=False)), 0


def _entry(data: bytes, info: zipfile.ZipInfo) -> Entry:
    begin = info.header_offset + _LOCAL
    length, notes = struct.unpack_from("<2H", data, begin - 4)
    return Entry(
        _called(data[begin : begin + length], info.flag_bits, data[begin + length : begin + length + notes]), info
    )


def _extent(data: bytes, place: int) -> tuple[int, int]:
    """Return the size of the directory, and where it says that it begins."""
    *_, size, offset, _ = _END.unpack_from(data, place)
    wide = data.rfind(_END_64, max(0, place - 76), place)
    if wide >= 0 and wide + 56 <= place:
        size, offset = struct.unpack_from("<2Q", data, wide + 40)
    return size, offset


def _entries(data: bytes, start: int, stop: int) -> Iterator[bytes]:
    while start + _ENTRY <= stop and data.startswith(ZIP_ENTRY, start):
        length = _ENTRY + sum(struct.unpack_from("<3H", data, start + 28))
        yield data[start : start + length]
        start += length
    if start != stop:
        raise DamageError("directory cut off")


def _plain(entry: bytes) -> bytes:
    """Return an entry of which every reader takes the name as bytes, and the notes that say its size."""
    name, notes, remark = struct.unpack_from("<3H", entry, 28)
    out = bytearray(entry)
    (flags,) = struct.unpack_from("<H", entry, 8)
    struct.pack_into("<H", out, 8, flags & ~_UTF_8)
    out[6] = min(out[6], _NEWEST)
    begin = _ENTRY + name
    value = next((value for tag, value in _notes(entry[begin : begin + notes]) if tag == _WIDE), b"")
    wanted = 8 * sum(
        number == _FILLED for number in (*struct.unpack_from("<2L", entry, 20), *struct.unpack_from("<L", entry, 42))
    )
    wide = struct.pack("<2H", _WIDE, len(value)) + value if len(value) >= wanted > 0 else b""
    out[begin : begin + notes] = wide
    struct.pack_into("<2H", out, 30, len(wide), remark)
    return bytes(out)


def _notes(field: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the notes of an entry by their tags, as far as they are whole."""
    at = 0
    while at + 4 <= len(field):
        tag, length = struct.unpack_from("<2H", field, at)
        value = field[at + 4 : at + 4 + length]
        if len(value) < length:
            return
        yield tag, value
        at += 4 + length


def _name(entry: bytes) -> str:
    """Return the name of an entry."""
    length, notes = struct.unpack_from("<2H", entry, 28)
    (flags,) = struct.unpack_from("<H", entry, 8)
    return _called(entry[_ENTRY:][:length], flags, entry[_ENTRY + length :][:notes])


def _called(raw: bytes, flags: int, notes: bytes) -> str:
    """Return a name: as the note says that was made for it, as UTF-8, or as the program's system writes names."""
    for tag, value in _notes(notes):
        if tag == _PATH and value[:5] == struct.pack("<BL", 1, zlib.crc32(raw)):
            noted = decode(value[5:])
            if noted:
                return noted
    if flags & _UTF_8:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            pass  # it only says so
    return decode(raw) or raw.decode("cp437")
