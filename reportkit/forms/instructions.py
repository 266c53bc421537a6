"""The first sheet of a form (填表说明): one page that saves a telephone call."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportkit.fields.type_table import type_of
from reportkit.forms.issue import Issue
from reportkit.forms.runs import runs
from reportkit.language.text import MAX_CELL, units, visible
from reportkit.language.words import Lang, Words, joined
from reportkit.model import Field, Required, Template
from reportkit.workbook.book import Book
from reportkit.workbook.heights import height
from reportkit.workbook.look import INPUT_FILL, LOOK
from reportkit.workbook.sheet import Sheet
from reportkit.workbook.stencil import Stencil
from reportkit.workbook.style import SONG, HouseStyle, Style

SHEET = Words("Read me", "填表说明")
_TITLE = Words("How to fill in this form", "填表说明")
_WHO = Words(
    "{unit}: {n} tasks, {period}. Please return it by {due}. Form no.: {form}",
    "{unit}：共 {n} 项任务，{period}。请于 {due} 前报回。表号：{form}",
)
_WHO_LATE = Words(
    "{unit}: {n} tasks, {period}. It was due on {due}; please send it at once. Form no.: {form}",
    "{unit}：共 {n} 项任务，{period}。原定 {due} 前报送，请尽快报回。表号：{form}",
)
_STEPS = (
    Words(
        "If a yellow bar says “Protected View”, click “Enable Editing” first.",
        "窗口上方如显示“受保护的视图”，请先点“启用编辑”。",
    ),
    Words(
        "On the sheet “{tasks}” fill in one row a task: yellow cells are required, green ones optional; grey cells "
        "need no change. What each cell wants is shown when you click it.",
        "在“{tasks}”表里一项任务填一行：黄格必填，绿格选填，灰格不用动。点一下格子，旁边会显示怎么填。",
    ),
    Words(
        "The line above the table counts what is still missing. Orange cells are missing, red cells contradict each "
        "other or cannot be right.",
        "表头上方会显示还有几格必填没填。橙色是还缺的，红色是前后对不上或填得不对的，改好颜色就消失。",
    ),
    Words(
        "On the sheet “{targets}” type the value so far of each target: the number only, in the measure of its row.",
        "在“{targets}”表里填各项指标的目前完成值：只填数字，单位看本行。",
    ),
    Words(
        "Please leave rows and columns as they are, also for tasks that have not begun. Excel, WPS and LibreOffice "
        "will all do; the name of the file does not matter.",
        "没开展的任务也请保留那一行，不要增删行列。用 Excel、WPS 都可以，文件名随意。",
    ),
    Words(
        "Fill in the foot, save, and return this file. If the office also wants paper, print it, have it signed and "
        "stamped; the pages carry the form number.",
        "填好表尾的填报人、电话，保存后把本文件报回。需要纸质件的，直接打印、签字、盖章，页脚印有表号。",
    ),
)
_USUAL_COLORS = _STEPS[1]
_OFFICE_COLORS = Words(
    "On the sheet “{tasks}” fill in one row a task; the line above the table shows which colour is required, which "
    "optional, and which needs no change. What each cell wants is shown when you click it.",
    "在“{tasks}”表里一项任务填一行；哪种底色必填、哪种选填、哪种不用动，看表头上方的图例。点一下格子，旁边会显示怎么填。",
)
_FIELDS = Words("What each column wants", "各栏怎么填")
_EXAMPLE = Words("An example (invented, only to show the manner)", "填写示例（内容虚构，仅示意写法）")
_HEADINGS = (Words("Column", "栏目"), Words("Required", "是否必填"), Words("How to fill it in", "怎么填"))
_REQUIRED = {
    Required.YES: Words("required", "必填"),
    Required.WANTED: Words("if there is a figure", "有数就填"),
    Required.NO: Words("optional", "选填"),
}
_WHEN = Words("required if: {choices}", "选“{choices}”时必填")
_CHOICES = Words("List: {choices}.", "可选：{choices}。")

_Given = tuple[tuple[Words, Words, float], ...]
"""Locked cells of an example: heading, what stands in it, and the room it needs."""

_EXAMPLE_TASK: _Given = (
    (Words("No.", "序号"), Words("4", "4"), 5.0),
    (
        Words("Key task", "重点工作"),
        Words("500 new national high-tech enterprises.", "新增国家高新技术企业500家。"),
        24.0,
    ),
)
_EXAMPLE_TARGET: _Given = (
    (Words("Target", "指标"), Words("New national high-tech enterprises", "新增国家高新技术企业"), 26.0),
    (Words("Aim of the year", "年度目标值"), Words("500", "500"), 12.0),
    (Words("Measure", "单位"), Words("firms", "家"), 10.0),
)
_EXAMPLES = {
    "progress": Words(
        "312 new high-tech enterprises by the end of June, 62.4 % of the aim; 3 briefings held, 180 firms visited.",
        "截至6月底新增国家高新技术企业312家，完成年度目标的62.4%；开展政策宣讲3场，走访企业180家。",
    ),
    "status": Words("on_track", "on_track"),
    "percent": Words("62", "62"),
    "problems": Words("Some firms spend too little on research.", "部分企业研发投入占比不达标。"),
    "next_steps": Words("Second round of applications by the end of September.", "9月底前完成第二批申报辅导。"),
    "remarks": Words("", ""),
    "actual": Words("312", "312"),
}
_WHOSE = "{whose}"
"""What stands in a stencil for the line that says whose form it is: no office writes that."""
_GRID = 24
_CELL = 6.2
_ROOM = _GRID * _CELL
_MOST_EXAMPLES = 10
_TEXT = Style(font=SONG, size=10.5, wrap=True, valign="vcenter")


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page is drawn from but the line that says whose it is; pages of which it is the same are the same.

    Attributes:
        lang: of its texts.
        sheets: names of the sheets to fill in, tasks first.
        year: of the period, which stands in examples.
        template: the form's fields.
        task_fields: the fields that are asked on a task row.
        target_fields: those of a target row, none where no target is asked.
        house_style: how the office wants it to look.
        tall: height of the line that says whose it is, in points.
    """

    lang: Lang
    sheets: tuple[str, ...]
    year: int
    template: Template
    task_fields: tuple[Field, ...]
    target_fields: tuple[Field, ...]
    house_style: HouseStyle
    tall: float

    @classmethod
    def of(cls, issue: Issue, sheets: Sequence[str]) -> "Page":
        """Return what the page of a form is drawn from; `sheets` are those to fill in, tasks first."""
        tall = height([(whose(issue), _ROOM)], 10.5, least=22)
        targets = issue.target_fields if issue.targets else ()
        return cls(
            issue.lang, tuple(sheets), issue.period.year, issue.template, issue.task_fields, targets,
            issue.house_style, tall,
        )  # fmt: skip

    def say(self, words: Words, **values: object) -> str:
        """Return a text of the page in its language."""
        return words.text(self.lang, **values)

    def label(self, words: Words) -> str:
        """Return a text that an office wrote (a label, a hint): braces in it mean nothing."""
        return words.template(self.lang)


def draw_instructions(book: Book, issue: Issue, sheets: Sequence[str]) -> None:
    """Make the page the first sheet of a form; `sheets` are the names of the sheets to fill in, tasks first.

    It is two thirds of the cells of a small form and the same in each but for one line: it is drawn once for all of a
    round, and taken over by each form. A form takes half the time.
    """
    who, page = visible(whose(issue)), Page.of(issue, sheets)
    if units(who) > MAX_CELL:
        draw_page(book, page, who)
    else:
        stencil = _stencil(page)
        book.begin_with(stencil, [who if text == _WHOSE else text for text in stencil.texts])


@lru_cache(maxsize=32)
def _stencil(page: Page) -> Stencil:
    book = Book("", house_style=page.house_style, lang=page.lang)
    draw_page(book, page, _WHOSE)
    return book.stencil()


def whose(issue: Issue) -> str:
    """Return the line that says whose form it is, of what and until when."""
    return issue.say(
        _WHO_LATE if issue.is_overdue else _WHO,
        unit=issue.assignment.unit.name,
        n=len(issue.assignment.tasks),
        period=issue.period.label(issue.lang),
        due=issue.due,
        form=str(issue.form),
    )


def draw_page(book: Book, page: Page, who: str) -> None:
    """Draw the page; `who` is the line that says whose it is."""
    sheet = book.sheet(page.say(SHEET))
    for n in range(_GRID):
        sheet.column(n, _CELL)
    sheet.merge((0, 0), (0, _GRID - 1), page.say(_TITLE), LOOK.title)
    sheet.row(0, 34)
    sheet.merge((1, 0), (1, _GRID - 1), who, LOOK.subtitle.but(bold=True, wrap=True))
    sheet.row(1, page.tall)
    row = 3
    steps = [step for step in _STEPS if len(page.sheets) > 1 or "{targets}" not in step.en]
    if any(fill in page.house_style.fills for fill in INPUT_FILL.values()):
        steps[steps.index(_USUAL_COLORS)] = _OFFICE_COLORS
    for n, step in enumerate(steps, 1):
        text = f"{n}. {page.say(step, tasks=page.sheets[0], targets=page.sheets[-1])}"
        _line(sheet, row, [(text, _TEXT, 1.0)], least=20)
        row += 1
    row = _draw_fields(sheet, page, row + 1)
    row = _draw_example(sheet, page, row + 1)
    sheet.page_setup(pages_tall=1)
    sheet.area(row - 1, _GRID - 1)
    sheet.plain_view()
    sheet.protect()


def _line(sheet: Sheet, row: int, cells: Sequence[tuple[str, Style, float]], *, least: float) -> None:
    """Draw one line of the page: (text, style, room it needs), spread over the page's fine columns."""
    parts = runs([_CELL] * _GRID, [need for _, _, need in cells])
    for (first, last), (text, style, _) in zip(parts, cells, strict=True):
        sheet.merge((row, first), (row, last), text, style)
    texts = [(cell[0], (last - first + 1) * _CELL) for (first, last), cell in zip(parts, cells, strict=True)]
    sheet.row(row, height(texts, 10.5, least=least))


def _draw_fields(sheet: Sheet, page: Page, row: int) -> int:
    """Draw what each column wants; return the row after it."""
    _line(sheet, row, [(page.say(_FIELDS), LOOK.section, 1.0)], least=22)
    needs = (24.0, 24.0, 96.0)
    heads = [(page.say(words), LOOK.heading, need) for words, need in zip(_HEADINGS, needs, strict=True)]
    _line(sheet, row + 1, heads, least=20)
    row += 2
    notes = [f for f in page.template.fields if not type_of(f).is_asked]
    for field in [*page.task_fields, *page.target_fields, *notes]:
        is_note = not type_of(field).is_asked
        style = LOOK.center if is_note else LOOK.center.but(fill=INPUT_FILL[field.required])
        label = page.label(field.label) or field.name
        texts = (label, "" if is_note else _required(page, field), _hint(page, field))
        styles = (LOOK.center, style, LOOK.body)
        _line(sheet, row, list(zip(texts, styles, needs, strict=True)), least=20)
        row += 1
    return row


def _draw_example(sheet: Sheet, page: Page, row: int) -> int:
    """Draw a task row and a target row as they look when filled in; return the row after them."""
    _line(sheet, row, [(page.say(_EXAMPLE), LOOK.section, 1.0)], least=22)
    row += 1
    pairs: list[tuple[_Given, tuple[Field, ...]]] = [(_EXAMPLE_TASK, page.task_fields)]
    if page.target_fields:
        pairs.append((_EXAMPLE_TARGET, page.target_fields))
    for given, fields in pairs:
        shown = fields[:_MOST_EXAMPLES]
        heads = [(page.say(head), LOOK.heading, need) for head, _, need in given]
        heads += [(page.label(f.label) or f.name, LOOK.heading_input, f.width) for f in shown]
        cells = [(page.say(text), LOOK.given_center, need) for _, text, need in given]
        cells += [(_example(page, f), _example_style(f), f.width) for f in shown]
        _line(sheet, row, heads, least=24)
        _line(sheet, row + 1, cells, least=24)
        row += 2
    return row


def _example_style(field: Field) -> Style:
    return (LOOK.body if type_of(field).is_text else LOOK.center).but(fill=INPUT_FILL[field.required])


def _required(page: Page, field: Field) -> str:
    when = field.required_when
    if when is not None and field.required is not Required.YES:
        other = page.template.field(when.field)
        labels = [page.label(c.label) for c in other.choices if c.name in when.choices] if other else []
        return page.say(_WHEN, choices=joined(labels, page.lang))
    return page.say(_REQUIRED[field.required])


def _hint(page: Page, field: Field) -> str:
    hint = page.label(field.hint)
    if not field.choices:
        return hint
    choices = page.say(_CHOICES, choices=joined([page.label(c.label) for c in field.choices], page.lang))
    return f"{hint}\n{choices}" if hint else choices


def _example(page: Page, field: Field) -> str:
    text = page.say(_EXAMPLES.get(field.name, type_of(field).example), year=page.year)
    if field.choices:
        chosen = next((c for c in field.choices if c.name == text), field.choices[0])
        return page.label(chosen.label)
    return text
