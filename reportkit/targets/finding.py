"""Quantified aims: from the wording of a task to proposed targets. Pure.

A proposal for a person to confirm: each target carries the exact words it was read from. The rules are of the language
of such lists, not of one list: a quantity (`quantities`) is an aim with the noun before it (新增企业500家) or behind it
(完成4.3万亩耕地功能恢复), read within its clause; quoted words and names of programmes are not searched for figures.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportkit.language.script import is_latin
from reportkit.model import Kind, Op, Target
from reportkit.targets.aims import Aim, kind_of_aim
from reportkit.targets.english_aims import english_aims
from reportkit.targets.implicit import implicit_aims
from reportkit.targets.quantities import Quantity, Sort, even
from reportkit.targets.repeats import without_repeats
from reportkit.targets.shared import shared_aims
from reportkit.targets.wording import (
    BOUNDARY,
    DELIVER,
    GROWTH_WORDS,
    JOINED,
    NAMES,
    VERB,
    WORK,
    Wording,
    before_control,
    layers,
    noun_end,
    said,
    sentences,
    skip_lead,
)

_RETREAT = frozenset(("新建", "建成", "完成", "新增", "改造", "培育"))
_POINTING = frozenset(("聚焦", "对照", "围绕", "紧盯", "针对", "依托", "面向"))
_HAVING = re.compile("现有|已有|原有|共有|目前|截至|(?<![比较])上年|去年|已建成|已完成|已培育")
_GROWTH = re.compile(rf"(?:{GROWTH_WORDS})(?:分别|均|都|为|是)*\s*$")
_CONNECTOR = re.compile(
    rf"\s*(?:$|[,;:。!?、()\n+]|以及|和|及(?!时)|并|与|同比|其中|且|为|的(?:目标|任务)|{GROWTH_WORDS}|占|比|较|以来|"
    "建成|开工|竣工|投用|落地|交付|完工|新增|新建|使|让|力争|确保)"
)
_BARE = re.compile(
    "(?:同比|年均|比上年|较上年)*(?:竣工|开工|建成|投用|交付|完工|通车|落地|突破|达产|投产|主体结顶|"
    f"{GROWTH_WORDS}|其中|总额|占比|增速)"
)
_SAID_FIRST = re.compile("新?开工|新签约")
_SAID_LAST = re.compile(f"(?:竣工|开工|建成|投用|{GROWTH_WORDS})$")
_MONEY_NOUN = re.compile(
    "(?:资金|基金|投资|补助|补贴|贷款|融资|信贷|奖励|税收|收入|产值|营收|经费|消费券|红包|债券|授信)"
)
_FINISHED = re.compile("(?:建成|投用|开工|竣工|完工|达标|完成|交付|通车|落地|上线|全部)")
_ITEM_HEAD = re.compile("新增|净增|新建(?![、和])|新引进|新认定|新开工")
_ROUTE = re.compile("(?:政策|措施|意见|建议|道路|线路|举措|道|路|线|街|河|河道|链|航线|公交|热线|产业链)$")

_ABOUT_WHOM = re.compile("[对为向在从由以把]|全[市区县省]")
# A size that says where or how large, not how much: 5公里范围内, 15米宽.
_EXTENT = re.compile("范围|半径|车程|[长宽高深厚]|口径|直径|线路|级|等级|及以上")
_LASTING = re.compile("时限|时间|工期|天数|寿命|年龄")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A quantity and the words before it that may belong to it.

    Attributes:
        quantity: the quantity.
        left: where its words begin.
        start: where its noun begins, behind control verbs and adverbs.
        raw: the words from `left`.
        noun: the words from `start`.
        item: the aim before, where this one is the next item of its list (A5家、B3家).
        last: the aim before, wherever it stands.
    """

    quantity: Quantity
    left: int
    start: int
    raw: str
    noun: str
    item: Aim | None
    last: Aim | None


def find_targets(task: int, work: str) -> tuple[Target, ...]:
    """Propose the quantified aims that the wording of a task holds.

    Args:
        task: number of the task.
        work: its wording, in either script.

    Returns:
        Targets in the order of the text, numbered from 1. Indicator, measure and quote are in the characters of the
        source; the quote is a part of `work`, letter by letter.
    """
    return tuple(
        Target(task, no, aim.indicator, aim.op, aim.value, aim.measure, aim.kind, work[aim.start : aim.end].strip())
        for no, aim in enumerate(without_repeats(work, _aims(work)), start=1)
    )


def _aims(work: str) -> list[Aim]:
    """Return the aims of a wording; what stands in English beside Chinese with figures is its translation."""
    chinese: list[Aim] = []
    english: list[Aim] = []
    for begin, end in sentences(work):
        if is_latin(work[begin:end]):
            aims, found = english, list(english_aims(even(work[begin:end])))
        else:
            aims, found = chinese, _chinese_aims(work[begin:end])
        aims += (replace(aim, start=aim.start + begin, end=aim.end + begin) for aim in found if aim.indicator)
    return chinese or english


def _chinese_aims(sentence: str) -> list[Aim]:
    """Return the aims of a sentence in the order of the text."""
    text = layers(sentence)
    figures = tuple(_figure_aims(text))
    return sorted((*figures, *implicit_aims(text, figures)), key=lambda aim: (aim.end, aim.start))


def _figure_aims(text: Wording) -> Iterator[Aim]:
    """Yield the aims that have a figure."""
    quantities = tuple(q for i, q in enumerate(text.figures) if not _is_qualifier(text, i))
    done: list[Aim] = []
    i = 0
    while i < len(quantities):
        left = _left_bound(text, quantities, i, done)
        group = shared_aims(text, quantities, i, left)
        if group:
            done.extend(group)
            i += sum(1 for q in quantities[i:] if q.begin < group[-1].end)
            continue
        done.extend(_one(text, quantities, i, left, done))
        i += 1
    yield from done


def _is_qualifier(text: Wording, i: int) -> bool:
    """Tell whether quantity `i` only describes a noun: 50亿元以上项目不少于7个, 营收100万以下薄弱村."""
    quantity = text.figures[i]
    tail = text.flat[quantity.end :]
    if _CONNECTOR.match(tail):
        return False
    boundary = re.search(r"[,;:。!?、\n]", tail)
    stop = quantity.end + boundary.start() if boundary else len(text.flat)
    if i + 1 < len(text.figures) and text.figures[i + 1].begin < stop:
        return not JOINED.search(text.flat[quantity.end : text.figures[i + 1].begin])
    if quantity.sort in (Sort.THING, Sort.SHARE, Sort.POINT):
        return quantity.sort is not Sort.THING and tail.startswith("的")
    noun = text.flat[quantity.end : stop]
    if _EXTENT.match(noun):
        return True
    if noun.startswith("的") and not _MONEY_NOUN.search(noun):
        return True
    return quantity.op not in (Op.EQUAL, Op.ABOUT) and not _MONEY_NOUN.search(noun)


def _left_bound(text: Wording, quantities: tuple[Quantity, ...], i: int, done: list[Aim]) -> int:
    """Return where the words begin that may belong to quantity `i`: after the last clause mark or the aim before."""
    begin = quantities[i].begin
    ends = [quantities[i - 1].end if i else 0, *(aim.end for aim in done[-1:] if aim.end <= begin)]
    return max(*ends, *(m.end() for m in BOUNDARY.finditer(text.flat, max(ends), begin)), 0)


def _one(text: Wording, quantities: tuple[Quantity, ...], i: int, left: int, done: list[Aim]) -> list[Aim]:
    """Read the aim of one quantity with its own words; an empty list where it is no aim."""
    phrase = _phrase(text, quantities[i], left, done[-1] if done else None)
    if _is_no_aim(phrase):
        return []
    if not _CONNECTOR.match(text.flat, phrase.quantity.end):
        return _before_noun(text, phrase)
    if _is_one_thing(phrase.quantity) and not VERB.search(phrase.raw):
        return []
    return _after_noun(text, phrase)


def _phrase(text: Wording, quantity: Quantity, left: int, last: Aim | None) -> _Phrase:
    """Read the words before a quantity; `last` is the aim before."""
    raw = text.flat[left : quantity.begin]
    start = skip_lead(text, left, quantity.begin)
    noun = text.flat[start : quantity.begin].strip()
    return _Phrase(quantity, left, start, raw, noun, last if NAMES.match(raw.lstrip()) else None, last)


def _is_no_aim(phrase: _Phrase) -> bool:
    """Tell whether a quantity is none by what it measures: a time (7月, but not 工期7天), or 三大 without a list."""
    quantity = phrase.quantity
    if quantity.sort is Sort.TIME and not quantity.before and not _LASTING.search(phrase.noun):
        return True
    return quantity.measure == "大" and (phrase.noun != "" or not phrase.item)


def _is_one_thing(quantity: Quantity) -> bool:
    """Tell whether a quantity is 一个, which rarely counts."""
    return quantity.chinese and quantity.value == 1 and quantity.sort is Sort.THING


def _after_noun(text: Wording, phrase: _Phrase) -> list[Aim]:
    """Read an aim whose noun stands before the figure: 新增企业500家."""
    quantity, noun, start = phrase.quantity, phrase.noun, phrase.start
    if 0 < len(noun) <= 2 and text.flat[:start].endswith(("完成", "实现")):
        start -= 2  # 投资 alone says too little: 完成投资
    indicator = _indicator(text, phrase, said(text, start, quantity.begin))
    first = VERB.search(phrase.raw)
    verb = first[0] if first else ""
    of_policy = even(quantity.measure) == "条" and verb in ("落实", "实施") and not _ROUTE.search(noun)
    if indicator is None or of_policy:
        return []
    scope = verb in _POINTING or _HAVING.search(phrase.raw)
    growth = _GROWTH.search(noun) is not None
    kind = Kind.SCOPE if scope else kind_of_aim(text, quantity, indicator, growth=growth)
    begin = start if noun else phrase.left + len(phrase.raw) - len(phrase.raw.lstrip("、,:; "))
    return [Aim(begin, quantity.end, indicator, quantity.op, quantity.value, quantity.measure, kind)]


def _indicator(text: Wording, phrase: _Phrase, words: str) -> str | None:
    """Return what is counted: the words before the figure, with what the clause or the list before says of them.

    None where nothing says what a bare verb or figure speaks of.
    """
    if not phrase.noun or _BARE.fullmatch(phrase.noun):
        subject = _subject(text, phrase)
        return subject + words if subject else None
    if phrase.item is None or phrase.item.kind is Kind.SCOPE:
        return words
    head = _ITEM_HEAD.match(even(phrase.item.indicator))
    return phrase.item.indicator[: head.end()] + words if head and not VERB.match(phrase.noun) else words


def _subject(text: Wording, phrase: _Phrase) -> str:
    """Return what a bare verb or figure speaks of.

    The words before its verb (税收收入完成5亿元), the clause before (推进加装电梯,完成100台), or the aim before.
    """
    own = before_control(text, phrase.left, phrase.start)
    if own:
        return own
    ends = [m.start() for m in BOUNDARY.finditer(text.flat, 0, phrase.left)]
    if ends and text.flat[ends[-1]] in ",:" and ends[-1] + 1 == phrase.left:
        start = skip_lead(text, max([0, *(end + 1 for end in ends[:-1])]), ends[-1])
        if ends[-1] - start >= 3 and not (phrase.last and phrase.last.end > start):
            return said(text, start, ends[-1])
    return _inherited(phrase.last.indicator) if phrase.last else ""


def _inherited(indicator: str) -> str:
    """Return the subject of the aim before, without what was said of it: 安置房开工 gives 安置房."""
    plain = even(indicator)
    head, tail = _SAID_FIRST.match(plain), _SAID_LAST.search(plain)
    return indicator[head.end() if head else 0 : tail.start() if tail else None]


def _before_noun(text: Wording, phrase: _Phrase) -> list[Aim]:
    """Read an aim whose noun stands behind the figure: 完成4.3万亩耕地功能恢复."""
    quantity, raw = phrase.quantity, phrase.raw
    stop = noun_end(text, quantity.end)
    tail = text.flat[quantity.end : stop]
    verbs = list(VERB.finditer(raw))
    if not tail.strip() or tail.startswith("一") or _may_be_name(quantity, raw, verbs):
        return []
    scope = _is_scope(quantity, raw, [m[0] for m in verbs], tail)
    if phrase.item and not raw.strip("、和及与以 "):
        scope = phrase.item.kind is Kind.SCOPE
    head = _ITEM_HEAD.search(raw) if not scope else None
    prefix = said(text, phrase.left + head.start(), phrase.left + head.end()) if head else ""
    indicator = prefix + said(text, quantity.end, stop).removeprefix("的")
    kind = Kind.SCOPE if scope else kind_of_aim(text, quantity, indicator, growth=False)
    begin = phrase.left + verbs[0].start() if verbs else phrase.start
    return [Aim(begin, stop, indicator, quantity.op, quantity.value, quantity.measure, kind)]


def _may_be_name(quantity: Quantity, raw: str, verbs: list[re.Match[str]]) -> bool:
    """Tell whether a small number in Chinese characters is no figure: 一批, and 三大 but where it is delivered."""
    if not quantity.chinese or quantity.value > 10:
        return False
    is_delivered = bool(verbs) and verbs[-1].end() == len(raw.rstrip()) and verbs[-1][0] in DELIVER
    return quantity.value == 1 or not is_delivered


def _is_scope(quantity: Quantity, raw: str, verbs: list[str], tail: str) -> bool:
    """Tell whether the number says how large the thing is that is worked on, rather than what is to be delivered."""
    if _HAVING.search(raw):
        return True
    if not verbs:
        return _is_size_alone(quantity, raw.strip("、, "), tail)
    first = verbs[0]
    if quantity.op is Op.ABOUT and first not in DELIVER:
        return True
    if first in ("提升", "优化", "改善"):
        return quantity.sort is not Sort.THING
    return first in WORK and not (len(verbs) > 1 and verbs[1] in _RETREAT)


def _is_size_alone(quantity: Quantity, words: str, tail: str) -> bool:
    """Tell whether a figure without a verb only says how large something is: nothing holds it, and nothing is done."""
    told = quantity.before or quantity.after
    return not (told or _FINISHED.search(tail) or 0 < len(words) <= 4) or _ABOUT_WHOM.match(words) is not None
