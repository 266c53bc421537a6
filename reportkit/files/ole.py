"""Just enough of the compound file (OLE2) to know what lies in it before any library opens it. Pure.

Old workbooks, password-protected new ones, Word files and saved mails all begin with the same eight bytes; the
names of the streams tell them apart. Every chain is followed with a bound: a loop in one made a reader grow past
7 GiB on a real file of a thousand bytes ([MS-CFB] 2.1 to 2.6).
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reportkit.files.damage import DamageError
from reportkit.files.kinds import OLE

_END = 0xFFFFFFFA
_HEADER = 512
_MAX_STREAM = 64 * 1024 * 1024
_STREAM, _ROOT = 2, 5


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
        streams: (first sector, length) by the names of streams and storages.
        sectors: the file's sectors.
        small: the small sectors inside, of 64 bytes.
        cutoff: length from which a stream lies in the file's own sectors.
    """

    streams: Mapping[str, tuple[int, int]]
    sectors: _Sectors
    small: _Sectors
    cutoff: int

    @property
    def data(self) -> bytes:
        """The whole file."""
        return self.sectors.data

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream.

        Raises:
            OleError: its chain is broken.
        """
        return self.read_at(*self.streams[name])

    def read_at(self, start: int, length: int) -> bytes:
        """Return the bytes of a stream by its first sector and its length.

        Raises:
            OleError: its chain is broken.
        """
        if length > _MAX_STREAM:
            raise OleError("stream too long")
        return (self.small if length < self.cutoff else self.sectors).chain(start, length)


@dataclass(frozen=True, slots=True)
class Tree:
    """A compound file whose storages matter: a saved mail.

    Attributes:
        ole: the file.
        paths: (first sector, length) by path, storages parted by slashes.
    """

    ole: Ole
    paths: Mapping[str, tuple[int, int]]

    def read(self, path: str) -> bytes:
        """Return the bytes of a stream.

        Raises:
            OleError: its chain is broken.
        """
        return self.ole.read_at(*self.paths[path])


def open_ole(data: bytes) -> Ole:
    """Read header, sector tables and directory.

    Raises:
        OleError: the file is cut off, has no root, or a chain loops or leads outside.
    """
    if len(data) < _HEADER or not data.startswith(OLE):
        raise OleError("no header")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise OleError("sector size")
    directory, _, cutoff, small_start, n_small = struct.unpack_from("<5I", data, 48)
    sectors = _Sectors(data, 1 << shift, 1, _sector_table(data, 1 << shift))
    streams, root = _directory(sectors.chain(directory))
    small_table = sectors.chain(small_start) if small_start < _END and n_small else b""
    table = struct.unpack(f"<{len(small_table) // 4}I", small_table[: len(small_table) // 4 * 4])
    inside = sectors.chain(*root) if root[1] and root[0] < _END else b""
    return Ole(MappingProxyType(streams), sectors, _Sectors(inside, 64, 0, table), cutoff)


def open_tree(data: bytes) -> Tree:
    """Read a compound file with the storages its streams lie in ([MS-CFB] 2.6.4: siblings as a tree).

    Raises:
        OleError: the file is cut off, or a chain or the tree loops or leads outside.
    """
    ole = open_ole(data)
    (start,) = struct.unpack_from("<I", data, 48)
    directory = ole.sectors.chain(start)
    paths: dict[str, tuple[int, int]] = {}
    seen: set[int] = set()
    waiting = [(0, "")]
    while waiting:
        number, folder = waiting.pop()
        if (number + 1) * 128 > len(directory) or number in seen:
            raise OleError("tree")
        seen.add(number)
        entry = directory[number * 128 : (number + 1) * 128]
        length, kind = struct.unpack_from("<HB", entry, 64)
        left, right, child = struct.unpack_from("<3I", entry, 68)
        path = folder + entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        if kind == _STREAM:
            paths[path] = struct.unpack_from("<II", entry, 116)
        waiting += [(sibling, folder) for sibling in (left, right) if sibling < _END]
        if child < _END:
            waiting.append((child, "" if kind == _ROOT else f"{path}/"))
    return Tree(ole, MappingProxyType(paths))


def _sector_table(data: bytes, size: int) -> tuple[int, ...]:
    """Put the table of chains together from its sectors; its length is bounded by the file's own."""
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
    table: list[int] = []
    for sector in places:
        table += struct.unpack(f"<{size // 4}I", _sector_at(data, size, sector))
    return tuple(table)


def _directory(data: bytes) -> tuple[dict[str, tuple[int, int]], tuple[int, int]]:
    streams: dict[str, tuple[int, int]] = {}
    root: tuple[int, int] | None = None
    for offset in range(0, len(data) - 127, 128):
        length, kind = struct.unpack_from("<HB", data, offset + 64)
        if kind not in (1, 2, 5) or not 2 <= length <= 64:
            continue
        name = data[offset : offset + length - 2].decode("utf-16-le", "replace")
        start, size = struct.unpack_from("<II", data, offset + 116)
        if kind == 5:
            root = (start, size)
        else:
            streams.setdefault(name, (start, size))
    if root is None:
        raise OleError("no root")
    return streams, root


def _sector_at(data: bytes, size: int, number: int) -> bytes:
    block = data[(number + 1) * size : (number + 2) * size]
    if not block:
        raise OleError("sector outside the file")
    return block.ljust(size, b"\xff")
