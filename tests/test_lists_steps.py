"""Several steps in the column of deadlines are proposed as milestones; a deadline stays a deadline."""

from datetime import date
from decimal import Decimal

import pytest

from reportkit.diagnostics import Code
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from reportkit.lists.steps import steps_of
from reportkit.model import Milestone
from tests.master_shapes import separated

JUNE, DECEMBER = date(2022, 6, 30), date(2022, 12, 31)
MARCH, SEPTEMBER = date(2022, 3, 31), date(2022, 9, 30)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("6月底前完成招标，12月底前完工", (Milestone(JUNE, None, "完成招标"), Milestone(DECEMBER, None, "完工"))),
        ("一季度完成30%，上半年完成50%", (Milestone(MARCH, Decimal(30)), Milestone(JUNE, Decimal(50)))),
        ("第一季度：全年任务的30％；上半年完成80%以上", (Milestone(MARCH, Decimal(30)), Milestone(JUNE, Decimal(80)))),
        ("2022年3月31日前开工 9月底完成主体", (Milestone(MARCH, None, "开工"), Milestone(SEPTEMBER, None, "完成主体"))),
        ("3月底前开工，招标。六月底前完工", (Milestone(MARCH, None, "开工，招标"), Milestone(JUNE, None, "完工"))),
        # A share of the investment is none of the task.
        ("6月底完成投资50%，年底完工", (Milestone(JUNE, None, "完成投资50%"), Milestone(DECEMBER, None, "完工"))),
        ("6月底前", ()),
        ("2022年6月30日", ()),
        ("6月底前完成招标", ()),  # one step alone is a deadline
        ("3月底，6月底", ()),  # nothing says what is done by them
        ("12月底前完工，6月底前完成招标", ()),  # the days do not rise
        ("长期坚持，6月底前完成招标，12月底前完工", ()),
        ("", ()),
    ],
)  # fmt: skip
def test_steps(text: str, wanted: tuple[Milestone, ...]) -> None:
    assert steps_of(text, 2022) == wanted


def test_spaces_without_end_part_no_steps() -> None:
    assert steps_of("6月底前完成招标" + " " * 30_000 + "完工", 2022) == ()


def test_no_year_no_steps() -> None:
    assert steps_of("6月底前完成招标，12月底前完工", 0) == ()


@pytest.mark.parametrize("heading", ["完成时限", "时间节点", "进度安排"])
def test_steps_in_the_column_of_deadlines_are_proposed_and_said(heading: str) -> None:
    rows = (
        f"序号|重点工作|牵头单位|{heading}",
        "1|一季度完成30%，上半年完成50%。|区民政局|",  # the prose of a task is no plan
        "2|修路。|区交通局|6月底前完成招标，12月底前完工",
        "3|建桥。|区交通局|3月底前开工；9月底前完工",
        "4|种树。|区林水局|一季度完成30%，上半年完成50%",
    )
    found = import_list("2022年重点工作.csv", separated([row.split("|") for row in rows]).encode())
    planned = {task.no: (task.deadline, task.milestones) for task in found.master.tasks}
    assert planned == {
        1: (None, ()),
        2: (None, (Milestone(JUNE, None, "完成招标"), Milestone(DECEMBER, None, "完工"))),
        3: (SEPTEMBER, (Milestone(MARCH, None, "开工"), Milestone(SEPTEMBER, None, "完工"))),
        4: (None, (Milestone(MARCH, Decimal(30)), Milestone(JUNE, Decimal(50)))),
    }
    said = [finding for finding in found.diagnostics if finding.code is Code.L26]
    assert [(finding.task, bool(finding.cells)) for finding in said] == [(2, True), (3, True), (4, True)]
    assert "2022-03-31 30%；2022-06-30 50%" in said[2].message(Lang.HANS)
    assert Code.L18 not in [finding.code for finding in found.diagnostics]


def test_a_plan_beside_a_deadline_leaves_the_deadline_as_it_is() -> None:
    rows = ("序号|重点工作|牵头单位|完成时限|进度安排", "1|修路。|区交通局|2022年9月30日|3月底前开工，9月底前完工")
    found = import_list("2022年重点工作.csv", separated([row.split("|") for row in rows]).encode())
    assert (found.master.tasks[0].deadline, found.master.tasks[0].milestones) == (SEPTEMBER, ())
    assert [finding.found for finding in found.diagnostics if finding.code is Code.L13] == ["进度安排"]
