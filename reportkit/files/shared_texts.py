"""The texts that the cells of an Office Open XML workbook share, and which of them may be read in two ways. Pure.

A cell names its text by a number. One that names none makes readers differ: one takes the first text for it, one the
last, one gives up. So does a comment inside of a text, at which some readers stop; and a text of a foreign namespace
among the others, which is none to some, and by which all behind it have another number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reportkit.files.xml_events import XmlError, parse_xml

_TEXT = re.compile(rb"<(?:[^<>\s/!?]{1,40}:)?si[\s/>]")
_PREFIX = re.compile(rb"<((?:[^<>\s/!?]{1,40}:)?)(?:si|r|t|rPh)[\s/>]")
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
        return len(self._texts) if self._is_odd else len(_TEXT.findall(self.xml))

    @cached_property
    def parted(self) -> Mapping[int, tuple[str, ...]]:
        """The readings of those texts that may be read in two ways, by their number."""
        if not self._is_odd:
            return {}
        several = ((n, self.readings(n)) for n in range(len(self._texts)))
        return {n: readings for n, readings in several if len(readings) > 1}

    @cached_property
    def _is_odd(self) -> bool:
        """Whether a text may be read in several ways."""
        return has_marks(self.xml) or self._is_mixed

    @cached_property
    def _is_mixed(self) -> bool:
        """Whether there may be elements of several namespaces."""
        behind = self.xml.find(b">", self.xml.find(b"sst"))
        is_prefixed = any(mark in self.xml for mark in (b":si", b":r", b":t"))
        return self.xml.find(b"xmlns", behind) >= 0 or (is_prefixed and len(set(_PREFIX.findall(self.xml))) > 1)

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
        found = self._texts[number].readings
        if self._is_mixed:
            found += self._own_texts[number].readings if number < len(self._own_texts) else ("",)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _texts(self) -> list[PiecedText]:
        """The texts; none where they are damaged, which the reader of values will tell."""
        return self._read(_Texts())

    @cached_property
    def _own_texts(self) -> list[PiecedText]:
        """The texts as a reader sees them that leaves out what is of another namespace than the whole."""
        return self._read(_OwnTexts(), whole_names=True)

    def _read(self, found: "_Texts", *, whole_names: bool = False) -> list[PiecedText]:
        try:
            parse_xml(self.xml, found.start, found.end, found.text, found.mark, whole_names=whole_names)
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


class _OwnTexts(_Texts):
    """Takes in those elements that are of the namespace of the first; names come with their namespace."""

    def __init__(self) -> None:
        super().__init__()
        self._own: str | None = None
        self._outside = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        namespace, _, bare = name.rpartition(" ")
        self._own = namespace if self._own is None else self._own
        if self._outside or namespace != self._own:
            self._outside += 1
        else:
            super().start(bare, attributes)

    def end(self, name: str) -> None:
        if self._outside:
            self._outside -= 1
        else:
            super().end(name.rpartition(" ")[2])

    def text(self, text: str) -> None:
        if not self._outside:
            super().text(text)

    def mark(self) -> None:
        if not self._outside:
            super().mark()
