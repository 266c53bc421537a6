"""Hostile, damaged and foreign files: for each a verdict, the real reason, and a process that lives on."""

import io
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.diagnostics import Code
from reportkit.disk.work import Failure, Job
from reportkit.disk.workers import Pool
from reportkit.files.archives import open_bundle
from reportkit.files.container import open_container
from reportkit.files.repack import stored, unpack
from reportkit.language.words import Lang
from tests.containers import cell, ole, xlsx, zipped
from tests.hostile import READ, REFUSED, ods, xls
from tests.other_formats import Book, Content, Error, Formula, Percent
from tests.other_formats import xls as old_workbook
from tests.other_formats import xlsb as binary_workbook
from tests.returned import filled

Found = tuple[list[str], str]
"""Codes, and what stands in A1."""


def look(data: bytes) -> Found:
    """Open a file as a worker does."""
    bundle = open_bundle(data, "怪.xlsx")
    if bundle is not None:
        told = [finding.code.name for finding in bundle.findings]
        return told + [m.finding.code.name if m.finding else m.name for m in bundle.members], ""
    found = open_container(data, "怪.xlsx")
    return [finding.code.name for finding in found.findings], str(found.grids[0].cell(0, 0)) if found.grids else ""


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = Pool(most=1)
    yield pool
    pool.stop()


def looked_at(pool: Pool, data: bytes) -> Found:
    found = pool.run(Job(look, (data,), len(data)))
    assert not isinstance(found, Failure), found
    return found


@pytest.mark.parametrize("what", REFUSED)
def test_what_would_break_a_reader_is_kept_from_it(pool: Pool, what: str) -> None:
    make, code = REFUSED[what]
    assert looked_at(pool, make()) == ([code], "")


@pytest.mark.parametrize("what", READ)
def test_what_only_claims_too_much_is_read(pool: Pool, what: str) -> None:
    codes, value = looked_at(pool, READ[what]())
    assert value in ("1", "1.0")
    assert set(codes) <= {"F04", "F31", "S12"}


# Mails that keep the parser of the standard library busy for minutes


HEAD = b"From: a@example.cn\r\nSubject: x\r\nDate: Fri, 01 Jul 2022 09:00:00 +0800\r\nMIME-Version: 1.0\r\n"
MIXED = b"Content-Type: multipart/mixed; boundary=B\r\n\r\n"
FORM = b"Content-Type: a/b; name=a.csv\r\n\r\na,b\r\n"


def nested(n: int) -> bytes:
    opening = (f"Content-Type: multipart/mixed; boundary=b{i}\r\n\r\n--b{i}\r\n".encode() for i in range(n))
    closing = (f"\r\n--b{i}--".encode() for i in reversed(range(n)))
    return HEAD + b"".join(opening) + FORM + b"".join(closing)


def with_parts(parts: Iterable[bytes]) -> bytes:
    return HEAD + MIXED + b"".join(b"--B\r\n" + part + b"\r\n" for part in parts) + b"--B--\r\n"


def pages() -> bytes:
    page = b"--B\r\nContent-Type: text/html\r\n\r\n<table><tr><td>1</td></tr></table>\r\n"
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n" + page * 10_000


MAILS: dict[str, tuple[Callable[[], bytes], list[str]]] = {
    # what it is: how it is made, and what comes of it
    "10,000 texts": (lambda: with_parts([*[b"\r\nhello"] * 10_000, FORM]), ["a.csv"]),
    "10,000 pictures": (
        lambda: with_parts([*[b"Content-Type: image/png; name=a.png\r\nContent-Disposition: attachment\r\n\r\n"
                              b"\x89PNG\r\n\x1a\n" + b"x" * 99] * 10_000, FORM]),
        ["a.csv", "F25"]),
    "10,000 parts in parts": (lambda: nested(10_000), ["F26"]),
    "10,000 mails in mails": (lambda: (HEAD + b"Content-Type: message/rfc822\r\n\r\n") * 10_000 + HEAD + FORM, ["F26"]),
    "100,000 headers": (lambda: b"X-A: b\r\n" * 100_000 + HEAD + FORM, ["a.csv"]),
    "a header of 10 MB": (lambda: b"X-A: " + b"a" * 10_000_000 + b"\r\n" + HEAD + FORM, ["a.csv"]),
    "a header of a million lines": (lambda: b"X-A: " + b"a\r\n " * 1_000_000 + b"\r\n" + HEAD + FORM, ["a.csv"]),
    "a date of 10 MB": (
        lambda: b"From: a\r\nSubject: b\r\nDate: " + b"(" * 10_000_000 + b"\r\nMIME-Version: 1.0\r\n" + FORM,
        ["a.csv"]),
    "a kind of 10 MB": (lambda: HEAD + b"Content-Type: " + b"a/" * 5_000_000 + b"\r\n" + FORM, ["?"]),
    "boundaries that are none": (lambda: HEAD + MIXED.replace(b"=B", b"=-") + b"\n---x" * 2_000_000, ["F17"]),
    "10,000 pages": (pages, ["F04"]),
    "200,000 times the same headers": (lambda: HEAD * 200_000, ["F17"]),
}  # fmt: skip


@pytest.mark.parametrize("what", MAILS)
def test_a_mail_that_nobody_writes_is_looked_at_as_far_as_any_other(pool: Pool, what: str) -> None:
    make, wanted = MAILS[what]
    assert looked_at(pool, make())[0] == wanted


@pytest.mark.parametrize("opening", [b"(", b'"', b"=?", b"; a*0=", b"<", b"\\"])
def test_a_name_that_never_ends_costs_its_attachment_nothing(pool: Pool, opening: bytes) -> None:
    header = b"Content-Disposition: attachment; filename=" + opening * 1_000_000 + b".csv\r\n\r\na,b\r\n"
    (name,), _ = looked_at(pool, HEAD + header)
    assert name


# Damage


def page() -> bytes:
    return ("<html><body><table>" + "<tr><td>序号</td><td>进展</td></tr>" * 20 + "</table></body></html>").encode()


def letter() -> bytes:
    return (
        b"From: a@example.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: application/octet-stream; name=a.csv\r\n\r\n" + b"a,b\r\n" * 50 + b"--b--\r\n"
    )


LINES: list[list[Content]] = [[float(n), "按计划推进", Percent(0.5)] for n in range(8)]
SHEET = Book({"填报表": [["序号", "进展", "进度"], *LINES, [Error(), Formula(3.0)]]}, frozenset({3}), ((1, 1, 2, 1),))
WHOLE = {
    "xlsx": filled(),
    "xlsb": binary_workbook(SHEET),
    "xls of a sheet": old_workbook(SHEET),
    "ods": ods('<table:table table:name="a"><table:table-row><table:table-cell/></table:table-row></table:table>'),
    "xls": xls((0x203, b"\0" * 14)),
    "html": page(),
    "csv": "序号,进展\n".encode("gb18030") * 50,
    "zip": zipped({"一.xlsx": xlsx(cell("A1", "1")), "二.csv": b"a,b\n" * 50}),
    "eml": letter(),
    "msg": ole([("__properties_version1.0", b"\0" * 64), ("__substg1.0_37010102", b"x" * 600)]),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_file_cut_off_at_every_tenth_has_a_verdict(pool: Pool, kind: str) -> None:
    data = WHOLE[kind]
    for tenth in range(10):
        codes, value = looked_at(pool, data[: len(data) * tenth // 10])
        assert codes or value, tenth
        assert "the worker died" not in codes, tenth
        if kind in ("xlsx", "xlsb", "ods", "zip"):
            assert codes == (["F06"] if tenth else ["F19"]), tenth


@pytest.mark.parametrize("kind", WHOLE)
def test_flipped_bits_never_kill_the_reader(pool: Pool, kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - where the damage falls is no secret
    for _ in range(40):
        data = bytearray(WHOLE[kind])
        for _ in range(chance.choice((1, 2, 8))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        codes, value = looked_at(pool, bytes(data))
        assert codes or value is not None
        assert "the worker died" not in codes


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.bin", "xl/styles.bin", "xl/workbook.bin"])
def test_flipped_bits_under_a_true_checksum_never_kill_the_reader(pool: Pool, part: str) -> None:
    """A packed part with a wrong bit has a wrong checksum; one that was written wrong has not."""
    chance = random.Random(part)  # noqa: S311 - where the damage falls is no secret
    parts = unpack(WHOLE["xlsb"])
    for _ in range(60):
        content = bytearray(parts[part])
        for _ in range(chance.choice((1, 2, 8))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        codes, value = looked_at(pool, stored({**parts, part: bytes(content)}))
        assert codes or value is not None
        assert "the worker died" not in codes


# What came instead


def tarred() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.xlsx"))
    return stream.getvalue()


def types_of(kind: str) -> str:
    """Return what a package says of its one part."""
    return f'<Types><Override PartName="/a" ContentType="application/vnd.{kind}+xml"/></Types>'


FOREIGN = {
    # what came: (bytes, code, what it is called)
    "a photograph": (b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 99, "F05", "图片"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "F05", "图片"),
    "a bitmap": (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0" + b"\0" * 99, "F05", "图片"),
    "a photograph of a telephone": (b"\0\0\0\x18ftypheic" + b"\0" * 99, "F05", "图片"),
    "a picture of the net": (b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 99, "F05", "图片"),
    "a drawing of lines": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "F05", "图片"),
    "a scan": (b"II*\0" + b"\0" * 99, "F05", "图片"),
    "a film": (b"\0\0\0\x18ftypisom" + b"\0" * 99, "F05", "音频或视频"),
    "a PDF": (b"%PDF-1.7\n", "F05", "PDF"),
    "a PDF with something before it": (b"\xef\xbb\xbf\n%PDF-1.4\n", "F05", "PDF"),
    "Word": (zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "F05", "Word 文档"),
    "old Word, or the writer of WPS": (ole([("WordDocument", b"x" * 600)]), "F05", "Word 文档"),
    "rich text": (b"{\\rtf1\\ansi}", "F05", "Word 文档"),
    "Word's XML": (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><a/>', "F05", "Word 文档"),
    "slides": (zipped({"[Content_Types].xml": "<a/>", "ppt/presentation.xml": "<a/>"}), "F05", "演示文稿"),
    "old slides": (ole([("PowerPoint Document", b"x" * 600)]), "F05", "演示文稿"),
    "an OFD": (zipped({"OFD.xml": "<a/>", "Doc_0/Document.xml": "<a/>"}), "F05", "OFD"),
    "an OpenDocument text": (
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "F05", "文字文档"),
    "XPS": (zipped({"[Content_Types].xml": types_of("ms-package.xps-fixeddocument"), "FixedDocSeq.fdseq": "<a/>"}),
            "F05", "XPS"),
    "a package of a program": (
        zipped({"[Content_Types].xml": types_of("ms-appx.manifest"), "AppxManifest.xml": "<a/>"}), "F10", "没有表格"),
    "a shortcut": (b"L\0\0\0\x01\x14\x02\0" + b"\0" * 99, "F05", "快捷方式"),
    "a shortcut to a page": (b"[InternetShortcut]\r\nURL=https://example.cn/\r\n", "F05", "快捷方式"),
    "a program": (b"MZ\x90\0" + b"\0" * 99, "F05", "可执行程序"),
    "a page without a table": ("<!DOCTYPE html><html><body>请先登录</body></html>".encode(), "F05", "没有表格的网页"),
    "RAR": (b"Rar!\x1a\x07\x01\0" + b"\0" * 99, "F10", "RAR"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + b"\0" * 99, "F10", "7z"),
    "gzip": (b"\x1f\x8b\x08\0" + b"\0" * 99, "F10", "gz"),
    "tar": (tarred(), "F10", "tar"),
    "flat OpenDocument": (
        b'<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"/>',
        "F16", "OpenDocument"),
    "Numbers": (zipped({"Index/Document.iwa": b"x"}), "F16", "Numbers"),
    "SYLK": (b"ID;PWXL;N;E\r\nC;Y1;X1;K1\r\n", "F16", "SYLK"),
    "DIF": (b'TABLE\r\n0,1\r\n"EXCEL"\r\n', "F16", "DIF"),
    "Lotus": (b"\0\0\x1a\0\0\x10\x04\0" + b"\0" * 99, "F16", "Lotus"),
}  # fmt: skip


@pytest.mark.parametrize("what", FOREIGN)
def test_what_is_no_workbook_is_called_by_its_name_and_it_is_said_what_to_send(what: str) -> None:
    data, code, words = FOREIGN[what]
    (finding,) = open_container(data, "回执.xlsx").findings
    assert (finding.code.name, words in finding.message(Lang.HANS)) == (code, True), finding.message(Lang.HANS)
    hints = {
        Code.F05: "请把填好的表格文件（.xlsx）本身发来。",
        Code.F10: "请解压后把表格文件发来，或者直接打成一个 .zip。",
        Code.F16: "请用原来的软件打开，另存（导出）为 .xlsx 再交。",
    }
    assert finding.hint(Lang.HANS) == hints[finding.code]
    assert "{" not in finding.message(Lang.EN) + finding.hint(Lang.EN)


@pytest.mark.parametrize(
    "text", ["BMI,姓名\n1,甲\n", "RIFF,a\n", "MZ,进展\n", "ID3,ID\n1,2\n", "进展,%PDF-\n", "TABLE,0\n"]
)
def test_a_table_whose_first_word_looks_like_a_mark_is_a_table(text: str) -> None:
    assert open_container(text.encode(), "a.csv").grids[0].cell(0, 0) == text.partition(",")[0]


def test_what_lacks_its_workbook_is_damaged() -> None:
    for parts in (
        {"[Content_Types].xml": "<a/>", "_rels/.rels": "<a/>"},
        {"[Content_Types].xml": types_of("openxmlformats-officedocument.spreadsheetml.sheet.main"), "a.xml": "<a/>"},
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "meta.xml": "<a/>"},
    ):
        (finding,) = open_container(zipped(parts), "回执.xlsx").findings
        assert finding.code is Code.F06


def test_far_cells_that_cannot_be_left_out_are_named_with_their_place() -> None:
    (finding,) = open_container(REFUSED["an OpenDocument of repeated cells"][0](), "回执.ods").findings
    assert (finding.code, finding.cells) == (Code.F20, ("XFD1048576",))
    assert finding.message(Lang.HANS) == "“回执.ods”在离表格很远的地方（到 XFD1048576 为止）有内容，没有读取。"


def test_an_archive_deep_in_others_is_told_to_be_one() -> None:
    packed = zipped({"表.xlsx": xlsx(cell("A1", "1"))})
    for n in range(6):
        packed = zipped({f"{n}.zip": packed})
    bundle = open_bundle(packed, "外.zip")
    assert bundle is not None
    (member,) = bundle.members
    assert member.name.count(".zip") == 5
    assert member.data is not None
    (finding,) = open_container(member.data, member.name).findings
    assert finding.message(Lang.HANS) == f"“{member.name}”是压缩包里的压缩包，或没有表格的压缩包，没有解开读取。"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.xlsx", b"x" * 99)
    data = bytearray(stream.getvalue())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + place] = 98  # PPMd, as 7-Zip can pack
    unusual = open_bundle(bytes(data), "外.zip")
    assert unusual is not None
    assert unusual.members[0].finding is not None
    assert unusual.members[0].finding.code is Code.F10


_STARTS = st.sampled_from(
    [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"From: a\r\nSubject: b\r\n", b"\x78\x9f\x3e\x22\x01\0",
     b"MIME-Version: 1.0\r\n", b"<table>", b"<?xml version='1.0'?>", b"ID;P", b"\xff\xfe", b"\t"]
)  # fmt: skip


@given(_STARTS, st.binary(max_size=400))
def test_no_bytes_behind_any_beginning_make_it_raise(start: bytes, rest: bytes) -> None:
    if open_bundle(start + rest, "怪.xlsx") is None:
        found = open_container(start + rest, "怪.xlsx")
        assert found.grids or found.findings


_NAMES = st.text(max_size=12) | st.text("./\\a\n\u202e\u2028", max_size=9)


@given(st.dictionaries(_NAMES, st.binary(max_size=40), max_size=4))
def test_no_names_of_members_make_it_raise(members: dict[str, bytes]) -> None:
    found = open_bundle(stored(members), "包.zip")
    for member in found.members if found else ():
        assert not member.name.startswith("/")
        assert ".." not in member.name.split("/")
        assert not set(member.name) & set("\n\r\t\x1b\x85\u2028\u2029\u202e\u2066\ud800")
