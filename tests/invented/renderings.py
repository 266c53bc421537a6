"""Each invented list in the shapes and formats in which such lists arrive, with what is right in each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tests.invented import elsewhere, prose, spellings, tables
from tests.invented.canon import Office, by_section, goals
from tests.invented.documents import Block, Cell, Grid, across, page, row, separated, xlsx
from tests.invented.english import COUNCIL, HOSPITALS
from tests.invented.made import (
    IN_SECTIONS,
    SAID,
    Rendering,
    Shown,
    any_number,
    as_file,
    in_formats,
    led_by_section,
    without,
)
from tests.invented.mainland import CITY, COMPANY, COUNTY, DISTRICT, PEOPLE
from tests.invented.overseas import BILINGUAL, HONGKONG, TAIWAN
from tests.invented.tables import USUAL, table

# Usual tables -------------------------------------------------------------------------------------------------

_USUAL: tuple[tuple[Office, str, tuple[str, ...]], ...] = (
    (COUNTY, "docx html", USUAL),
    (CITY, "xlsx", USUAL),
    (DISTRICT, "docx", ("no", "project", "work", "leaders", "leads", "parts", "due")),
    (PEOPLE, "html csv", ("no", "project", "work", "leaders", "leads", "parts", "due")),
    (COMPANY, "xlsx csv", USUAL),
    (TAIWAN, "html xlsx", ("no", "work", "leads", "parts", "due", "kpi")),
    (TAIWAN, "docx", ("no", "section", "work", "leads", "parts", "due")),
    (HONGKONG, "html", ("no", "work", "kpi", "leads", "due")),
    (BILINGUAL, "xlsx docx", USUAL),
    (COUNCIL, "csv xlsx", ("no", "work", "leads", "parts", "leaders", "due", "kpi")),
    (COUNCIL, "docx", ("section", "no", "work", "leaders", "leads", "parts", "due")),
    (HOSPITALS, "xlsx html", ("no", "work", "leaders", "leads", "parts", "kpi", "due")),
)


def usual() -> Iterator[Rendering]:
    """Yield tables as they are met most often."""
    for office, ends, columns in _USUAL:
        rows = office is not COUNCIL and "section" not in columns
        drawn = table(office, office.items, columns, tables.merged if rows else None)
        shown = (*columns, "section") if rows else columns
        yield from in_formats(office, "usual table", ends, [office.title, drawn], goals(office, office.items, shown))


# Rows of sections ---------------------------------------------------------------------------------------------


def section_rows() -> Iterator[Rendering]:
    """Yield tables whose sections stand in rows of every kind."""
    marks: tuple[tuple[str, str, Office, tables.Mark], ...] = (
        ("number of the section in its own cell", "xlsx csv", COUNTY, tables.number_apart),
        ("number apart, title merged", "docx", COUNTY, tables.number_apart_merged),
        ("section without a number", "html", DISTRICT, tables.plain),
        ("parts", "docx", CITY, tables.theme),
        ("themes", "xlsx", COUNCIL, tables.theme),
    )
    for shape, ends, office, mark in marks:
        right = goals(office, office.items, IN_SECTIONS)
        yield from in_formats(office, shape, ends, [office.title, table(office, office.items, USUAL, mark)], right)
    columns = without(USUAL, "leaders")
    for shape, ends, office, mark in (
        ("leaders in the section's row", "docx html", CITY, tables.with_leaders),
        ("leaders in a section's row of over sixty characters", "html xlsx", COUNTY, tables.long_with_leaders),
        ("leaders in the theme's row", "html", COUNCIL, tables.with_leaders),
    ):
        right = goals(office, led_by_section(office), IN_SECTIONS)
        yield from in_formats(office, shape, ends, [office.title, table(office, office.items, columns, mark)], right)
    yield from _levels()


def _levels() -> Iterator[Rendering]:
    right = goals(CITY, CITY.items, (*IN_SECTIONS, "project"))
    yield from in_formats(CITY, "sections within sections", "docx xlsx", [CITY.title, tables.levels(CITY)], right)
    columns = without(USUAL, "leaders")
    for office in (COUNTY, DISTRICT):
        drawn, order = tables.led(office, columns)
        led = tuple(replace(goal, section=None) for goal in goals(office, order, USUAL))
        yield from in_formats(office, "a row for each leader", "html", [office.title, drawn], led)
    columns = ("section", *USUAL)
    drawn = tables.grouped(COUNTY, columns, "section")
    yield from in_formats(
        COUNTY, "section merged down", "docx", [COUNTY.title, drawn], goals(COUNTY, COUNTY.items, columns)
    )
    columns = ("no", "project", "work", "leaders", "leads", "parts", "due")
    drawn = tables.grouped(DISTRICT, columns, "project")
    yield from in_formats(
        DISTRICT, "project merged down", "html", [DISTRICT.title, drawn], goals(DISTRICT, DISTRICT.items, columns)
    )


# Numbers, headings, pages -------------------------------------------------------------------------------------


def numbers() -> Iterator[Rendering]:
    """Yield tables numbered anew, not at all, or with one number over several tasks."""
    anew = table(COUNTY, COUNTY.items, USUAL, anew=True)
    right = goals(COUNTY, COUNTY.items, IN_SECTIONS)
    yield from in_formats(COUNTY, "numbers begin anew", "xlsx", [COUNTY.title, anew], right)
    columns = without(USUAL, "no")
    none = table(COMPANY, COMPANY.items, columns)
    yield from in_formats(COMPANY, "no numbers", "docx", [COMPANY.title, none], goals(COMPANY, COMPANY.items, columns))
    columns = ("no", "leads", "work", "parts", "due")
    for office, ends in ((COUNTY, "html"), (DISTRICT, "xlsx")):
        drawn, items = tables.bundled(office, columns)
        bundle = any_number(goals(office, items, columns))
        yield from in_formats(office, "one number over several rows", ends, [office.title, drawn], bundle)


def heads() -> Iterator[Rendering]:
    """Yield tables with headings in two rows, on each page, on the first page only, or by other names."""
    right = goals(COUNTY, COUNTY.items, IN_SECTIONS)
    drawn = tables.two_rows_of_headings(COUNTY, "责任分工")
    yield from in_formats(COUNTY, "headings in two rows", "docx xlsx", [COUNTY.title, drawn], right)
    again = table(CITY, CITY.items, USUAL, again=4)
    yield from in_formats(
        CITY, "headings on each page", "html", [CITY.title, again], goals(CITY, CITY.items, IN_SECTIONS)
    )
    whole = table(DISTRICT, DISTRICT.items, USUAL)
    parts: list[Block] = [Grid(whole.rows[:5]), "", Grid(whole.rows[5:9]), "", Grid(whole.rows[9:])]
    right = goals(DISTRICT, DISTRICT.items, IN_SECTIONS)
    yield from in_formats(DISTRICT, "goes on without headings", "docx html", [DISTRICT.title, *parts], right)
    yield from _other_heads()


def _other_heads() -> Iterator[Rendering]:
    city = tables.renamed(CITY, {"work": "项目", "due": "时限要求", "leads": "主责单位", "parts": "协助单位"})
    columns: tuple[str, ...] = ("no", "work", "leads", "parts", "due")
    drawn = table(city, city.items, columns)
    yield from in_formats(
        city, "tasks under 项目", "xlsx docx", [city.title, drawn], goals(city, city.items, (*columns, "section"))
    )
    county = tables.renamed(
        COUNTY,
        {
            "no": "编号",
            "work": "目标任务",
            "leaders": "分管副县长",
            "leads": "承办单位",
            "parts": "参与单位",
            "due": "办结时间",
        },
    )
    columns = ("no", "due", "leaders", "leads", "parts", "work")
    drawn = table(county, county.items, columns, None)
    yield from in_formats(county, "other headings, other order", "csv", [drawn], goals(county, county.items, columns))
    council = tables.renamed(
        COUNCIL,
        {
            "no": "Action no.",
            "work": "Deliverable",
            "leaders": "Cabinet member",
            "leads": "Responsible",
            "due": "By when",
        },
    )
    columns = ("no", "work", "leads", "leaders", "due")
    drawn = table(council, council.items, columns, None)
    yield from in_formats(
        council, "other headings", "docx", [council.title, drawn], goals(council, council.items, columns)
    )
    taiwan = tables.renamed(
        TAIWAN,
        {
            "no": "項次",
            "work": "工作項目",
            "leads": "權責機關",
            "parts": "協辦局處",
            "due": "辦理期程",
            "kpi": "衡量指標",
        },
    )
    columns = ("no", "work", "kpi", "leads", "parts", "due")
    drawn = table(taiwan, taiwan.items, columns, None)
    yield from in_formats(taiwan, "other headings", "csv", [taiwan.title, drawn], goals(taiwan, taiwan.items, columns))


# Cells --------------------------------------------------------------------------------------------------------


def cells() -> Iterator[Rendering]:
    """Yield tables whose cells say who does what in words and labels."""
    shown = ("no", "work", "leads", "parts", "due")
    for office, head, ends in (
        (COUNTY, "责任分工及时限", "docx html"),
        (COMPANY, "工作分工", "xlsx"),
        (COUNCIL, "Responsibility", "docx"),
    ):
        right = goals(office, office.items, shown)
        yield from in_formats(
            office, "labels in cells", ends, [office.title, tables.labelled_cells(office, head)], right
        )
    plain = replace(CITY, items=tuple(replace(one, parts_as="", loose=()) for one in CITY.items))
    for way, ends in (("brackets", "xlsx"), ("verbs", "html"), ("follow", "docx")):
        drawn = tables.one_cell(plain, way)
        yield from in_formats(plain, f"one cell, {way}", ends, [plain.title, drawn], goals(plain, plain.items, shown))
    for way, ends in (("and", "xlsx"), ("slashes", "html")):
        together = tuple(replace(one, leads=(*one.leads, *one.parts), parts=()) for one in plain.items)
        drawn = tables.one_cell(plain, way)
        yield from in_formats(plain, f"one cell, {way}", ends, [plain.title, drawn], goals(plain, together, shown))
    yield from _names()


def _names() -> Iterator[Rendering]:
    """Yield tables with persons beside units, and with units by short and full names."""
    people = replace(
        PEOPLE, items=tuple(replace(o, leads_as=f"{'、'.join(o.leads)}（联系人：{o.contact}）") for o in PEOPLE.items)
    )
    columns = ("no", "project", "work", "leads", "parts", "due")
    right = tuple(
        replace(goal, extras={"联系人": one.contact})
        for goal, one in zip(goals(people, people.items, columns), people.items, strict=True)
    )
    yield from in_formats(
        people, "persons beside units", "docx", [people.title, table(people, people.items, columns)], right
    )
    short = {"县农业农村局": "农业农村局", "县水利局": "水利局", "县教育局": "教育局"}
    items = tuple(
        one if at % 2 else replace(one, leads=_short(one.leads, short), parts=_short(one.parts, short))
        for at, one in enumerate(COUNTY.items)
    )
    county = replace(COUNTY, items=items, same=tuple((full, brief) for full, brief in short.items()))
    yield from in_formats(
        county, "units by short names", "html", [county.title, table(county, items)], goals(county, items, IN_SECTIONS)
    )


def _short(names: Sequence[str], short: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(short.get(name, name) for name in names)


def columns_of_others() -> Iterator[Rendering]:
    """Yield tables with quarter goals, money, scores, contacts, remarks."""
    quarters = ("no", "project", "work", "leads", "parts", "q1", "q2", "q3", "q4")
    months = tables.renamed(PEOPLE, {"q1": "1-3月", "q2": "4-6月", "q3": "7-9月", "q4": "10-12月"})
    for office, shape, ends in ((PEOPLE, "quarter goals", "xlsx html"), (months, "goals by months", "docx")):
        drawn = table(office, office.items, quarters)
        yield from in_formats(office, shape, ends, [office.title, drawn], goals(office, office.items, quarters))
    more = ("no", "project", "work", "总投资（万元）", "分值", "leads", "parts", "due", "联系人", "联系电话", "备注")
    drawn = table(PEOPLE, PEOPLE.items, more)
    yield from in_formats(
        PEOPLE, "further columns", "xlsx docx", [PEOPLE.title, drawn], goals(PEOPLE, PEOPLE.items, more)
    )
    told = (
        "On track",
        "Behind",
        "Not started",
        "On track",
        "Complete",
        "Behind",
        "On track",
        "On track",
        "Not started",
    )
    items = tuple(replace(o, more={"Status": s, "RAG": s[0]}) for o, s in zip(COUNCIL.items, told, strict=True))
    council = replace(COUNCIL, items=items)
    columns = ("no", "work", "leads", "parts", "leaders", "due", "Status", "RAG")
    drawn = table(council, items, columns, None)
    right = goals(council, items, columns)
    right = tuple(replace(goal, extras={"Status": goal.extras["Status"]}) for goal in right)
    yield from in_formats(council, "status columns", "csv", [drawn], right)


# What is deleted, and several sheets ----------------------------------------------------------------------------


def _kept(right: Shown, at: int) -> Shown:
    return (*right[:at], *right[at + 1 :])


def _struck(cells: list[Cell | None]) -> list[Cell | None]:
    return [cell and (replace(cell, text=f"[-{cell.text}-]") if cell.text else cell) for cell in cells]


def deletions() -> Iterator[Rendering]:
    """Yield lists with rows struck out, hidden, or deleted while changes were tracked, and with such words."""
    right = goals(COUNTY, COUNTY.items, USUAL)
    whole = table(COUNTY, COUNTY.items, USUAL, None).rows
    struck = Grid((*whole[:5], _struck(whole[5]), *whole[6:]))
    for made in in_formats(COUNTY, "a row struck out", "xlsx docx html", [COUNTY.title, struck], _kept(right, 4)):
        yield replace(made, gone=(COUNTY.items[4],))
    hidden = Grid(whole, hidden=frozenset({8}))
    for made in in_formats(COUNTY, "a row hidden", "xlsx html", [COUNTY.title, hidden], _kept(right, 7)):
        yield replace(made, gone=(COUNTY.items[7],))
    deleted = Grid(whole, deleted=frozenset({3}))
    for made in in_formats(COUNTY, "a row deleted, tracked", "docx", [COUNTY.title, deleted], _kept(right, 2)):
        yield replace(made, gone=(COUNTY.items[2],))
    worded = _reworded(whole, 6, "新增公共停车位600个", "[-新增口袋公园9个，-]新增公共停车位600个")
    yield from in_formats(COUNTY, "words struck out", "docx html xlsx", [COUNTY.title, worded], right)
    tracked = _reworded(whole, 7, "80公里", "[~60公里~][+80公里+]")
    yield from in_formats(COUNTY, "words changed, tracked", "docx", [COUNTY.title, tracked], right)
    units = _reworded(whole, 9, "县教育局", "[-县商务局、-]县教育局")
    yield from in_formats(COUNTY, "a unit struck out", "docx xlsx", [COUNTY.title, units], right)


def _reworded(rows: Sequence[list[Cell | None]], at: int, was: str, now: str) -> Grid:
    changed = [cell and replace(cell, text=cell.text.replace(was, now)) for cell in rows[at]]
    return Grid((*rows[:at], changed, *rows[at + 1 :]))


_NOTES = (
    "填表说明",
    "一、本表由县政府督查室负责解释。",
    "二、各牵头单位应于每季度末报送进展情况。",
    "三、配合单位应主动支持。",
)


def sheets() -> Iterator[Rendering]:
    """Yield workbooks of several sheets."""
    right = goals(COUNTY, COUNTY.items, IN_SECTIONS)
    drawn: list[Block] = [COUNTY.title, table(COUNTY, COUNTY.items)]
    cover: list[Block] = ["青岚县人民政府督查室", "2025年重点任务分解表", "二〇二五年二月"]
    book: dict[str, Sequence[Block]] = {"封面": cover, "填表说明": list(_NOTES), "任务分解表": drawn}
    yield as_file(COUNTY, "cover and notes", "xlsx", xlsx(book), right)
    past = tuple(replace(one, due=one.due.replace("2025", "2024")) for one in COUNTY.items[:7])
    last: list[Block] = ["青岚县2024年政府工作报告重点任务分解表", table(COUNTY, past)]
    data = xlsx({"2024年": last, "2025年": drawn})
    yield replace(as_file(COUNTY, "last year's sheet left in", "xlsx", data, right), told=("2024年",))
    yield replace(as_file(COUNTY, "a sheet is named", "xlsx", data, right), options={"sheet": ("2025年",)})
    apart: dict[str, Sequence[Block]] = {
        title: [f"{CITY.title}（{title}）", table(CITY, group, USUAL, None)] for title, group in by_section(CITY.items)
    }
    yield as_file(CITY, "a sheet for each section", "xlsx", xlsx(apart), goals(CITY, CITY.items, IN_SECTIONS))
    english: dict[str, Sequence[Block]] = {
        title: [table(COUNCIL, group, USUAL, None)] for title, group in by_section(COUNCIL.items)
    }
    yield as_file(COUNCIL, "a sheet for each theme", "xlsx", xlsx(english), goals(COUNCIL, COUNCIL.items, IN_SECTIONS))
    days = replace(COMPANY, items=tuple(replace(one, due=one.day or one.due) for one in COMPANY.items))
    data = xlsx({"Sheet1": [days.title, table(days, days.items)]}, days=True)
    yield as_file(days, "days as Excel has them", "xlsx", data, goals(days, days.items, USUAL))
    data = xlsx({"重点任务": drawn}, beside=_NOTES)
    yield as_file(COUNTY, "text beside the table", "xlsx", data, right)


# Texts and pages of tables --------------------------------------------------------------------------------------

_NAVIGATION = (
    "<table id=nav><tr><td>首页</td><td>政务公开</td><td>重点工作</td></tr><tr><td>机构职能</td><td>领导分工</td>"
    "<td>通知公告</td></tr></table><table><tr><td width=200><p>栏目导航</p><p>政府文件</p><p>重点任务</p></td><td>"
)
_FOOT = "</td></tr></table><p>版权所有：望澜市人民政府办公室</p><p>网站标识码：0000000000</p>"


def separated_tables() -> Iterator[Rendering]:
    """Yield tables as text with bars and tabs, in the encodings of offices, and inside the frame of a web page."""
    for office in (COMPANY, COUNCIL):
        drawn = table(office, office.items, USUAL, None)
        yield from in_formats(
            office, "cells parted with bars", "txt", [office.title, drawn], goals(office, office.items, USUAL)
        )
    county = goals(COUNTY, COUNTY.items, IN_SECTIONS)
    whole: list[Block] = [COUNTY.title, table(COUNTY, COUNTY.items)]
    yield as_file(COUNTY, "tabs, GB18030", "txt", separated(*whole, delimiter="\t", encoding="gb18030"), county)
    yield as_file(COUNTY, "title above, GB18030", "csv", separated(*whole, encoding="gb18030"), county)
    framed = page(CITY.title, table(CITY, CITY.items), title="望澜市人民政府门户网站", before=_NAVIGATION, after=_FOOT)
    yield as_file(CITY, "inside the frame of a page", "html", framed, goals(CITY, CITY.items, IN_SECTIONS))
    wide = table(CITY, CITY.items)
    foot = [
        across("备注：本清单由市政府督查室负责解释，各单位按季度报送进展。", 6),
        row("合计", "10项", "", "", "", ""),
    ]
    sign = ["制表：市政府督查室", "联系电话：0700-5550000"]
    blocks: list[Block] = [CITY.title, "（共10项）", Grid((*wide.rows, *foot)), *sign]
    yield from in_formats(CITY, "notes and a sum below", "xlsx docx", blocks, goals(CITY, CITY.items, IN_SECTIONS))
    yield from _years()


def _years() -> Iterator[Rendering]:
    """Yield lists whose year is written in characters, said on the command line, or not known."""
    chinese = replace(CITY, title="望澜市人民政府二〇二五年度重点工作任务清单", file="重点工作任务清单")
    items = tuple(one for one in CITY.items if "20" not in one.due)
    drawn = table(chinese, items)
    yield from in_formats(chinese, "二〇二五年", "docx", [chinese.title, drawn], goals(chinese, items, IN_SECTIONS))
    unknown = replace(COUNTY, title="青岚县政府工作报告重点任务分解表", file="重点任务分解表")
    items = tuple(one for one in COUNTY.items if "20" not in one.due)
    blocks: list[Block] = [unknown.title, table(unknown, items)]
    none = goals(unknown, items, IN_SECTIONS, year=False)
    for made in in_formats(unknown, "no year", "docx", blocks, none):
        yield replace(made, year=0)
    for made in in_formats(unknown, "year is named", "docx", blocks, goals(unknown, items, IN_SECTIONS)):
        yield replace(made, options={"year": 2025})


# Prose ----------------------------------------------------------------------------------------------------------


def labels() -> Iterator[Rendering]:
    """Yield prose with labels on lines of their own."""
    order = ("leads", "parts", "due")
    for office, ends in (
        (COUNTY, "txt docx html"),
        (DISTRICT, "txt"),
        (TAIWAN, "docx"),
        (COMPANY, "html"),
        (BILINGUAL, "txt"),
    ):
        right = goals(office, office.items, SAID)
        yield from in_formats(office, "labelled lines", ends, prose.labelled(office, order), right)
    for office, ends in ((COUNCIL, "txt docx"), (HOSPITALS, "html")):
        right = goals(office, office.items, (*SAID, "leaders"))
        drawn = prose.labelled(office, ("leads", "parts", "leaders", "due"), "1. ")
        yield from in_formats(office, "labelled lines", ends, drawn, right)
    other = ("due", "leaders", "parts", "leads")
    right = goals(CITY, CITY.items, (*SAID, "leaders"))
    yield from in_formats(CITY, "labels in another order", "docx", prose.labelled(CITY, other, "1、"), right)
    spaced = prose.labelled(COUNTY, order, "（1）", spaced=True)
    yield from in_formats(COUNTY, "labels with spaces", "html", spaced, goals(COUNTY, COUNTY.items, SAID))
    line = prose.one_line(CITY, order)
    yield from in_formats(CITY, "all labels on one line", "txt", line, goals(CITY, CITY.items, SAID))
    none = any_number(goals(DISTRICT, DISTRICT.items, SAID))
    yield from in_formats(DISTRICT, "labelled lines, no numbers", "docx", prose.labelled(DISTRICT, order, "none"), none)


def brackets() -> Iterator[Rendering]:
    """Yield prose with the responsible units in brackets at the end."""
    both = without(SAID, "due")
    ways: tuple[tuple[str, str, Office, prose.Say, str, tuple[str, ...]], ...] = (
        ("labels in brackets", "txt docx", COUNTY, prose.labels, "1.", both),
        ("labels and day in brackets", "docx html", CITY, prose.labels_and_day, "1.", SAID),
        ("labels in brackets, （1）", "docx", COUNTY, prose.labels, "（1）", both),
        ("labels in brackets, ①", "txt", DISTRICT, prose.labels, "①", both),
        ("labels in brackets, 1、", "html", PEOPLE, prose.labels_and_day, "1、", SAID),
        ("one label in brackets", "txt", CITY, prose.alone, "1.", without(both, "parts")),
        ("verbs in brackets", "txt docx", CITY, prose.verbs, "1.", both),
        ("verbs in brackets, anew", "html", DISTRICT, prose.verbs, "anew", both),
        ("verbs in brackets, 1.1", "txt", COUNTY, prose.verbs, "1.1", both),
        ("甲、乙负责", "docx", COUNTY, prose.answers, "1、", without(both, "parts")),
        ("verbs in brackets, no numbers", "html", COMPANY, prose.verbs, "none", both),
        ("lead in brackets", "txt html", COUNCIL, prose.english, "1. ", both),
        ("lead in brackets, 1.1", "docx", COUNCIL, prose.english, "1.1", both),
        ("units in brackets", "txt", HOSPITALS, prose.english_bare, "1. ", SAID),
        ("owner behind a dash", "docx", HOSPITALS, prose.dashed, "1. ", without(both, "parts")),
    )
    for shape, ends, office, say, numbering, shown in ways:
        right = goals(office, office.items, shown)
        right = right if numbering.startswith(("1.", "1、")) and numbering != "1.1" else any_number(right)
        yield from in_formats(office, shape, ends, prose.in_brackets(office, say, numbering), right)
    yield from _bare_brackets()
    yield from _broken()


def _bare_brackets() -> Iterator[Rendering]:
    """Yield prose that names units in brackets and does not say which of them lead."""
    shown = without(SAID, "due")
    for office, shape, ends, say, numbering in (
        (COUNTY, "bare brackets", "txt", prose.bare, "1."),
        (HONGKONG, "bare brackets, bullets", "html docx", prose.half_width, "•"),
    ):
        right = tuple(replace(goal, is_parted=False) for goal in any_number(goals(office, office.items, shown)))
        yield from in_formats(office, shape, ends, prose.in_brackets(office, say, numbering), right)


def _broken() -> Iterator[Rendering]:
    """Yield prose with numbers that only the program knows, copied out of a PDF, or led by sections."""
    both = without(SAID, "due")
    for office, say in ((COUNTY, prose.labels), (HOSPITALS, prose.english)):
        right = any_number(goals(office, office.items, both))
        yield from in_formats(office, "numbered by the program", "docx html", prose.counted(office, say), right)
    for office, say in ((COUNTY, prose.labels), (CITY, prose.verbs)):
        lines = prose.torn(prose.in_brackets(office, say))
        yield from in_formats(office, "out of a PDF", "txt", lines, goals(office, office.items, both))
    lines = prose.torn(prose.labelled(DISTRICT, ("leads", "parts", "due")), 34)
    yield from in_formats(DISTRICT, "labelled lines out of a PDF", "txt", lines, goals(DISTRICT, DISTRICT.items, SAID))


def renderings() -> tuple[Rendering, ...]:
    """Return every document that is tried."""
    families = (
        usual,
        section_rows,
        numbers,
        heads,
        cells,
        columns_of_others,
        deletions,
        sheets,
        separated_tables,
        labels,
        brackets,
        *spellings.FAMILIES,
        *elsewhere.FAMILIES,
    )
    return tuple(replace(made, family=family.__name__.replace("_", " ")) for family in families for made in family())
