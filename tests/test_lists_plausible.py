"""A document that is no list is refused in one sentence that names what it seems to be; a doubtful reading says why."""

import pytest

from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from reportkit.model import ListColumn, OwnHeading, Vocabulary
from tests.invented.documents import Block, Grid, across, docx, page, row, text, xlsx
from tests.invented.nolists import no_lists

EMPTY = "a table of headings (序号, 重点工作, 牵头领导, 牵头单位 …) with no task below them"
KINDS = {
    "minutes": "minutes of a meeting",
    "minutes, text": "minutes of a meeting",
    "minutes, English": "minutes of a meeting",
    "minutes, Taiwan": "minutes of a meeting",
    "phone list": "a list of contacts",
    "phone list, English": "a list of contacts",
    "budget table": "a budget",
    "budget table, Word": "a budget",
    "budget table, English": "a budget",
    "letter": "a letter",
    "letter, text": "a letter",
    "letter, English": "a letter",
    "a unit's filled form": "a form that somebody has filled in",
    "headings without tasks": EMPTY,
    "headings without tasks, Word": EMPTY,
    "headings without tasks, English": "a table of headings (Ref, Action, Lead, Partners …) with no task below them",
    "duty roster": "a duty roster",
    "questionnaire": "a questionnaire, or questions and answers",
    "price list": "a list of prices or purchases",
    "statistics": "a table of statistics",
    "plan of meetings": "an agenda or a plan of meetings",
    "agenda": "an agenda or a plan of meetings",
    "news": "a news report",
    "news, English": "a news report",
    "rules": "rules or regulations",
    "portfolios of leaders": "how leaders share their work",
    "inventory": "an inventory",
    "list of staff": "a list of staff",
    "grades": "results of an assessment",
    "notice": "a notice",
    "sheet to sign in": "a sheet to sign in",
}


def refusal(name: str, data: bytes, lang: Lang = Lang.EN) -> str:
    """Return the sentence in which a document is refused."""
    with pytest.raises(ReportkitError) as refused:
        import_list(name, data)
    return refused.value.message(lang)


@pytest.mark.parametrize("name", no_lists())
def test_a_document_that_is_no_list_is_named(name: str) -> None:
    file, data = no_lists()[name]
    assert refusal(file, data) == f"“{file}” holds no list of tasks: it seems to be {KINDS[name]}."


def test_what_it_seems_to_be_is_said_in_the_readers_language() -> None:
    file, data = no_lists()["minutes"]
    assert refusal(file, data, Lang.HANS) == f"“{file}”里没有任务单，看起来是会议纪要。"
    assert refusal(file, data, Lang.HANT) == f"“{file}”裡沒有任務單，看起來是會議紀要。"


def sheet(*blocks: Block) -> bytes:
    return xlsx({"Sheet1": blocks})


def grid(*lines: str) -> Grid:
    return Grid(tuple(row(*line.split("|")) for line in lines))


# What other documents look like, and lists that only look like them ---------------------------------------------

LISTS = {
    "a list of money": sheet(
        "2025年重点项目投资任务分解表",
        grid("序号|项目名称|责任单位|金额|资金来源", "1|建设学校3所|县教育局|100|本级", "2|修路8公里|县交通局|90|上级"),
    ),
    "a list of minutes": docx(
        "第3次常务会议议定事项纪要",
        "1. 修订防汛预案，6月底前印发。（县水利局牵头，县应急局配合）",
        "2. 提出学校选址方案。（县教育局牵头）",
    ),
    "tasks in minutes": docx(
        "第3次常务会议纪要",
        "1. 修订防汛预案，6月底前印发。（县水利局牵头，县应急局配合）",
        "2. 提出学校选址方案。（县教育局牵头）",
    ),
    "a list enclosed in a notice": docx(
        "关于印发2025年工作安排的通知",
        "各单位：",
        "1. 建设学校3所。（县教育局牵头）",
        "2. 修路8公里。（县交通局牵头）",
        "特此通知",
    ),
    "a table of tasks under a title of another kind": sheet(
        "2025年预算执行工作",
        grid("序号|任务|责任单位", "1|盘活资金3亿元|县财政局", "2|压减支出8%|各部门"),
    ),
    "a list with columns to report in": sheet(
        "2025年台账",
        grid("序号|重点工作|责任单位|进展情况|存在问题", "1|建设学校|县教育局||", "2|修路|县交通局||"),
        "填表人：",
    ),
    "a list that is reported on, unsigned": sheet(
        "2025年台账",
        grid("序号|重点工作|责任单位|进展情况|存在问题", "1|建设学校|县教育局|好|无", "2|修路|县交通局|好|无"),
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_looks_like_another_document_is_read(name: str) -> None:
    tasks = import_list("a", LISTS[name]).master.tasks
    assert [bool(task.leads) for task in tasks] == [True, True]


OTHERS = {
    "a budget without a title": (
        sheet(
            grid("序号|项目名称|责任单位|预算金额|资金来源", "1|建设学校|县教育局|100|本级", "2|修路|县交通局|90|上级")
        ),
        "a budget",
    ),
    "a table of projects under a budget's title": (
        sheet("2025年经费表", grid("序号|项目|单位", "1|建设学校3所|县教育局", "2|修路8公里|县交通局")),
        "a budget",
    ),
    "an agenda with units": (
        docx("第3次常务会议议程", "1. 听取防汛工作汇报（县水利局）", "2. 听取教育工作汇报（县教育局）"),
        "an agenda or a plan of meetings",
    ),
    "minutes of which one item names a unit": (
        docx("第3次会议纪要", "1. 通过预算。", "2. 研究防汛。（县水利局牵头）"),
        "minutes of a meeting",
    ),
    "a timetable with units and days": (
        sheet(
            "2025年培训安排表",
            grid(
                "序号|培训内容|时间|主办单位",
                "1|公文写作|3月|县委办公室",
                "2|信息安全|5月|县大数据中心",
                "3|急救|6月|县卫健局",
            ),
        ),
        "a timetable of courses",
    ),
    "contacts under a heading of tasks": (
        sheet(
            "各单位联系人",
            grid("序号|责任单位|工作任务|电话", "1|县教育局|教育|1", "2|县水利局|水利|2", "3|县交通局|交通|3"),
        ),
        "a list of contacts",
    ),
    "purchases with units and days": (
        sheet(
            grid(
                "序号|采购项目|采购单位|预算金额（万元）|采购时间",
                "1|办公电脑50台|市教育局|30|2025年5月",
                "2|环卫车辆3台|市城管局|180|2025年6月",
            )
        ),
        "a list of prices or purchases",
    ),
    "complaints that offices have dealt with": (
        sheet(
            grid(
                "编号|投诉内容|承办单位|受理时间|办结时间",
                "1|小区3号楼噪音扰民|区城管局|2025-03-01|2025-03-05",
                "2|路灯不亮|区住建局|2025-03-02|2025-03-04",
            )
        ),
        "a register of complaints or requests",
    ),
    "permits that offices give": (
        sheet(
            grid(
                "序号|许可事项|实施单位|法定时限|承诺时限",
                "1|食品经营许可|区市场监管局|20个工作日|5个工作日",
                "2|排水许可|区水务局|20个工作日|10个工作日",
            )
        ),
        "a catalogue of permits or powers",
    ),
    "a form of another make, filled in": (
        sheet(
            grid("序号|重点工作|责任单位|进展情况|存在问题", "1|建设学校|县教育局|好|无", "2|修路|县交通局|好|无"),
            "填报人：宋佳",
        ),
        "a form that somebody has filled in",
    ),
    "an empty form of another make": (
        sheet(
            "重点工作进展情况填报表",
            grid("序号|重点工作|责任单位|进展情况|存在问题", "1|建设学校|县教育局||", "2|修路|县交通局||"),
            "填报人：",
        ),
        "a form that somebody has filled in",
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_document_with_tasks_in_it_is_refused(name: str) -> None:
    data, kind = OTHERS[name]
    assert refusal("a", data) == f"“a” holds no list of tasks: it seems to be {kind}."


def test_an_office_that_says_what_such_a_column_holds_has_its_list_read() -> None:
    purchases = sheet(grid("序号|采购项目|责任单位", "1|购置环卫车辆3台|县城管局", "2|购置课桌500套|县教育局"))
    assert refusal("a", purchases) == "“a” holds no list of tasks: it seems to be a list of prices or purchases."
    told = Vocabulary((OwnHeading("采购项目", ListColumn.WORK),))
    assert len(import_list("a", purchases, vocabulary=told).master.tasks) == 2


# What speaks against a reading ----------------------------------------------------------------------------------


def items(*pairs: tuple[str, str]) -> bytes:
    """Return numbered items with their brackets."""
    return docx(*(f"{no}. {work}{whose}" for no, (work, whose) in enumerate(pairs, 1)))


A, B = "（县教育局牵头）", "（县水利局牵头）"
DOUBTFUL = {
    "half sentences": (
        docx(
            f"1. 建设学校3所、{A}",
            f"2. 新建泵站2座。{B}",
            f"3. ，并完成验收{B}",
            f"4. 修路8公里。{A}",
            f"5. 种树。{A}",
        ),
        "2 of 5 begin or end in the middle of a sentence",
    ),
    "the same wording": (
        items(("抓好落实。", A), ("抓好落实。", B), ("抓好落实。", A), ("建设学校。", A), ("抓好落实。", A)),
        "there are only 2 different wordings in 5 tasks",
    ),
    "very long wordings": (
        items(*((f"{no}" + "推进教育工作，" * 100 + "抓好落实。", A) for no in "甲乙丙")),
        "3 of 3 are longer than 600 characters",
    ),
    "numbers in no order": (
        docx(*(f"{no}. 建设学校{no}所。{A}" for no in (7, 3, 9, 2, 40))),
        "their numbers are in no order",
    ),
    "tasks that name nobody": (
        text("1", "建设学校3所。", "县教育局", "2", "新建泵站2座。", "3", "修路8公里。"),
        "only 1 of 3 say whose they are",
    ),
    "names that are none": (
        sheet(grid("序号|任务|责任单位", "1|建设学校|尽快办理完毕", "2|修路|按时按质按量完成", "3|种树|不要拖延时间")),
        "3 of 3 names do not look like those of units or persons",
    ),
    "numbers for wordings": (
        sheet(grid("序号|任务|责任单位", "1|12.5|县教育局", "2|13|县水利局", "3|种树|县林业局", "4|88|县林业局")),
        "3 of 4 are nothing but numbers",
    ),
    "labels left in wordings": (
        sheet(grid("序号|任务|责任单位", "1|建校。牵头单位：县教育局|", "2|修路。牵头单位：县交通局|", "3|种树。|")),
        "the wordings of 2 of 3 still hold labels that say whose they are",
    ),
    "things and nothing to do": (
        sheet(grid("序号|项目名称|责任单位", "1|办公楼|县财政局", "2|会议室|县委办公室", "3|车辆|县财政局")),
        "only 0 of 3 say that something is to be done",
    ),
    "most of it left over": (
        sheet(
            grid("序号|任务|责任单位", "1|建设学校|县教育局", "2|修路|县交通局", "|合计|"),
            *(f"备注：{no}" + "本表由办公室负责解释，各单位按季度报送。" * 6 for no in (1, 2)),
        ),
        "more than half of the text belongs to none of them",
    ),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_a_reading_that_is_not_plausible_is_refused_and_says_why(name: str) -> None:
    data, doubt = DOUBTFUL[name]
    said = refusal("a", data)
    assert said.startswith("“a” cannot be taken for a list of tasks: ")
    assert said.endswith(f" but {doubt}.")


PLAUSIBLE = {
    "one half sentence of five": docx(
        f"1. 建设学校3所、{A}", f"2. 新建泵站2座。{B}", f"3. 完成验收。{B}", f"4. 修路8公里。{A}", f"5. 种树。{A}"
    ),
    "a wording that comes back": items(("抓好落实。", A), ("抓好落实。", B), ("建设学校。", A), ("修路。", A)),
    "numbers that begin anew": docx(*(f"{no}. 建设{at}所学校。{A}" for at, no in enumerate((1, 2, 1, 2, 3, 1), 1))),
    "numbers with gaps": docx(*(f"{no}. 建设学校{no}所。{A}" for no in (1, 3, 4, 7, 8))),
    "some names that are none": sheet(
        grid("序号|任务|责任单位", "1|建设学校|县教育局", "2|修路|按时按质按量完成", "3|种树|县林业局")
    ),
    "half of the tasks name somebody": text("1", "建设学校3所。", "县教育局", "2", "新建泵站2座。"),
    "persons for units": sheet(grid("序号|任务|责任单位", "1|建设学校|张大山", "2|修路|李小河", "3|种树|王中海")),
    "projects that say much": sheet(
        grid(
            "序号|项目名称|责任单位",
            *(f"{no}|县城老旧小区供水管网及配套设施工程（二期）|县住建局" for no in (1, 2)),
            "3|车辆|县财政局",
        )
    ),
    "wordings of six hundred characters": items(*((f"{no}" + "推" * 598 + "。", A) for no in "甲乙丙")),
    "projects with days": sheet(
        grid("序号|项目名称|责任单位|完成时限", "1|办公楼|县财政局|6月", "2|会议室|县委办公室|6月", "3|车辆|县财政局|")
    ),
    "projects with something to do": sheet(
        grid("序号|项目名称|责任单位", "1|建设办公楼|县财政局", "2|新建会议室|县委办公室", "3|车辆|县财政局")
    ),
    "two things": sheet(grid("序号|项目名称|责任单位", "1|办公楼|县财政局", "2|会议室|县委办公室")),
}


@pytest.mark.parametrize("name", PLAUSIBLE)
def test_a_reading_that_has_a_little_of_it_is_read(name: str) -> None:
    assert len(import_list("2025年.docx", PLAUSIBLE[name]).master.tasks) > 1


def test_a_doubtful_reading_of_a_document_that_seems_to_be_another_names_both() -> None:
    data = docx("来信", *(f"{no}. 建设学校{no}所。{A}" for no in (7, 3, 9, 2, 40)))
    assert refusal("a", data) == (
        "“a” cannot be taken for a list of tasks (it seems to be a letter): 5 were seen, from “建设学校7所。” on, but "
        "their numbers are in no order."
    )


# What was seen where nothing was found --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "saw"),
    [
        (text("天气很好。", "去公园。"), "no paragraph of it (2) says whose a task is"),
        (sheet(grid("甲|乙|丙", "1|2|3")), "no table of it (1) has the headings of a list"),
        (
            docx("天气很好。", grid("甲|乙|丙", "1|2|3")),
            "no table of it (1) has the headings of a list; no paragraph of it (1) says whose a task is",
        ),
        (
            docx("[-1. 建设学校。（县教育局牵头）-]"),
            "it has no text that counts; 1 texts are struck through or hidden and do not count",
        ),
        (
            sheet(grid("序号|任务|责任单位", "[-1-]|[-建设学校-]|[-县教育局-]")),
            "all that stands below its headings (序号, 任务, 责任单位 …) is struck through or hidden (3 texts)",
        ),
    ],
)
def test_what_was_seen_instead_of_tasks_is_said(data: bytes, saw: str) -> None:
    assert refusal("a", data) == f"“a” holds no list of tasks: {saw}."


# What the list is called ----------------------------------------------------------------------------------------

ROWS = grid("序号|任务|责任单位", "1|建设学校|县教育局", "2|修路|县交通局")
ACTIONS = grid("No.|Action|Lead", "1|Build 40 homes|Housing", "2|Plant 200 trees|Parks")


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("a.html", page("<", ROWS, title="某县2025年重点任务"), "某县2025年重点任务"),
        ("a.html", page("某县2025年重点任务", ROWS, title="某县政府门户网站"), "某县2025年重点任务"),
        ("a.docx", docx("附件1", "某县2025年为民办实事", ROWS), "某县2025年为民办实事"),
        ("a.docx", docx("某县工作2025", "填报单位：县政府办公室", ROWS), "某县工作2025"),
        ("a.xlsx", sheet(Grid((across("某县工作2025", 3), *ROWS.rows))), "某县工作2025"),
        (
            "a.xlsx",
            sheet(Grid((across("2025年3月", 3), across("单位：万元", 3), *ROWS.rows))),
            "重点工作责任分解表",
        ),
        ("b/某县2025年任务.xlsx", sheet(ROWS), "某县2025年任务"),
        ("list.xlsx", sheet(ROWS), "重点工作责任分解表"),
        ("Delivery_plan 2025.xlsx", sheet(ACTIONS), "Delivery plan 2025"),
        ("a.docx", docx("Corporate plan 2025: delivery actions", ACTIONS), "Corporate plan 2025: delivery actions"),
        ("a.docx", docx("The plan says what is to be done.", ACTIONS), "List of key tasks with responsibilities"),
        ("a.docx", docx("某县2025年工作", f"1. 建设学校3所。{A}", f"2. 修路8公里。{B}"), "某县2025年工作"),
        (
            "a.html",
            page("首页 政务公开", "某县关于落实2025年重点任务的通知", f"1. 建设学校3所。{A}", f"2. 修路8公里。{B}"),
            "某县关于落实2025年重点任务的通知",
        ),
    ],
)
def test_a_list_is_called_what_its_document_says_then_what_its_file_says(name: str, data: bytes, title: str) -> None:
    assert import_list(name, data).master.settings.list_title == title


def test_the_year_of_a_text_below_the_menu_of_a_page_is_that_of_its_title() -> None:
    menu = ("首页 政务公开", "某县关于落实2025年重点任务的通知")
    settings = import_list("a.html", page(*menu, f"1. 建设学校3所。{A}", f"2. 修路8公里。{B}")).master.settings
    assert settings.year == 2025
