"""What a reader of values hides."""

import contextlib
import io
from dataclasses import replace

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from reportkit.address import areas_of, position_of
from reportkit.files.book_parts import BookParts, read_book
from reportkit.files.cell_styles import read_styles
from reportkit.files.container import open_container
from reportkit.files.details import SheetDetails
from reportkit.files.limits import RETURN
from reportkit.files.number_formats import is_percent
from reportkit.files.plain_sheet import NotPlainError, take_apart
from reportkit.files.repack import stored, unpack
from reportkit.files.sheet_details import ShieldedDetails
from reportkit.files.sheet_xml import scan_sheet
from reportkit.files.xml_events import XmlError
from tests.containers import cell, sheet_xml


@pytest.mark.parametrize(
    ("number_format", "percent"),
    [("0%", True), ("0.00%;[Red]-0.00%", True), ('General"%"', False), (r"0\%", False), ("0_%", False), ("", False)],
)
def test_whether_a_format_multiplies_by_a_hundred(number_format: str, percent: object) -> None:
    assert is_percent(number_format) is percent


@pytest.mark.parametrize(
    ("reference", "place"),
    [
        ("A1", (0, 0)),
        ("$F$12", (11, 5)),
        ("xfd1048576", (1_048_575, 16_383)),
        ("A0", None),
        ("12", None),
        ("A", None),
        ("C５", None),
        ("C٥", None),
    ],
)
def test_addresses(reference: str, place: tuple[int, int] | None) -> None:
    assert position_of(reference) == place


def test_ranges() -> None:
    assert list(areas_of("F6:F17 H6 nonsense A1:nonsense")) == [(5, 5, 16, 5), (5, 7, 5, 7)]


def scan(rows: str, more: str = "", styles: tuple[str, ...] = ()) -> SheetDetails:
    return scan_sheet(sheet_xml(rows, more).encode(), RETURN, styles=styles).details()


def test_formulas_errors_and_what_was_never_calculated() -> None:
    details = scan(
        '<row r="2"><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><f>1+1</f></c>'
        '<c r="D2" t="e"><f>A1/0</f><v>#DIV/0!</v></c><c r="E2" t="e"><v>#REF!</v></c><c r="F2"><f/></c></row>'
    )
    assert details.formulas == {(1, 1): "1+1", (1, 2): "1+1", (1, 3): "A1/0", (1, 5): ""}
    assert details.uncalculated == {(1, 2), (1, 5)}
    assert details.errors == {(1, 3): "#DIV/0!", (1, 4): "#REF!"}


_FILLED = (
    '<c r="B2" s="1"><f>A1&amp;"&#20013;"</f><v>1</v></c><c r="C2" t="s"><v>0</v></c><c r="D2" t="e"><v>#REF!</v></c>'
)
_ROW = f'<row r="2">{_FILLED}</row>'
_AROUND = (
    '<mergeCells count="1"><mergeCell ref="B2:C3"/></mergeCells><dataValidations count="1"><dataValidation '
    'type="list" sqref="F6:F17 H6" promptTitle="A&gt;B"><formula1>L</formula1></dataValidation></dataValidations>'
)


@pytest.mark.parametrize(
    ("rows", "more", "plain"),
    [
        ("", "", True),
        (f'<row r="2" spans="2:4" hidden="1">{_FILLED}</row><row r="3" ht="20"/>', _AROUND, True),
        ('<row r="1"><c r="A1" s="1"/><c r="B1" t="inlineStr"><is><t>a&amp;b</t></is></c></row>', "", True),
        (
            '<row r="1"><c r="A1" s="1" /><c r="B1" s="01"><v>2</v></c><c r="C1"><v /></c></row><row r="2" ht="20" />',
            "",
            True,
        ),
        (_ROW, _AROUND.replace("list", "l&#105;st"), True),
        (_ROW, _AROUND.replace("F6:F17", "&#70;6:F17"), True),
        ('<row r="9"><c r="A9"><f>1+1</f><v/></c></row><row r="20000"><c r="XFD20000" s="1"/></row>', "", True),
        (f'<row r="2"><!-- a note -->{_FILLED}</row>', _AROUND, False),
        (f'<row r="2">{_FILLED}</row>', "<d>" * 199 + "</d>" * 199, True),
        (f'<row r="2">{_FILLED}</row>', "<d>" * 200 + "</d>" * 200, True),
        (f'<row r="2" r="3">{_FILLED}</row>', "", False),
        ('<row r="2"><c r="A2"><v><![CDATA[1]]></v></c></row>', "", False),
        ('<row r="2"><c r="A2" b="1"><v>1</v></c></row>', "", False),
        ('<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c></row>', "", False),
        ('<row r="2"><c r="A2"><v>&#1;</v></c></row>', "", False),
        ('<row r="2"><c r="A2"><v>1</v></row>', "", False),
        ('<row r="6000"><c r="A6000"><v>1</v></c></row>', "", False),
        ('<row r="2"><c><v>1</v></c></row>', _AROUND.replace('type="list"', "type='list' "), False),
    ],
)
def test_a_plain_sheet_tells_without_a_parser_what_it_tells_with_one(rows: str, more: str, plain: object) -> None:
    xml = sheet_xml(rows, more).encode()
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs></styleSheet>'
    try:
        take_apart(xml)
        is_plain = True
    except NotPlainError:
        is_plain = False
    assert is_plain is plain
    parts = {"xl/s.xml": xml, "xl/styles.xml": styles.encode()}
    book = BookParts((("S", "xl/s.xml"),))
    try:
        wanted = scan_sheet(xml, RETURN, name="S", styles=("", "0%"))
    except XmlError:
        with pytest.raises(XmlError):
            ShieldedDetails(parts, book, RETURN)
        return
    found = ShieldedDetails(parts, book, RETURN)
    assert dict(found) == {"S": wanted.details()}
    assert found.far == ({"S": tuple(wanted.reach.far)} if wanted.reach.far else {})
    if is_plain:
        plain = take_apart(xml)
        assert plain.reach(RETURN, "S") == wanted.reach
        assert plain.last_row == wanted.reach.lowest[0] + 1


def test_hidden_rows_and_lists() -> None:
    details = scan(
        '<row r="1" hidden="1"/><row r="2" hidden="true"/><row r="3" hidden="0"/>',
        '<dataValidations><dataValidation type="list" sqref="C1:C9"/><dataValidation type="whole" sqref="D1"/>'
        '<x14:dataValidation xmlns:x14="x" type="list"><xm:sqref xmlns:xm="y">E1 F1</xm:sqref></x14:dataValidation>'
        '<x14:dataValidation xmlns:x14="x" type="whole"><xm:sqref xmlns:xm="y">G1</xm:sqref></x14:dataValidation>'
        "</dataValidations>",
    )
    assert details.hidden_rows == {0, 1}
    assert [details.has_list(place) for place in ((8, 2), (0, 3), (0, 4), (0, 5), (0, 6))] == [
        True, False, True, True, False,
    ]  # fmt: skip


def test_cells_without_addresses_stand_behind_one_another() -> None:
    details = scan("<row><c><f>1</f></c><c/><c><f>3</f></c></row><row><c><f>4</f></c></row>")
    assert details.formulas == {(0, 0): "1", (0, 2): "3", (1, 0): "4"}


def test_far_cells_are_listed_up_to_fifty() -> None:
    rows = cell("A1", "1") + "".join(cell(f"A{n}", "1") for n in range(10, 99))
    found = scan_sheet(sheet_xml(rows).encode(), replace(RETURN, rows=5, columns=5))
    assert found.reach.far == [f"A{n}" for n in range(10, 60)]
    assert found.reach.box == 1


def test_formats_by_style() -> None:
    styles = read_styles(
        b'<styleSheet><numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts><cellStyleXfs><xf numFmtId="9"/>'
        b'</cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="2"/><xf/>'
        b"</cellXfs><cellStyles/></styleSheet>"
    )
    assert styles == ("", "0%", "0.0%", "0.00", "")
    details = scan(
        '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="99"><v>1</v></c><c r="C1" s="x"><v>1</v></c></row>',
        styles=styles,
    )
    assert details.formats == {(0, 0): "0%"}
    assert details.is_percent((0, 0))
    assert not details.is_percent((0, 1))


def test_a_workbook_as_xlsxwriter_writes_it() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        sheet.write_number(0, 0, 0.5, book.add_format({"num_format": "0%"}))
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.data_validation(0, 1, 4, 1, {"validate": "list", "source": "=$D$1:$D$3"})
        book.define_name("rk_form", '="2022Q2-U001-ABCDEF"')
        book.set_custom_property("rk_form", "2022Q2-U001-ABCDEF", "text")
    details = open_container(stream.getvalue(), "表.xlsx").details["表"]
    assert details.is_percent((0, 0))
    assert details.hidden_rows == {2}
    assert details.has_list((4, 1))


def test_names_properties_and_dates() -> None:
    parts = {
        "xl/workbook.xml": (
            b'<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="S" r:id="a"/></sheets>'
            b'<definedNames><definedName name="rk_form">"2022Q2"</definedName>'
            b'<definedName name="local" localSheetId="0">1</definedName></definedNames></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": b'<Relations><Relationship Id="a" Target="/xl/worksheets/s.xml"/></Relations>',
        "xl/worksheets/s.xml": b"<worksheet/>",
        "docProps/custom.xml": b'<Properties><property name="rk_form"><lpwstr>2022Q2</lpwstr></property></Properties>',
        "docProps/core.xml": b"<core><d:modified xmlns:d='d'>2022-07-01T08:00:00Z</d:modified></core>",
    }
    book = read_book(parts)
    assert book.sheets == (("S", "xl/worksheets/s.xml"),)
    assert book.names == {"rk_form": '"2022Q2"'}
    assert book.properties == {"rk_form": "2022Q2"}
    assert book.date1904
    assert book.modified == "2022-07-01T08:00:00Z"
    assert read_book({}).sheets == ()


@pytest.mark.parametrize(
    ("xml", "dtd"),
    [
        (b"<!DOCTYPE a><a/>", True),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", True),
        (b"<a>", False),
        (b"", False),
        (b"<a>" * 201 + b"</a>" * 201, False),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', False),
    ],
)
def test_xml_that_is_refused(xml: bytes, dtd: object) -> None:
    with pytest.raises(XmlError) as error:
        scan_sheet(xml, RETURN)
    assert error.value.dtd is dtd


@given(st.binary(max_size=300))
def test_no_bytes_give_anything_but_details_or_a_refusal(data: bytes) -> None:
    with contextlib.suppress(XmlError):
        assert scan_sheet(data, RETURN).reach.far == []


@given(
    st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), st.binary(max_size=99))
)
def test_a_stored_package_holds_what_was_put_in(parts: dict[str, bytes]) -> None:
    named = {
        f"{n}{name.replace(chr(0), '').replace('/', '')}": content for n, (name, content) in enumerate(parts.items())
    }
    assert unpack(stored(named)) == named
