"""Columns cut into runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.forms.runs import runs


@pytest.mark.parametrize(
    ("widths", "needs", "expected"),
    [
        ([10, 10], [1], [(0, 1)]),
        ([10, 10, 10], [10, 20], [(0, 0), (1, 2)]),
        ([10, 0, 10], [5, 5], [(0, 1), (2, 2)]),  # a hidden column goes with the run before it
        ([0, 10, 10], [5, 5], [(0, 1), (2, 2)]),
        ([40, 5, 5], [10, 10], [(0, 0), (1, 2)]),
    ],
)
def test_runs(widths: list[float], needs: list[float], expected: list[tuple[int, int]]) -> None:
    assert runs(widths, needs) == expected


def test_more_runs_than_columns_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="3 runs do not fit into 2 columns"):
        runs([10, 0, 10], [1, 1, 1])


@given(st.data())
def test_runs_cover_all_columns_and_each_can_be_seen(data: st.DataObject) -> None:
    widths = data.draw(st.lists(st.sampled_from([0.0, 5.0, 12.5, 40.0]), min_size=1, max_size=12))
    seen = sum(width > 0 for width in widths)
    if not seen:
        return
    needs = data.draw(st.lists(st.floats(1, 100), min_size=1, max_size=seen))
    found = runs(widths, needs)
    assert len(found) == len(needs)
    assert [n for first, last in found for n in range(first, last + 1)] == list(range(len(widths)))
    assert all(sum(widths[first : last + 1]) > 0 for first, last in found)
