"""How the paragraphs of a list in prose stand to each other: which head others, and which go on with one. Pure."""

import itertools
import re
from collections.abc import Sequence

from reportkit.language.text import SENTENCE_END
from reportkit.lists.duties import Duties
from reportkit.lists.labels import says_beside
from reportkit.lists.listing import Name, Roles
from reportkit.lists.names import KnownUnits
from reportkit.lists.numbered import SECTION_STYLES, in_digits
from reportkit.lists.prose_entries import Entry
from reportkit.model import BlockRole
from reportkit.units import is_collective

LONGEST_TITLE = 60
"""How many characters a line may have that is a title or a heading."""
ABOVE_ALL = -1
"""The style of entries that head all others, however they are numbered."""


def work_out_structure(entries: Sequence[Entry], roles: Roles, known: KnownUnits) -> None:
    """Work out how entries stand to each other."""
    _head_by_units(entries, known)
    _gather(entries)
    _begin_anew(entries)
    _head_without_numbers(entries)
    _take_word(entries, roles)


def _gather(entries: Sequence[Entry]) -> None:
    """Know a paragraph without a number as a further one of the numbered entry above, where that is how a list goes.

    So it goes where no entry that is numbered in this way has more than one paragraph below it that names units; a
    heading above items without numbers has several. A list that is numbered in one way only has wordings there: they
    end as sentences do.
    """
    styles = {entry.style for entry in entries} - {None, ABOVE_ALL}
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


def _begin_anew(entries: Sequence[Entry]) -> None:
    """Know what is numbered as its items are, and heads them.

    Those that name nobody are counted by themselves, and so are all others; or the numbers begin anew below it.
    """
    for style in {entry.style for entry in entries} - {None}:
        for entry in _heads_alike([entry for entry in entries if entry.style == style]):
            entry.style = ABOVE_ALL
    for entry, following in itertools.pairwise(entries):
        if _begins_anew(entry, following):
            entry.style = ABOVE_ALL


def _begins_anew(entry: Entry, following: Entry) -> bool:
    """Tell whether the numbers begin anew below an entry that names nobody."""
    alike = entry.style is not None and entry.style == following.style
    return alike and not entry.names_units and following.names_units and in_digits(following.number) == "1"


def _heads_alike(entries: Sequence[Entry]) -> list[Entry]:
    """Return those of the entries of one way of numbering that head the others: both are counted by themselves."""
    heads = [entry for entry in entries if not entry.names_units]
    items = [entry for entry in entries if entry.names_units]
    is_so = len(heads) > 1 and bool(items) and entries[0] is heads[0] and _is_counted(heads) and _is_counted(items)
    return heads if is_so else []


def _is_counted(entries: Sequence[Entry]) -> bool:
    """Tell whether numbers are 1, 2, 3 and so on without a gap."""
    return [in_digits(entry.number) for entry in entries] == [str(no) for no in range(1, len(entries) + 1)]


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
            entries[at].style = ABOVE_ALL


def _may_head(entries: Sequence[Entry], at: int) -> bool:
    """Tell whether a line without a number may head the numbered item behind it: short, no sentence, of nobody."""
    entry, *following = entries[at : at + 2]
    is_plain = entry.style is None and not entry.goes_on and not entry.said.says_who
    is_above = any(one.style is not None and one.names_units for one in following)
    return is_plain and is_above and is_title_like(entry.piece.text)


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
            entry.style = ABOVE_ALL
            entry.said |= Duties(leads=(Name(name, entry.piece.place),))
            entry.is_unit = True


def is_title_like(text: str) -> bool:
    """Tell whether a line without a number may be a title: short, no sentence, and no label with what it says."""
    before, *behind = re.split("[:：]", text, maxsplit=1)
    is_label = (any(map(str.strip, behind)) or says_beside(text)) and not re.search(
        r"\d$|[一二三四五六七八九十]$", before
    )
    return len(text) <= LONGEST_TITLE and not SENTENCE_END.search(text) and not is_label


def _take_word(entries: Sequence[Entry], roles: Roles) -> None:
    """Take a person's word for what entries are."""
    for entry in entries:
        entry.role = roles.get(entry.piece.place)
        if entry.role is not None:
            entry.goes_on = entry.role is BlockRole.GOES_ON
        if entry.role is BlockRole.SECTION:
            entry.style, entry.said = ABOVE_ALL, Duties()
