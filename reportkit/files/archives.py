"""Files in a file: archives of workbooks, and saved mails with attachments -> their members. Pure.

One level of archives is opened: no archive in an archive. Mails are opened wherever they lie, as a web mail packs
them (an archive of mails), as they are forwarded (a mail in a mail), with the archives attached to them. A member is
known by the name it has there; that name is shown and never used as a path. What is unpacked is counted while it is
unpacked, all of it together.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.decoding import decode
from reportkit.files.ignored_files import is_of_system, leftover
from reportkit.files.kinds import UNUSUAL, ZIP_MEMBER
from reportkit.files.lead import without_lead
from reportkit.files.limits import MAX_UNPACKED, MIB, RETURN, is_bloated, size_text
from reportkit.files.ods import is_bare_ods
from reportkit.files.saved_mail import read_mail
from reportkit.language.text import shown_name
from reportkit.language.words import Words

MAX_MEMBERS = 500
MAX_BUNDLE = 64 * MIB
_MOST_DEEP = 4
# What the library unpacks (APPNOTE 4.4.5), and what it does not: patches and strong encryption (4.4.4, bits 5 and 6).
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_ODD_FLAGS = 0x60
_UNNAMED = "?"
# Parts that say that an archive is a document of its own.
_DOCUMENT = frozenset({"[content_types].xml", "mimetype", "meta-inf/manifest.xml", "index/document.iwa", "ofd.xml"})


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside.

    Attributes:
        name: its name inside, with forward slashes.
        data: its bytes; None where it could not be taken out.
        finding: why not.
        skipped: what it is that nobody meant to send, a lock file or a hidden file; None for all others.
        changed: when it was last changed or sent, as the archive or the mail around it says it, in a form that
            sorts; "" where nothing does.
        sent: when the mail was sent that it is attached to; None for a member of an archive.
    """

    name: str
    data: bytes | None = None
    finding: Diagnostic | None = None
    skipped: Words | None = None
    changed: str = ""
    sent: datetime | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file that holds files.

    Attributes:
        members: in the order they stand there.
        sent: when a mail was sent; None for an archive, and where the mail does not say.
        findings: why it was not opened; then it has no members.
    """

    members: tuple[Member, ...] = ()
    sent: datetime | None = None
    findings: tuple[Diagnostic, ...] = ()


def open_bundle(data: bytes, name: str) -> Bundle | None:
    """Return what a file holds, None where it is no archive of files and no mail; never raises on its account.

    Args:
        data: the file.
        name: its name, for the findings.
    """
    try:
        found = _opened(data, name, _Room())
    except RecursionError:  # a mail of parts inside of parts, more than the standard library holds in mind
        return Bundle(findings=(Diagnostic(Code.F18, file=name),))
    if found is None or any(member.data or member.finding for member in found.members):
        return found
    return Bundle(found.members, found.sent, (Diagnostic(Code.F17, file=name),))


@dataclass(slots=True)
class _Room:
    """What may still be taken out of one file, however its members are packed.

    Attributes:
        members: how many.
        size: how many bytes in all.
    """

    members: int = MAX_MEMBERS
    size: int = MAX_UNPACKED


def _opened(data: bytes, name: str, room: _Room, depth: int = 0, *, in_archive: bool = False) -> Bundle | None:
    """Return what an archive or a mail holds, that of its own archives and mails included."""
    data = without_lead(data)
    if data.startswith(ZIP_MEMBER):
        packed = None if in_archive else _archive(data, name, room)
        return None if packed is None else Bundle(tuple(_unfolded(packed, name, room, depth, in_archive=True)))
    mail = read_mail(data)
    if mail is None:
        return None
    attached = [member for title, content in mail.attached for member in _attached(title, content, name, room)]
    members = tuple(_unfolded(attached, name, room, depth, in_archive=False))
    changed = mail.sent.strftime("%Y%m%d%H%M%S") if mail.sent else ""
    stamped = (replace(m, sent=m.sent or mail.sent, changed=m.changed or changed) for m in members)
    return Bundle(tuple(stamped), mail.sent)


def _unfolded(members: list[Member], name: str, room: _Room, depth: int, *, in_archive: bool) -> Iterator[Member]:
    """Yield members, of those that are archives or mails what these hold."""
    for member in members:
        file = f"{name}/{member.name}"
        found = None
        if member.data is not None and member.skipped is None and depth < _MOST_DEEP:
            found = _opened(member.data, file, room, depth + 1, in_archive=in_archive)
        if found is None:
            yield member
        elif not found.members:
            yield Member(member.name, finding=Diagnostic(Code.F17, file=file))
        for inner in found.members if found else ():
            yield replace(inner, name=f"{member.name}/{inner.name}".rstrip("/"))


def _attached(title: str, content: bytes, name: str, room: _Room) -> Iterator[Member]:
    """Yield what is attached as a member, or why there is no room for it."""
    inside = _shown(title or _UNNAMED)
    if is_of_system(inside):
        return
    room.members -= 1
    room.size -= len(content)
    if room.members < 0 or room.size < 0:
        yield Member(inside, finding=Diagnostic(Code.F08, file=f"{name}/{inside}"))
        return
    yield _sized(inside, content, f"{name}/{inside}")


# Archives


def _archive(data: bytes, name: str, room: _Room) -> list[Member] | None:
    """Return the members of an archive, None where it is a document of its own or damaged."""
    try:
        with LibraryCall():
            archive = zipfile.ZipFile(io.BytesIO(data))
    except DamageError:
        return None
    infos = [info for info in archive.infolist() if not info.filename.endswith("/")]
    if {info.filename.replace("\\", "/").lower() for info in infos} & _DOCUMENT or is_bare_ods(data):
        return None
    room.members -= len(infos)
    if room.members < 0:
        return [Member("", finding=Diagnostic(Code.F08, file=name))]
    return list(_members(archive, infos, name, room))


def _members(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], name: str, room: _Room) -> Iterator[Member]:
    for info in infos:
        inside = _shown(_decoded(info))
        if _is_noise(inside):
            continue
        skipped = leftover(inside.rpartition("/")[2])
        if skipped is not None:
            yield Member(inside, skipped=skipped)
        else:
            yield _unpacked(archive, info, inside, f"{name}/{inside}", room)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, inside: str, file: str, room: _Room) -> Member:
    """Return a member of an archive, or why it could not be taken out."""
    if info.flag_bits & 1:
        return Member(inside, finding=Diagnostic(Code.F03, file=file))
    if is_bloated(info) or room.size < 0:
        return Member(inside, finding=Diagnostic(Code.F08, file=file))
    if info.compress_type not in _PACKINGS or info.flag_bits & _ODD_FLAGS:
        return Member(inside, finding=UNUSUAL.refusal().finding(file))
    try:
        with LibraryCall(), archive.open(info) as part:
            content = part.read(RETURN.size + 1)
    except DamageError:
        return Member(inside, finding=Diagnostic(Code.F06, file=file, values={"size": size_text(info.compress_size)}))
    room.size -= len(content)
    return replace(_sized(inside, content, file), changed="".join(f"{part:02d}" for part in info.date_time))


def _sized(inside: str, content: bytes, file: str) -> Member:
    if len(content) <= RETURN.size:
        return Member(inside, content)
    values = {"size": f"> {size_text(RETURN.size)}", "limit": size_text(RETURN.size)}
    return Member(inside, finding=Diagnostic(Code.F07, file=file, values=values))


def _decoded(info: zipfile.ZipInfo) -> str:
    """Return a member's name: without the mark of UTF-8 it is UTF-8 all the same, or as Chinese Windows packs."""
    if info.flag_bits & 0x800:
        return info.filename
    return decode(info.filename.encode("cp437", "replace")) or info.filename


def _shown(name: str) -> str:
    """Return a name inside as it is shown: no way out, no control characters, not endless."""
    parts = [part for part in shown_name(name).replace("\\", "/").split("/") if part not in ("", "..")]
    return "/".join(parts)[-200:] or "?"


def _is_noise(inside: str) -> bool:
    return inside.startswith("__MACOSX/") or is_of_system(inside.rpartition("/")[2])
