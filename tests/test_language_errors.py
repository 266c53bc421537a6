"""The refusal to work: its words are whole before anybody reads them."""

import pytest

from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words

MISSING = Words("There is no file “{path}”.", "没有文件“{path}”。")
HINT = Words('Run "reportkit init {folder}".', "请运行“reportkit init {folder}”。")


def test_a_refusal_says_what_is_wrong_and_what_to_do_in_the_language_of_its_reader() -> None:
    refusal = ReportkitError(MISSING, HINT, path="a.txt", folder="甲")
    assert refusal.message(Lang.HANT) == "沒有文件“a.txt”。"
    assert refusal.hint(Lang.EN) == 'Run "reportkit init 甲".'


def test_a_refusal_whose_words_lack_a_value_is_a_fault_where_it_is_raised() -> None:
    """Not at the door, where the sentence would be missing that the person needs; the hint is as much of it."""
    with pytest.raises(TypeError, match="lacks folder"):
        ReportkitError(MISSING, HINT, path="a.txt")
