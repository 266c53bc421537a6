"""For the coordinator: where every unit stands and what is wrong, as a workbook. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from reportkit.address import address, quoted
from reportkit.corrections.points import Degree, apart, degree
from reportkit.diagnostics import OURS as FAULTS
from reportkit.diagnostics import Code, Diagnostic, Severity, cells_text
from reportkit.language.text import shorten
from reportkit.language.words import Lang, Words
from reportkit.model import EvidenceFile, UnitState, Verdict
from reportkit.period import Period
from reportkit.workbook.book import Book
from reportkit.workbook.heights import height
from reportkit.workbook.look import LOOK, RECEIVED_BY_WORD, VERDICT_WORD
from reportkit.workbook.sheet import Sheet
from reportkit.workbook.style import OURS, HouseStyle, Style

_NEXT: Mapping[Verdict | None, Words] = {
    None: Words("Remind the unit.", "催报"),
    Verdict.REJECTED: Words("Send the correction copy; nothing was merged.", "发回修改稿；这份没有汇总"),
    Verdict.UNREADABLE: Words("Ask for the original file.", "请对方重新发送原文件"),
    Verdict.QUARANTINED: Words('See whose it is, then "reportkit accept".', "确认是谁报的，再用“reportkit accept”指定"),
    Verdict.PARTLY_ACCEPTED: Words("Send the correction copy; the rest was merged.", "发回修改稿；其余内容已汇总"),
    Verdict.ACCEPTED_WITH_WARNINGS: Words(
        "Counted. Send the copy with the points to check; nothing must come back.",
        "已汇总；把核对稿发给单位，没有错不用再交",
    ),
}
_SENT_BACK = Words(
    "Send the correction copy of the later one; until then the one named here counts.",
    "后来的一份须改，发回修改稿；改好之前按这份汇总",
)
_DECIDE = Words("Late: decide whether it counts.", "迟报，请决定是否计入")
_NOTHING_NEXT = Words("", "")
_NOTED = frozenset({Code.S25, Code.S36})
"""Codes that are listed though they ask for nothing."""
_NOT_COUNTED = frozenset({*FAULTS, Code.D04})
"""Findings that are no points of a unit: faults of ours, and that it is late, which has a column of its own."""
_STATE_FILL = {
    None: "#F1948A",
    Verdict.REJECTED: "#F1948A",
    Verdict.UNREADABLE: "#F1948A",
    Verdict.QUARANTINED: "#F1948A",
    Verdict.PARTLY_ACCEPTED: "#FFE699",
    Verdict.ACCEPTED_WITH_WARNINGS: "#FFF2CC",
    Verdict.ACCEPTED: "#E2EFDA",
}
_FILL = {Severity.REJECT: "#F8B4AB", Severity.ERROR: "#F8B4AB", Severity.WARNING: "#FFD28C"}
_UNITS, _FINDINGS = Words("Units", "报送情况"), Words("Findings", "问题清单")
_EVIDENCE = Words("Evidence", "佐证材料")
_UP = "../../"
"""From where the check report lies (`outbox/PERIOD`) to the workspace."""
_TITLE = Words("Check report, {period}", "{period}报送核查结果")
_SUMMARY = Words(
    "{returned} of {all} units have returned ({merged} merged), {missing} have not, {late} late; due {due}.",
    "应报 {all} 家，已报 {returned} 家（其中 {merged} 家已汇总），未报 {missing} 家，逾期 {late} 家；截止 {due}。",
)
_UNIT_HEADINGS = (
    (Words("No.", "序号"), 6),
    (Words("Unit", "单位"), 30),
    (Words("State", "状态"), 18),
    (Words("Received", "收到"), 12),
    (Words("Known by", "收到依据"), 16),
    (Words("Late", "逾期"), 7),
    (Words("To mend", "须改"), 8),
    (Words("To check", "请核"), 8),
    (Words("Read as", "已代改"), 8),
    (Words("What next", "下一步"), 30),
    (Words("Contact", "联系人"), 22),
    (Words("Sent as", "来件名称"), 34),
    (Words("Evidence", "佐证材料"), 10),
)
_EVIDENCE_HEADINGS = (
    (Words("Unit", "单位"), 30),
    (Words("File", "文件"), 70),
    (Words("Received", "收到"), 12),
)
_FINDING_HEADINGS = (
    (Words("Unit", "单位"), 22),
    (Words("Task", "任务"), 30),
    (Words("What is wrong, and what to do", "问题和改法"), 60),
    (Words("Degree", "程度"), 9),
    (Words("Sheet", "工作表"), 12),
    (Words("Cells", "单元格"), 14),
    (Words("What was written", "原来填的"), 24),
    (Words("Code", "编号"), 7),
)
_LATE = Words("late", "是")
_NOTHING = Words("No findings.", "没有问题。")
_FIRST = 3


def write_check_report(  # noqa: PLR0913, PLR0917 - a report and what it speaks of
    states: Sequence[UnitState],
    findings: Sequence[Diagnostic],
    period: Period,
    due: date,
    lang: Lang,
    house_style: HouseStyle = OURS,
    evidence: Sequence[EvidenceFile] = (),
) -> bytes:
    """Return the workbook in which a coordinator sees who is missing, late or wrong, and what to do next.

    Args:
        states: where each unit stands.
        findings: of all returns; of those that ask for nothing only what units noted on cells is listed, and what was
            changed in the list.
        period: the period.
        due: the day returns were due.
        lang: language of the workbook.
        house_style: how the office wants it to look.
        evidence: scans, pictures and papers that came with the returns.
    """
    title = _TITLE.text(lang, period=period.label(lang))
    ranked = sorted(states, key=_urgency)
    order = {state.unit.name: n for n, state in enumerate(ranked)}
    listed = sorted(
        (d for d in findings if d.severity is not Severity.INFO or d.code in _NOTED),
        key=lambda d: (order.get(d.unit or "", len(order)), d.unit or "", d.severity.rank, d.sort_key()),
    )
    book = Book(title, house_style=house_style, lang=lang)
    units, problems = book.sheet(_UNITS.text(lang)), book.sheet(_FINDINGS.text(lang))
    first = _draw_findings(problems, listed, title, lang)
    sent = Counter(file.unit for file in evidence)
    _draw_units(units, ranked, listed, (title, _summary(states, due, lang)), (problems.name, first), sent, lang)
    papers = [_draw_evidence(book, evidence, title, lang)] if evidence else []
    for sheet in (units, problems, *papers):
        sheet.freeze(_FIRST, 1)
        sheet.plain_view()
        sheet.page_setup(repeat=(_FIRST - 1, _FIRST - 1))
    units.activate()
    return book.to_bytes()


def _urgency(state: UnitState) -> tuple[int, bool, str]:
    """Missing before sent back before partly accepted before the rest; the late first."""
    return (list(VERDICT_WORD).index(state.verdict), not state.late, state.unit.code)


def _summary(states: Sequence[UnitState], due: date, lang: Lang) -> str:
    returned = sum(s.verdict is not None for s in states)
    merged = sum(s.verdict is not None and s.verdict.is_merged for s in states)
    late = sum(s.late for s in states)
    return _SUMMARY.text(
        lang, all=len(states), returned=returned, merged=merged, missing=len(states) - returned, late=late,
        due=due,
    )  # fmt: skip


def _draw_units(  # noqa: PLR0913, PLR0917 - a sheet and what it speaks of
    sheet: Sheet, states: Sequence[UnitState], listed: Sequence[Diagnostic], heads: tuple[str, str],
    linked: tuple[str, Mapping[str, int]], evidence: Mapping[str, int], lang: Lang,
) -> None:  # fmt: skip
    pointed = (item for item in listed if item.code not in _NOT_COUNTED and item.severity is not Severity.INFO)
    counts = Counter((d.unit, degree(d)) for item in pointed for d in apart(item))
    sheet.merge((0, 0), (0, len(_UNIT_HEADINGS) - 1), heads[0], LOOK.title)
    sheet.row(0, 34)
    sheet.merge((1, 0), (1, len(_UNIT_HEADINGS) - 1), heads[1], LOOK.subtitle.but(align="left", size=11))
    sheet.row(1, 22)
    _draw_headings(sheet, _UNIT_HEADINGS, len(states), lang)
    problems, first = linked
    for row, state in enumerate(states, _FIRST):
        name = state.unit.name
        cells = [(row - _FIRST + 1, LOOK.center), *_unit_cells(state, counts, evidence, lang)]
        for column, (value, style) in enumerate(cells):
            sheet.put(row, column, value, style)
        if name in first:
            sheet.link(row, 1, f"{quoted(problems)}!{address(first[name], 0)}", name, LOOK.link.but(align="left"))
        widths = [width for _, width in _UNIT_HEADINGS]
        texts = [(str(cells[c][0] or ""), float(widths[c])) for c in (1, 9, 10, 11)]
        sheet.row(row, height(texts, 10.5, least=22))


def _unit_cells(
    state: UnitState, counts: Mapping[tuple[str | None, Degree], int], evidence: Mapping[str, int], lang: Lang
) -> list[tuple[str | int | date | None, Style]]:
    """Return what stands in the row of a unit behind its number."""
    name, fill = state.unit.name, _STATE_FILL.get(state.verdict, "")
    return [
        (name, LOOK.body),
        (VERDICT_WORD[state.verdict].text(lang), LOOK.center.but(fill=fill)),
        (state.received, LOOK.date),
        (RECEIVED_BY_WORD[state.received_by].text(lang), LOOK.center),
        (_LATE.text(lang) if state.late else "", LOOK.center),
        *((counts.get((name, weight)), LOOK.center) for weight in Degree),
        (_next(state, counts.get((name, Degree.CHECK), 0)).text(lang), LOOK.body),
        (state.unit.contact, LOOK.body),
        (state.sent_as, LOOK.body),
        (evidence.get(name), LOOK.center),
    ]


def _next(state: UnitState, to_check: int) -> Words:
    """Return what the office does next about a unit; of one that is only late there is no copy to send."""
    if state.sent_back:
        return _SENT_BACK
    if state.verdict is Verdict.ACCEPTED_WITH_WARNINGS and not to_check:
        return _DECIDE
    return _NEXT.get(state.verdict, _NOTHING_NEXT)


def _draw_findings(sheet: Sheet, listed: Sequence[Diagnostic], title: str, lang: Lang) -> dict[str, int]:
    """Draw the list and return the first row of each unit."""
    sheet.merge((0, 0), (0, len(_FINDING_HEADINGS) - 1), title, LOOK.title)
    sheet.row(0, 34)
    if not listed:
        sheet.put(1, 0, _NOTHING.text(lang), LOOK.plain)
    _draw_headings(sheet, _FINDING_HEADINGS, len(listed), lang)
    first: dict[str, int] = {}
    for row, item in enumerate(listed, _FIRST):
        first.setdefault(item.unit or "", row)
        what = f"{item.statement(lang)}\n→ {item.hint(lang)}"
        about = item.about(lang)
        cells = (
            (item.unit or "", LOOK.body),
            (about, LOOK.body),
            (what, LOOK.body),
            (item.severity.label.text(lang), LOOK.center.but(fill=_FILL.get(item.severity, ""))),
            (item.sheet or "", LOOK.center),
            (cells_text(item.cells, lang), LOOK.center),
            (shorten(item.found or "", 120), LOOK.body),
            (item.code.name, LOOK.center.but(size=8, color="#808080")),
        )
        for column, (value, style) in enumerate(cells):
            sheet.put(row, column, value, style)
        texts = [(text, float(width)) for (text, _), (_, width) in zip(cells, _FINDING_HEADINGS, strict=True)]
        sheet.row(row, height(texts, 10.5, least=34))
    return first


def _draw_evidence(book: Book, evidence: Sequence[EvidenceFile], title: str, lang: Lang) -> Sheet:
    """Draw what came with the returns, each file linked to where it is kept."""
    sheet = book.sheet(_EVIDENCE.text(lang))
    heads = f"{title} · {_EVIDENCE.text(lang)}"
    sheet.merge((0, 0), (0, len(_EVIDENCE_HEADINGS) - 1), heads, LOOK.title)
    sheet.row(0, 34)
    _draw_headings(sheet, _EVIDENCE_HEADINGS, len(evidence), lang)
    for row, file in enumerate(evidence, _FIRST):
        sheet.put(row, 0, file.unit, LOOK.body)
        sheet.link_file(row, 1, _UP + file.stored, file.file, LOOK.link.but(align="left"))
        sheet.put(row, 2, file.received, LOOK.date)
        sheet.row(row, height([(file.unit, 30.0), (file.file, 70.0)], 10.5, least=22))
    return sheet


def _draw_headings(sheet: Sheet, headings: Sequence[tuple[Words, int]], rows: int, lang: Lang) -> None:
    for column, (words, width) in enumerate(headings):
        sheet.column(column, width)
        sheet.put(_FIRST - 1, column, words.text(lang), LOOK.heading)
    sheet.row(_FIRST - 1, 24)
    sheet.filter((_FIRST - 1, 0), (max(_FIRST - 1 + rows, _FIRST), len(headings) - 1))
