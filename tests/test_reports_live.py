"""Every figure of the reports is a formula, and LibreOffice comes to the value that is cached beside it."""

import math
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from reportkit.language.words import Lang
from reportkit.model import Answer, Entry, Milestone, Progress, Role, Round, Status, Value
from reportkit.period import Period
from reportkit.progress.lights import judge
from reportkit.progress.merging import merge
from reportkit.reports.consolidated import write_consolidated
from reportkit.reports.leader import write_leader
from reportkit.reports.section import write_section
from reportkit.reports.values import light_text, status_labels
from tests import rounds
from tests.hands import opened

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
Edit = Callable[[Workbook], None]


def _open(data: bytes, *, values: bool = False) -> Workbook:
    return opened(data, values=values)


def _no_edit(_: Workbook) -> None:
    """Leave the workbook as it is."""


def _recalculate(folder: Path, books: Mapping[str, tuple[bytes, Edit]]) -> dict[str, Workbook]:
    """Drop every cached value, edit, and let LibreOffice compute: openpyxl writes formulas without values."""
    before, after = folder / "before", folder / "after"
    before.mkdir()
    for name, (data, edit) in books.items():
        book = _open(data)
        edit(book)
        book.save(before / f"{name}.xlsx")
    command = [
        str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx",
        "--outdir", str(after), *(str(before / f"{name}.xlsx") for name in books),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=1200)
    return {name: _open((after / f"{name}.xlsx").read_bytes(), values=True) for name in books}


def _same(ours: object, theirs: object) -> bool:
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9)
    return (ours or "") == (theirs or "")


def _differences(data: bytes, recalculated: Workbook) -> tuple[int, list[str]]:
    formulas, cached = _open(data), _open(data, values=True)
    wrong, count = [], 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if not isinstance(cell, Cell) or cell.data_type != "f":
                    continue
                count += 1
                ours, theirs = (book[sheet.title][cell.coordinate].value for book in (cached, recalculated))
                if not _same(ours, theirs):
                    wrong.append(f"{sheet.title}!{cell.coordinate} {cell.value}: cached {ours!r}, computed {theirs!r}")
    return count, wrong


def _column(book: Workbook, sheet: str, heading: str) -> int:
    return next(cell.column for row in book[sheet].iter_rows() for cell in row if cell.value == heading)


def _task_cell(book: Workbook, task: int, heading: str) -> Cell:
    sheet = book["總表"]
    row = next(row[0].row for row in sheet.iter_rows(min_row=5) if row[0].value == task)
    cell = sheet.cell(row, _column(book, "總表", heading))
    assert isinstance(cell, Cell)
    return cell


def _set(task: int, heading: str, value: object) -> Edit:
    def edit(book: Workbook) -> None:
        _task_cell(book, task, heading).value = value  # type: ignore[assignment]  # whatever a person types

    return edit


def _tiles(book: Workbook) -> dict[str, object]:
    sheet = book["總覽"]
    return {str(cell.value): sheet.cell(5, cell.column).value for cell in sheet[4] if cell.value and cell.column <= 16}


def _target_row(book: Workbook, task: int) -> int:
    """Return the row of the first target of a task on the sheet of targets."""
    return next(row[0].row for row in book["指標"].iter_rows(min_row=5) if row[0].value == task)


def _edit_some(book: Workbook) -> None:
    """Make edits as a coordinator would."""
    book["指標"].cell(_target_row(book, 10), 7).value = 6  # nobody reported on it
    for task, heading, value in (
        (4, "填報狀態", "已完成"),
        (2, "完成進度", 5),
        (7, "亮燈", "● 正常"),
        (9, "牽頭領導", "梅建勝"),
    ):
        _set(task, heading, value)(book)


@dataclass(frozen=True)
class Edge:
    """A task as it was merged, what somebody makes of it, and its light after that."""

    status: Status | None
    percent: str
    light: str
    deadline: date | None = None
    reached: str = ""  # of a target of 100, as merged
    typed: str = ""  # what somebody types over that
    milestones: tuple[Milestone, ...] = ()


_STEPS = (Milestone(date(2022, 6, 15), Decimal("37.5"), "招標"), Milestone(date(2022, 9, 30), Decimal(60)))
_OVERDUE, _SOON = date(2022, 6, 1), date(2022, 7, 10)
EDGES = {
    "2022-Q2": (
        Edge(Status.ON_TRACK, "40", "● 正常"),  # ten points behind is not more than ten
        Edge(Status.ON_TRACK, "39.95", "● 正常"),  # what is printed, 40 %, is what counts
        Edge(Status.ON_TRACK, "39.94", "▲ 預警"),
        Edge(Status.DONE, "99.95", "✔ 已完成"),
        Edge(Status.ON_TRACK, "37.45", "● 正常", milestones=_STEPS),
        Edge(Status.ON_TRACK, "39.9", "▲ 預警"),
        Edge(Status.ON_TRACK, "20", "▲ 預警"),
        Edge(Status.ON_TRACK, "19.9", "■ 滯後"),
        Edge(Status.LAGGING, "60", "▲ 預警"),
        Edge(Status.NOT_STARTED, "", "▲ 預警"),
        Edge(None, "", "○ 未報"),
        Edge(Status.DONE, "100", "✔ 已完成", deadline=_OVERDUE),
        Edge(Status.ON_TRACK, "90", "■ 滯後", deadline=_OVERDUE),
        Edge(Status.OTHER, "", "■ 滯後", deadline=_OVERDUE),
        Edge(Status.ON_TRACK, "90", "▲ 預警", deadline=_SOON),
        Edge(Status.ON_TRACK, "100", "● 正常", deadline=_SOON),  # finished, though not reported done
        Edge(Status.DONE, "", "✔ 已完成", deadline=_SOON),
        Edge(Status.DONE, "60", "▲ 預警", deadline=_SOON),
        Edge(Status.DONE, "100", "● 正常", reached="40"),  # the target denies it, and is ten points behind
        Edge(Status.DONE, "100", "✔ 已完成", reached="100"),
        Edge(Status.ON_TRACK, "100", "■ 滯後", reached="10"),
        Edge(Status.ON_TRACK, "", "● 正常", deadline=_SOON, reached="100"),
        Edge(Status.ON_TRACK, "", "▲ 預警", reached="60", typed="39.9"),
        Edge(Status.ON_TRACK, "50", "■ 滯後", reached="60", typed="0"),
        Edge(Status.DONE, "100", "✔ 已完成", reached="40", typed="100"),
        Edge(None, "", "● 正常", reached="10", typed="45"),
        Edge(Status.ON_TRACK, "37.5", "● 正常", milestones=_STEPS),  # 37.5 % are expected, not 50 %
        Edge(Status.ON_TRACK, "37.4", "▲ 預警", milestones=_STEPS),  # the milestone is missed
        Edge(Status.DONE, "37", "▲ 預警", milestones=_STEPS),
        Edge(Status.ON_TRACK, "", "● 正常", milestones=_STEPS),
        Edge(Status.ON_TRACK, "7.4", "■ 滯後", milestones=_STEPS),
        Edge(None, "", "● 正常", reached="10", typed="30", milestones=_STEPS),
    ),
    "2022-Q3": (
        Edge(Status.ON_TRACK, "59.9", "▲ 預警", milestones=_STEPS),
        Edge(Status.ON_TRACK, "60", "● 正常", milestones=_STEPS),
        Edge(Status.NOT_STARTED, "", "■ 滯後"),
        Edge(Status.ON_TRACK, "75", "● 正常"),
    ),
    "2022": (Edge(Status.ON_TRACK, "95", "▲ 預警"), Edge(Status.DONE, "", "✔ 已完成")),
}


def _merged(number: int, edge: Edge, period: Period, *, edited: bool) -> Progress:
    """Judge a task as the merge does, before or after what somebody makes of it."""
    task = rounds.task(1, "建設", "梅建勝", "區科技局", deadline=edge.deadline)
    task = replace(task, no=number, section="", milestones=edge.milestones)
    targets = (replace(rounds.TARGETS[0], task=number, value=Decimal(100)),) if edge.reached else ()
    actual = edge.typed if edited and edge.typed else edge.reached
    answers: dict[str, Value] = {"actual1": Decimal(actual)} if actual else {}
    if edited:
        answers |= {"status": edge.status, "percent": Decimal(edge.percent) if edge.percent else None}
    entry = rounds.entry(number, "區科技局", Role.LEAD, **answers)
    judged = judge(task, targets, entry, period, rounds.SETTINGS)
    return Progress(task, judged.light, judged.reason, judged.baseline, judged.gap, entry, targets=judged.targets)


def _edges(name: str) -> Round:
    period = Period.parse(name)
    merged = tuple(_merged(n, edge, period, edited=False) for n, edge in enumerate(EDGES[name], start=1))
    return replace(rounds.make_round(), progress=merged, history=(), period=period)


def _edit_edges(name: str) -> Edit:
    labels = status_labels(rounds.TEMPLATE, Lang.HANT)

    def edit(book: Workbook) -> None:
        for number, edge in enumerate(EDGES[name], start=1):
            _set(number, "填報狀態", labels[edge.status.value] if edge.status else None)(book)
            _set(number, "完成進度", float(edge.percent) if edge.percent else None)(book)
            if edge.typed:
                book["指標"].cell(_target_row(book, number), 7).value = float(edge.typed)

    return edit


TOLD_OTHERWISE: Mapping[int, tuple[Status, str]] = {
    2: (Status.DONE, "100"), 6: (Status.LAGGING, "10"), 9: (Status.NOT_STARTED, "0"), 8: (Status.OTHER, "45"),
    5: (Status.ON_TRACK, "52.25"),
}  # fmt: skip
"""Status and percent that units report otherwise than in the sample, or that somebody types over what they reported."""


def _said(otherwise: Mapping[int, tuple[Status, str]]) -> dict[str, tuple[Entry, ...]]:
    """Return what the lead units of the sample report, of some tasks with another status and percent."""
    said: dict[str, tuple[Entry, ...]] = {}
    for item in rounds.make_round().progress:
        for entry in (item.speaker, *item.others):
            if entry:
                new = {}
                if entry is item.speaker and item.task.no in otherwise:
                    status, percent = otherwise[item.task.no]
                    new = {
                        "status": Answer("status", status.value),
                        "percent": Answer("percent", Decimal(percent)),
                    }
                told = replace(entry, answers={**entry.answers, **new})
                said[entry.unit] = (*said.get(entry.unit, ()), told)
    return said


def _told(otherwise: Mapping[int, tuple[Status, str]]) -> Round:
    """Merge the sample round anew, after a quarter that is always the same."""
    sample = rounds.make_round()
    reference = (sample.due, sample.master, sample.template)
    before = merge(Period.parse("2022-Q1"), *reference, _said({}), sample.units)
    return merge(sample.period, *reference, _said(otherwise), sample.units, (before,))


def _type_what_was_told(book: Workbook) -> None:
    labels = status_labels(rounds.TEMPLATE, Lang.HANT)
    for task, (status, percent) in TOLD_OTHERWISE.items():
        _set(task, "填報狀態", labels[status.value])(book)
        _set(task, "完成進度", float(percent))(book)


@pytest.fixture(scope="module")
def recalculated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, Workbook]]:
    whole = rounds.make_round()
    consolidated = write_consolidated(whole, rounds.FINDINGS)
    books: dict[str, tuple[bytes, Edit]] = {
        "whole": (consolidated, _no_edit),
        "nothing": (write_consolidated(rounds.nothing_came(), ()), _no_edit),
        "leader": (write_leader(whole, "顧國煜"), _no_edit),
        "section": (write_section(whole, rounds.SECTIONS[1]), _no_edit),
        "edited": (consolidated, _edit_some),
        "nothing urgent": (write_consolidated(rounds.all_done(), ()), _set(3, "填報狀態", "進度滯後")),
    }
    as_reported, otherwise = _told({}), _told(TOLD_OTHERWISE)
    books["told"] = (write_consolidated(as_reported, ()), _type_what_was_told)
    books["merged"] = (write_consolidated(otherwise, ()), _no_edit)
    books |= {name: (write_consolidated(_edges(name), ()), _edit_edges(name)) for name in EDGES}
    done = _recalculate(tmp_path_factory.mktemp("live"), books)
    return {name: (books[name][0], book) for name, book in done.items()}


@pytest.mark.parametrize(
    ("name", "least"), [("whole", 400), ("nothing", 300), ("leader", 150), ("section", 150), ("merged", 400)]
)
def test_every_formula_comes_to_its_cached_value(
    recalculated: dict[str, tuple[bytes, Workbook]], name: str, least: int
) -> None:
    count, wrong = _differences(*recalculated[name])
    assert wrong == []
    assert count > least


@pytest.mark.parametrize(("sheet", "address", "wrong"), [("總覽", "G5", 3), ("總覽", "A7", "截至"), ("指標", "L6", "")])
def test_a_cached_value_that_is_not_what_the_formula_comes_to_is_found(
    recalculated: dict[str, tuple[bytes, Workbook]], sheet: str, address: str, wrong: object
) -> None:
    data, book = recalculated["whole"]
    there = book[sheet][address]
    right, there.value = there.value, wrong
    found = _differences(data, book)[1]
    there.value = right
    assert [words.split()[0] for words in found] == [f"{sheet}!{address}"]


def test_a_task_reported_done_afterwards_turns_blue_only_if_its_targets_agree(
    recalculated: dict[str, tuple[bytes, Workbook]],
) -> None:
    book = recalculated["edited"][1]  # task 4 has 85 of 500 companies
    assert _task_cell(book, 4, "亮燈").value == "■ 滯後"
    assert str(_task_cell(book, 4, "亮燈理由").value).startswith("彙總後有人工改動，彙總時：國家高新技術企業")
    assert "各單位自報：已完成 3 項" in str(book["總覽"]["A7"].value)


def test_an_edit_turns_the_light_and_every_figure(recalculated: dict[str, tuple[bytes, Workbook]]) -> None:
    book = recalculated["edited"][1]
    assert _task_cell(book, 2, "亮燈").value == "■ 滯後"  # 5 % against 50 %
    assert _tiles(book) == {
        "任務總數": 12, "單位報送率": pytest.approx(66.7), "已報任務": 11,
        "✔ 已完成": 2, "● 正常": 4, "▲ 預警": 2, "■ 滯後": 3, "○ 未報": 1,
    }  # fmt: skip
    assert "滯後 3 項（25%）" in str(book["總覽"]["A7"].value)


@pytest.mark.parametrize("sheet", ["總覽", "總表", "分板塊", "分領導", "分單位", "指標", "未報與退回"])
def test_figures_after_an_edit_are_those_of_a_merge_in_which_the_units_reported_that(
    recalculated: dict[str, tuple[bytes, Workbook]], sheet: str
) -> None:
    edited, merged = recalculated["told"][1][sheet], recalculated["merged"][1][sheet]
    wide, most = {"總覽": (16, 7), "總表": (9, 999)}.get(sheet, (99, 999))
    # The reason for a light says that it was edited; the list of urgent tasks stays as merged.
    rows = [[list(row[:wide]) for row in book.iter_rows(max_row=most, values_only=True)] for book in (edited, merged)]
    assert rows[0] == rows[1]
    untouched = _open(recalculated["told"][0], values=True)[sheet]
    before = [list(row[:wide]) for row in untouched.iter_rows(max_row=most, values_only=True)]
    assert (rows[0] == before) is (sheet in ("指標", "未報與退回"))


def test_changes_after_an_edit_are_those_of_a_merge_in_which_the_units_reported_that(
    recalculated: dict[str, tuple[bytes, Workbook]],
) -> None:
    found = []
    for name in ("told", "merged"):
        rows = list(recalculated[name][1]["變化"].iter_rows(values_only=True))
        head = next(place for place, row in enumerate(rows) if row[0] == "序號")
        found.append((rows[3:head], {row[0]: row for row in rows[head + 1 :]}))
    assert found[0] == found[1]


def test_a_light_that_somebody_chose_shows_in_every_list(recalculated: dict[str, tuple[bytes, Workbook]]) -> None:
    sheet = recalculated["edited"][1]["滯後與問題"]
    assert [row[4] for row in sheet.iter_rows(min_row=5, values_only=True) if row[0] == 7] == ["● 正常"]


def test_what_an_edit_does_not_change_says_that_there_was_one(
    recalculated: dict[str, tuple[bytes, Workbook]],
) -> None:
    book = recalculated["edited"][1]
    edited = {task for task in range(1, 13) if str(_task_cell(book, task, "亮燈理由").value).startswith("彙總後有")}
    assert edited == {2, 4, 7, 10}  # status, percent, light, value of a target; another leader moves no light
    assert book["總覽"]["A21"].value == "最需關注的任務（彙總時的名單和理由，其後有 4 項任務被改動）"
    calm = recalculated["nothing urgent"]
    assert _open(calm[0], values=True)["總覽"]["A22"].value == "沒有滯後或預警的任務。"
    assert calm[1]["總覽"]["A22"].value == "經改動，現有滯後或預警的任務 1 項，見“總表”。"


def test_a_task_given_to_another_leader_moves(recalculated: dict[str, tuple[bytes, Workbook]]) -> None:
    rows = {row[0]: row[1] for row in recalculated["edited"][1]["分領導"].iter_rows(min_row=5, values_only=True)}
    assert (rows["梅建勝"], rows["顧斌"]) == (4, 2)


@pytest.mark.parametrize(
    ("period", "number", "edge"), [(name, n, edge) for name in EDGES for n, edge in enumerate(EDGES[name], start=1)]
)
def test_an_edited_status_or_percent_is_judged_as_the_merge_would(
    recalculated: dict[str, tuple[bytes, Workbook]], period: str, number: int, edge: Edge
) -> None:
    assert _task_cell(recalculated[period][1], number, "亮燈").value == edge.light
    judged = _merged(number, edge, Period.parse(period), edited=True).light
    assert light_text(judged, Lang.HANT) == edge.light
