"""The correction copy: the unit's own file, its faulty cells coloured and listed, its work kept. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Protection
from openpyxl.utils.cell import coordinate_to_tuple

from reportkit.address import is_on_sheet
from reportkit.corrections.carrying import carry, hidden_columns
from reportkit.corrections.edited import Edited, write_text
from reportkit.corrections.editing import open_book, save_book
from reportkit.corrections.layout import layouts
from reportkit.corrections.left_out import LeftOut, Part
from reportkit.corrections.marks import mark, remove_marks
from reportkit.corrections.mending import draw_mending, note_text
from reportkit.corrections.points import CHANGED_MEANING, NO_WORKS, Point, answers_of, is_damaged, points
from reportkit.corrections.resetting import UNSURE_NUMBERS, asked_again, reset, without_conditional_lines, without_line
from reportkit.corrections.translating import translated
from reportkit.corrections.watching import watch
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.fields.type_table import type_of
from reportkit.language.amounts import plain_text
from reportkit.language.errors import ReportkitError
from reportkit.language.numerals import read_numeral
from reportkit.language.text import visible
from reportkit.language.words import Lang, Words
from reportkit.model import Answer, Entry, Template
from reportkit.workbook.style import OURS, HouseStyle

_NO_COPY = Words("“{file}” cannot be marked.", "“{file}”无法标注。")
_NO_COPY_HINT = Words("Send the unit its form again.", "请把下发的表重新发给该单位。")

_RESET = Words(
    " The cell's number format made another number of what is typed, so it is gone from this copy; what it showed "
    "stands there, and what you type counts as you type it.",
    "（这一格原来的数字格式会把填的数变成别的数，本稿已取消；原来显示的内容照写在格里，重新填写时填多少就算多少。）",
)

_RESTORED = Words(
    " This copy is made of the form as it was sent out: that is restored in it, and what was written stands there with "
    "what it was written under.",
    "（本稿已按下发的表恢复表头、指标和单位，原来填的内容连同当时的写法照写在格里。）",
)

_ASKED_AGAIN = UNSURE_NUMBERS | {Code.S26}
"""Findings on numbers of which it is not clear what they are, or whose: sent back as they are, none of them counts."""

MarkedCell = tuple[str, str]
"""Sheet and address."""


def correction_copy(  # noqa: PLR0913 - the interface of the station
    data: bytes,
    name: str,
    diagnostics: Sequence[Diagnostic],
    *,
    lang: Lang,
    blank: bytes | None = None,
    entries: Sequence[Entry] = (),
    house_style: HouseStyle = OURS,
    works: Mapping[int, str] = NO_WORKS,
    template: Template | None = None,
) -> bytes:
    """Return an .xlsx ready to be mended and returned as it is.

    An .xlsx is marked in place: its lists, locks, hidden parts, names and properties stay, marks of an earlier copy
    go first. Any other format is rebuilt: the written values stand in `blank`, found by the keys of its rows. So is
    an .xlsx that lost rows, a column or a sheet of the form, which nobody could put back by hand, or in which a heading
    or a measure was changed, under which whatever is typed would mean something else.

    Args:
        data: the file as it was sent.
        name: its name.
        diagnostics: the findings on it; their addresses are those of the sent file.
        lang: language of the marks.
        blank: the form as it was issued.
        entries: what was read from the file.
        house_style: how the office wants the list of points to look.
        works: wording of each task by its number.
        template: the form's fields, by whose types cells are made ready to be typed into; without it none are.

    Raises:
        ReportkitError: the file cannot be edited and there is no form to fill instead.
    """
    made = None if blank is not None and is_damaged(diagnostics) else open_book(data)
    edited = made or _rebuilt_on(blank, name)
    if made is None:
        asked = {(d.sheet or "", cell) for d in diagnostics if d.code in _ASKED_AGAIN for cell in d.cells}
        moved = fill(edited, entries, asked)
        edited.cached.clear()  # what the formulas of an empty form came to: 6 cells still to fill in
        there = {**moved, **_carried(edited, data, name, moved)}
        diagnostics = [_moved(item, there) for item in _with_restored(diagnostics, edited, entries)]
        entries = [_entry_moved(item, moved) for item in entries]
    remove_marks(edited)
    found = points(diagnostics, entries, edited.book.sheetnames, lang, works)
    found = _made_ready(edited, found, entries, template, lang)
    if made is None:
        found = tuple(_with_word(p, _RESTORED, lang) if p.code in CHANGED_MEANING else p for p in found)
    _write_both(edited, diagnostics)
    _open_rows(edited, found)
    record = _mark(edited, found, lang)
    draw_mending(edited, found, record, len({entry.task for entry in entries}), lang, house_style)
    return save_book(edited)


def _write_both(edited: Edited, diagnostics: Iterable[Diagnostic]) -> None:
    """Write what both of two files say into the cells of which neither counts: one alone would if it came back."""
    for item in diagnostics:
        if item.code is Code.D18 and item.severity is Severity.ERROR and item.sheet in edited.book.sheetnames:
            for address in filter(is_on_sheet, item.cells):
                write_text(edited.cell(item.sheet, address), f"{item.found} / {item.values['said']}")


def _open_rows(edited: Edited, found: Iterable[Point]) -> None:
    """Let be typed into what can be seen of a row of which nothing tells whose it is: that is what has to be mended."""
    rows = {(p.sheet, coordinate_to_tuple(place)[0]) for p in found if p.code is Code.S26 for place in p.places}
    hidden = {name: hidden_columns(edited.book[name]) for name, _ in rows}
    for cell in (cell for name, row in sorted(rows) for cell in edited.book[name][row]):
        if isinstance(cell, Cell) and cell.column not in hidden[cell.parent.title]:
            cell.protection = Protection(locked=False)


def _rebuilt_on(blank: bytes | None, name: str) -> Edited:
    """Return the form as it was issued, into which a file that cannot be marked in place is copied.

    Raises:
        ReportkitError: there is no form.
    """
    edited = open_book(blank) if blank is not None else None
    if edited is None:
        raise ReportkitError(_NO_COPY, _NO_COPY_HINT, file=name)
    return edited


def _carried(
    edited: Edited, data: bytes, name: str, moved: Mapping[MarkedCell, MarkedCell]
) -> Mapping[MarkedCell, MarkedCell]:
    """Carry into a form what else stands in the file that was sent, and return where it stands now."""
    sent = (open_book(data) or translated(data, name)) if data else None
    if sent is None:
        edited.left_out.append(LeftOut(Part.ALL))
        return {}
    remove_marks(sent)
    return carry(edited, sent, moved)


def _with_restored(diagnostics: Iterable[Diagnostic], edited: Edited, entries: Sequence[Entry]) -> list[Diagnostic]:
    """Return the findings, those on lost sheets and rows with the first cell to fill in of each row that is back."""
    own = {(entry.task, None) for entry in entries if entry.answers}
    there = own | {(entry.task, target) for entry in entries for target in entry.targets}
    tasks = _put_back(edited, "progress", there)
    targets = _put_back(edited, "actual", there)
    return [_led_to(item, tasks, targets) for item in diagnostics]


def _put_back(edited: Edited, column: str, there: Collection[tuple[int, int | None]]) -> list[MarkedCell]:
    """Return the cells of a column that stand in rows the sent file had lost: of task rows, or of target rows."""
    is_task = column == "progress"
    return [
        (layout.sheet, f"{layout.columns[column]}{row}")
        for layout in layouts(edited.book)
        if column in layout.columns
        for (task, target), row in layout.rows.items()
        if (target is None) is is_task and (task, target) not in there
    ]


_LOST_TASKS = {Code.S01: Severity.REJECT, Code.S13: Severity.ERROR}
"""How much a sheet or a row weighs that is gone where it is one of tasks; one of targets weighs less."""


def _led_to(item: Diagnostic, tasks: Sequence[MarkedCell], targets: Sequence[MarkedCell]) -> Diagnostic:
    """Return a finding on what was lost with the cells to fill in; any other as it is."""
    if item.code not in _LOST_TASKS:
        return item
    cells = tasks if item.severity.rank <= _LOST_TASKS[item.code].rank else targets
    if not cells:
        return item
    sheet = cells[0][0]
    return replace(item, sheet=sheet, cells=tuple(cell for name, cell in cells if name == sheet))


def _made_ready(
    edited: Edited, found: Sequence[Point], entries: Iterable[Entry], template: Template | None, lang: Lang
) -> tuple[Point, ...]:
    """Make the cells with findings ready to be typed into, and return the points, with a word where that shows."""
    answers = {(answer.sheet, answer.cell): answer for entry in entries for answer in answers_of(entry)}
    ready: list[Point] = []
    for point in found:
        there = [(place, answer) for place in point.places if (answer := answers.get((point.sheet, place)))]
        is_reset = [_cell_made_ready(edited, point, place, answer, template) for place, answer in there]
        ready.append(_with_word(point, _RESET, lang) if any(is_reset) else point)
    for name in dict.fromkeys(point.sheet for point in found if point.code is Code.V31 and point.places):
        without_conditional_lines(edited.book[name])
    return tuple(ready)


def _cell_made_ready(edited: Edited, point: Point, place: str, answer: Answer, template: Template | None) -> bool:
    """Make a cell ready to be typed into, and tell whether that shows."""
    cell = edited.cell(point.sheet, place)
    if point.code is Code.V31:
        without_line(cell, answer.written)
    field = template.field(answer.field) if template is not None else None
    return field is not None and reset(edited, cell, answer, type_of(field), point.code)


def _with_word(point: Point, words: Words, lang: Lang) -> Point:
    """Return a point that says besides what was done to its cells in this copy."""
    return replace(point, todo=f"{point.todo}{words.text(lang)}")


def _mark(edited: Edited, found: Sequence[Point], lang: Lang) -> tuple[str, ...]:
    """Colour and annotate every point and return what each cell looked like."""
    book = edited.book
    record: dict[MarkedCell, str] = {}
    for point in found:
        for address in point.places if point.severity is not Severity.FIXED else ():
            cell = edited.cell(point.sheet, address)
            line = mark(cell, point.severity, note_text(point, lang))
            record.setdefault((point.sheet, cell.coordinate), line)
    for sheet in book.worksheets:
        cells = [cell for name, cell in record if name == sheet.title]
        watch(sheet, [(cell, edited.value(sheet.title, cell), str(sheet[cell].fill.fgColor.rgb)) for cell in cells])
    return tuple(record.values())


def fill(
    edited: Edited, entries: Iterable[Entry], asked: Collection[MarkedCell] = ()
) -> Mapping[MarkedCell, MarkedCell]:
    """Write what was written into a blank form, found by its keys.

    Args:
        edited: the form.
        entries: what was written.
        asked: cells of the sent file of whose number it was asked what it is.

    Returns:
        Where each answer of the sent file stands in the form.
    """
    moved: dict[MarkedCell, MarkedCell] = {}
    places = layouts(edited.book)
    for entry in entries:
        rows = [(None, entry.answers), *entry.targets.items()]
        for target, answers in rows:
            for layout in places:
                row = layout.rows.get((entry.task, target))
                for name, answer in answers.items():
                    column = layout.columns.get(name)
                    if row is None or column is None:
                        continue
                    is_asked = (answer.sheet, answer.cell) in asked
                    _write(edited.cell(layout.sheet, f"{column}{row}"), answer, is_asked=is_asked)
                    moved[answer.sheet, answer.cell] = (layout.sheet, f"{column}{row}")
    return moved


def _write(cell: Cell, answer: Answer, *, is_asked: bool = False) -> None:
    """Write an answer as it was written: a number or a day as such where it was written as one, else a text."""
    text, value = visible(answer.written), answer.value
    if is_asked:
        text = asked_again(text)
    if isinstance(value, Decimal) and plain_text(value) == text:
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    elif isinstance(value, date) and (value.isoformat() == text or read_numeral(text) is not None):
        cell.value = value
    else:
        write_text(cell, text)


def _moved(item: Diagnostic, moved: Mapping[MarkedCell, MarkedCell]) -> Diagnostic:
    """Return a finding with its addresses in the rebuilt form; what has no place there loses its address."""
    there = [moved[item.sheet or "", cell] for cell in item.cells if (item.sheet or "", cell) in moved]
    values = {name: _address_moved(item.sheet or "", value, moved) for name, value in item.values.items()}
    if not there:
        return replace(item, values=values)
    sheet = there[0][0]
    return replace(item, sheet=sheet, cells=tuple(cell for name, cell in there if name == sheet), values=values)


def _address_moved(sheet: str, value: object, moved: Mapping[MarkedCell, MarkedCell]) -> object:
    """Return an address in the words of a finding (`F12`, `指标!F12`) as it is in the rebuilt form."""
    if not isinstance(value, str):
        return value
    other, mark_, cell = value.rpartition("!")
    there = moved.get((other or sheet, cell))
    return value if there is None else f"{there[0]}!{there[1]}" if mark_ else there[1]


def _entry_moved(entry: Entry, moved: Mapping[MarkedCell, MarkedCell]) -> Entry:
    def there(answers: Mapping[str, Answer]) -> dict[str, Answer]:
        out = {}
        for name, answer in answers.items():
            sheet, cell = moved.get((answer.sheet, answer.cell), (answer.sheet, ""))
            out[name] = replace(answer, sheet=sheet, cell=cell)
        return out

    return replace(entry, answers=there(entry.answers), targets={n: there(a) for n, a in entry.targets.items()})
