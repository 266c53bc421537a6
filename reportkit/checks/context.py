"""What a return is held against, and how a rule says what it found. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from reportkit.checks.waivers import lowered
from reportkit.diagnostics import Code, Diagnostic
from reportkit.fields.type_table import type_of
from reportkit.language.words import Words
from reportkit.model import Answer, Entry, Field, Master, Role, Target, Task, Template
from reportkit.period import Period


class Spot(NamedTuple):
    """A place to fill in, whatever its address.

    Attributes:
        task: number of the task.
        target: number of the target, None on a task row.
        field: name of the field.
    """

    task: int
    target: int | None
    field: str


@dataclass(frozen=True, slots=True)
class Context:
    """What one return is held against.

    Attributes:
        master: the list.
        template: the form's fields.
        period: the period it reports on.
        due: the day it was due.
        unit: canonical name of the unit.
        role: whether the unit leads its tasks or only takes part.
        file: name of the file as it was sent.
        tasks: those the form asks.
        last: what the unit reported for the period before, by task.
        task_fields: the fields this unit was asked on its task rows.
        target_fields: the fields this unit was asked on its target rows.
    """

    master: Master
    template: Template
    period: Period
    due: date
    unit: str
    role: Role
    file: str
    tasks: tuple[Task, ...]
    last: Mapping[int, Entry] = field(default_factory=dict)
    task_fields: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    target_fields: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note which fields the unit was asked."""
        object.__setattr__(self, "task_fields", tuple(filter(self._is_asked, self.template.task_fields)))
        object.__setattr__(self, "target_fields", tuple(filter(self._is_asked, self.template.target_fields)))

    def _is_asked(self, item: Field) -> bool:
        return type_of(item).is_asked and (self.role is Role.LEAD or item.participants)

    def task(self, no: int) -> Task | None:
        """Return the task the form asks, or one of the list that it does not ask, or None."""
        return next((t for t in self.tasks if t.no == no), None) or self.master.task(no)

    def wording(self, no: int) -> str:
        """Return the wording of a task, "" for one that is not on the list."""
        task = self.task(no)
        return task.work if task else ""

    def is_asked(self, no: int) -> bool:
        """Tell whether the form asks this task."""
        return any(t.no == no for t in self.tasks)

    def targets(self, entry: Entry) -> Iterator[tuple[Target, Decimal]]:
        """Yield the task's targets for which the entry gives a usable value so far, with the value."""
        for target in self.master.targets_of(entry.task):
            actual = entry.actual(target.no)
            if target.is_asked and actual is not None:
                yield target, actual

    def label(self, name: str) -> Words:
        """Return the heading of a field."""
        item = self.template.field(name)
        return item.label if item else Words(name, name)

    def choice(self, name: str, value: object) -> Words:
        """Return a choice of a field as its list shows it."""
        item = self.template.field(name)
        found = next((c.label for c in item.choices if c.name == value), None) if item else None
        return found or Words(str(value), str(value))

    @property
    def year_end(self) -> date:
        """The day on which a task without a deadline of its own is due."""
        calendar = self.master.settings.calendar
        return (calendar.whole if calendar.year else calendar.around(self.period)).end


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic with the places it is about; the first one is where it is shown.

    Attributes:
        diagnostic: what is wrong.
        spots: the places; for an error, all of them are left out of the merge.
    """

    diagnostic: Diagnostic
    spots: tuple[Spot, ...]


def answer_at(entry: Entry, target: int | None, name: str) -> Answer | None:
    """Return the answer of a task row, or of one of its target rows."""
    return entry.answers.get(name) if target is None else entry.targets.get(target, {}).get(name)


def finding(  # noqa: PLR0913 - a finding has that many sides
    code: Code,
    entry: Entry,
    context: Context,
    name: str,
    *others: str,
    target: int | None = None,
    found: str | None = None,
    suggestion: str | None = None,
    **values: object,
) -> Finding:
    """Make a finding on one row of a return, with the addresses of the fields it is about.

    Args:
        code: which.
        entry: the task.
        context: what the return is held against.
        name: name of the field to look at first.
        others: names of further fields.
        target: number of the target where it is about a target row.
        found: what was written; by default what stands in the first field.
        suggestion: what it may be meant to be.
        values: what the words need besides `field`, `cell_a` and `cell_b`.
    """
    fields = (name, *others)
    answers = [answer_at(entry, target, field) for field in fields]
    cells = [answer.cell if answer else "" for answer in answers]
    cell_a, cell_b = (*cells, "")[:2]
    diagnostic = Diagnostic(
        code,
        file=context.file,
        unit=context.unit,
        sheet=next((answer.sheet for answer in answers if answer and answer.sheet), entry.sheet) or None,
        cells=tuple(filter(None, cells)),
        task=entry.task,
        task_name=context.wording(entry.task),
        field=name,
        found=_written(answers[0]) if found is None else found,
        suggestion=suggestion,
        values=code.wanted(field=context.label(name), cell_a=cell_a, cell_b=cell_b) | values,
    )
    diagnostic = lowered(diagnostic, context.master, context.template, context.due)
    return Finding(diagnostic, tuple(Spot(entry.task, target, field) for field in fields))


def _written(answer: Answer | None) -> str | None:
    return answer.written or None if answer else None
