"""The gate: a file that came becomes a receipt and a kept original, then a verdict.

The receipt is written first, then the original is renamed into its keeping: a stop in between leaves the
original in the inbox, and the next run does the same again.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reportkit.diagnostics import Code, Diagnostic
from reportkit.inbox import Waiting, free_place, take
from reportkit.model import Verdict
from reportkit.office import Office
from reportkit.period import Period
from reportkit.replies import reply
from reportkit.returns.reading import Outcome, Reading, read_return
from reportkit.rounds import Assessed
from reportkit.text import file_name
from reportkit.workspace import Receipt

_QUARANTINE, _REFUSED, _DUPLICATES = "quarantine", "refused", "duplicates"


@dataclass(frozen=True, slots=True)
class Collected:
    """One file of a collection.

    Attributes:
        file: its name as sent.
        verdict: what became of it; None for a file that was left where it is.
        stored: where it is, relative to the workspace.
        period: of the form, None where that is not known.
        unit: canonical name of the unit, None where that is not known.
        form_id: number of the form, None where it has none.
        evidence: by what it was recognised.
        diagnostics: every finding.
        correction: where its correction copy lies, None where it needs none.
        sha256: of its bytes, "" for a file that was left where it is.
    """

    file: str
    verdict: Verdict | None
    stored: str
    period: Period | None = None
    unit: str | None = None
    form_id: str | None = None
    evidence: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    correction: str | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """What is open to be collected.

    Attributes:
        period: the only period that is taken, None to take each return's own.
        strict: True where one error makes a whole return wait.
    """

    period: Period | None = None
    strict: bool = False


def take_in(office: Office, item: Waiting, opening: Opening) -> Collected:
    """Read one file and file it away; a verdict that depends on the unit's other returns follows in `judge`."""
    where = office.space.relative(item.path)
    if item.skipped:
        return Collected(item.name, None, where, diagnostics=(Diagnostic(Code.F14, file=item.name),))
    try:
        data = item.path.read_bytes()
    except OSError:
        return Collected(item.name, None, where, diagnostics=(Diagnostic(Code.F15, file=item.name),))
    digest = hashlib.sha256(data).hexdigest()
    known = office.space.receipt(digest)
    if known is not None and _is_kept_elsewhere(office, known, item.path):
        return _put_by(office, item, known)
    reading = read_return(data, item.name, office.desk)
    receipt = _file_under(office, _draft(office, item, digest, known), reading, opening)
    keep(office, item.path, receipt)
    if receipt.period:
        office.readings[digest] = reading
    refusal = _refusal(office, item.name, reading, opening)
    return Collected(
        item.name, _verdict_so_far(receipt, reading), receipt.stored, reading.period, reading.unit, reading.form_id,
        reading.evidence, (*reading.diagnostics, *refusal), sha256=digest,
    )  # fmt: skip


def take_claimed(office: Office, item: Waiting, period: Period, unit: tuple[str, str]) -> Collected:
    """File a return under the period and the unit (code, name) that a person named.

    A file that cannot be read even so stays where it is.
    """
    data = item.path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    known = office.space.receipt(digest)
    draft = _draft(office, item, digest, known)
    code, name = unit
    reading = read_return(data, draft.name, office.desk, claim=(period, name))
    found = Collected(
        draft.name, None, office.space.relative(item.path), period, name, reading.form_id, reading.evidence,
        reading.diagnostics, sha256=digest,
    )  # fmt: skip
    if reading.outcome is not Outcome.IDENTIFIED:
        verdict = Verdict.REJECTED if reading.outcome is Outcome.REFUSED else Verdict.UNREADABLE
        return replace(found, verdict=verdict)
    place = _unit_folder(office, period, code, name) / f"{digest[:16]}{_ending(item.name)}"
    receipt = replace(
        draft,
        stored=office.space.relative(place),
        period=str(period),
        waits_for="",
        unit=code,
        claimed=True,
        quarantined=False,
    )
    keep(office, item.path, receipt)
    return replace(found, stored=receipt.stored)


def keep(office: Office, path: Path, receipt: Receipt) -> None:
    """Write the receipt, then move the original to where it says."""
    office.space.write_receipt(receipt)
    take(path, office.space.root / receipt.stored, copy=_is_outside(office, path))


def judge(
    office: Office, taken: Sequence[Collected], opening: Opening = Opening()
) -> tuple[tuple[Collected, ...], tuple[str, ...]]:
    """Settle every period that something came for, write what goes back, and give each file its verdict.

    Where nothing came, the period that is open, else the newest one, is answered again: what was deleted comes back.

    Returns:
        The files, and the check reports that were written, relative to the workspace.
    """
    known = office.space.periods()
    periods = [period for period in known if period in {item.period for item in taken if item.sha256}]
    verdicts: dict[str, tuple[Assessed, str | None]] = {}
    reports = []
    for period in periods or [p for p in known if p == opening.period] or ([] if opening.period else known[-1:]):
        settled = office.settle(period)
        replies = reply(office, settled)
        verdicts |= {a.kept.sha256: (a, replies.corrections.get(a.kept.sha256)) for a in settled.returns}
        reports.append(replies.report)
    return tuple(_judged(item, verdicts) for item in taken), tuple(reports)


def _judged(item: Collected, verdicts: dict[str, tuple[Assessed, str | None]]) -> Collected:
    if item.verdict is not None or item.sha256 not in verdicts:
        return item
    assessed, correction = verdicts[item.sha256]
    return replace(item, verdict=assessed.verdict, diagnostics=assessed.diagnostics, correction=correction)


def _is_kept_elsewhere(office: Office, known: Receipt, path: Path) -> bool:
    kept = office.space.root / known.stored
    return kept.is_file() and kept.resolve() != path.resolve()


def _is_outside(office: Office, path: Path) -> bool:
    return not path.resolve().is_relative_to(office.space.root.resolve())


def _put_by(office: Office, item: Waiting, known: Receipt) -> Collected:
    """Keep a second file with the same bytes beside the rest; it says nothing new."""
    place = free_place(office.space.returns / _DUPLICATES / f"{known.sha256[:16]}{_ending(item.name)}")
    outside = _is_outside(office, item.path)
    if not outside:
        take(item.path, place)
    unit = next((u.name for u in office.desk.master.units if u.code == known.unit), None)
    named = known.period or known.waits_for
    note = Diagnostic(Code.D03, file=item.name, unit=unit, values={"other": known.name})
    return Collected(
        item.name, Verdict.DUPLICATE, office.space.relative(item.path if outside else place),
        Period.parse(named) if named else None, unit, diagnostics=(note,), sha256=known.sha256,
    )  # fmt: skip


def _draft(office: Office, item: Waiting, digest: str, known: Receipt | None) -> Receipt:
    """Return the receipt of a file before it is known where it belongs; what is known of it already stays."""
    if known is not None:
        return known
    receipts = office.space.receipts()
    order = receipts[-1].order + 1 if receipts else 1
    received: datetime = min(item.modified, office.moment)
    return Receipt(digest, item.name, received, order, "")


def _file_under(office: Office, draft: Receipt, reading: Reading, opening: Opening) -> Receipt:
    """Decide where an original is kept, from what it says of itself."""
    code = next((unit.code for unit in office.desk.master.units if unit.name == reading.unit), "")
    ending = _ending(draft.name)
    named = f"{draft.sha256[:16]} {file_name(Path(draft.name).stem)}{ending}"
    filed = waits_for = ""
    folder, name = office.space.returns / _REFUSED, named
    if reading.outcome is Outcome.QUARANTINED:
        folder, waits_for = office.space.returns / _QUARANTINE, str(reading.period or "")
    elif reading.outcome is Outcome.IDENTIFIED and code and reading.period and _is_open(reading, opening):
        folder = _unit_folder(office, reading.period, code, str(reading.unit))
        filed, name = str(reading.period), f"{draft.sha256[:16]}{ending}"
    stored = office.space.relative(folder / name)
    return replace(
        draft, stored=stored, period=filed, waits_for=waits_for, unit=code, strict=opening.strict,
        quarantined=reading.outcome is Outcome.QUARANTINED,
    )  # fmt: skip


def _is_open(reading: Reading, opening: Opening) -> bool:
    return opening.period is None or opening.period == reading.period


def _verdict_so_far(receipt: Receipt, reading: Reading) -> Verdict | None:
    if receipt.period:
        return None
    verdicts = {Outcome.QUARANTINED: Verdict.QUARANTINED, Outcome.UNREADABLE: Verdict.UNREADABLE}
    return verdicts.get(reading.outcome, Verdict.REJECTED)


def _refusal(office: Office, name: str, reading: Reading, opening: Opening) -> tuple[Diagnostic, ...]:
    """Say that a form is of another period than the one that is open."""
    if reading.outcome is not Outcome.IDENTIFIED or reading.period is None or opening.period is None:
        return ()
    if _is_open(reading, opening):
        return ()
    found, wanted = (period.label(office.lang) for period in (reading.period, opening.period))
    return (Diagnostic(Code.I03, file=name, unit=reading.unit, found=found, values={"wanted": wanted}),)


def _unit_folder(office: Office, period: Period, code: str, name: str) -> Path:
    return office.space.returns / str(period) / file_name(f"{code} {name}")


def _ending(name: str) -> str:
    """Return the ending of a file name, small and fit for every system; `.bin` where there is none."""
    ending = Path(name).suffix.lower()
    return f".{file_name(ending[1:], 10)}" if ending[1:] else ".bin"
