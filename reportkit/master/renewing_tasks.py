"""Tasks and targets of a list that is imported again, brought together from its three states. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from reportkit.language.script import to_simplified
from reportkit.language.text import fold
from reportkit.master.changes import Altered, Changes, Kept, Renumbered, Reworded, pick
from reportkit.master.list_plans import TARGETS
from reportkit.master.pairing import pair, through
from reportkit.master.renewing_own import renewed_cells
from reportkit.model import Master, Target, Task, UnitRef

_NO_YEAR = 2000
"""The first day of this year lies before any list: a task withdrawn then never stood."""
_COLUMNS = ("section", "project", "leaders", "leads", "participants", "deadline", "milestones")


class RenewedTasks:
    """Tasks with their targets, brought together from the three states.

    Attributes:
        merged: the tasks of the master.
        targets: their targets.
        proposed: the tasks that the import alone would have written.
        proposed_targets: their targets.
        changes: what changes.
        numbers: numbers of the tasks in the master as it stood -> their numbers from now on.
        edits: how much of what a person edited stays.
    """

    def __init__(self, old: Master, new: Master, before: Master | None, since: date | None) -> None:
        self._old, self._new, self._before, self._since = old, new, before, since
        self.edits = 0
        self.numbers: dict[int, int] = {}
        self._targets_by_task = {id(master): _by_task(master) for master in (old, new, before) if master}
        self._was, self._is = self._pairs()
        self._reworded: list[Reworded] = []
        self._changed: list[Altered] = []
        self._renumbered: list[Renumbered] = []
        self._added: list[int] = []
        self._gone: list[Task] = []
        self._left: list[tuple[Task, tuple[Target, ...]]] = []
        self._rows: list[tuple[Task, tuple[Target, ...]]] = []
        self._numbers: set[int] = set()
        self._spelt = {fold(name): name for task in new.tasks for name in (task.section, task.project) if name}
        for there, task in enumerate(new.tasks):
            self._take(there, task)
        removed = self._removed()
        if self._in_order():
            self._rows.sort(key=lambda row: row[0].no)
        self.merged, targets = _parted(self._rows)
        self.targets = (*targets, *self._stray_targets(targets))
        left, left_targets = _parted(self._left)
        came = (replace(task, added=self._came(there)) for there, task in enumerate(new.tasks))
        self.proposed, self.proposed_targets = (*came, *left), (*new.targets, *left_targets)
        self.changes = Changes(
            tuple(self._added), removed, tuple(self._gone), tuple(self._reworded),
            tuple(self._changed), tuple(self._renumbered),
        )  # fmt: skip

    def _pairs(self) -> tuple[dict[int, int], dict[int, int]]:
        """Return places of the list -> places of the last import, and places of the list -> places of the master."""
        if self._before is None:
            return {}, pair(self._old.tasks, self._new.tasks)
        was = pair(self._before.tasks, self._new.tasks)
        mine = pair(self._before.tasks, self._old.tasks)
        both = through(mine, was)
        left = [at for at in range(len(self._old.tasks)) if at not in mine]
        rest = [at for at in range(len(self._new.tasks)) if at not in was]
        more = pair([self._old.tasks[at] for at in left], [self._new.tasks[at] for at in rest], anew=False)
        return was, both | {rest[there]: left[here] for there, here in more.items()}

    def _base(self, there: int) -> Task | None:
        return self._before.tasks[self._was[there]] if self._before and there in self._was else None

    def _aims(self, master: Master, no: int) -> tuple[Target, ...]:
        return self._targets_by_task[id(master)].get(no, ())

    def _came(self, there: int) -> date | None:
        """Return the day from which a task of the list stands; one that was there before keeps its own."""
        base, task = self._base(there), self._new.tasks[there]
        if base is not None:
            return task.added or base.added
        return task.added or (None if there in self._is else self._since)

    def _take(self, there: int, task: Task) -> None:
        base = self._base(there)
        here = self._is.get(there)
        if here is None:
            if base is not None:
                self.edits += 1  # a person deleted it
                return
            self._added.append(task.no)
            self._put(replace(task, added=self._came(there)), self._aims(self._new, task.no))
            return
        old = self._old.tasks[here]
        merged = self._merged(old, replace(task, added=self._came(there)), base)
        self._tell(old, task, base, merged)
        targets = self._targets(old, task, base)
        self.numbers.setdefault(old.no, self._put(merged, targets).no)

    def _put(self, task: Task, targets: Sequence[Target]) -> Task:
        """Put a task into the master; a number that is taken gives way to the next after the highest."""
        no = task.no
        if no in self._numbers:
            no = 1 + max(*self._numbers, *(t.no for t in (*self._new.tasks, *self._old.tasks)))
            self._renumbered.append(Renumbered(task.no, no))
        self._numbers.add(no)
        # A section that a person chose is spelt as the list spells it now, so that it stays one section.
        section, project = (self._spelt.get(fold(name or ""), name) for name in (task.section, task.project))
        task = replace(task, no=no, section=section or "", project=project)
        self._rows.append((task, tuple(replace(target, task=no) for target in targets)))
        return self._rows[-1][0]

    def _merged(self, old: Task, new: Task, base: Task | None) -> Task:
        once = base.own if base else ()
        strange = {cell.column for cell in old.own if cell not in once}
        kept: dict[str, Kept[Any]] = {name: _kept_cell(name, old, new, base) for name in Task.__slots__}
        kept |= {name: Kept(getattr(old, name), 1) for name in strange & kept.keys()}
        kept["own"] = renewed_cells(old.own, new.own, once)
        self.edits += sum(item.edits for item in kept.values())
        return Task(**{name: item.value for name, item in kept.items()})

    def _tell(self, old: Task, new: Task, base: Task | None, merged: Task) -> None:
        """Note what the list changed in a task."""
        was = base or old
        if old.no != merged.no:
            self._renumbered.append(Renumbered(old.no, merged.no))
        if to_simplified(new.work) not in {to_simplified(was.work), to_simplified(old.work)}:
            self._reworded.append(Reworded(merged.no, old.work, new.work, kept=merged.work == old.work))
        if base is None:
            return
        names = tuple(
            name
            for name in _COLUMNS
            if _plain(getattr(base, name)) != _plain(getattr(new, name))
            and _plain(getattr(old, name)) != _plain(getattr(merged, name))
        )
        if names:
            self._changed.append(Altered(merged.no, names))

    def _targets(self, old: Task, new: Task, base: Task | None) -> tuple[Target, ...]:
        """Return the targets of a task: the person's where only a person changed them, the list's where only it did."""
        mine, listed = self._aims(self._old, old.no), self._aims(self._new, new.no)
        if base is None or self._before is None:
            self.edits += len(_unlike(mine, listed))
            return mine
        was = self._aims(self._before, base.no)
        if not _unlike(mine, was) and len(mine) == len(was):
            return _with_own(listed, mine)
        self.edits += max(len(_unlike(mine, was)), len(mine) != len(was))
        if not _unlike(listed, was) and len(listed) == len(was):
            return mine
        return _both(mine, listed, was)

    def _stray_targets(self, targets: Sequence[Target]) -> Iterator[Target]:
        """Yield the targets of tasks that the master does not have: a person wrote them, and may mean another task."""
        known = {task.no for task in self._old.tasks}
        last: dict[int, int] = {}
        for target in targets:
            last[target.task] = max(last.get(target.task, 0), target.no)
        for target in (target for target in self._old.targets if target.task not in known):
            self.edits += 1
            # Under a number that the list has given to a task now, it comes behind that task's own.
            no = last[target.task] + 1 if target.task in last else target.no
            last |= {target.task: no} if target.task in last else {}
            yield replace(target, no=no)

    def _removed(self) -> tuple[Task, ...]:
        """Return the tasks that the list has just left out, and keep in the master what must stay there.

        What a person added stays as it is. What the last import had stays, withdrawn, once forms were handed out or
        where a person edited it; what nobody has used or touched goes.
        """
        paired = frozenset(self._is.values())
        base = pair(self._before.tasks, self._old.tasks) if self._before else {}
        removed = []
        for here, task in enumerate(self._old.tasks):
            was = self._before.tasks[base[here]] if self._before and here in base else None
            if here in paired:
                continue
            if was is None:
                self.edits += 1
                self.numbers.setdefault(task.no, self._put(task, self._aims(self._old, task.no)).no)
                continue
            if task.withdrawn is None:
                removed.append(task)
            if task.withdrawn is not None or not self._may_go(task, was):
                self._withdraw(task, was)
        return tuple(removed)

    def _may_go(self, task: Task, was: Task) -> bool:
        """Tell whether nobody has used or touched a task since it was imported."""
        same = task == was and self._aims(self._old, task.no) == self._once(was)
        return self._since is None and same

    def _once(self, was: Task) -> tuple[Target, ...]:
        """Return the targets of a task as it was last imported."""
        return self._aims(self._before, was.no) if self._before else ()

    def _first_day(self) -> date:
        """Return the first day of the year of the list, or one before any where that is not known."""
        calendar = self._old.settings.calendar
        return calendar.whole.begin if calendar.year else date(_NO_YEAR, 1, 1)

    def _withdraw(self, task: Task, was: Task) -> None:
        """Keep a task that the list has left out, withdrawn; one that was withdrawn before keeps its day."""
        day = task.withdrawn or self._since or self._first_day()
        stays = self._put(replace(task, withdrawn=day), self._aims(self._old, task.no))
        self.numbers.setdefault(task.no, stays.no)
        if task.withdrawn is None:
            self._gone.append(stays)
        proposed = replace(was, no=stays.no, withdrawn=was.withdrawn or day)
        self._left.append((proposed, tuple(replace(aim, task=stays.no) for aim in self._once(was))))

    def _in_order(self) -> bool:
        """Tell whether list and master are both ordered by their numbers."""
        return all(
            [task.no for task in tasks] == sorted(task.no for task in tasks)
            for tasks in (self._old.tasks, self._new.tasks)
        )


def _parted(rows: Sequence[tuple[Task, tuple[Target, ...]]]) -> tuple[tuple[Task, ...], tuple[Target, ...]]:
    """Return tasks and targets, each for itself."""
    return tuple(task for task, _ in rows), tuple(target for _, targets in rows for target in targets)


def _by_task(master: Master) -> dict[int, tuple[Target, ...]]:
    found: dict[int, list[Target]] = {}
    for target in master.targets:
        found.setdefault(target.task, []).append(target)
    return {no: tuple(targets) for no, targets in found.items()}


def _plain(value: object) -> object:
    """Return a value as it is held against another: as it is written, in one script."""
    written = _written(value) if isinstance(value, tuple) else value
    if isinstance(written, tuple):
        return tuple(to_simplified(item) if isinstance(item, str) else item for item in written)
    return to_simplified(written) if isinstance(written, str) else written


def _kept_cell(name: str, old: Task, new: Task, base: Task | None) -> Kept[Any]:
    """Return what stands in a column of a task: what a person wrote, or where nobody did, what the list says."""
    mine, listed, was = (getattr(task, name, None) for task in (old, new, base))
    if name in ("leads", "participants"):
        # What a name means is decided by the sheets of units and groups; a task only writes it.
        same = (base is not None and _written(mine) == _written(was)) or _written(mine) == _written(listed)
        return Kept(listed if same else mine, int(not same))
    # A cell that the list has nothing for, and nobody has filled in, is nobody's edit.
    return pick(mine, listed, was, known=base is not None or mine in {None, "", ()})


def _written(refs: Sequence[UnitRef | str] | None) -> tuple[str, ...]:
    return tuple(ref.written if isinstance(ref, UnitRef) else ref for ref in refs or ())


def _unlike(ones: Sequence[Target], others: Sequence[Target]) -> list[Target]:
    """Return the targets of `ones` that stand in `others` differently or not at all, whatever the task's number."""
    there = {_bare(target) for target in others}
    return [target for target in ones if _bare(target) not in there]


def _bare(target: Target) -> Target:
    """Return a target without its task's number and without what stands in the columns of the office's own."""
    own = tuple(cell for cell in target.own if TARGETS.has(cell.column))
    return replace(target, task=0, own=own)


def _with_own(listed: Sequence[Target], mine: Sequence[Target]) -> tuple[Target, ...]:
    """Return the targets of the list with what a person wrote beside the like of them; the others of these stay."""
    beside = {_aim(target): target for target in mine if target.own}
    taken = [replace(target, own=beside[_aim(target)].own) if _aim(target) in beside else target for target in listed]
    aims, last = {_aim(target) for target in listed}, max((target.no for target in listed), default=0)
    others = [target for aim, target in beside.items() if aim not in aims]
    return (*taken, *(replace(target, no=last + n) for n, target in enumerate(others, 1)))


def _both(mine: Sequence[Target], listed: Sequence[Target], was: Sequence[Target]) -> tuple[Target, ...]:
    """Return the targets of a task that a person edited and the list changed, under the numbers they have.

    What a person touched or added stays; what nobody touched follows the list; what the list never had before comes
    behind; what a person deleted stays deleted.
    """
    once = {target.no: target for target in was}
    now = {_aim(target): target for target in listed}
    kept = [found for target in mine if (found := _kept(target, once.get(target.no), now)) is not None]
    known = {_aim(target) for target in (*was, *mine)}
    following = max((target.no for target in (*mine, *was)), default=0)
    fresh = [target for target in listed if _aim(target) not in known]
    return (*kept, *(replace(target, no=following + n) for n, target in enumerate(fresh, 1)))


def _kept(mine: Target, base: Target | None, now: Mapping[tuple[str, str], Target]) -> Target | None:
    """Return a target as it stays: a person's, else as the list has it now; None where the list has it no longer."""
    if base is None or _unlike([mine], [base]):
        return mine
    listed = now.get(_aim(base))
    if listed is None:
        return mine if mine.own else None
    return replace(listed, no=mine.no, own=mine.own)


def _aim(target: Target) -> tuple[str, str]:
    return fold(target.indicator), fold(target.measure)
