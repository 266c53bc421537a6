"""The run of a year through the commands: mixed cycles, old periods merged again, an earlier period that changes."""

import hashlib
import warnings
from pathlib import Path
from typing import Any

import pytest

from reportkit.files.grid import read_grids
from tests.hands import opened
from tests.office import GOOD, Office, fill

DAYS = {"2022-02": "2022-03-04", "2022-Q1": "2022-04-04", "2022-H1": "2022-07-04", "2022-Q3": "2022-10-09"}
"""A month, a quarter, a half-year and a quarter again, each with the day on which its returns come."""
UNITS = ("区科技局",)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def play(office: Office, period: str, percent: int, *, day: str = "", name: str = "") -> None:
    """Let one of four units report a percent on each task, some day, and collect it."""
    forms = office.distribute(period)
    for unit in UNITS:
        answers = {**GOOD, "progress": f"已办到第 {percent} 件。", "percent": percent}
        office.send(f"{name}{unit} {period}.xlsx", fill(forms[unit], rest=answers))
    office.collect("--period", period, "--today", day or DAYS[period])


def merge(office: Office, period: str) -> dict[str, Any]:
    return office.answer("merge", "--period", period, status=1)


def reports(office: Office, period: str) -> dict[str, str]:
    """Return the digest of every report of a period."""
    folder = office.folder / "outbox" / period / "reports"
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def changes(office: Office, period: str) -> list[list[object]]:
    """Return the rows of the sheet of changes of the consolidated workbook."""
    place = merge(office, period)["workbooks"][0]
    grids = read_grids((office.folder / place).read_bytes())
    return [list(row) for row in next(grid for grid in grids if grid.name == "变化").rows]


def test_periods_of_any_length_follow_each_other_and_an_old_one_comes_to_the_same_bytes(office: Office) -> None:
    before: dict[str, dict[str, str]] = {}
    for number, period in enumerate(DAYS, start=1):
        play(office, period, 20 * number)
        merge(office, period)
        before[period] = reports(office, period)
    for period in ("2022-02", "2022-H1"):
        merge(office, period)
        assert reports(office, period) == before[period]

    rows = changes(office, "2022-Q3")
    heads = next(row for row in rows if row[0] == "序号")
    assert heads[10:14] == ["2月", "一季度", "上半年", "三季度"]
    assert set("".join(map(str, next(row for row in rows if row[0] == 1)[10:14]))) <= set("✔●▲■○")
    first = next(row for row in rows if row[0] == 1)
    assert first[7:10] == [60, 80, 20]  # half-year against third quarter
    assert [row[0] for row in rows[4:8]] == ["2022年2月", "2022年第一季度", "2022年上半年", "2022年第三季度"]
    exported = office.answer("export", "--period", "2022-H1")["tasks"][0]
    assert (exported["last_percent"], exported["entries"][0]["percent"]) == (40, 60)


def test_what_an_earlier_period_says_anew_changes_the_comparison_and_is_told(office: Office) -> None:
    play(office, "2022-Q1", 40)
    play(office, "2022-H1", 60)
    first = merge(office, "2022-H1")
    assert [d for d in first["diagnostics"] if d["code"] == "D11"] == []
    old_q1, old_h1 = reports(office, "2022-Q1"), reports(office, "2022-H1")

    play(office, "2022-Q1", 10, day="2022-07-20", name="更正 ")
    again = merge(office, "2022-H1")
    told = [d for d in again["diagnostics"] if d["code"] == "D11"]
    assert [d["unit"] for d in told] == list(UNITS)
    assert "2022年第一季度" in told[0]["message"]
    assert "2022-07-20" in told[0]["message"]
    assert "更正 区科技局 2022-Q1.xlsx" in [d["file"] for d in told]
    rows = changes(office, "2022-H1")
    assert "注意：2022年第一季度有 1 份报表（区科技局）" in str(rows[2][0])
    one = next(row for row in rows if row[0] == 1)
    assert one[7:10] == [10, 60, 50]
    assert old_h1 != reports(office, "2022-H1")
    assert old_q1 == reports(office, "2022-Q1")  # until it is merged again itself
    _, out, _ = office.run("merge", "--period", "2022-H1")
    assert "2022-07-20" in out
    assert "重发" in out
    now = reports(office, "2022-H1")
    merge(office, "2022-H1")
    assert reports(office, "2022-H1") == now


def test_an_old_return_that_is_accepted_late_changes_the_comparison_and_is_told(
    office: Office, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It came in April, before this period's first return, and counts only since somebody said whose it is."""
    other = Office(tmp_path_factory.mktemp("other"), is_another=True)
    unit = UNITS[0]
    office.distribute("2022-Q1")
    office.send("谁的.xlsx", fill(other.distribute("2022-Q1")[unit], rest={**GOOD, "percent": 20}))
    stored = office.collect("--today", DAYS["2022-Q1"], status=1)["谁的.xlsx"]["stored"]
    play(office, "2022-H1", 60)
    assert [d for d in merge(office, "2022-H1")["diagnostics"] if d["code"] == "D11"] == []
    office.answer("accept", stored, "--period", "2022-Q1", "--unit", unit, "--today", "2022-07-20")
    told = [d for d in merge(office, "2022-H1")["diagnostics"] if d["code"] == "D11"]
    assert [(d["unit"], d["file"]) for d in told] == [(unit, "谁的.xlsx")]
    rows = changes(office, "2022-H1")
    assert "注意：2022年第一季度有 1 份报表（区科技局）" in str(rows[2][0])
    assert next(row for row in rows if row[0] == 1)[7:10] == [20, 60, 40]


def test_a_period_that_is_not_of_the_year_of_the_list_is_asked_about(office: Office) -> None:
    """In January the old list is still there until somebody imports the new one."""
    for command in ("distribute", "merge"):
        for period, told in (("2022-12", []), ("2023-01", ["O06"])):
            status = 1 if command == "merge" else 0
            document = office.answer(command, "--period", period, status=status)
            assert [d["code"] for d in document["diagnostics"] if d["code"] == "O06"] == told
        _, out, _ = office.run(command, "--period", "2023-01")
        assert "任务单是 2022 年的，2023年1月不在这一年。" in out
    assert office.answer("export", "--period", "2023-01")["tasks"][0]["last_light"] is None


def test_a_report_that_somebody_edited_lies_beside_the_new_one(office: Office) -> None:
    play(office, "2022-Q1", 40)
    place = office.folder / merge(office, "2022-Q1")["workbooks"][0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl leaves out what it does not know
        book = opened(place.read_bytes())
    book.worksheets[0]["A7"].value = "领导已阅"
    book.save(place)
    edited, written = place.read_bytes(), reports(office, "2022-Q1")
    again = merge(office, "2022-Q1")
    aside = place.with_name(f"{place.stem} (kept 1).xlsx")
    assert [office.folder / kept for kept in again["kept"]] == [aside]
    assert aside.read_bytes() == edited
    assert merge(office, "2022-Q1")["kept"] == []
    assert {name for name, digest in reports(office, "2022-Q1").items() if written.get(name) != digest} == {
        place.name, aside.name,
    }  # fmt: skip


def test_a_strict_merge_waits_for_what_has_an_error(office: Office) -> None:
    form = office.distribute("2022-Q1")["区科技局"]
    office.send("a.xlsx", fill(form, tasks={1: {"percent": "很多"}}))
    office.collect("--today", DAYS["2022-Q1"], status=1)
    counted = {}
    for words in ((), ("--strict",), ()):
        answer = office.answer("merge", "--period", "2022-Q1", *words, status=1)
        counted[words] = (answer["summary"]["reported"], answer["summary"]["lights"]["white"])
        tasks = office.answer("export", "--period", "2022-Q1", *words)["tasks"]
        assert sum(task["light"] == "white" for task in tasks) == counted[words][1]
    assert counted == {(): (2, 2), ("--strict",): (0, 4)}
