"""What an office keeps beside a list that is imported again: units, groups, leaders, settings, notes. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from reportkit.language.script import converted
from reportkit.language.text import fold
from reportkit.language.words import Lang
from reportkit.master.cells import Names
from reportkit.master.changes import Kept, pick
from reportkit.model import Group, Leader, Master, Note, Settings, Unit, UnitRef

T = TypeVar("T")


class RenewedUnits:
    """Units by what they are called: their codes, and all that a person wrote of them, stay.

    Attributes:
        merged: the units of the master.
        proposed: the units of the list under the codes of the master.
        deleted: units of the list whose rows a person deleted.
        edits: how much of what a person edited stays.
    """

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit], before: Sequence[Unit], *, loose: bool) -> None:
        self._loose = loose
        self._names = Names(old, ())
        self._once = Names(before, ())
        self._by_code = {unit.code: unit for unit in before}
        self._by_name = {unit.name: unit for unit in before}
        self._now = {unit.code: unit.name for unit in old}
        meant = [self._meant(unit) for unit in new]
        listed = _by_meaning(new, meant)
        kept = [unit for unit in old if unit.name in listed or not self._may_go(unit)]
        self.proposed = self._coded(new, meant, kept if loose else (*old, *before))
        strangers = _by_meaning(self.proposed, meant).get(None, [])
        self.deleted = tuple(filter(self._known, strangers))
        merged = [self._unit(unit, listed.get(unit.name, ()), self._by_code.get(unit.code)) for unit in kept]
        self.edits = len(self.deleted) + sum(unit.edits for unit in merged)
        added = (unit for unit in strangers if unit not in self.deleted)
        self.merged = _by_code(*(unit.value for unit in merged), *added)

    def _may_go(self, unit: Unit) -> bool:
        """Tell whether a unit that the list has no longer may go: nobody has used or touched it."""
        base = self._by_code.get(unit.code)
        return self._loose and base is not None and _in_one_script(base) == _in_one_script(unit)

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

    def _unit(self, old: Unit, new: Sequence[Unit], base: Unit | None) -> Kept[Unit]:
        """Return a unit with what the list adds to it: further aliases, and its kind where nobody chose one."""
        unknown = base or Unit(old.code, old.name)
        edits = (fold(old.name) != fold(unknown.name)) + sum(
            getattr(old, name) != getattr(unknown, name) for name in ("contact", "email", "remarks", "own")
        )
        kind = Kept(old.kind)
        if new:
            kind = pick(old.kind, new[0].kind, base.kind if base else None, known=base is not None)
        aliases = self._aliases(old, new, base)
        unit = replace(old, aliases=aliases.value, kind=kind.value)
        return Kept(unit, edits + kind.edits + aliases.edits)

    def _aliases(self, old: Unit, new: Sequence[Unit], base: Unit | None) -> Kept[tuple[str, ...]]:
        """Return a unit's other names with those that the list adds, without what a person struck out."""
        written = dict.fromkeys(name for unit in new for name in (unit.name, *unit.aliases))
        once = {fold(name) for name in base.aliases} if base else set()
        mine = {fold(name) for name in (old.name, *old.aliases)}
        added = sum(fold(name) not in once | set(map(fold, written)) for name in old.aliases)
        more = [name for name in written if self._names.meant(name) is None and fold(name) not in once - mine]
        return Kept((*old.aliases, *more), len(once - mine) + added)


def _in_one_script(unit: Unit) -> Unit:
    return replace(unit, name=fold(unit.name), aliases=tuple(map(fold, unit.aliases)))


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


def renewed_groups(old: Master, new: Master, before: Master | None, *, loose: bool) -> Kept[tuple[Group, ...]]:
    """Return the groups: members that a person chose stay.

    Args:
        old: the master as it stands.
        new: the list.
        before: the last import.
        loose: True where what the last import wrote and nobody touched may go: no form has asked about it yet.
    """
    names = Names(old.units, old.groups)
    base, listed = _groups_by_name(before, names), _groups_by_name(new, names)
    merged = []
    for group in old.groups:
        key = fold(group.name)
        once = base.get(key)
        if key in listed:
            merged.append(_group(group, listed[key], once))
        elif not (loose and once is not None and once.members == group.members and not group.own):
            merged.append(Kept(group, len(group.own)))
    listed_now = {fold(group.name): group for group in new.groups}
    unseen = _unseen(listed_now, {fold(group.name) for group in old.groups}, base)
    groups = (*(group.value for group in merged), *unseen.value)
    return Kept(groups, unseen.edits + sum(group.edits for group in merged))


def _group(old: Group, new: Group, base: Group | None) -> Kept[Group]:
    if any(cell.column == "members" for cell in old.own):
        return Kept(old, len(old.own))
    known = base is not None or not old.members
    members = pick(old.members, new.members, base.members if base else (), known=known)
    return Kept(replace(old, members=members.value), members.edits + len(old.own))


def _groups_by_name(master: Master | None, names: Names) -> dict[str, Group]:
    """Return the groups of another state by their folded names, members called as the master calls them."""
    groups = master.groups if master else ()
    return {
        fold(group.name): replace(group, members=tuple(names.meant(m) or m for m in group.members)) for group in groups
    }


def renewed_leaders(old: Master, new: Master, before: Master | None, *, loose: bool) -> Kept[tuple[Leader, ...]]:
    """Return the leaders in order of rank: what a person wrote of them stays.

    Args:
        old: the master as it stands.
        new: the list.
        before: the last import.
        loose: True where what the last import wrote and nobody touched may go: no form has asked about it yet.
    """
    base = {fold(leader.name): leader for leader in before.leaders} if before else {}
    listed = {fold(leader.name): leader for leader in new.leaders}
    merged = []
    for leader in old.leaders:
        now, was = listed.get(fold(leader.name)), base.get(fold(leader.name))
        edits = len(leader.own) + ((leader.successor, leader.email) != ("", ""))
        if now is not None:
            kept = _leader(leader, now, was)
            merged.append(Kept(kept.value, kept.edits + edits))
        elif not (loose and was is not None and leader == replace(was, name=leader.name)):
            merged.append(Kept(leader, edits + (was is None)))
    unseen = _unseen(listed, {fold(leader.name) for leader in old.leaders}, base)
    leaders = _by_rank(*(leader.value for leader in merged), *unseen.value)
    return Kept(leaders, unseen.edits + sum(leader.edits for leader in merged))


def _leader(old: Leader, new: Leader, base: Leader | None) -> Kept[Leader]:
    """Return a leader; a name that nobody has written anew is spelt as the list spells it now."""
    name = pick(old.name, new.name, base.name if base else None, known=base is not None)
    title = pick(old.title, new.title, base.title if base else "", known=True)
    order = pick(old.order, new.order, base.order if base else None, known=base is not None)
    return Kept(replace(old, name=name.value, title=title.value, order=order.value), title.edits + order.edits)


def _by_rank(*leaders: Leader) -> tuple[Leader, ...]:
    return tuple(sorted(leaders, key=lambda leader: leader.order))


def _unseen(listed: Mapping[str, T], old: set[str], base: Mapping[str, T]) -> Kept[list[T]]:
    """Return what the list has and the master has not, without what a person deleted."""
    unseen = [item for key, item in listed.items() if key not in old and key not in base]
    return Kept(unseen, sum(key in base and key not in old for key in listed))


def renewed_settings(
    old: Settings, new: Settings, before: Settings | None, written: Collection[str] = ()
) -> Kept[Settings]:
    """Return the settings: what a person set stays.

    Args:
        old: the settings as they stand.
        new: those of the list.
        before: those of the last import.
        written: settings whose cells are carried over as a person wrote them. Such a one of the language says nothing.
    """
    base = before or Settings()
    picked = {
        name: pick(
            getattr(old, name), getattr(new, name), getattr(base, name), known=name == "language" or name not in written
        )
        for name in Settings.__slots__
    }
    values: dict[str, Any] = {name: item.value for name, item in picked.items()}
    return Kept(Settings(**values), sum(item.edits for item in picked.values()))


def renewed_notes(old: Sequence[Note], new: Sequence[Note], before: Sequence[Note] | None) -> Kept[tuple[Note, ...]]:
    """Return what is to be checked: what nobody has cleared yet, and what is new."""
    still, once, listed = ({_said(note): note for note in notes or ()} for notes in (old, before, new))
    mine = (note for note in old if _said(note) not in listed and (_said(note) not in once or note.own))
    told = (note for note in new if _said(note) in still or _said(note) not in once)
    merged = [_note(note, still.get(_said(note)), once.get(_said(note))) for note in told]
    edits = len(once.keys() - still.keys()) + sum(note.edits for note in merged)
    return Kept((*mine, *(note.value for note in merged)), edits)


def _note(new: Note, old: Note | None, base: Note | None) -> Kept[Note]:
    """Return a note with what a person wrote beside it."""
    if old is None:
        return Kept(new)
    place = pick(old.place, new.place, base.place if base else None, known=base is not None)
    return Kept(replace(new, place=place.value, own=old.own), place.edits + len(old.own))


def _said(note: Note) -> tuple[str, str]:
    """Return what a note says, without its place: that moves with every line put into the list."""
    return note.code, fold(note.message)


def in_its_script(master: Master, was: Lang, listed: Master) -> Master:
    """Return a master whose script has changed with its units, groups and leaders spelt in the new one.

    A name is spelt as the list spells it, one that the list does not have is converted. Other names stay as they are
    written, and so does a name that nobody would find by its other spelling.

    Args:
        master: with the settings that hold from now on.
        was: its language until now.
        listed: the list.
    """
    script = master.settings.language.script
    if script is was.script or master.settings.language is Lang.EN:
        return master
    named: list[Unit | Group | Leader] = [*listed.leaders, *listed.groups, *listed.units]
    spelt = {fold(thing.name): thing.name for thing in named}

    def anew(name: str) -> str:
        other = spelt.get(fold(name)) or converted(name, script, master.kept)
        return other if fold(other) == fold(name) else name

    return replace(
        master,
        units=tuple(replace(unit, name=anew(unit.name)) for unit in master.units),
        groups=tuple(replace(group, name=anew(group.name)) for group in master.groups),
        leaders=tuple(replace(leader, name=anew(leader.name)) for leader in master.leaders),
    )


def with_what_is_named(master: Master, deleted: Sequence[Unit], new: Master) -> Master:
    """Return the master with the deleted units, groups and leaders that its tasks name all the same."""
    names = Names(master.units, master.groups)
    written = {ref.written for task in master.tasks for ref in (*task.leads, *task.participants)}
    lost = _unknown(written, names)
    groups = (*master.groups, *(group for group in new.groups if fold(group.name) in lost))
    lost |= _unknown({member for group in groups for member in group.members}, names)
    units = (unit for unit in deleted if lost & {fold(name) for name in (unit.name, *unit.aliases)})
    return replace(
        master,
        units=_by_code(*master.units, *units),
        groups=groups,
        leaders=_by_rank(*master.leaders, *_missing_leaders(master, new.leaders)),
    )


def _unknown(written: set[str], names: Names) -> set[str]:
    """Return the names that mean nothing, folded."""
    return {fold(name) for name in written if names.meant(name) is None}


def _missing_leaders(master: Master, listed: Sequence[Leader]) -> list[Leader]:
    """Return the leaders whom tasks name and the master does not have."""
    known = {fold(leader.name) for leader in master.leaders}
    wanted = {fold(name) for task in master.tasks for name in task.leaders} - known
    return [leader for leader in listed if fold(leader.name) in wanted]


def resolved(master: Master) -> Master:
    """Return the master with every name of a unit or a leader meaning what its sheets say now."""
    names = Names(master.units, master.groups)
    leaders = {fold(leader.name): leader.name for leader in reversed(master.leaders)}

    def refs(named: Sequence[UnitRef]) -> tuple[UnitRef, ...]:
        return tuple(UnitRef(names.meant(ref.written) or ref.written, ref.written) for ref in named)

    def spelt(name: str) -> str:
        return leaders.get(fold(name), name)

    tasks = tuple(
        replace(
            task,
            leads=refs(task.leads),
            participants=refs(task.participants),
            leaders=tuple(dict.fromkeys(map(spelt, task.leaders))),
        )
        for task in master.tasks
    )
    groups = tuple(replace(g, members=tuple(names.meant(m) or m for m in g.members)) for g in master.groups)
    named = tuple(replace(leader, successor=spelt(leader.successor)) for leader in master.leaders)
    waivers = tuple(replace(waiver, unit=names.meant(waiver.unit) or waiver.unit) for waiver in master.waivers)
    return replace(master, tasks=tasks, groups=groups, leaders=named, waivers=waivers)
