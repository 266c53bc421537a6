"""Names of months: January, Sept, 元月. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from reportkit.data import load


@dataclass(frozen=True, slots=True)
class _Month:
    """A name of a month, folded, with its number."""

    word: str
    number: str


@cache
def month_names() -> Mapping[str, int]:
    """Return the number of each month by its names, folded."""
    return MappingProxyType({row.word: int(row.number) for row in load("months", _Month)})
