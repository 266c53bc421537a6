"""The sheets of a master workbook as tables: found by name or by headings, columns in any order. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeGuard

from rapidfuzz import fuzz, process

from reportkit.address import Position, address
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.details import SheetDetails
from reportkit.files.grid import Grid, Raw, as_text
from reportkit.language.amounts import exact, percent_text
from reportkit.language.numerals import tidy
from reportkit.language.text import fold, visible
from reportkit.language.words import Lang, Words
from reportkit.master.columns import MasterColumn, SheetPlan
from reportkit.master.plans import HIDDEN_LISTS, PLANS
from reportkit.model import Outside, OwnCell, OwnColumn, OwnRow, Written
from reportkit.workbook.look import LOOK

_HEAD_ROWS = 20  # headings stand within so many rows of the top
_LONGEST_HEADING = 60
_NEAR = 60
"""Likeness, of 100, from which a name is worth suggesting."""
_BRACKET = re.compile(r"[(（][^)）\n]{0,200}+[)）]")
DID_YOU_MEAN = Words("Did you mean “{near}”?", "是否指“{near}”？")
NOTHING = Words("", "")


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
        cells = {name: OwnCell(name, _written(self.raw(name), is_percent=name in self.percents)) for name in strange}
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


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the headings of a sheet stand: row from 0, and column of each ASCII name."""

    row: int
    places: Mapping[str, int]


def suggestion(name: str, known: Sequence[str], least: int = _NEAR) -> str | None:
    """Return the known name that is most like `name`, by `least` of 100 points; None where none is."""
    return nearest(name, by_fold(known), least)


def by_fold(known: Iterable[str]) -> dict[str, str]:
    """Return names by themselves folded."""
    return {fold(item): item for item in known}


def nearest(name: str, known: Mapping[str, str], least: int = _NEAR) -> str | None:
    """Return what `suggestion` returns, of names that were folded once for many questions."""
    best = process.extractOne(fold(name), known.keys(), scorer=fuzz.ratio, score_cutoff=least)
    return known[best[0]] if best else None


def did_you_mean(near: str | None) -> Words:
    """Return a question for a message: is this name meant?"""
    return Words(*(text.replace("{near}", near) for text in (DID_YOU_MEAN.en, DID_YOU_MEAN.zh))) if near else NOTHING


def find_tables(
    grids: Sequence[Grid], details: Mapping[str, SheetDetails]
) -> tuple[dict[str, SheetTable], tuple[Diagnostic, ...]]:
    """Find each sheet of the master in a workbook.

    A sheet goes by its name in either script or English; one that was renamed by its headings.

    Args:
        grids: the sheets.
        details: what stands behind their values, by name of the sheet.
    """
    chosen = _chosen(grids)
    taken = {place.grid.name for place in chosen.values()}
    left = [grid.name for grid in grids if grid.name not in taken and grid.visible]
    tables = {}
    findings: list[Diagnostic] = []
    for plan in PLANS:
        place = chosen.get(plan.name)
        if place is None:
            tables[plan.name] = SheetTable(plan, plan.title.zh, found=False)
            findings += _missing_sheet(plan, left)
        else:
            tables[plan.name] = _table(plan, place, details.get(place.grid.name, SheetDetails()))
            findings += _column_findings(plan, place)
            findings += _covered_findings(tables[plan.name])
    return tables, tuple(findings)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sheet of the master stands: its grid and its headings."""

    grid: Grid
    head: _Head


def _chosen(grids: Sequence[Grid]) -> dict[str, _Place]:
    """Return where each sheet stands; one that goes by its name is taken first."""
    places = {plan.name: _places_of(plan, grids) for plan in PLANS}
    chosen: dict[str, _Place] = {}
    for plan in PLANS:
        named = _named(plan, places[plan.name])
        if named is not None:
            chosen[plan.name] = named
    for plan in PLANS:
        taken = {place.grid.name for place in chosen.values()}
        best = _renamed(plan, [place for place in places[plan.name] if place.grid.name not in taken])
        if best is not None:
            chosen.setdefault(plan.name, best)
    return chosen


def _places_of(plan: SheetPlan, grids: Sequence[Grid]) -> list[_Place]:
    """Return where a sheet may stand: every grid that has its headings."""
    spellings = _spellings(plan)
    heads = ((grid, _head(grid, plan, spellings)) for grid in grids)
    return [_Place(grid, head) for grid, head in heads if head is not None]


def _named(plan: SheetPlan, places: Sequence[_Place]) -> _Place | None:
    """Return the sheet that is called as a plan is, one that can be seen before one that is hidden."""
    names = {fold(title) for title in plan.titles}
    named = (place for place in places if fold(place.grid.name) in names)
    return max(named, key=lambda place: place.grid.visible, default=None)


def _renamed(plan: SheetPlan, free: Sequence[_Place]) -> _Place | None:
    """Return the sheet that has the most headings of a plan, None where none has more than half of them."""
    best = max(free, key=lambda place: len(place.head.places), default=None)
    return best if best is not None and len(best.head.places) > len(plan.columns) // 2 else None


def _missing_sheet(plan: SheetPlan, left: Sequence[str]) -> Iterator[Diagnostic]:
    """Say that a sheet is missing, or that one is called almost so; what few offices need may be deleted."""
    if plan.optional:
        return
    near = {fold(name): name for name in left}
    best = max(
        (process.extractOne(fold(title), list(near), scorer=fuzz.ratio, score_cutoff=_NEAR) for title in plan.titles),
        key=lambda match: match[1] if match else 0,
    )
    if best:
        yield Diagnostic(Code.M06, sheet=near[best[0]], found=near[best[0]], values={"sheet": plan.title})
    else:
        yield Diagnostic(Code.M23, values={"sheet": plan.title})


_Spellings = tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]
"""Folded headings by the name of the column: its own, and others that it may have."""


def _spellings(plan: SheetPlan) -> _Spellings:
    own = {column.name: column.heading.everywhere for column in plan.columns}
    other = {column.name: plan.other_headings(column) for column in plan.columns}
    first, then = ({name: frozenset(map(_heading, texts)) for name, texts in by.items()} for by in (own, other))
    return first, then


def _head(grid: Grid, plan: SheetPlan, spellings: _Spellings) -> _Head | None:
    """Return where the headings stand: the first row that has the most of them and all that are needed."""
    best: _Head | None = None
    for number, row in enumerate(grid.rows[:_HEAD_ROWS]):
        places = _places(row, spellings)
        needed = all(column.name in places for column in plan.columns if column.needed)
        if needed and (best is None or len(places) > len(best.places)):
            best = _Head(number, places)
    return best


def _places(row: Sequence[Raw], spellings: _Spellings) -> dict[str, int]:
    """Return which column of a row of headings is which; a column's own heading goes before other names."""
    texts = {place: _heading(value) for place, value in enumerate(row) if _may_be_heading(value)}
    places: dict[str, int] = {}
    for by_column in spellings:
        for name, wanted in by_column.items():
            if name in places:
                continue
            free = (place for place, text in texts.items() if text in wanted and place not in places.values())
            place = next(free, None)
            if place is not None:
                places[name] = place
    return places


def _may_be_heading(value: Raw) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= _LONGEST_HEADING and value.strip() != ""


@lru_cache(maxsize=1024)
def _heading(value: str) -> str:
    """Return a heading folded, without what stands in brackets behind it."""
    return fold(_BRACKET.sub("", value)) or fold(value)


def _column_findings(plan: SheetPlan, place: _Place) -> Iterator[Diagnostic]:
    """Say which columns are missing, a heading that is like one being suggested, and which are the office's own."""
    grid, head = place.grid, place.head
    unknown = {
        address(head.row, at): as_text(value)
        for at, value in enumerate(grid.rows[head.row])
        if _shown(value) and at not in head.places.values()
    }
    for column in plan.columns:
        if column.name in head.places:
            continue
        cell = _like(column, unknown)
        if cell is None:
            yield Diagnostic(
                Code.M11,
                sheet=grid.name,
                field=column.name,
                values={"field": column.heading},
                lowered=Severity.INFO,
            )
            continue
        yield Diagnostic(
            Code.M36,
            sheet=grid.name,
            cells=(cell,),
            field=column.name,
            found=unknown.pop(cell),
            values={"suggestion": _meant(column)},
        )
    for cell, text in unknown.items():
        yield Diagnostic(Code.M54, sheet=grid.name, cells=(cell,), found=text)


def _like(column: MasterColumn, unknown: Mapping[str, str]) -> str | None:
    """Return the cell whose heading is like that of a column, None where none is."""
    headings = {cell: _heading(text) for cell, text in unknown.items()}
    near = process.extractOne(_heading(column.heading.zh), headings, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return near[2] if near else None


def _meant(column: MasterColumn) -> Words:
    heading = column.heading
    return Words(DID_YOU_MEAN.en.format(near=heading.en), DID_YOU_MEAN.zh.format(near=heading.zh))


def _table(plan: SheetPlan, place: _Place, details: SheetDetails) -> SheetTable:
    """Return the rows below the headings."""
    grid, head = place.grid, place.head
    owners = _owners(place)
    added = _added(place)
    own = tuple(OwnColumn(plan.name, name, _shown(grid.cell(head.row, at))) for name, at in added.items())
    read = [_row(number, place, added, details, owners) for number in range(head.row + 1, len(grid.rows))]
    rows = tuple(row for row in read if row.is_filled)
    beside = tuple(row for row in read if row.others and not row.is_filled)
    columns = frozenset(head.places)
    covered = _covered(place, owners)
    outside = (
        *_above(plan, place),
        *([Outside(grid.name, tuple(covered), tuple(covered.values()))] if covered else []),
    )
    formulas = _formulas(place, details)
    return SheetTable(
        plan, grid.name, rows, columns, own=own, beside=beside, outside=outside, formulas=formulas, covered=covered
    )


def _owners(place: _Place) -> dict[Position, Position]:
    """Return the position of each merged cell below the headings -> that of the cell that shows there."""
    return {
        (row, column): (top, left)
        for top, left, bottom, right in place.grid.true_ranges()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if top > place.head.row
    }


def _covered(place: _Place, owners: Mapping[Position, Position]) -> dict[str, str]:
    """Return by address what stands under merged cells that show another text; owners as `_owners` returns them."""
    texts = ((at, _shown(place.grid.cell(*at)), _shown(place.grid.cell(*top))) for at, top in owners.items())
    return {address(*at): text for at, text, shown in sorted(texts) if text not in ("", shown)}


def _covered_findings(table: SheetTable) -> Iterator[Diagnostic]:
    for cell, text in table.covered.items():
        yield Diagnostic(Code.M55, sheet=table.sheet, cells=(cell,), found=text)


def _formulas(place: _Place, details: SheetDetails) -> tuple[Outside, ...]:
    """Return the formulas below the headings: they speak of cells that stand elsewhere once all is written anew."""
    below = {address(*at): text for at, text in sorted(details.formulas.items()) if at[0] > place.head.row}
    return (Outside(place.grid.name, tuple(below), tuple(below.values())),) if below else ()


def _added(place: _Place) -> dict[str, int]:
    """Return the columns that the office has added, by the names they go by: those with a heading or an entry."""
    rows = place.grid.rows[place.head.row :]
    filled = {at for row in rows for at, value in enumerate(row) if value != "" and _shown(value)}
    own = sorted(filled - set(place.head.places.values()))
    return {f"own{number}": at for number, at in enumerate(own, 1)}


def _above(plan: SheetPlan, place: _Place) -> tuple[Outside, ...]:
    """Return what a person wrote above the headings: all but the sheet's own title and advice."""
    rows = place.grid.rows[: place.head.row]
    texts = {address(r, c): _shown(value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != ""}
    shown = {cell: text for cell, text in texts.items() if text}
    above = Outside(place.grid.name, tuple(shown), tuple(shown.values()))
    return beyond([above], [words.template(lang) for words in (plan.heading, plan.advice) for lang in Lang])


def beyond(outside: Iterable[Outside], ours: Iterable[str]) -> tuple[Outside, ...]:
    """Return what stands outside of the tables without the texts that are ours, in either script."""
    folded = {fold(text) for text in ours}
    found = []
    for item in outside:
        left = [pair for pair in zip(item.cells, item.texts, strict=True) if fold(pair[1]) not in folded]
        if left:
            found.append(Outside(item.sheet, tuple(cell for cell, _ in left), tuple(text for _, text in left)))
    return tuple(found)


def other_sheets(grids: Sequence[Grid], tables: Iterable[SheetTable]) -> tuple[Outside, ...]:
    """Return what stands on sheets that are none of the master's."""
    ours = {HIDDEN_LISTS, *(table.sheet for table in tables if table.found)}
    found = []
    for grid in (grid for grid in grids if grid.name not in ours):
        cells = {address(row, column): _shown(value) for row, column, value in grid.cells()}
        strange = {cell: text for cell, text in cells.items() if text}
        if strange:
            found.append(Outside(grid.name, tuple(strange), tuple(strange.values())))
    return tuple(found)


def _shown(value: Raw) -> str:
    return visible(as_text(value)).strip()


def _written(value: Raw, *, is_percent: bool = False) -> Written:
    """Return what stands in a cell as it goes into a cell again: what cells of ours do not hold becomes its text."""
    if isinstance(value, float):
        return percent_text(tidy(exact(value) * 100)) if is_percent else value
    if isinstance(value, datetime):
        return as_text(value) if value.time() != time() else value.date()
    return value if isinstance(value, bool | date) else as_text(value)


_MOMENT, _TIME, _DURATION = "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "[h]:mm:ss"


def _as_shown(name: str, value: Raw, number: str) -> OwnCell:
    """Return a cell of a column of the office's own: its value, and the number format that shows it."""
    match value:
        case time():
            elapsed = timedelta(0, value.second, value.microsecond, 0, value.minute, value.hour)
            return OwnCell(name, elapsed / timedelta(days=1), number or _TIME)
        case timedelta():
            return OwnCell(name, value / timedelta(days=1), number or _DURATION)
        case datetime() if value.time() != time():
            return OwnCell(name, value, number or _MOMENT)
        case bool() | str():
            return OwnCell(name, value)
        case _:
            plain = _written(value)
            is_usual = isinstance(plain, date) and number == LOOK.date.number
            return OwnCell(name, plain, "" if is_usual else number)


def _row(
    number: int,
    place: _Place,
    added: Mapping[str, int],
    details: SheetDetails,
    owners: Mapping[Position, Position],
) -> SheetRow:
    """Return one row of a sheet.

    Args:
        number: of the row, from 0.
        place: where the sheet stands.
        added: columns that the office has added.
        details: what the values do not tell.
        owners: position of a cell that is merged -> the cell that it belongs to.
    """

    def value_in(column: int) -> Raw:
        # Cells that a person merged down belong to every row; merged across, to the first column alone.
        top, left = owners.get((number, column), (number, column))
        value = place.grid.cell(top, left) if left == column else ""
        return value if _shown(value) else details.errors.get((number, column), "")

    places = place.head.places
    values = {name: value_in(column) for name, column in places.items()}
    cells = {name: address(number, column) for name, column in places.items()}
    percents = frozenset(name for name, column in places.items() if details.is_percent((number, column)))
    others = {
        name: _as_shown(name, value, details.formats.get((number, column), ""))
        for name, column in added.items()
        if (value := value_in(column)) != ""
    }
    return SheetRow(place.grid.name, number + 1, values, cells, percents, others)
