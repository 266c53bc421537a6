"""Lines of a cell into names: persons told from units, names that a narrow column broke put together again. Pure."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportkit.files.document import Piece
from reportkit.language.script import to_simplified
from reportkit.language.text import fold, squeeze, unspaced, visible
from reportkit.lists.listing import Name
from reportkit.units import SEPARATORS, is_branch_of_above, is_collective, looks_like_unit, split_names

_HAN_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]{2,4}(?:[·•・][\u3400-\u4dbf\u4e00-\u9fff]{1,6})?")
_MAX_BROKEN = 3
# The hundred commonest family names and those of two characters, for texts in which nothing else tells a person.
_FAMILY = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤俞章柳倪梅俞施盛柯舒骆应管"
)
_DOUBLE_FAMILY = (
    "欧阳",
    "上官",
    "司马",
    "诸葛",
    "令狐",
    "皇甫",
    "司徒",
    "夏侯",
    "东方",
    "公孙",
    "慕容",
    "尉迟",
    "长孙",
    "宇文",
)


@dataclass(frozen=True, slots=True)
class Line:
    """Names that stand in one paragraph.

    Attributes:
        names: in order.
        listed: True where the paragraph is a list: it has separators or names a collective.
    """

    names: tuple[Name, ...]
    listed: bool


def looks_like_person(text: str, *, strict: bool = False) -> bool:
    """Tell whether a text could be a person's name: 2 to 4 characters, and not the name of a unit.

    Args:
        text: the text; spaces inside it do not count.
        strict: ask for a known family name as well.
    """
    name = fold(text)
    if not _HAN_NAME.fullmatch(name) or looks_like_unit(name):
        return False
    return not strict or name[0] in _FAMILY or name.startswith(_DOUBLE_FAMILY)


_POST_WORDS = (
    r"(?:(?:区|县|市|省)?(?:委|政府|人大|政协)?(?:常委会?|党组|常务|副)*"
    r"(?:书记|[区县市镇]长|主任|主席|部长|局长|秘书长|常委))+(?:、)?"
)
_POST_BEHIND = re.compile(rf"[(（](?P<in>[^()（）]*)[)）]$|(?P<bare>{_POST_WORDS})$")
_POST_BEFORE = re.compile(rf"^(?P<bare>{_POST_WORDS})(?=.{{2,4}}$)")


def without_post(name: str) -> tuple[str, str]:
    """Return a person's name and the post beside it: 梅建胜（区委书记）, 区长梅建胜, 梅建胜副区长."""
    folded = _simple(name)
    match = _POST_BEHIND.search(folded)
    if match and match.start() > 1:
        post = name[match.start() :]
        return name[: match.start()], post.strip("()（）")
    match = _POST_BEFORE.match(folded)
    if match:
        return name[match.end() :], name[: match.end()]
    return name, ""


def persons(pieces: Sequence[Piece]) -> tuple[Name, ...]:
    """Return the persons named in the lines of a cell.

    顧  斌 is one name padded to the width of three characters; 李明 王小红 are two; 区长 梅建胜 is one with a post.
    """
    names: list[Name] = []
    post = ""
    for piece in pieces:
        for item in _outside_brackets(visible(piece.text)):
            words = squeeze(item).split(" ")
            at = 0
            while at < len(words):
                spread = [words[at]]
                at += 1
                # Single characters that stand apart are one padded name.
                while len(spread[0]) == 1 and at < len(words) and len(words[at]) == 1 and len(spread) < 4:
                    spread.append(words[at])
                    at += 1
                name, own = without_post("".join(spread))
                if re.fullmatch(_POST_WORDS, _simple(name)):
                    post = name
                elif name.strip("()（）") != name and names:
                    names[-1] = replace(names[-1], post=name.strip("()（）"))
                elif name:
                    padded = item.strip() if len(spread) > 1 else ""
                    names.append(Name(name, piece.place, padded=padded, post=own or post))
                    post = ""
    return tuple(names)


def _outside_brackets(text: str) -> list[str]:
    """Split a text at the separators that stand outside of brackets."""
    parts, start, depth = [], 0, 0
    for at, char in enumerate(text):
        depth = max(0, depth + (char in "(（") - (char in ")）"))
        if not depth and char in SEPARATORS:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def lines(pieces: Sequence[Piece]) -> tuple[tuple[Line, ...], tuple[Piece, ...]]:
    """Return the lines of units in the paragraphs of a cell, and the paragraphs that name no unit.

    A bracket on its own line, the second half of a broken name and the continuation of a list belong to the line
    above.
    """
    found: list[Line] = []
    left: list[Piece] = []
    at = 0
    while at < len(pieces):
        taken = _broken(pieces[at:])
        if taken == 0:
            left.append(pieces[at])
            at += 1
            continue
        found.append(_line(pieces[at : at + taken]))
        at += taken
    return tuple(found), tuple(left)


def _broken(pieces: Sequence[Piece]) -> int:
    """Return how many paragraphs from the first on are one line; 0 where the first names no unit."""
    text = unspaced(pieces[0].text)
    taken = 1
    while True:
        more = _continuation(text, pieces[taken:])
        if not more:
            break
        text += "".join(unspaced(piece.text) for piece in pieces[taken : taken + more])
        taken += more
    return taken if all(looks_like_unit(name) for name in split_names(text)) and split_names(text) else 0


def _continuation(text: str, rest: Sequence[Piece]) -> int:
    """Return how many of the paragraphs that follow `text` continue it."""
    if not rest:
        return 0
    following = unspaced(rest[0].text)
    if following[:1] in ("(", "（") or following[:1] in SEPARATORS or text[-1:] in SEPARATORS or _is_open(text):
        return 1
    last = (split_names(text) or ("",))[-1]
    first = (split_names(following) or ("",))[0]
    if looks_like_unit(last):
        above = fold(last).endswith(("局", "厅", "委"))
        return 1 if above and is_branch_of_above(first) else 0
    joined = last
    for count, piece in enumerate(rest[:_MAX_BROKEN], 1):
        part = unspaced(piece.text)
        joined += (split_names(part) or ("",))[0]
        if looks_like_unit(joined):
            return count
        if any(c in SEPARATORS for c in part):
            break
    return 0


def _is_open(text: str) -> bool:
    return text.count("(") + text.count("（") > text.count(")") + text.count("）")


def _line(pieces: Sequence[Piece]) -> Line:
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
    return Line(tuple(names), listed)


def unit_names(pieces: Sequence[Piece]) -> tuple[Name, ...]:
    """Return the units in the lines of a cell that is known to hold units, whatever they look like."""
    spaced = [part for piece in pieces for part in _at_spaces(piece)]
    names: list[Name] = []
    at = 0
    while at < len(spaced):
        taken = max(1, _broken(spaced[at:]))
        names += _line(spaced[at : at + taken]).names
        at += taken
    return tuple(names)


def _at_spaces(piece: Piece) -> list[Piece]:
    """Cut a line at white space that parts whole names; white space inside a name stays for its reader."""
    parts: list[str] = []
    for word in squeeze(piece.text).split(" "):
        whole = bool(parts) and all(looks_like_unit(name) for name in split_names(parts[-1]))
        if whole and not _continuation(unspaced(parts[-1]), [Piece(word, piece.place)]):
            parts.append(word)
        elif parts:
            parts[-1] += word
        else:
            parts.append(word)
    return [Piece(part, piece.place) for part in parts]


_LEAD_LABEL = re.compile(r"^(?:牵头|责任|主办|主责)(?:责任)?(?:单位|部门|处室)?[:：]|^由(?=.)")
_PART_LABEL = re.compile(r"^(?:主要)?(?:配合|参与|协办|协助|协同)(?:单位|部门|处室)?[:：]")
_LEAD_MARK = re.compile(r"(?:[(（](?:牵头|牵头单位|主办)[)）]|(?:共同)?牵头(?:负责)?)$")
_PART_MARK = re.compile(r"(?:[(（](?:配合|参与|协办)[)）]|等?(?:配合|参与|协助|协办))$")


def by_part(names: Sequence[Name]) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Part the names of one cell by the words that say so: 牵头单位：甲；配合单位：乙, 甲牵头，乙、丙配合, 甲（牵头）.

    Returns:
        lead units and participants; all lead where nothing says otherwise.
    """
    parts: list[tuple[Name, bool | None]] = []  # True where it leads, None where nothing has been said yet
    label: bool | None = None
    for name in names:
        folded = _simple(name.written)
        found, says = folded, label
        for pattern, leads in ((_LEAD_LABEL, True), (_PART_LABEL, False)):
            if match := pattern.match(found):
                label = says = leads
                found = found[match.end() :]
        start = len(folded) - len(found)
        end = len(folded)
        for pattern, leads in ((_LEAD_MARK, True), (_PART_MARK, False)):
            match = pattern.search(found)
            if match and match.start():
                end = start + match.start()
                says = leads
                bracketed = found[match.start()] in "(（"
                # 甲、乙配合: the word at the end of a list speaks for all of it.
                parts = parts if bracketed else [(n, leads if said is None else said) for n, said in parts]
        if name.written[start:end]:
            parts.append((replace(name, written=name.written[start:end]), says))
    named = any(said for _, said in parts)
    leads_of = [n for n, said in parts if said or (said is None and not named)]
    return tuple(leads_of), tuple(n for n, _ in parts if n not in leads_of)


def _simple(text: str) -> str:
    """Return a text in simplified script, character for character."""
    simple = to_simplified(text)
    return simple if len(simple) == len(text) else text
