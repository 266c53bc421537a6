"""The merged round as other programs read it: JSON of the contract, and tidy CSV. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

import pandas as pd

from reportkit import measure
from reportkit.fields.answer_type import JsonValue
from reportkit.fields.numeric import json_number
from reportkit.fields.type_table import type_of
from reportkit.language.words import Lang, joined, listed
from reportkit.model import Answer, Conflict, Entry, Field, Progress, Role, Round, TargetProgress
from reportkit.progress.as_json import milestones_json, target_json
from reportkit.progress.csv_headings import CODE_OF, csv_headings
from reportkit.shown import shown_columns

Row = dict[str, object]
"""One object of the JSON, or one row of the CSV: numbers are numbers, days and months text of ISO 8601."""

# What a spreadsheet would take for a formula if it stood first in a cell of a CSV file (OWASP, CSV injection); the
# wide ones are taken so where Chinese and Japanese are typed.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
_HEAD = ("no", "section", "project", "work", "leaders", "lead_units", "deadline", "milestones")
_JUDGED = ("light", "reason", "baseline", "gap", "last_light", "last_percent")
_OWN = "own."
"""Begins the name of a column of the office's own in a row, so that it is none of ours."""


def export_json(merged: Round) -> dict[str, object]:
    """Return the round as the contract's `export` object.

    A status stands as the form's label, with its name beside it in `status_code`; likewise every other choice, and
    several choices as lists of labels and of names.
    `ratio` is the share of the aim that is reached, 0.36 for 36 %. The `actual` of a target is the speaking unit's,
    whose name stands in `unit`; what further lead units say of the target stands in `others`. `lead_units` stand as the
    list writes them, `lead_units_canonical` by their names, each group replaced by its members. Where the office shows
    columns of its own, `own` has what they say of a task, by their headings.
    """
    return {"period": str(merged.period), "tasks": [_task(merged, item) for item in merged.progress]}


def export_csv(merged: Round) -> str:
    """Return one row a task and entry, in the list's order; a task nobody reports on has one row without a unit.

    Headings are in the language of the list; columns of the office's own that it shows come last, under their own.
    """
    lang = merged.master.settings.lang
    rows: list[Row] = []
    for item in merged.progress:
        own = {f"{_OWN}{heading}": value for heading, value in _own(merged, item).items()}
        head = {"period": str(merged.period), **_about(item), "milestones": _steps(item, lang), **own}
        rows += [_flat({**head, **_entry(merged, *said)}, lang) for said in _entries(item)] or [_flat(head, lang)]
    fields = _columns(merged.template.task_fields)
    shown = {f"{_OWN}{column.heading}": column.heading for column in shown_columns(merged.master)}
    names = ("period", *_HEAD, *_JUDGED, "unit", "role", "speaks", "form_id", *fields, *shown)
    return _csv(rows, names, csv_headings(names, shown, merged.template, lang))


def export_targets_csv(merged: Round) -> str:
    """Return one row a target and lead unit that answers for it; a target nobody answers for has one row.

    Headings are in the language of the list.
    """
    lang = merged.master.settings.lang
    rows = [row for item in merged.progress for row in _target_rows(merged, item)]
    aims = ("target", "indicator", "op", "value", "measure", "kind", "quote", "expected", "last")
    fields = _columns(merged.template.target_fields)
    more = tuple(name for name in fields if name != "actual")
    names = ("period", *_HEAD, "light", *aims, "unit", "speaks", "actual", "ratio", "gap", *more)
    return _csv([_flat(row, lang) for row in rows], names, csv_headings(names, {}, merged.template, lang))


def _target_rows(merged: Round, item: Progress) -> Iterator[Row]:
    leading = [(entry, speaks) for entry, role, speaks in _entries(item) if role is Role.LEAD]
    about = {name: value for name, value in _about(item).items() if name in (*_HEAD, "light")}
    steps = _steps(item, merged.master.settings.lang)
    task = {"period": str(merged.period), **about, "milestones": steps}
    for reached in item.targets:
        head = {**task, **_aim(reached)}
        answers = [
            _answer_for(merged, entry, reached, speaks=speaks)
            for entry, speaks in leading
            if reached.target.no in entry.targets
        ]
        yield from ({**head, **answer} for answer in answers or ({},))


def _task(merged: Round, item: Progress) -> Row:
    return {
        **_about(item),
        "lead_units_canonical": list(item.lead_units),
        "participants": [ref.written for ref in item.task.participants],
        "entries": [_entry(merged, *said) for said in _entries(item)],
        "targets": [_target(merged, item, reached) for reached in item.targets],
        "conflicts": [
            {"what": _disputed(c), "sayings": [{"unit": said.unit, "says": said.says} for said in c.sayings]}
            for c in item.conflicts
        ],
        **({"own": own} if (own := _own(merged, item)) else {}),
    }


def _own(merged: Round, item: Progress) -> Row:
    """Return what the columns of the office's own that it shows say of a task, by their headings."""
    return {column.heading: _own_value(column.value(item.task)) for column in shown_columns(merged.master)}


def _own_value(value: str | Decimal | date | None) -> JsonValue:
    if isinstance(value, Decimal):
        return json_number(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else value


def _disputed(conflict: Conflict) -> str:
    return conflict.what.value if conflict.target is None else f"{conflict.what.value} {conflict.target}"


def _about(item: Progress) -> Row:
    """Return what is said of a task as a whole."""
    task = item.task
    return {
        "no": task.no,
        "section": task.section,
        "project": task.project,
        "work": task.work,
        "leaders": list(task.leaders),
        "lead_units": [ref.written for ref in task.leads],
        "deadline": _iso(task.deadline),
        "milestones": milestones_json(task),
        "light": item.light.value,
        "reason": item.reason,
        "baseline": json_number(item.baseline),
        "gap": json_number(item.gap),
        "last_light": item.last_light.value if item.last_light else None,
        "last_percent": json_number(item.last_percent),
    }


def _steps(item: Progress, lang: Lang) -> str:
    """Return the milestones of a task as one text: `2022-06-30 40% 完成招标；2022-11-15 主体封顶`."""
    return listed(map(measure.milestone_text, item.task.milestones), clauses=True).text(lang)


def _entries(item: Progress) -> Iterator[tuple[Entry, Role, bool]]:
    """Yield every entry on a task with the part it counts for and whether it speaks for the task."""
    if item.speaker:
        yield item.speaker, Role.LEAD, True
    for entry in item.others:
        yield entry, Role.LEAD, False
    for entry in item.participants:
        yield entry, Role.PARTICIPANT, False


def _entry(merged: Round, entry: Entry, role: Role, speaks: bool) -> Row:  # noqa: FBT001 - unpacked from `_entries`
    head: Row = {"unit": entry.unit, "role": role.value, "speaks": speaks, "form_id": entry.form_id}
    return head | _answers(merged.template.task_fields, entry.answers, merged.master.settings.lang)


def _aim(reached: TargetProgress) -> Row:
    return {
        "target": reached.target.no,
        **target_json(reached.target),
        "expected": json_number(reached.expected),
        "last": json_number(reached.last),
    }


def _target(merged: Round, item: Progress, reached: TargetProgress) -> Row:
    """Return a target with what the speaking unit says of it, and what the other lead units say."""
    no = reached.target.no
    mine: Row = {"unit": None, "actual": None, "ratio": None, "gap": None}
    if item.speaker and no in item.speaker.targets:
        mine = _answer_for(merged, item.speaker, reached, speaks=True)
    others = [_answer_for(merged, entry, reached, speaks=False) for entry in item.others if no in entry.targets]
    return {**_aim(reached), **mine, "others": others}


def _answer_for(merged: Round, entry: Entry, reached: TargetProgress, *, speaks: bool) -> Row:
    """Return what one lead unit says of a target, its value as share of the aim and against what is expected."""
    target = reached.target
    actual = entry.actual(target.no)
    share = measure.share(target, actual) if actual is not None else None
    # Only the speaker's value was held against the schedule; a further unit's is shown as it is.
    row: Row = {"unit": entry.unit, "speaks": speaks, "actual": json_number(actual), "ratio": _ratio(share)}
    fields = tuple(f for f in merged.template.target_fields if f.name != "actual")
    answers = _answers(fields, entry.targets.get(target.no, {}), merged.master.settings.lang)
    return row | {"gap": json_number(reached.gap) if speaks else None} | answers


def _answers(fields: Sequence[Field], answers: Mapping[str, Answer], lang: Lang) -> Row:
    """Return the usable answers by name of the field; a choice as its label, with its name beside it."""
    row: Row = {}
    for field in fields:
        answer = answers.get(field.name)
        value = None if answer is None or answer.faulty else answer.value
        row[field.name] = type_of(field).exported(value, field, lang)
        if field.choices:
            row[f"{field.name}{CODE_OF}"] = list(value) if isinstance(value, tuple) else value
    return row


def _columns(fields: Sequence[Field]) -> tuple[str, ...]:
    return tuple(name for f in fields for name in ((f.name, f"{f.name}{CODE_OF}") if f.choices else (f.name,)))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _ratio(share: Decimal | None) -> int | float | None:
    return None if share is None else json_number(share / 100)


def _flat(row: Row, lang: Lang) -> Row:
    """Return a row whose lists are one text each, as a cell of a CSV file holds it."""
    return {name: joined(map(str, value), lang) if isinstance(value, list) else value for name, value in row.items()}


def _csv(rows: Sequence[Row], columns: Sequence[str], headings: Sequence[str]) -> str:
    """Write columns of rows under headings; what a spreadsheet would take for a formula gets an apostrophe in front."""
    cells = [[_cell(row.get(name)) for name in columns] for row in rows]
    frame = pd.DataFrame(cells, columns=[_cell(heading) for heading in headings], dtype=object)
    return frame.to_csv(index=False, lineterminator="\n")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        # Not every reader takes the line ends of other systems for part of a quoted cell.
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    # A sign that stands alone (the comparison "=", a dash for "none") is no formula.
    risky = isinstance(value, str) and len(value) > 1 and value.startswith(_FORMULA_STARTS)
    return f"'{value}" if risky else value
