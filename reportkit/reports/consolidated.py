"""The consolidated workbook: what the leadership reads, in the order in which it reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reportkit.diagnostics import Diagnostic
from reportkit.model import Round
from reportkit.reports.attention import draw_attention
from reportkit.reports.changes import draw_changes
from reportkit.reports.draft import ReportDraft, SheetName
from reportkit.reports.evidence import draw_evidence
from reportkit.reports.lists import draw_lists
from reportkit.reports.method import draw_method
from reportkit.reports.missing import draw_missing
from reportkit.reports.overview import draw_overview
from reportkit.reports.quality import draw_quality
from reportkit.reports.tables import draw_leaders, draw_sections, draw_units
from reportkit.reports.targets import draw_targets
from reportkit.reports.tasks import draw_tasks
from reportkit.reports.view import Part, View, view_of
from reportkit.workbook.style import OURS, HouseStyle

_DRAW: Mapping[SheetName, Callable[[ReportDraft], None]] = {
    SheetName.OVERVIEW: draw_overview,
    SheetName.ATTENTION: draw_attention,
    SheetName.TASKS: draw_tasks,
    SheetName.SECTIONS: draw_sections,
    SheetName.LEADERS: draw_leaders,
    SheetName.UNITS: draw_units,
    SheetName.TARGETS: draw_targets,
    SheetName.CHANGES: draw_changes,
    SheetName.MISSING: draw_missing,
    SheetName.EVIDENCE: draw_evidence,
    SheetName.QUALITY: draw_quality,
    SheetName.METHOD: draw_method,
    SheetName.LISTS: draw_lists,
}
"""Every sheet in reading order, and who draws it."""


def write_consolidated(
    round: Round,  # noqa: A002 - the field's own word
    findings: Sequence[Diagnostic],
    house_style: HouseStyle = OURS,
) -> bytes:
    """Return the workbook of a whole round as xlsx bytes.

    Args:
        round: the merged round.
        findings: findings of the round and of its returns, shown on the sheet of data quality.
        house_style: how the office wants it to look.
    """
    return write(replace(view_of(round, findings), house_style=house_style))


def write(view: View) -> bytes:
    """Return the workbook of a view; the same view gives the same bytes."""
    draft = ReportDraft(view, sheets_of(view))
    for name in draft.names:
        _DRAW[name](draft)
    return draft.book.to_bytes()


def sheets_of(view: View) -> tuple[SheetName, ...]:
    """Return the sheets a view has: what would be empty by its nature is left out."""
    left_out: set[SheetName] = set()
    if not view.sections or view.part is Part.SECTION:
        left_out.add(SheetName.SECTIONS)
    if not view.round.history:
        left_out.add(SheetName.CHANGES)
    if not view.round.evidence:
        left_out.add(SheetName.EVIDENCE)
    if view.part is not Part.ROUND:
        left_out |= {SheetName.MISSING, SheetName.QUALITY, SheetName.EVIDENCE}
    if view.part is Part.LEADER:
        left_out.add(SheetName.LEADERS)
    return tuple(name for name in _DRAW if name not in left_out)
