"""The nouns of the office's work: frozen, slotted, and without logic that needs a library."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from reportkit.catalogue.codes import Code
from reportkit.catalogue.rule import Severity
from reportkit.language.words import Lang, Words
from reportkit.period import Calendar, Period

Value = str | Decimal | date | tuple[str, ...] | None
"""What a cell of a form means once it is read: a text, an exact number, a day, names of choices, or nothing."""

Written = str | float | bool | date
"""What a person wrote into a cell, as it goes into a cell again."""

_LARGEST = 300  # digits; nothing a cell can hold has more


@dataclass(frozen=True, slots=True)
class OwnCell:
    """A cell of the master that is carried over as a person wrote it: not all of it was understood.

    Attributes:
        column: ASCII name of its column, one of the sheet's or one of the office's own.
        value: what stands in it.
        number: the number format that shows it, "" for the usual one.
    """

    column: str
    value: Written
    number: str = ""


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A column of the master that an office has added.

    Attributes:
        sheet: ASCII name of the sheet.
        name: ASCII name, by which its cells are found.
        heading: as it stands above the column, "" where nothing does.
    """

    sheet: str
    name: str
    heading: str


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of the master that is carried over as a person wrote it: it says nothing that could be used.

    Attributes:
        sheet: ASCII name of the sheet.
        cells: what stands in it.
        task: number of the task that it names, None where it names none.
        is_entry: False for a row beside the table, in which only columns of the office's own are filled.
        number: of the row in the file that was read, from 1.
    """

    sheet: str
    cells: tuple[OwnCell, ...]
    task: int | None = None
    is_entry: bool = True
    number: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Outside:
    """What stands in a master and is not carried over as it stands.

    Attributes:
        sheet: name of the sheet in the file.
        cells: addresses.
        texts: what stands in them.
    """

    sheet: str
    cells: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """What a person wrote into a master and reportkit does not use.

    Attributes:
        columns: that the office has added.
        rows: that say nothing that could be used.
        settings: cells of the sheet of settings by the key of their row.
        outside: what stands outside of the tables.
        formulas: that stand in the tables; what they gave is carried over.
    """

    columns: tuple[OwnColumn, ...] = ()
    rows: tuple[OwnRow, ...] = ()
    settings: tuple[tuple[str, OwnCell], ...] = ()
    outside: tuple[Outside, ...] = ()
    formulas: tuple[Outside, ...] = ()


class Op(StrEnum):
    """How a value is held against its target."""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    EQUAL = "="
    ABOUT = "about"

    @property
    def is_cap(self) -> bool:
        """True where less is better."""
        return self in (Op.AT_MOST, Op.LESS)


class Kind(StrEnum):
    """What kind of aim a target is, which decides what it is held against."""

    COUNT = "count"
    AMOUNT = "amount"
    LEVEL = "level"
    RATIO = "ratio"
    GROWTH = "growth"
    SCOPE = "scope"
    STRETCH = "stretch"
    IMPLICIT = "implicit"

    @property
    def is_prorated(self) -> bool:
        """True where the elapsed share of the year decides how much is expected by now."""
        return self in (Kind.COUNT, Kind.AMOUNT)

    @property
    def drives_light(self) -> bool:
        """True where the target decides the light of its task."""
        return self not in (Kind.SCOPE, Kind.STRETCH, Kind.IMPLICIT)


@dataclass(frozen=True, slots=True)
class Target:
    """A quantified aim of a task.

    Attributes:
        task: number of the task.
        no: its place among the task's targets, from 1.
        indicator: what is counted or measured.
        op: the comparison.
        value: the aim in `measure`, None for an aim without a digit (清零, 全覆盖).
        measure: the unit of measure as written (家, 亿元, %), "" where there is none.
        kind: what kind of aim it is.
        quote: the words of the list that say so.
        own: cells of its row that are carried over as they are written.
    """

    task: int
    no: int
    indicator: str
    op: Op
    value: Decimal | None
    measure: str
    kind: Kind
    quote: str
    own: tuple[OwnCell, ...] = ()

    @property
    def is_cap(self) -> bool:
        """True where less is better: a cap, and a bare zero (重大事故 0 起), of which more is never fine.

        Growth alone may stand at zero and be wanted higher.
        """
        none_of_it = self.value == 0 and self.op in (Op.EQUAL, Op.ABOUT) and self.kind is not Kind.GROWTH
        return self.op.is_cap or none_of_it

    @property
    def is_prorated(self) -> bool:
        """True where the value grows with the year: a count or an amount, and no cap, which nobody works up to."""
        return self.kind.is_prorated and not self.is_cap

    @property
    def is_asked(self) -> bool:
        """True where a form asks for the value so far: a figure that is an aim."""
        return self.value is not None and self.kind not in (Kind.SCOPE, Kind.IMPLICIT)


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as a task names it.

    Attributes:
        name: the canonical name of the unit or of the group (各镇街).
        written: as the list writes it, an office inside the unit in brackets: 区发改局(区金融办).
    """

    name: str
    written: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step (节点) of a task on its way through the year.

    Attributes:
        day: the day it is due.
        percent: share of the task that is to be done by then, 0 to 100; None where only words say it.
        words: what is to be done by then, "" where only the percent says it.
        own: cells of its row that are carried over as they are written.
    """

    day: date
    percent: Decimal | None = None
    words: str = ""
    own: tuple[OwnCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """One key task (重点工作) of the list.

    Attributes:
        no: its number in the list.
        section: the 板块 it stands in, "" in a list without sections.
        project: the 项目 it belongs to, None where the list gives none.
        work: the wording, as the list has it.
        leaders: names of the leaders, in order.
        leads: lead units in order; the first speaks for the task.
        participants: units and groups that take part.
        deadline: the day it is due, None for the end of the year.
        withdrawn: the day it was taken off the list, None while it stands.
        added: the day it came onto the list, None where it stood there from the start.
        milestones: its steps in the order of their days, empty for a task that goes evenly to its deadline.
        own: cells of its row that are carried over as they are written.
    """

    no: int
    section: str
    project: str | None
    work: str
    leaders: tuple[str, ...]
    leads: tuple[UnitRef, ...]
    participants: tuple[UnitRef, ...]
    deadline: date | None = None
    withdrawn: date | None = None
    added: date | None = None
    milestones: tuple[Milestone, ...] = ()
    own: tuple[OwnCell, ...] = ()

    def stands(self, period: Period) -> bool:
        """Tell whether the task is on the list at the period's end: not withdrawn by then, and added by then.

        The same rule decides who is asked and what is counted: nobody is chased for what no report shows.
        """
        gone = self.withdrawn is not None and self.withdrawn <= period.end
        return not gone and (self.added is None or self.added <= period.end)


class UnitKind(StrEnum):
    """What a unit is, by the word that stands in the master workbook."""

    DEPARTMENT = "部门"
    PLATFORM = "平台"
    TOWN = "镇街"
    COMPANY = "国企"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, whatever it is called.

    Attributes:
        code: short ASCII code, stable over the years: `U007`.
        name: the canonical name.
        aliases: other ways the list writes it.
        kind: what it is.
        contact: whom to call, with the telephone number.
        email: where to write.
        remarks: what the office notes of it.
        own: cells of its row that are carried over as they are written.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: UnitKind = UnitKind.DEPARTMENT
    contact: str = ""
    email: str = ""
    remarks: str = ""
    own: tuple[OwnCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A collective (各镇街) and the units it stands for.

    Attributes:
        name: as the list writes it.
        members: canonical names of its units; empty where the list does not say who is meant (有关镇街).
        own: cells of its row that are carried over as they are written.
    """

    name: str
    members: tuple[str, ...] = ()
    own: tuple[OwnCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader, and who took over the post.

    Attributes:
        name: as the list writes it.
        order: rank in lists, from 1.
        title: the post.
        successor: name of the new holder of the post, who takes over the tasks; "" where there is none.
        email: where to write.
        own: cells of its row that are carried over as they are written.
    """

    name: str
    order: int
    title: str = ""
    successor: str = ""
    email: str = ""
    own: tuple[OwnCell, ...] = ()


class ListColumn(StrEnum):
    """What a column of a list of tasks holds."""

    NUMBER = "number"
    SECTION = "section"
    PROJECT = "project"
    WORK = "work"
    AIMS = "aims"
    MEASURES = "measures"
    LEADERS = "leaders"
    LEADS = "leads"
    PARTICIPANTS = "participants"
    DEADLINE = "deadline"
    STAGE = "stage"
    OTHER = "other"

    @property
    def label(self) -> Words:
        """What a person reads and chooses."""
        return _COLUMN_LABELS[self]


OFFICES = frozenset({ListColumn.LEADS, ListColumn.PARTICIPANTS})
"""The columns that name units."""
_COLUMN_LABELS = {
    ListColumn.NUMBER: Words("number", "序号"),
    ListColumn.SECTION: Words("section", "板块"),
    ListColumn.PROJECT: Words("project", "项目"),
    ListColumn.WORK: Words("key task", "重点工作"),
    ListColumn.AIMS: Words("aims, put behind the task", "目标要求（接在重点工作后）"),
    ListColumn.MEASURES: Words("measure of success", "衡量标准"),
    ListColumn.LEADERS: Words("leaders", "牵头领导"),
    ListColumn.LEADS: Words("lead units", "牵头单位"),
    ListColumn.PARTICIPANTS: Words("participants", "参与单位"),
    ListColumn.DEADLINE: Words("deadline", "完成时限"),
    ListColumn.STAGE: Words("what is to be done by a quarter or month", "分阶段目标（季度、月份）"),
    ListColumn.OTHER: Words("not needed", "不用"),
}


class BlockRole(StrEnum):
    """What a block of a list's document is, where a person says so."""

    TASK = "task"
    GOES_ON = "goes_on"
    SECTION = "section_heading"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A block of the document that a list was read from, and what was made of it.

    Attributes:
        place: in the document; "" for one that an earlier document had.
        text: what stands there, as the document has it, cut where it is very long.
        became: what was made of it, in the list's language.
        role: what a person says that it is: of the heading of a column what the column holds. None where nobody has.
        own: cells of its row that are carried over as they are written.
    """

    place: str
    text: str
    became: str
    role: BlockRole | ListColumn | None = None
    own: tuple[OwnCell, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnHeading:
    """A heading of an office's own lists, and what its column holds.

    Attributes:
        heading: as the list writes it.
        means: what the column holds; `OTHER` where it is nothing that reportkit needs.
        own: cells of its row that are carried over as they are written.
    """

    heading: str
    means: ListColumn
    own: tuple[OwnCell, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptWord:
    """A word that is the same in simplified and in traditional script, as a name may be.

    Attributes:
        word: as it stands in either.
        reason: why, in the office's words.
        own: cells of its row that are carried over as they are written.
    """

    word: str
    reason: str = ""
    own: tuple[OwnCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What an office says of its own words: what the next import of a list goes by.

    Attributes:
        headings: its own headings of lists.
        units: its units with all their names.
        kept_words: words that are never converted into another script.
        year: of its list, 0 where it is not known.
        blocks: blocks of documents of which it has said what they are.
    """

    headings: tuple[OwnHeading, ...] = ()
    units: tuple[Unit, ...] = ()
    kept_words: tuple[KeptWord, ...] = ()
    year: int = 0
    blocks: tuple[SourceBlock, ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """The words that are never converted."""
        return tuple(item.word for item in self.kept_words)


Lowered = Literal[Severity.WARNING, Severity.INFO]
"""What a finding can be lowered to: a warning or a note."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """What the office does not insist on for a while: findings on one field of one unit weigh less.

    Attributes:
        unit: canonical name of the unit.
        field: the field of the form, by name or by label, as it is written.
        severity: what its findings are lowered to.
        reason: why.
        until: the last day returns may be due for it to hold.
        code: the only code it is for, None for every finding on the field.
        own: cells of its row that are carried over as they are written.
    """

    unit: str
    field: str
    severity: Lowered
    reason: str
    until: date
    code: Code | None = None
    own: tuple[OwnCell, ...] = ()


class Cycle(StrEnum):
    """How often units report."""

    WEEK = "week"
    HALF_MONTH = "half_month"
    MONTH = "month"
    QUARTER = "quarter"
    TERM = "term"
    HALF = "half"
    YEAR = "year"


class Paper(StrEnum):
    """On which paper an office prints: a usual size, and a larger one for wide tables where it has that."""

    A3 = "a3"
    A4 = "a4"
    TABLOID = "tabloid"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Settings:
    """What an office sets for the year; the whole object is passed down.

    Attributes:
        organisation: the office that issues the forms.
        list_title: title of the list.
        year: the year of the list; of one that does not begin in January the year it begins in.
        first_month: the month in which it begins, 1 to 12.
        cycle: how often units report.
        due_day: day of the month after a period by which returns are due.
        yellow: points behind the baseline from which a light is yellow (practice of Yinchuan 2025: 10).
        red: points behind the baseline beyond which a light is red (Yinchuan 2025: 30).
        due_soon: days before a deadline from which an unfinished task is yellow.
        conflict: points by which two lead units' percents may differ.
        language: of the list, and so of all that is written for it.
        schedule: percent of the year's work expected by the end of each quarter (four) or month (twelve), the last of
            them 100; empty where the months that have passed say it (practice of Xuancheng 2020).
        shown_columns: headings of columns of its own that stand beside the tasks in forms and reports.
        paper: on which it prints.
    """

    organisation: str = ""
    list_title: str = ""
    year: int = 0
    first_month: int = 1
    cycle: Cycle = Cycle.QUARTER
    due_day: int = 5
    yellow: Decimal = Decimal(10)
    red: Decimal = Decimal(30)
    due_soon: int = 30
    conflict: Decimal = Decimal(10)
    language: Lang = Lang.HANS
    schedule: tuple[Decimal, ...] = ()
    shown_columns: tuple[str, ...] = ()
    paper: Paper = Paper.A3

    @property
    def lang(self) -> Lang:
        """The language of all that is written for the list."""
        return self.language

    @property
    def calendar(self) -> Calendar:
        """What the list says of its year."""
        return Calendar(self.year, self.first_month, self.language is Lang.EN, self.cycle is Cycle.TERM)


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be checked of an import, as it stands on the last sheet of the master.

    Attributes:
        code: of the finding, "" for a line that a person wrote.
        place: in the source.
        message: what is wrong, in the list's language.
        own: cells of its row that are carried over as they are written.
    """

    code: str
    place: str
    message: str
    own: tuple[OwnCell, ...] = ()


@dataclass(frozen=True, slots=True)
class Master:
    """The list of a year with everything an office keeps beside it.

    Attributes:
        tasks: in the list's own order.
        targets: in the order of their tasks.
        units: in the order of their codes.
        groups: collectives.
        leaders: in order of rank.
        settings: what the office set.
        notes: what the import guessed or repaired and nobody has cleared yet.
        waivers: what the office does not insist on for a while.
        headings: what columns of its lists hold under headings of its own.
        kept_words: words that are never converted into another script.
        own: what a person wrote that reportkit does not use.
        source: what the document that the list was read from holds, and what was made of it.
    """

    tasks: tuple[Task, ...]
    targets: tuple[Target, ...] = ()
    units: tuple[Unit, ...] = ()
    groups: tuple[Group, ...] = ()
    leaders: tuple[Leader, ...] = ()
    settings: Settings = Settings()
    notes: tuple[Note, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    headings: tuple[OwnHeading, ...] = ()
    kept_words: tuple[KeptWord, ...] = ()
    own: Own = Own()
    source: tuple[SourceBlock, ...] = ()

    @property
    def kept(self) -> tuple[str, ...]:
        """The words that are never converted."""
        return tuple(item.word for item in self.kept_words)

    # Every rule asks for these of every task.
    _tasks: Mapping[int, Task] = field(init=False, repr=False, compare=False)
    _places: Mapping[int, int] = field(init=False, repr=False, compare=False)
    _targets: Mapping[int, tuple[Target, ...]] = field(init=False, repr=False, compare=False)
    _successors: Mapping[str, str] = field(init=False, repr=False, compare=False)
    _members: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put tasks and targets by number, successors by the name of the leader, members by the name of the group."""
        targets: dict[int, tuple[Target, ...]] = {}
        for target in self.targets:
            targets[target.task] = (*targets.get(target.task, ()), target)
        object.__setattr__(self, "_targets", targets)
        object.__setattr__(self, "_tasks", {task.no: task for task in reversed(self.tasks)})
        object.__setattr__(self, "_places", {task.no: place for place, task in enumerate(self.tasks)})
        successors = {item.name: item.successor for item in self.leaders if item.successor}
        object.__setattr__(self, "_successors", successors)
        object.__setattr__(self, "_members", {group.name: group.members for group in self.groups if group.members})

    @property
    def leader_names(self) -> tuple[str, ...]:
        """The names of the leaders in order of rank."""
        return tuple(leader.name for leader in sorted(self.leaders, key=lambda leader: leader.order))

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The names of the units in order of their codes."""
        return tuple(unit.name for unit in sorted(self.units, key=lambda unit: unit.code))

    def task(self, no: int) -> Task | None:
        """Return the task with a number, the first where several have it, or None."""
        return self._tasks.get(no)

    def place(self, no: int) -> int:
        """Return the place of a task in the list's own order, from 0, by its number."""
        return self._places[no]

    def targets_of(self, task: int) -> tuple[Target, ...]:
        """Return the targets of one task, in order."""
        return self._targets.get(task, ())

    def target(self, task: int, no: int) -> Target | None:
        """Return a target of a task by their numbers, the first where several have it, or None."""
        return next((target for target in self.targets_of(task) if target.no == no), None)

    def units_of(self, refs: Iterable[UnitRef]) -> tuple[str, ...]:
        """Return the canonical names of the units that a task names, in order, each once; a group is its members."""
        return tuple(dict.fromkeys(unit for ref in refs for unit in self._members.get(ref.name, (ref.name,))))

    def holder(self, leader: str) -> str:
        """Return who holds the post of `leader` now: the last successor, or the leader himself."""
        seen: list[str] = []
        while leader in self._successors and leader not in seen:
            seen.append(leader)
            leader = self._successors[leader]
        return leader


class Role(StrEnum):
    """In what part a unit reports on a task."""

    LEAD = "lead"
    PARTICIPANT = "participant"


class Status(StrEnum):
    """The self-reported state of a task, by the name that stands in the form template's choices."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AHEAD = "ahead"
    LAGGING = "lagging"
    DONE = "done"
    OTHER = "other"


UNCHANGED = "unchanged"
"""Name of the choice among the states that says that nothing is new: the state is last period's then."""
_STATUSES = {status.value: status for status in Status}


class TypeName(StrEnum):
    """What a field of the form holds, by name; the names themselves stand in `fields.field_type`."""


class Required(StrEnum):
    """Whether a field must be filled in."""

    YES = "yes"
    WANTED = "wanted"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list.

    Attributes:
        name: ASCII name, what the program knows it by.
        label: what stands in the list.
        aliases: other words that mean the same.
    """

    name: str
    label: Words
    aliases: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Whatever it may be called: its label in each language, its name, other words for it."""
        label = self.label
        return tuple(word for word in (*label.everywhere, self.name, *self.aliases) if word)


@dataclass(frozen=True, slots=True)
class Condition:
    """A choice in another field that makes a field required.

    Attributes:
        field: name of the other field.
        choices: names of its entries, any of which will do.
    """

    field: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form, as `templates/form.xlsx` defines it.

    Attributes:
        name: ASCII name, what stands in the form's hidden row: `progress`.
        type: what it holds.
        label: heading of its column.
        hint: what is shown where one types.
        target: True for a field of the target rows, False for one of the task rows.
        required: whether it must be filled in.
        required_when: what makes it required, None where there is no such rule.
        choices: the entries of its list, () for other types.
        minimum: the least number.
        maximum: the greatest number.
        max_length: the most characters of a text, None for what a cell holds.
        width: width of its column in characters.
        carry_over: True where last period's entry is copied into the new form's cell.
        participants: True where a unit that only takes part is asked too.
    """

    name: str
    type: TypeName
    label: Words
    hint: Words = Words("", "")
    target: bool = False
    required: Required = Required.NO
    required_when: Condition | None = None
    choices: tuple[Choice, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    max_length: int | None = None
    width: float = 14.0
    carry_over: bool = False
    participants: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """The form as the office defined it.

    Attributes:
        fields: in the order of their columns.
        version: the template's version, printed on each form.
        task_fields: those of a task row.
        target_fields: those of a target row.
    """

    fields: tuple[Field, ...]
    version: str = "1"
    task_fields: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    target_fields: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Tell the fields of task rows from those of target rows."""
        object.__setattr__(self, "task_fields", tuple(f for f in self.fields if not f.target))
        object.__setattr__(self, "target_fields", tuple(f for f in self.fields if f.target))

    def field(self, name: str) -> Field | None:
        """Return the field called `name`, or None."""
        return next((f for f in self.fields if f.name == name), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one cell of a return says.

    Attributes:
        field: name of the field.
        value: what was understood; None where the cell is empty or could not be read.
        written: what was written, as text.
        sheet: name of the sheet in the sender's file.
        cell: address in the sender's file (`F12`).
        faulty: True where an error was found: the answer is not merged.
    """

    field: str
    value: Value
    written: str = ""
    sheet: str = ""
    cell: str = ""
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """What one unit reports on one task.

    Attributes:
        task: number of the task.
        unit: canonical name of the unit.
        role: in what part it reports.
        form_id: number of the form it came in.
        answers: by name of the field.
        targets: by number of the target, each the answers by name of the field.
        sheet: name of the sheet the task row stands in.
        cell: address of the task's number in the sender's file.
    """

    task: int
    unit: str
    role: Role
    form_id: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    targets: Mapping[int, Mapping[str, Answer]] = field(default_factory=dict)
    sheet: str = ""
    cell: str = ""

    def value(self, name: str) -> Value:
        """Return the usable value of a field: None where it is empty, unreadable or faulty."""
        answer = self.answers.get(name)
        return None if answer is None or answer.faulty else answer.value

    def actual(self, target: int, name: str = "actual") -> Decimal | None:
        """Return the usable value so far of a target, or None."""
        answer = self.targets.get(target, {}).get(name)
        return None if answer is None or answer.faulty else _number(answer.value)

    @property
    def status(self) -> Status | None:
        """The usable status, None where there is none or it is one of the office's own making."""
        return _STATUSES.get(str(self.value("status")))

    @property
    def percent(self) -> Decimal | None:
        """The usable percent, None where there is none."""
        return _number(self.value("percent"))


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= _LARGEST else None


class Verdict(StrEnum):
    """What became of a return."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted_with_warnings"
    PARTLY_ACCEPTED = "partly_accepted"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    QUARANTINED = "quarantined"
    UNREADABLE = "unreadable"

    @property
    def is_merged(self) -> bool:
        """True where the return's entries count."""
        return self in (Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_WARNINGS, Verdict.PARTLY_ACCEPTED)


class Light(StrEnum):
    """The computed colour of a task."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    WHITE = "white"


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A target with what has been reached.

    Attributes:
        target: the target.
        actual: the value so far as the speaking unit reports it, None where it is not reported.
        share: actual as percent of the aim (caps inverted), None where it cannot be told.
        expected: percent expected by now: the baseline for count and amount, 100 for the rest.
        gap: share less expected, in points.
        last: the value of the last period, None where there is none.
    """

    target: Target
    actual: Decimal | None
    share: Decimal | None
    expected: Decimal | None
    gap: Decimal | None
    last: Decimal | None = None


class Disputed(StrEnum):
    """What lead units may disagree on."""

    STATUS = "status"
    PERCENT = "percent"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Saying:
    """What one lead unit says of what is disputed.

    Attributes:
        unit: canonical name of the unit.
        says: its status, percent or value, as text.
    """

    unit: str
    says: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Lead units that say different things of one task.

    Attributes:
        task: number of the task.
        what: what they disagree on.
        sayings: what each says, in the order of the lead units.
        target: number of the target where they disagree on its value.
    """

    task: int
    what: Disputed
    sayings: tuple[Saying, ...]
    target: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """A task after merging.

    Attributes:
        task: the task, its leaders replaced by the present holders of their posts.
        light: the computed light.
        reason: why, in words of the workbook's language.
        baseline: percent of the year that has passed at the period's end.
        gap: the worst gap that decided the light, in points; None where nothing could be measured.
        speaker: the entry of the first-named lead unit, None where it has not reported.
        others: entries of the further lead units, in the list's order.
        participants: entries of units that take part, shown and never counted.
        targets: the task's targets with what has been reached.
        conflicts: where the lead units disagree.
        last_light: the light of the period before, None where there is none.
        last_percent: the percent of the period before.
        lead_units: canonical names of the units that lead it, in order, each group replaced by its members.
    """

    task: Task
    light: Light
    reason: str
    baseline: Decimal
    gap: Decimal | None = None
    speaker: Entry | None = None
    others: tuple[Entry, ...] = ()
    participants: tuple[Entry, ...] = ()
    targets: tuple[TargetProgress, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    last_light: Light | None = None
    last_percent: Decimal | None = None
    lead_units: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Take the lead units as the task names them where nobody says what its groups stand for."""
        if not self.lead_units:
            object.__setattr__(self, "lead_units", tuple(dict.fromkeys(ref.name for ref in self.task.leads)))

    @property
    def reporting_units(self) -> tuple[str, ...]:
        """The canonical names of the lead units that have reported, the speaker first."""
        speaker = (self.speaker,) if self.speaker else ()
        return tuple(dict.fromkeys(entry.unit for entry in (*speaker, *self.others)))

    @property
    def status(self) -> Status | None:
        """The self-reported status, None where there is none."""
        return self.speaker.status if self.speaker else None

    @property
    def percent(self) -> Decimal | None:
        """The self-reported percent, 0 to 100, None where there is none."""
        return self.speaker.percent if self.speaker else None


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A scan, a picture or a paper that came with a unit's return.

    Attributes:
        unit: canonical name of the unit.
        file: its name as sent.
        stored: where it is kept, relative to the workspace, with forward slashes.
        received: when it came.
    """

    unit: str
    file: str
    stored: str
    received: date


class ReceivedBy(StrEnum):
    """What says on which day a return came."""

    MAIL = "mail"
    """The date of the mail that brought it."""
    INBOX = "inbox"
    """The day on which it was first in the inbox."""
    FILE = "file"
    """The file's own time, where nothing else is known."""
    WORD = "word"
    """The coordinator's word."""


@dataclass(frozen=True, slots=True)
class UnusableFile:
    """A file that a unit sent as its return, and that cannot be read or holds no form.

    Attributes:
        file: its name as sent.
        day: when it came.
        why: why it does not count.
    """

    file: str
    day: date
    why: Words


@dataclass(frozen=True, slots=True)
class UnitState:
    """Where one unit stands in a round.

    Attributes:
        unit: the unit.
        verdict: of the return that counts, or of the last one that does not; None where nothing came.
        received: the day the return came, None where nothing came.
        received_by: what says so, None where nothing came.
        late: True where it came after the deadline, or has not come and the deadline is past.
        file: where the return is kept, relative to the workspace; None where nothing came.
        sent_as: the name under which it was sent.
        findings: how many points of each severity it has; of the one that was sent back, where there is one.
        form_id: number of the issued form.
        sent_back: the name of a later return that must be put right first, "" where there is none.
        unusable: files that came after the return, or without one, and cannot be used.
    """

    unit: Unit
    verdict: Verdict | None
    received: date | None = None
    late: bool = False
    file: str | None = None
    sent_as: str = ""
    findings: Mapping[Severity, int] = field(default_factory=dict)
    form_id: str = ""
    received_by: ReceivedBy | None = None
    sent_back: str = ""
    unusable: tuple[UnusableFile, ...] = ()

    @property
    def is_merged(self) -> bool:
        """True where what the unit reports counts."""
        return self.verdict is not None and self.verdict.is_merged

    @property
    def to_mend(self) -> int:
        """How many findings the unit has to mend."""
        return self.findings.get(Severity.REJECT, 0) + self.findings.get(Severity.ERROR, 0)


@dataclass(frozen=True, slots=True)
class EarlierPeriod:
    """What a period of the same year came to.

    Attributes:
        period: the period.
        lights: of each task, by its number.
        percents: as reported of each task, by its number.
    """

    period: Period
    lights: Mapping[int, Light]
    percents: Mapping[int, Decimal | None]


@dataclass(frozen=True, slots=True)
class Restated:
    """A return of an earlier period that came after that was reported, or after this period's first one had come.

    Attributes:
        period: the period it reports on.
        unit: canonical name of the unit.
        came: the day it came.
        is_counted: True where the figures of that period count it; False where they are those that were reported.
    """

    period: Period
    unit: str
    came: date
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class Round:
    """Everything of one period, merged: what the reports are drawn from.

    Attributes:
        period: the period.
        due: the day returns were due.
        master: the list.
        template: the form's fields.
        progress: one for each task that counts, in the list's order.
        units: where each lead unit stands.
        history: earlier periods of the year, oldest first.
        restated: what has changed in them since they were reported, or since this period's first return, so that what
            this period is compared with is no longer what it was.
        evidence: scans, pictures and papers that came with the returns, in the order of the units.
        is_anew: True where it was settled by another list than it was reported by.
    """

    period: Period
    due: date
    master: Master
    template: Template
    progress: tuple[Progress, ...]
    units: tuple[UnitState, ...]
    history: tuple[EarlierPeriod, ...] = ()
    restated: tuple[Restated, ...] = ()
    evidence: tuple[EvidenceFile, ...] = ()
    is_anew: bool = False
