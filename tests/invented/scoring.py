"""What `import` made of a document against what is right, field by field.

A field that is wrong while a finding points at it is *pointed*; one that is wrong without a word is *silent*.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from reportkit.diagnostics import Diagnostic, Severity
from reportkit.imported import Imported, ImportOptions
from reportkit.language.errors import ReportkitError
from reportkit.language.text import fold
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from reportkit.model import Kind, Target, Task
from reportkit.targets.quantities import even
from tests.invented.canon import Aim, Goal, Item
from tests.invented.made import Rendering


class Outcome(StrEnum):
    """What became of a document."""

    RIGHT = "right"
    POINTED = "pointed"
    REFUSED = "refused"
    SILENT = "SILENTLY WRONG"
    FAULT = "FAULT"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that is wrong; `is_pointed` where a finding points at it."""

    task: int
    field: str
    got: str
    want: str
    is_pointed: bool

    def __str__(self) -> str:
        """Return it in a line."""
        return f"{self.task or '-'} {self.field}: {_cut(self.got)} not {_cut(self.want)}{' (said)' * self.is_pointed}"


def _cut(text: str) -> str:
    flat = text.replace("\n", "/")
    return flat if len(flat) <= 36 else flat[:35] + "…"


@dataclass(slots=True)
class Aims:
    """How many figures of the wordings were found, missed and made up, and how many found have another name."""

    found: int = 0
    missed: int = 0
    false: int = 0
    misnamed: int = 0

    def add(self, other: "Aims") -> None:
        """Count another document's as well."""
        self.found += other.found
        self.missed += other.missed
        self.false += other.false
        self.misnamed += other.misnamed


@dataclass(slots=True)
class Score:
    """What became of one document.

    Attributes:
        outcome: all in all.
        wrong: fields that are not right, tasks in their order.
        said: what the refusal or the fault says.
        tasks: how many tasks of the document came out as what.
        aims: figures of its wordings.
        titled: True where the title of the list is the document's own.
    """

    outcome: Outcome
    wrong: list[Wrong] = field(default_factory=list)
    said: str = ""
    tasks: dict[Outcome, int] = field(default_factory=dict)
    aims: Aims = field(default_factory=Aims)
    titled: bool = False


def read(file: str, data: bytes, options: Mapping[str, object]) -> Imported:
    """Import a document with options of the command line."""
    wanted = options.get("sheet", ())
    sheets = (wanted,) if isinstance(wanted, str) else tuple(map(str, wanted)) if isinstance(wanted, Sequence) else ()
    return import_list(file, data, options=ImportOptions(sheets=sheets, year=int(str(options.get("year", 0)))))


def score(made: Rendering) -> Score:
    """Import a rendering and hold it against what is right."""
    lost = len(made.goals)
    try:
        got = read(made.file, made.data, made.options)
    except ReportkitError as error:
        return Score(
            Outcome.REFUSED, said=error.message(Lang.EN), tasks={Outcome.REFUSED: lost}, aims=Aims(missed=_all(made))
        )
    except Exception as error:  # noqa: BLE001  a fault is an outcome here
        return Score(Outcome.FAULT, said=repr(error), tasks={Outcome.FAULT: lost}, aims=Aims(missed=_all(made)))
    return _held(made, got)


def _all(made: Rendering) -> int:
    return sum(len(goal.item.aims) for goal in made.goals)


def _held(made: Rendering, got: Imported) -> Score:
    pairs, extra = aligned(got.master.tasks, made.goals)
    result = Score(Outcome.RIGHT)
    for at, (goal, task) in enumerate(pairs, 1):
        wrong = list(_task(got, goal, task) if task else _lost(got, at, goal))
        result.wrong += wrong
        kind = _worst(wrong)
        result.tasks[kind] = result.tasks.get(kind, 0) + 1
        result.aims.add(figures(goal.item, [t for t in got.master.targets if task and t.task == task.no]))
    result.wrong += _surplus(made, got, extra)
    result.wrong += _whole(made, got)
    result.outcome = _worst(result.wrong)
    result.titled = bare(got.master.settings.list_title) == bare(made.office.title)
    return result


def _worst(wrong: Sequence[Wrong]) -> Outcome:
    if not wrong:
        return Outcome.RIGHT
    return Outcome.POINTED if all(one.is_pointed for one in wrong) else Outcome.SILENT


@lru_cache(20_000)
def bare(text: str) -> str:
    """Return a text without white space and full stops, in one width."""
    return "".join(fold(text).replace("。", "").replace(".", "").split()).casefold()


# Which task is which ----------------------------------------------------------------------------------------------

_LIKE = 60


def aligned(tasks: Sequence[Task], wanted: Sequence[Goal]) -> tuple[list[tuple[Goal, Task | None]], list[Task]]:
    """Return each goal with the task that was made of it, None where none was, and the tasks that are nobody's."""
    left = list(tasks)
    pairs: list[tuple[Goal, Task | None]] = []
    for goal in wanted:
        best = max(left, key=lambda task: _likeness(task, goal), default=None)
        if best is None or _likeness(best, goal) < _LIKE:
            pairs.append((goal, None))
        else:
            left.remove(best)
            pairs.append((goal, best))
    return pairs, left


def _likeness(task: Task, goal: Goal) -> float:
    return fuzz.ratio(bare(task.work), bare(goal.item.work))


# Fields -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a task: what was read and what is right, as text; `words` are those that a finding may name."""

    name: str
    got: str
    want: str
    is_right: bool
    words: tuple[str, ...] = ()


def _task(got: Imported, goal: Goal, task: Task) -> Iterator[Wrong]:
    """Yield the wrong fields of a task."""
    for one in (*_texts(goal, task), *_people(goal, task), *_days(goal, task, got), *_further(goal, task, got)):
        if not one.is_right:
            is_pointed = any(points(finding, task, one) for finding in got.diagnostics)
            yield Wrong(task.no, one.name, one.got, one.want, is_pointed)


def _texts(goal: Goal, task: Task) -> Iterator[_Field]:
    """Yield number, wording, section and project."""
    yield _Field("no", str(task.no), str(goal.no), goal.no in (None, task.no))
    works = [bare(text) for text in goal.works]
    yield _Field("work", task.work, goal.item.work, bare(task.work) in works, (goal.item.work[:12],))
    section, project = bare(task.section), bare(task.project or "")
    if goal.section is not None:
        yield _Field("section", task.section, goal.section, _in(goal.section, section), (goal.section, task.section))
    if goal.project is not None and goal.section is not None:
        is_right = _in(goal.project, project) or bool(goal.project and bare(goal.project) in section)
        yield _Field("project", task.project or "", goal.project, is_right, (goal.project, task.project or ""))


def _in(wanted: str, got: str) -> bool:
    """Tell whether a heading is the one wanted, with its number and leaders or without."""
    return bare(wanted) in got if wanted else not got


def _people(goal: Goal, task: Task) -> Iterator[_Field]:
    """Yield leaders, lead units and participants."""
    item = goal.item
    leaders = tuple(task.leaders)
    yield _Field(
        "leaders", "、".join(leaders), "、".join(item.leaders), leaders == item.leaders, (*leaders, *item.leaders)
    )
    leads = _names([ref.written for ref in task.leads], item)
    parts = _names([ref.written for ref in task.participants], item)
    if not goal.is_parted:
        wanted, found = [*item.leads, *item.parts], [*leads, *parts]
        is_right = _same(found, wanted) and _same(leads[:1], wanted[:1])
        yield _Field("units", "、".join(found), "、".join(wanted), is_right, (*found, *wanted))
        return
    yield _Field("leads", "、".join(leads), "、".join(item.leads), _same(leads, item.leads), (*leads, *item.leads))
    yield _Field("parts", "、".join(parts), "、".join(item.parts), _same(parts, item.parts), (*parts, *item.parts))


def _names(found: Sequence[str], item: Item) -> list[str]:
    """Return names without words about units, which are a group or nothing."""
    loose = {bare(word) for word in item.loose}
    return [name for name in found if bare(name) not in loose]


def _same(found: Sequence[str], wanted: Sequence[str]) -> bool:
    """Tell whether names are the same; an English name keeps its spaces."""
    return [" ".join(name.split()) for name in found] == list(wanted)


def _days(goal: Goal, task: Task, got: Imported) -> Iterator[_Field]:
    """Yield the deadline and, where it is no day yet, its words."""
    day = task.deadline.isoformat() if task.deadline else ""
    words = (goal.item.due,) if goal.item.due else ()
    yield _Field("deadline", day, " or ".join(goal.days), day in goal.days, words)
    if words and goal.item.day and not any(goal.days) and not _carried(words[0], task, got):
        yield _Field("words of the deadline", "", words[0], is_right=False, words=words)
    if goal.steps:
        steps = tuple((step.day.isoformat(), bare(step.words)) for step in task.milestones)
        wanted = tuple((when, bare(what)) for when, what in goal.steps)
        yield _Field(
            "milestones", str(len(steps)), str(len(wanted)), steps == wanted, tuple(what for _, what in goal.steps)
        )


def _further(goal: Goal, task: Task, got: Imported) -> Iterator[_Field]:
    """Yield what stands in further columns."""
    for heading, told in goal.extras.items():
        yield _Field(heading, "", told, _carried(told, task, got), (heading, told))


_KNOWN = frozenset({"no", "section", "project", "work", "leaders", "leads", "participants", "deadline"})


def _carried(words: str, task: Task, got: Imported) -> bool:
    """Tell whether words are kept with the task beside its wording and names, or with one of its units."""
    names = {ref.name for ref in (*task.leads, *task.participants)}
    kept = [str(value) for name, value in asdict(task).items() if name not in _KNOWN]
    kept += [f"{unit.contact} {unit.email} {unit.remarks}" for unit in got.master.units if unit.name in names]
    return any(bare(words) in bare(text) for text in kept)


# What findings point at -------------------------------------------------------------------------------------------

_ABOUT: Mapping[str, frozenset[str]] = {
    "L01": frozenset(),
    "L02": frozenset({"work"}),
    "L03": frozenset({"leaders", "leads", "parts", "units"}),
    "L04": frozenset({"leads", "parts", "units"}),
    "L05": frozenset({"project"}),
    "L06": frozenset({"leads", "parts", "units"}),
    "L07": frozenset({"no"}),
    "L09": frozenset({"project"}),
    "L10": frozenset(),
    "L11": frozenset({"leads", "parts", "units"}),
    "L12": frozenset({"leads", "parts", "units"}),
    "L14": frozenset({"leaders"}),
    "L15": frozenset({"work"}),
    "L16": frozenset({"leads", "parts", "units"}),
    "L17": frozenset({"work"}),
    "L18": frozenset({"deadline", "words of the deadline"}),
    "L19": frozenset({"deadline", "words of the deadline", "milestones", "year"}),
    "L26": frozenset({"deadline", "words of the deadline", "milestones"}),
}
"""What a finding can be about; of a code that is not named here, anything."""


def points(finding: Diagnostic, task: Task, one: _Field) -> bool:
    """Tell whether a finding points at a field of a task: it is about such fields, and about this task or its words."""
    about = _ABOUT.get(finding.code.name)
    if about is not None and one.name not in about:
        return False
    if task.no in (finding.task, *finding.tasks) or finding.code.name == "L19":
        return True
    return bool(one.words) and _names_words(finding, one.words)


def _names_words(finding: Diagnostic, words: Sequence[str]) -> bool:
    """Tell whether what a finding has found holds one of these words, or is part of it."""
    found = bare(finding.found or "")
    return bool(found) and any(bare(word) in found or found in bare(word) for word in words if bare(word))


def _lost(got: Imported, at: int, goal: Goal) -> Iterator[Wrong]:
    """Yield that a task is missing; a finding points at it that says that its wording was left out."""
    words = (goal.item.work[:12],)
    is_pointed = any(_names_words(finding, words) for finding in got.diagnostics if finding.found)
    yield Wrong(at, "task", "nothing", goal.item.work, is_pointed)


def _surplus(made: Rendering, got: Imported, extra: Sequence[Task]) -> Iterator[Wrong]:
    """Yield tasks that are nobody's; one that is struck out or hidden may stand if it is asked about."""
    for task in extra:
        is_gone = any(fuzz.ratio(bare(task.work), bare(one.work)) >= _LIKE for one in made.gone)
        asked = [f for f in got.diagnostics if f.task == task.no and f.severity is not Severity.INFO]
        is_asked = is_gone and any(f.code.name not in _ABOUT for f in asked)
        yield Wrong(task.no, "deleted task" if is_gone else "no task", task.work, "", is_asked)


# The whole list ---------------------------------------------------------------------------------------------------


def _whole(made: Rendering, got: Imported) -> Iterator[Wrong]:
    """Yield what is wrong of the list as a whole: year, units, groups, and what had to be told."""
    master = got.master
    if master.settings.year != made.year and "year" not in made.options:
        is_said = any(finding.code.name == "L19" for finding in got.diagnostics)
        yield Wrong(0, "year", str(master.settings.year), str(made.year), is_said)
    for word in made.told:
        if not any(word in f"{f.sheet} {f.message(Lang.HANS)}" for f in got.diagnostics):
            yield Wrong(0, "told", "nothing", word, is_pointed=False)
    yield from _units(made, got)


def _units(made: Rendering, got: Imported) -> Iterator[Wrong]:
    """Yield groups that became units, one unit that became two, and two that became one or are proposed as one."""
    named = {ref.written: ref.name for task in got.master.tasks for ref in (*task.leads, *task.participants)}
    groups = {group.name for group in got.master.groups}
    loose = {word for goal in made.goals for word in goal.item.loose}
    for word in sorted({*made.office.groups, *loose} & named.keys()):
        if named[word] not in groups:
            yield Wrong(0, "group", word, "no unit", is_pointed=False)
    for full, brief in made.office.same:
        if {full, brief} <= named.keys() and named[full] != named[brief]:
            yield Wrong(0, "one unit", brief, full, _proposed(got, full, brief))
    for one, other in made.office.apart:
        is_one = one in named and named.get(one) == named.get(other)
        if is_one or _proposed(got, one, other):
            yield Wrong(0, "two units", one, other, is_pointed=False)


def _proposed(got: Imported, one: str, other: str) -> bool:
    """Tell whether a finding takes or proposes to take two names for one unit."""
    pairs = [{f.found, str(f.values.get("wanted"))} for f in got.diagnostics if f.code.name in ("L06", "L11")]
    return {one, other} in pairs


# Figures ----------------------------------------------------------------------------------------------------------


def figures(item: Item, targets: Sequence[Target]) -> Aims:
    """Hold the targets of a task against the figures of its wording; what is its scope counts nothing."""
    left = [target for target in targets if target.kind is not Kind.SCOPE]
    scopes = [target for target in targets if target.kind is Kind.SCOPE]
    result = Aims()
    for aim in item.aims:
        hits = [target for target in (*left, *scopes) if _is(aim, target)]
        hit = next((target for target in hits if _is_named(aim, target)), hits[0] if hits else None)
        if hit is None:
            result.missed += 1
            continue
        (left if hit in left else scopes).remove(hit)
        result.found += 1
        result.misnamed += not _is_named(aim, hit)
    result.false = sum(not any(_is(aim, target) for aim in item.scopes) for target in left)
    return result


def _is(aim: Aim, target: Target) -> bool:
    """Tell whether a target has the figure of an aim; an aim without a measure takes any."""
    value = None if target.value is None else f"{target.value:f}"
    values = [None] if aim.value is None else aim.value.split("|")
    return value in values and (not aim.measure or even(aim.measure) == even(target.measure))


def _is_named(aim: Aim, target: Target) -> bool:
    return even(aim.indicator).casefold() in even(target.indicator).casefold()


def refusal(file: str, data: bytes) -> tuple[bool, str]:
    """Return whether a document that is no list is refused, and what is said, or what was made of it."""
    try:
        tasks = read(file, data, {}).master.tasks
    except ReportkitError as error:
        return True, error.message(Lang.EN)
    except Exception as error:  # noqa: BLE001  a fault is an outcome here
        return False, repr(error)
    return False, f"{len(tasks)} tasks: {_cut(tasks[0].work)}"
