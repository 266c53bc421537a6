"""Merged cells of an OpenDocument spreadsheet, which the reader of values does not tell (ODF 1.3 part 3, 9.1)."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reportkit.files.document import MAX_COLUMNS, MAX_ROWS

_PART = "content.xml"
_MAX_XML = 200_000_000
Area = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, from 0."""


def merged_ranges(data: bytes) -> Mapping[str, tuple[Area, ...]]:
    """Return the merged ranges of each sheet by its name; nothing for a file that is no such spreadsheet."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo(_PART).file_size > _MAX_XML:
                return {}
            root = fromstring(archive.read(_PART), forbid_dtd=True)
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, OSError, RuntimeError, ValueError):
        return {}
    return {_value(table, "name", ""): tuple(_ranges(table)) for table in root.iter() if _tag(table) == "table"}


def _ranges(table: Element) -> Iterator[Area]:
    row = 0
    for element in table.iter():
        if _tag(element) != "table-row":
            continue
        column = 0
        for cell in element:
            if _tag(cell) not in ("table-cell", "covered-table-cell"):
                continue
            down, across = _count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned")
            if down > 1 or across > 1:
                yield row, column, row + down - 1, column + across - 1
            column += _count(cell, "number-columns-repeated")
            if column > MAX_COLUMNS:
                break
        row += _count(element, "number-rows-repeated")
        if row > MAX_ROWS:
            break


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: Element, name: str, default: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), default)


def _count(element: Element, name: str) -> int:
    text = _value(element, name, "1")
    return min(max(int(text), 1), MAX_ROWS) if text.isdecimal() and len(text) < 9 else 1
