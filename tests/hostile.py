"""Files made to break a reader, by what they try; each small on the disk."""

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from types import MappingProxyType

from reportkit.files.repack import unpack
from tests import other_formats
from tests.containers import biff, cell, ole, sheet_xml, xlsx, xlsx_parts, zipped

SPACES = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
SPACES += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
SPACES += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
_ENTITIES = "<!DOCTYPE a [<!ENTITY b 'x'>]>"
_EXCEL_2003 = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
)


def ods(table: str, more: Mapping[str, str | bytes] = MappingProxyType({})) -> bytes:
    """Return an OpenDocument with the XML of one table, and further parts."""
    content = f"<office:document-content {SPACES}><office:body><office:spreadsheet>{table}</office:spreadsheet>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content + "</office:body></office:document-content>",
            "META-INF/manifest.xml": "<a/>",
            **more,
        }
    )


def table(rows: int, columns: int) -> str:
    """Return a table of one number, many times."""
    return (
        f'<table:table table:name="a"><table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'office:value-type="float" office:value="1" table:number-columns-repeated="{columns}"/></table:table-row>'
        "</table:table>"
    )


def excel_2003(before: str, content: str) -> bytes:
    """Return a workbook in the XML of Excel 2003."""
    return f'<?xml version="1.0"?>{before}<Workbook {_EXCEL_2003}>{content}</Workbook>'.encode()


def xlsb(sheet: bytes, strings: bytes = b"") -> bytes:
    """Return a binary workbook of one sheet's records."""
    parts: Mapping[str, str | bytes] = unpack(other_formats.xlsb(other_formats.Book({"Sheet1": [["x"]]})))
    more = {"xl/sharedStrings.bin": strings} if strings else {}
    return zipped({**parts, "xl/worksheets/sheet1.bin": sheet, **more})


def xls(*records: tuple[int, bytes]) -> bytes:
    """Return an old workbook of records."""
    return ole([("Workbook", biff((0x809, b"\0\x06\x05\0" + b"\0" * 12), *records, (0x0A, b"")))])


def part(name: str, content: str | bytes, rows: str = "") -> bytes:
    """Return a workbook with one part of another content."""
    return xlsx(rows or cell("A1", "1"), {name: content})


def sheet(xml: str | bytes) -> bytes:
    """Return a workbook whose only sheet is this XML."""
    return part("xl/worksheets/sheet1.xml", xml)


def overlapping() -> bytes:
    """Return a workbook of which a hundred sheets are one and the same compressed run: 4 MB each, 400 MB in all."""
    parts = {name: part for name, part in xlsx_parts(cell("A1", "1"), sheets=102).items() if "sheets/sheet" not in name}
    last = "xl/worksheets/sheet102.xml"
    whole = bytearray(zipped({**parts, last: sheet_xml(" " * 4_000_000)}))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        info = archive.getinfo(last)
    place = whole.rindex(b"PK\x01\x02", 0, whole.rindex(last.encode()))
    entry = bytes(whole[place : place + 46]) + last.encode()
    end = whole.rindex(b"PK\x05\x06")
    copies = b"".join(
        entry[:28] + struct.pack("<H", len(name)) + entry[30:46] + name
        for name in (f"xl/worksheets/sheet{n}.xml".encode() for n in range(1, 101))
    )
    tail = bytearray(whole[end:])
    n_entries, size = struct.unpack_from("<H", tail, 10)[0] + 100, struct.unpack_from("<I", tail, 12)[0] + len(copies)
    struct.pack_into("<HHI", tail, 8, n_entries, n_entries, size)
    assert info.file_size > 4_000_000
    return bytes(whole[:end]) + copies + bytes(tail)


def lying() -> bytes:
    """Return a workbook whose sheet says that it unpacks to ten bytes and unpacks to 20 MB."""
    parts = xlsx_parts(cell("A1", "1") + "<!--" + " " * 20_000_000 + "-->")
    data = bytearray(zipped(parts))
    size = struct.pack("<I", len(str(parts["xl/worksheets/sheet1.xml"])))
    return bytes(data.replace(size, struct.pack("<I", 10)))


def ole_loop(at: int, value: int) -> bytes:
    """Return an old workbook with one number of its header or of its chains changed."""
    data = bytearray(xls((0x203, struct.pack("<HHH", 0, 0, 0) + b"\0" * 8)))
    struct.pack_into("<I", data, at, value)
    return bytes(data)


def strings(start: str, end: str = "</sst>") -> bytes:
    """Return a workbook whose one cell is the second of its texts."""
    texts = "<si><t>0</t></si><si><t>1</t></si>"
    return xlsx('<row r="1"><c r="A1" t="s"><v>1</v></c></row>', {"xl/sharedStrings.xml": f"{start}{texts}{end}"})


def record(kind: int, content: bytes) -> bytes:
    """Return a record of a binary workbook."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(content)]) + content


def binary_strings(claimed: int, different: int) -> bytes:
    """Return a binary workbook whose one cell is the second of its texts, of which it claims so many."""
    parts: Mapping[str, str | bytes] = unpack(other_formats.xlsb(other_formats.Book({"Sheet1": [["x"]]})))
    texts = b"".join(record(19, b"\0" + struct.pack("<I", 1) + text.encode("utf-16-le")) for text in "01")
    head = record(0x9F, struct.pack("<II", claimed, different))
    row = record(0, struct.pack("<IIH", 0, 0, 300) + b"\0" * 7) + record(7, struct.pack("<III", 0, 0, 1))
    sheet = record(129, b"") + record(148, b"\0" * 16) + record(145, b"") + row + record(146, b"") + record(130, b"")
    return zipped({**parts, "xl/sharedStrings.bin": head + texts, "xl/worksheets/sheet1.bin": sheet})


REFUSED: Mapping[str, tuple[Callable[[], bytes], str]] = {
    # what it tries: (how it is made, the code it is answered with)
    "members that are one and the same run": (overlapping, "F08"),
    "a size that is a lie": (lying, "F06"),
    "a string that unpacks a thousandfold": (
        lambda: part("xl/sharedStrings.xml", f"<sst><si><t>{'a' * 8_000_000}</t></si></sst>"), "F08"),
    "a part of 100 MB that packs badly": (
        lambda: part("xl/worksheets/sheet1.xml", sheet_xml("<!--" + "ab" * 53_000_000 + "-->")), "F08"),
    "entities in UTF-16, little end first": (lambda: sheet(("\ufeff" + _ENTITIES + "<a/>").encode("utf-16-le")), "F09"),
    "entities in UTF-16, big end first": (lambda: sheet(("\ufeff" + _ENTITIES + "<a/>").encode("utf-16-be")), "F09"),
    "entities in UTF-32": (
        lambda: sheet(b"\xff\xfe\0\0" + (_ENTITIES + "<worksheet/>").encode("utf-32-le")), "F09"),
    "entities in UTF-7": (
        lambda: sheet(b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-<worksheet/>'), "F06"),
    "entities in EBCDIC": (
        lambda: sheet('<?xml version="1.0" encoding="cp037"?><!DOCTYPE a><worksheet/>'.encode("cp037")), "F06"),
    "entities in strings": (
        lambda: part("xl/sharedStrings.xml", _ENTITIES + "<sst><si><t>&b;</t></si></sst>"), "F09"),
    "a relation to a DTD elsewhere": (
        lambda: part("xl/_rels/workbook.xml.rels", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'), "F09"),
    "elements nested very deep": (lambda: sheet(sheet_xml("<a>" * 100_000 + "</a>" * 100_000)), "F06"),
    "an OpenDocument of repeated cells": (
        lambda: ods(table(1_048_576, 16_384)), "F20"),
    "an OpenDocument of many large tables": (
        lambda: ods(table(5_000, 200) * 200), "F20"),
    "an OpenDocument nested very deep": (lambda: ods("<table:table>" * 5_000 + "</table:table>" * 5_000), "F06"),
    "a binary cell at the far corner": (
        lambda: xlsb(record(0, struct.pack("<I", 1_048_575)) + record(5, struct.pack("<IId", 16_383, 0, 1.0))), "F20"),
    "a binary row that is read from the record before": (
        lambda: xlsb(record(0xFF, b"\xff\xff\x0f\0" * 4) + record(0, b"") + record(5, struct.pack("<IId", 99, 0, 1.0))),
        "F06"),
    "a binary record of two gigabytes": (lambda: xlsb(b"\x05\xff\xff\xff\x7f"), "F06"),
    "an old table of strings without end": (lambda: xls((0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF))), "F06"),
    "an old sheet that claims more rows than there are": (
        lambda: xls((0x200, struct.pack("<2I3H", 0, 0xFFFFFFFF, 0, 256, 0))), "F06"),
    "an old sheet that claims to end before it begins": (
        lambda: xls((0x200, struct.pack("<2I3H", 5, 4, 9, 2, 0))), "F06"),
    "a sheet of Excel 5 that claims more columns than there are": (
        lambda: xls((0x200, struct.pack("<5H", 0, 65535, 0, 65535, 0))), "F06"),
    "an old sheet with a cell at the far corner": (
        lambda: xls((0x203, struct.pack("<HHH", 65535, 255, 0) + b"\0" * 8)), "F20"),
    "an old record that never ends": (lambda: xls((0x3C, b"\xff" * 8), (0xFFFF, b"\0" * 8)), "F06"),
    "a chain of sectors that bites its tail": (lambda: ole_loop(512 + 4 * 2, 2), "F06"),
    "a directory that bites its tail": (lambda: ole_loop(48, 0), "F06"),
    "a table of sectors beyond the file": (lambda: ole_loop(76, 0x00FFFFFF), "F06"),
    "very many tables of sectors": (lambda: ole_loop(44, 0x00FFFFFF), "F06"),
    "a page of nothing but openings": (lambda: b"<html>" + b"<div>" * 600_000, "F18"),
    "a page with a tag of one megabyte": (lambda: b"<html><body " + b"a='1' " * 300_000 + b">", "F05"),
    "a page with a tag that is never closed": (lambda: b"<html><table " + b"<" * 400_000, "F05"),
    "2003's XML with entities": (
        lambda: excel_2003(_ENTITIES, "&b;"), "F09"),
    "2003's XML nested very deep": (
        lambda: excel_2003("", "<a>" * 100_000), "F06"),
    "an archive of nothing but directory": (lambda: b"PK\x05\x06" + b"\0" * 18, "F10"),
    "a directory beyond the file": (lambda: xlsx(cell("A1", "1"))[:-6] + b"\xff" * 6, "F06"),
}  # fmt: skip

READ: Mapping[str, Callable[[], bytes]] = {
    # what it tries; what it holds is read all the same, as A1 = 1
    "entities in document properties": lambda: part("docProps/custom.xml", _ENTITIES + "<a>&b;</a>"),
    "a string that unpacks a thousandfold, in a part that nobody reads": lambda: part("xl/a.xml", "a" * 8_000_000),
    "a part of 101 MB that nobody reads": lambda: part("xl/a.xml", b"\0" * 106_000_000),
    "four thousand million strings": lambda: strings('<sst count="1" uniqueCount="4294967295">'),
    "strings without end, the claim far inside": lambda: strings(f"<sst {' ' * 700}uniqueCount='4294967295'>"),
    "strings without end, the claim behind a bracket": lambda: strings('<sst a=">" uniqueCount="4294967295">'),
    "strings without end, the claim behind a comment": lambda: strings(
        '<!-- <sst count="1"> --><x:sst xmlns:x="a" uniqueCount="4294967295">', "</x:sst>"
    ),
    "old strings without end": lambda: other_formats.xls(
        other_formats.Book({"a": [[1.0]]}), [(0xFC, struct.pack("<2I", 1, 2**31 - 1) + struct.pack("<HB", 1, 0) + b"x")]
    ),
    "an old sheet without end": lambda: other_formats.xls(
        other_formats.Book({"a": [[1.0]]}), over={"a": [(0x200, struct.pack("<2I3H", 0, 2**31, 0, 60_000, 0))]}
    ),
    "binary strings in good order but for their number": lambda: binary_strings(1, 0x02000000),
    "binary strings without number": lambda: binary_strings(0xFFFFFFFF, 0xFFFFFFFF),
    "a false dimension": lambda: sheet(
        sheet_xml(cell("A1", "1")).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    ),
    "a dimension that is none": lambda: sheet(
        sheet_xml(cell("A1", "1")).replace("<sheetData>", '<dimension ref="ZZZZZZZ99999999999"/><sheetData>')
    ),
    "a cell at the far corner": lambda: xlsx(cell("A1", "1") + cell("XFD1048576", "1")),
    "merges over whole columns": lambda: xlsx(
        cell("A1", "1"),
        {"xl/worksheets/sheet1.xml": sheet_xml(
            cell("A1", "1"), '<mergeCells count="1">' + '<mergeCell ref="A1:XFD1048576"/>' * 30_000 + "</mergeCells>")},
    ),
    "very many styles": lambda: part(
        "xl/styles.xml",
        f'<styleSheet xmlns="a"><cellXfs count="4294967295">{"<xf numFmtId=" + chr(34) + "9" + chr(34) + "/>"} '
        f"{'<xf/>' * 300_000}</cellXfs></styleSheet>",
    ),
    "very many attributes": lambda: sheet(
        sheet_xml('<row r="1" ' + " ".join(f'a{n}="1"' for n in range(200_000)) + '><c r="A1"><v>1</v></c></row>')
    ),
    "columns of columns": lambda: sheet(
        sheet_xml(cell("A1", "1")).replace(
            "<sheetData>", "<cols>" + '<col min="1" max="4294967295" hidden="1"/>' * 50_000 + "</cols><sheetData>"
        )
    ),
    "lists on every cell": lambda: sheet(
        sheet_xml(cell("A1", "1"), '<dataValidations><dataValidation type="list" sqref="'
                  + "A1:XFD1048576 " * 50_000 + '"/></dataValidations>')
    ),
    "names without end": lambda: part(
        "xl/workbook.xml",
        str(xlsx_parts()["xl/workbook.xml"]).replace(
            "</sheets>",
            "</sheets><definedNames>" + '<definedName name="a">a</definedName>' * 100_000 + "</definedNames>",
        ),
    ),
    "rows numbered beyond all rows": lambda: xlsx(cell("A1", "1") + '<row r="4294967295"/>' * 1000),
    "a page of cells without end": lambda: (
        b"<table><tr><td>1</td>" + b"<td rowspan=99999999 colspan=99999999>x" * 20_000 + b"</table>"
    ),
    "a table in a table in a table": lambda: b"<table><tr><td>1</td></tr></table>" + b"<table><tr><td>" * 20_000,
    "strings nested very deep": lambda: part(
        "xl/sharedStrings.xml", "<sst>" + "<si>" * 100_000 + "</si>" * 100_000 + "</sst>"
    ),
    "quotation marks without end": lambda: b"1,2\n" + b'"' * 3_000_000,
    "separators without end": lambda: b"1" + b"," * 3_000_000,
    "lines without end": lambda: b"1\n" * 2_000_000,
    "2003's XML with cells anywhere": lambda: excel_2003(
        "", '<Worksheet ss:Name="a"><Table><Row><Cell><Data ss:Type="Number">1</Data></Cell></Row>'
        '<Row ss:Index="4294967295"/></Table></Worksheet>'
    ),
}  # fmt: skip
