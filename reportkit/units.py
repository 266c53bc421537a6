"""Units and collectives by their names: what looks like one, which strings mean the same one, what kind it is."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from reportkit.data import alternatives, load, load_words
from reportkit.language.script import to_simplified
from reportkit.language.text import fold, unspaced
from reportkit.model import UnitKind

SEPARATORS = "、,，;；/／\n|"


class _Use(StrEnum):
    """What a word says in the name of a unit.

    Attributes:
        LEVEL: the name begins with it: whose unit it is.
        ENDING: the name of an organisation ends with it; a person's name does so too rarely to matter.
        COLLECTIVE: names units of one sort, behind a word of scope.
        OF_LEVEL: names units of one sort, behind the level they belong to.
        SCOPE: says how many of a sort are meant.
        SINGLE: ends the name of a body of which there is one, whatever it is for: 各平台建设指挥部.
        INNER: the name of a part of an office ends with it: 综合科.
        DOING: no name ends with it, for it says what is done: 推进落实.
    """

    LEVEL = "level"
    ENDING = "ending"
    COLLECTIVE = "collective"
    OF_LEVEL = "of_level"
    SCOPE = "scope"
    SINGLE = "single"
    INNER = "inner"
    DOING = "doing"


@dataclass(frozen=True, slots=True)
class _Abbreviation:
    """An abbreviation in general use, both without their level (区, 市) and in simplified script."""

    short: str
    full: str


class _KindName(StrEnum):
    """A kind of unit, as the table of endings calls it."""

    TOWN = "town"
    PLATFORM = "platform"
    COMPANY = "company"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Ending:
    """What a unit is whose name ends so."""

    ending: str
    kind: _KindName


_WORDS = load_words("unit_words", _Use)


def _any(use: _Use) -> str:
    return alternatives(_WORDS[use])


OFFICE = re.compile(r"[(（][^()（）]*[)）]$")
"""An office inside a unit, in brackets behind its name."""
_LEVEL = re.compile(_any(_Use.LEVEL))
_ENDING = re.compile(rf"(?:{_any(_Use.ENDING)})$")
_INNER = re.compile(rf"(?:{_any(_Use.INNER)})$")
_DOING = re.compile(rf"(?:{_any(_Use.DOING)})$")
_NOUN = rf"(?:(?:省|市|区|县)?(?:级|属|直)?(?:有关|相关)?(?:{_any(_Use.COLLECTIVE)})(?:人民政府|政府)?)"
_OWNER = "(?:[省市区县旗州](?:委|人民政府|政府){1,2})?"
_COUNT = "(?:[0-9]{1,3}|[两二三四五六七八九十]{1,3})个"
_COLLECTIVE = re.compile(
    rf"(?:(?:{_OWNER}(?:{_any(_Use.SCOPE)})|{_COUNT}){_NOUN}(?:[、和及与]各?{_NOUN}(?![^、,，;；/\n|和及与]))*"
    rf"|(?:省|市|区|县)(?:级|属|直)(?:有关|相关)?(?:{_any(_Use.OF_LEVEL)}))"
    r"(?=$|[、,，;；/\n|\s])"
)
_EACH = re.compile(rf"(?:各|全体|所有)[^各、,，;；/\n|\d:]{{1,14}}(?<!{')(?<!'.join(sorted(_WORDS[_Use.SINGLE]))})")
"""Each of a sort, whatever the sort is called: 各矿井, 各物业公司."""
_ALL = re.compile(r"(?:all|each|every|relevant|other)\s+\w", re.IGNORECASE)
"""A collective of an English list: All departments."""
_AND = re.compile("以及|[和及与與]")
_OTHERS = re.compile("等(?P<who>.{2,12})$")
_NOUN_ALONE = re.compile(_NOUN)
_BRANCH = re.compile(
    r"^(?:(?P<upper>[省市])(?P<of>.+[局厅])(?P<town>[^区市县省]{2,3}[区市县]?)分局|(?P<own>[区县])(?P<what>.+?)分局)$"
)
_TOWN_BRANCH = re.compile(r"^(?![区市县省])\w{0,4}分局$")
_FULL_NAMES = {row.short: row.full for row in load("abbreviations", _Abbreviation)}
_SHORT_NAMES = {full: frozenset(s for s, f in _FULL_NAMES.items() if f == full) for full in set(_FULL_NAMES.values())}


def without_office(name: str) -> str:
    """Return a unit's name without the bracketed office inside it: 区发改局(区金融办) -> 区发改局."""
    return OFFICE.sub("", name) or name


def is_collective(name: str) -> bool:
    """Tell whether a name stands for several units: 各平台、镇街, 有关镇街, 区级国有公司."""
    folded = fold(name)
    return bool(_COLLECTIVE.fullmatch(folded) or _EACH.fullmatch(folded) or _ALL.match(name))


_COUNT_AT_END = re.compile(r"(?<![第\d])\d+[一-鿿]$")
"""Ends a text that says how many: 42处, 12所; no name of an office has its number there, but 第42处."""


def looks_like_unit(name: str) -> bool:
    """Tell whether a name could be a unit's or a collective's, by the word it ends in."""
    folded = fold(name)
    if ":" in folded:  # a label, and behind it whatever it is a label of
        return False
    if _COUNT_AT_END.search(folded):  # 安全监测设施42处
        return False
    return is_collective(name) or (len(folded) > 1 and _ENDING.search(without_office(folded)) is not None)


def is_inner_office(name: str) -> bool:
    """Tell whether a name could be that of a part of an office: 综合科, 政策法规处; not 县政府办公室."""
    folded = fold(name)
    return _INNER.search(folded) is not None and _LEVEL.match(folded) is None


def says_what_is_done(text: str) -> bool:
    """Tell whether a text ends as no name does, but as what is done: 按季度推进落实."""
    return _DOING.search(fold(text)) is not None


def is_branch_of_above(name: str) -> bool:
    """Tell whether a line is the second half of a branch's name: 余杭分局 below 市规划和自然资源局."""
    return _TOWN_BRANCH.match(fold(without_office(name))) is not None


@lru_cache(maxsize=16_384)
def split_names(text: str) -> tuple[str, ...]:
    """Split a cell's list of units at its separators.

    A collective (各平台、镇街) and what stands in brackets is never cut.
    """
    same_length = _simplified_by_character(text)
    kept: list[tuple[int, int]] = [m.span() for m in _COLLECTIVE.finditer(same_length) if _starts_item(text, m.start())]
    at = [cut for cut in cuts(text) if not any(a <= cut < b for a, b in kept)]
    names = (unspaced(text[a + 1 : b]) for a, b in itertools.pairwise((-1, *at, len(text))))
    return tuple(part for name in names if name for part in _at_and(name))


def _at_and(name: str) -> Iterator[str]:
    """Yield a name, or the units that 和 joins in it, or one and the others that 等 stands for.

    Both sides of 和 must look like a unit, as in 教育局和住建局; behind 等 there is a collective: 住建局等有关部门. In
    住建局等部门 no other unit is meant that anybody could ask.
    """
    others = _OTHERS.search(name)
    if others and looks_like_unit(name[: others.start()]):
        is_group = is_collective(others["who"])
        if is_group or _NOUN_ALONE.fullmatch(fold(others["who"])):
            yield from _at_and(name[: others.start()])
            yield from (others["who"],) if is_group else ()
            return
    for word in _AND.finditer(name):
        before, behind = name[: word.start()], name[word.end() :]
        if looks_like_unit(before) and looks_like_unit(behind) and not is_collective(name):
            yield before
            yield from _at_and(behind)
            return
    yield name


def cuts(text: str) -> tuple[int, ...]:
    """Return where the separators outside of brackets stand."""
    found, depth = [], 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in "(（") - (char in ")）"))
        if char in SEPARATORS and not depth:
            found.append(at)
    return tuple(found)


def _starts_item(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in SEPARATORS or text[at - 1].isspace()


def _simplified_by_character(text: str) -> str:
    simple = to_simplified(text)
    return simple if len(simple) == len(text) else "".join(to_simplified(c)[:1] for c in text)


def identity(name: str) -> str:
    """Return what names of one unit share for certain: its folded full name, offices and branches resolved.

    区规资分局 and 市规划和自然资源局余杭分局 are one: a branch belongs to the bureau above, whoever names it.
    """
    folded = fold(without_office(name))
    branch = _BRANCH.match(folded)
    if branch:
        bureau = branch["of"] or branch["what"] + "局"
        return "分局:" + full_name(bureau)
    head, rest = without_level(folded)
    return head + full_name(rest)


def without_level(name: str) -> tuple[str, str]:
    """Return the level with which a folded name begins, "" where it does with none, and the rest: 区, 住建局."""
    level = _LEVEL.match(name)
    head = level[0] if level else ""
    return head, name[len(head) :]


def other_names(name: str) -> frozenset[str]:
    """Return what a folded name without its level is called in general use beside it, long or short."""
    full = full_name(name)
    return frozenset({full, *_SHORT_NAMES.get(full, ())}) - {name}


def full_name(name: str) -> str:
    """Return what a folded name without its level is an abbreviation of in general use, else the name itself."""
    return _FULL_NAMES.get(name, name)


def kind_of(name: str) -> UnitKind:
    """Guess what a unit is from the word its name ends in."""
    folded = fold(without_office(name))
    for pattern, kind in _KINDS:
        if pattern.search(folded):
            return kind
    return UnitKind.DEPARTMENT


_ENDINGS = load("unit_kinds", _Ending)


def _endings(kind: _KindName) -> str:
    return alternatives(row.ending for row in _ENDINGS if row.kind is kind)


# In this order: 新城管委会 is a platform, another 管委会 is none.
_KINDS = (
    (re.compile(rf"(?:{_endings(_KindName.COMPANY)})$"), UnitKind.COMPANY),
    (re.compile(rf"(?:{_endings(_KindName.TOWN)})$"), UnitKind.TOWN),
    (re.compile(rf"(?:{_endings(_KindName.PLATFORM)})(?:管委会|管理委员会)?$"), UnitKind.PLATFORM),
    (re.compile(rf"(?:{_endings(_KindName.OTHER)})$"), UnitKind.OTHER),
)
