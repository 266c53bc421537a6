"""未报与退回: units without a return that counts, and the tasks nobody knows anything of."""

from collections.abc import Sequence

from reportkit.language.words import Words, joined
from reportkit.model import Light, Progress, UnitState, Verdict
from reportkit.reports.draft import CellText, ReportDraft, SheetName
from reportkit.reports.formulas import Counts, Live, rows_of, spelt
from reportkit.workbook.heights import height
from reportkit.workbook.look import LOOK, VERDICT_WORD
from reportkit.workbook.sheet import Sheet

_TITLE = Words("Not returned and sent back", "未报与退回")
_NOTE = Words("Returns were due on {due}.", "报送截止日期：{due}。")
_HEADINGS = (
    (Words("No.", "序号"), 6.0),
    (Words("Unit or task", "单位（任务）"), 42.0),
    (Words("Contact or lead units", "联系人（牵头单位）"), 24.0),
    (Words("State", "情况"), 16.0),
    (Words("Received", "收到日期"), 12.0),
    (Words("File", "来件"), 30.0),
    (Words("To mend", "须改处"), 8.0),
    (Words("Tasks it leads", "牵头任务"), 24.0),
)
_HEAD = 3
_LAST = len(_HEADINGS) - 1
_ABSENT = Words("1. Nothing came: {n} units", "一、未报单位（{n} 个）")
_BACK = Words("2. Came and does not count: {n} units", "二、退回或待确认单位（{n} 个）")
_LATE = Words("3. Came late and counts: {n} units", "三、逾期报送单位（{n} 个）")
_TASKS = Words("4. Tasks without a report that can be judged: {n} tasks", "四、未报或无法判定的任务：{n} 项")
_OVERDUE = Words("{state}, overdue", "{state}，已逾期")


def draw_missing(draft: ReportDraft) -> None:
    """Draw the sheet of what is missing."""
    view = draft.view
    sheet = draft.sheet(SheetName.MISSING, [width for _, width in _HEADINGS])
    draft.head(sheet, _LAST, title=draft.say(_TITLE), note=draft.say(_NOTE, due=view.round.due))
    draft.headings(sheet, _HEAD, [draft.say(words) for words, _ in _HEADINGS], tall=24)
    row, titles = _HEAD + 1, []
    for words, some in _groups(view.round.units):
        titles.append(row)
        row = _draw_states(draft, sheet, row, words, some)
    titles.append(row)
    row = _draw_tasks(draft, sheet, row, view.with_light(Light.WHITE))
    sheet.freeze(_HEAD + 1, 1)
    draft.page_setup(sheet, (row - 1, _LAST), head=_HEAD, together=[(title, title + 1) for title in titles])


def _groups(states: Sequence[UnitState]) -> tuple[tuple[Words, list[UnitState]], ...]:
    return (
        (_ABSENT, [s for s in states if s.verdict is None]),
        (_BACK, [s for s in states if s.verdict is not None and not s.is_merged]),
        (_LATE, [s for s in states if s.is_merged and s.late]),
    )


def _draw_states(draft: ReportDraft, sheet: Sheet, row: int, title: Words, states: Sequence[UnitState]) -> int:
    """Draw units under a title that counts them; return the row behind them."""
    count = Live(rows_of(range(row + 1, row + 1 + len(states))), len(states))
    _draw_title(draft, sheet, row, title, count)
    for place, state in enumerate(states, start=row + 1):
        _draw_state(draft, sheet, place, state, place - row)
    if not states:
        draft.nothing(sheet, row + 1, _LAST)
    return row + 1 + max(len(states), 1)


def _draw_title(draft: ReportDraft, sheet: Sheet, row: int, title: Words, count: Live) -> None:
    sheet.merge((row, 0), (row, _LAST), "", LOOK.section)
    draft.figure(sheet, (row, 0), spelt(draft.say_raw(title), {"n": count}), style=LOOK.section)
    sheet.row(row, 22)


def _draw_state(draft: ReportDraft, sheet: Sheet, row: int, state: UnitState, number: int) -> None:
    word = draft.say(VERDICT_WORD[state.verdict])
    if state.late and state.verdict in (None, Verdict.REJECTED, Verdict.UNREADABLE):
        word = draft.say(_OVERDUE, state=word)
    tasks = [p.task.no for p in draft.view.progress if state.unit.name in p.lead_units]
    numbers = joined(map(str, tasks), draft.lang)
    mend = state.to_mend
    sheet.put(row, 0, number, LOOK.number)
    texts = {1: state.unit.name, 2: state.unit.contact, 3: word, 5: state.sent_as, 7: numbers}
    sheet.put(row, 4, state.received, LOOK.date)
    sheet.put(row, 6, mend or None, LOOK.number)
    draft.texts(sheet, row, [CellText(c, text, _HEADINGS[c][1], c == 3) for c, text in texts.items()])


def _draw_tasks(draft: ReportDraft, sheet: Sheet, row: int, tasks: Sequence[Progress]) -> int:
    """Draw the tasks that are white; return the row behind them."""
    _draw_title(draft, sheet, row, _TASKS, Live(Counts(draft.plan).light(Light.WHITE), len(tasks)))
    for place, progress in enumerate(tasks, start=row + 1):
        units = joined([ref.written for ref in progress.task.leads], draft.lang)
        draft.task_number(sheet, place, 0, progress)
        sheet.put(place, 1, progress.task.work, LOOK.body)
        sheet.put(place, 2, units, LOOK.body)
        draft.task_light(sheet, place, 3, progress)
        sheet.merge((place, 4), (place, _LAST), progress.reason, LOOK.body)
        texts = [(progress.task.work, _HEADINGS[1][1]), (units, _HEADINGS[2][1]), (progress.reason, 74.0)]
        sheet.row(place, height(texts, LOOK.body.size, least=20))
    if tasks:
        draft.color_lights(sheet, (row + 1, 3), (row + len(tasks), 3))
    else:
        draft.nothing(sheet, row + 1, _LAST)
    return row + 1 + max(len(tasks), 1)
