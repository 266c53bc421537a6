"""总表: all tasks in the list's own order and look, and the hidden columns that every figure counts."""

from collections.abc import Sequence
from decimal import Decimal

from reportkit.address import address, quoted
from reportkit.language.words import Words, joined
from reportkit.model import Progress
from reportkit.reports import formulas, targets, values
from reportkit.reports.draft import HIDDEN, ReportDraft, SheetName
from reportkit.reports.method import light_list, status_list
from reportkit.reports.plan import (
    LIGHT_RANK,
    TOP,
    TaskColumn,
    TaskRows,
    barred,
    hidden_values,
    is_short,
    project_runs,
    section_height,
    worst_gap,
)
from reportkit.workbook.heights import height
from reportkit.workbook.look import LIGHT_FILL, LOOK
from reportkit.workbook.sheet import Sheet
from reportkit.workbook.style import Style

_HEAD = TOP - 1
_PROMPT = Words(
    "Choose a status or a light: the figures of all sheets follow.",
    "可在此改状态或亮灯，各表数字随之变动。",
)
_EDIT = Words("Editing", "改动")
_WITHDRAWN = Words(
    "Withdrawn on {day}, not counted: {no}. {work} ({units})", "已撤销、不计入（{day}）：{no}. {work}（{units}）"
)
_WITHDRAWN_STYLE = LOOK.note.but(border=LOOK.body.border, color="#404040")


def draw_tasks(draft: ReportDraft) -> None:
    """Draw the sheet of all tasks."""
    plan = draft.plan
    sheet = draft.sheet(SheetName.TASKS, [column.width for column in plan.columns])
    for place, column in enumerate(plan.columns):
        sheet.column(place, column.width, hidden=column.hidden)
    last = len(plan.visible) - 1
    draft.head(sheet, last, note=draft.legend())
    draft.headings(sheet, _HEAD, [column.heading for column in plan.columns])
    for name, row in plan.sections:
        sheet.merge((row, 0), (row, last), name, LOOK.section)
        sheet.row(row, section_height())
    for row_ in plan.rows:
        _draw_row(draft, sheet, row_)
    end = _draw_withdrawn(draft, sheet, last)
    _draw_projects(draft, sheet, _page_setup(draft, sheet, (end, last)))
    _follow_edits(draft, sheet)
    sheet.freeze(TOP, plan.column("work"))
    sheet.zoom(85)


def _page_setup(draft: ReportDraft, sheet: Sheet, last: tuple[int, int]) -> list[int]:
    """Set up printing: in the workbook of the whole round a section begins a page; return where pages begin."""
    plan = draft.plan
    starts = [row for _, row in plan.sections[1:]] if draft.is_whole else []
    together = [(row, row + 1) for _, row in plan.sections] + [(row.first, row.last) for row in plan.rows]
    return draft.page_setup(sheet, last, head=_HEAD, a3=True, starts=starts, together=together)


def _draw_withdrawn(draft: ReportDraft, sheet: Sheet, last: int) -> int:
    """Name the withdrawn tasks below the list, so that nobody asks where a number went; return the last row."""
    row = draft.plan.last
    for task in draft.view.withdrawn:
        row += 1
        units = joined([ref.written for ref in task.leads], draft.lang)
        words = draft.say(_WITHDRAWN, no=task.no, work=task.work, day=task.withdrawn, units=units)
        sheet.merge((row, 0), (row, last), words, _WITHDRAWN_STYLE)
        wide = sum(column.width for column in draft.plan.visible)
        sheet.row(row, height([(words, wide)], _WITHDRAWN_STYLE.size, least=section_height()))
    return row


def _draw_row(draft: ReportDraft, sheet: Sheet, row: TaskRows) -> None:
    plan = draft.plan
    for number in range(row.first, row.last + 1):
        sheet.row(number, row.height)
    for place, column in enumerate(plan.visible):
        if column.key == "project":
            continue
        if row.span > 1:
            sheet.merge((row.first, place), (row.last, place), "", _style(column, row))
        _draw_cell(draft, sheet, row, place, column)
    hidden = hidden_values(row, draft.view)
    for key, value in hidden.items():
        sheet.put(row.first, plan.column(key), value, HIDDEN)
    _draw_hidden_formulas(draft, sheet, row)


def _style(column: TaskColumn, row: TaskRows) -> Style:
    named = {"percent": LOOK.percent, "expected_date": LOOK.date}
    style = named.get(column.key, LOOK.center if column.centered else LOOK.body)
    if column.key == "light":
        style = style.but(fill=LIGHT_FILL[row.progress.light])
    if column.key in row.numbers:
        style = style.but(number=row.numbers[column.key])
    # A task that goes on over several pages is named where it begins.
    return style.but(valign="top") if row.span > 1 else style


def _draw_cell(draft: ReportDraft, sheet: Sheet, row: TaskRows, place: int, column: TaskColumn) -> None:
    style, value = _style(column, row), row.cells.get(column.key)
    view = draft.view
    if column.key == "light":
        labels = values.status_labels(view.round.template, draft.lang)
        rules = formulas.Rules(view.settings, labels, view.round.period)
        formula = formulas.light(draft.plan, row, rules)
        sheet.formula(row.first, place, f"={formula}", style, str(value))
    elif column.key == "reason":
        formula = formulas.reason(draft.plan, row, draft.lang)
        sheet.formula(row.first, place, f"={formula}", style, str(value))
    else:
        sheet.put(row.first, place, value, style)


def _draw_hidden_formulas(draft: ReportDraft, sheet: Sheet, row: TaskRows) -> None:
    plan, progress = draft.plan, row.progress

    def at(key: str) -> str:
        return address(row.first, plan.column(key))

    reported = int(progress.speaker is not None)
    live = {
        "code": (formulas.code(at("light")), progress.light.value),
        "rank": (formulas.rank(at("code")), LIGHT_RANK[progress.light]),
        "reported": (f'IF({at("status")}&{at("percent")}&{at("target_gap")}="",{reported},1)', reported),
        **_targets(draft, progress),
        "leader_names": (formulas.names_in(at("leaders")), barred(tuple(dict.fromkeys(progress.task.leaders)))),
    }
    for key, (formula, value) in live.items():
        sheet.formula(row.first, plan.column(key), f"={formula}", HIDDEN, value)


def _targets(draft: ReportDraft, progress: Progress) -> dict[str, tuple[str, str | float | Decimal]]:
    """Return what the targets that decide a task's light come to: the worst gap, and whether one is not reached."""
    gaps, shorts = targets.cells_of(draft, progress)
    if not gaps:
        return {}
    gap = worst_gap(progress)
    return {
        "target_gap": (formulas.worst(gaps), "" if gap is None else gap),
        "target_short": (f"IF(SUM({','.join(shorts)})>0,1,0)", int(is_short(progress))),
    }


def _draw_projects(draft: ReportDraft, sheet: Sheet, starts: Sequence[int]) -> None:
    """Write each project once beside its tasks, and once more where they go on on another page."""
    place = draft.plan.column("project")
    for rows in project_runs(draft.plan.rows, starts):
        first, last = rows[0], rows[-1]
        sheet.merge((first.first, place), (last.last, place), first.progress.task.project or "", LOOK.center)


def _follow_edits(draft: ReportDraft, sheet: Sheet) -> None:
    """Let people choose another status or light, and let the colour follow."""
    plan, method = draft.plan, quoted(draft.names[SheetName.METHOD])
    for key, (first, last) in (("status", status_list(draft.view)), ("light", light_list())):
        column = plan.column(key)
        source = f"={method}!$A${first + 1}:$A${last + 1}"
        sheet.list_of(
            (TOP, column), (plan.last, column), source, title=draft.say(_EDIT), prompt=draft.say(_PROMPT), strict=False
        )
    column = plan.column("light")
    draft.color_lights(sheet, (TOP, column), (plan.last, column))
    percent = plan.column("percent")
    if not plan.columns[percent].hidden:
        options = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 100}
        sheet.validation((TOP, percent), (plan.last, percent), options)
