"""The coordinator's check report."""

from datetime import date

from openpyxl.workbook import Workbook

from reportkit.corrections.report import write_check_report
from reportkit.diagnostics import Code, Diagnostic, Severity
from reportkit.language.words import Lang
from reportkit.model import ReceivedBy, Unit, UnitState, Verdict
from reportkit.period import Period
from tests.hands import opened

Q2 = Period.parse("2022-Q2")
DUE = date(2022, 7, 5)
TRADE, MONEY, SCHOOL, TOWN = (
    Unit("U001", "区经信局", contact="王科 88881234"),
    Unit("U002", "区财政局"),
    Unit("U003", "区教育局"),
    Unit("U004", "瓶窑镇"),
)
STATES = (
    UnitState(TRADE, Verdict.PARTLY_ACCEPTED, date(2022, 7, 4), sent_as="经信局.xlsx", received_by=ReceivedBy.MAIL),
    UnitState(MONEY, Verdict.ACCEPTED, date(2022, 7, 6), late=True, received_by=ReceivedBy.INBOX),
    UnitState(SCHOOL, None, late=True),
    UnitState(TOWN, Verdict.REJECTED, date(2022, 7, 1)),
)
FINDINGS = (
    Diagnostic(Code.V03, unit=TRADE.name, sheet="填报表", cells=("L7",), task=3, found="55%", values={"read": "55"}),
    Diagnostic(
        Code.V01, unit=TRADE.name, sheet="填报表", cells=("J7", "J9"), tasks=(3, 7), values={"field": "进展", "how": ""}
    ),
    Diagnostic(Code.X06, unit=TRADE.name, task=5, task_name="改造园区", values={"due": "2022-06-30", "status": "滞后"}),
    Diagnostic(Code.S15, unit=TRADE.name),
    Diagnostic(Code.D08, unit=TOWN.name),
)  # fmt: skip


def report(findings: tuple[Diagnostic, ...] = FINDINGS) -> Workbook:
    return opened(write_check_report(STATES, findings, Q2, DUE, Lang.HANS))


def rows(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return [row for row in book[sheet].iter_rows(min_row=4, values_only=True) if any(v is not None for v in row)]


def test_units_stand_in_the_order_in_which_they_need_somebody() -> None:
    book = report()
    assert book.sheetnames == ["报送情况", "问题清单"]
    assert book["报送情况"]["A1"].value == "2022年第二季度报送核查结果"
    assert book["报送情况"]["A2"].value == (
        "应报 4 家，已报 3 家（其中 2 家已汇总），未报 1 家，逾期 2 家；截止 2022-07-05。"
    )
    shown = [(row[1], row[2], row[5], row[6], row[7], row[8], row[9]) for row in rows(book, "报送情况")]
    assert shown == [
        ("区教育局", "未报送", "是", None, None, None, "催报"),
        ("瓶窑镇", "退回", None, 1, None, None, "发回修改稿；这份没有汇总"),
        ("区经信局", "部分接收", None, 2, 1, 1, "发回修改稿；其余内容已汇总"),
        ("区财政局", "已接收", "是", None, None, None, None),
    ]
    assert [row[4] for row in rows(book, "报送情况")] == [None, None, "邮件", "收件箱"]
    assert rows(book, "报送情况")[2][10:] == ("王科 88881234", "经信局.xlsx", None)


def test_findings_stand_by_unit_then_by_how_much_they_matter_and_a_unit_leads_to_its_own() -> None:
    book = report()
    assert [(row[0], row[1], row[3], row[4], row[5], row[6], row[7]) for row in rows(book, "问题清单")] == [
        ("瓶窑镇", None, "须改", None, None, None, "D08"),
        ("区经信局", "任务 3、7", "须改", "填报表", "J7、J9", None, "V01"),
        ("区经信局", "任务 5（改造园区）", "请核", None, None, None, "X06"),
        ("区经信局", "任务 3", "已代改", "填报表", "L7", "55%", "V03"),
    ]
    assert rows(book, "问题清单")[1][2] == "J7、J9 没填“进展”。\n→ 请填写。"
    links = {str(cell.value): cell.hyperlink.location for cell in book["报送情况"]["B"] if cell.hyperlink}
    assert links == {"瓶窑镇": "'问题清单'!A4", "区经信局": "'问题清单'!A5"}
    assert book["问题清单"].auto_filter.ref == "A3:H7"
    assert book["问题清单"].freeze_panes == "B4"
    assert [sheet.print_title_rows for sheet in book.worksheets] == ["$3:$3", "$3:$3"]


def test_the_units_are_what_is_seen_first() -> None:
    book = report()
    assert book.active is book.worksheets[0]
    assert [sheet.sheet_view.showGridLines for sheet in book] == [False, False]


def test_a_round_without_findings_says_so() -> None:
    assert report(())["问题清单"]["A2"].value == "没有问题。"


def test_the_same_round_gives_the_same_bytes() -> None:
    once = write_check_report(STATES, FINDINGS, Q2, DUE, Lang.EN)
    assert once == write_check_report(STATES[::-1], FINDINGS[::-1], Q2, DUE, Lang.EN)


def test_of_a_return_that_is_only_late_there_is_nothing_to_send_back() -> None:
    late = UnitState(MONEY, Verdict.ACCEPTED_WITH_WARNINGS, date(2022, 7, 6), late=True)
    found = Diagnostic(Code.D04, unit=MONEY.name, values={"time": "7-06", "by": "邮件日期", "late": "1 天"})
    for findings, n, step in (
        ((found,), None, "迟报，请决定是否计入"),
        ((found, Diagnostic(Code.X06, unit=MONEY.name, task=5, values={"due": "2022-06-30", "status": "滞后"})), 1,
         "已汇总；把核对稿发给单位，没有错不用再交"),
    ):  # fmt: skip
        data = write_check_report((late,), findings, Q2, DUE, Lang.HANS)
        (row,) = rows(opened(data), "报送情况")
        assert (row[7], row[9]) == (n, step)


def test_what_units_noted_on_cells_is_listed_and_asks_for_nothing() -> None:
    note = Diagnostic(
        Code.S25, unit=MONEY.name, sheet="填报表", cells=("A1",), values={"note": "数据为估算"}, lowered=Severity.INFO
    )
    book = report((note,))
    ((unit, _, what, degree, *_),) = rows(book, "问题清单")
    assert (unit, degree) == (MONEY.name, Severity.INFO.label.text(Lang.HANS))
    assert str(what).startswith("A1 有批注：“数据为估算”。")
    assert [row[6:9] for row in rows(book, "报送情况") if row[1] == MONEY.name] == [(None, None, None)]
