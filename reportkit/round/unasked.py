"""Tasks of the master that are in no form: nobody reports on them, and nobody would notice. Pure."""

from collections.abc import Iterator, Sequence

from reportkit.diagnostics import Code, Diagnostic
from reportkit.forms.assign import assignments
from reportkit.language.words import Words
from reportkit.master.list_plans import TASKS
from reportkit.model import Master, OwnRow, Task
from reportkit.period import Period

_MOST = 10
"""So many numbers are named."""
_LIST_MARK = Words(", ", "、")
_REASON_MARK = Words("; ", "；")
_MORE = Words(" …", "等")
_NO_LEAD = Words("{n} without a lead unit (task {which})", "没有写牵头单位的 {n} 项（任务 {which}）")
_UNKNOWN = Words(
    "{n} with a lead unit that is not on the sheet of units (task {which})",
    "牵头单位不在单位名单里的 {n} 项（任务 {which}）",
)
_EMPTY = Words(
    "{n} with a lead that nothing says the units of (task {which})", "牵头的集合没有写明单位的 {n} 项（任务 {which}）"
)
_NO_NUMBER = Words("{n} without a task number (row {which})", "没有任务编号的 {n} 项（第 {which} 行）")


_NO_TASK = Words("the list has no task", "任务单里没有任务")
_NONE_STANDS = Words("none of its {n} tasks stands in that period", "{n} 项任务都不在这一期")


def nobody_asked(master: Master, period: Period) -> Diagnostic | None:
    """Return the finding that no task of the master stands in a period, and why; None where one does."""
    if any(task.stands(period) for task in master.tasks):
        return None
    n = len(master.tasks)
    why = Words(_NONE_STANDS.en.format(n=n), _NONE_STANDS.zh.format(n=n)) if n else _NO_TASK
    return Diagnostic(Code.O10, values={"period": period.words, "why": why})


def in_no_form(master: Master, period: Period, *, participants: bool = False) -> tuple[Diagnostic, ...]:
    """Return the finding that tasks of the master are in no form of a period, and why; none where all are in one.

    Args:
        master: the list.
        period: the period that is asked about; only tasks that stand in it count.
        participants: True where units that only take part get a form as well.
    """
    reasons = _reasons(master, _unasked(master, period, participants=participants), _unnumbered(master))
    found = [words for words in reasons if words is not None]
    if not found:
        return ()
    english, chinese = (_REASON_MARK.en.join(w.en for w in found), _REASON_MARK.zh.join(w.zh for w in found))
    return (Diagnostic(Code.O09, values={"why": Words(english, chinese)}),)


def _unasked(master: Master, period: Period, *, participants: bool) -> list[Task]:
    """Return the tasks that stand in a period and that no form asks about."""
    asked = {task.no for duty in assignments(master, period, participants=participants) for task in duty.tasks}
    return [task for task in master.tasks if task.stands(period) and task.no not in asked]


def _unnumbered(master: Master) -> list[int]:
    """Return the rows of the sheet of tasks that are tasks without a number."""
    return [row.number for row in master.own.rows if row.sheet == TASKS.name and _is_task(row)]


def _is_task(row: OwnRow) -> bool:
    """Tell whether a row says more than a heading does."""
    return any(TASKS.has(cell.column) and cell.column not in {"no", "section"} for cell in row.cells)


def _reasons(master: Master, tasks: Sequence[Task], rows: Sequence[int]) -> Iterator[Words | None]:
    """Yield why tasks are in no form, each reason with the numbers of its tasks or rows; None where none is."""
    groups = {group.name for group in master.groups}
    without = [task.no for task in tasks if not task.leads]
    empty = [task.no for task in tasks if any(ref.name in groups for ref in task.leads)]
    unknown = [task.no for task in tasks if task.no not in {*without, *empty}]
    yield _reason(_NO_LEAD, without)
    yield _reason(_UNKNOWN, unknown)
    yield _reason(_EMPTY, empty)
    yield _reason(_NO_NUMBER, rows)


def _reason(words: Words, numbers: Sequence[int]) -> Words | None:
    if not numbers:
        return None
    shown = [str(number) for number in numbers[:_MOST]]
    texts = []
    for text, mark, more in ((words.en, _LIST_MARK.en, _MORE.en), (words.zh, _LIST_MARK.zh, _MORE.zh)):
        which = mark.join(shown) + (more if len(numbers) > _MOST else "")
        texts.append(text.format(n=len(numbers), which=which))
    return Words(*texts)
