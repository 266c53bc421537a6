"""A unit's workbook, opened for editing, without anything that leads out of it or starts by itself. Pure.

What openpyxl holds is walked once: formulas, links, names, rules, tables, properties, colours of the theme. What may
stay is told by what it is, never by what it is not; where a formula goes, its last result stays.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from defusedxml.ElementTree import fromstring
from openpyxl.cell.cell import Cell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName, DefinedNameDict
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.theme import theme_xml

from reportkit.corrections.allowed import is_harmless
from reportkit.corrections.edited import Edited, cells_of, write_plain
from reportkit.corrections.left_out import LeftOut, Part
from reportkit.files.damage import DamageError, LibraryCall

_OURS = "rk_"
"""What the names of our properties begin with."""
_SHOWN = ("http:", "https:", "mailto:")
"""Addresses that are told as text; others lead to files, and are nobody else's business."""
_STARTING = re.compile(r"(?:_xlnm\.)?_?auto_", re.IGNORECASE)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_COLOURS = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")
_SCRIPTS = ("latin", "ea", "font[@script='Hans']", "font[@script='Hant']")
_FONTS = tuple(f"{_A}{kind}/{_A}{script}" for kind in ("majorFont", "minorFont") for script in _SCRIPTS)
_LONGEST_NAME = 60


def clean(edited: Edited) -> None:
    """Take out of a workbook whatever leads out of it; what that was stands in `Edited.left_out` afterwards."""
    book = edited.book
    sheets = frozenset(name.casefold() for name in book.sheetnames)
    edited.left_out += _formulas(edited, sheets)
    for sheet in book.worksheets:
        edited.left_out += _links(sheet, sheets)
        edited.left_out += _rules(sheet, sheets)
        edited.left_out += _names(sheet.defined_names, sheets, sheet.title)
        _clean_tables(sheet, sheets)
        sheet.sheet_properties.codeName = None
        sheet.page_setup.id = None
    edited.left_out += _names(book.defined_names, sheets, "")
    _clean_book(book)


def _clean_book(book: Workbook) -> None:
    book.template = False
    book.code_name = None
    book.calculation = CalcProperties()
    book.calculation.fullCalcOnLoad = None
    properties = book.custom_doc_props  # type: ignore[attr-defined]  # newer than its stubs
    properties.props = [
        item for item in properties.props if str(item.name).startswith(_OURS) and isinstance(item, StringProperty)
    ]
    book.loaded_theme = _theme(book.loaded_theme)
    for sheet in book.chartsheets:
        sheet.picture = sheet.drawingHF = sheet.webPublishItems = sheet.customSheetViews = None
        if sheet.pageSetup is not None:
            sheet.pageSetup.id = None


# Formulas ----------------------------------------------------------------------------------------------------


def _formulas(edited: Edited, sheets: Collection[str]) -> Iterator[LeftOut]:
    """Put the last result in the place of each formula that is not harmless."""
    for sheet in edited.book.worksheets:
        for cell in _formula_cells(sheet):
            formula = _text(cell)
            if formula is not None and is_harmless(formula, sheets):
                continue
            result = edited.cached.pop((sheet.title, cell.coordinate), None)
            write_plain(cell, result)
            yield LeftOut(Part.FORMULA, sheet.title, (cell.coordinate,))


def _formula_cells(sheet: Worksheet) -> list[Cell]:
    return [cell for cell in cells_of(sheet) if cell.data_type == "f"]


def _text(cell: Cell) -> str | None:
    """Return the text of a formula, None for a table of what-if results, which refers to cells otherwise."""
    value = cell.value
    if isinstance(value, ArrayFormula):
        return str(value.text or "")
    return None if isinstance(value, DataTableFormula) else str(value)


# Links, names and rules --------------------------------------------------------------------------------------


def _links(sheet: Worksheet, sheets: Collection[str]) -> Iterator[LeftOut]:
    """Take away the links that lead out of the file; those to its own cells stay."""
    for cell in cells_of(sheet):
        link = cell.hyperlink
        if link is None:
            continue
        if link.target and link.target.startswith("#"):
            link.location, link.target = link.target[1:], None
        link.id = None
        if link.target or not is_harmless(link.location or "", sheets):
            target = link.target or ""
            address = target if target.lower().startswith(_SHOWN) else ""
            yield LeftOut(Part.LINK, sheet.title, (cell.coordinate,), address)
            cell.hyperlink = None


def _names(names: DefinedNameDict, sheets: Collection[str], sheet: str) -> Iterator[LeftOut]:
    """Keep of defined names what they stand for, and only of those that stand for something in this file."""
    for name, item in list(names.items()):
        del names[name]
        if (
            _STARTING.match(name) is None
            and not (item.function or item.vbProcedure or item.xlm)
            and is_harmless(item.value or "", sheets)
        ):
            names[name] = DefinedName(name, attr_text=item.value, hidden=item.hidden)
        else:
            yield LeftOut(Part.NAME, sheet)


def _rules(sheet: Worksheet, sheets: Collection[str]) -> Iterator[LeftOut]:
    """Take away lists and colours whose formulas are not harmless."""
    rules = sheet.data_validations.dataValidation
    for rule in list(rules):
        if not all(is_harmless(formula, sheets) for formula in (rule.formula1, rule.formula2) if formula):
            rules.remove(rule)
            yield LeftOut(Part.RULE, sheet.title, tuple(str(rule.sqref).split()))
    kept = ConditionalFormattingList()
    for area in sheet.conditional_formatting:
        for item in area.rules:
            if all(is_harmless(formula, sheets) for formula in _formulas_of(item)):
                kept.add(str(area.sqref), item)
            else:
                yield LeftOut(Part.RULE, sheet.title, tuple(str(area.sqref).split()))
    sheet.conditional_formatting = kept


def _formulas_of(rule: Rule) -> Iterator[str]:
    """Yield what a rule reckons with: its formulas, and the bounds of its bars, scales and icons."""
    yield from map(str, rule.formula)
    for scale in (rule.colorScale, rule.dataBar, rule.iconSet):
        for bound in scale.cfvo if scale is not None else ():
            if bound.val is not None:
                yield str(bound.val)


def _clean_tables(sheet: Worksheet, sheets: Collection[str]) -> None:
    """Keep of tables their place, columns and look; where they were filled from is told by their relations."""
    for name, table in list(dict.items(sheet.tables)):
        columns = [TableColumn(id=n, name=column.name) for n, column in enumerate(table.tableColumns, 1)]
        for column, theirs in zip(columns, table.tableColumns, strict=True):
            formula = theirs.calculatedColumnFormula
            if formula is not None and is_harmless(formula.attr_text or "", sheets):
                column.calculatedColumnFormula = formula
            column.totalsRowLabel = theirs.totalsRowLabel
        look = table.tableStyleInfo
        style = look and TableStyleInfo(look.name, look.showFirstColumn, look.showLastColumn, look.showRowStripes)
        sheet.tables[name] = Table(
            id=table.id, displayName=table.displayName, ref=table.ref, name=table.name,
            headerRowCount=table.headerRowCount, totalsRowCount=table.totalsRowCount, autoFilter=table.autoFilter,
            tableColumns=columns, tableStyleInfo=style,
        )  # fmt: skip


# Colours and fonts of the theme ------------------------------------------------------------------------------


def _theme(theme: bytes | None) -> bytes | None:
    """Return a theme with the workbook's own colours and fonts, all else as openpyxl writes it."""
    ours: Element = fromstring(theme_xml)
    try:
        with LibraryCall():
            theirs = fromstring(theme or theme_xml)
    except DamageError:
        return None
    for mine, other in _in_both(ours, theirs, [f"clrScheme/{_A}{name}" for name in _COLOURS]):
        _take_colour(mine, other)
    for mine, other in _in_both(ours, theirs, [f"fontScheme/{path}" for path in _FONTS]):
        name = other.get("typeface") or ""
        if name.isprintable():
            mine.set("typeface", name[:_LONGEST_NAME])
    return bytes(tostring(ours, encoding="utf-8"))


def _in_both(ours: Element, theirs: Element, paths: Iterable[str]) -> Iterator[tuple[Element, Element]]:
    """Yield the elements that two themes have at the same places."""
    for path in paths:
        mine, other = (root.find(f".//{_A}{path}") for root in (ours, theirs))
        if mine is not None and other is not None:
            yield mine, other


def _take_colour(mine: Element, other: Element) -> None:
    """Give a colour of the theme the value that it has in theirs."""
    for child in other:
        value = child.get("lastClr" if child.tag == f"{_A}sysClr" else "val") or ""
        if child.tag in (f"{_A}sysClr", f"{_A}srgbClr") and _COLOUR.fullmatch(value):
            for old in list(mine):
                mine.remove(old)
            SubElement(mine, f"{_A}srgbClr", {"val": value})
            return
