"""The short texts to the units: what is wrong, whether something must come back, and who says so."""

import re
from dataclasses import replace
from datetime import date

import pytest

from reportkit.corrections.texts import Envelope, chat_text, reminder_text
from reportkit.diagnostics import FOR_THE_OFFICE, Code, Diagnostic, Severity
from reportkit.language.words import Lang
from tests.findings import finding_of

DUE = date(2022, 7, 5)
TO_TRADE = Envelope("区经信局", "2022年第二季度", "区政府督查室", DUE, Lang.HANS)
READ = Diagnostic(Code.V03, sheet="填报表", cells=("L7",), task=3, found="55%", values={"read": "55"})
MISSING = Diagnostic(Code.V01, sheet="填报表", cells=("J7", "J9"), tasks=(3, 7), values={"field": "进展", "how": ""})
LATE = Diagnostic(Code.X06, task=5, task_name="改造园区", values={"due": "2022-06-30", "status": "滞后"})


def test_what_is_to_mend_is_told_with_the_file_the_day_and_the_sender() -> None:
    assert chat_text(TO_TRADE, [READ, MISSING, LATE]).split("\n") == [
        "区经信局：2022年第二季度的填报表收到了，有 2 处要改，另有 1 处请核对。",
        "1. 任务 3、7：J7、J9 没填“进展”。请填写。",
        "请核对：",
        "1. 任务 5（改造园区）：时限是 2022-06-30，状态仍是“滞后”。请核对状态；没完成请在存在问题里写明原因。",
        "请在附上的修改稿里改（看第一页“需修改”），2022-07-05 前把这份文件原样发回，谢谢！",
        "区政府督查室",
    ]


def test_where_there_are_only_points_to_check_nothing_must_come_back() -> None:
    lines = chat_text(TO_TRADE, [READ, LATE]).split("\n")
    assert lines[0] == "区经信局：2022年第二季度的填报表已收到并汇总，有 1 处请核对。"
    assert lines[-2].startswith("都没有错就不用再交；有错的，请在附上的核对稿里改（看第一页“请核对”）")
    assert LATE.severity is Severity.WARNING


def test_a_clean_return_is_thanked_for_and_nothing_more_is_asked() -> None:
    assert chat_text(TO_TRADE, [READ]).split("\n") == [
        "区经信局：2022年第二季度的填报表已收到，没有问题，不用再交，谢谢！",
        "区政府督查室",
    ]


def test_when_the_day_is_past_it_is_asked_for_at_once() -> None:
    late = replace(TO_TRADE, is_past=True)
    assert "尽快（原定 2022-07-05 前）把这份文件原样发回" in chat_text(late, [MISSING])
    assert "send it back at once: it was due on 5 July 2022." in reminder_text(replace(late, lang=Lang.EN))


def test_a_text_has_five_points_at_most() -> None:
    many = [finding_of(Code.V07, cells=(f"J{n}",), found="月底") for n in range(1, 10)]
    lines = chat_text(TO_TRADE, many).split("\n")
    assert lines[0] == "区经信局：2022年第二季度的填报表收到了，有 9 处要改。"
    assert lines[5] == "5. 还有 5 处，见附件"
    assert len(lines) == 8
    assert len(chat_text(TO_TRADE, many[:5]).split("\n")) == 8


def test_of_many_files_the_first_are_named() -> None:
    names = [f"IMG_{n}.jpg" for n in range(30)]
    kept = reminder_text(TO_TRADE, names).split("\n")[1]
    assert kept.startswith("你们发来的 30 份材料已作佐证留存：IMG_0.jpg、IMG_1.jpg、")
    assert kept.endswith("、IMG_11.jpg等；里面没有填报表。")


def test_a_reminder_names_the_period_and_the_sender_where_it_has_a_name() -> None:
    assert reminder_text(TO_TRADE) == (
        "区经信局：2022年第二季度的填报表还没有收到，请填好，2022-07-05 前发回，谢谢！\n区政府督查室"
    )
    nobody = Envelope("Trade", "Q2 2022", "", DUE, Lang.EN)
    assert reminder_text(nobody) == (
        "Trade: your report for Q2 2022 has not arrived yet. Please fill in the form and send it back by 5 July 2022."
    )


SPOKEN_OF_RETURNS = "FIDSVX"
"""What codes of findings on a return begin with."""
OF_THE_ROUND = {"D07", "D11", "D13", "D51", "X11"}
"""Those on a round as a whole, or on an original that is gone."""


@pytest.mark.parametrize(
    "code",
    [
        code
        for code in Code
        if code.name[0] in SPOKEN_OF_RETURNS
        and code not in FOR_THE_OFFICE
        and code.name not in OF_THE_ROUND
        and code.severity is not Severity.INFO
    ],
    ids=lambda code: code.name,
)
def test_no_command_of_ours_stands_in_what_a_unit_may_read(code: Code) -> None:
    said = (code.rule.message, code.rule.hint)
    texts = [text for words in said for text in (words.en, words.zh, words.template(Lang.HANT))]
    assert [text for text in texts if re.search(r"reportkit|(?<![-\w])--\w|inbox", text)] == []
