"""What a cell shows: the section of a number format that applies, and the same in every kind of file."""

import io
import struct
from dataclasses import replace
from decimal import Decimal

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.comments import Comment

from reportkit.corrections.marked_copy import correction_copy
from reportkit.corrections.marks import FILL
from reportkit.diagnostics import Severity
from reportkit.fields.reading import RawCell
from reportkit.files.container import open_container
from reportkit.files.number_formats import NumberShown, format_showing, is_day, shown
from reportkit.files.repack import stored, unpack
from reportkit.files.struck_cells import StruckCell
from reportkit.language.words import Lang
from reportkit.model import Kind
from reportkit.returns.values import cell_at, read_answer
from tests.containers import zipped
from tests.hands import opened
from tests.other_formats import Book, binary, xls, xlsb
from tests.returned import TARGETS, TASKS, edited, filled, finding, put, read, sheet
from tests.test_returns_values import ACTUAL, AT, PROGRESS, STATUS, aim


@pytest.mark.parametrize(
    ("value", "number_format", "seen"),
    [
        ("312", "", NumberShown(Decimal(312))),
        ("312", "#,##0.00", NumberShown(Decimal(312))),
        ("312", '"约"0"家"', NumberShown(Decimal(312), "约", "家")),
        ("0.6", '"完成"0%', NumberShown(Decimal(60), "完成", "%")),
        ("12", "[$￥-804]#,##0", NumberShown(Decimal(12), "￥")),
        ("12", "[$-804]0", NumberShown(Decimal(12))),
        # the section by sign, or by its condition
        ("-5", '0"家";[Red]-0"户"', NumberShown(Decimal(-5), "", "户")),
        ("-5", "0.0_);(0.0)", NumberShown(Decimal(-5))),
        ("-5", "0;0", NumberShown(Decimal(-5), is_unlike=True)),
        ("-5", "0;[Red]0", NumberShown(Decimal(-5))),
        ("0", '0"家";-0"家";"零"', NumberShown(None, "零")),
        ("0", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', NumberShown(Decimal(0))),
        ("20000", '[>=10000]0"万";0"家"', NumberShown(Decimal(20000), "", "万")),
        ("20", '[>=10000]0"万";0"家"', NumberShown(Decimal(20), "", "家")),
        ("20", '[>100]0"甲";[>10]0"乙";0"丙"', NumberShown(Decimal(20), "", "乙")),
        ("2", '[>100]0"甲";[>10]0"乙";0"丙"', NumberShown(Decimal(2), "", "丙")),
        ("2", '[>100]0"甲";[>10]0"乙"', NumberShown(Decimal(2))),
        # smaller than it is
        ("312000", '0,"家"', NumberShown(Decimal(312), "", "家")),
        ("35000", '0!.0,"万"', NumberShown(Decimal("3.5"), "", "万")),
        ("35000", '0\\.0,"万"', NumberShown(Decimal("3.5"), "", "万")),
        ("1200000000", '0.00,,"百万"', NumberShown(Decimal(1200), "", "百万")),
        # words alone, nothing, days, parts
        ("312", '"已完成"', NumberShown(None, "已完成")),
        ("312", '"2022-06-30"', NumberShown(None, "2022-06-30")),
        ("312", ";;;", NumberShown(Decimal(312), is_unlike=True)),
        ("0", "0;-0;;@", NumberShown(Decimal(0), is_unlike=True)),
        ("-5", "0;", NumberShown(Decimal(-5), is_unlike=True)),
        ("5", '"-"', NumberShown(Decimal(5), is_unlike=True)),
        ("0", '"-"', NumberShown(Decimal(0))),
        ("44742", "yyyy-mm-dd", NumberShown(Decimal(44742), is_day=True)),
        ("0.5", "[h]:mm", NumberShown(Decimal("0.5"), is_day=True)),
        ("0.5", "# ?/?", NumberShown(Decimal("0.5"))),
        ("23456", '0"万"0000"元"', NumberShown(Decimal(23456), "", "元", is_unlike=True)),
        ("1", '"', NumberShown(Decimal(1), is_unlike=True)),
    ],
)
def test_the_section_that_applies_says_what_is_seen(value: str, number_format: str, seen: NumberShown) -> None:
    assert shown(Decimal(value), number_format) == seen


@pytest.mark.parametrize(
    ("number_format", "day"),
    [
        ("yyyy/m/d", True),
        ("h:mm AM/PM", True),
        ("[mm]:ss", True),
        ('0"月底"', False),
        ("General", False),
        ("0.00E+00", False),
    ],
)
def test_whether_a_format_shows_days(number_format: str, day: object) -> None:
    assert is_day(number_format) is day


@pytest.mark.parametrize(
    ("text", "value", "number_format"),
    [
        ("312", "312", ""),
        ("1,234.50", "1234.5", ""),
        ("312余家", "312", '0"余家"'),
        ("约312家", "312", '"约"0"家"'),
        ("50%", "0.5", "0%"),
        ("完成62.5%左右", "0.625", '"完成"0%"左右"'),
        ("3.5万", "35000", '0!.0,"万"'),
        ("312家", "312000", '0,"家"'),
        ("313家", "312.6", '0"家"'),
        ("-5家", "-5", '0"家"'),
        ("12,5", "12.5", ""),
        ("已完成", "1", '"已完成"'),
        ("2022-06-30", "44742", '"2022-06-30"'),
        ("100家", "1", '"100家"'),
    ],
)
def test_a_text_that_was_seen_tells_the_format(text: str, value: str, number_format: str) -> None:
    assert format_showing(text, Decimal(value)) == number_format


def ods(*cells: str) -> bytes:
    """Return a sheet of one row as an OpenDocument."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "drawing")
    )
    row = "".join(f"<table:table-cell {cell}</table:table-cell>" for cell in cells)
    table = f'<table:table table:name="甲"><table:table-row>{row}</table:table-row></table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f"<office:document-content{spaces}>{body}</office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


@pytest.mark.parametrize(
    ("value", "number_format", "text", "means"),
    [
        ("-312", "0;[RED]0", "312", "-312"),
        ("-0.03", "0%;[RED]0%", "3%", "-3"),
        ("-312", "0;0", "312", None),
        ("54.46", "0", "54", "54.46"),
        ("312", "0.0,", "0.3", None),
        ("312", ";;;", "", None),
        ("312", '0"家"', "312家", "312"),
        ("312", '0"余家"', "312余家", None),
        ("1234", "#,##0", "1,234", "1234"),
        ("1", "BOOLEAN", "TRUE", None),
    ],
)
def test_a_page_of_libreoffice_tells_the_numbers_behind_what_is_shown(
    value: str, number_format: str, text: str, means: str | None
) -> None:
    code = number_format.replace('"', "&quot;")
    page = f'<table><tr><td sdval="{value}" sdnum="1033;0;{code}">{text}<br></td><td>甲</td></tr></table>'
    cell = cell_at(found := open_container(page.encode(), "a.html"), found.grids[0], (0, 0))
    asked = replace(aim("8", "%"), kind=Kind.GROWTH) if "%" in number_format else aim("500", "亩")
    answer, _ = read_answer(ACTUAL, cell, AT, asked if "家" not in number_format else aim("500", "家"))
    assert answer.value == (None if means is None else Decimal(means))


def test_a_day_on_a_page_of_libreoffice_stays_the_day_that_is_shown() -> None:
    page = '<table><tr><td sdval="44742" sdnum="1033;0;YYYY-MM-DD">2022-06-30</td></tr></table>'
    (grid,) = open_container(page.encode(), "a.html").grids
    assert grid.cell(0, 0) == "2022-06-30"


@pytest.mark.parametrize(
    ("paragraphs", "text"),
    [
        ("<text:p>1<text:tab/>2</text:p>", "1\t2"),
        ("<text:p>30</text:p><text:p>40</text:p>", "30\n40"),
        ("<text:p>30<text:line-break/>40</text:p>", "30\n40"),
        ('<text:p>两<text:s text:c="3"/>格</text:p>', "两   格"),
        ("<text:p>甲<text:span>乙</text:span></text:p><text:p/><text:p>丙</text:p>", "甲乙\n\n丙"),
        ("<office:annotation><text:p>请核</text:p><text:p>对</text:p></office:annotation><text:p>甲</text:p>", "甲"),
        ("<text:p>甲<drawing:frame><text:p>图</text:p></drawing:frame></text:p><text:p>乙</text:p>", "甲\n乙"),
    ],
)
def test_an_opendocument_keeps_tabs_and_lines_apart(paragraphs: str, text: str) -> None:
    (grid,) = open_container(ods(f'office:value-type="string">{paragraphs}'), "a.ods").grids
    assert grid.cell(0, 0) == text


def test_an_opendocument_shows_more_than_its_numbers() -> None:
    seen = ["312余家", "50%", "312", "3.5万"]
    values = ["312", "0.5", "312", "35000"]
    cells = [
        f'office:value-type="float" office:value="{value}"><text:p>{text}</text:p>'
        for text, value in zip(seen, values, strict=True)
    ]
    formats = open_container(ods(*cells), "a.ods").details["甲"].formats
    assert formats == {(0, 0): '0"余家"', (0, 1): "0%", (0, 3): '0!.0,"万"'}


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        ("-312", "312", "0;0"),
        ("-0.03", "3%", "0%;0%"),
        ("-312", "-312", ""),
        ("-312", "(312)", '"("0")"'),
        ("-312", "−312", ""),
        ("312", "", ";;;"),
        ("0", "", ";;;"),
    ],
)
def test_an_opendocument_tells_a_sign_that_is_not_shown_and_a_number_of_which_nothing_is(
    value: str, text: str, code: str
) -> None:
    cell = f'office:value-type="float" office:value="{value}"><text:p>{text}</text:p>'
    found = open_container(ods(cell), "a.ods")
    assert found.details["甲"].formats.get((0, 0), "") == code
    asked, _ = read_answer(ACTUAL, cell_at(found, found.grids[0], (0, 0)), AT, aim("500", "亩"))
    assert (asked.value is None) is code.startswith(("0", ";"))


def test_a_number_below_zero_that_is_shown_in_a_colour_of_its_own_says_so() -> None:
    styles = (
        '<office:automatic-styles xmlns:style="s" xmlns:number="n" xmlns:fo="f"><number:number-style style:name="N1">'
        '<style:text-properties fo:color="#ff0000"/><style:map style:condition="value()&gt;=0"/></number:number-style>'
        '<style:style style:name="ce1" style:data-style-name="N1"/></office:automatic-styles><office:body>'
    )
    cell = 'table:style-name="ce1" office:value-type="float" office:value="-312"><text:p>312</text:p>'
    found = open_container(replaced(ods(cell), b"<office:body>", styles.encode()), "a.ods")
    answer, _ = read_answer(ACTUAL, cell_at(found, found.grids[0], (0, 0)), AT, aim("500", "亩"))
    assert answer.value == Decimal(-312)


def test_a_number_is_no_day_because_its_format_has_the_number_of_one() -> None:
    code = '0"家"'
    custom = struct.pack("<HHB", 22, len(code), 1) + code.encode("utf-16-le")
    styled = (0xE0, struct.pack("<2H", 0, 22).ljust(20, b"\0"))
    cells = [
        (0x203, struct.pack("<3Hd", 3, 0, 3, 312.0)),
        (0x27E, struct.pack("<3Hi", 4, 0, 3, 5 << 2 | 2)),
        (0xBD, struct.pack("<3HiHiH", 5, 0, 3, 7 << 2 | 2, 3, -(8 << 2) | 2, 1)),
        (0x06, struct.pack("<3HdHIH", 6, 0, 3, 9.5, 0, 0, 0)),
    ]
    plain = [(0x203, struct.pack("<3Hd", 7, 0, 1, 44742.0))]
    found = open_container(xls(Book({"甲": [["一"]]}), [styled, (0x41E, custom)], {"甲": [*cells, *plain]}), "a.xls")
    (grid,) = found.grids
    assert [row[:2] for row in grid.rows[3:7]] == [(312.0, ""), (5.0, ""), (7.0, -8.0), (9.5, "")]


# What is struck through ---------------------------------------------------------------------------------------


def struck_xlsx() -> bytes:
    """Return a sheet with a number and a text struck through, and texts of which a part is."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet, line = book.add_worksheet("甲"), book.add_format({"font_strikeout": True})
        sheet.write_number(0, 0, 312, line)
        sheet.write_string(0, 1, "已完成", line)
        sheet.write_rich_string(0, 2, line, "500", " 312")
        sheet.write_string(0, 3, "312")
        sheet.write_blank(0, 4, None, line)
    return stream.getvalue()


def replaced(ods: bytes, old: bytes, new: bytes) -> bytes:
    """Return an OpenDocument with other content."""
    parts = unpack(ods)
    return zipped({**parts, "content.xml": parts["content.xml"].replace(old, new)})


def struck_ods() -> bytes:
    """Return the same as an OpenDocument."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    style = (
        '<office:automatic-styles><style:style style:name="s"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style></office:automatic-styles>'
    )
    cells = (
        '<table:table-cell table:style-name="s" office:value-type="float" office:value="312"><text:p>312</text:p>'
        '</table:table-cell><table:table-cell table:style-name="s" office:value-type="string"><text:p>已完成</text:p>'
        '</table:table-cell><table:table-cell office:value-type="string"><text:p><text:span text:style-name="s">500'
        '</text:span> 312</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="312">'
        '<text:p>312</text:p></table:table-cell><table:table-cell table:style-name="s"/>'
    )
    table = f'<table:table table:name="甲"><table:table-row>{cells}</table:table-row></table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    content = f"<office:document-content{spaces}>{style}{body}</office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def struck_page() -> bytes:
    """Return the same as a web page."""
    cells = (
        "<td><s>312</s></td><td style='text-decoration:line-through'>已完成</td><td><del>500</del> 312</td><td>312</td>"
    )
    return f"<html><head><meta charset='utf-8'></head><body><table><tr>{cells}</tr></table></body></html>".encode()


def struck_xml() -> bytes:
    """Return the same as the XML of Excel 2003."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Styles><Style ss:ID="a"><Font '
        'ss:StrikeThrough="1"/></Style></Styles><Worksheet ss:Name="甲"><Table><Row><Cell ss:StyleID="a"><Data '
        'ss:Type="Number">312</Data></Cell><Cell ss:StyleID="a"><Data ss:Type="String">已完成</Data></Cell><Cell>'
        "<ss:Data "
        'ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><S>500</S> 312</ss:Data></Cell><Cell><Data '
        'ss:Type="Number">312</Data></Cell><Cell ss:StyleID="a"/></Row></Table></Worksheet></Workbook>'
    ).encode()


_STRUCK_FONT, _RUNS = 8, ((0, 1), (3, 0))
"""Flags of a font that strikes through; a run of three characters in the second font, and one in the first."""


def struck_xls() -> bytes:
    """Return the same as an old workbook, with a shared text in runs."""
    fonts = [(0x31, struct.pack("<4H", 200, flags, 0x7FFF, 400).ljust(16, b"\0")) for flags in (0, _STRUCK_FONT)]
    style = struct.pack("<2H", 1, 0).ljust(20, b"\0")
    text = struct.pack("<HBH", 7, 9, len(_RUNS)) + "500 312".encode("utf-16-le")
    runs = b"".join(struct.pack("<2H", *run) for run in _RUNS)
    shared = struct.pack("<2I", 2, 2) + text + runs + struct.pack("<HB", 3, 1) + "已完成".encode("utf-16-le")
    cells = [
        (0x203, struct.pack("<3Hd", 0, 0, 3, 312)), (0xFD, struct.pack("<3HI", 0, 1, 3, 1)),
        (0xFD, struct.pack("<3HI", 0, 2, 0, 0)), (0x203, struct.pack("<3Hd", 0, 3, 0, 312)),
    ]  # fmt: skip
    return xls(Book({"甲": []}), [*fonts, (0xE0, style), (0xFC, shared)], {"甲": cells})


def struck_xlsb() -> bytes:
    """Return the same as a binary workbook."""
    parts = unpack(xlsb(Book({"甲": []})))
    fonts = b"".join(binary(43, struct.pack("<4H", 200, flags, 400, 0).ljust(21, b"\0")) for flags in (0, 8))
    styles = b"".join(binary(47, struct.pack("<4H", 0xFFFF, 0, n, 0).ljust(16, b"\0")) for n in (0, 1))
    text = b"\1" + struct.pack("<I", 7) + "500 312".encode("utf-16-le")
    runs = struct.pack("<I", len(_RUNS)) + b"".join(struct.pack("<2H", *run) for run in _RUNS)
    done = b"\0" + struct.pack("<I", 3) + "已完成".encode("utf-16-le")
    cells = [
        binary(5, struct.pack("<IId", 0, 1, 312)), binary(7, struct.pack("<3I", 1, 1, 1)),
        binary(7, struct.pack("<3I", 2, 0, 0)), binary(5, struct.pack("<IId", 3, 0, 312)),
    ]  # fmt: skip
    row = binary(0, struct.pack("<IIH", 0, 0, 300) + b"\0" * 7)
    sheet = binary(129) + binary(148, struct.pack("<4I", 0, 0, 0, 3)) + binary(145) + row + b"".join(cells)
    relations = parts["xl/_rels/workbook.bin.rels"]
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    strings = b'<Relationship Id="rIdS" Type="' + office + b'" Target="sharedStrings.bin"/></Relationships>'
    new = {
        "xl/_rels/workbook.bin.rels": relations.replace(b"</Relationships>", strings),
        "xl/sharedStrings.bin": binary(159, struct.pack("<2I", 2, 2)) + binary(19, text + runs) + binary(19, done)
        + binary(160),
        "xl/styles.bin": binary(278) + fonts + binary(617, struct.pack("<I", 2)) + styles + binary(618) + binary(279),
        "xl/worksheets/sheet1.bin": sheet + binary(146) + binary(130),
    }  # fmt: skip
    return zipped({**parts, **new})


@pytest.mark.parametrize(
    "data",
    [
        struck_xlsx(), struck_ods(), struck_page(), struck_xml(), struck_xls(), struck_xlsb(),
        replaced(struck_ods(), b'line-through-style="solid"', b'line-through-type="single"'),
    ],
    ids=["xlsx", "ods", "page", "xml", "xls", "xlsb", "ods of LibreOffice"],
)  # fmt: skip
def test_what_is_struck_through_is_known_in_every_kind_of_file(data: bytes) -> None:
    container = open_container(data, "a")
    (grid,) = container.grids
    found = {place: cell.kept for place, cell in container.struck[grid.name].items()}
    assert found == {(0, 0): "", (0, 1): "", (0, 2): "312"}
    cells = [cell_at(container, grid, (0, column)) for column in range(3)]
    asked = [
        [(d.code.name, d.suggestion, d.statement(Lang.EN)) for d in read_answer(field, cell, AT, aim("500", "家"))[1]]
        for field, cell in zip((ACTUAL, STATUS, ACTUAL), cells, strict=True)
    ]
    assert asked == [
        [("V31", None, 'L7: "312" is struck through and does not count.')],
        [("V31", None, 'L7: "已完成" is struck through and does not count.')],
        [("V31", "312", 'L7: "500" is struck through and does not count. “312” is left.')],
    ]


# Notes --------------------------------------------------------------------------------------------------------


def noted_xlsx() -> bytes:
    """Return a sheet with a number on which somebody noted something."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "甲"
    sheet["B2"] = 312
    sheet["B2"].comment = Comment("张三:\n实际只完成2个", "张三")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


NOTED = {
    "xlsx": noted_xlsx(),
    "ods": ods(
        ">", 'office:value-type="float" office:value="312"><office:annotation><text:p>张三:</text:p><text:p>'
        "实际只完成2个</text:p></office:annotation><text:p>312</text:p>",
    ),
    "xml": struck_xml().replace(
        b'<Cell ss:StyleID="a"/>',
        '<Cell><Comment><ss:Data xmlns="x"><B>张三:</B>&#10;实际只完成2个</ss:Data></Comment></Cell>'.encode(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", NOTED)
def test_what_is_noted_on_a_cell_is_known(kind: str) -> None:
    place = {"xlsx": (1, 1), "ods": (0, 1), "xml": (0, 4)}[kind]
    assert open_container(NOTED[kind], "a").notes == {"甲": {place: "张三:\n实际只完成2个"}}


def test_what_excel_says_above_a_conversation_is_no_part_of_it() -> None:
    remark = "[Threaded comment]\n\nYour version of Excel allows you to read this; edits get removed.\n\nComment:\n    "
    parts = unpack(noted_xlsx())
    path = next(path for path in parts if "comment" in path and path.endswith(".xml"))
    parts[path] = parts[path].replace("张三:\n".encode(), remark.encode())
    assert open_container(stored(parts), "a").notes == {"甲": {(1, 1): "实际只完成2个"}}


@pytest.mark.parametrize("note", ["实际只完成2个", "含上半年新增，共260家", "其实已经停了", "请领导审核"])
@pytest.mark.parametrize(
    ("page", "cell", "task"), [(TARGETS, "I7", 1), (TARGETS, "D7", 1), (TASKS, "K7", 1), (TASKS, "D7", 1)]
)
def test_a_note_is_passed_on_with_its_address_and_asked_about_on_whatever_cell_it_stands(
    note: str, page: str, cell: str, task: int
) -> None:
    def spoil(book: Workbook) -> None:
        put(sheet(book, TARGETS), 1, {"actual": 260}, 1)
        sheet(book, page)[cell].comment = Comment(note, "张三")

    (finding,) = [d for d in read(edited(filled(), spoil)).diagnostics if d.code.name == "S25"]
    assert (finding.sheet, finding.cells, finding.task, finding.found) == (page, (cell,), task, note)
    assert finding.severity is Severity.WARNING


def test_a_note_on_a_sheet_of_the_units_own_is_passed_on() -> None:
    def spoil(book: Workbook) -> None:
        book.create_sheet("底稿")["A2"].comment = Comment("含征迁", "张三")

    found = finding(read(edited(filled(), spoil)), "S25")
    assert (found.sheet, found.cells, found.severity) == ("底稿", ("A2",), Severity.INFO)


def test_a_note_that_is_asked_about_is_not_said_once_more_on_its_cell() -> None:
    def spoil(book: Workbook) -> None:
        sheet(book, TASKS)["K7"].comment = Comment("其实已经停了", "张三")

    data = edited(filled(), spoil)
    copy = opened(correction_copy(data, "a.xlsx", read(data).diagnostics, lang=Lang.HANS))
    cell = sheet(copy, TASKS)["K7"]
    assert cell.comment is not None
    assert (cell.comment.text, cell.fill.fgColor.rgb) == ("其实已经停了", FILL[Severity.WARNING])


def test_the_notes_of_a_correction_copy_are_none_of_the_unit() -> None:
    def spoil(book: Workbook) -> None:
        put(sheet(book, TARGETS), 1, {"actual": "约260"}, 1)
        sheet(book, TARGETS)["I8"].comment = Comment("请领导审核", "张三")

    data = edited(filled(), spoil)
    copy = correction_copy(data, "a.xlsx", read(data).diagnostics, lang=Lang.HANS)
    assert [d.found for d in read(copy).diagnostics if d.code.name == "S25"] == ["请领导审核"]


@pytest.mark.parametrize("lang", [Lang.HANS, Lang.HANT, Lang.EN])
@pytest.mark.parametrize("joint", ["\n{}", "\n\n{}", "{}"])
def test_what_is_written_behind_a_note_of_a_correction_copy_is_passed_on(lang: Lang, joint: str) -> None:
    def spoil(book: Workbook) -> None:
        put(sheet(book, TARGETS), 1, {"actual": "约260"}, 1)

    def answer(book: Workbook) -> None:
        note = sheet(book, TARGETS)["I7"].comment
        assert note is not None
        sheet(book, TARGETS)["I7"].comment = Comment(note.content + joint.format("实际只完成2个"), note.author)

    data = edited(filled(), spoil)
    copy = correction_copy(data, "a.xlsx", read(data).diagnostics, lang=lang)
    assert [d.found for d in read(copy).diagnostics if d.code.name == "S25"] == []
    sent = edited(copy, answer)
    assert [d.found for d in read(sent).diagnostics if d.code.name == "S25"] == ["实际只完成2个"]
    again = correction_copy(sent, "a.xlsx", read(sent).diagnostics, lang=lang)
    assert [d.found for d in read(again).diagnostics if d.code.name == "S25"] == ["实际只完成2个"]


def test_of_words_those_count_that_are_not_struck_through() -> None:
    cell = RawCell("已完成招标，正在施工。", struck=StruckCell("正在施工。", "已完成招标，"))
    answer, (finding,) = read_answer(PROGRESS, cell, AT)
    assert (answer.value, answer.faulty, finding.code.name, finding.severity) == (
        "正在施工。",
        False,
        "V31",
        Severity.WARNING,
    )
