"""How sheets of other kinds than .xlsx look is read from their bytes: what a correction copy carries over."""

import struct

import pytest

from reportkit.files.looks import read_looks
from reportkit.files.office_art import stored_pictures
from reportkit.files.sheet_look import CellLook
from tests.dressed import NOTE, OWN, PAGE, PICTURE, WIDTH, WORDS, WRITERS, art
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


@pytest.mark.parametrize(("instance", "digests"), [(0x6E0, 1), (0x6E1, 2)])
def test_a_picture_of_an_old_workbook_stands_behind_its_digests(instance: int, digests: int) -> None:
    assert stored_pictures(store(0xF01E, instance, b"\0" * (16 * digests + 1) + PICTURE)) == [PICTURE]


def test_a_bitmap_of_an_old_workbook_gets_its_head() -> None:
    bitmap = struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0) + b"\x10\x20\x30\0"
    head = struct.pack("<2sIHHI", b"BM", 58, 0, 0, 54)
    assert stored_pictures(store(0xF01F, 0x7A8, b"\0" * 17 + bitmap)) == [head + bitmap]
    assert stored_pictures(store(0xF01F, 0x7A8, b"\0" * 17 + bitmap[:20])) == [b""]


def store(kind: int, instance: int, content: bytes) -> bytes:
    """Return the store of an old workbook with one picture in it."""
    return art(0xF000, art(0xF001, art(0xF007, b"\6" * 2 + b"\0" * 34 + art(kind, content, instance=instance))))
