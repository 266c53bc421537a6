"""What a document holds beside what was made of it, and what a person says that a block of it is. Pure.

A block is a row of a table, or the paragraphs of one task; a heading of a column is one of its own. It is known again
by its words, wherever they stand in the next document.
"""

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportkit.files.document import Document, DocumentCell, DocumentTable, Paragraph, SourcePlace
from reportkit.language.text import fold, fold_prose, squeeze
from reportkit.language.words import Lang, Words
from reportkit.lists.listing import ColumnHeading, Listing, Roles
from reportkit.model import BlockRole, ListColumn, OwnHeading, SourceBlock

_LONGEST = 1_000
"""Characters of a block that are shown, and by which it is known again."""
_LONGEST_HEADING = 40
_BETWEEN = " | "
_TASK = Words("task {no}", "任务 {no}")
_SECTION = Words("section", "板块")
_PROJECT = Words("project", "项目")
_TITLE = Words("title", "标题")
_HEADS = Words("heads the tasks below it", "下面各项的标题")
_NOT_USED = Words("not used", "未用")
_ANOTHER = Words("(not in this document)", "（这次的原件里没有）")
_BESIDE = Words("column, carried along", "列：原样附在任务后")
_COLUMN = Words("column: {what}", "列：{what}")


_OF_ROWS = {
    ListColumn.SECTION: BlockRole.SECTION,
    ListColumn.WORK: BlockRole.TASK,
    ListColumn.OTHER: BlockRole.LEFT_OUT,
}


def as_meant(blocks: Iterable[SourceBlock]) -> tuple[SourceBlock, ...]:
    """Return blocks of which a row that was said to be a section or the work is one that heads, or is a task.

    The words for columns and for rows stand in one list of choices.
    """
    return tuple(
        replace(block, role=_OF_ROWS.get(block.role, block.role))
        if isinstance(block.role, ListColumn) and _is_row(block)
        else block
        for block in blocks
    )


def misfits(blocks: Iterable[SourceBlock], columns: Iterable[ColumnHeading]) -> Iterator[SourceBlock]:
    """Yield the blocks for which something was chosen that they cannot be: a row no column, a heading no task."""
    headings = {fold(column.text) for column in columns}
    for block in blocks:
        is_heading = fold(block.text) in headings
        for_rows = isinstance(block.role, BlockRole) and block.role is not BlockRole.LEFT_OUT
        if (for_rows and is_heading) or (isinstance(block.role, ListColumn) and _is_row(block)):
            yield block


def _is_row(block: SourceBlock) -> bool:
    """Tell whether a block is a row or a paragraph, and cannot be the heading of a column."""
    return _BETWEEN in block.text or len(squeeze(block.text)) > _LONGEST_HEADING


def with_said(headings: Sequence[OwnHeading], blocks: Iterable[SourceBlock]) -> tuple[OwnHeading, ...]:
    """Return an office's headings with what a person has said of columns among the blocks of a document."""
    said: dict[str, OwnHeading] = {}
    for block in blocks:
        text = squeeze(block.text)
        if isinstance(block.role, ListColumn) and not _is_row(block):
            said[fold(text)] = OwnHeading(text, block.role)
        elif block.role is BlockRole.LEFT_OUT and not _is_row(block):
            said[fold(text)] = OwnHeading(text, ListColumn.OTHER)
    kept = [replace(own, means=said.pop(key).means) if (key := fold(own.heading)) in said else own for own in headings]
    return (*kept, *said.values())


def roles_in(document: Document, blocks: Iterable[SourceBlock]) -> Roles:
    """Return what a person has said of the blocks of a document, by the places of all their parts."""
    said = {fold(block.text): block.role for block in blocks if isinstance(block.role, BlockRole)}
    if not said:
        return {}
    roles = _roles_of_rows(document, said)
    for run in _runs(document.pieces, said.keys()):
        role = said[fold(_text_of(run))]
        rest = role if role is BlockRole.LEFT_OUT else BlockRole.GOES_ON
        roles |= {**dict.fromkeys((piece.place for piece in run), rest), run[0].place: role}
    return roles


def _roles_of_rows(document: Document, said: Mapping[str, BlockRole]) -> dict[SourcePlace, BlockRole]:
    """Return what rows of tables are of which a person has said it, by the places of their cells."""
    rows = [row for table in document.tables for row in _rows(table)]
    return {cell.place: said[key] for row in rows if (key := fold(_row_text(row))) in said for cell in row}


def _runs(pieces: Sequence[Paragraph], wanted: Iterable[str]) -> Iterator[Sequence[Paragraph]]:
    """Yield the paragraphs that together are one of the wanted texts."""
    firsts: dict[str, list[str]] = {}
    for text in wanted:
        firsts.setdefault(text[:1], []).append(text)
    for at, piece in enumerate(pieces):
        for text in firsts.get(fold(piece.text)[:1], ()):
            end, joined = at, ""
            while end < len(pieces) and len(joined) < len(text):
                joined += fold(pieces[end].text)
                end += 1
            run = pieces[at:end]
            if run and fold(_text_of(run)) == text:
                yield run


def without_left_out(document: Document, roles: Roles) -> Document:
    """Return a document without the words that a person wants left out; its other cells stay where they are."""
    places = {place for place, role in roles.items() if role is BlockRole.LEFT_OUT}
    if not places:
        return document
    pieces = tuple(piece for piece in document.pieces if piece.place not in places)
    above = {squeeze(piece.text) for piece in document.pieces if piece.place in places}
    tables = (_emptied(table, places) for table in document.tables)
    return replace(
        document,
        pieces=pieces,
        tables=tuple(replace(t, heading="") if squeeze(t.heading) in above else t for t in tables),
    )


def _emptied(table: DocumentTable, places: Collection[SourcePlace]) -> DocumentTable:
    """Return a table in which the cells at some places are empty."""
    new = {id(cell): replace(cell, text="") if cell.place in places else cell for cell in table.cells}
    return replace(table, rows=tuple(tuple(new[id(cell)] for cell in row) for row in table.rows))


@dataclass(frozen=True, slots=True)
class _Becoming:
    """What became of the parts of a document.

    Attributes:
        tasks: the number of the task that each place belongs to.
        left: places of what belongs to no task.
        columns: places of headings of columns.
        names: names of the list's title, sections and projects, folded, with what each is.
        lang: in which it is said.
    """

    tasks: Mapping[SourcePlace, int]
    left: frozenset[SourcePlace]
    columns: frozenset[SourcePlace]
    names: Mapping[str, Words]
    lang: Lang

    @classmethod
    def by(cls, listing: Listing, numbers: Sequence[int], lang: Lang) -> "_Becoming":
        """Return what became of the parts of the document that a listing was read from."""
        numbered = [*zip(listing.tasks, numbers, strict=True)]
        names = {fold_prose(task.project or ""): _PROJECT for task in listing.tasks}
        names |= {fold_prose(task.section): _SECTION for task in listing.tasks}
        names |= {fold_prose(listing.title): _TITLE}
        return cls(
            # A merged cell stands in the rows of several tasks: it begins with the first.
            {place: no for task, no in reversed(numbered) for place in task.places},
            frozenset(piece.place for piece in listing.unassigned),
            frozenset(heading.place for heading in listing.columns),
            {name: words for name, words in names.items() if name},
            lang,
        )

    def of(self, places: Sequence[SourcePlace], text: str, other: Words = _NOT_USED) -> str:
        """Return what became of a block.

        Args:
            places: of all its parts.
            text: its words.
            other: what it is where it is neither a task nor has the name of anything, and did not fall by the wayside.
        """
        no = next((self.tasks[place] for place in places if place in self.tasks), 0)
        if no:
            return _TASK.text(self.lang, no=no)
        said = fold_prose(text)
        begins = (said[:end] for end in range(len(said), 0, -1))
        named = next((self.names[name] for name in begins if name in self.names), None)
        return (named or (other if self.left.isdisjoint(places) else _NOT_USED)).text(self.lang)


def blocks_of(
    document: Document, listing: Listing, numbers: Sequence[int], before: Iterable[SourceBlock], lang: Lang
) -> tuple[SourceBlock, ...]:
    """Return the blocks of a document in its order, headings of columns first, with what was made of each.

    Args:
        document: as it was read, nothing of it left out.
        listing: what was made of it.
        numbers: the number of each task.
        before: blocks of which a person has said what they are: said again where they stand here, else kept at the end.
        lang: in which it is said what was made of them.
    """
    becoming = _Becoming.by(listing, numbers, lang)
    said = {fold(block.text): block for block in before if isinstance(block.role, BlockRole)}
    columns = [*_columns(listing.columns, lang)]
    rest = [
        *_of_pieces(document, becoming),
        *(block for table in document.tables for block in _of_table(table, becoming)),
    ]
    left_out = {key for key, block in said.items() if block.role is BlockRole.LEFT_OUT}
    rest = [replace(b, became=_NOT_USED.text(lang)) if fold(b.text) in left_out else b for b in rest]
    found = [*columns, *rest]
    here = {fold(block.text) for block in found}
    found = [replace(block, role=said[key].role) if (key := fold(block.text)) in said else block for block in found]
    kept = [replace(b, place="", became=_ANOTHER.text(lang)) for key, b in said.items() if key not in here]
    return (*found, *kept)


def _columns(columns: Iterable[ColumnHeading], lang: Lang) -> Iterator[SourceBlock]:
    """Yield each heading once, as it stands first."""
    known: set[str] = set()
    for heading in columns:
        words = _COLUMN.text(lang, what=heading.means.label.text(lang)) if heading.means else _BESIDE.text(lang)
        if fold(heading.text) not in known:
            known.add(fold(heading.text))
            yield SourceBlock(str(heading.place), heading.text, words)


def _of_pieces(document: Document, becoming: _Becoming) -> Iterator[SourceBlock]:
    for _, run in itertools.groupby(document.pieces, _by_task(becoming)):
        pieces = tuple(run)
        text = _text_of(pieces)
        yield SourceBlock(str(pieces[0].place), text, becoming.of([piece.place for piece in pieces], text))


def _of_table(table: DocumentTable, becoming: _Becoming) -> Iterator[SourceBlock]:
    """Yield the rows of a table but those of headings of columns, also where they are repeated."""
    headings: set[str] = set()
    other = _NOT_USED
    for row in _rows(table):
        text, places = _row_text(row), [cell.place for cell in row]
        if not becoming.columns.isdisjoint(places):
            headings.add(text)
            other = _HEADS
        if text not in headings:
            yield SourceBlock(str(places[0]), text, becoming.of(places, text, other))


def _by_task(becoming: _Becoming) -> Callable[[Paragraph], object]:
    """Return by what paragraphs are put together: the task; what belongs to none stands alone."""
    return lambda piece: becoming.tasks.get(piece.place) or piece.place


def _rows(table: DocumentTable) -> Iterator[Sequence[DocumentCell]]:
    """Yield the cells with text that begin in each row, of rows that have any."""
    for at, row in enumerate(table.rows):
        cells = [cell for cell in dict.fromkeys(row) if cell.row == at and cell.text.strip()]
        if cells:
            yield cells


def _row_text(cells: Iterable[DocumentCell]) -> str:
    return _BETWEEN.join(squeeze(cell.text) for cell in cells)[:_LONGEST].strip()


def _text_of(pieces: Iterable[Paragraph]) -> str:
    return "\n".join(piece.text for piece in pieces)[:_LONGEST].strip()
