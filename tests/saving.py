"""One sheet of spellings saved by every program that is at hand, and what is read from each file.

What is needed beyond this package (LibreOffice, Gnumeric, SheetJS and exceljs for Node.js) is asked for by name:
`is_there` tells whether a program is installed.
"""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape
from pathlib import Path

import openpyxl
import xlsxwriter

from reportkit.diagnostics import Severity
from reportkit.fields.reading import At, RawCell
from reportkit.files.container import open_container
from reportkit.files.number_formats import is_day, text_shown
from reportkit.returns.values import cell_at, read_answer
from tests.containers import zipped
from tests.hands import opened
from tests.spellings import ASKED, SPELLINGS, Meant, Spelling

SHEET = "填报表"
RIGHT, QUESTION, WRONG, LOST = "right", "asked", "wrong", "lost"
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no zone
_BLANKS = re.compile("[ \t\u3000]+")


@dataclass(frozen=True)
class Result:
    """What became of a spelling in a file: `RIGHT`, `QUESTION`, `WRONG` or `LOST`, and what was read."""

    spelling: Spelling
    verdict: str
    read: str


def _key(number: int) -> str:
    return f"N{number:04}"


# The files ---------------------------------------------------------------------------------------------------


def by_xlsxwriter() -> bytes:
    """Return the spellings as XlsxWriter saves them."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(SHEET)
        for row, item in enumerate(SPELLINGS):
            look = book.add_format({"num_format": item.number_format}) if item.number_format else None
            sheet.write_string(row, 0, _key(row))
            match item.typed:
                case bool():
                    sheet.write_boolean(row, 1, item.typed, look)
                case float():
                    sheet.write_number(row, 1, item.typed, look)
                case text:
                    sheet.write_string(row, 1, text, look)
            sheet.write_string(row, 2, "完")
    return stream.getvalue()


def by_openpyxl() -> bytes:
    """Return the spellings as openpyxl saves them."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row, item in enumerate(SPELLINGS, 1):
        sheet.cell(row, 1, _key(row - 1))
        cell = sheet.cell(row, 2)
        text = escaped(item.typed) if isinstance(item.typed, str) else item.typed
        cell.value = text
        if isinstance(item.typed, str):
            cell.data_type = "s"
        cell.number_format = item.number_format or "General"
        sheet.cell(row, 3, "完")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def escaped(text: str) -> str:
    """Return a text in which what looks like an escaped character (ECMA-376 part 1, 22.9.2.19) is one no more."""
    return text.replace("_x", "_x005F_x")


def _shown(item: Spelling) -> str:
    """Return what a person sees in a cell, which is all that a text or a web page keeps of it."""
    if isinstance(item.typed, float) and is_day(item.number_format):
        moment = _EPOCH + timedelta(days=item.typed)
        return (
            f"{moment:%H:%M}"
            if item.typed < 1
            else f"{moment:%Y-%m-%d %H:%M}"
            if item.typed % 1
            else f"{moment:%Y-%m-%d}"
        )
    if isinstance(item.typed, str):
        return text_shown(item.typed, item.number_format)
    return RawCell(item.typed, item.number_format).written


def as_csv() -> bytes:
    """Return the spellings as values between commas, in the encoding of offices where it has every character."""
    stream = io.StringIO()
    csv.writer(stream).writerows([_key(row), _shown(item), "完"] for row, item in enumerate(SPELLINGS))
    return stream.getvalue().encode("utf-8-sig")


def as_page() -> bytes:
    """Return the spellings as a web page."""
    rows = "".join(
        f"<tr><td>{_key(row)}</td><td>{escape(_shown(item)).replace(chr(10), '<br>')}</td><td>完</td></tr>"
        for row, item in enumerate(SPELLINGS)
    )
    return f"<html><head><meta charset='utf-8'></head><body><table>{rows}</table></body></html>".encode()


def as_ods() -> bytes:
    """Return the spellings as LibreOffice writes an OpenDocument, its styles left out."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    rows = "".join(
        f"<table:table-row>{_ods_text(_key(row))}{_ods_cell(item)}{_ods_text('完')}</table:table-row>"
        for row, item in enumerate(SPELLINGS)
    )
    content = (
        f'<office:document-content{spaces}><office:body><office:spreadsheet><table:table table:name="{SHEET}">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _ods_cell(item: Spelling) -> str:
    typed = item.typed
    if isinstance(typed, str):
        return _ods_text(_shown(item))
    if isinstance(typed, bool):
        kind = f'boolean" office:boolean-value="{str(typed).lower()}'
    elif is_day(item.number_format) and typed < 1:
        kind = 'time" office:time-value="PT12H00M00S'
    elif is_day(item.number_format):
        kind = f'date" office:date-value="{(_EPOCH + timedelta(days=typed)).isoformat()}'
    else:
        kind = f'{"percentage" if "%" in item.number_format else "float"}" office:value="{typed!r}'
    return f'<table:table-cell office:value-type="{kind}"><text:p>{_ods_line(_shown(item))}</text:p></table:table-cell>'


def _ods_text(text: str) -> str:
    lines = "".join(f"<text:p>{_ods_line(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def _ods_line(line: str) -> str:
    plain = escape(line, quote=False).replace("\t", "<text:tab/>")
    return re.sub(" {2,}|^ | $", lambda match: f'<text:s text:c="{len(match[0])}"/>', plain)


def as_xml_2003() -> bytes:
    """Return the spellings as the XML of Excel 2003."""
    codes = sorted({item.number_format for item in SPELLINGS if item.number_format})
    styles = "".join(
        f'<Style ss:ID="s{n}"><NumberFormat ss:Format="{escape(code)}"/></Style>' for n, code in enumerate(codes)
    )
    rows = "".join(
        f'<Row><Cell><Data ss:Type="String">{_key(row)}</Data></Cell>{_xml_cell(item, codes)}'
        '<Cell><Data ss:Type="String">完</Data></Cell></Row>'
        for row, item in enumerate(SPELLINGS)
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="{SHEET}"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def _xml_cell(item: Spelling, codes: Sequence[str]) -> str:
    style = f' ss:StyleID="s{codes.index(item.number_format)}"' if item.number_format else ""
    match item.typed:
        case bool():
            kind, data = "Boolean", str(int(item.typed))
        case float() if is_day(item.number_format):
            kind, data = "DateTime", f"{(_EPOCH + timedelta(days=item.typed)).isoformat()}.000"
        case float():
            kind, data = "Number", repr(item.typed)
        case text:
            kind, data = "String", escape(text).replace("\n", "&#10;").replace("\t", "&#9;")
    return f'<Cell{style}><Data ss:Type="{kind}">{data}</Data></Cell>'


def copied_by_openpyxl() -> bytes:
    """Return the spellings after someone copied the cells of the sheet into a new workbook."""
    source, copy = opened(by_xlsxwriter()).worksheets[0], openpyxl.Workbook()
    sheet = copy.worksheets[0]
    for row in source.iter_rows():
        for cell in row:
            other = sheet.cell(int(cell.row or 0), int(cell.column or 0))
            # A reader of workbooks gives what an escape stands for, and a writer writes it as it is.
            other.value = escaped(cell.value) if isinstance(cell.value, str) else cell.value
            other.data_type, other.number_format = cell.data_type, cell.number_format
    stream = io.BytesIO()
    copy.save(stream)
    return stream.getvalue()


IN_PROCESS: Mapping[str, Callable[[], bytes]] = {
    "xlsx of XlsxWriter": by_xlsxwriter, "xlsx of openpyxl": by_openpyxl, "ods": as_ods, "csv": as_csv,
    "web page": as_page, "xml of 2003": as_xml_2003, "sheet copied by openpyxl": copied_by_openpyxl,
}  # fmt: skip
"""Files that need nothing but this package and its libraries."""


# By other programs -------------------------------------------------------------------------------------------

_NODE = """
const [,, from, to, kind] = process.argv;
if (kind === "exceljs") {
  const {Workbook} = require("exceljs"), book = new Workbook();
  book.xlsx.readFile(from).then(() => book.xlsx.writeFile(to));
} else {
  const {readFile, writeFile, utils} = require("xlsx"), book = readFile(from, {cellNF: true});
  const copied = utils.book_new();
  utils.book_append_sheet(copied, book.Sheets[book.SheetNames[0]], "Sheet1");
  writeFile(to.endsWith("copied.xlsx") ? copied : book, to, {bookType: kind, bookSST: true});
}
"""
_GNUMERIC = {
    "xlsx": ("Gnumeric_Excel:xlsx2",), "xls": ("Gnumeric_Excel:excel_biff8",), "ods": ("Gnumeric_OpenCalc:odf",),
    "csv": ("Gnumeric_stf:stf_assistant", "-O", "format=preserve"), "html": ("Gnumeric_html:html40",),
}  # fmt: skip
_LIBREOFFICE = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97", "ods": "ods", "html": "html",
    "csv": "csv:Text - txt - csv (StarCalc):44,34,76",
}  # fmt: skip
_SHEETJS = {
    "xlsx": "xlsx", "xls": "biff8", "xlsb": "xlsb", "ods": "ods", "csv": "csv", "html": "html", "copied.xlsx": "xlsx",
}  # fmt: skip
PROGRAMS: tuple[tuple[str, str], ...] = (
    *(("LibreOffice", kind) for kind in _LIBREOFFICE), *(("Gnumeric", kind) for kind in _GNUMERIC),
    *(("SheetJS", kind) for kind in _SHEETJS), ("exceljs", "xlsx"),
)  # fmt: skip
"""Each program with a kind of file that it saves; `copied.xlsx` has the sheet in a book of its own."""
_NEEDS = {"LibreOffice": "soffice", "Gnumeric": "ssconvert", "SheetJS": "node", "exceljs": "node"}


def is_there(program: str) -> bool:
    """Tell whether a program is installed."""
    found = shutil.which(_NEEDS[program])
    if found is None or _NEEDS[program] != "node":
        return found is not None
    module = {"SheetJS": "xlsx", "exceljs": "exceljs"}[program]
    return subprocess.run([found, "-e", f"require('{module}')"], check=False, capture_output=True).returncode == 0


def saved_by(program: str, kind: str, folder: Path) -> bytes:
    """Return the spellings as a program saves them that opened the workbook of XlsxWriter."""
    source, target = folder / "source.xlsx", folder / "saved" / f"source.{kind}"
    source.write_bytes(by_xlsxwriter())
    target.parent.mkdir()
    match program:
        case "LibreOffice":
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", _LIBREOFFICE[kind], "--outdir", "saved"]
        case "Gnumeric":
            command = ["ssconvert", "-T", *_GNUMERIC[kind]]
        case _:
            (folder / "save.js").write_text(_NODE, encoding="utf-8")
            command = ["node", "save.js"]
    tail = {"LibreOffice": ["source.xlsx"], "exceljs": ["source.xlsx", str(target), "exceljs"]}
    last = ["source.xlsx", str(target), *([_SHEETJS[kind]] if program == "SheetJS" else [])]
    subprocess.run([*command, *tail.get(program, last)], cwd=folder, check=True, capture_output=True, timeout=300)
    return target.read_bytes()


# What is read of them ----------------------------------------------------------------------------------------


def results(data: bytes, name: str) -> Iterator[Result]:
    """Yield what became of each spelling in a file."""
    container = open_container(data, name)
    cells: dict[str, tuple[RawCell, str]] = {}
    for grid in container.grids:
        for row, column, value in grid.cells():
            if isinstance(value, str) and value.startswith("N") and value[1:].isdigit():
                cells[value] = cell_at(container, grid, (row, column + 1)), f"B{row + 1}"
    for number, item in enumerate(SPELLINGS):
        cell, address = cells.get(_key(number), (RawCell(""), ""))
        yield _result(item, cell, address)


def _result(item: Spelling, cell: RawCell, address: str) -> Result:
    answer, findings = read_answer(item.field, cell, At("f", None, SHEET, address, 1, "", 2022), item.target)
    asked = [d for d in findings if d.severity.rank <= Severity.WARNING.rank and d.cells == (address,)]
    read = f"{answer.value!r} of {cell.raw!r} {cell.number_format} {[d.code.name for d in findings]}"
    if any(d.severity.rank <= Severity.ERROR.rank for d in asked):
        return Result(item, QUESTION, read)
    if item.means != ASKED and _is(answer.value, item.means):
        return Result(item, RIGHT, read)
    if asked and answer.value is None:
        return Result(item, QUESTION, read)
    return Result(item, LOST if answer.value is None else WRONG, read)


def _is(value: object, means: Meant) -> bool:
    if isinstance(value, str) and isinstance(means, str):  # a web page has no more than one blank, and no tab
        return _BLANKS.sub(" ", value) == _BLANKS.sub(" ", means)
    return value == means and isinstance(value, type(means))


def counts(found: Sequence[Result]) -> Mapping[str, int]:
    """Return how many are right, asked, wrong and lost."""
    return {verdict: sum(item.verdict == verdict for item in found) for verdict in (RIGHT, QUESTION, WRONG, LOST)}
