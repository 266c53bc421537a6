"""Where pages end: what stands together, what begins a page, and how full the last pages are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.reports.page_breaks import page_starts


def test_what_fits_one_page_is_not_divided() -> None:
    assert page_starts([20.0] * 5, 100) == []


def test_a_page_is_filled_and_the_last_one_is_no_remnant() -> None:
    """Ten to a page: the last of 31 rows would stand alone."""
    assert page_starts([10.0] * 31, 100) == [10, 20, 27]
    assert page_starts([10.0] * 35, 100) == [10, 20, 30]


def test_every_page_but_the_first_begins_with_the_headings() -> None:
    assert page_starts([10.0] * 19, 100, 10) == [10]
    assert len(page_starts([10.0] * 20, 100, 10)) == 2


def test_a_heading_goes_with_what_follows_and_no_task_is_divided() -> None:
    assert page_starts([10.0] * 14, 100, together=[(9, 10)]) == [9]
    assert page_starts([10.0] * 14, 100, together=[(7, 10)])[0] == 7


def test_what_overlaps_stands_together_too() -> None:
    assert page_starts([10.0] * 14, 100, together=[(6, 8), (8, 11)]) == [6]


def test_what_no_page_holds_is_divided_after_all() -> None:
    assert page_starts([30.0] * 6, 100, together=[(0, 5)]) == [3]


def test_a_heading_stays_with_its_first_row_where_what_is_above_both_leaves_no_room() -> None:
    heights = [*[10.0] * 9, 60.0, 10.0]
    assert page_starts(heights, 100, together=[(0, 9), (8, 9)]) == [8]


def test_a_section_begins_a_page_and_its_last_pages_are_its_own() -> None:
    assert page_starts([10.0] * 15, 100, starts=[4]) == [4, 11]


def test_a_row_higher_than_a_page_has_a_page_of_its_own() -> None:
    assert page_starts([10.0, 400.0, 10.0], 100) == [1, 2]


@given(
    heights=st.lists(st.floats(min_value=1, max_value=409), min_size=1, max_size=60),
    head=st.floats(min_value=0, max_value=60),
    starts=st.lists(st.integers(min_value=0, max_value=59), max_size=4),
    runs=st.lists(st.tuples(st.integers(0, 59), st.integers(0, 4)), max_size=8),
)
def test_no_page_holds_more_than_it_can(
    heights: list[float], head: float, starts: list[int], runs: list[tuple[int, int]]
) -> None:
    room = 500.0
    together = [(first, first + more) for first, more in runs if first + more < len(heights)]
    found = page_starts(heights, room, head, starts=starts, together=together)
    assert found == sorted(set(found))
    assert {start for start in starts if 0 < start < len(heights)} <= set(found) | {
        row for first, last in together for row in range(first + 1, last + 1)
    }
    bounds = [0, *found, len(heights)]
    for number, (first, last) in enumerate(pairwise(bounds)):
        used = sum(heights[first:last]) + (head if number else 0.0)
        assert used <= room + 1e-6 or last - first == 1


@pytest.mark.parametrize("count", [11, 12, 15, 19, 21, 29])
def test_pages_are_as_few_as_can_be(count: int) -> None:
    assert len(page_starts([10.0] * count, 100)) == -(-count // 10) - 1
