"""What the cells of a column are, whatever stands above them: labels of units, units, days, wordings. Pure."""

import re
from collections.abc import Callable, Sequence

from reportkit.files.document import DocumentCell, DocumentTable
from reportkit.language.script import is_latin
from reportkit.lists.headings import Heading
from reportkit.lists.joint_names import heads_office, is_office
from reportkit.lists.labels import read_labels, says_rating
from reportkit.lists.names import unit_names
from reportkit.lists.responsibility import by_part
from reportkit.lists.when import says_when
from reportkit.model import OFFICES
from reportkit.units import is_inner_office, looks_like_unit

_MOST = 0.8
_SHORTEST, _FEWEST_WORDS = 5, 3
"""Characters of a wording in Chinese, and words of one in letters."""


_AMOUNT = re.compile(
    r"[≥≤><=＞＜～~约約]?\s?(?P<number>\d[\d,，]{0,15}(?:\.\d{1,6})?)\s?(?:[%％‰]|(?P<measure>[^\W\d]{1,4}))?"
)


_AND = re.compile(r"[、，,；;\n](?!\d{3}(?!\d))")
_FIGURE = re.compile(
    r"[^\W\d_]{0,8}[≥≤><=＞＜～~约約]?\s?\d[\d,]{0,15}(?:\.\d{1,6})?\s?(?:[%％‰]|[^\W\d_]{0,6})(?:以[上下內内])?"
)
"""An amount with some characters before it and behind it: 道路拓寬1.8公里, ≥95%, 新增4條路線."""


def filled(table: DocumentTable, heading: Heading, column: int) -> list[DocumentCell]:
    """Return the cells below a heading that have a text and do not run across the table, merged ones once."""
    cells = dict.fromkeys(row[column] for row in table.rows[heading.bottom + 1 :])
    return [cell for cell in cells if cell.text.strip() and cell.columns == 1]


def length(table: DocumentTable, heading: Heading, column: int) -> int:
    """Return how many characters stand in a column."""
    return sum(len(cell.text) for cell in filled(table, heading, column))


def holds(cells: Sequence[DocumentCell], what: Callable[[DocumentCell], bool]) -> bool:
    """Tell whether nearly all cells are of a kind; False where there is none."""
    return bool(cells) and sum(map(what, cells)) >= _MOST * len(cells)


def is_labelled(cell: DocumentCell) -> bool:
    """Tell whether a cell begins with a label of units."""
    before, labelled = read_labels(cell.pieces[0])
    return not before and any(item.means in OFFICES for item in labelled)


def is_units(cell: DocumentCell) -> bool:
    """Tell whether a cell holds nothing but what looks like names of units."""
    leads, others = by_part(unit_names(cell.pieces))
    names = (*leads, *others)
    return bool(names) and all(looks_like_unit(name.written) or is_office(name.written) for name in names)


def is_inner_offices(cell: DocumentCell) -> bool:
    """Tell whether a cell holds nothing but what looks like parts of an office: 综合科、法规科."""
    names = unit_names(cell.pieces)
    return bool(names) and all(is_inner_office(name.written) for name in names)


def is_post(cell: DocumentCell) -> bool:
    """Tell whether a cell holds nothing but posts with what they are of: Head of Housing."""
    names = unit_names(cell.pieces)
    return bool(names) and all(heads_office(name.written) for name in names)


def is_day(cell: DocumentCell) -> bool:
    """Tell whether a cell is a day."""
    return says_when(cell.text) and any(map(str.isdigit, cell.text))


def is_amount(cell: DocumentCell) -> bool:
    """Tell whether a cell is a number without a measure: 200, 3.2, ≥82%, 1,200."""
    found = _AMOUNT.fullmatch(cell.text.strip())
    return found is not None and not found["measure"]


def repeats_figure(cell: DocumentCell, wording: DocumentCell) -> bool:
    """Tell whether a cell is a number, with its measure or without, that a wording has too: 3公里, 修路3公里."""
    found = _AMOUNT.fullmatch(cell.text.strip())
    return (
        found is not None and re.search(rf"(?<![\d.]){re.escape(found['number'])}(?![\d.])", wording.text) is not None
    )


def is_figure_of_aim(cell: DocumentCell) -> bool:
    """Tell whether a cell holds nothing but figures with their measures, perhaps what each counts: 12班、3處, 汰換9輛.

    What is done, how much of it and of what, and no more: a sentence is none, nor is what has no figure.
    """
    return all(_FIGURE.fullmatch(part.strip()) for part in _AND.split(cell.text.strip().rstrip("。；;")))


def is_rating(cell: DocumentCell) -> bool:
    """Tell whether a cell says how urgent or how good something is: High, Amber, P1, 高."""
    return says_rating(cell.text)


def are_wordings(cells: Sequence[DocumentCell]) -> bool:
    """Tell whether cells hold a wording each: texts of some words that differ, and are neither units nor days."""
    texts = {cell.text.strip() for cell in cells}
    is_other = any(holds(cells, kind) for kind in (is_units, is_day, is_labelled))
    return len(texts) == len(cells) and holds(cells, _says_enough) and not is_other


def _says_enough(cell: DocumentCell) -> bool:
    text = cell.text
    return len(text.split()) >= _FEWEST_WORDS if is_latin(text) else sum(map(str.isalpha, text)) >= _SHORTEST
