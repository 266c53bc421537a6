"""Several days in a cell of deadlines: the last is the deadline, those before it are milestones, and that is told."""

import pytest

from reportkit.diagnostics import Code
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from reportkit.lists.several_days import due_in_steps

Steps = list[tuple[str, str]]


@pytest.mark.parametrize(
    ("text", "day", "steps"),
    [
        ("30 June and 31 December 2026", "2026-12-31", [("2026-06-30", "30 June")]),
        ("30 June 2026 & 30 November 2026", "2026-11-30", [("2026-06-30", "30 June 2026")]),
        ("June, September and November", "2026-11-30", [("2026-06-30", "June"), ("2026-09-30", "September")]),
        ("June 2026 (draft); October 2026 (final)", "2026-10-31", [("2026-06-30", "draft"), ("2026-10-31", "final")]),
        ("Phase 1: Mar-26; then May-27", "2027-05-31", [("2026-03-31", "Phase 1")]),
        ("Draft by June, work by March 2027", "2027-03-31", [("2026-06-30", "Draft"), ("2027-03-31", "work")]),
        ("31 May and 30 November each year", "2026-11-30", [("2026-05-31", "31 May")]),
        ("31/03/2026, 30/09/2026", "2026-09-30", [("2026-03-31", "31/03/2026")]),
        ("6月底、11月底前", "2026-11-30", [("2026-06-30", "6月底")]),
        ("一期6月底前，二期11月底前", "2026-11-30", [("2026-06-30", "一期"), ("2026-11-30", "二期")]),
        ("115年6月及11月", "2026-11-30", [("2026-06-30", "115年6月")]),
        ("6月30日前定方案，11月30日前验收", "2026-11-30", [("2026-06-30", "定方案"), ("2026-11-30", "验收")]),
    ],
)  # fmt: skip
def test_the_last_of_several_days_is_the_deadline(text: str, day: str, steps: Steps) -> None:
    due = due_in_steps(text, 2026, 1)
    assert due is not None
    assert (str(due.day), [(str(step.day), step.words) for step in due.milestones]) == (day, steps)


def test_a_day_without_a_year_is_of_the_year_of_the_list() -> None:
    due = due_in_steps("30 September and 28 February", 2025, 4)
    assert due is not None
    assert [str(step.day) for step in due.milestones] == ["2025-09-30"]
    assert str(due.day) == "2026-02-28"


@pytest.mark.parametrize(
    "text",
    [
        "30 June 2026",
        "March 31, 2026",
        "December and June 2026",  # the days do not rise
        "June 2026, then as needed",
        "Quarterly and annually",
        "June, then ongoing",
        "6月底和长期",
        "Roads and Bridges",
        "",
        ", ".join(["June 2026"] * 9),
    ],
)
def test_what_is_no_sequence_of_days_is_none(text: str) -> None:
    assert due_in_steps(text, 2026, 1) is None


def test_milestones_are_told_with_the_words_of_the_list() -> None:
    found = import_list("Plan 2026.csv", b"Ref,Action,Lead,Due\n1,Mend 2 walls,Parks,30 June and 31 October 2026\n")
    (task,) = found.master.tasks
    assert (str(task.deadline), [str(step.day) for step in task.milestones]) == ("2026-10-31", ["2026-06-30"])
    (told,) = [one for one in found.diagnostics if one.code is Code.L26]
    assert (told.found, "2026-06-30 30 June" in told.message(Lang.EN)) == ("30 June and 31 October 2026", True)
