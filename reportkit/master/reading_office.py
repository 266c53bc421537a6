"""What an office keeps beside the list, as it has edited it: units, groups, leaders, waivers, headings, words. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from reportkit.diagnostics import Code, Severity
from reportkit.language.script import Script, converted
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Words, listed
from reportkit.master.cell_values import (
    Entries,
    Read,
    found_in,
    lacks,
    read_choice,
    read_date,
    read_email,
    read_ordinal,
    strange_in,
    together,
)
from reportkit.master.cells import Names, split_cell, tidy_name
from reportkit.master.choices import LIST_COLUMNS, LOWERED, SOURCE_ROLES, UNIT_KINDS
from reportkit.master.suggestions import did_you_mean, suggestion
from reportkit.master.tables import SheetRow, SheetTable
from reportkit.model import Group, KeptWord, Leader, OwnCell, OwnHeading, SourceBlock, Unit, Waiver
from reportkit.period import Calendar
from reportkit.units import kind_of

V = TypeVar("V")

_RANK = Words("place in the order", "排序")
_CODE = Words("unit code", "单位代码")
_FINDING_CODE = Words("code of a finding", "问题编号")
_UNIT_CODE = re.compile(r"[A-Z]{1,3}[0-9]{2,6}")


def read_units(table: SheetTable) -> Entries[Unit]:
    """Return the units with their rows, in the order of their codes."""
    rows, nameless = _named_rows(table, "name")
    known = frozenset(fold(tidy_name(row.text("name"))) for row in rows)
    codes = [unicodedata.normalize("NFKC", row.text("code")).upper().replace(" ", "") for row in rows]
    owners: dict[str, list[SheetRow]] = {}
    for code, row in zip(codes, rows, strict=True):
        if code:
            owners.setdefault(code, []).append(row)
    read: list[tuple[Read[Unit | None], SheetRow]] = []
    for row, written in zip(rows, codes, strict=True):
        given = _code(row, written, owners)
        owners.setdefault(given.value, []).append(row)
        read.append((_unit(row, given, known), row))
    entries = _with_nameless(together(read), table, "name", nameless)
    return replace(entries, things=tuple(sorted(entries.things, key=lambda pair: pair[0].code)))


def _named_rows(table: SheetTable, column: str) -> tuple[list[SheetRow], list[SheetRow]]:
    """Return the rows of a table that say in `column` what they are about, and the others."""
    named = [row for row in table.rows if row.text(column)]
    return named, [row for row in table.rows if not row.text(column)]


def _with_nameless(entries: Entries[V], table: SheetTable, column: str, rows: Sequence[SheetRow]) -> Entries[V]:
    """Return entries with the rows that do not say what they are about."""
    told = (finding for row in rows for finding in lacks(table, row, column))
    return replace(entries, findings=(*told, *entries.findings), left=(*entries.left, *rows))


def _unit(row: SheetRow, code: Read[str], known: Collection[str]) -> Read[Unit | None]:
    name = tidy_name(row.text("name"))
    kind, email = read_choice(row, "kind", UNIT_KINDS), read_email(row)
    unit = Unit(
        code=code.value,
        name=name,
        aliases=tuple(alias for alias in split_cell(row.text("aliases"), known, mend=False) if alias != name),
        kind=kind.value or kind_of(name),
        contact=row.text("contact"),
        email=email.value,
        remarks=row.text("remarks"),
        own=row.own(*strange_in(code, kind, email)),
    )
    return Read(unit, found_in(code, kind, email))


def _code(row: SheetRow, code: str, owners: Mapping[str, Sequence[SheetRow]]) -> Read[str]:
    """Return the code of a unit; one that is missing, impossible or another's is made from the name.

    Args:
        row: of the unit.
        code: as it is written.
        owners: the rows that have each code, written or made.
    """
    if _UNIT_CODE.fullmatch(code) and owners[code][0] is row:
        return Read(code)
    name = tidy_name(row.text("name"))
    made = derived_code(name, owners)
    if not code:
        return Read(made, (row.finding(Code.M40, "code", found=name, suggestion=made, wanted=made),))
    if _UNIT_CODE.fullmatch(code):
        rows = listed(str(number) for number in sorted({owner.number for owner in owners[code]}))
        finding = row.finding(Code.M25, "code", found=code, suggestion=made, rows=rows, wanted=made, name=name)
    else:
        finding = row.finding(Code.M10, "code", found=code, suggestion=made, what=_CODE, example="U007")
    return Read(made, (finding,), ("code",))


def derived_code(name: str, taken: Container[str] = ()) -> str:
    """Return a code for a unit that has none: the same for the same name, wherever its row stands."""
    digest = int(hashlib.sha256(fold(name).encode()).hexdigest(), 16)
    while True:
        code = f"X{digest % 1_000_000:06d}"
        if code not in taken:
            return code
        digest += 1


@dataclass(frozen=True, slots=True)
class ReadGroups:
    """The groups of a master.

    Attributes:
        entries: the groups with the units they stand for, and their rows.
        strangers: (member as written that nothing is called, row of its group).
    """

    entries: Entries[Group]
    strangers: Sequence[tuple[str, SheetRow]]


def read_groups(table: SheetTable, units: Sequence[Unit]) -> ReadGroups:
    """Return the groups; a group inside a group stands for the units of both."""
    named, nameless = _named_rows(table, "name")
    rows: dict[str, SheetRow] = {}
    for row in named:
        rows.setdefault(tidy_name(row.text("name")), row)
    names = Names(units, [Group(name) for name in rows])
    written = {name: split_cell(row.text("members"), names.known) for name, row in rows.items()}
    strangers = [(m, rows[name]) for name, members in written.items() for m in members if names.meant(m) is None]
    meant = {name: list(filter(None, map(names.meant, members))) for name, members in written.items()}
    inside = {name: members for name, members in meant.items() if name not in names.units}

    def own(name: str) -> tuple[OwnCell, ...]:
        # Who stands for units that other rows name, names whom nobody knows, or says more than a name, is carried over
        # as it is written.
        plain = all(fold(m) in names.known for m in written[name]) and inside.keys().isdisjoint(meant[name])
        return rows[name].own(*() if plain else ("members",))

    things = [(Group(name, _units_of(name, meant, inside), own(name)), row) for name, row in rows.items()]
    first = {id(row) for row in rows.values()}
    again = [row for row in named if id(row) not in first]
    entries = _with_nameless(Entries(tuple(things), (), tuple(again)), table, "name", nameless)
    return ReadGroups(entries, strangers)


def _units_of(name: str, meant: Mapping[str, Sequence[str]], inside: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the units that a group stands for, in order.

    Args:
        name: of the group.
        meant: members of every group.
        inside: members of the groups that may stand inside another: those that are called as no unit is.
    """
    members: dict[str, None] = {}
    seen = {name}
    waiting = [*reversed(meant[name])]
    while waiting:
        member = waiting.pop()
        if member not in inside:
            members[member] = None
        elif member not in seen:
            seen.add(member)
            waiting += reversed(inside[member])
    return tuple(members)


def read_leaders(table: SheetTable) -> Entries[Leader]:
    """Return the leaders with their rows, in order of rank; of several rows of one the first counts."""
    rows, nameless = _named_rows(table, "name")
    first, again = _first_rows(rows, "name")
    named = {folded: tidy_name(row.text("name")) for folded, row in first.items()}
    read = [(_leader(row, place, named), row) for place, row in enumerate(first.values(), 1)]
    entries = _with_nameless(together(read, left=again), table, "name", nameless)
    return replace(entries, things=tuple(sorted(entries.things, key=lambda pair: pair[0].order)))


def _first_rows(rows: Iterable[SheetRow], column: str) -> tuple[dict[str, SheetRow], list[SheetRow]]:
    """Return the first row of each name by the name folded, and the rows that have it again."""
    first: dict[str, SheetRow] = {}
    again = [row for row in rows if first.setdefault(fold(row.text(column)), row) is not row]
    return first, again


def _leader(row: SheetRow, place: int, named: Mapping[str, str]) -> Read[Leader | None]:
    successor = tidy_name(row.text("successor"))
    order, email = read_ordinal(row, "order", _RANK), read_email(row)
    leader = Leader(
        name=tidy_name(row.text("name")),
        order=place if order.value is None else order.value,
        title=row.text("title"),
        successor=named.get(fold(successor), successor),
        email=email.value,
        own=row.own(*strange_in(order, email)),
    )
    return Read(leader, found_in(order, email))


def read_waivers(table: SheetTable, units: Sequence[Unit], calendar: Calendar) -> Entries[Waiver]:
    """Return the waivers that say all they must: whom, what, why and until when."""
    names = Names(units, ())
    rows, nameless = _named_rows(table, "unit")
    return _with_nameless(
        together((_waiver(table, row, names, calendar), row) for row in rows), table, "unit", nameless
    )


def _waiver(table: SheetTable, row: SheetRow, names: Names, calendar: Calendar) -> Read[Waiver | None]:
    missing = lacks(table, row, "field", "reason", "until")
    unit, code, until = _known_unit(row, names), _finding_code(row), read_date(row, "until", calendar)
    severity = read_choice(row, "severity", LOWERED)
    findings = (*missing, *found_in(unit, until, code, severity))
    if unit.value is None or until.value is None or code.strange or missing:
        return Read(None, findings)
    field, reason = (squeeze(row.text(column)) for column in ("field", "reason"))
    lowered, own = severity.value or Severity.WARNING, row.own(*strange_in(unit, severity))
    return Read(Waiver(unit.value, field, lowered, reason, until.value, code.value, own), findings)


def _finding_code(row: SheetRow) -> Read[Code | None]:
    """Return the code of a finding that a row names, None where it names none."""
    code = row.text("code").upper()
    if not code or code in Code.__members__:
        return Read(Code[code] if code else None)
    finding = row.finding(Code.M10, "code", found=code, what=_FINDING_CODE, example="V01")
    return Read(None, (finding,), ("code",))


def _known_unit(row: SheetRow, names: Names) -> Read[str | None]:
    """Return the unit that a row names, None where the sheet of units has none that is called so."""
    written = row.text("unit")
    unit = names.meant(written)
    if unit is not None:
        return Read(unit, strange=() if fold(written) in names.known else ("unit",))
    near = suggestion(written, names.units)
    found = row.finding(Code.M04, "unit", found=written, suggestion=near)
    return Read(None, (replace(found, values={"suggestion": did_you_mean(near)}),), ("unit",))


def read_headings(table: SheetTable) -> Entries[OwnHeading]:
    """Return what an office says of headings of its own lists; of several on one heading the first counts."""
    rows, nameless = _named_rows(table, "heading")
    read = together((_own_heading(table, row), row) for row in rows)
    first, again = _first_rows((row for _, row in read.things), "heading")
    things = tuple((item, row) for item, row in read.things if first[fold(row.text("heading"))] is row)
    return _with_nameless(replace(read, things=things, left=(*read.left, *again)), table, "heading", nameless)


def _own_heading(table: SheetTable, row: SheetRow) -> Read[OwnHeading | None]:
    means = read_choice(row, "means", LIST_COLUMNS)
    findings = (*lacks(table, row, "means"), *means.findings)
    if means.value is None:
        return Read(None, findings)
    return Read(OwnHeading(squeeze(row.text("heading")), means.value, row.own()), findings)


def read_kept_words(table: SheetTable) -> Entries[KeptWord]:
    """Return the words that an office keeps from being converted; one that no conversion changes is told."""
    rows, nameless = _named_rows(table, "word")
    first, again = _first_rows(rows, "word")
    things = tuple(
        (KeptWord(squeeze(row.text("word")), squeeze(row.text("reason")), row.own()), row) for row in first.values()
    )
    idle = tuple(row.finding(Code.M53, "word", found=squeeze(row.text("word"))) for row in rows if _is_idle(row))
    return _with_nameless(Entries(things, idle, tuple(again)), table, "word", nameless)


def _is_idle(row: SheetRow) -> bool:
    """Tell whether a kept word is one that no conversion changes."""
    word = squeeze(row.text("word"))
    return all(converted(word, script) == word for script in Script)


def read_source(table: SheetTable) -> Entries[SourceBlock]:
    """Return the blocks of the document that the list was read from, with what a person says that they are."""
    rows, nameless = _named_rows(table, "text")
    return together(((_source_block(row), row) for row in rows), left=nameless)


def _source_block(row: SheetRow) -> Read[SourceBlock | None]:
    role = read_choice(row, "role", SOURCE_ROLES)
    block = SourceBlock(row.text("place"), row.text("text"), row.text("became"), role.value, row.own(*strange_in(role)))
    return Read(block, role.findings)
