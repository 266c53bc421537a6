"""Labels in running text: 牵头单位：甲；完成时限：10月底前 -> what each says, and what is left of the text. Pure.

What a heading means over a column it means before a colon, as long as it is short: a sentence may well end in 落实：.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile

from reportkit.data import alternatives, load, load_words
from reportkit.files.document import Paragraph
from reportkit.language.script import is_latin
from reportkit.language.text import CLOSING_BRACKETS, OPENING_BRACKETS, fold_prose, squeeze
from reportkit.lists.heading_words import beside_wording, meaning, words_of
from reportkit.lists.latin import in_scripts
from reportkit.model import OFFICES, ListColumn

_COLON = re.compile(r"(?:(?<!\s)\s++)?[:：﹕]\s*+|(?<!\s)\s++[–—]\s++(?![A-Za-z][A-Za-z ]{0,30}:)")
_OPEN, _CLOSE = re.escape(OPENING_BRACKETS), re.escape(CLOSING_BRACKETS)
_IN_BRACKETS = re.compile(
    rf"[\[［【〔〖](?P<label>[^{_OPEN}{_CLOSE}:：\n]{{1,40}}+)[\]］】〕〗]\s*+(?=[\w【［\[〔〖《“\"]|$)"
)
"""What may be a label without a colon: 【责任部门】, [Lead]; what it says stands behind it, or the next one does."""
_BOUNDARY = re.compile(rf"[;；,，。、|｜{_OPEN}\n\t！!？?>＞●■★▲]|(?<=[a-z\d%)])\.\s|\s[–—]\s")
_START = re.compile(r"^[\s;；,，、|｜]++")
_END = re.compile(r"(?<![\s;；,，、|｜–—])[\s;；,，、|｜–—]++$")
_OPENED, _CLOSED = re.compile(f"[{_OPEN}]"), re.compile(f"[{_CLOSE}]")
_BESIDE = (ListColumn.MEASURES, ListColumn.OTHER)
_MOST_WORDS, _MOST_OF_ALL, _SEVERAL = 4, 9, 2
_LONGEST_WORDING, _MOST_BEHIND = 8, 3
_LONGEST = 40
_NEAR, _LEAST_OFTEN = 2, 3
_PARTED = re.compile(r"[\s;；|｜●•■◆·。]")
_UNKNOWN = re.compile(
    r"(?:^|(?<=[\s;；|｜●•■◆·。]))(?P<name>[\u4e00-\u9fff]{2,8}|[\u4e00-\u9fff](?: [\u4e00-\u9fff]){1,7}"
    r"|[A-Z][A-Za-z]{1,20}(?: [A-Za-z]{2,20}){0,2})[:：]"
)
"""What may be a label of the office's own: some characters before a colon, by themselves."""
_LOOKED_AT = 2 * _LONGEST
"""Characters before a colon among which a label is looked for."""


Further = AbstractSet[str]
"""Labels that a document has beside those that are known."""


@dataclass(frozen=True, slots=True)
class _Rating:
    """A word that says how urgent or how good something is."""

    word: str


_RATINGS = frozenset(fold_prose(row.word) for row in load("ratings", _Rating))


class _Use(StrEnum):
    """What a word does in a label.

    Attributes:
        BEHIND: stands behind a word of responsibility: 牵头单位.
        LEADS: is a label by itself, of who leads: 牵头.
        PARTICIPANTS: is a label by itself, of who takes part: 配合.
        MEASURES: is a label of what measures success, though above a column it says something else.
        CONTACT: is a label of whom to ask.
        BESIDE: is one in a bracket behind a unit, where it speaks of a person there and of no leader.
    """

    BEHIND = "behind"
    LEADS = "leads"
    PARTICIPANTS = "participants"
    MEASURES = "measures"
    CONTACT = "contact"
    BESIDE = "beside"


_WORDS = load_words("label_words", _Use)


def _pattern(means: ListColumn) -> re.Pattern[str]:
    """Return the pattern of a label that means this: a word of its headings with little before it.

    A word of responsibility needs 单位 or the like behind it, for a sentence may end in 落实：.
    """
    offices = means in (ListColumn.LEADS, ListColumn.PARTICIPANTS)
    tail = rf"(?:责任|主体)?(?:{alternatives(_WORDS[_Use.BEHIND])})" if offices else "(?:姓名)?"
    in_letters = [word for word in words_of(means) if is_latin(word)]
    alone = [*_WORDS[_Use(means.value)], *in_letters] if offices else []
    return re.compile(rf".{{0,4}}(?:{alternatives(words_of(means))}){tail}|(?:{alternatives(map(fold_prose, alone))})")


_ALONE = frozenset(fold_prose(word) for use in (_Use.LEADS, _Use.PARTICIPANTS) for word in _WORDS[use])
_PATTERNS = {
    means: _pattern(means)
    for means in (ListColumn.DEADLINE, ListColumn.LEADERS, ListColumn.PARTICIPANTS, ListColumn.LEADS)
}
CONTACT_WORDS = (*_WORDS[_Use.CONTACT], *_WORDS[_Use.BESIDE])
"""What may stand before a person in a bracket behind a unit."""
_OF_OFFICES = re.compile(rf"(?:{alternatives(word for word in _WORDS[_Use.BEHIND] if len(word) > 1)})$")
_MEASURES = frozenset(map(fold_prose, _WORDS[_Use.MEASURES]))
_CONTACT = re.compile(rf".{{0,4}}(?:{alternatives(map(fold_prose, _WORDS[_Use.CONTACT]))})")


def is_contact(text: str) -> bool:
    """Tell whether a heading or label says whom to ask."""
    return any(_CONTACT.fullmatch(fold_prose(part)) for part in (text, *in_scripts(text)))


def label_meaning(text: str) -> ListColumn | None:
    """Return what a label says of what stands behind it, None where it is none."""
    name = fold_prose(text)
    if not name or len(text) > _LONGEST:
        return None
    if _CONTACT.fullmatch(name):
        return ListColumn.OTHER
    found = next((means for means, pattern in _PATTERNS.items() if pattern.fullmatch(name)), None)
    found = found or (ListColumn.MEASURES if name in _MEASURES else beside_wording(text)) or _as_heading(text)
    return found or next(filter(None, map(label_meaning, in_scripts(text))), None)


def _as_heading(text: str) -> ListColumn | None:
    """Return what a label of offices says that is known as the heading of a column: 支持单位, Lead Section."""
    is_of_offices = _OF_OFFICES.search(fold_prose(text)) is not None and 2 < len(text) <= _LONGEST_WORDING
    means = meaning(text) if is_of_offices or _begins_with_label(text) else None
    return means if means in OFFICES else None


def _begins_with_label(text: str) -> bool:
    """Tell whether a text in letters is a word that is a label by itself, and one or two more: Lead Section."""
    first, *more = text.split() or [""]
    return is_latin(text) and 0 < len(more) < _MOST_BEHIND and fold_prose(first) in _ALONE


@dataclass(frozen=True, slots=True)
class Labelled:
    """What stands behind a label.

    Attributes:
        means: what the label says of it.
        label: as it is written, without white space.
        said: what stands behind it, up to the next label.
    """

    means: ListColumn
    label: str
    said: Paragraph


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in a text: where it begins, where what it says begins, what it is and means."""

    start: int
    end: int
    text: str
    means: ListColumn


def read_labels(piece: Paragraph, further: Further = frozenset()) -> tuple[str, tuple[Labelled, ...]]:
    """Return what stands before the first label of a text, and what stands behind each.

    Args:
        piece: the text.
        further: labels that the document has beside those that are known.
    """
    found = list(_labels(piece.text, further))
    if not found:
        return _rated(piece)
    ends = [label.start for label in found[1:]] + [len(piece.text)]
    said = tuple(
        Labelled(label.means, label.text, replace(piece, text=_trimmed(piece.text[label.end : end]).rstrip("。")))
        for label, end in zip(found, ends, strict=True)
    )
    return _trimmed(piece.text[: found[0].start]), said


def further_labels(pieces: Sequence[Paragraph]) -> Further:
    """Return what stands before a colon again and again on lines with labels, or beside them, and is none we know."""
    has_label = [bool(read_labels(piece)[1]) for piece in pieces]
    counts: Counter[str] = Counter()
    for at, piece in enumerate(pieces):
        if any(has_label[max(at - _NEAR, 0) : at + _NEAR + 1]):
            counts.update({name for match in _UNKNOWN.finditer(piece.text) if _may_be_own(name := match["name"])})
    return frozenset(name for name, count in counts.items() if count >= _LEAST_OFTEN)


def _may_be_own(name: str) -> bool:
    """Tell whether what stands before a colon may be a label of the office's own: nothing of a list that we know."""
    return (label_meaning(name) or meaning(name)) in (None, *_BESIDE)


def without_bracketed_label(text: str) -> str:
    """Return a text without a label in brackets that says it is the wording of a task: 【任务】, [Action]."""
    label = _IN_BRACKETS.match(text)
    return text[label.end() :] if label and meaning(label["label"]) is ListColumn.WORK else text


def says_beside(text: str) -> bool:
    """Tell whether a line begins with the heading of what stands beside a wording, and says it: 年度目标：新增5家."""
    colon = _COLON.search(text[: _LONGEST + 1])
    if colon is None or not text[colon.end() :].strip():
        return False
    return meaning(text[: colon.start()]) in (*_BESIDE, ListColumn.AIMS, ListColumn.STAGE)


def says_rating(text: str) -> bool:
    """Tell whether a text says how urgent or how good something is: High, Amber, P1, 高."""
    return fold_prose(text) in _RATINGS


def _rated(piece: Paragraph) -> tuple[str, tuple[Labelled, ...]]:
    """Return a line without labels; one that only rates something, Priority: High, stands beside a wording."""
    label, colon, said = piece.text.partition(":")
    if not colon or len(label) > _LONGEST or not is_latin(label) or not says_rating(said):
        return piece.text, ()
    return "", (Labelled(ListColumn.OTHER, squeeze(label), replace(piece, text=said.strip())),)


def without_wording_label(text: str) -> str:
    """Return a text without a label that says it is the wording of a task: 工作内容：, 主要任务：."""
    colon = _COLON.search(text[: (_LONGEST if is_latin(text) else _LONGEST_WORDING) + 1])
    is_label = colon is not None and meaning(text[: colon.start()]) is ListColumn.WORK
    return text[colon.end() :] if colon and is_label else text


def _labels(text: str, further: Further) -> Iterator[_Label]:
    """Yield the labels of a text in their order, those before colons and those in brackets."""
    in_brackets = tuple(_labels_in_brackets(text))
    starts = [label.start for label in in_brackets]
    before_colons = (
        one for one in _labels_before_colons(text, further) if not any(one.start <= at < one.end for at in starts)
    )
    yield from sorted((*in_brackets, *before_colons), key=lambda label: label.start)


def _labels_in_brackets(text: str) -> Iterator[_Label]:
    """Yield the labels that stand in brackets and have no colon: 【责任部门】甲【完成时间】12月底前.

    A word of responsibility alone is one only where the text begins so: in 甲【牵头】乙【配合】 it is behind a unit.
    """
    begins = text[:1] in OPENING_BRACKETS
    for match in _IN_BRACKETS.finditer(text):
        means = label_meaning(match["label"])
        is_word = fold_prose(match["label"]) in _ALONE and not is_latin(match["label"])
        may_be_behind = is_word or match.end() == len(text)
        if means is not None and (begins or not may_be_behind):
            yield _Label(match.start(), match.end(), squeeze(match["label"]), means)


def _labels_before_colons(text: str, further: Further) -> Iterator[_Label]:
    behind = 0
    for colon in _COLON.finditer(text):
        label = _before(text, behind, colon) or _own_before(text, behind, colon, further)
        if label is not None:
            yield label
            behind = colon.end()


def _before(text: str, behind: int, colon: re.Match[str]) -> _Label | None:
    """Return the label that we know before a colon, None where there is none."""
    before = text[behind : colon.start()]
    cut = max((match.end() for match in _BOUNDARY.finditer(before)), default=0)
    label = _at_end(before[max(cut, len(before) - _LOOKED_AT) :])
    if label is None:
        return None
    words, means = label
    # What stands beside a wording has a label of its own; in the midst of words it is one of them.
    is_word = means in _BESIDE and not is_contact(words) and before[cut:].strip() != words.strip()
    if is_word or _is_beside(text[: colon.start()], words, means):
        return None
    return _Label(colon.start() - len(words), colon.end(), squeeze(words), means)


def _own_before(text: str, behind: int, colon: re.Match[str], further: Further) -> _Label | None:
    """Return the label of the document's own before a colon, None where there is none."""
    before = text[behind : colon.start()]
    own = next((name for name in further if before.endswith(name) and _begins_there(before, name)), "")
    return _Label(colon.start() - len(own), colon.end(), _one_word(own), ListColumn.OTHER) if own else None


def _one_word(name: str) -> str:
    """Return a label without the spaces between its characters: 备 注."""
    return name if is_latin(name) else name.replace(" ", "")


def _begins_there(before: str, name: str) -> bool:
    """Tell whether a name at the end of a text stands by itself there."""
    start = len(before) - len(name)
    return start == 0 or _PARTED.match(before[start - 1]) is not None


def _is_beside(before: str, label: str, means: ListColumn) -> bool:
    """Tell whether a label stands in a bracket behind a unit and says who is to be asked there."""
    opened = max(before.rfind("("), before.rfind("（"))
    is_open = opened > max(before.rfind(")"), before.rfind("）"), 0)
    is_person = means is ListColumn.OTHER or fold_prose(label) in map(fold_prose, _WORDS[_Use.BESIDE])
    return is_open and is_person and bool(before[:opened].strip())


def _at_end(text: str) -> tuple[str, ListColumn] | None:
    """Return the label that a text ends with, as it stands there, and what it means: the shortest that is one.

    Single characters that stand apart are one word: 责 任 单 位. With letters it is the longest: Executive lead is no
    lead, and 牵头单位 Lead unit is one label.
    """
    words = list(re.finditer(r"\S+", text))
    singles = len(list(takewhile(lambda word: len(word[0]) == 1, reversed(words))))
    starts = [word.start() for word in (words[: 1 - singles] if singles > 1 else words)]
    found: tuple[str, ListColumn] | None = None
    whole = starts[:1] if _MOST_WORDS < len(starts) <= _MOST_OF_ALL else []
    for start in (*reversed(starts[-_MOST_WORDS:]), *whole):
        means = label_meaning(text[start:]) if singles > 1 or _is_one(text[start:]) else None
        if means is not None and (found is None or is_latin(text[start:]) or in_scripts(text[start:])):
            found = text[start:], means
    return found


def _is_one(text: str) -> bool:
    """Tell whether the Chinese words of what may be a label are one: a name before another label is none of it."""
    return sum(not is_latin(word) for word in text.split()) < _SEVERAL


def _trimmed(text: str) -> str:
    """Return a part of a text between labels without what parted it, a bracket that stands around the next included."""
    bare = _END.sub("", _START.sub("", text.rstrip().rstrip(OPENING_BRACKETS)))
    is_closed = len(_CLOSED.findall(bare)) > len(_OPENED.findall(bare))
    return _END.sub("", bare[:-1]) if is_closed and _CLOSED.search(bare[-1:]) else bare
