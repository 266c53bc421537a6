"""Names that may be meant: the nearest of those that are known. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from reportkit.language.text import fold
from reportkit.language.words import Words

NEAR = 60
"""Likeness, of 100, from which a name is worth suggesting."""
DID_YOU_MEAN = Words("Did you mean “{near}”?", "是否指“{near}”？")
NOTHING = Words("", "")


def suggestion(name: str, known: Sequence[str], least: int = NEAR) -> str | None:
    """Return the known name that is most like `name`, by `least` of 100 points; None where none is."""
    return nearest(name, by_fold(known), least)


def by_fold(known: Iterable[str]) -> dict[str, str]:
    """Return names by themselves folded."""
    return {fold(item): item for item in known}


def nearest(name: str, known: Mapping[str, str], least: int = NEAR) -> str | None:
    """Return what `suggestion` returns, of names that were folded once for many questions."""
    best = process.extractOne(fold(name), known.keys(), scorer=fuzz.ratio, score_cutoff=least)
    return known[best[0]] if best else None


def did_you_mean(near: str | None) -> Words:
    """Return a question for a message: is this name meant?"""
    return Words(*(text.replace("{near}", near) for text in (DID_YOU_MEAN.en, DID_YOU_MEAN.zh))) if near else NOTHING
