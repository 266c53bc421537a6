"""Names that may be one unit, though that is not certain: for a person to say. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from reportkit.data import alternatives, load
from reportkit.language.text import fold
from reportkit.units import full_name, without_office


@dataclass(frozen=True, slots=True)
class _Tail:
    """The word that a bureau's name ends in, and its short form."""

    tail: str
    short: str = ""


_SHORT_TAILS = {row.tail: row.short or row.tail for row in load("unit_tails", _Tail)}
_TAILS = re.compile(rf"({alternatives(_SHORT_TAILS)})$")
_PLACE = re.compile(r"^(?:\w{2,4}?(?=[省市区县旗]))?(省|市|区|县|旗)?")
_LEAST_FOR_EDIT = 5
_COUNTERS = frozenset("一二三四五六七八九十东南西北上下前后左右0123456789")


@dataclass(frozen=True, slots=True)
class Core:
    """What makes a unit's name its own, folded.

    Attributes:
        level: 区, 市 and the like, "" where none is written.
        name: without place, level and office.
    """

    level: str
    name: str


def core(name: str) -> Core:
    """Return what makes a unit's name its own."""
    folded = fold(without_office(name))
    match = _PLACE.match(folded)
    level = match[1] or "" if match else ""
    return Core(level, folded[match.end() :] if match and len(folded) - match.end() > 1 else folded)


def doubts(names: Sequence[str], offices: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return pairs of names that may be one unit, though that is not certain: (the shorter, the longer).

    They are names that differ only in the place before them (余杭区发改局, 区发改局), of which one abbreviates the
    other (区林水局, 区林业水利局), or that are one character apart; and names that are elsewhere an office of a unit.

    Args:
        names: canonical names, all different.
        offices: cores of the names of offices in brackets -> the unit they stand in.
    """
    found: dict[tuple[str, str], None] = {}
    cores = [core(name) for name in names]
    for at, name in enumerate(names):
        host = offices.get(cores[at].name)
        if host is not None and host != name:
            found[name, host] = None
        for other in range(at):
            if _may_be_one(cores[at], cores[other]):
                short, long = sorted((name, names[other]), key=lambda n: (len(n), n))
                found[short, long] = None
    return tuple(found)


def _may_be_one(one: Core, other: Core) -> bool:
    if one.level and other.level and one.level != other.level:
        return False  # 市发改局 and 区发改局 are two
    a, b = one.name, other.name
    if full_name(a) == full_name(b):
        return True
    if min(len(a), len(b)) >= _LEAST_FOR_EDIT and Levenshtein.distance(a, b, score_cutoff=1) <= 1:
        return not _numbered_apart(a, b)
    return one.level == other.level and _abbreviates(*sorted((a, b), key=len))


def _numbered_apart(a: str, b: str) -> bool:
    """Tell whether the one character that differs is a numeral or a direction: 第一人民医院, 第二人民医院."""
    pairs = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    return len(a) == len(b) and all(x in _COUNTERS and y in _COUNTERS for x, y in pairs)


def _abbreviates(short: str, long: str) -> bool:
    """Tell whether a name takes characters of a longer one in their order, from the first on: 林水局, 林业水利局."""
    tails = _TAILS.search(short), _TAILS.search(long)
    if tails[0] is None or tails[1] is None or _SHORT_TAILS[tails[0][1]] != _SHORT_TAILS[tails[1][1]]:
        return False
    a, b = short[: tails[0].start()], long[: tails[1].start()]
    if len(a) < 2 or len(a) >= len(b) or a[0] != b[0]:
        return False
    rest = iter(b)
    return all(char in rest for char in a)
