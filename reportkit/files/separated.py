"""Texts whose values are parted by a sign (.csv, .txt of tabs) -> tables. Pure."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeGuard

from reportkit.diagnostics import Code
from reportkit.files.details import SheetDetails
from reportkit.files.document import Document, Load, paragraphs
from reportkit.files.grid import Grid, Raw
from reportkit.files.kinds import PROSE
from reportkit.files.limits import Limits
from reportkit.files.reach import Reach, check_reach
from reportkit.files.refusal import RefusalError
from reportkit.files.sheets import Sheets, document_of
from reportkit.files.text import Text
from reportkit.files.text_kinds import xml_kind
from reportkit.identity import find_form_id
from reportkit.language.text import MAX_CELL

NAME = "CSV"
_SEPARATORS = (",", "\t", ";", "|", "，")
_SAMPLE = 65_536
_LEAST_EVEN, _LEAST_SHARE = 2, 3
_SURELY_WIDE = 4
_FEW_WORDS = 5
_NUMBER = re.compile(r"[(（]?\d{1,4}[)）.、]?")
_VALUE = re.compile(r"[\w %％‰./+()（）~～-]{1,40}")
_STOPS = (".", "!", "?", "…", "。", "！", "？", "；", "：", ":")
_MOST_LAID = 5  # characters of a file to one that says something: separators, blanks, empty lines


def is_plain(source: Text) -> bool:
    """Tell whether a text is no XML: whatever else it is may have values in it that some sign parts."""
    return xml_kind(source) is None


def read_separated(source: Text, limits: Limits) -> Sheets:
    """Read values parted by the sign that makes most of a table of them; rows and values too long are named.

    Raises:
        RefusalError: no sign makes a table of it, or the values within the limits are more than can be read.
    """
    if not _is_table(source.text[:_SAMPLE]):
        raise PROSE.refusal()
    return _read(source.text, separators(source.text)[0], limits, NAME)


def _is_table(sample: str) -> bool:
    """Tell whether a text is a table, of one column too, and not prose; what has a form's number in it may be one."""
    if any(_parts(sample, separator) for separator in _SEPARATORS) or _is_column(sample):
        return True
    return any(find_form_id(line) is not None for line in sample.splitlines())


def _parts(sample: str, separator: str) -> bool:
    """Tell whether a sign parts most rows into as many values, and does not part sentences.

    A row with a value as long as no cell says nothing of the others: a quotation mark was never closed there.
    """
    rows = list(filter(_may_say, _rows(sample, separator)))
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, even = max(widths.items(), key=lambda item: item[::-1], default=(0, 0))
    filled = list(filter(_has_values, rows))
    if even * 3 <= len(rows) * 2 or len(filled) * 4 < even:
        return False
    return (width >= _SURELY_WIDE and even > 1) or sum(map(_is_sentence, filled)) * 2 <= len(filled)


def _is_sentence(row: Sequence[str]) -> bool:
    """Tell whether values are pieces of a sentence: it ends as one, or reads on behind a sign and a space."""
    if _NUMBER.fullmatch(row[0].strip()):
        return False
    reads_on = any(value[:1] == " " for value in row[1:]) and len(" ".join(row).split()) > _FEW_WORDS
    return reads_on or row[-1].rstrip().endswith(_STOPS)


def _is_column(sample: str) -> bool:
    """Tell whether all lines are values: short, without the signs of sentences."""
    lines = [line.strip() for line in sample.splitlines() if line.strip()]
    return len(lines) > 1 and all(
        _VALUE.fullmatch(line) and len(line.split()) <= _FEW_WORDS and not line.endswith(_STOPS) for line in lines
    )


def _refuse_long(text: str, limits: Limits) -> None:
    """See that a text is not so long that most of it can only be separators and blanks.

    Raises:
        RefusalError: it is, from the line that it names.
    """
    most = _MOST_LAID * limits.characters
    if len(text) > most:
        line = text.count("\n", 0, most) + 1
        raise RefusalError(Code.F20, cells=(f"L{line}",))


def _may_say(row: list[str] | None) -> TypeGuard[list[str]]:
    return row is not None and any(map(str.strip, row)) and len(max(row, key=len)) <= MAX_CELL // 2


def _has_values(row: list[str]) -> bool:
    """Tell whether a sign has parted a row into values, and not only ended it."""
    return len(row) >= _SURELY_WIDE or sum(map(bool, map(str.strip, row))) > 1


def read_texts(source: Text, limits: Limits) -> Iterator[Document]:
    """Yield what a text may be: tables by each sign that parts values in it, the likeliest first, then paragraphs.

    Raises:
        RefusalError: a sign makes a table that reaches too far, and whoever asks found nothing in any reading.
    """
    _refuse_long(source.text, limits)
    refused: RefusalError | None = None
    for separator in separators(source.text):
        if separator not in source.text or not _is_even(source.text, separator):
            continue
        try:
            document = document_of(_read(source.text, separator, limits, ""), limits)
        except RefusalError as refusal:
            refused = refused or (refusal if _makes_table(source.text, separator) else None)
        else:
            yield document
    lines = ((f"L{number}", line) for number, line in enumerate(source.text.splitlines(), 1))
    try:
        yield Document(paragraphs(lines, Load(limits)))
    except RefusalError as refusal:
        raise (refused or refusal) from refusal
    if refused is not None:
        raise refused


def separators(text: str) -> list[str]:
    """Return the signs that may part values, that one first by which most lines fall into the same number of them."""
    sample = text[:_SAMPLE]
    return sorted(_SEPARATORS, key=lambda separator: _evenness(sample, separator), reverse=True)


def _is_even(text: str, separator: str) -> bool:
    """Tell whether a sign parts a good share of the lines into as many values: prose has its commas where it likes."""
    sample = text[:_SAMPLE]
    rows = sum(row is None or any(map(str.strip, row)) for row in _rows(sample, separator))
    return _evenness(sample, separator)[0] * _LEAST_SHARE >= rows


def _makes_table(text: str, separator: str) -> bool:
    """Tell whether most rows, and several, have as many values: prose has its commas where it likes."""
    sample = text[:_SAMPLE]
    rows = sum(row is None or any(row) for row in _rows(sample, separator))
    even, _ = _evenness(sample, separator)
    return even >= _LEAST_EVEN and even * 3 > rows * 2


def _evenness(sample: str, separator: str) -> tuple[int, int]:
    """Return how many lines have the commonest number of values above one, and how many values lines have at most."""
    widths = Counter(len(row) for row in _rows(sample, separator) if row is not None and len(row) > 1)
    return max(widths.values(), default=0), max(widths, default=0)


def _rows(text: str, separator: str) -> Iterator[list[str] | None]:
    """Yield the rows; a damaged quote ends a row where the line ends.

    None stands for one with a value beyond any measure: of more than 131,072 characters, where the reader gives up by
    itself. A cell of a workbook holds a quarter of that.
    """
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=separator)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None


def _read(text: str, separator: str, limits: Limits, name: str) -> Sheets:
    reach = Reach(limits, name)
    rows: list[tuple[Raw, ...]] = []
    for number, row in enumerate(_rows(text, separator)):
        if row is None:
            reach.note_far(number, 0)
            rows.append(())
            continue
        if number >= limits.rows or len(row) > limits.columns:
            _note_values(reach, number, row)
        if number >= limits.rows and reach.is_full:
            break
        rows.append(tuple(row[: limits.columns]))
        if number < limits.rows:
            _take_values(reach, number, rows[-1])
        if reach.is_filled:
            break
    check_reach([reach], limits)
    grid = Grid(name, visible=True, rows=tuple(rows[: limits.rows]))
    return Sheets((grid,), {name: SheetDetails(name)}, far={name: tuple(reach.far)} if reach.far else {})


def _take_values(reach: Reach, number: int, row: Sequence[Raw]) -> None:
    filled = [column for column, value in enumerate(row) if value]
    if filled:
        reach.take(number, filled[-1], len(filled))


def _note_values(reach: Reach, number: int, row: list[str]) -> None:
    """Note the first value of a row beyond the limits."""
    start = 0 if number >= reach.limits.rows else reach.limits.columns
    column = next((column for column in range(start, len(row)) if row[column].strip()), None)
    if column is not None:
        reach.note_far(number, column)
