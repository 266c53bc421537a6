"""Rules about one cell: is it filled in, is it long or short enough, does it say anything. Pure."""

from collections.abc import Iterator
from decimal import Decimal

from reportkit.checks.context import Context, Finding, Spot, answer_at, finding
from reportkit.diagnostics import Code
from reportkit.language.amounts import plain_text
from reportkit.language.text import fold_prose, visible
from reportkit.language.words import Words
from reportkit.model import Answer, Entry, Field, FieldType, Required

_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER, FieldType.PERCENT, FieldType.MONEY)
_OR_ZERO = Words("; if there is nothing yet, write 0", "；还没有请填 0")
_FROM_LIST = Words(", choose from the drop-down list", "，从下拉列表选一项")
_OR_NONE = Words('; if there is nothing, write "none"', "；确实没有请填“无”")
_OR_WHY = Words("; if nothing has moved, say why", "；没有进展请写明原因")
_A_DAY = Words(" like {day}", "，写成 {day} 这样")
_NOTHING = frozenset({"", "无", "没有", "暂无", "none", "nil", "no"})
# What stands in a cell so that something stands there.
_SAYS_NOTHING = frozenset(
    {"", "同上", "如上", "见上", "略", "见附件", "详见附件", "附件", "x", "xx", "xxx", "n", "na", "tbd"}
)


def is_blank(answer: Answer | None) -> bool:
    """Tell whether nothing was written: an unreadable cell is not blank."""
    return answer is None or (answer.value is None and not visible(answer.written).strip())


def is_unsaid(answer: Answer | None) -> bool:
    """Tell whether nothing is said: blank, or a word for nothing (无, a dash); an unreadable cell says something."""
    if answer is None or answer.faulty:
        return answer is None
    return answer.value is None or (isinstance(answer.value, str) and fold_prose(answer.value) in _NOTHING)


def rows(entry: Entry, context: Context) -> Iterator[tuple[int | None, tuple[Field, ...]]]:
    """Yield the rows of a task with the fields asked on them: the task row as None, then its target rows."""
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
            code = Code.V01 if item.required is Required.YES else Code.V23
            yield finding(code, entry, context, item.name, target=target, how=_how(item, context))


def _how(item: Field, context: Context) -> Words:
    if item.type in _NUMBERS:
        return _OR_ZERO
    if item.type in (FieldType.CHOICE, FieldType.MULTI_CHOICE):
        return _FROM_LIST
    if item.type is FieldType.LONG_TEXT:
        return _OR_WHY  # a word for nothing is not taken for a report
    if item.type in (FieldType.DATE, FieldType.MONTH):
        day = f"{context.period.year}-03" + ("-15" if item.type is FieldType.DATE else "")
        return Words(*(text.format(day=day) for text in (_A_DAY.en, _A_DAY.zh)))
    return _OR_NONE


def required_when(entry: Entry, context: Context) -> Iterator[Finding]:
    """X03: a choice makes another field necessary (lagging: which problems?)."""
    for item in context.task_fields:
        if item.required_when is None or not is_unsaid(entry.answers.get(item.name)):
            continue
        other, names = item.required_when
        value = entry.value(other)
        if value in names:
            cell = entry.answers[item.name].cell if item.name in entry.answers else ""
            yield finding(Code.X03, entry, context, item.name, value=context.choice(other, value), cell=cell)


def says_something(entry: Entry, context: Context) -> Iterator[Finding]:
    """V19: a text that must be given is a placeholder (同上, 见附件, a dash)."""
    for item in context.task_fields:
        answer = entry.answers.get(item.name)
        if item.type is not FieldType.LONG_TEXT or item.required is not Required.YES or answer is None:
            continue
        if isinstance(answer.value, str) and fold_prose(answer.value) in _SAYS_NOTHING and answer.value.strip():
            yield finding(Code.V19, entry, context, item.name)


def in_range(entry: Entry, context: Context) -> Iterator[Finding]:
    """V06, V24, V25, V17: a number beyond the field's bounds, a text too long."""
    for target, fields in rows(entry, context):
        for item in fields:
            answer = answer_at(entry, target, item.name)
            if answer is None or answer.faulty:
                continue
            if isinstance(answer.value, Decimal):
                yield from _number(entry, context, Spot(entry.task, target, item.name), item, answer.value)
            elif isinstance(answer.value, str) and item.max_length and len(answer.value) > item.max_length:
                yield finding(
                    Code.V17, entry, context, item.name, target=target, n=len(answer.value), max=item.max_length
                )


def _number(entry: Entry, context: Context, spot: Spot, item: Field, value: Decimal) -> Iterator[Finding]:
    low, high = item.minimum, item.maximum
    if not ((low is not None and value < low) or (high is not None and value > high)):
        return
    code = Code.V06 if low is not None and high is not None else Code.V24 if low is not None else Code.V25
    bounds = {
        "value": plain_text(value),
        "min": "" if low is None else plain_text(low),
        "max": "" if high is None else plain_text(high),
    }
    yield finding(code, entry, context, item.name, target=spot.target, **bounds)
