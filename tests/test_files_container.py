"""What kind of bytes came, and whether they are safe to open."""

import io
import os
import random
import struct
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.diagnostics import MOST_CELLS
from reportkit.files.container import Container, FileKind, open_container
from reportkit.files.limits import RETURN, size_text
from reportkit.files.repack import stored, unpack
from reportkit.language.words import Lang
from tests.containers import biff, cell, ole, sheet_xml, xlsx, xlsx_parts, zipped
from tests.other_formats import Book
from tests.other_formats import xlsb as binary_workbook


def codes(found: Container) -> list[str]:
    return [finding.code.name for finding in found.findings]


def opened(data: bytes) -> Container:
    found = open_container(data, "回执.xlsx")
    for finding in found.findings:
        for lang in Lang:
            assert finding.message(lang)
            assert finding.hint(lang)
    return found


_EXCEL_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
ODS_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def ods(rows: str, manifest: str = ODS_MANIFEST, **more: str) -> bytes:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="表">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
        **more,
    }
    return zipped(parts)


def ods_cell(value: str, columns: int = 1, rows: int = 1) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell office:value-type="float" '
        f'office:value="{value}" table:number-columns-repeated="{columns}"/></table:table-row>'
    )


REFUSED = {
    # what it is: (bytes, code)
    "nothing": (b"", "F19"),
    "blank": (b"\0\0 \r\n", "F19"),
    "E-SafeNet": (b"\x62\x14\x23\x65" + b"x" * 600, "F02"),
    "E-SafeNet inside": (b"\x01\x02E-SafeNet LOCK" + b"x" * 600, "F02"),
    "PDF": (b"%PDF-1.7\n", "F05"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "F05"),
    "photograph": (b"\xff\xd8\xff\xe0" + b"\0" * 99, "F05"),
    "archive of something": (zipped({"会议纪要.txt": "无"}), "F10"),
    "Word": (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "F05"),
    "OpenDocument text": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}),
        "F05",
    ),
    "old Word": (ole([("WordDocument", b"x" * 600)]), "F05"),
    "saved mail": (ole([("__properties_version1.0", b"x" * 600)]), "F05"),
    "password": (ole([("EncryptionInfo", b"x"), ("EncryptedPackage", b"x" * 600)]), "F03"),
    "rights management": (ole([("\x09DRMContent", b"x" * 600)]), "F02"),
    "old password": (ole([("Workbook", biff((0x809, b"\0" * 16), (0x2F, b"\0" * 6)))]), "F03"),
    "old and cut off": (ole([("Workbook", struct.pack("<HH", 0x809, 9999))]), "F06"),
    "old and much too far": (
        ole([("Workbook", biff((0x203, struct.pack("<HHH", 65535, 250, 0) + b"\0" * 8)))]),
        "F20",
    ),
    "old and damaged": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 700, "F06"),
    "cut off": (xlsx(cell("A1", "1"))[:300], "F06"),
    "no sheets": (zipped(xlsx_parts(sheets=0)), "F33"),
    "not well-formed": (xlsx("<row"), "F06"),
    "nested too deep": (xlsx("<a>" * 300 + "</a>" * 300), "F06"),
    "program": (bytes(range(256)) * 40, "F01"),
    "control characters": (b"\x01\x02\x03abc" * 40, "F01"),
    "XML of something else": (b"<?xml version='1.0'?><invoice/>", "F05"),
    "page without a table": (b"<html><body>hello</body></html>", "F05"),
    "password of OpenDocument": (ods(ods_cell("1"), "<a><encryption-data/></a>"), "F03"),
    "OpenDocument much too far": (ods(ods_cell("1", 16_384, 1_048_576)), "F20"),
    "path out of the archive": (xlsx(cell("A1", "1"), {"a/../../xl/styles.xml": "<a/>"}), "F09"),
    "absolute path": (xlsx(cell("A1", "1"), {"/xl/worksheets/sheet1.xml": "x"}), "F09"),
    "drive": (xlsx(cell("A1", "1"), {"C:xl/styles.xml": "x"}), "F09"),
    "the same part twice": (xlsx(cell("A1", "1"), {"XL/WORKBOOK.XML": "<a/>"}), "F09"),
    "too many sheets": (zipped(xlsx_parts(sheets=256)), "F09"),
    "DTD": (xlsx("", {"xl/worksheets/sheet1.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]>" + sheet_xml("")}), "F09"),
    "DTD in UTF-16": (
        xlsx("", {"xl/worksheets/sheet1.xml": "<!DOCTYPE a><worksheet/>".encode("utf-16")}),
        "F09",
    ),
    "DTD in the XML of 2003": (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Workbook xmlns="' + _EXCEL_2003 + b'"/>',
        "F09",
    ),
    "bomb": (xlsx("", {"xl/worksheets/sheet1.xml": b"\0" * 30_000_000}), "F08"),
    "very many parts": (stored({f"a{n}": b"" for n in range(50_001)}), "F08"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_with_the_real_reason(what: str) -> None:
    data, code = REFUSED[what]
    found = opened(data)
    assert codes(found) == [code]
    assert (found.kind, found.grids) == (None, ())


def xlsb_record(kind: int, content: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(content)]) + content


def bare_xlsb(sheets: Mapping[str, str]) -> bytes:
    """Return a binary workbook whose sheets are of these kinds."""
    records = b"".join(
        xlsb_record(156, struct.pack("<II", 0, n) + b"".join(map(counted, (f"r{n}", name))))
        for n, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{kind}s/sheet{n}.bin"/>'
        for n, kind in enumerate(sheets.values(), 1)
    )
    return zipped(
        {
            "xl/workbook.bin": xlsb_record(131, b"") + records + xlsb_record(132, b""),
            "xl/_rels/workbook.bin.rels": f"<Relationships>{links}</Relationships>",
        }
    )


def counted(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def only_chart() -> bytes:
    parts = xlsx_parts()
    links = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = links.replace("/worksheet", "/chartsheet").replace(
        "worksheets", "chartsheets"
    )
    parts["xl/chartsheets/sheet1.xml"] = "<chartsheet/>"
    del parts["xl/worksheets/sheet1.xml"]
    return zipped(parts)


HOLLOW = {
    # what it is: (bytes, what is said of it)
    "an .xlsx without sheets": (zipped(xlsx_parts(sheets=0)), "没有任何工作表"),
    "an .xlsb without sheets": (bare_xlsb({}), "没有任何工作表"),
    "an OpenDocument without tables": (
        zipped({
            "content.xml": '<a:document-content xmlns:a="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><a:body>'
            "<a:spreadsheet/></a:body></a:document-content>"
        }),
        "没有任何工作表",
    ),
    "an .xlsx of a chart": (only_chart(), "只有图表、宏表"),
    "an .xlsb of a chart": (bare_xlsb({"图": "chartsheet"}), "只有图表、宏表"),
    "an empty .xlsx": (xlsx('<row r="1"><c r="A1" s="1"/></row>'), "所有单元格都是空的"),
    "an empty .xlsb": (binary_workbook(Book({"a": [], "b": []})), "所有单元格都是空的"),
    "an empty .ods": (ods("<table:table-row><table:table-cell/></table:table-row>"), "所有单元格都是空的"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOLLOW)
def test_a_workbook_that_holds_nothing_says_just_that(what: str) -> None:
    data, words = HOLLOW[what]
    found = opened(data)
    assert codes(found) == ["F33"]
    assert found.findings[0].message(Lang.HANS) == f"“回执.xlsx”是表格文件，但{words}，里面没有填报表。".replace(
        "宏表，", "宏表，没有单元格工作表，"
    )


@pytest.mark.parametrize("rows", ['<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>', cell("A9999", "1")])
def test_a_workbook_with_nothing_but_errors_or_far_cells_is_not_called_empty(rows: str) -> None:
    assert "F33" not in codes(opened(xlsx(rows)))


@pytest.mark.parametrize(("start", "most"), [(b"a,b", RETURN.size), (b"PK\x03\x04", RETURN.pictured)])
def test_too_large_a_file_is_not_even_looked_at(start: bytes, most: int) -> None:
    found = opened(start + b"\0" * most)
    assert codes(found) == ["F07"]
    limit = size_text(most)
    assert found.findings[0].message(Lang.HANS) == f"“回执.xlsx”有 {limit}，超过 {limit}。"


@pytest.mark.parametrize(("size", "text"), [(12, "12 B"), (2048, "2 KB"), (3 * 1024 * 1024, "3.0 MB")])
def test_sizes_as_people_read_them(size: int, text: str) -> None:
    assert size_text(size) == text


def test_a_password_on_an_archive_itself() -> None:
    data = bytearray(xlsx(cell("A1", "1")))
    start = data.find(b"PK\x01\x02")
    while start >= 0:
        data[start + 8] |= 1
        start = data.find(b"PK\x01\x02", start + 4)
    assert codes(opened(bytes(data))) == ["F03"]


def test_a_lying_checksum_is_damage() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in xlsx_parts(cell("A1", "5695.47")).items():
            archive.writestr(name, content)
    assert codes(opened(stream.getvalue().replace(b"5695.47", b"5691.47"))) == ["F06"]


# What can be read


def first(found: Container) -> object:
    return found.grids[0].cell(0, 0)


def test_workbooks_of_every_kind() -> None:
    kinds: Mapping[FileKind, tuple[bytes, object]] = {
        FileKind.XLSX: (xlsx(cell("A1", "5")), 5.0),
        FileKind.ODS: (ods(ods_cell("5")), 5.0),
        FileKind.CSV: ("序号,进展\n1,好\n".encode("gb18030"), "序号"),
        FileKind.HTML: (b"<html><table><tr><td>5</td></tr></table></html>", "5"),
        FileKind.XML: (
            b'<?xml version="1.0"?><s:Workbook xmlns:s="' + _EXCEL_2003 + b'"><s:Worksheet s:Name="S"><s:Table>'
            b'<s:Row><s:Cell><s:Data s:Type="Number">5</s:Data></s:Cell></s:Row></s:Table></s:Worksheet></s:Workbook>',
            5.0,
        ),
    }
    for kind, (data, value) in kinds.items():
        found = opened(data)
        assert (found.kind, first(found)) == (kind, value), kind
        assert codes(found) == ([] if kind in (FileKind.XLSX, FileKind.ODS) else ["F04"]), kind


@pytest.mark.parametrize("code", ["gb2312", "GBK", "utf-8", "utf-16"])
def test_the_xml_of_2003_in_the_encodings_that_programs_write_it_in(code: str) -> None:
    text = (
        f'<?xml version="1.0" encoding="{code}"?><?mso-application progid="Excel.Sheet"?><Workbook '
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet Name="表"><Table><Row><Cell><Data>进展</Data>'
        "</Cell></Row></Table></Worksheet></Workbook>"
    )
    found = opened(text.encode(code))
    assert (found.kind, found.grids[0].name, first(found)) == (FileKind.XML, "表", "进展")


def test_a_web_archive() -> None:
    data = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<table><tr><td>5</td></tr></table>"
    assert first(opened(data)) == "5"
    assert codes(opened(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx")) == ["F05"]


def test_macros_links_and_objects_are_named() -> None:
    data = xlsx(
        cell("A1", "5"),
        {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<a/>", "xl/embeddings/a.docx": b"x"},
    )
    found = opened(data)
    assert codes(found) == ["F11", "F12", "F13"]
    assert first(found) == 5.0
    assert codes(opened(ods(ods_cell("5"), **{"Basic/script-lc.xml": "<a/>"}))) == ["F11"]


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "XFD200000", "A5001", "GS1"])
def test_cells_far_outside_are_left_out_and_named(far: str) -> None:
    row = cell("A1", "5") + cell("B2", "6")
    found = opened(xlsx(row + cell(far, "7") + cell("A3", "8")))
    assert codes(found) == ["S12"]
    assert found.findings[0].cells == (far,)
    grid = found.grids[0]
    assert (grid.cell(0, 0), grid.cell(1, 1), grid.cell(2, 0)) == (5.0, 6.0, 8.0)
    assert len(grid.rows) == 3


def test_a_sheet_with_very_many_far_rows_is_read_to_the_limit() -> None:
    rows = cell("A1", "5") + "".join(cell(f"A{n}", "7") for n in range(4990, 5100))
    found = opened(xlsx(rows))
    assert codes(found) == ["S12"]
    assert len(found.findings[0].cells) == MOST_CELLS
    assert "at least 50 in all" in found.findings[0].message(Lang.EN)
    assert (len(found.grids[0].rows), found.grids[0].cell(4999, 0)) == (5000, 7.0)


def test_what_is_left_of_a_trimmed_sheet_is_what_stood_there() -> None:
    text = '<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve"> a&amp;b&lt;"\n</t></is></c>'
    found = opened(xlsx(text + '<c r="XFD1"><v>1</v></c></row><row><c><v>9</v></c></row>'))
    assert found.grids[0].cell(0, 0) == ' a&b<"\n'
    assert found.grids[0].cell(1, 0) == 9.0


def test_a_false_dimension_and_far_formatting_do_not_matter() -> None:
    parts = xlsx_parts(cell("A1", "5") + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    content = str(parts["xl/worksheets/sheet1.xml"])
    parts["xl/worksheets/sheet1.xml"] = content.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    found = opened(zipped(parts))
    assert codes(found) == []
    assert len(found.grids[0].rows) == 1


def test_far_cells_of_an_old_workbook_within_reach_are_named() -> None:
    record = (0x203, struct.pack("<HHH", 5000, 0, 0) + struct.pack("<d", 5.0))
    near = (0x203, struct.pack("<HHH", 0, 0, 0) + struct.pack("<d", 5.0))
    found = opened(ole([("Workbook", biff(near, record))]))
    assert codes(found)[:1] != ["F08"]


def test_repetitions_of_empty_cells_do_not_matter() -> None:
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    found = opened(ods(ods_cell("5", 3, 2) + empty))
    assert found.grids[0].rows == ((5.0, 5.0, 5.0), (5.0, 5.0, 5.0))


@pytest.mark.parametrize(
    ("part", "content", "code"),
    [
        (
            "xl/worksheets/sheet1.bin",
            xlsb_record(0, struct.pack("<I", 1_048_575)) + xlsb_record(5, struct.pack("<IId", 16_383, 0, 1.0)),
            "F20",
        ),
        ("xl/worksheets/sheet1.bin", b"\x80", "F06"),
        ("xl/sharedStrings.bin", xlsb_record(0x9F, struct.pack("<I", 1)), "F06"),
        ("xl/worksheets/sheet1.bin", xlsb_record(0, struct.pack("<I", 1)), "F06"),
    ],
)
def test_hostile_binary_workbooks(part: str, content: bytes, code: str) -> None:
    parts = unpack(binary_workbook(Book({"Sheet1": [["x"]]})))
    assert codes(opened(zipped({**parts, part: content}))) == [code]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(REFUSED)), st.integers(0, 2**32))
def test_hostile_files_damaged_further_never_make_it_raise(what: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - where the damage falls is no secret
    data = bytearray(REFUSED[what][0][:20_000])
    for _ in range(chance.randrange(8)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    found = opened(bytes(data[: chance.randrange(len(data) + 1)] if seed % 2 else data))
    assert found.grids or found.findings


@pytest.mark.parametrize(("part", "wanted"), [("xl/media/image1.jpeg", []), ("xl/embeddings/film.bin", ["F07"])])
def test_a_workbook_may_carry_photographs_of_many_bytes_and_nothing_else(part: str, wanted: list[str]) -> None:
    parts = xlsx_parts(cell("A1", "312")) | {part: os.urandom(RETURN.size + 1)}
    found = open_container(zipped(parts), "a.xlsx")
    assert codes(found) == wanted
    assert found.pictures == (not wanted)
