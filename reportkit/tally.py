"""Counts of tasks after merging: how many, how many reported, by light and by status. Pure.

What the JSON says and what the workbooks show is counted here and nowhere else, so the two cannot differ.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportkit.model import Light, Progress, Status


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of some tasks.

    Attributes:
        tasks: how many there are.
        reported: how many the counted unit has reported: the first-named lead unit, or in a unit's own
            tally that unit itself.
        lights: how many have each light; every light has an entry.
        status: how many have each self-reported status; every status has an entry, tasks without one are in none.
    """

    tasks: int
    reported: int
    lights: Mapping[Light, int]
    status: Mapping[Status, int]

    @property
    def missing(self) -> int:
        """How many have not been reported."""
        return self.tasks - self.reported


def total(progress: Sequence[Progress]) -> Tally:
    """Count all of `progress`, each task once."""
    return _count(progress, sum(p.speaker is not None for p in progress))


def by_section(progress: Sequence[Progress]) -> tuple[tuple[str, Tally], ...]:
    """Count by section, in the list's order."""
    return tuple((name, total(tasks)) for name, tasks in _groups(((p.task.section,), p) for p in progress))


def by_leader(progress: Sequence[Progress], order: Sequence[str] = ()) -> tuple[tuple[str, Tally], ...]:
    """Count by leader; a task of two leaders counts for both, so the sum may exceed the number of tasks.

    Args:
        progress: the tasks.
        order: names in the order wanted (rank); leaders it does not name follow in the list's order.
    """
    groups = _groups(((*dict.fromkeys(p.task.leaders),), p) for p in progress)
    return tuple((name, total(tasks)) for name, tasks in _ordered(groups, order))


def by_unit(progress: Sequence[Progress], order: Sequence[str] = ()) -> tuple[tuple[str, Tally], ...]:
    """Count by lead unit: tasks it leads alone or with others; tasks it only takes part in never count.

    `reported` counts the unit's own reports, whether it speaks for the task or stands beside the speaker.
    Lights and status are the task's.
    """
    groups = _groups((p.lead_units, p) for p in progress)
    return tuple(
        (name, _count(tasks, sum(name in p.reporting_units for p in tasks))) for name, tasks in _ordered(groups, order)
    )


def _count(progress: Sequence[Progress], reported: int) -> Tally:
    lights = [p.light for p in progress]
    status = [p.status for p in progress]
    return Tally(
        len(progress),
        reported,
        {light: lights.count(light) for light in Light},
        {item: status.count(item) for item in Status},
    )


def _groups(keyed: Iterable[tuple[tuple[str, ...], Progress]]) -> list[tuple[str, list[Progress]]]:
    groups: dict[str, list[Progress]] = {}
    for names, progress in keyed:
        for name in names:
            groups.setdefault(name, []).append(progress)
    return list(groups.items())


def _ordered(groups: list[tuple[str, list[Progress]]], order: Sequence[str]) -> list[tuple[str, list[Progress]]]:
    rank = {name: place for place, name in enumerate(order)}
    return sorted(groups, key=lambda group: rank.get(group[0], len(rank)))
