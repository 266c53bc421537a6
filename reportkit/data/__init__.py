"""The tables of words that reportkit knows, one directory a language: what is a list of words, and not grammar.

A table is a CSV file in UTF-8 with a line of headings, open to anyone who can edit a list. Whoever reads one says by a
dataclass what its columns are.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import MISSING, Field, fields, make_dataclass
from enum import Enum
from pkgutil import get_data
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

R = TypeVar("R")
E = TypeVar("E", bound=Enum)

LANGUAGES = ("zh", "en")
"""The directories, in the order in which their tables are read."""


class TableError(ValueError):
    """A table that cannot be read; the message says in which file and line."""


def load(name: str, row: type[R]) -> tuple[R, ...]:
    """Return the rows of a table, those of every language that has it one after the other.

    Args:
        name: of the table: `abbreviations` is `zh/abbreviations.csv` and `en/abbreviations.csv`.
        row: dataclass of texts and enums, one field a column in the same order. A field with a default may be empty;
            one with `compare=False` does not count where two rows are held against each other.

    Raises:
        TableError: no language has the table, or one of its lines is broken.
    """
    rows: list[R] = []
    found = False
    for language in LANGUAGES:
        file = f"{language}/{name}.csv"
        # Not by importlib.resources, which loads what unpacks archives: of the start 10 ms.
        with suppress(FileNotFoundError):
            data = get_data(__name__, file) or b""
            found = True
            # A table saved by Excel begins with a mark.
            rows += read(data.decode("utf-8-sig"), file, row)
    if not found:
        raise TableError(f"{name}.csv: no language has this table")
    return tuple(rows)


def load_words(name: str, use: type[E]) -> Mapping[E, tuple[str, ...]]:
    """Return the words of a table of words and uses by their use, in the order of the table.

    Args:
        name: of the table, as for `load`; its columns are `word` and `use`.
        use: what a word may be for.

    Raises:
        TableError: as for `load`.
    """
    rows: tuple[Any, ...] = load(name, make_dataclass("Word", [("word", str), ("use", use)], frozen=True))
    return MappingProxyType({one: tuple(row.word for row in rows if row.use is one) for one in use})


def alternatives(words: Iterable[str]) -> str:
    """Return the pattern of any of `words`, the longest first, to stand in brackets."""
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def read(text: str, file: str, row: type[R]) -> tuple[R, ...]:
    """Return the rows of a table.

    Args:
        text: the whole file.
        file: its name, for messages.
        row: as for `load`.

    Raises:
        TableError: a line is broken, or stands twice.
    """
    lines = _lines(text, file)
    columns = _columns(row)
    place, heads = next(lines, (f"{file}, line 1", []))
    names = [column.name for column, _ in columns]
    if heads != names:
        raise TableError(f"{place}: the headings are {','.join(heads)}, not {','.join(names)}")
    rows: dict[R, str] = {}
    for place, cells in lines:
        made = row(*_values(cells, columns, place))
        if made in rows:
            raise TableError(f"{place}: the same as {rows[made]}")
        rows[made] = place
    return tuple(rows)


def _lines(text: str, file: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each line's place and cells."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        for cells in reader:
            yield f"{file}, line {reader.line_num}", cells
    except csv.Error as error:
        raise TableError(f"{file}, line {reader.line_num}: {error}") from error


def _columns(row: type[Any]) -> list[tuple[Field[Any], type]]:
    """Return the fields of a row's dataclass with their types."""
    types = get_type_hints(row)
    return [(column, types[column.name]) for column in fields(row)]


def _values(cells: Sequence[str], columns: Sequence[tuple[Field[Any], type]], place: str) -> list[str | Enum]:
    """Return what the cells of a line mean."""
    if len(cells) != len(columns):
        raise TableError(f"{place}: {len(cells)} cells under {len(columns)} headings")
    return [_value(cell, column, kind, place) for cell, (column, kind) in zip(cells, columns, strict=True)]


def _value(cell: str, column: Field[Any], kind: type, place: str) -> str | Enum:
    if cell != cell.strip():
        raise TableError(f"{place}: white space around {column.name} “{cell}”")
    if not cell and column.default is MISSING:
        raise TableError(f"{place}: no {column.name}")
    if not issubclass(kind, Enum):
        return cell
    try:
        return kind(cell)
    except ValueError:
        known = ", ".join(str(choice.value) for choice in kind)
        raise TableError(f"{place}: {column.name} “{cell}” is none of {known}") from None
