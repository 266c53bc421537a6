"""Simplified and traditional Chinese: the one home of OpenCC."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

import opencc

from reportkit.data import load


@dataclass(frozen=True, slots=True)
class _Kept:
    """A word that is the same in both scripts, though OpenCC would change it."""

    word: str
    note: str = ""


_KEPT_WORDS = tuple(kept.word for kept in load("kept_words", _Kept))


class Script(StrEnum):
    """The script a text is written in."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"


@cache
def _converter(config: str) -> opencc.OpenCC:
    return opencc.OpenCC(config)


@lru_cache(maxsize=16_384)
def to_simplified(text: str) -> str:
    """Return `text` in simplified characters; anything that is not Chinese is unchanged."""
    return text if text.isascii() else str(_converter("t2s").convert(text))


@lru_cache(maxsize=16_384)
def to_traditional(text: str) -> str:
    """Return `text` in traditional characters (standard of Taiwan, as web copies of mainland lists use)."""
    if text.isascii():
        return text
    for word in _KEPT_WORDS:
        if word in text:
            return word.join(to_traditional(part) for part in text.split(word))
    return str(_converter("s2tw").convert(text))


def script_of(text: str) -> Script:
    """Tell which script `text` is written in; text that is the same in both counts as simplified."""
    changed = sum(a != b for a, b in zip(text, to_simplified(text), strict=False))
    other = sum(a != b for a, b in zip(text, to_traditional(text), strict=False))
    return Script.TRADITIONAL if changed > other else Script.SIMPLIFIED
