"""A list imported again: a person's edits stay, the list's changes come in, and nothing goes unsaid."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given, settings

from reportkit.diagnostics import Severity
from reportkit.language.script import to_traditional
from reportkit.language.text import fold
from reportkit.language.words import Lang
from reportkit.master.changes import Altered, Renumbered
from reportkit.master.pairing import is_same_list, pair
from reportkit.master.renewing import Renewed, renew
from reportkit.model import (
    Group,
    KeptWord,
    Kind,
    Leader,
    Master,
    Milestone,
    Note,
    Op,
    Settings,
    Target,
    Task,
    Unit,
    UnitKind,
    UnitRef,
    Waiver,
)
from tests.masters import NO_SHRINKING, masters

JULY = date(2022, 7, 1)
"""The first day no form has asked about, once the forms of June were handed out."""
WORKS = (
    "新增国家高新技术企业500家。",
    "建设公共停车泊位600个。",
    "历史积案全部清零。",
    "改造老旧小区12个，惠及居民两千户。",
)


def task(no: int, work: str = "", lead: str = "区科技局", **more: object) -> Task:
    work = work or WORKS[no - 1]
    return replace(Task(no, "一、创新", "项目", work, ("张三",), (UnitRef(lead, lead),), ()), **more)  # type: ignore[arg-type]


def target(no: int, indicator: str, value: int, of: int = 1) -> Target:
    return Target(of, no, indicator, Op.EQUAL, Decimal(value), "家", Kind.COUNT, f"{indicator}{value}家")


BASE = Master(
    tasks=(task(1), task(2, lead="区住建局"), task(3)),
    targets=(target(1, "企业", 500), target(2, "中小企业", 700)),
    units=(
        Unit("U001", "区科技局", ("科技局",)),
        Unit("U002", "区住建局"),
        Unit("U003", "余杭街道", (), UnitKind.TOWN),
    ),
    groups=(Group("各镇街", ("余杭街道",)),),
    leaders=(Leader("张三", 1, "区长"), Leader("李四丰", 2)),
    settings=Settings(list_title="清单", year=2022),
    notes=(Note("L06", "L12", "甲"), Note("L09", "L13", "乙")),
)  # fmt: skip


def with_task(master: Master, changed: Task) -> Master:
    return replace(master, tasks=tuple(changed if item.no == changed.no else item for item in master.tasks))


def without(master: Master, no: int) -> Master:
    return replace(master, tasks=tuple(item for item in master.tasks if item.no != no))


def codes(renewed: Renewed) -> list[str]:
    return [finding.code.name for finding in renewed.diagnostics]


def names(renewed: Renewed) -> dict[str, tuple[str, ...]]:
    return {unit.code: (unit.name, *unit.aliases) for unit in renewed.master.units}


# Whatever a person edited


EDITED = replace(
    BASE,
    tasks=(
        replace(task(1), work="新增国家高新技术企业520家。", deadline=date(2022, 6, 30)),
        replace(task(2), leads=(UnitRef("区科技局", "科技局"),), withdrawn=date(2022, 5, 20)),
        task(3),
        task(9, "办好群众小事。"),
    ),
    targets=(replace(target(1, "企业", 520), op=Op.AT_LEAST), target(3, "瞪羚企业", 5), target(1, "小事", 9, of=9)),
    units=(
        Unit("U001", "区科学技术局", ("科技局", "区科技局"), UnitKind.OTHER, "王某", "a@b.cn", "常联系"),
        *BASE.units[1:],
        Unit("U009", "区新局"),
    ),
    groups=(Group("各镇街", ("余杭街道", "区住建局")), Group("各平台", ("区新局",))),
    leaders=(Leader("张三", 1, "区委书记", "赵五", "z@b.cn"), *BASE.leaders[1:], Leader("赵五", 3, "区长")),
    settings=replace(BASE.settings, organisation="区委督查室", due_day=8, yellow=Decimal(5)),
    notes=(BASE.notes[1],),
)


STEPS = (Milestone(date(2022, 6, 30), Decimal(40), "完成招标"),)
LISTED = (Milestone(date(2022, 9, 30), None, "完工"),)


@pytest.mark.parametrize(
    ("mine", "listed", "base", "wanted"),
    [
        (STEPS, (), (), STEPS),  # what a person planned stays
        (STEPS, LISTED, (), STEPS),
        ((), LISTED, (), LISTED),  # what the list plans comes in
        ((), LISTED, LISTED, ()),  # what a person deleted stays deleted
    ],
)
def test_milestones_that_a_person_edited_stay_and_the_lists_come_in(
    mine: tuple[Milestone, ...],
    listed: tuple[Milestone, ...],
    base: tuple[Milestone, ...],
    wanted: tuple[Milestone, ...],
) -> None:
    old, new, before = (with_task(BASE, task(2, lead="区住建局", milestones=m)) for m in (mine, listed, base))
    assert renew(old, new, before, JULY).master.tasks[1].milestones == wanted


def test_milestones_go_with_their_task_to_another_number() -> None:
    old = with_task(BASE, task(2, lead="区住建局", milestones=STEPS))
    moved = replace(BASE, tasks=(task(1), task(2, WORKS[3]), task(3, WORKS[1], lead="区住建局"), task(4, WORKS[2])))
    renewed = renew(old, moved, BASE, JULY).master
    assert {item.work: item.milestones for item in renewed.tasks}[WORKS[1]] == STEPS


@pytest.mark.parametrize("before", [BASE, None], ids=["last import known", "last import unknown"])
def test_the_same_list_again_changes_nothing_that_a_person_edited(before: Master | None) -> None:
    renewed = renew(EDITED, BASE, before, JULY)
    assert renewed.master.tasks == (
        replace(EDITED.tasks[0], leads=(UnitRef("区科学技术局", "区科技局"),)),
        replace(EDITED.tasks[1], leads=(UnitRef("区科学技术局", "科技局"),)),
        replace(EDITED.tasks[2], leads=(UnitRef("区科学技术局", "区科技局"),)),
        replace(EDITED.tasks[3], leads=(UnitRef("区科学技术局", "区科技局"),)),
    )
    assert renewed.master.targets == EDITED.targets
    assert renewed.master.units == EDITED.units
    assert renewed.master.groups == EDITED.groups
    assert renewed.master.leaders == EDITED.leaders
    assert renewed.master.settings == EDITED.settings
    assert (renewed.changes.added, renewed.changes.removed, renewed.changes.changed) == ((), (), ())
    assert renewed.changes.kept_edits > 10
    if before:
        assert renewed.changes.reworded == ()
        assert renewed.master.notes == EDITED.notes


@settings(max_examples=10, phases=NO_SHRINKING, deadline=None)
@given(masters(), masters())
def test_an_import_that_repeats_itself_changes_nothing(one: Master, other: Master) -> None:
    """What was renewed once is what it is, with the same list again and again."""
    other = replace(other, tasks=(*one.tasks[1:], *other.tasks), targets=one.targets)
    once = renew(one, other, None, JULY)
    again = renew(once.master, other, once.proposal, JULY)
    assert again.master.units == once.master.units
    if not once.changes.other_list:
        assert again.master.tasks == once.master.tasks
        assert again.master.targets == once.master.targets
    assert len({item.no for item in again.master.tasks}) == len(again.master.tasks)
    assert len({unit.code for unit in again.master.units}) == len(again.master.units)


# Whatever the list changed


def test_what_nobody_touched_follows_the_list() -> None:
    new = with_task(BASE, replace(task(2, "建设公共停车泊位800个。"), deadline=date(2022, 9, 30)))
    new = replace(new, targets=(target(1, "企业", 600), target(2, "中小企业", 700), target(3, "独角兽", 2)))
    renewed = renew(BASE, new, BASE, JULY)
    assert renewed.master.tasks == new.tasks
    assert renewed.master.targets == new.targets
    assert [(item.no, item.was, item.now, item.kept) for item in renewed.changes.reworded] == [
        (2, "建设公共停车泊位600个。", "建设公共停车泊位800个。", False)
    ]
    assert renewed.changes.changed == (Altered(2, ("leads", "deadline")),)
    assert (renewed.changes.kept_edits, codes(renewed)) == (0, [])


def test_a_wording_that_both_changed_is_the_persons_and_both_are_said() -> None:
    new = with_task(BASE, task(1, "新增国家高新技术企业600家。"))
    renewed = renew(EDITED, new, BASE, JULY)
    assert renewed.master.tasks[0].work == "新增国家高新技术企业520家。"
    assert renewed.changes.reworded[0].kept
    assert codes(renewed) == ["L22"]
    assert "新增国家高新技术企业600家" in renewed.master.notes[0].message


def test_targets_that_both_changed_are_brought_together() -> None:
    """A person's value stays, what a person deleted stays away, the list's new one comes behind."""
    old = replace(BASE, targets=(replace(target(1, "企业", 520), op=Op.AT_LEAST), target(3, "瞪羚企业", 5)))
    new = replace(BASE, targets=(target(1, "企业", 500), target(2, "中小企业", 900), target(3, "独角兽", 2)))
    renewed = renew(old, new, BASE, JULY)
    assert renewed.master.targets == (*old.targets, target(4, "独角兽", 2))


def test_a_target_nobody_touched_follows_the_list_beside_one_that_was_edited() -> None:
    old = replace(BASE, targets=(replace(target(1, "企业", 520), op=Op.AT_LEAST), target(2, "中小企业", 700)))
    new = replace(BASE, targets=(target(1, "企业", 500), target(2, "中小企业", 900)))
    assert renew(old, new, BASE, JULY).master.targets == (old.targets[0], target(2, "中小企业", 900))


def test_a_new_task_stands_from_the_next_period_and_from_the_start_before_any() -> None:
    new = replace(BASE, tasks=(*BASE.tasks, task(4, lead="区园林局")), units=(*BASE.units, Unit("U004", "区园林局")))
    later, at_first = renew(BASE, new, BASE, JULY), renew(BASE, new, BASE)
    assert (later.changes.added, later.master.tasks[3].added, codes(later)) == ((4,), JULY, ["L23"])
    assert (at_first.changes.added, at_first.master.tasks[3].added, codes(at_first)) == ((4,), None, [])
    assert renew(later.master, new, later.proposal, date(2022, 10, 1)).master == later.master


def test_a_task_the_list_left_out_is_kept_and_withdrawn_and_comes_back() -> None:
    gone = renew(EDITED, without(BASE, 3), BASE, JULY)
    assert [item.withdrawn for item in gone.master.tasks] == [None, date(2022, 5, 20), JULY, None]
    assert ([item.no for item in gone.changes.removed], codes(gone)) == ([3], ["L21"])
    still = renew(gone.master, without(BASE, 3), gone.proposal, JULY)
    assert (still.master.tasks, still.changes.removed) == (gone.master.tasks, ())
    back = renew(still.master, BASE, still.proposal, JULY)
    assert [item.withdrawn for item in back.master.tasks] == [None, date(2022, 5, 20), None, None]


def test_before_any_form_went_out_only_what_a_person_edited_is_kept() -> None:
    plain = renew(BASE, without(BASE, 3), BASE)
    assert ([item.no for item in plain.master.tasks], [item.no for item in plain.changes.removed]) == ([1, 2], [3])
    assert plain.changes.withdrawn == ()
    edited = renew(EDITED, without(BASE, 1), BASE)
    assert [(item.no, item.withdrawn) for item in edited.changes.withdrawn] == [(1, date(2022, 1, 1))]


def test_a_task_whose_row_a_person_deleted_stays_away() -> None:
    renewed = renew(without(BASE, 2), BASE, BASE, JULY)
    assert [item.no for item in renewed.master.tasks] == [1, 3]
    assert (renewed.changes.added, renewed.changes.kept_edits) == ((), 1)


def test_a_task_put_between_moves_the_others_with_what_was_edited() -> None:
    new = replace(BASE, tasks=(task(1), task(2, WORKS[3]), replace(task(2), no=3), replace(task(3), no=4)))
    renewed = renew(EDITED, new, BASE, JULY)
    assert [(item.no, item.work) for item in renewed.master.tasks] == [
        (1, "新增国家高新技术企业520家。"), (2, WORKS[3]), (3, WORKS[1]), (4, WORKS[2]), (9, "办好群众小事。"),
    ]  # fmt: skip
    assert renewed.master.tasks[2].withdrawn == date(2022, 5, 20)
    assert renewed.changes.renumbered == (Renumbered(was=2, no=3), Renumbered(was=3, no=4))
    assert codes(renewed) == ["L23", "L24", "L24"]


def test_a_task_added_by_hand_gives_its_number_up_to_the_list() -> None:
    old = replace(BASE, tasks=(*BASE.tasks, task(4, "办好群众小事。")))
    new = replace(BASE, tasks=(*BASE.tasks, task(4)))
    renewed = renew(old, replace(new, targets=(*BASE.targets, target(1, "小区", 12, of=4))), BASE, JULY)
    assert [(item.no, item.work) for item in renewed.master.tasks[3:]] == [(4, WORKS[3]), (5, "办好群众小事。")]
    assert renewed.changes.renumbered == (Renumbered(was=4, no=5),)


def test_a_number_a_person_put_right_stays() -> None:
    old = replace(BASE, tasks=(*BASE.tasks[:2], replace(task(3), no=7)))
    assert [item.no for item in renew(old, BASE, BASE, JULY).master.tasks] == [1, 2, 7]


def test_a_list_out_of_order_keeps_its_order() -> None:
    new = replace(BASE, tasks=(BASE.tasks[2], *BASE.tasks[:2]))
    assert [item.no for item in renew(BASE, new, BASE, JULY).master.tasks] == [3, 1, 2]


# Units, groups, leaders, notes


def test_codes_are_stable_and_never_given_twice() -> None:
    new = replace(
        BASE, units=(Unit("U001", "区园林局"), Unit("U002", "区科技局", ("科技局", "科局")), Unit("U003", "区住建局"))
    )
    gone = replace(BASE, units=BASE.units[:2])
    renewed = renew(gone, new, BASE, JULY)
    assert names(renewed) == {"U001": ("区科技局", "科技局", "科局"), "U002": ("区住建局",), "U004": ("区园林局",)}
    assert {unit.name: unit.code for unit in renewed.proposal.units} == {
        "区科技局": "U001", "区住建局": "U002", "区园林局": "U004",
    }  # fmt: skip


def test_a_unit_renamed_without_a_word_of_its_old_name_is_still_found_by_it() -> None:
    old = replace(BASE, units=(replace(BASE.units[0], name="区科学技术局"), *BASE.units[1:]))
    renewed = renew(old, BASE, BASE, JULY)
    assert names(renewed)["U001"] == ("区科学技术局", "科技局", "区科技局")
    assert renewed.master.tasks[0].leads == (UnitRef("区科学技术局", "区科技局"),)
    assert len(renewed.master.units) == 3


def test_two_units_made_one_stay_one() -> None:
    old = replace(BASE, units=(replace(BASE.units[0], aliases=("科技局", "区住建局")), BASE.units[2]))
    renewed = renew(old, BASE, BASE, JULY)
    assert renewed.master.units == old.units
    assert renewed.master.tasks[1].leads == (UnitRef("区科技局", "区住建局"),)
    again = renew(renewed.master, BASE, renewed.proposal, JULY)
    assert again.master == renewed.master
    assert len({unit.code for unit in again.proposal.units}) == 3


def test_an_alias_a_person_deleted_stays_deleted_and_a_deleted_unit_comes_back_where_tasks_name_it() -> None:
    old = replace(BASE, units=(replace(BASE.units[0], aliases=()), BASE.units[2]))
    renewed = renew(old, BASE, BASE, JULY)
    assert names(renewed) == {"U001": ("区科技局",), "U002": ("区住建局",), "U003": ("余杭街道",)}


def test_groups_and_leaders_that_tasks_name_come_back_others_stay_deleted() -> None:
    base = with_task(BASE, replace(task(1), participants=(UnitRef("各镇街", "各镇街"),)))
    renewed = renew(replace(base, groups=(), leaders=(), units=base.units[:2]), base, base, JULY)
    assert renewed.master.groups == base.groups
    assert [leader.name for leader in renewed.master.leaders] == ["张三"]
    assert names(renewed)["U003"] == ("余杭街道",)


def test_before_any_form_went_out_what_the_list_no_longer_names_goes() -> None:
    new = replace(BASE, units=BASE.units[:2], groups=(), leaders=BASE.leaders[:1])
    renewed = renew(BASE, new, BASE)
    assert (renewed.master.units, renewed.master.groups, renewed.master.leaders) == (
        new.units, new.groups, new.leaders,
    )  # fmt: skip
    assert renew(BASE, new, BASE, JULY).master.units == BASE.units


def test_what_was_cleared_stays_cleared_and_what_is_new_is_to_be_checked() -> None:
    old = replace(BASE, notes=(BASE.notes[0], Note("", "", "打电话问问")))
    new = replace(BASE, notes=(Note("L06", "L99", "甲"), Note("L09", "L98", "乙"), Note("L09", "L97", "丙")))
    renewed = renew(old, new, BASE, JULY)
    assert [note.message for note in renewed.master.notes] == ["打电话问问", "甲", "丙"]


# Another list


def test_the_list_of_the_next_year_takes_the_place_of_the_old_one() -> None:
    new = replace(BASE, settings=replace(BASE.settings, year=2023, list_title="2023年清单"), tasks=(task(1, WORKS[3]),))
    renewed = renew(EDITED, replace(new, targets=()), BASE, JULY)
    assert [(item.no, item.work, item.added) for item in renewed.master.tasks] == [(1, WORKS[3], None)]
    assert renewed.master.units[0] == EDITED.units[0]
    assert renewed.master.leaders == EDITED.leaders
    assert renewed.master.settings == replace(EDITED.settings, year=2023, list_title="2023年清单")
    assert renewed.changes.other_list
    assert codes(renewed) == ["L25"]


def test_a_year_that_a_person_put_right_is_no_other_list() -> None:
    old = replace(BASE, settings=replace(BASE.settings, year=2023))
    renewed = renew(old, BASE, BASE, JULY)
    assert (renewed.changes.other_list, renewed.master.settings.year) == (False, 2023)


def test_tasks_that_have_nothing_in_common_are_another_list() -> None:
    new = replace(BASE, tasks=(task(1, "甲" * 20), task(2, "乙" * 20), task(3, "丙" * 20)))
    assert not is_same_list(BASE.tasks, new.tasks)
    assert renew(BASE, new, BASE, JULY).changes.other_list


@pytest.mark.parametrize(
    ("others", "wanted"),
    [
        ((task(1), task(2)), {0: 0, 1: 1}),
        ((task(2), task(1)), {0: 1, 1: 0}),
        ((task(2, WORKS[0]), task(1, WORKS[1])), {0: 0, 1: 1}),
        ((task(2, "完全另一回事，从头写起的文字"),), {0: 1}),
        ((task(8, "完全另一回事，从头写起的文字"),), {}),
        ((task(1, "新增国家高新技术企业600家以上。"),), {0: 0}),
    ],
    ids=["as it was", "other order", "numbers changed places", "written anew", "new", "reworded"],
)
def test_tasks_are_found_again(others: tuple[Task, ...], wanted: dict[int, int]) -> None:
    assert pair((task(1), task(2)), others) == wanted


def test_a_script_that_was_asked_for_is_the_lists() -> None:
    new = replace(BASE, settings=replace(BASE.settings, language=Lang.HANT))
    assert renew(EDITED, new, BASE, JULY).master.settings.language is Lang.HANT


# The list in the other script

T = TypeVar("T")


def in_traditional(thing: T) -> T:
    """Return whatever it is with all its texts in traditional script."""
    found: object = thing
    if is_dataclass(thing) and not isinstance(thing, type):
        found = replace(thing, **{f.name: in_traditional(getattr(thing, f.name)) for f in fields(thing) if f.init})
    elif isinstance(thing, tuple):
        found = tuple(map(in_traditional, thing))
    elif type(thing) is str:
        found = to_traditional(thing)
    return found  # type: ignore[return-value] # of the type it came as


SIMPLIFIED = replace(
    BASE,
    tasks=(task(1), task(2, lead="区住建局"), task(3, participants=(UnitRef("各镇街", "各镇街"),))),
    units=(Unit("U001", "区科技局", ("区数管局",)), *BASE.units[1:], Unit("U004", "区财政局")),
    leaders=(Leader("张三", 1, "区长"), Leader("顾斌", 2, successor="张三")),
    groups=(Group("各镇街", ("余杭街道",)), Group("各平台", ("区财政局",))),
    notes=(Note("L09", "L13", "任务没有写明项目"),),
)
TRADITIONAL = in_traditional(SIMPLIFIED)
TRADITIONAL = replace(TRADITIONAL, settings=replace(TRADITIONAL.settings, language=Lang.HANT))


@pytest.mark.parametrize("since", [None, JULY])
@pytest.mark.parametrize("before", [SIMPLIFIED, None])
def test_a_list_in_the_other_script_doubles_nobody(before: Master | None, since: date | None) -> None:
    found = renew(SIMPLIFIED, TRADITIONAL, before, since)
    for listed in (found.master.leaders, found.master.units, found.master.groups):
        assert len({fold(item.name) for item in listed}) == len(listed)
    assert [len(unit.aliases) for unit in found.master.units] == [1, 0, 0, 0]
    known = {leader.name for leader in found.master.leaders}
    assert {name for item in found.master.tasks for name in item.leaders} <= known
    assert {leader.successor for leader in found.master.leaders} <= {"", *known}
    assert len({item.section for item in found.master.tasks}) == 1
    assert len(found.master.notes) == 1
    assert (found.changes.reworded, found.changes.changed, found.diagnostics) == ((), (), ())


def test_what_nobody_edited_follows_the_list_into_the_other_script_and_back() -> None:
    there = renew(SIMPLIFIED, TRADITIONAL, SIMPLIFIED, JULY)
    assert there.master.tasks[0].work == TRADITIONAL.tasks[0].work
    assert [leader.name for leader in there.master.leaders] == ["張三", "顧斌"]
    back = renew(there.master, SIMPLIFIED, there.proposal, JULY)
    assert back.changes.kept_edits == there.changes.kept_edits
    assert back.master.tasks == SIMPLIFIED.tasks
    assert back.master.leaders == SIMPLIFIED.leaders


def test_names_are_spelt_in_the_script_of_the_list_and_other_names_stay_as_written() -> None:
    # What a person renamed or added is no name of the list: it is converted, but for kept words.
    old = replace(
        SIMPLIFIED,
        units=(replace(SIMPLIFIED.units[0], name="区科学局", aliases=("区科技局", "区数管局")), *SIMPLIFIED.units[1:]),
        groups=(*SIMPLIFIED.groups, Group("后溪各园区", ("区住建局",))),
        leaders=(*SIMPLIFIED.leaders, Leader("赵东来", 3)),
        waivers=(Waiver("区财政局", "percent", Severity.INFO, "试点", JULY),),
        kept_words=(KeptWord("后溪", ""),),
    )
    found = renew(old, TRADITIONAL, SIMPLIFIED, JULY)
    assert [unit.name for unit in found.master.units] == ["區科學局", "區住建局", "余杭街道", "區財政局"]
    assert found.master.units[0].aliases == ("区科技局", "区数管局")
    assert found.master.groups == (
        Group("各鎮街", ("余杭街道",)), Group("各平臺", ("區財政局",)), Group("后溪各園區", ("區住建局",)),
    )  # fmt: skip
    assert [leader.name for leader in found.master.leaders] == ["張三", "顧斌", "趙東來"]
    assert [waiver.unit for waiver in found.master.waivers] == ["區財政局"]
    assert [ref.name for item in found.master.tasks for ref in item.leads] == ["區科學局", "區住建局", "區科學局"]
    assert renew(found.master, TRADITIONAL, found.proposal, JULY).master == found.master
    back = renew(found.master, SIMPLIFIED, found.proposal, JULY).master
    assert [unit.name for unit in back.units] == ["区科学局", "区住建局", "余杭街道", "区财政局"]


def test_a_name_that_nobody_would_find_by_its_other_spelling_stays() -> None:
    # 着 becomes 著, and that stays as it is on the way back.
    old = replace(SIMPLIFIED, units=(*SIMPLIFIED.units, Unit("U009", "衣着办")))
    assert renew(old, TRADITIONAL, SIMPLIFIED, JULY).master.units[-1].name == "衣着办"


def test_what_was_struck_out_or_deleted_does_not_come_back_in_the_other_script() -> None:
    old = replace(
        SIMPLIFIED,
        units=(replace(SIMPLIFIED.units[0], aliases=()), *SIMPLIFIED.units[1:-1]),
        groups=SIMPLIFIED.groups[:1],
        notes=(),
    )
    found = renew(old, TRADITIONAL, SIMPLIFIED, JULY).master
    assert found.units[0].aliases == ()
    assert [fold(unit.name) for unit in found.units] == [unit.name for unit in old.units]
    assert [fold(group.name) for group in found.groups] == [group.name for group in old.groups]
    assert found.notes == ()


def test_a_section_that_a_person_chose_is_spelt_as_the_list_spells_it() -> None:
    other = replace(SIMPLIFIED, tasks=(*SIMPLIFIED.tasks, task(4, section="二、发展")))
    old = with_task(other, task(1, section="二、发展"))
    found = renew(old, in_traditional(other), other, JULY).master
    assert [item.section for item in found.tasks] == ["二、發展", "一、創新", "一、創新", "二、發展"]


def test_what_a_person_deleted_and_a_task_still_names_comes_back_in_one_script() -> None:
    old = replace(SIMPLIFIED, groups=SIMPLIFIED.groups[1:], units=SIMPLIFIED.units[1:], leaders=())
    edited = with_task(
        old, replace(old.tasks[2], leads=(UnitRef("区科技局", "区科技局"), UnitRef("区住建局", "区住建局")))
    )
    edited = with_task(edited, replace(edited.tasks[1], leaders=("顾斌",)))
    found = renew(edited, TRADITIONAL, SIMPLIFIED, JULY).master
    assert [fold(group.name) for group in found.groups] == ["各平台", "各镇街"]
    assert [fold(unit.name) for unit in found.units][:1] == ["区科技局"]
    assert [fold(leader.name) for leader in found.leaders] == ["张三", "顾斌"]


def test_targets_in_the_other_script_are_the_same_targets() -> None:
    old = replace(SIMPLIFIED, targets=(replace(target(1, "车位", 5), value=Decimal(6)), target(2, "企业", 700)))
    before = replace(SIMPLIFIED, targets=(target(1, "车位", 5), target(2, "企业", 700)))
    listed = in_traditional(replace(before, targets=(*before.targets, replace(target(3, "粮田", 8), measure="万亩"))))
    found = renew(old, listed, before, JULY).master
    assert [(item.no, item.indicator, str(item.value)) for item in found.targets] == [
        (1, "车位", "6"), (2, "企業", "700"), (3, "糧田", "8"),
    ]  # fmt: skip
