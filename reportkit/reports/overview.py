"""总览: the round on one page: figures, the sentence an office would write, charts, the ten most urgent tasks."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportkit.address import address
from reportkit.language.periods import Span
from reportkit.language.text import shorten
from reportkit.language.words import Words
from reportkit.model import Light, Progress, Status
from reportkit.reports import attention, charts, tables, values
from reportkit.reports.draft import HIDDEN, LIGHTS, LINE, ReportDraft, SheetName
from reportkit.reports.formulas import Counts, Live, percent_of, percent_words, spelt, text
from reportkit.reports.view import Part
from reportkit.workbook.heights import height
from reportkit.workbook.look import LIGHT_FILL, LIGHT_WORD, LOOK
from reportkit.workbook.sheet import Sheet

_COLUMNS, _WIDTH, _PIXELS = 16, 13.0, 96
_LAST = _COLUMNS - 1
_ZOOM = 75
"""All lights are in sight on a small screen without scrolling."""
_LABELS, _NUMBERS, _SHARES, _SENTENCE, _CHARTS, _CHART_ROWS = 3, 4, 5, 6, 7, 13
_CHART_ROW_HEIGHT = 20.0
_URGENT = _CHARTS + _CHART_ROWS
_DATA = _COLUMNS + 1  # hidden: names and figures of the chart of lights
_MOST = 10
_TILE_TASKS, _TILE_RETURNS, _TILE_REPORTED, _TILE_LIGHTS = 0, 2, 4, 6

_ALL = Words("Tasks", "任务总数")
_RETURNS = Words("Units returned", "单位报送率")
_REPORTED = Words("Tasks reported", "已报任务")
_OF_UNITS = Words("{n} of {all} units", "{all} 个单位已报 {n} 个")
_LEADERS_AND_UNITS = Words("{leaders} leaders, {units} lead units", "{leaders} 位领导、{units} 个单位")
_UNITS = Words("{units} lead units", "{units} 个牵头单位")
_TASKS_SENTENCE = Words(
    "At the end of {period}, of {tasks} key tasks{subject}", "截至{period}末，{subject}重点工作共 {tasks} 项"
)
_YEAR = Words("{year}", "{year}年")
_ANEW = Words("Settled anew by the list of today.", "按现在的任务单重新汇总。")
_LIGHT_ITEM = Words(", {n} are {word} ({share})", "，{word} {n} 项（{share}）")
_ASK_SENTENCE = Words(
    " {n} tasks ask for something to be settled (“{sheet}”).", "提出需协调事项的 {n} 项，见“{sheet}”。"
)
_RETURN_SENTENCE = Words(
    " {all} lead units were asked, {n} returns count ({share}).",
    "应报单位 {all} 个，已接收 {n} 个，报送率 {share}。",
)
_STATUS_SENTENCE = Words(" In the units' own words: ", "各单位自报：")
_STATUS_ITEM = Words("{label} {n}", "{label} {n} 项")
_STATUS_JOIN = Words(", ", "、")
_STOP = Words(".", "。")
_SHARED = Words(
    " {n} of these tasks are led together with other leaders and stand in their reports too.",
    "其中 {n} 项与其他领导共同牵头，在其报告中同时列出。",
)
_ABSENT_SENTENCE = Words(" Nothing that counts came from {units}.", "未报送或退回的单位：{units}。")
_AND_MORE = Words("{units} and others, {n} units", "{units}等 {n} 个")
_MOST_UNITS = 6
_HIS = Words(" led by {name}", "{name}牵头的")
_SECTION = Words(" of this section", "本板块")
_URGENT_TITLE = Words("The most urgent tasks", "最需关注的任务")
_EDITED_SINCE = Words(" (as merged; {n} tasks were edited since)", "（汇总时的名单和理由，其后有 {n} 项任务被改动）")
_URGENT_HEADS = (
    (Words("No.", "序号"), 0, 0),
    (Words("Key task", "重点工作"), 1, 3),
    (Words("Leaders", "牵头领导"), 4, 4),
    (Words("Lead units", "牵头单位"), 5, 6),
    (Words("Light", "亮灯"), 7, 7),
    (Words("Why", "理由"), 8, 11),
    (Words("Problem, and what is asked for", "存在问题及需协调事项"), 12, 15),
)
_LIGHT_COLUMN = 7
_CENTERED = (4, 5)
_ASKS = Words("Asked for: {text}", "需协调：{text}")
_NOTHING_URGENT = Words("No task is lagging or to be watched.", "没有滞后或预警的任务。")
_BY_NOW = Words(
    "By now {n} tasks are lagging or to be watched; see “{sheet}”.",
    "经改动，现有滞后或预警的任务 {n} 项，见“{sheet}”。",
)
_UNKNOWN = Words(
    "No task is known to be lagging or to be watched; {n} are not reported.",
    "没有滞后或预警的任务，但有 {n} 项未报或无法判定。",
)
_WORK = 72
_REASON = 150
_PROBLEM, _ASKED = 64, 64

_TILE_LABEL = LOOK.heading
_TILE_NUMBER = LOOK.total.but(size=20, fill="")
_TILE_SHARE = LOOK.number.but(number=LOOK.percent.number, size=9, color="#404040")
_TILE_NOTE = LOOK.center.but(size=9, color="#404040", shrink=True, wrap=False)
_PROSE = LOOK.body.but(size=12, border="", valign="vcenter")


def draw_overview(draft: ReportDraft) -> None:
    """Draw the overview; it fits one page."""
    sheet = draft.sheet(SheetName.OVERVIEW, [_WIDTH] * _COLUMNS)
    for column in range(_COLUMNS, _DATA + 2):
        sheet.column(column, _WIDTH, hidden=True)
    anew = f"    {draft.say(_ANEW)}" if draft.view.round.is_anew else ""
    draft.head(sheet, _LAST, note=draft.legend() + anew)
    _draw_tiles(draft, sheet)
    sentence = _sentence(draft)
    sheet.merge((_SENTENCE, 0), (_SENTENCE, _LAST), "", _PROSE)
    draft.figure(sheet, (_SENTENCE, 0), sentence, style=_PROSE)
    sheet.row(_SENTENCE, height([(str(sentence.value), _WIDTH * _COLUMNS)], 12, least=40, spare=10))
    _draw_charts(draft, sheet)
    last = _draw_urgent(draft, sheet)
    draft.page_setup(sheet, (last, _LAST), one_page=True)
    sheet.zoom(_ZOOM)
    sheet.activate()


@dataclass(frozen=True, slots=True)
class _Tile:
    """One large figure: its first column, what it counts, the figure, its colour and where it leads."""

    column: int
    label: str
    live: Live
    place: str
    fill: str = _TILE_LABEL.fill


def _put_tile(draft: ReportDraft, sheet: Sheet, tile: _Tile) -> None:
    first, last = tile.column, tile.column + 1
    sheet.merge((_LABELS, first), (_LABELS, last), tile.label, _TILE_LABEL.but(fill=tile.fill))
    number = _TILE_NUMBER.but(number=LOOK.percent.number if isinstance(tile.live.value, float) else "0")
    sheet.merge((_NUMBERS, first), (_NUMBERS, last), "", number)
    draft.figure(sheet, (_NUMBERS, first), tile.live, style=number, place=tile.place)


def _draw_tiles(draft: ReportDraft, sheet: Sheet) -> None:
    """Draw the figures of the round, each a link to what it counts."""
    counts, total = Counts(draft.plan), draft.view.total
    for row, tall in ((_LABELS, 20), (_NUMBERS, 34), (_SHARES, 18)):
        sheet.row(row, tall)
    tasks = Live(counts.tasks(), total.tasks)
    _put_tile(draft, sheet, _Tile(_TILE_TASKS, draft.say(_ALL), tasks, draft.place(SheetName.TASKS)))
    sheet.merge((_SHARES, _TILE_TASKS), (_SHARES, _TILE_TASKS + 1), "", _TILE_NOTE)
    draft.figure(sheet, (_SHARES, _TILE_TASKS), _who(draft), style=_TILE_NOTE)
    all_units, in_units = _returns(draft)
    rate = percent_of(in_units, Live(f"({all_units.formula})", all_units.value))
    _put_tile(draft, sheet, _Tile(_TILE_RETURNS, draft.say(_RETURNS), rate, draft.place(SheetName.UNITS)))
    sheet.merge((_SHARES, _TILE_RETURNS), (_SHARES, _TILE_RETURNS + 1), "", _TILE_NOTE)
    note = spelt(draft.say_raw(_OF_UNITS), {"n": in_units, "all": all_units})
    draft.figure(sheet, (_SHARES, _TILE_RETURNS), note, style=_TILE_NOTE)
    reported = Live(counts.tasks(("reported", "1")), total.reported)
    place = draft.place(SheetName.SECTIONS) or draft.place(SheetName.UNITS)
    _put_tile(draft, sheet, _Tile(_TILE_REPORTED, draft.say(_REPORTED), reported, place))
    _put_share(draft, sheet, _TILE_REPORTED, total.reported)
    for number, light in enumerate(LIGHTS):
        column = _TILE_LIGHTS + 2 * number
        live = Live(counts.light(light), total.lights[light])
        label = values.light_text(light, draft.lang)
        _put_tile(draft, sheet, _Tile(column, label, live, _place(draft, light), LIGHT_FILL[light]))
        _put_share(draft, sheet, column, total.lights[light])
        sheet.put(_LABELS + number, _DATA, label, HIDDEN)
        cell = Live(address(_NUMBERS, column), total.lights[light])
        draft.figure(sheet, (_LABELS + number, _DATA + 1), cell, style=HIDDEN)


def _put_share(draft: ReportDraft, sheet: Sheet, column: int, count: int) -> None:
    """Write what part of all tasks stands in the tile above."""
    tasks = draft.view.total.tasks
    live = percent_of(Live(address(_NUMBERS, column), count), Live(address(_NUMBERS, _TILE_TASKS), tasks))
    sheet.merge((_SHARES, column), (_SHARES, column + 1), "", _TILE_SHARE)
    draft.figure(sheet, (_SHARES, column), live, style=_TILE_SHARE)


def _place(draft: ReportDraft, light: Light) -> str:
    """Return where the tasks with a light are listed."""
    if not draft.view.total.lights[light]:
        return ""
    for block in attention.blocks(draft.view):
        if block.light is light:
            return draft.place(SheetName.ATTENTION, block.row)
    if light is Light.WHITE and SheetName.MISSING in draft.names:
        return draft.place(SheetName.MISSING)
    return draft.plan.place(next(p.task.no for p in draft.view.progress if p.light is light))


def _returns(draft: ReportDraft) -> tuple[Live, Live]:
    """Return how many units were asked, and how many returns count."""
    table = tables.table_of(draft, SheetName.UNITS)
    cells = table.range(draft.names[SheetName.UNITS], table.is_in)
    states = [draft.view.states[name] for name, _ in table.groups if name in draft.view.states]
    merged = sum(state.verdict is not None and state.verdict.is_merged for state in states)
    return Live(f'COUNTIF({cells},"in")+COUNTIF({cells},"out")', len(states)), Live(f'COUNTIF({cells},"in")', merged)


def _who(draft: ReportDraft) -> Live:
    """Return how many leaders have a task, and how many units stand in the table of units."""
    table = tables.table_of(draft, SheetName.UNITS)
    named = f'COUNTIF({table.range(draft.names[SheetName.UNITS], table.chart_label)},"?*")'
    units = Live(named, len(table.groups))
    if draft.view.part is Part.LEADER:
        return spelt(draft.say_raw(_UNITS), {"units": units})
    table = tables.table_of(draft, SheetName.LEADERS)
    busy = f'COUNTIF({table.range(draft.names[SheetName.LEADERS], table.tasks)},">0")'
    return spelt(draft.say_raw(_LEADERS_AND_UNITS), {"leaders": Live(busy, len(table.groups)), "units": units})


def _sentence(draft: ReportDraft) -> Live:
    """Return the paragraph an office would write, in figures that follow every edit (bulletin of Jinzhai 2025)."""
    view = draft.view
    subjects = {Part.LEADER: draft.say(_HIS, name=view.subject), Part.SECTION: draft.say(_SECTION)}
    tasks = Live(address(_NUMBERS, _TILE_TASKS), view.total.tasks)
    period = draft.say(_YEAR, year=str(view.round.period)) if view.round.period.span is Span.YEAR else view.period
    found: dict[str, Live | str] = {"period": period, "tasks": tasks, "subject": subjects.get(view.part, "")}
    parts = [spelt(draft.say_raw(_TASKS_SENTENCE), found), *_lights(draft), _plain(draft.say(_STOP))]
    asking = Live(Counts(draft.plan).tasks(("asks", "1")), sum(bool(values.asked(p)) for p in view.progress))
    parts.append(
        _unless_none(
            asking, spelt(draft.say_raw(_ASK_SENTENCE), {"n": asking, "sheet": draft.names[SheetName.ATTENTION]})
        )
    )
    all_units, in_units = _returns(draft)
    rate = percent_words(address(_NUMBERS, _TILE_RETURNS), percent_of(in_units, all_units))
    parts.append(spelt(draft.say_raw(_RETURN_SENTENCE), {"all": all_units, "n": in_units, "share": rate}))
    parts += [*_absent(draft), *_own_words(draft)]
    if view.part is Part.LEADER:
        count = Counts(draft.plan).tasks(("leader_names", text("|*|*|")))
        shared = Live(count, sum(len(p.task.leaders) > 1 for p in view.progress))
        parts.append(_unless_none(shared, spelt(draft.say_raw(_SHARED), {"n": shared})))
    return _joined(parts)


def _lights(draft: ReportDraft) -> list[Live]:
    """Return how many tasks have each light; a light that no task has is not named."""
    parts = []
    for number, light in enumerate(LIGHTS):
        count = draft.view.total.lights[light]
        live = Live(address(_NUMBERS, _TILE_LIGHTS + 2 * number), count)
        share = address(_SHARES, _TILE_LIGHTS + 2 * number)
        percent = percent_words(share, percent_of(live, Live("", draft.view.total.tasks)))
        found: dict[str, Live | str] = {"n": live, "word": LIGHT_WORD[light].text(draft.lang), "share": percent}
        parts.append(_unless_none(live, spelt(draft.say_raw(_LIGHT_ITEM), found)))
    return parts


def _absent(draft: ReportDraft) -> list[Live]:
    """Return the units of which no return counts, the first few by name."""
    states = draft.view.round.units if draft.view.part is Part.ROUND else ()
    names = [state.unit.name for state in states if state.verdict is None or not state.verdict.is_merged]
    units = draft.say(_STATUS_JOIN).join(names[:_MOST_UNITS])
    if len(names) > _MOST_UNITS:
        units = draft.say(_AND_MORE, units=units, n=len(names))
    return [_plain(draft.say(_ABSENT_SENTENCE, units=units))] if names else []


def _own_words(draft: ReportDraft) -> list[Live]:
    """Return what the units say of themselves, status by status; a status that nobody chose is not named."""
    labels = values.status_labels(draft.view.round.template, draft.lang)
    counts, join = Counts(draft.plan), draft.say(_STATUS_JOIN)
    order = (Status.DONE, Status.AHEAD, Status.ON_TRACK, Status.LAGGING, Status.NOT_STARTED, Status.OTHER)
    items = []
    for status in order:
        count = Live(counts.status(labels[status.value]), draft.view.total.status[status])
        found: dict[str, Live | str] = {"label": labels[status.value], "n": count}
        items.append(_unless_none(count, spelt(join + draft.say_raw(_STATUS_ITEM), found)))
    said = _joined(items)
    whole = _joined(
        [
            _plain(draft.say(_STATUS_SENTENCE)),
            Live(f"MID({said.formula},{len(join) + 1},999)", str(said.value)[len(join) :]),
            _plain(draft.say(_STOP)),
        ]
    )
    anything = Live(f"LEN({said.formula})", len(str(said.value)))
    return [_unless_none(anything, whole)]


def _plain(words: str) -> Live:
    return Live(text(words), words)


def _joined(parts: Sequence[Live]) -> Live:
    return Live("&".join(part.formula for part in parts), "".join(str(part.value) for part in parts))


def _unless_none(count: Live, words: Live) -> Live:
    """Return words that are not said where there is nothing to count."""
    return Live(f'IF({count.formula}=0,"",{words.formula})', words.value if count.value else "")


def _draw_charts(draft: ReportDraft, sheet: Sheet) -> None:
    """Draw the lights, and the lights by section and by leader (by unit in a leader's workbook)."""
    for row in range(_CHARTS, _CHARTS + _CHART_ROWS):
        sheet.row(row, _CHART_ROW_HEIGHT)
    tall = int(_CHART_ROWS * _CHART_ROW_HEIGHT * 4 / 3) - 6
    wide = _COLUMNS * _PIXELS
    by_light = charts.by_light(draft, sheet.name, (_LABELS, _LABELS + len(LIGHTS) - 1), _DATA)
    others = [name for name in (SheetName.SECTIONS, SheetName.LEADERS, SheetName.UNITS) if _is_charted(draft, name)][:2]
    first = wide // 4 if others else wide
    sheet.chart(_CHARTS, 0, by_light, width=first - 6, height=tall)
    rest = (wide - first) // max(len(others), 1)
    for number, name in enumerate(others):
        column = (first + number * rest) // _PIXELS
        sheet.chart(_CHARTS, column, charts.stacked(draft, tables.table_of(draft, name)), width=rest - 6, height=tall)


def _is_charted(draft: ReportDraft, name: SheetName) -> bool:
    """Tell whether a table is worth a chart: the workbook has it and it has some rows, not too many for one page."""
    return name in draft.names and 1 <= len(tables.table_of(draft, name).groups) <= _MOST * 2


def _draw_urgent(draft: ReportDraft, sheet: Sheet) -> int:
    """Draw the tasks that want a decision first; return the last row used."""
    tasks = draft.view.with_light(Light.RED, Light.YELLOW)[:_MOST]
    sheet.merge((_URGENT, 0), (_URGENT, _LAST), "", LOOK.section)
    draft.figure(sheet, (_URGENT, 0), _urgent_title(draft), style=LOOK.section)
    sheet.row(_URGENT, 20)
    if not tasks:
        sheet.merge((_URGENT + 1, 0), (_URGENT + 1, _LAST), "", LOOK.body)
        draft.figure(sheet, (_URGENT + 1, 0), _nothing_urgent(draft), style=LOOK.body)
        sheet.row(_URGENT + 1, LINE)
        return _URGENT + 1
    sheet.row(_URGENT + 1, LINE)
    for words, first, last in _URGENT_HEADS:
        sheet.merge((_URGENT + 1, first), (_URGENT + 1, last), draft.say(words), LOOK.heading)
    for row, progress in enumerate(tasks, start=_URGENT + 2):
        _draw_task(draft, sheet, row, progress)
    end = _URGENT + 1 + len(tasks)
    draft.color_lights(sheet, (_URGENT + 2, _LIGHT_COLUMN), (end, _LIGHT_COLUMN))
    return end


def _urgent_title(draft: ReportDraft) -> Live:
    """Return what stands above the list, which stays as it was merged: an edit of a task is told here."""
    edited = Live(Counts(draft.plan).edited(draft.lang), 0)
    return _joined(
        [_plain(draft.say(_URGENT_TITLE)), _unless_none(edited, spelt(draft.say_raw(_EDITED_SINCE), {"n": edited}))]
    )


def _nothing_urgent(draft: ReportDraft) -> Live:
    """Return what is said instead of a list: that there is nothing urgent, as long as no edit makes it untrue."""
    red, yellow, white = (
        Live(address(_NUMBERS, _TILE_LIGHTS + 2 * LIGHTS.index(light)), draft.view.total.lights[light])
        for light in (Light.RED, Light.YELLOW, Light.WHITE)
    )
    urgent = Live(f"{red.formula}+{yellow.formula}", 0)
    by_now = spelt(draft.say_raw(_BY_NOW), {"n": urgent, "sheet": draft.names[SheetName.TASKS]})
    unknown = spelt(draft.say_raw(_UNKNOWN), {"n": white})
    nothing = _plain(draft.say(_NOTHING_URGENT))
    return Live(
        f"IF({urgent.formula}>0,{by_now.formula},IF({white.formula}>0,{unknown.formula},{nothing.formula}))",
        unknown.value if white.value else nothing.value,
    )


def _draw_task(draft: ReportDraft, sheet: Sheet, row: int, progress: Progress) -> None:
    task = progress.task
    texts = ("", shorten(task.work, _WORK), values.names(task.leaders), values.names(r.written for r in task.leads), "",
             shorten(progress.reason, _REASON), _problem(draft, progress))  # fmt: skip
    draft.task_number(sheet, row, 0, progress)
    draft.task_light(sheet, row, _LIGHT_COLUMN, progress)
    wide = []
    for words, (_, first, last) in zip(texts, _URGENT_HEADS, strict=True):
        if first not in (0, _LIGHT_COLUMN):
            sheet.merge((row, first), (row, last), words, LOOK.center if first in _CENTERED else LOOK.body)
            wide.append((words, _WIDTH * (last - first + 1)))
    sheet.row(row, height(wide, LOOK.body.size, least=20))


def _problem(draft: ReportDraft, progress: Progress) -> str:
    """Return what stands in the way of a task, and what its unit asks for; two lines of each."""
    parts = [shorten(values.problems(progress, draft.lang), _PROBLEM)]
    asked = values.asked(progress)
    if asked:
        parts.append(draft.say(_ASKS, text=shorten(asked, _ASKED)))
    return "\n".join(part for part in parts if part)
