"""A list of cards: each task a small table of labels and what they say, with its wording above or in a row. Pure.

Read as prose, a card is its wording with lines of labels below it: Lead agency: Companies Registry.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportkit.files.document import Document, DocumentCell, DocumentTable, Paragraph, SourcePlace
from reportkit.language.script import is_latin
from reportkit.language.text import SENTENCE_END, fold_prose, squeeze
from reportkit.lists.document_kinds import is_list_title
from reportkit.lists.heading_words import beside_wording, is_known, meaning
from reportkit.lists.labels import Labelled, label_meaning, read_labels, says_rating
from reportkit.lists.table_rows import is_section
from reportkit.lists.when import years_in
from reportkit.model import OFFICES, ListColumn

_LEAST_CARDS, _LEAST_ROWS = 2, 2
_COLUMNS = 2
_NUMBER = re.compile(r"(?<!\s)\s+(?:\d{1,3}(?:\.\d{1,3})?|[A-Z]{1,2}\d{0,3})$")
_CAPTION = re.compile(r"(?:附?表|卡片?|[Tt]able|[Cc]ard)\s?\d{1,3}")
_ABOVE = frozenset({ListColumn.SECTION, ListColumn.PROJECT})


@dataclass(frozen=True, slots=True)
class Cards:
    """A document whose tables are cards.

    Attributes:
        pieces: its paragraphs, each card in its place as lines of labels; () where it has no cards.
        left: what stands in rows that a list does not need.
        above: what paragraphs are that head a task: its section, or its project, by where they stand.
        beside: what cells say whose labels running text does not know as such, by where they stand.
    """

    pieces: tuple[Paragraph, ...] = ()
    left: tuple[Paragraph, ...] = ()
    above: Mapping[SourcePlace, ListColumn] = field(default_factory=dict)
    beside: Mapping[SourcePlace, Labelled] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    """A label and what stands beside it."""

    label: DocumentCell
    said: DocumentCell

    @property
    def means(self) -> ListColumn | None:
        """What the label says of what stands beside it, None where nobody knows the label."""
        text = _NUMBER.sub("", self.name)
        if says_rating(self.said.text):
            return ListColumn.OTHER
        return label_meaning(text) or meaning(text) or (ListColumn.OTHER if is_known(text) else None)

    @property
    def name(self) -> str:
        """The label without its colon."""
        return self.label.text.strip().rstrip(":：")

    @property
    def is_needed(self) -> bool:
        """True where a list has a place for it."""
        is_beside = self.means is ListColumn.OTHER and beside_wording(self.name) is None
        return self.means not in (None, ListColumn.NUMBER) and not is_beside


@dataclass(frozen=True, slots=True)
class _Card:
    """A table, or a part of one, of labels: its title where that stands in its first row, and its rows."""

    title: DocumentCell | None
    rows: tuple[_Row, ...]


def cards_of(document: Document) -> Cards:
    """Return the cards of a document as paragraphs, none where it has fewer than two."""
    cards = _cards_by_table(document)
    if sum(map(len, cards.values())) < _LEAST_CARDS:
        return Cards()
    waiting = [table for table in document.tables if table.name in cards]
    parts = [_Part(())]
    while waiting and not waiting[0].heading:
        parts += cards[waiting.pop(0).name]
    for piece in document.pieces:
        # What stands first in the document is its title, and of all cards.
        is_title = piece is document.pieces[0] and len(cards) > 1
        parts.append(_Part((piece,)))
        while waiting and waiting[0].heading == piece.text:
            first, *others = cards[waiting.pop(0).name]
            parts += [first if is_title else _heading(parts, piece, first), *others]
    return _together(parts) if not waiting else Cards()


def _heading(parts: list["_Part"], piece: Paragraph, card: "_Part") -> "_Part":
    """Return a card with the paragraph right above it, which is taken from the parts, if that heads it."""
    is_below = parts[-1].pieces == (piece,) and not _is_remark(piece, card)
    return _below(parts.pop(), card) if is_below else card


def _cards_by_table(document: Document) -> dict[str, tuple["_Part", ...]]:
    """Return the cards of each table that holds some, by its name."""
    cards = {table.name: found for table in document.tables if (found := _cards(table))}
    often = _labels_of_several(itertools.chain.from_iterable(cards.values()))
    return {name: tuple(_card(card, often) for card in found) for name, found in cards.items()}


def _labels_of_several(cards: Iterable[_Card]) -> frozenset[str]:
    """Return the labels that stand in two cards or more; what the office says of several tasks is carried along."""
    counts = Counter(name for card in cards for name in {row.name for row in card.rows})
    return frozenset(name for name, count in counts.items() if count >= _LEAST_CARDS)


def _together(parts: Sequence["_Part"]) -> Cards:
    pieces = tuple(piece for part in parts for piece in part.pieces)
    left = tuple(piece for part in parts for piece in part.left)
    above = {place: means for part in parts for place, means in part.above.items()}
    return Cards(pieces, left, above, {place: said for part in parts for place, said in part.beside.items()})


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph or a card of a document, as `Cards`."""

    pieces: tuple[Paragraph, ...]
    left: tuple[Paragraph, ...] = ()
    above: Mapping[SourcePlace, ListColumn] = field(default_factory=dict)
    beside: Mapping[SourcePlace, Labelled] = field(default_factory=dict)
    has_wording: bool = False


def _is_remark(piece: Paragraph, card: _Part) -> bool:
    """Tell whether a paragraph above a card heads nothing: it is a sentence, and the card has its wording itself."""
    return card.has_wording and SENTENCE_END.search(piece.text) is not None


def _below(title: _Part, card: _Part) -> _Part:
    """Return a card with the paragraph above it: its wording, or what heads it where it has a wording itself."""
    heads = ListColumn.SECTION not in card.above.values() and is_section(title.pieces[0].text)
    is_above_projects = heads or ListColumn.PROJECT in card.above.values()
    level = ListColumn.SECTION if is_above_projects else ListColumn.PROJECT
    if _CAPTION.fullmatch(title.pieces[0].text):
        return card
    above = {**title.above, **card.above, **({title.pieces[0].place: level} if card.has_wording else {})}
    return replace(card, pieces=(*title.pieces, *card.pieces), above=above)


def _cards(table: DocumentTable) -> tuple[_Card, ...]:
    """Return the cards in a table, () of one that has none: labels left, what they say right, units among it.

    One begins where a row has a single text, or where the first label stands again.
    """
    cards: list[_Card] = []
    for row in table.rows:
        cells = tuple(dict.fromkeys(row))
        if any(cell.text.strip() for cell in cells) and not _take_row(cells, cards):
            return ()
    found = tuple(replace(card, rows=tuple(row for row in card.rows if row.said.text.strip())) for card in cards)
    return found if found and all(map(_is_card, found)) else ()


def _take_row(cells: Sequence[DocumentCell], cards: list[_Card]) -> bool:
    """Put a row to its card; False where it is neither a title nor labels."""
    cells = cells if cards else _without_blanks(cells)
    pairs = _pairs(cells)
    if len(cells) == 1:
        cards.append(_Card(cells[0], ()))
    elif pairs and (not cards or _begins_anew(cards[-1], pairs[0])):
        cards.append(_Card(None, pairs))
    elif pairs:
        cards[-1] = replace(cards[-1], rows=(*cards[-1].rows, *pairs))
    return len(cells) == 1 or bool(pairs)


def _without_blanks(cells: Sequence[DocumentCell]) -> Sequence[DocumentCell]:
    """Return the only cell with a text of a first row, else all: the title of the cards."""
    filled = [cell for cell in cells if cell.text.strip()]
    return filled if len(filled) == 1 else cells


def _pairs(cells: Sequence[DocumentCell]) -> tuple[_Row, ...]:
    """Return the labels of a row, each with what stands right of it; () of a row that is none of labels."""
    if len(cells) % _COLUMNS or not all(cell.text.strip() for cell in cells[::_COLUMNS]):
        return ()
    return tuple(itertools.starmap(_Row, zip(cells[::_COLUMNS], cells[1::_COLUMNS], strict=True)))


def _begins_anew(card: _Card, row: _Row) -> bool:
    return bool(card.rows) and _bare(card.rows[0].label) == _bare(row.label)


def _bare(label: DocumentCell) -> str:
    """Return a label without the number behind it: Commitment 1."""
    return fold_prose(_NUMBER.sub("", label.text.strip()))


def _is_card(card: _Card) -> bool:
    """Tell whether rows are those of a task: some say whose it is, and a list has a place for half of them or more."""
    says_who = any(row.means in OFFICES for row in card.rows)
    is_enough = len(card.rows) >= _LEAST_ROWS
    return says_who and is_enough and 2 * sum(row.is_needed for row in card.rows) >= len(card.rows)


def _card(card: _Card, often: frozenset[str]) -> _Part:
    """Return a card as paragraphs: what heads it, its wording, and lines of labels.

    Args:
        card: the card.
        often: labels of several cards, whether anybody knows them or not.
    """
    rows = [row for row in card.rows if row.means is not None or row.name in often]
    works = [row for row in rows if row.means is ListColumn.WORK]
    heads = [*(row for row in rows if row.means in _ABOVE), *works[:-1]]
    titles = _titles(card, has_wording=bool(works))
    kinds = dict.fromkeys((piece.place for piece in titles), ListColumn.PROJECT) if works else {}
    kinds |= {row.said.place: _level(row) for row in heads}
    others = [row for row in rows if row.means not in (*_ABOVE, ListColumn.WORK)]
    left = tuple(_line(row) for row in card.rows if row not in rows)
    pieces = (*map(_joined, heads), *titles, *map(_joined, works[-1:]), *map(_line, others))
    return _Part(pieces, left, kinds, dict(_beside(others)), has_wording=bool(works))


def _titles(card: _Card, *, has_wording: bool) -> tuple[Paragraph, ...]:
    """Return the lines of the title of a card; above a wording the title of them all is none."""
    pieces = card.title.pieces if card.title else ()
    return tuple(piece for piece in pieces if not has_wording or not _is_title(piece))


def _beside(rows: Iterable[_Row]) -> Iterator[tuple[SourcePlace, Labelled]]:
    """Yield what rows say behind their labels, by where they stand, of those whose lines do not say so themselves.

    年度目标, 计划投资: above a column they are known, and in running text they are words of a sentence.
    """
    for row in rows:
        before, labelled = read_labels(_line(row))
        if before or not labelled:
            means = ListColumn.OTHER if row.means in (None, ListColumn.NUMBER) else row.means
            yield row.said.place, Labelled(means, squeeze(row.name), _joined(row))


def _is_title(piece: Paragraph) -> bool:
    """Tell whether the first row of cards is the title of them all."""
    return is_list_title(piece.text) or any(years_in(piece.text))


def _level(row: _Row) -> ListColumn:
    return ListColumn.SECTION if row.means is ListColumn.SECTION else ListColumn.PROJECT


def _joined(row: _Row) -> Paragraph:
    """Return what stands beside a label in one line."""
    lines = [piece.text for piece in row.said.pieces]
    return replace(row.said.pieces[0], text=("; " if is_latin(row.said.text) else "；").join(lines))


def _line(row: _Row) -> Paragraph:
    """Return a row as a line of a label."""
    said = _joined(row)
    return replace(said, text=f"{row.name}: {said.text}")
