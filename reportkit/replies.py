"""What goes back: correction copies, the check report, a short text for each unit.

All of it is worked out from templates and kept returns, and can be deleted and made again.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportkit import __version__
from reportkit.checks.corrections import correction_copy, is_damaged
from reportkit.checks.report import chat_text, reminder_text, write_check_report
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.errors import ReportkitError
from reportkit.forms.assign import assignments
from reportkit.forms.form import write_form
from reportkit.model import Role, Verdict
from reportkit.office import Office
from reportkit.outbox import publish, retract
from reportkit.rounds import Assessed, Settled
from reportkit.text import file_name
from reportkit.words import Words

_CORRECTION_FILE = Words("{unit} please correct", "{unit}_请修改")
_REPORT_FILE = Words("check report", "核查结果")
_TAKING_PART = Words(" (taking part)", "（参与）")
# What concerns the office alone, or stands on the sheet of units already.
_NOT_LISTED = frozenset({Code.D07, Code.O03})


@dataclass(frozen=True, slots=True)
class Replies:
    """What went back for one period.

    Attributes:
        report: the check report, relative to the workspace.
        corrections: correction copies by digest of the return they mend.
        kept: files that people had changed at those places, where they were set aside.
    """

    report: str
    corrections: Mapping[str, str]
    kept: tuple[str, ...]


def reply(office: Office, settled: Settled) -> Replies:
    """Write correction copies, the check report and the texts of a period; take away what no longer holds.

    Args:
        office: the run.
        settled: the round, each return strict or not as it was collected.
    """
    desk = _Desk(office, settled)
    copies = desk.corrections()
    desk.texts()
    return Replies(desk.report(), copies, tuple(desk.kept))


class _Desk:
    """Writes the replies of one round."""

    def __init__(self, office: Office, settled: Settled) -> None:
        self._office, self._settled = office, settled
        self._space, self._lang = office.space, office.lang
        self.kept: list[str] = []
        # A later return replaces the earlier one: the last is the one the unit would mend.
        last = {(a.reading.unit, a.reading.role): a for a in settled.returns if a.verdict is not Verdict.SUPERSEDED}
        self._standing = tuple(last.values())

    def corrections(self) -> dict[str, str]:
        """Write the copy of every return that is not clean, and none of one that is."""
        folder = self._space.place(self._settled.period, "corrections")
        copies, wanted = {}, set()
        for item in self._standing:
            marked = _to_mark(item)
            if all(finding.severity is Severity.FIXED for finding in marked):
                continue
            place = folder / f"{file_name(_CORRECTION_FILE.text(self._lang, unit=self._name(item)))}.xlsx"
            if self._correct(item, marked, place):
                copies[item.kept.sha256] = self._space.relative(place)
                wanted.add(place.name)
        self._clear(folder, wanted)
        return copies

    def texts(self) -> None:
        """Write a short text for each unit that has something to hear."""
        folder, due = self._space.place(self._settled.period, "messages"), self._settled.due
        texts = {
            self._name(item): chat_text(str(item.reading.unit), _to_mark(item), self._lang, due)
            for item in self._standing
        }
        for state in self._settled.states:
            if state.verdict is None:
                period = self._settled.period.label(self._lang)
                texts[state.unit.name] = reminder_text(state.unit.name, period, self._lang, due)
        wanted = {f"{file_name(name)}.txt": text for name, text in texts.items()}
        for name, text in wanted.items():
            # Older editors on Windows know UTF-8 by its mark and a line by both its signs.
            self._publish(folder / name, text.replace("\n", "\r\n").encode("utf-8-sig"))
        self._clear(folder, wanted)

    def report(self) -> str:
        """Write the check report and return where."""
        settled = self._settled
        findings = [d for d in settled.findings if d.code not in _NOT_LISTED]
        findings += [d for a in settled.returns if a.verdict is not Verdict.SUPERSEDED for d in a.diagnostics]
        findings += self._waiting()
        data = write_check_report(settled.states, findings, settled.period, settled.due, self._lang, self._office.house)
        place = self._space.outbox / str(settled.period) / f"{_REPORT_FILE.text(self._lang)}.xlsx"
        self._publish(place, data)
        return self._space.relative(place)

    def _waiting(self) -> list[Diagnostic]:
        """Return the findings on the files of this period that wait for a person."""
        found: list[Diagnostic] = []
        for receipt in self._space.receipts():
            path = self._space.root / receipt.stored
            if receipt.quarantined and receipt.waits_for == str(self._settled.period) and path.is_file():
                found += self._office.read(path.read_bytes(), receipt.name).diagnostics
        return found

    def _name(self, item: Assessed) -> str:
        part = _TAKING_PART.text(self._lang) if item.reading.role is Role.PARTICIPANT else ""
        return f"{item.reading.unit}{part}"

    def _correct(self, item: Assessed, marked: Sequence[Diagnostic], place: Path) -> bool:
        """Write the correction copy of a return, unless it lies there already; False where there is none to write."""
        made = self._space.own / "copies" / self._key(item, marked)
        if place.is_file() and made.is_file() and _digest(place.read_bytes()) == made.read_text(encoding="ascii"):
            return True
        data = self._copy(item, marked)
        if data is None:
            return False
        self._publish(place, data)
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(_digest(data), encoding="ascii")
        return True

    def _key(self, item: Assessed, marked: Sequence[Diagnostic]) -> str:
        """Return a digest of all that a correction copy depends on: marking one takes longer than reading ten."""
        last = self._office.last(str(item.reading.unit), self._office.before(self._settled.period))
        told = (__version__, item.kept.sha256, item.kept.name, marked, item.reading.entries, last, self._settled.due)
        templates = _digest(self._space.read_master()) + _digest(self._space.read_form())
        return _digest((templates + repr(told)).encode())

    def _copy(self, item: Assessed, marked: Sequence[Diagnostic]) -> bytes | None:
        make = partial(
            correction_copy, item.kept.data, item.kept.name, marked, lang=self._lang, entries=item.reading.entries,
            house=self._office.house, works={task.no: task.work for task in self._office.desk.master.tasks},
        )  # fmt: skip
        try:
            return make(blank=self._blank(item) if is_damaged(marked) else None)
        except ReportkitError:
            blank = self._blank(item)
        # Without a form to mark (the unit has no task left) the findings are told all the same.
        return None if blank is None else make(blank=blank)

    def _blank(self, item: Assessed) -> bytes | None:
        """Return the unit's form as it was handed out, or None where the unit has no task any more."""
        unit, settled, desk = str(item.reading.unit), self._settled, self._office.desk
        duties = assignments(desk.master, settled.period, participants=True)
        duty = next((d for d in duties if d.unit.name == unit and d.role is item.reading.role), None)
        if duty is None:
            return None
        last = self._office.last(unit, self._office.before(settled.period))
        return write_form(
            duty, period=settled.period, due=settled.due, master=desk.master, template=desk.template,
            secret=desk.secret, last=last, house=self._office.house,
        )  # fmt: skip

    def _publish(self, place: Path, data: bytes) -> None:
        aside = publish(place, data, self._space.written)
        self.kept += [self._space.relative(aside)] if aside else []

    def _clear(self, folder: Path, wanted: Mapping[str, str] | set[str]) -> None:
        """Take away what was written for an earlier state of the round; what a person put there stays."""
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name not in wanted:
                retract(path, self._space.written)


def _to_mark(item: Assessed) -> list[Diagnostic]:
    return [d for d in item.diagnostics if d.severity is not Severity.INFO and d.code is not Code.D04]


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
