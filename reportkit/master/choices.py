"""The drop-down lists of the master workbook, and every way in which their entries may be written. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from reportkit.data import load
from reportkit.diagnostics import Severity
from reportkit.language.words import LANGUAGE_NAMES, Words
from reportkit.master.settings import Holds
from reportkit.model import BlockRole, Cycle, Kind, ListColumn, Lowered, Op, Paper, UnitKind

T = TypeVar("T", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _OtherWord:
    """Another word for an entry of a list.

    Attributes:
        list: ASCII name of the list.
        choice: name of the entry, in lower case.
        word: what means the same.
    """

    list: str
    choice: str
    word: str


def _by_entry(rows: Iterable[_OtherWord]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the other words of each entry by its list and its name; every cell with a choice asks for them."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows:
        found[row.list, row.choice] = (*found.get((row.list, row.choice), ()), row.word)
    return found


_OTHER_WORDS = _by_entry(load("choices", _OtherWord))


@dataclass(frozen=True, slots=True)
class Choices(Generic[T]):
    """A drop-down list, and every way in which its entries may be written.

    Attributes:
        name: ASCII name, by which its other words are found.
        what: what is chosen, for messages.
        labels: what stands in the list.
    """

    name: str
    what: Words
    labels: Mapping[T, Words]

    def spellings(self, choice: T) -> tuple[str, ...]:
        """Return every text that means `choice`; they are compared folded."""
        label = self.labels[choice]
        return (*label.everywhere, choice.value, *_OTHER_WORDS.get((self.name, choice.name.lower()), ()))

    @property
    def entries(self) -> tuple[Words, ...]:
        """What stands in the list."""
        return tuple(self.labels.values())


# A word stands before each sign: a cell that begins with "=" would become a formula when it is typed.
OPS = Choices(
    "ops",
    Words("comparison", "比较方式"),
    {
        Op.AT_LEAST: Words("at least >=", "不少于 ≥"),
        Op.MORE: Words("more than >", "超过 >"),
        Op.AT_MOST: Words("at most <=", "不超过 ≤"),
        Op.LESS: Words("less than <", "低于 <"),
        Op.EQUAL: Words("reach =", "达到 ="),
        Op.ABOUT: Words("about ≈", "约 ≈"),
    },
)

KINDS = Choices(
    "kinds",
    Words("kind of target", "指标类型"),
    {
        Kind.COUNT: Words("count", "数量"),
        Kind.AMOUNT: Words("amount", "总量"),
        Kind.LEVEL: Words("level", "水平"),
        Kind.RATIO: Words("ratio", "比率"),
        Kind.GROWTH: Words("growth", "增速"),
        Kind.SCOPE: Words("scope", "范围"),
        Kind.STRETCH: Words("stretch", "力争"),
        Kind.IMPLICIT: Words("implicit", "定性"),
    },
)

LOWERED: Choices[Lowered] = Choices(
    "lowered",
    Words("degree", "程度"),
    {Severity.WARNING: Severity.WARNING.label, Severity.INFO: Severity.INFO.label},
)

UNIT_KINDS = Choices(
    "unit_kinds",
    Words("kind of unit", "单位类别"),
    {
        UnitKind.DEPARTMENT: Words("department", "部门"),
        UnitKind.PLATFORM: Words("platform", "平台"),
        UnitKind.TOWN: Words("town", "镇街"),
        UnitKind.COMPANY: Words("state company", "国企"),
        UnitKind.OTHER: Words("other", "其他"),
    },
)


CYCLES = Choices(
    "cycles",
    Words("reporting cycle", "报送周期"),
    {
        Cycle.WEEK: Words("weekly", "每周"),
        Cycle.HALF_MONTH: Words("twice a month", "每半月"),
        Cycle.MONTH: Words("monthly", "每月"),
        Cycle.QUARTER: Words("quarterly", "每季度"),
        Cycle.TERM: Words("each term (three a year)", "每学期（一年三个）"),
        Cycle.HALF: Words("half-yearly", "每半年"),
        Cycle.YEAR: Words("yearly", "每年"),
    },
)

LANGUAGES = Choices("languages", Words("language", "语言"), LANGUAGE_NAMES)

PAPERS = Choices(
    "papers",
    Words("paper", "纸张"),
    {
        Paper.A3: Words("A4 and A3", "A4 和 A3"),
        Paper.A4: Words("A4 only", "只用 A4"),
        Paper.TABLOID: Words("Letter and Tabloid", "Letter 和 Tabloid"),
        Paper.LETTER: Words("Letter only", "只用 Letter"),
    },
)

LIST_COLUMNS = Choices(
    "list_columns",
    Words("kind of column", "列的含义"),
    {column: column.label for column in ListColumn},
)

SOURCE_ROLES: Choices[BlockRole | ListColumn] = Choices(
    "source_roles",
    Words("word for a block of the source", "原文的用处"),
    {
        BlockRole.TASK: Words("a task", "单独一项任务"),
        BlockRole.GOES_ON: Words("goes on with the task above", "接上一项任务"),
        BlockRole.SECTION: Words("heading of a section", "板块标题"),
        BlockRole.LEFT_OUT: Words("left out", "不导入"),
        **dict[BlockRole | ListColumn, Words](LIST_COLUMNS.labels.items()),
    },
)
"""What may be said of a block of the source: as a block, or as the heading of a column."""

OF_SETTINGS: Mapping[Holds, Choices[Any]] = {
    Holds.CYCLE: CYCLES,
    Holds.LANGUAGE: LANGUAGES,
    Holds.PAPER: PAPERS,
}
"""The list that a setting is chosen from, by what the setting holds."""

CHOICES: tuple[Choices[Any], ...] = (
    OPS, KINDS, UNIT_KINDS, CYCLES, LANGUAGES, LOWERED, LIST_COLUMNS, SOURCE_ROLES, PAPERS,
)  # fmt: skip
"""All lists in the order of their columns on the hidden sheet."""
