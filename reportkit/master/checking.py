"""What can be wrong with a master as a whole: each rule a function, all of them in one list. Pure.

What is wrong with a single cell is found while it is read; here stands what only shows between cells.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date
from decimal import Decimal

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.language.amounts import plain_text
from reportkit.language.numerals import number_ranges
from reportkit.language.text import fold
from reportkit.language.words import Words
from reportkit.master.cells import Names
from reportkit.master.settings import SETTING_ROWS
from reportkit.master.suggestions import by_fold, did_you_mean, nearest
from reportkit.master.tables import SheetRow, SheetTable
from reportkit.model import Kind, Leader, Master, Milestone, Target, Task, Unit
from reportkit.shown import own_columns, unknown_columns

_LIST_MARK = Words(", ", "、")


@dataclass(frozen=True, slots=True)
class MasterDraft:
    """A master that was read, with the row that each of its things stands in.

    Attributes:
        master: as read.
        names: what the names of units and groups mean.
        tables: the sheets by their ASCII names.
        tasks: tasks with their rows.
        targets: targets with their rows.
        milestones: (number of the task, milestone) with their rows, also those of tasks that are not on the list.
        units: units with their rows.
        groups: rows of the groups by name.
        members: (group, member as written that no unit or group is called) with its row.
        leaders: leaders with their rows.
        settings: rows of the settings by key.
    """

    master: Master
    names: Names
    tables: Mapping[str, SheetTable]
    tasks: Sequence[tuple[Task, SheetRow]]
    targets: Sequence[tuple[Target, SheetRow]]
    milestones: Sequence[tuple[int, Milestone, SheetRow]]
    units: Sequence[tuple[Unit, SheetRow]]
    groups: Mapping[str, SheetRow]
    members: Sequence[tuple[str, SheetRow]]
    leaders: Sequence[tuple[Leader, SheetRow]]
    settings: Mapping[str, SheetRow]


Rule = Callable[[MasterDraft], Iterator[Diagnostic]]


def check(draft: MasterDraft) -> Iterator[Diagnostic]:
    """Yield every finding on a master as a whole."""
    for rule in RULES:
        yield from rule(draft)


def doubled_numbers(draft: MasterDraft) -> Iterator[Diagnostic]:
    """A task number stands once."""
    rows: dict[int, list[SheetRow]] = {}
    for task, row in draft.tasks:
        rows.setdefault(task.no, []).append(row)
    for no, found in rows.items():
        if len(found) > 1:
            yield _across(Code.M02, found, "no", task=no)


def missing_numbers(draft: MasterDraft) -> Iterator[Diagnostic]:
    """Numbers run from the first to the last; a withdrawn task keeps its row."""
    numbers = {task.no for task, _ in draft.tasks}
    missing = [no for no in range(min(numbers), max(numbers)) if no not in numbers] if _is_dense(numbers) else []
    if missing:
        found = _joined(number_ranges(missing))
        yield Diagnostic(Code.M13, sheet=draft.tables["tasks"].sheet, field="no", values={"found": found})


def _is_dense(numbers: set[int]) -> bool:
    """Tell whether numbers count the tasks: numbers such as 1001, 2001 are codes, and have gaps of their own."""
    return max(numbers) - min(numbers) < 2 * len(numbers) + 10


def wording(draft: MasterDraft) -> Iterator[Diagnostic]:
    """Every task says what is to be done."""
    for task, row in draft.tasks:
        if not task.work:
            yield row.finding(Code.M19, "work", task=task.no)


def lead_units(draft: MasterDraft) -> Iterator[Diagnostic]:
    """Every task that stands has a unit that reports on it."""
    for task, row in draft.tasks:
        if not task.leads and task.withdrawn is None:
            yield row.finding(Code.M03, "leads", task=task.no, task_name=task.work)


def task_leaders(draft: MasterDraft) -> Iterator[Diagnostic]:
    """In a list that names leaders every task has one."""
    if not any(task.leaders for task, _ in draft.tasks):
        return
    for task, row in draft.tasks:
        if not task.leaders and task.withdrawn is None:
            yield row.finding(Code.M46, "leaders", task=task.no, task_name=task.work)


def unknown_units(draft: MasterDraft) -> Iterator[Diagnostic]:
    """Every name of a unit is on the sheet of units, every collective on that of groups."""
    if not draft.tables["units"].found:
        return
    named: Iterable[tuple[str, _Place]] = (
        (ref.written, (column, row, task.no))
        for task, row in draft.tasks
        for column, refs in (("leads", task.leads), ("participants", task.participants))
        for ref in refs
    )
    unknown = [(name, place) for name, place in named if draft.names.meant(name) is None]
    unknown += [(name, ("members", row, None)) for name, row in draft.members]
    known = [name for unit in draft.master.units for name in (unit.name, *unit.aliases)]
    known += [group.name for group in draft.master.groups]
    yield from _unknown(Code.M04, unknown, known)


def unknown_leaders(draft: MasterDraft) -> Iterator[Diagnostic]:
    """Every leader of a task, and every successor, is on the sheet of leaders."""
    if not draft.tables["leaders"].found:
        return
    known = {leader.name for leader in draft.master.leaders}
    named: list[tuple[str, _Place]] = [
        (name, ("leaders", row, task.no)) for task, row in draft.tasks for name in task.leaders
    ]
    named += [(leader.successor, ("successor", row, None)) for leader, row in draft.leaders if leader.successor]
    unknown = [(name, place) for name, place in named if name not in known]
    yield from _unknown(Code.M12, unknown, [leader.name for leader in draft.master.leaders])


_Place = tuple[str, SheetRow, int | None]
"""Where a name stands: column, row, number of the task."""


def _unknown(code: Code, found: Iterable[tuple[str, _Place]], known: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield one finding a name, of those that stand nowhere."""
    places: dict[str, list[_Place]] = {}
    for name, place in found:
        places.setdefault(name, []).append(place)
    folded = by_fold(known)
    for name, there in places.items():
        yield _unknown_name(code, name, there, folded)


def _unknown_name(code: Code, name: str, places: Sequence[_Place], known: Mapping[str, str]) -> Diagnostic:
    """Return one finding on a name that stands nowhere, with every cell of one sheet that has it."""
    near = nearest(name, known)
    sheet = places[0][1].sheet
    here = [(column, row, task) for column, row, task in places if row.sheet == sheet]
    tasks = list(dict.fromkeys(task for _, _, task in here))
    return Diagnostic(
        code,
        sheet=sheet,
        cells=tuple(dict.fromkeys(row.cells[column] for column, row, _ in here)),
        field=here[0][0],
        task=tasks[0] if len(tasks) == 1 else None,
        found=name,
        suggestion=near,
        values={"suggestion": did_you_mean(near)},
    )


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose a name is.

    Attributes:
        name: as it stands there.
        whose: code and name of the unit, or the cell of the group.
        column: in which it stands.
        row: in which it stands.
    """

    name: str
    whose: str
    column: str
    row: SheetRow


def shared_names(draft: MasterDraft) -> Iterator[Diagnostic]:
    """A name means one unit or one group."""
    owners: dict[str, dict[int, _Owner]] = {}
    for at, (unit, row) in enumerate(draft.units):
        for column, name in (("name", unit.name), *(("aliases", alias) for alias in unit.aliases)):
            owners.setdefault(fold(name), {}).setdefault(at, _Owner(name, f"{unit.code} {unit.name}", column, row))
    for name, row in draft.groups.items():
        owners.setdefault(fold(name), {}).setdefault(-1, _Owner(name, f"{row.sheet} {row.cells['name']}", "name", row))
    for found in owners.values():
        if len(found) > 1:
            first, second, *_ = found.values()
            here = [owner for owner in found.values() if owner.row.sheet == first.row.sheet]
            yield Diagnostic(
                Code.M18,
                sheet=first.row.sheet,
                cells=tuple(owner.row.cells[owner.column] for owner in here),
                field=first.column,
                found=first.name,
                values={"a": first.whose, "b": second.whose},
            )


def unused_units(draft: MasterDraft) -> Iterator[Diagnostic]:
    """A unit that no task names gets no form."""
    used = {ref.name for task, _ in draft.tasks for ref in (*task.leads, *task.participants)}
    used |= {member for group in draft.master.groups for member in group.members}
    for unit, row in draft.units:
        if unit.name not in used:
            yield row.finding(Code.M16, "name", found=unit.name)


def open_groups(draft: MasterDraft) -> Iterator[Diagnostic]:
    """A collective that tasks name stands for units; as a lead it must."""
    leads = {ref.name for task, _ in draft.tasks for ref in task.leads}
    used = leads | {ref.name for task, _ in draft.tasks for ref in task.participants}
    for group in draft.master.groups:
        if group.members or group.name not in used or group.name not in draft.groups:
            continue
        finding = draft.groups[group.name].finding(Code.M17, "members", found=group.name)
        yield replace(finding, lowered=Severity.ERROR) if group.name in leads else finding


def repeated_names(draft: MasterDraft) -> Iterator[Diagnostic]:
    """A leader, a group, a heading and a word of the office's own have one row each."""
    for name, column in (("leaders", "name"), ("groups", "name"), ("headings", "heading"), ("kept_words", "word")):
        rows: dict[str, list[SheetRow]] = {}
        for row in draft.tables[name].rows:
            if row.text(column):
                rows.setdefault(fold(row.text(column)), []).append(row)
        for found in rows.values():
            if len(found) > 1:
                yield _across(Code.M28, found, column, found=found[0].text(column))


def successors(draft: MasterDraft) -> Iterator[Diagnostic]:
    """Whoever follows from successor to successor comes to an end."""
    following = {leader.name: leader.successor for leader, _ in draft.leaders if leader.successor}
    told: set[str] = set()
    for leader, row in draft.leaders:
        chain = [leader.name]
        while following.get(chain[-1]) and chain[-1] not in chain[:-1]:
            chain.append(following[chain[-1]])
        circle = chain[chain.index(chain[-1]) :]
        if len(circle) > 1 and leader.name in circle and leader.name not in told:
            told |= set(circle)
            yield row.finding(Code.M29, "successor", found=leader.successor, what=" → ".join(circle))


def days(draft: MasterDraft) -> Iterator[Diagnostic]:
    """A task is withdrawn after it was added."""
    for task, row in draft.tasks:
        if task.added and task.withdrawn and task.withdrawn < task.added:
            yield row.finding(Code.M30, "withdrawn", "added", task=task.no, a=task.withdrawn, b=task.added)


def of_no_task(draft: MasterDraft) -> Iterator[Diagnostic]:
    """Every target and every milestone belongs to a task of the list."""
    numbers = {task.no for task, _ in draft.tasks}
    listed = (
        (Code.M15, [(target.task, row) for target, row in draft.targets]),
        (Code.M47, [(no, row) for no, _, row in draft.milestones]),
    )
    for code, entries in listed:
        rows: dict[int, list[SheetRow]] = {}
        for no, row in entries:
            if no not in numbers:
                rows.setdefault(no, []).append(row)
        for no, found in rows.items():
            yield _across(code, found, "task", found=str(no))


def target_numbers(draft: MasterDraft) -> Iterator[Diagnostic]:
    """Within a task each target has a number of its own."""
    rows: dict[tuple[int, int], list[SheetRow]] = {}
    for target, row in draft.targets:
        rows.setdefault((target.task, target.no), []).append(row)
    for (task, no), found in rows.items():
        if len(found) > 1:
            yield _across(Code.M42, found, "no", task=task, no=no)


def target_values(draft: MasterDraft) -> Iterator[Diagnostic]:
    """A target has a number, unless it is one without a digit; a share below one per cent is worth a second look."""
    for target, row in draft.targets:
        name = target.indicator or target.quote
        if target.value is None:
            if target.kind is not Kind.IMPLICIT and not row.text("value"):
                yield row.finding(Code.M14, "value", found=name, task=target.task)
        elif target.measure == "%" and 0 < abs(target.value) <= 1 and "value" not in row.percents:
            a, b = plain_text(target.value), plain_text(target.value * 100)
            yield row.finding(Code.M41, "value", found=name, task=target.task, suggestion=b, a=a, b=b)


def milestones(draft: MasterDraft) -> Iterator[Diagnostic]:
    """The milestones of a task lie on days of their own up to its deadline, and ask for more and more."""
    by_task: dict[int, list[tuple[Milestone, SheetRow]]] = {}
    for no, step, row in draft.milestones:
        by_task.setdefault(no, []).append((step, row))
    for task, _ in draft.tasks:
        mine = sorted(by_task.get(task.no, ()), key=_by_day)
        if mine and task.withdrawn is not None:
            yield _across(Code.M51, [row for _, row in mine], "task", task=task.no)
            continue
        yield from _misplaced(draft, task, mine)
        yield from _falling(task, mine)
        by_day: dict[date, list[SheetRow]] = {}
        for step, row in mine:
            by_day.setdefault(step.day, []).append(row)
        for day, rows in by_day.items():
            if len(rows) > 1:
                yield _across(Code.M50, rows, "day", task=task.no, found=day.isoformat())


def _by_day(item: tuple[Milestone, SheetRow]) -> tuple[date, Decimal]:
    return item[0].day, item[0].percent or Decimal(0)


def _misplaced(draft: MasterDraft, task: Task, mine: Sequence[tuple[Milestone, SheetRow]]) -> Iterator[Diagnostic]:
    calendar = draft.master.settings.calendar
    if not MINYEAR <= calendar.year < MAXYEAR:
        return
    first, last = calendar.whole.begin, task.deadline or calendar.whole.end
    for step, row in mine:
        if not first <= step.day <= last:
            found = step.day.isoformat()
            yield row.finding(Code.M48, "day", task=task.no, found=found, a=first, b=last)


def _falling(task: Task, mine: Sequence[tuple[Milestone, SheetRow]]) -> Iterator[Diagnostic]:
    most: Milestone | None = None
    for step, row in mine:
        if step.percent is None:
            continue
        if most is not None and most.percent is not None and step.percent < most.percent:
            found, wanted = plain_text(step.percent), plain_text(most.percent)
            yield row.finding(Code.M49, "percent", task=task.no, found=found, a=step.day, b=most.day, wanted=wanted)
        else:
            most = step


def empty_settings(draft: MasterDraft) -> Iterator[Diagnostic]:
    """The settings without which forms look unfinished are filled in."""
    settings = draft.master.settings
    for row in SETTING_ROWS:
        place = draft.settings.get(row.key) if row.key in _WANTED else None
        if place is not None and not place.text("value") and not getattr(settings, row.key):
            yield place.finding(Code.M44, "value", field=row.label, what=row.meaning)


_WANTED = frozenset({"organisation", "list_title", "year"})


def columns_to_show(draft: MasterDraft) -> Iterator[Diagnostic]:
    """Every column that is to be shown is one that the office has added to the sheet of tasks."""
    unknown = unknown_columns(draft.master)
    if not unknown:
        return
    row, sheet = draft.settings["shown_columns"], draft.tables["tasks"].sheet
    headings = [column.heading for column in own_columns(draft.master)]
    there = Words(_LIST_MARK.en.join(headings), _LIST_MARK.zh.join(headings)) if headings else _NO_COLUMNS
    folded = by_fold(headings)
    for name in unknown:
        near = nearest(name, folded)
        finding = row.finding(Code.M56, "value", found=name, suggestion=near, sheet=sheet, names=there)
        yield replace(finding, values={**finding.values, "suggestion": did_you_mean(near)})


_NO_COLUMNS = Words("it has none", "该表没有自己加的列")


def _across(code: Code, rows: Sequence[SheetRow], column: str, **values: object) -> Diagnostic:
    """Return one finding on the same column of several rows."""
    task, found = values.pop("task", None), values.pop("found", None)
    return Diagnostic(
        code,
        sheet=rows[0].sheet,
        cells=tuple(row.cells[column] for row in rows if column in row.cells),
        field=column,
        task=task if isinstance(task, int) else None,
        found=found if isinstance(found, str) else None,
        values=code.wanted(rows=_joined(str(row.number) for row in rows)) | values,
    )


def _joined(items: Iterable[str]) -> Words:
    listed = list(items)
    return Words(_LIST_MARK.en.join(listed), _LIST_MARK.zh.join(listed))


RULES: tuple[Rule, ...] = (
    doubled_numbers,
    missing_numbers,
    wording,
    lead_units,
    task_leaders,
    unknown_units,
    unknown_leaders,
    shared_names,
    unused_units,
    open_groups,
    repeated_names,
    successors,
    days,
    of_no_task,
    target_numbers,
    target_values,
    milestones,
    empty_settings,
    columns_to_show,
)
"""Every rule; a new one is added here."""
