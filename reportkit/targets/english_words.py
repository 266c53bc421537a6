"""Words of English wordings that say what a figure beside them means. Pure."""

import re
from dataclasses import dataclass
from enum import StrEnum

from reportkit.data import alternatives, load, load_words


class Use(StrEnum):
    """What a word says of the figure beside it.

    Attributes:
        DELIVER: a verb with what is delivered behind it: build 140 homes.
        RAISE: something is to become more: raise attendance to 96%.
        LOWER: something is to become less.
        HOLD: something is to have a height: keep vacancy below 5%.
        ANSWER: something is to be done in time: answer all complaints within 10 days.
        DEED: a noun that says what a verb does: delivery of 140 homes.
        BE: what something is or reaches: turnover stays below 9%.
        TOWARDS: stands before the height or the step: to, by, at, of.
        AROUND: says where, for whom, with what, how long.
        WHOLE: what is counted is there already: all 24 wards.
        PAST: counts no things: the next three years.
        NAME: a number behind it belongs to a name: Phase 2.
        AGED: a number behind it is an age: people over 65.
        MONEY: what a sum of money is: £2m investment.
        CHANGE: a noun that says that something becomes more or less: a 10% increase in.
        MORE: more, fewer.
        STRETCH: the aim is hoped for.
        END: a verb with what is to be no more behind it: eliminate deficits.
        DOUBLED: double before it is no verb: double glazing.
    """

    DELIVER = "deliver"
    RAISE = "raise"
    LOWER = "lower"
    HOLD = "hold"
    ANSWER = "answer"
    DEED = "deed"
    BE = "be"
    TOWARDS = "towards"
    AROUND = "around"
    WHOLE = "whole"
    PAST = "past"
    NAME = "name"
    AGED = "aged"
    MONEY = "money"
    CHANGE = "change"
    MORE = "more"
    STRETCH = "stretch"
    END = "end"
    DOUBLED = "doubled"


_WORDS = load_words("aim_words", Use)
VERBS = (Use.LOWER, Use.RAISE, Use.HOLD, Use.DELIVER, Use.ANSWER)
"""The uses of verbs; a verb of several is the first."""


@dataclass(frozen=True, slots=True)
class _Month:
    """A month's name and its number."""

    word: str
    number: str


MONTHS = alternatives(row.word for row in load("months", _Month))
"""The pattern of any month."""


def any_of(*uses: Use) -> str:
    """Return the pattern of any word of these uses."""
    return alternatives(word for use in uses for word in _WORDS[use])


def ends_with(words: str, *, plural: bool = True) -> re.Pattern[str]:
    """Return what finds one of the words at the end of a text; with `plural` also its forms in -s and -ing."""
    return re.compile(rf"(?<![\w-])(?P<word>{words}){'(?:s|ing)?' if plural else 's?'}\s*$", re.IGNORECASE)


def forms_of(use: Use) -> tuple[str, ...]:
    """Return the verbs of a use in all their forms."""
    return tuple(form for verb in _WORDS[use] for form in forms(verb))


def forms(verb: str) -> tuple[str, ...]:
    """Return a verb and its form in -ing: set up and setting up, close and closing."""
    first, space, rest = verb.partition(" ")
    stem = first.removesuffix("e") if not first.endswith("ee") else first
    doubled = first + first[-1] if re.search("[^aeiouy][aeiou][^aeiouwxy]$", first) else ""
    return verb, *(f"{one}ing{space}{rest}" for one in (stem, doubled) if one)


USE_OF = {form: use for use in reversed(VERBS) for verb in _WORDS[use] for form in forms(verb)}
"""Which use a verb has, in any of its forms."""
WHEN = re.compile(
    r"\s(?:by|before|in|during|until|this|each|per|every|over|throughout|an?|from|within|at)\s(?:the\s)?"
    r"(?:(?:end|start|close|beginning|course)\sof\s)?(?:the\s)?(?:mid-|early\s|late\s|next\s|\d{1,2}(?:st|nd|rd|th)?\s)?"
    rf"(?:(?:financial|municipal|academic|calendar|fiscal|school)\s)?(?:(?:{MONTHS})\b|year|quarter|(?:19|20)\d\d|Q[1-4]"
    r"|spring|summer|autumn|winter|Christmas|Easter).{0,300}$",
    re.IGNORECASE,
)
"""A time behind a noun: by the end of March."""
FIRST_WORDS = re.compile(
    r"^(?:(?:and|or|but|then|with|while|that|so|an?|the|our|its|their|all|number\sof|proportion\sof|percentage\sof"
    r"|share\sof|rate\sof|target\sof|total\sof|at)\s)+",
    re.IGNORECASE,
)
"""Words before a noun that say nothing of it."""
BASE = frozenset(verb for use in VERBS for verb in _WORDS[use])
"""Verbs in the form in which a task begins."""
VERB = alternatives(USE_OF)
"""The pattern of any verb."""


def is_of(word: str, use: Use) -> bool:
    """Tell whether a word has a use."""
    return word.casefold() in _WORDS[use]


_PLAIN = frozenset(
    word for use in (Use.AROUND, Use.MORE, Use.BE, Use.TOWARDS, Use.WHOLE, *VERBS) for word in _WORDS[use]
)


def is_content(word: str) -> bool:
    """Tell whether a word in small letters names a thing: no preposition, no verb and none of its participles."""
    return word not in _PLAIN and not word.endswith(("ed", "ing"))


def bare_name(words: str) -> str:
    """Return a name without articles and joints around it."""
    name = FIRST_WORDS.sub("", words.strip(" ,:;-–—()"))
    return WHEN.sub("", " " + name).strip(" ,:;")
