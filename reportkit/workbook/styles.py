"""How named cells of a workbook look: what a person changed in Excel, as our own styles. Pure.

The look of cells is something openpyxl *sees* and python-calamine does not; this is where it is looked at.
"""

import colorsys
import io
import re
import warnings
from collections.abc import Mapping, Sequence

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles.colors import COLOR_INDEX, Color
from openpyxl.styles.numbers import is_date_format
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.named_cells import named_cells
from reportkit.workbook.look import Seen
from reportkit.workbook.style import LINES, Style

_ALIGNS = ("left", "center", "right", "justify", "distributed")
_VALIGNS = {"center": "vcenter", "top": "top", "justify": "vjustify", "distributed": "vdistributed"}
_PLAIN, _BLACK = Style(), "#000000"
# The order in which a cell's colour counts the theme's: light 1 before dark 1 (ECMA-376 part 1, 18.8.3).
_THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_OFFICE = dict(zip(_THEME_ORDER, (
    "FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31", "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1",
    "954F72",
), strict=True))  # fmt: skip
_SCHEME = re.compile(r"<a:(\w+)>\s*<a:(?:srgbClr val|sysClr [^>]*lastClr)=\"([0-9A-Fa-f]{6})\"")
_PADDING = 5 / 7
"""What a saved width has more than the width a person sets, in characters."""
_MOST_BYTES = 4 * 1024 * 1024
"""Of styles and theme, unpacked: openpyxl takes fifty times the room, and a template's are a hundredth of this."""


def read_styles(data: bytes, names: Sequence[str]) -> Mapping[str, Seen]:
    """Return how the cells of these defined names look; a name that leads to no cell is left out.

    Args:
        data: a workbook; anything but an xlsx has no look that can be seen, and nothing is returned.
        names: the defined names, capitals do not matter.
    """
    named = named_cells(data, names, _MOST_BYTES)
    if named is None:
        return {}
    try:
        with LibraryCall(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep is not asked for
            book = openpyxl.load_workbook(io.BytesIO(named.book))
        return _seen(book, named.places)
    except DamageError:
        return {}


def _seen(book: Workbook, places: Mapping[str, tuple[str, str]]) -> dict[str, Seen]:
    theme = _theme(book)
    out = {}
    for name, (title, address) in places.items():
        sheet = book[title]
        cell = sheet[address]
        out[name] = Seen(_style(cell, theme), is_date_format(cell.number_format), _width(sheet, cell))
    return out


def _style(cell: Cell, theme: Mapping[str, str]) -> Style:
    with LibraryCall():  # a style may name a font or a fill that there is not
        font, fill, lines, align = cell.font, cell.fill, cell.border, cell.alignment
    sides = [side for side in (lines.bottom, lines.left, lines.top, lines.right) if side is not None and side.style]
    kind = sides[0].style if sides else "thin"
    return Style(
        font=font.name or _PLAIN.font,
        size=float(font.sz or _PLAIN.size),
        bold=bool(font.b),
        italic=bool(font.i),
        underline=bool(font.u and font.u != "none"),
        color=_color(font.color, theme, _BLACK),
        fill=_color(fill.fgColor, theme, "") if fill.fill_type == "solid" else "",
        border=_color(sides[0].color, theme, _BLACK) if sides else "",
        line=LINES.index(kind) + 1 if kind in LINES else 1,
        align=align.horizontal if align.horizontal in _ALIGNS else "",
        valign=_VALIGNS.get(align.vertical or "", "bottom"),
        number="" if cell.number_format == "General" else cell.number_format,
    )


def _width(sheet: Worksheet, cell: Cell) -> float | None:
    for letters, dimension in sheet.column_dimensions.items():
        low, high = dimension.min or 0, dimension.max or 0
        if letters == cell.column_letter or low <= cell.column <= high:
            return round(float(dimension.width) - _PADDING, 1) if dimension.customWidth else None
    return None


def _color(color: Color | None, theme: Mapping[str, str], usual: str) -> str:
    """Return a colour as `#RRGGBB`, its tint mixed in (ECMA-376 part 1, 18.8.19)."""
    if color is None:
        return usual
    if color.type == "rgb":
        plain = str(color.rgb)[-6:]
    elif color.type == "theme" and 0 <= color.theme < len(_THEME_ORDER):
        plain = theme[_THEME_ORDER[color.theme]]
    elif color.type == "indexed" and 0 <= color.indexed < len(COLOR_INDEX):
        plain = COLOR_INDEX[color.indexed][-6:]
    else:
        return usual
    return f"#{_tinted(plain, float(color.tint or 0.0))}"


def _tinted(color: str, tint: float) -> str:
    if not tint:
        return color.upper()
    red, green, blue = (int(color[n : n + 2], 16) / 255 for n in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), strength)
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def _theme(book: Workbook) -> dict[str, str]:
    text = (book.loaded_theme or b"").decode("utf-8", "replace")
    scheme = text.partition("<a:clrScheme")[2].partition("</a:clrScheme>")[0]
    return _OFFICE | {name: color.upper() for name, color in _SCHEME.findall(scheme) if name in _OFFICE}
