"""What converters leave in a text and what is done about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.lists.cleaning import clean, habits_of

PAGE = "數(shù)字化發(fā)展,區(qū)域"


def cleaned(text: str, page: str = PAGE) -> str:
    return clean(text, habits_of([page, text])).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("發(fā)展", "發展"),
        ("数（shù）据", "数据"),
        ("區(q\u016b)域", "區域"),
        ("區(qu\u0304)域", "區域"),  # the tone as a mark of its own
        ("(數(shù)字化車間)", "(數字化車間)"),
        ("低(零)碳", "低(零)碳"),
        ("人工智能(AI)", "人工智能(AI)"),
        ("平台(app)", "平台(app)"),
        ("我的(de)家", "我的家"),  # neutral tone, in a page that has glosses
        ("一\u200b二", "一二"),
        ("GDP(fā)", "GDP(fā)"),  # no character carries it
    ],
)
def test_glosses_go_and_brackets_stay(text: str, wanted: str) -> None:
    assert cleaned(text) == wanted


def test_untoned_syllables_stay_in_a_page_without_glosses() -> None:
    assert cleaned("我的(de)家", page="") == "我的(de)家"


def _shifted(text: str, at: int, reading: str) -> str:
    """Return `text` as a converter tears it that finds a character in the bytes on both sides of `at`."""
    data = text.encode("gb18030")
    head, lost, tail = data[: 2 * at], data[2 * at : 2 * at + 1], data[2 * at + 1 :]
    # The first half of the next character and the bracket make no character: `?`; the rest is one byte late.
    assert len(lost) == 1
    late = tail.decode("gb18030", errors="replace")
    return head.decode("gb18030") + "?" + reading + ")" + late


def test_bytes_read_one_late_are_restored_with_what_the_page_itself_shows() -> None:
    torn = "釘釘?shù)软椖浚\ue0cf_保創(chuàng)建"
    result = clean(torn, habits_of([PAGE, torn]))
    assert result.text == "釘釘等項目,確保創建"
    assert result.restored == (("釘釘?shù)软椖浚\ue0cf_保", "釘釘等項目,確保"),)
    assert result.glosses == 1


def test_a_comma_comes_back_as_wide_as_the_page_writes_it() -> None:
    torn = "釘釘?shù)软椖浚\ue0cf_保"
    assert clean(torn, habits_of(["數(shù)字，發展", torn])).text == "釘釘等項目，確保"


def test_a_tear_is_computed_the_way_it_came_about() -> None:
    assert _shifted("釘釘等項目，確保", 2, "shù") == "釘釘?shù)软椖浚\ue0cf_保"


@pytest.mark.parametrize(
    "torn", ["釘釘?shù)软椖浚", "釘釘?zhāng)软椖浚\ue0cf_保", "天天?shù)软椖浚\ue0cf_保", "釘釘?shù)"]
)
def test_what_cannot_be_restored_is_said_and_stays(torn: str) -> None:
    result = clean(torn, habits_of([PAGE, torn]))
    assert result.text == torn
    assert result.restored == ()
    assert result.damaged


@pytest.mark.parametrize("text", ["建設\ufffd學校", "锟斤拷", "教育â€œ局", "甲\ue123乙"])
def test_other_damage_is_said(text: str) -> None:
    assert clean(text, habits_of([text])).damaged


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    habits = habits_of([text])
    once = clean(text, habits).text
    assert clean(once, habits_of([once])).text == once


@given(st.text(st.characters(whitelist_categories=["Lo", "Nd"])))
def test_plain_text_is_left_alone(text: str) -> None:
    assert clean(text, habits_of([text])).text.replace("\n", "") == clean(text, habits_of([])).text.replace("\n", "")
    assert clean(text, habits_of([text])).glosses == 0
