"""Whatever is written into a cell comes out right or is asked about at its own address, in every kind of file.

The table stands in `tests/spellings.py`. Files that are made here are read in each run; those that other programs save
with `--thorough`, as far as these are installed.
"""

from pathlib import Path

import pytest

from tests.saving import IN_PROCESS, LOST, PROGRAMS, QUESTION, WRONG, Result, counts, is_there, results, saved_by
from tests.spellings import ASKED, SPELLINGS


def test_the_table_is_long_enough_to_hold_what_people_write() -> None:
    assert len(SPELLINGS) >= 700
    assert len({(item.field.name, item.target, item.typed, item.number_format) for item in SPELLINGS}) > 690


def told(found: list[Result], verdict: str) -> list[str]:
    """Name the spellings of a verdict, each with what was read."""
    return [f"{item.spelling.name} | {item.read}" for item in found if item.verdict == verdict]


@pytest.mark.parametrize("kind", IN_PROCESS)
def test_every_spelling_is_right_or_asked_about(kind: str) -> None:
    found = list(results(IN_PROCESS[kind](), kind))
    assert (told(found, WRONG), told(found, LOST)) == ([], [])


@pytest.mark.parametrize("kind", ["xlsx of XlsxWriter", "xlsx of openpyxl"])
def test_nothing_is_asked_of_which_a_workbook_leaves_no_doubt(kind: str) -> None:
    found = list(results(IN_PROCESS[kind](), kind))
    asked = [item.spelling.typed for item in found if item.verdict == QUESTION and item.spelling.means != ASKED]
    assert asked == ["壹佰万元"]  # formal numerals are read alone only


_OF_TEXTS = ('@"', '"@')
CHANGED = {
    ("exceljs", "xlsx"): ("0\\%", "_x"), ("SheetJS", "xlsx"): ("_x",),
    ("SheetJS", "copied.xlsx"): ("_x",), ("Gnumeric", "xls"): ("_x",),
    ("Gnumeric", "ods"): ("_x",), ("Gnumeric", "csv"): ("_x",), ("Gnumeric", "html"): ("_x",),
    ("LibreOffice", "html"): ("True in", "False in"), ("SheetJS", "ods"): _OF_TEXTS, ("SheetJS", "html"): _OF_TEXTS,
}  # fmt: skip
"""Spellings that a program itself saves as others, of which no reader can tell: escapes, truth values in pages, and
texts without the words of their formats."""


@pytest.mark.parametrize(("program", "kind"), PROGRAMS)
def test_every_spelling_is_right_or_asked_about_after_another_program_saved_it(
    program: str, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--thorough"):
        pytest.skip("only with --thorough")
    if not is_there(program):
        pytest.skip(f"{program} is not installed")
    found = list(results(saved_by(program, kind, tmp_path), f"{program} {kind}"))
    print(f"{program} {kind}: {dict(counts(found))}")  # noqa: T201 - what the run is for
    wrong = [line for line in told(found, WRONG) if not any(mark in line for mark in CHANGED.get((program, kind), ()))]
    assert (wrong, told(found, LOST)) == ([], [])
