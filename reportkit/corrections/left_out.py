"""What of the file that a unit sent does not come along into its correction copy, and why. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, unique

from reportkit.diagnostics import cells_text
from reportkit.identity import find_form_id
from reportkit.language.text import shorten, visible
from reportkit.language.words import Lang, Words

_MOST_TEXT = 400
_PLACED = Words("{place}: {what}", "{place}　{what}")


@unique
class Part(Enum):
    """Kinds of parts that stay behind, as they are told to the unit."""

    MACROS = Words("macros", "宏")
    MACRO_SHEET = Words("a sheet of macros or dialogs", "宏表、对话框表")
    BOOKS = Words("links to other workbooks; the values stand in the cells", "与其他工作簿的链接（格子里的数值保留）")
    QUERIES = Words("queries and connections to data elsewhere", "外部数据的查询和连接")
    PIVOT = Words("a pivot table; its values stand in the cells", "数据透视表（格子里的数值保留）")
    FORMULA = Words(
        "formulas that lead out of this file, or have something fetched; their last results stand in the cells",
        "引用其他文件、网上内容的公式（格子里是当时的结果）",
    )
    RESULTS = Words("formulas; their results stand in the cells", "公式（格子里是算出的结果）")
    UNCOUNTED = Words("a formula that was never calculated", "没有算出结果的公式")
    RULE = Words("lists and colours that depend on what lies outside this file", "依赖外部内容的下拉选项、变色规则")
    NAME = Words("names that lead out of this file, or start something", "指向其他文件、会自动运行的名称")
    LINK = Words("a link, its text stands in the cell", "链接（格子里的文字保留）")
    OBJECT = Words("an embedded file or object", "嵌入的文件、对象")
    CONTROL = Words("buttons and boxes of a form", "按钮、复选框等控件")
    SHAPE = Words("a drawn shape", "图形")
    TEXT_BOX = Words("a text box", "文本框")
    PICTURE = Words("a picture that cannot be shown everywhere", "通用软件显示不了的图片")
    CHART = Words("a chart", "图表")
    SPARKLINES = Words("small charts in cells", "迷你图")
    BACKGROUND = Words("a picture behind the cells or in the header", "工作表背景、页眉里的图片")
    SLICER = Words("slicers", "切片器")
    PARTS = Words("other parts of the file that are no content of a sheet", "不属于表格内容的其他部件")
    CELL = Words("what stood in a cell where the form has its own words", "写在表格固定文字处的内容")
    LOOK = Words(
        "colours, widths, notes and pictures: they cannot be told from this kind of file",
        "颜色、列宽、批注和图片（这种格式里取不出来）",
    )
    ALL = Words(
        "whatever else stood in the file: own sheets, notes, pictures", "表里另外的内容：自建的工作表、批注、图片等"
    )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing that stays behind.

    Attributes:
        part: what it is.
        sheet: where it stood, "" for the whole file.
        cells: addresses on that sheet.
        text: what it said, or where it led.
    """

    part: Part
    sheet: str = ""
    cells: tuple[str, ...] = ()
    text: str = ""

    def line(self, lang: Lang) -> str:
        """Return it in one line."""
        place = f"{self.sheet} {cells_text(self.cells, lang)}".strip()
        said = shorten(visible(self.text), _MOST_TEXT)
        if find_form_id(self.text) is not None:  # a number is never copied: it must not be found twice
            said = ""
        what = self.part.value.text(lang) + (f"{': ' if lang is Lang.EN else '：'}{said}" if said else "")
        return _PLACED.text(lang, place=place, what=what) if place else what


def gathered(found: Iterable[LeftOut]) -> Iterator[LeftOut]:
    """Yield what was found, each once, cells of the same sheet together where nothing was said in them."""
    together: dict[tuple[Part, str, str], dict[str, None]] = {}
    for item in found:
        together.setdefault((item.part, item.sheet, item.text), {}).update(dict.fromkeys(item.cells))
    order = list(Part)
    for (part, sheet, text), cells in sorted(together.items(), key=lambda item: order.index(item[0][0])):
        yield LeftOut(part, sheet, tuple(cells), text)
