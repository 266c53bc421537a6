"""What makes a task blue, green, yellow, red or white, and how the reason reads."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.language.words import Lang
from reportkit.model import Answer, Entry, Kind, Light, Milestone, Op, Role, Settings, Status, Target, Task, UnitRef
from reportkit.period import Period
from reportkit.progress.clauses import percent_words, target_words
from reportkit.progress.lights import Judgement, judge

Q1, H1, Q3, YEAR = (Period.parse(p) for p in ("2022-Q1", "2022-H1", "2022-Q3", "2022"))
TASK = Task(4, "一", None, "新增国家高新技术企业500家", ("顾国煜",), (UnitRef("区科技局", "区科技局"),), ())
FIRMS = Target(4, 1, "国家高新技术企业", Op.EQUAL, Decimal(500), "家", Kind.COUNT, "")


def target(no: int = 1, kind: Kind = Kind.COUNT, op: Op = Op.EQUAL, value: str | None = "500") -> Target:
    return Target(4, no, f"指标{no}", op, None if value is None else Decimal(value), "家", kind, "")


def entry(
    status: str | None = None, percent: str | None = None, actual: Mapping[int, str] | None = None, *, bad: str = ""
) -> Entry:
    said = {"status": status, "percent": None if percent is None else Decimal(percent), "progress": "有进展"}
    return Entry(
        4,
        "区科技局",
        Role.LEAD,
        answers={name: Answer(name, value, faulty=name == bad) for name, value in said.items()},
        targets={no: {"actual": Answer("actual", Decimal(value))} for no, value in (actual or {}).items()},
    )


def due(day: date | None) -> Task:
    return Task(4, "一", None, "工作", (), (UnitRef("区科技局", "区科技局"),), (), deadline=day)


def light(said: Entry | None, period: Period, *targets: Target, task: Task = TASK) -> Judgement:
    return judge(task, targets, said, period, Settings())


@pytest.mark.parametrize(
    ("percent", "period", "expected", "gap"),
    [
        ("60", H1, Light.GREEN, "10.0"),
        ("50", H1, Light.GREEN, "0.0"),
        ("40", H1, Light.GREEN, "-10.0"),  # ten points behind are still on schedule
        ("39.9", H1, Light.YELLOW, "-10.1"),
        ("39.96", H1, Light.GREEN, "-10.0"),  # what is printed is what is compared
        ("39.95", H1, Light.GREEN, "-10.0"),  # 40 % is printed
        ("19.95", H1, Light.YELLOW, "-30.0"),
        ("20", H1, Light.YELLOW, "-30.0"),  # thirty points are still yellow (Yinchuan: inclusive)
        ("19.9", H1, Light.RED, "-30.1"),
        ("0", Q1, Light.YELLOW, "-25.0"),
        ("45", Q3, Light.YELLOW, "-30.0"),
        ("44", Q3, Light.RED, "-31.0"),
    ],
)
def test_the_reported_percent_is_held_against_the_year(percent: str, period: Period, expected: Light, gap: str) -> None:
    found = light(entry("on_track", percent), period)
    assert (found.light, found.gap) == (expected, Decimal(gap))


def test_thresholds_are_the_office_s_own() -> None:
    lenient = Settings(yellow=Decimal(20), red=Decimal(50))
    assert judge(TASK, (), entry("on_track", "31"), H1, lenient).light is Light.GREEN
    assert judge(TASK, (), entry("on_track", "1"), H1, lenient).light is Light.YELLOW


def test_the_schedule_is_the_office_s_own() -> None:
    slow = Settings(schedule=(Decimal(10), Decimal(40), Decimal(70), Decimal(100)))
    found = judge(TASK, (FIRMS,), entry("on_track", "31", {1: "180"}), H1, slow)
    assert (found.light, found.baseline, found.gap) == (Light.GREEN, Decimal(40), Decimal(-9))
    assert found.reason == "自报完成 31%，序时应达 40%，落后 9 个百分点"


@pytest.mark.parametrize(
    ("kind", "op", "value", "actual", "expected", "gap"),
    [
        (Kind.COUNT, Op.EQUAL, "500", "180", Light.YELLOW, "-14.0"),
        (Kind.COUNT, Op.EQUAL, "500", "250", Light.GREEN, "0.0"),
        (Kind.AMOUNT, Op.MORE, "6", "0.5", Light.RED, "-41.7"),
        (Kind.LEVEL, Op.AT_LEAST, "100", "90", Light.GREEN, "-10.0"),  # held against the aim itself
        (Kind.RATIO, Op.AT_LEAST, "100", "50", Light.RED, "-50.0"),
        (Kind.GROWTH, Op.AT_LEAST, "8", "6", Light.YELLOW, "-25.0"),
        (Kind.LEVEL, Op.AT_MOST, "35", "34", Light.GREEN, "0.0"),
        (Kind.LEVEL, Op.AT_MOST, "35", "70", Light.RED, "-50.0"),
        (Kind.COUNT, Op.EQUAL, "0", "0", Light.GREEN, "0.0"),  # no accidents: of a bare zero more is not fine
        (Kind.COUNT, Op.EQUAL, "0", "1", Light.RED, "-100.0"),
        (Kind.GROWTH, Op.EQUAL, "0", "1", Light.GREEN, "0.0"),  # growth is
        (Kind.COUNT, Op.AT_MOST, "10", "20", Light.RED, "-50.0"),  # a cap is never spread over the year
    ],
)
def test_each_kind_of_target_is_held_against_its_own(  # noqa: PLR0917 - a table
    kind: Kind, op: Op, value: str, actual: str, expected: Light, gap: str
) -> None:
    found = light(entry("on_track", None, {1: actual}), H1, target(1, kind, op, value))
    assert (found.light, found.gap) == (expected, Decimal(gap))


@pytest.mark.parametrize("kind", [Kind.SCOPE, Kind.STRETCH, Kind.IMPLICIT])
def test_scope_stretch_and_implicit_aims_never_drive_a_light(kind: Kind) -> None:
    found = light(entry("on_track", "50", {1: "1"}), H1, target(1, kind))
    assert (found.light, found.gap) == (Light.GREEN, Decimal(0))


def test_the_worst_of_several_gaps_decides() -> None:
    found = light(entry("on_track", "60", {1: "300", 2: "50"}), H1, target(1), target(2))
    assert found.light is Light.RED
    assert found.gap == Decimal("-40.0")
    assert found.reason == "指标2目标 500家，已完成 50家（10%），序时应为 250家（50%），落后 40 个百分点"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry("done"), "自报已完成"),
        (entry("done", "100"), "自报已完成；指标1未报数"),
        (entry("done", "100", {1: "500"}), "自报已完成"),
        (entry("done", None, {1: "512"}), "自报已完成"),
    ],
)
def test_blue_is_a_claim_that_no_figure_denies(said: Entry, expected: str) -> None:
    targets = () if expected == "自报已完成" and not said.targets else (target(1), target(2, Kind.SCOPE))
    assert light(said, H1, *targets) == Judgement(
        Light.BLUE, expected, Decimal("50.0"), light(said, H1, *targets).gap, light(said, H1, *targets).targets
    )


@pytest.mark.parametrize(
    ("said", "period", "expected", "reason"),
    [
        (entry("done", "60"), H1, Light.GREEN, "自报已完成，但完成进度只有 60%"),
        (
            entry("done", "60"),
            YEAR,
            Light.RED,
            "自报已完成，但自报完成 60%，序时应达 100%，落后 40 个百分点",
        ),
        (entry("done", "100", {1: "480"}), H1, Light.GREEN, "自报已完成，但指标1目标 500家，只完成 480家（96%）"),
        (
            entry("done", "100", {1: "100"}),
            Q3,
            Light.RED,
            "自报已完成，但指标1目标 500家，已完成 100家（20%），序时应为 375家（75%），落后 55 个百分点",
        ),
    ],
)
def test_a_claim_its_own_figures_deny_is_not_blue(said: Entry, period: Period, expected: Light, reason: str) -> None:
    found = light(said, period, target(1))
    assert (found.light, found.reason) == (expected, reason)


def test_what_is_done_but_for_what_no_report_prints_is_done() -> None:
    assert light(entry("done", "99.96"), H1).light is Light.BLUE
    assert light(entry("done", "99.94"), H1).reason == "自报已完成，但完成进度只有 99.9%"
    task = replace(TASK, milestones=(TENDER,))
    assert light(entry("on_track", "39.96"), H1, task=task).light is Light.GREEN


def test_done_denied_and_overdue_says_both() -> None:
    found = light(entry("done", None, {1: "480"}), H1, target(1), task=due(date(2022, 6, 1)))
    assert found.light is Light.RED
    assert found.reason == "自报已完成，但指标1目标 500家，只完成 480家（96%）；时限 2022-06-01，已逾期未完成"


@pytest.mark.parametrize(
    ("deadline", "said", "expected", "reason"),
    [
        (date(2022, 6, 29), entry("on_track", "99"), Light.RED, "时限 2022-06-29，已逾期未完成"),
        (date(2022, 6, 30), entry("on_track", "99"), Light.YELLOW, "时限 2022-06-30 当日，尚未完成"),
        (date(2022, 7, 30), entry("on_track", "99"), Light.YELLOW, "时限 2022-07-30，还有 30 天，尚未完成"),
        (date(2022, 7, 31), entry("on_track", "99"), Light.GREEN, "自报完成 99%，序时应达 85.7%，超前 13.3 个百分点"),
        (date(2022, 6, 29), entry("on_track", "100"), Light.GREEN, "自报完成 100%，序时应达 100%，与序时持平"),
        (date(2022, 6, 29), entry("done"), Light.BLUE, "自报已完成"),
        (date(2022, 6, 29), entry("on_track"), Light.RED, "时限 2022-06-29，已逾期未完成"),
    ],
)
def test_a_task_s_own_deadline(deadline: date, said: Entry, expected: Light, reason: str) -> None:
    found = light(said, H1, task=due(deadline))
    assert found.light is expected
    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (entry("on_track", "95"), Light.YELLOW),
        (entry("on_track"), Light.YELLOW),
        (entry("on_track", "100"), Light.GREEN),
        (entry("ahead", None, {1: "500"}), Light.GREEN),
        (entry("done"), Light.BLUE),
        (entry("on_track", "60"), Light.RED),
    ],
)
def test_when_the_year_is_over_what_is_not_finished_is_yellow_at_least(said: Entry, expected: Light) -> None:
    assert light(said, YEAR, target(1)).light is expected
    assert light(said, Period.parse("2022-12"), target(1)).light is expected


@pytest.mark.parametrize(
    ("status", "period", "expected", "reason"),
    [
        ("on_track", Q3, Light.GREEN, "自报正常推进"),
        ("ahead", Q3, Light.GREEN, "自报超序时进度"),
        ("lagging", Q1, Light.YELLOW, "自报进度滞后"),
        ("other", Q1, Light.YELLOW, "自报需调整或中止"),
        ("not_started", Period.parse("2022-01"), Light.GREEN, "自报未启动"),
        ("not_started", Q1, Light.YELLOW, "自报未启动"),
        ("not_started", H1, Light.YELLOW, "自报未启动"),
        ("not_started", Period.parse("2022-07"), Light.RED, "年度过半，自报未启动"),
    ],
)
def test_a_status_alone(status: str, period: Period, expected: Light, reason: str) -> None:
    found = light(entry(status), period)
    assert (found.light, found.reason, found.gap) == (expected, reason, None)


def test_what_the_unit_says_comes_first_and_the_figures_behind_it() -> None:
    found = light(entry("lagging", "48"), H1)
    assert found.light is Light.YELLOW
    assert found.reason == "自报进度滞后；自报完成 48%，序时应达 50%，落后 2 个百分点"


def test_every_reason_for_the_light_is_named_and_none_for_a_lesser_one() -> None:
    found = light(entry("not_started", "0"), Q3)
    assert found.reason == "自报完成 0%，序时应达 75%，落后 75 个百分点；年度过半，自报未启动"
    assert light(entry("lagging", "0"), Q3).reason == "自报完成 0%，序时应达 75%，落后 75 个百分点"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (None, "牵头单位区科技局未报"),
        (entry(), "区科技局未报状态、进度和指标数值，无法判定"),
        (entry("under_review"), "区科技局未报状态、进度和指标数值，无法判定"),  # a choice of the office's own
        (entry("on_track", bad="status"), "区科技局未报状态、进度和指标数值，无法判定"),
        (entry(None, "NaN", {1: "Infinity"}), "区科技局未报状态、进度和指标数值，无法判定"),
    ],
)
def test_white_is_not_reported_or_nothing_to_judge_by(said: Entry | None, reason: str) -> None:
    found = light(said, H1, target(1))
    assert (found.light, found.reason, found.gap) == (Light.WHITE, reason, None)


def test_a_task_without_a_lead_unit_is_white_and_says_so() -> None:
    orphan = Task(1, "", None, "工作", (), (), ())
    assert light(None, H1, task=orphan).reason == "没有列明牵头单位"


@pytest.mark.parametrize(
    ("kind", "op", "value", "actual", "clause"),
    [
        (
            Kind.COUNT,
            Op.EQUAL,
            "500",
            "180",
            "指标1目标 500家，已完成 180家（36%），序时应为 250家（50%），落后 14 个百分点",
        ),
        (Kind.AMOUNT, Op.MORE, "6", "3", "指标1目标超 6家，已完成 3家（50%），序时应为 3家（50%），与序时持平"),
        (
            Kind.COUNT,
            Op.ABOUT,
            "20",
            "12",
            "指标1目标约 20家，已完成 12家（60%），序时应为 10家（50%），超前 10 个百分点",
        ),
        # As fine as it takes: an aim below ten is not rounded away, and who is ahead is not printed as level.
        (
            Kind.AMOUNT,
            Op.EQUAL,
            "0.5",
            "0.24",
            "指标1目标 0.5家，已完成 0.24家（48%），序时应为 0.25家（50%），落后 2 个百分点",
        ),
        (
            Kind.COUNT,
            Op.EQUAL,
            "16.5",
            "8.3",
            "指标1目标 16.5家，已完成 8.3家（50.3%），序时应为 8.25家（50%），超前 0.3 个百分点",
        ),
        (Kind.RATIO, Op.AT_LEAST, "95", "90", "指标1目标 95家，目前 90家（为目标的 94.7%），差 5.3 个百分点"),
        (Kind.RATIO, Op.AT_LEAST, "95", "96", "指标1目标 95家，目前 96家，已达到"),
        (Kind.RATIO, Op.MORE, "95", "95", "指标1目标超 95家，目前 95家（为目标的 100%），略有不足"),
        (Kind.LEVEL, Op.AT_MOST, "35", "34", "指标1控制目标不超过 35家，目前 34家，在控制数以内"),
        (Kind.LEVEL, Op.AT_MOST, "35", "50", "指标1控制目标不超过 35家，目前 50家，突破控制数，差 30 个百分点"),
        (Kind.COUNT, Op.EQUAL, "0", "1", "指标1控制目标 0家，目前 1家，突破控制数，差 100 个百分点"),
        (Kind.LEVEL, Op.LESS, "35", "35", "指标1控制目标低于 35家，目前 35家，未能控制住"),
    ],
)
def test_how_a_target_is_put_into_words(kind: Kind, op: Op, value: str, actual: str, clause: str) -> None:
    reached = light(entry("on_track", None, {1: actual}), H1, target(1, kind, op, value)).targets[0]
    assert target_words(reached, Lang.HANS) == clause


def test_the_reason_speaks_the_list_s_script_and_leaves_its_own_words_alone() -> None:
    settings = Settings(language=Lang.HANT)
    found = judge(TASK, (FIRMS,), entry("lagging", None, {1: "180"}), H1, settings)
    assert found.reason == (
        "国家高新技术企业目標 500家，已完成 180家（36%），序時應為 250家（50%），落後 14 個百分點；自報進度滯後"
    )


def test_the_same_in_english() -> None:
    reached = light(entry("on_track", None, {1: "180"}), H1, FIRMS).targets[0]
    assert target_words(reached, Lang.EN) == (
        "国家高新技术企业: aim 500家, 180家 so far (36%), 250家 expected by now (50%), 14 points behind"
    )
    assert percent_words(Decimal(60), Decimal(50), Lang.EN) == "reported 60% done, 50% expected by now, 10 points ahead"


def test_a_target_without_a_figure_or_a_value_has_no_clause() -> None:
    found = light(entry("on_track", "50", {2: "3"}), H1, target(1), target(2, value=None))
    assert [target_words(t, Lang.HANS) for t in found.targets] == ["", ""]
    assert [(t.actual, t.share, t.gap) for t in found.targets] == [(None, None, None), (Decimal(3), None, None)]


statuses = st.none() | st.sampled_from([s.value for s in Status])
percents = st.none() | st.integers(0, 100).map(str)
actuals = st.dictionaries(st.sampled_from([1, 2]), st.integers(-10, 900).map(str))


@given(statuses, percents, actuals, st.sampled_from([Q1, H1, Q3, YEAR]))
def test_whatever_is_reported_there_is_a_light_with_a_reason(
    status: str | None, percent: str | None, actual: dict[int, str], period: Period
) -> None:
    found = light(entry(status, percent, actual), period, target(1), target(2, Kind.RATIO))
    nothing = status is None and percent is None and not actual
    assert (found.light is Light.WHITE) is nothing
    assert found.reason
    if found.gap is not None and found.light is Light.GREEN:
        assert found.gap >= -10
    if found.gap is not None and found.gap < -30:
        assert found.light is Light.RED


@given(st.integers(0, 99), st.sampled_from([Q1, H1, Q3]))
def test_more_done_is_never_a_worse_light(percent: int, period: Period) -> None:
    order = [Light.RED, Light.YELLOW, Light.GREEN, Light.BLUE]
    less = light(entry("on_track", str(percent)), period).light
    more = light(entry("on_track", str(percent + 1)), period).light
    assert order.index(more) >= order.index(less)


TENDER = Milestone(date(2022, 6, 30), Decimal(40), "完成招标")
ROOF = Milestone(date(2022, 7, 20), Decimal(60), "主体封顶")
START = Milestone(date(2022, 5, 20), None, "开工")


@pytest.mark.parametrize(
    ("percent", "milestones", "expected", "gap", "reason"),
    [
        ("40", (), Light.GREEN, "-10.0", "自报完成 40%，序时应达 50%，落后 10 个百分点"),
        (
            "40", (TENDER,), Light.GREEN, "0.0",
            "自报完成 40%，序时应达 40%（节点：2022-06-30 40% 完成招标），与序时持平",
        ),
        (
            "35", (TENDER,), Light.YELLOW, "-5.0",  # five points, but the step is not done
            "节点（2022-06-30 40% 完成招标）已过，尚未达到；自报完成 35%，序时应达 40%，落后 5 个百分点",
        ),
        (
            "5", (TENDER,), Light.RED, "-35.0",
            "自报完成 5%，序时应达 40%，落后 35 个百分点；节点（2022-06-30 40% 完成招标）已过，尚未达到",
        ),
        (
            "45", (TENDER, ROOF), Light.GREEN, "5.0",
            "自报完成 45%，序时应达 40%（节点：2022-06-30 40% 完成招标），超前 5 个百分点；"  # noqa: ISC004 - one text
            "下一节点：2022-07-20 60% 主体封顶，还有 20 天",
        ),
        ("70", (TENDER, ROOF), Light.GREEN, "30.0",
         "自报完成 70%，序时应达 40%（节点：2022-06-30 40% 完成招标），超前 30 个百分点"),
        ("50", (START,), Light.GREEN, "0.0", "自报完成 50%，序时应达 50%，与序时持平；本期节点：2022-05-20 开工"),
        ("55", (ROOF,), Light.GREEN, "3.6",
         "自报完成 55%，序时应达 51.4%（节点：2022-07-20 60% 主体封顶），超前 3.6 个百分点"),
        ("100", (START, TENDER), Light.GREEN, "60.0",
         "自报完成 100%，序时应达 40%（节点：2022-06-30 40% 完成招标），超前 60 个百分点"),
    ],
)  # fmt: skip
def test_milestones_in_the_light_and_its_reason(
    percent: str, milestones: tuple[Milestone, ...], expected: Light, gap: str, reason: str
) -> None:
    task = replace(TASK, milestones=milestones)
    found = light(entry("on_track", percent), Period.parse("2022-Q2"), task=task)
    assert (found.light, found.gap, found.reason) == (expected, Decimal(gap), reason)


def test_a_target_is_held_against_the_milestones_too() -> None:
    found = light(entry("on_track", None, {1: "180"}), H1, FIRMS, task=replace(TASK, milestones=(TENDER,)))
    assert found.light is Light.GREEN
    assert found.reason == (
        "国家高新技术企业目标 500家，已完成 180家（36%），"
        "序时应为 200家（40%，节点：2022-06-30 40% 完成招标），落后 4 个百分点"
    )


def test_a_milestone_that_no_percent_answers_is_named() -> None:
    found = light(entry("on_track", None), Period.parse("2022-Q2"), task=replace(TASK, milestones=(TENDER,)))
    assert (found.light, found.reason) == (Light.GREEN, "自报正常推进；本期节点：2022-06-30 40% 完成招标")


def test_a_milestone_of_another_period_is_not_named_as_one_of_this() -> None:
    task = replace(TASK, milestones=(Milestone(date(2022, 3, 31), None, "选址"), START, ROOF))
    found = light(entry("on_track", "50"), Period.parse("2022-Q2"), task=task)
    assert found.reason.endswith("落后 1.4 个百分点；本期节点：2022-05-20 开工")


@pytest.mark.parametrize(("day", "is_named"), [(date(2022, 7, 30), True), (date(2022, 7, 31), False)])
def test_the_next_milestone_is_named_thirty_days_ahead(day: date, *, is_named: bool) -> None:
    task = replace(TASK, milestones=(Milestone(day, None, "封顶"),))
    found = light(entry("on_track", None), Period.parse("2022-Q2"), task=task)
    assert ("下一节点" in found.reason) is is_named


@pytest.mark.parametrize(
    ("lang", "reason"),
    [
        (Lang.HANS, "自报已完成；指标1、指标2未报数"),
        (Lang.HANT, "自報已完成；指标1、指标2未報數"),
    ],
)
def test_all_aims_without_a_figure_are_named_beside_done(lang: Lang, reason: str) -> None:
    found = judge(TASK, (target(1), target(2)), entry("done", "100"), H1, Settings(language=lang))
    assert found.light is Light.BLUE
    assert found.reason == reason


def test_done_is_believed_past_a_milestone_and_denied_by_its_percent() -> None:
    task = replace(TASK, milestones=(TENDER,))
    assert light(entry("done", None), H1, task=task).light is Light.BLUE
    denied = light(entry("done", "35"), H1, task=task)
    assert denied.light is Light.YELLOW
    assert denied.reason.startswith("自报已完成，但完成进度只有 35%；节点（2022-06-30 40% 完成招标）已过，尚未达到")


@given(st.integers(0, 100), st.lists(st.integers(0, 100), max_size=3))
def test_a_milestone_that_is_missed_is_yellow_at_least(percent: int, shares: list[int]) -> None:
    steps = tuple(Milestone(date(2022, n, 1), Decimal(share)) for n, share in enumerate(sorted(shares), 3))
    found = light(entry("on_track", str(percent)), H1, task=replace(TASK, milestones=steps))
    if any(percent < share for share in shares):
        assert found.light in (Light.YELLOW, Light.RED)
