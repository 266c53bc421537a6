"""One document of an invented list, and how it is made in several formats."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tests.invented.canon import Goal, Item, Office
from tests.invented.documents import Block, docx, page, separated, text, xlsx
from tests.invented.tables import USUAL


@dataclass(frozen=True, slots=True)
class Rendering:
    """A document and what is right in it.

    Attributes:
        office: whose list it is.
        shape: how it is written.
        file: its name.
        data: its bytes.
        goals: its tasks.
        gone: tasks that are struck out or hidden: they are left out, or asked about.
        told: words of which some finding has to speak.
        year: that the list is of, 0 where nothing says it.
        options: what is said on the command line, by the name of the option.
        family: of shapes like it.
    """

    office: Office
    shape: str
    file: str
    data: bytes
    goals: tuple[Goal, ...]
    gone: tuple[Item, ...] = ()
    told: tuple[str, ...] = ()
    year: int = 0
    options: Mapping[str, object] = field(default_factory=dict)
    family: str = ""

    @property
    def name(self) -> str:
        """The name it goes by."""
        return f"{self.office.key}: {self.shape}.{self.file.rpartition('.')[2]}"


Shown = tuple[Goal, ...]
WRITERS: Mapping[str, Callable[..., bytes]] = {
    "docx": docx,
    "html": page,
    "csv": separated,
    "txt": text,
    "xlsx": lambda *blocks: xlsx({"Sheet1": blocks}),
}
IN_SECTIONS = (*USUAL, "section")
SAID = ("work", "leads", "parts", "due", "section")
"""What labels below a task say."""


def in_formats(office: Office, shape: str, ends: str, blocks: Sequence[Block], right: Shown) -> Iterator[Rendering]:
    """Yield a document in each of these formats, `docx html`."""
    for end in ends.split():
        yield as_file(office, shape, end, WRITERS[end](*blocks), right)


def as_file(office: Office, shape: str, end: str, data: bytes, right: Shown) -> Rendering:
    """Return a document under the usual name of the office's list."""
    return Rendering(office, shape, f"{office.file}.{end}", data, right, year=office.year)


def any_number(right: Shown) -> Shown:
    """Return what is right where the document does not number its tasks plainly."""
    return tuple(replace(goal, no=None) for goal in right)


def led_by_section(office: Office) -> tuple[Item, ...]:
    """Return the tasks with the leaders that the headings of their sections name."""
    return tuple(replace(one, leaders=office.section_leaders[one.section]) for one in office.items)


def without(columns: Sequence[str], *names: str) -> tuple[str, ...]:
    """Return columns without some of them."""
    return tuple(name for name in columns if name not in names)
