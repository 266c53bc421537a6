"""What a document may be: its texts clean, read as tables, as prose and as a table that was flattened. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportkit.files.document import Document, DocumentTable, Paragraph
from reportkit.imported import ImportOptions
from reportkit.language.errors import ReportkitError
from reportkit.language.script import Script, converted, script_of
from reportkit.language.text import fold
from reportkit.language.words import Words, listed
from reportkit.lists.blocks import roles_in, without_left_out
from reportkit.lists.cards import cards_of
from reportkit.lists.cleaning import clean, habits_of
from reportkit.lists.document_order import in_order
from reportkit.lists.findings import Repairs
from reportkit.lists.flat_text import read_text
from reportkit.lists.headings import OwnHeadings
from reportkit.lists.listing import Basis, Listing, Roles
from reportkit.lists.names import KnownUnits
from reportkit.lists.plausible import doubts, likelihood
from reportkit.lists.prose import read_prose
from reportkit.lists.surroundings import in_annex, is_page_number
from reportkit.lists.tables import read_tables
from reportkit.lists.turned import turned
from reportkit.lists.unfolded import unfolded
from reportkit.lists.when import years_in
from reportkit.lists.whole_lines import at_bars, with_colons, with_numbers, without_torn_lines
from reportkit.model import Vocabulary

_MARKED_HEADING = re.compile(r"^#{1,6}\s+(?=[A-Z\d\u4e00-\u9fff])")
"""What stands before a heading in a text with marks for its looks."""
_HEADED = 0.15
"""How much likelier a reading is that goes by the headings of columns."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A document before anything of it is understood.

    Attributes:
        whole: its texts clean, its torn lines put together.
        read: what of it is read: not what a person has left out.
        roles: what of it a person has said what it is.
        repairs: what became of its texts.
    """

    whole: Document
    read: Document
    roles: Roles
    repairs: Repairs


def cleaned(document: Document, script: Script | None, vocabulary: Vocabulary) -> Cleaned:
    """Clean every text with what the whole document shows, and convert it where another script is wanted."""
    texts = document.texts()
    habits = habits_of(text for _, text in texts)
    clean_of = {text: clean(text, habits) for text in dict.fromkeys((*(text for _, text in texts), document.title))}
    by_place = {place: clean_of[text] for place, text in texts}
    own = script_of("".join(result.text for result in by_place.values()))
    wanted = script or own

    def change(text: str) -> str:
        mended = clean_of[text].text if text in clean_of else clean(text, habits).text
        mended = _MARKED_HEADING.sub("", mended)
        return mended if own is wanted else converted(mended, wanted, vocabulary.kept)

    changed = document.changed(change)
    changed = replace(changed, tables=tuple(_below_texts(changed)))
    whole = replace(changed, pieces=tuple(without_torn_lines(changed.pieces)))
    roles = roles_in(whole, vocabulary.blocks)
    return Cleaned(whole, without_left_out(whole, roles), roles, Repairs(by_place, wanted, changed.marked))


def _below_texts(document: Document) -> Iterator[DocumentTable]:
    """Yield the tables of a document, those below the number of a page as standing below what is above that."""
    above = ""
    for block in in_order(document):
        if isinstance(block, Paragraph):
            above = above if is_page_number(block.text) else block.text
        else:
            yield replace(block, heading=above) if is_page_number(block.heading) else block


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document may be.

    Attributes:
        listing: the tasks.
        source: what they were read from.
        likelihood: how likely it is.
        is_plausible: True where nothing speaks against it.
    """

    listing: Listing
    source: Cleaned
    likelihood: float
    is_plausible: bool

    def rank(self) -> tuple[bool, float]:
        """Return what orders readings: nothing speaks against the best, and it is the likeliest."""
        return self.is_plausible, self.likelihood


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads what a document may be.

    Attributes:
        name: of the document.
        own: what the office has said of headings.
        known: the units that it has named.
        options: what a person says of the list.
    """

    name: str
    own: OwnHeadings
    known: KnownUnits
    options: ImportOptions

    def readings(self, source: Cleaned) -> Iterator[Reading]:
        """Yield what a document may be, as far as it holds any tasks then.

        It may be tables, prose that says whose its items are, its paragraphs perhaps parted by bars or the annex of a
        letter, a card for each task, or a table that was flattened. All of these may stand in the cells of a layout, or
        in rows of a sheet; and tables may lie on their side.
        """
        for listing in self._listings(source):
            if listing.tasks:
                headed = _HEADED if listing.basis is not Basis.TEXT else 0.0
                is_plausible = not doubts(listing, source.read, self.known)
                yield Reading(listing, source, likelihood(listing, self.known) + headed, is_plausible)

    def _listings(self, source: Cleaned) -> Iterator[Listing]:
        read, roles = source.read, source.roles
        yield self._of_tables(read, roles)
        yield from self._of_text(read.pieces, roles)
        shown = unfolded(read)
        yield self._of_cards(shown or read, roles)
        if shown is not None and _is_mostly_text(shown):
            rest = tuple(piece for table in shown.tables for cell in table.cells for piece in cell.pieces)
            for listing in self._of_text(shown.pieces, roles):
                yield replace(listing, unassigned=(*listing.unassigned, *rest))
        upright = turned(shown or read)
        if upright is not None:
            yield self._of_tables(upright, roles)

    def _of_text(self, all_pieces: Sequence[Paragraph], roles: Roles) -> Iterator[Listing]:
        """Yield what paragraphs may be."""
        read = with_numbers(all_pieces)
        pieces = with_colons(read) or read
        for part in (at_bars(pieces), pieces, in_annex(pieces)):
            yield read_prose(part, self.known, roles)
        yield read_text(with_colons(all_pieces) or all_pieces, self.known, roles)

    def _of_cards(self, document: Document, roles: Roles) -> Listing:
        """Return the tasks of a document whose tables are cards, one a task."""
        cards = cards_of(document)
        if cards.document is None:
            return Listing(())
        listing = self._of_tables(cards.document, roles)
        return replace(listing, unassigned=(*listing.unassigned, *cards.left))

    def of_one_heading(self, source: Cleaned) -> Reading:
        """Return what stands in tables below a single heading: the weakest sign of a list."""
        return Reading(self._of_tables(source.read, source.roles, least=1), source, 0.0, is_plausible=True)

    def _of_tables(self, document: Document, roles: Roles, least: int = 2) -> Listing:
        """Return the tasks in the tables of a document."""
        year = self.options.year or next(years_in(self.name), 0)
        return read_tables(self.name, document, self.own, least, known=self.known, year=year, roles=roles)


def _is_mostly_text(document: Document) -> bool:
    """Tell whether most of what a document says stands in paragraphs, and not in tables."""
    in_tables = sum(len(cell.text) for table in document.tables for cell in table.cells)
    return sum(len(piece.text) for piece in document.pieces) > in_tables


def only(file: str, document: Document, sheets: Sequence[str]) -> Document:
    """Return a document with only the sheets that are asked for.

    Raises:
        ReportkitError: it has no such sheet.
    """
    if not sheets:
        return document
    asked = {fold(sheet) for sheet in sheets}
    names = [table.name for table in document.tables]
    missing = [sheet for sheet in sheets if fold(sheet) not in map(fold, names)]
    if missing:
        raise ReportkitError(
            Words("“{file}” has no sheet “{sheet}”.", "“{file}”里没有工作表“{sheet}”。"),
            Words("It has: {names}.", "现有：{names}。"),
            file=file,
            sheet=missing[0],
            names=listed(names) if names else "-",
        )
    return replace(document, pieces=(), tables=tuple(t for t in document.tables if fold(t.name) in asked))
