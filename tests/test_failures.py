"""The 46 ways in which returned forms go wrong, one a row: what is found of each, or which test shows it.

A code is triggered by the fixture that `test_codes_covered` knows for it; a test is named where the answer to a
failure is that nothing is found, or where the whole program answers.
"""

import re
from pathlib import Path

import pytest

from reportkit.diagnostics import Code
from reportkit.grid import read_grids
from reportkit.repack import unpack
from tests.returned import form
from tests.test_codes_covered import ELSEWHERE, HANDS, TYPED

FAILURES: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("rows inserted above or inside the table", ("S08", "test_the_same_is_read_whatever_moves")),
    2: ("task rows deleted", ("S13",)),
    3: ("extra rows typed under the table", ("S14", "S17")),
    4: ("rows sorted", ("S15",)),
    5: ("columns moved", ("S05",)),
    6: ("header renamed", ("S04",)),
    7: ("column deleted or added", ("S03", "S06")),
    8: ("merged cells in data", ("S09",)),
    9: ("hidden or filtered rows", ("S10",)),
    10: ("hidden columns or sheets deleted or shown", ("I10", "S11")),
    11: ("sheet renamed or gone", ("S02", "S01")),
    12: ("copies of a file under any name", ("D01", "D03", "test_the_name_of_the_file_is_no_evidence")),
    13: ("two versions whose order cannot be told", ("D02",)),
    14: ("late corrected file", ("D01", "D04", "D05")),
    15: ("wrong period's form", ("I03",)),
    16: ("last period's form with new dates typed in", ("I03", "test_last_periods_form_says_so")),
    17: ("wrong template version", ("I04",)),
    18: ("another unit's form filled", ("I08",)),
    19: ("two units in one file", ("I07",)),
    20: ("returned empty", ("D08",)),
    21: ("same text as last time, or as another unit", ("D10", "D09")),
    22: ("value not in the list, list lost", ("V12", "S20")),
    23: ("spaces and invisible characters", ("V13",)),
    24: ("numbers as text", ("V03",)),
    25: ("number with unit", ("V04",)),
    26: ("percent 80 or 0.8", ("V05",)),
    27: ("dates as text", ("V08", "V09")),
    28: ("impossible date", ("V10",)),
    29: ("error values", ("V14",)),
    30: ("formula never calculated", ("V15",)),
    31: ("formula in an input cell, links to other workbooks", ("V16", "F12")),
    32: ("placeholders", ("V19",)),
    33: ("picture in a cell", ("V21",)),
    34: ("stray content far below or outside", ("S12", "S21")),
    35: ("total and note rows inside the data", ("S19",)),
    36: ("control characters", ("V18",)),
    37: ("given text edited", ("S16",)),
    38: ("long numbers that lose digits", ("V22",)),
    39: ("other formats, passwords, damaged files", ("F02", "F03", "F04", "F06")),
    40: ("macros", ("F11",)),
    41: ("protected view", ("test_a_form_says_how_to_begin_and_carries_no_macro",)),
    42: ("lock files, system files, archives, subfolders", ("F14", "test_members_are_returns_of_their_own")),
    43: ("file open in another program", ("F15", "test_a_file_that_is_open_elsewhere_or_a_share_that_blinks")),
    44: ("not returned", ("D07",)),
    45: ("progress lower than last period", ("X05",)),
    46: ("done, with sixty percent", ("X01",)),
}
COVERED = (
    {row[0] for row in TYPED} | {row[0] for row in HANDS} | {code for codes in ELSEWHERE.values() for code in codes}
)
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py")))


def test_every_failure_is_there() -> None:
    assert list(FAILURES) == list(range(1, 47))


@pytest.mark.parametrize("number", FAILURES)
def test_what_is_found_of_it(number: int) -> None:
    _, answers = FAILURES[number]
    codes = {answer for answer in answers if re.fullmatch(r"[A-Z]\d\d", answer)}
    assert codes <= {code.name for code in Code}
    assert codes <= COVERED, f"no fixture triggers {sorted(codes - COVERED)}"
    missing = [name for name in answers if name not in codes and f"def {name}(" not in TESTS]
    assert not missing


def test_a_form_says_how_to_begin_and_carries_no_macro() -> None:
    assert any("启用编辑" in str(value) for grid in read_grids(form()) for _, _, value in grid.cells())
    assert not any("vba" in part.lower() for part in unpack(form()))
