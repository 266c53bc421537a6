"""How far the cells of an OpenDocument sheet reach, and what stands behind their values. Pure.

A cell that shows an error holds an empty text or a nought, and its error is only in what it shows; a formula that was
never calculated has no type of value. Repetitions are counted, never written out beyond the limits of a form.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reportkit.address import address
from reportkit.files.details import SheetDetails
from reportkit.files.details_builder import ANY_ERROR, ERRORS, DetailsBuilder
from reportkit.files.grid import MAX_COLUMNS, MAX_ROWS
from reportkit.files.xml_events import EnoughError

_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]{1,14}[!?]?|Err:\d{3}")
_ERRORS = frozenset(ERRORS.values())
_LONGEST_ERROR = 20
MAX_FORM = 100_000
"""Cells up to the last one of a sheet that no form comes near."""
_CELLS = ("table-cell", "covered-table-cell")


@dataclass(slots=True)
class _Cell:
    """A cell, or several alike, while it is open."""

    row: int
    column: int
    columns: int
    attributes: Mapping[str, str]
    shown: str = ""


class OdsScanner:
    """Takes in the elements of `content.xml` as a parser meets them.

    Where the sheets are together larger than `most`, the parse is ended with an EnoughError.

    Args:
        most: cells up to the last one of each sheet, added up.

    Attributes:
        corners: where the cells of a sheet end that is larger than any form.
        sheets: what stands behind the values, by name of the sheet.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.corners: tuple[str, ...] = ()
        self.sheets: dict[str, DetailsBuilder] = {}
        self._sheet = DetailsBuilder()
        self._row = self._column = self._last_column = self._last_row = 0
        self._before = 0
        self._repeat = 1
        self._cell: _Cell | None = None
        self._in_note = False
        self._in_text = False

    @property
    def box(self) -> int:
        """Return how many cells the rectangles from A1 fill that end with the last cell of each sheet."""
        return self._before + self._last_row * self._last_column

    def details(self) -> Mapping[str, SheetDetails]:
        """Return what stands behind the values of each sheet, by its name."""
        return {name: sheet.details(name) for name, sheet in self.sheets.items()}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        match name:
            case "table":
                self._before = self.box
                self._sheet = self.sheets.setdefault(_attribute(attributes, "name"), DetailsBuilder())
                self._row = self._last_row = self._last_column = 0
            case "table-row":
                self._start_row(attributes)
            case "table-cell" | "covered-table-cell":
                self._start_cell(attributes)
            case "annotation":
                self._in_note = True
            case "p":
                self._in_text = True
            case _:
                pass

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._repeat = _count(attributes, "number-rows-repeated")
        self._column = 0
        if _attribute(attributes, "visibility") in ("collapse", "filter"):
            self._sheet.hidden_rows |= set(range(self._row, min(self._row + self._repeat, MAX_ROWS)))

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        columns = _count(attributes, "number-columns-repeated")
        self._cell = _Cell(self._row, self._column, columns, attributes)
        self._column += columns
        if any(key.endswith(("value-type", "formula")) for key in attributes):
            self._last_column = max(self._last_column, self._column)
            self._last_row = max(self._last_row, self._row + self._repeat)
            if self.box > self._most:
                self._end_table()
                raise EnoughError

    def text(self, text: str) -> None:
        """Take in text: the beginning of what a cell shows, without what its note says."""
        cell = self._cell
        if cell is not None and self._in_text and not self._in_note and len(cell.shown) < _LONGEST_ERROR:
            cell.shown += text

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        if name == "table-row":
            self._row += self._repeat
        elif name in _CELLS:
            self._end_cell()
        elif name == "annotation":
            self._in_note = False
        elif name == "p":
            self._in_text = False
        elif name == "table":
            self._end_table()

    def _end_table(self) -> None:
        if self._last_row * self._last_column > MAX_FORM:
            self.corners += (address(self._last_row - 1, self._last_column - 1),)

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is None or not cell.attributes:
            return
        self._note_merged(cell)
        kinds = {key: value for key, value in cell.attributes.items() if key.endswith("value-type")}
        formula = next((value for key, value in cell.attributes.items() if key.endswith(":formula")), None)
        if formula is None and not kinds:
            return
        shown = cell.shown.strip()
        # What someone typed may begin with the same sign: #A12.
        is_like_one = _ERROR.fullmatch(shown) is not None if formula is not None else shown in _ERRORS
        is_error = "error" in kinds.values() or is_like_one
        is_noted = is_error or formula is not None or "percentage" in kinds.values()
        for place in self._places(cell) if is_noted else ():
            if is_error:
                self._sheet.errors[place] = shown or ANY_ERROR
            elif "percentage" in kinds.values():
                self._sheet.formats[place] = "0%"
            if formula is not None:
                self._sheet.formulas[place] = formula
                if not kinds:
                    self._sheet.uncalculated.add(place)

    def _places(self, cell: _Cell) -> list[tuple[int, int]]:
        rows = range(cell.row, min(cell.row + self._repeat, MAX_ROWS))
        columns = range(cell.column, min(cell.column + cell.columns, MAX_COLUMNS))
        return [(row, column) for row in rows for column in columns]

    def _note_merged(self, cell: _Cell) -> None:
        down = _count(cell.attributes, "number-rows-spanned")
        across = _count(cell.attributes, "number-columns-spanned")
        if down > 1 or across > 1:
            self._sheet.merge((cell.row, cell.column, cell.row + down - 1, cell.column + across - 1))


def _attribute(attributes: Mapping[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] == name), "")


def _count(attributes: Mapping[str, str], name: str) -> int:
    text = _attribute(attributes, name) or "1"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1
