"""Who is asked about which tasks."""

from dataclasses import replace
from datetime import date

import pytest

from reportkit.forms.assign import Assignment, assignments
from reportkit.model import Group, Master, Role
from tests.forms_sample import FINANCE, MASTER, PERIOD, SCIENCE, TASKS, TOWN, ref


def asked(found: tuple[Assignment, ...]) -> list[tuple[str, str, list[int]]]:
    return [(a.unit.name, a.role.value, [task.no for task in a.tasks]) for a in found]


def test_each_lead_unit_is_asked_its_tasks_in_the_lists_own_order() -> None:
    backwards = replace(MASTER, tasks=tuple(reversed(TASKS)), units=(FINANCE, SCIENCE, TOWN))
    assert asked(assignments(backwards, PERIOD)) == [("区科技局", "lead", [4, 3]), ("区财政局", "lead", [9, 4])]


def test_participants_are_asked_apart_and_never_for_what_they_lead() -> None:
    task = replace(TASKS[0], participants=(ref("各镇街"), ref("区科技局")))
    master = replace(MASTER, tasks=(task, *TASKS[1:]), groups=(Group("各镇街", ("余杭街道",)), Group("有关镇街")))
    assert asked(assignments(master, PERIOD, participants=True)) == [
        ("区科技局", "lead", [3, 4]),
        ("区科技局", "participant", [9]),
        ("区财政局", "lead", [4, 9]),
        ("余杭街道", "participant", [3, 4]),
    ]


def test_a_group_that_leads_is_asked_through_its_members() -> None:
    master = Master(
        (replace(TASKS[0], leads=(ref("各镇街"),)),), (), (SCIENCE, TOWN), (Group("各镇街", ("余杭街道",)),)
    )
    assert assignments(master, PERIOD) == (Assignment(TOWN, Role.LEAD, master.tasks),)


def test_a_name_that_is_no_unit_is_asked_nothing() -> None:
    master = replace(MASTER, tasks=(replace(TASKS[0], leads=(ref("有关部门"),)),))
    assert assignments(master, PERIOD) == ()


@pytest.mark.parametrize(
    ("withdrawn", "added", "expected"),
    [
        (None, None, True),
        (date(2022, 3, 31), None, False),  # off the list before the quarter began
        (date(2022, 6, 30), None, False),  # taken off on its last day
        (date(2022, 7, 1), None, True),
        (None, date(2022, 6, 30), True),
        (None, date(2022, 7, 1), False),
    ],
)
def test_a_task_counts_while_it_stands_on_the_list(
    withdrawn: date | None, added: date | None, *, expected: bool
) -> None:
    assert replace(TASKS[0], withdrawn=withdrawn, added=added).stands(PERIOD) is expected
