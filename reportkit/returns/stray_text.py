"""What someone wrote around a table of the form: above its headings, or beside them. Pure.

The office's own words stand there too (title, particulars, the line that counts, the legend), wherever a saved or
shifted form has them; what is none of these was written by the unit, belongs to no field, and is told to a person.
"""

import re
from collections.abc import Iterator

from reportkit.files.details import SheetDetails
from reportkit.files.grid import as_text
from reportkit.language.text import fold
from reportkit.returns.finding import Table

_PARTICULARS = (
    "填报单位:", "报送单位:", "制表单位:", "报送期:", "截止日期:", "表号:",
    "unit:", "issuedby:", "period:", "due:", "formno.:",
)  # fmt: skip
_SUBTITLE = re.compile(r"填报表$|^(progressreport|reportofparticipatingunits|valuesofthetargets),")
_COUNT = re.compile(
    r"^(✔(必填项已填齐|指标值已填齐|all)|还有\d+(格必填|个指标)|stilltofillin:\d|有格子显示公式错误|acellshowsaformulaerror)"
)
_LEGEND = "■"
_FALLBACK_TITLES = ("重点工作", "keytasks")


def beside(table: Table, details: SheetDetails | None, title: str) -> tuple[tuple[int, int], ...]:
    """Return the cells above and beside the headings of a table that hold something of the unit's own.

    Args:
        table: the table; of one whose row of hidden names is gone nobody can tell what belongs to it.
        details: what stands behind its sheet's values, None where that is not known.
        title: of the list, as forms bear it.
    """
    if table.named is None or table.heading is None:
        return ()
    cells = [*_above(table, min(table.named, table.heading), title), *_next_to(table)]
    formulas = details.formulas if details is not None else {}
    return tuple(place for place in cells if place not in formulas)


def _above(table: Table, end: int, title: str) -> Iterator[tuple[int, int]]:
    """Yield the cells above a table that are none of the office's own words."""
    above = enumerate(table.grid.rows[:end])
    texts = {(r, c): fold(as_text(value)) for r, row in above for c, value in enumerate(row) if value != ""}
    subtitles = [place for place, text in texts.items() if _SUBTITLE.search(text)]
    # The list may have been called otherwise when the form went out: its title stands right above the subtitle.
    titles = {(row - 1, column) for row, column in subtitles}
    known = {fold(title), *_FALLBACK_TITLES}
    for place, text in texts.items():
        is_ours = (
            text in known
            or text.startswith(_PARTICULARS)
            or _SUBTITLE.search(text)
            or _COUNT.search(text)
            or _LEGEND in text
        )
        if text and not is_ours and place not in titles:
            yield place


def _next_to(table: Table) -> Iterator[tuple[int, int]]:
    """Yield the cells in the rows of names and headings that stand over no column of the table."""
    if table.named is None or table.heading is None:
        return
    names = table.grid.rows[table.named]
    filled = {column for row in table.rows for column, value in enumerate(table.grid.rows[row.index]) if value != ""}
    known = {*table.columns.values(), *(column for columns in table.doubled.values() for column in columns)}
    for row in sorted({table.named, table.heading}):
        for column, value in enumerate(table.grid.rows[row]):
            is_named = column < len(names) and names[column] != "" and row != table.named
            if as_text(value).strip() and column not in known and column not in filled and not is_named:
                yield row, column
