"""Headings: what their words mean, and what an office says of its own."""

import pytest

from reportkit.imported import Imported
from reportkit.lists.heading_words import meaning
from reportkit.lists.importing import import_list
from reportkit.model import ListColumn, OwnHeading, Vocabulary
from tests.master_shapes import Box, Rows, separated, workbook


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("序号", ListColumn.NUMBER),
        ("任务编号", ListColumn.NUMBER),  # though it begins as a task does
        ("No.", ListColumn.NUMBER),
        ("2022年重点工作（任务）", ListColumn.WORK),
        ("工作任务清单", ListColumn.WORK),
        ("年度目标", ListColumn.AIMS),
        ("任务类别", ListColumn.PROJECT),
        ("一级分类", ListColumn.SECTION),
        ("区领导", ListColumn.LEADERS),
        ("责任人姓名", ListColumn.LEADERS),
        ("牽頭責任單位名稱", ListColumn.LEADS),
        ("部门", ListColumn.LEADS),
        ("责任处室", ListColumn.PARTICIPANTS),
        ("主要参与单位（含平台）", ListColumn.PARTICIPANTS),
        ("完成时限", ListColumn.DEADLINE),
        ("进度安排", ListColumn.DEADLINE),
        ("主辦課室", ListColumn.LEADS),
        ("責任股室", ListColumn.PARTICIPANTS),
        ("政策面向", ListColumn.SECTION),
        ("一级目标", ListColumn.SECTION),
        ("二级目标", ListColumn.PROJECT),
        ("目标", ListColumn.AIMS),
        ("完成节点", ListColumn.DEADLINE),
        ("Other actors", ListColumn.PARTICIPANTS),
        ("Lead bureau/department", ListColumn.LEADS),
        ("Owner / Responsible team", ListColumn.LEADS),
        ("Operational lead", ListColumn.LEADS),
        ("Executive lead", ListColumn.LEADERS),
        ("Lead implementing agency", ListColumn.LEADS),
        ("Delivery partners & stakeholders", ListColumn.PARTICIPANTS),
        ("Action / Milestone", ListColumn.WORK),
        ("Action and progress", ListColumn.WORK),
        ("Project / Initiative", ListColumn.WORK),
        ("Progress and actions", None),
        ("Quarter due", ListColumn.DEADLINE),
        ("Planned completion", ListColumn.DEADLINE),
        ("Key performance indicator", ListColumn.MEASURES),
        ("How will we know?", ListColumn.MEASURES),
        ("行動計畫", ListColumn.WORK),
        ("負責實體", ListColumn.LEADS),
        ("負責組別", ListColumn.LEADS),
        ("Team responsible", ListColumn.LEADS),
        ("Lead function", ListColumn.LEADS),
        ("Supporting function", ListColumn.PARTICIPANTS),
        ("Contributing services", ListColumn.PARTICIPANTS),
        ("Supporting evidence", None),
        ("Cabinet member responsible", ListColumn.LEADERS),
        ("施政主軸", ListColumn.SECTION),
        ("评分标准", None),
        ("工作进展", None),
        ("联系人", None),
        ("承办人员", None),
        ("", None),
        ("牵头" * 20, None),
        ("(" * 30_000, None),
    ],
)
def test_words_of_headings(heading: str, means: ListColumn | None) -> None:
    assert meaning(heading) is means


def of_rows(*rows: str, **own: ListColumn) -> Imported:
    """Import a table written as lines with `|` between the cells, with what an office says of its headings."""
    data = separated([row.split("|") for row in rows]).encode()
    headings = tuple(OwnHeading(heading, means) for heading, means in own.items())
    return import_list("2025.csv", data, vocabulary=Vocabulary(headings))


def read(imported: Imported) -> list[tuple[str, list[str], list[str]]]:
    return [
        (task.work, [ref.written for ref in task.leads], [ref.written for ref in task.participants])
        for task in imported.master.tasks
    ]


def left_out(imported: Imported) -> list[str | None]:
    return [finding.found for finding in imported.diagnostics if finding.code.name == "L13"]


ROWS = ("序号|任务|谁干|谁帮", "1|建设学校|区教育局|区住建局")


def test_what_stands_below_headings_that_nobody_knows_is_kept_and_said() -> None:
    found = of_rows(*ROWS)
    assert read(found) == [("建设学校", [], [])]
    assert left_out(found) == ["谁干", "谁帮"]
    assert [column.heading for column in found.master.own.columns] == ["谁干", "谁帮"]
    assert [cell.value for cell in found.master.tasks[0].own] == ["区教育局", "区住建局"]


def test_what_an_office_says_of_its_headings_goes_before_all_else() -> None:
    found = of_rows(*ROWS, 谁干=ListColumn.LEADS, 谁帮=ListColumn.PARTICIPANTS)
    assert read(found) == [("建设学校", ["区教育局"], ["区住建局"])]
    assert left_out(found) == []
    assert [own.heading for own in found.master.headings] == ["谁干", "谁帮"]


def test_it_may_say_that_a_column_is_not_needed() -> None:
    rows = ("序号|任务|牵头单位|责任单位", "1|建设学校|区教育局|区住建局")
    assert read(of_rows(*rows)) == [("建设学校", ["区教育局"], ["区住建局"])]
    found = of_rows(*rows, 责任单位=ListColumn.OTHER)
    assert read(found) == [("建设学校", ["区教育局"], [])]
    assert (left_out(found), found.master.own.columns) == ([], ())


def test_two_columns_that_both_lead_by_its_word_both_lead() -> None:
    rows = ("序号|任务|牵头单位|责任单位", "1|建设学校|区教育局|区住建局")
    found = of_rows(*rows, 责任单位=ListColumn.LEADS)
    assert read(found) == [("建设学校", ["区教育局", "区住建局"], [])]


def test_the_wording_is_where_it_says_though_another_column_looks_like_it() -> None:
    rows = ("序号|重点任务|工作内容|事情|牵头单位", "1|民生|三年行动|建设学校|区教育局")
    assert [task.work for task in of_rows(*rows).master.tasks] == ["三年行动"]
    found = of_rows(*rows, 事情=ListColumn.WORK)
    assert [task.work.split("\n")[0] for task in found.master.tasks] == ["建设学校"]


def test_a_column_that_is_not_needed_stays_so_below_a_heading_that_spans_it() -> None:
    rows: Rows = [
        [Box("序号", down=2), Box("任务", down=2), Box("责任单位", across=2), None],
        [None, None, Box("牵头"), Box("联络")],
        [Box("1"), Box("建设学校"), Box("区教育局"), Box("区住建局")],
    ]
    assert read(import_list("2025.xlsx", workbook(rows))) == [("建设学校", ["区教育局"], ["区住建局"])]
    words = Vocabulary((OwnHeading("联络", ListColumn.OTHER),))
    assert read(import_list("2025.xlsx", workbook(rows), vocabulary=words)) == [("建设学校", ["区教育局"], [])]


def test_inner_offices_that_take_part_by_its_word_do_not_lead() -> None:
    rows = ("序号|任务|责任处室", "1|建设学校|建设处")
    assert read(of_rows(*rows)) == [("建设学校", ["建设处"], [])]
    assert read(of_rows(*rows, 责任处室=ListColumn.PARTICIPANTS)) == [("建设学校", [], ["建设处"])]


def test_inner_offices_in_charge_lead_in_either_script() -> None:
    rows = ("序號|任務|主辦處室|協辦單位", "1|建設學校|總務處|教務處")
    assert read(of_rows(*rows)) == [("建設學校", ["總務處"], ["教務處"])]


@pytest.mark.parametrize("heading", ["协办科室", "配合处室", "協辦科室", "参与科室"])
def test_inner_offices_that_take_part_beside_those_in_charge_take_part(heading: str) -> None:
    rows = (f"序号|任务|责任科室|{heading}", "1|建设学校|建设科|财务科")
    assert read(of_rows(*rows)) == [("建设学校", ["建设科"], ["财务科"])]


@pytest.mark.parametrize("heading", ["责任科室", "牵头科室", "主办股室"])
@pytest.mark.parametrize("others", ["配合单位", "协同单位", "配合科室"])
def test_inner_offices_lead_beside_none_but_units_that_take_part(heading: str, others: str) -> None:
    rows = (f"序号|任务|{heading}|{others}", "1|建设学校|建设科|东堤社区", "2|新建医院|医政科|县疾控中心、财务科")
    assert read(of_rows(*rows)) == [
        ("建设学校", ["建设科"], ["东堤社区"]),
        ("新建医院", ["医政科"], ["县疾控中心", "财务科"]),
    ]


def test_a_plan_that_is_the_deadline_by_its_word_is_one_beside_another() -> None:
    rows = ("序号|任务|完成时限|进度安排", "1|建设学校||2025年6月30日")
    assert of_rows(*rows).master.tasks[0].deadline is None
    found = of_rows(*rows, 进度安排=ListColumn.DEADLINE)
    assert str(found.master.tasks[0].deadline) == "2025-06-30"


def test_a_heading_that_it_knows_is_enough_for_a_table_to_be_a_list() -> None:
    rows = ("要办的事|备注", "建设学校|", "新建医院|")
    found = of_rows(*rows, 要办的事=ListColumn.WORK)
    assert [task.work for task in found.master.tasks] == ["建设学校", "新建医院"]


@pytest.mark.parametrize(
    ("heads", "leaders", "kept"),
    [
        ("No.|Action|Lead agency|Partners|Named lead", ["Marian Cole", "Ian Kerr"], []),
        ("No.|Action|Lead department|Partners|Lead officer", ["Marian Cole", "Ian Kerr"], []),
        ("No.|Action|Team|Partners|Responsible person", ["Marian Cole", "Ian Kerr"], []),
    ],
)
def test_a_person_beside_a_lead_agency_leads_and_takes_no_part(heads: str, leaders: list[str], kept: list[str]) -> None:
    found = of_rows(heads, "1|Audit 40 cases|Quality|Schools|Marian Cole", "2|Agree a protocol|Police|Health|Ian Kerr")
    assert read(found) == [("Audit 40 cases", ["Quality"], ["Schools"]), ("Agree a protocol", ["Police"], ["Health"])]
    assert [task.leaders[0] for task in found.master.tasks] == leaders
    assert left_out(found) == kept


def test_a_person_beside_a_lead_agency_and_a_leader_is_kept() -> None:
    found = of_rows(
        "No.|Action|Portfolio holder|Lead agency|Lead officer", "1|Audit 40 cases|Cllr A Hill|Quality|Marian Cole"
    )
    assert read(found) == [("Audit 40 cases", ["Quality"], [])]
    assert left_out(found) == ["Lead officer"]


def test_a_lone_lead_officer_leads() -> None:
    found = of_rows("No.|Action|Lead officer", "1|Audit 40 cases|Head of Quality")
    assert read(found) == [("Audit 40 cases", ["Head of Quality"], [])]


def test_script_and_spaces_make_no_difference() -> None:
    found = of_rows("序号|任务|誰 幹|谁帮", ROWS[1], 谁干=ListColumn.LEADS)
    assert read(found) == [("建设学校", ["区教育局"], [])]


def test_two_rows_of_headings_need_not_be_merged() -> None:
    rows = (
        "序号|任务|责任分工||完成时限",
        "||牵头|配合|",
        "1|建设学校|区教育局|区财政局|6月",
        "2|修路|区交通局|区水利局|7月",
    )
    assert read(of_rows(*rows)) == [("建设学校", ["区教育局"], ["区财政局"]), ("修路", ["区交通局"], ["区水利局"])]


def test_a_row_of_names_below_headings_is_no_second_row_of_them() -> None:
    rows = ("序号|任务|责任单位|", "1|建设学校|区教育局|单位", "2|修路|区交通局|")
    assert [work for work, *_ in read(of_rows(*rows))] == ["建设学校", "修路"]


def test_a_column_of_items_that_holds_numbers_is_that_of_numbers() -> None:
    rows = ("項目|指標|負責部門", "1.|增加門診名額|衞生署", "2.|推出牙科試點|衞生署", "3.|加裝升降機|路政署")
    assert read(of_rows(*rows)) == [
        ("增加門診名額", ["衞生署"], []),
        ("推出牙科試點", ["衞生署"], []),
        ("加裝升降機", ["路政署"], []),
    ]


def test_sections_of_the_second_style_alone_stand_beside_each_other() -> None:
    rows = ("序号|任务|责任单位", "（一）教育||", "1|建设学校|区教育局", "（二）交通||", "2|修路|区交通局")
    tasks = of_rows(*rows).master.tasks
    assert [(task.section, task.project) for task in tasks] == [("（一）教育", None), ("（二）交通", None)]


def test_sorts_that_group_tasks_are_sections_and_inner_offices_lead() -> None:
    found = of_rows(
        "序号|类别|重点工作|责任股室|配合股室",
        "1|学前|创建普惠县一个|基教股|督导室",
        "2|学前|治理小学化|基教股|教研室",
        "3|体育|建设步道三处|体育股|财务股",
    )
    assert [task.section for task in found.master.tasks] == ["学前", "学前", "体育"]
    assert read(found)[0] == ("创建普惠县一个", ["基教股"], ["督导室"])
    rows = ("1|建设粮仓|甲局|张三", "2|育苗|乙局|同上")
    assert [task.leaders for task in of_rows("序号|重点工作|牵头单位|牵头领导", *rows).master.tasks] == [("张三",)] * 2
