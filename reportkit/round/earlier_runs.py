"""What earlier runs left: originals that were refused and are looked at again, and what was filed and never told."""

import contextlib
from collections.abc import Iterator, Sequence
from functools import partial

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.inbox import read_kept
from reportkit.disk.looking import read, size_of
from reportkit.disk.receipts import Receipt
from reportkit.disk.trouble import DiskError
from reportkit.files.archives import MAX_BUNDLE
from reportkit.period import Period
from reportkit.round.collected import Collected, Opening
from reportkit.round.dossier import evidence_told
from reportkit.round.filing import told_of
from reportkit.round.intake import look_again, look_inside
from reportkit.round.model import Asking
from reportkit.round.oversized import too_large
from reportkit.round.receipts import is_bundle, is_refused
from reportkit.round.session import Session


def looked_again(session: Session, taken: Sequence[Collected], opening: Opening, *, every: bool) -> Iterator[Collected]:
    """Look once more at what was refused, and yield what is to be told of it.

    Of what a program refused that did not say yet which version it was nobody knows the cause: it is looked at in
    any case, and told where it is refused no more.

    Args:
        session: the run.
        taken: what this run took in already.
        opening: what is open.
        every: True to look at all of it and tell all.
    """
    done = {one.sha256 for one in taken} | session.space.promised()
    for receipt in session.space.receipts.all():
        if receipt.sha256 in done:
            continue
        if is_refused(receipt) and (every or not receipt.version):
            yield from _looked_at(session, receipt, opening, every=every)
        elif is_bundle(receipt) and every:
            with contextlib.suppress(DiskError):
                data = read(session.space.root / receipt.stored, MAX_BUNDLE)
                yield from look_inside(session, data, receipt, opening, every=False)


def _looked_at(session: Session, receipt: Receipt, opening: Opening, *, every: bool) -> Iterator[Collected]:
    """Look once more at one original that was refused, and yield what is to be told of it."""
    try:
        looked = look_again(session, receipt, opening)
    except DiskError:
        looked = (Collected.left(receipt.name, receipt.stored, Diagnostic(Code.F15, file=receipt.name)),)
    yield from (one for one in looked if every or (one.sha256 and not one.is_refused))
    if looked and not every and all(one.is_refused for one in looked):
        session.space.told(receipt.sha256)


def unfinished(session: Session, taken: Sequence[Collected]) -> tuple[Collected, ...]:
    """Return the files that an earlier run filed without coming to tell what became of them."""
    told = {item.sha256 for item in taken}
    found: list[tuple[Receipt, Asking]] = []
    unread: list[Collected] = []
    for digest in sorted(session.space.promised() - told):
        receipt = session.space.receipts.get(digest)
        if receipt is None or is_bundle(receipt):
            continue
        if receipt.is_evidence:
            unread.append(evidence_told(session, receipt))
            continue
        with contextlib.suppress(DiskError):
            path = session.space.root / receipt.stored
            if (size := size_of(path)) > MAX_BUNDLE:
                unread.append(told_of(session, receipt, too_large(receipt.name, size), Opening()))
            else:
                period = Period.parse(receipt.period) if receipt.period else None
                found.append((receipt, Asking(partial(read_kept, path), receipt.name, period=period)))
    readings = session.read_all([asking for _, asking in found])
    return tuple(unread) + tuple(
        told_of(session, receipt, reading, Opening()) for (receipt, _), reading in zip(found, readings, strict=True)
    )
