"""The text of a Word document's paragraphs, and what of it is struck through, hidden or tracked. Pure.

ECMA-376 part 1, 17.3.2 (properties of runs: `strike`, `dstrike`, `vanish`), 17.7 (styles), 17.13.5 (tracked changes).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.document import Marked, Marking, SourcePlace
from reportkit.files.xml_events import parse_xml

_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
# Text that was moved away, text of fields' codes, fallbacks that repeat a drawing's text.
_SKIPPED = frozenset({"instrText", "moveFrom", "Fallback", "txbxContent", "tbl"})
_TRACKED = {"del": Marking.DELETED, "ins": Marking.INSERTED, "moveTo": Marking.INSERTED}
_SHOWN = (None, Marking.INSERTED)
_LINES = {"strike": Marking.STRUCK, "dstrike": Marking.STRUCK, "vanish": Marking.HIDDEN}
_OFF = ("0", "false", "off")

Styles = Mapping[str, Mapping[str, bool]]
"""What each style says of `strike`, `dstrike` and `vanish`."""


def tag_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    tag = str(element.tag)
    return tag.rpartition("}")[2]


def value_of(element: Element, default: str = "") -> str:
    """Return the attribute `val` of an element, `default` where it has none."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "val"), default)


def child_of(element: Element, name: str) -> Element | None:
    """Return the first child of that name, None where there is none."""
    return next((child for child in element if tag_of(child) == name), None)


def read_lines(xml: bytes) -> Styles:
    """Return what the styles of a part say, with what they are based on.

    A part that is damaged says nothing: the text stands elsewhere.

    Args:
        xml: the part, b"" where there is none.
    """
    if not any(name in xml for name in (b"strike", b"vanish")):
        return {}
    try:
        parse_xml(xml)
        with LibraryCall():
            root = fromstring(xml, forbid_dtd=True)
    except DamageError:
        return {}
    said: dict[str, dict[str, bool]] = {}
    based: dict[str, str] = {}
    for style in root:
        name = next((v for k, v in style.attrib.items() if k.rpartition("}")[2] == "styleId"), "")
        said[name] = _said(child_of(style, "rPr"))
        parent = child_of(style, "basedOn")
        based[name] = value_of(parent) if parent is not None else ""
    return {name: found for name in said if (found := _inherited(name, said, based))}


def _inherited(name: str, said: Mapping[str, Mapping[str, bool]], based: Mapping[str, str]) -> dict[str, bool]:
    """Return what a style and those it is based on say; styles that go in a circle end where it closes."""
    line: list[str] = []
    while name in said and name not in line:
        line.append(name)
        name = based[name]
    return {key: value for style in reversed(line) for key, value in said[style].items()}


def _said(properties: Element | None) -> dict[str, bool]:
    """Return what properties of a run say themselves."""
    if properties is None:
        return {}
    return {name: value_of(item) not in _OFF for item in properties if (name := tag_of(item)) in _LINES}


@dataclass(slots=True)
class WordText:
    """The text of a paragraph or a cell.

    Attributes:
        kept: what counts, in pieces.
        marked: what is marked, in pieces.
    """

    kept: list[str] = field(default_factory=list)
    marked: list[tuple[Marking, str]] = field(default_factory=list)
    _goes_on: bool = False

    @property
    def text(self) -> str:
        """What counts."""
        text = "".join(self.kept)
        return text if text.strip() else ""

    @property
    def emptied(self) -> bool:
        """Whether something stands there and none of it counts."""
        return bool(self.marked) and not self.text

    def say(self, text: str, marking: Marking | None) -> None:
        """Take in text."""
        if marking in _SHOWN:
            self.kept.append(text)
        if marking is not None and text:
            before = self.marked.pop()[1] if self._goes_on and self.marked[-1][0] is marking else ""
            self.marked.append((marking, before + text))
        self._goes_on = marking is not None and bool(self.marked)

    def marks(self, place: SourcePlace) -> Iterator[Marked]:
        """Yield what is marked; no finding tells of a space."""
        for marking, text in self.marked:
            if text.strip():
                yield Marked(marking, place, text.strip())


@dataclass(frozen=True, slots=True)
class WordReader:
    """Reads the text of elements.

    Attributes:
        styles: what the document's styles say.
    """

    styles: Styles

    def read(self, element: Element, marking: Marking | None = None) -> WordText:
        """Return the text of a paragraph, or of a cell with a newline between its paragraphs.

        Args:
            element: the paragraph or the cell.
            marking: what was done to all of it, None for nothing.
        """
        found = WordText()
        if tag_of(element) == "p":
            self._paragraph(element, found, marking)
        else:
            self._walk(element, found, marking, {})
        return found

    def _paragraph(self, element: Element, found: WordText, marking: Marking | None) -> None:
        self._walk(element, found, marking, self._styled(element, "pPr", "pStyle"))

    def _walk(self, parent: Element, found: WordText, marking: Marking | None, lines: Mapping[str, bool]) -> None:
        """Take in what an element holds; `lines` is what the style of its paragraph says."""
        for child in parent:
            tag = tag_of(child)
            if tag in _SKIPPED:
                continue
            if tag in ("t", "delText"):
                found.say(child.text or "", Marking.DELETED if tag == "delText" else marking)
            elif tag in _BREAKS:
                found.say(_BREAKS[tag], marking)
            elif tag == "p":
                found.kept += ["\n"] if found.kept or found.marked else []
                self._paragraph(child, found, marking)
            else:
                self._walk(child, found, self._marking(child, tag, marking, lines), lines)

    def _marking(
        self, element: Element, tag: str, marking: Marking | None, lines: Mapping[str, bool]
    ) -> Marking | None:
        """Return what is done to an element inside of one to which `marking` was done."""
        if marking is Marking.DELETED:
            return marking
        if tag != "r":
            return _TRACKED.get(tag, marking)
        said = {**lines, **self._styled(element, "rPr", "rStyle"), **_said(child_of(element, "rPr"))}
        return next((_LINES[name] for name in _LINES if said.get(name)), marking)

    def _styled(self, element: Element, holder: str, name: str) -> Mapping[str, bool]:
        """Return what the style says that an element names."""
        properties = child_of(element, holder) if self.styles else None
        style = child_of(properties, name) if properties is not None else None
        return self.styles.get(value_of(style), {}) if style is not None else {}
