"""The locked cells of a row and what the list has for them. Pure."""

from collections.abc import Iterable

from reportkit.language.amounts import plain_text
from reportkit.language.words import Lang, Words, joined
from reportkit.measure import OP_WORDS, aims_text, schedule_text
from reportkit.model import Master, Target, Task
from reportkit.shown import ShownColumn

_NO = Words("No.", "序号")
_INDICATOR = Words("Indicator", "指标")
_AIMS = Words("Aims of the year", "年度目标")
_AIM = Words("Aim", "目标值")
_OP = Words("Comparison", "要求")
_MEASURE = Words("Measure", "单位")
_WORK = Words("Task", "重点工作")
_PROJECT = Words("Project", "项目")
_SCHEDULE = Words("Deadline and milestones", "完成时限和节点")
_LEADERS = Words("Leaders", "牵头领导")
_LEAD_UNITS = Words("Lead units", "牵头单位")
_PARTICIPANTS = Words("Participating units", "参与单位")

LockedCell = tuple[str, Words, tuple[str, ...]]
"""A locked cell of a row: the name of its column, its label, and the texts the list has for it, the usual one first."""


def locked_cells(
    task: Task, master: Master, shown: Iterable[ShownColumn], codes: Iterable[str] = ()
) -> tuple[LockedCell, ...]:
    """Return the locked cells of a task's row.

    Args:
        task: the task.
        master: the list.
        shown: columns of the office's own.
        codes: the list's own numbers of the task, which may stand for ours.
    """
    own = ((c.name, Words(c.heading, c.heading, c.heading), c.texts(task)) for c in shown)
    # What stands there of its aims is told where they are asked, in the rows of its targets.
    details = (cell for cell in details_of(task, master) if cell[0] != "aims")
    return (("no", _NO, (str(task.no), *codes)), ("work", _WORK, (task.work,)), *details, *own)


def locked_cells_of_target(target: Target, lang: Lang) -> tuple[LockedCell, ...]:
    """Return the locked cells of a target's row; `lang` is that of the list."""
    aim = plain_text(target.value) if target.value is not None else ""
    return (
        ("no", _NO, (str(target.task),)),
        ("indicator", _INDICATOR, (target.indicator,)),
        ("op", _OP, tuple(OP_WORDS[target.op].text(said) for said in (lang, *Lang))),
        ("value", _AIM, (aim,)),
        ("measure", _MEASURE, (target.measure,)),
    )


def details_of(task: Task, master: Master) -> tuple[LockedCell, ...]:
    """Return what a form shows of a task beside its number and its wording."""
    targets, langs = master.targets_of(task.no), (master.settings.lang, *Lang)

    def said(names: Iterable[str]) -> tuple[str, ...]:
        parts = tuple(names)
        return tuple(dict.fromkeys(joined(parts, lang) for lang in langs))

    return (
        ("project", _PROJECT, (task.project or "",)),
        ("aims", _AIMS, tuple(aims_text(targets, lang) for lang in langs)),
        ("schedule", _SCHEDULE, tuple(schedule_text(task, lang) for lang in langs)),
        ("leaders", _LEADERS, (*said(map(master.holder, task.leaders)), *said(task.leaders))),
        ("lead_units", _LEAD_UNITS, said(ref.written for ref in task.leads)),
        ("participants", _PARTICIPANTS, said(ref.written for ref in task.participants)),
    )
