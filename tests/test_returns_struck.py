"""What is struck through in a form's fixed cells, or by a conditional format, counts nowhere and is asked about."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.corrections.marked_copy import correction_copy
from reportkit.diagnostics import Severity
from reportkit.files.container import open_container
from reportkit.language.words import Lang
from tests.returned import TARGETS, TASKS, codes, columns, edited, filled, finding, put, read, row_of, sheet
from tests.test_files_shown import replaced, struck_ods

Hands = Callable[[Workbook], None]
LINE = Font(strike=True)


def half(gone: str, left: str) -> CellRichText:
    """Return a text whose first part is struck through."""
    return CellRichText((TextBlock(InlineFont(strike=True), gone), left))


def fixed(page: Worksheet, column: str, mark: str = ".T001.1.") -> str:
    """Return the address of a fixed cell in a row."""
    return str(page.cell(row_of(page, mark), columns(page)[1][column]).coordinate)


def replacing(column: str, gone: str, left: str) -> Hands:
    def hands(book: Workbook) -> None:
        page = sheet(book, TARGETS)
        put(page, 1, {"actual": 260}, 1)
        page[fixed(page, column)].value = half(gone, left)

    return hands


def test_a_measure_of_which_a_part_is_struck_through_is_what_is_left_of_it() -> None:
    found = read(edited(filled(), replacing("measure", "家", "万家")))
    assert finding(found, "V28").values["said"] == "万家"
    assert found.entries[0].targets[1]["actual"].value == Decimal(2_600_000)
    asked = finding(found, "S42")
    assert (asked.severity, asked.task, asked.found) == (Severity.WARNING, 1, "家")
    assert asked.message(Lang.HANS).endswith("的“家”划了删除线，划掉的不算数，仍按任务单的内容计。")


def test_an_aim_of_which_a_part_is_struck_through_is_no_longer_number() -> None:
    found = read(edited(filled(), replacing("value", "500", "80")))
    asked = finding(found, "S42")
    assert (asked.sheet, asked.found) == (TARGETS, "500")
    assert not {"S16", "S23", "S26"} & set(codes(found))
    assert found.entries[0].targets[1]["actual"].value == 260


@pytest.mark.parametrize(("page", "mark", "names"), [
    (TASKS, ".T001.", ("no", "project", "work")), (TARGETS, ".T001.1.", ("no", "work", "indicator", "measure")),
])  # fmt: skip
def test_the_fixed_cells_of_a_row_that_are_struck_through_are_asked_about(
    page: str, mark: str, names: tuple[str, ...]
) -> None:
    cells: list[str] = []

    def strike(book: Workbook) -> None:
        cells.extend(fixed(sheet(book, page), name, mark) for name in names)
        cells.sort()
        for cell in cells:
            sheet(book, page)[cell].font = LINE

    before, found = read(filled()), read(edited(filled(), strike))
    filled_in = [cell for cell in finding(found, "S42").cells if cell in cells]
    assert finding(found, "S42").sheet == page
    assert finding(found, "S42").task == 1
    assert len(filled_in) >= len(cells) - 1, "an empty one has nothing that could be struck through"
    assert [e.answers["percent"].value for e in found.entries] == [e.answers["percent"].value for e in before.entries]


def test_a_row_that_is_struck_through_as_a_whole_is_asked_about_answer_by_answer() -> None:
    def strike(book: Workbook) -> None:
        page = sheet(book, TASKS)
        for cell in page[row_of(page, ".T001.")]:
            cell.font = LINE

    found = read(edited(filled(), strike))
    assert {"S42", "V31"} <= set(codes(found))
    assert found.entries[0].answers["percent"].value is None


def test_a_heading_of_which_a_part_is_struck_through_is_asked_about() -> None:
    def strike(book: Workbook) -> None:
        page = sheet(book, TARGETS)
        row, names = columns(page)
        page.cell(row + 1, names["actual"]).value = half("目前完成值", "剩余工作量")

    found = read(edited(filled(), strike))
    assert finding(found, "S42").task is None
    assert {d.values["said"] for d in found.diagnostics if d.code.name == "V30"} == {"剩余工作量"}


def rule(kind: str, formulas: list[str], operator: str | None = None, font: Font = LINE) -> Rule:
    """Return the rule of a conditional format that gives its cells a font."""
    return Rule(kind, dxf=DifferentialStyle(font=font), formula=formulas, operator=operator)  # type: ignore[arg-type]


def conditional(format_: Rule, value: object = 260) -> Hands:
    """Return hands that strike the values of a column through by a conditional format."""

    def hands(book: Workbook) -> None:
        page = sheet(book, TARGETS)
        put(page, 1, {"actual": value}, 1)
        cell = page.cell(row_of(page, ".T001.1."), columns(page)[1]["actual"]).coordinate
        page.conditional_formatting.add(cell, format_)

    return hands


@pytest.mark.parametrize(
    ("format_", "code"),
    [
        (rule("expression", ["TRUE"]), "V31"),
        (rule("expression", ["FALSE"]), None),
        (rule("cellIs", ["100"], "greaterThan"), "V31"),
        (rule("cellIs", ["100"], "lessThan"), None),
        (rule("cellIs", ["200", "300"], "between"), "V31"),
        (rule("cellIs", ["200", "300"], "notBetween"), None),
        (rule("expression", ['$A$1="没有"']), None),
        (rule("expression", ["I7=260"]), "V31"),
        (rule("expression", ["I7<>260"]), None),
        (rule("expression", ["MOD(I7,2)=0"]), "V50"),
        (rule("expression", ["TRUE"], font=Font(bold=True)), None),
    ],
)
def test_what_a_conditional_format_strikes_through_is_asked_about(format_: Rule, code: str | None) -> None:
    found = read(edited(filled(), conditional(format_)))
    told = [d for d in found.diagnostics if d.code.name in ("V31", "V50")]
    assert [(d.code.name, d.cells) for d in told] == ([(code, ("I7",))] if code else [])
    assert found.entries[0].targets[1]["actual"].value == (None if code == "V31" else 260)


def test_a_copy_of_a_form_with_such_a_format_takes_what_is_typed() -> None:
    def mend(book: Workbook) -> None:
        put(sheet(book, TARGETS), 1, {"actual": 261}, 1)

    data = edited(filled(), conditional(rule("expression", ["TRUE"])))
    copy = correction_copy(data, "a.xlsx", read(data).diagnostics, lang=Lang.HANS, entries=read(data).entries)
    mended = read(edited(copy, mend))
    assert "V31" not in codes(mended)
    assert mended.entries[0].targets[1]["actual"].value == 261


@pytest.mark.parametrize(
    ("condition", "known"),
    [
        ("=312", "struck"),
        ("=313", ""),
        ("&gt;100", "struck"),
        ("formula-is(1)", "struck"),
        ("formula-is([.B1]=&quot;已完成&quot;)", "struck"),
        ("formula-is([.B1]=&quot;滞后&quot;)", ""),
        ("formula-is(MOD([.A1];2)=0)", "perhaps"),
        ("between(1,2)", "perhaps"),
    ],
)
def test_what_a_conditional_format_of_libreoffice_strikes_through_is_known(condition: str, known: str) -> None:
    formats = (
        '<c:conditional-formats xmlns:c="x"><c:conditional-format c:target-range-address="甲.A1:甲.A1"><c:condition '
        f'c:apply-style-name="Line 1" c:value="{condition}"/></c:conditional-format></c:conditional-formats>'
    )
    style = (
        'style:name="s"',
        'style:name="Line_20_1" style:display-name="Line 1"',
    )
    plain = replaced(struck_ods(), b' table:style-name="s" office:value-type="float"', b' office:value-type="float"')
    data = replaced(
        replaced(plain, *(text.encode() for text in style)), b"</table:table>", f"{formats}</table:table>".encode()
    )
    found = open_container(data, "a").struck.get("甲", {}).get((0, 0))
    assert ("" if found is None else "struck" if found.is_sure else "perhaps") == known
