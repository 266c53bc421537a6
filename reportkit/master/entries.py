"""What stands in the rows of the master workbook: for each entry, what each of its columns holds. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from reportkit.language.amounts import percent_text, plain_text
from reportkit.language.text import fold
from reportkit.language.words import Lang, Words, joined
from reportkit.master.cells import Names, join_names
from reportkit.master.choices import KINDS, LIST_COLUMNS, LOWERED, OF_SETTINGS, OPS, SOURCE_ROLES, UNIT_KINDS
from reportkit.master.settings import SETTING_ROWS, Holds, Setting
from reportkit.model import (
    Leader,
    Master,
    Milestone,
    OwnCell,
    OwnHeading,
    Settings,
    SourceBlock,
    Target,
    Task,
    Unit,
    Waiver,
)

Cell = str | Decimal | float | date | OwnCell | None
"""What is put into a cell; with a number format of a person's own it is all that the person's cell says."""
Plain = str | Decimal | float | date | None
"""The same without its number format."""
Entry = Mapping[str, Cell]
"""What stands in one row, by the ASCII names of its columns."""


def plain(cell: Cell) -> Plain:
    """Return what is put into a cell without its number format."""
    return cell.value if isinstance(cell, OwnCell) else cell


def entries_of(master: Master) -> dict[str, list[Entry]]:
    """Return the entries of each sheet by its ASCII name; what a person wrote and nobody reads lies over them."""
    own = own_cells(master)
    return {
        name: [*_over(entries, own[name]), *own[name][len(entries) :]] for name, entries in _understood(master).items()
    }


def _over(entries: Sequence[Entry], own: Sequence[Entry]) -> list[Entry]:
    return [{**entry, **cells} for entry, cells in zip(entries, own, strict=False)]


def own_cells(master: Master) -> dict[str, list[Entry]]:
    """Return of each entry of each sheet what is carried over as it is written; rows that are only that come last."""
    settings: dict[str, dict[str, Cell]] = {row.key: {} for row in SETTING_ROWS}
    for key, cell in master.own.settings:
        settings[key][cell.column] = cell.value
    things: dict[str, Sequence[_Thing]] = {
        "tasks": master.tasks,
        "targets": master.targets,
        "milestones": [step for task in master.tasks for step in task.milestones],
        "units": master.units,
        "groups": master.groups,
        "leaders": master.leaders,
        "waivers": master.waivers,
        "headings": master.headings,
        "kept_words": master.kept_words,
        "source": master.source,
        "notes": master.notes,
    }
    found: dict[str, list[Entry]] = {name: [_cells(thing.own) for thing in listed] for name, listed in things.items()}
    found["settings"] = [*settings.values()]
    for row in master.own.rows:
        found[row.sheet].append(_cells(row.cells))
    return found


class _Thing(Protocol):
    """Whatever has a row of its own."""

    @property
    def own(self) -> tuple[OwnCell, ...]:
        """Cells that are carried over as they are written."""


def _cells(own: Iterable[OwnCell]) -> dict[str, Cell]:
    return {cell.column: cell if cell.number else cell.value for cell in own}


def _understood(master: Master) -> dict[str, list[Entry]]:
    """Return the entries of each sheet as they are understood."""
    lang = master.settings.lang
    known = _Known(Names(master.units, master.groups).known, frozenset(fold(leader.name) for leader in master.leaders))
    return {
        "tasks": [_task(task, known, lang) for task in master.tasks],
        "targets": [_target(target, lang) for target in master.targets],
        "milestones": [_milestone(task.no, step) for task in master.tasks for step in task.milestones],
        "units": [_unit(unit, known, lang) for unit in master.units],
        "groups": [
            {"name": group.name, "members": join_names(group.members, known.units, lang)} for group in master.groups
        ],
        "leaders": [_leader(leader) for leader in master.leaders],
        "waivers": [_waiver(waiver, lang) for waiver in master.waivers],
        "headings": [_heading(heading, lang) for heading in master.headings],
        "kept_words": [{"word": kept.word, "reason": kept.reason} for kept in master.kept_words],
        "source": [_block(block, lang) for block in master.source],
        "settings": [_setting(row, master.settings) for row in SETTING_ROWS],
        "notes": [{"code": note.code, "message": note.message, "place": note.place} for note in master.notes],
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """The names that a master defines, folded.

    Attributes:
        units: names of units and groups.
        leaders: names of leaders.
    """

    units: frozenset[str]
    leaders: frozenset[str]


def _task(task: Task, known: _Known, lang: Lang) -> Entry:
    return {
        "no": task.no,
        "section": task.section,
        "project": task.project,
        "work": task.work,
        "leaders": join_names(task.leaders, known.leaders, lang, lines=True),
        "leads": join_names([ref.written for ref in task.leads], known.units, lang, lines=True),
        "participants": join_names([ref.written for ref in task.participants], known.units, lang),
        "deadline": task.deadline,
        "added": task.added,
        "withdrawn": task.withdrawn,
    }


def _target(target: Target, lang: Lang) -> Entry:
    return {
        "task": target.task,
        "no": target.no,
        "indicator": target.indicator,
        "op": OPS.labels[target.op].text(lang),
        "value": target.value,
        "measure": target.measure,
        "kind": KINDS.labels[target.kind].text(lang),
        "quote": target.quote,
    }


def _milestone(task: int, step: Milestone) -> Entry:
    return {"task": task, "day": step.day, "percent": _share(step.percent), "words": step.words}


def _share(percent: Decimal | None) -> Cell:
    """Return a percent as it stands in a cell: with its sign where the number alone would be taken for a fraction."""
    return percent_text(percent) if percent is not None and 0 < percent < 1 else percent


def _unit(unit: Unit, known: _Known, lang: Lang) -> Entry:
    return {
        "code": unit.code,
        "name": unit.name,
        "aliases": join_names(unit.aliases, known.units, lang, lines=True),
        "kind": UNIT_KINDS.labels[unit.kind].text(lang),
        "contact": unit.contact,
        "email": unit.email,
        "remarks": unit.remarks,
    }


def _leader(leader: Leader) -> Entry:
    return {
        "order": leader.order,
        "name": leader.name,
        "title": leader.title,
        "successor": leader.successor,
        "email": leader.email,
    }


def _waiver(waiver: Waiver, lang: Lang) -> Entry:
    return {
        "unit": waiver.unit,
        "field": waiver.field,
        "code": waiver.code.name if waiver.code else None,
        "severity": LOWERED.labels[waiver.severity].text(lang),
        "reason": waiver.reason,
        "until": waiver.until,
    }


def _heading(heading: OwnHeading, lang: Lang) -> Entry:
    return {"heading": heading.heading, "means": LIST_COLUMNS.labels[heading.means].text(lang)}


def _block(block: SourceBlock, lang: Lang) -> Entry:
    role = SOURCE_ROLES.labels[block.role].text(lang) if block.role else None
    return {"place": block.place, "text": block.text, "became": block.became, "role": role}


def _setting(row: Setting, settings: Settings) -> Entry:
    lang = settings.lang
    return {
        "label": row.label.text(lang),
        "value": _setting_value(row, settings, lang),
        "meaning": meaning_of(row, lang),
        "key": row.key,
    }


def meaning_of(row: Setting, lang: Lang) -> str:
    """Return what stands beside a setting about what it does."""
    return row.meaning.text(lang, usual=_setting_value(row, Settings(), lang))


def _setting_value(row: Setting, settings: Settings, lang: Lang) -> Cell:
    """Return what stands in the cell of a setting; a year that is not known is an empty cell."""
    match row.holds:
        case Holds.CYCLE | Holds.LANGUAGE | Holds.PAPER:
            label: Words = OF_SETTINGS[row.holds].labels[getattr(settings, row.key)]
            return label.text(lang)
        case Holds.SCHEDULE:
            return joined(map(plain_text, settings.schedule), lang) or None
        case Holds.COLUMNS:
            return joined(settings.shown_columns, lang) or None
        case Holds.TEXT:
            return str(getattr(settings, row.key))
        case Holds.WHOLE | Holds.NUMBER:
            number = Decimal(getattr(settings, row.key))
            return None if row.key == "year" and not number else number
