"""What stands where in `templates/form.xlsx`: its sheets, columns and words, for writing and for reading alike.

Column names follow XLSForm where it has one (type, name, label::zh-Hans, hint::en, required).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportkit.language.words import Lang, Words

FIELDS, CHOICES, SETTINGS, TYPES_SHEET = "fields", "choices", "settings", "types"

RESERVED = frozenset((
    "key", "no", "project", "work", "aims", "leaders", "lead_units", "participants", "last_progress", "schedule",
    "indicator", "op", "value", "measure", "last", "share", "task", "unit", "role", "form_id", "targets",
    "kind", "ratio", "light", "baseline", "section", "period",
))  # fmt: skip
"""Names a field cannot have: the form's own columns, and what the export says of a task or an entry."""


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of the template workbook.

    Attributes:
        name: its heading.
        about: what to write there.
        width: in characters.
        aliases: other headings that mean the same.
        of_language: what to write there where it is the only column of its text.
    """

    name: str
    about: Words
    width: float
    aliases: tuple[str, ...] = ()
    of_language: Words | None = None


def _in_languages(
    name: str, about: Words, width: float, aliases: tuple[str, ...], bare: tuple[str, ...]
) -> tuple[TemplateColumn, ...]:
    """Return a column for each language; the bare name and its Chinese words mean the simplified one."""
    simplified = (*aliases, *bare, name, f"{name}::zh", f"{name}::zh-CN", f"{name}::Chinese (zh)")
    return (
        TemplateColumn(f"{name}::zh-Hans", about, width, simplified),
        TemplateColumn(
            f"{name}::zh-Hant",
            Words("The same in traditional characters; empty: derived.", "同上，繁体；留空则自动转换。"),
            width,
            (f"{name}::zh-TW", f"{name}::zh-HK"),
            about,
        ),
        TemplateColumn(
            f"{name}::en", Words("The same in English.", "同上，英文。"), width, (f"{name}::English (en)",), about
        ),
    )


def columns_in(columns: Sequence[TemplateColumn], lang: Lang) -> tuple[TemplateColumn, ...]:
    """Return the columns of a template that is written for a list in one language.

    For one in simplified Chinese texts have a column for each language, as offices there are asked for all; for any
    other only its own, as nothing foreign is to stand there. Whoever adds the others has them read.
    """
    if lang is Lang.HANS:
        return tuple(columns)
    own = [column for column in columns if column.name.partition("::")[2] in ("", tag_of(lang))]
    return tuple(replace(column, about=column.of_language or column.about) for column in own)


def tag_of(lang: Lang) -> str:
    """Return what stands behind the name of a column with the texts of a language: `en`, `zh-Hant`."""
    return lang.value if lang in (Lang.EN, Lang.HANS) else Lang.HANT.value


FIELD_COLUMNS = (
    TemplateColumn(
        "type",
        Words("What the field holds; see the sheet types.", "填报项的类型，见 types 表。"),
        13,
        ("类型", "字段类型"),
    ),
    TemplateColumn(
        "name",
        Words(
            "ASCII name: a letter, then letters, digits and underscores. Never change it within a year.",
            "英文名：小写字母开头，只用字母、数字、下划线；一年之内不要改。",
        ),
        16,
        ("名称", "字段名", "字段名称", "英文名"),
    ),
    *_in_languages(
        "label", Words("Heading of the column.", "表头上显示的名称。"), 20, ("显示名称", "标题", "表头"), ()
    ),
    *_in_languages("hint", Words("Shown where one types.", "点到格子时显示的填写提示。"), 36, ("提示", "填写提示"), ()),
    TemplateColumn(
        "applies_to",
        Words(
            "task (a column of the tasks) or target (of the targets).", "task（任务表的列）或 target（指标表的列）。"
        ),
        12,
        ("适用", "所属表", "用于"),
    ),
    TemplateColumn(
        "required",
        Words("yes, wanted (asked for, may stay empty) or no.", "yes 必填；wanted 希望填，可空；no 选填。"),
        11,
        ("必填", "是否必填"),
    ),
    TemplateColumn(
        "required_when",
        Words(
            "Required when another field has a choice: status=lagging|not_started.",
            "条件必填：status=lagging|not_started。",
        ),
        28,
        ("必填条件", "条件必填", "relevant"),
    ),
    TemplateColumn(
        "choices",
        Words("Name of its list on the sheet choices.", "选项表的名称，见 choices 表。"),
        12,
        ("选项", "选项表", "list_name", "list"),
    ),
    TemplateColumn("min", Words("The least number.", "最小值。"), 8, ("最小值", "minimum", "下限")),
    TemplateColumn("max", Words("The greatest number.", "最大值。"), 8, ("最大值", "maximum", "上限")),
    TemplateColumn(
        "max_length",
        Words("The most characters of a text.", "文字最多几个字。"),
        12,
        ("最多字数", "最大长度", "字数上限"),
    ),
    TemplateColumn("width", Words("Width of the column in characters.", "列宽（半角字符数）。"), 8, ("列宽", "宽度")),
    TemplateColumn(
        "carry_over",
        Words("yes: last period's entry is copied into the new form.", "yes：上期填的内容带到新表里。"),
        11,
        ("沿用上期", "带入上期"),
    ),
    TemplateColumn(
        "participants",
        Words("yes: units that only take part are asked too.", "yes：参与单位也要填。"),
        13,
        ("参与单位", "参与单位填"),
    ),
)

CHOICE_COLUMNS = (
    TemplateColumn(
        "list_name", Words("The list it belongs to.", "属于哪个选项表。"), 14, ("选项表", "list name", "list")
    ),
    TemplateColumn("name", Words("ASCII name of the choice.", "选项的英文名。"), 16, ("名称", "英文名", "选项名")),
    *_in_languages(
        "label", Words("What stands in the list.", "下拉列表里显示的文字。"), 24, ("显示名称", "选项", "标题"), ()
    ),
    TemplateColumn(
        "aliases",
        Words("Other words that mean the same, with | between them.", "意思相同的其他说法，用 | 隔开。"),
        60,
        ("同义词", "别名", "其他说法"),
    ),
)

SETTING_COLUMNS = (
    TemplateColumn("name", Words("Which setting.", "设置项。"), 16, ("名称", "设置", "设置项")),
    TemplateColumn("value", Words("Its value.", "值。"), 24, ("值", "内容")),
    TemplateColumn("about", Words("What it does.", "说明。"), 70, ("说明", "备注")),
)
