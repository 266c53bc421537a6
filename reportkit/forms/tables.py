"""What stands on the two sheets a unit fills in: their columns and rows, before anything is drawn. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportkit.fields.answer_type import CellValue
from reportkit.fields.type_table import type_of
from reportkit.forms.issue import Issue, last_text
from reportkit.forms.rules import Slot
from reportkit.identity import row_key
from reportkit.language.text import heading_words, word_room
from reportkit.language.words import Words, joined
from reportkit.measure import OP_WORDS, aims_text, schedule_text
from reportkit.model import Answer, Field, Required, Role, Target, Task
from reportkit.shown import OWN, brief_wording, room_of, shown_columns
from reportkit.workbook.look import INPUT_FILL, INPUT_NAME, LOOK
from reportkit.workbook.style import Style

TASKS_SHEET = Words("Form", "填报表")
TARGETS_SHEET = Words("Targets", "指标")

_SUBTITLES = {
    Role.LEAD: Words("Progress report, {period}", "{period}进展情况填报表"),
    Role.PARTICIPANT: Words("Report of participating units, {period}", "{period}配合情况填报表"),
}
_TARGETS_SUBTITLE = Words("Values of the targets, {period}", "{period}指标完成情况填报表")

FIRST_ROW = 6
"""The row of the first task or target, from 0: title, subtitle, particulars, counting line, names, headings above."""

_WIDEST_A4 = 185.0
"""Characters across that are still read with ease on A4: text of 10.5 points comes out at 8."""
_GIVEN_SMALL = LOOK.given.but(size=9.0)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column of a sheet.

    Attributes:
        name: what stands in the hidden row.
        heading: what stands in the visible heading.
        width: in characters.
        style: of its cells.
        field: the field to fill in, None for a locked column.
        hidden: True where nothing in it would say anything.
    """

    name: str
    heading: str
    width: float
    style: Style
    field: Field | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a sheet.

    Attributes:
        key: its key.
        values: what stands in its columns, by their names.
        numbers: number formats of cells that have another than their column, likewise.
    """

    key: str
    values: Mapping[str, CellValue]
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormTable:
    """A sheet to be drawn.

    Attributes:
        name: of the sheet.
        subtitle: under the title.
        columns: from column B on; A holds the keys.
        rows: in order.
        a3: paper.
        frozen: the last column that stays in sight.
    """

    name: str
    subtitle: str
    columns: tuple[FormColumn, ...]
    rows: tuple[FormRow, ...]
    a3: bool
    frozen: int

    @property
    def last_row(self) -> int:
        """The last row of the rows, from 0."""
        return FIRST_ROW + len(self.rows) - 1

    def places(self, sources: Mapping[str, str]) -> list[Slot]:
        """Return where each field stands."""
        return [
            Slot(column.field, n, FIRST_ROW, self.last_row, sources.get(column.name, ""))
            for n, column in enumerate(self.columns, 1)
            if column.field
        ]


def tasks_table(issue: Issue) -> FormTable:
    """Return the sheet of tasks: all a clerk needs to answer, then the fields."""
    tasks = issue.assignment.tasks
    rows = tuple(_task_row(issue, task) for task in tasks)
    beside = (
        FormColumn("no", _say(issue, "No.", "序号"), 5, LOOK.given_center),
        FormColumn("project", _say(issue, "Project", "项目"), 11, _GIVEN_SMALL),
        FormColumn("work", _say(issue, "Key task", "重点工作"), 36, LOOK.given),
        FormColumn("aims", _say(issue, "Aims of the year", "年度目标"), 20, LOOK.given),
        *_schedule_column(issue),
        FormColumn("leaders", _say(issue, "Leaders", "牵头领导"), 8.5, LOOK.given_center),
        FormColumn("lead_units", _say(issue, "Lead units", "牵头单位"), 13, _GIVEN_SMALL),
        FormColumn("participants", _say(issue, "Participating units", "主要参与单位"), 15, _GIVEN_SMALL),
    )
    asked = (
        FormColumn(
            "last_progress", _say(issue, "Progress last period", "上期进展"), 24, _GIVEN_SMALL.but(valign="top")
        ),
        *(_input(issue, field) for field in issue.task_fields),
    )
    number, *rest = beside
    numbers, own = _own_columns(issue, (*beside, *asked))
    columns = (number, *numbers, *rest, *own, *asked)
    subtitle = _SUBTITLES[issue.assignment.role].text(issue.lang, period=issue.period.label(issue.lang))
    return _table(issue, issue.say(TASKS_SHEET), subtitle, columns, rows)


def targets_table(issue: Issue) -> FormTable:
    """Return the sheet of targets: the aim, the last value, the fields and the share reached."""
    rows = tuple(_target_row(issue, task, target) for task, target in issue.targets)
    columns = (
        FormColumn("no", _say(issue, "No.", "序号"), 6, LOOK.given_center),
        FormColumn("work", _say(issue, "Key task", "重点工作"), 40, _GIVEN_SMALL),
        FormColumn("indicator", _say(issue, "Target", "指标"), 30, LOOK.given),
        FormColumn("op", _say(issue, "Comparison", "要求"), 10, LOOK.given_center),
        FormColumn("value", _say(issue, "Aim of the year", "年度目标值"), 12, LOOK.given_center),
        FormColumn("measure", _say(issue, "Measure", "单位"), 11, LOOK.given_center),
        FormColumn("last", _say(issue, "Value last period", "上期完成值"), 12, LOOK.given_center),
        *(_input(issue, field) for field in issue.target_fields),
        *_share_column(issue),
    )
    subtitle = issue.say(_TARGETS_SUBTITLE, period=issue.period.label(issue.lang))
    return _table(issue, issue.say(TARGETS_SHEET), subtitle, columns, rows)


_NAMES = frozenset({"project", "leaders", "lead_units", "participants"})
"""Columns of names, no word of which is broken."""


def _table(
    issue: Issue, name: str, subtitle: str, columns: Sequence[FormColumn], rows: tuple[FormRow, ...]
) -> FormTable:
    house_style = issue.house_style
    shown = tuple(
        replace(c, width=max(house_style.width(c.name, c.width), _word_room(c, rows)))
        for c in _without_empty(columns, rows)
    )
    is_wide = sum(column.width for column in shown if not column.hidden) > _WIDEST_A4
    return FormTable(name, subtitle, shown, rows, a3=is_wide, frozen=3)


def _word_room(column: FormColumn, rows: Sequence[FormRow]) -> float:
    """Return how wide a column must be that no word of its heading, or of the names in it, is broken."""
    names = (str(row.values.get(column.name) or "") for row in rows) if column.name in _NAMES else ()
    return word_room((column.heading, *names))


def _schedule_column(issue: Issue) -> tuple[FormColumn, ...]:
    """Return the column of deadlines and milestones, if a task of the form has any; the rest is due by the year's end.

    A form without any has no such column, so that it is the same as if there were none anywhere.
    """
    if not any(schedule_text(task, issue.lang) for task in issue.assignment.tasks):
        return ()
    return (FormColumn("schedule", _say(issue, "Deadline and milestones", "完成时限和节点"), 18, _GIVEN_SMALL),)


def _own_columns(issue: Issue, others: Sequence[FormColumn]) -> tuple[list[FormColumn], list[FormColumn]]:
    """Return the columns of the office's own that it wants to have shown: the list's own numbers, and the others.

    Args:
        issue: what is issued.
        others: the columns that stand beside them.
    """
    taken = {heading_words(column.heading) for column in others}
    found: tuple[list[FormColumn], list[FormColumn]] = ([], [])
    for column in shown_columns(issue.master):
        room = room_of(column, issue.assignment.tasks)
        style = LOOK.given_center if room.is_short else _GIVEN_SMALL
        drawn = FormColumn(column.name, column.headed(taken, issue.lang), room.width, style)
        found[not column.is_list_number].append(drawn)
    return found


def _share_column(issue: Issue) -> tuple[FormColumn, ...]:
    """Return the computed column, if the form asks what it is computed from."""
    if not any(field.name == "actual" for field in issue.target_fields):
        return ()
    return (FormColumn("share", _say(issue, "Reached (%)", "完成比例（%）"), 12, LOOK.given_center),)


def _say(issue: Issue, en: str, zh: str) -> str:
    return issue.say(Words(en, zh))


def _input(issue: Issue, field: Field) -> FormColumn:
    kind = type_of(field)
    style = LOOK.input if kind.is_text else LOOK.input_center
    style = style.but(
        fill=INPUT_FILL[field.required], name=INPUT_NAME[field.required], number=kind.number_format
    )  # fmt: skip
    star = " *" if field.required is Required.YES else ""
    return FormColumn(field.name, (issue.label(field.label) or field.name) + star, field.width, style, field)


def _without_empty(columns: Sequence[FormColumn], rows: Sequence[FormRow]) -> tuple[FormColumn, ...]:
    """Hide the columns that would be empty all the way down: the first period has no last one."""
    may_hide = ("aims", "last_progress", "last", "project", "participants")
    return tuple(
        replace(c, hidden=True)
        if (c.name in may_hide or c.name.startswith(OWN)) and all(row.values.get(c.name) in (None, "") for row in rows)
        else c
        for c in columns
    )


def _task_row(issue: Issue, task: Task) -> FormRow:
    entry = issue.last.get(task.no)
    values: dict[str, CellValue] = {
        "no": Decimal(task.no),
        "project": task.project or "",
        "work": task.work,
        "aims": aims_text(issue.master.targets_of(task.no), issue.lang),
        "schedule": schedule_text(task, issue.lang),
        "leaders": "\n".join(issue.master.holder(name) for name in task.leaders),
        "lead_units": "\n".join(ref.written for ref in task.leads),
        "participants": joined([ref.written for ref in task.participants], issue.lang),
        "last_progress": last_text(entry, issue.template, issue.lang),
    }
    own = shown_columns(issue.master)
    values |= {column.name: column.value(task) for column in own}
    carried = {f.name: _carried(issue, f, entry.answers.get(f.name) if entry else None) for f in issue.task_fields}
    key = str(row_key(issue.secret, issue.form, task.no))
    numbers = {column.name: number for column in own if (number := column.number(task))}
    return FormRow(key, values | {name: value for name, value in carried.items() if value is not None}, numbers)


def _target_row(issue: Issue, task: Task, target: Target) -> FormRow:
    entry = issue.last.get(task.no)
    values: dict[str, CellValue] = {
        "no": Decimal(task.no),
        "work": brief_wording(task),
        "indicator": target.indicator,
        "op": issue.say(OP_WORDS[target.op]),
        "value": target.value,
        "measure": target.measure,
        "last": entry.actual(target.no) if entry else None,
        "is_cap": "1" if target.is_cap else "",
    }
    answers = entry.targets.get(target.no, {}) if entry else {}
    carried = {f.name: _carried(issue, f, answers.get(f.name)) for f in issue.target_fields}
    key = str(row_key(issue.secret, issue.form, task.no, target.no))
    return FormRow(key, values | {name: value for name, value in carried.items() if value is not None})


def _carried(issue: Issue, field: Field, answer: Answer | None) -> CellValue:
    """Return what is copied into the new form's cell: only where the field says so, only what was understood."""
    if not field.carry_over or answer is None or answer.faulty or answer.value is None:
        return None
    return type_of(field).typed(answer.value, field, issue.lang)
