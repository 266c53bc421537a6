"""Sheets of other kinds than .xlsx as a unit leaves them: a colour, a width, a note, a picture, a box, a chart."""

import struct
from collections.abc import Callable, Mapping, Sequence

from reportkit.files.repack import unpack
from tests import other_formats
from tests.containers import zipped
from tests.other_formats import Book
from tests.riding import png

OWN = "台账"
PAGE = (("项目", "金额"), ("道路", 120.0))
PICTURE = png(20, 10, 200)
# What each of the writers puts on the sheet: red and bold on yellow in D1, column A so wide, a note in A2, a picture
# that begins in C3, a box with words, and a chart.
FILLED, WIDTH, NOTED, DRAWN = "D1", 33, "A2", "C3"
NOTE, WORDS = "含征迁", "框里的字"

# The old format ----------------------------------------------------------------------------------------------


def art(kind: int, content: bytes, *, instance: int = 0, version: int = 0) -> bytes:
    """Return a record of a drawing."""
    return struct.pack("<HHI", instance << 4 | version, kind, len(content)) + content


def _shape(picture: int, anchor: Sequence[int]) -> bytes:
    properties = art(0xF00B, struct.pack("<HI", 0x4104, picture), instance=1, version=3)
    place = art(0xF010, struct.pack("<9H", 2, *anchor))
    head = art(0xF00A, struct.pack("<2I", 1026, 0xA00), instance=75, version=2)
    return art(0xF004, head + properties + place, version=15)


def _object(kind: int, number: int) -> tuple[int, bytes]:
    return 0x5D, struct.pack("<4H", 0x15, 0x12, kind, number) + b"\0" * 14 + struct.pack("<2H", 0, 0)


def _words(text: str) -> list[tuple[int, bytes]]:
    """Return the words of a box, the last of them in a piece of its own."""
    head = struct.pack("<HH6xHHI", 0x212, 0, len(text), 16, 0)
    pieces = (text[:-1], text[-1:])
    return [(0x1B6, head), *((0x3C, b"\x01" + piece.encode("utf-16-le")) for piece in pieces), (0x3C, b"\0" * 16)]


def xls(book: Book) -> bytes:
    """Return it as an old workbook."""
    blip = art(0xF01E, b"\0" * 17 + PICTURE, instance=0x6E0)
    entry = art(0xF007, b"\x06\x06" + b"\0" * 34 + blip, instance=6, version=2)
    group = art(0xF000, art(0xF001, entry, instance=1, version=15), version=15)
    font = struct.pack("<2H2H", 220, 0, 0x7FFF, 400) + b"\0" * 8
    red = struct.pack("<2H2H", 220, 0, 10, 700) + b"\0" * 8
    style = struct.pack("<3H", 5, 0, 1) + b"\0" * 4 + struct.pack("<IIH", 0x1111, 1 << 26, 13)
    also = (
        *((0x31, font),) * 4, (0x31, red), (0xE0, style), (0xEB, group[:100]), (0x3C, group[100:]),
    )  # fmt: skip
    drawing = art(0xF002, _shape(1, (2, 0, 2, 0, 4, 512, 5, 128)), version=15)
    chart = struct.pack("<6H", 0x600, 0x20, 0, 1997, 0, 0).ljust(16, b"\0")
    over = (
        (0x7D, struct.pack("<6H", 0, 0, WIDTH * 256, 0, 0, 0)), (0x201, struct.pack("<3H", 0, 3, 3)),
        (0xEC, drawing), _object(0x08, 1), _object(0x19, 2), *_words(NOTE), _object(0x06, 3), *_words(WORDS),
        _object(0x05, 4), (0x809, chart), (0x0A, b""),
        (0x1C, struct.pack("<4H", 1, 0, 0, 2) + struct.pack("<HB", 1, 0) + b"W\0"),
    )  # fmt: skip
    return other_formats.xls(book, also, {OWN: over})


# OpenDocument ------------------------------------------------------------------------------------------------

_STYLES = (
    '<office:automatic-styles><style:style style:name="co1" style:family="table-column"><style:table-column-properties '
    f'style:column-width="{WIDTH / 13:.4f}in"/></style:style><style:style style:name="up" style:family="table-cell">'
    '<style:text-properties fo:color="#ff0000"/></style:style><style:style style:name="ce1" style:family="table-cell" '
    'style:parent-style-name="up"><style:table-cell-properties fo:background-color="#ffff00" '
    'fo:border="1pt solid #000000"/>'
    '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
)
_NOTE = f"<office:annotation><dc:creator>王科</dc:creator><text:p>{NOTE}</text:p></office:annotation>"
_FRAMES = (
    '<draw:frame svg:width="0.5in" svg:height="0.25in" svg:x="0in" svg:y="0in">'
    '<draw:image xlink:href="Pictures/a.png"/>'
    f"</draw:frame><draw:frame><draw:text-box><text:p>{WORDS}</text:p></draw:text-box></draw:frame><draw:frame>"
    '<draw:object xlink:href="./Object 1"/><draw:image xlink:href="./ObjectReplacements/Object 1"/></draw:frame>'
)


def ods(book: Book) -> bytes:
    """Return it as an OpenDocument."""
    parts = unpack(other_formats.ods(book))
    content = parts["content.xml"].decode()
    spaces = "".join(
        f' xmlns:{name}="urn:{name}"' for name in ("style", "fo", "svg", "draw", "xlink", "dc")
    )  # fmt: skip
    content = content.replace("<office:document-content", f"<office:document-content{spaces}", 1)
    content = content.replace("<office:body>", f"{_STYLES}<office:body>", 1)
    start = content.index(f'<table:table table:name="{OWN}">')
    head, own = content[:start], content[start:]
    own = own.replace(f'"{OWN}">', f'"{OWN}"><table:table-column table:style-name="co1"/>', 1)
    own = own.replace(
        "</table:table-row>", '<table:table-cell/><table:table-cell table:style-name="ce1"/></table:table-row>', 1
    )
    own = own.replace("<text:p>道路", f"{_NOTE}<text:p>道路", 1)
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    row = f"<table:table-row>{gap}<table:table-cell>{_FRAMES}</table:table-cell>"
    beyond = '<table:table-cell table:style-name="ce1"/>'
    far = f'<table:table-row table:number-rows-repeated="1048000">{beyond}</table:table-row>'
    own = own.replace("</table:table>", f"{row}</table:table-row>{far}</table:table>", 1)
    return zipped({**parts, "content.xml": head + own, "Pictures/a.png": PICTURE})


# The binary format -------------------------------------------------------------------------------------------

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_SPREAD = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_ANCHOR = (
    "<xdr:twoCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    "</xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    "{}<xdr:clientData/></xdr:twoCellAnchor>"
)
_THINGS = (
    '<xdr:pic><xdr:blipFill><a:blip r:embed="r1"/></xdr:blipFill></xdr:pic>',
    f"<xdr:sp><xdr:txBody><a:p><a:r><a:t>{WORDS}</a:t></a:r></a:p></xdr:txBody></xdr:sp>",
    f'<xdr:graphicFrame><a:graphic><c:chart xmlns:c="{_CHART}" r:id="r2"/></a:graphic></xdr:graphicFrame>',
)


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def xlsb(book: Book) -> bytes:
    """Return it as a binary workbook."""
    record = other_formats.binary
    parts = unpack(other_formats.xlsb(book))
    number = list(book.pages).index(OWN) + 1
    path = f"xl/worksheets/sheet{number}.bin"
    column = record(390) + record(60, struct.pack("<5IH", 0, 0, WIDTH * 256, 0, 0, 0)[:18]) + record(391)
    blank = record(1, struct.pack("<II", 3, 3))
    rows = parts[path].split(record(0, struct.pack("<IIH", 1, 0, 300) + bytes(3) + struct.pack("<I", 0)))
    parts[path] = record(0, struct.pack("<IIH", 1, 0, 300) + bytes(3) + struct.pack("<I", 0)).join(
        [rows[0].replace(record(145), column + record(145)) + blank, *rows[1:]]
    )
    color = bytes([2 << 1 | 1, 0, 0, 0])
    font = struct.pack("<6H", 220, 0, 700, 0, 0, 0) + color + b"\xff\0\0\xff" + b"\0" * 8
    fill = struct.pack("<I", 1) + color + b"\xff\xff\0\xff" + b"\0" * 8
    border = b"\0" + (b"\1" + b"\0" * 9) * 5
    style = record(47, struct.pack("<6H", 0xFFFF, 0, 0, 0, 0, 0).ljust(16, b"\0"))
    styles = parts["xl/styles.bin"]
    dressed = record(43, font) + record(45, fill) + record(46, border)
    at = styles.index(record(617, struct.pack("<I", 3)))
    # The styles that are there use the first font, fill and line: these must look plain.
    plain = (
        record(43, font[:4] + b"\x90\x01" + font[6:12] + b"\0" * 16) + record(45, b"\0" * 20) + record(46, b"\0" * 51)
    )
    # What stands before the cell styles are those that they are made of.
    made_of = record(626, struct.pack("<I", 1)) + style + record(627)
    added = style.replace(b"\xff\xff" + b"\0" * 8, b"\xff\xff\0\0\1\0\1\0\1\0", 1) + record(618)
    parts["xl/styles.bin"] = styles[:at] + plain + dressed + made_of + styles[at:].replace(record(618), added)
    comment = struct.pack("<5I", 0, 1, 1, 0, 0) + b"\0" * 16
    parts["xl/comments1.bin"] = record(635, comment) + record(637, b"\0" + other_formats._counted(NOTE)) + record(636)
    parts[f"xl/worksheets/_rels/sheet{number}.bin.rels"] = _RELS.format(
        _relation(1, "comments", "../comments1.bin") + _relation(2, "drawing", "../drawings/drawing1.xml")
    ).encode()
    drawing = "".join(_ANCHOR.format(thing) for thing in _THINGS)
    spaces = f'xmlns:xdr="{_SPREAD}" xmlns:a="{_MAIN}" xmlns:r="{_OFFICE}"'
    parts["xl/drawings/drawing1.xml"] = f"<xdr:wsDr {spaces}>{drawing}</xdr:wsDr>".encode()
    parts["xl/drawings/_rels/drawing1.xml.rels"] = _RELS.format(
        _relation(1, "image", "../media/image1.png") + _relation(2, "chart", "../charts/chart1.xml")
    ).encode()
    return zipped({**parts, "xl/media/image1.png": PICTURE, "xl/charts/chart1.xml": b"<c/>"})


WRITERS: Mapping[str, Callable[[Book], bytes]] = {"xls": xls, "ods": ods, "xlsb": xlsb}
