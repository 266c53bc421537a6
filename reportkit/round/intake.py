"""The gate: a file that came becomes a receipt and a kept original, then a verdict.

The receipt is written first, then the original is renamed into its keeping: a stop in between leaves the
original in the inbox, and the next run does the same again.
"""

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.inbox import (
    StaysError,
    Waiting,
    free_place,
    is_copied,
    is_still,
    read_kept,
    read_still,
    release,
    store,
    take,
)
from reportkit.disk.looking import digest_of, is_file, read
from reportkit.disk.trouble import DiskError
from reportkit.disk.work import Cause, Failure, Job
from reportkit.disk.workspace import Receipt
from reportkit.files.archives import MAX_BUNDLE, Bundle, Member
from reportkit.files.limits import RETURN, size_text
from reportkit.language.text import file_name
from reportkit.language.words import Lang, Words
from reportkit.model import Unit, Verdict
from reportkit.period import Period
from reportkit.returns.reading import Claim, Outcome, ReturnContent
from reportkit.round.choosing import passed_over_again
from reportkit.round.jobs import to_unpack, unreadable
from reportkit.round.model import FAILED, Asking, Assessed
from reportkit.round.originals import CHANGED, DUPLICATES
from reportkit.round.outputs import Outputs
from reportkit.round.replies import Replies, reply, report
from reportkit.round.session import Session

_CHANGED = Words("“{path}” changed while it was being read.", "“{path}”在读取过程中被改动。")
_CHANGED_HINT = Words("Nothing was lost; run the command again.", "没有丢失任何内容，请再运行一次。")
_QUARANTINE, _REFUSED, _BUNDLES = "quarantine", "refused", "bundles"


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

    @property
    def waits(self) -> bool:
        """Tell whether a fault of ours came over it: it has no verdict, and is tried again."""
        return any(finding.code in FAILED for finding in self.diagnostics)

    @classmethod
    def left(cls, file: str, where: str, finding: Diagnostic) -> "Collected":
        """Return a file that was left where it is, with the finding that says why."""
        return cls(file, None, where, diagnostics=(finding,))


@dataclass(frozen=True, slots=True)
class Opening:
    """What is open to be collected.

    Attributes:
        period: the only period that is taken, None to take each return's own.
        strict: True where one error makes a whole return wait.
    """

    period: Period | None = None
    strict: bool = False


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
    digest = hashlib.sha256(data).hexdigest()
    is_new = digest not in known and session.space.receipt(digest) is None
    known.add(digest)
    return is_new


def _take_in(session: Session, seen: _Seen, found: _Found | None, opening: Opening) -> tuple[Collected, ...]:
    item = seen.item
    where = session.space.relative(item.path)
    if item.skipped:
        return (Collected.left(item.name, where, Diagnostic(Code.F14, file=item.name, values={"what": item.skipped})),)
    with contextlib.suppress(DiskError):
        if item.size > MAX_BUNDLE and is_still(item):
            return (_take_unread(session, item),)
        if seen.data is not None:
            return _take(session, item, seen.data, found, opening)
    return (Collected.left(item.name, where, Diagnostic(Code.F15, file=item.name)),)


def _take(
    session: Session, item: Waiting, data: bytes, found: _Found | None, opening: Opening
) -> tuple[Collected, ...]:
    digest = hashlib.sha256(data).hexdigest()
    known = session.space.receipt(digest)
    if known is not None and _is_kept_elsewhere(session, known, item.path):
        if not _is_unfinished(session, known, item):
            _hold(item.path, data)
            return (_put_by(session, item, known),)
        if release(item.path, session.space.root / known.stored):
            return ()  # `unfinished` tells what became of it
    if found is None:
        found = session.workers.run(session.to_look_at(data, item.name))
    if isinstance(found, Bundle):
        return _take_bundle(session, item, data, opening)
    if known is not None and known.claimed:
        return (_put_back(session, item, data, known),)
    reading = session.reading_of(found, item.name)
    if reading.outcome is Outcome.FAULT:
        return (Collected.left(item.name, session.space.relative(item.path), *reading.diagnostics),)
    receipt = _file_under(session, _draft(session, item, digest, known), reading, opening)
    _hold(item.path, data)
    keep(session, item.path, receipt)
    return (_collected(session, receipt, reading, opening),)


def _put_back(session: Session, item: Waiting, data: bytes, known: Receipt) -> Collected:
    """File an original where a person said it belongs: it had gone from there, or had not come there yet."""
    name = next((unit.name for unit in session.reference.master.units if unit.code == known.unit), known.unit)
    period = Period.parse(known.period)
    _hold(item.path, data)
    keep(session, item.path, known)
    return Collected(known.name, None, known.stored, period, name, sha256=known.sha256)


def _hold(path: Path, data: bytes) -> None:
    """See that a file still is what was read of it: what is filed under a digest must have it.

    Raises:
        StaysError: it changed meanwhile.
    """
    if read(path) != data:
        raise StaysError(_CHANGED, _CHANGED_HINT, path=path)


def _take_bundle(session: Session, item: Waiting, data: bytes, opening: Opening) -> tuple[Collected, ...]:
    """File every member of an archive or a mail, then the archive itself; a stop in between does it again.

    So does a member over which a fault of ours came: the archive waits with it, and brings it again.
    """
    bundle = session.workers.run(to_unpack(data, item.name))
    if isinstance(bundle, Failure):
        if bundle.cause is Cause.PROGRAM:
            where = session.space.relative(item.path)
            return (Collected.left(item.name, where, session.fault(Code.F22, bundle, item.name)),)
        bundle = Bundle(findings=(unreadable(item.name),))
    digest = hashlib.sha256(data).hexdigest()
    draft = _bundle_draft(session, item, digest, bundle)
    _hold(item.path, data)
    session.space.promise(digest)
    things = _members(session, draft.name, bundle)
    taken = [
        _take_member(session, draft, member, reading, opening)
        for member, reading in session.workers.ahead(things, len(bundle.members))
    ]
    if any(one.waits for one in taken):
        where = session.space.relative(item.path)
        return tuple(replace(one, stored=where) if one.stored == draft.stored else one for one in taken)
    _hold(item.path, data)
    keep(session, item.path, draft)
    if bundle.findings:
        taken.append(Collected(item.name, Verdict.UNREADABLE, draft.stored, diagnostics=bundle.findings, sha256=digest))
    return tuple(taken)


def _bundle_draft(session: Session, item: Waiting, digest: str, bundle: Bundle) -> Receipt:
    """Return the receipt of an archive or a mail."""
    draft = _draft(session, item, digest, session.space.receipt(digest))
    received, dated = _dated(session, bundle.sent) or (draft.received, draft.dated)
    folder = session.space.returns / (_REFUSED if bundle.findings else _BUNDLES)
    place = folder / f"{digest[:16]} {file_name(Path(item.name).stem)}{_ending(item.name)}"
    return replace(draft, dated=dated, received=received, stored=session.space.relative(place))


def _dated(session: Session, sent: datetime | None) -> tuple[datetime, str] | None:
    """Return when a mail came, no later than now, and what it says itself of the moment it was sent."""
    if sent is None:
        return None
    there = sent.astimezone(session.moment.tzinfo)
    return min(there, session.moment), there.isoformat()


def _members(session: Session, name: str, bundle: Bundle) -> Iterator[tuple[Member, Job[ReturnContent] | None]]:
    """Yield what an archive or a mail holds, each with the job of reading it where it was not read before."""
    known: set[str] = set()
    for member in bundle.members:
        is_new = member.data is not None and not member.skipped and _is_new(session, member.data, known)
        job = session.to_read(member.data, _inside(name, member)) if member.data is not None and is_new else None
        yield member, job


def _inside(name: str, member: Member) -> str:
    return f"{name}/{member.name}".rstrip("/")


def _take_member(
    session: Session, bundle: Receipt, member: Member, found: ReturnContent | Failure | None, opening: Opening
) -> Collected:
    name = _inside(bundle.name, member)
    if member.skipped:
        note = Diagnostic(Code.F14, file=name, values={"what": member.skipped})
        return Collected.left(name, bundle.stored, note)
    if member.data is None:
        findings = (member.finding,) if member.finding else ()
        return Collected(name, Verdict.UNREADABLE, bundle.stored, diagnostics=findings)
    digest = hashlib.sha256(member.data).hexdigest()
    known = session.space.receipt(digest)
    if known is not None and _is_what_came(session.space.root / known.stored, digest):
        is_this = (known.inside, known.name) == (bundle.sha256, name)
        if known.claimed or not is_this:
            return _said_before(session, name, known, known.stored)
    reading = session.read(member.data, name) if found is None else session.reading_of(found, name)
    if reading.outcome is Outcome.FAULT:
        return Collected.left(name, bundle.stored, *reading.diagnostics)
    receipt = _file_under(session, _member_draft(session, bundle, member, name, digest), reading, opening)
    session.space.promise(digest)
    session.space.write_receipt(receipt)
    _clear(session, receipt)
    store(session.space.root / receipt.stored, member.data)
    return _collected(session, receipt, reading, opening)


def _member_draft(session: Session, bundle: Receipt, member: Member, name: str, digest: str) -> Receipt:
    """Return the receipt of a member before it is known where it belongs; the numbers of its arrival stay."""
    known = session.space.receipt(digest)
    order, run = (known.order, known.run) if known is not None else (session.numbering.next_place(), bundle.run)
    received, dated = _dated(session, member.sent) or (bundle.received, bundle.dated)
    changed = f"{bundle.changed}/{member.changed}"
    return Receipt(digest, name, received, order, "", run=run, changed=changed, dated=dated, inside=bundle.sha256)


def _take_unread(session: Session, item: Waiting) -> Collected:
    """File a file that is far too large without ever holding the whole of it."""
    digest = digest_of(item.path)
    known = session.space.receipt(digest)
    if known is not None and _is_kept_elsewhere(session, known, item.path):
        return _put_by(session, item, known)
    reading = ReturnContent.without_content(Outcome.UNREADABLE, _too_large(item))
    receipt = _file_under(session, _draft(session, item, digest, known), reading, Opening())
    keep(session, item.path, receipt)
    return _collected(session, receipt, reading, Opening())


def _too_large(item: Waiting) -> Diagnostic:
    values = {"size": size_text(item.size), "limit": size_text(RETURN.size)}
    return Diagnostic(Code.F07, file=item.name, values=values)


def _collected(session: Session, receipt: Receipt, reading: ReturnContent, opening: Opening) -> Collected:
    if receipt.period:
        session.readings[receipt.sha256] = reading
    refusal = _refusal(session, receipt.name, reading, opening)
    return Collected(
        receipt.name, _verdict_so_far(receipt, reading), receipt.stored, reading.period, reading.unit,
        reading.form_id, reading.evidence, (*reading.diagnostics, *refusal), sha256=receipt.sha256,
    )  # fmt: skip


def unfinished(session: Session, taken: Sequence[Collected]) -> tuple[Collected, ...]:
    """Return the files that an earlier run filed without coming to tell what became of them."""
    told = {item.sha256 for item in taken}
    found: list[tuple[Receipt, Asking]] = []
    for digest in sorted(session.space.promised() - told):
        receipt = session.space.receipt(digest)
        if receipt is None or Path(receipt.stored).parent.name == _BUNDLES:
            continue
        with contextlib.suppress(DiskError):
            found.append((receipt, Asking(read_kept(session.space.root / receipt.stored), receipt.name)))
    readings = session.read_all([asking for _, asking in found])
    return tuple(
        _collected(session, receipt, reading, Opening()) for (receipt, _), reading in zip(found, readings, strict=True)
    )


def take_claimed(session: Session, item: Waiting, period: Period, unit: Unit) -> Collected:
    """File a return under the period and the unit that a person named.

    A file that cannot be read even so stays where it is.
    """
    if item.size > MAX_BUNDLE:
        where = session.space.relative(item.path)
        return Collected(item.name, Verdict.UNREADABLE, where, period, unit.name, diagnostics=(_too_large(item),))
    data = read(item.path)
    digest = hashlib.sha256(data).hexdigest()
    draft = _draft(session, item, digest, session.space.receipt(digest))
    is_there = (draft.period, draft.unit) == (str(period), unit.code)
    # Where it is filed there already, the word is about which of several counts.
    claim = Claim(period, unit.name) if draft.claimed or not is_there else None
    reading = session.read(data, draft.name, claim)
    found = Collected(
        draft.name, None, session.space.relative(item.path), period, unit.name, reading.form_id, reading.evidence,
        reading.diagnostics, sha256=digest,
    )  # fmt: skip
    if reading.outcome is Outcome.FAULT:
        return replace(found, sha256="")
    if is_there:
        receipt = replace(draft, chosen=session.numbering.run)
    elif reading.outcome is not Outcome.IDENTIFIED:
        verdict = Verdict.REJECTED if reading.outcome is Outcome.REFUSED else Verdict.UNREADABLE
        return replace(found, verdict=verdict)
    else:
        receipt = _claimed(session, draft, period, unit)
        _hold(item.path, data)
    keep(session, item.path, receipt)
    return replace(found, stored=receipt.stored)


def _claimed(session: Session, draft: Receipt, period: Period, unit: Unit) -> Receipt:
    """Return the receipt of a file that is filed where a person said."""
    folder = _unit_folder(session, period, unit.code, unit.name)
    place = folder / f"{draft.sha256[:16]}{_ending(draft.name)}"
    return replace(
        draft, stored=session.space.relative(place), period=str(period), waits_for="", unit=unit.code, claimed=True,
        quarantined=False, chosen=session.numbering.run,
    )  # fmt: skip


def keep(session: Session, path: Path, receipt: Receipt) -> None:
    """Write the receipt, then move the original to where it says.

    Raises:
        StaysError: the original cannot be moved just now; it is whole, and in its old place or in its new one.
        ReportkitError: nothing can be written at all.
    """
    place = session.space.root / receipt.stored
    session.space.promise(receipt.sha256)
    session.space.write_receipt(receipt)
    if place.resolve() != path.resolve():
        _clear(session, receipt)
    take(path, place, copy=_is_outside(session, path))


def _clear(session: Session, receipt: Receipt) -> None:
    """Make way for an original: what a person made of the one that was kept there is kept too, beside what came."""
    place = session.space.root / receipt.stored
    if is_file(place) and digest_of(place) != receipt.sha256:
        take(place, free_place(session.space.returns / CHANGED / place.name))


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a collection.

    Attributes:
        returns: the files.
        reports: the check reports that were written, relative to the workspace.
        faults: findings on the outputs that a fault of ours kept from being written.
        unanswered: the periods of those outputs.
    """

    returns: tuple[Collected, ...]
    reports: tuple[str, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    unanswered: frozenset[Period] = frozenset()

    @property
    def waiting(self) -> frozenset[str]:
        """Digests of the files of which the next run is to tell again."""
        return frozenset(one.sha256 for one in self.returns if one.waits or one.period in self.unanswered)


def judge(session: Session, taken: Sequence[Collected], opening: Opening = Opening()) -> Judged:
    """Settle every period that something came for, write what goes back, and give each file its verdict.

    Where nothing came, the period that is open, else the newest one, is answered again: what was deleted comes back.
    """
    verdicts: dict[str, _Verdict] = {}
    failed: dict[str, tuple[Diagnostic, ...]] = {}
    returns: list[Assessed] = []
    reports: list[str] = []
    faults: dict[Period, list[Diagnostic]] = {}
    for period in _to_answer(session, taken, opening):
        settled, outputs = session.settle(period), Outputs(session.space, session.moment)
        replies = reply(session, settled, outputs)
        written = report(session, settled, replies, outputs)
        verdicts |= {item.kept.sha256: _Verdict.of(item, replies) for item in settled.returns}
        failed |= settled.failed
        returns += settled.returns
        reports += [written] if written else []
        faults |= {period: outputs.faults} if outputs.faults else {}
    told = [_told_again(item, verdicts, returns, session.numbering.run) for item in taken]
    owed = session.owed()
    judged = [_failed(_judged(item, verdicts), failed) for item in told]
    files = tuple(_of_an_earlier_form(item, owed) for item in judged)
    return Judged(files, tuple(reports), tuple(f for found in faults.values() for f in found), frozenset(faults))


def _to_answer(session: Session, taken: Sequence[Collected], opening: Opening) -> Sequence[Period]:
    """Return the periods that are answered, oldest first."""
    known = session.space.periods()
    came = {item.period for item in taken if item.sha256}
    periods = [period for period in known if period in came] or [p for p in known if p == opening.period]
    return periods or ([] if opening.period else known[-1:])


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What became of a return, and what went back for it.

    Attributes:
        item: the return.
        correction: its correction copy, None where there is none.
        notes: what was met while that was made.
    """

    item: Assessed
    correction: str | None
    notes: tuple[Diagnostic, ...]

    @classmethod
    def of(cls, item: Assessed, replies: Replies) -> "_Verdict":
        """Return what became of a return of a round that was answered."""
        digest = item.kept.sha256
        return cls(item, replies.corrections.get(digest), replies.faults.get(digest, ()))


def _told_again(item: Collected, verdicts: Mapping[str, _Verdict], returns: Sequence[Assessed], run: int) -> Collected:
    """Say of a duplicate that the return it is the same as does not count."""
    if item.verdict is not Verdict.DUPLICATE or item.sha256 not in verdicts:
        return item
    first = verdicts[item.sha256].item
    of_round = [a for a in returns if a.reading.period == first.reading.period]
    return replace(item, diagnostics=(*passed_over_again(item.file, first, of_round, run), *item.diagnostics))


def _judged(item: Collected, verdicts: Mapping[str, _Verdict]) -> Collected:
    if item.verdict is not None or item.sha256 not in verdicts:
        return item
    found = verdicts[item.sha256]
    findings = (*found.item.diagnostics, *found.notes)
    return replace(item, verdict=found.item.verdict, diagnostics=findings, correction=found.correction)


def _failed(item: Collected, failed: Mapping[str, tuple[Diagnostic, ...]]) -> Collected:
    """Say of a file that it was filed and has no verdict yet, through no fault of its own."""
    if item.verdict is not None or item.waits or item.sha256 not in failed:
        return item
    return replace(item, diagnostics=(*failed[item.sha256], *item.diagnostics))


def _of_an_earlier_form(item: Collected, owed: Mapping[str, Period]) -> Collected:
    """Say of a return that counts for one period that the unit owes a later one: it may have filled in an old form.

    It is said to whoever collects, and no part of the round: what a round is must not depend on the rounds after it.
    """
    if item.period is None or item.verdict is None or not item.verdict.is_merged:
        return item
    later = owed.get(item.unit or "")
    if later is None or later.end <= item.period.end:
        return item
    period, wanted = (Words(p.label(Lang.EN), p.label(Lang.HANS)) for p in (item.period, later))
    note = Diagnostic(Code.D14, file=item.file, unit=item.unit, values={"period": period, "wanted": wanted})
    return replace(item, diagnostics=(note, *item.diagnostics))


def _is_kept_elsewhere(session: Session, known: Receipt, path: Path) -> bool:
    kept = session.space.root / known.stored
    if kept.resolve() == path.resolve() or not _is_what_came(kept, known.sha256):
        return False
    # Of an archive or a mail everything must be kept that was taken out of it: sent again, it brings what is gone.
    members = [r for r in session.space.receipts() if r.inside == known.sha256] if kept.parent.name == _BUNDLES else []
    return all(_is_what_came(session.space.root / r.stored, r.sha256) for r in members)


def _is_what_came(kept: Path, sha256: str) -> bool:
    """Tell whether an original lies at its place, byte for byte.

    Raises:
        DiskError: it cannot be read just now.
    """
    return is_file(kept) and digest_of(kept) == sha256


def _is_unfinished(session: Session, known: Receipt, item: Waiting) -> bool:
    """Tell whether a stop came between the copy onto another disk and the removal of the source."""
    is_named = (known.name, known.inside) == (item.name, "")
    return is_named and known.sha256 in session.space.promised() and not _is_outside(session, item.path)


def _is_outside(session: Session, path: Path) -> bool:
    """Tell whether a file stays where it is: it came from elsewhere, or lies in what goes out.

    An inbox that is a link to a share is the workspace's own.
    """
    real = path.resolve()
    is_ours = any(real.is_relative_to(folder.resolve()) for folder in (session.space.root, session.space.inbox))
    return not is_ours or real.is_relative_to(session.space.outbox.resolve())


def _put_by(session: Session, item: Waiting, known: Receipt) -> Collected:
    """Keep a second file with the same bytes beside the rest; it says nothing new."""
    named = f"{known.sha256[:16]} {file_name(Path(item.name).with_suffix('').as_posix())}{_ending(item.name)}"
    place = session.space.returns / DUPLICATES / named
    outside = _is_outside(session, item.path)
    if not outside and not is_copied(item, place):
        place = free_place(place)
        take(item.path, place)
    return _said_before(session, item.name, known, session.space.relative(item.path if outside else place))


def _said_before(session: Session, name: str, known: Receipt, stored: str) -> Collected:
    unit = next((u.name for u in session.reference.master.units if u.code == known.unit), None)
    named = known.period or known.waits_for
    note = Diagnostic(Code.D03, file=name, unit=unit, values={"other": known.name})
    return Collected(
        name, Verdict.DUPLICATE, stored, Period.parse(named) if named else None, unit, diagnostics=(note,),
        sha256=known.sha256,
    )  # fmt: skip


def _draft(session: Session, item: Waiting, digest: str, known: Receipt | None) -> Receipt:
    """Return the receipt of a file before it is known where it belongs; what is known of it already stays."""
    if known is not None:
        return known
    received: datetime = min(item.modified, session.moment)
    order, run = session.numbering.next_place(), session.numbering.run
    return Receipt(digest, item.name, received, order, "", run=run, changed=f"{item.stamp:020d}")


def _file_under(session: Session, draft: Receipt, reading: ReturnContent, opening: Opening) -> Receipt:
    """Decide where an original is kept, from what it says of itself."""
    code = next((unit.code for unit in session.reference.master.units if unit.name == reading.unit), "")
    ending = _ending(draft.name)
    named = f"{draft.sha256[:16]} {file_name(Path(draft.name).stem)}{ending}"
    filed = waits_for = ""
    folder, name = session.space.returns / _REFUSED, named
    if reading.outcome is Outcome.QUARANTINED:
        folder, waits_for = session.space.returns / _QUARANTINE, str(reading.period or "")
    elif reading.outcome is Outcome.IDENTIFIED and code and reading.period and _is_open(reading, opening):
        folder = _unit_folder(session, reading.period, code, str(reading.unit))
        filed, name = str(reading.period), f"{draft.sha256[:16]}{ending}"
    stored = session.space.relative(folder / name)
    return replace(
        draft, stored=stored, period=filed, waits_for=waits_for, unit=code, strict=opening.strict,
        quarantined=reading.outcome is Outcome.QUARANTINED,
    )  # fmt: skip


def _is_open(reading: ReturnContent, opening: Opening) -> bool:
    return opening.period is None or opening.period == reading.period


def _verdict_so_far(receipt: Receipt, reading: ReturnContent) -> Verdict | None:
    if receipt.period or reading.outcome is Outcome.FAULT:
        return None
    verdicts = {Outcome.QUARANTINED: Verdict.QUARANTINED, Outcome.UNREADABLE: Verdict.UNREADABLE}
    return verdicts.get(reading.outcome, Verdict.REJECTED)


def _refusal(session: Session, name: str, reading: ReturnContent, opening: Opening) -> tuple[Diagnostic, ...]:
    """Say that a form is of another period than the one that is open."""
    if reading.outcome is not Outcome.IDENTIFIED or reading.period is None or opening.period is None:
        return ()
    if _is_open(reading, opening) or any(finding.code is Code.I03 for finding in reading.diagnostics):
        return ()
    found, wanted = (period.label(session.lang) for period in (reading.period, opening.period))
    return (Diagnostic(Code.I03, file=name, unit=reading.unit, found=found, values={"wanted": wanted}),)


def _unit_folder(session: Session, period: Period, code: str, name: str) -> Path:
    return session.space.returns / str(period) / file_name(f"{code} {name}")


def _ending(name: str) -> str:
    """Return the ending of a file name, small and fit for every system; `.bin` where there is none."""
    ending = Path(name).suffix.lower()
    return f".{file_name(ending[1:], 10)}" if ending[1:] else ".bin"
