"""Aims without a digit: 清零, 全覆盖, 零增长. Pure."""

import re
from collections.abc import Iterator

from reportkit.model import Kind, Op
from reportkit.targets.aims import Aim
from reportkit.targets.wording import HIDDEN, Wording, before_control, noun_end, said, skip_lead

_IMPLICIT = re.compile(
    "清零|归零|全覆盖|双下降|零(?:增长|发生|事故|新增|死亡|进京|缺陷|拖欠|欠薪|投诉)|负增长|(?:只|不)减不增|只增不减|应改尽改|"
    "(?:全面|全部|彻底)(?:消除|销号|整改到位|办结|完成整改)"
)
_PROGRAMME = re.compile(
    "”?(?:[一二三四五六七八九十两0-9]+年|专项|攻坚|百日|集中)*(?:行动|攻坚|计划|工程|专项|方案|工作法|机制|活动|模式|试点|的)"
)
_BESIDE = (
    *"、“”",
    *("动态", "全部", "基本", "全面", "逐一销号", "逐一化解", "见底", "实现", "达到", "彻底"),
    *("历史遗留", "年底前", "保持", "确保"),
)
# A run of them is begun at its first word alone, so that it is walked once.
_IMPLICIT_TAIL = re.compile("".join(f"(?<!{word})" for word in _BESIDE) + f"(?:{'|'.join(_BESIDE)})+$")


def implicit_aims(text: Wording, figures: tuple[Aim, ...]) -> Iterator[Aim]:
    """Yield the aims without a digit: 清零, 全覆盖, 零增长; what a figure says already (400个小区全覆盖) is none."""
    hidden = [(m.start(), m.end()) for m in re.finditer("《[^《》]*》", text.even)]
    taken = [(aim.start - 1, aim.end) for aim in figures]
    for found in _IMPLICIT.finditer(text.even):
        begin = found.start()
        is_named = _PROGRAMME.match(text.even, found.end()) is not None or _is_in_slogan(text.even[:begin])
        if not is_named and not any(a < begin < b for a, b in (*hidden, *taken)):
            yield _implicit(text, found, max((aim.end for aim in figures if aim.end <= begin), default=0))


def _is_in_slogan(before: str) -> bool:
    """Tell whether what follows is one word of a slogan: “零干预、零增长”."""
    _, quote, opened = before.rpartition("“")
    return quote != "" and "”" not in opened and opened.strip("、") != ""


def _implicit(text: Wording, found: re.Match[str], left: int) -> Aim:
    """Read what an aim without a digit is about: the noun before it, or behind it where there is none."""
    marks = [m.end() for m in re.finditer(r"[,;:。!?\n]", text.flat[: found.start()])]
    left = max([left, *marks])
    start = skip_lead(text, left, found.start())
    tail = _IMPLICIT_TAIL.search(text.flat[start : found.start()])
    stop = start + tail.start() if tail and tail.start() > 0 else found.start()
    words = re.sub(f"^(?:保持|{HIDDEN})", "", text.flat[start:stop])
    follows = text.even[found.end() : found.end() + 1]
    if follows.strip(",;:。!?、”\n )") and len(words) < 4:
        end = noun_end(text, found.end())
        return Aim(start, end, said(text, found.end(), end), Op.EQUAL, None, "", Kind.IMPLICIT)
    if text.flat.startswith("保持", start):
        start += 2
    end = found.end() + (text.even[found.end() : found.end() + 1] == "”")
    indicator = said(text, start, stop)
    if not indicator:
        indicator = before_control(text, left, start) or said(text, found.start(), found.end())
    return Aim(start, end, indicator, Op.EQUAL, None, "", Kind.IMPLICIT)
