"""How sheets of other kinds than .xlsx look is read from their bytes: what a correction copy carries over."""

import pytest

from reportkit.files.looks import read_looks
from reportkit.files.sheet_look import CellLook
from tests.dressed import NOTE, OWN, PAGE, PICTURE, WIDTH, WORDS, WRITERS
from tests.other_formats import Book


@pytest.mark.parametrize("kind", WRITERS)
def test_colours_widths_notes_and_what_is_drawn_are_read(kind: str) -> None:
    look = read_looks(WRITERS[kind](Book({"别的": (("x",),), OWN: PAGE})))[OWN]
    assert dict(look.cells) == {(0, 3): CellLook("FFFF00", "FF0000", bold=True, boxed=True)}
    assert {column: round(width) for column, width in look.widths.items()} == {0: WIDTH}
    assert dict(look.notes) == {(1, 0): NOTE}
    (picture,) = look.drawing.pictures
    assert (picture.data, picture.kind, picture.box.start.row, picture.box.start.column) == (PICTURE, "png", 2, 2)
    assert look.drawing.texts == (WORDS,)
    assert look.drawing.lost_charts + len(look.drawing.charts) == 1


@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_cut_off_has_no_looks_and_ends_nothing(kind: str) -> None:
    data = WRITERS[kind](Book({OWN: PAGE}))
    for length in range(0, len(data), max(len(data) // 40, 1)):
        read_looks(data[:length])
