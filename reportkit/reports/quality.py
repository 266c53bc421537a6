"""冲突与质量: where lead units disagree, and every finding of the round."""

from collections.abc import Sequence

from reportkit.diagnostics import Diagnostic, Severity, cells_text
from reportkit.language.text import shorten
from reportkit.language.words import Words, listed
from reportkit.model import Conflict, Disputed, Progress
from reportkit.reports.draft import CellText, ReportDraft, SheetName
from reportkit.reports.formulas import Live, rows_of, spelt, text
from reportkit.workbook.heights import height
from reportkit.workbook.look import LOOK
from reportkit.workbook.sheet import Sheet

_TITLE = Words("Conflicts and data quality", "冲突与数据质量")
_NOTE = Words(
    "Nothing here is averaged away; the first-named lead unit's word stands until somebody decides.",
    "不同说法不作平均，在核定之前以第一牵头单位所报为准。",
)
_CONFLICTS = Words("1. Lead units that disagree: {n}", "一、牵头单位说法不一（{n} 处）")
_FINDINGS = Words("2. Findings: ", "二、数据问题：")
_COUNT = Words("{word} {n}", "{word} {n} 处")
_CONFLICT_HEADS = (
    Words("No.", "序号"),
    Words("Key task", "重点工作"),
    Words("What", "分歧"),
    Words("Who says what (the first counts)", "各单位所报（以第一个为准）"),
)
_FINDING_HEADS = (
    Words("Task", "序号"),
    Words("What is wrong", "问题"),
    Words("Severity", "程度"),
    Words("What to do", "怎么办"),
    Words("Unit", "单位"),
    Words("File, sheet, cells", "来件、表、单元格"),
    Words("Code", "代码"),
)
_WIDTHS = (6.0, 56.0, 10.0, 40.0, 16.0, 34.0, 7.0)
_LAST = len(_WIDTHS) - 1
_WHAT = {
    Disputed.STATUS: Words("status", "状态"),
    Disputed.PERCENT: Words("percent", "完成进度"),
    Disputed.TARGET: Words("value of “{indicator}”", "“{indicator}”完成值"),
}
_WORK = 100
_TOP = 3


def draw_quality(draft: ReportDraft) -> None:
    """Draw conflicts and findings."""
    sheet = draft.sheet(SheetName.QUALITY, _WIDTHS)
    draft.head(sheet, _LAST, title=draft.say(_TITLE), note=draft.say(_NOTE))
    conflicts = [(p, c) for p in draft.view.progress for c in p.conflicts]
    _draw_conflicts(draft, sheet, conflicts)
    row = _TOP + 2 + max(len(conflicts), 1)
    _draw_summary(draft, sheet, row)
    last = _draw_findings(draft, sheet, row + 1)
    draft.page_setup(sheet, (last, _LAST), head=row + 1, together=[(_TOP, _TOP + 2), (row, row + 2)])


def _draw_summary(draft: ReportDraft, sheet: Sheet, row: int) -> None:
    """Write how many findings there are of each severity; they stand two rows below."""
    findings = draft.view.findings
    first = row + 2
    last = first + max(len(findings), 1) - 1
    parts, words = [], []
    for severity in Severity:
        label = draft.say(severity.label)
        count = sum(d.severity is severity for d in findings)
        before, _, after = draft.say(_COUNT, word=label, n="\0").partition("\0")
        parts.append(f"{text(before)}&COUNTIF($C${first + 1}:$C${last + 1},{text(label)})&{text(after)}")
        words.append(f"{before}{count}{after}")
    live = Live(f"{text(draft.say(_FINDINGS))}&" + '&"    "&'.join(parts), draft.say(_FINDINGS) + "    ".join(words))
    sheet.merge((row, 0), (row, _LAST), "", LOOK.section)
    draft.figure(sheet, (row, 0), live, style=LOOK.section)
    sheet.row(row, 22)


_SAYS = Words("{unit}: {says}", "{unit}：{says}")


def _draw_conflicts(draft: ReportDraft, sheet: Sheet, conflicts: Sequence[tuple[Progress, Conflict]]) -> None:
    count = Live(rows_of(range(_TOP + 2, _TOP + 2 + len(conflicts))), len(conflicts))
    sheet.merge((_TOP, 0), (_TOP, _LAST), "", LOOK.section)
    draft.figure(sheet, (_TOP, 0), spelt(draft.say_raw(_CONFLICTS), {"n": count}), style=LOOK.section)
    sheet.row(_TOP, 22)
    draft.headings(sheet, _TOP + 1, [draft.say(words) for words in _CONFLICT_HEADS], tall=22)
    sheet.merge((_TOP + 1, 2), (_TOP + 1, 3), draft.say(_CONFLICT_HEADS[2]), LOOK.heading)
    sheet.merge((_TOP + 1, 4), (_TOP + 1, _LAST), draft.say(_CONFLICT_HEADS[3]), LOOK.heading)
    for place, (progress, conflict) in enumerate(conflicts, start=_TOP + 2):
        work = shorten(progress.task.work, _WORK)
        said = [draft.say(_SAYS, unit=one.unit, says=one.says) for one in conflict.sayings]
        sayings = listed(said, clauses=True).text(draft.lang)
        draft.task_number(sheet, place, 0, progress)
        sheet.put(place, 1, work, LOOK.body)
        what = _what(draft, progress, conflict)
        sheet.merge((place, 2), (place, 3), what, LOOK.body)
        sheet.merge((place, 4), (place, _LAST), sayings, LOOK.body)
        texts = [(work, _WIDTHS[1]), (what, sum(_WIDTHS[2:4])), (sayings, sum(_WIDTHS[4:]))]
        sheet.row(place, height(texts, LOOK.body.size, least=20))
    if not conflicts:
        draft.nothing(sheet, _TOP + 2, _LAST)


def _what(draft: ReportDraft, progress: Progress, conflict: Conflict) -> str:
    names = [t.target.indicator for t in progress.targets if t.target.no == conflict.target]
    return draft.say(_WHAT[conflict.what], indicator="".join(names))


def _draw_findings(draft: ReportDraft, sheet: Sheet, row: int) -> int:
    """Draw the findings, the worst first; return the last row used."""
    draft.headings(sheet, row, [draft.say(words) for words in _FINDING_HEADS], tall=22)
    findings = sorted(draft.view.findings, key=lambda d: (d.severity.rank, d.unit or "", d.sort_key()))
    for place, finding in enumerate(findings, start=row + 1):
        _draw_finding(draft, sheet, place, finding)
    if not findings:
        draft.nothing(sheet, row + 1, _LAST)
    return row + max(len(findings), 1)


def _draw_finding(draft: ReportDraft, sheet: Sheet, row: int, finding: Diagnostic) -> None:
    known = {p.task.no: p for p in draft.view.progress}
    if finding.task in known:
        draft.task_number(sheet, row, 0, known[finding.task])
    else:
        sheet.put(row, 0, finding.task, LOOK.number)
    place = " ".join(
        part for part in (finding.file or "", finding.sheet or "", cells_text(finding.cells, draft.lang)) if part
    )
    texts = {
        1: finding.message(draft.lang), 2: draft.say(finding.severity.label), 3: finding.hint(draft.lang),
        4: finding.unit or "", 5: place, 6: finding.code.name,
    }  # fmt: skip
    draft.texts(sheet, row, [CellText(c, words, _WIDTHS[c], c in (2, 6)) for c, words in texts.items()])
