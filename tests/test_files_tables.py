"""Tables that are no workbook, read as grids."""

import contextlib
import csv
from collections.abc import Mapping
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import MOST_CELLS, Code
from reportkit.files.container import open_container, read_document
from reportkit.files.decoding import decode, xml_as_utf_8
from reportkit.files.grid import Grid
from reportkit.files.limits import LIST, RETURN
from reportkit.files.refusal import RefusalError
from reportkit.files.separated import read_separated, read_texts, separators
from reportkit.files.sheets import Sheets
from reportkit.files.text import Text, read_mhtml
from reportkit.files.web_page import read_page, read_page_sheets
from reportkit.files.xml2003 import read_xml_2003
from reportkit.files.xml_events import XmlError
from reportkit.language.errors import ReportkitError
from reportkit.language.script import to_traditional
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from tests.master_shapes import docx

TEXT = "序号,进展\n1,好"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace(",", "\t").replace("好", "一").encode("utf-16-be"),
    ],
)
def test_texts_in_every_encoding_offices_use(data: bytes) -> None:
    text = decode(data)
    assert text is not None
    assert text.replace("\t", ",").replace("一", "好") == TEXT


def test_xml_in_utf_16_becomes_utf_8_and_all_else_stays() -> None:
    declared = '<?xml version="1.0" encoding="UTF-16"?><a>好</a>'
    assert xml_as_utf_8(declared.encode("utf-16")) == '<?xml version="1.0" encoding="UTF-8"?><a>好</a>'.encode()
    assert xml_as_utf_8(b"\xfe\xff" + "<a>好</a>".encode("utf-16-be")) == "<a>好</a>".encode()
    for other in ("<a>好</a>".encode(), b"\xff\xfe\x00", b"\xff\xfe\x00\xd8", b""):
        assert xml_as_utf_8(other) == other


def test_a_declared_encoding_counts() -> None:
    assert decode('<meta charset="big5">進展'.encode("big5")) == '<meta charset="big5">進展'
    assert decode(b'<meta charset="no-such">\xb2\xe2') == '<meta charset="no-such">测'
    # UTF-8 by chance, and UTF-8 in truth under a declaration that nobody mended.
    assert decode('<meta charset="gbk">一'.encode("gbk")) == '<meta charset="gbk">一'
    assert decode('<meta charset="gbk">进展顺利'.encode()) == '<meta charset="gbk">进展顺利'


def test_a_few_damaged_bytes_do_not_make_a_text_unreadable() -> None:
    mended = decode((TEXT * 40).encode() + b"\xff")
    assert mended is not None
    assert mended.startswith(TEXT)
    assert decode(b"\xff\xff\xff\x80\x80 abc") is None
    assert decode(b"abc\0def") is None
    assert decode(b"\xff\xfe\x00") is None


OFFICE = "序号,重点工作,牵头单位\n1,扩大招商引资，新增企业20家,区商务局\n"
ENCODINGS = {
    "gb18030": OFFICE,
    "big5": to_traditional(OFFICE),
    "traditional in gb18030": to_traditional(OFFICE),
    "utf-16-le": OFFICE,
    "utf-16-be": OFFICE,
    "utf-8": OFFICE,
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_is_the_same_as_a_return_and_as_a_list(encoding: str) -> None:
    text = ENCODINGS[encoding]
    data = text.encode(encoding.removeprefix("traditional in "))
    (grid,) = open_container(data, "回执.csv").grids
    assert grid.rows == tuple(tuple(line.split(",")) for line in text.splitlines())
    table = next(read_document("清单.csv", data)).tables[0]
    assert [tuple(cell.text for cell in row) for row in table.rows] == list(grid.rows)


@pytest.mark.parametrize("text", ["序號,進展\n1,好", "進展", "臺東縣政府建設處", "擴大招商。\n王小明\n區商務局"])
def test_a_few_words_are_enough_to_tell_big5(text: str) -> None:
    assert decode(text.encode("big5")) == text


@pytest.mark.parametrize("text", ["序号", "状态,好", "区(qū)发(fā)改局", "擴大招商。\n王小明\n區商務局"])
def test_a_few_words_are_enough_to_tell_gb18030(text: str) -> None:
    assert decode(text.encode("gb18030")) == text


def rows_of(text: str) -> tuple[tuple[object, ...], ...]:
    (grid,) = read_separated(Text(text), RETURN).grids
    return grid.rows


@pytest.mark.parametrize("separator", [",", "\t", ";", "|", "，"])
def test_values_between_separators(separator: str) -> None:
    assert rows_of(f'序号{separator}进展\n1{separator}"两行\n文字"\n') == (("序号", "进展"), ("1", "两行\n文字"))


def test_the_separator_is_the_one_that_makes_a_table_not_the_one_that_is_met_most() -> None:
    prose = "完成甲,乙,丙;丁，戊,己"
    text = "填报表\n序号\t进展\t备注\n" + "".join(f"{n}\t{prose}\t无\n" for n in range(1, 9))
    assert separators(text)[0] == "\t"
    assert rows_of(text)[1:3] == (("序号", "进展", "备注"), ("1", prose, "无"))


def far(text: str) -> Mapping[str | None, tuple[str, ...]]:
    return read_separated(Text(text), RETURN).far


EVEN = "a,b\n" * 4


def test_values_beyond_the_limits_are_named() -> None:
    rows = "a\n" * (RETURN.rows + 10)
    assert len(rows_of(rows)) == RETURN.rows
    assert far(rows) == {"CSV": tuple(f"A{n}" for n in range(RETURN.rows + 1, RETURN.rows + 11))}
    assert len(rows_of(EVEN + "," * 500 + "x")[4]) == RETURN.columns
    assert far(EVEN + "," * 500 + "x") == {"CSV": ("SG5",)}
    assert far(EVEN + "," * 500) == {}
    endless = EVEN + 'a,"' + "x" * 1_100_000 + '"\nb'
    assert (rows_of(endless)[4:], far(endless)) == (((), ("b",)), {"CSV": ("A5",)})


def test_reading_changes_nothing_that_other_readers_go_by() -> None:
    before = csv.field_size_limit()
    assert rows_of(f"{EVEN}1,{'x' * 131_072}")[4][1] == "x" * 131_072
    assert far(f"{EVEN}1,{'x' * 131_073}") == {"CSV": ("A5",)}
    assert csv.field_size_limit() == before


def table(separator: str = ",", more: str = "") -> bytes:
    lines = ["序号,重点工作,牵头单位", *(f"{n},完成第{n}项工作,区教育局" for n in range(1, 9))]
    return "\n".join((*(line.replace(",", separator) for line in lines), more)).encode()


@pytest.mark.parametrize(
    ("data", "address"),
    [
        (table(more="9,甲,乙" + "," * 1200 + "x"), "ATG10"),
        (table("\t", "9\t甲\t乙" + "\t" * 1200 + "x"), "ATG10"),
        (table(more="\n" * 1_048_570 + "9,甲,乙"), "A1048580"),
        (table(more=f'9,"{"x" * 1_100_000}",乙'), "A10"),
        (table() + b"9" + ("," * 900 + "x\n").encode() * 6000, "AHQ6009"),
    ],
    ids=["a row too wide", "tabs", "too many rows", "a value too long", "too many values"],
)
def test_a_list_between_separators_that_reaches_too_far_is_refused_with_its_address(data: bytes, address: str) -> None:
    with pytest.raises(ReportkitError) as caught:
        import_list("list.csv", data)
    assert address in caught.value.message(Lang.EN)
    assert "no list" not in caught.value.message(Lang.EN)


def test_prose_with_commas_without_end_is_prose() -> None:
    endless = "戊，" * 2000
    prose = f"1\n完成甲，乙，丙，{endless}己。\n牵头单位：区教育局\n2\n完成丁，戊。\n牵头单位：区教育局\n"
    assert len(import_list("list.txt", prose.encode()).master.tasks) == 2
    for none in (f"今天很好，大家都好。\n你好，世界。\n{endless}", f"今天很好。\n{endless}\n{endless}，己"):
        with pytest.raises(ReportkitError, match="holds no list of tasks"):
            import_list("list.txt", none.encode())


def sheets_of(page: str) -> Sheets:
    return read_page_sheets(Text(page), RETURN)


def test_a_page_with_merged_cells_and_entities() -> None:
    page = """<table><tr><th rowspan=2>序号</th><th colspan="2">进展&nbsp;情况</th></tr>
    <tr style="display : none"><td>一<br>二</td><td> 好
    的 </td></tr><td>散落</table><p>尾</p>"""
    sheets = sheets_of(page)
    (grid,) = sheets.grids
    assert grid.rows == (("序号", "进展 情况"), ("", "一\n二", "好 的", "散落"))
    assert grid.merged == ((0, 0, 1, 0), (0, 1, 0, 2))
    assert sheets.details["HTML 1"].hidden_rows == {1}


def test_the_same_page_as_a_document_has_its_paragraphs_as_well() -> None:
    page = "<h1>清单</h1><p>一、经济<table><tr><td rowspan=0>甲<p>乙</p><td>1<tr><td>2</table><p>尾</p>"
    (document,) = read_page(Text(page), LIST)
    (table,) = document.tables
    assert (document.title, [piece.text for piece in document.pieces]) == ("清单", ["清单", "一、经济", "尾"])
    assert [[cell.text for cell in row] for row in table.rows] == [["甲\n乙", "1"], ["甲\n乙", "2"]]
    assert (table.heading, table.follows) == ("一、经济", True)


def test_a_table_goes_by_the_last_line_above_it_however_many_empty_ones_stand_between() -> None:
    table = "<table><tr><td>甲</table>"
    page = f"<p>一、经济{table}<p> <p> {table}<p> {table} 二、民生{table}{table}<p>尾"
    (document,) = read_page(Text(page), LIST)
    headings = ["一、经济", "一、经济", "一、经济", "二、民生", "二、民生"]
    assert [table.heading for table in document.tables] == headings
    paragraph, empty = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "<w:p/>"
    row = f"<w:tbl><w:tr><w:tc>{paragraph.format('甲')}</w:tc></w:tr></w:tbl>"
    first, second = map(paragraph.format, ("一、经济", "二、民生"))
    (document,) = read_document("list", docx(f"{row}{first}{row}{empty}{empty}{row}{second}{row}{row}"))
    headings = ["", "一、经济", "一、经济", "二、民生", "二、民生"]
    assert [table.heading for table in document.tables] == headings


def test_a_table_inside_a_table_is_a_sheet_of_its_own() -> None:
    page = "<table><tr><td>外<table><tr><td>内</td></tr></table>面</td><td>右</td></tr></table>"
    outer, inner = sheets_of(page).grids
    assert (outer.rows, inner.rows) == ((("外面", "右"),), (("内",),))


def test_spans_never_reach_beyond_the_table_nor_the_limits() -> None:
    sheets = sheets_of("<table>" + "<tr><td rowspan=999 colspan=999>x" * 4000 + "</table>")
    (grid,) = sheets.grids
    assert grid.merged == tuple((top, 0, min(top + 998, 3999), 199) for top in range(0, 4000, 999))
    assert len(sheets.far["HTML 1"]) == MOST_CELLS


def test_spans_that_take_more_places_than_any_page_are_refused() -> None:
    rows = "<tr><td rowspan=2 colspan=200>x" * 20_000
    assert rows.count("<") < RETURN.tags
    with pytest.raises(RefusalError) as caught:
        sheets_of(f"<table>{rows}</table>")
    assert caught.value.code is Code.F18


def test_what_is_no_table_of_a_page_is_no_sheet() -> None:
    with pytest.raises(RefusalError, match="F05"):
        sheets_of("</table></td><td>x</td>")


def test_a_picture_written_into_its_tag_is_left_out() -> None:
    page = f'<table><tr><td><img src="data:{"x" * 100_000}">图</td><td>5</td></tr></table>'
    assert sheets_of(page).grids[0].rows == (("图", "5"),)


ARCHIVE = b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=b\r\n"


def archive(*pages: str) -> bytes:
    parts = (b'\r\n--b\r\nContent-Type: text/html; charset="gb2312"\r\n\r\n' + page.encode("gb2312") for page in pages)
    return ARCHIVE + b"".join(parts) + b"\r\n--b--\r\n"


def test_a_web_archive_of_several_sheets_is_read_whole() -> None:
    """Excel writes a page of frames first, without a table, and each sheet behind it."""
    data = archive("<frameset><frame src=1></frameset>", "<table><tr><td>一", "<table><tr><td>二")
    assert [grid.cell(0, 0) for grid in open_container(data, "回执.mht").grids] == ["一", "二"]
    (document,) = read_document("清单.mht", data)
    assert [table.rows[0][0].text for table in document.tables] == ["一", "二"]
    assert read_mhtml(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx") == ""


def test_the_xml_of_2003() -> None:
    data = """<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <ss:Worksheet ss:Name="S"><ss:Table><ss:Row ss:Index="2"><ss:Cell ss:Index="3"><ss:Data ss:Type="Number">5</ss:Data>
    </ss:Cell><ss:Cell><ss:Data ss:Type="String">text</ss:Data></ss:Cell></ss:Row><ss:Row><ss:Cell>
    <ss:Data ss:Type="DateTime">2022-06-30T00:00:00.000</ss:Data></ss:Cell><ss:Cell>
    <ss:Data ss:Type="Number">many</ss:Data></ss:Cell><ss:Cell ss:Index="16384"><ss:Data ss:Type="Number">1</ss:Data>
    </ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>"""
    sheets = read_xml_2003(Text(data), RETURN)
    (grid,) = sheets.grids
    assert grid.name == "S"
    assert grid.rows == ((), ("", "", 5.0, "text"), (datetime(2022, 6, 30), "many"))  # noqa: DTZ001 - cells know no zone
    assert sheets.far == {"S": ("XFD3",)}
    with pytest.raises(XmlError):
        read_xml_2003(Text("<a>"), RETURN)


def test_of_merged_ranges_that_overlap_the_first_count_and_none_reaches_beyond_the_cells() -> None:
    grid = Grid("表", visible=True, rows=(("甲", "乙"), ("丙", "丁")), merged=((0, 0, 1_048_575, 0),) * 3)
    assert list(grid.true_ranges()) == [(0, 0, 1, 0), (0, 0, 1, 0)]
    beside = Grid("表", visible=True, rows=(("甲",),), merged=((5, 5, 6, 6), (0, 0, 0, 3)))
    assert list(beside.true_ranges()) == [(0, 0, 0, 0)]


@given(st.text(max_size=200))
def test_any_text_is_a_table_of_something_or_none(text: str) -> None:
    with contextlib.suppress(RefusalError):
        assert [grid.name for grid in read_separated(Text(text), RETURN).grids] == ["CSV"]
    with contextlib.suppress(RefusalError):
        assert all(grid.rows for grid in sheets_of(text).grids)
    assert list(read_texts(Text(text), LIST))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_not(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded, str)
    assert isinstance(read_mhtml(data), str)
