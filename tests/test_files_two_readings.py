"""Files in which two readers see two values: where both come to the same it is read, else it is a question.

Each reader takes another of two cells with one address, stops or goes on at a comment, takes the first or the last text
for a number that names none. Nobody can say what the unit meant, so neither counts, and both are told.
"""

import re
import struct
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.address import address
from reportkit.corrections.marked_copy import correction_copy
from reportkit.diagnostics import Code
from reportkit.files.book_parts import read_book
from reportkit.files.container import Container, open_container, read_document, require_container
from reportkit.files.ole import open_ole
from reportkit.files.repack import stored, unpack
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from tests.containers import cell, ole, sheet_xml, xlsx, xlsx_parts, zipped
from tests.hands import opened as workbook
from tests.hostile import excel_2003, ods, record
from tests.other_formats import WRITERS, Book, xls, xlsb
from tests.returned import HOUSING, SCIENCE, TASKS, codes, columns, filled, finding, form, read, row_of, said, sheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRINGS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>甲</t></si><si><t>乙</t></si></sst>'
)
PERCENT = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs><xf numFmtId="0"/>'
    '<xf numFmtId="9"/></cellXfs></styleSheet>'
)
PARTS = {"xl/sharedStrings.xml": STRINGS, "xl/styles.xml": PERCENT}
OTHER = '<row r="9"><c r="B9"><v>9</v></c></row>'
"""A row that is as it should be, and counts whatever stands beside it."""

Read = tuple[object, tuple[str, ...]]


def opened(rows: str, **more: str) -> Container:
    """Open a workbook with these rows and one more."""
    return open_container(xlsx(rows + OTHER, {**PARTS, **more}), "a.xlsx")


def look(found: Container) -> Read:
    """Return what stands in B1, and what can be read there if that is several things."""
    assert (found.findings, found.grids[0].cell(8, 1)) == ((), 9.0)
    return found.grids[0].cell(0, 1), found.ambiguous.get("S1", {}).get((0, 1), ())


def in_row(*cells: str) -> str:
    return f'<row r="1">{"".join(cells)}</row>'


def b1(content: str, marks: str = "") -> str:
    return f'<c r="B1"{marks}>{content}</c>'


def value(text: object, marks: str = "") -> str:
    return b1(f"<v>{text}</v>", marks)


def inline(*texts: str) -> str:
    return b1("".join(f"<is><t>{text}</t></is>" for text in texts), ' t="inlineStr"')


SHARED, TYPED = ' t="s"', ' t="inlineStr"'
QUESTIONS = {
    # what it is: (rows, what can be read)
    "a cell twice": (in_row(value(5), value(7)), ("5", "7")),
    "a cell twice, the second one empty": (in_row(value(5), '<c r="B1"/>'), ("5", "")),
    "a cell three times": (in_row(value(5), value(7), value(6)), ("5", "7", "6")),
    "a cell twice, in two rows of one number": (in_row(value(5)) + in_row(value(7)), ("5", "7")),
    "a cell twice, in two rows, the second empty": (in_row(value(5)) + in_row('<c r="B1"/>'), ("5", "")),
    "a cell twice, in the row of another": (in_row(value(5)) + f'<row r="2">{value(7)}</row>', ("5", "7")),
    "a cell twice, the second without an address": (in_row(value(5), '<c r="A1"/><c><v>7</v></c>'), ("5", "7")),
    "a number and a text": (in_row(value(5), inline("五")), ("5", "五")),
    "a number, and the same as per cent": (in_row(value(0.5), value(0.5, ' s="1"')), ("0.5", "50%")),
    "a shared text and another": (in_row(value(0, SHARED), value(1, SHARED)), ("甲", "乙")),
    "a formula without a result, and a value": (in_row(b1("<f>1+1</f>"), value(7)), ("=1+1", "7")),
    "a comment inside of a number": (in_row(value("5<!-- -->00")), ("5", "500")),
    "an instruction inside of a number": (in_row(value("5<?a b?>00")), ("5", "500")),
    "a comment inside of a text": (in_row(inline("完<!-- -->未完")), ("完", "完未完")),
    "a comment inside of a formula's text": (in_row(value("完<!-- -->未完", ' t="str"')), ("完", "完未完")),
    "two values": (in_row(b1("<v>5</v><v>7</v>")), ("5", "7")),
    "two texts": (in_row(inline("五", "七")), ("五", "七")),
    "a cell in a cell": (in_row(b1("<v>5</v>" + value(7))), ("5", "7")),
    "a cell in a cell of another row": (
        '<row r="2">' + f'<c r="B2"><v>3</v>{value(5)}</c></row>' + in_row(value(7)),
        ("5", "7"),
    ),
    "a cell without an address, in the row of another": (
        f'<row r="2"><c r="A1"/><c><v>5</v></c></row><row r="3">{value(7)}</row>',
        ("5", "7"),
    ),
    "a value and a text": (in_row(b1("<v>5</v><is><t>七</t></is>")), ("七", "5")),
    "a text that is not there": (in_row(value(2, SHARED)), ("", "2")),
    "a text far beyond": (in_row(value(10**12, SHARED)), ("", str(10**12))),
    "a text before the first": (in_row(value(-1, SHARED)), ("", "-1")),
    "a text and a half": (in_row(value("1.0", SHARED)), ("", "1.0")),
    "a text of a number with a line": (in_row(value("1_0", SHARED)), ("", "1_0")),
    "a text of a number in other digits": (in_row(value("１", SHARED)), ("", "１")),
    "a text of no number": (in_row(value("abc", SHARED)), ("", "abc")),
    "neither true nor false": (in_row(value(2, ' t="b"')), ("", "2")),
    "a kind that there is not": (in_row(value(5, ' t="zz"')), ("", "5")),
}


@pytest.mark.parametrize("what", QUESTIONS)
def test_where_readers_differ_neither_counts_and_both_are_told(what: str) -> None:
    rows, readings = QUESTIONS[what]
    assert look(opened(rows)) == ("", readings)


ALIKE = {
    # what it is: (rows, what is read)
    "a cell twice, the same": (in_row(value(5), value(5)), 5.0),
    "a cell twice, written differently": (in_row(value(5), value("5.00")), 5.0),
    "a cell twice, the first one empty": (in_row('<c r="B1" s="1"/>', value(5)), 5.0),
    "a number and the same as a text": (in_row(value(5), inline("5")), "5"),
    "a shared text and the same in the cell": (in_row(value(0, SHARED), inline("甲")), "甲"),
    "a row twice, with other cells": (in_row(value(5)) + in_row('<c r="C1"><v>7</v></c>'), 5.0),
    "rows out of order": ('<row r="3"><c r="B3"><v>3</v></c></row>' + in_row(value(5)), 5.0),
    "cells out of order": (in_row('<c r="C1"><v>7</v></c>', value(5)), 5.0),
    "a cell in the row of another": (f'<row r="4">{value(5)}</row>', 5.0),
    "a cell without an address behind one of another row": ('<row r="2"><c r="A1"/><c><v>5</v></c></row>', 5.0),
    "a cell without an address, and the row below": (
        '<row r="2"><c r="A1"/><c><v>5</v></c></row><row r="2"><c r="B2"><v>7</v></c></row>', 5.0,
    ),
    "cells without an address": ("<row><c/><c><v>5</v></c></row>", 5.0),
    "a comment before a number": (in_row(value("<!-- -->500")), 500.0),
    "a comment behind a number": (in_row(value("500<!-- -->")), 500.0),
    "a comment beside a number": (in_row(b1("<!-- --><v>500</v><!-- -->")), 500.0),
    "a comment between the cells": (in_row("<!-- -->", value(500), "<!-- -->"), 500.0),
    "a number as raw text": (in_row(value("<![CDATA[500]]>")), 500.0),
    "half a number as raw text": (in_row(value("5<![CDATA[00]]>")), 500.0),
    "a text as raw text": (in_row(inline("<![CDATA[1<2 & 3]]>")), "1<2 & 3"),
    "a text with blanks at its ends": (in_row(inline(" <!-- -->完 ")), " 完 "),
    "a text in runs, with how it is spoken": (
        in_row(b1("<is><r><t>完</t></r><r><t>成</t></r><rPh><t>wan</t></rPh></is>", TYPED), value("完成", ' t="str"')),
        "完成",
    ),
    "two values that are the same": (in_row(b1("<v>5</v><v>5</v>")), 5.0),
    "the number of a text with a sign": (in_row(value("+1", SHARED)), "乙"),
    "the number of a text with blanks": (in_row(value(" 1\n", SHARED)), "乙"),
    "a text where a value is told": (in_row(b1("<is><t>完</t></is>")), "完"),
    "a value where a text is told, and nothing else": (in_row(value("完成", TYPED)), "完成"),
    "a value where a text is told, by a formula": (in_row(b1("<f>A1</f><v>完成</v>", TYPED)), "完成"),
    "a value where a text is told, beside an odd mark": (in_row('<c r="A1" a="b"/>', value("完成", TYPED)), "完成"),
    "a value where a text is told": (in_row(value("5<!-- -->", ' t="inlineStr"')), "5"),
    "an error twice": (in_row(value("#N/A", ' t="e"'), value("#N/A", ' t="e"')), ""),
    "true twice": (in_row(value(1, ' t="b"'), value("1 ", ' t="b"')), True),
}  # fmt: skip


@pytest.mark.parametrize("what", ALIKE)
def test_what_comes_to_the_same_is_read(what: str) -> None:
    rows, wanted = ALIKE[what]
    assert look(opened(rows)) == (wanted, ())


@given(
    cells=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["", "5", "5.0", "7"])), max_size=12)
)
@settings(max_examples=100, deadline=None)
def test_cells_in_any_order_are_read_where_they_agree_and_asked_about_where_not(
    cells: list[tuple[int, int, str]],
) -> None:
    rows = "".join(
        f'<row r="{row + 1}"><c r="{address(row, column)}">{f"<v>{text}</v>" if text else ""}</c></row>'
        for row, column, text in cells
    )
    found = opened(rows)
    for place in {(row, column) for row, column, _ in cells}:
        said = [text for row, column, text in cells if (row, column) == place]
        while said and not said[0]:
            said.pop(0)
        seen = list(dict.fromkeys(f"{float(text):.15g}" if text else "" for text in said))
        assert found.ambiguous.get("S1", {}).get(place, ()) == (tuple(seen) if len(seen) > 1 else ())
        assert found.grids[0].cell(*place) == (float(seen[0]) if len(seen) == 1 else "")


def test_what_stands_behind_the_values_is_told_all_the_same() -> None:
    rows = in_row(
        value(0.5, ' s="1"'), value(0.5, ' s="1"'), '<c r="C1" t="e"><v>#REF!</v></c>', '<c r="D1"><f>1+1</f></c>'
    )
    found = opened(rows.replace("<row ", '<row hidden="1" '))
    details = found.details["S1"]
    assert (dict(details.formats), dict(details.errors)) == ({(0, 1): "0%"}, {(0, 2): "#REF!"})
    assert (set(details.uncalculated), set(details.hidden_rows)) == ({(0, 3)}, {0})


def test_a_row_that_stands_once_more_at_the_end_is_seen() -> None:
    found = open_container(xlsx(in_row(value(5)) + in_row('<c r="B1"/>')), "a.xlsx")
    assert found.ambiguous == {"S1": {(0, 1): ("5", "")}}


def test_merged_ranges_of_a_sheet_that_is_written_anew_are_kept() -> None:
    xml = sheet_xml(in_row(value(5), value(5)) + OTHER, '<mergeCells count="1"><mergeCell ref="B1:C2"/></mergeCells>')
    found = open_container(xlsx("", {"xl/worksheets/sheet1.xml": xml}), "a.xlsx")
    assert (found.grids[0].merged, found.grids[0].cell(0, 1)) == (((0, 1, 1, 2),), 5.0)


@pytest.mark.parametrize("strings", [STRINGS.replace("甲", "完<!-- -->未完"), STRINGS.replace("甲", "完<?a b?>未完")])
def test_a_comment_inside_of_a_shared_text_is_a_question_where_it_is_used(strings: str) -> None:
    found = opened(in_row(value(0, SHARED), '<c r="C1" t="s"><v>1</v></c>'), **{"xl/sharedStrings.xml": strings})
    assert (look(found), found.grids[0].cell(0, 2)) == (("", ("完", "完未完")), "乙")


def test_comments_that_part_no_shared_text_are_nothing() -> None:
    strings = (
        STRINGS.replace("甲", "<!-- <si/> -->完")
        .replace("</t></si></sst>", "</t><rPh><t>y<!-- -->i</t></rPh></si></sst>")
        .replace("乙", "<![CDATA[成]]>")
    )
    found = opened(in_row(value(0, SHARED), '<c r="C1" t="s"><v>1</v></c>'), **{"xl/sharedStrings.xml": strings})
    assert (look(found), found.grids[0].cell(0, 2)) == (("完", ()), "成")


@pytest.mark.parametrize(
    "text", ["<si/>", f"<x:si xmlns:x='{MAIN}'><t>丙</t></x:si>", "<si ><t>丙</t></si>", "<si\n/>"]
)
def test_texts_are_counted_however_they_are_written(text: str) -> None:
    strings = STRINGS.replace("</sst>", f"{text}</sst>")
    assert look(opened(in_row(value(2, SHARED)), **{"xl/sharedStrings.xml": strings}))[1] == ()


@pytest.mark.parametrize(
    ("strings", "read"),
    [
        (STRINGS.replace("<si>", "<x:si xmlns:x='a'><x:t>丙</x:t></x:si><si>", 1), ("", ("甲", "乙"))),
        (STRINGS.replace("<si>", "<si xmlns='a'><t>丙</t></si><si>", 1), ("", ("甲", "乙"))),
        (STRINGS.replace("<sst ", "<sst xmlns:x='a' ").replace("<si>", "<x:si/><si>", 1), ("", ("甲", "乙"))),
        (STRINGS.replace("<t>乙", "<t xmlns='a'>丙</t><t>乙"), ("", ("丙乙", "乙"))),
        (STRINGS.replace("</sst>", "<x xmlns='a'><y/></x></sst>"), ("乙", ())),
        (STRINGS.replace("<sst xmlns=", "<x:sst xmlns:x=").replace("</sst", "</x:sst").replace("<si", "<x:si")
         .replace("</si", "</x:si").replace("<t", "<x:t").replace("</t", "</x:t"), ("乙", ())),
    ],
)  # fmt: skip
def test_a_shared_text_of_a_foreign_namespace_is_none_to_some_and_shifts_the_others(strings: str, read: Read) -> None:
    assert look(opened(in_row(value(1, SHARED)), **{"xl/sharedStrings.xml": strings})) == read


# A sheet with two tables of cells


def twice(rows: str) -> Container:
    xml = sheet_xml(in_row(value(5)) + OTHER).replace("</sheetData>", f"</sheetData><sheetData>{rows}</sheetData>")
    return open_container(xlsx("", {**PARTS, "xl/worksheets/sheet1.xml": xml}), "a.xlsx")


@pytest.mark.parametrize("rows", [in_row(value(7)), '<row r="20"><c r="A20"><v>5</v></c></row>', in_row('<c r="B1"/>')])
def test_a_sheet_that_has_its_cells_twice_is_not_read(rows: str) -> None:
    (finding,) = twice(rows).findings
    assert (finding.code, finding.sheet) == (Code.F09, "S1")
    assert "一张工作表里有两份单元格" in finding.message(Lang.HANS)


@pytest.mark.parametrize("rows", ["", in_row(value("5.0")), in_row('<c r="C1"/>')])
def test_a_second_table_that_says_the_same_is_nothing(rows: str) -> None:
    assert look(twice(rows)) == (5.0, ())


def test_a_cell_outside_of_the_table_is_none_that_all_readers_see() -> None:
    for stray, wanted in (('<c r="C20"><v>7</v></c>', [Code.F09]), ('<c r="C20"/>', [])):
        xml = sheet_xml(in_row(value(5)), f"<extLst><ext>{stray}</ext></extLst>")
        found = open_container(xlsx("", {"xl/worksheets/sheet1.xml": xml}), "a.xlsx")
        assert [finding.code for finding in found.findings] == wanted


# Workbooks of other kinds


def old(*records: tuple[int, bytes], texts: tuple[tuple[int, bytes], ...] = ()) -> Container:
    """Open an old workbook whose B1 is 0.5, shown as it is, with further records."""
    return open_container(xls(Book({"甲": [["名", 0.5]]}), texts, {"甲": records}), "a.xls")


def at_b1(kind: int, content: bytes, style: int = 0) -> tuple[int, bytes]:
    return kind, struct.pack("<3H", 0, 1, style) + content


def number(value: float, style: int = 0) -> tuple[int, bytes]:
    return at_b1(0x203, struct.pack("<d", value), style)


def rk(value: int) -> bytes:
    return struct.pack("<I", value)


def result(*saved: int) -> bytes:
    return bytes(saved).ljust(6, b"\0") + b"\xff\xff" + struct.pack("<HIH", 0, 0, 0)


ONE_TEXT = ((0xFC, struct.pack("<2I", 1, 1) + struct.pack("<HB", 1, 1) + "甲".encode("utf-16-le")),)
SAID_AGAIN = {
    # what stands there once more: (records, what can be read)
    "a number": ([number(0.7)], ("0.5", "0.7")),
    "the number": ([number(0.5)], ()),
    "the number, packed": ([at_b1(0x27E, rk((50 << 2) | 3))], ()),
    "a number, packed": ([at_b1(0x27E, rk((7 << 2) | 2))], ("0.5", "7")),
    "the number, half of it": ([at_b1(0x27E, rk(0x3FE00000))], ()),
    "several numbers": ([(0xBD, struct.pack("<2H", 0, 1) + b"".join(struct.pack("<HI", 0, (n << 2) | 2) for n in (2, 3))
                          + struct.pack("<H", 2))], ("0.5", "2")),
    "the number as per cent": ([number(0.5, 2)], ("0.5", "50%")),
    "a text": ([at_b1(0x204, struct.pack("<HB", 1, 1) + "五".encode("utf-16-le"))], ("0.5", "五")),
    "nothing": ([at_b1(0x201, b"")], ("0.5", "")),
    "several times nothing": ([(0xBE, struct.pack("<5H", 0, 1, 0, 0, 2))], ("0.5", "")),
    "true": ([at_b1(0x205, b"\1\0")], ("0.5", "TRUE")),
    "an error": ([at_b1(0x205, b"\x2a\1")], ("0.5", "#N/A")),
    "a formula's number": ([at_b1(0x06, struct.pack("<d", 0.7) + struct.pack("<HIH", 0, 0, 0))], ("0.5", "0.7")),
    "a formula's text": ([at_b1(0x06, result(0)), (0x207, struct.pack("<HB", 1, 0) + b"x")], ("0.5", "x")),
    "a formula's truth": ([at_b1(0x06, result(1, 0, 1))], ("0.5", "TRUE")),
    "a formula's error": ([at_b1(0x06, result(2, 0, 0x17))], ("0.5", "#REF!")),
    "a formula's nothing": ([at_b1(0x06, result(3))], ("0.5", "")),
    "a shared text": ([at_b1(0xFD, struct.pack("<I", 0))], ("0.5", "甲")),
    "a shared text that is not there": ([at_b1(0xFD, struct.pack("<I", 1))], ("0.5", "", "1")),
}  # fmt: skip


@pytest.mark.parametrize("what", SAID_AGAIN)
def test_a_second_record_of_a_cell_of_an_old_workbook(what: str) -> None:
    records, readings = SAID_AGAIN[what]
    found = old(*records, texts=ONE_TEXT)
    assert found.ambiguous == ({"甲": {(0, 1): readings}} if readings else {})
    assert found.grids[0].cell(0, 1) == ("" if readings else 0.5)


def test_a_number_behind_several_is_seen_to_be_one_of_them() -> None:
    several = (
        0xBD,
        struct.pack("<2H", 4, 0) + struct.pack("<HIHI", 0, (2 << 2) | 2, 0, (3 << 2) | 2) + struct.pack("<H", 1),
    )
    found = old(several, (0x203, struct.pack("<3Hd", 4, 1, 0, 7.0)))
    assert found.ambiguous == {"甲": {(4, 1): ("3", "7")}}


def test_a_shared_text_of_an_old_workbook_that_is_not_there() -> None:
    place = struct.pack("<3H", 4, 0, 0)
    for wanted in (1, 2**31, 2**32 - 1):
        found = old((0xFD, place + struct.pack("<I", wanted)), texts=ONE_TEXT)
        assert found.ambiguous == {"甲": {(4, 0): ("", str(wanted))}}
    assert old((0xFD, place + struct.pack("<I", 0)), texts=ONE_TEXT).ambiguous == {}


def test_rows_of_an_old_workbook_out_of_order_are_read() -> None:
    rows = [(0x203, struct.pack("<3Hd", row, 0, 0, float(row))) for row in (9, 4, 7)]
    found = old(*rows)
    assert (found.ambiguous, [found.grids[0].cell(row, 0) for row in (4, 7, 9)]) == ({}, [4.0, 7.0, 9.0])


def test_where_a_text_goes_on_it_may_be_written_otherwise() -> None:
    table = (0xFC, struct.pack("<2I", 2, 2) + struct.pack("<HB", 3, 1) + b"a\0"), (0x3C, b"\0bc\1\0\0d")
    for number, readings in ((0, ("0.5", "abc")), (1, ("0.5", "d")), (2, ("0.5", "", "2"))):
        assert old(at_b1(0xFD, struct.pack("<I", number)), texts=table).ambiguous == {"甲": {(0, 1): readings}}


@given(
    texts=st.lists(st.tuples(st.text(st.sampled_from("ab中文"), max_size=9), st.booleans(), st.booleans()), max_size=6),
    cuts=st.lists(st.integers(1, 120), max_size=4),
)
@settings(max_examples=100, deadline=None)
def test_shared_texts_are_counted_wherever_their_table_is_cut(
    texts: list[tuple[str, bool, bool]], cuts: list[int]
) -> None:
    table = list(table_of(texts, set(cuts)))
    records = [(0xFC, struct.pack("<2I", 0, 0) + table[0]), *((0x3C, piece) for piece in table[1:])]
    last = len(texts)
    for wanted, is_there in ((last, False), (last - 1, True)):
        if wanted >= 0:
            cell = (0xFD, struct.pack("<3HI", 4, 0, 0, wanted))
            twin = (0xFD, struct.pack("<3HI", 4, 0, 0, 0))
            found = old(cell, texts=tuple(records)).ambiguous
            assert found == ({} if is_there else {"甲": {(4, 0): ("", str(wanted))}})
            both = {texts[0][0], texts[wanted][0]} if is_there else set()
            if len(both) > 1 and texts[0][0]:
                said = old(twin, cell, texts=tuple(records)).ambiguous["甲"][4, 0]
                assert set(said) == both


def table_of(texts: list[tuple[str, bool, bool]], cuts: set[int]) -> Iterator[bytes]:
    """Yield the pieces of a table of texts, cut after so many bytes at the first place where that may be."""
    piece = b""
    for text, is_rich, is_spoken in texts:
        flags = 1 | 8 * is_rich | 4 * is_spoken
        head = struct.pack("<HB", len(text), flags)
        piece += head + (struct.pack("<H", 1) if is_rich else b"") + (struct.pack("<I", 3) if is_spoken else b"")
        is_wide = True
        for place, character in enumerate(text):
            if len(piece) in cuts:
                yield piece
                is_wide = not text[place:].isascii()
                piece = bytes([is_wide])
            piece += character.encode("utf-16-le" if is_wide else "latin-1")
        piece += b"\7" * (4 * is_rich + 3 * is_spoken)
        if len(piece) in cuts:
            yield piece
            piece = b""
    yield piece


def binary(cells: bytes, strings: bytes = b"") -> Container:
    """Open a binary workbook whose B1 is 0.5, with further records and shared texts."""
    parts = dict(unpack(xlsb(Book({"甲": [["名", 0.5]]}))))
    path = "xl/worksheets/sheet1.bin"
    end = parts[path].index(record(146, b""))
    parts[path] = parts[path][:end] + cells + parts[path][end:]
    return open_container(stored({**parts, "xl/sharedStrings.bin": strings} if strings else parts), "a.xlsb")


def binary_cell(kind: int, content: bytes, column: int = 1, style: int = 0) -> bytes:
    return record(kind, struct.pack("<II", column, style) + content)


def counted(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


ROW_AGAIN = record(0, struct.pack("<IIH", 0, 0, 300) + bytes(7))
ONE_BINARY_TEXT = record(159, struct.pack("<2I", 1, 1)) + record(19, b"\0" + counted("甲")) + record(160, b"")
TAIL = struct.pack("<HII", 0, 0, 0)
SAID_IN_BINARY = {
    "a number": (binary_cell(5, struct.pack("<d", 0.7)), ("0.5", "0.7")),
    "the number": (binary_cell(5, struct.pack("<d", 0.5)), ()),
    "the number in a row that stands there twice": (ROW_AGAIN + binary_cell(5, struct.pack("<d", 0.5)), ()),
    "a number in a row that stands there twice": (ROW_AGAIN + binary_cell(5, struct.pack("<d", 0.7)), ("0.5", "0.7")),
    "the number, packed": (binary_cell(2, rk((50 << 2) | 3)), ()),
    "the number as per cent": (binary_cell(5, struct.pack("<d", 0.5), style=2), ("0.5", "50%")),
    "a text": (binary_cell(6, counted("五")), ("0.5", "五")),
    "nothing": (binary_cell(1, b""), ("0.5", "")),
    "true": (binary_cell(4, b"\1"), ("0.5", "TRUE")),
    "an error": (binary_cell(3, b"\x2a"), ("0.5", "#N/A")),
    "a formula's number": (binary_cell(9, struct.pack("<d", 0.7) + TAIL), ("0.5", "0.7")),
    "a formula's text": (binary_cell(8, counted("五") + TAIL), ("0.5", "五")),
    "a formula's error": (binary_cell(11, b"\x17" + TAIL), ("0.5", "#REF!")),
    "a shared text": (binary_cell(7, struct.pack("<I", 0)), ("0.5", "甲")),
}


@pytest.mark.parametrize("what", SAID_IN_BINARY)
def test_a_second_record_of_a_cell_of_a_binary_workbook(what: str) -> None:
    cells, readings = SAID_IN_BINARY[what]
    found = binary(cells, ONE_BINARY_TEXT)
    assert found.ambiguous == ({"甲": {(0, 1): readings}} if readings else {})
    assert found.grids[0].cell(0, 1) == ("" if readings else 0.5)


def test_a_shared_text_of_a_binary_workbook_that_is_not_there() -> None:
    found = binary(binary_cell(7, struct.pack("<I", 1), column=2), ONE_BINARY_TEXT)
    assert found.ambiguous == {"甲": {(0, 2): ("", "1")}}
    found = binary(binary_cell(7, struct.pack("<I", 0), column=2), ONE_BINARY_TEXT)
    assert (found.ambiguous, found.grids[0].cell(0, 2)) == ({}, "甲")


@pytest.mark.parametrize("kind", ["xls", "xlsb", "ods"])
def test_two_sheets_of_one_name_are_a_question(kind: str) -> None:
    data = WRITERS[kind](Book({"甲": [["五"]], "乙": [["七"]]}))
    assert open_container(data, "a").findings == open_container(WRITERS[kind](Book({"甲": [["五"]]})), "a").findings
    if kind == "xls":
        data = data.replace("乙".encode("utf-16-le"), "甲".encode("utf-16-le"))
    else:
        wide = "utf-16-le" if kind == "xlsb" else "utf-8"
        data = stored({n: p.replace("乙".encode(wide), "甲".encode(wide)) for n, p in unpack(data).items()})
    (finding,) = open_container(data, "a").findings
    assert (finding.code, finding.sheet) == (Code.F09, "甲")
    assert "两张同名的工作表" in finding.message(Lang.HANS)


def test_a_sheet_that_is_listed_once_more_the_same_is_one() -> None:
    parts = unpack(xlsb(Book({"甲": [["五"]]})))
    book = parts["xl/workbook.bin"]
    entry = book[book.index(record(143, b"")) + 3 : book.index(record(144, b""))]
    again = {**parts, "xl/workbook.bin": book.replace(entry, entry + entry)}
    old_one = open_ole(xls(Book({"甲": [["五"]]}))).read("Workbook")
    (place,) = [n for n in range(len(old_one)) if old_one.startswith(b"\x85\0", n)]
    entry = old_one[place : place + 4 + old_one[place + 2]]
    moved = entry[:4] + struct.pack("<I", struct.unpack_from("<I", entry, 4)[0] + len(entry)) + entry[8:]
    twice = ole([("Workbook", old_one[:place] + moved + moved + old_one[place + len(entry) :])])
    for data in (stored(again), twice):
        assert [(grid.name, grid.cell(0, 0)) for grid in open_container(data, "a").grids] == [("甲", "五")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<![CDATA[完<成>&]]>", "完<成>&"),
        ("完<![CDATA[成]]>", "完成"),
        ("<!-- <![CDATA[ -->完<!-- ]]> --><![CDATA[成]]>", "完成"),
        ("<![CDATA[]]>完<!-- a -->成", "完成"),
    ],
)
def test_raw_text_of_an_opendocument_is_read(text: str, wanted: str) -> None:
    cells = f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    table = f'<table:table table:name="甲"><table:table-row>{cells}</table:table-row></table:table>'
    assert open_container(ods(table), "a.ods").grids[0].cell(0, 0) == wanted


# What holds the sheets


def at(value: int, **more: str | bytes) -> bytes:
    return xlsx(cell("A1", str(value)), more)


def a1(data: bytes) -> tuple[object, list[Code]]:
    found = open_container(data, "a.xlsx")
    return found.grids[0].cell(0, 0) if found.grids else None, [finding.code for finding in found.findings]


def test_two_workbooks_glued_together_are_a_question() -> None:
    assert a1(at(5) + at(7)) == (None, [Code.F09])
    assert a1(at(7) + at(5)) == (None, [Code.F09])
    assert a1(at(5) + b"\r\n" + at(7)) == (None, [Code.F09])
    book = WRITERS["xlsb"](Book({"甲": [[5.0]]})) + WRITERS["xlsb"](Book({"甲": [[7.0]]}))
    assert [finding.code for finding in open_container(book, "a.xlsb").findings] == [Code.F09]


def test_a_workbook_glued_to_itself_or_to_what_no_form_needs_is_read() -> None:
    assert a1(at(5) + at(5)) == (5.0, [])
    assert a1(zipped({"照片.txt": b"x", "xl/media/a.png": b"PK\x03\x04"}) + at(5)) == (5.0, [])
    assert a1(stored({"a": at(7)}) + at(5)) == (None, [Code.F09])


RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/></Relationships>'
)


@pytest.mark.parametrize("target", ["other/workbook.xml", "/Other/Workbook.xml", "other/%77orkbook.xml"])
def test_a_workbook_that_says_that_its_own_part_is_another_is_a_question(target: str) -> None:
    second = {f"other/{path[3:]}": part for path, part in xlsx_parts(cell("A1", "7")).items() if path[:3] == "xl/"}
    assert a1(at(5, **second, **{"_rels/.rels": RELATIONS.format(target)})) == (None, [Code.F09])
    binary = unpack(WRITERS["xlsb"](Book({"甲": [[5.0]]})))
    both = zipped({**binary, **second, "_rels/.rels": RELATIONS.format(target)})
    assert [finding.code for finding in open_container(both, "a.xlsb").findings] == [Code.F09]


@pytest.mark.parametrize("target", ["xl/workbook.xml", "/XL/Workbook.xml", "nowhere.xml"])
def test_a_workbook_that_says_where_it_stands_or_says_nothing_true_is_read(target: str) -> None:
    assert a1(at(5, **{"_rels/.rels": RELATIONS.format(target)})) == (5.0, [])


@pytest.mark.parametrize("kind", ["xlsb", "ods"])
def test_a_package_of_two_formats_is_a_question(kind: str) -> None:
    second = unpack(WRITERS[kind](Book({"甲": [[7.0]]})))
    assert a1(zipped({**xlsx_parts(cell("A1", "5")), **second})) == (None, [Code.F09])
    assert a1(at(5, **{"content.xml": "<a/>"})) == (5.0, [])


def test_a_workbook_inside_of_a_part_is_no_second_one() -> None:
    parts = {**xlsx_parts(cell("A1", "5")), "xl/embeddings/a.xlsx": at(7)}
    assert a1(stored({n: p if isinstance(p, bytes) else p.encode() for n, p in parts.items()})) == (5.0, [Code.F13])


@pytest.mark.parametrize(
    "spelling", ["XL/Worksheets/Sheet1.xml", "xl\\worksheets\\sheet1.xml", "./xl/worksheets/sheet1.xml"]
)
def test_a_part_that_stands_there_under_two_spellings_is_a_question(spelling: str) -> None:
    assert a1(at(5, **{spelling: sheet_xml(cell("A1", "7"))})) == (None, [Code.F09])


def named(*sheets: tuple[str, str]) -> str:
    entries = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="{link}"/>' for n, (name, link) in enumerate(sheets, 1))
    return str(xlsx_parts()["xl/workbook.xml"]).replace('<sheet name="S1" sheetId="1" r:id="rId1"/>', entries)


def linked(*links: tuple[str, str, str]) -> str:
    written = "".join(f'<Relationship Id="{i}" Type="http://a/{kind}" Target="{part}"/>' for i, kind, part in links)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{written}</Relationships>'
    )


FIRST, SECOND = ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml")


def test_a_sheet_that_is_listed_twice_is_a_question_unless_it_is_the_same() -> None:
    links = linked(FIRST, SECOND)
    more = {"xl/_rels/workbook.xml.rels": links, "xl/worksheets/sheet2.xml": sheet_xml(cell("A1", "7"))}
    twice = at(5, **more, **{"xl/workbook.xml": named(("甲", "rId1"), ("甲", "rId2"))})
    (finding,) = open_container(twice, "a.xlsx").findings
    assert (finding.code, finding.sheet) == (Code.F09, "甲")
    gone = at(
        5,
        **{
            **more,
            "xl/_rels/workbook.xml.rels": linked(FIRST),
            "xl/workbook.xml": named(("甲", "rId1"), ("甲", "rId2")),
        },
    )
    assert a1(gone) == (None, [Code.F09])
    more_of_it = {**more, "xl/worksheets/sheet2.xml": sheet_xml(cell("A1", "5"))}
    alike = at(5, **more_of_it, **{"xl/workbook.xml": named(("甲", "rId1"), ("甲", "rId2"))})
    assert a1(alike) == (5.0, [])
    assert [grid.name for grid in open_container(alike, "a.xlsx").grids] == ["甲"]
    for again in ("甲", "丙"):
        same = open_container(at(5, **more, **{"xl/workbook.xml": named(("甲", "rId1"), (again, "rId1"))}), "a.xlsx")
        assert [(grid.name, grid.cell(0, 0)) for grid in same.grids] == [
            (name, 5.0) for name in dict.fromkeys(("甲", again))
        ]


def test_a_link_to_two_parts_is_a_question_unless_they_are_one() -> None:
    other = ("rId1", "worksheet", "worksheets/sheet2.xml")
    more = {"xl/worksheets/sheet2.xml": sheet_xml(cell("A1", "7"))}
    assert a1(at(5, **more, **{"xl/_rels/workbook.xml.rels": linked(FIRST, other)})) == (None, [Code.F09])
    assert a1(at(5, **more, **{"xl/_rels/workbook.xml.rels": linked(FIRST, FIRST)})) == (5.0, [])


def test_the_table_of_texts_is_the_one_that_the_workbook_names() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    other = STRINGS.replace("甲", "丙")
    both = {"xl/sharedStrings.xml": STRINGS, "xl/texts.xml": other}
    for parts, links, wanted in (
        (both, ["texts.xml"], ("丙", [])),
        (both, ["sharedStrings.xml"], ("甲", [])),
        ({"xl/SHAREDSTRINGS.xml": STRINGS, "xl/texts.xml": other}, ["texts.xml"], ("丙", [])),
        ({"xl/texts.xml": other}, ["texts.xml"], ("丙", [])),
        ({"xl/sharedStrings.xml": STRINGS}, ["texts.xml"], ("甲", [])),
        (
            {"xl/sharedStrings.xml": STRINGS, "xl/texts.xml": other},
            ["texts.xml", "sharedStrings.xml"],
            (None, [Code.F09]),
        ),
    ):
        written = linked(FIRST, *((f"t{n}", "sharedStrings", target) for n, target in enumerate(links)))
        assert a1(xlsx(rows, {**parts, "xl/_rels/workbook.xml.rels": written})) == wanted


# Forms


def doubled(data: bytes, page: str, address: str, text: str) -> bytes:
    """Return a form in which a cell stands once more, with another text."""
    parts = unpack(data)
    path = dict(read_book(parts).sheets)[page]
    cell = re.compile(rf'(<c r="{address}"(?:[^>]*[^/])?>.*?</c>|<c r="{address}"[^>]*/>)', re.DOTALL)
    again = f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'
    xml, times = cell.subn(lambda match: match[1] + again, parts[path].decode(), count=1)
    assert times == 1
    return stored({**parts, path: xml.encode()})


def place(data: bytes, name: str) -> str:
    """Return the address of a field in the row of the first task."""
    page = sheet(workbook(data))
    return str(page.cell(row_of(page, ".T001."), columns(page)[1][name]).coordinate)


def test_an_answer_that_can_be_read_in_two_ways_is_asked_about_and_the_others_count() -> None:
    data = filled()
    cell = place(data, "progress")
    known, found = read(data), read(doubled(data, TASKS, cell, "全部{完成}"))
    told = finding(found, "V27")
    assert (told.sheet, told.cells, told.task, told.field, told.severity) == (TASKS, (cell,), 1, "progress", "error")
    before, after = (next(e.answers["progress"] for e in c.entries if e.task == 1) for c in (known, found))
    assert told.found == f"{before.written} / 全部{{完成}}"
    assert "或“全部{完成}”，不同软件读出来不一样" in told.message(Lang.HANS)
    assert (after.value, after.faulty) == (None, True)
    others = [{no: row for no, row in said(c.entries).items() if no != 1} for c in (known, found)]
    assert others[0] == others[1]
    assert [code for code in codes(found) if code in ("V27", "S24")] == ["V27"]


def test_a_key_that_can_be_read_in_two_ways_is_no_key() -> None:
    data = filled()
    cell = place(data, "key")
    page = sheet(workbook(form(HOUSING)))
    other = next(str(row[0].value) for row in page.iter_rows() if ".T0" in str(row[0].value))
    found = read(doubled(data, TASKS, cell, other))
    told = finding(found, "S24")
    assert (told.sheet, told.cells, told.severity, told.file) == (TASKS, (cell,), "error", "回执.xlsx")
    assert (found.unit, said(found.entries)) == (SCIENCE, said(read(data).entries))


def test_the_copy_that_goes_back_can_be_mended() -> None:
    data = doubled(filled(), TASKS, place(filled(), "progress"), "全部完成")
    copy = correction_copy(data, "a.xlsx", read(data).diagnostics, lang=Lang.HANS)
    assert open_container(copy, "a.xlsx").ambiguous == {}
    assert "V27" not in codes(read(copy))


# The XML of Excel 2003

FIVE, SEVEN = (f'<Data ss:Type="Number">{number}</Data>' for number in (5, 7))
PERCENT_2003 = '<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>'
OF_2003 = {
    # what it is: (cells of the first row, what can be read in the first of them)
    "a cell twice": (f'<Cell>{FIVE}</Cell><Cell ss:Index="1">{SEVEN}</Cell>', ("5", "7")),
    "a cell twice, the second one empty": (f'<Cell>{FIVE}</Cell><Cell ss:Index="1"/>', ("5", "")),
    "a cell in a cell": (f'<Cell>{FIVE}<Cell ss:Index="1">{SEVEN}</Cell></Cell>', ("5", "7")),
    "two values": (f"<Cell>{FIVE}{SEVEN}</Cell>", ("5", "7")),
    "a value of another kind of XML": (f'<Cell>{FIVE}<a:Data xmlns:a="urn:a">7</a:Data></Cell>', ("5", "7")),
    "a number, and the same as per cent": (
        f'<Cell>{FIVE}</Cell><Cell ss:Index="1" ss:StyleID="p">{FIVE}</Cell>', ("5", "500%"),
    ),
}  # fmt: skip


def of_2003(rows: str, before: str = "", more: str = "") -> Container:
    return open_container(
        excel_2003("", f'{before}<Worksheet ss:Name="S"><Table>{rows}</Table></Worksheet>{more}'), "a.xml"
    )


@pytest.mark.parametrize("what", OF_2003)
def test_a_cell_of_the_xml_of_2003_that_says_two_things_is_a_question(what: str) -> None:
    cells, readings = OF_2003[what]
    found = of_2003(f'<Row>{cells}</Row><Row><Cell ss:Index="2">{FIVE}</Cell></Row>', PERCENT_2003)
    assert dict(found.ambiguous) == {"S": {(0, 0): readings}}
    assert (found.grids[0].cell(0, 0), found.grids[0].cell(1, 1)) == ("", 5.0)


def test_a_cell_of_the_xml_of_2003_that_says_the_same_twice_is_read() -> None:
    found = of_2003(f"<Row><Cell>{FIVE}{FIVE}</Cell></Row>")
    assert (found.grids[0].cell(0, 0), dict(found.ambiguous)) == (5.0, {})


def test_a_row_or_a_sheet_of_the_xml_of_2003_is_not_laid_beside_itself() -> None:
    row = f"<Row><Cell>{FIVE}</Cell></Row>"
    back = row * 2 + row.replace("<Row", '<Row ss:Index="1"')
    assert [(finding.code, finding.sheet) for finding in of_2003(back).findings] == [(Code.F06, "S")]
    twice = f'<Worksheet ss:Name="S"><Table>{row}</Table></Worksheet>'
    assert [finding.code for finding in of_2003(row, more=twice).findings] == [Code.F09]


def test_a_workbook_of_the_xml_of_2003_without_a_sheet_says_so() -> None:
    (told,) = open_container(excel_2003("", ""), "a.xml").findings
    assert (told.code, told.message(Lang.HANS)) == (Code.F33, "“a.xml”是表格文件，但没有任何工作表，里面没有填报表。")


# The office's own


def test_a_document_of_the_office_is_not_read_in_one_of_two_ways() -> None:
    parts = xlsx_parts(QUESTIONS["a cell twice"][0])
    words = "“a.xlsx”的工作表“S1”的 B1 存了两种内容：“5”或“7”，不同软件读出来不一样。"
    with pytest.raises(ReportkitError) as refused:
        require_container(zipped(parts), "a.xlsx", Words("x", "x"))
    assert refused.value.message(Lang.HANS) == words
    with pytest.raises(ReportkitError) as refused:
        list(read_document("a.xlsx", zipped(parts)))
    assert refused.value.message(Lang.HANS) == words
