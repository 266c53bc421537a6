"""What rides along in a return does not ride back in its correction copy, and what the unit made does."""

import io
import re
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl.cell.cell import Cell
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import OneCellAnchor
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Color, PatternFill
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.corrections import editing
from reportkit.corrections.allowed import is_harmless
from reportkit.corrections.carrying import carry
from reportkit.corrections.drawn import anchor_of
from reportkit.corrections.edited import cells_of, write_plain
from reportkit.corrections.editing import open_book
from reportkit.corrections.marked_copy import correction_copy
from reportkit.corrections.marks import remove_marks
from reportkit.corrections.points import SHEETS, Degree
from reportkit.corrections.translating import translated
from reportkit.disk import printing
from reportkit.files.drawings import Box
from reportkit.files.grid import read_grids
from reportkit.files.repack import pack, unpack
from reportkit.language.words import Lang
from tests import dressed, other_formats
from tests.checks_return import GOOD, SHEET, Filled, assess, filled, form
from tests.hands import opened
from tests.other_formats import Book, Content, Page, contents
from tests.riding import COLOURED, NOTED, OWN, RESULTS, SIDE, png, relations, strangers, with_strangers, with_work

SPOILED: Filled = {(3, None): {"percent": "大约一半"}, (5, None): {"progress": None, "status": "已完成", "percent": 40}}


@pytest.fixture(scope="module")
def issued() -> bytes:
    return form()


@pytest.fixture(scope="module")
def plain(issued: bytes) -> bytes:
    """A return with a unit's own work in it."""
    return with_work(filled(issued, GOOD, SPOILED), SHEET)


@pytest.fixture(scope="module")
def sent(plain: bytes) -> bytes:
    """The same, and with all that rides along."""
    return with_strangers(plain, SHEET)


@pytest.fixture(scope="module")
def copy(sent: bytes, issued: bytes) -> bytes:
    return corrected(sent, issued)


def corrected(data: bytes, issued: bytes, lang: Lang = Lang.HANS) -> bytes:
    entries, findings = assess(data)
    return correction_copy(data, "经信局.xlsx", findings, lang=lang, blank=issued, entries=entries)


def book_of(data: bytes, *, results: bool = False) -> Workbook:
    return opened(data, values=results)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def said(data: bytes, lang: Lang = Lang.HANS) -> list[str]:
    """Return what a copy's first sheet says did not come along."""
    sheet = book_of(data)[SHEETS[Degree.MEND].text(lang)]
    return [
        str(cell.value)[2:] for (cell,) in sheet.iter_rows(min_col=2, max_col=2) if str(cell.value).startswith("· ")
    ]


def pictures(book: Workbook, sheet: str) -> list[bytes]:
    return [image._data() for image in images(page(book, sheet))]


def images(sheet: Worksheet) -> list[Any]:
    return list(sheet._images)  # type: ignore[attr-defined]  # its stubs hide them


def charts(book: Workbook, sheet: str) -> list[BarChart]:
    return list(page(book, sheet)._charts)  # type: ignore[attr-defined]


def page(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


# What leads out of the file ----------------------------------------------------------------------------------


def test_the_return_of_these_tests_holds_what_a_copy_must_not(sent: bytes) -> None:
    found = " ".join(strangers(sent))
    for name in ("externalLink", "connections", "customXml", "vbaProject", "embeddings", "activeX", "pivot", "query"):
        assert name in found
    assert found.count("TargetMode") == 2


def test_nothing_that_leads_out_of_the_file_is_in_its_copy(copy: bytes) -> None:
    assert list(strangers(copy)) == []


def test_a_formula_that_leads_out_leaves_its_last_result(copy: bytes) -> None:
    sheet = book_of(copy)[SHEET]
    kept = {cell: sheet[cell].value for cell in RESULTS}
    assert kept == {**RESULTS, "S12": "=SUM(L7:L9)"}
    assert book_of(copy, results=True)[SHEET]["S12"].value == RESULTS["S12"]


def test_the_first_sheet_says_what_did_not_come_along(copy: bytes) -> None:
    cells = "、".join(cell for cell in RESULTS if cell != "S12")
    assert [line for line in said(copy) if "外部数据" not in line] == [
        "宏",
        "与其他工作簿的链接（格子里的数值保留）",
        f"{SHEET}　数据透视表（格子里的数值保留）",
        f"{SHEET} {cells}　引用其他文件、网上内容的公式（格子里是当时的结果）",
        f"{SHEET} T7、T8　依赖外部内容的下拉选项、变色规则",
        "指向其他文件、会自动运行的名称",
        f"{SHEET} K8　链接（格子里的文字保留）：https://example.org/a",
        f"{SHEET} R8　链接（格子里的文字保留）",
        f"{SHEET}　嵌入的文件、对象",
        f"{SHEET}　按钮、复选框等控件",
        "不属于表格内容的其他部件",
    ]


def test_it_says_so_in_english(sent: bytes, issued: bytes) -> None:
    lines = said(corrected(sent, issued, Lang.EN), Lang.EN)
    assert lines[0] == "macros"
    assert f"{SHEET} K8: a link, its text stands in the cell: https://example.org/a" in lines


def test_where_everything_came_along_nothing_is_said(issued: bytes) -> None:
    assert said(corrected(with_work(filled(issued, GOOD, SPOILED), SHEET), issued)) == []


@pytest.mark.parametrize(
    ("formula", "is_kept"),
    [
        ("=SUM(A1:B2)*2%", True),
        ("='填报表'!A1&填报表!$B$2", True),
        ("=表1[金额]", True),
        ("=SUM(表1[[#All],[金额]])", True),
        ('=IF(A1="[1]x\\y|z",#REF!,_xlfn.IFS(TRUE,1))', True),
        ("='填报表:别的'!A1", True),
        ("=[1]Sheet1!A1", False),
        (r"='\\10.9.8.7\share\[book.xlsx]Sheet1'!A1", False),
        ("='没有这张'!A1", False),
        ("=book.xlsx!name", False),
        ("=[0]!name", False),
        ("=A1:[2]别的!B1", False),
        ("=cmd|'/c calc'!A0", False),
        ('=DDE("cmd","/c calc","x")', False),
        ('=WEBSERVICE("http://x")', False),
        ("=WEBSERVICE (A1)", False),
        ("=1+_xlfn.WEBSERVICE(A1)", False),
        ('=HYPERLINK("#填报表!A1")', False),
        ("=INDIRECT(A1)", False),
        ('=IMPORTXML("http://x","//a")', False),
        ('=CALL("kernel32","x","J")', False),
        ("=EXEC(A1)", False),
        ('=RTD("x",,"y")', False),
        ("=" + "1+" * 5000 + "1", False),
    ],
)
def test_a_formula_stays_where_it_needs_nothing_but_the_file(formula: str, is_kept: bool) -> None:  # noqa: FBT001
    assert is_harmless(formula, {"填报表", "别的"}) is is_kept


# What the unit made ------------------------------------------------------------------------------------------


def test_the_work_of_the_unit_is_in_the_copy(copy: bytes, plain: bytes) -> None:
    after, before = book_of(copy), book_of(plain)
    assert after.sheetnames[1:] == before.sheetnames
    page, own = after[SHEET], after[OWN]
    assert page[SIDE[0]].value == SIDE[1]
    assert str(page[NOTED].comment.text).startswith("请李科核对")
    assert page[COLOURED[0]].fill.fgColor.rgb == before[SHEET][COLOURED[0]].fill.fgColor.rgb
    assert page.column_dimensions["J"].width == 61
    assert pictures(after, SHEET) == [png()]
    assert [[cell.value for cell in row] for row in own.iter_rows()] == [
        [cell.value for cell in row] for row in before[OWN].iter_rows()
    ]
    assert own["A2"].comment.text == "含征迁"
    assert own["B3"].fill.fgColor.rgb == "FFFFC000"
    assert own.column_dimensions["A"].width == 33
    assert [str(area) for area in own.merged_cells.ranges] == ["D2:E3"]
    assert pictures(after, OWN) == [png(20, 10, 200)]
    (chart,) = charts(after, OWN)
    assert (chart.barDir, chart.series[0].val.numRef.f) == ("bar", f"'{OWN}'!$B$2:$B$3")


def test_a_text_that_looks_like_a_formula_stays_a_text(copy: bytes) -> None:
    cell = book_of(copy)[OWN]["D1"]
    assert isinstance(cell, Cell)
    assert (cell.value, cell.data_type) == ("=1+1 是文字", "s")


@pytest.mark.parametrize(
    ("value", "kind", "is_marked"),
    [
        ("=1+1", "s", True),
        ("-3 项未开工", "s", True),
        ("+86 571", "s", True),
        ("@李科", "s", True),
        ("道路", "s", False),
        (-3, "n", False),
        ("", "n", False),
    ],
)
def test_a_text_that_would_become_a_formula_when_somebody_edits_it_is_marked_as_text(
    value: object, kind: str, *, is_marked: bool
) -> None:
    sheet = Workbook().active
    assert sheet is not None
    cell = sheet["A1"]
    assert isinstance(cell, Cell)
    write_plain(cell, value)
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (value or None, kind, is_marked)


def test_saved_results_of_the_forms_own_formulas_stay(issued: bytes) -> None:
    sent = filled(issued, GOOD, SPOILED)
    after, before = book_of(corrected(sent, issued), results=True), book_of(sent, results=True)
    cells = (cell for row in book_of(sent)[SHEET] for cell in row)
    formulas = [cell.coordinate for cell in cells if str(cell.value).startswith("=IFERROR")]
    assert [after[SHEET][cell].value for cell in formulas] == [before[SHEET][cell].value for cell in formulas]
    assert formulas != []
    assert before[SHEET][formulas[0]].value is not None


_COLOURS = [*(f"accent{n}" for n in range(1, 7)), "dk2", "lt2", "hlink", "folHlink"]


@pytest.mark.parametrize("name", _COLOURS)
def test_the_theme_keeps_its_colours_and_nothing_else(sent: bytes, issued: bytes, name: str) -> None:
    parts = unpack(sent)
    theme = parts["xl/theme/theme1.xml"]
    theme = re.sub(rb'(<a:%s>\s*<a:srgbClr val=")\w+' % name.encode(), rb"\g<1>12AB9F", theme)
    theme = theme.replace(
        b"</a:themeElements>", b'</a:themeElements><a:extLst><a:ext uri="file://10.9.8.7/x"/></a:extLst>'
    )
    made = unpack(corrected(pack(parts | {"xl/theme/theme1.xml": theme}), issued))["xl/theme/theme1.xml"]
    assert (b"12AB9F" in made, b"10.9.8.7" in made) == (True, False)


@pytest.mark.parametrize(("font", "is_taken"), [("仿宋_GB2312", True), ("仿宋\u202eGB", False)])
def test_the_theme_keeps_the_names_of_fonts_that_can_be_read(
    plain: bytes, issued: bytes, font: str, *, is_taken: bool
) -> None:
    parts = unpack(plain)
    theme = parts["xl/theme/theme1.xml"].decode()
    theme = re.sub(r'(<a:minorFont>\s*<a:latin typeface=")[^"]*', rf"\g<1>{font}", theme)
    sent = pack(parts | {"xl/theme/theme1.xml": theme.encode()})
    assert font in theme
    assert (font in unpack(corrected(sent, issued))["xl/theme/theme1.xml"].decode()) is is_taken


# Pictures and charts -----------------------------------------------------------------------------------------


def drawing_of(data: bytes, name: str) -> tuple[dict[str, bytes], str]:
    """Return the parts of a workbook, and where the drawing of a sheet is."""
    parts = unpack(data)
    number = book_of(data).sheetnames.index(name) + 1
    rels = parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"].decode()
    found = re.search(r"/(xl/drawings/drawing\d+\.xml)", rels)
    assert found
    return parts, found[1]


def test_a_picture_that_not_every_program_shows_is_named(plain: bytes, issued: bytes) -> None:
    parts = unpack(plain)
    parts["xl/media/image1.png"] = b"\x01\0\0\0 a metafile"
    parts["xl/media/image2.png"] = png()[:20]
    made = corrected(pack(parts), issued)
    assert said(made) == [f"{OWN} D6　通用软件显示不了的图片", f"{SHEET} R10　通用软件显示不了的图片"]
    assert [name for name in unpack(made) if "media" in name] == []


def test_a_picture_larger_than_any_screen_is_named_and_the_rest_of_the_file_stays(plain: bytes, issued: bytes) -> None:
    parts = unpack(plain)
    head = bytearray(png())
    head[16:24] = (60_000).to_bytes(4, "big") * 2
    parts["xl/media/image1.png"] = bytes(head)
    made = corrected(pack(parts), issued)
    assert [len(pictures(book_of(made), name)) for name in (OWN, SHEET)] == [0, 1]
    assert len(said(made)) == 1


def test_words_in_a_drawn_box_are_told(plain: bytes, issued: bytes) -> None:
    parts, path = drawing_of(plain, OWN)
    box = (
        b"<{x}absoluteAnchor><{x}sp><{x}txBody><a:p><a:r><a:t>{t}</a:t></a:r></a:p></{x}txBody></{x}sp>"
        b"<{x}clientData/></{x}absoluteAnchor>"
    )
    xdr = b"xdr:" if b"<xdr:wsDr" in parts[path] else b""
    anchors = b"".join(box.replace(b"{x}", xdr).replace(b"{t}", text.encode()) for text in ("另有三处未开工", ""))
    anchors = anchors.replace(b"<a:p>", b'<a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">')
    end = b"</" + xdr + b"wsDr>"
    parts[path] = parts[path].replace(end, anchors + end)
    assert said(corrected(pack(parts), issued)) == [f"{OWN}　图形", f"{OWN}　文本框：另有三处未开工"]


def test_a_chart_of_another_workbook_is_drawn_from_the_values_it_showed(plain: bytes, issued: bytes) -> None:
    parts = unpack(plain)
    chart = parts["xl/charts/chart1.xml"].decode()
    cache = '<{0}numCache><{0}ptCount val="1"/><{0}pt idx="0"><{0}v>17</{0}v></{0}pt></{0}numCache>'
    far = "<{0}f>'[1]Sheet1'!$B$2:$B$3</{0}f>" + cache
    prefix = "c:" if "<c:f>" in chart else ""
    chart = re.sub(rf"<{prefix}f>[^<]*\$B\$2:\$B\$3</{prefix}f>", far.format(prefix), chart)
    parts["xl/charts/chart1.xml"] = chart.encode()
    made = corrected(pack(parts), issued)
    assert list(strangers(made)) == []
    (drawn,) = charts(book_of(made), OWN)
    assert [point.v for point in drawn.series[0].val.numLit.pt] == [17.0]


def test_a_chart_of_a_sheet_finds_it_however_its_name_is_written(issued: bytes) -> None:
    book = book_of(filled(issued, GOOD, SPOILED))
    own = book.create_sheet("Budget")
    own.append([120, 80])
    chart = BarChart()
    chart.add_data(Reference(own, min_col=1, max_col=2, min_row=1), from_rows=True)
    own.add_chart(chart, "G6")
    (drawn,) = charts(book_of(corrected(saved(book), issued)), "Budget")
    assert drawn.series[0].val.numRef.f == "'Budget'!$A$1:$B$1"


def test_a_chart_that_cannot_be_carried_is_named(plain: bytes, issued: bytes) -> None:
    parts = unpack(plain)
    parts["xl/charts/chart1.xml"] = b"<c/>"
    assert said(corrected(pack(parts), issued)) == [f"{OWN}　图表"]


IN_CELLS = {
    "xl/cellimages.xml": b"""<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"
        xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><etc:cellImage><xdr:pic>
        <xdr:nvPicPr><xdr:cNvPr id="1" name="ID_0A1B"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="r1"/></xdr:blipFill>
        </xdr:pic></etc:cellImage></etc:cellImages>""",
    "xl/_rels/cellimages.xml.rels": relations(("r1", "image", "media/wps.png")),
    "xl/metadata.xml": b"""<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        xmlns:x="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"><futureMetadata name="XLRICHVALUE">
        <bk><extLst><ext><x:rvb i="0"/></ext></extLst></bk></futureMetadata><valueMetadata><bk><rc t="1" v="0"/></bk>
        </valueMetadata></metadata>""",
    "xl/richData/rdrichvalue.xml": b"""<rvData xmlns="http://schemas.microsoft.com/office/spreadsheetml/2017/richdata">
        <rv s="0"><v>0</v><v>5</v></rv></rvData>""",
    "xl/richData/richValueRel.xml": b"""<richValueRels
        xmlns="http://schemas.microsoft.com/office/spreadsheetml/2022/richvaluerel"
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
        <rel r:id="r1"/></richValueRels>""",
    "xl/richData/_rels/richValueRel.xml.rels": relations(("r1", "image", "../media/rich.png")),
    "xl/media/wps.png": png(6, 6, 10),
    "xl/media/rich.png": png(7, 7, 20),
}


def test_pictures_inside_of_cells_are_drawn_over_them(issued: bytes) -> None:
    """S13 holds one as WPS keeps it, T9 one as Excel does."""
    sent = with_strangers(filled(issued, GOOD, SPOILED), SHEET)
    parts = unpack(sent) | IN_CELLS
    path = next(path for path, part in parts.items() if path.startswith("xl/worksheets/sheet") and b"DISPIMG" in part)
    rich = b'<c r="T9" t="e" vm="1"><v>#VALUE!</v></c></row>'
    row = parts[path].index(b"</row>", parts[path].index(b'<row r="9"'))
    parts[path] = parts[path][:row] + rich + parts[path][row + len(b"</row>") :]
    made = corrected(pack(parts), issued)
    sheet = page(book_of(made), SHEET)
    drawn = {(image.anchor._from.row + 1, image.anchor._from.col + 1): image._data() for image in images(sheet)}
    assert drawn == {(13, 19): png(6, 6, 10), (9, 20): png(7, 7, 20)}
    assert (sheet["S13"].value, sheet["T9"].value) == (None, None)
    assert not any("图片" in line for line in said(made))


def test_a_picture_inside_of_a_cell_is_drawn_no_larger_than_the_cell(issued: bytes) -> None:
    book = book_of(filled(issued, GOOD, SPOILED))
    sheet = page(book, SHEET)
    sheet.row_dimensions[13].height, sheet.column_dimensions["S"].width = 30, 40
    sent = with_strangers(saved(book), SHEET)
    made = corrected(pack(unpack(sent) | IN_CELLS | {"xl/media/wps.png": png(400, 400)}), issued)
    (image,) = images(page(book_of(made), SHEET))
    points = 12_700  # EMU in one
    assert (image.anchor.ext.height, image.anchor.ext.width) == (30 * points, 30 * points)


@pytest.mark.parametrize(
    ("box", "size"),
    [
        (Box(), (600, 300)),
        (Box(size=(50, 40)), (50, 40)),
        (Box(size=(0, 40)), (600, 300)),  # nobody would see it
        (Box(size=(50, 0)), (600, 300)),
    ],
)
def test_what_is_drawn_without_a_size_has_its_own(box: Box, size: tuple[int, int]) -> None:
    anchor = anchor_of(box, (600, 300))
    assert isinstance(anchor, OneCellAnchor)
    assert (anchor.ext.width, anchor.ext.height) == size


def test_a_bitmap_is_written_as_a_picture_of_today(plain: bytes, issued: bytes) -> None:
    head = struct.pack("<2sIHHI", b"BM", 58, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0)
    parts = unpack(plain)
    parts["xl/media/image1.png"] = head + b"\x10\x20\x30\0"
    (made,) = pictures(book_of(corrected(pack(parts), issued)), OWN)
    assert made.startswith(b"\x89PNG")


def test_pictures_of_a_group_come_along(plain: bytes, issued: bytes) -> None:
    parts, path = drawing_of(plain, OWN)
    xml = parts[path].decode()
    picture = re.search(r"<(xdr:)?pic>.*?</\1?pic>", xml, re.DOTALL)
    assert picture
    prefix = picture[1] or ""
    parts[path] = xml.replace(picture[0], f"<{prefix}grpSp>{picture[0]}</{prefix}grpSp>").encode()
    assert pictures(book_of(corrected(pack(parts), issued)), OWN) == [png(20, 10, 200)]


# Sheets, tables, names and rules -----------------------------------------------------------------------------


def test_a_sheet_of_macros_stays_behind_and_the_others_keep_their_names(plain: bytes, issued: bytes) -> None:
    parts = unpack(plain)
    number = book_of(plain).sheetnames.index(OWN) + 1
    mark = f'worksheet" Target="/xl/worksheets/sheet{number}.xml"'
    rels = parts["xl/_rels/workbook.xml.rels"].decode()
    assert mark in rels
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(mark, mark.replace("worksheet", "xlMacrosheet", 1)).encode()
    made = corrected(pack(parts), issued)
    assert OWN not in book_of(made).sheetnames
    assert f"{OWN}　宏表、对话框表" in said(made)
    assert book_of(made)[SHEET].print_title_rows == book_of(plain)[SHEET].print_title_rows


def test_a_sheet_of_a_chart_comes_along(issued: bytes) -> None:
    book = book_of(filled(issued, GOOD, SPOILED))
    chart = BarChart()
    chart.add_data(Reference(page(book, SHEET), min_col=12, min_row=7, max_row=9))
    book.create_chartsheet("进度图").add_chart(chart)
    made = corrected(saved(book), issued)
    assert [sheet.title for sheet in book_of(made).chartsheets] == ["进度图"]
    assert said(made) == []


def test_a_table_keeps_its_place_and_look_and_not_where_it_was_filled_from(issued: bytes) -> None:
    book = book_of(with_work(filled(issued, GOOD, SPOILED), SHEET))
    table = Table(
        displayName="表1", ref="A1:B4", tableStyleInfo=TableStyleInfo("TableStyleLight9", showRowStripes=True)
    )
    page(book, OWN).add_table(table)
    table.tableType, table.connectionId = "queryTable", 1
    made = corrected(saved(book), issued)
    (found,) = page(book_of(made), OWN).tables.values()
    assert (found.ref, found.tableStyleInfo.name, [column.name for column in found.tableColumns]) == (
        "A1:B4", "TableStyleLight9", ["项目", "金额"]
    )  # fmt: skip
    assert list(strangers(made)) == []


def test_names_and_rules_that_need_only_the_file_stay(issued: bytes) -> None:
    book = book_of(filled(issued, GOOD, SPOILED))
    for name, value in (("本表", f"'{SHEET}'!$A$1:$B$2"), ("Auto_Open", f"'{SHEET}'!$A$1"), ("远", "[1]Sheet1!$A$1")):
        book.defined_names[name] = DefinedName(name, attr_text=value)
    sheet = page(book, SHEET)
    bound = FormatObject("min")
    for place, end in (("T7:T9", FormatObject("formula", "[1]Sheet1!$A$1")), ("U7:U9", FormatObject("max"))):
        scale = ColorScale(cfvo=[bound, end], color=[Color("FFFFFFFF"), Color("FFFF0000")])
        sheet.conditional_formatting.add(place, Rule("colorScale", colorScale=scale))
    made = corrected(saved(book), issued)
    after = book_of(made)
    assert {"本表", "rk_form"} <= after.defined_names.keys()
    assert {"Auto_Open", "远"}.isdisjoint(after.defined_names)
    places = {str(area.sqref) for area in page(after, SHEET).conditional_formatting}
    assert ("T7:T9" in places, "U7:U9" in places) == (False, True)
    assert list(strangers(made)) == []


# Other kinds of files ----------------------------------------------------------------------------------------


COUNTED = "还有 2 格必填没填"
"""What the program that the unit used had worked out."""


def in_another_kind(data: bytes, kind: str) -> bytes:
    """Return a filled form as a workbook of another kind, with a sheet of the unit's own in it."""
    pages: dict[str, Page] = {
        grid.name: [
            [COUNTED if str(value).endswith("格必填没填") else value for value in line] for line in contents(grid.rows)
        ]
        for grid in read_grids(data)
    }
    return dressed.WRITERS[kind](Book({**pages, dressed.OWN: dressed.PAGE}))


@pytest.mark.parametrize("kind", dressed.WRITERS)
def test_the_work_of_the_unit_is_carried_into_the_form_from_another_kind_of_file(issued: bytes, kind: str) -> None:
    sent = in_another_kind(filled(issued, GOOD, SPOILED, {(7, None): {"remarks": "见台账"}}), kind)
    made = corrected(sent, issued)
    after = book_of(made)
    assert after.sheetnames[1:] == [*book_of(issued).sheetnames, dressed.OWN]
    own = page(after, dressed.OWN)
    assert [[cell.value for cell in row][:2] for row in own["A1:B2"]] == [list(row) for row in dressed.PAGE]
    assert own[dressed.NOTED].comment.text == dressed.NOTE
    spot = own[dressed.FILLED]
    assert (spot.fill.fgColor.rgb, spot.font.color.rgb, spot.font.b) == ("FFFFFF00", "FFFF0000", True)
    assert round(own.column_dimensions["A"].width) == dressed.WIDTH
    assert pictures(after, dressed.OWN) == [dressed.PICTURE]
    assert f"{dressed.OWN}　文本框：{dressed.WORDS}" in said(made)
    assert f"{dressed.OWN}　图表" in said(made)
    assert (page(after, SHEET)["L7"].value, page(after, SHEET)["P9"].value) == ("大约一半", "见台账")
    assert list(strangers(made)) == []
    # The form's own formulas show what they gave for these answers, not for an empty form.
    there = [cell.coordinate for row in page(after, SHEET) for cell in row if str(cell.value).startswith("=IFERROR")]
    assert page(book_of(made, results=True), SHEET)[there[0]].value == COUNTED


def test_what_stands_beside_below_and_above_the_table_is_carried_to_its_place(issued: bytes) -> None:
    """A row of the form was deleted, so that the copy is made of the form as it was issued."""
    book = book_of(filled(issued, GOOD, SPOILED))
    sheet = page(book, SHEET)
    sheet["R9"], sheet["D30"] = "王科：待核", "另：三号地块年底交付"
    sheet["R9"].fill = PatternFill("solid", fgColor="FF92D050")
    sheet["K9"].comment = Comment("请李科核对", "王科")
    sheet["B2"] = f"{sheet['B2'].value}（第二稿）"
    sheet.column_dimensions["J"].width = 66
    sheet.add_image(Image(io.BytesIO(png())), "R9")
    sheet.delete_rows(8)
    sheet.row_dimensions[8].height = 321  # with the row above it gone
    made = corrected(saved(book), issued)
    after = page(book_of(made), SHEET)
    assert (after["R9"].value, after["D30"].value) == ("王科：待核", "另：三号地块年底交付")
    assert (after["R9"].fill.fgColor.rgb, after["R9"].protection.locked) == ("FF92D050", False)
    assert after["K9"].comment.text == "请李科核对"
    assert after.column_dimensions["J"].width == 66
    assert [row for row, dimension in after.row_dimensions.items() if dimension.height == 321] == [9]
    # The picture began in R9, which is the row below the last task since that row is gone.
    assert [(image.anchor._from.row + 1, image.anchor._from.col + 1) for image in images(after)] == [(10, 18)]
    assert [line for line in said(made) if "（第二稿）" in line] != []


def test_a_sheet_of_the_units_own_comes_as_it_was_with_results_for_formulas(issued: bytes) -> None:
    book = book_of(filled(issued, GOOD, SPOILED))
    own, hidden = book.create_sheet("合计"), book.create_sheet("草稿")
    own["A1"], own["A2"], own["B2"], hidden["A1"] = "=1+1", "=2+2", "见下", "旧数"
    own.freeze_panes, hidden.sheet_state = "B2", "veryHidden"
    own.column_dimensions.group("C", "E", hidden=True)
    page(book, SHEET).delete_rows(8)
    parts = unpack(saved(book))
    parts = {path: re.sub(rb"(<f>1\+1</f>)<v ?/>", rb"\1<v>2</v>", part) for path, part in parts.items()}
    made = corrected(pack(parts), issued)
    after = page(book_of(made), "合计")
    assert (after["A1"].value, after["B2"].value, after.freeze_panes) == (2, "见下", "B2")
    assert (after.column_dimensions["C"].hidden, after.column_dimensions["C"].max) == (True, 5)
    assert (page(book_of(made), "草稿").sheet_state, page(book_of(made), "草稿")["A1"].value) == ("hidden", "旧数")
    assert said(made) == ["合计 A1　公式（格子里是算出的结果）", "合计 A2　没有算出结果的公式：=2+2"]


def test_rows_that_were_inserted_into_the_table_go_below_it_each_for_itself(issued: bytes) -> None:
    book = book_of(filled(issued, GOOD, SPOILED))
    sheet = page(book, SHEET)
    sheet.delete_rows(9)
    sheet.insert_rows(8, 2)
    sheet["J8"], sheet["J9"] = "甲：在办", "乙：未办"
    after = page(book_of(corrected(saved(book), issued)), SHEET)
    below = [str(after[f"J{row}"].value) for row in range(10, 30)]
    assert below.index("乙：未办") == below.index("甲：在办") + 1


def test_of_a_row_that_was_copied_below_the_table_its_words_are_carried_and_not_its_key(issued: bytes) -> None:
    """A copy that holds a key twice would be asked about when it comes back."""
    book = book_of(filled(issued, GOOD, SPOILED))
    sheet = page(book, SHEET)
    sheet.delete_rows(8)
    sheet["A30"], sheet["J30"] = sheet["A8"].value, "去年的旧数"
    after = page(book_of(corrected(saved(book), issued)), SHEET)
    assert [after[f"J{row}"].value for row in range(20, 40)].count("去年的旧数") == 1
    keys = [after[f"A{row}"].value for row in range(7, 40)]
    assert keys.count(sheet["A8"].value) == 1


def test_of_an_earlier_copy_nothing_is_carried_into_the_form(copy: bytes, issued: bytes) -> None:
    book = book_of(copy)
    page(book, SHEET).delete_rows(9)
    made = corrected(saved(book), issued)
    names = book_of(made).sheetnames
    assert [name for name in names if name.startswith(SHEETS[Degree.MEND].text(Lang.HANS))] == names[:1]
    assert [line for line in said(made) if SHEETS[Degree.MEND].text(Lang.HANS) in line] == []


def test_of_a_wide_empty_sheet_only_the_cells_that_are_there_are_laid_out(issued: bytes) -> None:
    """A mark in the last corner that is read: to lay out what lies between takes half a gigabyte."""
    line: list[Content] = ["" for _ in range(190)]
    sent = translated(other_formats.ods(Book({"草稿": [*([line[:1]] * 4_000), [*line, "远处"]]})), "草稿.ods")
    form = open_book(issued)
    assert sent is not None
    assert form is not None
    remove_marks(sent)
    assert carry(form, sent, {})["草稿", "GI4001"] == ("草稿", "GI4001")
    assert max(len(cells_of(edited.book["草稿"])) for edited in (sent, form)) == 2, "it, and A1, which was looked at"


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods"])
def test_a_sheet_of_another_kind_shows_its_errors_and_percents_where_they_stood(kind: str) -> None:
    rows: Page = [["项目", "金额", "占比"], ["道路", other_formats.Error("#DIV/0!"), other_formats.Percent(0.25)]]
    sent = translated(other_formats.WRITERS[kind](Book({"台账": rows})), f"a.{kind}")
    assert sent is not None
    sheet = page(sent.book, "台账")
    assert [cell.value for cell in sheet[2]] == ["道路", "#DIV/0!", 0.25]
    assert "%" in sheet["C2"].number_format


def test_of_merged_ranges_that_overlap_the_first_is_carried() -> None:
    """No program opens a workbook in which two of them share a cell."""
    sent = translated(
        b"""<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
          xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>
        <Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">x</Data></Cell></Row>
        <Row><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="String">y</Data></Cell></Row>
        <Row><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="String">z</Data></Cell></Row>
        </Table></Worksheet></Workbook>""",
        "a.xml",
    )
    assert sent is not None
    assert sent.merged["a"] == ["A1:B2", "B3:C3"]


def test_a_file_that_could_not_be_looked_at_again_is_said_to_be_left_out(issued: bytes) -> None:
    entries, findings = assess(filled(issued, GOOD, SPOILED))
    made = correction_copy(b"", "经信局.xlsx", findings, lang=Lang.HANS, blank=issued, entries=entries)
    assert said(made) == ["表里另外的内容：自建的工作表、批注、图片等"]


@pytest.mark.skipif(printing.find_office() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_work_of_the_unit_is_carried_from_what_libreoffice_saves(
    plain: bytes, issued: bytes, tmp_path: Path, kind: str
) -> None:
    (tmp_path / "a.xlsx").write_bytes(plain)
    words = [str(printing.find_office()), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    subprocess.run([*words, "--convert-to", kind, "--outdir", tmp_path, tmp_path / "a.xlsx"], check=True, timeout=300)
    made = corrected((tmp_path / f"a.{kind}").read_bytes(), issued)
    after = book_of(made)
    sheet, own = page(after, SHEET), page(after, OWN)
    assert sheet[SIDE[0]].value == SIDE[1]
    assert str(sheet[NOTED].comment.text).startswith("请李科核对")
    assert sheet[COLOURED[0]].fill.fgColor.rgb == COLOURED[1]
    assert round(sheet.column_dimensions["J"].width) == 61
    assert [len(pictures(after, name)) for name in (SHEET, OWN)] == [1, 1]
    assert [own["B2"].value, own["B4"].value, own["A2"].comment.text] == [120, 200, "含征迁"]
    assert own["B3"].fill.fgColor.rgb == "FFFFC000"
    assert [str(area) for area in own.merged_cells.ranges] == ["D2:E3"]
    assert said(made) == [f"{OWN} B4　公式（格子里是算出的结果）", f"{OWN}　图表"]
    assert list(strangers(made)) == []


# What cannot be edited ---------------------------------------------------------------------------------------

SHEET_XML = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


@pytest.mark.parametrize("name", ["admit", "clean", "draw", "restore_extensions"])
def test_a_fault_of_ours_is_not_taken_for_damage(plain: bytes, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(editing, name, fails)
    with pytest.raises(ZeroDivisionError):
        open_book(plain)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("xl/workbook.xml", b"<workbook"),
        ("xl/worksheets/sheet3.xml", SHEET_XML.replace(b"{}", b"<row r='x'/>")),
        ("xl/worksheets/sheet3.xml", SHEET_XML.replace(b"{}", b"<row><c r='?'/></row>")),
        ("xl/styles.xml", b"<styleSheet><cellXfs>"),
        ("xl/comments/comment1.xml", b"<comments/>"),
        ("xl/charts/chart1.xml", b"<c:chartSpace"),
        ("xl/drawings/drawing1.xml", b"<wsDr"),
        ("xl/theme/theme1.xml", b"<a:theme"),
    ],
)
def test_what_damage_makes_libraries_raise_is_damage(plain: bytes, issued: bytes, path: str, content: bytes) -> None:
    data = pack(unpack(plain) | {path: content})
    entries, findings = assess(plain)
    made = correction_copy(data, "经信局.xlsx", findings, lang=Lang.HANS, blank=issued, entries=entries)
    assert book_of(made)[SHEET]["L7"].value == "大约一半"


# The schema --------------------------------------------------------------------------------------------------

# The elements of a sheet in the order that ECMA-376 part 1, 18.3.1.99 wants, and those of a workbook (18.2.27).
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
_BOOK = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr",
)  # fmt: skip


def orders(data: bytes) -> Iterator[tuple[str, list[int]]]:
    """Yield each part whose order matters, and at which place each of its elements should stand."""
    for path, content in unpack(data).items():
        names = _BOOK if path == "xl/workbook.xml" else _ORDER if re.match(r"xl/worksheets/sheet\d", path) else ()
        if names:
            yield path, [names.index(node.tag.rpartition("}")[2]) for node in fromstring(content)]


def test_the_parts_of_a_copy_stand_in_the_order_of_the_schema(copy: bytes) -> None:
    found = dict(orders(copy))
    assert len(found) == 6 + 1
    for path, places in found.items():
        assert places == sorted(places), path


def test_every_relation_of_a_copy_leads_to_a_part_that_is_there(copy: bytes) -> None:
    parts = unpack(copy)
    for path, content in parts.items():
        if path.endswith(".rels"):
            targets = [node.get("Target", "") for node in fromstring(content)]
            folder = path.partition("_rels/")[0]
            assert {target.lstrip("/") if target[0] == "/" else folder + target for target in targets} <= parts.keys()
    named = re.findall(rb'PartName="/([^"]+)"', parts["[Content_Types].xml"])
    assert {name.decode() for name in named} <= parts.keys()


def test_other_readers_read_a_copy(copy: bytes) -> None:
    grids = {grid.name: grid for grid in read_grids(copy)}
    assert grids[OWN].cell(3, 1) == 0.0 or grids[OWN].cell(1, 1) == 120.0
    assert grids[SHEET].cell(7, 17) == SIDE[1]
