"""What a person means by the name of a unit, a leader or a section."""

import pytest

from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.model import Unit
from reportkit.naming import SECTION, pick, pick_unit

UNITS = (
    Unit("U001", "區科技局", ("區科學技術局",)),
    Unit("U002", "區林業水利局", ("區林水局",)),
)


@pytest.mark.parametrize("typed", ["區林業水利局", "区林业水利局", "区 林水局", "u002"])
def test_a_unit_is_found_by_any_of_its_names_in_either_script(typed: str) -> None:
    assert pick_unit(UNITS, typed) is UNITS[1]


def test_another_name_is_refused_and_the_nearest_suggested() -> None:
    with pytest.raises(ReportkitError) as refusal:
        pick_unit(UNITS, "区科技厅")
    assert "區科技局" in refusal.value.message(Lang.EN)
    with pytest.raises(ReportkitError) as refusal:
        pick_unit(UNITS, "XYZ")
    assert refusal.value.message(Lang.EN).endswith("“XYZ”.")


def test_the_start_of_a_name_will_do_where_only_one_starts_so() -> None:
    names = {"一、科技": 1, "二、城市": 2, "二十、其他": 3}
    assert pick("一", SECTION, names, by_start=True) == 1
    with pytest.raises(ReportkitError) as refusal:
        pick("二", SECTION, names, by_start=True)
    assert refusal.value.message(Lang.HANS) == "“二”可指：二、城市；二十、其他。"
    with pytest.raises(ReportkitError) as refusal:
        pick("一", SECTION, names)
    assert refusal.value.message(Lang.EN).endswith("Did you mean “一、科技”?")
