"""A workbook for each leader: that leader's tasks and nothing else."""

from reportkit.language.errors import ReportkitError
from reportkit.language.text import fold
from reportkit.language.words import Words, listed
from reportkit.model import Round
from reportkit.reports.consolidated import write
from reportkit.reports.view import Part, View
from reportkit.workbook.style import OURS, HouseStyle

_UNKNOWN = Words("“{leader}” leads no task of this round.", "“{leader}”在本期没有牵头任务。")
_HINT = Words("Leaders of this round: {names}.", "本期牵头领导有：{names}。")


def write_leader(round: Round, leader: str, house_style: HouseStyle = OURS) -> bytes:  # noqa: A002 - the field's own word
    """Return a leader's workbook as xlsx bytes; a task of two leaders stands in the workbooks of both.

    Args:
        round: the merged round.
        leader: name of the leader, in either script; the name of a predecessor finds the present holder of the post.
        house_style: how the office wants it to look.

    Raises:
        ReportkitError: no task of the round is led by that name.
    """
    by_fold = {fold(item.name): item.name for item in round.master.leaders}
    holder = round.master.holder(by_fold.get(fold(leader), leader))
    mine = tuple(p for p in round.progress if any(fold(name) == fold(holder) for name in p.task.leaders))
    if not mine:
        known = dict.fromkeys(name for p in round.progress for name in p.task.leaders)
        raise ReportkitError(_UNKNOWN, _HINT, leader=leader, names=listed(known))
    name = next(name for name in mine[0].task.leaders if fold(name) == fold(holder))
    return write(View(round, mine, Part.LEADER, name, house_style=house_style))
