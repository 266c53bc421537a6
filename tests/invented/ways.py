"""Ways of writing a list that are put together at random: tables, cards and prose, each in many ways at once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from tests.invented import prose, tables
from tests.invented.canon import Item, Office, by_section
from tests.invented.documents import Block, Cell, Grid, Row, across, row

Ways = frozenset[str]
MARK: Mapping[str, str] = {"hans": "：", "hant": "：", "en": ": "}


@dataclass(frozen=True, slots=True)
class Draft:
    """A list as it is laid out.

    Attributes:
        office: whose it is, with its tasks as they are shown.
        blocks: paragraphs and tables below the title.
        shown: fields and headings that are shown.
        is_numbered: True where each task bears the number that is right.
        sheets: blocks by sheet, where each section has one of its own.
    """

    office: Office
    blocks: Sequence[Block]
    shown: Sequence[str]
    is_numbered: bool = True
    sheets: Mapping[str, Sequence[Block]] = field(default_factory=dict)


# What an office calls things -------------------------------------------------------------------------------------

_HEADS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "hans": {
        "no": ("序号", "编号", "项次"),
        "work": ("重点任务", "工作任务", "目标任务", "任务内容", "主要任务"),
        "leaders": ("牵头领导", "责任领导", "分管领导", "包抓领导"),
        "leads": ("牵头单位", "主办单位", "主责单位", "牵头部门", "承办单位"),
        "parts": ("配合单位", "协办单位", "参与单位", "协同单位", "支持单位"),
        "due": ("完成时限", "完成时间", "时间要求", "时限要求", "办结时限"),
        "section": ("类别", "板块", "领域"),
    },
    "hant": {
        "no": ("編號", "項次", "序號"),
        "work": ("工作項目", "重要施政項目", "具體措施", "工作內容"),
        "leaders": ("督導長官", "督導主管"),
        "leads": ("主辦機關", "權責機關", "主辦單位", "負責部門"),
        "parts": ("協辦機關", "協辦單位", "協作部門"),
        "due": ("預定完成日期", "辦理期程", "完成期限", "目標日期"),
        "section": ("類別", "施政類別", "範疇"),
    },
    "en": {
        "no": ("No.", "Ref", "Action no."),
        "work": ("Action", "Task", "Deliverable", "Commitment", "Objective"),
        "leaders": ("Portfolio holder", "Cabinet member", "Executive lead", "Executive sponsor"),
        "leads": ("Lead", "Lead department", "Owner", "Lead team", "Responsible"),
        "parts": ("Partners", "Supporting", "Support", "Supporting departments"),
        "due": ("Target date", "Due", "By when", "Deadline", "Timescale"),
        "section": ("Theme", "Priority", "Outcome"),
    },
}
_IN_ENGLISH = {
    "no": "No.",
    "work": "Task",
    "leaders": "Leader",
    "leads": "Lead unit",
    "parts": "Supporting units",
    "due": "Deadline",
    "section": "Section",
}
_BESIDE: Mapping[str, Mapping[str, Sequence[str]]] = {
    "hans": {
        "责任科室": ("综合科", "业务科", "规划科"),
        "分值": ("5", "8", "10"),
        "备注": ("省级考核事项", "续建项目", "新增事项"),
        "资金来源": ("财政资金", "专项债券", "企业自筹"),
    },
    "hant": {
        "承辦科室": ("企劃科", "綜合科", "管理科"),
        "經費來源": ("公務預算", "中央補助", "自有財源"),
        "備註": ("延續性工作", "新增事項", "列管案件"),
    },
    "en": {
        "Status": ("On track", "Not started", "At risk"),
        "Budget": ("£20,000", "Existing budget", "£1.2m"),
        "Comments": ("Carried over from last year", "New this year", "Subject to funding"),
    },
}


def called(office: Office, rng: Random) -> Office:
    """Return an office that calls its columns and labels by other names."""
    names = {name: rng.choice(words) for name, words in _HEADS[office.script].items()}
    shown = {name: names[name] for name in ("leaders", "leads", "parts", "due")}
    return replace(office, heads={**office.heads, **names}, labels={**office.labels, **shown})


def in_two_languages(office: Office) -> Office:
    """Return an office whose headings and labels stand in Chinese and English."""
    two = {name: f"{office.heads[name]} {_IN_ENGLISH[name]}" for name in office.heads.keys() & _IN_ENGLISH.keys()}
    labels = {name: f"{told} {_IN_ENGLISH[name]}" for name, told in office.labels.items()}
    return replace(office, heads={**office.heads, **two}, labels=labels)


def with_more(office: Office, rng: Random) -> tuple[Office, tuple[str, ...]]:
    """Return an office with two further columns, and their headings."""
    names = tuple(rng.sample(sorted(_BESIDE[office.script]), 2))
    items = (
        replace(one, more={name: _BESIDE[office.script][name][at % 3] for name in names})
        for at, one in enumerate(office.items)
    )
    return replace(office, items=tuple(items)), names


def led_by_section(office: Office) -> Office:
    """Return an office whose tasks have the leaders of their section."""
    items = (replace(one, leaders=office.section_leaders[one.section], leaders_as="") for one in office.items)
    return replace(office, items=tuple(items))


# Tables ----------------------------------------------------------------------------------------------------------

TABLE_WAYS = (
    "columns in another order",
    "other words",
    "two languages",
    "two rows of headings",
    "number of section apart",
    "themes",
    "sections plain",
    "section down",
    "section in each row",
    "leaders in section rows",
    "labelled units",
    "units by verbs",
    "further columns",
    "headings again",
    "no numbers",
    "number in wording",
    "numbers anew",
    "a table a section",
    "pages",
)
_MARKS: Mapping[str, tables.Mark] = {
    "number of section apart": tables.number_apart,
    "themes": tables.theme,
    "sections plain": tables.plain,
    "leaders in section rows": tables.with_leaders,
}
TABLE_AGAINST = (
    {*_MARKS, "section down", "section in each row", "a table a section"},
    {"labelled units", "units by verbs", "two rows of headings"},
    {"no numbers", "number in wording", "numbers anew"},
    {"pages", "headings again", "a table a section"},
    {"other words", "two languages"},
    {"two rows of headings", "columns in another order", "section in each row", "section down", "further columns"},
    {"two rows of headings", "no numbers", "number in wording", "leaders in section rows"},
    {"number of section apart", "no numbers", "number in wording"},
    {"labelled units", "columns in another order"},
    {"section down", "headings again", "pages"},
)


def agree(ways: Sequence[str], against: Sequence[set[str]]) -> bool:
    """Tell whether a list can be written in all of these ways at once."""
    return all(len(group.intersection(ways)) < 2 for group in against)


def fits(office: Office, way: str) -> bool:
    """Tell whether a list can be written in a way."""
    needs_sections = {*_MARKS, "section down", "section in each row", "numbers anew", "a table a section", "subheads"}
    if way in needs_sections and not office.items[0].section:
        return False
    if way in ("leaders in section rows", "leaders in headings"):
        return bool(office.section_leaders)
    if way in ("units by verbs", "spaced labels"):
        return office.script != "en"
    return way != "two languages" or office.script != "en"


def in_table(office: Office, ways: Ways, rng: Random) -> Draft:
    """Return a list as a table."""
    office, columns = _columns(office, ways, rng)
    mark = next((_MARKS[way] for way in _MARKS if way in ways), tables.merged)
    beside = {"section down", "section in each row", "a table a section"}.isdisjoint(ways)
    if "a table a section" in ways:
        return _a_table_a_section(office, columns, ways)
    drawn = _drawn(office, columns, ways, mark if beside else None)
    blocks: list[Block] = _paged(drawn) if "pages" in ways else [drawn]
    shown = [*_shown(columns, ways), "section"]
    return Draft(office, blocks, shown, _is_numbered(ways))


def _is_numbered(ways: Ways) -> bool:
    return "numbers anew" not in ways or "a table a section" not in ways


def _columns(office: Office, ways: Ways, rng: Random) -> tuple[Office, list[str]]:
    columns = [
        name for name in tables.USUAL if name in office.heads and any(office.text(i, name) for i in office.items)
    ]
    columns = [name for name in tables.USUAL if name == "no" or name in columns]
    if "leaders in section rows" in ways:
        office = led_by_section(office)
        columns.remove("leaders")
    if {"no numbers", "number in wording"} & ways:
        columns.remove("no")
    if {"section down", "section in each row"} & ways:
        columns.insert(rng.choice((0, 1)) if "no" in columns else 0, "section")
    if "further columns" in ways:
        office, more = with_more(office, rng)
        columns += more
    if "columns in another order" in ways:
        start = 1 if columns[0] in ("no", "section") else 0
        rest = columns[start:]
        rng.shuffle(rest)
        columns[start:] = rest
    return office, columns


def _shown(columns: Sequence[str], ways: Ways) -> list[str]:
    more = ["leaders"] if "leaders in section rows" in ways else []
    return [*columns, *more]


def _drawn(office: Office, columns: Sequence[str], ways: Ways, mark: tables.Mark | None) -> Grid:
    again = 4 if "headings again" in ways else 0
    numbered = office
    if "number in wording" in ways:
        items = (replace(one, work=f"{no}.{one.work}") for no, one in enumerate(office.items, 1))
        numbered = replace(office, items=tuple(items))
    if "two rows of headings" in ways and "parts" in columns and "leaders" in columns:
        over = {"hans": "责任分工", "hant": "權責分工", "en": "Responsibility"}[office.script]
        return tables.two_rows_of_headings(numbered, over)
    if "section down" in ways:
        return tables.grouped(numbered, columns, "section")
    if {"labelled units", "units by verbs"} & ways:
        return _in_one_cell(numbered, columns, ways, mark)
    return tables.table(numbered, numbered.items, columns, mark, anew="numbers anew" in ways, again=again)


def _in_one_cell(office: Office, columns: Sequence[str], ways: Ways, mark: tables.Mark | None) -> Grid:
    """Return a table in which one column says by labels or verbs who leads and who takes part."""
    head = {"hans": "责任分工", "hant": "權責分工", "en": "Responsibility"}[office.script]
    kept = [name for name in columns if name not in ("leads", "parts")]
    at = columns.index("leads") if "leads" in columns else len(kept)
    kept.insert(min(at, len(kept)), head)
    say = _labelled_units if "labelled units" in ways else _by_verbs
    items = tuple(replace(one, more={**one.more, head: say(office, one)}) for one in office.items)
    return tables.table(replace(office, items=items), items, kept, mark, anew="numbers anew" in ways)


def _labelled_units(office: Office, one: Item) -> str:
    said = [(name, office.text(one, name)) for name in ("leads", "parts")]
    return "\n".join(f"{office.labels[name]}{MARK[office.script]}{told}" for name, told in said if told)


def _by_verbs(office: Office, one: Item) -> str:
    leads, parts = office.joint.join(one.leads), office.joint.join(one.parts)
    words = ("牵头", "配合") if office.script == "hans" else ("主辦", "協辦")
    return f"{leads}{words[0]}，{parts}{words[1]}" if parts else f"{leads}{words[0]}"


def _paged(grid: Grid) -> list[Block]:
    """Return a table that was broken on three pages, the headings on the first only."""
    third = max(2, len(grid.rows) // 3)
    parts = [Grid(rows) for rows in (grid.rows[:third], grid.rows[third : 2 * third], grid.rows[2 * third :]) if rows]
    found: list[Block] = []
    for part in parts:
        found += [part, ""]
    return found[:-1]


def _a_table_a_section(office: Office, columns: Sequence[str], ways: Ways) -> Draft:
    """Return a table for each section below its heading."""
    anew = "numbers anew" in ways
    blocks: list[Block] = []
    sheets: dict[str, Sequence[Block]] = {}
    no = 0
    for at, (title, group) in enumerate(by_section(office.items), 1):
        part = replace(office, items=tuple(group))
        drawn = _numbered_from(_drawn(part, columns, ways, None), 0 if anew else no, "no" in columns)
        told = f"{tables.ordinal(at, office.script)}{' ' * (office.script == 'en')}{title}"
        blocks += [told, drawn]
        sheets[title[:25]] = [told, drawn]
        no += len(group)
    return Draft(office, blocks, [*columns, "section"], not anew, sheets)


def _numbered_from(grid: Grid, before: int, has_numbers: bool) -> Grid:  # noqa: FBT001
    if not before or not has_numbers:
        return grid
    return Grid(tuple([_counted_on(cells[0], before), *cells[1:]] for cells in grid.rows))


def _counted_on(cell: Cell | None, before: int) -> Cell | None:
    is_number = cell is not None and cell.text.isdecimal()
    return replace(cell, text=str(int(cell.text) + before)) if cell and is_number else cell


# Cards -----------------------------------------------------------------------------------------------------------

CARD_WAYS = ("other words", "two languages", "title above", "number in a row", "wide", "further labels", "one table")


def in_cards(office: Office, ways: Ways, rng: Random) -> Draft:
    """Return a list as a table a task: labels left, what they say right."""
    names: list[str] = ["leads", "parts", "leaders", "due"]
    more: tuple[str, ...] = ()
    if "further labels" in ways:
        office, more = with_more(office, rng)
    blocks: list[Block] = []
    rows_of_all: list[Row] = []
    for at, (title, group) in enumerate(by_section(office.items), 1):
        if title:
            heading = f"{tables.ordinal(at, office.script)}{' ' * (office.script == 'en')}{title}"
            blocks.append(heading)
            rows_of_all.append(across(heading, 2))
        for one in group:
            no = office.items.index(one) + 1
            rows = _card(office, one, no, [*names, *more], ways)
            rows_of_all += rows
            if "title above" in ways:
                blocks.append(f"{no}. {one.work}")
            blocks.append(Grid(tuple(_side_by_side(rows) if "wide" in ways else rows)))
    is_one = "one table" in ways and not {"wide", "title above"} & ways
    if is_one:
        blocks = [Grid(tuple(rows_of_all))]
    shown = ["work", *names, *more, "section"]
    return Draft(office, blocks, shown, "number in a row" in ways or "title above" in ways)


def _card(office: Office, one: Item, no: int, names: Sequence[str], ways: Ways) -> list[Row]:
    said = [(office.heads.get(name, name), office.text(one, name)) for name in names]
    rows = [row(head, told) for head, told in said if told]
    if "title above" not in ways:
        rows.insert(0, row(office.heads["work"], one.work))
    if "number in a row" in ways:
        rows.insert(0, row(office.heads["no"], str(no)))
    return rows


def _side_by_side(rows: Sequence[Row]) -> list[Row]:
    """Return rows of labels with two labels in each but the first."""
    (label, said), *rest = rows
    found: list[Row] = [[label, Cell(said.text if said else "", across=3), None, None]]
    found += [[*rest[at], *(rest[at + 1] if at + 1 < len(rest) else row("", ""))] for at in range(0, len(rest), 2)]
    return found


def transposed(office: Office, _ways: Ways, _rng: Random) -> Draft:
    """Return tables in which each task is a column: headings stand left."""
    names = ["no", "work", "leaders", "leads", "parts", "due"]
    names = [name for name in names if name == "no" or any(office.text(one, name) for one in office.items)]
    blocks: list[Block] = []
    for at, (title, group) in enumerate(by_section(office.items), 1):
        if title:
            blocks.append(f"{tables.ordinal(at, office.script)}{' ' * (office.script == 'en')}{title}")
        rows = []
        for name in names:
            cells = [str(office.items.index(one) + 1) if name == "no" else office.text(one, name) for one in group]
            rows.append(row(office.heads[name], *cells))
        blocks.append(Grid(tuple(rows)))
    return Draft(office, blocks, [*names, "section"])


# Prose -----------------------------------------------------------------------------------------------------------

LABEL_WAYS = (
    "other words",
    "two languages",
    "labels in another order",
    "spaced labels",
    "labels in brackets",
    "labels on one line",
    "bullets before labels",
    "names below labels",
    "further labels",
    "（1）",
    "1.1",
    "anew",
    "none",
    "leaders in headings",
    "deadline first",
)
BRACKET_WAYS = ("（1）", "1.1", "anew", "other words", "square", "full stop behind", "leaders in headings", "day apart")
LABELS_AGAINST = (
    {"labels in brackets", "spaced labels", "two languages"},
    {"labels on one line", "names below labels", "bullets before labels"},
    {"（1）", "1.1", "anew", "none"},
    {"other words", "two languages"},
    {"labels in another order", "deadline first"},
    {"names below labels", "labels in brackets", "further labels"},
)
BRACKETS_AGAINST = ({"（1）", "1.1", "anew"}, {"square", "day apart"})


def _numbering(ways: Ways) -> str:
    return next((way for way in ("（1）", "1.1", "anew", "none") if way in ways), "1. ")


def _walk(office: Office, ways: Ways) -> Iterator[tuple[str, Item | None]]:
    """Yield headings and tasks with their numbers in front."""
    for mark, told, one in prose.walk(office, _numbering(ways)):
        number = mark.replace("（", "(").replace("）", ") ") if office.script == "en" else mark
        text = f"{number}{told}"
        if one is None and "leaders in headings" in ways:
            names = office.joint.join(office.section_leaders[told])
            led = f"{office.labels['leaders']}{MARK[office.script]}{names}"
            text += f" ({led})" if office.script == "en" else f"（{led}）"
        yield text, one


def in_labels(office: Office, ways: Ways, rng: Random) -> Draft:
    """Return a list as items with lines of labels below them."""
    names: list[str] = ["leads", "parts", "due"]
    if "leaders in headings" in ways:
        office = led_by_section(office)
    else:
        names.insert(0, "leaders")
    more: tuple[str, ...] = ()
    if "further labels" in ways:
        office, more = with_more(office, rng)
    if "labels in another order" in ways:
        rng.shuffle(names)
    if "deadline first" in ways:
        names = ["due", *(name for name in names if name != "due")]
    say = _line_of(office, ways)
    blocks: list[Block] = []
    for text, one in _walk(office, ways):
        blocks.append(text)
        told = [(name, office.text(one, name)) for name in (*names, *more)] if one else []
        lines = [say(name, words) for name, words in told if words]
        blocks += (
            [("; " if office.script == "en" else "　").join(lines)]
            if "labels on one line" in ways and lines
            else "\n".join(lines).split("\n")
        )
    shown = ["work", *names, *more, "leaders", "section"]
    is_numbered = "anew" not in ways and "（1）" not in ways and "1.1" not in ways
    return Draft(office, [block for block in blocks if block], shown, is_numbered)


def _line_of(office: Office, ways: Ways) -> Callable[[str, str], str]:
    def say(name: str, told: str) -> str:
        label = office.labels.get(name, name)
        label = " ".join(label) if "spaced labels" in ways else label
        if "labels in brackets" in ways:
            return f"【{label}】{told}" if office.script != "en" else f"[{label}] {told}"
        bullet = ("• " if office.script == "en" else "●") if "bullets before labels" in ways else ""
        between = "\n" if "names below labels" in ways else ""
        return f"{bullet}{label}{MARK[office.script].strip() if between else MARK[office.script]}{between}{told}"

    return say


_SAY: Mapping[str, Sequence[Callable[[Office, Item], str]]] = {
    "hans": (prose.labels, prose.labels_and_day, prose.verbs),
    "hant": (prose.labels, prose.labels_and_day),
    "en": (prose.english, prose.english_bare),
}
_DATED = (prose.labels_and_day, prose.english_bare)


def in_brackets(office: Office, ways: Ways, rng: Random) -> Draft:
    """Return a list as items that end in a bracket that says whose they are."""
    if "leaders in headings" in ways:
        office = led_by_section(office)
    say = rng.choice(_SAY[office.script])
    blocks: list[Block] = []
    is_dated = say in _DATED or "day apart" in ways
    for text, one in _walk(office, ways):
        told = say(office, one) if one else ""
        if one and "square" in ways:
            told = re.sub(r"^( ?)[（(](.*)[）)]$", r"\1[\2]", told)
        if one and "day apart" in ways and say not in _DATED and one.due:
            told += f"（{one.due}）" if office.script != "en" else f" ({one.due})"
        stop = ("." if office.script == "en" else "。") if one and "full stop behind" in ways else ""
        blocks.append(f"{text}{told}{stop}")
    is_numbered = not {"anew", "（1）", "1.1"} & ways
    shown = ["work", "leads", "parts", "section", *(["due"] if is_dated else [])]
    shown += ["leaders"] if "leaders in headings" in ways else []
    return Draft(office, blocks, shown, is_numbered)
