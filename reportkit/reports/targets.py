"""指标: every target against what is expected by now."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from reportkit.address import address, quoted
from reportkit.language.text import shorten
from reportkit.language.words import Words
from reportkit.model import Field, Kind, Progress, TargetProgress
from reportkit.reports import formulas, values
from reportkit.reports.draft import HIDDEN, ReportDraft, SheetName
from reportkit.reports.formulas import Live
from reportkit.reports.plan import falls_short
from reportkit.reports.view import View
from reportkit.workbook.heights import height
from reportkit.workbook.look import LOOK
from reportkit.workbook.sheet import Sheet

_TITLE = Words("Targets", "指标完成情况")
_NOTE = Words(
    "Counts and amounts are held against the schedule, the others directly against the target; caps are inverted.",
    "数量、金额类按序时比较，其余直接与目标值比较；控制类（≤）反向计算。点序号可到总表。",
)
_HEADINGS = (
    (Words("No.", "序号"), 6.0),
    (Words("Key task", "重点工作"), 30.0),
    (Words("Lead unit", "牵头单位"), 13.0),
    (Words("Indicator", "指标"), 26.0),
    (Words("Target", "目标值"), 11.0),
    (Words("Measure", "计量单位"), 11.0),
    (Words("Value so far", "完成值"), 10.0),
    (Words("Last period", "上期值"), 10.0),
    (Words("Share of the target, %", "完成率（%）"), 12.0),
    (Words("Expected by now, %", "序时应达（%）"), 12.0),
    (Words("Expected value", "序时应完成"), 11.0),
    (Words("Gap, points", "差距（百分点）"), 14.0),
)
_HEAD = 3
_WORK = 54
_LEAST = 32.5
_VALUE, _SHARE, _EXPECTED, _DUE, _GAP = 6, 8, 9, 10, 11
_TARGET = 4
_GROUPS = (
    (
        Words("Counts and amounts, against the schedule", "{number}、数量、金额类（按序时比较）"),
        (Kind.COUNT, Kind.AMOUNT),
    ),
    (
        Words("Levels, ratios and growth, against the target", "{number}、水平、比例、增长类（直接与目标比较）"),
        (Kind.LEVEL, Kind.RATIO, Kind.GROWTH),
    ),
    (Words("Stretch targets, for information", "{number}、力争类（不参与亮灯）"), (Kind.STRETCH,)),
    (Words("Aims without a digit, and scopes", "{number}、无数字要求和范围（不作比较）"), (Kind.IMPLICIT, Kind.SCOPE)),
)
_NOT_REPORTED = Words("not reported", "未报")
_NUMBERS = "一二三四"
_BAR = "#8EA9C1"


def draw_targets(draft: ReportDraft) -> None:
    """Draw the sheet of targets, by kind."""
    extra = _extra(draft.view)
    widths = [width for _, width in _HEADINGS] + [min(max(f.width, 10.0), 30.0) for f in extra]
    last = len(widths) - 1
    sheet = draft.sheet(SheetName.TARGETS, widths)
    draft.head(sheet, last, title=draft.say(_TITLE), note=draft.say(_NOTE))
    headings = [draft.say(words) for words, _ in _HEADINGS] + [f.label.text(draft.lang) for f in extra]
    draft.headings(sheet, _HEAD, headings)
    sheet.column(last + 1, 8.0, hidden=True)
    row, numbers = _HEAD + 1, iter(_NUMBERS)
    together: list[tuple[int, int]] = []
    for title, _, rows in _groups(draft.view):
        sheet.merge((row, 0), (row, last), draft.say(title, number=next(numbers)), LOOK.section)
        sheet.row(row, 22)
        heights = [_height(reached) for _, reached in rows]
        together += [(row, row + 1), *_draw_tasks(draft, sheet, row + 1, [progress for progress, _ in rows], heights)]
        for place, (progress, reached) in enumerate(rows, start=row + 1):
            _draw_target(draft, sheet, place, reached)
            sheet.row(place, heights[place - row - 1])
            for column, said in enumerate(_extra_texts(draft, progress, reached.target.no, extra), len(_HEADINGS)):
                sheet.put(place, column, said, LOOK.center)
        row += len(rows) + 1
    if row == _HEAD + 1:
        draft.nothing(sheet, row, last)
        row += 1
    sheet.bar((_HEAD + 1, _SHARE), (row - 1, _SHARE), _BAR)
    sheet.condition((_HEAD + 1, _GAP), (row - 1, _GAP), _behind(draft), {"bold": True, "font_color": "#9C0006"})
    sheet.freeze(_HEAD + 1, 1)
    draft.page_setup(sheet, (row - 1, last), head=_HEAD, together=together)


def _extra_texts(draft: ReportDraft, progress: Progress, target: int, extra: Sequence[Field]) -> list[str]:
    """Return what the speaker says of a target in the fields that the office added."""
    return [values.target_field_text(field, progress.speaker, target, draft.lang) for field in extra]


def _behind(draft: ReportDraft) -> str:
    corner = address(_HEAD + 1, _GAP)
    return f"=AND(ISNUMBER({corner}),{corner}<-{draft.view.settings.yellow})"


def _height(reached: TargetProgress) -> float:
    """Return the height that the texts of a target need."""
    target = reached.target
    return height([(target.indicator or target.quote, 26.0), (target.measure, 11.0)], LOOK.body.size, least=_LEAST)


def _draw_tasks(
    draft: ReportDraft, sheet: Sheet, row: int, tasks: Sequence[Progress], heights: list[float]
) -> list[tuple[int, int]]:
    """Write number, wording and unit of each task once, beside all of its targets; return the rows of each task.

    Rows whose heights do not make up what the wording or the unit's name needs are made higher.
    """
    places, top = [], row
    for _, run in groupby(tasks, key=lambda progress: progress.task.no):
        mine = list(run)
        task, end = mine[0].task, row + len(mine) - 1
        unit = task.leads[0].written if task.leads else ""
        work = shorten(task.work, _WORK * len(mine))
        for column, text in ((0, ""), (1, work), (2, unit)):
            sheet.merge((row, column), (end, column), text, LOOK.body if column == 1 else LOOK.center)
        draft.task_number(sheet, row, 0, mine[0])
        wanted = height([(work, _HEADINGS[1][1]), (unit, _HEADINGS[2][1])], LOOK.body.size)
        heights[end - top] += max(wanted - sum(heights[row - top : end - top + 1]), 0.0)
        places.append((row, end))
        row = end + 1
    return places


def _draw_target(draft: ReportDraft, sheet: Sheet, row: int, reached: TargetProgress) -> None:
    target = reached.target
    sheet.put(row, 3, target.indicator or target.quote, LOOK.body)
    sheet.put(row, _TARGET, target.value, LOOK.number.but(number=values.op_format(target.op)))
    sheet.put(row, 5, target.measure, LOOK.center)
    silent = draft.say(_NOT_REPORTED) if target.is_asked else None
    sheet.put(row, _VALUE, silent if reached.actual is None else reached.actual, LOOK.number)
    sheet.put(row, 7, reached.last, LOOK.number)
    _draw_figures(draft, sheet, row, reached)


def _draw_figures(draft: ReportDraft, sheet: Sheet, row: int, reached: TargetProgress) -> None:
    """Write share, expectation and gap as formulas, so that a value mended or typed in counts everywhere."""
    target, value, aim = reached.target, address(row, _VALUE), address(row, _TARGET)
    if target.is_asked:
        share = Live(formulas.share(target, value, aim), _or_nothing(reached.share))
        draft.figure(sheet, (row, _SHARE), share, style=LOOK.number)
    else:
        sheet.put(row, _SHARE, reached.share, LOOK.number)
    sheet.put(row, _EXPECTED, reached.expected, LOOK.number)
    prorated = target.kind.is_prorated and not target.is_cap and reached.expected is not None
    if prorated and target.value is not None and reached.expected is not None:
        due = f"{aim}*{address(row, _EXPECTED)}/100"
        draft.figure(sheet, (row, _DUE), Live(due, target.value * reached.expected / 100), style=LOOK.number)
    else:
        sheet.put(row, _DUE, target.value if reached.expected is not None else None, LOOK.number)
    if reached.expected is None:
        sheet.put(row, _GAP, None, LOOK.number)
    else:
        share_cell = address(row, _SHARE)
        gap = f'IF(ISNUMBER({share_cell}),ROUND({share_cell}-{address(row, _EXPECTED)},1),"")'
        style = LOOK.number.but(number="+0.0;-0.0;0")
        draft.figure(sheet, (row, _GAP), Live(gap, _or_nothing(reached.gap)), style=style)
    if _decides(reached):
        short = f"IF(ISNUMBER({value}),IF({formulas.is_met(target, value, aim)},0,1),0)"
        draft.figure(sheet, (row, _short_column(draft.view)), Live(short, int(falls_short(reached))), style=HIDDEN)


def _or_nothing(value: Decimal | None) -> Decimal | str:
    return "" if value is None else value


def _decides(reached: TargetProgress) -> bool:
    """Tell whether a target can decide the light of its task."""
    return reached.target.kind.drives_light and reached.target.value is not None


def _extra(view: View) -> list[Field]:
    """Return the target fields that the office added to its form."""
    return [f for f in view.round.template.target_fields if f.name not in ("actual", "share")]


def _short_column(view: View) -> int:
    """Return the hidden column that says whether a target that decides the light is not reached."""
    return len(_HEADINGS) + len(_extra(view))


def _groups(view: View) -> list[tuple[Words, int, list[tuple[Progress, TargetProgress]]]]:
    """Return title, row of the title and targets of each group that is not empty."""
    found, row = [], _HEAD + 1
    for title, kinds in _GROUPS:
        rows = [(p, t) for p in view.progress for t in p.targets if t.target.kind in kinds]
        if rows:
            found.append((title, row, rows))
            row += len(rows) + 1
    return found


def cells_of(draft: ReportDraft, progress: Progress) -> tuple[list[str], list[str]]:
    """Return the cells, as formulas name them, of gap and shortfall of the targets that decide a task's light."""
    if draft.target_rows is None:
        draft.target_rows = {
            (reached.target.task, reached.target.no): row
            for _, first, rows in _groups(draft.view)
            for row, (_, reached) in enumerate(rows, start=first + 1)
        }
    sheet = quoted(draft.names[SheetName.TARGETS])
    rows = [draft.target_rows[t.target.task, t.target.no] for t in progress.targets if _decides(t)]
    short = _short_column(draft.view)
    return [f"{sheet}!{address(row, _GAP)}" for row in rows], [f"{sheet}!{address(row, short)}" for row in rows]
