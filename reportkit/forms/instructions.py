"""The first sheet of a form (填表说明): one page that saves a telephone call."""

from collections.abc import Sequence

from reportkit.book import Book, Sheet, Style, height
from reportkit.forms.issue import Issue
from reportkit.look import LOOK
from reportkit.model import Field, FieldType, Required
from reportkit.words import Words

SHEET = Words("Read me", "填表说明")
_TITLE = Words("How to fill in this form", "填表说明")
_WHO = Words(
    "{unit}: {n} tasks, {period}. Please return it by {due}. Form no.: {form}",
    "{unit}：共 {n} 项任务，{period}。请于 {due} 前报回。表号：{form}",
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
_FIELDS = Words("What each column wants", "各栏怎么填")
_EXAMPLE = Words("An example", "填写示例")
_EXAMPLE_NOTE = Words("(invented, only to show the manner)", "（虚构，仅示意写法）")
_HEADINGS = (
    Words("Column", "栏目"),
    Words("Required", "是否必填"),
    Words("How to fill it in", "怎么填"),
    Words("Example", "示例"),
)
_REQUIRED = {
    Required.YES: Words("required", "必填"),
    Required.WANTED: Words("if there is a figure", "有数就填"),
    Required.NO: Words("optional", "选填"),
}
_WHEN = Words("required if: {choices}", "选“{choices}”时必填")
_CHOICES = Words("List: {choices}.", "可选：{choices}。")

_EXAMPLES = {
    "progress": Words(
        "312 new national high-tech enterprises by the end of June (62.4 % of 500); 3 briefings, 180 firms visited.",
        "截至6月底，新增国家高新技术企业312家，完成年度目标500家的62.4%；开展政策宣讲3场，走访企业180家。",
    ),
    "problems": Words("Land for phase two is not yet approved.", "二期用地指标尚未批复，请区规资分局协调。"),
    "next_steps": Words("Second batch of filings by September.", "9月底前完成第二批申报辅导，力争通过200家。"),
    "remarks": Words("None.", "无。"),
    "percent": Words("62", "62"),
    "actual": Words("312", "312"),
    "status": Words("on track", "正常推进"),
}
_BY_TYPE = {
    FieldType.TEXT: Words("a few words", "简要文字"),
    FieldType.LONG_TEXT: Words("a few sentences", "分条写明"),
    FieldType.INTEGER: Words("12", "12"),
    FieldType.NUMBER: Words("12.5", "12.5"),
    FieldType.PERCENT: Words("60", "60"),
    FieldType.MONEY: Words("3500.00", "3500.00"),
}
_WIDTHS = (20.0, 18.0, 58.0, 52.0)
_TEXT = Style(font="宋体", size=10.5, wrap=True, valign="vcenter")


def draw_instructions(book: Book, issue: Issue, sheets: Sequence[str]) -> Sheet:
    """Draw the page; `sheets` are the names of the sheets to fill in, tasks first."""
    sheet = book.sheet(issue.say(SHEET))
    for n, width in enumerate(_WIDTHS):
        sheet.column(n, width)
    last = len(_WIDTHS) - 1
    sheet.merge((0, 0), (0, last), issue.say(_TITLE), LOOK.title)
    sheet.row(0, 34)
    unit = issue.assignment.unit.name
    who = issue.say(
        _WHO,
        unit=unit,
        n=len(issue.assignment.tasks),
        period=issue.period.label(issue.lang),
        due=issue.due.isoformat(),
        form=str(issue.form),
    )
    sheet.merge((1, 0), (1, last), who, LOOK.subtitle.but(bold=True, wrap=True))
    sheet.row(1, height([(who, sum(_WIDTHS))], 10.5, least=22))
    row = _draw_steps(sheet, issue, sheets, 3)
    row = _draw_fields(sheet, issue, row + 1)
    sheet.paper(pages_tall=1)
    sheet.area(row, last)
    sheet.plain_view()
    sheet.protect()
    return sheet


def _draw_steps(sheet: Sheet, issue: Issue, sheets: Sequence[str], row: int) -> int:
    last = len(_WIDTHS) - 1
    steps = [step for step in _STEPS if len(sheets) > 1 or "{targets}" not in step.en]
    for n, step in enumerate(steps, 1):
        text = f"{n}. {issue.say(step, tasks=sheets[0], targets=sheets[-1])}"
        sheet.merge((row, 0), (row, last), text, _TEXT)
        sheet.row(row, height([(text, sum(_WIDTHS))], 10.5, least=20))
        row += 1
    return row


def _draw_fields(sheet: Sheet, issue: Issue, row: int) -> int:
    last = len(_WIDTHS) - 1
    title = f"{issue.say(_FIELDS)} · {issue.say(_EXAMPLE)}{issue.say(_EXAMPLE_NOTE)}"
    sheet.merge((row, 0), (row, last), title, LOOK.section)
    sheet.row(row, 22)
    row += 1
    for n, words in enumerate(_HEADINGS):
        sheet.put(row, n, issue.say(words), LOOK.heading)
    notes = [f for f in issue.template.fields if f.type is FieldType.NOTE]
    asked = [*issue.task_fields, *(issue.target_fields if issue.targets else ()), *notes]
    for field in asked:
        row += 1
        cells = [issue.label(field.label) or field.name, _required(issue, field), _hint(issue, field), ""]
        cells[3] = _example(issue, field)
        for n, text in enumerate(cells):
            sheet.put(row, n, text, LOOK.center if n < 2 else LOOK.body)
        sheet.row(row, height([(t, w) for t, w in zip(cells, _WIDTHS, strict=True)], 10.5, least=20))
    return row


def _required(issue: Issue, field: Field) -> str:
    if field.type is FieldType.NOTE:
        return ""
    if field.required_when and field.required is not Required.YES:
        name, names = field.required_when
        other = issue.template.field(name)
        labels = [issue.label(c.label) for c in other.choices if c.name in names] if other else []
        return issue.say(_WHEN, choices="、".join(labels))
    return issue.say(_REQUIRED[field.required])


def _hint(issue: Issue, field: Field) -> str:
    hint = issue.label(field.hint)
    if not field.choices:
        return hint
    choices = issue.say(_CHOICES, choices="、".join(issue.label(c.label) for c in field.choices))
    return f"{hint}\n{choices}" if hint else choices


def _example(issue: Issue, field: Field) -> str:
    words = _EXAMPLES.get(field.name) or _BY_TYPE.get(field.type)
    if field.choices:
        return issue.label(field.choices[min(1, len(field.choices) - 1)].label)
    if field.type is FieldType.DATE:
        return issue.period.end.isoformat()
    if field.type is FieldType.MONTH:
        return issue.period.end.isoformat()[:7]
    return issue.say(words) if words else ""
