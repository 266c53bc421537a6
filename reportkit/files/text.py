"""Bytes that are a text: decoded, or the pages of a web archive. Pure."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from reportkit.diagnostics import Code
from reportkit.files.damage import LibraryCall
from reportkit.files.decoding import decode
from reportkit.files.refusal import RefusalError

_HEAD = 4096
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
        return self.text[:_HEAD].lstrip("\ufeff \t\r\n").casefold()


def text_of(data: bytes) -> Text:
    """Return bytes as a text.

    Raises:
        RefusalError: they are none.
        DamageError: they are a web archive that cannot be read.
    """
    if data[: len(_ARCHIVE)].lower() == _ARCHIVE:
        return Text(read_mhtml(data), is_archive=True)
    text = decode(data)
    if text is None or _is_binary(text):
        raise RefusalError(Code.F01)
    return Text(text)


def read_mhtml(data: bytes) -> str:
    """Return the pages inside a web archive, one behind the other: Excel saves every sheet as a page of its own.

    Raises:
        DamageError: it is no mail that can be read.
    """
    with LibraryCall():
        parts = list(message_from_bytes(data, policy=policy.default).walk())
    return "\n".join(_page(part) for part in parts if _is_page(part))


def _is_page(part: EmailMessage) -> bool:
    with LibraryCall():
        return part.get_content_type() == "text/html"


def _page(part: EmailMessage) -> str:
    with LibraryCall():
        page, said = part.get_payload(decode=True), part.get_content_charset("")
    return decode(page, said) or "" if isinstance(page, bytes) else ""


def _is_binary(text: str) -> bool:
    """Tell whether decoded text is no text: control characters that nobody types."""
    start = text[:_HEAD]
    odd = sum(c < " " and c not in "\t\r\n\f\x0b\x1a\x1b" for c in start)
    return odd * 50 > len(start)
