"""What is worked out once for many workbooks: each is, byte for byte, what it is when it is made for itself."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.format import Format

from reportkit.files.repack import pack
from reportkit.forms import form as forms
from reportkit.forms.assign import Assignment
from reportkit.forms.instructions import Page, draw_page, whose
from reportkit.forms.issue import Issue
from reportkit.language.words import Lang
from reportkit.model import Role
from reportkit.workbook import book as books
from reportkit.workbook.book import Book
from reportkit.workbook.formats import Formats
from reportkit.workbook.look import LOOK
from reportkit.workbook.package import PackedWorkbook
from reportkit.workbook.refused import BookError
from reportkit.workbook.style import HouseStyle, Style, font_in, number_in
from tests.forms_sample import FINANCE, MASTER, SCIENCE_TASKS, TASKS, TOWN, form, last_entry

FINANCE_TASKS = Assignment(FINANCE, Role.LEAD, TASKS[1:])
RESTYLED = HouseStyle({"body": (LOOK.body, LOOK.body.but(font="仿宋", size=14.0))}, {"#FFF2CC": "#DDEBF7"})


def with_zipfile(parts: Mapping[str, bytes]) -> bytes:
    """Pack as the standard library does, each part for itself."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            package.writestr(info, content)
    return stream.getvalue()


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)


@given(st.dictionaries(NAMES, st.binary()))
def test_a_package_is_what_the_standard_library_makes_of_its_parts(parts: dict[str, bytes]) -> None:
    assert pack(parts) == with_zipfile(parts) == pack(parts)


def test_a_large_part_is_packed_like_any_other() -> None:
    parts = {"进展.xml": bytes(range(256)) * 400}
    assert pack(parts) == with_zipfile(parts)


class PlainFormats(Formats):
    """Formats as XlsxWriter itself makes them for each workbook."""

    def of(self, style: Style) -> Format:
        """Return a format made here."""
        if style not in self._formats:
            wanted = self.house_style.of(style)
            wanted = wanted.but(font=font_in(wanted.font, self._lang), number=number_in(wanted.number, self._lang))
            self._formats[style] = self._book.add_format(wanted.properties())
        return self._formats[style]

    def difference(self, properties: Mapping[str, object]) -> Format:
        """Return a format made here."""
        fills = {name: self.house_style.fill(str(value)) for name, value in properties.items() if name == "bg_color"}
        key = tuple(sorted({**properties, **fills}.items()))
        if key not in self._differences:
            self._differences[key] = self._book.add_format(dict(key))
        return self._differences[key]


def draw_for_itself(book: Book, issue: Issue, sheets: Sequence[str]) -> None:
    draw_page(book, Page.of(issue, sheets), whose(issue))


def for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every workbook made as if there were no other."""
    monkeypatch.setattr(forms, "draw_instructions", draw_for_itself)
    monkeypatch.setattr(books, "Formats", PlainFormats)
    monkeypatch.setattr(books, "pack", with_zipfile)
    monkeypatch.setattr(PackedWorkbook, "list_of_styles", lambda _: object())


def all_kinds_of_forms() -> list[bytes]:
    long = replace(TOWN, name="余杭街道" * 60)
    return [
        form(), form(FINANCE_TASKS), form(last={4: last_entry(4)}), form(FINANCE_TASKS, lang=Lang.EN),
        form(last={4: last_entry(4)}, lang=Lang.HANT), form(Assignment(TOWN, Role.PARTICIPANT, TASKS[1:2])),
        form(Assignment(long, Role.LEAD, TASKS[:1])), form(master=replace(MASTER, targets=())),
        form(house_style=RESTYLED), form(SCIENCE_TASKS),
    ]  # fmt: skip


def test_a_form_is_the_same_whether_others_went_before_it_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    together = all_kinds_of_forms()
    assert together[0] == together[-1]
    for_itself(monkeypatch)
    assert together == all_kinds_of_forms()


def test_a_unit_with_a_name_longer_than_a_cell_has_its_line_all_the_same() -> None:
    name = "局" * 40_000
    assert len(form(Assignment(replace(TOWN, name=name), Role.LEAD, TASKS[:1]))) > 10_000


def test_a_stencil_is_only_taken_over_as_the_first_sheet_with_as_many_texts() -> None:
    book = Book("")
    book.sheet("A").put(0, 0, "一", LOOK.body)
    stencil = book.stencil()
    later, other = Book(""), Book("")
    later.sheet("B")
    for taken, texts in ((later, ["一"]), (other, ["一", "二"]), (other, [])):
        with pytest.raises(BookError):
            taken.begin_with(stencil, texts)
