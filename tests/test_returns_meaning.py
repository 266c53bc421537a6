"""What gives a value its meaning is part of it: the heading over it, its measure, its indicator."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook

from reportkit.diagnostics import Severity
from reportkit.language.amounts import Amount
from reportkit.language.conversion import converted, converted_amount
from reportkit.language.words import Lang
from reportkit.model import Answer, Op
from reportkit.returns.content import ReturnContent
from reportkit.returns.printed import Printed, printed_rows
from reportkit.returns.reading import read_return
from tests.returned import DESK, MASTER, Q2, TARGETS, TASKS, codes, columns, edited, filled, finding, put, read, sheet

Hands = Callable[[Workbook], None]


@pytest.mark.parametrize(
    ("value", "measure", "wanted", "number"),
    [
        ("90", "公顷", "亩", "1350"),
        ("2200000", "万元", "亿元", "220"),
        ("1.5", "平方公里", "公顷", "150"),
        ("3", "亩", "平方米", "2000"),
        ("1", "亩", "平方米", None),  # 666.67 is not exact
        ("35", "‰", "%", "3.5"),
        ("2", "万家", "家", "20000"),
        ("12", "㎡", "平方米", "12"),
        ("500", "家", "户", None),
        ("5", "美元", "元", None),
        ("3000", "升", "立方米", "3"),
        ("90", "日", "天", "90"),
    ],
)
def test_a_number_is_converted_where_that_is_exact(value: str, measure: str, wanted: str, number: str | None) -> None:
    assert converted(Decimal(value), measure, wanted) == (None if number is None else Decimal(number))


def head(name: str, text: str, page: str = TARGETS) -> Hands:
    """Return hands that write another heading over a column."""

    def hands(book: Workbook) -> None:
        row, names = columns(sheet(book, page))
        sheet(book, page).cell(row + 1, names[name]).value = text

    return hands


def actual(found: ReturnContent, task: int, target: int = 1) -> Answer:
    (entry,) = [entry for entry in found.entries if entry.task == task]
    return entry.targets[target]["actual"]


def told(found: ReturnContent) -> list[tuple[str, tuple[str, ...]]]:
    return [(item.code.name, item.cells) for item in found.diagnostics]


@pytest.mark.parametrize(
    ("measure", "value", "number", "written"),
    [
        ("万元", 22000, "2.2", "22000万元"),
        ("万元", "22,000万元", "2.2", "22,000万元"),
        ("亿", "3亿元", "3", "3亿元"),  # what it says itself is what was asked
        ("万元", "22000元", "0.00022", "22000元"),
        ("美元", 22000, None, "22000（美元）"),
        ("家", 22000, None, "22000（家）"),
        ("万元", "3.5万", None, "3.5万（万元）"),
    ],
)
def test_under_another_measure_a_number_is_converted_or_asked_about(
    measure: str, value: object, number: str | None, written: str
) -> None:
    found = read(edited(filled(), lambda book: put(sheet(book, TARGETS), 4, {"measure": measure, "actual": value}, 1)))
    answer = actual(found, 4)
    assert answer.written == written
    assert (answer.value, answer.faulty) == (None if number is None else Decimal(number), number is None)
    assert "S16" not in codes(found)
    assert set(codes(found)) <= {"V03", "V28"} if number else codes(found) == ["V30"]


def test_a_converted_number_says_from_what_into_what() -> None:
    found = read(edited(filled(), lambda book: put(sheet(book, TARGETS), 4, {"measure": "万元", "actual": 22000}, 1)))
    (note,) = found.diagnostics
    assert (note.code.name, note.severity, note.sheet, note.cells) == ("V28", Severity.WARNING, TARGETS, ("I10",))
    assert note.message(Lang.HANS).endswith("I10 的“22000”按改动后的单位（万元）换算为 2.2亿元。")


def test_the_same_measure_in_other_signs_changes_nothing() -> None:
    hands = {"measure": "μg/立方米", "actual": 33}
    found = read(edited(filled("区林水局"), lambda book: put(sheet(book, TARGETS), 5, hands, 1)))
    assert actual(found, 5).value == Decimal(33)
    assert not {"V28", "V30"} & set(codes(found))


def test_another_indicator_is_asked_about_and_never_restored() -> None:
    found = read(edited(filled(), lambda book: put(sheet(book, TARGETS), 1, {"indicator": "累计国家高新技术企业"}, 1)))
    assert told(found) == [("V30", ("I7",))]
    assert actual(found, 1).faulty
    assert actual(found, 1).written == "250（累计国家高新技术企业）"
    assert (
        finding(found, "V30")
        .message(Lang.HANS)
        .endswith("I7 的“250”没有采用：指标名称由“国家高新技术企业”改成了“累计国家高新技术企业”，含义可能变了。")
    )


@pytest.mark.parametrize("sign", ["（%）", "％", "（‰）", "（$）", "（￥）", "（±）", "(-)", "（＜）", "（×）"])
def test_a_sign_makes_another_indicator_of_it(sign: str) -> None:
    changed = {"indicator": f"国家高新技术企业{sign}"}
    found = read(edited(filled(), lambda book: put(sheet(book, TARGETS), 1, changed, 1)))
    assert told(found) == [("V30", ("I7",))]
    assert actual(found, 1).faulty


@pytest.mark.parametrize("mark", ["*", "。", "（）", " "])
def test_a_mark_that_means_nothing_changes_no_indicator(mark: str) -> None:
    changed = {"indicator": f"国家高新技术企业{mark}"}
    found = read(edited(filled(), lambda book: put(sheet(book, TARGETS), 1, changed, 1)))
    assert not {"V28", "V30"} & set(codes(found))


def test_without_a_value_a_changed_indicator_is_only_put_right() -> None:
    values = {"indicator": "累计国家高新技术企业", "actual": None}
    found = read(edited(filled(), lambda book: put(sheet(book, TARGETS), 1, values, 1)))
    assert codes(found) == ["S16"]


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("目前完成值", False),
        ("完成值", False),
        ("目前完成值（必填） *", False),
        ("目前完成值\n截至6月底填", False),
        ("本季度完成值", True),
        ("剩余工作量（%）", True),
        ("目前完成值（含在建）", True),
        ("目前完成值（万元）", True),
        ("目前完成值￥", True),
        ("目前完成值（-）", True),
        ("目前完成值 - 上半年", True),
        ("目前完成值*", False),
    ],
)
def test_a_heading_that_asks_something_else_makes_its_values_a_question(heading: str, *, asked: bool) -> None:
    found = read(edited(filled(), head("actual", heading)))
    faulty = [
        answer.cell
        for entry in found.entries
        for row in entry.targets.values()
        for answer in row.values()
        if answer.faulty
    ]
    # Only what is asked in money can be meant in 万元.
    expected = (["I7", "I8", "I9"] if "万元" in heading else ["I7", "I8", "I9", "I10"]) if asked else []
    assert faulty == expected
    assert [item.cells[0] for item in found.diagnostics if item.code.name == "V30"] == expected


@pytest.mark.parametrize("heading", ["目前完成值%", "％目前完成值", "完成值 - %", "目前完成值（ % ）"])
def test_a_sign_in_a_heading_is_part_of_it(heading: str) -> None:
    """The third target is one in per cent, for which the sign is right."""
    found = read(edited(filled(), head("actual", heading)))
    assert [item.cells for item in found.diagnostics if item.code.name == "V30"] == [("I7",), ("I8",), ("I10",)]
    answers = [a for entry in found.entries for row in entry.targets.values() for a in row.values()]
    assert {a.cell for a in answers if a.value is not None} == {"I9"}


@pytest.mark.parametrize(
    ("heading", "values", "code"),
    [
        ("完成进度", ["10", "20", "40"], None),
        ("完成进度（‰）", ["1", "2", "4"], "V28"),
        ("千分比", [None, None, None], "V30"),
        ("剩余工作量（%）", [None, None, None], "V30"),
    ],
)
def test_a_percent_under_another_heading(heading: str, values: list[str | None], code: str | None) -> None:
    found = read(edited(filled(), head("percent", heading, TASKS)))
    assert [entry.value("percent") for entry in found.entries] == [value and Decimal(value) for value in values]
    assert [item.cells for item in found.diagnostics if item.code.name == code] == (
        [("L7",), ("L8",), ("L9",)] if code else []
    )


@pytest.mark.parametrize(
    ("name", "heading", "asked"),
    [
        ("expected_date", "实际完成时间", True),  # a day means another day under it
        ("status", "上期状态", True),
        ("problems", "存在的困难", False),  # prose says itself what it is about
        ("problems", "下一步工作打算", True),  # but not under the heading of another column
    ],
)
def test_days_and_choices_hang_on_their_heading_and_prose_on_that_of_another_column(
    name: str, heading: str, *, asked: bool
) -> None:
    def hands(book: Workbook) -> None:
        put(sheet(book), 1, {"expected_date": "2022-12-20", "problems": "用地指标不足。"})
        head(name, heading, TASKS)(book)

    found = read(edited(filled(), hands))
    assert found.entries[0].answers[name].faulty == asked


def test_per_mille_of_a_percent_are_no_share_of_one() -> None:
    def hands(book: Workbook) -> None:
        head("percent", "完成进度（‰）", TASKS)(book)
        put(sheet(book), 1, {"percent": 5})

    found = read(edited(filled(), hands))
    assert found.entries[0].answers["percent"].value == Decimal("0.5")
    assert "V05" not in codes(found)


@pytest.mark.parametrize(("measure", "is_sure"), [("里", False), ("华里", True), ("千米", True), ("万里", False)])
def test_a_measure_whose_word_may_mean_another_one_is_not_converted(measure: str, *, is_sure: bool) -> None:
    assert (converted_amount(Amount(Decimal(80), measure), "公里") is not None) == is_sure


def test_another_comparison_than_the_lists_is_told_and_does_not_count() -> None:
    found = read(edited(filled(), lambda book: put(sheet(book, TARGETS), 4, {"op": "不超过"}, 1)))
    change = finding(found, "S16")
    assert (change.field, change.found, change.severity) == ("op", "不超过", Severity.FIXED)
    assert actual(found, 4).value == Decimal(3)


def read_after_the_list_was_changed(
    change: dict[str, Any], hands: Hands = lambda _: None, *, printed: bool = False
) -> ReturnContent:
    """Read a form whose target of task 4 (技术交易总额, 亿元, 3) is another one in the list by now."""
    targets = tuple(replace(target, **change) if target.task == 4 else target for target in MASTER.targets)
    issued = {Q2: {"4.1": (("技术交易总额", "亿元"),)}}
    said = {Q2: Printed(printed_rows(MASTER, {}))} if printed else {}
    reference = replace(DESK, master=replace(MASTER, targets=targets), issued=issued, printed=said)
    return read_return(edited(filled(), hands), "回执.xlsx", reference)


@pytest.mark.parametrize(
    ("change", "number", "code", "words"),
    [
        (
            {"indicator": "技术交易额"},
            "3",
            "V37",
            "按 3 计：表发出后，任务单的指标名称由“技术交易总额”改成了“技术交易额”",
        ),
        ({"measure": "万元"}, "30000", "V37", "按 30000万元 计：表发出后，任务单的单位由“亿元”改成了“万元”"),
        ({"measure": "万元", "indicator": "交易额"}, "30000", "V37", "按 30000万元 计"),
        ({"measure": "家"}, None, "V38", "没有采用：表发出后，任务单的单位由“亿元”改成了“家”"),
    ],
)
def test_a_list_changed_while_forms_were_out_is_no_fault_of_the_unit(
    change: dict[str, str], number: str | None, code: str, words: str
) -> None:
    found = read_after_the_list_was_changed(change)
    assert actual(found, 4).value == (number and Decimal(number))
    told_of = finding(found, code)
    assert told_of.cells == ("I10",)
    assert words in told_of.message(Lang.HANS)
    assert not {"V28", "V30", "S16"} & set(codes(found))


@pytest.mark.parametrize(
    ("column", "cell", "change"),
    [
        ("value", "F10", {"value": Decimal(4)}),
        ("op", "E10", {"op": Op.AT_MOST}),
        ("value", "F10", {"value": Decimal(4), "measure": "万元", "indicator": "交易额", "quote": "4万元"}),
    ],
)
def test_an_aim_or_a_comparison_changed_in_the_list_is_told_to_the_office_and_is_no_change_of_the_unit(
    column: str, cell: str, change: dict[str, Any]
) -> None:
    found = read_after_the_list_was_changed(change, printed=True)
    told_of = finding(found, "S36")
    assert (told_of.field, told_of.cells, told_of.severity) == (column, (cell,), Severity.INFO)
    assert actual(found, 4).value is not None
    assert not {"S16", "S26", "S23"} & set(codes(found))
    assert {"S16", "S26"} & set(codes(read_after_the_list_was_changed(change))), "where nobody knows what the form said"


def test_a_wording_changed_in_the_list_is_no_change_of_the_unit() -> None:
    tasks = tuple(
        replace(task, work="建成区级技术转移平台，公布名录。") if task.no == 4 else task for task in MASTER.tasks
    )
    printed = {Q2: Printed(printed_rows(MASTER, {}))}
    reference = replace(DESK, master=replace(MASTER, tasks=tasks), printed=printed)
    found = read_return(filled(), "回执.xlsx", reference)
    assert (finding(found, "S36").field, codes(found)) == ("work", ["S36"])
    changed = read_return(
        edited(filled(), lambda book: put(sheet(book), 4, {"work": "另一项工作。"})), "a.xlsx", reference
    )
    assert "S36" not in codes(changed)


def test_after_the_list_was_changed_the_figure_with_the_new_measure_is_accepted() -> None:
    found = read_after_the_list_was_changed(
        {"measure": "家"}, lambda book: put(sheet(book, TARGETS), 4, {"actual": "12家"}, 1)
    )
    assert actual(found, 4).value == Decimal(12)
    assert "V38" not in codes(found)


def test_what_the_unit_changed_beside_a_changed_list_is_a_question_still() -> None:
    found = read_after_the_list_was_changed(
        {"indicator": "技术交易额"}, lambda book: put(sheet(book, TARGETS), 4, {"indicator": "技术交易笔数"}, 1)
    )
    assert finding(found, "V30").cells == ("I10",)
