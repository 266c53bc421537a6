"""A round that is over stays as it was reported: what it lived by is kept as workbooks for people to open. An edge.

A round lives by the master until the next one is handed out or another list is imported. From then on it lives by the
list as it stood when it was last merged, or where nobody merged it, as it stands when it is closed.
"""

from collections.abc import Callable
from dataclasses import replace

from reportkit.disk.outbox import publish
from reportkit.disk.rounds import BookName, IssuedRound
from reportkit.disk.workspace import Workspace
from reportkit.period import Period
from reportkit.round.basis import Books
from reportkit.round.session import Numbering
from reportkit.round.standings import Standings


def keep_books(space: Workspace, books: Books) -> dict[BookName, str]:
    """Keep the workbooks that a round lives by and return the digest of each."""
    return {name: space.rounds.keep_book(data) for name, data in books.items()}


def living(space: Workspace, before: Period | None = None) -> tuple[IssuedRound, ...]:
    """Return the rounds that are not closed yet, oldest first; only those `before` a period where one is given."""
    periods = (period for period in space.rounds.periods() if before is None or period < before)
    rounds = (space.rounds.recall(period) for period in periods)
    return tuple(issued for issued in rounds if issued is not None and not issued.is_closed)


def close_rounds(
    space: Workspace, books: Callable[[IssuedRound], Books | None], before: Period | None = None
) -> tuple[Period, ...]:
    """Close rounds, so that nothing of them changes by what becomes of the templates.

    It can be done again after a stop: what is closed stays as it is.

    Args:
        space: the workspace.
        books: gives what a round lives by now, None where that is of another year.
        before: the round that is handed out now: those that come before it are closed; None for all.

    Returns:
        The periods of those that are closed now and were not.
    """
    run = Numbering(space.receipts.all()).run - 1
    return tuple(issued.period for issued in living(space, before) if _close(space, issued, books(issued), run))


def _close(space: Workspace, issued: IssuedRound, books: Books | None, run: int) -> bool:
    """Close a round and tell whether that could be done: of one of another year nothing may have been kept."""
    digests = dict(issued.books)
    if books is not None and (issued.seen.own is None or not digests):
        digests = keep_books(space, books)
    if len(digests) < len(BookName):
        return False
    for name, digest in digests.items():
        publish(
            space.rounds.book_of(issued.period, name),
            space.rounds.recall_book(issued.period, name, digest),
            space.written,
        )
    seen = issued.seen if issued.seen.all is not None else replace(issued.seen, all=run)
    space.rounds.remember(replace(issued, books=digests, is_closed=True, seen=seen))
    return True


def remember_report(standings: Standings, period: Period, *, strict: bool) -> None:
    """Remember by what a round was merged just now, and what had come: later rounds are compared with that."""
    session = standings.session
    issued = session.space.rounds.recall(period)
    if issued is None:
        return
    run = session.numbering.run - 1
    seen = replace(standings.seen(period), own=run, strict=strict)
    if session.bases.live(issued):
        issued = replace(issued, books=keep_books(session.space, session.bases.current.books))
        seen = replace(seen, all=run)
    now = replace(issued, seen=seen)
    if now != session.space.rounds.recall(period):
        session.space.rounds.remember(now)
