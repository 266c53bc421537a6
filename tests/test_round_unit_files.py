"""Names of files that go to units: each unit keeps its own in every folder, on every disk."""

import itertools
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.language.words import Lang
from reportkit.model import Role, Unit
from reportkit.period import Period
from reportkit.round.unit_files import UnitFiles
from tests.office import Office

PERIODS = [Period.parse("2022-Q2"), Period.parse("2022-H1"), Period.parse("2022-06")]
LONG = "区经济和信息化局数字经济与智能制造产业发展促进中心综合协调办公室党政综合科" * 3


def units(names: Sequence[str]) -> list[Unit]:
    return [Unit(f"U{n:03d}", name) for n, name in enumerate(names, 1)]


def all_names(names: Sequence[str], lang: Lang) -> list[list[str]]:
    """Return the names of all files of a folder, for each folder."""
    files = UnitFiles(units(names), lang)
    pairs = list(itertools.product(names, Role))
    forms = [[files.form(name, role, period) for name, role in pairs] for period in PERIODS]
    return [*forms, [files.correction(*pair) for pair in pairs], [files.message(*pair) for pair in pairs]]


def on_disk(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def are_apart(names: Sequence[str], lang: Lang) -> bool:
    return all(len({on_disk(name) for name in folder}) == len(folder) for folder in all_names(names, lang))


@pytest.mark.parametrize("lang", [Lang.HANS, Lang.EN])
@pytest.mark.parametrize(
    "names",
    [
        ["区发改局/粮食局", "区发改局:粮食局", "区发改局_粮食局"],
        [LONG + "甲", LONG + "乙"],
        ["Parks", "parks", "PARKS U002"],
        ["CON", "CON.", "con"],
        ["A", "A U001", "a", "A  U001"],
        ["Caf\u00e9", "Cafe\u0301"],
        ["科", "科 (taking part)", "科（参与）"],
    ],
)
def test_units_that_a_disk_would_call_the_same_each_keep_their_files(names: list[str], lang: Lang) -> None:
    assert are_apart(names, lang)


PARTS = st.sampled_from(
    ["a", "A", " ", "/", ":", ".", "é", "ß", "区", "_", " U001", " (taking part)", "（参与）", "con"]
)


@given(
    st.lists(st.lists(PARTS, min_size=1, max_size=4).map("".join), unique=True, max_size=6), st.sampled_from(list(Lang))
)
def test_no_two_units_ever_share_the_name_of_a_file(names: list[str], lang: Lang) -> None:
    assert are_apart(names, lang)


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("name", [LONG, "Department of Housing, Planning and Regeneration " * 4, "𠮷" * 90])
def test_however_long_a_name_is_the_period_and_the_part_stay(name: str, lang: Lang) -> None:
    files = UnitFiles(units([name, name + "2"]), lang)
    for period in PERIODS:
        found = files.form(name, Role.PARTICIPANT, period)
        assert period.label(lang) in found
        assert found.endswith((")", "）"))
        assert len(f"{found}.xlsx".encode()) <= 255


def test_a_usual_name_stands_in_the_file_as_it_is() -> None:
    files = UnitFiles(units(["区科技局", "区住建局"]), Lang.HANS)
    assert files.form("区科技局", Role.LEAD, PERIODS[0]) == "区科技局_2022年第二季度进展填报表"


def test_two_units_of_one_file_name_both_get_their_form(office: Office) -> None:
    source = office.folder / "list-2022.txt"
    text = source.read_text(encoding="utf-8").replace("区科技局", LONG + "一科").replace("区住建局", LONG + "二科")
    source.write_text(text, encoding="utf-8")
    office.answer("import", str(source))
    forms = office.distribute()
    assert len(set(forms.values())) == len(forms)
    assert all(path.is_file() for path in forms.values())


@pytest.fixture
def office(tmp_path: object) -> Office:
    return Office(tmp_path)  # type: ignore[arg-type]
