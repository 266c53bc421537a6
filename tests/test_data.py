"""The tables of words: whole, read by the program, and told with file and line where one is broken."""

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

import reportkit
from reportkit.data import LANGUAGES, TableError, alternatives, load, load_words, read
from reportkit.master.choices import CHOICES
from reportkit.master.columns import other_names
from reportkit.master.plans import PLANS

PACKAGE = Path(reportkit.__file__).parent
TABLES = sorted((PACKAGE / "data").rglob("*.csv"))


class Colour(StrEnum):
    """A column of which there are two values."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Word:
    """A row with a note that may be empty."""

    word: str
    colour: Colour
    note: str = ""


def rows(*lines: str) -> tuple[Word, ...]:
    return read("\n".join(("word,colour,note", *lines)), "zh/words.csv", Word)


def test_a_line_is_a_row_in_the_order_of_the_file() -> None:
    assert rows("甲,red,", '"乙,丙",blue,两个') == (Word("甲", Colour.RED), Word("乙,丙", Colour.BLUE, "两个"))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["甲,red"], "zh/words.csv, line 2: 2 cells under 3 headings"),
        (["甲,red,", "乙,red,,"], "zh/words.csv, line 3: 4 cells under 3 headings"),
        (["", "甲,red,"], "zh/words.csv, line 2: 0 cells under 3 headings"),
        (["甲,green,"], "zh/words.csv, line 2: colour “green” is none of red, blue"),
        ([",red,"], "zh/words.csv, line 2: no word"),
        (["甲 ,red,"], "zh/words.csv, line 2: white space around word “甲 ”"),
        (["甲,red,", "乙,red,", "甲,red,"], "zh/words.csv, line 4: the same as zh/words.csv, line 2"),
        (['"甲,red,'], "zh/words.csv, line 2: unexpected end of data"),
    ],
)
def test_a_broken_line_is_told_with_its_place(lines: list[str], said: str) -> None:
    with pytest.raises(TableError) as told:
        rows(*lines)
    assert str(told.value) == said


@pytest.mark.parametrize("text", ["", "word,color,note\n甲,red,\n", "word,colour\n甲,red\n"])
def test_headings_are_the_fields_of_the_row(text: str) -> None:
    with pytest.raises(TableError, match=r"words\.csv, line 1: the headings are .*, not word,colour,note"):
        read(text, "zh/words.csv", Word)


def test_a_table_that_no_language_has_is_a_fault() -> None:
    with pytest.raises(TableError, match="no language has this table"):
        load("nowhere", Word)


def test_words_stand_by_their_use_in_the_order_of_the_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "zh"
    folder.mkdir(parents=True)
    (folder / "words.csv").write_text("word,use\n乙,red\n甲,red\n", encoding="utf-8")
    monkeypatch.setattr("reportkit.data.get_data", lambda _, file: (tmp_path / "data" / file).read_bytes())
    assert load_words("words", Colour) == {Colour.RED: ("乙", "甲"), Colour.BLUE: ()}
    (folder / "words.csv").write_text("word,use\n乙,green\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"words\.csv, line 2: use “green” is none of red, blue"):
        load_words("words", Colour)


def test_of_two_words_the_longer_is_found() -> None:
    assert re.findall(alternatives(["镇", "镇街", "(甲)"]), "镇街镇(甲)") == ["镇街", "镇", "(甲)"]


def test_every_table_is_read_and_every_table_that_is_read_is_there() -> None:
    """Each is loaded, and so checked line by line, when its module is."""
    sources = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")]
    loaded = {name for source in sources for name in re.findall(r"""load(?:_words)?\(["'](\w+)["']""", source)}
    assert {path.stem for path in TABLES} == loaded
    assert {path.parent.name for path in TABLES} == set(LANGUAGES)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_table_can_be_reviewed_line_by_line(path: Path) -> None:
    """UTF-8 without a mark, one line a row, ended by a newline, whoever saved it."""
    data = path.read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")


def test_other_names_are_of_sheets_and_columns_that_there_are() -> None:
    every = {(plan.name, name) for plan in PLANS for name in ("", *(column.name for column in plan.columns))}
    named = {
        (row["sheet"], row["column"]) for path in TABLES if path.stem == "master_headings" for row in cells_of(path)
    }
    assert named <= every
    assert "参与单位" in other_names("tasks", "participants")


def test_other_words_are_of_lists_and_entries_that_there_are() -> None:
    every = {(choices.name, choice.name.lower()) for choices in CHOICES for choice in choices.labels}
    named = {(row["list"], row["choice"]) for path in TABLES if path.stem == "choices" for row in cells_of(path)}
    assert named <= every


def cells_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table as they stand in the file."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    return [dict(zip(head.split(","), line.split(","), strict=True)) for line in lines]
