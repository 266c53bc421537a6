"""Names that may be one unit are found without holding every name against every other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.lists.likeness import Core, core, doubts, may_be_one

_LEVELS = ("", "区", "市", "余杭区", "西湖区")
_TAILS = ("局", "委", "委员会", "中心", "办公室", "办", "")
_PARTS = st.text("林水业利一二3", min_size=1, max_size=7)
_USUAL = st.builds("".join, st.tuples(st.sampled_from(_LEVELS), _PARTS, st.sampled_from(_TAILS)))
_SHORT = st.sampled_from(("区发改局", "区发展和改革局", "余杭区发改局", "市发改委", "发改局", "发展和改革局"))
_ABBREVIATING = st.builds("区{}{}".format, st.text("林水业", min_size=2, max_size=4), st.sampled_from(("局", "办")))
# Longer than any name, and one character apart from others of the kind.
_ENDLESS = st.builds(
    lambda at, char, length: "水" * at + char + "水" * (length - at),
    st.integers(0, 62), st.sampled_from("林业水"), st.integers(57, 64),
)  # fmt: skip


def _by_definition(names: list[str], offices: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what `doubts` returns by holding every name against every one before it."""
    found: dict[tuple[str, str], None] = {}
    for at, name in enumerate(names):
        host = offices.get(core(name).name)
        if host is not None and host != name:
            found[name, host] = None
        for other in names[:at]:
            if may_be_one(core(name), core(other)):
                short, long = sorted((name, other), key=lambda n: (len(n), n))
                found[short, long] = None
    return tuple(found)


@given(st.lists(_USUAL | _SHORT, unique=True, max_size=14))
def test_what_is_found_is_what_all_pairs_would_give(names: list[str]) -> None:
    offices = {"发改局": "区政府", "林局": "区水利局"}

    assert doubts(names, offices) == _by_definition(names, offices)


@given(st.lists(_ABBREVIATING, unique=True, max_size=14))
def test_what_abbreviates_another_is_found_to_its_last_character(names: list[str]) -> None:
    assert doubts(names, {}) == _by_definition(names, {})


@given(st.lists(_ENDLESS, unique=True, max_size=6))
def test_texts_longer_than_any_name_are_held_against_each_other_too(names: list[str]) -> None:
    assert doubts(names, {}) == _by_definition(names, {})


def test_ten_thousand_names_are_told_apart_by_looking_at_few_of_them_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held: list[tuple[Core, Core]] = []

    def counted(one: Core, other: Core) -> bool:
        held.append((one, other))
        return may_be_one(one, other)

    monkeypatch.setattr("reportkit.lists.likeness.may_be_one", counted)
    characters = "发展改革经济信息林业水利教育卫生健康住房城乡建设农村文化旅游民政财政市场监管规划自然资源"
    steps = [(n * 7919) % 10_007 for n in range(1, 10_001)]
    names = [f"区{''.join(characters[n * k % len(characters)] for k in (1, 3, 7, 11))}{n}局" for n in steps]

    doubts(names, {})

    assert len(held) < 100 * len(names)
