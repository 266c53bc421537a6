"""Work grows with what there is to do and no faster: counted in lines and calls of ours, never in seconds."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import reportkit
from reportkit.checks.units import alike
from reportkit.disk.records import read_record
from reportkit.forms.assign import assignments
from reportkit.forms.standard import default_template
from reportkit.master.reading import read_master
from reportkit.master.writing import write_master
from reportkit.model import Answer, Entry, EvidenceFile, Leader, Master, Role, Task, Unit, UnitRef
from reportkit.period import Period
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.returns.reference import Reference
from reportkit.round.asked import Asked
from reportkit.round.model import Kept, Past, Settled, last_entries
from reportkit.round.settling import settle
from tests.kept_returns import NOON
from tests.office import Office, fill

Q1, Q2 = Period.parse("2022-Q1"), Period.parse("2022-Q2")
TEMPLATE = default_template()
PACKAGE = str(Path(reportkit.__file__).parent)
FEW, TIMES = 20, 4
# Of what is done for each unit there is four times as much; its square would be sixteen times as much.
MOST = 5.5
REMEMBERING = type(lru_cache(len))


Place = tuple[str, int, str]
"""A file of ours, a line of it, and what written in C is called there, "" for the line itself."""


@contextmanager
def counting() -> Iterator[Counter[Place]]:
    """Count how often each line of ours runs, each turn of a comprehension among them, and what in C it calls."""
    count: Counter[Place] = Counter()

    def trace(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - as Python's own
        if not frame.f_code.co_filename.startswith(PACKAGE):
            return None
        if event == "line":
            count[frame.f_code.co_filename, frame.f_lineno, ""] += 1
        return trace

    def profile(frame: FrameType, event: str, called: Any) -> None:  # noqa: ANN401 - whatever can be called
        if event == "c_call" and frame.f_code.co_filename.startswith(PACKAGE):
            count[frame.f_code.co_filename, frame.f_lineno, called.__name__] += 1

    before = sys.gettrace()
    sys.settrace(trace)
    sys.setprofile(profile)
    try:
        yield count
    finally:
        sys.setprofile(None)
        sys.settrace(before)


def forget() -> None:
    """Forget what was worked out of one value or another, by other tests and the smaller job; data stay."""
    for name, module in list(sys.modules.items()):
        for held in vars(module).values() if name.startswith("reportkit.") else ():
            if isinstance(held, REMEMBERING) and held.cache_parameters()["maxsize"] is not None:
                held.cache_clear()


def steep(work: Callable[[int], Callable[[], object]]) -> list[Place]:
    """Return the lines that run much more than four times as often for four times as many units."""
    work(2)()  # loads what is loaded late, and fills what is remembered
    counts = []
    for n in (FEW, FEW * TIMES):
        job = work(n)
        forget()
        with counting() as count:
            job()
        counts.append(count)
    few, many = counts
    return [place for place, times in many.items() if times > MOST * max(few[place], FEW)]


def master_of(n: int, *, coded: bool = True) -> Master:
    """Return a list of so many units with a task each."""
    names = [f"区第{number}局" for number in range(1, n + 1)]
    tasks = tuple(
        Task(no, "一、创新", None, f"第{no}项，完成道路改造提升。", ("梅建胜",), (UnitRef(name, name),), ())
        for no, name in enumerate(names, 1)
    )
    units = tuple(Unit(f"U{no:04d}" if coded else "", name) for no, name in enumerate(names, 1))
    return replace(Master(tasks, units=units), leaders=(Leader("梅建胜", 1),))


def returned(master: Master, period: Period) -> tuple[list[Kept], dict[str, ReturnContent]]:
    """Return what every unit sent back, and what was read of it."""
    kept, readings = [], {}
    for n, (unit, task) in enumerate(zip(master.units, master.tasks, strict=True)):
        text = f"第{n}局已经完成施工招标和前期工作{n * n}处，全部按期推进"
        item = Kept(f"{period}{n:064d}", f"{n}.xlsx", f"{n}.xlsx", NOON - timedelta(hours=1), n, unit.code)
        answers = {"progress": Answer("progress", text, text, "填报表", "J7")}
        entry = Entry(task.no, unit.name, Role.LEAD, answers=answers)
        kept.append(item)
        readings[item.key] = ReturnContent(
            unit.name, period, None, Role.LEAD, (entry,), (), (), Outcome.IDENTIFIED
        )  # fmt: skip
    return kept, readings


def settled(master: Master, period: Period, past: Past = Past()) -> Settled:  # noqa: B008 - frozen
    kept, readings = returned(master, period)
    return settle(kept, readings, Asked(Reference(master, TEMPLATE, b"s"), period, NOON.date()), past)


@pytest.mark.parametrize("coded", [True, False])
def test_reading_a_master(coded: bool) -> None:  # noqa: FBT001 - a parameter of the test
    def work(n: int) -> Callable[[], object]:
        data = write_master(master_of(n, coded=coded))
        return lambda: read_master(data, "master.xlsx")

    assert steep(work) == []


def test_who_is_asked() -> None:
    def work(n: int) -> Callable[[], object]:
        master = master_of(n)
        return lambda: assignments(master, Q2, participants=True)

    assert steep(work) == []


def test_settling_a_round_behind_another() -> None:
    def work(n: int) -> Callable[[], object]:
        master = master_of(n)
        before = settled(master, Q1)
        return lambda: settled(master, Q2, Past((before,), (before,)))

    assert steep(work) == []


def test_what_units_said_last_and_what_came_with_it() -> None:
    def work(n: int) -> Callable[[], object]:
        master = master_of(n)
        before = settled(master, Q1)
        files = tuple(EvidenceFile(unit.name, "照片.jpg", "照片.jpg", NOON.date()) for unit in master.units)
        before = replace(before, round=replace(before.round, evidence=files))
        return lambda: [(last_entries(u.code, [before]), before.evidence_for(u.name)) for u in master.units]

    assert steep(work) == []


def test_texts_that_go_round() -> None:
    def work(n: int) -> Callable[[], object]:
        text = "按照年度计划有序推进各项工作，目前总体进展顺利，没有问题"
        answers = {"progress": Answer("progress", text, text, "填报表", "J7")}
        entries = {str(u): [Entry(2 * u + t, str(u), Role.LEAD, answers=answers) for t in (0, 1)] for u in range(n)}
        return lambda: alike(entries, TEMPLATE)

    assert steep(work) == []


def test_what_was_handed_out_is_read_once_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = Office(tmp_path)
    for n, form in enumerate(office.distribute().values()):
        office.send(f"{n}.xlsx", fill(form))
    read: list[Path] = []

    def counted(path: Path) -> dict[str, Any] | None:
        read.append(path)
        return read_record(path)

    monkeypatch.setattr("reportkit.disk.rounds.read_record", counted)
    assert len(office.answer("collect")["returns"]) > 2
    assert len(read) == 1
