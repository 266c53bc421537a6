"""Handing a round out once more: by which list, and what there is to say of that. An edge."""

from collections.abc import Iterator

from reportkit.diagnostics import Code, Diagnostic
from reportkit.disk.rounds import IssuedRound
from reportkit.period import Period
from reportkit.round.edges import Edges
from reportkit.round.periods import of_another_year
from reportkit.round.session import Session


def session_for(edges: Edges, period: Period, before: IssuedRound | None, *, whole: bool) -> Session:
    """Return the run that hands out a round: by the list of today where it never went out, or where it begins anew.

    A round goes out by the list of another year where the new one was not imported yet, or too early. Nothing but its
    forms came of that, so that it begins anew when the list of its own year is there and it is handed out as a whole.

    Args:
        edges: the workspace, the moment, who reads.
        period: the round.
        before: what was handed out of it before, None for nothing.
        whole: False where only some units get their forms anew.

    Raises:
        ReportkitError, WorkerFaultError: as for `Session.open`.
    """
    if before is None:
        return Session.open(edges, period)
    session = Session.open(edges)
    return Session.open(edges, period) if whole and _is_wrong(session, before) else session


def _is_wrong(session: Session, before: IssuedRound) -> bool:
    """Tell whether a closed round went out by the list of another year than its own, and nothing of it came back."""
    period = before.period
    if not before.is_closed or not session.calendar.holds(period):
        return False
    came = {name for receipt in session.space.receipts.all() for name in (receipt.period, receipt.waits_for)}
    return period.folder not in came and bool(of_another_year(session.bases.of(period).master, period))


def list_findings(session: Session, period: Period, before: IssuedRound | None) -> Iterator[Diagnostic]:
    """Yield what is to be said of the list by which a round is handed out, and of the day on which it is."""
    bases = session.bases
    if bases.of(period) is not bases.current:
        yield Diagnostic(Code.O12, values={"period": period.words})
    elif before is not None and bases.is_anew(period):
        yield Diagnostic(Code.O13, values={"period": period.words, "year": str(session.calendar.whole)})
    else:
        yield from of_another_year(bases.current.master, period)
    # What is handed out before even the period before it has begun is mostly the same part of another year.
    if session.today < period.begin - (period.end - period.begin):
        yield Diagnostic(Code.O14, values={"period": period.words, "begin": period.begin})
