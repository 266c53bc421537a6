"""The rows of a form's table -> the tasks and targets they speak of, and the rows that are on no list. Pure.

Rows are matched by their signed keys, and where a key is gone by number and wording together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic
from reportkit.language.text import fold, fold_prose
from reportkit.model import Target, Task
from reportkit.returns.finding import ReturnedRow, ReturnedTable, is_total
from reportkit.returns.form import IdentifiedForm, Match, first_cell, is_of

_SAME_WORDING = 85.0


@dataclass(frozen=True, slots=True)
class MatchedTable:
    """A table with what its rows speak of.

    Attributes:
        table: the table.
        matches: the rows that speak of a task or a target of the form.
        strangers: the rows that speak of none.
        shifted: addresses of rows whose number and wording both name another task than their key.
    """

    table: ReturnedTable
    matches: tuple[Match, ...]
    strangers: tuple[ReturnedRow, ...] = ()
    shifted: tuple[str, ...] = ()


def match_table(table: ReturnedTable, form: IdentifiedForm) -> MatchedTable:
    """Match the rows of a table to the tasks and targets of a form."""
    matches: list[Match] = []
    strangers: list[ReturnedRow] = []
    shifted: list[str] = []
    for row in table.rows:
        match = _by_key(table, row, form)
        if match is not None and _is_of_another(match, form):
            shifted.append(first_cell(table, row))
            match = None
        match = match or _by_wording(table, row, form)
        if match is not None:
            matches.append(match)
        else:
            strangers.append(row)
    return MatchedTable(table, tuple(_without_pale_twins(matches)), tuple(strangers), tuple(shifted))


def _without_pale_twins(matches: Sequence[Match]) -> Iterator[Match]:
    """Leave out rows matched by their wording where another row carries the key of the same task."""
    keyed = {match.place for match in matches if match.row.key is not None}
    return (match for match in matches if match.row.key is not None or match.place not in keyed)


def _by_key(table: ReturnedTable, row: ReturnedRow, form: IdentifiedForm) -> Match | None:
    key = row.key
    if key is None or key not in form.counting:
        return None
    task = form.master.task(key.task)
    if task is None or (key not in form.own and task.no not in form.asked):
        return None
    if key.target is None:
        return Match(table, row, task, None)
    target = next((t for t in form.master.targets_of(task.no) if t.no == key.target), None)
    return Match(table, row, task, target) if target else None


def _is_of_another(match: Match, form: IdentifiedForm) -> bool:
    """Tell whether number and wording of a row both name another task of the list, or another target, than its key.

    Whoever sorts the rows without their hidden column, or pastes one row over another, filled in what can be seen.
    """
    table, row = match.table, match.row.index
    other = form.master.task(table.number(row, "no") or 0)
    if other is None:
        return False
    if other is match.task:
        return _names_another_target(match, form)
    work = fold_prose(table.text(row, "work"))
    likeness = fuzz.ratio(work, fold_prose(other.work))
    return likeness >= _SAME_WORDING and likeness > fuzz.ratio(work, fold_prose(match.task.work))


def _names_another_target(match: Match, form: IdentifiedForm) -> bool:
    """Tell whether the indicator of a target row is that of other targets of its task only."""
    if match.target is None:
        return False
    indicator = fold_prose(match.table.text(match.row.index, "indicator"))
    targets = form.master.targets_of(match.task.no)
    named = {target.no for target in targets if indicator and fold_prose(target.indicator) == indicator}
    return bool(named) and match.target.no not in named


def _by_wording(table: ReturnedTable, row: ReturnedRow, form: IdentifiedForm) -> Match | None:
    """Match a row without a usable key by its number and its wording, both; another form's row is never ours."""
    if row.key is not None and not is_of(row.key, form.identity):
        return None
    task = form.asked.get(table.number(row.index, "no") or 0)
    if task is None:
        return None
    if table.is_targets:
        targets = _targets_called(table.text(row.index, "indicator"), task, form)
        return Match(table, row, task, targets[0]) if len(targets) == 1 else None
    work = fold_prose(table.text(row.index, "work"))
    is_same = work != "" and fuzz.ratio(work, fold_prose(task.work)) >= _SAME_WORDING
    return Match(table, row, task, None) if is_same else None


def _targets_called(indicator: str, task: Task, form: IdentifiedForm) -> list[Target]:
    """Return the targets of a task that a form asks by an indicator."""
    asked = (target for target in form.master.targets_of(task.no) if target.is_asked)
    return [target for target in asked if fold_prose(target.indicator) == fold_prose(indicator)]


def strange_rows(matched: MatchedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S23, S19, S14, S17: rows moved under another key, totals, new matters, reports on no task."""
    table, sheet = matched.table, matched.table.grid.name
    if matched.shifted:
        yield form.finding(Code.S23, sheet, matched.shifted[:MOST_CELLS])
    # The example in the instructions has the form's headings too; what speaks of none of our tasks is told nothing.
    if not matched.matches:
        return
    kinds = _Kinds.of(table, form)
    rows: dict[Code | None, list[ReturnedRow]] = {}
    for row in matched.strangers:
        rows.setdefault(kinds.code(row), []).append(row)
    totals, new, nameless = (rows.get(code, []) for code in (Code.S19, Code.S14, Code.S17))
    if totals:
        yield form.finding(Code.S19, sheet, rows="、".join(str(row.index + 1) for row in totals))
    if new:
        yield form.finding(Code.S14, sheet, [first_cell(table, row) for row in new], n=len(new))
    if nameless:
        yield form.finding(Code.S17, sheet, [first_cell(table, row) for row in nameless[:MOST_CELLS]])


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Tells what a row is that is on no list; holds what is the same for all rows of a table."""

    table: ReturnedTable
    inputs: tuple[int, ...]
    headings: frozenset[str]

    @classmethod
    def of(cls, table: ReturnedTable, form: IdentifiedForm) -> "_Kinds":
        inputs = tuple(c for name, c in table.columns.items() if form.template.field(name) is not None)
        names = (text for task in form.master.tasks for text in (task.section, task.project or "") if text)
        return cls(table, inputs, frozenset(map(fold, names)))

    def code(self, row: ReturnedRow) -> Code | None:
        """Return what is to be said of a row, None for a heading or a note of nothing."""
        if is_total(self.table.grid, row.index):
            return Code.S19
        filled = [c for c in self.inputs if self.table.grid.cell(row.index, c) != ""]
        if self._is_nameless(row, len(filled)):
            return Code.S17
        return Code.S14 if row.key is not None or filled or not self._is_heading(row) else None

    def _is_nameless(self, row: ReturnedRow, filled: int) -> bool:
        """Tell whether a row reports something and says neither by key nor number nor words on which task."""
        names = [name for name in ("no", "work") if name in self.table.columns]
        is_marked = row.key is not None or any(self.table.text(row.index, name).strip() for name in names)
        return not is_marked and filled > 1 and bool(names)

    def _is_heading(self, row: ReturnedRow) -> bool:
        """Tell whether a row holds one cell only, or names of sections and projects."""
        cells = [value for value in self.table.grid.rows[row.index] if value != ""]
        return len(cells) == 1 or all(isinstance(value, str) and fold(value) in self.headings for value in cells)
