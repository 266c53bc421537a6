"""A damaged file is told as one; a fault of our own while we read it is told as ours, and never as damage."""

import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

import pytest

from reportkit.diagnostics import Code
from reportkit.disk.work import Cause, Failure, Job, attempt
from reportkit.files.archives import open_bundle
from reportkit.files.container import open_container, read_document, require_container
from reportkit.files.damage import DamageError, LibraryCall
from reportkit.files.limits import MASTER
from reportkit.files.ole import open_ole
from reportkit.files.repack import unpack
from reportkit.forms.template import default_template, write_template
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words
from tests.containers import zipped
from tests.master_shapes import docx
from tests.other_formats import Book, ods, xls, xlsb, xlsx, xml_2003

PAGE = b"<html><table><tr><td>1</td></tr></table>"
ARCHIVE = b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + PAGE
BOOK = Book({"Sheet1": [["1", 2.0]]})


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b", "c", "Tue, 5 Jul 2022 10:00:00 +0800"
    message.add_attachment(PAGE, maintype="application", subtype="octet-stream", filename="a.htm")
    return message.as_bytes()


MAIL = mail()


def packed(data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.xls", data)
    return stream.getvalue()


FAULTS = {
    "the parts of a package": ("package._checked", write_template(default_template())),
    "what a workbook says of itself": ("book_parts._placed", write_template(default_template())),
    "the cells of any workbook": ("grid._plain", write_template(default_template())),
    "a handler of XML": ("ods.OdsScanner._end_cell", ods(BOOK)),
    "another handler of XML": ("xml2003._Xml2003._end_data", xml_2003(BOOK)),
    "the records of an old workbook": ("biff._Sheet.take", xls(BOOK)),
    "the records of a binary workbook": ("xlsb._read_cell", xlsb(BOOK)),
    "a handler of HTML": ("web_page._Parser._open_row", PAGE),
    "the layout of a page": ("web_page._Layout._free", PAGE),
    "a web archive": ("text._page", ARCHIVE),
    "values between signs": ("separated._evenness", b"a,b\n1,2"),
}


def misread(_: str) -> Exception:
    """Return nothing: our code calls a library wrongly, and it is the library that raises."""
    json.loads("{")
    pytest.fail("json does not mind")


@pytest.mark.parametrize("error", [KeyError, ValueError, IndexError, misread])
@pytest.mark.parametrize("where", FAULTS)
def test_a_fault_of_ours_in_a_reader_is_ours(
    monkeypatch: pytest.MonkeyPatch, where: str, error: Callable[[str], Exception]
) -> None:
    place, data = FAULTS[where]
    _break(monkeypatch, place, error)
    found = attempt(Job(open_container, (data, "a.xlsx")), ())
    assert isinstance(found, Failure)
    assert (found.cause, "in fault" in found.trace) == (Cause.PROGRAM, True)


def test_a_fault_of_ours_over_a_list_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    _break(monkeypatch, "docx._rows", KeyError)
    with pytest.raises(KeyError, match="a fault of ours"):
        list(read_document("a.docx", docx("<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")))


@pytest.mark.parametrize("error", [ValueError, misread])
@pytest.mark.parametrize("place", ["archives._shown", "saved_mail._name", "saved_mail._likely"])
def test_a_fault_of_ours_over_an_archive_or_a_mail_is_ours(
    monkeypatch: pytest.MonkeyPatch, place: str, error: Callable[[str], Exception]
) -> None:
    _break(monkeypatch, place, error)
    with pytest.raises(ValueError, match=r"a fault of ours|property name"):
        open_bundle(packed(PAGE) if "archives" in place else MAIL, "a.zip")


def test_what_a_library_says_of_a_file_is_damage() -> None:
    many = "9" * 5000  # more digits than Python reads as a number
    workbook = write_template(default_template())
    for data in (workbook[:-30], b"<html><table><tr><td>&#" + many.encode() + b";"):
        assert [finding.code for finding in open_container(data, "a.xlsx").findings] == [Code.F06]


def test_a_web_archive_of_parts_inside_of_parts_without_end_breaks_its_reader_and_nobody_else() -> None:
    part = "Content-Type: multipart/mixed; boundary=b{0}\r\n\r\n--b{0}\r\n"
    nested = f"MIME-Version: 1.0\r\n{''.join(map(part.format, range(3000)))}"
    assert [finding.code for finding in open_container(nested.encode(), "a.xls").findings] == [Code.F18]


def stumbles(*_: object, **__: object) -> str:
    raise LookupError("a header that no program wrote")


@pytest.mark.parametrize("asked", ["is_attachment", "get_filename", "raw_items"])
def test_an_attachment_is_one_whatever_of_its_headers_the_library_stumbles_over(
    monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    whole = open_bundle(MAIL, "a.eml")
    monkeypatch.setattr(EmailMessage, asked, stumbles)
    found = open_bundle(MAIL, "a.eml")
    assert whole is not None
    assert found is not None
    assert [member.data for member in found.members] == [member.data for member in whole.members]
    assert [member.data is None for member in found.members] == [False]


def test_a_part_that_the_library_cannot_decode_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EmailMessage, "get_payload", stumbles)
    packed_oddly = MAIL.replace(b"Encoding: base64", b"Encoding: x-uuencode")
    found = open_bundle(packed_oddly, "a.eml")
    assert found is not None
    assert [member.finding.code for member in found.members if member.finding] == [Code.F06]
    archive = b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n"
    assert [finding.code for finding in open_container(archive, "a.xls").findings] == [Code.F06]


def test_an_opened_compound_file_stays_as_it_is() -> None:
    opened = open_ole(xls(BOOK))
    with pytest.raises(TypeError):
        opened.streams["Workbook"] = (0, 0)  # type: ignore[index]


def test_an_error_is_of_the_library_unless_it_called_our_code() -> None:
    with pytest.raises(DamageError, match="BadZipFile"), LibraryCall():
        zipfile.ZipFile(io.BytesIO(b"PK"))
    with pytest.raises(MemoryError), LibraryCall():
        raise MemoryError


def _break(monkeypatch: pytest.MonkeyPatch, place: str, error: Callable[[str], Exception]) -> None:
    """Have a function of `reportkit.files` raise an error, from within the package as its own code does."""
    faulty: dict[str, object] = {"__name__": "reportkit.files.faulty", "error": error}
    exec("def fault(*_args, **_values):\n    raise error('a fault of ours')", faulty)  # noqa: S102 - a frame of ours
    monkeypatch.setattr(f"reportkit.files.{place}", faulty["fault"])


# Which sheet it is


TWO = Book({"甲": [["1", 2.0]], "乙": [["3", 4.0]]})
_SHEET = {"xlsx": "xl/worksheets/sheet2.xml", "xlsb": "xl/worksheets/sheet2.bin"}


def cut(data: bytes, part: str) -> bytes:
    """Return a package in which a part is cut off in its middle."""
    parts = unpack(data)
    return zipped({**parts, part: parts[part][: len(parts[part]) // 2]})


def flipped(data: bytes, part: str) -> bytes:
    """Return a package in which a bit of a packed part is another."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream) as archive:
        info = archive.getinfo(part)
    start = info.header_offset + 30 + len(part) + 4
    return data[:start] + bytes([data[start] ^ 0x55]) + data[start + 1 :]


def broken(data: bytes, mark: bytes) -> bytes:
    """Return a text that ends behind the last of such marks."""
    return data[: data.rindex(mark) + len(mark)]


def ods_of(content: bytes) -> bytes:
    return zipped({**unpack(ods(TWO)), "content.xml": content})


DAMAGED = {
    "xlsx, cut": cut(xlsx(TWO), _SHEET["xlsx"]),
    "xlsx, flipped": flipped(xlsx(TWO), _SHEET["xlsx"]),
    "xlsb, cut": cut(xlsb(TWO), _SHEET["xlsb"]),
    "xlsb, flipped": flipped(zipped(unpack(xlsb(TWO))), _SHEET["xlsb"]),
    "ods": ods_of(broken(unpack(ods(TWO))["content.xml"], b"<table:table-row")),
    "XML of 2003": broken(xml_2003(TWO), b"<Row"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_of_a_damaged_workbook_the_damaged_sheet_is_named(what: str) -> None:
    found = open_container(DAMAGED[what], "回执")
    (finding,) = found.findings
    assert (finding.code, finding.sheet) == (Code.F32 if what.startswith("xls") else Code.F06, "乙")
    assert [(grid.name, grid.cell(0, 0)) for grid in found.grids] == ([("甲", "1")] if what.startswith("xls") else [])
    with pytest.raises(ReportkitError, match="“master”, sheet “乙”, is incomplete or damaged"):
        require_container(DAMAGED[what], "master", Words("-", "-"), MASTER)
    with pytest.raises(ReportkitError, match="“list”, sheet “乙”, is incomplete or damaged"):
        list(read_document("list", DAMAGED[what]))


def test_of_an_old_workbook_the_sheet_whose_records_are_cut_off_is_named() -> None:
    data = xls(TWO)
    last = data.rindex(b"\x0a\0\0\0")  # the end of the last sheet
    odd = data[:last] + b"\x0a\0\xff\xff" + data[last + 4 :]
    (finding,) = open_container(odd, "回执.xls").findings
    assert (finding.code, finding.sheet) == (Code.F06, "乙")


def test_damage_that_is_of_no_sheet_names_none() -> None:
    parts = unpack(xlsx(TWO))
    for data in (
        zipped({**parts, "xl/workbook.xml": b"<workbook"}),
        flipped(xlsx(TWO), "xl/workbook.xml"),
        ods_of(broken(unpack(ods(TWO))["content.xml"], b"</table:table>")),
        broken(xml_2003(TWO), b"</Worksheet>"),
    ):
        (finding,) = open_container(data, "回执").findings
        assert (finding.code, finding.sheet) == (Code.F06, None)
