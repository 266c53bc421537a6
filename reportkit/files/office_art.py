"""Drawings of old workbooks: the pictures that they keep, and where each is drawn ([MS-ODRAW]). Pure.

Records nest: a header of eight bytes (version and instance, type, length), then a content that may be records again.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.files.drawings import Box, Picture, Place

_CONTAINERS = frozenset({0xF000, 0xF001, 0xF002, 0xF003, 0xF004})
_SHAPE, _STORE_ENTRY, _PROPERTIES, _ANCHOR = 0xF004, 0xF007, 0xF00B, 0xF010
_DIB, _BLIPS = 0xF01F, range(0xF018, 0xF118)
_PICTURE_ID = 0x0104
# Instances of pictures that bear two digests of sixteen bytes before the data instead of one (2.2.24 to 2.2.30).
_TWO_DIGESTS = frozenset({0x3D5, 0x217, 0x543, 0x46B, 0x6E3, 0x6E1, 0x7A9, 0x6E5})
_ENTRY_HEAD, _DEPTH = 36, 12
_COLUMN, _ROW = 640_000, 190_500
"""EMU of a column and a row of the usual size: what is drawn is anchored by parts of them."""


@dataclass(frozen=True, slots=True)
class _Record:
    type: int
    instance: int
    content: bytes


def _records(data: bytes, depth: int = 0) -> Iterator[_Record]:
    """Yield the records of a stream, those of containers inside out: a shape first whole, then what is in it."""
    offset = 0
    while offset + 8 <= len(data):
        head, kind, length = struct.unpack_from("<HHI", data, offset)
        record = _Record(kind, head >> 4, data[offset + 8 : offset + 8 + length])
        yield record
        if kind in _CONTAINERS and depth < _DEPTH:
            yield from _records(record.content, depth + 1)
        offset += 8 + length


def stored_pictures(group: bytes) -> list[bytes]:
    """Return the pictures of a workbook in their order, b"" for one that is kept elsewhere.

    Args:
        group: what its records MSODRAWINGGROUP hold together.
    """
    return [_picture(record.content) for record in _records(group) if record.type == _STORE_ENTRY]


def _picture(entry: bytes) -> bytes:
    """Return the picture of an entry of the store (2.2.32): its head, its name, and the picture as a record."""
    name = entry[33] if len(entry) > 33 else 0
    for record in _records(entry[_ENTRY_HEAD + name :]):
        if record.type in _BLIPS:
            data = record.content[17 + 16 * (record.instance in _TWO_DIGESTS) :]
            return _with_head(data) if record.type == _DIB else data
    return b""


def _with_head(dib: bytes) -> bytes:
    """Return a bitmap as a file: what old workbooks keep lacks the head that says where its points begin."""
    if len(dib) < 40:
        return b""
    size, bits, packing, used = (
        *struct.unpack_from("<I", dib), *struct.unpack_from("<H", dib, 14), *struct.unpack_from("<I", dib, 16),
        *struct.unpack_from("<I", dib, 32),
    )  # fmt: skip
    colours = used or (1 << bits if bits <= 8 else 0)
    start = 14 + size + 4 * min(colours, 256) + (12 if packing == 3 and size == 40 else 0)
    return b"BM" + struct.pack("<IHHI", 14 + len(dib), 0, 0, start) + dib


def drawn_pictures(drawing: bytes, store: list[bytes]) -> Iterator[Picture | None]:
    """Yield the pictures that are drawn over a sheet, None for one whose content is not there.

    Args:
        drawing: what the sheet's records MSODRAWING hold together.
        store: the workbook's pictures.
    """
    for record in _records(drawing):
        if record.type == _SHAPE:
            parts = {item.type: item for item in _records(record.content)}
            number = _picture_number(parts.get(_PROPERTIES))
            anchor = parts.get(_ANCHOR)
            if number and anchor is not None and len(anchor.content) >= 18:
                data = store[number - 1] if number <= len(store) else b""
                yield Picture(data, _box(anchor.content)) if data else None


def _picture_number(properties: _Record | None) -> int:
    """Return which of the stored pictures a shape shows, from 1; 0 where it shows none (2.3.23.5)."""
    if properties is None:
        return 0
    for n in range(min(properties.instance, len(properties.content) // 6)):
        name, value = struct.unpack_from("<HI", properties.content, 6 * n)
        if name & 0x3FFF == _PICTURE_ID:
            return int(value)
    return 0


def _box(anchor: bytes) -> Box:
    """Return where a shape is drawn ([MS-XLS] 2.5.193): parts of a column are counted to 1,024, of a row to 256."""
    left, right_of, top, down_of, right, right_to, bottom, down_to = struct.unpack_from("<8H", anchor, 2)
    start = Place(top, left, down_of * _ROW // 256, right_of * _COLUMN // 1024)
    return Box(start, Place(bottom, right, down_to * _ROW // 256, right_to * _COLUMN // 1024))
