"""A compound file (OLE2) of one stream, written anew ([MS-CFB], version 3: sectors of 512 bytes). Pure.

Readers look for the workbook by the bare name of its stream, and so find one of an object inside the file as well.
What is handed on to them holds nothing but the one stream that was looked at.
"""

import struct

from reportkit.files.kinds import OLE

_SECTOR, _ENTRY = 512, 128
_LINKS = _SECTOR // 4
_IN_HEADER = 109
_FREE, _CHAIN_END, _TABLE, _TABLE_OF_TABLES = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_STREAM, _ROOT = 2, 5
_MINOR, _MAJOR, _LITTLE_ENDIAN, _SHIFT, _SMALL_SHIFT, _CUTOFF = 0x3E, 3, 0xFFFE, 9, 6, 4096


def of_one_stream(name: str, content: bytes) -> bytes:
    """Return a compound file whose root has one stream: its directory first, then the stream, then the tables.

    Args:
        name: of the stream, at most 31 characters.
        content: at most 2 GiB. A short one gets zeros behind it, as programs pad a workbook: below 4,096 bytes a
            stream would have to lie in sectors of another size.
    """
    content = content.ljust(_CUTOFF, b"\0")
    body = content.ljust(-(-len(content) // _SECTOR) * _SECTOR, b"\0")
    used = len(body) // _SECTOR + 1
    tables, further = _tables(used)
    links = [_CHAIN_END, *range(2, used), _CHAIN_END, *[_TABLE] * tables, *[_TABLE_OF_TABLES] * further]
    table = struct.pack(f"<{len(links)}I", *links).ljust(tables * _SECTOR, b"\xff")
    places = [*range(used, used + tables)]
    directory = _entry("Root Entry", _ROOT, 1, _CHAIN_END, 0) + _entry(name, _STREAM, _FREE, 1, len(content))
    directory += _entry("", 0, _FREE, 0, 0) * 2
    header = _header(places[:_IN_HEADER], tables, used + tables, further)
    return b"".join((header, directory, body, table, _further(places[_IN_HEADER:], used + tables)))


def _tables(used: int) -> tuple[int, int]:
    """Return how many sectors the table of so many sectors and its own takes, and the list of its places (2.3, 2.5)."""
    tables = further = 0
    while tables * _LINKS < used + tables + further:
        tables += 1
        further = -(-max(tables - _IN_HEADER, 0) // (_LINKS - 1))
    return tables, further


def _header(places: list[int], tables: int, next_place: int, further: int) -> bytes:
    """Return the header: the directory is the first sector (2.2)."""
    head = OLE + b"\0" * 16 + struct.pack("<5H", _MINOR, _MAJOR, _LITTLE_ENDIAN, _SHIFT, _SMALL_SHIFT) + b"\0" * 10
    head += struct.pack("<4I", tables, 0, 0, _CUTOFF) + struct.pack("<2I", _CHAIN_END, 0)
    head += struct.pack("<2I", next_place if further else _CHAIN_END, further)
    return head + struct.pack(f"<{_IN_HEADER}I", *places, *[_FREE] * (_IN_HEADER - len(places)))


def _further(places: list[int], first: int) -> bytes:
    """Return the sectors that name the places of the table for which the header has no room (2.5)."""
    out: list[bytes] = []
    for start in range(0, len(places), _LINKS - 1):
        some = places[start : start + _LINKS - 1]
        follows = first + len(out) + 1 if start + len(some) < len(places) else _CHAIN_END
        out.append(struct.pack(f"<{_LINKS}I", *some, *[_FREE] * (_LINKS - 1 - len(some)), follows))
    return b"".join(out)


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    """Return an entry of the directory, a black one without siblings (2.6.1)."""
    text = f"{name}\0".encode("utf-16-le") if name else b""
    entry = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text), kind, 1, _FREE, _FREE, child)
    return entry.ljust(116, b"\0") + struct.pack("<IQ", start, size)
