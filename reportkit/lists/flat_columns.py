"""A table that was flattened with its headings: a paragraph a cell, as many a task as there are headings. Pure."""

from collections.abc import Sequence

from reportkit.files.document import Paragraph
from reportkit.lists.heading_words import meaning
from reportkit.lists.names import KnownUnits, looks_like_person, persons, unit_names
from reportkit.lists.when import says_when
from reportkit.model import OFFICES, ListColumn

_LEAST = 3

Columns = tuple[ListColumn, ...]
"""What the headings behind that of the number mean, in their order; () where there are none to go by."""


def columns_above(before: Sequence[Paragraph]) -> Columns:
    """Return the headings that stand above a flattened table, behind that of the number.

    () where they are too few, or not all known, or where a task may have fewer cells than headings: a project stands at
    the first task of its group only.
    """
    meant = [meaning(piece.text) for piece in before]
    if ListColumn.NUMBER not in meant:
        return ()
    first = meant.index(ListColumn.NUMBER) + 1
    found = tuple(means for means in meant[first:] if means)
    known = len(found) == len(meant) - first and len(set(found)) == len(found) >= _LEAST
    grouping = {ListColumn.PROJECT, ListColumn.SECTION}
    return found if known and ListColumn.WORK in found and not grouping & set(found) else ()


def cells_of(pieces: Sequence[Paragraph], columns: Columns, known: KnownUnits) -> dict[ListColumn, Paragraph]:
    """Return the cells of a task by their columns, {} where its paragraphs are not a cell each."""
    if len(pieces) != len(columns):
        return {}
    cells = dict(zip(columns, pieces, strict=True))
    return cells if all(_fits(means, cell, known) for means, cell in cells.items()) else {}


def _fits(means: ListColumn, cell: Paragraph, known: KnownUnits) -> bool:
    """Tell whether a cell looks like what its column holds."""
    if means is ListColumn.LEADERS:
        return all(looks_like_person(name.written) for name in persons((cell,)))
    if means in OFFICES:
        return all(known.is_unit(name.written) for name in unit_names((cell,)))
    return means is not ListColumn.DEADLINE or says_when(cell.text)
