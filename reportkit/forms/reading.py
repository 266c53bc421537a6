"""Reading `templates/form.xlsx`: generous in how things are written, exact in what they mean.

Every mistake is a finding with sheet and cell and the nearest right word; what can be read is read all the same.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from rapidfuzz import fuzz, process

from reportkit.address import address
from reportkit.diagnostics import Code, Diagnostic
from reportkit.fields.answer_type import Choosing
from reportkit.fields.types import TYPES, FieldType
from reportkit.files.grid import Grid, GridError, as_text, read_grids
from reportkit.forms.columns import (
    CHOICE_COLUMNS,
    CHOICES,
    FIELD_COLUMNS,
    FIELDS,
    RESERVED,
    SETTING_COLUMNS,
    SETTINGS,
    Column,
)
from reportkit.language.errors import ReportkitError
from reportkit.language.script import to_simplified, to_traditional
from reportkit.language.text import MAX_CELL, fold, visible
from reportkit.language.words import Words
from reportkit.model import Choice, Field, Required, Status, Template, TypeName

_NO_TEMPLATE = Words(
    "“{file}” is no form template: it has no sheet `fields` with the columns `type` and `name`.",
    "“{file}”不是表单模板：没有带 type 和 name 两列的 fields 表。",
)
_UNREADABLE = Words("“{file}” cannot be read as a workbook.", "“{file}”打不开，不是可以读取的表格文件。")
_TEMPLATE_HINT = Words(
    "Restore templates/form.xlsx, or delete it and run “reportkit init” for a new one.",
    "请恢复 templates/form.xlsx；也可删去后运行“reportkit init”重新生成。",
)
_SHEET_NAMES = {
    FIELDS: ("field", "字段", "字段表", "survey"),
    CHOICES: ("choice", "选项", "选项表"),
    SETTINGS: ("setting", "设置", "设置表"),
}
_TRUE = ("yes", "y", "true", "1", "是", "对", "√", "✓", "✔", "有")
_FALSE = ("no", "n", "false", "0", "否", "不", "×", "✗", "无", "")
_REQUIRED = {
    **dict.fromkeys((*_TRUE, "required", "必填", "必须"), Required.YES),
    **dict.fromkeys(("wanted", "希望", "尽量", "建议", "有数就填", "应填"), Required.WANTED),
    **dict.fromkeys((*_FALSE, "optional", "选填", "可填"), Required.NO),
}
_TARGET_WORDS = {
    **dict.fromkeys(("task", "任务", "重点工作", ""), False),
    **dict.fromkeys(("target", "指标", "目标"), True),
}
T = TypeVar("T")

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_QUOTES = "“”‘’\"'`「」『』＂＇"
_WHEN = re.compile(r"\$?\{?([^={}]+?)\}?\s*={1,2}(.+)")
_SPLIT = re.compile(r"[|,，、;；/]|或|\bor\b")
_BRACES = str.maketrans("{}", "｛｝")
_MAX_LABEL = 100
_HEADING_ROWS = 30
_NEAR = 70.0
_TEXTS = (FieldType.LONG_TEXT, FieldType.TEXT)
_NUMBERS = (FieldType.NUMBER, FieldType.INTEGER, FieldType.MONEY, FieldType.PERCENT)
_FIXED_TYPES: Mapping[str, tuple[TypeName, ...]] = {
    "progress": _TEXTS,
    "status": (FieldType.CHOICE,),
    "percent": (FieldType.PERCENT, FieldType.NUMBER, FieldType.INTEGER),
    "problems": _TEXTS,
    "next_steps": _TEXTS,
    "expected_date": (FieldType.DATE,),
    "remarks": _TEXTS,
    "actual": _NUMBERS,
}
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
_MEANT = Words("Did you mean “{word}”?", "是否指“{word}”？")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's text with its address."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a sheet: cells by the name of their column."""

    sheet: str
    number: int
    cells: Mapping[str, _Cell]

    def text(self, name: str) -> str:
        """Return what a cell says, "" where the column is missing."""
        return self.cells[name].text if name in self.cells else ""

    def plain(self, name: str) -> str:
        """Return what a cell says, half-width and without quotes."""
        return unicodedata.normalize("NFKC", self.text(name).strip().strip(_QUOTES)).strip().strip(_QUOTES).strip()


class _Findings:
    """Findings on one template, collected in the order of reading."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.all: list[Diagnostic] = []

    def add(  # noqa: PLR0913 - the parts of a finding
        self,
        code: Code,
        row: _Row | None = None,
        column: str = "",
        *,
        found: str | None = None,
        near: str | None = None,
        sheet: str | None = None,
        field: str | None = None,
        **values: object,
    ) -> None:
        """Add a finding at a row's cell; `near` is the nearest right word."""
        cell = row.cells.get(column) if row else None
        if row:
            values = {"row": row.number, **values}
        if "{suggestion}" in code.rule.message.en and code is not Code.M01:
            values = {"suggestion": _meant(near), **values}
        self.all.append(
            Diagnostic(
                code,
                file=self._file,
                sheet=sheet or (row.sheet if row else None),
                cells=(cell.at,) if cell else (),
                field=field,
                found=found,
                suggestion=near,
                values=values,
            )
        )


def read_template(
    data: bytes, file: str, issued: Mapping[str, TypeName] | None = None
) -> tuple[Template, tuple[Diagnostic, ...]]:
    """Read the template workbook and say everything that is wrong with it.

    Args:
        data: the workbook's bytes, of any format that can be read.
        file: its name, for the findings.
        issued: types of the fields as forms of the same year were handed out with them; they may not change.

    Raises:
        ReportkitError: it is no workbook, or no template.
    """
    try:
        grids = read_grids(data)
    except GridError as error:
        raise ReportkitError(_UNREADABLE, _TEMPLATE_HINT, file=file) from error
    findings = _Findings(file)
    fields_grid = _sheet(grids, FIELDS, FIELD_COLUMNS, ("type", "name"), findings)
    if fields_grid is None:
        raise ReportkitError(_NO_TEMPLATE, _TEMPLATE_HINT, file=file)
    rows = _rows(fields_grid, FIELD_COLUMNS, ("type", "name"), findings)
    choices_grid = _sheet(grids, CHOICES, CHOICE_COLUMNS, ("list_name", "name"), findings)
    lists = _choices(_rows(choices_grid, CHOICE_COLUMNS, ("list_name", "name"), findings), findings)
    fields = _fields(rows, lists, findings)
    _check_types(rows or (), fields, issued or {}, findings)
    settings_grid = _sheet(grids, SETTINGS, SETTING_COLUMNS, ("name", "value"), findings)
    version = _version(_rows(settings_grid, SETTING_COLUMNS, ("name", "value"), findings))
    template = Template(fields, version)
    _check_lights(template, fields_grid.name, findings)
    return template, tuple(findings.all)


def list_names(template: Template) -> dict[str, str]:
    """Return the name of each listed field's list: the field's own, or that of the first field with the same one."""
    out: dict[str, str] = {}
    for field in template.fields:
        if field.choices:
            same = (f.name for f in template.fields if f.choices == field.choices)
            out[field.name] = next(same)
    return out


def _sheet(
    grids: Sequence[Grid], name: str, columns: Sequence[Column], needed: Sequence[str], findings: _Findings
) -> Grid | None:
    """Find a sheet by its name, by a like name, or (the fields alone) by its headings."""
    wanted = {_key(text) for text in (name, *_SHEET_NAMES[name])}
    for grid in grids:
        if _key(grid.name) in wanted and (name != FIELDS or _heading(grid, columns, needed) is not None):
            return grid
    taken = {_key(text) for key, others in _SHEET_NAMES.items() if key != name for text in (key, *others)}
    free = [grid for grid in grids if _key(grid.name) not in taken]
    near = _nearest(name, [grid.name for grid in free])
    for grid in free:
        is_like = grid.name == near or name == FIELDS
        if is_like and _heading(grid, columns, needed, least=len(needed)) is not None:
            findings.add(Code.M06, sheet=name, found=grid.name, near=name)
            return grid
    return None


def _heading(grid: Grid, columns: Sequence[Column], needed: Sequence[str], least: int = 1) -> int | None:
    """Return the row of headings: the one that knows most columns, with at least `least` of the needed ones."""
    known = _known(columns)
    best, found = 0, None
    for r, row in enumerate(grid.rows[:_HEADING_ROWS]):
        names = {known.get(_key(as_text(value))) for value in row if value != ""} - {None}
        if len(names) > best and sum(name in names for name in needed) >= least:
            best, found = len(names), r
    return found


def _rows(
    grid: Grid | None, columns: Sequence[Column], needed: Sequence[str], findings: _Findings
) -> list[_Row] | None:
    """Return the rows under the headings; blank rows are skipped. None where the sheet is missing."""
    top = _heading(grid, columns, needed) if grid else None
    if grid is None or top is None:
        return None
    known, at = _known(columns), {}
    for c, value in enumerate(grid.rows[top]):
        text = visible(as_text(value)).strip()
        name = known.get(_key(text))
        if name and name not in at:
            at[name] = c
        elif text:
            names = [column.name for column in columns if column.name not in at]
            place = _Row(grid.name, top + 1, {"": _Cell(text, address(top, c))})
            findings.add(Code.M36, place, "", found=text, near=_nearest(_key(text), names))
    for name in needed:
        if name not in at:
            findings.add(Code.M11, sheet=grid.name, field=name)
    out = []
    for r in range(top + 1, len(grid.rows)):
        cells = {name: _Cell(visible(as_text(grid.cell(r, c))).strip(), address(r, c)) for name, c in at.items()}
        if any(cell.text for cell in cells.values()):
            out.append(_Row(grid.name, r + 1, cells))
    return out


def _choices(rows: Iterable[_Row] | None, findings: _Findings) -> dict[str, tuple[Choice, ...]]:
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
        label = _words(row, "label", name, findings)
        aliases = tuple(part.strip() for part in re.split(r"[|｜、\n]", row.text("aliases")) if part.strip())
        seen[list_name, name] = name
        for word, column in _said(label, aliases):
            if seen.setdefault((list_name, fold(word)), name) != name:
                findings.add(Code.M35, row, column, found=word, list=list_name)
        lists.setdefault(list_name, []).append(Choice(name, label, aliases))
    return {name: tuple(choices) for name, choices in lists.items()}


def _said(label: Words, aliases: Sequence[str]) -> list[tuple[str, str]]:
    """Return the words of a choice, each with the column it stands in."""
    labels = [(label.zh, "label::zh-Hans"), (label.hant, "label::zh-Hant"), (label.en, "label::en")]
    return [(word, column) for word, column in (*labels, *((alias, "aliases") for alias in aliases)) if word]


def _fields(
    rows: Iterable[_Row] | None, lists: Mapping[str, tuple[Choice, ...]], findings: _Findings
) -> tuple[Field, ...]:
    found: list[tuple[_Row, Field]] = []
    for row in rows or ():
        name = _name(row, "name", _FIELD_NAME, findings)
        if not name:
            continue
        if name in RESERVED:
            findings.add(Code.M31, row, "name", found=name, example=f"{name}_2")
        elif any(field.name == name for _, field in found):
            findings.add(Code.M20, row, "name", found=name)
        else:
            found.append((row, _field(row, name, lists, findings)))
    fields = {field.name: field for _, field in found}
    return tuple(replace(field, required_when=_when(row, field, fields, findings)) for row, field in found)


def _field(row: _Row, name: str, lists: Mapping[str, tuple[Choice, ...]], findings: _Findings) -> Field:
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
        _words(row, "label", name, findings),
        _words(row, "hint", "", findings),
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
    fixed = _FIXED_TYPES.get(name, ())
    if fixed and kind not in fixed:
        findings.add(Code.M39, row, "type", found=kind.value, near=fixed[0].value, field=name, wanted=fixed[0].value)
    return field


def _type(row: _Row, findings: _Findings) -> tuple[TypeName, str]:
    """Return the type and, from XLSForm's `select_one status`, the list."""
    text = row.plain("type")
    words = {_key(word): name for name, kind in TYPES.items() for word in (name.value, *kind.aliases)}
    if _key(text) in words:
        return words[_key(text)], ""
    head, _, rest = text.partition(" ")
    kind = words.get(_key(head))
    if kind is not None and TYPES[kind].choosing is not Choosing.NONE and rest:
        return kind, rest.strip().casefold()
    if "type" in row.cells:
        types = [name.value for name in TYPES]
        near = _nearest(text.casefold(), types, least=0.0) or FieldType.TEXT.value
        at = "、".join(types)
        findings.add(Code.M01, row, "type", found=text, near=near, types=at)
    return FieldType.TEXT, ""


def _list(row: _Row, wanted: str, lists: Mapping[str, tuple[Choice, ...]], findings: _Findings) -> tuple[Choice, ...]:
    if wanted in lists:
        return lists[wanted]
    near = _nearest(wanted, list(lists))
    findings.add(Code.M05, row, "choices", found=wanted, near=near, field=row.plain("name"), list=wanted)
    return ()


def _when(
    row: _Row, field: Field, fields: Mapping[str, Field], findings: _Findings
) -> tuple[str, tuple[str, ...]] | None:
    """Read `status=lagging|not_started`; choices may be named by their labels too."""
    text = row.plain("required_when")
    if not text:
        return None
    match = _WHEN.fullmatch(re.sub(r"[\"“”‘’']", "", text))
    example = "status=lagging|not_started"
    if match is None:
        findings.add(Code.M32, row, "required_when", found=text, near=example, field=field.name, example=example)
        return None
    name = match[1].strip().casefold()
    other = fields.get(name)
    if other is None or not other.choices:
        near = _nearest(name, [f.name for f in fields.values() if f.choices])
        findings.add(Code.M32, row, "required_when", found=text, near=near, field=field.name, example=example)
        return None
    words = {
        fold(word): choice.name
        for choice in reversed(other.choices)
        for word in (choice.name, choice.label.zh, choice.label.en, choice.label.hant, *choice.aliases)
        if word
    }
    names = []
    for part in filter(None, (part.strip() for part in _SPLIT.split(match[2]))):
        if fold(part) in words:
            names.append(words[fold(part)])
        else:
            near = _nearest(fold(part), [choice.name for choice in other.choices])
            findings.add(Code.M32, row, "required_when", found=part, near=near, field=field.name, example=example)
    return (name, tuple(dict.fromkeys(names))) if names else None


def _words(row: _Row, name: str, fallback: str, findings: _Findings) -> Words:
    """Read a text in its three languages; what is missing is taken from another one."""
    zh, hant, en = (row.text(f"{name}::{lang}").translate(_BRACES) for lang in ("zh-Hans", "zh-Hant", "en"))
    if fallback:
        for lang, text in (("zh-Hans", zh), ("zh-Hant", hant), ("en", en)):
            if len(text) > _MAX_LABEL:
                column = f"{name}::{lang}"
                findings.add(Code.M10, row, column, found=text, what=_LABEL, example=text[:10])
        zh, hant, en = zh[:_MAX_LABEL], hant[:_MAX_LABEL], en[:_MAX_LABEL]
        if not (zh or hant or en):
            findings.add(Code.M37, row, f"{name}::zh-Hans", field=fallback)
    simplified = zh or to_simplified(hant) or en or fallback
    return Words(en or simplified, simplified, "" if hant == to_traditional(simplified) else hant)


def _name(row: _Row, column: str, what: Words, findings: _Findings) -> str:
    """Return an ASCII name, "" (with a finding) where it is none."""
    text = row.plain(column).casefold()
    if _NAME.fullmatch(text):
        return text
    if column in row.cells:
        made = re.sub(r"[^a-z0-9]+", "_", text).strip("_").lstrip("0123456789_")[:40] or "field_2"
        findings.add(Code.M10, row, column, found=row.text(column), near=made, what=what, example=made)
    return ""


def _one_of(row: _Row, column: str, words: Mapping[str, T], what: Words, findings: _Findings) -> T:
    """Read one of the `words`; an empty cell means what "" stands for, and so does one that is not understood."""
    text = fold(row.plain(column))
    if text in words:
        return words[text]
    near = _nearest(text, [word for word in words if word], least=0.0)
    findings.add(Code.M10, row, column, found=row.text(column), near=near, what=what, example=near)
    return words[""]


def _flag(row: _Row, column: str, findings: _Findings) -> bool:
    words = {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}
    return _one_of(row, column, words, _YES_OR_NO, findings)


def _number(row: _Row, column: str, findings: _Findings, what: Words = _NUMBER) -> Decimal | None:
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


def _length(row: _Row, findings: _Findings) -> int | None:
    number = _number(row, "max_length", findings, _LENGTH)
    if number is None:
        return None
    if 1 <= number <= MAX_CELL and number == int(number):
        return int(number)
    findings.add(Code.M10, row, "max_length", found=row.text("max_length"), what=_LENGTH, example="500")
    return None


def _width(row: _Row, findings: _Findings) -> float:
    number = _number(row, "width", findings, _WIDTH)
    if number is None:
        return 14.0
    if 3 <= number <= 120:
        return float(number)
    findings.add(Code.M10, row, "width", found=row.text("width"), what=_WIDTH, example="14")
    return 14.0


def _version(rows: Iterable[_Row] | None) -> str:
    values = {_key(row.plain("name")): row.plain("value") for row in rows or ()}
    return next((values[key] for key in ("version", _key("版本"), _key("版本号")) if values.get(key)), "1")


def _check_types(
    rows: Iterable[_Row], fields: Sequence[Field], issued: Mapping[str, TypeName], findings: _Findings
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


def _check_lights(template: Template, sheet: str, findings: _Findings) -> None:
    """Say which of the fields that lights are computed from are missing."""
    names = {field.name for field in template.task_fields}
    for name in _FOR_LIGHTS:
        if name not in names:
            findings.add(Code.M34, sheet=sheet, field=name)


def _check_states(row: _Row, list_name: str, choices: Sequence[Choice], findings: _Findings) -> None:
    """Say which choices of the status are states that the lights do not know."""
    states = [state.value for state in Status]
    for choice in choices:
        if choice.name not in states:
            near, known = _nearest(choice.name, states), "、".join(states)
            findings.add(Code.M38, row, "choices", found=choice.name, near=near, list=list_name, choices=known)


def _known(columns: Sequence[Column]) -> dict[str, str]:
    return {_key(word): column.name for column in reversed(columns) for word in (*column.aliases, column.name)}


def _key(text: str) -> str:
    """Return the form in which headings, types and sheet names are compared."""
    return re.sub(r"[\s_\-*]+", "", re.sub(":+", "::", fold(text.strip().strip(_QUOTES))))


def _nearest(text: str, words: Sequence[str], least: float = _NEAR) -> str | None:
    """Return the word most like `text`, None where none is like enough."""
    found = process.extractOne(text, words, scorer=fuzz.WRatio, score_cutoff=least)
    return found[0] if found else None


def _meant(word: str | None) -> Words:
    if word is None:
        return Words("", "")
    safe = word.replace("{", "{{").replace("}", "}}")
    return Words(_MEANT.en.replace("{word}", safe), _MEANT.zh.replace("{word}", safe))
