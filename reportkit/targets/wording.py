"""The wording of a task as aims are looked for in it: its layers and sentences, its verbs, the places of its nouns.

Pure. The rules are of the language of such lists, not of one list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reportkit.data import alternatives, load_words
from reportkit.targets.quantities import Quantity, even, find_quantities


class _Use(StrEnum):
    """What a verb says of the figure beside it.

    Attributes:
        DELIVER: something that can be counted is delivered.
        WORK: work is done on something whose number is given.
    """

    DELIVER = "deliver"
    WORK = "work"


_VERBS = load_words("verbs", _Use)
DELIVER = frozenset(_VERBS[_Use.DELIVER])
"""Verbs that deliver something that can be counted."""
WORK = frozenset(_VERBS[_Use.WORK])
"""Verbs that work on something whose number is given."""
VERB = re.compile(alternatives(DELIVER | WORK))
GROWTH_WORDS = "增长率|增长|增幅|涨幅|增速|递增|提高|提升|上升|增加|下降率|下降|降低|降幅|减少|压减|回升|缩小|缩短|节约"
# Control verbs and adverbs in front of an aim say nothing of what is counted.
_LEAD = re.compile(
    "(?:实现|完成(?!率|度|量|情况)|确保|保证(?!金)|力争|争取(?=达到|实现|完成)|努力|推动|推进|全面|全力|全年|年内|今年|持续|"
    "积极|加快|深入|大力|进一步|着力|切实|扎实|不断|逐步|有序|统筹|组织(?=开展)|预计|计划(?!生育|数|总)|预期(?!寿命)|其中|"
    "并且|并(?!购|网|联|轨)|同时|以及|和(?!平|谐|睦)|及(?!时|格)|与(?!会)|还(?!款|贷|建|原)|高质量(?!发展)|"
    "高标准(?!农田)|高水平(?!大学|医院)|常态化|率先|稳步|累计|全部(?!投)|[、,:;\\s]|要(?!素)|将(?!军)|拟|至少|"
    "使(?!用|命)|让(?!利)|向上(?=争取))+"
)
# A control verb within a clause begins the aim anew: 加强保障确保…, but not 完成率.
_CUT = re.compile("(?:实现|确保|力争|完成(?!率|度|情况)|其中)")
_NEW_ITEM = re.compile(
    "(?:[、并和及]|以及)(?=新增|新建|建成|完成|实现|打造|创建|培育|引进|招引|改造|建设|开展|举办|开工|竣工|拆除)"
)
NAMES = re.compile("、|以及|和|及|与")
BOUNDARY = re.compile(r"[,;:。!?\n]|——")
JOINED = re.compile(f"(?:和|及|以及|与|并|同时)(?:{VERB.pattern})?\\s*$")
_SENTENCE_END = re.compile(r"[。!?\n]+")
# Characters; a longer run without a full stop is no sentence anyone wrote, and is read in pieces.
_LONGEST = 1000
_NOUN_END = re.compile(r"[,;:。!?、\n]|——")
_QUOTED = re.compile(
    '“[^“”]{0,60}”|‘[^‘’]{0,60}’|《[^《》]{0,80}》|「[^「」]{0,60}」|『[^『』]{0,60}』|"[^"\\n]{0,40}"'
)
_BRACKET = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|【[^【】]{0,200}】")
HIDDEN = "■"


@dataclass(frozen=True, slots=True)
class Wording:
    """The wording of a task in three layers of the same length.

    Attributes:
        source: as the list has it.
        even: simplified and half-width.
        flat: as even, with quoted words and brackets without figures hidden.
        figures: the quantities outside hidden places.
    """

    source: str
    even: str
    flat: str
    figures: tuple[Quantity, ...]


def _hide(text: str, spans: Iterator[re.Match[str]], figures: tuple[Quantity, ...] = ()) -> str:
    """Return `text` with the matched spans hidden, those with figures inside spared."""
    for span in spans:
        if not any(span.start() < q.start < span.end() for q in figures):
            text = text[: span.start()] + HIDDEN * (span.end() - span.start()) + text[span.end() :]
    return text


def layers(work: str) -> Wording:
    """Read the layers of a task's wording."""
    plain = even(work)
    flat = _hide(plain, _QUOTED.finditer(plain))
    figures = find_quantities(flat, work)
    # A bracket with a figure is a clause of its own: 新增企业50家(其中规上10家).
    opened = [m for m in _BRACKET.finditer(flat) if any(m.start() < q.start < m.end() for q in figures)]
    flat = _hide(flat, _BRACKET.finditer(flat), figures)
    for span in opened:
        flat = f"{flat[: span.start()]};{flat[span.start() + 1 : span.end() - 1]};{flat[span.end() :]}"
    return Wording(work, plain, flat, figures)


def sentences(work: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the sentences; quoted words are never cut, and nothing longer than `_LONGEST` is one."""
    plain = even(work)
    flat = _hide(plain, _QUOTED.finditer(plain))
    begin = 0
    for end in (*(m.end() for m in _SENTENCE_END.finditer(flat)), len(flat)):
        while begin < end:
            yield begin, min(end, begin + _LONGEST)
            begin = min(end, begin + _LONGEST)


def names(text: Wording, start: int, stop: int) -> tuple[tuple[int, int], ...]:
    """Return the places of the names that 、 and 和 keep apart between `start` and `stop`."""
    places, begin = [], start
    for mark in NAMES.finditer(text.flat, start, stop):
        places.append((begin, mark.start()))
        begin = mark.end()
    places.append((begin, stop))
    return tuple((a, b) for a, b in places if text.flat[a:b].strip())


def skip_lead(text: Wording, start: int, stop: int) -> int:
    """Return where the noun begins: behind the last control verb of the clause, and behind adverbs."""
    cuts = [m.start() for m in _CUT.finditer(text.flat, start, stop)]
    cuts += [m.end() for m in _NEW_ITEM.finditer(text.flat, start, stop) if not _is_verbs(text.flat[start : m.start()])]
    start = max([start, *cuts])
    lead = _LEAD.match(text.flat, start, stop)
    return lead.end() if lead else start


def _is_verbs(words: str) -> bool:
    """Tell whether `words` is nothing but verbs: the 新建 of 新建、改建各类场地."""
    lead = _LEAD.match(words)
    return not VERB.sub("", words[lead.end() if lead else 0 :]).strip("、 ")


def said(text: Wording, start: int, stop: int) -> str:
    """Return the source's words between two places, on one line and free of marks around them."""
    return "".join(text.source[start:stop].split()).strip("、,，;；:：。 ").removesuffix("“")


def noun_end(text: Wording, start: int) -> int:
    """Return where the noun behind a figure ends; 、 within it is passed over where it joins short words (省、市)."""
    end = len(text.flat)
    begins = {q.begin for q in text.figures}
    for mark in _NOUN_END.finditer(text.flat, start):
        if mark[0] != "、" or mark.start() - start > 2 or mark.end() in begins:
            end = mark.start()
            break
    following = next((q for q in text.figures if start <= q.begin < end), None)
    joined = JOINED.search(text.flat[start : following.begin]) if following else None
    return start + joined.start() if joined else end


_CONTROL_END = re.compile(
    r"(?:全年|年内|今年|年底前|累计|预计|计划|力争|确保|全部|要|将|应|共|已){0,6}(?:完成|实现|力争|确保)\s*+$"
)
_SHORTEST = 2
"""Characters of a noun."""


def before_control(text: Wording, left: int, stop: int) -> str:
    """Return the noun before the control verb that ends a clause (税收收入 of 税收收入完成), "" where there is none.

    Args:
        text: the sentence.
        left: where the clause begins.
        stop: where its control verb ends.
    """
    control = _CONTROL_END.search(text.flat[left:stop])
    if control is None:
        return ""
    start, end = skip_lead(text, left, left + control.start()), left + control.start()
    return "" if end - start < _SHORTEST or VERB.match(text.flat, start) else said(text, start, end)
