"""`status` in a terminal: who is missing, late, wrong, in that order, what to do next, and never beyond 80 columns."""

from datetime import date

import pytest

from reportkit.cli.folding import COLUMNS
from reportkit.cli.screen import round_status
from reportkit.diagnostics import Severity
from reportkit.language.widths import width
from reportkit.language.words import Lang
from reportkit.model import Master, ReceivedBy, Round, Unit, UnitState, Verdict
from reportkit.period import Period
from reportkit.round.model import Settled
from reportkit.workflow.results import RoundStatus
from tests.checks_return import MASTER, TEMPLATE

Q2, DUE = Period.parse("2022-Q2"), date(2022, 7, 5)
LONG = "统筹推进城西科创大走廊综合保护与开发工作领导小组办公室（含各专班）"


def unit(name: str, contact: str = "") -> Unit:
    return Unit("U001", name, contact=contact)


def told(states: tuple[UnitState, ...], lang: Lang = Lang.HANS, waiting: tuple[str, ...] = ()) -> list[str]:
    master: Master = MASTER
    whole = Round(Q2, DUE, master, TEMPLATE, (), states)
    return round_status(RoundStatus(Settled(Q2, DUE, (), states, whole), 5, waiting), lang)


TO_MEND = {Severity.ERROR: 2, Severity.REJECT: 1}
INBOX, MAIL, WORD = ReceivedBy.INBOX, ReceivedBy.MAIL, ReceivedBy.WORD
STATES = (
    UnitState(unit("区科技局"), Verdict.ACCEPTED, date(2022, 7, 1), received_by=INBOX),
    UnitState(unit("区住建局"), Verdict.PARTLY_ACCEPTED, date(2022, 7, 4), findings=TO_MEND, received_by=MAIL),
    UnitState(unit("区民政局"), Verdict.ACCEPTED_WITH_WARNINGS, date(2022, 7, 9), late=True, received_by=WORD),
    UnitState(unit("区司法局"), Verdict.QUARANTINED),
    UnitState(unit("区信访局", "王某 0571-12345678"), None),
)


def test_missing_then_waiting_then_late_then_wrong_then_what_next() -> None:
    assert told(STATES) == [
        "2022年第二季度，2022-07-05 前报送：已下发 5 份，5 家单位已报 4 家",
        "未报（1）：请催报，可粘贴的文字在 outbox/2022-Q2/messages",
        "  区信访局                          王某 0571-12345678",
        "待认定（1）：请确认是谁报的、以哪份为准",
        "  区司法局                          待认定",
        "迟报（1）：请决定是否计入",
        "  区民政局                          已接收（有请核项）  2022-07-09（人工认定）",
        "须修改（1）：请发回 outbox/2022-Q2/corrections 里的修改稿",
        "  区住建局                          部分接收  2022-07-04（邮件）  须改 3 处",
        "已接收：2  下一步：reportkit merge --period 2022-Q2",
    ]


def test_what_is_overdue_is_said() -> None:
    late = UnitState(unit("区信访局"), None, late=True)
    assert told((late,))[1] == "未报且已逾期（1）：请催报，可粘贴的文字在 outbox/2022-Q2/messages"


@pytest.mark.parametrize("lang", Lang)
def test_no_line_is_wider_than_a_terminal(lang: Lang) -> None:
    states = tuple(
        UnitState(unit(LONG, LONG * 2), verdict, date(2022, 7, 9), late=True, findings={Severity.ERROR: 120})
        for verdict in (None, Verdict.QUARANTINED, Verdict.PARTLY_ACCEPTED, Verdict.REJECTED, Verdict.ACCEPTED)
    )
    lines = told(states, lang, ("returns/quarantine/0123456789abcdef a.xlsx",))
    assert max(width(line) for line in lines) <= COLUMNS
    assert len(lines) >= 12
