"""佐证材料: the scans, pictures and papers that came with the returns, each linked to where it is kept."""

from reportkit.language.words import Words
from reportkit.reports.draft import CellText, ReportDraft, SheetName
from reportkit.workbook.look import LOOK

_TITLE = Words("Evidence that came with the returns", "随表报送的佐证材料")
_NOTE = Words(
    "{n} files of {units} units. The links work where this workbook lies in its workspace.",
    "共 {n} 份，来自 {units} 家单位。工作簿在原文件夹里时，点文件名可打开原件。",
)
_HEADINGS = (
    (Words("No.", "序号"), 6.0),
    (Words("Unit", "单位"), 34.0),
    (Words("File", "文件"), 70.0),
    (Words("Received", "收到日期"), 12.0),
)
_HEAD = 3
_LAST = len(_HEADINGS) - 1
_UP = "../../../"
"""From where a consolidated workbook lies (`outbox/PERIOD/reports`) to its workspace."""


def draw_evidence(draft: ReportDraft) -> None:
    """Draw the sheet of evidence."""
    files = draft.view.round.evidence
    sheet = draft.sheet(SheetName.EVIDENCE, [width for _, width in _HEADINGS])
    units = len({file.unit for file in files})
    draft.head(sheet, _LAST, title=draft.say(_TITLE), note=draft.say(_NOTE, n=len(files), units=units))
    draft.headings(sheet, _HEAD, [draft.say(words) for words, _ in _HEADINGS], tall=24)
    for number, file in enumerate(files, start=1):
        row = _HEAD + number
        sheet.put(row, 0, number, LOOK.number)
        sheet.put(row, 3, file.received, LOOK.date)
        draft.texts(sheet, row, [CellText(1, file.unit, _HEADINGS[1][1]), CellText(2, file.file, _HEADINGS[2][1])])
        sheet.link_file(row, 2, _UP + file.stored, file.file, LOOK.link.but(align="left"))
    sheet.freeze(_HEAD + 1, 1)
    draft.page_setup(sheet, (_HEAD + len(files), _LAST), head=_HEAD)
