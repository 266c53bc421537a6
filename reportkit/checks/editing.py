"""Editing a workbook in place with openpyxl, and what openpyxl would lose on the way. Pure.

openpyxl drops three things that matter in a form: lists and conditional formats that Excel keeps in its 2010
extension (those that point to another sheet), and the saved results of formulas. They are carried over here.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import Element, ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.repack import pack, unpack

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f[^>]*>.*?</f>|<f[^>]*/>)(?:<v\s*/>|<v></v>)</c>', re.DOTALL)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_NEVER = "2000-01-01T00:00:00Z"


@dataclass(slots=True)
class Edited:
    """A workbook being edited.

    Attributes:
        book: what openpyxl made of it.
        cached: saved results of formulas by (sheet, address).
    """

    book: Workbook
    cached: dict[tuple[str, str], object] = field(default_factory=dict)

    def value(self, sheet: str, cell: str) -> object:
        """Return what a person sees in a cell: of a formula its saved result."""
        if (sheet, cell) in self.cached:
            return self.cached[sheet, cell]
        return self.book[sheet][cell].value


def open_book(data: bytes) -> Edited | None:
    """Open an xlsx or xlsm workbook for editing; None where it is none or openpyxl cannot read it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it drops is put back below
            book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
            results = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        _restore_extensions(book, data)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a strange file makes it raise
        return None
    edited = Edited(book)
    for sheet in book.worksheets:
        for cell in formulas(sheet):
            edited.cached[sheet.title, cell.coordinate] = results[sheet.title][cell.coordinate].value
    return edited


def formulas(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells of a sheet that hold formulas."""
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.data_type == "f":
                yield cell


def save_book(edited: Edited) -> bytes:
    """Return the workbook; the same content gives the same bytes."""
    book = edited.book
    stamp = book.properties.modified
    book.calculation.fullCalcOnLoad = True
    stream = io.BytesIO()
    book.save(stream)
    parts = unpack(stream.getvalue())
    when = stamp.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(stamp, datetime) else _NEVER
    core = "docProps/core.xml"
    parts[core] = _MODIFIED.sub(rb"\g<1>" + when.encode("ascii"), parts[core])
    for number, sheet in enumerate(book.worksheets, 1):
        name = f"xl/worksheets/sheet{number}.xml"
        results = {cell: value for (title, cell), value in edited.cached.items() if title == sheet.title}
        if results:
            parts[name] = _with_results(parts[name], results)
    return pack(parts)


def _with_results(xml: bytes, results: Mapping[str, object]) -> bytes:
    """Put the saved results back beside the formulas of a sheet."""

    def put(match: re.Match[bytes]) -> bytes:
        value = results.get(match[1].decode("ascii"))
        if value is None:
            return match[0]
        kind, text = _result(value)
        attributes = re.sub(rb'\s+t="[^"]*"', b"", match[2]) + (b' t="%s"' % kind if kind else b"")
        return b'<c r="%s"%s>%s<v>%s</v></c>' % (match[1], attributes, match[3], text)

    return _FORMULA_CELL.sub(put, xml)


def _result(value: object) -> tuple[bytes, bytes]:
    """Return the type and text of a saved result as a sheet writes it."""
    match value:
        case bool():
            return b"b", b"1" if value else b"0"
        case int() | float():
            return b"", repr(value).encode("ascii")
        case datetime() | date() | time() | timedelta():
            return b"", repr(_serial(value)).encode("ascii")
        case _:
            text = str(value)
            escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            return b"e" if re.fullmatch(r"#[A-Z0-9/]+[!?]?", text) else b"str", escaped.encode("utf-8")


def _serial(moment: datetime | date | time | timedelta) -> float:
    return float(to_excel(moment))  # type: ignore[no-untyped-call]


def _restore_extensions(book: Workbook, data: bytes) -> None:
    """Put back the lists and conditional formats that stand in the sheets' 2010 extension."""
    for sheet, xml in _sheet_xml(data):
        if b"x14:" not in xml and b"2009/9/main" not in xml:
            continue
        root = fromstring(xml)
        for node in root.iter(f"{_X14}dataValidation"):
            _restore_list(book[sheet], node)
        for node in root.iter(f"{_X14}conditionalFormatting"):
            _restore_condition(book[sheet], node)


def _sheet_xml(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the XML of every worksheet."""
    parts = unpack(data)
    try:
        relations = fromstring(parts["xl/_rels/workbook.xml.rels"])
        targets = {node.get("Id"): str(node.get("Target")) for node in relations}
        for node in fromstring(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet"):
            target = targets.get(node.get(f"{_REL}id"), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if path in parts and "worksheets/" in path:
                yield str(node.get("name")), parts[path]
    except (KeyError, ParseError, DefusedXmlException, zipfile.BadZipFile):
        return


def _restore_list(sheet: Worksheet, node: Element) -> None:
    formulas_ = [str(f.text or "") for f in node.iter(f"{_XM}f")]
    place = node.find(f"{_XM}sqref")
    if place is None or not place.text:
        return
    texts = {k: node.get(k) for k in ("type", "operator", "errorStyle", "errorTitle", "error", "promptTitle", "prompt")}
    flags = {k: node.get(k) in ("1", "true") for k in ("allowBlank", "showInputMessage", "showErrorMessage")}
    known: dict[str, Any] = {k: v for k, v in texts.items() if v is not None} | flags
    rule = DataValidation(
        formula1=formulas_[0] if formulas_ else None, formula2=formulas_[1] if len(formulas_) > 1 else None, **known
    )
    rule.sqref = MultiCellRange(place.text)
    sheet.add_data_validation(rule)


def _restore_condition(sheet: Worksheet, node: Element) -> None:
    place = node.find(f"{_XM}sqref")
    for item in node.iter(f"{_X14}cfRule"):
        style, wanted = item.find(f"{_X14}dxf"), [str(f.text or "") for f in item.findall(f"{_XM}f")]
        if place is None or not place.text or item.get("type") != "expression" or style is None:
            continue
        dxf = DifferentialStyle.from_tree(style)  # type: ignore[arg-type]
        rule = Rule("expression", formula=wanted, dxf=dxf, stopIfTrue=item.get("stopIfTrue") in ("1", "true") or None)
        sheet.conditional_formatting.add(place.text, rule)
