"""The names of files that go to units: one for each unit and part, the same in every folder. Pure."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from reportkit.language.text import file_name
from reportkit.language.words import Lang, Words
from reportkit.model import Role, Unit
from reportkit.period import Period

_LONGEST_LABEL, _MOST_BYTES = 36, 108
_LONGEST_NAME = 120
_FORM = Words("{unit} progress form {period}", "{unit}_{period}进展填报表")
_CORRECTION = Words("{unit} please correct", "{unit}_请修改")
_TO_CHECK = Words("{unit} please check", "{unit}_请核对")
_TAKING_PART = Words(" (taking part)", "（参与）")


class UnitFiles:
    """Names files after units, so that no two units ever share a name in any folder.

    A unit's name stands in them as it is where a file can bear it and no other unit is called so on a disk that tells
    neither case nor the ways to write a letter apart; else with the unit's code behind it.

    Args:
        units: all units on the list.
        lang: of the names.
    """

    def __init__(self, units: Sequence[Unit], lang: Lang) -> None:
        self._lang = lang
        self._labels = _labels(units)

    def form(self, unit: str, role: Role, period: Period) -> str:
        """Return the name of a form that goes out, without its ending."""
        name = _FORM.text(self._lang, unit=self._label(unit), period=period.label(self._lang))
        return file_name(name + self._part(role), _LONGEST_NAME)

    def correction(self, unit: str, role: Role, *, must_return: bool = True) -> str:
        """Return the name of a correction copy, without its ending: by it one sees whether it must come back."""
        words = _CORRECTION if must_return else _TO_CHECK
        return file_name(words.text(self._lang, unit=self._label(unit) + self._part(role)), _LONGEST_NAME)

    def message(self, unit: str, role: Role) -> str:
        """Return the name of a short text, without its ending."""
        return file_name(self._label(unit) + self._part(role), _LONGEST_NAME)

    def _label(self, unit: str) -> str:
        return self._labels.get(unit) or file_name(unit, _LONGEST_LABEL, _MOST_BYTES)

    def _part(self, role: Role) -> str:
        return _TAKING_PART.text(self._lang) if role is Role.PARTICIPANT else ""


def _labels(units: Sequence[Unit]) -> Mapping[str, str]:
    """Return what stands for each unit in the names of files, by its name."""
    plain = {unit.name: file_name(unit.name, _LONGEST_LABEL, _MOST_BYTES) for unit in units}
    # One that ends as a part is told would be taken for another unit's.
    parts = tuple(_TAKING_PART.text(lang).strip() for lang in Lang)
    labels = {
        unit.name: f"{plain[unit.name]} {unit.code}" if plain[unit.name].endswith(parts) else plain[unit.name]
        for unit in units
    }
    while doubled := {key for key, n in Counter(map(_as_on_disk, labels.values())).items() if n > 1}:
        for unit in units:
            if _as_on_disk(labels[unit.name]) in doubled and labels[unit.name] == plain[unit.name]:
                labels[unit.name] = f"{plain[unit.name]} {unit.code}"
    return labels


def _as_on_disk(name: str) -> str:
    """Return what a disk compares of a name: Windows' and macOS's tell neither case nor composed letters apart."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
