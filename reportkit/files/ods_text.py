"""What the cells of an OpenDocument show, as text with its tabs and line breaks. Pure.

OpenDocument 1.3, part 3, 6.1: blanks, tabs and line breaks are elements of their own inside of paragraphs, and a reader
of values that only joins the text between them glues numbers together that stand apart.
"""

import re
from collections.abc import Mapping

from reportkit.files.xml_events import as_count, attribute_of

_BLANKS = re.compile("[ \t\r\n]+")
_ASIDE = frozenset({"annotation", "frame", "custom-shape", "ruby-text", "note"})
_LONGEST = 100_000
"""Characters of a cell that are kept: three times what any cell of another program holds."""


class ShownText:
    """Takes in the elements inside of a cell.

    Attributes:
        text: what it shows so far, a line for each paragraph, without notes and drawings.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._aside = 0
        self._open = 0
        self._paragraphs = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        match name:
            case "p" | "h":
                self._open += 1
                self._say("\n" if self._paragraphs and not self._aside else "")
                self._paragraphs += not self._aside
            case "s":
                self._say(" " * min(as_count(attribute_of(attributes, "c"), 1), _LONGEST))
            case "tab":
                self._say("\t")
            case "line-break":
                self._say("\n")
            case _:
                self._aside += name in _ASIDE

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        if name in {"p", "h"}:
            self._open -= 1
        self._aside -= name in _ASIDE

    def take(self, text: str) -> None:
        """Take in text, of which blanks and line breaks are one blank."""
        self._say(_BLANKS.sub(" ", text))

    def _say(self, text: str) -> None:
        if self._open and not self._aside and self._length < _LONGEST:
            self._parts.append(text)
            self._length += len(text)

    @property
    def text(self) -> str:
        """What was taken in."""
        return "".join(self._parts)

    @property
    def is_blank(self) -> bool:
        """Whether it has paragraphs, and they show nothing."""
        return self._paragraphs > 0 and not self.text.strip()

    @property
    def is_whole(self) -> bool:
        """Whether all of it is there."""
        return self._length < _LONGEST

    @property
    def is_parted(self) -> bool:
        """Whether a tab, a line break or more than one blank parts it."""
        text = self.text
        return any(mark in text for mark in ("\t", "\n", "  "))
