"""Names in a script that parts words by spaces: offices and people of an English list. Pure."""

import re
from collections.abc import Iterator, Sequence

from reportkit.files.document import Paragraph
from reportkit.language.text import squeeze
from reportkit.lists.listing import Name

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SEPARATORS = re.compile(r"[;；\n|/]|,(?!\s*(?:Jr|Sr|MBE|OBE|CBE)\b)")
_BEFORE = re.compile(r"^(?:and|with|plus|together with|supported by|&)\s+", re.IGNORECASE)


def is_latin(text: str) -> bool:
    """Tell whether a text is written with letters, and not with Chinese characters."""
    return _LETTER.search(text) is not None and _HAN.search(text) is None


def latin_names(pieces: Sequence[Paragraph]) -> Iterator[Name]:
    """Yield the names in the lines of a cell, their spaces kept; a comma or semicolon parts them."""
    for piece in pieces:
        for item in _SEPARATORS.split(piece.text):
            name = _BEFORE.sub("", squeeze(item).strip(" .,:"))
            if name:
                yield Name(name, piece.place)
