"""A return against every rule: each code is triggered by a small return, and its place is asserted."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit import measure
from reportkit.checks.rules import Context, check
from reportkit.checks.verdicts import verdict
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.fields.field_type import FieldType
from reportkit.language.words import Lang, Words
from reportkit.model import (
    Answer,
    Choice,
    Condition,
    Entry,
    Field,
    Kind,
    Master,
    Milestone,
    Op,
    Required,
    Role,
    Settings,
    Status,
    Target,
    Task,
    Template,
    UnitRef,
    Value,
    Verdict,
)
from reportkit.period import Period
from tests.findings import finding_of

TEMPLATE = Template(
    (
        Field("progress", FieldType.LONG_TEXT, Words("So", "本期进展情况"), required=Required.YES, max_length=300),
        Field(
            "status",
            FieldType.CHOICE,
            Words("Status", "状态"),
            required=Required.YES,
            choices=tuple(Choice(s.value, Words(s.value, z)) for s, z in zip(
                Status, ("未启动", "正常推进", "超序时进度", "进度滞后", "已完成", "其他"), strict=True)),
        ),
        Field(
            "percent", FieldType.PERCENT, Words("Done", "完成进度"), required=Required.YES,
            minimum=Decimal(0), maximum=Decimal(100),
        ),
        Field(
            "problems", FieldType.LONG_TEXT, Words("Problems", "存在问题"),
            required_when=Condition("status", ("not_started", "lagging", "other")),
        ),
        Field("expected_date", FieldType.DATE, Words("Expected finish", "预计完成时间")),
        Field("remarks", FieldType.TEXT, Words("Remarks", "备注"), carry_over=True, participants=True),
        Field("signature", FieldType.NOTE, Words("Note", "说明"), required=Required.YES),
        Field("actual", FieldType.NUMBER, Words("So far", "目前完成值"), target=True, required=Required.WANTED),
    )
)  # fmt: skip
COLUMNS = {"progress": "F", "status": "G", "percent": "H", "problems": "I", "expected_date": "J", "remarks": "K"}
UNIT = "区经信局"
Q2 = Period.parse("2022-Q2")


def task(no: int, **changes: object) -> Task:
    base = Task(no, "经济", None, f"第{no}项重点工作", ("张三",), (UnitRef(UNIT, UNIT),), ())
    return replace(base, **changes)  # type: ignore[arg-type]


TASKS = (task(3), task(5), task(7, deadline=date(2022, 5, 31)))
TARGETS = (
    Target(3, 1, "新增国家高新技术企业", Op.AT_LEAST, Decimal(500), "家", Kind.COUNT, ""),
    Target(3, 2, "PM2.5浓度", Op.AT_MOST, Decimal(35), "微克/立方米", Kind.LEVEL, ""),
    Target(3, 3, "任务规模", Op.EQUAL, Decimal(40), "个", Kind.SCOPE, ""),
)
MASTER = Master((*TASKS, task(9)), TARGETS, settings=Settings(year=2022))


def answer(name: str, row: int, value: Value, written: str | None = None, *, sheet: str = "填报表") -> Answer:
    text = written if written is not None else "" if value is None else str(value)
    return Answer(name, value, text, sheet, f"{COLUMNS.get(name, 'G')}{row}")


def entry(no: int, row: int, *, actual: dict[int, Value] | None = None, unit: str = UNIT, **values: Value) -> Entry:
    """One task row that is right in every way, with `values` changed; `actual` gives the target rows."""
    good: dict[str, Value] = {
        "progress": f"已完成第{no}批项目的立项和招标工作", "status": "on_track", "percent": Decimal(50),
        "problems": None, "expected_date": None, "remarks": None,
    }  # fmt: skip
    answers = {name: answer(name, row, value) for name, value in (good | values).items()}
    given = actual if actual is not None else {1: Decimal(260), 2: Decimal(30)} if no == 3 else {}
    targets = {n: {"actual": answer("actual", 20 + n, v, sheet="指标")} for n, v in given.items()}
    return Entry(no, unit, Role.LEAD, "2022Q2-U007-ABCDEF", answers, targets, "填报表", f"B{row}")


def having(item: Entry, extra: Answer) -> Entry:
    """Return the entry with one answer more, or another one."""
    return replace(item, answers={**item.answers, extra.field: extra})


def blank(no: int, row: int, *, actual: dict[int, Value] | None = None, remarks: Value = None) -> Entry:
    """Return a task row in which nothing that must be filled in is filled in."""
    return entry(no, row, actual=actual, progress=None, status=None, percent=None, remarks=remarks)


def context(**changes: object) -> Context:
    base = Context(MASTER, TEMPLATE, Q2, date(2022, 7, 5), UNIT, Role.LEAD, "经信局.xlsx", TASKS)
    return replace(base, **changes)  # type: ignore[arg-type]


def last(*entries: Entry) -> dict[int, Entry]:
    return {item.task: item for item in entries}


def shape(findings: tuple[Diagnostic, ...]) -> list[tuple[str, str | None, tuple[str, ...], int | None]]:
    return [(d.code.name, d.sheet, d.cells, d.task) for d in findings]


DONE7 = entry(7, 14, status="done", percent=Decimal(100))


def test_a_return_that_is_right_has_no_finding() -> None:
    entries = (entry(3, 12), entry(5, 13), DONE7)
    checked, findings = check(entries, context())
    assert findings == ()
    assert checked == entries
    assert verdict(findings, checked) is Verdict.ACCEPTED


ONE_TASK = [
    ("V01", entry(5, 13, progress=None), ("F13",), "没填“本期进展情况”"),
    ("V01", entry(5, 13, status=None), ("G13",), "没填“状态”"),
    ("V23", entry(3, 12, actual={1: None, 2: Decimal(30)}), ("G21",), "没填“目前完成值”"),
    ("X01", entry(5, 13, status="done", percent=Decimal(60)), ("G13", "H13"), "却是 60%（H13）"),
    ("X07", entry(5, 13, percent=Decimal(100)), ("G13", "H13"), "进度已是 100%"),
    ("X13", entry(5, 13, status="not_started", percent=Decimal(20), problems="资金未到位"), ("G13", "H13"), "已有 20%"),
    ("X03", entry(5, 13, status="lagging"), ("I13",), "选了“进度滞后”，就要填“存在问题”（I13）"),
    ("X03", entry(5, 13, status="lagging", problems="无"), ("I13",), "就要填“存在问题”"),
    ("X03", entry(5, 13, status="lagging", problems="目前无问题。"), ("I13",), "就要填“存在问题”"),
    ("X06", entry(7, 14), ("G14",), "时限是 2022-05-31"),
    ("X14", entry(5, 13, expected_date=date(2023, 3, 31)), ("J13",), "晚于时限 2022-12-31"),
    ("X15", entry(5, 13, expected_date=date(2022, 6, 30)), ("J13",), "在本期内已过"),
    ("X10", entry(3, 12, actual={1: Decimal(5_000), 2: Decimal(30)}), ("G21",), "是目标（500家）的 10 倍"),
    ("X10", entry(3, 12, actual={1: Decimal(4_000_000), 2: Decimal(30)}), ("G21",), "的 1000 倍"),
    ("X08", entry(3, 12, status="done", percent=Decimal(100), actual={1: Decimal(499), 2: Decimal(30)}), ("G21",),
     "目标 500家，目前 499家"),
    ("X08", entry(3, 12, status="done", percent=Decimal(100), actual={1: Decimal(500), 2: Decimal(36)}), ("G22",),
     "目前 36微克/立方米"),
    ("X16", entry(5, 13, percent=Decimal(19)), ("H13",), "进度只有 19%，而序时应达 50%"),
    ("X16", entry(3, 12, actual={1: Decimal(90), 2: Decimal(30)}), ("G21",), "只有 90家（18%）"),
    ("X17", entry(5, 13, progress="招标已结束，总体进度达到65%，正在施工。"), ("F13",), "写进度 65%，H13 填的是 50%"),
    ("X17", entry(3, 12, progress="上半年新增国家高新技术企业 320 家。"), ("F12",), "320家，指标!G21 填的是 260家"),
    ("X21", entry(5, 13, progress="该项工作已全部完成。"), ("F13",), "写的是已全部完成，状态却选了“正常推进”（G13）"),
    ("X21", entry(5, 13, progress="截至6月底，尚未启动。等待批复。"), ("F13",), "写的是尚未启动"),
    ("X21", entry(5, 13, progress="已于6月20日全面完成"), ("F13",), "写的是已全部完成"),
    ("X21", entry(5, 13, progress="第5项已百分之百完成"), ("F13",), "写的是已全部完成"),
    ("X21", entry(5, 13, status="lagging", problems="资金", progress="均已办结销号"), ("F13",), "状态却选了“进度滞后”"),
    ("X21", entry(5, 13, progress="本项工作没动"), ("F13",), "写的是尚未启动"),
    ("X21", entry(5, 13, progress="暂缓"), ("F13",), "写的是已暂缓或暂停"),
    ("X21", entry(5, 13, remarks="因资金问题暂停实施"), ("K13",), "写的是已暂缓或暂停"),
    ("X21", entry(5, 13, status="done", percent=Decimal(100), progress="尚未全部完成"), ("F13",), "写的是尚未完成"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "item", "cells", "words"), ONE_TASK, ids=lambda v: v if isinstance(v, str) else "")
def test_each_rule_finds_its_place(code: str, item: Entry, cells: tuple[str, ...], words: str) -> None:
    _, findings = check((item,), context())
    assert [(d.code.name, d.cells, d.task) for d in findings] == [(code, cells, item.task)]
    assert words in findings[0].message(Lang.HANS)
    assert findings[0].message(Lang.HANS).startswith(f"任务 {item.task}（第{item.task}项重点工作）：")
    assert findings[0].file == "经信局.xlsx"
    assert findings[0].unit == UNIT


TENDER = Milestone(date(2022, 6, 30), Decimal(40), "完成招标")


@pytest.mark.parametrize(
    ("percent", "status", "wanted", "words"),
    [
        (40, "on_track", [], ""),  # the milestone is reached, though half of the year has passed
        (39, "on_track", [("X18", ("H13",))], "进度填 39%，而节点“2022-06-30 40% 完成招标”已过，尚未达到"),
        (10, "on_track", [("X18", ("H13",))], "进度填 10%"),  # thirty points behind are not yet more than thirty
        (9, "on_track", [("X16", ("H13",))], "进度只有 9%，而序时应达 40%"),
        (39, "lagging", [], ""),  # who says so has said it
    ],
)
def test_milestones_of_the_list(percent: int, status: str, wanted: object, words: str) -> None:
    planned = task(5, milestones=(TENDER,))
    at = context(tasks=(planned,), master=replace(MASTER, tasks=(planned,)))
    item = entry(5, 13, percent=Decimal(percent), status=status, problems="资金未到位")
    _, findings = check((item,), at)
    assert [(d.code.name, d.cells) for d in findings] == wanted
    assert words in "".join(d.message(Lang.HANS) for d in findings)


AGREES = [
    entry(5, 13, progress="完成进度50%。"),
    entry(5, 13, progress="主体工程进度达到80%，总体推进顺利。"),
    entry(5, 13, progress="一标段进度90%，二标段进度10%。"),
    entry(3, 12, progress="全年新增国家高新技术企业500家，目前新增国家高新技术企业260家。"),
    entry(3, 12, progress="全年目标为新增国家高新技术企业500家。"),
    entry(5, 13, status="other", problems="需调整", percent=Decimal(100)),
    entry(5, 13, status="lagging", problems="用地指标未落实", percent=Decimal(5)),
    entry(5, 13, status="lagging", problems="用地指标未落实", percent=Decimal(5), progress="因用地指标未落实停工"),
    entry(5, 13, progress="尚未完成"),
    entry(5, 13, status="other", problems="需调整", progress="暂缓"),
    entry(5, 13, status="done", percent=Decimal(100), progress="已于6月20日全面完成"),
    entry(5, 13, progress="一期工程已全部竣工交付"),
    entry(5, 13, percent=Decimal(20)),
    entry(5, 13, status="done", percent=Decimal(100), expected_date=date(2022, 5, 1)),
    entry(3, 12, status="done", percent=Decimal(100), actual={1: Decimal(501), 2: Decimal(35)}),
]


@pytest.mark.parametrize("item", AGREES)
def test_what_agrees_is_left_alone(item: Entry) -> None:
    assert check((item,), context())[1] == ()


SAME = "已完成第5批项目的立项和招标工作 。"
EARLIER = [
    ("X05", entry(5, 13), entry(5, 13, percent=Decimal(60)), ("H13",), "上期 60%，本期 50%"),
    ("X09", entry(3, 12), entry(3, 12, actual={1: Decimal(300), 2: Decimal(40)}), ("G21",), "上期 300家，本期 260家"),
    ("D10", entry(5, 13), entry(5, 13, progress=SAME, percent=Decimal(25)), ("F13",), "1 项进展"),
]


@pytest.mark.parametrize(("code", "now", "before", "cells", "words"), EARLIER)
def test_last_period_is_remembered(code: str, now: Entry, before: Entry, cells: tuple[str, ...], words: str) -> None:
    if code != "D10":
        before = having(before, answer("progress", 1, "一季度完成了前期工作"))
    _, findings = check((now,), context(last=last(before)))
    assert [(d.code.name, d.cells) for d in findings] == [(code, cells)]
    assert words in findings[0].message(Lang.HANS)


def test_last_period_may_be_the_same_where_that_is_natural() -> None:
    finished = entry(5, 13, status="done", percent=Decimal(100))
    assert check((finished,), context(last=last(finished)))[1] == ()
    phrase = entry(5, 13, progress="按计划推进")
    assert check((phrase,), context(last=last(phrase)))[1] == ()
    said = entry(5, 13, progress="与上期相同，项目仍在审批之中")
    assert check((said,), context(last=last(said)))[1] == ()
    fresh = entry(5, 13)
    assert check((fresh,), context(last=last(entry(3, 12))))[1] == ()


def test_the_same_finding_over_many_cells_is_one_line() -> None:
    entries = (entry(3, 12, progress=None), entry(5, 13, progress=None), DONE7)
    checked, findings = check(entries, context())
    assert shape(findings) == [("V01", "填报表", ("F12", "F13"), None)]
    assert findings[0].tasks == (3, 5)
    assert findings[0].message(Lang.HANS) == "任务 3、5：F12、F13 没填“本期进展情况”。"
    assert findings[0].hint(Lang.HANS) == "请填写；没有进展请写明原因。"
    assert verdict(findings, checked) is Verdict.PARTLY_ACCEPTED


def test_a_contradiction_of_two_cells_stays_with_its_task() -> None:
    entries = tuple(entry(n, r, status="done", percent=Decimal(60)) for n, r in ((5, 13), (7, 14)))
    assert shape(check(entries, context())[1]) == [
        ("X01", "填报表", ("G13", "H13"), 5),
        ("X01", "填报表", ("G14", "H14"), 7),
    ]


def test_an_error_leaves_its_answers_out_and_nothing_else() -> None:
    checked, _ = check((entry(5, 13, status="done", percent=Decimal(60)),), context())
    assert {name for name, a in checked[0].answers.items() if a.faulty} == {"status", "percent"}
    assert checked[0].value("progress") == "已完成第5批项目的立项和招标工作"
    warned, findings = check((entry(5, 13, percent=Decimal(19)),), context())
    assert findings[0].severity is Severity.WARNING
    assert not any(a.faulty for a in warned[0].answers.values())


def test_a_cell_has_one_finding() -> None:
    """What reading refused gets no second finding."""
    refused = entry(5, 13)
    refused = having(refused, replace(answer("percent", 13, None, "大约一半"), faulty=True))
    assert check((refused,), context(last=last(entry(5, 13, percent=Decimal(60), progress="一季度完成前期"))))[1] == ()


def test_an_empty_return_has_one_finding() -> None:
    entries = (blank(5, 13), blank(3, 12, actual={1: None}))
    checked, findings = check(entries, context())
    assert [d.code for d in findings] == [Code.D08]
    assert verdict(findings, checked) is Verdict.REJECTED


def test_what_was_copied_into_the_form_is_no_filling_in() -> None:
    entries = (blank(5, 13, remarks="长期任务"),)
    assert [d.code for d in check(entries, context(last=last(entry(5, 13, remarks="长期任务"))))[1]] == [Code.D08]
    assert [d.code for d in check(entries, context())[1]] == [Code.V01] * 3


def test_a_column_that_is_gone_is_not_blamed_on_every_row() -> None:
    entries = tuple(
        replace(item, answers={k: v for k, v in item.answers.items() if k != "percent"})
        for item in (entry(5, 13), entry(3, 12))
    )
    assert check(entries, context())[1] == ()


def test_a_task_of_another_unit_is_shown_and_asked_nothing() -> None:
    _, findings = check((entry(5, 13), entry(9, 15, status=None)), context())
    assert shape(findings) == [("X12", "填报表", ("F15",), 9)]


def test_a_participant_is_asked_its_own_fields_only() -> None:
    item = replace(entry(5, 13, remarks="已派员配合", progress=None, status=None, percent=None), role=Role.PARTICIPANT)
    assert check((item,), context(role=Role.PARTICIPANT))[1] == ()


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        ((), Verdict.ACCEPTED),
        ((Code.S02, Code.V03), Verdict.ACCEPTED),
        ((Code.V03, Code.X05), Verdict.ACCEPTED_WITH_WARNINGS),
        ((Code.X05, Code.V02), Verdict.PARTLY_ACCEPTED),
        ((Code.V02, Code.I03), Verdict.REJECTED),
        ((Code.D08,), Verdict.REJECTED),
    ],
)
def test_the_worst_finding_decides(codes: tuple[Code, ...], wanted: Verdict) -> None:
    assert verdict([finding_of(code) for code in codes], (entry(5, 13),)) is wanted


def test_nothing_usable_is_rejected() -> None:
    assert verdict((), ()) is Verdict.REJECTED


SOME = st.sampled_from([
    entry(3, 12), entry(5, 13), entry(7, 14), blank(5, 13), entry(3, 12, actual={1: None, 2: Decimal(90)}),
    entry(5, 13, status="done", percent=Decimal(60)), entry(7, 14, status="lagging", percent=Decimal(30)),
    entry(9, 15), entry(3, 12, progress="同上", expected_date=date(2022, 1, 1)),
])  # fmt: skip


@given(st.lists(SOME, max_size=4, unique_by=lambda e: e.task), st.randoms())
def test_the_order_of_the_rows_does_not_matter(entries: list[Entry], random: Random) -> None:
    """The same return sorted another way has the same findings on the same cells, and no cell has two."""
    shuffled = list(entries)
    random.shuffle(shuffled)
    marked, findings = check(tuple(entries), context())
    other, found = check(tuple(shuffled), context())
    assert sorted(marked, key=lambda e: e.task) == sorted(other, key=lambda e: e.task)
    assert sorted((d.code.name, sorted(d.cells)) for d in findings) == sorted(
        (d.code.name, sorted(d.cells)) for d in found
    )
    assert verdict(findings, marked) == verdict(found, other)
    again, nothing = check(marked, context())
    assert again == marked
    assert not [d for d in nothing if d.code in (Code.X01, Code.X07)]


QUIET = [
    entry(3, 12, status=None, actual={1: Decimal(260), 2: Decimal(30)}),
    entry(3, 12, actual={1: Decimal(-5), 2: Decimal(30)}, percent=Decimal(50), status="lagging", problems="征地"),
]


@pytest.mark.parametrize("item", QUIET)
def test_a_cell_that_is_empty_contradicts_nothing(item: Entry) -> None:
    assert {d.code for d in check((item,), context())[1]} <= {Code.V01}


def test_aims_below_zero_and_strict_aims_are_held_as_they_are_written() -> None:
    def of(op: Op, value: str) -> Target:
        return Target(3, 1, "增速", op, Decimal(value), "", Kind.GROWTH, "")

    cases = (
        (Op.MORE, "5", "5", False),
        (Op.LESS, "5", "5", False),
        (Op.LESS, "5", "4.9", True),
        (Op.MORE, "5", "6", True),
    )
    for op, aim, actual, met in cases:
        assert measure.is_met(of(op, aim), Decimal(actual)) is met
    falling = replace(MASTER, targets=(of(Op.AT_LEAST, "-3"),))
    fine = entry(3, 12, actual={1: Decimal(-2)})
    assert check((fine,), context(master=falling))[1] == ()


def test_a_value_beyond_a_target_without_a_measure_is_asked_about_as_a_plain_number() -> None:
    bare = replace(MASTER, targets=(Target(3, 1, "指数", Op.AT_LEAST, Decimal(2), "", Kind.LEVEL, ""),))
    _, findings = check((entry(3, 12, actual={1: Decimal(25)}),), context(master=bare))
    assert [(d.code, d.cells) for d in findings] == [(Code.X10, ("G21",))]
    assert "填了 25，是目标（2）的 13 倍" in findings[0].message(Lang.HANS)
    assert findings[0].hint(Lang.HANS) == "本行单位是个数，请核对。"


def test_target_rows_of_one_task_are_one_line_that_keeps_the_task() -> None:
    _, findings = check((entry(3, 12, actual={1: None, 2: None}),), context())
    assert shape(findings) == [("V23", "指标", ("G21", "G22"), 3)]


def test_a_text_that_was_not_given_last_time_is_new() -> None:
    assert check((entry(5, 13),), context(last=last(entry(5, 13, progress=None))))[1] == ()


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        (FieldType.LONG_TEXT, "请填写；没有进展请写明原因。"),
        (FieldType.TEXT, "请填写；确实没有请填“无”。"),
        (FieldType.MONEY, "请填写；还没有请填 0。"),
        (FieldType.MULTI_CHOICE, "请填写，从下拉列表选一项。"),
        (FieldType.MONTH, "请填写，写成 2022-03 这样。"),
    ],
)
def test_what_to_fill_in_depends_on_what_the_field_holds(kind: FieldType, hint: str) -> None:
    wanted = Field("extra", kind, Words("Extra", "附加项"), required=Required.YES)
    given = having(entry(5, 13), Answer("extra", None, "", "填报表", "L13"))
    _, findings = check((given,), context(template=Template((*TEMPLATE.fields, wanted))))
    assert [(d.code, d.cells, d.hint(Lang.HANS)) for d in findings] == [(Code.V01, ("L13",), hint)]
