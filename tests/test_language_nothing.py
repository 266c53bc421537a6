"""Words with which people say nothing: each means what it means wherever it stands."""

from collections.abc import Callable

import pytest

from reportkit.language.nothing import (
    denies,
    is_blank,
    is_denied_behind,
    is_elsewhere,
    is_later,
    is_none,
    is_unchanged,
    is_unreported,
)

SAID = {
    "none": [
        "无", "無。", "没有", "暂无", "暫無", "暂无问题。", "目前暂无问题", "均无", "否", "None", "none so far",
        "no problems", "nil", "N",
    ],
    "blank": ["/", "//", "—", "……", "...", "。", "*", "N/A", "n / a", "null", "x", "XX", "“x”", "－"],
    "elsewhere": [
        "同上", "同上。", "如上", "同上期", "（见附件1）", "详见附件", "具体情况详见附表二", "请见附图", "略",
        "See attachment 2", "as above",
    ],
    "later": ["待定", "TBD", "tbd."],
    "": [
        "", "无地可用", "没有资金来源", "同上，已完成", "见附件清单逐项推进", "1", "0", "√", "问题", "暂", "已完成",
        "not yet", "nothing left", "attachments are missing",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("means", "text"), [(means, text) for means, texts in SAID.items() for text in texts])
def test_a_text_means_one_kind_of_nothing(means: str, text: str) -> None:
    kinds: dict[str, Callable[[str], bool]] = {
        "none": is_none,
        "blank": is_blank,
        "elsewhere": is_elsewhere,
        "later": is_later,
    }
    assert [kind for kind, is_it in kinds.items() if is_it(text)] == ([means] if means else [])


@pytest.mark.parametrize("text", ["本期与上期相同。", "工作無變化", "No change since June"])
def test_that_nothing_changed_may_stand_anywhere(text: str) -> None:
    assert is_unchanged(text)
    assert not is_unchanged("变化很大")


@pytest.mark.parametrize("text", ["未完成", "Not done", "無進展"])
def test_a_denial_may_stand_anywhere(text: str) -> None:
    assert denies(text)
    assert not denies("已完成")


@pytest.mark.parametrize("text", ["未", "尚未能", "it is not", "not a"])
def test_a_denial_reaches_one_character_further(text: str) -> None:
    assert is_denied_behind(text)


@pytest.mark.parametrize("text", ["", "未能立即", "not at all"])
def test_a_denial_further_away_says_nothing_of_what_follows(text: str) -> None:
    assert not is_denied_behind(text)


@pytest.mark.parametrize(
    "text",
    [
        "本期无进展可报", "无新进展", "暂无进展。", "目前没有实质性进展", "本季度無變化", "没什么可报的", "零报告",
        "同上期", "Nothing to report.", "No change since last period", "no progress this quarter", "Nil return",
    ],
)  # fmt: skip
def test_nothing_to_report_is_said_in_many_ways(text: str) -> None:
    assert is_unreported(text)


@pytest.mark.parametrize(
    "text",
    ["", "无", "无问题", "无进展，因资金未到位", "有新进展", "变化很大", "Nothing to report but the tender", "no"],
)
def test_what_says_why_or_something_else_is_a_report(text: str) -> None:
    assert not is_unreported(text)
