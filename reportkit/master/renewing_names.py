"""What an office keeps beside a list that is imported again: units, groups, leaders, settings, notes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from reportkit.language.text import fold
from reportkit.master.cells import Names
from reportkit.master.changes import Edits
from reportkit.model import Group, Leader, Master, Note, Settings, Unit, UnitRef

T = TypeVar("T")


class RenewedUnits:
    """Units by what they are called: their codes, and all that a person wrote of them, stay.

    Attributes:
        merged: the units of the master.
        proposed: the units of the list under the codes of the master.
        deleted: units of the list whose rows a person deleted.
    """

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit], before: Sequence[Unit], edits: Edits) -> None:
        self._edits = edits
        self._names = Names(old, ())
        self._once = Names(before, ())
        self._by_code = {unit.code: unit for unit in before}
        self._by_name = {unit.name: unit for unit in before}
        self._now = {unit.code: unit.name for unit in old}
        meant = [self._meant(unit) for unit in new]
        listed = _by_meaning(new, meant)
        kept = [unit for unit in old if unit.name in listed or not self._may_go(unit)]
        self.proposed = self._coded(new, meant, kept if edits.loose else (*old, *before))
        strangers = _by_meaning(self.proposed, meant).get(None, [])
        self.deleted = tuple(filter(self._known, strangers))
        self._edits.count += len(self.deleted)
        merged = (self._unit(unit, listed.get(unit.name, ()), self._by_code.get(unit.code)) for unit in kept)
        self.merged = _by_code(*merged, *(unit for unit in strangers if unit not in self.deleted))

    def _may_go(self, unit: Unit) -> bool:
        """Tell whether a unit that the list has no longer may go: nobody has used or touched it."""
        return self._edits.loose and self._by_code.get(unit.code) == unit

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

    def _coded(self, new: Sequence[Unit], meant: Sequence[str | None], taken: Sequence[Unit]) -> tuple[Unit, ...]:
        """Return the units of the list under the codes they have or had; one that is new gets the next.

        Args:
            new: the units.
            meant: what each is called in the master.
            taken: units whose codes are never given again.
        """
        codes = {name: code for code, name in self._now.items()}
        once = [base.code if base else None for base in map(self._known, new)]
        highest = max(map(_number, (*(unit.code for unit in taken), *filter(None, once))), default=0)
        given: dict[str, None] = {}
        for name, before in zip(meant, once, strict=True):
            code = next((c for c in (codes.get(name or ""), before) if c and c not in given), None)
            if code is None:
                code = f"U{highest + 1:03d}"
            highest = max(highest, _number(code))
            given[code] = None
        return tuple(replace(unit, code=code) for unit, code in zip(new, given, strict=True))

    def _unit(self, old: Unit, new: Sequence[Unit], base: Unit | None) -> Unit:
        """Return a unit with what the list adds to it: further aliases, and its kind where nobody chose one."""
        unknown = base or Unit(old.code, old.name)
        for name in ("contact", "email", "remarks", "name"):
            self._edits.count += getattr(old, name) != getattr(unknown, name)
        kind = old.kind
        if new:
            kind = self._edits.pick(kind, new[0].kind, base.kind if base else None, known=base is not None)
        return replace(old, aliases=self._aliases(old, new, base), kind=kind)

    def _aliases(self, old: Unit, new: Sequence[Unit], base: Unit | None) -> tuple[str, ...]:
        """Return a unit's other names with those that the list adds, without what a person struck out."""
        written = dict.fromkeys(name for unit in new for name in (unit.name, *unit.aliases))
        once = base.aliases if base else ()
        dropped = [name for name in once if name not in (old.name, *old.aliases)]
        self._edits.count += len(dropped) + sum(name not in (*once, *written) for name in old.aliases)
        more = (name for name in written if self._names.meant(name) is None and name not in dropped)
        return (*old.aliases, *more)


def _by_code(*units: Unit) -> tuple[Unit, ...]:
    return tuple(sorted(units, key=lambda unit: unit.code))


def _number(code: str) -> int:
    """Return the number of a code that an import gave: 7 of U007; 0 of any other."""
    return int(code[1:]) if code[:1] == "U" and code[1:].isdecimal() else 0


def _by_meaning(units: Sequence[Unit], meant: Sequence[str | None]) -> dict[str | None, list[Unit]]:
    """Return units by what they are called in the master, None those that it does not have."""
    found: dict[str | None, list[Unit]] = {}
    for unit, name in zip(units, meant, strict=True):
        found.setdefault(name, []).append(unit)
    return found


def renewed_groups(old: Master, new: Master, before: Master | None, edits: Edits) -> tuple[Group, ...]:
    """Return the groups: members that a person chose stay."""
    names = Names(old.units, old.groups)
    base, listed = _groups_by_name(before, names), _groups_by_name(new, names)
    merged = []
    for group in old.groups:
        key = fold(group.name)
        once = base.get(key)
        if key in listed:
            again = listed[key].members
            known = once is not None or not group.members
            members = edits.pick(group.members, again, once.members if once else (), known=known)
            merged.append(replace(group, members=members))
        elif not (edits.loose and once is not None and once.members == group.members):
            merged.append(group)
    unseen = _unseen({fold(g.name): g for g in new.groups}, {fold(g.name) for g in old.groups}, base, edits)
    return (*merged, *unseen)


def _groups_by_name(master: Master | None, names: Names) -> dict[str, Group]:
    """Return the groups of another state by their folded names, members called as the master calls them."""
    groups = master.groups if master else ()
    return {
        fold(group.name): replace(group, members=tuple(names.meant(m) or m for m in group.members)) for group in groups
    }


def renewed_leaders(old: Master, new: Master, before: Master | None, edits: Edits) -> tuple[Leader, ...]:
    """Return the leaders in order of rank: what a person wrote of them stays."""
    base = {fold(leader.name): leader for leader in before.leaders} if before else {}
    listed = {fold(leader.name): leader for leader in new.leaders}
    merged = []
    for leader in old.leaders:
        now, was = listed.get(fold(leader.name)), base.get(fold(leader.name))
        edits.count += (leader.successor, leader.email) != ("", "")
        if now is not None:
            merged.append(_leader(leader, now, was, edits))
        elif not (edits.loose and leader == was):
            edits.count += was is None
            merged.append(leader)
    return _by_rank(*merged, *_unseen(listed, {fold(leader.name) for leader in old.leaders}, base, edits))


def _leader(old: Leader, new: Leader, base: Leader | None, edits: Edits) -> Leader:
    title = edits.pick(old.title, new.title, base.title if base else "", known=True)
    order = edits.pick(old.order, new.order, base.order if base else None, known=base is not None)
    return replace(old, title=title, order=order)


def _by_rank(*leaders: Leader) -> tuple[Leader, ...]:
    return tuple(sorted(leaders, key=lambda leader: leader.order))


def _unseen(listed: Mapping[str, T], old: set[str], base: Mapping[str, T], edits: Edits) -> list[T]:
    """Return what the list has and the master has not, without what a person deleted."""
    edits.count += sum(key in base and key not in old for key in listed)
    return [item for key, item in listed.items() if key not in old and key not in base]


def renewed_settings(old: Settings, new: Settings, before: Settings | None, edits: Edits) -> Settings:
    """Return the settings: what a person set stays."""
    usual = Settings()
    values: dict[str, Any] = {}
    for name in Settings.__slots__:
        mine, base = getattr(old, name), getattr(before or usual, name)
        values[name] = edits.pick(mine, getattr(new, name), base, known=True)
    return Settings(**values)


def renewed_notes(
    old: Sequence[Note], new: Sequence[Note], before: Sequence[Note] | None, edits: Edits
) -> tuple[Note, ...]:
    """Return what is to be checked: what nobody has cleared yet, and what is new."""
    still, once, listed = ({_said(note) for note in notes or ()} for notes in (old, before, new))
    edits.count += len(once - still)
    mine = (note for note in old if _said(note) not in listed | once)
    return (*mine, *(note for note in new if _said(note) in still or _said(note) not in once))


def _said(note: Note) -> tuple[str, str]:
    """Return what a note says, without its place: that moves with every line put into the list."""
    return note.code, note.message


def with_what_is_named(master: Master, deleted: Sequence[Unit], new: Master) -> Master:
    """Return the master with the deleted units, groups and leaders that its tasks name all the same."""
    names = Names(master.units, master.groups)
    written = {ref.written for task in master.tasks for ref in (*task.leads, *task.participants)}
    lost = _unknown(written, names)
    groups = (*master.groups, *(group for group in new.groups if group.name in lost))
    lost |= _unknown({member for group in groups for member in group.members}, names)
    units = (unit for unit in deleted if lost & {unit.name, *unit.aliases})
    return replace(
        master,
        units=_by_code(*master.units, *units),
        groups=groups,
        leaders=_by_rank(*master.leaders, *_missing_leaders(master, new.leaders)),
    )


def _unknown(written: set[str], names: Names) -> set[str]:
    return {name for name in written if names.meant(name) is None}


def _missing_leaders(master: Master, listed: Sequence[Leader]) -> list[Leader]:
    """Return the leaders whom tasks name and the master does not have."""
    known = {leader.name for leader in master.leaders}
    wanted = {name for task in master.tasks for name in task.leaders} - known
    return [leader for leader in listed if leader.name in wanted]


def resolved(master: Master) -> Master:
    """Return the master with every name of a unit meaning what its sheets say now."""
    names = Names(master.units, master.groups)

    def refs(named: Sequence[UnitRef]) -> tuple[UnitRef, ...]:
        return tuple(UnitRef(names.meant(ref.written) or ref.written, ref.written) for ref in named)

    tasks = tuple(replace(t, leads=refs(t.leads), participants=refs(t.participants)) for t in master.tasks)
    groups = tuple(replace(g, members=tuple(names.meant(m) or m for m in g.members)) for g in master.groups)
    return replace(master, tasks=tasks, groups=groups)
