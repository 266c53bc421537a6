"""Fields that take words. Pure."""

from dataclasses import dataclass
from typing import ClassVar

from reportkit.diagnostics import Code
from reportkit.fields.answer_type import AnswerType, CellValue, Validation
from reportkit.fields.reading import CellReading, Understood
from reportkit.language.amounts import DIGITS_KEPT
from reportkit.language.nothing import is_blank, is_elsewhere, is_later, is_none
from reportkit.language.text import MAX_CELL, fold_prose, units
from reportkit.language.words import Lang, Words
from reportkit.model import Field, Required, Value

_TOO_LONG = Words("At most {n} characters fit here; please shorten the text.", "这里最多填 {n} 字，请精简。")
# The one field in which "none" says nothing: no progress has a reason, and the reason is what is asked for.
_NEEDS_WORDS = "progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextType(AnswerType):
    """Words as the unit wrote them.

    Attributes:
        is_prose: True for a report in whole sentences.
    """

    is_prose: bool = False
    is_text: ClassVar[bool] = True

    def read(self, reading: CellReading) -> Understood:
        """Read a text: placeholders apart, what is longer than may be is asked to be shortened."""
        if isinstance(reading.cell.raw, float) and abs(reading.cell.raw) >= DIGITS_KEPT:
            return reading.fail(Code.V22)
        text, findings = reading.text()
        says_nothing = self._says_nothing(reading, text)
        if says_nothing is not None:
            return says_nothing
        longest = _longest(reading.field)
        if units(text) > longest:
            return reading.fail(Code.V17, n=units(text), max=longest)
        if text[:1] in ("=", "@"):
            findings = (*findings, reading.find(Code.V20, char=text[0]))
        return Understood(text, findings)

    def _says_nothing(self, reading: CellReading, text: str) -> Understood | None:
        """Judge what is said in place of words: an empty cell, an answer (None), or nothing that can be merged."""
        is_needed = reading.field.name == _NEEDS_WORDS
        wants_words = is_needed or reading.field.required is Required.YES
        if is_blank(text):
            return reading.fail(Code.V19) if wants_words else Understood()
        # A sign such as √ may be an answer, and what is not known yet one too, but neither is a report.
        is_no_report = self.is_prose and reading.field.required is Required.YES and _is_no_report(text)
        if is_no_report or (is_none(text) and is_needed):
            return reading.fail(Code.V19)
        if is_elsewhere(text):
            return reading.fail(Code.V19) if wants_words else reading.left_out()
        return None

    def text(self, value: Value, field: Field, lang: Lang) -> str:
        """Return the words."""
        return value if isinstance(value, str) else ""

    def exported(self, value: Value, field: Field, lang: Lang) -> str | None:
        """Return the words."""
        return value if isinstance(value, str) else None

    def validation(self, field: Field, source: str, lang: Lang) -> Validation:
        """Let no more characters in than may be."""
        most = _longest(field)
        return Validation({"validate": "length", "criteria": "<=", "value": most}, _TOO_LONG.text(lang, n=most))

    def impossible(self, field: Field, ref: str, lang: Lang) -> str:
        """Mark what is too long, where the office set a length."""
        return f"1*(LEN({ref})>{field.max_length})" if field.max_length else ""

    def is_impossible(self, value: CellValue, field: Field) -> bool:
        """Tell whether a text is too long."""
        return isinstance(value, str) and field.max_length is not None and units(value) > field.max_length


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteType(TextType):
    """Words of the office that ask for nothing."""

    is_asked: ClassVar[bool] = False


def _longest(field: Field) -> int:
    return min(field.max_length or MAX_CELL, MAX_CELL)


def _is_no_report(text: str) -> bool:
    return fold_prose(text) == "" or is_later(text)
