"""A workbook -> the tables of a master, and what is odd about their sheets and columns. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz, process

from reportkit.address import address
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.files.details import SheetDetails
from reportkit.files.grid import Grid, as_text
from reportkit.language.text import fold
from reportkit.language.words import Words
from reportkit.master.columns import MasterColumn, SheetPlan
from reportkit.master.headings import Place, folded_heading, places_of_sheets
from reportkit.master.outside import cell_text
from reportkit.master.plans import PLANS
from reportkit.master.suggestions import DID_YOU_MEAN, NEAR
from reportkit.master.table_rows import table_at
from reportkit.master.tables import SheetTable


def find_tables(
    grids: Sequence[Grid], details: Mapping[str, SheetDetails]
) -> tuple[dict[str, SheetTable], tuple[Diagnostic, ...]]:
    """Find each sheet of the master in a workbook.

    A sheet goes by its name in either script or English; one that was renamed by its headings.

    Args:
        grids: the sheets.
        details: what stands behind their values, by name of the sheet.
    """
    chosen = places_of_sheets(grids)
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
            tables[plan.name] = table_at(plan, place, details.get(place.grid.name, SheetDetails()))
            findings += _column_findings(plan, place)
            findings += _covered_findings(tables[plan.name])
    return tables, tuple(findings)


def _missing_sheet(plan: SheetPlan, left: Sequence[str]) -> Iterator[Diagnostic]:
    """Say that a sheet is missing, or that one is called almost so; what few offices need may be deleted."""
    if plan.optional:
        return
    near = {fold(name): name for name in left}
    best = max(
        (process.extractOne(fold(title), list(near), scorer=fuzz.ratio, score_cutoff=NEAR) for title in plan.titles),
        key=lambda match: match[1] if match else 0,
    )
    if best:
        yield Diagnostic(Code.M06, sheet=near[best[0]], found=near[best[0]], values={"sheet": plan.title})
    else:
        yield Diagnostic(Code.M23, values={"sheet": plan.title})


def _column_findings(plan: SheetPlan, place: Place) -> Iterator[Diagnostic]:
    """Say which columns are missing, a heading that is like one being suggested, and which are the office's own."""
    grid, head = place.grid, place.head
    unknown = {
        address(head.row, at): as_text(value)
        for at, value in enumerate(grid.rows[head.row])
        if cell_text(value) and at not in head.places.values()
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
    headings = {cell: folded_heading(text) for cell, text in unknown.items()}
    near = process.extractOne(folded_heading(column.heading.zh), headings, scorer=fuzz.ratio, score_cutoff=NEAR)
    return near[2] if near else None


def _meant(column: MasterColumn) -> Words:
    heading = column.heading
    return Words(DID_YOU_MEAN.en.format(near=heading.en), DID_YOU_MEAN.zh.format(near=heading.zh))


def _covered_findings(table: SheetTable) -> Iterator[Diagnostic]:
    for cell, text in table.covered.items():
        yield Diagnostic(Code.M55, sheet=table.sheet, cells=(cell,), found=text)
