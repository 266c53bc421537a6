"""Lists as tables: rows of tasks under headings, in the layouts that offices use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from tests.invented.canon import Item, Office, by_section
from tests.invented.documents import Cell, Grid, Row, across, row

USUAL = ("no", "work", "leaders", "leads", "parts", "due")
Mark = Callable[[Office, str, int, int], list[Row]]
"""Draws the row of a section: office, title, its place among the sections from 1, number of columns."""

_CHINESE = "一二三四五六七八九十"


def heading(office: Office, columns: Sequence[str]) -> Row:
    """Return the row of headings; a column that is no field is its own heading."""
    return row(*(office.heads.get(name, name) for name in columns))


def line(office: Office, one: Item, no: str, columns: Sequence[str]) -> Row:
    """Return the row of a task."""
    return row(*(no if name == "no" else office.text(one, name) for name in columns))


def ordinal(at: int, script: str) -> str:
    """Return how a section is numbered."""
    return f"{at}." if script == "en" else f"{_CHINESE[at - 1]}、"


# Rows of sections ---------------------------------------------------------------------------------------------


def merged(office: Office, title: str, at: int, wide: int) -> list[Row]:
    """Number and title in one cell across."""
    return [across(f"{ordinal(at, office.script)}{' ' * (office.script == 'en')}{title}", wide)]


def theme(office: Office, title: str, at: int, wide: int) -> list[Row]:
    """`Theme 2: Title`, or `第二部分 标题`."""
    told = f"Theme {at}: {title}" if office.script == "en" else f"第{_CHINESE[at - 1]}部分　{title}"
    return [across(told, wide)]


def number_apart(office: Office, title: str, at: int, wide: int) -> list[Row]:
    """The number in its own cell, the title in the next, nothing merged."""
    return [row(ordinal(at, office.script).strip("、."), title, *[""] * (wide - 2))]


def number_apart_merged(office: Office, title: str, at: int, wide: int) -> list[Row]:
    """The number in its own cell, the title merged over the others."""
    return [[Cell(ordinal(at, office.script).strip("、.")), *across(title, wide - 1)]]


def with_leaders(office: Office, title: str, at: int, wide: int) -> list[Row]:
    """The title with its leaders in brackets."""
    told = office.joint.join(office.section_leaders[title])
    label = office.labels["leaders"]
    if office.script == "en":
        return [across(f"{at}. {title} ({label}: {told})", wide)]
    return [across(f"{ordinal(at, office.script)}{title}（{label}：{told}）", wide)]


def long_with_leaders(office: Office, title: str, at: int, wide: int) -> list[Row]:
    """A title of more than sixty characters with its leaders."""
    more = "统筹协调、督促检查、要素保障、项目调度、信息报送、考核评价、宣传引导、风险防范"
    told = office.joint.join(office.section_leaders[title])
    return [
        across(f"{ordinal(at, office.script)}{title}，以及{more}等方面的重点工作和目标任务（牵头领导：{told}）", wide)
    ]


def plain(_office: Office, title: str, _at: int, wide: int) -> list[Row]:
    """The title alone, in the first cell."""
    return [row(title, *[""] * (wide - 1))]


# Whole tables -------------------------------------------------------------------------------------------------


def table(
    office: Office,
    items: Sequence[Item],
    columns: Sequence[str] = USUAL,
    mark: Mark | None = merged,
    *,
    anew: bool = False,
    top: bool = True,
    again: int = 0,
) -> Grid:
    """Return a table of tasks.

    Args:
        office: whose list it is.
        items: its tasks.
        columns: fields, or headings of further columns.
        mark: draws a row before each section; None for none.
        anew: True numbers from 1 in each section.
        top: False leaves the headings out.
        again: after so many tasks the headings stand once more; 0 for never.
    """
    rows = [heading(office, columns)] if top else []
    no = done = 0
    for at, (title, group) in enumerate(by_section(items), 1):
        rows += mark(office, title, at, len(columns)) if mark and title else []
        no = 0 if anew else no
        for one in group:
            if again and done and done % again == 0:
                rows.append(heading(office, columns))
            no, done = no + 1, done + 1
            rows.append(line(office, one, str(no), columns))
    return Grid(tuple(rows))


def levels(office: Office, columns: Sequence[str] = USUAL) -> Grid:
    """Return a table with rows of sections and, within them, of their parts: 一、 and （一）."""
    rows = [heading(office, columns)]
    no = 0
    for at, (title, group) in enumerate(by_section(office.items), 1):
        rows += merged(office, title, at, len(columns))
        for inner, (project, works) in enumerate(groupby(group, key=lambda one: one.project), 1):
            rows.append(across(f"（{_CHINESE[inner - 1]}）{project}", len(columns)))
            for one in works:
                no += 1
                rows.append(line(office, one, str(no), columns))
    return Grid(tuple(rows))


def grouped(office: Office, columns: Sequence[str], by: str) -> Grid:
    """Return a table whose column `by` is merged down over tasks that follow each other with the same text."""
    rows = [heading(office, columns)]
    at = columns.index(by)
    no = 0
    for _, group in groupby(office.items, key=lambda one: office.text(one, by)):
        works = list(group)
        for place, one in enumerate(works):
            no += 1
            drawn = line(office, one, str(no), columns)
            cell = drawn[at]
            drawn[at] = None if place or cell is None else replace(cell, down=len(works))
            rows.append(drawn)
    return Grid(tuple(rows))


def led(office: Office, columns: Sequence[str]) -> tuple[Grid, tuple[Item, ...]]:
    """Return a table with a row for each leader, `（一）陈远山县长牵头工作`, and its tasks in their order."""
    rows = [heading(office, columns)]
    order: list[Item] = []
    posts = ("县长", "常务副县长", "副县长", "副县长", "副县长")
    for at, name in enumerate(dict.fromkeys(one.leaders[0] for one in office.items)):
        rows.append(across(f"（{_CHINESE[at]}）{name}{posts[at]}牵头工作", len(columns)))
        for one in (one for one in office.items if one.leaders[0] == name):
            order.append(replace(one, leaders=(name,)))
            rows.append(line(office, one, str(len(order)), columns))
    return Grid(tuple(rows)), tuple(order)


def bundled(office: Office, columns: Sequence[str]) -> tuple[Grid, tuple[Item, ...]]:
    """Return a table in which one number and its units span all tasks of a section, and those tasks."""
    rows = [heading(office, columns)]
    made: list[Item] = []
    for no, (_, group) in enumerate(by_section(office.items), 1):
        first = group[0]
        for at, one in enumerate(group):
            same = replace(
                one,
                leads=first.leads,
                parts=first.parts,
                leads_as=first.leads_as,
                parts_as=first.parts_as,
                loose=first.loose,
            )
            made.append(same)
            drawn = line(office, same, str(no), columns)
            for place in (columns.index(name) for name in ("no", "leads", "parts") if name in columns):
                cell = drawn[place]
                drawn[place] = None if at or cell is None else replace(cell, down=len(group))
            rows.append(drawn)
    return Grid(tuple(rows)), tuple(made)


def two_rows_of_headings(office: Office, over: str) -> Grid:
    """Return a table in which a heading spans leaders, leads and participants."""
    heads = office.heads
    upper: Row = [
        Cell(heads["no"], down=2),
        Cell(heads["work"], down=2),
        Cell(over, across=3),
        None,
        None,
        Cell(heads["due"], down=2),
    ]
    lower: Row = [None, None, Cell(heads["leaders"]), Cell(heads["leads"]), Cell(heads["parts"]), None]
    rest = table(office, office.items, USUAL, merged, top=False)
    return Grid((upper, lower, *rest.rows))


def labelled_cells(office: Office, head: str) -> Grid:
    """Return a table with one column that says by labels who does what by when."""
    rows = [row(office.heads["no"], office.heads["work"], head)]
    for no, one in enumerate(office.items, 1):
        said = [(name, office.text(one, name)) for name in ("leads", "parts", "due")]
        mark = ": " if office.script == "en" else "："
        rows.append(
            row(str(no), one.work, "\n".join(f"{office.labels[name]}{mark}{told}" for name, told in said if told))
        )
    return Grid(tuple(rows))


def who(one: Item, way: str) -> str:
    """Return the units of a task in one cell, written in one of several ways."""
    leads, parts = "、".join(one.leads), "、".join(one.parts)
    first = f"{one.leads[0]}（牵头）"
    return {
        "brackets": "、".join((first, *one.leads[1:], *one.parts)),
        "verbs": f"{leads}牵头，{parts}配合" if parts else f"{leads}负责",
        "follow": f"{leads}牵头，{parts}配合落实" if parts else f"{leads}牵头落实",
        "and": "和".join((*one.leads, *one.parts)),
        "slashes": " / ".join((*one.leads, *one.parts)),
    }[way]


def one_cell(office: Office, way: str, head: str = "责任单位") -> Grid:
    """Return a table with all units of a task in one column, written as `who` does."""
    rows = [row(office.heads["no"], office.heads["work"], head, office.heads["due"])]
    rows += [row(str(no), one.work, who(one, way), one.due) for no, one in enumerate(office.items, 1)]
    return Grid(tuple(rows))


def renamed(office: Office, heads: Mapping[str, str]) -> Office:
    """Return the office with other headings."""
    return replace(office, heads={**office.heads, **heads})
