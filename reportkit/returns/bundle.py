"""Files in a file: archives of workbooks, and saved mails with attachments -> their members. Pure.

One level is opened, and of a mail also the archives attached to it. A member is known by the name it has there;
that name is shown and never used as a path. What is unpacked is counted while it is unpacked.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from reportkit.diagnostics import Code, Diagnostic
from reportkit.returns.container import MAX_BYTES, MAX_UNPACKED, size_text
from reportkit.returns.ole import MAGIC, OleError, open_tree

MAX_MEMBERS = 500
MAX_BUNDLE = 64 * 1024 * 1024
_RATIO_FROM = 4 * 1024 * 1024
_MAX_RATIO = 200
_NOISE = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
# Parts that say that an archive is a document of its own.
_DOCUMENT = frozenset({"[content_types].xml", "mimetype", "meta-inf/manifest.xml", "index/document.iwa"})
_HEADER = re.compile(
    rb"^(received|return-path|delivered-to|from|to|subject|date|message-id|mime-version|x-[\w-]+|content-type"
    rb"|dkim-signature|sender|reply-to|cc):[ \t]",
    re.IGNORECASE,
)
_MIME = re.compile(rb"(?im)^(from|date|subject|message-id):[ \t]?")
# Properties of a saved Outlook message ([MS-OXPROPS]): data, names, content id of an attachment; when it was sent.
_DATA, _LONG_NAME, _SHORT_NAME, _CONTENT_ID = "37010102", "3707", "3704", "3712"
_SUBMITTED, _DELIVERED = 0x00390040, 0x0E060040
_PROPERTIES = "__properties_version1.0"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside.

    Attributes:
        name: its name inside, with forward slashes.
        data: its bytes; None where it could not be taken out.
        finding: why not.
        skipped: True for lock files and hidden files.
        changed: when it was last changed, as the archive says it, in a form that sorts; "" where nothing does.
    """

    name: str
    data: bytes | None = None
    finding: Diagnostic | None = None
    skipped: bool = False
    changed: str = ""


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
    if data.startswith(b"PK\x03\x04"):
        members = _archive(data, name)
        found = None if members is None else Bundle(tuple(members))
    elif data.startswith(MAGIC):
        found = _outlook(data, name)
    elif _is_mail(data):
        found = _mail(data, name)
    else:
        return None
    if found is None or any(member.data or member.finding for member in found.members):
        return found
    return Bundle(found.members, found.sent, (Diagnostic(Code.F17, file=name),))


# Archives


def _archive(data: bytes, name: str) -> list[Member] | None:
    """Return the members of an archive, None where it is a document of its own or damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            if {info.filename.replace("\\", "/").lower() for info in infos} & _DOCUMENT:
                return None
            if len(infos) > MAX_MEMBERS:
                return [Member("", finding=Diagnostic(Code.F08, file=name))]
            return list(_members(archive, infos, name))
    except _DAMAGE:
        return None


def _members(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], name: str) -> Iterator[Member]:
    total = 0
    for info in infos:
        inside = _shown(_decoded(info))
        file = f"{name}/{inside}"
        if _is_noise(inside):
            continue
        if inside.rpartition("/")[2].startswith(("~$", ".")):
            yield Member(inside, skipped=True)
            continue
        if info.flag_bits & 1:
            yield Member(inside, finding=Diagnostic(Code.F03, file=file))
            continue
        bloated = info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(info.compress_size, 1)
        if bloated or total > MAX_UNPACKED:
            yield Member(inside, finding=Diagnostic(Code.F08, file=file))
            continue
        try:
            with archive.open(info) as part:
                content = part.read(MAX_BYTES + 1)
        except _DAMAGE:
            size = size_text(info.compress_size)
            yield Member(inside, finding=Diagnostic(Code.F06, file=file, values={"size": size}))
            continue
        total += len(content)
        yield replace(_sized(inside, content, file), changed="".join(f"{part:02d}" for part in info.date_time))


def _sized(inside: str, content: bytes, file: str) -> Member:
    if len(content) <= MAX_BYTES:
        return Member(inside, content)
    values = {"size": f"> {size_text(MAX_BYTES)}", "limit": size_text(MAX_BYTES)}
    return Member(inside, finding=Diagnostic(Code.F07, file=file, values=values))


def _decoded(info: zipfile.ZipInfo) -> str:
    """Return a member's name: without the mark of UTF-8 it is UTF-8 all the same, or GBK, as Chinese Windows packs."""
    if info.flag_bits & 0x800:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for code in ("utf-8", "gb18030"):
        try:
            return raw.decode(code)
        except UnicodeDecodeError:
            continue
    return info.filename


def _shown(name: str) -> str:
    """Return a name inside as it is shown: no way out, no control characters, not endless."""
    parts = [part for part in re.sub(r"[\x00-\x1f]", "", name).replace("\\", "/").split("/") if part not in ("", "..")]
    return "/".join(parts)[-200:] or "?"


def _is_noise(inside: str) -> bool:
    return inside.startswith("__MACOSX/") or inside.rpartition("/")[2].casefold() in _NOISE


# Mails


def _is_mail(data: bytes) -> bool:
    head = data[:8192].lstrip(b"\xef\xbb\xbf\r\n")
    # A web archive saved by Excel is a mail by its form, without sender and subject of one.
    return bool(_HEADER.match(head)) and len(_MIME.findall(head.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0])) >= 2


def _mail(data: bytes, name: str) -> Bundle | None:
    try:
        message = message_from_bytes(data, policy=policy.default)
        sent = _sent(str(message.get("date", "")))
        attached = list(_attached(message))
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        # The parser of the standard library gives up on some headers with these.
        return None
    return Bundle(tuple(_flattened(attached, name)), sent)


def _sent(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of what is attached; pictures that belong to the text are none of it."""
    for part in message.walk():
        name = part.get_filename()
        if part.is_multipart() or not name:
            continue
        if part.get_content_maintype() == "image" and ("content-id" in part or not part.is_attachment()):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield name, content


def _flattened(attached: list[tuple[str, bytes]], name: str) -> Iterator[Member]:
    for title, content in attached[:MAX_MEMBERS]:
        inside = _shown(title)
        if _is_noise(inside):
            continue
        packed = _archive(content, f"{name}/{inside}") if content.startswith(b"PK\x03\x04") else None
        if packed is None:
            yield _sized(inside, content, f"{name}/{inside}")
            continue
        for member in packed:
            yield replace(member, name=f"{inside}/{member.name}".rstrip("/"))


def _outlook(data: bytes, name: str) -> Bundle | None:
    """Return the attachments of a message saved by Outlook, None where it is another compound file."""
    try:
        tree = open_tree(data)
        if _PROPERTIES not in tree.paths:
            return None
        folders = sorted({path.partition("/")[0] for path in tree.paths if path.startswith("__attach_version1.0")})
        attached = []
        for folder in folders:
            texts = {
                prop: tree.read(path).decode("utf-16-le", "replace")
                for prop in (_LONG_NAME, _SHORT_NAME, _CONTENT_ID)
                if (path := f"{folder}/__substg1.0_{prop}001F") in tree.paths
            }
            title = texts.get(_LONG_NAME) or texts.get(_SHORT_NAME) or "?"
            is_inline = bool(texts.get(_CONTENT_ID)) and title.lower().endswith(_IMAGES)
            if f"{folder}/__substg1.0_{_DATA}" in tree.paths and not is_inline:
                attached.append((title, tree.read(f"{folder}/__substg1.0_{_DATA}")))
        return Bundle(tuple(_flattened(attached, name)), _submitted(tree.read(_PROPERTIES)))
    except OleError:
        return None


def _submitted(properties: bytes) -> datetime | None:
    """Return when a message was sent, else delivered ([MS-OXMSG] 2.4: 32 bytes of header, then 16 a property)."""
    found: dict[int, int] = {}
    for offset in range(32, len(properties) - 15, 16):
        tag = int.from_bytes(properties[offset : offset + 4], "little")
        found.setdefault(tag, int.from_bytes(properties[offset + 8 : offset + 16], "little"))
    ticks = found.get(_SUBMITTED) or found.get(_DELIVERED)
    try:
        return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        return None
