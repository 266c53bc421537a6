"""Lines of a cell into names: persons told from units, names that a narrow column broke put together again. Pure."""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportkit.data import alternatives, load, load_words
from reportkit.files.document import Paragraph
from reportkit.language.nothing import is_blank, is_none
from reportkit.language.script import is_latin, to_simplified
from reportkit.language.text import fold, squeeze, unspaced, visible
from reportkit.lists.contacts import with_contacts, without_contacts
from reportkit.lists.latin import in_scripts, latin_names
from reportkit.lists.listing import Name
from reportkit.model import Unit
from reportkit.units import SEPARATORS, cuts, is_branch_of_above, is_collective, looks_like_unit, split_names

_HAN_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,4}(?:[·•・][\u3400-\u4dbf\u4e00-\u9fff]{1,6})?")
_MAX_BROKEN = 3
_BETWEEN_NAMES = re.compile("[、，,;；\n]")
_SHORTEST_IN_LETTERS = 3
_LONGEST_NAME = 4


class _Use(StrEnum):
    """What a word says in the post of a person.

    Attributes:
        LEVEL: whose post it is: 区.
        BODY: of which body: 政府.
        RANK: stands before a post: 副.
        POST: is one: 区长.
    """

    LEVEL = "level"
    BODY = "body"
    RANK = "rank"
    POST = "post"


@dataclass(frozen=True, slots=True)
class _FamilyName:
    """One of the commonest family names: where nothing else tells a person, a name begins with one of them."""

    name: str


@dataclass(frozen=True, slots=True)
class NamesLine:
    """Names that stand in one paragraph.

    Attributes:
        names: in order.
        listed: True where the paragraph is a list: it has separators or names a collective.
    """

    names: tuple[Name, ...]
    listed: bool


@dataclass(frozen=True, slots=True)
class KnownUnits:
    """The units that an office has named already: what they are called is a unit, whatever it looks like.

    Attributes:
        names: all of their names, folded.
    """

    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, units: Iterable[Unit]) -> "KnownUnits":
        """Return what some units are called."""
        return cls(frozenset(fold(name) for unit in units for name in (unit.name, *unit.aliases) if fold(name)))

    def holds(self, text: str) -> bool:
        """Tell whether a text is the name of one of them."""
        return fold(text) in self.names

    def begin(self, pieces: Sequence[Paragraph]) -> bool:
        """Tell whether one of their names stands at the beginning, also one that a narrow column broke."""
        texts = [piece.text for piece in pieces[: _MAX_BROKEN + 1]]
        return any(self.holds("".join(texts[:end])) for end in range(1, len(texts) + 1))

    def is_unit(self, text: str) -> bool:
        """Tell whether a text is a unit, by its looks or because it is known."""
        return looks_like_unit(text) or self.holds(text)


NONE_KNOWN = KnownUnits()


def looks_like_person(text: str, *, strict: bool = False) -> bool:
    """Tell whether a text could be a person's name: 2 to 4 characters, and not the name of a unit.

    Args:
        text: the text; spaces inside it do not count.
        strict: ask for a known family name as well.
    """
    name = fold(text)
    if not _HAN_NAME.fullmatch(name) or looks_like_unit(name):
        return False
    return not strict or name.startswith(_FAMILY_NAMES)


_FAMILY_NAMES = tuple(row.name for row in load("family_names", _FamilyName))
_POSTS = load_words("posts", _Use)


def _any(use: _Use) -> str:
    return alternatives(_POSTS[use])


# No rank is a post, so that a run of such words is read in one way only: 区委常委、常务副区长.
_POST_WORD = rf"(?:{_any(_Use.LEVEL)})?(?:{_any(_Use.BODY)})?(?:{_any(_Use.RANK)}){{0,4}}(?:{_any(_Use.POST)})"
_POST_WORDS = rf"(?:{_POST_WORD}){{1,6}}(?:、)?"
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]$")
_POST_BEHIND = re.compile(rf"(?:{_POST_WORD}){{1,6}}+(?:、)?+$")
_POST_BEFORE = re.compile(rf"^{_POST_WORDS}(?=.{{2,4}}$)")
_LONGEST_POST = 60
"""Characters of a name with its posts: a longer text is no person, and would be searched for long."""


def without_post(name: str) -> tuple[str, str]:
    """Return a person's name and the post beside it: 梅建胜（区委书记）, 区长梅建胜, 梅建胜副区长."""
    folded = simple(name)
    match = _IN_BRACKETS.search(folded)
    if match is None and len(folded) <= _LONGEST_POST:
        match = _POST_BEHIND.search(folded)
    if match and match.start() > 1:
        post = name[match.start() :]
        return name[: match.start()], post.strip("()（）")
    match = _POST_BEFORE.match(folded)
    if match:
        return name[match.end() :], name[: match.end()]
    return name, ""


def persons(pieces: Sequence[Paragraph]) -> tuple[Name, ...]:
    """Return the persons named in the lines of a cell.

    顧  斌 is one name padded to the width of three characters; 李明 王小红 are two; 区长 梅建胜 is one with a post.
    """
    if any(map(is_latin, (piece.text for piece in pieces))):
        return _by_script(pieces, persons)
    names: list[Name] = []
    post = ""
    for piece, written, padded in _words(pieces):
        name, own = without_post(written)
        bare = name.strip("()（）")
        if re.fullmatch(_POST_WORDS, simple(name)):
            post = name
        elif bare != name and names:
            names[-1] = replace(names[-1], post=bare)
        elif name:
            names.append(Name(name, piece.place, padded=padded, post=own or post))
            post = ""
    return tuple(names)


def _words(pieces: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, str, str]]:
    """Yield what may be a name or a post in the lines of a cell: its line, itself, and how it stood there padded."""
    for piece in pieces:
        text = visible(piece.text)
        for a, b in itertools.pairwise((-1, *cuts(text), len(text))):
            item = text[a + 1 : b]
            for word, is_padded in _unpadded(squeeze(item).split(" ")):
                yield piece, word, item.strip() if is_padded else ""


def _unpadded(words: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield words, single characters that stand apart as one padded name of four at most, and whether it is one."""
    at = 0
    while at < len(words):
        end = at + 1
        while len(words[at]) == 1 and end < min(len(words), at + _LONGEST_NAME) and len(words[end]) == 1:
            end += 1
        yield "".join(words[at:end]), end - at > 1
        at = end


def lines(
    pieces: Sequence[Paragraph], known: KnownUnits = NONE_KNOWN
) -> tuple[tuple[NamesLine, ...], tuple[Paragraph, ...]]:
    """Return the lines of units in the paragraphs of a cell, and the paragraphs that name no unit.

    A bracket on its own line, the second half of a broken name and the continuation of a list belong to the line
    above.
    """
    found: list[NamesLine] = []
    left: list[Paragraph] = []
    at = 0
    while at < len(pieces):
        taken = _broken(pieces[at:], known)
        if taken == 0:
            left.append(pieces[at])
            at += 1
            continue
        found.append(_line(pieces[at : at + taken]))
        at += taken
    return tuple(found), tuple(left)


def _broken(pieces: Sequence[Paragraph], known: KnownUnits = NONE_KNOWN) -> int:
    """Return how many paragraphs from the first on are one line; 0 where the first names no unit."""
    text = unspaced(pieces[0].text)
    taken = 1
    while True:
        more = _continuation(text, pieces[taken:], known)
        if not more:
            break
        text += "".join(unspaced(piece.text) for piece in pieces[taken : taken + more])
        taken += more
    return taken if all(known.is_unit(name) for name in split_names(text)) and split_names(text) else 0


def _continuation(text: str, rest: Sequence[Paragraph], known: KnownUnits = NONE_KNOWN) -> int:
    """Return how many of the paragraphs that follow `text` continue it."""
    if not rest:
        return 0
    following = unspaced(rest[0].text)
    if following[:1] in ("(", "（") or following[:1] in SEPARATORS or text[-1:] in SEPARATORS or _is_open(text):
        return 1
    last = (split_names(text) or ("",))[-1]
    if not known.is_unit(last):
        return _rest_of_name(last, rest, known)
    is_bureau = fold(last).endswith(("局", "厅", "委"))
    return 1 if is_bureau and is_branch_of_above(_first_name(following)) else 0


def _rest_of_name(name: str, rest: Sequence[Paragraph], known: KnownUnits) -> int:
    """Return how many of the paragraphs that follow make half a name whole, 0 where none do."""
    for count, piece in enumerate(rest[:_MAX_BROKEN], 1):
        part = unspaced(piece.text)
        name += _first_name(part)
        if known.is_unit(name):
            return count
        if any(c in SEPARATORS for c in part):
            break
    return 0


def _first_name(text: str) -> str:
    return (split_names(text) or ("",))[0]


def _is_open(text: str) -> bool:
    return text.count("(") + text.count("（") > text.count(")") + text.count("）")


def _line(pieces: Sequence[Paragraph]) -> NamesLine:
    """Return one line of units from the paragraphs that make it up."""
    text = "".join(unspaced(piece.text) for piece in pieces)
    starts = []
    length = 0
    for piece in pieces:
        starts.append(length)
        length += len(unspaced(piece.text))
    names = []
    at = 0
    for written in split_names(text):
        begin = text.index(written, at)
        at = begin + len(written)
        cuts = [s for s in starts[1:] if begin < s < at]
        bounds = [begin, *cuts, at]
        parts = tuple(text[a:b] for a, b in itertools.pairwise(bounds)) if cuts else ()
        place = pieces[sum(s <= begin for s in starts) - 1].place
        names.append(Name(written, place, parts))
    listed = len(names) > 1 or any(is_collective(name.written) for name in names)
    return NamesLine(tuple(names), listed)


def unit_names(pieces: Sequence[Paragraph]) -> tuple[Name, ...]:
    """Return the units in the lines of a cell that is known to hold units, whatever they look like."""
    read = [without_contacts(piece) for piece in pieces]
    found = _unit_names([piece for piece, _ in read if any(map(str.isalnum, piece.text))])
    names = tuple(name for name in found if not _says_nobody(name.written))
    return with_contacts(names, (one for _, beside in read for one in beside))


def _says_nobody(text: str) -> bool:
    """Tell whether a text says that there is no unit: 无, 不適用, n/a, none."""
    return is_blank(simple(text)) or is_none(simple(text))


def _unit_names(pieces: Sequence[Paragraph]) -> tuple[Name, ...]:
    """Return the units in lines without persons beside them."""
    pieces = [part for piece in pieces for part in _in_languages(piece)]
    if any(map(is_latin, (piece.text for piece in pieces))):
        return _by_script(pieces, _unit_names)
    spaced = [part for piece in pieces for part in _at_spaces(piece)]
    names: list[Name] = []
    at = 0
    while at < len(spaced):
        taken = max(1, _broken(spaced[at:]))
        names += _line(spaced[at : at + taken]).names
        at += taken
    return tuple(names)


def _in_languages(piece: Paragraph) -> list[Paragraph]:
    """Cut a line that names units in two languages, each name by itself: 營運部 Operations、財務部 Finance."""
    items = _BETWEEN_NAMES.split(piece.text)
    twice = [_twice(item) for item in items]
    if not any(twice):
        return [piece]
    return [Paragraph(part, piece.place) for item, parts in zip(items, twice, strict=True) for part in parts or (item,)]


def _twice(item: str) -> tuple[str, ...]:
    """Return a unit's name in Chinese and in letters where a space or a stroke parts them, () for any other text."""
    parts = in_scripts(item)
    if len(parts) < 2 or not looks_like_unit(parts[0]) or len(parts[1]) < _SHORTEST_IN_LETTERS:
        return ()
    return parts if any(f"{one}{gap}" in item for one in parts for gap in " /|(（\n") else ()


def without_persons(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return units, each person among them as the contact of the unit before: 教育局 宋佳."""
    found: list[Name] = []
    for name in names:
        if found and looks_like_person(name.written, strict=True):
            found[-1] = replace(found[-1], contact=name.written)
        else:
            found.append(name)
    return tuple(found)


def _by_script(
    pieces: Sequence[Paragraph], read: Callable[[Sequence[Paragraph]], tuple[Name, ...]]
) -> tuple[Name, ...]:
    """Return the names in the lines of a cell of which some are in letters: these are parted in a way of their own."""
    runs = itertools.groupby(pieces, key=lambda piece: is_latin(piece.text))
    return tuple(name for latin, run in runs for name in (latin_names(tuple(run)) if latin else read(tuple(run))))


def _ends_in_unit(names: Sequence[str]) -> bool:
    """Tell whether names are whole and the last is a unit's; before it persons may stand: 李敏、区征收办."""
    others = (looks_like_unit(name) or looks_like_person(name, strict=True) for name in names[:-1])
    return bool(names) and looks_like_unit(names[-1]) and all(others)


def _at_spaces(piece: Paragraph) -> list[Paragraph]:
    """Cut a line at white space that parts whole names; white space inside a name stays for its reader."""
    parts: list[str] = []
    for word in squeeze(piece.text).split(" "):
        whole = bool(parts) and _ends_in_unit(split_names(parts[-1]))
        if whole and not _continuation(unspaced(parts[-1]), [Paragraph(word, piece.place)]):
            parts.append(word)
        elif parts:
            parts[-1] += word
        else:
            parts.append(word)
    return [Paragraph(part, piece.place) for part in parts]


def simple(text: str) -> str:
    """Return a text in simplified script, character for character."""
    simple = to_simplified(text)
    return simple if len(simple) == len(text) else text
