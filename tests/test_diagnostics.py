"""The catalogue of findings: its words in three languages, the order of a report, and the contract's JSON."""

import dataclasses
import importlib
import json
import re
import string
from pkgutil import iter_modules

import pytest

from reportkit import catalogue
from reportkit.catalogue.rule import Rule
from reportkit.diagnostics import MOST_CELLS, Code, Diagnostic, Severity, cells_text
from reportkit.language.words import Lang, Words
from tests.findings import finding_of

LONGEST = {
    Lang.EN: "Office of the Leading Group for the Integrated Development of the Science and Technology Corridor",
    Lang.HANS: "统筹推进城西科创大走廊综合保护与开发工作领导小组办公室（含各专班）",
    Lang.HANT: "統籌推進城西科創大走廊綜合保護與開發工作領導小組辦公室（含各專班）",
}
LONGEST |= dict.fromkeys((Lang.TAIWAN, Lang.HONG_KONG), LONGEST[Lang.HANT])
FORBIDDEN = {
    Lang.EN: ("invalid", "null", "enum", "illegal", "error:", "exception", "nan", "primary key", "you failed"),
    Lang.HANS: (
        "校验失败", "非法", "异常", "字段", "枚举", "空值", "主键", "无效", "您未", "null", "None", "invalid", "nan",
    ),
}  # fmt: skip
for chinese in (Lang.HANT, Lang.TAIWAN, Lang.HONG_KONG):
    FORBIDDEN[chinese] = tuple(Words("", word).text(chinese) for word in FORBIDDEN[Lang.HANS])
BOTH = [(code, lang) for code in Code for lang in Lang]
IDS = [f"{code.name}-{lang.value}" for code, lang in BOTH]
WORDS_FOR_NOTHING = ("无需处理", "無需處理", "Nothing to do")


def longest(code: Code, lang: Lang) -> Diagnostic:
    """Return a finding whose every value is as long as it gets."""
    text, end = LONGEST[lang], "." if lang is Lang.EN else "。"
    given = {"file", "unit", "sheet", "cells", "task_no", "value", "found", "suggestion", "n"}
    cells = tuple(f"AB{n}" for n in range(1001, 1120))
    values: dict[str, object] = dict.fromkeys(sorted(code.names - given), text)
    for words in (code.rule.message, code.rule.hint):
        last = re.search(r"\{(\w+)\}$", words.template(lang))
        values |= {last[1]: text + end} if last else {}  # a sentence of its own
    return Diagnostic(
        code, file=f"{text}.xlsx", unit=text, sheet=text, cells=cells, task=109, task_name=text, field="progress",
        found=text * 20, suggestion=text, values=values,
    )  # fmt: skip


@pytest.mark.parametrize(("code", "lang"), BOTH, ids=IDS)
def test_every_finding_says_what_is_wrong_and_what_to_do(code: Code, lang: Lang) -> None:
    item = longest(code, lang)
    end = (".", "?") if lang is Lang.EN else ("。", "？")
    for text in (item.message(lang), item.hint(lang)):
        assert "{" not in text
        assert "}" not in text
        assert text.endswith(end)
        assert text == text.strip()
        assert len(text) < 1_000
        assert [word for word in FORBIDDEN[lang] if word in text] == []
    assert item.hint(lang) != item.message(lang)


@pytest.mark.parametrize("code", Code, ids=lambda code: code.name)
def test_the_languages_speak_of_the_same_things(code: Code) -> None:
    """Whatever one language shows of the value, the place and the task, the other shows too, but for small words."""
    for words in (code.rule.message, code.rule.hint):
        in_zh = {n for _, n, _, _ in string.Formatter().parse(words.template(Lang.HANS)) if n}
        in_en = {n for _, n, _, _ in string.Formatter().parse(words.template(Lang.EN)) if n}
        assert in_en == in_zh


@pytest.mark.parametrize("code", Code, ids=lambda code: code.name)
def test_chinese_is_written_with_chinese_signs(code: Code) -> None:
    for words in (code.rule.message, code.rule.hint):
        text = words.template(Lang.HANS)
        assert not any(sign in text for sign in (",", ";", "?", "!", '"', "(", ")"))
        assert not text.isascii()
        assert words.template(Lang.EN).isascii() or all(c.isascii() or c in "“”’–…" for c in words.template(Lang.EN))


@pytest.mark.parametrize("code", [c for c in Code if c.severity.rank <= Severity.WARNING.rank], ids=lambda c: c.name)
def test_what_matters_asks_for_something(code: Code) -> None:
    """Only notes, and what the program has done by itself, need nothing."""
    for lang in Lang:
        assert not longest(code, lang).hint(lang).startswith(WORDS_FOR_NOTHING)


def test_a_code_begins_with_the_letter_of_its_kind_and_two_digits() -> None:
    assert all(code.name[0] in "FIDSVXLMO" and code.name[1:].isdigit() and len(code.name) == 3 for code in Code)
    assert len({(code.rule.message, code.rule.severity) for code in Code}) >= len(Code) - 3


def test_a_finding_lacks_nothing_that_its_words_name_and_has_nothing_they_do_not() -> None:
    """Whoever makes a finding is told of the slip at once, not the reader of the report."""
    with pytest.raises(TypeError, match="V01 lacks field, how"):
        Diagnostic(Code.V01, cells=("F12",), field="progress")
    with pytest.raises(TypeError, match="D08 has no place for who"):
        Diagnostic(Code.D08, unit="区科技局", values={"who": "区科技局"})
    with pytest.raises(TypeError, match="F06 lacks size"):
        dataclasses.replace(Diagnostic(Code.F06, file="a.xlsx", values={"size": "3 KB"}), values={})
    assert Code.F06.names == {"file", "size"}
    assert Code.F06.wanted(size="3 KB", sheet="a") == {"size": "3 KB"}


def test_every_rule_of_a_station_has_its_code_and_stands_with_its_like() -> None:
    """A rule that is written and not named in `Code` could never be told."""
    stations = [
        importlib.import_module(f"reportkit.catalogue.{info.name}") for info in iter_modules(catalogue.__path__)
    ]
    rules = {name: value for station in stations for name, value in vars(station).items() if isinstance(value, Rule)}
    assert rules == {code.name: code.rule for code in Code}
    letters = [{name[0] for name, value in vars(station).items() if isinstance(value, Rule)} for station in stations]
    assert all(len(found) <= 1 for found in letters)


def test_a_finding_names_the_task_as_people_know_it() -> None:
    values = {"field": "本期进展", "how": ""}
    item = Diagnostic(Code.V01, cells=("F12",), task=12, task_name="镇南村道路硬化", values=values)
    assert item.message(Lang.HANS) == "任务 12（镇南村道路硬化）：F12 没填“本期进展”。"
    assert item.statement(Lang.HANS) == "F12 没填“本期进展”。"
    assert item.message(Lang.EN).startswith("Task 12 (镇南村道路硬化): F12")
    bare = Diagnostic(Code.V01, cells=("F12",), task=12, values=values)
    assert bare.message(Lang.HANT) == "任務 12：F12 沒填“本期进展”。"
    many = Diagnostic(Code.V01, cells=("F3", "F5"), tasks=(3, 5), values={"field": Words("So", "进展"), "how": ""})
    assert many.message(Lang.HANT) == "任務 3、5：F3、F5 沒填“進展”。"
    assert many.message(Lang.EN).startswith("Tasks 3, 5: ")
    twice = {"places": "B7、B9", "differ": ""}
    own = Diagnostic(Code.S18, task=7, task_name="名称", cells=("B7", "B9"), values=twice)
    assert own.message(Lang.HANS) == "任务 7 出现了 2 次（B7、B9）。"
    assert Diagnostic(Code.F06, file="a.xlsx", values={"size": "3 KB"}).about(Lang.EN) == ""


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [
        (1, "F1", "F1"),
        (2, "F1、F2", "F1, F2"),
        (10, "F1、F2、F3、F4、F5、F6、F7、F8、F9、F10", "F1, F2, F3, F4, F5, F6, F7, F8, F9, F10"),
        (
            16,
            "F1、F2、F3、F4、F5、F6、F7、F8、F9、F10 等 16 处",
            "F1, F2, F3, F4, F5, F6, F7, F8, F9, F10 and others (16 in all)",
        ),
        (
            MOST_CELLS,
            "F1、F2、F3、F4、F5、F6、F7、F8、F9、F10 等至少 50 处",
            "F1, F2, F3, F4, F5, F6, F7, F8, F9, F10 and others (at least 50 in all)",
        ),
        (
            51,
            "F1、F2、F3、F4、F5、F6、F7、F8、F9、F10 等 51 处",
            "F1, F2, F3, F4, F5, F6, F7, F8, F9, F10 and others (51 in all)",
        ),
    ],
)
def test_many_cells_are_told_by_the_first_ten_and_their_number(count: int, zh: str, en: str) -> None:
    cells = tuple(f"F{n}" for n in range(1, count + 1))
    assert cells_text(cells, Lang.HANS) == zh
    assert cells_text(cells, Lang.EN) == en


def test_a_report_goes_by_file_then_kind_then_task_then_place() -> None:
    wanted = [
        finding_of(Code.I04, file="a.xlsx"),
        finding_of(Code.S06, file="a.xlsx", cells=("B2",)),
        finding_of(Code.V02, file="a.xlsx", task=2, cells=("F9",)),
        finding_of(Code.V01, file="a.xlsx", task=2, cells=("F12",)),
        finding_of(Code.V01, file="a.xlsx", task=11, cells=("A1",)),
        finding_of(Code.X01, file="a.xlsx", task=1, cells=("A1",)),
        finding_of(Code.F01, file="b.xlsx"),
    ]
    assert sorted([*wanted[3:], *wanted[:3]], key=Diagnostic.sort_key) == wanted


KEYS = [
    "code", "severity", "file", "unit", "sheet", "cells", "task", "field", "message", "hint", "found", "suggestion",
]  # fmt: skip


@pytest.mark.parametrize("code", Code, ids=lambda code: code.name)
def test_json_has_the_keys_of_the_contract_and_nothing_json_cannot_say(code: Code) -> None:
    item = longest(code, Lang.HANS).to_json(Lang.HANS)
    assert list(item) == KEYS
    assert json.loads(json.dumps(item)) == item
    assert item["severity"] in {"reject", "error", "warning", "fixed", "info"}
    empty = Diagnostic(Code.D08).to_json(Lang.EN)
    assert [empty[k] for k in ("file", "unit", "sheet", "cells", "task", "field", "found", "suggestion")] == [
        None, None, None, [], None, None, None, None,
    ]  # fmt: skip


def test_an_office_may_lower_how_much_a_finding_matters() -> None:
    item = finding_of(Code.V01, lowered=Severity.WARNING)
    assert (item.severity, Code.V01.severity) == (Severity.WARNING, Severity.ERROR)
    assert [s.rank for s in Severity] == [0, 1, 2, 3, 4]
    assert [s.label.zh for s in Severity] == ["退回", "须改", "请核", "已代改", "提示"]
