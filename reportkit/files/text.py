"""Bytes that are a text: decoded, or the pages of a web archive. Pure."""

import re
from dataclasses import dataclass

from reportkit.diagnostics import Code
from reportkit.files.decoding import decode
from reportkit.files.mime import SAVED_PAGE, Part, parts_of
from reportkit.files.refusal import RefusalError

_HEAD = 4096
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_ARCHIVE = b"mime-version:"


@dataclass(frozen=True, slots=True)
class Text:
    """A text.

    Attributes:
        text: the whole.
        is_archive: True where it is the pages of a web archive.
    """

    text: str
    is_archive: bool = False

    @property
    def start(self) -> str:
        """The first characters, without white space before them, in small letters."""
        start = self.text[:_HEAD].lstrip("\ufeff \t\r\n")
        return (start or self.text.lstrip("\ufeff \t\r\n")[:_HEAD]).casefold()


def text_of(data: bytes) -> Text:
    """Return bytes as a text.

    Raises:
        RefusalError: they are none.
        DamageError: they are a web archive that cannot be read.
    """
    if data[: len(_ARCHIVE)].lower() == _ARCHIVE or SAVED_PAGE.match(data):
        return Text(read_mhtml(data), is_archive=True)
    text = decode(data)
    if text is None or _is_binary(text):
        raise RefusalError(Code.F01)
    return Text(text)


def read_mhtml(data: bytes) -> str:
    """Return the pages inside a web archive, one behind the other: Excel saves every sheet as a page of its own.

    Raises:
        DamageError: a page cannot be read.
        RefusalError: it has more parts than any web archive.
    """
    pages: list[str] = []
    for part in parts_of(data):
        if part is None:
            raise RefusalError(Code.F18)
        if part.kind == "text/html":
            pages.append(_page(part))
    return "\n".join(pages)


def _page(part: Part) -> str:
    said = _CHARSET.search(part.headers.get(b"content-type", b""))
    return decode(part.decoded(), said[1].decode("ascii") if said else "") or ""


def _is_binary(text: str) -> bool:
    """Tell whether decoded text is no text: control characters that nobody types."""
    start = text[:_HEAD]
    odd = sum(c < " " and c not in "\t\r\n\f\x0b\x1a\x1b" for c in start)
    return odd * 50 > len(start)
