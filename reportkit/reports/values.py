"""What a task says in each cell: values as people read them, in the workbook's language. Pure."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from reportkit.fields.answer_type import CellValue
from reportkit.fields.type_table import type_of
from reportkit.language.amounts import amount_text, percent_text, plain_text
from reportkit.language.nothing import is_blank, is_none
from reportkit.language.words import Lang, Words
from reportkit.model import (
    Entry,
    Field,
    Light,
    Op,
    Progress,
    Status,
    TargetProgress,
    Template,
    Value,
)
from reportkit.workbook.look import LIGHT_MARK, LIGHT_WORD, STATUS_WORD

KNOWN_FIELDS = ("status", "percent", "progress", "problems", "next_steps", "expected_date", "remarks")
"""The task fields that have a column of their own in every report, in the order of the columns."""

_OPS = {
    Op.AT_LEAST: Words(">= ", "≥"), Op.MORE: Words("> ", "超"), Op.AT_MOST: Words("<= ", "≤"),
    Op.LESS: Words("< ", "低于"), Op.EQUAL: Words("", ""), Op.ABOUT: Words("about ", "约"),
}  # fmt: skip
_AIM = Words("{indicator} {figure}", "{indicator}{figure}")
_SO_FAR = Words("{aim}: {actual} so far ({share})", "{aim}（现 {actual}，{share}）")
_SO_FAR_PLAIN = Words("{aim}: {actual} so far", "{aim}（现 {actual}）")
_NOT_YET = Words("{aim}: not reported", "{aim}（未报）")
_SAID = Words("[{unit}] {text}", "〔{unit}〕{text}")
_LABELLED = Words("{label}: {text}", "{label}：{text}")
_STOPS = Words("; ", "；")
_NOTHING_SAID = Words("reported nothing", "未填内容")


def light_text(light: Light, lang: Lang) -> str:
    """Return a light as it stands in a cell: its mark and its word."""
    return f"{LIGHT_MARK[light]} {LIGHT_WORD[light].text(lang)}"


def status_labels(template: Template, lang: Lang) -> dict[str, str]:
    """Return the label of each status by name, as the form's own list has it."""
    labels = {status.value: STATUS_WORD[status].text(lang) for status in Status}
    field = template.field("status")
    return labels | {choice.name: choice.label.text(lang) for choice in (field.choices if field else ())}


def field_value(field: Field, entry: Entry | None, lang: Lang) -> CellValue:
    """Return what an entry says in a field: names of choices become their labels, whatever is faulty is left out."""
    return type_of(field).shown(entry.value(field.name) if entry else None, field, lang)


def target_field_text(field: Field, entry: Entry | None, target: int, lang: Lang) -> str:
    """Return on paper what an entry says of a target in a field of the target rows."""
    answer = entry.targets.get(target, {}).get(field.name) if entry else None
    return type_of(field).text(None if answer is None or answer.faulty else answer.value, field, lang)


def as_text(value: CellValue) -> str:
    """Return a cell's value on paper: numbers plainly, days as ISO 8601."""
    match value:
        case None:
            return ""
        case Decimal():
            return plain_text(value)
        case date():
            return value.isoformat()
        case _:
            return value


def aim(reached: TargetProgress, lang: Lang) -> str:
    """Return a target in a clause: `国家高新技术企业≥500家`; an aim without a digit in the list's own words."""
    target = reached.target
    if target.value is None:
        return target.indicator or target.quote
    figure = f"{_OPS[target.op].text(lang)}{amount_text(target.value, target.measure)}"
    return _AIM.text(lang, indicator=target.indicator, figure=figure).strip()


def aims(progress: Progress, lang: Lang) -> str:
    """Return the aims of a task with the values so far, one a line."""
    return "\n".join(_aim_so_far(reached, lang) for reached in progress.targets)


def _aim_so_far(reached: TargetProgress, lang: Lang) -> str:
    words = aim(reached, lang)
    if reached.actual is None:
        return _NOT_YET.text(lang, aim=words) if reached.target.is_asked else words
    actual = amount_text(reached.actual, reached.target.measure)
    if reached.share is None:
        return _SO_FAR_PLAIN.text(lang, aim=words, actual=actual)
    return _SO_FAR.text(lang, aim=words, actual=actual, share=percent_text(reached.share))


def names(items: Iterable[str]) -> str:
    """Return names one a line, as they stand in a narrow column."""
    return "\n".join(dict.fromkeys(items))


def said(entries: Iterable[Entry], progress: Progress, template: Template, lang: Lang) -> str:
    """Return what further units report on a task, a paragraph each: every field they filled in, by its label."""
    return "\n".join(
        _SAID.text(lang, unit=entry.unit, text=_everything(entry, progress, template, lang)) for entry in entries
    )


def _everything(entry: Entry, progress: Progress, template: Template, lang: Lang) -> str:
    parts = []
    for field in template.task_fields:
        text = type_of(field).text(entry.value(field.name), field, lang)
        if text and type_of(field).is_asked:
            bare = field.name in ("progress", "status")
            parts.append(text if bare else _LABELLED.text(lang, label=field.label.text(lang), text=text))
    for reached in progress.targets:
        actual = entry.actual(reached.target.no)
        if actual is not None:
            text = amount_text(actual, reached.target.measure)
            parts.append(_LABELLED.text(lang, label=reached.target.indicator, text=text))
    return _STOPS.text(lang).join(part.rstrip("。；;") for part in parts) or _NOTHING_SAID.text(lang)


def problems(progress: Progress, lang: Lang) -> str:
    """Return the problems of a task: the speaker's, then those of further lead units with their names."""
    own = progress.speaker.value("problems") if progress.speaker else None
    further = [(entry.unit, entry.value("problems")) for entry in progress.others]
    texts = [_SAID.text(lang, unit=unit, text=text) for unit, text in further if is_problem(text)]
    return "\n".join([*([str(own)] if own else []), *texts])


def is_problem(value: Value) -> bool:
    """Tell whether a text of the problems field names one: `无`, `暂无。` and a dash do not."""
    return isinstance(value, str) and value.strip() != "" and not (is_none(value) or is_blank(value))


def has_problem(progress: Progress) -> bool:
    """Tell whether any lead unit names a problem."""
    entries = (*((progress.speaker,) if progress.speaker else ()), *progress.others)
    return any(is_problem(entry.value("problems")) for entry in entries)


def asked(progress: Progress) -> str:
    """Return what the speaker of a task asks the leadership to settle, "" for nothing."""
    value = progress.speaker.value("remarks") if progress.speaker else None
    return value if isinstance(value, str) and is_problem(value) else ""


_OP_SIGNS = {Op.AT_LEAST: "≥", Op.MORE: ">", Op.AT_MOST: "≤", Op.LESS: "<", Op.EQUAL: "", Op.ABOUT: "≈"}


def op_format(op: Op) -> str:
    """Return the number format that shows a target with its comparison: `≥500`."""
    sign = _OP_SIGNS[op]
    return f'"{sign}"General' if sign else "General"
