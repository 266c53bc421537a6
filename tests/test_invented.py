"""Invented lists of other offices: what becomes of each document today, and a measure that can be trusted.

`python -m tests.invented` says of each what is wrong.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.container import read_document
from reportkit.imported import Imported
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
from reportkit.model import Group, Kind, Master, Milestone, Op, OwnCell, Settings, Target, Task, UnitRef
from tests.invented import scoring
from tests.invented.canon import Goal, task
from tests.invented.lists import OFFICES
from tests.invented.made import Rendering
from tests.invented.nolists import no_lists
from tests.invented.renderings import renderings
from tests.invented.report import table
from tests.invented.scoring import Outcome, bare

MADE = {made.name: made for made in renderings()}
USUAL = MADE["county: usual table.docx"]


def test_what_becomes_of_each_document(golden: Callable[[str, str], None]) -> None:
    golden("invented", "\n".join(table()))


def test_each_office_is_tried_in_several_shapes_and_each_format_with_each_kind_of_shape() -> None:
    assert len(MADE) >= 48
    assert len(no_lists()) >= 10
    assert {made.office.key for made in MADE.values()} == {office.key for office in OFFICES}
    assert {made.file.rpartition(".")[2] for made in MADE.values()} == {"docx", "html", "xlsx", "csv", "txt"}
    assert all(6 <= len(office.items) <= 20 for office in OFFICES)


def _held(made: Rendering) -> bool:
    """Tell whether a document holds wording and names of each task, whatever is struck out or glossed between."""
    documents = read_document(made.file, made.data)
    # Lines that a PDF has torn, and page numbers between.
    texts = ["".join(text for _, text in d.texts() if not text.startswith("— ")) for d in documents]
    read = [bare(re.sub(r"新增口袋公园9个，|\([a-zàáèéòóùúāēīōūǎ]+\)", "", text)) for text in texts]
    words = {bare(word) for goal in made.goals for word in _words(goal)}
    return any(all(word in text for word in words) for text in read)


def _words(goal: Goal) -> tuple[str, ...]:
    item = goal.item
    return (item.work, item.due, *item.leads, *item.parts, *item.leaders, *goal.extras.values())


def test_documents_hold_what_is_right_of_them() -> None:
    assert [name for name, made in MADE.items() if not _held(made)] == []


# The measure ----------------------------------------------------------------------------------------------------


def _perfect(made: Rendering) -> Imported:
    """Return an import in which everything is right."""
    names = dict((brief, full) for full, brief in made.office.same)  # noqa: C402
    tasks = tuple(_task(no, goal, names) for no, goal in enumerate(made.goals, 1))
    settings = Settings(list_title=made.office.title, year=made.year)
    groups = tuple(Group(name) for name in made.office.groups)
    told = tuple(Diagnostic(Code.L13, found=word) for word in made.told)
    return Imported(Master(tasks, groups=groups, settings=settings), told)


def _task(no: int, goal: Goal, names: dict[str, str]) -> Task:
    def refs(written: tuple[str, ...]) -> tuple[UnitRef, ...]:
        return tuple(UnitRef(names.get(name, name), name) for name in written)

    item = goal.item
    return Task(
        no=goal.no or no,
        section=goal.section or "",
        project=goal.project or None,
        work=item.work,
        leaders=item.leaders,
        leads=refs(item.leads),
        participants=refs(item.parts),
        deadline=date.fromisoformat(goal.days[0]) if goal.days[0] else None,
        milestones=tuple(Milestone(date.fromisoformat(day), None, words) for day, words in goal.steps),
        own=tuple(OwnCell(f"x{at}", words) for at, words in enumerate((*goal.extras.values(), item.due))),
    )


def _score(made: Rendering, got: Imported, monkeypatch: pytest.MonkeyPatch) -> scoring.Score:
    monkeypatch.setattr(scoring, "read", lambda *_: got)
    return scoring.score(made)


def test_a_right_import_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    scores = {name: _score(made, _perfect(made), monkeypatch) for name, made in MADE.items()}
    assert {name: found.wrong for name, found in scores.items() if found.outcome is not Outcome.RIGHT} == {}


def _with(got: Imported, at: int, **changes: object) -> Imported:
    tasks = list(got.master.tasks)
    tasks[at] = replace(tasks[at], **changes)  # type: ignore[arg-type]
    return replace(got, master=replace(got.master, tasks=tuple(tasks)))


def _finding(code: Code, task: int) -> Diagnostic:
    own = {"found", "task_no", "cells", "sheet", "suggestion", "value", "file", "unit"}
    return Diagnostic(code, task=task, values=dict.fromkeys(code.names - own, 1))


@pytest.mark.parametrize(
    ("field", "code", "changes"),
    [
        ("no", Code.L07, {"no": 40}),
        ("work", Code.L15, {"work": "粮食播种面积稳定在48万亩，总产量"}),
        ("section", None, {"section": "一、"}),
        ("project", Code.L05, {"project": "农业"}),
        ("leaders", Code.L14, {"leaders": ("周铭", "县长")}),
        ("leads", Code.L04, {"leads": (UnitRef("农业", "农业"),)}),
        ("parts", Code.L04, {"participants": ()}),
        ("deadline", Code.L18, {"deadline": None}),
    ],
)
def test_each_field_counts_and_a_finding_on_it_points(
    field: str, code: Code | None, changes: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    got = _with(_perfect(USUAL), 2, **changes)
    silent = _score(USUAL, got, monkeypatch)
    assert (silent.outcome, [one.field for one in silent.wrong]) == (Outcome.SILENT, [field])
    if code:
        said = _score(USUAL, replace(got, diagnostics=(_finding(code, got.master.tasks[2].no),)), monkeypatch)
        assert said.outcome is Outcome.POINTED
    about_nothing = _finding(Code.L10, got.master.tasks[2].no)
    assert _score(USUAL, replace(got, diagnostics=(about_nothing,)), monkeypatch).outcome is Outcome.SILENT
    elsewhere = Diagnostic(Code.L15, task=1)
    assert _score(USUAL, replace(got, diagnostics=(elsewhere,)), monkeypatch).outcome is Outcome.SILENT


def test_lost_and_made_up_tasks_count(monkeypatch: pytest.MonkeyPatch) -> None:
    got = _perfect(USUAL)
    tasks = got.master.tasks
    fewer = replace(got, master=replace(got.master, tasks=tasks[1:]))
    found = _score(USUAL, fewer, monkeypatch)
    assert (found.outcome, found.wrong[0].field) == (Outcome.SILENT, "task")
    left_out = Diagnostic(Code.L08, found=tasks[0].work)
    assert _score(USUAL, replace(fewer, diagnostics=(left_out,)), monkeypatch).outcome is Outcome.POINTED
    more = replace(got, master=replace(got.master, tasks=(*tasks, Task(99, "", None, "备注：略", (), (), ()))))
    found = _score(USUAL, more, monkeypatch)
    assert [(one.task, one.field, one.is_pointed) for one in found.wrong] == [(99, "no task", False)]


def test_a_deleted_task_may_stand_only_if_it_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    made = MADE["county: a row struck out.xlsx"]
    got = _perfect(made)
    (gone,) = made.gone
    task = Task(50, gone.section, None, gone.work, (), (), ())
    got = replace(got, master=replace(got.master, tasks=(*got.master.tasks, task)))
    assert _score(made, got, monkeypatch).outcome is Outcome.SILENT


def test_groups_that_became_units_and_units_that_became_one_count(monkeypatch: pytest.MonkeyPatch) -> None:
    got = _perfect(USUAL)
    found = _score(USUAL, replace(got, master=replace(got.master, groups=())), monkeypatch)
    assert {one.field for one in found.wrong} == {"group"}
    proposed = Diagnostic(Code.L11, found="县水利局", values={"wanted": "县财政局"})
    found = _score(USUAL, replace(got, diagnostics=(proposed,)), monkeypatch)
    assert [one.field for one in found.wrong] == ["two units"]
    short = MADE["county: units by short names.html"]
    got = _perfect(short)
    apart = _with(got, 2, leads=tuple(UnitRef(name, name) for name in short.goals[2].item.leads))
    assert [one.field for one in _score(short, apart, monkeypatch).wrong] == ["one unit"]


@pytest.mark.parametrize(
    ("name", "changes", "fields"),
    [
        ("people: quarter goals.xlsx", {"milestones": ()}, ["milestones"]),
        ("council: status columns.csv", {"own": ()}, ["Status"]),
        ("people: persons beside units.docx", {"own": ()}, ["联系人"]),
        ("county: no year.docx", {"own": ()}, ["words of the deadline"]),
        ("county: bare brackets.txt", {"leads": (), "participants": ()}, ["units"]),
    ],
)
def test_what_only_some_lists_have_counts(
    name: str, changes: dict[str, object], fields: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = MADE[name]
    found = _score(made, _with(_perfect(made), 2, **changes), monkeypatch)
    assert ([one.field for one in found.wrong], found.outcome) == (fields, Outcome.SILENT)


def test_a_year_that_is_not_read_and_a_sheet_that_is_not_told_count(monkeypatch: pytest.MonkeyPatch) -> None:
    made = MADE["county: last year's sheet left in.xlsx"]
    got = _perfect(made)
    silent = replace(got, master=replace(got.master, settings=Settings(year=2024)), diagnostics=())
    found = _score(made, silent, monkeypatch)
    assert [one.field for one in found.wrong] == ["year", "told"]
    assert not found.titled


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(ReportkitError(Words("No.", "不。"), Words("", "")), Outcome.REFUSED), (KeyError("a"), Outcome.FAULT)],
)
def test_a_refusal_and_a_fault_are_no_right_import(
    error: Exception, outcome: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Imported:
        raise error

    monkeypatch.setattr(scoring, "read", fail)
    found = scoring.score(USUAL)
    assert (found.outcome, found.tasks, found.aims.missed) == (outcome, {outcome: 12}, 25)
    assert scoring.refusal("a.txt", b"")[0] is (outcome is Outcome.REFUSED)


def test_figures_are_held_against_those_of_the_wording() -> None:
    item = task("新建学校3所，改造12所。", "县教育局", aims="学校=3 所; 清零=- ", scopes="改造=12 所")
    found = [
        Target(1, 1, "新建学校", Op.EQUAL, Decimal(3), "所", Kind.COUNT, "3所"),
        Target(1, 2, "改造", Op.EQUAL, Decimal(12), "所", Kind.COUNT, "12所"),
        Target(1, 3, "学生", Op.EQUAL, Decimal(3), "人", Kind.COUNT, "3人"),
        Target(1, 4, "专项", Op.EQUAL, Decimal(6), "个", Kind.SCOPE, "6个"),
    ]
    assert scoring.figures(item, found) == scoring.Aims(found=1, missed=1, false=1)
    other = [replace(found[0], indicator="园区")]
    assert scoring.figures(item, other) == scoring.Aims(found=1, missed=1, misnamed=1)
