"""What a person struck out, hid or changed while changes were tracked: told, or asked about."""

import re
from collections.abc import Iterator, Mapping, Sequence

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.document import Marked, Marking, SourcePlace
from reportkit.language.text import squeeze
from reportkit.language.words import Words
from reportkit.lists.findings import finding_on
from reportkit.lists.listing import RawTask
from reportkit.model import Task

_CODES = {
    Marking.STRUCK: Code.L36,
    Marking.DELETED: Code.L37,
    Marking.INSERTED: Code.L38,
    Marking.HIDDEN: Code.L39,
}
_NOT_READ = Words("it was not read.", "没有读取。")
_READ = Words("it was read, as every sheet is hidden.", "因为所有工作表都是隐藏的，已读取。")
_ROW = re.compile(r"(?<!\d)\d++$")


def mark_findings(marked: Sequence[Marked], made: Sequence[Task], tasks: Sequence[RawTask]) -> Iterator[Diagnostic]:
    """Say of each row or paragraph what is struck through, hidden or tracked in it, and of which task that is.

    Args:
        marked: what is marked in the document.
        made: the tasks.
        tasks: the same as the document gave them.
    """
    owner = {place: task for task, raw in reversed(list(zip(made, tasks, strict=True))) for place in raw.places}
    for one in marked:
        if one.how in (Marking.HIDDEN_SHEET, Marking.ONLY_HIDDEN):
            what = _READ if one.how is Marking.ONLY_HIDDEN else _NOT_READ
            yield Diagnostic(Code.L40, sheet=one.place.sheet, cells=(one.place.cell,), values={"what": what})
    for (how, task_at), found in _together(marked, owner).items():
        places = [one.place for one in found]
        text = squeeze(" ".join(one.text for one in found))
        yield finding_on(owner.get(task_at), _CODES[how], places, text)


def _together(
    marked: Sequence[Marked], owner: Mapping[SourcePlace, Task]
) -> dict[tuple[Marking, SourcePlace], list[Marked]]:
    """Return what is marked, row by row, under what was done and the first place of it.

    What is left of a task may stand in the cells of the row that are not marked, so that any of them tells whose it is.
    """
    rows: dict[tuple[Marking, str, str], list[Marked]] = {}
    for one in marked:
        if one.how in _CODES:
            row = _ROW.search(one.place.cell)
            rows.setdefault((one.how, one.place.sheet, row[0] if row else ""), []).append(one)
    return {
        (how, next((one.place for one in found if one.place in owner), found[0].place)): found
        for (how, _, _), found in rows.items()
    }
