"""Who speaks for a task, what stands beside it, what is a conflict, and what came before."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit import tally
from reportkit.fields.field_type import FieldType
from reportkit.language.words import Words
from reportkit.model import (
    Answer,
    Choice,
    Conflict,
    Disputed,
    Entry,
    Field,
    Group,
    Kind,
    Leader,
    Light,
    Master,
    Op,
    Progress,
    Role,
    Round,
    Saying,
    Settings,
    Status,
    Target,
    Task,
    Template,
    Unit,
    UnitRef,
    UnitState,
    Verdict,
)
from reportkit.period import Period
from reportkit.progress.merging import merge

H1 = Period.parse("2022-H1")
DUE = date(2022, 7, 5)
TEMPLATE = Template(
    (
        Field("progress", FieldType.LONG_TEXT, Words("Progress", "进展")),
        Field(
            "status",
            FieldType.CHOICE,
            Words("Status", "状态"),
            choices=(Choice("on_track", Words("On track", "正常推进")), Choice("done", Words("Done", "已完成"))),
        ),
        Field("percent", FieldType.PERCENT, Words("Percent", "进度")),
        Field("actual", FieldType.NUMBER, Words("So far", "完成值"), target=True),
    )
)


def ref(name: str) -> UnitRef:
    return UnitRef(name, name)


def task(no: int, *leads: str, leaders: tuple[str, ...] = ("甲",), participants: tuple[str, ...] = ()) -> Task:
    return Task(no, f"板块{no % 2}", None, f"工作{no}", leaders, tuple(map(ref, leads)), tuple(map(ref, participants)))


MASTER = Master(
    tasks=(
        task(1, "科技局", "发改局", "财政局", leaders=("甲", "乙"), participants=("各平台", "商务局")),
        task(2, "发改局"),
        task(3, "各平台"),
        task(4),
    ),
    targets=(
        Target(1, 1, "企业", Op.EQUAL, Decimal(100), "家", Kind.COUNT, ""),
        Target(1, 2, "产值", Op.MORE, Decimal(8), "%", Kind.GROWTH, ""),
    ),
    units=tuple(
        Unit(f"U00{n}", name)
        for n, name in enumerate(("科技局", "发改局", "财政局", "商务局", "未来科技城", "良渚新城"), 1)
    ),
    groups=(Group("各平台", ("未来科技城", "良渚新城")), Group("有关镇街")),
    leaders=(Leader("甲", 1, successor="丙"), Leader("乙", 2, successor="丙"), Leader("丙", 3)),
    settings=Settings(organisation="区政府办", year=2022),
)


def say(  # noqa: PLR0917 - as the columns of a form
    unit: str,
    no: int = 1,
    status: str | None = "on_track",
    percent: str | None = "50",
    actual: str | None = None,
    role: Role = Role.LEAD,
) -> Entry:
    answers = {"progress": Answer("progress", f"{unit}说", f"{unit}说")}
    if status:
        answers["status"] = Answer("status", status)
    if percent:
        answers["percent"] = Answer("percent", Decimal(percent))
    targets = {1: {"actual": Answer("actual", Decimal(actual))}} if actual else {}
    return Entry(no, unit, role, f"2022H1-{unit}", answers, targets)


def merged(*entries: Entry, period: Period = H1, master: Master = MASTER, earlier: tuple[Round, ...] = ()) -> Round:
    units = {entry.unit: tuple(e for e in entries if e.unit == entry.unit) for entry in entries}
    return merge(period, DUE, master, TEMPLATE, units, (), earlier)


def first(*entries: Entry, master: Master = MASTER, earlier: tuple[Round, ...] = ()) -> Progress:
    return merged(*entries, master=master, earlier=earlier).progress[0]


def test_the_first_named_lead_unit_speaks_and_the_others_stand_beside_it_in_the_list_s_order() -> None:
    found = first(say("财政局", percent="52"), say("发改局", percent="48"), say("科技局", percent="50"))
    assert found.speaker == say("科技局")
    assert [entry.unit for entry in found.others] == ["发改局", "财政局"]
    assert found.percent == 50
    assert found.conflicts == ()


def test_a_task_is_not_reported_while_its_first_named_unit_is_silent() -> None:
    found = first(say("发改局", percent="100", status="done"))
    assert found.light is Light.WHITE
    assert found.speaker is None
    assert found.reason == "牵头单位科技局未报"
    assert [entry.unit for entry in found.others] == ["发改局"]


def test_a_silent_unit_is_named_as_the_list_writes_it() -> None:
    written = replace(MASTER.tasks[0], leads=(UnitRef("科技局", "科技局（知识产权局）"), ref("发改局")))
    found = first(say("发改局"), master=replace(MASTER, tasks=(written,)))
    assert found.reason == "牵头单位科技局（知识产权局）未报"


def test_a_form_need_not_ask_for_a_status() -> None:
    plain = replace(TEMPLATE, fields=tuple(field for field in TEMPLATE.fields if field.name != "status"))
    entry = say("科技局", status=None, percent="50")
    found = merge(H1, DUE, MASTER, plain, {"科技局": (entry,)}, ()).progress[0]
    assert (found.percent, found.light) == (Decimal(50), Light.GREEN)


def test_a_row_that_came_back_empty_is_no_report() -> None:
    empty = Entry(1, "科技局", Role.LEAD, answers={"status": Answer("status", None)}, targets={1: {}})
    assert first(empty).speaker is None
    written = replace(empty, answers={"status": Answer("status", None, "进行ing", faulty=True)})
    assert first(written).speaker == written
    assert first(written).light is Light.WHITE


def test_of_a_row_reported_twice_the_first_counts() -> None:
    assert first(say("科技局", percent="40"), say("科技局", percent="60")).percent == 40


def disputed(what: Disputed, mine: str, other: str, target: int | None = None) -> Conflict:
    return Conflict(1, what, (Saying("科技局", mine), Saying("发改局", other)), target)


@pytest.mark.parametrize(
    ("second", "conflicts"),
    [
        (say("发改局", percent="60"), ()),  # ten points apart are no conflict
        (say("发改局", percent="61"), (disputed(Disputed.PERCENT, "50%", "61%"),)),
        (say("发改局", status=None, percent=None), ()),  # who says nothing disagrees with nobody
        (say("发改局", status="done"), (disputed(Disputed.STATUS, "正常推进", "已完成"),)),
        # a status the form does not offer stands by its name
        (say("发改局", status="other"), (disputed(Disputed.STATUS, "正常推进", "other"),)),
        (say("发改局", actual="60"), ()),
        (say("发改局", actual="60.0"), ()),
        (say("发改局", actual="61"), (disputed(Disputed.TARGET, "60家", "61家", target=1),)),
    ],
)
def test_where_lead_units_disagree_it_is_a_conflict_and_the_first_counts(
    second: Entry, conflicts: tuple[Conflict, ...]
) -> None:
    found = first(second, say("科技局", actual="60"))
    assert found.conflicts == conflicts
    assert found.percent == 50
    assert found.targets[0].actual == 60


def test_further_lead_units_can_disagree_while_the_first_is_silent() -> None:
    found = first(say("发改局", percent="10"), say("财政局", percent="90"))
    assert [conflict.sayings for conflict in found.conflicts] == [(Saying("发改局", "10%"), Saying("财政局", "90%"))]


def test_the_conflict_threshold_is_the_office_s_own() -> None:
    strict = replace(MASTER, settings=replace(MASTER.settings, conflict=Decimal(0)))
    assert first(say("科技局"), say("发改局", percent="51"), master=strict).conflicts


def test_a_participant_is_shown_and_never_counted() -> None:
    found = first(
        say("商务局", role=Role.PARTICIPANT, percent="100"),
        say("良渚新城", role=Role.PARTICIPANT),
        say("外来局", percent="90"),  # reports on a task it has no part in
        say("未来科技城", role=Role.PARTICIPANT),
        say("发改局", role=Role.PARTICIPANT, percent="1"),  # leads it, but in the form of a participant
    )
    assert [entry.unit for entry in found.participants] == ["未来科技城", "良渚新城", "商务局", "发改局", "外来局"]
    assert (found.light, found.speaker, found.others, found.conflicts) == (Light.WHITE, None, (), ())


def test_a_group_that_leads_is_its_members_in_their_order() -> None:
    round_ = merged(say("良渚新城", 3), say("未来科技城", 3))
    assert MASTER.units_of(MASTER.tasks[2].leads) == ("未来科技城", "良渚新城")
    assert MASTER.units_of(task(9, "有关镇街").leads) == ("有关镇街",)
    found = round_.progress[2]
    assert found.speaker == say("未来科技城", 3)
    assert [entry.unit for entry in found.others] == ["良渚新城"]
    counted = {
        name: (count.tasks, count.reported) for name, count in tally.by_unit(merged(say("良渚新城", 3)).progress)
    }
    assert (counted["未来科技城"], counted["良渚新城"]) == ((1, 0), (1, 1))
    assert "各平台" not in counted
    assert merged(say("良渚新城", 3)).progress[2].reason == "牵头单位未来科技城未报"


def test_the_present_holder_of_a_post_leads_its_tasks_once() -> None:
    assert first().task.leaders == ("丙",)


@pytest.mark.parametrize(
    ("withdrawn", "added", "stands"),
    [
        (None, None, True),
        (date(2022, 6, 30), None, False),
        (date(2022, 7, 1), None, True),
        (None, date(2022, 6, 30), True),
        (None, date(2022, 7, 1), False),
    ],
)
def test_withdrawn_and_later_tasks_are_out_of_the_counts(
    withdrawn: date | None, added: date | None, *, stands: bool
) -> None:
    changed = replace(MASTER.tasks[0], withdrawn=withdrawn, added=added)
    numbers = [item.task.no for item in merged(master=replace(MASTER, tasks=(changed, *MASTER.tasks[1:]))).progress]
    assert numbers == ([1, 2, 3, 4] if stands else [2, 3, 4])


def test_entries_on_tasks_that_are_not_on_the_list_are_left_out() -> None:
    assert merged(say("科技局", 99)) == merged()


def test_the_units_stand_in_the_order_of_their_codes() -> None:
    states = tuple(UnitState(unit, Verdict.ACCEPTED) for unit in reversed(MASTER.units))
    found = merge(H1, DUE, MASTER, TEMPLATE, {}, states)
    assert [state.unit for state in found.units] == list(MASTER.units)
    assert (found.period, found.due, found.master, found.template) == (H1, DUE, MASTER, TEMPLATE)


def test_history_is_the_year_s_earlier_rounds_and_the_nearest_is_compared() -> None:
    march = merged(say("科技局", percent="20", actual="20"), period=Period.parse("2022-03"))
    may = merged(say("科技局", percent="30", actual="25"), period=Period.parse("2022-05"))
    last_year = merged(say("科技局", percent="90"), period=Period.parse("2021"))
    later = merged(say("科技局", percent="80"), period=Period.parse("2022-Q3"))
    found = merged(say("科技局"), earlier=(may, later, march, last_year))
    assert [str(item.period) for item in found.history] == ["2022-03", "2022-05"]
    assert [item.percents[1] for item in found.history] == [20, 30]
    assert [item.lights[1] for item in found.history] == [Light.GREEN, Light.YELLOW]
    assert [item.lights[2] for item in found.history] == [Light.WHITE, Light.WHITE]
    now = found.progress[0]
    assert (now.last_light, now.last_percent) == (Light.YELLOW, Decimal(30))
    assert [reached.last for reached in now.targets] == [25, None]


def test_a_target_that_was_reworded_is_not_compared_with_its_predecessor() -> None:
    before = merged(say("科技局", actual="9"), period=Period.parse("2022-Q1"))
    reworded = replace(MASTER, targets=(replace(MASTER.targets[0], indicator="规上企业"),))
    assert first(say("科技局"), master=reworded, earlier=(before,)).targets[0].last is None


def test_a_task_new_on_the_list_has_no_last_light() -> None:
    before = merged(period=Period.parse("2022-Q1"), master=replace(MASTER, tasks=MASTER.tasks[1:]))
    assert first(earlier=(before,)).last_light is None


def test_summaries_follow_the_list_the_ranks_and_the_codes() -> None:
    round_ = merged(say("科技局", percent="60"), say("发改局", percent="55"), say("发改局", 2, status="done"))
    everything = tally.total(round_.progress)
    assert (everything.tasks, everything.reported) == (4, 2)
    assert everything.lights[Light.GREEN] == 2
    assert everything.lights[Light.WHITE] == 2
    assert (everything.status[Status.ON_TRACK], everything.status[Status.DONE]) == (1, 1)
    assert [(name, s.tasks) for name, s in tally.by_section(round_.progress)] == [("板块1", 2), ("板块0", 2)]
    assert [(name, s.tasks) for name, s in tally.by_leader(round_.progress, MASTER.leader_names)] == [("丙", 4)]
    units = {name: (s.tasks, s.reported) for name, s in tally.by_unit(round_.progress, MASTER.unit_names)}
    assert list(units)[:3] == ["科技局", "发改局", "财政局"]
    assert (units["科技局"], units["发改局"], units["财政局"]) == ((1, 1), (2, 2), (1, 0))


names = st.sampled_from(("科技局", "发改局", "财政局", "商务局", "良渚新城"))
returns = st.lists(
    st.builds(
        say,
        names,
        st.integers(1, 4),
        st.sampled_from(("on_track", "done", "lagging", None)),
        st.sampled_from(("10", "50", "100", None)),
        st.sampled_from(("10", "120", None)),
        st.sampled_from(Role),
    ),
    max_size=8,
)


@given(returns, st.randoms(use_true_random=False))
def test_the_order_of_returns_changes_nothing(entries: list[Entry], chance: Random) -> None:
    units = {entry.unit: tuple(e for e in entries if e.unit == entry.unit) for entry in entries}
    order = list(units)
    chance.shuffle(order)
    states = [UnitState(unit, None) for unit in MASTER.units]
    other_states = list(states)
    chance.shuffle(other_states)
    one = merge(H1, DUE, MASTER, TEMPLATE, units, tuple(states))
    other = merge(H1, DUE, MASTER, TEMPLATE, {name: units[name] for name in order}, tuple(other_states))
    assert one == other


@given(returns)
def test_only_lead_units_count(entries: list[Entry]) -> None:
    units = {entry.unit: tuple(e for e in entries if e.unit == entry.unit) for entry in entries}
    without = {unit: tuple(e for e in said if e.role is Role.LEAD) for unit, said in units.items()}
    one = merge(H1, DUE, MASTER, TEMPLATE, units, ())
    other = merge(H1, DUE, MASTER, TEMPLATE, without, ())
    strip = [replace(item, participants=()) for item in one.progress]
    assert strip == [replace(item, participants=()) for item in other.progress]
