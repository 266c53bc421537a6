"""A list in tables: section rows across the table, merged groups, several sheets, columns in any order."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.document import Cell, Document, Piece, Table
from reportkit.language.errors import ReportkitError
from reportkit.language.numerals import read_numeral
from reportkit.language.text import fold, squeeze
from reportkit.language.words import Words
from reportkit.lists.headings import Heading, Role, find_heading
from reportkit.lists.listing import Listing, Name, RawTask
from reportkit.lists.names import by_part, looks_like_person, persons, unit_names

SECTION = re.compile(r"^\s*(?:第?[一二三四五六七八九十百]{1,4}(?:、|[.．]|部分|篇|章|板块|\s)|[IVX]{1,5}[.、])")
_SUBSECTION = re.compile(r"^\s*[(（][一二三四五六七八九十]{1,3}[)）]")
_NOTE = re.compile(
    r"^\s*(?:备注|注|说明|声明|填表|制表|审核|合计|总计|小计|共计|附[:：件]|来源|打印|关闭|上一[篇页]|下一[篇页])"
)
_LEADING_NUMBER = re.compile(r"^\s*(\d{1,4})\s*[.．、]\s*(?!\d)")
_TITLE = re.compile(r"[表单]$|一览|清单|分解|台账")
_MAX_SECTION = 60


@dataclass(frozen=True, slots=True)
class _Group:
    """The rows of one task, and what stands above them.

    Attributes:
        rows: numbers of its rows.
        section: heading row above it, "" where there is none.
        subsection: heading row of the second level above it.
        leader: the person whose heading row stands above it.
    """

    rows: tuple[int, ...]
    section: str
    subsection: str
    leader: Name | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A table that holds tasks."""

    table: Table
    heading: Heading
    groups: tuple[_Group, ...]
    left: tuple[Piece, ...]

    def numbers(self) -> frozenset[str]:
        """Return the numbers as written."""
        return frozenset(no for group in self.groups if (no := _number(self, group)))

    def wordings(self) -> tuple[str, ...]:
        """Return the wordings, folded for comparison."""
        return tuple(fold(" ".join(p.text for p in _pieces(self, group, Role.WORK))) for group in self.groups)


def read_tables(name: str, document: Document, least: int = 2) -> Listing:
    """Read a list from the tables of a document; tables without a list's headings are passed over.

    Args:
        name: of the document, for messages.
        document: the document, its texts clean.
        least: how many different columns of a list a table must have to be taken for one.

    Returns:
        a listing without tasks where no table holds a list.

    Raises:
        ReportkitError: two tables hold different lists.
    """
    candidates = _chosen(name, _candidates(document, least))
    tasks: list[RawTask] = []
    left: list[Piece] = []
    findings: list[Diagnostic] = []
    for candidate in candidates:
        sheet = candidate.table.name if len(candidates) > 1 and not _is_default_name(candidate.table.name) else ""
        tasks += _tasks(candidate, sheet)
        left += candidate.left
        findings += _heading_findings(candidate)
    title = next((t for c in candidates if (t := _title(c))), document.title if _TITLE.search(document.title) else "")
    return Listing(tuple(tasks), title, tuple(left), tuple(findings))


def _candidates(document: Document, least: int) -> list[_Candidate]:
    """Return the tables with tasks below headings of at least `least` different columns of a list.

    A table of a text or page that has no headings but as many columns as the list before it goes on with that list.
    """
    candidates: list[_Candidate] = []
    for table in document.tables:
        heading = find_heading(table, least)
        before = candidates[-1] if candidates else None
        goes_on = heading is None and before is not None and _goes_on(before, table)
        if goes_on and before is not None:
            heading = replace(before.heading, top=-1, bottom=-1, unknown=(), added=())
        if heading is not None:
            section = squeeze(table.heading) if SECTION.match(table.heading) else ""
            if not section and before is not None and table.follows:
                section = before.groups[-1].section
            groups, unread = _groups(table, heading, section)
            if groups:
                candidates.append(_Candidate(table, heading, groups, unread))
    return candidates


def _goes_on(before: _Candidate, table: Table) -> bool:
    """Tell whether a table without headings is the next part of a list: as many columns, and numbers in theirs."""
    columns = before.heading.of(Role.NUMBER)
    if not table.follows or not columns or len(table.rows[0]) != len(before.table.rows[0]):
        return False
    return any(_as_number(row[columns[0]].text) for row in table.rows)


def _chosen(name: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the tables that make up the list: parts of it belong together, a copy is passed over.

    Raises:
        ReportkitError: two tables number the same tasks differently, so only a person can say which one counts.
    """
    kept: list[_Candidate] = []
    best = max(candidates, key=lambda one: (len(one.heading.columns), len(one.groups)), default=None)
    for candidate in candidates:
        if best is None or not _belongs(candidate, best):
            continue
        if any(set(candidate.wordings()) <= set(other.wordings()) for other in kept):
            continue
        kept.append(candidate)
    for at, one in enumerate(kept):
        for other in kept[at + 1 :]:
            if one.numbers() & other.numbers() and not (_is_part(one) and _is_part(other)):
                raise ReportkitError(
                    Words(
                        "“{file}” holds two lists: {a} ({n} tasks) and {b} ({m} tasks).",
                        "“{file}”里有两份任务单：{a}（{n} 项）和 {b}（{m} 项）。",
                    ),
                    Words("Leave only the one that counts in the document.", "请只保留要用的一份再导入。"),
                    file=name,
                    a=one.table.name,
                    b=other.table.name,
                    n=len(one.groups),
                    m=len(other.groups),
                )
    return kept


def _belongs(candidate: _Candidate, best: _Candidate) -> bool:
    """Tell whether a table may be part of the list: it numbers its tasks, or has the columns of the best table.

    The menus of a page (重点工作, 部门) look like headings too, but have neither.
    """
    return bool(candidate.numbers()) or candidate.heading.columns.keys() == best.heading.columns.keys()


def _is_part(candidate: _Candidate) -> bool:
    """Tell whether a table is one section of a list: its name or a row above its tasks says so."""
    names = (candidate.table.name, candidate.table.heading, *(g.section for g in candidate.groups[:1]))
    return any(SECTION.match(text) for text in names)


def _is_default_name(name: str) -> bool:
    return not name or re.fullmatch(r"(?:sheet|表|工作表|table)\s*\d*", fold(name)) is not None


def _title(candidate: _Candidate) -> str:
    """Return the title above the headings, or above the table."""
    above = [cell.text for row in candidate.table.rows[: candidate.heading.top] for cell in row]
    texts = [squeeze(text) for text in dict.fromkeys((*above, candidate.table.heading)) if text.strip()]
    return next((text for text in texts if _TITLE.search(text)), "")


def _heading_findings(candidate: _Candidate) -> list[Diagnostic]:
    """Say which columns hold nothing of a list, and which were put to the wording."""
    table, heading = candidate.table, candidate.heading
    findings = []
    for code, cells in ((Code.L13, heading.unknown), (Code.L17, heading.added)):
        for cell in cells:
            filled = any(row[cell.column].text.strip() for row in table.rows[heading.bottom + 1 :])
            if filled:
                place = cell.place
                findings.append(
                    Diagnostic(code, sheet=place.sheet or None, cells=(place.cell,), found=squeeze(cell.text)),
                )
    return findings


def _groups(table: Table, heading: Heading, section: str) -> tuple[tuple[_Group, ...], tuple[Piece, ...]]:
    """Cut the rows below the headings into tasks and heading rows; what is neither is left over.

    Args:
        table: the table.
        heading: its headings.
        section: the section that the table begins in.
    """
    groups: list[_Group] = []
    left: list[Piece] = []
    pending: list[Cell] = []  # heading rows below which no task has come yet
    subsection, leader = "", None
    for row in range(heading.bottom + 1, len(table.rows)):
        cells = _new_cells(table, row)
        if not cells or _repeats_heading(table, heading, row):
            continue
        if _continues(table, heading, row) and groups:
            groups[-1] = replace(groups[-1], rows=(*groups[-1].rows, row))
            continue
        if _is_task(table, heading, row, cells):
            pending = []
            groups.append(_Group((row,), section, subsection, leader))
            continue
        if len(cells) > 1 or _NOTE.match(cells[0].text) or len(squeeze(cells[0].text)) > _MAX_SECTION:
            left += [piece for cell in cells for piece in cell.pieces]
            continue
        pending.append(cells[0])
        text = squeeze(cells[0].text)
        person = _person(cells[0]) if not heading.of(Role.LEADERS) else None
        if person:
            leader = person
        elif _SUBSECTION.match(text) and section:
            subsection = text
        else:
            section, subsection = text, ""
    left += [piece for cell in pending for piece in cell.pieces]
    return tuple(groups), tuple(left)


def _new_cells(table: Table, row: int) -> list[Cell]:
    """Return the cells with text that begin in this row, once each."""
    return [cell for cell in dict.fromkeys(table.rows[row]) if cell.row == row and cell.text.strip()]


def _repeats_heading(table: Table, heading: Heading, row: int) -> bool:
    if heading.bottom < 0:
        return False
    above = [cell.text.strip() for cell in table.rows[heading.bottom]]
    return [cell.text.strip() for cell in table.rows[row]] == above


def _continues(table: Table, heading: Heading, row: int) -> bool:
    """Tell whether a row belongs to the task above: its number, or else its wording, is one merged cell with it."""
    for role in (Role.NUMBER, Role.WORK):
        for column in heading.of(role):
            cell = table.rows[row][column]
            if cell.row < row and cell.row > heading.bottom and cell.text.strip():
                return True
            if role is Role.NUMBER and cell.text.strip():
                return False
    return False


def _is_task(table: Table, heading: Heading, row: int, cells: Sequence[Cell]) -> bool:
    """Tell whether a row is a task: it has a wording, and not only a heading that runs across the table."""
    work = table.rows[row][heading.of(Role.WORK)[0]]
    if not work.text.strip() or work.row != row or (_NOTE.match(cells[0].text) and len(cells) == 1):
        return False
    if len(cells) > 1:
        return not (_NOTE.match(cells[0].text) and not _has_number(table, heading, row))
    across = work.columns > 1 and any(work is table.rows[row][c] for c in _columns(heading) if c != work.column)
    return not across and not SECTION.match(work.text)


def _has_number(table: Table, heading: Heading, row: int) -> bool:
    return any(_as_number(table.rows[row][column].text) for column in heading.of(Role.NUMBER))


def _columns(heading: Heading) -> tuple[int, ...]:
    return tuple(column for columns in heading.columns.values() for column in columns)


def _person(cell: Cell) -> Name | None:
    """Return the leader whose tasks a heading row announces: 梅建胜, 一、区长 梅建胜（25项）, 梅建胜同志牵头."""
    text = re.sub(r"^[一二三四五六七八九十]{1,3}、", "", squeeze(cell.text))
    text = re.sub(r"[(（]?\d+项[)）]?|(?:同志)?(?:牵头|牽頭|负责|負責|分管).*$|同志$", "", text).strip(" :：、")
    named = persons((Piece(text, cell.place),))
    if len(named) != 1 or not looks_like_person(named[0].written, strict=True):
        return None
    return replace(named[0], padded="")


def _pieces(candidate: _Candidate, group: _Group, role: Role) -> tuple[Piece, ...]:
    """Return the lines of a task's cells in the columns of a role, row by row, merged cells once."""
    rows = candidate.table.rows
    cells = dict.fromkeys(rows[row][column] for column in candidate.heading.of(role) for row in group.rows)
    return tuple(piece for cell in cells for piece in cell.pieces)


def _as_number(text: str) -> str:
    """Return the digits of a task's number: 12, 12., （12）, 十二; "" where it is none."""
    name = fold(text).strip("().、,．第项条号")
    if name.isdecimal() and len(name) < 6:
        return str(int(name))
    value = read_numeral(name) if name and re.fullmatch(r"[零〇一二三四五六七八九十百]+", name) else None
    return str(int(value)) if value is not None else ""


def _number(candidate: _Candidate, group: _Group) -> str:
    written = "".join(piece.text for piece in _pieces(candidate, group, Role.NUMBER))
    if not candidate.heading.of(Role.NUMBER):
        match = _LEADING_NUMBER.match("".join(p.text for p in _pieces(candidate, group, Role.WORK)[:1]))
        return match[1] if match else ""
    return _as_number(written)


def _tasks(candidate: _Candidate, sheet: str) -> list[RawTask]:
    """Return the tasks of a table, what stands at the first of a group only filled down."""
    groups = candidate.groups
    sections = _filled(candidate, Role.SECTION, always=True)
    projects = _filled(candidate, Role.PROJECT, always=False)
    grouping_leaders = _filled(candidate, Role.LEADERS, always=True) if _leaders_group(candidate) else None
    tasks = []
    for at, group in enumerate(groups):
        rows = candidate.table.rows
        first = rows[group.rows[0]]
        leaders = persons(_pieces(candidate, group, Role.LEADERS))
        above = grouping_leaders[at][0] if grouping_leaders else None
        if above is not None and not leaders:
            leaders = persons(above.pieces)
        project, inherited = projects[at]
        section = sections[at][0]
        work = _pieces(candidate, group, Role.WORK)
        if not candidate.heading.of(Role.NUMBER) and work:
            work = (replace(work[0], text=_LEADING_NUMBER.sub("", work[0].text)), *work[1:])
        leads, others = by_part(unit_names(_pieces(candidate, group, Role.LEADS)))
        tasks.append(
            RawTask(
                no=_number(candidate, group),
                place=first[candidate.heading.of(Role.WORK)[0]].place,
                section=squeeze(section.text) if section else group.section or sheet,
                project=squeeze(project.text) if project else group.subsection or None,
                inherited=inherited,
                work=work,
                aims=_pieces(candidate, group, Role.AIMS),
                leaders=leaders or ((group.leader,) if group.leader else ()),
                leads=leads,
                participants=(*others, *unit_names(_pieces(candidate, group, Role.PARTICIPANTS))),
                deadline=squeeze(" ".join(p.text for p in _pieces(candidate, group, Role.DEADLINE))),
                places=tuple(dict.fromkeys(cell.place for row in group.rows for cell in rows[row])),
            ),
        )
    return tasks


def _leaders_group(candidate: _Candidate) -> bool:
    """Tell whether the list is grouped by leader: the column stands left of the wording and has gaps."""
    columns = candidate.heading.of(Role.LEADERS)
    return bool(columns) and columns[0] < candidate.heading.of(Role.WORK)[0]


def _filled(candidate: _Candidate, role: Role, *, always: bool) -> list[tuple[Cell | None, bool]]:
    """Return for each task the cell of a grouping column, and whether it stands at an earlier task only.

    In a column with merged cells, or one that repeats its text row by row, an empty cell is empty; otherwise the
    text stands on the first row of its group only, and is filled down to the next section.
    """
    columns = candidate.heading.of(role)
    if not columns:
        return [(None, False)] * len(candidate.groups)
    cells = [candidate.table.rows[group.rows[0]][columns[0]] for group in candidate.groups]
    named = [cell for cell in dict.fromkeys(cells) if cell.text.strip()]
    merged = any(cells.count(cell) > 1 for cell in named)
    repeated = any(a is not b and a.text.strip() and a.text == b.text for a, b in itertools.pairwise(cells))
    fills = always or not (merged or repeated)
    out: list[tuple[Cell | None, bool]] = []
    last: Cell | None = None
    for at, (cell, group) in enumerate(zip(cells, candidate.groups, strict=True)):
        if at and group.section != candidate.groups[at - 1].section:
            last = None
        if cell.text.strip():
            out.append((cell, cell is last))
            last = cell
        else:
            out.append((last, True) if fills and last else (None, False))
    return out
