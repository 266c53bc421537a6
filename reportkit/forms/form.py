"""The workbook a unit fills in."""

from collections.abc import Mapping
from datetime import date

from reportkit.address import column_letters
from reportkit.forms.assign import Assignment
from reportkit.forms.instructions import draw_instructions
from reportkit.forms.issue import Issue
from reportkit.forms.sheets import draw
from reportkit.forms.tables import targets_table, tasks_table
from reportkit.identity import form_id
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.model import Entry, Field, Master, Template
from reportkit.period import Period
from reportkit.workbook.book import Book
from reportkit.workbook.look import LOOK
from reportkit.workbook.style import OURS, HouseStyle

META_SHEET = "_rk"
"""Name of the hidden sheet: what the form is, and the entries of its lists."""
_LISTS_FROM = 6
_NO_FIELDS = Words("The form template has no field to ask {unit} for.", "表单模板里没有可以请“{unit}”填的填报项。")
_NO_FIELDS_HINT = Words(
    "On the sheet `fields`, write yes under `participants` for what participating units are asked.",
    "请在 fields 表里，把要请参与单位填的填报项的 participants 一列填 yes。",
)


def write_form(  # noqa: PLR0913 - what a form is made of
    assignment: Assignment,
    *,
    period: Period,
    due: date,
    master: Master,
    template: Template,
    secret: bytes,
    last: Mapping[int, Entry] | None = None,
    lang: Lang | None = None,
    house_style: HouseStyle = OURS,
    is_overdue: bool = False,
) -> bytes:
    """Return the form of one unit for one period as an .xlsx workbook; the same input gives the same bytes.

    Args:
        assignment: who is asked about which tasks.
        period: the period asked about.
        due: the day by which the form must be back.
        master: the list.
        template: the form's fields.
        secret: the workspace's secret, which signs the form number and every row.
        last: this unit's entries of the period before, by number of the task.
        lang: language of the form; that of the list unless given.
        house_style: how the office wants it to look.
        is_overdue: True where that day is past when the form goes out: it asks to be sent at once.

    Raises:
        ReportkitError: the template has no field for this kind of unit.
    """
    number = form_id(secret, period, assignment.unit.code, assignment.role)
    lang = lang or master.settings.lang
    issue = Issue(assignment, period, due, master, template, secret, number, last or {}, lang, house_style, is_overdue)
    if not issue.task_fields:
        raise ReportkitError(_NO_FIELDS, _NO_FIELDS_HINT, unit=assignment.unit.name)
    title = f"{number} {assignment.unit.name}"
    properties = {"rk_form": str(number), "rk_version": _ascii(template.version)}
    book = Book(title, properties=properties, house_style=house_style, lang=lang)
    tables = [tasks_table(issue)]
    if issue.targets:
        tables.append(targets_table(issue))
    draw_instructions(book, issue, [table.name for table in tables])
    sources = _sources(issue)
    drawn = [draw(book, issue, table, sources, foot=n == 0) for n, table in enumerate(tables)]
    _draw_meta(book, issue)
    drawn[0].activate()
    book.name("rk_form", f'="{number}"')
    return book.to_bytes()


def _listed(issue: Issue) -> list[Field]:
    return [f for f in (*issue.task_fields, *issue.target_fields) if f.choices]


def _sources(issue: Issue) -> dict[str, str]:
    """Return the range of each field's list on the hidden sheet."""
    out = {}
    for n, field in enumerate(_listed(issue), _LISTS_FROM):
        letters = column_letters(n)
        out[field.name] = f"={META_SHEET}!${letters}$2:${letters}${len(field.choices) + 1}"
    return out


def _draw_meta(book: Book, issue: Issue) -> None:
    """Write the hidden sheet: form number, what it was made of, and the lists."""
    sheet = book.sheet(META_SHEET)
    facts = [
        ("rk_form", str(issue.form)),
        ("rk_version", issue.template.version),
        ("rk_period", str(issue.period)),
        ("rk_unit", issue.assignment.unit.code),
        ("rk_role", issue.assignment.role.value),
    ]
    for row, (name, value) in enumerate(facts):
        sheet.put(row, 0, name, LOOK.plain)
        sheet.put(row, 1, value, LOOK.plain)
    for row, field in enumerate((*issue.task_fields, *issue.target_fields)):
        sheet.put(row, 3, f"field:{field.name}", LOOK.plain)
        sheet.put(row, 4, field.type.value, LOOK.plain)
    for column, field in enumerate(_listed(issue), _LISTS_FROM):
        sheet.put(0, column, f"list:{field.name}", LOOK.plain)
        for row, choice in enumerate(field.choices, 1):
            sheet.put(row, column, choice.label.template(issue.lang), LOOK.plain)
    sheet.protect()
    sheet.hide()


def _ascii(text: str) -> str:
    """Return a text fit for a custom property, of which only ASCII survives every program."""
    return "".join(c for c in text if c.isascii() and c.isprintable())[:100]
