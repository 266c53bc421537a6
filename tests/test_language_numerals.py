"""Numerals as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.language.numerals import find_numerals, read_numeral
from reportkit.language.script import to_traditional


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1,234", "1234"),
        ("1 234", "1234"),
        ("1,234,567.5", "1234567.5"),
        ("３５", "35"),
        ("１，２３４", "1234"),
        ("３．５", "3.5"),
        ("-2.5", "-2.5"),
        ("−2", "-2"),
        ("负三", "-3"),
        ("+7", "7"),
        (".5", "0.5"),
        ("5.0", "5"),
        (" 12 ", "12"),
        ("3.5万", "35000"),
        ("3.5萬", "35000"),
        ("1.6万", "16000"),
        ("10亿", "1000000000"),
        ("1亿2000万", "120000000"),
        ("1.2万亿", "1200000000000"),
        ("3万5", "35000"),
        ("2千3百", "2300"),
        ("1.5千", "1500"),
        ("五", "5"),
        ("十", "10"),
        ("十二", "12"),
        ("五百", "500"),
        ("五百三", "530"),
        ("五百零三", "503"),
        ("兩千三百", "2300"),
        ("一百十五", "115"),
        ("一万二", "12000"),
        ("一万零二", "10002"),
        ("二十万零五百", "200500"),
        ("三百五十六万七千八百九十", "3567890"),
        ("百", "100"),
        ("百万", "1000000"),
        ("千亿", "100000000000"),
        ("三点五", "3.5"),
        ("三点五万", "35000"),
        ("十二点零五", "12.05"),
        ("二〇二二", "2022"),
        ("二零二二", "2022"),
        ("一九四九", "1949"),
        ("壹佰贰拾", "120"),
        ("零", "0"),
        ("〇", "0"),
    ],
)
def test_a_numeral_is_read_exactly(text: str, value: str) -> None:
    assert str(read_numeral(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "", "家", "500家", "约五百", "三五", "十四五", "十几", "三五百", "1.5十", "40,00", "1.2.3", "一千零", "千五千",
        "一千三千", "十百", "三百五百", "100万千", "万3万", "五点", "点五",
        "百点五百点", "3.5.万", "12三", "三12", "1百200",
        "5百1.5", "零零", "9" * 25, "三百点五十",
    ],
)  # fmt: skip
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert read_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新增1.6万个", "1.6万=16000"),
        ("企业500家、人才１０００名", "500=500 １０００=1000"),
        ("投资1,200万元，5,100家", "1,200万=12000000 5,100=5100"),
        ("做地2000畝,200套", "2000=2000 200=200"),
        ("突破千亿", "千亿=100000000000"),
        ("两千三百家和三十条", "两千三百=2300 三十=30"),
        ("1万2千人", "1万2千=12000"),
        ("三点五万亩，下午三点", "三点五万=35000 三=3"),
        ("5千瓦、300万千瓦时、10千米", "5=5 300万=3000000 10=10"),
        ("百姓、百货、千方百计、万达、万科", ""),
        ("三五家、十四五、十百千、五四", ""),
        ("2022.6.30、2.0版", "2.0=2"),
        ("2022一季度", "2022=2022"),
        ("地铁3、4、10号线", "3=3 4=4 10=10"),
        ("1999" * 7, ""),
        ("", ""),
    ],
)
def test_numerals_are_found_in_a_sentence(text: str, found: str) -> None:
    assert " ".join(f"{text[a:b]}={value}" for a, b, value in find_numerals(text)) == found


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=10**12))
def test_every_way_of_writing_a_number_reads_back(number: int) -> None:
    assert read_numeral(str(number)) == number
    assert read_numeral(f"{number:,}") == number
    assert read_numeral(f"{number}万") == number * 10_000
    assert read_numeral(chinese(number)) == number
    assert read_numeral(to_traditional(chinese(number))) == number


def chinese(number: int) -> str:
    """Write a number up to 万亿 as one says it."""
    for size, sign in ((10**8, "亿"), (10**4, "万")):
        if number >= size:
            rest = number % size
            gap = "零" if rest and rest < size // 10 else ""
            return chinese(number // size) + sign + gap + (chinese(rest) if rest else "")
    for size, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            rest = number % size
            gap = "零" if rest and rest < size // 10 else ""
            return "零一二三四五六七八九"[number // size] + sign + gap + (chinese(rest) if rest else "")
    return "零一二三四五六七八九"[number]


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,， 〇零一二三两十百千万亿萬億點点负-第家", max_size=40))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    whole = read_numeral(text)
    assert whole is None or whole.is_finite()
    last = 0
    for start, end, value in find_numerals(text):
        assert last <= start < end
        assert read_numeral(text[start:end]) == value
        last = end
