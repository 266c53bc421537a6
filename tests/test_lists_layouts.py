"""Layouts beside plain tables and prose: matrices of offices, tables on their side, boxes, rows of stages, notes."""

import pytest

from reportkit.diagnostics import Code
from reportkit.imported import Imported
from reportkit.lists.importing import import_list
from reportkit.model import Task

TITLE = "<h1>云台县2025年任务清单</h1>"


def grid(*rows: str) -> str:
    """Return a table of rows with `|` between the cells."""
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def page(body: str) -> Imported:
    return import_list("2025.html", f"<html>{TITLE}{body}</html>".encode())


def text(*lines: str) -> Imported:
    return import_list("2025.txt", "\n".join(lines).encode())


def whose(task: Task) -> tuple[list[str], list[str]]:
    return [unit.name for unit in task.leads], [unit.name for unit in task.participants]


# Offices as columns -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lead", "part", "legend"),
    [
        ("●", "○", "注：●为牵头单位，○为配合单位"),
        ("○", "●", "注：○为牵头单位，●为配合单位"),
        ("★", "√", ""),
        ("牵头", "配合", ""),
    ],
)
def test_marks_below_offices_say_who_leads_and_who_takes_part(lead: str, part: str, legend: str) -> None:
    rows = ("序号|重点任务|县教育局|县住建局|县财政局|完成时限", f"1|办学1所|{lead}|{part}|{part}|8月底前",
            f"2|改造小区5个||{lead}|{part}|10月底前")  # fmt: skip
    found = page(grid(*rows) + f"<p>{legend}</p>")
    assert [whose(task) for task in found.master.tasks] == [
        (["县教育局"], ["县住建局", "县财政局"]),
        (["县住建局"], ["县财政局"]),
    ]
    assert [str(task.deadline) for task in found.master.tasks] == ["2025-08-31", "2025-10-31"]
    assert not found.master.own.columns


def test_a_single_kind_of_mark_says_who_leads() -> None:
    found = page(grid("No.|Action|Housing|Parks|Due", "1|Build 20 homes|X||May 2025", "2|Plant 30 trees|X|X|June 2025"))
    assert [whose(task) for task in found.master.tasks] == [(["Housing"], []), (["Housing", "Parks"], [])]


def test_columns_of_marks_beside_units_are_carried_along() -> None:
    found = page(grid("序号|重点任务|牵头单位|县级|市级", "1|办学1所|县教育局|√|", "2|建桥2座|县交通局||√"))
    assert [whose(task)[0] for task in found.master.tasks] == [["县教育局"], ["县交通局"]]
    assert [column.heading for column in found.master.own.columns] == ["县级", "市级"]


# Tables on their side, and boxes ------------------------------------------------------------------------------------


def test_a_table_on_its_side_has_a_task_in_each_column() -> None:
    rows = ("序号|1|2", "重点任务|建桥2座|办学1所", "牵头单位|县交通局|县教育局", "完成时限|6月底前|8月底前")
    found = page(f"<p>一、民生</p>{grid(*rows)}")
    assert [(t.no, t.section, t.work, whose(t), str(t.deadline)) for t in found.master.tasks] == [
        (1, "一、民生", "建桥2座", (["县交通局"], []), "2025-06-30"),
        (2, "一、民生", "办学1所", (["县教育局"], []), "2025-08-31"),
    ]


def test_lines_in_the_boxes_of_a_page_are_prose() -> None:
    lines = "<p>1.建桥2座。（牵头单位：县交通局）</p><p>2.办学1所。（牵头单位：县教育局）</p>"
    found = import_list("2025.html", f"<table><tr><td>{TITLE}{lines}</td></tr></table>".encode())
    assert [(task.work, whose(task)[0]) for task in found.master.tasks] == [
        ("建桥2座。", ["县交通局"]),
        ("办学1所。", ["县教育局"]),
    ]


# Rows that are no tasks ---------------------------------------------------------------------------------------------


def test_rows_of_stages_below_a_task_are_its_milestones() -> None:
    rows = ("1|建桥2座|县交通局|12月底", "|一季度：完成招标||", "|二季度：开工||", "2|办学1所|县教育局|9月底")
    found = page(grid("序号|重点任务|牵头单位|完成时限", *rows))
    assert [[(str(step.day), step.words) for step in task.milestones] for task in found.master.tasks] == [
        [("2025-03-31", "完成招标"), ("2025-06-30", "开工")],
        [],
    ]


def test_titles_counted_as_the_tasks_are_head_them_where_they_name_nobody() -> None:
    rows = ("1|Homes||", "1|Build 20 homes|Housing|May 2025", "2|Mend 5 roofs|Housing|May 2025", "2|Parks||",
            "3|Plant 30 trees|Parks|June 2025")  # fmt: skip
    found = page(grid("No.|Action|Lead|Due", *rows))
    assert [(task.no, task.section) for task in found.master.tasks] == [(1, "1 Homes"), (2, "1 Homes"), (3, "2 Parks")]


def test_a_task_without_a_unit_heads_nothing_where_no_title_stands_first() -> None:
    rows = ("1|Build 20 homes|Housing|May 2025", "2|Publish the plan||", "3|Plant 30 trees|Parks|June 2025")
    found = page(grid("No.|Action|Lead|Due", *rows))
    assert [task.work for task in found.master.tasks] == ["Build 20 homes", "Publish the plan", "Plant 30 trees"]


@pytest.mark.parametrize("end", ["txt", "html"])
def test_remarks_below_a_list_are_no_tasks_and_are_told(end: str) -> None:
    lines = ["1.建桥2座。（牵头单位：县交通局）", "2.办学1所。（牵头单位：县教育局）"]
    notes = ["注：1.本表按季度通报。", "2.未尽事宜另行通知。", "* 试行"]
    body = "".join(f"<p>{line}</p>" for line in (*lines, *notes))
    found = text("云台县2025年任务清单", *lines, *notes) if end == "txt" else page(body)
    assert [task.work for task in found.master.tasks] == ["建桥2座。", "办学1所。"]
    assert [one.found for one in found.diagnostics if one.code is Code.L08] == notes


def test_a_remark_that_each_task_has_stands_beside_it() -> None:
    lines = [f"{no}.新建公园{no}个。\n责任单位：县城管局\n备注：续建{no}" for no in (1, 2, 3)]
    found = text("云台县2025年任务清单", *lines)
    assert [[cell.value for cell in task.own] for task in found.master.tasks] == [["续建1"], ["续建2"], ["续建3"]]


def test_the_title_at_the_head_of_each_page_is_no_part_of_a_task() -> None:
    title = "云台县2025年任务清单"
    lines = [f"{no}.新建公园{no}个。\n责任单位：县城管局" for no in range(1, 5)]
    found = text(title, *lines[:2], title, *lines[2:])
    assert [task.work for task in found.master.tasks] == [f"新建公园{no}个。" for no in range(1, 5)]


# Whose, by whom in the office, until when ---------------------------------------------------------------------------


@pytest.mark.parametrize(("inner", "others"), [("公路科", []), ("县公路局", ["县公路局"])])
def test_the_part_of_an_office_that_sees_to_a_task_is_carried_along(inner: str, others: list[str]) -> None:
    table = page(
        grid("序号|重点任务|牵头单位|责任科室", f"1|建桥2座|县交通局|{inner}", f"2|修路8公里|县交通局|{inner}")
    )
    labels = [f"{no}.建桥{no}座。\n牵头单位：县交通局\n责任科室：{inner}" for no in (1, 2)]
    for found in (table, text("云台县2025年任务清单", *labels)):
        task = found.master.tasks[0]
        assert whose(task) == (["县交通局"], others)
        assert [cell.value for cell in task.own] == ([] if others else [inner])


def test_labels_of_an_office_s_own_are_carried_along() -> None:
    lines = [f"{no}.建桥{no}座。\n牵头单位：县交通局　分值：{no}\n资金渠道：县级" for no in (1, 2, 3)]
    found = text("云台县2025年任务清单", *lines)
    assert [column.heading for column in found.master.own.columns] == ["分值", "资金渠道"]
    assert [whose(task)[0] for task in found.master.tasks] == [["县交通局"]] * 3


@pytest.mark.parametrize("number", ["", "一、"])
def test_what_stands_below_the_name_of_a_unit_is_its(number: str) -> None:
    other = number.replace("一", "二")
    found = text(
        "云台县2025年任务清单",
        f"{number}县交通局",
        "1.建桥2座。",
        "2.修路8公里。",
        f"{other}县教育局",
        "3.办学1所。",
        "4.办园2所。",
    )
    assert [whose(task)[0] for task in found.master.tasks] == [["县交通局"]] * 2 + [["县教育局"]] * 2


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("除注明外，均于2025年11月底前完成。", "2025-11-30"),
        ("未明确时限的，须于11月底前完成", "2025-11-30"),
        ("Unless otherwise stated, actions are due by 30 November 2025.", "2025-11-30"),
        ("除注明外，均由督查室通报。", "None"),
    ],
)
def test_a_note_says_until_when_tasks_are_due_that_do_not_say_so(note: str, day: str) -> None:
    found = text(
        "云台县2025年任务清单",
        note,
        "1.建桥2座。（责任单位：县交通局）",
        "2.办学1所。（责任单位：县教育局；完成时限：8月底前）",
    )
    assert [str(task.deadline) for task in found.master.tasks] == [day, "2025-08-31"]
    assert [one.cells for one in found.diagnostics if one.code is Code.L65] == ([("L2",)] if day != "None" else [])
