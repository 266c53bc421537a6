"""Texts that are longer than a cell holds: they stand on a sheet of their own."""

from reportkit.address import address
from reportkit.language.text import MAX_CELL, cut, pieces, units, visible
from reportkit.language.words import Lang, Words

_WHOLE = Words("Full texts", "全文")
_WHERE = Words("Cell", "单元格")
_GOES_ON = Words(
    " … (cut here: all of it stands on the sheet “{sheet}”, from row {row})",
    "……（此处截断，全文见“{sheet}”表第 {row} 行起）",
)


class WholeTexts:
    """The texts of a workbook that no cell holds whole.

    Args:
        lang: of what stands around them.
    """

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._pieces: list[tuple[str, str]] = []

    @property
    def title(self) -> str:
        """Name of their sheet."""
        return _WHOLE.text(self._lang)

    def held(self, sheet: str, row: int, column: int, text: str) -> str:
        """Return as much of a text as the cell holds, and where all of it stands; the whole is kept."""
        text = visible(text)
        if len(text) * 2 <= MAX_CELL or units(text) <= MAX_CELL:
            return text
        first = len(self._pieces) + 2
        self._pieces += [(f"{sheet} {address(row, column)}", piece) for piece in pieces(text, MAX_CELL)]
        mark = _GOES_ON.text(self._lang, sheet=self.title, row=first)
        return cut(text, MAX_CELL - units(mark)) + mark

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return the rows of their sheet, headings first; () where there are none."""
        return ((_WHERE.text(self._lang), self.title), *self._pieces) if self._pieces else ()
