"""What readers of values hide in workbooks that are no Office Open XML, gathered cell by cell. Pure.

In an .xls, .xlsb or .ods too python-calamine gives an error for an empty cell, and never says that 0.8 was shown as
80 %. Each kind of file is walked once more for what stands behind its values (`biff`, `xlsb`, `ods`).
"""

from dataclasses import dataclass, field

from reportkit.address import Area, Position
from reportkit.diagnostics import Code
from reportkit.files.details import SheetDetails
from reportkit.files.refusal import RefusalError

# [MS-XLS] 2.5.10 BErr, [MS-XLSB] 2.5.97.2.
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip
ANY_ERROR = "#VALUE!"
_MOST_MERGED = 500_000


@dataclass(slots=True)
class DetailsBuilder:
    """What stands behind the values of one sheet, while it is walked.

    Attributes:
        formulas: text of the formula by place, "" where the file keeps it as code.
        uncalculated: places of formulas without a saved result.
        errors: `#REF!` by place.
        formats: number format by place, where it is not General.
        merged: merged ranges.
        hidden_rows: rows that are hidden or filtered away.
    """

    formulas: dict[Position, str] = field(default_factory=dict)
    uncalculated: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    formats: dict[Position, str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)

    def merge(self, cells: Area) -> None:
        """Note a merged range.

        Raises:
            RefusalError: there are more than any sheet has.
        """
        if len(self.merged) >= _MOST_MERGED:
            raise RefusalError(Code.F18)
        self.merged.append(cells)

    def details(self, name: str) -> SheetDetails:
        """Return what was gathered on the sheet of that name."""
        return SheetDetails(
            name, formulas=self.formulas, uncalculated=frozenset(self.uncalculated), errors=self.errors,
            formats=self.formats, merged=tuple(self.merged), hidden_rows=frozenset(self.hidden_rows),
        )  # fmt: skip
