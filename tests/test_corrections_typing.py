"""A correction copy can be mended by typing: whatever the cell looked like, what the list says is accepted."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from functools import cache
from itertools import product

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from reportkit.corrections.marked_copy import correction_copy
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.forms.assign import assignments
from reportkit.forms.form import write_form
from reportkit.language.words import Lang
from reportkit.model import Kind, Op, Target
from reportkit.returns.content import ReturnContent
from reportkit.returns.reading import read_return
from tests.hands import opened
from tests.other_formats import WRITERS, Book, contents
from tests.returned import (
    DESK,
    MASTER,
    Q2,
    SCIENCE,
    TARGETS,
    TASKS,
    TEMPLATE,
    columns,
    edited,
    filled,
    form,
    put,
    read,
    row_of,
    sheet,
)
from tests.test_returns_reading import lines_of

STRUCK = Font(strike=True)


def corrected(data: bytes, name: str = "回执.xlsx") -> bytes:
    """Return the correction copy of a return of the science office."""
    reading = read(data, name)
    return correction_copy(
        data, name, reading.diagnostics, lang=Lang.HANS, blank=form(), entries=reading.entries, template=TEMPLATE
    )


def asked(reading: ReturnContent, place: tuple[str, str]) -> list[Diagnostic]:
    """Return the findings that must be mended on a cell."""
    errors = (d for d in reading.diagnostics if d.severity.rank <= Severity.ERROR.rank)
    return [d for d in errors if d.sheet == place[0] and place[1] in d.cells]


@pytest.mark.parametrize(
    ("place", "value", "number_format", "typed"),
    [
        ((TARGETS, "I7"), 0.5, "0%", 312),
        ((TARGETS, "I7"), time(12), "h:mm", 312),
        ((TARGETS, "I7"), 44742, "yyyy-mm-dd", 312),
        ((TARGETS, "I7"), 312, '0"余家"', 312),
        ((TARGETS, "I7"), 312, '"约"0"家"', 312),
        ((TARGETS, "I7"), 312, '0"个"', 312),
        ((TARGETS, "I7"), 312, '"已完成"', 312),
        ((TARGETS, "I7"), "约312", '0"余家"', 312),
        ((TARGETS, "I7"), "约312", "0%", 312),
        ((TARGETS, "I7"), "312", '@"余家"', 312),
        ((TARGETS, "I7"), "312", '0;-0;0;"约"@', "312"),
        ((TASKS, "L7"), 60, "h:mm", 60),
        ((TASKS, "L7"), 60, "0%", 60),
        ((TASKS, "O7"), 6, '0"月"', "2022-06-30"),
        ((TASKS, "O7"), 0.5, "h:mm", "2022-06-30"),
        ((TASKS, "O7"), "近期", "0%", "2022-06-30"),
    ],
)
def test_the_format_of_a_cell_does_not_stand_in_the_way(
    place: tuple[str, str], value: float | str | time, number_format: str, typed: float | str
) -> None:
    name, address = place

    def spoil(book: Workbook) -> None:
        cell = sheet(book, name)[address]
        cell.value, cell.number_format = value, number_format

    def mend(book: Workbook) -> None:
        sheet(book, name)[address].value = typed

    data = edited(filled(), spoil)
    assert asked(read(data), place), [d.code for d in read(data).diagnostics]
    copy = corrected(data)
    assert asked(read(copy), place), "a copy that comes back as it is must be asked about again"
    assert asked(read(edited(copy, mend)), place) == []


def test_a_number_that_its_format_hides_can_be_seen_in_the_copy() -> None:
    def hide(book: Workbook) -> None:
        sheet(book, TARGETS)["I7"].number_format = ";;;"

    data = edited(filled(), hide)
    assert [d.code.name for d in asked(read(data), (TARGETS, "I7"))] == ["V04"]
    cell = sheet(opened(corrected(data)), TARGETS)["I7"]
    assert (str(cell.value), cell.number_format) == ("250？", "General")


def test_what_is_struck_through_is_gone_from_the_copy_and_its_cell_takes_what_is_typed() -> None:
    half = CellRichText((TextBlock(InlineFont(strike=True), "500"), " 312"))

    def spoil(book: Workbook) -> None:
        page = sheet(book, TARGETS)
        page["I7"].font, page["I8"].value = STRUCK, half

    def mend(book: Workbook) -> None:
        sheet(book, TARGETS)["I7"].value = 260

    data = edited(filled(), spoil)
    assert [d.cells for d in read(data).diagnostics if d.code.name == "V31"] == [("I7",), ("I8",)]
    copy = corrected(data)
    assert {no: row["actual"].value for no, row in read(copy).entries[0].targets.items()} == {1: None, 2: 312}
    mended = read(edited(copy, mend))
    assert {no: row["actual"].value for no, row in mended.entries[0].targets.items()} == {1: 260, 2: 312}
    assert asked(mended, (TARGETS, "I7")) == []


_MEASURES = ("套", "亩", "万亩", "万元", "家", "%", "‰", "微克/立方米", "")
_FORMATS = (
    '0"万"', '0"公顷"', '[Red]0"万亩"', '0"‰"', "0%", "0.0%", '0"家"', '0"余家"', '"约"0"套"', '0"千套"', "0,",
    '0!.0,"万"', '[>=1000]0!.0,"千";0', '[>=10000]0.0"万家";0"家"', '0"个";[Red]-0"个"', '0"亿元"', '0.00"万元"',
    "¥#,##0", "[$¥-804]#,##0", "h:mm", "yyyy-mm-dd", "m月d日", ";;;", "0;-0;;@", '0;-0;"—"', '"已完成"', '@"万"',
    '0;-0;0;@"余"', '0!"0"', "0.00E+00", "#,##0.00", "[Blue]0", "0;(0)",
)  # fmt: skip
_EACH = dict(enumerate(product(_FORMATS, _MEASURES), 1))
"""A number format and a measure by the number of the target that has them."""
_TYPED = Decimal(2600)
_LOOP = replace(
    MASTER,
    targets=tuple(
        Target(1, no, f"第{no}项指标", Op.AT_LEAST, Decimal(5000), measure, Kind.RATIO, "")
        for no, (_, measure) in _EACH.items()
    ),
)
_LOOPING = replace(DESK, master=_LOOP)


@cache
def _loop_form() -> bytes:
    duty = next(duty for duty in assignments(_LOOP, Q2) if duty.unit.name == SCIENCE)
    return write_form(duty, period=Q2, due=date(2022, 7, 5), master=_LOOP, template=TEMPLATE, secret=DESK.secret)


def _looped(of: bytes, value: object, *, is_formatted: bool = False) -> bytes:
    """Return a form with a value in every target's cell, shown by the format of the target where that is asked."""

    def fill(book: Workbook) -> None:
        page = sheet(book, TARGETS)
        column = columns(page)[1]["actual"]
        put(sheet(book), 1, {"progress": "已完成阶段目标。", "status": "正常推进", "percent": 10})
        for row, (number_format, _) in enumerate(_EACH.values(), row_of(page, ".T001.1.")):
            cell = page.cell(row, column)
            cell.value = value  # type: ignore[assignment]
            cell.number_format = number_format if is_formatted else cell.number_format

    return edited(of, fill)


def _values(reading: ReturnContent) -> dict[tuple[str, str], object]:
    row = reading.entries[0].targets
    return {_EACH[no]: answers["actual"].value for no, answers in row.items()}


def _with_all_asked(reading: ReturnContent) -> tuple[Diagnostic, ...]:
    """Return the findings, with one that only asks to look at the cell on each target that has none."""
    known = {cell for finding in reading.diagnostics for cell in finding.cells if finding.sheet == TARGETS}
    cells = (answers["actual"].cell for answers in reading.entries[0].targets.values())
    ask = Diagnostic(Code.X09, sheet=TARGETS, values={"indicator": "", "last": "", "now": ""})
    return (*reading.diagnostics, *(replace(ask, cells=(cell,)) for cell in cells if cell not in known))


@pytest.mark.parametrize(
    ("sent", "is_rebuilt"), [(2600, False), (0.5, False), (0.005, False), ("=13*2", False), (26, True), ("=13*2", True)]
)
def test_whatever_format_a_cell_with_a_finding_has_what_is_typed_counts_and_what_is_left_stays(
    sent: object, *, is_rebuilt: bool
) -> None:
    data = _looped(_loop_form(), sent, is_formatted=True)
    before = read_return(data, "回执.xlsx", _LOOPING)
    lost = (Diagnostic(Code.D16, sheet=TARGETS, values={"other": "另一份.xlsx"}),) if is_rebuilt else ()
    copy = correction_copy(
        data, "回执.xlsx", (*_with_all_asked(before), *lost), lang=Lang.HANS, blank=_loop_form(),
        entries=before.entries, template=TEMPLATE,
    )  # fmt: skip
    listed = [str(cell.value) for cell in opened(copy).worksheets[0]["D"]]
    assert is_rebuilt or any("数字格式" in text for text in listed), "the list says what became of the formats"
    left = read_return(copy, "回执.xlsx", _LOOPING)
    assert _values(left) == _values(before)
    mended = read_return(_looped(copy, int(_TYPED)), "回执.xlsx", _LOOPING)
    assert set(_values(mended).values()) == {_TYPED}
    assert not [d for d in mended.diagnostics if d.sheet == TARGETS]


def book(changes: Mapping[str, str | float]) -> Book:
    """Return the filled form with other contents in cells of its sheet of tasks."""
    pages = {name: contents(lines) for name, lines in lines_of(filled()).items()}
    for address, value in changes.items():
        line = pages[TASKS][int(address[1:]) - 1]
        line += [""] * (ord(address[0]) - 64 - len(line))
        line[ord(address[0]) - 65] = value
    return Book(pages)


@pytest.mark.parametrize("kind", ["xls", "ods", "xlsb", "xml of 2003"])
def test_no_other_cell_says_something_else_in_a_copy_of_another_kind_of_file(kind: str) -> None:
    odd: dict[str, str | float] = {
        "O7": 44742.5,
        "P7": "a_x000D_b",
        "P8": "_x005F_七",
        "R7": "a_x000D_b",
        "L8": "约二十",
    }
    data = WRITERS[kind](book(odd))
    sent, copy = read(data), read(corrected(data, f"回执.{kind}"))
    assert [d.cells for d in sent.diagnostics if d.code.name == "V04"] == [("L8",)]
    for before, after in zip(sent.entries, copy.entries, strict=True):
        assert {n: a.value for n, a in after.answers.items()} == {n: a.value for n, a in before.answers.items()}
    assert sent.entries[0].answers["remarks"].value == "a_x000D_b"
    assert sent.entries[0].answers["expected_date"].value == date(2022, 6, 30)


def _headed(name: str, text: str, page: str) -> Callable[[Workbook], None]:
    def head(book: Workbook) -> None:
        row, names = columns(sheet(book, page))
        sheet(book, page).cell(row + 1, names[name]).value = text

    return head


def _of_first(**values: object) -> Callable[[Workbook], None]:
    return lambda book: put(sheet(book, TARGETS), 1, values, 1)


@pytest.mark.parametrize(
    ("change", "place", "typed", "meant"),
    [
        (_of_first(measure="万家"), (TARGETS, "I7"), 312, Decimal(312)),
        (_of_first(measure="户"), (TARGETS, "I7"), 312, Decimal(312)),
        (_of_first(indicator="累计高新企业"), (TARGETS, "I7"), 312, Decimal(312)),
        (_headed("actual", "目前完成值（万元）", TARGETS), (TARGETS, "I10"), 5, Decimal(5)),
        (_headed("actual", "本季度完成值", TARGETS), (TARGETS, "I7"), 312, Decimal(312)),
        (_headed("percent", "剩余工作量（%）", TASKS), (TASKS, "L7"), 35, Decimal(35)),
        (_headed("status", "上期状态", TASKS), (TASKS, "K7"), "正常推进", "on_track"),
        (_headed("expected_date", "开工时间", TASKS), (TASKS, "O7"), "2022-11-30", date(2022, 11, 30)),
    ],
)
def test_under_a_changed_heading_measure_or_indicator_the_copy_takes_what_the_list_asks(
    change: Callable[[Workbook], None], place: tuple[str, str], typed: object, meant: object
) -> None:
    name, address = place

    def spoil(book: Workbook) -> None:
        put(sheet(book), 1, {"expected_date": "2022-10-30"})
        change(book)

    def mend(book: Workbook) -> None:
        sheet(book, name)[address].value = typed

    def answer(reading: ReturnContent) -> object:
        answers = (
            a for entry in reading.entries for row in (entry.answers, *entry.targets.values()) for a in row.values()
        )
        return next(answer.value for answer in answers if (answer.sheet, answer.cell) == place)

    data = edited(filled(), spoil)
    before, copy = read(data), corrected(data)
    notes = [cell.comment.text for row in sheet(opened(copy), name).iter_rows() for cell in row if cell.comment]
    assert any("本稿已按下发的表恢复" in note for note in notes)
    assert answer(read(copy)) == answer(before)
    assert asked(read(copy), place) or answer(before) is not None
    mended = read(edited(copy, mend))
    assert (answer(mended), asked(mended, place)) == (meant, [])


def test_a_row_of_which_nothing_tells_whose_it_is_is_mended_by_typing_what_can_be_seen() -> None:
    names = ("no", "work")
    issued = sheet(opened(form()))
    row, at = row_of(issued, ".T002."), columns(issued)[1]
    right = {name: issued.cell(row, at[name]).value for name in names}
    sent = edited(filled(), lambda book: put(sheet(book), 2, {"no": 77, "work": "另一件重要的事情"}))
    doubted = next(d for d in read(sent).diagnostics if d.code is Code.S26)
    copy = corrected(sent)
    page = sheet(opened(copy))
    assert page.protection.sheet
    assert {name: page.cell(row, at[name]).protection.locked for name in (*names, "key")} == {
        "no": False, "work": False, "key": True,
    }  # fmt: skip
    other = row_of(page, ".T001.")
    assert all(page.cell(other, at[name]).protection.locked for name in names), "no other row is opened"
    listed = {line[7]: line[5] for line in opened(copy).worksheets[0].iter_rows(min_row=6, values_only=True)}
    assert "（空）" not in str(listed["S26"])
    mended = read(edited(copy, lambda book: put(sheet(book), 2, right)))
    assert not [d for d in mended.diagnostics if d.code is Code.S26]
    answer = next(entry for entry in mended.entries if entry.task == 2).answers["percent"]
    assert (answer.faulty, answer.value is None, answer.cell in doubted.cells) == (False, False, True)


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_copy_made_of_the_form_takes_no_number_of_a_doubted_row_for_that_of_its_place(kind: str) -> None:
    pages = lines_of(edited(filled(), lambda book: put(sheet(book), 2, {"no": 77, "work": "另一件重要的事情"})))
    sent = WRITERS[kind](Book({name: contents(lines) for name, lines in pages.items()}))
    assert [d.code for d in read(sent, f"回执.{kind}").diagnostics if d.code is Code.S26]
    copy = corrected(sent, f"回执.{kind}")
    left = next(entry for entry in read(copy).entries if entry.task == 2).answers["percent"]
    assert (left.faulty, left.value) == (True, None)
    typed = read(edited(copy, lambda book: put(sheet(book), 2, {"percent": 35})))
    assert next(entry for entry in typed.entries if entry.task == 2).percent == Decimal(35)
