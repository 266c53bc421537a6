"""Reporting periods: what is written, what is meant, and in which order they come."""

from datetime import date

import pytest

from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.period import Period, find_period, read_period


@pytest.mark.parametrize(
    ("text", "end", "months", "code", "elapsed", "chinese", "english"),
    [
        ("2022-02", date(2022, 2, 28), 1, "202202", 2 / 12, "2022年2月", "2022-02"),
        ("2022-Q2", date(2022, 6, 30), 3, "2022Q2", 0.5, "2022年第二季度", "Q2 2022"),
        ("2022-q4", date(2022, 12, 31), 3, "2022Q4", 1.0, "2022年第四季度", "Q4 2022"),
        ("2022-H1", date(2022, 6, 30), 6, "2022H1", 0.5, "2022年上半年", "H1 2022"),
        ("2022-H2", date(2022, 12, 31), 6, "2022H2", 1.0, "2022年下半年", "H2 2022"),
        (" 2024 ", date(2024, 12, 31), 12, "2024", 1.0, "2024年度", "2024"),
    ],
)
def test_a_period_is_read(  # noqa: PLR0917 - one column a fact
    text: str, end: date, months: int, code: str, elapsed: float, chinese: str, english: str
) -> None:
    period = Period.parse(text)
    assert (period.end, period.months, period.code, period.elapsed) == (end, months, code, elapsed)
    assert Period.from_code(period.code) == period
    assert Period.parse(str(period)) == period
    assert (period.label(Lang.HANS), period.label(Lang.EN)) == (chinese, english)
    assert period.year == end.year
    assert (period.begin.day, period.end.month - period.begin.month + 1) == (1, months)


@pytest.mark.parametrize(
    ("code", "chinese", "english"),
    [
        ("2022-06", "6月", "06"), ("2022-Q3", "三季度", "Q3"), ("2022-H1", "上半年", "H1"), ("2022-H2", "下半年", "H2"),
        ("2022", "全年", "year"),
    ],
)  # fmt: skip
def test_in_a_narrow_column_a_period_goes_without_its_year(code: str, chinese: str, english: str) -> None:
    period = Period.parse(code)
    assert (period.brief(Lang.HANT), period.brief(Lang.EN)) == (chinese, english)


@pytest.mark.parametrize(
    "text",
    [
        "2022-Q5",
        "2022-Q0",
        "2022-H3",
        "2022-13",
        "2022-00",
        "22-Q1",
        "Q2",
        "",
        "2022-",
        "0000",
        "2022-06-30",
        "20226",
        "2022年13月",
    ],
)
def test_what_is_no_period_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ReportkitError) as refusal:
        Period.parse(text)
    assert text in refusal.value.message(Lang.EN)
    assert "2022-Q1" in refusal.value.hint(Lang.HANS)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2022Q2", "2022-Q2"),
        ("2022 q2", "2022-Q2"),
        ("２０２２－Ｑ２", "2022-Q2"),
        ("2022年第二季度", "2022-Q2"),
        ("2022年度第2季度", "2022-Q2"),
        ("second quarter of 2022", "2022-Q2"),
        ("Q2/2022", "2022-Q2"),
        ("2022h1", "2022-H1"),
        ("First half 2022", "2022-H1"),
        ("2022-6", "2022-06"),
        ("2022/06", "2022-06"),
        ("202206", "2022-06"),
        ("2022年6月份", "2022-06"),
        ("2022年十二月", "2022-12"),
        ("June 2022", "2022-06"),
        ("2022年", "2022"),
        ("2022年全年", "2022"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, period: str) -> None:
    assert str(Period.parse(text)) == period


@pytest.mark.parametrize("code", ["2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4", "2022-H1", "2022-H2", "2022-11", "2022"])
@pytest.mark.parametrize("lang", Lang)
def test_what_is_said_of_a_period_is_read_again(code: str, lang: Lang) -> None:
    period = Period.parse(code)
    assert read_period(period.label(lang)) == period


@pytest.mark.parametrize(
    ("heading", "period"),
    [
        ("2022年第二季度重点工作进展填报表", "2022-Q2"),
        ("余杭区2022年四季度", "2022-Q4"),
        ("2022年第3季度", "2022-Q3"),
        ("2022年上半年", "2022-H1"),
        ("2022年下半年", "2022-H2"),
        ("2022年6月", "2022-06"),
        ("2022年十一月份进展", "2022-11"),
        ("Key tasks, Q3 2022, progress report", "2022-Q3"),
        ("Progress report 2022-Q3", "2022-Q3"),
        ("2022年度", "2022"),
        ("2022年13月", None),
        ("2022年6月30日前报送", None),
        ("2022年6月底", None),
        ("2022-06-30", None),
        ("2022", None),
        ("Progress in Sept. 2022", "2022-09"),
        ("Progress: Sept. 2022", "2022-09"),
        ("Report for May 2022", None),
        ("May 2022, report", "2022-05"),
        ("due 30 June 2022", None),
        ("by the 30th of June 2022", None),
        ("Grammar 2022", None),
        ("FAQ1 2022", None),
        ("重点工作进展填报表", None),
    ],
)
def test_a_heading_names_its_period(heading: str, period: str | None) -> None:
    assert find_period(heading) == (Period.parse(period) if period else None)


def test_periods_come_in_order_of_their_ends_the_shorter_first() -> None:
    names = ["2022", "2022-Q1", "2022-H1", "2022-06", "2022-Q2", "2021-12", "2022-01"]
    ordered = [str(period) for period in sorted(Period.parse(name) for name in names)]
    assert ordered == ["2021-12", "2022-01", "2022-Q1", "2022-06", "2022-Q2", "2022-H1", "2022"]
