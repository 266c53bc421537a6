"""One cell of a return before it is understood: what was written, where, and how a finding on it is made. Pure.

What was written always stands beside what was understood. A certain reading is a `fixed` finding, an uncertain one
an `error` that asks, and nothing is guessed in silence.
"""

import re
from dataclasses import dataclass, replace

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.grid import Raw, as_text
from reportkit.files.number_formats import NumberShown, shown
from reportkit.files.struck_cells import StruckCell
from reportkit.language.amounts import exact, plain_text
from reportkit.language.nothing import is_blank, is_elsewhere, is_none
from reportkit.language.text import visible
from reportkit.language.words import Words
from reportkit.model import Field, Required, Target, Value


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as it came, with what a reader of values hides.

    Attributes:
        raw: the value.
        number_format: how it is shown, "" for General or where that is not known.
        formula: text of its formula, None where it has none.
        uncalculated: True for a formula without a saved result.
        error: `#REF!`, "" where there is none.
        date1904: True where the workbook counts days from 1904.
        readings: what different readers read in it where they differ; then there is no value.
        struck: what of it is struck through, None where nothing is.
    """

    raw: Raw
    number_format: str = ""
    formula: str | None = None
    uncalculated: bool = False
    error: str = ""
    date1904: bool = False
    readings: tuple[str, ...] = ()
    struck: StruckCell | None = None

    @property
    def is_empty(self) -> bool:
        """True where nothing at all stands in it."""
        is_odd = self.readings or self.formula is not None or self.error or self.uncalculated or self.struck
        return self.raw == "" and not is_odd

    @property
    def written(self) -> str:
        """What a person sees in it."""
        if self.readings:
            return " / ".join(self.readings)
        if self.error:
            return self.error
        if self.raw == "" and self.struck is not None:
            return self.struck.struck or ""
        shown = self.shown
        if shown is None or (shown.number is not None and not shown.has_words):
            return as_text(self.raw)
        number = "" if shown.number is None else plain_text(shown.number)
        return f"{shown.before}{number}{shown.behind}"

    @property
    def shown(self) -> NumberShown | None:
        """What its format makes of its number, None where it holds none."""
        return shown(exact(self.raw), self.number_format) if isinstance(self.raw, float) else None


@dataclass(frozen=True, slots=True)
class At:
    """Where a cell stands, as its findings say it, and how days are read there.

    Attributes:
        file: the file.
        unit: its unit.
        sheet: the sheet.
        cell: the address.
        task: the number of the task.
        task_name: its wording.
        year: of which days are that are written without one.
        first_month: in which that year begins.
        is_day_first: True where 5/7/2022 is the fifth of July.
    """

    file: str
    unit: str | None
    sheet: str
    cell: str
    task: int
    task_name: str
    year: int
    first_month: int = 1
    is_day_first: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """What a cell says, with the findings on it."""

    value: Value = None
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class CellReading:
    """A cell that is about to be read as an answer.

    Attributes:
        field: what the cell is asked for.
        cell: the cell.
        at: its place.
        target: the target whose row it stands in, None on a task row.
    """

    field: Field
    cell: RawCell
    at: At
    target: Target | None = None

    def find(self, code: Code, *, suggestion: str | None = None, **values: object) -> Diagnostic:
        """Make a finding on this cell."""
        at = self.at
        return Diagnostic(
            code, file=at.file, unit=at.unit, sheet=at.sheet, cells=(at.cell,), task=at.task, task_name=at.task_name,
            field=self.field.name, found=self.cell.written, suggestion=suggestion,
            values=code.wanted(field=verbatim(self.field.label)) | values,
        )  # fmt: skip

    def fail(self, code: Code, *, suggestion: str | None = None, **values: object) -> Understood:
        """Return no value and one finding."""
        return Understood(None, (self.find(code, suggestion=suggestion, **values),))

    def placeholder(self) -> Understood | None:
        """Take `/`, `—` and `无` in a number, a day or a choice as empty, or ask where it must be filled in.

        Returns:
            None where something else stands in the cell.
        """
        raw = self.cell.raw
        if not isinstance(raw, str) or not (is_blank(raw) or is_none(raw) or is_elsewhere(raw)):
            return None
        if self.field.required is Required.YES:
            return self.fail(Code.V19)
        if is_elsewhere(raw):
            return self.left_out()
        return Understood() if self.field.required is Required.NO else self.fail(Code.V33)

    def left_out(self) -> Understood:
        """Leave out what stands elsewhere (同上, 见附件), and say so."""
        return Understood(None, (replace(self.find(Code.V19), lowered=Severity.WARNING),))

    def text(self) -> tuple[str, tuple[Diagnostic, ...]]:
        """Return what is written, trimmed and without what cannot be seen; say so where a character was lost."""
        plain = re.sub(r"\r\n?|_x000D_(?:\n|$)", "\n", self.cell.written)
        seen = visible(plain)
        lost = len(plain) - len(seen)
        lines = [line.strip() for line in seen.strip().split("\n")]
        findings = (self.find(Code.V18, n=lost),) if lost else ()
        return "\n".join(lines), findings


def verbatim(words: Words) -> Words:
    """Return words whose own braces are printed as they are."""
    return Words(*(text.replace("{", "{{").replace("}", "}}") for text in (words.en, words.zh, words.hant)))
