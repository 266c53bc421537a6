"""Originals into their keeping, by rename, and a second copy of one beside the rest.

The receipt is written first, then the original is renamed into its keeping: a stop in between leaves the
original in the inbox, and the next run does the same again.
"""

from pathlib import Path

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.inbox import (
    StaysError,
    Waiting,
    free_place,
    is_copied,
    store,
    take,
)
from reportkit.disk.looking import digest_of, holds, is_file, real
from reportkit.disk.receipts import Receipt
from reportkit.language.text import file_name
from reportkit.language.words import Words
from reportkit.model import Verdict
from reportkit.period import Period
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.round.collected import Arrival, Collected, Opening
from reportkit.round.originals import CHANGED, DUPLICATES
from reportkit.round.receipts import BUNDLES, file_under, kept_ending
from reportkit.round.session import Session

_CHANGED = Words("“{path}” changed while it was being read.", "“{path}”在读取过程中被改动。")
_CHANGED_HINT = Words("Nothing was lost; run the command again.", "没有丢失任何内容，请再运行一次。")


def keep(session: Session, path: Path, receipt: Receipt) -> None:
    """Write the receipt, then move the original to where it says.

    Raises:
        StaysError: the original cannot be moved just now; it is whole, and in its old place or in its new one.
        ReportkitError: nothing can be written at all.
    """
    place = session.space.root / receipt.stored
    session.space.promise(receipt.sha256)
    session.space.receipts.write(receipt)
    if real(place) != real(path):
        _clear(session, receipt)
    take(path, place, copy=_is_outside(session, path))


def keep_member(session: Session, receipt: Receipt, data: bytes) -> None:
    """Write the receipt of what an archive or a mail holds, then its bytes where it says."""
    session.space.promise(receipt.sha256)
    session.space.receipts.write(receipt)
    _clear(session, receipt)
    store(session.space.root / receipt.stored, data)


def hold(path: Path, data: bytes) -> None:
    """See that a file still is what was read of it: what is filed under a digest must have it.

    Raises:
        StaysError: it changed meanwhile.
    """
    if not holds(path, data):
        raise StaysError(_CHANGED, _CHANGED_HINT, path=path)


def hold_digest(path: Path, sha256: str) -> None:
    """See that a file still has the bytes that it was read with, by their digest, as `hold` does.

    Raises:
        StaysError: it changed meanwhile.
    """
    if not is_what_came(path, sha256):
        raise StaysError(_CHANGED, _CHANGED_HINT, path=path)


def _clear(session: Session, receipt: Receipt) -> None:
    """Make way for an original: what a person made of the one that was kept there is kept too, beside what came."""
    place = session.space.root / receipt.stored
    if is_file(place) and digest_of(place) != receipt.sha256:
        take(place, free_place(session.space.returns / CHANGED / place.name))


def is_kept_elsewhere(session: Session, known: Receipt, path: Path) -> bool:
    """Tell whether what came is kept, and with it what was taken out of it, at another place than a path.

    Raises:
        DiskError: an original cannot be read just now.
    """
    kept = session.space.root / known.stored
    if real(kept) == real(path) or not is_what_came(kept, known.sha256):
        return False
    # Of an archive or a mail everything must be kept that was taken out of it: sent again, it brings what is gone.
    brought = session.space.receipts.all() if kept.parent.name == BUNDLES else ()
    members = (receipt for receipt in brought if receipt.inside == known.sha256)
    return all(is_what_came(session.space.root / r.stored, r.sha256) for r in members)


def is_what_came(kept: Path, sha256: str) -> bool:
    """Tell whether an original lies at its place, byte for byte.

    Raises:
        DiskError: it cannot be read just now.
    """
    return is_file(kept) and digest_of(kept) == sha256


def is_unfinished(session: Session, known: Receipt, item: Waiting) -> bool:
    """Tell whether a stop came between the copy onto another disk and the removal of the source."""
    is_named = (known.name, known.inside) == (item.name, "")
    return is_named and known.sha256 in session.space.promised() and not _is_outside(session, item.path)


def _is_outside(session: Session, path: Path) -> bool:
    """Tell whether a file stays where it is: it came from elsewhere, or lies in what goes out.

    An inbox that is a link to a share is the workspace's own.
    """
    where = real(path)
    is_ours = any(where.is_relative_to(real(folder)) for folder in (session.space.root, session.space.inbox))
    return not is_ours or where.is_relative_to(real(session.space.outbox))


def put_by(session: Session, item: Waiting, known: Receipt) -> Collected:
    """Keep a second file with the same bytes beside the rest; it says nothing new."""
    named = f"{known.sha256[:16]} {file_name(Path(item.name).with_suffix('').as_posix())}{kept_ending(item.name)}"
    place = session.space.returns / DUPLICATES / named
    outside = _is_outside(session, item.path)
    if not outside and not is_copied(item, place):
        place = free_place(place)
        take(item.path, place)
    return said_before(session, item.name, known, session.space.relative(item.path if outside else place))


_WHY = {
    Verdict.QUARANTINED: Words("waits for a person to say whose it is", "还在等人确认归属"),
    Verdict.PARTLY_ACCEPTED: Words("was accepted only in part", "只采用了一部分"),
}
_NOT_ACCEPTED = Words("was not accepted", "没有采用")


def same_as_refused(name: str, other: str, verdict: Verdict | None) -> Diagnostic:
    """Return the finding that a file has the bytes of an `other` one, of which not all was accepted."""
    why = _WHY.get(verdict, _NOT_ACCEPTED) if verdict else _NOT_ACCEPTED
    return Diagnostic(Code.D15, file=name, values={"other": other, "why": why})


def said_before(session: Session, name: str, known: Receipt, stored: str) -> Collected:
    """Return what is told of a file whose bytes came before."""
    named = known.period or known.waits_for
    period = Period.parse(named) if named else None
    unit = session.bases.of(period).unit_name(known.unit)
    note = Diagnostic(Code.D03, file=name, unit=unit, values={"other": known.name})
    return Collected(
        name, Verdict.DUPLICATE, stored, period, unit, diagnostics=(note,),
        sha256=known.sha256,
    )  # fmt: skip


def file_arrival(session: Session, arrival: Arrival) -> Collected:
    """File what came where it belongs by what it says of itself."""
    receipt = file_under(session, arrival.receipt, arrival.reading, arrival.opening)
    arrival.keep(receipt)
    return told_of(session, receipt, arrival.reading, arrival.opening)


def told_of(session: Session, receipt: Receipt, reading: ReturnContent, opening: Opening) -> Collected:
    """Return what is told of an original that was read: a verdict on what counts follows in `judge`."""
    if receipt.period:
        session.readings[receipt.sha256] = reading
        session.just_read.add(receipt.sha256)
    refusal = _refusal(session, receipt.name, reading, opening)
    return Collected(
        receipt.name, _verdict_so_far(receipt, reading), receipt.stored, reading.period, reading.unit,
        reading.form_id, reading.evidence, (*reading.diagnostics, *refusal), sha256=receipt.sha256,
    )  # fmt: skip


def _verdict_so_far(receipt: Receipt, reading: ReturnContent) -> Verdict | None:
    if receipt.period or reading.outcome is Outcome.FAULT:
        return None
    verdicts = {Outcome.QUARANTINED: Verdict.QUARANTINED, Outcome.UNREADABLE: Verdict.UNREADABLE}
    return verdicts.get(reading.outcome, Verdict.REJECTED)


def _refusal(session: Session, name: str, reading: ReturnContent, opening: Opening) -> tuple[Diagnostic, ...]:
    """Say that a form is of another period than the one that is open."""
    if reading.outcome is not Outcome.IDENTIFIED or reading.period is None or opening.period is None:
        return ()
    if opening.takes(reading.period) or any(finding.code is Code.I03 for finding in reading.diagnostics):
        return ()
    found, wanted = (period.label(session.lang) for period in (reading.period, opening.period))
    return (Diagnostic(Code.I03, file=name, unit=reading.unit, found=found, values={"wanted": wanted}),)
