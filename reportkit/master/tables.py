"""The sheets of a master workbook as tables: rows of named columns, whatever their order. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.grid import Raw, as_text
from reportkit.language.amounts import exact, percent_text
from reportkit.language.numerals import tidy
from reportkit.language.text import visible
from reportkit.master.columns import SheetPlan
from reportkit.model import Outside, OwnCell, OwnColumn, OwnRow, Written


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a table.

    Attributes:
        sheet: name of the sheet in the file.
        number: of the row, from 1, as people see it.
        values: what stands in each column, by its ASCII name; columns the sheet does not have are missing.
        cells: address of each column's cell.
        percents: columns whose cell shows its number times a hundred.
        others: what stands in the columns of the office's own, by their ASCII names; empty cells are missing.
    """

    sheet: str
    number: int
    values: Mapping[str, Raw]
    cells: Mapping[str, str]
    percents: frozenset[str] = frozenset()
    others: Mapping[str, OwnCell] = field(default_factory=dict)

    @property
    def is_filled(self) -> bool:
        """True where anything stands in a column of the sheet's own."""
        return any(value != "" for value in self.values.values())

    def raw(self, column: str) -> Raw:
        """Return what stands in a column, "" where nothing does."""
        return self.values.get(column, "")

    def text(self, column: str) -> str:
        """Return what stands in a column as a text without invisible signs and outer white space."""
        return visible(as_text(self.raw(column))).strip()

    def own(self, *strange: str) -> tuple[OwnCell, ...]:
        """Return what is carried over as it is written: columns that were not understood, and the office's own.

        Args:
            strange: columns in which nothing was understood.
        """
        cells = {name: OwnCell(name, as_cell(self.raw(name), is_percent=name in self.percents)) for name in strange}
        return tuple((cells | dict(self.others)).values())

    def as_written(self, plan: SheetPlan, task: int | None = None) -> OwnRow:
        """Return the whole row as it is written, with the number of the task that it names."""
        filled = [name for name, value in self.values.items() if value != ""]
        return OwnRow(plan.name, self.own(*filled), task, is_entry=self.is_filled, number=self.number)

    def finding(
        self,
        code: Code,
        *columns: str,
        found: str | None = None,
        task: int | None = None,
        task_name: str = "",
        suggestion: str | None = None,
        **values: object,
    ) -> Diagnostic:
        """Return a finding on cells of this row."""
        return Diagnostic(
            code,
            sheet=self.sheet,
            cells=tuple(self.cells[c] for c in columns if c in self.cells) or (f"A{self.number}",),
            field=columns[0] if columns else None,
            found=found,
            task=task,
            task_name=task_name,
            suggestion=suggestion,
            values=values,
        )


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet as a table.

    Attributes:
        plan: which sheet of the master it is.
        sheet: its name in the file, the plan's own name where the file has none.
        rows: that are not blank, with merged cells filled down.
        columns: ASCII names of the columns it has.
        found: False where the file has no such sheet.
        own: columns that the office has added.
        beside: rows in which only columns of the office's own are filled.
        outside: what a person wrote above the headings.
        formulas: that stand below the headings.
        covered: by address what stands under merged cells that show another text.
    """

    plan: SheetPlan
    sheet: str
    rows: tuple[SheetRow, ...] = ()
    columns: frozenset[str] = frozenset()
    found: bool = True
    own: tuple[OwnColumn, ...] = ()
    beside: tuple[SheetRow, ...] = ()
    outside: tuple[Outside, ...] = ()
    formulas: tuple[Outside, ...] = ()
    covered: Mapping[str, str] = field(default_factory=dict)


def as_cell(value: Raw, *, is_percent: bool = False) -> Written:
    """Return what stands in a cell as it goes into a cell again: what cells of ours do not hold becomes its text."""
    if isinstance(value, float):
        return percent_text(tidy(exact(value) * 100)) if is_percent else value
    if isinstance(value, datetime):
        return as_text(value) if value.time() != time() else value.date()
    return value if isinstance(value, bool | date) else as_text(value)
