"""What every kind of document is turned into first: paragraphs, or tables whose merged cells are spread out."""

from dataclasses import dataclass

from reportkit.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands in the source.

    Attributes:
        sheet: name of the sheet or of the table, "" in a text.
        cell: address in it, `B12`; the line of a text is `L123`.
    """

    sheet: str
    cell: str

    def __str__(self) -> str:
        """Return the place as people read it."""
        return f"{self.sheet}!{self.cell}" if self.sheet else self.cell


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, or one line of a cell, with its place.

    Attributes:
        text: without white space at its ends.
        place: where it stands.
        gap: how many empty lines stand before it in a flattened text.
    """

    text: str
    place: Place
    gap: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the list.

    Attributes:
        written: without white space, its broken halves put together.
        place: where it begins.
        parts: the lines it stood on, () where it stood on one.
        padded: what stood there, where spaces had been put into the name; otherwise "".
    """

    written: str
    place: Place
    parts: tuple[str, ...] = ()
    padded: str = ""


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
        leaders: in order.
        leads: lead units in order.
        participants: units and collectives that take part.
        deadline: what stands in the column of deadlines.
        doubtful_split: True where leads and participants could not be told apart for certain.
        places: every place of the source that belongs to it.
    """

    no: str
    place: Place
    section: str
    project: str | None
    inherited: bool
    work: tuple[Piece, ...]
    leaders: tuple[Name, ...] = ()
    leads: tuple[Name, ...] = ()
    participants: tuple[Name, ...] = ()
    deadline: str = ""
    doubtful_split: bool = False
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A whole list as a document gives it.

    Attributes:
        tasks: in the document's order.
        title: heading of the document, "" where there is none.
        leftovers: texts that belong to no task.
        diagnostics: what the reading of the structure found.
    """

    tasks: tuple[RawTask, ...]
    title: str = ""
    leftovers: tuple[Piece, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
