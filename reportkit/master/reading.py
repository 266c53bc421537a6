"""The master workbook, as an office has edited it, becomes a master with its findings. Pure.

Sheets are found by name or by headings, columns by heading; blank rows are passed over. What is wrong is told with
sheet and cell, and as much as can be is read all the same.
"""

from collections.abc import Mapping
from dataclasses import replace

from reportkit.diagnostics import Diagnostic
from reportkit.files.container import require_container
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
from reportkit.master.cell_values import CellReader
from reportkit.master.cells import Names
from reportkit.master.checking import MasterDraft, check
from reportkit.master.list_plans import TASKS
from reportkit.master.reading_list import planned, read_milestones, read_targets, read_tasks
from reportkit.master.reading_office import (
    read_groups,
    read_headings,
    read_kept_words,
    read_leaders,
    read_units,
    read_waivers,
)
from reportkit.master.reading_settings import read_settings
from reportkit.master.tables import SheetTable, find_tables
from reportkit.model import Master, Note, Vocabulary

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
    draft, cell_findings = _draft(tables)
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
    cells = CellReader()
    units = read_units(tables["units"], cells)
    return Vocabulary(
        read_headings(tables["headings"], cells),
        tuple(unit for unit, _ in units),
        read_kept_words(tables["kept_words"], cells),
    )


def _draft(tables: Mapping[str, SheetTable]) -> tuple[MasterDraft, list[Diagnostic]]:
    """Return all that the tables say, and what is wrong with their cells."""
    cells = CellReader()
    settings, setting_rows = read_settings(tables["settings"], cells)
    cells = CellReader(cells.findings, settings.year)
    unit_rows = read_units(tables["units"], cells)
    units = tuple(unit for unit, _ in unit_rows)
    groups = read_groups(tables["groups"], units, cells)
    names = Names(units, groups.groups)
    leader_rows = read_leaders(tables["leaders"], cells)
    leaders = tuple(leader for leader, _ in leader_rows)
    tasks = read_tasks(tables["tasks"], names, leaders, cells)
    targets = read_targets(tables["targets"], [task.no for task, _ in tasks], cells)
    steps = read_milestones(tables["milestones"], cells)
    milestones = planned(steps)
    tasks = [(replace(task, milestones=milestones.get(task.no, ())), row) for task, row in tasks]
    master = Master(
        tuple(task for task, _ in tasks),
        tuple(target for target, _ in targets),
        units,
        groups.groups,
        leaders,
        settings,
        _notes(tables["notes"]),
        read_waivers(tables["waivers"], units, cells),
        read_headings(tables["headings"], cells),
        read_kept_words(tables["kept_words"], cells),
    )
    draft = MasterDraft(
        master,
        names,
        tables,
        tasks,
        targets,
        steps,
        unit_rows,
        groups.rows,
        groups.strangers,
        leader_rows,
        setting_rows,
    )
    return draft, cells.findings


def _notes(table: SheetTable) -> tuple[Note, ...]:
    return tuple(Note(row.text("code"), row.text("place"), row.text("message")) for row in table.rows)
