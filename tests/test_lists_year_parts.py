"""Days of English lists: parts of a year, remarks beside them, and words that name no day."""

import pytest

from reportkit.diagnostics import Code
from reportkit.imported import Imported
from reportkit.language.words import Lang
from reportkit.lists.financial_year import beginning_of
from reportkit.lists.findings import deadline_of
from reportkit.lists.importing import import_list
from reportkit.lists.when import says_when
from reportkit.lists.year_parts import names_part

COUNCIL, SCHOOL, CALENDAR = "Delivery plan 2026/27", "School improvement plan 2026/27", "Action plan 2026"


@pytest.mark.parametrize(
    ("title", "written", "day"),
    [
        (COUNCIL, "Quarter 2", "2026-09-30"),
        (COUNCIL, "2nd quarter", "2026-09-30"),
        (COUNCIL, "Qtr 2", "2026-09-30"),
        (COUNCIL, "Q2 26/27", "2026-09-30"),
        (COUNCIL, "By end of Q4 2026-27", "2027-03-31"),
        (COUNCIL, "FY 2026/27 Q2", "2026-09-30"),
        (COUNCIL, "Q2 (Jul-Sep)", "2026-09-30"),
        (COUNCIL, "Q2 (revised)", "2026-09-30"),
        (COUNCIL, "Q1 to Q3", "2026-12-31"),
        (COUNCIL, "H1 2026/27", "2026-09-30"),
        (COUNCIL, "2027/28", "2028-03-31"),
        (COUNCIL, "2026-2027", "2027-03-31"),
        (COUNCIL, "end of FY", "2027-03-31"),
        (COUNCIL, "FY26", "2027-03-31"),
        (COUNCIL, "FY29", "None"),
        (COUNCIL, "end of calendar year", "2026-12-31"),
        (COUNCIL, "AY 2026/27", "2027-07-31"),
        (COUNCIL, "end of the academic year", "2026-07-31"),
        (COUNCIL, "Spring 2027", "2027-05-31"),
        (COUNCIL, "Winter 2026", "2027-02-28"),
        (COUNCIL, "Summer", "2026-08-31"),
        (COUNCIL, "winter", "2027-02-28"),
        (COUNCIL, "2026-2029", "2029-12-31"),
        (COUNCIL, "20-30", "None"),
        (SCHOOL, "Autumn Term 2026", "2026-12-31"),
        (SCHOOL, "end of spring term", "2027-03-31"),
        (SCHOOL, "Summer 1", "2027-05-31"),
        (SCHOOL, "October half term", "2026-10-31"),
        (SCHOOL, "2026/27", "2027-07-31"),
        (SCHOOL, "March", "2027-03-31"),
        (CALENDAR, "4Q 2026", "2026-12-31"),
        (CALENDAR, "Q2 2026/27", "2026-09-30"),
        (CALENDAR, "2026-2027", "2027-12-31"),
        (CALENDAR, "May 29, 2026", "2026-05-29"),
        (CALENDAR, "end of FY", "None"),
        (CALENDAR, "year-end", "2026-12-31"),
        (CALENDAR, "winter", "2027-02-28"),
        (CALENDAR, "early 2027", "2027-03-31"),
        (CALENDAR, "30 June 2026 (extended)", "2026-06-30"),
        (CALENDAR, "Revised: 31 Dec 2026", "2026-12-31"),
    ],
)
def test_a_part_of_a_year_is_its_last_day(title: str, written: str, day: str) -> None:
    assert str(deadline_of(written, 2026, beginning_of(title).month)[0]) == day


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Q2", True),
        ("end of FY", True),
        ("2026/27", True),
        ("term", False),
        ("year", True),
        ("20-30", False),
        ("Q5", False),
    ],
)
def test_what_is_a_part_of_a_year(text: str, is_one: bool) -> None:  # noqa: FBT001
    assert names_part(text) is is_one


@pytest.mark.parametrize(
    "written",
    ["TBC", "Ongoing", "Immediately", "Complete", "by half term", "From Sept 2026", "Sept 2026 onwards", "6 months"],
)
def test_words_that_name_no_day_are_told_as_such(written: str) -> None:
    assert says_when(written)
    found = import_list("plan 2026.csv", f"Ref,Action,Lead,By when\n1,Mend the wall,Parks,{written}\n".encode())
    assert found.master.tasks[0].deadline is None
    told = [one.message(Lang.EN) for one in found.diagnostics if one.code is Code.L18]
    assert [one.partition(" taken as ")[2] for one in told] == ["no day of its own: until the end of the year."]


def of_days(title: str, *days: str) -> Imported:
    rows = (f"{at},Mend wall {at},Site team,{day}" for at, day in enumerate(days, 1))
    return import_list("list.csv", "\n".join((f"{title},,,", "Ref,Action,Who,When", *rows)).encode())


def test_the_year_of_a_list_of_terms_begins_in_august() -> None:
    found = of_days("Riverside Primary: priorities 2026/27", "Autumn term", "March", "2026/27")
    assert [str(task.deadline) for task in found.master.tasks] == ["2026-12-31", "2027-03-31", "2027-07-31"]


def test_quarters_that_a_list_explains_are_so_whatever_its_title_sounds_like() -> None:
    title = '"Wyvern University Hospitals plan 2026/27. Q1 = {} 2026, Q2 = July to September 2026"'
    found = of_days(title.format("April to June"), "Q1 2026/27", "Q4 2026/27")
    assert [str(task.deadline) for task in found.master.tasks] == ["2026-06-30", "2027-03-31"]
    found = of_days("Wyvern University Press plan 2026/27", "Q1 2026/27")
    assert [str(task.deadline) for task in found.master.tasks] == ["2026-10-31"]
