"""Sheets written as every kind of file that comes back: by hand, byte for byte, as little as each format asks for.

Cells are text, numbers, days or one of `Error`, `Formula` and `Percent`; all is read back by the reader under test.
"""

import io
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from types import MappingProxyType

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reportkit.files.details_builder import ERRORS
from reportkit.files.grid import Raw
from tests.containers import biff, ole, zipped

Area = tuple[int, int, int, int]


@dataclass(frozen=True)
class Error:
    """A cell that shows an error, with a formula or pasted as a value."""

    text: str = "#REF!"
    is_formula: bool = False


@dataclass(frozen=True)
class Formula:
    """A formula with its saved result, None where it was never calculated."""

    result: float | str | None


@dataclass(frozen=True)
class Percent:
    """A number shown as per cent."""

    value: float


Content = str | float | bool | date | Error | Formula | Percent
Page = Sequence[Sequence[Content]]


@dataclass(frozen=True)
class Book:
    """Sheets by name, with hidden rows (from 0) and merged ranges that all of them have."""

    pages: Mapping[str, Page]
    hidden: frozenset[int] = frozenset()
    merged: tuple[Area, ...] = ()


def contents(lines: Iterable[Iterable[Raw]]) -> list[list[Content]]:
    """Return cells that were read as they can be written again."""
    return [[value for value in line if isinstance(value, str | float | bool | date)] for line in lines]


_EPOCH = date(1899, 12, 30)


def _serial(day: date) -> float:
    whole = day.date() if isinstance(day, datetime) else day
    return float((whole - _EPOCH).days)


def xlsx(book: Book) -> bytes:
    """Return it as Excel writes it today."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as out:
        day, percent = out.add_format({"num_format": "yyyy-mm-dd"}), out.add_format({"num_format": "0%"})
        for name, page in book.pages.items():
            sheet = out.add_worksheet(name)
            for row in book.hidden:
                sheet.set_row(row, None, None, {"hidden": True})
            for a, b, c, d in book.merged:
                sheet.merge_range(a, b, c, d, "")
            for row, line in enumerate(page):
                for column, value in enumerate(line):
                    _write(sheet, (row, column), value, (day, percent))
    return stream.getvalue()


def _write(sheet: Worksheet, place: tuple[int, int], value: Content, formats: tuple[Format, Format]) -> None:
    match value:
        case Error(text):
            sheet.write_formula(*place, "=1/0", None, text)
        case Formula(result):
            sheet.write_formula(*place, "=1+1", None, "" if result is None else result)
        case Percent(number):
            sheet.write_number(*place, number, formats[1])
        case date():
            sheet.write_number(*place, _serial(value), formats[0])
        case str() | float() | int() if value != "":
            sheet.write(*place, value)
        case _:
            pass


# The old format ----------------------------------------------------------------------------------------------

_CODES = {text: code for code, text in ERRORS.items()}
_PLAIN, _DAY, _PERCENT = 0, 1, 2
_FORMATS = {_PLAIN: 0, _DAY: 14, _PERCENT: 9}


def _label(row: int, column: int, text: str) -> tuple[int, bytes]:
    content = struct.pack("<4HB", row, column, _PLAIN, len(text), 1) + text.encode("utf-16-le")
    return 0x204, content


def _biff_cell(row: int, column: int, value: Content) -> list[tuple[int, bytes]]:
    place = struct.pack("<2H", row, column)
    tail = struct.pack("<HIH", 0, 0, 0)
    records: list[tuple[int, bytes]] = []
    match value:
        case Error(text, is_formula=False):
            records = [(0x205, place + struct.pack("<HBB", _PLAIN, _CODES[text], 1))]
        case Error(text):
            saved = bytes([2, 0, _CODES[text], 0, 0, 0]) + b"\xff\xff"
            records = [(0x06, place + struct.pack("<H", _PLAIN) + saved + tail)]
        case Formula(float() as number):
            records = [(0x06, place + struct.pack("<Hd", _PLAIN, number) + tail)]
        case Formula(result):
            records = [(0x06, place + struct.pack("<H", _PLAIN) + b"\0" * 6 + b"\xff\xff" + tail)]
            if result is not None:
                records.append((0x207, struct.pack("<HB", len(str(result)), 1) + _wide(str(result))))
        case Percent(number):
            records = [(0x203, place + struct.pack("<Hd", _PERCENT, number))]
        case date():
            records = [(0x203, place + struct.pack("<Hd", _DAY, _serial(value)))]
        case float() | int():
            records = [(0x203, place + struct.pack("<Hd", _PLAIN, value))]
        case str() if value:
            records = [_label(row, column, value)]
        case _:
            pass
    return records


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


Records = Sequence[tuple[int, bytes]]


def xls(book: Book, also: Records = (), over: Mapping[str, Records] = MappingProxyType({})) -> bytes:
    """Return it as Excel 97 to 2003 and WPS (.et) write it.

    Args:
        book: the sheets.
        also: further records of the whole workbook.
        over: further records of sheets by their names.
    """
    bof = struct.pack("<6H", 0x600, 0x10, 0, 1997, 0, 0).ljust(16, b"\0")
    styles = [(0xE0, struct.pack("<2H", 0, _FORMATS[n]).ljust(20, b"\0")) for n in (_PLAIN, _DAY, _PERCENT)]
    sheets = []
    for name, page in book.pages.items():
        rows = [
            (0x208, struct.pack("<HHHHHHHH", row, 0, 20, 255, 0, 0, 0x20 if row in book.hidden else 0, 0))
            for row in range(len(page))
        ]
        cells = [
            record for r, line in enumerate(page) for c, value in enumerate(line) for record in _biff_cell(r, c, value)
        ]
        ranges = b"".join(struct.pack("<4H", a, c, b, d) for a, b, c, d in book.merged)
        merged = [(0xE5, struct.pack("<H", len(book.merged)) + ranges)] if book.merged else []
        sheets.append(biff((0x809, bof), *rows, *cells, *merged, *over.get(name, ()), (0x0A, b"")))
    names = [(0x85, struct.pack("<IHBB", 0, 0, len(name), 1) + _wide(name)) for name in book.pages]
    begin = biff((0x809, bof), *styles, *also, *names, (0x0A, b""))
    starts = [len(begin) + sum(map(len, sheets[:n])) for n in range(len(sheets))]
    names = [(kind, struct.pack("<I", start) + rest[4:]) for (kind, rest), start in zip(names, starts, strict=True)]
    stream = biff((0x809, bof), *styles, *also, *names, (0x0A, b"")) + b"".join(sheets)
    return ole([("Workbook", stream.ljust(4096, b"\0"))])


# The binary format -------------------------------------------------------------------------------------------


def binary(kind: int, content: bytes = b"") -> bytes:
    """Return a record of a binary workbook."""
    mark = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = len(content), b""
    while length > 0x7F:
        size += bytes([length & 0x7F | 0x80])
        length >>= 7
    return mark + size + bytes([length]) + content


def _counted(text: str) -> bytes:
    return struct.pack("<I", len(text)) + _wide(text)


def _xlsb_cell(column: int, value: Content, *, is_short: bool = False) -> bytes:
    tail = struct.pack("<HII", 0, 0, 0)
    kind, content, style = 1, b"", _PLAIN
    match value:
        case Error(text, is_formula=False):
            kind, content = 3, bytes([_CODES[text]])
        case Error(text):
            kind, content = 11, bytes([_CODES[text]]) + tail
        case Formula(float() as number):
            kind, content = 9, struct.pack("<d", number) + tail
        case Formula(result):
            kind, content = 8, _counted("" if result is None else str(result)) + tail
        case Percent(number):
            kind, content, style = 5, struct.pack("<d", number), _PERCENT
        case date():
            kind, content, style = 5, struct.pack("<d", _serial(value)), _DAY
        case str() if value:
            kind, content = 6, _counted(value)
        case True | False:
            kind, content = 4, bytes([value])
        case float() | int():
            kind, content = 5, struct.pack("<d", value)
        case _:
            pass
    return binary(kind + 11 * is_short, struct.pack("<II", column, style)[4 * is_short :] + content)


def xlsb(book: Book, *, is_short: bool = False) -> bytes:
    """Return it as Excel's binary workbook.

    Args:
        book: the sheets.
        is_short: True for records that name only the first column of a row, as SheetJS writes them.
    """
    names = list(book.pages)
    relation = '<Relationship Id="rId{n}" Type="{office}/worksheet" Target="worksheets/sheet{n}.bin"/>'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    styles = b"".join(binary(47, struct.pack("<2H", 0xFFFF, n).ljust(16, b"\0")) for n in _FORMATS.values())
    sheets = b"".join(
        binary(156, struct.pack("<II", 0, n) + _counted(f"rId{n}") + _counted(name)) for n, name in enumerate(names, 1)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"/>',
        "xl/workbook.bin": binary(131) + binary(143) + sheets + binary(144) + binary(132),
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(relation.format(n=n, office=office) for n in range(1, len(names) + 1))
        + "</Relationships>",
        "xl/styles.bin": binary(278) + binary(617, struct.pack("<I", 3)) + styles + binary(618) + binary(279),
    }
    for n, page in enumerate(book.pages.values(), 1):
        parts[f"xl/worksheets/sheet{n}.bin"] = _xlsb_sheet(page, book, is_short=is_short)
    return zipped(parts)


def _xlsb_sheet(page: Page, book: Book, *, is_short: bool) -> bytes:
    wide = max(map(len, page), default=1)
    out = binary(129) + binary(148, struct.pack("<4I", 0, max(len(page) - 1, 0), 0, max(wide - 1, 0))) + binary(145)
    for row, line in enumerate(page):
        flags = bytes([0, 0x10 if row in book.hidden else 0, 0])
        out += binary(0, struct.pack("<IIH", row, 0, 300) + flags + struct.pack("<I", 0))
        out += b"".join(
            _xlsb_cell(column, value, is_short=is_short and column > 0) for column, value in enumerate(line)
        )
    ranges = b"".join(binary(176, struct.pack("<4I", a, c, b, d)) for a, b, c, d in book.merged)
    return out + binary(146) + binary(177, struct.pack("<I", len(book.merged))) + ranges + binary(178) + binary(130)


# Formats of text ---------------------------------------------------------------------------------------------


def _ods_cell(value: Content, spanned: str) -> str:
    match value:
        case Error(text):
            kind = f' table:formula="of:=1/0" office:value-type="string" office:string-value="">{_p(text)}'
        case Formula(None):
            kind = ' table:formula="of:=1+1">'
        case Formula(float() as number):
            kind = f' table:formula="of:=1+1" office:value-type="float" office:value="{number!r}">{_p(f"{number:g}")}'
        case Formula(result):
            kind = f' table:formula="of:=A1" office:value-type="string">{_p(str(result))}'
        case Percent(number):
            kind = f' office:value-type="percentage" office:value="{number!r}">{_p(f"{number:.0%}")}'
        case date():
            kind = f' office:value-type="date" office:date-value="{_day(value)}">{_p(_day(value))}'
        case float() | int():
            kind = f' office:value-type="float" office:value="{value!r}">{_p(f"{value:g}")}'
        case _:
            kind = f' office:value-type="string">{_p(value)}' if value else ">"
    note = "<office:annotation><text:p>#VALUE!</text:p></office:annotation>" if value == 0 else ""
    return f"<table:table-cell{spanned}{kind}{note}</table:table-cell>"


def _p(text: str) -> str:
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))


def _day(value: date) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()


def ods(book: Book) -> bytes:
    """Return it as LibreOffice writes it."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    tables = ""
    for name, page in book.pages.items():
        lines = []
        for row, line in enumerate(page):
            hides = ' table:visibility="collapse"' if row in book.hidden else ""
            cells = "".join(_ods_cell(value, _ods_span(book, row, column)) for column, value in enumerate(line))
            lines.append(f"<table:table-row{hides}>{cells or '<table:table-cell/>'}</table:table-row>")
        tables += f'<table:table table:name="{escape(name)}">{"".join(lines)}</table:table>'
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def _ods_span(book: Book, row: int, column: int) -> str:
    return "".join(
        f' table:number-rows-spanned="{c - a + 1}" table:number-columns-spanned="{d - b + 1}"'
        for a, b, c, d in book.merged
        if (a, b) == (row, column)
    )


def xml_2003(book: Book) -> bytes:
    """Return it as the XML of Excel 2003; empty cells are left out, as Excel leaves them out."""
    sheets = ""
    for name, page in book.pages.items():
        rows = ""
        for row, line in enumerate(page):
            hides = ' ss:Hidden="1"' if row in book.hidden else ""
            cells = "".join(_xml_cell(book, row, column, value) for column, value in enumerate(line))
            rows += f'<Row ss:Index="{row + 1}"{hides}>{cells}</Row>'
        sheets += f'<Worksheet ss:Name="{escape(name)}"><Table>{rows}</Table></Worksheet>'
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="s1"><NumberFormat '
        f'ss:Format="0%"/></Style></Styles>{sheets}</Workbook>'
    ).encode()


def _xml_cell(book: Book, row: int, column: int, value: Content) -> str:
    spans = [(c - a, d - b) for a, b, c, d in book.merged if (a, b) == (row, column)]
    marks = f' ss:Index="{column + 1}"' + "".join(
        f' ss:MergeDown="{down}" ss:MergeAcross="{across}"' for down, across in spans
    )
    style = data = formula = ""
    match value:
        case Error(text):
            formula, data = "=1/0", f'<Data ss:Type="Error">{text}</Data>'
        case Formula(result):
            kind = "Number" if isinstance(result, float) else "String"
            formula, data = "=1+1", "" if result is None else f'<Data ss:Type="{kind}">{result}</Data>'
        case Percent(number):
            style, data = "s1", f'<Data ss:Type="Number">{number!r}</Data>'
        case date():
            data = f'<Data ss:Type="DateTime">{_day(value)}T00:00:00.000</Data>'
        case float() | int():
            note = '<Comment><ss:Data ss:Type="String">请核对</ss:Data></Comment>'
            data = f'<Data ss:Type="Number">{value!r}</Data>{note}'
        case str() if value:
            data = f'<Data ss:Type="String">{escape(value).replace(chr(10), "&#10;")}</Data>'
        case _:
            pass
    marks += f' ss:Formula="{formula}"' if formula else ""
    marks += f' ss:StyleID="{style}"' if style else ""
    return f"<Cell{marks}>{data}</Cell>" if data or formula or spans else ""


def page(book: Book) -> bytes:
    """Return it as the web page that some programs save with the ending .xls."""
    tables = ""
    for lines in book.pages.values():
        rows = ""
        for row, line in enumerate(lines):
            hides = " style='height:0;display:none'" if row in book.hidden else ""
            cells = "".join(
                f"<td{_page_span(book, row, column)}>{escape(_shown(value)).replace(chr(10), '<br>')}</td>"
                for column, value in enumerate(line)
                if not _is_covered(book, row, column)
            )
            rows += f"<tr{hides}>{cells}</tr>"
        tables += f"<table>{rows}</table>"
    return f"<html><head><meta charset='utf-8'></head><body>{tables}</body></html>".encode()


def _page_span(book: Book, row: int, column: int) -> str:
    spans = [(c - a + 1, d - b + 1) for a, b, c, d in book.merged if (a, b) == (row, column)]
    return "".join(f" rowspan={down} colspan={across}" for down, across in spans)


def _is_covered(book: Book, row: int, column: int) -> bool:
    return any(a <= row <= c and b <= column <= d and (row, column) != (a, b) for a, b, c, d in book.merged)


def _shown(value: Content) -> str:
    match value:
        case Error(text):
            return text
        case Formula(result):
            return "" if result is None else _shown(result)
        case Percent(number):
            return f"{number:.0%}"
        case date():
            return _day(value)
        case float() | int():
            return f"{value:g}"
        case _:
            return value


def csv(book: Book) -> bytes:
    """Return its first sheet as values between commas, in the encoding of offices."""
    (lines, *_) = book.pages.values()
    quoted = (",".join('"' + _shown(value).replace('"', '""') + '"' for value in line) for line in lines)
    return ("\r\n".join(quoted) + "\r\n").encode("gb18030")


WRITERS: Mapping[str, Callable[[Book], bytes]] = {
    "xlsx": xlsx, "xls": xls, "xlsb": xlsb, "ods": ods, "xml of 2003": xml_2003, "web page": page, "csv": csv,
}  # fmt: skip
