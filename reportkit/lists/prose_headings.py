"""Which numbered paragraphs of a list in prose head others, and which stand around its tasks. Pure."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportkit.language.text import SENTENCE_END
from reportkit.lists.numbered import SECTION_STYLES, in_digits, numbered
from reportkit.lists.prose_entries import Entry
from reportkit.lists.prose_structure import ABOVE_ALL, LONGEST_TITLE
from reportkit.lists.surroundings import names_annexes, stands_around

_SECTIONS = frozenset({ABOVE_ALL, *SECTION_STYLES})


def around_tasks(entries: Sequence[Entry]) -> set[Entry]:
    """Return sections of aims and safeguards around the tasks, which name nobody, and the lines that name annexes."""
    found: set[Entry] = set()
    level = _levels(entries)
    for at, entry in enumerate(entries):
        if names_annexes(entry.piece.text):
            found.update((entry, *_annexes(entries[at + 1 :])))
        elif entry.style is not None and entry.role is None and stands_around(heading_text(entry, bare=True)):
            section = [entry, *_below(entries, at, level)]
            if not any(one.said.says_who for one in section):
                found.update(section)
    return found


def _annexes(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the further annexes below a line that names the first: 2.联系人名单."""
    for no, entry in enumerate(entries, 2):
        if in_digits(entry.number) != str(no) or entry.said.says_who or SENTENCE_END.search(entry.piece.text):
            return
        yield entry


def beside_headings(entries: Sequence[Entry]) -> frozenset[Entry]:
    """Return what is numbered as headings are and neither heads nor names anybody, with the paragraphs that follow it.

    一、依據：… and 五、本計畫奉核後實施。 around 三、工作項目：, below which the tasks stand, are no tasks.
    """
    below = under_numbers(entries)
    styles = {entry.style for entry in those_that_head(below)}
    clauses = ([entry, *under] for entry, under in below.items() if entry.style in styles)
    return frozenset(itertools.chain.from_iterable(clause for clause in clauses if _says_nothing(clause)))


def _says_nothing(clause: Sequence[Entry]) -> bool:
    """Tell whether nothing of a numbered entry and those below it has a number, names anybody or is known otherwise."""
    return not any(map(_says_anything, clause)) and all(entry.style is None for entry in clause[1:])


def _says_anything(entry: Entry) -> bool:
    """Tell whether an entry says whose or what it is, by itself or by a person's word."""
    return entry.said.says_who or entry.role is not None or entry.goes_on


def under_numbers(entries: Sequence[Entry]) -> dict[Entry, list[Entry]]:
    """Return what stands below each entry that is numbered."""
    level = _levels(entries)
    return {entry: list(_below(entries, at, level)) for at, entry in enumerate(entries) if entry.style is not None}


def those_that_head(below: Mapping[Entry, Sequence[Entry]]) -> frozenset[Entry]:
    """Return the numbered entries that head others; among those that do, one may head a single item."""
    heads = frozenset(entry for entry, under in below.items() if _heads(entry, under))
    styles = {entry.style for entry in heads}
    return heads | {entry for entry, under in below.items() if entry.style in styles and _heads(entry, under, least=1)}


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
    is_heading = len(entry.piece.text) <= LONGEST_TITLE and not SENTENCE_END.search(entry.piece.text)
    return is_section and is_heading and len(numbered) > 1 and not all(one.said.says_who for one in numbered)


def _levels(entries: Iterable[Entry]) -> dict[int | None, int]:
    """Return how deep each way of numbering is: what comes first in the document stands above what comes later."""
    return {style: n for n, style in enumerate(dict.fromkeys(entry.style for entry in entries))}


def _below(entries: Sequence[Entry], at: int, level: Mapping[int | None, int]) -> Iterator[Entry]:
    """Yield the entries up to the next that is numbered as this one, or in a way that stands above it."""
    own = level[entries[at].style]
    for place in range(at + 1, len(entries)):
        one = entries[place]
        if one.style is not None and level[one.style] <= own:
            return
        yield one


def heading_text(heading: Entry, *, bare: bool = False) -> str:
    """Return what a heading says without whose its tasks are, with its number or bare."""
    return (heading.text.text if bare else heading.piece.text[: kept(heading)]).rstrip("：: ")


def kept(entry: Entry) -> int:
    """Return how much of a further paragraph is wording: all of it with its number, but for what says whose it is."""
    return len(entry.piece.text) - (len(numbered(entry.piece)[2].text) - len(entry.text.text))
