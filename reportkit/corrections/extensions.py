"""Lists and colours that Excel keeps in the 2010 extension of a sheet, and openpyxl drops. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.corrections.left_out import LeftOut, Part
from reportkit.files.damage import DamageError, LibraryCall

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"


def restore_extensions(book: Workbook, sheets: Mapping[str, bytes]) -> Iterator[LeftOut]:
    """Put back the lists and conditional formats that stand in the sheets' 2010 extension.

    Args:
        book: the workbook.
        sheets: the part of each sheet by its name.

    Yields:
        Those that openpyxl does not take.

    Raises:
        DamageError: a part is damaged.
    """
    for name, xml in sheets.items():
        if b"spreadsheetml/2009/9/main" not in xml:
            continue
        with LibraryCall():
            root = fromstring(xml)
        for tag, restore in (("dataValidation", _restore_list), ("conditionalFormatting", _restore_rules)):
            for node in root.iter(f"{_X14}{tag}"):
                try:
                    restore(book[name], node)
                except DamageError:
                    yield LeftOut(Part.RULE, name)


def _restore_list(sheet: Worksheet, node: Element) -> None:
    formulas_ = [str(f.text or "") for f in node.iter(f"{_XM}f")]
    place = node.find(f"{_XM}sqref")
    if place is None or not place.text:
        return
    texts = {k: node.get(k) for k in ("type", "operator", "errorStyle", "errorTitle", "error", "promptTitle", "prompt")}
    flags = {k: node.get(k) in ("1", "true") for k in ("allowBlank", "showInputMessage", "showErrorMessage")}
    known: dict[str, Any] = {k: v for k, v in texts.items() if v is not None} | flags
    first, second = (*formulas_, None, None)[:2]
    with LibraryCall():
        rule = DataValidation(formula1=first, formula2=second, **known)
        rule.sqref = MultiCellRange(place.text)
    sheet.add_data_validation(rule)


def _restore_rules(sheet: Worksheet, node: Element) -> None:
    place = node.find(f"{_XM}sqref")
    for item in node.iter(f"{_X14}cfRule"):
        style, wanted = item.find(f"{_X14}dxf"), [str(f.text or "") for f in item.findall(f"{_XM}f")]
        if place is None or not place.text or item.get("type") != "expression" or style is None:
            continue
        ends = item.get("stopIfTrue") in ("1", "true") or None
        with LibraryCall():
            dxf = DifferentialStyle.from_tree(style)  # type: ignore[arg-type]
            rule = Rule("expression", formula=wanted, dxf=dxf, stopIfTrue=ends)
            sheet.conditional_formatting.add(place.text, rule)
