"""What reportkit says, in the three languages it speaks.

Every text stands in the code once, beside what it speaks of, in English and in simplified Chinese;
traditional Chinese is derived from the simplified text, so the two can never say different things.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from reportkit.language.script import Script, to_traditional


class Lang(StrEnum):
    """A language of messages and workbooks, by the names of the command line."""

    EN = "en"
    HANS = "zh-Hans"
    HANT = "zh-Hant"
    TAIWAN = "zh-Hant-TW"
    HONG_KONG = "zh-Hant-HK"

    @classmethod
    def of(cls, script: Script) -> "Lang":
        """Return the Chinese of `script`."""
        return cls.HANT if script is Script.TRADITIONAL else cls.HANS

    @property
    def script(self) -> Script:
        """The script in which Chinese stands in it; an English text has none, and keeps what it has."""
        return Script.SIMPLIFIED if self in (Lang.EN, Lang.HANS) else Script.TRADITIONAL


_CHINESE = ("zh", "chinese")
_REGIONS = {
    "tw": Lang.TAIWAN,
    "taiwan": Lang.TAIWAN,
    "hk": Lang.HONG_KONG,
    "mo": Lang.HONG_KONG,
    "hong": Lang.HONG_KONG,
}


def lang_of(tag: str) -> Lang | None:
    """Return the language that a tag or a locale names, None where it is none of ours.

    Args:
        tag: `en`, `en_GB.UTF-8`, `zh-TW`, `zh_Hant_HK`, `Chinese (Traditional)_Taiwan`; case makes no difference.
    """
    first, *rest = re.split(r"[-_.@ ()]+", tag.strip().casefold())
    if first in ("en", "english"):
        return Lang.EN
    if first not in _CHINESE:
        return None
    if "hans" in rest or "simplified" in rest:
        return Lang.HANS
    region = next((_REGIONS[part] for part in rest if part in _REGIONS), None)
    return region or (Lang.HANT if {"hant", "traditional"} & {*rest} else Lang.HANS)


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
        hant: in traditional Chinese where an office worded it itself; "" to derive it from `zh`, for Taiwan and Hong
            Kong with the terms that they have others for.
        taiwan: in the Chinese of Taiwan where more than terms is another, as years of the Republic; "" to derive it.
    """

    en: str
    zh: str
    hant: str = ""
    taiwan: str = field(default="", repr=False)

    def text(self, lang: Lang, /, **values: object) -> str:
        """Return the text in `lang`, its braces filled from `values`; a missing value is a KeyError.

        A value that is itself `Words`, or a day, is printed in `lang`.
        """
        template = self.template(lang)
        if not values and "{" not in template:
            return template
        return template.format_map({name: _said(value, lang) for name, value in values.items()})

    @property
    def names(self) -> frozenset[str]:
        """The names in its braces, in any language."""
        return frozenset[str]().union(*map(_names, (self.en, self.zh, self.hant, self.taiwan)))

    @property
    def everywhere(self) -> tuple[str, ...]:
        """The text in each of the languages, its braces as they are: what a person may have before him."""
        return tuple(dict.fromkeys(self.template(lang) for lang in Lang))

    def template(self, lang: Lang) -> str:
        """Return the text in `lang` with its braces."""
        match lang:
            case Lang.EN:
                return self.en
            case Lang.HANS:
                return self.zh
            case Lang.HANT:
                return self.hant or to_traditional(self.zh)
            case Lang.TAIWAN if self.taiwan:
                return self.taiwan
            case Lang.TAIWAN | Lang.HONG_KONG:
                return self.hant or _in_region(self.zh, lang)


def _in_region(text: str, lang: Lang) -> str:
    from reportkit.language.terms import Region, in_region  # noqa: PLC0415 - only their Chinese needs the table

    return in_region(text, Region.TAIWAN if lang is Lang.TAIWAN else Region.HONG_KONG)


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def day_text(day: date, lang: Lang) -> str:
    """Return a day as people of a language write it: 5 July 2022; in Chinese 2022-07-05, as forms and lists have it."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if lang is Lang.EN else day.isoformat()


def _said(value: object, lang: Lang) -> object:
    match value:
        case Words():
            return value.text(lang)
        case datetime():
            return value
        case date():
            return day_text(value, lang)
        case _:
            return value


LANGUAGE_NAMES: Mapping[Lang, Words] = {
    Lang.EN: Words("English", "英文"),
    Lang.HANS: Words("simplified Chinese", "简体中文"),
    Lang.HANT: Words("traditional Chinese", "繁体中文"),
    Lang.TAIWAN: Words("traditional Chinese (Taiwan)", "繁体中文（台湾）"),
    Lang.HONG_KONG: Words("traditional Chinese (Hong Kong)", "繁体中文（香港）"),
}


def joined(texts: Iterable[str], lang: Lang) -> str:
    """Return several texts as one list of a sentence, in English with semicolons where a text has commas of its own."""
    parts = tuple(texts)
    return (_between_english(parts) if lang is Lang.EN else "、").join(parts)


def listed(texts: Iterable[str], *, clauses: bool = False) -> Words:
    """Return several texts that people wrote as one list for a message: as they are, in no other script.

    Args:
        texts: the texts.
        clauses: True where each says something, so that semicolons stand between them.
    """
    parts = tuple(text.replace("{", "{{").replace("}", "}}") for text in texts)
    chinese = ("；" if clauses else "、").join(parts)
    return Words(("; " if clauses else _between_english(parts)).join(parts), chinese, chinese)


def _between_english(parts: Iterable[str]) -> str:
    return "; " if any("," in part for part in parts) else ", "
