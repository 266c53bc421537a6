"""Members of a zip archive that its directory does not name: two archives glued together have them. Pure.

A reader that goes by the directory, which stands at the end, sees one archive; one that goes from member to member sees
the other first.
"""

import struct
import zipfile
from collections.abc import Collection, Iterator

from reportkit.files.kinds import ZIP_MEMBER

# A member's own header (APPNOTE 4.3.7): flags, checksum and sizes, and lengths of its name and of what follows that.
_HEADER = struct.Struct("<4xHHHHHIIIHH")
_UTF_8 = 0x800


def hidden_members(data: bytes, infos: Collection[zipfile.ZipInfo]) -> Iterator[str]:
    """Yield the names of members that stand between those of the directory, and are none of them once more.

    Args:
        data: the archive.
        infos: the entries of its directory.
    """
    known = {(info.filename, info.CRC, info.file_size) for info in infos}
    for start, end in _gaps(data, infos):
        place = data.find(ZIP_MEMBER, start, end)
        while place >= 0:
            member = _member(data, place)
            if member is not None and member not in known:
                yield member[0]
            place = data.find(ZIP_MEMBER, place + 1, end)


def _gaps(data: bytes, infos: Collection[zipfile.ZipInfo]) -> Iterator[tuple[int, int]]:
    """Yield where none of the members of the directory lies."""
    reached = 0
    for offset, size in sorted((info.header_offset, info.compress_size) for info in infos):
        if reached < offset:
            yield reached, offset
        reached = max(reached, _content(data, offset) + size)
    yield reached, len(data)


def _content(data: bytes, offset: int) -> int:
    """Return where the content of a member begins whose header stands at a place."""
    if offset < 0 or offset + _HEADER.size > len(data):
        return len(data)
    *_, name, extra = _HEADER.unpack_from(data, offset)
    return offset + _HEADER.size + int(name) + int(extra)


def _member(data: bytes, offset: int) -> tuple[str, int, int] | None:
    """Return name, checksum and size of a member by its header, None where these four bytes stand by chance."""
    start = _content(data, offset)
    if start >= len(data):
        return None
    _, flags, _, _, _, crc, _, size, length, _ = _HEADER.unpack_from(data, offset)
    raw = data[offset + _HEADER.size : offset + _HEADER.size + length]
    return (raw.decode("utf-8" if flags & _UTF_8 else "cp437", "replace"), crc, size) if raw else None
