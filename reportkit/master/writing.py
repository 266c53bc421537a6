"""A master becomes a workbook that an office edits: one sheet a noun, drawn from the plans of `columns`. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportkit.address import address, column_letters, quoted
from reportkit.diagnostics import Severity
from reportkit.language.text import fold, sheet_name, width
from reportkit.language.words import Lang, Words
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
from reportkit.workbook.book import Book, Sheet, Style, height
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
    drawing = _Drawing(master, lang, sheets, lists, Names(master.units, master.groups).known)
    for plan, rows in _contents(drawing):
        _write_sheet(drawing, plan, rows)
    _finish_tasks(drawing)
    _finish_targets(drawing)
    _finish_milestones(drawing)
    _finish_units(drawing)
    _finish_leaders(drawing)
    _finish_waivers(drawing)
    _finish_settings(drawing)
    sheets["tasks"].activate()
    return book.to_bytes()


@dataclass(frozen=True, slots=True)
class _Drawing:
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


def _contents(drawing: _Drawing) -> tuple[tuple[SheetPlan, Sequence[Sequence[Cell]]], ...]:
    """Return the entries of each sheet, in the order of its columns."""
    return (
        (TASKS, _task_rows(drawing)),
        (TARGETS, _target_rows(drawing)),
        (MILESTONES, _milestone_rows(drawing)),
        (UNITS, _unit_rows(drawing)),
        (GROUPS, _group_rows(drawing)),
        (LEADERS, _leader_rows(drawing)),
        (WAIVERS, _waiver_rows(drawing)),
        (SETTINGS, _setting_rows(drawing)),
        (NOTES, [(code, message, place) for code, place, message in drawing.master.notes]),
    )


def _task_rows(drawing: _Drawing) -> list[tuple[Cell, ...]]:
    leaders = frozenset(fold(leader.name) for leader in drawing.master.leaders)
    return [
        (
            task.no,
            task.section,
            task.project,
            task.work,
            join_names(task.leaders, leaders, lines=True),
            join_names([ref.written for ref in task.leads], drawing.known, lines=True),
            join_names([ref.written for ref in task.participants], drawing.known),
            task.deadline,
            task.added,
            task.withdrawn,
        )
        for task in drawing.master.tasks
    ]


def _target_rows(drawing: _Drawing) -> list[tuple[Cell, ...]]:
    return [
        (
            target.task,
            target.no,
            target.indicator,
            OPS.labels[target.op].text(drawing.lang),
            target.value,
            target.measure,
            KINDS.labels[target.kind].text(drawing.lang),
            target.quote,
        )
        for target in drawing.master.targets
    ]


def _milestone_rows(drawing: _Drawing) -> list[tuple[Cell, ...]]:
    return [
        (task.no, step.day, _share(step.percent), step.words)
        for task in drawing.master.tasks
        for step in task.milestones
    ]


def _share(percent: Decimal | None) -> Cell:
    """Return a percent as it stands in a cell: with its sign where the number alone would be taken for a fraction."""
    return f"{plain(percent)}%" if percent is not None and 0 < percent < 1 else percent


def _unit_rows(drawing: _Drawing) -> list[tuple[Cell, ...]]:
    return [
        (
            unit.code,
            unit.name,
            join_names(unit.aliases, drawing.known, lines=True),
            UNIT_KINDS.labels[unit.kind].text(drawing.lang),
            unit.contact,
            unit.email,
            unit.remarks,
        )
        for unit in drawing.master.units
    ]


def _group_rows(drawing: _Drawing) -> list[tuple[Cell, ...]]:
    return [(group.name, join_names(group.members, drawing.known)) for group in drawing.master.groups]


def _leader_rows(drawing: _Drawing) -> list[tuple[Cell, ...]]:
    return [(item.order, item.name, item.title, item.successor, item.email) for item in drawing.master.leaders]


def _waiver_rows(drawing: _Drawing) -> list[tuple[Cell, ...]]:
    return [
        (
            item.unit,
            item.field,
            item.code,
            LOWERED.labels[Severity(item.severity)].text(drawing.lang),
            item.reason,
            item.until,
        )
        for item in drawing.master.waivers
    ]


def _setting_rows(drawing: _Drawing) -> list[tuple[Cell, ...]]:
    settings, lang = drawing.master.settings, drawing.lang
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


def _write_sheet(drawing: _Drawing, plan: SheetPlan, rows: Sequence[Sequence[Cell]]) -> None:
    """Draw title, advice, headings with their notes, and the entries; set up view and paper."""
    sheet, lang = drawing.sheets[plan.name], drawing.lang
    last = len(plan.columns) - 1
    for place, column in enumerate(plan.columns):
        sheet.column(place, column.width)
    _write_head(drawing, plan, sheet)
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


def _write_head(drawing: _Drawing, plan: SheetPlan, sheet: Sheet) -> None:
    lang = drawing.lang
    last = len(plan.columns) - 1
    title = plan.heading.text(lang, title=drawing.master.settings.list_title or plan.title.text(lang))
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


def _whole_row(drawing: _Drawing, plan: SheetPlan) -> tuple[tuple[int, int], tuple[int, int]]:
    return (_FIRST, 0), (drawing.last(plan), len(plan.columns) - 1)


def _finish_tasks(drawing: _Drawing) -> None:
    """Grey what is withdrawn, mark doubled numbers and what is missing, set each section and project off."""
    sheet = drawing.sheets["tasks"]
    no, section, project = (_cell(TASKS, name) for name in ("no", "section", "project"))
    above = {name: _cell(TASKS, name, _FIRST - 1) for name in ("section", "project")}
    withdrawn = {"font_color": _GREY, "font_strikeout": True}
    sheet.condition(*_whole_row(drawing, TASKS), f'{_cell(TASKS, "withdrawn")}<>""', withdrawn)
    doubled = f'AND({no}<>"",COUNTIF({drawing.column(TASKS, "no")},{no})>1)'
    sheet.condition(*drawing.span(TASKS, "no"), doubled, {"bg_color": _WRONG})
    for name in ("work", "leads"):
        missing = f'AND({no}<>"",{_cell(TASKS, name)}="")'
        sheet.condition(*drawing.span(TASKS, name), missing, {"bg_color": _MISSING})
    first = f'AND({section}<>"",{section}<>{above["section"]})'
    sheet.condition(*drawing.span(TASKS, "section"), first, {"bg_color": _GROUP, "bold": True})
    again = f'AND({section}<>"",{section}={above["section"]})'
    sheet.condition(*drawing.span(TASKS, "section"), again, {"font_color": _REPEATED})
    again = f'AND({project}<>"",{project}={above["project"]},{section}={above["section"]})'
    sheet.condition(*drawing.span(TASKS, "project"), again, {"font_color": _REPEATED})
    _offer(drawing, TASKS, "leaders", LEADERS)
    _offer(drawing, TASKS, "leads", UNITS)


def _finish_targets(drawing: _Drawing) -> None:
    """Give lists to comparison and kind; mark a target of no task and one without its value."""
    sheet = drawing.sheets["targets"]
    task, value, kind = (_cell(TARGETS, name) for name in ("task", "value", "kind"))
    _choose(drawing, TARGETS, "op", "ops")
    _choose(drawing, TARGETS, "kind", "kinds")
    unknown = f'AND({task}<>"",COUNTIF({drawing.column(TASKS, "no")},{task})=0)'
    sheet.condition(*drawing.span(TARGETS, "task"), unknown, {"bg_color": _WRONG})
    implicit = KINDS.labels[Kind.IMPLICIT].text(drawing.lang)
    missing = f'AND({task}<>"",{value}="",{kind}<>"{implicit}")'
    sheet.condition(*drawing.span(TARGETS, "value"), missing, {"bg_color": _MISSING})
    above = _cell(TARGETS, "task", _FIRST - 1)
    sheet.condition(
        *drawing.span(TARGETS, "task"), f'AND({task}<>{above},{task}<>"")', {"bg_color": _GROUP, "bold": True}
    )
    sheet.condition(*drawing.span(TARGETS, "task"), f'AND({task}<>"",{task}={above})', {"font_color": _REPEATED})


def _finish_milestones(drawing: _Drawing) -> None:
    """Limit the percent; mark a milestone of no task, one without a day, and one that says nothing."""
    sheet = drawing.sheets["milestones"]
    task, day, percent, words = (_cell(MILESTONES, name) for name in ("task", "day", "percent", "words"))
    options = {"validate": "decimal", "criteria": "between", "minimum": 0.0, "maximum": 100.0}
    title, error = (
        MILESTONES.column("percent").heading.text(drawing.lang),
        _RANGE_ERROR.text(drawing.lang, least=0, most=100),
    )
    sheet.validation(*drawing.span(MILESTONES, "percent"), options, title=title, error=error)
    unknown = f'AND({task}<>"",COUNTIF({drawing.column(TASKS, "no")},{task})=0)'
    sheet.condition(*drawing.span(MILESTONES, "task"), unknown, {"bg_color": _WRONG})
    sheet.condition(*drawing.span(MILESTONES, "day"), f'AND({task}<>"",{day}="")', {"bg_color": _MISSING})
    silent = f'AND({task}<>"",{percent}="",{words}="")'
    sheet.condition(*drawing.span(MILESTONES, "percent", "words"), silent, {"bg_color": _MISSING})


def _finish_units(drawing: _Drawing) -> None:
    """Give a list to the kind; mark a code or a name that stands twice."""
    _choose(drawing, UNITS, "kind", "unit_kinds")
    for name in ("code", "name"):
        cell = _cell(UNITS, name)
        doubled = f'AND({cell}<>"",COUNTIF({drawing.column(UNITS, name)},{cell})>1)'
        drawing.sheets["units"].condition(*drawing.span(UNITS, name), doubled, {"bg_color": _WRONG})


def _finish_leaders(drawing: _Drawing) -> None:
    """Offer the leaders' own names as successors; grey whoever has one."""
    _offer(drawing, LEADERS, "successor", LEADERS)
    successor = _cell(LEADERS, "successor")
    drawing.sheets["leaders"].condition(*_whole_row(drawing, LEADERS), f'{successor}<>""', {"font_color": _GREY})


def _finish_waivers(drawing: _Drawing) -> None:
    """Offer the units; give a list to the degree; mark a reason and a last day that are missing."""
    _offer(drawing, WAIVERS, "unit", UNITS)
    _choose(drawing, WAIVERS, "severity", "lowered")
    unit = _cell(WAIVERS, "unit")
    for name in ("field", "reason", "until"):
        missing = f'AND({unit}<>"",{_cell(WAIVERS, name)}="")'
        drawing.sheets["waivers"].condition(*drawing.span(WAIVERS, name), missing, {"bg_color": _MISSING})


def _finish_settings(drawing: _Drawing) -> None:
    """Give lists and limits to the settings, and make plain which column is filled in."""
    sheet, lang = drawing.sheets["settings"], drawing.lang
    place = SETTINGS.place("value")
    for number, row in enumerate(SETTING_ROWS, _FIRST):
        value = _setting_value(row, drawing.master.settings, lang)
        sheet.put(number, place, value, LOOK.input_center if row.holds is not Holds.TEXT else LOOK.input)
        sheet.put(number, SETTINGS.place("key"), row.key, LOOK.center.but(color=_GREY, size=9))
        _LIMITS[row.holds](drawing, number, row)


def _limit_list(name: str) -> Callable[[_Drawing, int, Setting], None]:
    def limit(drawing: _Drawing, row: int, setting: Setting) -> None:
        at = (row, SETTINGS.place("value"))
        title, error = setting.label.text(drawing.lang), _LIST_ERROR.text(drawing.lang)
        drawing.sheets["settings"].list_of(at, at, drawing.lists[name], title=title, error=error)

    return limit


def _limit_number(drawing: _Drawing, row: int, setting: Setting) -> None:
    at = (row, SETTINGS.place("value"))
    options = {
        "validate": "integer" if setting.holds is Holds.WHOLE else "decimal",
        "criteria": "between",
        "minimum": float(setting.least),
        "maximum": float(setting.most),
    }
    error = _RANGE_ERROR.text(drawing.lang, least=setting.least, most=setting.most)
    drawing.sheets["settings"].validation(at, at, options, title=setting.label.text(drawing.lang), error=error)


def _no_limit(drawing: _Drawing, row: int, setting: Setting) -> None:
    """A text may be anything."""


_RANGE_ERROR = Words("A number from {least} to {most}.", "请填 {least} 到 {most} 之间的数。")
_LIMITS: Mapping[Holds, Callable[[_Drawing, int, Setting], None]] = {
    Holds.TEXT: _no_limit,
    Holds.SCHEDULE: _no_limit,
    Holds.WHOLE: _limit_number,
    Holds.NUMBER: _limit_number,
    Holds.CYCLE: _limit_list("cycles"),
    Holds.SCRIPT: _limit_list("scripts"),
}


def _choose(drawing: _Drawing, plan: SheetPlan, name: str, source: str) -> None:
    """Give a column a drop-down list from which one must choose."""
    title = plan.column(name).heading.text(drawing.lang)
    error = _LIST_ERROR.text(drawing.lang)
    drawing.sheets[plan.name].list_of(*drawing.span(plan, name), drawing.lists[source], title=title, error=error)


def _offer(drawing: _Drawing, plan: SheetPlan, name: str, of: SheetPlan) -> None:
    """Offer the names of another sheet in a column where other texts, several names for one, are as good.

    The list ends with the last name: over empty cells a drop-down would open at its blank end.
    """
    names = drawing.column(of, "name")
    first = names.partition(":")[0]
    source = f"=OFFSET({first},0,0,MAX(1,COUNTA({names})),1)"
    options = {"validate": "list", "source": source, "show_error": False}
    drawing.sheets[plan.name].validation(*drawing.span(plan, name), options)
