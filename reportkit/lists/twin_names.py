"""Names that a list gives in two languages side by side, 教務處 and Registry: they are one. Pure."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportkit.language.script import is_latin
from reportkit.lists.listing import Name, RawTask
from reportkit.units import is_collective

_LEAST_PAIRS = 2
_SHARE = 0.8
"""How many of the cells with names must hold them in both languages."""

Pairs = dict[str, str]
"""Names in letters -> in Chinese."""


@dataclass(frozen=True, slots=True)
class Twins:
    """What a list names in two languages.

    Attributes:
        units: names of units in letters -> in Chinese.
        named: the names in letters that were left out of their cells, where they stood.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    named: tuple[Name, ...] = ()


def paired(tasks: Sequence[RawTask]) -> tuple[tuple[RawTask, ...], Twins]:
    """Return tasks that name each unit and person once, in Chinese, where a list gives them in both languages.

    It does so where nearly every cell holds as many names in letters as in Chinese, and one always stands for the same
    other; names in both languages that mean different units do not keep to that.
    """
    units = _pairs([names for task in tasks for names in (task.leads, task.participants)])
    persons = _pairs([task.leaders for task in tasks])
    named = {name.written: name for task in reversed(tasks) for name in (*task.participants, *task.leads)}
    names = {latin: chinese for latin, chinese in units.items() if not is_collective(chinese)}
    return tuple(_named_once(task, units, persons) for task in tasks), Twins(
        names, tuple(map(named.__getitem__, names))
    )


def _named_once(task: RawTask, units: Pairs, persons: Pairs) -> RawTask:
    return replace(
        task,
        leads=_in_chinese(task.leads, units),
        participants=_in_chinese(task.participants, units),
        leaders=_in_chinese(task.leaders, persons),
    )


def _pairs(cells: Sequence[Sequence[Name]]) -> Pairs:
    """Return which name in letters stands for which in Chinese, nothing where the cells do not keep to one way."""
    filled = [cell for cell in cells if cell]
    twos = list(filter(None, map(_beside, filled)))
    pairs = frozenset(itertools.chain.from_iterable(twos))
    found = dict(pairs)
    is_one_to_one = len(found) == len(set(found.values())) == len(pairs)
    is_sure = is_one_to_one and len(pairs) >= _LEAST_PAIRS and len(twos) >= _SHARE * len(filled)
    return dict(sorted(found.items())) if is_sure else {}


def _beside(names: Sequence[Name]) -> tuple[tuple[str, str], ...]:
    """Return the names in letters of a cell with those in Chinese in their order, () where they are not as many."""
    latin = [name.written for name in names if is_latin(name.written)]
    chinese = [name.written for name in names if not is_latin(name.written)]
    return tuple(zip(latin, chinese, strict=True)) if len(latin) == len(chinese) else ()


def _in_chinese(names: Iterable[Name], pairs: Mapping[str, str]) -> tuple[Name, ...]:
    """Return names, one in letters as its twin, each once."""
    if not pairs:
        return tuple(names)
    twins = (replace(name, written=pairs.get(name.written, name.written)) for name in names)
    return tuple({name.written: name for name in reversed(tuple(twins))}.values())[::-1]
