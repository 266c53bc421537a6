"""Folding, cleaning and measuring what people write."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.language import text
from reportkit.language.script import Script, converted, script_of, to_hong_kong, to_simplified, to_traditional
from reportkit.language.widths import width
from reportkit.language.words import Lang, Words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("區數據資源管理局", "区数据资源 管理局"),
        ("區發改局（金融辦）", "区发改局(金融办)"),
        ("顧\xa0\xa0斌", "顾斌"),
        ("ＰＭ２．５", "pm2.5"),
        ("区\u200b科技局", "區科技局"),
    ],
)
def test_names_that_are_one_fold_to_one(one: str, other: str) -> None:
    assert text.fold(one) == text.fold(other)


def test_prose_is_compared_without_punctuation() -> None:
    assert text.fold_prose("加快推進,確保“落地”。") == text.fold_prose("加快推进，确保落地")


@given(st.text())
def test_folding_twice_changes_nothing_more_and_never_raises(raw: str) -> None:
    assert text.unspaced(text.unspaced(raw)) == text.unspaced(raw)
    assert text.visible(text.visible(raw)) == text.visible(raw)
    assert "\r" not in text.visible(raw)


def test_place_names_keep_their_characters_in_the_other_script() -> None:
    assert to_traditional("余杭区数据资源管理局") == "余杭區數據資源管理局"
    assert to_simplified("餘杭區鸕鳥鎮") == "余杭区鸬鸟镇"
    assert script_of("區科技局推進") is Script.TRADITIONAL
    assert script_of("区科技局推进") is Script.SIMPLIFIED
    assert script_of("ABC 123") is Script.SIMPLIFIED


@pytest.mark.parametrize("convert", [to_traditional, to_hong_kong])
def test_words_that_opencc_gets_wrong_are_right_wherever_they_stand(convert: Callable[[str], str]) -> None:
    assert convert("没有采用，也没有采纳余杭区的意见") == "沒有採用，也沒有採納余杭區的意見"


def test_words_speak_three_languages_and_leave_what_is_put_in_alone() -> None:
    words = Words("{unit} has not returned", "{unit}未报送，请催报")
    assert words.text(Lang.EN, unit="區科技局") == "區科技局 has not returned"
    assert words.text(Lang.HANT, unit="区科技局") == "区科技局未報送，請催報"
    assert words.text(Lang.HANS, unit=Words("all", "全部")) == "全部未报送，请催报"
    with pytest.raises(KeyError):
        words.text(Lang.EN)


@pytest.mark.parametrize(
    ("value", "columns"), [("abc", 3), ("進度", 4), ("a進", 3), ("，", 2), ("e\u0301", 1), ("", 0), ("\u200b", 0)]
)
def test_width_counts_east_asian_characters_double(value: str, columns: int) -> None:
    assert width(value) == columns


@pytest.mark.parametrize(
    ("value", "columns", "lines"),
    [("", 10, 1), ("進" * 10, 21, 1), ("進" * 11, 21, 2), ("a\nb\nc", 10, 3), ("x" * 100, 1, 58)],
)
def test_lines_in_a_wrapped_cell(value: str, columns: float, lines: int) -> None:
    assert text.line_count(value, columns) == lines


@pytest.mark.parametrize(
    ("value", "lines", "why"),
    [
        ("進" * 10 + "。", 2, "a stop takes the character before it along"),
        ("進" * 9 + "（進）", 2, "a bracket does not stand at the end of a line"),
        ("進" * 8 + "project", 2, "a foreign word moves to the next line whole"),
        ("見 " + "u" * 45, 4, "a word longer than a line begins a line and is broken"),
        (
            "u" * 34,
            2,
            "a word that is all there is begins where it stands, its letters a little wider than half a character",
        ),
        ("進" * 10 + " 進", 2, "a space at the end of a line takes no room on the next"),
    ],
)
def test_lines_end_where_chinese_typesetting_lets_them(value: str, lines: int, why: str) -> None:
    assert text.line_count(value, 21) == lines, why


@given(st.text(alphabet="進。（a1 ,“”、", max_size=80), st.integers(min_value=5, max_value=60))
def test_no_text_takes_fewer_lines_than_its_characters_need(value: str, columns: int) -> None:
    assert text.line_count(value, columns) >= -(-width(value.strip()) // columns) - value.count(" ")


@given(st.text(), st.integers(min_value=2, max_value=60))
def test_a_shortened_text_fits(value: str, columns: int) -> None:
    short = text.shorten(value, columns)
    assert width(short) <= columns
    assert "\n" not in short


def test_padding_counts_columns() -> None:
    assert text.pad("進度", 6) == "進度  "
    assert text.pad("進度", 2) == "進度"


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("a/b:c*?", "a_b_c__"),
        ("  ", "_"),
        ("CON", "CON_"),
        ("con.x", "con_.x"),
        ("NUL .1", "NUL_ .1"),
        ("COM¹", "COM¹_"),
        ("console", "console"),
        ("區科技局\n報表.", "區科技局 報表"),
        ("x" * 200, "x" * 80),
    ],
)
def test_names_of_files_are_fit_for_every_system(raw: str, name: str) -> None:
    assert text.file_name(raw) == name


@given(st.text(), st.sets(st.text(max_size=31), max_size=5))
def test_names_of_sheets_are_what_excel_takes(raw: str, taken: set[str]) -> None:
    name = text.sheet_name(raw, taken)
    assert 1 <= len(name) <= 31
    assert not set("[]:*?/\\") & set(name)
    assert name.casefold() not in {other.casefold() for other in taken}


def test_a_second_sheet_of_the_same_name_is_numbered_and_history_is_reserved() -> None:
    assert text.sheet_name("總表", {"總表"}) == "總表 (2)"
    assert text.sheet_name("History") == "History_"


@given(st.text(st.sampled_from("a甲\N{GRINNING FACE}\ud800"), max_size=60), st.integers(2, 20))
def test_a_text_in_pieces_is_the_text_whatever_is_in_it(raw: str, most: int) -> None:
    found = text.pieces(raw, most)
    assert "".join(found) == raw
    assert all(text.units(piece) <= most for piece in found)


def test_a_file_name_fits_every_disk_however_long_it_is() -> None:
    assert text.file_name("关于" * 60) == "关于" * 30
    assert len(text.file_name("a" * 300)) == 80
    assert text.file_name("𠮷" * 80) == "𠮷" * 45


@pytest.mark.parametrize(
    ("text", "script", "kept", "wanted"),
    [
        ("后溪后勤", Script.TRADITIONAL, (), "後溪後勤"),
        ("后溪后勤", Script.TRADITIONAL, ("后溪",), "后溪後勤"),
        ("后溪村在后溪", Script.TRADITIONAL, ("后", "后溪村"), "后溪村在后溪"),
        ("后溪", Script.TRADITIONAL, ("",), "後溪"),
        ("后溪", Script.TRADITIONAL, ("溪|后", "(后"), "後溪"),
        ("餘姚餘下", Script.SIMPLIFIED, ("餘姚",), "餘姚余下"),
        ("plain", Script.TRADITIONAL, ("后溪",), "plain"),
    ],
)
def test_words_of_an_office_are_kept_in_either_direction(
    text: str, script: Script, kept: tuple[str, ...], wanted: str
) -> None:
    assert converted(text, script, kept) == wanted
