"""Take in what came, check it and answer."""

from collections.abc import Sequence
from pathlib import Path

from reportkit.disk.inbox import waiting
from reportkit.language.words import Words
from reportkit.round.collected import Judged, Opening
from reportkit.round.earlier_runs import looked_again, unfinished
from reportkit.round.edges import Edges
from reportkit.round.intake import take_in
from reportkit.round.judging import judge
from reportkit.round.originals import strays
from reportkit.round.papers import with_papers
from reportkit.round.session import Session
from reportkit.workflow.named_files import refuse_ours

_READING = Words("Reading returns", "正在读取报送")


def collect(edges: Edges, paths: Sequence[Path], opening: Opening, *, again: bool = False) -> Judged:
    """Identify, read, check and file everything that came; write correction copies, check report and short texts.

    A file came on the day of its mail, else when it was put where it lies, but never after the moment of the run.

    Args:
        edges: the workspace, the moment, who reads.
        paths: files and folders; none for the inbox.
        opening: what is open.
        again: True to look once more at all that was refused, or waits for a person.
    """
    space, zone = edges.space, edges.moment.tzinfo
    space.require()
    for path in paths:
        refuse_ours(space, path, (space.templates, space.own, space.returns))
    with space.lock():
        session = Session.open(edges)
        if opening.period is not None:
            session.require_round(opening.period)
        found = waiting(paths or [space.inbox], zone)
        groups = zip(edges.track(found, _READING), take_in(session, found, opening), strict=True)
        taken = [one for _, group in groups for one in group]
        taken = with_papers(session, taken, opening)
        # What lost its receipt was collected before, each in its own time.
        astray = waiting(strays(space), zone)
        taken += [one for group in take_in(session, astray, Opening()) for one in group]
        taken += looked_again(session, taken, opening, every=again)
        taken = with_papers(session, taken, opening)
        received = judge(session, (*taken, *unfinished(session, taken)), opening)
        space.told(but=received.waiting)
        return received
