"""The two sheets a unit fills in: one row a task, one row a target. Each is one column table drawn the same way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportkit.book import Book, Sheet, Style, address, height
from reportkit.forms.issue import OP_WORDS, Issue, aims_text, last_text, value_label
from reportkit.forms.rules import Place, colour, missing_count, validate, wrong_count
from reportkit.identity import row_key
from reportkit.look import LOOK
from reportkit.model import Answer, Field, FieldType, Required, Role, Target, Task, Value
from reportkit.text import shorten
from reportkit.words import Words

TASKS_SHEET = Words("Form", "填报表")
TARGETS_SHEET = Words("Targets", "指标")

_TITLE, _SUBTITLE, _META, _LINE, _NAMES, _HEADINGS, _FIRST = range(7)
_FALLBACK_TITLE = Words("Key tasks", "重点工作")
_SUBTITLES = {
    Role.LEAD: Words("Progress report, {period}", "{period}进展情况填报表"),
    Role.PARTICIPANT: Words("Report of participating units, {period}", "{period}配合情况填报表"),
}
_TARGETS_SUBTITLE = Words("Values of the targets, {period}", "{period}指标完成情况填报表")
_ISSUER = Words("Issued by: {value}", "制表单位：{value}")
_UNIT = Words("Unit: {value}", "填报单位：{value}")
_PERIOD = Words("Period: {value}", "报送期：{value}")
_DUE = Words("Due: {value}", "截止日期：{value}")
FORM_NO = Words("Form no.: {value}", "表号：{value}")
_FOOTER = Words("&L{form}&CPage &P of &N&R{unit}", "&L表号 {form}&C第 &P 页 共 &N 页&R{unit}")

_ALL_FILLED = Words("✔ All required cells are filled in", "✔ 必填项已填齐")
_STILL = Words("Still to fill in: ", "还有 ")
_CELLS = Words(" required cells", " 格必填没填")
_ALSO = Words("; to check: ", "；另有 ")
_PLACES = Words(" (red cells)", " 处前后对不上（红格）")
_VALUES_FILLED = Words("✔ All values are filled in", "✔ 指标值已填齐")
_VALUES = Words(" values (leave what has no figure yet)", " 个指标没填目前完成值（暂时没有数的可以空着）")
_BROKEN = Words("A cell shows a formula error; type the value itself", "有格子显示公式错误，请直接填内容")
_LEGEND = Words(
    "Yellow: required. Green: optional. Orange: still missing. Red: cannot be right. Grey: not to be changed. "
    "If the sheet cannot be edited, click “Enable Editing” at the top first.",
    "黄格必填，绿格选填，橙格还缺，红格请核对，灰格不用改。打不了字时，先点窗口上方的“启用编辑”。",
)

_FOOT = (
    Words("Unit (stamp)", "填报单位（盖章）"),
    Words("Filled in by", "填报人"),
    Words("Telephone", "联系电话"),
    Words("Approved by", "审核人（签字）"),
    Words("Date", "填报日期"),
)

_PANEL = Style(font="宋体", size=10.5, color="#404040", align="left", shrink=True)
_COUNT = Style(font="黑体", size=11, bold=True, color="#9C3D00", align="left", shrink=True)
_NOTE = Style(font="宋体", size=9, color="#595959", align="left", wrap=True)
_HIDDEN = Style(font="Arial", size=8, color="#808080")
_HEADING_INPUT = LOOK.heading.but(fill="#F7DFA5")
_OPTIONAL_FILL = "#F1F7EC"
_LAST_HEIGHT = 190.0
_GIVEN_SMALL = LOOK.given.but(size=9.0)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet.

    Attributes:
        name: what stands in the hidden row.
        heading: what stands in the visible heading.
        width: in characters.
        style: of its cells.
        field: the field to fill in, None for a locked column.
        hidden: True where nothing in it would say anything.
    """

    name: str
    heading: str
    width: float
    style: Style
    field: Field | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its key, and what stands in its columns."""

    key: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet to be drawn.

    Attributes:
        name: of the sheet.
        subtitle: under the title.
        columns: from column B on; A holds the keys.
        rows: in order.
        a3: paper.
        frozen: the last column that stays in sight.
    """

    name: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    a3: bool
    frozen: int

    @property
    def last_row(self) -> int:
        """The last row of the rows, from 0."""
        return _FIRST + len(self.rows) - 1

    def places(self, sources: Mapping[str, str]) -> list[Place]:
        """Return where each field stands."""
        return [
            Place(column.field, n, _FIRST, self.last_row, sources.get(column.name, ""))
            for n, column in enumerate(self.columns, 1)
            if column.field
        ]


def tasks_table(issue: Issue) -> Table:
    """Return the sheet of tasks: all a clerk needs to answer, then the fields."""
    tasks = issue.assignment.tasks
    rows = tuple(_task_row(issue, task) for task in tasks)
    columns = (
        Column("no", _say(issue, "No.", "序号"), 5, LOOK.given_center),
        Column("project", _say(issue, "Project", "项目"), 11, _GIVEN_SMALL),
        Column("work", _say(issue, "Key task", "重点工作"), 36, LOOK.given),
        Column("aims", _say(issue, "Aims of the year", "年度目标"), 20, LOOK.given),
        Column("leaders", _say(issue, "Leaders", "牵头领导"), 8.5, LOOK.given_center),
        Column("lead_units", _say(issue, "Lead units", "牵头单位"), 13, _GIVEN_SMALL),
        Column("participants", _say(issue, "Participating units", "主要参与单位"), 15, _GIVEN_SMALL),
        Column("last_progress", _say(issue, "Progress last period", "上期进展"), 24, _GIVEN_SMALL.but(valign="top")),
        *(_input(issue, field) for field in issue.task_fields),
    )
    subtitle = _SUBTITLES[issue.assignment.role].text(issue.lang, period=issue.period.label(issue.lang))
    return Table(issue.say(TASKS_SHEET), subtitle, _without_empty(columns, rows), rows, a3=True, frozen=3)


def targets_table(issue: Issue) -> Table:
    """Return the sheet of targets: the aim, the last value, the fields and the share reached."""
    rows = tuple(_target_row(issue, task, target) for task, target in issue.targets)
    columns = (
        Column("no", _say(issue, "No.", "序号"), 6, LOOK.given_center),
        Column("work", _say(issue, "Key task", "重点工作"), 40, _GIVEN_SMALL),
        Column("indicator", _say(issue, "Target", "指标"), 30, LOOK.given),
        Column("op", _say(issue, "Comparison", "要求"), 10, LOOK.given_center),
        Column("value", _say(issue, "Aim of the year", "年度目标值"), 12, LOOK.given_center),
        Column("measure", _say(issue, "Measure", "单位"), 11, LOOK.given_center),
        Column("last", _say(issue, "Value last period", "上期完成值"), 12, LOOK.given_center),
        *(_input(issue, field) for field in issue.target_fields),
        Column("share", _say(issue, "Reached (%)", "完成比例（%）"), 12, LOOK.given_center),
    )
    subtitle = issue.say(_TARGETS_SUBTITLE, period=issue.period.label(issue.lang))
    wide = sum(c.width for c in columns) > 190
    return Table(issue.say(TARGETS_SHEET), subtitle, _without_empty(columns, rows), rows, a3=wide, frozen=3)


def draw(book: Book, issue: Issue, table: Table, sources: Mapping[str, str], *, foot: bool) -> Sheet:
    """Draw a sheet: heading, the counting line, the hidden names, the rows and, with `foot`, the foot."""
    sheet = book.sheet(table.name)
    sheet.column(0, 4, hidden=True)
    for n, column in enumerate(table.columns, 1):
        sheet.column(n, column.width, hidden=column.hidden)
    _draw_head(sheet, issue, table)
    _draw_line(sheet, issue, table, sources)
    sheet.put(_NAMES, 0, "key", _HIDDEN)
    for n, column in enumerate(table.columns, 1):
        sheet.put(_NAMES, n, column.name, _HIDDEN)
        sheet.put(_HEADINGS, n, column.heading, _HEADING_INPUT if column.field else LOOK.heading)
    sheet.row(_NAMES, hidden=True)
    sheet.row(_HEADINGS, height([(c.heading, c.width) for c in table.columns if not c.hidden], 10.5, least=30))
    for r, row in enumerate(table.rows, _FIRST):
        _draw_row(sheet, table, r, row)
    places = table.places(sources)
    for place in places:
        validate(sheet, place, issue.lang)
    colour(sheet, places, issue.lang)
    last = table.last_row
    if foot:
        last = _draw_foot(sheet, issue, table, last + 2)
    _finish(sheet, issue, table, last, places[0])
    return sheet


def _finish(sheet: Sheet, issue: Issue, table: Table, last_row: int, first: Place) -> None:
    unit = shorten(issue.assignment.unit.name, 60).replace("&", "&&")
    footer = _FOOTER.text(issue.lang, form=str(issue.form), unit=unit)
    sheet.paper(a3=table.a3, repeat=(_HEADINGS, _HEADINGS), footer=footer)
    sheet.area(last_row, len(table.columns))
    sheet.freeze(_FIRST, table.frozen + 1)
    sheet.plain_view()
    sheet.select(first.first, first.column)
    sheet.protect()


def _draw_head(sheet: Sheet, issue: Issue, table: Table) -> None:
    settings, last = issue.master.settings, len(table.columns)
    title = settings.list_title or issue.say(_FALLBACK_TITLE)
    sheet.merge((_TITLE, 1), (_TITLE, last), title, LOOK.title.but(shrink=True))
    sheet.row(_TITLE, 30)
    sheet.merge((_SUBTITLE, 1), (_SUBTITLE, last), table.subtitle, LOOK.subtitle.but(size=13.0, bold=True))
    sheet.row(_SUBTITLE, 21)
    texts = [
        issue.say(_UNIT, value=issue.assignment.unit.name),
        issue.say(_PERIOD, value=issue.period.label(issue.lang)),
        issue.say(_DUE, value=issue.due.isoformat()),
        issue.say(FORM_NO, value=str(issue.form)),
    ]
    if settings.organisation:
        texts.insert(0, issue.say(_ISSUER, value=settings.organisation))
    for (first, end), text in zip(_segments(table, [1.0] * len(texts)), texts, strict=True):
        sheet.merge((_META, first), (_META, end), text, _PANEL)
    sheet.row(_META, 19)


def _draw_line(sheet: Sheet, issue: Issue, table: Table, sources: Mapping[str, str]) -> None:
    """Draw the line that counts what is open, and beside it what the colours mean."""
    places, lang = table.places(sources), issue.lang
    is_targets = table.name == issue.say(TARGETS_SHEET)
    count = missing_count(places, lang, wanted=is_targets)
    wrong = wrong_count(places, lang)
    done, cells = (_VALUES_FILLED, _VALUES) if is_targets else (_ALL_FILLED, _CELLS)
    say = {words: _quoted(issue, words) for words in (done, _STILL, cells, _ALSO, _PLACES, _BROKEN)}
    tail = "" if wrong == "0" else f'&IF({wrong}=0,"",{say[_ALSO]}&({wrong})&{say[_PLACES]})'
    formula = f"=IFERROR(IF({count}=0,{say[done]},{say[_STILL]}&({count})&{say[cells]}){tail},{say[_BROKEN]})"
    left, right = _segments(table, [1.0, 3.0])
    sheet.merge((_LINE, left[0]), (_LINE, left[1]), "", _COUNT)
    open_cells = _open_cells(places, table.rows, wanted=is_targets)
    text = f"{issue.say(_STILL)}{open_cells}{issue.say(cells)}" if open_cells else issue.say(done)
    sheet.formula(_LINE, left[0], formula, _COUNT, text)
    sheet.merge((_LINE, right[0]), (_LINE, right[1]), issue.say(_LEGEND), _NOTE)
    room = _width(table, right)
    sheet.row(_LINE, height([(issue.say(_LEGEND), room)], 9, least=21))


def _open_cells(places: Sequence[Place], rows: Sequence[Row], *, wanted: bool) -> int:
    """Count what the line's formula counts in the form as it is sent out."""
    total = 0
    for place in places:
        field = place.field
        levels = (Required.YES, Required.WANTED) if wanted else (Required.YES,)
        empty = [row for row in rows if row.values.get(field.name) in (None, "")]
        if field.required in levels:
            total += len(empty)
        elif field.required_when:
            name, names = field.required_when
            labels = _labels_of(places, name, names)
            total += sum(row.values.get(name) in labels for row in empty)
    return total


def _labels_of(places: Sequence[Place], name: str, names: Sequence[str]) -> frozenset[Value]:
    return frozenset(
        label
        for place in places
        if place.field.name == name
        for choice in place.field.choices
        if choice.name in names
        for label in (choice.label.en, choice.label.zh, choice.label.hant)
    )


def _draw_row(sheet: Sheet, table: Table, r: int, row: Row) -> None:
    sheet.put(r, 0, row.key, _HIDDEN)
    texts: list[tuple[str, float]] = []
    tall = 0.0
    for n, column in enumerate(table.columns, 1):
        value = row.values.get(column.name)
        if column.name == "share":
            sheet.formula(r, n, _share_formula(table, r), column.style, _share(row))
            continue
        sheet.put(r, n, value, column.style)
        if column.hidden or not isinstance(value, str):
            continue
        if column.name == "work" or column.field is None:
            tall = max(tall, _cell_height(column, value))
        else:
            texts.append((value, column.width))
    sheet.row(r, max(tall, height(texts, 10.5, least=40) if texts else 40.0), grows=True)


def _cell_height(column: Column, text: str) -> float:
    tall = height([(text, column.width)], column.style.size)
    return min(tall, _LAST_HEIGHT) if column.name == "last_progress" else tall


def _share_formula(table: Table, r: int) -> str:
    """Return the formula of the share reached: value by aim, for a cap aim by value."""
    at = {column.name: address(r, n) for n, column in enumerate(table.columns, 1)}
    actual = at.get("actual", "0")
    capped = table.rows[r - _FIRST].values.get("is_cap") == "1"
    top, bottom = (at["value"], actual) if capped else (actual, at["value"])
    return f'=IF(AND(ISNUMBER({actual}),ISNUMBER({at["value"]})),IF({bottom}<>0,ROUND({top}/{bottom}*100,1),""),"")'


def _share(row: Row) -> str | Decimal:
    actual, aim = row.values.get("actual"), row.values.get("value")
    if not isinstance(actual, Decimal) or not isinstance(aim, Decimal):
        return ""
    top, bottom = (aim, actual) if row.values.get("is_cap") == "1" else (actual, aim)
    return round(top / bottom * 100, 1) if bottom else ""


def _draw_foot(sheet: Sheet, issue: Issue, table: Table, row: int) -> int:
    """Draw the line of signatures; the unit's name stands in it, the rest is to fill in."""
    shares = [1.1, 1.5, 0.7, 0.9, 0.8, 1.1, 1.0, 1.1, 0.8, 1.0]
    box = LOOK.input_center.but(fill="")
    for n, (first, end) in enumerate(_segments(table, shares)):
        label, is_label = _FOOT[n // 2], n % 2 == 0
        text = issue.say(label) if is_label else (issue.assignment.unit.name if n == 1 else "")
        style = LOOK.heading if is_label else box.but(number="yyyy-mm-dd" if n == len(shares) - 1 else "")
        sheet.merge((row, first), (row, end), text, style)
    sheet.row(row, 34)
    return row


def _segments(table: Table, shares: Sequence[float]) -> list[tuple[int, int]]:
    """Cut the columns from B on into runs whose widths are about in proportion to `shares`.

    Each run holds at least one column that can be seen, as there are always more of these than runs.
    """
    seen = [n for n, column in enumerate(table.columns, 1) if not column.hidden]
    total = sum(table.columns[n - 1].width for n in seen)
    ends: list[int] = []
    used, k, wanted = 0.0, 0, 0.0
    for share in shares[:-1]:
        wanted += share / sum(shares) * total
        most = len(seen) - (len(shares) - len(ends)) + 1
        used, k = used + table.columns[seen[k] - 1].width, k + 1
        while k < most and used + table.columns[seen[k] - 1].width / 2 < wanted:
            used, k = used + table.columns[seen[k] - 1].width, k + 1
        ends.append(seen[k] - 1)
    starts = [1, *(end + 1 for end in ends)]
    return list(zip(starts, [*ends, len(table.columns)], strict=True))


def _width(table: Table, segment: tuple[int, int]) -> float:
    return sum(c.width for c in table.columns[segment[0] - 1 : segment[1]] if not c.hidden)


def _quoted(issue: Issue, words: Words) -> str:
    return '"' + issue.say(words) + '"'


def _say(issue: Issue, en: str, zh: str) -> str:
    return issue.say(Words(en, zh))


def _input(issue: Issue, field: Field) -> Column:
    fill = LOOK.input.fill if field.required is Required.YES else _OPTIONAL_FILL
    is_long = field.type in (FieldType.LONG_TEXT, FieldType.TEXT)
    style = (LOOK.input if is_long else LOOK.input_center).but(fill=fill)
    if field.type is FieldType.DATE:
        style = style.but(number="yyyy-mm-dd")
    elif field.type is FieldType.MONTH:
        style = style.but(number="yyyy-mm")
    star = " *" if field.required is Required.YES else ""
    return Column(field.name, (issue.label(field.label) or field.name) + star, field.width, style, field)


def _without_empty(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Hide the columns that would be empty all the way down: the first period has no last one."""
    may_hide = ("aims", "last_progress", "last", "project", "participants")
    return tuple(
        Column(c.name, c.heading, c.width, c.style, c.field, hidden=True)
        if c.name in may_hide and all(row.values.get(c.name) in (None, "") for row in rows)
        else c
        for c in columns
    )


def _task_row(issue: Issue, task: Task) -> Row:
    entry = issue.last.get(task.no)
    aims = [t for t in issue.master.targets_of(task.no) if t.is_asked or t.value is None]
    values: dict[str, Value] = {
        "no": Decimal(task.no),
        "project": task.project or "",
        "work": task.work,
        "aims": aims_text(aims, issue.lang),
        "leaders": "\n".join(issue.master.holder(name) for name in task.leaders),
        "lead_units": "\n".join(ref.written for ref in task.leads),
        "participants": "、".join(ref.written for ref in task.participants),
        "last_progress": last_text(entry, issue.template, issue.lang),
    }
    carried = {f.name: _carried(issue, f, entry.answers.get(f.name) if entry else None) for f in issue.task_fields}
    key = str(row_key(issue.secret, issue.form, task.no))
    return Row(key, values | {name: value for name, value in carried.items() if value is not None})


def _target_row(issue: Issue, task: Task, target: Target) -> Row:
    entry = issue.last.get(task.no)
    values: dict[str, Value] = {
        "no": Decimal(task.no),
        "work": shorten(task.work, 76),
        "indicator": target.indicator,
        "op": issue.say(OP_WORDS[target.op]),
        "value": target.value,
        "measure": target.measure,
        "last": entry.actual(target.no) if entry else None,
        "is_cap": "1" if target.op.is_cap else "",
    }
    answers = entry.targets.get(target.no, {}) if entry else {}
    carried = {f.name: _carried(issue, f, answers.get(f.name)) for f in issue.target_fields}
    key = str(row_key(issue.secret, issue.form, task.no, target.no))
    return Row(key, values | {name: value for name, value in carried.items() if value is not None})


def _carried(issue: Issue, field: Field, answer: Answer | None) -> Value:
    """Return what is copied into the new form's cell: only where the field says so, only what was understood."""
    if not field.carry_over or answer is None or answer.faulty or answer.value is None:
        return None
    if field.type in (FieldType.CHOICE, FieldType.MULTI_CHOICE):
        return value_label(answer.value, field, issue.lang)
    return answer.value


__all__ = ["FORM_NO", "TARGETS_SHEET", "TASKS_SHEET", "Column", "Row", "Table", "draw", "targets_table", "tasks_table"]
