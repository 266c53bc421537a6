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
from reportkit.disk.inbox import StaysError, Waiting, digest_of, free_place, is_still, read_still, release, take
from reportkit.disk.outbox import write_whole
from reportkit.disk.workers import Job, to_look_at, to_read, to_unpack
from reportkit.disk.workspace import Receipt
from reportkit.files.archives import MAX_BUNDLE, Bundle, Member
from reportkit.files.container import MAX_BYTES, size_text
from reportkit.language.text import file_name
from reportkit.language.words import Lang, Words
from reportkit.model import Role, Verdict
from reportkit.period import Period
from reportkit.returns.reading import Outcome, Reading
from reportkit.round.replies import reply
from reportkit.round.session import CHANGED, DUPLICATES, Session
from reportkit.round.settling import Assessed, passed_over_again

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


@dataclass(frozen=True, slots=True)
class Opening:
    """What is open to be collected.

    Attributes:
        period: the only period that is taken, None to take each return's own.
        strict: True where one error makes a whole return wait.
    """

    period: Period | None = None
    strict: bool = False


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
    for seen, found in session.pool.ahead(_seen(session, items), len(items)):
        yield _take_in(session, seen, found, opening)


def _seen(session: Session, items: Sequence[Waiting]) -> Iterator[tuple[_Seen, Job[Reading | Bundle] | None]]:
    """Yield each file with the job of reading it; what was read before, or just now, is not read again."""
    known: set[str] = set()
    for item in items:
        data, is_new = None, False
        with contextlib.suppress(OSError):
            if not item.skipped and item.size <= MAX_BUNDLE:
                data = read_still(item)
                is_new = data is not None and _is_new(session, data, known)
        yield _Seen(item, data), to_look_at(data, item.name) if data is not None and is_new else None


def _is_new(session: Session, data: bytes, known: set[str]) -> bool:
    """Tell whether bytes have no receipt and are not among those `known`, where they are put."""
    digest = hashlib.sha256(data).hexdigest()
    is_new = digest not in known and session.space.receipt(digest) is None
    known.add(digest)
    return is_new


def _take_in(session: Session, seen: _Seen, found: Reading | Bundle | None, opening: Opening) -> tuple[Collected, ...]:
    item = seen.item
    where = session.space.relative(item.path)
    if item.skipped:
        note = Diagnostic(Code.F14, file=item.name, values={"what": item.skipped})
        return (Collected(item.name, None, where, diagnostics=(note,)),)
    with contextlib.suppress(OSError, StaysError):
        if item.size > MAX_BUNDLE and is_still(item):
            return (_take_unread(session, item),)
        if seen.data is not None:
            return _take(session, item, seen.data, found, opening)
    return (Collected(item.name, None, where, diagnostics=(Diagnostic(Code.F15, file=item.name),)),)


def _take(
    session: Session, item: Waiting, data: bytes, found: Reading | Bundle | None, opening: Opening
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
        found = session.pool.run(to_look_at(data, item.name))
    if isinstance(found, Bundle):
        return _take_bundle(session, item, data, opening)
    if known is not None and known.claimed:
        return (_put_back(session, item, data, known),)
    receipt = _file_under(session, _draft(session, item, digest, known), found, opening)
    _hold(item.path, data)
    keep(session, item.path, receipt)
    return (_collected(session, receipt, found, opening),)


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
    if path.read_bytes() != data:
        raise StaysError(_CHANGED, _CHANGED_HINT, path=path)


def _take_bundle(session: Session, item: Waiting, data: bytes, opening: Opening) -> tuple[Collected, ...]:
    """File every member of an archive or a mail, then the archive itself; a stop in between does it again."""
    digest = hashlib.sha256(data).hexdigest()
    bundle = session.pool.run(to_unpack(data, item.name))
    draft = _draft(session, item, digest, session.space.receipt(digest))
    received, dated = _dated(session, bundle.sent) or (draft.received, draft.dated)
    draft = replace(draft, dated=dated, received=received)
    folder = session.space.returns / (_REFUSED if bundle.findings else _BUNDLES)
    place = folder / f"{digest[:16]} {file_name(Path(item.name).stem)}{_ending(item.name)}"
    draft = replace(draft, stored=session.space.relative(place))
    _hold(item.path, data)
    session.space.promise(digest)
    things = _members(session, draft.name, bundle)
    taken = [
        _take_member(session, draft, member, reading, opening)
        for member, reading in session.pool.ahead(things, len(bundle.members))
    ]
    _hold(item.path, data)
    keep(session, item.path, draft)
    if bundle.findings:
        taken.append(Collected(item.name, Verdict.UNREADABLE, draft.stored, diagnostics=bundle.findings, sha256=digest))
    return tuple(taken)


def _dated(session: Session, sent: datetime | None) -> tuple[datetime, str] | None:
    """Return when a mail came, no later than now, and what it says itself of the moment it was sent."""
    if sent is None:
        return None
    there = sent.astimezone(session.moment.tzinfo)
    return min(there, session.moment), there.isoformat()


def _members(session: Session, name: str, bundle: Bundle) -> Iterator[tuple[Member, Job[Reading] | None]]:
    """Yield what an archive or a mail holds, each with the job of reading it where it was not read before."""
    known: set[str] = set()
    for member in bundle.members:
        is_new = member.data is not None and not member.skipped and _is_new(session, member.data, known)
        job = to_read(member.data, _inside(name, member)) if member.data is not None and is_new else None
        yield member, job


def _inside(name: str, member: Member) -> str:
    return f"{name}/{member.name}".rstrip("/")


def _take_member(
    session: Session, bundle: Receipt, member: Member, reading: Reading | None, opening: Opening
) -> Collected:
    name = _inside(bundle.name, member)
    if member.skipped:
        note = Diagnostic(Code.F14, file=name, values={"what": member.skipped})
        return Collected(name, None, bundle.stored, diagnostics=(note,))
    if member.data is None:
        return Collected(
            name, Verdict.UNREADABLE, bundle.stored, diagnostics=(member.finding,) if member.finding else ()
        )
    digest = hashlib.sha256(member.data).hexdigest()
    known = session.space.receipt(digest)
    if known is not None and _is_what_came(session.space.root / known.stored, digest):
        is_this = (known.inside, known.name) == (bundle.sha256, name)
        if known.claimed or not is_this:
            return _said_before(session, name, known, known.stored)
    order = known.order if known is not None else session.number("order")
    received, dated = _dated(session, member.sent) or (bundle.received, bundle.dated)
    draft = Receipt(
        digest, name, received, order, "", run=bundle.run, changed=f"{bundle.changed}/{member.changed}",
        dated=dated, inside=bundle.sha256,
    )  # fmt: skip
    reading = reading or session.read(member.data, name)
    receipt = _file_under(session, draft, reading, opening)
    session.space.promise(digest)
    session.space.write_receipt(receipt)
    place = session.space.root / receipt.stored
    _clear(session, receipt)
    write_whole(place, member.data)
    place.chmod(0o444)
    return _collected(session, receipt, reading, opening)


def _take_unread(session: Session, item: Waiting) -> Collected:
    """File a file that is far too large without ever holding the whole of it."""
    digest = digest_of(item.path)
    known = session.space.receipt(digest)
    if known is not None and _is_kept_elsewhere(session, known, item.path):
        return _put_by(session, item, known)
    values = {"size": size_text(item.size), "limit": size_text(MAX_BYTES)}
    finding = Diagnostic(Code.F07, file=item.name, values=values)
    reading = Reading(None, None, None, Role.LEAD, (), (), (finding,), Outcome.UNREADABLE)
    receipt = _file_under(session, _draft(session, item, digest, known), reading, Opening())
    keep(session, item.path, receipt)
    return _collected(session, receipt, reading, Opening())


def _collected(session: Session, receipt: Receipt, reading: Reading, opening: Opening) -> Collected:
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
    found: list[tuple[Receipt, bytes]] = []
    for digest in sorted(session.space.promised() - told):
        receipt = session.space.receipt(digest)
        place = session.space.root / receipt.stored if receipt is not None else None
        if receipt is None or place is None or not place.is_file() or Path(receipt.stored).parent.name == _BUNDLES:
            continue
        with contextlib.suppress(OSError):
            place.chmod(0o444)
            found.append((receipt, place.read_bytes()))
    readings = session.read_all([(data, receipt.name, None) for receipt, data in found])
    return tuple(
        _collected(session, receipt, reading, Opening()) for (receipt, _), reading in zip(found, readings, strict=True)
    )


def take_claimed(session: Session, item: Waiting, period: Period, unit: tuple[str, str]) -> Collected:
    """File a return under the period and the unit (code, name) that a person named.

    A file that cannot be read even so stays where it is.
    """
    data = item.path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    known = session.space.receipt(digest)
    draft = _draft(session, item, digest, known)
    code, name = unit
    if (draft.period, draft.unit) == (str(period), code):
        # It is filed there already: the word is about which of several counts.
        keep(session, item.path, replace(draft, chosen=session.number("run")))
        reading = session.read(data, draft.name, (period, name) if draft.claimed else None)
        return Collected(
            draft.name, None, draft.stored, period, name, reading.form_id, reading.evidence, reading.diagnostics,
            sha256=digest,
        )  # fmt: skip
    reading = session.read(data, draft.name, (period, name))
    found = Collected(
        draft.name, None, session.space.relative(item.path), period, name, reading.form_id, reading.evidence,
        reading.diagnostics, sha256=digest,
    )  # fmt: skip
    if reading.outcome is not Outcome.IDENTIFIED:
        verdict = Verdict.REJECTED if reading.outcome is Outcome.REFUSED else Verdict.UNREADABLE
        return replace(found, verdict=verdict)
    place = _unit_folder(session, period, code, name) / f"{digest[:16]}{_ending(item.name)}"
    receipt = replace(
        draft,
        stored=session.space.relative(place),
        period=str(period),
        waits_for="",
        unit=code,
        claimed=True,
        quarantined=False,
        chosen=session.number("run"),
    )
    _hold(item.path, data)
    keep(session, item.path, receipt)
    return replace(found, stored=receipt.stored)


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
    if place.is_file() and digest_of(place) != receipt.sha256:
        take(place, free_place(session.space.returns / CHANGED / place.name))


def judge(
    session: Session, taken: Sequence[Collected], opening: Opening = Opening()
) -> tuple[tuple[Collected, ...], tuple[str, ...]]:
    """Settle every period that something came for, write what goes back, and give each file its verdict.

    Where nothing came, the period that is open, else the newest one, is answered again: what was deleted comes back.

    Returns:
        The files, and the check reports that were written, relative to the workspace.
    """
    known = session.space.periods()
    periods = [period for period in known if period in {item.period for item in taken if item.sha256}]
    verdicts: dict[str, tuple[Assessed, str | None]] = {}
    returns: list[Assessed] = []
    reports = []
    for period in periods or [p for p in known if p == opening.period] or ([] if opening.period else known[-1:]):
        settled = session.settle(period)
        replies = reply(session, settled)
        verdicts |= {a.kept.sha256: (a, replies.corrections.get(a.kept.sha256)) for a in settled.returns}
        returns += settled.returns
        reports.append(replies.report)
    told = [_told_again(item, verdicts, returns, session.number("run")) for item in taken]
    owed = session.owed()
    return tuple(_of_an_earlier_form(_judged(item, verdicts), owed) for item in told), tuple(reports)


def _told_again(
    item: Collected, verdicts: dict[str, tuple[Assessed, str | None]], returns: Sequence[Assessed], run: int
) -> Collected:
    """Say of a duplicate that the return it is the same as does not count."""
    if item.verdict is not Verdict.DUPLICATE or item.sha256 not in verdicts:
        return item
    first = verdicts[item.sha256][0]
    of_round = [a for a in returns if a.reading.period == first.reading.period]
    return replace(item, diagnostics=(*passed_over_again(item.file, first, of_round, run), *item.diagnostics))


def _judged(item: Collected, verdicts: dict[str, tuple[Assessed, str | None]]) -> Collected:
    if item.verdict is not None or item.sha256 not in verdicts:
        return item
    assessed, correction = verdicts[item.sha256]
    return replace(item, verdict=assessed.verdict, diagnostics=assessed.diagnostics, correction=correction)


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
        OSError: it cannot be read just now.
    """
    return kept.is_file() and digest_of(kept) == sha256


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
    if not outside and not _is_copied(item, place):
        place = free_place(place)
        take(item.path, place)
    return _said_before(session, item.name, known, session.space.relative(item.path if outside else place))


def _is_copied(item: Waiting, place: Path) -> bool:
    """Let go of a file that an earlier run had copied onto another disk, and tell whether that was so.

    A stop came before the source was removed: the copy has its name, its bytes and the time of its last change.
    """
    try:
        return place.stat().st_mtime_ns == item.stamp and release(item.path, place)
    except FileNotFoundError:
        return False


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
    order, run = session.number("order"), session.number("run")
    return Receipt(digest, item.name, received, order, "", run=run, changed=f"{item.stamp:020d}")


def _file_under(session: Session, draft: Receipt, reading: Reading, opening: Opening) -> Receipt:
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


def _is_open(reading: Reading, opening: Opening) -> bool:
    return opening.period is None or opening.period == reading.period


def _verdict_so_far(receipt: Receipt, reading: Reading) -> Verdict | None:
    if receipt.period:
        return None
    verdicts = {Outcome.QUARANTINED: Verdict.QUARANTINED, Outcome.UNREADABLE: Verdict.UNREADABLE}
    return verdicts.get(reading.outcome, Verdict.REJECTED)


def _refusal(session: Session, name: str, reading: Reading, opening: Opening) -> tuple[Diagnostic, ...]:
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
