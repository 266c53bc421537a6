"""Saved mails -> when they were sent and what is attached: `.eml`, mailboxes, `.msg`, `winmail.dat`. Pure.

What is attached is found however a mail program names it: a name in GBK without a word about it, in both ways of the
RFCs at once, or none at all. A name is only shown; an attachment without one is no less an attachment. It is decoded
when its turn comes: how much of a mail there is room for is not known here.
"""

import re
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import partial

from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.decoding import decode
from reportkit.files.kinds import OLE
from reportkit.files.mime import SAVED_PAGE, Part, headers_end, parts_of
from reportkit.files.ole import Ole, OleError, open_ole
from reportkit.files.uuencoded import Written, written_in

Attached = tuple[str, bytes]
"""Name ("" where there is none) and bytes of an attachment."""

# A header, the first line of a mail; of which it must have two; that say that it has travelled.
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,76}:(?!//)")
_USUAL = re.compile(
    rb"(received|return-path|delivered-to|from|to|subject|date|message-id|mime-version|x-[\w-]+|content-type"
    rb"|dkim-signature|sender|reply-to|cc):[ \t]",
    re.IGNORECASE,
)
_MIME = re.compile(rb"^(?:from|date|subject|message-id):[ \t]?", re.IGNORECASE | re.MULTILINE)
_LEAST_HEADERS = 2
_DATE = re.compile(rb"^date:([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE | re.MULTILINE)
_LONGEST_DATE = 200
_SUBJECT = re.compile(rb"^subject:([^\n]*(?:\n[ \t][^\n]*)*)", re.IGNORECASE | re.MULTILINE)
_LONGEST_SUBJECT = 1000
_HEAD = 64
_TRAVELLED = re.compile(
    rb"^(?:mime-version|received|message-id|content-type|return-path):", re.IGNORECASE | re.MULTILINE
)
_ENCODED = re.compile(rb"^content-(?:transfer-encoding|disposition):", re.IGNORECASE | re.MULTILINE)
_PART = re.compile(rb"content-(?:type|disposition|transfer-encoding|description|id):", re.IGNORECASE)
_BARE_PARTS = re.compile(rb"--([^\r\n]{1,200}?)-{0,2}[ \t]{0,20}\r?\n(?=content-)", re.IGNORECASE)
_BOX = re.compile(rb">?From [^\r\n]{1,300}\r?\n")
_NEXT = re.compile(rb"\n\r?\nFrom [^\r\n]{1,300}\r?\n(?=[A-Za-z][A-Za-z0-9-]{1,76}:)")
_BEFORE = b"\xef\xbb\xbf\r\n"
_RAW_NAME = re.compile(r"""(?:file)?name\s{0,9}=\s{0,9}(?:"([^"]{1,1000})"|([^\s;"]{1,1000}))""", re.IGNORECASE)
_LEAST_PHOTOGRAPH = 50_000
"""Bytes as sent from which a picture in the text is no sign of a sender but something shown."""
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg")
# Signatures, invitations and receipts come with a mail without anybody having attached them.
_NEVER = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/ics"}
)
_WITHOUT_NAME = ("text", "multipart", "message")

# Properties of a saved Outlook message ([MS-OXPROPS]): data, message inside, names, content id of an attachment.
_DATA, _EMBEDDED, _LONG_NAME, _SHORT_NAME, _CONTENT_ID = "37010102", "3701000D", "3707", "3704", "3712"
_TOPIC = "0037"
_SUBMITTED, _DELIVERED = 0x00390040, 0x0E060040
_PROPERTIES, _ATTACHMENT = "__properties_version1.0", "__attach_version1.0"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_DEEP = 4
_WINDOWS = "gb18030"

# [MS-OXTNEF] 2.1.3.3: what stands in a winmail.dat. An attachment begins with its rendering data.
_TNEF = b"\x78\x9f\x3e\x22"
_BEGINS, _TITLE, _CONTENT, _MORE = 0x9002, 0x8010, 0x800F, 0x9005


@dataclass(frozen=True, slots=True)
class Attachment:
    """What may be attached to a mail, before it is decoded.

    Attributes:
        read: decodes it; gives None for what turns out to be none, and raises DamageError for a damaged one.
        start: its first bytes, where they are known before.
        letter: the mail inside of this one that it is attached to, with those around it; "" where it is to this one.
        subject: of that mail.
    """

    read: Callable[[], Attached | None]
    start: bytes = b""
    letter: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """A saved mail.

    Attributes:
        attached: what is attached, also to mails inside it, in order; None for each that can't be looked at, as there
            are more parts than any mail has, or it lies in too many others.
        sent: when it was sent; None where it does not say.
        subject: what it says it is about, "" where it does not.
        is_letter: False for what is only packed as a mail, and is of the mail around it: winmail.dat, a part cut out.
    """

    attached: Iterable[Attachment | None] = ()
    sent: datetime | None = None
    subject: str = ""
    is_letter: bool = True


def read_mail(data: bytes) -> Mail | None:
    """Return a saved mail, None for what is none; never raises on its account."""
    if data.startswith(OLE):
        return _outlook(data)
    if data.startswith(_TNEF):
        packed = (Attachment(partial(_given, *found), found[1][:_HEAD]) for found in _winmail(data))
        return Mail(packed, is_letter=False)
    return _mime(data) if _is_mime(data) or _is_part(data) else None


def mails_of(data: bytes) -> Iterator[bytes] | None:
    """Return the mails of a mailbox (mbox: each begins behind an empty line with `From `), None for what is none."""
    first = _BOX.match(data, _begin(data))
    if first is None or not _is_mime(data[first.end() :]):
        return None
    return _pieces(data, first.end())


def _pieces(data: bytes, start: int) -> Iterator[bytes]:
    for found in _NEXT.finditer(data, start):
        yield data[start : found.start()]
        start = found.end()
    yield data[start:]


def is_mail(data: bytes) -> bool:
    """Tell whether a text is a mail as it travels, a mailbox or a part of a mail, and no letter with a date and so on.

    A web archive saved by Excel is a mail by its form, without sender and subject of one.
    """
    if mails_of(data) is not None or _is_part(data):
        return True
    return _is_mime(data) and _TRAVELLED.search(_head(data)) is not None


def _given(name: str, content: bytes) -> Attached:
    return name, content


# Mails as they travel


def _head(data: bytes) -> bytes:
    """Return the headers, behind what may stand before the first."""
    start = _begin(data)
    return data[start : headers_end(data, start, len(data))[0]]


def _begin(data: bytes) -> int:
    head = data[:99]
    return len(head) - len(head.lstrip(_BEFORE))


def _is_mime(data: bytes) -> bool:
    start = _begin(data)
    if not _HEADER.match(data, start) or SAVED_PAGE.match(data, start):
        return False
    head = _head(data)
    is_usual = _USUAL.match(head) is not None or _TRAVELLED.search(head) is not None
    return is_usual and sum(1 for _ in _MIME.finditer(head)) >= _LEAST_HEADERS


def _is_part(data: bytes) -> bool:
    """Tell whether something is a part of a mail, cut out of it with its headers, or several with their boundary."""
    if _BARE_PARTS.match(data, _begin(data)):
        return True
    return _PART.match(data, _begin(data)) is not None and _ENCODED.search(_head(data)) is not None


def _mime(data: bytes) -> Mail:
    bare = _BARE_PARTS.match(data, _begin(data))
    parts = parts_of(data[_begin(data) :], bare[1] if bare else b"")
    if bare:
        return Mail(_parts(parts), is_letter=False)
    return Mail(_parts(parts), _sent(data), _subject(data), is_letter=_is_mime(data))


def _sent(data: bytes) -> datetime | None:
    head = _head(data)
    found = _DATE.search(head)
    if found is None:
        return None
    said = b" ".join(found[1][:_LONGEST_DATE].split()).decode("ascii", "replace")
    try:
        with LibraryCall():
            moment = parsedate_to_datetime(said)
    except DamageError:
        return None
    return _likely(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _subject(data: bytes) -> str:
    """Return what a mail is about, "" where that cannot be told."""
    found = _SUBJECT.search(_head(data))
    if found is None:
        return ""
    said = b" ".join(found[1][:_LONGEST_SUBJECT].split())
    try:
        with LibraryCall():
            return str(make_header(decode_header(said.decode("ascii"))))
    except (DamageError, UnicodeDecodeError):
        return decode(said) or ""


def _likely(moment: datetime) -> datetime | None:
    """Return a moment that a mail can have been sent at; the edges of the calendar are in no other time zone."""
    return moment if 1970 <= moment.year <= 2200 else None


def _parts(parts: Iterator[Part | None]) -> Iterator[Attachment | None]:
    """Yield what may be attached; the text is none of it, nor what a mail brings by itself."""
    for part in parts:
        if part is None:
            yield None
        elif part.kind in _NEVER:
            continue
        elif not _is_text(part):
            yield _of_its_letter(part, Attachment(partial(_taken, part), part.beginning()))
        elif part.kind == "text/plain":
            for one in written_in(part.content()):
                yield _of_its_letter(part, Attachment(partial(_written, one), one.beginning()))


def _of_its_letter(part: Part, found: Attachment) -> Attachment:
    """Return an attachment with the mail inside that a part of it is of."""
    letter = part.letter
    return found if letter is None else replace(found, letter=letter.name, subject=_subject(letter.head))


def _written(one: Written) -> Attached:
    return one.name, one.content()


def _is_text(part: Part) -> bool:
    """Tell whether a part is the text of a mail at a glance: no name is written to it."""
    written = b"".join(part.headers.values()).lower()
    is_named = b"name" in written or b"attachment" in written
    return part.kind.partition("/")[0] in _WITHOUT_NAME and not is_named


def _taken(part: Part) -> Attached | None:
    """Decode a part; None where it is no attachment.

    Raises:
        DamageError: it cannot be read.
    """
    head = part.head()
    name = _name(head)
    return (name, part.decoded()) if _is_sent_along(head, part, name) else None


def _is_sent_along(message: EmailMessage, part: Part, name: str) -> bool:
    """Tell whether a part is no text of the mail and no sign in it: a logo under it, a smiley.

    Telephones lay photographs into the text, and some programs give a number to whatever is attached.
    """
    kind = part.kind.partition("/")[0]
    is_attached = _is_attached(message)
    if kind == "image" and not is_attached:
        return part.end - part.start >= _LEAST_PHOTOGRAPH
    return bool(name) or kind not in _WITHOUT_NAME or is_attached


def _is_attached(message: EmailMessage) -> bool:
    try:
        with LibraryCall():
            return message.is_attachment()
    except (DamageError, RecursionError):  # the latter for brackets in brackets, more than the library holds in mind
        return True


def _name(message: EmailMessage) -> str:
    """Return the name of a part; one in GBK that does not say so is taken from the header as it was written."""
    try:
        with LibraryCall():
            name = message.get_filename() or ""
    except (DamageError, RecursionError):
        name = ""
    if name and "\ufffd" not in name:
        return name
    with LibraryCall():
        items = list(message.raw_items())
    headers = [str(text) for key, text in items if key.lower() in ("content-disposition", "content-type")]
    raw = next((found for found in map(_RAW_NAME.search, headers) if found), None)
    return (raw[1] or raw[2]) if raw else name


# Mails saved by Outlook


def _outlook(data: bytes) -> Mail | None:
    try:
        tree = open_ole(data)
        if _PROPERTIES not in tree.paths:
            return None
        about = _text(tree, "", _TOPIC)
        return Mail(_stored(tree, _storages(tree), "", ()), _submitted(tree.read(_PROPERTIES)), about)
    except OleError:
        return None


def _storages(tree: Ole) -> dict[str, list[str]]:
    """Return the storages of attachments by the storage of the message that they are attached to."""
    found: dict[str, dict[str, None]] = {}
    for path in tree.paths:
        names = path.split("/")
        for place, name in enumerate(names[:-1]):
            if name.startswith(_ATTACHMENT):
                inside = "".join(f"{outer}/" for outer in names[:place])
                found.setdefault(inside, {})[inside + name] = None
    return {inside: sorted(folders) for inside, folders in found.items()}


def _stored(
    tree: Ole, storages: dict[str, list[str]], inside: str, letters: tuple[str, ...]
) -> Iterator[Attachment | None]:
    """Yield the attachments of a message whose storage is `inside`, and of the messages attached to it.

    Args:
        tree: the file.
        storages: of attachments, by the storage of their message.
        inside: the storage of the message, "" of the outermost.
        letters: the names of the messages inside, the innermost last.
    """
    subject = _text(tree, inside.rstrip("/"), _TOPIC) if letters else ""
    for number, folder in enumerate(storages.get(inside, ()), 1):
        embedded = f"{folder}/__substg1.0_{_EMBEDDED}/"
        if embedded + _PROPERTIES in tree.paths:
            if len(letters) < _MOST_DEEP:
                yield from _stored(tree, storages, embedded, (*letters, f"{number}.eml"))
            else:
                yield None
        if f"{folder}/__substg1.0_{_DATA}" in tree.paths:
            yield Attachment(partial(_read, tree, folder), letter="/".join(letters), subject=subject)


def _read(tree: Ole, folder: str) -> Attached | None:
    """Return an attachment, None for a sign in the text.

    Raises:
        OleError: it is damaged.
    """
    title = _text(tree, folder, _LONG_NAME) or _text(tree, folder, _SHORT_NAME)
    content = tree.read(f"{folder}/__substg1.0_{_DATA}")
    is_inline = bool(_text(tree, folder, _CONTENT_ID)) and title.lower().endswith(_IMAGES)
    return None if is_inline and len(content) < _LEAST_PHOTOGRAPH else (title, content)


def _text(tree: Ole, folder: str, tag: str) -> str:
    """Return a text of an attachment, or of the message (`folder` ""): in Unicode, or as its Windows wrote it."""
    for kind, read in (("001F", _unicode), ("001E", _ansi)):
        path = f"{folder}/__substg1.0_{tag}{kind}".removeprefix("/")
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
