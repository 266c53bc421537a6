"""A year of ordinary edits: posts and units change hands, tasks come and go, and every round still adds up."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.files.container import open_container
from tests.hands import opened
from tests.office import GOOD, LIST, Office, fill

ADDED = {
    "序号": 5, "板块": "二、城市品质", "重点工作": "新建口袋公园6个。", "牵头领导": "王五华", "牵头单位": "区住建局",
    "新增日期": date(2022, 6, 10),
}  # fmt: skip
JULY = ("--today", "2022-07-03")
OCTOBER = ("--today", "2022-10-03")


def edit(office: Office, sheet: str, key: tuple[str, object], values: Mapping[str, object]) -> None:
    """Write into the row of the master whose column has this value, or into the first free row."""
    book, rows, columns = sheet_of(office, sheet)
    at = row_of(rows, columns[key[0]], (key[1], None))
    for name, value in values.items():
        rows.cell(at, columns[name]).value = value  # type: ignore[assignment]
    book.save(office.folder / "templates" / "master.xlsx")


def delete(office: Office, sheet: str, key: tuple[str, object]) -> None:
    book, rows, columns = sheet_of(office, sheet)
    rows.delete_rows(row_of(rows, columns[key[0]], (key[1],)))
    book.save(office.folder / "templates" / "master.xlsx")


def cell(office: Office, sheet: str, key: tuple[str, object], name: str) -> object:
    """Return a cell of the row of the master whose column has this value."""
    _, rows, columns = sheet_of(office, sheet)
    return rows.cell(row_of(rows, columns[key[0]], (key[1],)), columns[name]).value


def sheet_of(office: Office, sheet: str) -> tuple[Workbook, Worksheet, dict[str, int]]:
    """Return the master, one of its sheets and where the columns of that stand."""
    book = opened(office.folder / "templates" / "master.xlsx")
    rows = book[sheet]
    assert isinstance(rows, Worksheet)
    return book, rows, {str(heading.value): at for at, heading in enumerate(rows[3], 1)}


def row_of(rows: Worksheet, column: int, wanted: tuple[object, ...]) -> int:
    return next(at for at in range(4, 400) if rows.cell(at, column).value in wanted)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office in whose master, in June, ordinary things were edited after the forms had gone out."""
    office = Office(tmp_path_factory.mktemp("year"))
    for unit, form in office.distribute("2022-Q1").items():
        office.send(f"{unit}.xlsx", fill(form, rest={"progress": "已启动。", "status": "正常推进", "percent": 25}))
    office.collect("--today", "2022-04-03", status=0)
    forms = office.distribute("2022-Q2")
    edit(office, "任务", ("序号", 2), {"撤销日期": date(2022, 5, 20)})
    edit(office, "任务", ("序号", 5), ADDED)
    edit(
        office,
        "指标",
        ("任务序号", 5),
        {"任务序号": 5, "指标序号": 1, "指标": "口袋公园", "比较": "等于", "目标值": 6, "计量单位": "个"},
    )
    edit(office, "单位", ("单位名称", "区科技局"), {"单位名称": "区科学技术局", "别名": "区科技局"})
    edit(office, "领导", ("姓名", "张三"), {"接任人": "赵六"})
    edit(office, "领导", ("姓名", "赵六"), {"排序": 4, "姓名": "赵六"})
    for unit, form in forms.items():
        office.send(f"{unit}.xlsx", fill(form))
    return office


def test_the_edits_are_no_mistakes(year: Office) -> None:
    found = [item["code"] for item in year.answer("check")["diagnostics"]]
    assert set(found) <= {"M44"}


def test_forms_that_were_out_already_count_and_nobody_is_blamed(year: Office) -> None:
    returns = year.collect(*JULY)
    assert {name: (item["unit"], item["verdict"]) for name, item in returns.items()} == {
        "区科技局.xlsx": ("区科学技术局", "accepted"),
        "区经信局.xlsx": ("区经信局", "accepted"),
        "区住建局.xlsx": ("区住建局", "accepted_with_warnings"),
        "市生态环境局余杭分局.xlsx": ("市生态环境局余杭分局", "accepted"),
    }
    lacking = returns["区住建局.xlsx"]["diagnostics"]
    assert [(item["code"], item["severity"]) for item in lacking] == [("S13", "warning")]


def test_the_round_counts_what_stands(year: Office) -> None:
    year.collect(*JULY)
    merged = year.answer("merge", "--period", "2022-Q2", *JULY)
    assert (merged["summary"]["tasks"], merged["summary"]["reported"]) == (4, 3)
    assert [(item["leader"], item["tasks"]) for item in merged["leaders"]] == [
        ("李四丰", 1),
        ("王五华", 2),
        ("赵六", 1),
    ]
    assert [(item["unit"], item["tasks"]) for item in merged["units"]] == [
        ("区科学技术局", 1), ("区住建局", 2), ("市生态环境局余杭分局", 1),
    ]  # fmt: skip
    exported = {task["no"]: task for task in year.answer("export", "--period", "2022-Q2", "--format", "json")["tasks"]}
    assert list(exported) == [1, 3, 4, 5]
    assert [entry["unit"] for entry in exported[1]["entries"]] == ["区科学技术局"]


def test_earlier_rounds_stand_as_they_were(year: Office) -> None:
    merged = year.answer("merge", "--period", "2022-Q1", *JULY)
    assert (merged["summary"]["tasks"], merged["summary"]["reported"]) == (4, 4)
    assert [item["unit"] for item in merged["units"]][:2] == ["区科技局", "区经信局"]  # as it was called then


def test_the_next_forms_ask_for_what_stands_and_show_what_was_said(year: Office) -> None:
    year.collect(*JULY)
    document = year.answer("distribute", "--period", "2022-Q3", *OCTOBER)
    assert {form["unit"]: form["tasks"] for form in document["forms"]} == {
        "区科学技术局": [1], "区住建局": [3, 5], "市生态环境局余杭分局": [4],
    }  # fmt: skip
    forms = {form["unit"]: year.folder / form["path"] for form in document["forms"]}
    book = opened(forms["区科学技术局"])
    texts = [value for sheet in book.worksheets for row in sheet.values for value in row]
    assert any("已按计划推进。" in str(text) for text in texts)
    assert "赵六" in {str(text) for text in texts}
    status = year.answer("status", "--period", "2022-Q3", *OCTOBER, status=1)
    assert [unit["unit"] for unit in status["units"]] == list(forms)


def test_two_units_made_one_answer_as_one(tmp_path: Path) -> None:
    """What the one of two merged units had returned stays under its own code, and the other speaks from then on."""
    office = Office(tmp_path)
    for unit, form in office.distribute("2022-Q1").items():
        office.send(f"{unit}.xlsx", fill(form))
    office.collect("--today", "2022-04-03", status=0)
    delete(office, "单位", ("单位名称", "区经信局"))
    edit(office, "单位", ("单位名称", "区科技局"), {"别名": "区经信局"})
    document = office.answer("distribute", "--period", "2022-Q2")
    assert {form["unit"]: form["tasks"] for form in document["forms"]}["区科技局"] == [1, 2]
    merged = office.answer("merge", "--period", "2022-Q1", *JULY)
    assert (merged["summary"]["tasks"], merged["summary"]["reported"]) == (4, 4)
    assert len(list((tmp_path / "returns").rglob("U*/*.xlsx"))) == 4


def test_a_new_version_of_the_list_comes_in_over_what_was_edited(tmp_path: Path) -> None:
    """The first line said is what changes; every edit stays; the workbook as the person left it lies beside."""
    office = Office(tmp_path)
    office.distribute("2022-Q2")
    edit(office, "单位", ("单位名称", "区科技局"), {"电子邮箱": "kjj@example.cn", "联系人及电话": "王某 12345"})
    edit(office, "指标", ("指标", "新增科技型中小企业"), {"目标值": 720})
    source = tmp_path / "list-2022.txt"
    text = LIST.replace("内涝点16处", "内涝点18处").replace("\n4\n\n优化提升", "\n5\n\n优化提升")
    source.write_text(text.replace("PM2.5浓度维持在35微克/立方米以下", "新建口袋公园6个"), encoding="utf-8")
    status, out, _ = office.run("import", str(source))
    lines = out.splitlines()
    assert status == 0
    assert lines[0] == "与现有任务单相比："
    assert [line.split()[:3] for line in lines[1:4]] == [
        ["新增", "任务", "5"], ["撤销", "任务", "4"], ["改写", "任务", "3"],
    ]  # fmt: skip
    assert lines[4] == "您改过的照旧保留：3 处"
    assert cell(office, "单位", ("单位名称", "区科技局"), "电子邮箱") == "kjj@example.cn"
    assert cell(office, "指标", ("指标", "新增科技型中小企业"), "目标值") == 720
    assert str(cell(office, "任务", ("序号", 4), "撤销日期"))[:10] == "2022-07-01"
    assert str(cell(office, "任务", ("序号", 5), "新增日期"))[:10] == "2022-07-01"
    assert {path.name for path in (tmp_path / "templates").iterdir()} == {
        "form.xlsx", "master.xlsx", "master (kept 1).xlsx",
    }  # fmt: skip
    again = office.answer("import", str(source))
    nothing: dict[str, object] = {
        "added": [],
        "removed": [],
        "withdrawn": [],
        "reworded": [],
        "changed": [],
        "renumbered": [],
    }
    assert again["changes"] == {**nothing, "kept_edits": 3, "other_list": False, "closes": []}
    assert [task["no"] for task in again["tasks"]] == [1, 2, 3, 4, 5]
    document = office.answer("distribute", "--period", "2022-Q3")
    assert {form["unit"]: form["tasks"] for form in document["forms"]}["市生态环境局余杭分局"] == [5]


def test_what_was_cleared_from_the_sheet_to_check_is_not_said_again(tmp_path: Path) -> None:
    office = Office(tmp_path)
    source = str(tmp_path / "list-2022.txt")
    _, before, _ = office.run("--verbose", "import", source)
    book, rows, _ = sheet_of(office, "待核")
    rows.delete_rows(4, 400)
    book.save(tmp_path / "templates" / "master.xlsx")
    _, after, _ = office.run("--verbose", "import", source)
    assert "(L10)" in before
    assert "(L10)" not in after
    assert sheet_of(office, "待核")[1].cell(4, 1).value is None


def test_without_the_record_of_the_last_import_the_workbook_wins(tmp_path: Path) -> None:
    office = Office(tmp_path)
    (tmp_path / ".reportkit" / "imported.xlsx").unlink()
    edit(office, "任务", ("序号", 3), {"重点工作": "建设公共停车泊位650个。"})
    answer = office.answer("import", str(tmp_path / "list-2022.txt"))
    assert [item["kept"] for item in answer["changes"]["reworded"]] == [True]
    assert cell(office, "任务", ("序号", 3), "重点工作") == "建设公共停车泊位650个。"


def test_a_master_that_came_without_a_record_and_nobody_saved_follows_the_list(tmp_path: Path) -> None:
    """The master of a checkout is such a one."""
    office = Office(tmp_path)
    record = tmp_path / ".reportkit" / "imported.xlsx"
    record.unlink()
    source = tmp_path / "list-2022.txt"
    source.write_text(LIST.replace("停车泊位600个", "停车泊位650个"), encoding="utf-8")
    changes = office.answer("import", str(source))["changes"]
    assert [item["kept"] for item in changes["reworded"]] == [False]
    edit(office, "指标", ("指标", "建设公共停车泊位"), {"目标值": 655})
    office.answer("import", str(source))
    record.unlink()
    assert office.answer("import", str(source))["changes"]["kept_edits"] == 1


def test_the_list_of_another_year_sets_the_old_master_aside(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.distribute("2022-Q4")
    source = tmp_path / "list-2023.txt"
    source.write_text(LIST.replace("500家", "800家"), encoding="utf-8")
    status, out, _ = office.run("import", str(source))
    assert status == 0
    assert out.startswith("这是另一份任务单：原有 4 项任务由新的取代")
    assert (tmp_path / "templates" / "master (kept 1).xlsx").is_file()
    assert cell(office, "任务", ("序号", 1), "新增日期") is None


def test_a_master_that_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    office = Office(tmp_path)
    (tmp_path / "templates" / "master.xlsx").write_bytes(b"a,b\n1,2\n3,4\n")
    answer = office.answer("import", str(tmp_path / "list-2022.txt"))
    assert answer["changes"] is None
    assert answer["kept"] == "templates/master (kept 1).xlsx"


def test_a_copy_elsewhere_is_written_as_the_list_has_it(tmp_path: Path) -> None:
    office = Office(tmp_path)
    edit(office, "任务", ("序号", 3), {"重点工作": "建设公共停车泊位650个。"})
    place = tmp_path / "copy.xlsx"
    answer = office.answer("import", str(tmp_path / "list-2022.txt"), "--output", str(place))
    assert (answer["changes"], answer["kept"]) == (None, None)
    assert answer["tasks"][2]["work"].startswith("建设公共停车泊位600个")


def test_what_an_office_says_of_headings_and_units_holds_for_the_next_import(tmp_path: Path) -> None:
    """It is chosen on the sheet of headings and beside the unit; the master keeps it through every later import."""
    office = Office(tmp_path)
    source = tmp_path / "table-2022.csv"
    # Names that nobody would take for those of units.
    lines = ["序号,任务,谁干,谁帮", "1,建设学校,滨江智谷,区农业局", "2,新建医院,云谷,农技推广"]
    source.write_text("\n".join(lines), encoding="utf-8")
    first = office.answer("import", str(source))
    assert [task["lead_units"] for task in first["tasks"]] == [[], []]
    edit(office, "列名对照", ("任务单里的列名", "谁干"), {"任务单里的列名": "谁干", "这一列是": "牵头单位"})
    edit(office, "列名对照", ("任务单里的列名", "谁帮"), {"任务单里的列名": "谁帮", "这一列是": "参与单位"})
    edit(office, "单位", ("单位名称", "区农业农村局"), {"单位名称": "区农业农村局", "别名": "区农业局"})
    assert office.answer("check", status=1)["diagnostics"] != []  # no task has a lead unit yet
    second = office.answer("import", str(source))
    assert [task["lead_units"] for task in second["tasks"]] == [["滨江智谷"], ["云谷"]]
    assert [task["participants_canonical"] for task in second["tasks"]] == [["区农业农村局"], ["农技推广"]]
    assert {"L11", "L13"} & {finding["code"] for finding in first["diagnostics"]} == {"L13"}
    assert not {"L11", "L13"} & {finding["code"] for finding in second["diagnostics"]}
    assert second["changes"]["kept_edits"] == 2  # the headings; that a unit is called so the list says too
    office.answer("import", str(source))
    assert cell(office, "列名对照", ("任务单里的列名", "谁帮"), "这一列是") == "参与单位"


def test_words_of_the_office_are_kept_from_conversion_from_the_list_to_the_report(tmp_path: Path) -> None:
    """后溪 is no 後溪: said once in the master, it stands so in the list, in the office's own questions, in reports."""
    office = Office(tmp_path)
    source = tmp_path / "list-2022.txt"
    source.write_text(LIST.replace("建设公共停车泊位600个", "后溪建设后勤泊位600个"), encoding="utf-8")
    book = opened(tmp_path / "templates" / "form.xlsx")
    (tmp_path / "templates" / "master.xlsx").unlink()
    book["fields"].append(["text", "hall", "后溪后勤说明"])
    book.save(tmp_path / "templates" / "form.xlsx")

    def imported() -> str:
        return str(office.answer("import", str(source), "--script", "traditional")["tasks"][2]["work"])

    assert imported().startswith("後溪建設後勤泊位600個")
    edit(office, "簡繁不變", ("不轉換的詞", "后溪"), {"不轉換的詞": "后溪", "不轉換的緣由": "村名"})
    assert imported().startswith("后溪建設後勤泊位600個")
    assert imported().startswith("后溪")  # the row is still there
    assert cell(office, "簡繁不變", ("不轉換的詞", "后溪"), "不轉換的緣由") == "村名"
    assert {finding["code"] for finding in office.answer("check")["diagnostics"]} == {"M44"}  # of no organisation
    form = office.distribute()["區住建局"]
    office.send("a.xlsx", fill(form, rest={**GOOD, "hall": "已建成。"}))
    assert office.collect(*JULY)["a.xlsx"]["verdict"].startswith("accepted")
    report = office.answer("merge", "--period", "2022-Q2", *JULY, status=1)["workbooks"][0]
    for written in (form, tmp_path / report):
        texts = [text for grid in open_container(written.read_bytes(), "x.xlsx").grids for _, _, text in grid.texts]
        assert any("后溪建設後勤" in text for text in texts)
        assert any("后溪後勤說明" in text for text in texts)
        assert not any("後溪" in text for text in texts)


def test_headings_may_be_said_before_the_first_list_is_read(tmp_path: Path) -> None:
    """A list without a heading that import knows is refused; a workbook with the sheet of headings alone helps."""
    office = Office(tmp_path)
    book = openpyxl.Workbook()
    book.worksheets[0].title = "列名对照"
    for row in (("任务单里的列名", "这一列是"), ("要办的事", "重点工作"), ("谁干", "牵头单位")):
        book.worksheets[0].append(row)
    source = tmp_path / "table-2022.csv"
    source.write_text("要办的事,谁干\n建设学校,区教育局\n", encoding="utf-8")
    (tmp_path / "templates" / "master.xlsx").unlink()
    office.answer("import", str(source), status=2)
    book.save(tmp_path / "templates" / "master.xlsx")
    answer = office.answer("import", str(source))
    assert [(task["work"], task["lead_units"]) for task in answer["tasks"]] == [("建设学校", ["区教育局"])]
    assert cell(office, "列名对照", ("任务单里的列名", "谁干"), "这一列是") == "牵头单位"


def test_a_target_that_is_called_otherwise_since_forms_went_out_counts_and_nobody_is_blamed(tmp_path: Path) -> None:
    office = Office(tmp_path)
    filled = fill(office.distribute("2022-Q2")["区科技局"])
    edit(office, "指标", ("指标", "新增国家高新技术企业"), {"指标": "新增国家级高新技术企业"})
    office.distribute("2022-Q2")  # the form that went out first comes back all the same
    office.send("区科技局.xlsx", filled)
    sent = office.collect(*JULY)["区科技局.xlsx"]
    assert sent["verdict"] == "accepted_with_warnings"
    assert [(found["code"], found["severity"]) for found in sent["diagnostics"]] == [("V37", "warning")]


def test_a_task_that_was_added_by_hand_after_the_forms_went_out_is_no_fault_of_the_unit(tmp_path: Path) -> None:
    office = Office(tmp_path)
    form = office.distribute()["区住建局"]
    edit(office, "任务", ("序号", 5), {name: value for name, value in ADDED.items() if name != "新增日期"})
    office.send("a.xlsx", fill(form))
    taken = office.collect("--today", "2022-07-01")["a.xlsx"]
    (missing,) = (finding for finding in taken["diagnostics"] if finding["code"] == "S13")
    assert (taken["verdict"], missing["severity"]) == ("accepted_with_warnings", "warning")


def test_a_question_that_the_template_got_after_the_forms_went_out_is_missed_by_nobody(tmp_path: Path) -> None:
    office = Office(tmp_path)
    form = office.distribute()["区科技局"]
    place = office.folder / "templates" / "form.xlsx"
    book = openpyxl.load_workbook(place)
    fields = book["fields"]
    columns = {cell.value: cell.column or 0 for cell in fields[2]}
    at = fields.max_row + 1
    for heading, value in {"type": "text", "name": "budget", "label::zh-Hans": "资金", "required": "yes"}.items():
        fields.cell(at, columns[heading], value)
    book.save(place)
    office.send("a.xlsx", fill(form))
    taken = office.collect("--today", "2022-07-01")["a.xlsx"]
    assert (taken["verdict"], {finding["code"] for finding in taken["diagnostics"]} & {"S03"}) == ("accepted", set())
    # Whoever got a form that asks for it is asked for it.
    asked = office.distribute()["区科技局"]
    kept = openpyxl.load_workbook(asked)
    sheet = kept["填报表"]
    (column,) = (cell.column or 0 for row in sheet.iter_rows() for cell in row if cell.value == "budget")
    sheet.delete_cols(column)
    kept.save(office.folder / "inbox" / "b.xlsx")
    taken = office.collect("--today", "2022-07-01", status=1)["b.xlsx"]
    assert "S03" in {finding["code"] for finding in taken["diagnostics"]}
