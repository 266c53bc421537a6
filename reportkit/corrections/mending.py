"""The first sheet of a correction copy: what to mend, each point with a link to its cell. Pure."""

from collections.abc import Sequence

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.address import quoted
from reportkit.corrections.edited import Edited, write_text
from reportkit.corrections.left_out import gathered
from reportkit.corrections.marks import FILL, RECORD, label
from reportkit.corrections.points import SHEETS, Degree, Point
from reportkit.diagnostics import CODE_LINE, TODO_LINE, Code, Severity, cells_text
from reportkit.identity import find_form_id
from reportkit.language.text import sheet_name, shorten
from reportkit.language.words import Lang, Words
from reportkit.workbook.heights import height
from reportkit.workbook.look import NAMED
from reportkit.workbook.style import LINES, OURS, PAPERS, SONG, HouseStyle, Style, font_in

_TITLE = Words("To mend before it is sent back", "需修改的地方")
_TITLE_CHECK = Words("To look at", "请核对的地方")
_ERRORS = Words("{n} to mend (red)", "须改 {n} 处（红格）")
_WARNINGS = Words("{n} to check (amber)", "请核 {n} 处（黄格）")
_THANKS_SOME = Words(
    "Thank you: {n} of {all} tasks are in order and need nothing more.",
    "{all} 项任务中有 {n} 项没有问题，不用再动，谢谢！",
)
_THANKS_REST = Words(
    "Thank you: what is not listed here has arrived and needs nothing more.",
    "下面没有列出的内容都已收到，不用再动，谢谢！",
)
_WAITS = Words(
    "Nothing of it could be merged yet; please put it right and send it back soon. Thank you!",
    "这份表暂时没有汇总，请改好后尽快交回，谢谢！",
)
_HOW = Words(
    "Click a place to go to its cell, put it right there, save, and send this file back as it is. "
    "This sheet, the colours and the notes can stay.",
    "点“位置”一列就能跳到那一格，直接在格子里改；改完保存，把本文件原样交回。本页、颜色和批注都不用删。",
)
_HOW_CHECK = Words(
    "Click a place to go to its cell. What is right can stay as it is; if nothing has to change, nothing need be sent.",
    "点“位置”一列就能跳到那一格。没有错的不用改；都没有错，就不用再交。",
)
_HEADINGS = (
    Words("", ""),
    Words("No.", "序号"),
    Words("Task", "任务"),
    Words("What is wrong, and what to do", "问题和改法"),
    Words("Place", "位置"),
    Words("What was written", "原来填的"),
    Words("Done?", "改了没有"),
    Words("Code", "编号"),
)
_WIDTHS = (4, 6, 30, 62, 18, 26, 11, 7)
_FIXED = Words("Read as follows; put it right only if it is wrong", "以下已代为改好，不对再改，对的不用管")
_LEFT_OUT = Words(
    "Not in this copy of your file (it stays in the file you sent)",
    "以下内容没有带进这份修改稿（仍在你们交来的原文件里）",
)
_MORE = Words("… and {n} more", "……还有 {n} 处")
_MOST_LINES = 40
_EMPTY = Words("(empty)", "（空）")
_WHOLE = Words("the whole file", "整份表")
_LEFT = Words("{n} still as they were sent", "还有 {n} 处没有改动")
_OPEN, _AS_SENT = Words("open", "未改"), Words("as sent", "没动")
_CHANGED = Words("changed", "已改动")
_TASK = Words("{no}. {name}", "{no}　{name}")
_FIRST = 6
_COPIES = ("I", "J")
"""Hidden columns with the values as they were sent, to tell what has been changed since."""

_LINE = Side(style="thin", color="FFA6A6A6")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREEN = "FFE2F0D9"


def draw_mending(  # noqa: PLR0913, PLR0917 - a sheet and what it speaks of
    edited: Edited,
    found: Sequence[Point],
    record: Sequence[str],
    tasks: int,
    lang: Lang,
    house_style: HouseStyle = OURS,
) -> Worksheet:
    """Add the sheet as the first one and show it.

    Args:
        edited: the workbook, its cells marked already.
        found: the points, in order.
        record: lines that tell the fills of the coloured cells.
        tasks: how many tasks the return reports on, 0 where that is not known.
        lang: language of the words.
        house_style: how the office wants it to look.
    """
    book = edited.book
    taken = frozenset(book.sheetnames)
    name = SHEETS[Degree.MEND if any(p.is_to_mend for p in found) else Degree.CHECK]
    sheet: Worksheet = book.create_sheet(sheet_name(name.text(lang), taken), 0)
    _draw_head(edited, sheet, found, tasks, lang)
    listed = [p for p in found if p.severity is not Severity.FIXED]
    fixed = [p for p in found if p.severity is Severity.FIXED]
    for number, point in enumerate(listed, 1):
        _draw_point(edited, sheet, number, point, lang)
    if fixed:
        _draw_across(edited, sheet, _FIXED.text(lang), lang, bold=True)
    for number, point in enumerate(fixed, len(listed) + 1):
        _draw_point(edited, sheet, number, point, lang)
    _draw_left_out(edited, sheet, lang)
    _count_down(edited, sheet, _FIRST + len(listed) - 1, lang)
    _restyle(sheet, house_style, lang)
    _finish(sheet, sheet.max_row, lang)
    sheet.page_setup.paperSize = PAPERS[house_style.paper][0][0]
    _write_record(sheet, record, lang)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    return sheet


def _put(  # noqa: PLR0913 - how a cell looks
    sheet: Worksheet, row: int, column: int, text: object, *, bold: bool = False, size: float = 10.5,
    color: str = "FF000000", fill: str = "", boxed: bool = False, center: bool = False, lang: Lang,
) -> Cell:  # fmt: skip
    """Write a cell; a text is never a formula."""
    cell: Cell = sheet[f"{get_column_letter(column)}{row}"]
    _set(cell, text)
    cell.font = Font(name=font_in(SONG, lang), size=size, bold=bold, color=color)
    cell.alignment = Alignment(vertical="center", wrap_text=True, horizontal="center" if center else None)
    if fill:
        cell.fill = PatternFill("solid", fgColor=fill, bgColor=fill)
    if boxed:
        cell.border = _BORDER
    return cell


def _set(cell: Cell, value: object) -> None:
    """Give a cell a value; a text stays a text, whatever it begins with."""
    if isinstance(value, str):
        write_text(cell, value)
    else:
        cell.value = value  # type: ignore[assignment]


def _draw_head(edited: Edited, sheet: Worksheet, found: Sequence[Point], tasks: int, lang: Lang) -> None:
    errors = sum(p.is_to_mend for p in found)
    warnings = sum(p.severity is Severity.WARNING for p in found)
    counts = [words.text(lang, n=n) for words, n in ((_ERRORS, errors), (_WARNINGS, warnings)) if n]
    _put(sheet, 1, 2, (_TITLE if errors else _TITLE_CHECK).text(lang), bold=True, size=18, lang=lang)
    _put(sheet, 2, 2, (", " if lang is Lang.EN else "，").join(counts), bold=True, size=12, lang=lang)
    _put(sheet, 3, 2, _thanks(found, tasks, lang), color="FF375623", lang=lang)
    _put(sheet, 4, 2, (_HOW if errors else _HOW_CHECK).text(lang), lang=lang)
    for row, tall in ((1, 32.0), (2, 22.0), (3, 20.0), (4, 34.0)):
        edited.merge(sheet.title, f"B{row}:{'D' if row == 2 else 'H'}{row}")
        sheet.row_dimensions[row].height = tall
    for column, words in enumerate(_HEADINGS[1:], 2):
        _put(sheet, 5, column, words.text(lang), bold=True, fill="FFD9E2EE", boxed=True, center=True, lang=lang)
    sheet.row_dimensions[5].height = 24


def _thanks(found: Sequence[Point], tasks: int, lang: Lang) -> str:
    """Say what was fine, as far as anything was."""
    if any(p.severity is Severity.REJECT or p.code is Code.D08 for p in found):
        return _WAITS.text(lang)
    troubled = {p.task for p in found if p.task is not None and p.severity is not Severity.FIXED}
    good, whole = tasks - len(troubled), any(not p.cells for p in found)
    return (_THANKS_REST if good < 1 or whole else _THANKS_SOME).text(lang, n=good, all=tasks)


def _count_down(edited: Edited, sheet: Worksheet, last: int, lang: Lang) -> None:
    """Tell in the heading how many points that must be mended are still as they were sent."""
    opened = _OPEN.text(lang)
    watched = [row for row in range(_FIRST, last + 1) if edited.cached.get((sheet.title, f"G{row}")) == opened]
    if not watched:
        return
    before, after = _LEFT.template(lang).split("{n}")
    cell = _put(sheet, 2, 5, "", bold=True, color="FFC00000", lang=lang)
    cell.value = f'="{before}"&COUNTIF(G{_FIRST}:G{last},"{opened}")&"{after}"'
    edited.cached[sheet.title, "E2"] = _LEFT.text(lang, n=len(watched))
    edited.merge(sheet.title, "E2:H2")


def _draw_left_out(edited: Edited, sheet: Worksheet, lang: Lang) -> None:
    """Say what of the file that was sent is not in this copy."""
    lines = [item.line(lang) for item in gathered(edited.left_out)]
    if not lines:
        return
    _draw_across(edited, sheet, _LEFT_OUT.text(lang), lang, bold=True)
    for line in lines[:_MOST_LINES]:
        _draw_across(edited, sheet, f"· {line}", lang)
    if len(lines) > _MOST_LINES:
        _draw_across(edited, sheet, _MORE.text(lang, n=len(lines) - _MOST_LINES), lang)


def _draw_across(edited: Edited, sheet: Worksheet, text: str, lang: Lang, *, bold: bool = False) -> None:
    """Write a line across the table, below all that stands there."""
    row = sheet.max_row + 1
    _put(sheet, row, 2, text, bold=bold, lang=lang)
    edited.merge(sheet.title, f"B{row}:H{row}")
    sheet.row_dimensions[row].height = height([(text, float(sum(_WIDTHS[1:])))], 10.5, least=26 if bold else 18)


def _draw_point(edited: Edited, sheet: Worksheet, number: int, point: Point, lang: Lang) -> None:
    row = sheet.max_row + 1
    name = shorten(point.task_name, 52)
    task = (_WHOLE if point.task is None else _TASK).text(lang, no=point.task, name=name)
    if point.task is None and point.cells:
        task = ""
    what = f"{label(point.severity, lang)}{point.what}\n→ {point.todo}"
    written = (shorten(point.found, 120) or _EMPTY.text(lang)) if point.cells else ""
    _put(sheet, row, 2, number, boxed=True, center=True, fill=FILL.get(point.severity, ""), lang=lang)
    _put(sheet, row, 3, task, boxed=True, lang=lang)
    _put(sheet, row, 4, what, boxed=True, lang=lang)
    place = _put(sheet, row, 5, _place_text(point, lang), boxed=True, center=True, lang=lang)
    if point.places:
        target = f"{quoted(point.sheet)}!{point.places[0]}"
        place.hyperlink = Hyperlink(ref=place.coordinate, location=target, display=str(place.value))
        place.font = Font(name=font_in(SONG, lang), size=10.5, color="FF1F4E79", underline="single")
    _put(sheet, row, 6, written, boxed=True, lang=lang)
    _put(sheet, row, 7, "", boxed=True, center=True, lang=lang)
    _put(sheet, row, 8, point.code.name, boxed=True, center=True, size=8, color="FF808080", lang=lang)
    if point.severity is not Severity.FIXED and 0 < len(point.places) <= len(_COPIES):
        _watch(edited, sheet, row, point, lang)
    texts = [(task, _WIDTHS[2]), (what, _WIDTHS[3]), (written, _WIDTHS[5])]
    sheet.row_dimensions[row].height = height([(text, float(width)) for text, width in texts], 10.5, least=34)


def _place_text(point: Point, lang: Lang) -> str:
    if not point.cells:
        return ""
    return f"{point.sheet} {cells_text(point.cells[:3], lang)}" + ("…" if len(point.cells) > 3 else "")


def _watch(edited: Edited, sheet: Worksheet, row: int, point: Point, lang: Lang) -> None:
    """Keep what was sent in hidden columns and tell beside the point whether the cell has changed since."""
    same = []
    for column, address in zip(_COPIES, point.places, strict=False):
        sent = edited.value(point.sheet, address)
        if isinstance(sent, str) and find_form_id(sent):
            return  # a key is never copied: it must not be found twice
        copy: Cell = sheet[f"{column}{row}"]
        _set(copy, str(sent) if isinstance(sent, (list, str)) else sent)
        copy.number_format = edited.book[point.sheet][address].number_format
        same.append(f"EXACT({quoted(point.sheet)}!{address},{column}{row})")
    condition = same[0] if len(same) == 1 else f"AND({','.join(same)})"
    opened, changed = ((_OPEN if point.is_to_mend else _AS_SENT).text(lang), _CHANGED.text(lang))
    state = sheet[f"G{row}"]
    state.value = f'=IFERROR(IF({condition},"{opened}","{changed}"),"{opened}")'
    edited.cached[sheet.title, f"G{row}"] = opened


def _restyle(sheet: Worksheet, house_style: HouseStyle, lang: Lang) -> None:
    """Give the cells drawn so far what the office changed of its title, headings and texts."""
    for number, row in enumerate(sheet.iter_rows(), 1):
        name = {1: "title", 5: "heading"}.get(number, "body")
        for cell in row:
            if name not in house_style.changes or not isinstance(cell, Cell) or not cell.has_style:
                continue
            seen = _seen(cell, NAMED[name])
            wanted = house_style.of(seen)
            cell.font = Font(
                name=font_in(wanted.font, lang), size=wanted.size, bold=wanted.bold, italic=wanted.italic,
                color=_argb(wanted.color), underline=cell.font.underline,
            )  # fmt: skip
            if wanted.fill != seen.fill:
                cell.fill = PatternFill("solid", fgColor=_argb(wanted.fill), bgColor=_argb(wanted.fill))
            if wanted.border and (wanted.border, wanted.line) != (seen.border, seen.line):
                side = Side(style=LINES[wanted.line - 1], color=_argb(wanted.border))
                cell.border = Border(left=side, right=side, top=side, bottom=side)
        sheet.row_dimensions[number].height = (sheet.row_dimensions[number].height or 20.0) * house_style.growth


def _seen(cell: Cell, ours: Style) -> Style:
    """Return how a cell drawn here looks, its font that of our look."""
    fill, lines = cell.fill, cell.border.left
    return ours.but(
        size=float(cell.font.sz),
        bold=bool(cell.font.b),
        color="#" + str(cell.font.color.rgb)[-6:] if cell.font.color and cell.font.color.type == "rgb" else ours.color,
        fill="#" + str(fill.fgColor.rgb)[-6:] if fill.fill_type else "",
        border=ours.border if lines is not None and lines.style else "",
    )


def _argb(color: str) -> str:
    return f"FF{(color or '#FFFFFF')[1:]}"


def _write_record(sheet: Worksheet, record: Sequence[str], lang: Lang) -> None:
    for row, line in enumerate((RECORD, *record), 1):
        _put(sheet, row, 1, line, size=6, color="FF808080", lang=lang)


def _finish(sheet: Worksheet, last: int, lang: Lang) -> None:
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    for letter in ("A", *_COPIES):
        sheet.column_dimensions[letter].hidden = True
    sheet.freeze_panes = f"A{_FIRST}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = "FFC00000"
    if last >= _FIRST:
        style = DifferentialStyle(fill=PatternFill(bgColor=_GREEN))
        rule = Rule("expression", formula=[f'$G{_FIRST}="{_CHANGED.text(lang)}"'], dxf=style)
        sheet.conditional_formatting.add(f"B{_FIRST}:H{last}", rule)
    sheet.print_area = f"B1:H{max(last, _FIRST)}"
    sheet.print_title_rows = "5:5"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.75)
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    footer = sheet.oddFooter
    if footer is not None and footer.center is not None:
        footer.center.text = "&P / &N"


def note_text(point: Point, lang: Lang) -> str:
    """Return the note of a marked cell: what is wrong, what to do, the code last; "" where its own note is meant."""
    if point.code is Code.S25:
        return ""
    code = CODE_LINE.text(lang, code=point.code.name)
    what, todo = (text.replace("\n", " ") for text in (point.what, point.todo))
    return f"{label(point.severity, lang)}{what}\n{TODO_LINE}{todo}\n{code}"
