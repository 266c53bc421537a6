"""Names that may be one unit, though that is not certain: for a person to say. Pure."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
_LONGEST_NAME = 60
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
    alike = _alike(cores)
    for at, name in enumerate(names):
        host = offices.get(cores[at].name)
        if host is not None and host != name:
            found[name, host] = None
        for other in sorted(alike.get(at, ())):
            short, long = sorted((name, names[other]), key=lambda n: (len(n), n))
            found[short, long] = None
    return tuple(found)


def may_be_one(one: Core, other: Core) -> bool:
    """Tell whether two names may be of one unit."""
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
    (a, tail), (b, other) = _parted(short), _parted(long)
    if not tail or tail != other or len(a) < 2 or len(a) >= len(b) or a[0] != b[0]:
        return False
    rest = iter(b)
    return all(char in rest for char in a)


def _parted(name: str) -> tuple[str, str]:
    """Return a name without the word it ends in, and the short form of that word, "" where it is none of them."""
    tail = _TAILS.search(name)
    return (name[: tail.start()], _SHORT_TAILS[tail[1]]) if tail else (name, "")


# A list may name thousands of units: only names are held against each other that share what names of one unit must.


def _alike(cores: Sequence[Core]) -> dict[int, set[int]]:
    """Return by the number of a core those of the cores before it that may be of the same unit."""
    found: dict[int, set[int]] = {}
    for pair in itertools.chain(_sharing(cores), _abbreviating(cores)):
        later, earlier = max(pair), min(pair)
        if may_be_one(cores[later], cores[earlier]):
            found.setdefault(later, set()).add(earlier)
    return found


def _sharing(cores: Sequence[Core]) -> Iterator[tuple[int, int]]:
    """Yield every two cores, by number, that have a full name in common or may be one character apart."""
    by_key: dict[str, dict[str, list[int]]] = {}
    for at, one in enumerate(cores):
        for key in _keys(one.name):
            by_level = by_key.setdefault(key, {})
            for level in {one.level, ""} if one.level else list(by_level):
                yield from ((at, other) for other in by_level.get(level, ()))
            by_level.setdefault(one.level, []).append(at)


def _keys(name: str) -> set[str]:
    """Return texts of which two names have one in common if they have a full name so, or are one character apart.

    Of names that are one character apart each gives the same where it is left out. Of a text that is longer than any
    name its beginnings and ends do: what differs stands in one half of it.
    """
    keys = {f"={full_name(name)}"}
    if len(name) > _LONGEST_NAME:
        for half in {len(name) // 2, (len(name) - 1) // 2}:
            keys |= {f"<{name[:half]}", f">{name[-half:]}"}
    if _LEAST_FOR_EDIT <= len(name) <= _LONGEST_NAME + 1:
        keys |= {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}
    return keys


@dataclass(slots=True)
class _Branch:
    """What follows the same beginning of names, as a tree of characters.

    Attributes:
        branches: by the character that follows.
        least: how many characters the shortest name has that begins so.
        ends: numbers of the cores that end here.
    """

    least: int
    branches: dict[str, "_Branch"] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)


def _abbreviating(cores: Sequence[Core]) -> Iterator[tuple[int, int]]:
    """Yield every two cores, by number, of which one has the characters of the other in their order."""
    trees: dict[tuple[str, str], _Branch] = {}
    bodies = [(at, one.level, *_parted(one.name)) for at, one in enumerate(cores)]
    for at, level, body, tail in bodies:
        if tail:
            _plant(trees.setdefault((level, tail), _Branch(len(body))), body, at)
    for at, level, body, tail in bodies:
        if tail and body:
            first = trees[level, tail].branches[body[0]]
            yield from ((at, other) for other in _contained(first, body))


def _plant(tree: _Branch, body: str, at: int) -> None:
    for char in body:
        tree.least = min(tree.least, len(body))
        tree = tree.branches.setdefault(char, _Branch(len(body)))
    tree.least = min(tree.least, len(body))
    tree.ends.append(at)


def _contained(first: _Branch, body: str) -> Iterator[int]:
    """Yield the numbers of shorter names that begin with the first character of `body` and whose characters it has."""
    waiting = [(first, 1, 1)]
    while waiting:
        branch, depth, start = waiting.pop()
        if branch.least >= len(body) or branch.least - depth > len(body) - start:
            continue
        yield from branch.ends
        for char in _fewer(branch.branches, body[start:]):
            place = body.find(char, start)
            if char in branch.branches and place >= 0:
                waiting.append((branch.branches[char], depth + 1, place + 1))


def _fewer(branches: Mapping[str, _Branch], rest: str) -> Iterable[str]:
    return branches if len(branches) <= len(rest) else set(rest)
