"""Zip packages behind the shield: the directory is looked at before anything is unpacked, and every part while it is.

Whatever lies in a package (a workbook, a Word document, an OpenDocument) comes out of here as parts that were counted
while they were unpacked, that are whole by their checksums, and in whose XML no DTD stands. Pure.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reportkit.diagnostics import Code
from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.decoding import xml_as_utf_8
from reportkit.files.limits import MAX_ENTRIES, MAX_PART, MAX_UNPACKED, is_bloated
from reportkit.files.refusal import RefusalError
from reportkit.language.words import Words

_DRIVE = re.compile(r"[A-Za-z]:")
_DTDS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!doctype", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_MAX_SMALL = 100_000
_XML = (".xml", ".rels", ".vml")


@dataclass(frozen=True, slots=True)
class Package:
    """A package whose directory was looked at.

    Attributes:
        archive: the archive itself.
        names: its entries by their names in small letters, with forward slashes.
    """

    archive: zipfile.ZipFile
    names: Mapping[str, zipfile.ZipInfo]

    @property
    def mimetype(self) -> bytes:
        """What an OpenDocument says it is, nothing for others."""
        info = self.names.get("mimetype")
        return self._read(info) if info is not None and info.file_size < 200 else b""

    def small(self, name: str, most: int = _MAX_SMALL) -> bytes:
        """Return a part by its name in small letters, nothing where there is none or it is larger than `most` bytes."""
        info = self.names.get(name)
        return xml_as_utf_8(self._read(info)) if info is not None and info.file_size <= most else b""

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        """Return a part, of one too large a byte more than it may have; read to its end, its checksum is checked."""
        with LibraryCall(), self.archive.open(info) as part:
            return part.read(MAX_PART + 1)

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """Return a part as `_read` does; damage says which it is."""
        try:
            return self._read(info)
        except DamageError as error:
            error.part = info.filename
            raise

    def parts(self, is_wanted: Callable[[str], bool] = lambda _: True) -> dict[str, bytes]:
        """Unpack parts, counting what really comes; the checksum of each is checked, and XML is UTF-8 afterwards.

        Args:
            is_wanted: tells by a part's name in small letters whether a reader needs it.

        Raises:
            RefusalError: they unpack to more than they should, or a DTD stands in one.
            DamageError: one is damaged.
        """
        parts: dict[str, bytes] = {}
        total = 0
        for path, info in self.names.items():
            if path.endswith("/") or not is_wanted(path):
                continue
            content = self._unpacked(info)
            total += len(content)
            if len(content) > MAX_PART or total > MAX_UNPACKED:
                raise RefusalError(Code.F08)
            name = info.filename.replace("\\", "/")
            parts[name] = _checked(content) if path.endswith(_XML) else content
        return parts


def open_package(data: bytes) -> Package:
    """Open a package and look at its directory.

    Raises:
        RefusalError: its directory claims what no document has, or it needs a password.
        DamageError: it is damaged.
    """
    with LibraryCall():
        archive = zipfile.ZipFile(io.BytesIO(data))
    infos = archive.infolist()
    if len(infos) > MAX_ENTRIES or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise RefusalError(Code.F08)
    names: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        path = info.filename.replace("\\", "/").lower()
        if path in names:
            raise RefusalError(Code.F09, what=Words("the same part twice", "重复的部分"))
        _check_entry(info, path)
        names[path] = info
    return Package(archive, names)


def _check_entry(info: zipfile.ZipInfo, path: str) -> None:
    """Refuse an entry of the directory that no document has."""
    if path.startswith("/") or ".." in path.split("/") or _DRIVE.match(path) or "\0" in path:
        raise RefusalError(Code.F09, what=Words("a path out of the file", "指向文件之外的路径"))
    if info.flag_bits & 1:
        raise RefusalError(Code.F03)
    if is_bloated(info) or info.file_size > MAX_PART:
        raise RefusalError(Code.F08)


def _checked(content: bytes) -> bytes:
    """Return a part of XML in UTF-8, in which no DTD stands."""
    # Two looks at most parts: a mark begins with "<!", and has zeros in it where characters take two bytes.
    if (b"<!" in content or b"\0" in content) and any(mark in content for mark in _DTDS):
        raise RefusalError(Code.F09, what="DOCTYPE / ENTITY")
    return xml_as_utf_8(content)
