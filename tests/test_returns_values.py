"""One cell of a return: what was written, what was understood, and what is said about the difference."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import Diagnostic, Severity
from reportkit.fields.choices import find_choice, nearest_choice
from reportkit.fields.field_type import FieldType
from reportkit.fields.reading import At, RawCell
from reportkit.files.grid import Raw
from reportkit.language.words import Lang, Words
from reportkit.model import Answer, Choice, Field, Kind, Op, Required, Target
from reportkit.returns.values import read_answer
from tests.returned import TEMPLATE

AT = At("回执.xlsx", "区科技局", "填报表", "L7", 1, "新增高新技术企业500家", 2022)


def template_field(name: str) -> Field:
    found = TEMPLATE.field(name)
    assert found is not None
    return found


def make(kind: FieldType, **more: object) -> Field:
    return Field("extra", kind, Words("Extra", "另加"), **more)  # type: ignore[arg-type]


def read(field: Field, raw: Raw, target: Target | None = None, **more: object) -> tuple[Answer, tuple[Diagnostic, ...]]:
    return read_answer(field, RawCell(raw, **more), AT, target)  # type: ignore[arg-type]


def outcome(field: Field, raw: Raw, target: Target | None = None, **more: object) -> tuple[object, str, bool]:
    """Return value, codes of the findings, and whether it is faulty."""
    answer, findings = read(field, raw, target, **more)
    return answer.value, " ".join(finding.code.name for finding in findings), answer.faulty


def aim(value: str, measure: str) -> Target:
    return Target(1, 1, "指标", Op.AT_LEAST, Decimal(value), measure, Kind.COUNT, "")


def growth(value: str) -> Target:
    return replace(aim(value, "%"), kind=Kind.GROWTH)


PERCENT = template_field("percent")
ACTUAL = template_field("actual")
STATUS = template_field("status")
DAY = template_field("expected_date")
PROGRESS = template_field("progress")
PROBLEMS = template_field("problems")
NEXT = template_field("next_steps")


@pytest.mark.parametrize(
    ("raw", "value", "codes", "faulty"),
    [
        (60.0, 60, "", False),
        ("60", 60, "", False),
        ("", None, "", False),
        (" \n", None, "", False),
        ("３５％", 35, "V03", False),
        ("60%", 60, "V03", False),
        ("百分之六十", 60, "V03", False),
        ("60%左右", None, "V04", True),
        ("约六十", None, "V04", True),
        ("60家", None, "V60", True),
        (0.85, 85, "V05", False),
        ("0.85", 85, "V05", False),
        (1.0, 1, "V05", False),
        (0.0, 0, "", False),
        (120.0, None, "V06", True),
        (-5.0, None, "V06", True),
        ("过半", None, "V02", True),
        ("30-40", None, "V02", True),
        (True, None, "V02", True),
        (datetime(2022, 6, 30), None, "V02", True),  # noqa: DTZ001 - cells know no zone
        ("/", None, "V19", True),
        ("无", None, "V19", True),
        ("#REF!", None, "V14", True),
        ("#SPILL!", None, "V14", True),
        ("60‰", 6, "V03", False),
        ("六成", 60, "V03", False),
        ("60个百分点", 60, "V03", False),
        ("60\u200b", 60, "", False),
        ("\u202a60\u202c", 60, "", False),
        ("60_x000D_", 60, "", False),
        ("+60%", 60, "V03", False),
        ("已完成100%", None, "V04", True),
        ("60百分比", None, "V60", True),
        ("一半", None, "V04", True),
        ("三个半", None, "V60", True),
        ("3/5", None, "V02", True),
        ("60 70", None, "V02", True),
        ("60\n70", None, "V02", True),
        ("1.234,5", None, "V02", True),
        ("6e1", None, "V02", True),
        ("👍", None, "V02", True),
        ("……", None, "V19", True),
        ("同上", None, "V19", True),
        ("（见附件1）", None, "V19", True),
        (-0.0, 0, "", False),
        (time(12), None, "V02", True),
        (timedelta(hours=30), None, "V02", True),
        (1e17, None, "V22", True),
    ],
)
def test_percent(raw: Raw, value: int | None, codes: str, *, faulty: bool) -> None:
    assert outcome(PERCENT, raw) == (value, codes, faulty)


def test_the_format_of_the_cell_decides_what_a_fraction_means() -> None:
    assert outcome(PERCENT, 0.85, number_format="0%") == (85, "", False)
    assert read(PERCENT, 0.85, number_format="0%")[0].written == "85%"
    assert outcome(PERCENT, 0.85, number_format='0.00"%"') == (Decimal("0.85"), "", False)
    assert outcome(PERCENT, 0.85, number_format="0.00") == (85, "V05", False)


@pytest.mark.parametrize(
    ("raw", "target", "value", "codes"),
    [
        (250.0, aim("500", "家"), "250", ""),
        ("250", aim("500", "家"), "250", ""),
        ("1,234", aim("2000", "家"), "1234", "V03"),
        ("250家", aim("500", "家"), "250", "V03"),
        ("3.5万", aim("40000", "家"), "35000", "V03"),
        ("4.3万亩", aim("5", "万亩"), "4.3", "V03"),
        ("6000万元", aim("6", "亿元"), "0.6", "V03"),
        ("250个", aim("500", "家"), None, "V04"),
        ("3.5万", aim("5", "万元"), None, "V04"),
        ("约五百", aim("500", "家"), None, "V04"),
        ("/", aim("500", "家"), None, "V33"),
        ("暂无", aim("500", "家"), None, "V33"),
        ("***", aim("500", "家"), None, "V33"),
        (0.5, aim("500", "家"), "0.5", ""),
        (0.12, aim("15", "%"), "12", "V05"),
        (0.5, aim("3", "%"), "0.5", ""),
        ("12%", aim("15", "%"), "12", "V03"),
        ("+12%", aim("15", "%"), "12", "V03"),
        ("12‰", aim("15", "%"), "1.2", "V03"),
        ("0.2%", aim("2", "‰"), "2", "V03"),
        ("-3%", aim("15", "%"), "-3", "V03"),
        ("50,000㎡", aim("100000", "平方米"), "50000", "V03"),
        ("5万m2", aim("100000", "平方米"), "50000", "V03"),
        ("28μg/m³", aim("35", "微克/立方米"), "28", "V03"),
        ("3亿2000万元", aim("6", "亿元"), "3.2", "V03"),
        ("1 234", aim("2000", "家"), "1234", "V03"),
        ("1\u2009234", aim("2000", "家"), "1234", "V03"),
        ("一百二十", aim("500", "家"), "120", "V03"),
        ("12项", aim("30", ""), "12", "V03"),
        ("123456789012345678", aim("500", "家"), "123456789012345678", ""),
        (123456789012345678.0, aim("500", "家"), None, "V22"),
        ("250 30", aim("500", "家"), None, "V02"),
        ("250\n300", aim("500", "家"), None, "V02"),
        ("250-300", aim("500", "家"), None, "V02"),
        ("250/500", aim("500", "家"), None, "V02"),
        ("250（其中规上30）", aim("500", "家"), None, "V02"),
        ("超500", aim("500", "家"), None, "V04"),
        ("3亿", aim("6", "亿元"), None, "V04"),
        ("312¹", aim("500", "家"), None, "V04"),
        ("⑨", aim("500", "家"), None, "V02"),
        ("三十五万", aim("5", "万名"), None, "V04"),
        ("两亿", aim("6", "亿元"), None, "V04"),
        ("3万5", aim("5", "万元"), None, "V04"),
        ("600亿", aim("600", "亿"), None, "V04"),
        ("两千三百", aim("5000", "万元"), "2300", "V03"),
        ("312（万元）", aim("5000", "万元"), "312", "V03"),
        ("8‰", aim("80", "%"), "0.8", "V03"),
        ("0.8", growth("8"), None, "V29"),
        ("-0.03", growth("8"), None, "V29"),
        (0.02, growth("3"), None, "V29"),
        (0.5, growth("3"), "0.5", ""),
        (0.05, growth("8"), "5", "V05"),
        ("5公顷", aim("100000", "平方米"), "50000", "V03"),
        ("90公顷", aim("1500", "亩"), "1350", "V03"),
        ("0.15万公顷", aim("3", "万亩"), "2.25", "V03"),
        ("20000米", aim("40", "公里"), "20", "V03"),
        ("18个月", aim("2", "年"), "1.5", "V03"),
        ("100亩", aim("90", "公顷"), None, "V26"),
        ("约90公顷", aim("1500", "亩"), None, "V26"),
        ("6月", aim("2", "年"), None, "V26"),
        ("2022年", aim("18", "个月"), None, "V26"),
        ("5里", aim("40", "公里"), None, "V26"),
        ("3.2亿美元", aim("6", "亿元"), None, "V26"),
        ("50%", aim("500", "家"), None, "V26"),
        ("12%", aim("30", ""), None, "V60"),
        ("同上", aim("500", "家"), None, "V19"),
        ("见附表2", aim("500", "家"), None, "V19"),
    ],
)
def test_values_of_targets(raw: Raw, target: Target, value: str | None, codes: str) -> None:
    read_value, read_codes, _ = outcome(ACTUAL, raw, target)
    assert read_value == (Decimal(value) if value else None)
    assert read_codes == codes


@pytest.mark.parametrize(
    ("raw", "target", "guess"),
    [
        ("250个", aim("500", "家"), "250"),
        ("3.5万", aim("5", "万元"), "3.5"),
        ("约6000万元", aim("6", "亿元"), "0.6"),
        ("0.25亿", aim("5000", "万元"), "2500"),
        ("3亿2千万", aim("6", "亿元"), "3.2"),
        ("约一半", aim("15", "%"), "50"),
        ("350,000人", aim("35", "万名"), "35"),
        ("约35万人", aim("35", "万名"), "35"),
        ("5千万", aim("5", "亿元"), "0.5"),
        ("已完成：312家", aim("500", "家"), "312"),
        ("同比增长8%", replace(aim("15", "%"), kind=Kind.GROWTH), "8"),
        ("about 300", aim("500", "家"), "300"),
        ("下降3%", replace(aim("15", "%"), kind=Kind.GROWTH), "-3"),
        ("下降3%", replace(aim("3", "%"), kind=Kind.GROWTH, indicator="能耗下降"), "3"),
    ],
)
def test_a_question_carries_the_likely_answer(raw: str, target: Target, guess: str) -> None:
    _, (finding,) = read(ACTUAL, raw, target)
    assert finding.suggestion == guess
    assert target.measure in finding.message(Lang.HANS)
    assert f"是否为 {guess}" in finding.message(Lang.HANS)


@pytest.mark.parametrize(
    ("raw", "target"),
    [
        ("千分之八", aim("80", "%")),
        ("万分之八", aim("80", "%")),
        ("80‱", aim("80", "%")),
        ("8折", aim("80", "%")),
        ("八成半", aim("80", "%")),
        ("80个", aim("80", "%")),
        ("(3%)", growth("8")),
        ("降至3%", growth("8")),
        ("(312)", aim("500", "家")),
        ("廿五", aim("500", "家")),
        ("还差25家", aim("500", "家")),
        ("25家未完成", aim("500", "家")),
        ("增长8", aim("500", "家")),
        ("10³", aim("500", "家")),
        ("六千", aim("600", "亿")),
        ("六百", aim("600", "亿")),
        ("6百", aim("600", "亿")),
        ("5千", aim("5", "万元")),
        ("less 300", aim("500", "homes")),
    ],
)
def test_no_answer_is_suggested_where_not_all_that_stands_beside_the_number_is_understood(
    raw: str, target: Target
) -> None:
    answer, (finding,) = read(ACTUAL, raw, target)
    assert (answer.value, finding.code.name, finding.suggestion) == (None, "V60", None)
    assert f"看不准是多少{target.measure}" in finding.message(Lang.HANS)


def test_a_number_in_a_measure_that_must_be_converted_is_asked_without_a_guess() -> None:
    _, (finding,) = read(ACTUAL, "100亩", aim("90", "公顷"))
    assert finding.suggestion is None
    assert finding.message(Lang.HANS).endswith("L7 的“100亩”单位不对，本列单位是公顷。")
    assert finding.hint(Lang.HANS) == "请换算成公顷，只填数字。"


def test_a_number_converted_exactly_says_what_was_written_and_what_was_read() -> None:
    answer, (finding,) = read(ACTUAL, "90公顷", aim("1500", "亩"))
    assert answer.written == "90公顷"
    assert finding.message(Lang.HANS).endswith("L7 的“90公顷”已读作 1350亩。")


@pytest.mark.parametrize(
    ("number", "number_format", "target", "value", "codes", "written"),
    [
        (250.0, '0"家"', aim("500", "家"), "250", "", "250家"),
        (2500.0, '#,##0.00"万元"', aim("6", "亿元"), "0.25", "V03", "2500万元"),
        (250.0, "0\\万", aim("500", "家"), "2500000", "V03", "250万"),
        (250.0, '0"万"', aim("500", "万元"), None, "V04", "250万"),
        (250.0, '0"余家"', aim("500", "家"), None, "V04", "250余家"),
        (2500000.0, '0!.0,"万"', aim("500", "家"), "2500000", "", "250万"),
        (12.5, "[Red]0.0_);(0.0)", aim("500", "家"), "12.5", "", "12.5"),
        (12.0, "￥#,##0", aim("500", "家"), None, "V60", "￥12"),
        (0.5, "# ?/?", aim("500", "家"), "0.5", "", "0.5"),
        (312.0, "0.0,", aim("500", "家"), None, "V60", "312"),
        (12.0, ";;;", aim("500", "家"), None, "V04", "12"),
        (0.12, "0%", aim("500", "家"), None, "V26", "12%"),
        (90.0, '0"公顷"', aim("1500", "亩"), "1350", "V03", "90公顷"),
        (100.0, '0"亩"', aim("90", "公顷"), None, "V26", "100亩"),
        (90.0, '"约"0"公顷"', aim("1500", "亩"), None, "V26", "约90公顷"),
    ],
)
def test_what_a_format_shows_beside_a_number_belongs_to_it(  # noqa: PLR0917 - a table
    number: float, number_format: str, target: Target, value: str | None, codes: str, written: str
) -> None:
    answer, findings = read(ACTUAL, number, target, number_format=number_format)
    assert answer.value == (Decimal(value) if value else None)
    assert " ".join(finding.code.name for finding in findings) == codes
    assert answer.written == written


def test_whole_numbers_money_and_open_ends() -> None:
    assert outcome(make(FieldType.INTEGER), 12.0) == (12, "", False)
    assert outcome(make(FieldType.INTEGER), "12.5") == (None, "V02", True)
    money = Field("cost", FieldType.MONEY, Words("Cost", "投资额（万元）"), minimum=Decimal(0))
    assert outcome(money, "1.2亿元") == (12000, "V03", False)


@pytest.mark.parametrize(
    ("low", "high", "raw", "code", "words"),
    [
        (1, None, 0.0, "V24", "太小，最小是 1"),
        (None, 5, 6.0, "V25", "太大，最大是 5"),
        (1, 5, 6.0, "V06", "应在 1 至 5 之间"),
    ],
)
def test_bounds_on_one_side_say_which(low: int | None, high: int | None, raw: float, code: str, words: str) -> None:
    bounds = {"minimum": None if low is None else Decimal(low), "maximum": None if high is None else Decimal(high)}
    answer, (finding,) = read(make(FieldType.NUMBER, **bounds), raw)
    assert (answer.faulty, finding.code.name, finding.cells) == (True, code, ("L7",))
    assert words in finding.message(Lang.HANS)


@pytest.mark.parametrize(
    ("raw", "value", "codes", "faulty"),
    [
        (date(2022, 6, 30), "2022-06-30", "", False),
        (datetime(2022, 6, 30, 8), "2022-06-30", "", False),  # noqa: DTZ001 - cells know no zone
        ("2022-06-30", "2022-06-30", "", False),
        ("2022.6.30", "2022-06-30", "V08", False),
        ("6月30日", "2022-06-30", "V08", False),
        ("30 June 2022", "2022-06-30", "V08", False),
        ("end of June", "2022-06-30", "V08", False),
        ("early June", None, "V09", True),
        (44742.0, "2022-06-30", "V08", False),
        (20220630.0, "2022-06-30", "V08", False),
        ("6月底", "2022-06-30", "V08", False),
        ("6月底左右", None, "V09", True),
        ("6月中旬", None, "V09", True),
        ("2022-02-30", None, "V10", True),
        ("尽早", None, "V07", True),
        (5.0, None, "V07", True),
        (time(8), None, "V07", True),
        (date(1922, 6, 30), None, "V11", True),
        (date(2000, 1, 1), "2000-01-01", "", False),
        (date(1999, 12, 31), None, "V11", True),
        (date(2099, 12, 31), "2099-12-31", "", False),
        ("—", None, "", False),
        ("无", None, "", False),
        ("同上", None, "V19", False),
        ("2022–06–30", "2022-06-30", "", False),
        ("2022。6。30", "2022-06-30", "V08", False),
        ("2022、6、30", "2022-06-30", "V08", False),
        ("2022年6月30日（周四）", "2022-06-30", "V08", False),
        ("2022年6月30日前完成", "2022-06-30", "V08", False),
        ("二〇二二年六月三十日", "2022-06-30", "V08", False),
        ("2022年6月31日", None, "V10", True),
        ("2022.6", None, "V09", True),
        (2022.6, None, "V09", True),
        ("6/7/2022", None, "V09", True),
        ("预计6月30日", None, "V09", True),
        ("年底前", "2022-12-31", "V08", False),
        ("明年底", "2023-12-31", "V08", False),
        ("长期坚持", None, "V07", True),
        ("农历八月十五", None, "V07", True),
        (6.3, None, "V07", True),
        (timedelta(days=3), None, "V07", True),
        (True, None, "V07", True),
    ],
)
def test_days(raw: Raw, value: str | None, codes: str, *, faulty: bool) -> None:
    assert outcome(DAY, raw) == (date.fromisoformat(value) if value else None, codes, faulty)


@pytest.mark.parametrize(
    ("raw", "suggestion"),
    [
        (datetime(2022, 6, 29, 23, 59, 17), "2022-06-30"),  # noqa: DTZ001 - cells know no zone
        (44741.9995, "2022-06-30"),
        ("2022-06-29T16:00:00.000Z", "2022-06-29"),  # as it is written: of what zone nobody knows
    ],
)
def test_a_midnight_that_a_program_saved_as_the_day_before_is_asked(raw: Raw, suggestion: str) -> None:
    answer, (finding,) = read(DAY, raw)
    assert (answer.value, finding.code.name, finding.suggestion) == (None, "V09", suggestion)


def test_days_counted_from_1904() -> None:
    assert outcome(DAY, 43280.0, date1904=True) == (date(2022, 6, 30), "V08", False)


@pytest.mark.parametrize(
    "code", ['m"月"d"日"', 'yyyy"年"m"月"d"日";@', "yyyy/mm/dd", "d-mmm-yy", "[$-804]aaaa", "General", "0", "@"]
)
def test_a_format_of_days_adds_no_words_to_a_serial_number(code: str) -> None:
    answer, _ = read(DAY, 44742.0, number_format=code)
    assert (answer.value, answer.written) == (date(2022, 6, 30), "44742")


def test_a_format_may_make_a_month_of_a_number() -> None:
    answer, (finding,) = read(DAY, 6.0, number_format='0"月底"')
    assert (answer.written, answer.value, finding.code.name) == ("6月底", date(2022, 6, 30), "V08")


def test_a_vague_day_comes_with_the_day_it_may_be() -> None:
    _, (finding,) = read(DAY, "6月")
    assert finding.suggestion == "2022-06-30"
    assert finding.found == "6月"


def test_months() -> None:
    month = make(FieldType.MONTH)
    assert outcome(month, "2022年6月") == ("2022-06", "V08", False)
    assert outcome(month, date(2022, 6, 1)) == ("2022-06", "V08", False)
    assert outcome(month, "/") == (None, "", False)
    assert outcome(month, "不知道") == (None, "V07", True)


@pytest.mark.parametrize(
    ("raw", "value", "codes"),
    [
        ("正常推进", "on_track", ""),
        ("正常推進", "on_track", ""),
        ("on track", "on_track", ""),
        (" 正常推进 ", "on_track", ""),
        ("正常\n推进", "on_track", "V13"),
        ("推进中", "on_track", "V13"),
        ("未開工", "not_started", "V13"),
        ("On Track", "on_track", "V13"),
        ("已办结。", "done", "V13"),
        ("完成了一半", None, "V12"),
        ("xyz", None, "V12"),
        ("", None, ""),
        ("/", None, "V19"),
        ("同上", None, "V19"),
        ("见附件", None, "V19"),
        ("正\u202e常推进", "on_track", ""),
        ("正常推进_x000D_", "on_track", ""),
        ("☑正常推进", "on_track", "V13"),
        ("正常推进、已完成", None, "V12"),
        ("1.正常推进", None, "V12"),
        (1.0, None, "V12"),
        (True, None, "V12"),
        ("🟢", None, "V12"),
    ],
)
def test_choices(raw: Raw, value: str | None, codes: str) -> None:
    assert outcome(STATUS, raw)[:2] == (value, codes)


@pytest.mark.parametrize(
    ("indicator", "kind", "measure", "asked"),
    [
        ("新增国家高新技术企业", Kind.COUNT, "家", True),
        ("惠及家庭", Kind.COUNT, "户", True),
        ("Households reached", Kind.COUNT, "households", True),
        ("净增市场主体", Kind.COUNT, "家", False),
        ("信访件同比", Kind.COUNT, "件", False),
        ("Net additions", Kind.COUNT, "homes", False),
        ("利润总额", Kind.AMOUNT, "亿元", False),
        ("增加值增长", Kind.GROWTH, "%", False),
    ],
)
def test_of_things_that_are_counted_there_are_never_fewer_than_none(
    indicator: str, kind: Kind, measure: str, *, asked: bool
) -> None:
    target = replace(aim("500", measure), indicator=indicator, kind=kind)
    for raw in (-3.0, "-3", f"-3{measure}"):
        value, found, faulty = outcome(ACTUAL, raw, target)
        assert (value, faulty, "V39" in found) == ((None, True, True) if asked else (Decimal(-3), False, False)), raw


def test_a_percent_is_a_word_for_done() -> None:
    assert outcome(STATUS, 1.0, number_format="0%") == ("done", "V13", False)


def test_what_is_not_on_the_list_comes_with_the_nearest_entry_and_all_of_them() -> None:
    _, (finding,) = read(STATUS, "正常推近")
    assert finding.suggestion == "正常推进"
    assert "是否指“正常推进”？" in finding.message(Lang.HANS)
    assert "未启动、正常推进、" in finding.message(Lang.HANS)
    assert "是否指“正常推進”？" in finding.message(Lang.HANT)
    _, (far,) = read(STATUS, "xyz")
    assert far.suggestion is None
    assert far.message(Lang.EN).startswith("Task 1 (")


@pytest.mark.parametrize(
    ("raw", "suggestion", "asked"),
    [
        ("完成45%", "正常推进", "是否指“正常推进”、进度 45？"),
        ("完成八成", "正常推进", "是否指“正常推进”、进度 80？"),
        ("完成了一半", "正常推进", "是否指“正常推进”、进度 50？"),
        ("全部完成100%", "已完成", "是否指“已完成”、进度 100？"),
        ("基本完成", "已完成", "是否指“已完成”？"),
        ("未完成", None, "不在选项里。可选"),
        ("没有办结", None, "不在选项里。可选"),
        ("Not done", None, "不在选项里。可选"),
    ],
)
def test_a_part_of_the_whole_and_a_denial_are_not_done(raw: str, suggestion: str | None, asked: str) -> None:
    _, (finding,) = read(STATUS, raw)
    assert finding.suggestion == suggestion
    assert asked in finding.message(Lang.HANS)


def test_days_are_shown_in_the_year_reported_on() -> None:
    _, (vague,) = read(template_field("expected_date"), "11月")
    assert vague.hint(Lang.EN) == "Give the day, for example 2022-11-30."
    _, (none,) = read(template_field("expected_date"), "下个月")
    assert none.hint(Lang.EN) == "Write it like 2022-03-15."


def test_labels_of_an_office_in_its_own_script_and_with_braces() -> None:
    own = Choice("own", Words("own {x}", "自定{一}", "自訂{一}"), ("自己",))
    field = make(FieldType.CHOICE, choices=(own,))
    assert outcome(field, "自訂{一}") == ("own", "", False)
    assert outcome(field, "自己") == ("own", "V13", False)
    _, (finding,) = read(field, "自订")
    assert "自定{一}" in finding.message(Lang.HANS)
    assert "自訂{一}" in finding.message(Lang.HANT)
    assert find_choice((), "任何") is None
    assert nearest_choice((), "任何") is None
    assert find_choice((replace(own, aliases=("",)),), "") is None


def test_of_entries_whose_words_stand_in_a_sentence_the_longest_is_the_nearest() -> None:
    work, started = Choice("work", Words("at work", "推进")), Choice("normal", Words("on track", "正常推进"))
    for choices in ((work, started), (started, work)):
        assert nearest_choice(choices, "目前项目正常推进当中") == started
    assert nearest_choice((work,), "目前项目进展顺利") is None


def test_several_choices() -> None:
    field = make(FieldType.MULTI_CHOICE, choices=STATUS.choices)
    assert outcome(field, "已完成、正常推进") == (("done", "on_track"), "", False)
    assert outcome(field, "办结；推进中") == (("done", "on_track"), "V13", False)
    assert outcome(field, "已完成|已完成") == (("done",), "", False)
    assert outcome(field, "已完成、没听说过的") == (None, "V12", True)
    assert outcome(field, "无") == (None, "", False)


def test_a_label_that_holds_a_separator_is_read_whole_among_several() -> None:
    land = Choice("land", Words("land, planning", "用地、规划"))
    money = Choice("money", Words("money", "资金"))
    field = make(FieldType.MULTI_CHOICE, choices=(land, money))
    assert outcome(field, "用地、规划") == (("land",), "", False)
    assert outcome(field, "资金、用地、规划") == (("money", "land"), "", False)
    assert outcome(field, "land, planning, money") == (("land", "money"), "", False)
    _, (finding,) = read(field, "用地、资金")
    assert (finding.code.name, finding.values["choices"]) == ("V12", Words("land, planning; money", "用地、规划、资金"))


@pytest.mark.parametrize(
    ("field", "raw", "value", "codes"),
    [
        (PROGRESS, "已开工。", "已开工。", ""),
        (PROGRESS, " 第一行 \r\n 第二行 ", "第一行\n第二行", ""),
        (PROGRESS, "已开\u200b工\x0b。", "已开工。", "V18"),
        (PROGRESS, "第一行_x000D_\n第二行", "第一行\n第二行", ""),
        (PROGRESS, "=1+1", "=1+1", "V20"),
        (PROGRESS, "/", None, "V19"),
        (PROGRESS, "无", None, "V19"),
        (PROGRESS, "同上", None, "V19"),
        (PROGRESS, "见附件", None, "V19"),
        (PROGRESS, "无变化", "无变化", ""),
        (PROBLEMS, "无", "无", ""),
        (PROBLEMS, "暂无", "暂无", ""),
        (PROBLEMS, "/", None, ""),
        (NEXT, "——", None, ""),
        (NEXT, "见附件", None, "V19"),
        (NEXT, 12.0, "12", ""),
        (NEXT, 123456789012345678.0, None, "V22"),
        (NEXT, date(2022, 6, 30), "2022-06-30", ""),
        (NEXT, '=DISPIMG("ID_1",1)', None, "V21"),
        (NEXT, "字" * 5001, None, "V17"),
        (NEXT, timedelta(hours=30), "30:00:00", ""),
        (NEXT, "（详见附件1）", None, "V19"),
        (NEXT, "同上。", None, "V19"),
        (NEXT, "同上，已完成", "同上，已完成", ""),
        (NEXT, "见附件清单逐项推进", "见附件清单逐项推进", ""),
        (PROGRESS, "……", None, "V19"),
        (PROGRESS, "。。。", None, "V19"),
        (PROGRESS, "！！", None, "V19"),
        (PROGRESS, "待定", None, "V19"),
        (PROGRESS, "如上", None, "V19"),
        (PROGRESS, "xxx", None, "V19"),
        (PROGRESS, "目前暂无", None, "V19"),
        (PROBLEMS, "目前无问题", "目前无问题", ""),
        (PROBLEMS, "√", "√", ""),
        (PROBLEMS, "待定", "待定", ""),
        (PROBLEMS, "xx", None, ""),
        (PROGRESS, "- 已开工", "- 已开工", ""),
        (PROGRESS, "甲\u2028乙", "甲\n乙", ""),
        (PROGRESS, "<b>已开工</b> & {x}", "<b>已开工</b> & {x}", ""),
    ],
)
def test_texts(field: Field, raw: Raw, value: str | None, codes: str) -> None:
    assert outcome(field, raw)[:2] == (value, codes)


def test_pointing_away_is_an_error_only_where_words_are_needed() -> None:
    assert read(PROGRESS, "同上")[0].faulty
    answer, (finding,) = read(NEXT, "见附件")
    assert not answer.faulty
    assert finding.severity is Severity.WARNING


def test_a_required_text_other_than_progress_may_be_none() -> None:
    field = make(FieldType.TEXT, required=Required.YES)
    assert outcome(field, "无") == ("无", "", False)
    assert outcome(field, "/") == (None, "V19", True)


def test_formulas() -> None:
    assert outcome(PERCENT, 60.0, formula="30*2") == (60, "V16", False)
    assert outcome(PERCENT, "", formula="A1", uncalculated=True) == (None, "V15", True)
    assert outcome(PERCENT, "", formula='""') == (None, "", False)
    assert outcome(PERCENT, "", formula="A1/0", error="#DIV/0!") == (None, "V14", True)
    assert outcome(PROGRESS, "", formula='_xlfn.DISPIMG("ID_1",1)', uncalculated=True) == (None, "V21", True)
    assert outcome(NEXT, '=DISPIMG("ID_1",1)', formula='_xlfn.DISPIMG("ID_1",1)') == (None, "V21", False)


def test_what_was_written_stands_beside_what_was_understood() -> None:
    answer, (finding,) = read(ACTUAL, "6000万元", aim("6", "亿元"))
    assert (answer.written, answer.value, answer.sheet, answer.cell) == ("6000万元", Decimal("0.6"), "填报表", "L7")
    assert finding.message(Lang.HANS).endswith("L7 的“6000万元”已读作 0.6亿元。")
    assert (finding.file, finding.unit, finding.task, finding.field) == ("回执.xlsx", "区科技局", 1, "actual")


@pytest.mark.parametrize("piece", ["一", "百分之", "1,", "1 234 ", "年", "正常推进、"])
def test_a_cell_filled_to_the_brim_is_no_number_and_no_day(piece: str) -> None:
    full = piece * (32_767 // len(piece))
    for field, code in ((PERCENT, "V02"), (ACTUAL, "V02"), (DAY, "V07"), (STATUS, "V12")):
        assert outcome(field, full) == (None, code, True)


ANY_RAW = st.one_of(
    st.text(max_size=40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(st.sampled_from([*TEMPLATE.fields, make(FieldType.MONTH), make(FieldType.INTEGER)]), ANY_RAW)
def test_whatever_stands_in_a_cell_has_an_answer(field: Field, raw: Raw) -> None:
    answer, findings = read(field, raw, aim("500", "家"))
    has_error = any(finding.severity is Severity.ERROR for finding in findings)
    assert answer.faulty == has_error
    assert answer.value is None or not has_error
    for finding in findings:
        for lang in Lang:
            assert finding.message(lang)
            assert finding.hint(lang)
