"""What one workbook shows: a whole round, or the part of it that belongs to a leader or a section. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from reportkit import tally
from reportkit.diagnostics import Diagnostic
from reportkit.language.words import Lang, Words
from reportkit.model import Light, Progress, Round, Settings, Task, UnitState
from reportkit.tally import Tally
from reportkit.workbook.style import OURS, HouseStyle


class Part(Enum):
    """How much of a round a workbook shows."""

    ROUND = "round"
    LEADER = "leader"
    SECTION = "section"


_TITLE = {
    Part.ROUND: Words("Progress of the key tasks, {period}", "{period}重点工作进展情况汇总"),
    Part.LEADER: Words("Key tasks led by {subject}, {period}", "{subject}牵头重点工作进展情况（{period}）"),
    Part.SECTION: Words("Key tasks of “{subject}”, {period}", "“{subject}”重点工作进展情况（{period}）"),
}


@dataclass(frozen=True)
class View:
    """A round as one workbook shows it; not slotted, as what is counted is counted once and kept.

    Attributes:
        round: the whole round.
        progress: the tasks shown, in the list's order.
        part: how much of the round that is.
        subject: the leader or the section, "" for the whole round.
        findings: findings of the round; only the workbook of the whole round shows them.
        house_style: how the office wants it to look.
    """

    round: Round
    progress: tuple[Progress, ...]
    part: Part = Part.ROUND
    subject: str = ""
    findings: tuple[Diagnostic, ...] = ()
    house_style: HouseStyle = OURS

    @property
    def settings(self) -> Settings:
        """What the office set for the year."""
        return self.round.master.settings

    @property
    def lang(self) -> Lang:
        """The language of the workbook."""
        return self.settings.lang

    @property
    def period(self) -> str:
        """The period as people say it."""
        return self.round.period.label(self.lang)

    @property
    def title(self) -> str:
        """What stands above everything."""
        return _TITLE[self.part].text(self.lang, period=self.period, subject=self.subject)

    @cached_property
    def total(self) -> Tally:
        """All tasks shown, each once."""
        return tally.total(self.progress)

    @cached_property
    def sections(self) -> tuple[tuple[str, Tally], ...]:
        """The tasks by section; empty for a list without sections."""
        found = tally.by_section(self.progress)
        return () if [name for name, _ in found] == [""] else found

    @cached_property
    def leaders(self) -> tuple[tuple[str, Tally], ...]:
        """The tasks by leader, in order of rank."""
        return tally.by_leader(self.progress, self.round.master.leader_names)

    @cached_property
    def units(self) -> tuple[tuple[str, Tally], ...]:
        """The tasks by lead unit; in the whole round also units that lead no task that counts."""
        order = [state.unit.name for state in self.round.units]
        found = dict(tally.by_unit(self.progress, self.round.master.unit_names))
        idle = [name for name in order if name not in found] if self.part is Part.ROUND else []
        return (*found.items(), *((name, tally.total(())) for name in idle))

    @cached_property
    def withdrawn(self) -> tuple[Task, ...]:
        """The tasks that would stand here, had they not been withdrawn by the period's end, in the list's order."""
        master, end = self.round.master, self.round.period.end
        gone = [task for task in master.tasks if task.withdrawn is not None and task.withdrawn <= end]
        return tuple(task for task in gone if self._would_show(task))

    def _would_show(self, task: Task) -> bool:
        match self.part:
            case Part.LEADER:
                return self.subject in (self.round.master.holder(name) for name in task.leaders)
            case Part.SECTION:
                return task.section == self.subject
            case _:
                return True

    @cached_property
    def states(self) -> dict[str, UnitState]:
        """Where each unit stands, by canonical name."""
        return {state.unit.name: state for state in self.round.units}

    def with_light(self, *lights: Light) -> tuple[Progress, ...]:
        """Return the tasks with one of `lights`, the most urgent first."""
        return tuple(sorted((p for p in self.progress if p.light in lights), key=self.urgency))

    def urgency(self, progress: Progress) -> tuple[int, bool, float, int]:
        """Order of a list for the leadership: red, yellow, white, green, blue; overdue first; then by the gap.

        A red task without a measurable gap was not started or gave no figure: nothing of what is expected is there.
        """
        order = (Light.RED, Light.YELLOW, Light.WHITE, Light.GREEN, Light.BLUE)
        deadline = progress.task.deadline
        in_time = deadline is None or deadline >= self.round.period.end
        unknown = -progress.baseline if progress.light is Light.RED else 0
        gap = progress.gap if progress.gap is not None else unknown
        return order.index(progress.light), in_time, float(gap), progress.task.no


def view_of(round_: Round, findings: Sequence[Diagnostic] = ()) -> View:
    """Return the view of a whole round."""
    return View(round_, round_.progress, findings=tuple(findings))
