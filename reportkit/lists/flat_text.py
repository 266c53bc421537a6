"""A list that was flattened to plain text: one paragraph a block, the columns one below the other."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportkit.files.document import Paragraph
from reportkit.language.text import SENTENCE_END, fold
from reportkit.lists.duties import Duties, in_cell
from reportkit.lists.flat_columns import Columns, cells_of, columns_above
from reportkit.lists.listing import Listing, Name, RawTask, Roles
from reportkit.lists.names import NONE_KNOWN, KnownUnits, NamesLine, lines, looks_like_person, persons
from reportkit.lists.surroundings import beside_list
from reportkit.lists.when import says_when
from reportkit.model import BlockRole, ListColumn
from reportkit.units import is_collective

SECTION = re.compile(r"^[一二三四五六七八九十百]{1,4}、\S")
_NUMBER = re.compile(r"^[(（]?(\d{1,4})[)）]?[.．、]?$")
_BEFORE_WORDING = re.compile(r"^[(（]?(\d{1,4})[)）]?\s*[.．、)）]\s*([^\d\s].{3,})$")
_TITLE = re.compile(r"[表单單]$|一[览覽]|清[单單]|分解")
_MAX_PROJECT = 40


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands between one number and the next.

    Attributes:
        number: the paragraph with the number.
        section: heading of the section.
        pieces: what follows the number.
    """

    number: Paragraph
    section: str
    pieces: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The paragraphs of a task, each by what it holds.

    Attributes:
        block: where they come from.
        project: the project written at this task, None where none is.
        blank: True where the place of the project is there and empty.
        work: paragraphs of the wording.
        leaders: paragraphs with persons.
        lines: lines of units.
        left: paragraphs that are nothing of this.
        deadline: paragraphs that say until when.
        said: whose it is, where columns say it; None where the look of the lines has to.
    """

    block: _Block
    project: str | None
    blank: bool
    work: tuple[Paragraph, ...]
    leaders: tuple[Paragraph, ...]
    lines: tuple[NamesLine, ...]
    left: tuple[Paragraph, ...]
    deadline: tuple[Paragraph, ...] = ()
    said: Duties | None = None

    @property
    def names_someone(self) -> bool:
        """True where a person or a unit stands at the task."""
        return bool(self.leaders or self.lines or (self.said and self.said.says_who))


@dataclass(frozen=True, slots=True)
class _Habits:
    """What units do in tasks where it is certain, by their folded names.

    Attributes:
        leading: units that lead.
        assisting: units that take part.
    """

    leading: frozenset[str] = frozenset()
    assisting: frozenset[str] = frozenset()

    def assists(self, name: Name) -> bool:
        """Tell whether a unit only ever takes part."""
        folded = fold(name.written)
        return folded in self.assisting and folded not in self.leading


def read_text(pieces: Sequence[Paragraph], known: KnownUnits = NONE_KNOWN, roles: Roles | None = None) -> Listing:
    """Read a list from paragraphs: number, project on the first task of its group, work, leaders, units.

    Args:
        pieces: the paragraphs.
        known: units of which an office has said what they are called.
        roles: what paragraphs are of which a person has said it.

    Returns:
        a listing without tasks where nothing has a number, or nothing that has one names a person or unit: any
        report has numbered paragraphs.
    """
    feet = beside_list(pieces)
    before, blocks = _blocks(_numbered([piece for piece in pieces if piece not in feet]), roles or {})
    found = list(_all_parts(blocks, columns_above(before), known))
    parts = [part for part in found if part.work]
    bare = [part.block.number for part in found if not part.work]
    if not any(part.names_someone for part in parts):
        return Listing(())
    left = itertools.chain.from_iterable(part.left for part in parts)
    return Listing(tuple(_tasks(parts)), _title(before), (*bare, *left, *feet))


def _all_parts(blocks: Sequence[_Block], columns: Columns, known: KnownUnits) -> Iterator[_Parts]:
    """Yield the parts of each task, by the headings above the list where it has a paragraph a cell."""
    for at, block in enumerate(blocks, 1):
        yield _in_columns(block, columns, known, is_last=at == len(blocks)) or _parts(block, known)


def _tasks(parts: Sequence[_Parts]) -> Iterator[RawTask]:
    habits = _habits(parts)
    for part, project in zip(parts, _projects(parts), strict=True):
        yield _task(part, project, habits)


def _projects(parts: Sequence[_Parts]) -> list[str | None]:
    """Return the project of each task: its own, or that of the tasks before it in the section."""
    blanks_count = _blanks_count(parts)
    projects: list[str | None] = []
    section = ""
    for part in parts:
        goes_on = part.project is None and part.block.section == section and not (part.blank and blanks_count)
        projects.append(projects[-1] if projects and goes_on else part.project)
        section = part.block.section
    return projects


def _task(part: _Parts, project: str | None, habits: _Habits) -> RawTask:
    leads, participants, doubtful = _split(part.lines, habits)
    if part.said:
        leads, participants, doubtful = part.said.leads, part.said.participants, False
    return RawTask(
        no=fold(part.block.number.text).strip("().、"),
        place=part.block.number.place,
        section=part.block.section,
        project=project,
        inherited=project is not None and part.project is None,
        work=part.work,
        leaders=persons(part.leaders),
        leads=leads,
        participants=participants,
        deadline=" ".join(piece.text for piece in part.deadline),
        doubtful_split=doubtful,
        places=(part.block.number.place, *(piece.place for piece in part.block.pieces)),
    )


def _numbered(pieces: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Put a number that stands before its wording (1. 建设…) on a line of its own, where none stands alone."""
    if any(_NUMBER.match(piece.text) for piece in pieces):
        return pieces
    out: list[Paragraph] = []
    following = 1
    for piece in pieces:
        match = _BEFORE_WORDING.match(piece.text)
        if match and int(match[1]) in (1, following):
            following = int(match[1]) + 1
            out += [replace(piece, text=match[1]), Paragraph(match[2], piece.place)]
        else:
            out.append(piece)
    return out


def _blanks_count(parts: Sequence[_Parts]) -> bool:
    """Tell whether an empty place of the project means that a task has none.

    Some exports leave an empty line for every cell that a merged one covers; then it says nothing.
    """
    without = [part for part in parts if part.project is None]
    return sum(part.blank for part in without) * 2 <= len(without)


def _blocks(pieces: Sequence[Paragraph], roles: Roles) -> tuple[tuple[Paragraph, ...], list[_Block]]:
    """Cut paragraphs at the numbers; return what stands before the first section or number, and the blocks."""
    before: list[Paragraph] = []
    found: list[tuple[Paragraph, str, list[Paragraph]]] = []
    section = ""
    for piece in pieces:
        role = roles.get(piece.place)
        if role is BlockRole.GOES_ON and found:
            found[-1][2].append(piece)
        elif role is BlockRole.SECTION or (SECTION.match(piece.text) and not SENTENCE_END.search(piece.text)):
            section = piece.text
        elif _NUMBER.match(piece.text):
            found.append((piece, section, []))
        elif found:
            found[-1][2].append(piece)
        else:
            before.append(piece)
    return tuple(before), [_Block(number, name, tuple(rest)) for number, name, rest in found]


def _parts(block: _Block, known: KnownUnits) -> _Parts:
    """Tell the paragraphs of one task apart by what they look like."""
    pieces = block.pieces
    prose = _end_of_prose(pieces, known)
    head, rest = pieces[:prose], pieces[prose:]
    # The first cell of a merged block has text; an empty cell of its own leaves one more empty line.
    blank = bool(pieces) and pieces[0].gap > 0
    has_project = len(head) > 1 and len(head[0].text) <= _MAX_PROJECT and not SENTENCE_END.search(head[0].text)
    project = head[0].text if has_project else None
    work = head[1:] if has_project else head
    persons_end = 0
    while persons_end < len(rest) and _is_persons(rest[persons_end:], known):
        persons_end += 1
    found, left = lines(rest[persons_end:], known)
    left, days = _without_day(left)
    return _Parts(block, project, blank and not has_project, work, rest[:persons_end], found, left, days)


def _without_day(left: tuple[Paragraph, ...]) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Return what is left over behind wording and names, and the deadline where that is all of it."""
    return ((), left) if len(left) == 1 and says_when(left[0].text) else (left, ())


def _in_columns(block: _Block, columns: Columns, known: KnownUnits, *, is_last: bool) -> _Parts | None:
    """Return the parts of a task by the headings above the list, None where its paragraphs are not a cell each.

    What stands behind the last cell of the last task is none of it.
    """
    left = block.pieces[len(columns) :] if is_last else ()
    cells = cells_of(block.pieces[: len(block.pieces) - len(left)], columns, known)
    if not cells:
        return None
    named = {means: (cells[means],) if means in cells else () for means in ListColumn}
    said = in_cell(named[ListColumn.LEADS], ListColumn.LEADS) | in_cell(
        named[ListColumn.PARTICIPANTS], ListColumn.PARTICIPANTS
    )
    work = (*named[ListColumn.WORK], *named[ListColumn.AIMS])
    leaders, days = named[ListColumn.LEADERS], named[ListColumn.DEADLINE]
    return _Parts(block, None, blank=False, work=work, leaders=leaders, lines=(), left=left, deadline=days, said=said)


def _is_persons(pieces: Sequence[Paragraph], known: KnownUnits) -> bool:
    """Tell whether the first paragraph names persons only."""
    named = persons(pieces[:1])
    are_persons = bool(named) and all(looks_like_person(name.written) for name in named)
    return are_persons and not (known.begin(pieces) or any(known.holds(name.written) for name in named))


def _end_of_prose(pieces: Sequence[Paragraph], known: KnownUnits) -> int:
    """Return how many paragraphs from the first on are project and wording.

    The wording ends with a sentence that persons or units follow; where no sentence ends, it ends before the first
    paragraph that must be a person or a list of units.
    """
    ends = [at for at, piece in enumerate(pieces, 1) if SENTENCE_END.search(piece.text)]
    names = [at for at, piece in enumerate(pieces) if at and _names_someone(piece, known)]
    for end in ends:
        if end == len(pieces) or _is_persons(pieces[end:], known) or end in names:
            return end
    return names[0] if names else len(pieces)


def _names_someone(piece: Paragraph, known: KnownUnits) -> bool:
    named = persons((piece,))
    if named and all(looks_like_person(name.written, strict=True) for name in named):
        return True
    found, left = lines((piece,), known)
    return bool(found) and not left


def _habits(parts: Sequence[_Parts]) -> _Habits:
    """Return which units lead, and which take part, in the tasks whose split is certain."""
    splits = [_split(part.lines, _Habits()) for part in parts]
    certain = [(leads, participants) for leads, participants, doubtful in splits if not doubtful]
    return _Habits(
        frozenset(fold(name.written) for leads, _ in certain for name in leads),
        frozenset(fold(name.written) for _, participants in certain for name in participants),
    )


def _split(found: Sequence[NamesLine], habits: _Habits) -> tuple[tuple[Name, ...], tuple[Name, ...], bool]:
    """Tell lead units, one a line, from participants, which stand in a list.

    Where several names on lines of their own come before a lone collective, the last of them may take part
    already: they do if they take part in other tasks and never lead one.

    Returns:
        lead units, participants, and whether the split is in doubt.
    """
    first = next((at for at, line in enumerate(found) if line.listed and at), len(found))
    doubtful = first > 1 and _may_begin_earlier(found[first:])
    while doubtful and first > 1 and habits.assists(found[first - 1].names[0]):
        first -= 1
    return _names(found[:first]), _names(found[first:]), doubtful


def _names(found: Sequence[NamesLine]) -> tuple[Name, ...]:
    return tuple(name for line in found for name in line.names)


def _may_begin_earlier(listed: Sequence[NamesLine]) -> bool:
    """Tell whether participants may begin before the first list of them: it is none, or a lone collective."""
    return not listed or (len(listed[0].names) == 1 and is_collective(listed[0].names[0].written))


def _title(before: Sequence[Paragraph]) -> str:
    """Return the title above the list; what else stands there are headings of columns."""
    titles = (piece.text for piece in before if _TITLE.search(piece.text) and not SENTENCE_END.search(piece.text))
    return next(titles, "")
