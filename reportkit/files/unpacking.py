"""A member of a zip -> its bytes, whether the standard library unpacks it or not. Pure.

Windows packs what is larger than 2 GB as Deflate64, and some programs everything; the standard library does not know
it (APPNOTE 4.4.5, method 9). What neither knows is told by `is_known` before anybody tries.
"""

import struct
import zipfile
import zlib
from contextlib import suppress

import inflate64

from reportkit.files.damage import DamageError, LibraryCall

_DEFLATE64 = 9
_KNOWN = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, _DEFLATE64})
# Patches and strong encryption (4.4.4, bits 5 and 6).
_ODD_FLAGS = 0x60
_HEADER, _LENGTHS = 30, struct.Struct("<2H")
_AT_ONCE = 64 * 1024


def is_known(info: zipfile.ZipInfo) -> bool:
    """Tell whether a member is packed in a way that can be unpacked."""
    return info.compress_type in _KNOWN and not info.flag_bits & _ODD_FLAGS


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    """Return the first `most` bytes of a member of an open archive; read to its end, its checksum is checked.

    Raises:
        DamageError: it is damaged.
    """
    if info.compress_type == _DEFLATE64:
        packed = _packed(archive, info)
        with suppress(DamageError):
            return _inflated(packed, info, most)
        return _plainly_inflated(packed, info, most)
    with LibraryCall(), archive.open(info) as member:
        return member.read(most)


def _plainly_inflated(packed: bytes, info: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack what only calls itself Deflate64: the checksum tells that it is plain Deflate."""
    with LibraryCall():
        content = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    return _checked(content, info, most)


def _packed(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a member as it is packed: behind its own header, its name and its further fields (4.3.7)."""
    with LibraryCall():
        stream = archive.fp
        if stream is None:
            raise DamageError("the archive is closed")
        stream.seek(info.header_offset)
        lengths = _LENGTHS.unpack(stream.read(_HEADER)[-_LENGTHS.size :])
        stream.seek(sum(lengths), 1)
        return stream.read(info.compress_size)


def _inflated(packed: bytes, info: zipfile.ZipInfo, most: int) -> bytes:
    """Unpack Deflate64, a piece at a time, so that never much more than is wanted is at hand."""
    inflater = inflate64.Inflater()
    content = bytearray()
    for start in range(0, len(packed), _AT_ONCE):
        with LibraryCall():
            content += inflater.inflate(packed[start : start + _AT_ONCE])
        if len(content) > info.file_size:
            raise DamageError("Deflate64: more than the directory says")
        if len(content) >= most:
            return bytes(content[:most])
    return _checked(bytes(content), info, most)


def _checked(content: bytes, info: zipfile.ZipInfo, most: int) -> bytes:
    """Return what was unpacked, whose checksum can be known unless it was cut off."""
    if len(content) < most and (len(content) != info.file_size or zlib.crc32(content) != info.CRC):
        raise DamageError("Deflate64: not what the directory says")
    return content
