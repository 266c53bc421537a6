"""The form template as a workbook: round trip, generous reading, and every mistake with its place."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from reportkit.diagnostics import Code, Diagnostic
from reportkit.fields.field_type import FieldType
from reportkit.forms.columns import FIELD_COLUMNS, RESERVED
from reportkit.forms.template import default_template, read_template, write_template
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.model import UNCHANGED, Choice, Condition, Field, Required, Status, Template
from tests.hands import opened
from tests.workbook_text import workbook_text

FILE = "templates/form.xlsx"
HEADINGS = [column.name for column in FIELD_COLUMNS]
USUAL = write_template(default_template())
Edit = Callable[[Workbook], None]


def edited(*edits: Edit) -> tuple[Template, list[Diagnostic]]:
    """Read the usual template after someone edited it."""
    book = opened(USUAL)
    for edit in edits:
        edit(book)
    stream = io.BytesIO()
    book.save(stream)
    template, findings = read_template(stream.getvalue(), FILE)
    return template, list(findings)


def put(cell: str, value: str | float | None, sheet: str = "fields") -> Edit:
    def edit(book: Workbook) -> None:
        book[sheet][cell] = value

    return edit


def at(column: str, row: int) -> str:
    """Return the address of a field's cell; the first field stands in row 3."""
    return f"{get_column_letter(HEADINGS.index(column) + 1)}{row}"


def codes(findings: list[Diagnostic]) -> list[tuple[str, str | None, tuple[str, ...], str | None]]:
    return [(d.code.name, d.sheet, d.cells, d.suggestion) for d in findings]


def test_the_usual_template_comes_back_as_it_was_written() -> None:
    assert edited() == (default_template(), [])


def test_template_looks_as_agreed(golden: Callable[[str, str], None]) -> None:
    golden("form_template", workbook_text(write_template(default_template())))


def test_states_are_those_of_the_model_and_no_word_means_two() -> None:
    status = default_template().field("status")
    assert status is not None
    assert [choice.name for choice in status.choices] == [*(state.value for state in Status), UNCHANGED]
    words = [word for choice in status.choices for word in (choice.label.zh, *choice.aliases)]
    assert len(words) == len(set(words))


def test_a_row_added_in_excel_is_a_field() -> None:
    def add(book: Workbook) -> None:
        row = dict.fromkeys(HEADINGS, None) | {
            "type": "select_one  level", "name": "Level", "label::zh-Hant": "層級{甲}", "required": "是",
            "width": "１２", "required_when": "${status} = ‘滞后’ 或 未启动", "carry_over": "√",
        }  # fmt: skip
        book["fields"].append([])
        book["fields"].append(list(row.values()))
        book["choices"].append(["level", "high", "高", None, "high", "较高｜很高"])
        book["choices"].append(["LEVEL", "low", "低"])

    template, findings = edited(add)
    assert findings == []
    assert template.fields[-1] == Field(
        "level",
        FieldType.CHOICE,
        Words("层级｛甲｝", "层级｛甲｝", "層級｛甲｝"),
        required=Required.YES,
        required_when=Condition("status", ("lagging", "not_started")),
        choices=(Choice("high", Words("high", "高"), ("较高", "很高")), Choice("low", Words("低", "低"))),
        width=12.0,
        carry_over=True,
    )


@pytest.mark.parametrize("name", ["a,b", "a、b", "a;b", "a|b", "a/b", "a b"])
def test_the_name_of_a_choice_holds_no_separator(name: str) -> None:
    _, findings = edited(lambda book: book["choices"].append(["levels", name, "市级"]))
    assert [(d.code.name, d.sheet, d.found) for d in findings] == [("M10", "choices", name)]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("decimal", "number"),
        ("长文本", "long_text"),
        ("Long Text", "long_text"),
        ("“date”", "date"),
        ("ｔｅｘｔ", "text"),
        ("金額", "money"),
    ],
)
def test_types_in_other_words(typed: str, kind: str) -> None:
    template, findings = edited(put(at("name", 9), "extra"), put(at("type", 9), typed))
    assert template.fields[6].type.value == kind
    assert findings == []


def test_sheets_headings_and_blank_rows_may_be_moved_about() -> None:
    def disorder(book: Workbook) -> None:
        book["fields"].title = "字段"
        book["choices"].title = " Choices "
        sheet = book["字段"]
        sheet.delete_rows(1)
        for n, (old, new) in enumerate(
            (("type", "类型"), ("name", "NAME *"), ("label::zh-Hans", "label : zh-hans")), 1
        ):
            del n
            cell = sheet.cell(1, HEADINGS.index(old) + 1)
            cell.value = new
        sheet.insert_rows(3, 2)
        book.move_sheet("settings", -2)

    assert edited(disorder) == (default_template(), [])


def test_a_wording_of_ones_own_in_traditional_characters_is_kept() -> None:
    template, _ = edited(put(at("label::zh-Hant", 3), "本季進展"))
    label = template.fields[0].label
    assert (label.text(Lang.HANS), label.text(Lang.HANT)) == ("本期进展情况", "本季進展")
    again, findings = read_template(write_template(template), FILE)
    assert (again, findings) == (template, ())


MISTAKES: list[tuple[str, tuple[Edit, ...], tuple[str, str | None, tuple[str, ...], str | None]]] = [
    ("unknown type", (put(at("type", 5), "precent"),), ("M01", "fields", (at("type", 5),), "percent")),
    ("list that does not exist", (put(at("choices", 4), "statsu"),), ("M05", "fields", (at("choices", 4),), "status")),
    ("sheet misspelt", (lambda book: setattr(book["choices"], "title", "choises"),), ("M06", "choices", (), "choices")),
    (
        "fields sheet called otherwise",
        (lambda book: setattr(book["fields"], "title", "Tabelle1"),),
        ("M06", "fields", (), "fields"),
    ),
    ("name with a space", (put(at("name", 3), "my progress"),), ("M10", "fields", (at("name", 3),), "my_progress")),
    ("name in Chinese", (put(at("name", 9), "备注"),), ("M10", "fields", (at("name", 9),), "field_2")),
    ("width of nothing", (put(at("width", 3), 0),), ("M10", "fields", (at("width", 3),), None)),
    ("width in words", (put(at("width", 3), "wide"),), ("M10", "fields", (at("width", 3),), None)),
    ("text longer than a cell", (put(at("max_length", 3), 40_000),), ("M10", "fields", (at("max_length", 3),), None)),
    ("length in words", (put(at("max_length", 3), "many"),), ("M10", "fields", (at("max_length", 3),), None)),
    ("least value in words", (put(at("min", 5), "nil"),), ("M10", "fields", (at("min", 5),), None)),
    ("neither yes nor no", (put(at("carry_over", 3), "ye"),), ("M10", "fields", (at("carry_over", 3),), "yes")),
    ("neither required nor not", (put(at("required", 3), "want"),), ("M10", "fields", (at("required", 3),), "wanted")),
    ("neither task nor target", (put(at("applies_to", 3), "taks"),), ("M10", "fields", (at("applies_to", 3),), "task")),
    ("label too long", (put(at("label::en", 3), "x" * 101),), ("M10", "fields", (at("label::en", 3),), None)),
    ("column missing", (put(at("type", 2), None),), ("M11", "fields", (), None)),
    ("name taken twice", (put(at("name", 9), "progress"),), ("M20", "fields", (at("name", 9),), None)),
    ("name of the form's own", (put(at("name", 9), "no"),), ("M31", "fields", (at("name", 9),), None)),
    (
        "condition that is none",
        (put(at("required_when", 6), "when late"),),
        ("M32", "fields", (at("required_when", 6),), "status=lagging|not_started"),
    ),
    (
        "condition on no field",
        (put(at("required_when", 6), "statu=lagging"),),
        ("M32", "fields", (at("required_when", 6),), "status"),
    ),
    (
        "condition on a field without list",
        (put(at("required_when", 6), "progress=x"),),
        ("M32", "fields", (at("required_when", 6),), None),
    ),
    (
        "condition on no choice",
        (put(at("required_when", 6), "status=laging"),),
        ("M32", "fields", (at("required_when", 6),), "lagging"),
    ),
    ("least above greatest", (put(at("min", 5), 200),), ("M33", "fields", (at("min", 5),), None)),
    ("no status", (put(at("name", 4), "state"),), ("M34", "fields", (), None)),
    ("choice twice", (put("B4", "not_started", "choices"),), ("M35", "choices", ("B4",), None)),
    ("one word for two choices", (put("F4", "推进中 | 尚未启动", "choices"),), ("M35", "choices", ("F4",), None)),
    ("one label for two choices", (put("C4", "未启动", "choices"),), ("M35", "choices", ("C4",), None)),
    ("choice without a name", (put("B4", "正常", "choices"),), ("M10", "choices", ("B4",), "field_2")),
    (
        "heading misspelt",
        (put(at("max_length", 2), "max lenght"),),
        ("M36", "fields", (at("max_length", 2),), "max_length"),
    ),
    (
        "no label",
        tuple(put(at(f"label::{lang}", 3), None) for lang in ("zh-Hans", "zh-Hant", "en")),
        ("M37", "fields", (at("label::zh-Hans", 3),), None),
    ),
    (
        "state that lights do not know",
        (put("B7", "finished", "choices"),),
        ("M38", "fields", (at("choices", 4),), None),
    ),
    ("status that is no list", (put(at("type", 4), "text"),), ("M39", "fields", (at("type", 4),), "choice")),
]


@pytest.mark.parametrize(("edits", "finding"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES])
def test_each_mistake_is_said_with_its_place_and_the_nearest_right_word(
    edits: tuple[Edit, ...], finding: tuple[str, str | None, tuple[str, ...], str | None]
) -> None:
    template, findings = edited(*edits)
    assert finding in codes(findings)
    assert template.fields
    for found in findings:
        for lang in Lang:
            assert "{" not in found.message(lang) + found.hint(lang)


def test_all_mistakes_are_said_at_once() -> None:
    _, findings = edited(put(at("type", 3), "txet"), put(at("min", 5), "x"), put(at("name", 9), "key"))
    assert [found.code.name for found in findings] == ["M01", "M10", "M31"]
    assert findings[0].message(Lang.EN).startswith('Settings "fields" row 3: unknown type "txet". Did you mean "text"?')


def test_what_a_mistake_leaves_out_does_not_harm_the_rest() -> None:
    template, _ = edited(put(at("type", 5), "precent"), put(at("width", 3), "wide"), put(at("name", 9), "key"))
    assert [f.name for f in template.fields] == [
        "progress", "status", "percent", "problems", "next_steps", "expected_date", "actual",
    ]  # fmt: skip
    assert template.fields[2].type is FieldType.TEXT
    assert template.fields[0].width == 14.0


def test_percent_is_0_to_100_unless_said_otherwise() -> None:
    template, _ = edited(put(at("min", 5), None), put(at("max", 5), "１20%"))
    assert (template.fields[2].minimum, template.fields[2].maximum) == (Decimal(0), Decimal(120))


def test_version_is_read_and_has_a_default() -> None:
    assert edited(put("B2", 3, "settings"))[0].version == "3"
    assert edited(lambda book: book.remove(book["settings"]))[0].version == "1"


def test_a_template_without_choices_says_which_list_is_missing() -> None:
    template, findings = edited(lambda book: book.remove(book["choices"]))
    assert [found.code.name for found in findings] == ["M05", "M32"]
    assert template.field("status") is not None


def test_a_list_used_twice_is_written_once() -> None:
    template = default_template()
    status = template.fields[1]
    twice = Template((*template.fields, replace(status, name="status_2")), "2")
    again, findings = read_template(write_template(twice), FILE)
    assert (again, findings) == (twice, ())


@pytest.mark.parametrize("data", [b"", b"junk", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(ReportkitError) as refusal:
        read_template(data, FILE)
    assert FILE in refusal.value.message(Lang.EN)


def test_a_workbook_that_is_no_template_is_refused() -> None:
    book = Workbook()
    stream = io.BytesIO()
    book.create_sheet("fields").append(["序号", "任务"])
    book.save(stream)
    with pytest.raises(ReportkitError) as refusal:
        read_template(stream.getvalue(), FILE)
    assert "fields" in refusal.value.message(Lang.HANS)
    assert "init" in refusal.value.hint(Lang.HANS)


def test_types_may_not_change_within_a_year() -> None:
    issued = {"progress": FieldType.TEXT, "percent": FieldType.PERCENT, "gone": FieldType.DATE}
    _, (finding,) = read_template(USUAL, FILE, issued)
    assert (finding.code, finding.sheet, finding.cells, finding.field) == (Code.M07, "fields", ("A3",), "progress")
    assert (finding.found, finding.suggestion) == ("long_text", "text")
    assert "progress”上一期是短文字，本期改成长文字" in finding.message(Lang.HANS)


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True).filter(lambda name: name not in RESERVED)
PLAIN = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12).map(str.strip)
FIELDS = st.builds(
    Field,
    name=NAMES,
    type=st.sampled_from([kind for kind in FieldType if kind not in (FieldType.CHOICE, FieldType.MULTI_CHOICE)]),
    label=st.builds(Words, PLAIN, PLAIN),
    hint=st.builds(Words, PLAIN, PLAIN),
    target=st.booleans(),
    required=st.sampled_from(Required),
    minimum=st.just(Decimal(0)),
    maximum=st.none() | st.integers(1, 10**9).map(Decimal),
    max_length=st.none() | st.integers(1, 32_767),
    width=st.integers(3, 120).map(float),
    carry_over=st.booleans(),
    participants=st.booleans(),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(FIELDS, min_size=1, max_size=5, unique_by=lambda field: field.name))
def test_any_template_comes_back_as_it_was_written(fields: list[Field]) -> None:
    usual = [replace(f, maximum=Decimal(100)) if f.type is FieldType.PERCENT else f for f in fields]
    template = Template(tuple(usual), "v7")
    assert read_template(write_template(template), FILE)[0] == template
