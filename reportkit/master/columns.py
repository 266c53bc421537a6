"""What a sheet of the master workbook is made of, and by which other names its columns are found. Pure."""

from dataclasses import dataclass

from reportkit.data import load
from reportkit.language.words import Words


@dataclass(frozen=True, slots=True)
class _OtherName:
    """Another name of a sheet, or another heading of one of its columns.

    Attributes:
        word: the other name.
        sheet: ASCII name of the sheet.
        column: ASCII name of the column, "" for the sheet itself.
    """

    word: str
    sheet: str
    column: str = ""


_OTHER_NAMES = load("master_headings", _OtherName)


def other_names(sheet: str, column: str = "") -> tuple[str, ...]:
    """Return the other names of a sheet, or the other headings of a column; they are compared folded."""
    return tuple(row.word for row in _OTHER_NAMES if (row.sheet, row.column) == (sheet, column))


@dataclass(frozen=True, slots=True)
class MasterColumn:
    """One column of a sheet.

    Attributes:
        name: ASCII name, by which the program knows it.
        heading: what stands above it.
        note: what the note on the heading says.
        width: in characters.
        needed: True where the sheet cannot be read without it.
        centered: True for short values.
        day: True for dates.
    """

    name: str
    heading: Words
    note: Words
    width: float
    needed: bool = False
    centered: bool = False
    day: bool = False


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet.

    Attributes:
        name: ASCII name, by which the program knows it.
        title: name of the sheet.
        heading: what stands on top of it.
        advice: the line below, on how it is edited.
        columns: in order.
        a3: True for a sheet that is printed on A3.
        optional: True for a sheet that few offices need, and that may be deleted.
    """

    name: str
    title: Words
    heading: Words
    advice: Words
    columns: tuple[MasterColumn, ...]
    a3: bool = False
    optional: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """Every name by which it is found; they are compared folded."""
        return (*self.title.everywhere, *other_names(self.name))

    def column(self, name: str) -> MasterColumn:
        """Return a column by its ASCII name."""
        return next(column for column in self.columns if column.name == name)

    def has(self, name: str) -> bool:
        """Tell whether a column is one of ours, and none that an office has added."""
        return any(column.name == name for column in self.columns)

    def place(self, name: str) -> int:
        """Return the place of a column from 0, as the workbook is written."""
        return [column.name for column in self.columns].index(name)

    def other_headings(self, column: MasterColumn) -> tuple[str, ...]:
        """Return the other headings by which a column is found."""
        return other_names(self.name, column.name)
