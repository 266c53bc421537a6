"""Persons and telephone numbers beside units: 教育局（联系人：宋佳） is 教育局, and whom to ask there. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportkit.data import alternatives
from reportkit.files.document import Paragraph
from reportkit.language.text import squeeze, unspaced
from reportkit.lists.labels import CONTACT_WORDS, is_contact
from reportkit.lists.listing import Name, RawTask

_BRACKET = re.compile(r"(?:(?<!\s)\s++)?[(（]([^()（）]{2,80})[)）]")
_LABEL = re.compile(rf"\s*(?:{alternatives(CONTACT_WORDS)})\s*[:：]?\s*", re.IGNORECASE)
_PHONE = re.compile(r"\d(?:[\d\s-]{5,}\d)")


@dataclass(frozen=True, slots=True)
class Beside:
    """Whom to ask in a unit.

    Attributes:
        before: what stands before the bracket, up to its end.
        who: name or telephone number or both.
    """

    before: str
    who: str


def without_contacts(piece: Paragraph) -> tuple[Paragraph, tuple[Beside, ...]]:
    """Return a line of units without the brackets that say whom to ask, and what these say."""
    text, found, at = "", [], 0
    for bracket in _BRACKET.finditer(piece.text):
        label = _LABEL.match(bracket[1])
        who = squeeze(bracket[1][label.end() :] if label else bracket[1])
        if not who or not (label or _PHONE.search(who)):
            continue
        text += piece.text[at : bracket.start()]
        at = bracket.end()
        found.append(Beside(unspaced(text), who))
    return replace(piece, text=text + piece.text[at:]), tuple(found)


def with_contacts(names: Sequence[Name], beside: Iterable[Beside]) -> tuple[Name, ...]:
    """Return names with whom to ask there: the last name that stands before each bracket."""
    found = list(names)
    for one in beside:
        at = max(range(len(found)), key=lambda place: _ends(one.before, found[place].written, place), default=None)
        if at is not None and _ends(one.before, found[at].written, at) > (0, 0):
            found[at] = replace(found[at], contact=one.who)
    return tuple(found)


def _ends(before: str, name: str, place: int) -> tuple[int, int]:
    """Return how far a text ends with a name or the beginning of one, with its place to choose among several."""
    plain = unspaced(name)
    most = max((n for n in range(2, len(plain) + 1) if before.endswith(plain[:n])), default=0)
    return (most, -place)


def contacts(tasks: Iterable[RawTask], names: Mapping[str, str]) -> dict[str, str]:
    """Return whom to ask in each unit, by its canonical name.

    A person beside a unit belongs to it, one that a label or a column of a task names to the unit that leads it.

    Args:
        tasks: of a list.
        names: what the list writes -> canonical name.
    """
    found: dict[str, dict[str, None]] = {}
    for written, who in (pair for task in tasks for pair in _said(task)):
        found.setdefault(names[written], {})[who] = None
    return {name: "、".join(said) for name, said in found.items()}


def _said(task: RawTask) -> Iterator[tuple[str, str]]:
    for name in (*task.leads, *task.participants):
        if name.contact:
            yield name.written, name.contact
    columns = (text for heading, text in task.extras if is_contact(heading))
    told = squeeze(" ".join((*columns, *(piece.text for piece in task.others))))
    if told and task.leads:
        yield task.leads[0].written, told
