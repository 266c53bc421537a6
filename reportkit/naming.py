"""What a person means by the name of a unit, a leader or a section. Pure."""

from collections.abc import Mapping
from typing import TypeVar

from rapidfuzz import fuzz, process

from reportkit.language.errors import ReportkitError
from reportkit.language.text import fold
from reportkit.language.words import Words, listed
from reportkit.model import Unit

T = TypeVar("T")

UNIT = Words("unit", "单位")
LEADER = Words("leader", "领导")
SECTION = Words("section", "板块")

_UNKNOWN = Words("There is no {what} “{name}”.{near}", "没有{what}“{name}”。{near}")
_SEVERAL = Words("“{name}” may be any of these: {names}.", "“{name}”可指：{names}。")
_SEVERAL_HINT = Words("Write as much of the name as tells it from the others.", "请写到能区分为止。")
_UNKNOWN_HINT = Words("Write the name as the master workbook has it.", "请按任务单（master.xlsx）里的名称写。")
_NEAR = Words(" Did you mean “{near}”?", "是否指“{near}”？")
_LEAST_LIKENESS = 60


def pick(name: str, what: Words, names: Mapping[str, T], *, by_start: bool = False) -> T:
    """Return what a person means by `name`, compared folded: either script, any spacing.

    Args:
        name: as it was typed.
        what: what is looked for, for the message.
        names: every name there is.
        by_start: True where the start of a name will do, if only one name starts so.

    Raises:
        ReportkitError: nothing is called so, and the nearest name is suggested; or several names start so.
    """
    folded = {fold(known): known for known in names}
    wanted = fold(name)
    if wanted in folded:
        return names[folded[wanted]]
    starting = [folded[known] for known in folded if by_start and wanted and known.startswith(wanted)]
    if len(starting) == 1:
        return names[starting[0]]
    if starting:
        raise ReportkitError(_SEVERAL, _SEVERAL_HINT, name=name, names=listed(starting, clauses=True))
    raise ReportkitError(_UNKNOWN, _UNKNOWN_HINT, what=what, name=name, near=_nearest(wanted, folded))


def _nearest(wanted: str, folded: Mapping[str, str]) -> Words:
    """Return the question whether the nearest name is meant; no words where none is near."""
    best = process.extractOne(wanted, list(folded), scorer=fuzz.WRatio, score_cutoff=_LEAST_LIKENESS)
    return Words(*(text.format(near=folded[best[0]]) for text in (_NEAR.en, _NEAR.zh))) if best else Words("", "")


def pick_unit(units: tuple[Unit, ...], name: str) -> Unit:
    """Return the unit called `name`: by its name, another name of it, or its code.

    Raises:
        ReportkitError: no unit is called so.
    """
    names: dict[str, Unit] = {}
    for unit in units:
        names |= dict.fromkeys((unit.code, *unit.aliases), unit)
    return pick(name, UNIT, names | {unit.name: unit for unit in units})
