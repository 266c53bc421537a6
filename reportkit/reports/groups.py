"""The tasks behind every figure of the tables: by section, by leader, by unit, each group with its place. Pure."""

from dataclasses import dataclass
from enum import Enum

from reportkit.language.words import Words
from reportkit.model import Light, Progress
from reportkit.reports.view import Part, View
from reportkit.tally import Tally

TOP = 4
"""Row of the title of the first group on the sheet of lists, from 0."""


class By(Enum):
    """What tasks are grouped by."""

    SECTION = Words("section", "板块")
    LEADER = Words("leader", "领导")
    UNIT = Words("unit", "单位")


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """The tasks of one section, leader or unit.

    Attributes:
        by: what it is a group of.
        name: of the section, leader or unit.
        counted: its counts.
        tasks: the most urgent first.
        row: of its title on the sheet of lists, from 0; its tasks follow.
    """

    by: By
    name: str
    counted: Tally
    tasks: tuple[Progress, ...]
    row: int

    def first(self, light: Light) -> int:
        """Return the row of the first task with a light."""
        return self.row + 1 + [p.light for p in self.tasks].index(light)


_ITSELF = {Part.LEADER: By.LEADER, Part.SECTION: By.SECTION}
"""What a part of a round is not grouped by: it is such a group itself."""


def groups(view: View) -> tuple[TaskGroup, ...]:
    """Return every group of a view, by section, then by leader, then by unit; a group without tasks takes no room."""
    found: list[TaskGroup] = []
    row = TOP
    for by, counted_groups in ((By.SECTION, view.sections), (By.LEADER, view.leaders), (By.UNIT, view.units)):
        mine: dict[str, list[Progress]] = {}
        for progress in view.progress:
            for name in dict.fromkeys(_names(by, progress)):
                mine.setdefault(name, []).append(progress)
        for name, counted in counted_groups if by is not _ITSELF.get(view.part) else ():
            tasks = tuple(sorted(mine.get(name, ()), key=view.urgency))
            found.append(TaskGroup(by, name, counted, tasks, row))
            row += len(tasks) + bool(tasks)
    return tuple(found)


def _names(by: By, progress: Progress) -> tuple[str, ...]:
    if by is By.SECTION:
        return (progress.task.section,)
    return progress.task.leaders if by is By.LEADER else progress.lead_units
