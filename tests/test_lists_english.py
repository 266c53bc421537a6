"""Lists in English: measures, changed days, offices of which one carries out what another answers for."""

import pytest

from reportkit.diagnostics import Code
from reportkit.lists.imported import Imported
from reportkit.lists.importing import import_list
from reportkit.model import Task


def of_rows(*rows: str, title: str = "Delivery plan 2026/27") -> Imported:
    """Import a table written as lines with `|` between the cells, below a title."""
    lines = [row.split("|") for row in rows]
    titled = [[title, *[""] * (len(lines[0]) - 1)], *lines]
    return import_list("list.csv", "\n".join(",".join(f'"{cell}"' for cell in line) for line in titled).encode())


def units(task: Task) -> tuple[list[str], list[str]]:
    return [ref.written for ref in task.leads], [ref.written for ref in task.participants]


def test_what_measures_success_stands_beside_the_wording_and_has_targets() -> None:
    found = of_rows(
        "Ref|Action|Lead|Success criteria|Update",
        "1|Improve recycling|Waste|Recycle 52% of waste|On track",
        "2|Build homes|Housing|Complete 80 homes|",
    )
    assert [task.work for task in found.master.tasks] == ["Improve recycling", "Build homes"]
    assert [[cell.value for cell in task.own] for task in found.master.tasks] == [
        ["Recycle 52% of waste", "On track"],
        ["Complete 80 homes"],
    ]
    assert [(one.task, str(one.value)) for one in found.master.targets] == [(1, "52"), (2, "80")]
    assert [one.found for one in found.diagnostics if one.code is Code.L54] == ["Success criteria"]


@pytest.mark.parametrize("heading", ["Key performance indicator", "Milestones", "How we will measure success"])
def test_measures_are_the_tasks_where_nothing_else_is(heading: str) -> None:
    found = of_rows(f"No.|{heading}|Owner", "1|Open four new libraries|Culture", "2|Mend twelve roofs|Estates")
    assert [task.work for task in found.master.tasks] == ["Open four new libraries", "Mend twelve roofs"]


def test_a_day_that_was_changed_holds() -> None:
    found = of_rows(
        "Ref|Action|Owner|Original due date|Revised due date",
        "1|Mend the wall|Parks|31/03/2027|30/06/2027",
        "2|Paint the hall|Estates|30/11/2026|",
    )
    assert [str(task.deadline) for task in found.master.tasks] == ["2027-06-30", "2026-11-30"]


def test_who_carries_a_task_out_leads_where_nobody_answers_for_it() -> None:
    found = of_rows("Ref|Action|Responsible|Delivered by", "1|Mend the wall|Parks|Site team")
    assert units(found.master.tasks[0]) == (["Parks"], ["Site team"])
    found = of_rows("Ref|Action|SRO|Delivered by", "1|Mend the wall|Dr Ann Lee|Site team")
    assert units(found.master.tasks[0]) == (["Site team"], [])
    assert found.master.tasks[0].leaders == ("Dr Ann Lee",)
