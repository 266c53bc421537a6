"""One cell of a return before it is understood: what was written, where, and how a finding on it is made. Pure.

What was written always stands beside what was understood. A certain reading is a `fixed` finding, an uncertain one
an `error` that asks, and nothing is guessed in silence.
"""

import re
from dataclasses import dataclass, replace

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.grid import Raw, as_text
from reportkit.files.number_formats import is_percent, shown_behind
from reportkit.language.amounts import exact, percent_text
from reportkit.language.text import fold, fold_prose, visible
from reportkit.language.words import Words
from reportkit.model import Field, Required, Target, Value

# What people write where there is nothing to write, folded.
_NOTHING = frozenset(
    ("/", "//", "-", "--", "—", "——", "―", "_", "\\", "*", "...", "……", "…", ".", "。", "n/a", "na", "nil", "null", "x")
)
_NONE = frozenset(("无", "暂无", "没有", "none", "no", "无。", "暂无。", "没有。", "无问题", "暂无问题"))
_POINTS_AWAY = re.compile(
    r"同[上前左]|同上期|见上|略|另附|见备注|(?:具体|内容|情况)?(?:详情|详)?(?:请|参)?见?附[件表图](?:[\d一二三四五六七八九十]+)?"
)
_STROKES = frozenset("/\\|-—―_*.…。、,，~·")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it came, with what a reader of values hides.

    Attributes:
        raw: the value.
        number_format: how it is shown, "" for General or where that is not known.
        formula: text of its formula, None where it has none.
        uncalculated: True for a formula without a saved result.
        error: `#REF!`, "" where there is none.
        date1904: True where the workbook counts days from 1904.
    """

    raw: Raw
    number_format: str = ""
    formula: str | None = None
    uncalculated: bool = False
    error: str = ""
    date1904: bool = False

    @property
    def is_empty(self) -> bool:
        """True where nothing at all stands in it."""
        return self.raw == "" and self.formula is None and not self.error and not self.uncalculated

    @property
    def is_percent(self) -> bool:
        """True where it shows its number times a hundred."""
        return is_percent(self.number_format)

    @property
    def written(self) -> str:
        """What a person sees in it."""
        if self.error:
            return self.error
        if isinstance(self.raw, float) and self.is_percent:
            return percent_text(exact(self.raw) * 100)
        return as_text(self.raw) + self.behind

    @property
    def behind(self) -> str:
        """The words that its format shows behind its number."""
        is_worded = isinstance(self.raw, float) and self.number_format and not self.is_percent
        return shown_behind(self.number_format) if is_worded else ""


@dataclass(frozen=True, slots=True)
class At:
    """Where a cell stands, as its findings say it."""

    file: str
    unit: str | None
    sheet: str
    cell: str
    task: int
    task_name: str
    year: int


@dataclass(frozen=True, slots=True)
class Understood:
    """What a cell says, with the findings on it."""

    value: Value = None
    findings: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell that is about to be read as an answer.

    Attributes:
        field: what the cell is asked for.
        cell: the cell.
        at: its place.
        target: the target whose row it stands in, None on a task row.
    """

    field: Field
    cell: Cell
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
        if not isinstance(raw, str) or not (is_nothing(raw) or is_none(raw) or points_away(raw)):
            return None
        if self.field.required is Required.YES:
            return self.fail(Code.V19)
        return self.left_out() if points_away(raw) else Understood()

    def left_out(self) -> Understood:
        """Leave out what stands elsewhere (同上, 见附件), and say so."""
        return Understood(None, (replace(self.find(Code.V19), lowered=Severity.WARNING),))

    def text(self) -> tuple[str, tuple[Diagnostic, ...]]:
        """Return what is written, trimmed and without what cannot be seen; say so where a character was lost."""
        plain = re.sub(r"\r\n?|_x000D_\n?", "\n", self.cell.written)
        seen = visible(plain)
        lost = len(plain) - len(seen)
        lines = [line.strip() for line in seen.strip().split("\n")]
        findings = (self.find(Code.V18, n=lost),) if lost else ()
        return "\n".join(lines), findings


def is_nothing(text: str) -> bool:
    """Tell whether a text only says that there is nothing to write: a stroke, some points, n/a."""
    plain = fold(text)
    return plain in _NOTHING or (plain != "" and set(plain) <= _STROKES)


def is_none(text: str) -> bool:
    """Tell whether a text says that there is none: 无, 暂无问题."""
    return fold(text) in _NONE


def points_away(text: str) -> bool:
    """Tell whether a text only says that what is asked stands elsewhere: 同上, （详见附件1）."""
    return _POINTS_AWAY.fullmatch(fold_prose(text)) is not None


def verbatim(words: Words) -> Words:
    """Return words whose own braces are printed as they are."""
    return Words(*(text.replace("{", "{{").replace("}", "}}") for text in (words.en, words.zh, words.hant)))
