"""A round that is over stays as it was reported, whatever becomes of the list; what comes late still counts in it."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from reportkit.files.grid import read_grids
from tests.hands import opened
from tests.office import GOOD, LIST, Office, fill
from tests.test_year import ADDED, edit
from tests.workbook_text import workbook_text

Q1, Q2, DECEMBER, JANUARY = "2022-Q1", "2022-Q2", "2022-12", "2023-01"
NEXT = LIST.replace("500家", "650家").replace("精细管理", "精美管理").replace("600个,治理内涝点16处", "800个")
"""Next year's list: it resembles this year's, and says other things under the same numbers."""
APRIL, MAY, JULY = ("--today", "2022-04-03"), ("--today", "2022-05-20"), ("--today", "2022-07-04")
FEBRUARY = ("--today", "2023-02-03")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def play(office: Office, period: str, percent: int, *units: str, today: tuple[str, ...] = APRIL) -> dict[str, Path]:
    """Hand out a round and let units, by default all, report a percent; return the forms."""
    forms = office.distribute(period)
    for unit in units or forms:
        office.send(f"{unit} {period}.xlsx", said(forms[unit], percent))
    office.answer("collect", *today)
    return forms


def said(form: Path, percent: int) -> bytes:
    return fill(form, rest={**GOOD, "progress": f"已办到第 {percent} 件。", "percent": percent})


def merge(office: Office, period: str, *words: str) -> dict[str, Any]:
    status, out, err = office.run("--json", "merge", "--period", period, *words)
    assert status in {0, 1}, err
    document: dict[str, Any] = json.loads(out)
    return document


def reports(office: Office, period: str) -> dict[str, str]:
    """Return the digest of every file that went out for a round."""
    folder = office.folder / "outbox" / period
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def sheet(office: Office, merged: dict[str, Any], name: str) -> list[list[object]]:
    grids = read_grids((office.folder / merged["workbooks"][0]).read_bytes())
    return [list(row) for row in next(grid for grid in grids if grid.name == name).rows]


def codes(document: dict[str, Any], *wanted: str) -> list[str]:
    return [finding["code"] for finding in document["diagnostics"] if finding["code"] in wanted]


def import_next_year(office: Office) -> tuple[int, str, str]:
    source = office.folder / "list-2023.txt"
    source.write_text(NEXT, encoding="utf-8")
    return office.run("import", str(source))


def change_the_list(office: Office) -> None:
    """Edit what every report shows: a task goes, one comes, an aim rises, a unit has another name."""
    edit(office, "任务", ("序号", 2), {"撤销日期": "2022-01-05"})
    edit(office, "任务", ("序号", 5), ADDED)
    edit(office, "指标", ("指标", "新增科技型中小企业"), {"目标值": 7000})
    edit(office, "单位", ("单位名称", "区科技局"), {"单位名称": "区科学技术局", "别名": "区科技局"})


def test_a_round_lives_by_the_master_until_the_next_is_handed_out(office: Office) -> None:
    play(office, Q1, 20)
    first = merge(office, Q1)
    assert first["summary"]["tasks"] == 4
    edit(office, "任务", ("序号", 2), {"撤销日期": "2022-01-05"})
    assert merge(office, Q1)["summary"]["tasks"] == 3  # it is still open: what the office mends counts


def test_a_closed_round_comes_to_the_same_bytes_whatever_the_master_becomes(office: Office) -> None:
    play(office, Q1, 20)
    merge(office, Q1)
    before, master = reports(office, Q1), (office.folder / "templates" / "master.xlsx").read_bytes()
    change_the_list(office)
    office.distribute(Q2)
    change = merge(office, Q1)
    assert reports(office, Q1) == before
    assert {unit["unit"] for unit in change["units"]} >= {"区科技局"}
    kept = office.folder / "returns" / Q1 / "master.xlsx"
    assert kept.read_bytes() == master  # for people to open
    assert opened(kept)["任务"]["A1"].value
    assert (office.folder / "returns" / Q1 / "form.xlsx").is_file()
    assert office.answer("export", "--period", Q1, "--format", "json")["tasks"][1]["no"] == 2
    status = office.answer("status", "--period", Q1)
    assert "区科技局" in {unit["unit"] for unit in status["units"]}


def test_what_nobody_merged_is_closed_by_the_list_as_it_stands_then(office: Office) -> None:
    play(office, Q1, 20)
    edit(office, "任务", ("序号", 2), {"撤销日期": "2022-01-05"})
    office.distribute(Q2)
    edit(office, "任务", ("序号", 3), {"撤销日期": "2022-01-05"})
    assert merge(office, Q1)["summary"]["tasks"] == 3


def test_another_years_list_says_which_rounds_close_and_changes_nothing_of_them(office: Office) -> None:
    play(office, DECEMBER, 90, today=("--today", "2023-01-03"))
    merge(office, DECEMBER)
    before = reports(office, DECEMBER)
    status, out, err = import_next_year(office)
    assert status == 0, err
    assert "以下各期即告结束：2022年12月" in out.replace("\n", "")
    assert merge(office, DECEMBER)["summary"]["tasks"] == 4
    assert reports(office, DECEMBER) == before
    merge(office, DECEMBER, "--strict")
    merge(office, DECEMBER)
    assert reports(office, DECEMBER) == before


def test_an_import_names_the_rounds_it_closes_for_programs_too(office: Office) -> None:
    play(office, DECEMBER, 90, today=("--today", "2023-01-03"))
    source = office.folder / "list-2023.txt"
    source.write_text(NEXT, encoding="utf-8")
    assert office.answer("import", str(source))["changes"]["closes"] == [DECEMBER]


def test_late_returns_and_corrections_of_december_count_beside_this_years_first_round(office: Office) -> None:
    forms = play(office, DECEMBER, 90, "区科技局", today=("--today", "2023-01-03"))
    merge(office, DECEMBER)
    import_next_year(office)
    january = office.distribute(JANUARY)
    late, wrong = said(forms["区住建局"], 80), said(forms["区经信局"], 180)
    office.send("迟交.xlsx", late)
    office.send("有错.xlsx", wrong)
    office.send("一月.xlsx", said(january["区住建局"], 8))
    came = office.collect(*FEBRUARY, status=1)
    assert {name: (item["period"], item["verdict"]) for name, item in came.items()} == {
        "迟交.xlsx": (DECEMBER, "accepted_with_warnings"), "有错.xlsx": (DECEMBER, "partly_accepted"),
        "一月.xlsx": (JANUARY, "accepted"),
    }  # fmt: skip
    # Its correction is made of December's list, comes back and counts.
    mended = opened(office.folder / came["有错.xlsx"]["correction"])
    for rows in mended.worksheets:
        for row in rows.iter_rows():
            for cell in row:
                if cell.value in (180, "180"):
                    cell.value = 85
    mended.save(office.folder / "inbox" / "改好.xlsx")
    assert office.collect(*FEBRUARY)["改好.xlsx"]["period"] == DECEMBER
    tasks = {task["no"]: task for task in office.answer("export", "--period", DECEMBER, "--format", "json")["tasks"]}
    assert [tasks[no]["entries"][-1]["percent"] for no in (1, 2, 3)] == [90, 85, 80]
    assert "600个" in tasks[3]["work"]
    tasks = {task["no"]: task for task in office.answer("export", "--period", JANUARY, "--format", "json")["tasks"]}
    assert tasks[3]["entries"][0]["percent"] == 8
    assert "800个" in tasks[3]["work"]


def test_todays_list_settles_an_old_round_anew_only_when_asked(office: Office) -> None:
    play(office, Q1, 20)
    merge(office, Q1)
    before = reports(office, Q1)
    change_the_list(office)
    office.distribute(Q2)
    anew = merge(office, Q1, "--current-list")
    assert (anew["summary"]["tasks"], codes(anew, "O20")) == (3, ["O20"])
    assert "按现在的任务单重新汇总" in str(sheet(office, anew, "总览")[2][0])
    assert "区科学技术局" in {unit["unit"] for unit in anew["units"]}
    assert codes(merge(office, Q1), "O20") == []
    assert reports(office, Q1) == before
    assert codes(merge(office, Q2, "--current-list"), "O20") == []  # it lives by that list anyway


def names(office: Office, period: str) -> set[str]:
    return {path.name.partition("_")[0] for path in (office.folder / "outbox" / period / "forms").iterdir()}


def distributed(office: Office, period: str, *words: str) -> tuple[list[str], str]:
    """Hand out a round; return what is said of its list, and what stands in one of its forms."""
    answer = office.answer("distribute", "--period", period, *words)
    form = office.folder / answer["forms"][0]["path"]
    return codes(answer, "O06", "O12", "O13", "O14"), workbook_text(form.read_bytes())


def test_a_round_that_went_out_by_the_list_of_another_year_begins_anew_when_its_own_is_there(office: Office) -> None:
    """Who is told to import the list of the year first, and does it, gets the forms of that year."""
    found, text = distributed(office, JANUARY, "--today", "2022-12-28")
    assert (found, "600个" in text or "500家" in text) == (["O06"], True)
    import_next_year(office)
    assert distributed(office, JANUARY, "--unit", "区科技局")[0] == ["O12"]  # in part it cannot begin anew
    found, text = distributed(office, JANUARY, "--today", "2023-01-03")
    assert (found, "650家" in text or "800个" in text) == (["O13"], True)
    assert distributed(office, JANUARY, "--today", "2023-01-03")[0] == []


def test_a_round_of_the_old_list_of_which_something_came_stays_with_it(office: Office) -> None:
    play(office, JANUARY, 8, "区科技局", today=("--today", "2023-01-03"))
    before = merge(office, JANUARY)["summary"]
    import_next_year(office)
    found, text = distributed(office, JANUARY, "--today", "2023-01-03")
    assert (found, "650家" in text or "800个" in text) == (["O12"], False)
    assert merge(office, JANUARY)["summary"] == before


def test_a_list_that_was_imported_too_early_and_taken_back_holds_no_round(office: Office) -> None:
    import_next_year(office)
    assert distributed(office, DECEMBER, "--today", "2022-12-20")[0] == ["O06"]
    office.run("import", str(office.folder / "list-2022.txt"))
    found, text = distributed(office, DECEMBER, "--today", "2022-12-21")
    assert (found, "650家" in text or "800个" in text) == (["O13"], False)


def test_forms_of_a_round_that_is_over_say_by_which_list_they_are(office: Office) -> None:
    play(office, Q1, 20)
    change_the_list(office)
    assert distributed(office, Q1, *MAY)[0] == []
    distributed(office, Q2, *MAY)
    edit(office, "任务", ("序号", 3), {"撤销日期": "2022-04-05"})
    assert distributed(office, Q1, *MAY)[0] == ["O12"]


@pytest.mark.parametrize(
    ("period", "today", "found"),
    [
        ("2022-Q4", "2022-06-30", ["O14"]),  # not even the third quarter has begun
        ("2022-Q4", "2022-07-15", []),
        ("2022-Q4", "2022-12-28", []),
        ("2022", "2021-12-20", []),
    ],
)
def test_a_round_that_is_far_from_beginning_is_asked_about(
    office: Office, period: str, today: str, found: list[str]
) -> None:
    assert distributed(office, period, "--today", today)[0] == found


def test_a_unit_with_a_new_name_has_one_form(office: Office) -> None:
    office.distribute(Q1)
    assert "区科技局" in names(office, Q1)
    edit(office, "单位", ("单位名称", "区科技局"), {"单位名称": "区科学技术局", "别名": "区科技局"})
    office.answer("distribute", "--period", Q1, "--unit", "区住建局")
    assert {"区科技局", "区住建局"} <= names(office, Q1)
    office.distribute(Q1)
    assert {"区科技局", "区科学技术局"} & names(office, Q1) == {"区科学技术局"}


def test_todays_list_of_another_year_takes_no_report_for_another_task(office: Office) -> None:
    """Under the number 3 stands another task: what was said of the old one does not stand beside the new one."""
    play(office, DECEMBER, 90, today=("--today", "2022-12-30"))
    merge(office, DECEMBER)
    before = reports(office, DECEMBER)
    source = office.folder / "list-2023.txt"
    source.write_text(NEXT.replace("建设公共停车泊位800个", "新开两条通往机场的公交专线"), encoding="utf-8")
    office.run("import", str(source))
    anew = merge(office, DECEMBER, "--current-list")
    (left_out,) = (finding for finding in anew["diagnostics"] if finding["code"] == "O15")
    assert "第 3 项任务" in left_out["message"]
    assert anew["summary"]["reported"] == 3
    assert "已办到第 90 件" not in str(next(row for row in sheet(office, anew, "总表") if "公交专线" in str(row)))
    assert codes(merge(office, DECEMBER), "O15", "O20") == []
    assert reports(office, DECEMBER) == before


def test_a_later_list_whose_year_begins_in_another_month_changes_no_old_round(office: Office) -> None:
    """February is of the year of November and December, though years begin in April from now on."""
    periods = ("2022-02", "2022-11", DECEMBER, "2022-Q4")
    for percent, period in enumerate(periods, 10):
        play(office, period, percent, "区科技局", today=("--today", "2022-12-30"))
        merge(office, period)
    before = [reports(office, period) for period in periods]
    import_next_year(office)
    edit(office, "设置", ("代号", "first_month"), {"取值": 4})
    for period in periods:
        merge(office, period)
    assert [reports(office, period) for period in periods] == before


def test_the_run_of_the_year_shows_what_was_reported_then(office: Office) -> None:
    play(office, Q1, 20)
    then = merge(office, Q1)["summary"]["lights"]
    change_the_list(office)
    play(office, Q2, 50, "区住建局", today=JULY)
    rows = sheet(office, merge(office, Q2), "变化")
    run = next(row for row in rows if row[0] == "2022年第一季度")
    assert run[2:7] == [then[light] for light in ("blue", "green", "yellow", "red", "white")]
    assert sum(then.values()) == 4


def test_a_return_that_comes_after_its_period_was_reported_is_named_and_not_counted(office: Office) -> None:
    forms = play(office, Q1, 20, "区科技局")
    then = merge(office, Q1)["summary"]["lights"]
    play(office, Q2, 50, today=JULY)
    office.send("迟交.xlsx", said(forms["区住建局"], 20))
    office.collect("--today", "2022-07-05")
    merged = merge(office, Q2)
    assert codes(merged, "D11", "D51") == ["D51"]
    rows = sheet(office, merged, "变化")
    assert next(row for row in rows if row[0] == "2022年第一季度")[2:7] == list(then.values())
    assert "（区住建局）在该期汇总之后才计入" in str(rows[2][0])
    # The clerk's next form shows what the clerk said.
    form = office.distribute("2022-Q3")["区住建局"]
    cells = [cell.value for rows in opened(form) for row in rows for cell in row]
    assert any("已办到第 50 件。" in str(cell) for cell in cells)
    before = reports(office, Q2)
    merge(office, Q1)  # the office takes it in
    assert reports(office, Q2) == before
    merge(office, Q2)
    assert reports(office, Q2) == before  # that round is over
    office.send("三季度.xlsx", said(form, 70))
    office.collect("--today", "2022-10-04")
    merged = merge(office, "2022-Q3")
    assert codes(merged, "D51") == []
    run = next(row for row in sheet(office, merged, "变化") if row[0] == "2022年第一季度")
    assert run[2:7] != list(then.values())


def test_a_form_that_was_lost_is_written_anew_as_it_was_handed_out(office: Office) -> None:
    forms = play(office, Q1, 20, "区科技局")
    before = forms["区住建局"].read_bytes()
    merge(office, Q1)
    edit(office, "指标", ("任务序号", 3), {"目标值": 7000})
    office.distribute(Q2)
    forms["区住建局"].unlink()
    office.answer("distribute", "--period", Q1, "--unit", "区住建局")
    assert forms["区住建局"].read_bytes() == before


def test_what_a_person_does_to_the_kept_list_changes_no_report(office: Office) -> None:
    play(office, Q1, 20)
    merge(office, Q1)
    before = reports(office, Q1)
    change_the_list(office)
    office.distribute(Q2)
    kept = office.folder / "returns" / Q1 / "master.xlsx"
    kept.write_bytes((office.folder / "templates" / "master.xlsx").read_bytes())
    merge(office, Q1)
    assert reports(office, Q1) == before
    kept.unlink()
    merge(office, Q1)
    assert reports(office, Q1) == before
    assert office.collect(status=0) == {}  # a workbook beside the returns is none


def test_a_kept_list_that_is_gone_is_named_and_nothing_is_made_up(office: Office) -> None:
    play(office, Q1, 20)
    merge(office, Q1)
    change_the_list(office)
    office.distribute(Q2)
    shutil.rmtree(office.folder / ".reportkit" / "lists")
    before = reports(office, Q1)
    merge(office, Q1)
    assert reports(office, Q1) == before  # the one for people is the same
    (office.folder / "returns" / Q1 / "master.xlsx").unlink()
    status, _, err = office.run("merge", "--period", Q1)
    assert status == 2
    assert "returns/2022-Q1/master.xlsx" in err
    assert "--current-list" in err
    assert merge(office, Q1, "--current-list")["summary"]["tasks"] == 3


def test_a_round_of_an_earlier_program_is_closed_with_the_next(office: Office) -> None:
    """Its record says nothing of lists: it lives by the master until the next is handed out."""
    play(office, Q1, 20)
    record = office.folder / ".reportkit" / "rounds" / f"{Q1}.json"
    old = {key: value for key, value in json.loads(record.read_text()).items() if key in {"due", "forms", "types"}}
    record.write_text(json.dumps(old))
    merge(office, Q1)
    before = reports(office, Q1)
    office.distribute(Q2)
    change_the_list(office)
    merge(office, Q1)
    assert reports(office, Q1) == before
