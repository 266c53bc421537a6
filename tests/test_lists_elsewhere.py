"""Lists as other places write them: in two languages, with words behind names, headings and items numbered alike."""

import pytest

from reportkit.diagnostics import Code
from reportkit.files.document import Paragraph, SourcePlace
from reportkit.imported import Imported
from reportkit.language.words import Lang
from reportkit.lists.duties import Duties, in_cell
from reportkit.lists.findings import deadline_of
from reportkit.lists.heading_words import meaning
from reportkit.lists.importing import import_list
from reportkit.lists.labels import read_labels
from reportkit.lists.latin import between, in_scripts, latin_names
from reportkit.lists.when import with_plain_days
from reportkit.model import ListColumn, Task
from reportkit.units import is_collective


def line(text: str) -> Paragraph:
    return Paragraph(text, SourcePlace("", "L1"))


def who(found: Duties) -> tuple[list[str], list[str]]:
    return [name.written for name in found.leads], [name.written for name in found.participants]


def units(task: Task) -> tuple[list[str], list[str]]:
    return [unit.name for unit in task.leads], [unit.name for unit in task.participants]


def imported(text: str, name: str = "2024.txt") -> Imported:
    return import_list(name, text.strip().encode())


def sections(found: Imported) -> list[tuple[int, str]]:
    return [(task.no, task.section) for task in found.master.tasks]


# Words behind names


@pytest.mark.parametrize(
    ("cell", "means", "leads", "participants"),
    [
        ("区残联配合落实", ListColumn.PARTICIPANTS, [], ["区残联"]),
        ("区财政局等有关部门配合", ListColumn.PARTICIPANTS, [], ["区财政局", "有关部门"]),
        ("区文旅局、区商务局等部门参与", ListColumn.PARTICIPANTS, [], ["区文旅局", "区商务局"]),
        ("甲局牵头，各平台、镇街配合", ListColumn.LEADS, ["甲局"], ["各平台、镇街"]),
        ("甲局牵头，乙局等有关单位配合", ListColumn.LEADS, ["甲局"], ["乙局", "有关单位"]),
        ("乙局、丙局（牵头）", ListColumn.PARTICIPANTS, ["丙局"], ["乙局"]),
    ],
)
def test_words_behind_names_are_no_part_of_them(
    cell: str, means: ListColumn, leads: list[str], participants: list[str]
) -> None:
    assert who(in_cell([line(cell)], means)) == (leads, participants)


def test_a_comma_before_a_word_of_a_company_parts_no_names() -> None:
    found = latin_names([line("Harrow Ferries Co., Ltd., Ports; Amis & Sons, Inc.、J. Doe, OBE")])
    assert [name.written for name in found] == ["Harrow Ferries Co., Ltd.", "Ports", "Amis & Sons, Inc.", "J. Doe, OBE"]


# Two languages


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("任务编号 Task No.", ("任务编号", "Task No.")),
        ("Owner（主责部门）", ("主责部门", "Owner")),
        ("责任人/Responsible person", ("责任人", "Responsible person")),
        ("重点工作", ()),
        ("Action", ()),
        ("甲 A 乙", ()),
    ],
)
def test_a_text_in_two_languages_is_two_texts(text: str, parts: tuple[str, ...]) -> None:
    assert in_scripts(text) == parts


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("任务编号 Task No.", ListColumn.NUMBER),
        ("责任单位\nResponsible department", ListColumn.LEADS),
        ("Deadline（完成时限）", ListColumn.DEADLINE),
        ("分类甲 Lead unit", ListColumn.LEADS),
        ("备注 Comments", None),
    ],
)
def test_a_heading_in_two_languages_means_what_either_says(heading: str, means: ListColumn | None) -> None:
    assert meaning(heading) is means


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [
        ("责任单位 Lead department：港务局", "", [("leads", "港务局")]),
        ("Executive lead: Dr. May Ho", "", [("leaders", "Dr. May Ho")]),
        ("Open the site. Lead department: Estates", "Open the site.", [("leads", "Estates")]),
        ("建成。 责任单位：港务局", "建成。", [("leads", "港务局")]),
    ],
)
def test_the_longest_label_in_letters_counts(text: str, before: str, said: list[tuple[str, str]]) -> None:
    found = read_labels(line(text))
    assert (found[0], [(item.means.value, item.said.text) for item in found[1]]) == (before, said)


TWICE = """
一、港口 Port
1.建成码头2座。
Build two berths.
责任单位 Lead unit：港务局
完成时限 Deadline：2024-06-30
2.开通航线3条。
Open three routes.
责任单位 Lead unit：口岸办公室
二、服务 Services
3.办好论坛1次。
Hold a forum.
责任单位 Lead unit：贸易促进局
"""


def test_a_wording_in_two_paragraphs_is_one_task_below_its_section() -> None:
    found = imported(TWICE)
    assert sections(found) == [(1, "一、港口 Port"), (2, "一、港口 Port"), (3, "二、服务 Services")]
    assert [task.work for task in found.master.tasks][1] == "开通航线3条。\nOpen three routes."
    assert [units(task)[0] for task in found.master.tasks] == [["港务局"], ["口岸办公室"], ["贸易促进局"]]


# Headings and items numbered alike

ALIKE = """
1. Clean streets
1. Sweep every market square daily (Lead: Street Care)
2. Empty all bins twice a week (Lead: Street Care; with Parks)
2. Safe homes
3. Inspect 90 rented flats (Lead: Housing)
4. Fit 400 smoke alarms (Lead: Fire and Rescue)
"""


def test_sections_numbered_as_their_items_are_told_apart_by_a_count_of_their_own() -> None:
    found = imported(ALIKE)
    assert sections(found) == [
        (1, "1. Clean streets"),
        (2, "1. Clean streets"),
        (3, "2. Safe homes"),
        (4, "2. Safe homes"),
    ]


def test_items_that_name_nobody_are_no_sections_where_numbers_go_on() -> None:
    found = imported(ALIKE.replace("2. Safe homes\n", "").replace("1. Clean streets\n", ""))
    assert sections(found) == [(1, ""), (2, ""), (3, ""), (4, "")]


def test_lines_of_a_broken_wording_in_letters_keep_their_space() -> None:
    found = imported("1. Sweep every market\nsquare daily (Lead: Street Care)\n2. Empty the bins (Lead: Parks)\n")
    assert found.master.tasks[0].work == "Sweep every market square daily"


# Lines that are no paragraphs

TORN = """
东岭区2024年重点工作任务清单
一、产业发展
1.建成数字经济产业园二期，引进软件企业45家，培
育规上工业企业12家。（牵头单位：区经信局；责任单
位：区商务局、区财政局）
— 1 —
2.改造低效用地600亩，盘活闲置厂房3.5万平方米。
（牵头单位：区自然资源局；责任单位：各镇（街道
））
第 2 页 共 3 页
二、民生实事
3.新建社区食堂20家，改造农贸市场4个，增设公共
停车位900个。（牵头单位：区民政局；责任单位：区商
务局、各镇（街道））
"""


def test_lines_that_a_page_has_torn_are_put_together() -> None:
    found = imported(TORN)
    assert sections(found) == [(1, "一、产业发展"), (2, "一、产业发展"), (3, "二、民生实事")]
    assert [task.work for task in found.master.tasks] == [
        "建成数字经济产业园二期，引进软件企业45家，培育规上工业企业12家。",
        "改造低效用地600亩，盘活闲置厂房3.5万平方米。",
        "新建社区食堂20家，改造农贸市场4个，增设公共停车位900个。",
    ]
    assert [units(task) for task in found.master.tasks] == [
        (["区经信局"], ["区商务局", "区财政局"]),
        (["区自然资源局"], ["各镇（街道）"]),
        (["区民政局"], ["区商务局", "各镇（街道）"]),
    ]


TORN_WORDS = """
Annual delivery plan 2024 of the Vale of Ardley district
1. Resurface forty miles of rural roads before the winter (Lead: Roads;
with Finance, Parish Liaison)
2. Replace every sodium street light in the old town with low energy
lamps (Lead: Street Lighting; with Roads)
Page 2 of 3
3. Open a drop-in advice centre in the library and run it six days each
week (Lead: Libraries; with Citizens Advice)
4. Cut the time taken to settle a housing claim to fewer than eighteen
days (Lead: Benefits)
"""


def test_words_keep_their_space_where_a_line_ended() -> None:
    found = imported(TORN_WORDS)
    assert [task.work.split(" ", 5)[-1] for task in found.master.tasks] == [
        "roads before the winter",
        "in the old town with low energy lamps",
        "in the library and run it six days each week",
        "settle a housing claim to fewer than eighteen days",
    ]


def test_paragraphs_of_like_length_are_not_put_together() -> None:
    works = [f"新建第{number}号社区综合服务中心和配套设施工程" for number in "一二三四五六七八"]
    found = imported("".join(f"{work}（区民政局）\n" for work in works))
    assert [task.work for task in found.master.tasks] == works


def test_lines_torn_within_brackets_or_before_a_mark_are_put_together() -> None:
    found = imported("""
1.健全学习机制，全年集体学习12次。（牵头单位：
理论股；责任单位：县委党校、县委办、县人大办）
2.办好宣讲讲堂，推出示范课程20讲。（牵头单位：
理论股；责任单位：宣教中心、县广电局、融媒体中心
）
3.策划系列主题报道，刊发稿件300篇。（牵头单位：
新闻股；责任单位：县融媒体中心、县文联、县档案馆
）
4.加强舆情监测处置，全部按时办结。（牵头单位：
县网信办；责任单位：县公安局、县信访局、县司法局
）
""")
    assert [units(task)[0] for task in found.master.tasks] == [["理论股"], ["理论股"], ["新闻股"], ["县网信办"]]
    assert found.master.tasks[3].work == "加强舆情监测处置，全部按时办结。"


def test_wordings_of_one_length_above_their_labels_are_not_torn() -> None:
    works = ("Renew six miles of water mains in Ardley and Weir", "Open the new bath house in Ardley to the public")
    items = [f"{work}{mark}\nLead: Works\nDue: 30 April 2026\n" for work in works for mark in "AB"]
    found = imported(f"Annual plan 2025\nThe year begins in July and ends in June 2026.\nWater\n{''.join(items)}")
    assert sections(found) == [(no, "Water") for no in (1, 2, 3, 4)]


def test_paragraphs_on_one_line_between_bars_are_paragraphs() -> None:
    found = imported("2024年任务分解表|一、农业|1.建设粮仓5座。（甲局牵头，乙局配合）|2.育苗30万株。（乙局牵头）")
    assert sections(found) == [(1, "一、农业"), (2, "一、农业")]
    assert units(found.master.tasks[0]) == (["甲局"], ["乙局"])


# Columns by what they hold


def rows(*lines_of_cells: str) -> Imported:
    return import_list("2024.csv", "\n".join(lines_of_cells).encode())


def test_a_column_of_labels_says_whose_a_task_is_whatever_its_heading() -> None:
    said = '"主责单位：甲局\n协同单位：乙局"'
    found = rows("序号,重点工作,分工安排表", f"1,建设粮仓5座,{said}", "2,育苗30万株,主责单位：乙局")
    assert [units(task) for task in found.master.tasks] == [(["甲局"], ["乙局"]), (["乙局"], [])]


def test_a_column_of_units_or_of_days_is_known_by_them_where_no_other_is() -> None:
    found = rows("序号,重点工作,哪家办,何时好", "1,建设粮仓5座,甲局、乙局,2024年5月", "2,育苗30万株,乙局,2024.6.30")
    assert [units(task)[0] for task in found.master.tasks] == [["甲局", "乙局"], ["乙局"]]
    assert [str(task.deadline) for task in found.master.tasks] == ["2024-05-31", "2024-06-30"]
    told = [(f.cells, f.found, f.message(Lang.EN)) for f in found.diagnostics if f.code is Code.L41]
    assert told == [
        (("C1",), "哪家办", "Column “哪家办” was taken for that of lead units, by what stands in it."),
        (("D1",), "何时好", "Column “何时好” was taken for that of deadlines, by what stands in it."),
    ]


@pytest.mark.parametrize(
    ("texts", "sections"),
    [
        ("居住,,交通,", ["居住", "居住", "交通", "交通"]),
        ("居住,居住,居住,交通", ["居住", "居住", "居住", "交通"]),
        ("居住,交通,居住,交通", [""] * 4),  # it groups nothing
        ("居住,交通,教育,", [""] * 4),  # a text for nearly each
        (",居住,,", [""] * 4),  # the first has none
    ],
)
def test_a_column_that_groups_the_rows_is_that_of_sections(texts: str, sections: list[str]) -> None:
    lines = (f"{no},{text},新建桥{no}座,甲局" for no, text in enumerate(texts.split(","), 1))
    found = rows("序号,城市愿景,重点工作,牵头单位", *lines)
    assert [task.section for task in found.master.tasks] == sections
    assert [f.cells for f in found.diagnostics if f.code is Code.L41] == ([("B1",)] if sections[0] else [])


def test_a_stroke_names_no_unit() -> None:
    strokes = ("－", "—", "——", "/", "-", "﹣")
    found = rows(
        "序号,重点工作,牵头单位,配合单位", *(f"{no},建桥{no}座,甲局,{one}" for no, one in enumerate(strokes, 1))
    )
    assert [units(task) for task in found.master.tasks] == [(["甲局"], [])] * len(strokes)


def test_tasks_of_a_list_that_names_no_unit_are_told() -> None:
    found = rows("No.,Action,Whose", "1,Plant 40 trees,Parks", "2,Build a bridge,Roads")
    assert [f.message(Lang.EN) for f in found.diagnostics if f.code is Code.L53] == [
        "Tasks 1-2 name no unit that leads."
    ]


@pytest.mark.parametrize(
    ("works", "wanted"),
    [
        (("1.1 Train 300 officers", "1.2 Open the register", "2.1 Pass the bill"), "Train 300 officers"),
        (("1.1培训300人", "1.2．公开名册", "2.1 修订条例"), "培训300人"),
        (("1.1.1 Train 300 officers", "1.1.2 Open it", "1.2.1 Pass the bill"), "Train 300 officers"),
        (("1.5 million trees", "Open the register", "2.1 Pass the bill"), "1.5 million trees"),  # not each has one
        (("2.5 million trees", "1.2 km of road", "3.1 Pass the bill"), "2.5 million trees"),  # nor do they rise
    ],
)
def test_numbers_of_several_levels_before_wordings_are_none_of_them(works: tuple[str, ...], wanted: str) -> None:
    found = rows("Milestone,Lead agency", *(f"{work},Registry" for work in works))
    assert found.master.tasks[0].work == wanted


@pytest.mark.parametrize(
    ("cell", "takes_part"),
    [
        ("县人大办、县政协办", ["县人大办", "县政协办"]),
        ("县人大辦、縣政協辦", ["县人大辦", "縣政協辦"]),
        ("团县委、县科协办", ["团县委", "县科协办"]),
    ],
)
def test_the_office_of_an_association_is_no_word_of_responsibility(cell: str, takes_part: list[str]) -> None:
    found = rows("序号,重点工作,牵头单位,参与单位", f"1,组织视察6次,县委办,{cell}")
    assert units(found.master.tasks[0])[1] == takes_part


@pytest.mark.parametrize(
    ("title", "written", "day", "told"),
    [
        ("Service Plan 2025/26", "28 February", "2026-02-28", True),
        ("Service Plan 2025/26", "by end of January", "2026-01-31", True),
        ("Service Plan 2025/26", "1 May", "2025-05-01", False),
        ("Service Plan 2025/26", "28 February 2025", "2025-02-28", False),
        ("Service Plan 2025/26", "Q1", "2025-06-30", True),
        ("Service Plan 2025/26", "End of Q4", "2026-03-31", True),
        ("Service Plan 2025/26", "year end", "2026-03-31", True),
        ("Service Plan 2025", "28 February", "2025-02-28", False),
        ("Service Plan 2025", "End of Q3", "2025-09-30", True),
        ("2025—2026学年度工作任务", "3月15日", "2026-03-15", True),
        ("2025—2026学年度工作任务", "5月底前", "2026-05-31", True),
        ("2025—2026学年度工作任务", "9月底前", "2025-09-30", False),
        ("2025年工作任务", "3月15日", "2025-03-15", False),
    ],
)
def test_a_day_without_a_year_is_in_the_year_of_its_list(title: str, written: str, day: str, told: bool) -> None:  # noqa: FBT001
    lines = (f"{title},,,", "No.,Action,Lead team,Due date", f"1,Build a bridge,Roads,{written}", "2,Plant,Parks,")
    found = import_list("list.csv", "\n".join(lines).encode())
    assert str(found.master.tasks[0].deadline) == day
    assert any(f.code is Code.L18 and f.task == 1 for f in found.diagnostics) is told


def test_a_column_of_days_beside_deadlines_or_of_starts_is_none() -> None:
    found = rows("序号,重点工作,牵头单位,开始时间", "1,建设粮仓5座,甲局,2024年5月", "2,育苗30万株,乙局,2024.6.30")
    assert [task.deadline for task in found.master.tasks] == [None, None]


@pytest.mark.parametrize(
    ("first", "works", "projects"),
    [
        ("补助课桌,照护据点,运动公园", ["补助课桌\n40套", "照护据点\n7处", "运动公园\n3座"], [None] * 3),
        ("教育,教育,体育", ["40套", "7处", "3座"], ["教育", "教育", "体育"]),
    ],
)
def test_projects_beside_aims_are_the_wording_where_each_row_has_its_own(
    first: str, works: list[str], projects: list[str | None]
) -> None:
    aims = zip("123", first.split(","), ["40套", "7处", "3座"], strict=True)
    found = rows("编号,项目,指标,主办机关", *(f"{no},{name},{aim},甲局" for no, name, aim in aims))
    assert [task.work for task in found.master.tasks] == works
    assert [task.project for task in found.master.tasks] == projects


def test_a_note_beside_the_table_is_no_part_of_it() -> None:
    first = "1,建设粮仓5座,甲局,,甲局负责解释"
    found = rows("序号,重点工作,牵头单位,,", "一、农业,,,,填表说明", first, "2,育苗30万株,乙局,,")
    assert sections(found) == [(1, "一、农业"), (2, "一、农业")]
    assert [f.found for f in found.diagnostics if f.code is Code.L08] == ["填表说明", "甲局负责解释"]


# Rows that head others, persons beside units, days


def test_a_row_across_the_table_heads_others_however_long_it_is() -> None:
    title = "第一项工程，即" + "重点产业链和创新平台以及" * 8 + "配套保障等方面的工作"
    head = "序号,重点工作,牵头单位"
    found = rows(
        head, f"{title}（牵头领导：周吉）,,", "1,建设粮仓5座,甲局", "注：本表由甲局解释,,", "2,育苗30万株,乙局"
    )
    assert sections(found) == [(1, title), (2, title)]
    assert [task.leaders for task in found.master.tasks] == [("周吉",), ("周吉",)]


def test_a_long_sentence_across_the_table_heads_nothing() -> None:
    note = "本表所列任务由各牵头单位负责组织实施，每季度末报送进展情况，" * 3 + "逾期未报的予以通报。"
    found = rows("序号,重点工作,牵头单位", f"{note},,", "1,建设粮仓5座,甲局", "2,育苗30万株,乙局")
    assert sections(found) == [(1, ""), (2, "")]


@pytest.mark.parametrize(
    ("cell", "leads", "contact"),
    [
        ("区教育局（联系人：宋一）", ["区教育局"], "宋一"),
        ("区教育局（责任人：宋一）、区体育局", ["区教育局", "区体育局"], "宋一"),
        ("区教育局（宋一 0700-5550101）", ["区教育局"], "宋一 0700-5550101"),
        ("区教育局(联系人:宋一,电话:0700-5550101)牵头", ["区教育局"], "宋一,电话:0700-5550101"),
        ("Housing (contact: Jane Hill); Parks", ["Housing", "Parks"], "Jane Hill"),
        ("区教育局（体卫艺科）", ["区教育局（体卫艺科）"], ""),
    ],
)
def test_persons_beside_units_are_to_be_asked_there(cell: str, leads: list[str], contact: str) -> None:
    found = rows("序号,重点工作,牵头单位", f'1,建设粮仓5座,"{cell}"', f'2,育苗30万株,"{cell}"').master
    assert [ref.written for ref in found.tasks[0].leads] == leads
    assert found.units[0].contact == contact


def test_a_column_of_contacts_goes_to_the_units_that_lead_and_comes_along() -> None:
    lines_of_cells = ("1,建设粮仓5座,甲局,宋一,7", "2,育苗30万株,甲局,宋一,7", "3,办学2所,乙局,何二,9")
    found = rows("序号,重点工作,牵头单位,联系人,联系电话", *lines_of_cells).master
    assert [(unit.name, unit.contact) for unit in found.units] == [("甲局", "宋一 7"), ("乙局", "何二 9")]
    assert len(found.tasks[0].own) == 2


@pytest.mark.parametrize(
    ("bracket", "leads", "participants", "day"),
    [
        ("Estates; with Parks; by 31 May 2024", ["Estates"], ["Parks"], "2024-05-31"),
        ("Estates; with All departments; by Q2 2024", ["Estates"], ["All departments"], "2024-06-30"),
        ("区教育局；5月底前", ["区教育局"], [], "2024-05-31"),
        ("Lead: Estates; Partners: Parks, Roads; by 31 May 2024", ["Estates"], ["Parks", "Roads"], "2024-05-31"),
        ("Lead: Estates; by May 31, 2024", ["Estates"], [], "2024-05-31"),
        ("主辦：工務處；協辦：教育處、交通處；113年5月底前", ["工務處"], ["教育處", "交通處"], "2024-05-31"),
        ("区教育局、区体育局，2024年5月", ["区教育局", "区体育局"], [], "2024-05-31"),
    ],
)
def test_a_day_behind_the_units_in_a_bracket_is_the_deadline(
    bracket: str, leads: list[str], participants: list[str], day: str
) -> None:
    found = imported(f"1. Open the yard ({bracket})\n2. Mend the wall ({bracket})").master.tasks[0]
    assert (*units(found), str(found.deadline)) == (leads, participants, day)


def test_a_day_in_a_cell_of_units_is_the_deadline_and_no_unit() -> None:
    cells = ("1,Open the yard,Estates; by May 2024", '2,Mend the wall,"Parks\n30 June 2024"')
    found = rows("No.,Action,Lead & timescale", *cells).master.tasks
    assert [(units(task), str(task.deadline)) for task in found] == [
        ((["Estates"], []), "2024-05-31"),
        ((["Parks"], []), "2024-06-30"),
    ]


@pytest.mark.parametrize(
    ("written", "year", "day"),
    [
        ("31/03/26", 2025, "2026-03-31"),
        ("by 31.03.26", 2026, "2026-03-31"),
        ("26.3.31", 2026, "2026-03-31"),
        ("3/31/26", 2025, "2026-03-31"),
        ("25/03/26", 2025, None),  # the 25th of March, or the 26th of another
        ("31/03/2026", 2025, "2026-03-31"),
    ],
)
def test_a_year_of_two_digits_is_near_that_of_the_list(written: str, year: int, day: str | None) -> None:
    found, is_plain = deadline_of(written, year)
    assert (found.isoformat() if found else None, is_plain) == (day, day is not None)


@pytest.mark.parametrize(
    ("leads", "participants", "names", "asked"),
    [
        # both stand by themselves
        ("Ports|Roads", "Ports and Roads|", "Ports, Roads|", ""),
        ("Ports|Roads and Lighting", "Ports and Roads and Lighting|", "Ports, Roads and Lighting|", ""),
        # one of them does
        ("Ports|Roads", "Ports and Parking|", "Ports, Parking|", "Ports and Parking"),
        # what one teaches counts for the others
        (
            "Ports|Roads",
            "Ports and Parking|Parking and Trees",
            "Ports, Parking|Parking, Trees",
            "Ports and Parking|Parking and Trees",
        ),
        # neither does, or the whole is an office that leads
        ("Ports|Roads", "Parks and Gardens|", "Parks and Gardens|", ""),
        ("Ports and Roads|Ports and Roads", "Ports and Roads|Ports; Roads", "Ports and Roads|Ports, Roads", ""),
    ],
)
def test_names_that_and_joins_are_parted_where_the_list_names_them(
    leads: str, participants: str, names: str, asked: str
) -> None:
    cells = zip("12", leads.split("|"), participants.split("|"), strict=True)
    found = rows("Ref,Action,Lead,Partners", *(f"{no},Open the yard {no},{lead},{part}" for no, lead, part in cells))
    assert "|".join(", ".join(units(task)[1]) for task in found.master.tasks) == names
    assert "|".join(str(finding.found) for finding in found.diagnostics if finding.code is Code.L35) == asked


FLAT = """
重点任务清单
编号
工作任务
责任领导
责任单位
协办单位
时限要求
一、农业
1
建设粮仓5座。
周吉
区粮食局、区财政局
区住建局
5月底前
2
育苗30万株。
吴宁
区林业局
区财政局
长期坚持
"""


def test_a_table_that_was_flattened_with_its_headings_is_read_by_them() -> None:
    found = imported(FLAT).master
    assert [units(task) for task in found.tasks] == [
        (["区粮食局", "区财政局"], ["区住建局"]),
        (["区林业局"], ["区财政局"]),
    ]
    assert [task.leaders for task in found.tasks] == [("周吉",), ("吴宁",)]
    assert [str(task.deadline) for task in found.tasks] == ["2024-05-31", "None"]


def test_in_a_flattened_table_without_headings_a_day_behind_the_units_is_the_deadline() -> None:
    found = imported("\n".join(FLAT.strip().split("\n")[7:]))
    assert [str(task.deadline) for task in found.master.tasks] == ["2024-05-31", "None"]
    assert [f.found for f in found.diagnostics if f.code is Code.L08] == []


# What a second set of invented lists showed


@pytest.mark.parametrize(
    ("name", "is_group"),
    [
        ("各矿井", True),
        ("各物业公司", True),
        ("各鄉鎮市公所", True),
        ("全体村干部", True),
        ("各项目建设指挥部", False),
        ("各甲、各乙", False),
    ],
)
def test_each_of_a_sort_is_a_group_whatever_the_sort(name: str, is_group: bool) -> None:  # noqa: FBT001
    assert is_collective(name) is is_group


DOTS = """
壹、農業
· 建設糧倉5座（主辦機關：農業處）
· 育苗30萬株（主辦機關：林務處）
貳、交通
· 鋪路9公里（主辦機關：工務處）
"""


def test_numerals_of_documents_and_dots_number_as_well() -> None:
    found = imported(DOTS)
    assert [task.section for task in found.master.tasks] == ["壹、農業", "壹、農業", "貳、交通"]
    assert [task.work for task in found.master.tasks] == ["建設糧倉5座", "育苗30萬株", "鋪路9公里"]


def test_what_heads_a_column_of_offices_in_letters_is_a_label_of_them() -> None:
    text = "1.{0} Mend the wall. Lead officer: Town Clerk. Working with: Highways. By when: May 2024."
    found = imported(f"Priority 1: Roads\n{text.format(1)}\n{text.format(2)}").master.tasks
    assert [(*units(task), task.work, str(task.deadline)) for task in found] == [
        (["Town Clerk"], ["Highways"], "Mend the wall.", "2024-05-31")
    ] * 2


def test_units_below_a_heading_that_nobody_knows_lead_beside_those_that_take_part() -> None:
    found = rows("编号,工作任务,哪个处,配合单位", "1,建设粮仓5座,甲局,乙局", "2,育苗30万株,丙局,乙局")
    assert [units(task) for task in found.master.tasks] == [(["甲局"], ["乙局"]), (["丙局"], ["乙局"])]


@pytest.mark.parametrize(
    ("heading", "means"),
    [
        ("责任单位及联系人", ListColumn.LEADS),
        ("配合单位、责任人", ListColumn.PARTICIPANTS),
        ("负责决策局／部门", ListColumn.LEADS),
        ("Lead & timescale", ListColumn.LEADS),
        ("责任单位及完成时间", ListColumn.LEADS),
        ("联系人及电话", None),
        ("工作要求及分工", None),
    ],
)
def test_of_two_headings_in_one_the_first_counts_for_units(heading: str, means: ListColumn | None) -> None:
    assert meaning(heading) is means


@pytest.mark.parametrize(
    ("above", "title"),
    [
        (("Weir District Council", "Corporate Plan 2024–2028: Delivery Plan 2025/26"), 1),
        (("青山縣立海棠國民小學", "114學年度校務計畫工作項目一覽表", "經114年8月28日校務會議通過"), 1),
    ],
)
def test_what_says_that_it_is_a_list_is_the_title_and_not_whose_it_is(above: tuple[str, ...], title: int) -> None:
    text = "\n".join((*above, "1. Mend the wall (Parks)", "2. Open the yard (Estates)"))
    assert imported(text, "list.txt").master.settings.list_title == above[title]


def test_below_a_heading_of_units_and_persons_a_person_belongs_to_the_unit_before() -> None:
    first, second = "1,建设粮仓5座,区粮食局 宋一", "2,育苗30万株,区林业局、何二三"
    found = rows("序号,重点工作,责任单位及责任人", first, second).master
    assert [[ref.written for ref in task.leads] for task in found.tasks] == [["区粮食局"], ["区林业局"]]
    assert [unit.contact for unit in found.units] == ["宋一", "何二三"]


def test_aims_that_are_labels_of_units_say_whose_a_task_is() -> None:
    found = rows("序号,重点工作,工作要求", "1,建设粮仓5座,牵头：甲局；配合：乙局", "2,育苗30万株,牵头：丙局")
    assert [(task.work, *units(task)) for task in found.master.tasks] == [
        ("建设粮仓5座", ["甲局"], ["乙局"]),
        ("育苗30万株", ["丙局"], []),
    ]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("青浦港2024年列管项目", "青浦港2024年列管项目"),
        ("Harbour Trust: Operational Plan 2024/25", "Harbour Trust: Operational Plan 2024/25"),
        ("以下各项须于2024年底前完成。", "List of key tasks with responsibilities"),
        ("一、2024年农业", "重点工作责任分解表"),
    ],
)
def test_what_stands_above_the_headings_and_names_the_year_is_the_title(above: str, title: str) -> None:
    found = rows(f"{above},,", "Ref,Action,Lead", "1,Open the yard,Ports", "2,Mend the wall,Roads")
    assert found.master.settings.list_title == title


# What a third set showed


@pytest.mark.parametrize(
    ("cell", "leads", "participants"),
    [
        ("甲局牵头负责，乙局、丙局按职责分工负责", ["甲局"], ["乙局", "丙局"]),
        ("甲局、乙局按职责分工负责", ["甲局", "乙局"], []),
        ("甲局牵头落实，乙局按职责配合", ["甲局"], ["乙局"]),
    ],
)
def test_who_shares_a_task_leads_where_no_other_does(cell: str, leads: list[str], participants: list[str]) -> None:
    assert who(in_cell([line(cell)], ListColumn.LEADS)) == (leads, participants)


@pytest.mark.parametrize(
    ("behind", "leads", "participants", "day"),
    [
        (" – led by Housing, with Volunteers Team, by 3 May 2024", ["Housing"], ["Volunteers Team"], "2024-05-03"),
        (", led by Youth Work", ["Youth Work"], [], "None"),
        (". Led by Parks, by June 2024.", ["Parks"], [], "2024-06-30"),
    ],
)
def test_led_by_behind_a_wording_says_whose_it_is(
    behind: str, leads: list[str], participants: list[str], day: str
) -> None:
    task = imported(f"• Open two shelters{behind}\n• Mend the wall{behind}").master.tasks[0]
    assert (*units(task), task.work, str(task.deadline)) == (leads, participants, "Open two shelters", day)


def test_a_wording_that_something_is_led_by_is_a_wording() -> None:
    found = imported("1. Start a choir led by residents (Lead: Arts)\n2. Hold walks led by our rangers (Lead: Parks)")
    assert [task.work for task in found.master.tasks] == [
        "Start a choir led by residents",
        "Hold walks led by our rangers",
    ]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        (["01/09/2027", "31/07/2027"], ["2027-09-01", "2027-07-31"]),
        (["01/09/2027", "07/31/2027", "May 2027"], ["2027-01-09", "2027-07-31", "May 2027"]),
        (["01/09/2027", "02/03/2027"], ["01/09/2027", "02/03/2027"]),
        (["31/07/2027", "07/31/2027"], ["31/07/2027", "07/31/2027"]),
    ],
)
def test_the_other_days_of_a_list_tell_which_is_the_month(written: list[str], plain: list[str]) -> None:
    assert list(with_plain_days(written)) == plain


def test_a_category_left_of_the_numbers_is_the_section() -> None:
    found = rows("类别,项次,计划项目,主办单位", "观光,1,整建游客中心2处,观光处", "农渔,2,渔港疏浚3处,农渔局")
    assert [(task.section, task.project) for task in found.master.tasks] == [("观光", None), ("农渔", None)]


def test_headings_in_letters_are_known_by_their_last_words() -> None:
    assert [meaning(text) for text in ("SLT sponsor", "Action owner", "Agreed target date", "Review date")] == [
        ListColumn.LEADERS,
        ListColumn.LEADS,
        ListColumn.DEADLINE,
        None,
    ]


# What changes on purpose showed


def test_a_label_begins_a_paragraph_also_below_a_line_that_is_full() -> None:
    torn = """
1.完善应急广播体系，升级村级终端设备3200台套并联网
责任单位：区融媒体中心
2.建设智慧应急指挥平台一期工程，接入视频监控5400路，
覆盖重点行业企业和公共场所。
责任单位：区应急管理局
3.开展消防安全专项整治，检查重点单位和人员密集场所共
1800家次，消除隐患。
责任单位：区消防救援大队
4.组织防汛抗旱综合演练，储备应急物资30类，培训基层救
援队员600名。
责任单位：区水利局
"""
    found = imported(torn).master.tasks
    assert [units(task)[0] for task in found] == [["区融媒体中心"], ["区应急管理局"], ["区消防救援大队"], ["区水利局"]]
    assert found[0].work == "完善应急广播体系，升级村级终端设备3200台套并联网"


@pytest.mark.parametrize(
    ("above", "below", "mark"),
    [("the new", "yard", " "), ("建成", "yard", ""), ("yard", "建成", ""), ("占地3", "5公顷", ""), ("", "yard", "")],
)
def test_a_space_parts_words_in_letters_only(above: str, below: str, mark: str) -> None:
    assert between(above, below) == mark


def test_units_beside_a_column_that_leads_take_part_and_are_no_further_column() -> None:
    found = rows("序号,重点工作,牵头单位,还有谁", "1,建设粮仓5座,甲局,乙局、丙局", "2,育苗30万株,乙局,丙局").master
    assert [units(task) for task in found.tasks] == [(["甲局"], ["乙局", "丙局"]), (["乙局"], ["丙局"])]
    assert found.own.columns == ()


def test_spaces_around_bars_are_no_part_of_a_paragraph() -> None:
    found = imported("一、农业 | 1.建设粮仓5座（甲局牵头） | 2.育苗30万株（乙局牵头） |")
    assert sections(found) == [(1, "一、农业"), (2, "一、农业")]


def test_of_aims_with_labels_the_others_stay_aims() -> None:
    found = rows("序号,重点工作,年度目标,工作要求", "1,建粮仓,5座,牵头：甲局", "2,育苗,30万株,牵头：乙局")
    assert [(task.work, units(task)[0]) for task in found.master.tasks] == [
        ("建粮仓\n5座", ["甲局"]),
        ("育苗\n30万株", ["乙局"]),
    ]


def test_only_some_wordings_of_a_list_have_two_paragraphs() -> None:
    found = imported(TWICE.replace("Open three routes.\n", "").replace("Hold a forum.\n", ""))
    assert [task.work for task in found.master.tasks] == [
        "建成码头2座。\nBuild two berths.",
        "开通航线3条。",
        "办好论坛1次。",
    ]
    assert [units(task)[0] for task in found.master.tasks] == [["港务局"], ["口岸办公室"], ["贸易促进局"]]


def test_items_that_name_nobody_are_no_sections_where_their_own_numbers_have_gaps() -> None:
    found = imported(ALIKE.replace("2. Safe homes", "4. Safe homes").replace("4. Fit", "5. Fit"))
    assert (4, "4. Safe homes") not in sections(found)
    assert len(found.master.tasks) >= len(ALIKE.strip().splitlines()) - 2


def test_below_each_other_only_groups_are_one_group() -> None:
    assert who(in_cell([line("甲局牵头，各平台、乙局配合")], ListColumn.LEADS)) == (["甲局"], ["各平台", "乙局"])


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024年3月至2024年10月", "2024-10-31"),
        ("2024年3月—10月", "2024-10-31"),
        ("2024年3-10月", "2024-10-31"),
        ("3月-10月", "2025-10-31"),
        ("2024年1月起至11月底", "2024-11-30"),
        ("2024年11月至2025年2月", "2025-02-28"),
        ("2025.03.01-2025.10.31", "2025-10-31"),
        ("2025-03-01 至 2025-10-31", "2025-10-31"),
        ("115年1月至115年10月", "2026-10-31"),
        ("一季度至三季度", "2025-09-30"),
        ("January 2026 – October 2026", "2026-10-31"),
        ("Jan-Oct 2026", "2026-10-31"),
        ("from March 2026 to September", "2026-09-30"),
        ("2026年上半年內", "2026-06-30"),
        ("2026年第一季內", "2026-03-31"),
        ("113.10-114.08", "2025-08-31"),
        ("114.06", "2025-06-30"),
        ("2026年首季", "2026-03-31"),
        ("不遲於2025年12月", "2025-12-31"),
        ("H1 2026", "2026-06-30"),
        ("mid-2026", "2026-06-30"),
        ("11/2025", "2025-11-30"),
        # no span of days in their order
        ("11月至3月", None),
        ("2024年至验收", None),
        ("6月10日—20日", None),
        ("2025-10-31", "2025-10-31"),
        ("Oct-26", "2026-10-31"),
    ],
)
def test_a_span_is_due_at_its_end(written: str, day: str | None) -> None:
    found, is_plain = deadline_of(written, 2025)
    assert (found and found.isoformat()) == day
    assert day is not None or not is_plain


def test_a_post_and_what_it_may_be_of_behind_a_comma_are_asked_about() -> None:
    owners = (
        "Divisional Director, Medicine",
        "Director of Nursing, Estates",
        "Clinical Director, Ward Manager",
        "Estates",
    )
    found = rows("No.,Action,Owner", *(f'{no},"Open ward {no} again","{who}"' for no, who in enumerate(owners, 1)))
    assert [(f.task, f.cells, f.found) for f in found.diagnostics if f.code is Code.L49] == [
        (1, ("C2",), "Divisional Director, Medicine")
    ]


# Taiwan and Hong Kong


def test_a_stroke_stands_between_offices_in_a_bracket() -> None:
    lines = "1. 資助8,000間企業。(創新科技及工業局／數碼港) (2025年第三季)\n2. 舉辦盛事100項。(文化體育及旅遊局)\n"
    text = f"施政措施 2025\n\n{lines}"
    first = imported(text, "2025.txt").master.tasks[0]
    assert (first.work, [u.name for u in first.leads]) == ("資助8,000間企業。", ["創新科技及工業局", "數碼港"])
    assert str(first.deadline) == "2025-09-30"


def test_a_stroke_in_the_column_of_aims_is_no_wording() -> None:
    found = rows(
        "政策措施,指标,负责部门,完成时间", "装设节能照明,—,建筑署,2025年底", "增设充电器,300个,机电署,2025年底"
    )
    assert [task.work for task in found.master.tasks] == ["装设节能照明", "增设充电器\n300个"]


@pytest.mark.parametrize("heading", ["立項編號", "案號", "列管編號"])
def test_numbers_leaders_and_levels_of_control_are_known(heading: str) -> None:
    found = rows(f"{heading},列管事項,主政單位,管考級別,督導人", "1,建橋2座,工務處,府管,陳副縣長志明")
    task = found.master.tasks[0]
    assert (task.no, task.leaders, [cell.value for cell in task.own]) == (1, ("陳副縣長志明",), ["府管"])


def test_a_day_of_the_republic_in_a_wording_is_told_whole() -> None:
    found = imported("梅嶺縣114年度工作\n\n1. 新建中心1座，114年10月底前完工。（主辦：教育處）\n", "114.txt")
    assert [one.found for one in found.diagnostics if one.code is Code.L46] == ["114年10月底前"]
