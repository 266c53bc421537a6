"""Paragraphs and tables as files: Word, web pages, workbooks, separated and plain text.

Inside a text `[-gone-]` is struck through, `[+new+]` and `[~old~]` are a tracked insertion and deletion.
"""

import csv
import html
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that takes `down` rows and `across` columns."""

    text: str
    down: int = 1
    across: int = 1


Row = list[Cell | None]
"""None stands where a merged cell covers the place."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; rows are named from 0."""

    rows: tuple[Row, ...]
    hidden: frozenset[int] = frozenset()
    deleted: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph whose number the program counts and no text holds."""

    text: str


Block = str | Grid | Numbered
_MARKS = re.compile(r"\[([-+~])(.*?)\1\]", re.DOTALL)


def row(*texts: str) -> Row:
    """Return a row of plain cells."""
    return [Cell(text) for text in texts]


def across(text: str, width: int) -> Row:
    """Return a row of one cell over all columns."""
    return [Cell(text, across=width), *[None] * (width - 1)]


def _parts(text: str) -> list[tuple[str, str]]:
    """Return runs of a text, each with its mark, "" for none."""
    found, at = [], 0
    for match in _MARKS.finditer(text):
        found += [("", text[at : match.start()]), (match[1], match[2])]
        at = match.end()
    return [(mark, part) for mark, part in (*found, ("", text[at:])) if part]


# Word ---------------------------------------------------------------------------------------------------------

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NUMBERING = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
    'w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
    "</w:num></w:numbering>"
)


def docx(*blocks: Block) -> bytes:
    """Return a Word document."""
    body = "".join(_tbl(block) if isinstance(block, Grid) else _p(block) for block in blocks)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {_W}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/numbering.xml", _NUMBERING)
    return out.getvalue()


def _p(block: str | Numbered) -> str:
    if isinstance(block, Numbered):
        numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return f"<w:p>{numbered}{_runs(block.text)}</w:p>"
    return f"<w:p>{_runs(block)}</w:p>"


def _runs(text: str) -> str:
    drawn = {"": _run, "-": _struck, "+": lambda part: f"<w:ins>{_run(part)}</w:ins>", "~": _deleted}
    return "".join(drawn[mark](part) for mark, part in _parts(text))


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'


def _struck(text: str) -> str:
    return f'<w:r><w:rPr><w:strike/></w:rPr><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'


def _deleted(text: str) -> str:
    return f"<w:del><w:r><w:delText>{html.escape(text)}</w:delText></w:r></w:del>"


def _tbl(grid: Grid) -> str:
    open_down: dict[int, tuple[int, int]] = {}
    drawn = []
    for at, cells in enumerate(grid.rows):
        gone = "<w:trPr><w:del/></w:trPr>" if at in grid.deleted else ""
        drawn.append(f"<w:tr>{gone}{''.join(_tcs(cells, open_down))}</w:tr>")
    return f"<w:tbl>{''.join(drawn)}</w:tbl>"


def _tcs(cells: Row, open_down: dict[int, tuple[int, int]]) -> list[str]:
    drawn = []
    covered = 0
    for column, cell in enumerate(cells):
        if cell:
            covered = cell.across - 1
            if cell.down > 1:
                open_down[column] = (cell.down - 1, cell.across)
            merge = '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
            drawn.append(_tc(cell.text, cell.across, merge))
        elif covered:
            covered -= 1
        elif open_down.get(column, (0, 0))[0]:
            left, wide = open_down[column]
            open_down[column] = (left - 1, wide)
            covered = wide - 1
            drawn.append(_tc("", wide, "<w:vMerge/>"))
    return drawn


def _tc(text: str, wide: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{''.join(map(_p, text.split(chr(10))))}</w:tc>"


# Web pages ----------------------------------------------------------------------------------------------------


def page(*blocks: Block, title: str = "", before: str = "", after: str = "") -> bytes:
    """Return a web page; `before` and `after` are HTML around its text."""
    body = "\n".join(_html(block) for block in blocks)
    head = f"<head><meta charset='utf-8'><title>{html.escape(title)}</title></head>"
    return f"<!DOCTYPE html><html>{head}<body>{before}{body}{after}</body></html>".encode()


def _html(block: Block) -> str:
    if isinstance(block, Numbered):
        return f"<ol><li>{_inline(block.text)}</li></ol>"
    if isinstance(block, str):
        return f"<p>{_inline(block)}</p>"
    drawn = []
    for at, cells in enumerate(block.rows):
        hides = ' style="display:none"' if at in block.hidden else ""
        drawn.append(f"<tr{hides}>{''.join(map(_td, filter(None, cells)))}</tr>")
    return f"<table border=1>{''.join(drawn)}</table>"


def _td(cell: Cell) -> str:
    spans = (f" rowspan={cell.down}" if cell.down > 1 else "") + (f" colspan={cell.across}" if cell.across > 1 else "")
    return f"<td{spans}>{_inline(cell.text)}</td>"


def _inline(text: str) -> str:
    tags = {"": "{}", "-": "<s>{}</s>", "+": "<ins>{}</ins>", "~": "<del>{}</del>"}
    return "".join(tags[mark].format(html.escape(part)) for mark, part in _parts(text)).replace("\n", "<br>")


# Workbooks ----------------------------------------------------------------------------------------------------


def xlsx(sheets: Mapping[str, Sequence[Block]], *, days: bool = False, beside: Sequence[str] = ()) -> bytes:
    """Return a workbook.

    Args:
        sheets: what stands on each, a paragraph a row.
        days: True writes ISO days as Excel's own dates.
        beside: texts right of the first sheet's table, with a column between.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, blocks in sheets.items():
        sheet = book.create_sheet(name)
        top = 1
        wide = max((len(block.rows[0]) for block in blocks if isinstance(block, Grid)), default=1)
        for block in blocks:
            top = _put(sheet, block, top, wide, days=days)
    for at, text in enumerate(beside, 3):
        first = book.worksheets[0]
        first.cell(at, first.max_column + 2 if at == 3 else first.max_column, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Worksheet, block: Block, top: int, wide: int, *, days: bool) -> int:
    """Write a block from row `top` on; return the row behind it."""
    if not isinstance(block, Grid):
        sheet.cell(top, 1, block.text if isinstance(block, Numbered) else block)
        if wide > 1:
            sheet.merge_cells(start_row=top, end_row=top, start_column=1, end_column=wide)
        return top + 1
    for at, cells in enumerate(block.rows):
        sheet.row_dimensions[top + at].hidden = at in block.hidden
        for column, cell in enumerate(cells, 1):
            if cell:
                _fill(sheet, top + at, column, cell, days=days)
    return top + len(block.rows)


def _fill(sheet: Worksheet, at: int, column: int, cell: Cell, *, days: bool) -> None:
    place = sheet.cell(at, column)
    parts = _parts(cell.text)
    if [mark for mark, _ in parts] == ["-"]:
        place.font = Font(strike=True)
        place.value = parts[0][1]
    elif any(mark == "-" for mark, _ in parts):
        struck = InlineFont(strike=True)
        place.value = CellRichText(*(TextBlock(struck, part) if mark == "-" else part for mark, part in parts))
    else:
        place.value = _value(cell.text, days=days)
    if cell.down > 1 or cell.across > 1:
        last = (at + cell.down - 1, column + cell.across - 1)
        sheet.merge_cells(start_row=at, end_row=last[0], start_column=column, end_column=last[1])


def _value(text: str, *, days: bool) -> str | int | datetime | None:
    if text.isdecimal() and (text == "0" or text[0] != "0"):
        return int(text)
    if days and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return datetime.combine(date.fromisoformat(text), datetime.min.time())
    return text or None


# Text ---------------------------------------------------------------------------------------------------------


def _flat(cells: Row) -> list[str]:
    return [cell.text if cell else "" for cell in cells]


def separated(*blocks: Block, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return separated text; a merged cell stands at its first place only."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    for block in blocks:
        rows = block.rows if isinstance(block, Grid) else (row(block if isinstance(block, str) else block.text),)
        writer.writerows(_flat(cells) for cells in rows)
    return out.getvalue().encode(encoding)


def text(*blocks: Block, between: str = "\n", encoding: str = "utf-8") -> bytes:
    """Return plain text, a paragraph a line; the cells of a table are parted with bars."""
    lines = []
    for block in blocks:
        if isinstance(block, Grid):
            lines += ["|".join(cell.replace("\n", " ") for cell in _flat(cells)) for cells in block.rows]
        else:
            lines.append(block if isinstance(block, str) else block.text)
    return (f"\n{between}".join(lines) + "\n").encode(encoding)
