"""The paragraphs and tables of a document in the order in which they stand. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence

from reportkit.files.document import Document, DocumentTable, Paragraph


def in_order(document: Document) -> Iterator[Paragraph | DocumentTable]:
    """Yield the paragraphs of a document and its tables, each behind the line that stands above it.

    Where several lines say the same, each has one of the tables below it; sheets, and tables that nothing stands above,
    come first.
    """
    lines = Counter(piece.text for piece in document.pieces)
    waiting = list(document.tables)
    while waiting and waiting[0].heading not in lines:
        yield waiting.pop(0)
    for piece in document.pieces:
        yield piece
        yield from _below(piece.text, waiting, lines)
    yield from waiting


def _below(line: str, waiting: list[DocumentTable], lines: Counter[str]) -> Sequence[DocumentTable]:
    """Take the tables below a line from those that wait."""
    found: list[DocumentTable] = []
    while waiting and waiting[0].heading == line and not (found and lines[line] > 1):
        found.append(waiting.pop(0))
    return found
