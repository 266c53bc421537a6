"""A master becomes a workbook that an office edits: one sheet a noun, drawn from the plans of `columns`. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportkit.diagnostics import Severity
from reportkit.master.cells import Names, join_names
from reportkit.master.columns import (
    CYCLES,
    GROUPS,
    KINDS,
    LEADERS,
    LOWERED,
    MILESTONES,
    NOTES,
    OPS,
    PLANS,
    SCRIPTS,
    SETTING_ROWS,
    SETTINGS,
    TARGETS,
    TASKS,
    UNIT_KINDS,
    UNITS,
    WAIVERS,
    Cycle,
    Holds,
    Setting,
    SheetPlan,
)
from reportkit.measure import plain
from reportkit.model import Kind, Master, Settings
from reportkit.text import fold, sheet_name, width
from reportkit.words import Lang, Words
from reportkit.workbook.book import Book, Sheet, Style, address, column_letters, height, quoted
from reportkit.workbook.look import LOOK

Cell = str | Decimal | int | date | None
"""What is put into a cell."""

_LISTS = "_rk"
_FIRST = 3  # row of the first entry: title, advice and headings stand above
_SPARE = 300
"""Rows below the last entry that have the drop-downs and colours, too: for what is added by hand."""

_TABS = {"tasks": "#1F4E79", "targets": "#1F4E79", "notes": "#C00000"}
_GREY, _MISSING, _WRONG, _GROUP = "#8C8C8C", "#FFF2CC", "#F8CBAD", "#EEF2F7"
_REPEATED = "#949494"
_TITLE_HEIGHT, _HEADING_HEIGHT = 34.0, 30.0
_NOTE_COLUMNS = 34
_LIST_ERROR = Words("Choose one from the list.", "请从列表里选。")
_PAGE = Words("Page &P of &N", "第 &P 页 共 &N 页")


def write_master(master: Master, *, edited: bool = False) -> bytes:
    """Return the master workbook (.xlsx): the same master gives the same bytes.

    Args:
        master: what is written.
        edited: True where it holds what a person edited; the workbook is marked, so that it is never taken for one
            that an import alone has written.
    """
    lang = master.settings.lang
    properties = {"rk_edited": "1"} if edited else {}
    book = Book(master.settings.list_title or TASKS.title.text(lang), properties=properties)
    sheets = {plan.name: book.sheet(sheet_name(plan.title.text(lang))) for plan in PLANS}
    lists = _write_lists(book, lang)
    desk = _Desk(master, lang, sheets, lists, Names(master.units, master.groups).known)
    for plan, rows in _contents(desk):
        _write_sheet(desk, plan, rows)
    _finish_tasks(desk)
    _finish_targets(desk)
    _finish_milestones(desk)
    _finish_units(desk)
    _finish_leaders(desk)
    _finish_waivers(desk)
    _finish_settings(desk)
    sheets["tasks"].activate()
    return book.to_bytes()


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every sheet needs.

    Attributes:
        master: what is written.
        lang: language of headings and notes.
        sheets: by the name of their plan.
        lists: sources of the drop-down lists by name.
        known: every name of a unit or group, folded.
    """

    master: Master
    lang: Lang
    sheets: Mapping[str, Sheet]
    lists: Mapping[str, str]
    known: frozenset[str]

    def last(self, plan: SheetPlan) -> int:
        """Return the last row that has drop-downs and colours."""
        counts = {
            "tasks": self.master.tasks,
            "targets": self.master.targets,
            "milestones": _milestone_rows(self),
            "units": self.master.units,
            "groups": self.master.groups,
            "leaders": self.master.leaders,
            "waivers": self.master.waivers,
            "notes": self.master.notes,
        }
        return _FIRST + len(counts.get(plan.name, ())) + _SPARE

    def span(self, plan: SheetPlan, *names: str) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the first and last cell of columns that stand side by side."""
        places = [plan.place(name) for name in names]
        return (_FIRST, min(places)), (self.last(plan), max(places))

    def column(self, plan: SheetPlan, name: str) -> str:
        """Return a whole column of entries as a formula names it from any sheet."""
        letters = column_letters(plan.place(name))
        sheet = quoted(self.sheets[plan.name].name)
        return f"{sheet}!${letters}${_FIRST + 1}:${letters}${self.last(plan) + 1}"


def _write_lists(book: Book, lang: Lang) -> dict[str, str]:
    """Write the entries of the drop-downs onto a hidden sheet and return their sources."""
    sheet = book.sheet(_LISTS)
    sheet.hide()
    sources = {}
    for column, (name, words) in enumerate(_LISTED.items()):
        sheet.put(0, column, name, Style())
        labels = [label.text(lang) for label in words]
        for row, label in enumerate(labels, 1):
            sheet.put(row, column, label, Style())
        letters = column_letters(column)
        sources[name] = f"={_LISTS}!${letters}$2:${letters}${len(labels) + 1}"
    return sources


_LISTED: Mapping[str, tuple[Words, ...]] = {
    "ops": tuple(OPS.labels.values()),
    "kinds": tuple(KINDS.labels.values()),
    "unit_kinds": tuple(UNIT_KINDS.labels.values()),
    "cycles": tuple(CYCLES.labels.values()),
    "scripts": tuple(SCRIPTS.labels.values()),
    "lowered": tuple(LOWERED.labels.values()),
}


def _contents(desk: _Desk) -> tuple[tuple[SheetPlan, Sequence[Sequence[Cell]]], ...]:
    """Return the entries of each sheet, in the order of its columns."""
    return (
        (TASKS, _task_rows(desk)),
        (TARGETS, _target_rows(desk)),
        (MILESTONES, _milestone_rows(desk)),
        (UNITS, _unit_rows(desk)),
        (GROUPS, _group_rows(desk)),
        (LEADERS, _leader_rows(desk)),
        (WAIVERS, _waiver_rows(desk)),
        (SETTINGS, _setting_rows(desk)),
        (NOTES, [(code, message, place) for code, place, message in desk.master.notes]),
    )


def _task_rows(desk: _Desk) -> list[tuple[Cell, ...]]:
    leaders = frozenset(fold(leader.name) for leader in desk.master.leaders)
    return [
        (
            task.no,
            task.section,
            task.project,
            task.work,
            join_names(task.leaders, leaders, lines=True),
            join_names([ref.written for ref in task.leads], desk.known, lines=True),
            join_names([ref.written for ref in task.participants], desk.known),
            task.deadline,
            task.added,
            task.withdrawn,
        )
        for task in desk.master.tasks
    ]


def _target_rows(desk: _Desk) -> list[tuple[Cell, ...]]:
    return [
        (
            target.task,
            target.no,
            target.indicator,
            OPS.labels[target.op].text(desk.lang),
            target.value,
            target.measure,
            KINDS.labels[target.kind].text(desk.lang),
            target.quote,
        )
        for target in desk.master.targets
    ]


def _milestone_rows(desk: _Desk) -> list[tuple[Cell, ...]]:
    return [
        (task.no, step.day, _share(step.percent), step.words) for task in desk.master.tasks for step in task.milestones
    ]


def _share(percent: Decimal | None) -> Cell:
    """Return a percent as it stands in a cell: with its sign where the number alone would be taken for a fraction."""
    return f"{plain(percent)}%" if percent is not None and 0 < percent < 1 else percent


def _unit_rows(desk: _Desk) -> list[tuple[Cell, ...]]:
    return [
        (
            unit.code,
            unit.name,
            join_names(unit.aliases, desk.known, lines=True),
            UNIT_KINDS.labels[unit.kind].text(desk.lang),
            unit.contact,
            unit.email,
            unit.remarks,
        )
        for unit in desk.master.units
    ]


def _group_rows(desk: _Desk) -> list[tuple[Cell, ...]]:
    return [(group.name, join_names(group.members, desk.known)) for group in desk.master.groups]


def _leader_rows(desk: _Desk) -> list[tuple[Cell, ...]]:
    return [(item.order, item.name, item.title, item.successor, item.email) for item in desk.master.leaders]


def _waiver_rows(desk: _Desk) -> list[tuple[Cell, ...]]:
    return [
        (
            item.unit,
            item.field,
            item.code,
            LOWERED.labels[Severity(item.severity)].text(desk.lang),
            item.reason,
            item.until,
        )
        for item in desk.master.waivers
    ]


def _setting_rows(desk: _Desk) -> list[tuple[Cell, ...]]:
    settings, lang = desk.master.settings, desk.lang
    return [
        (
            row.label.text(lang),
            _setting_value(row, settings, lang),
            row.meaning.text(lang, usual=_setting_value(row, Settings(), lang)),
            row.key,
        )
        for row in SETTING_ROWS
    ]


def _setting_value(row: Setting, settings: Settings, lang: Lang) -> Cell:
    """Return what stands in the cell of a setting; a year that is not known is an empty cell."""
    match row.holds:
        case Holds.CYCLE:
            return CYCLES.labels[Cycle(settings.cycle)].text(lang)
        case Holds.SCRIPT:
            return SCRIPTS.labels[settings.script].text(lang)
        case Holds.SCHEDULE:
            return "、".join(plain(point) for point in settings.schedule) or None
        case Holds.TEXT:
            return str(getattr(settings, row.key))
        case Holds.WHOLE | Holds.NUMBER:
            number = Decimal(getattr(settings, row.key))
            return None if row.key == "year" and not number else number


def _write_sheet(desk: _Desk, plan: SheetPlan, rows: Sequence[Sequence[Cell]]) -> None:
    """Draw title, advice, headings with their notes, and the entries; set up view and paper."""
    sheet, lang = desk.sheets[plan.name], desk.lang
    last = len(plan.columns) - 1
    for place, column in enumerate(plan.columns):
        sheet.column(place, column.width)
    _write_head(desk, plan, sheet)
    styles = [LOOK.date if c.day else LOOK.center if c.centered else LOOK.body for c in plan.columns]
    for number, row in enumerate(rows, _FIRST):
        texts = [(str(value or ""), column.width) for value, column in zip(row, plan.columns, strict=True)]
        sheet.row(number, height(texts, LOOK.body.size, least=20.0, spare=6.0), grows=True)
        for place, (value, style) in enumerate(zip(row, styles, strict=True)):
            sheet.put(number, place, value, style)
    sheet.freeze(_FIRST, 1)
    if rows and plan is not SETTINGS:
        sheet.filter((_FIRST - 1, 0), (_FIRST + len(rows) - 1, last))
    name = plan.title.text(lang)
    sheet.paper(a3=plan.a3, repeat=(_FIRST - 1, _FIRST - 1), footer=f"&L{name}&R{_PAGE.text(lang)}")
    sheet.plain_view()
    if plan.name in _TABS:
        sheet.tab(_TABS[plan.name])


def _write_head(desk: _Desk, plan: SheetPlan, sheet: Sheet) -> None:
    lang = desk.lang
    last = len(plan.columns) - 1
    title = plan.heading.text(lang, title=desk.master.settings.list_title or plan.title.text(lang))
    sheet.row(0, _TITLE_HEIGHT)
    sheet.merge((0, 0), (0, last), title, LOOK.title)
    advice = plan.advice.text(lang)
    room = sum(column.width for column in plan.columns)
    sheet.row(1, height([(advice, room)], LOOK.note.size, least=18.0))
    sheet.merge((1, 0), (1, last), advice, LOOK.note)
    sheet.row(_FIRST - 1, _HEADING_HEIGHT)
    for place, column in enumerate(plan.columns):
        sheet.put(_FIRST - 1, place, column.heading.text(lang), LOOK.heading)
        note = column.note.text(lang)
        sheet.note(_FIRST - 1, place, note, width=230, height=26 + 17 * -(-width(note) // _NOTE_COLUMNS))


def _cell(plan: SheetPlan, name: str, row: int = _FIRST) -> str:
    """Return a cell of a column for a rule of colours: the column is fixed, the row moves along."""
    return f"${address(row, plan.place(name))}"


def _whole_row(desk: _Desk, plan: SheetPlan) -> tuple[tuple[int, int], tuple[int, int]]:
    return (_FIRST, 0), (desk.last(plan), len(plan.columns) - 1)


def _finish_tasks(desk: _Desk) -> None:
    """Grey what is withdrawn, mark doubled numbers and what is missing, set each section and project off."""
    sheet = desk.sheets["tasks"]
    no, section, project = (_cell(TASKS, name) for name in ("no", "section", "project"))
    above = {name: _cell(TASKS, name, _FIRST - 1) for name in ("section", "project")}
    withdrawn = {"font_color": _GREY, "font_strikeout": True}
    sheet.condition(*_whole_row(desk, TASKS), f'{_cell(TASKS, "withdrawn")}<>""', withdrawn)
    doubled = f'AND({no}<>"",COUNTIF({desk.column(TASKS, "no")},{no})>1)'
    sheet.condition(*desk.span(TASKS, "no"), doubled, {"bg_color": _WRONG})
    for name in ("work", "leads"):
        missing = f'AND({no}<>"",{_cell(TASKS, name)}="")'
        sheet.condition(*desk.span(TASKS, name), missing, {"bg_color": _MISSING})
    first = f'AND({section}<>"",{section}<>{above["section"]})'
    sheet.condition(*desk.span(TASKS, "section"), first, {"bg_color": _GROUP, "bold": True})
    again = f'AND({section}<>"",{section}={above["section"]})'
    sheet.condition(*desk.span(TASKS, "section"), again, {"font_color": _REPEATED})
    again = f'AND({project}<>"",{project}={above["project"]},{section}={above["section"]})'
    sheet.condition(*desk.span(TASKS, "project"), again, {"font_color": _REPEATED})
    _offer(desk, TASKS, "leaders", LEADERS)
    _offer(desk, TASKS, "leads", UNITS)


def _finish_targets(desk: _Desk) -> None:
    """Give lists to comparison and kind; mark a target of no task and one without its value."""
    sheet = desk.sheets["targets"]
    task, value, kind = (_cell(TARGETS, name) for name in ("task", "value", "kind"))
    _choose(desk, TARGETS, "op", "ops")
    _choose(desk, TARGETS, "kind", "kinds")
    unknown = f'AND({task}<>"",COUNTIF({desk.column(TASKS, "no")},{task})=0)'
    sheet.condition(*desk.span(TARGETS, "task"), unknown, {"bg_color": _WRONG})
    implicit = KINDS.labels[Kind.IMPLICIT].text(desk.lang)
    missing = f'AND({task}<>"",{value}="",{kind}<>"{implicit}")'
    sheet.condition(*desk.span(TARGETS, "value"), missing, {"bg_color": _MISSING})
    above = _cell(TARGETS, "task", _FIRST - 1)
    sheet.condition(*desk.span(TARGETS, "task"), f'AND({task}<>{above},{task}<>"")', {"bg_color": _GROUP, "bold": True})
    sheet.condition(*desk.span(TARGETS, "task"), f'AND({task}<>"",{task}={above})', {"font_color": _REPEATED})


def _finish_milestones(desk: _Desk) -> None:
    """Limit the percent; mark a milestone of no task, one without a day, and one that says nothing."""
    sheet = desk.sheets["milestones"]
    task, day, percent, words = (_cell(MILESTONES, name) for name in ("task", "day", "percent", "words"))
    options = {"validate": "decimal", "criteria": "between", "minimum": 0.0, "maximum": 100.0}
    title, error = MILESTONES.column("percent").heading.text(desk.lang), _RANGE_ERROR.text(desk.lang, least=0, most=100)
    sheet.validation(*desk.span(MILESTONES, "percent"), options, title=title, error=error)
    unknown = f'AND({task}<>"",COUNTIF({desk.column(TASKS, "no")},{task})=0)'
    sheet.condition(*desk.span(MILESTONES, "task"), unknown, {"bg_color": _WRONG})
    sheet.condition(*desk.span(MILESTONES, "day"), f'AND({task}<>"",{day}="")', {"bg_color": _MISSING})
    silent = f'AND({task}<>"",{percent}="",{words}="")'
    sheet.condition(*desk.span(MILESTONES, "percent", "words"), silent, {"bg_color": _MISSING})


def _finish_units(desk: _Desk) -> None:
    """Give a list to the kind; mark a code or a name that stands twice."""
    _choose(desk, UNITS, "kind", "unit_kinds")
    for name in ("code", "name"):
        cell = _cell(UNITS, name)
        doubled = f'AND({cell}<>"",COUNTIF({desk.column(UNITS, name)},{cell})>1)'
        desk.sheets["units"].condition(*desk.span(UNITS, name), doubled, {"bg_color": _WRONG})


def _finish_leaders(desk: _Desk) -> None:
    """Offer the leaders' own names as successors; grey whoever has one."""
    _offer(desk, LEADERS, "successor", LEADERS)
    successor = _cell(LEADERS, "successor")
    desk.sheets["leaders"].condition(*_whole_row(desk, LEADERS), f'{successor}<>""', {"font_color": _GREY})


def _finish_waivers(desk: _Desk) -> None:
    """Offer the units; give a list to the degree; mark a reason and a last day that are missing."""
    _offer(desk, WAIVERS, "unit", UNITS)
    _choose(desk, WAIVERS, "severity", "lowered")
    unit = _cell(WAIVERS, "unit")
    for name in ("field", "reason", "until"):
        missing = f'AND({unit}<>"",{_cell(WAIVERS, name)}="")'
        desk.sheets["waivers"].condition(*desk.span(WAIVERS, name), missing, {"bg_color": _MISSING})


def _finish_settings(desk: _Desk) -> None:
    """Give lists and limits to the settings, and make plain which column is filled in."""
    sheet, lang = desk.sheets["settings"], desk.lang
    place = SETTINGS.place("value")
    for number, row in enumerate(SETTING_ROWS, _FIRST):
        value = _setting_value(row, desk.master.settings, lang)
        sheet.put(number, place, value, LOOK.input_center if row.holds is not Holds.TEXT else LOOK.input)
        sheet.put(number, SETTINGS.place("key"), row.key, LOOK.center.but(color=_GREY, size=9))
        _LIMITS[row.holds](desk, number, row)


def _limit_list(name: str) -> Callable[[_Desk, int, Setting], None]:
    def limit(desk: _Desk, row: int, setting: Setting) -> None:
        at = (row, SETTINGS.place("value"))
        title, error = setting.label.text(desk.lang), _LIST_ERROR.text(desk.lang)
        desk.sheets["settings"].list_of(at, at, desk.lists[name], title=title, error=error)

    return limit


def _limit_number(desk: _Desk, row: int, setting: Setting) -> None:
    at = (row, SETTINGS.place("value"))
    options = {
        "validate": "integer" if setting.holds is Holds.WHOLE else "decimal",
        "criteria": "between",
        "minimum": float(setting.least),
        "maximum": float(setting.most),
    }
    error = _RANGE_ERROR.text(desk.lang, least=setting.least, most=setting.most)
    desk.sheets["settings"].validation(at, at, options, title=setting.label.text(desk.lang), error=error)


def _no_limit(desk: _Desk, row: int, setting: Setting) -> None:
    """A text may be anything."""


_RANGE_ERROR = Words("A number from {least} to {most}.", "请填 {least} 到 {most} 之间的数。")
_LIMITS: Mapping[Holds, Callable[[_Desk, int, Setting], None]] = {
    Holds.TEXT: _no_limit,
    Holds.SCHEDULE: _no_limit,
    Holds.WHOLE: _limit_number,
    Holds.NUMBER: _limit_number,
    Holds.CYCLE: _limit_list("cycles"),
    Holds.SCRIPT: _limit_list("scripts"),
}


def _choose(desk: _Desk, plan: SheetPlan, name: str, source: str) -> None:
    """Give a column a drop-down list from which one must choose."""
    title = plan.column(name).heading.text(desk.lang)
    error = _LIST_ERROR.text(desk.lang)
    desk.sheets[plan.name].list_of(*desk.span(plan, name), desk.lists[source], title=title, error=error)


def _offer(desk: _Desk, plan: SheetPlan, name: str, of: SheetPlan) -> None:
    """Offer the names of another sheet in a column where other texts, several names for one, are as good.

    The list ends with the last name: over empty cells a drop-down would open at its blank end.
    """
    names = desk.column(of, "name")
    first = names.partition(":")[0]
    source = f"=OFFSET({first},0,0,MAX(1,COUNTA({names})),1)"
    options = {"validate": "list", "source": source, "show_error": False}
    desk.sheets[plan.name].validation(*desk.span(plan, name), options)
