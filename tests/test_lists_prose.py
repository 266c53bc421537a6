"""Lists in prose and in cells that say whose a task is: labels, brackets, words behind names, headings of any kind."""

import pytest

from reportkit.diagnostics import Code
from reportkit.files.document import Paragraph, SourcePlace
from reportkit.imported import Imported
from reportkit.language.script import is_latin
from reportkit.lists.behind_wording import behind_wording
from reportkit.lists.duties import Duties, in_cell
from reportkit.lists.importing import import_list
from reportkit.lists.labels import read_labels
from reportkit.lists.latin import latin_names
from reportkit.lists.prose import read_prose
from reportkit.lists.when import plain_when
from reportkit.model import ListColumn, Task


def line(text: str, number: int = 1) -> Paragraph:
    return Paragraph(text, SourcePlace("", f"L{number}"))


def lines(text: str) -> list[Paragraph]:
    return [line(part, number) for number, part in enumerate(text.strip().splitlines(), 1)]


def who(found: Duties) -> tuple[list[str], list[str]]:
    return [name.written for name in found.leads], [name.written for name in found.participants]


def units(task: Task) -> tuple[list[str], list[str]]:
    return [unit.name for unit in task.leads], [unit.name for unit in task.participants]


def imported(text: str, name: str = "2024.txt") -> Imported:
    return import_list(name, text.encode())


# Labels


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        ("牵头单位：县农业局；责任单位：各乡镇，县水利局", "", [("leads", "县农业局"), ("leads", "各乡镇，县水利局")]),
        ("责 任 单 位：县财政局", "", [("leads", "县财政局")]),
        ("责任领导：张三 完成时限：10月底前", "", [("leaders", "张三"), ("deadline", "10月底前")]),
        ("新建公路80公里。牵头单位：县交通局", "新建公路80公里。", [("leads", "县交通局")]),
        ("省牵头单位：省住建厅", "", [("leads", "省住建厅")]),
        ("主辦機關：工務局；協辦機關：水利局", "", [("leads", "工務局"), ("participants", "水利局")]),
        ("联系人：赵一 13800000000", "", [("other", "赵一 13800000000")]),
        ("Lead: Housing; Partners: Finance, Police", "", [("leads", "Housing"), ("participants", "Finance, Police")]),
        ("Owner – Director of Nursing", "", [("leads", "Director of Nursing")]),
        (
            "Audit it – Owner: Quality Unit – Due: 31 May 2025",
            "Audit it",
            [("leads", "Quality Unit"), ("deadline", "31 May 2025")],
        ),
        ("Target date: 31/12/2025", "", [("deadline", "31/12/2025")]),
        # sentences with a colon in them
        ("抓好责任落实：一是压实责任", "抓好责任落实：一是压实责任", []),
        ("9：30召开推进会", "9：30召开推进会", []),
        ("坚持问题导向：查摆不足", "坚持问题导向：查摆不足", []),
    ],
)
def test_a_label_says_what_stands_behind_it(text: str, before: str, said: list[tuple[str, str]]) -> None:
    found = read_labels(line(text))
    assert (found[0], [(item.means.value, item.said.text) for item in found[1]]) == (before, said)


# Brackets behind the wording


@pytest.mark.parametrize(
    ("text", "wording", "leads", "participants"),
    [
        ("甲。（牵头单位：县农业局；责任单位：县水利局、各乡镇）", "甲。", ["县农业局"], ["县水利局", "各乡镇"]),
        ("甲（责任单位：县住建局；完成时限：2024年10月底前）。", "甲", ["县住建局"], []),
        ("甲。（县人社局牵头，县教育局配合）", "甲。", ["县人社局"], ["县教育局"]),
        ("甲（县人社局、县教育局负责）", "甲", ["县人社局", "县教育局"], []),
        ("甲（县发改局、县财政局等按职责分工负责）", "甲", ["县发改局", "县财政局"], []),
        ("甲（市政府办公室，各县市区）", "甲", ["市政府办公室"], ["各县市区"]),
        ("甲（政務司司長辦公室/勞工及福利局）", "甲", ["政務司司長辦公室", "勞工及福利局"], []),
        ("Build 140 homes (Housing; with Finance)", "Build 140 homes", ["Housing"], ["Finance"]),
        ("Build it (Lead: Housing; with Planning, Finance)", "Build it", ["Housing"], ["Planning", "Finance"]),
        # what is no responsibility stays
        ("建成学校（一期）", "建成学校（一期）", [], []),
        ("Do it (see the appendix)", "Do it (see the appendix)", [], []),
    ],
)  # fmt: skip
def test_a_bracket_at_the_end_says_whose_it_is(
    text: str, wording: str, leads: list[str], participants: list[str]
) -> None:
    rest, found = behind_wording(line(text))
    assert (rest.text, *who(found)) == (wording, leads, participants)


@pytest.mark.parametrize(
    ("text", "wording", "leads", "deadline"),
    [
        (
            "設立一站式服務。（2026年第二季前）（創新科技及工業局）",
            "設立一站式服務。",
            ["創新科技及工業局"],
            "2026年第二季前",
        ),
        (
            "設立一站式服務。（創新科技及工業局）（2026年第二季前）",
            "設立一站式服務。",
            ["創新科技及工業局"],
            "2026年第二季前",
        ),
        ("新建公路80公里（10月底前）（县交通局牵头）。", "新建公路80公里", ["县交通局"], "10月底前"),
        ("新建公路80公里（县交通局）（完成时限：10月底前）", "新建公路80公里", ["县交通局"], "10月底前"),
        ("Build 120 homes (by June 2026) (Housing)", "Build 120 homes", ["Housing"], "by June 2026"),
        ("Build 120 homes. (Housing) [30 June 2026]", "Build 120 homes.", ["Housing"], "30 June 2026"),
        # a day beside no bracket that says whose it is, and a bracket in front of one that has a day itself
        ("编制规划（2026年）", "编制规划（2026年）", [], ""),
        ("编制规划（2026年）（县交通局；10月底前）", "编制规划（2026年）", ["县交通局"], "10月底前"),
        ("编制规划（二期）（县交通局）", "编制规划（二期）", ["县交通局"], ""),
    ],
)
def test_a_day_in_a_bracket_beside_the_one_that_says_whose_it_is_is_the_deadline(
    text: str, wording: str, leads: list[str], deadline: str
) -> None:
    rest, found = behind_wording(line(text))
    assert (rest.text, [name.written for name in found.leads], found.deadline) == (wording, leads, deadline)


@pytest.mark.parametrize(
    ("cell", "leads", "participants"),
    [
        ("县发改局牵头，县财政局、各乡镇配合", ["县发改局"], ["县财政局", "各乡镇"]),
        ("县工信局（牵头）、县商务局", ["县工信局"], ["县商务局"]),
        ("牵头单位：县发改局\n责任单位：县统计局", ["县发改局"], ["县统计局"]),
        ("县住建局等有关部门", ["县住建局", "有关部门"], []),
        ("县教育局等5个部门", ["县教育局", "5个部门"], []),
        ("县教育局和县住建局", ["县教育局", "县住建局"], []),
        ("市规划和自然资源局", ["市规划和自然资源局"], []),
        ("县政府各直属单位，县直有关单位", ["县政府各直属单位", "县直有关单位"], []),
        ("Director of Operations (lead); Theatres and Anaesthetics", ["Director of Operations"],
         ["Theatres and Anaesthetics"]),
        ("Housing & Planning", ["Housing & Planning"], []),
    ],
)  # fmt: skip
def test_a_cell_says_who_leads_and_who_takes_part(cell: str, leads: list[str], participants: list[str]) -> None:
    pieces = [line(part) for part in cell.split("\n")]
    assert who(in_cell(pieces, ListColumn.LEADS)) == (leads, participants)


def test_names_in_letters_keep_their_spaces() -> None:
    assert [name.written for name in latin_names([line("Cllr A Hill; Dr. Li Wen, and Prof. Jo Day")])] == [
        "Cllr A Hill", "Dr. Li Wen", "Prof. Jo Day",
    ]  # fmt: skip
    assert [is_latin(text) for text in ("Housing", "县IT局", "12", "")] == [True, False, False, False]


# Prose


LABELLED = """
青溪县2024年重点任务分工方案
为做好今年各项工作，现制定分工方案如下。
一、主要预期目标
1.粮食总产量达到30万吨以上。
牵头单位：县农业局
责任单位：各乡镇，县水利局
2.新建农村公路80公里。
（1）改造危桥6座。
（2）新增停车港湾12处。
牵头单位：县交通局
责任单位：县财政局
二、民生改善（牵头领导：张大山）
3.培训技能人才500人次。
牵头单位：县人社局
完成时限：2024年10月底前
"""


def test_items_that_lines_of_labels_follow() -> None:
    found = imported(LABELLED)
    first, second, third = found.master.tasks
    assert [units(task) for task in found.master.tasks] == [
        (["县农业局"], ["各乡镇", "县水利局"]), (["县交通局"], ["县财政局"]), (["县人社局"], []),
    ]  # fmt: skip
    assert [task.section for task in found.master.tasks] == ["一、主要预期目标"] * 2 + ["二、民生改善"]
    assert first.work == "粮食总产量达到30万吨以上。"
    assert second.work == "新建农村公路80公里。\n（1）改造危桥6座。\n（2）新增停车港湾12处。"
    assert (third.leaders, third.deadline and third.deadline.isoformat()) == (("张大山",), "2024-10-31")
    assert found.master.settings.list_title == "青溪县2024年重点任务分工方案"


@pytest.mark.parametrize("day", ["2026年2月20日", "二〇二六年二月二十日"])
def test_who_signed_a_list_takes_no_part_in_its_last_task(day: str) -> None:
    found = imported(
        f"2026年重点工作\n1. 改造食堂。\n责任部门：总务处\n2. 举办艺术节。\n责任部门：体艺处\n县教育局\n{day}"
    )
    assert [units(task) for task in found.master.tasks] == [(["总务处"], []), (["体艺处"], [])]
    assert [one.found for one in found.diagnostics if one.code is Code.L08] == ["县教育局", day]


def test_units_below_a_day_are_none_of_the_task_above() -> None:
    found = imported(
        "2026年重点工作\n1. 改造食堂。\n责任部门：总务处 完成时间：6月15日前\n"
        "2. 举办艺术节。\n责任部门：体艺处 完成时间：4月底前\n学校办公室\n2026年2月20日",
        "2026.txt",
    )
    assert [(units(task), str(task.deadline)) for task in found.master.tasks] == [
        ((["总务处"], []), "2026-06-15"),
        ((["体艺处"], []), "2026-04-30"),
    ]
    assert [one.found for one in found.diagnostics if one.code is Code.L08] == ["学校办公室", "2026年2月20日"]


@pytest.mark.parametrize(
    ("heads", "items", "label"),
    [
        (("Safer streets", "Victims first"), ("Action 1", "Action 2", "Action 3", "Action 4"), "Lead: Roads Unit"),
        (("Safer streets", "Victims first"), ("STEP 1.", "STEP 2.", "STEP 3.", "STEP 4."), "Lead: Roads Unit"),
        (("一、道路安全", "二、关爱群众"), ("任务一", "任务二", "任务三", "任务四"), "责任单位：县交通局"),
    ],
)
def test_a_number_alone_above_a_wording_is_its_number_and_no_heading(
    heads: tuple[str, str], items: tuple[str, ...], label: str
) -> None:
    works = (
        "Put named officers into every neighbourhood and publish where they can be found.",
        "Run three operations.",
        "Recommission the victim support service with a single front door.",
        "Send an advocate within five working days.",
    )
    if heads[0].startswith("一"):
        works = ("安排专人值守。", "修好路灯。", "开设窗口。", "派出志愿者。")
    parts = [f"{item}\n{work}\n{label}" for item, work in zip(items, works, strict=True)]
    found = imported("\n".join(("Plan 2026 重点任务清单", heads[0], *parts[:2], heads[1], *parts[2:])))
    assert [(task.no, task.section, task.project, task.work) for task in found.master.tasks] == [
        (no, heads[no > 2], None, work) for no, work in enumerate(works, 1)
    ]
    assert [one for one in found.diagnostics if one.code in (Code.L07, Code.L08)] == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1.", "2."),
        ("1、", "2、"),
        ("（1）", "（2）"),
        ("①", "②"),
        ("1.1 ", "1.2 "),
        ("", ""),
        ("Action 1: ", "Action 2: "),
        ("Commitment 1 – ", "Commitment 2 – "),
        ("任务一：", "任务二："),
        ("措施1、", "措施2、"),
    ],
)
def test_items_are_numbered_in_any_way_or_not_at_all(first: str, second: str) -> None:
    text = f"{first}新建学校2所。（县教育局牵头）\n{second}改造市场3个。（县商务局牵头，县住建局配合）\n"
    tasks = imported(text).master.tasks
    assert [(task.work, units(task)) for task in tasks] == [
        ("新建学校2所。", (["县教育局"], [])), ("改造市场3个。", (["县商务局"], ["县住建局"])),
    ]  # fmt: skip


CLAUSES = """
山城市推動閱讀實施計畫（114年）
一、依據：中央閱讀政策綱領。
二、目標：營造書香城市。
全市一體推動。
三、具體工作項目：
（一）館藏
1. 購置新書5萬冊
主辦單位：文化局
2. 修復古籍60冊
主辦單位：檔案局
（二）推廣
1. 辦理讀書會24場
主辦單位：教育局
四、經費：由各機關年度預算支應。
五、本計畫奉核後實施。
"""


def test_clauses_around_the_tasks_of_a_plan_are_none_and_are_told() -> None:
    found = imported(CLAUSES)
    assert [(task.work, units(task)[0]) for task in found.master.tasks] == [
        ("購置新書5萬冊", ["文化局"]),
        ("修復古籍60冊", ["檔案局"]),
        ("辦理讀書會24場", ["教育局"]),
    ]
    left = [finding.found for finding in found.diagnostics if finding.code is Code.L08]
    assert left == ["四、經費：由各機關年度預算支應。", "五、本計畫奉核後實施。"]


def test_a_heading_of_one_item_without_a_number_is_one_where_others_head_several() -> None:
    items = ("Goal 1: Clean air", "Plant trees", "Mend parks", "Goal 2: Healthy aging", "Install handrails")
    text = "\n".join(item if item.startswith("Goal") else f"{item}\nLead: Works" for item in items)
    assert [(task.section, task.work) for task in imported(text).master.tasks] == [
        ("Goal 1: Clean air", "Plant trees"),
        ("Goal 1: Clean air", "Mend parks"),
        ("Goal 2: Healthy aging", "Install handrails"),
    ]


def test_sections_and_items_numbered_alike_are_told_apart_by_numbers_that_begin_anew() -> None:
    text = (
        "1. Homes\n1. Build 140 homes\nLead: Housing\n2. Bring 45 homes back\nLead: Legal Services\n"
        "2. Streets\n1. Mend 300 potholes\nLead: Highways\n"
    )
    tasks = imported(text).master.tasks
    assert [(task.section, task.work, units(task)[0]) for task in tasks] == [
        ("1. Homes", "Build 140 homes", ["Housing"]), ("1. Homes", "Bring 45 homes back", ["Legal Services"]),
        ("2. Streets", "Mend 300 potholes", ["Highways"]),
    ]  # fmt: skip


def test_a_report_with_numbered_paragraphs_is_no_list() -> None:
    text = "1.会议听取了工作汇报。\n2.会议强调，要压实责任：一是抓落实。\n3.会议要求，限期整改。\n"
    assert read_prose(lines(text)).tasks == ()


# Rows that head others


def table(*rows: str) -> Imported:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    return import_list("2024.html", f"<html><meta charset=utf-8><table>{cells}</table></html>".encode())


def test_a_section_with_its_number_in_a_cell_of_its_own_is_no_task() -> None:
    found = table("序号|任务内容|牵头单位", "一|夯实基础||", "1|甲项。|县农业局", "二|提升水平||", "2|乙项。|县人社局")
    assert [(task.no, task.section) for task in found.master.tasks] == [(1, "一、夯实基础"), (2, "二、提升水平")]


def test_a_heading_of_any_length_names_its_leaders() -> None:
    long = "二、" + "、".join(f"第{n}方面" for n in range(20)) + "等工作（牵头领导：张大山、李小河）"
    row = f"<tr><td colspan=3>{long}</td></tr>"
    page = (
        "<table><tr><td>序号<td>任务内容<td>牵头单位</tr><tr><td colspan=3>一、交通</tr>"
        "<tr><td>1<td>甲项。<td>县交通局</tr>"
        f"{row}<tr><td>2<td>乙项。<td>县农业局</tr></table>"
    )
    first, second = import_list("2024.html", page.encode()).master.tasks
    assert (first.section, first.leaders) == ("一、交通", ())
    assert (second.section.startswith("二、第0方面"), second.leaders) == (True, ("张大山", "李小河"))


def test_rows_under_one_number_with_deadlines_of_their_own_are_tasks() -> None:
    page = (
        "<table><tr><td>序号<td>责任单位<td>工作内容<td>完成时限</tr>"
        "<tr><td rowspan=2>1<td rowspan=2>县农业局<td>控制污染<td>6月底前</tr><tr><td>减少化肥<td>9月底前</tr></table>"
    )
    tasks = import_list("2024.html", page.encode()).master.tasks
    assert [(task.work, units(task)[0]) for task in tasks] == [("控制污染", ["县农业局"]), ("减少化肥", ["县农业局"])]


# Days


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("114年12月31日", "2025年12月31日"),
        ("民國114年9月底", "2025年9月底"),
        ("114/10/31", "2025/10/31"),
        ("二〇二四年六月底", "2024年六月底"),
        ("Mar-26", "Mar 2026"),
        ("Q3 2025/26", "2025-12-31"),
        ("Q4 2025/26", "2026-03-31"),
        ("Q2 2026", "2026年第2季度"),
        ("2025年第三季", "2025年第三季度"),
        ("2025年12月或之前", "2025年12月前"),
        ("31/12/2024", "31/12/2024"),
        ("6月底前", "6月底前"),
    ],
)
def test_days_of_other_places(written: str, plain: str) -> None:
    assert plain_when(written) == plain


def test_an_english_list_keeps_its_names_and_days() -> None:
    text = (
        "Ref,Action,Lead department,Supporting departments,Portfolio holder,Target date\n"
        "1,Build 120 affordable homes,Housing,Planning; Finance,Cllr A Hill,31/12/2024\n"
        "2,Plant 5000 trees,Parks & Open Spaces,Highways,Dr. Li Wen,Mar-25\n"
    )
    first, second = imported(text, "plan 2024.csv").master.tasks
    assert (units(first), first.leaders) == ((["Housing"], ["Planning", "Finance"]), ("Cllr A Hill",))
    assert (units(second), second.leaders) == ((["Parks & Open Spaces"], ["Highways"]), ("Dr. Li Wen",))
    assert [task.deadline and task.deadline.isoformat() for task in (first, second)] == ["2024-12-31", "2025-03-31"]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("12月底前", "2024-12-31"),
        ("年底前", "2024-12-31"),
        ("2026年底", "2026-12-31"),
        ("Dec-26", "2026-12-31"),
        ("全年", None),
    ],
)
def test_the_end_of_a_year_is_that_of_the_year_that_is_named(written: str, day: str | None) -> None:
    (task,) = imported(f"1.新建学校2所。\n牵头单位：县教育局\n完成时限：{written}\n").master.tasks
    assert (task.deadline.isoformat() if task.deadline else None) == day


@pytest.mark.parametrize(
    ("text", "contact", "told"),
    [
        ("1.甲项目。\n牵头单位：县教育局\n联系人：赵一 13800000000\n", "赵一 13800000000", []),
        ("联系人：赵一 13800000000\n1.甲项目。（县教育局牵头）\n", "", ["联系人：赵一 13800000000"]),
    ],
)
def test_a_contact_that_a_label_names_goes_to_the_unit_that_leads_or_is_told(
    text: str, contact: str, told: list[str]
) -> None:
    found = imported(text)
    assert units(found.master.tasks[0]) == (["县教育局"], [])
    assert found.master.units[0].contact == contact
    assert [d.found for d in found.diagnostics if d.code is Code.L08] == told


def test_what_stands_above_a_long_list_is_told_from_what_stands_behind_it() -> None:
    items = [f"{n}.完成第{n}项工作。（县教育局牵头）" for n in range(1, 12)]
    found = imported("\n".join(("青溪县重点任务分工方案", "", *items, "附则由办公室解释。")))
    assert found.master.settings.list_title == "青溪县重点任务分工方案"
    assert [d.found for d in found.diagnostics if d.code is Code.L08] == ["附则由办公室解释。"]


def test_a_long_text_that_is_no_list_is_read_to_its_end() -> None:
    # Whoever looks at every line for every line comes to no end here.
    assert read_prose(lines("1.总述。\n" + "\n".join(f"这是第{n}段，没有编号" for n in range(20_000)))).tasks == ()
    assert read_labels(line("a " * 30_000 + "word：x"))[1] == ()


# Names that a page has torn


@pytest.mark.parametrize(
    ("above", "below", "names"),
    [
        ("区财政局、区人力资源社会", "保障局", ["区财政局", "区人力资源社会保障局"]),
        ("区财政局、区人力资源社会保障", "局、区民政局", ["区财政局", "区人力资源社会保障局", "区民政局"]),
        ("区财政局、区民政局", "区教育局", ["区财政局", "区民政局", "区教育局"]),
        ("区财政局、各镇街", "区教育局", ["区财政局", "各镇街", "区教育局"]),
    ],
)
def test_a_name_that_a_line_breaks_is_one(above: str, below: str, names: list[str]) -> None:
    first = f"1.新建学校3所。\n牵头单位：区教育局\n配合单位：{above}\n{below}\n完成时限：8月"
    text = f"{first}\n2.修路8公里。\n牵头单位：区交通局"
    assert units(imported(text).master.tasks[0])[1] == names


# Headings without numbers above items that have them


def sections(text: str) -> list[str]:
    return [task.section for task in imported(text).master.tasks]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Action plan 2025\nClean streets\n• Replace 40 bins (Parks)\nSafe homes\n• Inspect 120 homes (Housing)",
            ["Clean streets", "Safe homes"],
        ),
        (
            "施政報告2025重點措施\n醫療\n1. 推出牙科試點（衞生署）\n運輸\n2. 加裝升降機九部（路政署）",
            ["醫療", "運輸"],
        ),
        # a form of address, and a note between items
        ("2025年重点任务\n各单位：\n1. 建设学校3所（县教育局）\n2. 修路8公里（县交通局）", ["", ""]),
        ("2025年重点任务\n1. 建设学校3所（县教育局）\n续表\n2. 修路8公里（县交通局）", ["", ""]),
        (
            "2025年重点任务\n1. 建设学校3所（县教育局）\n续表\n2. 修路8公里（县交通局）\n续表\n3. 种树（县林业局）",
            ["", "", ""],
        ),
    ],
)
def test_lines_without_numbers_head_numbered_items_where_one_stands_above_the_first(
    text: str, wanted: list[str]
) -> None:
    assert sections(text) == wanted


def test_persons_beside_several_units_of_one_cell_are_whom_to_ask_there() -> None:
    partners = "区财政局 李敏、区征收办 赵刚、区民政局 宋佳"
    rows = f"序号,任务,牵头单位及责任人,配合单位及责任人\n1,建设学校3所,区教育局 王强,{partners}\n"
    master = imported(f"{rows}2,修路8公里,区交通局 陈红,区财政局 李敏\n", "2024.csv").master
    assert units(master.tasks[0]) == (["区教育局"], ["区财政局", "区征收办", "区民政局"])
    assert {unit.name: unit.contact for unit in master.units}["区征收办"] == "赵刚"


# Whose it is, as a clause says it at the end of a wording


@pytest.mark.parametrize(
    ("text", "work", "names"),
    [
        ("硬化道路14公里。由乡交管站负责。", "硬化道路14公里。", (["乡交管站"], [])),
        ("新建蓄水池5座，乡水利站牵头，各村委会配合。", "新建蓄水池5座", (["乡水利站"], ["各村委会"])),
        ("新建学校3所；县教育局、县住建局负责", "新建学校3所", (["县教育局", "县住建局"], [])),
        ("修路8公里，12月底前完工。由乡交管站负责。", "修路8公里，12月底前完工。", (["乡交管站"], [])),
        ("修路8公里，12月底前完工，乡交管站负责。", "修路8公里，12月底前完工", (["乡交管站"], [])),
        ("修路8公里，12月底前建成交管站负责。", "修路8公里，12月底前建成交管站负责。", ([], [])),
        # nobody leads, or it is no office that does
        ("抓好安全生产，落实责任，县教育局配合。", "抓好安全生产，落实责任，县教育局配合。", ([], [])),
        ("坚持党政同责，主要领导负责。", "坚持党政同责，主要领导负责。", ([], [])),
        ("压实责任，由专人负责。", "压实责任，由专人负责。", ([], [])),
        ("新建学校3所，改造县教育局。", "新建学校3所，改造县教育局。", ([], [])),
    ],
)
def test_a_clause_at_the_end_of_a_wording_says_whose_it_is(
    text: str, work: str, names: tuple[list[str], list[str]]
) -> None:
    left, found = behind_wording(line(text))
    assert (left.text, who(found)) == (work, names)


TORN = """青山县人民政府办公室文件
关于印发青山县2024年重点工作任务分解表的通知
各乡镇人民政府：
现将任务分解表印发给你们。
附件1：青山县2024年重点工作任务分解表
1.新建省级现代农业产业园2个（
牵头单位：县农业农村局；完成时限：202
4年10月底前）
2.完成工业企业技术改造投资15亿元（牵头单位：县工信局；完成时限：2024年11月底前）
"""


def test_a_bracket_that_a_page_has_torn_is_put_together_and_the_annex_has_the_title() -> None:
    found = import_list("list.txt", TORN.encode())
    assert found.master.settings.list_title == "青山县2024年重点工作任务分解表"
    assert [(task.work, str(task.deadline)) for task in found.master.tasks] == [
        ("新建省级现代农业产业园2个", "2024-10-31"),
        ("完成工业企业技术改造投资15亿元", "2024-11-30"),
    ]


WIDE = (
    "青山县2024年重点工作任务分解表",
    "1.新建省级现代农业产业园2个，粮食总产量达到30万吨（牵头单位：县农业农村局；完成时限：2024年10月底前）",
    "2.完成工业企业技术改造投资15亿元，培育企业十二家（牵头单位：县工业和信息化局；完成时限：2024年11月底前）",
    "3.新建改建农村公路80公里，完成客运站建设项目一（牵头单位：县交通运输局；完成时限：2024年12月底前）",
    "4.新增城镇就业3000人，开展职业技能培训（牵头单位：县人社局；完成时限：2024年9月底前）",
)


@pytest.mark.parametrize("width", range(22, 32))
def test_lines_of_a_page_may_be_torn_anywhere(width: int) -> None:
    lines = [text[at : at + width] for text in WIDE for at in range(0, len(text), width)]
    found = import_list("list.txt", "\n".join(lines).encode())
    assert [task.work for task in found.master.tasks] == [text[2:].partition("（")[0] for text in WIDE[1:]]
    assert [task.deadline.month for task in found.master.tasks if task.deadline] == [10, 11, 12, 9]
