"""A sheet of an Office Open XML workbook in which readers may see different values -> one that all read alike. Pure.

A cell or a row may stand there twice, a value may have a comment inside, a cell may name a text that is not there:
each reader makes something else of it. Here all that is said of each cell is gathered. Where it comes to the same, the
cell is written anew the plain way; where it does not, what can be read in it is told, and no reading counts.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportkit.address import Position, address, position_of
from reportkit.diagnostics import Code
from reportkit.files.grid import as_text
from reportkit.files.limits import Limits
from reportkit.files.number_formats import is_percent
from reportkit.files.rebuilt import escaped
from reportkit.files.refusal import RefusalError
from reportkit.files.shared_texts import PiecedText, SharedTexts
from reportkit.files.xml_events import as_count, parse_xml
from reportkit.language.text import shorten
from reportkit.language.words import Words

Ambiguous = Mapping[Position, tuple[str, ...]]
"""What different readers read in a cell, by its place, of those cells in which that differs; "" for nothing."""

KINDS = frozenset({"n", "s", "str", "inlineStr", "b", "e", "d"})
"""What a cell may hold (ECMA-376 part 1, 18.18.11)."""
BOOLEANS = frozenset({"0", "1", "true", "false"})
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,3})?")
_TWO_TABLES = Words("a sheet that has its cells twice", "一张工作表里有两份单元格")
_MOST_READINGS = 4
_SHOWN = 40

Said = tuple[str, str]
"""What is said in a cell: its text as a person reads it, and its number format."""


@dataclass(frozen=True, slots=True)
class Readings:
    """What is said in a sheet.

    Attributes:
        xml: the sheet, each cell once and in order.
        ambiguous: the cells that may be read in several ways; what `xml` has of them is only one.
    """

    xml: bytes
    ambiguous: Ambiguous


def said_number(value: float, number_format: str) -> str:
    """Return a number as a person reads it."""
    return f"{value * 100:.15g}%" if is_percent(number_format) else as_text(value)


def either(readings: tuple[str, ...]) -> Words:
    """Return what can be read in a cell as people are told it."""
    shown = [shorten(reading, _SHOWN) for reading in readings]
    en = " or ".join(f"“{reading}”" if reading else "nothing" for reading in shown)
    zh = "或".join(f"“{reading}”" if reading else "（空）" for reading in shown)
    return Words(*(text.replace("{", "{{").replace("}", "}}") for text in (en, zh)))


class Sayings:
    """What is said of each cell of a sheet, however often it stands there."""

    def __init__(self) -> None:
        self.said: dict[Position, Said] = {}
        self._ambiguous: dict[Position, dict[Said, None]] = {}

    def take(self, place: Position, *said: Said) -> None:
        """Take in what is said of a cell, by one that can be read in several ways several things.

        Nothing, before anything was said, says nothing.
        """
        known = self.said.get(place)
        if known is None and said[0][0]:
            self.said[place] = said[0]
        things = said if known is None else (known, *said)
        if len(set(things)) > 1:
            self._ambiguous.setdefault(place, {}).update(dict.fromkeys(things))

    @property
    def ambiguous(self) -> Ambiguous:
        """The cells of which several things are said."""
        return {place: _shown(list(said)) for place, said in self._ambiguous.items()}


def _shown(said: list[Said]) -> tuple[str, ...]:
    """Return what can be read; where only the number format differs, it stands beside the number."""
    texts = tuple(dict.fromkeys(text for text, _ in said))
    if len(texts) == 1:
        texts = tuple(f"{text} [{code or 'General'}]" for text, code in said)
    return texts[:_MOST_READINGS]


def read_readings(xml: bytes, limits: Limits, styles: tuple[str, ...], texts: SharedTexts, name: str) -> Readings:
    """Gather what is said in a sheet.

    Args:
        xml: the sheet.
        limits: of rows and columns; cells beyond are left out.
        styles: number format of each cell style.
        texts: the texts that cells share.
        name: of the sheet.

    Raises:
        RefusalError: it has a second table of cells, which says something else.
        XmlError: the XML is damaged or carries a DTD.
    """
    reader = _Reader(limits, styles, texts, name)
    parse_xml(xml, reader.start, reader.end, reader.text, reader.mark)
    return Readings(reader.written(), reader.sayings.ambiguous)


class _Reader:
    """Takes in the elements of a sheet as a parser meets them."""

    def __init__(self, limits: Limits, styles: tuple[str, ...], texts: SharedTexts, name: str) -> None:
        self.sayings = Sayings()
        self._limits, self._styles, self._texts, self._name = limits, styles, texts, name
        self._cells: dict[Position, str] = {}
        self._merged: list[str] = []
        self._tables = 0
        self._row = self._column = -1
        self._cell = _Cell({})
        self._open: PiecedText | None = None
        self._is_spoken = self._is_inside = self._is_in_cell = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "sheetData":
                self._tables, self._is_inside = self._tables + 1, True
            case "row":
                self._row, self._column = max(as_count(attributes.get("r"), self._row + 2) - 1, 0), -1
            case "c":
                if self._is_in_cell:
                    self._end_cell()
                self._is_in_cell = True
                place = position_of(attributes["r"]) if "r" in attributes else None
                self._row, self._column = place or (max(self._row, 0), self._column + 1)
                self._cell = _Cell(attributes)
            case "rPh":
                self._is_spoken = True
            case "v" | "f" | "is" | "t":
                self._open = self._cell.begin(name, is_spoken=self._is_spoken)
            case "mergeCell":
                self._merged.append(attributes.get("ref", ""))
            case _:
                pass

    def text(self, text: str) -> None:
        if self._open is not None:
            self._open.add(text)

    def mark(self) -> None:
        if self._open is not None:
            self._open.part()

    def end(self, name: str) -> None:
        match name:
            case "v" | "f" | "t":
                self._open = None
            case "rPh":
                self._is_spoken = False
            case "sheetData":
                self._is_inside = False
            case "c":
                self._end_cell()
                self._is_in_cell = False
            case _:
                pass

    def _end_cell(self) -> None:
        place = self._row, self._column
        if place[0] >= self._limits.rows or place[1] >= self._limits.columns:
            return
        style = as_count(self._cell.attributes.get("s", "0"), -1)
        code = self._styles[style] if 0 <= style < len(self._styles) else ""
        said = [(text, code if text else "") for text in self._cell.readings(self._texts, code)]
        if self._tables != 1 or not self._is_inside:
            if said != [self.sayings.said.get(place, ("", ""))]:
                raise RefusalError(Code.F09, sheet=self._name, what=_TWO_TABLES)
            return
        self.sayings.take(place, *said)
        if said[0][0]:
            self._cells[place] = self._cell.written(address(*place), self._texts)

    def written(self) -> bytes:
        """Return the sheet written anew."""
        merged = "".join(f'<mergeCell ref="{escaped(area)}"/>' for area in self._merged)
        tail = f"<mergeCells>{merged}</mergeCells>" if merged else ""
        rows = "".join(self._rows())
        return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{tail}</worksheet>'.encode()

    def _rows(self) -> Iterator[str]:
        rows: dict[int, list[str]] = {}
        for place in sorted(self._cells):
            rows.setdefault(place[0], []).append(self._cells[place])
        for row, cells in rows.items():
            yield f'<row r="{row + 1}">{"".join(cells)}</row>'


class _Cell:
    """One cell while it is open: its values, texts of its own, and its formula."""

    def __init__(self, attributes: dict[str, str]) -> None:
        self.attributes = attributes
        self._values: list[PiecedText] = []
        self._own: list[PiecedText] = []
        self._formula: PiecedText | None = None

    def begin(self, name: str, *, is_spoken: bool) -> PiecedText | None:
        """Return the text that an element begins, None where it has none that counts."""
        if name == "f":
            self._formula = PiecedText()
            return self._formula
        if name == "t":  # of several runs that are formatted differently
            return self._own[-1] if self._own and not is_spoken else None
        texts = self._values if name == "v" else self._own
        texts.append(PiecedText())
        return texts[-1] if name == "v" else None

    @property
    def _kind(self) -> str:
        """What it holds; what stands there alone is held, whatever it claims."""
        kind = self.attributes.get("t", "n")
        if self._own and not self._values:
            return "inlineStr"
        return "str" if kind == "inlineStr" and not self._own else kind

    def readings(self, texts: SharedTexts, code: str) -> list[str]:
        """Return what can be read in it, "" for nothing."""
        found = [reading for own in self._own for reading in own.readings]
        for value in self._values:
            for reading in value.readings:
                found += self._understood(reading, texts, code)
        if self._formula is not None and not any(found):
            found = [f"={self._formula.whole}"]
        return list(dict.fromkeys(found)) or [""]

    def _understood(self, value: str, texts: SharedTexts, code: str) -> list[str]:
        """Return what is said by a value; by one that means nothing, nothing or the value itself."""
        bare = value.strip(" \t\r\n")
        match self._kind:
            case "s" if bare:
                number = texts.number(value)
                return ["", value] if number is None else list(texts.readings(number))
            case "n":
                return [said_number(float(bare), code) if _NUMBER.fullmatch(bare) else bare]
            case "b" if bare and bare.lower() not in BOOLEANS:
                return ["", value]
            case kind if kind not in KINDS and bare:
                return ["", value]
            case "str" | "inlineStr":
                return [value]
            case _:
                return [bare]

    def written(self, place: str, texts: SharedTexts) -> str:
        """Return it written the plain way; read in one way, its last value is as good as any."""
        head = f'<c r="{place}"' + "".join(f' s="{escaped(style)}"' for style in [self.attributes.get("s")] if style)
        if self._kind == "inlineStr":
            text = escaped(self._own[-1].whole)
            return f'{head} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        value = self._values[-1].whole if self._values else ""
        if self._kind == "s":
            value = str(texts.number(value) or 0)
        elif self._kind != "str":
            value = value.strip(" \t\r\n")
        return f'{head} t="{escaped(self._kind)}"><v>{escaped(value)}</v></c>' if value else ""
