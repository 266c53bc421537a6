"""One door for every byte: lists, master, template and returns meet the same shield and get the same reasons."""

import io
import random
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import Font

from reportkit.cli.app import LISTS
from reportkit.corrections.editing import open_book
from reportkit.diagnostics import Code
from reportkit.files.container import open_container, read_document, require_container, shielded_parts
from reportkit.files.formats import COMPOUND_FILES, PACKAGES, TEXTS, XML_TEXTS, FileKind, Format
from reportkit.files.repack import stored, unpack
from reportkit.forms.template import default_template, read_look, read_template, write_template
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang, Words
from reportkit.master.reading import read_master, read_vocabulary
from reportkit.workbook.style import OURS
from tests.containers import cell, xlsx, zipped
from tests.hands import opened
from tests.hostile import REFUSED
from tests.office import Office
from tests.test_files_container import REFUSED as DAMAGED

HOSTILE = (*REFUSED, *DAMAGED)
PAGES = (
    "page without a table",
    "a page with a tag of one megabyte",
    "a page with a tag that is never closed",
)
"""A list need not be a table: these are read, and nothing is in them."""
RESTORE = Words("Bring back an earlier copy.", "请恢复备份。")
OF_LISTS = ("Word", "scan", "扫描", "a long list", "any list", "拆开", "拆成", "任务单")
DTD = "<!DOCTYPE a [<!ENTITY b 'c'>]>"


def test_every_kind_has_one_row_and_gives_sheets_or_a_document() -> None:
    formats: list[Format[Any]] = [*PACKAGES, *COMPOUND_FILES, *XML_TEXTS, *TEXTS]
    rows = [(row.kind, row.sheets is not None or row.documents is not None) for row in formats]
    assert sorted(rows, key=str) == sorted(((kind, True) for kind in FileKind), key=str)


def test_the_help_of_import_names_the_endings_of_every_format() -> None:
    formats: list[Format[Any]] = [*PACKAGES, *COMPOUND_FILES, *XML_TEXTS, *TEXTS]
    endings = [ending for row in formats for ending in row.endings]
    assert f"The list: {' '.join(endings)}" == LISTS


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_refused_of_a_return_is_refused_of_a_master_and_a_list(what: str) -> None:
    data = REFUSED[what][0]() if what in REFUSED else DAMAGED[what][0]
    (finding,) = open_container(data, "回执.xlsx").findings
    with pytest.raises(ReportkitError) as caught:
        require_container(data, "master.xlsx", RESTORE)
    for lang in Lang:
        message, hint = caught.value.message(lang), caught.value.hint(lang)
        assert any(quoted in message for quoted in ("“master.xlsx”", "「master.xlsx」"))
        assert hint
        assert "{" not in message + hint
        assert not any(word in hint for word in OF_LISTS), hint
    if finding.cells:
        assert finding.cells[0] in caught.value.message(Lang.EN)
    if what in PAGES:
        (document,) = read_document("list", data)
        assert all(table.rows == () for table in document.tables)
        return
    with pytest.raises(ReportkitError, match="“list”"):
        list(read_document("list", data))


def test_a_word_document_is_no_workbook() -> None:
    (finding,) = open_container(zipped({"word/document.xml": "<a/>"}), "回执.docx").findings
    assert finding.message(Lang.HANS) == "“回执.docx”是 Word 文档，不是表格文件，没有读取。"


# What a library sees that edits


def workbook(**parts: str) -> bytes:
    """Return a template whose further parts are these."""
    more = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    return zipped({**unpack(write_template(default_template())), **more})


@pytest.mark.parametrize("part", [{"xl__drawings__drawing9": DTD + "<a/>"}, {"xl__media__bomb": "a" * 30_000_000}])
def test_what_cannot_be_used_and_nobody_needs_is_not_shown_to_openpyxl(part: dict[str, str]) -> None:
    data = workbook(**part)
    (name,) = unpack(data).keys() - unpack(workbook()).keys()
    assert shielded_parts(data) == {path: content for path, content in unpack(data).items() if path != name}
    assert open_book(data) is not None
    assert read_template(data, "form.xlsx") == read_template(workbook(), "form.xlsx")


@pytest.mark.parametrize(
    "data",
    [
        workbook(xl__worksheets__sheet1=DTD + "<a/>"),
        workbook(xl__worksheets__sheet1="a" * 30_000_000),
        workbook() + b"PK\x05\x06" + b"\0" * 18,
        b"PK\x03\x04",
        b"",
    ],
)
def test_what_openpyxl_opens_has_passed_the_shield(data: bytes) -> None:
    if data.endswith(b"\0" * 18):
        data = data[:-30]
    assert shielded_parts(data) is None
    assert open_book(data) is None
    assert read_look(data, "form.xlsx")[0] == OURS


def test_a_workbook_too_large_to_be_seen_has_no_look() -> None:
    book = opened(write_template(default_template()))
    [(sheet, place)] = book.defined_names["title"].destinations
    book[sheet][place.replace("$", "")].font = Font(name="楷体")
    stream = io.BytesIO()
    book.save(stream)
    assert read_look(stream.getvalue(), "form.xlsx")[0] != OURS
    parts = unpack(stream.getvalue())
    media = random.Random(1).randbytes(21 * 1024 * 1024)  # noqa: S311 - bytes that no packing makes smaller
    # What is not asked for is left out before it is looked at; what is may be too large.
    assert read_look(stored({**parts, "xl/media/scan.jpg": media}), "form.xlsx")[0] != OURS
    fonts = b"<fonts>" + b'<font><name val="a"/></font>' * 200_000
    large = stored({**parts, "xl/styles.xml": re.sub(rb"<fonts[^>]*>", fonts, parts["xl/styles.xml"])})
    assert shielded_parts(large) is not None
    look, (finding,) = read_look(large, "form.xlsx")
    assert (look, finding.code) == (OURS, Code.M09)


def test_a_whole_workbook_passes_with_every_part() -> None:
    data = write_template(default_template())
    assert shielded_parts(data) == unpack(data)


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"PK\x03\x04cut", b"\0\1\2\3" * 99, b" "])
def test_a_master_and_a_template_that_are_none_say_how_they_are_had_back(data: bytes) -> None:
    with pytest.raises(ReportkitError) as of_template:
        read_template(data, "templates/form.xlsx")
    assert "reportkit init" in of_template.value.hint(Lang.EN)
    for read in (read_master, read_vocabulary):
        with pytest.raises(ReportkitError) as of_master:
            read(data, "templates/master.xlsx")
        assert "reportkit import" in of_master.value.hint(Lang.HANS)


def test_a_hostile_template_is_refused_in_one_sentence() -> None:
    for name, part in (("DTD", DTD + "<a/>"), ("bomb", "a" * 30_000_000)):
        data = workbook(xl__worksheets__sheet1=part)
        with pytest.raises(ReportkitError) as caught:
            read_template(data, "form.xlsx")
        assert "“form.xlsx”" in caught.value.message(Lang.HANS), name
    far = opened(workbook())
    far.worksheets[0]["A5001"] = "x"
    stream = io.BytesIO()
    far.save(stream)
    with pytest.raises(ReportkitError, match="A5001"):
        read_template(stream.getvalue(), "form.xlsx")


# The commands


@pytest.fixture
def office(tmp_path: Path) -> Office:
    found = Office(tmp_path)
    found.distribute()
    return found


COMMANDS = (
    ("check",),
    ("distribute", "--period", "2022-Q2"),
    ("collect",),
    ("status",),
    ("merge", "--period", "2022-Q2"),
    ("import", "list.xlsx"),
)


def test_a_master_and_a_list_with_a_stray_cell_end_every_command_with_one_sentence(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.folder)
    book = opened(office.folder / "templates" / "master.xlsx")
    book.worksheets[0]["XFD1048576"] = "x"
    for place in ("templates/master.xlsx", "list.xlsx"):
        book.save(office.folder / place)
    before = {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}
    for command in COMMANDS:
        status, out, err = office.run(*command)
        assert (status, out, err.count("XFD1048576"), len(err.splitlines())) == (2, "", 1, 2), (command, err)
    assert {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()} == before


def test_a_list_is_not_imported_over_a_master_that_cannot_be_opened(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(office.folder)
    master = office.folder / "templates" / "master.xlsx"
    book = opened(master)
    book.worksheets[0]["A1048576"] = "x"
    book.save(master)
    before = master.read_bytes()
    status, out, err = office.run("import", "list-2022.txt")
    assert (status, out, "A1048576" in err, "templates/master.xlsx" in err) == (2, "", True, True)
    assert master.read_bytes() == before
    office.answer("import", "list-2022.txt", "--output", "other.xlsx")


def test_a_small_workbook_is_read_alike_by_both_ends_of_the_door() -> None:
    data = xlsx(cell("A1", "1"))
    assert open_container(data, "a.xlsx").grids == require_container(data, "a.xlsx", RESTORE).grids
