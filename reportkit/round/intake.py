"""The gate: a file that came, an archive or a mail with what is in it, becomes receipts and kept originals."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath

from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.disk.inbox import Waiting, is_still, read_still, release
from reportkit.disk.looking import digest_of_bytes, read, size_of
from reportkit.disk.receipts import Receipt
from reportkit.disk.trouble import DiskError
from reportkit.disk.work import Cause, Failure, Job
from reportkit.files.archives import MAX_BUNDLE
from reportkit.files.bundle import Bundle, Member
from reportkit.model import Verdict
from reportkit.period import Period
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.round.collected import Arrival, Collected, Opening, Repeated
from reportkit.round.dossier import Dossiers, may_be_evidence
from reportkit.round.filing import (
    file_arrival,
    hold,
    hold_digest,
    is_kept_elsewhere,
    is_unfinished,
    is_what_came,
    keep,
    keep_member,
    put_by,
    said_before,
    same_as_refused,
)
from reportkit.round.jobs import to_unpack, unreadable
from reportkit.round.model import Asking
from reportkit.round.oversized import take_unread
from reportkit.round.papers import as_evidence, papers_since, tied
from reportkit.round.receipts import bundle_receipt, file_receipt, is_bundle, is_refused, member_receipt
from reportkit.round.session import Session
from reportkit.round.ways import Way, letter_of

_Found = ReturnContent | Bundle | Failure
"""What becomes of a look at a file: of an archive or a mail only that it is one."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file of the inbox and what was read of it, before anything is done with it.

    Attributes:
        item: the file.
        data: its bytes; None where they are not to be had: it is skipped, too large, or cannot be read just now.
    """

    item: Waiting
    data: bytes | None = None


def take_in(session: Session, items: Sequence[Waiting], opening: Opening) -> Iterator[tuple[Collected, ...]]:
    """Read files and file them away, and yield for each what it was: of an archive or a mail every member.

    While one is filed the next few are read already; they are filed in their order, each when it is taken from here,
    and only where the file is still the one that was read. A verdict that depends on the unit's other returns follows
    in `judge`. A file that cannot be read or moved just now stays where it is and is taken the next time; the others
    go on.
    """
    for seen, found in session.workers.ahead(_seen(session, items), len(items)):
        yield _take_in(session, seen, found, opening)


def _seen(session: Session, items: Sequence[Waiting]) -> Iterator[tuple[_Seen, Job[ReturnContent | Bundle] | None]]:
    """Yield each file with the job of reading it; what was read before, or just now, is not read again."""
    known: set[str] = set()
    for item in items:
        data, is_new = None, False
        with contextlib.suppress(DiskError):
            if not item.skipped and item.size <= MAX_BUNDLE:
                data = read_still(item)
                is_new = data is not None and _is_new(session, data, known)
        yield _Seen(item, data), session.to_look_at(data, item.name) if data is not None and is_new else None


def _is_new(session: Session, data: bytes, known: set[str]) -> bool:
    """Tell whether bytes have no receipt and are not among those `known`, where they are put."""
    digest = digest_of_bytes(data)
    is_new = digest not in known and session.space.receipts.get(digest) is None
    known.add(digest)
    return is_new


def _take_in(session: Session, seen: _Seen, found: _Found | None, opening: Opening) -> tuple[Collected, ...]:
    item = seen.item
    where = session.space.relative(item.path)
    if item.skipped:
        return (Collected.left(item.name, where, Diagnostic(Code.F14, file=item.name, values={"what": item.skipped})),)
    with contextlib.suppress(DiskError):
        if item.size > MAX_BUNDLE and is_still(item):
            return (take_unread(session, item),)
        if seen.data is not None:
            return _take(session, item, seen.data, found, opening)
    return (Collected.left(item.name, where, Diagnostic(Code.F15, file=item.name)),)


def _take(
    session: Session, item: Waiting, data: bytes, found: _Found | None, opening: Opening
) -> tuple[Collected, ...]:
    digest = digest_of_bytes(data)
    known = session.space.receipts.get(digest)
    if known is not None and is_kept_elsewhere(session, known, item.path):
        if not is_unfinished(session, known, item):
            hold(item.path, data)
            return _sent_again(session, item, data, known, opening)
        if release(item.path, session.space.root / known.stored):
            return ()  # `unfinished` tells what became of it
    if found is None:
        found = session.workers.run(session.to_look_at(data, item.name))
    if isinstance(found, Bundle):
        return _take_bundle(session, item, data, opening)
    if known is not None and known.claimed:
        return (_put_back(session, item, data, known),)
    reading = session.by_its_round(session.reading_of(found, item.name), Asking.of(data, item.name))
    if reading.outcome is Outcome.FAULT:
        return (Collected.left(item.name, session.space.relative(item.path), *reading.diagnostics),)
    return _filed(session, arrived(session, item, file_receipt(session, item, digest, known), reading, opening))


def arrived(session: Session, item: Waiting, draft: Receipt, reading: ReturnContent, opening: Opening) -> Arrival:
    """Return what came by itself and was read, before it is filed."""

    def kept(receipt: Receipt) -> None:
        hold_digest(item.path, draft.sha256)
        keep(session, item.path, receipt)

    again = partial(put_by, session, item)
    return Arrival(draft, reading, session.space.relative(item.path), kept, again, opening)


def _filed(session: Session, arrival: Arrival) -> tuple[Collected, ...]:
    """File what came where it belongs by what it says of itself; what is no form waits for what came with it."""
    if may_be_evidence(arrival.reading, arrival.receipt.name):
        session.papers.append(arrival)
        return ()
    return (file_arrival(session, arrival),)


def _put_back(session: Session, item: Waiting, data: bytes, known: Receipt) -> Collected:
    """File an original where a person said it belongs: it had gone from there, or had not come there yet."""
    period = Period.parse(known.period)
    name = session.bases.of(period).unit_name(known.unit) or known.unit
    hold(item.path, data)
    keep(session, item.path, known)
    return Collected(known.name, None, known.stored, period, name, sha256=known.sha256, is_evidence=known.is_evidence)


def _sent_again(
    session: Session, item: Waiting, data: bytes, known: Receipt, opening: Opening
) -> tuple[Collected, ...]:
    """Keep a second file with the same bytes beside the rest; where they were refused they are looked at once more.

    Of evidence it follows, once all is read, whether it is that of another unit or period now.
    """
    if known.is_evidence and known.period:
        again = partial(put_by, session, item)
        session.papers.append(Repeated(known, item.name, session.space.relative(item.path), again))
        return ()
    if is_bundle(known):
        return _bundle_again(session, item, data, known, opening)
    looked = _look_again_as(session, item.name, known, opening) if is_refused(known) else ()
    waits = _waiting_with(session, item, looked)
    return waits or _both(put_by(session, item, session.space.receipts.get(known.sha256) or known), looked)


def _bundle_again(
    session: Session, item: Waiting, data: bytes, known: Receipt, opening: Opening
) -> tuple[Collected, ...]:
    """Keep an archive or a mail beside the one with the same bytes, and look once more at what was refused of it."""
    looked = look_inside(session, data, replace(known, name=item.name), opening)
    waits = _waiting_with(session, item, looked)
    if waits:
        return waits
    sent = put_by(session, item, session.space.receipts.get(known.sha256) or known)
    if not any(one.cause is Cause.BYTES for one in looked):
        return _both(sent, looked)
    is_in_part = any(receipt.period and receipt.inside == known.sha256 for receipt in session.space.receipts.all())
    note = same_as_refused(sent.file, known.name, Verdict.PARTLY_ACCEPTED if is_in_part else None)
    return (replace(sent, diagnostics=(note,)), *looked)


def _waiting_with(session: Session, item: Waiting, looked: Sequence[Collected]) -> tuple[Collected, ...]:
    """Return what is told of a file that stays where it is, as what a look at it found waits; () where nothing does."""
    where = session.space.relative(item.path)
    return tuple(Collected.left(item.name, where, *one.diagnostics) for one in looked if one.waits)


def _both(sent: Collected, looked: Sequence[Collected]) -> tuple[Collected, ...]:
    """Tell of a file with known bytes what a look at them found: that they are refused still, or count by now."""
    if not looked or not all(one.is_refused for one in looked):
        return (*looked, sent)
    notes = tuple(finding for one in looked for finding in one.diagnostics)
    return (replace(sent, diagnostics=(same_as_refused(sent.file, looked[0].file, looked[0].verdict), *notes)),)


def _look_again_as(
    session: Session, name: str, known: Receipt, opening: Opening, inside: str = ""
) -> tuple[Collected, ...]:
    """Look once more at an original that was refused and came again, under another name or with others now."""
    since = len(session.papers)
    looked = look_again(session, known, opening)
    again = partial(_again, session, name)
    session.papers += [
        replace(paper, came_as=name, came_in=inside, again=again)
        for paper in papers_since(session, since)
        if isinstance(paper, Arrival)
    ]
    return looked


def look_again(session: Session, known: Receipt, opening: Opening) -> tuple[Collected, ...]:
    """Look once more at an original that was refused, and file it where it belongs by now.

    Raises:
        DiskError: it cannot be read just now.
    """
    path = session.space.root / known.stored
    item = Waiting(path, known.name, known.received, size=size_of(path))
    if item.size > MAX_BUNDLE:
        return (take_unread(session, item),)
    return _take(session, item, read(path, MAX_BUNDLE), None, opening)


def _take_bundle(session: Session, item: Waiting, data: bytes, opening: Opening) -> tuple[Collected, ...]:
    """File every member of an archive or a mail, then the archive itself; a stop in between does it again.

    So does a member over which a fault of ours came: the archive waits with it, and brings it again.
    """
    bundle = session.workers.run(to_unpack(data, item.name))
    if isinstance(bundle, Failure):
        if bundle.cause is not Cause.BYTES:
            where = session.space.relative(item.path)
            return (Collected.left(item.name, where, session.waits_for(bundle, item.name)),)
        bundle = Bundle(findings=(unreadable(item.name),))
    digest = digest_of_bytes(data)
    draft = bundle_receipt(session, item, digest, bundle)
    hold(item.path, data)
    session.space.promise(digest)
    things, since = _members(session, draft.name, bundle), len(session.papers)
    taken = [
        one
        for member, reading in session.workers.ahead(things, len(bundle.members))
        for one in _take_member(session, draft, member, reading, opening)
    ]
    came = [_inside(draft.name, member) for member in bundle.members]
    dossiers = Dossiers(session, tuple(taken), opening, came, is_bundle=True)
    ways = {way.name: way for way in (_way(draft.name, member) for member in bundle.members)}
    taken = [tied(session, one, dossiers, ways.get(one.file) or Way(one.file)) for one in taken]
    taken += [as_evidence(session, paper, dossiers) for paper in papers_since(session, since)]
    if any(one.waits for one in taken):
        where = session.space.relative(item.path)
        return tuple(replace(one, stored=where) if one.stored == draft.stored else one for one in taken)
    hold(item.path, data)
    keep(session, item.path, draft)
    if bundle.findings:
        taken.append(Collected(item.name, Verdict.UNREADABLE, draft.stored, diagnostics=bundle.findings, sha256=digest))
    return tuple(taken)


def _members(session: Session, name: str, bundle: Bundle) -> Iterator[tuple[Member, Job[ReturnContent] | None]]:
    """Yield what an archive or a mail holds, each with the job of reading it where it was not read before."""
    known: set[str] = set()
    for member in bundle.members:
        is_new = member.data is not None and not member.skipped and _is_new(session, member.data, known)
        job = session.to_read(member.data, _inside(name, member)) if member.data is not None and is_new else None
        yield member, job


def _way(bundle: str, member: Member) -> Way:
    """Return how what an archive or a mail holds came; a mail may be called as if it were none."""
    name = _inside(bundle, member)
    is_mail = member.subject is not None and letter_of(PurePosixPath(name)) is None
    return Way(name, subject=member.subject or "", mail=bundle if is_mail else "")


def _inside(name: str, member: Member) -> str:
    return f"{name}/{member.name}".rstrip("/")


def _take_member(
    session: Session, bundle: Receipt, member: Member, found: ReturnContent | Failure | None, opening: Opening
) -> tuple[Collected, ...]:
    """File a member of an archive or a mail; what is no form waits, with the subject of its mail."""
    since = len(session.papers)
    taken = _taken(session, bundle, member, found, opening)
    way = _way(bundle.name, member)
    session.papers += [replace(p, subject=way.subject, mail=way.mail) for p in papers_since(session, since)]
    return taken


def _taken(
    session: Session, bundle: Receipt, member: Member, found: ReturnContent | Failure | None, opening: Opening
) -> tuple[Collected, ...]:
    name = _inside(bundle.name, member)
    if member.skipped:
        note = Diagnostic(Code.F14, file=name, values={"what": member.skipped})
        return (Collected.left(name, bundle.stored, note),)
    if member.data is None:
        findings = (member.finding,) if member.finding else (unreadable(name),)
        if all(finding.severity is Severity.INFO for finding in findings):
            return (Collected.left(name, bundle.stored, *findings),)
        return (Collected(name, Verdict.UNREADABLE, bundle.stored, diagnostics=findings),)
    digest = digest_of_bytes(member.data)
    known = session.space.receipts.get(digest)
    if known is not None and is_what_came(session.space.root / known.stored, digest):
        is_this = (known.inside, known.name) == (bundle.sha256, name)
        if known.claimed or not is_this:
            return _member_again(session, name, known, opening, bundle.sha256)
    asking = Asking.of(member.data, name)
    reading = session.by_its_round(session.read(asking) if found is None else session.reading_of(found, name), asking)
    if reading.outcome is Outcome.FAULT:
        return (Collected.left(name, bundle.stored, *reading.diagnostics),)
    own = member_receipt(session, bundle, member, name, digest)
    kept, again = partial(keep_member, session, data=member.data), partial(_again, session, name)
    return _filed(session, Arrival(own, reading, bundle.stored, kept, again, opening))


def _again(session: Session, name: str, known: Receipt) -> Collected:
    """Say of what lies where it is kept that its bytes came before."""
    return said_before(session, name, known, known.stored)


def _member_again(session: Session, name: str, known: Receipt, opening: Opening, inside: str) -> tuple[Collected, ...]:
    """Tell of a member whose bytes came before what became of them; refused ones are looked at again.

    Of evidence it follows, once all is read, whether it is that of another unit or period now.
    """
    if known.is_evidence and known.period:
        again = partial(_again, session, name)
        session.papers.append(Repeated(known, name, known.stored, again, inside=inside))
        return ()
    since = len(session.papers)
    looked = _look_again_as(session, name, known, opening, inside) if is_refused(known) else ()
    if any(one.waits for one in looked) or len(session.papers) > since:
        return looked
    known = session.space.receipts.get(known.sha256) or known
    return _both(said_before(session, name, known, known.stored), looked)


def look_inside(
    session: Session, data: bytes, known: Receipt, opening: Opening, *, every: bool = True
) -> tuple[Collected, ...]:
    """Look once more at what was refused of an archive or a mail that came before.

    Args:
        session: the run.
        data: its bytes.
        known: what is known of it, under the name by which it is told.
        opening: what is open.
        every: False to leave out the members that have receipts of their own.
    """
    bundle = session.workers.run(to_unpack(data, known.name))
    if isinstance(bundle, Failure):
        return (Collected.left(known.name, known.stored, session.waits_for(bundle, known.name)),)
    looked: list[Collected] = []
    for member in bundle.members:
        receipt = session.space.receipts.get(digest_of_bytes(member.data)) if member.data is not None else None
        if receipt is None and not member.skipped:
            looked += _take_member(session, known, member, None, opening)
        elif receipt is not None and is_refused(receipt) and every:
            looked += _member_again(session, _inside(known.name, member), receipt, opening, known.sha256)
    return tuple(one for one in looked if one.verdict is not None or one.waits)
