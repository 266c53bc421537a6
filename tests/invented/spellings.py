"""The same lists with days, units and whole texts spelled as offices and converters spell them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from tests.invented import prose, tables
from tests.invented.canon import Goal, Item, Office, goals
from tests.invented.documents import Block, Cell, Grid, row, text
from tests.invented.english import COUNCIL, HOSPITALS
from tests.invented.made import IN_SECTIONS, SAID, Rendering, as_file, in_formats, without
from tests.invented.mainland import CITY, COMPANY, COUNTY
from tests.invented.overseas import TAIWAN
from tests.invented.tables import USUAL, table

_SPELLINGS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "hans": {
        "2025-05-20": ("5月20日前",),
        "2025-06-30": ("二季度末", "上半年", "2025年6月30日前", "6月底"),
        "2025-08-31": ("八月底前", "2025.8.31"),
        "2025-09-30": ("第三季度", "9月30日前", "2025-09-30", "九月底"),
        "2025-10-31": ("十月底前", "2025年10月31日", "10月31日前完成"),
        "2025-11-30": ("2025年11月份", "11月末", "2025/11/30"),
        "2025-12-31": ("年底前", "2025年12月", "四季度末", "12月31日前", "2025年底前"),
    },
    "hant": {
        "2025-06-30": ("114年6月底前", "114-06-30"),
        "2025-08-31": ("114年8月",),
        "2025-09-30": ("114年第3季", "114/9/30"),
        "2025-10-31": ("114年10月31日前", "114.10.31"),
        "2025-11-30": ("114年11月底",),
        "2025-12-15": ("114.12.15",),
        "2025-12-31": ("114年底", "114/12/31", "114年12月"),
        "2026-03-31": ("115年第1季", "115/03/31"),
    },
    "en": {
        "2025-06-30": ("by end June 2025", "30.06.2025"),
        "2025-09-01": ("1st September 2025",),
        "2025-09-30": ("Sept 2025", "30 Sep 2025"),
        "2025-11-30": ("Nov-25", "end of November 2025"),
        "2025-12-31": ("by 31 December 2025", "December 2025", "31 Dec 25"),
        "2026-03-31": ("31/03/26", "March 2026"),
    },
}


def _respelled(office: Office) -> Office:
    """Return the office with each deadline in another spelling, turn by turn."""
    turns: dict[str, int] = {}
    items = []
    for one in office.items:
        ways = _SPELLINGS[office.script].get(one.day, (one.due,))
        turn = turns[one.day] = turns.get(one.day, -1) + 1
        items.append(replace(one, due=ways[turn % len(ways)]))
    return replace(office, items=tuple(items))


def days() -> Iterator[Rendering]:
    """Yield lists whose days are spelled in many ways."""
    for office, ends, columns in (
        (COUNTY, "docx", USUAL),
        (CITY, "html", USUAL),
        (TAIWAN, "xlsx", ("no", "work", "leads", "parts", "due")),
        (COUNCIL, "html", ("no", "work", "leads", "parts", "due")),
    ):
        spelled = _respelled(office)
        right = goals(spelled, spelled.items, (*columns, "section"))
        yield from in_formats(
            spelled, "days in many spellings", ends, [spelled.title, table(spelled, spelled.items, columns)], right
        )
    spelled = _respelled(COUNTY)
    lines = prose.labelled(spelled, ("due", "leads", "parts"))
    yield from in_formats(spelled, "labelled days in many spellings", "txt", lines, goals(spelled, spelled.items, SAID))


def _cell(one: Item, at: int) -> Item:
    """Return a task whose participants are named with words about units; turn by turn another."""
    if any("各" in name for name in one.parts):
        return one
    told = "、".join(one.parts)
    ways: Sequence[tuple[str, str]] = (
        (f"{told}等有关部门", "等有关部门|有关部门"),
        (f"{told}配合落实", ""),
        (f"{told}等部门", "等部门"),
        (f"{told}，县直有关单位", "县直有关单位"),
        (f"配合单位：{told}", ""),
        (told.replace("、", "，"), ""),
        (told.replace("、", "；"), ""),
        (told.replace("、", "\n"), ""),
        (told.replace("、", "　"), ""),
    )
    words, loose = ways[at % len(ways)]
    return replace(one, parts_as=words, loose=tuple(filter(None, loose.split("|"))))


def units() -> Iterator[Rendering]:
    """Yield lists with words about units beside the units, and with units parted in many ways."""
    items = tuple(_cell(replace(one, loose=()), at) for at, one in enumerate(COUNTY.items))
    county = replace(COUNTY, items=items)
    drawn = table(county, items)
    yield from in_formats(
        county, "words about units", "docx xlsx", [county.title, drawn], goals(county, items, IN_SECTIONS)
    )
    loose = replace(county.items[0], parts_as="", loose=())
    joined = tuple(replace(one, leads_as=_joined(one.leads, at)) for at, one in enumerate((loose, *COUNTY.items[1:])))
    county = replace(COUNTY, items=tuple(replace(one, parts_as="", loose=()) for one in joined))
    said = prose.in_brackets(county, _with_and)
    shown = without(SAID, "due")
    yield from in_formats(county, "units parted by 和", "txt", said, goals(county, county.items, shown))
    english = tuple(replace(one, parts_as=" and ".join(one.parts)) for one in HOSPITALS.items)
    hospitals = replace(HOSPITALS, items=english)
    columns = ("no", "work", "leads", "parts", "due")
    yield from in_formats(
        hospitals,
        "units parted by and",
        "docx",
        [hospitals.title, table(hospitals, english, columns)],
        goals(hospitals, english, columns),
    )


def _joined(names: Sequence[str], at: int) -> str:
    return ("和", "、", "及")[at % 3].join(names)


def _with_and(office: Office, one: Item) -> str:
    """`（牵头单位：甲；责任单位：乙、丙和丁）`."""
    *first, last = one.parts or ("",)
    told = f"{'、'.join(first)}和{last}" if first else last
    more = f"；{office.labels['parts']}：{told}" if told else ""
    return f"（{office.labels['leads']}：{'、'.join(one.leads)}{more}）"


# Half-broken text -------------------------------------------------------------------------------------------------

_GLOSSES = {"县": "xiàn", "发": "fā", "设": "shè", "区": "qū", "业": "yè", "农": "nóng", "财": "cái"}


def _glossed(told: str) -> str:
    return "".join(f"{char}({_GLOSSES[char]})" if char in _GLOSSES else char for char in told)


def _padded(told: str) -> str:
    return "\u3000".join(told) if len(told) == 2 else f"\xa0{told}\xa0"


def _changed(grid: Grid, change: Callable[[str], str]) -> Grid:
    return replace(
        grid, rows=tuple([cell and replace(cell, text=change(cell.text)) for cell in cells] for cells in grid.rows)
    )


def broken() -> Iterator[Rendering]:
    """Yield lists as web converters and careless hands leave them."""
    right = goals(COUNTY, COUNTY.items, IN_SECTIONS)
    drawn = _changed(table(COUNTY, COUNTY.items), _glossed)
    yield from in_formats(COUNTY, "pinyin glued on", "html docx", [COUNTY.title, drawn], right)
    drawn = _changed(table(COMPANY, COMPANY.items), _padded)
    yield from in_formats(
        COMPANY, "padded with spaces", "html", [COMPANY.title, drawn], goals(COMPANY, COMPANY.items, USUAL)
    )
    shown = without(SAID, "due")
    lines = "|".join(str(block) for block in prose.in_brackets(COUNTY, prose.labels))
    yield as_file(COUNTY, "lines parted with bars", "txt", text(lines), goals(COUNTY, COUNTY.items, shown))
    empty = _spread(table(COMPANY, COMPANY.items))
    yield from in_formats(
        COMPANY, "empty rows and columns", "xlsx csv", [COMPANY.title, empty], goals(COMPANY, COMPANY.items, USUAL)
    )
    yield from _blocks(right)


def _spread(grid: Grid) -> Grid:
    """Return a table with an empty column before it and an empty row behind each."""
    wide = len(grid.rows[0]) + 1
    return Grid(tuple(line for cells in grid.rows for line in ([Cell(""), *cells], row(*[""] * wide))))


def _blocks(right: tuple[Goal, ...]) -> Iterator[Rendering]:
    """Yield a page of a table flattened to a paragraph a cell."""
    blocks: list[Block] = [COUNTY.title, *(COUNTY.heads[name] for name in USUAL)]
    drawn = table(COUNTY, COUNTY.items, USUAL, tables.merged, top=False)
    blocks += [cell.text for cells in drawn.rows for cell in cells if cell]
    yield from in_formats(COUNTY, "a paragraph a cell", "txt html", blocks, right)


FAMILIES = (days, units, broken)
