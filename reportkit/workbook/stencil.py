"""A sheet that is the same in many workbooks but for a text or two: drawn once, and taken over by the others."""

from dataclasses import dataclass

from reportkit.workbook.style import Style


@dataclass(frozen=True, slots=True)
class Stencil:
    """A sheet as it stood first in a workbook.

    Attributes:
        name: of the sheet.
        part: its part of the package.
        texts: the texts of its cells, each once, in the order in which they were written.
        cells: how many cells hold one of them.
        styles: how its cells look, in the order in which its part names them.
        area: what is printed of it, as the workbook names it.
    """

    name: str
    part: str
    texts: tuple[str, ...]
    cells: int
    styles: tuple[Style, ...]
    area: str
