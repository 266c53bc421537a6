"""Members of a zip archive that its directory does not name: two archives glued together have them. Pure.

A reader that goes by the directory, which stands at the end, sees one archive; one that goes from member to member sees
the other first.
"""

import struct
import zipfile
from collections.abc import Collection, Iterator, Mapping

from reportkit.files.kinds import ZIP_MEMBER

# A member's own header (APPNOTE 4.3.7): version, flags, method, time and day, checksum and sizes, and lengths of its
# name and of what follows that.
_HEADER = struct.Struct("<4x5H3I2H")
# What stands behind a member whose size was not known when its header was written (4.3.9): checksum and sizes.
_BEHIND, _BEHIND_MARK = struct.Struct("<4x3I"), b"PK\x07\x08"
_UTF_8, _SIZE_BEHIND = 0x800, 0x08
_FIRST_YEAR = 1980


def count_marks(data: bytes, infos: Collection[zipfile.ZipInfo]) -> int:
    """Return how many members there may be between those of the directory.

    Args:
        data: the archive.
        infos: the entries of its directory.
    """
    return sum(data.count(ZIP_MEMBER, start, end) for start, end in _gaps(data, infos))


def hidden_members(
    data: bytes, infos: Collection[zipfile.ZipInfo], *, nested: bool = True
) -> Iterator[zipfile.ZipInfo]:
    """Yield the members that stand between those of the directory, and are none of them once more.

    Args:
        data: the archive.
        infos: the entries of its directory.
        nested: False to leave out what lies inside of one before it, as an archive in an archive does.
    """
    known = {(info.filename, info.CRC, info.file_size) for info in infos}
    sizes: Mapping[int, tuple[int, int, int]] | None = None
    for start, end in _gaps(data, infos):
        place = data.find(ZIP_MEMBER, start, end)
        while place >= 0:
            member, after = _member(data, place), place + 1
            if member is not None and member.flag_bits & _SIZE_BEHIND and not member.compress_size:
                sizes = _sizes_behind(data) if sizes is None else sizes
                _complete(member, sizes.get(content_of(data, place)), end - content_of(data, place))
            if member is not None and (member.filename, member.CRC, member.file_size) not in known:
                yield member
                after = after if nested else max(after, content_of(data, place) + member.compress_size)
            place = data.find(ZIP_MEMBER, after, end)


def _gaps(data: bytes, infos: Collection[zipfile.ZipInfo]) -> Iterator[tuple[int, int]]:
    """Yield where none of the members of the directory lies."""
    reached = 0
    for offset, size in sorted((info.header_offset, info.compress_size) for info in infos):
        if reached < offset:
            yield reached, offset
        reached = max(reached, content_of(data, offset) + size)
    yield reached, len(data)


def content_of(data: bytes, offset: int) -> int:
    """Return where the content of a member begins whose header stands at a place."""
    if offset < 0 or offset + _HEADER.size > len(data):
        return len(data)
    *_, name, extra = _HEADER.unpack_from(data, offset)
    return offset + _HEADER.size + int(name) + int(extra)


def _member(data: bytes, offset: int) -> zipfile.ZipInfo | None:
    """Return a member as its own header tells it, None where these four bytes stand by chance."""
    if content_of(data, offset) >= len(data):
        return None
    _, flags, method, clock, day, crc, packed, size, length, _ = _HEADER.unpack_from(data, offset)
    raw = data[offset + _HEADER.size : offset + _HEADER.size + length]
    if not raw:
        return None
    member = zipfile.ZipInfo(raw.decode("utf-8" if flags & _UTF_8 else "cp437", "replace"), _moment(day, clock))
    member.header_offset, member.flag_bits, member.compress_type = offset, flags, method
    member.CRC, member.compress_size, member.file_size = crc, packed, size
    return member


def _moment(day: int, clock: int) -> tuple[int, int, int, int, int, int]:
    """Return the moment that a header tells (MS-DOS: two seconds are the smallest step)."""
    date = (day >> 9) + _FIRST_YEAR, day >> 5 & 15, day & 31
    return (*date, clock >> 11, clock >> 5 & 63, (clock & 31) * 2)


def _sizes_behind(data: bytes) -> Mapping[int, tuple[int, int, int]]:
    """Return checksum, packed size and size of each member behind which they stand, by where its content begins."""
    found: dict[int, tuple[int, int, int]] = {}
    place = data.find(_BEHIND_MARK)
    while 0 <= place <= len(data) - _BEHIND.size:
        crc, packed, size = _BEHIND.unpack_from(data, place)
        found.setdefault(place - packed, (crc, packed, size))
        place = data.find(_BEHIND_MARK, place + 1)
    return found


def _complete(member: zipfile.ZipInfo, sizes: tuple[int, int, int] | None, room: int) -> None:
    """Give a member the sizes that stand behind it; without them it is damaged, and ends anywhere."""
    member.CRC, member.compress_size, member.file_size = sizes or (member.CRC, max(room, 0), 1)
