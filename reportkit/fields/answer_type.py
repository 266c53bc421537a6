"""What every type of field must be able to do, from the template to the report. Pure."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import ClassVar

from reportkit.fields.formulas import literal
from reportkit.fields.reading import CellReading, Understood
from reportkit.language.words import Lang, Words
from reportkit.model import Field, Value

CellValue = str | Decimal | date | None
"""What stands in one cell of a workbook that we write."""
JsonValue = str | int | float | list[str] | None
"""What stands in one key of the export."""


class Choosing(Enum):
    """How many entries of a list a field takes."""

    NONE = 0
    ONE = 1
    SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Validation:
    """Excel's own validation of a column of answers.

    Attributes:
        rule: in XlsxWriter's terms.
        error: what is said of an entry that breaks it, "" where any entry is let through.
        prompt: what is said behind the field's own hint.
    """

    rule: Mapping[str, object]
    error: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerType(ABC):
    """What a field of one type can do: a row of the table of types.

    Attributes:
        about: what it holds, as the template's sheet of types says it.
        aliases: other words for it in the template: XLSForm's own, and Chinese ones.
        example: what stands in the form's example; `{year}` is the year reported on.
        if_empty: how an empty cell is to be filled in, put behind "Fill it in"; `{year}` likewise.
        holds: the fields that mean something to us (see the template's usual rows) and may be of this type.
        usual_for: those of them whose usual type it is.
        is_asked: False for what stands in the instructions only and is never filled in.
        is_text: True for words: they stand at the left of their cell, and merged over several tasks count for each.
        is_prose: True for a report in whole sentences, which rules compare with other reports.
        is_number: True for what can be counted with.
        choosing: how many entries of a list it takes.
        number_format: of its cells in a form, "" for General.
    """

    about: Words
    aliases: tuple[str, ...]
    example: Words
    if_empty: Words
    holds: tuple[str, ...] = ()
    usual_for: tuple[str, ...] = ()
    is_asked: ClassVar[bool] = True
    is_text: ClassVar[bool] = False
    is_number: ClassVar[bool] = False
    choosing: ClassVar[Choosing] = Choosing.NONE

    @property
    def is_prose(self) -> bool:
        """True for a report in whole sentences."""
        return False

    @property
    def number_format(self) -> str:
        """The number format of its cells."""
        return ""

    @abstractmethod
    def read(self, reading: CellReading) -> Understood:
        """Read a cell that holds something; what breaks any cell (errors, pictures) was seen before."""

    @abstractmethod
    def text(self, value: Value, field: Field, lang: Lang) -> str:
        """Return a value on paper, "" for none."""

    @abstractmethod
    def exported(self, value: Value, field: Field, lang: Lang) -> JsonValue:
        """Return a value as other programs read it, None for none."""

    @abstractmethod
    def validation(self, field: Field, source: str, lang: Lang) -> Validation:
        """Return Excel's own validation; `source` is the range of the field's list (`=_rk!$G$2:$G$7`)."""

    @abstractmethod
    def impossible(self, field: Field, ref: str, lang: Lang) -> str:
        """Return an expression above 0 where a cell of `ref` cannot be right, "" where none can be told.

        It is arithmetic, `*` for and, `+` for or, so that one text serves a cell and a whole column, and must come out
        as a number: to Excel, FALSE is greater than 0.
        """

    @abstractmethod
    def is_impossible(self, value: CellValue, field: Field) -> bool:
        """Tell what `impossible` tells, of a value that we write into a cell ourselves."""

    def limits(self, low: Decimal | None, high: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
        """Return the least and the greatest number a field takes, by what the template says."""
        return low, high

    def shown(self, value: Value, field: Field, lang: Lang) -> CellValue:
        """Return what stands in a cell of a report: numbers and days as such, anything else as on paper."""
        return value if isinstance(value, Decimal | date | None) else self.text(value, field, lang)

    def typed(self, value: Value, field: Field, lang: Lang) -> CellValue:
        """Return what stands in a form's cell as if the unit had typed it."""
        return self.shown(value, field, lang)

    def chosen(self, ref: str, label: str) -> str:
        """Return a condition: an entry of a list is chosen in the cells of `ref`."""
        return f"{ref}={literal(label)}"

    def entries(self, text: str) -> Sequence[str]:
        """Return the entries of a list that stand in a cell of ours, by their labels."""
        return (text,)
