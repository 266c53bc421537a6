"""A list of cards: each task a small table of labels and what they say, with its wording above or in a row. Pure.

The cards become one table, a row a card and a column a label, and are read as that.
"""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportkit.files.document import Document, DocumentCell, DocumentTable, Paragraph
from reportkit.language.script import is_latin
from reportkit.language.text import SENTENCE_END, fold_prose
from reportkit.lists.document_kinds import is_list_title
from reportkit.lists.document_order import in_order
from reportkit.lists.heading_words import meaning
from reportkit.lists.labels import is_contact, label_meaning, says_rating
from reportkit.lists.numbered import behind_number, is_number_alone, numbered
from reportkit.lists.surroundings import beside_list
from reportkit.lists.table_rows import is_section
from reportkit.lists.unfolded import blank_labels
from reportkit.lists.when import years_in
from reportkit.model import OFFICES, ListColumn

_LEAST_CARDS, _LEAST_ROWS = 2, 2
_COLUMNS = 2
_LONGEST_HEADING = 60
_NUMBER = re.compile(r"(?<!\s)\s+(?P<no>\d{1,3}(?:\.\d{1,3})?|[A-Z]{1,2}\d{0,3})$")
_COUNTED = re.compile(r"\d|[一二三四五六七八九十]$")
_CAPTION = re.compile(r"(?:附?表|卡片?|[Tt]able|[Cc]ard)\s?\d{1,3}")
_IN_CHINESE = {ListColumn.NUMBER: "序号", ListColumn.PROJECT: "项目", ListColumn.WORK: "任务"}
_IN_LETTERS = {ListColumn.NUMBER: "No.", ListColumn.PROJECT: "Project", ListColumn.WORK: "Task"}
_NOT_NEEDED = frozenset({None, ListColumn.NUMBER})


@dataclass(frozen=True, slots=True)
class _Row:
    """A label and what stands beside it."""

    label: DocumentCell
    said: DocumentCell

    @property
    def name(self) -> str:
        """The label without its colon and the number behind it: Commitment 1."""
        return _NUMBER.sub("", self.label.text.strip().rstrip(":："))

    @property
    def means(self) -> ListColumn | None:
        """What the label says of what stands beside it, None where nobody knows the label."""
        return ListColumn.OTHER if says_rating(self.said.text) else label_meaning(self.name) or meaning(self.name)

    @property
    def is_needed(self) -> bool:
        """True where a list has a place for it."""
        return self.means not in _NOT_NEEDED and not is_contact(self.label.text)


@dataclass(slots=True)
class _Card:
    """A table, or a part of one, of labels.

    Attributes:
        rows: its labels.
        above: the paragraphs between it and the card before.
    """

    rows: list[_Row]
    above: list[Paragraph] = field(default_factory=list)

    @property
    def has_wording(self) -> bool:
        """True where a label says what is to be done."""
        return any(row.means is ListColumn.WORK for row in self.rows)

    def number(self) -> str:
        """Return the number behind the label of its wording, "" where there is none."""
        found = (_NUMBER.search(row.label.text.strip().rstrip(":：")) for row in self.rows[:1])
        return next((match["no"] for match in found if match), "")


@dataclass(frozen=True, slots=True)
class Cards:
    """A document whose tables are cards.

    Attributes:
        document: the same with one table in their place; None where it has no cards.
        left: paragraphs that belong to no card.
    """

    document: Document | None = None
    left: tuple[Paragraph, ...] = ()


def cards_of(document: Document) -> Cards:
    """Return the cards of a document as a table, none where it has fewer than two."""
    cards, behind = _all_cards(document)
    if len(cards) < _LEAST_CARDS:
        return Cards()
    title = cards[0].above[:1] if _is_title(cards[0].above[:1]) else []
    table, left = _table(cards, document.tables[0].name)
    return Cards(replace(document, pieces=tuple(title), tables=(table,)), (*left, *behind))


def _all_cards(document: Document) -> tuple[list[_Card], list[Paragraph]]:
    """Return the cards of a document with what stands above each, and what stands behind the last."""
    cards: list[_Card] = []
    above: list[Paragraph] = []
    beside, blanks = beside_list(document.pieces), blank_labels(document.tables)
    for block in in_order(document):
        if isinstance(block, Paragraph):
            above += [block] if block not in beside else []
            continue
        found = _cards(block, blanks)
        above += [] if found else [piece for cell in block.cells for piece in cell.pieces]
        for card in found:
            card.above = [*above, *card.above]
            above = []
        cards += found
    return cards, [*above, *beside]


def _cards(table: DocumentTable, blanks: frozenset[str]) -> list[_Card]:
    """Return the cards in a table, [] of one that has none: labels left, what they say right, units among it."""
    cutter = _Cutter(blanks)
    if not all(cutter.take(tuple(dict.fromkeys(row))) for row in table.rows):
        return []
    found = [replace(card, rows=[row for row in card.rows if row.said.text.strip()]) for card in cutter.cards]
    return found if all(map(_is_card, found)) else []


class _Cutter:
    """Cuts a table into cards: one begins behind rows of a single text, or where the first label stands again.

    Args:
        blanks: labels of what is still to be filled in.

    Attributes:
        cards: so far.
    """

    def __init__(self, blanks: frozenset[str]) -> None:
        self._blanks = blanks
        self.cards: list[_Card] = []
        self._above: list[Paragraph] = []

    def take(self, cells: Sequence[DocumentCell]) -> bool:
        """Take the next row; False where it has neither a single text nor labels."""
        filled = [cell for cell in cells if cell.text.strip()]
        pairs = _pairs(cells)
        if len(filled) == 1 and (len(cells) == 1 or not pairs or self._says_nothing_of(filled[0])):
            self._above += filled[0].pieces
        elif pairs:
            self._put(pairs)
        return bool(pairs) or len(filled) < _COLUMNS

    def _says_nothing_of(self, cell: DocumentCell) -> bool:
        """Tell whether a text beside an empty cell is no label."""
        text = cell.text.strip().rstrip(":：")
        return label_meaning(text) is None and meaning(text) is None and fold_prose(cell.text) not in self._blanks

    def _put(self, pairs: Sequence[_Row]) -> None:
        """Put labels to their card."""
        if self._above or not self.cards or _begins_anew(self.cards[-1], pairs[0]):
            self.cards.append(_Card([*pairs], self._above))
            self._above = []
        else:
            self.cards[-1].rows += pairs


def _pairs(cells: Sequence[DocumentCell]) -> tuple[_Row, ...]:
    """Return the labels of a row, each with what stands right of it; () of a row that is none of labels."""
    if len(cells) % _COLUMNS:
        return ()
    pairs = [pair for pair in zip(cells[::_COLUMNS], cells[1::_COLUMNS], strict=True) if _says_anything(pair)]
    return tuple(itertools.starmap(_Row, pairs)) if all(label.text.strip() for label, _ in pairs) else ()


def _says_anything(cells: Sequence[DocumentCell]) -> bool:
    return any(cell.text.strip() for cell in cells)


def _begins_anew(card: _Card, row: _Row) -> bool:
    return bool(card.rows) and fold_prose(card.rows[0].name) == fold_prose(row.name)


def _is_card(card: _Card) -> bool:
    """Tell whether rows are those of a task: some say whose it is, and a list has a place for half of them or more."""
    says_who = any(row.means in OFFICES for row in card.rows)
    is_enough = len(card.rows) >= _LEAST_ROWS
    return says_who and is_enough and 2 * sum(row.is_needed for row in card.rows) >= len(card.rows) - 1


# Cards as a table -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Heads:
    """What stands above a card.

    Attributes:
        sections: what heads it and the cards below it.
        title: its own title, None where it has none.
        left: what is neither.
    """

    sections: Sequence[Paragraph] = ()
    title: Paragraph | None = None
    left: Sequence[Paragraph] = ()

    @classmethod
    def of(cls, above: Sequence[Paragraph], card: _Card, *, is_titled: bool) -> "_Heads":
        """Return what the lines above a card are that may head it."""
        if is_titled:
            return cls(above[:-1][-1:], above[-1])
        return cls(above[-1:] if card.has_wording else above)

    def rest(self, above: Sequence[Paragraph]) -> list[Paragraph]:
        """Return the other lines above the card."""
        return [piece for piece in above if piece not in (*self.sections, self.title)]


def _table(cards: Sequence[_Card], name: str) -> tuple[DocumentTable, list[Paragraph]]:
    """Return cards as a table below the names of their labels, sections in rows across; and what belongs to none."""
    heads = _heads_of(cards)
    made = [_entries(card, head) for card, head in zip(cards, heads, strict=True)]
    names = _in_order_of_tables(made)
    rows = [tuple(_at(cell, 0, at) for at, cell in enumerate(names.values()))]
    for head, card, entry in zip(heads, cards, made, strict=True):
        rows += [_across(piece, len(rows) + at, len(names)) for at, piece in enumerate(head.sections)]
        empty = replace(card.rows[0].label, text="")
        rows.append(tuple(_at(entry.get(key, (empty, empty))[1], len(rows), at) for at, key in enumerate(names)))
    return DocumentTable(name, tuple(rows)), [piece for head in heads for piece in head.left]


def _heads_of(cards: Sequence[_Card]) -> list[_Heads]:
    """Tell sections, titles and remarks above cards apart.

    The line right above a card is its title where each has one; what stands above some of them heads those below.
    """
    lines = [[piece for piece in _with_titles(card.above) if not _CAPTION.fullmatch(piece.text)] for card in cards]
    first, *others = [list(filter(_may_head, above)) for above in lines]
    if _is_title(first[:1]) and not _is_section_line(first[0]):
        first = first[1:]
    have_titles = all(map(_last_is_title, (first, *others), cards))
    if not have_titles and not any(others) and not any(map(_is_section_line, first)):
        first = []  # one line above all of them heads none
    heads = [
        _Heads.of(may_head, card, is_titled=have_titles) for may_head, card in zip((first, *others), cards, strict=True)
    ]
    return [replace(head, left=head.rest(above)) for head, above in zip(heads, lines, strict=True)]


def _last_is_title(above: Sequence[Paragraph], card: _Card) -> bool:
    """Tell whether the last line above a card is its own title.

    Of one with a wording and no section of its own, what is numbered as sections are is its section.
    """
    has_section = any(row.means is ListColumn.SECTION for row in card.rows)
    return bool(above) and not (card.has_wording and not has_section and is_section(above[-1].text))


def _with_titles(above: Sequence[Paragraph]) -> list[Paragraph]:
    """Return paragraphs in which the number of an item stands before the title below it."""
    found: list[Paragraph] = []
    for piece in above:
        if found and is_number_alone(found[-1]):
            found[-1] = behind_number(found[-1], piece)
        else:
            found.append(piece)
    return found


def _may_head(piece: Paragraph) -> bool:
    """Tell whether a paragraph may head cards: short or numbered, and no sentence and no label."""
    is_short = len(piece.text) <= _LONGEST_HEADING and not SENTENCE_END.search(piece.text)
    before, *behind = re.split("[:：]", piece.text, maxsplit=1)
    is_plain = not behind or _COUNTED.search(before) is not None
    return _is_section_line(piece) or (is_short and is_plain and not any(years_in(piece.text)))


def _is_section_line(piece: Paragraph) -> bool:
    return numbered(piece)[0] is not None


def _is_title(pieces: Sequence[Paragraph]) -> bool:
    """Tell whether a paragraph is the title of all cards."""
    return bool(pieces) and (is_list_title(pieces[0].text) or any(years_in(pieces[0].text)))


_Entry = Mapping[str, tuple[DocumentCell, DocumentCell]]
"""The label and what it says, by the name of the column."""


def _entries(card: _Card, head: _Heads) -> _Entry:
    """Return what a card says by columns, its number and title first."""
    found: dict[str, tuple[DocumentCell, DocumentCell]] = {}
    number = card.number()
    if head.title is not None:
        style, written, bare = numbered(head.title)
        number = number or (written if style is not None else "")
        means = ListColumn.PROJECT if card.has_wording else ListColumn.WORK
        _put(found, means, replace(head.title, text=head.title.text if card.has_wording else bare.text))
    if number and not any(row.means is ListColumn.NUMBER for row in card.rows):
        _put(found, ListColumn.NUMBER, Paragraph(number, card.rows[0].label.place))
    for row in card.rows:
        key = fold_prose(row.name)
        above = found.get(key)
        said = _in_lines(row.said)
        text = f"{above[1].text}\n{said.text}" if above else said.text
        found[key] = (above or (replace(row.label, text=row.name), said))[0], replace(said, text=text)
    return found


def _put(found: dict[str, tuple[DocumentCell, DocumentCell]], means: ListColumn, piece: Paragraph) -> None:
    """Put what has no label into a column of its own."""
    names = _IN_LETTERS if is_latin(piece.text) and any(map(str.isalpha, piece.text)) else _IN_CHINESE
    said = DocumentCell(piece.text, piece.place, 0, 0)
    found[means.value] = replace(said, text=names[means]), said


def _in_lines(cell: DocumentCell) -> DocumentCell:
    return replace(cell, text="\n".join(piece.text for piece in cell.pieces))


def _in_order_of_tables(made: Sequence[_Entry]) -> dict[str, DocumentCell]:
    """Return the columns of all cards with their headings: number, project and wording first, then as they come."""
    found: dict[str, DocumentCell] = {}
    for entry in made:
        for key, (label, _) in entry.items():
            found.setdefault(key, label)
    first = [means.value for means in (ListColumn.NUMBER, ListColumn.PROJECT, ListColumn.WORK) if means.value in found]
    return {key: found[key] for key in (*first, *(key for key in found if key not in first))}


def _at(cell: DocumentCell, row: int, column: int) -> DocumentCell:
    return replace(cell, row=row, column=column, rows=1, columns=1)


def _across(piece: Paragraph, row: int, wide: int) -> tuple[DocumentCell, ...]:
    """Return a row of one cell."""
    return (DocumentCell(piece.text, piece.place, row, 0, columns=wide),) * wide
