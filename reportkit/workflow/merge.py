"""Merge a round and write its workbooks."""

from reportkit.round.answering import publish
from reportkit.round.closing import remember_report
from reportkit.round.edges import Edges
from reportkit.round.outputs import Outputs
from reportkit.round.session import Session
from reportkit.round.standings import Standings
from reportkit.round.wanted import Wanted
from reportkit.workflow.results import Merged


def merge(edges: Edges, wanted: Wanted) -> Merged:
    """Merge what counts; write the consolidated workbook, one for each leader, and the sections asked for.

    Raises:
        ReportkitError: there is no round of that period.
    """
    with edges.space.lock():
        session = Session.open(edges, wanted.period if wanted.current_list else None)
        session.require_round(wanted.period)
        standings = Standings(session)
        settled = standings.settle(wanted.period, strict=wanted.strict)
        # What goes back does not depend on how strictly a merge is done.
        answered = standings.settle(wanted.period) if wanted.strict else settled
        outputs, is_anew = Outputs(edges.space), session.bases.is_anew(wanted.period)
        replied, written = publish(standings, settled, None if is_anew else answered, wanted, outputs, edges.track)
        if not is_anew:
            remember_report(standings, wanted.period, strict=wanted.strict)
        return Merged(
            settled, written.workbooks, (*settled.all_findings, *replied, *written.unprinted, *outputs.faults),
            tuple(map(edges.space.relative, outputs.kept)), settled.round.master.settings.lang, written.briefs,
        )  # fmt: skip
