"""Rules about one cell: is it filled in, and where another makes it necessary. Pure."""

from collections.abc import Iterator

from reportkit.checks.context import Context, Finding, answer_at, finding
from reportkit.diagnostics import Code
from reportkit.fields.type_table import type_of
from reportkit.language.nothing import is_none
from reportkit.language.text import visible
from reportkit.language.words import Words
from reportkit.model import Answer, Entry, Field, Required, Value


def is_blank(answer: Answer | None) -> bool:
    """Tell whether nothing was written: an unreadable cell is not blank."""
    return answer is None or (answer.value is None and not visible(answer.written).strip())


def is_unsaid(answer: Answer | None) -> bool:
    """Tell whether nothing is said: blank, or that there is none (暂无问题); an unreadable cell says something."""
    if answer is None or answer.faulty:
        return answer is None
    return answer.value is None or (isinstance(answer.value, str) and is_none(answer.value))


def rows(entry: Entry, context: Context) -> Iterator[tuple[int | None, tuple[Field, ...]]]:
    """Yield the rows of a task with the fields asked on them: the task row as None, then its target rows.

    A task row that is gone is told already (S13).
    """
    if entry.answers:
        yield None, context.task_fields
    for target in context.master.targets_of(entry.task):
        if target.is_asked:
            yield target.no, context.target_fields


def required(entry: Entry, context: Context) -> Iterator[Finding]:
    """V01, V23: a field that must (or should) be filled in is empty."""
    if not context.is_asked(entry.task):
        return
    for target, fields in rows(entry, context):
        for item in fields:
            if item.required is Required.NO or not is_blank(answer_at(entry, target, item.name)):
                continue
            if item.required is Required.YES:
                yield finding(Code.V01, entry, context, item.name, target=target, how=_how(item, context))
            else:
                yield finding(Code.V23, entry, context, item.name, target=target)


def _how(item: Field, context: Context) -> Words:
    words = type_of(item).if_empty
    return Words(*(text.format(year=context.period.year) for text in (words.en, words.zh)))


def required_when(entry: Entry, context: Context) -> Iterator[Finding]:
    """X03: a choice makes another field necessary (lagging: which problems?)."""
    for item in context.task_fields:
        if item.required_when is None or not is_unsaid(entry.answers.get(item.name)):
            continue
        other = item.required_when.field
        chosen = next((name for name in _chosen(entry.value(other)) if name in item.required_when.choices), None)
        if chosen is not None:
            cell = entry.answers[item.name].cell if item.name in entry.answers else ""
            yield finding(Code.X03, entry, context, item.name, value=context.choice(other, chosen), cell=cell)


def _chosen(value: Value) -> tuple[Value, ...]:
    """Return the names of the choices in a value: of one, of several, of none."""
    return value if isinstance(value, tuple) else (value,)
