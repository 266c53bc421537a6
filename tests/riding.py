"""Returns in which much stands besides the form: the work of a unit, and what rides along with it from elsewhere."""

import io
import re
import struct
import zlib
from collections.abc import Iterator

from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.files.repack import pack, unpack
from tests.hands import opened

OWN = "我们的台账"
SIDE = ("R8", "王科：数据待核")
"""A note beside the table of the form, and where it stands."""
NOTED = "K7"
COLOURED = ("J9", "FF92D050")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHARE = r"\\10.9.8.7\share\book.xlsx"
_REL = '<Relationship Id="{id}" Type="{type}" Target="{target}"{mode}/>'
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_OUTSIDE = ' TargetMode="External"'


def relations(*rows: tuple[str, str, str]) -> bytes:
    """Return a list of relations: name, type and target of each."""
    listed = (_REL.format(id=i, type=f"{_OFFICE}/{kind}", target=target, mode="") for i, kind, target in rows)
    return _RELS.format("".join(listed)).encode()


def png(width: int = 8, height: int = 4, grey: int = 90) -> bytes:
    """Return a picture of one colour."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([grey]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def with_work(data: bytes, form: str) -> bytes:
    """Return a workbook to which a unit added its own: a sheet with a picture and a chart, notes, colours, widths.

    Args:
        data: the form, filled in.
        form: name of its sheet.
    """
    book = opened(data)
    page = book[form]
    page[SIDE[0]] = SIDE[1]
    page[NOTED].comment = Comment("请李科核对", "王科")
    page[COLOURED[0]].fill = PatternFill("solid", fgColor=COLOURED[1])
    page.column_dimensions["J"].width = 61
    page.add_image(Image(io.BytesIO(png())), "R10")
    own = book.create_sheet(OWN, 1)
    _fill_own(own)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill_own(own: Worksheet) -> None:
    for row in (("项目", "金额"), ("道路", 120), ("桥梁", 80), ("合计", "=SUM(B2:B3)")):
        own.append(row)
    own["D1"] = "=1+1 是文字"
    own["D1"].data_type = "s"
    own["A2"].comment = Comment("含征迁", "张科")
    own["B3"].fill = PatternFill("solid", fgColor="FFFFC000")
    own.column_dimensions["A"].width = 33
    own.merge_cells("D2:E3")
    own["D2"] = "两格合并"
    own.add_image(Image(io.BytesIO(png(20, 10, 200))), "D6")
    chart = BarChart()
    chart.type = "bar"
    chart.add_data(Reference(own, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    own.add_chart(chart, "G6")


def with_strangers(data: bytes, form: str) -> bytes:
    """Return a workbook in which rides along whatever leads out of it or starts by itself."""
    parts = unpack(data)
    book = parts["xl/workbook.xml"].decode()
    number = re.findall(r'<sheet [^>]*name="([^"]+)"', book).index(form) + 1
    path = f"xl/worksheets/sheet{number}.xml"
    parts[path] = _sheet(parts[path].decode()).encode()
    listed = _list_path(path)
    old = parts.get(listed, _RELS.format("").encode()).decode()
    parts[listed] = old.replace("</Relationships>", _of_sheet() + "</Relationships>").encode()
    names = (
        '<definedName name="_xlnm.Auto_Open">Sheet1!$A$1</definedName><definedName name="auto_close">1</definedName>'
        "<definedName name=\"far\">'[1]Sheet1'!$A$1</definedName>"
        '<definedName name="run" function="1" vbProcedure="1">run</definedName>'
    )
    book = book.replace("</definedNames>", names + "</definedNames>")
    book = book.replace(
        "<definedNames", '<externalReferences><externalReference r:id="x1"/></externalReferences><definedNames', 1
    )
    book = book.replace("<workbook ", f'<workbook xmlns:r="{_OFFICE}" ', 1) if "xmlns:r=" not in book else book
    parts["xl/workbook.xml"] = book.encode()
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("</Relationships>", _of_book() + "</Relationships>").encode()
    return pack(parts | {name: content.encode() for name, content in _PARTS.items()})


def _list_path(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


_FORMULAS = {
    "S7": '_xlfn.WEBSERVICE("http://10.9.8.7/x")', "S8": r"HYPERLINK(&quot;\\10.9.8.7\share&quot;,&quot;点我&quot;)",
    "S9": "'[1]Sheet1'!A1", "S10": "cmd|'/c calc'!A0", "S11": "INDIRECT(&quot;far&quot;)", "S12": "SUM(L7:L9)",
    "S13": '_xlfn.DISPIMG("ID_0A1B",1)', "S14": '_xldudf_GOOGLE_IMPORTXML("http://10.9.8.7","//a")',
}  # fmt: skip
RESULTS = {cell: f"第{cell[1:]}行的结果" for cell in _FORMULAS}
"""What the formulas gave when the file was saved."""


def _sheet(xml: str) -> str:
    for cell, formula in _FORMULAS.items():
        row = cell[1:]
        added = f'<c r="{cell}" t="str"><f>{formula}</f><v>{RESULTS[cell]}</v></c>'
        if re.search(rf'<row r="{row}"[^>]*/>', xml):
            xml = re.sub(rf'<row r="{row}"([^>]*)/>', rf'<row r="{row}"\1></row>', xml)
        if f'<row r="{row}"' not in xml:
            behind = [m.start() for m in re.finditer(r'<row r="(\d+)"', xml) if int(m[1]) > int(row)]
            at = behind[0] if behind else xml.index("</sheetData>")
            xml = f'{xml[:at]}<row r="{row}"></row>{xml[at:]}'
        end = xml.index("</row>", xml.index(f'<row r="{row}"'))
        xml = xml[:end] + added + xml[end:]
    link = f'<hyperlink xmlns:r="{_OFFICE}" ref="{{}}" r:id="{{}}"/>'
    links = f"<hyperlinks>{link.format('R8', 'y1')}{link.format('K8', 'y2')}</hyperlinks>"
    rules = (
        '<dataValidations count="1"><dataValidation type="list" sqref="T7"><formula1>[1]Sheet1!$A$1:$A$9</formula1>'
        "</dataValidation>"
    )
    xml = re.sub(r"<dataValidations[^>]*>", rules, xml)
    colours = (
        '<conditionalFormatting sqref="T8"><cfRule type="expression" priority="99" dxfId="0"><formula>'
        "'[1]Sheet1'!$A$1=1</formula></cfRule></conditionalFormatting>"
    )
    xml = xml.replace("<conditionalFormatting", f"{colours}<conditionalFormatting", 1)
    xml = xml.replace("<pageMargins", f"{links}<pageMargins", 1) if "<hyperlinks" not in xml else xml
    return re.sub(r"<pageSetup ", f'<pageSetup xmlns:r="{_OFFICE}" r:id="y3" ', xml)


def _of_sheet() -> str:
    rows = (
        ("y1", "hyperlink", "file://10.9.8.7/share/x.exe", _OUTSIDE),
        ("y2", "hyperlink", "https://example.org/a", _OUTSIDE),
        ("y3", "printerSettings", "../printerSettings/printerSettings1.bin", ""),
        ("y4", "oleObject", "../embeddings/oleObject1.bin", ""), ("y5", "control", "../activeX/activeX1.xml", ""),
        ("y6", "pivotTable", "../pivotTables/pivotTable1.xml", ""),
        ("y7", "queryTable", "../queryTables/queryTable1.xml", ""),
    )  # fmt: skip
    return "".join(_REL.format(id=i, type=f"{_OFFICE}/{t}", target=to, mode=mode) for i, t, to, mode in rows)


def _of_book() -> str:
    rows = (
        ("x1", f"{_OFFICE}/externalLink", "externalLinks/externalLink1.xml"),
        ("x2", f"{_OFFICE}/connections", "connections.xml"), ("x3", f"{_OFFICE}/customXml", "../customXml/item1.xml"),
        ("x4", "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "vbaProject.bin"),
        ("x5", "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml"),
    )  # fmt: skip
    return "".join(_REL.format(id=i, type=t, target=to, mode="") for i, t, to in rows)


_PARTS = {
    "xl/externalLinks/externalLink1.xml": "<externalLink/>",
    "xl/externalLinks/_rels/externalLink1.xml.rels": _RELS.format(
        _REL.format(id="z1", type=f"{_OFFICE}/externalLinkPath", target=_SHARE, mode=_OUTSIDE)
    ),
    "xl/connections.xml": "<connections/>", "customXml/item1.xml": "<x/>", "xl/vbaProject.bin": "macros",
    "xl/printerSettings/printerSettings1.bin": "p", "xl/embeddings/oleObject1.bin": "o",
    "xl/activeX/activeX1.xml": "<a/>",
    "xl/pivotTables/pivotTable1.xml": "<p/>", "xl/queryTables/queryTable1.xml": "<q/>",
    "xl/cellimages.xml": "<etc:cellImages xmlns:etc='http://www.wps.cn/officeDocument/2017/etCustomData'/>",
}  # fmt: skip

_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom)\.xml|xl/(workbook|styles|sharedStrings)\.xml|"
    r"xl/_rels/workbook\.xml\.rels|xl/theme/theme1\.xml|xl/(worksheets|chartsheets)/(_rels/)?sheet\d+\.xml(\.rels)?|"
    r"xl/comments/comment\d+\.xml|xl/drawings/(commentsDrawing\d+\.vml|(_rels/)?drawing\d+\.xml(\.rels)?)|"
    r"xl/media/image\d+\.(png|jpeg|gif)|xl/charts/chart\d+\.xml|xl/tables/table\d+\.xml"
)
_LEADING_OUT = (
    rb"TargetMode", rb"10\.9\.8\.7", rb"file:", rb"WEBSERVICE", rb"<f>[^<]*HYPERLINK", rb"INDIRECT",
    rb"IMPORT[A-Z]*\(", rb"\[\d+\]", rb"<f>[^<]*\|", rb"(?i)\bauto_\w+", rb"fullCalcOnLoad=\"1\"", rb"vbProcedure",
    rb"oleObject", rb"DISPIMG", rb"r:link",
    rb"printerSettings", rb"connectionId", rb"externalReference", rb"codeName",
)  # fmt: skip


def strangers(data: bytes) -> Iterator[str]:
    """Yield whatever in a workbook leads out of it, starts by itself, or is no part that a copy needs."""
    for path, content in unpack(data).items():
        if not _KNOWN.fullmatch(path):
            yield path
        yield from (f"{path}: {mark!r}" for mark in _LEADING_OUT if re.search(mark, content))
