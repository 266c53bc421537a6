"""The sheets of `templates/form.xlsx` as rows of named cells, and how a finding on one of them is made.

Sheets and columns are found by their names, by other words for them, or by names that are much like them.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from reportkit.address import address
from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.grid import Grid, as_text
from reportkit.forms.columns import CHOICES, FIELDS, SETTINGS, TemplateColumn
from reportkit.language.text import fold, visible
from reportkit.language.words import Words

_SHEET_NAMES = {
    FIELDS: ("field", "字段", "字段表", "survey"),
    CHOICES: ("choice", "选项", "选项表"),
    SETTINGS: ("setting", "设置", "设置表"),
}
_MEANT = Words("Did you mean “{word}”?", "是否指“{word}”？")
_QUOTES = "“”‘’\"'`「」『』＂＇"
_HEADING_ROWS = 30
_NEAR = 70.0


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A cell's text with its address."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row of a sheet: cells by the name of their column."""

    sheet: str
    number: int
    cells: Mapping[str, TemplateCell]

    def text(self, name: str) -> str:
        """Return what a cell says, "" where the column is missing."""
        return self.cells[name].text if name in self.cells else ""

    def plain(self, name: str) -> str:
        """Return what a cell says, half-width and without quotes."""
        return unicodedata.normalize("NFKC", self.text(name).strip().strip(_QUOTES)).strip().strip(_QUOTES).strip()


class Findings:
    """Findings on one template, collected in the order of reading."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.all: list[Diagnostic] = []

    def add(  # noqa: PLR0913 - the parts of a finding
        self,
        code: Code,
        row: TemplateRow | None = None,
        column: str = "",
        *,
        found: str | None = None,
        near: str | None = None,
        sheet: str | None = None,
        field: str | None = None,
        **values: object,
    ) -> None:
        """Add a finding at a row's cell; `near` is the nearest right word."""
        cell = row.cells.get(column) if row else None
        offered: dict[str, object] = {} if code is Code.M01 else {"suggestion": _meant(near)}
        if row:
            offered["row"] = row.number
        if field:
            offered["field"] = field
        self.all.append(
            Diagnostic(
                code,
                file=self._file,
                sheet=sheet or (row.sheet if row else None),
                cells=(cell.at,) if cell else (),
                field=field,
                found=found,
                suggestion=near,
                values=code.wanted(**offered) | values,
            )
        )


def find_sheet(
    grids: Sequence[Grid], name: str, columns: Sequence[TemplateColumn], needed: Sequence[str], findings: Findings
) -> Grid | None:
    """Find a sheet by its name, by a like name, or (the fields alone) by its headings."""
    wanted = {key(text) for text in (name, *_SHEET_NAMES[name])}
    for grid in grids:
        if key(grid.name) in wanted and (name != FIELDS or _heading(grid, columns, needed) is not None):
            return grid
    likely = _likely(grids, name)
    like = next((grid for grid in likely if _heading(grid, columns, needed, least=len(needed)) is not None), None)
    if like is not None:
        findings.add(Code.M06, sheet=name, found=like.name, near=name)
    return like


def _likely(grids: Sequence[Grid], name: str) -> list[Grid]:
    """Return the sheets that may be meant: one of a like name, or (for the fields) any that is no other sheet's."""
    taken = {key(text) for other, words in _SHEET_NAMES.items() if other != name for text in (other, *words)}
    free = [grid for grid in grids if key(grid.name) not in taken]
    near = nearest(name, [grid.name for grid in free])
    return free if name == FIELDS else [grid for grid in free if grid.name == near]


def _heading(grid: Grid, columns: Sequence[TemplateColumn], needed: Sequence[str], least: int = 1) -> int | None:
    """Return the row of headings: the one that knows most columns, with at least `least` of the needed ones."""
    known = _known(columns)
    best, found = 0, None
    for r, row in enumerate(grid.rows[:_HEADING_ROWS]):
        names = {known.get(key(as_text(value))) for value in row if value != ""} - {None}
        if len(names) > best and sum(name in names for name in needed) >= least:
            best, found = len(names), r
    return found


def _known(columns: Sequence[TemplateColumn]) -> dict[str, str]:
    return {key(word): column.name for column in reversed(columns) for word in (*column.aliases, column.name)}


def read_rows(
    grid: Grid | None, columns: Sequence[TemplateColumn], needed: Sequence[str], findings: Findings
) -> list[TemplateRow] | None:
    """Return the rows under the headings; blank rows are skipped. None where the sheet is missing."""
    top = _heading(grid, columns, needed) if grid else None
    if grid is None or top is None:
        return None
    at = _places(grid, top, columns, findings)
    for name in needed:
        if name not in at:
            findings.add(Code.M11, sheet=grid.name, field=name)
    return list(_filled_rows(grid, top, at))


def _places(grid: Grid, top: int, columns: Sequence[TemplateColumn], findings: Findings) -> dict[str, int]:
    """Return where each column stands; headings that name none, or one for the second time, are told."""
    known, at = _known(columns), dict[str, int]()
    for c, value in enumerate(grid.rows[top]):
        text = visible(as_text(value)).strip()
        name = known.get(key(text))
        if name and name not in at:
            at[name] = c
        elif text:
            names = [column.name for column in columns if column.name not in at]
            place = TemplateRow(grid.name, top + 1, {"": TemplateCell(text, address(top, c))})
            findings.add(Code.M36, place, "", found=text, near=nearest(key(text), names))
    return at


def _filled_rows(grid: Grid, top: int, at: Mapping[str, int]) -> Iterator[TemplateRow]:
    for r in range(top + 1, len(grid.rows)):
        cells = {name: TemplateCell(visible(as_text(grid.cell(r, c))).strip(), address(r, c)) for name, c in at.items()}
        if any(cell.text for cell in cells.values()):
            yield TemplateRow(grid.name, r + 1, cells)


def key(text: str) -> str:
    """Return the form in which headings, types and sheet names are compared."""
    return re.sub(r"[\s_\-*]+", "", re.sub(":+", "::", fold(text.strip().strip(_QUOTES))))


def nearest(text: str, words: Sequence[str], least: float = _NEAR) -> str | None:
    """Return the word most like `text`, None where none is like enough."""
    found = process.extractOne(text, words, scorer=fuzz.WRatio, score_cutoff=least)
    return found[0] if found else None


def _meant(word: str | None) -> Words:
    if word is None:
        return Words("", "")
    safe = word.replace("{", "{{").replace("}", "}}")
    return Words(_MEANT.en.replace("{word}", safe), _MEANT.zh.replace("{word}", safe))
