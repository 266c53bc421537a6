"""A list in tables: which of a document's tables hold it, and which of them are parts of one list."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.document import Document, DocumentCell, DocumentTable, Paragraph, SourcePlace
from reportkit.language.text import fold_prose, squeeze
from reportkit.language.words import Words
from reportkit.lists.column_content import is_day, is_labelled, is_units
from reportkit.lists.columns import beside, by_content, headings_of_units
from reportkit.lists.findings import finding_on
from reportkit.lists.heading_words import meaning
from reportkit.lists.headings import Heading, OwnHeadings, find_heading
from reportkit.lists.listing import Basis, ColumnHeading, Listing, RawTask, Roles
from reportkit.lists.matrix import with_offices
from reportkit.lists.names import NONE_KNOWN, KnownUnits
from reportkit.lists.numbered import as_number, is_number, numbered
from reportkit.lists.sheets import parts_of, texts_above, year_of
from reportkit.lists.table_rows import TITLE, Begins, group_rows, is_section
from reportkit.lists.table_tasks import TaskTable, said_above, tasks_of
from reportkit.model import ListColumn

_LONGEST_LEGEND = 200


def read_tables(  # noqa: PLR0913 - each says something else about the document
    name: str,
    document: Document,
    own: OwnHeadings,
    least: int = 2,
    *,
    known: KnownUnits = NONE_KNOWN,
    year: int = 0,
    roles: Roles | None = None,
) -> Listing:
    """Read a list from the tables of a document; tables without a list's headings are passed over.

    Args:
        name: of the document, for messages.
        document: the document, its texts clean.
        own: what an office has said of headings.
        least: how many different columns of a list a table must have to be taken for one.
        known: the units that are known already: a sheet may bear the name of one.
        year: whose list is wanted where there are several, 0 where nobody has said.
        roles: what rows are of which a person has said it.

    Returns:
        a listing without tasks where no table holds a list.

    Raises:
        ReportkitError: two tables hold different lists, and nothing says which one counts.
    """
    parts = parts_of(name, _candidates(document, own, least, roles or {}), year)
    tasks: list[RawTask] = []
    left: list[Paragraph] = []
    findings: list[Diagnostic] = [*parts.findings]
    for part, called in zip(parts.tables, parts.names, strict=True):
        tasks += tasks_of(part, called, said_above(part, known))
        left += part.left
        findings += _heading_findings(part)
        findings += _covered_findings(part.table)
    title = next((t for c in parts.tables if (t := _title(c))), document.title if TITLE.search(document.title) else "")
    said = next(filter(None, map(year_of, parts.tables)), 0)
    columns = tuple(column for part in parts.tables for column in _columns(part))
    names_tasks = any(_names_tasks(part, own) for part in parts.tables)
    basis = Basis.TASK_TABLE if names_tasks else Basis.TABLE
    return Listing(tuple(tasks), title, tuple(left), tuple(findings), said, columns, basis)


def _names_tasks(candidate: TaskTable, own: OwnHeadings) -> bool:
    """Tell whether a heading says that its column holds tasks or aims, and not projects that were taken for them."""
    heading, rows = candidate.heading, candidate.table.rows
    cells = (
        rows[row][at] for row in range(max(heading.top, 0), heading.bottom + 1) for at in heading.of(ListColumn.WORK)
    )
    means = {own.get(fold_prose(cell.text)) or meaning(cell.text) for cell in cells}
    return not means.isdisjoint({ListColumn.WORK, ListColumn.AIMS, ListColumn.MEASURES})


def headings_of(document: Document, own: OwnHeadings) -> tuple[str, ...]:
    """Return the headings of a document's first table that has those of a list, () where none has."""
    for table in document.tables:
        heading = find_heading(table, 2, own)
        if heading is not None:
            return tuple(squeeze(cell.text) for cell in dict.fromkeys(table.rows[heading.top]) if cell.text.strip())
    return ()


def _candidates(document: Document, own: OwnHeadings, least: int, roles: Roles) -> list[TaskTable]:
    """Return the tables with tasks below headings of at least `least` different columns of a list.

    A table of a text or page that has no headings but as many columns as the list before it goes on with that list.
    """
    candidates: list[TaskTable] = []
    texts = [text for _, text in document.texts() if len(text) <= _LONGEST_LEGEND]
    for table in _headed(document):
        before = candidates[-1] if candidates else None
        heading = _heading_of(table, before, least, own)
        found = _with_tasks(table, heading, before, roles, texts) if heading is not None else None
        if found is None:
            continue
        if before is not None and found.heading.bottom < 0:  # the section that the page before ends with
            candidates[-1] = replace(before, left=tuple(one for one in before.left if one not in before.pending))
        candidates.append(found)
    return candidates


def _heading_of(table: DocumentTable, before: TaskTable | None, least: int, own: OwnHeadings) -> Heading | None:
    """Return the headings of a table, those of the list that it goes on with, or those that only name units."""
    own_heading = None if _begins_with_number(before, table) else find_heading(table, least, own)
    return own_heading or _continued(before, table) or headings_of_units(table, own)


def _with_tasks(
    table: DocumentTable, heading: Heading, before: TaskTable | None, roles: Roles, texts: Sequence[str]
) -> TaskTable | None:
    """Return a table with its tasks below these headings, None where there are none."""
    table, heading = with_offices(table, by_content(table, heading), texts)
    part, notes = beside(_with_covered_numbers(table, heading), heading)
    rows = group_rows(part, heading, _begins(table, heading, before), roles)
    left = (*rows.left, *notes)
    return TaskTable(part, heading, rows.groups, left, rows.ends, rows.pending) if rows.groups else None


def _headed(document: Document) -> Iterator[DocumentTable]:
    """Yield the tables of a document, each below the section that stands above it and no other table.

    The line right above it may be an introduction: Objective: All pupils make good progress.
    """
    at = 0
    for table in document.tables:
        texts = [piece.text for piece in document.pieces[at:]]
        if not table.heading or table.heading not in texts:
            yield table
            continue
        end = texts.index(table.heading) + 1
        above = next(filter(is_section, reversed(texts[:end])), table.heading)
        at += end
        yield table if is_section(table.heading) else replace(table, heading=above)


def _with_covered_numbers(table: DocumentTable, heading: Heading) -> DocumentTable:
    """Return a table in which a row that has a number of its own under the merged number of another row shows it."""
    numbers = {
        (cell.row, cell.column): cell
        for cell in table.covered
        if cell.column in heading.of(ListColumn.NUMBER)
        and as_number(cell.text)
        and table.rows[cell.row][cell.column].columns == 1
    }
    rows = (tuple(numbers.get((r, c), cell) for c, cell in enumerate(row)) for r, row in enumerate(table.rows))
    return replace(table, rows=tuple(rows)) if numbers else table


def _continued(before: TaskTable | None, table: DocumentTable) -> Heading | None:
    """Return the headings of the list before where a table without any goes on with it, else None."""
    if before is None or not _goes_on(before, table):
        return None
    return replace(before.heading, top=-1, bottom=-1)


def _begins_with_number(before: TaskTable | None, table: DocumentTable) -> bool:
    """Tell whether the first row of a table that goes on with a list is a task, whatever its words look like."""
    columns = before.heading.of(ListColumn.NUMBER) if before is not None else ()
    is_first = any(is_number(squeeze(table.rows[0][at].text)) for at in columns if at < len(table.rows[0]))
    return is_first and before is not None and _goes_on(before, table)


def _begins(table: DocumentTable, heading: Heading, before: TaskTable | None) -> Begins:
    """Return the section that a table begins in: what stands above its headings or above it, else of the table before.

    A table goes on where the one before it ended.
    """
    over = [only for row in table.rows[: max(heading.top, 0)] if (only := _only_text(row))]
    below = {_numbering(only) for row in table.rows[heading.bottom + 1 :] if (only := _only_text(row))} - {None}
    for above in (*reversed(over), table.heading):
        if is_section(above) or _numbering(above) in below:
            return Begins(squeeze(above))
    return before.ends if before is not None and table.follows else Begins()


def _only_text(row: Sequence[DocumentCell]) -> str:
    """Return the only text of a row, "" where it has none or several."""
    texts = [cell.text for cell in dict.fromkeys(row) if cell.text.strip()]
    return squeeze(texts[0]) if len(texts) == 1 else ""


def _numbering(text: str) -> int | None:
    """Return how a text is numbered, None where it is not."""
    return numbered(Paragraph(text, SourcePlace("", "")))[0]


def _goes_on(before: TaskTable, table: DocumentTable) -> bool:
    """Tell whether a table without headings is the next part of a list: as many columns, and what stands there fits.

    Numbers stand below that of numbers, else units or days below theirs.
    """
    if not table.follows or len(table.rows[0]) != len(before.table.rows[0]):
        return False
    columns = before.heading.of(ListColumn.NUMBER)
    if columns:
        return any(is_number(squeeze(row[columns[0]].text)) for row in table.rows)
    kinds = ((ListColumn.LEADS, is_units), (ListColumn.LEADS, is_labelled), (ListColumn.DEADLINE, is_day))
    known = [(at, kind) for means, kind in kinds for at in before.heading.of(means)]
    return any(_holds_half([row[at] for row in table.rows if row[at].columns == 1], kind) for at, kind in known)


def _holds_half(cells: Sequence[DocumentCell], kind: Callable[[DocumentCell], bool]) -> bool:
    """Tell whether half of the cells with a text are of a kind: of a few rows one may be 全年 or ongoing."""
    filled = [cell for cell in dict.fromkeys(cells) if cell.text.strip()]
    return bool(filled) and 2 * sum(map(kind, filled)) >= len(filled)


def _title(candidate: TaskTable) -> str:
    """Return the title above the headings, or above the table."""
    return next((text for text in texts_above(candidate) if TITLE.search(text)), "")


def _columns(part: TaskTable) -> Iterator[ColumnHeading]:
    """Yield the headings of a table, from left to right, with what their columns hold."""
    heading = part.heading
    if heading.bottom < 0:  # it goes on with the table before
        return
    means = {at: column for column, places in heading.columns.items() for at in places}
    for at, cell in enumerate(part.table.rows[heading.bottom]):
        if cell.text.strip():
            is_beside = cell in heading.unknown
            yield ColumnHeading(squeeze(cell.text), cell.place, means.get(at, None if is_beside else ListColumn.OTHER))


def _heading_findings(candidate: TaskTable) -> list[Diagnostic]:
    """Say which columns hold nothing of a list, and which were put to the wording."""
    table, heading = candidate.table, candidate.heading
    findings: list[Diagnostic] = []
    if heading.bottom < 0:  # said of the table that it goes on with
        return findings
    for code, cells in ((Code.L13, heading.unknown), (Code.L17, heading.added), (Code.L54, heading.measures)):
        for cell in cells:
            filled = any(row[cell.column].text.strip() for row in table.rows[heading.bottom + 1 :])
            if filled:
                place = cell.place
                findings.append(
                    Diagnostic(code, sheet=place.sheet or None, cells=(place.cell,), found=squeeze(cell.text)),
                )
    for cell, means in heading.guessed:
        place, values = cell.place, {"wanted": _MEANINGS[means]}
        findings.append(
            Diagnostic(
                Code.L41, sheet=place.sheet or None, cells=(place.cell,), found=squeeze(cell.text), values=values
            )
        )
    return findings


_MEANINGS = {
    ListColumn.NUMBER: Words("the numbers", "编号"),
    ListColumn.SECTION: Words("sections", "板块"),
    ListColumn.PROJECT: Words("projects", "项目"),
    ListColumn.WORK: Words("the tasks", "任务内容"),
    ListColumn.LEADS: Words("lead units", "牵头单位"),
    ListColumn.PARTICIPANTS: Words("participating units", "参与单位"),
    ListColumn.DEADLINE: Words("deadlines", "完成时限"),
}
_NOT_READ = Words("it was not read.", "没有读取。")
_OWN_NUMBER = Words("its row was taken for a task of its own.", "该行按单独一项任务处理。")


def _covered_findings(table: DocumentTable) -> Iterator[Diagnostic]:
    """Say what stands under merged cells that show another text."""
    for cell in table.covered:
        what = _OWN_NUMBER if table.rows[cell.row][cell.column] is cell else _NOT_READ
        yield finding_on(None, Code.L31, [cell.place], squeeze(cell.text), what=what)
