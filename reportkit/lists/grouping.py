"""Columns whose texts each stand at a group of rows: the project of the tasks beside it, and no task. Pure.

So it is with 重点任务 beside 具体举措, 策略目標 beside 行動方案, Objective beside Key result, wherever the rows of a
group have units of their own. A text stands at a group where its cell is merged, filled in the first row only, or
repeated. A text of each row may be one as well, where it only names what 具体举措 beside it says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportkit.files.document import DocumentCell, DocumentTable
from reportkit.language.text import fold
from reportkit.lists.column_content import are_wordings, filled, length
from reportkit.lists.heading_ranks import says_how
from reportkit.lists.heading_words import is_known
from reportkit.lists.headings import Heading
from reportkit.model import ListColumn
from reportkit.targets.wording import VERB

_LEAST_ROWS = 3
_LONGEST_NAME, _TIMES_LONGER = 10, 2
_AIMS = (ListColumn.AIMS, ListColumn.MEASURES)


def with_projects(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which a column that groups tasks is their project, whether it was the wording or an aim.

    What was the project is the section then. Where a list has both already, nothing is changed.
    """
    work = heading.of(ListColumn.WORK)[:1]
    if not work:
        return heading
    own = list(_own_wordings(table, heading, work[0])) or list(_steps_behind_names(table, heading, work[0]))
    if own:
        heading = _with_project(heading, work[0], max(own, key=lambda at: length(table, heading, at)))
    return _with_aims_of_groups(table, heading)


def _own_wordings(table: DocumentTable, heading: Heading, work: int) -> Iterator[int]:
    """Yield the columns that have a wording for each row of the groups at which the column of wordings stands.

    Aims are known for what they are by their heading; under a heading that nobody knows each row must have a wording,
    and half of the rows or more must be in groups.
    """
    for at in _aims(heading):
        if at > work and _parts_groups(table, heading, work, at):
            yield at
    for at in (cell.column for cell in heading.unknown if not is_known(cell.text)):
        is_content = at > work and _has_each_row(table, heading, at) and _groups(table, heading, work, at)
        if is_content and _parts_groups(table, heading, work, at):
            yield at


def _steps_behind_names(table: DocumentTable, heading: Heading, work: int) -> Iterator[int]:
    """Yield the columns of 具体举措 that say what is done where 改革事项 only names it: 企业开办, 融资支持."""
    names = filled(table, heading, work)
    for at in (at for at in _aims(heading) if at > work and says_how(heading.cells[at].text)):
        is_longer = length(table, heading, at) >= _TIMES_LONGER * length(table, heading, work)
        if is_longer and _are_names(names) and _has_each_row(table, heading, at):
            yield at


def _are_names(cells: Sequence[DocumentCell]) -> bool:
    """Tell whether cells have a few characters each, and few say what is done or how much: 联合验收 only seems to."""
    texts = [fold(cell.text) for cell in cells]
    doing = sum(VERB.match(text) is not None or any(map(str.isdecimal, text)) for text in texts)
    return all(len(text) <= _LONGEST_NAME for text in texts) and 2 * doing < len(texts)


def _aims(heading: Heading) -> list[int]:
    """Return the columns of aims and measures, from left to right."""
    return sorted(at for means in _AIMS for at in heading.of(means))


def _parts_groups(table: DocumentTable, heading: Heading, group: int, at: int) -> bool:
    """Tell whether there are groups of rows with several texts in a column, and with each of them a unit of its own."""
    leads = heading.of(ListColumn.LEADS)[:1]
    rows = range(heading.bottom + 1, len(table.rows))
    parts = [row for row in rows if is_grouped(table, row, group) and _is_own(table, row, at)]
    return bool(leads and parts) and all(_is_own(table, row, leads[0]) for row in parts)


def _groups(table: DocumentTable, heading: Heading, group: int, at: int) -> bool:
    """Tell whether a column has a text for two rows or more that have one in another column, on an average."""
    rows = [row for row in range(heading.bottom + 1, len(table.rows)) if _is_own(table, row, at)]
    begun = sum(not is_grouped(table, row, group) for row in rows)
    return begun * 2 <= len(rows) + 1


def is_grouped(table: DocumentTable, row: int, column: int) -> bool:
    """Tell whether a row stands below the same text as the one above it."""
    cell, above = table.rows[row][column], table.rows[row - 1][column]
    return cell.row < row or not cell.text.strip() or (cell is not above and cell.text.strip() == above.text.strip())


def _is_own(table: DocumentTable, row: int, column: int) -> bool:
    """Tell whether a text begins in this row, in one column."""
    cell = table.rows[row][column]
    return cell.row == row and cell.columns == 1 and bool(cell.text.strip())


def _has_each_row(table: DocumentTable, heading: Heading, column: int) -> bool:
    """Tell whether each row that has units has a wording in a column, and no two the same one."""
    leads = (row for at in heading.of(ListColumn.LEADS)[:1] for row in filled(table, heading, at))
    cells = filled(table, heading, column)
    is_each = len(cells) >= max(sum(1 for _ in leads), _LEAST_ROWS) and all(cell.rows == 1 for cell in cells)
    return is_each and are_wordings(cells)


def _with_aims_of_groups(table: DocumentTable, heading: Heading) -> Heading:
    """Return headings in which aims left of the wording that stand at groups of rows are the project."""
    work = heading.of(ListColumn.WORK)[0]
    aims = (at for at in _aims(heading) if at < work)
    group = next((at for at in aims if _groups(table, heading, at, work)), None)
    return heading if group is None else _with_project(heading, group, work)


def _with_project(heading: Heading, project: int, work: int) -> Heading:
    """Return headings in which one column is the project and another the wording; neither is an aim any more."""
    above = _above(heading, project)
    if not above:
        return heading
    taken = {project, work}
    moved = {
        **above,
        ListColumn.WORK: (work,),
        **{means: tuple(at for at in heading.of(means) if at not in taken) for means in _AIMS},
    }
    for cell in (cell for cell in heading.unknown if cell.column == work):
        heading = heading.guessing(cell, ListColumn.WORK)
    return replace(
        heading,
        columns={means: at for means, at in {**heading.columns, **moved}.items() if at},
        added=tuple(cell for cell in heading.added if cell.column not in taken),
    )


def _above(heading: Heading, group: int) -> dict[ListColumn, tuple[int, ...]]:
    """Return what a column that groups tasks becomes: the project, below one that is the section then.

    {} where both are taken.
    """
    project = heading.of(ListColumn.PROJECT)
    if not project:
        return {ListColumn.PROJECT: (group,)}
    return {} if heading.of(ListColumn.SECTION) else {ListColumn.SECTION: project, ListColumn.PROJECT: (group,)}
