"""A workbook as a golden text: one fact a line, in a stable order, so that a reviewer reads a diff, never a binary.

What is usual is left out: a cell says its number format, fill, bold or "unlocked" only where it has them.
"""

import io
import json
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.hands import opened

_PAPER = {8: "A3", 9: "A4"}


def workbook_text(data: bytes) -> str:
    """Return every fact of an .xlsx workbook that a reader of it could see or stumble over."""
    with warnings.catch_warnings():
        # openpyxl warns of extensions (solid data bars) that it would not write back; we only look.
        warnings.simplefilter("ignore")
        formulas = openpyxl.load_workbook(io.BytesIO(data))
    values = opened(data, values=True)
    lines = list(_book(formulas))
    for sheet in formulas.worksheets:
        lines += ["", *_sheet(sheet, values[sheet.title])]
    return "\n".join(lines) + "\n"


def _book(book: Workbook) -> Iterator[str]:
    yield f"workbook title={_text(book.properties.title)} active={_text(book.active.title if book.active else None)}"
    for prop in book.custom_doc_props.props:  # type: ignore[attr-defined]  # newer than its stubs
        yield f"property {prop.name} = {_text(prop.value)}"
    for name in sorted(book.defined_names):
        yield f"name {name} = {book.defined_names[name].attr_text}"


def _sheet(sheet: Worksheet, values: Worksheet) -> Iterator[str]:
    yield f"sheet {_text(sheet.title)} {sheet.sheet_state}, {'protected' if sheet.protection.sheet else 'open'}"
    yield from _page(sheet)
    yield from _view(sheet)
    for name in sorted(sheet.defined_names):
        yield f"  name {name} = {sheet.defined_names[name].attr_text}"
    yield from _columns(sheet)
    for number in sorted(sheet.row_dimensions):
        if sheet.row_dimensions[number].hidden:
            yield f"  row {number} hidden"
    for merged in sorted(sheet.merged_cells.ranges, key=lambda r: (r.min_row, r.min_col)):
        yield f"  merged {merged.coord}"
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell):
                yield from _cell(cell, values)
    yield from _validations(sheet)
    yield from _conditions(sheet)
    yield from _charts(sheet)


def _page(sheet: Worksheet) -> Iterator[str]:
    paper = _PAPER.get(int(sheet.page_setup.paperSize or 0), "default paper")
    fit = ""
    if sheet.sheet_properties.pageSetUpPr is not None and sheet.sheet_properties.pageSetUpPr.fitToPage:
        wide, tall = sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight
        fit = f", {1 if wide is None else wide} wide {1 if tall is None else tall} tall"
    yield f"  paper {paper} {sheet.page_setup.orientation or 'portrait'}{fit}"
    if sheet.print_title_rows:
        yield f"  repeat {sheet.print_title_rows}"
    if sheet.print_area:
        yield f"  print {sheet.print_area}"
    for what in ("oddHeader", "oddFooter"):
        part = getattr(sheet, what)
        texts = [f"{side}={_text(getattr(part, side).text)}" for side in ("left", "center", "right")]
        shown = [text for text in texts if not text.endswith("=None")]
        if shown:
            yield f"  {what} {' '.join(shown)}"
    for page_break in sheet.row_breaks.brk:
        yield f"  break after row {page_break.id}"


def _view(sheet: Worksheet) -> Iterator[str]:
    if sheet.freeze_panes:
        yield f"  freeze {sheet.freeze_panes}"
    if sheet.auto_filter.ref:
        yield f"  filter {sheet.auto_filter.ref}"
    if sheet.sheet_view.showGridLines is False:
        yield "  no grid lines"
    if sheet.sheet_view.zoomScale not in (None, 100):
        yield f"  zoom {sheet.sheet_view.zoomScale}"


def _columns(sheet: Worksheet) -> Iterator[str]:
    for dimension in sorted(sheet.column_dimensions.values(), key=lambda d: int(d.min or 0)):
        first, last = get_column_letter(dimension.min or 1), get_column_letter(dimension.max or dimension.min or 1)
        hidden = " hidden" if dimension.hidden else ""
        yield f"  column {first if first == last else f'{first}:{last}'} {dimension.width:.1f}{hidden}"


def _cell(cell: Cell, values: Worksheet) -> Iterator[str]:
    value = cell.value
    at = cell.coordinate
    look = _look(cell)
    if value is not None:
        shown = _text(value)
        if cell.data_type == "f":
            formula = value if isinstance(value, str) else getattr(value, "text", repr(value))
            shown = f"{formula} -> {_text(values[at].value)}"
        yield f"  {at} {shown}{look}"
    elif look:
        yield f"  {at} empty{look}"
    if cell.hyperlink is not None:
        yield f"  {at} link -> {cell.hyperlink.location or cell.hyperlink.target}"
    if cell.comment is not None:
        yield f"  {at} note {_text(cell.comment.text)}"


def _look(cell: Cell) -> str:
    parts = []
    if cell.number_format != "General":
        parts.append(f"format {cell.number_format}")
    if cell.fill.fill_type == "solid":
        parts.append(f"fill {_color(cell.fill.fgColor)}")
    if cell.font.bold:
        parts.append("bold")
    if cell.font.strike:
        parts.append("struck out")
    if not cell.protection.locked:
        parts.append("unlocked")
    return "".join(f" | {part}" for part in parts)


def _color(color: Any) -> str:  # noqa: ANN401 - openpyxl's colour is RGB, indexed or of the theme
    rgb = getattr(color, "rgb", None)
    return f"#{rgb[-6:]}" if isinstance(rgb, str) else f"{color.type} {color.value}"


def _validations(sheet: Worksheet) -> Iterator[str]:
    rules = sheet.data_validations.dataValidation
    for rule in sorted(rules, key=lambda r: (_first(r.sqref), str(r.formula1))):
        parts = [str(rule.type)]
        if rule.type not in ("list", "custom"):
            parts.append(str(rule.operator or "between"))
        parts += [str(f) for f in (rule.formula1, rule.formula2) if f is not None]
        if rule.errorStyle not in (None, "stop"):
            parts.append(str(rule.errorStyle))
        yield f"  validation {rule.sqref} {' '.join(parts)}"
        if rule.prompt:
            yield f"    prompt {_text(rule.promptTitle)} {_text(rule.prompt)}"
        if rule.error:
            yield f"    error {_text(rule.errorTitle)} {_text(rule.error)}"


def _conditions(sheet: Worksheet) -> Iterator[str]:
    for part in sorted(sheet.conditional_formatting, key=lambda p: _first(p.sqref)):
        for rule in part.rules:
            formulas = " ".join(str(f) for f in rule.formula)
            look = []
            if rule.dxf is not None and rule.dxf.fill is not None:
                look.append(f"fill {_color(rule.dxf.fill.bgColor)}")
            if rule.dxf is not None and rule.dxf.font is not None and rule.dxf.font.color is not None:
                look.append(f"color {_color(rule.dxf.font.color)}")
            if rule.dxf is not None and rule.dxf.font is not None and rule.dxf.font.b:
                look.append("bold")
            if rule.dxf is not None and rule.dxf.font is not None and rule.dxf.font.strike:
                look.append("struck out")
            yield f"  condition {part.sqref} {rule.type} {formulas}" + "".join(f" | {fact}" for fact in look)


def _charts(sheet: Worksheet) -> Iterator[str]:
    # openpyxl keeps what it read of charts here and offers no public way to it.
    for chart in sheet._charts:  # type: ignore[attr-defined]
        corner = chart.anchor._from
        at = f"{get_column_letter(corner.col + 1)}{corner.row + 1}"
        yield f"  chart {chart.tagname} at {at} {_text(_title(chart.title))}"
        for series in chart.series:
            for what, part in (("values", series.val), ("names", series.cat)):
                reference = (part.numRef or getattr(part, "strRef", None)) if part is not None else None
                if reference is not None:
                    yield f"    {what} {reference.f}"


def _title(title: Any) -> str | None:  # noqa: ANN401 - a tree of drawing objects
    rich = title.tx.rich if title is not None and title.tx is not None else None
    if rich is None:
        return None
    return "".join(run.t for paragraph in rich.p for run in paragraph.r or ())


def _first(sqref: Any) -> tuple[int, int, str]:  # noqa: ANN401 - openpyxl's MultiCellRange
    cells = min(sqref.ranges, key=lambda r: (r.min_row, r.min_col))
    return (cells.min_row, cells.min_col, str(sqref))


def _text(value: object) -> str:
    match value:
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
