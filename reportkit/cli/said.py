"""Texts of the help in every language: they stand where typer wants them, beside the options they tell of."""

from reportkit.language.words import Lang, Words

_KNOWN: dict[str, Words] = {}


def said(english: str, chinese: str) -> str:
    """Return a text of the help in English, as typer wants it, and remember what it is in Chinese."""
    _KNOWN[english] = Words(english, chinese)
    return english


def spoken(text: str, lang: Lang) -> str:
    """Return a text of the help in a language; one that nobody put into words is as it is."""
    return _KNOWN[text].text(lang) if text in _KNOWN else text


def is_said(text: str) -> bool:
    """Tell whether there are words for a text in every language."""
    return text in _KNOWN
