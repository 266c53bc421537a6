"""A master becomes a workbook that an office edits: one sheet a noun, drawn from its plan. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from reportkit.address import column_letters
from reportkit.language.text import sheet_name, word_room
from reportkit.language.widths import width
from reportkit.language.words import Lang, Words
from reportkit.master.choices import CHOICES
from reportkit.master.columns import MasterColumn, SheetPlan
from reportkit.master.drawing import FIRST, Drawing
from reportkit.master.entries import Cell, Plain, entries_of, plain
from reportkit.master.list_plans import TASKS
from reportkit.master.marking import mark
from reportkit.master.office_plans import KEPT_WORDS, SETTINGS
from reportkit.master.plans import HIDDEN_LISTS, PLANS
from reportkit.model import Master, OwnCell, OwnColumn
from reportkit.workbook.book import Book
from reportkit.workbook.heights import height
from reportkit.workbook.look import LOOK
from reportkit.workbook.sheet import Sheet
from reportkit.workbook.style import OURS, Style

_TABS = {"tasks": "#1F4E79", "targets": "#1F4E79", "notes": "#C00000"}
_TITLE_HEIGHT, _HEADING_HEIGHT = 34.0, 30.0
_NOTE_COLUMNS = 34
_ADDED_WIDTH = 18.0
_ADDED = Words(
    "A column of the office's own: what stands in it is kept; nothing is read from it.",
    "本单位自己加的列：内容照旧保留，程序不读取。",
)
_PAGE = Words("Page &P of &N", "第 &P 页 共 &N 页")


def write_master(master: Master, *, edited: bool = False) -> bytes:
    """Return the master workbook (.xlsx): the same master gives the same bytes.

    Args:
        master: what is written.
        edited: True where it holds what a person edited; the workbook is marked, so that it is never taken for one
            that an import alone has written.
    """
    lang = master.settings.lang
    properties = {"rk_edited": "1"} if edited else {}
    title = master.settings.list_title or TASKS.title.text(lang)
    style = replace(OURS, paper=master.settings.paper)
    book = Book(title, properties=properties, house_style=style, lang=lang)
    entries = entries_of(master)
    # An office that writes English converts no Chinese.
    plans = [plan for plan in PLANS if plan is not KEPT_WORDS or lang is not Lang.EN or entries[plan.name]]
    sheets = {plan.name: book.sheet(sheet_name(plan.title.text(lang))) for plan in plans}
    lists = _write_lists(book, lang)
    drawing = Drawing(title, lang, sheets, entries, lists)
    for plan in plans:
        _write_sheet(drawing, plan, _columns(plan, master.own.columns))
    mark(drawing)
    sheets[TASKS.name].activate()
    return book.to_bytes()


def _write_lists(book: Book, lang: Lang) -> dict[str, str]:
    """Write the entries of the drop-downs onto a hidden sheet and return their sources."""
    sheet = book.sheet(HIDDEN_LISTS)
    sheet.hide()
    sources = {}
    for column, choices in enumerate(CHOICES):
        sheet.put(0, column, choices.name, Style())
        labels = [label.text(lang) for label in choices.entries]
        for row, label in enumerate(labels, 1):
            sheet.put(row, column, label, Style())
        letters = column_letters(column)
        sources[choices.name] = f"={HIDDEN_LISTS}!${letters}$2:${letters}${len(labels) + 1}"
    return sources


def _write_sheet(drawing: Drawing, plan: SheetPlan, columns: Sequence[MasterColumn]) -> None:
    """Draw title, advice, headings with their notes, and the entries; set up view and paper."""
    sheet, lang = drawing.sheets[plan.name], drawing.lang
    rows = [[entry.get(column.name) for column in columns] for entry in drawing.entries[plan.name]]
    for place, column in enumerate(columns):
        sheet.column(place, max(column.width, word_room((column.heading.text(lang),))))
    _write_head(drawing, plan, columns)
    for number, row in enumerate(rows, FIRST):
        _write_row(sheet, number, row, columns)
    sheet.freeze(FIRST, 1)
    if rows and plan is not SETTINGS:
        sheet.filter((FIRST - 1, 0), (FIRST + len(rows) - 1, len(columns) - 1))
    name = plan.title.text(lang)
    sheet.page_setup(a3=plan.a3, repeat=(FIRST - 1, FIRST - 1), footer=f"&L{name}&R{_PAGE.text(lang)}")
    sheet.plain_view()
    if plan.name in _TABS:
        sheet.tab(_TABS[plan.name])


def _write_row(sheet: Sheet, number: int, cells: Sequence[Cell], columns: Sequence[MasterColumn]) -> None:
    shown = [_shown(cell, _style(column)) for cell, column in zip(cells, columns, strict=True)]
    texts = [(str(value or ""), column.width) for (value, _), column in zip(shown, columns, strict=True)]
    sheet.row(number, height(texts, LOOK.body.size, least=20.0, spare=6.0), grows=True)
    for place, (value, style) in enumerate(shown):
        sheet.put(number, place, value, style)


def _style(column: MasterColumn) -> Style:
    if column.day:
        return LOOK.date
    return LOOK.center if column.centered else LOOK.body


def _shown(cell: Cell, style: Style) -> tuple[Plain, Style]:
    """Return what is put into a cell, and how it looks there."""
    value = plain(cell)
    style = LOOK.date if isinstance(value, date) else style
    return value, style.but(number=cell.number) if isinstance(cell, OwnCell) else style


def _columns(plan: SheetPlan, own: Sequence[OwnColumn]) -> tuple[MasterColumn, ...]:
    """Return the columns of a sheet, those that the office has added last."""
    added = (column for column in own if column.sheet == plan.name)
    headings = ((column.name, Words(column.heading, column.heading, column.heading)) for column in added)
    return (*plan.columns, *(MasterColumn(name, heading, _ADDED, _ADDED_WIDTH) for name, heading in headings))


def _write_head(drawing: Drawing, plan: SheetPlan, columns: Sequence[MasterColumn]) -> None:
    sheet, lang = drawing.sheets[plan.name], drawing.lang
    last = len(plan.columns) - 1
    title = plan.heading.text(lang, title=drawing.title)
    sheet.row(0, _TITLE_HEIGHT)
    sheet.merge((0, 0), (0, last), title, LOOK.title)
    advice = plan.advice.text(lang)
    room = sum(column.width for column in plan.columns)
    sheet.row(1, height([(advice, room)], LOOK.note.size, least=18.0))
    sheet.merge((1, 0), (1, last), advice, LOOK.note)
    sheet.row(FIRST - 1, _HEADING_HEIGHT)
    for place, column in enumerate(columns):
        sheet.put(FIRST - 1, place, column.heading.text(lang), LOOK.heading)
        note = column.note.text(lang)
        sheet.note(FIRST - 1, place, note, width=230, height=26 + 17 * -(-width(note) // _NOTE_COLUMNS))
