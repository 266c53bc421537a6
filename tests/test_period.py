"""Reporting periods: what is written, what is meant, and in which order they come."""

from datetime import date

import pytest

from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.period import Calendar, Period, find_period, read_period


@pytest.mark.parametrize(
    ("text", "end", "months", "code", "gone", "chinese", "english"),
    [
        ("2022-02", date(2022, 2, 28), 1, "202202", 2, "2022年2月", "2022-02"),
        ("2022-Q2", date(2022, 6, 30), 3, "2022Q2", 6, "2022年第二季度", "Q2 2022"),
        ("2022-q4", date(2022, 12, 31), 3, "2022Q4", 12, "2022年第四季度", "Q4 2022"),
        ("2022-H1", date(2022, 6, 30), 6, "2022H1", 6, "2022年上半年", "H1 2022"),
        ("2022-H2", date(2022, 12, 31), 6, "2022H2", 12, "2022年下半年", "H2 2022"),
        (" 2024 ", date(2024, 12, 31), 12, "2024", 12, "2024年度", "2024"),
    ],
)
def test_a_period_is_read(  # noqa: PLR0917 - one column a fact
    text: str, end: date, months: int, code: str, gone: int, chinese: str, english: str
) -> None:
    period = Period.parse(text)
    assert (period.end, period.code, int(period.months_gone())) == (end, code, gone)
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
        "6月",
        "",
        "2022-",
        "0000",
        "0000-Q1",
        "0000年第二季度",
        "2025F00-Q1",
        "2022-06-30",
        "20226",
        "2022年13月",
    ],
)
def test_what_is_no_period_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ReportkitError) as refusal:
        Period.parse(text)
    assert text in refusal.value.message(Lang.EN)
    assert "YYYY-Q1" in refusal.value.hint(Lang.HANS)


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
        ("二〇二五年第二季度", "2025-Q2"),
        ("二○二五年六月", "2025-06"),
        ("二零二五年度", "2025"),
    ],
)
def test_a_period_is_read_as_people_write_it(text: str, period: str) -> None:
    assert str(Period.parse(text)) == period


_FINANCIAL, _SCHOOL = Calendar(2025, 4), Calendar(2025, 9)
_TERMS = Calendar(2025, 9, has_terms=True)


@pytest.mark.parametrize(
    ("text", "calendar", "period"),
    [
        # What is written without a year is of the list's.
        ("Q2", Calendar(2022), "2022-Q2"),
        ("第二季度", Calendar(2022), "2022-Q2"),
        ("上半年", Calendar(2022), "2022-H1"),
        ("全年", Calendar(2022), "2022"),
        ("6月", Calendar(2022), "2022-06"),
        ("june", Calendar(2022), "2022-06"),
        ("６月", Calendar(2022), "2022-06"),
        ("w23", Calendar(2022), "2022-W23"),
        ("第二十三周", Calendar(2022), "2022-W23"),
        ("6月下半月", Calendar(2022), "2022-06b"),
        # Years of the Republic of China.
        ("111年第二季", Calendar(), "2022-Q2"),
        ("民國１１１年６月", Calendar(), "2022-06"),
        ("111年度", Calendar(), "2022"),
        # Years that do not begin in January.
        ("2025/26-Q3", _FINANCIAL, "2025/26-Q3"),
        ("2025-26 q3", _FINANCIAL, "2025/26-Q3"),
        ("Q3 2025/26", _FINANCIAL, "2025/26-Q3"),
        ("FY2025/26 H1", _FINANCIAL, "2025/26-H1"),
        ("2025/2026", _FINANCIAL, "2025/26"),
        ("Q1", _FINANCIAL, "2025/26-Q1"),
        ("2月", _FINANCIAL, "2026-02"),
        ("6月", _FINANCIAL, "2025-06"),
        ("W5", _FINANCIAL, "2026-W05"),
        ("2025-2026学年第一学期", _SCHOOL, "2025/26-H1"),
        ("2025學年", _SCHOOL, "2025/26"),
        ("2025/26", Calendar(2025, 12), "2025/26"),
        ("2025F13", Calendar(), None),
        ("下学期", _SCHOOL, "2025/26-H2"),
        # Weeks and half-months.
        ("2026-w7", Calendar(), "2026-W07"),
        ("2026年第7周", Calendar(), "2026-W07"),
        ("week 7, 2026", Calendar(), "2026-W07"),
        ("2026-06-上", Calendar(), "2026-06a"),
        ("2026-06A", Calendar(), "2026-06a"),
        ("2026年6月下半月", Calendar(), "2026-06b"),
        ("second half of June 2026", Calendar(), "2026-06b"),
        ("first half of June", Calendar(2026), "2026-06a"),
        # What an n-th term is depends on how many a year has.
        ("2025-2026学年第三学期", _TERMS, "2025/26-T3"),
        ("第一学期", _TERMS, "2025/26-T1"),
        ("第二學期", _TERMS, "2025/26-T2"),
        ("下学期", _TERMS, "2025/26-H2"),
        # No list says which year, or in which month it begins; or there is no such period.
        ("Q2", Calendar(), None),
        ("6月", Calendar(), None),
        ("2025/26-Q3", Calendar(2025), None),
        ("2025/27-Q3", _FINANCIAL, None),
        ("2025学年", Calendar(2025), None),
        ("2025-2026学年第三学期", _SCHOOL, None),
        ("2021-W53", Calendar(), None),
        ("2026-13a", Calendar(), None),
        ("2026年6月上旬", Calendar(), None),
    ],
)
def test_a_period_is_of_the_list_s_year(text: str, calendar: Calendar, period: str | None) -> None:
    found = read_period(text, calendar)
    assert (str(found) if found else None) == period


@pytest.mark.parametrize(
    ("period", "begin", "end", "gone", "folder", "chinese", "english"),
    [
        ("2025/26-Q1", date(2025, 4, 1), date(2025, 6, 30), 3, "2025F04-Q1", "2025/26年度第一季度", "Q1 2025/26"),
        ("2025/26-Q4", date(2026, 1, 1), date(2026, 3, 31), 12, "2025F04-Q4", "2025/26年度第四季度", "Q4 2025/26"),
        ("2025/26-H2", date(2025, 10, 1), date(2026, 3, 31), 12, "2025F04-H2", "2025/26年度下半年", "H2 2025/26"),
        ("2025/26", date(2025, 4, 1), date(2026, 3, 31), 12, "2025F04", "2025/26年度", "2025/26"),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), 11, "2026-02", "2026年2月", "2026-02"),
        ("2026-02a", date(2026, 2, 1), date(2026, 2, 15), 10.5, "2026-02a", "2026年2月上半月", "2026-02, first half"),
        ("2026-02b", date(2026, 2, 16), date(2026, 2, 28), 11, "2026-02b", "2026年2月下半月", "2026-02, second half"),
        ("2026-W09", date(2026, 2, 23), date(2026, 3, 1), 11 + 1 / 31, "2026-W09", "2026年第9周", "week 9 of 2026"),
        # Its Thursday is 2 April: it is of the next year, and of that few days are gone.
        ("2026-W14", date(2026, 3, 30), date(2026, 4, 5), 5 / 30, "2026-W14", "2026年第14周", "week 14 of 2026"),
    ],
)
def test_a_year_may_begin_in_any_month(  # noqa: PLR0917 - one column a fact
    period: str, begin: date, end: date, gone: float, folder: str, chinese: str, english: str
) -> None:
    found = Period.parse(period, _FINANCIAL)
    assert (found.begin, found.end, found.folder) == (begin, end, folder)
    assert float(found.months_gone(4)) == pytest.approx(gone)
    assert (found.label(Lang.HANS), found.label(Lang.EN)) == (chinese, english)
    assert Period.from_code(found.code) == Period.from_code(found.folder) == found


@pytest.mark.parametrize(
    ("period", "year", "gone"), [("2026-W53", 2026, 12), ("2026-W01", 2026, 4 / 31), ("2020-W53", 2020, 12)]
)
def test_a_week_is_of_the_year_of_its_thursday(period: str, year: int, gone: float) -> None:
    found = Period.parse(period)
    assert (found.year, found.year_in(1)) == (year, year)
    assert float(found.months_gone()) == pytest.approx(gone)


@pytest.mark.parametrize(
    ("period", "lang", "label"),
    [
        ("2025-Q2", Lang.TAIWAN, "114年第二季"), ("2025", Lang.TAIWAN, "114年度"), ("2025-06", Lang.TAIWAN, "114年6月"),
        ("2025-H1", Lang.TAIWAN, "114年上半年"), ("2025-W23", Lang.TAIWAN, "114年第23週"),
        ("2025-Q2", Lang.HONG_KONG, "2025年第二季"), ("2025-Q2", Lang.HANT, "2025年第二季度"),
    ],
)  # fmt: skip
def test_a_period_is_called_as_it_is_where_the_list_is_from(period: str, lang: Lang, label: str) -> None:
    found = Period.parse(period)
    assert (found.label(lang), found.words.text(lang)) == (label, label)
    assert read_period(label, Calendar(2025)) == found


def test_a_school_s_half_years_are_its_terms() -> None:
    first, whole = Period.parse("2025/26-H1", _SCHOOL), Period.parse("2025/26", _SCHOOL)
    assert (first.label(Lang.HANS), first.begin, whole.label(Lang.HANT)) == (
        "2025/26学年第一学期", date(2025, 9, 1), "2025/26學年",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("period", "is_counted_so", "is_held"),
    [("2025/26-Q3", True, True), ("2026-02", True, True), ("2026-04", True, False), ("2025-Q3", False, False)],
)
def test_a_list_s_year_holds_its_own_periods(
    period: str,
    is_counted_so: bool,  # noqa: FBT001
    is_held: bool,  # noqa: FBT001
) -> None:
    found = Period.parse(period, _FINANCIAL)
    assert (_FINANCIAL.is_counted_so(found), _FINANCIAL.holds(found)) == (is_counted_so, is_held)
    assert Calendar(0, 4).holds(found)  # which year it is of, nobody knows


@pytest.mark.parametrize(
    "code",
    [
        "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4", "2022-H1", "2022-H2", "2022-11", "2022", "2025/26-Q3", "2025/26-H1",
        "2025/26", "2026-W07", "2026-06a", "2026-06b",
    ],
)  # fmt: skip
@pytest.mark.parametrize("first", [4, 9])
@pytest.mark.parametrize("lang", Lang)
def test_what_is_said_of_a_period_is_read_again(code: str, first: int, lang: Lang) -> None:
    calendar = Calendar(2025, first)
    period = Period.parse(code, calendar)
    assert read_period(period.label(lang), calendar) == read_period(str(period), calendar) == period


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
        ("2022年6月上报", "2022-06"),
        ("2022年6月上半月进展", "2022-06a"),
        ("2022年第23周进展", "2022-W23"),
        ("成立2022年1周年", None),
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
    names = ["2022", "2022-Q1", "2022-H1", "2022-06", "2022-06b", "2022-Q2", "2021-12", "2022-01", "2022-W26"]
    ordered = [str(period) for period in sorted(Period.parse(name) for name in names)]
    assert ordered == ["2021-12", "2022-01", "2022-Q1", "2022-06b", "2022-06", "2022-Q2", "2022-H1", "2022-W26", "2022"]


@pytest.mark.parametrize(
    ("text", "first", "written", "begin", "end", "english"),
    [
        ("T1", 9, "2026/27-T1", date(2026, 9, 1), date(2026, 12, 31), "Autumn term 2026/27"),
        ("Spring Term 2027", 9, "2026/27-T2", date(2027, 1, 1), date(2027, 4, 30), "Spring term 2026/27"),
        ("2026/27 summer term", 9, "2026/27-T3", date(2027, 5, 1), date(2027, 8, 31), "Summer term 2026/27"),
        ("2026/27-T1", 8, "2026/27-T1", date(2026, 8, 1), date(2026, 12, 31), "Autumn term 2026/27"),
        ("term 3", 8, "2026/27-T3", date(2027, 5, 1), date(2027, 7, 31), "Summer term 2026/27"),
        ("2026-T2", 1, "2026-T2", date(2026, 5, 1), date(2026, 8, 31), "T2 2026"),
    ],
)
def test_a_year_of_three_terms(  # noqa: PLR0917 - one column a fact
    text: str, first: int, written: str, begin: date, end: date, english: str
) -> None:
    period = Period.parse(text, Calendar(2026, first))
    assert (str(period), period.begin, period.end, period.label(Lang.EN)) == (written, begin, end, english)
    assert Period.from_code(period.folder) == Period.from_code(period.code) == period
    for lang in Lang:
        assert find_period(period.label(lang), Calendar(2026, first)) == period


def test_of_a_year_of_no_terms_there_is_no_autumn_term() -> None:
    assert read_period("autumn term 2026", Calendar(2026)) is None
    assert read_period("2026-T4", Calendar(2026, 9)) is None


def test_the_calendar_of_a_period_reads_the_parts_of_its_year() -> None:
    term = Period.parse("2025/26-T2", _TERMS)
    assert read_period("第三学期", Calendar.of(term)) == Period.parse("2025/26-T3", _TERMS)
    half = Period.parse("2025/26-H1", _SCHOOL)
    assert read_period("第二学期", Calendar.of(half)) == Period.parse("2025/26-H2", _SCHOOL)
