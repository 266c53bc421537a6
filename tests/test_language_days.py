"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.language.days import DayRead, How, read_day, read_serial

READINGS = [
    ("2022-06-30", How.EXACT, "2022-06-30"),
    ("2022.6.30", How.READ, "2022-06-30"),
    ("2022/6/30", How.READ, "2022-06-30"),
    ("２０２２．６．３０", How.READ, "2022-06-30"),
    ("2022年6月30日", How.READ, "2022-06-30"),
    ("2022年6月30号", How.READ, "2022-06-30"),
    ("民國111年6月30日", How.READ, "2022-06-30"),
    ("111年6月底", How.READ, "2022-06-30"),
    ("111/6/30", How.READ, "2022-06-30"),
    ("111.6.30", How.READ, "2022-06-30"),
    ("民國111年6月", How.VAGUE, "2022-06-30"),
    ("2022年6月30日前", How.READ, "2022-06-30"),
    ("二〇二二年六月三十日", How.READ, "2022-06-30"),
    ("22年6月30日", How.READ, "2022-06-30"),
    ("22.6.30", How.READ, "2022-06-30"),
    ("6月30日", How.READ, "2022-06-30"),
    ("六月三十日", How.READ, "2022-06-30"),
    ("6/30", How.READ, "2022-06-30"),
    ("20220630", How.READ, "2022-06-30"),
    ("44742", How.READ, "2022-06-30"),
    ("2022-06-30 08:30:00", How.READ, "2022-06-30"),
    ("6/30/2022", How.READ, "2022-06-30"),
    ("30/6/2022", How.READ, "2022-06-30"),
    ("6/6/2022", How.READ, "2022-06-06"),
    ("6月底", How.READ, "2022-06-30"),
    ("2月末", How.READ, "2022-02-28"),
    ("6月初", How.VAGUE, "2022-06-10"),
    ("6月中旬", How.VAGUE, "2022-06-20"),
    ("2023年6月", How.VAGUE, "2023-06-30"),
    ("2023", How.VAGUE, "2023-12-31"),
    ("12月底前", How.READ, "2022-12-31"),
    ("年底", How.READ, "2022-12-31"),
    ("2023年底", How.READ, "2023-12-31"),
    ("上半年", How.VAGUE, "2022-06-30"),
    ("第三季度", How.VAGUE, "2022-09-30"),
    ("Q4", How.VAGUE, "2022-12-31"),
    ("6月30日左右", How.VAGUE, "2022-06-30"),
    ("待定", How.VAGUE, None),
    ("6/7/2022", How.VAGUE, None),
    ("6.3", How.VAGUE, None),
    ("99.6.30", How.VAGUE, None),
    ("30 June 2022", How.READ, "2022-06-30"),
    ("30th of June, 2022", How.READ, "2022-06-30"),
    ("June 30, 2022", How.READ, "2022-06-30"),
    ("Jun. 30 2022", How.READ, "2022-06-30"),
    ("JUNE 30th", How.READ, "2022-06-30"),
    ("30-Jun-22", How.READ, "2022-06-30"),
    ("30-Sept-2023", How.READ, "2023-09-30"),
    ("3 May", How.READ, "2022-05-03"),
    ("by the 30th of November", How.READ, "2022-11-30"),
    ("before 30 June", How.READ, "2022-06-30"),
    ("Thursday, 30 June 2022", How.READ, "2022-06-30"),
    ("30 June 2022 (Thu)", How.READ, "2022-06-30"),
    ("30 June 2022 08:30", How.READ, "2022-06-30"),
    ("about 30 June 2022", How.VAGUE, "2022-06-30"),
    ("June 2023", How.VAGUE, "2023-06-30"),
    ("End of February", How.READ, "2022-02-28"),
    ("by end of June 2023", How.READ, "2023-06-30"),
    ("early June", How.VAGUE, "2022-06-10"),
    ("mid-June", How.VAGUE, "2022-06-20"),
    ("end of the year", How.READ, "2022-12-31"),
    ("end of 2023", How.READ, "2023-12-31"),
    ("year-end", How.READ, "2022-12-31"),
    ("First half", How.VAGUE, "2022-06-30"),
    ("third quarter of 2023", How.VAGUE, "2023-09-30"),
    ("as soon as possible", How.VAGUE, None),
    ("TBD", How.VAGUE, None),
    ("31 June", How.IMPOSSIBLE, None),
    ("元月5日", How.READ, "2022-01-05"),
    ("2022-02-30", How.IMPOSSIBLE, None),
    ("2022年13月1日", How.IMPOSSIBLE, None),
    ("6月31日", How.IMPOSSIBLE, None),
    ("13月底", How.IMPOSSIBLE, None),
]


@pytest.mark.parametrize(("written", "how", "day"), READINGS)
def test_a_day_and_how_sure_it_is(written: str, how: How, day: str | None) -> None:
    assert read_day(written, 2022) == DayRead(how, date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    "written",
    ["", "无", "按计划", "500家", "12", "99999", "maybe", "on", "sun", "2022 homes", "30 Juno", "marching on"],
)
def test_no_day(written: str) -> None:
    assert read_day(written, 2022) is None


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (44742.0, "2022-06-30"),
        (44742.75, "2022-06-30"),
        (20220630.0, "2022-06-30"),
        (20220631.0, None),
        (5.0, None),
        (0.5, None),
        (99999.0, None),
    ],
)
def test_a_bare_number_in_a_column_of_days(number: float, day: str | None) -> None:
    assert read_serial(number) == (date.fromisoformat(day) if day else None)


def test_days_counted_from_1904() -> None:
    assert read_serial(44742.0 - 1462, date1904=True) == date(2022, 6, 30)
    assert read_serial(20220630.0, date1904=True) == date(2022, 6, 30)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"])
)
def test_every_day_is_read_as_itself(day: date, shape: str) -> None:
    read = read_day(day.strftime(shape), 2022)
    assert read is not None
    assert read.day == day
    assert read.how in (How.EXACT, How.READ)


@given(st.text(max_size=30))
def test_any_text_has_an_answer(text: str) -> None:
    read = read_day(text, 2022)
    assert read is None or read.how in set(How)


@pytest.mark.parametrize("text", ["6月底", "6月30日", "上半年", "年底", "二季度", "0000年6月", "0000年年底"])
def test_without_a_year_a_day_that_needs_one_cannot_be_told(text: str) -> None:
    read = read_day(text, 0)
    assert read is not None
    assert read.day is None
    assert read_day("2022年6月30日", 0) == read_day("2022年6月30日", 2022)


@given(st.text(alphabet="0123456789年月日底初上中下旬半季度一二三四.-/ ", max_size=12), st.integers(-1, 10_001))
def test_no_text_and_no_year_is_a_fault(text: str, year: int) -> None:
    read = read_day(text, year)
    assert read is None or read.day is None or read.day.year >= 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6月30日", "2025-06-30"),
        ("3月底", "2026-03-31"),
        ("31 March", "2026-03-31"),
        ("2025年2月1日", "2025-02-01"),
        ("2026-06-30", "2026-06-30"),
    ],
)
def test_a_day_without_a_year_is_of_the_year_that_begins_in_april(text: str, day: str) -> None:
    found = read_day(text, 2025, 4)
    assert found is not None
    assert str(found.day) == day


@pytest.mark.parametrize("text", ["111年7月5日", "民國111年7月5日", "111/7/5", "111.7.5"])
def test_years_of_the_republic_of_china_are_understood(text: str) -> None:
    found = read_day(text, 0)
    assert found is not None
    assert (str(found.day), found.how) == ("2022-07-05", How.READ)
