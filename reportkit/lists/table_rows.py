"""The rows below the headings of a table: which are tasks, which head the tasks below them, which are neither. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportkit.data import alternatives, load_words
from reportkit.files.document import DocumentCell, DocumentTable, Paragraph
from reportkit.language.text import SENTENCE_END, fold, fold_prose, squeeze
from reportkit.lists.behind_wording import behind_wording
from reportkit.lists.heading_rows import bare_rows_that_head
from reportkit.lists.headings import Heading
from reportkit.lists.listing import Name, Roles
from reportkit.lists.names import looks_like_person, persons
from reportkit.lists.numbered import NUMERALS, SECTION_WORDS, as_number, numbered, numbers_section
from reportkit.lists.stages import is_stage
from reportkit.lists.surroundings import is_remark
from reportkit.model import BlockRole, ListColumn


class _Use(StrEnum):
    """What a word says of a row.

    Attributes:
        NOTE: a row that begins with it is no task.
        TITLE: a title has it.
        TITLE_END: a title ends with it.
        TOTAL: a row with nothing else for its wording adds up others.
        DITTO: a cell with nothing else says what the one above it does.
        VERSION: a sheet with it in its name holds a version of the list on another.
    """

    NOTE = "note"
    TITLE = "title"
    TITLE_END = "title_end"
    TOTAL = "total"
    DITTO = "ditto"
    VERSION = "version"


_WORDS = load_words("list_words", _Use)


def _any(use: _Use) -> str:
    return alternatives(_WORDS[use])


SECTION = re.compile(rf"^\s*(?:第?{NUMERALS}{{1,4}}(?:、|[.．]|{SECTION_WORDS}|\s)|[IVX]{{1,5}}[.、])")
TITLE = re.compile(rf"(?:{_any(_Use.TITLE_END)})$|{_any(_Use.TITLE)}")
VERSION = re.compile(rf"{_any(_Use.VERSION)}|\bv\d", re.IGNORECASE)
_TOTALS = frozenset(map(fold_prose, _WORDS[_Use.TOTAL]))
_DITTOS = frozenset(fold(word) for word in _WORDS[_Use.DITTO])
_SUBSECTION = re.compile(r"^\s*[(（][一二三四五六七八九十]{1,3}[)）]")
_NOTE = re.compile(rf"^\s*(?:{_any(_Use.NOTE)})")
_MAX_SECTION, _LONGEST_SECTION = 60, 300
_SECTION_NUMBER = re.compile(
    rf"[(（]?[一二三四五六七八九十百]{{1,4}}[)）]?[、.．]?|第[一二三四五六七八九十百\d]{{1,3}}(?:{SECTION_WORDS})"
    r"|[IVX]{1,5}[.、]?"
)


def is_section(text: str) -> bool:
    """Tell whether a heading is numbered as sections are: 一、, 第一部分, Theme 2."""
    return SECTION.match(text) is not None or numbers_section(text)


def is_ditto(text: str) -> bool:
    """Tell whether a cell says what the one above it does: 同上, ditto."""
    return fold(text).rstrip(".。") in _DITTOS


def is_note(text: str) -> bool:
    """Tell whether a text begins as a remark does: 备注, 填表, 来源."""
    return _NOTE.match(text) is not None or is_remark(text)


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows of one task, and what stands above them.

    Attributes:
        rows: numbers of its rows.
        section: heading row above it, "" where there is none.
        subsection: heading row of the second level above it.
        leaders: the persons that a heading row above it names.
        added: what a person has put to its wording: the texts of rows without a wording in its column.
        stages: what rows below it say that is to be done by when: 一季度 and 完成招标.
    """

    rows: tuple[int, ...]
    section: str
    subsection: str
    leaders: tuple[Name, ...]
    added: tuple[Paragraph, ...] = ()
    stages: tuple[tuple[str, str], ...] = ()


def group_rows(table: DocumentTable, heading: Heading, begins: "Begins", roles: Roles) -> "RowGroups":
    """Cut the rows below the headings into tasks and heading rows; what is neither is left over.

    Args:
        table: the table.
        heading: its headings.
        begins: what stands above its first row.
        roles: what rows are of which a person has said it.
    """
    cutter = _Cutter(table, heading, begins, roles)
    for row in range(heading.bottom + 1, len(table.rows)):
        cutter.take(row)
    return cutter.result()


@dataclass(frozen=True, slots=True)
class Begins:
    """What stands above a row.

    Attributes:
        section: the last heading row.
        leaders: the persons that a heading row names.
    """

    section: str = ""
    leaders: tuple[Name, ...] = ()


NOTHING_ABOVE = Begins()


@dataclass(frozen=True, slots=True)
class RowGroups:
    """What the rows of a table are.

    Attributes:
        groups: the tasks.
        left: what is neither a task nor heads one.
        pending: of this the heading rows that no task comes behind.
        ends: what stands above what comes behind the last row.
    """

    groups: tuple[RowGroup, ...]
    left: tuple[Paragraph, ...]
    pending: tuple[Paragraph, ...]
    ends: Begins


class _Cutter:
    """Cuts a table row by row.

    Attributes:
        groups: the tasks so far.
    """

    def __init__(self, table: DocumentTable, heading: Heading, begins: Begins, roles: Roles) -> None:
        self._table, self._heading, self._roles = table, heading, roles
        self._bare = bare_rows_that_head(table, heading, goes_on=bool(begins.section))
        self.groups: list[RowGroup] = []
        self._section, self._subsection = begins.section, ""
        section = Paragraph(begins.section, table.rows[0][0].place)
        self._leaders = begins.leaders or _leaders_above(heading, section)
        self._left: list[Paragraph] = []
        self._remark: int | None = None  # the row above, if it is a remark
        self._pending: list[DocumentCell] = []  # heading rows below which no task has come yet

    def take(self, row: int) -> None:
        """Take the next row."""
        table, heading = self._table, self._heading
        cells = _new_cells(table, row)
        if _says_nothing(cells) or _repeats_heading(table, heading, row):
            return
        role = self._roles.get(cells[0].place)
        if role is None or not self._take_as(row, cells, role):
            self._judge(row, cells)

    def _judge(self, row: int, cells: Sequence[DocumentCell]) -> None:
        """Take a row by what it looks like."""
        table, heading = self._table, self._heading
        if _is_gone(table, heading, row):
            # A section or a project that begins here may go on below, where it stands at each of its rows.
            own = (cell for cell in cells if cell.rows == 1 and not as_number(cell.text))
            self._leave(own)
        elif self._is_of_remark(cells):
            self._leave(cells)
        elif self.groups and _continues(table, heading, row, self.groups[-1].rows):
            self.groups[-1] = replace(self.groups[-1], rows=(*self.groups[-1].rows, row))
        elif self.groups and (stage := _stage_of(heading, cells)):
            self.groups[-1] = replace(self.groups[-1], stages=(*self.groups[-1].stages, stage))
        elif row not in self._bare and _is_task(table, heading, row, cells):
            self._pending = []
            self.groups.append(RowGroup((row,), self._section, self._subsection, self._leaders))
        elif (above := self._above(row, cells)) is not None:
            self._head(cells, above)
        else:
            self._leave(cells)

    def _above(self, row: int, cells: Sequence[DocumentCell]) -> Paragraph | None:
        """Return what a row says that heads others, None where it is neither a task nor a heading."""
        found = _heading_of(self._heading, cells)
        if found is None and row in self._bare:
            return Paragraph(" ".join(squeeze(cell.text) for cell in cells), cells[-1].place)
        return found

    def _leave(self, cells: Iterable[DocumentCell]) -> None:
        """Leave over what is neither a task nor heads one."""
        self._left += [piece for cell in cells for piece in cell.pieces]

    def _is_of_remark(self, cells: Sequence[DocumentCell]) -> bool:
        """Tell whether a row is a remark, or a further point of that above it: 注：1. …, and 2. … in the next row."""
        only = Paragraph(cells[0].text, cells[0].place)
        is_point = self._remark == cells[0].row - 1 and numbered(only)[0] is not None
        is_one = len(cells) == 1 and (is_point or is_remark(only.text))
        self._remark = cells[0].row if is_one else None
        return is_one

    def _take_as(self, row: int, cells: Sequence[DocumentCell], role: BlockRole) -> bool:
        """Take a row as a person has said what it is; False where it cannot be that."""
        has_wording = any(self._table.rows[row][at].text.strip() for at in self._heading.of(ListColumn.WORK))
        if role is BlockRole.GOES_ON and self.groups:
            last, pieces = self.groups[-1], tuple(piece for cell in cells for piece in cell.pieces)
            further = {"rows": (*last.rows, row)} if has_wording else {"added": (*last.added, *pieces)}
            self.groups[-1] = replace(last, **further)
        elif role is BlockRole.TASK and has_wording:
            self._pending = []
            self.groups.append(RowGroup((row,), self._section, self._subsection, self._leaders))
        elif role is BlockRole.SECTION:
            self._head(cells, Paragraph(" ".join(squeeze(cell.text) for cell in cells), cells[0].place))
        else:
            return False
        return True

    def _head(self, cells: Sequence[DocumentCell], heading: Paragraph) -> None:
        """Take a row that heads the tasks below it: a leader, a section, or a second level of it."""
        self._pending += cells
        bare, said = behind_wording(heading)
        text = squeeze(bare.text)
        person = leader_of_heading(bare) if not self._heading.of(ListColumn.LEADERS) else None
        if person:
            self._leaders = (person,)
        elif _SUBSECTION.match(text) and self._section and not _SUBSECTION.match(self._section):
            self._subsection = text
        else:
            self._section, self._subsection = text, ""
        if said.leaders:
            self._leaders = said.leaders

    def result(self) -> RowGroups:
        """Return what the rows are."""
        pending = tuple(piece for cell in self._pending for piece in cell.pieces)
        return RowGroups(tuple(self.groups), (*self._left, *pending), pending, Begins(self._section, self._leaders))


def _leaders_above(heading: Heading, section: Paragraph) -> tuple[Name, ...]:
    """Return the leader whose tasks the section says that a table begins in, where no column names leaders."""
    person = leader_of_heading(section) if section.text and not heading.of(ListColumn.LEADERS) else None
    return (person,) if person else ()


def _heading_of(heading: Heading, cells: Sequence[DocumentCell]) -> Paragraph | None:
    """Return what a row says that heads others: one text, however long, or a text with a number of its own kind.

    None for a remark, and for a row that is neither a task nor a heading.
    """
    if len(cells) == 1:
        only = Paragraph(squeeze(cells[0].text), cells[0].place)
        return only if _is_heading(only) else None
    if _is_numbered_heading(heading, cells):
        number, text = (squeeze(cell.text) for cell in cells)
        joined = f"{number}、{text}" if re.fullmatch(r"[一二三四五六七八九十百]+", number) else f"{number} {text}"
        return Paragraph(joined, cells[1].place)
    return None


def _is_heading(text: Paragraph) -> bool:
    """Tell whether the only text of a row heads others: it is short or has a number, or is long and no sentence."""
    bare = behind_wording(text)[0].text
    if is_note(text.text):
        return False
    is_short = len(bare) <= _MAX_SECTION or is_section(bare) or _SUBSECTION.match(bare)
    return bool(is_short) or (len(bare) <= _LONGEST_SECTION and not SENTENCE_END.search(bare))


def _is_numbered_heading(heading: Heading, cells: Sequence[DocumentCell]) -> bool:
    """Tell whether a row is a heading with its number in a cell of its own: 一 | 夯实农业基础."""
    is_there = cells[0].column in heading.of(ListColumn.NUMBER) or cells[0].column == 0
    if len(cells) != 2 or not is_there:
        return False
    return _SECTION_NUMBER.fullmatch(squeeze(cells[0].text)) is not None


def _stage_of(heading: Heading, cells: Sequence[DocumentCell]) -> tuple[str, str] | None:
    """Return what a row says that is to be done of the task above by a quarter or month, None where it says more.

    一季度：完成招标 stands alone in the column of wordings, or 一季度 in one cell and 完成招标 in the next.
    """
    texts = [squeeze(cell.text) for cell in cells]
    when, *what = texts if len(texts) > 1 else re.split(r"[:：]\s*", texts[0], maxsplit=1)
    is_there = cells[0].column in (*heading.of(ListColumn.WORK), *heading.of(ListColumn.NUMBER))
    return (when, what[0]) if len(what) == 1 and what[0] and is_there and is_stage(when) else None


def _new_cells(table: DocumentTable, row: int) -> list[DocumentCell]:
    """Return the cells with text that begin in this row, once each."""
    return [cell for cell in dict.fromkeys(table.rows[row]) if cell.row == row and cell.text.strip()]


def _says_nothing(cells: Sequence[DocumentCell]) -> bool:
    """Tell whether no cell has a letter or digit: a row is empty, or is a line drawn below the headings, |---|---|."""
    return not any(char.isalnum() for cell in cells for char in cell.text)


def _repeats_heading(table: DocumentTable, heading: Heading, row: int) -> bool:
    """Tell whether a row is one of the rows of headings again, as on each page."""
    texts = [cell.text.strip() for cell in table.rows[row]]
    rows = range(max(heading.top, 0), heading.bottom + 1)
    return any([cell.text.strip() for cell in table.rows[above]] == texts for above in rows)


def _is_gone(table: DocumentTable, heading: Heading, row: int) -> bool:
    """Tell whether the wording of a row is struck through or deleted, whatever else stands there."""
    cells = [table.rows[row][column] for column in heading.of(ListColumn.WORK)]
    return any(cell.emptied for cell in cells) and not any(cell.text.strip() for cell in cells)


def _continues(table: DocumentTable, heading: Heading, row: int, above: Sequence[int]) -> bool:
    """Tell whether a row belongs to the task above: its number, or else its wording, is one merged cell with it.

    Args:
        table: the table.
        heading: its headings.
        row: the row.
        above: the rows of the task above; what begins in another row is none of that task's.
    """
    for means in (ListColumn.NUMBER, ListColumn.WORK):
        for column in heading.of(means):
            cell = table.rows[row][column]
            if above[0] <= cell.row <= above[-1] and cell.text.strip():
                return means is ListColumn.WORK or not _stands_alone(table, heading, row)
            if means is ListColumn.NUMBER and cell.text.strip():
                return False
    return False


def _stands_alone(table: DocumentTable, heading: Heading, row: int) -> bool:
    """Tell whether a row under a merged number is a task of its own: it has a wording and a deadline itself."""

    def is_own(means: ListColumn) -> bool:
        cells = (table.rows[row][column] for column in heading.of(means))
        return any(cell.row == row and cell.text.strip() for cell in cells)

    return is_own(ListColumn.WORK) and is_own(ListColumn.DEADLINE)


def _is_task(table: DocumentTable, heading: Heading, row: int, cells: Sequence[DocumentCell]) -> bool:
    """Tell whether a row is a task: it has a wording, and not only a heading that runs across the table."""
    work = table.rows[row][heading.of(ListColumn.WORK)[0]]
    if fold_prose(work.text) in _TOTALS:
        return False
    if not any(map(str.isalnum, work.text)) or work.row != row or (is_note(cells[0].text) and len(cells) == 1):
        return False
    if len(cells) > 1:
        is_remark_row = is_note(cells[0].text) and not _has_number(table, heading, row)
        return not is_remark_row and not _is_numbered_heading(heading, cells)
    across = work.columns > 1 and any(
        work is table.rows[row][c] for columns in heading.columns.values() for c in columns if c != work.column
    )
    return not across and not is_section(work.text)


def _has_number(table: DocumentTable, heading: Heading, row: int) -> bool:
    return any(as_number(table.rows[row][column].text) for column in heading.of(ListColumn.NUMBER))


_NUMBER_BEFORE = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])\s*")
_TASKS_OF = "牵头|牽頭|负责|負責|分管|领衔|領銜|包保|包抓|挂帅|掛帥|督导|督導|主抓|主责|主責|推进|推動"
_COUNT_BEHIND = re.compile(rf"[(（]?(?<!\d)\d++项[)）]?|(?:同志)?(?:{_TASKS_OF})(?s:.*)|同志$")


def leader_of_heading(heading: Paragraph) -> Name | None:
    """Return the leader whose tasks a heading announces: 梅建胜, 一、区长 梅建胜（25项）, （一）梅建胜同志牵头工作."""
    text = _COUNT_BEHIND.sub("", _NUMBER_BEFORE.sub("", squeeze(heading.text))).strip(" :：、")
    named = persons((Paragraph(text, heading.place),))
    if len(named) != 1 or not looks_like_person(named[0].written, strict=True):
        return None
    return replace(named[0], padded="")
