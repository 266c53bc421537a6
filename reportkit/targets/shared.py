"""Indicators that share their words: A、B分别增长8%、15%以上; A、B各10个; A率和B率均达到100%. Pure."""

import re
from dataclasses import dataclass

from reportkit.targets.aims import Aim, kind_of_aim
from reportkit.targets.quantities import Quantity, Sort, even
from reportkit.targets.wording import GROWTH_WORDS, Wording, names, said, skip_lead

_APART = re.compile(rf"(?:分别|各自)(?:为|是|实现|完成)?(?P<what>{GROWTH_WORDS})?\s*$")
_EACH = re.compile(
    "各(?P<what>(?:新增|新建|建成|建设|完成|创建|培育|引进|招引|打造|改造|举办|开展|安排|设立)[^、,]{0,20})?\\s*$"
)
_ALSO = re.compile(r"(?:均|都|皆|全部)\s*$")
# First halves of names that share the second half of the last: 城镇和农村居民人均可支配收入.
_HALF = re.compile("第?[一二三]|城镇|城市|农村|国家级|省级|市级|区级|县级|线上|线下|进口|出口|小学|初中|高中")
_RATIO_NAME = re.compile("(?:率|比例|占比|比重|覆盖面|满意度)$")
_BETWEEN = re.compile(r"\s*(?:[、,]|以及|和|及|与)\s*")


@dataclass(frozen=True, slots=True)
class _Sharing:
    """What several indicators have in common.

    Attributes:
        start: where their names begin.
        stop: where their names end.
        what: what is said of each of them, "" where nothing is.
        apart: True where each has a figure of its own.
        told: True where a word (分别, 各, 均) says that they share.
    """

    start: int
    stop: int
    what: str = ""
    apart: bool = False
    told: bool = True


def shared_aims(text: Wording, quantities: tuple[Quantity, ...], i: int, left: int) -> list[Aim]:
    """Return the aims of indicators that share the words before quantity `i`, [] where they stand for one aim.

    Args:
        text: the sentence.
        quantities: those of its figures that may be aims.
        i: which of them.
        left: where the words begin that may belong to it.
    """
    sharing = _sharing(text, left, quantities[i].begin)
    places = names(text, sharing.start, sharing.stop)
    if not sharing.told and not (quantities[i].sort is Sort.SHARE and _are_ratios(text, places)):
        return []
    figures = _run(text, quantities, i) if sharing.apart else (quantities[i],) * len(places)
    if min(len(figures), len(places)) < 2:
        return []
    whole = _whole_names(text, places[-len(figures) :])
    return _aims(text, sharing, [name + sharing.what for name in whole], figures[: len(whole)])


def _sharing(text: Wording, left: int, stop: int) -> _Sharing:
    """Read what the words between `left` and `stop` say that indicators have in common."""
    start = skip_lead(text, left, stop)
    before = text.flat[start:stop]
    apart, each, also = _APART.search(before), _EACH.search(before), _ALSO.search(before)
    found = apart or each or also
    if found is None:
        return _Sharing(start, stop, told=False)
    what = "" if also or not found["what"] else said(text, start + found.start("what"), start + found.end("what"))
    return _Sharing(start, start + found.start(), what, apart=apart is not None)


def _are_ratios(text: Wording, places: tuple[tuple[int, int], ...]) -> bool:
    return all(_RATIO_NAME.search(text.flat[a:b].strip()) for a, b in places)


def _aims(text: Wording, sharing: _Sharing, indicators: list[str], figures: tuple[Quantity, ...]) -> list[Aim]:
    """Return one aim an indicator; a comparison said of the last or first figure holds for all that have none."""
    first, last = figures[0], figures[-1]
    op = last.op if last.after else first.op
    growth = sharing.apart and bool(sharing.what)
    return [
        Aim(
            start=sharing.start,
            end=last.end,
            indicator=indicator,
            op=figure.op if figure.after else op,
            value=figure.value,
            measure=figure.measure,
            kind=kind_of_aim(text, figure, indicator, growth=growth),
        )
        for indicator, figure in zip(indicators, figures, strict=True)
    ]


def _run(text: Wording, quantities: tuple[Quantity, ...], i: int) -> tuple[Quantity, ...]:
    """Return the quantities from `i` on that only 、 or 和 keeps apart."""
    run = [quantities[i]]
    for following in quantities[i + 1 :]:
        if not _BETWEEN.fullmatch(text.flat[run[-1].end : following.begin]):
            break
        run.append(following)
    return tuple(run)


def _whole_names(text: Wording, places: tuple[tuple[int, int], ...]) -> list[str]:
    """Return the names, halves made whole by the last: 城镇 of 城镇和农村居民收入 is 城镇居民收入."""
    names = [said(text, a, b) for a, b in places]
    halves = [even(name).removeprefix("第") for name in names[:-1]]
    half = _HALF.match(even(names[-1]).removeprefix("第"))
    if half and all(_HALF.fullmatch(name) for name in halves):
        tail, ordinal = names[-1].removeprefix("第")[half.end() :], "第" if names[0].startswith("第") else ""
        return [*(f"{ordinal}{name.removeprefix('第')}{tail}" for name in names[:-1]), ordinal + names[-1]]
    return names
