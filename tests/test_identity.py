"""Form numbers and row keys: read back however they were typed, and never forged by a slip."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.identity import find_form_id, form_id, parse_form_id, parse_row_key, row_key
from reportkit.model import Role
from reportkit.period import Period

SECRET = b"office"
Q2 = Period.parse("2022-Q2")


@pytest.mark.parametrize("text", ["2022-Q2", "2022-06", "2022-H1", "2022"])
@pytest.mark.parametrize("role", list(Role))
def test_a_number_says_period_unit_and_role(text: str, role: Role) -> None:
    number = form_id(SECRET, Period.parse(text), "U007", role)
    assert str(number).isascii()
    assert find_form_id(f"表号：{number} ") == number
    assert (number.period, number.unit, number.role) == (Period.parse(text), "U007", role)
    assert number.is_signed_by(SECRET)
    assert not number.is_signed_by(b"another office")


def test_a_number_typed_by_hand_is_understood() -> None:
    number = form_id(SECRET, Q2, "U007")
    typed = str(number).lower().replace("-", "－").replace("0", "０")
    assert find_form_id(f"表號 {typed}") == number
    misread = str(number)[:-6] + str(number)[-6:].replace("1", "I").replace("0", "O")
    assert find_form_id(misread) == number


@given(st.integers(0, 15), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_sign_is_noticed(place: int, sign: str) -> None:
    number = str(form_id(SECRET, Q2, "U007"))
    place %= len(number)
    if number[place] in ("-", sign):
        return
    found = find_form_id(number[:place] + sign + number[place + 1 :])
    assert found is None or not found.is_signed_by(SECRET)


def test_row_keys_carry_the_form_the_task_and_the_target() -> None:
    number = form_id(SECRET, Q2, "U007")
    for target in (None, 2):
        key = row_key(SECRET, number, 12, target)
        assert parse_row_key(str(key)) == key
        assert (key.form, key.task, key.target) == (number, 12, target)
        assert key.is_signed_by(SECRET)
    other = row_key(SECRET, number, 13)
    forged = str(row_key(SECRET, number, 12)).replace("T012", "T013")
    assert parse_row_key(forged) != other
    read = parse_row_key(forged)
    assert read is not None
    assert not read.is_signed_by(SECRET)


@given(st.text())
def test_anything_else_is_no_key(text: str) -> None:
    assert parse_row_key(text) is None
    assert find_form_id(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "b1f3a9c2-2022-cf42-10f6da334455", "{3F2504E0-2022-C111-9A0C03-05E82C}", "SN-2022-CF42-10F6DA",
        "12022-U007-7KX3QF",
        "2022-U007-7KX3QF99", "2022-U007-7KX3QF-1", "٢٠٢٢-U007-7KX3QF", "urn:uuid:8f3c2022-cf42-10f6-da33-445566778899",
    ],
)  # fmt: skip
def test_what_is_part_of_a_longer_number_is_none(text: str) -> None:
    assert find_form_id(text) is None


@given(st.uuids())
def test_a_guid_is_no_number(guid: UUID) -> None:
    for text in (str(guid), f"{{{guid}}}".upper(), f"ID {guid}"):
        assert find_form_id(text) is None


@given(st.integers(0, 40), st.characters(categories=["Nd", "No", "Nl"]).filter(lambda sign: not sign.isascii()))
def test_a_key_in_other_digits_is_none(place: int, digit: str) -> None:
    key = str(row_key(SECRET, form_id(SECRET, Q2, "U007"), 12, 2))
    digits = [n for n, sign in enumerate(key) if sign.isdigit()]
    changed = digits[place % len(digits)]
    assert parse_row_key(f" {key.lower()}\n") is not None
    assert parse_row_key(key[:changed] + digit + key[changed + 1 :]) is None
    assert parse_row_key(f"{key[:-1]}ſ") is None  # which is S in capitals


@given(st.text(st.sampled_from("-{}. x0A"), min_size=1, max_size=6).filter(str.strip), st.booleans())
def test_a_number_in_a_property_stands_there_alone(more: str, is_before: bool) -> None:  # noqa: FBT001
    number = form_id(SECRET, Q2, "U007")
    assert parse_form_id(f" {number} ") == number
    found = parse_form_id(f"{more}{number}" if is_before else f"{number}{more}")
    assert found is None or not found.is_signed_by(SECRET)


@given(st.uuids())
def test_a_guid_is_neither_a_number_nor_a_key(guid: UUID) -> None:
    for text in (str(guid), f"{{{guid}}}", f"{guid}.T001.AAAA", f"urn:uuid:{guid}"):
        assert (parse_form_id(text), parse_row_key(text)) == (None, None)


@pytest.mark.parametrize("text", ["表号：{}。", "form no. {} (page 1)", "{}", "“{}”", "{} 7月5日", "编号{}第1页"])
def test_amid_other_words_it_is_found(text: str) -> None:
    number = form_id(SECRET, Period.parse("2022-Q2"), "U007")
    assert find_form_id(text.format(number)) == number


def test_a_period_that_cannot_be_is_no_number() -> None:
    assert find_form_id("2022Q5-U007-7KX3QF") is None
    assert parse_row_key("2022Q5-U007-7KX3QF.T001.AAAA") is None


@pytest.mark.parametrize(
    "code", ["2022", "2022Q2", "2022H1", "202206", "202606A", "2026W07", "2025F04Q3", "2025F09", "2022T1", "2025F09T3"]
)
def test_every_kind_of_period_stands_in_a_number_and_is_read_again(code: str) -> None:
    form = form_id(SECRET, Period.from_code(code), "U007")
    assert str(form).startswith(f"{code}-U007-")
    assert parse_form_id(str(form)) == find_form_id(f"表号：{str(form).lower()}") == form
    key = row_key(SECRET, form, 12, 2)
    assert parse_row_key(str(key)) == key
