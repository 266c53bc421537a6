"""One cell of a return -> what it says: read generously, normalised exactly, disclosed where the two differ. Pure."""

import re
from dataclasses import replace

from reportkit.address import Position
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.fields.reading import At, CellReading, RawCell, Understood, verbatim
from reportkit.fields.type_table import type_of
from reportkit.files.container import Container
from reportkit.files.grid import Grid
from reportkit.files.number_formats import text_shown
from reportkit.files.sheet_readings import either
from reportkit.files.struck_cells import StruckCell
from reportkit.language.text import shorten, squeeze
from reportkit.language.words import Words
from reportkit.model import Answer, Field, Required, Target

_BLANK = RawCell("")
_SHOWN = 40
"""Columns of what is left of a cell in a finding."""
_PICTURE = re.compile(r"DISPIMG|[=\s]IMAGE\(|^\[?图片\]?$", re.IGNORECASE)
_ERROR_TEXT = re.compile(
    r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|GETTING_DATA)|Err:\d{3}"
)


def cell_at(container: Container, grid: Grid, place: Position) -> RawCell:
    """Return a cell of a file with what stands behind its value.

    Args:
        container: the file.
        grid: a sheet of it.
        place: row and column from 0.
    """
    raw = grid.cell(*place)
    details = container.details.get(grid.name)
    readings = container.ambiguous.get(grid.name, {}).get(place)
    struck = container.struck.get(grid.name, {}).get(place)
    if readings:
        return RawCell("", readings=readings)
    if details is None:
        return RawCell(raw, struck=struck)
    if raw == "" and not any(place in kept for kept in (details.formulas, details.uncalculated, details.errors)):
        return RawCell("", struck=struck) if struck is not None and struck.struck else _BLANK
    code = details.formats.get(place, "")
    if isinstance(raw, str) and code:
        raw = text_shown(raw, code)
    return RawCell(
        raw, code, details.formulas.get(place), place in details.uncalculated,
        details.errors.get(place, ""), container.book.date1904, struck=struck,
    )  # fmt: skip


def read_answer(
    field: Field, cell: RawCell, at: At, target: Target | None = None
) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """Read one cell as an answer to `field`.

    Args:
        field: what the cell is asked for.
        cell: the cell.
        at: its place.
        target: the target whose row it stands in, which says the measure.

    Returns:
        The answer and its findings; an answer with an error has no value and is faulty. What is struck through is no
        part of what was written.
    """
    if cell.is_empty:
        return Answer(field.name, None, "", at.sheet, at.cell), ()
    read = _read(CellReading(field, cell, at, target))
    faulty = any(d.severity.rank <= Severity.ERROR.rank for d in read.findings)
    value = None if faulty else read.value
    written = cell.struck.kept if cell.struck is not None and cell.struck.is_sure else cell.written
    return Answer(field.name, value, written, at.sheet, at.cell, faulty), read.findings


def _read(reading: CellReading) -> Understood:
    """Read a cell: what breaks it first, then as its field's type wants it."""
    struck = reading.cell.struck
    if struck is not None and not struck.is_sure:
        read = _read(replace(reading, cell=replace(reading.cell, struck=None)))
        return replace(read, findings=(*read.findings, reading.find(Code.V50))) if read.value is not None else read
    if struck is not None and not reading.cell.readings:
        return _without_struck(reading, struck)
    broken = _broken(reading)
    if broken is not None:
        return broken
    read = type_of(reading.field).read(reading)
    if reading.cell.formula is not None and read.value is not None:
        return replace(read, findings=(*read.findings, reading.find(Code.V16)))
    return read


def _broken(reading: CellReading) -> Understood | None:
    """Return what is to be said of a cell that holds no value of any type, None where it may hold one."""
    cell = reading.cell
    if cell.readings:
        return reading.fail(Code.V27, readings=either(cell.readings))
    if any(_PICTURE.search(text) for text in (cell.formula, cell.raw) if isinstance(text, str)):
        return _picture(reading)
    if cell.error:
        return reading.fail(Code.V14)
    return _broken_text(reading, cell.raw) if isinstance(cell.raw, str) else None


def _broken_text(reading: CellReading, text: str) -> Understood | None:
    if _ERROR_TEXT.fullmatch(text.strip()):
        return reading.fail(Code.V14)
    if text == "" and reading.cell.uncalculated:
        return reading.fail(Code.V15)
    return None if squeeze(text) else Understood()


def _without_struck(reading: CellReading, struck: StruckCell) -> Understood:
    """Ask about what is struck through; of words those count that are left."""
    text = struck.struck_of(reading.cell.written) or struck.struck or ""
    left = _left(struck.kept) if struck.kept else ""
    finding = reading.find(Code.V31, suggestion=struck.kept or None, struck=text, left=left)
    if not struck.kept or not type_of(reading.field).is_text:
        return Understood(None, (finding,))
    kept = _read(replace(reading, cell=replace(reading.cell, raw=struck.kept, struck=None)))
    return replace(kept, findings=(*kept.findings, replace(finding, lowered=Severity.WARNING)))


def _left(kept: str) -> Words:
    """Say what is left of a cell."""
    shown = shorten(kept, _SHOWN)
    return verbatim(Words(f"“{shown}” is left.", f"剩下的是“{shown}”。"))


def _picture(reading: CellReading) -> Understood:
    """Leave a picture out; where something must be said it is an error."""
    is_asked = reading.field.required is Required.YES
    return Understood(None, (replace(reading.find(Code.V21), lowered=Severity.ERROR if is_asked else None),))
