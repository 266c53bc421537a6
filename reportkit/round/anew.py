"""A round settled by another year's list: under a number there may be another task than was asked about. Pure."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.rounds import IssuedRound
from reportkit.language.words import listed
from reportkit.master.pairing import is_same_task
from reportkit.model import Master
from reportkit.period import Period
from reportkit.returns.content import ReturnContent
from reportkit.round.model import Kept


def other_tasks(then: Master, now: Master) -> frozenset[int]:
    """Return the numbers of the tasks of then that are another task now, or none."""
    pairs = ((task, now.task(task.no)) for task in then.tasks)
    return frozenset(one.no for one, other in pairs if other is None or not is_same_task(one, other))


def without(
    others: AbstractSet[int], issued: IssuedRound, kept: Sequence[Kept], readings: Mapping[str, ReturnContent]
) -> dict[str, ReturnContent]:
    """Return what returns say of the tasks that are still the same; of a return that has none of them, nothing.

    Args:
        others: numbers of the tasks that are other ones now.
        issued: what was handed out.
        kept: the returns.
        readings: what each says, by its `Kept.key`.
    """
    asked: dict[str, set[int]] = {}
    for form in issued.forms:
        asked.setdefault(form.code, set()).update(form.tasks)
    left = dict(readings)
    for item in kept:
        reading = readings[item.key]
        is_gone = asked.get(item.unit, set()) <= others
        left[item.key] = replace(
            reading,
            entries=tuple(entry for entry in reading.entries if entry.task not in others),
            diagnostics=() if is_gone else tuple(d for d in reading.diagnostics if not _is_of(d, others)),
        )
    return left


def _is_of(finding: Diagnostic, others: AbstractSet[int]) -> bool:
    """Tell whether a finding is about such tasks alone."""
    about = {*finding.tasks, *(() if finding.task is None else (finding.task,))}
    return bool(about) and about <= others


def said_of(others: AbstractSet[int], period: Period) -> tuple[Diagnostic, ...]:
    """Return the finding that names the tasks whose reports are left out, none where there are none."""
    if not others:
        return ()
    numbers = listed(map(str, sorted(others)))
    return (Diagnostic(Code.O15, values={"period": period.words, "tasks": numbers}),)
