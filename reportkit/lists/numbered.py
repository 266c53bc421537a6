"""How paragraphs are numbered: 一、（一） 1. （1） ① 1.1, Theme 2, Action 3, bullets. Pure."""

import re
from dataclasses import dataclass, replace

from reportkit.data import alternatives, load
from reportkit.files.document import Paragraph


@dataclass(frozen=True, slots=True)
class _Word:
    """What items are called before their number: Action 1, 任务一."""

    word: str


_ITEM = alternatives(row.word for row in load("item_words", _Word))

NUMERALS = "[一二三四五六七八九十百壹贰貳叁參肆伍陆陸柒捌玖拾]"
NO_FRACTION = r"(?!\d(?!\d?月|\d{3}年))"
"""Behind the point of a number: no digit, but for that of a day: 1.9月底前 is the first item, and no 1.9."""
_STYLES = (
    re.compile(rf"第(?P<no>{NUMERALS}{{1,4}}|\d{{1,2}})(?:部分|篇|章|板块|板塊|节|節)\s*[、.．:：]?\s*"),
    re.compile(
        r"(?:Theme|Priority|Part|Section|Outcome|Pillar|Goal|Objective|Chapter)\s+(?P<no>\d{1,2}|[A-Z]|[IVX]{1,4})\b[\s.:–—-]*"
    ),
    re.compile(
        rf"(?i:{_ITEM})\s*+(?P<no>\d{{1,3}}(?:\.\d{{1,2}}){{0,2}}|[A-Z]{{1,2}}-?\d{{1,3}}|{NUMERALS}{{1,3}})"
        r"(?:\s*+[.．:：、–—-]\s*+|\s++(?=[A-Z]))"
    ),
    re.compile(rf"(?P<no>{NUMERALS}{{1,4}})\s*[、.．]\s*"),
    re.compile(rf"[(（](?P<no>{NUMERALS}{{1,3}})[)）]\s*"),
    re.compile(r"(?P<no>\d{1,2}(?:[.．]\d{1,2}){1,2})[.．、]?(?![\d%％万亿月年日])\s*"),
    re.compile(r"[(（](?P<no>\d{1,3})[)）]\s*"),
    re.compile(rf"(?P<no>\d{{1,4}})\s*[.．、)）]{NO_FRACTION}\s*"),
    re.compile(r"(?P<no>[①-⑳])\s*"),
    re.compile(r"(?P<no>[•●■◆◇▪○□▲►·*]|[-–—](?=\s))\s*"),
)
SECTION_STYLES = frozenset({0, 1, 3})
"""第一部分, Theme 1 and 一、: what stands above tasks oftener than it is one."""


def numbered(piece: Paragraph) -> tuple[int | None, str, Paragraph]:
    """Return how a paragraph is numbered, its number, and the paragraph without it."""
    for style, pattern in enumerate(_STYLES):
        match = pattern.match(piece.text)
        if match and match.end() < len(piece.text):
            return style, match["no"], replace(piece, text=piece.text[match.end() :])
    return None, "", piece
