"""Words that a form has around its table, in either language: labels, its foot, rows of totals and notes. Pure."""

from enum import StrEnum
from functools import cache

from reportkit.data import load_words
from reportkit.language.text import fold


class FormWord(StrEnum):
    """Where a word stands in a form.

    Attributes:
        FOOT: begins the foot: 填报人.
        SENDER: the label of who filled it in, in the foot.
        TOTAL: begins a row of totals or a note: 合计.
        UNIT: the label of the unit.
        PERIOD: the label of the period.
        PARTICULAR: a label of what stands above the table.
        BESIDE: stands in brackets behind a heading and changes nothing of what it asks: 必填.
        TITLE: the title of a form of a list without one.
    """

    FOOT = "foot"
    SENDER = "sender"
    TOTAL = "total"
    UNIT = "unit"
    PERIOD = "period"
    PARTICULAR = "particular"
    TITLE = "title"
    BESIDE = "beside"


_WORDS = load_words("form_words", FormWord)


@cache
def words_of(use: FormWord) -> tuple[str, ...]:
    """Return the words that stand somewhere in a form, folded."""
    return tuple(map(fold, _WORDS[use]))
