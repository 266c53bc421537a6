"""Rules across periods: what a unit says now against what it said last time. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from reportkit.checks.context import Context, Finding, finding
from reportkit.diagnostics import Code
from reportkit.fields.type_table import type_of
from reportkit.language.amounts import amount_text, percent_text
from reportkit.language.nothing import is_unchanged
from reportkit.language.text import fold_prose
from reportkit.model import Entry, Required, Status, Value

_SHORTEST = 8
"""Fewer characters than this are a phrase (按计划推进), not a report that was copied."""


def percent_rises(entry: Entry, context: Context) -> Iterator[Finding]:
    """X05: the percent is lower than last period's."""
    last = context.last.get(entry.task)
    before, now = last.percent if last else None, entry.percent
    if before is not None and now is not None and now < before:
        yield finding(Code.X05, entry, context, "percent", last=percent_text(before), now=percent_text(now))


def values_rise(entry: Entry, context: Context) -> Iterator[Finding]:
    """X09: the value of a count or an amount is lower than last period's; levels and rates may fall."""
    last = context.last.get(entry.task)
    if last is None:
        return
    for target, now in context.targets(entry):
        before: Decimal | None = last.actual(target.no)
        if target.is_prorated and before is not None and now < before:
            yield finding(
                Code.X09, entry, context, "actual", target=target.no, indicator=target.indicator,
                last=amount_text(before, target.measure), now=amount_text(now, target.measure),
            )  # fmt: skip


def text_is_new(entry: Entry, context: Context) -> Iterator[Finding]:
    """D10: a text that must be given is last period's, word for word, on a task that was not finished then."""
    last = context.last.get(entry.task)
    if last is None or last.status is Status.DONE:
        return
    for item in context.task_fields:
        if not type_of(item).is_prose or item.required is not Required.YES or item.carry_over:
            continue
        if _is_copied(last.value(item.name), entry.value(item.name)):
            yield finding(Code.D10, entry, context, item.name, found="")


def _is_copied(before: Value, now: Value) -> bool:
    if not isinstance(before, str) or not isinstance(now, str):
        return False
    text = fold_prose(now)
    return len(text) >= _SHORTEST and text == fold_prose(before) and not is_unchanged(text)
