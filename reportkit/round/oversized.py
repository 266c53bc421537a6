"""What is too large to be read: it is filed without ever being held whole. A giant is left where it is."""

from dataclasses import replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.inbox import Waiting
from reportkit.disk.looking import digest_of
from reportkit.files.limits import RETURN, size_text
from reportkit.model import Verdict
from reportkit.returns.content import Outcome, ReturnContent
from reportkit.round.collected import Collected, Opening
from reportkit.round.filing import is_kept_elsewhere, keep, put_by, same_as_refused, told_of
from reportkit.round.receipts import file_receipt, file_under
from reportkit.round.session import Session

_GIANT = 2 * 1024**3
"""Bytes beyond which a file is not read even for its digest: that would take minutes."""


def take_unread(session: Session, item: Waiting) -> Collected:
    """File a file that is far too large without ever holding the whole of it; a giant is left where it is, unread."""
    if item.size > _GIANT:
        where = session.space.relative(item.path)
        return Collected(item.name, Verdict.UNREADABLE, where, diagnostics=too_large(item.name, item.size).diagnostics)
    digest = digest_of(item.path)
    known = session.space.receipts.get(digest)
    if known is not None and is_kept_elsewhere(session, known, item.path):
        notes = too_large(item.name, item.size).diagnostics
        findings = (same_as_refused(item.name, known.name, Verdict.UNREADABLE), *notes)
        return replace(put_by(session, item, known), diagnostics=findings)
    reading = too_large(item.name, item.size)
    receipt = file_under(session, file_receipt(session, item, digest, known), reading, Opening())
    keep(session, item.path, receipt)
    return told_of(session, receipt, reading, Opening())


def too_large(name: str, size: int) -> ReturnContent:
    """Return what is read of a file of so many bytes: that it is too large."""
    values = {"size": size_text(size), "limit": size_text(RETURN.size)}
    return ReturnContent.without_content(Outcome.UNREADABLE, Diagnostic(Code.F07, file=name, values=values))
