"""A workbook of several sheets, or a document of several tables: what is one list, and which list counts."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from reportkit.diagnostics import Diagnostic
from reportkit.imported import Imported, ImportOptions
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from reportkit.master.reading import read_master
from reportkit.master.renewing import renew
from reportkit.master.writing import write_master
from reportkit.model import OwnCell, Task, Unit, Vocabulary
from tests.office import Office

Rows = Sequence[Sequence[object]]
HEAD = ("序号", "重点工作", "牵头单位", "完成时限")
FARMS: Rows = (
    HEAD,
    (1, "建成高标准农田3万亩。", "县农业农村局", "10月底前"),
    (2, "改造农村厕所200户。", "县农业农村局", "6月底前"),
)
PLANTS: Rows = (HEAD, (1, "新增规上工业企业12家。", "县经信局", "12月底前"))
OLD: Rows = (
    HEAD,
    (1, "建成高标准农田2万亩。", "县农业农村局", "10月底前"),
    (2, "改造农村厕所150户。", "县农业农村局", "6月底前"),
)


def book(sheets: Mapping[str, Rows]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def told(found: Imported, code: str) -> list[Diagnostic]:
    return [item for item in found.diagnostics if item.code.name == code]


def who(task: Task) -> tuple[str, ...]:
    return tuple(unit.name for unit in task.leads)


def test_one_sheet_a_section_is_one_list() -> None:
    found = import_list("2024.xlsx", book({"农业": FARMS, "工业": PLANTS}))
    assert [(task.no, task.section, who(task)) for task in found.master.tasks] == [
        (1, "农业", ("县农业农村局",)), (2, "农业", ("县农业农村局",)), (3, "工业", ("县经信局",)),
    ]  # fmt: skip
    assert [item.values for item in told(found, "L33")] == [{"n": 2, "names": "农业(2)、工业(1)"}]


def test_one_sheet_a_unit_says_whose_its_tasks_are() -> None:
    head = ("序号", "工作任务", "完成时限")
    sheets: dict[str, Rows] = {
        "县教育局": (head, (1, "新建学校3所。", "10月底前"), (2, "招聘教师20名。", "6月底前")),
        "县卫健局": (head, (1, "改建卫生院1所。", "12月底前")),
    }
    tasks = import_list("2024.xlsx", book(sheets)).master.tasks
    assert [who(task) for task in tasks] == [("县教育局",), ("县教育局",), ("县卫健局",)]


def test_a_sheet_named_of_a_unit_that_is_known_only_from_the_master_is_that_units() -> None:
    head = ("序号", "工作任务", "完成时限")
    sheets: dict[str, Rows] = {"云谷专班": (head, (1, "建成展厅1座。", "10月底前")), "说明": (("由专班填写。",),)}
    known = Vocabulary(units=(Unit("U01", "云谷专班"),))
    assert [who(task) for task in import_list("2024.xlsx", book(sheets), vocabulary=known).master.tasks] == [
        ("云谷专班",)
    ]


@pytest.mark.parametrize(
    ("above", "leads", "leaders"),
    [
        ("责任单位：县教育局", ("县教育局",), ()),
        ("牵头领导：张三  责任单位：县教育局、县财政局", ("县教育局", "县财政局"), ("张三",)),
    ],
)
def test_labels_above_the_headings_hold_for_every_task(
    above: str, leads: tuple[str, ...], leaders: tuple[str, ...]
) -> None:
    rows: Rows = (
        ("2024年重点工作任务表",),
        (above,),
        ("序号", "工作任务", "完成时限"),
        (1, "新建学校3所。", "10月底前"),
    )
    task = import_list("2024.xlsx", book({"Sheet1": rows})).master.tasks[0]
    assert (who(task), task.leaders) == (leads, leaders)


def test_a_column_says_more_of_a_task_than_the_label_above_or_the_name_of_the_sheet() -> None:
    rows: Rows = (("责任单位：县财政局",), *FARMS)
    tasks = import_list("2024.xlsx", book({"县教育局": rows})).master.tasks
    assert {who(task) for task in tasks} == {("县农业农村局",)}


@pytest.mark.parametrize(
    ("file", "options", "year"),
    [
        ("任务单.xlsx", ImportOptions(), 2024),  # the newest, where nobody has said
        ("2023年任务单.xlsx", ImportOptions(), 2023),
        ("任务单.xlsx", ImportOptions(year=2023), 2023),
        ("任务单.xlsx", ImportOptions(sheets=("2023年",)), 2023),
    ],
)
def test_of_lists_of_several_years_one_is_read_and_the_others_are_told(
    file: str, options: ImportOptions, year: int
) -> None:
    found = import_list(file, book({"2023年": OLD, "2024年": FARMS}), options=options)
    assert found.master.settings.year == year
    assert [task.work for task in found.master.tasks] == [str(row[1]) for row in (OLD if year == 2023 else FARMS)[1:]]
    left = [(item.sheet, item.values["year"], item.values["n"]) for item in told(found, "L32")]
    other = ("2023年", 2023, 2) if year == 2024 else ("2024年", 2024, 2)
    assert left == ([] if options.sheets else [other])


def test_a_title_above_says_the_year_as_well() -> None:
    sheets = {"旧": (("2023年重点工作任务表",), *OLD), "新": (("2024年重点工作任务表",), *FARMS)}
    found = import_list("任务单.xlsx", book(sheets))
    assert (found.master.settings.year, [item.sheet for item in told(found, "L32")]) == (2024, ["旧"])


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        ((("青溪县2024年重点工作任务分解表",), ("县政府督查室",), ("2024年2月",)), "青溪县2024年重点工作任务分解表"),
        ((("县政府督查室",), ("2024年2月",)), "重点工作责任分解表"),
        ((("2023年重点工作任务表",), *OLD), "重点工作责任分解表"),  # of another year: no cover
    ],
)
def test_a_cover_sheet_says_what_the_list_is_called(cover: Rows, title: str) -> None:
    found = import_list("任务单.xlsx", book({"封面": cover, "2024年": FARMS})).master
    assert (found.settings.list_title, len(found.tasks)) == (title, 2)


@pytest.mark.parametrize("names", [("Sheet1", "Sheet2"), ("初稿", "修订稿"), ("任务", "任务2")])
def test_two_versions_of_one_list_are_a_question_that_names_the_way_out(names: tuple[str, str]) -> None:
    data = book(dict(zip(names, (OLD, FARMS), strict=True)))
    with pytest.raises(ReportkitError, match="holds two lists") as refused:
        import_list("任务单.xlsx", data)
    assert f"--sheet “{names[0]}”" in refused.value.hint(Lang.EN)
    one = import_list("任务单.xlsx", data, options=ImportOptions(sheets=(names[1],)))
    assert [task.work for task in one.master.tasks] == ["建成高标准农田3万亩。", "改造农村厕所200户。"]


@pytest.mark.parametrize("name", ["修改后", "农业 (副本)", "Draft", "v2"])
def test_a_sheet_that_is_called_a_version_is_asked_about_however_it_is_worded(name: str) -> None:
    with pytest.raises(ReportkitError, match="holds two lists"):
        import_list("任务单.xlsx", book({"农业": FARMS, name: PLANTS}))


def test_lists_of_one_year_that_word_some_tasks_alike_are_sections() -> None:
    sheets = {
        "2024年重点任务": FARMS,
        "民生实事": [HEAD, *((no, f"实事：{work}", *more) for no, work, *more in FARMS[1:])],
    }
    tasks = import_list("任务单.xlsx", book({**sheets, "2023年": OLD})).master.tasks
    assert [task.section for task in tasks] == ["2024年重点任务"] * 2 + ["民生实事"] * 2


def test_sheets_without_names_of_their_own_are_not_joined() -> None:
    with pytest.raises(ReportkitError, match="holds two lists"):
        import_list("任务单.xlsx", book({"Sheet1": FARMS, "Sheet2": PLANTS}))


def test_a_sheet_that_is_not_there_is_one_sentence_with_those_that_are(tmp_path: Path) -> None:
    office = Office(tmp_path)
    (tmp_path / "任务单.xlsx").write_bytes(book({"农业": FARMS, "工业": PLANTS}))
    status, _, said = office.run("--lang", "en", "import", str(tmp_path / "任务单.xlsx"), "--sheet", "林业", "农业")
    assert status == 2
    assert ("has no sheet “林业”" in said, "It has: 农业, 工业." in said) == (True, True)


def test_several_sheets_are_asked_for_by_name(tmp_path: Path) -> None:
    office = Office(tmp_path)
    source, output = tmp_path / "任务单.xlsx", tmp_path / "made.xlsx"
    source.write_bytes(book({"农业": FARMS, "林业": OLD, "工业": PLANTS}))
    words = ("import", str(source), "--output", str(output), "--year", "2026", "--sheet", "农业", "工业")
    tasks = office.answer(*words)["tasks"]
    assert [(task["section"], task["deadline"]) for task in tasks] == [
        ("农业", "2026-10-31"), ("农业", "2026-06-30"), ("工业", "2026-12-31"),
    ]  # fmt: skip


@pytest.mark.parametrize("year", ["26", "1999", "2100"])
def test_a_year_that_is_none_is_refused(tmp_path: Path, year: str) -> None:
    office = Office(tmp_path)
    status, _, said = office.run("--lang", "en", "import", str(tmp_path / "list-2022.txt"), "--year", year)
    assert (status, f"{year} is no year of a list." in said) == (2, True)


def test_a_list_without_a_year_is_taken_as_of_the_masters_year_and_that_is_told(tmp_path: Path) -> None:
    office = Office(tmp_path)
    source = tmp_path / "任务单.xlsx"
    source.write_bytes(book({"农业": FARMS}))
    found = office.answer("import", str(source))
    assert [task["deadline"] for task in found["tasks"][:2]] == ["2022-10-31", "2022-06-30"]
    assert [item["code"] for item in found["diagnostics"] if item["code"] in ("L19", "L34")] == ["L34"]


@pytest.mark.parametrize(
    ("title", "year", "is_told"),
    [
        ("Strategy 2030: delivery plan for 2025/26", 2025, False),
        ("Plan 2024–2028: actions of 2026", 2026, False),
        ("Open Government Action Plan 2025–2027", 2025, False),
        ("OKRs for Q2 2025", 2025, False),
        ("Vision 2035 action list", 2026, True),
        ("FY26 delivery plan", 2026, True),
    ],
)
def test_a_title_says_the_year_of_the_list_and_not_that_of_a_strategy(title: str, year: int, is_told: bool) -> None:  # noqa: FBT001
    tasks = "Ref,Action,Lead,Due\n1,Mend the wall,Parks,31 March 2026\n2,Open the yard,Estates,30 June 2026\n"
    found = import_list("list.csv", f"{title},,,\n{tasks}".encode())
    assert (found.master.settings.year, bool(told(found, "L48"))) == (year, is_told)


def test_a_year_that_a_title_says_in_a_way_of_its_own_is_told() -> None:
    found = import_list(
        "list.csv", b"FY25 delivery plan,,\nRef,Action,Lead\n1,Mend the wall,Parks\n2,Open it,Estates\n"
    )
    assert found.master.settings.year == 2025
    assert [item.message(Lang.EN) for item in told(found, "L48")] == [
        "“FY25 delivery plan” was taken for a list of 2025."
    ]


@pytest.mark.parametrize(
    ("title", "month"),
    [
        ("Delivery plan 2025/26", 4),
        ("School improvement plan 2025/26", 9),
        ("Delivery plan 2025", 1),
        ("2025-26年度重點工作計劃", 4),
        ("2025—2026学年重点工作任务分解表", 9),
        ("2024—2025年重点工作任务分解表", 1),
    ],
)
def test_the_month_in_which_the_year_of_a_list_begins_is_a_setting_and_is_told(title: str, month: int) -> None:
    tasks = "Ref,Action,Lead\n1,Mend the wall,Parks\n2,Open the yard,Estates\n"
    if not title.isascii():
        tasks = "序号,任务,牵头单位\n1,建设粮仓5座,县粮食局\n2,植树30万株,县林业局\n"
    found = import_list("list.csv", f"{title},,\n{tasks}".encode())
    assert (found.master.settings.first_month, bool(told(found, "L61"))) == (month, month > 1)


OPEN = book({"任务": (HEAD, (1, "建设粮仓5座。", "县粮食局", "10月底前"), (2, "植树30万株。", "县林业局", "长期坚持"))})


def test_a_deadline_keeps_its_words_until_the_year_is_known() -> None:
    found = import_list("list.xlsx", OPEN)
    assert [(task.deadline, task.own) for task in found.master.tasks] == [
        (None, (OwnCell("deadline", "10月底前"),)), (None, ()),
    ]  # fmt: skip
    assert [item.message(Lang.EN).rpartition(" taken as ")[2] for item in told(found, "L18")] == [
        "no day until the year is known.", "no day of its own: until the end of the year.",
    ]  # fmt: skip


def test_it_is_a_day_as_soon_as_the_year_is_known() -> None:
    first = read_master(write_master(import_list("list.xlsx", OPEN).master), "master.xlsx")[0]
    dated = import_list("list.xlsx", OPEN, options=ImportOptions(year=2024)).master
    again = read_master(write_master(dated), "master.xlsx")[0]
    found = renew(first, again, first).master
    assert found.settings.year == 2024
    assert [(task.deadline, task.own) for task in found.tasks] == [(date(2024, 10, 31), ()), (None, ())]
