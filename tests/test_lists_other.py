"""Lists of other offices and other years, and documents that hold none."""

import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from reportkit.diagnostics import Code
from reportkit.files.container import read_document
from reportkit.files.limits import LIST
from reportkit.imported import Imported
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from reportkit.model import Task, Unit, Vocabulary
from tests.containers import ole, zipped
from tests.hostile import xls
from tests.master_shapes import Box, Rows, docx, draw_sheet, ods, page, saved, separated, word, workbook

ACROSS3 = [None, None]


def of_rows(*rows: str, name: str = "2025.csv") -> Imported:
    """Import a table written as lines with `|` between the cells."""
    return import_list(name, separated([row.split("|") for row in rows]).encode())


def boxes(*rows: str) -> Rows:
    return [[Box(cell.replace("/", "\n")) for cell in row.split("|")] for row in rows]


def codes(imported: Imported) -> list[str]:
    return [finding.code.name for finding in imported.diagnostics]


def names(task: Task) -> tuple[list[str], list[str]]:
    return [ref.written for ref in task.leads], [ref.written for ref in task.participants]


def test_list_with_number_task_and_unit_only() -> None:
    found = of_rows("序号|任务|责任部门", "1|建设学校3所|市教育局", "2|新建医院|市卫健委")
    assert [(t.no, t.section, t.project, t.work, t.leaders) for t in found.master.tasks] == [
        (1, "", None, "建设学校3所", ()),
        (2, "", None, "新建医院", ()),
    ]
    assert names(found.master.tasks[0]) == (["市教育局"], [])
    assert "L09" not in codes(found)  # a list without projects lacks none


def test_wording_alone_is_a_list() -> None:
    found = of_rows("任务|备注", "建设学校|", "新建医院|")
    assert [(t.no, t.work) for t in found.master.tasks] == [(1, "建设学校"), (2, "新建医院")]
    assert codes(found) == ["L07", "L53"]


@pytest.mark.parametrize(
    "headings",
    [
        "编号|重点任务|责任领导|主办单位|协办单位",
        "序號|工作任務|分管領導|責任單位|配合單位",
        "NO.|工作内容（2025年）|区领导|承办单位|责任处室",
        "序 号|重点工作|牵头区领导|牵头单位|责任单位",
        "序号|年度任务|责任人|牵头部门|参与部门",
    ],
)
def test_headings_have_many_names(headings: str) -> None:
    task = of_rows(headings, "7|做甲。|张三丰|区民政局|区财政局").master.tasks[0]
    assert (task.no, task.work, task.leaders) == (7, "做甲。", ("张三丰",))
    assert names(task) == (["区民政局"], ["区财政局"])


def test_lone_column_of_offices_leads() -> None:
    task = of_rows("序号|工作任务|责任处室", "1|做甲。|综合处、法规处").master.tasks[0]
    assert names(task) == (["综合处", "法规处"], [])


def test_deadlines() -> None:
    found = of_rows(
        "序号|重点工作|牵头单位|完成时限",
        "1|甲|区民政局|2025年6月30日",
        "2|乙|区民政局|9月底前",
        "3|丙|区民政局|全年",
        "4|丁|区民政局|长期坚持",
        "5|戊|区民政局|",
        name="2025年重点工作.csv",
    )
    days = [task.deadline.isoformat() if task.deadline else None for task in found.master.tasks]
    assert days == ["2025-06-30", "2025-09-30", None, None, None]
    said = [(d.task, d.found, d.message(Lang.EN)) for d in found.diagnostics if d.code is Code.L18]
    assert [(task, text) for task, text, _ in said] == [(4, "长期坚持")]
    assert "the end of the year" in said[0][2]


def test_grouped_by_leader_in_a_column() -> None:
    found = of_rows("责任领导|工作任务|责任单位", "张三|做甲。|区民政局", "|做乙。|区财政局", "李  四|做丙。|区教育局")
    assert [task.leaders for task in found.master.tasks] == [("张三",), ("张三",), ("李四",)]


def test_grouped_by_leader_in_rows_across() -> None:
    rows: Rows = [
        [Box("序号"), Box("工作内容"), Box("责任单位")],
        [Box("一、区长 王小明（2项）", across=3), *ACROSS3],
        [Box("1"), Box("做甲。"), Box("区民政局")],
        [Box("2"), Box("做乙。"), Box("区财政局")],
        [Box("李四", across=3), *ACROSS3],
        [Box("3"), Box("做丙。"), Box("区教育局")],
    ]
    found = import_list("a.xlsx", workbook(rows))
    assert [(task.section, task.leaders) for task in found.master.tasks] == [("", ("王小明",))] * 2 + [("", ("李四",))]


@pytest.mark.parametrize("written", ["甲" + "常委" * 15_000 + "乙", "甲" + "副" * 10_000 + "乙", "(" * 20_000])
def test_a_cell_of_nothing_but_one_word_is_read_to_its_end(written: str) -> None:
    found = of_rows("序号|任务|牵头领导|责任单位|完成时限", f"1|建设学校|{written}|{written}|{written}")
    assert [task.work for task in found.master.tasks] == ["建设学校"]


def test_numbers_that_begin_anew_are_numbered_through() -> None:
    found = of_rows(
        "板块|序号|任务|单位", "一、经济|1|甲|区商务局", "|2|乙|区商务局", "二、民生|1|丙|区民政局", "|2|丁|区民政局"
    )
    assert [(t.section, t.no) for t in found.master.tasks] == [
        ("一、经济", 1),
        ("一、经济", 2),
        ("二、民生", 3),
        ("二、民生", 4),
    ]
    assert codes(found).count("L07") == 1


def test_doubled_and_missing_numbers_are_said() -> None:
    found = of_rows("序号|任务|单位", "1|甲|区商务局", "1|乙|区商务局", "|丙|区商务局", "5|丁|区商务局")
    assert [task.no for task in found.master.tasks] == [1, 6, 7, 5]
    said = {d.message(Lang.EN): d.cells for d in found.diagnostics if d.code is Code.L07}
    assert said == {
        "The numbers of the list are not 1 to 4: missing or doubled, so new ones were given: 1→6、-→7.": ("B3", "B4"),
        "The numbers of the list are not 1 to 4: 2-4 are missing.": (),
    }


def test_numbers_out_of_order_are_kept_and_said() -> None:
    found = of_rows("序号|任务|单位", "十二|甲|区商务局", "（11）|乙|区商务局", "1.|丙|区商务局")
    assert [task.no for task in found.master.tasks] == [12, 11, 1]
    assert codes(found) == ["L07", "L07"]


def test_headings_in_two_rows() -> None:
    rows: Rows = [
        [Box("序号", down=2), Box("工作任务", down=2), Box("责任分工", across=2), None, Box("备注", down=2)],
        [None, None, Box("牵头单位"), Box("配合单位"), None],
        [Box("1"), Box("甲"), Box("区民政局"), Box("区财政局"), Box("急")],
    ]
    found = import_list("a.xlsx", workbook(rows))
    assert names(found.master.tasks[0]) == (["区民政局"], ["区财政局"])
    assert [(d.sheet, d.cells, d.found) for d in found.diagnostics if d.code is Code.L13] == [
        ("Sheet1", ("E1",), "备注"),
    ]


def test_heading_over_project_and_wording() -> None:
    rows: Rows = [
        [Box("序号"), Box("重点工作", across=2), None, Box("责任单位")],
        [Box("1"), Box("产业", down=2), Box("做甲。"), Box("区商务局")],
        [Box("2"), None, Box("做乙。"), Box("区商务局")],
    ]
    tasks = import_list("a.xlsx", workbook(rows)).master.tasks
    assert [(task.project, task.work) for task in tasks] == [("产业", "做甲。"), ("产业", "做乙。")]


def test_category_and_project_are_section_and_project() -> None:
    found = of_rows("类别|项目|任务|责任单位", "经济|招商|做甲。|区商务局", "经济|消费|做乙。|区商务局")
    assert [(t.section, t.project) for t in found.master.tasks] == [("经济", "招商"), ("经济", "消费")]


def test_name_of_the_task_beside_its_contents_is_the_project() -> None:
    found = of_rows("序号|重点工作|工作内容|责任单位", "1|优化营商环境|完成甲。|区审管办")
    assert [(t.project, t.work) for t in found.master.tasks] == [("优化营商环境", "完成甲。")]


def test_aims_of_their_own_column_are_put_to_the_wording() -> None:
    found = of_rows("序号|重点工作|年度目标|牵头单位|进展情况", "1|建设学校|新建3所|区教育局|好")
    assert found.master.tasks[0].work == "建设学校\n新建3所"
    assert [(d.code, d.found, d.cells) for d in found.diagnostics if d.code.name[0] == "L" and d.found] == [
        (Code.L17, "年度目标", ("C1",)),
        (Code.L13, "进展情况", ("E1",)),
    ]


def test_project_column_alone_is_the_wording() -> None:
    found = of_rows("序号|项目名称|责任单位", "1|地铁五号线|区交通集团")
    assert found.master.tasks[0].work == "地铁五号线"


def test_aims_column_alone_is_the_wording() -> None:
    assert of_rows("序号|年度目标|责任单位", "1|新建3所|区教育局").master.tasks[0].work == "新建3所"


def test_one_task_over_several_rows() -> None:
    rows: Rows = [
        [Box("序号"), Box("工作任务"), Box("责任单位")],
        [Box("1", down=2), Box("做甲。"), Box("区民政局")],
        [None, Box("做乙。"), Box("区财政局")],
        [Box("2"), Box("做丙。"), Box("区教育局")],
    ]
    tasks = import_list("a.xlsx", workbook(rows)).master.tasks
    assert [(task.work, names(task)[0]) for task in tasks] == [
        ("做甲。\n做乙。", ["区民政局", "区财政局"]),
        ("做丙。", ["区教育局"]),
    ]


def test_wording_merged_over_the_rows_of_its_units() -> None:
    rows: Rows = [
        [Box("工作任务"), Box("责任单位")],
        [Box("做甲。", down=2), Box("区民政局")],
        [None, Box("区财政局")],
    ]
    (task,) = import_list("a.xlsx", workbook(rows)).master.tasks
    assert names(task)[0] == ["区民政局", "区财政局"]


@pytest.mark.parametrize(
    ("area", "covered", "tasks"),
    [
        ("A3:A4", [("A4", "3")], [(1, "做甲。", "甲局"), (2, "做乙。", "乙局"), (3, "做丙。", "丙局")]),
        ("C3:C4", [("C4", "丙局")], [(1, "做甲。", "甲局"), (2, "做乙。", "乙局"), (3, "做丙。", "乙局")]),
        ("B3:B4", [("B4", "做丙。")], [(1, "做甲。", "甲局"), (2, "做乙。", "乙局")]),
        (
            "A3:C4",
            [("A4", "3"), ("B3", "做乙。"), ("B4", "做丙。"), ("C3", "乙局"), ("C4", "丙局")],
            [(1, "做甲。", "甲局")],
        ),
    ],
)
def test_what_stands_under_merged_cells_is_told_and_given_to_no_other_task(
    area: str, covered: list[tuple[str, str]], tasks: list[tuple[int, str, str]]
) -> None:
    book = Workbook()
    sheet = book.create_sheet("任务单")
    for row in (("序号", "重点工作", "牵头单位"), (1, "做甲。", "甲局"), (2, "做乙。", "乙局"), (3, "做丙。", "丙局")):
        sheet.append(row)
    sheet.merged_cells.add(area)  # without emptying the cells, as other programs merge
    found = import_list("2022.xlsx", saved(book))
    assert [(task.no, task.work, task.leads[0].written) for task in found.master.tasks] == tasks
    told = [item for item in found.diagnostics if item.code is Code.L31]
    assert [(item.cells[0], item.found) for item in told] == covered
    # It stands on the sheet of what is to be checked, too.
    notes = [note for note in found.master.notes if note.code == "L31"]
    assert all(text in note.message for (_, text), note in zip(covered, notes, strict=True))


def test_the_same_text_under_merged_cells_is_nothing_to_tell() -> None:
    book = Workbook()
    sheet = book.create_sheet("任务单")
    for row in (("序号", "重点工作", "牵头单位"), (1, "做甲。", "甲局"), (2, "做乙。", "甲局")):
        sheet.append(row)
    sheet.merged_cells.add("C2:C3")
    assert "L31" not in codes(import_list("2022.xlsx", saved(book)))


def test_notes_totals_and_repeated_headings_are_no_tasks() -> None:
    rows: Rows = [
        [Box("序号"), Box("工作任务"), Box("责任单位")],
        [Box("1"), Box("做甲。"), Box("区民政局")],
        [Box("序号"), Box("工作任务"), Box("责任单位")],
        [Box("2"), Box("做乙。"), Box("区财政局")],
        [Box("合计"), Box("2项"), Box("")],
        [Box("备注：本表由督查室负责解释", across=3), *ACROSS3],
        [Box(""), Box(""), Box("区民政局")],
        [Box("（此页无正文）", across=3), *ACROSS3],
    ]
    found = import_list("a.xlsx", workbook(rows))
    assert [task.work for task in found.master.tasks] == ["做甲。", "做乙。"]
    left = {d.found for d in found.diagnostics if d.code is Code.L08}
    assert left >= {"备注：本表由督查室负责解释", "（此页无正文）"}


def test_second_level_headings_are_projects() -> None:
    rows: Rows = [
        [Box("序号"), Box("工作任务"), Box("责任单位")],
        [Box("一、经济", across=3), *ACROSS3],
        [Box("（一）招商", across=3), *ACROSS3],
        [Box("1"), Box("做甲。"), Box("区商务局")],
        [Box("二、民生", across=3), *ACROSS3],
        [Box("2"), Box("做乙。"), Box("区民政局")],
    ]
    tasks = import_list("a.xlsx", workbook(rows)).master.tasks
    assert [(task.section, task.project) for task in tasks] == [("一、经济", "（一）招商"), ("二、民生", None)]


def test_project_on_the_first_row_of_its_group_only() -> None:
    found = of_rows(
        "序号|项目|任务|单位", "1|招商|甲|区商务局", "2||乙|区商务局", "3|消费|丙|区商务局", "4||丁|区商务局"
    )
    assert [task.project for task in found.master.tasks] == ["招商", "招商", "消费", "消费"]
    said = [(d.values["wanted"], d.values["tasks"], d.cells) for d in found.diagnostics if d.code is Code.L05]
    assert said == [("招商", "2", ("C3",)), ("消费", "4", ("C5",))]


@pytest.mark.parametrize(
    ("cell", "leads", "participants"),
    [
        ("区民政局、区财政局", ["区民政局", "区财政局"], []),
        ("区民政局\n区财政局", ["区民政局", "区财政局"], []),
        ("区民政局 区财政局", ["区民政局", "区财政局"], []),
        ("区民政局；区财政局/区教育局", ["区民政局", "区财政局", "区教育局"], []),
        ("各平台、镇街，区民政局", ["各平台、镇街", "区民政局"], []),
        ("各镇街、各部门、区民政局", ["各镇街、各部门", "区民政局"], []),
        ("区发改局\n（金融办）\n区民政局", ["区发改局（金融办）", "区民政局"], []),
        ("区综合行政\n执法局", ["区综合行政执法局"], []),
        ("区委办公室、\n区政府办公室", ["区委办公室", "区政府办公室"], []),
        ("区 民 政 局", ["区民政局"], []),
        ("区妇儿工委办（区妇联、团区委）", ["区妇儿工委办（区妇联、团区委）"], []),
        ("牵头单位：区民政局；配合单位：区财政局、区教育局", ["区民政局"], ["区财政局", "区教育局"]),
        ("区民政局牵头，区财政局、各镇街配合", ["区民政局"], ["区财政局", "各镇街"]),
        ("区民政局（牵头）、区财政局", ["区民政局"], ["区财政局"]),
        ("由区民政局、区财政局共同牵头", ["区民政局", "区财政局"], []),
        ("某某小组", ["某某小组"], []),
    ],
)
def test_units_in_one_cell(cell: str, leads: list[str], participants: list[str]) -> None:
    data = separated([["序号", "任务", "责任单位"], ["1", "甲", cell]]).encode()
    assert names(import_list("a.csv", data).master.tasks[0]) == (leads, participants)


@pytest.mark.parametrize(
    ("cell", "leaders"),
    [
        ("梅建胜 顾国煜", ("梅建胜", "顾国煜")),
        ("梅建胜、顾国煜", ("梅建胜", "顾国煜")),
        ("顾  斌\n胡　彪", ("顾斌", "胡彪")),
        ("李 明 王小红", ("李明", "王小红")),
        ("", ()),
    ],
)
def test_leaders_in_one_cell(cell: str, leaders: tuple[str, ...]) -> None:
    data = separated([["任务", "区领导", "责任单位"], ["甲", cell, "区民政局"]]).encode()
    assert import_list("a.csv", data).master.tasks[0].leaders == leaders


def test_a_list_of_no_year_says_so() -> None:
    rows = ("序号|任务|单位", "1|落实2030行动|区民政局")
    assert codes(of_rows(*rows, name="list.csv")) == ["L19"]
    assert of_rows(*rows, "2|完成2026年项目|区民政局", name="list.csv").master.settings.year == 2026


def test_what_is_done_to_a_merged_cell_is_said_at_its_first_task() -> None:
    rows: Rows = [
        [Box("序號"), Box("項目"), Box("任務"), Box("單位")],
        [Box("1"), Box("產(chǎn)業(yè)", down=2), Box("做甲。"), Box("區(qū)商務局")],
        [Box("2"), None, Box("做乙。"), Box("區民政局")],
    ]
    found = import_list("2025.xlsx", workbook(rows))
    said = [(d.task, d.cells, d.values["n"]) for d in found.diagnostics if d.code is Code.L01]
    assert said == [(1, ("B2", "D2"), 3)]


def test_what_looks_like_one_unit_is_a_warning_with_its_place() -> None:
    found = of_rows("序号|任务|单位", "1|甲|区农业农村局", "2|乙|区农业局(渔业站)")
    (finding,) = [d for d in found.diagnostics if d.code is Code.L11]
    assert (finding.found, finding.values["wanted"], finding.cells) == ("区农业局", "区农业农村局", ("C3",))
    assert [unit.name for unit in found.master.units] == ["区农业农村局", "区农业局"]


def test_mis_decoded_text_that_cannot_be_restored_is_said() -> None:
    found = of_rows("序号|任务|单位", "1|建设\ufffd校|区教育局")
    (finding,) = [d for d in found.diagnostics if d.code is Code.L15]
    assert (finding.task, finding.cells, finding.found) == (1, ("B2",), "建设\ufffd校")


def test_posts_beside_the_names_go_to_the_leaders() -> None:
    found = of_rows(
        "任务|牵头领导|责任单位",
        "甲|区委书记 梅建胜、朱红丹（区人大常委会主任）|区民政局",
        "乙|胡彪副区长|区民政局",
        "丙|区长梅建胜|区民政局",
    )
    assert [task.leaders for task in found.master.tasks] == [("梅建胜", "朱红丹"), ("胡彪",), ("梅建胜",)]
    assert [(leader.name, leader.title) for leader in found.master.leaders] == [
        ("梅建胜", "区委书记"),
        ("朱红丹", "区人大常委会主任"),
        ("胡彪", "副区长"),
    ]


@pytest.mark.parametrize(
    ("cell", "leader", "post"),
    [
        ("总经理 吕国强", "吕国强", "总经理"),
        ("副总经理 何勇", "何勇", "副总经理"),
        ("總會計師 羅毅", "羅毅", "總會計師"),
        ("集团公司党委副书记 韩冬梅", "韩冬梅", "集团公司党委副书记"),
        ("罗毅（总工程师）", "罗毅", "总工程师"),
        ("院党委书记、院长 田野", "田野", "院长"),
        ("副校长 何 勇", "何勇", "副校长"),
        ("支队长罗毅", "罗毅", "支队长"),
    ],
)
def test_a_post_and_a_name_are_one_person_wherever_that_works(cell: str, leader: str, post: str) -> None:
    data = separated([["任务", "责任领导", "责任部门"], ["甲", cell, "财务管理部"]]).encode()
    (found,) = import_list("2026.csv", data).master.leaders
    assert (found.name, found.title) == (leader, post)


def _numbered(first: int, *works: str) -> Rows:
    rows = [f"{no}|{work}|区民政局" for no, work in enumerate(works, first)]
    return boxes("序号|工作任务|责任单位", *rows)


def _book(**sheets: Rows) -> bytes:
    book = Workbook()
    for name, rows in sheets.items():
        draw_sheet(book, name, rows, "")
    return saved(book)


def test_a_copy_of_the_list_is_passed_over() -> None:
    found = import_list("a.xlsx", _book(正本=_numbered(1, "甲", "乙"), 备份=_numbered(1, "甲")))
    assert [task.work for task in found.master.tasks] == ["甲", "乙"]


def test_sheets_that_go_on_counting_are_one_list_with_their_names_as_sections() -> None:
    found = import_list("a.xlsx", _book(经济=_numbered(1, "甲"), 民生=_numbered(2, "乙")))
    assert [(task.no, task.section) for task in found.master.tasks] == [(1, "经济"), (2, "民生")]


def test_sheets_named_as_sections_are_one_list() -> None:
    found = import_list("a.xlsx", _book(**{"一、经济": _numbered(1, "甲"), "二、民生": _numbered(1, "乙")}))
    assert [(task.no, task.section) for task in found.master.tasks] == [(1, "一、经济"), (2, "二、民生")]


def test_list_of_five_thousand_tasks() -> None:
    rows = [["序号", "任务", "牵头单位"], *([str(n), f"完成第{n}项工作。", "区民政局"] for n in range(1, 5001))]
    found = import_list("a.csv", separated(rows).encode())
    assert len(found.master.tasks) == 5000


def stray(*cells: str) -> bytes:
    """Return a workbook with a list, and a mark far from it."""
    book = Workbook()
    draw_sheet(book, "清单", _numbered(1, "甲"), "")
    for cell in cells:
        book["清单"][cell] = "x"
    return saved(book)


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        (("XFD1048576",), "XFD1048576"),
        (("XFD1", "A1048576"), "A1048576、XFD1"),
        (("XFD2000",), "XFD2000"),
        (("XFD1",), "XFD1"),
        (("A1048576",), "A1048576"),
    ],
)
def test_workbook_with_a_stray_cell_is_refused_with_its_address(cells: Sequence[str], named: str) -> None:
    with pytest.raises(ReportkitError) as caught:
        import_list("a.xlsx", stray(*cells))
    assert (
        caught.value.message(Lang.HANS) == f"“a.xlsx”的工作表“清单”的内容太多或太远（到 {named} 为止），无法全部读取。"
    )
    assert caught.value.message(Lang.EN).startswith("“a.xlsx”, sheet “清单”, holds too much, or too far away, ")


def test_stray_cells_in_every_kind_of_workbook_are_refused() -> None:
    far = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
    far += "<table:table-row>" + '<table:table-cell office:value-type="string"/>' * 9 + "</table:table-row>"
    for data in (ods([], far), xls((0x203, struct.pack("<HHH", 65535, 255, 0) + b"\0" * 8))):
        with pytest.raises(ReportkitError, match="holds too much, or too far away"):
            import_list("a.xlsx", data)


def _spanning(*spans: int) -> str:
    cells = (f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p>{_run("x")}</w:p></w:tc>' for span in spans)
    return f"<w:tr>{''.join(cells)}</w:tr>"


@pytest.mark.parametrize(("row", "times"), [((9_999, 1), 1), ((1_000,), 6_000)])
def test_word_table_that_claims_more_cells_than_can_be_laid_out_is_refused(row: Sequence[int], times: int) -> None:
    body = f"<w:tbl>{_spanning(*row) * times}</w:tbl>"
    with pytest.raises(ReportkitError, match="sheet “表1”, holds too much, or too far away"):
        import_list("a.docx", docx(body))


def test_page_whose_spans_claim_more_cells_than_can_be_laid_out_is_refused() -> None:
    data = "<table>" + "<tr><td colspan=999 rowspan=2>x" * 12_000 + "</table>"
    with pytest.raises(ReportkitError):
        import_list("a.html", data.encode())


def test_list_of_more_rows_than_forms_have_is_read_whole() -> None:
    rows = [f"{n}|完成第{n}项工作。|区民政局" for n in range(1, 25_001)]
    book = Workbook()
    draw_sheet(book, "清单", boxes("序号|工作任务|责任单位", *rows), "")
    (document,) = read_document("a.xlsx", saved(book))
    assert len(document.tables[0].rows) == 25_001


def test_text_wider_than_any_table_is_not_one() -> None:
    text = "1\n招商\n做甲" + "，做乙" * 1_500 + "。\n张三\n区商务局\n"
    (task,) = import_list("a.txt", text.encode()).master.tasks
    assert task.work.startswith("做甲，做乙，")


def test_text_with_the_number_before_the_wording() -> None:
    text = "2025年重点任务清单\n1. 做甲事情。\n区民政局\n2. 做乙事情。\n张三\n区财政局\n区教育局、各镇街\n"
    found = import_list("a.txt", text.encode())
    assert [(t.no, t.work, t.leaders, names(t)) for t in found.master.tasks] == [
        (1, "做甲事情。", (), (["区民政局"], [])),
        (2, "做乙事情。", ("张三",), (["区财政局"], ["区教育局", "各镇街"])),
    ]
    assert (found.master.settings.list_title, found.master.settings.year) == ("2025年重点任务清单", 2025)


def test_a_number_without_a_wording_is_left_over() -> None:
    found = import_list("2025.txt", "1\n做甲事情。\n区民政局\n2\n".encode())
    assert [task.no for task in found.master.tasks] == [1]
    assert [(d.cells, d.found) for d in found.diagnostics if d.code is Code.L08] == [(("L4",), "2")]


def test_text_whose_wording_does_not_end_in_a_full_stop() -> None:
    text = "1\n招商引资\n新签项目二十个\n王小明\n区商务局\n2\n新建学校三所\n区教育局\n"
    tasks = import_list("a.txt", text.encode()).master.tasks
    assert [(t.project, t.work, t.leaders) for t in tasks] == [
        ("招商引资", "新签项目二十个", ("王小明",)),
        ("招商引资", "新建学校三所", ()),
    ]


def test_empty_lines_at_every_merged_cell_do_not_mean_that_there_is_no_project() -> None:
    text = "1\n\n招商\n做甲。\n\n区商务局\n\n2\n\n\n做乙。\n\n区商务局\n\n3\n\n\n做丙。\n\n区商务局\n"
    assert [task.project for task in import_list("a.txt", text.encode()).master.tasks] == ["招商"] * 3


def test_word_document_without_a_table_is_read_as_text() -> None:
    lines = ["一、经济", "1", "招商", "做甲。", "张三", "区商务局", "区财政局、各镇街"]
    found = import_list("a.docx", docx("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)))
    (task,) = found.master.tasks
    assert (task.section, task.project, task.leaders) == ("一、经济", "招商", ("张三",))


def _table(rows: Rows) -> str:
    with zipfile.ZipFile(io.BytesIO(word(rows))) as archive:
        xml = archive.read("word/document.xml").decode()
    return xml[xml.index("<w:tbl>") : xml.index("</w:tbl>") + len("</w:tbl>")]


def test_word_document_with_a_table_for_each_section() -> None:
    title, first, second = (f"<w:p>{_run(text)}</w:p>" for text in ("2025年重点工作清单", "一、经济", "二、民生"))
    body = title + first + _table(_numbered(1, "甲")) + second + _table(_numbered(1, "乙", "丙"))
    tasks = import_list("a.docx", docx(body)).master.tasks
    assert [(task.section, task.no) for task in tasks] == [("一、经济", 1), ("二、民生", 2), ("二、民生", 3)]


def test_word_table_broken_in_two_goes_on_without_headings() -> None:
    more: Rows = [[Box("一、经济", across=3), *ACROSS3], [Box("2"), Box("乙"), Box("区商务局")]]
    first: Rows = [*_numbered(1, "甲"), *more]
    second: Rows = [[Box("3"), Box("丙"), Box("区商务局")]]
    signatures: Rows = [[Box("制表"), Box("审核"), Box("日期")]]
    tasks = import_list("a.docx", docx(_table(first) + "<w:p/>" + _table(second) + _table(signatures))).master.tasks
    assert [(task.section, task.no) for task in tasks] == [("", 1), ("一、经济", 2), ("一、经济", 3)]


def _word_row(*cells: str, before: str = "") -> str:
    return f"<w:tr>{before}" + "".join(f"<w:tc><w:p>{cell}</w:p></w:tc>" for cell in cells) + "</w:tr>"


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_word_text_of_tracked_insertions_counts_of_deletions_not() -> None:
    gone = "<w:del><w:r><w:delText>减少</w:delText></w:r></w:del>"
    work = f"<w:ins>{_run('新增')}</w:ins>{gone}{_run('3家')}<w:r><w:br/></w:r>"
    rows = _word_row(_run("序号"), _run("任务"), _run("单位")) + _word_row(_run("1"), work, _run("区商务局"))
    body = f"<w:sdt><w:sdtContent><w:tbl><w:tr/>{rows}</w:tbl></w:sdtContent></w:sdt>"
    assert import_list("a.docx", docx(body)).master.tasks[0].work == "新增3家"


def test_word_table_inside_a_table() -> None:
    body = f"<w:tbl><w:tr><w:tc><w:p/>{_table(_numbered(1, '甲'))}<w:p/></w:tc></w:tr></w:tbl>"
    assert import_list("a.docx", docx(body)).master.tasks[0].work == "甲"


def test_word_row_that_begins_further_right() -> None:
    shift = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    heads = _word_row(_run("序号"), _run("任务"), _run("单位"))
    body = f"<w:tbl>{heads}{_word_row(_run('做甲。'), _run('区商务局'), before=shift)}</w:tbl>"
    (task,) = import_list("a.docx", docx(body)).master.tasks
    assert (task.work, names(task)[0]) == ("做甲。", ["区商务局"])


def test_page_with_cells_that_are_never_closed() -> None:
    text = "<table><tr><th>序号<th>任务<th>单位<tr><td>1<td>做甲。<p>做乙。<td>区商务局"
    text += "<tr><td>2<td rowspan=0>做丙。<td>区民政局</table>"
    tasks = import_list("a.html", text.encode()).master.tasks
    assert [task.work for task in tasks] == ["做甲。\n做乙。", "做丙。"]


def test_page_flattened_to_paragraphs() -> None:
    blocks = ("1", "招商", "做甲。", "张三", "区商务局", "各镇街")
    text = "<html><body><h1>重点工作清单</h1>" + "".join(f"<p>{block}</p>" for block in blocks) + "</body></html>"
    found = import_list("a.html", text.encode())
    assert [(t.project, t.leaders) for t in found.master.tasks] == [("招商", ("张三",))]


def test_page_in_another_declared_charset() -> None:
    text = "<meta charset=big5><table><tr><td>序號<td>任務<td>單位<tr><td>1<td>擴大招商。<td>區商務局</table>"
    assert import_list("a.html", text.encode("big5")).master.tasks[0].work == "擴大招商。"


def test_text_in_big5_is_told_from_gb18030() -> None:
    text = "1\n擴大招商。\n王小明\n區商務局\n區財政局、區民政局\n"
    for encoding in ("big5", "gb18030", "utf-16", "utf-8-sig"):
        assert import_list("a.txt", text.encode(encoding)).master.tasks[0].work == "擴大招商。"


def test_menus_of_a_page_are_no_part_of_the_list() -> None:
    menu = "<table><tr><td>重点工作</td><td>部门</td></tr><tr><td>新闻</td><td>信箱</td></tr></table>"
    table = page(_numbered(1, "甲")).decode().replace("<body>", f"<body>{menu}", 1)
    assert [task.work for task in import_list("a.html", table.encode()).master.tasks] == ["甲"]


def test_line_breaks_written_out_by_an_export() -> None:
    text = r"<table><tr><td>序号<td>任务<td>领导<tr><td>1<td>做甲。\n做乙。<td>王小明\n李四</table>"
    (task,) = import_list("a.html", text.encode()).master.tasks
    assert (task.work, task.leaders) == ("做甲。\n做乙。", ("王小明", "李四"))


def test_open_document_with_repeated_rows_and_cells() -> None:
    """LibreOffice writes runs of equal rows and cells once, with a count: merged cells below must keep their place."""
    row = "<table:table-row>{}</table:table-row>".format
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'.format
    covered, empty = "<table:covered-table-cell/>", "<table:table-cell/>"
    merged = cell(' table:number-rows-spanned="2"', "招商")
    rows = [
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>',
        row("".join(cell("", text) for text in ("序号", "项目", "任务", "单位"))),
    ]
    for number, project in ((1, merged), (2, covered), (3, empty)):
        rows.append(row(cell("", number) + project + cell("", f"做{number}。") + cell("", "区商务局")))
    rows.append('<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>')
    found = import_list("a.ods", ods([], "".join(rows)))
    assert [(task.no, task.project) for task in found.master.tasks] == [(1, "招商"), (2, "招商"), (3, None)]


def test_word_document_of_more_elements_than_can_be_read_is_refused() -> None:
    few = replace(LIST, tags=10)
    with pytest.raises(ReportkitError, match="breaks the reader"):
        list(read_document("a.docx", word(_numbered(1, "甲")), few))


def test_document_of_many_megabytes_is_refused() -> None:
    with pytest.raises(ReportkitError, match="more than 10 B"):
        list(read_document("a.docx", word(_numbered(1, "甲")), replace(LIST, size=10)))


@pytest.mark.parametrize(
    "data",
    [
        ole([("EncryptionInfo", b"x"), ("EncryptedPackage", b"x" * 600)]),
        xls((0x2F, b"\0" * 6)),
    ],
)
def test_workbook_with_a_password_is_refused(data: bytes) -> None:
    with pytest.raises(ReportkitError, match="needs a password") as caught:
        import_list("a.xlsx", data)
    assert caught.value.message(Lang.HANS) == "“a.xlsx”设有打开密码，无法读取。"


def test_bomb_in_a_word_document_is_refused() -> None:
    with pytest.raises(ReportkitError, match="unpacks too large"):
        import_list("a.docx", zipped({"word/document.xml": f"<w:document>{'<w:p/>' * 4_000_000}</w:document>"}))


def test_dtd_in_a_word_document_is_refused() -> None:
    with pytest.raises(ReportkitError, match="should not be there"):
        import_list("a.docx", zipped({"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><w:document/>"}))


def test_hidden_sheets_are_passed_over() -> None:
    book = Workbook()
    draw_sheet(book, "2021年", _numbered(1, "甲"), "")
    draw_sheet(book, "2022年", _numbered(1, "乙"), "")
    book["2021年"].sheet_state = "hidden"
    assert [task.work for task in import_list("a.xlsx", saved(book)).master.tasks] == ["乙"]


def test_separated_text_with_a_cell_beyond_any_measure() -> None:
    with pytest.raises(ReportkitError, match="no list"):
        import_list("a.csv", ("序号,任务,单位\n1," + "甲" * 1_000_001).encode())


DAMAGED_WORD = docx("<w:p>")  # not well-formed
NO_BODY = docx("").replace(b"w:body", b"w:bodx")


def _archive(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"  \r\n", "is empty"),
        (b"%PDF-1.7\n...", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n...", "is a picture"),
        (b"\xff\xd8\xff\xe0...", "is a picture"),
        (b"{\\rtf1 ...}", "is a Word document"),
        (ole([("WordDocument", b"x" * 600)]), "is a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not really", "incomplete or damaged"),
        (b"PK\x03\x04 cut off", "incomplete or damaged"),
        (bytes(range(256)) * 8, "neither text nor a workbook"),
        (_archive(a="1"), "an archive"),
        (_archive(mimetype="application/vnd.oasis.opendocument.text"), "is a text document"),
        (DAMAGED_WORD, "incomplete or damaged"),
        (NO_BODY, "incomplete or damaged"),
        (docx("<w:p><w:r><w:t>关于印发的通知</w:t></w:r></w:p>"), "holds no list of tasks"),
        (workbook([]), "holds no list of tasks"),
        (workbook(boxes("统计|数量", "甲|3")), "holds no list of tasks"),
        (workbook(boxes("序号|工作任务|责任单位")), "holds no list of tasks"),
        ("今天天气很好，我们去公园。".encode(), "holds no list of tasks"),
        (b"1,2,3\n4\n", "holds no list of tasks"),
        ("1. 去年工作回顾。\n2. 今年工作打算。\n".encode(), "holds no list of tasks"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "holds no list of tasks"),
    ],
)
def test_no_list_is_one_clear_sentence(data: bytes, says: str) -> None:
    with pytest.raises(ReportkitError) as caught:
        import_list("某某.doc", data)
    error = caught.value
    assert says in error.message(Lang.EN)
    assert "“某某.doc”" in error.message(Lang.HANS)
    assert error.hint(Lang.HANT)


@settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"<table><tr>", "序号,任务,单位\n".encode(), b"1\n"])
)
def test_no_bytes_make_import_fail_otherwise(data: bytes, before: bytes) -> None:
    try:
        found = import_list("a", before + data)
    except ReportkitError:
        return
    assert all(task.work for task in found.master.tasks)


cell_text = st.text(st.sampled_from("区民政局财、各平台镇街(金融办)（，。1 \n一、新增家张三"), max_size=12)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(cell_text, min_size=5, max_size=5), min_size=1, max_size=6))
def test_any_cells_below_headings_give_tasks_with_wording(rows: Sequence[Sequence[str]]) -> None:
    data = separated([["序号", "项目", "任务", "牵头单位", "配合单位"], *rows]).encode()
    try:
        master = import_list("a.csv", data).master
    except ReportkitError:
        return
    assert all(task.work for task in master.tasks)
    assert len({task.no for task in master.tasks}) == len(master.tasks)
    known = {unit.name for unit in master.units} | {group.name for group in master.groups}
    assert all(ref.name in known for task in master.tasks for ref in (*task.leads, *task.participants))


@pytest.mark.parametrize("unpacked", [False, True])
def test_a_container_whose_first_part_is_damaged_is_one_sentence(*, unpacked: bool) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet" * 9)
    data = bytearray(stream.getvalue())
    body = data.index(b"mimetype") + len(b"mimetype")
    # Either what is packed is no packing at all, or the method is one that nobody knows.
    data[body : body + 4] = b"\xff\xff\xff\xff"
    if unpacked:
        data[8:10] = b"\x63\x00"
        directory = data.index(b"PK\x01\x02")
        data[directory + 10 : directory + 12] = b"\x63\x00"
    with pytest.raises(ReportkitError):
        import_list("list.ods", bytes(data))


FLAT = """
1
建设孵化器3个。
张三丰
滨江智谷
区科技局
各镇街
2
新建医院1所，改建学校2所。
李四光
钱塘
智慧城
""".strip().replace("\n", "\n\n")


def flat(*units: Unit) -> list[tuple[tuple[str, ...], tuple[list[str], list[str]]]]:
    """Import the flattened list with what an office says of units, and return leaders and units of each task."""
    found = import_list("2025.txt", FLAT.encode(), vocabulary=Vocabulary(units=units))
    return [(task.leaders, names(task)) for task in found.master.tasks]


def test_in_a_flattened_list_a_name_that_is_like_a_persons_is_taken_for_one() -> None:
    assert flat()[0] == (("张三丰", "滨江智谷"), (["区科技局"], ["各镇街"]))


def test_a_unit_that_the_office_knows_is_one_in_a_flattened_list_whatever_it_looks_like() -> None:
    known = (Unit("U001", "滨江创新中心", ("滨江智谷",)), Unit("U002", "錢塘智慧城"))
    assert flat(*known) == [
        (("张三丰",), (["滨江智谷", "区科技局"], ["各镇街"])),
        (("李四光",), (["钱塘智慧城"], [])),
    ]
