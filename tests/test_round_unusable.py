"""A file that cannot be used is told to the unit that sent it, as far as anything around it says whose it is."""

from pathlib import Path

import pytest

from tests.hands import opened
from tests.office import Office, fill
from tests.test_round_dossier import DAY, HOUSING, PHOTO, SCIENCE, mail, packed


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def damaged(data: bytes) -> bytes:
    """Return a workbook of which the end is lost."""
    return data[: len(data) // 2]


def text_of(office: Office, unit: str, folder: str = "messages") -> str:
    return (office.folder / "outbox" / "2022-Q2" / folder / f"{unit}.txt").read_text(encoding="utf-8-sig")


def state_of(office: Office, unit: str) -> tuple[str, list[tuple[str, str]]]:
    units = office.answer("status", *DAY, status=1)["units"]
    (found,) = (item for item in units if item["unit"] == unit)
    return found["state"], [(one["file"], one["why"]) for one in found["unusable"]]


@pytest.mark.parametrize("kind", ["mail", "archive", "folder", "file", "number"])
def test_a_damaged_form_is_no_return_and_its_unit_hears_of_it(office: Office, kind: str) -> None:
    forms = office.distribute()
    data = damaged(fill(forms[SCIENCE]))
    units = office.answer("status", *DAY, status=1)["units"]
    form_id = next(unit["form_id"] for unit in units if unit["unit"] == SCIENCE)
    match kind:
        case "mail":
            office.send("来信.eml", mail(("表.xlsx", data), ("照片.jpg", PHOTO), subject="区科技局报送"))
        case "archive":
            office.send("区科技局.zip", packed(("表.xlsx", data), ("照片.jpg", PHOTO)))
        case "folder":
            office.send("区科技局/表.xlsx", data)
        case "number":
            office.send(f"{form_id}.xlsx", data)
        case _:
            office.send("科技局填报表.xlsx", data)
    document = office.answer("collect", *DAY, status=1)
    (entry,) = (item for item in document["returns"] if item["verdict"] == "unreadable")
    assert (entry["unit"], entry["period"]) == (SCIENCE, "2022-Q2")
    state, files = state_of(office, SCIENCE)
    assert (state, files) == ("missing", [(entry["file"], "文件已损坏")])
    told = text_of(office, SCIENCE)
    short = entry["file"].rpartition("/")[2]
    assert told.startswith(f"{SCIENCE}：你们发来的2022年第二季度填报表用不了，请重新发一份填好的表")
    assert f"收到的“{short}”没有采用：文件已损坏。" in told
    assert "里面没有填报表" not in told
    assert ("另外 1 份材料已作佐证留存：照片.jpg。" in told) is (kind in {"mail", "archive"})
    _, out, _ = office.run("status", *DAY)
    assert "没有采用：文件已损坏" in out


def test_a_damaged_file_that_came_later_is_told_beside_what_counts(office: Office) -> None:
    form = fill(office.distribute()[SCIENCE])
    office.send("区科技局.xlsx", form)
    office.answer("collect", *DAY)
    assert state_of(office, SCIENCE) == ("accepted", [])
    office.send("区科技局 补正.xlsx", damaged(form))
    office.answer("collect", *DAY, status=1)
    assert state_of(office, SCIENCE) == ("accepted_with_warnings", [("区科技局 补正.xlsx", "文件已损坏")])
    told = text_of(office, SCIENCE)
    assert "有 1 处请核对" in told
    assert "发来的“区科技局 补正.xlsx”没有采用：文件已损坏。" in told
    assert "没有采用：文件已损坏" in office.run("status", *DAY)[1]
    report = opened(office.folder / "outbox" / "2022-Q2" / "核查结果.xlsx")
    assert "D42" in {cell.value for sheet in report for row in sheet.iter_rows() for cell in row}
    office.send("区科技局 再补.xlsx", fill(office.distribute()[SCIENCE], {1: {"percent": 51}}))
    office.answer("collect", *DAY)
    assert state_of(office, SCIENCE)[1] == [], "what came after it stands for it"
    assert "没有采用" not in text_of(office, SCIENCE)


def test_another_workbook_than_the_form_is_told_to_who_sent_it(office: Office) -> None:
    office.distribute()
    office.send("区住建局二季度.csv", "任务,进展\n高企,312家\n科小,400家\n".encode())
    office.answer("collect", *DAY, status=1)
    assert state_of(office, HOUSING) == ("missing", [("区住建局二季度.csv", "不是下发的填报表")])
    assert "没有采用：不是下发的填报表。" in text_of(office, HOUSING)


def test_a_file_of_which_nothing_says_whose_it_is_is_told_to_nobody(office: Office) -> None:
    form = fill(office.distribute()[SCIENCE])
    office.send("表.xlsx", damaged(form))
    (entry,) = office.answer("collect", *DAY, status=1)["returns"]
    assert (entry["verdict"], entry["unit"]) == ("unreadable", None)
    assert state_of(office, SCIENCE) == ("missing", [])
    assert "还没有收到" in text_of(office, SCIENCE)
