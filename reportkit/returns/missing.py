"""What of a form is not in the file: sheets, tasks and targets; and the sheets that are none of the form's. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.container import FileKind
from reportkit.language.words import Lang, Words, joined, listed
from reportkit.model import Role, Task
from reportkit.returns.finding import ReturnedTable
from reportkit.returns.form import TARGETS_SHEET, TASKS_SHEET, IdentifiedForm, Match
from reportkit.returns.identifying import HIDDEN_SHEET


def check_sheets(tables: Sequence[ReturnedTable], form: IdentifiedForm) -> Iterator[Diagnostic]:
    """Yield the sheets of ours that were renamed, and hidden sheets with content that are none of ours."""
    ours = {table.grid.name for table in tables}
    if form.container.kind not in (FileKind.CSV, FileKind.HTML):
        yield from _renamed(tables, ours, form)
    for grid in form.container.grids:
        own = grid.name in ours or grid.name.strip().casefold() == HIDDEN_SHEET
        if not grid.visible and not own and any(True for _ in grid.cells()):
            yield form.finding(Code.S11, grid.name)


def _renamed(tables: Sequence[ReturnedTable], ours: set[str], form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S02: a sheet of ours that has another name, and no other one has it."""
    for table in tables:
        wanted = TARGETS_SHEET if table.is_targets else TASKS_SHEET
        if ours.isdisjoint(wanted.text(lang) for lang in Lang):
            yield form.finding(Code.S02, table.grid.name, found=table.grid.name, sheet=wanted)


def check_missing(matches: Sequence[Match], form: IdentifiedForm) -> Iterator[Diagnostic]:
    """Yield the sheets that are gone, and the tasks and targets that are."""
    places = _places(matches)
    present, known = {no for no, target in places if not target}, {place for place in places if place[1]}
    if not present:
        yield _without_tasks(form, are_targets_there=bool(known))
    else:
        yield from _tasks(present, form)
    if places and form.identity.role is Role.LEAD and form.template.target_fields:
        yield from _targets(present or form.asked, known, form)


_TARGET = Words("{task} ({indicator})", "{task}（{indicator}）")


def _places(matches: Iterable[Match]) -> set[tuple[int, int]]:
    """Return the tasks and targets that rows speak of, or may speak of."""
    return {place for match in matches for place in (match.place, *match.doubts)}


def _without_tasks(form: IdentifiedForm, *, are_targets_there: bool) -> Diagnostic:
    """I15, S01: the file has no task of the form: another unit's form, or a sheet is gone; targets may be left."""
    others = _made_for(form)
    if others:
        return form.finding(Code.I15, whose=listed(others))
    lowered = Severity.ERROR if are_targets_there else None
    return form.finding(Code.S01, found=_sheet_names(form), lowered=lowered, sheet=TASKS_SHEET)


def _tasks(present: set[int], form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S13: tasks that are gone; one added within the period, or since the forms went out, is no fault of the unit's."""
    missing = [task for no, task in form.asked.items() if no not in present]
    young = [task for task in missing if form.is_young(task)]
    old = [task for task in missing if task not in young]
    for tasks, lowered in ((old, None), (young, Severity.WARNING)):
        if tasks:
            yield _gone(map(_number, tasks), form, lowered)


def _targets(present: Iterable[int], known: set[tuple[int, int]], form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S01, S13: the sheet of targets that is gone, or some of its rows."""
    asked = [target for no in sorted(present) for target in form.master.targets_of(no) if target.is_asked]
    lang = form.master.settings.lang
    gone = [
        _TARGET.text(lang, task=target.task, indicator=target.indicator)
        for target in asked
        if (target.task, target.no) not in known
    ]
    if asked and not known:
        yield form.finding(Code.S01, found=_sheet_names(form), lowered=Severity.ERROR, sheet=TARGETS_SHEET)
    elif gone:
        yield _gone(gone, form, Severity.WARNING)


def _gone(names: Iterable[str], form: IdentifiedForm, lowered: Severity | None) -> Diagnostic:
    named = list(names)
    return form.finding(Code.S13, n=len(named), tasks=listed(named), lowered=lowered)


def _number(task: Task) -> str:
    return str(task.no)


def _sheet_names(form: IdentifiedForm) -> str:
    return joined([grid.name for grid in form.container.grids], form.master.settings.lang)


def _made_for(form: IdentifiedForm) -> list[str]:
    """Return the other units whose tasks the file speaks of, as the keys in it say."""
    names = {unit.code: unit.name for unit in form.master.units}
    keys = (row.key for table in form.tables for row in table.rows)
    codes = dict.fromkeys(key.form.unit for key in keys if key and key.target is None)
    return [names[code] for code in codes if code in names and names[code] != form.unit]
