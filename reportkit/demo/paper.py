"""An issued form in a clerk's hands: opened, filled in by its markers, spoilt, saved. The demo's home of openpyxl.

A form is found by its hidden names and keys, as its reader finds it, never by address. What is saved has the time
it is given, not the computer's, so that the same play gives the same bytes.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.grid import Grid, as_text, read_grids
from reportkit.identity import FormId, RowKey, find_form_id, parse_row_key
from reportkit.model import Value
from reportkit.repack import pack, unpack
from reportkit.script import Script, script_of, to_traditional

_KEY = "key"
_LIST = "list:"
_PROPERTIES = "docProps/custom.xml"
_CORE = "docProps/core.xml"
_SHEET = "xl/worksheets/sheet{n}.xml"
_MERGED = re.compile(rb"<mergeCells.*?</mergeCells>", re.DOTALL)
_AREA = re.compile(rb'ref="([A-Z0-9:]+)"')
_SENT_AT = time(15, 20)
_ADDRESS = re.compile(r"(\$?\b[A-Z]{1,3}\$?)(\d+)\b")
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


@dataclass(frozen=True, slots=True)
class Line:
    """One row to fill in.

    Attributes:
        key: its key.
        sheet: where it stands.
        row: its row.
        columns: column of each name.
    """

    key: RowKey
    sheet: Worksheet
    row: int
    columns: Mapping[str, int]

    def read(self, name: str) -> Value | float:
        """Return the text or number that stands in a column, None for anything else."""
        column = self.columns.get(name)
        value = self.sheet.cell(self.row, column).value if column else None
        return value if isinstance(value, str | int | float) else None

    def write(self, name: str, value: Value | float) -> None:
        """Fill in a cell, where the form asks for it."""
        column = self.columns.get(name)
        if column:
            number = int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value
            self.sheet.cell(self.row, column).value = float(number) if isinstance(number, Decimal) else number


class Paper:
    """A form as a clerk has it open."""

    def __init__(self, data: bytes) -> None:
        self.book = _opened(data)
        # Looking for marks through openpyxl would make a cell of every empty place; the reader of values does not.
        self._grids = {grid.name: grid for grid in read_grids(data)}
        self.lines = tuple(line for grid in self._grids.values() for line in _lines(grid, self.book[grid.name]))
        self.labels = {name: entries for grid in self._grids.values() for name, entries in _lists(grid)}

    @property
    def tasks(self) -> tuple[Line, ...]:
        """The task rows, as they stand."""
        return tuple(line for line in self.lines if line.key.target is None)

    @property
    def form(self) -> FormId | None:
        """The form's number, None where the workbook is no form."""
        return self.lines[0].key.form if self.lines else None

    def targets(self, task: int) -> tuple[Line, ...]:
        """The target rows of a task."""
        return tuple(line for line in self.lines if line.key.task == task and line.key.target is not None)

    def say(self, text: str) -> str:
        """Return a text in the script in which the form has its tasks."""
        wording = "".join(str(line.read("work")) for line in self.tasks)
        return to_traditional(text) if script_of(wording) is Script.TRADITIONAL else text

    def sign(self, values: Mapping[str, Value]) -> None:
        """Fill in the foot: each value into the open cell behind its label."""
        sheet = self.lines[0].sheet
        for row, column, label in self._grids[sheet.title].cells():
            if isinstance(label, str) and label in values:
                _behind(sheet, row + 1, column + 1).value = values[label]

    def save(self, day: date) -> bytes:
        """Return the workbook as it was saved on `day`."""
        return save(self.book, day)


def save(book: Workbook, day: date) -> bytes:
    """Return a workbook's bytes with every time in it set to the afternoon of `day`."""
    written = io.BytesIO()
    book.save(written)
    moment = f"{datetime.combine(day, _SENT_AT):%Y-%m-%dT%H:%M:%SZ}".encode()
    parts = unpack(written.getvalue())
    parts[_CORE] = _TIMES.sub(rb"\g<1>" + moment + rb"\g<2>", parts[_CORE])
    return pack(parts)


def number_of(data: bytes) -> FormId | None:
    """Return the number in a workbook's properties, None where there is none; the sheets are not opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return find_form_id(parts.read(_PROPERTIES).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, KeyError):
        return None


def _opened(data: bytes) -> Workbook:
    """Open a form; its merged cells are taken note of and not drawn anew, which would take most of the time."""
    parts = unpack(data)
    areas: list[list[str]] = []
    while (name := _SHEET.format(n=len(areas) + 1)) in parts:
        areas.append([ref.decode() for found in _MERGED.findall(parts[name]) for ref in _AREA.findall(found)])
        parts[name] = _MERGED.sub(b"", parts[name])
    book = load_workbook(io.BytesIO(pack(parts)))
    for sheet, refs in zip(book.worksheets, areas, strict=True):
        for ref in refs:
            sheet.merged_cells.add(ref)
    return book


def insert_row(sheet: Worksheet, at: int, text: str) -> None:
    """Insert a row as Excel does: everything below goes down with its height, merged cells and rules."""
    sheet.insert_rows(at)
    sheet.merged_cells = MultiCellRange(_lower(str(sheet.merged_cells), at))
    for row in sorted((row for row in sheet.row_dimensions if row >= at), reverse=True):
        moved = copy(sheet.row_dimensions.pop(row))
        moved.index = row + 1
        sheet.row_dimensions[row + 1] = moved
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = MultiCellRange(_lower(str(rule.sqref), at))
    formats = sheet.conditional_formatting
    sheet.conditional_formatting = ConditionalFormattingList()
    for marked in formats:
        for format_rule in marked.rules:
            format_rule.formula = [_lower(formula, at) for formula in format_rule.formula]
            sheet.conditional_formatting.add(_lower(str(marked.sqref), at), format_rule)
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str) and cell.value.startswith("="):
            cell.value = _lower(cell.value, at)
    sheet.cell(at, 2).value = text


def sort_rows(lines: tuple[Line, ...], name: str) -> None:
    """Sort rows by a column of numbers, the largest first: the keys go with their rows."""
    sheet, last = lines[0].sheet, max(lines[0].columns.values())
    rows = [[sheet.cell(line.row, c).value for c in range(1, last + 1)] for line in lines]
    place = lines[0].columns[name] - 1
    rows.sort(key=lambda row: -_number(row[place]))
    for line, values in zip(lines, rows, strict=True):
        for c, value in enumerate(values, 1):
            sheet.cell(line.row, c).value = value


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else -1.0


def copied(paper: Paper, day: date) -> bytes:
    """Return the visible sheets copied into a new workbook: keys and names come along, properties do not."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for source in paper.book.worksheets:
        if source.sheet_state != "visible":
            continue
        sheet = book.create_sheet(source.title)
        for cell in (cell for row in source.iter_rows() for cell in row if cell.value is not None):
            sheet.cell(cell.row, cell.column).value = cell.value
        sheet.merged_cells = MultiCellRange(str(source.merged_cells))
        for letters, column in source.column_dimensions.items():
            sheet.column_dimensions[letters].width = column.width
            sheet.column_dimensions[letters].hidden = column.hidden
        for row, height in source.row_dimensions.items():
            sheet.row_dimensions[row].height = height.height
            sheet.row_dimensions[row].hidden = height.hidden
    return save(book, day)


def as_csv(paper: Paper) -> bytes:
    """Return the sheet of tasks as Excel on a Chinese computer saves it: commas, GB 18030, hidden cells too."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in paper.lines[0].sheet.iter_rows(values_only=True):
        writer.writerow(["" if value is None or str(value).startswith("=") else _shown(value) for value in row])
    return text.getvalue().encode("gb18030")


def _shown(value: object) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def _lower(text: str, at: int) -> str:
    """Return addresses moved down by the row that was inserted."""
    return _ADDRESS.sub(lambda m: f"{m[1]}{int(m[2]) + (int(m[2]) >= at)}", text)


def _lines(grid: Grid, sheet: Worksheet) -> Iterator[Line]:
    """Yield the rows with a key, under the row of names."""
    columns: dict[str, int] = {}
    for number, row in enumerate(grid.rows, 1):
        if _KEY in row:
            columns = {value: place for place, value in enumerate(row, 1) if isinstance(value, str) and value}
        key = parse_row_key(as_text(row[columns[_KEY] - 1])) if columns else None
        if key:
            yield Line(key, sheet, number, columns)


def _lists(grid: Grid) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each field's list on the hidden sheet: the name of the field, the entries."""
    for row, column, value in grid.cells():
        if isinstance(value, str) and value.startswith(_LIST):
            below = (grid.cell(r, column) for r in range(row + 1, len(grid.rows)))
            yield value.removeprefix(_LIST), tuple(as_text(entry) for entry in below if entry != "")


def _behind(sheet: Worksheet, row: int, column: int) -> Cell | MergedCell:
    """Return the cell to the right of a label, past the cells it is merged with."""
    areas = [area for area in sheet.merged_cells.ranges if area.min_row == row and area.min_col == column]
    return sheet.cell(row, areas[0].max_col + 1 if areas else column + 1)
