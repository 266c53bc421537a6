"""Lists as offices publish them: letters before an annex, aims and safeguards around the tasks, feet of pages."""

import pytest

from reportkit.diagnostics import Code
from reportkit.imported import Imported
from reportkit.language.errors import ReportkitError
from reportkit.lists.importing import import_list


def imported(text: str, name: str = "2024.txt") -> Imported:
    return import_list(name, text.strip().encode())


def wordings(found: Imported) -> list[str]:
    return [task.work for task in found.master.tasks]


def whose(found: Imported) -> list[tuple[list[str], list[str]]]:
    return [([u.name for u in t.leads], [u.name for u in t.participants]) for t in found.master.tasks]


def told(found: Imported, code: Code) -> list[tuple[str, ...]]:
    return [finding.cells for finding in found.diagnostics if finding.code is code]


ROAD = "新建农村公路80公里。（牵头单位：县交通局；配合单位：县财政局）"
GRAIN = "粮食总产量达到30万吨以上。（牵头单位：县农业局；配合单位：县水利局）"
SCHOOL = "新建公办幼儿园3所。（牵头单位：县教育局；配合单位：县住建局）"
WORDINGS = ["新建农村公路80公里。", "粮食总产量达到30万吨以上。", "新建公办幼儿园3所。"]

# What stands around a list -----------------------------------------------------------------------------------------


def test_the_points_of_a_letter_before_the_annex_are_no_tasks() -> None:
    found = imported(f"""
关于印发2024年重点任务分工的通知
各乡镇人民政府，县直各部门：
一、强化责任落实。各牵头单位要制定工作方案，明确时间表、路线图。
二、强化督查考核。县政府督查室每季度通报进展情况。
附件：2024年重点任务分工
附件
2024年重点任务分工
一、基础设施
1.{ROAD}
2.{GRAIN}
二、社会事业
3.{SCHOOL}
""")
    assert wordings(found) == WORDINGS
    assert [task.section for task in found.master.tasks] == ["一、基础设施", "一、基础设施", "二、社会事业"]


def test_aims_and_safeguards_around_the_tasks_are_none() -> None:
    found = imported(f"""
云台县2024年行动计划
一、总体目标
到2024年底，全县营商环境进入全省第一方阵。
二、重点任务
（一）基础设施
1.{ROAD}
2.{GRAIN}
（二）社会事业
3.{SCHOOL}
三、组织领导和保障措施
（一）加强统筹。各部门要细化工作举措。
（二）加强宣传。及时总结经验做法。
""")
    assert wordings(found) == WORDINGS
    # 重点任务 stands above all of them and divides nothing
    assert [task.section for task in found.master.tasks] == ["（一）基础设施", "（一）基础设施", "（二）社会事业"]
    assert told(found, Code.L08) == [("L10",), ("L11",), ("L12",)]


def test_safeguards_that_somebody_answers_for_are_tasks() -> None:
    found = imported(f"""
云台县2024年重点任务
一、重点工作
1.{ROAD}
2.{GRAIN}
二、保障措施
3.每季度开展督查。（牵头单位：县政府督查室）
""")
    assert [task.section for task in found.master.tasks] == ["一、重点工作", "一、重点工作", "二、保障措施"]


def test_the_foot_of_a_page_is_no_line_of_the_last_task() -> None:
    found = imported("""
云台县2024年重点任务清单
1.新建农村公路80公里。
责任单位：县交通局
2.建设智安小区50个。
责任单位：县公安局
主办单位：云台县政府办公室 技术支持：云台县大数据中心 ICP备00000000号
""")
    assert whose(found) == [(["县交通局"], []), (["县公安局"], [])]
    assert told(found, Code.L08) == [("L6",)]


def test_the_names_of_annexes_behind_the_list_are_no_tasks() -> None:
    found = imported(f"""
关于2024年重点工作的分工方案
1.{ROAD}
2.{GRAIN}
附件：1.重点项目表
2.联系人名单
""")
    assert wordings(found) == WORDINGS[:2]
    assert told(found, Code.L08) == [("L4",), ("L5",)]


def test_an_empty_form_that_is_sent_along_with_a_list_is_an_annex() -> None:
    table = """<p>助企行动任务清单</p><table><tr><td>序号</td><td>任务</td><td>牵头单位</td><td>完成时限</td></tr>
<tr><td>1</td><td>帮助企业招工3000人</td><td>县人社局</td><td>2025年6月</td></tr>
<tr><td>2</td><td>办结企业诉求300件</td><td>县营商局</td><td>2025年9月</td></tr></table>"""
    form = """<p>进展情况报送表</p><table><tr><td>序号</td><td>任务</td><td>进展情况</td><td>存在问题</td></tr>
<tr><td></td><td></td><td>{}</td><td></td></tr></table><p>填报单位：　填报人：　联系电话：</p>"""
    assert wordings(imported(table + form.format(""), "2025.html")) == ["帮助企业招工3000人", "办结企业诉求300件"]
    for text in (form.format(""), table + form.format("招工2000人")):
        with pytest.raises(ReportkitError):
            imported(text, "2025.html")


# Whose tasks are ---------------------------------------------------------------------------------------------------


def test_a_section_says_once_whose_its_tasks_are() -> None:
    found = imported("""
云台开发区2024年任务分解方案
一、招商引资行动
牵头单位：招商局
配合单位：经济发展局、财政局
1.签约亿元以上项目40个。
2.拜访企业300家次。
二、项目建设行动
牵头单位：规划建设局
1.建成标准厂房20万平方米。
2.改造道路3公里。（牵头单位：城市管理局）
3.新建停车场2个。
""")
    zone: tuple[list[str], list[str]] = (["招商局"], ["经济发展局", "财政局"])
    assert whose(found) == [zone, zone, (["规划建设局"], []), (["城市管理局"], []), (["规划建设局"], [])]
    assert told(found, Code.L44) == [("L5", "L6"), ("L9", "L11")]


@pytest.mark.parametrize(
    ("line", "leads", "participants"),
    [
        ("培训党员200人次。责任站所：党建办公室；配合单位：财政所。", ["党建办公室"], ["财政所"]),
        ("补充后备干部。责任科：组织科；配合单位：各村（社区）。", ["组织科"], ["各村（社区）"]),
        ("招聘教师40名。责任学院：文学院；配合单位：党委组织部（人才办）", ["文学院"], ["党委组织部"]),
        ("走访慰问困难群众。责任部室：工会；配合单位：各县（市、区）", ["工会"], ["各县（市、区）"]),
    ],
)
def test_labels_behind_a_wording_say_whose_it_is(line: str, leads: list[str], participants: list[str]) -> None:
    found = imported(f"云台镇2024年任务清单\n1.{line}\n2.新建公园1个。责任单位：城建办；配合单位：财政所。")
    assert wordings(found)[0] == line[: line.index("。") + 1]
    assert whose(found)[0] == (leads, participants)


def test_a_word_of_responsibility_makes_an_office_of_a_name_that_nobody_knows() -> None:
    found = imported("""
云台县教育局2024年重点工作
1.启动新校区建设（项目办牵头，计财科、市七中配合，10月底前完成）。
2.招聘教师40名（人事科牵头，计财科配合）。
3.建成教学楼（一期）（基建科牵头，县城投配合）。
""")
    assert whose(found) == [
        (["项目办"], ["计财科", "市七中"]),
        (["人事科"], ["计财科"]),
        (["基建科"], ["县城投"]),
    ]
    assert str(found.master.tasks[0].deadline) == "2024-10-31"


def test_a_task_without_a_unit_is_pointed_at_where_others_have_one() -> None:
    lines = [f"{no}.新建公园{no}个。（责任单位：县城管局）" for no in range(1, 4)]
    found = imported(
        "\n".join(["云台县2024年任务清单", *lines, "4.修订应急预案。", "5.新建桥1座。（责任单位：县交通局）"])
    )
    assert told(found, Code.L43) == [("L5",)]


# Wordings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("below", "wording"),
    [
        ("工作内容：建成智能化采煤工作面4个。", "推进智慧矿山建设\n建成智能化采煤工作面4个。"),
        ("主要任务：建成智能化采煤工作面4个。", "推进智慧矿山建设\n建成智能化采煤工作面4个。"),
        ("建成智能化采煤工作面4个。", "推进智慧矿山建设\n建成智能化采煤工作面4个。"),
        ("工作目标：建成智能化采煤工作面4个。", "推进智慧矿山建设\n工作目标：建成智能化采煤工作面4个。"),
        (
            "（1）建成工作面。\n（2）建成调度平台。",
            "推进智慧矿山建设\n（1）建成工作面。\n（2）建成调度平台。",
        ),
        # a line that is broken goes on
        ("4个。", "推进智慧矿山建设4个。"),
    ],
)
def test_a_title_stands_on_a_line_of_its_own_above_the_wording(below: str, wording: str) -> None:
    other = "改造道路3公里。\n责任部门：基建部"
    found = imported(f"云台集团2024年重点工作\n一、推进智慧矿山建设\n{below}\n责任部门：生产部\n二、道路建设\n{other}")
    assert wordings(found) == [wording, "道路建设\n改造道路3公里。"]


# Tables ------------------------------------------------------------------------------------------------------------

MEASURES = """序号|重点任务|具体举措|牵头单位|完成时限
1|健全就业服务体系|开发公益性岗位600个|县人社局|6月底前
{}|{}|举办招聘会40场|县总工会|12月底前
2|完善住房保障|筹集保障性租赁住房1500套|县住建局|11月底前
{}|{}|加装电梯60部|县城管局|12月底前"""
MERGED = """<table><tr><td>序号</td><td>重点任务</td><td>具体举措</td><td>牵头单位</td><td>完成时限</td></tr>
<tr><td rowspan="2">1</td><td rowspan="2">健全就业服务体系</td>
<td>开发公益性岗位600个</td><td>县人社局</td><td>6月底前</td></tr>
<tr><td>举办招聘会40场</td><td>县总工会</td><td>12月底前</td></tr>
<tr><td rowspan="2">2</td><td rowspan="2">完善住房保障</td>
<td>筹集保障性租赁住房1500套</td><td>县住建局</td><td>11月底前</td></tr>
<tr><td>加装电梯60部</td><td>县城管局</td><td>12月底前</td></tr></table>"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2024.html", MERGED),
        ("2024.csv", MEASURES.format("", "", "", "").replace("|", ",")),
        ("2024.csv", MEASURES.format("1", "健全就业服务体系", "2", "完善住房保障").replace("|", ",")),
    ],
)
def test_measures_with_units_of_their_own_are_tasks_of_the_project_beside_them(name: str, text: str) -> None:
    found = imported(text, name)
    assert [(task.no, task.project, task.work, task.leads[0].name) for task in found.master.tasks] == [
        (1, "健全就业服务体系", "开发公益性岗位600个", "县人社局"),
        (2, "健全就业服务体系", "举办招聘会40场", "县总工会"),
        (3, "完善住房保障", "筹集保障性租赁住房1500套", "县住建局"),
        (4, "完善住房保障", "加装电梯60部", "县城管局"),
    ]


def test_measures_of_one_unit_are_one_task() -> None:
    text = MERGED.replace("<td>县总工会</td>", "").replace("<td>县城管局</td>", "")
    for unit in ("县人社局", "县住建局"):
        text = text.replace(f"<td>{unit}", f'<td rowspan="2">{unit}')
    found = imported(text, "2024.html")
    assert [task.work.splitlines()[0] for task in found.master.tasks] == ["健全就业服务体系", "完善住房保障"]


def test_a_line_drawn_below_the_headings_is_no_task() -> None:
    table = "| 序号 | 任务 | 责任单位 |\n|---|---|---|\n| 1 | 修复道路15公里 | 镇交管站 |"
    found = imported(f"白云镇2024年重点任务分解表\n{table}", "2024.txt")
    assert wordings(found) == ["修复道路15公里"]


@pytest.mark.parametrize(
    ("heads", "leaders"),
    [
        (("分管领导", "责任人"), ("张大山",)),
        (("责任人", "分管领导"), ("李小河",)),
        (("包保领导", "具体负责人"), ("张大山",)),
        # where nobody else is named they are the leaders
        (("主要责任人", "直接负责人"), ("张大山", "李小河")),
    ],
)
def test_beside_a_leader_the_person_in_charge_is_whom_to_ask(heads: tuple[str, str], leaders: tuple[str, ...]) -> None:
    first, second = heads
    found = imported(f"""
序号,工作任务,责任单位,{first},{second}
1,新建农村公路80公里,县交通局,张大山,李小河
2,新建公办幼儿园3所,县教育局,张大山,李小河
""", "2024.csv")  # fmt: skip
    assert found.master.tasks[0].leaders == leaders


# Years and days ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("青政发〔2024〕6号", 2024),
        ("青政办字[2024] 15 号", 2024),
        # what is cited, and when it was signed
        ("根据国发〔2023〕1号文件", 0),
        ("2024年2月20日", 0),
    ],
)
def test_the_number_of_a_document_says_its_year_where_nothing_else_does(number: str, year: int) -> None:
    bracket = "（牵头单位：县交通局；完成时限：10月底前）"
    found = imported(f"关于重点工作分工的意见\n{number}\n1.新建农村公路。{bracket}\n2.改造危桥。{bracket}", "list.txt")
    assert found.master.settings.year == year
    assert told(found, Code.L45) == ([("L2",)] if year else [])
    assert str(found.master.tasks[0].deadline) == (f"{year}-10-31" if year else "None")


# Plain speech ------------------------------------------------------------------------------------------------------


def test_headings_in_plain_speech_mean_what_they_ask() -> None:
    found = imported("""
序号,干什么,干到什么程度,谁牵头,谁配合,什么时候干完
1,新建农村公路,建成80公里,县交通局,县财政局,10月底前
2,新建公办幼儿园,开园3所,县教育局,县住建局,8月底前
""", "2024.csv")  # fmt: skip
    assert wordings(found) == ["新建农村公路\n建成80公里", "新建公办幼儿园\n开园3所"]
    assert whose(found) == [(["县交通局"], ["县财政局"]), (["县教育局"], ["县住建局"])]
    assert [str(task.deadline) for task in found.master.tasks] == ["2024-10-31", "2024-08-31"]


@pytest.mark.parametrize(
    ("behind", "leads", "participants", "day"),
    [
        ("——县交通局", ["县交通局"], [], "None"),
        ("——县交通局，10月底前", ["县交通局"], [], "2024-10-31"),
        ("——县交通局、各乡镇；10月底前", ["县交通局"], ["各乡镇"], "2024-10-31"),
        ("——县交通局牵头，县财政局配合。", ["县交通局"], ["县财政局"], "None"),
        (" — 责任单位：县交通局，完成时限：10月底前", ["县交通局"], [], "2024-10-31"),
    ],
)
def test_a_dash_behind_the_wording_says_whose_it_is(
    behind: str, leads: list[str], participants: list[str], day: str
) -> None:
    found = imported(f"云台县2024年重点任务清单\n1.新建农村公路80公里{behind}\n2.新建幼儿园3所——县教育局\n")
    assert (wordings(found)[0], *whose(found)[0], str(found.master.tasks[0].deadline)) == (
        "新建农村公路80公里", leads, participants, day,
    )  # fmt: skip


def test_a_dash_before_words_that_are_no_units_is_a_part_of_the_wording() -> None:
    text = "建设县城—乡镇—村三级物流体系（牵头单位：县交通局）"
    found = imported(f"云台县2024年重点任务清单\n1.{text}\n2.建成示范线——从县城到高铁站（牵头单位：县交通局）\n")
    assert wordings(found) == ["建设县城—乡镇—村三级物流体系", "建成示范线——从县城到高铁站"]


@pytest.mark.parametrize(
    ("work", "day", "code"),
    [
        ("推进县医院迁建，10月底前完成主体工程。", "2024-10-31", "L46"),
        ("9月15日前建成停车场2个。", "2024-09-15", "L46"),
        ("推进县医院迁建，2025年3月底前竣工。", "2025-03-31", "L46"),
        ("上半年前完成土地出让。", "2024-06-30", "L46"),
        # of several, or of one in the middle, nobody can say it
        ("3月底前完成招标，10月底前完成主体工程。", "None", "L47"),
        ("3月底前制定方案，全面推进棚户区改造。", "None", "L47"),
        ("6月底前完成招标，年底前开工。", "None", "L47"),
        # the end of the year says nothing, and a span of time is no deadline
        ("推进县医院迁建，年底前完成主体工程。", "None", ""),
        ("5月份开展防汛演练。", "None", ""),
    ],
)
def test_a_day_in_the_wording_is_the_deadline_where_that_is_plain(work: str, day: str, code: str) -> None:
    found = imported(f"云台县2024年任务清单\n1.{work}（责任单位：县城管局）\n2.新建桥1座。（责任单位：县交通局）")
    assert wordings(found)[0] == work
    assert str(found.master.tasks[0].deadline) == day
    assert [(f.code.name, f.task) for f in found.diagnostics if f.code in (Code.L46, Code.L47)] == (
        [(code, 1)] if code else []
    )


def test_a_deadline_that_is_given_counts_and_not_a_day_in_the_wording() -> None:
    bracket = "（责任单位：县城管局；完成时限：12月15日前）"
    found = imported(f"云台县2024年任务清单\n1.10月底前完成主体工程。{bracket}\n2.新建桥1座。{bracket}")
    assert str(found.master.tasks[0].deadline) == "2024-12-15"
    assert not told(found, Code.L46)


@pytest.mark.parametrize("number", ["1.", "1．", "1、", "（1）", "1)"])
def test_the_number_of_an_item_that_begins_with_a_day_is_no_fraction(number: str) -> None:
    works = ["9月15日前建成停车场。", "2024年9月开展演练。", "5月份开展演练。"]
    lines = [f"{number.replace('1', str(no))}{work}（责任单位：县城管局）" for no, work in enumerate(works, 1)]
    found = imported("\n".join(["云台县2024年任务清单", *lines]))
    assert [(task.no, task.work) for task in found.master.tasks] == list(enumerate(works, 1))


def test_a_day_in_an_english_wording_is_the_deadline_where_it_ends_it() -> None:
    found = imported("""
Action plan 2025
1. Publish the housing strategy by 30 September 2025 (Lead: Housing)
2. Consult residents by May 2025 and adopt the plan (Lead: Planning)
3. Plant 500 trees (Lead: Parks)
""", "2025.txt")  # fmt: skip
    assert [str(task.deadline) for task in found.master.tasks] == ["2025-09-30", "None", "None"]
    assert told(found, Code.L46) == [("L2",)]
    assert told(found, Code.L47) == [("L3",)]
