"""Where the sheets of a master workbook stand: found by name or by headings, columns in any order. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeGuard

from reportkit.files.grid import Grid, Raw
from reportkit.language.text import fold
from reportkit.master.columns import SheetPlan
from reportkit.master.plans import PLANS

_HEAD_ROWS = 20  # headings stand within so many rows of the top
_LONGEST_HEADING = 60
_BRACKET = re.compile(r"[(（][^)）\n]{0,200}+[)）]")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the headings of a sheet stand: row from 0, and column of each ASCII name."""

    row: int
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sheet of the master stands: its grid and its headings."""

    grid: Grid
    head: Head


def places_of_sheets(grids: Sequence[Grid]) -> dict[str, Place]:
    """Return where each sheet stands; one that goes by its name is taken first."""
    places = {plan.name: _places_of(plan, grids) for plan in PLANS}
    chosen: dict[str, Place] = {}
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


def _places_of(plan: SheetPlan, grids: Sequence[Grid]) -> list[Place]:
    """Return where a sheet may stand: every grid that has its headings."""
    spellings = _spellings(plan)
    heads = ((grid, _head(grid, plan, spellings)) for grid in grids)
    return [Place(grid, head) for grid, head in heads if head is not None]


def _named(plan: SheetPlan, places: Sequence[Place]) -> Place | None:
    """Return the sheet that is called as a plan is, one that can be seen before one that is hidden."""
    names = {fold(title) for title in plan.titles}
    named = (place for place in places if fold(place.grid.name) in names)
    return max(named, key=lambda place: place.grid.visible, default=None)


def _renamed(plan: SheetPlan, free: Sequence[Place]) -> Place | None:
    """Return the sheet that has the most headings of a plan, None where none has more than half of them."""
    best = max(free, key=lambda place: len(place.head.places), default=None)
    return best if best is not None and len(best.head.places) > len(plan.columns) // 2 else None


_Spellings = tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]
"""Folded headings by the name of the column: its own, and others that it may have."""


def _spellings(plan: SheetPlan) -> _Spellings:
    own = {column.name: column.heading.everywhere for column in plan.columns}
    other = {column.name: plan.other_headings(column) for column in plan.columns}
    first, then = ({name: frozenset(map(folded_heading, texts)) for name, texts in by.items()} for by in (own, other))
    return first, then


def _head(grid: Grid, plan: SheetPlan, spellings: _Spellings) -> Head | None:
    """Return where the headings stand: the first row that has the most of them and all that are needed."""
    best: Head | None = None
    for number, row in enumerate(grid.rows[:_HEAD_ROWS]):
        places = _places(row, spellings)
        needed = all(column.name in places for column in plan.columns if column.needed)
        if needed and (best is None or len(places) > len(best.places)):
            best = Head(number, places)
    return best


def _places(row: Sequence[Raw], spellings: _Spellings) -> dict[str, int]:
    """Return which column of a row of headings is which; a column's own heading goes before other names."""
    texts = {place: folded_heading(value) for place, value in enumerate(row) if _may_be_heading(value)}
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
def folded_heading(value: str) -> str:
    """Return a heading folded, without what stands in brackets behind it."""
    return fold(_BRACKET.sub("", value)) or fold(value)
