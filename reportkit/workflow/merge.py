"""Merge a round and write its workbooks."""

from reportkit.round.closing import remember_report
from reportkit.round.edges import Edges
from reportkit.round.outputs import Outputs
from reportkit.round.publishing import write_reports
from reportkit.round.replies import reply, report
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
        findings = (*settled.findings, *(d for item in settled.returns for d in item.diagnostics))
        # What goes back does not depend on how strictly a merge is done.
        answered = standings.settle(wanted.period) if wanted.strict else settled
        outputs = Outputs(edges.space)
        # What went back to units was said by the list that they were asked by.
        replies = None if session.bases.is_anew(wanted.period) else reply(standings, answered, outputs)
        written = write_reports(session, settled, findings, wanted, outputs, edges.track)
        if replies is not None:
            report(session, answered, replies, outputs)
            remember_report(standings, wanted.period, strict=wanted.strict)
        replied = replies.findings if replies else ()
        return Merged(
            settled, written.workbooks, (*findings, *replied, *written.unprinted, *outputs.faults),
            tuple(map(edges.space.relative, outputs.kept)), settled.round.master.settings.lang, written.briefs,
        )  # fmt: skip
