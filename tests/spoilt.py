"""Packages of which one part is spoilt, each in one of the ways that disks, mails and odd programs have."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from reportkit.files.repack import unpack
from tests.containers import zipped

SHRUNK, ZSTANDARD = 1, 93
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    """Return a package with another content of a part, or a further part."""
    return zipped({**unpack(data), part: content})


def without(data: bytes, *parts: str) -> bytes:
    """Return a package without some of its parts."""
    return zipped({name: content for name, content in unpack(data).items() if name not in parts})


def _places(data: bytes, part: str) -> tuple[int, int, zipfile.ZipInfo]:
    """Return where a part's own header begins, and its entry in the directory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(part)
    entry = data.rindex(part.encode()) - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    return info.header_offset, entry, info


def _with_mark(data: bytes, part: str, header: int, entry: int, value: int) -> bytes:
    """Return a package with another number of two bytes in both headers of a part."""
    first, second, _ = _places(data, part)
    out = bytearray(data)
    struct.pack_into("<H", out, first + header, value)
    struct.pack_into("<H", out, second + entry, value)
    return bytes(out)


def packed_as(data: bytes, part: str, method: int) -> bytes:
    """Return a package that says of a part that it is packed in another way."""
    return _with_mark(data, part, 8, 10, method)


def locked(data: bytes, part: str) -> bytes:
    """Return a package that says of a part that it needs a password."""
    return _with_mark(data, part, 6, 8, 1)


def with_false_sum(data: bytes, part: str) -> bytes:
    """Return a package in which the checksum of a part is another."""
    first, second, info = _places(data, part)
    out = bytearray(data)
    for place in (first + 14, second + 16):
        struct.pack_into("<I", out, place, info.CRC ^ 1)
    return bytes(out)


def cut_short(data: bytes, part: str) -> bytes:
    """Return a package in which the packed bytes of a part end too early."""
    first, _, info = _places(data, part)
    start = first + 30 + len(part.encode())
    whole = zlib.decompress(data[start : start + info.compress_size], -15)
    half = zlib.compressobj(9, zlib.DEFLATED, -15).compress(whole[: len(whole) // 2])
    return data[:start] + half.ljust(info.compress_size, b"\0") + data[start + info.compress_size :]


def doubled(data: bytes, part: str, content: bytes = b"<a/>") -> bytes:
    """Return a package with a part twice."""
    stream = io.BytesIO(data)
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(part, content)
    return stream.getvalue()


def led_out(data: bytes, part: str) -> bytes:
    """Return a package with a part whose name leads out of it and back to a place inside."""
    return replaced(data, f"a/../../{part}", b"<a/>")


SPOILT: Mapping[str, Callable[[bytes, str], bytes]] = MappingProxyType(
    {
        "XML that ends too early": lambda data, part: replaced(data, part, b"<a"),
        "a DTD": lambda data, part: replaced(data, part, DTD),
        "a false checksum": with_false_sum,
        "packed bytes that end too early": cut_short,
        "a password": locked,
        "twice": doubled,
        "a path out of it": led_out,
        "shrunk": lambda data, part: packed_as(data, part, SHRUNK),
        "zstd": lambda data, part: packed_as(data, part, ZSTANDARD),
        "too much": lambda data, part: replaced(data, part, b"<a>" + b" " * 6_000_000 + b"</a>"),
    }
)
"""What can be wrong with a part of a package; the part is there, and large enough to be cut."""
