"""What of a listing is in doubt though nothing refuses it: findings at the tasks and texts they are about. Pure.

Whoever reads a list with care stops at a name that is none, at half a sentence, at a note that is counted as a task, at
a table that was passed over. So does this: it changes nothing, it points.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.document import Document, DocumentTable, Paragraph, SourcePlace
from reportkit.language.script import han, is_latin
from reportkit.language.text import SENTENCE_END, fold, fold_prose, shorten, squeeze
from reportkit.lists.behind_wording import behind_wording
from reportkit.lists.findings import finding_on, ranges
from reportkit.lists.heading_words import meaning
from reportkit.lists.labels import label_meaning, read_labels
from reportkit.lists.listing import Basis, Listing, Name, RawTask
from reportkit.lists.names import KnownUnits, looks_like_person
from reportkit.lists.numbered import numbered
from reportkit.lists.plausible import is_torn
from reportkit.lists.responsibility import says_part
from reportkit.lists.surroundings import is_link, is_page_number, is_remark
from reportkit.lists.when import says_when
from reportkit.model import OFFICES, Task
from reportkit.units import is_collective, says_what_is_done

_MOST = 0.8
_LEAST = 4
"""Tasks, of fewer of which no habit is seen."""
_LONGEST_NAME, _LONGEST_PERSON, _MOST_WORDS = 20, 8, 9
_LEAST_TITLE, _SHOWN = 8, 40
_LEAST_CELLS, _LEAST_ROWS = 2, 2
_NO_NAME = re.compile(r"[，。；：:;!！?？“”|●○■]|^\W+$")
_GROUP_IN_BRACKETS = re.compile(r"\((?=[A-Z])[^()]*(?:; |\bwith )[^()]*\)$")
_STOP = re.compile(r"[。；;.!！]$")


def doubt_findings(
    made: Sequence[Task], listing: Listing, document: Document, known: KnownUnits
) -> Iterator[Diagnostic]:
    """Yield what is in doubt of a listing.

    Args:
        made: the tasks of the master.
        listing: what they were made of.
        document: what was read.
        known: units of which an office has said what they are called.
    """
    pairs = list(zip(made, listing.tasks, strict=True))
    yield from _names(pairs, known)
    yield from _glued(pairs, known)
    yield from _wordings(pairs, listing)
    yield from _sections(pairs)
    yield from _holes(pairs)
    yield from _undated(pairs)
    yield from _unread_tables(listing, document)
    yield from _unread_lines(listing, document)


_Pairs = Sequence[tuple[Task, RawTask]]


# Names -------------------------------------------------------------------------------------------------------------


def _names(pairs: _Pairs, known: KnownUnits) -> Iterator[Diagnostic]:
    """Say which names look like none: of a unit, or of a person who leads."""
    for task, raw in pairs:
        for name in (*raw.leads, *raw.participants):
            if not _may_be_unit(name.written, known):
                yield finding_on(task, Code.L59, [name.place], name.written)
        for name in raw.leaders:
            if not _may_be_person(name.written):
                yield finding_on(task, Code.L59, [name.place], name.written)


def _may_be_unit(name: str, known: KnownUnits) -> bool:
    """Tell whether a text may be the name of a unit or a group."""
    if known.is_unit(name) or is_collective(name):
        return True
    if _NO_NAME.search(name) or any(says(name) for says in (says_when, label_meaning, says_what_is_done)):
        return False
    if is_latin(name):
        return name[:1].isupper() and len(name.split()) <= _MOST_WORDS
    is_person = looks_like_person(name, strict=True)
    is_said = says_part((Name(name, SourcePlace("", "")),))
    return not (is_person or is_said or len(name) > _LONGEST_NAME or _is_half(name))


def _may_be_person(name: str) -> bool:
    """Tell whether a text may be a person's name, or the post of one."""
    if _NO_NAME.search(name) or any(map(str.isdecimal, name)) or label_meaning(name) is not None:
        return False
    if is_latin(name):
        return name[:1].isupper() and len(name.split()) <= _MOST_WORDS
    return len(fold(name)) <= _LONGEST_PERSON and not _is_half(name)


def _is_half(name: str) -> bool:
    """Tell whether a bracket is opened in a name and not closed, or closed and not opened."""
    return sum(map(name.count, "(（[【")) != sum(map(name.count, ")）]】"))


def _glued(pairs: _Pairs, known: KnownUnits) -> Iterator[Diagnostic]:
    """Say which names that stand but once are two other names of the list put together."""
    counts = Counter(name.written for _, raw in pairs for name in (*raw.leads, *raw.participants))
    names = {name for name in counts if known.is_unit(name) and han().search(name)}
    for task, raw in pairs:
        for name in (*raw.leads, *raw.participants):
            parts = _two_names(name.written, names) if counts[name.written] == 1 else ()
            if parts:
                yield finding_on(task, Code.L60, [name.place], name.written, wanted="、".join(parts))


def _two_names(name: str, names: set[str]) -> tuple[str, ...]:
    """Return the two names of a list that one name is, () where it is none of these."""
    cuts = ((name[:at], name[at:]) for at in range(2, len(name) - 1))
    return next((parts for parts in cuts if parts[0] in names and parts[1] in names), ())


# Wordings ----------------------------------------------------------------------------------------------------------


def _wordings(pairs: _Pairs, listing: Listing) -> Iterator[Diagnostic]:
    """Say which wordings are torn, hold what belongs beside them, or may be no task."""
    stopped = sum(_STOP.search(task.work) is not None for task, _ in pairs)
    have_stops = len(pairs) >= _LEAST and stopped >= _MOST * len(pairs)
    for task, raw in pairs:
        first, last = task.work.split("\n")[0], task.work.rstrip().rsplit("\n", 1)[-1]
        if is_torn(task.work) or (have_stops and not _STOP.search(task.work)):
            yield finding_on(task, Code.L58, [raw.place], shorten(last, _SHOWN))
        if (left := _left_in(raw, listing)) is not None:
            yield finding_on(task, Code.L57, [left.place], shorten(left.text, _SHOWN))
        if _may_be_no_task(first, task, listing):
            yield finding_on(task, Code.L62, [raw.place], shorten(first, _SHOWN))


def _left_in(raw: RawTask, listing: Listing) -> Paragraph | None:
    """Return the line of a wording in which a label or a bracket still says whose the task is, None where none does."""
    for piece in raw.work:
        labels = [item for item in read_labels(piece)[1] if item.means in OFFICES]
        names = listing.basis is Basis.TEXT and (
            _GROUP_IN_BRACKETS.search(piece.text) or behind_wording(piece)[1].says_who
        )
        if labels or names:
            return piece
    return None


def _may_be_no_task(first: str, task: Task, listing: Listing) -> bool:
    """Tell whether what counts as a task begins as a remark does, is a link, or repeats the title of the list."""
    title = fold_prose(listing.title)
    is_title = len(title) >= _LEAST_TITLE and title in fold_prose(task.work)
    is_heading = meaning(task.work) is not None and not task.leads
    is_other = any(says(first) for says in (is_remark, is_link, is_page_number))
    return is_title or is_heading or is_other


# Sections, numbers, days -------------------------------------------------------------------------------------------


def _sections(pairs: _Pairs) -> Iterator[Diagnostic]:
    """Say which sections may be none: a line that says something else, or the only one without a number."""
    named = {task.section: raw for task, raw in reversed(pairs) if task.section}
    styles = {section: numbered(Paragraph(section, raw.place))[0] is not None for section, raw in named.items()}
    have_numbers = sum(styles.values()) >= 2
    for section in dict.fromkeys(task.section for task, _ in pairs if task.section):
        is_odd = have_numbers and not styles[section]
        if is_odd or _says_other(section):
            yield finding_on(None, Code.L63, [named[section].place], section)


def _says_other(section: str) -> bool:
    """Tell whether a text is no title of a section: a sentence, a remark, a label with what it says, a day."""
    if is_remark(section) or is_page_number(section) or says_when(section) or is_link(section):
        return True
    labels = [item for item in read_labels(Paragraph(section, SourcePlace("", "")))[1] if item.said.text]
    return bool(labels) or (SENTENCE_END.search(section) is not None and not section.endswith((")", "）")))


def _holes(pairs: _Pairs) -> Iterator[Diagnostic]:
    """Say which numbers are missing in sections that are numbered from 1 each."""
    groups = [list(group) for _, group in itertools.groupby(pairs, key=lambda pair: pair[0].section)]
    for group in groups if len(groups) > 1 else ():
        numbers = [int(raw.no) for _, raw in group if raw.no.isdecimal()]
        missing = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
        if numbers[:1] == [1] and missing:
            yield finding_on(None, Code.L64, [group[0][1].place], group[0][0].section, missing=ranges(missing))


def _undated(pairs: _Pairs) -> Iterator[Diagnostic]:
    """Say which tasks have no deadline where most others have one."""
    bare = [(task, raw) for task, raw in pairs if not raw.deadline and task.deadline is None]
    if bare and len(pairs) >= _LEAST and len(pairs) - len(bare) >= _MOST * len(pairs):
        places = [raw.place for _, raw in bare]
        yield finding_on(None, Code.L67, places, tasks=ranges([task.no for task, _ in bare]))


# What was passed over ----------------------------------------------------------------------------------------------


def _unread_tables(listing: Listing, document: Document) -> Iterator[Diagnostic]:
    """Say which tables hold rows of several cells of which nothing was read and nothing is told."""
    taken = {place for task in listing.tasks for place in task.places} | {one.place for one in listing.unassigned}
    told = {finding.sheet for finding in listing.diagnostics}
    for table in document.tables:
        rows = _rows(table)
        is_read = any(cell.place in taken for cell in table.cells) or table.name in told
        if not is_read and len(rows) >= _LEAST_ROWS:
            first = " | ".join(rows[0])
            yield finding_on(None, Code.L56, [table.cells[0].place], shorten(first, _SHOWN), n=len(rows))


def _rows(table: DocumentTable) -> list[list[str]]:
    """Return the texts of the rows of a table that have several."""
    rows = (
        [squeeze(c.text) for c in dict.fromkeys(row) if c.text.strip() and c.row == at]
        for at, row in enumerate(table.rows)
    )
    return [row for row in rows if len(row) >= _LEAST_CELLS]


def _unread_lines(listing: Listing, document: Document) -> Iterator[Diagnostic]:
    """Say which lines outside of the tables that were read name units as tasks do."""
    if listing.basis is Basis.TEXT:
        return
    taken = {place for task in listing.tasks for place in task.places} | {one.place for one in listing.unassigned}
    rest = [piece for piece in document.pieces if piece.place not in taken and behind_wording(piece)[1].says_who]
    if rest:
        yield finding_on(None, Code.L66, [piece.place for piece in rest], shorten(rest[0].text, _SHOWN), n=len(rest))
