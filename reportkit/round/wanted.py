"""What a person wants of a merge and gets: by itself, as a command says it without what writes workbooks."""

from dataclasses import dataclass

from reportkit.diagnostics import Diagnostic
from reportkit.period import Period


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which workbooks a merge is to write.

    Attributes:
        period: the period.
        strict: True where one error makes a whole return wait.
        leaders: names of the only leaders to write workbooks for, () for all.
        sections: names of the sections to write workbooks for.
        pdf: True for a one-page brief of each workbook as PDF too.
        current_list: True to settle a closed round by what the office works with now.
    """

    period: Period
    strict: bool = False
    leaders: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    pdf: bool = False
    current_list: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What was written for a round, its paths relative to the workspace.

    Attributes:
        workbooks: the workbooks, the consolidated one first.
        briefs: the PDF.
        unprinted: what could not be printed.
    """

    workbooks: tuple[str, ...]
    briefs: tuple[str, ...]
    unprinted: tuple[Diagnostic, ...]
