"""The master workbook, as an office has edited it, becomes a master with its findings. Pure.

Sheets are found by name or by headings, columns by heading; blank rows are passed over. What is wrong is told with
sheet and cell, and as much as can be is read all the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from reportkit.diagnostics import Diagnostic
from reportkit.files.container import require_container
from reportkit.language.errors import ReportkitError
from reportkit.language.spoken import language_of
from reportkit.language.words import Lang, Words
from reportkit.master.cell_values import Entries
from reportkit.master.cells import Names
from reportkit.master.checking import MasterDraft, check
from reportkit.master.finding import find_tables
from reportkit.master.list_plans import TASKS
from reportkit.master.outside import beyond, other_sheets
from reportkit.master.reading_list import Step, planned, read_milestones, read_targets, read_tasks, task_of
from reportkit.master.reading_office import (
    read_groups,
    read_headings,
    read_kept_words,
    read_leaders,
    read_source,
    read_units,
    read_waivers,
)
from reportkit.master.reading_settings import ReadSettings, read_settings
from reportkit.master.tables import SheetTable
from reportkit.model import Master, Note, Outside, Own, OwnRow, Settings, Task, Vocabulary

_NO_TASKS_SHEET = Words(
    "“{file}” has no sheet of tasks: none is called “{sheet}” or has columns such as “{a}” and “{b}”.",
    "“{file}”里没有任务表：没有叫“{sheet}”的工作表，也没有哪张表有“{a}”“{b}”这些列。",
)
_NO_TASKS = Words("Sheet “{sheet}” of “{file}” holds no tasks.", "“{file}”的工作表“{sheet}”里没有任务。")
_RESTORE = Words(
    'Bring back an earlier copy; without one, move this file away and run "reportkit import LIST" for a new one.',
    "请恢复以前的备份；没有备份的，先移走这个文件，再用“reportkit import 任务单文件”重新生成。",
)
_NO_TASKS_HINT = Words(
    'Bring back an earlier copy, or make a new one with "reportkit import LIST".',
    "请恢复以前的备份，或用“reportkit import 任务单文件”重新生成。",
)


def read_master(data: bytes, file: str) -> tuple[Master, tuple[Diagnostic, ...]]:
    """Read the master workbook.

    Args:
        data: the workbook: xlsx, or whatever an office saved it as (xls, ods, et).
        file: its name, for messages.

    Raises:
        ReportkitError: it is no master: unreadable, behind a password, without a sheet of tasks or a single task.
    """
    container = require_container(data, file, _RESTORE)
    tables, findings = find_tables(container.grids, container.details)
    tasks = tables["tasks"]
    if not tasks.found:
        names = {"sheet": TASKS.title, "a": TASKS.column("no").heading, "b": TASKS.column("work").heading}
        raise ReportkitError(_NO_TASKS_SHEET, _NO_TASKS_HINT, file=file, **names)
    draft, cell_findings = _draft(tables, other_sheets(container.grids, tables.values()))
    if not draft.tasks:
        raise ReportkitError(_NO_TASKS, _NO_TASKS_HINT, file=file, sheet=tasks.sheet)
    found = (replace(f, file=file) for f in (*findings, *cell_findings, *check(draft)))
    return draft.master, tuple(sorted(found, key=Diagnostic.sort_key))


def read_vocabulary(data: bytes, file: str) -> Vocabulary:
    """Read what an office says of its own words: for the import of a list. A workbook without tasks will do.

    Args:
        data: the workbook.
        file: its name, for messages.

    Raises:
        ReportkitError: it cannot be read.
    """
    container = require_container(data, file, _RESTORE)
    tables, _ = find_tables(container.grids, container.details)
    return Vocabulary(
        read_headings(tables["headings"]).values,
        read_units(tables["units"]).values,
        read_kept_words(tables["kept_words"]).values,
        read_settings(tables["settings"]).settings.year,
        tuple(block for block in read_source(tables["source"]).values if block.role),
    )


def _draft(
    tables: Mapping[str, SheetTable], elsewhere: Sequence[Outside]
) -> tuple[MasterDraft, tuple[Diagnostic, ...]]:
    """Return all that the tables say, and what is wrong with their cells.

    Args:
        tables: the sheets.
        elsewhere: what stands on other sheets.
    """
    settings = read_settings(tables["settings"], (column.heading for column in tables["tasks"].own))
    calendar = settings.settings.calendar
    units = read_units(tables["units"])
    groups = read_groups(tables["groups"], units.values)
    names = Names(units.values, groups.entries.values)
    leaders = read_leaders(tables["leaders"])
    tasks = read_tasks(tables["tasks"], names, leaders.values, calendar)
    targets = read_targets(tables["targets"], [task.no for task in tasks.values])
    steps = read_milestones(tables["milestones"], calendar)
    waivers = read_waivers(tables["waivers"], units.values, calendar)
    headings, words = read_headings(tables["headings"]), read_kept_words(tables["kept_words"])
    source = read_source(tables["source"])
    milestones = planned(steps.values)
    with_steps = [(replace(task, milestones=milestones.get(task.no, ())), row) for task, row in tasks.things]
    read: dict[str, Entries[Any]] = {
        "units": units, "groups": groups.entries, "leaders": leaders, "tasks": tasks, "targets": targets,
        "milestones": _of_known_tasks(steps, tasks.values), "waivers": waivers, "headings": headings,
        "kept_words": words, "source": source, "settings": Entries((), settings.findings, settings.left),
    }  # fmt: skip
    formulas = tuple(item for table in tables.values() for item in table.formulas)
    above = [item for table in tables.values() for item in table.outside]
    outside = beyond((*above, *elsewhere), [settings.settings.list_title, *map(TASKS.title.text, Lang)])
    master = Master(
        tuple(task for task, _ in with_steps),
        targets.values,
        units.values,
        groups.entries.values,
        leaders.values,
        _settled(settings, tasks.values),
        _notes(tables["notes"]),
        waivers.values,
        headings.values,
        words.values,
        Own(tuple(c for t in tables.values() for c in t.own), _own_rows(tables, read), settings.own, outside, formulas),
        source.values,
    )
    draft = MasterDraft(
        master,
        names,
        tables,
        with_steps,
        targets.things,
        [(no, step, row) for (no, step), row in steps.things],
        units.things,
        {group.name: row for group, row in groups.entries.things},
        groups.strangers,
        leaders.things,
        settings.rows,
    )
    return draft, tuple(finding for entries in read.values() for finding in entries.findings)


def _settled(read: ReadSettings, tasks: Sequence[Task]) -> Settings:
    """Return the settings; where the language was not understood, it is that of the tasks."""
    if ("language", "value") not in {(key, cell.column) for key, cell in read.own}:
        return read.settings
    return replace(read.settings, language=language_of(f"{task.section}\n{task.work}" for task in tasks).lang)


def _of_known_tasks(steps: Entries[Step], tasks: Sequence[Task]) -> Entries[Step]:
    """Return the milestones; those of no task are rows that say nothing that could be used."""
    known = {task.no for task in tasks}
    strays = (row for (no, _), row in steps.things if no not in known)
    return replace(steps, left=(*steps.left, *strays))


def _own_rows(tables: Mapping[str, SheetTable], read: Mapping[str, Entries[Any]]) -> tuple[OwnRow, ...]:
    """Return the rows that are carried over as they are written, sheet by sheet in their order."""
    found: list[OwnRow] = []
    for name, table in tables.items():
        left = (*(read[name].left if name in read else ()), *table.beside)
        rows = sorted(left, key=lambda row: row.number)
        found += [row.as_written(table.plan, task_of(row).value if name in _OF_TASKS else None) for row in rows]
    return tuple(found)


_OF_TASKS = frozenset({"targets", "milestones"})


def _notes(table: SheetTable) -> tuple[Note, ...]:
    return tuple(Note(row.text("code"), row.text("place"), row.text("message"), row.own()) for row in table.rows)
