"""What a coordinator reads in the terminal: plain lines, 80 columns, East-Asian widths right."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from reportkit import tally
from reportkit.cli.folding import COLUMNS, fold_lines
from reportkit.diagnostics import OURS, Code, Diagnostic, Severity
from reportkit.language.text import pad, shorten
from reportkit.language.widths import width
from reportkit.language.words import Lang, Words, joined
from reportkit.model import EvidenceFile, Light, Round, UnitState, Verdict
from reportkit.period import Period
from reportkit.round.collected import Collected, Judged
from reportkit.workbook.look import LIGHT_MARK, LIGHT_NAME, RECEIVED_BY_WORD, VERDICT_WORD
from reportkit.workflow.results import Distributed, Looked, Merged, RoundStatus

GOOD = (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_WARNINGS, Verdict.DUPLICATE, Verdict.SUPERSEDED)
"""Verdicts on files that need nobody."""
_SHOWN_FINDINGS = 5
_SHOWN_PLACES = 3
AND = Words(", ", "、")
_SAID_OF_A_MERGE = OURS | {
    Code.D11, Code.D13, Code.D51, Code.O04, Code.O05, Code.O06, Code.O07, Code.O09, Code.O15, Code.O20,
}  # fmt: skip


def finding(diagnostic: Diagnostic, lang: Lang, indent: str = "  ", others: Sequence[Diagnostic] = ()) -> list[str]:
    """Return a finding: severity, message, what to do, the code last and small; and where there are others like it."""
    place = _place(diagnostic)
    where = f"[{place}] " if place and place not in diagnostic.message(lang) else ""
    label = diagnostic.severity.label.text(lang)
    text = f"{label}  {where}{diagnostic.message(lang)} {diagnostic.hint(lang)}{_like_it(others, lang)}"
    first, *more = fold_lines(f"{text} ({diagnostic.code.name})", "", COLUMNS - width(indent) - 2)
    return [indent + first, *(indent + "  " + line for line in more)]


def _place(diagnostic: Diagnostic) -> str:
    """Return where a finding is: its sheet and its first cell, as far as it has them."""
    return " ".join(part for part in (diagnostic.sheet or "", *diagnostic.cells[:1]) if part)


def _like_it(others: Sequence[Diagnostic], lang: Lang) -> str:
    """Return how many other findings of one kind there are, and where the first of them stand."""
    if not others:
        return ""
    places = list(dict.fromkeys(filter(None, map(_place, others))))
    where = AND.text(lang).join(places[:_SHOWN_PLACES]) + (" …" if len(places) > _SHOWN_PLACES else "")
    if not where:
        return Words(" And {n} more like it.", "同类另有 {n} 处。").text(lang, n=len(others))
    return Words(" And {n} more like it: {where}", "同类另有 {n} 处：{where}").text(lang, n=len(others), where=where)


def each(diagnostics: Sequence[Diagnostic], lang: Lang, indent: str = "  ") -> list[str]:
    """Return every finding, one after the other."""
    return [line for item in diagnostics for line in finding(item, lang, indent)]


def findings(diagnostics: Sequence[Diagnostic], lang: Lang, *, verbose: bool, most: int = 12) -> list[str]:
    """Return findings from the worst down, one line a kind, and how many are left out; with `verbose` each of them."""
    shown = sorted(diagnostics, key=lambda d: d.severity.rank)
    if verbose:
        return each(shown, lang)
    kinds: dict[tuple[Severity, Code], list[Diagnostic]] = {}
    for item in shown:
        if item.severity.rank <= Severity.WARNING.rank:
            kinds.setdefault((item.severity, item.code), []).append(item)
    told = list(kinds.values())[:most]
    lines = [line for kind in told for line in finding(kind[0], lang, others=kind[1:])]
    left = len(diagnostics) - sum(map(len, told))
    if left:
        lines.append(
            Words("  … and {n} more: --verbose shows them.", "  …… 另有 {n} 条，加 --verbose 可看。").text(lang, n=left)
        )
    return lines


def started(folder: str, made: Sequence[str], lang: Lang) -> list[str]:
    """Return what `init` says."""
    if not made:
        return [
            Words("{folder} is a workspace already; nothing was changed.", "{folder} 已经是工作目录，没有改动。").text(
                lang, folder=folder
            )
        ]
    return [
        Words("Workspace ready: {folder}", "工作目录已建好：{folder}").text(lang, folder=folder),
        *(f"  {name}" for name in made),
        Words(
            "Next: reportkit import LIST  (your list of tasks: .docx .xlsx .html .txt …)",
            "下一步：reportkit import 任务单文件（.docx .xlsx .html .txt 等）",
        ).text(lang),
    ]


def set_aside(paths: Sequence[str], lang: Lang) -> str:
    """Return that files which somebody had changed lie under other names now."""
    return Words(
        "A file that somebody had changed was set aside: {paths}", "有人改过的文件已另存：{paths}"
    ).text(lang, paths=joined(paths, lang))  # fmt: skip


def checked(looked: Looked, lang: Lang, *, verbose: bool) -> list[str]:
    """Return what `check` says."""
    diagnostics = looked.diagnostics
    errors = sum(d.severity.rank <= Severity.ERROR.rank for d in diagnostics)
    warnings = sum(d.severity is Severity.WARNING for d in diagnostics)
    if not errors and not warnings:
        ok = Words(
            "No mistakes found. Next: reportkit distribute --period {p}",
            "没有发现问题。下一步：reportkit distribute --period {p}",
        )
        return [ok.text(lang, p=looked.next_period), *findings(diagnostics, lang, verbose=verbose)]
    head = Words("{errors} to mend, {warnings} to check:", "须改 {errors} 处，请核 {warnings} 处：")
    return [head.text(lang, errors=errors, warnings=warnings), *findings(diagnostics, lang, verbose=verbose, most=40)]


def distributed(result: Distributed, folder: str, lang: Lang) -> list[str]:
    """Return what `distribute` says."""
    head = Words(
        "{n} forms for {period}, due {due} -> {folder}", "{period}填报表 {n} 份，{due} 前报送 → {folder}"
    ).text(lang, n=len(result.forms), period=result.period.label(lang), due=result.due, folder=folder)  # fmt: skip
    lines = [head]
    if result.kept:
        lines.append(set_aside(result.kept, lang))
    lines += each(result.diagnostics, lang)
    send = Words(
        "Next: send each unit its file; put what comes back into inbox/, then: reportkit collect",
        "下一步：把表发给各单位；收回的放进 inbox，再运行 reportkit collect",
    )
    return [*lines, send.text(lang)] if result.forms else lines


def is_fine(item: Collected) -> bool:
    """Tell whether a file needs nobody: it counts, or it was left alone for good reason."""
    if item.verdict is None:
        return all(finding.severity is Severity.INFO for finding in item.diagnostics)
    return item.verdict in GOOD and not any(d.code in {Code.D15, Code.F23} for d in item.diagnostics)


def is_accepted(item: Collected) -> bool:
    """Tell whether a file that a person assigned counts now, or is filed as evidence."""
    return item.verdict in GOOD or item.is_filed_evidence


def _nothing(paths: Sequence[Path], lang: Lang) -> str:
    """Say that there was nothing to collect, and where."""
    if not paths:
        return Words("Nothing to collect: the inbox is empty.", "inbox 里没有新文件。").text(lang)
    where = joined(map(str, paths), lang)
    return Words("Nothing to collect in {path}.", "{path} 里没有要收的文件。").text(lang, path=where)


def collected(judged: Judged, lang: Lang, *, verbose: bool, paths: Sequence[Path] = ()) -> list[str]:
    """Return what `collect` and `accept` say: what needs a person first, then counts, then where all of it lies.

    Args:
        judged: what was taken in.
        lang: language of the words.
        verbose: True for all findings.
        paths: where files were looked for, none for the inbox.
    """
    words = Words("Units and findings -> {path}", "各单位情况和问题清单 → {path}")
    written = [words.text(lang, path=path) for path in judged.reports]
    written += each(judged.faults, lang)
    returns = judged.returns
    if not returns:
        return [_nothing(paths, lang), *written]
    lines = [line for item in returns for line in _return_lines(item, judged.only, lang, verbose=verbose)]
    lines += fold_lines(_counted(Counter(item.verdict for item in returns if item.verdict), lang))
    return [*lines, *_evidence_filed(returns, lang), *_copies_made(returns, lang), *written]


_EVIDENCE = Words(
    "{n} scans, pictures and papers were filed with the returns of {units} units, as their evidence",
    "佐证材料 {n} 份，已归入 {units} 家单位的报送",
)


def _evidence_filed(returns: Sequence[Collected], lang: Lang) -> list[str]:
    """Say how many files were filed as evidence."""
    filed = [one for one in returns if one.is_filed_evidence]
    units = {one.unit for one in filed}
    return fold_lines(_EVIDENCE.text(lang, n=len(filed), units=len(units))) if filed else []


_TO_RETURN = Words(
    "{n} correction copies to send back, each must come back mended -> {folder}",
    "须退回修改的 {n} 份（改好要再交）→ {folder}",
)
_TO_CHECK = Words(
    "{n} copies with points to check, counted already; send them for the unit to look at -> {folder}",
    "有请核项的 {n} 份（已汇总，核对无误不用再交）→ {folder}",
)


def _copies_made(returns: Sequence[Collected], lang: Lang) -> list[str]:
    """Say how many copies there are to send, those that must come back apart from the others."""
    lines = []
    for words, is_counted in ((_TO_RETURN, False), (_TO_CHECK, True)):
        copies = [one.correction for one in returns if one.correction and is_whole(one.verdict) is is_counted]
        if copies:
            lines += fold_lines(words.text(lang, n=len(copies), folder=copies[0].rsplit("/", 1)[0]))
    return lines


def is_whole(verdict: Verdict | None) -> bool:
    """Tell whether a return counts with all it says."""
    return verdict in (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_WARNINGS)


_LEFT_THERE, _FILED = Words("left there", "未动"), Words("evidence", "佐证材料")


def _return_lines(item: Collected, only: Period | None, lang: Lang, *, verbose: bool) -> list[str]:
    """Return what is said of one file, nothing where nobody has to know."""
    codes = {d.code for d in item.diagnostics}
    if not (verbose or _is_told(item, codes)):
        return []
    label = (VERDICT_WORD[item.verdict] if item.verdict else _FILED if item.is_evidence else _LEFT_THERE).text(lang)
    head = shorten(f"{label}  {item.file}" + (f"  ({item.unit})" if item.unit else ""), COLUMNS)
    # Of a file that was left where it is the note says all there is to say.
    told = findings(item.diagnostics, lang, verbose=verbose or not item.verdict, most=_SHOWN_FINDINGS)
    decide = _accept_lines(item, only, lang) if item.verdict is Verdict.QUARANTINED or Code.D12 in codes else []
    return [head, *told, *decide]


def _is_told(item: Collected, codes: Collection[Code]) -> bool:
    """Tell whether a person must see to a file, or wants to know why it was left where it is."""
    if item.verdict is None:
        return bool(codes) and not (item.is_filed_evidence and is_fine(item))
    return item.verdict not in GOOD or not {Code.D12, Code.D14, Code.D15, Code.F23}.isdisjoint(codes)


def _counted(counts: Mapping[Verdict, int], lang: Lang) -> str:
    joined = "，" if lang is not Lang.EN else ", "
    total = joined.join(f"{VERDICT_WORD[v].text(lang)} {counts[v]}" for v in Verdict if v in counts)
    return Words("{n} files: ", "共 {n} 个文件：").text(lang, n=sum(counts.values())) + total


def _accept_lines(item: Collected, only: Period | None, lang: Lang) -> list[str]:
    """Return the command by which a person decides, in a line of its own and whole: it is there to be copied.

    The period of a file that does not say it is named only where it can be no other.
    """
    which = any(d.code in (Code.D02, Code.D12) for d in item.diagnostics)
    head = Words("If this one is to count:", "如应以这份为准：")
    if not which:
        head = Words("When you know whose it is:", "确认是谁报的之后：")
    command = Words(
        '  reportkit accept "{stored}" --period {period} --unit {unit}',
        '  reportkit accept "{stored}" --period {period} --unit {unit}',
    )
    unit = item.unit or Words("UNIT", "单位").text(lang)
    return [
        f"  {head.text(lang)}",
        command.text(lang, stored=item.stored, period=item.period or only or Words("PERIOD", "报送期"), unit=unit),
    ]


_MISSING = Words(
    "Not returned ({n}): remind them, texts to paste in outbox/{folder}/messages",
    "未报（{n}）：请催报，可粘贴的文字在 outbox/{folder}/messages",
)
_OVERDUE = Words(
    "Not returned and overdue ({n}): call them, texts to paste in outbox/{folder}/messages",
    "未报且已逾期（{n}）：请催报，可粘贴的文字在 outbox/{folder}/messages",
)
_TO_MEND = Words(
    "To mend ({n}): send back the copies in outbox/{folder}/corrections",
    "须修改（{n}）：请发回 outbox/{folder}/corrections 里的修改稿",
)


_WAITING = Words(
    "Waits for you ({n}): see whose it is, or which one counts", "待认定（{n}）：请确认是谁报的、以哪份为准"
)
_CAME_LATE = Words("Late ({n}): decide whether they count", "迟报（{n}）：请决定是否计入")
_FILES_WAIT = Words(
    "Files that wait for you ({n}): reportkit accept FILE --period {period} --unit UNIT",
    "待认定的文件（{n}）：reportkit accept 文件 --period {period} --unit 单位",
)
_OF_NO_PERIOD = Words(
    "Files that wait for you and do not say their period ({n}): reportkit accept FILE --period PERIOD --unit UNIT",
    "待认定且看不出报送期的文件（{n}）：reportkit accept 文件 --period 报送期 --unit 单位",
)
_RETURNED = Words(
    "{period}, due {due}: {issued} forms, {came} of {all} units returned",
    "{period}，{due} 前报送：已下发 {issued} 份，{all} 家单位已报 {came} 家",
)
_EVIDENCE_THERE = Words("Evidence ({n}): {units}", "佐证材料（{n}）：{units}")
_SENT_BACK = Words("a later file: {n} to mend", "后来的一份须改 {n} 处")
_UNUSABLE_CAME = Words("Sent a later file that cannot be used: {n}", "后来又发来用不了的文件：{n}")
_UNUSABLE = Words("  “{file}” ({day}) does not count: {why}", "  “{file}”（{day}）没有采用：{why}")
_IN_ORDER = Words("In order: {n}", "已接收：{n}")
_NEXT_MERGE = Words("Next: reportkit merge --period {p}", "下一步：reportkit merge --period {p}")


def round_status(result: RoundStatus, lang: Lang) -> list[str]:
    """Return what `status` says: who is missing, who is late, what is wrong, in that order."""
    settled = result.settled
    states, period = settled.states, settled.period
    came = sum(state.verdict is not None for state in states)
    good = sum(is_whole(state.verdict) and not state.sent_back for state in states)
    head = _RETURNED.text(
        lang, period=period.label(lang), due=settled.due, issued=result.issued, all=len(states), came=came
    )
    lines = [head]
    for title, group in _groups(states):
        lines += fold_lines(title.text(lang, n=len(group), folder=period.folder))
        lines += [line for state in group for line in _unit_lines(state, lang)]
    claiming = [path for path in result.waiting if path not in result.of_no_period]
    for title, files in ((_FILES_WAIT, claiming), (_OF_NO_PERIOD, result.of_no_period)):
        if files:
            lines += fold_lines(title.text(lang, n=len(files), period=period))
            lines += [f"  {path}" for path in files]
    lines += [*_evidence_there(settled.evidence, lang), *each(result.astray, lang)]
    return [*lines, f"{_IN_ORDER.text(lang, n=good)}  {_NEXT_MERGE.text(lang, p=period)}"]


def _evidence_there(evidence: Sequence[EvidenceFile], lang: Lang) -> Iterator[str]:
    """Yield how much evidence there is, and of whom."""
    counts = Counter(file.unit for file in evidence)
    if counts:
        each_unit = AND.text(lang).join(f"{unit} {n}" for unit, n in counts.items())
        yield from fold_lines(_EVIDENCE_THERE.text(lang, n=len(evidence), units=each_unit))


def _groups(states: Sequence[UnitState]) -> Iterator[tuple[Words, list[UnitState]]]:
    """Yield the units that somebody must see to, under what is to be done."""
    missing = _with(states, None)
    groups = (
        (_OVERDUE if any(s.late for s in missing) else _MISSING, missing),
        (_WAITING, _with(states, Verdict.QUARANTINED)),
        (_UNUSABLE_CAME, [s for s in states if s.unusable and s.verdict is not None]),
        (_CAME_LATE, [s for s in states if s.late and s.verdict is not None]),
        (_TO_MEND, [s for s in states if s.sent_back or s.verdict in (Verdict.REJECTED, Verdict.PARTLY_ACCEPTED)]),
    )
    yield from ((title, group) for title, group in groups if group)


def _with(states: Sequence[UnitState], *verdicts: Verdict | None) -> list[UnitState]:
    return [state for state in states if state.verdict in verdicts]


def _unit_lines(state: UnitState, lang: Lang) -> Iterator[str]:
    """Yield what is said of a unit; what has no room behind its name stands below it."""
    parts = [pad(shorten(state.unit.name, 32), 32)]
    if state.verdict:
        parts.append(VERDICT_WORD[state.verdict].text(lang))
    if state.received and state.received_by:
        known_by = RECEIVED_BY_WORD[state.received_by].text(lang)
        parts.append(Words("{day} ({by})", "{day}（{by}）").text(lang, day=state.received, by=known_by))
    if state.sent_back:
        parts.append(_SENT_BACK.text(lang, n=state.to_mend))
    elif state.to_mend:
        parts.append(Words("{n} to mend", "须改 {n} 处").text(lang, n=state.to_mend))
    parts.append(state.unit.contact if state.verdict is None else "")
    first, *more = fold_lines("  ".join(part for part in parts if part), "    ")
    yield from (first.removeprefix("  "), *more)
    for one in state.unusable:
        yield from fold_lines(_UNUSABLE.text(lang, file=one.file, day=one.day, why=one.why), "    ")


def merged(result: Merged, lang: Lang) -> list[str]:
    """Return what `merge` says."""
    rounds = result.settled.round
    whole = tally.total(rounds.progress)
    marks = "  ".join(
        f"{LIGHT_MARK[light]} {LIGHT_NAME[light].text(lang)} {whole.lights[light]}"
        for light in (Light.RED, Light.YELLOW, Light.GREEN, Light.BLUE, Light.WHITE)
    )
    head = Words("{period}: {n} tasks, {reported} reported", "{period}：{n} 项任务，已报 {reported} 项")
    lines = [
        head.text(lang, period=rounds.period.label(lang), n=whole.tasks, reported=whole.reported),
        f"  {marks}",
        *_not_in_it(rounds, lang),
        *([set_aside(result.kept, lang)] if result.kept else []),
        *_written(result, lang),
    ]
    return lines + each([item for item in result.diagnostics if item.code in _SAID_OF_A_MERGE], lang)


def _not_in_it(merged: Round, lang: Lang) -> Iterator[str]:
    """Yield which units a merge lacks, and on how much those that lead a task together disagree."""
    missing = [state.unit.name for state in merged.units if not state.is_merged]
    if missing:
        title = Words("Not in it ({n}): {units}", "未计入（{n}）：{units}")
        yield from fold_lines(title.text(lang, n=len(missing), units=joined(missing, lang)))
    conflicts = sum(len(progress.conflicts) for progress in merged.progress)
    if conflicts:
        title = Words(
            "{n} points on which lead units disagree stand in the workbook.", "牵头单位说法不一 {n} 处，已列入汇总表。"
        )
        yield title.text(lang, n=conflicts)


def _written(result: Merged, lang: Lang) -> Iterator[str]:
    """Yield where the workbooks of a merge lie: the first (the consolidated one) by its name, the others by folders."""
    if result.workbooks:
        yield f"-> {result.workbooks[0]}"
    folders = Counter(place.rpartition("/")[0] for place in result.workbooks[1:])
    for folder, count in folders.items():
        yield Words("   and {n} in {folder}/", "   另有 {n} 本：{folder}/").text(lang, n=count, folder=folder)
    if result.briefs:
        yield Words("   and {n} briefs as PDF", "   另有 PDF 简报 {n} 份").text(lang, n=len(result.briefs))


def exported(written: Sequence[str], kept: Sequence[str], lang: Lang) -> list[str]:
    """Return what `export` says where it writes files."""
    return [*([set_aside(kept, lang)] if kept else []), *(f"-> {name}" for name in written)]
