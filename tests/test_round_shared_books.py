"""A book with the forms of two units: it counts for each of whom a person says so, and each hears of its own part."""

import io
from copy import copy
from pathlib import Path

import pytest
from openpyxl.cell.cell import Cell

from tests.hands import opened
from tests.office import Office, fill
from tests.test_round_dossier import DAY, HOUSING, SCIENCE
from tests.test_round_unusable import state_of, text_of

PERIOD = ("--period", "2022-Q2")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def bound(first: bytes, second: bytes) -> bytes:
    """Return a book with the sheets of two."""
    book, other = opened(first), opened(second)
    for sheet in other:
        page = book.create_sheet(f"乙 {sheet.title}")
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, Cell):
                    page[cell.coordinate].value = copy(cell.value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def stored(office: Office) -> str:
    document = office.answer("collect", *DAY, status=1)
    (entry,) = document["returns"]
    assert entry["verdict"] == "quarantined"
    return str(entry["stored"])


def book(office: Office) -> bytes:
    forms = office.distribute()
    wrong = fill(forms[HOUSING], rest={"progress": "住建局的进展。", "status": "正常推进", "percent": "三成多"})
    return bound(fill(forms[SCIENCE]), wrong)


def test_while_it_waits_neither_unit_is_told_that_nothing_came(office: Office) -> None:
    office.send("两家.xlsx", book(office))
    stored(office)
    assert [state_of(office, unit)[0] for unit in (SCIENCE, HOUSING)] == ["quarantined", "quarantined"]
    messages = office.folder / "outbox" / "2022-Q2" / "messages"
    assert [(messages / f"{unit}.txt").exists() for unit in (SCIENCE, HOUSING)] == [False, False]


def test_it_counts_for_each_unit_that_a_person_names(office: Office) -> None:
    office.send("两家.xlsx", book(office))
    first = office.answer("accept", stored(office), *PERIOD, "--unit", SCIENCE, *DAY)["returns"][0]
    assert (first["unit"], first["verdict"]) == (SCIENCE, "accepted_with_warnings")
    assert [state_of(office, unit)[0] for unit in (SCIENCE, HOUSING)] == ["accepted_with_warnings", "quarantined"]
    second = office.answer("accept", first["stored"], *PERIOD, "--unit", HOUSING, *DAY, status=1)["returns"][0]
    assert (second["unit"], second["verdict"], second["stored"]) == (HOUSING, "partly_accepted", first["stored"])
    states = {unit: state_of(office, unit)[0] for unit in (SCIENCE, HOUSING)}
    assert states == {SCIENCE: "accepted_with_warnings", HOUSING: "partly_accepted"}
    assert "还没有收到" not in text_of(office, SCIENCE) + text_of(office, HOUSING)
    assert "处要改" in text_of(office, HOUSING)
    again = office.answer("accept", first["stored"], *PERIOD, "--unit", SCIENCE, *DAY)["returns"][0]
    assert again["unit"] == SCIENCE
    assert {unit: state_of(office, unit)[0] for unit in (SCIENCE, HOUSING)} == states


def test_no_copy_holds_the_other_units_sheets(office: Office) -> None:
    office.send("两家.xlsx", book(office))
    first = office.answer("accept", stored(office), *PERIOD, "--unit", SCIENCE, *DAY)["returns"][0]
    second = office.answer("accept", first["stored"], *PERIOD, "--unit", HOUSING, *DAY, status=1)["returns"][0]
    copied = opened(office.folder / second["correction"])
    written = {str(cell.value) for sheet in copied for row in sheet.iter_rows() for cell in row if cell.value}
    assert "住建局的进展。" in written
    assert "三成多" in written
    assert "已按计划推进。" not in written
    assert not any("U001" in text and "2022Q2" in text for text in written), "nor its keys"
    copies = office.folder / "outbox" / "2022-Q2" / "corrections"
    for path in copies.glob(f"{SCIENCE}*"):
        texts = {str(cell.value) for sheet in opened(path) for row in sheet.iter_rows() for cell in row if cell.value}
        assert "住建局的进展。" not in texts
    office.send("住建局 改.xlsx", (office.folder / second["correction"]).read_bytes())
    (sent,) = office.answer("collect", *DAY, status=1)["returns"]
    assert (sent["unit"], sent["verdict"]) == (HOUSING, "partly_accepted"), "what comes back is its own form"


def test_of_a_file_with_one_form_the_last_word_says_whose_it_is(office: Office) -> None:
    forms = office.distribute()
    office.send("科技局.xlsx", fill(forms[SCIENCE]))
    (entry,) = office.answer("collect", *DAY)["returns"]
    office.answer("accept", entry["stored"], *PERIOD, "--unit", HOUSING, *DAY, status=1)
    assert state_of(office, SCIENCE)[0] == "missing"
