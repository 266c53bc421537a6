"""Names in letters that `and` joins: two offices where the list names them by themselves, else one. Pure."""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportkit.data import alternatives, load
from reportkit.language.script import is_latin
from reportkit.lists.listing import Name, RawTask


@dataclass(frozen=True, slots=True)
class _Rank:
    """What a post or an office is called, without what it is of: Director, Council."""

    word: str


_RANK = re.compile(rf"\b(?:{alternatives(row.word for row in load('rank_words', _Rank))})$", re.IGNORECASE)
_OFFICE = re.compile(rf"\b(?:{alternatives(row.word for row in load('office_words', _Rank))})$", re.IGNORECASE)
_POST_OF = re.compile(
    rf"(?:[A-Z][a-z]{{1,20}} ){{0,3}}(?:{alternatives(row.word for row in load('rank_words', _Rank))}) (?:of|for) \S",
    re.IGNORECASE,
)
_AND = re.compile(r"(?<!\s)\s++and\s++")
_OFTEN = 2


@dataclass(frozen=True, slots=True)
class Joint:
    """A name that was parted.

    Attributes:
        name: as it stands.
        parts: the names that it joins.
        is_sure: True where the list names each of them by itself.
    """

    name: Name
    parts: tuple[str, ...]
    is_sure: bool


def parted(tasks: Sequence[RawTask]) -> tuple[tuple[RawTask, ...], tuple[Joint, ...]]:
    """Return tasks whose units are parted at `and` where the list names both sides by themselves, and what was parted.

    Of Imaging and Finance and Procurement the whole is no name; Imaging is one, and so is Finance and Procurement. In a
    list of those who take part one known side is enough; where both end as offices do, none is needed. A name that
    leads several tasks is one office, whatever its halves are called elsewhere.
    """
    names = [name for task in tasks for name in (*task.leads, *task.participants)]
    sure, some = _sure_and_some(names, Counter(name.written for task in tasks for name in task.leads))
    parts = sure | some
    parts |= {name.written: sides for name in names if name.written not in parts and (sides := _offices(name))}
    if not parts:
        return tuple(tasks), ()
    changed = (replace(t, leads=_each(t.leads, parts), participants=_each(t.participants, parts)) for t in tasks)
    found = (name for name in names if name.written in parts)
    return tuple(changed), tuple(Joint(name, parts[name.written], name.written in sure) for name in found)


_Parts = dict[str, tuple[str, ...]]


def _sure_and_some(names: Sequence[Name], leading: Mapping[str, int]) -> tuple[_Parts, _Parts]:
    """Return the parts of names of which both sides are known, and of those that never lead and have one known side."""
    joined = [name.written for name in names if _is_joint(name)]
    alone = {name.written for name in names if not _AND.search(name.written)} | leading.keys()
    sure = _split(joined, {name for name, count in leading.items() if count >= _OFTEN}, alone, least=2)
    some = _split((name for name in joined if name not in sure), leading.keys(), alone | _all(sure), least=1)
    return sure, some


def _is_joint(name: Name) -> bool:
    return is_latin(name.written) and _AND.search(name.written) is not None


def _offices(name: Name) -> tuple[str, ...]:
    """Return what stands on either side of an `and` where both end as offices do: County Council and National Trust."""
    for word in _AND.finditer(name.written) if _is_joint(name) else ():
        sides = (name.written[: word.start()], name.written[word.end() :])
        if " " in sides[0] and all(map(is_office, sides)):  # of Library and Archive Service the first is a half
            return sides
    return ()


def is_office(name: str) -> bool:
    """Tell whether a name in letters ends as an office's does: Public Works Department."""
    return is_latin(name) and _OFFICE.search(name) is not None


def heads_office(name: str) -> bool:
    """Tell whether a name in letters is a post with what it is of: Head of Housing, Assistant Director of Finance."""
    return is_latin(name) and _POST_OF.match(name) is not None


def undivided(tasks: Sequence[RawTask]) -> tuple[Name, ...]:
    """Return the names with an `and` of which nobody knows either side, and that stand in the list but once."""
    names = [name for task in tasks for name in (*task.leads, *task.participants)]
    often = Counter(name.written for name in names)
    return tuple(name for name in names if _is_joint(name) and often[name.written] < _OFTEN)


def _all(parts: Mapping[str, Sequence[str]]) -> set[str]:
    return {part for names in parts.values() for part in names}


def _split(joined: Iterable[str], whole: Iterable[str], alone: set[str], *, least: int) -> _Parts:
    """Return the parts of names of which at least so many sides are known; what one teaches counts for others."""
    left = dict.fromkeys(name for name in joined if name not in set(whole))
    found: _Parts = {}
    while True:
        fresh = {name: parts for name in left if (parts := _sides(name, alone - {name}, least))}
        if not fresh:
            return found
        found |= fresh
        alone = alone.union(*fresh.values())
        left = dict.fromkeys(name for name in left if name not in fresh)


def _sides(name: str, alone: set[str], least: int) -> tuple[str, ...]:
    """Return what stands on either side of an `and` where enough of both are known, () where they never are."""
    for word in _AND.finditer(name):
        sides = (name[: word.start()], name[word.end() :])
        if sum(side in alone for side in sides) >= least:
            return sides
    return ()


def _each(names: Sequence[Name], parts: Mapping[str, Sequence[str]]) -> tuple[Name, ...]:
    return tuple(_pieces(names, parts))


def _pieces(names: Sequence[Name], parts: Mapping[str, Sequence[str]]) -> Iterator[Name]:
    """Yield names, each that joins others as these."""
    for name in names:
        if name.written in parts:
            yield from _pieces([replace(name, written=part) for part in parts[name.written]], parts)
        else:
            yield name


def torn_posts(task: RawTask) -> tuple[tuple[Name, Name], ...]:
    """Return pairs of names of a cell that may be one post: Divisional Director and Medicine, parted at a comma."""
    pairs = (*itertools.pairwise(task.leads), *itertools.pairwise(task.participants))
    return tuple((post, of) for post, of in pairs if post.place == of.place and _is_post_of(post.written, of.written))


def _is_post_of(post: str, of: str) -> bool:
    """Tell whether a name is a bare rank and the next is none: what it is of may stand behind its comma."""
    return is_latin(of) and bool(_RANK.search(post)) and not _RANK.search(of) and " of " not in post
