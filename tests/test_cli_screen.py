"""Lines for a terminal of 80 columns, East-Asian widths right."""

from hypothesis import given
from hypothesis import strategies as st

from reportkit.cli.screen import COLUMNS, fold_lines
from reportkit.language.text import width


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
