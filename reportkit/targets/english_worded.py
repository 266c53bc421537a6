"""Aims of English wordings in words alone: halve falls, cut waste by a third, end homelessness. Pure.

A part or a multiple is by how much something changes, in percent; what is to come to an end is an aim without a digit.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reportkit.data import alternatives, load
from reportkit.model import Kind, Op
from reportkit.targets.aims import Aim
from reportkit.targets.english_words import Use, any_of, bare_name, forms, forms_of


@dataclass(frozen=True, slots=True)
class _Part:
    """A part in words, and how many percent it is: a third."""

    word: str
    percent: str


@dataclass(frozen=True, slots=True)
class _Multiple:
    """A verb that says by how many percent something changes: halve, double."""

    word: str
    percent: str


_PARTS = {row.word: Decimal(row.percent) for row in load("part_words", _Part)}
_MULTIPLES = {form: Decimal(row.percent) for row in load("multiple_words", _Multiple) for form in forms(row.word)}
_CHANGING = alternatives(form for use in (Use.RAISE, Use.LOWER) for form in forms_of(use))
_NAME = r"[^,;:.()\n]"
_PART = (
    rf"by\s(?:about\s|around\s|at\sleast\s|nearly\s|over\s)?(?P<part>{alternatives(_PARTS)})"
    r"(?![\w-]|\s(?:of|term|year|way)\b)"
)
_CHANGED = (
    re.compile(rf"(?<![\w-])(?:{_CHANGING})\s(?P<name>{_NAME}{{1,200}}?)\s{_PART}", re.IGNORECASE),
    re.compile(rf"(?<![\w-])(?:{_CHANGING})\s{_PART}\s(?P<name>{_NAME}{{1,200}})", re.IGNORECASE),
)
_CLAUSE = r"(?:^|(?<=[,:;]\s)|(?<=\sand\s)|(?<=\sto\s)|(?<=\sor\s)|(?<=\swill\s))"
_MULTIPLIED = re.compile(
    rf"{_CLAUSE}(?P<verb>{alternatives(_MULTIPLES)})(?:,[^,;:.()]{{1,40}},)?\s(?P<name>{_NAME}{{1,200}})", re.IGNORECASE
)
_ENDED = re.compile(
    rf"{_CLAUSE}(?:{alternatives(forms_of(Use.END))})\s(?!of\b|to\b|in\b)(?P<name>{_NAME}{{1,200}})", re.IGNORECASE
)
_NO_MULTIPLE = re.compile(rf"(?:{any_of(Use.DOUBLED)})", re.IGNORECASE)


def with_worded(text: str, figures: Sequence[Aim]) -> list[Aim]:
    """Return the aims of a sentence in the order of the text, with those that have no digit.

    Three quarters is no figure; else what a figure says of some words goes before what these words say.

    Args:
        text: the sentence, in half-width characters.
        figures: the aims that have a figure.
    """
    parts = list(_parts(text))
    aims = [*parts, *(aim for aim in figures if not _overlaps(aim, parts))]
    aims += [aim for aim in (*_multiples(text), *_ends(text)) if aim.indicator and not _overlaps(aim, aims)]
    return sorted(aims, key=lambda aim: aim.start)


def _overlaps(aim: Aim, others: Sequence[Aim]) -> bool:
    return any(one.start < aim.end and aim.start < one.end for one in others)


def _parts(text: str) -> Iterator[Aim]:
    for match in (match for pattern in _CHANGED for match in pattern.finditer(text)):
        if bare_name(match["name"]):
            yield _aim(match, _PARTS[match["part"].casefold()])


def _multiples(text: str) -> Iterator[Aim]:
    for match in _MULTIPLIED.finditer(text):
        if not _NO_MULTIPLE.match(match["name"]):  # double glazing, triple lock
            yield _aim(match, _MULTIPLES[match["verb"].casefold()])


def _ends(text: str) -> Iterator[Aim]:
    for match in _ENDED.finditer(text):
        yield _aim(match, None)


def _aim(match: re.Match[str], percent: Decimal | None) -> Aim:
    """Return the aim of a match: by how many percent what it names changes, None where that comes to an end."""
    kind, measure = (Kind.IMPLICIT, "") if percent is None else (Kind.GROWTH, "%")
    return Aim(match.start(), match.end(), bare_name(match["name"]), Op.EQUAL, percent, measure, kind)
