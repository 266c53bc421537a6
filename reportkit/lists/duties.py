"""Whose task it is and until when, as running text says it: by labels, or in brackets behind the wording. Pure."""

import functools
import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportkit.files.document import Paragraph
from reportkit.language.script import is_latin
from reportkit.language.text import CLOSING_BRACKETS, OPENING_BRACKETS, squeeze
from reportkit.lists.heading_ranks import carries_out, is_first_hand, is_inner
from reportkit.lists.labels import Labelled, is_contact, read_labels
from reportkit.lists.listing import Name
from reportkit.lists.names import NONE_KNOWN, KnownUnits, persons, unit_names
from reportkit.lists.responsibility import by_part, says_part
from reportkit.lists.when import says_when
from reportkit.model import OFFICES, ListColumn
from reportkit.units import is_collective, is_inner_office

_BESIDE = frozenset({ListColumn.MEASURES, ListColumn.OTHER, ListColumn.STAGE})
_LONGEST_BRACKET = 600
_OPEN, _CLOSE = re.escape(OPENING_BRACKETS), re.escape(CLOSING_BRACKETS)
_INNER = rf"(?:[^{_OPEN}{_CLOSE}]|[（(][^（()）]{{0,{_LONGEST_BRACKET}}}[)）]){{0,{_LONGEST_BRACKET}}}"
_BRACKET = re.compile(rf"[{_OPEN}](?P<inner>{_INNER})[{_CLOSE}]\s*+(?:[。.；;]\s*+)?$")
_LONGEST_CLAUSES, _LONGEST_DAY = 120, 60
_WHO = frozenset({ListColumn.LEADS, ListColumn.PARTICIPANTS, ListColumn.LEADERS})
_STOP = re.compile(r"[。；;，,]\s*+")
_SHORT_NAME = re.compile(r"[^\d\s:：。“”]{2,16}")
_STROKE = re.compile("[—–]++|--++")
_GROUPS = re.compile(r"[;；]|,\s*+(?=(?:with|supported by)\b)", re.IGNORECASE)
_PARTS = re.compile("[;；,，、|｜]")
_TAKES_PART = re.compile(r"^(?:with|supported by|partners?)\b:?\s*", re.IGNORECASE)
_LEAD_MARK = re.compile(r"(?:(?<!\s)\s++)?\((?:lead|co-lead|lead department)\)$", re.IGNORECASE)
_LED_BY = re.compile(
    r"(?:(?<!\s)\s++[–—-]\s*+|[,;]\s*+|\.\s++)(?:led|owned|delivered) by\s++(?P<who>[^–—]{1,200})$", re.IGNORECASE
)
_LED = re.compile(r"^(?:led|owned|delivered) by:?\s+", re.IGNORECASE)
_SUPPORTED = re.compile(r"[,;]?\s(?:supported by|in partnership with|with support from):?\s+", re.IGNORECASE)
_EXECUTIVE = re.compile(r"[,;]\s(?:executive|director|cabinet|board) (?:lead|sponsor|owner):?\s+", re.IGNORECASE)
_DASH = re.compile(r"(?<!\s)\s++[–—-]\s++")
_BETWEEN_OFFICES = re.compile(r"(?<=[局部署處处室會会署院])\s*[/／]")
"""In Hong Kong a stroke stands between the offices in a bracket: (創新科技及工業局／數碼港)."""
_YEAR = re.compile(r"(?:20\d\d|1\d\d)\s?年(?:度|内|內)?|20\d\d(?:[/-]\d\d)?")
_HOW = re.compile("[依按照据據]")
_PROPER = re.compile(r"[A-Z][\w&'’-]*(?:\s+(?:[A-Z][\w&'’-]*|of|for|and|the|&))*")


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
    said, when = _without_day(item.said) if means in _WHO else (item.said, "")
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


def _without_day(said: Paragraph) -> tuple[Paragraph, str]:
    """Return names without the day at their end, and that day: Housing, Planning; by 31 March 2026."""
    starts = (0, *(mark.end() for mark in _PARTS.finditer(said.text)))
    for start in (one for one in starts if len(said.text) - one <= _LONGEST_DAY):
        if says_when(said.text[start:]):
            return replace(said, text=said.text[:start].rstrip(" ;；,，、|｜")), squeeze(said.text[start:])
    return said, ""


def _without_days(lines: Iterable[Paragraph]) -> tuple[list[Paragraph], str]:
    """Return the lines of a cell of units without days at their ends, and the first of these."""
    read = [_without_day(line) for line in lines]
    return [line for line, _ in read if line.text], next((when for _, when in read if when), "")


def _duties(means: ListColumn, said: Paragraph) -> Duties:
    match means:
        case ListColumn.LEADS if is_latin(said.text):
            return _in_letters(said)
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
        return functools.reduce(operator.or_, map(_in_letters, plain)) | said
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


def behind_wording(piece: Paragraph, known: KnownUnits = NONE_KNOWN) -> tuple[Paragraph, Duties]:
    """Return a wording without the bracket at its end that says whose it is, and what that says.

    （牵头单位：甲；责任单位：乙）, （甲牵头，乙、丙配合）, （甲、乙负责）, （甲，各乡镇）, (Housing; with Finance)

    A day in a bracket of its own in front of it or behind it is the deadline: （2026年6月底前）（甲）.
    """
    wording, found = _with_day(piece, known)
    while found.says_who and (bracket := _labelled_bracket(wording)):
        wording, labelled = bracket
        found = said_by(labelled) | found
    return wording, found


def _with_day(piece: Paragraph, known: KnownUnits) -> tuple[Paragraph, Duties]:
    """Return a wording without the bracket that says whose it is, and the one beside it that is a day."""
    rest, when = _without_bracketed_day(piece)
    if when:
        wording, found = _behind(rest, known)
        if found.says_who and not found.deadline:
            return wording, found | Duties(deadline=when)
    wording, found = _behind(piece, known)
    if found.says_who and not found.deadline:
        wording, when = _without_bracketed_day(wording)
        found |= Duties(deadline=when)
    return wording, found


def _labelled_bracket(piece: Paragraph) -> tuple[Paragraph, tuple[Labelled, ...]] | None:
    """Return a wording without the bracket of labels at its end, and these: one more of 【牵头：甲】【配合：乙】."""
    bracket = _BRACKET.search(piece.text[-_LONGEST_BRACKET:])
    if bracket is None:
        return None
    before, labelled = read_labels(replace(piece, text=bracket["inner"]))
    start = max(len(piece.text) - _LONGEST_BRACKET, 0) + bracket.start()
    return (replace(piece, text=piece.text[:start].rstrip()), labelled) if labelled and not before else None


def _without_bracketed_day(piece: Paragraph) -> tuple[Paragraph, str]:
    """Return a wording without the bracket at its end that is a day and nothing else, and that day, "" of no such."""
    bracket = _BRACKET.search(piece.text[-_LONGEST_DAY:])
    if bracket is None:
        return piece, ""
    before, labelled = read_labels(replace(piece, text=bracket["inner"]))
    is_labelled = not before and [item.means for item in labelled] == [ListColumn.DEADLINE]
    when = labelled[0].said.text if is_labelled else squeeze(bracket["inner"])
    if not (says_when(when) or _YEAR.fullmatch(when)):
        return piece, ""
    start = max(len(piece.text) - _LONGEST_DAY, 0) + bracket.start()
    return replace(piece, text=piece.text[:start].rstrip()), when


def _behind(piece: Paragraph, known: KnownUnits) -> tuple[Paragraph, Duties]:
    """Return a wording without what says whose it is in the bracket, or behind the dash or stop, at its end."""
    bracket = _BRACKET.search(piece.text[-_LONGEST_BRACKET:])
    if bracket is None:
        return _behind_a_dash(piece) if is_latin(piece.text) else _behind_a_stroke(piece, known)
    start = max(len(piece.text) - _LONGEST_BRACKET, 0) + bracket.start()
    if _is_translation(piece, bracket["inner"]):
        return piece, Duties()
    found = _in_bracket(replace(piece, text=bracket["inner"]), known)
    is_of_name = _ends_in_group(piece.text, start) or _is_behind_label(piece, start, bracket["inner"])
    if is_of_name or (not found.says_who and not found.deadline):
        return piece, Duties()
    return replace(piece, text=piece.text[:start].rstrip()), found


def _ends_in_group(text: str, start: int) -> bool:
    """Tell whether the bracket at the end of a text is a part of what a group is called: 各村（社区）."""
    begins = max(text.rfind(each, 0, start) for each in "各全")
    return begins >= 0 and is_collective(text[begins:].rstrip("。；; "))


def _is_behind_label(piece: Paragraph, start: int, inner: str) -> bool:
    """Tell whether a bracket belongs to the last name behind a label: 责任单位：县委组织部（人才办）."""
    labelled = read_labels(replace(piece, text=piece.text[:start]))[1]
    says_itself = read_labels(replace(piece, text=inner))[1] or says_part(unit_names((replace(piece, text=inner),)))
    return bool(labelled) and labelled[-1].means in _WHO and not says_itself


def _behind_a_dash(piece: Paragraph) -> tuple[Paragraph, Duties]:
    """Return a wording without who leads it behind a dash or comma: – led by Housing, with Roads, by May."""
    match = _LED_BY.search(piece.text[-_LONGEST_BRACKET:])
    if match is None:
        return _between_dashes(piece)
    *parts, last = re.split(r",\s*(?=(?:with|supported by|by)\b)", match["who"].rstrip(". "))
    groups = [*parts, last]
    days = [group for group in groups[1:] if says_when(group)]
    said = "; ".join(group for group in groups if group not in days)
    found = _named_in_letters(replace(piece, text=said)) | Duties(deadline=days[0] if days else "")
    start = max(len(piece.text) - _LONGEST_BRACKET, 0) + match.start()
    return (replace(piece, text=piece.text[:start].rstrip(" ,")), found) if found.says_who else (piece, Duties())


def _between_dashes(piece: Paragraph) -> tuple[Paragraph, Duties]:
    """Return a wording without who does it and the day, each behind a dash: Mend the wall - Parks - June 2026."""
    *before, who, when = ("", "", *_DASH.split(piece.text.rstrip(" .")))
    if not any(before):
        return piece, Duties()
    who, when = (when, who) if says_when(who) else (who, when)
    found = _named_in_letters(replace(piece, text=who)) if says_when(when) else Duties()
    if not found.says_who:
        return piece, Duties()
    wording = piece.text[: [mark.start() for mark in _DASH.finditer(piece.text)][-2]]
    return replace(piece, text=wording.rstrip()), found | Duties(deadline=squeeze(when))


def _behind_a_stroke(piece: Paragraph, known: KnownUnits) -> tuple[Paragraph, Duties]:
    """Return a wording without the units and the day behind its last dash: ——档案科，9月底前."""
    start = max(len(piece.text) - _LONGEST_CLAUSES, 0)
    *_, stroke = (None, *_STROKE.finditer(piece.text, start))
    if stroke is not None:
        said = replace(piece, text=piece.text[stroke.end() :].strip("。；; "))
        found = _in_bracket(said, known)
        if found.says_who:
            return replace(piece, text=piece.text[: stroke.start()].rstrip()), found
    return _behind_a_stop(piece, known)


def _behind_a_stop(piece: Paragraph, known: KnownUnits) -> tuple[Paragraph, Duties]:
    """Return a wording without the clauses at its end that say whose it is: “。由甲负责，乙配合”, “，甲牵头”."""
    start = max(len(piece.text) - _LONGEST_CLAUSES, 0)
    end = piece.text[start:].rstrip("。；; ")
    for stop in _STOP.finditer(end, max(0, *map(end.rfind, "。；;"))):
        names = unit_names((replace(piece, text=end[stop.end() :]),))
        leads, others = by_part(names)
        are_units = all(_is_office(name, known) for name in (*leads, *others))
        if leads and are_units and says_part(names):
            wording = piece.text[: start + stop.start()] + stop[0].strip(" ，,；;")
            return replace(piece, text=wording), Duties(leads, others)
    return piece, Duties()


def _is_office(name: Name, known: KnownUnits) -> bool:
    """Tell whether a name in a sentence is that of a unit or a group, and not of what is done there until when."""
    is_named = known.is_unit(name.written) or is_collective(name.written)
    return is_named and not any(map(str.isdecimal, name.written)) and not _HOW.search(name.written)


def _in_bracket(inner: Paragraph, known: KnownUnits) -> Duties:
    if _LED.match(inner.text):  # led by Housing, supported by Roads; executive lead Ann Marsh
        inner = replace(inner, text=_EXECUTIVE.sub("; Executive lead: ", _SUPPORTED.sub("; Support: ", inner.text)))
        inner = replace(inner, text=_LED.sub("Lead: ", inner.text))
    before, labelled = read_labels(inner)
    if labelled:
        return (_named(replace(inner, text=before), known) if before else Duties()) | said_by(labelled)
    return _named(inner, known)


def _named(said: Paragraph, known: KnownUnits) -> Duties:
    """Return whose a task is by names alone, nothing where what stands there is no list of units.

    A day at the end of the list is its deadline: （甲、乙；10月底前）.
    """
    bare, when = _without_day(said)
    if when:
        found = _named(bare, known)
        return found | Duties(deadline=when) if found.says_who else Duties()
    return _named_in_letters(said) if is_latin(said.text) else _named_in_chinese(said, known)


def _is_translation(piece: Paragraph, inner: str) -> bool:
    """Tell whether a bracket in letters translates what stands before it in Chinese: it has no label that names."""
    before = piece.text[: piece.text.rfind(inner)]
    return is_latin(inner) and not is_latin(before) and not read_labels(replace(piece, text=inner))[1]


def _named_in_chinese(said: Paragraph, known: KnownUnits) -> Duties:
    """Return whose a task is by names in a bracket: without a word that says it units lead and groups take part."""
    names = unit_names((said,))
    leads, others = by_part(names)
    are_units = [known.is_unit(name.written) for name in (*leads, *others)]
    is_said = says_part(names) or _BETWEEN_OFFICES.search(said.text) is not None
    if is_said and any(are_units) and all(map(_may_be_office, (*leads, *others))):
        return Duties(leads, others)
    if not names or not all(are_units):
        return Duties()
    return Duties(
        tuple(name for name in leads if not is_collective(name.written)),
        tuple(name for name in leads if is_collective(name.written)),
    )


def _may_be_office(name: Name) -> bool:
    """Tell whether a name beside a word of responsibility may be an office that nobody knows by its ending: 市七中."""
    return is_collective(name.written) or _SHORT_NAME.fullmatch(name.written) is not None


def _named_in_letters(said: Paragraph) -> Duties:
    """Return whose a task is by names in letters in a bracket, nothing where what stands there are no names."""
    found = _in_letters(said, first_leads=True)
    names = (*found.leads, *found.participants)
    return found if names and all(map(_is_proper, names)) else Duties()


def _is_proper(name: Name) -> bool:
    return _PROPER.fullmatch(name.written) is not None or is_collective(name.written)


def _in_letters(said: Paragraph, *, first_leads: bool = False) -> Duties:
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
