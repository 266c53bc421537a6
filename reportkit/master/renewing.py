"""A list that is imported again: what a person edited in the master stays, what the list changed comes in. Pure.

Three states are held against each other: the master as it was last imported, as it stands, and as the list has it
now. A value that a person changed since the last import is the person's; any other follows the list. Where the last
import is not known, whatever differs from the list counts as a person's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.text import fold
from reportkit.master.cells import Names
from reportkit.master.pairing import is_same_list, pair, through
from reportkit.model import Group, Leader, Master, Settings, Target, Task, Unit, UnitRef

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reworded:
    """A task whose wording the list changed.

    Attributes:
        no: its number in the master.
        was: the wording of the master until now.
        now: the wording of the list.
        kept: True where a person had edited the wording, which therefore stays.
    """

    no: int
    was: str
    now: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """What an import onto an existing master changes.

    Attributes:
        added: numbers of the tasks that the list has and the master had not.
        removed: tasks that the list has no longer, as the master had them.
        withdrawn: those of them that stay in the master, as they stand there: withdrawn.
        reworded: tasks whose wording the list changed.
        changed: (number, names of the other columns that the list changed).
        renumbered: (number until now, number from now on).
        kept_edits: how many things a person edited and that stay as they are.
        other_list: True where this is another list, which takes the place of the old one.
    """

    added: tuple[int, ...] = ()
    removed: tuple[Task, ...] = ()
    withdrawn: tuple[Task, ...] = ()
    reworded: tuple[Reworded, ...] = ()
    changed: tuple[tuple[int, tuple[str, ...]], ...] = ()
    renumbered: tuple[tuple[int, int], ...] = ()
    kept_edits: int = 0
    other_list: bool = False


@dataclass(frozen=True, slots=True)
class Renewed:
    """A master after the list came in again.

    Attributes:
        master: what goes into the master workbook.
        proposal: what the import alone would have written: what the next import holds the master against.
        changes: what changes by it.
        diagnostics: what a person should look at.
    """

    master: Master
    proposal: Master
    changes: Changes
    diagnostics: tuple[Diagnostic, ...] = ()


def renew(old: Master, new: Master, before: Master | None = None, since: date | None = None) -> Renewed:
    """Bring a list that was imported again into the master that an office has edited.

    Args:
        old: the master as it stands.
        new: the list as it was just imported.
        before: what the last import proposed, None where that is not known.
        since: the first day that no form has asked about yet: a task that came or went stands from or until then.
            None where nothing was handed out yet, so that the list holds from its first day.
    """
    if _is_another_year(old, new, before) or not is_same_list(old.tasks, new.tasks):
        return _another_list(old, new, before, since)
    edits = _Edits(loose=before is not None and since is None)
    units = _Units(old.units, new.units, before.units if before else (), edits)
    groups = _groups(old, new, before, edits)
    leaders = _leaders(old, new, before, edits)
    tasks = _Tasks(old, new, before, since, edits)
    master = replace(
        old,
        tasks=tasks.merged,
        targets=tasks.targets,
        units=units.merged,
        groups=groups,
        leaders=leaders,
        settings=_settings(old.settings, new.settings, before.settings if before else None, edits),
    )
    master = _resolved(_with_what_is_named(master, units.deleted, new))
    changes = replace(tasks.changes, kept_edits=edits.count)
    findings = tuple(_findings(changes, since))
    lang = master.settings.lang
    said = tuple((d.code.name, "", d.message(lang)) for d in findings if d.code in _TO_CHECK)
    proposal = replace(new, tasks=tasks.proposed, targets=tasks.proposed_targets, units=units.proposed)
    notes = _notes(old.notes, new.notes, before.notes if before else None, edits)
    master = replace(master, notes=tuple(dict.fromkeys((*said, *notes))))
    return Renewed(master, proposal, replace(changes, kept_edits=edits.count), findings)


def _is_another_year(old: Master, new: Master, before: Master | None) -> bool:
    """Tell whether the list is of another year; a year that a person put right is none."""
    known = (old.settings.year, before.settings.year if before else 0)
    return bool(old.settings.year and new.settings.year) and new.settings.year not in known


def _another_list(old: Master, new: Master, before: Master | None, since: date | None) -> Renewed:
    """Take the tasks of another list, or of another year's, and keep what is known of units and leaders."""
    edits = _Edits(loose=before is not None and since is None)
    units = _Units(old.units, new.units, before.units if before else (), edits)
    groups = _groups(old, new, before, edits)
    leaders = _leaders(old, new, before, edits)
    settings = _settings(old.settings, new.settings, before.settings if before else None, edits)
    settings = replace(settings, year=new.settings.year, list_title=new.settings.list_title, script=new.settings.script)
    master = replace(
        old, tasks=new.tasks, targets=new.targets, units=units.merged, groups=groups, leaders=leaders,
        settings=settings, notes=new.notes,
    )  # fmt: skip
    master = _resolved(_with_what_is_named(master, units.deleted, new))
    changes = Changes(
        added=tuple(task.no for task in new.tasks), removed=old.tasks, kept_edits=edits.count, other_list=True
    )
    return Renewed(master, replace(new, units=units.proposed), changes, tuple(_findings(changes, None)))


class _Edits:
    """Decides between a person's value and the list's, and counts what a person edited.

    Attributes:
        count: how much of what a person edited stays.
        loose: True where what the last import wrote and nobody touched may go: no form has asked about it yet.
    """

    def __init__(self, *, loose: bool) -> None:
        self.count = 0
        self.loose = loose

    def pick(self, old: T, new: T, base: T | None, *, known: bool) -> T:
        """Return the person's value where a person changed it, else the list's.

        Args:
            old: the value as it stands.
            new: the value of the list.
            base: the value of the last import.
            known: True where the last import had the thing at all; without it, what stands is a person's.
        """
        if known and old == base:
            return new
        if old != new:
            self.count += 1
        return old


# Units, groups, leaders, settings, notes


class _Units:
    """Units by what they are called: their codes, and all that a person wrote of them, stay.

    Attributes:
        merged: the units of the master.
        proposed: the units of the list under the codes of the master.
        deleted: units of the list whose rows a person deleted.
    """

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit], before: Sequence[Unit], edits: _Edits) -> None:
        self._edits = edits
        self._names = Names(old, ())
        self._once = Names(before, ())
        self._by_code = {unit.code: unit for unit in before}
        self._by_name = {unit.name: unit for unit in before}
        self._now = {unit.code: unit.name for unit in old}
        meant = [self._meant(unit) for unit in new]
        mine = {name: [u for u, m in zip(new, meant, strict=True) if m == name] for name in self._now.values()}
        kept = [
            unit for unit in old if not (edits.loose and not mine[unit.name] and self._by_code.get(unit.code) == unit)
        ]
        self.proposed = self._coded(new, meant, [unit.code for unit in (kept if edits.loose else (*old, *before))])
        strangers = [unit for unit, name in zip(self.proposed, meant, strict=True) if name is None]
        self.deleted = tuple(unit for unit in strangers if self._known(unit) is not None)
        fresh = [unit for unit in strangers if unit not in self.deleted]
        merged = [self._unit(unit, mine[unit.name], self._by_code.get(unit.code)) for unit in kept]
        self._edits.count += len(self.deleted)
        self.merged = tuple(sorted((*merged, *fresh), key=lambda unit: unit.code))

    def _known(self, unit: Unit) -> Unit | None:
        """Return the unit of the last import that a unit of the list is."""
        return self._by_name.get(self._once.meant(unit.name) or "")

    def _meant(self, unit: Unit) -> str | None:
        """Return the name in the master of a unit of the list: by its names, else by the code it had."""
        for name in (unit.name, *unit.aliases):
            if found := self._names.meant(name):
                return found
        known = self._known(unit)
        return self._now.get(known.code) if known else None

    def _coded(self, new: Sequence[Unit], meant: Sequence[str | None], taken: Sequence[str]) -> tuple[Unit, ...]:
        """Return the units of the list under the codes they have or had; one that is new gets the next."""
        codes = {name: code for code, name in self._now.items()}
        known = [self._known(unit) for unit in new]
        used: list[str] = [*taken, *(unit.code for unit in known if unit)]
        given: list[str] = []
        coded = []
        for unit, name, base in zip(new, meant, known, strict=True):
            wanted = [codes[name]] if name else []
            wanted += [base.code] if base else []
            code = next((code for code in wanted if code not in given), None) or _next_code(used)
            used.append(code)
            given.append(code)
            coded.append(replace(unit, code=code))
        return tuple(coded)

    def _unit(self, old: Unit, new: Sequence[Unit], base: Unit | None) -> Unit:
        """Return a unit with what the list adds to it: further aliases, and its kind where nobody chose one."""
        unknown = Unit(old.code, old.name)
        for name in ("contact", "email", "remarks", "name"):
            self._edits.count += getattr(old, name) != getattr(base or unknown, name)
        written = [name for unit in new for name in (unit.name, *unit.aliases)]
        once = base.aliases if base else ()
        dropped = [name for name in once if name not in (old.name, *old.aliases)]
        self._edits.count += len(dropped) + sum(name not in (*once, *written) for name in old.aliases)
        more = [name for name in dict.fromkeys(written) if self._names.meant(name) is None and name not in dropped]
        kind = old.kind
        if new:
            kind = self._edits.pick(kind, new[0].kind, base.kind if base else None, known=base is not None)
        return replace(old, aliases=(*old.aliases, *more), kind=kind)


def _next_code(taken: Sequence[str]) -> str:
    """Return the code after the highest; one that was ever given is never given again."""
    numbers = [int(code[1:]) for code in taken if code[:1] == "U" and code[1:].isdigit()]
    return f"U{max(numbers, default=0) + 1:03d}"


def _groups(old: Master, new: Master, before: Master | None, edits: _Edits) -> tuple[Group, ...]:
    names = Names(old.units, old.groups)
    base = {fold(group.name): group for group in before.groups} if before else {}
    listed = {fold(group.name): group for group in new.groups}
    merged = []
    for group in old.groups:
        now, was = listed.get(fold(group.name)), base.get(fold(group.name))
        once, again = (tuple(names.meant(m) or m for m in g.members) if g else () for g in (was, now))
        if now is None:
            if not (edits.loose and was is not None and once == group.members):
                merged.append(group)
            continue
        members = edits.pick(group.members, again, once, known=was is not None or not group.members)
        merged.append(replace(group, members=members))
    return (*merged, *_unseen(listed, {fold(group.name) for group in old.groups}, base, edits))


def _leaders(old: Master, new: Master, before: Master | None, edits: _Edits) -> tuple[Leader, ...]:
    base = {fold(leader.name): leader for leader in before.leaders} if before else {}
    listed = {fold(leader.name): leader for leader in new.leaders}
    merged = []
    for leader in old.leaders:
        now, was = listed.get(fold(leader.name)), base.get(fold(leader.name))
        edits.count += (leader.successor, leader.email) != ("", "")
        if now is not None:
            title = edits.pick(leader.title, now.title, was.title if was else "", known=True)
            order = edits.pick(leader.order, now.order, was.order if was else None, known=was is not None)
            merged.append(replace(leader, title=title, order=order))
        elif not (edits.loose and leader == was):
            edits.count += was is None
            merged.append(leader)
    both = (*merged, *_unseen(listed, {fold(leader.name) for leader in old.leaders}, base, edits))
    return tuple(sorted(both, key=lambda leader: leader.order))


def _unseen(listed: dict[str, T], old: set[str], base: dict[str, T], edits: _Edits) -> list[T]:
    """Return what the list has and the master has not, without what a person deleted."""
    edits.count += sum(key in base and key not in old for key in listed)
    return [item for key, item in listed.items() if key not in old and key not in base]


def _settings(old: Settings, new: Settings, before: Settings | None, edits: _Edits) -> Settings:
    usual = Settings()
    values: dict[str, Any] = {}
    for name in Settings.__slots__:
        mine, base = getattr(old, name), getattr(before or usual, name)
        values[name] = edits.pick(mine, getattr(new, name), base, known=True)
    return Settings(**values)


_Note = tuple[str, str, str]


def _notes(
    old: Sequence[_Note], new: Sequence[_Note], before: Sequence[_Note] | None, edits: _Edits
) -> tuple[_Note, ...]:
    """Return what is to be checked: what nobody has cleared yet, and what is new."""
    still = {_said(note) for note in old}
    once = {_said(note) for note in before or ()}
    listed = {_said(note) for note in new}
    edits.count += len(once - still)
    mine = [note for note in old if _said(note) not in listed and _said(note) not in once]
    return (*mine, *(note for note in new if _said(note) in still or _said(note) not in once))


def _said(note: _Note) -> tuple[str, str]:
    """Return what a note says, without its place: that moves with every line put into the list."""
    return note[0], note[2]


def _with_what_is_named(master: Master, deleted: Sequence[Unit], new: Master) -> Master:
    """Return the master with the deleted units, groups and leaders that its tasks name all the same."""
    names = Names(master.units, master.groups)
    used = {ref.written for task in master.tasks for ref in (*task.leads, *task.participants)}
    lost = {written for written in used if names.meant(written) is None}
    groups = tuple(group for group in new.groups if group.name in lost)
    lost |= {member for group in (*master.groups, *groups) for member in group.members if names.meant(member) is None}
    units = [unit for unit in deleted if lost & {unit.name, *unit.aliases}]
    known = {leader.name for leader in master.leaders}
    wanted = {name for task in master.tasks for name in task.leaders if name not in known}
    leaders = [leader for leader in new.leaders if leader.name in wanted]
    return replace(
        master,
        units=tuple(sorted((*master.units, *units), key=lambda unit: unit.code)),
        groups=(*master.groups, *groups),
        leaders=tuple(sorted((*master.leaders, *leaders), key=lambda leader: leader.order)),
    )


def _resolved(master: Master) -> Master:
    """Return the master with every name of a unit meaning what its sheets say now."""
    names = Names(master.units, master.groups)

    def refs(named: Sequence[UnitRef]) -> tuple[UnitRef, ...]:
        return tuple(UnitRef(names.meant(ref.written) or ref.written, ref.written) for ref in named)

    tasks = tuple(replace(t, leads=refs(t.leads), participants=refs(t.participants)) for t in master.tasks)
    groups = tuple(replace(g, members=tuple(names.meant(m) or m for m in g.members)) for g in master.groups)
    return replace(master, tasks=tasks, groups=groups)


# Tasks and targets

_NO_YEAR = 2000
"""The first day of this year lies before any list: a task withdrawn then never stood."""
_COLUMNS = ("section", "project", "leaders", "leads", "participants", "deadline", "milestones")


class _Tasks:
    """Tasks with their targets, brought together from the three states.

    Attributes:
        merged: the tasks of the master.
        targets: their targets.
        proposed: the tasks that the import alone would have written.
        proposed_targets: their targets.
        changes: what changes.
    """

    def __init__(self, old: Master, new: Master, before: Master | None, since: date | None, edits: _Edits) -> None:
        self._old, self._new, self._before, self._since, self._edits = old, new, before, since, edits
        self._targets_by_task = {id(master): _by_task(master) for master in (old, new, before) if master}
        self._was, self._is = self._pairs()
        self._reworded: list[Reworded] = []
        self._changed: list[tuple[int, tuple[str, ...]]] = []
        self._renumbered: list[tuple[int, int]] = []
        self._added: list[int] = []
        self._rows: list[tuple[Task, tuple[Target, ...]]] = []
        self._numbers: set[int] = set()
        for there, task in enumerate(new.tasks):
            self._take(there, task)
        self._gone: list[Task] = []
        self._left: list[tuple[Task, tuple[Target, ...]]] = []
        removed = self._removed()
        rows = sorted(self._rows, key=lambda row: row[0].no) if self._in_order() else self._rows
        self.merged = tuple(task for task, _ in rows)
        self.targets = tuple(target for _, targets in rows for target in targets)
        came = [replace(task, added=self._came(there)) for there, task in enumerate(new.tasks)]
        self.proposed = (*came, *(task for task, _ in self._left))
        self.proposed_targets = (*new.targets, *(target for _, targets in self._left for target in targets))
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
                self._edits.count += 1  # a person deleted it
                return
            self._added.append(task.no)
            self._put(replace(task, added=self._came(there)), self._aims(self._new, task.no))
            return
        old = self._old.tasks[here]
        merged = self._merged(old, replace(task, added=self._came(there)), base)
        self._tell(old, task, base, merged)
        targets = self._targets(old, task, base)
        self._put(merged, targets)

    def _put(self, task: Task, targets: Sequence[Target]) -> Task:
        """Put a task into the master; a number that is taken gives way to the next after the highest."""
        no = task.no
        if no in self._numbers:
            no = 1 + max(*self._numbers, *(t.no for t in (*self._new.tasks, *self._old.tasks)))
            self._renumbered.append((task.no, no))
        self._numbers.add(no)
        self._rows.append((replace(task, no=no), tuple(replace(target, task=no) for target in targets)))
        return self._rows[-1][0]

    def _merged(self, old: Task, new: Task, base: Task | None) -> Task:
        known = base is not None
        values: dict[str, Any] = {}
        for name in Task.__slots__:
            mine, listed, was = (getattr(task, name, None) for task in (old, new, base))
            if name in ("leads", "participants"):
                # What a name means is decided by the sheets of units and groups; a task only writes it.
                same = known and _written(mine) == _written(was)
                same = same or _written(mine) == _written(listed)
                values[name] = listed if same else mine
                self._edits.count += not same
            else:
                # A cell that the list has nothing for, and nobody has filled in, is nobody's edit.
                values[name] = self._edits.pick(mine, listed, was, known=known or mine in {None, "", ()})
        return Task(**values)

    def _tell(self, old: Task, new: Task, base: Task | None, merged: Task) -> None:
        """Note what the list changed in a task."""
        was = base or old
        if old.no != merged.no:
            self._renumbered.append((old.no, merged.no))
        if new.work not in {was.work, old.work}:
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
            self._changed.append((merged.no, names))

    def _targets(self, old: Task, new: Task, base: Task | None) -> tuple[Target, ...]:
        """Return the targets of a task: the person's where only a person changed them, the list's where only it did."""
        mine, listed = self._aims(self._old, old.no), self._aims(self._new, new.no)
        if base is None or self._before is None:
            self._edits.count += len(_unlike(mine, listed))
            return mine
        was = self._aims(self._before, base.no)
        if not _unlike(mine, was) and len(mine) == len(was):
            return listed
        self._edits.count += max(len(_unlike(mine, was)), len(mine) != len(was))
        if not _unlike(listed, was) and len(listed) == len(was):
            return mine
        return _both(mine, listed, was)

    def _removed(self) -> tuple[Task, ...]:
        """Return the tasks that the list has just left out, and keep in the master what must stay there.

        What a person added stays as it is. What the last import had stays, withdrawn, once forms were handed out or
        where a person edited it; what nobody has used or touched goes.
        """
        paired = frozenset(self._is.values())
        base = pair(self._before.tasks, self._old.tasks) if self._before else {}
        removed = []
        for here, task in enumerate(self._old.tasks):
            if here in paired:
                continue
            targets = self._aims(self._old, task.no)
            if self._before is None or here not in base:
                self._edits.count += 1
                self._put(task, targets)
                continue
            was = self._before.tasks[base[here]]
            aims = self._aims(self._before, was.no)
            if task.withdrawn is None:
                removed.append(task)
                if self._since is None and task == was and targets == aims:
                    continue
            day = task.withdrawn or self._since or date(self._old.settings.year or _NO_YEAR, 1, 1)
            stays = self._put(replace(task, withdrawn=day), targets)
            if task.withdrawn is None:
                self._gone.append(stays)
            proposed = replace(was, no=stays.no, withdrawn=was.withdrawn or day)
            self._left.append((proposed, tuple(replace(aim, task=stays.no) for aim in aims)))
        return tuple(removed)

    def _in_order(self) -> bool:
        """Tell whether list and master are both ordered by their numbers."""
        return all(
            [task.no for task in tasks] == sorted(task.no for task in tasks)
            for tasks in (self._old.tasks, self._new.tasks)
        )


def _by_task(master: Master) -> dict[int, tuple[Target, ...]]:
    found: dict[int, list[Target]] = {}
    for target in master.targets:
        found.setdefault(target.task, []).append(target)
    return {no: tuple(targets) for no, targets in found.items()}


def _plain(value: object) -> object:
    return _written(value) if isinstance(value, tuple) else value


def _written(refs: Sequence[UnitRef | str] | None) -> tuple[str, ...]:
    return tuple(ref.written if isinstance(ref, UnitRef) else ref for ref in refs or ())


def _unlike(ones: Sequence[Target], others: Sequence[Target]) -> list[Target]:
    """Return the targets of `ones` that stand in `others` differently or not at all, whatever the task's number."""
    there = {(replace(target, task=0)) for target in others}
    return [target for target in ones if replace(target, task=0) not in there]


def _both(mine: Sequence[Target], listed: Sequence[Target], was: Sequence[Target]) -> tuple[Target, ...]:
    """Return the targets of a task that a person edited and the list changed, under the numbers they have.

    What a person touched or added stays; what nobody touched follows the list; what the list never had before comes
    behind; what a person deleted stays deleted.
    """
    once = {target.no: target for target in was}
    now = {_aim(target): target for target in listed}
    merged: list[Target] = []
    for target in mine:
        base = once.get(target.no)
        if base is None or _unlike([target], [base]):
            merged.append(target)
        elif _aim(base) in now:
            merged.append(replace(now[_aim(base)], no=target.no))
    known = {_aim(target) for target in (*was, *mine)}
    following = max((target.no for target in (*mine, *was)), default=0)
    fresh = [target for target in listed if _aim(target) not in known]
    return (*merged, *(replace(target, no=following + n) for n, target in enumerate(fresh, 1)))


def _aim(target: Target) -> tuple[str, str]:
    return fold(target.indicator), target.measure


# What is said of it

_TO_CHECK = frozenset({Code.L21, Code.L22, Code.L23, Code.L24})


def _findings(changes: Changes, since: date | None) -> list[Diagnostic]:
    """Return what a person should look at."""
    if changes.other_list:
        return [Diagnostic(Code.L25, values={"n": len(changes.removed)})]
    found = [
        Diagnostic(Code.L21, task=task.no, task_name=task.work, values={"day": task.withdrawn})
        for task in changes.withdrawn
    ]
    found += [
        Diagnostic(Code.L22, task=item.no, task_name=item.was, found=item.now) for item in changes.reworded if item.kept
    ]
    if since is not None:
        found += [Diagnostic(Code.L23, task=no, values={"day": since}) for no in changes.added]
        found += [Diagnostic(Code.L24, task=no, values={"was": was}) for was, no in changes.renumbered]
    return found
