"""One finding: which code of the catalogue, where, and what stands in its words.

A finding is a value, collected and reported together with all others; it is never raised. The words follow one
order: what is wrong, where, what to do.
"""

import dataclasses
import re
from collections.abc import Mapping
from functools import cache

from reportkit.catalogue.codes import Code
from reportkit.catalogue.rule import Severity
from reportkit.language.text import shorten
from reportkit.language.words import Lang, Words

__all__ = ["FOR_THE_OFFICE", "MOST_CELLS", "OURS", "Code", "Diagnostic", "Severity", "cells_text", "without_ours"]

OURS = frozenset({Code.F22, Code.F23, Code.F24, Code.O08})
"""Codes of findings on what we could not do: no unit has to mend anything."""
FOR_THE_OFFICE = OURS | {
    Code.D01,
    Code.D04,
    Code.D12,
    Code.D14,
    Code.D33,
    Code.D34,
    Code.I09,
    Code.I11,
    Code.I13,
    Code.I14,
}
"""Codes of findings on a return that its unit never hears of: what they ask only the office can do."""

_OWN = frozenset({"file", "unit", "sheet", "cells", "task_no", "n", "value", "found", "suggestion"})
"""Names in braces that a finding fills from what it holds besides `values`."""
MOST_CELLS = 50
"""Where a finding could have any number of cells, so many are named; a finding with as many may have more."""
_FIRST_CELLS = 10
_TASK_NAME_COLUMNS = 32
_FOUND_COLUMNS = 80
_OTHERS = Words(" and others ({n} in all)", " 等 {n} 处")
_AT_LEAST = Words(" and others (at least {n} in all)", " 等至少 {n} 处")
_TASK = Words("Task {no}", "任务 {no}")
_TASK_NAMED = Words("Task {no} ({name})", "任务 {no}（{name}）")
_TASKS = Words("Tasks {tasks}", "任务 {tasks}")


@dataclasses.dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Attributes:
        code: which.
        file: name of the file as it was sent, or a path relative to the workspace.
        unit: canonical name of the unit.
        sheet: name of the sheet in that file.
        cells: addresses in that file (`F12`), column letters then row.
        task: number of the task.
        task_name: wording of the task, printed shortened before the message.
        tasks: numbers of the tasks, where one finding stands for cells of several.
        field: ASCII name of the field.
        found: what was written, as typed.
        suggestion: what it may be meant to be.
        values: what stands in the braces of the words; a `Words` is printed in the reader's language.
        severity: of the code, or what the office lowered it to.
    """

    code: Code
    file: str | None = None
    unit: str | None = None
    sheet: str | None = None
    cells: tuple[str, ...] = ()
    task: int | None = None
    task_name: str = ""
    tasks: tuple[int, ...] = ()
    field: str | None = None
    found: str | None = None
    suggestion: str | None = None
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    lowered: Severity | None = None

    def __post_init__(self) -> None:
        """Hold the values against the braces of the words: a finding that could not be printed is never made.

        Raises:
            TypeError: a value is missing, or one is given that no text has a place for.
        """
        given = self.values.keys()
        if missing := self.code.names - _OWN - given:
            raise TypeError(f"{self.code.name} lacks {', '.join(sorted(missing))}")
        if strange := given - self.code.names:
            raise TypeError(f"{self.code.name} has no place for {', '.join(sorted(strange))}")

    @property
    def severity(self) -> Severity:
        """How much it matters here."""
        return self.lowered or self.code.severity

    def message(self, lang: Lang) -> str:
        """Return what is wrong and where, in `lang`; a finding on a task begins with the task."""
        text = self.statement(lang)
        if "task_no" in self.code.rule.message.names:
            return text
        about = self.about(lang)
        if lang is Lang.EN:
            return f"{about}: {text}" if about else text
        return f"{about}：{text}" if about else text

    def statement(self, lang: Lang) -> str:
        """Return what is wrong and where, without the task: for a place that names the task itself."""
        return _tidied(self.code.rule.message.text(lang, **self._filled(lang)))

    def about(self, lang: Lang) -> str:
        """Return the task or tasks as people know them, `任务 12（落实…）` or `任务 3、5`; "" where there is none."""
        if self.task is None:
            return _TASKS.text(lang, tasks=_numbers(self.tasks, lang)) if self.tasks else ""
        name = shorten(self.task_name, _TASK_NAME_COLUMNS)
        return (_TASK_NAMED if name else _TASK).text(lang, no=self.task, name=name)

    def hint(self, lang: Lang) -> str:
        """Return what to do about it, in `lang`."""
        return _tidied(self.code.rule.hint.text(lang, **self._filled(lang)))

    def _filled(self, lang: Lang) -> dict[str, object]:
        found = shorten(self.found or "", _FOUND_COLUMNS)
        own: dict[str, object] = {
            "file": self.file,
            "unit": self.unit,
            "sheet": self.sheet,
            "cells": cells_text(self.cells, lang),
            "task_no": self.task,
            "n": len(self.cells),
            "value": found,
            "found": found,
            "suggestion": self.suggestion,
        }
        return {name: "" if value is None else value for name, value in own.items()} | dict(self.values)

    def sort_key(self) -> tuple[str, int, int, str, tuple[tuple[int, str], ...], str]:
        """Order of a report: by file, then as the catalogue is ordered, by task and by place."""
        order = "FIDSVXLMO".index(self.code.name[0])
        place = tuple((len(cell), cell) for cell in self.cells)
        return (self.file or "", order, self.task or 0, self.sheet or "", place, self.code.name)

    def to_json(self, lang: Lang) -> dict[str, object]:
        """Return the finding as the contract's JSON object."""
        return {
            "code": self.code.name,
            "severity": self.severity.value,
            "file": self.file,
            "unit": self.unit,
            "sheet": self.sheet,
            "cells": list(self.cells),
            "task": self.task,
            "field": self.field,
            "message": self.message(lang),
            "hint": self.hint(lang),
            "found": self.found,
            "suggestion": self.suggestion,
        }


def _tidied(text: str) -> str:
    """Return a text without the gap that a value leaves where there is none."""
    return re.sub(" {2,}", " ", text).strip()


_NOTED = (Severity.REJECT, Severity.ERROR, Severity.WARNING)
CODE_LINE = Words("({code})", "（{code}）")
"""The last line of our part of a note on a cell."""
TODO_LINE = "→ "
"""How the line above it begins."""


@cache
def _ours() -> re.Pattern[str]:
    """Return what our part of a note on a cell is, in any language: what is wrong, what to do, the code.

    Who edits a note may have written behind each of these lines, or between them, and taken the last away.
    """
    labels = "|".join(sorted(re.escape(one.label.text(lang)) for one in _NOTED for lang in Lang))
    begin = rf"(?:【(?:{labels})】|(?<![^\n])\[(?:{labels})\])[^\n]*+"
    codes = "|".join(code.name for code in Code)
    return re.compile(rf"{begin}|(?<![^\n]){re.escape(TODO_LINE)}[^\n]*+|(?<![^\n])[（(](?:{codes})[）)]")


def without_ours(note: str) -> str:
    """Return what somebody else wrote in a note on a cell, before or behind the findings of a correction copy."""
    first = _ours().search(note)
    if first is None or first[0].startswith((TODO_LINE, "（", "(")):
        return note
    theirs = _ours().sub("", note[first.start() :])
    return "\n".join(filter(None, (note[: first.start()].strip("\n"), re.sub(r"\n{2,}", "\n", theirs).strip("\n"))))


def cells_text(cells: tuple[str, ...], lang: Lang) -> str:
    """Return addresses as people read them: `F12、F15`, and `… 等 16 处` where there are more than ten."""
    return _shortened(cells, lang, _AT_LEAST if len(cells) == MOST_CELLS else _OTHERS)


def _numbers(tasks: tuple[int, ...], lang: Lang) -> str:
    """Return task numbers as people read them: `3、5`, and `… 等 16 项` where there are more than ten."""
    return _shortened(tuple(map(str, tasks)), lang, Words(" and others ({n} in all)", " 等 {n} 项"))


def _shortened(items: tuple[str, ...], lang: Lang, more: Words) -> str:
    shown = (", " if lang is Lang.EN else "、").join(items[:_FIRST_CELLS])
    return shown if len(items) <= _FIRST_CELLS else shown + more.text(lang, n=len(items))
