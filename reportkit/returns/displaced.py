"""Columns of a table that were moved against the rest of it: which rows show each other's cells. Pure.

Whoever sorts a few columns by themselves, or exchanges two cells, leaves each row with a cell that another row should
have. One such cell does not outvote the key and all others, but whether what was filled in moved with it nobody can
tell.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from reportkit.model import Target, Task
from reportkit.returns.finding import ReturnedTable
from reportkit.returns.form import IdentifiedForm
from reportkit.returns.locked import locked_cells, locked_cells_of_target
from reportkit.returns.printed import is_one_of
from reportkit.returns.row_votes import Place
from reportkit.shown import brief_wording, list_numbers, shown_columns

_NUMBER = "no"


def exchanged(
    table: ReturnedTable, rows: Mapping[int, Place], form: IdentifiedForm, *, is_numbered: bool
) -> dict[int, frozenset[Place]]:
    """Return the rows with a cell that another of them should have, while theirs stands in another.

    Args:
        table: the table.
        rows: the place of each row that is beyond doubt, by its index.
        form: the form.
        is_numbered: False where the numbers of the table are not the list's.

    Returns:
        By the index of the row the places that its cells name instead.
    """
    found: dict[int, set[Place]] = {}
    shown = _Shown(form)
    for column in table.columns:
        if column == _NUMBER and (not is_numbered or _is_in_order(table, rows, form)):
            continue
        for row, places in _exchanged_in(column, table, rows, shown):
            found.setdefault(row, set()).update(places)
    return {row: frozenset(places) for row, places in found.items()}


def _is_in_order(table: ReturnedTable, rows: Iterable[int], form: IdentifiedForm) -> bool:
    """Tell whether the numbers stand in the list's order, as they went out: then the rest was moved beside them."""
    numbers = (table.number(row, _NUMBER) for row in sorted(rows))
    places = [form.master.place(no) for no in numbers if no is not None and form.master.task(no) is not None]
    return all(before <= after for before, after in pairwise(places))


def _exchanged_in(
    column: str, table: ReturnedTable, rows: Mapping[int, Place], shown: "_Shown"
) -> Iterator[tuple[int, set[Place]]]:
    """Yield the rows whose cell in a column another row should have, with the places of those."""
    said = {row: text for row in rows if (text := table.text(row, column).strip())}
    strange = {row: text for row, text in said.items() if not shown.has(rows[row], column, text)}
    owners = {
        row: {other for other in strange if other != row and shown.has(rows[other], column, text)}
        for row, text in strange.items()
    }
    given_away = set().union(*owners.values()) if owners else set()
    for row, others in owners.items():
        if others and row in given_away:
            yield row, {rows[other] for other in others}


@dataclass(slots=True)
class _Shown:
    """What a form shows of each place in its locked cells, each worked out once, when it is asked for."""

    form: IdentifiedForm
    _cells: dict[Place, dict[str, tuple[str, ...]]]

    def __init__(self, form: IdentifiedForm) -> None:
        self.form, self._cells = form, {}

    def has(self, place: Place, column: str, text: str) -> bool:
        """Tell whether a cell of a place says what the list has for it, or what the form said when it went out."""
        if place not in self._cells:
            self._cells[place] = self._of(place)
        texts = self._cells[place].get(column)
        return texts is None or is_one_of(text, texts) or self.form.printed.says(place, column, text)

    def _of(self, place: Place) -> dict[str, tuple[str, ...]]:
        master = self.form.master
        task, target = master.task(place[0]), master.target(*place)
        if task is None:
            return {}
        return (
            dict(_target_cells(task, target, self.form)) if target is not None else dict(_task_cells(task, self.form))
        )


def _task_cells(task: Task, form: IdentifiedForm) -> Iterator[tuple[str, tuple[str, ...]]]:
    codes = list_numbers(form.master).get(task.no, ())
    cells = locked_cells(task, form.master, shown_columns(form.master), codes)
    return ((name, texts) for name, _, texts in cells)


def _target_cells(task: Task, target: Target, form: IdentifiedForm) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, _, texts in locked_cells_of_target(target, form.master.settings.lang):
        yield name, texts
    yield "work", (task.work, brief_wording(task))
