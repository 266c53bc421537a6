"""Tell where a round stands."""

from collections.abc import Sequence

from reportkit.diagnostics import OURS, Code, Diagnostic
from reportkit.disk.looking import is_file
from reportkit.model import Verdict
from reportkit.period import Period
from reportkit.round.edges import Edges
from reportkit.round.periods import newest_round
from reportkit.round.session import Session
from reportkit.round.standings import Standings
from reportkit.workflow.results import RoundStatus


def status(edges: Edges, period: Period | None) -> RoundStatus:
    """Tell where every lead unit stands in a round, by default the newest one.

    Raises:
        ReportkitError: there is no round yet, or none of that period.
    """
    space = edges.space
    session = Session.open(edges)
    if period is not None:
        session.require_round(period)
    period = period or newest_round(space, session.bases.current.master.settings, session.today)
    settled = Standings(session).settle(period, today=session.today)
    issued = space.rounds.recall(settled.period)
    waiting = [
        receipt
        for receipt in space.receipts.all()
        if receipt.quarantined
        and receipt.waits_for in {"", settled.period.folder}
        and is_file(space.root / receipt.stored)
    ]
    return RoundStatus(
        settled,
        len(issued.forms) if issued else 0,
        (
            *(receipt.stored for receipt in waiting),
            *(item.kept.stored for item in settled.returns if item.verdict is Verdict.QUARANTINED),
        ),
        astray(settled.findings),
        tuple(receipt.stored for receipt in waiting if not receipt.waits_for),
    )


def astray(findings: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings that say why a round is not all that it should be: changed originals, faults of ours."""
    return tuple(finding for finding in findings if finding.code in OURS | {Code.D13, Code.O07, Code.O09, Code.O10})
