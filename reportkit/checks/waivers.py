"""What the office does not insist on for a while: findings on one unit's field that weigh less. Pure.

The day that counts is the one on which a period's returns are due, never the day of a run: the same returns come out
the same whenever they are looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.language.text import fold
from reportkit.language.words import Words
from reportkit.model import Master, Template, Waiver
from reportkit.period import Period

_FIELD = Words("field of the form", "填报项")
_WAIVERS = Words("Waivers", "豁免")


def lowered(item: Diagnostic, master: Master, template: Template, due: date) -> Diagnostic:
    """Return a finding with what a waiver makes of it; one that sends the whole return back stays as it is."""
    if item.severity is Severity.REJECT or item.field is None:
        return item
    for waiver in master.waivers:
        if (
            waiver.unit == item.unit
            and waiver.until >= due
            and waiver.code in (None, item.code)
            and _name(waiver, template) == item.field
            and waiver.severity.rank > item.severity.rank
        ):
            return replace(item, lowered=waiver.severity)
    return item


def settled_with_its_task(item: Diagnostic, master: Master, period: Period) -> Diagnostic:
    """Return a finding on withdrawn tasks as a note: nobody has to mend what is no longer merged."""
    numbers = set(item.tasks) if item.task is None else {item.task}
    tasks = [master.task(no) for no in numbers]
    are_gone = bool(tasks) and all(task is not None and not task.stands(period) for task in tasks)
    if item.severity is Severity.REJECT or not are_gone:
        return item
    return replace(item, lowered=Severity.INFO)


def ended(master: Master, due: date) -> Iterator[Diagnostic]:
    """M08: a waiver that no longer holds for a round that is due on `due`."""
    for waiver in master.waivers:
        if waiver.until < due:
            values = {"rule": waiver.field, "date": waiver.until}
            yield Diagnostic(Code.M08, unit=waiver.unit, sheet=_WAIVERS.text(master.settings.lang), values=values)


def unknown(master: Master, template: Template, file: str) -> Iterable[Diagnostic]:
    """M10: a waiver for a field that the form does not have."""
    for waiver in master.waivers:
        if _name(waiver, template) is None:
            example = next((f.label for f in template.fields), Words("progress", "进展"))
            yield Diagnostic(
                Code.M10, file=file, unit=waiver.unit, sheet=_WAIVERS.text(master.settings.lang), found=waiver.field,
                values={"what": _FIELD, "example": example},
            )  # fmt: skip


def _name(waiver: Waiver, template: Template) -> str | None:
    """Return the name of the field a waiver is for, None where the form has none such."""
    names = {fold(name): f.name for f in template.fields for name in (*f.label.everywhere, f.name)}
    return names.get(fold(waiver.field))
