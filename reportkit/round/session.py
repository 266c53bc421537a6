"""An office at work: its workspace, what every round needs, and the rounds as they stand on the disk."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Protocol, TypeVar

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.disk.inbox import waiting
from reportkit.disk.outbox import reason
from reportkit.disk.workers import Claim, Pool, to_read
from reportkit.disk.workspace import Receipt, Workspace
from reportkit.forms.template import read_look, read_template
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.master.reading import read_master
from reportkit.model import Entry, Role
from reportkit.period import Period
from reportkit.returns.reading import Reading, Reference
from reportkit.round.settling import Asked, Asking, Kept, Settled, due_day, last_entries, settle
from reportkit.workbook.book import HouseStyle

T = TypeVar("T")

_UNUSABLE = Words("“{file}” has mistakes that must be put right first: {what}", "“{file}”里有错，须先改正：{what}")
_UNUSABLE_HINT = Words('Run "reportkit check" to see all of them.', "运行“reportkit check”可看到全部。")
_UNREADABLE = Words("“{path}” cannot be read just now: {why}.", "现在读不到“{path}”：{why}。")
_UNREADABLE_HINT = Words("Nothing was lost; run the command again.", "没有丢失任何内容，请再运行一次。")
_IS_GONE = Words("it is gone", "文件不见了")
_IS_CHANGED = Words("somebody changed it since it came", "收到之后被人改动过")
_SHOWN = 5
DUPLICATES, CHANGED = "duplicates", "changed"
"""Folders among the kept originals for files that have no receipt: same bytes once more, and what people changed."""
# With one of these an answer would be counted for the wrong task or unit.
_STOPS = frozenset({Code.M02, Code.M18, Code.M20, Code.M42})


class Track(Protocol):
    """Shows how far long work has come while its items are taken one by one."""

    def __call__(self, items: Sequence[T], what: Words) -> Sequence[T]:
        """Return the items, to be taken one by one."""


def silent(items: Sequence[T], what: Words) -> Sequence[T]:  # noqa: ARG001 - the shape of Track
    """Return the items and show nothing."""
    return items


@dataclass(frozen=True, slots=True)
class Session:
    """One run in one workspace.

    Attributes:
        space: the workspace.
        desk: master, template and secret.
        moment: of the run, with the machine's time zone, read at the door.
        pool: works on what came, in processes of its own.
        form: the template workbook, and its name.
        readings: readings by digest, so that no return is read twice in one run.
        settled: the rounds before a period, settled once in one run; nothing may be filed after the first is asked for.
        looks: `house`, as soon as something is to be written.
        numbers: the last place in the order of arrival (`order`), and the number of this collection (`run`).
    """

    space: Workspace
    reference: Reference
    moment: datetime
    pool: Pool
    form: tuple[bytes, str]
    readings: dict[str, Reading] = field(default_factory=dict)
    settled: dict[Period, tuple[Settled, ...]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    looks: list[HouseStyle] = field(default_factory=list)

    @classmethod
    def open(cls, space: Workspace, moment: datetime) -> "Session":
        """Read what every round needs.

        Raises:
            ReportkitError: master or template is missing, unreadable, or has a mistake by which answers would be
                counted for the wrong task or unit.
        """
        master, findings = read_master(space.read_master(), space.relative(space.master))
        form, form_name = space.read_form(), space.relative(space.form)
        template, form_findings = read_template(form, form_name)
        for finding in (*findings, *form_findings):
            if finding.severity is Severity.REJECT or finding.code in _STOPS:
                raise ReportkitError(
                    _UNUSABLE,
                    _UNUSABLE_HINT,
                    file=finding.file,
                    what=Words(finding.message(Lang.EN), finding.message(Lang.HANS)),
                )
        reference = Reference(master, template, space.secret())
        return cls(space, reference, moment, Pool(reference), (form, form_name))

    @property
    def house_style(self) -> HouseStyle:
        """How the office wants forms, correction copies and reports to look; read when it is first asked for."""
        if not self.looks:
            self.looks.append(read_look(*self.form)[0])
        return self.looks[0]

    def begin(self) -> None:
        """Get ready to read and to write: the first worker is forked with what reading the look has loaded."""
        self.looks[:] = [self.house_style]
        self.pool.start()

    @property
    def lang(self) -> Lang:
        """The language of forms and reports."""
        return self.reference.master.settings.lang

    @property
    def today(self) -> date:
        """The day of the run."""
        return self.moment.date()

    def read(self, data: bytes, name: str, claim: Claim = None) -> Reading:
        """Read a file that came."""
        return self.pool.run(to_read(data, name, claim))

    def read_all(self, files: Sequence[Asking]) -> Iterator[Reading]:
        """Read files that came, each with its name and whose a person said it is."""
        return self.pool.run_all([to_read(*file) for file in files])

    def number(self, what: str) -> int:
        """Return the number of this collection (`run`), or the next place in the order of arrival (`order`)."""
        if not self.numbers:
            receipts = self.space.receipts()
            self.numbers["order"] = max((receipt.order for receipt in receipts), default=0)
            self.numbers["run"] = max((max(r.run, r.chosen) for r in receipts), default=0) + 1
        if what == "order":
            self.numbers["order"] += 1
        return self.numbers[what]

    def due(self, period: Period) -> date:
        """Return the day returns of a period are due: as handed out, else by the settings."""
        issued = self.space.recall_round(period)
        return issued.due if issued else due_day(period, self.reference.master.settings.due_day)

    def owed(self) -> dict[str, Period]:
        """Return by name of the unit the newest period for which it was handed a form and nothing of it came yet."""
        came = {(receipt.period, receipt.unit) for receipt in self.space.receipts()}
        rounds = [issued for period in self.space.periods() if (issued := self.space.recall_round(period))]
        return {
            form.unit: issued.period
            for issued in rounds
            for form in issued.forms
            if (str(issued.period), form.code) not in came
        }

    def settle(self, period: Period, *, strict: bool = False, today: date | None = None) -> Settled:
        """Settle a round from what is kept, with the earlier rounds of its year behind it.

        Args:
            period: the period.
            strict: True where one error makes a whole return wait.
            today: the day on which it is asked who is late; None for what does not depend on the day, as all that
                is written must not.
        """
        earlier = self.before(period)
        kept = self._kept(period)
        settled = settle(kept, replace(self._asked(period), strict=strict, today=today), earlier)
        return replace(settled, findings=(*settled.findings, *self._lost(period, kept), *self._unnamed()))

    def strays(self) -> tuple[Path, ...]:
        """Return what lies among the kept originals without a receipt: its receipt was lost, or a person moved it."""
        if not self.space.returns.is_dir():
            return ()
        apart = [self.space.returns / DUPLICATES, self.space.returns / CHANGED]
        there = [item.path for item in waiting([self.space.returns], None) if not item.skipped and item.size >= 0]
        there = [path for path in there if not any(path.is_relative_to(folder) for folder in apart)]
        # Looked up after the files: a run that is at work meanwhile writes a receipt before it moves anything.
        known = {self.space.root / receipt.stored for receipt in self.space.receipts()}
        return tuple(path for path in there if path not in known)

    def _lost(self, period: Period, kept: Sequence[Kept]) -> Iterator[Diagnostic]:
        """Yield a finding for each original of a round that is gone, or is no more what came."""
        names = {unit.code: unit.name for unit in self.reference.master.units}
        there = {item.sha256 for item in kept}
        for receipt in self._receipts(period):
            if receipt.unit not in names or receipt.sha256 in there:
                continue
            # Of what is promised the original is still on its way to its place.
            if receipt.sha256 in self.space.promised() or self._original(receipt) is not None:
                continue
            why = _IS_CHANGED if (self.space.root / receipt.stored).is_file() else _IS_GONE
            values = {"stored": receipt.stored, "why": why}
            yield Diagnostic(Code.D13, file=receipt.name, unit=names[receipt.unit], values=values)

    def _unnamed(self) -> Iterator[Diagnostic]:
        """Yield the finding that says what lies among the kept originals and is not counted."""
        strays = [self.space.relative(path) for path in self.strays()]
        if strays:
            yield Diagnostic(Code.O07, values={"n": len(strays), "files": "、".join(strays[:_SHOWN])})

    def before(self, period: Period) -> tuple[Settled, ...]:
        """Settle the earlier rounds of the same year that returns came for, oldest first."""
        if period not in self.settled:
            earlier: list[Settled] = []
            for other in self.space.periods():
                if other.year == period.year and (other.end, other.months) < (period.end, period.months):
                    kept = self._kept(other)
                    if kept:
                        earlier.append(settle(kept, self._asked(other), earlier))
            self.settled[period] = tuple(earlier)
        return self.settled[period]

    def last(self, unit: str, earlier: Sequence[Settled]) -> dict[int, Entry]:
        """Return what a unit reported last, by task."""
        return last_entries(unit, earlier)

    def _kept(self, period: Period) -> tuple[Kept, ...]:
        found = []
        for receipt in self._receipts(period):
            data = self._original(receipt)
            if data is not None:
                found.append(
                    Kept(
                        receipt.sha256, receipt.name, receipt.stored, receipt.received, receipt.order, receipt.unit,
                        data, receipt.claimed, receipt.strict, receipt.run, receipt.changed, receipt.dated,
                        receipt.chosen,
                    )
                )  # fmt: skip
        return tuple(found)

    def _receipts(self, period: Period) -> tuple[Receipt, ...]:
        """Return the receipts of what was filed under a period."""
        return tuple(r for r in self.space.receipts() if r.period == str(period) and r.unit)

    def _original(self, receipt: Receipt) -> bytes | None:
        """Return an original as it came; None where it is gone or changed, or between receipt and rename."""
        path = self.space.root / receipt.stored
        try:
            data = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise ReportkitError(_UNREADABLE, _UNREADABLE_HINT, path=receipt.stored, why=reason(error)) from error
        return data if hashlib.sha256(data).hexdigest() == receipt.sha256 else None

    def _asked(self, period: Period) -> Asked:
        names = {unit.code: unit.name for unit in self.reference.master.units}
        waiting = frozenset(
            names[receipt.unit]
            for receipt in self.space.receipts()
            if receipt.waits_for == str(period)
            and receipt.unit in names
            and (self.space.root / receipt.stored).is_file()
        )
        issued = self.space.recall_round(period)
        numbers = {form.unit: form.form_id for form in issued.forms if form.role == Role.LEAD} if issued else {}
        return Asked(
            self.reference,
            period,
            self.due(period),
            None,
            numbers,
            waiting,
            readings=self.readings,
            read_all=self.read_all,
        )
