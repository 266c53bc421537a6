"""How the sheets of a binary workbook (.xlsb) look: colours, widths, notes, and what is drawn over the cells. Pure.

Of [MS-XLSB] the records that say so; drawings are XML, as in other workbooks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from reportkit.address import Position
from reportkit.files.drawings import read_drawing, relations_of
from reportkit.files.limits import Limits
from reportkit.files.package import Package
from reportkit.files.sheet_look import PLAIN, CellLook, LookBuilder, SheetLook
from reportkit.files.struck_cells import Runs
from reportkit.files.xlsb import number_at, places, records, text_at

T = TypeVar("T")

_ROW, _CELLS, _COLUMN = 0, range(1, 12), 60
_STRING, _SHARED, _RICH = 19, 7, 1
_FONT, _FILL, _BORDER, _XF, _XFS_BEGIN, _XFS_END = 43, 45, 46, 47, 617, 618
_COMMENT, _COMMENT_TEXT = 635, 637
_SOLID, _RGB, _BOLD = 1, 2, 600


@dataclass(slots=True)
class _Styles:
    """Fonts, fills and lines of a workbook, and the cell styles made of them."""

    fonts: list[CellLook] = field(default_factory=list)
    fills: list[str] = field(default_factory=list)
    borders: list[bool] = field(default_factory=list)
    looks: list[CellLook] = field(default_factory=list)


def xlsb_looks(package: Package, limits: Limits) -> Mapping[str, SheetLook]:
    """Return how each sheet looks, by its name.

    Raises:
        RefusalError: parts unpack to more than they should.
        DamageError: a part is damaged.
    """
    parts = package.parts(lambda _: True, lambda name: name == "xl/workbook.bin")
    by_name = {path.lower(): content for path, content in parts.items()}
    real = {path.lower(): path for path in parts}
    styles = _read_styles(by_name.get("xl/styles.bin", b""))
    is_struck = any(font.struck for font in styles.fonts)
    texts = list(_texts(by_name.get("xl/sharedstrings.bin", b""), styles.fonts)) if is_struck else []
    return {
        name: _read_sheet(parts, real[path], styles.looks, texts, limits)
        for name, path in places(by_name)
        if path in by_name
    }


def _texts(data: bytes, fonts: list[CellLook]) -> Iterator[Runs]:
    """Yield the shared texts in runs (2.5.121): a text, then where each run begins with the number of its font."""
    for kind, content in records(data):
        if kind == _STRING:
            text, end = text_at(content, 1)
            many = number_at(content, end) if content[:1] and content[0] & _RICH else 0
            marks = content[end + 4 : end + 4 + 4 * many]
            runs = [(number_at(marks, n, 2), number_at(marks, n + 2, 2)) for n in range(0, len(marks) - 3, 4)]
            yield Runs.begun_at(text, ((start, font < len(fonts) and fonts[font].struck) for start, font in runs))


def _read_styles(data: bytes) -> _Styles:
    found = _Styles()
    inside = False
    for kind, content in records(data):
        if kind == _FONT:
            flags, weight = number_at(content, 2, 2), number_at(content, 4, 2)
            colour = _colour(content, 12)
            found.fonts.append(CellLook("", colour, weight >= _BOLD, bool(flags & 2), bool(flags & 8)))
        elif kind == _FILL:
            found.fills.append(_colour(content, 4) if number_at(content, 0) == _SOLID else "")
        elif kind == _BORDER:
            found.borders.append(any(number_at(content, 1 + 10 * side, 1) for side in range(4)))
        elif kind in (_XFS_BEGIN, _XFS_END):
            inside = kind == _XFS_BEGIN
        elif kind == _XF and inside:
            found.looks.append(_look(content, found))
    return found


def _colour(content: bytes, offset: int) -> str:
    """Return a colour where it is written as such, black and what the theme or the window chooses as "" (2.5.10)."""
    if number_at(content, offset, 1) >> 1 != _RGB:
        return ""
    colour = content[offset + 4 : offset + 7].hex().upper()
    return "" if colour == "000000" else colour


def _look(content: bytes, styles: _Styles) -> CellLook:
    font, fill, border = (number_at(content, offset, 2) for offset in (4, 6, 8))
    words = styles.fonts[font] if font < len(styles.fonts) else PLAIN
    return CellLook(
        styles.fills[fill] if fill < len(styles.fills) else "", words.color, words.bold, words.italic, words.struck,
        styles.borders[border] if border < len(styles.borders) else False,
    )  # fmt: skip


def _at(things: Sequence[T], number: int) -> T | None:
    """Return the thing of a number; None where a damaged file has none."""
    return things[number] if number < len(things) else None


def _read_sheet(
    parts: Mapping[str, bytes], path: str, looks: list[CellLook], texts: list[Runs], limits: Limits
) -> SheetLook:
    found = LookBuilder()
    row = 0
    for kind, content in records(parts[path]):
        if kind == _ROW:
            row = number_at(content, 0)
            if number_at(content, 11, 1) & 0x20 and row < limits.rows:
                found.heights[row] = number_at(content, 8, 2) / 20
        elif kind in _CELLS:
            column = number_at(content, 0)
            if row < limits.rows and column < limits.columns:
                runs = _at(texts, number_at(content, 8)) if kind == _SHARED else None
                found.note((row, column), _at(looks, number_at(content, 4, 3)) or PLAIN, runs)
        elif kind == _COLUMN:
            _take_columns(content, found, limits)
    for relation in relations_of(parts, path):
        if relation.type == "comments" and relation.target in parts:
            found.notes |= dict(_notes(parts[relation.target]))
    return found.look(read_drawing(parts, path))


def _take_columns(content: bytes, found: LookBuilder, limits: Limits) -> None:
    """Take in how wide columns are (2.4.323)."""
    first, last, width = (number_at(content, 4 * n) for n in range(3))
    columns = range(first, min(last + 1, limits.columns))
    if last < limits.columns:
        found.widths |= dict.fromkeys(columns, width / 256)
    if number_at(content, 16, 2) & 1:
        found.hidden |= set(columns)


def _notes(data: bytes) -> Iterator[tuple[Position, str]]:
    """Yield the notes of a sheet (2.1.7.9): where each stands, then what it says."""
    place = (0, 0)
    for kind, content in records(data):
        if kind == _COMMENT:
            place = number_at(content, 4), number_at(content, 12)
        elif kind == _COMMENT_TEXT:
            yield place, text_at(content, 1)[0]
