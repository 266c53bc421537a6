"""What of a list is in doubt is pointed at: names that are none, half sentences, remarks among the tasks."""

import pytest

from reportkit.diagnostics import Code
from reportkit.imported import Imported
from reportkit.lists.importing import import_list

HEADS = "序号|重点任务|牵头单位|配合单位|完成时限"
ROWS = (
    "1|建桥2座。|县交通局|县财政局|6月底前",
    "2|修路8公里。|县公路局|县财政局|9月底前",
    "3|办学1所。|县教育局|县住建局|8月底前",
    "4|植树3万株。|县林业局|县水利局|3月底前",
    "5|建站2个。|县城管局|县住建局|5月底前",
)


def page(*rows: str, around: str = "{}") -> Imported:
    """Import a web page with a table of rows with `|` between the cells."""
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in (HEADS, *rows))
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    return import_list("2025.html", f"<html><h1>云台县2025年任务清单</h1>{around.format(table)}</html>".encode())


def text(*lines: str) -> Imported:
    return import_list("2025.txt", "\n".join(lines).encode())


def told(found: Imported, code: Code) -> list[tuple[int | None, str | None, tuple[str, ...]]]:
    return [(one.task, one.found, one.cells) for one in found.diagnostics if one.code is code]


DOUBTS = (Code.L56, Code.L57, Code.L58, Code.L59, Code.L60, Code.L62, Code.L63, Code.L64, Code.L66, Code.L67)


def test_a_sound_list_has_no_doubts() -> None:
    assert [one for one in page(*ROWS).diagnostics if one.code in DOUBTS] == []


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("县交通局", False),
        ("市七中", False),
        ("县城投", False),
        ("各乡镇", False),
        ("Parks & Open Spaces", False),
        ("张三丰", True),
        ("按季度推进落实，年底完成", True),
        ("牵头县交通局（公路", True),
    ],
)
def test_a_name_that_is_none_is_pointed_at(name: str, is_one: bool) -> None:  # noqa: FBT001 - a column
    found = page(*ROWS[1:], f"6|建塔1座。|{name}||6月底前")
    assert bool(told(found, Code.L59)) is is_one


def test_a_leader_that_is_no_person_is_pointed_at() -> None:
    row = "<tr><td>1</td><td>建桥2座。</td><td>{}</td><td>县交通局</td></tr>"
    heads = "<tr><td>序号</td><td>重点任务</td><td>牵头领导</td><td>牵头单位</td></tr>"
    for name, is_one in (("张大山", False), ("Cllr A Hill", False), ("2025年12月", True)):
        found = import_list("2025.html", f"<table>{heads}{row.format(name)}</table>".encode())
        assert bool(told(found, Code.L59)) is is_one


def test_a_name_that_is_two_others_of_the_list_is_pointed_at() -> None:
    found = page(*ROWS, "6|建塔1座。|县交通局县教育局||6月底前")
    assert told(found, Code.L60) == [(6, "县交通局县教育局", ("C7",))]


def test_half_a_sentence_is_pointed_at() -> None:
    found = page(*ROWS, "6|建塔1座，并|县文旅局||6月底前")
    assert told(found, Code.L58) == [(6, "建塔1座，并", ("B7",))]
    assert told(page(*ROWS, "6|，建塔1座。|县文旅局||6月底前"), Code.L58) == [(6, "，建塔1座。", ("B7",))]


def test_whose_a_task_is_in_its_wording_is_pointed_at() -> None:
    found = page(*ROWS, "6|建塔1座。责任单位：县文旅局|县交通局||6月底前")
    assert told(found, Code.L57) == [(6, "建塔1座。责任单位：县文旅局", ("B7",))]


@pytest.mark.parametrize("work", ["注：以上任务按季调度。", "返回顶部", "完成时限"])
def test_what_may_be_no_task_is_pointed_at(work: str) -> None:
    lines = [f"{no}.新建公园{no}个。（责任单位：县城管局）" for no in range(1, 5)]
    found = text("云台县2025年任务清单", *lines, f"5.{work}")
    assert told(found, Code.L62) == [(5, work, ("L6",))]


def test_a_section_that_may_be_none_is_pointed_at() -> None:
    sections = ("一、交通|", "县交通局联系电话：88881234|")
    found = page(sections[0], *ROWS[:3], sections[1], *ROWS[3:])
    assert told(found, Code.L63) == [(None, "县交通局联系电话：88881234", ("B7",))]


def test_a_number_that_is_missing_in_a_section_is_told() -> None:
    item = "{}.新建公园{}个。（责任单位：县城管局）"
    lines = (item.format(no, no) for no in (1, 2, 4))
    found = text("云台县2025年任务清单", "一、城建", *lines, "二、交通", item.format(1, 7), item.format(2, 8))
    assert [(one.found, one.values["missing"]) for one in found.diagnostics if one.code is Code.L64] == [
        ("一、城建", "3")
    ]


def test_tasks_without_a_deadline_are_told_where_most_have_one() -> None:
    found = page(*ROWS, "6|建塔1座。|县文旅局||")
    assert [(one.values["tasks"], one.cells) for one in found.diagnostics if one.code is Code.L67] == [("6", ("B7",))]
    assert not told(page(*(row.rsplit("|", 1)[0] + "|" for row in ROWS)), Code.L67)


def test_a_table_that_is_passed_over_is_told() -> None:
    other = "<table><tr><td>甲村</td><td>通路</td></tr><tr><td>乙村</td><td>通水</td></tr></table>"
    found = page(*ROWS, around=f"{{}}<p>另</p>{other}")
    assert [(one.found, one.values["n"]) for one in found.diagnostics if one.code is Code.L56] == [("甲村 | 通路", 2)]


def test_lines_outside_of_the_table_that_name_units_are_told() -> None:
    line = "建塔1座。（牵头单位：县文旅局）"
    found = page(*ROWS, around=f"{{}}<p>{line}</p>")
    assert told(found, Code.L66) == [(None, line, ("L2",))]
