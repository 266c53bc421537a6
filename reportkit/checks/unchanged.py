"""A task on which nothing is new: an entry that says so goes on from last period's. Pure.

The unit chooses that among the states, or says it in a word, and may leave the rest of the row empty. What it filled
in all the same is its own word; everything else is as it was reported last, and the text says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reportkit.checks.cells import is_blank, rows
from reportkit.checks.context import Context, Finding, Spot, answer_at, finding
from reportkit.diagnostics import Code
from reportkit.fields.type_table import type_of
from reportkit.language.nothing import is_stopgap, is_unreported
from reportkit.language.words import Lang, Words
from reportkit.model import UNCHANGED, Answer, Entry, Field, Required, Value

_AS_LAST_TIME = Words("(no change since last time) ", "（无新进展，沿用上期）")


def taken_over(entry: Entry, context: Context) -> tuple[Entry, tuple[Finding, ...]]:
    """Return an entry that says that nothing is new with what was reported last, and what is said of it.

    Returns:
        The entry as it is where it says no such thing, or where nothing was reported last (V36). Else with last
        period's status (X22) and whatever it leaves empty; its own figures count, and are asked about (X24) where they
        are others.
    """
    if entry.value("status") != UNCHANGED or not context.is_asked(entry.task):
        return entry, ()
    last = context.last.get(entry.task)
    before = last.value("status") if last else None
    if last is None or before is None:
        return entry, (_asked(entry, context),)
    told = finding(Code.X22, entry, context, _saying(entry), read=context.choice("status", before))
    found = (told, *_other_figures(entry, last, context))
    answers = dict(entry.answers) | {"status": replace(entry.answers["status"], value=before)}
    targets = {no: dict(row) for no, row in entry.targets.items()}
    for target, fields in rows(entry, context):
        row = answers if target is None else targets.setdefault(target, {})
        row |= _taken(row, target, fields, last, context)
    return replace(entry, answers=answers, targets=targets), found


def _asked(entry: Entry, context: Context) -> Finding:
    """V36: there is nothing to go on from; that asks for all that is empty as well."""
    told = finding(Code.V36, entry, context, _saying(entry))
    empty = (
        Spot(entry.task, target, item.name)
        for target, fields in rows(entry, context)
        for item in fields
        if is_blank(answer_at(entry, target, item.name))
    )
    return Finding(told.diagnostic, (Spot(entry.task, None, "status"), *told.spots, *empty))


def _saying(entry: Entry) -> str:
    """Return the field that says that nothing is new: the status, or a text where that is left to it."""
    status, text = entry.answers["status"], entry.answers.get("progress")
    is_left = not status.written.strip() or (is_stopgap(status.written) and not is_unreported(status.written))
    return "progress" if is_left and text is not None and text.written.strip() else "status"


def _is_unsaid(answer: Answer | None) -> bool:
    """Tell whether a cell is empty, or only says that there is nothing to report."""
    return is_blank(answer) or (answer is not None and answer.value is None and not answer.faulty)


def _taken(
    row: Mapping[str, Answer], target: int | None, fields: tuple[Field, ...], last: Entry, context: Context
) -> Iterator[tuple[str, Answer]]:
    """Yield the empty answers of a row as they were reported last.

    What the form brought along from there and is empty now was emptied on purpose.
    """
    for item in fields:
        value = _last_value(last, target, item.name)
        if value is None or item.carry_over or not _is_unsaid(row.get(item.name)):
            continue
        own = row.get(item.name) or Answer(item.name, None)
        yield item.name, replace(own, value=_marked(value, item, context.master.settings.lang))


def _last_value(last: Entry, target: int | None, name: str) -> Value:
    answer = answer_at(last, target, name)
    return None if answer is None or answer.faulty else answer.value


def _marked(value: Value, item: Field, lang: Lang) -> Value:
    """Return a text that must be given with the words that it is last period's, once."""
    if not isinstance(value, str) or not type_of(item).is_prose or item.required is not Required.YES:
        return value
    words = _AS_LAST_TIME.text(lang)
    return value if value.startswith(words) else words + value


def _other_figures(entry: Entry, last: Entry, context: Context) -> Iterator[Finding]:
    """Yield X24: a figure is another one than last period's, though nothing is to be new."""
    status = context.choice("status", UNCHANGED)
    for target, fields in rows(entry, context):
        for item in filter(lambda one: type_of(one).is_number, fields):
            before, now = _last_value(last, target, item.name), _last_value(entry, target, item.name)
            if before is None or now is None or now == before:
                continue
            yield finding(
                Code.X24, entry, context, item.name, target=target, now=_text(now, item, context),
                last=_text(before, item, context), status=status, cell_b=entry.answers["status"].cell,
            )  # fmt: skip


def _text(value: Value, item: Field, context: Context) -> str:
    return type_of(item).text(value, item, context.master.settings.lang)
