"""Where everything stands on the sheet of all tasks, worked out before anything is drawn. Pure.

Every figure of every sheet is a formula over this sheet, and the first sheets of the workbook come before it; so its
columns and rows are laid out first. Below what is read stand hidden columns that the formulas count.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from reportkit.address import address, column_letters, quoted
from reportkit.fields.type_table import type_of
from reportkit.language.text import heading_words, word_room
from reportkit.language.words import Lang, Words
from reportkit.measure import is_met
from reportkit.model import Field, Light, Progress, TargetProgress, Task
from reportkit.reports import values
from reportkit.reports.view import View
from reportkit.shown import ShownColumn, room_of, shown_columns
from reportkit.workbook.heights import room_for

TOP = 4
"""Row of the first section or task, from 0; above it stand title, period, legend and headings."""
_TALLEST = 400.0
_LEAST = 30.0
_SECTION_HEIGHT = 22.0
_SIZE = 10.5

Cell = str | Decimal | date | None


@dataclass(frozen=True, slots=True)
class TaskColumn:
    """One column of the sheet of all tasks.

    Attributes:
        key: what formulas and code know it by.
        heading: what stands above it.
        width: in characters.
        hidden: True for what only formulas read.
        centered: True for short contents.
    """

    key: str
    heading: str
    width: float
    hidden: bool = False
    centered: bool = False


@dataclass(frozen=True, slots=True)
class TaskRows:
    """The place of one task.

    Attributes:
        progress: the task.
        first: its first row, from 0.
        span: how many rows it takes; a row can be 409 points high and no more, so long texts take several.
        height: of each of these rows, in points.
        cells: what its columns say, by key; hidden columns excepted.
        numbers: number formats of cells that have another than their column, likewise.
    """

    progress: Progress
    first: int
    span: int
    height: float
    cells: Mapping[str, Cell]
    numbers: Mapping[str, str] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """Its last row, from 0."""
        return self.first + self.span - 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The layout of the sheet of all tasks.

    Attributes:
        sheet: name of the sheet.
        columns: in order.
        rows: one a task, in the list's order.
        sections: (section, row) of the rows that stand across the table.
        last: the last row used, from 0.
    """

    sheet: str
    columns: tuple[TaskColumn, ...]
    rows: tuple[TaskRows, ...]
    sections: tuple[tuple[str, int], ...]
    last: int
    _places: Mapping[str, int] = field(init=False, repr=False, compare=False)
    _tasks: Mapping[int, TaskRows] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put columns by key and rows by task: every formula asks for them."""
        object.__setattr__(self, "_places", {column.key: place for place, column in enumerate(self.columns)})
        object.__setattr__(self, "_tasks", {row.progress.task.no: row for row in self.rows})

    def column(self, key: str) -> int:
        """Return the place of a column, from 0."""
        return self._places[key]

    @property
    def visible(self) -> tuple[TaskColumn, ...]:
        """The columns that are read."""
        return tuple(column for column in self.columns if not column.hidden)

    def row(self, task: int) -> TaskRows:
        """Return the place of a task by its number."""
        return self._tasks[task]

    def range(self, key: str) -> str:
        """Return a column's cells of all tasks as a formula names them."""
        letters = column_letters(self.column(key))
        return f"{quoted(self.sheet)}!${letters}${TOP + 1}:${letters}${self.last + 1}"

    def cell(self, key: str, task: int) -> str:
        """Return one cell of a task as a formula names it."""
        return f"{quoted(self.sheet)}!{address(self.row(task).first, self.column(key), absolute=True)}"

    def place(self, task: int) -> str:
        """Return where a link to a task leads."""
        return f"{quoted(self.sheet)}!{address(self.row(task).first, 0)}"


_VISIBLE: tuple[tuple[str, Words, float, bool], ...] = (
    ("no", Words("No.", "序号"), 5.5, True),
    ("project", Words("Project", "项目"), 9.5, True),
    ("work", Words("Key task", "重点工作"), 35, False),
    ("leaders", Words("Leaders", "牵头领导"), 8.5, True),
    ("units", Words("Lead units", "牵头单位"), 14, True),
    ("aims", Words("Aims and values so far", "年度目标及完成值"), 25, False),
    ("status", Words("Status", "填报状态"), 10.5, True),
    ("percent", Words("Percent", "完成进度"), 8, True),
    ("light", Words("Light", "亮灯"), 9.5, True),
    ("reason", Words("Reason for the light", "亮灯理由"), 23, False),
    ("progress", Words("Progress", "进展情况"), 44, False),
    ("problems", Words("Problems", "存在问题"), 23, False),
    ("next_steps", Words("Next steps", "下一步打算"), 23, False),
    ("expected_date", Words("Expected finish", "预计完成时间"), 11, True),
    ("remarks", Words("Remarks", "备注"), 14, False),
)
_LIST_NAMES = {"units": "lead_units"}
_NAMES: Mapping[str, Callable[[Task], Iterable[str]]] = {
    "leaders": lambda task: task.leaders,
    "units": lambda task: (ref.written for ref in task.leads),
    "project": lambda task: (task.project or "",),
}
"""Columns of names, no word of which is broken."""
_OTHERS = Words("Reports of further lead units", "其他牵头单位填报")
_PARTICIPANTS = Words("Reports of participating units", "参与单位填报")
_HIDDEN = (
    "code", "rank", "reported", "section", "leader_names", "unit_names", "senders", "light_merged", "reason_merged",
    "status_merged", "percent_merged", "gap_merged", "short_merged", "baseline", "target_gap", "target_short",
    "deadline_floor", "asks", "troubled",
)  # fmt: skip


def make_plan(view: View, sheet: str) -> Plan:
    """Lay out the sheet of all tasks of a view."""
    further, own = further_fields(view), _told_columns(view)
    columns = _columns(view, further, own)
    rows: list[TaskRows] = []
    sections: list[tuple[str, int]] = []
    place, section = TOP, None
    for progress in view.progress:
        if progress.task.section != section:
            section = progress.task.section
            if section:
                sections.append((section, place))
                place += 1
        cells = _cells(progress, view, further) | {item.name: item.value(progress.task) for item in own}
        numbers = {item.name: number for item in own if (number := item.number(progress.task))}
        span, tall = _measure(cells, columns)
        rows.append(TaskRows(progress, place, span, tall, cells, numbers))
        place += span
    wide = next(column.width for column in columns if column.key == "project")
    return Plan(sheet, columns, _with_room_for_projects(rows, wide), tuple(sections), max(place - 1, TOP))


def project_runs(rows: Sequence[TaskRows], starts: Sequence[int] = ()) -> Iterator[list[TaskRows]]:
    """Yield runs of neighbouring tasks of one project on one page; a task without a project stands alone."""
    run: list[TaskRows] = []
    for row in rows:
        task = row.progress.task
        before = run[-1].progress.task if run else None
        same = before is not None and task.project and (task.section, task.project) == (before.section, before.project)
        if run and (not same or row.first in starts):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _with_room_for_projects(rows: Sequence[TaskRows], width: float) -> tuple[TaskRows, ...]:
    """Return the rows, the last one of a project higher where the project's name needs more than its tasks."""
    found: list[TaskRows] = []
    for run in project_runs(rows):
        name, last = run[-1].progress.task.project or "", run[-1]
        lacking = room_for([(name, width)], _SIZE) - sum(row.height * row.span for row in run)
        tall = min(last.height + max(lacking, 0.0) / last.span, _TALLEST)
        found += [*run[:-1], replace(last, height=tall)]
    return tuple(found)


def section_height() -> float:
    """Return the height of a row that stands across the table, in points."""
    return _SECTION_HEIGHT


def further_fields(view: View) -> tuple[Field, ...]:
    """Return the task fields that the office added to its form."""
    known = values.KNOWN_FIELDS
    fields = view.round.template.task_fields
    return tuple(f for f in fields if f.name not in known and type_of(f).is_asked)


def _columns(view: View, further: Sequence[Field], own: Sequence[ShownColumn]) -> tuple[TaskColumn, ...]:
    lang = view.lang
    columns = [*_usual_columns(view), *(_further_column(item, lang) for item in further)]
    taken = {heading_words(column.heading) for column in columns}
    for key, those in (("no", True), ("aims", False)):
        behind = 1 + next(place for place, column in enumerate(columns) if column.key == key)
        columns[behind:behind] = _own_columns(view, [one for one in own if one.is_list_number is those], taken)
    if any(p.others for p in view.progress):
        columns.append(TaskColumn("others", _OTHERS.text(lang), 29))
    if any(p.participants for p in view.progress):
        columns.append(TaskColumn("participants", _PARTICIPANTS.text(lang), 26))
    columns += [TaskColumn(key, key, 10, hidden=True) for key in _HIDDEN]
    if not any(column.key == "percent" for column in columns):
        columns.append(TaskColumn("percent", "percent", 10, hidden=True))
    return tuple(columns)


def _usual_columns(view: View) -> Iterator[TaskColumn]:
    """Yield the columns of every report, without those whose field the office took out of its form."""
    for key, heading, width, centered in _VISIBLE:
        if key not in values.KNOWN_FIELDS or key == "status" or view.round.template.field(key) is not None:
            words, names = heading.text(view.lang), _NAMES.get(key)
            told = (name for progress in view.progress for name in names(progress.task)) if names else ()
            wide = max(view.house_style.width(_LIST_NAMES.get(key, key), width), word_room((words, *told)))
            yield TaskColumn(key, words, wide, centered=centered)


def _told_columns(view: View) -> tuple[ShownColumn, ...]:
    """Return the columns of the office's own that it wants to have shown and that say something of a task shown."""
    tasks = [progress.task for progress in view.progress]
    return tuple(item for item in shown_columns(view.round.master) if any(item.texts(task)[0] for task in tasks))


def _own_columns(view: View, own: Sequence[ShownColumn], taken: Collection[str]) -> Iterator[TaskColumn]:
    """Yield columns of the office's own; `taken` are words of the headings that stand beside them."""
    tasks = [progress.task for progress in view.progress]
    for item in own:
        room = room_of(item, tasks)
        yield TaskColumn(item.name, item.headed(taken, view.lang), room.width, centered=room.is_short)


def _further_column(item: Field, lang: Lang) -> TaskColumn:
    wide = min(max(item.width, 10.0), 40.0)
    return TaskColumn(f"field:{item.name}", item.label.text(lang), wide, centered=not type_of(item).is_text)


def _cells(progress: Progress, view: View, further: Sequence[Field]) -> dict[str, Cell]:
    lang, template, task, speaker = view.lang, view.round.template, progress.task, progress.speaker
    cells: dict[str, Cell] = {
        "no": Decimal(task.no),
        "work": task.work,
        "leaders": values.names(task.leaders),
        "units": values.names(ref.written for ref in task.leads),
        "aims": values.aims(progress, lang),
        "status": status(progress, view),
        "percent": progress.percent,
        "light": values.light_text(progress.light, lang),
        "reason": progress.reason,
    }
    for name in ("progress", "problems", "next_steps", "expected_date", "remarks"):
        field = template.field(name)
        cells[name] = values.field_value(field, speaker, lang) if field else None
    cells |= {f"field:{f.name}": values.field_value(f, speaker, lang) for f in further}
    cells["others"] = values.said(progress.others, progress, template, lang)
    cells["participants"] = values.said(progress.participants, progress, template, lang)
    return cells


def status(progress: Progress, view: View) -> str:
    """Return the self-reported status of a task by its label, "" where there is none."""
    value = progress.speaker.value("status") if progress.speaker else None
    return values.status_labels(view.round.template, view.lang).get(value, value) if isinstance(value, str) else ""


def _measure(cells: Mapping[str, Cell], columns: Sequence[TaskColumn]) -> tuple[int, float]:
    shown = [column for column in columns if not column.hidden and column.key != "project"]
    return room([(values.as_text(cells.get(column.key)), column.width) for column in shown])


def room(texts: Sequence[tuple[str, float]]) -> tuple[int, float]:
    """Return how many rows texts (with the widths of their columns) take and how high each is, so that all is seen."""
    wanted = room_for(texts, _SIZE, least=_LEAST)
    span = int(-(-wanted // _TALLEST)) if wanted > _TALLEST else 1
    return span, wanted / span


def deadline_floor(progress: Progress, view: View) -> int:
    """Return the worst a deadline makes of an unfinished task: 2 overdue, 1 due soon, 0 nothing."""
    deadline, period = progress.task.deadline, view.round.period
    if deadline is None:
        return int(period.months_gone(view.settings.first_month) == 12)
    days = (deadline - period.end).days
    return 2 if days < 0 else int(days <= view.settings.due_soon)


def hidden_values(row: TaskRows, view: View) -> dict[str, Cell]:
    """Return what the hidden columns of a task hold, as far as they are no formulas."""
    progress = row.progress
    sections = [name for name, _ in view.sections]
    return {
        "section": Decimal(sections.index(progress.task.section) + 1) if sections else None,
        "unit_names": barred(progress.lead_units),
        "senders": barred(progress.reporting_units),
        "light_merged": row.cells["light"],
        "reason_merged": progress.reason,
        "status_merged": row.cells["status"],
        "percent_merged": progress.percent,
        "baseline": progress.baseline,
        "gap_merged": worst_gap(progress),
        "short_merged": Decimal(is_short(progress)),
        "target_short": Decimal(0),
        "deadline_floor": Decimal(deadline_floor(progress, view)),
        "asks": Decimal(bool(values.asked(progress))),
        "troubled": Decimal(values.has_problem(progress)),
    }


def worst_gap(progress: Progress) -> Decimal | None:
    """Return the worst gap of the targets that decide the light, None where none has a value."""
    return min((t.gap for t in progress.targets if t.gap is not None and t.target.kind.drives_light), default=None)


def is_short(progress: Progress) -> bool:
    """Tell whether a target that decides the light is not reached, so that the task cannot be done."""
    return any(falls_short(reached) for reached in progress.targets)


def falls_short(reached: TargetProgress) -> bool:
    """Tell whether a target decides the light and is not reached."""
    target, actual = reached.target, reached.actual
    return target.kind.drives_light and target.value is not None and actual is not None and not is_met(target, actual)


def barred(items: Sequence[str]) -> str:
    """Return names between bars, so that one is found whole: `|梅建勝|顧國煜|`."""
    return "|" + "|".join(items) + "|"


LIGHT_RANK = {Light.WHITE: 0, Light.RED: 1, Light.YELLOW: 2, Light.GREEN: 3, Light.BLUE: 4}
"""The lights from worst to best, 0 for none: what the formulas compare."""
