"""Baselines, shares and numbers in words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit import measure
from reportkit.model import Kind, Milestone, Op, Target
from reportkit.period import Calendar, Period


def aim(value: str | None, op: Op = Op.EQUAL, kind: Kind = Kind.COUNT) -> Target:
    return Target(1, 1, "指标", op, None if value is None else Decimal(value), "家", kind, "")


@pytest.mark.parametrize(
    ("period", "deadline", "percent"),
    [
        ("2022-Q1", None, "25.0"),
        ("2022-Q2", None, "50.0"),
        ("2022-H1", None, "50.0"),
        ("2022-01", None, "8.3"),
        ("2022-11", None, "91.7"),  # Xuancheng's own figure for eleven months
        ("2022", None, "100.0"),
        ("2022-Q1", date(2022, 6, 30), "50.0"),  # three of six months
        ("2022-Q2", date(2022, 6, 15), "100.0"),  # its month has passed
        ("2022-Q2", date(2022, 3, 1), "100.0"),
        ("2022-Q2", date(2021, 12, 31), "100.0"),
        ("2022-Q2", date(2023, 6, 30), "33.3"),  # six of eighteen
    ],
)
def test_baseline_is_the_share_of_the_months_until_the_deadline(
    period: str, deadline: date | None, percent: str
) -> None:
    assert measure.baseline(Period.parse(period), deadline) == Decimal(percent)


QUARTERS = (Decimal(20), Decimal(45), Decimal(70), Decimal(100))


@pytest.mark.parametrize(
    ("period", "deadline", "milestones", "percent"),
    [
        ("2022-Q1", None, (), "20.0"),
        ("2022-Q3", None, (), "70.0"),
        ("2022", None, (), "100.0"),
        ("2022-02", None, (), "13.3"),  # two thirds of the first quarter
        ("2022-Q1", date(2022, 6, 30), (), "44.4"),  # 20 of the 45 that are expected by then
        ("2022-Q3", date(2023, 6, 30), (), "46.7"),  # 70 % of twelve months, of eighteen
        ("2022-Q1", None, (Milestone(date(2022, 6, 30), Decimal(90)),), "40.0"),  # 20/45 of the way to it
    ],
)
def test_a_schedule_of_the_office_s_own_says_how_the_year_passes(
    period: str, deadline: date | None, milestones: tuple[Milestone, ...], percent: str
) -> None:
    assert measure.baseline(Period.parse(period), deadline, milestones, QUARTERS) == Decimal(percent)


@given(st.integers(1, 12), st.none() | st.integers(1, 12), st.lists(st.integers(0, 100), max_size=3))
def test_a_schedule_that_is_even_changes_nothing(month: int, due: int | None, steps: list[int]) -> None:
    period = Period.parse(f"2022-{month:02}")
    deadline = None if due is None else date(2022, due, 28)
    milestones = tuple(Milestone(date(2022, 3 * n, 1), Decimal(step)) for n, step in enumerate(sorted(steps), 1))
    even = tuple(Decimal(25 * n) for n in range(1, 5))
    told = measure.baseline(period, deadline, milestones, even)
    assert told == measure.baseline(period, deadline, milestones)


def test_nothing_is_expected_while_a_schedule_stands_still() -> None:
    late = (*[Decimal(0)] * 6, *(Decimal(100 * n) / 6 for n in range(1, 6)), Decimal(100))
    assert measure.baseline(Period.parse("2022-02"), date(2022, 4, 30), (), late) == 0
    assert measure.baseline(Period.parse("2022-Q3"), None, (), late) == 50


TENDER = Milestone(date(2022, 6, 30), Decimal(40), "完成招标")
ROOF = Milestone(date(2022, 9, 15), Decimal(60), "主体封顶")


@pytest.mark.parametrize(
    ("period", "deadline", "milestones", "percent", "bends"),
    [
        ("2022-Q1", None, (TENDER,), "20.0", TENDER),  # half of the way to the tender
        ("2022-Q2", None, (TENDER,), "40.0", TENDER),
        ("2022-Q3", None, (TENDER,), "70.0", TENDER),  # half of what is left, in half of the time
        ("2022-08", None, (TENDER, ROOF), "53.3", ROOF),
        ("2022-Q3", None, (TENDER, ROOF), "60.0", ROOF),
        ("2022-11", None, (TENDER, ROOF), "86.7", ROOF),
        ("2022", None, (TENDER, ROOF), "100.0", None),
        ("2022-Q2", date(2022, 6, 30), (TENDER,), "100.0", None),  # the deadline goes before a milestone of its month
        ("2022-07", date(2022, 8, 31), (TENDER, ROOF), "70.0", TENDER),  # what lies behind the deadline bends nothing
        ("2022-Q2", None, (Milestone(date(2022, 6, 30), None, "完成招标"),), "50.0", None),
        ("2022-Q2", None, (Milestone(date(2021, 12, 1), Decimal(40)),), "50.0", None),
        ("2022-Q2", None, (Milestone(date(2022, 6, 30), Decimal(50)),), "50.0", None),  # it lies on the way
        ("2022-Q3", None, (ROOF, Milestone(date(2022, 10, 1), Decimal(30))), "60.0", ROOF),  # what falls is passed over
        ("2022-Q2", None, (Milestone(date(2022, 6, 1), Decimal(10)), TENDER), "40.0", TENDER),
    ],
)
def test_milestones_bend_the_baseline(
    period: str, deadline: date | None, milestones: tuple[Milestone, ...], percent: str, bends: Milestone | None
) -> None:
    assert measure.baseline(Period.parse(period), deadline, milestones) == Decimal(percent)
    assert measure.bending(Period.parse(period), deadline, milestones) == bends


days = st.dates(date(2021, 11, 1), date(2023, 3, 31))
steps = st.lists(st.builds(Milestone, days, st.none() | st.integers(0, 100).map(Decimal)), max_size=5).map(tuple)


@given(steps, st.none() | days)
def test_what_is_expected_never_falls_and_ends_at_all(milestones: tuple[Milestone, ...], deadline: date | None) -> None:
    months = [Period.parse(f"2022-{month:02}") for month in range(1, 13)]
    way = [measure.baseline(period, deadline, milestones) for period in months]
    assert way == sorted(way)
    assert all(0 <= percent <= 100 for percent in way)
    end = 12 if deadline is None else (deadline.year - 2022) * 12 + deadline.month
    assert all(percent == 100 for percent in way[max(end, 1) - 1 :])
    assert (way[-1] == 100) is (end <= 12) or any(item.percent == 100 for item in milestones)


@given(st.integers(1, 12), st.none() | days)
def test_milestones_without_a_percent_leave_the_baseline_exactly_as_it_is(month: int, deadline: date | None) -> None:
    period, told = Period.parse(f"2022-{month:02}"), (Milestone(date(2022, 5, 1), None, "开工"),)
    assert measure.baseline(period, deadline, told) == measure.baseline(period, deadline)


def test_of_the_milestones_that_are_due_the_one_that_asks_the_most_counts() -> None:
    assert measure.due_milestone((TENDER, ROOF), date(2022, 9, 30)) == ROOF
    assert measure.due_milestone((TENDER, ROOF), date(2022, 6, 30)) == TENDER
    assert measure.due_milestone((TENDER, ROOF), date(2022, 6, 29)) is None


def test_a_milestone_in_words() -> None:
    assert measure.milestone_text(TENDER) == "2022-06-30 40% 完成招标"
    assert measure.milestone_text(Milestone(date(2022, 6, 30), Decimal("33.30"))) == "2022-06-30 33.3%"
    assert measure.milestone_text(Milestone(date(2022, 6, 30), None, "开工")) == "2022-06-30 开工"


@pytest.mark.parametrize(
    ("op", "value", "actual", "met", "share"),
    [
        (Op.EQUAL, "500", "180", False, "36.0"),
        (Op.EQUAL, "500", "620", True, "124.0"),  # of a bare number more is fine
        (Op.ABOUT, "500", "500", True, "100.0"),
        (Op.AT_LEAST, "500", "500", True, "100.0"),
        (Op.MORE, "6", "6", False, "100.0"),  # 超6亿元: six are not more than six
        (Op.MORE, "6", "6.1", True, "101.7"),
        (Op.AT_LEAST, "3", "2", False, "66.7"),
        (Op.AT_LEAST, "8", "-2", False, "0.0"),  # what falls has reached nothing of a rise
        (Op.AT_LEAST, "0", "0", True, "100.0"),
        (Op.AT_LEAST, "0", "-1", False, "0.0"),
        (Op.MORE, "0", "0", False, "0.0"),
        (Op.AT_LEAST, "-3", "-2", True, "100.0"),
        (Op.AT_LEAST, "-3", "-6", False, "50.0"),
        (Op.AT_MOST, "35", "34", True, "100.0"),  # PM2.5 kept
        (Op.AT_MOST, "35", "35", True, "100.0"),
        (Op.AT_MOST, "35", "50", False, "70.0"),
        (Op.LESS, "35", "35", False, "100.0"),
        (Op.AT_MOST, "0", "1", False, "0.0"),
        (Op.AT_MOST, "0", "0", True, "100.0"),
        (Op.AT_MOST, "-3", "-4", True, "100.0"),  # a fall of 3 % or more
        (Op.AT_MOST, "-3", "-2", False, "66.7"),
        (Op.AT_MOST, "-3", "0", False, "0.0"),
        (Op.AT_MOST, "-3", "2", False, "0.0"),
    ],
)
def test_share_of_the_aim(op: Op, value: str, actual: str, met: bool, share: str) -> None:  # noqa: FBT001 - a table
    target = aim(value, op)
    assert measure.is_met(target, Decimal(actual)) is met
    assert measure.share(target, Decimal(actual)) == Decimal(share)


def test_an_aim_without_a_figure_has_no_share_and_is_never_met() -> None:
    assert measure.share(aim(None), Decimal(1)) is None
    assert not measure.is_met(aim(None), Decimal(1))


@pytest.mark.parametrize(
    ("kind", "op", "expected"),
    [
        (Kind.COUNT, Op.EQUAL, "50.0"),
        (Kind.AMOUNT, Op.AT_LEAST, "50.0"),
        (Kind.LEVEL, Op.EQUAL, "100.0"),
        (Kind.RATIO, Op.AT_LEAST, "100.0"),
        (Kind.GROWTH, Op.AT_LEAST, "100.0"),
        (Kind.COUNT, Op.AT_MOST, "100.0"),  # nobody works up to a cap
    ],
)
def test_only_counts_and_amounts_grow_with_the_year(kind: Kind, op: Op, expected: str) -> None:
    assert measure.expected(aim("5", op, kind), Decimal("50.0")) == Decimal(expected)


def test_a_tenth_is_rounded_half_up_and_the_largest_cell_has_room() -> None:
    assert measure.tenth(Decimal("-10.05")) == Decimal("-10.1")
    assert measure.tenth(Decimal("10.05")) == Decimal("10.1")
    assert measure.tenth(Decimal("1.7E+308")) == Decimal("1.7E+308")


numbers = st.decimals(-1000, 1000, places=2)


@given(numbers, numbers, st.sampled_from(Op))
def test_a_share_is_never_negative_and_full_wherever_the_aim_is_met(value: Decimal, actual: Decimal, op: Op) -> None:
    target = aim(str(value), op)
    share = measure.share(target, actual)
    assert share is not None
    assert share >= (100 if measure.is_met(target, actual) else 0)


@given(st.decimals(1, 1000, places=2), numbers, numbers)
def test_more_is_never_a_smaller_share_of_a_positive_aim(value: Decimal, one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))
    low, high = measure.share(aim(str(value)), less), measure.share(aim(str(value)), more)
    assert low is not None
    assert high is not None
    assert low <= high


@pytest.mark.parametrize(
    ("period", "deadline", "percent"),
    [
        ("2025/26-Q1", None, "25"),
        ("2025/26-Q4", None, "100"),
        ("2026-02", None, "91.7"),
        ("2025-06", date(2025, 9, 30), "50"),
        ("2026-01", date(2025, 12, 31), "100"),
        ("2026-02a", None, "87.5"),
        ("2025-W27", None, "26.6"),
        ("2025-06a", date(2025, 6, 10), "100"),
        ("2025-06a", date(2025, 6, 20), "83.3"),
    ],
)
def test_the_way_leads_through_the_year_of_the_list(period: str, deadline: date | None, percent: str) -> None:
    """It begins in April; what is less than a month counts by its days."""
    found = Period.parse(period, Calendar(2025, 4))
    assert measure.baseline(found, deadline, first=4) == Decimal(percent)


def test_a_milestone_bends_the_way_of_a_year_that_begins_in_april() -> None:
    step = Milestone(date(2025, 9, 30), Decimal(20), "")
    found = Period.parse("2025/26-Q2", Calendar(2025, 4))
    assert measure.baseline(found, None, (step,), first=4) == 20
    assert measure.bending(found, None, (step,), first=4) == step
    assert measure.baseline(Period.parse("2025-12"), None, (step,), first=4) == 60
