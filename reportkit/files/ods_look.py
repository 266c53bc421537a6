"""How the sheets of an OpenDocument look: styles, notes, and what is drawn over the cells. Pure.

OpenDocument 1.3, part 3: 16 (styles), 14.1 (annotations), 10.4 (frames). A length stands with its measure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from reportkit.files.drawings import Box, Drawing, Picture, Place
from reportkit.files.limits import Limits
from reportkit.files.package import Package
from reportkit.files.sheet_look import PLAIN, CellLook, LookBuilder, SheetLook
from reportkit.files.xml_events import as_count, attribute_of, parse_xml

_CONTENT, _STYLES = "content.xml", "styles.xml"
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,10})?)(in|cm|mm|pt|pc|px)")
_INCHES = {"in": 1.0, "cm": 1 / 2.54, "mm": 1 / 25.4, "pt": 1 / 72, "pc": 1 / 6, "px": 1 / 96}
_EMU, _CHARACTERS, _POINTS = 914_400, 13.0, 72
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})")
_BLACK = "000000"
_TRAILING = 100
"""An empty cell that is repeated so often is what lies beyond the table."""
_MOST = 500
_SHAPES = frozenset({"custom-shape", "line", "rect", "ellipse", "connector", "polygon", "polyline", "path", "g"})


@dataclass(slots=True)
class _Style:
    """A style; what it says nothing of, its parent says."""

    parent: str = ""
    said: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class _Frame:
    """A frame or a shape, while it is open."""

    box: Box
    image: str = ""
    is_chart: bool = False
    lines: list[str] = field(default_factory=list)


def ods_looks(package: Package, limits: Limits) -> Mapping[str, SheetLook]:
    """Return how each sheet looks, by its name.

    Raises:
        RefusalError: parts unpack to more than they should.
        DamageError: a part is damaged.
    """
    parts = package.parts(
        lambda path: path in (_CONTENT, _STYLES) or path.startswith("pictures/"), lambda path: path == _CONTENT
    )
    styles: dict[str, _Style] = {}
    if _STYLES in parts:
        parse_xml(parts[_STYLES], _Styles(styles).start)
    parse_xml(parts[_CONTENT], _Styles(styles).start)
    reader = _Tables(styles, parts, limits)
    parse_xml(parts[_CONTENT], reader.start, reader.end, reader.text)
    return reader.looks


def _inches(length: str) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _INCHES[found[2]] if found else 0.0


def _colour(value: str) -> str:
    """Return a colour as RRGGBB, "" where it is none."""
    found = _COLOUR.fullmatch(value)
    return found[1].upper() if found else ""


def _text_colour(value: str) -> str:
    """Return the colour of a text, "" for black: texts have that anyway."""
    found = _colour(value)
    return "" if found == _BLACK else found


class _Styles:
    """Takes in the styles of a part."""

    def __init__(self, found: dict[str, _Style]) -> None:
        self._found = found
        self._style = _Style()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._style = _Style(attribute_of(attributes, "parent-style-name"))
            self._found[attribute_of(attributes, "name")] = self._style
        elif name.endswith("-properties"):
            for key, value in attributes.items():
                self._take(key.rpartition(":")[2], value)

    def _take(self, key: str, value: str) -> None:
        said = self._style.said
        match key:
            case "background-color":
                said["fill"] = _colour(value)
            case "color":
                said["color"] = _text_colour(value)
            case "font-weight":
                said["bold"] = value == "bold"
            case "font-style":
                said["italic"] = value == "italic"
            case "text-line-through-style" | "text-line-through-type":
                said["struck"] = value != "none"
            case "border" | "border-bottom":
                said["boxed"] = value not in ("none", "hidden")
            case "column-width":
                said["width"] = _inches(value) * _CHARACTERS
            case "row-height":
                said.setdefault("height", _inches(value) * _POINTS)
            case "use-optimal-row-height" if value == "true":
                said["height"] = 0.0
            case _:
                pass


class _Tables:
    """Takes in the tables of `content.xml`.

    Attributes:
        looks: of the sheets that are done, by their names.
    """

    def __init__(self, styles: Mapping[str, _Style], parts: Mapping[str, bytes], limits: Limits) -> None:
        self._styles, self._parts, self._limits = styles, parts, limits
        self._known: dict[str, CellLook] = {}
        self.looks: dict[str, SheetLook] = {}
        self._sheet = LookBuilder()
        self._drawing = Drawing()
        self._name = ""
        self._row = self._column = 0
        self._repeat = 1
        self._columns: list[str] = []
        self._note: list[str] | None = None
        self._frames: list[_Frame] = []
        self._words: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table" if not self._name:
                self._sheet, self._drawing, self._row, self._columns = LookBuilder(), Drawing(), 0, []
                self._name = attribute_of(attributes, "name")
            case "table-column":
                self._take_column(attributes)
            case "table-row":
                self._start_row(attributes)
            case "table-cell" | "covered-table-cell":
                self._take_cell(attributes)
            case "annotation":
                self._note = []
            case "p":
                self._words = []
            case "image" | "object" if self._frames:
                self._take_content(name, attribute_of(attributes, "href"))
            case "frame":
                self._frames.append(_Frame(self._box(attributes)))
            case _:
                if name in _SHAPES:
                    self._frames.append(_Frame(Box()))

    def _take_column(self, attributes: Mapping[str, str]) -> None:
        many = min(as_count(attribute_of(attributes, "number-columns-repeated"), 1), self._limits.columns)
        width = self._said(attribute_of(attributes, "style-name")).get("width")
        for column in range(len(self._columns), min(len(self._columns) + many, self._limits.columns)):
            if isinstance(width, float) and width and many < _TRAILING:
                self._sheet.widths[column] = width
            if attribute_of(attributes, "visibility") in ("collapse", "filter"):
                self._sheet.hidden.add(column)
        self._columns += [attribute_of(attributes, "default-cell-style-name")] * many

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._repeat = as_count(attribute_of(attributes, "number-rows-repeated"), 1)
        self._column = 0
        height = self._said(attribute_of(attributes, "style-name")).get("height")
        if isinstance(height, float) and height and self._is_near:
            self._sheet.heights |= dict.fromkeys(range(self._row, self._row + self._repeat), height)

    @property
    def _is_near(self) -> bool:
        """True where a row, or several alike, is one of the table."""
        return self._repeat < _TRAILING and self._row < self._limits.rows

    def _take_cell(self, attributes: Mapping[str, str]) -> None:
        many = as_count(attribute_of(attributes, "number-columns-repeated"), 1)
        start, self._column = self._column, self._column + many
        if many >= _TRAILING or not self._is_near:
            return
        for column in range(start, min(start + many, self._limits.columns)):
            usual = self._columns[column] if column < len(self._columns) else ""
            look = self._look(attribute_of(attributes, "style-name") or usual)
            if look != PLAIN:
                self._sheet.cells |= {(row, column): look for row in range(self._row, self._row + self._repeat)}

    def _look(self, style: str) -> CellLook:
        if style not in self._known:
            said = {key: value for key, value in self._said(style).items() if hasattr(PLAIN, key)}
            self._known[style] = replace(PLAIN, **said)  # type: ignore[arg-type]  # a style says what a look holds
        return self._known[style]

    def _said(self, name: str) -> dict[str, object]:
        """Return all that a style and its parents say; parents that go in a circle are left out."""
        said: dict[str, object] = {}
        for _ in range(8):
            style = self._styles.get(name)
            if style is None:
                break
            said = style.said | said
            name = style.parent
        return said

    # What is drawn, and notes ----------------------------------------------------------------------------------

    def _box(self, attributes: Mapping[str, str]) -> Box:
        wide, tall, right, down = (
            int(_inches(attribute_of(attributes, key)) * _EMU) for key in ("width", "height", "x", "y")
        )
        place = Place(max(self._row, 0), max(self._column - 1, 0), down, right)
        return Box(place, None, (wide, tall) if wide and tall else None)

    def _take_content(self, name: str, target: str) -> None:
        frame = self._frames[-1]
        if name == "object":
            frame.is_chart = True
        elif not frame.image:
            frame.image = target

    def text(self, text: str) -> None:
        if self._words is not None:
            self._words.append(text)

    def end(self, name: str) -> None:
        match name:
            case "p":
                self._end_line()
            case "annotation" if self._note is not None:
                note, self._note = "\n".join(self._note).strip(), None
                if note:
                    self._sheet.notes[self._row, max(self._column - 1, 0)] = note
            case "table-row":
                self._row += self._repeat
            case "table" if self._name:
                self.looks[self._name] = self._sheet.look(self._drawing)
                self._name = ""
            case _:
                if (name == "frame" or name in _SHAPES) and self._frames:
                    self._end_frame(self._frames.pop())

    def _end_line(self) -> None:
        line, self._words = "".join(self._words or ()), None
        if self._note is not None:
            self._note.append(line)
        elif self._frames:
            self._frames[-1].lines.append(line)

    def _end_frame(self, frame: _Frame) -> None:
        drawing, text = self._drawing, "\n".join(frame.lines).strip()
        picture = self._parts.get(frame.image)
        if len(drawing.pictures) + len(drawing.texts) > _MOST:
            self._drawing = replace(drawing, lost=drawing.lost + 1)
        elif frame.is_chart:
            self._drawing = replace(drawing, lost_charts=drawing.lost_charts + 1)
        elif picture is not None:
            self._drawing = replace(drawing, pictures=(*drawing.pictures, Picture(picture, frame.box)))
        elif text:
            self._drawing = replace(drawing, texts=(*drawing.texts, text))
        elif frame.image:
            self._drawing = replace(drawing, lost=drawing.lost + 1)
        else:
            self._drawing = replace(drawing, shapes=drawing.shapes + 1)
