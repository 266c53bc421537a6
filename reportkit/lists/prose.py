"""A list in prose: items that end in a bracket that says whose they are, or that lines of labels follow. Pure.

What a paragraph is follows from what stands around it: one that is numbered heads those below it that are numbered in
another way, unless it says itself whose it is; what is not numbered goes on with the item above as long as nobody is
named there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.document import Paragraph
from reportkit.language.text import SENTENCE_END, squeeze
from reportkit.lists.duties import Duties
from reportkit.lists.findings import finding_on
from reportkit.lists.labels import without_bracketed_label, without_wording_label
from reportkit.lists.listing import Listing, Name, RawTask, Roles
from reportkit.lists.names import NONE_KNOWN, KnownUnits
from reportkit.lists.numbered import as_code, in_digits
from reportkit.lists.prose_entries import Entry, entries_of
from reportkit.lists.prose_headings import (
    around_tasks,
    beside_headings,
    heading_text,
    kept,
    those_that_head,
    under_numbers,
)
from reportkit.lists.prose_structure import LONGEST_TITLE, is_title_like, work_out_structure
from reportkit.lists.surroundings import beside_list, without_annex
from reportkit.lists.table_rows import TITLE, leader_of_heading
from reportkit.lists.when import says_when
from reportkit.model import BlockRole

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
    work_out_structure(entries, roles or {}, known)
    around = around_tasks(entries) | beside_headings(entries)
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


def _name_enough(items: Sequence[_Item]) -> bool:
    """Tell whether enough of the items say whose they are for a list of tasks."""
    named = sum(item.said.says_who for item in items)
    return named > 0 and named >= _LEAST_NAMED * len(items)


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
        yield finding_on(None, Code.L44, places, squeeze(heading_text(heading)), n=len(those))


def _divided(items: Sequence[_Item]) -> Iterator[_Item]:
    """Yield items without a heading that stands above all of them and has others below it: it divides nothing."""
    first = items[0].headings[:1]
    is_above_all = len(items) > 1 and all(len(item.headings) > 1 and item.headings[:1] == first for item in items)
    yield from (replace(item, headings=item.headings[1:]) if is_above_all else item for item in items)


def _items(entries: Sequence[Entry]) -> tuple[list[_Item], list[Entry]]:
    """Tell tasks, headings and what is neither apart."""
    items: list[_Item] = []
    left: list[Entry] = []
    headings: list[Entry] = []
    heading = those_that_head(under_numbers(entries))
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


def _is_plain_heading(entries: Sequence[Entry], at: int, items: Sequence[_Item]) -> bool:
    """Tell whether a line without a number heads items without numbers: short, no sentence, and an item behind it."""
    text = entries[at].piece.text
    if at == 0 or entries[at].names_units or at + 1 >= len(entries) or (items and not items[-1].said.says_who):
        return False
    following = entries[at + 1]
    return is_title_like(text) and following.style is None and following.names_units


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
        no=in_digits(first.number),
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
    first, second, *_ = (*(squeeze(heading_text(one)) for one in item.headings), "", "")
    return first, second or None


def _wording(entries: Sequence[Entry]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a wording, without the number of the first; a line break behind those that are whole."""
    for at, entry in enumerate(entries):
        text = entry.piece.text[: kept(entry)] if at else entry.text.text
        bare = without_wording_label(text) if entry.style is None else without_bracketed_label(text)
        following = entries[at + 1 :][:1]
        is_whole = any(one.style is not None or (at == 0 and _is_title_of(entry, one)) for one in following)
        if bare:
            yield replace(entry.text, text=bare + "\n" * is_whole)


def _is_title_of(entry: Entry, following: Entry) -> bool:
    """Tell whether a numbered line is the title of the paragraph below it, and none that was torn: it is shorter."""
    text = following.piece.text
    return entry.style is not None and len(entry.text.text) < len(text) and not text[:1].islower()


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
    texts = (_LETTERED.sub("", heading_text(one, bare=True)).removesuffix("完成") for one in reversed(headings))
    return next((text for text in texts if says_when(text) and any(map(str.isdecimal, text))), "")


def _title(above: Sequence[str]) -> str:
    """Return the title above the list where a line is called one, else "": it may stand elsewhere, as above menus."""
    short = [text for text in above if len(text) <= LONGEST_TITLE and not SENTENCE_END.search(text)]
    annexed = [bare for text in short if (bare := without_annex(text)) != text]
    return next((text for text in (*annexed, *short) if TITLE.search(text)), "")
