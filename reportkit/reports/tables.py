"""分板块, 分领导, 分单位: one table of counts each, and below it the tasks behind every figure."""

from dataclasses import dataclass

from reportkit.address import address, column_letters, quoted
from reportkit.diagnostics import Severity
from reportkit.language.text import shorten
from reportkit.language.words import Words
from reportkit.model import Light, UnitState
from reportkit.reports import formulas, values
from reportkit.reports.draft import COUNT, HIDDEN, LIGHTS, LINE, RATE, ReportDraft, SheetName
from reportkit.reports.formulas import Counts, Live
from reportkit.reports.groups import By, TaskGroup, groups
from reportkit.reports.lists import NO_NAME
from reportkit.tally import Tally
from reportkit.workbook.heights import height
from reportkit.workbook.look import LOOK, VERDICT_WORD
from reportkit.workbook.sheet import Sheet

TOP = 4
"""Row of the first group, from 0."""
_WHO = {
    SheetName.SECTIONS: Words("Section", "板块"),
    SheetName.LEADERS: Words("Leader", "牵头领导"),
    SheetName.UNITS: Words("Lead unit", "牵头单位"),
}
_TITLES = {
    SheetName.SECTIONS: Words("By section", "分板块情况"),
    SheetName.LEADERS: Words("By leader", "分领导情况"),
    SheetName.UNITS: Words("By unit", "分单位情况"),
}
_NOTES = {
    SheetName.SECTIONS: Words("Figures link to the lists of tasks.", "点数字可到任务名单。"),
    SheetName.LEADERS: Words(
        "A task of two leaders counts for both; the total counts it once.",
        "两位领导共同牵头的任务在各自名下都计数，合计只计一次。点数字可到任务名单。",
    ),
    SheetName.UNITS: Words(
        "Only tasks a unit leads are counted; a task of two lead units counts for both, the total counts it once.",
        "只计牵头任务；两个单位共同牵头的任务在各自名下都计数，合计只计一次。点数字可到任务名单。",
    ),
}
_COUNTS = (Words("Tasks", "任务数"), Words("Reported", "已报"), Words("Reported, %", "填报率"))
_DONE_RATE = Words("Done, %", "完成率")
_RETURN = (
    Words("Return", "报送情况"),
    Words("Received", "收到日期"),
    Words("To mend", "须改"),
    Words("To check", "请核"),
)
_LATE = Words("{day} late", "{day}\n逾期")
_TOTAL = Words("Total, each task once", "合计（每项任务只计一次）")
_SUM = Words("Sum of the rows", "各行之和")
_OVERLAP = Words("Counted more than once", "其中重复计数")
_CHART_LABEL = 20
_LABEL_WIDTHS = {SheetName.SECTIONS: 32.0, SheetName.LEADERS: 30.0, SheetName.UNITS: 30.0}
_WIDTH = 10.0
_BY = {SheetName.SECTIONS: By.SECTION, SheetName.LEADERS: By.LEADER, SheetName.UNITS: By.UNIT}
_RETURN_WIDTHS = (18.0, 12.0, 8.0, 8.0)
_NOT_IN = "#E7E6E6"


@dataclass(frozen=True, slots=True)
class CountTable:
    """Where the counts of one sheet stand.

    Attributes:
        name: the sheet.
        groups: (name, counts), a row each.
        key: the hidden column of the tasks sheet that the formulas look into.
        lead: columns between the label and the counts.
    """

    name: SheetName
    groups: tuple[tuple[str, Tally], ...]
    key: str
    lead: int = 0

    @property
    def last(self) -> int:
        """Row of the last group, from 0."""
        return TOP + len(self.groups) - 1

    @property
    def tasks(self) -> int:
        """Column of the number of tasks."""
        return self.lead + 1

    def light(self, light: Light) -> int:
        """Column of a light."""
        return self.lead + 4 + LIGHTS.index(light)

    @property
    def width(self) -> int:
        """Its last visible column, from 0; two hidden ones follow."""
        return self.lead + 4 + len(LIGHTS)

    @property
    def chart_label(self) -> int:
        """Hidden column of names short enough for a chart."""
        return self.width + 1

    @property
    def is_in(self) -> int:
        """Hidden column that says whether a unit's return counts: `in` or `out`."""
        return self.width + 2

    @property
    def overlaps(self) -> bool:
        """True where a task may stand in several rows."""
        return self.name is not SheetName.SECTIONS

    @property
    def foot(self) -> int:
        """Its last row, totals included."""
        return self.last + (3 if self.overlaps else 1)

    def range(self, sheet: str, column: int) -> str:
        """Return a column of the table as a formula names it."""
        letters = column_letters(column)
        return f"{quoted(sheet)}!${letters}${TOP + 1}:${letters}${self.last + 1}"


def table_of(draft: ReportDraft, name: SheetName) -> CountTable:
    """Return the table of one of the three sheets."""
    view = draft.view
    match name:
        case SheetName.SECTIONS:
            return CountTable(name, view.sections, "section")
        case SheetName.LEADERS:
            return CountTable(name, view.leaders, "leader_names")
        case _:
            return CountTable(SheetName.UNITS, view.units, "unit_names", lead=len(_RETURN))


def draw_sections(draft: ReportDraft) -> None:
    """Draw the counts by section."""
    _draw(draft, SheetName.SECTIONS)


def draw_leaders(draft: ReportDraft) -> None:
    """Draw the counts by leader."""
    _draw(draft, SheetName.LEADERS)


def draw_units(draft: ReportDraft) -> None:
    """Draw the counts by unit, with what became of its return."""
    _draw(draft, SheetName.UNITS)


def _draw(draft: ReportDraft, name: SheetName) -> None:
    table = table_of(draft, name)
    wide = _LABEL_WIDTHS[name]
    sheet = draft.sheet(name, [wide, *_RETURN_WIDTHS[: table.lead], *[_WIDTH] * (table.width - table.lead)])
    for column in (table.chart_label, table.is_in):
        sheet.column(column, _WIDTH, hidden=True)
    draft.head(sheet, table.width, title=draft.say(_TITLES[name]), note=draft.say(_NOTES[name]))
    lights = [values.light_text(light, draft.lang) for light in LIGHTS]
    lead = [draft.say(words) for words in _RETURN[: table.lead]]
    counts = [draft.say(words) for words in _COUNTS]
    draft.headings(sheet, TOP - 1, [draft.say(_WHO[name]), *lead, *counts, *lights, draft.say(_DONE_RATE)])
    mine = [group for group in groups(draft.view) if group.by is _BY[name]]
    for row, group in enumerate(mine, start=TOP):
        _draw_group(draft, sheet, table, row, group)
    _draw_totals(draft, sheet, table)
    sheet.freeze(TOP, 1)
    draft.page_setup(sheet, (table.foot, table.width), head=TOP - 1, together=[(table.last, table.foot)])


def _draw_group(draft: ReportDraft, sheet: Sheet, table: CountTable, row: int, listed: TaskGroup) -> None:
    name, group, counted = table.name, listed.name, listed.counted
    style, label = LOOK.body.but(align="center" if name is not SheetName.SECTIONS else ""), group or draft.say(NO_NAME)
    sheet.put(row, 0, label, style)
    sheet.put(row, table.chart_label, shorten(label, _CHART_LABEL), HIDDEN)
    sheet.row(row, height([(group, _LABEL_WIDTHS[name])], style.size, least=24))
    if name is SheetName.UNITS:
        _draw_return(draft, sheet, table, row, draft.view.states.get(group))
    counts = Counts(draft.plan)
    found = (table.key, str(row - TOP + 1) if name is SheetName.SECTIONS else formulas.within(group))
    sent = ("senders", formulas.within(group)) if name is SheetName.UNITS else ("reported", "1")
    places = {light: draft.place(SheetName.LISTS, listed.first(light)) for light in LIGHTS if counted.lights[light]}
    start = draft.place(SheetName.LISTS, listed.row) if listed.tasks else ""
    draft.figure(sheet, (row, table.tasks), Live(counts.tasks(found), counted.tasks), place=start)
    draft.figure(sheet, (row, table.tasks + 1), Live(counts.tasks(found, sent), counted.reported), place=start)
    for light in LIGHTS:
        live = Live(counts.light(light, found), counted.lights[light])
        draft.figure(sheet, (row, table.light(light)), live, place=places.get(light, ""))
    _draw_rates(sheet, table, row, counted)


def _draw_rates(sheet: Sheet, table: CountTable, row: int, counted: Tally) -> None:
    """Write the shares of one row from the counts beside them."""
    whole = Live(address(row, table.tasks), counted.tasks)
    style = RATE if row <= table.last else LOOK.total.but(number=RATE.number)
    for column, part, count in (
        (table.tasks + 2, table.tasks + 1, counted.reported),
        (table.width, table.light(Light.BLUE), counted.lights[Light.BLUE]),
    ):
        percent = formulas.percent_of(Live(address(row, part), count), whole)
        sheet.formula(row, column, f"={percent.formula}", style, percent.value)


def _draw_return(draft: ReportDraft, sheet: Sheet, table: CountTable, row: int, state: UnitState | None) -> None:
    """Write what became of a unit's return."""
    if state is None:
        for column in range(1, table.lead + 1):
            sheet.put(row, column, None, LOOK.center)
        return
    fill = "" if state.is_merged else _NOT_IN
    sheet.put(row, 1, draft.say(VERDICT_WORD[state.verdict]), LOOK.center.but(fill=fill))
    late = draft.say(_LATE, day=state.received) if state.late and state.received else ""
    sheet.put(row, 2, late or state.received, LOOK.date.but(wrap=True))
    sheet.put(row, 3, state.to_mend, COUNT)
    sheet.put(row, 4, state.findings.get(Severity.WARNING, 0), COUNT)
    sheet.put(row, table.is_in, "out" if fill else "in", HIDDEN)
    if late:
        sheet.row(row, 32)


def _draw_totals(draft: ReportDraft, sheet: Sheet, table: CountTable) -> None:
    """Write the totals; where tasks stand in several rows, say by how much the rows exceed the tasks."""
    counts, total, row = Counts(draft.plan), draft.view.total, table.last + 1
    sheet.merge((row, 0), (row, table.lead), draft.say(_TOTAL), LOOK.total)
    sheet.row(row, LINE)
    figures = {
        table.tasks: Live(counts.tasks(), total.tasks),
        table.tasks + 1: Live(counts.tasks(("reported", "1")), total.reported),
        **{table.light(light): Live(counts.light(light), total.lights[light]) for light in LIGHTS},
    }
    for column, live in figures.items():
        draft.figure(sheet, (row, column), live, style=LOOK.total)
    _draw_rates(sheet, table, row, total)
    if not table.overlaps:
        return
    for place, words in ((row + 1, _SUM), (row + 2, _OVERLAP)):
        sheet.row(place, LINE)
        sheet.merge((place, 0), (place, table.lead), draft.say(words), LOOK.center)
        sheet.merge((place, table.tasks + 1), (place, table.tasks + 2), "", LOOK.center)
        sheet.put(place, table.width, None, LOOK.center)
    for column in (table.tasks, *(table.light(light) for light in LIGHTS)):
        cells = f"{address(TOP, column)}:{address(table.last, column)}"
        value = sum(_counted(table, tally, column) for _, tally in table.groups)
        draft.figure(sheet, (row + 1, column), Live(f"SUM({cells})", value))
        difference = f"{address(row + 1, column)}-{address(row, column)}"
        draft.figure(sheet, (row + 2, column), Live(difference, value - float(figures[column].value)))


def _counted(table: CountTable, tally: Tally, column: int) -> int:
    """Return the count that stands in a column."""
    by_column = {table.tasks: tally.tasks} | {table.light(light): tally.lights[light] for light in LIGHTS}
    return by_column[column]
