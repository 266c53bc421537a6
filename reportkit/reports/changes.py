"""变化: every task against the last period, worse and better first, and the run of all periods of the year."""

from reportkit.address import address, column_letters
from reportkit.language.text import shorten
from reportkit.language.words import Words
from reportkit.model import Light, Progress
from reportkit.reports import charts, values
from reportkit.reports.draft import COUNT, LIGHTS, ReportDraft, SheetName
from reportkit.reports.formulas import Counts, Live, text
from reportkit.reports.plan import LIGHT_RANK
from reportkit.workbook.heights import height
from reportkit.workbook.look import LIGHT_FILL, LIGHT_MARK, LOOK
from reportkit.workbook.sheet import Sheet

_TITLE = Words("Changes against {period}", "与{period}相比的变化")
_NOTE = Words(
    "Worse first, then better, then the rest. A better light: from ■ over ▲ and ● to ✔. On the right the whole year.",
    "先列变差，再列变好，再列其余。亮灯由差到好为 ■、▲、●、✔；○ 无法比较。右侧为全年各期亮灯。",
)
_RESTATED = Words(
    "Note: {n} returns for {period} ({units}), the last received on {day}, came to count after this period's first "
    "return; the comparison has changed with them.",
    "注意：{period}有 {n} 份报表（{units}）在本期首份报表之后才计入（最近一份 {day} 收到），与该期的比较已随之改变。",
)
_NOT_COUNTED = Words(
    "Note: {n} returns for {period} ({units}), the last received on {day}, came after that period was reported; its "
    "figures here are those reported then.",
    "注意：{period}有 {n} 份报表（{units}）在该期汇总之后才计入（最近一份 {day} 收到），此处该期的数字仍是当时汇总的。",
)
_JOIN = Words(", ", "、")
_MOST_UNITS = 6
_HEADINGS = (
    (Words("No.", "序号"), 6.0),
    (Words("Key task", "重点工作"), 40.0),
    (Words("Leaders", "牵头领导"), 9.0),
    (Words("Lead units", "牵头单位"), 14.0),
    (Words("Light then", "上期亮灯"), 10.0),
    (Words("Light now", "本期亮灯"), 10.0),
    (Words("Change", "变化"), 9.0),
    (Words("Percent then", "上期进度"), 9.0),
    (Words("Percent now", "本期进度"), 9.0),
    (Words("Points", "增减百分点"), 11.0),
)
_WORSE, _BETTER, _SAME = Words("worse ↓", "变差 ↓"), Words("better ↑", "变好 ↑"), Words("same", "持平")
_NO_BASE = Words("–", "–")
_INCOMPARABLE = Words("unknown", "无法比较")
_PERIOD = Words("Period", "报送期")
_ORDER = (-1, 1, 0, 2)
_CHANGE, _POINTS = 6, 9
_WORK = 72
_RUN_TOP = 3
_RUN_WIDTH = 7.0
_RUN_HEIGHT = 18.0
_CHART_WIDTH = 900


def direction(progress: Progress) -> int:
    """Return -1 for a worse light than last period, 1 for a better one, 0 for the same, 2 where one is missing."""
    now, last = LIGHT_RANK[progress.light], LIGHT_RANK[progress.last_light or Light.WHITE]
    if not now or not last:
        return 2
    return (now > last) - (now < last)


def draw_changes(draft: ReportDraft) -> None:
    """Draw the changes against the last period."""
    view = draft.view
    history = view.round.history
    last = len(_HEADINGS) - 1 + len(history) + 1
    sheet = draft.sheet(SheetName.CHANGES, [*(width for _, width in _HEADINGS), *[_RUN_WIDTH] * (len(history) + 1)])
    before = history[-1].period.label(draft.lang)
    note = draft.say(_NOTE) + "".join(f"\n{line}" for line in _restated(draft))
    draft.head(sheet, last, title=draft.say(_TITLE, period=before), note=note)
    if view.round.restated:
        sheet.row(2, height([(note, sum(width for _, width in _HEADINGS))], LOOK.note.size, least=16))
    head = _RUN_TOP + len(history) + 4 + _CHART_ROWS
    tasks = sorted(view.progress, key=lambda p: (_ORDER.index(direction(p)), view.urgency(p)))
    end = head + max(len(tasks), 1)
    _draw_run(draft, sheet, head, end)
    periods = [period.brief(draft.lang) for period in (*(earlier.period for earlier in history), view.round.period)]
    draft.headings(sheet, head, [*(draft.say(words) for words, _ in _HEADINGS), *periods])
    for row, progress in enumerate(tasks, start=head + 1):
        _draw_task(draft, sheet, row, progress)
    _color(draft, sheet, head + 1, end, last)
    draft.page_setup(sheet, (end, last), head=head, together=[(0, min(head + 1, end)), (head, min(head + 1, end))])


def _color(draft: ReportDraft, sheet: Sheet, first: int, end: int, last: int) -> None:
    """Let lights and directions look as they stand, also after somebody has edited them."""
    for column in (4, 5, *range(len(_HEADINGS), last + 1)):
        draft.color_lights(sheet, (first, column), (end, column))
    corner = address(first, _CHANGE)
    for words in (_WORSE, _BETTER):
        rule = f"={corner}={text(draft.say(words))}"
        sheet.condition((first, _CHANGE), (end, _CHANGE), rule, {"bold": True})


_CHART_ROWS = 15
_DIRECTIONS = 4


def _restated(draft: ReportDraft) -> list[str]:
    """Return lines on earlier periods of which returns came after they were reported, or after this one's first."""
    groups = list(dict.fromkeys((item.period, item.is_counted) for item in draft.view.round.restated))
    lines = []
    for period, is_counted in groups:
        mine = [item for item in draft.view.round.restated if (item.period, item.is_counted) == (period, is_counted)]
        units = draft.say(_JOIN).join(item.unit for item in mine[:_MOST_UNITS])
        day = max(item.came for item in mine)
        words = _RESTATED if is_counted else _NOT_COUNTED
        lines.append(draft.say(words, units=units, n=len(mine), day=day, period=period.label(draft.lang)))
    return lines


def _draw_run(draft: ReportDraft, sheet: Sheet, head: int, end: int) -> None:
    """Write how many tasks had each light in each period, and how many got better and worse; chart the run."""
    history = draft.view.round.history
    sheet.merge((_RUN_TOP, 0), (_RUN_TOP, 1), draft.say(_PERIOD), LOOK.heading)
    for column, light in enumerate(LIGHTS, start=2):
        sheet.put(_RUN_TOP, column, values.light_text(light, draft.lang), LOOK.heading)
    sheet.row(_RUN_TOP, 24)
    for place, earlier in enumerate(history):
        row = _RUN_TOP + 1 + place
        sheet.merge((row, 0), (row, 1), earlier.period.label(draft.lang), LOOK.center)
        sheet.row(row, _RUN_HEIGHT)
        for column, light in enumerate(LIGHTS, start=2):
            # What was reported then stays, also of tasks that stand no more and have no row here.
            sheet.put(row, column, sum(was is light for was in earlier.lights.values()), COUNT)
    row = _RUN_TOP + 1 + len(history)
    sheet.merge((row, 0), (row, 1), draft.view.period, LOOK.total)
    sheet.row(row, _RUN_HEIGHT)
    counts = Counts(draft.plan)
    for column, light in enumerate(LIGHTS, start=2):
        live = Live(counts.light(light), draft.view.total.lights[light])
        draft.figure(sheet, (row, column), live, style=LOOK.total)
    _draw_directions(draft, sheet, head, end)
    chart = charts.run(draft, (_RUN_TOP, row), 2, (head, len(_HEADINGS)))
    sheet.chart(max(row + 1, _RUN_TOP + _DIRECTIONS), 0, chart, width=_CHART_WIDTH, height=20 * _CHART_ROWS)


def _draw_directions(draft: ReportDraft, sheet: Sheet, head: int, end: int) -> None:
    """Write how many tasks got worse, better, or neither, and how many cannot be compared."""
    letters = column_letters(_CHANGE)
    for row, (words, which) in enumerate(((_WORSE, -1), (_BETTER, 1), (_SAME, 0), (_NO_BASE, 2)), start=_RUN_TOP):
        count = sum(direction(p) == which for p in draft.view.progress)
        formula = f"COUNTIF(${letters}${head + 2}:${letters}${end + 1},{text(draft.say(words))})"
        sheet.put(row, 8, draft.say(_INCOMPARABLE if words is _NO_BASE else words), LOOK.heading)
        draft.figure(sheet, (row, 9), Live(formula, count), style=COUNT)
    sheet.row(_RUN_TOP + _DIRECTIONS - 1, _RUN_HEIGHT)


def _draw_task(draft: ReportDraft, sheet: Sheet, row: int, progress: Progress) -> None:
    task, plan = progress.task, draft.plan
    work, units = shorten(task.work, _WORK), values.names(ref.written for ref in task.leads)
    draft.task_number(sheet, row, 0, progress)
    sheet.put(row, 1, work, LOOK.body)
    sheet.put(row, 2, values.names(task.leaders), LOOK.center)
    sheet.put(row, 3, units, LOOK.center)
    _put_light(draft, sheet, row, 4, progress.last_light)
    draft.task_light(sheet, row, 5, progress)
    words = {-1: _WORSE, 1: _BETTER, 0: _SAME, 2: _NO_BASE}
    now, last = plan.cell("rank", task.no), LIGHT_RANK[progress.last_light or Light.WHITE]
    none, worse, better, same = (text(draft.say(words[which])) for which in (2, -1, 1, 0))
    formula = f"IF({now}=0,{none},IF({now}<{last},{worse},IF({now}>{last},{better},{same})))" if last else none
    draft.figure(sheet, (row, _CHANGE), Live(formula, draft.say(words[direction(progress)])), style=LOOK.center)
    _draw_percent(draft, sheet, row, progress)
    for column, earlier in enumerate(draft.view.round.history, start=len(_HEADINGS)):
        _put_mark(sheet, row, column, earlier.lights.get(task.no))
    now_mark = Live(f"LEFT({plan.cell('light', task.no)},1)", LIGHT_MARK[progress.light])
    style = LOOK.center.but(fill=LIGHT_FILL[progress.light], wrap=False)
    draft.figure(sheet, (row, len(_HEADINGS) + len(draft.view.round.history)), now_mark, style=style)
    texts = [(work, 40.0), (units, 14.0), (values.names(task.leaders), 9.0)]
    sheet.row(row, height(texts, LOOK.body.size, least=30))


def _draw_percent(draft: ReportDraft, sheet: Sheet, row: int, progress: Progress) -> None:
    now, last = progress.percent, progress.last_percent
    cell = draft.plan.cell("percent", progress.task.no)
    sheet.put(row, 7, last, LOOK.percent)
    draft.figure(sheet, (row, 8), Live(f'IF({cell}="","",{cell})', "" if now is None else now), style=LOOK.percent)
    then, here = address(row, 7), address(row, 8)
    # Both are exact; so is their difference but for the noise of binary fractions.
    points = Live(
        f'IF(OR({then}="",{here}=""),"",ROUND({here}-{then},9))', "" if now is None or last is None else now - last
    )
    draft.figure(sheet, (row, _POINTS), points, style=LOOK.number.but(number="+0.##;-0.##;0"))


def _put_mark(sheet: Sheet, row: int, column: int, light: Light | None) -> None:
    """Write the mark of a light alone: the run of twelve months is read at a glance."""
    mark, fill = (LIGHT_MARK[light], LIGHT_FILL[light]) if light else ("", "")
    sheet.put(row, column, mark, LOOK.center.but(fill=fill, wrap=False))


def _put_light(draft: ReportDraft, sheet: Sheet, row: int, column: int, light: Light | None) -> None:
    text_ = "" if light is None else values.light_text(light, draft.lang)
    sheet.put(row, column, text_, LOOK.center.but(fill=LIGHT_FILL[light] if light else "", wrap=False))
