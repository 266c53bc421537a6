"""Across units: the right form with another unit's content."""

from dataclasses import replace

from reportkit.checks.units import alike
from reportkit.diagnostics import Code
from reportkit.forms.standard import default_template
from reportkit.language.words import Lang
from reportkit.model import Answer, Entry, Role, Template

TEMPLATE = default_template()


def entry(task: int, text: str | None) -> Entry:
    answer = Answer("progress", text, text or "", "填报表", f"J{task}")
    return Entry(task, "区经信局", Role.LEAD, answers={"progress": answer})


A = "上半年完成项目立项和招标，三个地块已经开工建设，投资完成过半"
B = "组织培训十二场，走访企业三百余家，兑现政策资金八千二百万元"
C = "核心区竣工投用，引进各类人才项目四十二个，全部签约落地见效"


def test_a_return_that_is_mostly_anothers_is_told_with_its_cells() -> None:
    units = {"区财政局": (entry(1, A), entry(2, B), entry(3, C)), "区经信局": (entry(7, f" {A}。"), entry(8, B))}
    found = alike(units, TEMPLATE)
    assert [(d.code, d.unit, d.tasks, d.cells) for d in found] == [
        (Code.D09, "区经信局", (7, 8), ("J7", "J8")),
        (Code.D09, "区财政局", (1, 2), ("J1", "J2")),
    ]
    assert found[0].message(Lang.HANS) == "任务 7、8：区经信局 的内容与 区财政局 基本相同（100%）。"
    assert "（67%）" in found[1].message(Lang.HANS)


def test_one_equal_text_or_the_same_task_is_no_finding() -> None:
    once = {"区财政局": (entry(1, A), entry(2, B)), "区经信局": (entry(7, A), entry(8, C))}
    assert alike(once, TEMPLATE) == ()
    together = {"区财政局": (entry(1, A), entry(2, B)), "区经信局": (entry(1, A), entry(2, B))}
    assert alike(together, TEMPLATE) == ()


def test_phrases_and_empty_cells_tell_nothing() -> None:
    short = {"区财政局": (entry(1, "按计划推进"), entry(2, None)), "区经信局": (entry(7, "按计划推进"), entry(8, None))}
    assert alike(short, TEMPLATE) == ()


def test_a_form_without_texts_tells_nothing() -> None:
    units = {"区财政局": (entry(1, A), entry(2, B)), "区经信局": (entry(7, A), entry(8, B))}
    assert alike(units, Template(tuple(replace(f, name="other") for f in TEMPLATE.task_fields[:1]))) == ()


def test_what_many_units_say_is_a_phrase_that_goes_round() -> None:
    units = {f"区第{n}局": (entry(2 * n, A), entry(2 * n + 1, B)) for n in range(10)}
    assert len(alike(units, TEMPLATE)) == 90
    assert alike({**units, "区财政局": (entry(98, A), entry(99, B))}, TEMPLATE) == ()
