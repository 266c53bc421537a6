"""Reading `templates/form.xlsx`: generous in how things are written, exact in what they mean.

Every mistake is a finding with sheet and cell and the nearest right word; what can be read is read all the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from reportkit.data import load_words
from reportkit.diagnostics import Code, Diagnostic
from reportkit.fields.answer_type import Choosing
from reportkit.fields.field_type import FieldType
from reportkit.fields.type_table import TYPES, types_for
from reportkit.files.container import require_container
from reportkit.files.limits import RETURN
from reportkit.forms.columns import (
    CHOICE_COLUMNS,
    CHOICES,
    FIELD_COLUMNS,
    FIELDS,
    RESERVED,
    SETTING_COLUMNS,
    SETTINGS,
    tag_of,
)
from reportkit.forms.template_sheets import Findings, TemplateRow, find_sheet, key, nearest, read_rows
from reportkit.language.errors import ReportkitError
from reportkit.language.script import Script, converted, to_traditional
from reportkit.language.text import MAX_CELL, fold
from reportkit.language.words import LANGUAGE_NAMES, Lang, Words, listed
from reportkit.model import UNCHANGED, Choice, Condition, Field, Required, Status, Template, TypeName

_NO_TEMPLATE = Words(
    "“{file}” is no form template: it has no sheet `fields` with the columns `type` and `name`.",
    "“{file}”不是表单模板：没有带 type 和 name 两列的 fields 表。",
)
_TEMPLATE_HINT = Words(
    "Restore templates/form.xlsx, or delete it and run “reportkit init” for a new one.",
    "请恢复 templates/form.xlsx；也可删去后运行“reportkit init”重新生成。",
)


class _Means(StrEnum):
    """What a word means in a cell of the template where one of a few is asked for; 无 says no there."""

    YES = "yes"
    NO = "no"
    REQUIRED = "required"
    WANTED = "wanted"
    OPTIONAL = "optional"
    TASK = "task"
    TARGET = "target"
    VERSION = "version"


_WORDS = load_words("template_words", _Means)
T = TypeVar("T")


def _meaning(values: Mapping[_Means, T], empty: T) -> dict[str, T]:
    """Return what each word means, folded; `empty` is what an empty cell means."""
    words = {fold(word): value for means, value in values.items() for word in _WORDS[means]}
    return words | {"": empty}


_FLAGS = _meaning({_Means.YES: True, _Means.NO: False}, empty=False)
_REQUIRED = _meaning(
    {
        _Means.YES: Required.YES,
        _Means.REQUIRED: Required.YES,
        _Means.WANTED: Required.WANTED,
        _Means.NO: Required.NO,
        _Means.OPTIONAL: Required.NO,
    },
    empty=Required.NO,
)
_VERSION = tuple(map(key, _WORDS[_Means.VERSION]))
_TARGET_WORDS = _meaning({_Means.TASK: False, _Means.TARGET: True}, empty=False)

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WHEN = re.compile(r"\$?\{?([^={}]+)(?:\}\s*)?={1,2}(.+)")
_ALIASES = re.compile(r"[|｜、\n]")
_WHEN_EXAMPLE = "status=lagging|not_started"
_SPLIT = re.compile(r"[|,，、;；/]|或|\bor\b")
_BRACES = str.maketrans("{}", "｛｝")
_MAX_LABEL = 100
_MOST_NAMED = 8
_FOR_LIGHTS = ("progress", "status", "percent")

_FIELD_NAME = Words(
    "name of a field (small letters, digits and _, a letter first)",
    "填报项英文名（小写字母开头，只用字母、数字、下划线）",
)
_CHOICE_NAME = Words("name of a choice (letters, digits and _)", "选项英文名（只用字母、数字、下划线）")
_NUMBER = Words("number", "数字")
_YES_OR_NO = Words("answer: yes or no", "写法：yes 或 no")
_REQUIREMENT = Words("answer: yes, wanted or no", "写法：yes、wanted 或 no")
_APPLIES = Words("answer: task or target", "写法：task 或 target")
_WIDTH = Words("width (3 to 120)", "列宽（3 至 120）")
_LENGTH = Words("length (1 to 32767)", "字数（1 至 32767）")
_LABEL = Words("label (at most 100 characters)", "显示名称（最多 100 字）")


def read_template(
    data: bytes,
    file: str,
    issued: Mapping[str, TypeName] | None = None,
    kept: Sequence[str] = (),
    lang: Lang | None = None,
) -> tuple[Template, tuple[Diagnostic, ...]]:
    """Read the template workbook and say everything that is wrong with it.

    Args:
        data: the workbook's bytes, of any format that can be read.
        file: its name, for the findings.
        issued: types of the fields as forms of the same year were handed out with them; they may not change.
        kept: words that stay as they are where a text in traditional script follows from the simplified one.
        lang: of the list, in which its texts should be; None where nobody asks.

    Raises:
        ReportkitError: it is no workbook, or no template.
    """
    grids = require_container(data, file, _TEMPLATE_HINT, RETURN).grids
    findings = Findings(file)
    fields_grid = find_sheet(grids, FIELDS, FIELD_COLUMNS, ("type", "name"), findings)
    if fields_grid is None:
        raise ReportkitError(_NO_TEMPLATE, _TEMPLATE_HINT, file=file)
    rows = read_rows(fields_grid, FIELD_COLUMNS, ("type", "name"), findings)
    choices_grid = find_sheet(grids, CHOICES, CHOICE_COLUMNS, ("list_name", "name"), findings)
    choice_rows = read_rows(choices_grid, CHOICE_COLUMNS, ("list_name", "name"), findings)
    lists = _choices(choice_rows, findings, kept)
    fields = _fields(rows, lists, findings, kept)
    _check_types(rows or (), fields, issued or {}, findings)
    settings_grid = find_sheet(grids, SETTINGS, SETTING_COLUMNS, ("name", "value"), findings)
    version = _version(read_rows(settings_grid, SETTING_COLUMNS, ("name", "value"), findings))
    template = Template(fields, version)
    _check_lights(template, fields_grid.name, findings)
    if lang is not None:
        _check_language((*(rows or ()), *(choice_rows or ())), lang, findings)
    return template, tuple(findings.all)


def list_names(template: Template) -> dict[str, str]:
    """Return the name of each listed field's list: the field's own, or that of the first field with the same one."""
    out: dict[str, str] = {}
    for field in template.fields:
        if field.choices:
            same = (f.name for f in template.fields if f.choices == field.choices)
            out[field.name] = next(same)
    return out


def _choices(
    rows: Iterable[TemplateRow] | None, findings: Findings, kept: Sequence[str]
) -> dict[str, tuple[Choice, ...]]:
    lists: dict[str, list[Choice]] = {}
    seen: dict[tuple[str, str], str] = {}
    for row in rows or ():
        list_name = row.plain("list_name").casefold()
        name = _name(row, "name", _CHOICE_NAME, findings)
        if not name or not list_name:
            continue
        if (list_name, name) in seen:
            findings.add(Code.M35, row, "name", found=name, list=list_name)
            continue
        choice = _choice(row, name, findings, kept)
        seen[list_name, name] = name
        for word, column in _said(choice):
            if seen.setdefault((list_name, fold(word)), name) != name:
                findings.add(Code.M35, row, column, found=word, list=list_name)
        lists.setdefault(list_name, []).append(choice)
    return {name: tuple(choices) for name, choices in lists.items()}


def _choice(row: TemplateRow, name: str, findings: Findings, kept: Sequence[str]) -> Choice:
    aliases = tuple(filter(None, map(str.strip, _ALIASES.split(row.text("aliases")))))
    return Choice(name, _words(row, "label", name, findings, kept), aliases)


def _said(choice: Choice) -> list[tuple[str, str]]:
    """Return the words of a choice, each with the column it stands in."""
    label, aliases = choice.label, choice.aliases
    labels = [(label.zh, "label::zh-Hans"), (label.hant, "label::zh-Hant"), (label.en, "label::en")]
    return [(word, column) for word, column in (*labels, *((alias, "aliases") for alias in aliases)) if word]


def _fields(
    rows: Iterable[TemplateRow] | None, lists: Mapping[str, tuple[Choice, ...]], findings: Findings, kept: Sequence[str]
) -> tuple[Field, ...]:
    found: list[tuple[TemplateRow, Field]] = []
    for row in rows or ():
        name = _name(row, "name", _FIELD_NAME, findings)
        if not name:
            continue
        if name in RESERVED:
            findings.add(Code.M31, row, "name", found=name, example=f"{name}_2")
        elif any(field.name == name for _, field in found):
            findings.add(Code.M20, row, "name", found=name)
        else:
            found.append((row, _field(row, name, lists, findings, kept)))
    fields = {field.name: field for _, field in found}
    return tuple(replace(field, required_when=_when(row, field, fields, findings)) for row, field in found)


def _field(
    row: TemplateRow, name: str, lists: Mapping[str, tuple[Choice, ...]], findings: Findings, kept: Sequence[str]
) -> Field:
    kind, list_name = _type(row, findings)
    wanted = row.plain("choices").casefold() or list_name
    low, high = _number(row, "min", findings), _number(row, "max", findings)
    low, high = TYPES[kind].limits(low, high)
    if low is not None and high is not None and low > high:
        findings.add(Code.M33, row, "min", field=name, a=low, b=high)
        low = high = None
    field = Field(
        name,
        kind,
        _words(row, "label", name, findings, kept),
        _words(row, "hint", "", findings, kept),
        target=_one_of(row, "applies_to", _TARGET_WORDS, _APPLIES, findings),
        required=_one_of(row, "required", _REQUIRED, _REQUIREMENT, findings),
        choices=_list(row, wanted, lists, findings) if TYPES[kind].choosing is not Choosing.NONE else (),
        minimum=low,
        maximum=high,
        max_length=_length(row, findings),
        width=_width(row, findings),
        carry_over=_flag(row, "carry_over", findings),
        participants=_flag(row, "participants", findings),
    )
    if name == "status":
        _check_states(row, wanted, field.choices, findings)
    fixed = types_for(name)
    if fixed and kind not in fixed:
        findings.add(Code.M39, row, "type", found=kind.value, near=fixed[0].value, field=name, wanted=fixed[0].value)
    return field


def _type(row: TemplateRow, findings: Findings) -> tuple[TypeName, str]:
    """Return the type and, from XLSForm's `select_one status`, the list."""
    text = row.plain("type")
    words = {key(word): name for name, kind in TYPES.items() for word in (name.value, *kind.aliases)}
    if key(text) in words:
        return words[key(text)], ""
    head, _, rest = text.partition(" ")
    kind = words.get(key(head))
    if kind is not None and TYPES[kind].choosing is not Choosing.NONE and rest:
        return kind, rest.strip().casefold()
    if "type" in row.cells:
        types = [name.value for name in TYPES]
        near = nearest(text.casefold(), types, least=0.0) or FieldType.TEXT.value
        at = listed(types)
        findings.add(Code.M01, row, "type", found=text, near=near, types=at)
    return FieldType.TEXT, ""


def _list(
    row: TemplateRow, wanted: str, lists: Mapping[str, tuple[Choice, ...]], findings: Findings
) -> tuple[Choice, ...]:
    if wanted in lists:
        return lists[wanted]
    near = nearest(wanted, list(lists))
    findings.add(Code.M05, row, "choices", found=wanted, near=near, field=row.plain("name"), list=wanted)
    return ()


def _when(row: TemplateRow, field: Field, fields: Mapping[str, Field], findings: Findings) -> Condition | None:
    """Read `status=lagging|not_started`; choices may be named by their labels too."""
    text = row.plain("required_when")
    if not text:
        return None
    match = _WHEN.fullmatch(re.sub(r"[\"“”‘’']", "", text))
    name = match[1].strip().casefold() if match else ""
    other = fields.get(name)
    if match is None or other is None or not other.choices:
        listed = [f.name for f in fields.values() if f.choices]
        near = nearest(name, listed) if match else _WHEN_EXAMPLE
        _not_a_condition(row, field, text, near, findings)
        return None
    names = tuple(_chosen(row, field, match[2], other, findings))
    return Condition(name, tuple(dict.fromkeys(names))) if names else None


def _chosen(row: TemplateRow, field: Field, text: str, other: Field, findings: Findings) -> Iterator[str]:
    """Yield the names of the choices that a condition speaks of; of two with the same word the first is meant."""
    words = {fold(word): choice.name for choice in reversed(other.choices) for word in choice.words}
    for part in filter(None, (part.strip() for part in _SPLIT.split(text))):
        if fold(part) in words:
            yield words[fold(part)]
        else:
            near = nearest(fold(part), [choice.name for choice in other.choices])
            _not_a_condition(row, field, part, near, findings)


def _not_a_condition(row: TemplateRow, field: Field, found: str, near: str | None, findings: Findings) -> None:
    findings.add(Code.M32, row, "required_when", found=found, near=near, field=field.name, example=_WHEN_EXAMPLE)


def _words(row: TemplateRow, name: str, fallback: str, findings: Findings, kept: Sequence[str]) -> Words:
    """Read a text in its three languages; what is missing is taken from another one."""
    texts = {f"{name}::{lang}": row.text(f"{name}::{lang}").translate(_BRACES) for lang in ("zh-Hans", "zh-Hant", "en")}
    if fallback:
        texts = {column: _label(row, column, text, findings) for column, text in texts.items()}
        if not any(texts.values()):
            findings.add(Code.M37, row, f"{name}::zh-Hans", field=fallback)
    zh, hant, en = texts.values()
    simplified = zh or converted(hant, Script.SIMPLIFIED, kept) or en or fallback
    traditional = hant or converted(simplified, Script.TRADITIONAL, kept)
    derived = "" if traditional == to_traditional(simplified) else traditional
    return Words(en or simplified, simplified, hant or derived)


def _label(row: TemplateRow, column: str, text: str, findings: Findings) -> str:
    """Return a label, cut and told where it is too long for a heading or a list."""
    if len(text) > _MAX_LABEL:
        findings.add(Code.M10, row, column, found=text, what=_LABEL, example=text[:10])
    return text[:_MAX_LABEL]


def _name(row: TemplateRow, column: str, what: Words, findings: Findings) -> str:
    """Return an ASCII name, "" (with a finding) where it is none."""
    text = row.plain(column).casefold()
    if _NAME.fullmatch(text):
        return text
    if column in row.cells:
        made = re.sub(r"[^a-z0-9]+", "_", text).strip("_").lstrip("0123456789_")[:40] or "field_2"
        findings.add(Code.M10, row, column, found=row.text(column), near=made, what=what, example=made)
    return ""


def _one_of(row: TemplateRow, column: str, words: Mapping[str, T], what: Words, findings: Findings) -> T:
    """Read one of the `words`; an empty cell means what "" stands for, and so does one that is not understood."""
    text = fold(row.plain(column))
    if text in words:
        return words[text]
    near = nearest(text, [word for word in words if word], least=0.0)
    findings.add(Code.M10, row, column, found=row.text(column), near=near, what=what, example=near)
    return words[""]


def _flag(row: TemplateRow, column: str, findings: Findings) -> bool:
    return _one_of(row, column, _FLAGS, _YES_OR_NO, findings)


def _number(row: TemplateRow, column: str, findings: Findings, what: Words = _NUMBER) -> Decimal | None:
    text = row.plain(column).replace(",", "").replace(" ", "").removesuffix("%")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and abs(number) < Decimal(10) ** 15:
        return number
    findings.add(Code.M10, row, column, found=row.text(column), what=what, example="100")
    return None


def _length(row: TemplateRow, findings: Findings) -> int | None:
    number = _number(row, "max_length", findings, _LENGTH)
    if number is None:
        return None
    if 1 <= number <= MAX_CELL and number == int(number):
        return int(number)
    findings.add(Code.M10, row, "max_length", found=row.text("max_length"), what=_LENGTH, example="500")
    return None


def _width(row: TemplateRow, findings: Findings) -> float:
    number = _number(row, "width", findings, _WIDTH)
    if number is None:
        return 14.0
    if 3 <= number <= 120:
        return float(number)
    findings.add(Code.M10, row, "width", found=row.text("width"), what=_WIDTH, example="14")
    return 14.0


def _version(rows: Iterable[TemplateRow] | None) -> str:
    values = {key(row.plain("name")): row.plain("value") for row in rows or ()}
    return next((values[key] for key in _VERSION if values.get(key)), "1")


def _check_types(
    rows: Iterable[TemplateRow], fields: Sequence[Field], issued: Mapping[str, TypeName], findings: Findings
) -> None:
    """Say which fields are of another type than in the forms that were handed out already."""
    found = {row.plain("name").casefold(): row for row in reversed(list(rows))}
    for field in fields:
        before = issued.get(field.name, field.type)
        if before is not field.type:
            findings.add(
                Code.M07, found[field.name], "type", found=field.type.value, near=before.value, field=field.name,
                a=TYPES[before].about, b=TYPES[field.type].about,
            )  # fmt: skip


def _check_lights(template: Template, sheet: str, findings: Findings) -> None:
    """Say which of the fields that lights are computed from are missing."""
    names = {field.name for field in template.task_fields}
    for name in _FOR_LIGHTS:
        if name not in names:
            findings.add(Code.M34, sheet=sheet, field=name)


_TAGS = ("zh-Hans", "zh-Hant", "en")


def _check_language(rows: Sequence[TemplateRow], lang: Lang, findings: Findings) -> None:
    """Say which texts stand in another language than the list's alone; Chinese of either script will do for both."""
    tags = ("en",) if lang is Lang.EN else ("zh-Hans", "zh-Hant")
    foreign = [(row, name) for row in rows for name in ("label", "hint") if _is_foreign(row, name, tags)]
    if foreign:
        names = dict.fromkeys(row.plain("name") for row, _ in foreign)
        columns = listed(f"{name}::{tag_of(lang)}" for name in dict.fromkeys(name for _, name in foreign))
        findings.add(
            Code.M62, sheet=foreign[0][0].sheet, n=len(foreign), names=listed([*names][:_MOST_NAMED]), columns=columns,
            wanted=LANGUAGE_NAMES[lang],
        )  # fmt: skip


def _is_foreign(row: TemplateRow, name: str, tags: Sequence[str]) -> bool:
    """Tell whether a text is there, and in none of the languages of `tags`."""
    there = [tag for tag in _TAGS if row.text(f"{name}::{tag}")]
    return bool(there) and not set(there) & set(tags)


def _check_states(row: TemplateRow, list_name: str, choices: Sequence[Choice], findings: Findings) -> None:
    """Say which choices of the status are states that the lights do not know."""
    states = [*(state.value for state in Status), UNCHANGED]
    for choice in choices:
        if choice.name not in states:
            near, known = nearest(choice.name, states), listed(states)
            findings.add(Code.M38, row, "choices", found=choice.name, near=near, list=list_name, choices=known)
