"""One form about to be written: everything its sheets are drawn from, and the words they share. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reportkit.fields.type_table import type_of
from reportkit.forms.assign import Assignment
from reportkit.forms.first_period import without_unchanged
from reportkit.identity import FormId
from reportkit.language.words import Lang, Words, joined
from reportkit.model import Entry, Field, Master, Role, Target, Task, Template
from reportkit.period import Period
from reportkit.workbook.style import OURS, HouseStyle


@dataclass(frozen=True, slots=True)
class Issue:
    """One form about to be written.

    Attributes:
        assignment: who is asked about which tasks.
        period: the period it asks about.
        due: the day by which it must be back.
        master: the list.
        template: the form's fields.
        secret: the workspace's secret, which signs form and rows.
        form: number of the form.
        last: this unit's entries of the period before, by number of the task.
        lang: language of everything but the list's own texts.
        house_style: how the office wants it to look.
        is_overdue: True where the day by which it must be back is past when it goes out.
    """

    assignment: Assignment
    period: Period
    due: date
    master: Master
    template: Template
    secret: bytes
    form: FormId
    last: Mapping[int, Entry]
    lang: Lang
    house_style: HouseStyle = OURS
    is_overdue: bool = False

    @property
    def task_fields(self) -> tuple[Field, ...]:
        """The fields asked on a task row; a note is no question and stands in the instructions.

        A unit that reported nothing last time is not offered to say that nothing is new.
        """
        fields = (f for f in self.template.task_fields if self._asks(f))
        return tuple(fields) if self.last else tuple(map(without_unchanged, fields))

    @property
    def target_fields(self) -> tuple[Field, ...]:
        """The fields asked on a target row."""
        return tuple(f for f in self.template.target_fields if self._asks(f))

    @property
    def targets(self) -> tuple[tuple[Task, Target], ...]:
        """The targets asked, each with its task, in the list's order."""
        if not self.target_fields:
            return ()
        return tuple(
            (task, target)
            for task in self.assignment.tasks
            for target in self.master.targets_of(task.no)
            if target.is_asked
        )

    def say(self, words: Words, **values: object) -> str:
        """Return a text of the form in its language."""
        return words.text(self.lang, **values)

    def label(self, words: Words) -> str:
        """Return a text that an office wrote (a label, a hint): braces in it mean nothing."""
        return words.template(self.lang)

    def _asks(self, field: Field) -> bool:
        wanted = self.assignment.role is Role.LEAD or field.participants
        return wanted and type_of(field).is_asked


_MARKS = Words("[{marks}]", "【{marks}】")


def last_text(entry: Entry | None, template: Template, lang: Lang) -> str:
    """Return what was reported last time on one task: status and percent in brackets, then the progress."""
    if entry is None:
        return ""
    marks = [text for name in ("status", "percent") if (text := _shown(entry, template.field(name), lang))]
    progress = entry.value("progress")
    body = progress if isinstance(progress, str) else ""
    return "\n".join(part for part in (_MARKS.text(lang, marks=joined(marks, lang)) if marks else "", body) if part)


def _shown(entry: Entry, field: Field | None, lang: Lang) -> str:
    return type_of(field).text(entry.value(field.name), field, lang) if field else ""
