"""What is remembered of a round: what was handed out, and what it was reported by. An edge: records, no rules."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from reportkit.disk.looking import digest_of_bytes, files_in, is_folder, read_if_there, state_of
from reportkit.disk.outbox import write_whole
from reportkit.disk.records import read_record, require_kind, write_record
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
from reportkit.model import Role
from reportkit.period import Calendar, Period, read_period

_BROKEN = Words("“{path}” is damaged.", "“{path}”已损坏。")
_BROKEN_ROUND_HINT = Words(
    'Put a copy of it back, or write it anew: "reportkit distribute --period {period}", with --due as before.',
    "请从备份恢复，或重新生成：“reportkit distribute --period {period}”（原来指定过截止日的，请再写上 --due）。",
)
_NO_BOOK = Words(
    "What the round of {period} was reported by is gone or was changed: “{path}”.",
    "{period} 一期当时所用的“{path}”不见了，或者被改动过。",
)
_NO_BOOK_HINT = Words(
    "Put a copy of it back, there or as “{place}”; or settle the round by the list of today: "
    '"reportkit merge --period {period} --current-list".',
    "请从备份恢复（放回原处，或放到“{place}”）；也可以按现在的任务单重新汇总："
    "“reportkit merge --period {period} --current-list”。",
)


class BookName(StrEnum):
    """What a round lives by, by the name of its workbook."""

    MASTER = "master"
    FORM = "form"


@dataclass(frozen=True, slots=True)
class Issued:
    """One form that was handed out.

    Attributes:
        unit: canonical name of the unit.
        code: code of the unit.
        role: in what part the unit reports in it.
        form_id: number of the form.
        path: where it was written, relative to the workspace.
        tasks: numbers of its tasks.
    """

    unit: str
    code: str
    role: Role
    form_id: str
    path: str
    tasks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What had come when a round was reported, by the numbers of collections.

    What came with a later collection, or counts only by a word that a person said since, was not seen.

    Attributes:
        own: the last collection before the round was last merged; None where it never was.
        strict: True where one error made a whole return wait in that merge.
        all: the last collection before it was last merged by the list of the day, or closed; None while it never was.
        earlier: the same of each earlier period as that merge showed it.
    """

    own: int | None = None
    strict: bool = False
    all: int | None = None
    earlier: Mapping[Period, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IssuedRound:
    """What was handed out for one period, and what the round lives by.

    Attributes:
        period: the period.
        due: the day returns are due.
        forms: what was handed out, in order of unit codes.
        types: type of each field that the forms asked for, by its name.
        targets: indicator and measure of each target as forms said them, by `4.1` for the first of task 4; several
            where the list was changed and forms were handed out again.
        rows: what the locked cells of each row said, likewise, by `4` for a task and `4.1` for its first target.
        books: digest of the workbooks that it was handed out or last merged by; none where no program kept them.
        is_closed: True where it lives by them, whatever lies among the templates now.
        seen: what had come when it was reported.
    """

    period: Period
    due: date
    forms: tuple[Issued, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    books: Mapping[BookName, str] = field(default_factory=dict)
    is_closed: bool = False
    seen: Seen = Seen()


class Rounds:
    """What is remembered of rounds.

    Args:
        own: the folder of what is remembered in a workspace.
        returns: the folder of what came.
        relative: names a place as people know it.
    """

    def __init__(self, own: Path, returns: Path, relative: Callable[[Path], str]) -> None:
        self._own, self._returns, self._relative = own, returns, relative
        # Every return of a round asks by what the round lives, and its record names every form: it is read once.
        self._known: dict[Period, tuple[object, IssuedRound]] = {}

    def remember(self, issued: IssuedRound) -> None:
        """Keep what was handed out for a period, and what the round lives by."""
        self._known.pop(issued.period, None)
        write_record(self._file(issued.period), _record(issued))

    def recall(self, period: Period) -> IssuedRound | None:
        """Return what was handed out for a period, or None.

        Raises:
            ReportkitError: the record is damaged: without it nobody knows the day returns are due.
        """
        path = self._file(period)
        state = state_of(path)
        if state is None:
            return None
        if period not in self._known or self._known[period][0] != state:
            self._known[period] = state, self._read(period, path)
        return self._known[period][1]

    def _read(self, period: Period, path: Path) -> IssuedRound:
        found = read_record(path)
        try:
            return _round(period, found or {})
        except (KeyError, TypeError, ValueError):
            raise ReportkitError(_BROKEN, _BROKEN_ROUND_HINT, path=self._relative(path), period=period) from None

    def keep_book(self, data: bytes) -> str:
        """Keep a workbook that a round lives by, once, and return its digest."""
        digest = digest_of_bytes(data)
        write_whole(self._book_file(digest), data)
        return digest

    def recall_book(self, period: Period, name: BookName, digest: str) -> bytes:
        """Return a workbook that a round lives by: as it is kept, or as it lies beside the round's returns.

        Raises:
            ReportkitError: it is gone from both places, or somebody changed it.
        """
        places = (self._book_file(digest), self.book_of(period, name))
        found = (read_if_there(place) for place in places)
        data = next((data for data in found if data and digest_of_bytes(data) == digest), None)
        if data is None:
            place = self._relative(places[0])
            raise ReportkitError(_NO_BOOK, _NO_BOOK_HINT, period=period, path=self._relative(places[1]), place=place)
        return data

    def book_of(self, period: Period, name: BookName) -> Path:
        """Return where a person finds a workbook that a closed round lives by: beside the round's returns."""
        return self._returns / period.folder / f"{name}.xlsx"

    def is_book(self, path: Path) -> bool:
        """Tell whether a file is what a closed round lives by, or what a person made of that."""
        names = tuple(name.value for name in BookName)
        return path.parent.parent == self._returns and path.stem.partition(" (")[0] in names

    def _book_file(self, digest: str) -> Path:
        return self._own / "lists" / f"{digest}.xlsx"

    def targets_issued(self) -> dict[Period, Mapping[str, tuple[tuple[str, str], ...]]]:
        """Return by period what forms said of each target; nothing where the record is damaged."""
        found: dict[Period, Mapping[str, tuple[tuple[str, str], ...]]] = {}
        for period in self.periods():
            with contextlib.suppress(ReportkitError):
                issued = self.recall(period)
                found |= {period: issued.targets} if issued else {}
        return found

    def rows_issued(self) -> dict[Period, Mapping[str, Mapping[str, tuple[str, ...]]]]:
        """Return by period what forms said in the locked cells of each row; nothing where the record is damaged."""
        found: dict[Period, Mapping[str, Mapping[str, tuple[str, ...]]]] = {}
        for period in self.periods():
            with contextlib.suppress(ReportkitError):
                issued = self.recall(period)
                found |= {period: issued.rows} if issued else {}
        return found

    def fields_issued(self) -> dict[Period, frozenset[str]]:
        """Return by period the names of the fields that its forms asked for; nothing where the record is damaged."""
        found: dict[Period, frozenset[str]] = {}
        for period in self.periods():
            with contextlib.suppress(ReportkitError):
                issued = self.recall(period)
                found |= {period: frozenset(issued.types)} if issued else {}
        return found

    def types_issued(self, calendar: Calendar) -> dict[str, str]:
        """Return the type of each field as forms of a list's year first asked for it."""
        rounds = [self.recall(period) for period in self.periods() if calendar.holds(period)]
        return {name: kind for issued in reversed(rounds) if issued for name, kind in issued.types.items()}

    def periods(self) -> tuple[Period, ...]:
        """Return every period that forms were handed out for or returns came for, oldest first."""
        names = [path.stem for path in files_in(self._own / "rounds") if path.suffix == ".json"]
        names += [path.name for path in files_in(self._returns) if is_folder(path)]
        found = {period for name in names if (period := _period_called(name)) is not None}
        return tuple(sorted(found, key=lambda p: (p.end, p.span)))

    def _file(self, period: Period) -> Path:
        return self._own / "rounds" / f"{period.folder}.json"


@lru_cache(maxsize=1024)
def _period_called(name: str) -> Period | None:
    """Return the period whose folder has a name; one that a person called 2022年6月 is not ours."""
    period = read_period(name)
    return period if period is not None and period.folder == name else None


def _record(issued: IssuedRound) -> dict[str, Any]:
    """Return what is written of a round."""
    forms = [
        {"unit": f.unit, "code": f.code, "role": f.role, "form_id": f.form_id, "path": f.path, "tasks": f.tasks}
        for f in issued.forms
    ]
    seen = issued.seen
    return {
        "due": issued.due.isoformat(), "forms": forms, "types": dict(issued.types), "targets": dict(issued.targets),
        "rows": {key: dict(cells) for key, cells in issued.rows.items()},
        "books": {name.value: digest for name, digest in issued.books.items()}, "closed": issued.is_closed,
        "seen": {
            "own": seen.own, "strict": seen.strict, "all": seen.all,
            "earlier": {period.folder: run for period, run in seen.earlier.items()},
        },
    }  # fmt: skip


def _round(period: Period, found: Mapping[str, Any]) -> IssuedRound:
    """Return what is remembered of a round from what was written of it; keys of a later version are none of ours.

    Raises:
        KeyError, TypeError, ValueError: it is not what was written.
    """
    forms = tuple(
        Issued(f["unit"], f["code"], Role(f["role"]), f["form_id"], f["path"], tuple(f["tasks"]))
        for f in found["forms"]
    )
    types, books, is_closed = found.get("types", {}), found.get("books", {}), found.get("closed", False)
    for form in forms:
        require_kind((form.unit, form.code, form.form_id, form.path), str)
        require_kind(form.tasks, int)
    require_kind([types, books], dict)
    require_kind([*types.values(), *books.values()], str)
    require_kind([is_closed], bool)
    known = {name: books[name.value] for name in BookName if name.value in books}
    due = date.fromisoformat(found["due"])
    targets, rows = _targets(found.get("targets", {})), _rows(found.get("rows", {}))
    return IssuedRound(period, due, forms, types, targets, rows, known, is_closed, _seen(found.get("seen", {})))


def _targets(found: Mapping[str, Any]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return what forms said of targets; versions before this one did not write it down.

    Raises:
        TypeError, ValueError: it is not what was written.
    """
    require_kind([found], dict)
    require_kind([text for said in found.values() for pair in said for text in pair], str)
    return {key: tuple((indicator, measure) for indicator, measure in said) for key, said in found.items()}


def _rows(found: Mapping[str, Any]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return what forms said in the locked cells of their rows; versions before this one did not write it down.

    Raises:
        TypeError, ValueError: it is not what was written.
    """
    require_kind([found, *found.values()], dict)
    if not all(key.replace(".", "", 1).isdecimal() for key in found):
        raise ValueError
    rows = {key: dict(zip(cells, map(tuple, cells.values()), strict=True)) for key, cells in found.items()}
    require_kind(chain.from_iterable(texts for cells in rows.values() for texts in cells.values()), str)
    return rows


def _seen(found: Mapping[str, Any]) -> Seen:
    """Return what had been seen.

    Raises:
        TypeError, ValueError: it is not what was written.
    """
    require_kind([found], dict)
    own, strict, every, earlier = (found.get(name) for name in ("own", "strict", "all", "earlier"))
    require_kind([earlier or {}], dict)
    runs = {_period(name): run for name, run in (earlier or {}).items()}
    require_kind((number for number in (own, every, *runs.values()) if number is not None), int)
    return Seen(own, bool(strict), every, runs)


def _period(name: str) -> Period:
    period = read_period(name)
    if period is None:
        raise ValueError(name)
    return period
