"""Entries -> findings: every rule of a return in one list. Pure.

A rule is a function of one entry. The order of the list is the order in which findings win a cell: blank beats
type (found in reading) beats range beats cross-check beats comparison with last period.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from reportkit.checks.across import (
    claim_agrees,
    done_is_full,
    done_reaches_targets,
    in_measure,
    led_by_unit,
    milestones_reached,
    on_schedule,
    on_time,
    prose_agrees,
)
from reportkit.checks.cells import is_blank, required, required_when
from reportkit.checks.context import Context, Finding, Spot
from reportkit.checks.displaced import displaced
from reportkit.checks.periods import percent_rises, text_is_new, values_rise
from reportkit.checks.unchanged import taken_over
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.model import Answer, Entry

__all__ = ["RULES", "Context", "Rule", "check"]

Rule = Callable[[Entry, Context], Iterable[Finding]]

_CELLS_OF_A_TASK = frozenset({"cell_a", "cell"})

RULES: tuple[Rule, ...] = (
    led_by_unit,
    required,
    done_is_full,
    required_when,
    in_measure,
    done_reaches_targets,
    on_time,
    milestones_reached,
    on_schedule,
    percent_rises,
    values_rise,
    prose_agrees,
    claim_agrees,
    text_is_new,
)
"""In the order in which a finding wins its cell."""


def check(entries: tuple[Entry, ...], context: Context) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """Hold a return against every rule.

    Args:
        entries: as they were read; an answer that could not be read is faulty already and gets no second finding.
        context: what it is held against.

    Returns:
        The entries with the answers marked that an error leaves out of the merge, and the findings, one a cell, the
        same finding over many cells in one. A return in which nothing is filled in has the one finding D08; one without
        entries has lost its table, which is told already.
    """
    if not entries:
        return (), ()
    if not _is_filled(entries, context):
        return entries, (Diagnostic(Code.D08, file=context.file, unit=context.unit),)
    checked: list[Entry] = []
    found = list(displaced(entries, context))
    moved = {spot for item in found if _is_error(item) for spot in item.spots}
    missing = _missing_columns(entries, context)
    for entry in entries:
        mended, mine = _check_entry(_marked(entry, moved), context, missing)
        checked.append(mended)
        found += mine
    findings = sorted(_grouped([item.diagnostic for item in found]), key=Diagnostic.sort_key)
    return tuple(checked), tuple(findings)


def _check_entry(entry: Entry, context: Context, missing: frozenset[tuple[bool, str]]) -> tuple[Entry, list[Finding]]:
    """Apply the rules in order to one entry; a cell that has a finding gets no other."""
    entry, told = taken_over(entry, context)
    entry = _marked(entry, {spot for item in told if _is_error(item) for spot in item.spots})
    asked = frozenset(
        spot
        for item in told
        if item.diagnostic.severity is not Severity.FIXED
        for spot in (item.spots if _is_error(item) else item.spots[:1])
    )
    taken = asked | {spot for spot, answer in _answers(entry) if answer.faulty}
    found = list(told)
    for rule in RULES:
        mine, taken = _first_a_cell(rule(entry, context), taken, missing)
        entry = _marked(entry, {spot for item in mine if _is_error(item) for spot in item.spots})
        found += mine
    return entry, found


def _first_a_cell(
    items: Iterable[Finding], taken: frozenset[Spot], missing: frozenset[tuple[bool, str]]
) -> tuple[list[Finding], frozenset[Spot]]:
    """Return the findings whose cell is there and has none yet, and the cells that have one then."""
    mine = []
    for item in items:
        first = item.spots[0]
        if first not in taken and (first.target is not None, first.field) not in missing:
            mine.append(item)
            taken |= set(item.spots) if item.diagnostic.severity is Severity.ERROR else {first}
    return mine, taken


def _is_error(item: Finding) -> bool:
    return item.diagnostic.severity.rank <= Severity.ERROR.rank


def _answers(entry: Entry) -> Iterable[tuple[Spot, Answer]]:
    for name, answer in entry.answers.items():
        yield Spot(entry.task, None, name), answer
    for target, answers in entry.targets.items():
        for name, answer in answers.items():
            yield Spot(entry.task, target, name), answer


def _marked(entry: Entry, spots: set[Spot]) -> Entry:
    """Return the entry with the answers at `spots` left out of the merge."""
    if not spots:
        return entry

    def marked(target: int | None, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        hit = {name for name in answers if Spot(entry.task, target, name) in spots}
        return {name: replace(a, faulty=True) if name in hit else a for name, a in answers.items()}

    targets = {no: marked(no, answers) for no, answers in entry.targets.items()}
    return replace(entry, answers=marked(None, entry.answers), targets=targets)


def _missing_columns(entries: tuple[Entry, ...], context: Context) -> frozenset[tuple[bool, str]]:
    """Return (on target rows?, field) of columns that no row has: reading has said so already (S03)."""
    there = {(spot.target is not None, spot.field) for entry in entries for spot, _ in _answers(entry)}
    asked = {(f.target, f.name) for f in (*context.task_fields, *context.target_fields)}
    return frozenset(asked - there)


def _is_filled(entries: tuple[Entry, ...], context: Context) -> bool:
    """Tell whether anything was filled in that was not copied into the form before it went out."""
    carried = {f.name for f in context.template.fields if f.carry_over}
    for entry in entries:
        last = context.last.get(entry.task)
        for spot, answer in _answers(entry):
            if is_blank(answer):
                continue
            if spot.target is None and spot.field in carried and last and last.value(spot.field) == answer.value:
                continue
            return True
    return False


def _grouped(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Make one finding of those that say the same of several cells; a finding on one task keeps that task."""
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for number, item in enumerate(findings):
        # Words that name two cells of one task can speak of no other task.
        alone = not item.cells or not _CELLS_OF_A_TASK.isdisjoint(item.code.rule.message.names)
        groups.setdefault((str(number),) if alone else _sameness(item), []).append(item)
    return [_joined(group) for group in groups.values()]


def _sameness(item: Diagnostic) -> tuple[str, ...]:
    """Return what two findings have in common that say the same of two cells."""
    words = (f"{name}={value}" for name, value in item.values.items() if not name.startswith("cell"))
    return (item.code.name, item.sheet or "", item.field or "", item.found or "", *words)


def _joined(group: list[Diagnostic]) -> Diagnostic:
    first = group[0]
    if len(group) == 1:
        return first
    tasks = tuple(dict.fromkeys(item.task for item in group if item.task is not None))
    cells = tuple(dict.fromkeys(cell for item in group for cell in item.cells))
    if len(tasks) == 1:
        return replace(first, cells=cells)
    return replace(first, cells=cells, task=None, task_name="", tasks=tasks)
