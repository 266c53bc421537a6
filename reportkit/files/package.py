"""Zip packages behind the shield: the directory is looked at before anything is unpacked, and every part while it is.

Whatever lies in a package (a workbook, a Word document, an OpenDocument) comes out of here as parts that were counted
while they were unpacked, that are whole by their checksums, and in whose XML no DTD stands. What is wrong with a part
is held against the package only where somebody asks for that part. Pure.
"""

import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from reportkit.diagnostics import Code
from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.decoding import xml_as_utf_8
from reportkit.files.hidden_members import count_marks, hidden_members
from reportkit.files.kinds import ZIP_ENTRY
from reportkit.files.limits import MAX_ENTRIES, MAX_PART, MAX_UNPACKED, is_bloated
from reportkit.files.part_names import decoded
from reportkit.files.refusal import PART_TWICE, RefusalError
from reportkit.files.unpacking import is_known, unpacked
from reportkit.files.xml_events import parse_xml
from reportkit.language.words import Words

_DRIVE = re.compile(r"\A[A-Za-z]:")
_DTDS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!doctype", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_MAX_SMALL, _MOST_TAKEN = 100_000, 40
_XML = (".xml", ".rels", ".vml")
_LOCKED = 1
# Of parts that nobody needs as much is looked at as honest ones have.
_LOOKED_AT, _LOOKED_AT_IN_ALL = 256 * 1024, 4 * 1024 * 1024


@dataclass(slots=True)
class Package:
    """A package whose directory was looked at; it remembers the small parts that it unpacked.

    Attributes:
        archive: the archive itself.
        names: its entries by their names in small letters, with forward slashes and nothing percent-encoded; the first
            of those of one name.
        doubled: names that stand there more than once, of members that the directory does not name too.
        odd: names that lead out of the package as they are written there, and where they would stand inside.
    """

    archive: zipfile.ZipFile
    names: Mapping[str, zipfile.ZipInfo]
    doubled: frozenset[str] = frozenset()
    odd: frozenset[str] = frozenset()
    _taken: dict[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def mimetype(self) -> bytes:
        """What an OpenDocument says it is, nothing for others."""
        return self.perhaps("mimetype", 200)

    def small(self, name: str, most: int = _MAX_SMALL) -> bytes:
        """Return a part by its name in small letters, nothing where there is none or it is larger than `most` bytes.

        Raises:
            RefusalError: it is not to be unpacked.
            DamageError: it is damaged.
        """
        info = self.names.get(name)
        return xml_as_utf_8(self._unpacked(name)) if info is not None and info.file_size <= most else b""

    def perhaps(self, name: str, most: int = _MAX_SMALL) -> bytes:
        """Return a part as `small` does, nothing where it cannot be had."""
        try:
            return self.small(name, most)
        except (RefusalError, DamageError):
            return b""

    def part(self, name: str) -> bytes:
        """Return a part by its name in small letters; its XML is UTF-8 afterwards.

        Raises:
            RefusalError: it is not to be unpacked, unpacks to more than it should, or a DTD stands in it.
            DamageError: it is damaged, or not there.
        """
        if name not in self.names:
            raise DamageError(f"no part {name}")
        if name in self._taken:
            return self._taken[name]
        content = self._unpacked(name)
        content = _checked(content) if name.endswith(_XML) else content
        if len(content) <= _MAX_SMALL and len(self._taken) < _MOST_TAKEN:
            self._taken[name] = content
        return content

    def path(self, name: str) -> str:
        """Return the name of a part as it is written there, with forward slashes."""
        return _tidied(self.names[name].filename)

    def parts(
        self, is_wanted: Callable[[str], bool], is_needed: Callable[[str], bool] = lambda _: True
    ) -> dict[str, bytes]:
        """Unpack parts, counting what really comes; the checksum of each is checked, and XML is UTF-8 afterwards.

        Args:
            is_wanted: tells by a part's name in small letters whether it is wanted.
            is_needed: tells likewise whether it is needed; one that is not is left out where it cannot be had.

        Raises:
            RefusalError: they unpack to more than they should, or a DTD stands in one.
            DamageError: one is damaged.
        """
        wanted = [name for name in self.names if is_wanted(name)]
        self._check_size([name for name in wanted if is_needed(name)])
        parts: dict[str, bytes] = {}
        left = MAX_UNPACKED
        for name in wanted:
            try:
                content = self._part_within(name, left)
            except (RefusalError, DamageError):
                if is_needed(name):
                    raise
                continue
            left -= len(content)
            parts[self.path(name)] = content
        return parts

    def _part_within(self, name: str, most: int) -> bytes:
        content = self.part(name)
        if len(content) > most:
            raise RefusalError(Code.F08)
        return content

    def unusable(self, needed: Collection[str], is_looked_at: Callable[[str], bool] = lambda _: True) -> Iterator[str]:
        """Yield the names of further parts that cannot be used, as they are written there.

        Such are what is not to be unpacked, and XML that is damaged or has a DTD, as far as it is small.

        Args:
            needed: the parts that a reader needs, in small letters.
            is_looked_at: tells by the name in small letters whether the XML of a part is to be looked at.
        """
        left = _LOOKED_AT_IN_ALL
        for name, info in self.names.items():
            if name in needed:
                continue
            is_xml = name.endswith(_XML) and info.file_size <= min(_LOOKED_AT, left) and is_looked_at(name)
            left -= info.file_size if is_xml else 0
            if not self._is_usable(name, is_xml=is_xml):
                yield self.path(name)

    def _is_usable(self, name: str, *, is_xml: bool) -> bool:
        try:
            self._check(name)
            if is_xml:
                content = self.part(name)
                return name.endswith(".vml") or _is_sound(content)  # which is HTML as often as XML
        except (RefusalError, DamageError):
            return False
        return True

    def _check_size(self, names: Collection[str]) -> None:
        """Refuse to unpack parts that claim to be larger than those of any document."""
        if sum(self.names[name].file_size for name in names) > MAX_UNPACKED:
            raise RefusalError(Code.F08)

    def _check(self, name: str) -> None:
        """Refuse to unpack a part that is not what it seems, or not to be unpacked."""
        info = self.names[name]
        if name in self.odd:
            raise RefusalError(Code.F09, what=Words("a path out of the file", "指向文件之外的路径"))
        if name in self.doubled:
            raise RefusalError(Code.F09, what=PART_TWICE)
        if info.flag_bits & _LOCKED:
            raise RefusalError(Code.F03)
        if not is_known(info):
            raise RefusalError(Code.F30)
        if is_bloated(info) or info.file_size > MAX_PART:
            raise RefusalError(Code.F08)

    def _unpacked(self, name: str) -> bytes:
        """Return a part; read to its end, its checksum is checked. Damage says which it is."""
        self._check(name)
        info = self.names[name]
        try:
            content = unpacked(self.archive, info, MAX_PART + 1)
        except DamageError as error:
            error.part = name
            raise
        if len(content) > MAX_PART:
            raise RefusalError(Code.F08)
        return content


@lru_cache(maxsize=32)  # what the same program puts into every workbook
def _is_sound(xml: bytes) -> bool:
    """Tell whether XML is well-formed."""
    try:
        parse_xml(xml)
    except DamageError:
        return False
    return True


def open_package(data: bytes) -> Package:
    """Open a package and look at its directory.

    Raises:
        RefusalError: its directory claims what no document has.
        DamageError: it is damaged.
    """
    if data.count(ZIP_ENTRY) > MAX_ENTRIES:  # each takes room as soon as the library looks at it
        raise RefusalError(Code.F08)
    with LibraryCall():
        archive = zipfile.ZipFile(io.BytesIO(data))
    names: dict[str, zipfile.ZipInfo] = {}
    doubled: set[str] = set()
    odd: set[str] = set()
    for info in archive.infolist():
        name = decoded(_tidied(info.filename)).lower()
        if info.filename.endswith(("/", "\\")) or not name:
            continue
        if name in names:
            doubled.add(name)
        if _leads_out(info.filename.replace("\\", "/")):
            odd.add(name)
        names.setdefault(name, info)
    if count_marks(data, archive.infolist()) > MAX_ENTRIES:
        raise RefusalError(Code.F08)
    doubled.update(decoded(_tidied(hidden.filename)).lower() for hidden in hidden_members(data, archive.infolist()))
    return Package(archive, names, frozenset(doubled), frozenset(odd))


def _leads_out(path: str) -> bool:
    return path.startswith("/") or ".." in path.split("/") or _DRIVE.match(path) is not None or "\0" in path


def _tidied(path: str) -> str:
    """Return where an entry stands in a package, whatever way its name takes there."""
    steps: list[str] = []
    for step in _DRIVE.sub("", path.replace("\\", "/")).split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _checked(content: bytes) -> bytes:
    """Return a part of XML in UTF-8, in which no DTD stands."""
    # Two looks at most parts: a mark begins with "<!", and has zeros in it where characters take two bytes.
    if (b"<!" in content or b"\0" in content) and any(mark in content for mark in _DTDS):
        raise RefusalError(Code.F09, what="DOCTYPE / ENTITY")
    return xml_as_utf_8(content)
