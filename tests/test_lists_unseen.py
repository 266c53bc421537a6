"""Kinds of lists that went wrong where nobody had seen the list before; each as a list of another office."""

from collections.abc import Sequence
from datetime import date

import pytest

from reportkit.diagnostics import Code
from reportkit.imported import Imported
from reportkit.language.days import read_day
from reportkit.language.words import Lang
from reportkit.lists.heading_words import meaning
from reportkit.lists.importing import import_list
from reportkit.lists.surroundings import page_lines
from reportkit.lists.when import says_when
from reportkit.model import ListColumn, Task


def imported(text: str, name: str = "list.txt") -> Imported:
    return import_list(name, text.encode())


def whole(task: Task) -> tuple[str, str, list[str], list[str], list[str], str]:
    """Return wording, section, units that lead, units that take part, leaders and day of a task."""
    leads, others = ([unit.name for unit in units] for units in (task.leads, task.participants))
    return task.work, task.section, leads, others, list(task.leaders), str(task.deadline)


def wholes(found: Imported) -> list[tuple[str, str, list[str], list[str], list[str], str]]:
    return [whole(task) for task in found.master.tasks]


def page(*rows: Sequence[str], above: str = "") -> str:
    """Return a page with a table of these rows below a heading."""
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<h1>{above}</h1><table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


# Labels in brackets, and brackets of any shape


LENTICULAR = """
某某集团2025年重点工作安排
一、生产
1、水泥产量达到90万吨；
{0}分管领导{1}王建国{0}责任部门{1}生产部{0}配合部门{1}设备部、物流分公司{0}完成时间{1}9月底前
2、完成余热发电改造；
{0}分管领导{1}王建国{0}责任部门{1}设备部{0}完成时间{1}6月20日前
二、安全
3、边坡治理5处；
{0}分管领导{1}李红{0}责任部门{1}安全部{0}配合部门{1}
生产部
"""


@pytest.mark.parametrize("marks", ["【】", "［］", "〔〕", "[]"])
def test_what_stands_in_brackets_before_names_is_a_label_without_a_colon(marks: str) -> None:
    assert wholes(imported(LENTICULAR.format(*marks))) == [
        ("水泥产量达到90万吨；", "一、生产", ["生产部"], ["设备部", "物流分公司"], ["王建国"], "2025-09-30"),
        ("完成余热发电改造；", "一、生产", ["设备部"], [], ["王建国"], "2025-06-20"),
        ("边坡治理5处；", "二、安全", ["安全部"], ["生产部"], ["李红"], "None"),
    ]


def test_labels_in_brackets_may_stand_in_cells_and_behind_wordings_in_letters() -> None:
    text = (
        "Action plan 2025\n1. Mend the harbour wall. [Lead] Harbour Office [Support] Parks [Due] 31 May 2025\n"
        "2. Open a second ferry. [Lead] Transport [Due] June 2025\n"
    )
    rows = [
        (no, work, whose)
        for no, work, whose in (
            ("1", "新建公廁8座", "【主辦機關】環保局【協辦機關】工務局【完成期限】114年6月底"),
            ("2", "整修公園3處", "【主辦機關】工務局【完成期限】114年9月底"),
        )
    ]
    assert wholes(imported(text)) == [
        ("Mend the harbour wall.", "", ["Harbour Office"], ["Parks"], [], "2025-05-31"),
        ("Open a second ferry.", "", ["Transport"], [], [], "2025-06-30"),
    ]
    table = page(("編號", "工作項目", "分工"), *rows, above="114年度重要工作管制表")
    assert [found[2:4] + found[5:] for found in wholes(imported(table, "list.html"))] == [
        (["環保局"], ["工務局"], "2025-06-30"),
        (["工務局"], [], "2025-09-30"),
    ]


def test_a_word_of_responsibility_in_brackets_behind_a_unit_is_no_label_of_what_follows() -> None:
    text = (
        "某局2025年重点工作\n1.新建学校2所。责任单位：教育局【牵头】、财政局【配合】\n2.改建医院1所。责任单位：卫健局\n"
    )
    assert [found[2:4] for found in wholes(imported(text))] == [(["教育局"], ["财政局"]), (["卫健局"], [])]


@pytest.mark.parametrize("marks", ["［］", "〔〕", "【】", "（）", "[]"])
def test_a_bracket_at_the_end_of_a_wording_may_have_any_shape(marks: str) -> None:
    text = (
        "<h1>某局2025年工作要点</h1><ol><li>巡查堤防40公里。{0}责任科室：河道科；配合科室：防汛办；时限：5月底{1}</li>"
        "<li>更换水表2000只。{0}责任科室：供水科；时限：三季度末{1}</li></ol>"
    )
    found = wholes(imported(text.format(*marks), "list.html"))
    assert [(one[0], one[2], one[3]) for one in found] == [
        ("巡查堤防40公里。", ["河道科"], ["防汛办"]),
        ("更换水表2000只。", ["供水科"], []),
    ]
    assert [one[5] for one in found] == ["2025-05-31", "2025-09-30"]


# Cards, and stages in one text


def cards(*rows: Sequence[tuple[str, str]], above: str = "一、惠民项目", title: str = "某区2025年任务书") -> str:
    """Return a page with tables of labels below one heading."""
    tables = "".join(page(*table).removeprefix("<h1></h1>") for table in rows)
    return f"<h1>{title}</h1><h2>{above}</h2>{tables}"


def test_a_row_of_a_card_heads_no_other_card_whatever_its_label() -> None:
    found = imported(
        cards(
            [
                ("任务内容", "新建食堂3个。"),
                ("牵头单位", "区民政局"),
                ("年度目标", "覆盖6个社区"),
                ("总投资", "90万元"),
            ],
            [("任务内容", "改造公园2个。"), ("牵头单位", "区城管局"), ("年度目标", "新增绿地4公顷"), ("总投资", "无")],
            [("任务内容", "加装电梯9台。"), ("牵头单位", "区住建局"), ("年度目标", "惠及90户"), ("总投资", "1万元")],
        ),
        "list.html",
    )
    assert [(task.no, task.section, task.work) for task in found.master.tasks] == [
        (1, "一、惠民项目", "新建食堂3个。\n覆盖6个社区"),
        (2, "一、惠民项目", "改造公园2个。\n新增绿地4公顷"),
        (3, "一、惠民项目", "加装电梯9台。\n惠及90户"),
    ]
    assert [column.heading for column in found.master.own.columns] == ["总投资"]
    assert [[cell.value for cell in task.own] for task in found.master.tasks] == [["90万元"], ["无"], ["1万元"]]


@pytest.mark.parametrize(
    ("label", "said", "steps"),
    [
        ("年度目标", "一季度：选址；二季度：开工；四季度：—", ["2025-03-31 选址", "2025-06-30 开工"]),
        ("目标要求", "上半年完成招标。下半年完工", ["2025-06-30 完成招标", "2025-12-31 完工"]),
        ("年度目標", "第一季：選址<br>第三季：完工", ["2025-03-31 選址", "2025-09-30 完工"]),
    ],
)
def test_aims_that_are_stages_are_milestones_in_cards_and_in_columns(label: str, said: str, steps: list[str]) -> None:
    task = [("任务内容", "新建食堂3个。"), ("牵头单位", "区民政局"), (label, said)]
    other = [("任务内容", "改造公园2个。"), ("牵头单位", "区城管局"), (label, "新增2公顷")]
    heads, *rows = zip(*task, strict=True), [said for _, said in other]
    table = page(*heads, *rows, above="某区2025年任务书")
    for text in (cards(task, other), table):
        first, second = imported(text, "list.html").master.tasks
        assert [f"{step.day} {step.words}" for step in first.milestones] == steps
        assert (first.work, second.work, second.milestones) == ("新建食堂3个。", "改造公园2个。\n新增2公顷", ())


def test_aims_of_which_only_a_part_is_a_stage_stay_in_the_wording() -> None:
    heads, aims = ("任务", "牵头单位", "年度目标"), "三季度：完工；全年新增5家"
    (task,) = imported(page(heads, ("新建食堂3个。", "区民政局", aims), above="2025年任务书"), "list.html").master.tasks
    assert (task.work, task.milestones) == (f"新建食堂3个。\n{aims}", ())


def test_a_line_of_aims_below_an_item_heads_nothing() -> None:
    text = (
        "某局2025年重点工作\n新建学校2所（责任单位：区教育局）\n年度目标：9月开学\n"
        "改建医院1所（责任单位：区卫健局）\n年度目标：年底封顶\n"
    )
    assert [(one[0], one[1], one[2]) for one in wholes(imported(text))] == [
        ("新建学校2所", "", ["区教育局"]),
        ("改建医院1所", "", ["区卫健局"]),
    ]


# Feet of pages


FLAT = """
某市2025年重点任务分解表
{heads}1
建成主城区环线。
周立
市交通局
市财政局、市水务局
10月底前
2
新建公厕20座。
吴敏
市城管局
市财政局
6月底前
"""


@pytest.mark.parametrize("heads", ["", "序号\n重点任务\n责任领导\n牵头单位\n配合单位\n完成时限\n"])
@pytest.mark.parametrize(
    "foot",
    [
        ["打印本页", "关闭窗口"],
        ["【打印】 【关闭】"],
        ["字号：大 中 小", "分享到"],
        ["友善列印", "回上一頁"],
        ["上一篇：某通知"],
    ],
)
def test_what_one_presses_on_a_page_is_no_part_of_the_last_task(heads: str, foot: list[str]) -> None:
    found = imported(FLAT.format(heads=heads) + "\n".join(foot))
    assert [one[1:] for one in wholes(found)] == [
        ("", ["市交通局"], ["市财政局", "市水务局"], ["周立"], "2025-10-31"),
        ("", ["市城管局"], ["市财政局"], ["吴敏"], "2025-06-30"),
    ]
    assert [one.found for one in found.diagnostics if one.code is Code.L08] == foot


def test_what_stands_behind_the_last_cell_of_a_flattened_table_is_no_part_of_it() -> None:
    heads = "序号\n重点任务\n责任领导\n牵头单位\n配合单位\n完成时限\n"
    found = imported(FLAT.format(heads=heads) + "本表由市政府办公室解释\n2025年2月1日")
    assert wholes(found)[1][2:] == (["市城管局"], ["市财政局"], ["吴敏"], "2025-06-30")
    assert [one.found for one in found.diagnostics if one.code is Code.L08] == [
        "本表由市政府办公室解释",
        "2025年2月1日",
    ]


def test_buttons_below_items_in_letters_are_none_of_them() -> None:
    text = "Action plan 2025\n1. Mend the wall. Lead: Parks\n2. Open a ferry. Lead: Transport\nPrint page\nBack to top"
    found = imported(text)
    assert [one[0] for one in wholes(found)] == ["Mend the wall.", "Open a ferry."]
    assert [one.found for one in found.diagnostics if one.code is Code.L08] == ["Print page", "Back to top"]


def test_a_wording_that_has_a_word_of_a_button_is_a_wording() -> None:
    text = "某局2025年重点工作\n1.关闭小煤矿3处（责任单位：区应急局）\n2.打印窗口迁建（责任单位：区政务局）\n"
    assert [one[0] for one in wholes(imported(text))] == ["关闭小煤矿3处", "打印窗口迁建"]


# Values and days in figures


@pytest.mark.parametrize(
    ("heads", "rows", "day"),
    [
        (
            ("項次", "施政項目", "年度目標值", "主辦機關", "預定完成日期"),
            [("1", "新設托嬰中心", "3", "社會局", "1141130"), ("2", "增購公車", "12", "交通局", "民國1140331")],
            "2025-11-30",
        ),
        (
            ("序号", "重点工作", "目标", "责任单位", "完成时限"),
            [
                ("1", "新建公厕20座", "20座", "城管局", "20251130"),
                ("2", "完成投资1,200万元", "≥1,200万元", "财政局", "20250331"),
            ],
            "2025-11-30",
        ),
    ],
)
def test_figures_beside_a_wording_are_no_part_of_it_and_packed_days_are_days(
    heads: Sequence[str], rows: Sequence[Sequence[str]], day: str
) -> None:
    found = imported(page(heads, *rows, above="2025年度重點工作表"), "list.html")
    assert [(task.work, str(task.deadline)) for task in found.master.tasks] == [
        (rows[0][1], day),
        (rows[1][1], "2025-03-31"),
    ]
    assert [task.own[0].value for task in found.master.tasks] == [row[2] for row in rows]
    codes = [(one.code, one.found) for one in found.diagnostics if one.code in (Code.L17, Code.L54)]
    assert codes == [(Code.L54, heads[2])]


def test_aims_in_words_stay_in_the_wording_beside_figures() -> None:
    rows = [("1", "新建公厕", "20", "年内开放", "城管局"), ("2", "改造路灯", "900", "全部更换", "住建局")]
    found = imported(
        page(("序号", "重点工作", "年度目标值", "工作要求", "责任单位"), *rows, above="2025年表"), "list.html"
    )
    assert [task.work for task in found.master.tasks] == ["新建公厕\n年内开放", "改造路灯\n全部更换"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1141130", date(2025, 11, 30)),
        ("20251130", date(2025, 11, 30)),
        ("1141330", None),
        ("1140231", None),
        ("11411300", None),
        ("9141130", None),
    ],
)
def test_packed_digits_are_a_day_where_there_is_one(text: str, day: date | None) -> None:
    read = read_day(text, 2025)
    assert (read.day if read else None) == day
    assert says_when(text) is (day is not None)


# The year of a list that begins in another month than January


PLAN = """
{title}
{above}
1. Mend the wharf. Lead: Works. Due: Q2 2024-25
2. Open a library. Lead: Culture. Due: {second}
"""


@pytest.mark.parametrize(
    ("title", "above", "second", "day", "is_asked"),
    [
        ("Plan 2024-25", "Our financial year ends on 30 June.", "May 2025", "2024-12-31", False),
        ("Plan 2024-25", "Financial year ending 31 March 2025", "May 2024", "2024-09-30", False),
        ("Plan 2024-25", "For the year from 1 July 2024 to 30 June 2025.", "May 2025", "2024-12-31", False),
        ("Plan 2024-25", "Fiscal year (October–September)", "May 2025", "2025-03-31", False),
        ("Plan 2024-25", "Quarters: Q1 (July to September), Q2 (October to December)", "May 2025", "2024-12-31", False),
        ("Plan 2024-25", "Q1: Apr–Jun", "May 2025", "2024-09-30", False),
        ("Shire of Narrabeel Plan 2024-25", "", "May 2025", "2024-12-31", False),
        ("Plan 2024-25", "Prepared for Land Information New Zealand", "May 2025", "2024-12-31", False),
        ("Plan 2024-25", "It costs A$5m, or AUD 5m", "May 2025", "2024-12-31", False),
        ("Dunford Borough Council Plan 2024-25", "", "May 2025", "2024-09-30", False),
        ("Plan 2024-25", "It costs £5m", "May 2025", "2024-09-30", False),
        ("Plan 2024-25", "New South Wales", "May 2025", "2024-12-31", False),
        ("Plan 2024-25", "", "30 June 2025", "2024-12-31", False),
        ("Plan 2024-25", "", "31 May 2024", "2024-09-30", False),
        ("Plan 2024-25", "", "May 2025", "2024-09-30", True),
        ("Plan 2024", "", "May 2024", "2024-09-30", True),
        ("Plan", "Shire of Narrabeel", "May 2025", "2024-12-31", False),
        ("Plan 2024-25", "Scotland and Tasmania", "May 2025", "2024-09-30", True),
    ],
)
def test_a_year_of_two_begins_in_the_month_that_the_document_tells_or_it_is_asked(
    title: str,
    above: str,
    second: str,
    day: str,
    is_asked: bool,  # noqa: FBT001
) -> None:
    found = imported(PLAN.format(title=title, above=above, second=second))
    assert [str(task.deadline) for task in found.master.tasks][:1] == [day]
    asked = [(one.task, one.found) for one in found.diagnostics if one.code is Code.L70]
    assert asked == [(1, "Q2 2024-25")] * is_asked


@pytest.mark.parametrize(("title", "day"), [("NSW plan 2024-25", "2024-12-31"), ("UK plan 2024-25", "2024-09-30")])
def test_columns_of_quarters_are_counted_from_the_month_that_the_document_tells(title: str, day: str) -> None:
    rows = [("1", "Mend the wharf", "Works", "Tender", "Done"), ("2", "Open a library", "Culture", "", "Open")]
    text = page(("No.", "Action", "Lead", "Q1", "Q2"), *rows, above=title.replace("UK", "England"))
    found = imported(text, "list.html")
    assert [str(task.milestones[-1].day) for task in found.master.tasks] == [day, day]


def test_of_a_day_that_is_the_same_in_either_year_nothing_is_asked_and_the_question_says_both() -> None:
    found = imported(PLAN.format(title="Plan 2024-25", above="", second="28 February"))
    (asked,) = (one for one in found.diagnostics if one.code is Code.L70)
    assert asked.message(Lang.EN).endswith(
        "30 September 2024 if that is April, as was taken, and 31 December 2024 if it is July."
    )
    assert asked.cells == ("L4",)


# Headings


PRIORITIES = (
    ("#", "Pillar", "Priority", "Lead branch", "Assisting branches", "Q1 milestone", "Complete by"),
    ("1", "Care", "Open a second ward for children", "Estates", "Nursing", "Plan agreed", "Mar-26"),
    ("2", "", "Cut the time that patients wait", "Surgery", "Theatres, Booking", "Started", "Sep-25"),
    ("3", "People", "Recruit forty nurses from abroad", "Personnel", "Nursing", "Started", "Dec-25"),
)


@pytest.mark.parametrize("name", ["list.csv", "list.html"])
@pytest.mark.parametrize("heading", ["Priority", "Aim", "Goal", "Outcome", "Strategic objective"])
def test_wordings_below_a_heading_of_sections_are_tasks_where_nothing_else_is(heading: str, name: str) -> None:
    heads, *rows = PRIORITIES
    table = [tuple(heading if cell == "Priority" else cell for cell in heads), *rows]
    csv = "\n".join(
        ",".join(f'"{cell}"' for cell in row) for row in [("Annual plan 2025/26 of the NHS trust",), *table]
    )
    found = imported(csv if name == "list.csv" else page(*table, above="NHS plan 2025/26"), name)
    assert [(task.no, *whole(task)[:4], whole(task)[5]) for task in found.master.tasks] == [
        (1, "Open a second ward for children", "Care", ["Estates"], ["Nursing"], "2026-03-31"),
        (2, "Cut the time that patients wait", "Care", ["Surgery"], ["Theatres", "Booking"], "2025-09-30"),
        (3, "Recruit forty nurses from abroad", "People", ["Personnel"], ["Nursing"], "2025-12-31"),
    ]
    guessed = [one.found for one in found.diagnostics if one.code is Code.L41]
    assert guessed == ["#", heading]
    assert [str(task.milestones[0].day) for task in found.master.tasks] == ["2025-06-30"] * 3


def test_sections_beside_a_column_of_tasks_stay_sections_however_long_they_are() -> None:
    rows = [("Care for all of our patients", "Open a ward", "Estates", "May 2025")]
    rows.append(("People who want to stay with us", "Recruit nurses", "Personnel", "June 2025"))
    text = page(("Priority", "Action", "Lead", "By when"), *rows, above="Annual plan 2025")
    assert [one[:2] for one in wholes(imported(text, "list.html"))] == [
        ("Open a ward", "Care for all of our patients"),
        ("Recruit nurses", "People who want to stay with us"),
    ]


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("Lead section", ListColumn.LEADS),
        ("Responsible branch", ListColumn.LEADS),
        ("Supporting sections", ListColumn.PARTICIPANTS),
        ("Contributing groups", ListColumn.PARTICIPANTS),
        ("Support team", ListColumn.PARTICIPANTS),
        ("Collaborating schools", ListColumn.PARTICIPANTS),
        ("Customer support", None),
        ("Section", ListColumn.SECTION),
    ],
)
def test_parts_of_an_office_in_headings_in_letters(heading: str, means: ListColumn | None) -> None:
    assert meaning(heading) is means


# Text out of a PDF


TORN = """
HARBOUR SERVICES PLAN 2025
1. Quays
1.1 Mend 40 metres of the eastern quay wall. Lead: Harbour
Works. Support: Parks, Procurement. Target: 31 October 2025.
1.2 Open a second landing for the ferry to Inish. Lead: Works
{foot}
Section. Support: Machinery Yard. Target date: 30 June 2025.
2. Town
2.1 Let forty empty flats above shops in the town. Lead: Homes
{again}
and Rents Team. Target: Ongoing.
"""


@pytest.mark.parametrize(
    ("foot", "again"),
    [
        ("Harbour Trust            Page 2 of 4", "Harbour Trust            Page 3 of 4"),
        ("Harbour Trust | Page 2/4", "Harbour Trust | Page 3/4"),
        ("Page 2\tHarbour Trust", "Page 3\tHarbour Trust"),
        ("Harbour Services Plan 2025      2", "Harbour Services Plan 2025      3"),
        ("- 2 -\nHarbour Trust", "- 3 -\nHarbour Trust"),
        ("Page 2 of 4", "Page 3 of 4"),
    ],
)
def test_heads_and_feet_of_pages_are_no_part_of_a_torn_sentence(foot: str, again: str) -> None:
    assert wholes(imported(TORN.format(foot=foot, again=again))) == [
        (
            "Mend 40 metres of the eastern quay wall.",
            "1. Quays",
            ["Harbour Works"],
            ["Parks", "Procurement"],
            [],
            "2025-10-31",
        ),
        (
            "Open a second landing for the ferry to Inish.",
            "1. Quays",
            ["Works Section"],
            ["Machinery Yard"],
            [],
            "2025-06-30",
        ),
        ("Let forty empty flats above shops in the town.", "2. Town", ["Homes and Rents Team"], [], [], "None"),
    ]


def test_feet_of_pages_in_chinese_are_no_part_of_a_torn_name() -> None:
    text = (
        "海滨县2025年重点工作任务清单\n"
        "1.新建改建农村公路八十公里并实施安全防护工程。牵头单位：县交通\n"
        "海滨县人民政府办公室        第2页 共5页\n"
        "运输局；完成时限：10月底前。\n"
        "2.完成老旧小区改造二十个，惠及居民三千户以上。牵头单位：县住房\n"
        "海滨县人民政府办公室        第3页 共5页\n"
        "和城乡建设局；完成时限：9月底前。\n"
        "3.建成城乡供水一体化工程三处并投入运行使用。牵头单位：县水利局；\n"
        "配合单位：县财政局；完成时限：11月底前。\n"
        "4.新建高标准农田四万亩，粮食总产稳定在三亿斤。牵头单位：县农业\n"
        "农村局；完成时限：12月底前。\n"
    )
    found = wholes(imported(text))
    assert [one[2] for one in found] == [["县交通运输局"], ["县住房和城乡建设局"], ["县水利局"], ["县农业农村局"]]
    assert [one[5] for one in found] == ["2025-10-31", "2025-09-30", "2025-11-30", "2025-12-31"]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["Plan", "a", "Plan", "Page 2 of 3", "b", "Plan", "Page 3 of 3"], {2, 3, 5, 6}),
        (["县教育局", "第2页", "县教育局", "县财政局"], {1}),
        (["Harbour   1", "Harbour   2", "Parks   3"], {0, 1}),
        (["Mend walls   Parks   3", "Open a gate   Parks   3"], set()),
        (["3", "Page", "2 of 4"], set()),
    ],
)
def test_lines_of_pages_are_told_from_lines_of_a_list(texts: Sequence[str], wanted: set[int]) -> None:
    assert page_lines(texts) == wanted


def test_a_target_that_is_a_day_is_the_deadline_where_no_label_says_one() -> None:
    text = (
        "Plan 2025\n1. Mend the wall. Lead: Parks. Target: 31 May 2025\n"
        "2. Open a gate. Lead: Works. Target: 3 gates. Due: June 2025\n3. Cut trees. Lead: Parks. Target: 40 trees\n"
    )
    found = imported(text)
    assert [str(task.deadline) for task in found.master.tasks] == ["2025-05-31", "2025-06-30", "None"]
    assert [[cell.value for cell in task.own] for task in found.master.tasks] == [[], ["3 gates."], ["40 trees"]]


SMALL = """
海濱市114年度重點工作
1.拓寬縣道一三八線瓶頸路段一點五公里並改善號誌。主辦機關：工
{foot}務局；協辦機關：警察局；完成期限：114年10月底。
2.增購低地板電動公車十二輛並調整四條行駛路線。主辦機關：交通旅
遊局；協辦機關：環境保護局；完成期限：114年6月底。
"""


@pytest.mark.parametrize("foot", ["", "海濱市政府研考處      第 2 頁，共 5 頁\n"])
def test_two_torn_lines_are_put_together_where_a_page_or_a_name_shows_that_they_are(foot: str) -> None:
    assert [one[2:] for one in wholes(imported(SMALL.format(foot=foot)))] == [
        (["工務局"], ["警察局"], [], "2025-10-31"),
        (["交通旅遊局"], ["環境保護局"], [], "2025-06-30"),
    ]


def test_a_line_of_stages_below_an_item_says_its_milestones() -> None:
    text = (
        "某市2025年重点任务\n1.建成投产项目20个\n责任单位：市工信局\n一季度：开工；二季度：完成50%；四季度：投产\n"
        "2.新增企业30家\n责任单位：市统计局\n年度目标：上半年：摸底；下半年：完成\n"
    )
    first, second = imported(text).master.tasks
    assert [f"{step.day} {step.percent or step.words}" for step in first.milestones] == [
        "2025-03-31 开工",
        "2025-06-30 50",
        "2025-12-31 投产",
    ]
    assert [f"{step.day} {step.words}" for step in second.milestones] == ["2025-06-30 摸底", "2025-12-31 完成"]


def test_stages_in_a_column_of_milestones_are_milestones() -> None:
    rows = [("1", "Mend the quay", "Works", "Q1: survey; Q2: tender"), ("2", "Cut trees", "Parks", "40 trees")]
    found = imported(page(("No.", "Action", "Lead", "Milestones"), *rows, above="Plan 2025"), "list.html")
    first, second = found.master.tasks
    assert [f"{step.day} {step.words}" for step in first.milestones] == ["2025-03-31 survey", "2025-06-30 tender"]
    assert ([cell.value for cell in second.own], second.milestones) == (["40 trees"], ())


def test_a_label_in_brackets_that_says_it_is_the_wording_is_none_of_it() -> None:
    text = (
        "某集团2025年重点工作\n1.【任务】建成二号线。【责任部门】生产部\n2.【任务】清收欠款1亿元。【责任部门】财务部\n"
    )
    assert [(one[0], one[2]) for one in wholes(imported(text))] == [
        ("建成二号线。", ["生产部"]),
        ("清收欠款1亿元。", ["财务部"]),
    ]
