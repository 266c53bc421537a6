"""Honest workbooks that the reader of values stumbles over are read all the same, with their true names and values."""

import re
from collections.abc import Callable, Mapping

import pytest

from reportkit.diagnostics import Code
from reportkit.files.container import FileKind, open_container
from reportkit.files.part_names import decoded
from reportkit.files.repack import stored, unpack
from reportkit.language.words import Lang
from tests.containers import xlsx_parts, zipped
from tests.hostile import ods, table
from tests.other_formats import Book, xlsb

ROWS = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
Parts = dict[str, str | bytes]


def parts(sheets: int = 2) -> Parts:
    strings = "<sst><si><t>进展 &amp; 问题</t></si></sst>"
    return {**xlsx_parts(ROWS, sheets=sheets), "xl/sharedStrings.xml": strings, "xl/styles.xml": "<styleSheet/>"}


def a_macro_module_of_excel_95(parts: Parts) -> None:
    book = str(parts["xl/workbook.xml"])
    parts["xl/workbook.xml"] = book.replace(
        "</sheets>", '<sheet name="模块1" sheetId="9" state="veryHidden" r:id=""/></sheets>'
    )


def a_sheet_of_macros(parts: Parts) -> None:
    a_macro_module_of_excel_95(parts)
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace('r:id=""', 'r:id="m"')
    links = str(parts["xl/_rels/workbook.xml.rels"])
    link = '<Relationship Id="m" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" '
    parts["xl/_rels/workbook.xml.rels"] = links.replace("</R", link + 'Target="macrosheets/sheet1.xml"/></R')
    parts["xl/macrosheets/sheet1.xml"] = '<macrosheet xmlns="a"/>'


def excel_for_telephones(parts: Parts) -> None:
    for name, content in parts.items():
        text = content if isinstance(content, str) else content.decode()
        text = text.partition("?>")[2] if text.startswith("<?xml") else text
        parts[name] = ('<?xml version="1.0" encoding="UTF-16"?>' + text).encode("utf-16")


def move(parts: Parts, folder: str, target: str) -> None:
    moved = {re.sub("^xl/", folder, name): content for name, content in parts.items()}
    moved["_rels/.rels"] = str(moved["_rels/.rels"]).replace("xl/workbook.xml", target)
    parts.clear()
    parts.update(moved)


def a_workbook_at_the_root(parts: Parts) -> None:
    move(parts, "", "/workbook.xml")


def a_workbook_in_another_folder(parts: Parts) -> None:
    move(parts, "alt/", "./alt/workbook.xml")


def a_workbook_in_another_folder_that_names_its_parts_from_the_root(parts: Parts) -> None:
    move(parts, "Alt/", "/Alt/workbook.xml")
    links = "Alt/_rels/workbook.xml.rels"
    parts[links] = str(parts[links]).replace('Target="worksheets/', 'Target="/alt/worksheets/')


def a_workbook_in_a_folder_whose_name_is_percent_encoded(parts: Parts) -> None:
    move(parts, "a b/", "/a%20b/workbook.xml")


def sheets_beside_the_folder_of_the_workbook(parts: Parts) -> None:
    move(parts, "alt/", "alt/workbook.xml")
    for n, target in enumerate(("../data/sheet1.xml", "/data/sheet2.xml"), 1):
        parts[f"data/sheet{n}.xml"] = parts.pop(f"alt/worksheets/sheet{n}.xml")
        lead_to(parts, "alt/_rels/workbook.xml.rels", f"worksheets/sheet{n}.xml", target)


def lead_to(parts: Parts, relations: str, before: str, target: str) -> None:
    parts[relations] = str(parts[relations]).replace(f'"{before}"', f'"{target}"')


@pytest.mark.parametrize(
    "odd",
    [
        a_macro_module_of_excel_95,
        a_sheet_of_macros,
        excel_for_telephones,
        a_workbook_at_the_root,
        a_workbook_in_another_folder,
        a_workbook_in_another_folder_that_names_its_parts_from_the_root,
        a_workbook_in_a_folder_whose_name_is_percent_encoded,
        sheets_beside_the_folder_of_the_workbook,
    ],
)
def test_a_workbook_that_excel_opens_is_not_called_damaged(odd: Callable[[Parts], None]) -> None:
    made = parts()
    odd(made)
    found = open_container(zipped(made), "回执.xlsx")
    assert (found.kind, found.findings) == (FileKind.XLSX, ())
    assert [(grid.name, grid.visible) for grid in found.grids] == [("S1", True), ("S2", True)]
    assert found.grids[0].cell(0, 0) == "进展 & 问题"
    assert {"S1", "S2"} <= set(found.details)


@pytest.mark.parametrize(
    "target", ["worksheets/%E8%A1%A8%201.xml", "worksheets/表 1.xml", "./worksheets/../worksheets/表%201.xml"]
)
@pytest.mark.parametrize("name", ["xl/worksheets/%e8%a1%a8%201.xml", "xl/worksheets/表 1.xml"])
def test_a_sheet_whose_name_is_percent_encoded_is_found_in_every_spelling(target: str, name: str) -> None:
    made = parts()
    sheet = made.pop("xl/worksheets/sheet1.xml")
    lead_to(made, "xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", target)
    found = open_container(zipped({**made, name: sheet}), "回执.xlsx")
    assert (found.findings, found.grids[0].cell(0, 0)) == ((), "进展 & 问题")
    decoy = {"xl/worksheets/%E8%A1%A8 1.xml": made["xl/worksheets/sheet2.xml"]}
    both = open_container(zipped({**made, name: sheet, **decoy}), "回执.xlsx")
    assert [finding.code for finding in both.findings] == [Code.F09]


@pytest.mark.parametrize(
    ("name", "said"),
    [("a%20b", "a b"), ("%E8%A1%A8", "表"), ("a%2Fb%5cc%00", "a%2Fb%5cc%00"), ("%FF", "%FF"), ("100%", "100%")],
)
def test_what_is_percent_encoded_is_a_character_but_never_a_slash(name: str, said: str) -> None:
    assert decoded(name) == said


def test_what_is_hidden_stays_hidden_and_days_are_counted_as_before() -> None:
    made = parts()
    a_macro_module_of_excel_95(made)
    book = str(made["xl/workbook.xml"]).replace('name="S2"', 'name="S2 &lt;旧&gt;" state="hidden"')
    made["xl/workbook.xml"] = book.replace("<sheets>", '<workbookPr date1904="1"/><sheets>')
    made["xl/styles.xml"] = '<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'
    sheet = str(made["xl/worksheets/sheet1.xml"])
    made["xl/worksheets/sheet1.xml"] = sheet.replace("</row>", '<c r="B1" s="1"><v>100</v></c></row>')
    found = open_container(zipped(made), "回执.xlsx")
    assert [(grid.name, grid.visible) for grid in found.grids] == [("S1", True), ("S2 <旧>", False)]
    assert str(found.grids[0].cell(0, 1)) == "1904-04-10"


def test_an_opendocument_with_line_breaks_between_its_cells() -> None:
    data = ods(
        '<table:table table:name="表">\n  <table:table-row>\n    <table:table-cell office:value-type="string">\n'
        "<text:p>进展 </text:p></table:table-cell>\n <table:table-cell office:value-type='float' office:value='5'/>\n"
        "</table:table-row>\n</table:table>\n"
    )
    found = open_container(data, "回执.ods")
    assert (found.kind, found.findings) == (FileKind.ODS, ())
    assert found.grids[0].rows[0] == ("进展 ", 5.0)


def test_macros_and_menus_of_libreoffice_do_not_keep_it_from_being_read() -> None:
    """LibreOffice puts a DTD into every file of macros, and none of them is ever looked into."""
    dtd = '<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">'
    row = '<table:table-row><table:table-cell office:value-type="float" office:value="5"/></table:table-row>'
    data = ods(f'<table:table table:name="表">{row}</table:table>', {"Basic/script-lc.xml": dtd + "<a/>"})
    found = open_container(data, "回执.ods")
    assert [finding.code.name for finding in found.findings] == ["F11"]
    assert found.grids[0].cell(0, 0) == 5.0


def test_damaged_document_properties_keep_no_form_from_being_read() -> None:
    made = parts()
    made |= {"docProps/core.xml": "<x", "docProps/custom.xml": "<x"}
    found = open_container(zipped(made), "回执.xlsx")
    (finding,) = found.findings
    assert (finding.code, found.book.modified, found.book.properties) == (Code.F31, "", {})
    assert finding.message(Lang.EN).endswith("left aside: docProps/core.xml, docProps/custom.xml.")
    assert found.grids[0].cell(0, 0) == "进展 & 问题"


def test_an_opendocument_that_says_its_kind_only_in_its_list_of_parts_is_one() -> None:
    whole = unpack(ods(table(1, 1)))
    del whole["mimetype"]
    whole["META-INF/manifest.xml"] = (
        b'<a><b full-path="/" media-type="application/vnd.oasis.opendocument.spreadsheet"/></a>'
    )
    found = open_container(stored(whole), "回执.ods")
    assert (found.kind, found.findings, found.grids[0].cell(0, 0)) == (FileKind.ODS, (), 1.0)


def without_sheets() -> Mapping[str, bytes]:
    """Return workbooks without a sheet of cells."""
    binary = unpack(xlsb(Book({"表": [["甲"]]})))
    records = binary["xl/workbook.bin"]
    start = records.index(b"\x9c\x01")
    length = records[start + 2]
    binary["xl/workbook.bin"] = records[:start] + records[start + 3 + length :]
    return {"xlsx": zipped(xlsx_parts(sheets=0)), "ods": ods(""), "xlsb": stored(binary)}


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xlsb"])
def test_a_workbook_without_a_sheet_of_cells_has_a_reason(kind: str) -> None:
    found = open_container(without_sheets()[kind], "回执")
    (finding,) = found.findings
    assert (found.grids, finding.code) == ((), Code.F33)
    assert "没有任何工作表" in finding.message(Lang.HANS)
