"""Simplified and traditional Chinese: the one home of OpenCC.

It is loaded with the first text that is converted, and so are its tables: what is said in English or simplified Chinese
needs none of them.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class _Kept:
    """A word whose traditional form OpenCC gets wrong.

    Attributes:
        word: in simplified characters.
        traditional: in traditional ones, which may be the same.
        note: why.
    """

    word: str
    traditional: str
    note: str = ""


class Script(StrEnum):
    """The script a text is written in."""

    SIMPLIFIED = "simplified"
    TRADITIONAL = "traditional"


@cache
def _kept_words() -> tuple[_Kept, ...]:
    from reportkit.data import load  # noqa: PLC0415

    return tuple(load("kept_words", _Kept))


@cache
def _converter(config: str) -> Callable[[str], str]:
    import opencc  # noqa: PLC0415

    converter: Callable[[str], str] = opencc.OpenCC(config).convert
    return converter


@lru_cache(maxsize=16_384)
def to_simplified(text: str) -> str:
    """Return `text` in simplified characters; anything that is not Chinese is unchanged."""
    return text if text.isascii() else _converter("t2s")(text)


@lru_cache(maxsize=16_384)
def to_traditional(text: str) -> str:
    """Return `text` in traditional characters (standard of Taiwan, as web copies of mainland lists use)."""
    return _to_traditional(text, "s2tw")


@lru_cache(maxsize=16_384)
def to_hong_kong(text: str) -> str:
    """Return `text` in traditional characters as Hong Kong writes them."""
    return _to_traditional(text, "s2hk")


def _to_traditional(text: str, config: str) -> str:
    if text.isascii():
        return text
    for kept in _kept_words():
        if kept.word in text:
            return kept.traditional.join(_to_traditional(part, config) for part in text.split(kept.word))
    return _converter(config)(text)


def converted(text: str, script: Script, kept: Sequence[str] = ()) -> str:
    """Return `text` in a script, the words that an office keeps as they are.

    Args:
        text: in either script.
        script: the one that is wanted.
        kept: words that are converted in neither direction, wherever they stand; of two that overlap the longer counts.
    """
    words = _any_of(tuple(kept))
    convert = to_traditional if script is Script.TRADITIONAL else to_simplified
    if words is None or text.isascii():
        return convert(text)
    # What stands between is converted by itself; what was kept comes at every second place.
    return "".join(part if at % 2 else convert(part) for at, part in enumerate(words.split(text)))


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    from reportkit.data import alternatives  # noqa: PLC0415

    listed = alternatives(filter(None, words))
    return re.compile(f"({listed})") if listed else None


def script_of(text: str) -> Script:
    """Tell which script `text` is written in; text that is the same in both counts as simplified."""
    changed = sum(a != b for a, b in zip(text, to_simplified(text), strict=False))
    other = sum(a != b for a, b in zip(text, to_traditional(text), strict=False))
    return Script.TRADITIONAL if changed > other else Script.SIMPLIFIED


@cache  # sets of so many characters take a millisecond each, which a start need not wait for
def han() -> re.Pattern[str]:
    """Return the pattern of a Chinese character."""
    return re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")


@cache
def letter() -> re.Pattern[str]:
    """Return the pattern of a letter, with or without an accent."""
    return re.compile(r"[A-Za-z\u00c0-\u024f]")


def is_latin(text: str) -> bool:
    """Tell whether a text is written with letters, and not with Chinese characters."""
    return letter().search(text) is not None and han().search(text) is None
