"""Marks on a workbook: a colour and a note on each cell to mend, and their removal. Pure.

The colours are used for nothing else, so that a mark is known again even where its record is lost.
"""

import re

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Color, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.corrections.edited import Edited, cells_of
from reportkit.corrections.points import SHEETS
from reportkit.corrections.watching import unwatch
from reportkit.diagnostics import Severity, without_ours
from reportkit.language.text import line_count
from reportkit.language.words import Lang, Words

AUTHOR = "reportkit"
RECORD = "rk_marks"
"""Stands in A1 of our sheet; below it, one line for each coloured cell: sheet, cell and its own fill."""

FILL = {Severity.REJECT: "FFF8B4AB", Severity.ERROR: "FFF8B4AB", Severity.WARNING: "FFFFD28C"}
"""Fill of a marked cell, by severity: red for what must be mended, amber for what should be looked at."""

_LABEL = Words("[{word}] ", "【{word}】")
_NOTE_WIDTH = 300
_NOTE_COLUMNS = 40


def label(severity: Severity, lang: Lang) -> str:
    """Return the word a note begins with: `[to mend] `, 【须改】."""
    return _LABEL.text(lang, word=severity.label)


def mark(cell: Cell, severity: Severity, text: str) -> str:
    """Colour a cell and put a note on it; a second mark adds to the note and keeps the graver colour.

    Args:
        cell: the cell.
        severity: of the finding.
        text: of the note, "" to leave the one that is there.

    Returns:
        The line for the record.
    """
    line = f"{cell.parent.title}\t{cell.coordinate}\t{_fill_text(cell)}"
    if not (_is_marked(cell) and severity is Severity.WARNING):
        cell.fill = PatternFill("solid", fgColor=FILL[severity], bgColor=FILL[severity])
    if not text:
        return line
    theirs = cell.comment
    whole = f"{theirs.content}\n\n{text}" if theirs and theirs.content else text
    note = Comment(whole, theirs.author if theirs else AUTHOR)
    note.width, note.height = _NOTE_WIDTH, 28 + 17 * line_count(whole, _NOTE_COLUMNS)
    cell.comment = note
    return line


def remove_marks(edited: Edited) -> None:
    """Take away what an earlier correction copy put on: its sheet, its notes and its colours."""
    book = edited.book
    record: dict[tuple[str, str], str] = {}
    for sheet in book.worksheets:
        if _is_ours(sheet) and len(book.worksheets) > 1:
            record |= _read_record(sheet)
            book.remove(sheet)
            edited.forget(sheet.title)
    for sheet in book.worksheets:
        unwatch(sheet)
        for cell in cells_of(sheet):
            if cell.comment is not None:
                _remove_note(cell)
            if _is_marked(cell):
                _restore(sheet, cell, record.get((sheet.title, cell.coordinate)))


def _is_ours(sheet: Worksheet) -> bool:
    names = {words.text(lang) for words in SHEETS.values() for lang in Lang}
    return sheet["A1"].value == RECORD or re.sub(r" ?[(（]\d+[)）]$", "", sheet.title) in names


def _read_record(sheet: Worksheet) -> dict[tuple[str, str], str]:
    record = {}
    for (value,) in sheet.iter_rows(min_row=2, max_col=1, values_only=True):
        parts = str(value or "").split("\t")
        if len(parts) == 3:
            record[parts[0], parts[1]] = parts[2]
    return record


def _remove_note(cell: Cell) -> None:
    note = cell.comment
    if note is None:
        return
    whole = note.content or ""
    theirs = without_ours(whole)
    if theirs != whole and not theirs.strip():
        cell.comment = None
    elif theirs != whole:
        cell.comment = Comment(theirs, note.author)


def _is_marked(cell: Cell) -> bool:
    fill = cell.fill
    return bool(fill.fill_type == "solid") and fill.fgColor.rgb in FILL.values()


def _restore(sheet: Worksheet, cell: Cell, record: str | None) -> None:
    """Give a cell its own fill back: of the record, or else of the nearest cell like it in its column or row."""
    if record is not None:
        cell.fill = _fill_of(record)
        return
    column = sorted(range(1, sheet.max_row + 1), key=lambda r: abs(r - cell.row))
    row = sorted(range(1, sheet.max_column + 1), key=lambda c: abs(c - cell.column))
    near = [sheet.cell(r, cell.column) for r in column] + [sheet.cell(cell.row, c) for c in row]
    for other in near:
        if isinstance(other, Cell) and _is_like(other, cell) and not _is_marked(other):
            cell.fill = _fill_of(_fill_text(other))
            return
    cell.fill = PatternFill()


def _is_like(other: Cell, cell: Cell) -> bool:
    same_lock = other.protection.locked == cell.protection.locked
    return other.has_style and same_lock and other.border.left.style == cell.border.left.style


def _fill_text(cell: Cell) -> str:
    """Return a fill as it stands in the record."""
    fill = cell.fill
    if fill.fill_type is None:
        return "none"
    color = fill.fgColor
    return f"{fill.fill_type} {color.type} {color.value} {color.tint}"


def _fill_of(text: str) -> PatternFill:
    parts = text.split(" ")
    if len(parts) != 4:
        return PatternFill()
    kind, sort, value, tint = parts
    try:
        return PatternFill(kind, fgColor=_color(sort, value, float(tint)))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return PatternFill()


def _color(sort: str, value: str, tint: float) -> Color:
    if sort == "rgb":
        return Color(rgb=value, tint=tint)
    return Color(theme=int(value), tint=tint) if sort == "theme" else Color(indexed=int(value), tint=tint)
