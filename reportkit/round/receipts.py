"""The receipt of a file that came: what is known of it, and where its original is kept."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from reportkit.disk.inbox import (
    Waiting,
)
from reportkit.disk.receipts import Receipt
from reportkit.disk.work import Cause
from reportkit.files.bundle import Bundle, Member
from reportkit.identity import parse_form_id
from reportkit.language.text import file_name
from reportkit.model import ReceivedBy, Unit
from reportkit.period import Period
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.round.collected import Opening
from reportkit.round.session import Session

QUARANTINE, REFUSED, BUNDLES, EVIDENCE = "quarantine", "refused", "bundles", "evidence"


def is_refused(receipt: Receipt) -> bool:
    """Tell whether an original was refused, or waits for a person: it may be looked at once more."""
    return not receipt.period and Path(receipt.stored).parent.name in {REFUSED, QUARANTINE}


def is_bundle(receipt: Receipt) -> bool:
    """Tell whether an original is an archive or a mail that was opened."""
    return Path(receipt.stored).parent.name == BUNDLES


def file_receipt(session: Session, item: Waiting, digest: str, known: Receipt | None) -> Receipt:
    """Return the receipt of a file before it is known where it belongs; what is known of it already stays."""
    if known is not None:
        return known
    # What lost its receipt was taken out of the inbox long ago: nothing but its own time is left.
    is_kept = session.space.relative(item.path).startswith(f"{session.space.relative(session.space.returns)}/")
    came, by = (item.modified, ReceivedBy.FILE) if is_kept or item.put is None else (item.put, ReceivedBy.INBOX)
    received: datetime = min(came, session.moment)
    order, run = session.numbering.next_place(), session.numbering.run
    return Receipt(digest, item.name, received, order, "", run=run, changed=f"{item.stamp:020d}", received_by=by.value)


def bundle_receipt(session: Session, item: Waiting, digest: str, bundle: Bundle) -> Receipt:
    """Return the receipt of an archive or a mail."""
    draft = file_receipt(session, item, digest, session.space.receipts.get(digest))
    if bundle.sent is not None and draft.told_by is not ReceivedBy.WORD:
        draft = _dated(session, draft, bundle.sent)
    folder = session.space.returns / (REFUSED if bundle.findings else BUNDLES)
    place = folder / f"{digest[:16]} {file_name(Path(item.name).stem)}{kept_ending(item.name)}"
    return replace(draft, stored=session.space.relative(place))


def _dated(session: Session, draft: Receipt, sent: datetime) -> Receipt:
    """Return a receipt with the moment its mail was sent, which is when it came: no later than now.

    A mail that is dated on a day to come says nothing: the clock it was sent by is wrong.
    """
    there = sent.astimezone(session.moment.tzinfo)
    if there.date() > session.moment.date():
        return draft
    received = min(there, session.moment)
    return replace(draft, received=received, dated=there.isoformat(), received_by=ReceivedBy.MAIL.value)


def said_to_have_come(session: Session, draft: Receipt, day: date) -> Receipt:
    """Return a receipt with the day on which a person says that it came: at its end, no later than now."""
    there = datetime.combine(day, time(23, 59, 59), session.moment.tzinfo)
    return replace(draft, received=min(there, session.moment), received_by=ReceivedBy.WORD.value)


def member_receipt(session: Session, bundle: Receipt, member: Member, name: str, digest: str) -> Receipt:
    """Return the receipt of a member before it is known where it belongs; the numbers of its arrival stay."""
    known = session.space.receipts.get(digest)
    order, run = (known.order, known.run) if known is not None else (session.numbering.next_place(), bundle.run)
    came = known if known is not None and known.told_by is ReceivedBy.WORD else bundle
    draft = Receipt(
        digest, name, came.received, order, "", run=run, changed=f"{bundle.changed}/{member.changed}",
        dated=bundle.dated, inside=bundle.sha256, received_by=came.received_by,
        also=known.also if known is not None else (),
    )  # fmt: skip
    if member.sent is None or came is known:
        return draft
    return _dated(session, draft, member.sent)


def claimed_receipt(session: Session, draft: Receipt, period: Period, unit: Unit) -> Receipt:
    """Return the receipt of a file that is filed where a person said."""
    folder = _unit_folder(session, period, unit.code, unit.name)
    place = folder / f"{draft.sha256[:16]}{kept_ending(draft.name)}"
    return replace(
        draft, stored=session.space.relative(place), period=period.folder, waits_for="", unit=unit.code, claimed=True,
        quarantined=False, chosen=session.numbering.run, cause="", of_period="", refused_for="", refusal="", also=(),
    )  # fmt: skip


def with_its_forms(session: Session, receipt: Receipt, reading: ReturnContent) -> Receipt:
    """Return a receipt with the numbers of the forms in a file, where there are several that the workspace signed."""
    secret = session.bases.current.secret
    known = [form for text in reading.forms if (form := parse_form_id(text)) is not None and form.is_signed_by(secret)]
    return replace(receipt, forms=tuple(map(str, known)) if len(known) > 1 else ())


def assigned(receipt: Receipt) -> frozenset[tuple[str, str]]:
    """Return the units and periods that an original counts for."""
    own = ((receipt.unit, receipt.period), *(one[:2] for one in receipt.also))
    return frozenset(pair for pair in own if pair[1])


def left_in_it(receipt: Receipt) -> frozenset[tuple[str, str]]:
    """Return the units and periods of the forms in a book that wait for a person to say that it counts for them."""
    forms = (form for text in receipt.forms if (form := parse_form_id(text)) is not None)
    return frozenset((form.unit, form.period.folder) for form in forms) - assigned(receipt)


def claimed_too(session: Session, draft: Receipt, period: Period, unit: Unit) -> Receipt | None:
    """Return the receipt of a book that counts for another unit as well, whose form it holds too; None for any other.

    Of a file with one form a person's word says whose that is, and not whose else.
    """
    meant = (unit.code, period.folder)
    if not assigned(draft) or draft.is_evidence or meant not in left_in_it(draft):
        return None
    held = {(form.unit, form.period.folder) for text in draft.forms if (form := parse_form_id(text)) is not None}
    if not assigned(draft) <= held:
        return None
    return replace(draft, also=(*draft.also, (*meant, draft.name)), chosen=session.numbering.run)


def file_under(session: Session, draft: Receipt, reading: ReturnContent, opening: Opening) -> Receipt:
    """Decide where an original is kept, from what it says of itself."""
    unit = session.bases.of(reading.period).by_name.get(reading.unit or "")
    code = unit.code if unit else ""
    filed = waits_for = ""
    folder, name = session.space.returns / REFUSED, _named(draft)
    if reading.outcome is Outcome.QUARANTINED:
        folder, waits_for = session.space.returns / QUARANTINE, reading.period.folder if reading.period else ""
    elif reading.outcome is Outcome.IDENTIFIED and code and reading.period and opening.takes(reading.period):
        folder = _unit_folder(session, reading.period, code, str(reading.unit))
        filed, name = reading.period.folder, f"{draft.sha256[:16]}{kept_ending(draft.name)}"
    stored = session.space.relative(folder / name)
    of_period, refused_for = _refused_for(reading, opening)
    return replace(
        with_its_forms(session, draft, reading), stored=stored, period=filed, waits_for=waits_for, unit=code,
        strict=opening.strict,
        quarantined=reading.outcome is Outcome.QUARANTINED, cause=Cause.BYTES.value if folder.name == REFUSED else "",
        of_period=of_period, refused_for=refused_for, refusal="",
    )  # fmt: skip


def _refused_for(reading: ReturnContent, opening: Opening) -> tuple[str, str]:
    """Return the period of a form that is refused as another one is collected, and that one; "" and "" of others."""
    of, wanted = reading.period, opening.period
    if reading.outcome is not Outcome.IDENTIFIED or of is None or wanted is None or opening.takes(of):
        return "", ""
    return of.folder, wanted.folder


def evidence_receipt(session: Session, draft: Receipt, period: Period, unit: Unit) -> Receipt:
    """Return the receipt of a scan, a picture or a paper that is kept with the returns of a unit."""
    place = _unit_folder(session, period, unit.code, unit.name) / EVIDENCE / _named(draft)
    return replace(
        draft, stored=session.space.relative(place), period=period.folder, waits_for="", unit=unit.code,
        quarantined=False, is_evidence=True, cause="",
    )  # fmt: skip


def waiting_receipt(session: Session, draft: Receipt) -> Receipt:
    """Return the receipt of a scan, a picture or a paper of which nothing says whose it is."""
    stored = session.space.relative(session.space.returns / QUARANTINE / _named(draft))
    return replace(draft, stored=stored, quarantined=True, is_evidence=True, cause="")


def _named(draft: Receipt) -> str:
    """Return the name of an original whose own name says something."""
    return f"{draft.sha256[:16]} {file_name(Path(draft.name).stem)}{kept_ending(draft.name)}"


def _unit_folder(session: Session, period: Period, code: str, name: str) -> Path:
    return session.space.returns / period.folder / file_name(f"{code} {name}")


def kept_ending(name: str) -> str:
    """Return the ending of a file name, small and fit for every system; `.bin` where there is none."""
    ending = Path(name).suffix.lower()
    return f".{file_name(ending[1:], 10)}" if ending[1:] else ".bin"
