"""What stands before a file: a mark, blank lines and headers are passed over; programs and mails stay what they are."""

import io
import zipfile

import pytest

from reportkit.corrections.editing import open_book
from reportkit.files.archives import open_bundle
from reportkit.files.container import FileKind, open_container, shielded_parts
from reportkit.files.looks import read_looks
from reportkit.files.repack import unpack
from tests.containers import sheet_xml, xlsx, zipped
from tests.other_formats import Book, ods, xls, xlsb
from tests.returned import filled, read

BOOK = Book({"表": [["甲", 2.0]]})
ANSWER = b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Type: application/octet-stream\r\n\r\n"
LEADS = {
    "a mark of UTF-8": b"\xef\xbb\xbf",
    "two marks": b"\xef\xbb\xbf\xef\xbb\xbf",
    "blank lines": b"\r\n\r\n  \n",
    "the headers of an answer": ANSWER,
    "headers with bare line ends": ANSWER.replace(b"\r", b""),
    "headers and blank lines": ANSWER + b"\r\n\xef\xbb\xbf",
    "headers without a status": ANSWER.partition(b"\r\n")[2],
    "the border of a part of a web form": b"------WebKitForm\r\nContent-Disposition: form-data; name=a\r\n\r\n",
}


@pytest.mark.parametrize("lead", LEADS)
def test_a_file_is_read_behind_what_programs_put_before_it(lead: str) -> None:
    whole = read(filled())
    found = read(LEADS[lead] + filled())
    assert (found.entries, found.diagnostics) == (whole.entries, whole.diagnostics)
    for make, kind in ((xlsb, FileKind.XLSB), (ods, FileKind.ODS), (xls, FileKind.XLS)):
        container = open_container(LEADS[lead] + make(BOOK), "回执")
        assert (container.kind, container.grids[0].cell(0, 0)) == (kind, "甲")
        assert read_looks(LEADS[lead] + make(BOOK)) == read_looks(make(BOOK))
    assert shielded_parts(LEADS[lead] + filled()) == shielded_parts(filled())
    assert open_book(LEADS[lead] + filled()) is not None


@pytest.mark.parametrize("lead", LEADS)
def test_an_archive_behind_it_is_opened_and_its_members_are_read_likewise(lead: str) -> None:
    bundle = open_bundle(LEADS[lead] + zipped({"区科技局.xlsx": LEADS[lead] + filled()}), "材料.zip")
    assert bundle is not None
    (member,) = bundle.members
    assert member.data is not None
    assert read(member.data).entries == read(filled()).entries


@pytest.mark.parametrize(
    "lead",
    [
        b"MZ\x90\0" + b"\0" * 200,
        b"#!/bin/sh\nunzip $0\n\n",
        b"a line of text\r\n\r\n",
        ANSWER[:-2],
        b"\n" * 9000,
        b"X: " + b"y" * 9000 + b"\n\n",
    ],
)
def test_anything_else_before_it_is_not_passed_over(lead: bytes) -> None:
    data = lead + xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')
    assert open_container(data, "回执.xlsx").kind is not FileKind.XLSX


def test_a_mail_stays_a_mail() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.csv", b"a,b")
    head = b"From: a@example.cn\r\nContent-Type: application/zip; name=a.zip\r\n\r\n"
    bundle = open_bundle(head + stream.getvalue(), "邮件.eml")
    assert bundle is None or [member.name for member in bundle.members] != ["a.csv"]


# What a file lacks, and what it says wrongly of itself


@pytest.mark.parametrize("lost", [("mimetype",), ("META-INF/manifest.xml",), ("mimetype", "META-INF/manifest.xml")])
def test_an_opendocument_is_known_by_its_content(lost: tuple[str, ...]) -> None:
    data = zipped({name: part for name, part in unpack(ods(BOOK)).items() if name not in lost})
    assert open_bundle(data, "回执.ods") is None
    found = open_container(data, "回执.ods")
    assert (found.kind, found.findings, found.grids[0].rows) == (FileKind.ODS, (), (("甲", 2.0),))


def test_a_file_of_that_name_alone_makes_no_opendocument() -> None:
    bundle = open_bundle(zipped({"content.xml": "<a/>", "表.csv": "a,b"}), "材料.zip")
    assert bundle is not None
    assert [member.name for member in bundle.members] == ["content.xml", "表.csv"]


DIMENSIONS = ("<dimension/>", '<dimension ref=""/>', '<dimension ref="A1:"/>', '<dimension ref="#REF!"></dimension>')


@pytest.mark.parametrize("dimension", [*DIMENSIONS, '<dimension ref="C5:D9"/>', '<dimension ref="A1"/>'])
def test_what_a_sheet_says_of_its_own_size_does_not_matter(dimension: str) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    sheet = sheet_xml(rows).replace("<sheetData>", f"{dimension}<sheetData>")
    found = open_container(xlsx(rows, {"xl/worksheets/sheet1.xml": sheet}), "回执.xlsx")
    assert (found.findings, found.grids[0].rows) == ((), ((1.0, ""), ("", 2.0)))
