"""What is struck through, hidden or tracked in a list is left out and told, or asked about: never issued unseen."""

import struct
from collections.abc import Callable

import pytest
from openpyxl import Workbook

from reportkit.diagnostics import Severity
from reportkit.files.container import read_document
from reportkit.files.document import Marking
from reportkit.files.repack import unpack
from reportkit.imported import Imported
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from tests import other_formats
from tests.containers import xlsx as made_xlsx
from tests.containers import zipped
from tests.invented.documents import Block, Cell, Grid, Row, docx, page, row, xlsx
from tests.master_shapes import Box, draw_sheet, saved
from tests.master_shapes import docx as word_body
from tests.other_formats import Book

HEAD = "序号|重点工作|牵头单位|备注"


def sheet(*blocks: Block) -> bytes:
    return xlsx({"任务": blocks})


MAKERS = {"list.docx": docx, "list.html": page, "list.xlsx": sheet}


def grid(*lines: str, hidden: frozenset[int] = frozenset(), deleted: frozenset[int] = frozenset()) -> Grid:
    """Return a table from lines with bars between the cells, below its headings; rows count from the headings."""
    return Grid(tuple(row(*line.split("|")) for line in (HEAD, *lines)), hidden, deleted)


def works(found: Imported) -> list[tuple[int, str, list[str]]]:
    return [(task.no, task.work, [ref.written for ref in task.leads]) for task in found.master.tasks]


def said(found: Imported) -> list[tuple[str, int | None, tuple[str, ...], str | None]]:
    """Return code, task, places and text of what is told of marks."""
    marks = [finding for finding in found.diagnostics if "L36" <= finding.code.name <= "L40"]
    return [(finding.code.name, finding.task, finding.cells, finding.found) for finding in marks]


# Struck through -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MAKERS)
def test_a_row_struck_out_is_left_out_and_told(name: str) -> None:
    table = grid("1|建设学校3所|区教育局|", "[-2-]|[-新建医院-]|[-区卫健局-]|", "3|修路10公里|区交通局|")
    found = import_list(name, MAKERS[name](table))
    assert works(found) == [(1, "建设学校3所", ["区教育局"]), (3, "修路10公里", ["区交通局"])]
    assert said(found) == [("L36", None, ("A3", "B3", "C3"), "2 新建医院 区卫健局")]
    assert {finding.severity for finding in found.diagnostics if finding.code.name == "L36"} == {Severity.FIXED}


@pytest.mark.parametrize("name", MAKERS)
def test_words_and_units_struck_out_are_left_out_and_told_at_their_task(name: str) -> None:
    table = grid("1|建设学校[-3所、-]医院2所|[-区教育局、-]区卫健局|", "2|修路10公里|区交通局|")
    found = import_list(name, MAKERS[name](table))
    assert works(found)[0] == (1, "建设学校医院2所", ["区卫健局"])
    assert said(found) == [("L36", 1, ("B2", "C2"), "3所、 区教育局、")]


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_left_beside_a_wording_struck_out_is_no_task_and_heads_none(name: str) -> None:
    table = grid("1|建设学校|区教育局|", "2|[-新建医院-]|区卫健局|并入第3项", "3|修路|区交通局|")
    found = import_list(name, MAKERS[name](table))
    assert [(task.no, task.section, task.work) for task in found.master.tasks] == [(1, "", "建设学校"), (3, "", "修路")]
    assert [d.found for d in found.diagnostics if d.code.name == "L08"] == ["区卫健局", "并入第3项"]


@pytest.mark.parametrize("name", MAKERS)
def test_what_is_merged_down_from_a_row_struck_out_stays_with_the_rows_below(name: str) -> None:
    rows: tuple[Row, ...] = (
        row("序号", "项目", "重点工作", "牵头单位"),
        [Cell("1"), Cell("农业"), Cell("甲工作"), Cell("区农业局")],
        [Cell("2", down=2), Cell("教育", down=2), Cell("[-乙工作-]"), Cell("[-区教育局-]")],
        [None, None, Cell("丙工作"), Cell("区体育局")],
    )
    found = import_list(name, MAKERS[name](Grid(rows)))
    assert [(task.no, task.project, task.work) for task in found.master.tasks] == [
        (1, "农业", "甲工作"),
        (2, "教育", "丙工作"),
    ]


@pytest.mark.parametrize(("name", "make"), [("list.docx", docx), ("list.html", page)])
def test_a_paragraph_struck_out_is_left_out_and_told(name: str, make: Callable[..., bytes]) -> None:
    found = import_list(
        name,
        make(
            "1. 建设学校3所。（牵头单位：区教育局）",
            "[-2. 新建医院2所。（牵头单位：区卫健局）-]",
            "3. 修路10公里。（牵头单位：区交通局）",
        ),
    )
    assert [(task.no, task.work) for task in found.master.tasks] == [(1, "建设学校3所。"), (3, "修路10公里。")]
    assert [(code, text) for code, _, _, text in said(found)] == [("L36", "2. 新建医院2所。（牵头单位：区卫健局）")]


@pytest.mark.parametrize(
    ("properties", "kept"),
    [
        ("<w:strike/>", "甲丙"),
        ("<w:dstrike/>", "甲丙"),
        ("<w:vanish/>", "甲丙"),
        ('<w:strike w:val="1"/>', "甲丙"),
        ('<w:strike w:val="0"/>', "甲乙丙"),
        ('<w:strike w:val="false"/>', "甲乙丙"),
        ('<w:rStyle w:val="gone"/>', "甲丙"),
        ('<w:rStyle w:val="kin"/>', "甲丙"),
        ('<w:rStyle w:val="kin"/><w:strike w:val="0"/>', "甲乙丙"),
        ('<w:rStyle w:val="round"/>', "甲乙丙"),
        ("<w:b/>", "甲乙丙"),
    ],
)
def test_word_strikes_a_run_through_by_itself_or_by_its_style(properties: str, kept: str) -> None:
    run = f"<w:r><w:t>甲</w:t></w:r><w:r><w:rPr>{properties}</w:rPr><w:t>乙</w:t></w:r><w:r><w:t>丙</w:t></w:r>"
    assert _word(f"<w:p>{run}</w:p>") == [kept]


def test_word_strikes_a_paragraph_through_by_its_style() -> None:
    styled = '<w:pPr><w:pStyle w:val="gone"/></w:pPr>'
    shown = '<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>乙</w:t></w:r>'
    assert _word(f"<w:p>{styled}<w:r><w:t>甲</w:t></w:r>{shown}</w:p><w:p><w:r><w:t>丙</w:t></w:r></w:p>") == [
        "乙",
        "丙",
    ]


def test_words_struck_out_in_several_runs_are_told_once_and_spaces_never() -> None:
    gone = "<w:r><w:rPr><w:strike/></w:rPr>{}</w:r>".format
    runs = gone("<w:t>乙</w:t>") + gone("<w:tab/>") + gone("<w:t>丁</w:t>")
    kept = "<w:r><w:t>甲</w:t><w:br/><w:t>丙</w:t></w:r>"
    inserted = f"<w:ins>{gone('<w:t>戊</w:t>')}<w:del>{gone('<w:delText>己</w:delText>')}</w:del></w:ins>"
    blank = gone('<w:t xml:space="preserve"> </w:t>')
    (document,) = read_document("a.docx", word_body(f"<w:p>{runs}{kept}{blank}{inserted}</w:p>"))
    assert [piece.text for piece in document.pieces] == ["甲\n丙"]
    assert [(mark.how, mark.text) for mark in document.marked] == [
        (Marking.STRUCK, "乙\t丁"),
        (Marking.STRUCK, "戊"),
        (Marking.DELETED, "己"),
    ]


_STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:styleId="gone"><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:styleId="kin"><w:basedOn w:val="gone"/></w:style>'
    '<w:style w:styleId="round"><w:basedOn w:val="round"/></w:style></w:styles>'
)


def _word(body: str) -> list[str]:
    parts = unpack(word_body(body)) | {"word/styles.xml": _STYLES.encode()}
    (document,) = read_document("a.docx", zipped(parts))
    return [piece.text for piece in document.pieces]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("甲<s>乙</s>丙", "甲丙"),
        ("甲<strike>乙</strike>丙", "甲丙"),
        ("甲<del>乙</del>丙", "甲丙"),
        ("甲<s>乙<b>丁</s>戊</b>丙", "甲戊丙"),
        ("甲<span style='color:red; text-decoration: underline line-through'>乙</span>丙", "甲丙"),
        ("甲<span style='text-decoration-line:line-through'>乙<span>丁</span>戊</span>丙", "甲丙"),
        ("甲<span style='text-decoration:underline'>乙</span>丙", "甲乙丙"),
        ("甲<font class='xl1 gone'>乙</font>丙", "甲丙"),
        ("甲<font class='xl1'>乙</font>丙", "甲乙丙"),
        ("甲<s>乙</b>丙</s>丁", "甲丁"),
        ("甲<s>乙</td>丙", "甲"),
        ("<s>甲<table><tr><td>内</table>乙</s>丙", "丙"),
        ("甲<s>乙", "甲"),
        ("甲<p style='text-decoration:line-through'>乙<p>丙", "甲\n丙"),
        ("<table><tr><td><s>乙</td><td>丁</td></table>", ""),
    ],
)
def test_a_page_strikes_through_by_tags_styles_and_classes(cell: str, kept: str) -> None:
    css = "<style><!-- .xl1\n{color:red}\n.gone\n\t{mso-x:0; text-decoration:line-through;} --></style>"
    data = f"<html><head>{css}</head><body><table><tr><td>{cell}<td>末</table></body></html>".encode()
    (document,) = read_document("a.html", data)
    assert [each.text for each in document.tables[0].cells][:2] == [kept, "末"]


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ("<tr style='text-decoration:line-through'><td>甲<td>乙<tr><td>丙<td>丁", [["", ""], ["丙", "丁"]]),
        ("<tr><td class=gone>甲</td><td>乙</td></tr>", [["", "乙"]]),
        ("<tr><td><s>甲<tr><td>乙", [[""], ["乙"]]),
    ],
)
def test_a_page_strikes_rows_and_cells_through(rows: str, kept: list[list[str]]) -> None:
    data = f"<html><style>.gone{{text-decoration:line-through}}</style><table>{rows}</table></html>".encode()
    (document,) = read_document("a.html", data)
    assert [[each.text for each in line] for line in document.tables[0].rows] == kept


_FONTS = "<fonts><font/><font><strike/></font><font><strike val='0'/></font></fonts>"
_XFS = "<cellStyleXfs><xf fontId='1'/></cellStyleXfs><cellXfs><xf/><xf fontId='1'/><xf fontId='2'/></cellXfs>"
_DXF = "<dxfs><dxf><font><strike/></font></dxf></dxfs>"


@pytest.mark.parametrize(
    ("cell", "kept", "struck"),
    [
        ("<c r='A1' s='1' t='inlineStr'><is><t>甲</t></is></c>", "", "甲"),
        ("<c s='1' t='inlineStr'><is><t>甲</t></is></c>", "", "甲"),
        ("<c r='A1' s='1'><v>12</v></c>", "", "12"),
        ("<c r='A1' s='0' t='inlineStr'><is><t>甲</t></is></c>", "甲", None),
        ("<c r='A1' s='2' t='inlineStr'><is><t>甲</t></is></c>", "甲", None),
        ("<c r='A1' s='1' t='inlineStr'><is><r><t>甲</t></r><r><rPr><b/></rPr><t>乙</t></r></is></c>", "乙", "甲"),
        (
            "<c r='A1' t='inlineStr'><is><t>甲</t><r><rPr><strike/></rPr><t>乙</t></r><rPh><t>jia</t></rPh></is></c>",
            "甲",
            "乙",
        ),
        ("<c r='A1' t='s'><v>1</v></c>", "丁", "戊"),
        ("<c r='A1' t='s'><v>0</v></c>", "己", None),
    ],
)
def test_a_workbook_strikes_through_by_fonts_of_cells_and_runs(cell: str, kept: str, struck: str | None) -> None:
    shared = "<sst><si><t>己</t></si><si><r><t>丁</t></r><r><rPr><strike/></rPr><t>戊</t></r></si></sst>"
    rows = f"<row>{cell}</row><row r='2'><c r='A2' s='0' t='inlineStr'><is><t>末</t></is></c></row>"
    styles = f"<styleSheet>{_FONTS}{_XFS}{_DXF}</styleSheet>"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        path: part.replace(">", f" xmlns='{main}'>", 1)
        for path, part in (("xl/styles.xml", styles), ("xl/sharedStrings.xml", shared))
    }
    (document,) = read_document("a.xlsx", made_xlsx(rows, parts))
    assert [each.text for each in document.tables[0].cells] == [kept, "末"]
    assert [(mark.how, mark.text) for mark in document.marked] == ([(Marking.STRUCK, struck)] if struck else [])


_FONT = struct.Struct("<HH8s").pack(220, 0x08, b"\xff\x7f\x90\x01" + b"\0" * 4)


def _old() -> bytes:
    """Return an old workbook of nothing but text that is struck through."""
    style = struct.pack("<3H", 0, 0, 1) + b"\0" * 14
    return other_formats.xls(Book({"任务": _ROWS}), ((0x31, _FONT + b"\0" * 4), *((0xE0, style),) * 30))


_ROWS = (("序号", "重点工作", "牵头单位"), ("1", "建设学校", "区教育局"), ("2", "新建医院", "区卫健局"))


def test_an_old_workbook_strikes_cells_through() -> None:
    (document,) = read_document("a.xls", _old())
    assert document.texts() == ()
    assert [mark.text for mark in document.marked] == [text for line in _ROWS for text in line]


_LINED = (
    '<office:automatic-styles><style:style style:name="up"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style><style:style style:name="gone" '
    'style:parent-style-name="up"/><style:style style:name="shown" style:parent-style-name="up">'
    '<style:text-properties style:text-line-through-style="none"/></style:style></office:automatic-styles>'
)


@pytest.mark.parametrize(
    ("was", "now", "kept"),
    [
        ("<text:p>新建医院", '<text:p>新建<text:span text:style-name="gone">医院</text:span>', "新建"),
        ("<text:p>新建医院", '<text:p>新建<text:span text:style-name="shown">医院</text:span>', "新建医院"),
        ('office:value-type="string"><text:p>新', 'office:value-type="string" table:style-name="gone"><text:p>新', ""),
        (
            'office:value-type="string"><text:p>新',
            'office:value-type="string" table:style-name="shown"><text:p>新',
            None,
        ),
    ],
)
def test_an_opendocument_strikes_through_by_styles_and_their_parents(was: str, now: str, kept: str | None) -> None:
    parts = unpack(other_formats.ods(Book({"任务": _ROWS})))
    content = parts["content.xml"].decode()
    assert was in content
    content = content.replace("<office:document-content", '<office:document-content xmlns:style="urn:style"', 1)
    content = content.replace("<office:body>", f"{_LINED}<office:body>", 1).replace(was, now, 1)
    (document,) = read_document("a.ods", zipped({**parts, "content.xml": content}))
    assert document.tables[0].rows[2][1].text == ("新建医院" if kept is None else kept)
    assert bool(document.marked) is (kept in ("", "新建"))


# Tracked changes ------------------------------------------------------------------------------------------------


def test_tracked_deletions_are_left_out_and_told_and_insertions_are_asked_about() -> None:
    found = import_list("a.docx", docx(grid("1|建设学校[~3所~][+4所+]|区教育局|", "2|修路|区交通局|")))
    assert works(found)[0] == (1, "建设学校4所", ["区教育局"])
    assert said(found) == [("L37", 1, ("B2",), "3所"), ("L38", 1, ("B2",), "4所")]
    assert {d.code.name: d.severity for d in found.diagnostics if d.code.name in ("L37", "L38")} == {
        "L37": Severity.FIXED,
        "L38": Severity.WARNING,
    }


def test_a_row_deleted_while_changes_were_tracked_is_left_out_and_told() -> None:
    table = grid("1|建设学校|区教育局|", "2|新建医院|区卫健局|", "3|修路|区交通局|", deleted=frozenset({2}))
    found = import_list("a.docx", docx(table))
    assert [(no, work) for no, work, _ in works(found)] == [(1, "建设学校"), (3, "修路")]
    assert said(found) == [("L37", None, ("A3", "B3", "C3"), "2 新建医院 区卫健局")]


def test_what_is_merged_down_from_a_deleted_row_stays_with_the_rows_below() -> None:
    rows: tuple[Row, ...] = (
        row("序号", "项目", "重点工作", "牵头单位"),
        [Cell("1"), Cell("农业", down=2), Cell("甲工作"), Cell("区农业局")],
        [Cell("2"), None, Cell("乙工作"), Cell("区教育局")],
        [Cell("3"), Cell("民生"), Cell("丙工作"), Cell("区体育局")],
    )
    found = import_list("a.docx", docx(Grid(rows, deleted=frozenset({1}))))
    assert [(task.no, task.project, task.work) for task in found.master.tasks] == [
        (2, "农业", "乙工作"),
        (3, "民生", "丙工作"),
    ]


def test_a_text_that_was_moved_counts_where_it_is_now() -> None:
    run = "<w:r><w:t>甲</w:t></w:r>"
    body = f"<w:p><w:moveFrom>{run}</w:moveFrom></w:p><w:p><w:r><w:t>乙</w:t></w:r><w:moveTo>{run}</w:moveTo></w:p>"
    (document,) = read_document("a.docx", word_body(body))
    assert [piece.text for piece in document.pieces] == ["乙甲"]
    assert [(mark.how, mark.text) for mark in document.marked] == [(Marking.INSERTED, "甲")]


# Hidden ---------------------------------------------------------------------------------------------------------

WRITERS = {
    "xlsx": other_formats.xlsx,
    "xls": other_formats.xls,
    "xlsb": other_formats.xlsb,
    "ods": other_formats.ods,
    "xml": other_formats.xml_2003,
    "html": other_formats.page,
}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_hidden_row_is_left_out_and_asked_about(kind: str) -> None:
    rows = (*_ROWS, ("3", "修路", "区交通局"))
    found = import_list(f"a.{kind}", WRITERS[kind](Book({"任务": rows}, hidden=frozenset({2}))))
    assert [(no, work) for no, work, _ in works(found)] == [(1, "建设学校"), (3, "修路")]
    assert said(found) == [("L39", None, ("A3", "B3", "C3"), "2 新建医院 区卫健局")]
    assert {d.severity for d in found.diagnostics if d.code.name == "L39"} == {Severity.WARNING}


def test_what_is_merged_down_from_a_hidden_row_stays_with_the_rows_below() -> None:
    rows: tuple[Row, ...] = (
        row("序号", "项目", "重点工作", "牵头单位"),
        [Cell("1"), Cell("农业", down=3), Cell("甲工作"), Cell("区农业局")],
        [Cell("2"), None, Cell("乙工作"), Cell("区教育局")],
        [Cell("3"), None, Cell("丙工作"), Cell("区体育局")],
    )
    for name in ("list.xlsx", "list.html"):
        found = import_list(name, MAKERS[name](Grid(rows, hidden=frozenset({1}))))
        assert [(t.no, t.project, t.work) for t in found.master.tasks] == [(2, "农业", "乙工作"), (3, "农业", "丙工作")]
        assert [text for *_, text in said(found)] == ["1 甲工作 区农业局"]


@pytest.mark.parametrize(
    ("hidden", "words"),
    [(["下拉"], "it was not read."), (["下拉", "任务"], "it was read, as every sheet is hidden."), ([], "")],
)
def test_a_hidden_sheet_is_asked_about(hidden: list[str], words: str) -> None:
    book = Workbook()
    draw_sheet(book, "任务", [[Box(text) for text in line] for line in _ROWS], "")
    book.create_sheet("下拉")["A1"] = "区教育局"
    parts = unpack(saved(book))
    for at, name in enumerate(("任务", "下拉"), 1):
        shown, gone = (f'name="{name}" sheetId="{at}" state="{state}"'.encode() for state in ("visible", "hidden"))
        assert shown in parts["xl/workbook.xml"]
        parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(shown, gone if name in hidden else shown)
    found = import_list("a.xlsx", zipped(parts))
    assert [no for no, *_ in works(found)] == [1, 2]
    told = [(d.sheet, d.message(Lang.EN).partition("; ")[2]) for d in found.diagnostics if d.code.name == "L40"]
    assert told == [(sheet, words) for sheet in hidden]
