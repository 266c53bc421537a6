"""A person's word for a file: whose it is, and on which day it came."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from reportkit.disk.inbox import Waiting
from reportkit.disk.looking import digest_of_bytes, read
from reportkit.disk.receipts import Receipt
from reportkit.files.archives import MAX_BUNDLE
from reportkit.model import Unit, Verdict
from reportkit.period import Period
from reportkit.returns.content import Claim, Outcome, ReturnContent
from reportkit.round.collected import Collected, Opening
from reportkit.round.dossier import Home, filed_as, may_be_evidence
from reportkit.round.filing import hold, keep
from reportkit.round.intake import arrived
from reportkit.round.model import Asking
from reportkit.round.oversized import too_large
from reportkit.round.papers import filed_along
from reportkit.round.receipts import (
    assigned,
    claimed_receipt,
    claimed_too,
    file_receipt,
    said_to_have_come,
    with_its_forms,
)
from reportkit.round.session import Session


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says of a file.

    Attributes:
        period: of which period it is.
        unit: whose it is.
        received: the day on which it came, None where nothing is said of that.
    """

    period: Period
    unit: Unit
    received: date | None = None

    def of(self, session: Session, draft: Receipt) -> Receipt:
        """Return a receipt with the day on which the file came, where that is said."""
        return draft if self.received is None else said_to_have_come(session, draft, self.received)


def take_claimed(session: Session, item: Waiting, word: Word) -> Iterator[Collected]:
    """File a return as a person said, and as its evidence what came with it and waits.

    Of one that is filed there already the word is about the day on which it came, else about which of several counts.
    A file that cannot be read even so stays where it is.
    """
    taken = _take_claimed(session, item, word)
    yield taken
    receipt = session.space.receipts.get(taken.sha256) if taken.sha256 else None
    if receipt is not None and receipt.period and not receipt.is_evidence:
        yield from filed_along(session, receipt)


def _take_claimed(session: Session, item: Waiting, word: Word) -> Collected:
    period, unit = word.period, word.unit
    if item.size > MAX_BUNDLE:
        where = session.space.relative(item.path)
        notes = too_large(item.name, item.size).diagnostics
        return Collected(item.name, Verdict.UNREADABLE, where, period, unit.name, diagnostics=notes)
    data = read(item.path, MAX_BUNDLE)
    digest = digest_of_bytes(data)
    draft = word.of(session, file_receipt(session, item, digest, session.space.receipts.get(digest)))
    is_there = (unit.code, period.folder) in assigned(draft)
    claim = Claim(period, unit.name) if draft.claimed or not is_there else None
    reading = session.read(Asking.of(data, draft.name, claim, period))
    if _is_claimed_as_evidence(session, data, draft, reading) and not item.skipped:
        return filed_as(session, arrived(session, item, draft, reading, Opening()), Home(unit, period), claimed=True)
    found = Collected(
        draft.name, None, session.space.relative(item.path), period, unit.name, reading.form_id, reading.evidence,
        reading.diagnostics, sha256=digest,
    )  # fmt: skip
    if reading.outcome is Outcome.FAULT:
        return replace(found, sha256="")
    if is_there:
        receipt = draft if word.received is not None else replace(draft, chosen=session.numbering.run)
    elif reading.outcome is not Outcome.IDENTIFIED:
        verdict = Verdict.REJECTED if reading.outcome is Outcome.REFUSED else Verdict.UNREADABLE
        return replace(found, verdict=verdict)
    else:
        draft = with_its_forms(session, draft, reading)
        receipt = claimed_too(session, draft, period, unit) or claimed_receipt(session, draft, period, unit)
        hold(item.path, data)
    keep(session, item.path, receipt)
    return replace(found, stored=receipt.stored)


def _is_claimed_as_evidence(session: Session, data: bytes, draft: Receipt, reading: ReturnContent) -> bool:
    """Tell whether a person's word for whose something is makes it evidence: no form is in it, whoever's it is."""
    if reading.outcome in {Outcome.IDENTIFIED, Outcome.FAULT}:
        return False
    return draft.is_evidence or may_be_evidence(session.read(Asking.of(data, draft.name)), draft.name)
