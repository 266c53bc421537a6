"""The template's sheet `look`: named cells that an office restyles with Excel alone. Drawn and read here."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from reportkit.diagnostics import Code, Diagnostic
from reportkit.language.words import Lang, Words
from reportkit.workbook.book import Book
from reportkit.workbook.look import INPUT_FILL, INPUT_NAME, LIGHT_FILL, LOOK, NAMED, WIDTHS, Seen
from reportkit.workbook.sheet import Sheet
from reportkit.workbook.style import OURS, HouseStyle, Style, font_in

LOOK_SHEET = "look"
_HOW = Words(
    "Change font, size, colour, fill, border or number format of a cell in column B, or the width of a column from E "
    "on: every form, correction copy and report follows. The cells are found by their names.",
    "在 B 列直接改字体、字号、颜色、底色、边框、数字格式，从 E 列起拉列宽；以后下发的表、修改稿和汇总报告都照此出。"
    "单元格按名称查找，行列可以移动。",
)
_HEADINGS = (
    Words("name", "名称"),
    Words("looks like this", "样子（改这里）"),
    Words("where it is used", "用在哪里"),
)
_ABOUT = {
    "title": Words("title of a sheet", "各表的大标题"),
    "subtitle": Words("line under the title", "大标题下面一行"),
    "heading": Words("headings of columns", "表头"),
    "heading_input": Words("headings of columns to fill in", "填报栏的表头"),
    "section": Words("lines across a table", "板块、分段的通栏行"),
    "body": Words("texts and figures of reports", "汇总报告、修改稿的正文和数字"),
    "date": Words("days; their number format holds for forms too", "日期；数字格式也用于填报表"),
    "percent": Words("percents in reports", "汇总报告里的百分比"),
    "locked": Words("given cells of a form", "填报表里不用填的格子"),
    "total": Words("totals", "合计行"),
    "note": Words("small notes", "小字说明"),
    "input": Words("required cells of a form", "填报表里的必填格"),
    "input_wanted": Words("cells of a form that are filled in if there is a figure", "填报表里有数就填的格子"),
    "input_optional": Words("optional cells of a form", "填报表里的选填格"),
    "blue": Words("light: done (fill only)", "亮灯：已完成（只取底色）"),
    "green": Words("light: on schedule (fill only)", "亮灯：正常（只取底色）"),
    "yellow": Words("light: watch (fill only)", "亮灯：预警（只取底色）"),
    "red": Words("light: lagging (fill only)", "亮灯：滞后（只取底色）"),
    "white": Words("light: not reported (fill only)", "亮灯：未报（只取底色）"),
}
_COLUMN_WORDS = {
    "no": Words("No.", "序号"),
    "project": Words("Project", "项目"),
    "work": Words("Key task", "重点工作"),
    "aims": Words("Aims of the year", "年度目标"),
    "leaders": Words("Leaders", "牵头领导"),
    "lead_units": Words("Lead units", "牵头单位"),
    "participants": Words("Participating units", "主要参与单位"),
    "last_progress": Words("Progress last period", "上期进展"),
}
_LETTERS = Words("AA", "样A")
"""What stands in the cells by which a font that a program put there is told: an Asian letter where there is any."""
_OF_LIGHT = re.compile(r"^(?:亮灯：|亮燈：|燈號：|light: )| ?[（(][^（(]*[)）]$")
"""What a sample leaves out of what is said of it."""
_WIDTH = "width_"
_FONT_MARKS = ("look_asian", "look_latin")
"""Cells nobody changes by themselves: they tell a font that a person chose from one that a program put there."""
_LANGUAGE_MARKS = {lang: f"look_{lang.name.lower()}" for lang in Lang if lang is not Lang.HANS}
"""Names of a cell that say for a list of which language the sheet was drawn, and so which fonts nobody chose."""
_FIRST, _SAMPLE, _MARKS, _FIRST_WIDTH = 2, 1, 3, 4
_LEAST_DIFFERENCE = 0.4
"""Programs round a width when they save it; less than this is no change."""
_SMALLEST, _LARGEST = 6.0, 40.0


def draw_look(book: Book, lang: Lang = Lang.HANS) -> Sheet:
    """Draw the sheet with every named style, and a row whose columns are as wide as those of the forms.

    Args:
        book: the template.
        lang: of the list that it is for.
    """
    sheet = book.sheet(LOOK_SHEET)
    for column, width in enumerate((15.0, 30.0, 46.0, 3.0)):
        sheet.column(column, width)
    sheet.merge((0, 0), (0, 2), _HOW.text(lang), LOOK.note.but(size=10.5))
    sheet.row(0, 62)
    for column, words in enumerate(_HEADINGS):
        sheet.put(1, column, words.text(lang), LOOK.heading)
    for row, (name, style) in enumerate(NAMED.items(), _FIRST):
        sheet.put(row, 0, name, LOOK.body)
        sheet.put(row, _SAMPLE, *_sample(name, style, lang))
        sheet.put(row, 2, _ABOUT[name].text(lang), LOOK.body)
        sheet.row(row, 27)
        book.name(name, f"={LOOK_SHEET}!$B${row + 1}")
    for row, (name, text) in enumerate(zip(_FONT_MARKS, _LETTERS.text(lang), strict=True)):
        sheet.put(row, _MARKS, text, LOOK.body.but(border="", color="#FFFFFF"))
        book.name(name, f"={LOOK_SHEET}!$D${row + 1}")
    if lang in _LANGUAGE_MARKS:
        book.name(_LANGUAGE_MARKS[lang], f"={LOOK_SHEET}!$D${_FIRST + 1}")
    for column, (name, width) in enumerate(WIDTHS.items(), _FIRST_WIDTH):
        sheet.column(column, width)
        sheet.put(1, column, _COLUMN_WORDS[name].text(lang), LOOK.heading)
        letters = chr(ord("A") + column)
        book.name(_WIDTH + name, f"={LOOK_SHEET}!${letters}$2")
    sheet.row(1, 30)
    sheet.freeze(_FIRST, 0)
    sheet.page_setup(repeat=(1, 1))
    return sheet


def _sample(name: str, style: Style, lang: Lang) -> tuple[str | int | date, Style]:
    if name == "percent":
        return 60, style
    if name == "date":
        return date(2022, 6, 30), style
    return _OF_LIGHT.sub("", _ABOUT[name].text(lang)), style


def read_look(data: bytes, file: str) -> tuple[HouseStyle, tuple[Diagnostic, ...]]:
    """Read how the office wants forms, correction copies and reports to look.

    Args:
        data: the template workbook; of anything but an xlsx no look can be seen.
        file: its name, for the findings.

    Returns:
        The house style, and a finding for each name that has no cell; without any, one for the whole sheet.
    """
    from reportkit.workbook.styles import read_styles  # noqa: PLC0415 - openpyxl: only what is written needs a look

    names = (*NAMED, *(_WIDTH + name for name in WIDTHS))
    seen = read_styles(data, (*names, *_FONT_MARKS, *_LANGUAGE_MARKS.values()))
    missing = [name for name in names if name not in seen] if seen else [LOOK_SHEET]
    found = tuple(Diagnostic(Code.M09, file=file, sheet=LOOK_SHEET, values={"name": name}) for name in missing)
    return (_house(seen) if seen else OURS), found


def _house(seen: Mapping[str, Seen]) -> HouseStyle:
    lang = next((lang for lang, name in _LANGUAGE_MARKS.items() if name in seen), Lang.HANS)
    swapped = _swapped_font(seen, lang)
    styles = {
        name: (ours, _kept(ours, seen[name].style, (swapped, font_in(ours.font, lang))))
        for name, ours in NAMED.items()
        if name in seen
    }
    changes = {name: (ours, theirs) for name, (ours, theirs) in styles.items() if ours != theirs}
    numbers = {NAMED[name].number: seen[name].style.number for name in styles if _has_own_number(name, seen[name])}
    return HouseStyle(changes, _fills(changes), numbers, dict(_widths(seen)))


def _has_own_number(name: str, theirs: Seen) -> bool:
    """Tell whether the office gave a cell another number format that will do.

    A day must stay a day: what a clerk types there is read as one.
    """
    ours, number = NAMED[name].number, theirs.style.number
    is_other = bool(ours and number) and _plain_number(ours) != _plain_number(number)
    return is_other and (name != "date" or theirs.is_date)


def _fills(changes: Mapping[str, tuple[Style, Style]]) -> dict[str, str]:
    """Return the office's fill in place of each of ours that it changed, of cells to fill in and of lights."""
    names = {INPUT_FILL[need]: INPUT_NAME[need] for need in INPUT_FILL}
    names |= {fill: light.value for light, fill in LIGHT_FILL.items()}
    theirs = {fill: changes[name][1].fill or "#FFFFFF" for fill, name in names.items() if name in changes}
    return {fill: other for fill, other in theirs.items() if fill != other}


def _widths(seen: Mapping[str, Seen]) -> Iterator[tuple[str, float]]:
    """Yield the columns whose width the office changed, with how many times as wide they are."""
    for name, usual in WIDTHS.items():
        mark = seen.get(_WIDTH + name)
        if mark is not None and mark.width is not None and abs(mark.width - usual) >= _LEAST_DIFFERENCE:
            yield name, mark.width / usual


def _swapped_font(seen: Mapping[str, Seen], lang: Lang) -> str:
    """Return the font that a program put in place of ours, "" where none did.

    LibreOffice saves Chinese texts in its own font for them (measured, 7.4) and leaves the rest alone; a person who
    chooses a font for the whole sheet changes both marks.
    """
    usual = font_in(LOOK.body.font, lang)
    asian, latin = (seen[name].style.font if name in seen else usual for name in _FONT_MARKS)
    return asian if latin == usual != asian else ""


def _plain_number(number: str) -> str:
    return re.sub(r'[\\"]', "", number)


def _kept(ours: Style, theirs: Style, fonts: Collection[str]) -> Style:
    """Return the office's style with what a look does not decide: locks, wrapping, and letters that can be read.

    Args:
        ours: our style.
        theirs: how its cell looks.
        fonts: those that nobody chose.
    """
    size = min(max(theirs.size, _SMALLEST), _LARGEST)
    return theirs.but(
        name=ours.name, locked=ours.locked, wrap=ours.wrap, indent=ours.indent, shrink=ours.shrink, size=size,
        font=ours.font if theirs.font in fonts else theirs.font, number=ours.number,
    )  # fmt: skip
