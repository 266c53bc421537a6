"""Columns of the office's own that stand beside a task in forms and reports: which, how wide, what is in them. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from reportkit.language.amounts import exact, percent_text, plain_text
from reportkit.language.text import fold, heading_words, shorten
from reportkit.language.widths import width
from reportkit.language.words import Lang, Words
from reportkit.model import Master, OwnCell, OwnColumn, Task

OWN = "own:"
"""What the name of such a column begins with; no field of a form can be called so."""
LIST_NUMBER = Words("Number in the list", "原编号")
"""What heads the numbers that the list itself gives its tasks where these are not 1, 2, 3."""
_SHEET = "tasks"
_OF_THE_LIST = Words("List: {heading}", "任务单{heading}")
_DAY, _MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
_SHORT = 16
"""Characters of a text that stands on one line."""
_LINES = 8
"""Lines that a longer one may take before its column is made wider."""
_WIDEST, _NARROWEST = 44.0, 7.0
_WIDEST_FIGURE = 24
_RIM = 2.0
_BRIEF = 76
"""Half-width columns of a task's wording beside its targets."""


def brief_wording(task: Task) -> str:
    """Return the wording of a task as it stands beside its targets: on one line, a long one cut."""
    return shorten(task.work, _BRIEF)


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of the office's own that is shown.

    Attributes:
        name: ASCII name by which it is found in forms and reports, the same wherever the column stands in the master.
        heading: as the master has it.
        column: ASCII name of its cells in the master.
    """

    name: str
    heading: str
    column: str

    @classmethod
    def of(cls, column: OwnColumn) -> "ShownColumn":
        """Return a column of the master as it is shown."""
        digest = sha256(fold(column.heading).encode()).hexdigest()[:12]
        return cls(f"{OWN}{digest}", column.heading, column.name)

    @property
    def is_list_number(self) -> bool:
        """True where it holds the numbers of the list itself, which stand beside ours."""
        return fold(self.heading) in {fold(LIST_NUMBER.text(lang)) for lang in Lang}

    def headed(self, taken: Collection[str], lang: Lang) -> str:
        """Return its heading; where another column has that one too, it says that this one is the list's.

        Args:
            taken: words of the headings beside it, as `heading_words` returns them.
            lang: of what is added.
        """
        return self.marked(lang) if heading_words(self.heading) in taken else self.heading

    def marked(self, lang: Lang) -> str:
        """Return its heading with the word that it is the list's."""
        return _OF_THE_LIST.text(lang, heading=self.heading)

    def value(self, task: Task) -> str | Decimal | date | None:
        """Return what stands in the cell of a task, None where nothing does."""
        cell = self._cell(task)
        match cell.value if cell else None:
            case bool() as value:
                return "TRUE" if value else "FALSE"
            case int() | float() as value:
                return exact(value)
            case value:
                return value

    def number(self, task: Task) -> str:
        """Return the number format that shows the cell of a task, "" for the usual one."""
        cell = self._cell(task)
        if cell is None or cell.number:
            return cell.number if cell else ""
        return (_MOMENT if isinstance(cell.value, datetime) else _DAY) if isinstance(cell.value, date) else ""

    def texts(self, task: Task) -> tuple[str, ...]:
        """Return the texts that say what stands in the cell of a task, the one that people see first."""
        value = self.value(task)
        match value:
            case Decimal():
                percent = [percent_text(value * 100)] if "%" in self.number(task) else []
                return (*percent, plain_text(value))
            case datetime():
                return (value.isoformat(sep=" "),)
            case date():
                return (value.isoformat(),)
            case _:
                return (value or "",)

    def figure_width(self, task: Task) -> int:
        """Return how many characters the number or the day of a task takes at most, 0 where it has none.

        A number that is wider than its column is not seen at all; what its format adds is in the format.
        """
        value = self.value(task)
        if value is None or isinstance(value, str):
            return 0
        digits = len(plain_text(value)) if isinstance(value, Decimal) else 0
        return min(digits + width(self.number(task).partition(";")[0]), _WIDEST_FIGURE)

    def _cell(self, task: Task) -> OwnCell | None:
        return next((cell for cell in task.own if cell.column == self.column), None)


@dataclass(frozen=True, slots=True)
class ColumnRoom:
    """How much room a column takes.

    Attributes:
        width: in characters.
        is_short: True where all its texts stand on one line, so that they are centred.
    """

    width: float
    is_short: bool


def room_of(column: ShownColumn, tasks: Sequence[Task]) -> ColumnRoom:
    """Return the room that a column takes beside tasks: as wide as its texts, or as lets long ones be read."""
    values = [column.value(task) for task in tasks]
    longest = max((width(line) for value in values if isinstance(value, str) for line in value.split("\n")), default=0)
    is_short = longest <= _SHORT
    heading = min(max(map(width, column.heading.split("\n"))) / 2, _SHORT)
    least = _RIM + max(heading, *map(column.figure_width, tasks)) if tasks else _NARROWEST
    wanted = longest + _RIM if is_short else min(max(longest / _LINES, _SHORT + _RIM), _WIDEST)
    return ColumnRoom(max(wanted, least, _NARROWEST), is_short=is_short)


def shown_columns(master: Master) -> tuple[ShownColumn, ...]:
    """Return the columns that the office wants to have shown beside its tasks, in the order in which it names them."""
    own = own_columns(master) if master.settings.shown_columns else ()
    found = (_meant(name, own) for name in master.settings.shown_columns)
    return tuple({column.name: column for column in found if column is not None}.values())


def list_numbers(master: Master) -> dict[int, tuple[str, ...]]:
    """Return the list's own numbers, folded, by the number of the task: 1.1, C1, A-03.

    They stand in shown columns in which each task has another short text with a digit, and no plain number, which may
    be one of ours.
    """
    found: dict[int, tuple[str, ...]] = {}
    for column in shown_columns(master):
        codes = {task.no: code for task in master.tasks if (code := fold(column.texts(task)[0]))}
        if len(set(codes.values())) == len(codes) and all(map(_is_code, codes.values())):
            found |= {no: (*found.get(no, ()), code) for no, code in codes.items()}
    return found


def _is_code(text: str) -> bool:
    return len(text) <= _SHORT and any(map(str.isdecimal, text)) and not text.isdecimal()


def unknown_columns(master: Master) -> tuple[str, ...]:
    """Return what the office wants to have shown and its sheet of tasks does not have, as it is written."""
    own = own_columns(master)
    return tuple(name for name in master.settings.shown_columns if _meant(name, own) is None)


def own_columns(master: Master) -> tuple[ShownColumn, ...]:
    """Return the columns of the office's own on its sheet of tasks that have a heading; of two alike the first."""
    columns = (ShownColumn.of(column) for column in master.own.columns if column.sheet == _SHEET and column.heading)
    found: dict[str, ShownColumn] = {}
    for column in columns:
        found.setdefault(column.name, column)
    return tuple(found.values())


def _meant(name: str, columns: Sequence[ShownColumn]) -> ShownColumn | None:
    """Return the column that is called so; what stands in brackets behind a heading may be left out."""
    same = [column for column in columns if fold(column.heading) == fold(name)]
    alike = [column for column in columns if heading_words(column.heading) == heading_words(name) != ""]
    return same[0] if same else alike[0] if len(alike) == 1 else None
