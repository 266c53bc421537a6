"""What units are told of a round, as texts: whether something must come back, and what was understood."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from reportkit.corrections.texts import Counting, Envelope, OtherForm, chat_text, reminder_text
from reportkit.corrections.unit_receipt import Received, receipt_text
from reportkit.diagnostics import FOR_THE_OFFICE, Code, Diagnostic, Severity
from reportkit.disk.workspace import Outgoing
from reportkit.language.words import Words
from reportkit.model import Role, UnusableFile
from reportkit.period import Period
from reportkit.round.model import Assessed, Settled
from reportkit.round.outputs import Outputs
from reportkit.round.receipts import is_refused
from reportkit.round.session import Session

_ANOTHER = Words("another unit", "另一家单位")


@dataclass(frozen=True, slots=True)
class Told:
    """A return of which its unit hears.

    Attributes:
        item: the return.
        findings: what the unit is told of it.
        copy: name of its correction copy, "" where it has none.
        counting: the return of the unit that counts until this one is put right, None for itself or none.
    """

    item: Assessed
    findings: Sequence[Diagnostic]
    copy: str
    counting: Assessed | None = None


def to_mark(item: Assessed) -> list[Diagnostic]:
    """Return the findings that concern a unit on its return: no fault of ours, and not another unit's affairs.

    Files are called as their sender knows them, without the folder, archive or mail in which they lay here.
    """
    found = [d for d in item.diagnostics if d.severity is not Severity.INFO and d.code not in FOR_THE_OFFICE]
    return list(told_once(_for_unit(d, item.kept.name) for d in found))


def told_once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield findings as they are, those on texts like other units' as one: which units these are, it is not told."""
    alike: list[Diagnostic] = []
    for item in found:
        if item.code is Code.D09:
            alike.append(item)
        else:
            yield item
    if alike:
        cells = {(d.sheet, cell): None for d in alike for cell in d.cells}
        most = max(alike, key=lambda d: len(d.cells))
        tasks = sorted({task for d in alike for task in d.tasks})
        yield replace(most, cells=tuple(cell for sheet, cell in cells if sheet == most.sheet), tasks=tuple(tasks))


def _for_unit(item: Diagnostic, file: str) -> Diagnostic:
    own = item.values.get("other")
    other = _ANOTHER if item.code is Code.D09 else called(own, file) if isinstance(own, str) else own
    values = item.values if own is None else {**item.values, "other": other}
    return replace(item, file=called(item.file, file) if item.file else item.file, values=values)


def called(name: str, beside: str = "") -> str:
    """Return what the sender of a file calls it, with as much around it as tells it from another of the name."""
    parts = name.split("/")
    for n in range(1, len(parts)):
        short = "/".join(parts[-n:])
        if name == beside or not beside.endswith(f"/{short}"):
            return short
    return name


def write_notices(
    session: Session, settled: Settled, outputs: Outputs, told: Iterable[Told], unread: Iterable[tuple[str, Role]]
) -> None:
    """Write a short text for each unit of a round, and a receipt for each whose return came.

    Args:
        session: the run.
        settled: the round.
        outputs: takes what is written, and what could not be.
        told: the returns that units hear of.
        unread: units of which an original says nothing just now: what they were told still holds.
    """
    notices = _Notices(session, settled)
    returns = tuple(told)
    names = {notices.name(unit, role) for unit, role in unread}
    for kind, texts in (
        (Outgoing.MESSAGES, notices.messages(returns) | notices.reminders()),
        (Outgoing.RECEIPTS, notices.receipts(returns)),
    ):
        folder = session.space.place(settled.period, kind)
        for name, text in texts.items():
            outputs.write(folder / f"{name}.txt", partial(_as_file, text))
        outputs.clear(folder, {folder / f"{name}.txt" for name in (*texts, *names)})


_Texts = dict[str, Callable[[], str]]
"""What makes each text, by the name of its file without the ending."""


class _Notices:
    """The texts of one round."""

    def __init__(self, session: Session, settled: Settled) -> None:
        self._basis, self._settled = session.bases.of(settled.period), settled
        self._is_past = settled.due < session.today
        self._receipts = session.space.receipts.all()
        self.name = self._basis.unit_files.message

    def messages(self, returns: Sequence[Told]) -> _Texts:
        """Return the short texts on the returns that came."""
        return self._of_each(
            returns, lambda one: chat_text(self._to(one.item.unit), one.findings, _counting(one.counting))
        )

    def receipts(self, returns: Sequence[Told]) -> _Texts:
        """Return the receipts of the returns that came."""
        return self._of_each(returns, self._receipt)

    def reminders(self) -> _Texts:
        """Return the texts for units whose return is missing."""
        missing = [state for state in self._settled.states if state.verdict is None]
        others = self._others()
        return {
            self.name(state.unit.name, Role.LEAD): partial(
                reminder_text,
                self._to(state.unit.name),
                self._evidence(state.unit.name),
                others.get(state.unit.code, ()),
                [_by_its_name(one) for one in state.unusable],
            )
            for state in missing
        }

    def _others(self) -> Mapping[str, Sequence[OtherForm]]:
        """Return the forms of other periods that were refused when this one was collected, by the code of the unit."""
        found: dict[str, list[OtherForm]] = {}
        for receipt in self._receipts:
            if receipt.refused_for == self._settled.period.folder and receipt.of_period and is_refused(receipt):
                period = Period.parse(receipt.of_period).label(self._basis.lang)
                one = OtherForm(called(receipt.name), receipt.received.date(), period)
                found.setdefault(receipt.unit, []).append(one)
        return found

    def _evidence(self, unit: str) -> list[str]:
        """Return what a unit calls the scans, pictures and papers that came of it."""
        return [called(file.file) for file in self._settled.evidence_for(unit)]

    def _of_each(self, returns: Sequence[Told], text: Callable[[Told], str]) -> _Texts:
        return {self.name(one.item.unit, one.item.reading.role): partial(text, one) for one in returns}

    def _receipt(self, one: Told) -> str:
        item, basis = one.item, self._basis
        received = Received(
            called(item.kept.name), item.kept.received.date(), item.verdict, one.findings,
            (one.counting or item).entries, one.copy, self._evidence(item.unit), _counting(one.counting),
            [called(other.kept.name, item.kept.name) for other in item.joined], item.reading.sender,
            (one.counting or item).diagnostics,
        )  # fmt: skip
        return receipt_text(self._to(item.unit), received, basis.master, basis.template)

    def _to(self, unit: str) -> Envelope:
        lang, settings = self._basis.lang, self._basis.master.settings
        period = self._settled.period.label(lang)
        return Envelope(unit, period, settings.organisation, self._settled.due, lang, self._is_past)


def _by_its_name(one: UnusableFile) -> UnusableFile:
    """Return a file as its sender calls it."""
    return replace(one, file=called(one.file))


def _counting(item: Assessed | None) -> Counting | None:
    return None if item is None else Counting(called(item.kept.name), item.kept.received.date())


def _as_file(text: Callable[[], str]) -> bytes:
    """Return a text as older editors on Windows read it: UTF-8 known by its mark, a line by both its signs."""
    return text().replace("\n", "\r\n").encode("utf-8-sig")
