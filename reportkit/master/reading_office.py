"""What an office keeps beside the list, as it has edited it: units, groups, leaders, waivers, headings, words. Pure."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportkit.diagnostics import Code, Severity
from reportkit.language.script import Script, converted
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Words
from reportkit.master.cell_values import CellReader
from reportkit.master.cells import Names, split_cell, tidy_name
from reportkit.master.choices import LIST_COLUMNS, LOWERED, UNIT_KINDS
from reportkit.master.tables import SheetRow, SheetTable, did_you_mean, suggestion
from reportkit.model import Group, KeptWord, Leader, OwnHeading, Unit, Waiver
from reportkit.units import kind_of

_RANK = Words("place in the order", "排序")
_CODE = Words("unit code", "单位代码")
_FINDING_CODE = Words("code of a finding", "问题编号")
_UNIT_CODE = re.compile(r"[A-Z]{1,3}\d{2,6}")


def read_units(table: SheetTable, cells: CellReader) -> list[tuple[Unit, SheetRow]]:
    """Return the units with their rows, in the order of their codes."""
    rows = list(cells.rows(table, "name"))
    known = frozenset(fold(tidy_name(row.text("name"))) for row in rows)
    codes = [unicodedata.normalize("NFKC", row.text("code")).upper().replace(" ", "") for row in rows]
    taken = [(code, row) for code, row in zip(codes, rows, strict=True) if code]
    units: list[tuple[Unit, SheetRow]] = []
    for row, written in zip(rows, codes, strict=True):
        code = _code(row, written, taken, cells)
        taken.append((code, row))
        units.append((_unit(row, code, known, cells), row))
    return sorted(units, key=lambda pair: pair[0].code)


def _unit(row: SheetRow, code: str, known: Collection[str], cells: CellReader) -> Unit:
    name = tidy_name(row.text("name"))
    return Unit(
        code=code,
        name=name,
        aliases=tuple(alias for alias in split_cell(row.text("aliases"), known, mend=False) if alias != name),
        kind=cells.choice(row, "kind", UNIT_KINDS) or kind_of(name),
        contact=row.text("contact"),
        email=cells.email(row),
        remarks=row.text("remarks"),
    )


def _code(row: SheetRow, code: str, taken: Sequence[tuple[str, SheetRow]], cells: CellReader) -> str:
    """Return the code of a unit; one that is missing, impossible or another's is made from the name."""
    owners = [owner for other, owner in taken if other == code]
    if _UNIT_CODE.fullmatch(code) and owners[0] is row:
        return code
    name = tidy_name(row.text("name"))
    made = derived_code(name, (other for other, _ in taken))
    if not code:
        finding = row.finding(Code.M40, "code", found=name, suggestion=made, wanted=made)
    elif _UNIT_CODE.fullmatch(code):
        rows = "、".join(str(number) for number in sorted({owner.number for owner in owners}))
        finding = row.finding(Code.M25, "code", found=code, suggestion=made, rows=rows, wanted=made, name=name)
    else:
        finding = row.finding(Code.M10, "code", found=code, suggestion=made, what=_CODE, example="U007")
    cells.findings.append(finding)
    return made


def derived_code(name: str, taken: Iterable[str] = ()) -> str:
    """Return a code for a unit that has none: the same for the same name, wherever its row stands."""
    used = frozenset(taken)
    digest = int(hashlib.sha256(fold(name).encode()).hexdigest(), 16)
    while True:
        code = f"X{digest % 1_000_000:06d}"
        if code not in used:
            return code
        digest += 1


@dataclass(frozen=True, slots=True)
class ReadGroups:
    """The groups of a master.

    Attributes:
        groups: with the units they stand for.
        rows: row of each group by its name.
        strangers: (member as written that nothing is called, row of its group).
    """

    groups: tuple[Group, ...]
    rows: Mapping[str, SheetRow]
    strangers: Sequence[tuple[str, SheetRow]]


def read_groups(table: SheetTable, units: Sequence[Unit], cells: CellReader) -> ReadGroups:
    """Return the groups; a group inside a group stands for the units of both."""
    rows: dict[str, SheetRow] = {}
    for row in cells.rows(table, "name"):
        rows.setdefault(tidy_name(row.text("name")), row)
    names = Names(units, [Group(name) for name in rows])
    written = {name: split_cell(row.text("members"), names.known) for name, row in rows.items()}
    strangers = [(m, rows[name]) for name, members in written.items() for m in members if names.meant(m) is None]
    meant = {name: list(filter(None, map(names.meant, members))) for name, members in written.items()}
    inside = {name: members for name, members in meant.items() if name not in names.units}
    return ReadGroups(tuple(Group(name, _units_of(name, meant, inside)) for name in rows), rows, strangers)


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


def read_leaders(table: SheetTable, cells: CellReader) -> list[tuple[Leader, SheetRow]]:
    """Return the leaders with their rows, in order of rank."""
    first: dict[str, SheetRow] = {}
    for row in cells.rows(table, "name"):
        first.setdefault(fold(row.text("name")), row)
    named = {folded: tidy_name(row.text("name")) for folded, row in first.items()}
    leaders = []
    for place, row in enumerate(first.values(), 1):
        successor = tidy_name(row.text("successor"))
        order = cells.ordinal(row, "order", _RANK)
        leader = Leader(
            name=tidy_name(row.text("name")),
            order=place if order is None else order,
            title=row.text("title"),
            successor=named.get(fold(successor), successor),
            email=cells.email(row),
        )
        leaders.append((leader, row))
    return sorted(leaders, key=lambda pair: pair[0].order)


def read_waivers(table: SheetTable, units: Sequence[Unit], cells: CellReader) -> tuple[Waiver, ...]:
    """Return the waivers that say all they must: whom, what, why and until when."""
    names = Names(units, ())
    waivers = (_waiver(table, row, names, cells) for row in cells.rows(table, "unit"))
    return tuple(waiver for waiver in waivers if waiver is not None)


def _waiver(table: SheetTable, row: SheetRow, names: Names, cells: CellReader) -> Waiver | None:
    missing = [column for column in ("field", "reason", "until") if not cells.needs(table, row, column)]
    unit, code, until = _known_unit(row, names, cells), row.text("code").upper(), cells.day(row, "until")
    strange = bool(code) and code not in Code.__members__
    if strange:
        cells.findings.append(row.finding(Code.M10, "code", found=code, what=_FINDING_CODE, example="V01"))
    if unit is None or until is None or strange or missing:
        return None
    severity = cells.choice(row, "severity", LOWERED) or Severity.WARNING
    only = Code[code] if code else None
    return Waiver(unit, squeeze(row.text("field")), severity, squeeze(row.text("reason")), until, only)


def _known_unit(row: SheetRow, names: Names, cells: CellReader) -> str | None:
    """Return the unit that a row names, None where the sheet of units has none that is called so."""
    written = row.text("unit")
    unit = names.meant(written)
    if unit is None:
        near = suggestion(written, names.units)
        found = row.finding(Code.M04, "unit", found=written, suggestion=near)
        cells.findings.append(replace(found, values={"suggestion": did_you_mean(near)}))
    return unit


def read_headings(table: SheetTable, cells: CellReader) -> tuple[OwnHeading, ...]:
    """Return what an office says of headings of its own lists; of several on one heading the first counts."""
    headings: dict[str, OwnHeading] = {}
    for row in cells.rows(table, "heading"):
        means = cells.choice(row, "means", LIST_COLUMNS) if cells.needs(table, row, "means") else None
        if means is not None:
            heading = squeeze(row.text("heading"))
            headings.setdefault(fold(heading), OwnHeading(heading, means))
    return tuple(headings.values())


def read_kept_words(table: SheetTable, cells: CellReader) -> tuple[KeptWord, ...]:
    """Return the words that an office keeps from being converted; one that no conversion changes is told."""
    words: dict[str, KeptWord] = {}
    for row in cells.rows(table, "word"):
        word = squeeze(row.text("word"))
        if all(converted(word, script) == word for script in Script):
            cells.findings.append(row.finding(Code.M53, "word", found=word))
        words.setdefault(fold(word), KeptWord(word, squeeze(row.text("reason"))))
    return tuple(words.values())
