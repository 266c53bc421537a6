"""A list imported again: all that a person wrote into the master and nobody understands comes along, or is named."""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.diagnostics import Code, Severity
from reportkit.files.repack import pack, unpack
from reportkit.language.script import to_traditional
from reportkit.language.words import Lang
from reportkit.master.plans import PLANS
from reportkit.master.reading import read_master
from reportkit.master.renewing import Renewed, renew
from reportkit.master.writing import write_master
from reportkit.model import KeptWord, ListColumn, Master, OwnHeading, Waiver
from tests.masters import SMALL

MARK = "〔区里另定〕"
"""What no column of the master understands, and what no text of ours holds."""
FULL = replace(
    SMALL,
    waivers=(Waiver("区科技局", "percent", Severity.INFO, "系统停用", date(2022, 9, 30), Code.V01),),
    headings=(OwnHeading("抓总的", ListColumn.LEADS),),
    kept_words=(KeptWord("后溪", "地名"),),
)
Cell = str | float | bool | date | None
Edit = Callable[[Workbook], None]


def read(data: bytes) -> Master:
    return read_master(data, "master.xlsx")[0]


WRITTEN = write_master(FULL)
IMPORTED = read(WRITTEN)


def renewed(edit: Edit, listed: Master = IMPORTED) -> tuple[Workbook, Renewed]:
    """Import a list over a master that a person has edited, and return the new workbook."""
    found = renew(read(edited(edit)), listed, IMPORTED, date(2022, 7, 1))
    return openpyxl.load_workbook(io.BytesIO(write_master(found.master))), found


def edited(edit: Edit, data: bytes = WRITTEN) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(**cells: Cell) -> Edit:
    """Return an edit that writes into cells, each called by its sheet and its address: 任务_A4."""

    def edit(book: Workbook) -> None:
        for place, value in cells.items():
            sheet, cell = place.split("_")
            book[sheet][cell] = value

    return edit


def row_of(sheet: Worksheet, text: object) -> list[Any]:
    """Return the values of the row in which a text stands."""
    rows = ([cell.value for cell in row] for row in sheet.iter_rows())
    return next(row for row in rows if text in row)


UNTOUCHED = renewed(put())[1]


def said(found: Renewed) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(item.code.name, item.sheet, item.cells) for item in found.own]


@pytest.mark.parametrize("is_new", [False, True])
@pytest.mark.parametrize("at", range(max(len(plan.columns) for plan in PLANS)))
def test_whatever_a_person_writes_into_any_column_stands_on_its_sheet_after_an_import(at: int, *, is_new: bool) -> None:
    # By the key of a setting the program knows its row: a person leaves it alone.
    plans = [plan for plan in PLANS if at < len(plan.columns) and plan.columns[at].name != "key"]

    def edit(book: Workbook) -> None:
        for plan in plans:
            sheet = book[plan.title.zh]
            sheet.cell(sheet.max_row + 1 if is_new else 4, at + 1).value = f"{MARK}{plan.name}"

    book, _ = renewed(edit)
    for plan in plans:
        cells = (str(cell.value) for row in book[plan.title.zh].iter_rows() for cell in row)
        assert any(f"{MARK}{plan.name}" in text for text in cells), plan.name


def test_what_was_not_understood_stays_in_its_row_and_is_found_again() -> None:
    edit = put(任务_H4="不知何时", 指标_E5="许多", 单位_D4="部们", 领导_E4="x@", 设置_B9="四十五", 节点_C5="一半多")
    first = read_master(edited(edit), "master.xlsx")[1]
    book, found = renewed(edit)
    again = read_master(write_master(found.master), "master.xlsx")[1]
    assert row_of(book["任务"], "不知何时")[0] == 1
    assert row_of(book["设置"], "四十五")[0] == "报送截止日"
    assert [(d.code, d.found) for d in again] == [(d.code, d.found) for d in first]
    assert said(found) == [
        ("L27", "任务", ("H4",)), ("L27", "指标", ("E5",)), ("L27", "节点", ("C5",)), ("L27", "单位", ("D4",)),
        ("L27", "领导", ("E4",)), ("L27", "设置", ("B9",)),
    ]  # fmt: skip


def test_a_cell_that_was_not_understood_is_a_persons_edit_where_the_list_has_something_else() -> None:
    listed = replace(IMPORTED, tasks=(replace(IMPORTED.tasks[0], deadline=date(2022, 9, 30)), *IMPORTED.tasks[1:]))
    book, found = renewed(put(任务_H4="不知何时"), listed)
    assert book["任务"]["H4"].value == "不知何时"
    assert found.changes.kept_edits == UNTOUCHED.changes.kept_edits + 1


def test_a_member_that_is_no_unit_stays_and_so_does_a_group_inside_a_group() -> None:
    book, found = renewed(put(集合_B4="区科技局、后溪镇", 集合_A9="全体", 集合_B9="各平台、镇街"))
    sheet = book["集合"]
    assert row_of(sheet, "区科技局、后溪镇")
    assert row_of(sheet, "全体")[1] == "各平台、镇街"
    assert said(found) == [("L27", "集合", ("B4",))]


def test_members_that_were_not_all_understood_are_a_persons_choice_whatever_the_list_says() -> None:
    def edit(book: Workbook) -> None:
        book["集合"]["B4"] = f"{book['集合']['B4'].value}、后溪镇"

    first, *others = IMPORTED.groups
    listed = replace(IMPORTED, groups=(replace(first, members=("区科技局",)), *others))
    _, found = renewed(edit, listed)
    assert found.master.groups[0].members == first.members


def test_columns_of_the_office_come_along_with_their_rows() -> None:
    def edit(book: Workbook) -> None:
        for name in (
            "任务",
            "指标",
            "节点",
            "单位",
            "集合",
            "领导",
            "豁免",
            "列名对照",
            "简繁不变",
            "设置",
            "原文对照",
            "待核",
        ):
            sheet = book[name]
            at = sheet.max_column + 1
            sheet.cell(3, at).value, sheet.cell(4, at).value = f"{name}备注", f"{name}一"

    was = openpyxl.load_workbook(io.BytesIO(WRITTEN))
    book, found = renewed(edit)
    for sheet in was.worksheets[:-1]:
        row = row_of(book[sheet.title], f"{sheet.title}一")
        # The notes of the list come before those of a person.
        key = [cell.value for cell in sheet[4]][:2]
        assert row[:2] == key, sheet.title
        assert row_of(book[sheet.title], f"{sheet.title}备注").index(f"{sheet.title}备注") == row.index(
            f"{sheet.title}一"
        )
    assert {code for code, _, _ in said(found)} == {"M54"}
    assert found.changes.kept_edits > 0


def test_a_column_of_the_office_does_not_keep_the_lists_changes_out() -> None:
    first, *others = IMPORTED.targets
    listed = replace(IMPORTED, targets=(replace(first, value=first.value and first.value + 5), *others))
    book, _ = renewed(put(指标_I3="责任科室", 指标_I4="人才科", 任务_K3="科室", 任务_K4="办公室"), listed)
    assert book["指标"]["E4"].value == 25
    assert book["指标"]["I4"].value == "人才科"


def test_a_row_beside_the_table_is_kept_and_is_no_mistake() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["任务"]
        sheet.cell(sheet.max_row + 2, 11).value = "共二项"

    assert "M24" not in {finding.code.name for finding in read_master(edited(edit), "master.xlsx")[1]}
    book, _ = renewed(edit)
    assert row_of(book["任务"], "共二项")[10] == "共二项"


def test_targets_and_milestones_of_no_task_stay_and_are_named() -> None:
    def edit(book: Workbook) -> None:
        book["指标"].append([77, 1, "无主的指标", None, 3, "个"])
        book["节点"].append([78, "2022-06-30", 50, "无主的节点"])

    book, found = renewed(edit)
    assert row_of(book["指标"], "无主的指标")[0] == 77
    assert row_of(book["节点"], "无主的节点")[0] == 78
    rows = {name: book[name].max_row for name in ("指标", "节点")}
    assert [item for item in said(found) if item[0] == "L28"] == [
        ("L28", name, (f"A{row}",)) for name, row in rows.items()
    ]
    assert "77" in next(item for item in found.own if item.code is Code.L28).message(Lang.HANS)


def test_a_target_whose_task_the_list_brings_now_comes_behind_those_of_the_list() -> None:
    def edit(book: Workbook) -> None:
        book["指标"].append([8, 1, "自己写的", None, 3, "个"])

    task = replace(IMPORTED.tasks[0], no=8, work="办好群众小事三十件。", milestones=())
    target = replace(IMPORTED.targets[0], task=8, no=1, indicator="小事")
    listed = replace(IMPORTED, tasks=(*IMPORTED.tasks, task), targets=(*IMPORTED.targets, target))
    book, _ = renewed(edit, listed)
    assert row_of(book["指标"], "小事")[:2] == [8, 1]
    assert row_of(book["指标"], "自己写的")[:2] == [8, 2]


def test_rows_that_could_not_be_read_go_with_their_task_to_another_number() -> None:
    def edit(book: Workbook) -> None:
        book["节点"].append([2, "某天", 50, "开标"])

    one, *others = IMPORTED.tasks
    between = replace(one, no=2, work="全新的一项，与别的都不一样。", milestones=())
    moved = (replace(task, no=task.no + 1) for task in others)
    targets = tuple(replace(item, task=item.task + (item.task > 1)) for item in IMPORTED.targets)
    listed = replace(IMPORTED, tasks=(one, between, *moved), targets=targets)
    book, _ = renewed(edit, listed)
    assert row_of(book["节点"], "某天") == [3, "某天", 50, "开标"]


def test_a_task_without_a_number_keeps_the_section_whose_heading_stood_above_it() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["任务"]
        last = sheet.max_row
        sheet.cell(last + 1, 1).value = "三、民生"
        sheet.cell(last + 2, 4).value = "没有编号的一项"

    book, _ = renewed(edit)
    assert row_of(book["任务"], "没有编号的一项")[:4] == [None, "三、民生", None, "没有编号的一项"]


def test_what_stands_outside_of_the_tables_is_named_as_left_behind() -> None:
    def edit(book: Workbook) -> None:
        book["单位"]["A2"] = "每周一更新"
        book.create_sheet("通讯录")["C5"] = "王某"

    book, found = renewed(edit)
    assert "通讯录" not in book.sheetnames
    assert said(found) == [("L29", "单位", ("A2",)), ("L29", "通讯录", ("C5",))]


def test_our_own_titles_are_nothing_that_a_person_wrote() -> None:
    _, found = renewed(put(设置_B5="另起的标题"))
    assert said(found) == []


def test_the_list_of_another_year_leaves_what_belonged_to_the_old_tasks_and_says_so() -> None:
    def edit(book: Workbook) -> None:
        book["节点"].append([2, "某天", 50, "开标"])
        book["单位"].append([None, None, "没有名字的"])
        book["任务"]["K3"] = "科室"

    listed = replace(IMPORTED, settings=replace(IMPORTED.settings, year=2023))
    book, found = renewed(edit, listed)
    row = openpyxl.load_workbook(io.BytesIO(WRITTEN))["节点"].max_row + 1
    assert ("L29", "节点", (f"A{row}",)) in said(found)
    assert row_of(book["单位"], "没有名字的")
    assert book["任务"]["K3"].value == "科室"


@pytest.mark.parametrize("value", ["2022-13-40", 0.25, True, date(2022, 6, 1), "=1+1"])
def test_values_of_every_kind_come_along(value: Cell) -> None:
    book, _ = renewed(put(任务_K3="科室", 任务_K4=value))
    found = book["任务"]["K4"].value
    assert (found.date() if isinstance(value, date) else found) == (None if value == "=1+1" else value)


def test_a_share_keeps_its_sign() -> None:
    def edit(book: Workbook) -> None:
        book["任务"]["K3"], book["任务"]["K4"] = "占比", 0.25
        book["任务"]["K4"].number_format = "0%"

    found = renewed(edit)[0]["任务"]["K4"]
    assert (found.value, found.number_format) == (0.25, "0%")


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (1234567.891, '#,##0.00"元"'), (3, "0.00"), (4, "#,##0"), ("007", "General"), (time(9, 30), "h:mm"),
        (datetime.combine(date(2022, 3, 4), time(10, 30)), "yyyy-mm-dd hh:mm:ss"), (date(2022, 3, 4), 'yyyy"年"m"月"'),
        (timedelta(hours=30), "[h]:mm:ss"),
    ],
)  # fmt: skip
def test_numbers_and_moments_of_the_office_keep_their_kind_and_format(
    value: Cell | time | timedelta, number: str
) -> None:
    def edit(book: Workbook) -> None:
        book["任务"]["K3"], book["任务"]["K4"] = "科室", value
        book["任务"]["K4"].number_format = number

    book, found = renewed(edit)
    cell = book["任务"]["K4"]
    there = cell.value.date() if type(value) is date and isinstance(cell.value, datetime) else cell.value
    assert (there, cell.number_format, type(there)) == (value, number, type(value))
    assert read(write_master(found.master)) == found.master


def test_of_formulas_only_what_they_gave_comes_along_and_their_cells_are_named() -> None:
    sent = edited(put(任务_K3="合计", 任务_K4="=A4*2", 单位_G5="=1+1", 任务_A1="=1+1"))
    parts = unpack(sent)
    name = "xl/worksheets/sheet1.xml"
    parts[name] = re.sub(rb"<f>A4\*2</f><v ?/?>(</v>)?", b"<f>A4*2</f><v>2</v>", parts[name])
    found = renew(read(pack(parts)), IMPORTED, IMPORTED, date(2022, 7, 1))
    assert [item for item in said(found) if item[0] == "L30"] == [("L30", "任务", ("K4",)), ("L30", "单位", ("G5",))]
    book = openpyxl.load_workbook(io.BytesIO(write_master(found.master)))
    assert book["任务"]["K4"].value == 2
    assert renew(read(write_master(found.master)), IMPORTED, IMPORTED).own == tuple(
        item for item in found.own if item.code is not Code.L30
    )


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("设置_B8", "每月十日，遇节假日顺延"), ("设置_B9", "12个点左右"), ("设置_B6", "2022年（暂定）"),
        ("设置_B14", "25,50,75,100（区里口径）"), ("集合_B4", "未来科技城（含下属）、余杭街道"),
        ("指标_E4", "约20"), ("豁免_A4", "区科技局（办公室）"),
    ],
)  # fmt: skip
def test_what_is_understood_only_in_part_stays_as_it_is_written(cell: str, text: str) -> None:
    sheet, _, at = cell.partition("_")
    master = read(edited(put(**{cell: text})))
    listed = replace(IMPORTED, settings=replace(IMPORTED.settings, due_day=7))
    for before in (IMPORTED, None):
        found = renew(master, listed, before, date(2022, 7, 1))
        book = openpyxl.load_workbook(io.BytesIO(write_master(found.master)))
        assert book[sheet][at].value == text
        again = read(write_master(found.master))
        assert replace(again, notes=()) == replace(found.master, notes=())


@pytest.mark.parametrize("typed", ["港台字", "traditionel"])
def test_a_script_that_was_not_understood_is_that_of_the_tasks(typed: str) -> None:
    listed = read(write_master(replace(FULL, settings=replace(FULL.settings, language=Lang.HANT))))
    hant = replace(listed, tasks=tuple(replace(task, work=to_traditional(task.work)) for task in listed.tasks))
    data = write_master(hant)
    master = read(edited(put(設置_B13=typed), data))
    assert master.settings.language is Lang.HANT
    assert read(edited(put(设置_B13=typed))).settings.language is Lang.HANS
    found = renew(master, hant, hant)
    book = openpyxl.load_workbook(io.BytesIO(write_master(found.master)))
    assert book.sheetnames[0] == "任務"
    assert book["設置"]["B13"].value == typed
    # A script that is asked for is the list's, whatever stands in the cell.
    assert renew(master, IMPORTED, hant).master.settings.language is Lang.HANS


def test_a_setting_with_words_beside_it_is_a_persons_whatever_the_list_says() -> None:
    master = read(edited(put(设置_B6="2022年（暂定）")))
    assert master.settings.year == 2022
    before = replace(IMPORTED, settings=replace(IMPORTED.settings, year=2022))
    other = renew(master, replace(IMPORTED, settings=replace(IMPORTED.settings, year=2023)), before).master
    assert read(write_master(other)).settings.year == 2023
    due = read(edited(put(设置_B9="5日，遇节假日顺延")))
    listed = replace(IMPORTED, settings=replace(IMPORTED.settings, due_day=7))
    assert renew(due, listed, IMPORTED).master.settings.due_day == 5


def test_a_master_that_holds_what_nobody_understood_is_read_back_as_it_was_written() -> None:
    cells: Mapping[str, Cell] = {
        "任务_H4": "不知何时", "任务_K3": "科室", "任务_K5": "办公室", "单位_D4": "部们", "设置_B8": "四十五",
        "设置_C8": "区长同意", "豁免_F4": "某天", "集合_B4": "后溪镇", "节点_B4": "某天",
    }  # fmt: skip
    master = read(edited(put(**cells)))
    assert read(write_master(master)) == master


def test_a_column_that_the_office_added_is_told() -> None:
    findings = read_master(edited(put(任务_K3="科室")), "master.xlsx")[1]
    told = [item for item in findings if item.code is Code.M54]
    assert [(item.sheet, item.cells, item.found, item.severity) for item in told] == [
        ("任务", ("K3",), "科室", Severity.INFO)
    ]
