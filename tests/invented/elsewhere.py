"""Lists in English, of Taiwan and of Hong Kong, and bilingual ones, in the shapes that are usual there."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.invented import prose, tables
from tests.invented.canon import Item, Office, by_section, goals
from tests.invented.documents import Block, Cell, Grid, Row, page, row, xlsx
from tests.invented.english import COUNCIL, HOSPITALS
from tests.invented.made import IN_SECTIONS, SAID, Rendering, any_number, as_file, in_formats, without
from tests.invented.mainland import COMPANY
from tests.invented.overseas import BILINGUAL, HONGKONG, TAIWAN
from tests.invented.tables import USUAL, table


def english() -> Iterator[Rendering]:
    """Yield English tables and prose."""
    right = goals(COUNCIL, COUNCIL.items, IN_SECTIONS)
    drawn = table(COUNCIL, COUNCIL.items, USUAL, tables.plain)
    yield from in_formats(COUNCIL, "theme in the first cell", "csv", [COUNCIL.title, drawn], right)
    drawn = tables.two_rows_of_headings(COUNCIL, "Responsibility")
    yield from in_formats(COUNCIL, "headings in two rows", "docx", [COUNCIL.title, drawn], right)
    columns = ("section", *USUAL)
    drawn = tables.grouped(COUNCIL, columns, "section")
    yield from in_formats(
        COUNCIL, "theme merged down", "html xlsx", [COUNCIL.title, drawn], goals(COUNCIL, COUNCIL.items, columns)
    )
    yield from _references()
    yield from _english_cells()
    yield from _english_goals()
    lines = prose.torn(prose.in_brackets(COUNCIL, prose.english, "1. "), 72)
    yield from in_formats(COUNCIL, "out of a PDF", "txt", lines, goals(COUNCIL, COUNCIL.items, without(SAID, "due")))
    yield from in_formats(
        HOSPITALS,
        "all labels on one line",
        "docx",
        prose.one_line(HOSPITALS, ("leads", "parts", "due"), "; "),
        goals(HOSPITALS, HOSPITALS.items, SAID),
    )


def _references() -> Iterator[Rendering]:
    """Yield a table whose numbers are references, H1, H2, G1."""
    whole = table(COUNCIL, COUNCIL.items, USUAL, None)
    marks = [f"{title[0]}{at}" for title, group in by_section(COUNCIL.items) for at in range(1, len(group) + 1)]
    rows: list[Row] = [whole.rows[0]]
    rows += [[Cell(mark), *cells[1:]] for mark, cells in zip(marks, whole.rows[1:], strict=True)]
    right = any_number(goals(COUNCIL, COUNCIL.items, USUAL))
    yield from in_formats(COUNCIL, "references for numbers", "xlsx", [COUNCIL.title, Grid(tuple(rows))], right)


def _english_cells() -> Iterator[Rendering]:
    """Yield tables whose one column of units says in words who leads."""
    shown = ("no", "work", "leads", "parts", "due")
    for shape, say in (("one cell, (lead)", _lead_in_brackets), ("one cell, Lead:", _lead_label)):
        rows = [row("No.", "Objective", "Responsibility", "Timescale")]
        rows += [row(str(no), one.work, say(one), one.due) for no, one in enumerate(HOSPITALS.items, 1)]
        right = goals(HOSPITALS, HOSPITALS.items, shown)
        yield from in_formats(HOSPITALS, shape, "html", [HOSPITALS.title, Grid(tuple(rows))], right)


def _lead_in_brackets(one: Item) -> str:
    return "; ".join((f"{one.leads[0]} (lead)", *one.parts))


def _lead_label(one: Item) -> str:
    return f"Lead: {one.leads[0]}\nSupport: {'; '.join(one.parts)}"


def _english_goals() -> Iterator[Rendering]:
    """Yield a table with goals for each quarter, and one with a row struck out."""
    heads = {"q1": "Q1 goal", "q2": "Q2 goal", "q3": "Q3 goal", "q4": "Q4 goal"}
    steps = tuple(
        f"{words} in Q{n}" for n, words in enumerate(("Plan agreed", "Work begun", "Half done", "All done"), 1)
    )
    items = tuple(replace(one, steps=steps) for one in COUNCIL.items)
    council = replace(tables.renamed(COUNCIL, heads), items=items)
    columns = ("no", "work", "leads", "q1", "q2", "q3", "q4")
    drawn = table(council, items, columns, None)
    yield from in_formats(council, "quarter goals", "xlsx", [council.title, drawn], goals(council, items, columns))
    whole = table(COUNCIL, COUNCIL.items, USUAL, None).rows
    struck = [cell and replace(cell, text=f"[-{cell.text}-]") for cell in whole[4]]
    right = goals(COUNCIL, COUNCIL.items, USUAL)
    kept = (*right[:3], *right[4:])
    for made in in_formats(
        COUNCIL, "a row struck out", "docx", [COUNCIL.title, Grid((*whole[:4], struck, *whole[5:]))], kept
    ):
        yield replace(made, gone=(COUNCIL.items[3],))
    past = [replace(one, due="31/03/2025", day="2025-03-31") for one in COUNCIL.items[:4]]
    older: list[Block] = ["Marlford Borough Council: delivery actions 2024", table(COUNCIL, past, USUAL, None)]
    now: list[Block] = [COUNCIL.title, table(COUNCIL, COUNCIL.items, USUAL, None)]
    notes: list[Block] = ["Notes", "Status: green is on track, amber is at risk, red is late."]
    made = as_file(COUNCIL, "a sheet is named", "xlsx", xlsx({"Notes": notes, "2024": older, "2025": now}), right)
    yield replace(made, options={"sheet": ("2025",)})


# Taiwan, Hong Kong, and in two languages --------------------------------------------------------------------------


def overseas() -> Iterator[Rendering]:
    """Yield lists of Taiwan and Hong Kong."""
    columns = ("no", "work", "leaders", "leads", "parts", "due")
    right = goals(TAIWAN, TAIWAN.items, (*columns, "section"))
    for shape, ends, mark in (
        ("sections across", "html", tables.merged),
        ("number of the section in its own cell", "xlsx", tables.number_apart),
    ):
        yield from in_formats(TAIWAN, shape, ends, [TAIWAN.title, table(TAIWAN, TAIWAN.items, columns, mark)], right)
    again = table(TAIWAN, TAIWAN.items, columns, again=3)
    yield from in_formats(TAIWAN, "headings on each page", "docx", [TAIWAN.title, again], right)
    shown = without(SAID, "due")
    for numbering, ends in (("1、", "txt"), ("（1）", "docx")):
        told = goals(TAIWAN, TAIWAN.items, shown)
        told = told if numbering == "1、" else any_number(told)
        yield from in_formats(
            TAIWAN, f"labels in brackets, {numbering}", ends, prose.in_brackets(TAIWAN, prose.labels, numbering), told
        )
    yield from _hong_kong(shown)


def _hong_kong(shown: Sequence[str]) -> Iterator[Rendering]:
    columns = ("no", "work", "leads", "parts", "due")
    drawn = table(HONGKONG, HONGKONG.items, columns)
    right = goals(HONGKONG, HONGKONG.items, (*columns, "section"))
    yield from in_formats(HONGKONG, "without aims", "docx xlsx", [HONGKONG.title, drawn], right)
    columns = ("section", "no", "work", "leads", "due")
    drawn = tables.grouped(HONGKONG, columns, "section")
    right = goals(HONGKONG, HONGKONG.items, columns)
    yield from in_formats(HONGKONG, "section merged down", "html", [HONGKONG.title, drawn], right)
    lines = prose.labelled(HONGKONG, ("leads", "parts", "due"), "1. ")
    yield from in_formats(HONGKONG, "labelled lines", "txt docx", lines, goals(HONGKONG, HONGKONG.items, SAID))
    said = tuple(replace(goal, is_parted=False) for goal in goals(HONGKONG, HONGKONG.items, shown))
    lines = prose.in_brackets(HONGKONG, prose.half_width, "1. ")
    yield from in_formats(HONGKONG, "bare brackets, numbered", "txt", lines, said)


def bilingual() -> Iterator[Rendering]:
    """Yield bilingual lists, and those of a company in shapes of others."""
    columns = ("no", "work", "leads", "parts", "due")
    drawn = table(BILINGUAL, BILINGUAL.items, columns)
    right = goals(BILINGUAL, BILINGUAL.items, (*columns, "section"))
    yield from in_formats(BILINGUAL, "without leaders", "html csv", [BILINGUAL.title, drawn], right)
    chinese: Office = replace(BILINGUAL, heads={name: told.split()[0] for name, told in BILINGUAL.heads.items()})
    drawn = table(chinese, chinese.items, USUAL, tables.plain)
    right = goals(chinese, chinese.items, IN_SECTIONS)
    yield from in_formats(chinese, "Chinese headings", "docx", [chinese.title, drawn], right)
    yield from _listed()


def _listed() -> Iterator[Rendering]:
    """Yield pages with the items of a list, numbered by the browser."""
    shown = without(SAID, "due")
    for office, say in ((COMPANY, prose.labels), (COUNCIL, prose.english)):
        drawn = "".join(
            f"<h2>{title}</h2><ol>{''.join(f'<li>{one.work}{say(office, one)}</li>' for one in group)}</ol>"
            for title, group in by_section(office.items)
        ).replace("&", "&amp;")
        data = page(office.title, prose.intro(office), after=drawn.replace("<h2></h2>", ""))
        right = any_number(goals(office, office.items, shown))
        yield as_file(office, "items of a list", "html", data, right)


FAMILIES = (english, overseas, bilingual)
