"""The texts that the cells of an Office Open XML workbook share, and which of them may be read in two ways. Pure.

A cell names its text by a number. One that names none makes readers differ: one takes the first text for it, one the
last, one gives up. So does a comment inside of a text, at which some readers stop.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reportkit.files.xml_events import XmlError, parse_xml

_TEXT = re.compile(rb"<(?:[^<>\s/!?]{1,40}:)?si[\s/>]")
_NUMBER = re.compile(r"[ \t\r\n]*\+?([0-9]{1,9})[ \t\r\n]*")


def has_marks(xml: bytes) -> bool:
    """Tell whether comments, instructions or raw text (CDATA) stand in XML behind its declaration."""
    return b"<!" in xml or xml.find(b"<?", 5) >= 0


@dataclass
class PiecedText:
    """A text while it is read: a comment or an instruction inside parts it into pieces.

    Attributes:
        pieces: what stands between them.
    """

    pieces: list[str] = field(default_factory=lambda: [""])

    def add(self, text: str) -> None:
        """Take in text."""
        self.pieces[-1] += text

    def part(self) -> None:
        """Take in a comment or an instruction."""
        self.pieces.append("")

    @property
    def whole(self) -> str:
        """The text as XML has it."""
        return "".join(self.pieces)

    @property
    def readings(self) -> tuple[str, ...]:
        """What readers see: the whole, and what a reader sees that stops at a comment, where that is another."""
        first = next((piece for piece in self.pieces if piece.strip()), "")
        return (self.whole,) if first.strip() == self.whole.strip() else (first, self.whole)


@dataclass(frozen=True)
class SharedTexts:
    """The shared texts of a workbook.

    Args:
        xml: the part that holds them, b"" where there is none.
    """

    xml: bytes = b""

    @cached_property
    def count(self) -> int:
        """How many there are."""
        return len(self._texts) if has_marks(self.xml) else len(_TEXT.findall(self.xml))

    @cached_property
    def parted(self) -> Mapping[int, tuple[str, ...]]:
        """The readings of those texts that may be read in two ways, by their number."""
        if not has_marks(self.xml):
            return {}
        return {n: text.readings for n, text in enumerate(self._texts) if len(text.readings) > 1}

    def is_plain(self, number: str) -> bool:
        """Tell whether a number as a cell writes it names a text that all readers read alike."""
        is_number = number.isascii() and number.isdigit() and len(number) < 10
        return is_number and int(number) < self.count and int(number) not in self.parted

    def number(self, written: str) -> int | None:
        """Return the number that a cell writes, None where it names no text."""
        match = _NUMBER.fullmatch(written)
        return int(match[1]) if match and int(match[1]) < self.count else None

    def readings(self, number: int) -> tuple[str, ...]:
        """Return what readers see of a text."""
        return self._texts[number].readings

    @cached_property
    def _texts(self) -> list[PiecedText]:
        """The texts; none where they are damaged, which the reader of values will tell."""
        found = _Texts()
        try:
            parse_xml(self.xml, found.start, found.end, found.text, found.mark)
        except XmlError as error:
            if error.dtd:
                raise
        return found.texts


class _Texts:
    """Takes in the elements of the part that holds the texts."""

    def __init__(self) -> None:
        self.texts: list[PiecedText] = []
        self._open = self._spoken = False

    def start(self, name: str, _: Mapping[str, str]) -> None:
        if name == "si":
            self.texts.append(PiecedText())
        elif name == "rPh":  # how a word is spoken is no part of it
            self._spoken = True
        elif name == "t":
            self._open = not self._spoken and bool(self.texts)

    def end(self, name: str) -> None:
        if name == "rPh":
            self._spoken = False
        elif name == "t":
            self._open = False

    def text(self, text: str) -> None:
        if self._open:
            self.texts[-1].add(text)

    def mark(self) -> None:
        if self._open:
            self.texts[-1].part()
