"""The rows of a form's table -> the tasks and targets they speak of, and the rows that are on no list. Pure.

A row is who it visibly says it is. Its signed key has one vote, and so has each cell that can be seen (`row_votes`):
whoever sorts the rows without their hidden column fills in what can be seen. Two votes more for another row outvote the
key; in between it is a question, unless the other rows leave one answer only. Where rows show each other's cells, or
the keys of several are not those of what can be seen, whatever is less than clear is a question too.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic
from reportkit.language.amounts import amount_text
from reportkit.language.text import fold
from reportkit.language.words import Words, listed
from reportkit.returns.displaced import exchanged
from reportkit.returns.finding import ReturnedRow, ReturnedTable, is_total
from reportkit.returns.form import IdentifiedForm, Match, first_cell, is_of
from reportkit.returns.row_votes import OUTVOTED, Electorate, Place, RowVotes

_TARGET = Words("{task} ({indicator} {aim})", "{task}（{indicator} {aim}）")
_MANY = 2
"""Rows that contradict themselves from which on the table as a whole throws a doubt on the others."""
_MOST_NAMED = 4
"""How many of the places that a row may be are named."""
_NAMES = frozenset({"no", "work", "indicator"})
"""Columns that name a task or a target."""
_TARGET_SAID = tuple(frozenset(group) for group in (
    ("indicator", "no"), ("indicator", "work"), ("value", "measure", "no"), ("value", "measure", "work"),
))  # fmt: skip
"""Columns of which one group must speak for a target, that a row without a key is taken for it."""


@dataclass(frozen=True, slots=True)
class MatchedTable:
    """A table with what its rows speak of.

    Attributes:
        table: the table.
        matches: the rows that speak of a task or a target of the form, those that may speak of another marked so.
        strangers: the rows that speak of none.
        shifted: addresses of rows whose cells name another task or target than their key.
    """

    table: ReturnedTable
    matches: tuple[Match, ...]
    strangers: tuple[ReturnedRow, ...] = ()
    shifted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ballot:
    """What a row may be.

    Attributes:
        row: the row.
        key: the place that its key names, None where it has none that counts.
        place: the place that it is; None for a stranger, or where it is in doubt.
        votes: what its cells say.
        doubts: the places of which it may be any.
        enough: those of them for which enough speaks if no other is left.
    """

    row: ReturnedRow
    key: Place | None
    place: Place | None
    votes: RowVotes
    doubts: frozenset[Place] = frozenset()
    enough: frozenset[Place] = frozenset()

    @property
    def is_shifted(self) -> bool:
        """True where the row surely is another one than its key says."""
        return self.key is not None and not self.doubts and self.place != self.key

    @property
    def is_against_key(self) -> bool:
        """True where what can be seen speaks against the key."""
        return self.key is not None and (bool(self.doubts) or self.is_shifted)

    def settled(self, place: Place | None) -> "_Ballot":
        """Return the row as what it is beyond doubt."""
        return _Ballot(self.row, self.key, place, self.votes)

    def doubted(self, places: AbstractSet[Place]) -> "_Ballot":
        """Return the row as one that may be any of several places, itself among them."""
        own = frozenset() if self.place is None else frozenset({self.place})
        return replace(self, place=None, doubts=own | places, enough=frozenset())


def match_tables(tables: Iterable[ReturnedTable], form: IdentifiedForm) -> list[MatchedTable]:
    """Match the rows of tables to the tasks and targets of a form."""
    ballots = [(table, _doubted(table, _ballots(table, form), form)) for table in tables]
    settled = _settled([ballot for _, rows in ballots for ballot in rows])
    return [_matched(table, [next(settled) for _ in rows], form) for table, rows in ballots]


def _doubted(table: ReturnedTable, ballots: Sequence[_Ballot], form: IdentifiedForm) -> list[_Ballot]:
    """Return the rows of a table, those in doubt that the table as a whole throws a doubt on."""
    if sum(ballot.is_against_key for ballot in ballots) >= _MANY:
        asked = form.places(targets=table.is_targets)
        has_numbers = sum(ballot.votes.is_split_by_number for ballot in ballots) < _MANY
        ballots = [
            _without_trust(ballot, asked, has_numbers=has_numbers) if _is_filled(table, ballot, form) else ballot
            for ballot in ballots
        ]
    sure = {ballot.row.index: ballot.place for ballot in ballots if ballot.place is not None}
    moved = exchanged(table, sure, form, is_numbered=not _is_renumbered(table, form))
    return [b.doubted(moved[b.row.index]) if b.row.index in moved and b.place == b.key else b for b in ballots]


def _is_filled(table: ReturnedTable, ballot: _Ballot, form: IdentifiedForm) -> bool:
    """Tell whether a row answers anything."""
    return any(table.cell(ballot.row.index, item.name) != "" for item in form.fields(targets=table.is_targets))


def _without_trust(ballot: _Ballot, asked: Sequence[Place], *, has_numbers: bool) -> _Ballot:
    """Return a row in doubt that its key alone tells from others, where keys are not those of what can be seen.

    Args:
        ballot: the row.
        asked: the places of the form.
        has_numbers: False where the numbers of the table are not those of what else can be seen either.
    """
    if ballot.place is None or (ballot.is_shifted and has_numbers):
        return ballot
    votes = ballot.votes if has_numbers else ballot.votes.without("no")
    most = max(map(votes.weight, asked), default=0)
    best = frozenset(place for place in asked if votes.weight(place) == most)
    return ballot if best == {ballot.place} else ballot.doubted(best)


def _settled(ballots: Sequence[_Ballot]) -> Iterator[_Ballot]:
    """Yield the rows of a form, in doubt only where the others leave more than one answer."""
    sure = {ballot.place for ballot in ballots if ballot.place is not None}
    left = [_without_taken(ballot, sure) for ballot in ballots]
    # That other rows surely moved beside their keys tells which of two that show each other's cells did.
    has_moved = any(ballot.is_shifted and ballot.key is not None and ballot.key[1] for ballot in left)
    is_exchange = has_moved and _is_exchange([ballot for ballot in left if ballot.doubts])
    return map(_exchanged, left) if is_exchange else iter(left)


def _ballots(table: ReturnedTable, form: IdentifiedForm) -> list[_Ballot]:
    """Count the votes for each row of a table; one that speaks of none of our tasks is asked nothing."""
    electorate = form.reference.targets if table.is_targets else form.reference.tasks
    is_numbered = not _is_renumbered(table, form)
    ballots = [_ballot(table, row, electorate, form, is_numbered=is_numbered) for row in table.rows]
    if any(ballot.place is not None or ballot.key is not None for ballot in ballots):
        return ballots
    return [ballot if ballot.enough else ballot.settled(None) for ballot in ballots]


def _is_renumbered(table: ReturnedTable, form: IdentifiedForm) -> bool:
    """Tell whether the rows are numbered 1, 2, 3 ... where the tasks of the form are not."""
    numbers = [number for row in table.rows if (number := table.number(row.index, "no")) is not None]
    return numbers == list(range(1, len(numbers) + 1)) and set(numbers) != set(form.asked)


def _matched(table: ReturnedTable, ballots: Sequence[_Ballot], form: IdentifiedForm) -> MatchedTable:
    found = [(ballot.row, _match(table, ballot, form)) for ballot in ballots]
    matches = [match for _, match in found if match is not None]
    strangers = tuple(row for row, match in found if match is None)
    shifted = tuple(first_cell(table, ballot.row) for ballot in ballots if ballot.is_shifted)
    return MatchedTable(table, tuple(_without_pale_twins(matches, form)), strangers, shifted)


def _match(table: ReturnedTable, ballot: _Ballot, form: IdentifiedForm) -> Match | None:
    """Return what a row speaks of, or may speak of; None for a stranger."""
    doubts = tuple(sorted(ballot.doubts))
    place = ballot.key if ballot.key in doubts else doubts[0] if doubts else ballot.place
    task = form.master.task(place[0]) if place is not None else None
    if place is None or task is None:
        return None
    return Match(table, ballot.row, task, form.master.target(*place), doubts)


def _without_pale_twins(matches: Sequence[Match], form: IdentifiedForm) -> Iterator[Match]:
    """Leave out rows without a key and with nothing filled in where another row carries the key of the same task."""
    keyed = {match.place for match in matches if match.row.key is not None}
    return (m for m in matches if m.row.key is not None or m.place not in keyed or any(form.filled_cells(m)))


def _ballot(
    table: ReturnedTable, row: ReturnedRow, electorate: Electorate, form: IdentifiedForm, *, is_numbered: bool
) -> _Ballot:
    """Count the votes for a row by itself."""
    own = _keyed_place(row, form)
    votes = electorate.votes(table, row.index, own, form.printed, is_numbered=is_numbered)
    asked = form.places(targets=table.is_targets)
    if own is not None:
        return _with_key(row, own, votes, asked)
    if row.key is not None and not is_of(row.key, form.identity):
        return _Ballot(row, None, None, votes)  # another form's row is never ours
    return _without_key(row, votes, asked)


def _keyed_place(row: ReturnedRow, form: IdentifiedForm) -> Place | None:
    """Return the place that a row's key names, None where it has none that counts."""
    key = row.key
    if key is None or key not in form.counting or form.master.task(key.task) is None:
        return None
    if key not in form.own and key.task not in form.asked:
        return None
    is_known = key.target is None or form.master.target(key.task, key.target) is not None
    return (key.task, key.target or 0) if is_known else None


def _with_key(row: ReturnedRow, own: Place, votes: RowVotes, asked: Sequence[Place]) -> _Ballot:
    """Hold what can be seen in a row against its key."""
    if not votes.against(own):
        return _Ballot(row, own, own, votes)
    other = votes.outvoting(own)
    if other is not None:
        return _Ballot(row, own, other if other in asked else None, votes)
    rivals = votes.ahead_of(own, asked)
    if rivals:
        doubts = rivals | {own}
        return _Ballot(row, own, None, votes, doubts, frozenset(place for place in doubts if not votes.denies(place)))
    return _Ballot(row, own, None, votes, frozenset({own})) if votes.denies(own) else _Ballot(row, own, own, votes)


def _without_key(row: ReturnedRow, votes: RowVotes, asked: Sequence[Place]) -> _Ballot:
    """Take a row without a key for what its cells name, if enough of them do."""
    named = {place: votes.weight(place) for place in asked if _is_named(place, votes)}
    most = max(named.values(), default=0)
    best = frozenset(place for place, weight in named.items() if weight == most)
    enough = frozenset(p for p in best if _is_said(p, votes) and most >= votes.against(p) + OUTVOTED)
    if len(best) == 1 and best == enough:
        return _Ballot(row, None, min(best), votes)
    return _Ballot(row, None, None, votes, best, enough)


def _is_named(place: Place, votes: RowVotes) -> bool:
    """Tell whether a cell names a place; an aim or a measure only confirms."""
    return not _NAMES.isdisjoint(votes.columns(place))


def _is_said(place: Place, votes: RowVotes) -> bool:
    """Tell whether the cells name a place: a task by its wording, a target by what it is and of which task."""
    said = votes.columns(place)
    return any(group <= said for group in _TARGET_SAID) if place[1] else "work" in said


def _without_taken(ballot: _Ballot, sure: AbstractSet[Place]) -> _Ballot:
    """Return a row in doubt without the places that other rows surely are: each has one row in a form."""
    free = ballot.doubts - sure
    if not ballot.doubts or (len(free) == 1 and free <= ballot.enough):
        return ballot.settled(min(free)) if free else ballot
    return replace(ballot, doubts=free) if free else ballot.settled(ballot.key)


def _is_exchange(ballots: Sequence[_Ballot]) -> bool:
    """Tell whether rows in doubt show just each other's cells, each those of another target of its task."""
    if not ballots or not all(ballot.key is not None and _is_of_siblings(ballot.doubts) for ballot in ballots):
        return False
    return {ballot.key for ballot in ballots} == {min(ballot.doubts - {ballot.key}) for ballot in ballots}


def _is_of_siblings(places: AbstractSet[Place]) -> bool:
    return len(places) == 2 and len({task for task, _ in places}) == 1


def _exchanged(ballot: _Ballot) -> _Ballot:
    return ballot.settled(min(ballot.doubts - {ballot.key})) if ballot.doubts else ballot


def doubted_rows(matched: MatchedTable, form: IdentifiedForm) -> Iterator[Diagnostic]:
    """S26: rows of which nothing tells which of several tasks or targets they are; what they say is left out."""
    for match in matched.matches:
        cells = tuple(form.filled_cells(match)) if match.doubts else ()
        if cells:
            named = " / ".join(_named(place, form) for place in match.doubts[:_MOST_NAMED])
            yield form.finding(Code.S26, matched.table.grid.name, cells, row=match.row.index + 1, places=named)


def _named(place: Place, form: IdentifiedForm) -> str:
    """Return a task by its number, a target with its indicator and aim: `4（技术交易总额 6亿元）`."""
    target = form.master.target(*place)
    if target is None:
        return str(place[0])
    aim = amount_text(target.value, target.measure) if target.value is not None else target.measure
    lang = form.master.settings.lang
    return _TARGET.text(lang, task=place[0], indicator=target.indicator, aim=aim)


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
        yield form.finding(Code.S19, sheet, rows=listed(str(row.index + 1) for row in totals))
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
        return cls(table, inputs, form.reference.headings)

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
