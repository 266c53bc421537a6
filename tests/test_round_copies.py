"""Correction copies over time: made anew when anything they are made of has changed, and never otherwise."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from reportkit.corrections import marked_copy
from reportkit.files.grid import read_grids
from reportkit.round import replies
from tests.hands import opened
from tests.office import Office, fill

DUE = ("--today", "2022-07-04")
UNIT = "区住建局"


def damaged(form: Path) -> bytes:
    """Fill in a form of one task and delete the row of that task: the copy is made of the form as it was issued."""
    book = opened(fill(form))
    sheet = book["填报表"]
    lost = next(int(cell.row or 0) for cell in next(sheet.iter_cols(max_col=1)) if ".T003." in str(cell.value))
    sheet.delete_rows(lost)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def words(path: Path) -> str:
    """Return all that stands in a workbook."""
    return "\n".join(str(value) for grid in read_grids(path.read_bytes()) for _, _, value in grid.cells())


def edit(path: Path, was: str, now: str) -> None:
    """Write other words into the first cell of a workbook that holds some."""
    book = opened(path)
    cell = next(c for sheet in book for row in sheet for c in row if was in str(c.value))
    cell.value = str(cell.value).replace(was, now)
    book.save(path)


@pytest.fixture(scope="module")
def answering(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office to which a unit reported a first quarter, and of the second one lost the row of its task."""
    office = Office(tmp_path_factory.mktemp("office"))
    office.send("一.xlsx", fill(office.distribute("2022-Q1")[UNIT], {3: {"progress": "一季度打了地基。"}}))
    office.collect("--today", "2022-04-02")
    office.send("二.xlsx", damaged(office.distribute("2022-Q2")[UNIT]))
    office.collect(*DUE, status=1)
    return office


@pytest.fixture
def office(answering: Office, tmp_path: Path) -> Office:
    """The same office, for one test alone."""
    return answering.moved(tmp_path / "office")


def copy_of(office: Office) -> Path:
    (place,) = (office.folder / "outbox" / "2022-Q2" / "corrections").iterdir()
    return place


def answered(office: Office) -> str:
    """Let the office answer the second quarter again, and return what stands in the copy."""
    assert office.run("collect", "--period", "2022-Q2", *DUE)[0] in (0, 1)
    return words(copy_of(office))


def last_period(office: Office) -> None:
    corrected = fill(office.distribute("2022-Q1")[UNIT], {3: {"progress": "一季度其实没有开工。"}})
    office.send("更正.xlsx", corrected)
    office.run("collect", *DUE)


def template(office: Office) -> None:
    edit(office.folder / "templates" / "form.xlsx", "存在问题", "困难和问题")


def master(office: Office) -> None:
    edit(office.folder / "templates" / "master.xlsx", "建设公共停车泊位600个", "建设公共停车泊位650个")


def due(office: Office) -> None:
    office.answer("distribute", "--period", "2022-Q2", "--due", "2022-07-19", *DUE)


@pytest.mark.parametrize(
    ("change", "was", "now"),
    [
        (last_period, "一季度打了地基。", "一季度其实没有开工。"),
        (template, "存在问题", "困难和问题"),
        (master, "泊位600个", "泊位650个"),
        (due, "2022-07-05", "2022-07-19"),
    ],
)
def test_a_copy_is_made_anew_when_what_it_is_made_of_has_changed(
    office: Office, change: Callable[[Office], None], was: str, now: str
) -> None:
    before = words(copy_of(office))
    assert (was in before, now in before) == (True, False)
    change(office)
    after = answered(office)
    assert (was in after, now in after) == (False, True)


@pytest.fixture
def mark(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that appears when a copy is made: that is done by workers, and only the disk tells of it."""
    before, place = copy_of(office).read_bytes(), tmp_path / "made"

    def made(*_: object, **__: object) -> bytes:
        place.touch()
        return before

    monkeypatch.setattr(marked_copy, "correction_copy", made)
    return place


def test_a_copy_of_which_nothing_has_changed_is_not_made_again(office: Office, mark: Path) -> None:
    answered(office)
    assert not mark.exists()
    copy_of(office).unlink()
    answered(office)
    assert mark.exists()


def test_a_new_version_makes_every_copy_anew(office: Office, mark: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies, "__version__", "99.0")
    answered(office)
    assert mark.exists()


SCIENCE = "区科技局"
SAME = "已按计划完成本季度全部工作任务，各项指标均达到序时进度要求。"


def faulty(form: Path, note: str = "") -> bytes:
    """Fill in a form of two tasks with the same words, one answer wrong, and a sheet of the unit's own."""
    book = opened(fill(form, {1: {"progress": SAME, "status": "没听说过"}, 2: {"progress": SAME}}))
    book.create_sheet("附")["A1"].value = note
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def copy_for(office: Office, unit: str) -> str:
    """Return what stands in the correction copy of a unit."""
    return words(office.folder / "outbox" / "2022-Q2" / "corrections" / f"{unit}_请修改.xlsx")


def test_a_copy_is_made_of_the_file_that_came_last_even_if_that_says_the_same_of_every_task(office: Office) -> None:
    form = office.distribute("2022-Q2")[SCIENCE]
    for note in ("第一稿的附页", "第二稿的附页"):
        office.send("科技.xlsx", faulty(form, note))
        office.collect(*DUE, status=1)
        assert note in copy_for(office, SCIENCE)


def test_a_copy_says_what_came_out_about_a_return_when_another_units_came(office: Office) -> None:
    forms = office.distribute("2022-Q2")
    office.send("科技.xlsx", faulty(forms[SCIENCE]))
    office.collect(*DUE, status=1)
    assert "另一家单位" not in copy_for(office, SCIENCE)
    office.send("住建.xlsx", fill(forms[UNIT], {3: {"progress": SAME}}))
    office.run("collect", *DUE)
    told = copy_for(office, SCIENCE)
    assert "另一家单位" in told
    assert UNIT not in told, "whose words they are is no affair of the unit's"


def test_a_copy_that_was_deleted_is_back(office: Office) -> None:
    before = copy_of(office).read_bytes()
    copy_of(office).unlink()
    answered(office)
    assert copy_of(office).read_bytes() == before


def test_a_copy_that_a_person_edited_is_kept_beside_the_one_that_is_right(office: Office) -> None:
    place = copy_of(office)
    before, edited = place.read_bytes(), place.read_bytes() + b"a note of the coordinator's"
    place.write_bytes(edited)
    office.run("collect", "--period", "2022-Q2", *DUE)
    found = {path.name: path.read_bytes() for path in place.parent.iterdir()}
    assert found == {place.name: before, f"{place.stem} (kept 1).xlsx": edited}


@pytest.mark.parametrize("is_edited", [False, True])
def test_when_the_unit_has_mended_all_the_copy_goes_unless_a_person_edited_it(
    office: Office, *, is_edited: bool
) -> None:
    place = copy_of(office)
    if is_edited:
        place.write_bytes(place.read_bytes() + b"a note of the coordinator's")
    office.send("补.xlsx", fill(office.distribute("2022-Q2")[UNIT]))
    assert office.collect(*DUE)["补.xlsx"]["correction"] is None
    assert place.exists() == is_edited
