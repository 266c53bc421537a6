"""What someone wrote around a table of the form: above its headings, or beside them. Pure.

The office's own words stand there too (title, particulars, the line that counts, the legend), wherever a saved or
shifted form has them; what is none of these was written by the unit, belongs to no field, and is told to a person.
"""

import re
from collections.abc import Iterator

from reportkit.files.details import SheetDetails
from reportkit.language.text import fold
from reportkit.returns.finding import ReturnedTable
from reportkit.returns.form_words import FormWord, words_of

_SUBTITLE = re.compile(r"填报表$|^(progressreport|reportofparticipatingunits|valuesofthetargets),")
_COUNT = re.compile(
    r"^(✔(必填项已填齐|指标值已填齐|all)|还有\d+(格必填|个指标)|stilltofillin:\d|有格子显示公式错误|acellshowsaformulaerror)"
)
_LEGEND = "■"
_PARTICULARS = tuple(f"{word}:" for word in words_of(FormWord.PARTICULAR))


def beside(table: ReturnedTable, details: SheetDetails | None, title: str) -> tuple[tuple[int, int], ...]:
    """Return the cells above and beside the headings of a table that hold something of the unit's own.

    Args:
        table: the table; of one whose row of hidden names is gone nobody can tell what belongs to it.
        details: what stands behind its sheet's values, None where that is not known.
        title: of the list, as forms bear it.
    """
    if table.named is None or table.heading is None:
        return ()
    cells = [*_above(table, min(table.named, table.heading), title), *_next_to(table, table.named, table.heading)]
    formulas = details.formulas if details is not None else {}
    return tuple(place for place in cells if place not in formulas)


def _above(table: ReturnedTable, end: int, title: str) -> Iterator[tuple[int, int]]:
    """Yield the cells above a table that are none of the office's own words."""
    texts = {(r, c): fold(table.text_at(r, c)) for r in range(end) for c in table.filled(r)}
    # The list may have been called otherwise when the form went out: its title stands right above the subtitle.
    titles = {(row - 1, column) for (row, column), text in texts.items() if _SUBTITLE.search(text)}
    known = {"", fold(title), *words_of(FormWord.TITLE)}
    return (p for p, text in texts.items() if text not in known and p not in titles and not _is_of_the_form(text))


def _is_of_the_form(text: str) -> bool:
    """Tell whether a text is one that a form has above its table: its particulars, its count, its legend."""
    is_marked = text.startswith(_PARTICULARS) or _LEGEND in text
    return is_marked or _SUBTITLE.search(text) is not None or _COUNT.search(text) is not None


def _next_to(table: ReturnedTable, named: int, heading: int) -> Iterator[tuple[int, int]]:
    """Yield the cells in the rows of names and headings that stand over no column of the table."""
    taken = table.known_columns.union(*(table.filled(row.index) for row in table.rows))
    # A heading over a column that somebody gave a name to is told with the column.
    over = {named: taken, heading: taken.union(table.filled(named))}
    for row in sorted(over):
        yield from ((row, c) for c in table.filled(row) if c not in over[row] and table.text_at(row, c).strip())
