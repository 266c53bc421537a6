"""Lists as prose: items with labels on lines of their own, or with brackets at their end."""

import itertools
import textwrap
from collections.abc import Callable, Iterator, Sequence

from tests.invented.canon import Item, Office, by_section
from tests.invented.documents import Block, Numbered
from tests.invented.tables import ordinal

Say = Callable[[Office, Item], str]
"""Says who does a task, as it stands behind its wording."""

INTRO = "为确保年度目标任务落地见效，现将各项工作分解如下，请各有关单位抓好落实。"
INTRO_HANT = "為確保年度工作順利推動，各機關應依下列分工辦理，並按季填報辦理情形。"
INTRO_EN = "This plan sets out what the organisation will do this year and who is responsible for it."
_RINGS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
NUMBERS: dict[str, Callable[[int, int, int], str]] = {
    "1.": lambda _s, _i, no: f"{no}.",
    "1. ": lambda _s, _i, no: f"{no}. ",
    "1、": lambda _s, _i, no: f"{no}、",
    "（1）": lambda _s, i, _no: f"（{i}）",
    "①": lambda _s, i, _no: _RINGS[i - 1],
    "1.1": lambda s, i, _no: f"{s}.{i} ",
    "anew": lambda _s, i, _no: f"{i}.",
    "•": lambda _s, _i, _no: "• ",
    "none": lambda _s, _i, _no: "",
}


def intro(office: Office) -> str:
    """Return the sentence before the first section."""
    return {"hans": INTRO, "hant": INTRO_HANT, "en": INTRO_EN}[office.script]


def walk(office: Office, numbering: str) -> Iterator[tuple[str, str, Item | None]]:
    """Yield headings of sections and tasks: number, text, task."""
    no = itertools.count(1)
    for at, (title, group) in enumerate(by_section(office.items), 1):
        if title:
            yield f"{ordinal(at, office.script)}{' ' * (office.script == 'en')}", title, None
        for inner, one in enumerate(group, 1):
            yield NUMBERS[numbering](at, inner, next(no)), one.work, one


def in_brackets(office: Office, say: Say, numbering: str = "1.") -> list[Block]:
    """Return the list as paragraphs that end in brackets."""
    found: list[Block] = [office.title, intro(office)]
    for number, text, one in walk(office, numbering):
        found.append(f"{number}{text}{say(office, one)}" if one else f"{number}{text}")
    return found


def labelled(
    office: Office, order: Sequence[str] = ("leads", "parts", "due"), numbering: str = "1.", *, spaced: bool = False
) -> list[Block]:
    """Return the list as paragraphs with a labelled line for each of these fields behind each task."""
    found: list[Block] = [office.title, intro(office)]
    for number, text, one in walk(office, numbering):
        found.append(f"{number}{text}")
        said = [(name, office.text(one, name)) for name in order] if one else []
        found += [label(office, name, told, spaced=spaced) for name, told in said if told]
    return found


def label(office: Office, name: str, told: str, *, spaced: bool = False) -> str:
    """Return `牵头单位：甲`, or with spaces in the label."""
    word = " ".join(office.labels[name]) if spaced else office.labels[name]
    return f"{word}{': ' if office.script == 'en' else '：'}{told}"


def one_line(office: Office, order: Sequence[str], between: str = "　") -> list[Block]:
    """Return the list with all labels of a task on one line below it."""
    found: list[Block] = [office.title, intro(office)]
    for number, text, one in walk(office, "1."):
        found.append(f"{number}{text}")
        said = [(name, office.text(one, name)) for name in order] if one else []
        if told := between.join(label(office, name, words) for name, words in said if words):
            found.append(told)
    return found


def counted(office: Office, say: Say) -> list[Block]:
    """Return paragraphs that the program numbers."""
    found: list[Block] = [office.title, intro(office)]
    for number, text, one in walk(office, "none"):
        found.append(Numbered(f"{text}{say(office, one)}") if one else f"{number}{text}")
    return found


def torn(blocks: Sequence[Block], wide: int = 30) -> list[Block]:
    """Return paragraphs as they come out of a PDF: lines of one width, a page number now and then.

    A word in letters is never torn.
    """
    lines: list[Block] = []
    for block in blocks:
        text = block if isinstance(block, str) else ""
        cut = [text[at : at + wide] for at in range(0, len(text), wide)]
        lines += (
            textwrap.wrap(text, wide, break_on_hyphens=False)
            if not any("\u4e00" <= c <= "\u9fff" for c in text)
            else cut
        ) or [""]
    paged = [[*lines[at : at + 24], f"— {at // 24 + 1} —"] for at in range(0, len(lines), 24)]
    return list(itertools.chain.from_iterable(paged))


# What stands in brackets --------------------------------------------------------------------------------------


def labels(office: Office, one: Item) -> str:
    """`（牵头单位：甲；责任单位：乙、丙）`."""
    said = [(name, office.text(one, name)) for name in ("leads", "parts")]
    return f"（{'；'.join(label(office, name, told) for name, told in said if told)}）"


def labels_and_day(office: Office, one: Item) -> str:
    """`（牵头单位：甲；责任单位：乙；完成时限：10月底前）`."""
    said = [(name, office.text(one, name)) for name in ("leads", "parts", "due")]
    return f"（{'；'.join(label(office, name, told) for name, told in said if told)}）"


def alone(office: Office, one: Item) -> str:
    """`（责任单位：甲、乙）`."""
    return f"（责任单位：{office.text(one, 'leads')}）"


def verbs(office: Office, one: Item) -> str:
    """`（甲牵头，乙、丙配合）`."""
    leads, parts = office.text(one, "leads"), office.text(one, "parts")
    return f"（{leads}牵头，{parts}配合）" if parts else f"（{leads}牵头）"


def answers(office: Office, one: Item) -> str:
    """`（甲、乙负责）`."""
    return f"（{office.text(one, 'leads')}负责）"


def bare(office: Office, one: Item) -> str:
    """`（甲，各县市区）`."""
    return f"（{'，'.join(filter(None, (office.text(one, 'leads'), office.text(one, 'parts'))))}）"


def half_width(_office: Office, one: Item) -> str:
    """`(勞工及福利局/社會福利署)`."""
    return f"({'/'.join((*one.leads, *one.parts))})"


def english(office: Office, one: Item) -> str:
    """` (Lead: Housing; with Planning, Finance)`."""
    parts = f"; with {', '.join(one.parts)}" if one.parts else ""
    return f" ({office.labels['leads']}: {office.text(one, 'leads')}{parts})"


def english_bare(office: Office, one: Item) -> str:
    """` (Housing; with Finance; by 31/12/2025)`."""
    parts = f"; with {', '.join(one.parts)}" if one.parts else ""
    return f" ({office.text(one, 'leads')}{parts}; by {one.due})"


def dashed(office: Office, one: Item) -> str:
    """` Owner – Digital Services`."""
    return f" {office.labels['leads']} – {office.text(one, 'leads')}"
