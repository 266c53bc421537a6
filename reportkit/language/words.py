"""What reportkit says, in the three languages it speaks.

Every text stands in the code once, beside what it speaks of, in English and in simplified Chinese;
traditional Chinese is derived from the simplified text, so the two can never say different things.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from reportkit.language.script import Script, to_traditional


class Lang(StrEnum):
    """A language of messages and workbooks, by the names of the command line."""

    EN = "en"
    HANS = "zh-Hans"
    HANT = "zh-Hant"

    @classmethod
    def of(cls, script: Script) -> "Lang":
        """Return the Chinese of `script`."""
        return cls.HANT if script is Script.TRADITIONAL else cls.HANS


@lru_cache(maxsize=4096)  # the words of a finding are looked at each time one is made
def _names(template: str) -> frozenset[str]:
    from string import Formatter  # noqa: PLC0415 - only a refusal or a finding looks at names

    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


@dataclass(frozen=True, slots=True)
class Words:
    """One text in English and Chinese, with `{names}` for what is put in.

    What is put in is printed as it is: a unit's own words are never converted to another script.

    Attributes:
        en: in English.
        zh: in simplified Chinese.
        hant: in traditional Chinese where an office worded it itself; "" to derive it from `zh`.
    """

    en: str
    zh: str
    hant: str = ""

    def text(self, lang: Lang, /, **values: object) -> str:
        """Return the text in `lang`, its braces filled from `values`; a missing value is a KeyError.

        A value that is itself `Words` is printed in `lang`.
        """
        template = self.template(lang)
        if not values and "{" not in template:
            return template
        return template.format_map({n: v.text(lang) if isinstance(v, Words) else v for n, v in values.items()})

    @property
    def names(self) -> frozenset[str]:
        """The names in its braces, in any language."""
        return _names(self.en) | _names(self.zh) | _names(self.hant)

    def template(self, lang: Lang) -> str:
        """Return the text in `lang` with its braces."""
        if lang is Lang.EN:
            return self.en
        return (self.hant or to_traditional(self.zh)) if lang is Lang.HANT else self.zh


def joined(texts: Iterable[str], lang: Lang) -> str:
    """Return several texts as one list of a sentence."""
    return (", " if lang is Lang.EN else "、").join(texts)
