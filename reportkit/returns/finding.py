"""Finding the form's tables in any sheet: by the hidden names and keys first, by headings last. Pure.

Nothing is looked for at an address: rows are inserted and sorted, columns moved, sheets renamed and copied.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from reportkit.data import load
from reportkit.files.grid import Grid, Raw, as_text
from reportkit.identity import RowKey, parse_row_key
from reportkit.language.text import fold, heading_words
from reportkit.language.words import Lang
from reportkit.model import Template
from reportkit.returns.form_words import FormWord, words_of
from reportkit.returns.panes import Marks, Pane, panes
from reportkit.shown import ShownColumn

TASK_LOCKED = ("no", "project", "work", "aims", "schedule", "leaders", "lead_units", "participants")
TARGET_LOCKED = ("no", "work", "indicator", "op", "value", "measure")
_LOCKED = frozenset(
    (*TASK_LOCKED, *TARGET_LOCKED, "key", "last_progress", "last_status", "last_percent", "last", "share")
)
_TARGET_MARKS = frozenset({"indicator", "value", "measure", "op"})
_BRACKETED = re.compile(r"[(（][^)）]{0,200}+[)）]")
_LEAST_NAMES = 3
_LONGEST_KEY = 80
_LONGEST_NAME = 64
_LONGEST_HEADING = 60
_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row of a table, with the key it carries.

    Attributes:
        index: row in the sheet, from 0.
        key: the key, None where the row has none that can be read.
    """

    index: int
    key: RowKey | None


@dataclass(frozen=True, slots=True)
class ReturnedTable:
    """A table of the form as it lies in a sheet.

    Attributes:
        grid: the sheet.
        columns: column by ASCII name.
        doubled: columns of names that stand there more than once.
        named: row of the hidden names, None where they are gone.
        heading: row of the visible headings, None where there is none.
        rows: the rows below, foot and empty rows left out.
        foot: row in which the foot begins, None where there is none.
        outside: cells below the foot that hold something and belong to nothing.
    """

    grid: Grid
    columns: Mapping[str, int]
    doubled: Mapping[str, tuple[int, ...]]
    named: int | None
    heading: int | None
    rows: tuple[ReturnedRow, ...]
    foot: int | None
    outside: tuple[tuple[int, int], ...] = ()

    @property
    def is_targets(self) -> bool:
        """True for the table of targets."""
        keys = [row.key for row in self.rows if row.key is not None]
        if keys:
            return sum(key.target is not None for key in keys) * 2 > len(keys)
        return len(_TARGET_MARKS & set(self.columns)) >= 2

    @property
    def known_columns(self) -> frozenset[int]:
        """The columns that have a name of ours."""
        return frozenset(self.columns.values()).union(*self.doubled.values())

    def filled(self, row: int) -> Iterator[int]:
        """Yield the columns in which a row holds something."""
        return (column for column, value in enumerate(self.grid.rows[row]) if value != "")

    def cell(self, row: int, name: str) -> Raw:
        """Return the cell of a named column, "" where the column is missing."""
        column = self.columns.get(name)
        return "" if column is None else self.grid.cell(row, column)

    def text_at(self, row: int, column: int) -> str:
        """Return a cell as text by its place."""
        return as_text(self.grid.cell(row, column))

    def text(self, row: int, name: str) -> str:
        """Return the cell of a named column as text."""
        return as_text(self.cell(row, name))

    def number(self, row: int, name: str) -> int | None:
        """Return the whole number in a named column, None where there is none."""
        raw = self.cell(row, name)
        digits = re.sub(r"\D", "", fold(as_text(raw))) if not isinstance(raw, float) else as_text(raw)
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else None


def find_tables(grids: Sequence[Grid], template: Template, labels: Mapping[str, str]) -> tuple[ReturnedTable, ...]:
    """Return every table of a form in the sheets, in order; a sheet may hold several.

    Args:
        grids: the sheets.
        template: the form's fields.
        labels: name of the column by each heading it may have, from `heading_labels`.
    """
    inputs = frozenset(field.name for field in template.fields)
    names = {name: name for name in _LOCKED.union(inputs, labels.values())}
    return tuple(table for grid in grids for table in _in_sheet(grid, names, labels, inputs))


def _in_sheet(
    grid: Grid, names: Mapping[str, str], labels: Mapping[str, str], inputs: frozenset[str]
) -> Iterator[ReturnedTable]:
    """Yield the tables of a sheet, those that stand side by side one after the other."""
    every = _marked_rows(grid, _LONGEST_NAME, lambda text: names.get(text.strip().casefold()))
    headed = _marked_rows(grid, _LONGEST_HEADING, lambda text: labels.get(heading_words(text)))
    # English headings are names in part (Project, Status): such a row says more as headings than as names.
    named = {r: marks for r, marks in every.items() if _is_of_names(marks) and len(marks) >= len(headed.get(r, ()))}
    headings = (marks for row, marks in headed.items() if row not in named and len(marks) >= _LEAST_NAMES)
    rows = [*named.values(), *headings]
    for pane in panes(grid, rows, {column for _, column, _ in row_keys(grid)}, inputs):
        yield from _in_pane(pane, named, headed, inputs)


def _in_pane(
    pane: Pane, named: Mapping[int, Marks], headed: Mapping[int, Marks], inputs: frozenset[str]
) -> Iterator[ReturnedTable]:
    """Yield the tables of a part of a sheet, one below the other; of any the row of names may be gone."""
    grid = pane.grid
    names = {row: marks for row, marks in pane.within(named).items() if _is_of_names(marks)}
    keys = {row: key for row, _, key in row_keys(grid)}
    headings = {row: _first_columns(marks) for row, marks in pane.within(headed).items()}
    loose = {row: columns for row, columns in headings.items() if names.keys().isdisjoint(_rows_near(row))}
    starts = sorted((*names, *_heading_starts(loose, inputs, is_alone=not names)))
    for start, end in pairwise((*starts, len(grid.rows))):
        marks = names.get(start)
        begin = _Marks(loose[start], {}, None, start) if marks is None else _by_names(grid, start, marks, headings)
        yield _table(grid, begin, end, keys)
    if not starts and keys:
        yield _table(grid, _Marks({}, {}, None, None), len(grid.rows), keys)


def _by_names(grid: Grid, start: int, marks: Marks, headings: Mapping[int, Mapping[str, int]]) -> "_Marks":
    """Return where the table below a row of names begins and what its columns are called."""
    places: dict[str, list[int]] = {}
    for column, name in marks.items():
        places.setdefault(name, []).append(column)
    doubled = {name: tuple(columns) for name, columns in places.items() if len(columns) > 1}
    return _Marks(_first_columns(marks), doubled, start, _heading_near(headings, start, len(grid.rows)))


def row_keys(grid: Grid) -> Iterator[tuple[int, int, RowKey]]:
    """Yield (row, column, key) of every cell that is a row key."""
    for row, column, value in grid.texts:
        if "." in value and len(value) < _LONGEST_KEY and ".T" in value.upper():
            key = parse_row_key(value)
            if key is not None:
                yield row, column, key


def _marked_rows(grid: Grid, longest: int, name_of: Callable[[str], str | None]) -> dict[int, dict[int, str]]:
    """Return by row the names of columns that stand in it, by column; no text of `longest` characters is one."""
    rows: dict[int, dict[int, str]] = {}
    for row, column, value in grid.texts:
        name = name_of(value) if len(value) < longest else None
        if name is not None:
            rows.setdefault(row, {})[column] = name
    return rows


def _first_columns(marks: Marks) -> dict[str, int]:
    """Return the first column of each name."""
    columns: dict[str, int] = {}
    for column, name in marks.items():
        columns.setdefault(name, column)
    return columns


def _is_of_names(marks: Marks) -> bool:
    """Tell whether a row is one of hidden names: of enough different ones."""
    names = set(marks.values())
    return len(names) > _LEAST_NAMES or (len(names) == _LEAST_NAMES and "key" in names)


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of a locked column, as forms and lists have it."""

    word: str
    column: str


_HEADINGS = load("form_headings", _Heading)


def heading_labels(template: Template, shown: Iterable[ShownColumn] = ()) -> dict[str, str]:
    """Return the name of the column by each heading it may have.

    Args:
        template: the form's fields.
        shown: columns of the office's own that its forms show; what a field is called goes before what they are.
    """
    labels = {heading_words(row.word): row.column for row in _HEADINGS}
    for field in template.fields:
        labels |= {heading_words(field.label.template(lang)): field.name for lang in Lang}
    for column in shown:
        for heading in (column.heading, *map(column.marked, Lang)):
            labels.setdefault(heading_words(heading), column.name)
    labels.pop("", None)
    return labels


def _rows_near(heading: int) -> tuple[int, ...]:
    """Return the rows whose names a row of headings may stand beside."""
    return heading - 1, heading - 2, heading + 1, heading - 3


def _heading_near(headings: Mapping[int, Mapping[str, int]], start: int, end: int) -> int:
    """Return the row of the visible headings beside a row of names: the next, unless another one nearby fits better."""
    near = [row for row in (start + 1, start + 2, start - 1, start + 3) if 0 <= row < end]
    best = max(near, key=lambda row: len(headings.get(row, ())), default=start + 1)
    return best if len(headings.get(best, ())) >= _LEAST_NAMES else start + 1


def _heading_starts(headings: Mapping[int, Mapping[str, int]], inputs: frozenset[str], *, is_alone: bool) -> list[int]:
    """Return the rows of headings that begin a table: all that head something to fill in.

    Args:
        headings: the columns by name that stand in each row.
        inputs: the names of what is filled in.
        is_alone: True where no table has a row of names, so that a single row of headings begins one in any case.
    """
    rows = [row for row, columns in headings.items() if len(columns) >= _LEAST_NAMES]
    filled_in = [row for row in rows if not inputs.isdisjoint(headings[row])]
    best = max(rows, key=lambda row: (len(headings[row]), -row), default=None)
    return filled_in if len(filled_in) > 1 or not is_alone else [] if best is None else [best]


@dataclass(frozen=True, slots=True)
class _Marks:
    """Where a table begins and what its columns are called."""

    columns: Mapping[str, int]
    doubled: Mapping[str, tuple[int, ...]]
    named: int | None
    heading: int | None

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of names and headings that are there."""
        return tuple(row for row in (self.named, self.heading) if row is not None)

    def first(self, keys: Iterable[int]) -> int:
        """Return the first row of the table itself; a row with a key between names and headings is one of it."""
        above = min(self.rows, default=-1)
        return min([max(self.rows, default=-1) + 1, *(row for row in keys if row > above)])


def _table(grid: Grid, found: _Marks, end: int, keys: dict[int, RowKey]) -> ReturnedTable:
    marks, first = found.rows, found.first(keys)
    foot = next((row for row in range(first, end) if _is_foot(grid, row) and row not in keys), None)
    indexes = (index for index in range(first, end) if index not in marks and _is_row(grid, index, foot, keys))
    rows = tuple(ReturnedRow(index, keys.get(index)) for index in indexes)
    outside = _below(grid, foot, end, keys) if foot is not None else ()
    return ReturnedTable(grid, found.columns, found.doubled, found.named, found.heading, rows, foot, outside)


def _is_row(grid: Grid, index: int, foot: int | None, keys: dict[int, RowKey]) -> bool:
    """Tell whether a row belongs to a table: it has a key, or it holds something above the foot."""
    is_above = foot is None or index < foot
    return index in keys or (is_above and any(value != "" for value in grid.rows[index]))


def _below(grid: Grid, foot: int, end: int, keys: dict[int, RowKey]) -> tuple[tuple[int, int], ...]:
    """Return the cells with words or numbers in the rows below the foot; notes and totals are none of them."""
    rows = [row for row in range(foot + 1, end) if row not in keys and not _is_foot(grid, row)]
    return tuple(
        (row, column)
        for row in rows
        if not is_total(grid, row)
        for column, value in enumerate(grid.rows[row])
        if as_text(value).strip()
    )


def _is_foot(grid: Grid, row: int) -> bool:
    texts = [fold(value) for value in grid.rows[row] if value != "" and isinstance(value, str)]
    return any(text.startswith(words_of(FormWord.FOOT)) for text in texts[:12])


def is_total(grid: Grid, row: int) -> bool:
    """Tell whether a row is a total or a note."""
    first = next((fold(value) for value in grid.rows[row] if isinstance(value, str) and value), "")
    return first.startswith(words_of(FormWord.TOTAL))


@lru_cache(maxsize=4096)
def _behind_label(text: str) -> str | None:
    """Return what stands behind 填报单位 in the same cell, "" where nothing does; None for any other text."""
    head, _, tail = _BRACKETED.sub("", text).replace("：", ":").partition(":")
    return tail.strip() if fold(head) in words_of(FormWord.UNIT) else None


def named_units(grids: Sequence[Grid]) -> Iterator[tuple[str, str, int, int]]:
    """Yield what stands behind each 填报单位: (text, sheet, row, column)."""
    for grid in grids:
        for row, column, value in grid.texts:
            tail = _behind_label(value) if len(value) <= _LONGEST_LABEL else None
            if tail:
                yield tail, grid.name, row, column
            elif tail is not None:
                yield from _beside_label(grid, row, column)


def _beside_label(grid: Grid, row: int, column: int) -> Iterator[tuple[str, str, int, int]]:
    """Yield the first text in the cells to the right of 填报单位, where there is one nearby."""
    texts = ((further, grid.cell(row, further)) for further in range(column + 1, column + 6))
    found = next(((c, text) for c, text in texts if isinstance(text, str) and text.strip()), None)
    if found is not None:
        yield found[1].strip(), grid.name, row, found[0]
