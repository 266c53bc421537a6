"""Just enough of the compound file (OLE2) to know what lies in it before any library opens it. Pure.

Old workbooks, password-protected new ones, Word files and saved mails all begin with the same eight bytes; the
names of the streams tell them apart. Every chain is followed with a bound: a loop in one made a reader grow past
7 GiB on a real file of a thousand bytes ([MS-CFB] 2.1 to 2.6, [MS-XLS] 2.4).
"""

import struct
from dataclasses import dataclass, field

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
_MAX_STREAM = 64 * 1024 * 1024
_FILEPASS = 0x2F
_BOF, _SST = 0x809, 0xFC
_OLD_BOFS = (0x009, 0x209, 0x409)
# Records of a cell with a value begin with row and column: FORMULA, LABEL, NUMBER, BOOLERR, RK, LABELSST, MULRK.
_CELLS = frozenset({0x06, 0x206, 0x406, 0x04, 0x204, 0x03, 0x203, 0x05, 0x205, 0x7E, 0x27E, 0xFD, 0xBD, 0xD6})
_MAX_STRINGS = 2_000_000


class OleError(ValueError):
    """The compound file is damaged: a chain loops or leads outside."""


@dataclass(frozen=True, slots=True)
class Ole:
    """A compound file.

    Attributes:
        streams: names of streams and storages -> (first sector, length, is in the small-sector file).
    """

    streams: dict[str, tuple[int, int]]
    _data: bytes
    _sector: int
    _fat: tuple[int, ...]
    _mini_fat: tuple[int, ...]
    _mini: bytes
    _cutoff: int

    def read(self, name: str) -> bytes:
        """Return the bytes of a stream.

        Raises:
            OleError: its chain is broken.
        """
        start, length = self.streams[name]
        if length > _MAX_STREAM:
            raise OleError("stream too long")
        if length < self._cutoff:
            return _chain(self._mini, 64, 0, self._mini_fat, start, length)[:length]
        return _chain(self._data, self._sector, 1, self._fat, start, length)[:length]


@dataclass(frozen=True, slots=True)
class Biff:
    """What the records of an old workbook say.

    Attributes:
        has_password: True where it is encrypted.
        rows: number of rows up to the last cell with a value, of any sheet.
        columns: likewise columns.
        strings: number of shared strings it claims.
        is_whole: False where a record reaches beyond the end.
        far: (row, column) of cells beyond limits, empty where none.
    """

    has_password: bool = False
    rows: int = 0
    columns: int = 0
    is_whole: bool = True
    far: tuple[tuple[int, int], ...] = field(default=())


def open_ole(data: bytes) -> Ole:
    """Read header, sector tables and directory.

    Raises:
        OleError: the file is cut off, or a chain loops or leads outside.
    """
    if len(data) < 512 or data[:8] != MAGIC:
        raise OleError("no header")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in (9, 12):
        raise OleError("sector size")
    size = 1 << shift
    (n_fat, directory, _, cutoff, mini_start, n_mini, difat, n_difat) = struct.unpack_from("<IIIIIIII", data, 44)
    sectors = list(struct.unpack_from("<109I", data, 76))
    fat_sectors = [s for s in sectors if s < _END]
    seen = 0
    while difat < _END and seen < n_difat:
        block = _sector_at(data, size, difat)
        entries = struct.unpack(f"<{size // 4}I", block)
        fat_sectors += [s for s in entries[:-1] if s < _END]
        difat, seen = entries[-1], seen + 1
        if seen > len(data) // size:
            raise OleError("loop")
    if len(fat_sectors) > len(data) // size + 1 or n_fat > len(data) // size + 1:
        raise OleError("sector table")
    fat: list[int] = []
    for sector in fat_sectors:
        fat += struct.unpack(f"<{size // 4}I", _sector_at(data, size, sector))
    table = tuple(fat)
    entries_data = _chain(data, size, 1, table, directory, None)
    streams, root = _directory(entries_data)
    mini_fat_data = _chain(data, size, 1, table, mini_start, None) if mini_start < _END and n_mini else b""
    mini_fat = struct.unpack(f"<{len(mini_fat_data) // 4}I", mini_fat_data[: len(mini_fat_data) // 4 * 4])
    mini = _chain(data, size, 1, table, root[0], root[1]) if root[1] and root[0] < _END else b""
    return Ole(streams, data, size, table, mini_fat, mini, cutoff)


def _directory(data: bytes) -> tuple[dict[str, tuple[int, int]], tuple[int, int]]:
    streams: dict[str, tuple[int, int]] = {}
    root = (_END, 0)
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
    return streams, root


def _sector_at(data: bytes, size: int, number: int) -> bytes:
    block = data[(number + 1) * size : (number + 2) * size]
    if not block:
        raise OleError("sector outside the file")
    return block.ljust(size, b"\xff")


def _chain(data: bytes, size: int, lead: int, table: tuple[int, ...], start: int, length: int | None) -> bytes:
    """Follow a chain of sectors; `lead` sectors stand before the first."""
    wanted = None if length is None else -(-length // size)
    out: list[bytes] = []
    sector = start
    while sector < _END and (wanted is None or len(out) < wanted):
        if sector >= len(table) or len(out) > len(table):
            raise OleError("chain")
        out.append(data[(sector + lead) * size : (sector + lead + 1) * size])
        sector = table[sector]
    return b"".join(out)


def scan_biff(data: bytes, limit: tuple[int, int]) -> Biff:
    """Walk the records of a workbook stream.

    Args:
        data: the stream.
        limit: rows and columns beyond which a cell is far.
    """
    rows = columns = offset = 0
    far: list[tuple[int, int]] = []
    while offset + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, offset)
        end = offset + 4 + length
        if end > len(data):
            return Biff(rows=rows, columns=columns, is_whole=False, far=tuple(far))
        if kind == _FILEPASS:
            return Biff(has_password=True)
        if kind in _CELLS and length >= 4:
            row, column = struct.unpack_from("<HH", data, offset + 4)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
            if (row >= limit[0] or column >= limit[1]) and len(far) < 20:
                far.append((row, column))
        if kind == _SST and length >= 8 and struct.unpack_from("<I", data, offset + 8)[0] > _MAX_STRINGS:
            return Biff(is_whole=False)
        offset = end
    return Biff(rows=rows, columns=columns, far=tuple(far))
