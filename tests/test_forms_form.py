"""The workbook a unit fills in: what stands in it, what it asks, what it lets one type."""

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.fields.field_type import FieldType
from reportkit.files.grid import read_grids
from reportkit.forms.assign import Assignment
from reportkit.forms.standard import default_template
from reportkit.identity import find_form_id, form_id, parse_row_key
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.model import (
    Answer,
    Choice,
    Condition,
    Entry,
    Field,
    Kind,
    Leader,
    Op,
    Required,
    Role,
    Target,
    Task,
    Template,
)
from tests.forms_sample import (
    FINANCE,
    MASTER,
    PERIOD,
    SCIENCE,
    SECRET,
    TASKS,
    TOWN,
    form,
    last_entry,
    with_field,
)
from tests.workbook_text import workbook_text

ASKED = ["progress", "status", "percent", "problems", "next_steps", "expected_date", "remarks"]
FINANCE_TASKS = Assignment(FINANCE, Role.LEAD, TASKS[1:])


@cache
def opened(data: bytes, *, values: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def sheet(data: bytes, name: str, *, values: bool = False) -> Worksheet:
    found = opened(data, values=values)[name]
    assert isinstance(found, Worksheet)
    return found


def names(ws: Worksheet) -> dict[str, int]:
    """Return the columns of the hidden names."""
    row = next(r for r in ws.iter_rows(max_row=20) if r[0].value == "key")
    return {str(cell.value): cell.column or 0 for cell in row if cell.value}


def rows(ws: Worksheet) -> list[dict[str, Any]]:
    """Return the rows that carry a key, by the hidden names."""
    columns = names(ws)
    found = [r for r in range(1, ws.max_row + 1) if parse_row_key(str(ws.cell(r, 1).value))]
    return [{name: ws.cell(r, c).value for name, c in columns.items()} for r in found]


def footer(ws: Worksheet, side: str) -> str:
    return str(getattr(ws.oddFooter, side).text)


def line(data: bytes, name: str = "填报表") -> str:
    """Return the cached text of the counting line."""
    return str(sheet(data, name, values=True)["B4"].value)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("form_first_period", form),
        ("form_with_last_period", lambda: form(last={4: last_entry(4)}, lang=Lang.HANT)),
        ("form_english", lambda: form(FINANCE_TASKS, lang=Lang.EN)),
        ("form_participant", lambda: form(Assignment(TOWN, Role.PARTICIPANT, TASKS[1:2]))),
    ],
)
def test_form_looks_as_agreed(golden: Callable[[str, str], None], name: str, make: Callable[[], bytes]) -> None:
    golden(name, workbook_text(make()))


def test_every_row_carries_a_signed_key_and_every_column_its_name() -> None:
    data = form()
    tasks, targets = sheet(data, "填报表"), sheet(data, "指标")
    keys = [parse_row_key(row["key"]) for ws in (tasks, targets) for row in rows(ws)]
    assert all(key is not None and key.is_signed_by(SECRET) for key in keys)
    assert [(key.task, key.target) for key in keys if key] == [(3, None), (4, None), (3, 1), (4, 1), (4, 2)]
    locked = ["no", "project", "work", "aims", "leaders", "lead_units", "participants", "last_progress"]
    assert list(names(tasks)) == ["key", *locked, *ASKED]
    assert list(names(targets)) == [
        "key",
        "no",
        "work",
        "indicator",
        "op",
        "value",
        "measure",
        "last",
        "actual",
        "share",
    ]
    for ws in (tasks, targets):
        top = next(r for r in range(1, 20) if ws.cell(r, 1).value == "key")
        assert ws.row_dimensions[top].hidden
        assert ws.column_dimensions["A"].hidden


def test_form_number_stands_in_heading_properties_name_and_hidden_sheet() -> None:
    data = form()
    number = form_id(SECRET, PERIOD, "U001")
    book = opened(data)
    cells = [find_form_id(str(c.value)) for row in book["填报表"].iter_rows(max_row=4) for c in row if c.value]
    assert [found for found in cells if found] == [number]
    properties = {p.name: p.value for p in book.custom_doc_props.props}  # type: ignore[attr-defined]  # newer than its stubs
    assert properties == {"rk_form": str(number), "rk_version": "1"}
    assert book.defined_names["rk_form"].attr_text == f'"{number}"'
    assert (book["_rk"]["A1"].value, book["_rk"]["B1"].value) == ("rk_form", str(number))
    assert book["_rk"].sheet_state == "hidden"
    assert f"表号 {number}" in footer(book["填报表"], "left")


def test_a_clerk_lands_on_the_sheet_to_fill_in_beside_what_is_asked() -> None:
    book = opened(form(last={4: last_entry(4)}))
    assert book.sheetnames == ["填表说明", "填报表", "指标", "_rk"]
    assert book.active is not None
    assert book.active.title == "填报表"
    view = book["填报表"].sheet_view
    assert view.pane is not None
    assert (view.pane.xSplit, view.pane.ySplit, view.pane.topLeftCell) == (4, 6, "I7")


def test_only_cells_to_fill_in_are_open() -> None:
    ws = sheet(form(), "填报表")
    columns = names(ws)
    unlocked = [name for name, c in columns.items() if not ws.cell(7, c).protection.locked]
    assert unlocked == ASKED
    assert ws.protection.sheet
    assert not ws.protection.password
    foot = {c.value for row in ws.iter_rows(min_row=9) for c in row if c.value}
    assert foot == {"填报单位（盖章）", "区科技局", "填报人", "联系电话", "审核人（签字）", "填报日期"}


def test_locked_cells_say_all_that_is_needed_to_answer() -> None:
    row = rows(sheet(form(last={4: last_entry(4)}), "填报表"))[1]
    assert row["no"] == 4
    assert row["aims"] == "1. 国家高新技术企业 500家\n2. 科技型中小企业 700家\n3. 全部对账销号清零"
    assert row["leaders"] == "顾国煜\n梅建胜"
    assert row["lead_units"] == "区科技局\n区财政局(区国资办)"
    assert row["last_progress"] == "【正常推进、20%】\n一季度新增118家。"
    target = rows(sheet(form(last={4: last_entry(4)}), "指标"))[1]
    assert (target["indicator"], target["op"], target["value"], target["measure"]) == (
        "国家高新技术企业",
        "达到",
        500,
        "家",
    )
    assert (target["last"], target["actual"]) == (118, None)


def test_a_successor_stands_in_for_the_leader_of_the_list() -> None:
    master = replace(MASTER, leaders=(Leader("顾国煜", 1, successor="李四"),))
    assert rows(sheet(form(master=master), "填报表"))[0]["leaders"] == "李四"


def test_columns_that_would_stay_empty_are_hidden_but_there() -> None:
    first, second = sheet(form(), "填报表"), sheet(form(last={3: last_entry(3)}), "填报表")
    assert first.column_dimensions["I"].hidden
    assert not second.column_dimensions["I"].hidden
    assert "last_progress" in names(first)


def test_nothing_is_carried_over_unless_the_template_says_so() -> None:
    last = {4: last_entry(4)}
    row = rows(sheet(form(last=last), "填报表"))[1]
    assert (row["progress"], row["status"], row["percent"]) == (None, None, None)
    fields = tuple(replace(f, carry_over=True) for f in Template(with_field("progress").fields).fields)
    data = form(template=Template(fields), last=last)
    row = rows(sheet(data, "填报表"))[1]
    assert (row["progress"], row["status"], row["percent"]) == ("一季度新增118家。", "正常推进", 20)
    target = rows(sheet(data, "指标", values=True))[1]
    assert (target["actual"], target["share"]) == (118, 23.6)


def test_a_faulty_answer_of_last_time_is_not_carried_over() -> None:
    bad = replace(last_entry(4), answers={"percent": Answer("percent", Decimal(20), faulty=True)})
    data = form(template=with_field("percent", carry_over=True), last={4: bad})
    row = rows(sheet(data, "填报表"))[1]
    assert (row["percent"], row["last_progress"]) == (None, None)


def test_share_of_a_cap_is_its_inverse_and_nothing_is_divided_by_nothing() -> None:
    template = with_field("actual", carry_over=True)
    last = {9: last_entry(9, actual="40")}
    ws = sheet(form(FINANCE_TASKS, template=template, last=last), "指标", values=True)
    assert [(row["indicator"], row["share"]) for row in rows(ws)] == [
        ("国家高新技术企业", None),
        ("科技型中小企业", None),
        ("PM2.5浓度", 87.5),
    ]
    zero = replace(MASTER, targets=(Target(9, 1, "零增长", Op.EQUAL, Decimal(0), "%", Kind.GROWTH, "零"),))
    ws = sheet(form(FINANCE_TASKS, master=zero, template=template, last=last), "指标", values=True)
    assert rows(ws)[0]["share"] is None


@pytest.mark.parametrize(
    ("last", "text"),
    [
        ({}, "还有 6 格必填没填"),
        ({4: last_entry(4)}, "还有 3 格必填没填"),
        ({4: last_entry(4, status="lagging")}, "还有 4 格必填没填"),  # and so the problems are missing
        ({4: last_entry(4, status="done")}, "还有 3 格必填没填；另有 1 处请核对（红格）"),
        ({4: last_entry(4, percent="100")}, "还有 3 格必填没填；另有 1 处请核对（红格）"),
        ({4: last_entry(4, percent="0.6")}, "还有 3 格必填没填；另有 1 处请核对（红格）"),
        ({4: last_entry(4, percent="120")}, "还有 3 格必填没填；另有 1 处请核对（红格）"),
        ({n: last_entry(n) for n in (3, 4)}, "✔ 必填项已填齐"),
    ],
)
def test_counting_line_shows_its_count_before_anything_calculates(last: dict[int, Entry], text: str) -> None:
    fields = tuple(replace(f, carry_over=True) for f in with_field("progress").fields)
    assert line(form(template=Template(fields), last=last)) == text


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        (("land",), "✔ 必填项已填齐"),
        (("land", "money"), "还有 1 格必填没填"),
        (("money",), "还有 1 格必填没填"),
    ],
)
def test_one_of_several_choices_makes_another_field_necessary(chosen: tuple[str, ...], text: str) -> None:
    choices = (Choice("land", Words("land", "用地")), Choice("money", Words("money", "资金")))
    needs = Field("needs", FieldType.MULTI_CHOICE, Words("Needs", "需要"), choices=choices, carry_over=True)
    why = Field("why", FieldType.TEXT, Words("Why", "理由"), required_when=Condition("needs", ("money",)))
    last = {3: Entry(3, SCIENCE.name, Role.LEAD, answers={"needs": Answer("needs", chosen)})}
    data = form(template=Template((needs, why)), last=last)
    assert line(data) == text
    conditions = [rule.formula[0] for rules in sheet(data, "填报表").conditional_formatting for rule in rules.rules]
    # While one types it is told by a label that stands between separators, whichever of them are typed.
    assert any('ISNUMBER(FIND("、资金、","、"&SUBSTITUTE(' in formula for formula in conditions)


def test_targets_are_counted_on_their_own_sheet() -> None:
    assert line(form(), "指标") == "还有 3 个指标没填目前完成值（暂时没有数的可以空着）"


def test_no_targets_sheet_without_targets() -> None:
    data = form(master=replace(MASTER, targets=()))
    assert opened(data).sheetnames == ["填表说明", "填报表", "_rk"]
    assert "指标" not in workbook_text(data).split("sheet")[1]  # the instructions do not speak of it either


def test_a_template_without_actual_has_no_share() -> None:
    fields = (
        *with_field("progress").task_fields,
        Field("note_on_target", FieldType.TEXT, Words("Note", "说明"), target=True),
    )
    assert list(names(sheet(form(template=Template(fields)), "指标")))[-1] == "note_on_target"


ALL_TYPES = Template(
    (
        Field("text_1", FieldType.TEXT, Words("a", "短文"), max_length=20, required=Required.YES),
        Field("long", FieldType.LONG_TEXT, Words("b", "长文")),
        Field("whole", FieldType.INTEGER, Words("c", "整数"), minimum=Decimal(0)),
        Field("real", FieldType.NUMBER, Words("d", "小数"), maximum=Decimal("99.5")),
        Field("pct", FieldType.PERCENT, Words("e", "百分比"), minimum=Decimal(0), maximum=Decimal(100)),
        Field("money", FieldType.MONEY, Words("f", "金额")),
        Field("day", FieldType.DATE, Words("g", "日期"), hint=Words("{a brace}", "{括号}")),
        Field("month", FieldType.MONTH, Words("h", "月份")),
        Field("one", FieldType.CHOICE, Words("i", "单选"), choices=(Choice("a", Words("A", "甲")),)),
        Field(
            "many",
            FieldType.MULTI_CHOICE,
            Words("j", "多选"),
            choices=(Choice("b", Words("B", "乙")),),
            carry_over=True,
        ),
        Field("said", FieldType.NOTE, Words("k", "说明"), hint=Words("Read this.", "请先看这条。")),
    ),
    version="2",
)


def test_each_type_is_checked_by_excel_itself() -> None:
    ws = sheet(form(template=ALL_TYPES), "填报表")
    found = {str(v.sqref): v for v in ws.data_validations.dataValidation}
    at = {name: openpyxl.utils.get_column_letter(c) for name, c in names(ws).items()}
    rules = {f.name: found[f"{at[f.name]}7:{at[f.name]}8"] for f in ALL_TYPES.fields if f.name in at}
    assert {name: (v.type, v.operator, v.formula1, v.formula2) for name, v in rules.items()} == {
        "text_1": ("textLength", "lessThanOrEqual", "20", None),
        "long": ("textLength", "lessThanOrEqual", "32767", None),
        "whole": ("whole", None, "0", "1000000000000000"),
        "real": ("decimal", None, "-1000000000000000", "99.5"),
        "pct": ("decimal", None, "0", "100"),
        "money": ("decimal", None, "-1000000000000000", "1000000000000000"),
        "day": ("date", None, "36526", "73050"),
        "month": ("date", None, "36526", "73050"),
        "one": ("list", None, "_rk!$G$2:$G$2", None),
        "many": ("list", None, "_rk!$H$2:$H$2", None),
    }
    assert rules["whole"].error == "请填整数（不小于 0），只填数字。"
    assert rules["real"].error == "请填数字（不大于 99.5），不带单位和文字。"
    assert not rules["many"].showErrorMessage
    assert "said" not in at


def test_each_type_has_an_example_in_the_instructions() -> None:
    text = [str(c.value) for row in sheet(form(template=ALL_TYPES), "填表说明").iter_rows() for c in row if c.value]
    first = text.index("简要文字")
    assert text[first : first + 10] == [
        "简要文字", "分条写明", "12", "12.5", "60", "3500.00", "2022-11-30", "2022-11", "甲", "乙",
    ]  # fmt: skip


def test_a_note_stands_in_the_instructions_and_asks_nothing() -> None:
    data = form(template=ALL_TYPES)
    text = {str(c.value) for row in sheet(data, "填表说明").iter_rows() for c in row if c.value}
    assert {"请先看这条。", "{括号}"} <= text


def test_several_choices_of_last_time_are_shown_by_their_labels() -> None:
    entry = Entry(3, SCIENCE.name, Role.LEAD, answers={"many": Answer("many", ("b", "gone"))})
    assert rows(sheet(form(template=ALL_TYPES, last={3: entry}), "填报表"))[0]["many"] == "乙、gone"


def test_prompts_and_errors_keep_to_what_excel_takes() -> None:
    long = Words("x" * 400, "长" * 400)
    many = tuple(Choice(f"c{n}", Words(f"choice {n}", f"第{n}个选项")) for n in range(300))
    template = Template((Field("status", FieldType.CHOICE, long, hint=long, choices=many, required=Required.YES),))
    ws = sheet(form(template=template), "填报表")
    (rule,) = ws.data_validations.dataValidation
    assert rule.formula1 == "_rk!$G$2:$G$301"
    assert (len(str(rule.promptTitle)), len(str(rule.prompt)), len(str(rule.error))) == (32, 255, 224)


def test_many_lists_of_many_entries_keep_to_what_excel_takes() -> None:
    """A formula takes 8,192 characters: a longer one makes Excel repair the workbook."""
    choices = tuple(Choice(f"c{n}", Words(f"choice {n}", f"第{n}个选项的名称很长很长")) for n in range(20))
    fields = tuple(
        Field(f"f{n}", FieldType.CHOICE, Words("x", "栏"), choices=choices, required=Required.YES) for n in range(30)
    )
    ws = sheet(form(template=Template(fields)), "填报表")
    (line,) = [str(cell.value) for row in ws.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(line) <= 8_192
    assert line.startswith('=IFERROR(IF(SUMPRODUCT(--(LEN(TRIM(SUBSTITUTE($J$7:$AM$8,"')
    conditions = [rule.formula[0] for rules in ws.conditional_formatting for rule in rules.rules]
    assert max(map(len, conditions)) <= 8_192
    # One rule a column range: two ranges in one rule are lost by some programs.
    ranges = [str(rule.sqref) for rule in ws.data_validations.dataValidation]
    assert len(ranges) == len(set(ranges)) == 30
    assert all(" " not in text for text in ranges)


def test_a_count_that_would_be_too_long_is_left_out() -> None:
    status = default_template().field("status")
    assert status is not None
    fields = tuple(
        Field(f"f{n}", FieldType.TEXT, Words("x", "栏"), required_when=Condition("status", ("lagging", "other")))
        for n in range(60)
    )
    ws = sheet(form(template=Template((status, *fields))), "填报表")
    assert [cell.value for row in ws.iter_rows() for cell in row if cell.data_type == "f"] == ['=""']


def test_a_form_of_one_field_still_has_its_foot() -> None:
    template = Template((Field("progress", FieldType.LONG_TEXT, Words("p", "进展")),))
    task = Task(1, "", None, "一件事。", ("甲",), (), ())
    data = form(Assignment(SCIENCE, Role.LEAD, (task,)), master=replace(MASTER, targets=()), template=template)
    foot = [c.value for row in sheet(data, "填报表").iter_rows(min_row=8) for c in row if c.value]
    assert foot == ["填报单位（盖章）", "区科技局", "填报人", "联系电话", "审核人（签字）", "填报日期"]


def test_participants_are_asked_less() -> None:
    data = form(Assignment(TOWN, Role.PARTICIPANT, TASKS[1:2]))
    ws = sheet(data, "填报表")
    assert [n for n in names(ws) if not ws.cell(7, names(ws)[n]).protection.locked] == [
        "progress",
        "problems",
        "remarks",
    ]
    assert parse_row_key(rows(ws)[0]["key"]).form.role is Role.PARTICIPANT  # type: ignore[union-attr]
    assert "指标" not in opened(data).sheetnames


def test_no_field_for_participants_is_a_refusal() -> None:
    template = Template((Field("progress", FieldType.LONG_TEXT, Words("p", "进展")),))
    with pytest.raises(ReportkitError) as refusal:
        form(Assignment(TOWN, Role.PARTICIPANT, TASKS[1:2]), template=template)
    assert "余杭街道" in refusal.value.message(Lang.HANS)
    assert "participants" in refusal.value.hint(Lang.HANS)


HOSTILE = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    '"',
    'a"&CALL()&"',
    "http://x.example",
    "\x00\x0b_x000D_",
    "&L&D&[File]",
    "{x}",
    "'",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_formula_link_or_break_comes_from_data(text: str) -> None:
    task = replace(TASKS[0], project=text, work=text, leaders=(text,))
    master = replace(
        MASTER,
        tasks=(task,),
        targets=(replace(MASTER.targets[0], indicator=text, measure=text),),
        settings=replace(MASTER.settings, organisation=text, list_title=text),
    )
    template = with_field(
        "status", label=Words(text, text), hint=Words(text, text), choices=(Choice("done", Words(text, text)),)
    )
    unit = replace(SCIENCE, name=text)
    data = form(Assignment(unit, Role.LEAD, (task,)), master=master, template=template, last={3: last_entry(3)})
    for ws in opened(data).worksheets:
        formulas = [str(c.value) for row in ws.iter_rows() for c in row if c.data_type == "f"]
        assert all(f.startswith(("=IFERROR(IF(", "=IF(AND(ISNUMBER(")) for f in formulas)
        assert not [c for row in ws.iter_rows() for c in row if c.hyperlink]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert not [name for name in package.namelist() if "externalLink" in name]


def test_quotes_in_a_choice_stay_inside_the_formulas_literal() -> None:
    status = Choice("done", Words('a"b', '完"成'))
    ws = sheet(form(template=with_field("status", choices=(status,))), "填报表")
    formulas = [rule.formula[0] for rules in ws.conditional_formatting for rule in rules.rules]
    assert any('="完""成"' in formula for formula in formulas)


def test_forty_tasks_and_cells_of_five_thousand_characters() -> None:
    tasks = tuple(replace(TASKS[0], no=n, work="长" * 5000) for n in range(1, 41))
    entry = replace(last_entry(1), answers={"progress": Answer("progress", "旧" * 40_000)})
    data = form(Assignment(SCIENCE, Role.LEAD, tasks), master=replace(MASTER, tasks=tasks, targets=()), last={1: entry})
    found = rows(sheet(data, "填报表"))
    assert [row["no"] for row in found] == list(range(1, 41))
    assert (len(found[0]["work"]), len(found[0]["last_progress"])) == (5000, 32_767)
    assert sheet(data, "填报表").row_dimensions[7].height == pytest.approx(409.0, abs=1)


def test_rows_show_the_whole_task_and_grow_as_one_types() -> None:
    wide = replace(TASKS[0], work="长" * 170)
    data = form(Assignment(SCIENCE, Role.LEAD, (wide, TASKS[1])), master=replace(MASTER, targets=()))
    ws = sheet(data, "填报表")
    assert (ws.row_dimensions[7].height or 0) > 10 * 10.5 * 1.3  # ten lines of 17 characters
    assert (ws.row_dimensions[8].height or 0) < 60
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("xl/worksheets/sheet2.xml").decode()
    assert '<row r="7"' in xml
    assert "customHeight" not in xml.split('<row r="7"')[1].split(">")[0]


def test_prints_one_page_wide_with_repeated_headings_and_form_number() -> None:
    ws = sheet(form(), "填报表")
    page = ws.page_setup
    assert (page.paperSize, page.orientation, page.fitToWidth or 1, page.fitToHeight) == (8, "landscape", 1, 0)
    assert ws.sheet_properties.pageSetUpPr is not None
    assert ws.sheet_properties.pageSetUpPr.fitToPage
    assert ws.print_title_rows == "$6:$6"
    assert footer(ws, "center") == "第 &P 页 共 &N 页"
    named = form(Assignment(replace(SCIENCE, name="A&B局"), Role.LEAD, TASKS[:1]))
    assert footer(sheet(named, "填报表"), "right") == "A&&B局"


@settings(max_examples=10, deadline=None)
@given(st.text(max_size=60), st.text(max_size=30), st.text(max_size=30))
def test_any_text_makes_a_form_that_opens(work: str, unit: str, label: str) -> None:
    task = replace(TASKS[0], work=work, project=label, leaders=(unit,))
    master = replace(MASTER, tasks=(task,))
    template = with_field("status", label=Words(label, label), choices=(Choice("done", Words(label, label)),))
    data = form(Assignment(replace(SCIENCE, name=unit), Role.LEAD, (task,)), master=master, template=template)
    keys = [grid.cell(row, 0) for grid in read_grids(data) for row in range(len(grid.rows))]
    assert sum(parse_row_key(str(key)) is not None for key in keys) == 2
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))


_PRINT = """
import hashlib, sys
sys.path.insert(0, ".")
from tests.forms_sample import form, last_entry
from reportkit.forms.template import default_template, write_template
print(hashlib.sha256(form(last={4: last_entry(4)}) + write_template(default_template())).hexdigest())
"""


def test_same_input_same_bytes_in_any_process() -> None:
    sums = set()
    for seed, zone, locale in (("1", "Asia/Shanghai", "C"), ("2", "America/New_York", "C.UTF-8")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale}
        run = subprocess.run([sys.executable, "-c", _PRINT], env=env, capture_output=True, text=True, check=True)
        sums.add(run.stdout)
    assert len(sums) == 1


@pytest.mark.parametrize(("last", "is_offered"), [({}, False), ({4: last_entry(4)}, True)])
def test_nothing_new_is_offered_where_something_was_reported_last(last: dict[int, Entry], *, is_offered: bool) -> None:
    texts = [str(value) for page in opened(form(last=last)).worksheets for row in page.values for value in row]
    told = [text for text in texts if "无新进展" in text]
    assert bool(told) == is_offered
    assert any("点右侧箭头，从列表里选一项。" in text for text in texts)
