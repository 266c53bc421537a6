"""What the locked cells of the forms of a round said when they went out: the list may be another one by now. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reportkit.language.amounts import plain_text, read_amount
from reportkit.language.text import fold_prose
from reportkit.language.words import Lang
from reportkit.model import Master, Target, Task
from reportkit.returns.locked import LockedCell, locked_cells, locked_cells_of_target
from reportkit.shown import brief_wording, shown_columns

Rows = Mapping[str, Mapping[str, tuple[str, ...]]]
"""The texts of locked cells by their column, by the row: `4` of a task, `4.1` of the first of its targets."""
_Place = tuple[int, int]


@dataclass(frozen=True)
class Printed:
    """What forms said.

    Attributes:
        rows: the texts that a cell had, those of forms that were handed out anew too.
    """

    rows: Rows = field(default_factory=dict)

    def says(self, place: _Place, column: str, written: str) -> bool:
        """Tell whether a cell of the row of a task, or of a target, says what it said when the form went out."""
        return is_one_of(written, self.rows.get(_key(*place), {}).get(column, ()))

    def had_task(self, no: int) -> bool:
        """Tell whether a task stood in the forms; where nobody knows what did, each may have."""
        return not self.rows or str(no) in self.rows

    def places(self, column: str, written: str, *, targets: bool) -> frozenset[_Place]:
        """Return the tasks or targets whose cell said what is written; a task has target 0."""
        found = self._places.get((column, fold_prose(written)), set())
        return frozenset(place for place in found if bool(place[1]) == targets)

    @cached_property
    def _places(self) -> dict[tuple[str, str], set[_Place]]:
        found: dict[tuple[str, str], set[_Place]] = {}
        for key, cells in self.rows.items():
            task, _, target = key.partition(".")
            for column, texts in cells.items():
                for text in texts:
                    found.setdefault((column, fold_prose(text)), set()).add((int(task), int(target or 0)))
        return found


def is_one_of(written: str, texts: tuple[str, ...]) -> bool:
    """Tell whether a cell says one of several texts, or the number that one of them is."""
    if written in texts or fold_prose(written) in {fold_prose(text) for text in texts}:
        return True
    amount = read_amount(written)
    return amount is not None and not amount.words and plain_text(amount.value) in texts


def printed_rows(master: Master, before: Rows) -> Rows:
    """Return what forms say of each row, now and before: one that went out earlier may still come back.

    Args:
        master: the list.
        before: what is known of forms that are out.
    """
    shown = shown_columns(master)
    now = {_key(task.no, 0): locked_cells(task, master, shown) for task in master.tasks}
    works = {task.no: task for task in master.tasks}
    lang = master.settings.lang
    now |= {_key(t.task, t.no): _of_target(t, works.get(t.task), lang) for t in master.targets}
    return {**before, **{key: _with(before.get(key, {}), cells) for key, cells in now.items()}}


def _of_target(target: Target, task: Task | None, lang: Lang) -> tuple[LockedCell, ...]:
    """Return the cells of the row of a target; the wording of its task stands there cut."""
    cells = locked_cells_of_target(target, lang)
    return cells if task is None else (*cells, ("work", cells[0][1], (brief_wording(task),)))


def _with(before: Mapping[str, tuple[str, ...]], cells: Iterable[LockedCell]) -> Mapping[str, tuple[str, ...]]:
    """Return the texts of each cell, before and now: the usual one, in the language of the list, is what is printed."""
    now = {column: texts[:1] for column, _, texts in cells if column != "no"}
    return {column: tuple(dict.fromkeys((*before.get(column, ()), *texts))) for column, texts in now.items()}


def _key(task: int, target: int) -> str:
    return f"{task}.{target}" if target else str(task)
