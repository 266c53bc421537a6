"""The table of field types: what each type reads, writes, checks and prints, and that none lacks a part."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reportkit.diagnostics import Severity
from reportkit.fields.answer_type import AnswerType, CellValue, Choosing, JsonValue
from reportkit.fields.field_type import FieldType
from reportkit.fields.reading import At, CellReading, RawCell
from reportkit.fields.type_table import TYPES, type_of, types_for
from reportkit.files.grid import Raw, read_grids
from reportkit.forms.standard import default_template
from reportkit.language.words import Lang, Words
from reportkit.model import Answer, Choice, Entry, Field, Required, Role, TypeName, Value
from tests.forms_sample import SCIENCE, form

AT = At("回执.xlsx", "区科技局", "填报表", "L7", 1, "新增高新技术企业500家", 2022)
CHOICES = (
    Choice("land", Words("land", "用地")),
    Choice("money", Words("money, loans", "资金、贷款"), ("钱",)),
)


def field(kind: TypeName, **more: object) -> Field:
    choices = CHOICES if TYPES[kind].choosing is not Choosing.NONE else ()
    return replace(Field("extra", kind, Words("Extra", "另加"), choices=choices), **more)  # type: ignore[arg-type]


# Type: what is written, what is understood, on paper in Chinese and English, in JSON, in the next form's cell.
LIFE: dict[FieldType, tuple[Raw, Value, str, str, JsonValue, CellValue]] = {
    FieldType.TEXT: ("区里", "区里", "区里", "区里", "区里", "区里"),
    FieldType.LONG_TEXT: ("已开工。", "已开工。", "已开工。", "已开工。", "已开工。", "已开工。"),
    FieldType.INTEGER: (12.0, Decimal(12), "12", "12", 12, Decimal(12)),
    FieldType.NUMBER: (12.5, Decimal("12.5"), "12.5", "12.5", 12.5, Decimal("12.5")),
    FieldType.PERCENT: (60.0, Decimal(60), "60%", "60%", 60, Decimal(60)),
    FieldType.MONEY: (3500.0, Decimal(3500), "3500", "3500", 3500, Decimal(3500)),
    FieldType.DATE: (
        date(2022, 6, 30), date(2022, 6, 30), "2022-06-30", "30 June 2022", "2022-06-30", date(2022, 6, 30),
    ),
    FieldType.MONTH: ("2022-06", "2022-06", "2022-06", "2022-06", "2022-06", date(2022, 6, 1)),
    FieldType.CHOICE: ("用地", "land", "用地", "land", "用地", "用地"),
    FieldType.MULTI_CHOICE: (
        "资金、贷款、用地", ("money", "land"), "资金、贷款、用地", "money, loans, land", ["资金、贷款", "用地"],
        "资金、贷款、用地",
    ),
    FieldType.NOTE: ("看过", "看过", "看过", "看过", "看过", "看过"),
}  # fmt: skip


def test_every_type_has_a_row() -> None:
    assert list(TYPES) == list(FieldType)
    assert list(LIFE) == list(FieldType)


@pytest.mark.parametrize("kind", FieldType)
def test_a_value_of_each_type_from_the_cell_to_the_next_form(kind: FieldType) -> None:
    raw, value, chinese, english, json_value, cell = LIFE[kind]
    item = field(kind)
    what = type_of(item)
    read = what.read(CellReading(item, RawCell(raw), AT))
    assert (read.value, read.findings) == (value, ())
    assert what.text(value, item, Lang.HANS) == chinese
    assert what.text(value, item, Lang.EN) == english
    assert what.exported(value, item, Lang.HANS) == json_value
    assert what.typed(value, item, Lang.HANS) == cell
    assert not what.is_impossible(cell, item)
    assert what.is_number is isinstance(value, Decimal)
    assert (what.choosing is Choosing.SEVERAL) is isinstance(value, tuple)


@pytest.mark.parametrize("kind", FieldType)
def test_nothing_is_nothing_in_each_type(kind: FieldType) -> None:
    item = field(kind)
    what = type_of(item)
    assert what.text(None, item, Lang.HANS) == ""
    assert what.exported(None, item, Lang.HANS) is None
    assert what.typed(None, item, Lang.HANS) in (None, "")
    assert not what.is_impossible(None, item)


@pytest.mark.parametrize("kind", [kind for kind in FieldType if not TYPES[kind].is_text])
def test_what_is_no_answer_is_asked_and_a_stroke_is_none(kind: FieldType) -> None:
    item = field(kind)
    what = type_of(item)
    (finding,) = what.read(CellReading(item, RawCell("说不清楚"), AT)).findings
    assert finding.severity is Severity.ERROR
    assert what.read(CellReading(item, RawCell("/"), AT)).value is None
    (wanted,) = what.read(CellReading(replace(item, required=Required.YES), RawCell("/"), AT)).findings
    assert wanted.code.name == "V19"


def test_a_word_of_the_template_means_one_type() -> None:
    words = [word for name, kind in TYPES.items() for word in (name.value, *kind.aliases)]
    assert len(words) == len(set(words))
    said = [kind.about.text(lang) for kind in TYPES.values() for lang in (Lang.EN, Lang.HANS)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize(("kind", "value"), [(FieldType.PERCENT, Decimal("0.6")), (FieldType.INTEGER, Decimal(9))])
def test_what_cannot_be_right_is_told_alike_by_formula_and_by_count(kind: FieldType, value: Decimal) -> None:
    item = field(kind, minimum=Decimal(0), maximum=Decimal(8))
    assert type_of(item).is_impossible(value, item)
    assert "*(1-ISNUMBER($F7))+ISNUMBER($F7)*(($F7<0)+($F7>8)" in type_of(item).impossible(item, "$F7", Lang.HANS)


@pytest.mark.parametrize(("longest", "formula"), [(None, ""), (20, "1*(LEN($F7)>20)")])
def test_a_text_is_too_long_only_where_the_office_says_so(longest: int | None, formula: str) -> None:
    item = field(FieldType.TEXT, max_length=longest)
    assert type_of(item).impossible(item, "$F7", Lang.HANS) == formula
    assert type_of(item).is_impossible("字" * 21, item) is (longest is not None)
    assert not type_of(item).is_impossible("字" * 20, item)


def test_a_choice_among_several_is_told_whatever_stands_between_them() -> None:
    condition = TYPES[FieldType.MULTI_CHOICE].chosen("$F7", "资金")
    assert all(f'"{mark}","、")' in condition for mark in (",", "，", ";", "；", "、 "))


def test_a_month_carried_over_is_a_day_to_excel() -> None:
    """A text in a column that is checked for days would be marked as wrong in the form that goes out."""
    template = default_template()
    month = Field("start", FieldType.MONTH, Words("Start", "开工月份"), carry_over=True)
    last = Entry(3, SCIENCE.name, Role.LEAD, answers={"start": Answer("start", "2022-03")})
    data = form(template=replace(template, fields=(*template.fields, month)), last={3: last})
    grid = next(grid for grid in read_grids(data) if grid.name == "填报表")
    assert date(2022, 3, 1) in {value for _, _, value in grid.cells()}


NAMES = ("progress", "status", "percent", "problems", "next_steps", "expected_date", "remarks", "actual")


def test_each_field_that_means_something_to_us_has_one_usual_type() -> None:
    """It is the one that `check` asks for where the template says another."""
    usual = {name: [kind for kind, row in TYPES.items() if name in row.usual_for] for name in NAMES}
    assert all(len(kinds) == 1 and types_for(name)[0] is kinds[0] for name, kinds in usual.items())
    assert {name for row in TYPES.values() for name in (*row.holds, *row.usual_for)} == set(NAMES)
    assert types_for("a field of the office's own") == ()


@pytest.mark.parametrize("kind", [kind for kind in FieldType if TYPES[kind].is_number or kind is FieldType.DATE])
def test_the_example_of_a_type_is_an_answer_of_it(kind: FieldType) -> None:
    example = TYPES[kind].example.text(Lang.HANS, year=2022)
    read = type_of(field(kind)).read(CellReading(field(kind), RawCell(example), AT))
    assert read.value is not None
    assert all(finding.severity is Severity.FIXED for finding in read.findings)


# What each part of a row does for a field; a part that is not among these fails the test below.
CALLS: dict[str, Callable[[AnswerType, Field, Raw, Value], object]] = {
    "read": lambda what, item, cell, _: what.read(CellReading(item, RawCell(cell), AT)).value,
    "text": lambda what, item, _, value: [what.text(value, item, lang) for lang in (Lang.HANS, Lang.EN)],
    "exported": lambda what, item, _, value: what.exported(value, item, Lang.HANS),
    "validation": lambda what, item, *_: [what.validation(item, "=_rk!$G$2", lang) for lang in (Lang.HANS, Lang.EN)],
    "impossible": lambda what, item, *_: what.impossible(item, "$F7", Lang.HANS),
    "is_impossible": lambda what, item, *_: [v for v in PROBES if what.is_impossible(v, item)],
    "limits": lambda what, *_: [what.limits(None, None), what.limits(Decimal(3), Decimal(300))],
    "shown": lambda what, item, _, value: what.shown(value, item, Lang.HANS),
    "typed": lambda what, item, _, value: what.typed(value, item, Lang.HANS),
    "chosen": lambda what, *_: what.chosen("$F7", "资金"),
    "entries": lambda what, *_: what.entries("资金、用地"),
    "asked_measure": lambda what, item, cell, _: what.asked_measure(  # type: ignore[attr-defined]
        CellReading(replace(item, label=Words("Money (CNY)", "投资（万元）")), RawCell(cell), AT)
    ),
}
PROBES: tuple[CellValue, ...] = (Decimal("0.5"), Decimal(-1), Decimal("1.5"), Decimal(101), "字" * 3000, "无", None)


def test_every_part_of_every_row_is_as_it_was(golden: Callable[[str, str], None]) -> None:
    """A part is what a row holds, what its class says, and what it answers."""
    lines = []
    for kind, (raw, value, *_) in LIFE.items():
        row = TYPES[kind]
        for part in [name for name in dir(row) if not name.startswith("_")]:
            found = getattr(row, part)
            said = CALLS[part](row, field(kind), raw, value) if callable(found) else found
            lines.append(f"{kind.value}.{part}: {said}")
    golden("field_types", "\n".join(lines))
