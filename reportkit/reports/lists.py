"""任务名单: the tasks behind every figure of the tables by section, leader and unit."""

from reportkit.language.text import shorten
from reportkit.language.words import Words, joined
from reportkit.model import Progress
from reportkit.reports.draft import CellText, ReportDraft, SheetName
from reportkit.reports.formulas import Live, rows_of, spelt
from reportkit.reports.groups import TOP, TaskGroup, groups
from reportkit.workbook.look import LOOK
from reportkit.workbook.sheet import Sheet

_TITLE = Words("Tasks by section, leader and unit", "分组任务名单")
_NOTE = Words(
    "For looking up, not for printing: the tasks behind the figures, the most urgent first; a task of two leaders or "
    "units stands under both.",
    "供点击数字时查阅，一般不必打印；按紧迫程度排列，共同牵头的任务在各自名下都列出。点序号可到总表。",
)
_HEADINGS = (
    (Words("No.", "序号"), 6.0),
    (Words("Key task", "重点工作"), 62.0),
    (Words("Leaders", "牵头领导"), 16.0),
    (Words("Lead units", "牵头单位"), 30.0),
    (Words("Light", "亮灯"), 10.0),
    (Words("Why", "理由"), 58.0),
)
_GROUP = Words("By {by}: {name}, {n} tasks", "{by}：{name}（{n} 项）")
NO_NAME = Words("(none)", "（未列）")
"""What stands for a section without a name."""
_LIGHT = 4
_WORK = 58


def draw_lists(draft: ReportDraft) -> None:
    """Draw the lists of tasks."""
    last = len(_HEADINGS) - 1
    sheet = draft.sheet(SheetName.LISTS, [width for _, width in _HEADINGS])
    draft.head(sheet, last, title=draft.say(_TITLE), note=draft.say(_NOTE))
    draft.headings(sheet, TOP - 1, [draft.say(words) for words, _ in _HEADINGS], tall=22)
    shown = [group for group in groups(draft.view) if group.tasks]
    for group in shown:
        _draw_group(draft, sheet, group, last)
    end = shown[-1].row + len(shown[-1].tasks) if shown else TOP
    draft.color_lights(sheet, (TOP, _LIGHT), (end, _LIGHT))
    sheet.freeze(TOP, 1)
    draft.page_setup(sheet, (end, last), head=TOP - 1, together=[(group.row, group.row + 1) for group in shown])


def _draw_group(draft: ReportDraft, sheet: Sheet, group: TaskGroup, last: int) -> None:
    name = group.name or draft.say(NO_NAME)
    count = Live(rows_of(range(group.row + 1, group.row + 1 + len(group.tasks))), len(group.tasks))
    title = spelt(draft.say_raw(_GROUP), {"by": draft.say(group.by.value), "name": name, "n": count})
    sheet.merge((group.row, 0), (group.row, last), "", LOOK.section)
    draft.figure(sheet, (group.row, 0), title, style=LOOK.section)
    sheet.row(group.row, 22)
    for row, progress in enumerate(group.tasks, start=group.row + 1):
        _draw_task(draft, sheet, row, progress)


def _draw_task(draft: ReportDraft, sheet: Sheet, row: int, progress: Progress) -> None:
    task = progress.task
    texts = {
        1: shorten(task.work, _WORK),
        2: joined(task.leaders, draft.lang),
        3: joined([ref.written for ref in task.leads], draft.lang),
        5: progress.reason,
    }
    draft.task_number(sheet, row, 0, progress)
    draft.task_light(sheet, row, _LIGHT, progress)
    draft.texts(sheet, row, [CellText(c, text, _HEADINGS[c][1], c in (2, 3)) for c, text in texts.items()])
