"""A column of figures that was moved against its rows: sorted by itself, or pasted a row off. Pure.

No single figure tells that. A sheet as a whole does where several of them contradict what is known of their rows, the
last report, the aim, the status or the text, and none would in another order; and where a column stands in order of
size while the aims beside it do not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from reportkit.address import position_of
from reportkit.checks.across import done_is_full, in_measure, on_schedule, prose_agrees
from reportkit.checks.context import Context, Finding, Spot, answer_at
from reportkit.checks.periods import percent_rises, values_rise
from reportkit.checks.waivers import lowered
from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.words import Words
from reportkit.model import Answer, Entry

_PLAIN = (done_is_full, in_measure, prose_agrees, percent_rises, values_rise)
"""Rules that say of a figure that it can hardly be that of its row."""
_ANY = (*_PLAIN, on_schedule)
"""These and the one that many a true figure breaks."""
_Rule = Callable[[Entry, Context], Iterable[Finding]]
_COLUMNS = ("actual", "percent")
_FEWEST, _SOME = 2, 3
_SORTED, _LONG = 5, 8
"""Figures in order of size from which on that is no chance beside a contradiction, and by itself."""
_CONTRADICT = Words(
    "{off} of {all} do not fit the last report, the aim, the status or the text, and in another order all do",
    "{all} 个数里有 {off} 个与上期、目标值、状态或文字对不上，换个顺序就都对得上",
)
_IN_ORDER = Words(
    "all {all} stand in order of size, while their aims do not", "{all} 个数从头到尾按大小排列，而目标值并不是这个顺序"
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure in its row.

    Attributes:
        entry: the task.
        spot: its place.
        answer: the figure as it was written.
        value: what it says.
    """

    entry: Entry
    spot: Spot
    answer: Answer
    value: Decimal

    def is_in(self, item: Finding) -> bool:
        """Tell whether a finding is on the figure; one on a text names its cell."""
        cell, sheet = self.answer.cell, self.answer.sheet
        return self.spot in item.spots or item.diagnostic.values.get("cell_b") in {cell, f"{sheet}!{cell}"}

    def instead(self, value: Decimal) -> Entry:
        """Return the task with another figure in this place."""
        no, name = self.spot.target, self.spot.field
        answer = replace(self.answer, value=value)
        if no is None:
            return replace(self.entry, answers={**self.entry.answers, name: answer})
        row = {**self.entry.targets[no], name: answer}
        return replace(self.entry, targets={**self.entry.targets, no: row})


def displaced(entries: Sequence[Entry], context: Context) -> Iterator[Finding]:
    """S37: columns of figures that were moved against their rows; none of their figures counts."""
    for name in _COLUMNS:
        for sheet, figures in _columns(entries, name).items():
            why = _Column(figures, context).why()
            if why is not None:
                yield _finding(sheet, figures, why, context)


def _columns(entries: Iterable[Entry], name: str) -> Mapping[str, list[_Figure]]:
    """Return the figures of a field by their sheet, from top to bottom."""
    found: dict[str, list[_Figure]] = {}
    for entry in entries:
        for target in (None, *entry.targets):
            answer, spot = answer_at(entry, target, name), Spot(entry.task, target, name)
            value = entry.percent if target is None else entry.actual(target, name)
            if answer is not None and value is not None and answer.cell:
                found.setdefault(answer.sheet, []).append(_Figure(entry, spot, answer, value))
    return {
        sheet: sorted(figures, key=lambda one: position_of(one.answer.cell) or (0, 0))
        for sheet, figures in found.items()
    }


def _is_hit(figure: _Figure, value: Decimal, context: Context, rules: Iterable[_Rule]) -> bool:
    """Tell whether one of several rules has something to say of a value in the place of a figure."""
    entry = figure.instead(value)
    return any(figure.is_in(item) for rule in rules for item in rule(entry, context))


@dataclass(frozen=True)
class _Column:
    """The figures of a field on a sheet, from top to bottom.

    Attributes:
        figures: each in its row.
        context: what the return is held against.
    """

    figures: Sequence[_Figure]
    context: Context

    def why(self) -> Words | None:
        """Return what tells that the figures were moved against their rows, None where nothing does."""
        if self._contradict_plainly() or self._contradict_mostly():
            return _filled(_CONTRADICT, off=self._off, all=len(self.figures))
        if len(self.figures) >= _LONG and self._is_in_order and self._are_aims_in_another_order():
            return _filled(_IN_ORDER, all=len(self.figures))
        return None

    def _contradict_plainly(self) -> bool:
        """Tell whether several figures can hardly be those of their rows, and each can be that of another one."""
        off = self._off_plainly
        is_half = off >= _FEWEST and self._off * 2 >= len(self.figures)
        is_sorted = off > 0 and len(self.figures) >= _SORTED and self._is_in_order
        return (off >= _SOME or is_half or is_sorted) and self._fits_in_another_order(_PLAIN)

    def _contradict_mostly(self) -> bool:
        """Tell whether nearly none fits its row, one of them plainly not, and in another order all do entirely."""
        if not self._off_plainly or self._off < _SOME or self._off * 4 < len(self.figures) * 3:
            return False
        return self._fits_in_another_order(_ANY)

    @cached_property
    def _off_plainly(self) -> int:
        return sum(_is_hit(one, one.value, self.context, _PLAIN) for one in self.figures)

    @cached_property
    def _off(self) -> int:
        return sum(_is_hit(one, one.value, self.context, _ANY) for one in self.figures)

    @cached_property
    def _is_in_order(self) -> bool:
        """True where all figures differ and rise, or fall, from the first to the last."""
        steps = [(before.value, after.value) for before, after in pairwise(self.figures)]
        return all(a < b for a, b in steps) or all(a > b for a, b in steps)

    def _are_aims_in_another_order(self) -> bool:
        """Tell whether the aims beside them rise and fall."""
        targets = (self.context.master.target(one.spot.task, one.spot.target or 0) for one in self.figures)
        steps = list(pairwise(target.value for target in targets if target is not None and target.value is not None))
        return min(sum(a < b for a, b in steps), sum(a > b for a, b in steps)) >= _FEWEST

    def _fits_in_another_order(self, rules: Sequence[_Rule]) -> bool:
        """Tell whether each row can have one of the figures so that no rule has a word to say (Kuhn's matching)."""
        free = [[not _is_hit(row, one.value, self.context, rules) for one in self.figures] for row in self.figures]
        row_of: dict[int, int] = {}

        def is_placed(row: int, seen: set[int]) -> bool:
            for n, is_free in enumerate(free[row]):
                if is_free and n not in seen:
                    seen.add(n)
                    if n not in row_of or is_placed(row_of[n], seen):
                        row_of[n] = row
                        return True
            return False

        return all(is_placed(row, set()) for row in range(len(self.figures)))


def _filled(words: Words, **values: int) -> Words:
    return Words(words.en.format(**values), words.zh.format(**values))


def _finding(sheet: str, figures: Sequence[_Figure], why: Words, context: Context) -> Finding:
    name = figures[0].spot.field
    diagnostic = Diagnostic(
        Code.S37, file=context.file, unit=context.unit, sheet=sheet or None, field=name,
        cells=tuple(one.answer.cell for one in figures), values={"field": context.label(name), "why": why},
    )  # fmt: skip
    diagnostic = lowered(diagnostic, context.master, context.template, context.due)
    return Finding(diagnostic, tuple(one.spot for one in figures))
