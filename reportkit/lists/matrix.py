"""A table with a column for each office, whose cells say by marks what it does: ● it leads, ○ it takes part. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportkit.data import load
from reportkit.files.document import DocumentCell, DocumentTable
from reportkit.language.script import is_latin
from reportkit.lists.column_content import filled
from reportkit.lists.headings import Heading
from reportkit.model import ListColumn

_LEAST_OFFICES = 2
_LONGEST_MARK = 16
_BETWEEN = r"[\s“”\"'：:=＝\-–—]{0,4}(?:表示|代表|指|为|為|是|means|is)?[\s“”\"'：:=＝]{0,4}"
_LEADS, _TAKES_PART = "牵头|牽頭|主办|主辦|主责|主責|负责|lead", "配合|协办|協辦|参与|參與|协助|協助|support|partner"


class _Part(StrEnum):
    """What a mark says: an office leads, takes part, or has to do with the task in a way that only a legend tells."""

    LEAD = "lead"
    PART = "part"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark in the cell of an office."""

    mark: str
    part: _Part


_MARKS = {row.mark: row.part for row in load("role_marks", _Mark)}


def with_offices(table: DocumentTable, heading: Heading, texts: Sequence[str]) -> tuple[DocumentTable, Heading]:
    """Return a table with the offices of each row named in two columns of their own, as it is where it has no marks.

    Args:
        table: the table.
        heading: its headings.
        texts: the texts of its document, for the legend.
    """
    offices = [cell for cell in heading.unknown if cell.columns == 1 and _holds_marks(table, heading, cell)]
    if len(offices) < _LEAST_OFFICES or heading.of(ListColumn.LEADS) or heading.bottom < 0:
        return table, heading
    wide = len(table.rows[0])
    heads = _heads(offices[0], heading.bottom, wide)
    added = _added(table, heading, offices, _parts(table, heading, offices, texts))
    rows = tuple((*row, *more) for row, more in zip(table.rows, added, strict=True))
    columns = {**heading.columns, ListColumn.LEADS: (wide,), ListColumn.PARTICIPANTS: (wide + 1,)}
    cells = {**heading.cells, wide: heads[0], wide + 1: heads[1]}
    unknown = tuple(cell for cell in heading.unknown if cell not in offices)
    return replace(table, rows=rows), replace(heading, columns=columns, cells=cells, unknown=unknown)


def _added(
    table: DocumentTable, heading: Heading, offices: Sequence[DocumentCell], parts: Mapping[str, _Part]
) -> Iterator[tuple[DocumentCell, ...]]:
    """Yield the two cells that are added to each row: as its last is above the headings, headings, names."""
    for at, row in enumerate(table.rows):
        if at < heading.top:
            yield row[-1], row[-1]
        elif at <= heading.bottom:
            yield _heads(offices[0], at, len(row))
        else:
            yield _named(table, at, offices, parts)


def _holds_marks(table: DocumentTable, heading: Heading, head: DocumentCell) -> bool:
    """Tell whether nothing but marks stands below a heading."""
    cells = filled(table, heading, head.column)
    return bool(cells) and all(_mark(cell) for cell in cells)


def _mark(cell: DocumentCell) -> str:
    """Return the mark in a cell, "" where there is another text."""
    text = cell.text.strip()
    return next((mark for mark in (text, text.casefold()) if mark in _MARKS), "") if len(text) <= _LONGEST_MARK else ""


def _parts(
    table: DocumentTable, heading: Heading, offices: Sequence[DocumentCell], texts: Sequence[str]
) -> Mapping[str, _Part]:
    """Return what each mark says: by the legend, else as it is used; where there is one mark only, it leads."""
    used = {_mark(cell) for office in offices for cell in filled(table, heading, office.column)}
    said = {mark: part for mark in used if (part := _by_legend(mark, texts)) is not None}
    if len(used) == 1:
        return dict.fromkeys(used, _Part.LEAD) | said
    plain = {mark: _MARKS[mark] for mark in used}
    leads = _Part.LEAD in {*plain.values(), *said.values()}
    rest = _Part.PART if leads else _Part.LEAD
    return {mark: said.get(mark) or (rest if part is _Part.MARK else part) for mark, part in plain.items()}


def _by_legend(mark: str, texts: Sequence[str]) -> _Part | None:
    """Return what a line of the document says that a mark means: ●为牵头单位, L = lead; None where none does."""
    for part, words in ((_Part.LEAD, _LEADS), (_Part.PART, _TAKES_PART)):
        pattern = re.compile(rf"(?<!\w){re.escape(mark)}{_BETWEEN}[^，。；,;]{{0,6}}(?:{words})", re.IGNORECASE)
        if any(pattern.search(text) for text in texts):
            return part
    return None


def _named(
    table: DocumentTable, row: int, offices: Sequence[DocumentCell], parts: Mapping[str, _Part]
) -> tuple[DocumentCell, DocumentCell]:
    """Return the cells of those who lead in a row and of those who take part."""
    wide = len(table.rows[row])
    made = []
    for at, part in enumerate((_Part.LEAD, _Part.PART)):
        cells = [(head, table.rows[row][head.column]) for head in offices]
        marked = [(head, cell) for head, cell in cells if parts.get(_mark(cell)) is part]
        place = marked[0][1].place if marked else table.rows[row][0].place
        text = "\n".join(" ".join(head.text.split()) for head, _ in marked)
        made.append(DocumentCell(text, place, row, wide + at))
    return made[0], made[1]


def _heads(office: DocumentCell, row: int, wide: int) -> tuple[DocumentCell, DocumentCell]:
    """Return the headings of the two columns, which stand where that of the first office does."""
    leads, parts = ("Lead", "Supporting") if is_latin(office.text) else ("牵头单位", "配合单位")
    return DocumentCell(leads, office.place, row, wide), DocumentCell(parts, office.place, row, wide + 1)
