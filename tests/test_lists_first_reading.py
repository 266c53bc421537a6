"""What lists of other offices had that no list before them had: each a kind, in the smallest document that shows it."""

import pytest

from reportkit.diagnostics import Code
from reportkit.files.decoding import decode
from reportkit.imported import Imported
from reportkit.lists.findings import deadline_of
from reportkit.lists.importing import import_list


def text(*lines: str, name: str = "2025.txt") -> Imported:
    return import_list(name, "\n".join(lines).encode())


def page(*blocks: str, title: str = "") -> Imported:
    head = f"<html><head><title>{title}</title></head><body>" if title else "<html><body>"
    return import_list("list.html", (head + "".join(blocks) + "</body></html>").encode())


def grid(*rows: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def whose(found: Imported) -> list[tuple[list[str], list[str]]]:
    return [([u.name for u in t.leads], [u.name for u in t.participants]) for t in found.master.tasks]


def works(found: Imported) -> list[str]:
    return [task.work for task in found.master.tasks]


def codes(found: Imported) -> set[Code]:
    return {one.code for one in found.diagnostics}


# Who leads ---------------------------------------------------------------------------------------------------------

ITEMS = ("1.建桥2座，修路8公里。（责任单位：县交通局、县财政局）", "2.新建学校1所。（责任单位：县教育局）")
FIRST = [(["县交通局"], ["县财政局"]), (["县教育局"], [])]


@pytest.mark.parametrize(
    ("note", "leads"),
    [
        ("（说明：责任单位中，列第一位的为牵头单位，其他为配合单位）", True),
        ("注：责任单位排在首位的为牵头单位。", True),
        ("注：第一个单位为牵头单位", True),
        ("Note: the first-named department leads.", True),
        ("Note: the department named first has the lead.", True),
        ("（说明：各责任单位要加强配合）", False),
    ],
)
def test_a_note_says_that_the_first_of_several_units_leads(note: str, leads: bool) -> None:  # noqa: FBT001 - a column
    found = text("云台县2025年任务清单", note, "", *ITEMS)
    assert whose(found) == (FIRST if leads else [(["县交通局", "县财政局"], []), (["县教育局"], [])])
    assert [one.cells for one in found.diagnostics if one.code is Code.L51] == ([("L2",)] if leads else [])


def test_tasks_that_say_who_takes_part_stay_as_they_are() -> None:
    item = "1.建桥2座。（牵头单位：县交通局、县水利局；配合单位：县财政局）"
    found = text("云台县2025年任务清单", "注：责任单位排在首位的为牵头单位。", item, "2.修路。（责任单位：甲局、乙局）")
    assert whose(found) == [(["县交通局", "县水利局"], ["县财政局"]), (["甲局"], ["乙局"])]


def test_lines_of_labels_in_the_cell_of_a_wording_say_whose_it_is() -> None:
    found = page(
        "<h1>海域署114年度工作項目</h1>",
        grid(
            "編號|工作項目及分工|督導主管|完成期限",
            "1-1|完成體檢32處。<br>主辦單位：保育組<br>協辦單位：法制室|副署長曾文彬|114年10月底前",
            "1-2|清除漁具45公噸。<br>主辦單位：產業組|主任秘書蔡淑芬|114年11月底前",
        ),
    )
    assert works(found) == ["完成體檢32處。", "清除漁具45公噸。"]
    assert whose(found) == [(["保育組"], ["法制室"]), (["產業組"], [])]
    assert [task.leaders for task in found.master.tasks] == [("曾文彬",), ("蔡淑芬",)]


def test_so_does_a_bracket_in_the_cell_of_a_wording() -> None:
    found = page("<h1>云台县2025年任务清单</h1>", grid("序号|工作任务", "1|建桥2座（县交通局牵头，县财政局配合）"))
    assert (works(found), whose(found)) == (["建桥2座"], [(["县交通局"], ["县财政局"])])


def test_who_takes_part_may_stand_in_a_bracket_behind_who_leads() -> None:
    found = text(
        "康樂局2025年工作綱領",
        "1. 增設中心6間。",
        "負責部門：社會福利署（協辦：建築署、房屋署）",
        "目標日期：2025年6月",
    )
    assert whose(found) == [(["社會福利署"], ["建築署", "房屋署"])]


def test_a_day_behind_a_leader_in_a_bracket_is_the_deadline() -> None:
    found = text(
        "Plan 2025", "", "1. Open 2 wards (Lead: Nursing; executive lead: Dr Ann Marsh; by the end of June 2025)."
    )
    (task,) = found.master.tasks
    assert (task.leaders, str(task.deadline)) == (("Dr Ann Marsh",), "2025-06-30")


# Two languages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["2025年9月30日 30 September 2025", "30 September 2025 / 2025年9月30日", "2025年9月30日（30 September 2025）"],
)
def test_a_day_in_two_languages_is_one_day(written: str) -> None:
    assert str(deadline_of(written, 2025)[0]) == "2025-09-30"


def test_two_different_days_in_two_languages_are_none() -> None:
    assert deadline_of("2025年9月30日 30 October 2025", 2025) == (None, False)


@pytest.mark.parametrize("between", ["、", "<br>"])
def test_units_in_two_languages_are_named_once(between: str) -> None:
    found = page(
        grid(
            "編號|工作項目|負責部門|協辦部門",
            f"1|更換起重機4台|工程部 Engineering|營運部 Operations{between}財務部 Finance",
            f"2|修訂計劃|保安部 Security|財務部 Finance{between}營運部 Operations",
            "3|招聘15名|人力資源部 Human Resources|財務部 Finance",
        )
    )
    assert whose(found) == [
        (["工程部"], ["營運部", "財務部"]),
        (["保安部"], ["財務部", "營運部"]),
        (["人力資源部"], ["財務部"]),
    ]


def test_letters_in_a_chinese_name_are_no_second_one() -> None:
    found = page(grid("序号|工作任务|责任单位", "1|建桥2座|IT部、A座管理处", "2|修路8公里|5G专班"))
    assert whose(found) == [(["IT部", "A座管理处"], []), (["5G专班"], [])]


# Days in wordings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("work", "day"),
    [
        ("在2025年第三季內啟用體育館", "2025-09-30"),
        ("於2025年年底前檢討服務協議", "2025-12-31"),
        ("於2025年11月底前舉辦藝術節，吸引80 000人次", "2025-11-30"),
        ("於2025年11月底前舉辦藝術節；全年開放公園", "None"),
        ("年底前檢討服務協議", "None"),
    ],
)
def test_a_day_that_a_wording_begins_with_is_its_deadline(work: str, day: str) -> None:
    found = text("康樂局2025年工作綱領", f"1. {work}（社會福利署）", "2. 增設中心6間（建築署）")
    assert str(found.master.tasks[0].deadline) == day
    assert (Code.L46 in codes(found)) == (day != "None")


# What stands around ------------------------------------------------------------------------------------------------


def test_links_above_a_page_are_not_its_title() -> None:
    body = (
        "<p>当前位置：首页 &gt; 重点工作</p><h1>东岳省2025年重点工作安排</h1>",
        *(f"<p>{item}</p>" for item in ITEMS),
    )
    found = page(*body, title="东岳省2025年重点工作安排")
    assert (found.master.settings.list_title, found.master.settings.year) == ("东岳省2025年重点工作安排", 2025)


def test_of_lines_above_a_list_the_one_with_the_year_is_its_title() -> None:
    above = ("Northmere Hospitals Group", "Annual Operating Plan 2025", "12 March 2025", "")
    found = text(*above, "1. Open 2 wards (Nursing)", name="list.txt")
    assert found.master.settings.list_title == "Annual Operating Plan 2025"


def test_what_is_numbered_as_a_section_above_a_card_is_its_section() -> None:
    rows = ("任务编号|2025-0{}", "任务内容|{}", "牵头单位|市商务局", "完成时限|2025年9月底前")
    cards = [
        grid(*(row.format(n if "编号" in row else work) for row in rows)) for n, work in ((1, "办节"), (2, "建街"))
    ]
    found = page("<h1>澜州市2025年重点任务卡</h1><p>一、提振消费</p>", cards[0], "<p>二、城市更新</p>", cards[1])
    assert [(task.section, task.project) for task in found.master.tasks] == [
        ("一、提振消费", None),
        ("二、城市更新", None),
    ]


# What is no table --------------------------------------------------------------------------------------------------


def test_commas_in_sentences_make_no_table() -> None:
    lines = ("（说明：责任单位中，列第一位的，为牵头单位）", "1.坚持导向，加强研究，健全机制。（责任单位：甲局）",
             "2.整治内涝点36处，修管网。（责任单位：乙局）", "3.修路。（责任单位：丙局）")  # fmt: skip
    found = text("云台县2025年任务清单", *lines)
    assert works(found) == ["坚持导向，加强研究，健全机制。", "整治内涝点36处，修管网。", "修路。"]


@pytest.mark.parametrize(
    ("said", "data"),
    [
        ("Save £4.2m", b"Save \xa34.2m"),
        ("caf\u00e9 \u2013 \u201cParks\u201d", b"caf\xe9 \x96 \x93Parks\x94"),
        ("Plain", b"Plain"),
    ],
)
def test_single_signs_of_windows_among_letters_are_read_as_they_are_meant(said: str, data: bytes) -> None:
    padding = ", and so it goes on in letters only" * 4
    assert decode(data + padding.encode()) == said + padding


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-8"])
def test_a_few_chinese_characters_are_none_of_them(encoding: str) -> None:
    words = "Plan of 余杭, and so it goes on in letters only, for a while" * 3
    assert decode(words.encode(encoding)) == words


# Of a second set of lists --------------------------------------------------------------------------------------------


def test_both_rows_of_headings_may_stand_again_on_the_next_page() -> None:
    heads = ("序号|重点任务|责任分工||完成时限", "||牵头单位|配合单位|")
    found = page(grid(*heads, "1|建桥2座|县交通局|县财政局|6月底", *heads, "2|修路8公里|县交通局||9月底"))
    assert works(found) == ["建桥2座", "修路8公里"]


def test_the_heading_above_a_table_names_the_leader_of_its_tasks() -> None:
    tables = [
        f"<p>{no}{who}领衔推进事项（共1项）</p>" + grid("序号|重点任务|牵头单位", f"1|{work}|县交通局")
        for no, who, work in (
            ("（一）", "县委常委、常务副县长陆思远", "建桥2座"),
            ("（二）", "副县长何建平", "修路8公里"),
        )
    ]
    found = page("<h1>禾川县2025年重点任务</h1>", *tables)
    assert [task.leaders for task in found.master.tasks] == [("陆思远",), ("何建平",)]


def test_a_day_that_stands_as_a_heading_is_the_deadline_of_all_below() -> None:
    found = text(
        "海岸局2025年負責項目", "以下項目按完成時間排列。",
        "(a) 2025年6月底或之前完成", "增設收集點60個（環境保護署）", "修復河道2公里（渠務署）",
        "(b) 2025年9月底或之前完成", "種植樹苗400棵（漁農自然護理署）", "裝設充電器30個（機電工程署）",
    )  # fmt: skip
    assert [str(task.deadline) for task in found.master.tasks] == ["2025-06-30"] * 2 + ["2025-09-30"] * 2


def test_bars_part_who_does_it_and_the_day_in_a_bracket_below_a_wording() -> None:
    first, second = (
        f"【主辦：{unit}｜協辦：保護組｜115年{day}前完成】"
        for unit, day in (("工程組", "11月30日"), ("稽查大隊", "12月31日"))
    )
    found = text(
        "水環境署115年度工作", "河川改善", "完成淨化場8座。", first, "辦理稽查360家次。", second, name="115.txt"
    )
    assert whose(found) == [(["工程組"], ["保護組"]), (["稽查大隊"], ["保護組"])]
    assert [str(task.deadline) for task in found.master.tasks] == ["2026-11-30", "2026-12-31"]


@pytest.mark.parametrize("between", ["", "</dt><dd>"])
def test_labels_without_a_colon_are_labels_where_they_begin_several_lines(between: str) -> None:
    tasks = [
        f"<dl><dt>任务{no}</dt><dd>{work}</dd><dt>牵头处室{between}体制处</dd>"
        f"<dt>完成时限{between}{no + 5}月底前</dd></dl>"
        for no, work in ((1, "建设平台2个。"), (2, "培训医师300人。"), (3, "新建专科3个。"))
    ]
    found = page("<h1>2025年重点任务</h1>", *tasks)
    assert works(found) == ["建设平台2个。", "培训医师300人。", "新建专科3个。"]
    assert whose(found)[0] == (["体制处"], [])
    assert str(found.master.tasks[0].deadline) == "2025-06-30"


def test_a_label_may_be_torn_between_two_lines_of_a_page() -> None:
    lines = (
        "禾川县2025年重点任务分工方案",
        "1.实施亿元以上重点项目42个。",
        "责任领导：陆思远；牵头单位：县发展改革局；配合单位：",
        "县自然资源局、县财政局。",
        "2.新建标准厂房12万平方米。",
        "责任领导：何建平；牵头单位：县工业和信息化局；配合单",
        "位：县科技局、县税务局。",
        "3.净增工业企业15家。",
        "责任领导：何建平；牵头单位：县工业和信息化局；配合单",
        "位：县科技局、县税务局。",
        "4.建成快速路主线工程。",
        "责任领导：蒋志强；牵头单位：县交通运输局；配合单位：",
        "县财政局、松口镇。",
    )
    assert whose(text(*lines))[:2] == [
        (["县发展改革局"], ["县自然资源局", "县财政局"]),
        (["县工业和信息化局"], ["县科技局", "县税务局"]),
    ]


def test_led_by_in_a_bracket_says_who_leads_supports_and_answers() -> None:
    who = "led by Diagnostics, supported by Estates; executive lead Tom Okafor"
    items = (f"1. Open the centre by 30 September 2025 ({who})", "2. Mend it (led by Parks)")
    found = text("Our commitments for 2025/26", "", *items)
    assert whose(found) == [(["Diagnostics"], ["Estates"]), (["Parks"], [])]
    assert (found.master.tasks[0].leaders, str(found.master.tasks[0].deadline)) == (("Tom Okafor",), "2025-09-30")


def test_a_heading_with_its_translation_behind_it_is_no_task() -> None:
    found = text("片区2026年重点任务", "一、公共服务（Public Services）", "1. 建成公寓600套。", "牵头单位：住建局",
                 "2. 建成中心1个。", "牵头单位：外事办", name="2026.txt")  # fmt: skip
    assert [task.section for task in found.master.tasks] == ["一、公共服务（Public Services）"] * 2


def test_a_unit_that_is_not_applicable_is_none() -> None:
    found = page(grid("编号|任务|负责部门|协作部门", "1|建桥2座|路政署|不適用", "2|修路8公里|路政署|渠务署"))
    assert whose(found) == [(["路政署"], []), (["路政署"], ["渠务署"])]


def test_a_table_with_a_title_and_numbered_labels_is_cards() -> None:
    rows = [
        row
        for no, work in ((1, "Open the centre"), (2, "Mend the roof"))
        for row in (f"Commitment {no}|{work}", "Executive lead|Tom Okafor", "Responsible team|Diagnostics")
    ]
    found = page("<table><tr><td colspan=2>Operating Plan 2025/26</td></tr>", grid(*rows).removeprefix("<table>"))
    assert works(found) == ["Open the centre", "Mend the roof"]


def test_checkpoints_of_a_task_in_rows_of_their_own_are_no_tasks() -> None:
    span = "<td rowspan=2>{}</td>"
    lines = (
        f"<tr>{span.format(no)}{span.format(work)}{span.format('工程組')}<td>115/03/31</td><td>完成發包</td></tr>"
        "<tr><td>115/11/30</td><td>完成驗收</td></tr>"
        for no, work in ((1, "完成淨化場8座。"), (2, "辦理稽查360家次。"))
    )
    rows = "".join(lines)
    heads = "<tr><td>項次</td><td>工作項目</td><td>主辦單位</td><td>查核點預定日期</td><td>查核點內容</td></tr>"
    found = page("<h1>水環境署115年度管制計畫</h1>", f"<table>{heads}{rows}</table>")
    assert [(task.work, str(task.deadline)) for task in found.master.tasks] == [
        ("完成淨化場8座。", "2026-11-30"),
        ("辦理稽查360家次。", "2026-11-30"),
    ]


def test_the_same_list_on_a_sheet_in_each_language_is_read_once() -> None:
    zh = grid("序号|工作任务|牵头单位", "1|建桥2座|交通局", "2|修路8公里|财政局")
    en = grid("No.|Task|Lead department", "1|Build 2 bridges|Roads", "2|Mend 8 km|Finance")
    found = page(zh, en)
    assert works(found) == ["建桥2座", "修路8公里"]
    assert [one.values["n"] for one in found.diagnostics if one.code is Code.L52] == [2]
