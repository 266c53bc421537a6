"""What every kind of document is turned into: first paragraphs and tables, then a listing of raw tasks."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto, unique

from reportkit.diagnostics import Diagnostic
from reportkit.files.document import Paragraph, SourcePlace
from reportkit.model import BlockRole, ListColumn


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the list.

    Attributes:
        written: without white space, its broken halves put together.
        place: where it begins.
        parts: the lines it stood on, () where it stood on one.
        padded: what stood there, where spaces had been put into the name; otherwise "".
        post: the post a person holds, where the list names it beside the person.
        contact: whom to ask in a unit, where the list names a person or a telephone number beside it.
    """

    written: str
    place: SourcePlace
    parts: tuple[str, ...] = ()
    padded: str = ""
    post: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class RawTask:
    """One task as a document gives it: clean text, nothing resolved yet.

    Attributes:
        no: the number as written, "" where there is none.
        place: where the task begins.
        section: heading of its section, "" where there is none.
        project: its project, None where there is none.
        inherited: True where the project stands at an earlier task only.
        work: paragraphs of the wording.
        aims: paragraphs that stand in columns of their own and belong to the wording (年度目标).
        leaders: in order.
        leads: lead units in order.
        participants: units and collectives that take part.
        deadline: what stands in the column of deadlines.
        doubtful_split: True where leads and participants could not be told apart for certain.
        places: every place of the source that belongs to it.
        others: what is said at it that a list does not need, a contact for one.
        measures: by what one knows that it is done, by the headings or labels that say so: Success criteria.
        stages: what is to be done by when, by the headings of the columns that say it: 一季度目标.
        extras: what stands in columns that a list does not need, by their headings.
        code: the number as written where it is no plain one, else "": 1.1, C1, 114-A-03.
    """

    no: str
    place: SourcePlace
    section: str
    project: str | None
    inherited: bool
    work: tuple[Paragraph, ...]
    leaders: tuple[Name, ...] = ()
    leads: tuple[Name, ...] = ()
    participants: tuple[Name, ...] = ()
    deadline: str = ""
    doubtful_split: bool = False
    aims: tuple[Paragraph, ...] = ()
    places: tuple[SourcePlace, ...] = ()
    others: tuple[Paragraph, ...] = ()
    measures: tuple[tuple[str, str], ...] = ()
    stages: tuple[tuple[str, str], ...] = ()
    extras: tuple[tuple[str, str], ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class ColumnHeading:
    """A heading of a column, and what the column was taken for.

    Attributes:
        text: as it stands there, without white space at its ends.
        place: where it stands.
        means: what the column holds, None where it is carried along as it stands.
    """

    text: str
    place: SourcePlace
    means: ListColumn | None


Roles = Mapping[SourcePlace, BlockRole]
"""What parts of a document are of which a person has said it, by where each stands."""


@unique
class Basis(Enum):
    """What a listing was read from.

    Attributes:
        TASK_TABLE: a table with a column that is named for tasks.
        TABLE: a table of which another column, of projects for one, was taken for the tasks.
        TEXT: paragraphs.
    """

    TASK_TABLE = auto()
    TABLE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole list as a document gives it.

    Attributes:
        tasks: in the document's order.
        title: heading of the document, "" where there is none.
        unassigned: texts that belong to no task.
        diagnostics: what the reading of the structure found.
        year: that its sheet or the title above says, 0 where none does.
        columns: the headings of its tables.
        basis: what it was read from.
    """

    tasks: tuple[RawTask, ...]
    title: str = ""
    unassigned: tuple[Paragraph, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    year: int = 0
    columns: tuple[ColumnHeading, ...] = ()
    basis: Basis = Basis.TEXT
