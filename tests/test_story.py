"""One office through its rounds, by its commands alone: what comes in, what goes out, what nothing may lose."""

import hashlib
import io
import os
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reportkit.files.grid import read_grids
from tests.dying import packed
from tests.hands import opened
from tests.office import GOOD, LIST, Office, fill
from tests.test_edges import blinking

DUE = ("--today", "2022-07-04")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def digests(folder: Path) -> dict[str, str]:
    """Return every file of a folder with its digest."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_list_becomes_a_master_and_the_master_forms(office: Office) -> None:
    assert office.answer("check")["diagnostics"] is not None
    forms = office.distribute()
    assert set(forms) == {"区科技局", "区经信局", "区住建局", "市生态环境局余杭分局"}
    document = office.answer("distribute", "--period", "2022-Q2")
    assert {form["unit"]: form["tasks"] for form in document["forms"]} == {
        "区科技局": [1, 2], "区经信局": [2], "区住建局": [3], "市生态环境局余杭分局": [4],
    }  # fmt: skip
    assert document["due"] == "2022-07-05"


def test_a_whole_round(office: Office) -> None:
    forms = office.distribute()
    office.send("随便什么名字.xlsx", fill(forms["区科技局"], targets={(1, 1): 300, (1, 2): 210}))
    office.send("b.xlsx", fill(forms["区住建局"], {3: {"status": "进度滞后", "percent": 35, "problems": "资金未到位"}}))
    returns = office.collect(*DUE)
    assert {name: item["unit"] for name, item in returns.items()} == {
        "随便什么名字.xlsx": "区科技局",
        "b.xlsx": "区住建局",
    }
    assert returns["随便什么名字.xlsx"]["verdict"] == "accepted"
    assert returns["b.xlsx"]["verdict"] in ("accepted", "accepted_with_warnings")
    assert list((office.folder / "inbox").iterdir()) == []

    status = office.answer("status", *DUE, status=1)
    assert {unit["unit"]: unit["state"] for unit in status["units"]} == {
        "区科技局": "accepted",
        "区经信局": "missing",
        "区住建局": returns["b.xlsx"]["verdict"],
        "市生态环境局余杭分局": "missing",
    }
    assert status["issued"] == 4

    merged = office.answer("merge", "--period", "2022-Q2", *DUE, status=1)
    assert merged["summary"]["tasks"] == 4
    assert merged["summary"]["reported"] == 3
    # 700 x 50 % = 350 are due by mid-year, 210 have come: 30 % against 50 %, twenty points behind.
    assert merged["summary"]["lights"] == {"blue": 0, "green": 1, "yellow": 2, "red": 0, "white": 1}
    assert [(item["leader"], item["tasks"]) for item in merged["leaders"]] == [
        ("张三", 2),
        ("李四丰", 2),
        ("王五华", 1),
    ]
    assert len(merged["workbooks"]) == 5  # the whole round, three leaders, the list for publication
    assert all(read_grids((office.folder / path).read_bytes()) for path in merged["workbooks"])

    exported = office.answer("export", "--period", "2022-Q2")
    first = exported["tasks"][0]
    assert (first["no"], first["light"], first["entries"][0]["percent"]) == (1, "yellow", 50)
    assert [target["actual"] for target in first["targets"]] == [300, 210]


def wipe(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def test_outputs_can_be_deleted_and_come_back_the_same(office: Office) -> None:
    forms = office.distribute()
    office.send("a.xlsx", fill(forms["区科技局"]))
    faulty = fill(forms["区住建局"], {3: {"status": "完成80%", "percent": 50}})
    office.send("b.xlsx", faulty)
    office.collect(*DUE, status=1)
    office.answer("merge", "--period", "2022-Q2", *DUE, status=1)
    before = digests(office.folder / "outbox")
    assert {name.split("/")[1] for name in before} == {
        "forms", "corrections", "messages", "receipts", "reports", "核查结果.xlsx",
    }  # fmt: skip
    wipe(office.folder / "outbox" / "2022-Q2")
    office.distribute()
    office.answer("merge", "--period", "2022-Q2", "--today", "2022-07-05", status=1)
    assert digests(office.folder / "outbox") == before
    # Without the memory of what was written, and by `collect` with nothing new in the inbox.
    wipe(office.folder / "outbox" / "2022-Q2")
    wipe(office.folder / ".reportkit" / "copies")
    office.answer("collect", "--today", "2022-07-05")
    after = digests(office.folder / "outbox")
    assert after == {name: digest for name, digest in before.items() if name.split("/")[1] not in ("forms", "reports")}
    assert len(after) == 8  # one correction, the check report, a text for each of four units, a receipt for two


def test_each_unit_has_a_text_to_paste(office: Office) -> None:
    forms = office.distribute()
    office.send("a.xlsx", fill(forms["区科技局"]))
    office.send("b.xlsx", fill(forms["区住建局"], {3: {"status": "完成80%", "percent": 50}}))
    reports = office.answer("collect", *DUE, status=1)["reports"]
    assert reports == ["outbox/2022-Q2/核查结果.xlsx"]
    folder = office.folder / "outbox" / "2022-Q2" / "messages"
    texts = {path.stem: path.read_text(encoding="utf-8-sig") for path in folder.iterdir()}
    assert set(texts) == {"区科技局", "区住建局", "区经信局", "市生态环境局余杭分局"}
    assert texts["区科技局"] == "区科技局：2022年第二季度的填报表已收到，没有问题，不用再交，谢谢！"
    assert "完成80%" in texts["区住建局"]
    assert "2022-07-05" in texts["区经信局"]
    # The one who mended it hears thanks, and what no longer holds is taken away; what a person wrote there stays.
    (folder / "记事.txt").write_text("电话已打", encoding="utf-8")
    copy = next((office.folder / "outbox" / "2022-Q2" / "corrections").iterdir())
    office.send("c.xlsx", fill(copy, {3: {"status": "正常推进"}}, rest={}))
    office.collect(*DUE)
    assert (folder / "区住建局.txt").read_text(encoding="utf-8-sig").endswith("谢谢！")
    assert (folder / "记事.txt").is_file()
    assert not copy.exists()


def test_two_units_with_the_same_words_are_asked_about(office: Office) -> None:
    text = LIST.replace("李四丰\n\n区科技局\n\n区经信局", "李四丰\n\n区经信局")
    text = text.replace("区住建局", "区科技局").replace("市生态环境局余杭分局", "区经信局")
    office.folder.joinpath("list-2022.txt").write_text(text, encoding="utf-8")
    office.answer("import", str(office.folder / "list-2022.txt"))
    forms = office.distribute()
    assert set(forms) == {"区科技局", "区经信局"}
    text = "已按计划完成前期工作，现场开工建设，累计完成投资三千万元。"
    office.send("a.xlsx", fill(forms["区科技局"], {1: {"progress": text + "一"}, 3: {"progress": text + "二"}}))
    office.send("b.xlsx", fill(forms["区经信局"], {2: {"progress": text + "一"}, 4: {"progress": text + "二"}}))
    returns = office.collect(*DUE)
    for name, other in (("a.xlsx", "区经信局"), ("b.xlsx", "区科技局")):
        item = returns[name]
        assert item["verdict"] == "accepted_with_warnings"
        finding = next(d for d in item["diagnostics"] if d["code"] == "D09")
        assert other in finding["message"]
        assert finding["file"] == name
        assert (finding["sheet"], len(finding["cells"])) == ("填报表", 2)
        assert item["correction"]


def test_a_later_return_counts_and_the_earlier_one_is_kept(office: Office) -> None:
    forms = office.distribute()
    office.send("一稿.xlsx", fill(forms["区住建局"], {3: {"percent": 40}}))
    office.collect(*DUE)
    office.send("二稿.xlsx", fill(forms["区住建局"], {3: {"percent": 55}}))
    office.collect("--today", "2022-07-06")
    exported = office.answer("export", "--period", "2022-Q2")
    assert exported["tasks"][2]["entries"][0]["percent"] == 55
    kept = [path for path in (office.folder / "returns" / "2022-Q2").rglob("*") if path.is_file()]
    assert len(kept) == 2
    unit = next(u for u in office.answer("status", status=1)["units"] if u["unit"] == "区住建局")
    assert (unit["late"], unit["received"]) == (True, "2022-07-06")


def test_the_same_bytes_again_are_a_duplicate(office: Office) -> None:
    forms = office.distribute()
    data = fill(forms["区住建局"])
    office.send("a.xlsx", data)
    office.send("a (1).xlsx", data)
    assert sorted(item["verdict"] for item in office.collect(*DUE).values()) == ["accepted", "duplicate"]
    office.send("again.xlsx", data)
    assert office.collect(*DUE)["again.xlsx"]["verdict"] == "duplicate"
    assert list((office.folder / "inbox").iterdir()) == []


def test_another_period_than_the_one_that_is_open_is_sent_back(office: Office) -> None:
    forms = office.distribute("2022-Q1")
    office.distribute()
    office.send("a.xlsx", fill(forms["区住建局"]))
    item = office.collect("--period", "2022-Q2", *DUE, status=1)["a.xlsx"]
    assert (item["verdict"], item["period"], item["unit"]) == ("rejected", "2022-Q1", "区住建局")
    (finding,) = (finding for finding in item["diagnostics"] if finding["code"] == "I03")
    assert (finding["file"], finding["unit"]) == ("a.xlsx", "区住建局")


def test_an_old_form_that_comes_while_a_later_one_is_out_is_asked_about(office: Office) -> None:
    old, new = office.distribute("2022-Q1"), office.distribute()
    office.send("a.xlsx", fill(old["区住建局"]))
    _, out, _ = office.run("collect", *DUE)
    said = re.sub(r"\n +", "", out)
    assert "区住建局 交回的是2022年第一季度的表；2022年第二季度的表已下发，该单位尚未报送。" in said
    assert "如是填错了表，请单位改填2022年第二季度的表" in said
    states = {u["unit"]: u["state"] for u in office.answer("status", "--period", "2022-Q1", *DUE, status=1)["units"]}
    assert states["区住建局"] == "accepted_with_warnings"  # it is late, and that is all the round itself knows
    office.send("b.xlsx", fill(new["区住建局"]))
    office.send("更正.xlsx", fill(old["区住建局"], {3: {"percent": 30}}))
    found = office.collect(*DUE)
    assert "D14" not in {finding["code"] for item in found.values() for finding in item["diagnostics"]}


def test_a_form_that_comes_in_time_is_not_asked_about_though_the_next_one_is_out(office: Office) -> None:
    form = office.distribute("2022-12")["区住建局"]
    office.run("distribute", "--period", "2023-01", "--today", "2023-01-02")
    office.send("a.xlsx", fill(form))
    findings = office.collect("--today", "2023-01-04")["a.xlsx"]["diagnostics"]
    assert "D14" not in {finding["code"] for finding in findings}


def test_a_form_of_another_workspace_waits_for_a_person(
    office: Office, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = Office(tmp_path_factory.mktemp("other"), is_another=True)
    office.distribute()
    office.send("谁的.xlsx", fill(other.distribute()["区住建局"], {3: {"percent": 44}}))
    item = office.collect(*DUE, status=1)["谁的.xlsx"]
    assert item["verdict"] == "quarantined"
    states = {u["unit"]: u["state"] for u in office.answer("status", *DUE, status=1)["units"]}
    assert states["区住建局"] == "quarantined"
    accepted = office.answer("accept", item["stored"], "--period", "2022-Q2", "--unit", "区住建局", *DUE)["returns"][0]
    assert accepted["verdict"] in ("accepted", "accepted_with_warnings")
    exported = office.answer("export", "--period", "2022-Q2")
    assert exported["tasks"][2]["entries"][0]["percent"] == 44


def test_what_cannot_be_used_is_kept_and_the_rest_goes_on(office: Office) -> None:
    forms = office.distribute()
    office.send("现场照片.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    office.send("空.xlsx", b"")
    office.send("~$a.xlsx", b"lock")
    office.send("好.xlsx", fill(forms["区住建局"]))
    returns = office.collect(*DUE, status=1)
    assert {name: item["verdict"] for name, item in returns.items()} == {
        "现场照片.png": "quarantined", "空.xlsx": "unreadable", "好.xlsx": "accepted",
    }  # fmt: skip
    for name in ("现场照片.png", "空.xlsx"):
        assert (office.folder / returns[name]["stored"]).is_file()
        assert returns[name]["diagnostics"]
    assert [path.name for path in (office.folder / "inbox").iterdir()] == ["~$a.xlsx"]


def test_a_faulty_return_gets_a_correction_copy_that_can_be_returned(office: Office) -> None:
    forms = office.distribute()
    office.send("a.xlsx", fill(forms["区住建局"], {3: {"status": "完成80%", "percent": 50}}))
    item = office.collect(*DUE, status=1)["a.xlsx"]
    assert item["verdict"] == "partly_accepted"
    finding = next(d for d in item["diagnostics"] if d["code"] == "V12")
    assert (finding["task"], finding["field"], finding["found"]) == (3, "status", "完成80%")
    assert finding["sheet"]
    assert finding["cells"]
    copy = office.folder / item["correction"]
    office.send("改好了.xlsx", fill(copy, {3: {"status": "正常推进"}}, rest={}))
    mended = office.collect(*DUE)["改好了.xlsx"]
    assert mended["verdict"] == "accepted"
    assert mended["correction"] is None
    assert not copy.exists()


def test_strict_makes_the_whole_form_wait(office: Office) -> None:
    forms = office.distribute()
    office.send("a.xlsx", fill(forms["区科技局"], {2: {"status": "完成80%"}}))
    assert office.collect("--strict", *DUE, status=1)["a.xlsx"]["verdict"] == "rejected"
    merged = office.answer("merge", "--period", "2022-Q2", *DUE, status=1)
    assert merged["summary"]["reported"] == 0


def test_the_next_period_knows_the_last(office: Office) -> None:
    forms = office.distribute("2022-Q1")
    office.send(
        "q1.xlsx", fill(forms["区住建局"], {3: {"percent": 50, "progress": "一季度的进展在这里。"}}, {(3, 1): 150})
    )
    office.collect("--today", "2022-04-02")
    second = office.distribute()["区住建局"]
    text = " ".join(str(value) for grid in read_grids(second.read_bytes()) for _, _, value in grid.cells())
    assert "一季度的进展在这里。" in text
    office.send("q2.xlsx", fill(second, {3: {"percent": 45}}))
    item = office.collect(*DUE, status=0)["q2.xlsx"]
    assert "X05" in {finding["code"] for finding in item["diagnostics"]}
    assert item["verdict"] == "accepted_with_warnings"


def test_a_stop_between_receipt_and_rename_loses_nothing(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = office.distribute()
    data = fill(forms["区住建局"])
    place = office.send("a.xlsx", data)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("reportkit.round.filing.take", stop)
        assert office.run("collect", *DUE)[0] == 2
    assert place.read_bytes() == data
    assert office.collect(*DUE)["a.xlsx"]["verdict"] == "accepted"
    kept = [path for path in (office.folder / "returns").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in kept] == [data]


def test_what_concerns_the_round_is_told_with_its_file_and_unit(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = office.distribute()
    office.send("~$a.xlsx", b"lock")
    office.send("科技.xlsx", fill(forms["区科技局"], {2: {"status": "进度滞后", "problems": "资金未到位"}}))
    data = fill(forms["区经信局"])
    office.send("经信.xlsx", data)
    office.send("经信 (1).xlsx", data)
    office.send("打开着.xlsx", fill(forms["区住建局"]))
    plain = os.open

    def refuse(path: str | Path, *flags: int) -> int:
        if Path(path).name == "打开着.xlsx":
            raise PermissionError
        return plain(path, *flags)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", refuse)
        answer = office.answer("collect", *DUE, status=1)
    (office.folder / "inbox" / "打开着.xlsx").unlink()
    skipped = [(item["file"], d["code"]) for item in answer["skipped"] for d in item["diagnostics"]]
    assert sorted(skipped) == [("~$a.xlsx", "F14"), ("打开着.xlsx", "F15")]
    same = [d for item in answer["returns"] for d in item["diagnostics"] if d["code"] == "D03"]
    assert [(d["file"], d["unit"]) for d in same] == [("经信 (1).xlsx", "区经信局")]
    office.send("经信改.xlsx", fill(forms["区经信局"], {2: {"percent": 55}}))
    found = office.collect("--today", "2022-07-09")["经信改.xlsx"]["diagnostics"]
    told = {d["code"]: (d["file"], d["unit"]) for d in found}
    assert told["D01"] == told["D04"] == ("经信改.xlsx", "区经信局")
    merged = office.answer("merge", "--period", "2022-Q2", *DUE, status=1)["diagnostics"]
    assert {d["unit"] for d in merged if d["code"] == "D07"} == {"区住建局", "市生态环境局余杭分局"}
    absent = next(d for d in merged if d["code"] == "O03")
    assert "区住建局" in absent["message"]
    apart = next(d for d in merged if d["code"] == "X11")
    assert (apart["task"], "区科技局" in apart["message"], "区经信局" in apart["message"]) == (2, True, True)


def test_rows_that_were_deleted_are_back_in_the_correction_copy(office: Office) -> None:
    forms = office.distribute()
    book = opened(fill(forms["区科技局"], {1: {"percent": 60}}))
    sheet = book["填报表"]
    lost = next(c.row for column in sheet.iter_cols(max_col=1) for c in column if ".T002." in str(c.value))
    assert lost is not None
    sheet.delete_rows(lost)
    stream = io.BytesIO()
    book.save(stream)
    office.send("少一行.xlsx", stream.getvalue())
    item = office.collect(*DUE, status=1)["少一行.xlsx"]
    assert "S13" in {d["code"] for d in item["diagnostics"]}
    assert item["verdict"] == "partly_accepted"
    copy = office.folder / item["correction"]
    first = opened(copy).worksheets[0]
    places = [str(cell.value) for row in first.iter_rows() for cell in row if cell.hyperlink]
    assert f"填报表 J{lost}" in places
    office.send("补好.xlsx", fill(copy, rest={}, tasks={2: GOOD}))
    mended = office.collect(*DUE)["补好.xlsx"]
    assert mended["verdict"] in ("accepted", "accepted_with_warnings")
    told = office.answer("export", "--period", "2022-Q2")["tasks"]
    assert [task["entries"][0]["percent"] for task in told[:2]] == [60, 50]


def test_a_target_that_two_units_report_differently_is_named(office: Office) -> None:
    path = office.folder / "list-2022.txt"
    path.write_text(LIST.replace("加快构建技术创新中心体系。", "新增省级研发中心20家。"), encoding="utf-8")
    office.answer("import", str(path))
    forms = office.distribute()
    office.send("a.xlsx", fill(forms["区科技局"], targets={(2, 1): 10}))
    office.send("b.xlsx", fill(forms["区经信局"], targets={(2, 1): 12}))
    office.collect(*DUE)
    merged = office.answer("merge", "--period", "2022-Q2", *DUE, status=1)["diagnostics"]
    (found,) = [d for d in merged if d["code"] == "X11"]
    assert found["task"] == 2
    assert "省级研发中心" in found["message"]
    assert "区科技局 10家；区经信局 12家" in found["message"]


def test_a_form_that_still_asks_a_withdrawn_task_is_taken_whatever_stands_in_its_row(office: Office) -> None:
    form = office.distribute()["区科技局"]
    place = office.folder / "templates" / "master.xlsx"
    book = opened(place)
    sheet = book.worksheets[0]
    heading = next(row for row in sheet.iter_rows() if row[0].value == "序号")
    column = next(cell.column for cell in heading if cell.value == "撤销日期")
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == 2)
    sheet.cell(row, column).value = datetime(2022, 6, 1)  # noqa: DTZ001 - a day in a cell has no time zone
    book.save(place)
    office.send("科技.xlsx", fill(form, {2: {"status": "乱写"}}))
    found = office.collect(*DUE)["科技.xlsx"]
    assert [(d["code"], d["severity"]) for d in found["diagnostics"]] == [("V12", "info")]
    assert (found["verdict"], found["correction"]) == ("accepted", None)


def test_a_share_that_is_away_while_the_inbox_is_listed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    form = office.distribute()["区科技局"]
    (office.folder / "inbox" / "共享").mkdir()
    office.send("科技.xlsx", fill(form))
    monkeypatch.setattr(os, "scandir", blinking("共享"))
    found = office.collect(*DUE, status=1)
    assert found["科技.xlsx"]["verdict"] == "accepted"
    assert "共享" not in found
    monkeypatch.undo()
    monkeypatch.setattr(os, "scandir", blinking("inbox"))
    status, _, err = office.run("collect", *DUE)
    assert (status, "inbox" in err) == (2, True)


# What a person did to the kept originals ----------------------------------------------------------------------------


def kept_of(office: Office, unit: str) -> Path:
    (path,) = (office.folder / "returns" / "2022-Q2").glob(f"* {unit}/*")
    return path


def told(answer: Mapping[str, Any]) -> set[str]:
    return {finding["code"] for finding in answer["diagnostics"]}


def percents(office: Office, status: int = 0) -> list[int]:
    tasks = office.answer("export", "--period", "2022-Q2", status=status)["tasks"]
    return [entry["percent"] for task in tasks for entry in task["entries"] if task["no"] == 3]


@pytest.fixture
def returned(office: Office) -> Office:
    """The office after the return of one unit was collected."""
    office.send("住建.xlsx", fill(office.distribute()["区住建局"], {3: {"percent": 44}}))
    office.collect(*DUE)
    return office


@pytest.mark.parametrize("loss", ["gone", "changed"])
def test_an_original_that_is_gone_or_changed_is_told_and_never_counts_unseen(returned: Office, loss: str) -> None:
    place = kept_of(returned, "区住建局")
    data = place.read_bytes()
    edited = fill(returned.distribute()["区住建局"], {3: {"percent": 99}})
    place.unlink()
    if loss == "changed":
        place.write_bytes(edited)
    assert told(returned.answer("status", status=1)) == {"D13"}
    assert "D13" in told(returned.answer("merge", "--period", "2022-Q2", *DUE, status=1))
    assert percents(returned, status=1) == []
    assert "住建.xlsx" in returned.run("status")[1]
    # The same file once more is taken for what it is, and nothing of what the person made of it is lost.
    returned.send("再发.xlsx", data)
    assert returned.collect(*DUE)["住建.xlsx"]["verdict"] == "accepted"
    assert (place.read_bytes(), percents(returned)) == (data, [44])
    if loss == "changed":
        assert [p.read_bytes() for p in (returned.folder / "returns" / "changed").iterdir()] == [edited]
    assert told(returned.answer("status", status=1)) == set()


@pytest.mark.parametrize("filed_by", ["its marks", "a person's word"])
def test_an_original_that_was_moved_is_put_back_by_the_next_collection(returned: Office, filed_by: str) -> None:
    place = kept_of(returned, "区住建局")
    if filed_by == "a person's word":
        # First for another unit by mistake, then for the right one.
        for unit, status in (("区经信局", 1), ("区住建局", 0)):
            (place,) = (returned.folder / "returns" / "2022-Q2").glob("*/*")
            returned.answer("accept", str(place), "--period", "2022-Q2", "--unit", unit, *DUE, status=status)
        place = kept_of(returned, "区住建局")
    place.rename(returned.folder / "returns" / "别处.xlsx")
    assert told(returned.answer("status", status=1)) == {"D13", "O07"}
    assert "别处.xlsx" in returned.run("export", "--period", "2022-Q2")[2]
    assert returned.collect(*DUE)["住建.xlsx"]["verdict"] == "accepted"
    assert place.is_file()
    assert percents(returned) == [44]


def test_without_its_receipts_what_is_kept_is_taken_in_again(returned: Office) -> None:
    place = kept_of(returned, "区住建局")
    (receipt,) = (returned.folder / ".reportkit" / "receipts").iterdir()
    receipt.write_bytes(receipt.read_bytes()[:40])
    assert told(returned.answer("status", status=1)) == {"O07"}
    assert "O07" in told(returned.answer("merge", "--period", "2022-Q2", *DUE, status=1))
    returned.distribute("2022-Q1")
    assert returned.collect("--period", "2022-Q1", *DUE)[place.name]["verdict"] == "accepted"
    assert percents(returned) == [44]
    assert told(returned.answer("status", status=1)) == set()


def test_an_archive_that_is_sent_again_brings_back_what_is_gone_of_it(office: Office) -> None:
    data = packed({"住建.xlsx": fill(office.distribute()["区住建局"], {3: {"percent": 44}})})
    office.send("一包.zip", data)
    office.collect(*DUE)
    kept_of(office, "区住建局").unlink()
    assert percents(office, status=1) == []
    office.send("一包.zip", data)
    assert office.collect(*DUE)["一包.zip/住建.xlsx"]["verdict"] == "accepted"
    assert percents(office) == [44]
    office.send("一包.zip", data)
    assert office.collect(*DUE)["一包.zip"]["verdict"] == "duplicate"


def test_an_inbox_on_a_share_that_is_away_is_no_empty_inbox(office: Office) -> None:
    for path in sorted((office.folder / "inbox").iterdir()):
        path.unlink()
    (office.folder / "inbox").rmdir()
    (office.folder / "inbox").symlink_to(office.folder / "away")
    status, _, err = office.run("collect")
    assert (status, "inbox" in err) == (2, True)


def test_a_damaged_record_of_a_round_is_written_anew_by_handing_out(returned: Office) -> None:
    record = returned.folder / ".reportkit" / "rounds" / "2022-Q2.json"
    whole = record.read_bytes()
    record.write_bytes(b"")
    for command in (("status",), ("collect",), ("merge", "--period", "2022-Q2"), ("export", "--period", "2022-Q2")):
        status, _, err = returned.run(*command)
        assert (status, "distribute --period 2022-Q2" in err) == (2, True), command
    returned.distribute()
    assert record.read_bytes() == whole


@pytest.mark.parametrize("path", ["", "templates", "templates/form.xlsx", "outbox", ".reportkit", "returns", ".."])
def test_what_is_the_offices_own_is_never_collected(returned: Office, path: str) -> None:
    before = digests(returned.folder)
    status, _, err = returned.run("collect", str(returned.folder / path))
    assert (status, "inbox" in err) == (2, True)
    assert digests(returned.folder) == before


def test_a_copy_that_the_office_mends_itself_is_collected_and_stays(office: Office) -> None:
    office.send("a.xlsx", fill(office.distribute()["区住建局"], {3: {"status": "完成80%"}}))
    copy = office.folder / office.collect(*DUE, status=1)["a.xlsx"]["correction"]
    copy.write_bytes(fill(copy, {3: {"status": "正常推进"}}, rest={}))
    assert office.collect(str(copy), *DUE)[copy.name]["verdict"] == "accepted"
    assert copy.is_file()


def test_accept_takes_no_template_no_system_file_and_of_a_link_what_it_leads_to(returned: Office) -> None:
    inbox, word = returned.folder / "inbox", ("--period", "2022-Q2", "--unit", "区住建局", *DUE)
    (inbox / "Thumbs.db").write_bytes(b"x")
    (inbox / ".gitkeep").touch()
    for name, status in (("templates/master.xlsx", 2), (".reportkit/secret", 2), ("inbox/.gitkeep", 2),
                         ("inbox/Thumbs.db", 1)):  # fmt: skip
        assert returned.run("accept", str(returned.folder / name), *word)[0] == status
        assert (returned.folder / name).is_file()
    real = returned.folder.parent / f"{returned.folder.name}.xlsx"
    real.write_bytes(fill(returned.distribute()["区住建局"], {3: {"percent": 55}}))
    (inbox / "链接.xlsx").symlink_to(real)
    (item,) = returned.answer("accept", "inbox/链接.xlsx", *word)["returns"]
    stored = returned.folder / item["stored"]
    assert (stored.is_symlink(), stored.read_bytes()) == (False, real.read_bytes())
    assert percents(returned) == [55]


def test_a_return_that_comes_later_and_does_not_count_is_told_on_the_screen(office: Office) -> None:
    form = office.distribute()["区住建局"]
    first, second = (fill(form, {3: {"percent": percent}}) for percent in (40, 55))
    for name, data in (("一.xlsx", first), ("二.xlsx", second)):
        office.send(name, data)
        office.collect(*DUE)
    office.send("又是一.xlsx", first)
    status, out, _ = office.run("collect", *DUE)
    assert (status, "D12" in out, "“二.xlsx”" in "".join(out.split())) == (0, True, True)
    (command,) = [line for line in out.splitlines() if "reportkit accept" in line and '"returns/' in line]
    stored = command.split('"')[1]
    office.answer("accept", stored, "--period", "2022-Q2", "--unit", "区住建局", *DUE)
    assert percents(office) == [40]
    office.send("还是二.xlsx", second)
    assert "D12" in {d["code"] for d in office.collect(*DUE)["还是二.xlsx"]["diagnostics"]}
