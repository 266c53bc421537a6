"""Lines for a terminal of 80 columns, East-Asian widths right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.cli.folding import COLUMNS, fold_lines
from reportkit.cli.screen import collected
from reportkit.diagnostics import Code
from reportkit.language.widths import width
from reportkit.language.words import Lang
from reportkit.model import Verdict
from reportkit.round.collected import Collected, Judged
from tests.findings import finding_of


def test_chinese_breaks_anywhere_but_before_closing_punctuation() -> None:
    assert fold_lines("一二三四，五六七八。", "", 8) == ["一二三", "四，五六", "七八。"]
    assert fold_lines("牵头单位 A 局", "  ", 12) == ["  牵头单位 A", "  局"]


def test_latin_words_are_kept_whole() -> None:
    assert fold_lines("say whose it is with reportkit accept", "  ", 20) == [
        "  say whose it is",
        "  with reportkit",
        "  accept",
    ]


@given(st.text(alphabet="一二，。（）abc -_", max_size=200))
def test_lines_fit_and_nothing_is_lost(text: str) -> None:
    lines = fold_lines(text, "  ")
    assert all(width(line) <= COLUMNS or " " not in line.strip() for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("verdict", "code", "is_told"),
    [
        (Verdict.ACCEPTED, None, False),
        (Verdict.ACCEPTED_WITH_WARNINGS, Code.X05, False),
        (Verdict.PARTLY_ACCEPTED, Code.V01, True),
        (Verdict.QUARANTINED, Code.I09, True),
        (Verdict.SUPERSEDED, None, False),
        (Verdict.SUPERSEDED, Code.D12, True),  # it came later and does not count
        (Verdict.ACCEPTED, Code.D14, True),  # an old form, while a later one is out
        (Verdict.ACCEPTED, Code.F23, True),  # its correction copy could not be marked
        (None, None, False),  # a file of the system that was left there
        (None, Code.F14, True),
    ],
)
def test_of_a_collection_what_a_person_must_see_to_is_told_by_name(
    verdict: Verdict | None, code: Code | None, *, is_told: bool
) -> None:
    found = (finding_of(code),) if code else ()
    lines = collected(
        Judged((Collected("科技局.xlsx", verdict, "returns/a.xlsx", diagnostics=found),)), Lang.HANS, verbose=False
    )
    assert any("科技局.xlsx" in line for line in lines) is is_told
    command = any(line.startswith("  reportkit accept") for line in lines)
    assert command is (verdict is Verdict.QUARANTINED or code is Code.D12)
