"""The tasks of a table: what stands in the cells of their rows, and at the first of their group only. Pure."""

import functools
import itertools
import operator
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportkit.files.document import DocumentCell, DocumentTable, Paragraph
from reportkit.language.text import fold, squeeze
from reportkit.lists.behind_wording import behind_wording
from reportkit.lists.duties import Duties, in_cell, said_by
from reportkit.lists.heading_ranks import is_latest
from reportkit.lists.heading_words import names_persons
from reportkit.lists.headings import Heading
from reportkit.lists.labels import read_labels
from reportkit.lists.listing import Name, RawTask
from reportkit.lists.names import KnownUnits, persons, without_persons
from reportkit.lists.numbered import NO_FRACTION, as_code, as_number
from reportkit.lists.table_rows import NOTHING_ABOVE, Begins, RowGroup, is_ditto, leader_of_heading
from reportkit.model import ListColumn

_OF_SEVERAL_LEVELS = re.compile(
    r"^\s*+(\d{1,2}(?:[.．]\d{1,2}){1,2})[.．、]?+(?:\s++(?=\D)|(?=[^\x00-\x7f％℃万亿萬億]))"
)
_LEADING_NUMBER = re.compile(rf"^\s*(\d{{1,4}})\s*[.．、]\s*{NO_FRACTION}")


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table that holds tasks.

    Attributes:
        table: the table.
        heading: its headings.
        groups: the rows of each task.
        left: what belongs to no task.
        ends: what stands above what comes behind its last row.
        pending: the heading rows that stand last.
    """

    table: DocumentTable
    heading: Heading
    groups: tuple[RowGroup, ...]
    left: tuple[Paragraph, ...]
    ends: Begins = NOTHING_ABOVE
    pending: tuple[Paragraph, ...] = ()

    def numbers(self) -> frozenset[str]:
        """Return the numbers as written."""
        return frozenset(no for group in self.groups if (no := self.number(group)))

    def wordings(self) -> tuple[str, ...]:
        """Return the wordings, folded for comparison."""
        return tuple(
            fold(" ".join(piece.text for piece in self.pieces(group, ListColumn.WORK))) for group in self.groups
        )

    def wording_by_number(self) -> dict[str, str]:
        """Return the wordings by the numbers as written."""
        return dict(zip(map(self.number, self.groups), self.wordings(), strict=True))

    def pieces(self, group: RowGroup, means: ListColumn) -> tuple[Paragraph, ...]:
        """Return the lines of a task's cells in the columns of one kind, row by row, merged cells once."""
        cells = dict.fromkeys(self.table.rows[row][column] for column in self.heading.of(means) for row in group.rows)
        return tuple(piece for cell in cells for piece in cell.pieces)

    def cell_above(self, column: int) -> DocumentCell:
        """Return the lowest heading of a column."""
        return self.heading.cells[column]

    def cells_above(self, means: ListColumn) -> list[DocumentCell]:
        """Return the lowest headings of the columns of one kind."""
        return [self.cell_above(at) for at in self.heading.of(means)]

    def number(self, group: RowGroup) -> str:
        """Return a task's number as written: in a column of its own, or before the wording."""
        if not self.heading.of(ListColumn.NUMBER):
            work = self.pieces(group, ListColumn.WORK)
            match = _LEADING_NUMBER.match(work[0].text) if work else None
            return match[1] if match else ""
        columns = self.heading.of(ListColumn.NUMBER)
        cells = dict.fromkeys(self.table.rows[row][column] for row in group.rows for column in columns)
        numbers = (as_number("".join(piece.text for piece in cell.pieces)) for cell in cells)
        return next(filter(None, numbers), "")

    def code(self, group: RowGroup) -> str:
        """Return a task's number as written in a column of its own, where it is no plain one."""
        columns = self.heading.of(ListColumn.NUMBER)
        cells = dict.fromkeys(self.table.rows[row][column] for row in group.rows for column in columns)
        return next(filter(None, (as_code(cell.text) for cell in cells)), "")

    def work(self, group: RowGroup) -> tuple[Paragraph, ...]:
        """Return the paragraphs of a task's wording, without a number before them."""
        work = (*self.pieces(group, ListColumn.WORK), *group.added)
        if self.heading.of(ListColumn.NUMBER) or not work:
            return work
        return (replace(work[0], text=_LEADING_NUMBER.sub("", work[0].text)), *work[1:])


@dataclass(frozen=True, slots=True)
class _Above:
    """What a grouping column says of a task.

    Attributes:
        cell: the cell with the text, None where there is none.
        inherited: True where it stands at an earlier task only.
    """

    cell: DocumentCell | None = None
    inherited: bool = False


def said_above(table: TaskTable, known: KnownUnits) -> Duties:
    """Return whose all tasks of a table are: by labels above its headings, else by the unit that its sheet is named of.

    What a column of the table says of each task is not asked for.
    """
    place = table.table.rows[0][0].place
    cells = dict.fromkeys(cell for row in table.table.rows[: max(table.heading.top, 0)] for cell in row)
    pieces = [*(piece for cell in cells for piece in cell.pieces), Paragraph(table.table.heading, place)]
    said = said_by([label for piece in pieces for label in read_labels(piece)[1]])
    name = table.table.name
    leaders = said.leaders or _leader_above(Paragraph(table.table.heading, place))
    leads = said.leads or ((Name(name, place),) if known.is_unit(name) else ())
    return Duties(
        leads=() if table.heading.of(ListColumn.LEADS) else leads,
        leaders=() if table.heading.of(ListColumn.LEADERS) else leaders,
    )


def _leader_above(heading: Paragraph) -> tuple[Name, ...]:
    """Return the leader whose tasks the line above a table announces."""
    person = leader_of_heading(heading) if heading.text else None
    return (person,) if person else ()


def tasks_of(table: TaskTable, sheet: str, said: Duties) -> list[RawTask]:
    """Return the tasks of a table, what stands at the first of a group only filled down.

    Args:
        table: the table.
        sheet: the section of tasks that name none.
        said: what holds for every task that does not say so itself.
    """
    above = {
        ListColumn.SECTION: _filled(table, ListColumn.SECTION, always=True),
        ListColumn.PROJECT: _filled(table, ListColumn.PROJECT, always=False),
    }
    if _leaders_group(table):
        above[ListColumn.LEADERS] = _filled(table, ListColumn.LEADERS, always=True)
    tasks = [
        _task(table, group, {means: filled[at] for means, filled in above.items()}, sheet)
        for at, group in enumerate(table.groups)
    ]
    if _numbers_projects(table):
        tasks = [replace(task, no="", code="") for task in tasks]
    tasks = _without_dittos(_without_levels(tasks))
    return [replace(task, leads=task.leads or said.leads, leaders=task.leaders or said.leaders) for task in tasks]


def _without_dittos(tasks: Sequence[RawTask]) -> list[RawTask]:
    """Return tasks in which what stands above is written out: 同上 below a leader is that leader."""
    found: list[RawTask] = []
    for task in tasks:
        above = found[-1] if found else task
        found.append(
            replace(
                task,
                leaders=_written_out(task.leaders, above.leaders),
                leads=_written_out(task.leads, above.leads),
                participants=_written_out(task.participants, above.participants),
                deadline=above.deadline if is_ditto(task.deadline) else task.deadline,
            )
        )
    return found


def _written_out(names: tuple[Name, ...], above: tuple[Name, ...]) -> tuple[Name, ...]:
    return above if len(names) == 1 and is_ditto(names[0].written) else names


def _without_levels(tasks: list[RawTask]) -> list[RawTask]:
    """Return tasks with the numbers of several levels before their wordings, 1.1, 1.2, 2.1, where all are in order.

    Where one has none or they do not rise, they may be amounts: 2.5 million trees.
    """
    found = [_OF_SEVERAL_LEVELS.match(task.work[0].text) if task.work else None for task in tasks]
    levels = [tuple(map(int, re.findall(r"\d+", match[1]))) for match in found if match]
    if len(levels) < max(len(tasks), 2) or any(one >= other for one, other in itertools.pairwise(levels)):
        return tasks
    return [
        replace(task, work=_cut(task.work, match.end()), code=task.code or match[1])
        for task, match in zip(tasks, found, strict=True)
        if match
    ]


def _cut(pieces: tuple[Paragraph, ...], start: int) -> tuple[Paragraph, ...]:
    return (replace(pieces[0], text=pieces[0].text[start:]), *pieces[1:])


def _numbers_projects(table: TaskTable) -> bool:
    """Tell whether the numbers are those of projects with several tasks: both begin in the same rows."""
    numbers, projects = (_begins_of(table, means) for means in (ListColumn.NUMBER, ListColumn.PROJECT))
    return 0 < len(numbers) < len(table.groups) and numbers == projects


def _begins_of(table: TaskTable, means: ListColumn) -> list[int]:
    """Return the rows of tasks in which another text than above begins in a column of one kind."""
    found: list[int] = []
    last = ""
    for column in table.heading.of(means)[:1]:
        for row in (group.rows[0] for group in table.groups):
            cell = table.table.rows[row][column]
            if cell.row == row and cell.text.strip() not in ("", last):
                found.append(row)
                last = cell.text.strip()
    return found


def _task(table: TaskTable, group: RowGroup, above: Mapping[ListColumn, _Above], sheet: str) -> RawTask:
    section, project = above[ListColumn.SECTION].cell, above[ListColumn.PROJECT]
    work, in_work = _work(table, group)
    said = _offices(table, group, ListColumn.LEADS) | _offices(table, group, ListColumn.PARTICIPANTS) | in_work
    rows = [table.table.rows[row] for row in group.rows]
    return RawTask(
        no=table.number(group),
        code=table.code(group),
        place=rows[0][table.heading.of(ListColumn.WORK)[0]].place,
        section=squeeze(section.text) if section else group.section or sheet,
        project=squeeze(project.cell.text) if project.cell else group.subsection or None,
        inherited=project.inherited,
        work=work,
        aims=tuple(piece for piece in table.pieces(group, ListColumn.AIMS) if any(map(str.isalnum, piece.text))),
        leaders=_leaders(table, group, above.get(ListColumn.LEADERS, _Above()).cell) or said.leaders,
        leads=said.leads,
        participants=said.participants,
        deadline=_deadline(table, group) or said.deadline,
        others=said.others,
        measures=(*_beside(table, group, table.cells_above(ListColumn.MEASURES)), *said.measures),
        stages=(*_beside(table, group, table.cells_above(ListColumn.STAGE)), *group.stages),
        extras=(*_beside(table, group, table.heading.unknown), *said.extras),
        places=tuple(dict.fromkeys((*(cell.place for row in rows for cell in row), *(p.place for p in group.added)))),
    )


def _work(table: TaskTable, group: RowGroup) -> tuple[tuple[Paragraph, ...], Duties]:
    """Return the wording of a task, and whose it is by lines of labels or brackets in it where no column says that."""
    work = table.work(group)
    if table.heading.of(ListColumn.LEADS) or table.heading.of(ListColumn.PARTICIPANTS):
        return work, Duties()
    found = [_part_of_work(piece) for piece in work]
    said = functools.reduce(operator.or_, (duties for _, duties in found), Duties())
    return (tuple(piece for piece, _ in found if piece.text), said) if said.says_who else (work, Duties())


def _part_of_work(piece: Paragraph) -> tuple[Paragraph, Duties]:
    """Return a line of a wording without what says whose the task is, and that."""
    bare, said = behind_wording(piece)
    if said.says_who:
        return bare, said
    before, labelled = read_labels(piece)
    return (replace(piece, text=before), said_by(labelled)) if labelled else (piece, Duties())


def _deadline(table: TaskTable, group: RowGroup) -> str:
    """Return what the columns of deadlines say of a task; of days that were changed the latest that stand there."""
    columns = table.heading.of(ListColumn.DEADLINE)
    cells = (dict.fromkeys(table.table.rows[row][column] for row in group.rows) for column in columns)
    said = list(filter(None, ("；".join(filter(None, map(_on_one_line, one))) for one in cells)))
    is_changed = any(is_latest(cell.text) for cell in table.cells_above(ListColumn.DEADLINE))
    return " ".join(said[:1] if is_changed else dict.fromkeys(said))


def _on_one_line(cell: DocumentCell) -> str:
    return squeeze(" ".join(piece.text for piece in cell.pieces))


def _offices(table: TaskTable, group: RowGroup, means: ListColumn) -> Duties:
    """Return whose a task is by its cells of units; below 责任单位及联系人 a person belongs to the unit before."""
    said = in_cell(table.pieces(group, means), means)
    if not any(names_persons(table.cell_above(at).text) for at in table.heading.of(means)):
        return said
    return replace(said, leads=without_persons(said.leads), participants=without_persons(said.participants))


def _beside(table: TaskTable, group: RowGroup, headings: Iterable[DocumentCell]) -> Iterator[tuple[str, str]]:
    """Yield what a task's cells say below each of these headings; a second heading of one name has its place behind."""
    names: Counter[str] = Counter()
    for heading in headings:
        name = squeeze(heading.text)
        names[name] += 1
        cells = dict.fromkeys(table.table.rows[row][heading.column] for row in group.rows)
        said = "\n".join(piece.text for cell in cells for piece in cell.pieces)
        if said and heading not in cells:
            yield f"{name} ({names[name]})" if names[name] > 1 else name, said


def _leaders(table: TaskTable, group: RowGroup, above: DocumentCell | None) -> tuple[Name, ...]:
    """Return the leaders in a task's own cell, else of its group, else of the heading row above."""
    own = persons(table.pieces(group, ListColumn.LEADERS)) or persons(above.pieces if above else ())
    return own or group.leaders


def _leaders_group(table: TaskTable) -> bool:
    """Tell whether the list is grouped by leader: the column stands left of the wording and has gaps."""
    columns = table.heading.of(ListColumn.LEADERS)
    return bool(columns) and columns[0] < table.heading.of(ListColumn.WORK)[0]


def _filled(table: TaskTable, means: ListColumn, *, always: bool) -> list[_Above]:
    """Return for each task what a grouping column says.

    In a column with merged cells, or one that repeats its text row by row, an empty cell is empty; otherwise the
    text stands on the first row of its group only, and is filled down to the next section.
    """
    columns = table.heading.of(means)
    if not columns:
        return [_Above()] * len(table.groups)
    cells = [table.table.rows[group.rows[0]][columns[0]] for group in table.groups]
    fills = always or not _says_each(cells)
    out: list[_Above] = []
    last, section = None, ""
    for cell, group in zip(cells, table.groups, strict=True):
        last, section = last if group.section == section else None, group.section
        if cell.text.strip():
            out.append(_Above(cell, cell is last))
            last = cell
        else:
            out.append(_Above(last, inherited=True) if fills and last else _Above())
    return out


def _says_each(cells: Sequence[DocumentCell]) -> bool:
    """Tell whether a column says of every row what it is: by merged cells, or by a text that is repeated."""
    named = [cell for cell in dict.fromkeys(cells) if cell.text.strip()]
    merged = any(cells.count(cell) > 1 for cell in named)
    return merged or any(a is not b and a.text.strip() and a.text == b.text for a, b in itertools.pairwise(cells))
