"""A document whose tables are boxes of a layout, or sheets on which paragraphs stand. Pure.

Rows that hold a single text are paragraphs; what stands between them are tables of their own.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportkit.files.document import Document, DocumentCell, DocumentTable, Paragraph
from reportkit.language.text import fold_prose
from reportkit.lists.document_order import in_order
from reportkit.lists.heading_words import meaning
from reportkit.lists.labels import label_meaning

Row = tuple[DocumentCell, ...]
_PAIR, _OFTEN = 2, 2


def unfolded(document: Document) -> Document | None:
    """Return a document with the single texts of its tables as paragraphs, None where that changes nothing.

    What stands between them is a table of its own, below the last of them; tables within cells keep their place behind
    what stands before them.
    """
    blanks = blank_labels(document.tables)
    if not any(_has_single_texts(table, blanks) for table in document.tables):
        return None
    pieces: list[Paragraph] = []
    tables: list[DocumentTable] = []
    for block in in_order(document):
        if isinstance(block, Paragraph):
            pieces.append(block)
        elif not _has_single_texts(block, blanks):
            tables.append(block)
        else:
            _put(_parts(block, blanks), block.name, pieces, tables)
    return replace(document, pieces=tuple(pieces), tables=tuple(tables))


def blank_labels(tables: Sequence[DocumentTable]) -> frozenset[str]:
    """Return, folded, what stands beside empty cells again and again: labels of what is still to be filled in."""
    rows = (tuple(dict.fromkeys(row)) for table in tables for row in table.rows)
    texts = (cells[0].text for cells in rows if len(cells) == _PAIR and not cells[1].text.strip())
    return frozenset(text for text, count in Counter(map(fold_prose, texts)).items() if text and count >= _OFTEN)


def _put(
    parts: Iterable[Paragraph | tuple[Row, ...]], name: str, pieces: list[Paragraph], tables: list[DocumentTable]
) -> None:
    """Put the single texts of a table to the paragraphs, and what stands between them to the tables."""
    for part in parts:
        if isinstance(part, Paragraph):
            pieces.append(part)
        else:
            heading = pieces[-1].text if pieces else ""
            tables.append(DocumentTable(f"{name} {len(tables) + 1}", part, heading, follows=True))


def _has_single_texts(table: DocumentTable, blanks: frozenset[str]) -> bool:
    """Tell whether a table has a row that is a paragraph."""
    return any(_single(row, blanks) for row in table.rows)


def _single(row: Row, blanks: frozenset[str]) -> DocumentCell | None:
    """Return the only cell with a text of a row, None where there are several, or where it is a label of nothing."""
    filled = [cell for cell in dict.fromkeys(row) if cell.text.strip()]
    if len(filled) != 1:
        return None
    is_across = filled[0].columns >= len(row)
    is_known = (label_meaning(_bare(filled[0])) or meaning(_bare(filled[0]))) is not None
    is_label = filled[0] is row[0] and (is_known or fold_prose(filled[0].text) in blanks)
    return filled[0] if is_across or not is_label else None


def _bare(cell: DocumentCell) -> str:
    return cell.text.strip().rstrip(":：")


def _parts(table: DocumentTable, blanks: frozenset[str]) -> Iterator[Paragraph | tuple[Row, ...]]:
    """Yield the paragraphs of a table, and the runs of rows between them."""
    run: list[Row] = []
    for row in table.rows:
        only = _single(row, blanks)
        is_blank = not any(cell.text.strip() for cell in row)
        if only is None and not is_blank:
            run.append(row)
            continue
        if run:
            yield _based(run)
            run = []
        if only is not None and only.row == _row_of(row):
            yield from only.pieces
    if run:
        yield _based(run)


def _row_of(row: Row) -> int:
    """Return the place of a row in its table."""
    return max(cell.row for cell in row)


def _based(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return rows as those of a table of their own: without columns that are empty, the first of them row 0."""
    top = min(cell.row for cell in rows[0])
    used = [at for at in range(len(rows[0])) if any(row[at].text.strip() for row in rows)]
    columns = {at: place for place, at in enumerate(used)}
    new = {
        id(cell): replace(cell, row=max(cell.row - top, 0), column=columns.get(cell.column, 0))
        for row in rows
        for cell in row
    }
    return tuple(tuple(new[id(row[at])] for at in used) for row in rows)
