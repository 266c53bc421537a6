"""Files that old mail programs write into the text of a mail: uuencode. Pure.

A line `begin 644 NAME`, lines that each begin with the number of their bytes, and a line `end` (POSIX, uuencode).
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportkit.files.damage import DamageError
from reportkit.files.decoding import decode

_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,300})\r?\n(?=([ -`])[ -`]{0,90}\r?\n)", re.MULTILINE)
_END = re.compile(rb"^end[ \t]{0,20}\r?$", re.MULTILINE)
_BEGINNING = 200
_LOWEST = 32


@dataclass(frozen=True, slots=True)
class Written:
    """A file that is written in a text.

    Attributes:
        name: its name.
        lines: what is written of it.
    """

    name: str
    lines: bytes

    def beginning(self) -> bytes:
        """Return its first bytes, enough to know a picture by; nothing where they are damaged."""
        try:
            return _decoded(self.lines[:_BEGINNING].rpartition(b"\n")[0])
        except DamageError:
            return b""

    def content(self) -> bytes:
        """Return the file.

        Raises:
            DamageError: its end is missing, or a line is none.
        """
        if not _END.search(self.lines):
            raise DamageError("uuencode without an end")
        return _decoded(self.lines)


def written_in(text: bytes) -> Iterator[Written]:
    """Yield the files that are written in a text, in order; the last may lack its end."""
    found = _BEGIN.search(text)
    while found is not None:
        end = _END.search(text, found.end())
        stop = end.end() if end else len(text)
        if _room(found[2]):
            yield Written(decode(found[1]) or "", text[found.end() : stop])
        found = _BEGIN.search(text, stop)


def _room(first: bytes) -> int:
    """Return how many bytes a line says that it holds by its first character."""
    return (first[0] - _LOWEST) & 0x3F


def _decoded(lines: bytes) -> bytes:
    """Return what lines hold, up to the first that holds nothing.

    Raises:
        DamageError: a line is none.
    """
    found = []
    for line in lines.splitlines():
        if not line or not _room(line) or _END.match(line):
            break
        try:
            # Some programs write more characters than the bytes need.
            found.append(binascii.a2b_uu(line[: (_room(line) * 4 + 5) // 3]))
        except binascii.Error as error:
            raise DamageError(f"uuencode: {error}") from error
    return b"".join(found)
