"""Columns beside those that a list needs: goals by quarters become milestones, all others come along as they are."""

from dataclasses import replace

import pytest

from reportkit.diagnostics import Code
from reportkit.imported import Imported
from reportkit.language.errors import ReportkitError
from reportkit.lists.importing import import_list
from reportkit.lists.stages import is_stage, milestones_of
from reportkit.lists.when import is_fiscal
from reportkit.master.reading import read_master
from reportkit.master.renewing import renew
from reportkit.master.writing import write_master
from reportkit.model import Master, OwnCell, OwnColumn


def rows(*lines: str, name: str = "2024.csv") -> Imported:
    return import_list(name, "\n".join(lines).encode())


# Goals by quarters and months


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("一季度目标", "2024-03-31"),
        ("第二季度工作计划", "2024-06-30"),
        ("2024年三季度", "2024-09-30"),
        ("第4季预定进度", "2024-12-31"),
        ("上半年节点目标", "2024-06-30"),
        ("1-3月", "2024-03-31"),
        ("4月—6月目标任务", "2024-06-30"),
        ("截至9月底目标", "2024-09-30"),
        ("2月", "2024-02-29"),
        ("工作目标（7-9月）", "2024-09-30"),
        ("一季度（1—3月）目标", "2024-03-31"),
        ("Q3", "2024-09-30"),
        ("Q1 2025 milestone", "2025-03-31"),
        ("Second quarter goals", "2024-06-30"),
        ("Target for Q4", "2024-12-31"),
        ("Jul–Sep deliverables", "2024-09-30"),
        ("By end of March", "2024-03-31"),
    ],
)
def test_headings_of_stages(heading: str, day: str) -> None:
    assert [str(step.day) for step in milestones_of([(heading, "开工")], 2024)] == [day]


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Q1 goal", "2024-06-30"),
        ("Q4 goal", "2025-03-31"),
        ("First half", "2024-09-30"),
        ("Q2 (Jul-Sep)", "2024-09-30"),
        ("Q4 (Jan–Mar)", "2025-03-31"),
        ("March milestones", "2025-03-31"),
        ("November", "2024-11-30"),
    ],
)
def test_quarters_of_a_year_that_begins_in_april(heading: str, day: str) -> None:
    assert [str(step.day) for step in milestones_of([(heading, "Begun")], 2024, 4)] == [day]


@pytest.mark.parametrize(
    "heading", ["一季度完成情况", "二季度进展", "全年目标", "年度目标", "Q1 update", "13月", "时限", "Mar-26"]
)
def test_what_is_no_stage(heading: str) -> None:
    assert not is_stage(heading)


@pytest.mark.parametrize(
    ("title", "fiscal"),
    [("Plan 2024/25", True), ("FY25 plan", True), ("2023–2024", True), ("2024-12", False), ("2024", False)],
)
def test_titles_of_fiscal_years(title: str, fiscal: bool) -> None:  # noqa: FBT001
    assert is_fiscal(title) is fiscal


def test_goals_by_quarters_are_milestones_with_their_words() -> None:
    found = rows(
        "序号,重点工作,牵头单位,一季度目标,二季度目标,三季度目标,四季度目标",
        "1,建设粮仓5座,甲局,完成选址,开工,√,完成100%",
        "2,育苗30万株,乙局,/,无,完成50%,",
    )
    assert [task.work for task in found.master.tasks] == ["建设粮仓5座", "育苗30万株"]
    assert [[(str(s.day), s.percent, s.words) for s in task.milestones] for task in found.master.tasks] == [
        [("2024-03-31", None, "完成选址"), ("2024-06-30", None, "开工"), ("2024-12-31", 100, "")],
        [("2024-09-30", 50, "")],
    ]


def test_quarters_below_a_heading_of_reports_are_no_goals() -> None:
    found = rows("序号,重点工作,牵头单位,一季度完成情况", "1,建设粮仓5座,甲局,已选址", "2,育苗30万株,乙局,已育苗")
    assert [task.milestones for task in found.master.tasks] == [(), ()]


def test_goals_of_a_year_that_nobody_knows_are_kept_as_they_stand() -> None:
    found = rows("序号,重点工作,牵头单位,Q1 goal,备注", "1,建设粮仓5座,甲局,选址,续建", name="list.csv")
    assert found.master.tasks[0].milestones == ()
    assert told(found.master) == [[("Q1 goal", "选址"), ("备注", "续建")]]


# Columns that come along


def told(master: Master) -> list[list[tuple[str, object]]]:
    headings = {column.name: column.heading for column in master.own.columns if column.sheet == "tasks"}
    return [[(headings[cell.column], cell.value) for cell in task.own] for task in master.tasks]


HEADS = "序号,重点工作,牵头单位,总投资（万元）,联系电话,备注,备注"
LIST = (HEADS, "1,建设粮仓5座,甲局,860,0700-1,续建,急", "2,育苗30万株,乙局,,,,缓")


def test_columns_that_a_list_does_not_need_come_along() -> None:
    found = rows(*LIST).master
    assert [(task.work, [ref.name for ref in task.leads]) for task in found.tasks] == [
        ("建设粮仓5座", ["甲局"]),
        ("育苗30万株", ["乙局"]),
    ]
    assert told(found) == [
        [("总投资（万元）", "860"), ("联系电话", "0700-1"), ("备注", "续建"), ("备注 (2)", "急")],
        [("备注 (2)", "缓")],
    ]


def read(master: Master) -> Master:
    return read_master(write_master(master), "master.xlsx")[0]


def test_the_master_shows_them_and_reads_them_again() -> None:
    found = rows(*LIST).master
    assert told(read(found)) == told(found)


def test_a_new_version_of_the_list_brings_its_columns_and_leaves_what_a_person_wrote() -> None:
    before = read(rows(*LIST).master)
    first, second = before.tasks
    name = {column.heading: column.name for column in before.own.columns}
    edited = (OwnCell(name["备注"], "不急"), *(cell for cell in first.own if cell.column != name["备注"]))
    old = replace(before, tasks=(replace(first, own=edited), second))
    newer = (HEADS.replace("联系电话", "分值"), "1,建设粮仓5座,甲局,900,10,续建二期,急", "2,育苗30万株,乙局,,5,,缓")
    found = renew(old, read(rows(*newer).master), before).master
    assert [sorted(row) for row in told(found)] == [
        [("分值", "10"), ("备注", "不急"), ("备注 (2)", "急"), ("总投资（万元）", "900")],
        [("分值", "5"), ("备注 (2)", "缓")],
    ]


def test_another_years_list_brings_its_columns_and_takes_those_of_the_list_before() -> None:
    before = read(rows(*LIST).master)
    mine = replace(
        before.own,
        columns=(*before.own.columns, OwnColumn("tasks", "own9", "科室"), OwnColumn("units", "own1", "楼层")),
    )
    newer = (HEADS.replace("联系电话", "分值"), "1,建设码头2座,丙局,900,10,续建二期,急", "2,办学2所,丁局,,5,,缓")
    listed = read(rows(*newer, name="2025.csv").master)
    found = renew(replace(before, own=mine), listed, before).master
    assert [column.heading for column in found.own.columns if column.sheet == "units"] == ["楼层"]
    shown = [column.heading for column in found.own.columns if column.sheet == "tasks"]
    assert sorted(shown) == sorted(["总投资（万元）", "备注", "备注 (2)", "科室", "分值"])
    assert [sorted(row) for row in told(found)] == [sorted(row) for row in told(listed)]


def test_a_column_that_a_person_deleted_does_not_come_back() -> None:
    before = read(rows(*LIST).master)
    gone = next(column.name for column in before.own.columns if column.heading == "联系电话")
    left = tuple(column for column in before.own.columns if column.name != gone)
    tasks = tuple(replace(task, own=tuple(cell for cell in task.own if cell.column != gone)) for task in before.tasks)
    old = replace(before, tasks=tasks, own=replace(before.own, columns=left))
    found = renew(old, read(rows(*LIST).master), before).master
    assert "联系电话" not in [column.heading for column in found.own.columns]
    assert all(heading != "联系电话" for row in told(found) for heading, _ in row)


# Columns that group others


@pytest.mark.parametrize(
    "heads",
    [
        "序號,策略目標,行動方案,負責單位,完成期限",
        "序號,策略目標,怎麼做,負責單位,完成期限",
        "No.,Objective,Key result,Owner,Due",
    ],
)
def test_what_stands_at_a_group_of_rows_is_the_project_of_tasks_that_have_a_wording_each(heads: str) -> None:
    found = rows(
        heads,
        "1,改善就醫經驗,增設掛號機8台,總務室,2024-06-30",
        "2,,縮短候診時間至30分鐘以下,門診部,2024-09-30",
        "3,培育人才,辦理急救訓練24場,教學部,2024-11-30",
        "4,,選送護理師進修6名,護理部,2024-12-31",
    ).master.tasks
    # In a list in letters the only column that groups tasks is that of sections.
    assert [(task.project or task.section, task.work) for task in found] == [
        ("改善就醫經驗", "增設掛號機8台"),
        ("改善就醫經驗", "縮短候診時間至30分鐘以下"),
        ("培育人才", "辦理急救訓練24場"),
        ("培育人才", "選送護理師進修6名"),
    ]


def test_of_two_columns_that_each_row_has_the_wordier_is_the_wording() -> None:
    found = rows(
        "Objective,KR,Key result,Owner,Due",
        "Win customers,KR1.1,Sign 25 customers,Sales,30/09/2024",
        ",KR1.2,Open the Leeds office,Operations,31/12/2024",
        "Keep customers,KR2.1,Cut response time to 2 hours,Support,30/09/2024",
    ).master.tasks
    assert [(task.section, task.work) for task in found][:2] == [
        ("Win customers", "Sign 25 customers"),
        ("Win customers", "Open the Leeds office"),
    ]


def test_a_wording_with_several_measures_of_one_unit_stays_one_task() -> None:
    found = rows(
        "序号,重点工作,具体举措,责任单位,完成时限",
        "1,改善就医,增设挂号机8台,总务室,2024-06-30",
        ",,缩短候诊时间,,",
        "2,培育人才,办训练24场,教学部,2024-11-30",
    ).master.tasks
    assert [task.work.split("\n")[0] for task in found] == ["改善就医", "培育人才"]


def test_what_groups_rows_under_a_heading_that_nobody_knows_is_told() -> None:
    found = rows(
        "序號,策略目標,錦囊妙計,負責單位,完成期限",
        "1,改善就醫經驗,增設掛號機8台,總務室,2024-06-30",
        "2,,縮短候診時間至30分鐘以下,門診部,2024-09-30",
        "3,,培育急救員24名,教學部,2024-11-30",
    )
    assert [(d.cells, d.found) for d in found.diagnostics if d.code is Code.L41] == [(("C1",), "錦囊妙計")]


def test_no_column_is_lost_where_the_list_has_sections_and_projects_already() -> None:
    found = rows(
        "板块,项目,重点任务,具体举措,牵头单位,完成时限",
        "民生,就业,健全就业服务,开发公益性岗位600个,县人社局,2024-06-30",
        "民生,就业,健全就业服务,举办招聘会40场,县总工会,2024-12-31",
        "民生,住房,完善住房保障,加装电梯60部,县城管局,2024-12-31",
    ).master.tasks
    assert [(task.section, task.project) for task in found] == [("民生", "就业"), ("民生", "就业"), ("民生", "住房")]
    assert [task.work for task in found][:2] == ["健全就业服务\n开发公益性岗位600个", "健全就业服务\n举办招聘会40场"]


def test_a_column_of_short_values_is_no_wording_of_the_rows_of_a_group() -> None:
    found = rows(
        "序号,重点工作,口径,责任单位,完成时限",
        "1,改善就医,甲1,总务室,2024-06-30",
        "2,改善就医,甲2,门诊部,2024-09-30",
        "3,培育人才,甲3,教学部,2024-11-30",
    ).master.tasks
    assert [task.work for task in found] == ["改善就医", "改善就医", "培育人才"]


# A wording under a heading that nobody knows


@pytest.mark.parametrize(
    ("lines", "heading", "works"),
    [
        (
            (
                "序号,乡村振兴,责任单位,完成时限",
                "1,新建农村公路80公里,县交通局,10月底前",
                "2,新建公办幼儿园3所,县教育局,8月底前",
            ),
            "乡村振兴",
            ["新建农村公路80公里", "新建公办幼儿园3所"],
        ),
        (
            (
                "Ref,Pledges we made,Where,Lead department,Due",
                "1,Plant 500 trees along the canal,Leeds,Parks,30/09/2024",
                "2,Open two new youth clubs,York,Youth Services,31/12/2024",
            ),
            "Pledges we made",
            ["Plant 500 trees along the canal", "Open two new youth clubs"],
        ),
    ],
)
def test_wordings_under_a_heading_that_nobody_knows_are_tasks_and_told(
    lines: tuple[str, ...], heading: str, works: list[str]
) -> None:
    found = rows(*lines)
    assert [task.work for task in found.master.tasks] == works
    assert [(d.cells, d.found) for d in found.diagnostics if d.code is Code.L41] == [(("B1",), heading)]


@pytest.mark.parametrize(
    "lines",
    [
        # nothing but units and days
        ("序号,名称,责任单位,完成时限", "1,甲型,县交通局,10月底前", "2,乙型,县教育局,8月底前"),
        # the same words again and again are no tasks
        ("序号,说法,责任单位,完成时限", "1,按照要求抓好落实,县交通局,10月", "2,按照要求抓好落实,县教育局,8月"),
        # a column that is known for something else
        ("序号,联系地址,责任单位,联系电话", "1,云台县人民路一号院,县交通局,1234", "2,云台县建设路二号院,县教育局,1235"),
        # units and numbers, which agendas and inventories have as well
        ("序号,乡村振兴,责任单位", "1,新建农村公路80公里,县交通局", "2,新建公办幼儿园3所,县教育局"),
        (
            "序号,会议名称,地点,人员,主办单位",
            "1,县政府常务会议,三楼,有关部门负责人,县府办",
            "2,县委常委会会议,五楼,县委领导同志,县委办",
        ),
    ],
)
def test_a_table_without_wordings_or_without_a_lists_headings_stays_refused(lines: tuple[str, ...]) -> None:
    with pytest.raises(ReportkitError):
        rows(*lines)
