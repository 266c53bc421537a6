"""Drop-down lists, limits and colours of the master workbook: what helps whoever edits it. Pure."""

from collections.abc import Callable, Mapping

from reportkit.address import address
from reportkit.language.words import Words
from reportkit.master.choices import KINDS
from reportkit.master.columns import SheetPlan
from reportkit.master.drawing import FIRST, LIST_ERROR, Drawing
from reportkit.master.entries import plain
from reportkit.master.list_plans import MILESTONES, TARGETS, TASKS
from reportkit.master.office_plans import HEADINGS, LEADERS, SETTINGS, SOURCE, UNITS, WAIVERS
from reportkit.master.settings import SETTING_ROWS, Holds, Setting
from reportkit.model import Kind
from reportkit.workbook.look import LOOK

_GREY, _MISSING, _WRONG, _GROUP = "#8C8C8C", "#FFF2CC", "#F8CBAD", "#EEF2F7"
_REPEATED = "#949494"


def mark(drawing: Drawing) -> None:
    """Give every sheet its drop-down lists, limits and colours."""
    _mark_tasks(drawing)
    _mark_targets(drawing)
    _mark_milestones(drawing)
    _mark_units(drawing)
    _mark_leaders(drawing)
    _mark_waivers(drawing)
    _mark_headings(drawing)
    drawing.choose(SOURCE, "role", "source_roles")
    _mark_settings(drawing)


def _cell(plan: SheetPlan, name: str, row: int = FIRST) -> str:
    """Return a cell of a column for a rule of colours: the column is fixed, the row moves along."""
    return f"${address(row, plan.place(name))}"


def _mark_tasks(drawing: Drawing) -> None:
    """Grey what is withdrawn, mark doubled numbers and what is missing, set each section and project off."""
    sheet = drawing.sheets["tasks"]
    no, section, project = (_cell(TASKS, name) for name in ("no", "section", "project"))
    above = {name: _cell(TASKS, name, FIRST - 1) for name in ("section", "project")}
    withdrawn = {"font_color": _GREY, "font_strikeout": True}
    sheet.condition(*drawing.whole(TASKS), f'{_cell(TASKS, "withdrawn")}<>""', withdrawn)
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
    drawing.offer(TASKS, "leaders", LEADERS)
    drawing.offer(TASKS, "leads", UNITS)


def _mark_targets(drawing: Drawing) -> None:
    """Give lists to comparison and kind; mark a target of no task and one without its value."""
    sheet = drawing.sheets["targets"]
    task, value, kind = (_cell(TARGETS, name) for name in ("task", "value", "kind"))
    drawing.choose(TARGETS, "op", "ops")
    drawing.choose(TARGETS, "kind", "kinds")
    unknown = f'AND({task}<>"",COUNTIF({drawing.column(TASKS, "no")},{task})=0)'
    sheet.condition(*drawing.span(TARGETS, "task"), unknown, {"bg_color": _WRONG})
    implicit = KINDS.labels[Kind.IMPLICIT].text(drawing.lang)
    missing = f'AND({task}<>"",{value}="",{kind}<>"{implicit}")'
    sheet.condition(*drawing.span(TARGETS, "value"), missing, {"bg_color": _MISSING})
    above = _cell(TARGETS, "task", FIRST - 1)
    sheet.condition(
        *drawing.span(TARGETS, "task"), f'AND({task}<>{above},{task}<>"")', {"bg_color": _GROUP, "bold": True}
    )
    sheet.condition(*drawing.span(TARGETS, "task"), f'AND({task}<>"",{task}={above})', {"font_color": _REPEATED})


def _mark_milestones(drawing: Drawing) -> None:
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


def _mark_units(drawing: Drawing) -> None:
    """Give a list to the kind; mark a code or a name that stands twice."""
    drawing.choose(UNITS, "kind", "unit_kinds")
    for name in ("code", "name"):
        cell = _cell(UNITS, name)
        doubled = f'AND({cell}<>"",COUNTIF({drawing.column(UNITS, name)},{cell})>1)'
        drawing.sheets["units"].condition(*drawing.span(UNITS, name), doubled, {"bg_color": _WRONG})


def _mark_leaders(drawing: Drawing) -> None:
    """Offer the leaders' own names as successors; grey whoever has one."""
    drawing.offer(LEADERS, "successor", LEADERS)
    successor = _cell(LEADERS, "successor")
    drawing.sheets["leaders"].condition(*drawing.whole(LEADERS), f'{successor}<>""', {"font_color": _GREY})


def _mark_waivers(drawing: Drawing) -> None:
    """Offer the units; give a list to the degree; mark a reason and a last day that are missing."""
    drawing.offer(WAIVERS, "unit", UNITS)
    drawing.choose(WAIVERS, "severity", "lowered")
    unit = _cell(WAIVERS, "unit")
    for name in ("field", "reason", "until"):
        missing = f'AND({unit}<>"",{_cell(WAIVERS, name)}="")'
        drawing.sheets["waivers"].condition(*drawing.span(WAIVERS, name), missing, {"bg_color": _MISSING})


def _mark_headings(drawing: Drawing) -> None:
    """Give a list to what a column holds; mark a heading that stands twice, and one of which nothing is said."""
    drawing.choose(HEADINGS, "means", "list_columns")
    sheet, heading = drawing.sheets[HEADINGS.name], _cell(HEADINGS, "heading")
    doubled = f'AND({heading}<>"",COUNTIF({drawing.column(HEADINGS, "heading")},{heading})>1)'
    sheet.condition(*drawing.span(HEADINGS, "heading"), doubled, {"bg_color": _WRONG})
    missing = f'AND({heading}<>"",{_cell(HEADINGS, "means")}="")'
    sheet.condition(*drawing.span(HEADINGS, "means"), missing, {"bg_color": _MISSING})


def _mark_settings(drawing: Drawing) -> None:
    """Give lists and limits to the settings, and make plain which column is filled in."""
    sheet = drawing.sheets[SETTINGS.name]
    place = SETTINGS.place("value")
    entries = drawing.entries[SETTINGS.name]
    for number, (row, entry) in enumerate(zip(SETTING_ROWS, entries, strict=False), FIRST):
        look = LOOK.input_center if row.holds not in (Holds.TEXT, Holds.COLUMNS) else LOOK.input
        sheet.put(number, place, plain(entry["value"]), look)
        sheet.put(number, SETTINGS.place("key"), row.key, LOOK.center.but(color=_GREY, size=9))
        _LIMITS[row.holds](drawing, number, row)


def _limit_list(name: str) -> Callable[[Drawing, int, Setting], None]:
    def limit(drawing: Drawing, row: int, setting: Setting) -> None:
        at = (row, SETTINGS.place("value"))
        title, error = setting.label.text(drawing.lang), LIST_ERROR.text(drawing.lang)
        drawing.sheets["settings"].list_of(at, at, drawing.lists[name], title=title, error=error)

    return limit


def _limit_number(drawing: Drawing, row: int, setting: Setting) -> None:
    at = (row, SETTINGS.place("value"))
    options = {
        "validate": "integer" if setting.holds is Holds.WHOLE else "decimal",
        "criteria": "between",
        "minimum": float(setting.least),
        "maximum": float(setting.most),
    }
    error = _RANGE_ERROR.text(drawing.lang, least=setting.least, most=setting.most)
    drawing.sheets["settings"].validation(at, at, options, title=setting.label.text(drawing.lang), error=error)


def _no_limit(drawing: Drawing, row: int, setting: Setting) -> None:
    """A text may be anything."""


_RANGE_ERROR = Words("A number from {least} to {most}.", "请填 {least} 到 {most} 之间的数。")
_LIMITS: Mapping[Holds, Callable[[Drawing, int, Setting], None]] = {
    Holds.TEXT: _no_limit,
    Holds.SCHEDULE: _no_limit,
    Holds.COLUMNS: _no_limit,
    Holds.WHOLE: _limit_number,
    Holds.NUMBER: _limit_number,
    Holds.CYCLE: _limit_list("cycles"),
    Holds.LANGUAGE: _limit_list("languages"),
    Holds.PAPER: _limit_list("papers"),
}
