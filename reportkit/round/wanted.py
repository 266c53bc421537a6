"""What a person wants of a merge: by itself, as a command says it before anything is loaded that writes workbooks."""

from dataclasses import dataclass

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
