"""A list that is imported again: what a person edited in the master stays, what the list changed comes in. Pure.

Three states are held against each other: the master as it was last imported, as it stands, and as the list has it
now. A value that a person changed since the last import is the person's; any other follows the list. Where the last
import is not known, whatever differs from the list counts as a person's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.words import Lang
from reportkit.master.changes import Changes
from reportkit.master.own import OF_THE_LIST, told
from reportkit.master.pairing import is_same_list
from reportkit.master.renewing_names import (
    RenewedUnits,
    in_its_script,
    renewed_groups,
    renewed_leaders,
    renewed_notes,
    renewed_settings,
    resolved,
    with_what_is_named,
)
from reportkit.master.renewing_own import added_by_hand, in_columns, renewed_columns
from reportkit.master.renewing_source import renewed_headings, renewed_source
from reportkit.master.renewing_tasks import RenewedTasks
from reportkit.model import Master, Note, OwnCell, OwnRow


@dataclass(frozen=True, slots=True)
class Renewed:
    """A master after the list came in again.

    Attributes:
        master: what goes into the master workbook.
        proposal: what the import alone would have written: what the next import holds the master against.
        changes: what changes by it.
        diagnostics: what a person should look at.
        own: what became of all that a person wrote and nobody understood: findings on cells of the new workbook, and
            (Code.L29) on those of the old one that do not come along.
    """

    master: Master
    proposal: Master
    changes: Changes
    diagnostics: tuple[Diagnostic, ...] = ()
    own: tuple[Diagnostic, ...] = ()


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
    loose = before is not None and since is None
    columns = renewed_columns(old, new, before)
    new, before = in_columns(new, columns), in_columns(before, columns) if before else None
    kept = _renewed_names(old, new, before, loose=loose)
    tasks = RenewedTasks(old, new, before, since)
    rows = _renumbered(old.own.rows, tasks.numbers)
    master = replace(kept.master, tasks=tasks.merged, targets=tasks.targets)
    master = replace(master, own=replace(old.own, rows=rows, columns=columns))
    master = in_its_script(master, old.settings.language, new)
    master = resolved(with_what_is_named(master, kept.units.deleted, new))
    findings = tuple(_findings(tasks.changes, since))
    lang = master.settings.lang
    said = tuple(Note(d.code.name, "", d.message(lang)) for d in findings if d.code in _TO_CHECK)
    proposal = replace(new, tasks=tasks.proposed, targets=tasks.proposed_targets, units=kept.units.proposed)
    notes = renewed_notes(old.notes, new.notes, before.notes if before else None)
    master = replace(master, notes=tuple(dict.fromkeys((*said, *notes.value))))
    changes = replace(tasks.changes, kept_edits=kept.edits + tasks.edits + notes.edits)
    return Renewed(_without_outside(master), proposal, changes, findings, tuple(told(master, old, before)))


@dataclass(frozen=True, slots=True)
class _RenewedNames:
    """What an office keeps beside the list, brought together from the three states.

    Attributes:
        master: with its units, groups, leaders and settings; the tasks are still those that stood there.
        units: the units.
        edits: how much of what a person edited stays.
    """

    master: Master
    units: RenewedUnits
    edits: int


def _renewed_names(
    old: Master, new: Master, before: Master | None, *, loose: bool, other: bool = False
) -> _RenewedNames:
    """Return what an office keeps beside the list.

    Args:
        old: the master as it stands.
        new: the list.
        before: the last import.
        loose: True where what the last import wrote and nobody touched may go: no form has asked about it yet.
        other: True where the list is another one.
    """
    units = RenewedUnits(old.units, new.units, before.units if before else (), loose=loose)
    groups = renewed_groups(old, new, before, loose=loose)
    leaders = renewed_leaders(old, new, before, loose=loose)
    said = frozenset(key for key, cell in old.own.settings if cell.column == "value")
    settings = renewed_settings(old.settings, new.settings, before.settings if before else None, said)
    source = renewed_source(old, new, before, other=other)
    master = replace(
        old,
        units=units.merged,
        groups=groups.value,
        leaders=leaders.value,
        settings=settings.value,
        headings=renewed_headings(old.headings, new.headings),
        source=source.value,
    )
    own = (*old.headings, *old.kept_words, *old.own.rows, *old.own.settings)
    beside = len(own) + source.edits + added_by_hand(old, before)
    return _RenewedNames(master, units, units.edits + groups.edits + leaders.edits + settings.edits + beside)


def _renumbered(rows: Sequence[OwnRow], numbers: Mapping[int, int]) -> tuple[OwnRow, ...]:
    """Return rows that are carried over as they are written, under the numbers that their tasks have now."""
    return tuple(_moved(row, numbers.get(row.task or 0, row.task)) for row in rows)


def _moved(row: OwnRow, task: int | None) -> OwnRow:
    """Return a row with the number of another task; where it stays with its own, it stays as it is written."""
    if task is None or task == row.task:
        return row
    cells = tuple(OwnCell("task", float(task)) if cell.column == "task" else cell for cell in row.cells)
    return replace(row, cells=cells, task=task)


def _without_outside(master: Master) -> Master:
    return replace(master, own=replace(master.own, outside=(), formulas=()))


def _is_another_year(old: Master, new: Master, before: Master | None) -> bool:
    """Tell whether the list is of another year; a year that a person put right is none."""
    known = (old.settings.year, before.settings.year if before else 0)
    return bool(old.settings.year and new.settings.year) and new.settings.year not in known


def _another_list(old: Master, new: Master, before: Master | None, since: date | None) -> Renewed:
    """Take the tasks of another list, or of another year's, and keep what is known of units and leaders."""
    kept = _renewed_names(old, new, before, loose=before is not None and since is None, other=True)
    settings = replace(
        kept.master.settings,
        year=new.settings.year,
        list_title=new.settings.list_title,
        language=_language(old.settings.language, new.settings.language),
    )
    columns = renewed_columns(old, new, before, is_another=True)
    new = in_columns(new, columns)
    own = replace(
        old.own,
        columns=columns,
        rows=tuple(row for row in old.own.rows if row.sheet not in OF_THE_LIST),
        settings=tuple((key, cell) for key, cell in old.own.settings if (key, cell.column) != ("year", "value")),
    )
    master = replace(kept.master, tasks=new.tasks, targets=new.targets, settings=settings, notes=new.notes, own=own)
    master = in_its_script(master, old.settings.language, new)
    master = resolved(with_what_is_named(master, kept.units.deleted, new))
    changes = Changes(
        added=tuple(task.no for task in new.tasks), removed=old.tasks, kept_edits=kept.edits, other_list=True
    )
    proposal = replace(new, units=kept.units.proposed)
    findings = tuple(_findings(changes, None))
    return Renewed(_without_outside(master), proposal, changes, findings, tuple(told(master, old, before)))


def _language(old: Lang, new: Lang) -> Lang:
    """Return the language of another list: the office's own one of traditional Chinese where it is just that."""
    is_kept = new is Lang.HANT and old.script is new.script
    return old if is_kept else new


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
        found += [Diagnostic(Code.L24, task=item.no, values={"was": item.was}) for item in changes.renumbered]
    return found
