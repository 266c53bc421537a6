"""The rows of a form's table: which are hidden, sorted or merged, and what was changed in their locked cells. Pure."""

from collections.abc import Iterable, Iterator
from itertools import islice

from reportkit.address import address
from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic
from reportkit.fields.answer_type import Choosing
from reportkit.fields.type_table import type_of
from reportkit.language.text import shorten
from reportkit.language.words import listed
from reportkit.model import Field
from reportkit.returns.finding import ReturnedTable
from reportkit.returns.form import IdentifiedForm, Match
from reportkit.returns.locked import locked_cells, locked_cells_of_target
from reportkit.returns.matching import MatchedTable
from reportkit.returns.printed import is_one_of
from reportkit.returns.struck import struck_rows
from reportkit.shown import ShownColumn, list_numbers, shown_columns

_SHOWN = 80
_MEANING = frozenset({"indicator", "measure"})
"""Columns of a target that are told with its value, whose meaning they are."""


def check_rows(matched: MatchedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """Yield what is wrong with the rows of a table that speak of tasks."""
    yield from _hidden(matched, form)
    yield from _without_lists(matched, form)
    yield from _sorted(matched, form)
    yield from _merged(matched, form)
    yield from struck_rows(matched, form)
    shown, codes = shown_columns(form.master), list_numbers(form.master)
    for match in matched.matches:
        if not match.doubts:
            yield from _changed(match, form, shown, codes.get(match.task.no, ()))


def _hidden(matched: MatchedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S10: rows of tasks that cannot be seen."""
    sheet = matched.table.grid.name
    details = form.details(sheet)
    indexes = [match.row.index for match in matched.matches]
    hidden = [str(index + 1) for index in indexes if details is not None and index in details.hidden_rows]
    if hidden:
        yield form.finding(Code.S10, sheet, rows=listed(hidden))


def _without_lists(matched: MatchedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S20: filled choice cells that lost their list, where the workbook still has lists at all."""
    table = matched.table
    details = form.details(table.grid.name)
    if details is None or not details.lists:
        return
    columns = [column for column, item in _columns(table, form) if _has_list(item)]
    places = ((match.row.index, column) for match in matched.matches for column in columns)
    lost = [place for place in places if table.grid.cell(*place) != "" and not details.has_list(place)]
    if lost:
        yield form.finding(Code.S20, table.grid.name, [address(*place) for place in lost])


def _has_list(item: Field) -> bool:
    """Tell whether Excel lets nothing but a list's entries into a field."""
    return item.choices != () and type_of(item).choosing is Choosing.ONE


def _columns(table: ReturnedTable, form: IdentifiedForm) -> Iterator[tuple[int, Field]]:
    """Yield the columns of a table that hold fields of the form."""
    return ((table.columns[item.name], item) for item in form.template.fields if item.name in table.columns)


def _sorted(matched: MatchedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S15: rows that stand in another order than the list's own."""
    places = [(form.master.place(no), target) for no, target in (match.place for match in matched.matches)]
    if places != sorted(places):
        yield form.finding(Code.S15, matched.table.grid.name)


def _merged(matched: MatchedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S09, S22: merged cells that lie over the rows of several tasks; a text counts for each, a figure for none."""
    table = matched.table
    indexes = sorted({match.row.index for match in matched.matches})
    fields = list(_columns(table, form))
    for top, left, bottom, right in table.grid.merged:
        over = [item for column, item in fields if left <= column <= right]
        rows = [row for row in indexes if top <= row <= bottom]
        if over and len(rows) > 1 and table.grid.cell(top, left) != "":
            cells = (address(row, column) for row in rows for column in range(left, right + 1))
            yield form.finding(_merged_code(over), table.grid.name, list(islice(cells, MOST_CELLS)))


def _merged_code(over: Iterable[Field]) -> Code:
    return Code.S22 if all(type_of(item).is_text for item in over) else Code.S09


def _changed(
    match: Match, form: IdentifiedForm, shown: Iterable[ShownColumn], codes: Iterable[str]
) -> Iterator[Diagnostic]:
    """S16: what was changed in locked cells; the list's own words count. S36: what was changed in the list."""
    told = _MEANING if match.target is not None and any(form.filled_cells(match)) else frozenset[str]()
    target, master = match.target, form.master
    struck = form.container.struck.get(match.table.grid.name, {})
    locked = (
        locked_cells_of_target(target, master.settings.lang)
        if target
        else locked_cells(match.task, master, shown, codes)
    )
    for name, label, accepted in locked:
        column = None if name in told else match.table.columns.get(name)
        written = "" if column is None else match.table.text_at(match.row.index, column)
        if column is None or (match.row.index, column) in struck:
            continue  # what is struck through is asked about by itself
        if written and not is_one_of(written, accepted):
            cells, code = (address(match.row.index, column),), _changed_by(match, name, written, form)
            yield form.finding(
                code, match.table.grid.name, cells, task=match.task, found=written, field_name=name, field=label,
                wanted=shorten(accepted[0], _SHOWN),
            )  # fmt: skip


def _changed_by(match: Match, column: str, written: str, form: IdentifiedForm) -> Code:
    """Return whether the unit changed a cell, or the office the list behind it."""
    return Code.S36 if form.printed.says(match.place, column, written) else Code.S16
