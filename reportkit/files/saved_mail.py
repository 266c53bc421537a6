"""Saved mails -> when they were sent and what is attached: `.eml`, `.msg` of Outlook, `winmail.dat`. Pure.

What is attached is found however a mail program names it: a name in GBK without a word about it, in both ways of the
RFCs at once, or none at all. A name is only shown; an attachment without one is no less an attachment.
"""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.decoding import decode
from reportkit.files.kinds import OLE
from reportkit.files.ole import OleError, Tree, open_tree

Attached = tuple[str, bytes]
"""Name ("" where there is none) and bytes of an attachment."""

_HEADER = re.compile(
    rb"^(received|return-path|delivered-to|from|to|subject|date|message-id|mime-version|x-[\w-]+|content-type"
    rb"|dkim-signature|sender|reply-to|cc):[ \t]",
    re.IGNORECASE,
)
_MIME = re.compile(rb"(?im)^(from|date|subject|message-id):[ \t]?")
_RAW_NAME = re.compile(r"""(?:file)?name\s*=\s*(?:"([^"]+)"|([^\s;"]+))""", re.IGNORECASE)
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg")
# Signatures, invitations and receipts come with a mail without anybody having attached them.
_NEVER = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/ics"}
)

# Properties of a saved Outlook message ([MS-OXPROPS]): data, message inside, names, content id of an attachment.
_DATA, _EMBEDDED, _LONG_NAME, _SHORT_NAME, _CONTENT_ID = "37010102", "3701000D", "3707", "3704", "3712"
_SUBMITTED, _DELIVERED = 0x00390040, 0x0E060040
_PROPERTIES, _ATTACHMENT = "__properties_version1.0", "__attach_version1.0"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_DEEP = 4
_WINDOWS = "gb18030"

# [MS-OXTNEF] 2.1.3.3: what stands in a winmail.dat. An attachment begins with its rendering data.
_TNEF = b"\x78\x9f\x3e\x22"
_BEGINS, _TITLE, _CONTENT, _MORE = 0x9002, 0x8010, 0x800F, 0x9005


@dataclass(frozen=True, slots=True)
class Mail:
    """A saved mail.

    Attributes:
        attached: what is attached, also to mails inside it, in order.
        sent: when it was sent; None where it does not say.
    """

    attached: tuple[Attached, ...] = ()
    sent: datetime | None = None


def read_mail(data: bytes) -> Mail | None:
    """Return a saved mail, None for what is none; never raises on its account."""
    if data.startswith(OLE):
        return _outlook(data)
    if data.startswith(_TNEF):
        return Mail(tuple(_winmail(data)))
    return _mime(data) if _is_mime(data) else None


# Mails as they travel


def _is_mime(data: bytes) -> bool:
    head = data[:8192].lstrip(b"\xef\xbb\xbf\r\n")
    # A web archive saved by Excel is a mail by its form, without sender and subject of one.
    return bool(_HEADER.match(head)) and len(_MIME.findall(head.partition(b"\r\n\r\n")[0].partition(b"\n\n")[0])) >= 2


def _mime(data: bytes) -> Mail | None:
    try:
        with LibraryCall():
            message = message_from_bytes(data, policy=policy.default)
        return Mail(tuple(_parts(message)), _sent(message))
    except DamageError:
        return None


def _sent(message: EmailMessage) -> datetime | None:
    try:
        with LibraryCall():
            moment = parsedate_to_datetime(str(message.get("date", "")))
    except DamageError:
        return None
    return _likely(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _likely(moment: datetime) -> datetime | None:
    """Return a moment that a mail can have been sent at; the edges of the calendar are in no other time zone."""
    return moment if 1970 <= moment.year <= 2200 else None


def _parts(message: EmailMessage) -> Iterator[Attached]:
    """Yield what is attached; the text, and pictures that belong to it, are none of it.

    Raises:
        DamageError: it is no mail that can be read.
    """
    with LibraryCall():
        parts = list(message.walk())
    for part in parts:
        if _holds_parts(part):
            continue
        name = _name(part)
        if not _is_sent_along(part, name):
            continue
        with LibraryCall():
            content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield name, content


def _holds_parts(part: EmailMessage) -> bool:
    """Tell whether a part is others, or nothing that anyone attached."""
    with LibraryCall():
        return part.is_multipart() or part.get_content_type() in _NEVER


def _is_sent_along(part: EmailMessage, name: str) -> bool:
    """Tell whether a part is no text of the mail and no picture in it."""
    with LibraryCall():
        kind = part.get_content_maintype()
        is_attached, is_inside = part.is_attachment(), "content-id" in part
    if kind == "image" and (is_inside or not is_attached):
        return False
    return bool(name) or kind not in ("text", "multipart", "message") or is_attached


def _name(part: EmailMessage) -> str:
    """Return the name of a part; one in GBK that does not say so is taken from the header as it was written."""
    with LibraryCall():
        name, items = part.get_filename() or "", list(part.raw_items())
    if name and "\ufffd" not in name:
        return name
    headers = [str(text) for key, text in items if key.lower() in ("content-disposition", "content-type")]
    raw = next((found for found in map(_RAW_NAME.search, headers) if found), None)
    return (raw[1] or raw[2]) if raw else name


# Mails saved by Outlook


def _outlook(data: bytes) -> Mail | None:
    try:
        tree = open_tree(data)
        if _PROPERTIES not in tree.paths:
            return None
        return Mail(tuple(_stored(tree, "", _MOST_DEEP)), _submitted(tree.read(_PROPERTIES)))
    except OleError:
        return None


def _stored(tree: Tree, inside: str, left: int) -> Iterator[Attached]:
    """Yield the attachments of a message whose storage is `inside`, and of the messages attached to it."""
    start = inside + _ATTACHMENT
    for folder in sorted(
        {start + path[len(start) :].partition("/")[0] for path in tree.paths if path.startswith(start)}
    ):
        embedded = f"{folder}/__substg1.0_{_EMBEDDED}/"
        if left and embedded + _PROPERTIES in tree.paths:
            yield from _stored(tree, embedded, left - 1)
        data = f"{folder}/__substg1.0_{_DATA}"
        title = _text(tree, folder, _LONG_NAME) or _text(tree, folder, _SHORT_NAME)
        is_inline = bool(_text(tree, folder, _CONTENT_ID)) and title.lower().endswith(_IMAGES)
        if data in tree.paths and not is_inline:
            yield title, tree.read(data)


def _text(tree: Tree, folder: str, tag: str) -> str:
    """Return a text of an attachment: in Unicode, or as the Windows of its writer wrote it."""
    for kind, read in (("001F", _unicode), ("001E", _ansi)):
        path = f"{folder}/__substg1.0_{tag}{kind}"
        if path in tree.paths:
            return read(tree.read(path))
    return ""


def _unicode(raw: bytes) -> str:
    return raw.decode("utf-16-le", "replace").rstrip("\0")


def _ansi(raw: bytes) -> str:
    """Return a text as the Windows of its writer wrote it, which here is GBK."""
    bare = raw.rstrip(b"\0")
    return decode(bare, _WINDOWS) or bare.decode(_WINDOWS, "replace")


def _submitted(properties: bytes) -> datetime | None:
    """Return when a message was sent, else delivered ([MS-OXMSG] 2.4: 32 bytes of header, then 16 a property)."""
    found: dict[int, int] = {}
    for offset in range(32, len(properties) - 15, 16):
        tag = int.from_bytes(properties[offset : offset + 4], "little")
        found.setdefault(tag, int.from_bytes(properties[offset + 8 : offset + 16], "little"))
    ticks = found.get(_SUBMITTED) or found.get(_DELIVERED)
    try:
        return _likely(_EPOCH + timedelta(microseconds=ticks // 10)) if ticks else None
    except OverflowError:
        return None


# What Outlook packs for receivers that are none


def _winmail(data: bytes) -> Iterator[Attached]:
    """Yield the attachments of a `winmail.dat`; what is cut off ends it."""
    title, content, is_open = "", b"", False
    for kind, value in _attributes(data):
        if kind == _BEGINS:
            if is_open and content:
                yield title, content
            title, content, is_open = "", b"", True
        elif kind == _TITLE:
            title = title or _ansi(value)
        elif kind == _CONTENT:
            content = value
        elif kind == _MORE:
            title = _long_name(value) or title
    if is_open and content:
        yield title, content


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    offset = 6
    while offset + 11 <= len(data):
        _, kind, _, length = struct.unpack_from("<BHHI", data, offset)
        value = data[offset + 9 : offset + 9 + length]
        if len(value) < length:
            return
        yield kind, value
        offset += 9 + length + 2


def _long_name(properties: bytes) -> str:
    """Return PR_ATTACH_LONG_FILENAME of an attachment's properties, which stand there as tag, count, length, value."""
    for tag, read in ((b"\x1f\0\x07\x37", _unicode), (b"\x1e\0\x07\x37", _ansi)):
        place = properties.find(tag)
        if 0 <= place <= len(properties) - 12:
            (length,) = struct.unpack_from("<I", properties, place + 8)
            return read(properties[place + 12 : place + 12 + min(length, 1000)])
    return ""
