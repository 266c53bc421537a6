"""Just enough of the compound file (OLE2) to know what lies in it before any library opens it. Pure.

Old workbooks, password-protected new ones, Word files and saved mails all begin with the same eight bytes; the
names of the streams tell them apart. Every chain is followed with a bound: a loop in one made a reader grow past
7 GiB on a real file of a thousand bytes ([MS-CFB] 2.1 to 2.6).
"""

import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reportkit.files.damage import DamageError
from reportkit.files.kinds import OLE

_END = 0xFFFFFFFA
_HEADER = 512
_MAX_STREAM = 64 * 1024 * 1024
_ENTRY = 128
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class OleError(DamageError):
    """The compound file is damaged: a chain loops or leads outside."""


@dataclass(frozen=True, slots=True)
class _Sectors:
    """A file cut into sectors that are chained by a table; `lead` sectors stand before the first."""

    data: bytes
    size: int
    lead: int
    table: tuple[int, ...]

    def chain(self, start: int, length: int | None = None) -> bytes:
        """Return the bytes of a chain, of `length` where that is known."""
        wanted = None if length is None else -(-length // self.size)
        out: list[bytes] = []
        sector = start
        while sector < _END and (wanted is None or len(out) < wanted):
            if sector >= len(self.table) or len(out) > len(self.table):
                raise OleError("chain")
            first = (sector + self.lead) * self.size
            out.append(self.data[first : first + self.size])
            sector = self.table[sector]
        return b"".join(out)[:length]


@dataclass(frozen=True, slots=True)
class Ole:
    """A compound file.

    Attributes:
        paths: (first sector, length) of every stream by its path, storages parted by slashes.
        streams: the same of the root's own streams by their names: they alone say what the file is. What lies in a
            storage belongs to an object inside the file, an embedded workbook or the like.
        doubled: names, in small letters, that more than one of the root's own streams has.
        storages: names of the root's own storages.
        sectors: the file's sectors.
        small: the small sectors inside, of 64 bytes.
        cutoff: length from which a stream lies in the file's own sectors.
    """

    paths: Mapping[str, tuple[int, int]]
    streams: Mapping[str, tuple[int, int]]
    doubled: frozenset[str]
    storages: frozenset[str]
    sectors: _Sectors
    small: _Sectors
    cutoff: int

    @property
    def data(self) -> bytes:
        """The whole file."""
        return self.sectors.data

    def read(self, path: str) -> bytes:
        """Return the bytes of a stream by its path; the path of a stream of the root is its name.

        Raises:
            OleError: its chain is broken.
        """
        start, length = self.paths[path]
        if length > _MAX_STREAM:
            raise OleError("stream too long")
        return (self.small if length < self.cutoff else self.sectors).chain(start, length)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A stream or a storage of the directory ([MS-CFB] 2.6.1).

    Attributes:
        folder: path of the storage it lies in, "" for the root's own.
        name: its name.
        kind: what it is.
        place: first sector and length.
    """

    folder: str
    name: str
    kind: int
    place: tuple[int, int]


def open_ole(data: bytes) -> Ole:
    """Read header, sector tables and directory.

    Raises:
        OleError: the file is cut off, has no root, or a chain or the directory loops or leads outside.
    """
    if len(data) < _HEADER or not data.startswith(OLE):
        raise OleError("no header")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise OleError("sector size")
    directory, _, cutoff, small_start, n_small = struct.unpack_from("<5I", data, 48)
    sectors = _Sectors(data, 1 << shift, 1, _sector_table(data, 1 << shift))
    root, *entries = _directory(sectors.chain(directory))
    small = _small_sectors(sectors, root.place, small_start if n_small else _END)
    own = [entry for entry in entries if not entry.folder]
    streams = MappingProxyType(_places(own))
    storages = frozenset(entry.name for entry in own if entry.kind == _STORAGE)
    return Ole(MappingProxyType(_places(entries)), streams, _doubled(own), storages, sectors, small, cutoff)


def _places(entries: list[_Entry]) -> dict[str, tuple[int, int]]:
    return {entry.folder + entry.name: entry.place for entry in entries if entry.kind == _STREAM}


def _doubled(entries: list[_Entry]) -> frozenset[str]:
    """Return the names, in small letters, that several streams have."""
    names = Counter(entry.name.casefold() for entry in entries if entry.kind == _STREAM)
    return frozenset(name for name, times in names.items() if times > 1)


def _small_sectors(sectors: _Sectors, place: tuple[int, int], start: int) -> _Sectors:
    """Return the small sectors: they lie in the root's own stream, chained by a table that begins at `start` (2.4)."""
    table = sectors.chain(start) if start < _END else b""
    inside = sectors.chain(*place) if place[1] and place[0] < _END else b""
    links = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
    return _Sectors(inside, 64, 0, links)


def _directory(data: bytes) -> Iterator[_Entry]:
    """Yield the root, and then what hangs from it: what lies in one storage hangs together as a tree of its own.

    Raises:
        OleError: there is no root, or the tree loops or leads outside.
    """
    seen: set[int] = set()
    waiting = [(0, "")]
    while waiting:
        number, folder = waiting.pop()
        if (number + 1) * _ENTRY > len(data) or number in seen:
            raise OleError("directory")
        seen.add(number)
        raw = data[number * _ENTRY : (number + 1) * _ENTRY]
        entry = _entry(raw, folder)
        if (entry.kind == _ROOT) != (number == 0):
            raise OleError("root")
        if entry.kind in (_STORAGE, _STREAM, _ROOT):
            yield entry
        *siblings, child = struct.unpack_from("<3I", raw, 68)
        if number:
            waiting += [(sibling, folder) for sibling in siblings if sibling < _END]
        if child < _END and entry.kind in (_STORAGE, _ROOT):
            waiting.append((child, f"{folder}{entry.name}/" if number else ""))


def _entry(raw: bytes, folder: str) -> _Entry:
    length, kind = struct.unpack_from("<HB", raw, 64)
    name = raw[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
    start, size = struct.unpack_from("<II", raw, 116)
    return _Entry(folder, name, kind, (start, size))


def _sector_table(data: bytes, size: int) -> tuple[int, ...]:
    """Put the table of chains together from its sectors; its length is bounded by the file's own."""
    table: list[int] = []
    for sector in _sectors_of_table(data, size):
        table += struct.unpack(f"<{size // 4}I", _sector_at(data, size, sector))
    return tuple(table)


def _sectors_of_table(data: bytes, size: int) -> list[int]:
    """Return in which sectors the table lies: the head names some, and where the others are named."""
    (n_table,) = struct.unpack_from("<I", data, 44)
    further, n_further = struct.unpack_from("<2I", data, 68)
    most = len(data) // size + 1
    places = [sector for sector in struct.unpack_from("<109I", data, 76) if sector < _END]
    seen = 0
    while further < _END and seen < n_further:
        block = struct.unpack(f"<{size // 4}I", _sector_at(data, size, further))
        places += [sector for sector in block[:-1] if sector < _END]
        further, seen = block[-1], seen + 1
        if seen > most:
            raise OleError("loop")
    if len(places) > most or n_table > most:
        raise OleError("sector table")
    return places


def _sector_at(data: bytes, size: int, number: int) -> bytes:
    block = data[(number + 1) * size : (number + 2) * size]
    if not block:
        raise OleError("sector outside the file")
    return block.ljust(size, b"\xff")
