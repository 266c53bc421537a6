"""The template's sheet `look`: what an office restyles in Excel is seen in everything that is handed out."""

import io
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.colors import Color
from openpyxl.workbook import Workbook

from reportkit.corrections.editing import open_book
from reportkit.diagnostics import Code
from reportkit.disk.workers import Pool
from reportkit.files.extent import extent
from reportkit.files.repack import stored, unpack
from reportkit.forms.look_sheet import read_look
from reportkit.forms.template import default_template, write_template
from reportkit.model import Light, Required
from reportkit.workbook import styles
from reportkit.workbook.look import INPUT_FILL, LIGHT_FILL, LOOK, NAMED, WIDTHS
from reportkit.workbook.style import OURS, HouseStyle, Style
from tests.office import Office, fill

SOFFICE = shutil.which("soffice")
USUAL = write_template(default_template())
Edit = Callable[[Workbook], None]


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def cell_of(book: Workbook, name: str) -> Cell:
    [(sheet, address)] = book.defined_names[name].destinations
    cell = book[sheet][address.replace("$", "")]
    assert isinstance(cell, Cell)
    return cell


def restyle(book: Workbook) -> None:
    """Do what an office does: other fonts, sizes, colours, borders, formats and widths."""
    for name in ("title", "heading", "body", "locked", "input", "input_optional"):
        cell_of(book, name).font = Font(name="楷体", size=12, bold=name == "heading", color="FF203864")
    cell_of(book, "input").fill = PatternFill("solid", fgColor="FFDDEBF7")
    cell_of(book, "heading").fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.6))
    cell_of(book, "red").fill = PatternFill("solid", fgColor="FFFF0000")
    cell_of(book, "yellow").fill = PatternFill("solid", fgColor="FFFFFF00")
    thick = Side(style="medium", color="FF203864")
    cell_of(book, "body").border = Border(left=thick, right=thick, top=thick, bottom=thick)
    cell_of(book, "date").number_format = 'yyyy"年"m"月"d"日"'
    book["look"].column_dimensions[cell_of(book, "width_work").column_letter].width = 54


def house_style(*edits: Edit) -> HouseStyle:
    book = openpyxl.load_workbook(io.BytesIO(USUAL))
    for edit in edits:
        edit(book)
    style, found = read_look(saved(book), "form.xlsx")
    assert found == ()
    return style


def opened(path: Path) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # data bars are an extension that openpyxl does not know
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def cells(path: Path) -> Iterator[tuple[str, Cell]]:
    for sheet in opened(path):
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell) for cell in row if isinstance(cell, Cell))


def test_the_usual_sheet_changes_nothing() -> None:
    assert read_look(USUAL, "form.xlsx") == (OURS, ())
    assert house_style(lambda book: book.move_sheet("look", -3)) == OURS


@pytest.fixture(scope="module")
def round_in_new_look(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Play a round in an office that restyled everything; return one workbook of each kind."""
    office = Office(tmp_path_factory.mktemp("office"))
    path = office.folder / "templates" / "form.xlsx"
    book = openpyxl.load_workbook(path)
    restyle(book)
    path.write_bytes(saved(book))
    assert "M09" not in {d["code"] for d in office.answer("check")["diagnostics"]}
    forms = office.distribute()
    wrong = {3: {"status": "完成80%", "expected_date": "不知道"}}
    office.send("a.xlsx", fill(forms["区住建局"], wrong))
    late = {4: {"status": "进度滞后", "percent": 1, "problems": "没有钱。"}}
    office.send("b.xlsx", fill(forms["市生态环境局余杭分局"], late))
    correction = office.collect("--today", "2022-07-04", status=1)["a.xlsx"]["correction"]
    reports = office.answer("merge", "--period", "2022-Q2", "--today", "2022-07-04", status=1)["workbooks"]
    whole, leader = (office.folder / reports[n] for n in (0, 3))
    return {
        "form": forms["区住建局"], "correction": office.folder / correction, "whole": whole, "leader": leader,
        "check": next((office.folder / "outbox" / "2022-Q2").glob("*.xlsx")),
    }  # fmt: skip


def test_forms_are_restyled(round_in_new_look: dict[str, Path]) -> None:
    found = {cell.value: cell for sheet, cell in cells(round_in_new_look["form"]) if sheet == "填报表"}
    work = next(cell for value, cell in found.items() if str(value).startswith("建设公共停车泊位"))
    assert (work.font.name, work.font.sz, work.fill.fgColor.rgb) == ("楷体", 12, "FFF2F2F2")
    heading = found["重点工作"]
    # The fourth colour of the theme (4F81BD) with 60 % of white in it.
    assert (heading.font.name, heading.font.b, heading.fill.fgColor.rgb[-6:]) == ("楷体", True, "B9CDE5")
    sheet = opened(round_in_new_look["form"])["填报表"]
    names = {cell.value: cell.column_letter for cell in sheet[5] if isinstance(cell, Cell)}
    assert sheet.column_dimensions[names["work"]].width == pytest.approx(54.0, abs=1)
    assert sheet[f"{names['progress']}7"].fill.fgColor.rgb == "FFDDEBF7"
    assert sheet[f"{names['remarks']}7"].fill.fgColor.rgb == "FF" + INPUT_FILL[Required.NO][1:]
    assert not sheet[f"{names['progress']}7"].protection.locked
    assert sheet[f"{names['expected_date']}7"].number_format == 'yyyy"年"m"月"d"日"'
    assert "黄格" not in " ".join(str(cell.value) for _, cell in cells(round_in_new_look["form"]))


@pytest.mark.parametrize("kind", ["whole", "leader"])
def test_reports_are_restyled(round_in_new_look: dict[str, Path], kind: str) -> None:
    found = [cell for sheet, cell in cells(round_in_new_look[kind]) if sheet == "总表"]
    fonts = {
        cell.font.name
        for cell in found
        if cell.value in ("重点工作", "牵头领导") or str(cell.value).startswith("优化提升")
    }
    assert fonts == {"楷体"}
    body = next(cell for cell in found if str(cell.value).startswith("优化提升"))
    assert (body.border.left.style, body.border.left.color.rgb) == ("medium", "FF203864")
    fills = {str(cell.fill.fgColor.rgb) for cell in found if cell.fill.fill_type == "solid"}
    assert fills & {"FFFF0000", "FFFFFF00"}
    assert not fills & {"FF" + LIGHT_FILL[light][1:] for light in (Light.RED, Light.YELLOW)}
    rules = opened(round_in_new_look[kind])["总表"].conditional_formatting
    colors = {str(rule.dxf.fill.bgColor.rgb) for block in rules for rule in block.rules if rule.dxf and rule.dxf.fill}
    assert {"FFFF0000", "FFFFFF00"} <= colors
    widths = opened(round_in_new_look[kind])["总表"].column_dimensions
    assert widths[next(c for c in found if c.value == "重点工作").column_letter].width == pytest.approx(53.2, abs=1)


def test_correction_copies_and_the_check_report_are_restyled(round_in_new_look: dict[str, Path]) -> None:
    found = [cell for sheet, cell in cells(round_in_new_look["correction"]) if sheet == "需修改"]
    listed = next(cell for cell in found if "完成80%" in str(cell.value))
    assert (listed.font.name, listed.border.left.style) == ("楷体", "medium")
    heading = next(cell for cell in found if cell.value == "位置")
    assert (heading.font.name, str(heading.fill.fgColor.rgb)[-6:]) == ("楷体", "B9CDE5")
    # The mark of what must be mended stays what it is: it says something.
    numbers = [cell for cell in found if cell.column_letter == "B" and cell.row == 6]
    assert {str(cell.fill.fgColor.rgb) for cell in numbers} == {"FFF8B4AB"}
    assert {cell.font.name for _, cell in cells(round_in_new_look["check"]) if cell.value == "区住建局"} == {"楷体"}


def test_each_missing_name_is_said_and_falls_back() -> None:
    def lose(book: Workbook) -> None:
        restyle(book)
        del book.defined_names["heading"]
        book.defined_names["width_no"].attr_text = "look!#REF!"
        book.defined_names["red"].attr_text = "gone!$A$1"

    book = openpyxl.load_workbook(io.BytesIO(USUAL))
    lose(book)
    style, found = read_look(saved(book), "templates/form.xlsx")
    assert [(d.code, d.file, d.sheet, d.values["name"]) for d in found] == [
        (Code.M09, "templates/form.xlsx", "look", name) for name in ("heading", "red", "width_no")
    ]
    assert style.of(LOOK.heading) == LOOK.heading
    assert style.of(LOOK.title).font == "楷体"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"type,name\n"])
def test_what_has_no_look_is_said_once(data: bytes) -> None:
    style, found = read_look(data, "form.xls")
    assert style == OURS
    assert [(d.code, d.values["name"]) for d in found] == [(Code.M09, "look")]


def test_what_a_style_has_for_a_reason_of_its_own_stays() -> None:
    style = house_style(restyle)
    small = style.of(LOOK.body.but(size=7.0, bold=True, color="#C00000", number="0.0%"))
    assert (small.font, small.size, small.bold, small.color, small.number) == ("楷体", 8.0, True, "#C00000", "0.0%")
    assert style.of(LOOK.input).locked is False
    assert style.of(Style(font="Arial")) == Style(font="Arial")
    assert style.of(LOOK.plain).font == "楷体"
    assert style.growth == pytest.approx((12 / 10.5) ** 2)
    assert (OURS.growth, OURS.width("work", 40)) == (1.0, 40)


def test_a_day_stays_a_day_and_letters_can_be_read() -> None:
    def spoil(book: Workbook) -> None:
        cell_of(book, "date").number_format = "0.00"
        cell_of(book, "body").font = Font(name="宋体", size=1)
        cell_of(book, "title").font = Font(name="宋体", size=200)
        cell_of(book, "total").alignment = Alignment(horizontal="centerContinuous", vertical="top")

    style = house_style(spoil)
    assert style.of(LOOK.date).number == "yyyy-mm-dd"
    assert (style.of(LOOK.body).size, style.of(LOOK.title).size) == (6.0, 40.0)
    assert (style.of(LOOK.total).align, style.of(LOOK.total).valign) == ("", "top")


@pytest.mark.parametrize(
    ("color", "seen"),
    [
        (Color(rgb="FF00B050"), "#00B050"),
        (Color(indexed=10), "#FF0000"),
        (Color(theme=1), "#000000"),
        (Color(theme=0, tint=-0.25), "#BFBFBF"),
        (Color(theme=99), "#000000"),
        (Color(auto=True), "#000000"),
    ],
)
def test_whatever_way_a_color_was_chosen(color: Color, seen: str) -> None:
    def paint(book: Workbook) -> None:
        cell_of(book, "section").font = Font(name="黑体", size=11, bold=True, color=color)

    assert house_style(paint).of(LOOK.section).color == seen


def test_every_named_cell_is_explained_and_every_fill_tells_one_thing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(USUAL))
    assert {"title", "heading", "body", "input", "locked", "total", "blue", "green", "yellow", "red", "white"} <= set(
        book.defined_names
    )
    assert set(book.defined_names) >= {*NAMED, *(f"width_{name}" for name in WIDTHS)}
    fills = [*INPUT_FILL.values(), *LIGHT_FILL.values()]
    assert len(set(fills)) == len(fills)
    assert all(NAMED[name] == replace(NAMED[name], name=name) for name in NAMED)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_a_template_saved_by_libreoffice_looks_as_it_did(tmp_path: Path) -> None:
    """LibreOffice gives Chinese texts its own font when it saves; that is nobody's wish."""
    book = openpyxl.load_workbook(io.BytesIO(USUAL))
    cell_of(book, "red").fill = PatternFill("solid", fgColor="FFFF0000")
    cell_of(book, "date").number_format = "yyyy/mm/dd"
    (tmp_path / "form.xlsx").write_bytes(saved(book))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "out"
    call = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*call, str(tmp_path / "form.xlsx")], check=True, capture_output=True, timeout=1200)
    style, found = read_look((out / "form.xlsx").read_bytes(), "form.xlsx")
    assert found == ()
    assert list(style.changes) == ["red"]
    assert style.fills == {LIGHT_FILL[Light.RED]: "#FF0000"}
    assert list(style.numbers) == ["yyyy-mm-dd"]
    assert style.widths == {}


# What a library that lays out every cell must not see -----------------------------------------------------------

COLOURED = b"".join(b'<row r="%d"><c r="A%d" s="1"/><c r="XFD%d" s="1"/></row>' % (n, n, n) for n in range(300, 3000))
SHEETS = sorted(path for path in unpack(USUAL) if path.startswith("xl/worksheets/sheet"))


def with_rows(path: str, rows: bytes) -> bytes:
    parts = unpack(USUAL)
    return stored({**parts, path: parts[path].replace(b"</sheetData>", rows + b"</sheetData>")})


def with_merged(path: str, area: str) -> bytes:
    parts = unpack(USUAL)
    sheet = re.sub(rb"<mergeCells.*?</mergeCells>", b"", parts[path])
    merged = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'.encode()
    return stored({**parts, path: sheet.replace(b"</sheetData>", merged)})


@pytest.mark.parametrize("path", SHEETS)
@pytest.mark.parametrize("more", ["H40:H1048576", "A60:XFD1048576", "coloured rows"])
def test_only_the_cells_of_the_look_are_laid_out(monkeypatch: pytest.MonkeyPatch, path: str, more: str) -> None:
    """Merged columns and coloured rows are laid out cell by cell: 400 MB and half a minute for one column."""
    data = with_rows(path, COLOURED) if more == "coloured rows" else with_merged(path, more)
    load = openpyxl.load_workbook

    def bounded(stream: io.BytesIO) -> Workbook:
        assert extent(unpack(stream.getvalue())) < 500
        assert b"mergeCell" not in stream.getvalue()
        return load(stream)

    monkeypatch.setattr(openpyxl, "load_workbook", bounded)
    assert read_look(data, "form.xlsx") == (OURS, ())


def test_a_name_that_leads_nowhere_is_left_out() -> None:
    places = ("look!$XFE$1", "look!$A$1048577", "none!$B$3", "look!$B$3,look!$B$4", "1")
    names = list(NAMED)[: len(places)]
    book = openpyxl.load_workbook(io.BytesIO(USUAL))
    for name, place in zip(names, places, strict=True):
        book.defined_names[name].attr_text = place
    _, found = read_look(saved(book), "form.xlsx")
    assert [finding.values["name"] for finding in found] == names


def test_cells_are_found_by_their_place_where_they_do_not_say_their_address() -> None:
    book = openpyxl.load_workbook(io.BytesIO(USUAL))
    cell_of(book, "title").font = Font(name="楷体", size=18)
    parts = unpack(saved(book))
    (path,) = [path for path, part in parts.items() if path.startswith("xl/worksheets/") and b'r="B21"' in part]
    parts[path] = re.sub(rb'<c r="[A-Z]+\d+"', b"<c", parts[path])
    look, _ = read_look(stored(parts), "form.xlsx")
    assert look.changes["title"][1].font == "楷体"


def test_room_is_counted_before_anything_is_laid_out() -> None:
    def room(rows: str, after: str = "") -> int:
        sheet = f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>"
        return extent({"xl/worksheets/sheet1.xml": sheet.encode(), "xl/styles.xml": b"no sheet"})

    assert room('<row r="3"><c r="C3"/></row>') == 9
    assert room("<row><c/><c/></row><row><c/></row>") == 4
    assert room("<row/><row/>") == 2
    assert room('<row r="1048576"><c r="XFD1048576" s="1"/></row>') == 1_048_576 * 16_384
    assert room("", '<hyperlinks><hyperlink ref="B2:C11"/></hyperlinks>') == 20
    assert room("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>') == 0


def test_a_return_that_would_be_laid_out_without_bound_is_not_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    far = with_rows(SHEETS[0], b'<row r="200000"><c r="A200000" s="1"/></row>')
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: pytest.fail("it is laid out"))
    assert open_book(far) is None
    with pytest.raises(pytest.fail.Exception):
        open_book(USUAL)


def test_a_fault_of_ours_over_the_look_is_ours_and_damage_is_said_of_the_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> Workbook:
        raise KeyError("fault")

    office = Office(tmp_path)
    office.workers = Pool(seconds=300, most=1)
    with monkeypatch.context() as ours:
        ours.setattr(styles, "_color", fails)
        for words in (("check",), ("distribute", "--period", "2022-Q2")):
            status, _, err = office.run(*words)
            assert (status, "程序出错" in err) == (3, True)
    logs = [log.read_text(encoding="utf-8") for log in (tmp_path / ".reportkit" / "log").iterdir()]
    assert all("KeyError: 'fault'" in log for log in logs)
    assert logs
    monkeypatch.setattr(openpyxl, "load_workbook", fails)
    assert [(finding.code, finding.sheet) for finding in read_look(USUAL, "form.xlsx")[1]] == [(Code.M09, "look")]
    office.workers.stop()


def test_a_cell_whose_style_names_a_font_that_there_is_not_is_damage() -> None:
    parts = unpack(USUAL)
    spoilt = re.sub(rb'fontId="[1-9]\d*"', b'fontId="9999"', parts["xl/styles.xml"])
    look, (finding,) = read_look(stored({**parts, "xl/styles.xml": spoilt}), "form.xlsx")
    assert (look, finding.code) == (OURS, Code.M09)
