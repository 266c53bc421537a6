"""Who a row is: its key, its number, its wording, its indicator, its aim and its measure have a vote each."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations, product

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reportkit.diagnostics import Severity
from reportkit.forms.assign import assignments
from reportkit.forms.form import write_form
from reportkit.language.text import heading_words
from reportkit.language.words import Lang
from reportkit.model import Kind, Op, Target
from reportkit.returns.content import ReturnContent
from reportkit.returns.finding import heading_labels
from reportkit.returns.printed import Printed, printed_rows
from reportkit.returns.reading import read_return
from tests.damages import damaged, reference
from tests.hands import opened
from tests.returned import (
    DESK,
    MASTER,
    Q2,
    SCIENCE,
    TARGETS,
    TASKS,
    codes,
    columns,
    edited,
    filled,
    finding,
    put,
    read,
    reported,
    row_of,
    said,
    sheet,
)

Hands = Callable[[Workbook], None]

_LONG = "围绕打造具有全球影响力的科技创新策源地，"
_TARGETS = (
    Target(1, 1, "国家高新技术企业", Op.AT_LEAST, Decimal(500), "家", Kind.COUNT, "500家"),
    Target(1, 2, "国家高新技术企业", Op.AT_LEAST, Decimal(700), "家", Kind.STRETCH, "力争700家"),
    Target(2, 1, "研发投入增长", Op.AT_LEAST, Decimal(15), "%", Kind.GROWTH, "15%"),
    Target(4, 1, "技术交易总额", Op.AT_LEAST, Decimal(6), "亿元", Kind.AMOUNT, "6亿元"),
)
LIST = replace(
    MASTER,
    tasks=tuple(replace(task, work=f"{_LONG}{task.work}力争走在前列。") for task in MASTER.tasks),
    targets=_TARGETS,
)
"""The list with wordings that the sheet of targets cuts, and with two targets of one indicator under task 1."""
VALUES = {(1, 1): 310, (1, 2): 320, (2, 1): 12, (4, 1): 5}
REFERENCE = replace(DESK, master=LIST)


def of_list(hands: Hands = lambda _: None) -> bytes:
    """Return the form of the list, filled in, after `hands` were in it."""
    duty = next(duty for duty in assignments(LIST, Q2) if duty.unit.name == SCIENCE)
    form = write_form(duty, period=Q2, due=date(2022, 7, 5), master=LIST, template=DESK.template, secret=DESK.secret)

    def fill(book: Workbook) -> None:
        for task in (1, 2, 4):
            put(
                sheet(book),
                task,
                {"progress": f"任务{task}已完成阶段目标。", "status": "正常推进", "percent": 10 * task},
            )
        for (task, target), value in VALUES.items():
            put(sheet(book, TARGETS), task, {"actual": value}, target)
        hands(book)

    return edited(form, fill)


def read_list(hands: Hands, name: str = "回执.xlsx") -> ReturnContent:
    return read_return(of_list(hands), name, REFERENCE)


def values(found: ReturnContent) -> dict[tuple[int, int], object]:
    """Return the value of each target that has one, by task and target."""
    rows = {(e.task, no): answers["actual"].value for e in found.entries for no, answers in e.targets.items()}
    return {place: value for place, value in rows.items() if value is not None}


def rows_of(page: Worksheet) -> list[int]:
    """Return the rows that carry keys."""
    keys = columns(page)[1]["key"]
    return [row for row in range(1, page.max_row + 1) if ".T0" in str(page.cell(row, keys).value)]


def cells(page: Worksheet, row: int, but: Sequence[str] = ("key",)) -> list[object]:
    return [page.cell(row, column).value for name, column in columns(page)[1].items() if name not in but]


def reorder(page: Worksheet, order: Sequence[int], but: Sequence[str] = ("key",)) -> None:
    """Put what can be seen of the rows into another order; the columns of `but` stay."""
    rows = rows_of(page)
    seen = [cells(page, row, but) for row in rows]
    places = [column for name, column in columns(page)[1].items() if name not in but]
    for row, n in zip(rows, order, strict=True):
        for column, value in zip(places, seen[n], strict=True):
            page.cell(row, column).value = value  # type: ignore[assignment]


def clear(page: Worksheet, name: str) -> None:
    for row in rows_of(page):
        page.cell(row, columns(page)[1][name]).value = None


def renumber(page: Worksheet) -> None:
    for n, row in enumerate(rows_of(page), start=1):
        page.cell(row, columns(page)[1]["no"]).value = n


def lose_keys(page: Worksheet) -> None:
    page.delete_cols(columns(page)[1]["key"])


_ONLY_ALIKE = (1, 0, 2, 3)
"""The order in which only the two targets of one indicator are exchanged."""


@pytest.mark.parametrize("order", [o for o in permutations(range(4)) if o not in {(0, 1, 2, 3), _ONLY_ALIKE}])
@pytest.mark.parametrize("but", [("key",), ("key", "no")])
def test_targets_in_any_order_beside_keys_that_stay_are_who_can_be_seen(
    order: tuple[int, ...], but: tuple[str, ...]
) -> None:
    found = read_list(lambda book: reorder(sheet(book, TARGETS), order, but))
    assert values(found) == VALUES
    assert "S23" in codes(found)
    assert "S26" not in codes(found)


def doubted(found: ReturnContent) -> dict[str, tuple[str, ...]]:
    """Return the cells that were left out because nothing tells whose they are, by the sheet and first of them."""
    asked = (item for item in found.diagnostics if item.code.name == "S26" and item.severity is Severity.ERROR)
    return {f"{item.sheet} {item.cells[0]}": item.cells for item in asked}


@pytest.mark.parametrize("columns_moved", [("value",), ("value", "actual")])
def test_of_two_targets_of_one_indicator_whose_aims_are_exchanged_it_is_asked_which_is_which(
    columns_moved: tuple[str, ...],
) -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book, TARGETS)
        reorder(page, _ONLY_ALIKE, [name for name in columns(page)[1] if name not in columns_moved])

    found = read_list(hands)
    assert doubted(found).keys() == {f"{TARGETS} I7", f"{TARGETS} I8"}
    assert values(found) == {place: value for place, value in VALUES.items() if place[0] != 1}
    assert "S16" not in codes(found)
    message = next(item for item in found.diagnostics if item.code.name == "S26").message(Lang.HANS)
    assert "可能是 1（国家高新技术企业 500家） / 1（国家高新技术企业 700家） 中的任一项" in message


@pytest.mark.parametrize("order", [(1, 0, 2), (2, 1, 0), (0, 2, 1), (1, 2, 0)])
@pytest.mark.parametrize("name", ["no", "work", "project"])
def test_tasks_of_which_one_column_alone_was_moved_are_asked_about(order: tuple[int, ...], name: str) -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book)
        for task, project in ((1, "创新"), (2, "研发"), (4, "交易")):
            put(page, task, {"project": project})
        reorder(page, order, [other for other in columns(page)[1] if other != name])

    projects = {1: "创新", 2: "研发", 4: "交易"}
    tasks = tuple(replace(task, project=projects.get(task.no, task.project)) for task in LIST.tasks)
    reference_ = replace(REFERENCE, master=replace(LIST, tasks=tasks))
    found = read_return(of_list(hands), "回执.xlsx", reference_)
    moved = {f"{TASKS} J{7 + n}" for n, other in enumerate(order) if n != other}
    assert doubted(found).keys() == moved


def test_numbers_in_the_lists_order_beside_rows_in_another_are_numbers_that_stayed_behind() -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book)
        reorder(page, (2, 0, 1), ("no",))

    found = read_list(hands)
    assert not doubted(found)
    assert said(found.entries) == said(read_list(lambda _: None).entries)


@pytest.mark.parametrize("name", ["no", "op", "value"])
def test_targets_of_which_one_column_alone_was_moved_are_asked_about(name: str) -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book, TARGETS)
        put(page, 2, {"op": "达到"}, 1)
        reorder(page, (3, 1, 2, 0) if name != "op" else (2, 1, 0, 3), [n for n in columns(page)[1] if n != name])

    ops = replace(LIST, targets=tuple(replace(t, op=Op.EQUAL) if t.task == 2 else t for t in LIST.targets))
    found = read_return(of_list(hands), "回执.xlsx", replace(REFERENCE, master=ops))
    assert doubted(found).keys() == {f"{TARGETS} I{row}" for row in ((7, 9) if name == "op" else (7, 10))}


def test_aims_that_the_office_exchanged_since_the_forms_went_out_raise_no_doubt() -> None:
    one, other, *rest = LIST.targets
    now = replace(LIST, targets=(replace(one, value=other.value), replace(other, value=one.value), *rest))
    printed = Printed(printed_rows(LIST, {}))
    found = read_return(of_list(), "回执.xlsx", replace(REFERENCE, master=now, printed={Q2: printed}))
    assert not doubted(found)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_without_keys_and_numbered_anew_the_very_wording_is_enough(order: tuple[int, ...]) -> None:
    def hands(book: Workbook) -> None:
        reorder(sheet(book), order)
        for name in (TASKS, TARGETS):
            renumber(sheet(book, name))
            lose_keys(sheet(book, name))

    found = read_list(hands)
    assert said(found.entries) == said(read_list(lambda _: None).entries)


def test_numbered_anew_and_in_another_order_beside_keys_that_stay_the_wording_says_who_a_row_is() -> None:
    def hands(book: Workbook) -> None:
        reorder(sheet(book), (2, 0, 1))
        renumber(sheet(book))

    assert said(read_list(hands).entries) == said(read_list(lambda _: None).entries)


def test_key_number_and_wording_that_name_three_tasks_are_asked_about() -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book)
        reorder(page, (1, 2, 0))
        reorder(page, (1, 2, 0), [name for name in columns(page)[1] if name != "work"])

    found = read_list(hands)
    asked = [item for item in found.diagnostics if item.code.name == "S26"]
    assert [(item.sheet, item.cells, item.severity) for item in asked] == [
        (TASKS, (f"J{row}", f"K{row}", f"L{row}"), Severity.ERROR) for row in (7, 8, 9)
    ]
    assert asked[0].message(Lang.HANS) == (
        "第 7 行看得见的内容和隐藏编号对不上，可能是 1 / 2 / 4 中的任一项，J7、K7、L7 没有采用。"
    )
    answers = [answer for entry in found.entries for answer in entry.answers.values() if answer.written]
    assert all(answer.faulty and answer.value is None for answer in answers)
    assert not {"S13", "S16", "S23"} & set(codes(found))
    assert values(found) == VALUES


@pytest.mark.parametrize(
    "lose", [lambda page: clear(page, "work"), lambda page: page.delete_cols(columns(page)[1]["work"])]
)
def test_rows_without_wording_whose_other_cells_are_another_tasks_are_asked_about(
    lose: Callable[[Worksheet], None],
) -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book)
        put(page, 4, {"project": "宜居"})
        lose(page)
        reorder(page, (2, 1, 0), ("key", "no"))

    found = read_list(hands)
    # The row between them shows what both of the first two tasks show: it may have moved with the others.
    asked = [item.cells[0] for item in found.diagnostics if item.code.name == "S26"]
    assert asked in (["J7", "J8", "J9"], ["I7", "I8", "I9"])
    assert [entry.answers["percent"].value for entry in found.entries] == [None, None, None]


def test_a_task_that_is_there_twice_takes_the_place_of_no_other() -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book)
        first, second = (row_of(page, f".T{task:03}.") for task in (1, 2))
        for name, column in columns(page)[1].items():
            if name not in ("key", "no"):
                page.cell(first, column).value = page.cell(second, column).value

    found = read_list(hands)
    assert finding(found, "S26").cells == ("J7", "K7", "L7")
    assert [entry.answers["percent"].value for entry in found.entries] == [None, Decimal(20), Decimal(40)]


def test_a_row_whose_number_and_wording_are_both_strange_is_asked_about() -> None:
    found = read_list(lambda book: put(sheet(book), 2, {"no": 77, "work": "另一件重要的事情"}))
    assert finding(found, "S26").cells == ("J8", "K8", "L8")
    assert reported(found) == [1, 2, 4]
    assert found.entries[1].answers["percent"].faulty


def test_rows_numbered_anew_whose_wording_is_gone_are_asked_about() -> None:
    def hands(book: Workbook) -> None:
        renumber(sheet(book))
        clear(sheet(book), "work")

    found = read_list(hands)
    assert [item.cells[0] for item in found.diagnostics if item.code.name == "S26"] == ["J7", "J8", "J9"]


def test_one_cell_that_disagrees_is_no_reason_to_doubt_a_key() -> None:
    found = read_list(lambda book: put(sheet(book, TARGETS), 4, {"value": 15}, 1))
    assert (values(found), codes(found)) == (VALUES, ["S16"])


def test_of_targets_alike_the_aim_that_nothing_else_has_leaves_one_answer() -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book, TARGETS)
        put(page, 1, {"value": 900}, 2)
        lose_keys(page)

    assert values(read_list(hands)) == VALUES


def test_of_targets_alike_two_rows_that_show_the_same_are_asked_about() -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book, TARGETS)
        put(page, 1, {"value": None}, 1)
        put(page, 1, {"value": None}, 2)
        lose_keys(page)

    found = read_list(hands)
    asked = [(item.sheet, item.cells) for item in found.diagnostics if item.code.name == "S26"]
    assert asked == [(TARGETS, ("H7",)), (TARGETS, ("H8",))]
    assert values(found) == {place: value for place, value in VALUES.items() if place[0] != 1}


def test_a_row_without_a_key_beside_the_one_with_it_is_asked_about_where_it_says_something_else() -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book)
        first, last = row_of(page, ".T001."), row_of(page, ".T004.") + 1
        page.insert_rows(last)
        for column in range(2, page.max_column + 1):
            page.cell(last, column).value = page.cell(first, column).value
        page.cell(last, columns(page)[1]["percent"]).value = 70

    found = read(edited(filled(), hands))
    assert finding(found, "S18").cells == ("B7", "B10")
    assert found.entries[0].answers["percent"].faulty


def as_csv(page: Worksheet) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(["" if cell is None else cell for cell in row] for row in page.values)
    return text.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("hands", [lambda _: None, lose_keys], ids=["with keys", "without"])
def test_the_sheet_of_targets_as_a_csv_of_its_own_is_read(hands: Callable[[Worksheet], None]) -> None:
    taken: list[bytes] = []

    def take(book: Workbook) -> None:
        hands(sheet(book, TARGETS))
        taken.append(as_csv(sheet(book, TARGETS)))

    of_list(take)
    found = read_return(taken[0], "指标.csv", REFERENCE)
    assert values(found) == VALUES
    assert reported(found) == []
    assert finding(found, "S01").severity is Severity.ERROR
    assert "S13" not in codes(found)


def beside(book: Workbook, gap: int) -> None:
    """Copy the table of targets beside that of tasks."""
    page, other = sheet(book), sheet(book, TARGETS)
    for area in list(page.merged_cells.ranges):
        page.unmerge_cells(str(area))
    right = page.max_column + gap
    for row in other.iter_rows():
        for cell in row:
            if cell.value is not None:
                page.cell(cell.row, int(cell.column or 0) + right).value = cell.value
    book.remove(other)


def lose_some(page: Worksheet, is_inside: Callable[[int], bool], lost: frozenset[str]) -> None:
    """Clear the hidden names, the keys, or both, in some columns."""
    cells = [cell for row in page.iter_rows() for cell in row if is_inside(int(cell.column or 0))]
    named = {cell.row for cell in cells if cell.value in ("status", "actual")}
    for cell in cells:
        is_key = cell.value == "key" or ".T0" in str(cell.value)
        if (is_key and "keys" in lost) or (cell.row in named and not is_key and "names" in lost):
            cell.value = None


_LOST = tuple(frozenset(some) for some in ((), ("names",), ("keys",), ("names", "keys")))


@pytest.mark.parametrize(("gap", "down"), [(0, 0), (5, 0), (5, 3), (1, -1)])
@pytest.mark.parametrize(("left", "right"), [pair for pair in product(_LOST, _LOST) if pair[0] != pair[1]])
def test_tables_side_by_side_of_which_one_lost_more_than_the_other_are_both_found(
    left: frozenset[str], right: frozenset[str], gap: int, down: int
) -> None:
    def hands(book: Workbook) -> None:
        page, other = sheet(book), sheet(book, TARGETS)
        edge = page.max_column + gap
        for moved, by in ((page, 2), (other, 2 + down)):
            for area in list(moved.merged_cells.ranges):
                moved.unmerge_cells(str(area))
            moved.insert_rows(1, by)
        beside(book, gap)
        lose_some(page, lambda column: column <= edge, left)
        lose_some(page, lambda column: column > edge, right)

    found = read_list(hands)
    assert said(found.entries) == said(read_list(lambda _: None).entries)
    assert not {"S13", "S14", "S16", "S18", "S21"} & set(codes(found))


def test_headings_in_two_rows_are_those_of_one_table() -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book)
        for area in list(page.merged_cells.ranges):
            page.unmerge_cells(str(area))
        row, names = columns(page)
        for name in ("progress", "status", "percent", "problems", "next_steps"):
            heading = page.cell(row + 1, names[name])
            page.cell(row - 1, names[name]).value = heading.value
            heading.value = None

    assert said(read_list(hands).entries) == said(read_list(lambda _: None).entries)


def below(book: Workbook) -> None:
    """Copy the table of targets below that of tasks."""
    page, other = sheet(book), sheet(book, TARGETS)
    down = page.max_row + 2
    for row in other.iter_rows():
        for cell in row:
            if cell.value is not None:
                page.cell(cell.row + down, int(cell.column or 0)).value = cell.value
    book.remove(other)


def marks(page: Worksheet, *, names: bool, keys: bool) -> Iterator[tuple[int, int]]:
    """Yield the cells of hidden names, of keys, or of both."""
    named = {cell.row for row in page.iter_rows() for cell in row if cell.value == "key"}
    for row in page.iter_rows():
        for cell in row:
            is_key = cell.value == "key" or ".T0" in str(cell.value)
            if (keys and is_key) or (names and cell.row in named and cell.value != "key"):
                yield int(cell.row or 0), int(cell.column or 0)


@pytest.mark.parametrize("put_together", [lambda book: beside(book, 0), lambda book: beside(book, 2), below])
@pytest.mark.parametrize("lost", [{}, {"names": True}, {"keys": True}, {"names": True, "keys": True}])
def test_tables_on_one_sheet_are_each_found(put_together: Hands, lost: dict[str, bool]) -> None:
    def hands(book: Workbook) -> None:
        put_together(book)
        page = sheet(book)
        for row, column in list(marks(page, names=lost.get("names", False), keys=lost.get("keys", False))):
            page.cell(row, column).value = None

    found = read_list(hands)
    assert said(found.entries) == said(read_list(lambda _: None).entries)
    assert not {"S13", "S14", "S16", "S18"} & set(codes(found))


def test_of_two_tables_on_one_sheet_only_one_may_have_lost_its_names_and_keys() -> None:
    def hands(book: Workbook) -> None:
        page = sheet(book, TARGETS)
        for cell in page[columns(page)[0]]:
            if cell.value != "key":
                cell.value = None
        renumber_by(page, 1)
        below(book)
        for row, column in [place for place in marks(sheet(book), names=False, keys=True) if place[0] > 11]:
            sheet(book).cell(row, column).value = None

    assert values(read_list(hands)) == VALUES


def renumber_by(page: Worksheet, column: int) -> None:
    """Number the rows that carry keys in one of the columns from 1 on."""
    keyed = (row for row in page.iter_rows() if ".T0" in str(row[column - 1].value))
    for n, row in enumerate(keyed, start=1):
        row[column].value = n


@pytest.mark.parametrize("lang", list(Lang))
def test_every_heading_of_a_form_names_its_column(lang: Lang) -> None:
    master = replace(LIST, settings=replace(LIST.settings, language=lang))
    duty = next(duty for duty in assignments(master, Q2) if duty.unit.name == SCIENCE)
    form = write_form(duty, period=Q2, due=date(2022, 7, 5), master=master, template=DESK.template, secret=DESK.secret)
    labels = heading_labels(DESK.template)
    pages = [page for page in opened(form).worksheets if page["A5"].value == "key"]
    assert len(pages) == 2
    for page in pages:
        row, names = columns(page)
        headings = {name: page.cell(row + 1, column).value for name, column in names.items() if name != "key"}
        assert {name: labels.get(heading_words(str(text))) for name, text in headings.items()} == {
            n: n for n in names if n != "key"
        }


def test_after_several_things_were_done_to_a_form_each_value_is_whose_row_it_is_or_asked_about(
    pytestconfig: pytest.Config,
) -> None:
    counts: Counter[str] = Counter()
    troubled = []
    # Of the thousand that are tried thoroughly these gave values to other rows once.
    for seed in range(1000) if pytestconfig.getoption("--thorough") else (*range(40), 467, 664, 966):
        data, said_there = damaged(seed)
        found = read_return(data, "回执.xlsx", reference())
        read_there = {
            (entry.task, no, name): answer.value
            for entry in found.entries
            for no, answers in ((0, entry.answers), *entry.targets.items())
            for name, answer in answers.items()
            if answer.value is not None
        }
        is_told = any(item.severity.rank <= Severity.ERROR.rank for item in found.diagnostics)
        for cell, value in said_there.items():
            became = ("asked" if is_told else "lost") if cell not in read_there else "right"
            became = "wrong" if read_there.get(cell, value) != value else became
            counts[became] += 1
            if became in {"wrong", "lost"}:
                troubled.append((seed, cell))
    print(", ".join(f"{became} {counts[became]}" for became in ("right", "asked", "lost", "wrong")))  # noqa: T201
    assert troubled == []
