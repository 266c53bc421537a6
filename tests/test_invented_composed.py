"""Invented lists composed of ways of writing them at random: none is silently wrong. `--thorough` tries a thousand."""

from collections import Counter

import pytest

from tests.invented.composed import LAYOUTS, compose, held
from tests.invented.scoring import Outcome

FEW, MANY = 100, 1_000


def test_a_seed_is_one_document() -> None:
    assert compose(7).made.data == compose(7).made.data
    assert compose(7).name == compose(7).name


def test_each_layout_comes_up() -> None:
    shapes = {compose(seed).made.shape.split(", ")[0] for seed in range(FEW)}
    assert shapes == {layout.name for layout in LAYOUTS}


def test_of_composed_lists_nearly_all_are_right_and_none_is_silently_wrong() -> None:
    found = [(made.name, score) for made, score in held(range(FEW))]
    assert [name for name, score in found if score.outcome in (Outcome.SILENT, Outcome.FAULT)] == []
    assert sum(score.outcome is Outcome.RIGHT for _, score in found) >= 0.97 * FEW


def test_of_many_composed_lists_hardly_any_is_silently_wrong(pytestconfig: pytest.Config) -> None:
    if not pytestconfig.getoption("--thorough"):
        pytest.skip("only under --thorough")
    counts = Counter(score.outcome for _, score in held(range(MANY)))
    assert counts[Outcome.FAULT] == 0
    assert counts[Outcome.SILENT] <= 0.01 * MANY
    assert counts[Outcome.RIGHT] >= 0.98 * MANY
