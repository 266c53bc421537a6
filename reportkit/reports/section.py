"""A workbook for one section of the list, on request."""

from reportkit.language.errors import ReportkitError
from reportkit.language.text import fold_prose
from reportkit.language.words import Words, listed
from reportkit.model import Round
from reportkit.reports.consolidated import write
from reportkit.reports.view import Part, View
from reportkit.workbook.style import OURS, HouseStyle

_UNKNOWN = Words("“{section}” is no section of this list.", "清单中没有“{section}”这个板块。")
_HINT = Words("Sections: {names}", "板块有：{names}")


def write_section(round: Round, section: str, house_style: HouseStyle = OURS) -> bytes:  # noqa: A002 - the field's own word
    """Return a section's workbook as xlsx bytes.

    Args:
        round: the merged round.
        section: name of the section, in either script; its punctuation does not matter.
        house_style: how the office wants it to look.

    Raises:
        ReportkitError: the round has no such section.
    """
    mine = tuple(p for p in round.progress if fold_prose(p.task.section) == fold_prose(section))
    if not mine:
        known = dict.fromkeys(p.task.section for p in round.progress if p.task.section)
        raise ReportkitError(_UNKNOWN, _HINT, section=section, names=listed(known, clauses=True))
    return write(View(round, mine, Part.SECTION, mine[0].task.section, house_style=house_style))
