"""公开稿: the list in the shape this district publishes: number, key task, lead unit, how it came along.

Shape of the half-year publications of Yuhang 2022 and 2023: 序号, 重点工作, 牵头单位, 工作完成情况.
"""

from dataclasses import replace
from decimal import Decimal

from reportkit.language.words import Words
from reportkit.model import Round
from reportkit.reports import values
from reportkit.reports.draft import ReportDraft, SheetName
from reportkit.reports.plan import room, section_height
from reportkit.reports.view import view_of
from reportkit.workbook.look import LOOK
from reportkit.workbook.style import OURS, HouseStyle

_TITLE = Words("How the key tasks came along, {period}", "{period}重点工作完成情况")
_HEADINGS = (
    (Words("No.", "序号"), 6.0),
    (Words("Key task", "重点工作"), 52.0),
    (Words("Lead unit", "牵头单位"), 18.0),
    (Words("How it came along", "工作完成情况"), 64.0),
)
_HEAD = 2
_LAST = len(_HEADINGS) - 1
_STYLES = (LOOK.number, LOOK.body, LOOK.center, LOOK.body)


def write_public(round: Round, house_style: HouseStyle = OURS) -> bytes:  # noqa: A002 - the field's own word
    """Return the list for publication as xlsx bytes: a workbook of its own, that can be given away as it is.

    Args:
        round: the merged round.
        house_style: how the office wants it to look.
    """
    draft = ReportDraft(replace(view_of(round), house_style=house_style), [SheetName.PUBLIC])
    _draw(draft)
    return draft.book.to_bytes()


def _draw(draft: ReportDraft) -> None:
    sheet = draft.sheet(SheetName.PUBLIC, [width for _, width in _HEADINGS])
    sheet.merge((0, 0), (0, _LAST), draft.say(_TITLE, period=draft.view.period), LOOK.title)
    sheet.row(0, 30)
    sheet.merge((1, 0), (1, _LAST), draft.view.settings.organisation, LOOK.subtitle)
    draft.headings(sheet, _HEAD, [draft.say(words) for words, _ in _HEADINGS], tall=24)
    row, section = _HEAD + 1, ""
    together: list[tuple[int, int]] = []
    for progress in draft.view.progress:
        if progress.task.section != section:
            section = progress.task.section
            sheet.merge((row, 0), (row, _LAST), section, LOOK.section)
            sheet.row(row, section_height())
            together.append((row, row + 1))
            row += 1
        text = values.as_text(draft.plan.row(progress.task.no).cells.get("progress"))
        units = values.names(ref.written for ref in progress.task.leads)
        span, tall = room([(progress.task.work, 52.0), (units, 18.0), (text, 64.0)])
        end = row + span - 1
        cells: tuple[str | Decimal, ...] = (Decimal(progress.task.no), progress.task.work, units, text)
        for column, (value, style) in enumerate(zip(cells, _STYLES, strict=True)):
            # A task that goes on over several pages is named where it begins.
            sheet.merge((row, column), (end, column), value, style.but(valign="top") if span > 1 else style)
        for place in range(row, end + 1):
            sheet.row(place, tall)
        together.append((row, end))
        row += span
    sheet.freeze(_HEAD + 1, 0)
    draft.page_setup(sheet, (max(row - 1, _HEAD), _LAST), head=_HEAD, together=together)
