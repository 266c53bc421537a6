"""Of which of its returns a unit hears, and that texts, copies, status and check report say the same of it."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reportkit.round.notices import called
from tests.hands import opened
from tests.office import Office, fill

DAY, NEXT = ("--today", "2022-07-04"), ("--today", "2022-07-05")
UNIT = "区科技局"
EMPTY, WRONG = {"progress": None, "status": None, "percent": None, "next_steps": None}, {1: {"percent": "大约"}}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def texts(office: Office, unit: str = UNIT) -> tuple[str, str]:
    """Return the message and the receipt of a unit, "" for what it has none of."""
    places = (office.folder / "outbox" / "2022-Q2" / kind / f"{unit}.txt" for kind in ("messages", "receipts"))
    message, receipt = (place.read_text(encoding="utf-8-sig") if place.exists() else "" for place in places)
    return message, receipt


def copies(office: Office) -> list[str]:
    return sorted(place.name for place in (office.folder / "outbox" / "2022-Q2" / "corrections").iterdir())


def state(office: Office) -> dict[str, Any]:
    (found,) = (u for u in office.answer("status", *NEXT, status=1)["units"] if u["unit"] == UNIT)
    return dict(found)


def row(office: Office) -> Mapping[str, object]:
    """Return what the check report's first sheet says of the unit."""
    sheet = opened(office.folder / "outbox" / "2022-Q2" / "核查结果.xlsx").worksheets[0]
    heads, *rows = sheet.iter_rows(min_row=3, values_only=True)
    (found,) = (dict(zip(map(str, heads), values, strict=True)) for values in rows if values[1] == UNIT)
    return found


def test_an_empty_form_that_comes_later_asks_for_nothing_but_a_look(office: Office) -> None:
    form = office.distribute()[UNIT]
    office.send("填好的.xlsx", fill(form))
    office.answer("collect", *DAY)
    office.send("又一份.xlsx", form.read_bytes())
    assert office.collect(*NEXT, status=1)["又一份.xlsx"]["verdict"] == "rejected"
    message, receipt = texts(office)
    assert "已收到并汇总，有 1 处请核对" in message
    assert "后来交的“又一份.xlsx”里没有填写任何内容，没有采用，仍以“填好的.xlsx”为准。" in message
    assert "文件名“填好的.xlsx”" in receipt
    assert "已汇总。有 1 处请核对" in receipt
    assert copies(office) == [f"{UNIT}_请核对.xlsx"]
    assert (state(office)["state"], state(office)["sent_back"]) == ("accepted_with_warnings", None)
    assert (row(office)["须改"], row(office)["请核"]) == (None, 1)
    findings = opened(office.folder / "outbox" / "2022-Q2" / "核查结果.xlsx").worksheets[1]
    assert [values[-1] for values in findings.iter_rows(min_row=4, values_only=True)] == ["D35"]


def test_an_empty_form_that_came_first_is_not_spoken_of(office: Office) -> None:
    form = office.distribute()[UNIT]
    office.send("空的.xlsx", form.read_bytes())
    office.answer("collect", *DAY, status=1)
    assert "有 1 处要改" in texts(office)[0]
    office.send("填好的.xlsx", fill(form))
    office.answer("collect", *NEXT)
    assert "没有问题" in texts(office)[0]
    assert (row(office)["须改"], row(office)["请核"]) == (None, None)


def test_while_a_later_one_must_be_mended_the_earlier_one_counts_and_that_is_said_everywhere(office: Office) -> None:
    form = office.distribute()[UNIT]
    office.send("先.xlsx", fill(form))
    office.answer("collect", *DAY)
    office.send("后.xlsx", fill(form, WRONG))
    office.answer("collect", "--strict", *NEXT, status=1)
    message, receipt = texts(office)
    assert "有 1 处要改" in message
    assert "改好之前，先按 2022-07-04 收到的“先.xlsx”汇总。" in message
    assert "这份表暂时没有汇总。有 1 处要改" in receipt
    assert "改好之前，先按 2022-07-04 收到的“先.xlsx”汇总。" in receipt
    assert "完成进度（%）：50%" in receipt, "of the one that counts"
    assert copies(office) == [f"{UNIT}_请修改.xlsx"]
    found = state(office)
    assert (found["state"], found["sent_as"], found["sent_back"]) == ("accepted", "先.xlsx", "后.xlsx")
    assert (row(office)["须改"], row(office)["下一步"]) == (1, "后来的一份须改，发回修改稿；改好之前按这份汇总")
    _, out, _ = office.run("status", *NEXT)
    assert re.search(r"须修改（1）.*后来的一份须改1处.*已接收：0", "".join(out.split()))


def test_every_text_counts_the_same_places(office: Office) -> None:
    form = office.distribute()[UNIT]
    gone = {n: {"progress": None, "percent": None} for n in (1, 2)}
    office.send("表.xlsx", fill(form, gone, {(1, 1): "好几"}))
    office.answer("collect", *DAY, status=1)
    message, receipt = texts(office)
    (n,) = re.findall(r"有 (\d+) 处要改", message)
    assert re.findall(r"有 (\d+) 处要改", receipt) == [n]
    assert row(office)["须改"] == int(n)
    _, out, _ = office.run("status", *NEXT)
    assert f"须改 {n} 处" in out


def test_files_are_called_as_their_sender_knows_them(office: Office) -> None:
    forms = office.distribute()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("甲/科技局.xlsx", fill(forms[UNIT]))
        archive.writestr("乙/住建局.xlsx", fill(forms["区住建局"]))
    office.send("待处理/区住建局和区科技局.zip", stream.getvalue())
    office.answer("collect", *DAY)
    assert "收到，文件名“科技局.xlsx”。" in texts(office)[1]
    assert "住建局" not in "".join(texts(office))


@pytest.mark.parametrize(
    ("name", "beside", "short"),
    [
        ("a.zip/甲/表.xlsx", "", "表.xlsx"),
        ("a.zip/甲/表.xlsx", "a.zip/乙/表.xlsx", "甲/表.xlsx"),
        ("1.eml/表.xlsx", "2.eml/表.xlsx", "1.eml/表.xlsx"),
        ("1.eml/表.xlsx", "1.eml/表.xlsx", "表.xlsx"),
        ("表.xlsx", "1.eml/表.xlsx", "表.xlsx"),
    ],
)
def test_a_name_is_as_long_as_it_must_be(name: str, beside: str, short: str) -> None:
    assert called(name, beside) == short


def test_a_unit_that_sent_the_form_of_another_period_is_told_so(office: Office) -> None:
    old = office.distribute("2022-Q1")
    office.distribute()
    office.send("报送.xlsx", fill(old["区科技局"]))
    office.answer("collect", "--period", "2022-Q2", *DAY, status=1)
    message, _ = texts(office)
    said = "2022-07-04 收到的“报送.xlsx”是2022年第一季度的表，没有计入；现在要报的是2022年第二季度的表。"
    assert message.splitlines()[1] == said
    office.answer("collect", "--again", *DAY)
    office.answer("collect", "--period", "2022-Q2", *DAY)
    assert "第一季度" not in texts(office)[0], "it counts for its own period by now"


def test_a_unit_that_sent_only_evidence_is_told_what_came(office: Office) -> None:
    office.distribute()
    office.send("区科技局盖章版.pdf", b"%PDF-1.7\n%scan\n")
    office.answer("collect", *DAY)
    message, receipt = texts(office)
    assert "还没有收到" in message
    assert "你们发来的 1 份材料已作佐证留存：区科技局盖章版.pdf；里面没有填报表。" in message
    assert receipt == ""
    _, out, _ = office.run("status", *DAY)
    assert "佐证材料（1）：区科技局 1" in out
