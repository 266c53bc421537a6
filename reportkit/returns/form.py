"""The form that was identified in a file: what it asks, which rows count, and how a finding on it is made. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportkit.address import address
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.container import Container
from reportkit.files.details import SheetDetails
from reportkit.identity import RowKey
from reportkit.language.words import Words
from reportkit.model import Field, Master, Role, Target, Task, Template
from reportkit.returns.finding import ReturnedRow, ReturnedTable
from reportkit.returns.identifying import Identity
from reportkit.returns.printed import Printed
from reportkit.returns.reference import Reference

TASKS_SHEET = Words("Form", "填报表")
TARGETS_SHEET = Words("Targets", "指标")
"""Names of the form's sheets as they are issued, for the findings only: sheets are found by what is in them."""


@dataclass(frozen=True, slots=True)
class IdentifiedForm:
    """An identified form that is being read.

    Attributes:
        container: the file.
        identity: whose form it is.
        master: the list.
        template: the form's fields.
        file: name of the file as it was sent.
        asked: the tasks that the form asks, by number, in the list's order.
        own: the row keys with the form's own number, signed.
        counting: the row keys whose rows count.
        tables: the tables of the file, without hidden copies of what can be seen.
        reference: what the office holds it against.
    """

    container: Container
    identity: Identity
    master: Master
    template: Template
    file: str
    asked: Mapping[int, Task]
    own: frozenset[RowKey]
    counting: frozenset[RowKey]
    tables: tuple[ReturnedTable, ...]
    reference: Reference

    @classmethod
    def of(
        cls, tables: Sequence[ReturnedTable], container: Container, identity: Identity, reference: Reference, file: str
    ) -> "IdentifiedForm":
        """Return the form that a file was identified as."""
        unit, period = identity.unit, identity.period
        asked = {} if unit is None or period is None else reference.asked(unit.name, identity.role, period)
        keys = frozenset(row.key for table in tables for row in table.rows if row.key is not None)
        own = frozenset(key for key in keys if key.form == identity.form and key.is_signed_by(reference.secret))
        return cls(
            container, identity, reference.master, reference.template, file, asked, own,
            _counting(keys, own, identity), _without_hidden_twins(tables, own), reference,
        )  # fmt: skip

    @property
    def unit(self) -> str:
        """Canonical name of the unit."""
        return self.identity.unit.name if self.identity.unit else ""

    @property
    def printed(self) -> Printed:
        """What the locked cells of the forms of its period said when they went out."""
        return self.reference.printed_in(self.identity.period)

    @property
    def labels(self) -> Mapping[str, str]:
        """Name of the column by each heading it may have."""
        return self.reference.labels

    @property
    def is_old(self) -> bool:
        """True where the form was made with another version of the template, and may lack fields of this one."""
        return self.identity.version not in ("", self.template.version)

    def had(self, name: str) -> bool:
        """Tell whether the form asked for a field when it went out: one that the template got since is in no return."""
        return not self.is_old and self.reference.had_field(name, self.identity.period)

    @property
    def start(self) -> date:
        """The first day of the period."""
        return self.identity.period.begin if self.identity.period else date.max

    def is_young(self, task: Task) -> bool:
        """Tell whether a task may not have been in the form: added within the period, or after the forms went out."""
        return (task.added is not None and task.added >= self.start) or not self.printed.had_task(task.no)

    def fields(self, *, targets: bool) -> tuple[Field, ...]:
        """Return the fields asked on the task rows, or on the target rows."""
        fields = self.template.target_fields if targets else self.template.task_fields
        is_lead = self.identity.role is Role.LEAD
        return tuple(item for item in fields if is_lead or item.participants)

    def places(self, *, targets: bool) -> tuple[tuple[int, int], ...]:
        """Return the tasks that the form asks, or the targets, by their numbers; 0 for the task itself."""
        numbers = ((no, target.no) for no in self.asked for target in self.master.targets_of(no))
        return tuple(filter(self.asks, numbers)) if targets else tuple((no, 0) for no in self.asked)

    def asks(self, place: tuple[int, int]) -> bool:
        """Tell whether the form asks a task, or a target of it, by their numbers; 0 for the task itself."""
        no, target_no = place
        target = self.master.target(no, target_no)
        return no in self.asked and (not target_no or (target is not None and target.is_asked))

    def answer_columns(self, match: "Match") -> Iterator[tuple[Field, int]]:
        """Yield the fields asked of a row with the columns they stand in."""
        for item in self.fields(targets=match.target is not None):
            column = match.table.columns.get(item.name)
            if column is not None:
                yield item, column

    def shows_last(self, table: ReturnedTable) -> bool:
        """Tell whether a table of tasks shows what was reported last; where its column is gone it may have."""
        return "last_progress" not in table.columns or any(
            table.text(row.index, "last_progress").strip() for row in table.rows
        )

    def filled_cells(self, match: "Match") -> Iterator[str]:
        """Yield the addresses of the answers of a row in which something stands."""
        places = ((match.row.index, column) for _, column in self.answer_columns(match))
        return (address(*place) for place in places if match.table.grid.cell(*place) != "")

    def details(self, sheet: str) -> SheetDetails | None:
        """Return what lies behind the values of a sheet, None where that is not known."""
        return self.container.details.get(sheet)

    def finding(  # noqa: PLR0913 - a finding has that many sides
        self,
        code: Code,
        place: str | None = None,
        cells: Iterable[str] = (),
        *,
        task: Task | None = None,
        found: str | None = None,
        field_name: str | None = None,
        lowered: Severity | None = None,
        **values: object,
    ) -> Diagnostic:
        """Make a finding; `place` is the sheet, and `values` may say another one."""
        return Diagnostic(
            code, file=self.file, unit=self.unit, sheet=place, cells=tuple(cells), task=task.no if task else None,
            task_name=task.work if task else "", field=field_name, found=found, values=values, lowered=lowered,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A row that speaks of a task, or of one of its targets.

    Attributes:
        table: the table.
        row: the row.
        task: the task.
        target: the target, None for the task's own row.
        doubts: the places of which it may speak of any; then nothing it says counts.
    """

    table: ReturnedTable
    row: ReturnedRow
    task: Task
    target: Target | None
    doubts: tuple[tuple[int, int], ...] = ()

    @property
    def place(self) -> tuple[int, int]:
        """Number of the task, and of the target, 0 for the task's own row."""
        return self.task.no, self.target.no if self.target else 0

    @property
    def cell(self) -> str:
        """The address where the row begins."""
        return first_cell(self.table, self.row)


def first_cell(table: ReturnedTable, row: ReturnedRow) -> str:
    """Return the address where a row begins, as a person sees it: its number, its work, or its first cell."""
    for name in ("no", "work"):
        if name in table.columns:
            return address(row.index, table.columns[name])
    cells = [c for c, value in enumerate(table.grid.rows[row.index]) if value != ""]
    return address(row.index, cells[0] if cells else 0)


def is_of(key: RowKey, identity: Identity) -> bool:
    """Tell whether a row key is of the unit, the period and the part that a form was identified as."""
    unit = identity.unit.code if identity.unit else ""
    return (key.form.period, key.form.unit, key.form.role) == (identity.period, unit, identity.role)


def _counting(keys: frozenset[RowKey], own: frozenset[RowKey], identity: Identity) -> frozenset[RowKey]:
    """Return the keys whose rows count: the form's own, and on the office's word those of a wrongly numbered form.

    Never do the rows of another unit, or of another period, beside the unit's own.
    """
    if own or not identity.is_claimed:
        return own
    return frozenset(key for key in keys if is_of(key, identity)) or keys


def _without_hidden_twins(tables: Sequence[ReturnedTable], own: frozenset[RowKey]) -> tuple[ReturnedTable, ...]:
    """Leave out a copy of the form on a hidden sheet where the form itself can be seen."""
    seen = {row.key for table in tables if table.grid.visible for row in table.rows if row.key in own}
    return tuple(t for t in tables if t.grid.visible or not any(row.key in seen for row in t.rows))
