"""Numbers that a list gives its tasks in a way of its own, 1.1, C1, 114-A-03: from the document to the return."""

from dataclasses import replace

import pytest
from openpyxl.workbook import Workbook

from reportkit.diagnostics import Code
from reportkit.forms.assign import assignments
from reportkit.forms.form import write_form
from reportkit.imported import Imported
from reportkit.language.words import Lang
from reportkit.lists.importing import import_list
from reportkit.master.reading import read_master
from reportkit.master.writing import write_master
from reportkit.model import Master, Own, OwnCell, OwnColumn
from reportkit.reports.consolidated import write_consolidated
from reportkit.returns.content import ReturnContent
from reportkit.returns.reading import read_return
from reportkit.returns.reference import Reference
from reportkit.shown import ShownColumn, list_numbers, shown_columns
from tests import returned, rounds
from tests.forms_sample import DUE
from tests.hands import opened
from tests.returned import columns, edited, sheet

HEADING = "原编号"
CODES = ("1.1", "1.2", "1.3", "2.1", "2.2")


def numbers(found: Imported) -> list[tuple[int, object]]:
    """Return for each task our number and the list's own."""
    return [(task.no, task.own[0].value if task.own else None) for task in found.master.tasks]


# In the document


@pytest.mark.parametrize(
    ("written", "own"),
    [
        (("1.1", "1.2", "2.1"), ("1.1", "1.2", "2.1")),
        (("C1", "C2", "L1"), ("C1", "C2", "L1")),
        (("114-A-01", "114-A-02", "114-B-01"), ("114-A-01", "114-A-02", "114-B-01")),
        (("（A-1）", "A-2.", " B - 1"), ("A-1", "A-2", "B - 1")),
        (("1", "1a", "2"), ("1", "1a", "2")),
        (("1", "2", "3"), (None, None, None)),
        (("（一）", "2、", "３"), (None, None, None)),
        (("新增", "续建", "续建"), (None, None, None)),
    ],
)
def test_a_list_keeps_its_own_numbers_beside_ours(written: tuple[str, ...], own: tuple[str | None, ...]) -> None:
    rows = (f"{no},{work},县农业局" for no, work in zip(written, ("种粮30万亩", "修路8公里", "建桥2座"), strict=True))
    found = import_list("云台县2024年重点工作.csv", "\n".join(("编号,工作任务,责任单位", *rows)).encode())
    assert [no for _, no in numbers(found)] == list(own)
    heading = (HEADING,) if any(own) else ()
    assert found.master.settings.shown_columns == heading
    assert [column.heading for column in found.master.own.columns] == list(heading)


@pytest.mark.parametrize(
    ("lines", "own", "heading"),
    [
        ("1.1 建桥2座。（县交通局）\n1.2 修路8公里。（县交通局）\n", ["1.1", "1.2"], HEADING),
        ("A1. Build 2 bridges (Roads)\nA2. Mend 8 km of road (Roads)\n", ["A1", "A2"], "Number in the list"),
    ],
)
def test_so_does_prose_and_the_finding_says_which(lines: str, own: list[str], heading: str) -> None:
    found = import_list("list.txt", f"Plan 2024\n\n{lines}".encode())
    assert numbers(found) == [(1, own[0]), (2, own[1])]
    assert found.master.own.columns[0].heading == heading
    (told,) = [one for one in found.diagnostics if one.code in (Code.L50, Code.L07)]
    assert (told.code, told.cells, told.found) == (Code.L50, ("L3",), f"{own[0]} … {own[1]}")


def test_the_numbers_before_the_wordings_of_a_table_are_kept_too() -> None:
    text = "工作任务,责任单位\n1.1 建桥2座,县交通局\n1.2 修路8公里,县交通局\n"
    found = import_list("云台县2024年重点工作.csv", text.encode())
    assert [(task.work, task.own[0].value) for task in found.master.tasks] == [("建桥2座", "1.1"), ("修路8公里", "1.2")]


# In form and reports


def with_codes(master: Master, *codes: str) -> Master:
    """Return a master with numbers of the list's own."""
    padded = (*codes, *("" for _ in master.tasks[len(codes) :]))
    cells = ((OwnCell("own1", code),) if code else () for code in padded)
    tasks = tuple(replace(task, own=own) for task, own in zip(master.tasks, cells, strict=True))
    own = Own((OwnColumn("tasks", "own1", HEADING),))
    return replace(master, tasks=tasks, own=own, settings=replace(master.settings, shown_columns=(HEADING,)))


OFFICE = with_codes(returned.MASTER, *CODES)
NAME = ShownColumn.of(OFFICE.own.columns[0]).name


def issued() -> bytes:
    duty = next(duty for duty in assignments(OFFICE, returned.Q2) if duty.unit.name == returned.SCIENCE)
    return write_form(
        duty, period=returned.Q2, due=DUE, master=OFFICE, template=returned.TEMPLATE, secret=returned.SECRET
    )


def test_a_form_shows_them_right_beside_ours() -> None:
    ws = sheet(opened(issued()))
    row, places = columns(ws)
    assert places[NAME] == places["no"] + 1
    assert [ws.cell(at, places[NAME]).value for at in (row + 1, row + 2, row + 3)] == [HEADING, "1.1", "1.2"]


def test_so_do_reports() -> None:
    base = rounds.make_round()
    master = with_codes(base.master, "A1", "A2")
    tasks = {task.no: task for task in master.tasks}
    merged = tuple(replace(item, task=tasks[item.task.no]) for item in base.progress)
    ws = sheet(opened(write_consolidated(replace(base, master=master, progress=merged), ())), "總表")
    assert ws["B4"].value == HEADING
    assert {(ws.cell(row, 1).value, ws.cell(row, 2).value) for row in range(5, 12)} >= {(1, "A1"), (2, "A2")}


def test_the_master_keeps_them_as_they_were_edited() -> None:
    again, _ = read_master(write_master(OFFICE), "master.xlsx")
    assert [column.heading for column in shown_columns(again)] == [HEADING]
    assert list_numbers(again) == {no: (code,) for no, code in enumerate(CODES, 1)}


# In what comes back


def read(*written: str) -> ReturnContent:
    """Return what is read of a form whose unit wrote other numbers into the column of ours."""

    def fill(book: Workbook) -> None:
        ws = sheet(book)
        returned.put(ws, 1, {"progress": "完成三百家"})
        returned.put(ws, 2, {"progress": "已签约"})
        row, places = columns(ws)
        for at, no in enumerate(written, row + 2):
            ws.cell(at, places["no"]).value = no

    return read_return(edited(issued(), fill), "回执.xlsx", Reference(OFFICE, returned.TEMPLATE, returned.SECRET))


def test_it_names_the_task_where_the_key_is_lost_and_the_wording_was_touched() -> None:
    def hands(book: Workbook) -> None:
        ws = sheet(book)
        returned.put(ws, 2, {"progress": "已签约", "no": "1.2", "work": f"{returned.MASTER.tasks[1].work}（续）"})
        ws.delete_cols(columns(ws)[1]["key"])

    found = read_return(edited(issued(), hands), "回执.xlsx", Reference(OFFICE, returned.TEMPLATE, returned.SECRET))
    assert [entry.value("progress") for entry in found.entries] == [None, "已签约", None]


def told(found: ReturnContent) -> list[Code]:
    return [one.code for one in found.diagnostics if one.code in (Code.S16, Code.S23, Code.S26)]


def test_a_unit_may_write_the_lists_number_in_place_of_ours() -> None:
    assert told(read("1.1", "1.2", "2.1")) == []
    assert told(read("1.1", "2", "2.1")) == []


def test_a_number_of_another_task_of_the_list_is_told() -> None:
    assert told(read("1.2", "1.2", "2.1")) == [Code.S16]
    assert told(read("7.7", "1.2", "2.1")) == [Code.S16]


@pytest.mark.parametrize(
    ("codes", "known"),
    [
        (("A1", "A2", "A3"), {1: ("a1",), 2: ("a2",), 3: ("a3",)}),
        (("A1", "A1", "A3"), {}),  # two tasks have it
        (("1", "2", "4"), {}),  # may be ours
        (("A1", "北", "A3"), {}),  # is no number
    ],
)
def test_what_tells_tasks_apart_is_a_number_of_the_list(codes: tuple[str, ...], known: object) -> None:
    assert list_numbers(with_codes(returned.MASTER, *codes)) == known


def test_the_words_of_the_finding() -> None:
    found = import_list("a.csv", "编号,工作任务,责任单位\nC1,建桥2座,县交通局\nC2,修路8公里,县交通局\n".encode())
    (one,) = [one for one in found.diagnostics if one.code is Code.L50]
    assert one.message(Lang.HANS) == "任务单自有编号（C1 … C2）：已单列一列，另按顺序编号。"
