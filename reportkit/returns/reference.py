"""What the office holds a return against."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportkit.language.text import fold
from reportkit.model import Master, Role, Target, Task, Template, Unit
from reportkit.period import Period
from reportkit.returns.finding import heading_labels
from reportkit.returns.printed import Printed
from reportkit.returns.row_votes import Electorate
from reportkit.shown import brief_wording, shown_columns

_NOTHING = Printed()


@dataclass(frozen=True, slots=True)
class Reference:
    """What the office holds a return against.

    Attributes:
        master: the list.
        template: the form's fields.
        secret: the workspace's secret, with which forms are signed.
        issued: indicator and measure of each target as forms said them, by period and by `4.1` for the first of task 4;
            the list may have been changed since.
        printed: what the locked cells of forms said when they went out, by period.
        fields_out: names of the fields that forms asked for when they went out, by period; none where nobody knows.
        labels: name of the column by each heading it may have.
        headings: names of sections and projects, folded.
        works: number of the task by each wording that a form may give it, folded: whole, or cut beside targets.
        tasks: what the cells of a task row may say.
        targets: what those of a target row may.
    """

    master: Master
    template: Template
    secret: bytes
    issued: Mapping[Period, Mapping[str, tuple[tuple[str, str], ...]]] = field(default_factory=dict, repr=False)
    printed: Mapping[Period, Printed] = field(default_factory=dict, repr=False)
    fields_out: Mapping[Period, frozenset[str]] = field(default_factory=dict, repr=False)
    # Worked out once for all the returns.
    labels: Mapping[str, str] = field(init=False, repr=False, compare=False)
    headings: frozenset[str] = field(init=False, repr=False, compare=False)
    works: Mapping[str, int] = field(init=False, repr=False, compare=False)
    tasks: Electorate = field(init=False, repr=False, compare=False)
    targets: Electorate = field(init=False, repr=False, compare=False)
    _duties: Mapping[tuple[str, Role], tuple[Task, ...]] = field(init=False, repr=False, compare=False)
    _units: Mapping[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what every return needs."""
        object.__setattr__(self, "labels", heading_labels(self.template, shown_columns(self.master)))
        names = (text for task in self.master.tasks for text in (task.section, task.project or "") if text)
        object.__setattr__(self, "headings", frozenset(map(fold, names)))
        tasks = tuple(reversed(self.master.tasks))
        works = {fold(text): task.no for task in tasks for text in (task.work, brief_wording(task))}
        object.__setattr__(self, "works", works)
        object.__setattr__(self, "tasks", Electorate(self.master, targets=False))
        object.__setattr__(self, "targets", Electorate(self.master, targets=True))
        object.__setattr__(self, "_duties", _duties(self.master))
        units = {fold(name): unit for unit in reversed(self.master.units) for name in (unit.name, *unit.aliases)}
        object.__setattr__(self, "_units", units)

    def said_of(self, target: Target, period: Period | None) -> tuple[tuple[str, str], ...]:
        """Return indicator and measure of a target as forms of a period said them, what the list says now left out."""
        issued = self.issued.get(period, {}) if period is not None else {}
        now = (target.indicator, target.measure)
        return tuple(said for said in issued.get(f"{target.task}.{target.no}", (now,)) if said != now)

    def printed_in(self, period: Period | None) -> Printed:
        """Return what the locked cells of forms of a period said; nothing where that is not known."""
        return self.printed.get(period, _NOTHING) if period is not None else _NOTHING

    def had_field(self, name: str, period: Period | None) -> bool:
        """Tell whether forms of a period asked for a field; the template may have been changed since."""
        asked = self.fields_out.get(period, frozenset()) if period is not None else frozenset()
        return not asked or name in asked

    def unit(self, text: str) -> Unit | None:
        """Return the unit that a text names, by its name or an alias."""
        return self._units.get(fold(text))

    def asked(self, unit: str, role: Role, period: Period) -> dict[int, Task]:
        """Return the tasks that the form of a unit asks about in a period, by number, in the list's order."""
        return {task.no: task for task in self._duties.get((unit, role), ()) if task.stands(period)}


def _duties(master: Master) -> dict[tuple[str, Role], tuple[Task, ...]]:
    """Return the tasks by the name of each unit that leads them or only takes part, groups resolved."""
    members = {group.name: group.members for group in master.groups}
    found: dict[tuple[str, Role], tuple[Task, ...]] = {}
    for task in master.tasks:
        leads, others = (
            {name for ref in refs for name in (ref.name, *members.get(ref.name, ()))}
            for refs in (task.leads, task.participants)
        )
        for names, role in ((leads, Role.LEAD), (others - leads, Role.PARTICIPANT)):
            for name in names:
                found[name, role] = (*found.get((name, role), ()), task)
    return found
