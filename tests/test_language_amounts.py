"""Numbers as people write them beside a measure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.language.amounts import Amount, amount_text, exact, in_measure, plain_text, read_amount, split_measure
from reportkit.language.numerals import tidy

READINGS = [
    # written, value, measure, with other words
    ("500", "500", "", False),
    ("１２３", "123", "", False),
    ("1,234", "1234", "", False),
    ("'5", "5", "", False),
    (" 85 ", "85", "", False),
    ("-3.5", "-3.5", "", False),
    ("五百", "500", "", False),
    ("二十五人", "25", "人", False),
    ("500家", "500", "家", False),
    ("３５％", "35", "%", False),
    ("百分之三十", "30", "%", False),
    ("15个百分点", "15", "%", False),
    ("八成", "80", "%", False),
    ("3.5万", "35000", "", False),
    ("1200万元", "12000000", "元", False),
    ("1亿2000万", "120000000", "", False),
    ("35.2微克/立方米", "35.2", "微克/立方米", False),
    ("300兆瓦", "300", "兆瓦", False),
    ("约五百", "500", "", True),
    ("500多家", "500", "家", True),
    ("500家左右", "500", "家", True),
    ("超6亿元", "600000000", "元", True),
    ("已完成120户", "120", "户", True),
    ("下降-3.2%", "-3.2", "%", True),
]


@pytest.mark.parametrize(("written", "value", "measure", "words"), READINGS)
def test_one_number_with_what_stands_beside_it(written: str, value: str, measure: str, *, words: bool) -> None:
    amount = read_amount(written)
    assert amount is not None
    assert (amount.value, amount.measure, amount.words) == (Decimal(value), measure, words)


@pytest.mark.parametrize(
    "written",
    [
        "", "无", "3-5", "30个项目共500家", "见附件", "2022.6.30", "百分之多少", "312\t500", "312　500", "312  500",
    ],
)  # fmt: skip
def test_no_number_or_more_than_one(written: str) -> None:
    assert read_amount(written) is None


@pytest.mark.parametrize(
    ("written", "measure", "value"),
    [
        ("500", "家", "500"),
        ("500家", "家", "500"),
        ("3.5万", "家", "35000"),
        ("4.3万亩", "万亩", "4.3"),
        ("1200万元", "亿元", "0.12"),
        ("0.6亿元", "亿元", "0.6"),
        ("3千瓦", "千瓦", "3"),
        ("15%", "%", "15"),
        ("40千米", "公里", "40"),
        ("500", "", "500"),
    ],
)
def test_a_number_in_the_measure_of_its_row(written: str, measure: str, value: str) -> None:
    amount = read_amount(written)
    assert amount is not None
    assert in_measure(amount, measure) == Decimal(value)


@pytest.mark.parametrize(("written", "measure"), [("500个", "家"), ("15%", "家"), ("3.5万", "万元"), ("3亿", "亿元")])
def test_another_measure_or_a_doubled_scale_is_no_reading(written: str, measure: str) -> None:
    amount = read_amount(written)
    assert amount is not None
    assert in_measure(amount, measure) is None


@pytest.mark.parametrize(
    ("measure", "name", "scale"),
    [("万亩", "亩", 10_000), ("億元", "元", 10**8), ("家", "家", 1), ("千瓦", "千瓦", 1), ("％", "%", 1), ("", "", 1)],
)
def test_a_measure_apart_from_its_scale(measure: str, name: str, scale: int) -> None:
    assert split_measure(measure) == (name, scale)


def test_a_float_is_the_number_a_cell_shows() -> None:
    assert exact(0.1 + 0.2) == Decimal("0.3")
    assert plain_text(exact(1200.0)) == "1200"
    assert plain_text(Decimal("1E+3")) == "1000"
    assert tidy(Decimal("2.50")) == Decimal("2.5")
    assert tidy(Decimal(10) ** 30) == Decimal(10) ** 30


@pytest.mark.parametrize(
    ("value", "measure", "text"),
    [
        ("500", "家", "500家"),
        ("5E+2", "家", "500家"),
        ("33.30", "", "33.3"),
        ("8.50", "%", "8.5%"),
        ("4.3", "万亩", "4.3万亩"),
        ("35", "微克/立方米", "35微克/立方米"),
        ("21", "℃", "21℃"),
        ("500", "homes", "500 homes"),
        ("12.0", "km", "12 km"),
        ("35", "μg/m³", "35 μg/m³"),
        ("0.00", "", "0"),
        ("-0", "家", "0家"),
        ("-0.0", "%", "0%"),
        ("-3", "%", "-3%"),
    ],
)
def test_a_number_is_printed_with_its_measure_in_one_way(value: str, measure: str, text: str) -> None:
    assert amount_text(Decimal(value), measure) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1E+15", "1000000000000000"),
        ("1E+16", "1E+16"),
        ("12345678901234567.50", "12345678901234567.5"),
        ("-20E+39", "-2E+40"),
        ("1E-15", "0.000000000000001"),
        ("1E-16", "1E-16"),
        ("1.7E+308", "1.7E+308"),
    ],
)
def test_where_nobody_counts_the_zeros_a_number_stands_in_powers_of_ten_with_every_digit(value: str, text: str) -> None:
    assert plain_text(Decimal(value)) == text
    assert Decimal(text) == Decimal(value)


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["", "家", "%", "万元", "km"]))
def test_what_is_printed_is_read_again(value: Decimal, measure: str) -> None:
    amount = read_amount(amount_text(value, measure))
    assert amount is not None
    assert in_measure(amount, measure) == value


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    amount = read_amount(text)
    assert amount is None or isinstance(amount, Amount)
