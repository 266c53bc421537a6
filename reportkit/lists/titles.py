"""What a list is called: by its own title, else by what stands above it in its document, else by its file. Pure."""

import re
from collections.abc import Iterator

from reportkit.files.document import Document, DocumentTable
from reportkit.language.script import is_latin
from reportkit.language.text import squeeze
from reportkit.lists.document_kinds import is_list_title
from reportkit.lists.heading_words import meaning
from reportkit.lists.listing import Basis, Listing
from reportkit.lists.surroundings import without_annex
from reportkit.lists.table_rows import is_note, is_section
from reportkit.lists.when import says_when, years_in

_LONGEST, _LONGEST_HEADING = 120, 10
_LEAST, _LEAST_WORDS = 4, 2
_FIRST_LINES, _FRAME = 5, 40
"""Lines of which one may be the title, and those of which one is where it calls itself a list: pages have menus."""
_MENU = re.compile(r"(?<!\s)\s+[|>»›]\s|^[^:：]{1,4}位置[:：]")
"""What stands in a line of links: 首页 | 政务公开, 当前位置：首页 > 重点工作."""
_SENTENCE = re.compile(r"[。；;！!，,：:]$|[a-z\d]\.$")
# What stands above a list and is no title of it: a date, a number, a label with what it says.
_NO_TITLE = re.compile(r"[\d\s年月日./—–:：-]*|附件\s*\d*|[^：:]{1,8}[：:].*|\(?(?:单位|單位)[：:].*")


def title_of(file: str, document: Document, listing: Listing) -> str:
    """Return what a list is called, "" where nothing says it.

    Args:
        file: name of the document.
        document: the document, its texts clean.
        listing: its tasks.
    """
    above = list(_lines_above(document, listing))
    over = list(_over_tables(document, listing))
    # A page has its title above its text as well, and menus before it.
    named = [document.title] if squeeze(document.title) in above else []
    said = (*over, *named, *above, document.title, *_on_covers(document))
    called = (text for text in said if _may_be_title(text) and is_list_title(text))
    others = [text for text in (*over, *named, *above[:_FIRST_LINES], document.title) if _may_be_title(text)]
    others.sort(key=lambda text: not any(years_in(text)))
    return without_annex(listing.title or next(called, "") or next(iter(others), "")) or _of_file(file)


def _lines_above(document: Document, listing: Listing) -> Iterator[str]:
    """Yield the first lines of a document, as far as no task begins."""
    places = {place for task in listing.tasks for place in task.places}
    for piece in document.pieces[:_FRAME]:
        if piece.place in places:
            return
        yield squeeze(piece.text)


def _over_tables(document: Document, listing: Listing) -> Iterator[str]:
    """Yield what stands over the tables of the tasks: the line above each, its first rows of a single cell."""
    if listing.basis is Basis.TEXT:
        yield from (squeeze(text) for table in document.tables[:1] for text in _first_rows(table))
        return
    sheets = {place.sheet for task in listing.tasks for place in task.places}
    for table in document.tables:
        if table.name in sheets:
            yield squeeze(table.heading)
            yield from map(squeeze, _first_rows(table))


def _on_covers(document: Document) -> Iterator[str]:
    """Yield what stands on sheets that are no tables: no row of theirs has more than one cell."""
    for table in document.tables:
        rows = [[cell for cell in dict.fromkeys(row) if cell.text.strip()] for row in table.rows]
        if max(map(len, rows), default=0) == 1:
            yield from (squeeze(cell.text) for row in rows for cell in row)


def _first_rows(table: DocumentTable) -> Iterator[str]:
    """Yield the texts of the first rows of a table as long as they have a single cell."""
    for row in table.rows:
        cells = [cell for cell in dict.fromkeys(row) if cell.text.strip()]
        if len(cells) > 1:
            return
        yield from (cell.text for cell in cells)


def _may_be_title(text: str) -> bool:
    """Tell whether a text may be the title of something: some words, no sentence, no label, no day, no heading."""
    if len(text) > _LONGEST or any(says_other(text) for says_other in (_SENTENCE.search, _MENU.search, is_note)):
        return False
    if _is_heading(text) or says_when(text):
        return False
    return is_list_title(text) or (_says_enough(text) and _NO_TITLE.fullmatch(text) is None)


def _is_heading(text: str) -> bool:
    """Tell whether a text is the heading of a section, or of a column: 重点工作, but not 某县2025年工作."""
    is_column = len(text) <= _LONGEST_HEADING and meaning(text) is not None and not any(years_in(text))
    return is_section(text) or is_column


def _says_enough(text: str) -> bool:
    return len(text.split()) >= _LEAST_WORDS if is_latin(text) else sum(c.isalpha() for c in text) >= _LEAST


def _of_file(file: str) -> str:
    """Return the title that a file's name is, "" for one that says nothing: list.xlsx, 2025.csv."""
    stem = squeeze(file.replace("\\", "/").rpartition("/")[2].rpartition(".")[0].replace("_", " "))
    return stem if _says_enough(stem) and any(c.isalpha() for c in stem) else ""
