"""Texts in runs of an Office Open XML workbook (ECMA-376 part 1, 18.4): shared ones, cells' own, those of notes. Pure.

How a word is spoken stands beside it and is no part of the text.
"""

from collections.abc import Mapping

from reportkit.files.struck_cells import Runs
from reportkit.files.xml_events import parse_xml


def is_on(attributes: Mapping[str, str]) -> bool:
    """Tell whether the element of a property, such as `strike`, says that a font or a run has it."""
    return attributes.get("val", "1") not in ("0", "false")


class RichTexts:
    """Takes in texts in runs.

    Attributes:
        texts: those met so far.
    """

    def __init__(self) -> None:
        self.texts: list[Runs] = []
        self._own: bool | None = None
        self._is_open = self._is_spoken = False

    @classmethod
    def of(cls, xml: bytes) -> "RichTexts":
        """Return the texts that cells share."""
        found = cls()
        if xml:
            parse_xml(xml, found.start, found.end, found.text)
        return found

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take in the beginning of an element."""
        match name:
            case "si" | "is" | "comment":
                self.texts.append(Runs())
                self._own = None
            case "rPr":  # a run with properties has nothing of its cell's font
                self._own = False
            case "strike":
                self._own = is_on(attributes)
            case "rPh":
                self._is_spoken = True
            case "t":
                self._is_open = bool(self.texts) and not self._is_spoken
            case _:
                pass

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        match name:
            case "r":
                self._own = None
            case "rPh":
                self._is_spoken = False
            case "t":
                self._is_open = False
            case _:
                pass

    def text(self, text: str) -> None:
        """Take in text."""
        if self._is_open:
            self.texts[-1].runs.append((text, self._own))
