"""A list of cards: each task a small table of labels and what they say, with its wording above or in a row. Pure.

Read as prose, a card is its wording with lines of labels below it: Lead agency: Companies Registry.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from reportkit.files.document import Document, DocumentCell, DocumentTable, Paragraph
from reportkit.language.script import is_latin
from reportkit.lists.heading_words import meaning
from reportkit.lists.labels import label_meaning
from reportkit.model import ListColumn

_LEAST_CARDS, _LEAST_ROWS = 2, 2
_COLUMNS = 2
_OFFICES = frozenset({ListColumn.LEADS, ListColumn.PARTICIPANTS})


@dataclass(frozen=True, slots=True)
class Cards:
    """A document whose tables are cards.

    Attributes:
        pieces: its paragraphs, each card in its place as lines of labels; () where it has no cards.
        left: what stands in rows that a list does not need.
    """

    pieces: tuple[Paragraph, ...] = ()
    left: tuple[Paragraph, ...] = ()


_Row = tuple[DocumentCell, DocumentCell]


def cards_of(document: Document) -> Cards:
    """Return the cards of a document as paragraphs, none where fewer than two of its tables are cards."""
    cards = {table.name: rows for table in document.tables if (rows := _rows(table))}
    if len(cards) < _LEAST_CARDS:
        return Cards()
    waiting = [table for table in document.tables if table.name in cards]
    pieces: list[Paragraph] = []
    for piece in document.pieces:
        pieces.append(piece)
        while waiting and waiting[0].heading == piece.text:
            pieces += map(_line, _needed(cards[waiting.pop(0).name]))
    others = (row for rows in cards.values() for row in rows if not _is_needed(row))
    return Cards(tuple(pieces), tuple(_line(row) for row in others)) if not waiting else Cards()


def _rows(table: DocumentTable) -> Sequence[_Row]:
    """Return the rows of a card, () of a table that is none: labels left, what they say right, units among it."""
    cells = [tuple(dict.fromkeys(row)) for row in table.rows]
    if len(cells) < _LEAST_ROWS or any(len(row) != _COLUMNS for row in cells):
        return ()
    rows = [(row[0], row[1]) for row in cells if row[1].text.strip()]
    says_who = any(label_meaning(label.text.strip()) in _OFFICES for label, _ in rows)
    return rows if says_who and 2 * sum(map(_is_needed, rows)) >= len(rows) else ()


def _is_needed(row: _Row) -> bool:
    label = row[0].text.strip().rstrip(":：")
    return label_meaning(label) not in (None, ListColumn.OTHER) or meaning(label) is ListColumn.WORK


def _needed(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Yield the rows of a card that a list needs, its wording first."""
    needed = [row for row in rows if _is_needed(row)]
    wordings = [row for row in needed if meaning(row[0].text) is ListColumn.WORK]
    yield from chain(wordings, (row for row in needed if row not in wordings))


def _line(row: _Row) -> Paragraph:
    """Return a row as a line of a label, or as a wording."""
    label, said = row
    lines = [piece.text for piece in said.pieces]
    text = ("; " if is_latin(said.text) else "；").join(lines)
    is_wording = meaning(label.text) is ListColumn.WORK
    return replace(said.pieces[0], text=text if is_wording else f"{label.text.strip().rstrip(':：')}: {text}")
