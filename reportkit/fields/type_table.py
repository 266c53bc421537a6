"""The table of field types: one row a type. A new type is a row here, with its name in `FieldType`."""

from collections.abc import Mapping
from decimal import Decimal

from reportkit.fields.answer_type import AnswerType
from reportkit.fields.choices import OneChoiceType, SeveralChoicesType
from reportkit.fields.days import DayType, MonthType
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


class FieldType(TypeName):
    """What a field of the form holds, by the name that stands in the template."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    DATE = "date"
    MONTH = "month"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    NOTE = "note"


TYPES: Mapping[TypeName, AnswerType] = {
    FieldType.TEXT: TextType(
        about=Words("a short text", "短文字"),
        aliases=("string", "文本", "文字", "短文本"),
        example=Words("a few words", "简要文字"),
        if_empty=_OR_NONE,
    ),
    FieldType.LONG_TEXT: TextType(
        about=Words("a long text", "长文字"),
        aliases=("longtext", "长文本", "长文字", "多行文本", "textarea"),
        example=Words("a few sentences", "分条写明"),
        if_empty=_OR_WHY,
        is_prose=True,
    ),
    FieldType.INTEGER: NumberType(
        about=Words("a whole number", "整数"),
        aliases=("int", "整数"),
        example=Words("12", "12"),
        if_empty=_OR_ZERO,
        error=Words("Please type a whole number{range}, digits only.", "请填整数{range}，只填数字。"),
        like="12",
        is_whole=True,
    ),
    FieldType.NUMBER: NumberType(
        about=Words("a number", "数字"),
        aliases=("decimal", "float", "数字", "数值", "小数"),
        example=Words("12.5", "12.5"),
        if_empty=_OR_ZERO,
        error=_NO_NUMBER,
        like="12.5",
        is_labelled=True,
    ),
    FieldType.PERCENT: NumberType(
        about=Words("a percent, 0 to 100", "百分比，填 0 到 100"),
        aliases=("percentage", "百分比", "百分数", "%"),
        example=Words("60", "60"),
        if_empty=_OR_ZERO,
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
        aliases=("amount", "currency", "金额"),
        example=Words("3500.00", "3500.00"),
        if_empty=_OR_ZERO,
        error=_NO_NUMBER,
        like="12.5",
        is_labelled=True,
    ),
    FieldType.DATE: DayType(
        about=Words("a day", "日期"),
        aliases=("day", "日期"),
        example=Words("{year}-11-30", "{year}-11-30"),
        if_empty=Words(" like {year}-03-15", "，写成 {year}-03-15 这样"),
        error=Words("Please type a day such as 2022-11-30.", "请填日期，写成 2022-11-30 这样。"),
    ),
    FieldType.MONTH: MonthType(
        about=Words("a month", "月份"),
        aliases=("月份", "年月"),
        example=Words("{year}-11", "{year}-11"),
        if_empty=Words(" like {year}-03", "，写成 {year}-03 这样"),
        error=Words("Please type a month such as 2022-11.", "请填月份，写成 2022-11 这样。"),
    ),
    FieldType.CHOICE: OneChoiceType(
        about=Words("one of a list", "单选，要写 choices"),
        aliases=("select_one", "select one", "单选", "下拉", "选项"),
        example=_NOTHING,
        if_empty=_FROM_LIST,
    ),
    FieldType.MULTI_CHOICE: SeveralChoicesType(
        about=Words("several of a list", "多选，要写 choices"),
        aliases=("select_multiple", "select multiple", "多选"),
        example=_NOTHING,
        if_empty=_FROM_LIST,
    ),
    FieldType.NOTE: NoteType(
        about=Words("nothing to fill in: a note on the first sheet", "不用填，只在填表说明里显示"),
        aliases=("说明", "提示"),
        example=_NOTHING,
        if_empty=_OR_NONE,
    ),
}
"""What each type can do."""


def type_of(field: Field) -> AnswerType:
    """Return what a field can do."""
    return TYPES[field.type]
