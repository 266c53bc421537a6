"""Reading a master workbook that people have edited: any order, any spelling, and every slip told with its cell."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.container import Container, FileKind
from reportkit.files.grid import Grid, Raw
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.master.plans import PLANS
from reportkit.master.reading import read_master, read_vocabulary
from reportkit.master.reading_office import derived_code
from reportkit.master.writing import write_master
from reportkit.model import (
    Cycle,
    KeptWord,
    Kind,
    Leader,
    ListColumn,
    Master,
    Milestone,
    Op,
    Outside,
    OwnCell,
    OwnColumn,
    OwnHeading,
    Settings,
    Target,
    Task,
    Unit,
    UnitKind,
    UnitRef,
    Waiver,
)
from tests.containers import ole
from tests.failing_forms import patched
from tests.masters import NO_SHRINKING, SMALL

Cell = str | int | float | bool | date | datetime | None
Rows = Sequence[Sequence[Cell]]

TASK_HEADINGS = ("序号", "板块", "项目", "重点工作", "牵头领导", "牵头单位", "主要参与单位")
TASKS: Rows = (TASK_HEADINGS, (1, "一、创新", "平台", "引进人才20名", "梅建胜", "区科技局", None))
UNITS: Rows = (("代码", "单位名称", "别名", "类别"), ("U001", "区科技局", None, "部门"))
LEADERS: Rows = (("排序", "姓名", "职务", "接任人", "电子邮箱"), (1, "梅建胜", None, None, None))
TARGETS: Rows = (("任务序号", "指标序号", "指标", "比较", "目标值", "计量单位", "类型", "原文"),)
GROUPS: Rows = (("集合名称", "成员单位"),)
SETTINGS: Rows = (("设置项", "取值"), ("督查单位", "督查室"), ("任务单标题", "任务单"), ("年度", 2022))
PLAIN: Mapping[str, Rows] = {
    "任务": TASKS,
    "指标": TARGETS,
    "单位": UNITS,
    "集合": GROUPS,
    "领导": LEADERS,
    "设置": SETTINGS,
}
# Columns that a test does not need may be missing without a word.
_QUIET = {Code.M11}


def workbook(changes: Mapping[str, Rows] | None = None, *, without: Sequence[str] = ()) -> bytes:
    """Return a workbook of the plain sheets, some of them replaced, added or left out."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in {**PLAIN, **(changes or {})}.items():
        if name in without:
            continue
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(changes: Mapping[str, Rows] | None = None, *, without: Sequence[str] = ()) -> tuple[Master, list[Diagnostic]]:
    master, findings = read_master(workbook(changes, without=without), "master.xlsx")
    assert all(finding.file == "master.xlsx" for finding in findings)
    return master, [finding for finding in findings if finding.code not in _QUIET]


def places(findings: Sequence[Diagnostic]) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(finding.code.name, finding.sheet, finding.cells) for finding in findings]


def tasks_with(**cells: Cell) -> Mapping[str, Rows]:
    """Return the plain sheet of tasks with other values in its one row, by column letter from A."""
    headings = (*TASK_HEADINGS, "完成时限", "新增日期", "撤销日期")
    row: list[Cell] = [*TASKS[1], None, None, None]
    for letter, value in cells.items():
        row[ord(letter) - ord("A")] = value
    return {"任务": (headings, row)}


def target_with(**cells: Cell) -> Mapping[str, Rows]:
    row: list[Cell] = [1, 1, "人才", "不少于 ≥", 20, "名", "数量", "引进人才20名"]
    for letter, value in cells.items():
        row[ord(letter) - ord("A")] = value
    return {"指标": (TARGETS[0], row)}


def test_a_plain_workbook_is_read_without_a_finding() -> None:
    master, findings = read()
    assert findings == []
    assert master == Master(
        (Task(1, "一、创新", "平台", "引进人才20名", ("梅建胜",), (UnitRef("区科技局", "区科技局"),), ()),),
        units=(Unit("U001", "区科技局"),),
        leaders=(Leader("梅建胜", 1),),
        settings=Settings("督查室", "任务单", 2022),
    )


# Sheets and columns


def test_columns_are_found_by_heading_in_any_order_and_either_script() -> None:
    rows = [
        ("2022年任务",),
        (),
        ("責任單位（第一个主报）", "重點工作", "編號", "分管領導", "自己加的列"),
        ("区科技局", "引进人才20名", 1, "梅建胜", "随便"),
    ]
    master, findings = read({"任务": rows})
    assert places(findings) == [("M54", "任务", ("E3",))]
    task = Task(1, "", None, "引进人才20名", ("梅建胜",), (UnitRef("区科技局", "区科技局"),), ())
    assert master.tasks[0] == replace(task, own=(OwnCell("own1", "随便"),))
    assert master.own.columns == (OwnColumn("tasks", "own1", "自己加的列"),)


def test_sheets_go_by_their_english_and_traditional_names() -> None:
    renamed = {"Tasks": TASKS, "單位": UNITS, "Leaders": LEADERS}
    master, findings = read(renamed, without=("任务", "单位", "领导"))
    assert findings == []
    assert master.tasks[0].leads == (UnitRef("区科技局", "区科技局"),)


def test_a_renamed_sheet_is_found_by_its_headings() -> None:
    master, findings = read({"今年的活": TASKS}, without=("任务",))
    assert findings == []
    assert len(master.tasks) == 1


def test_a_missing_sheet_is_told_and_one_that_is_called_almost_so() -> None:
    _, findings = read({"领导们": (("张三",),)}, without=("领导", "设置"))
    assert places(findings) == [("M23", None, ()), ("M06", "领导们", ())]
    assert findings[1].message(Lang.HANS) == "没找到工作表“领导”，有个相近的“领导们”。"
    assert findings[0].message(Lang.EN) == "Sheet “Settings” is missing."


def test_a_missing_sheet_of_units_does_not_make_every_unit_unknown() -> None:
    _, findings = read(without=("单位",))
    assert [finding.code for finding in findings] == [Code.M23]


def test_a_missing_column_is_told_and_a_misspelt_one_suggested() -> None:
    rows = [("代码", "单位名称", "别名称", "类别"), ("U001", "区科技局", None, "部门")]
    _, findings = read_master(workbook({"单位": rows}), "master.xlsx")
    told = {(f.code.name, f.sheet, f.cells, f.field): f for f in findings}
    assert ("M36", "单位", ("C1",), "aliases") in told
    assert "是否指“别名”？" in told["M36", "单位", ("C1",), "aliases"].message(Lang.HANS)
    assert told["M11", "单位", (), "email"].severity is Severity.INFO


def test_blank_rows_are_passed_over_and_addresses_stay_true() -> None:
    rows = [TASK_HEADINGS, (), TASKS[1], (None, " "), ("二", None, None, "", None, "区科技局")]
    master, findings = read({"任务": rows})
    assert [task.no for task in master.tasks] == [1, 2]
    assert places(findings) == [("M19", "任务", ("D5",)), ("M46", "任务", ("E5",))]


def test_a_section_in_a_row_of_its_own_holds_for_the_rows_below() -> None:
    rows = [
        TASK_HEADINGS,
        ("一、创新",),
        (1, None, None, "甲", "梅建胜", "区科技局"),
        (2, "二、治理", None, "乙", "梅建胜", "区科技局"),
    ]
    master, findings = read({"任务": rows})
    assert [task.section for task in master.tasks] == ["一、创新", "二、治理"]
    assert places(findings) == [("M27", "任务", ("A2",))]


def test_cells_merged_down_belong_to_every_row() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"任务": [*TASKS, (2, None, None, "乙", "梅建胜", "区科技局")]})))
    book["任务"].merge_cells("B2:B3")
    book["任务"].merge_cells("C2:C3")
    stream = io.BytesIO()
    book.save(stream)
    master, _ = read_master(stream.getvalue(), "master.xlsx")
    assert [(task.section, task.project) for task in master.tasks] == [("一、创新", "平台")] * 2


def test_what_stands_under_merged_cells_is_told_and_counts_as_left_behind() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook({"任务": [*TASKS, (2, "二、治理", None, "乙", "甲", "区科技局")]}))
    )
    book["任务"].merged_cells.add("B2:B3")
    book["任务"].merged_cells.add("D3:E3")
    stream = io.BytesIO()
    book.save(stream)
    master, findings = read_master(stream.getvalue(), "master.xlsx")
    told = [(item.sheet, item.cells, item.found) for item in findings if item.code is Code.M55]
    assert told == [("任务", ("B3",), "二、治理"), ("任务", ("E3",), "甲")]
    assert [task.section for task in master.tasks] == ["一、创新"] * 2
    assert [item for item in master.own.outside if item.sheet == "任务"] == [
        Outside("任务", ("B3", "E3"), ("二、治理", "甲"))
    ]


# Numbers, days, names


@pytest.mark.parametrize("written", [12, 12.0, "12", "１２", "12.", "12、", "第12项", "十二", " 12 "])
def test_a_task_number_in_any_spelling(written: Cell) -> None:
    master, findings = read(tasks_with(A=written))
    assert master.tasks[0].no == 12
    assert findings == []


@pytest.mark.parametrize("written", ["甲", 0, -3, 1.5, "1-2", "12a", True])
def test_what_is_no_task_number(written: Cell) -> None:
    rows = [TASK_HEADINGS, TASKS[1], (written, *TASKS[1][1:])]
    master, findings = read({"任务": rows})
    assert [task.no for task in master.tasks] == [1]
    assert places(findings) == [("M10", "任务", ("A3",))]


def test_a_row_without_a_number_is_left_out_and_told() -> None:
    _, findings = read({"任务": [*TASKS, (None, *TASKS[1][1:])]})
    assert places(findings) == [("M24", "任务", ("A3",))]
    assert findings[0].message(Lang.HANS) == "工作表“任务”第 3 行没有填序号，没有收入。"


@pytest.mark.parametrize(
    "written",
    [date(2022, 6, 30), datetime(2022, 6, 30, 9, 0), "2022-06-30", 44742, 20220630],  # noqa: DTZ001
)
def test_a_day_that_is_certain(written: Cell) -> None:
    master, findings = read(tasks_with(H=written))
    assert master.tasks[0].deadline == date(2022, 6, 30)
    assert findings == []


@pytest.mark.parametrize("written", ["2022.6.30", "2022年6月30日", "6月30日", "6月底"])
def test_a_day_that_is_read_is_told(written: str) -> None:
    master, findings = read(tasks_with(H=written))
    assert master.tasks[0].deadline == date(2022, 6, 30)
    assert places(findings) == [("M22", "任务", ("H2",))]
    assert findings[0].suggestion == "2022-06-30"


@pytest.mark.parametrize("written", ["是", "√", "2022-02-30", 3.5, True, "长期"])
def test_what_is_no_day(written: Cell) -> None:
    master, findings = read(tasks_with(J=written))
    assert master.tasks[0].withdrawn is None
    assert places(findings) == [("M10", "任务", ("J2",))]
    assert findings[0].hint(Lang.HANS) == "请写成 2022-06-30 这样。"


@pytest.mark.parametrize(
    ("written", "leads"),
    [
        ("区科技局、区林水局", [("区科技局", "区科技局"), ("区林业水利局", "区林水局")]),
        ("區科技局\n區林業水利局", [("区科技局", "區科技局"), ("区林业水利局", "區林業水利局")]),
        ("区科技局(外专局),区科技局", [("区科技局", "区科技局(外专局)"), ("区科技局", "区科技局")]),
        ("区科技局\n（外专局）", [("区科技局", "区科技局（外专局）")]),
        ("区林业\n水利局", [("区林业水利局", "区林业水利局")]),
        ("区科技局 区林水局", [("区科技局", "区科技局"), ("区林业水利局", "区林水局")]),
        ("各平台、镇街", [("各平台、镇街", "各平台、镇街")]),
        (
            "区科技局、各平臺、鎮街；区林水局",
            [("区科技局", "区科技局"), ("各平台、镇街", "各平臺、鎮街"), ("区林业水利局", "区林水局")],
        ),
    ],
)
def test_units_of_a_task_are_resolved_and_kept_as_written(written: str, leads: list[tuple[str, str]]) -> None:
    changes = {
        **tasks_with(F=written),
        "单位": [*UNITS, ("U002", "区林业水利局", "区林水局", "部门"), ("U003", "未来科技城", None, "平台")],
        "集合": [*GROUPS, ("各平台、镇街", "未来科技城")],
    }
    master, _ = read(changes)
    assert master.tasks[0].leads == tuple(UnitRef(*ref) for ref in leads)


@pytest.mark.parametrize(
    ("written", "leaders"),
    [("梅建勝", ("梅建胜",)), ("梅 建胜、顾  斌", ("梅建胜", "顾斌")), ("梅建胜 顾斌", ("梅建胜", "顾斌"))],
)
def test_leaders_of_a_task(written: str, leaders: tuple[str, ...]) -> None:
    master, findings = read({**tasks_with(E=written), "领导": [*LEADERS, (2, "顾 斌")]})
    assert master.tasks[0].leaders == leaders
    assert findings == []


# Units, groups, leaders


def test_a_unit_without_a_code_keeps_the_same_one_wherever_its_row_stands() -> None:
    new = (None, "区文联", None, None)
    above, findings = read({"单位": [UNITS[0], new, UNITS[1]]})
    below, _ = read({"单位": [*UNITS, new]})
    assert above.units == below.units
    assert derived_code("区文联") == above.units[1].code
    assert places(findings) == [("M40", "单位", ("A2",)), ("M16", "单位", ("B2",))]
    assert findings[0].suggestion == above.units[1].code


def test_two_units_never_have_one_code() -> None:
    master, findings = read({"单位": [*UNITS, ("u００1", "区文联", None, None)]})
    assert [unit.code for unit in master.units] == ["U001", derived_code("区文联")]
    assert places(findings) == [("M25", "单位", ("A3",)), ("M16", "单位", ("B3",))]


@pytest.mark.parametrize("code", ["科技", "U٠٠٩"])
def test_a_code_that_cannot_stand_in_a_form_number(code: str) -> None:
    _, findings = read({"单位": [UNITS[0], (code, "区科技局", None, "部门")]})
    assert places(findings) == [("M10", "单位", ("A2",))]
    assert findings[0].message(Lang.HANS) == f"“{code}”不是正确的单位代码。"


def test_derived_codes_that_collide_move_on() -> None:
    first = derived_code("区文联")
    assert derived_code("区文联", [first]) != first


@pytest.mark.parametrize(
    ("written", "kind"), [("部門", UnitKind.DEPARTMENT), ("乡镇", UnitKind.TOWN), ("state company", UnitKind.COMPANY)]
)
def test_kinds_of_units(written: str, kind: UnitKind) -> None:
    master, findings = read({"单位": [UNITS[0], ("U001", "区科技局", None, written)]})
    assert master.units[0].kind is kind
    assert findings == []


def test_an_unknown_kind_is_told_and_guessed_from_the_name() -> None:
    rows = [*UNITS, ("U002", "良渚街道", None, "镇接"), ("U003", "余杭街道", None, None)]
    master, findings = read({"单位": rows})
    assert [unit.kind for unit in master.units[1:]] == [UnitKind.TOWN, UnitKind.TOWN]
    assert ("M10", "单位", ("D3",)) in places(findings)
    assert next(f for f in findings if f.code is Code.M10).suggestion == "镇街"


@pytest.mark.parametrize(
    ("written", "kept", "bad"),
    [
        ("a.b@yuhang.gov.cn", "a.b@yuhang.gov.cn", []),
        ("a@x.cn；b@x.cn", "a@x.cn; b@x.cn", []),
        ("ａ@x.cn", "a@x.cn", []),
        ("a@@x.cn", "", ["a@@x.cn"]),
        ("a@x", "", ["a@x"]),
        ("王某", "", ["王某"]),
        ("a..b@x.cn, c@x.cn", "c@x.cn", ["a..b@x.cn"]),
    ],
)
def test_addresses(written: str, kept: str, bad: list[str]) -> None:
    master, findings = read({"领导": [LEADERS[0], (1, "梅建胜", None, None, written)]})
    assert master.leaders[0].email == kept
    assert [finding.found for finding in findings] == bad
    assert all(finding.cells == ("E2",) for finding in findings)


def test_a_group_may_name_another_group_and_never_itself_for_ever() -> None:
    rows = [*GROUPS, ("各平台", "区科技局"), ("全体", "各平台、全体、圈"), ("圈", "全体")]
    master, _ = read({"集合": rows})
    assert [(group.name, group.members) for group in master.groups] == [
        ("各平台", ("区科技局",)), ("全体", ("区科技局",)), ("圈", ("区科技局",)),
    ]  # fmt: skip


def test_leaders_stand_in_their_order() -> None:
    rows = [LEADERS[0], (2, "顾斌"), (1, "梅建胜", "区长", "顧斌"), ("x", "胡彪")]
    master, findings = read({"领导": rows})
    assert [(item.name, item.order, item.successor) for item in master.leaders] == [
        ("梅建胜", 1, "顾斌"),
        ("顾斌", 2, ""),
        ("胡彪", 3, ""),
    ]
    assert places(findings) == [("M10", "领导", ("A4",))]


# Targets


@pytest.mark.parametrize(
    ("written", "op"),
    [
        ("不少于 ≥", Op.AT_LEAST),
        (">=", Op.AT_LEAST),
        ("＞＝", Op.AT_LEAST),
        ("以上", Op.AT_LEAST),
        ("超過", Op.MORE),
        ("<=", Op.AT_MOST),
        ("以内", Op.AT_MOST),
        ("<", Op.LESS),
        ("=", Op.EQUAL),
        (None, Op.EQUAL),
        ("About", Op.ABOUT),
    ],
)
def test_comparisons(written: str | None, op: Op) -> None:
    master, findings = read(target_with(D=written))
    assert master.targets[0].op is op
    assert findings == []


def test_a_comparison_or_kind_that_is_none() -> None:
    master, findings = read(target_with(D="差不多", G="数两"))
    assert (master.targets[0].op, master.targets[0].kind) == (Op.EQUAL, Kind.COUNT)
    assert places(findings) == [("M10", "指标", ("D2",)), ("M10", "指标", ("G2",))]
    assert findings[1].suggestion == "数量"


@pytest.mark.parametrize(
    ("written", "measure", "value", "codes"),
    [
        (20, "名", Decimal(20), []),
        (4.3, "万亩", Decimal("4.3"), []),
        ("３５", "家", Decimal(35), []),
        ("1,234", "家", Decimal(1234), []),
        ("500家", "家", Decimal(500), ["M22"]),
        ("约500", "家", Decimal(500), ["M22"]),
        ("3.5万亩", "万亩", Decimal("3.5"), ["M22"]),
        ("8%", "%", Decimal(8), ["M22"]),
        ("500家", "亩", None, ["M10"]),
        ("很多", "家", None, ["M10"]),
        (True, "家", None, ["M10"]),
        (0.08, "%", Decimal("0.08"), ["M41"]),
    ],
)
def test_values(written: Cell, measure: str, value: Decimal | None, codes: list[str]) -> None:
    master, findings = read(target_with(E=written, F=measure))
    assert master.targets[0].value == value
    assert [(f.code.name, f.cells) for f in findings] == [(code, ("E2",)) for code in codes]


def test_a_measure_beside_the_number_is_taken_where_the_column_is_empty() -> None:
    master, _ = read(target_with(E="500家", F=None))
    assert (master.targets[0].value, master.targets[0].measure) == (Decimal(500), "家")


def test_a_cell_that_shows_per_cent_is_read_as_it_shows() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(target_with(E=0.08, F="%"))))
    book["指标"]["E2"].number_format = "0%"
    stream = io.BytesIO()
    book.save(stream)
    master, findings = read_master(stream.getvalue(), "master.xlsx")
    assert master.targets[0].value == Decimal(8)
    assert [f for f in findings if f.code not in _QUIET] == []


def test_targets_stand_in_the_order_of_the_tasks_and_get_missing_numbers() -> None:
    rows = [
        TARGETS[0],
        (2, None, "乙二", None, 5, "个", "数量", ""),
        (2, 1, "乙一", None, 5, "个", "数量", ""),
        (1, None, "甲", None, None, "", None, "清零"),
    ]
    tasks = [*TASKS, (2, *TASKS[1][1:])]
    master, findings = read({"指标": rows, "任务": tasks})
    assert [(t.task, t.no, t.indicator, t.kind) for t in master.targets] == [
        (1, 1, "甲", Kind.IMPLICIT),
        (2, 1, "乙一", Kind.COUNT),
        (2, 2, "乙二", Kind.COUNT),
    ]
    assert findings == []


def test_a_target_without_a_task_is_left_out_and_told() -> None:
    master, findings = read(target_with(A=None))
    assert master.targets == ()
    assert places(findings) == [("M24", "指标", ("A2",))]
    _, findings = read(target_with(A="甲"))
    assert places(findings) == [("M10", "指标", ("A2",))]


# Settings


def settings_with(*rows: Sequence[Cell]) -> Mapping[str, Rows]:
    return {"设置": (*SETTINGS, *rows)}


def test_settings_in_words() -> None:
    rows: Rows = [
        ("報送週期", "月度"),
        ("报送截止日", "10日"),
        ("黄灯线", 5),
        ("Red from", "25%"),
        ("临期天数", 14.0),
        ("说法不一", 7.5),
        ("script", "繁體"),
    ]
    master, findings = read(settings_with(*rows))
    assert master.settings == Settings(
        "督查室", "任务单", 2022, 1, Cycle.MONTH, 10, Decimal(5), Decimal(25), 14, Decimal("7.5"), Lang.HANT
    )
    assert [f.code for f in findings] == [Code.M22, Code.M22]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (("报送截止日", 40), "M21", "B5"),
        (("报送截止日", 5.5), "M21", "B5"),
        (("黄灯线", -1), "M21", "B5"),
        (("黄灯线", "看情况"), "M10", "B5"),
        (("报送周期", "每旬"), "M10", "B5"),
        (("文字", "法文"), "M60", "B5"),
        (("黄灯线", 40), "M45", "B5"),
        (("序时进度", "20、45、70"), "M52", "B5"),
        (("序时进度", "20、15、70、100"), "M52", "B5"),
        (("序时进度", "20、45、70、90"), "M52", "B5"),
        (("年份", 2023), "M26", "A5"),
        (("年度", 2023), "M28", "A5"),
    ],
)
def test_settings_that_cannot_be_leave_the_usual_value(row: Sequence[Cell], code: str, cell: str) -> None:
    master, findings = read(settings_with(row))
    assert places(findings) == [(code, "设置", (cell,))]
    assert master.settings == Settings("督查室", "任务单", 2022)


@pytest.mark.parametrize("written", ["20、45、70、100", "20% 45% 70% 100%", "２０，４５，７０，１００"])
def test_a_schedule_of_the_office_s_own(written: str) -> None:
    master, findings = read(settings_with(("序时进度", written)))
    assert list(map(int, master.settings.schedule)) == [20, 45, 70, 100]
    assert findings == []
    again, _ = read_master(write_master(master), "master.xlsx")
    assert again.settings == master.settings


def test_the_key_finds_a_setting_whose_label_was_changed() -> None:
    rows = (("设置项", "取值", "代号"), ("哪一年", 2023, "year"))
    master, findings = read({"设置": rows})
    assert master.settings.year == 2023
    assert findings == []


def test_empty_settings_that_forms_need_are_told() -> None:
    rows = (("设置项", "取值"), ("督查单位", None), ("年度", None), ("报送截止日", None))
    master, findings = read({"设置": rows})
    assert master.settings == Settings()
    assert places(findings) == [("M44", "设置", ("B2",)), ("M44", "设置", ("B3",))]


# Notes


def test_a_row_that_is_deleted_from_the_notes_is_settled() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_master(SMALL)))
    book["待核"].delete_rows(4)
    stream = io.BytesIO()
    book.save(stream)
    assert read_master(stream.getvalue(), "master.xlsx")[0].notes == SMALL.notes[1:]


def test_a_workbook_without_the_sheet_of_notes_has_none() -> None:
    assert read()[0].notes == ()


# No master at all


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "“master.xlsx”是空文件。"),
        (b"PK\x03\x04 broken", "“master.xlsx”不完整或已损坏（11 B）。"),
        (b"%PDF-1.7", "无法读取“master.xlsx”：这是 PDF 文件。"),
        (workbook(without=("任务",)), "没有任务表"),
        (workbook({"任务": [TASK_HEADINGS]}), "“master.xlsx”的工作表“任务”里没有任务。"),
        (workbook({"任务": [TASK_HEADINGS, (None, None, None, "没有编号")]}), "里没有任务。"),
    ],
)
def test_what_is_no_master_is_refused_in_one_sentence(data: bytes, message: str) -> None:
    with pytest.raises(ReportkitError) as caught:
        read_master(data, "master.xlsx")
    assert message in caught.value.message(Lang.HANS)
    assert caught.value.hint(Lang.HANS)


def test_a_workbook_behind_a_password_is_refused() -> None:
    locked = ole([("EncryptionInfo", b"x"), ("EncryptedPackage", b"x" * 600)])
    with pytest.raises(ReportkitError) as caught:
        read_master(locked, "master.xlsx")
    assert caught.value.message(Lang.HANS) == "“master.xlsx”设有打开密码，无法读取。"


@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail_otherwise(data: bytes) -> None:
    with pytest.raises(ReportkitError):
        read_master(data, "x")


def test_a_master_of_more_rows_than_forms_have_is_read_whole() -> None:
    rows = [TASK_HEADINGS, *((n, "", "", "甲", "梅建胜", "区科技局") for n in range(1, 6_001))]
    assert len(read({"任务": rows})[0].tasks) == 6_000


@pytest.mark.parametrize(
    ("far", "named"),
    [
        (("XFD1048576",), "XFD1048576"),
        (("XFD1", "A1048576"), "A1048576、XFD1"),
        (("XFD2000",), "XFD2000"),
        (("XFD1",), "XFD1"),
        (("A1048576",), "A1048576"),
    ],
)
def test_a_master_with_a_stray_cell_is_refused_with_its_address(far: Sequence[str], named: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook()))
    for cell in far:
        book["单位"][cell] = "x"
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(ReportkitError) as caught:
        read_master(stream.getvalue(), "master.xlsx")
    assert (
        caught.value.message(Lang.HANS)
        == f"“master.xlsx”的工作表“单位”的内容太多或太远（到 {named} 为止），无法全部读取。"
    )
    assert "delete" in caught.value.hint(Lang.EN).lower()


def test_a_range_merged_over_whole_columns_is_no_more_than_the_cells_in_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"任务": [*TASKS, (2, None, None, "甲", None, "区科技局")]})))
    book["任务"].merge_cells("B2:B3")
    stream = io.BytesIO()
    book.save(stream)
    whole = patched(stream.getvalue(), "xl/worksheets/sheet", rb'ref="B2:B3"', b'ref="B2:B1048576"')
    master, _ = read_master(whole, "master.xlsx")
    assert [task.section for task in master.tasks] == ["一、创新", "一、创新"]


def test_an_error_cell_is_told_as_it_stands() -> None:
    _, findings = read(tasks_with(G="#REF!"))
    assert [(f.code.name, f.found, f.cells) for f in findings] == [("M04", "#REF!", ("G2",))]


def test_targets_are_read_whole() -> None:
    master, _ = read(target_with())
    assert master.targets == (Target(1, 1, "人才", Op.AT_LEAST, Decimal(20), "名", Kind.COUNT, "引进人才20名"),)


_anything = st.one_of(
    st.just(""),
    st.text(max_size=12),
    st.sampled_from(
        ["1", "二", "区科技局", "梅建胜", "、", "(", "6月底", "9" * 40, "1e999", "-0", "２０２２", "%", ">="]
    ),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-5, 60_000).map(float),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.just(timedelta(hours=30)),
)


@st.composite
def _grids(draw: st.DrawFn) -> tuple[Grid, ...]:
    """Return the sheets of a master with anything in their cells."""
    grids = []
    for plan in PLANS:
        heads: tuple[Raw, ...] = tuple(column.heading.zh for column in plan.columns)
        row = st.tuples(*[_anything for _ in heads])
        rows = draw(st.lists(row, min_size=1 if plan.name == "tasks" else 0, max_size=3))
        grids.append(Grid(plan.title.zh, visible=True, rows=(heads, *rows)))
    return tuple(grids)


@given(_grids())
@settings(
    max_examples=40,
    deadline=None,
    phases=NO_SHRINKING,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_stands_in_the_cells_it_is_told_and_never_a_fault(
    monkeypatch: pytest.MonkeyPatch, grids: tuple[Grid, ...]
) -> None:
    monkeypatch.setattr("reportkit.master.reading.require_container", lambda *_: Container(FileKind.XLSX, grids))
    try:
        master, findings = read_master(b"", "master.xlsx")
    except ReportkitError:
        return
    assert all(finding.message(lang) and finding.hint(lang) for finding in findings for lang in Lang)
    assert len({unit.code for unit in master.units}) == len(master.units)
    write_master(master)


WAIVER_HEADINGS = ("单位", "填报项", "问题编号", "降为", "原因", "截止日期")


def test_a_waiver_says_whom_what_why_and_until_when() -> None:
    good = ("科技局", "完成进度（%）", "v01", "提示", "系统升级", date(2022, 9, 30))
    units = (*UNITS[:1], ("U001", "区科技局", "科技局", "部门"))
    master, findings = read({"豁免": (WAIVER_HEADINGS, good), "单位": units})
    assert master.waivers == (
        Waiver("区科技局", "完成进度（%）", Severity.INFO, "系统升级", date(2022, 9, 30), Code.V01),
    )
    assert list(findings) == []


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (("区科技局", None, None, None, "系统升级", "2022-09-30"), ("M24", "豁免", ("B2",))),
        (("区科技局", "进度", None, None, None, "2022-09-30"), ("M24", "豁免", ("E2",))),
        (("区科技局", "进度", None, None, "系统升级", None), ("M24", "豁免", ("F2",))),
        ((None, "进度", None, None, "系统升级", "2022-09-30"), ("M24", "豁免", ("A2",))),
        (("区科技厅", "进度", None, None, "系统升级", "2022-09-30"), ("M04", "豁免", ("A2",))),
        (("区科技局", "进度", "V99", None, "系统升级", "2022-09-30"), ("M10", "豁免", ("C2",))),
        (("区科技局", "进度", None, None, "系统升级", "以后"), ("M10", "豁免", ("F2",))),
    ],
)
def test_a_waiver_that_does_not_say_so_does_not_hold(row: Sequence[Cell], wanted: object) -> None:
    master, findings = read({"豁免": (WAIVER_HEADINGS, row)})
    assert master.waivers == ()
    assert places(findings) == [wanted]


def test_a_waiver_with_a_strange_degree_lowers_as_little_as_it_can() -> None:
    row = ("区科技局", "进度", None, "算了", "系统升级", date(2022, 9, 30))
    master, findings = read({"豁免": (WAIVER_HEADINGS, row)})
    assert [waiver.severity for waiver in master.waivers] == ["warning"]
    assert places(findings) == [("M10", "豁免", ("D2",))]


OWN_HEADINGS = ("任务单里的列名", "这一列是")


def test_a_heading_of_the_offices_own_says_what_its_column_holds() -> None:
    rows = (("承办 科室", "牵头单位"), ("经费来源", "忽略"), ("Owner", "lead units"))
    master, findings = read({"列名对照": (OWN_HEADINGS, *rows)})
    assert master.headings == (
        OwnHeading("承办 科室", ListColumn.LEADS),
        OwnHeading("经费来源", ListColumn.OTHER),
        OwnHeading("Owner", ListColumn.LEADS),
    )
    assert list(findings) == []


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([("承办科室", "牵头单元")], ("M10", "列名对照", ("B2",))),
        ([("承办科室", None)], ("M24", "列名对照", ("B2",))),
        ([(None, "牵头单位")], ("M24", "列名对照", ("A2",))),
        ([("x", "序号"), ("承办科室", "牵头单位"), ("承办 科室", "参与单位")], ("M28", "列名对照", ("A3", "A4"))),
    ],
)
def test_a_heading_that_does_not_say_so_is_told_with_its_cell(rows: Rows, wanted: object) -> None:
    master, findings = read({"列名对照": (OWN_HEADINGS, *rows)})
    assert places(findings) == [wanted]
    assert [own.means for own in master.headings if own.heading == "承办科室"] == (
        [ListColumn.LEADS] if wanted == ("M28", "列名对照", ("A3", "A4")) else []
    )


def test_a_near_miss_is_suggested_among_the_kinds_of_columns() -> None:
    _, findings = read({"列名对照": (OWN_HEADINGS, ("承办科室", "牵头单元"))})
    assert [finding.suggestion for finding in findings] == ["牵头单位"]


def test_what_an_office_says_of_its_words_is_read_from_a_workbook_without_tasks() -> None:
    data = workbook({"列名对照": (OWN_HEADINGS, ("承办科室", "牵头单位"))}, without=("任务", "指标", "设置"))
    found = read_vocabulary(data, "master.xlsx")
    assert found.headings == (OwnHeading("承办科室", ListColumn.LEADS),)
    assert [unit.name for unit in found.units] == ["区科技局"]


KEPT = ("不转换的词", "不转换的缘由")


def test_words_that_are_kept_from_conversion_are_read() -> None:
    master, findings = read({"简繁不变": (KEPT, ("后溪", "村名"), ("余姚",))})
    assert master.kept_words == (KeptWord("后溪", "村名"), KeptWord("余姚"))
    assert master.kept == ("后溪", "余姚")
    assert list(findings) == []


@pytest.mark.parametrize(
    ("rows", "wanted", "kept"),
    [
        ([("余杭",)], ("M53", "简繁不变", ("A2",)), ("余杭",)),
        ([("ABC",)], ("M53", "简繁不变", ("A2",)), ("ABC",)),
        ([(None, "村名")], ("M24", "简繁不变", ("A2",)), ()),
        ([("后溪",), ("余姚",), ("後溪",)], ("M28", "简繁不变", ("A2", "A4")), ("后溪", "余姚")),
    ],
)
def test_a_kept_word_that_does_nothing_is_told_with_its_cell(rows: Rows, wanted: object, kept: tuple[str, ...]) -> None:
    master, findings = read({"简繁不变": (KEPT, *rows)})
    assert places(findings) == [wanted]
    assert master.kept == kept


def test_groups_that_name_each_other_a_hundred_deep_are_unfolded_at_once() -> None:
    names = [f"集合{no}" for no in range(100)]
    rows = [(name, "\n".join((*names, "区科技局"))) for name in names]
    master, _ = read({"集合": (GROUPS[0], *rows)})
    assert {group.members for group in master.groups} == {("区科技局",)}


STEP_HEADINGS = ("任务序号", "节点日期", "应完成（%）", "节点要求")


def test_milestones_stand_in_the_order_of_their_days_however_they_are_written() -> None:
    rows = (
        STEP_HEADINGS,
        ("第1项", "9月30日", "６０％", None),
        (1, date(2022, 6, 30), 40, "完成招标"),
        (1, "10.31", None, "封顶"),
    )
    master, findings = read({"节点": rows})
    assert master.tasks[0].milestones == (
        Milestone(date(2022, 6, 30), Decimal(40), "完成招标"),
        Milestone(date(2022, 9, 30), Decimal(60), ""),
        Milestone(date(2022, 10, 31), None, "封顶"),
    )
    assert places(findings) == [("M22", "节点", ("B2",)), ("M22", "节点", ("B4",))]


def test_a_master_without_the_sheet_of_milestones_is_read_without_a_word() -> None:
    master, findings = read()
    assert master.tasks[0].milestones == ()
    assert findings == []


@pytest.mark.parametrize(
    ("row", "wanted", "milestones"),
    [
        ((None, "2022-06-30", 40, None), ("M24", "节点", ("A2",)), ()),
        ((1, None, 40, None), ("M24", "节点", ("B2",)), ()),
        ((1, "早日", 40, None), ("M10", "节点", ("B2",)), ()),
        (
            (1, "2022-06-30", 140, "招标"),
            ("M10", "节点", ("C2",)),
            (Milestone(date(2022, 6, 30), None, "招标", (OwnCell("percent", 140.0),)),),
        ),
        (
            (1, "2022-06-30", "过半", None),
            ("M10", "节点", ("C2",)),
            (Milestone(date(2022, 6, 30), own=(OwnCell("percent", "过半"),)),),
        ),
        ((1, "2022-06-30", 0.4, None), ("M22", "节点", ("C2",)), (Milestone(date(2022, 6, 30), Decimal(40)),)),
        ((1, "6月底", 40, None), ("M22", "节点", ("B2",)), (Milestone(date(2022, 6, 30), Decimal(40)),)),
    ],
)
def test_what_is_wrong_with_a_milestone_is_told_with_its_cell(
    row: Sequence[Cell], wanted: object, milestones: object
) -> None:
    master, findings = read({"节点": (STEP_HEADINGS, row)})
    assert places(findings) == [wanted]
    assert master.tasks[0].milestones == milestones
