"""The tables of an identified form -> entries, with what is wrong with its structure. Pure.

Rows are matched by their signed keys, and where a key is gone by number and wording together. What cannot be
matched is named and kept out; what the unit typed into locked cells is named and the list's own words count.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from reportkit.address import address
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.fields.choices import find_choice
from reportkit.fields.reading import At, RawCell
from reportkit.fields.type_table import type_of
from reportkit.files.container import Container
from reportkit.language.words import Lang, Words, listed
from reportkit.model import UNCHANGED, Answer, Entry, Field
from reportkit.returns.columns import check_columns
from reportkit.returns.finding import ReturnedTable
from reportkit.returns.form import IdentifiedForm, Match
from reportkit.returns.identifying import Identity
from reportkit.returns.matching import MatchedTable, doubted_rows, match_tables, strange_rows
from reportkit.returns.meaning import changes, read_meant
from reportkit.returns.missing import check_missing, check_sheets
from reportkit.returns.nothing_new import ReadRow, nothing_new
from reportkit.returns.reference import Reference
from reportkit.returns.rows import check_rows
from reportkit.returns.values import cell_at

_WIDEST_MERGE = 200
"""Columns of a merged range that are looked at."""


def read_entries(
    tables: Sequence[ReturnedTable], container: Container, identity: Identity, reference: Reference, file: str
) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """Read what an identified form says on each task.

    Returns:
        One entry for each task of the form that is in the file, in the list's order, and the findings on the way. Of a
        task whose own row is gone the entry has the answers on its targets alone.
    """
    form = IdentifiedForm.of(tables, container, identity, reference, file)
    matched = match_tables(form.tables, form)
    matches = [match for item in matched for match in item.matches]
    read = _read_tasks(matches, form)
    findings = chain(_structure(matched, form), check_missing(matches, form), *(item.findings for item in read))
    return tuple(item.entry for item in read), tuple(findings)


def _structure(matched: Sequence[MatchedTable], form: IdentifiedForm) -> Iterator[Diagnostic]:
    """Yield what is wrong with the tables of a form; one that speaks of none of its tasks is none of its tables."""
    for item in matched:
        yield from strange_rows(item, form)
        yield from doubted_rows(item, form)
    if form.is_old:
        yield form.finding(Code.I04, found=form.identity.version, wanted=form.template.version)
    spoken = [item for item in matched if item.matches]
    for item in spoken:
        yield from check_columns(item.table, form)
        yield from check_rows(item, form)
    yield from check_sheets([item.table for item in spoken], form)


@dataclass(frozen=True, slots=True)
class _ReadEntry:
    """What a form says on a task, with the findings on the way."""

    entry: Entry
    findings: tuple[Diagnostic, ...]


def _read_tasks(matches: Sequence[Match], form: IdentifiedForm) -> list[_ReadEntry]:
    """Read every task that has a row, its own or one of its targets', in the list's order."""
    rows: dict[int, dict[int, list[Match]]] = {}
    for match in matches:
        no, target = match.place
        rows.setdefault(no, {}).setdefault(target, []).append(match)
    return [_read_task(rows[no], form) for no in sorted(rows, key=form.master.place)]


def _read_task(rows: Mapping[int, Sequence[Match]], form: IdentifiedForm) -> _ReadEntry:
    """Read the rows of a task by the number of their target, 0 for the task's own row."""
    first = rows[min(rows)][0]
    read = {target: _read_rows(rows[target], form) for target in sorted(rows)}
    if not any(match.doubts for matches in rows.values() for match in matches):
        read = nothing_new(read)
    targets = {target: row.answers for target, row in read.items() if target}
    answers = read[0].answers if 0 in read else {}
    entry = Entry(
        first.task.no, form.unit, form.identity.role, str(form.identity.form or ""), answers, targets,
        first.table.grid.name, first.cell,
    )  # fmt: skip
    return _ReadEntry(entry, tuple(finding for row in read.values() for finding in row.findings))


def _read_rows(rows: Sequence[Match], form: IdentifiedForm) -> ReadRow:
    """Read the row of a task or a target, or put doubled ones together: what they say differently does not count."""
    read = [_read_row(match, form) for match in rows]
    merged = dict(read[0].answers)
    differing: set[str] = set()
    for answer in chain.from_iterable(row.answers.values() for row in read[1:]):
        known = merged.setdefault(answer.field, answer)
        if known.written == "" != answer.written:
            merged[answer.field] = answer
        elif _differs(known, answer):
            merged[answer.field] = replace(known, value=None, faulty=True)
            differing.add(answer.field)
    twins = (_twins(rows, differing, form),) if len(rows) > 1 else ()
    return ReadRow(merged, (*chain.from_iterable(row.findings for row in read), *twins))


def _differs(known: Answer, answer: Answer) -> bool:
    """Tell whether the second of two answers says something else than the first; an empty one says nothing."""
    if answer.written in ("", known.written):
        return False
    return known.faulty or answer.faulty or known.value is None or known.value != answer.value


def _twins(rows: Sequence[Match], differing: Collection[str], form: IdentifiedForm) -> Diagnostic:
    """S18: the places of a task that stands there more than once, and what is said differently in them."""
    sheet = rows[0].table.grid.name
    labels = [item.label for item in form.template.fields if item.name in differing]
    is_one_sheet = all(match.table.grid.name == sheet for match in rows)
    places = [match.cell if is_one_sheet else f"{match.table.grid.name} {match.cell}" for match in rows]
    return form.finding(
        Code.S18, sheet, [match.cell for match in rows if match.table.grid.name == sheet], task=rows[0].task,
        lowered=None if labels else Severity.WARNING, n=len(rows), places=listed(places), differ=_differ(labels),
    )  # fmt: skip


def _differ(labels: Sequence[Words]) -> Words | str:
    """Name the fields that are filled in differently, "" where none is."""
    if not labels:
        return ""
    en = ", ".join(f"“{label.template(Lang.EN)}”" for label in labels)
    zh, hant = ("".join(f"“{label.template(lang)}”" for label in labels) for lang in (Lang.HANS, Lang.HANT))
    return Words(f", {en} filled in differently", f"，{zh}填得不一样", f"，{hant}填得不一樣")


def _read_row(match: Match, form: IdentifiedForm) -> ReadRow:
    """Read the cells of one row."""
    merged = _merged_over(match)
    read = [
        _read_cell(item, match, column, merged.get((match.row.index, column)), form)
        for item, column in form.answer_columns(match)
    ]
    answers = {answer.field: answer for answer, _ in read}
    if match.doubts:
        left_out = {name: _left_out(answer) for name, answer in answers.items()}
        return ReadRow(left_out, ())
    return ReadRow(answers, tuple(finding for _, findings in read for finding in findings))


def _left_out(answer: Answer) -> Answer:
    """Return an answer that does not count; an empty one stays empty."""
    return replace(answer, value=None, faulty=True) if answer.written else answer


def _read_cell(
    item: Field, match: Match, column: int, anchor: tuple[int, int] | None, form: IdentifiedForm
) -> tuple[Answer, tuple[Diagnostic, ...]]:
    """Read a cell; `anchor` is the first cell of a range merged over it and other tasks, whose text counts for each."""
    row, is_text = match.row.index, type_of(item).is_text
    place = anchor if anchor is not None and is_text else (row, column)
    cell = cell_at(form.container, match.table.grid, place)
    calendar, period = form.master.settings.calendar, form.identity.period
    at = At(
        form.file, form.unit, match.table.grid.name, address(row, column), match.task.no, match.task.work,
        period.year_in(calendar.first) if period else 0, calendar.first, calendar.is_day_first,
    )  # fmt: skip
    changed = () if cell.is_empty else tuple(changes(match, item, form))
    answer, findings = read_meant(_offered(item, cell, match, form), cell, at, match.target, changed)
    return (answer if anchor is None or is_text else replace(answer, value=None, faulty=True)), findings


def _offered(item: Field, cell: RawCell, match: Match, form: IdentifiedForm) -> Field:
    """Return a field with the choices that the form offered: that nothing is new only beside last period's report.

    Who says so all the same is told why it cannot be.
    """
    if item.name != "status" or form.shows_last(match.table):
        return item
    said = find_choice(item.choices, cell.written)
    if said is not None and said.name == UNCHANGED:
        return item
    return replace(item, choices=tuple(choice for choice in item.choices if choice.name != UNCHANGED))


def _merged_over(match: Match) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the first cell of each merged range that lies over cells of this row and of another task's row."""
    index = match.row.index
    tall = [area for area in match.table.grid.merged if area[0] <= index <= area[2] > area[0]]
    rows = {row.index for row in match.table.rows} if tall else set()
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in tall:
        if sum(top <= row <= bottom for row in rows) > 1:
            found |= {(index, column): (top, left) for column in range(left, min(right, left + _WIDEST_MERGE) + 1)}
    return found
