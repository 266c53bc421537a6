"""What a unit has to mend: what stops its return, in which order it is told, and which sheets of copies are ours."""

import pytest
from openpyxl import Workbook

from reportkit.corrections.edited import Edited
from reportkit.corrections.marks import RECORD, remove_marks
from reportkit.corrections.points import SHEETS, Degree, points
from reportkit.diagnostics import Code, Severity
from reportkit.language.words import Lang
from reportkit.round.notices import told_once
from tests.findings import finding_of


@pytest.mark.parametrize(("code", "stops"), [(Code.F06, True), (Code.V02, True), (Code.X06, False)])
def test_what_is_refused_stops_a_return_as_a_mistake_does(code: Code, stops: bool) -> None:  # noqa: FBT001
    (point,) = points([finding_of(code)], (), ("填报表",), Lang.EN)
    assert point.is_to_mend is stops is (code.severity in (Severity.REJECT, Severity.ERROR))


def test_of_one_place_what_matters_more_is_told_first() -> None:
    lesser, graver = (finding_of(code, sheet="填报表", cells=("F5",)) for code in (Code.S12, Code.V02))
    assert lesser.severity.rank > graver.severity.rank
    assert lesser.code.name < graver.code.name
    told = points([lesser, graver], (), ("填报表",), Lang.EN)
    assert [point.code for point in told] == [Code.V02, Code.S12]


def test_of_one_task_the_cells_are_told_in_the_order_of_the_table() -> None:
    places = [("指标", "C5"), ("填报表", "F9"), ("填报表", "F7"), ("填报表", "D9")]
    found = [finding_of(Code.V02, sheet=sheet, cells=(cell,), task=3) for sheet, cell in places]
    told = points([*found, finding_of(Code.S12, task=3)], (), ("填报表", "指标"), Lang.EN)
    assert [(point.sheet, *point.cells) for point in told] == [
        ("",), ("填报表", "F7"), ("填报表", "D9"), ("填报表", "F9"), ("指标", "C5"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "first", "is_ours"),
    [
        (SHEETS[Degree.MEND].text(Lang.HANS), "", True),
        (f"{SHEETS[Degree.MEND].text(Lang.HANS)} (2)", "", True),
        ("随便", RECORD, True),
        ("我的表", "我的", False),
    ],
)
def test_a_sheet_of_an_earlier_copy_is_known_by_its_name_or_by_its_record(
    title: str,
    first: str,
    is_ours: bool,  # noqa: FBT001
) -> None:
    book = Workbook()
    sheet = book.create_sheet(title)
    sheet["A1"] = first
    remove_marks(Edited(book, {}, {}))
    assert (title not in book.sheetnames) is is_ours


def test_that_texts_are_another_units_is_one_point_however_many_cells_they_fill() -> None:
    cells = ("J7", "J8", "J9")
    (point,) = points([finding_of(Code.D09, sheet="填报表", cells=cells)], (), ("填报表",), Lang.HANS)
    assert point.cells == cells


def test_a_unit_whose_texts_are_those_of_several_others_hears_of_it_once() -> None:
    others = [
        finding_of(Code.D09, sheet="填报表", cells=cells, tasks=tasks)
        for cells, tasks in ((("J7", "J8"), (1, 2)), (("J8", "J9"), (2, 3)))
    ]
    mend = finding_of(Code.V02, sheet="填报表", cells=("L7",))
    (first, once) = told_once([others[0], mend, others[1]])
    assert (first, once.cells, once.tasks) == (mend, ("J7", "J8", "J9"), (1, 2, 3))
