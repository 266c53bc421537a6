"""Quantified aims of English wordings: build 140 homes, cut emissions by 12%, keep vacancy below 5%. Pure.

What a figure means is said by the word before it: behind a verb of delivery it counts what follows (build 140 homes);
behind to, by, at or a comparison it is the height or the step of what stands before (lower turnover to 9%); behind any
other preposition it says how large something is (on all 24 wards). A figure that none of this holds is no aim.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportkit.model import Kind, Op
from reportkit.targets.aims import Aim
from reportkit.targets.english_figures import english_figures
from reportkit.targets.english_worded import with_worded
from reportkit.targets.english_words import (
    BASE,
    FIRST_WORDS,
    USE_OF,
    VERB,
    WHEN,
    Use,
    any_of,
    bare_name,
    ends_with,
    is_of,
)
from reportkit.targets.quantities import Quantity, Sort

_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z])|[;\n]\s*")
_LONGEST = 1000
"""Characters; a longer run without a full stop is read in pieces."""
_MARK = re.compile(r"[:()]|,(?!\d)|\s[–—-]\s|[.!?](?=\s|$)")
_CLAUSE = re.compile(
    rf"(?P<lead>^|[,:()]\s*+|\s[–—-]\s|(?<!\w)(?:and|or|then|while|by|to|will|should|must|shall|&)\s)"
    rf"(?:\w+ly\s)?(?P<verb>{VERB})(?![\w-])",
    re.IGNORECASE,
)
# Into work or training: a form in -ing begins nothing new there.
_NOUN_JOINED = re.compile("(?:and|or|&|to) ", re.IGNORECASE)
_NEXT = re.compile(r"(?:,|(?<!\w)(?:and|or|plus|&))\s*$", re.IGNORECASE)
# 12 engines and response times under nine minutes.
_NEXT_HEIGHT = re.compile(r"(?:,|\s(?:and|or|plus|&))\s[^,]*$", re.IGNORECASE)
_UP_END = re.compile(r"(?<!\w)(?:up|down)(?:\sby)?\s*$", re.IGNORECASE)
_DOWN = re.compile(r"\s(?:(?P<down>down)|up)\s*$", re.IGNORECASE)
_LASTING = re.compile(
    r"(?<!\w)(?:times?|waits?|waiting|lengths?|duration|delays?|turnaround|stays?)\s*$", re.IGNORECASE
)
_ONLY_JOINED = re.compile(r"\W*(?:and|or|plus|&|including|that)?\W*", re.IGNORECASE)
_VERB_END = ends_with(VERB, plural=False)
_DEED_END = re.compile(rf"(?<!\w)(?P<word>{any_of(Use.DEED)})\sof\s*$", re.IGNORECASE)
_BE_END = ends_with(any_of(Use.BE), plural=False)
_TOWARDS_END = re.compile(rf"(?<!\w)(?P<word>{any_of(Use.TOWARDS)}|by)\s*$", re.IGNORECASE)
_AROUND_END = ends_with(any_of(Use.AROUND), plural=False)
_WHOLE_END = ends_with(any_of(Use.WHOLE), plural=False)
_PAST_END = ends_with(any_of(Use.PAST), plural=False)
_ARTICLE_END = re.compile(r"(?<!\w)an?\s*$", re.IGNORECASE)
_CHANGE = re.compile(rf"\s?(?:{any_of(Use.CHANGE)})s?\s(?:in|of|on|to)\s", re.IGNORECASE)
_MORE = re.compile(rf"\s?(?:{any_of(Use.MORE)})\s", re.IGNORECASE)
_AROUND = re.compile(rf"\s*(?:{any_of(Use.AROUND)}|of|to|at|by|off)(?!\w)", re.IGNORECASE)
_PART = re.compile(r"\s?(?:off|from|out\sof)\s", re.IGNORECASE)
_MONEY = re.compile(rf"(?<!\w)(?:{any_of(Use.MONEY)})(?!\w)", re.IGNORECASE)
_NONE = re.compile(r"(?:^|[,;:]\s|\sthat\s)(?:no|nobody|no-one|none)\s", re.IGNORECASE)
_STRETCH = re.compile(rf"(?<!\w)(?:{any_of(Use.STRETCH)})(?!\w)", re.IGNORECASE)
_EVERY = re.compile(r"\s(?:an?|per|each|every)\s(?:day|night|week|month|quarter|hour)\b", re.IGNORECASE)
_FROM = re.compile(r"\sfrom\s(?:[\d£€$]|(?:about|around|over|under|some|nearly)\s).{0,300}$", re.IGNORECASE)
_TO_LEVEL = re.compile(r"\s(?P<word>to|at)\san?\s(?:stretch\s)?(?:target|goal|level|rate|total|maximum|minimum)\s*$")
_AT_ALL = re.compile(r"$|on\saverage\b|of\s|from\s|after\s", re.IGNORECASE)
_UNKNOWN_VERB = re.compile(r"\S+(?:\s(?:aside|off|out|up|down|away|back))?", re.IGNORECASE)
_OPENED = re.compile(r"(?:^|[,:])\s*$")
# Within a list of nouns a comma ends no clause: raise the share in education, employment or training to 71%.
_LISTED = re.compile(r"[^,]*,(?:[^,]*,)*[^,\d]*\s(?:or|and)\s[^,\d]*$", re.IGNORECASE)
_TO_END = re.compile(r"\s(?:to|will|should|must|shall)\s*$", re.IGNORECASE)
_CHANGING = (Use.RAISE, Use.LOWER)
_HEIGHT = (*_CHANGING, Use.HOLD)


@dataclass(frozen=True, slots=True)
class _Clause:
    """The verb that a figure belongs to.

    Attributes:
        start: where the verb begins.
        body: where it ends.
        use: what it says of figures; None where no verb is known.
    """

    start: int
    body: int
    use: Use | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure where it stands.

    Attributes:
        text: the sentence.
        quantity: the figure.
        clause: its verb.
        left: where words begin that may belong to it.
        lead: those words, up to it.
        noun: the words behind it, up to the end of its part of the sentence, without a time.
        stop: where these end.
        label: the words before the mark in front of `left`.
        is_last: True where no other figure follows in the clause.
        last: the aim before.
    """

    text: str
    quantity: Quantity
    clause: _Clause
    left: int
    lead: str
    noun: str
    stop: int
    label: str
    is_last: bool
    last: Aim | None


def english_aims(text: str) -> Iterator[Aim]:
    """Yield the aims of an English wording.

    Args:
        text: in half-width characters; places of the aims are places in it.
    """
    begin = 0
    for end in (*(m.end() for m in _SENTENCE_END.finditer(text)), len(text)):
        while begin < end:
            stop = min(end, begin + _LONGEST)
            sentence = text[begin:stop]
            for aim in with_worded(sentence, tuple(_sentence(sentence))):
                yield replace(aim, start=aim.start + begin, end=aim.end + begin)
            begin = stop


def _sentence(text: str) -> Iterator[Aim]:
    figures = english_figures(text)
    clauses = list(_clauses(text)) if figures else []
    last: Aim | None = None
    for i, figure in enumerate(figures):
        place = _place(text, figures, i, clauses, last)
        aim = _aim(place)
        if aim is not None and aim.indicator:
            if aim.op is Op.MORE and _NONE.search(text, 0, figure.begin):  # no patient waits more than a year
                aim = replace(aim, op=Op.AT_MOST)
            if _STRETCH.search(text, 0, figure.begin):
                aim = replace(aim, kind=Kind.STRETCH)
            yield aim
            last = aim if aim.kind is not Kind.SCOPE else last


def _clauses(text: str) -> Iterator[tuple[int, str, _Clause]]:
    """Yield where each clause begins, what joins it to the one before, and its verb."""
    for found in _CLAUSE.finditer(text):
        verb, lead = found["verb"].casefold(), found["lead"]
        if not (_NOUN_JOINED.fullmatch(lead) and verb not in BASE):
            yield found.start(), lead, _Clause(found.start("verb"), found.end("verb"), USE_OF[verb])


def _place(
    text: str, figures: tuple[Quantity, ...], i: int, clauses: list[tuple[int, str, _Clause]], last: Aim | None
) -> _Place:
    """Read the words around a figure."""
    figure = figures[i]
    clause = next((c for _, _, c in reversed(clauses) if c.body <= figure.begin), _Clause(0, 0, None))
    done = last.end if last and last.end <= figure.begin else 0
    marks = _marks(text, figure, clause, done)
    left = max(clause.body, done, marks[-1].end() if marks else 0)
    stop = _noun_end(text, figures, i, clauses)
    noun = WHEN.sub("", " " + text[figure.end : stop].strip()).strip() if figure.end < stop else ""
    lead, label = text[left : figure.begin].strip(), _label_at(text, marks, left)
    return _Place(text, figure, clause, left, lead, noun, stop, label, _is_last(text, figures, i), last)


def _marks(text: str, figure: Quantity, clause: _Clause, done: int) -> list[re.Match[str]]:
    """Return the marks before a figure that end a part of its sentence; within a list of nouns a comma ends none."""
    marks = [mark for mark in _MARK.finditer(text, 0, figure.begin) if mark.end() <= figure.begin]
    if clause.use in _CHANGING and done <= clause.body and _LISTED.fullmatch(text[clause.body : figure.begin]):
        return [mark for mark in marks if mark[0] != "," or mark.start() < clause.body]
    return marks


def _label_at(text: str, marks: Sequence[re.Match[str]], left: int) -> str:
    """Return the words before the last mark where it stands at `left`."""
    if not marks or marks[-1].end() != left:
        return ""
    return text[marks[-2].end() if len(marks) > 1 else 0 : marks[-1].start()].strip()


def _is_last(text: str, figures: tuple[Quantity, ...], i: int) -> bool:
    """Tell whether no other figure follows in the clause."""
    if i + 1 == len(figures):
        return True
    between = text[figures[i].end : figures[i + 1].begin]
    return _MARK.search(between) is not None or _CLAUSE.search(between) is not None


def _noun_end(text: str, figures: tuple[Quantity, ...], i: int, clauses: list[tuple[int, str, _Clause]]) -> int:
    """Return where the words behind a figure end: at a mark, at the next verb, or where the next figure is joined."""
    end = figures[i].end
    mark = _MARK.search(text, end)
    stops = [mark.start() if mark else len(text)]
    stops += [start for start, lead, _ in clauses if start >= end and lead.strip().casefold() not in ("to", "by")]
    for following in figures[i + 1 :]:
        between = text[end : following.begin]
        joined = _NEXT.search(between) or (following.before and _NEXT_HEIGHT.search(between))
        if joined:
            stops.append(end + joined.start())
    return min(stops)


def _aim(place: _Place) -> Aim | None:
    """Read what a figure means by the word before it."""
    before, quantity = place.text[: place.quantity.begin], place.quantity
    if quantity.sort is Sort.TIME and place.last and place.last.end > quantity.begin:
        return None
    if quantity.sort is Sort.SHARE:
        before = _ARTICLE_END.sub("", before)
    lead = before[place.left :].strip()
    if _ONLY_JOINED.fullmatch(lead) or _DEED_END.search(before):
        return _counted(place) if place.noun else _named_before(place)
    if place.last and _UP_END.fullmatch(lead):
        return _made(place, place.last.indicator, Kind.GROWTH) if quantity.sort is Sort.SHARE else None
    return _governed(place, lead)


def _governed(place: _Place, lead: str) -> Aim | None:
    """Read a figure by the word at the end of `lead`: what something is or moves to, or where and for whom it is."""
    if _BE_END.search(lead):
        return _height(place, _BE_END.sub("", lead))
    towards = _TOWARDS_END.search(lead)
    if towards:
        return _towards(place, towards["word"].casefold(), lead[: towards.start()])
    if _PAST_END.search(lead) or _AROUND_END.search(lead) or _WHOLE_END.search(lead):
        return _answered(place, lead) or _scope(place, lead)
    if place.noun and _UNKNOWN_VERB.fullmatch(lead) and _OPENED.search(place.text[: place.left]):
        return _counted(place)  # an unknown verb at the beginning
    return _answered(place, lead) or _bare_height(place, lead)


def _named_before(place: _Place) -> Aim | None:
    """Read a figure with nothing behind it: its name stands before its verb (waits to reach 5%), or before a mark."""
    clause, text = place.clause, place.text
    verb = text[clause.start : clause.body].casefold()
    if clause.start and place.left == clause.body and is_of(verb, Use.BE):
        begin = max([0, *(m.end() for m in _MARK.finditer(text, 0, clause.start))])
        name = _TO_END.sub("", text[begin : clause.start])
        found = _height(replace(place, left=begin, clause=_Clause(begin, begin, None)), name)
        if found:
            return found
    return _label(place) if place.label else _counted(place)


def _counted(place: _Place) -> Aim | None:
    """Read a figure that counts what follows it: build 140 homes."""
    match place.quantity.sort:
        case Sort.SHARE | Sort.POINT:
            return _share(place)
        case Sort.TIME:
            return _made(place, place.noun.removeprefix("of "), Kind.AMOUNT) if place.noun.startswith("of ") else None
        case Sort.MONEY:
            return _money(place)
        case Sort.SIZE | Sort.DENSITY:
            return _made(place, _named(place), Kind.AMOUNT if place.quantity.sort is Sort.SIZE else Kind.LEVEL)
        case _:
            return _things(place)


def _things(place: _Place) -> Aim | None:
    """Read a number of things; one of …, and a number of nothing, are none."""
    quantity, noun = place.quantity, place.noun
    is_one = quantity.chinese and quantity.value == 1
    if not noun or (is_one and (place.clause.use is None or _AROUND.match(noun))):
        return None
    behind = place.text[quantity.end : place.stop]
    verb = place.text[place.clause.start : place.clause.body]
    is_height = place.clause.use is Use.HOLD and not is_of(verb, Use.DELIVER)
    kind = Kind.LEVEL if is_height or _EVERY.search(behind) else Kind.COUNT
    return _made(place, _named(place), kind)


def _named(place: _Place) -> str:
    """Return what is counted: the words behind the figure, with the verb or the aim before where they say little."""
    noun = place.noun.removeprefix("of ")
    if noun.casefold().startswith(("them", "these", "those", "which", "whom")):
        return f"{place.last.indicator} {place.noun}" if place.last else ""
    if noun != place.noun or not (_AROUND.match(noun) or not noun):
        return noun
    if place.last and place.left != place.clause.body and _ONLY_JOINED.fullmatch(place.lead):
        return f"{place.last.indicator} {noun}".strip()
    verb = place.text[place.clause.start : place.clause.body]
    return f"{verb} {noun}".strip()


def _money(place: _Place) -> Aim | None:
    """Read a sum: of what it is (£2m investment), for what (invest £3m in parks), or how large a thing is."""
    noun = place.noun
    if not noun or _AROUND.match(noun) or _MONEY.search(noun):
        return _made(place, _named(place), Kind.AMOUNT)
    return _made(place, noun, Kind.SCOPE)


def _share(place: _Place) -> Aim | None:
    """Read a percentage before its noun: 95% of calls, a 10% increase in visits, 15% fewer falls."""
    behind = " " + place.noun
    for pattern in (_CHANGE, _MORE, _PART):
        found = pattern.match(behind)
        if found:
            return _made(place, behind[found.end() :], Kind.GROWTH)
    noun = place.noun.removeprefix("of ")
    if noun == place.noun and _AROUND.match(noun):
        return None
    lowered = place.clause.use in _CHANGING and place.quantity.begin - place.clause.body <= 1
    return _made(place, noun, Kind.GROWTH if lowered else Kind.RATIO)


def _label(place: _Place) -> Aim | None:
    """Read a figure behind its name and a mark: New homes: 140."""
    kind = {Sort.NONE: Kind.COUNT, Sort.SHARE: Kind.RATIO, Sort.POINT: Kind.GROWTH, Sort.TIME: Kind.LEVEL}
    made = _made(place, bare_name(place.label), kind.get(place.quantity.sort, Kind.AMOUNT))
    return replace(made, start=place.text.find(place.label)) if made else None


def _towards(place: _Place, word: str, before: str) -> Aim | None:
    """Read a figure behind to, at, of or by."""
    quantity, use = place.quantity, place.clause.use
    is_things = quantity.sort is Sort.NONE and place.noun != ""
    level = _TO_LEVEL.search(before)
    if level:
        word, before = level["word"], before[: level.start()]
    if word == "by":
        return _step(place, before)
    if word == "of" and is_things:
        return _things(place) if use in (Use.DELIVER, Use.HOLD) else _scope(place, before)
    is_size = (is_things or quantity.sort in (Sort.TIME, Sort.MONEY)) and use not in _HEIGHT
    if is_size or (word == "at" and is_things and not quantity.before):
        return _scope(place, before)
    return _height(_directed(place, before) if word == "to" else place, before)


def _directed(place: _Place, before: str) -> _Place:
    """Return a figure behind `to` with the way in which it is to be reached: by its verb, or by up and down."""
    quantity, use = place.quantity, place.clause.use
    if quantity.before or quantity.after:
        return place
    down = _DOWN.search(before)
    if down:
        use = Use.LOWER if down["down"] else Use.RAISE
    op = {Use.LOWER: Op.AT_MOST, Use.RAISE: Op.AT_LEAST}.get(use, quantity.op) if use else quantity.op
    return replace(place, quantity=replace(quantity, op=op))


def _step(place: _Place, before: str) -> Aim | None:
    """Read by how much something changes: cut falls by 15%, shorten waits by three days."""
    sort = place.quantity.sort
    if sort in (Sort.SHARE, Sort.POINT):
        return _behind(place, before, Kind.GROWTH)
    if place.clause.use not in _CHANGING:
        return None
    return _behind(place, before, Kind.COUNT if sort is Sort.NONE else Kind.AMOUNT)


def _height(place: _Place, before: str) -> Aim | None:
    """Read the height that something is to have: lower turnover to 9%."""
    kind = {Sort.SHARE: Kind.RATIO, Sort.POINT: Kind.GROWTH}.get(place.quantity.sort, Kind.LEVEL)
    return _behind(place, before, kind)


def _bare_height(place: _Place, lead: str) -> Aim | None:
    """Read a height that only a comparison holds (keep vacancy below 5%), or a share behind its name at the end."""
    quantity, use = place.quantity, place.clause.use
    told = quantity.before != "" or quantity.after != ""
    if place.noun or not _may_hold(place, told=told):
        return None
    if not told and quantity.sort is Sort.SHARE:  # reduce emissions 40%
        return _height(place, lead) if use is None else _behind(place, lead, Kind.GROWTH) if use in _CHANGING else None
    return _height(place, lead) if told and not _is_against(place) and not _only_lasts(place, lead) else None


def _may_hold(place: _Place, *, told: bool) -> bool:
    """Tell whether the verb of a figure may give it as a height; of bring a comparison does: bring the rate below 9%.

    Args:
        place: the figure.
        told: True where words that compare stand beside it.
    """
    use, quantity = place.clause.use, place.quantity
    return use in (*_HEIGHT, None) or (told and use is Use.DELIVER and quantity.sort is Sort.SHARE)


def _is_against(place: _Place) -> bool:
    """Tell whether a comparison says the opposite of its verb: reduce it to over 5%."""
    use, is_cap = place.clause.use, place.quantity.op.is_cap
    return (use is Use.LOWER and not is_cap) or (use is Use.RAISE and is_cap)


def _only_lasts(place: _Place, lead: str) -> bool:
    """Tell whether a time says how long something lasts, and not what it is to be brought to."""
    is_named = place.clause.use is not None or _LASTING.search(lead) is not None
    return place.quantity.sort is Sort.TIME and not (place.is_last and is_named)


def _answered(place: _Place, lead: str) -> Aim | None:
    """Read in what time something is to be done: answer all complaints within 10 working days."""
    verb = place.text[place.clause.start : place.clause.body]
    is_time = place.quantity.sort is Sort.TIME and place.quantity.op.is_cap
    if (
        not is_time
        or not _AT_ALL.match(place.noun)
        or not is_of(verb, Use.ANSWER)
        or (place.last and place.last.end > place.clause.start)
    ):
        return None
    made = _behind(place, _AROUND_END.sub("", lead), Kind.LEVEL)
    return replace(made, indicator=f"{verb} {made.indicator}", start=place.clause.start) if made else None


def _scope(place: _Place, lead: str) -> Aim | None:
    """Read how large something is: on all 24 wards; a time, a share and what is past is none."""
    if place.quantity.sort not in (Sort.NONE, Sort.SIZE, Sort.MONEY) or not place.noun or _PAST_END.search(lead):
        return None
    return None if _AROUND.match(place.noun) else _made(place, place.noun, Kind.SCOPE)


def _behind(place: _Place, before: str, kind: Kind) -> Aim | None:
    """Return the aim of a figure whose name stands before it."""
    quantity = place.quantity
    name = bare_name(_DOWN.sub("", _FROM.sub("", " " + before))) or bare_name(place.label)
    if not name:
        return None
    is_first = place.clause.use is not None and place.left == place.clause.body
    start = place.clause.start if is_first else max(place.left, place.text.find(name, place.left))
    return Aim(start, quantity.end, name, quantity.op, quantity.value, quantity.measure, kind)


def _made(place: _Place, indicator: str, kind: Kind) -> Aim | None:
    """Return the aim of a figure whose name stands behind it."""
    quantity = place.quantity
    verb = _VERB_END.search(place.text[: quantity.begin])
    start = verb.start() if verb else quantity.begin
    name = FIRST_WORDS.sub("", indicator.strip(" ,:;-–—()."))
    end = max(quantity.end, len(place.text[: place.stop].rstrip()))
    return Aim(start, end, name, quantity.op, quantity.value, quantity.measure, kind) if name else None
