"""Whose task it is and until when, as labels and the lines of a cell of units say it. Pure."""

import functools
import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportkit.files.document import Paragraph
from reportkit.language.script import is_latin
from reportkit.language.text import squeeze
from reportkit.lists.heading_ranks import carries_out, is_first_hand, is_inner
from reportkit.lists.labels import Labelled, is_contact, read_labels
from reportkit.lists.listing import Name
from reportkit.lists.names import persons, unit_names
from reportkit.lists.responsibility import by_part
from reportkit.lists.when import says_when
from reportkit.model import OFFICES, ListColumn
from reportkit.units import is_inner_office

_BESIDE = frozenset({ListColumn.MEASURES, ListColumn.OTHER, ListColumn.STAGE})
LONGEST_DAY = 60
"""How many characters may say until when at the end of names or of a wording."""
WHO = frozenset({ListColumn.LEADS, ListColumn.PARTICIPANTS, ListColumn.LEADERS})
_GROUPS = re.compile(r"[;；]|,\s*+(?=(?:with|supported by)\b)", re.IGNORECASE)
_PARTS = re.compile("[;；,，、|｜]")
_TAKES_PART = re.compile(r"^(?:with|supported by|partners?)\b:?\s*", re.IGNORECASE)
_LEAD_MARK = re.compile(r"(?:(?<!\s)\s++)?\((?:lead|co-lead|lead department)\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Duties:
    """Whose a task is and until when.

    Attributes:
        leads: who leads.
        participants: who takes part.
        leaders: the persons who answer for it.
        deadline: the words that say until when.
        others: what labels say that a list does not need, a contact for one.
        measures: by what one knows that it is done, by the labels that say so.
        extras: what other labels say that stands beside a wording, by these labels.
        stages: what is to be done by when, by the labels that say it.
    """

    leads: tuple[Name, ...] = ()
    participants: tuple[Name, ...] = ()
    leaders: tuple[Name, ...] = ()
    deadline: str = ""
    others: tuple[Paragraph, ...] = ()
    measures: tuple[tuple[str, str], ...] = ()
    extras: tuple[tuple[str, str], ...] = ()
    stages: tuple[tuple[str, str], ...] = ()

    def __or__(self, other: "Duties") -> "Duties":
        """Return both together."""
        return Duties(
            self.leads + other.leads,
            self.participants + other.participants,
            self.leaders + other.leaders,
            self.deadline or other.deadline,
            self.others + other.others,
            self.measures + other.measures,
            self.extras + other.extras,
            self.stages + other.stages,
        )

    @property
    def says_who(self) -> bool:
        """True where a unit or a person is named."""
        return bool(self.leads or self.participants or self.leaders)


def said_by(labelled: Sequence[Labelled]) -> Duties:
    """Return what labels say; where one says that its units lead, those of 责任单位 beside it take part.

    So do those who carry out what others answer for.
    """
    has_units = not all(is_inner(item.label) for item in labelled if item.means is ListColumn.LEADS)
    found = Duties()
    for item, means in zip(labelled, _settled(labelled), strict=True):
        if has_units and _names_inner_offices(item):
            found |= Duties(extras=((item.label, squeeze(item.said.text)),))
        else:
            found |= _said(item, means)
    return found


def _said(item: Labelled, means: ListColumn) -> Duties:
    """Return what a label says."""
    said, when = without_day(item.said) if means in WHO else (item.said, "")
    return _beside(item) if means in _BESIDE else _duties(means, said) | Duties(deadline=when)


def _settled(labelled: Sequence[Labelled]) -> Iterator[ListColumn]:
    """Yield what each of several labels means beside the others."""
    leads = [item.label for item in labelled if item.means is ListColumn.LEADS]
    heads = list(filter(is_first_hand, leads)) or [label for label in leads if not carries_out(label)]
    has_day = any(item.means is ListColumn.DEADLINE for item in labelled)
    for item in labelled:
        if heads and item.means is ListColumn.LEADS and item.label not in heads:
            yield ListColumn.PARTICIPANTS
        else:
            yield ListColumn.DEADLINE if not has_day and _is_day(item) else item.means


def _is_day(item: Labelled) -> bool:
    """Tell whether a label of what measures success says until when: Target: 31 December 2025."""
    return item.means is ListColumn.MEASURES and says_when(item.said.text)


def _names_inner_offices(item: Labelled) -> bool:
    """Tell whether a label names the parts of an office that see to a task: 责任科室：综合科."""
    if item.means not in OFFICES or not is_inner(item.label):
        return False
    names = unit_names((item.said,))
    return bool(names) and all(is_inner_office(name.written) for name in names)


def _beside(item: Labelled) -> Duties:
    """Return what a label says that stands beside a wording: a measure, a contact, or what the office carries along."""
    pair = ((item.label, squeeze(item.said.text)),) if item.said.text else ()
    if item.means is ListColumn.STAGE:
        return Duties(stages=pair)
    if item.means is ListColumn.MEASURES:
        return Duties(measures=pair)
    return Duties(others=(item.said,)) if is_contact(item.label) else Duties(extras=pair)


def without_day(said: Paragraph) -> tuple[Paragraph, str]:
    """Return names without the day at their end, and that day: Housing, Planning; by 31 March 2026."""
    starts = (0, *(mark.end() for mark in _PARTS.finditer(said.text)))
    for start in (one for one in starts if len(said.text) - one <= LONGEST_DAY):
        if says_when(said.text[start:]):
            return replace(said, text=said.text[:start].rstrip(" ;；,，、|｜")), squeeze(said.text[start:])
    return said, ""


def _without_days(lines: Iterable[Paragraph]) -> tuple[list[Paragraph], str]:
    """Return the lines of a cell of units without days at their ends, and the first of these."""
    read = [without_day(line) for line in lines]
    return [line for line, _ in read if line.text], next((when for _, when in read if when), "")


def _duties(means: ListColumn, said: Paragraph) -> Duties:
    match means:
        case ListColumn.LEADS if is_latin(said.text):
            return in_letters(said)
        case ListColumn.LEADS:
            leads, others = by_part(unit_names((said,)))
            return Duties(leads, others)
        case ListColumn.PARTICIPANTS:
            leads, others = by_part(unit_names((said,)), lead=False)
            return Duties(leads, others)
        case ListColumn.LEADERS:
            return Duties(leaders=persons((said,)))
        case _:
            return Duties(deadline=squeeze(said.text))


def in_cell(pieces: Iterable[Paragraph], means: ListColumn) -> Duties:
    """Return whose a task is by the lines of a cell of units; what no label says is as the column says."""
    lines, labelled = _plain_and_labelled(pieces)
    plain, when = _without_days(lines)
    said = Duties(deadline=when) | said_by(labelled)
    if means is ListColumn.LEADS and plain and all(is_latin(piece.text) for piece in plain):
        return functools.reduce(operator.or_, map(in_letters, plain)) | said
    names = unit_names(plain)
    leads, others = by_part(names, lead=means is ListColumn.LEADS)
    return Duties(leads, others) | said


def _plain_and_labelled(pieces: Iterable[Paragraph]) -> tuple[list[Paragraph], list[Labelled]]:
    """Return the lines of a cell that no label speaks for, and what its labels say."""
    plain: list[Paragraph] = []
    labelled: list[Labelled] = []
    for piece in pieces:
        before, behind = read_labels(piece)
        if before:
            target = replace(piece, text=before)
            if labelled and not behind:  # a line below a label goes on with what that says
                labelled.append(replace(labelled[-1], said=target))
            else:
                plain.append(target)
        labelled += behind
    return plain, labelled


def in_letters(said: Paragraph, *, first_leads: bool = False) -> Duties:
    """Return who leads and who takes part by names in letters: (lead) behind one says that the others take part.

    Args:
        said: the names; `with` before a group of them says that they take part.
        first_leads: True where of several groups only the first leads.
    """
    found = Duties()
    for at, group in enumerate(filter(None, map(str.strip, _GROUPS.split(said.text)))):
        takes_part = _TAKES_PART.match(group) is not None or (first_leads and at > 0)
        names = unit_names((replace(said, text=_TAKES_PART.sub("", group)),))
        found |= Duties(participants=names) if takes_part else Duties(leads=names)
    return _by_lead_marks(found)


def _by_lead_marks(found: Duties) -> Duties:
    """Return duties in which the others take part where (lead) stands behind some of those who lead."""
    marked = tuple(name for name in found.leads if _LEAD_MARK.search(name.written))
    if not marked:
        return found
    others = tuple(name for name in found.leads if name not in marked)
    bare = tuple(replace(name, written=_LEAD_MARK.sub("", name.written)) for name in marked)
    return replace(found, leads=bare, participants=others + found.participants)
