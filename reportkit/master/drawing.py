"""A master as it is drawn: its sheets, where their entries stand, and how a column gets its drop-down list. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportkit.address import column_letters, quoted
from reportkit.language.words import Lang, Words
from reportkit.master.columns import SheetPlan
from reportkit.master.entries import Entry
from reportkit.workbook.sheet import Sheet

FIRST = 3
"""Row of the first entry: title, advice and headings stand above."""
LIST_ERROR = Words("Choose one from the list.", "请从列表里选。")
_SPARE = 300
"""Rows below the last entry that have the drop-downs and colours, too: for what is added by hand."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What every sheet needs.

    Attributes:
        title: of the list, or what stands for it.
        lang: language of headings and notes.
        sheets: by the name of their plan.
        entries: what stands in them, by the name of their plan.
        lists: sources of the drop-down lists by name.
    """

    title: str
    lang: Lang
    sheets: Mapping[str, Sheet]
    entries: Mapping[str, Sequence[Entry]]
    lists: Mapping[str, str]

    def last(self, plan: SheetPlan) -> int:
        """Return the last row that has drop-downs and colours."""
        return FIRST + len(self.entries[plan.name]) + _SPARE

    def span(self, plan: SheetPlan, *names: str) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the first and last cell of columns that stand side by side."""
        places = [plan.place(name) for name in names]
        return (FIRST, min(places)), (self.last(plan), max(places))

    def whole(self, plan: SheetPlan) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the first and last cell of all entries."""
        return (FIRST, 0), (self.last(plan), len(plan.columns) - 1)

    def column(self, plan: SheetPlan, name: str) -> str:
        """Return a whole column of entries as a formula names it from any sheet."""
        letters = column_letters(plan.place(name))
        sheet = quoted(self.sheets[plan.name].name)
        return f"{sheet}!${letters}${FIRST + 1}:${letters}${self.last(plan) + 1}"

    def choose(self, plan: SheetPlan, name: str, source: str) -> None:
        """Give a column a drop-down list from which one must choose."""
        title, error = plan.column(name).heading.text(self.lang), LIST_ERROR.text(self.lang)
        self.sheets[plan.name].list_of(*self.span(plan, name), self.lists[source], title=title, error=error)

    def offer(self, plan: SheetPlan, name: str, of: SheetPlan) -> None:
        """Offer the names of another sheet in a column where other texts, several names for one, are as good.

        The list ends with the last name: over empty cells a drop-down would open at its blank end.
        """
        names = self.column(of, "name")
        first = names.partition(":")[0]
        source = f"=OFFSET({first},0,0,MAX(1,COUNTA({names})),1)"
        options = {"validate": "list", "source": source, "show_error": False}
        self.sheets[plan.name].validation(*self.span(plan, name), options)
