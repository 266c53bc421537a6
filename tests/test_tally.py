"""Counts of tasks: each once in total, under every section, leader and lead unit it belongs to."""

from reportkit import tally
from reportkit.model import Light, Status
from tests import rounds

PROGRESS = rounds.make_round().progress


def test_every_task_counts_once_in_total() -> None:
    counted = tally.total(PROGRESS)
    assert (counted.tasks, counted.reported, counted.missing) == (12, 10, 2)
    assert counted.lights == {Light.BLUE: 2, Light.GREEN: 3, Light.YELLOW: 3, Light.RED: 2, Light.WHITE: 2}
    assert counted.status == {
        Status.NOT_STARTED: 0, Status.ON_TRACK: 5, Status.AHEAD: 1, Status.LAGGING: 2, Status.DONE: 2, Status.OTHER: 0,
    }  # fmt: skip


def test_sections_keep_the_lists_order() -> None:
    assert [(name, t.tasks, t.reported) for name, t in tally.by_section(PROGRESS)] == [
        (rounds.SECTIONS[0], 4, 4),
        (rounds.SECTIONS[1], 4, 4),
        (rounds.SECTIONS[2], 4, 2),
    ]


def test_a_task_of_two_leaders_counts_for_both_in_order_of_rank() -> None:
    counted = tally.by_leader(PROGRESS, ("顧斌", "梅建勝"))
    assert [(name, t.tasks) for name, t in counted] == [("顧斌", 3), ("梅建勝", 3), ("顧國煜", 4), ("姚文華", 4)]


def test_a_unit_is_credited_with_its_own_reports() -> None:
    counted = dict(tally.by_unit(PROGRESS))
    assert (counted["區發改局"].tasks, counted["區發改局"].reported) == (4, 4)  # two as speaker, two beside another
    assert (counted["良渚新城"].tasks, counted["良渚新城"].reported) == (1, 0)
    assert "五常街道" in counted
    assert counted["五常街道"].tasks == 2  # its part in task 3 is shown and never counted


def test_nothing_counts_as_nothing() -> None:
    assert tally.total(()).tasks == 0
    assert tally.by_section(()) == tally.by_leader(()) == tally.by_unit(()) == ()
