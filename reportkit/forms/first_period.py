"""What a unit is asked that reported nothing last time: of that nothing can be as it was. Pure."""

import re
from dataclasses import replace

from reportkit.language.words import Words
from reportkit.model import UNCHANGED, Field

# A sentence with its end; the rest of a text that has none.
_SENTENCE = re.compile(r"[^。.]+[。.]?\s*|[。.]")


def without_unchanged(field: Field) -> Field:
    """Return a field without the choice that nothing is new, and without what its hint says of it."""
    unchanged = next((choice for choice in field.choices if choice.name == UNCHANGED), None)
    if unchanged is None:
        return field
    hint, label = field.hint, unchanged.label
    pairs = ((hint.en, label.en), (hint.zh, label.zh), (hint.hant, label.hant or label.zh))
    left = (_without(text, name) for text, name in pairs)
    return replace(field, choices=tuple(c for c in field.choices if c is not unchanged), hint=Words(*left))


def _without(text: str, name: str) -> str:
    """Return a text without the sentences that name something."""
    return "".join(part for part in _SENTENCE.findall(text) if not name or name not in part).rstrip()
