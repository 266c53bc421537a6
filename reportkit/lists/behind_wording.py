"""Whose task it is and until when, as the end of a wording says it: in brackets, behind a dash, in a clause. Pure."""

import re
from dataclasses import replace

from reportkit.files.document import Paragraph
from reportkit.language.script import is_latin
from reportkit.language.text import CLOSING_BRACKETS, OPENING_BRACKETS, squeeze
from reportkit.lists.duties import LONGEST_DAY, WHO, Duties, in_letters, said_by, without_day
from reportkit.lists.labels import Labelled, read_labels
from reportkit.lists.listing import Name
from reportkit.lists.names import NONE_KNOWN, KnownUnits, unit_names
from reportkit.lists.responsibility import by_part, says_part
from reportkit.lists.when import says_when
from reportkit.model import ListColumn
from reportkit.units import is_collective, says_what_is_done

_LONGEST_BRACKET = 600
_OPEN, _CLOSE = re.escape(OPENING_BRACKETS), re.escape(CLOSING_BRACKETS)
_INNER = rf"(?:[^{_OPEN}{_CLOSE}]|[（(][^（()）]{{0,{_LONGEST_BRACKET}}}[)）]){{0,{_LONGEST_BRACKET}}}"
_BRACKET = re.compile(rf"[{_OPEN}](?P<inner>{_INNER})[{_CLOSE}]\s*+(?:[。.；;]\s*+)?$")
_LONGEST_CLAUSES = 120
_STOP = re.compile(r"[。；;，,]\s*+")
_SHORT_NAME = re.compile(r"[^\d\s:：。“”]{2,16}")
_STROKE = re.compile("[—–]++|--++")
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
    bracket = _BRACKET.search(piece.text[-LONGEST_DAY:])
    if bracket is None:
        return piece, ""
    before, labelled = read_labels(replace(piece, text=bracket["inner"]))
    is_labelled = not before and [item.means for item in labelled] == [ListColumn.DEADLINE]
    when = labelled[0].said.text if is_labelled else squeeze(bracket["inner"])
    if not (says_when(when) or _YEAR.fullmatch(when)):
        return piece, ""
    start = max(len(piece.text) - LONGEST_DAY, 0) + bracket.start()
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
    return bool(labelled) and labelled[-1].means in WHO and not says_itself


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
    is_clause = _HOW.search(name.written) is not None or says_what_is_done(name.written)
    return is_named and not is_clause and not any(map(str.isdecimal, name.written))


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
    bare, when = without_day(said)
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
    found = in_letters(said, first_leads=True)
    names = (*found.leads, *found.participants)
    return found if names and all(map(_is_proper, names)) else Duties()


def _is_proper(name: Name) -> bool:
    return _PROPER.fullmatch(name.written) is not None or is_collective(name.written)
