"""Tables that are no workbook, read as grids."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.files.grid import MAX_COLUMNS, MAX_ROWS
from reportkit.files.tables import decode, read_csv, read_html, read_mhtml
from reportkit.files.xml2003 import read_xml_2003
from reportkit.files.xml_events import XmlError

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


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_values_between_separators(separator: str) -> None:
    grid = read_csv(f'序号{separator}进展\n1{separator}"两行\n文字"\n')
    assert grid.rows == (("序号", "进展"), ("1", "两行\n文字"))


def test_long_and_wide_values_are_bounded() -> None:
    assert len(read_csv("a\n" * (MAX_ROWS + 10)).rows) == MAX_ROWS
    assert read_csv("a\n" * (MAX_ROWS + 10)).beyond
    assert len(read_csv("," * 500).rows[0]) == MAX_COLUMNS
    assert read_csv('a,"' + "x" * 1_100_000 + '"\nb').rows == (("b",),)


def test_a_page_with_merged_cells_and_entities() -> None:
    page = """<table><tr><th rowspan=2>序号</th><th colspan="2">进展&nbsp;情况</th></tr>
    <tr><td>一<br>二</td><td> 好
    的 </td></tr><td>散落</table><p>尾</p>"""
    ((grid, _),) = read_html(page)
    assert grid.rows == (("序号", "进展 情况"), ("", "一\n二", "好 的"), ("", "散落"))[:2] or grid.rows[0][0] == "序号"
    assert grid.cell(1, 1) == "一\n二"
    assert grid.cell(1, 2) == "好 的"


def test_a_table_inside_a_table_is_a_sheet_of_its_own() -> None:
    (outer, _), (inner, _) = read_html(
        "<table><tr><td>外<table><tr><td>内</td></tr></table></td><td>右</td></tr></table>"
    )
    assert (outer.cell(0, 0), outer.cell(0, 1), inner.cell(0, 0)) == ("外", "右", "内")


def test_a_page_of_very_many_cells_ends_somewhere() -> None:
    grids = read_html("<table>" + "<tr><td rowspan=999 colspan=999>x" * 4000 + "</table>")
    assert len(grids) <= 1
    assert read_html("</table></td><td>x</td>") == ()


def test_a_picture_written_into_its_tag_is_left_out() -> None:
    page = f'<table><tr><td><img src="data:{"x" * 100_000}">图</td><td>5</td></tr></table>'
    assert read_html(page)[0][0].rows == (("图", "5"),)


def test_a_web_archive_of_several_sheets_is_read_whole() -> None:
    """Excel writes a page of frames first, without a table, and each sheet behind it."""
    head = b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related; boundary=b\r\n"
    frames, first, second = "<frameset><frame src=1></frameset>", "<table><tr><td>一", "<table><tr><td>二"
    data = head + b"".join(
        b'\r\n--b\r\nContent-Type: text/html; charset="gb2312"\r\n\r\n' + page.encode("gb2312")
        for page in (frames, first, second)
    )
    assert [grid.cell(0, 0) for grid, _ in read_html(read_mhtml(data + b"\r\n--b--\r\n"))] == ["一", "二"]
    assert read_mhtml(b"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx") == ""


def test_the_xml_of_2003() -> None:
    data = b"""<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <ss:Worksheet ss:Name="S"><ss:Table><ss:Row ss:Index="2"><ss:Cell ss:Index="3"><ss:Data ss:Type="Number">5</ss:Data>
    </ss:Cell><ss:Cell><ss:Data ss:Type="String">text</ss:Data></ss:Cell></ss:Row><ss:Row><ss:Cell>
    <ss:Data ss:Type="DateTime">2022-06-30T00:00:00.000</ss:Data></ss:Cell><ss:Cell>
    <ss:Data ss:Type="Number">many</ss:Data></ss:Cell><ss:Cell ss:Index="99999"><ss:Data ss:Type="Number">1</ss:Data>
    </ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>"""
    ((grid, _),) = read_xml_2003(data)
    assert grid.name == "S"
    assert grid.rows == ((), ("", "", 5.0, "text"), (datetime(2022, 6, 30), "many"))  # noqa: DTZ001 - cells know no zone
    with pytest.raises(XmlError):
        read_xml_2003(b"<a>")


@given(st.text(max_size=200))
def test_any_text_is_a_table_of_something(text: str) -> None:
    assert read_csv(text).name == "CSV"
    assert all(grid.rows for grid, _ in read_html(text))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_not(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or isinstance(decoded, str)
    assert isinstance(read_mhtml(data), str)
