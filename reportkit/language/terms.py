"""Terms that Taiwan and Hong Kong have others for than the mainland: a table over the conversion of characters.

Pure. Loaded with the first text that is wanted in the Chinese of either.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from reportkit.data import alternatives, load
from reportkit.language.script import to_hong_kong, to_traditional


class Region(StrEnum):
    """Where traditional characters are written."""

    TAIWAN = "taiwan"
    HONG_KONG = "hong_kong"


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the mainland and what it is called elsewhere.

    Attributes:
        mainland: in simplified characters, as our texts have it.
        taiwan: in Taiwan; "" where it is the same, character by character.
        hong_kong: likewise in Hong Kong.
    """

    mainland: str
    taiwan: str = ""
    hong_kong: str = ""


_QUOTES = str.maketrans("“”‘’", "「」『』")
_CONVERT = {Region.TAIWAN: to_traditional, Region.HONG_KONG: to_hong_kong}


@cache
def _terms(region: Region) -> Mapping[str, str]:
    """Return the terms of a region by those of the mainland; one that is the same still keeps shorter ones out."""
    convert = _CONVERT[region]
    return {term.mainland: getattr(term, region.value) or convert(term.mainland) for term in load("terms", _Term)}


@cache
def _any_term(region: Region) -> re.Pattern[str]:
    return re.compile(f"({alternatives(_terms(region))})")


@lru_cache(maxsize=16_384)
def in_region(text: str, region: Region) -> str:
    """Return a text of ours, in simplified characters, as it is said and written in a region.

    A text of a person is never given: it stays as it was written.
    """
    if text.isascii():
        return text
    terms, convert = _terms(region), _CONVERT[region]
    parts = _any_term(region).split(text)
    # What stands between is converted by itself; a term comes at every second place.
    return "".join(terms[part] if at % 2 else convert(part) for at, part in enumerate(parts)).translate(_QUOTES)
