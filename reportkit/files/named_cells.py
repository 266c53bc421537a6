"""The cells that a workbook's defined names lead to, alone in a workbook of their own. Pure.

Whoever wants to see how a few cells look hands them to a library that lays out everything: merged columns, coloured
rows without end. Here all else is left out before it sees them.
"""

import contextlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from reportkit.address import Position, address, position_of
from reportkit.files.book_parts import BookParts, read_book
from reportkit.files.container import shielded_parts
from reportkit.files.damage import DamageError
from reportkit.files.rebuilt import escaped, plain_book
from reportkit.files.repack import stored
from reportkit.files.xml_events import EnoughError, as_count, parse_xml

_PLACE = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Za-z]+\$?\d+)(?::\$?[A-Za-z]+\$?\d+)?")
_ROWS, _COLUMNS = 1_048_576, 16_384
_MOST_COLUMNS = 200
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


@dataclass(frozen=True, slots=True)
class NamedCells:
    """Cells and how they look, without what stands in them.

    Attributes:
        book: a workbook with nothing else in it; cells that were merged are not.
        places: sheet and address of each cell by its name, as it was asked for.
    """

    book: bytes
    places: Mapping[str, tuple[str, str]]


def named_cells(data: bytes, names: Collection[str], most: int) -> NamedCells | None:
    """Return the cells that names lead to; one that leads to no cell, or to several places, is left out.

    Args:
        data: a workbook in Office Open XML.
        names: the defined names; capitals do not matter.
        most: bytes that styles, theme and cells may have together.

    Returns:
        The cells, None where the file is none, is refused or damaged, or has more.
    """
    parts = shielded_parts(data)
    if parts is None:
        return None
    with contextlib.suppress(DamageError):
        book = read_book(parts)
        book = replace(book, sheets=tuple((sheet, path) for sheet, path in book.sheets if path in parts))
        places = _places(book, names)
        alone = _alone(parts, book, places)
        if places and sum(map(len, alone.values())) <= most:
            return NamedCells(stored(alone), {n: (sheet, address(*cell)) for n, (sheet, cell) in places.items()})
    return None


def _places(book: BookParts, names: Collection[str]) -> dict[str, tuple[str, Position]]:
    """Return sheet and position of the cell that each name leads to."""
    defined = {name.casefold(): formula for name, formula in book.names.items()}
    sheets = {sheet.casefold(): sheet for sheet, _ in book.sheets}
    found: dict[str, tuple[str, Position]] = {}
    for name in names:
        match = _PLACE.fullmatch(defined.get(name.casefold(), "").strip())
        if match is None:
            continue
        sheet = sheets.get((match[1] or match[2]).replace("''", "'").casefold())
        cell = position_of(match[3])
        if sheet is not None and cell is not None and cell < (_ROWS, 0) and cell[1] < _COLUMNS:
            found[name] = sheet, cell
    return found


def _alone(parts: Mapping[str, bytes], book: BookParts, places: Mapping[str, tuple[str, Position]]) -> dict[str, bytes]:
    """Return the parts of a workbook with these cells, and of its styles and its theme what there is."""
    wanted: dict[str, set[Position]] = {}
    for sheet, cell in places.values():
        wanted.setdefault(sheet, set()).add(cell)
    bare = {path: part for path, part in parts.items() if path.lower() == "xl/styles.xml"}
    bare |= {path: _bare_sheet(parts[path], wanted[sheet]) for sheet, path in book.sheets if sheet in wanted}
    only = BookParts(tuple((sheet, path) for sheet, path in book.sheets if sheet in wanted))
    theme = {path.lower(): part for path, part in parts.items() if path.lower() == "xl/theme/theme1.xml"}
    override = f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}"/>'
    types = {"[Content_Types].xml": f'<Types xmlns="{_TYPES}">{override}</Types>'.encode()}
    return {**plain_book(bare, only), **theme, **types}


class _Wanted:
    """Collects the wanted cells of a sheet, and the columns they stand in.

    Args:
        cells: the positions.
    """

    def __init__(self, cells: Collection[Position]) -> None:
        self._cells = cells
        self._last = max(row for row, _ in cells)
        self._columns = {column for _, column in cells}
        self._row = self._column = -1
        self.columns: list[Mapping[str, str]] = []
        self.styles: dict[Position, int] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take what begins here.

        Raises:
            EnoughError: all that is wanted stood above.
        """
        match name:
            case "col" if len(self.columns) < _MOST_COLUMNS and self._is_wanted(attributes):
                self.columns.append(attributes)
            case "row":
                self._row = max(as_count(attributes.get("r"), self._row + 2) - 1, 0)
                self._column = -1
                if self._row > self._last:
                    raise EnoughError
            case "c":
                place = position_of(attributes["r"]) if "r" in attributes else None
                self._row, self._column = place or (max(self._row, 0), self._column + 1)
                if (self._row, self._column) in self._cells:
                    self.styles[self._row, self._column] = as_count(attributes.get("s"), 0)
            case _:
                pass

    def _is_wanted(self, column: Mapping[str, str]) -> bool:
        first, last = as_count(column.get("min"), 0), as_count(column.get("max"), 0)
        return any(first <= place + 1 <= last for place in self._columns)


def _bare_sheet(xml: bytes, cells: Collection[Position]) -> bytes:
    """Return a sheet with nothing but some of its cells, without what stands in them, and the columns they stand in."""
    found = _Wanted(cells)
    with contextlib.suppress(EnoughError):
        parse_xml(xml, found.start)
    columns = "".join(f"<col {_attributes(column)}/>" for column in found.columns)
    rows = {row: "" for row, _ in sorted(found.styles)}
    for (row, column), style in sorted(found.styles.items()):
        rows[row] += f'<c r="{address(row, column)}" s="{style}"/>'
    content = "".join(f'<row r="{row + 1}">{inner}</row>' for row, inner in rows.items())
    widths = f"<cols>{columns}</cols>" if columns else ""
    return f'<worksheet xmlns="{_MAIN}">{widths}<sheetData>{content}</sheetData></worksheet>'.encode()


def _attributes(column: Mapping[str, str]) -> str:
    return " ".join(
        f'{name}="{escaped(column[name])}"' for name in ("min", "max", "width", "customWidth") if name in column
    )
