"""What stands around a list in its document: a letter before the annex that it is, aims and safeguards, feet of pages.

Pure.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportkit.data import alternatives, load_words
from reportkit.files.document import Document, Paragraph, SourcePlace
from reportkit.language.script import to_simplified
from reportkit.language.text import fold_prose, squeeze
from reportkit.lists.numbered import numbered
from reportkit.units import looks_like_unit

_LONGEST_FOOT, _LONGEST_PAGE = 200, 40
_LEAST_PAGES = 2
_LONGEST_HEADING = 16
_FIRST_LINES = 40


class _Use(StrEnum):
    """What a word says of a text.

    Attributes:
        ANNEX: a line that is nothing else, or has a number behind it, begins an annex.
        FOOT: a line with it is the foot of a page, and of no list.
        BUTTON: a line of nothing else is the foot of a page as well: 打印, 关闭, Back to top.
        AROUND: a heading that is nothing else stands over what is no task: 总体目标, 保障措施.
        NOTE: a line that begins with it and a colon, or is nothing else, is a remark on the list.
    """

    ANNEX = "annex"
    FOOT = "foot"
    BUTTON = "button"
    AROUND = "around"
    NOTE = "note"


_WORDS = load_words("surrounding_words", _Use)
_ANNEX = re.compile(
    rf"(?:{alternatives(_WORDS[_Use.ANNEX])})\s*+(?:\d{{1,2}}|[一二三四五六七八九十]|[A-Z])?\s*+[:：]?", re.IGNORECASE
)
_TITLED_ANNEX = re.compile(
    rf"\s*+(?:{alternatives(_WORDS[_Use.ANNEX])})\s*+(?:\d{{1,2}}|[一二三四五六七八九十]|[A-Z])?\s*+[:：]\s*+(?=[^\s\d])",
    re.IGNORECASE,
)
_NAMES_ANNEX = re.compile(rf"\s*+(?:{alternatives(_WORDS[_Use.ANNEX])})\s*+\d?\s*+[:：]\s*+\S", re.IGNORECASE)
_FOOT = re.compile(alternatives(_WORDS[_Use.FOOT]), re.IGNORECASE)
_PAGE = re.compile(
    r"[—–\-·\s]*[—–\-·]\s*\d{1,4}\s*[—–\-·][—–\-·\s]*|第\s*\d{1,4}\s*[页頁](?:\s*+(?:[,，/]\s*+)?共\s*\d{1,4}\s*[页頁])?"
    r"|page\s+\d{1,4}(?:\s+of\s+\d{1,4}|\s?/\s?\d{1,4})?",
    re.IGNORECASE,
)
_GAP = re.compile(r"\t|(?<!\s)\s{2,}+|(?<=\s)[|·｜](?=\s)")
"""What parts the number of a page from what stands beside it."""
_NUMBER = re.compile(r"[^\s\d，。、；：《》〔〕]{1,16}\s?[〔\[（(【](?P<year>20\d\d)[〕\]）)】]\s?第?\d{1,4}\s?[号號]")
_SIGNED_ON = re.compile(
    r"(?:20\d\d|二[〇零○][〇零○一二三四五六七八九]{2})\s?年\s?[\d一二三四五六七八九十]{1,2}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日"
)
_PAGE_BEHIND = re.compile(r"(?<!\s)\s++(?:[-–—]\s*+)?\d{1,3}(?:\s*+[-–—])?$")
_REMARK = re.compile(
    rf"[(（]?(?P<word>{alternatives(_WORDS[_Use.NOTE])})\s{{0,3}}(?:\d{{0,2}}\s{{0,3}}[:：]|$)"
    r"|(?P<mark>[*＊※])\s{0,3}(?=[^\s*＊※])",
    re.IGNORECASE,
)
_FIRST_TITLES, _LEAST_TITLE = 4, 6
_SHORTEST_LEAF = 4
"""Lines of a page at least; below its title a list may say the same again."""
_AROUND = frozenset(map(fold_prose, _WORDS[_Use.AROUND]))
_BUTTONS = frozenset(map(fold_prose, _WORDS[_Use.BUTTON]))
_BETWEEN_BUTTONS = re.compile(r"[|｜·/／、,，()（）\[\]【】<>《》:：]|\s\s+|(?<=[^!-~])\s|\s(?=[^!-~])")
_AND = re.compile("[和与及、]")


def in_annex(pieces: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return what stands behind the first line that begins an annex, () where none does or nothing stands before it.

    What stands before it is the letter with which the list is sent out. The line may bear the title of the annex.
    """
    at = next((at for at, piece in enumerate(pieces) if at and _ANNEX.fullmatch(squeeze(piece.text))), len(pieces))
    named = [at for at, piece in enumerate(pieces) if at and without_annex(piece.text) != piece.text]
    if at < len(pieces) or not named:
        return pieces[at + 1 :]
    first = pieces[named[-1]]
    return [replace(first, text=without_annex(first.text)), *pieces[named[-1] + 1 :]]


def without_annex(text: str) -> str:
    """Return the title of an annex without the word for one before it: 附件1：重点任务表, but not 附件：1.任务表."""
    match = _TITLED_ANNEX.match(text)
    return text[match.end() :] if match else text


@dataclass(frozen=True, slots=True)
class Issued:
    """Under what number a document went out.

    Attributes:
        year: of the number.
        number: as written, 青政发〔2024〕6号.
        place: where it stands.
    """

    year: int
    number: str
    place: SourcePlace


def issued_under(document: Document) -> Issued | None:
    """Return the number under which a document went out, on a line of its own at its beginning; None where none is."""
    for place, text in document.texts()[:_FIRST_LINES]:
        number = squeeze(text)
        match = _NUMBER.fullmatch(number)
        if match:
            return Issued(int(match["year"]), number, place)
    return None


def names_annexes(text: str) -> bool:
    """Tell whether a line names the annexes of a letter, or the first of them: 附件：1.重点项目表."""
    return len(text) <= _LONGEST_FOOT and _NAMES_ANNEX.match(text) is not None


def is_page_number(text: str) -> bool:
    """Tell whether a line is nothing but the number of a page: — 3 —, 第3页 共8页, Page 3 of 8."""
    return len(text) <= _LONGEST_PAGE and _PAGE.fullmatch(text) is not None


def page_lines(texts: Sequence[str]) -> frozenset[int]:
    """Return where lines stand that head or foot pages: their numbers, and what stands beside these or next to them.

    某某市政府办公室    第2页 共4页, and Annual Plan 2025 above or below nearly each page's number. What stands first is
    kept: it is the title as well.
    """
    counted = Counter(filter(None, map(_beside_number, dict.fromkeys(texts))))
    numbers = {at for at, text in enumerate(texts) if _has_page(text) or counted[_beside_number(text)] > 1}
    heads = _next_to(texts, numbers, -1) | _next_to(texts, numbers, 1)
    return frozenset(numbers | {at for at, text in enumerate(texts) if at and text in heads})


def _next_to(texts: Sequence[str], numbers: set[int], step: int) -> set[str]:
    """Return the lines that stand right before, or right behind, nearly all numbers of pages and hardly elsewhere."""
    near = {at + step for at in numbers} & set(range(len(texts))) - numbers
    others = Counter(text for at, text in enumerate(texts) if at not in numbers)
    next_to = Counter(texts[at] for at in near)
    least = max(_LEAST_PAGES, len(numbers) - 1)
    return {text for text, count in next_to.items() if least <= count and others[text] - count <= (texts[0] == text)}


def _parts(text: str) -> list[str]:
    """Return what stands beside each other in a line of a page's head or foot, [] of any longer line."""
    return [part.strip() for part in _GAP.split(text) if part.strip()] if len(text) <= _LONGEST_FOOT else []


def _has_page(text: str) -> bool:
    """Tell whether the number of a page stands in a line, alone or beside something: 某某市政府    第2页 共4页."""
    return is_page_number(text) or any(map(is_page_number, _parts(text)))


def _beside_number(text: str) -> tuple[str, ...]:
    """Return what stands beside a number at an end of a line, () where none stands there: Annual Plan 2025    3."""
    first, *more = _parts(text) or [""]
    if more and more[-1].isdecimal():
        return (first, *more[:-1])
    return tuple(more) if first.isdecimal() else ()


def is_foot(text: str) -> bool:
    """Tell whether a line is the foot of a page: ICP备…, 技术支持：…, 版权所有, 【打印】【关闭】."""
    return len(text) <= _LONGEST_FOOT and (_FOOT.search(text) is not None or is_link(text))


def is_link(text: str) -> bool:
    """Tell whether a line is made of what one presses on a page, and of nothing else; 大 alone is none."""
    words = list(filter(None, map(fold_prose, _BETWEEN_BUTTONS.split(text))))
    return bool(words) and len("".join(words)) > 1 and _BUTTONS.issuperset(words)


def beside_list(pieces: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document that are its signature, links, remarks, or heads and feet of pages."""
    around = {at for at, piece in enumerate(pieces) if is_foot(piece.text)}
    around |= _running_heads(pieces) | remarks(pieces)
    rest = [piece for at, piece in enumerate(pieces) if at not in around]
    return (*_signature(rest), *(pieces[at] for at in sorted(around)))


def _running_heads(pieces: Sequence[Paragraph]) -> set[int]:
    """Return the lines that say a title again which stands among the first lines: the head of each further page."""
    first = itertools.takewhile(_may_be_title, pieces[:_FIRST_TITLES])
    titles = {text for piece in first if len(text := fold_prose(piece.text)) >= _LEAST_TITLE}
    seen: dict[str, int] = {}
    found = set()
    for at, piece in enumerate(pieces):
        text = fold_prose(_PAGE_BEHIND.sub("", piece.text))
        if text in titles and at - seen.setdefault(text, at) >= _SHORTEST_LEAF and numbered(piece)[0] is None:
            found.add(at)
    return found


def _may_be_title(piece: Paragraph) -> bool:
    """Tell whether a line of the beginning may be a title: no sentence, no label, no number."""
    return numbered(piece)[0] is None and re.search(r"[:：。；;]", piece.text) is None


def remarks(pieces: Sequence[Paragraph]) -> set[int]:
    """Return the places of lines that are remarks on the list: 注：1. and 2. below it, Note:, lines with a star.

    A label of which several tasks have one, 备注：, is none: it stands beside each.
    """
    begins = [_remark_of(piece.text) for piece in pieces]
    last = len(begins) - len(list(itertools.takewhile(bool, reversed(begins))))
    often = Counter(word for word in begins[:last] if word)
    found: set[int] = set()
    for at, word in enumerate(begins):
        is_beside = often[word] > (at < last)
        if word and at not in found and not is_beside:
            found.update(range(at, _end_of_remark(pieces, at)))
    return found


def is_remark(text: str) -> bool:
    """Tell whether a text is a remark on a list: it begins with 注：, Note: or a star."""
    return bool(_remark_of(text))


def _remark_of(text: str) -> str:
    """Return the word with which a remark on a list begins, "" where a line is none."""
    match = _REMARK.match(to_simplified(text))
    return (fold_prose(match["word"] or "") or match[0]) if match else ""


def _end_of_remark(pieces: Sequence[Paragraph], at: int) -> int:
    """Return the line behind a remark: its further points are counted on, or from 1 where the word stands alone."""
    match = _REMARK.match(to_simplified(pieces[at].text))
    first = pieces[at].text[match.end() :] if match else ""
    following = 2 if _is_point(first, 1) else 1 if not first.strip() else 0
    end = at + 1
    while following and end < len(pieces) and _is_point(pieces[end].text, following):
        following += 1
        end += 1
    return end


def _is_point(text: str, no: int) -> bool:
    """Tell whether a line is the point of a remark with this number."""
    style, number, _ = numbered(Paragraph(text, SourcePlace("", "")))
    return style is not None and number in (str(no), "一二三四五六七八九"[no - 1 : no], chr(ord("①") + no - 1))


def _signature(pieces: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the lines at the end of a document that say who issued it and when, () where it has none.

    学校办公室 and 2026年2月20日, the only line that is a day: a list of lines may end with a task's unit and day.
    """
    days = [piece for piece in pieces if _SIGNED_ON.fullmatch(squeeze(piece.text))]
    if len(days) != 1 or days != [*pieces[-1:]]:
        return ()
    above = pieces[-2:-1]
    return (*above, *days) if all(looks_like_unit(squeeze(piece.text)) for piece in above) else ()


def stands_around(heading: str) -> bool:
    """Tell whether a heading, without its number, stands over what is no task: 总体要求, 组织领导和保障措施."""
    name = heading.strip(" ：:。")
    if len(name) > 2 * _LONGEST_HEADING:
        return False
    return all(fold_prose(part) in _AROUND for part in (*_AND.split(name),)) or fold_prose(name) in _AROUND
