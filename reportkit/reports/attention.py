"""滞后与问题: what needs a decision, the most urgent first."""

from dataclasses import dataclass

from reportkit.language.amounts import percent_text
from reportkit.language.words import Words
from reportkit.model import Light, Progress
from reportkit.reports import formulas, values
from reportkit.reports.draft import CellText, ReportDraft, SheetName
from reportkit.reports.formulas import Counts, Live, spelt
from reportkit.reports.plan import status
from reportkit.reports.view import View
from reportkit.workbook.look import LIGHT_MARK, LIGHT_WORD, LOOK
from reportkit.workbook.sheet import Sheet

_TITLE = Words("Lagging tasks and problems", "滞后与问题")
_NOTE = Words(
    "Most urgent first. The list is as merged; lights follow edits on “{tasks}”, where the progress stands in full.",
    "按紧迫程度排列。名单为汇总时的名单，亮灯随“{tasks}”变动；进展全文见“{tasks}”，点序号可到。",
)
_HEADINGS = (
    (Words("No.", "序号"), 5.5),
    (Words("Key task", "重点工作"), 32.0),
    (Words("Leaders", "牵头领导"), 8.5),
    (Words("Lead units", "牵头单位"), 13.0),
    (Words("Light", "亮灯"), 9.5),
    (Words("Why", "理由"), 25.0),
    (Words("Problems", "存在问题"), 27.0),
    (Words("Remarks, to be settled", "需协调事项（备注）"), 20.0),
    (Words("Next steps", "下一步打算"), 23.0),
    (Words("Expected finish", "预计完成"), 11.0),
    (Words("Status", "自报状态"), 10.5),
)
"""What is wrong and what is asked of the leadership stand together; the unit's own word comes last."""
_CENTERED = (2, 3, 10)
_MOST_LINES = 14
_HEAD = 3
_LAST = len(_HEADINGS) - 1
_BLOCK = Words("{number}. {mark} {word}: {n} tasks", "{number}、{mark} {word}：{n} 项")
_PROBLEMS = Words("{number}. Other tasks with problems: {n} tasks", "{number}、其他有问题的任务：{n} 项")
_TROUBLED = ("troubled", formulas.text("1"))
_NUMBERS = "一二三"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the sheet.

    Attributes:
        light: the light of its tasks, None for tasks of any other light that have problems.
        tasks: the most urgent first.
        row: of its title, from 0; its tasks (or one line that says there are none) follow.
    """

    light: Light | None
    tasks: tuple[Progress, ...]
    row: int


def blocks(view: View) -> tuple[Block, ...]:
    """Return the parts of the sheet with their places."""
    others = view.with_light(Light.WHITE, Light.GREEN, Light.BLUE)
    found: list[Block] = []
    row = _HEAD + 1
    for light, tasks in (
        (Light.RED, view.with_light(Light.RED)),
        (Light.YELLOW, view.with_light(Light.YELLOW)),
        (None, tuple(p for p in others if values.has_problem(p))),
    ):
        found.append(Block(light, tasks, row))
        row += 1 + max(len(tasks), 1)
    return tuple(found)


def draw_attention(draft: ReportDraft) -> None:
    """Draw the sheet of lagging tasks and problems."""
    sheet = draft.sheet(SheetName.ATTENTION, [width for _, width in _HEADINGS])
    draft.head(sheet, _LAST, title=draft.say(_TITLE), note=draft.say(_NOTE, tasks=draft.names[SheetName.TASKS]))
    draft.headings(sheet, _HEAD, [draft.say(words) for words, _ in _HEADINGS])
    parts = blocks(draft.view)
    for place, block in enumerate(parts):
        _draw_title(draft, sheet, block, place)
        for row, progress in enumerate(block.tasks, start=block.row + 1):
            _draw_task(draft, sheet, row, progress)
        if not block.tasks:
            draft.nothing(sheet, block.row + 1, _LAST)
    end = parts[-1].row + max(len(parts[-1].tasks), 1)
    draft.color_lights(sheet, (_HEAD + 1, 4), (end, 4))
    sheet.freeze(_HEAD + 1, 2)
    sheet.zoom(85)
    draft.page_setup(sheet, (end, _LAST), head=_HEAD, together=[(block.row, block.row + 1) for block in parts])


def _draw_title(draft: ReportDraft, sheet: Sheet, block: Block, place: int) -> None:
    number = _NUMBERS[place] if draft.lang != "en" else str(place + 1)
    sheet.merge((block.row, 0), (block.row, _LAST), "", LOOK.section)
    sheet.row(block.row, 22)
    counts = Counts(draft.plan)
    if block.light is None:
        count = "-".join(
            (counts.tasks(_TROUBLED), *(counts.light(light, _TROUBLED) for light in (Light.RED, Light.YELLOW)))
        )
        title = draft.say_raw(_PROBLEMS)
        found: dict[str, Live | str] = {}
    else:
        count, title = counts.light(block.light), draft.say_raw(_BLOCK)
        found = {"mark": LIGHT_MARK[block.light], "word": LIGHT_WORD[block.light].text(draft.lang)}
    live = spelt(title, {**found, "number": number, "n": Live(count, len(block.tasks))})
    draft.figure(sheet, (block.row, 0), live, style=LOOK.section)


def _draw_task(draft: ReportDraft, sheet: Sheet, row: int, progress: Progress) -> None:
    cells = draft.plan.row(progress.task.no).cells
    reported = status(progress, draft.view)
    if progress.percent is not None:
        reported = f"{reported}\n{percent_text(progress.percent)}".strip()
    texts = {
        1: progress.task.work,
        2: values.names(progress.task.leaders),
        3: values.names(ref.written for ref in progress.task.leads),
        5: progress.reason,
        6: values.problems(progress, draft.lang),
        7: values.as_text(cells.get("remarks")),
        8: values.as_text(cells.get("next_steps")),
        10: reported,
    }
    row_texts = [CellText(column, text, _HEADINGS[column][1], column in _CENTERED) for column, text in texts.items()]
    draft.task_number(sheet, row, 0, progress)
    draft.task_light(sheet, row, 4, progress)
    sheet.put(row, 9, cells.get("expected_date"), LOOK.date)
    draft.texts(sheet, row, row_texts, least=30, most=_MOST_LINES)
