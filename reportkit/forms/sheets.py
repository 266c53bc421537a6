"""The two sheets a unit fills in: one row a task, one row a target. Each is one column table drawn the same way."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportkit.address import address
from reportkit.fields.type_table import type_of
from reportkit.forms.issue import Issue
from reportkit.forms.rules import Slot, colour, missing_count, validate, wrong_count
from reportkit.forms.runs import runs
from reportkit.forms.tables import FIRST_ROW, TARGETS_SHEET, FormColumn, FormRow, FormTable
from reportkit.language.text import shorten
from reportkit.language.widths import width
from reportkit.language.words import Lang, Words
from reportkit.model import Field, Required, Status
from reportkit.workbook.book import Book
from reportkit.workbook.heights import height
from reportkit.workbook.look import INPUT_FILL, LOOK
from reportkit.workbook.sheet import Sheet
from reportkit.workbook.style import HEI, SONG, Style
from reportkit.workbook.surface import page_text

_TITLE, _SUBTITLE, _META, _LINE, _NAMES, _HEADINGS, _FIRST = range(FIRST_ROW + 1)
_FALLBACK_TITLE = Words("Key tasks", "重点工作")
_ISSUER = Words("Issued by: {value}", "制表单位：{value}")
_UNIT = Words("Unit: {value}", "填报单位：{value}")
_PERIOD = Words("Period: {value}", "报送期：{value}")
_DUE = Words("Due: {value}", "截止日期：{value}")
_WAS_DUE = Words("Due: was due on {value}; please send at once", "截止日期：原定 {value}，请尽快报送")
FORM_NO = Words("Form no.: {value}", "表号：{value}")
_FOOTER = Words("&L{form}&CPage &P of &N&R{unit}", "&L表号 {form}&C第 &P 页 共 &N 页&R{unit}")

_ALL_FILLED = Words("✔ All required cells are filled in", "✔ 必填项已填齐")
_STILL = Words("Still to fill in: ", "还有 ")
_CELLS = Words(" required cells", " 格必填没填")
_ALSO = Words("; to check: ", "；另有 ")
_PLACES = Words(" (red cells)", " 处请核对（红格）")
_VALUES_FILLED = Words("✔ All values are filled in", "✔ 指标值已填齐")
_VALUES = Words(" values (leave what has no figure yet)", " 个指标没填目前完成值（暂时没有数的可以空着）")
_BROKEN = Words("A cell shows a formula error; type the value itself", "有格子显示公式错误，请直接填内容")
_LEGEND = {
    Required.YES: Words("required", "必填"),
    Required.WANTED: Words("if there is a figure", "有数就填"),
    Required.NO: Words("optional", "选填"),
}
_LEGEND_REST = (
    (Words("still missing", "还缺"), "#E69138"),
    (Words("cannot be right", "请核对"), "#C0392B"),
    (Words("leave as it is", "不用改"), "#A6A6A6"),
)
_LEGEND_COLORS = {Required.YES: "#F1C232", Required.WANTED: "#FFE699", Required.NO: "#93C47D"}
_PROTECTED = Words("Cannot type? Click “Enable Editing” above the sheet.", "打不了字时，先点窗口上方的“启用编辑”。")

_FOOT = (
    Words("Unit (stamp)", "填报单位（盖章）"),
    Words("Filled in by", "填报人"),
    Words("Telephone", "联系电话"),
    Words("Approved by", "审核人（签字）"),
    Words("Date", "填报日期"),
)

_GAP = Words("{word}   ", "{word}　")
_PANEL = Style(font=SONG, size=10.5, color="#404040", align="left", shrink=True)
_COUNT = Style(font=HEI, size=11, bold=True, color="#9C3D00", align="left", shrink=True)
_NOTE = Style(font=SONG, size=9, color="#595959", align="left", wrap=True)
_HIDDEN = Style(font="Arial", size=8, color="#808080")
_MAX_FORMULA = 8_000
_LAST_HEIGHT = 190.0
_LEAST_HEIGHT = 40.0
_RIM = 1.5


def draw(book: Book, issue: Issue, table: FormTable, sources: Mapping[str, str], *, foot: bool) -> Sheet:
    """Draw a sheet: heading, the counting line, the hidden names, the rows and, with `foot`, the foot."""
    sheet = book.sheet(table.name)
    sheet.column(0, 4, hidden=True)
    for n, column in enumerate(table.columns, 1):
        sheet.column(n, column.width, hidden=column.hidden)
    _draw_head(sheet, issue, table)
    places = table.places(sources)
    _draw_line(sheet, issue, table, places)
    sheet.put(_NAMES, 0, "key", _HIDDEN)
    for n, column in enumerate(table.columns, 1):
        sheet.put(_NAMES, n, column.name, _HIDDEN)
        sheet.put(_HEADINGS, n, column.heading, LOOK.heading_input if column.field else LOOK.heading)
    sheet.row(_NAMES, hidden=True)
    sheet.row(_HEADINGS, height([(c.heading, c.width) for c in table.columns if not c.hidden], 10.5, least=30))
    for r, row in enumerate(table.rows, _FIRST):
        _draw_row(sheet, table, r, row)
    for place in places:
        validate(sheet, place, issue.lang)
    colour(sheet, places, issue.lang)
    last = table.last_row
    if foot:
        last = _draw_foot(sheet, issue, table, last + 2)
    _finish(sheet, issue, table, last, places[0])
    return sheet


def _finish(sheet: Sheet, issue: Issue, table: FormTable, last_row: int, first: Slot) -> None:
    unit = page_text(shorten(issue.assignment.unit.name, 60))
    footer = _FOOTER.text(issue.lang, form=str(issue.form), unit=unit)
    sheet.page_setup(a3=table.a3, repeat=(_HEADINGS, _HEADINGS), footer=footer)
    sheet.area(last_row, len(table.columns))
    # A laptop's screen is narrower than the form: it opens with what is asked beside the task.
    left = next((n for n, c in enumerate(table.columns, 1) if c.name == "last_progress" and not c.hidden), first.column)
    sheet.freeze(_FIRST, table.frozen + 1, left=left if table.a3 else None)
    sheet.plain_view()
    sheet.select(first.first, first.column)
    sheet.protect()


def _draw_head(sheet: Sheet, issue: Issue, table: FormTable) -> None:
    settings, last = issue.master.settings, len(table.columns)
    title = settings.list_title or issue.say(_FALLBACK_TITLE)
    sheet.merge((_TITLE, 1), (_TITLE, last), title, LOOK.title.but(shrink=True))
    sheet.row(_TITLE, 30)
    sheet.merge((_SUBTITLE, 1), (_SUBTITLE, last), table.subtitle, LOOK.subtitle.but(size=13.0, bold=True))
    sheet.row(_SUBTITLE, 21)
    # The unit stands first, where it stays in sight; the form number last, in the corner of the page.
    issuer = [issue.say(_ISSUER, value=settings.organisation)] if settings.organisation else []
    texts = [
        issue.say(_UNIT, value=issue.assignment.unit.name),
        *issuer,
        issue.say(_PERIOD, value=issue.period.label(issue.lang)),
        issue.say(_WAS_DUE if issue.is_overdue else _DUE, value=issue.due),
        issue.say(FORM_NO, value=str(issue.form)),
    ]
    for n, (first, end) in enumerate(_runs(table, [width(text) + 2.0 for text in texts])):
        panel = _PANEL.but(align="right") if n == len(texts) - 1 else _PANEL
        sheet.merge((_META, first), (_META, end), texts[n], panel)
    sheet.row(_META, 19)


def _draw_line(sheet: Sheet, issue: Issue, table: FormTable, places: Sequence[Slot]) -> None:
    """Draw the line that counts what is open, and beside it what the colours mean."""
    lang = issue.lang
    is_targets = table.name == issue.say(TARGETS_SHEET)
    count, wrong = missing_count(places, lang, wanted=is_targets), wrong_count(places, lang)
    done, cells = (_VALUES_FILLED, _VALUES) if is_targets else (_ALL_FILLED, _CELLS)
    say = {words: f'"{issue.say(words)}"' for words in (done, _STILL, cells, _ALSO, _PLACES, _BROKEN)}
    tail = "" if wrong == "0" else f'&IF({wrong}=0,"",{say[_ALSO]}&({wrong})&{say[_PLACES]})'
    formula = f"=IFERROR(IF({count}=0,{say[done]},{say[_STILL]}&({count})&{say[cells]}){tail},{say[_BROKEN]})"
    if len(formula) > _MAX_FORMULA:
        formula = '=""'  # a form of so many columns does without its count; the colours say the same
    open_cells, odd = _open_cells(places, table.rows, lang, wanted=is_targets), _odd_cells(places, table.rows, lang)
    text = f"{issue.say(_STILL)}{open_cells}{issue.say(cells)}" if open_cells else issue.say(done)
    text += f"{issue.say(_ALSO)}{odd}{issue.say(_PLACES)}" if odd else ""
    left, right = _runs(table, [width(text) + 8.0, 90.0])
    sheet.merge((_LINE, left[0]), (_LINE, left[1]), "", _COUNT)
    sheet.formula(_LINE, left[0], formula, _COUNT, text if formula != '=""' else "")
    sheet.merge((_LINE, right[0]), (_LINE, right[1]), "", _NOTE)
    sheet.rich(_LINE, right[0], _legend(issue, places), _NOTE)
    sheet.row(_LINE, 21)


def _legend(issue: Issue, places: Sequence[Slot]) -> list[tuple[str, Style]]:
    """Return what the colours mean, those that this sheet has."""
    levels = [level for level in Required if any(place.field.required is level for place in places)]
    # Our own fills are too pale for a sign of 9 points and stand there darker; the office's are shown as they are.
    fills = issue.house_style.fills
    marks = [(_LEGEND[level], fills.get(INPUT_FILL[level], _LEGEND_COLORS[level])) for level in levels]
    parts: list[tuple[str, Style]] = []
    for words, color in (*marks, *_LEGEND_REST):
        parts += [("■", _NOTE.but(color=color)), (issue.say(_GAP, word=words), _NOTE)]
    return [*parts, (issue.say(_PROTECTED), _NOTE)]


def _open_cells(places: Sequence[Slot], rows: Sequence[FormRow], lang: Lang, *, wanted: bool) -> int:
    """Count what the line's formula counts, in the form as it is sent out."""
    levels = (Required.YES, Required.WANTED) if wanted else (Required.YES,)
    total = 0
    for place in places:
        field = place.field
        empty = [row for row in rows if row.values.get(field.name) in (None, "")]
        if field.required in levels:
            total += len(empty)
        else:
            total += sum(_is_needed(field, row, places, lang) for row in empty)
    return total


def _is_needed(field: Field, row: FormRow, places: Sequence[Slot], lang: Lang) -> bool:
    """Tell whether a choice carried over makes a field necessary."""
    when = field.required_when
    if when is None:
        return False
    value = row.values.get(when.field)
    chosen = [type_of(place.field).entries(str(value)) for place in places if place.field.name == when.field and value]
    return any(label in entries for label in _labels(places, when.field, when.choices, lang) for entries in chosen)


def _odd_cells(places: Sequence[Slot], rows: Sequence[FormRow], lang: Lang) -> int:
    """Count what cannot be right among the entries carried over: contradictions, and numbers beyond their limits."""
    done = _labels(places, "status", (Status.DONE,), lang)
    total = 0
    for row in rows:
        status, percent = row.values.get("status"), row.values.get("percent")
        if done and status and isinstance(percent, Decimal):
            total += percent < 100 if status in done else percent == 100
        fields = (place.field for place in places)
        total += sum(type_of(field).is_impossible(row.values.get(field.name), field) for field in fields)
    return total


def _labels(places: Sequence[Slot], name: str, names: Sequence[str], lang: Lang) -> list[str]:
    fields = [place.field for place in places if place.field.name == name]
    return [choice.label.template(lang) for field in fields for choice in field.choices if choice.name in names]


def _draw_row(sheet: Sheet, table: FormTable, r: int, row: FormRow) -> None:
    sheet.put(r, 0, row.key, _HIDDEN)
    tall = _LEAST_HEIGHT
    for n, column in enumerate(table.columns, 1):
        value = row.values.get(column.name)
        if column.name == "share":
            sheet.formula(r, n, _share_formula(table, r), column.style, _share(row))
            continue
        number = row.numbers.get(column.name)
        sheet.put(r, n, value, column.style.but(number=number) if number else column.style)
        if isinstance(value, str) and not column.hidden:
            tall = max(tall, _cell_height(column, value))
    sheet.row(r, tall, grows=True)


def _cell_height(column: FormColumn, text: str) -> float:
    # A cell keeps a rim, and a line of Chinese breaks a whole character earlier than its width says.
    tall = height([(text, max(column.width - _RIM, 3.0))], column.style.size)
    return min(tall, _LAST_HEIGHT) if column.name == "last_progress" else tall


def _share_formula(table: FormTable, r: int) -> str:
    """Return the formula of the share reached: value by aim, for a cap aim by value."""
    at = {column.name: address(r, n) for n, column in enumerate(table.columns, 1)}
    actual, aim = at["actual"], at["value"]
    top, bottom = (aim, actual) if table.rows[r - _FIRST].values.get("is_cap") else (actual, aim)
    return f'=IF(AND(ISNUMBER({actual}),ISNUMBER({aim})),IF({bottom}<>0,ROUND({top}/{bottom}*100,1),""),"")'


def _share(row: FormRow) -> str | Decimal:
    actual, aim = row.values.get("actual"), row.values.get("value")
    if not isinstance(actual, Decimal) or not isinstance(aim, Decimal):
        return ""
    top, bottom = (aim, actual) if row.values.get("is_cap") else (actual, aim)
    return round(top / bottom * 100, 1) if bottom else ""


def _draw_foot(sheet: Sheet, issue: Issue, table: FormTable, row: int) -> int:
    """Draw the line of signatures (several on a narrow form); the unit's name stands in it, the rest is open."""
    for labels, parts in _foot_lines(issue, table):
        for n, (first, end) in enumerate(parts):
            label = labels[n // 2]
            if n % 2 == 0:
                sheet.merge((row, first), (row, end), issue.say(label), LOOK.heading)
                continue
            text = issue.assignment.unit.name if label is _FOOT[0] else ""
            number = "yyyy-mm-dd" if label is _FOOT[-1] else ""
            sheet.merge((row, first), (row, end), text, LOOK.input_center.but(fill="", number=number))
        sheet.row(row, 34)
        row += 1
    return row - 1


def _foot_lines(issue: Issue, table: FormTable) -> list[tuple[tuple[Words, ...], list[tuple[int, int]]]]:
    """Spread labels and their cells over as few lines as leave each of them room."""
    pairs = min(len(_FOOT), sum(not column.hidden for column in table.columns) // 2)
    lines = _foot_with(issue, table, pairs)
    while pairs > 1 and not all(_width(table, part) >= 10.0 for _, parts in lines for part in parts):
        pairs -= 1
        lines = _foot_with(issue, table, pairs)
    # Two lines of three and two look better than four and one.
    return _foot_with(issue, table, -(-len(_FOOT) // len(lines)))


def _foot_with(issue: Issue, table: FormTable, pairs: int) -> list[tuple[tuple[Words, ...], list[tuple[int, int]]]]:
    lines = []
    for start in range(0, len(_FOOT), pairs):
        labels = _FOOT[start : start + pairs]
        needs = [need for label in labels for need in (width(issue.say(label)) + 4.0, 20.0)]
        lines.append((labels, _runs(table, needs)))
    return lines


def _width(table: FormTable, part: tuple[int, int]) -> float:
    return sum(column.width for column in table.columns[part[0] - 1 : part[1]] if not column.hidden)


def _runs(table: FormTable, needs: Sequence[float]) -> list[tuple[int, int]]:
    """Cut the columns from B on into runs for texts that need so much room."""
    widths = [0.0 if column.hidden else column.width for column in table.columns]
    return [(first + 1, last + 1) for first, last in runs(widths, needs)]
