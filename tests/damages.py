"""A form in hands that do several things to it at once: sort, delete columns and rows, number anew, rename, copy.

`damaged` fills in a form of the real list, does to it what a seed says, and returns the file with what it says: the
value of each cell goes wherever the rest of its row goes, so that whoever looks at the sheet still knows whose it is.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache

from openpyxl.worksheet.worksheet import Worksheet

from reportkit.forms.assign import Assignment, assignments
from reportkit.forms.form import write_form
from reportkit.identity import parse_row_key
from reportkit.lists.importing import import_list
from reportkit.model import Master
from reportkit.returns.reading import Reference
from tests.gold_2022 import SOURCE
from tests.hands import opened
from tests.returned import Q2, SECRET, TEMPLATE, columns, saved

Cell = tuple[int, int, str]
"""Number of a task, of one of its targets (0 for the task itself), and name of the field."""
_FILLED = ("actual", "percent", "progress")
_LEAST_TARGETS = 4


@dataclass
class Page:
    """A sheet with a table, as it lies after what was done so far.

    Attributes:
        sheet: the sheet.
        names: column of each name.
        top: row of the names.
        rows: rows of the table.
        is_targets: True for the table of targets.
    """

    sheet: Worksheet
    names: dict[str, int] = field(init=False)
    top: int = field(init=False)
    rows: list[int] = field(init=False)
    is_targets: bool = field(init=False)

    def __post_init__(self) -> None:
        self.top, self.names = columns(self.sheet)
        keys = self.names["key"]
        texts = {row: str(self.sheet.cell(row, keys).value) for row in range(1, self.sheet.max_row + 1)}
        self.rows = [row for row, text in texts.items() if parse_row_key(text) is not None]
        self.is_targets = "actual" in self.names
        for area in list(self.sheet.merged_cells.ranges):
            self.sheet.unmerge_cells(str(area))

    def take(self, columns: Sequence[int]) -> list[list[object]]:
        """Return what stands in some columns of the rows."""
        return [[self.sheet.cell(row, column).value for column in columns] for row in self.rows]

    def put(self, columns: Sequence[int], values: Sequence[Sequence[object]]) -> None:
        """Write into some columns of the rows."""
        for row, line in zip(self.rows, values, strict=True):
            for column, value in zip(columns, line, strict=True):
                self.sheet.cell(row, column).value = value  # type: ignore[assignment]


Damage = Callable[[Page, random.Random], None]


@cache
def reference() -> Reference:
    """Return what the office holds a form of the real list against."""
    return Reference(import_list(SOURCE.name, SOURCE.read_bytes()).master, TEMPLATE, SECRET)


@cache
def _duties() -> tuple[Assignment, ...]:
    master = reference().master
    return tuple(d for d in assignments(master, Q2) if _count(d, master) >= _LEAST_TARGETS)


def _count(duty: Assignment, master: Master) -> int:
    return sum(len(master.targets_of(task.no)) for task in duty.tasks)


@cache
def _form(number: int) -> bytes:
    duty, held = _duties()[number], reference()
    return write_form(duty, period=Q2, due=date(2022, 7, 5), master=held.master, template=TEMPLATE, secret=SECRET)


def damaged(seed: int) -> tuple[bytes, Mapping[Cell, object]]:
    """Return a filled form after two to five things were done to it, with what its cells say."""
    rng = random.Random(seed)  # noqa: S311 - the same hands each time
    book = opened(_form(rng.randrange(len(_duties()))))
    pages = [Page(page) for page in book.worksheets if _has_names(page)]
    said = {cell: value for page in pages for cell, value in _filled_in(page, rng)}
    for damage in rng.choices(DAMAGES, k=rng.randint(2, 5)):
        damage(rng.choice(pages), rng)
    left = {value for page in pages for row in page.sheet.iter_rows(values_only=True) for value in row}
    return saved(book), {cell: value for cell, value in said.items() if value in left}


def _has_names(page: Worksheet) -> bool:
    return any("key" in row for row in page.iter_rows(values_only=True))


def _filled_in(page: Page, rng: random.Random) -> list[tuple[Cell, object]]:
    found: list[tuple[Cell, object]] = []
    for row in page.rows:
        key = parse_row_key(str(page.sheet.cell(row, page.names["key"]).value))
        assert key is not None
        told: dict[str, object] = (
            {"actual": Decimal(rng.randint(1, 99999)) / 100} if page.is_targets
            else {"progress": f"完成第{rng.randint(1, 99999)}项。", "percent": Decimal(rng.randint(20, 70))}
        )  # fmt: skip
        for name, value in told.items():
            page.sheet.cell(row, page.names[name]).value = value  # type: ignore[assignment]
            found.append(((key.task, key.target or 0, name), value))
    return found


# What is done to a page ----------------------------------------------------------------------------------------


def sort_rows(page: Page, rng: random.Random) -> None:
    """Put the rows into another order, all of their cells, or all but the hidden key and perhaps the number."""
    but = rng.choice([(), ("key",), ("key",), ("key", "no")])
    places = [c for c in range(1, page.sheet.max_column + 1) if c not in [page.names.get(name) for name in but]]
    lines = page.take(places)
    order = rng.choice([_shuffled, _reversed, _turned, _by_a_column])
    page.put(places, order(lines, rng))


def _shuffled(lines: list[list[object]], rng: random.Random) -> list[list[object]]:
    return rng.sample(lines, len(lines))


def _reversed(lines: list[list[object]], _: random.Random) -> list[list[object]]:
    return lines[::-1]


def _turned(lines: list[list[object]], _: random.Random) -> list[list[object]]:
    return lines[1:] + lines[:1]


def _by_a_column(lines: list[list[object]], rng: random.Random) -> list[list[object]]:
    column = rng.randrange(len(lines[0]))
    return sorted(lines, key=lambda line: str(line[column]))


def delete_columns(page: Page, rng: random.Random) -> None:
    """Delete the key, some columns that are not filled in, or both."""
    free = sorted(name for name in page.names if name not in _FILLED)
    chosen = set(rng.sample(free, min(len(free), rng.choice([1, 1, 2, 3]))))
    chosen |= {"key"} if rng.random() < 0.5 else set()
    for name in sorted(chosen & set(page.names), key=lambda name: -page.names[name]):
        column = page.names.pop(name)
        page.sheet.delete_cols(column)
        page.names = {other: c - (c > column) for other, c in page.names.items()}


def number_anew(page: Page, rng: random.Random) -> None:
    """Number the rows from 1, or from 101, on."""
    if "no" in page.names:
        first = rng.choice([1, 1, 1, 101])
        page.put([page.names["no"]], [[first + n] for n in range(len(page.rows))])


def rename(page: Page, rng: random.Random) -> None:
    """Rename the sheet, a heading or an indicator; clear the names, the headings or the wordings, or shorten one."""
    sheet, name = page.sheet, rng.choice(sorted(page.names))
    match rng.randrange(7):
        case 0:
            sheet.title = f"汇总{rng.randint(1, 99)}"
        case 1 | 2 as what:
            for column in range(1, sheet.max_column + 1):
                sheet.cell(page.top + what - 1, column).value = None
        case 3:
            sheet.cell(page.top + 1, page.names[name]).value = rng.choice(["情况", "说明"])
        case 4 if "work" in page.names:
            page.put([page.names["work"]], [[None] for _ in page.rows])
        case 5 if "indicator" in page.names:
            page.put([page.names["indicator"]], [[str(line[0])[:4]] for line in page.take([page.names["indicator"]])])
        case _ if "work" in page.names:
            cell = sheet.cell(rng.choice(page.rows), page.names["work"])
            cell.value = str(cell.value)[: len(str(cell.value)) // 2]
        case _:
            pass


def delete_row(page: Page, rng: random.Random) -> None:
    """Delete a row."""
    if len(page.rows) > 2:
        gone = rng.choice(page.rows)
        page.sheet.delete_rows(gone)
        page.rows = [row - (row > gone) for row in page.rows if row != gone]


def copy_row(page: Page, rng: random.Random) -> None:
    """Copy a row behind the last."""
    row, behind = rng.choice(page.rows), page.rows[-1] + 1
    values = [page.sheet.cell(row, column).value for column in range(1, page.sheet.max_column + 1)]
    page.sheet.insert_rows(behind)
    for column, value in enumerate(values, start=1):
        page.sheet.cell(behind, column).value = value
    page.rows.append(behind)


def exchange_columns(page: Page, rng: random.Random) -> None:
    """Exchange two columns, with names and headings."""
    one, other = rng.sample(sorted(page.names), 2)
    left, right = page.names[one], page.names[other]
    for row in range(page.top, page.rows[-1] + 1):
        a, b = page.sheet.cell(row, left), page.sheet.cell(row, right)
        a.value, b.value = b.value, a.value
    page.names |= {one: right, other: left}


def insert_column(page: Page, rng: random.Random) -> None:
    """Insert an empty column."""
    column = rng.randint(1, page.sheet.max_column)
    page.sheet.insert_cols(column)
    page.names = {name: c + (c >= column) for name, c in page.names.items()}


DAMAGES: tuple[Damage, ...] = (
    sort_rows, sort_rows, delete_columns, delete_columns, number_anew, number_anew, rename, delete_row, copy_row,
    exchange_columns, insert_column,
)  # fmt: skip
