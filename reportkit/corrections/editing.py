"""Editing a workbook in place with openpyxl, and what openpyxl would lose on the way. Pure.

openpyxl drops three things that matter in a form: lists and conditional formats that Excel keeps in its 2010
extension (those that point to another sheet), and the saved results of formulas. They are carried over here.
"""

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import Element

import openpyxl
from defusedxml.ElementTree import fromstring
from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.files.container import shielded_parts
from reportkit.files.extent import extent
from reportkit.files.repack import pack, unpack

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_MARK = b"http://purl.oclc.org/ooxml/"
_STRICT = re.compile(re.escape(_STRICT_MARK) + rb"(\w+)/(\w+)")
_RENAMED = {b"customProperties": b"custom-properties", b"extendedProperties": b"extended-properties"}
_FORMULA_CELL = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f[^>]*>.*?</f>|<f[^>]*/>)(?:<v\s*/>|<v></v>)</c>', re.DOTALL)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_MERGES = re.compile(rb"<(\w+:)?mergeCells\b[^>]*?(?:/>|>.*?</(?:\w+:)?mergeCells>)", re.DOTALL)
_BEHIND_MERGES = re.compile(
    rb"<(?:phoneticPr|conditionalFormatting|dataValidations|hyperlinks|printOptions|pageMargins|pageSetup|headerFooter|"
    rb"rowBreaks|colBreaks|customProperties|cellWatches|ignoredErrors|smartTags|drawing|legacyDrawing|picture|oleObjects|"
    rb"controls|webPublishItems|tableParts|extLst)\b|</worksheet>"
)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_MOST_CELLS = 200_000
"""That are laid out: openpyxl takes half a kilobyte for each, and makes those that are not there."""
_NEVER = "2000-01-01T00:00:00Z"


@dataclass(slots=True)
class Edited:
    """A workbook being edited.

    Attributes:
        book: what openpyxl made of it, its merged ranges taken out.
        cached: saved results of formulas by (sheet, address).
        merged: merged ranges by sheet. openpyxl would draw their borders anew and keep them in no order.
    """

    book: Workbook
    cached: dict[tuple[str, str], object] = field(default_factory=dict)
    merged: dict[str, list[str]] = field(default_factory=dict)

    def value(self, sheet: str, cell: str) -> object:
        """Return what a person sees in a cell: of a formula its saved result."""
        if (sheet, cell) in self.cached:
            return self.cached[sheet, cell]
        return self.book[sheet][cell].value

    def cell(self, sheet: str, address: str) -> Cell:
        """Return a cell; of a merged range its first one."""
        place = CellRange(address)
        for area in self.merged.get(sheet, ()):
            whole = CellRange(area)
            if place.issubset(whole):
                address = f"{get_column_letter(whole.min_col)}{whole.min_row}"
        cell: Cell = self.book[sheet][address]
        return cell

    def forget(self, sheet: str) -> None:
        """Forget what was kept of a sheet that is gone."""
        self.merged.pop(sheet, None)
        self.cached = {place: value for place, value in self.cached.items() if place[0] != sheet}

    def merge(self, sheet: str, area: str) -> None:
        """Merge a range."""
        self.merged.setdefault(sheet, []).append(area)


def open_book(data: bytes) -> Edited | None:
    """Open an xlsx or xlsm workbook for editing; None where it is none or openpyxl cannot read it."""
    try:
        parts = _transitional(shielded_parts(data) or {})
        if extent(parts) > _MOST_CELLS:
            return None
        sheets = dict(_sheets(parts))
        merged = {name: [ref.decode("ascii") for ref in _MERGED.findall(parts[path])] for name, path in sheets.items()}
        parts |= {path: _MERGES.sub(b"", parts[path]) for path in sheets.values()}
        bare = io.BytesIO(pack(parts))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what it drops is put back below
            book = openpyxl.load_workbook(bare, rich_text=True)
            if not book.worksheets:  # what it does not understand it leaves out
                return None
            _restore_extensions(book, {name: parts[path] for name, path in sheets.items()})
            return Edited(book, _results(book, bare), merged)
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a strange file makes it raise
        return None


def _transitional(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return a workbook saved as “Strict Open XML” in the names that openpyxl knows; it finds no sheets in the others.

    ISO/IEC 29500-4, annex A: the same elements, under other names of their spaces.
    """

    def usual(match: re.Match[bytes]) -> bytes:
        name = _RENAMED.get(match[2], match[2])
        return b"http://schemas.openxmlformats.org/" + match[1] + b"/2006/" + name

    return {
        path: _STRICT.sub(usual, part) if path.endswith((".xml", ".rels")) and _STRICT_MARK in part else part
        for path, part in parts.items()
    }


def _results(book: Workbook, data: io.BytesIO) -> dict[tuple[str, str], object]:
    """Return the saved results of all formulas."""
    wanted = [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    if not wanted:
        return {}
    saved = openpyxl.load_workbook(data, data_only=True, read_only=True)
    found: dict[tuple[str, str], object] = {}
    for name in dict.fromkeys(name for name, _ in wanted):
        saved[name].reset_dimensions()
        for number, row in enumerate(saved[name].iter_rows(values_only=True), 1):
            found |= {(name, f"{get_column_letter(c)}{number}"): value for c, value in enumerate(row, 1)}
    saved.close()
    return {place: found.get(place) for place in wanted}


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
    for name, path in _sheets(parts):
        results = {cell: value for (title, cell), value in edited.cached.items() if title == name}
        xml = _with_results(parts[path], results) if results else parts[path]
        parts[path] = _with_merges(xml, edited.merged.get(name, []))
    return pack(parts)


def _with_merges(xml: bytes, merged: Sequence[str]) -> bytes:
    """Put merged ranges back where the order of a sheet's parts wants them."""
    if not merged:
        return xml
    cells = b"".join(b'<mergeCell ref="%s"/>' % ref.encode("ascii") for ref in merged)
    block = b'<mergeCells count="%d">%s</mergeCells>' % (len(merged), cells)
    behind = _BEHIND_MERGES.search(xml, xml.rfind(b"</sheetData>"))
    place = behind.start() if behind else len(xml)
    return xml[:place] + block + xml[place:]


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


def _restore_extensions(book: Workbook, sheets: Mapping[str, bytes]) -> None:
    """Put back the lists and conditional formats that stand in the sheets' 2010 extension."""
    for name, xml in sheets.items():
        if b"spreadsheetml/2009/9/main" not in xml:
            continue
        root = fromstring(xml)
        for node in root.iter(f"{_X14}dataValidation"):
            _restore_list(book[name], node)
        for node in root.iter(f"{_X14}conditionalFormatting"):
            _restore_condition(book[name], node)


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the name and the part of every worksheet, in order."""
    relations = fromstring(parts["xl/_rels/workbook.xml.rels"])
    targets = {node.get("Id"): str(node.get("Target")) for node in relations}
    for node in fromstring(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet"):
        target = targets.get(node.get(f"{_REL}id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in parts and "worksheets/" in path:
            yield str(node.get("name")), path


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
