"""A report workbook being drawn: the book, what it shows, and what all of its sheets have in common."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from reportkit.address import address, quoted
from reportkit.language.text import line_count, sheet_name, word_room
from reportkit.language.widths import width
from reportkit.language.words import Words
from reportkit.model import Light, Progress
from reportkit.reports import values
from reportkit.reports.formulas import Live
from reportkit.reports.page_breaks import page_starts
from reportkit.reports.plan import Plan, make_plan
from reportkit.reports.view import Part, View
from reportkit.workbook.book import Book
from reportkit.workbook.heights import height
from reportkit.workbook.look import LIGHT_FILL, LIGHT_MARK, LIGHT_NAME, LIGHT_WORD, LOOK
from reportkit.workbook.sheet import Sheet
from reportkit.workbook.style import Style
from reportkit.workbook.surface import page_text

LIGHTS = (Light.BLUE, Light.GREEN, Light.YELLOW, Light.RED, Light.WHITE)
"""The order of lights in every table and chart: from done to not reported."""


class SheetName(Enum):
    """The sheets, in reading order, and what stands on their tabs."""

    OVERVIEW = Words("Overview", "总览")
    ATTENTION = Words("Lagging and problems", "滞后与问题")
    TASKS = Words("All tasks", "总表")
    SECTIONS = Words("By section", "分板块")
    LEADERS = Words("By leader", "分领导")
    UNITS = Words("By unit", "分单位")
    TARGETS = Words("Targets", "指标")
    CHANGES = Words("Changes", "变化")
    MISSING = Words("Not returned", "未报与退回")
    EVIDENCE = Words("Evidence", "佐证材料")
    QUALITY = Words("Conflicts and quality", "冲突与质量")
    METHOD = Words("How it was computed", "口径说明")
    LISTS = Words("Lists", "任务名单")
    PUBLIC = Words("For publication", "公开稿")


_NONE = Words("None.", "无。")
_PAGE = Words("Page &P of &N", "第 &P 页 共 &N 页")
_ONE_PAGE = Words("Page &P", "第 &P 页")
"""Of the overview, which is printed and handed round alone too."""
_BACK = Words("Overview", "返回总览")
_BACK_STYLE = LOOK.link.but(border="", align="right", size=9)
_LEGEND = Words("Lights: ", "亮灯图例：")
_ENTRY = Words("{mark} {word} ({name})", "{mark} {word}（{name}）")
_TITLE_HEIGHT, _SUBTITLE_HEIGHT, _NOTE_HEIGHT = 30.0, 18.0, 16.0
COUNT = LOOK.number.but(number='0;-0;"–"')
"""A count in a table; nothing is a dash, so that what there is stands out."""
RATE = LOOK.number.but(number=LOOK.percent.number)
"""A share, itself in percent, as every percentage is printed."""

_TIGHTER, _SMALLEST = 1.3, 0.7
"""How much more than a page is still printed on one, and how small it may become."""
_MOST_LINES = int(395 / (LOOK.body.size * 1.45))
"""Lines of a text in the highest row there can be."""
_MORE = Words("… (all of it on “{sheet}”)", "……（全文见“{sheet}”）")
LINE = 20.0
"""Height of a row of one line, in points."""
HIDDEN = LOOK.plain.but(align="left", wrap=False)
"""A cell of a hidden column; left-aligned, so that its text never runs into what is seen."""


@dataclass(frozen=True, slots=True)
class CellText:
    """A text in a cell: its column, what it says, how wide the column is in characters, and whether it is centred."""

    column: int
    text: str
    width: float
    centered: bool = False


class ReportDraft:
    """One workbook being drawn.

    Args:
        view: what it shows.
        sheets: its sheets, in order.
    """

    def __init__(self, view: View, sheets: Sequence[SheetName]) -> None:
        self.view = view
        self.lang = view.lang
        self.book = Book(view.title, house_style=view.house_style, lang=view.lang)
        self.names: dict[SheetName, str] = {}
        # Row of each target by (task, target) on its sheet; laid out when first asked for.
        self.target_rows: dict[tuple[int, int], int] | None = None
        for name in sheets:
            self.names[name] = sheet_name(name.value.text(self.lang), set(self.names.values()))
        self.plan: Plan = make_plan(view, self.names.get(SheetName.TASKS, ""))

    def say(self, words: Words, **values_: object) -> str:
        """Return words in the workbook's language."""
        return words.text(self.lang, **values_)

    def say_raw(self, words: Words) -> str:
        """Return words in the workbook's language with their braces."""
        return words.template(self.lang)

    def sheet(self, name: SheetName, widths: Sequence[float]) -> Sheet:
        """Add a sheet with its column widths in characters."""
        sheet = self.book.sheet(self.names[name])
        for column, wide in enumerate(widths):
            sheet.column(column, wide)
        sheet.plain_view()
        return sheet

    def head(self, sheet: Sheet, last: int, *, note: str = "", title: str = "") -> None:
        """Write title, subtitle and a line of notes over columns 0 to `last`, rows 0 to 2."""
        subtitle = [self.view.settings.organisation, self.view.settings.list_title, self.view.period]
        if title:
            title = f"{self.view.title} · {title}"
        sheet.merge((0, 0), (0, last), title or self.view.title, LOOK.title.but(shrink=True))
        sheet.merge((1, 0), (1, last), "    ".join(part for part in subtitle if part), LOOK.subtitle)
        is_first = sheet.name == self.names[SheetName.OVERVIEW]
        sheet.merge((2, 0), (2, last if is_first else last - 1), note, LOOK.note)
        if not is_first:
            sheet.link(2, last, self.place(SheetName.OVERVIEW), self.say(_BACK), _BACK_STYLE)
        sheet.row(0, _TITLE_HEIGHT)
        sheet.row(1, _SUBTITLE_HEIGHT)
        sheet.row(2, _NOTE_HEIGHT)

    def headings(self, sheet: Sheet, row: int, texts: Sequence[str], *, tall: float = 32) -> None:
        """Write a row of column headings."""
        for column, text in enumerate(texts):
            sheet.put(row, column, text, LOOK.heading)
            sheet.widen(column, word_room((text,)))
        sheet.row(row, tall)

    def page_setup(  # noqa: PLR0913 - a page has that many sides
        self,
        sheet: Sheet,
        last: tuple[int, int],
        *,
        head: int | None = None,
        a3: bool = False,
        one_page: bool = False,
        starts: Sequence[int] = (),
        together: Sequence[tuple[int, int]] = (),
    ) -> list[int]:
        """Set up printing: landscape, one page wide, page numbers below, pages that end where a reader would end them.

        What is a little longer than a page is printed a little smaller; what is longer is divided.

        Args:
            sheet: the sheet, its columns and rows all set.
            last: the last cell (row, column) that is printed.
            head: the row of headings, repeated on every page behind it.
            a3: A3 instead of A4.
            one_page: True for a sheet that is one page, however small.
            starts: rows that begin a page in any case.
            together: (first, last) rows that stand on one page.

        Returns:
            The rows at which pages begin, the first excepted.
        """
        scale, room = sheet.page(last[1], a3=a3)
        heights = sheet.heights(last[0])
        tight = not starts and room < sum(heights) <= room * min(_TIGHTER, scale / _SMALLEST)
        fits = one_page or tight or (not starts and sum(heights) <= room)
        repeated = 0.0 if head is None else heights[head]
        found = [] if fits else page_starts(heights, room, repeated, starts=starts, together=together)
        left = page_text(f"{self.view.settings.organisation} {self.view.period}")
        right = page_text(sheet.name)
        page = self.say(_ONE_PAGE if sheet.name == self.names.get(SheetName.OVERVIEW) else _PAGE)
        footer = f"&L&9{left}&C&9{page}&R&9{right}"
        repeat = None if head is None else (head, head)
        sheet.page_setup(a3=a3, repeat=repeat, footer=footer, pages_tall=int(one_page or tight))
        sheet.area(*last)
        sheet.breaks(found)
        return found

    def legend(self) -> str:
        """Return what the marks mean, in one line that needs no colour."""
        parts = []
        for light in LIGHTS:
            word, name = LIGHT_WORD[light].text(self.lang), LIGHT_NAME[light].text(self.lang)
            parts.append(self.say(_ENTRY, mark=LIGHT_MARK[light], word=word, name=name))
        return self.say(_LEGEND) + "  ".join(parts)

    def figure(self, sheet: Sheet, at: tuple[int, int], live: Live, *, style: Style = COUNT, place: str = "") -> None:
        """Write a live figure with its value; with `place` it links to what it counts."""
        if place:
            sheet.link(*at, place, str(live.value), style)
        sheet.formula(*at, f"={live.formula}", style, live.value)

    def task_number(self, sheet: Sheet, row: int, column: int, progress: Progress) -> None:
        """Write the number of a task as a link to its row on the sheet of all tasks."""
        number = progress.task.no
        sheet.link(row, column, self.plan.place(number), str(number), LOOK.link)
        sheet.put(row, column, number, LOOK.link)

    def task_light(self, sheet: Sheet, row: int, column: int, progress: Progress) -> None:
        """Write the light of a task as it stands on the sheet of all tasks; `color_lights` colours the column."""
        text = values.light_text(progress.light, self.lang)
        sheet.widen(column, max(width(values.light_text(light, self.lang)) for light in LIGHTS) + 1.0)
        style = LOOK.center.but(fill=LIGHT_FILL[progress.light], wrap=False)
        sheet.formula(row, column, f"={self.plan.cell('light', progress.task.no)}", style, text)

    def color_lights(self, sheet: Sheet, first: tuple[int, int], last: tuple[int, int]) -> None:
        """Colour the cells of a range by the marks that stand in them, so that an edit changes the colour."""
        corner = address(*first)
        for light in LIGHTS:
            fill = {"bg_color": LIGHT_FILL[light], "font_color": "#000000"}
            sheet.condition(first, last, f'=LEFT({corner},1)="{LIGHT_MARK[light]}"', fill)

    def nothing(self, sheet: Sheet, row: int, last: int) -> None:
        """Say over columns 0 to `last` that there is nothing to list."""
        sheet.merge((row, 0), (row, last), self.say(_NONE), LOOK.body)
        sheet.row(row, LINE)

    def place(self, name: SheetName, row: int = 0, column: int = 0) -> str:
        """Return where a link to a cell of a sheet leads, "" where the workbook has no such sheet."""
        return f"{quoted(self.names[name])}!{address(row, column)}" if name in self.names else ""

    def texts(
        self, sheet: Sheet, row: int, cells: Sequence[CellText], *, least: float = 20, most: int = _MOST_LINES
    ) -> None:
        """Write texts into a row and make it as high as they need.

        A row is 409 points high at most; a text that needs more is cut and says where all of it stands.

        Args:
            sheet: the sheet.
            row: the row, from 0.
            cells: the texts.
            least: the least height in points.
            most: lines of a text that are shown.
        """
        shown: list[tuple[str, float]] = []
        for cell in cells:
            short = self._cut(cell.text, cell.width, most)
            sheet.put(row, cell.column, short, LOOK.center if cell.centered else LOOK.body)
            shown.append((short, cell.width))
        sheet.row(row, height(shown, LOOK.body.size, least=least))

    def _cut(self, text: str, width: float, lines: int) -> str:
        """Return as much of a text as so many lines show."""
        if line_count(text, width) <= lines:
            return text
        more = self.say(_MORE, sheet=self.names[SheetName.TASKS])
        short = text[: int(lines * width / 2)]
        while line_count(short + more, width) > lines:
            short = short[: -max(len(short) // 50, 1)]
        return short.rstrip() + more

    @property
    def is_whole(self) -> bool:
        """True for the workbook of the whole round."""
        return self.view.part is Part.ROUND
