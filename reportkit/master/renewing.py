"""A list that is imported again: what a person edited in the master stays, what the list changed comes in. Pure.

Three states are held against each other: the master as it was last imported, as it stands, and as the list has it
now. A value that a person changed since the last import is the person's; any other follows the list. Where the last
import is not known, whatever differs from the list counts as a person's.
"""

from dataclasses import dataclass, replace
from datetime import date

from reportkit.diagnostics import Code, Diagnostic
from reportkit.master.changes import Changes, Edits
from reportkit.master.pairing import is_same_list
from reportkit.master.renewing_names import (
    RenewedUnits,
    renewed_groups,
    renewed_leaders,
    renewed_notes,
    renewed_settings,
    resolved,
    with_what_is_named,
)
from reportkit.master.renewing_tasks import RenewedTasks
from reportkit.model import Master, Note


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
    edits = Edits(loose=before is not None and since is None)
    edits.count += len(old.headings) + len(old.kept_words)
    units = RenewedUnits(old.units, new.units, before.units if before else (), edits)
    groups = renewed_groups(old, new, before, edits)
    leaders = renewed_leaders(old, new, before, edits)
    tasks = RenewedTasks(old, new, before, since, edits)
    master = replace(
        old,
        tasks=tasks.merged,
        targets=tasks.targets,
        units=units.merged,
        groups=groups,
        leaders=leaders,
        settings=renewed_settings(old.settings, new.settings, before.settings if before else None, edits),
    )
    master = resolved(with_what_is_named(master, units.deleted, new))
    changes = replace(tasks.changes, kept_edits=edits.count)
    findings = tuple(_findings(changes, since))
    lang = master.settings.lang
    said = tuple(Note(d.code.name, "", d.message(lang)) for d in findings if d.code in _TO_CHECK)
    proposal = replace(new, tasks=tasks.proposed, targets=tasks.proposed_targets, units=units.proposed)
    notes = renewed_notes(old.notes, new.notes, before.notes if before else None, edits)
    master = replace(master, notes=tuple(dict.fromkeys((*said, *notes))))
    return Renewed(master, proposal, replace(changes, kept_edits=edits.count), findings)


def _is_another_year(old: Master, new: Master, before: Master | None) -> bool:
    """Tell whether the list is of another year; a year that a person put right is none."""
    known = (old.settings.year, before.settings.year if before else 0)
    return bool(old.settings.year and new.settings.year) and new.settings.year not in known


def _another_list(old: Master, new: Master, before: Master | None, since: date | None) -> Renewed:
    """Take the tasks of another list, or of another year's, and keep what is known of units and leaders."""
    edits = Edits(loose=before is not None and since is None)
    edits.count += len(old.headings) + len(old.kept_words)
    units = RenewedUnits(old.units, new.units, before.units if before else (), edits)
    groups = renewed_groups(old, new, before, edits)
    leaders = renewed_leaders(old, new, before, edits)
    settings = renewed_settings(old.settings, new.settings, before.settings if before else None, edits)
    settings = replace(settings, year=new.settings.year, list_title=new.settings.list_title, script=new.settings.script)
    master = replace(
        old, tasks=new.tasks, targets=new.targets, units=units.merged, groups=groups, leaders=leaders,
        settings=settings, notes=new.notes,
    )  # fmt: skip
    master = resolved(with_what_is_named(master, units.deleted, new))
    changes = Changes(
        added=tuple(task.no for task in new.tasks), removed=old.tasks, kept_edits=edits.count, other_list=True
    )
    return Renewed(master, replace(new, units=units.proposed), changes, tuple(_findings(changes, None)))


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
