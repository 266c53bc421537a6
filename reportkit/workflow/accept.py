"""Take a person's word for a file."""

from datetime import date
from pathlib import Path

from reportkit.disk.inbox import waiting
from reportkit.disk.looking import is_there, real, refuse_no_file
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
from reportkit.naming import pick_unit
from reportkit.period import Period
from reportkit.round.claiming import Word, take_claimed
from reportkit.round.collected import Judged, Opening
from reportkit.round.edges import Edges
from reportkit.round.judging import judge
from reportkit.round.periods import require_received
from reportkit.round.session import Session
from reportkit.workflow.named_files import NOT_THERE, NOT_THERE_HINT, refuse_ours

_NO_RETURN = Words("“{path}” is no return.", "“{path}”不是报表。")


def accept(edges: Edges, file: Path, period: Period, unit: str, received: date | None = None) -> Judged:
    """Take the coordinator's word for whose return a file is, and file it there; or for the day on which it came.

    Args:
        edges: the workspace, the moment, who reads.
        file: a file that waits, one that was filed, or any other.
        period: of which period it is.
        unit: whose it is.
        received: the day on which it came, None where nothing is said of that.

    Raises:
        ReportkitError: there is no such file, unit or round, or the day is still to come or before the period.
    """
    if received is not None:
        require_received(received, period, edges.moment.date())
    space = edges.space
    with space.lock():
        session = Session.open(edges)
        session.require_round(period)
        who = pick_unit(session.bases.of(period).master.units, unit)
        named = file if file.is_absolute() or is_there(file) else space.root / file
        path = real(named)  # of a link what it leads to: the file is what is kept
        if not is_there(path):
            raise ReportkitError(NOT_THERE, NOT_THERE_HINT, path=file)
        refuse_no_file(path)
        refuse_ours(space, path, (space.templates, space.own))
        item = next(iter(waiting([path], edges.moment.tzinfo)), None)
        if item is None:
            raise ReportkitError(_NO_RETURN, NOT_THERE_HINT, path=file)
        judged = judge(session, [*take_claimed(session, item, Word(period, who, received))], Opening())
        for digest in sorted({one.sha256 for one in judged.returns} & (space.promised() - judged.waiting)):
            space.told(digest)
        return judged
