"""`templates/form.xlsx`: the form as an office defines it, one row a field. Written here, read in `reading`."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from reportkit.fields.type_table import TYPES
from reportkit.forms.columns import (
    CHOICE_COLUMNS,
    CHOICES,
    FIELD_COLUMNS,
    FIELDS,
    SETTING_COLUMNS,
    SETTINGS,
    TYPES_SHEET,
    TemplateColumn,
    columns_in,
    tag_of,
)
from reportkit.forms.look_sheet import draw_look, read_look
from reportkit.forms.reading import list_names, read_template
from reportkit.forms.standard import default_template
from reportkit.language.text import line_count
from reportkit.language.words import Lang, Words
from reportkit.model import Choice, Field, Required, Template
from reportkit.workbook.book import Book
from reportkit.workbook.heights import height
from reportkit.workbook.look import LOOK
from reportkit.workbook.sheet import Sheet

_ROOM = 100
_YES_NO = ("yes", "no")
_HOLDS = Words("what it holds", "填什么")
_HOW = Words(
    "One row is one column of the form. Add, change or delete rows; the form, its checks, the merge and the "
    "reports follow. The types are explained on the sheet types.",
    "一行就是表上的一栏：加一行、改一行、删一行，下发的表、校验、汇总和报告都会跟着变。类型的意思见 types 表。",
)
_VERSION = Words(
    "Printed into every form; raise it when the fields change.", "写进每张表里；填报项有变动时请改成新的版本号。"
)


def write_template(template: Template, lang: Lang = Lang.HANS) -> bytes:
    """Return the template as a workbook with the sheets fields, choices, settings, look and types.

    Args:
        template: the form.
        lang: of the list that it is for.
    """
    book = Book("form", properties={"rk_template": "1"}, lang=lang)
    columns = columns_in(FIELD_COLUMNS, lang)
    lists = list_names(template)
    rows = [_field_row(field, lists, lang) for field in template.fields]
    sheet = _table(book, FIELDS, columns, rows, lang, about=_HOW.text(lang), frozen=2)
    drops = {
        "type": f"={TYPES_SHEET}!$A$2:$A${len(TYPES) + 1}",
        "required": f"={TYPES_SHEET}!$D$2:$D${len(Required) + 1}",
        "applies_to": f"={TYPES_SHEET}!$E$2:$E$3",
        "carry_over": f"={TYPES_SHEET}!$F$2:$F$3",
        "participants": f"={TYPES_SHEET}!$F$2:$F$3",
    }
    for n, column in enumerate(columns):
        if column.name in drops:
            sheet.list_of((2, n), (_ROOM, n), drops[column.name], title=column.name, prompt=column.about.text(lang))
    entries = [_choice_row(name, choice, lang) for name, choices in _lists(template, lists) for choice in choices]
    _table(book, CHOICES, columns_in(CHOICE_COLUMNS, lang), entries, lang)
    version = {"name": "version", "value": template.version, "about": _VERSION.text(lang)}
    _table(book, SETTINGS, SETTING_COLUMNS, [version], lang)
    draw_look(book, lang)
    _types_sheet(book, lang)
    return book.to_bytes()


def _field_row(field: Field, lists: Mapping[str, str], lang: Lang) -> dict[str, str | Decimal]:
    when = field.required_when
    return {
        "type": field.type.value,
        "name": field.name,
        **_worded("label", field.label, lang),
        **_worded("hint", field.hint, lang),
        "applies_to": "target" if field.target else "task",
        "required": field.required.value,
        "required_when": f"{when.field}={'|'.join(when.choices)}" if when else "",
        "choices": lists.get(field.name, ""),
        "min": "" if field.minimum is None else field.minimum,
        "max": "" if field.maximum is None else field.maximum,
        "max_length": "" if field.max_length is None else Decimal(field.max_length),
        "width": Decimal(str(field.width)),
        "carry_over": _YES_NO[not field.carry_over],
        "participants": _YES_NO[not field.participants],
    }


def _choice_row(name: str, choice: Choice, lang: Lang) -> dict[str, str | Decimal]:
    return {
        "list_name": name, "name": choice.name, **_worded("label", choice.label, lang),
        "aliases": " | ".join(choice.aliases),
    }  # fmt: skip


def _worded(name: str, words: Words, lang: Lang) -> dict[str, str]:
    """Return a text for its columns; the traditional one stays empty where it is derived."""
    if lang is not Lang.HANS:
        return {f"{name}::{tag_of(lang)}": words.template(lang)}
    return {f"{name}::zh-Hans": words.zh, f"{name}::zh-Hant": words.hant, f"{name}::en": words.en}


def _lists(template: Template, lists: Mapping[str, str]) -> list[tuple[str, tuple[Choice, ...]]]:
    found: dict[str, tuple[Choice, ...]] = {}
    for field in template.fields:
        if field.name in lists:
            found.setdefault(lists[field.name], field.choices)
    return list(found.items())


def _table(  # noqa: PLR0913 - what a sheet is made of
    book: Book,
    name: str,
    columns: Sequence[TemplateColumn],
    rows: Sequence[Mapping[str, str | Decimal]],
    lang: Lang,
    *,
    about: str = "",
    frozen: int = 0,
) -> Sheet:
    """Draw one sheet: the explanation (if any), the headings with a note each, the rows."""
    sheet = book.sheet(name)
    top = 1 if about else 0
    if about:
        sheet.merge((0, 0), (0, len(columns) - 1), about, LOOK.note.but(size=10.5))
        sheet.row(0, 24)
    for n, column in enumerate(columns):
        sheet.column(n, column.width)
        sheet.put(top, n, column.name, LOOK.heading)
        about = column.about.text(lang)
        sheet.note(top, n, about, width=240, height=24 + 18 * line_count(about, 34))
    sheet.row(top, 26)
    for r, row in enumerate(rows, top + 1):
        for n, column in enumerate(columns):
            sheet.put(r, n, row.get(column.name, ""), LOOK.body)
        sheet.row(r, height([(str(row.get(c.name, "")), c.width) for c in columns], 10.5, least=20), grows=True)
    sheet.freeze(top + 1, frozen)
    sheet.page_setup(a3=len(columns) > 8, repeat=(top, top))
    return sheet


def _types_sheet(book: Book, lang: Lang) -> None:
    """Draw what each type holds; the columns beside it are the lists of the other sheets."""
    sheet = book.sheet(TYPES_SHEET)
    shown = (Lang.HANS, Lang.EN) if lang is Lang.HANS else (lang,)
    heads = ("中文", "English") if lang is Lang.HANS else (_HOLDS.text(lang),)
    rows = [
        ("type", *_two(heads), "required", "applies_to", "yes/no"),
        *((name.value, *_two([kind.about.template(one) for one in shown]), *[""] * 3) for name, kind in TYPES.items()),
    ]
    extra = {3: [r.value for r in Required], 4: ["task", "target"], 5: list(_YES_NO)}
    for r, row in enumerate(rows):
        for n, text in enumerate(row):
            listed = extra[n][r - 1] if n in extra and 0 < r <= len(extra[n]) else text
            sheet.put(r, n, listed, LOOK.heading if r == 0 else LOOK.body)
    for n, width in enumerate((14, 34, 40 if len(shown) > 1 else 3, 12, 12, 10)):
        sheet.column(n, width)
    sheet.freeze(1, 0)
    sheet.page_setup(repeat=(0, 0))


def _two(texts: Sequence[str]) -> tuple[str, str]:
    """Return one or two texts as two; the lists beside them stay in their columns."""
    return texts[0], texts[1] if len(texts) > 1 else ""


__all__ = ["default_template", "read_look", "read_template", "write_template"]
