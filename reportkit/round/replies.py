"""What goes back: correction copies and what units are told, and for the office the check report.

All of it is worked out from templates and kept returns, and can be deleted and made again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from reportkit import __version__
from reportkit.corrections.points import Degree, asked_of_the_unit, is_damaged
from reportkit.corrections.report import write_check_report
from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.looking import digest_of_bytes, is_file, read, read_if_there
from reportkit.disk.outbox import forget_but, write_whole
from reportkit.disk.store import key_of
from reportkit.disk.work import Cause, Failure, Job
from reportkit.disk.workspace import Outgoing
from reportkit.forms.assign import Assignment, assignments
from reportkit.forms.form import write_form
from reportkit.identity import parse_form_id
from reportkit.language.words import Words
from reportkit.model import Role
from reportkit.round.jobs import COPY, to_correct
from reportkit.round.model import Asking, Assessed, Replies, Settled, last_entries
from reportkit.round.notices import Told, to_mark, write_notices
from reportkit.round.outputs import Outputs
from reportkit.round.session import Session
from reportkit.round.standings import Standings

_REPORT_FILE = Words("check report", "核查结果")
_OF_THE_FORM = Words("it was made of the form as it was issued", "已改用下发的原表生成")
_NONE_MADE = Words("none was made", "没有生成修改稿")
# What concerns the office alone, or stands on the sheet of units already.
_NOT_LISTED = frozenset({Code.D07, Code.O03})


def reply(standings: Standings, settled: Settled, outputs: Outputs) -> Replies:
    """Write correction copies and the texts of a period; take away what no longer holds.

    Args:
        standings: the rounds as they stand.
        settled: the round, each return strict or not as it was collected.
        outputs: takes what is written, and what could not be.
    """
    answer = _Answer(standings, settled, outputs)
    copies = answer.corrections()
    write_notices(standings.session, settled, outputs, answer.told(), answer.unread)
    return Replies(copies, {digest: tuple(found) for digest, found in answer.faults.items()})


def report(session: Session, settled: Settled, replies: Replies, outputs: Outputs) -> str | None:
    """Write the check report of a period and return where, None where a fault of ours came over it.

    It is the last to be written: it says too what else of this run could not be.

    Args:
        session: the run.
        settled: the round, as for `reply`.
        replies: what went back.
        outputs: of this run so far.
    """
    basis = session.bases.of(settled.period)
    place = session.space.outbox / settled.period.folder / f"{_REPORT_FILE.text(basis.lang)}.xlsx"
    findings = [d for d in settled.findings if d.code not in _NOT_LISTED]
    findings += [d for a in settled.standing() for d in a.diagnostics]
    findings += [*_waiting(session, settled), *replies.findings, *outputs.faults]
    draw = partial(
        write_check_report, settled.states, findings, settled.period, settled.due, basis.lang, basis.house_style,
        settled.evidence,
    )  # fmt: skip
    made_of = key_of(basis.key, settled.key, settled.evidence, tuple(findings))
    return session.space.relative(place) if outputs.write(place, draw, made_of) else None


def _waiting(session: Session, settled: Settled) -> list[Diagnostic]:
    """Return the findings on the files of a period that wait for a person."""
    waiting = [
        Asking(partial(read, path), receipt.name, period=settled.period)
        for receipt in session.space.receipts.all()
        if receipt.quarantined
        and receipt.waits_for == settled.period.folder
        and is_file(path := session.space.root / receipt.stored)
    ]
    return [finding for reading in session.read_all(waiting) for finding in reading.diagnostics]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A correction copy to be made.

    Attributes:
        item: the return.
        marked: what is marked in it.
        place: where the copy is written.
        record: where it is remembered what was written there, under a name that says all it was made of.
    """

    item: Assessed
    marked: Sequence[Diagnostic]
    place: Path
    record: Path

    @property
    def is_made(self) -> bool:
        """Tell whether this copy lies at its place already."""
        there, record = read_if_there(self.place), read_if_there(self.record)
        return there is not None and record is not None and digest_of_bytes(there).encode("ascii") == record


def _holds_others(item: Assessed) -> bool:
    """Tell whether a return came in one book with the form of another unit, whose sheets are none of its business."""
    units = {form.unit for text in item.reading.forms if (form := parse_form_id(text)) is not None}
    return len(units) > 1


class _Answer:
    """Writes the replies of one round."""

    def __init__(self, standings: Standings, settled: Settled, outputs: Outputs) -> None:
        session = standings.session
        self._standings, self._session, self._settled, self._outputs = standings, session, settled, outputs
        self._space, self._basis = session.space, session.bases.of(settled.period)
        self._files = self._basis.unit_files
        self._records = session.space.own / "copies" / settled.period.folder
        self.faults: dict[str, list[Diagnostic]] = {}
        self._heard = settled.heard()

    def corrections(self) -> dict[str, str]:
        """Write the copy of every return that is not clean, and none of one that is."""
        folder = self._space.place(self._settled.period, Outgoing.CORRECTIONS)
        copies = list(self._copies(folder))
        there = {copy.place for copy in copies if copy.is_made}
        missing = [copy for copy in copies if copy.place not in there]
        asked = ((copy, job) for copy in missing if (job := self._to_make(copy)) is not None)
        for copy, answer in self._session.workers.ahead(asked, len(missing) * COPY):
            if answer is not None and self._outputs.made(partial(self._correct, copy, answer), copy.place):
                there.add(copy.place)
        self._outputs.clear(folder, there | self._still_hold(folder))
        if not self._settled.failed:
            forget_but(self._records, {copy.record for copy in copies})
        return {copy.item.kept.key: self._space.relative(copy.place) for copy in copies if copy.place in there}

    def _to_make(self, copy: _Copy) -> Job[bytes] | None:
        """Return the job of making a copy, None where a fault of ours came over asking for it."""
        return self._outputs.made(partial(self._job, copy), copy.place)

    def _marked(self) -> Iterator[tuple[Assessed, Sequence[Diagnostic]]]:
        """Yield every return of which its unit hears, with what concerns it."""
        return ((heard.item, to_mark(heard.item)) for heard in self._heard)

    def _copies(self, folder: Path) -> Iterator[_Copy]:
        """Yield the copy of every return that has something to mend or to look at."""
        for item, marked in self._marked():
            name = self._name(item, marked)
            if name:
                yield _Copy(item, marked, folder / name, self._records / self._key(item, marked))

    def _name(self, item: Assessed, marked: Sequence[Diagnostic]) -> str:
        """Return the name of a correction copy, "" where there is nothing to make one for."""
        asked = asked_of_the_unit(marked)
        if asked is Degree.FIXED:
            return ""
        return self._correction(item.unit, item.reading.role, must_return=asked is Degree.MEND)

    def _correction(self, unit: str, role: Role, *, must_return: bool) -> str:
        return f"{self._files.correction(unit, role, must_return=must_return)}.xlsx"

    def _still_hold(self, folder: Path) -> set[Path]:
        """Return where copies lie that went back to units of which an original says nothing just now."""
        return {
            folder / self._correction(*unread, must_return=must) for unread in self.unread for must in (True, False)
        }

    def told(self) -> tuple[Told, ...]:
        """Return the returns of which their units hear, each with the name of its copy."""
        told = ((heard, to_mark(heard.item)) for heard in self._heard)
        return tuple(Told(one.item, marked, self._name(one.item, marked), one.counting) for one, marked in told)

    @property
    def unread(self) -> tuple[tuple[str, Role], ...]:
        """The units of which an original says nothing just now: what went back to them still holds."""
        units = {finding.unit for found in self._settled.failed.values() for finding in found if finding.unit}
        return tuple((unit, role) for unit in sorted(units) for role in Role)

    def _key(self, item: Assessed, marked: Sequence[Diagnostic]) -> str:
        """Return a digest of all that a correction copy depends on: marking one takes longer than reading ten."""
        settled, entries = self._settled, item.reading.entries
        told = (__version__, item.kept.sha256, item.kept.name, tuple(marked), entries, settled.due, settled.behind)
        return key_of(self._session.bases.key(settled.period), told)

    def _job(self, copy: _Copy) -> Job[bytes]:
        several = _holds_others(copy.item)
        blank = self._blank(copy.item) if several or is_damaged(copy.marked) else None
        return self._job_from(copy, b"" if several and blank else self._session.load(copy.item.kept), blank)

    def _job_from(self, copy: _Copy, data: bytes, blank: bytes | None) -> Job[bytes]:
        return to_correct(
            self._basis.shared, data, copy.item.kept.name, copy.marked, copy.item.reading.entries, blank=blank,
            house_style=self._basis.house_style,
        )  # fmt: skip

    def _correct(self, copy: _Copy, found: bytes | Failure) -> bool:
        """Write a correction copy; one that cannot be made of the file itself is made of the form as it was issued.

        Returns:
            False where there is none to write: the findings are told all the same.
        """
        tries = [found]
        blank = self._outputs.made(partial(self._blank, copy.item), copy.place) if isinstance(found, Failure) else None
        if blank is not None:
            tries.append(self._session.workers.run(self._job_from(copy, b"", blank)))
        data = tries[-1]
        self._note(copy, tries, _NONE_MADE if isinstance(data, Failure) else _OF_THE_FORM)
        if isinstance(data, Failure) or not self._outputs.put(copy.place, data):
            return False
        write_whole(copy.record, digest_of_bytes(data).encode("ascii"))
        return True

    def _note(self, copy: _Copy, tries: Sequence[bytes | Failure], instead: Words) -> None:
        """Log the faults of ours over which a copy could not be made, and keep the first one's finding that says so."""
        kept = copy.item.kept
        faults = [
            self._session.fault(Code.F23, failure, kept.name, instead=instead)
            for failure in tries
            if isinstance(failure, Failure) and failure.cause is Cause.PROGRAM
        ]
        if faults:
            self._outputs.lost.add(copy.place)
            self.faults.setdefault(kept.key, []).append(replace(faults[0], unit=copy.item.unit))

    @cached_property
    def _duties(self) -> Mapping[tuple[str, Role], Assignment]:
        """What each unit is asked, by its name."""
        duties = assignments(self._basis.master, self._settled.period, participants=True)
        return {(duty.unit.name, duty.role): duty for duty in reversed(duties)}

    def _blank(self, item: Assessed) -> bytes | None:
        """Return the unit's form as it was handed out, or None where the unit has no task any more."""
        settled, basis = self._settled, self._basis
        duty = self._duties.get((item.unit, item.reading.role))
        if duty is None:
            return None
        return write_form(
            duty, period=settled.period, due=settled.due, master=basis.master, template=basis.template,
            secret=basis.secret, last=last_entries(item.kept.unit, self._standings.before(settled.period).heard),
            house_style=basis.house_style,
        )  # fmt: skip
