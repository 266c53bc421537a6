"""How cells look, and how an office wants them to: values, which only `workbook.book` makes formats of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from reportkit.language.words import Lang
from reportkit.model import Paper

Line = Literal["thin", "medium", "dashed", "dotted", "thick", "double", "hair"]
_RESTYLED = ("font", "bold", "italic", "color", "fill", "border", "line", "align", "valign", "underline")
LINES: tuple[Line, ...] = ("thin", "medium", "dashed", "dotted", "thick", "double", "hair")
"""Kinds of lines, counted from 1 as `Style.line` counts them."""
_LONG_TEXTS = ("body", "locked", "input", "input_wanted", "input_optional")


SONG, HEI = "宋体", "黑体"
"""Our two fonts, by their names in simplified Chinese: of texts, and of headings."""
_FONTS: Mapping[Lang, Mapping[str, str]] = {
    Lang.EN: {SONG: "Arial", HEI: "Arial"},
    Lang.TAIWAN: {SONG: "新細明體", HEI: "標楷體"},
    Lang.HONG_KONG: {SONG: "新細明體", HEI: "微軟正黑體"},
}
"""What stands for them elsewhere: fonts that Windows and Office there have, for which others have one as wide."""


_A4, _A3 = (9, 841.9, 595.3), (8, 1190.6, 841.9)  # number in OOXML, broad and high in points, broad side up
_LETTER, _TABLOID = (1, 792.0, 612.0), (3, 1224.0, 792.0)
PAPERS: Mapping[Paper, tuple[tuple[int, float, float], tuple[int, float, float]]] = {
    Paper.A3: (_A4, _A3), Paper.A4: (_A4, _A4), Paper.TABLOID: (_LETTER, _TABLOID), Paper.LETTER: (_LETTER, _LETTER),
}  # fmt: skip
"""The usual size of paper, and that of wide tables."""


def font_in(font: str, lang: Lang) -> str:
    """Return the font that stands for one of ours in a language; one that an office chose stays."""
    return _FONTS.get(lang, {}).get(font, font)


def number_in(number: str, lang: Lang) -> str:
    """Return the number format that stands for one of ours in a language: days with the names of their months."""
    return "d mmm yyyy" if lang is Lang.EN and number == "yyyy-mm-dd" else number


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks.

    Attributes:
        font: name of the font.
        size: in points.
        bold: heavy type.
        italic: slanted type.
        color: of the text, `#RRGGBB`.
        fill: of the cell, `#RRGGBB`, "" for none.
        border: of the cell, `#RRGGBB`, "" for none.
        align: left, center, right, or "" for the default.
        valign: top, vcenter or bottom.
        wrap: break long texts.
        number: number format.
        locked: False for a cell to fill in.
        indent: steps to the right.
        underline: True for links.
        shrink: make a text smaller until it fits.
        line: of the border: 1 thin, 2 medium, 3 dashed, 4 dotted, 5 thick, 6 double, 7 hair.
        name: under which an office may restyle it; "" for what only follows the body's font.
    """

    font: str = SONG
    size: float = 10.5
    bold: bool = False
    italic: bool = False
    color: str = "#000000"
    fill: str = ""
    border: str = ""
    align: str = ""
    valign: str = "vcenter"
    wrap: bool = False
    number: str = ""
    locked: bool = True
    indent: int = 0
    underline: bool = False
    shrink: bool = False
    line: int = 1
    name: str = ""

    def but(self, **changes: Any) -> "Style":  # noqa: ANN401 - the fields' own types
        """Return the style with `changes`."""
        return replace(self, **changes)

    def properties(self) -> dict[str, object]:
        """Return the style as XlsxWriter's format properties, differences from its defaults only."""
        wanted: dict[str, tuple[object, bool]] = {
            "font_color": (self.color, self.color != "#000000"),
            "bold": (1, self.bold),
            "italic": (1, self.italic),
            "underline": (1, self.underline),
            "bg_color": (self.fill, bool(self.fill)),
            "border": (self.line, bool(self.border)),
            "border_color": (self.border, bool(self.border)),
            "align": (self.align, bool(self.align)),
            "text_wrap": (1, self.wrap),
            "num_format": (self.number, bool(self.number)),
            "locked": (0, not self.locked),
            "indent": (self.indent, bool(self.indent)),
            "shrink": (1, self.shrink),
        }
        out: dict[str, object] = {"font_name": self.font, "font_size": self.size, "valign": self.valign}
        out |= {name: value for name, (value, is_set) in wanted.items() if is_set}
        return out


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How an office wants what we draw to look, as differences from our own look.

    Attributes:
        changes: (our style, the office's) by name; only what differs between the two is changed.
        fills: the office's fill by ours, for colours that mean something wherever they stand.
        numbers: the office's number format by ours.
        widths: how many times as wide the office wants a column, by its name.
        paper: on which it prints.
    """

    changes: Mapping[str, tuple[Style, Style]] = field(default_factory=dict, hash=False)
    fills: Mapping[str, str] = field(default_factory=dict, hash=False)
    numbers: Mapping[str, str] = field(default_factory=dict, hash=False)
    widths: Mapping[str, float] = field(default_factory=dict, hash=False)
    paper: Paper = Paper.A3

    def of(self, style: Style) -> Style:
        """Return a style as the office wants it; what a style has for a reason of its own stays."""
        ours, theirs = self.changes.get(style.name, (style, style))
        changed = {
            name: getattr(theirs, name)
            for name in _RESTYLED
            if getattr(theirs, name) != getattr(ours, name) and getattr(style, name) == getattr(ours, name)
        }
        if theirs.size != ours.size:
            changed["size"] = round(style.size * theirs.size / ours.size * 2) / 2
        if not style.name and "body" in self.changes and style.font == self.changes["body"][0].font:
            changed["font"] = self.changes["body"][1].font
        if style.fill in self.fills:
            changed["fill"] = self.fills[style.fill]
        if style.number in self.numbers:
            changed["number"] = self.numbers[style.number]
        return replace(style, **changed) if changed else style

    def fill(self, color: str) -> str:
        """Return a fill as the office wants it."""
        return self.fills.get(color, color)

    def width(self, name: str, usual: float) -> float:
        """Return the width of a named column, from 3 to 120 characters."""
        return min(max(round(usual * self.widths.get(name, 1.0), 1), 3.0), 120.0)

    @property
    def growth(self) -> float:
        """How many times as high a row must be: larger letters are higher, and fewer of them fit a line."""
        pairs = [self.changes[name] for name in _LONG_TEXTS if name in self.changes]
        return max([1.0, *((theirs.size / ours.size) ** 2 for ours, theirs in pairs)])


OURS = HouseStyle()
"""Our own look, unchanged."""
