"""A list in prose: items that end in a bracket that says whose they are, or that lines of labels follow. Pure.

What a paragraph is follows from what stands around it: one that is numbered heads those below it that are numbered in
another way, unless it says itself whose it is; what is not numbered goes on with the item above as long as nobody is
named there.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.document import Paragraph
from reportkit.language.text import SENTENCE_END, squeeze
from reportkit.lists.duties import Duties
from reportkit.lists.findings import finding_on
from reportkit.lists.labels import says_beside, without_bracketed_label, without_wording_label
from reportkit.lists.listing import Listing, Name, RawTask, Roles
from reportkit.lists.names import NONE_KNOWN, KnownUnits
from reportkit.lists.numbered import SECTION_STYLES, as_code, as_number, numbered
from reportkit.lists.prose_entries import Entry, entries_of
from reportkit.lists.surroundings import beside_list, names_annexes, stands_around, without_annex
from reportkit.lists.table_rows import TITLE, leader_of_heading
from reportkit.lists.when import says_when
from reportkit.model import BlockRole
from reportkit.units import is_collective

_LONGEST_TITLE = 60
_ABOVE_ALL = -1
_SECTIONS = frozenset({_ABOVE_ALL, *SECTION_STYLES})
_LEAST_NAMED = 0.5
_LETTERED = re.compile(r"^[(（]?[a-zA-Z][)）.]\s*")


@dataclass(slots=True)
class _Item:
    """A task in prose: the headings above it, its entries, and whose it is by them."""

    headings: tuple[Entry, ...]
    entries: list[Entry] = field(default_factory=list)
    said: Duties = field(default_factory=Duties)

    def taking(self, entry: Entry) -> "_Item":
        """Take in an entry, and return the item."""
        self.entries.append(entry)
        self.said |= entry.said
        return self


def read_prose(
    pieces: Sequence[Paragraph],
    known: KnownUnits = NONE_KNOWN,
    roles: Roles | None = None,
) -> Listing:
    """Read a list from paragraphs.

    Args:
        pieces: the paragraphs.
        known: units of which an office has said what they are called.
        roles: what paragraphs are of which a person has said it.

    Returns:
        a listing without tasks where fewer than half of the items say whose they are.
    """
    feet = beside_list(pieces)
    before, entries = entries_of([piece for piece in pieces if piece not in feet], known)
    _structure(entries, roles or {}, known)
    around = _around(entries) | _beside_headings(entries)
    items, left = _items([entry for entry in entries if entry not in around])
    notes = tuple(_inherit(items))
    if not _name_enough(items):
        return Listing(())
    first = items[0].headings[0] if items[0].headings else items[0].entries[0]
    begins = entries.index(first)
    stray = around.union(left).difference(entries[:begins])
    rest = tuple(entry.piece for entry in entries if entry in stray)
    title = _title([entry.piece.text for entry in entries[: max(begins, 1)] if entry.style is None])
    return Listing(tuple(map(_task, _divided(items))), title, (*before, *rest, *feet), notes)


def _structure(entries: Sequence[Entry], roles: Roles, known: KnownUnits) -> None:
    """Work out how entries stand to each other."""
    _head_by_units(entries, known)
    _gather(entries)
    _begin_anew(entries)
    _head_without_numbers(entries)
    _take_word(entries, roles)


def _name_enough(items: Sequence[_Item]) -> bool:
    """Tell whether enough of the items say whose they are for a list of tasks."""
    named = sum(item.said.says_who for item in items)
    return named > 0 and named >= _LEAST_NAMED * len(items)


def _around(entries: Sequence[Entry]) -> set[Entry]:
    """Return sections of aims and safeguards around the tasks, which name nobody, and the lines that name annexes."""
    found: set[Entry] = set()
    level = _levels(entries)
    for at, entry in enumerate(entries):
        if names_annexes(entry.piece.text):
            found.update((entry, *_annexes(entries[at + 1 :])))
        elif entry.style is not None and entry.role is None and stands_around(_heading_text(entry, bare=True)):
            section = [entry, *_below(entries, at, level)]
            if not any(one.said.says_who for one in section):
                found.update(section)
    return found


def _annexes(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the further annexes below a line that names the first: 2.联系人名单."""
    for no, entry in enumerate(entries, 2):
        if _digits(entry.number) != str(no) or entry.said.says_who or SENTENCE_END.search(entry.piece.text):
            return
        yield entry


def _levels(entries: Iterable[Entry]) -> dict[int | None, int]:
    """Return how deep each way of numbering is: what comes first in the document stands above what comes later."""
    return {style: n for n, style in enumerate(dict.fromkeys(entry.style for entry in entries))}


def _inherit(items: Sequence[_Item]) -> Iterator[Diagnostic]:
    """Give tasks that name nobody what the nearest heading above them says, and yield a word on each such heading."""
    heirs: dict[Entry, list[_Item]] = {}
    for item in items:
        heading = next((one for one in reversed(item.headings) if one.names_units), None)
        if heading is not None and not item.said.says_who:
            item.said |= heading.said
            heirs.setdefault(heading, []).append(item)
    for heading, those in heirs.items():
        places = [item.entries[0].piece.place for item in those]
        yield finding_on(None, Code.L44, places, squeeze(_heading_text(heading)), n=len(those))


def _divided(items: Sequence[_Item]) -> Iterator[_Item]:
    """Yield items without a heading that stands above all of them and has others below it: it divides nothing."""
    first = items[0].headings[:1]
    is_above_all = len(items) > 1 and all(len(item.headings) > 1 and item.headings[:1] == first for item in items)
    yield from (replace(item, headings=item.headings[1:]) if is_above_all else item for item in items)


def _gather(entries: Sequence[Entry]) -> None:
    """Know a paragraph without a number as a further one of the numbered entry above, where that is how a list goes.

    So it goes where no entry that is numbered in this way has more than one paragraph below it that names units; a
    heading above items without numbers has several. A list that is numbered in one way only has wordings there: they
    end as sentences do.
    """
    styles = {entry.style for entry in entries} - {None, _ABOVE_ALL}
    for style in styles:
        runs = [_plain_below(entries, at) for at, entry in enumerate(entries) if entry.style == style]
        if len(styles) > 1 or all(SENTENCE_END.search(run[0].text.text) for run in runs) or _are_titled(runs):
            _gather_runs(runs)


def _are_titled(runs: Sequence[Sequence[Entry]]) -> bool:
    """Tell whether each of several numbered entries is the title of a paragraph right below it that names units."""
    return len(runs) > 1 and all(len(run) > 1 and run[1].names_units for run in runs)


def _gather_runs(runs: Sequence[Sequence[Entry]]) -> None:
    """Take in what stands below numbered entries where each has at most one paragraph that names units."""
    named = [sum(entry.names_units for entry in run[1:]) for run in runs]
    is_twice = any(count and run[0].names_units for run, count in zip(runs, named, strict=True))
    if max(named) == 1 and not is_twice:
        for run in (run for run, count in zip(runs, named, strict=True) if count):
            _take_in(run)


def _plain_below(entries: Sequence[Entry], at: int) -> list[Entry]:
    """Return a numbered entry and those without a number below it."""
    return [entries[at], *itertools.takewhile(lambda one: one.style is None, entries[at + 1 :])]


def _take_in(run: Sequence[Entry]) -> None:
    """Put what the paragraphs below a numbered entry say of whose it is to that entry."""
    last = next((at for at, entry in enumerate(run[1:], 1) if entry.names_units), 0)
    for entry in run[1 : last + 1]:
        run[0].said |= entry.said
        entry.said, entry.goes_on = Duties(), True


def _items(entries: Sequence[Entry]) -> tuple[list[_Item], list[Entry]]:
    """Tell tasks, headings and what is neither apart."""
    items: list[_Item] = []
    left: list[Entry] = []
    headings: list[Entry] = []
    heading = _headings(_under_numbers(entries))
    for at, entry in enumerate(entries):
        if entry.goes_on and items:
            items[-1].taking(entry)
        elif entry.role is BlockRole.SECTION:
            headings = [entry]
        elif entry.role is BlockRole.TASK:
            items.append(_Item(tuple(headings)).taking(entry))
        elif entry.style is None and _is_plain_heading(entries, at, items):
            headings = [entry]
        elif entry.style is None:
            _take_plain(entry, items, left, tuple(headings))
        else:
            headings = _above(headings, entry)
            if entry in heading:
                headings.append(entry)
            elif items and _is_part(entry, items[-1]):
                items[-1].taking(entry)
            else:
                items.append(_Item(tuple(headings)).taking(entry))
    return items, left


def _beside_headings(entries: Sequence[Entry]) -> frozenset[Entry]:
    """Return what is numbered as headings are and neither heads nor names anybody, with the paragraphs that follow it.

    一、依據：… and 五、本計畫奉核後實施。 around 三、工作項目：, below which the tasks stand, are no tasks.
    """
    below = _under_numbers(entries)
    styles = {entry.style for entry in _headings(below)}
    clauses = ([entry, *under] for entry, under in below.items() if entry.style in styles)
    return frozenset(itertools.chain.from_iterable(clause for clause in clauses if _says_nothing(clause)))


def _under_numbers(entries: Sequence[Entry]) -> dict[Entry, list[Entry]]:
    """Return what stands below each entry that is numbered."""
    level = _levels(entries)
    return {entry: list(_below(entries, at, level)) for at, entry in enumerate(entries) if entry.style is not None}


def _headings(below: Mapping[Entry, Sequence[Entry]]) -> frozenset[Entry]:
    """Return the numbered entries that head others; among those that do, one may head a single item."""
    heads = frozenset(entry for entry, under in below.items() if _heads(entry, under))
    styles = {entry.style for entry in heads}
    return heads | {entry for entry, under in below.items() if entry.style in styles and _heads(entry, under, least=1)}


def _says_nothing(clause: Sequence[Entry]) -> bool:
    """Tell whether nothing of a numbered entry and those below it has a number, names anybody or is known otherwise."""
    return not any(map(_says_anything, clause)) and all(entry.style is None for entry in clause[1:])


def _says_anything(entry: Entry) -> bool:
    """Tell whether an entry says whose or what it is, by itself or by a person's word."""
    return entry.said.says_who or entry.role is not None or entry.goes_on


def _is_plain_heading(entries: Sequence[Entry], at: int, items: Sequence[_Item]) -> bool:
    """Tell whether a line without a number heads items without numbers: short, no sentence, and an item behind it."""
    text = entries[at].piece.text
    if at == 0 or entries[at].names_units or at + 1 >= len(entries) or (items and not items[-1].said.says_who):
        return False
    following = entries[at + 1]
    return _is_title_like(text) and following.style is None and following.names_units


def _begin_anew(entries: Sequence[Entry]) -> None:
    """Know what is numbered as its items are, and heads them.

    Those that name nobody are counted by themselves, and so are all others; or the numbers begin anew below it.
    """
    for style in {entry.style for entry in entries} - {None}:
        for entry in _heads_alike([entry for entry in entries if entry.style == style]):
            entry.style = _ABOVE_ALL
    for entry, following in itertools.pairwise(entries):
        if _begins_anew(entry, following):
            entry.style = _ABOVE_ALL


def _head_without_numbers(entries: Sequence[Entry]) -> None:
    """Know the lines without numbers that head numbered items: one above the first, and more where others begin.

    What stands first is the title, and a single such line is a form of address or a note.
    """
    if len({entry.style for entry in entries} - {None}) != 1:
        return
    first = next((at for at, entry in enumerate(entries) if entry.style is not None), 0)
    heads = [at for at in range(1, len(entries)) if _may_head(entries, at)]
    if len(heads) > 1 and heads[0] == first - 1:
        for at in heads:
            entries[at].style = _ABOVE_ALL


def _may_head(entries: Sequence[Entry], at: int) -> bool:
    """Tell whether a line without a number may head the numbered item behind it: short, no sentence, of nobody."""
    entry, *following = entries[at : at + 2]
    is_plain = entry.style is None and not entry.goes_on and not entry.said.says_who
    is_above = any(one.style is not None and one.names_units for one in following)
    return is_plain and is_above and _is_title_like(entry.piece.text)


def _head_by_units(entries: Sequence[Entry], known: KnownUnits) -> None:
    """Know the lines that are nothing but the name of a unit, above numbered items that name nobody: they are its.

    A single such line is who issued the list.
    """
    heads = [
        (entry, name)
        for entry, following in itertools.pairwise(entries)
        if (name := entry.text.text.rstrip("：: ")) and following.style is not None and not following.said.says_who
        if entry.style in (None, *SECTION_STYLES) and known.is_unit(name) and not is_collective(name)
    ]
    if len(heads) > 1:
        for entry, name in heads:
            entry.style = _ABOVE_ALL
            entry.said |= Duties(leads=(Name(name, entry.piece.place),))
            entry.is_unit = True


def _is_title_like(text: str) -> bool:
    """Tell whether a line without a number may be a title: short, no sentence, and no label with what it says."""
    before, *behind = re.split("[:：]", text, maxsplit=1)
    is_label = (any(map(str.strip, behind)) or says_beside(text)) and not re.search(
        r"\d$|[一二三四五六七八九十]$", before
    )
    return len(text) <= _LONGEST_TITLE and not SENTENCE_END.search(text) and not is_label


def _heads_alike(entries: Sequence[Entry]) -> list[Entry]:
    """Return those of the entries of one way of numbering that head the others: both are counted by themselves."""
    heads = [entry for entry in entries if not entry.names_units]
    items = [entry for entry in entries if entry.names_units]
    is_so = len(heads) > 1 and bool(items) and entries[0] is heads[0] and _is_counted(heads) and _is_counted(items)
    return heads if is_so else []


def _take_word(entries: Sequence[Entry], roles: Roles) -> None:
    """Take a person's word for what entries are."""
    for entry in entries:
        entry.role = roles.get(entry.piece.place)
        if entry.role is not None:
            entry.goes_on = entry.role is BlockRole.GOES_ON
        if entry.role is BlockRole.SECTION:
            entry.style, entry.said = _ABOVE_ALL, Duties()


def _begins_anew(entry: Entry, following: Entry) -> bool:
    """Tell whether the numbers begin anew below an entry that names nobody."""
    alike = entry.style is not None and entry.style == following.style
    return alike and not entry.names_units and following.names_units and _digits(following.number) == "1"


def _is_counted(entries: Sequence[Entry]) -> bool:
    """Tell whether numbers are 1, 2, 3 and so on without a gap."""
    return [_digits(entry.number) for entry in entries] == [str(no) for no in range(1, len(entries) + 1)]


def _take_plain(entry: Entry, items: list[_Item], left: list[Entry], headings: tuple[Entry, ...]) -> None:
    """Take what is not numbered: it goes on with an item of which nobody is named, else is one if it names somebody."""
    if items and not items[-1].said.says_who and items[-1].headings == headings:
        items[-1].taking(entry)
    elif entry.names_units:
        items.append(_Item(headings).taking(entry))
    else:
        left.append(entry)


def _above(headings: list[Entry], entry: Entry) -> list[Entry]:
    """Return the headings that stay above an entry: those before the first that is numbered as it is."""
    same = next((at for at, one in enumerate(headings) if one.style == entry.style), len(headings))
    return headings[:same]


def _heads(entry: Entry, below: Sequence[Entry], least: int = 2) -> bool:
    """Tell whether a numbered entry heads others: below it some are numbered in another way and say whose they are.

    Args:
        entry: the entry.
        below: what stands below it.
        least: how many items without numbers must stand there.
    """
    numbered = [one for one in below if one.style is not None]
    if entry.names_units:
        return _answers_for(entry, numbered)
    if not numbered:
        # A heading above items without numbers.
        return sum(one.names_units for one in below) >= least and not SENTENCE_END.search(entry.piece.text)
    parts = [one for one in numbered if one.style == numbered[0].style]
    only_last = len(parts) > 1 and parts[-1].labelled and not any(one.names_units for one in parts[:-1])
    return any(one.names_units for one in numbered) and not only_last


def _answers_for(entry: Entry, numbered: Sequence[Entry]) -> bool:
    """Tell whether a heading says whose all tasks below it are: 一、某某行动, 牵头单位：甲, and then 1. and 2."""
    if entry.is_unit:
        return not any(one.said.says_who for one in numbered)
    is_section = entry.style in _SECTIONS and bool(entry.labelled) and not entry.duties.says_who
    is_heading = len(entry.piece.text) <= _LONGEST_TITLE and not SENTENCE_END.search(entry.piece.text)
    return is_section and is_heading and len(numbered) > 1 and not all(one.said.says_who for one in numbered)


def _below(entries: Sequence[Entry], at: int, level: Mapping[int | None, int]) -> Iterator[Entry]:
    """Yield the entries up to the next that is numbered as this one, or in a way that stands above it."""
    own = level[entries[at].style]
    for place in range(at + 1, len(entries)):
        one = entries[place]
        if one.style is not None and level[one.style] <= own:
            return
        yield one


def _is_part(entry: Entry, item: _Item) -> bool:
    """Tell whether a numbered entry is a part of the item above: numbered in another way, and nobody is named in it."""
    first = item.entries[0]
    if first.style is None or entry.style == first.style:
        return False
    return not entry.names_units or not item.said.says_who


def _task(item: _Item) -> RawTask:
    said, first = item.said, item.entries[0]
    section, project = _above_of(item)
    lines = [line for entry in item.entries for line in (entry.piece, *entry.lines)]
    work = tuple(_wording(item.entries))
    return RawTask(
        no=_digits(first.number),
        code=as_code(first.number),
        place=first.piece.place,
        section=section,
        project=project,
        inherited=False,
        work=work,
        leaders=said.leaders or _leaders(item.headings),
        leads=said.leads,
        participants=said.participants,
        deadline=said.deadline or _day_above(item.headings),
        others=said.others,
        measures=said.measures,
        extras=said.extras,
        stages=said.stages,
        places=tuple(dict.fromkeys(line.place for line in lines)),
    )


def _above_of(item: _Item) -> tuple[str, str | None]:
    """Return section and project of a task: the first and the second of its headings."""
    first, second, *_ = (*(squeeze(_heading_text(one)) for one in item.headings), "", "")
    return first, second or None


def _wording(entries: Sequence[Entry]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a wording, without the number of the first; a line break behind those that are whole."""
    for at, entry in enumerate(entries):
        text = entry.piece.text[: _kept(entry)] if at else entry.text.text
        bare = without_wording_label(text) if entry.style is None else without_bracketed_label(text)
        following = entries[at + 1 :][:1]
        is_whole = any(one.style is not None or (at == 0 and _is_title_of(entry, one)) for one in following)
        if bare:
            yield replace(entry.text, text=bare + "\n" * is_whole)


def _is_title_of(entry: Entry, following: Entry) -> bool:
    """Tell whether a numbered line is the title of the paragraph below it, and none that was torn: it is shorter."""
    text = following.piece.text
    return entry.style is not None and len(entry.text.text) < len(text) and not text[:1].islower()


def _digits(number: str) -> str:
    """Return a number of one level in digits, "" for 1.1 and for a bullet."""
    if len(number) == 1 and number.isnumeric() and not number.isdecimal():
        return str(int(unicodedata.numeric(number)))
    return as_number(number)


def _kept(entry: Entry) -> int:
    """Return how much of a further paragraph is wording: all of it with its number, but for what says whose it is."""
    return len(entry.piece.text) - (len(numbered(entry.piece)[2].text) - len(entry.text.text))


def _heading_text(heading: Entry, *, bare: bool = False) -> str:
    """Return what a heading says without whose its tasks are, with its number or bare."""
    return (heading.text.text if bare else heading.piece.text[: _kept(heading)]).rstrip("：: ")


def _leaders(headings: Sequence[Entry]) -> tuple[Name, ...]:
    """Return the leaders that the nearest heading names."""
    for heading in reversed(headings):
        person = leader_of_heading(heading.piece)
        found = heading.said.leaders or ((person,) if person else ())
        if found:
            return found
    return ()


def _day_above(headings: Sequence[Entry]) -> str:
    """Return the day that the nearest heading is, "" where none is one: (a) 2025年6月底或之前完成."""
    texts = (_LETTERED.sub("", _heading_text(one, bare=True)).removesuffix("完成") for one in reversed(headings))
    return next((text for text in texts if says_when(text) and any(map(str.isdecimal, text))), "")


def _title(above: Sequence[str]) -> str:
    """Return the title above the list where a line is called one, else "": it may stand elsewhere, as above menus."""
    short = [text for text in above if len(text) <= _LONGEST_TITLE and not SENTENCE_END.search(text)]
    annexed = [bare for text in short if (bare := without_annex(text)) != text]
    return next((text for text in (*annexed, *short) if TITLE.search(text)), "")
