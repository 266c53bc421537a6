"""The 46 ways in which returned forms go wrong, each with a form of its own: verdict, findings, places, what counts.

A form is spoilt by code (`tests/failing_forms.py`) and read and checked as `collect` does; where the answer lies in
the round (resubmissions, what lies in the inbox), the commands are run.
"""

import io
import os
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reportkit.checks.rules import Context, check
from reportkit.checks.verdicts import verdict
from reportkit.diagnostics import Diagnostic
from reportkit.files.grid import read_grids
from reportkit.files.repack import unpack
from reportkit.language.words import Lang
from reportkit.model import Entry, Role, Verdict
from reportkit.returns.content import Outcome
from tests import failing_forms as spoilt
from tests.containers import biff, ole
from tests.failing_forms import Hands, clean, typed
from tests.office import Office, fill
from tests.other_formats import Book, contents, xls
from tests.returned import HOUSING, MASTER, Q2, SCIENCE, TARGETS, TASKS, TEMPLATE, edited, form, read

ACCEPTED, WARNED, PARTLY = Verdict.ACCEPTED, Verdict.ACCEPTED_WITH_WARNINGS, Verdict.PARTLY_ACCEPTED
REJECTED, QUARANTINED = Verdict.REJECTED, Verdict.QUARANTINED
Finding = tuple[str, str | None, tuple[str, ...]]
"""Code, sheet and cells."""
Said = Mapping[tuple[int, str], object]
"""What counts after all: by task and field, or task and `actual N` of its target; None for what is left out."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A form that went wrong, and what is made of it.

    Attributes:
        no: number of the failure.
        what: the failure.
        made: the file, or what hands did to a good form.
        verdict: what becomes of it.
        found: every finding: code, sheet, cells.
        words: what the first finding says, in Chinese.
        counts: what is merged of it.
    """

    no: int
    what: str
    made: bytes | Hands
    verdict: Verdict
    found: Sequence[Finding] = ()
    words: str = ""
    counts: Said = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        """The file as it is sent."""
        return self.made if isinstance(self.made, bytes) else edited(clean(), self.made)


ALL_OF_IT: Said = {(1, "percent"): 50, (2, "percent"): 50, (4, "percent"): 50, (1, "actual 1"): 250}
LAST = "任务 1（建设城西科创大走廊核心区，新增…）："


def failures() -> list[Failure]:
    hands, row = spoilt, partial(typed, 1)
    return [
        Failure(1, "rows inserted above and inside", hands.rows_inserted, ACCEPTED,
                [("S08", TASKS, ())], "表头上方多了 3 行，已认出。", ALL_OF_IT),
        Failure(2, "task row deleted", hands.task_row_deleted, PARTLY, [("S13", None, ())], "少了 1 项任务：4。",
                {(1, "percent"): 50, (4, "percent"): None}),
        Failure(3, "extra row typed below", hands.task_typed_below, WARNED, [("S14", TASKS, ("B10",))],
                "多了 1 行任务单上没有的事项（B10），已单列，未计入。", ALL_OF_IT),
        Failure(4, "rows sorted", hands.rows_sorted_backwards, ACCEPTED, [("S15", TASKS, ())],
                "行的顺序变了，已按任务编号对上。", ALL_OF_IT),
        Failure(5, "columns moved", hands.columns_swapped, ACCEPTED, [("S05", TASKS, ()), ("S05", TASKS, ())],
                "“状态”移到了 K 列，已认出。", ALL_OF_IT),
        Failure(6, "heading retyped, its hidden name gone", hands.heading_retyped, PARTLY,
                [("S04", TASKS, ("M5",))],
                "第 M 列表头“存在的问题和困难”认不出，应为“存在问题”。", ALL_OF_IT),
        Failure(7, "column deleted", hands.column_deleted, PARTLY, [("S03", TASKS, ())], "“填报表”缺“存在问题”一列。",
                ALL_OF_IT),
        Failure(7, "column added", hands.column_added, WARNED, [("S06", TASKS, ("Q6",))],
                "多出 1 列（经办人），未汇总。", ALL_OF_IT),
        Failure(8, "merged cells", hands.cells_merged, PARTLY,
                [("S22", TASKS, ("J7", "J8")), ("S09", TASKS, ("L7", "L8"))],
                "J7、J8 是合并单元格，里面的文字每一行都算。",
                {(2, "progress"): "任务1已完成阶段目标。", (1, "percent"): None, (2, "percent"): None,
                 (4, "percent"): 50}),
        Failure(9, "row hidden", hands.row_hidden, WARNED, [("S10", TASKS, ())], "第 8 行被隐藏或筛掉，内容仍已汇总。",
                ALL_OF_IT),
        Failure(10, "hidden sheet deleted", hands.hidden_sheet_deleted, ACCEPTED, [], "", ALL_OF_IT),
        Failure(10, "hidden column and row deleted", hands.hidden_cells_deleted, WARNED, [("I10", None, ())],
                "“回执.xlsx”里的编号列不见了，按表号认出。", ALL_OF_IT),
        Failure(10, "hidden parts shown", hands.hidden_parts_shown, ACCEPTED, [], "", ALL_OF_IT),
        Failure(11, "sheet renamed", hands.sheet_renamed, ACCEPTED, [("S02", "科技局", ())],
                "工作表“填报表”被改名为“科技局”，已认出。", ALL_OF_IT),
        Failure(11, "sheet gone", hands.sheet_gone, PARTLY, [("S01", None, ())],
                "缺工作表“填报表”。文件里有：填表说明、指标、_rk。", {(1, "percent"): None}),
        Failure(16, "last period's form with new dates typed in", hands.last_periods_form_with_new_dates(), REJECTED,
                [("I03", TASKS, ("H3",)), ("V23", TARGETS, ("I7", "I8", "I9", "I10"))],
                "这张表是 2022年第一季度 的，现在收的是 2022年第二季度。"),
        Failure(17, "form of an older template", hands.older_form, WARNED, [("I04", None, ())],
                "用的是旧版表（0），已按新版对应读取；现行版为 1。", ALL_OF_IT),
        Failure(20, "returned empty", form(SCIENCE), REJECTED, [("D08", None, ())],
                "区科技局 交回的表没有填写任何内容，没有可以汇总的。"),
        Failure(22, "pasted over the list", hands.pasted_over_a_list, PARTLY,
                [("S20", TASKS, ("K7",)), ("V12", TASKS, ("K7",))],
                "K7 的下拉选项丢失（多因复制粘贴），内容仍已核对。", {(1, "status"): None, (1, "percent"): 50}),
        Failure(23, "full-width and zero-width spaces", row({"status": "　推进中\u200b "}), ACCEPTED,
                [("V13", TASKS, ("K7",))], f"{LAST}K7 的“推进中”按选项“正常推进”计。", {(1, "status"): "on_track"}),
        Failure(24, "percent as text", row({"percent": "５０％"}), ACCEPTED, [("V03", TASKS, ("L7",))],
                f"{LAST}L7 的“５０％”已读作 50。", ALL_OF_IT),
        Failure(24, "number as text", row({"actual": "1,234"}, 1), ACCEPTED, [("V03", TARGETS, ("I7",))],
                f"{LAST}I7 的“1,234”已读作 1234。", {(1, "actual 1"): 1234}),
        Failure(25, "number with words", row({"actual": "约300"}, 1), PARTLY, [("V04", TARGETS, ("I7",))],
                f"{LAST}I7 的“约300”带有单位或文字。", {(1, "actual 1"): None, (1, "percent"): 50}),
        Failure(26, "0.8 for a percent", row({"percent": 0.8}), WARNED, [("V05", TASKS, ("L7",))],
                f"{LAST}L7 填了 0.8，看不出是 80% 还是 0.8%，按 80% 计。", {(1, "percent"): 80}),
        Failure(26, "the cell's format decides", hands.percent_cell, ACCEPTED, [], "", ALL_OF_IT),
        Failure(27, "day as text", row({"expected_date": "2022.9.30"}), ACCEPTED, [("V08", TASKS, ("O7",))],
                f"{LAST}O7 的“2022.9.30”已读作 2022-09-30。", {(1, "expected_date"): date(2022, 9, 30)}),
        Failure(27, "day that is none", row({"expected_date": "9月中旬"}), PARTLY, [("V09", TASKS, ("O7",))],
                f"{LAST}O7 的“9月中旬”说不准是哪一天。", {(1, "expected_date"): None}),
        Failure(28, "impossible day", row({"expected_date": "2022-02-30"}), PARTLY, [("V10", TASKS, ("O7",))],
                f"{LAST}O7：没有 2022-02-30 这一天。", {(1, "expected_date"): None}),
        Failure(29, "error value", row({"percent": "#REF!"}), PARTLY, [("V14", TASKS, ("L7",))],
                f"{LAST}L7 显示 #REF!，是公式出错，不是数据。", {(1, "percent"): None}),
        Failure(30, "formula never calculated", row({"percent": "=25+25"}), PARTLY, [("V15", TASKS, ("L7",))],
                f"{LAST}L7 是没有算出结果的公式。", {(1, "percent"): None}),
        Failure(31, "formula with its result", hands.formula_with_result(), ACCEPTED, [("V16", TASKS, ("L7",))],
                f"{LAST}L7 是公式，采用保存时的结果 50。", ALL_OF_IT),
        Failure(31, "link to another workbook", hands.link_to_another_book(), WARNED, [("F12", None, ())],
                "“回执.xlsx”有 1 处引用了别的文件，采用的是保存时的数值。", ALL_OF_IT),
        Failure(32, "placeholder", row({"progress": "同上"}), PARTLY, [("V19", TASKS, ("J7",))],
                f"{LAST}J7 填了“同上”，看不出内容。",
                {(1, "progress"): None, (2, "progress"): "任务2已完成阶段目标。"}),
        Failure(33, "picture in a cell", hands.picture_in_a_cell(), PARTLY, [("V21", TASKS, ("J7",))],
                f"{LAST}J7 是图片，图片不能汇总。", {(1, "progress"): None, (2, "progress"): "任务2已完成阶段目标。"}),
        Failure(34, "text far below", hands.text_far_below, WARNED, [("S12", TASKS, ("D400",))],
                "表格之外（D400）有内容，未汇总。", ALL_OF_IT),
        Failure(34, "formats far below", hands.format_far_below, ACCEPTED, [], "", ALL_OF_IT),
        Failure(35, "total row", hands.total_row, ACCEPTED, [("S19", TASKS, ())], "第 10 行是合计或说明，已跳过。",
                ALL_OF_IT),
        Failure(36, "control characters", hands.control_characters(), ACCEPTED, [("V18", TASKS, ("J7",))], "",
                {(1, "progress"): "招标已完成。现场开工。"}),
        Failure(37, "given text edited", hands.given_text_edited, ACCEPTED, [("S16", TASKS, ("D7",))],
                f"{LAST}D7 的“重点工作”被改为“建设核心区，新增国家高新技术企业300家。”，", ALL_OF_IT),
        Failure(38, "long number", row({"remarks": 12345678901234567890}), PARTLY, [("V22", TASKS, ("P7",))],
                f"{LAST}P7 的编号超过 15 位，末几位已被表格软件变成 0。", {(1, "remarks"): None, (1, "percent"): 50}),
        Failure(40, "macros", hands.macros(), WARNED, [("F11", None, ())],
                "“回执.xlsx”带有宏，程序不会运行宏，只读取数值。", ALL_OF_IT),
        Failure(46, "done, with sixty percent", row({"status": "已完成", "percent": 60}), PARTLY,
                [("X01", TASKS, ("K7", "L7"))], f"{LAST}状态是“已完成”（K7），进度却是 60%（L7）。",
                {(1, "status"): None, (1, "percent"): None, (1, "progress"): "任务1已完成阶段目标。"}),
    ]  # fmt: skip


TABLE = failures()


def assessed(
    data: bytes, last: Mapping[int, Entry] | None = None
) -> tuple[Verdict, tuple[Entry, ...], list[Diagnostic]]:
    """Read a return of the science office and hold it against every rule, as a round does."""
    reading = read(data, "回执.xlsx")
    tasks = tuple(task for task in MASTER.tasks if SCIENCE in {ref.name for ref in task.leads})
    context = Context(MASTER, TEMPLATE, Q2, date(2022, 7, 5), SCIENCE, Role.LEAD, "回执.xlsx", tasks, last or {})
    entries, found = check(reading.entries, context)
    findings = [*reading.diagnostics, *found]
    return verdict(findings, entries), entries, findings


def counted(entries: Sequence[Entry], task: int, name: str) -> object:
    """Return what is merged of one field, None where nothing is."""
    entry = next((entry for entry in entries if entry.task == task), None)
    if entry is None:
        return None
    return entry.actual(int(name.removeprefix("actual "))) if name.startswith("actual ") else entry.value(name)


def test_the_form_that_is_spoilt_has_no_finding_itself() -> None:
    outcome, entries, found = assessed(clean())
    assert (outcome, found) == (ACCEPTED, [])
    assert {key: counted(entries, *key) for key in ALL_OF_IT} == ALL_OF_IT


@pytest.mark.parametrize("failure", TABLE, ids=[f"{failure.no} {failure.what}" for failure in TABLE])
def test_what_is_made_of_a_spoilt_form(failure: Failure) -> None:
    outcome, entries, found = assessed(failure.data)
    assert [(d.code.name, d.sheet, d.cells) for d in found] == list(failure.found)
    assert outcome is failure.verdict
    if failure.found:
        assert found[0].message(Lang.HANS).startswith(failure.words)
    assert {key: counted(entries, *key) for key in failure.counts} == failure.counts


# Answered by the round ---------------------------------------------------------------------------------------

DUE = ("--today", "2022-07-04")
ELSEWHERE = {
    12: "test_copies_under_any_name_are_one_return",
    13: "test_two_versions_whose_order_nothing_tells",
    14: "test_a_corrected_file_that_comes_later_counts",
    15: "test_the_wrong_periods_form",
    18: "test_another_units_form_filled_in",
    19: "test_two_units_in_one_file",
    21: "test_the_same_text_as_last_time_and_as_another_unit",
    39: "test_other_formats_and_what_cannot_be_opened",
    41: "test_a_form_says_how_to_begin_and_carries_no_macro",
    42: "test_what_lies_in_an_inbox_beside_returns",
    43: "test_a_file_that_is_open_in_another_program",
    44: "test_who_has_not_returned",
    45: "test_less_than_last_period",
}


def test_every_failure_has_its_form() -> None:
    assert sorted({failure.no for failure in TABLE} | set(ELSEWHERE)) == list(range(1, 47))
    assert {name for name in ELSEWHERE.values() if name not in globals()} == set()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def send(office: Office, name: str, data: bytes, second: int) -> None:
    """Put a file into the inbox that was last changed at some second."""
    (office.folder / "inbox" / name).parent.mkdir(exist_ok=True)
    office.send(name, data)
    os.utime(office.folder / "inbox" / name, (1_656_800_000 + second,) * 2)


def unstamped(data: bytes) -> bytes:
    """Return a workbook that does not say when it was saved."""
    return spoilt.patched(data, "docProps/core", rb"<dcterms:modified.*?</dcterms:modified>", b"")


def findings(item: Mapping[str, object]) -> list[str]:
    diagnostics = item["diagnostics"]
    assert isinstance(diagnostics, list)
    return [finding["code"] for finding in diagnostics]


def test_copies_under_any_name_are_one_return(office: Office) -> None:
    data = fill(office.distribute()["区科技局"])
    for second, name in enumerate(["表(1).xlsx", "区住建局 最终版2.xlsx", "副本.xlsx"]):
        send(office, name, data, second)
    found = office.collect(*DUE)
    assert [(found[name]["unit"], found[name]["verdict"], findings(found[name])) for name in found] == [
        ("区科技局", "accepted", []), ("区科技局", "duplicate", ["D03"]), ("区科技局", "duplicate", ["D03"]),
    ]  # fmt: skip


def test_two_versions_whose_order_nothing_tells(office: Office) -> None:
    form_ = office.distribute()["区科技局"]
    for name, percent in (("甲.xlsx", 40), ("乙.xlsx", 60)):
        send(office, name, unstamped(fill(form_, {1: {"percent": percent}})), 7)
    found = office.collect(*DUE, status=1)
    assert {found[name]["verdict"] for name in ("甲.xlsx", "乙.xlsx")} == {"quarantined"}
    (note,) = [d for d in found["甲.xlsx"]["diagnostics"] if d["code"] == "D02"]
    assert "L7" in note["message"]
    assert office.answer("export", "--period", "2022-Q2")["tasks"][0]["entries"] == []
    answer = office.answer("accept", found["乙.xlsx"]["stored"], "--period", "2022-Q2", "--unit", "区科技局", *DUE)
    assert answer["returns"][0]["verdict"] == "accepted"
    assert office.answer("export", "--period", "2022-Q2")["tasks"][0]["entries"][0]["percent"] == 60


def test_a_corrected_file_that_comes_later_counts(office: Office) -> None:
    form_ = office.distribute()["区科技局"]
    send(office, "一.xlsx", unstamped(fill(form_, {1: {"percent": 40, "problems": "缺资金。"}})), 1)
    office.collect(*DUE)
    send(office, "二.xlsx", unstamped(fill(form_, {1: {"percent": 45}})), 400_000)
    item = office.collect("--today", "2022-07-09", status=0)["二.xlsx"]
    assert sorted(findings(item)) == ["D01", "D04", "D05"]
    (emptied,) = [d for d in item["diagnostics"] if d["code"] == "D05"]
    assert emptied["cells"] == ["M7"]
    entry = office.answer("export", "--period", "2022-Q2")["tasks"][0]["entries"][0]
    assert (entry["percent"], entry["problems"]) == (45, None)


def test_the_wrong_periods_form(office: Office) -> None:
    first = office.distribute("2022-Q1")["区科技局"]
    office.distribute()
    send(office, "科技.xlsx", fill(first), 1)
    item = office.collect("--period", "2022-Q2", *DUE, status=1)["科技.xlsx"]
    assert (item["verdict"], findings(item)) == ("rejected", ["I03"])
    assert item["diagnostics"][0]["message"] == "这张表是 2022年第一季度 的，现在收的是 2022年第二季度。"
    (form_,) = [unit for unit in office.answer("status", *DUE, status=1)["units"] if unit["unit"] == "区科技局"]
    assert form_["state"] == "missing"


def test_another_units_form_filled_in(office: Office) -> None:
    form_ = fill(office.distribute()["区科技局"])
    send(office, "住建.xlsx", edited(form_, spoilt.other_unit_typed_in), 1)
    item = office.collect(*DUE, status=1)["住建.xlsx"]
    assert (item["verdict"], item["unit"], findings(item)) == ("quarantined", None, ["I11"])
    (note,) = item["diagnostics"]
    assert (note["sheet"], note["cells"], note["found"]) == (TASKS, ["B3"], HOUSING)
    assert re.fullmatch(
        "“住建.xlsx”里的说法对不上：编号列 2022Q2-U\\d+-\\w+；填报单位“区住建局”（填报表 B3）。", note["message"]
    )
    assert item["evidence"][-1] == "unit cell"
    assert office.answer("export", "--period", "2022-Q2")["tasks"][0]["entries"] == []
    taken = office.answer("accept", item["stored"], "--period", "2022-Q2", "--unit", "区科技局", *DUE)["returns"][0]
    assert (taken["verdict"], taken["unit"]) == ("accepted", "区科技局")
    assert office.answer("export", "--period", "2022-Q2")["tasks"][0]["entries"][0]["unit"] == "区科技局"


def test_two_units_in_one_file() -> None:
    found = read(edited(clean(), spoilt.another_units_form_beside))
    assert (found.outcome, found.unit, found.entries) == (Outcome.QUARANTINED, None, ())
    assert [d.message(Lang.HANS) for d in found.diagnostics] == ["一个文件里有 2 个单位的内容：区科技局、区住建局。"]


def test_the_same_text_as_last_time_and_as_another_unit(office: Office) -> None:
    found: dict[str, Any] = {}
    words = {"progress": "上半年完成招标并进场施工，累计完成投资三亿元，完成年度计划的一半以上。"}
    for period, day in (("2022-Q1", "2022-04-02"), ("2022-Q2", "2022-07-02")):
        forms = office.distribute(period)
        for second, unit in enumerate(("区科技局", "区住建局")):
            tasks = {1: words, 2: words} if unit == "区科技局" else {3: words}
            send(office, f"{unit}{period}.xlsx", fill(forms[unit], tasks), second)
        found = office.collect("--today", day)
    assert all("D10" in findings(item) for item in found.values())
    assert any("D09" in findings(item) for item in found.values())


FOREIGN = {
    "加密.xlsx": (ole([("EncryptionInfo", b"x"), ("EncryptedPackage", b"x" * 600)]), "F03", "设有密码"),
    "加密旧.xls": (ole([("Workbook", biff((0x809, b"\0" * 16), (0x2F, b"\0" * 6)))]), "F03", "设有密码"),
    "加锁.xlsx": (b"\x62\x14\x23\x65E-SafeNet" + b"x" * 600, "F02", "加密"),
    "说明.xlsx": (b"%PDF-1.7\n1 0 obj", "F05", "是 PDF 文件，不是表格文件"),
    "照片.xls": (b"\xff\xd8\xff\xe0" + b"\0" * 99, "F05", "是图片，不是表格文件"),
    "空.xlsx": (b"", "F19", "空文件"),
}


def test_other_formats_and_what_cannot_be_opened(office: Office) -> None:
    forms = office.distribute()
    form_ = fill(forms["区科技局"])
    for second, (name, (data, _, _)) in enumerate(FOREIGN.items()):
        send(office, name, data, second)
    send(office, "截断.xlsx", form_[: len(form_) // 2], 50)
    send(office, "网页.xls", as_page(form_), 51)
    sheets = {grid.name: contents(grid.rows) for grid in read_grids(fill(forms["区住建局"], {3: {"percent": 35}}))}
    send(office, "住建.et", xls(Book(sheets)), 52)
    found = office.collect(*DUE, status=1)
    for name, (_, code, words) in FOREIGN.items():
        assert (found[name]["verdict"], findings(found[name])) == ("unreadable", [code]), name
        assert words in found[name]["diagnostics"][0]["message"], found[name]["diagnostics"][0]["message"]
    assert (found["截断.xlsx"]["verdict"], findings(found["截断.xlsx"])) == ("unreadable", ["F06"])
    page = found["网页.xls"]
    assert (page["unit"], page["period"]) == ("区科技局", "2022-Q2")
    assert page["verdict"] in ("accepted", "accepted_with_warnings")
    assert "F04" in findings(page)
    old = found["住建.et"]
    assert (old["unit"], old["verdict"], findings(old)) == ("区住建局", "accepted_with_warnings", ["F04"])
    assert old["diagnostics"][0]["message"] == "“住建.et”是旧格式（xls），已按内容读取，但查不到下拉选项。"
    tasks = office.answer("export", "--period", "2022-Q2")["tasks"]
    assert [task["entries"][0]["percent"] for task in tasks if task["entries"]] == [50, 50, 35]


def as_page(data: bytes) -> bytes:
    """Return the sheets of a workbook as the web page that some programs save with the ending .xls."""
    tables = "".join(
        "<table>" + "".join("<tr>" + "".join(f"<td>{v}</td>" for v in row) + "</tr>" for row in grid.rows) + "</table>"
        for grid in read_grids(data)
    )
    return f"<html><head><meta charset='utf-8'></head><body>{tables}</body></html>".encode()


def test_what_lies_in_an_inbox_beside_returns(office: Office) -> None:
    forms = office.distribute()
    send(office, "~$科技.xlsx", b"lock", 1)
    send(office, "Thumbs.db", b"thumbs", 2)
    send(office, "街道/经信.xlsx", fill(forms["区经信局"]), 3)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("住建.xlsx", fill(forms["区住建局"]))
        archive.writestr("照片/现场.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 99)
    send(office, "打包.zip", stream.getvalue(), 4)
    answer = office.answer("collect", *DUE)
    taken = {item["file"]: (item["unit"], item["verdict"]) for item in answer["returns"]}
    assert taken == {
        "街道/经信.xlsx": ("区经信局", "accepted"),
        "打包.zip/住建.xlsx": ("区住建局", "accepted"),
    }
    assert [(item["file"], item["unit"]) for item in answer["evidence"]] == [("打包.zip/照片/现场.jpg", "区住建局")]
    assert [(item["file"], findings(item)) for item in answer["skipped"]] == [
        ("~$科技.xlsx", ["F14"]), ("Thumbs.db", ["F14"]),
    ]  # fmt: skip
    left = {path.name for path in (office.folder / "inbox").rglob("*") if path.is_file()}
    assert left == {"~$科技.xlsx", "Thumbs.db"}


def test_a_file_that_is_open_in_another_program(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    forms = office.distribute()
    send(office, "开着.xlsx", fill(forms["区科技局"]), 1)
    send(office, "关了.xlsx", fill(forms["区住建局"]), 2)
    rename = Path.replace

    def refuse(path: Path, place: Path) -> Path:
        if path.name == "开着.xlsx":
            raise PermissionError(13, "used by another process")
        return rename(path, place)

    monkeypatch.setattr(Path, "replace", refuse)
    answer = office.answer("collect", *DUE, status=1)
    assert [(item["file"], item["verdict"]) for item in answer["returns"]] == [("关了.xlsx", "accepted")]
    assert [findings(item) for item in answer["skipped"]] == [["F15"]]
    monkeypatch.undo()
    assert office.collect(*DUE)["开着.xlsx"]["verdict"] == "accepted"


def test_who_has_not_returned(office: Office) -> None:
    send(office, "科技.xlsx", fill(office.distribute()["区科技局"]), 1)
    office.collect(*DUE)
    answer = office.answer("merge", "--period", "2022-Q2", status=1)
    missing = {d["unit"]: d["message"] for d in answer["diagnostics"] if d["code"] == "D07"}
    assert set(missing) == {"区经信局", "区住建局", "市生态环境局余杭分局"}
    assert "李四丰" in missing["区住建局"]


def test_less_than_last_period() -> None:
    before = {entry.task: entry for entry in read(typed(1, {"percent": 60})).entries}
    outcome, entries, found = assessed(clean(), before)
    (note,) = [d for d in found if d.code.name == "X05"]
    assert (outcome, note.sheet, note.cells) == (WARNED, TASKS, ("L7",))
    assert note.message(Lang.HANS).startswith(LAST)
    assert counted(entries, 1, "percent") == 50


def test_a_form_says_how_to_begin_and_carries_no_macro() -> None:
    assert any("启用编辑" in str(value) for grid in read_grids(form()) for _, _, value in grid.cells())
    assert not any(re.search("vba", part, re.IGNORECASE) for part in unpack(form()))
