"""Who is asked about which tasks in a period. Pure."""

from dataclasses import dataclass

from reportkit.model import Master, Role, Task, Unit, UnitRef
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
    members = {group.name: group.members for group in master.groups}
    tasks = tuple(task for task in master.tasks if task.stands(period))
    leads = {task.no: _named(task.leads, members) for task in tasks}
    others = {task.no: _named(task.participants, members) for task in tasks} if participants else {}
    out: list[Assignment] = []
    for unit in sorted(master.units, key=lambda unit: (unit.code, unit.name)):
        led = tuple(task for task in tasks if unit.name in leads[task.no])
        joined = tuple(task for task in tasks if unit.name in others.get(task.no, ()) and task not in led)
        out += [Assignment(unit, role, part) for role, part in ((Role.LEAD, led), (Role.PARTICIPANT, joined)) if part]
    return tuple(out)


def _named(refs: tuple[UnitRef, ...], members: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the names of the units that `refs` mean, groups resolved to their members."""
    return frozenset(name for ref in refs for name in (ref.name, *members.get(ref.name, ())))
