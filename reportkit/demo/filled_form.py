"""An issued form in a clerk's hands: filled in by its markers, spoilt, saved.

A form is found by its hidden names and keys, as its reader finds it, never by address. Values go straight into the
cells of the issued file, which is many times faster than to open and save it with openpyxl; only where the sheet is
rebuilt does openpyxl do it. What is saved has the time it is given, not the computer's, so that the same play gives
the same bytes.
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
from xml.sax.saxutils import escape

from openpyxl import Workbook, load_workbook
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.address import column_letters
from reportkit.fields.answer_type import CellValue
from reportkit.files.container import open_container
from reportkit.files.grid import Grid, as_text
from reportkit.files.repack import pack, unpack
from reportkit.identity import FormId, RowKey, find_form_id, parse_row_key
from reportkit.language.script import Script, script_of, to_traditional

_KEY = "key"
_LIST = "list:"
_PROPERTIES = "docProps/custom.xml"
_CORE = "docProps/core.xml"
_SHEET = "xl/worksheets/sheet{n}.xml"
_MERGED = re.compile(rb"<mergeCells[^<>]*>(?:<mergeCell [^<>]*>)*</mergeCells>")
_AREA = re.compile(rb'ref="([A-Z0-9:]+)"')
_CELL = re.compile(
    rb'<c r="(?P<place>[A-Z]+[0-9]+)"(?P<style> s="[0-9]+")?(?: t="[a-z]+")?'
    rb"(?:/>|>(?P<inner>(?:[^<]++|<(?!/?c\b))*)</c>)"
)
_DAY_ZERO = date(1899, 12, 30)
_SENT_AT = time(15, 20)
_ADDRESS = re.compile(r"(\$?\b[A-Z]{1,3}\$?)(\d+)\b")
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


@dataclass(frozen=True, slots=True)
class RowToFill:
    """One row to fill in.

    Attributes:
        key: its key.
        filled: the form it stands in.
        sheet: number of its sheet, from 0.
        row: its row, from 0.
        columns: column of each name, from 0.
    """

    key: RowKey
    filled: "FilledForm"
    sheet: int
    row: int
    columns: Mapping[str, int]

    def read(self, name: str) -> CellValue | float:
        """Return what stands in a column; None where it is empty or there is no such column."""
        return self.filled.read(self.sheet, self.row, self.columns[name]) if name in self.columns else None

    def write(self, name: str, value: CellValue | float) -> None:
        """Fill in a cell, where the form has such a column."""
        if name in self.columns:
            self.filled.write(self.sheet, self.row, self.columns[name], value)


class FilledForm:
    """A form as a clerk has it before him: what was issued, and what was written into its cells since."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._grids = open_container(data, "").grids
        self._written: dict[tuple[int, int, int], CellValue | float] = {}
        self.lines = tuple(line for n, grid in enumerate(self._grids) for line in self._lines(n, grid))
        self.labels = {name: entries for grid in self._grids for name, entries in _lists(grid)}

    @property
    def tasks(self) -> tuple[RowToFill, ...]:
        """The task rows, as they stand."""
        return tuple(line for line in self.lines if line.key.target is None)

    @property
    def form(self) -> FormId | None:
        """The form's number, None where the workbook is no form."""
        return self.lines[0].key.form if self.lines else None

    def targets(self, task: int) -> tuple[RowToFill, ...]:
        """The target rows of a task."""
        return tuple(line for line in self.lines if line.key.task == task and line.key.target is not None)

    def say(self, text: str) -> str:
        """Return a text in the script in which the form has its tasks."""
        wording = "".join(str(line.read("work")) for line in self.tasks)
        return to_traditional(text) if script_of(wording) is Script.TRADITIONAL else text

    def read(self, sheet: int, row: int, column: int) -> CellValue | float:
        """Return the text or number in a cell, by numbers from 0; None where it is empty."""
        place = (sheet, row, column)
        if place in self._written:
            return self._written[place]
        value = self._grids[sheet].cell(row, column)
        return value if isinstance(value, str | float) and value != "" else None

    def write(self, sheet: int, row: int, column: int, value: CellValue | float) -> None:
        """Put a value into a cell, by numbers from 0."""
        self._written[sheet, row, column] = value

    def cells(self) -> Iterator[tuple[int, int, int, str]]:
        """Yield (sheet, row, column, text) of every cell that was issued with a text."""
        for n, grid in enumerate(self._grids):
            for row, column, value in grid.cells():
                if isinstance(value, str):
                    yield n, row, column, value

    def sign(self, values: Mapping[str, CellValue]) -> None:
        """Fill in the foot: each value into the cell behind its label, past those the label is merged with."""
        for sheet, row, column, text in self.cells():
            if text in values:
                ends = [area[3] for area in self._grids[sheet].merged if area[:2] == (row, column)]
                self.write(sheet, row, (ends[0] if ends else column) + 1, values[text])

    def save(self, day: date) -> bytes:
        """Return the workbook as it was saved on `day`: the cells that were written are changed and nothing else."""
        parts = unpack(self._data)
        for n in range(len(self._grids)):
            written = {
                f"{column_letters(c)}{r + 1}".encode(): value
                for (sheet, r, c), value in self._written.items()
                if sheet == n
            }
            if written:
                parts[_SHEET.format(n=n + 1)] = _with_values(parts[_SHEET.format(n=n + 1)], written)
        return _settled(parts, day)

    def _lines(self, sheet: int, grid: Grid) -> Iterator[RowToFill]:
        """Yield the rows with a key, under the row of names."""
        columns: dict[str, int] = {}
        for number, row in enumerate(grid.rows):
            if _KEY in row:
                columns = {value: place for place, value in enumerate(row) if isinstance(value, str) and value}
            key = parse_row_key(as_text(row[columns[_KEY]])) if columns else None
            if key:
                yield RowToFill(key, self, sheet, number, columns)


def _with_values(part: bytes, written: Mapping[bytes, CellValue | float]) -> bytes:
    """Return a sheet with values in some of its cells; formulas lose what they had come to, as after any change."""

    def changed(match: re.Match[bytes]) -> bytes:
        place, style, inner = match["place"], match["style"] or b"", match["inner"] or b""
        if place in written:
            return b'<c r="%b"%b' % (place, style) + _content(written[place])
        if b"<f>" in inner:
            return b'<c r="%b"%b>%b</c>' % (place, style, inner[: inner.index(b"</f>") + 4])
        return match[0]

    return _CELL.sub(changed, part)


def _content(value: CellValue | float) -> bytes:
    """Return the rest of a cell's element: a number, a day as its serial number, a text, or nothing."""
    match value:
        case None:
            return b"/>"
        case str():
            return f' t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'.encode()
        case date():
            return f"><v>{(value - _DAY_ZERO).days}</v></c>".encode()
        case _:
            return (
                f"><v>{value:f}</v></c>".encode()
                if isinstance(value, Decimal)
                else f"><v>{value:.15g}</v></c>".encode()
            )


def _save(book: Workbook, day: date) -> bytes:
    written = io.BytesIO()
    book.save(written)
    return _settled(unpack(written.getvalue()), day)


def _settled(parts: Mapping[str, bytes], day: date) -> bytes:
    """Return a package with every time in it set to the afternoon of `day`."""
    moment = f"{datetime.combine(day, _SENT_AT):%Y-%m-%dT%H:%M:%SZ}".encode()
    core = _TIMES.sub(rb"\g<1>" + moment + rb"\g<2>", parts[_CORE])
    return pack({**parts, _CORE: core})


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


def with_row_inserted(filled: FilledForm, text: str, day: date) -> bytes:
    """Return a form with a row above everything, as Excel inserts it: all goes down with its heights and rules."""
    book, at = _opened(filled.save(day)), 1
    sheet = book.worksheets[filled.lines[0].sheet]
    sheet.insert_rows(at)
    sheet.merged_cells = MultiCellRange(_lower(str(sheet.merged_cells), at))
    _lower_heights(sheet, at)
    _lower_rules(sheet, at)
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if isinstance(cell.value, str) and cell.value.startswith("="):
            cell.value = _lower(cell.value, at)
    sheet.cell(at, 2).value = text
    return _save(book, day)


def _lower_heights(sheet: Worksheet, at: int) -> None:
    for row in sorted((row for row in sheet.row_dimensions if row >= at), reverse=True):
        moved = copy(sheet.row_dimensions.pop(row))
        moved.index = row + 1
        sheet.row_dimensions[row + 1] = moved


def _lower_rules(sheet: Worksheet, at: int) -> None:
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = MultiCellRange(_lower(str(rule.sqref), at))
    formats = sheet.conditional_formatting
    sheet.conditional_formatting = ConditionalFormattingList()
    for marked in formats:
        for format_rule in marked.rules:
            format_rule.formula = [_lower(formula, at) for formula in format_rule.formula]
            sheet.conditional_formatting.add(_lower(str(marked.sqref), at), format_rule)


def sort_rows(lines: tuple[RowToFill, ...], name: str) -> None:
    """Sort rows by a column of numbers, the largest first: the keys go with their rows."""
    rows = [{column: line.read(column) for column in line.columns} for line in lines]
    rows.sort(key=lambda row: -_number(row[name]))
    for line, values in zip(lines, rows, strict=True):
        for column, value in values.items():
            line.write(column, value)


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float | Decimal) else -1.0


def copied(filled: FilledForm, day: date) -> bytes:
    """Return the visible sheets copied into a new workbook: keys and names come along, properties do not."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for source in _opened(filled.save(day)).worksheets:
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
    return _save(book, day)


def as_csv(filled: FilledForm, day: date) -> bytes:
    """Return the sheet of tasks as Excel on a Chinese computer saves it: commas, GB 18030, hidden cells too."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    grid = open_container(filled.save(day), "").grids[filled.lines[0].sheet]
    width = max(len(row) for row in grid.rows)
    writer.writerows([as_text(grid.cell(r, c)) for c in range(width)] for r in range(len(grid.rows)))
    return text.getvalue().encode("gb18030")


def _lower(text: str, at: int) -> str:
    """Return addresses moved down by the row that was inserted."""
    return _ADDRESS.sub(lambda m: f"{m[1]}{int(m[2]) + (int(m[2]) >= at)}", text)


def _lists(grid: Grid) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each field's list on the hidden sheet: the name of the field, the entries."""
    for row, column, value in grid.cells():
        if isinstance(value, str) and value.startswith(_LIST):
            below = (grid.cell(r, column) for r in range(row + 1, len(grid.rows)))
            yield value.removeprefix(_LIST), tuple(as_text(entry) for entry in below if entry != "")
