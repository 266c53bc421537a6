"""The receipt of a return: what was understood of it, in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl.styles import Font

from reportkit.checks.verdicts import verdict
from reportkit.corrections.texts import Envelope
from reportkit.corrections.unit_receipt import Received, receipt_text
from reportkit.language.widths import width
from reportkit.language.words import Lang
from reportkit.model import Answer, Entry, Kind, Op, Role, Target, Verdict
from reportkit.returns.reading import read_return
from tests.checks_return import (
    DESK,
    DUE,
    GOOD,
    MASTER,
    SHEET,
    TARGETS,
    TEMPLATE,
    UNIT,
    Filled,
    assess,
    filled,
    form,
)
from tests.hands import opened

DAY = date(2022, 7, 2)
TO = Envelope(UNIT, "2022年第二季度", "督查室", DUE, Lang.HANS)


def receipt(*changes: Filled, lang: Lang = Lang.HANS, as_if: Verdict | None = None, copy: str = "改.xlsx") -> list[str]:
    entries, findings = assess(filled(form(), *changes))
    became = as_if or verdict(findings, entries)
    received = Received("经信局.xlsx", date(2022, 7, 2), became, findings, entries, copy)
    return receipt_text(replace(TO, lang=lang), received, MASTER, TEMPLATE).split("\n")


def test_a_clean_return_is_told_back_task_by_task() -> None:
    assert receipt(GOOD)[:14] == [
        "回执：区经信局2022年第二季度填报表",
        "2022-07-02 收到，文件名“经信局.xlsx”。",
        "没有问题，已汇总，不用再交。",
        "",
        "我们是这样理解的：",
        "",
        "任务 3　新增国家高新技术企业500家。",
        "    状态：正常推进",
        "    完成进度（%）：52%",
        "    本期进展情况：新增国家高新技术企业260家，省级研发中心12家。",
        "    新增国家高新技术企业：260家，完成 52%（目标 不少于500家）",
        "    省级研发中心：12家，完成 60%（目标 不少于20家）",
        "",
        "任务 5　改造老旧工业园区。",
    ]
    assert receipt(GOOD)[-2:] == ["与实际不符的，请在表里改好，再报一次。", "督查室"]


@pytest.mark.parametrize("lang", [Lang.HANS, Lang.EN])
@pytest.mark.parametrize(("tasks", "each"), [(12, 40), (40, 40), (4, 10), (40, 0)])
def test_a_receipt_of_many_targets_is_a_page(tasks: int, each: int, lang: Lang) -> None:
    works = [
        replace(MASTER.tasks[0], no=no, work=f"新增第{no}批国家高新技术企业和科技型中小企业若干家。")
        for no in range(1, tasks + 1)
    ]
    targets = [
        Target(
            1 + n % tasks, 1 + n // tasks, f"第{n}批国家高新技术企业", Op.AT_LEAST, Decimal(500), "家", Kind.COUNT, ""
        )
        for n in range(each)
    ]
    master = replace(MASTER, tasks=tuple(works), targets=tuple(targets))
    entries = [
        Entry(
            task.no, UNIT, Role.LEAD, "",
            {"status": Answer("status", "on_track", "正常推进" if lang is Lang.HANS else "on track"),
             "percent": Answer("percent", Decimal(52), "52"), "progress": Answer("progress", "推进。", "推进。"),
             "problems": Answer("problems", None, "###", faulty=task.no == 2)},
            {t.no: {"actual": Answer("actual", Decimal(312), "312")} for t in master.targets_of(task.no)},
        )
        for task in works
    ]  # fmt: skip
    received = Received("表.xlsx", date(2022, 7, 2), Verdict.ACCEPTED, (), entries)
    text = receipt_text(replace(TO, lang=lang), received, master, TEMPLATE)
    lines = text.split("\n")
    assert len(lines) <= 60
    assert max(map(width, lines)) <= 100
    assert text.count("62.4%") == each
    assert text.count("52%") == tasks
    assert "###" in text, "what does not count is told in any case"


def test_in_english_it_says_the_same() -> None:
    lines = receipt(GOOD, lang=Lang.EN)
    assert lines[2] == "It is in order and counted; nothing need be sent again."
    assert "    省级研发中心: 12家, 60% of the aim (at least 20家)" in lines


def test_what_is_not_counted_is_told_as_it_was_written() -> None:
    lines = receipt(GOOD, {(3, 1): {"actual": "约五百"}, (3, 2): {"actual": None}})
    assert lines[2] == "有 1 处要改，另有 1 处请核对（见“改.xlsx”），请改好，2022-07-05 前发回。其余内容已汇总。"
    assert "    新增国家高新技术企业：未计入，你们填的是“约五百”" in lines
    assert "    省级研发中心：没有填" in lines


def test_what_must_be_filled_in_and_is_not_is_told() -> None:
    assert "    完成进度（%）：没有填" in receipt(GOOD, {(3, None): {"percent": None}})
    assert not any(line.startswith("    存在问题") for line in receipt(GOOD)), "of what may stay empty nothing is told"


@pytest.mark.parametrize(
    ("field", "written", "told"),
    [
        ("percent", "５２％", "完成进度（%）：52%"),
        ("status", "推进中", "状态：正常推进（你们填的是“推进中”）"),
        ("expected_date", "2022.11.30", "预计完成时间：2022-11-30"),
        ("expected_date", "11月底", "预计完成时间：2022-11-30（你们填的是“11月底”）"),
    ],
)
def test_what_was_understood_stands_beside_what_was_written_where_that_looks_different(
    field: str, written: str, told: str
) -> None:
    assert f"    {told}" in receipt(GOOD, {(3, None): {field: written}})


def test_a_figure_that_was_converted_stands_beside_what_was_written() -> None:
    lines = receipt(GOOD, {(3, 1): {"actual": "三百一十二"}})
    assert "    新增国家高新技术企业：312家（你们填的是“三百一十二”），完成 62.4%（目标 不少于500家）" in lines
    assert "    新增国家高新技术企业：312家，完成 62.4%（目标 不少于500家）" in receipt(
        GOOD, {(3, 1): {"actual": "312 家"}}
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("-", "未计入。G11 填了“-”，看不出是零，还是暂时没有数。"),
        ("无", "未计入。G11 填了“无”，看不出是零，还是暂时没有数。"),
        ("见附件", "未计入。G11 填了“见附件”，看不出内容。"),
        (None, "没有填"),
    ],
)
def test_what_stood_in_a_cell_that_does_not_count_is_told_with_why(written: str | None, told: str) -> None:
    entries, findings = assess(filled(form(), GOOD, {(3, 1): {"actual": written}}))
    place = next(e for e in entries if e.task == 3).targets[1]["actual"].cell
    received = Received("经信局.xlsx", DAY, Verdict.PARTLY_ACCEPTED, findings, entries, reasons=findings)
    lines = receipt_text(TO, received, MASTER, TEMPLATE).split("\n")
    assert f"    新增国家高新技术企业：{told.replace('G11', place)}" in lines


def test_what_is_struck_through_is_told_and_is_not_called_empty() -> None:
    book = opened(filled(form(), GOOD))
    row = next(cell.row for cell in book[TARGETS]["I"] if cell.value == 260)
    book[TARGETS][f"I{row}"].font = Font(strike=True)
    stream = BytesIO()
    book.save(stream)
    entries, findings = assess(stream.getvalue())
    received = Received("经信局.xlsx", DAY, Verdict.PARTLY_ACCEPTED, findings, entries, reasons=findings)
    lines = receipt_text(TO, received, MASTER, TEMPLATE).split("\n")
    assert f"    新增国家高新技术企业：未计入。I{row} 的“260”划了删除线，没有计入。" in lines


def test_a_stroke_in_a_cell_that_may_stay_empty_is_told_as_none() -> None:
    assert "    预计完成时间：按没有填计，你们填的是“/”" in receipt(GOOD, {(3, None): {"expected_date": "/"}})


def test_who_filled_it_in_is_named() -> None:
    entries, findings = assess(filled(form(), GOOD))
    received = Received("表.xlsx", DAY, Verdict.ACCEPTED, findings, entries, sender="王建国")
    assert receipt_text(TO, received, MASTER, TEMPLATE).split("\n")[1] == (
        "2022-07-02 收到，文件名“表.xlsx”，填报人：王建国。"
    )


@pytest.mark.parametrize(
    ("label", "beside", "name"),
    [
        ("填报人", "王建国", "王建国"),
        ("填报人：李 敏", None, "李 敏"),
        ("填表人", "王建国", "王建国"),
        ("Filled in by", "Ann Lee", "Ann Lee"),
        ("填报人", None, ""),
    ],
)
def test_the_foot_of_a_form_says_who_filled_it_in(label: str, beside: str | None, name: str) -> None:
    book = opened(filled(form(), GOOD))
    sheet = book[SHEET]
    (cell,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "填报人")
    cell.value = label
    sheet.cell(cell.row, cell.column + 1).value = beside
    stream = BytesIO()
    book.save(stream)
    assert read_return(stream.getvalue(), "a.xlsx", DESK).sender == name


def test_points_to_check_ask_for_nothing_to_come_back() -> None:
    done: Filled = {(3, None): {"status": "已完成", "percent": 100, "progress": "已全部完成。"}}
    lines = receipt(GOOD, done, as_if=Verdict.ACCEPTED_WITH_WARNINGS)
    assert lines[2].endswith("都没有错就不用再交。")


def test_of_a_return_that_counts_for_nothing_nothing_is_told_back() -> None:
    lines = receipt(GOOD, {(3, 1): {"actual": "约五百"}}, as_if=Verdict.REJECTED, copy="")
    assert lines[2:] == ["这份表暂时没有汇总。有 1 处要改，请改好，2022-07-05 前发回。", "督查室"]


@pytest.mark.parametrize(
    ("kind", "op", "aim", "actual", "told"),
    [
        (Kind.GROWTH, Op.AT_LEAST, 8, 1, "1%，尚未达到目标（不少于8%）"),
        (Kind.GROWTH, Op.AT_LEAST, 8, 9, "9%，已达到目标（不少于8%）"),
        (Kind.RATIO, Op.AT_MOST, 5, 6, "6%，已超出目标（不超过5%）"),
        (Kind.RATIO, Op.AT_MOST, 5, 4, "4%，没有超出目标（不超过5%）"),
        (Kind.COUNT, Op.AT_LEAST, 8, 1, "1%，完成 12.5%（目标 不少于8%）"),
    ],
)
def test_only_of_what_adds_up_over_the_year_a_share_is_told(
    kind: Kind, op: Op, aim: int, actual: int, told: str
) -> None:
    target = replace(MASTER.targets[0], kind=kind, op=op, value=Decimal(aim), measure="%")
    entries, findings = assess(filled(form(), GOOD, {(3, 1): {"actual": actual}}))
    entries = tuple(
        replace(e, targets={n: {k: replace(a, faulty=False) for k, a in t.items()} for n, t in e.targets.items()})
        for e in entries
    )
    received = Received("经信局.xlsx", date(2022, 7, 2), Verdict.ACCEPTED, findings, entries)
    text = receipt_text(TO, received, replace(MASTER, targets=(target,)), TEMPLATE)
    assert f"    新增国家高新技术企业：{told}" in text.split("\n")
