"""All units and collectives that a list names: which names are one unit, and whom a collective stands for. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportkit.data import load
from reportkit.language.script import Script, is_latin
from reportkit.language.text import fold
from reportkit.lists.likeness import core, doubts
from reportkit.model import Group, Unit, UnitKind
from reportkit.units import OFFICE, identity, is_collective, kind_of, without_office


@dataclass(frozen=True, slots=True)
class _Town:
    """A town or sub-district of a district, in both scripts, for 各镇街.

    Attributes:
        district: the place that a list speaks of.
        town: in simplified script.
        traditional: in traditional script.
        source: who says so.
    """

    district: str
    town: str
    traditional: str
    source: str


_TOWNS = load("towns", _Town)
_LEAST_TOWNS = 2
_EVERY = re.compile(r"各(?!有关|相关)|所有|全")
_LEVELS = frozenset("区县市旗")
_OF_TOWNS = re.compile(r"[镇乡]|街道")


@dataclass(frozen=True, slots=True)
class Directory:
    """All units and collectives that a list names.

    Attributes:
        units: with their codes, lead units first, then participants, then members of groups.
        groups: collectives in order of appearance.
        names: what the list writes -> canonical name.
        merged: (what the list writes, canonical name) wherever the two differ and no office has said so.
        doubts: pairs of canonical names that may be one unit and were kept apart.
        guessed: groups whose members come from the units that the list names, not from a known district.
    """

    units: tuple[Unit, ...]
    groups: tuple[Group, ...]
    names: Mapping[str, str]
    merged: tuple[tuple[str, str], ...]
    doubts: tuple[tuple[str, str], ...]
    guessed: tuple[Group, ...]


def directory(names: Sequence[str], prose: str, script: Script, known: Sequence[Unit] = ()) -> Directory:
    """Build the directory of a list.

    Args:
        names: as written, in the order in which units are to be coded, with repetitions.
        prose: the whole wording, which tells the district.
        script: of the list, for the names of towns that it does not write out.
        known: units of which an office has said what else they are called.
    """
    written = tuple(dict.fromkeys(names))
    table = _canonical([name for name in written if not is_collective(name)], _told(known))
    named = tuple(dict.fromkeys(table.values()))
    towns = _towns(prose, script)
    expanded = [_expand(name, named, towns) for name in written if is_collective(name)]
    groups = tuple(group for group, _ in expanded)
    return Directory(
        _units(named, groups, table),
        groups,
        table | {group.name: group.name for group in groups},
        tuple((name, meant) for name, meant in table.items() if _is_read_so(name, meant)),
        doubts(named, _offices(table)),
        tuple(group for group, certain in expanded if group.members and not certain),
    )


def _is_read_so(name: str, meant: str) -> bool:
    """Tell whether a name is another one of a unit, and no office has said so: their words do, or its level."""
    return name != meant and identity(name) in (identity(meant), identity(meant)[1:])


def _units(named: Iterable[str], groups: Iterable[Group], table: Mapping[str, str]) -> tuple[Unit, ...]:
    """Return the units with their codes: those that the list names, then those that only a group has."""
    aliases: dict[str, list[str]] = {}
    for name, meant in table.items():
        if name != meant:
            aliases.setdefault(meant, []).append(name)
    ordered = dict.fromkeys([*named, *(member for group in groups for member in group.members)])
    return tuple(
        Unit(f"U{n:03d}", name, tuple(aliases.get(name, ())), kind_of(name)) for n, name in enumerate(ordered, 1)
    )


def _told(known: Iterable[Unit]) -> dict[str, str]:
    """Return what an office has said: folded other name -> identity of its unit; a unit's own name goes before."""
    units = tuple(known)
    own = {fold(unit.name) for unit in units}
    told: dict[str, str] = {}
    for unit in units:
        for alias in map(fold, map(without_office, unit.aliases)):
            if alias not in own:
                told.setdefault(alias, identity(unit.name))
    return told


def _canonical(names: Sequence[str], told: Mapping[str, str]) -> dict[str, str]:
    """Return the canonical name of each: the fullest that the list itself writes stands for the unit."""
    bare = {name: without_office(name) for name in names}
    same = _with_level({name: told.get(fold(bare[name])) or identity(name) for name in names})
    fullest: dict[str, str] = {}
    for name in names:
        fullest[same[name]] = max(fullest.get(same[name], ""), bare[name], key=_fullness)
    return {name: fullest[same[name]] for name in names}


def _fullness(name: str) -> tuple[bool, bool, int]:
    """Return how full a name is: of one in two languages the Chinese, then one with its level before all else."""
    return name != "" and not is_latin(name), fold(name)[:1] in _LEVELS, len(name)


def _with_level(same: Mapping[str, str]) -> dict[str, str]:
    """Return identities, a name without its level as that with the commonest level of the list: 教育局 is 县教育局."""
    levels = Counter(identity[0] for identity in same.values() if identity[:1] in _LEVELS)
    own = max(sorted(levels), key=levels.__getitem__, default="")
    there = frozenset(same.values())
    return {name: own + one if own + one in there else one for name, one in same.items()}


def _offices(table: Mapping[str, str]) -> dict[str, str]:
    """Return the offices that the list puts in brackets behind a unit by the core of their name."""
    offices: dict[str, str] = {}
    for written, name in table.items():
        bracket = OFFICE.search(written)
        if bracket and bracket.start():
            offices.setdefault(core(bracket[0][1:-1]).name, name)
    return offices


def _towns(prose: str, script: Script) -> tuple[str, ...]:
    """Return the towns of the first known district that a text speaks of, or none."""
    district = next((row.district for row in _TOWNS if row.district in prose), None)
    towns = [row for row in _TOWNS if row.district == district]
    return tuple(row.traditional if script is Script.TRADITIONAL else row.town for row in towns)


def _expand(name: str, units: Sequence[str], towns: Sequence[str]) -> tuple[Group, bool]:
    """Return a collective with its members, and whether they are certain.

    各镇街 is every town of the district, or, in one that is not known here, those that the list names; 各平台 the
    platforms that the list names; 有关… is left open.
    """
    folded = fold(name)
    if not _EVERY.match(folded):
        return Group(name), True
    of_platforms = "平台" in folded
    platforms = _of_kind(units, UnitKind.PLATFORM) if of_platforms else []
    if not _OF_TOWNS.search(folded):
        return Group(name, tuple(platforms)), not of_platforms
    named = _of_kind(units, UnitKind.TOWN)
    if not towns and len(named) < _LEAST_TOWNS:
        return Group(name), True
    by_fold = {fold(unit): unit for unit in units}
    members = [by_fold.get(fold(town), town) for town in towns or named]
    return Group(name, (*platforms, *members)), bool(towns) and not of_platforms


def _of_kind(units: Iterable[str], kind: UnitKind) -> list[str]:
    return [unit for unit in units if kind_of(unit) is kind]
