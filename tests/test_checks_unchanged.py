"""“Nothing new” for a whole task is an answer of its own: it goes on from last period's."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from reportkit.checks.rules import Context, check
from reportkit.diagnostics import Diagnostic, Severity
from reportkit.language.words import Lang
from reportkit.model import Entry, Role, Status
from reportkit.returns.reading import read_return
from tests.checks_return import DESK, DUE, GOOD, MASTER, PERIOD, SHEET, TEMPLATE, UNIT, Filled, assess, filled, form
from tests.hands import opened

LAST = {entry.task: entry for entry in assess(filled(form(), GOOD))[0]}
NOTHING: Mapping[str, object] = {"progress": None, "status": "无新进展", "percent": None}
EMPTY: Filled = {(3, None): NOTHING, (3, 1): {"actual": None}, (3, 2): {"actual": None}}


def returned(*changes: Filled, last: Mapping[int, Entry] = LAST) -> tuple[Entry, list[Diagnostic]]:
    """Return what is understood of task 3, and the findings on it."""
    reading = read_return(filled(form(), GOOD, *changes), "经信局.xlsx", DESK)
    asked = tuple(task for task in MASTER.tasks if task.no == 3)
    entries = tuple(entry for entry in reading.entries if entry.task == 3)
    context = Context(MASTER, TEMPLATE, PERIOD, DUE, UNIT, Role.LEAD, "经信局.xlsx", asked, last)
    (entry,), findings = check(entries, context)
    return entry, [*(d for d in reading.diagnostics if d.task == 3), *findings]


def codes(findings: list[Diagnostic]) -> list[str]:
    return sorted(finding.code.name for finding in findings)


@pytest.mark.parametrize("words", ["无新进展", "没有变化", "同上期", "no change since last time"])
def test_it_takes_last_periods_figures_and_says_so(words: str) -> None:
    entry, findings = returned(EMPTY, {(3, None): {"status": words}})
    assert entry.status is Status.ON_TRACK
    assert [entry.percent, entry.actual(1), entry.actual(2)] == [Decimal(52), Decimal(260), Decimal(12)]
    assert entry.value("progress") == f"（无新进展，沿用上期）{GOOD[3, None]['progress']}"
    assert set(codes(findings)) - {"V13"} == {"X22"}
    (told,) = (finding for finding in findings if finding.code.name == "X22")
    assert told.severity is Severity.FIXED
    assert told.message(Lang.HANS).endswith(f"填的是“{words}”：状态按上期“正常推进”计，没填的格沿用上期。")


@pytest.mark.parametrize("stroke", ["无", "/", "——", "暂无", "***"])
def test_strokes_and_words_for_nothing_in_such_a_row_are_empty_cells(stroke: str) -> None:
    typed: Filled = {(3, None): {"progress": stroke, "percent": stroke}, (3, 1): {"actual": stroke}}
    entry, findings = returned(EMPTY, typed)
    assert [entry.percent, entry.actual(1), entry.actual(2)] == [Decimal(52), Decimal(260), Decimal(12)]
    assert codes(findings) == ["X22"]
    _, findings = returned(EMPTY, typed, {(3, None): {"status": "正常推进"}})
    assert codes(findings) == ["V19", "V19", "V23", "V33"]


def test_a_third_period_without_news_says_it_once() -> None:
    entry, _ = returned(EMPTY)
    again, findings = returned(EMPTY, last={3: entry})
    assert again.value("progress") == entry.value("progress")
    assert codes(findings) == ["X22"]


@pytest.mark.parametrize(
    "typed",
    [
        {"progress": "本期无进展可报"},
        {"status": "无可报内容"},
        {"progress": "暂无进展", "problems": "无", "next_steps": "/"},
        {"progress": "无", "problems": "无", "next_steps": "无"},
        {"progress": "Nothing to report", "status": "n/a", "percent": "-"},
    ],
)
def test_nothing_to_report_in_a_row_that_is_empty_else_is_an_answer_for_the_whole_task(
    typed: Mapping[str, object],
) -> None:
    row: Filled = {**EMPTY, (3, None): {**NOTHING, "status": None, **typed}}
    entry, findings = returned(row)
    assert codes(findings) == ["X22"]
    assert [entry.status, entry.percent, entry.actual(1)] == [Status.ON_TRACK, Decimal(52), Decimal(260)]
    assert entry.value("progress") == f"（无新进展，沿用上期）{GOOD[3, None]['progress']}"
    _, findings = returned(row, last={})
    assert codes(findings) == ["V36"], "one question, where the word stands"
    said = "status" if "可报内容" in str(typed) else "progress"
    assert findings[0].cells == (("J7",) if said == "progress" else ("K7",))


@pytest.mark.parametrize(
    "typed",
    [
        {(3, None): {"progress": "本期无进展可报", "percent": 60}},
        {(3, None): {"progress": "本期无进展可报", "problems": "资金未到位"}},
        {(3, None): {"progress": "本期无进展可报"}, (3, 1): {"actual": 300}},
        {(3, None): {"progress": None, "problems": "无"}},
    ],
)
def test_a_row_that_says_something_else_too_is_asked_for_what_is_empty(typed: Filled) -> None:
    row = {key: {**values, **({"status": None} if key == (3, None) else {}), **typed.get(key, {})}
           for key, values in EMPTY.items()}  # fmt: skip
    assert "V01" in codes(returned(row)[1])


@pytest.mark.parametrize("shown", ["", "【正常推进、40%】已开工"])
def test_what_may_be_chosen_is_told_as_the_form_offered_it(shown: str) -> None:
    data = filled(form(), GOOD, {(3, None): {"status": "完成一半"}})
    book = opened(data)
    book[SHEET]["I7"].value = shown or None
    stream = BytesIO()
    book.save(stream)
    (asked,) = (d for d in read_return(stream.getvalue(), "a.xlsx", DESK).diagnostics if d.code.name == "V12")
    assert ("无新进展" in asked.message(Lang.HANS)) is bool(shown)


def test_without_a_report_of_last_period_everything_is_asked_at_once() -> None:
    for last in ({}, {3: replace(LAST[3], answers={})}):
        entry, findings = returned(EMPTY, last=last)
        assert (entry.value("status"), entry.percent) == (None, None)
        assert codes(findings) == ["V36"]


@pytest.mark.parametrize(
    ("typed", "found", "understood"),
    [
        ({(3, None): {"percent": 60}}, ["X22", "X24"], (60, 260)),
        ({(3, None): {"percent": 52}}, ["X22"], (52, 260)),
        ({(3, 1): {"actual": 300}}, ["X22", "X24"], (52, 300)),
        ({(3, 1): {"actual": "好些"}}, ["V02", "X22"], (52, None)),
    ],
)
def test_own_figures_count_and_other_ones_are_asked_about(
    typed: Filled, found: list[str], understood: tuple[Any, Any]
) -> None:
    entry, findings = returned(EMPTY, typed)
    assert set(codes(findings)) - {"X17"} == set(found)
    assert (entry.percent, entry.actual(1)) == understood


def test_what_the_form_brought_along_and_is_empty_now_stays_empty() -> None:
    fields = tuple(replace(item, carry_over=item.name == "percent") for item in TEMPLATE.fields)
    context = Context(
        MASTER, replace(TEMPLATE, fields=fields), PERIOD, DUE, UNIT, Role.LEAD, "a.xlsx", MASTER.tasks, LAST
    )
    reading = read_return(filled(form(), GOOD, EMPTY), "a.xlsx", DESK)
    entries, findings = check(reading.entries, context)
    assert entries[0].percent is None
    assert {"V01", "X22"} <= {finding.code.name for finding in findings}


def test_the_rules_hold_for_what_is_taken_over() -> None:
    answers = {**LAST[3].answers, "percent": replace(LAST[3].answers["percent"], value=Decimal(5))}
    _, findings = returned(EMPTY, last={3: replace(LAST[3], answers=answers)})
    assert "X16" in codes(findings)
