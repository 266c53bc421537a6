"""Lists of schools, hospitals and councils whose labels, definition lists and columns others do not have."""

import pytest

from reportkit.imported import Imported
from reportkit.language.errors import ReportkitError
from reportkit.lists.importing import import_list
from reportkit.model import Task


def imported(text: str, name: str = "list.txt") -> Imported:
    return import_list(name, text.encode())


def read(task: Task) -> tuple[str, list[str], list[str], list[str], str]:
    """Return wording, units that lead, units that take part, leaders and day of a task."""
    leads, others = ([unit.name for unit in units] for units in (task.leads, task.participants))
    return task.work, leads, others, list(task.leaders), str(task.deadline)


def reads(found: Imported) -> list[tuple[str, list[str], list[str], list[str], str]]:
    return [read(task) for task in found.master.tasks]


@pytest.mark.parametrize("marks", ["【】", "（）", "[]", "〔〕"])
def test_each_label_may_stand_in_a_bracket_of_its_own_behind_the_wording(marks: str) -> None:
    labels = ["牵头部门：基建处", "协同部门：后勤处、保卫处", "分管校领导：周明", "完成时限：9月底"]
    behind = "".join(f"{marks[0]}{label}{marks[1]}" for label in labels)
    text = f"某某学院2025年工作要点\n一、校园\n1.实验楼封顶。{behind}\n2.食堂（含清真窗口）改造。{behind}\n"
    said = (["基建处"], ["后勤处", "保卫处"], ["周明"], "2025-09-30")
    assert reads(imported(text)) == [("实验楼封顶。", *said), ("食堂（含清真窗口）改造。", *said)]


@pytest.mark.parametrize("label", ["Lead Section", "Lead branch", "Responsible group", "Owner section"])
def test_a_label_may_name_any_kind_of_office_behind_who_leads(label: str) -> None:
    lines = [f"1.{no} Mend bridge {no}.\n{label}: Road Works\nPartners: Finance\nTarget: May 2025" for no in (1, 2)]
    found = imported("Annual Service Plan 2025\n\n1. ROADS\n\n" + "\n\n".join(lines))
    assert [one[:3] for one in reads(found)] == [(f"Mend bridge {no}.", ["Road Works"], ["Finance"]) for no in (1, 2)]


def test_a_word_that_leads_before_others_is_no_label_in_a_sentence() -> None:
    text = "Plan 2025\n1. Support two groups: north and south. (Housing; by May 2025)\n2. Open a hub. (Roads)\n"
    assert [one[0] for one in reads(imported(text))] == ["Support two groups: north and south.", "Open a hub."]


@pytest.mark.parametrize("colon", ["", ":"])
@pytest.mark.parametrize("end", ["</dd>", ""])
def test_what_is_said_of_a_term_of_a_page_stands_behind_it(colon: str, end: str) -> None:
    said = {"Lead team": "Pharmacy", "Working with": "Estates", "Complete by": "June 2025"}
    terms = "".join(f"<dt>{term}{colon}\n<dd>{what}{end}\n" for term, what in said.items())
    items = "".join(f"<h3>Open ward {no}</h3><dl>{terms}</dl>" for no in (1, 2))
    found = imported(f"<h1>Our plan 2025</h1><h2>Goal 1: Care</h2>{items}", "list.html")
    assert [one[:3] for one in reads(found)] == [(f"Open ward {no}", ["Pharmacy"], ["Estates"]) for no in (1, 2)]
    assert [one[4] for one in reads(found)] == ["2025-06-30"] * 2


def test_several_things_said_of_a_term_stand_behind_it_and_one_of_none_stands_by_itself() -> None:
    terms = "<dt>牵头单位<dd>县教育局<dt>配合单位<dd>县财政局<dd>县住建局"
    items = "".join(f"<p>{no}.新建学校{no}所。</p><dl>{terms}</dl>" for no in (1, 2))
    found = imported(f"<h1>某县2025年重点任务</h1>{items}<dl><dd>页脚</dl>", "list.html")
    assert [one[1:3] for one in reads(found)] == [(["县教育局"], ["县财政局", "县住建局"])] * 2


def test_a_section_of_lessons_makes_no_timetable_of_a_list() -> None:
    items = ["新編教材3冊。（主辦：教務處；協辦：圖書館）", "辦理研習8場。（主辦：學務處；協辦：輔導室）"]
    text = "114學年度校務要務\n一、課程與教學\n1.{}\n2.{}\n".format(*items)
    assert [one[1] for one in reads(imported(text))] == [["教務處"], ["學務處"]]
    with pytest.raises(ReportkitError, match="timetable"):
        imported("一、培训安排\n114學年度課程表\n1.{}\n2.{}\n".format("数学", "语文"))


def table(*lines: str) -> Imported:
    return import_list("2025年任务表.csv", "\n".join(lines).encode())


def test_values_of_targets_stand_beside_the_wording_whatever_they_count() -> None:
    found = table(
        "項次,施政項目,年度目標值,主辦機關",
        "1,開闢大坪段聯絡道,闢建2.4公里,工務處",
        "2,培訓青農,1200人次、12班,農業處",
        "3,提升自來水普及率,≥96%,水利處",
    )
    assert [one[0] for one in reads(found)] == ["開闢大坪段聯絡道", "培訓青農", "提升自來水普及率"]
    assert [[cell.value for cell in task.own] for task in found.master.tasks] == [
        ["闢建2.4公里"],
        ["1200人次、12班"],
        ["≥96%"],
    ]
    assert "2.4" in {str(target.value) for target in found.master.targets}


def test_sentences_below_the_heading_of_values_go_on_with_the_wording() -> None:
    rows = ("项次,重点工作,年度目标值,责任单位", "1,建设学校,年内开学并招收学生600名以上,教育局")
    assert [one[0] for one in reads(table(*rows))] == ["建设学校\n年内开学并招收学生600名以上"]


NAMED = ("1,企业登记,登记全程网办，平均用时压缩至3小时,县审管局", "2,信用管理,修订失信名单管理办法并公开目录,县发改局")


@pytest.mark.parametrize("heading", ["具体举措", "主要措施", "具體作法"])
def test_what_only_names_the_steps_beside_it_is_the_project_of_these(heading: str) -> None:
    found = table(f"序号,改革事项,{heading},牵头单位", *NAMED, "3,联合验收,推行一次申请、一次勘验、一次办结,县住建局")
    assert [(task.project, task.work) for task in found.master.tasks] == [
        ("企业登记", "登记全程网办，平均用时压缩至3小时"),
        ("信用管理", "修订失信名单管理办法并公开目录"),
        ("联合验收", "推行一次申请、一次勘验、一次办结"),
    ]


def test_a_task_that_says_what_is_done_has_its_steps_behind_it() -> None:
    rows = ("1,新建水厂2座,完成选址、招标并于年内动工建设,水务局", "2,改造管网,更换老旧管道，分三批实施完成,水务局")
    found = table("序号,重点工作,具体举措,牵头单位", *rows, "3,推进节水,创建节水型单位，开展宣传进校园活动,水务局")
    assert [one[0].split("\n")[0] for one in reads(found)] == ["新建水厂2座", "改造管网", "推进节水"]


@pytest.mark.parametrize("foot", ["编制：综合科　审核：办公室　2025年3月", "填报单位：综合科", "製表：綜合科"])
def test_who_made_a_table_is_no_task_of_it(foot: str) -> None:
    found = table("序号,重点工作,牵头单位", "1,编制规划3个,县发改局", "2,建桥2座,县交通局", f",{foot},")
    assert [one[0] for one in reads(found)] == ["编制规划3个", "建桥2座"]


def test_who_reported_the_figures_of_a_page_is_no_unit_of_a_task() -> None:
    items = "".join(f"<p>{no}.建桥{no}座</p><p>牵头单位：区交通局</p>" for no in (1, 2))
    text = f"<h1>某区2025年民生实事</h1><p>数据截至2025年3月31日，由各牵头单位报送</p><h2>交通类</h2>{items}"
    assert [one[0] for one in reads(imported(text, "list.html"))] == ["建桥1座", "建桥2座"]
