"""What `demo` answers, as a document and on the screen."""

from typing import Any

from reportkit.cli.documents import findings
from reportkit.cli.folding import fold_lines
from reportkit.cli.screen import each, merged
from reportkit.demo.run import Demo
from reportkit.language.words import Lang, Words
from reportkit.model import Verdict
from reportkit.workbook.look import VERDICT_WORD


def document(result: Demo, lang: Lang) -> dict[str, Any]:
    """Return the answer of `demo`."""
    return {
        "workspace": result.folder,
        "rounds": [
            {
                "period": str(item.period),
                "issued": item.issued,
                "sent": item.sent,
                "verdicts": dict(item.verdicts),
                "broken": [
                    {"file": name, "what": what.text(lang), "verdict": verdict} for name, what, verdict in item.broken
                ],
            }
            for item in result.rounds
        ],
        "open": list(result.open),
        "diagnostics": findings([fault for item in result.rounds for fault in item.faults], lang),
    }


def lines(result: Demo, lang: Lang) -> list[str]:
    """Return what `demo` says: ten lines, and which files to open."""
    out = [
        Words(
            "A whole year's list of {tasks} tasks in {sections} sections, played for two periods in {folder}",
            "真实任务单 {tasks} 项、{sections} 个板块，在 {folder} 里演示了两期",
        ).text(lang, tasks=result.tasks, sections=result.sections, folder=result.folder)
    ]
    for item in result.rounds:
        verdicts = (
            Words(", ", "，")
            .text(lang)
            .join(f"{VERDICT_WORD[v].text(lang)} {item.verdicts[v.value]}" for v in Verdict if v.value in item.verdicts)
        )
        head = Words(
            "{period}: {issued} forms out, {sent} files back: {verdicts}",
            "{period}：下发 {issued} 份，收回 {sent} 个文件：{verdicts}",
        )
        out += fold_lines(
            head.text(lang, period=item.period.label(lang), issued=item.issued, sent=item.sent, verdicts=verdicts)
        )
    out += merged(result.rounds[-1].merged, lang)[1:2]
    out += each([fault for item in result.rounds for fault in item.faults], lang)
    out.append(Words("Open these:", "请打开看：").text(lang))
    out += [f"  {result.folder}/{path}" for path in result.open]
    out.append(
        Words("Then try: reportkit --workspace {folder} status", "再试试：reportkit --workspace {folder} status").text(
            lang, folder=result.folder
        )
    )
    return out
