"""In which of its languages a list is written. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reportkit.data import alternatives, load_words
from reportkit.language.script import Script, han, script_of, to_simplified, to_traditional
from reportkit.language.words import Lang

_WORD = re.compile(r"(?<![A-Za-z\u00c0-\u024f])[A-Za-z\u00c0-\u024f]{2,}+")
_LEAST_REGIONAL = 2
_DOUBTFUL = 0.25
"""Share of the texts in another language, or of the characters in another script, from which a list mixes them."""
_LEAST_CHARACTERS = 20


class _Region(StrEnum):
    """Where a word of official Chinese is used, and hardly anywhere else."""

    MAINLAND = "mainland"
    TAIWAN = "taiwan"
    HONG_KONG = "hong_kong"


_LANGS = {_Region.MAINLAND: Lang.HANT, _Region.TAIWAN: Lang.TAIWAN, _Region.HONG_KONG: Lang.HONG_KONG}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a list is written in.

    Attributes:
        lang: its language.
        others: languages of a good part of it besides, so that somebody should look.
    """

    lang: Lang
    others: tuple[Lang, ...] = ()


def language_of(texts: Iterable[str]) -> Spoken:
    """Return the language of a list by the wordings of its tasks.

    English is one in which more wordings have no Chinese character than have some; one that has both is Chinese with
    its translation beside it. A text of neither is simplified Chinese.
    """
    said = [text for text in texts if han().search(text) or _WORD.search(text)]
    chinese = [text for text in said if han().search(text)]
    if said and 2 * len(chinese) < len(said):
        mixed = len(chinese) >= _DOUBTFUL * len(said)
        return Spoken(Lang.EN, (Lang.of(script_of("".join(chinese))),) if mixed else ())
    english = len(said) - len(chinese)
    lang, other = _chinese("".join(chinese))
    return Spoken(lang, (*other, *((Lang.EN,) if said and english >= _DOUBTFUL * len(said) else ())))


def _chinese(text: str) -> tuple[Lang, tuple[Lang, ...]]:
    """Return the language of a Chinese text, and that of the other script where it is written in both."""
    script = script_of(text)
    simple = sum(a != b for a, b in zip(text, to_traditional(text), strict=False))
    traditional = sum(a != b for a, b in zip(text, to_simplified(text), strict=False))
    fewer, both = min(simple, traditional), simple + traditional
    is_mixed = fewer >= _LEAST_CHARACTERS and fewer >= _DOUBTFUL * both
    other = (Lang.HANS if script is Script.TRADITIONAL else Lang.HANT,) if is_mixed else ()
    return (_region(text) if script is Script.TRADITIONAL else Lang.HANS), other


def _region(text: str) -> Lang:
    """Return the traditional Chinese of the region whose words stand in a text more often than any other's."""
    counts = {region: len(pattern.findall(text)) for region, pattern in _regional().items()}
    most = max(counts, key=counts.__getitem__)
    others = max(count for region, count in counts.items() if region is not most)
    return _LANGS[most] if counts[most] >= _LEAST_REGIONAL and counts[most] > others else Lang.HANT


@cache  # no other command than an import asks for them
def _regional() -> dict[_Region, re.Pattern[str]]:
    words = load_words("regional_words", _Region)
    return {region: re.compile(alternatives(words[region])) for region in _Region}
