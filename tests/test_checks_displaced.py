"""A column of figures that was sorted by itself, or pasted a row off, is asked about where its sheet shows that."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reportkit.checks.rules import Context, check
from reportkit.diagnostics import Diagnostic, Severity
from reportkit.language.words import Lang
from reportkit.model import Answer, Entry, Kind, Master, Op, Role, Settings, Target, Task, Unit, UnitRef
from reportkit.period import Period
from tests.returned import TEMPLATE

UNIT = "区经信局"
AIMS = (500, 6, 40000, 15, 120, 3, 900, 28, 7)
SO_FAR = (310, 3.5, 22000, 9, 61, 2, 455, 20, 4)
"""Aims of nine targets of as many tasks, and what is reached of each."""
LAST = (200, 3, 15000, 6, 50, 1, 300, 12, 2)


def master(aims: Sequence[float]) -> Master:
    tasks = tuple(
        Task(no, "经济", None, f"第{no}件大事。", ("张三",), (UnitRef(UNIT, UNIT),), ()) for no, _ in enumerate(aims, 1)
    )
    targets = tuple(
        Target(no, 1, f"第{no}项新增企业", Op.AT_LEAST, Decimal(str(aim)), "家", Kind.COUNT, "")
        for no, aim in enumerate(aims, 1)
    )
    return Master(tasks, targets, units=(Unit("U007", UNIT),), settings=Settings("督查室", "2022年分解表", 2022))


def entry(no: int, actual: float, percent: float = 40) -> Entry:
    """Return what a form says on a task and its target."""

    def answer(name: str, value: object, cell: str, sheet: str = "填报表") -> Answer:
        read = value if isinstance(value, str) else Decimal(str(value))
        return Answer(name, read, str(value), sheet, cell)

    answers = {
        "progress": answer("progress", "有序推进各项工作。", f"J{6 + no}"),
        "status": answer("status", "on_track", f"K{6 + no}"),
        "percent": answer("percent", percent, f"L{6 + no}"),
    }
    return Entry(no, UNIT, Role.LEAD, "F", answers, {1: {"actual": answer("actual", actual, f"I{6 + no}", "指标")}})


def held(
    values: Sequence[float],
    aims: Sequence[float] = AIMS,
    last: Sequence[float] = (),
    change: Callable[[Entry], Entry] = lambda item: item,
) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """Hold a return with a value for each target against the rules."""
    known = master(aims)
    entries = tuple(change(entry(no, value)) for no, value in enumerate(values, 1))
    before = {no: entry(no, value, 10) for no, value in enumerate(last, 1)}
    period = Period.parse("2022-Q2")
    context = Context(known, TEMPLATE, period, date(2022, 7, 5), UNIT, Role.LEAD, "a.xlsx", known.tasks, before)
    return check(entries, context)


def moved(found: tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]) -> list[Diagnostic]:
    return [item for item in found[1] if item.code.name == "S37"]


def cells(values: Sequence[float]) -> tuple[str, ...]:
    return tuple(f"I{6 + no}" for no, _ in enumerate(values, 1))


def test_figures_in_their_own_rows_are_taken() -> None:
    entries, found = held(SO_FAR, last=LAST)
    assert not [item for item in found if item.code.name in {"S37", "X09", "X10"}]
    assert [item.actual(1) for item in entries] == [Decimal(str(value)) for value in SO_FAR]


@pytest.mark.parametrize("order", [sorted, lambda some: sorted(some, reverse=True)], ids=["rising", "falling"])
@pytest.mark.parametrize("last", [LAST, ()], ids=["with a last report", "without"])
@pytest.mark.parametrize("n", [4, 9])
def test_a_column_that_was_sorted_by_itself_is_asked_about_and_none_of_it_counts(
    n: int, last: Sequence[float], order: Callable[[Sequence[float]], list[float]]
) -> None:
    values = order(SO_FAR[:n])
    entries, found = held(values, AIMS[:n], last[:n])
    (note,) = (item for item in found if item.code.name == "S37")
    assert (note.sheet, note.cells, note.field, note.severity) == ("指标", cells(values), "actual", Severity.ERROR)
    assert [item.actual(1) for item in entries] == [None] * n
    assert not [item for item in found if item.code.name in {"X09", "X10", "X16"}], "each cell is asked about once"


def test_a_column_that_was_pasted_a_row_off_is_asked_about() -> None:
    values = [*SO_FAR[1:], SO_FAR[0]]
    (note,) = moved(held(values, last=LAST))
    assert "个与上期、目标值、状态或文字对不上，换个顺序就都对得上" in note.message(Lang.HANS)
    assert "in another order all do" in note.message(Lang.EN)


def test_a_long_column_in_order_of_size_beside_aims_that_are_not_is_asked_about() -> None:
    aims = (500, 480, 520, 490, 510, 470, 530, 505)
    values = (210, 220, 230, 240, 250, 260, 270, 280)
    assert "按大小排列" in moved(held(values, aims))[0].message(Lang.HANS)
    assert not moved(held(values[:7], aims[:7])), "seven may stand so by chance"
    assert not moved(held(values, sorted(aims))), "figures rise as their aims do"
    assert not moved(held((*values[:6], 280, 270), aims)), "not all of them rise"


@pytest.mark.parametrize(
    ("values", "aims", "last"),
    [
        ((250, 290, 310, 45), (500, 700, 600, 100), (300, 250, 280, 40)),
        ((8, 25, 25, 28), (100, 100, 100, 100), (10, 20, 30, 25)),
        ((3100000, 3500000, 12, 45), (500, 700, 30, 100), ()),
        ((15, 30, 9, 25), (100, 60, 50, 40), ()),
    ],
    ids=["one is lower", "no other order is better", "another measure", "behind schedule"],
)
def test_what_may_well_be_so_is_only_warned_of(
    values: Sequence[float], aims: Sequence[float], last: Sequence[float]
) -> None:
    assert not moved(held(values, aims, last))


def test_figures_of_which_the_texts_say_where_they_belong_are_asked_about() -> None:
    said = (210, 220, 230, 205)

    def with_text(item: Entry) -> Entry:
        text = f"第{item.task}项新增企业{said[item.task - 1]}家。"
        return replace(item, answers={**item.answers, "progress": replace(item.answers["progress"], value=text)})

    values = (said[1], said[2], said[3], said[0])
    (note,) = moved(held(values, (500,) * 4, change=with_text))
    assert note.cells == cells(values)
    assert not moved(held(said, (500,) * 4, change=with_text))


def test_percents_that_fit_other_rows_are_asked_about() -> None:
    percents, states = (100, 0, 55, 60, 100, 40), ("on_track", "done", "not_started", "done", "on_track", "on_track")

    def with_percent(item: Entry) -> Entry:
        percent, status = percents[item.task - 1], states[item.task - 1]
        answers = {
            "percent": replace(item.answers["percent"], value=Decimal(percent), written=str(percent)),
            "status": replace(item.answers["status"], value=status),
        }
        return replace(item, answers={**item.answers, **answers})

    (note,) = moved(held(SO_FAR[:6], AIMS[:6], change=with_percent))
    assert (note.sheet, note.field) == ("填报表", "percent")
    assert note.cells == tuple(f"L{row}" for row in range(7, 13))
