"""How paragraphs are numbered: 一、（一） 1. （1） ① 1.1, Theme 2, Action 3, bullets. Pure."""

import re
import unicodedata
from dataclasses import dataclass, replace

from reportkit.data import alternatives, load
from reportkit.files.document import Paragraph
from reportkit.language.numerals import read_numeral
from reportkit.language.script import is_latin
from reportkit.language.text import fold, squeeze


@dataclass(frozen=True, slots=True)
class _Word:
    """What items or sections are called beside their number: Action 1, Theme 2, 第一部分."""

    word: str


@dataclass(frozen=True, slots=True)
class _Style:
    """A way of numbering.

    Attributes:
        pattern: of what is numbered so; its group `no` is the number.
        is_section: True where what is numbered so stands above tasks oftener than it is one.
    """

    pattern: re.Pattern[str]
    is_section: bool = False


_ITEM = alternatives(row.word for row in load("item_words", _Word))
_SECTIONS = [row.word for row in load("section_words", _Word)]
SECTION_WORDS = alternatives(word for word in _SECTIONS if not is_latin(word))
"""Pattern of the Chinese words behind the number of a section: 第一部分."""
_IN_LETTERS = alternatives(form for word in _SECTIONS if is_latin(word) for form in (word, word.upper()))

_CODE = re.compile(r"[A-Z]{1,3}[-.]?\d{1,3}(?:\.\d{1,2})?|\d{1,2}(?:[.-]\d{1,2}){1,3}")
_AROUND_NUMBER, _LONGEST_CODE = "().、,，．.:： （）[]【】", 20
NUMERALS = "[一二三四五六七八九十百壹贰貳叁參肆伍陆陸柒捌玖拾]"
_ITEM_NUMBER = rf"\d{{1,3}}(?:\.\d{{1,2}}){{0,2}}|[A-Z]{{1,2}}-?\d{{1,3}}|{NUMERALS}{{1,3}}"
_ALONE = re.compile(rf"(?i:{_ITEM})\s*+(?:{_ITEM_NUMBER})[.．:：、]?")
NO_FRACTION = r"(?!\d(?!\d?月|\d{3}年))"
"""Behind the point of a number: no digit, but for that of a day: 1.9月底前 is the first item, and no 1.9."""
_STYLES = (
    _Style(re.compile(rf"第(?P<no>{NUMERALS}{{1,4}}|\d{{1,2}})(?:{SECTION_WORDS})\s*[、.．:：]?\s*"), is_section=True),
    _Style(
        re.compile(rf"(?:{_IN_LETTERS})\s+(?P<no>\d{{1,2}}|[A-Z]|[IVX]{{1,4}})\b[\s.:–—-]*"),
        is_section=True,
    ),
    _Style(
        re.compile(
            rf"(?i:{_ITEM})\s*+(?P<no>{_ITEM_NUMBER})"
            r"(?:\s*+[.．:：、–—-]\s*+|\s++(?=[A-Z]))"
        )
    ),
    _Style(re.compile(rf"(?P<no>{NUMERALS}{{1,4}})\s*[、.．]\s*"), is_section=True),
    _Style(re.compile(r"(?P<no>[A-Z])[.)]\s+(?=[A-Z][a-z])"), is_section=True),
    _Style(re.compile(rf"[(（](?P<no>{NUMERALS}{{1,3}})[)）]\s*")),
    _Style(re.compile(r"(?P<no>\d{1,2}(?:[.．]\d{1,2}){1,2})[.．、]?(?![\d%％万亿月年日])\s*")),
    _Style(re.compile(r"[(（](?P<no>\d{1,3})[)）]\s*")),
    _Style(re.compile(r"(?P<no>[A-Z]{1,3}-?\d{1,3}(?:\.\d{1,2}){0,2})(?:[.:)]\s+|\s+[–—-]\s+|\s{2,})(?=\S)")),
    _Style(re.compile(rf"(?P<no>\d{{1,4}})\s*[.．、)）]{NO_FRACTION}\s*")),
    _Style(re.compile(r"(?P<no>[①-⑳])\s*")),
    _Style(re.compile(r"(?P<no>[•●■◆◇▪○□▲►·*]|[-–—](?=\s))\s*")),
)
BULLET = len(_STYLES) - 1
SECTION_STYLES = frozenset(at for at, style in enumerate(_STYLES) if style.is_section)
"""第一部分, Theme 1 and 一、."""


def numbers_section(text: str) -> bool:
    """Tell whether a text is numbered as sections are, and says more than the number."""
    matches = (style.pattern.match(text) for style in _STYLES if style.is_section)
    return any(match is not None and match.end() < len(text) for match in matches)


def is_number_alone(piece: Paragraph) -> bool:
    """Tell whether a paragraph is what an item is called with its number, and nothing else: Action 1, 任务一."""
    return _ALONE.fullmatch(piece.text) is not None


def behind_number(number: Paragraph, piece: Paragraph) -> Paragraph:
    """Return a paragraph with its number in front of it that stands alone above it; it stands where that does."""
    return replace(number, text=f"{number.text.rstrip('.．:：、')}: {piece.text}")


def numbered(piece: Paragraph) -> tuple[int | None, str, Paragraph]:
    """Return how a paragraph is numbered, its number, and the paragraph without it."""
    for at, style in enumerate(_STYLES):
        match = style.pattern.match(piece.text)
        if match and match.end() < len(piece.text):
            return at, match["no"], replace(piece, text=piece.text[match.end() :])
    return None, "", piece


def as_number(text: str) -> str:
    """Return the digits of a task's number: 12, 12., （12）, 十二; "" where it is none."""
    name = fold(text).strip("().、,．第项条号")
    if name.isdecimal() and len(name) < 6:
        return str(int(name))
    value = read_numeral(name) if name and re.fullmatch(r"[零〇一二三四五六七八九十百]+", name) else None
    return str(int(value)) if value is not None else ""


def in_digits(number: str) -> str:
    """Return a number of one level in digits, "" for 1.1 and for a bullet."""
    if len(number) == 1 and number.isnumeric() and not number.isdecimal():
        return str(int(unicodedata.numeric(number)))
    return as_number(number)


def as_code(text: str) -> str:
    """Return what a task is counted by where it is no plain number, without what stands around it: 1.1, C1, 114-A-03.

    "" for a plain number, and for what has no digit or is too long to be one.
    """
    code = squeeze(text).strip(_AROUND_NUMBER)
    is_one = len(code) <= _LONGEST_CODE and any(map(str.isdecimal, code))
    return code if is_one and not as_number(text) else ""


def is_number(text: str) -> bool:
    """Tell whether a text is what a task is counted by, and nothing else: 12, 十二, 1.1, 2-3, C1, ED-04."""
    return bool(as_number(text)) or _CODE.fullmatch(text.strip()) is not None
