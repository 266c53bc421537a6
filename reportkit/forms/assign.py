"""Who is asked about which tasks in a period. Pure."""

from dataclasses import dataclass

from reportkit.model import Master, Role, Task, Unit
from reportkit.period import Period


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one unit is asked about: one form.

    Attributes:
        unit: the unit.
        role: whether it leads the tasks or only takes part in them.
        tasks: in the list's own order.
    """

    unit: Unit
    role: Role
    tasks: tuple[Task, ...]


def assignments(master: Master, period: Period, *, participants: bool = False) -> tuple[Assignment, ...]:
    """Return one assignment for each lead unit, in the order of unit codes.

    A lead that is the name of a group is asked through the group's members. A name that is neither a unit nor a
    group with members is asked nothing; the check of the master says so.

    Args:
        master: the list.
        period: the period that is asked about; only tasks that stand in it count.
        participants: also return, behind each unit's own tasks, those in which it only takes part.
    """
    duties = _duties(master, period)
    roles = (Role.LEAD, Role.PARTICIPANT) if participants else (Role.LEAD,)
    asked = ((unit, role) for unit in sorted(master.units, key=lambda unit: (unit.code, unit.name)) for role in roles)
    return tuple(
        Assignment(unit, role, tuple(duties[unit.name, role])) for unit, role in asked if (unit.name, role) in duties
    )


def _duties(master: Master, period: Period) -> dict[tuple[str, Role], list[Task]]:
    """Return the tasks of each unit by its name and the part it has in them, in the list's own order."""
    duties: dict[tuple[str, Role], list[Task]] = {}
    for task in (task for task in master.tasks if task.stands(period)):
        leads = dict.fromkeys(master.units_of(task.leads))
        for name in leads:
            duties.setdefault((name, Role.LEAD), []).append(task)
        for name in (name for name in master.units_of(task.participants) if name not in leads):
            duties.setdefault((name, Role.PARTICIPANT), []).append(task)
    return duties
