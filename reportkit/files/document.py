"""What a document is before anything is understood: paragraphs and tables with their places. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto, unique

from reportkit.address import address
from reportkit.diagnostics import Code
from reportkit.files.limits import Limits
from reportkit.files.refusal import RefusalError


@dataclass(frozen=True, slots=True, order=True)
class SourcePlace:
    """Where something stands in the source.

    Attributes:
        sheet: name of the sheet or of the table, "" in a text.
        cell: address in it, `B12`; the line of a text is `L123`.
    """

    sheet: str
    cell: str

    def __str__(self) -> str:
        """Return the place as people read it."""
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell


@unique
class Marking(Enum):
    """What a person did to a text, or what hides it.

    Attributes:
        STRUCK: it is struck through.
        DELETED: it was deleted while changes were tracked.
        INSERTED: it was put in or moved there while changes were tracked, and nobody has accepted it.
        HIDDEN: it is hidden, as a text or with its row.
        HIDDEN_SHEET: the sheet is hidden, and is not read.
        ONLY_HIDDEN: the sheet is hidden, and is read, as every sheet is.
    """

    STRUCK = auto()
    DELETED = auto()
    INSERTED = auto()
    HIDDEN = auto()
    HIDDEN_SHEET = auto()
    ONLY_HIDDEN = auto()


@dataclass(frozen=True, slots=True)
class Marked:
    """A text that does not simply stand in the document; of these only what was inserted is among its texts.

    Attributes:
        how: what was done to it.
        place: where it stands.
        text: the text; of a sheet "".
    """

    how: Marking
    place: SourcePlace
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one line of a cell, with its place.

    Attributes:
        text: without white space at its ends.
        place: where it stands.
        gap: how many empty paragraphs stand before it beyond what is usual in the document: in a flattened table an
            empty cell leaves one.
    """

    text: str
    place: SourcePlace
    gap: int = 0


@dataclass(frozen=True, slots=True)
class DocumentCell:
    """One cell of a table; a merged cell is one cell that stands at every position it covers.

    Attributes:
        text: its lines parted by newlines.
        place: where its upper left corner stands.
        row: the row of its upper left corner, from 0.
        column: the column of its upper left corner, from 0.
        rows: how many rows it covers.
        columns: how many columns it covers.
        emptied: True where it has no text because all of it is struck through, deleted or hidden.
    """

    text: str
    place: SourcePlace
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    emptied: bool = False

    @property
    def pieces(self) -> tuple[Paragraph, ...]:
        """Its lines that are not empty."""
        lines = (line.strip() for line in self.text.split("\n"))
        return tuple(Paragraph(line, self.place) for line in lines if line)


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """One table or sheet, its merged cells at every position they cover.

    Attributes:
        name: of the sheet; of a table in a text or page 表1, 表2 …
        rows: the cells; every row has the same length, and every position a cell.
        heading: what stands above the table in its document, "" where nothing does.
        follows: True in a document that may break one table into several.
        covered: cells that begin under a merged one, which stands at their positions, and hold another text.
    """

    name: str
    rows: tuple[tuple[DocumentCell, ...], ...]
    heading: str = ""
    follows: bool = False
    covered: tuple[DocumentCell, ...] = ()

    @property
    def cells(self) -> tuple[DocumentCell, ...]:
        """Every cell once, row by row."""
        # By what they are, not by what they hold: each cell is one object, and to compare their texts takes long.
        return tuple({id(cell): cell for row in self.rows for cell in row}.values())


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read, before anything is understood.

    Attributes:
        pieces: its paragraphs outside of tables.
        tables: its tables or sheets.
        title: what it calls itself, "" where it does not.
        marked: what is struck through, hidden or tracked in it.
    """

    pieces: tuple[Paragraph, ...] = ()
    tables: tuple[DocumentTable, ...] = ()
    title: str = ""
    marked: tuple[Marked, ...] = ()

    def texts(self) -> tuple[tuple[SourcePlace, str], ...]:
        """Return every text with its place."""
        cells = (cell for table in self.tables for cell in (*table.cells, *table.covered))
        return (
            *((piece.place, piece.text) for piece in self.pieces),
            *((cell.place, cell.text) for cell in cells if cell.text),
        )

    def changed(self, change: Callable[[str], str]) -> "Document":
        """Return the document with every text changed; paragraphs that become empty are dropped."""
        pieces = (replace(piece, text=change(piece.text).strip()) for piece in self.pieces)
        return Document(
            tuple(piece for piece in pieces if piece.text),
            tuple(_changed(table, change) for table in self.tables),
            change(self.title),
            tuple(replace(one, text=change(one.text)) for one in self.marked),
        )


def _changed(table: DocumentTable, change: Callable[[str], str]) -> DocumentTable:
    new = {id(cell): replace(cell, text=change(cell.text)) if cell.text else cell for cell in table.cells}
    rows = tuple(tuple(new[id(cell)] for cell in row) for row in table.rows)
    covered = tuple(replace(cell, text=change(cell.text)) for cell in table.covered)
    return replace(table, rows=rows, heading=change(table.heading), covered=covered)


@dataclass(slots=True)
class Load:
    """How much a document holds, while it is put together.

    Attributes:
        limits: how much it may.
        filled: cells and paragraphs with text.
        characters: of these.
    """

    limits: Limits
    filled: int = 0
    characters: int = 0

    def take(self, place: SourcePlace, text: str) -> None:
        """Take in a text.

        Raises:
            RefusalError: it is more than can be read.
        """
        self.filled += bool(text)
        self.characters += len(text)
        if self.filled > self.limits.filled or self.characters > self.limits.characters:
            raise RefusalError(Code.F20, sheet=place.sheet or None, cells=(place.cell,))


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table before its cells are laid out.

    Attributes:
        name: of the sheet or the table.
        cells: its cells, a merged one once; made only while they are asked for where there may be very many.
        heading: what stands above it, "" where nothing does.
        follows: True in a document that may break one table into several.
    """

    name: str
    cells: Iterable[DocumentCell]
    heading: str = ""
    follows: bool = False


def lay_out(drafts: Iterable[TableDraft], load: Load) -> tuple[DocumentTable, ...]:
    """Return tables from their cells: a merged cell is put at every position it covers, gaps are filled.

    Where two cells claim one position the first has it; what a cell claims beyond the limits is no position.

    Raises:
        RefusalError: a cell with text begins beyond the limits, or the cells claim more than can be laid out.
    """
    tables: list[DocumentTable] = []
    left_over = load.limits.cells
    for draft in drafts:
        drawn = replace(draft, cells=tuple(_weighed(draft, load)))
        left_over -= _claimed(drawn, load.limits, left_over)
        tables.append(_spread(drawn, load.limits))
    return tuple(tables)


def _weighed(draft: TableDraft, load: Load) -> Iterator[DocumentCell]:
    for cell in draft.cells:
        load.take(cell.place, cell.text)
        yield cell


def _claimed(draft: TableDraft, limits: Limits, most: int) -> int:
    """Return how many positions a table takes.

    Raises:
        RefusalError: more than `most`, or a cell with text begins beyond the limits.
    """
    claimed = height = breadth = 0
    for cell in draft.cells:
        rows, columns = _covered(cell, limits)
        claimed += len(rows) * len(columns)
        if rows and columns:
            height, breadth = max(height, rows.stop), max(breadth, columns.stop)
        if max(claimed, height * breadth) > most or (cell.text and not (rows and columns)):
            raise RefusalError(Code.F20, sheet=draft.name, cells=(cell.place.cell,))
    return height * breadth


def _covered(cell: DocumentCell, limits: Limits) -> tuple[range, range]:
    """Return the rows and columns that a cell covers within the limits."""
    rows = range(cell.row, min(cell.row + cell.rows, limits.rows))
    return rows, range(cell.column, min(cell.column + cell.columns, limits.columns))


def _spread(draft: TableDraft, limits: Limits) -> DocumentTable:
    taken: dict[tuple[int, int], DocumentCell] = {}
    covered: list[DocumentCell] = []
    for cell in draft.cells:
        if cell.text.strip() and taken.get((cell.row, cell.column), cell).text.strip() != cell.text.strip():
            covered.append(cell)
        rows, columns = _covered(cell, limits)
        for row in rows:
            for column in columns:
                taken.setdefault((row, column), cell)
    height = max((row for row, _ in taken), default=-1) + 1
    breadth = max((column for _, column in taken), default=-1) + 1
    rows_of = tuple(
        tuple(
            taken.get((row, column)) or DocumentCell("", at(draft.name, row, column), row, column)
            for column in range(breadth)
        )
        for row in range(height)
    )  # fmt: skip
    return DocumentTable(draft.name, rows_of, draft.heading, draft.follows, tuple(covered))


class GoneRows:
    """Rows whose cells do not count.

    Args:
        rows: their numbers.
    """

    def __init__(self, rows: Iterable[int]) -> None:
        self._next: dict[int, int] = {}  # row that is gone -> the next one that stays
        for row in sorted(rows, reverse=True):
            self._next[row] = self._next.get(row + 1, row + 1)

    def hold(self, cell: DocumentCell) -> bool:
        """Tell whether a cell stands in such rows and in no other."""
        return self._next.get(cell.row, cell.row) >= cell.row + cell.rows

    def without(self, cells: Iterable[DocumentCell]) -> Iterator[DocumentCell]:
        """Yield cells without the texts that such rows hold; a merged cell begins in the first row that stays."""
        for cell in cells:
            stays = self._next.get(cell.row)
            if stays is None:
                yield cell
            elif stays < cell.row + cell.rows:
                yield replace(cell, row=stays, rows=cell.row + cell.rows - stays)
            elif cell.text:
                yield replace(cell, text="", emptied=True)


def at(name: str, row: int, column: int) -> SourcePlace:
    """Return the place of a cell in a table, both counted from 0."""
    return SourcePlace(name, address(row, column))


def paragraphs(lines: Iterable[tuple[str, str]], load: Load) -> tuple[Paragraph, ...]:
    """Return pieces from (address, line) pairs; empty lines become the gap before the next piece.

    A text may part its paragraphs with one empty line or with none: what is usual counts as no gap.

    Raises:
        RefusalError: they are more than can be read.
    """
    found: list[Paragraph] = []
    gap = 0
    for where, line in lines:
        text = line.strip()
        if text:
            place = SourcePlace("", where)
            load.take(place, text)
            found.append(Paragraph(text, place, gap))
            gap = 0
        else:
            gap += 1
    gaps = Counter(piece.gap for piece in found)
    usual = max(sorted(gaps), key=gaps.__getitem__, default=0)
    return tuple(replace(piece, gap=max(0, piece.gap - usual)) for piece in found)
