"""Which period is meant: no round where no forms went out, days that are to come, and one way of telling."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from reportkit.cli.shell import day
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.model import Cycle, Settings
from reportkit.period import Calendar, Period
from reportkit.round.periods import next_period, periods_of
from tests.hands import opened
from tests.office import GOOD, Office, fill
from tests.workbook_text import workbook_text

MAY = ("--today", "2022-05-20")
JULY = ("--today", "2022-07-01")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def settle(office: Office, **values: object) -> None:
    """Set rows of the sheet of settings by their keys, as a person does."""
    place = office.folder / "templates" / "master.xlsx"
    book = opened(place)
    for row in book["设置"].iter_rows():
        key = str(row[3].value)
        if key in values:
            row[1].value = values[key]  # type: ignore[assignment]
    book.save(place)


def files(office: Office) -> set[str]:
    found = {path.relative_to(office.folder).as_posix() for path in office.folder.rglob("*") if path.is_file()}
    return {name for name in found if not name.startswith(".reportkit/store/")}  # which is safe to delete


COMMANDS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "status": lambda period: ("status", "--period", period),
    "merge": lambda period: ("merge", "--period", period),
    "export": lambda period: ("export", "--period", period, "--output", "merged.csv"),
    "collect": lambda period: ("collect", "--period", period),
    "accept": lambda period: ("accept", "inbox/a.xlsx", "--period", period, "--unit", "区科技局"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_period_for_which_no_forms_went_out_is_no_round(office: Office, command: str) -> None:
    office.distribute("2022-Q1")
    form = office.distribute("2022-Q2")["区科技局"]
    office.send("a.xlsx", fill(form))
    before = files(office)
    status, out, err = office.run(*COMMANDS[command]("2022-06"))
    assert (status, out) == (2, "")
    assert err.splitlines() == ["2022年6月没有下发过填报表。", "  → 已有的报送期：2022-Q1、2022-Q2。"]
    assert files(office) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_before_any_round_the_period_asked_for_is_the_one_to_hand_out(office: Office, command: str) -> None:
    office.send("a.xlsx", b"x")
    before = files(office)
    status, _, err = office.run("--lang", "en", *COMMANDS[command]("6月"))
    assert status == 2
    assert "No forms went out for 2022-06." in err
    assert '"reportkit distribute --period 2022-06"' in err
    assert files(office) == before


def test_filed_returns_are_a_round_too(office: Office) -> None:
    """The record of what went out may be lost, or was never there."""
    form = office.distribute()["区科技局"]
    office.send("a.xlsx", fill(form))
    office.collect(*JULY)
    (office.folder / ".reportkit" / "rounds" / "2022-Q2.json").unlink()
    assert office.answer("status", "--period", "Q2", *JULY, status=1)["period"] == "2022-Q2"


@pytest.mark.parametrize("written", ["2022Q2", "2022年第二季度", "Q2", "二季度", "ｑ２", "111年第二季", " 2022 - q2 "])
def test_a_period_is_told_in_one_way_however_it_is_written(office: Office, written: str) -> None:
    handed_out = office.answer("distribute", "--period", written, *MAY)
    assert handed_out["period"] == "2022-Q2"
    assert handed_out["forms"][0]["path"].startswith("outbox/2022-Q2/forms/")
    assert office.answer("status", "--period", written, *MAY, status=1)["period"] == "2022-Q2"


def test_without_a_list_nobody_knows_of_which_year_a_quarter_is(tmp_path: Path) -> None:
    office = Office(tmp_path)
    (tmp_path / "templates" / "master.xlsx").unlink()
    status, _, err = office.run("status", "--period", "Q2")
    assert (status, "YYYY-Q1" in err) == (2, True)


def test_the_example_of_a_period_is_of_the_list_s_year(office: Office) -> None:
    settle(office, year=2026, first_month=4)
    status, _, err = office.run("distribute", "--period", "Q7")
    assert (status, "2026/27-Q1" in err, "2026-06" in err) == (2, True, True)


@pytest.mark.parametrize(
    ("settings", "today", "handed_out", "period"),
    [
        ({}, "2022-05-20", (), "2022-Q2"),
        ({}, "2022-05-20", ("2022-Q2",), "2022-Q3"),
        ({}, "2026-11-30", ("2022-Q2",), "2022-Q3"),  # the year is over: it goes on where it stopped
        ({}, "2026-11-30", (), "2022-Q4"),  # and it is its last round that is due
        ({"year": 2025, "cycle": "每周"}, "2025-12-30", (), "2025-W52"),  # this week is the next year's first
        ({"year": 2026, "cycle": "每月"}, "2026-03-02", (), "2026-03"),
        ({"year": 2026, "cycle": "每周"}, "2026-06-05", (), "2026-W23"),
        ({"year": 2026, "cycle": "每半月"}, "2026-06-05", (), "2026-06a"),
        ({"year": 2025, "first_month": 4}, "2026-01-08", (), "2025/26-Q4"),
        ({"year": 2025, "first_month": 9, "cycle": "每学期（一年三个）"}, "2026-02-08", (), "2025/26-T2"),
    ],
)
def test_what_comes_next_is_of_the_list_s_year_and_cycle(
    office: Office, settings: dict[str, object], today: str, handed_out: tuple[str, ...], period: str
) -> None:
    settle(office, organisation="督查室", **settings)
    for other in handed_out:
        office.distribute(other)
    status, out, _ = office.run("check", "--today", today)
    assert (status, f"reportkit distribute --period {period}" in out) == (0, True)
    if not handed_out:
        status, _, err = office.run("status", "--today", today)
        assert (status, f"reportkit distribute --period {period}”" in err) == (2, True)


def test_who_accepts_is_shown_the_period_that_the_file_claims(office: Office) -> None:
    """Two forms of the first quarter in one file, while the second is the newest round."""
    forms = office.distribute("2022-Q1")
    office.distribute("2022-Q2")
    book = opened(forms["区科技局"])
    other = opened(forms["区住建局"])
    for sheet in other.worksheets:
        copy = book.create_sheet(f"{sheet.title} 2")
        for row in sheet.iter_rows():
            for cell in row:
                copy[cell.coordinate].value = cell.value
    place = office.folder / "inbox" / "both.xlsx"
    book.save(place)
    status, out, _ = office.run("collect")
    assert (status, "--period 2022-Q1 --unit" in out) == (1, True)


def test_of_a_file_that_claims_no_period_one_is_named_only_where_there_is_no_other(office: Office) -> None:
    """`collect` says how to assign it, and so does `status`: neither makes it the newest round's."""
    office.distribute("2022-Q1")
    office.send("扫描件.pdf", b"%PDF-1.4 no form")
    status, out, _ = office.run("collect")
    assert (status, "--period 2022-Q1 --unit" in out) == (1, True)
    office.distribute("2022-Q3")
    status, out, _ = office.run("collect", "--again")
    assert (status, "--period 报送期 --unit" in out, "--period 2022-Q" in out) == (1, True, False)
    status, out, _ = office.run("status")
    assert (status, "--period 报送期 --unit" in out, "文件 --period 2022-Q" in out) == (1, True, False)


def test_a_hint_names_no_period_of_another_year(office: Office) -> None:
    status, _, err = office.run("merge", "--period", "2019-Q2", *MAY)
    assert (status, "distribute --period 2022-Q2”" in err, "distribute --period 2019" in err) == (2, True, False)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2022-03-31", "2022-03-31 早于2022年第二季度的第一天（2022-04-01）。"),
        ("2022-05-19", "2022-05-19 已过：今天是 2022-05-20。"),
        ("5月19日", "2022-05-19 已过：今天是 2022-05-20。"),
    ],
)
def test_a_due_day_that_is_past_is_refused(office: Office, due: str, said: str) -> None:
    before = files(office)
    status, out, err = office.run("distribute", "--period", "2022-Q2", "--due", due, *MAY)
    assert (status, out, err.splitlines()[0]) == (2, "", said)
    assert files(office) == before


@pytest.mark.parametrize("due", ["2022-07-08", "7月8日", "8 July", "２０２２．７．８", "111年7月8日"])
def test_a_due_day_is_told_in_one_way(office: Office, due: str) -> None:
    assert office.answer("distribute", "--period", "2022-Q2", "--due", due, *MAY)["due"] == "2022-07-08"


def test_a_round_keeps_the_day_it_was_issued_with(office: Office) -> None:
    """Handed out again when that is past, also with it on the command line, the forms say so."""
    issued = office.answer("distribute", "--period", "2022-Q2", "--due", "2022-05-25", *MAY)
    assert issued["diagnostics"] == []
    place = office.folder / issued["forms"][0]["path"]
    assert "2022-05-25 前报回" in workbook_text(place.read_bytes())
    again = office.answer("distribute", "--period", "2022-Q2", "--due", "2022-05-25", *JULY)
    assert [item["code"] for item in again["diagnostics"]] == ["O11"]
    assert again["due"] == "2022-05-25"
    text = workbook_text(place.read_bytes())
    assert "原定 2022-05-25 前报送，请尽快报回" in text
    assert "截止日期：原定 2022-05-25，请尽快报送" in text


def test_forms_of_a_round_long_past_say_that_they_were_due(office: Office) -> None:
    status, out, _ = office.run("distribute", "--period", "2022-Q2", "--today", "2022-09-01")
    assert (status, "截止日期 2022-07-05 已过" in out) == (0, True)
    status, out, _ = office.run("distribute", "--period", "2022-Q2", "--due", "9月9日", "--today", "2022-09-01")
    assert (status, "已过" in out) == (0, False)


def test_a_calendar_s_quarter_is_none_of_a_financial_year(office: Office) -> None:
    settle(office, year=2025, first_month=4)
    for other in ("2025-Q3", "2026-Q3"):
        status, _, err = office.run("distribute", "--period", other)
        assert (status, "任务单的年度是 2025/26；" in err, f"请把 {other} 写成 2025/26-Q3 这样" in err) == (
            2,
            True,
            True,
        )
    whole = office.answer("distribute", "--period", "2025/26-Q3", "--today", "2025-12-30")
    assert (whole["period"], whole["due"], whole["diagnostics"]) == ("2025/26-Q3", "2026-01-05", [])
    form = {item["unit"]: item for item in whole["forms"]}["区科技局"]
    assert form["path"].startswith("outbox/2025F04-Q3/forms/")
    assert form["form_id"].startswith("2025F04Q3-")
    office.send("a.xlsx", fill(office.folder / form["path"]))
    taken = office.collect("--today", "2026-01-04")["a.xlsx"]
    assert (taken["period"], taken["verdict"]) == ("2025/26-Q3", "accepted")
    merged = office.answer("merge", "--period", "Q3", "--today", "2026-01-04", status=1)
    assert (merged["period"], merged["workbooks"][0].split("/")[:2]) == ("2025/26-Q3", ["outbox", "2025F04-Q3"])
    found = office.answer("export", "--period", "2025-26 Q3", "--format", "json")
    assert {task["baseline"] for task in found["tasks"]} == {75}


@pytest.mark.parametrize(
    ("period", "today", "due", "folder"),
    [("W23", "2022-06-10", "2022-06-17", "2022-W23"), ("6月上半月", "2022-06-15", "2022-06-20", "2022-06a")],
)
def test_weeks_and_half_months_are_rounds(office: Office, period: str, today: str, due: str, folder: str) -> None:
    """They are due so many days after their end."""
    forms = office.answer("distribute", "--period", period, "--today", today)
    assert (forms["period"], forms["due"]) == (folder, due)
    place = office.folder / {item["unit"]: item for item in forms["forms"]}["区科技局"]["path"]
    assert place.relative_to(office.folder).parts[1] == folder
    office.send("a.xlsx", fill(place))
    assert office.collect("--today", due)["a.xlsx"]["period"] == folder
    assert office.answer("status", "--today", due, status=1)["period"] == folder


@pytest.mark.parametrize(
    ("cycle", "first", "count", "begin", "end"),
    [
        (Cycle.YEAR, 4, 1, date(2025, 4, 1), date(2026, 3, 31)),
        (Cycle.HALF, 9, 2, date(2025, 9, 1), date(2026, 8, 31)),
        (Cycle.MONTH, 4, 12, date(2025, 4, 1), date(2026, 3, 31)),
        (Cycle.HALF_MONTH, 4, 24, date(2025, 4, 1), date(2026, 3, 31)),
        (Cycle.WEEK, 1, 52, date(2024, 12, 30), date(2025, 12, 28)),
        (Cycle.WEEK, 4, 52, date(2025, 3, 31), date(2026, 3, 29)),
    ],
)
def test_a_year_has_its_periods(cycle: Cycle, first: int, count: int, begin: date, end: date) -> None:
    calendar = Calendar(2025, first)
    found = periods_of(calendar, cycle)
    assert (len(found), found[0].begin, found[-1].end) == (count, begin, end)
    assert all(calendar.holds(period) for period in found)
    assert found == sorted(found)


def test_where_the_list_does_not_say_its_year_it_is_the_current_one() -> None:
    assert next_period(Settings(first_month=4), (), date(2026, 2, 1)) == Period.parse("Q4", Calendar(2025, 4))


@pytest.mark.parametrize(
    ("written", "lang", "found"),
    [
        ("5/7/2022", Lang.EN, "2022-07-05"),
        ("5/7", Lang.EN, "2022-07-05"),
        ("5.7.2022", Lang.EN, "2022-07-05"),
        ("30/6/2022", Lang.HANS, "2022-06-30"),
        ("5 July", Lang.EN, "2022-07-05"),
        ("11月底", Lang.HANS, "2022-11-30"),
        ("111/7/5", Lang.HANT, "2022-07-05"),
        ("7月中旬", Lang.HANS, None),
        ("5/7/2022", Lang.HANS, None),
        ("5/7/2022", Lang.HANT, None),
    ],
)
def test_of_two_numbers_the_list_s_language_says_which_is_the_day(written: str, lang: Lang, found: str | None) -> None:
    """In English the day comes first, but in America; in Chinese nobody can tell, and it is asked."""
    if found is None:
        with pytest.raises(ReportkitError) as error:
            day(written, date(2022, 6, 30), lang=lambda: lang)
        assert ("可以读成两个日期" in error.value.message(Lang.HANS)) is written.startswith("5/7")
    else:
        assert day(written, date(2022, 6, 30), lang=lambda: lang) == date.fromisoformat(found)


def test_a_day_that_is_past_is_of_the_year_in_which_it_was() -> None:
    assert day("12月30日", date(2023, 1, 5), is_past=True) == date(2022, 12, 30)
    assert day("1月4日", date(2023, 1, 5), is_past=True) == date(2023, 1, 4)


def test_days_of_a_list_whose_year_begins_in_april_are_of_that_year(office: Office) -> None:
    """A deadline of the list, and what a unit answers."""
    settle(office, year=2025, first_month=4)
    place = office.folder / "templates" / "master.xlsx"
    book = opened(place)
    sheet = book["任务"]
    headings = {str(cell.value): cell.column or 0 for cell in sheet[3]}
    sheet.cell(5, headings["完成时限"], "2月底")
    book.save(place)
    form = office.distribute("2025/26-Q3")["区科技局"]
    assert "2026-02-28" in workbook_text(form.read_bytes())
    office.send("a.xlsx", fill(form, rest={**GOOD, "expected_date": "3月15日"}))
    office.collect("--today", "2026-01-04")
    found = office.answer("export", "--period", "Q3", "--format", "json")
    days = {entry["expected_date"] for task in found["tasks"] for entry in task["entries"]}
    assert days == {"2026-03-15"}


def test_how_the_year_is_counted_outlives_a_new_version_of_the_list(office: Office) -> None:
    settle(office, first_month=4, cycle="每半月")
    office.answer("import", str(office.folder / "list-2022.txt"))
    rows = opened(office.folder / "templates" / "master.xlsx")["设置"].iter_rows(values_only=True)
    kept = {row[3]: row[1] for row in rows if row[3] in {"first_month", "cycle"}}
    assert kept == {"first_month": 4, "cycle": "每半月"}


@pytest.mark.parametrize("written", ["4月", "四月", "4"])
def test_the_month_in_which_a_year_begins_is_read_as_people_write_it(office: Office, written: str) -> None:
    settle(office, first_month=written)
    assert office.answer("distribute", "--period", "Q1")["period"] == "2022/23-Q1"


@pytest.mark.parametrize("first_month", [0, 13, 4.5])
def test_a_year_begins_in_a_month(office: Office, first_month: object) -> None:
    settle(office, first_month=first_month)
    found = office.answer("check", status=1)["diagnostics"]
    assert [item["message"] for item in found if "年度起始月" in item["message"]]
    assert office.distribute("Q1")["区科技局"].parts[-3] == "2022-Q1"
