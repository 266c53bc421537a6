"""What of a unit's file is not in its copy: in which words it is told, and in how many lines."""

import pytest

from reportkit.corrections.left_out import LeftOut, Part, gathered
from reportkit.language.words import Lang
from tests.returned import HOUSING, form, read

TEN = tuple(f"B{row}" for row in range(2, 12))


@pytest.mark.parametrize(
    ("item", "english", "chinese"),
    [
        (LeftOut(Part.MACROS), "macros", "宏"),
        (LeftOut(Part.CHART, "台账"), "台账: a chart", "台账　图表"),
        (
            LeftOut(Part.TEXT_BOX, "台账", text="三处\n未开工"),
            "台账: a text box: 三处 未开工",
            "台账　文本框：三处 未开工",
        ),
        (
            LeftOut(Part.PICTURE, "台账", TEN),
            "台账 B2, B3, B4, B5, B6, B7, B8, B9, B10, B11: a picture that cannot be shown everywhere",
            "台账 B2、B3、B4、B5、B6、B7、B8、B9、B10、B11　通用软件显示不了的图片",
        ),
        (
            LeftOut(Part.SHAPE, "台账", (*TEN, *(f"C{row}" for row in range(2, 32)))),
            "台账 B2, B3, B4, B5, B6, B7, B8, B9, B10, B11 and others (40 in all): a drawn shape",
            "台账 B2、B3、B4、B5、B6、B7、B8、B9、B10、B11 等 40 处　图形",
        ),
    ],
)
def test_what_is_not_in_a_copy_is_told_in_one_line(item: LeftOut, english: str, chinese: str) -> None:
    assert (item.line(Lang.EN), item.line(Lang.HANS)) == (english, chinese)


def test_the_number_of_a_form_is_never_told_where_it_would_be_found_twice() -> None:
    number = read(form(HOUSING)).form_id
    assert (
        LeftOut(Part.CELL, "填报表", ("B2",), f"表号 {number}").line(Lang.HANS) == "填报表 B2　写在表格固定文字处的内容"
    )


def test_what_is_alike_on_a_sheet_is_one_line_and_what_was_said_stands_by_itself() -> None:
    found = [
        LeftOut(Part.LINK, "台账", ("B2",), "https://example.org/a"),
        LeftOut(Part.FORMULA, "台账", ("C2",)),
        LeftOut(Part.LINK, "台账", ("B3",), "https://example.org/b"),
        LeftOut(Part.FORMULA, "台账", ("C3", "C2")),
        LeftOut(Part.FORMULA, "合计", ("C2",)),
    ]
    assert list(gathered(found)) == [
        LeftOut(Part.FORMULA, "台账", ("C2", "C3")),
        LeftOut(Part.FORMULA, "合计", ("C2",)),
        LeftOut(Part.LINK, "台账", ("B2",), "https://example.org/a"),
        LeftOut(Part.LINK, "台账", ("B3",), "https://example.org/b"),
    ]
