"""Names in a script that parts words by spaces: offices and people of an English list. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportkit.data import alternatives, load
from reportkit.files.document import Paragraph
from reportkit.language.script import han, letter
from reportkit.language.text import squeeze
from reportkit.lists.listing import Name


@dataclass(frozen=True, slots=True)
class _Tail:
    """A word that belongs to the name before the comma: Ltd, Jr."""

    word: str


_TAILS = alternatives(row.word for row in load("name_tails", _Tail))
_SEPARATORS = re.compile(rf"[;；\n|/、，]|,(?!\s*(?:{_TAILS})(?!\w))")
_BEFORE = re.compile(r"^(?:and|with|plus|together with|supported by|&)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"^the\s+(?=[A-Z])")
_LONGEST_IN_TWO = 200
_NEAR = 12
"""Characters at the end of a line by which its script is known."""
_ABBREVIATED = re.compile(rf"(?:^|\s)(?:{_TAILS})\.$")


def between(before: str, behind: str) -> str:
    """Return what parts two lines of a text that was broken: a space between words in letters, else nothing."""
    is_ascii = bool(before and behind) and before[-1].isascii() and behind[0].isascii()
    return " " if is_ascii and (letter().search(before[-_NEAR:]) or letter().search(behind[:_NEAR])) else ""


def latin_names(pieces: Sequence[Paragraph]) -> Iterator[Name]:
    """Yield the names in the lines of a cell, their spaces kept; a comma or semicolon parts them."""
    for piece in pieces:
        for item in _SEPARATORS.split(piece.text):
            name = _ARTICLE.sub("", _BEFORE.sub("", _bare(squeeze(item))))
            if name:
                yield Name(name, piece.place)


def _bare(name: str) -> str:
    """Return a name without marks around it; the point of Ltd. belongs to it."""
    left = name.strip(" .,:")
    return f"{left}." if _ABBREVIATED.search(f"{left}.") and f"{left}." in name else left


def in_scripts(text: str) -> tuple[str, ...]:
    """Return what a text says in Chinese and what it says in letters, each of a text in two languages; () of others.

    序号 No. is 序号 and No.; within either, brackets and the other's words have no place.
    """
    if len(text) > _LONGEST_IN_TWO:
        return ()
    characters = [match.start() for match in han().finditer(text)]
    letters = [match.start() for match in letter().finditer(text)]
    if not characters or not letters or not (characters[-1] < letters[0] or letters[-1] < characters[0]):
        return ()
    cut = max(characters[0], letters[0])
    parts = (squeeze(part).strip(" /|()（）-–—·") for part in (text[:cut], text[cut:]))
    return tuple(sorted(parts, key=lambda part: han().search(part) is None))
