"""How wide texts are where every character takes one column or two. Pure."""

import unicodedata
from functools import lru_cache


def width(text: str) -> int:
    """Return how many half-width columns `text` takes; East-Asian wide characters take two."""
    return sum(map(_columns, text))


@lru_cache(maxsize=65_536)
def _columns(character: str) -> int:
    """Return how many half-width columns a character takes."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
