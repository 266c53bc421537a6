"""The table of field types: one row a type. A new type is a row here, with its name in `fields.field_type`."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportkit.data import load
from reportkit.fields.answer_type import AnswerType
from reportkit.fields.choices import OneChoiceType, SeveralChoicesType
from reportkit.fields.days import DayType, MonthType
from reportkit.fields.field_type import FieldType
from reportkit.fields.numeric import NumberType
from reportkit.fields.texts import NoteType, TextType
from reportkit.language.words import Words
from reportkit.model import Field, TypeName

_OR_ZERO = Words("; if there is nothing yet, write 0", "；还没有请填 0")
_FROM_LIST = Words(", choose from the drop-down list", "，从下拉列表选一项")
_OR_NONE = Words('; if there is nothing, write "none"', "；确实没有请填“无”")
# Of a report a word for nothing is not taken.
_OR_WHY = Words("; if nothing has moved, say why", "；没有进展请写明原因")
_NO_NUMBER = Words("Please type a number{range}: digits only, no unit.", "请填数字{range}，不带单位和文字。")
_NOTHING = Words("", "")
_REPORTS = ("progress", "problems", "next_steps", "remarks")


@dataclass(frozen=True, slots=True)
class _OtherName:
    """Another name of a type in the template: XLSForm's own, or a Chinese one."""

    word: str
    type: str


_OTHER_NAMES = load("field_types", _OtherName)


def _other_names(name: str) -> tuple[str, ...]:
    return tuple(row.word for row in _OTHER_NAMES if row.type == name)


TYPES: Mapping[TypeName, AnswerType] = {
    FieldType.TEXT: TextType(
        about=Words("a short text", "短文字"),
        aliases=_other_names("text"),
        example=Words("a few words", "简要文字"),
        if_empty=_OR_NONE,
        holds=_REPORTS,
    ),
    FieldType.LONG_TEXT: TextType(
        about=Words("a long text", "长文字"),
        aliases=_other_names("long_text"),
        example=Words("a few sentences", "分条写明"),
        if_empty=_OR_WHY,
        holds=_REPORTS,
        usual_for=_REPORTS,
        is_prose=True,
    ),
    FieldType.INTEGER: NumberType(
        about=Words("a whole number", "整数"),
        aliases=_other_names("integer"),
        example=Words("12", "12"),
        if_empty=_OR_ZERO,
        holds=("percent", "actual"),
        error=Words("Please type a whole number{range}, digits only.", "请填整数{range}，只填数字。"),
        like="12",
        is_whole=True,
    ),
    FieldType.NUMBER: NumberType(
        about=Words("a number", "数字"),
        aliases=_other_names("number"),
        example=Words("12.5", "12.5"),
        if_empty=_OR_ZERO,
        holds=("percent", "actual"),
        usual_for=("actual",),
        error=_NO_NUMBER,
        like="12.5",
        is_labelled=True,
    ),
    FieldType.PERCENT: NumberType(
        about=Words("a percent, 0 to 100", "百分比，填 0 到 100"),
        aliases=_other_names("percent"),
        example=Words("60", "60"),
        if_empty=_OR_ZERO,
        holds=("percent", "actual"),
        usual_for=("percent",),
        error=Words(
            "Please type a number{range}, without a % sign: for 60 % type 60.",
            "请填数字{range}，不写 % 号：60% 就填 60。",
        ),
        like="45",
        measure="%",
        low=Decimal(0),
        high=Decimal(100),
    ),
    FieldType.MONEY: NumberType(
        about=Words("an amount of money", "金额"),
        aliases=_other_names("money"),
        example=Words("3500.00", "3500.00"),
        if_empty=_OR_ZERO,
        holds=("actual",),
        error=_NO_NUMBER,
        like="12.5",
        is_labelled=True,
    ),
    FieldType.DATE: DayType(
        about=Words("a day", "日期"),
        aliases=_other_names("date"),
        example=Words("{year}-11-30", "{year}-11-30"),
        if_empty=Words(" like {year}-03-15", "，写成 {year}-03-15 这样"),
        holds=("expected_date",),
        usual_for=("expected_date",),
        error=Words("Please type a day such as 2022-11-30.", "请填日期，写成 2022-11-30 这样。"),
    ),
    FieldType.MONTH: MonthType(
        about=Words("a month", "月份"),
        aliases=_other_names("month"),
        example=Words("{year}-11", "{year}-11"),
        if_empty=Words(" like {year}-03", "，写成 {year}-03 这样"),
        error=Words("Please type a month such as 2022-11.", "请填月份，写成 2022-11 这样。"),
    ),
    FieldType.CHOICE: OneChoiceType(
        about=Words("one of a list", "单选，要写 choices"),
        aliases=_other_names("choice"),
        example=_NOTHING,
        if_empty=_FROM_LIST,
        holds=("status",),
        usual_for=("status",),
    ),
    FieldType.MULTI_CHOICE: SeveralChoicesType(
        about=Words("several of a list", "多选，要写 choices"),
        aliases=_other_names("multi_choice"),
        example=_NOTHING,
        if_empty=_FROM_LIST,
    ),
    FieldType.NOTE: NoteType(
        about=Words("nothing to fill in: a note on the first sheet", "不用填，只在填表说明里显示"),
        aliases=_other_names("note"),
        example=_NOTHING,
        if_empty=_OR_NONE,
    ),
}
"""What each type can do."""


def type_of(field: Field) -> AnswerType:
    """Return what a field can do."""
    return TYPES[field.type]


def types_for(name: str) -> tuple[TypeName, ...]:
    """Return the types that a field may be of, its usual one first; none where its name means nothing to us."""
    able = [kind for kind, row in TYPES.items() if name in row.holds]
    return tuple(sorted(able, key=lambda kind: name not in TYPES[kind].usual_for))
