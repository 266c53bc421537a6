"""A document whose tables are boxes of a layout, or sheets on which paragraphs stand. Pure.

Rows that hold a single text are paragraphs; what stands between them are tables of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportkit.files.document import Document, DocumentCell, DocumentTable, Paragraph
from reportkit.lists.document_order import in_order
from reportkit.lists.heading_words import meaning
from reportkit.lists.labels import label_meaning

Row = tuple[DocumentCell, ...]


def unfolded(document: Document) -> Document | None:
    """Return a document with the single texts of its tables as paragraphs, None where that changes nothing.

    What stands between them is a table of its own, below the last of them; tables within cells keep their place behind
    what stands before them.
    """
    if not any(map(_has_single_texts, document.tables)):
        return None
    pieces: list[Paragraph] = []
    tables: list[DocumentTable] = []
    for block in in_order(document):
        if isinstance(block, Paragraph):
            pieces.append(block)
        elif not _has_single_texts(block):
            tables.append(block)
        else:
            _cut(block, pieces, tables)
    return replace(document, pieces=tuple(pieces), tables=tuple(tables))


def _cut(table: DocumentTable, pieces: list[Paragraph], tables: list[DocumentTable]) -> None:
    """Put the single texts of a table to the paragraphs, and what stands between them to the tables."""
    for part in _parts(table):
        if isinstance(part, Paragraph):
            pieces.append(part)
        else:
            heading = pieces[-1].text if pieces else ""
            tables.append(DocumentTable(f"{table.name} {len(tables) + 1}", part, heading, follows=True))


def _has_single_texts(table: DocumentTable) -> bool:
    """Tell whether a table has a row that is a paragraph."""
    return any(_single(row) for row in table.rows)


def _single(row: Row) -> DocumentCell | None:
    """Return the only cell with a text of a row, None where there are several, or where it is a label of nothing."""
    filled = [cell for cell in dict.fromkeys(row) if cell.text.strip()]
    if len(filled) != 1:
        return None
    is_across = filled[0].columns >= len(row)
    is_label = filled[0] is row[0] and (label_meaning(_bare(filled[0])) or meaning(_bare(filled[0]))) is not None
    return filled[0] if is_across or not is_label else None


def _bare(cell: DocumentCell) -> str:
    return cell.text.strip().rstrip(":：")


def _parts(table: DocumentTable) -> Iterator[Paragraph | tuple[Row, ...]]:
    """Yield the paragraphs of a table, and the runs of rows between them."""
    run: list[Row] = []
    for row in table.rows:
        only = _single(row)
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
