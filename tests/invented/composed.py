"""Documents composed at random: an invented list laid out in two to four ways at once, with what stands around lists.

`python -m tests.invented.composed [first [last]] [words of a name]` prints what becomes of those that are not right.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from tests.invented import documents, prose
from tests.invented.canon import Office, goals
from tests.invented.documents import Block
from tests.invented.english import COUNCIL, HOSPITALS
from tests.invented.made import Rendering
from tests.invented.mainland import CITY, COMPANY, COUNTY
from tests.invented.overseas import HONGKONG, TAIWAN
from tests.invented.scoring import Outcome, Score, score
from tests.invented.ways import (
    BRACKET_WAYS,
    BRACKETS_AGAINST,
    CARD_WAYS,
    LABEL_WAYS,
    LABELS_AGAINST,
    TABLE_AGAINST,
    TABLE_WAYS,
    Draft,
    Ways,
    agree,
    called,
    fits,
    in_brackets,
    in_cards,
    in_labels,
    in_table,
    in_two_languages,
    transposed,
)

OFFICES = (COUNTY, CITY, TAIWAN, HONGKONG, COUNCIL, HOSPITALS, COMPANY)


@dataclass(frozen=True, slots=True)
class Layout:
    """A way of laying out a list, and the ways in which that can be varied."""

    name: str
    draw: Callable[[Office, Ways, Random], Draft]
    ways: Sequence[str]
    ends: Sequence[str]
    against: Sequence[set[str]]


_NAMES_AGAINST = {"other words", "two languages"}
_CARDS_AGAINST = (
    _NAMES_AGAINST,
    {"wide", "one table", "title above"},
    {"title above", "number in a row"},
)
_OF_TABLE = Layout("table", in_table, TABLE_WAYS, ("docx", "html", "xlsx", "csv", "txt"), TABLE_AGAINST)
LAYOUTS = (
    _OF_TABLE,
    _OF_TABLE,  # twice as often as the others
    Layout("labels", in_labels, LABEL_WAYS, ("docx", "html", "txt"), LABELS_AGAINST),
    Layout("brackets", in_brackets, BRACKET_WAYS, ("docx", "html", "txt"), BRACKETS_AGAINST),
    Layout("cards", in_cards, CARD_WAYS, ("docx", "html", "xlsx"), _CARDS_AGAINST),
    Layout(
        "tasks as columns", transposed, ("other words", "two languages"), ("docx", "html", "xlsx"), (_NAMES_AGAINST,)
    ),
)

AROUND_WAYS = (
    "notes before",
    "notes behind",
    "page numbers",
    "running title",
    "lines torn",
    "links",
    "boxes",
    "line breaks",
    "cover",
    "semicolons",
    "tabs",
    "foreign bytes",
)
_NEEDS: Mapping[str, Sequence[str]] = {
    "page numbers": ("txt", "docx"),
    "running title": ("txt",),
    "lines torn": ("txt",),
    "links": ("html",),
    "boxes": ("html",),
    "line breaks": ("html",),
    "cover": ("xlsx",),
    "semicolons": ("csv",),
    "tabs": ("csv",),
    "foreign bytes": ("csv", "txt"),
}
_BEFORE = {
    "hans": ("各有关单位要高度重视，明确责任人，于每季度末月25日前报送进展情况。", "单位：项　制表日期：2025年1月15日"),
    "hant": ("各機關應指定專人管制，按季填報辦理情形。", "製表日期：114年1月15日"),
    "en": ("Progress is reported to the Executive every quarter.", "Last updated: 15 January 2025"),
}
_BEHIND = {
    "hans": ("注：1.本表所列任务由督查室按季度通报。", "2.列第一位的为牵头单位。", "备注：未尽事宜由办公室负责解释。"),
    "hant": ("註：本表由研考單位按季追蹤。", "說明：未盡事宜另行通知。"),
    "en": ("Note: progress will be reviewed by the Scrutiny Committee.", "* Subject to funding being confirmed."),
}
_LINKS = {
    "hans": ("返回顶部", "上一篇", "下一篇", "打印本页 关闭窗口"),
    "hant": ("回頂端", "上一則", "下一則", "友善列印"),
    "en": ("Back to top", "Previous", "Next", "Print this page"),
}


@dataclass(frozen=True, slots=True)
class Composed:
    """A document composed of ways of writing a list."""

    seed: int
    made: Rendering

    @property
    def name(self) -> str:
        """The name it goes by."""
        return f"{self.seed} {self.made.name}"


def compose(seed: int) -> Composed:
    """Return the document of a seed."""
    rng = Random(seed)  # noqa: S311  nothing secret
    office = rng.choice(OFFICES)
    layout = rng.choice(LAYOUTS)
    end = rng.choice(layout.ends)
    many = rng.randint(2, 4)
    ways = _chosen(office, layout, end, many, rng)
    if "other words" in ways:
        office = called(office, rng)
    if "two languages" in ways:
        office = in_two_languages(office)
    draft = layout.draw(office, ways, rng)
    data = _written(draft, ways, end, rng)
    right = goals(draft.office, draft.office.items, draft.shown, numbered=draft.is_numbered)
    shape = f"{layout.name}, {', '.join(sorted(ways))}"
    return Composed(seed, Rendering(draft.office, shape, f"{office.file}.{end}", data, right, year=office.year))


def _chosen(office: Office, layout: Layout, end: str, many: int, rng: Random) -> Ways:
    """Return ways that go together: of the layout, and of what stands around the list."""
    inner = [way for way in layout.ways if fits(office, way)]
    around = [way for way in AROUND_WAYS if end in _NEEDS.get(way, (end,))]
    if layout.draw is in_table:  # the rows of a table on lines of text cannot be torn
        around = [way for way in around if way != "lines torn"]
    rng.shuffle(inner)
    rng.shuffle(around)
    outer = _agreeing(around, _AROUND_AGAINST, rng.randint(0, 2))
    return frozenset((*_agreeing(inner, layout.against, max(1, many - len(outer))), *outer))


_AROUND_AGAINST = ({"semicolons", "tabs"}, {"boxes", "line breaks"}, {"lines torn", "running title"})


def _agreeing(ways: Sequence[str], against: Sequence[set[str]], most: int) -> list[str]:
    """Return the first ways that go together."""
    found: list[str] = []
    for way in ways:
        if len(found) < most and agree((*found, way), against):
            found.append(way)
    return found


def _written(draft: Draft, ways: Ways, end: str, rng: Random) -> bytes:
    """Return a draft as a file, with what stands around it."""
    script = draft.office.script
    before: list[Block] = [draft.office.title]
    before += _BEFORE[script][: 1 + rng.randint(0, 1)] if "notes before" in ways else []
    behind: list[Block] = list(_BEHIND[script]) if "notes behind" in ways else []
    blocks = [*before, *draft.blocks, *behind]
    match end:
        case "xlsx":
            return _workbook(draft, before, behind, ways)
        case "html":
            return _page(draft, blocks, ways)
        case "csv":
            mark = ";" if "semicolons" in ways else "\t" if "tabs" in ways else ","
            return documents.separated(*blocks, delimiter=mark, encoding=_encoding(script, ways))
        case "docx":
            return documents.docx(*_paged(blocks, ways, draft.office))
        case _:
            return _plain(draft, blocks, ways)


def _plain(draft: Draft, blocks: Sequence[Block], ways: Ways) -> bytes:
    """Return a plain text, torn as out of a PDF where that is a way."""
    script = draft.office.script
    if "lines torn" in ways:
        blocks = prose.torn(blocks, 76 if script == "en" else 36)
    return documents.text(*_paged(blocks, ways, draft.office), between="", encoding=_encoding(script, ways))


def _encoding(script: str, ways: Ways) -> str:
    if "foreign bytes" not in ways:
        return "utf-8"
    return {"hans": "gb18030", "hant": "big5hkscs", "en": "cp1252"}[script]


def _paged(blocks: Sequence[Block], ways: Ways, office: Office) -> list[Block]:
    """Return blocks with numbers of pages, or the title again, now and then."""
    found: list[Block] = []
    page = 1
    for at, block in enumerate(blocks, 1):
        found.append(block)
        if at % 9 == 0 and {"page numbers", "running title"} & ways:
            is_en = office.script == "en"
            if "page numbers" in ways:
                found.append(f"Page {page} of 4" if is_en else f"第 {page} 页 共 4 页")
            if "running title" in ways:
                found.append(office.title)
            page += 1
    return found


def _page(draft: Draft, blocks: Sequence[Block], ways: Ways) -> bytes:
    """Return a web page."""
    links = _LINKS[draft.office.script] if "links" in ways else ()
    before = f"<div><a href='#'>{links[1]}</a></div>" if links else ""
    after = "".join(f"<div><a href='#top'>{link}</a></div>" for link in links)
    if "boxes" in ways:
        before += "<table width='960'><tr><td><table><tr><td>"
        after = f"</td></tr></table></td></tr></table>{after}"
    data = documents.page(*blocks, title=draft.office.title, before=before, after=after)
    if "line breaks" in ways:
        text = data.decode().replace("<p>", "").replace("</p>", "<br/>&nbsp;&nbsp;")
        data = text.encode()
    return data


def _workbook(draft: Draft, before: Sequence[Block], behind: Sequence[Block], ways: Ways) -> bytes:
    """Return a workbook, each section on a sheet of its own where the draft has them so."""
    cover = {"hans": "封面", "hant": "封面", "en": "Cover"}[draft.office.script]
    sheets: dict[str, Sequence[Block]] = {}
    if "cover" in ways:
        sheets[cover] = [draft.office.title, str(draft.office.year), *before[1:]]
    if draft.sheets:
        sheets |= {name: [before[0], *parts] for name, parts in draft.sheets.items()}
    else:
        sheets["Sheet1"] = [*before, *draft.blocks, *behind]
    return documents.xlsx(sheets)


def held(seeds: Sequence[int]) -> Iterator[tuple[Composed, Score]]:
    """Yield documents with what became of them."""
    for seed in seeds:
        made = compose(seed)
        yield made, score(made.made)


def main(words: Sequence[str]) -> None:
    """Print what becomes of documents that are not right, and how many are what."""
    numbers = [int(word) for word in words if word.isdecimal()]
    first, last, *_ = (*numbers, *(0, 200)[len(numbers) :])
    rest = [word for word in words if not word.isdecimal()]
    counts: Counter[Outcome] = Counter()
    by_way: dict[str, Counter[Outcome]] = {}
    for made, found in held(range(first, last)):
        if not all(word in made.name for word in rest):
            continue
        counts[found.outcome] += 1
        layout, *named = made.made.shape.split(", ")
        for way in (layout, *(f"{layout}: {way}" for way in named)):
            by_way.setdefault(way, Counter())[found.outcome] += 1
        if found.outcome is not Outcome.RIGHT:
            told = "; ".join(map(str, sorted(found.wrong, key=lambda one: one.is_pointed)[:3]))
            sys.stdout.write(f"{found.outcome.value:14} {made.name}  {len(found.wrong)}: {found.said or told}\n")
    for way, those in sorted(by_way.items()):
        if those.total() > those[Outcome.RIGHT]:
            sys.stdout.write(f"  {way}: {', '.join(f'{n} {one.value}' for one, n in those.items())}\n")
    sys.stdout.write(", ".join(f"{counts[one]} {one.value}" for one in Outcome) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
