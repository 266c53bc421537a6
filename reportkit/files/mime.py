"""The parts of a mail or of a web archive, found in one pass over its bytes. Pure.

The parser of the standard library looks at every line once for each part that it lies in, reads a header of ten
megabytes character by character, and recurses: mails that nobody writes take it minutes. Here parts are cut at their
boundaries (RFC 2046 5.1.1) with a bound on how many there are and how deep they lie, and of each part only the headers
that say what it is, each up to a length, are given to the library.
"""

import binascii
import quopri
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count

from reportkit.files.damage import LibraryCall

MAX_PARTS = 20_000
_MOST_DEEP = 60
# Lines that begin as a boundary does and are none, of which a mail has very few.
_MOST_MARKS = 200_000
_LONGEST = 4096
_LONGEST_HEAD = 65_536
_BEGINNING = 160
_NOT_BASE64 = bytes(set(range(256)) - set(string.ascii_letters.encode() + string.digits.encode() + b"+/"))
_WANTED = re.compile(
    rb"^(content-(?:type|disposition|transfer-encoding|id)|date):[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE
)
_KIND = re.compile(rb":\s{0,99}([\w.+-]{1,80})/([\w.+-]{1,80})")
_BOUNDARY = re.compile(rb"""\bboundary\s{0,9}=\s{0,9}(?:"([^"\r\n]{1,300})"|([^\s;"]{1,300}))""", re.IGNORECASE)
SAVED_PAGE = re.compile(rb"from:\s{0,9}[\"<]{0,2}saved by ", re.IGNORECASE)
"""How browsers begin a web archive: with the headers of a mail that nobody sent."""
_FIRST_HEADER = re.compile(rb"\s{0,9}[A-Za-z][A-Za-z0-9-]{1,76}:")
_FOLD = re.compile(rb"\r?\n(?=[ \t])")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail inside of a mail.

    Attributes:
        name: by which it is told from the others, with those of the mails around it in front.
        head: its first bytes, in which its headers stand.
    """

    name: str
    head: bytes


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds no others.

    Attributes:
        data: what it lies in.
        headers: those that say what it is, by their names in small letters, each cut at a length.
        start: where its content begins.
        end: and ends.
        letter: the innermost mail inside of the message that it is a part of, None for a part of the message itself.
    """

    data: bytes
    headers: Mapping[bytes, bytes]
    start: int
    end: int
    letter: Letter | None = None

    @property
    def kind(self) -> str:
        """What it says it is, in small letters; plain text where it says nothing."""
        found = _KIND.search(self.headers.get(b"content-type", b""))
        return f"{found[1].decode('ascii')}/{found[2].decode('ascii')}".lower() if found else "text/plain"

    def content(self) -> bytes:
        """Return its content as it is written there."""
        return self.data[self.start : self.end]

    @property
    def encoding(self) -> bytes:
        """How its content is written, in small letters."""
        return self.headers.get(b"content-transfer-encoding", b"").partition(b":")[2].strip().lower()

    def beginning(self) -> bytes:
        """Return its first bytes, decoded: enough to know a picture by."""
        start = self.data[self.start : min(self.end, self.start + _BEGINNING)]
        return _from_base64(start) if self.encoding == b"base64" else start

    def decoded(self) -> bytes:
        """Return its content, decoded.

        Raises:
            DamageError: it cannot be.
        """
        if self.encoding == b"base64":
            return _from_base64(self.content())
        if self.encoding == b"quoted-printable":
            return quopri.decodestring(self.content())
        if not self.encoding.startswith((b"x-", b"uu")):
            return self.content()
        with LibraryCall():
            found = self.head(self.content()).get_payload(decode=True)
        return found if isinstance(found, bytes) else b""

    def head(self, content: bytes = b"") -> EmailMessage:
        """Return its headers for the library to decode, with the content they are to be of.

        Raises:
            DamageError: they cannot be read.
        """
        head = b"".join(header.rstrip(b"\r\n") + b"\r\n" for header in self.headers.values())
        try:
            return _message_of(head, content)
        except RecursionError:  # remarks in remarks, more than the library holds in mind: they say nothing
            return _message_of(head.translate(None, b"()"), content)


def _message_of(head: bytes, content: bytes) -> EmailMessage:
    with LibraryCall():
        return message_from_bytes(head + b"\r\n" + content, policy=policy.default)


def _from_base64(written: bytes) -> bytes:
    """Return what is written in base64; of what is cut off as much as there is."""
    try:
        return binascii.a2b_base64(written)
    except binascii.Error:
        bare = written.translate(None, _NOT_BASE64)
        return binascii.a2b_base64(bare[: len(bare) // 4 * 4])


@dataclass(frozen=True, slots=True)
class _Place:
    """A stretch of bytes that is a part, with how many others it lies in."""

    data: bytes
    start: int
    end: int
    depth: int
    letter: Letter | None = None


def parts_of(data: bytes, boundary: bytes = b"") -> Iterator[Part | None]:
    """Yield the parts of a message that hold no others, in order; None for each that is one too many or lies too deep.

    Args:
        data: the message.
        boundary: what parts it where it has no headers of its own.
    """
    left, numbers = MAX_PARTS, count(1)
    whole = _Place(data, 0, len(data), 0)
    waiting: list[Iterator[_Place]] = [_cut(whole, boundary) if boundary else iter((whole,))]
    while waiting:
        place = next(waiting[-1], None)
        if place is None:
            waiting.pop()
            continue
        left -= 1
        if left < 0 or place.depth > _MOST_DEEP:
            yield None
            continue
        part = _opened(place)
        inner = _inside(part, place.depth + 1, numbers)
        if inner is None:
            yield part
        else:
            waiting.append(inner)


def headers_end(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Return where headers end and where what follows begins: at the first empty line."""
    for mark in (b"\n", b"\r\n"):
        if data.startswith(mark, start, end):
            return start, start + len(mark)
    found = [(place, len(mark)) for mark in (b"\n\n", b"\n\r\n") if (place := data.find(mark, start, end)) >= 0]
    place, length = min(found, default=(end, 0))
    return place, place + length


def _opened(place: _Place) -> Part:
    stop, content = headers_end(place.data, place.start, place.end)
    headers: dict[bytes, bytes] = {}
    for found in _WANTED.finditer(place.data, place.start, stop):
        headers.setdefault(found[1].lower(), found[0][:_LONGEST])
    return Part(place.data, headers, content, place.end, place.letter)


def _inside(part: Part, depth: int, numbers: Iterator[int]) -> Iterator[_Place] | None:
    """Return the parts of a part, None where it holds none; a mail among them gets the next number."""
    if part.kind.startswith("multipart/"):
        found = _BOUNDARY.search(_FOLD.sub(b"", part.headers[b"content-type"]))
        place = _Place(part.data, part.start, part.end, depth, part.letter)
        return _cut(place, (found[1] or found[2]).rstrip()) if found else None
    if part.kind in ("message/rfc822", "message/global"):
        place = _message(part, depth)
        around = f"{part.letter.name}/" if part.letter else ""
        head = place.data[place.start : min(place.end, place.start + _LONGEST_HEAD)]
        return iter((replace(place, letter=Letter(f"{around}{next(numbers)}.eml", head)),))
    return None


def _message(part: Part, depth: int) -> _Place:
    """Return a mail inside; some programs pack it as they pack files, which no standard allows."""
    if part.encoding in (b"base64", b"quoted-printable"):
        inner = part.decoded()
        # One that says so and is not packed all the same begins with a header.
        if _FIRST_HEADER.match(inner):
            return _Place(inner, 0, len(inner), depth)
    return _Place(part.data, part.start, part.end, depth)


def _cut(place: _Place, boundary: bytes) -> Iterator[_Place]:
    """Yield what stands between the lines of a boundary; the last part may lack its end."""
    data, begin = place.data, -1
    for line, after, is_last in _lines(place, b"--" + boundary):
        if begin >= 0:
            end = max(begin, line - (2 if data[line - 2 : line] == b"\r\n" else 1))
            yield replace(place, start=begin, end=end)
        begin = -1 if is_last else after
        if is_last:
            return
    if begin >= 0:
        yield replace(place, start=begin)


def _lines(place: _Place, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield the lines of a boundary: where one begins, where the next line does, and whether it is the last."""
    data, at = place.data, place.start
    for _ in range(_MOST_MARKS):
        found = data.find(mark, at, place.end)
        if found < 0:
            return
        at = found + len(mark)
        stop = data.find(b"\n", at, min(at + 100, place.end))
        after = place.end if stop < 0 else stop + 1
        rest = data[at : min(after, at + 100)].strip()
        is_line = found == place.start or data[found - 1 : found] == b"\n"
        if is_line and rest in (b"", b"--") and (stop >= 0 or place.end - at <= 100):
            yield found, after, rest == b"--"
