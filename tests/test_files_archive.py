"""Archives and saved mails: what is taken out of them, under which name, and what is left where it is."""

import binascii
import io
import os
import struct
import zipfile
import zlib
from base64 import b64encode, encodebytes
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from quopri import encodestring
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.diagnostics import Code
from reportkit.files import archives, zip_directory
from reportkit.files.archives import MAX_MEMBERS, open_bundle
from reportkit.files.bundle import Bundle
from reportkit.files.container import open_container
from reportkit.files.limits import RETURN
from reportkit.language.words import Lang
from tests.containers import Storage, compound, ole, xlsx, zipped
from tests.office import Office, fill

BOOK = xlsx('<row r="1"><c r="A1"><v>1</v></c></row>')


def opened(data: bytes, name: str = "包.zip") -> Bundle:
    found = open_bundle(data, name)
    assert found is not None
    return found


def told(found: Bundle) -> dict[str, str]:
    """Return what became of each member: its code, or that it was taken or skipped."""
    return {
        m.name: m.finding.code.name if m.finding else "skipped" if m.skipped else "taken" for m in found.members
    }  # fmt: skip


def packed(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2022, 7, 1, 9, 0, 2)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def mail(*attached: tuple[str, bytes, str], date: str = "Fri, 01 Jul 2022 09:00:00 +0800") -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@example.cn", "报送", date
    message.set_content("见附件。")
    for name, data, kind in attached:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()


def test_an_archive_is_opened_with_those_in_it_and_names_are_shown_safely() -> None:
    inner = packed(("里面.xlsx", BOOK))
    found = opened(
        packed(("表.xlsx", BOOK), ("../../etc/b.xlsx", BOOK), ("__MACOSX/._a", b"x"), ("sub/Thumbs.db", b"x"),
               ("~$表.xlsx", b"x"), ("里面.zip", inner), ("C:\\d\\c.xlsx", BOOK))
    )  # fmt: skip
    assert told(found) == {
        "表.xlsx": "taken", "etc/b.xlsx": "taken", "~$表.xlsx": "skipped", "里面.zip/里面.xlsx": "taken",
        "C:/d/c.xlsx": "taken",
    }  # fmt: skip
    assert found.members[0].changed == "20220701090002"


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("gb18030", "科技局.xlsx"),
        ("utf-8", "科技局.xlsx"),
        ("big5", "第二季進展報告（科技局）.xlsx"),
        ("cp437", "café.xlsx"),
    ],
)
def test_names_without_a_mark_of_their_encoding_are_read(code: str, name: str) -> None:
    raw = name.encode(code)
    data = packed(("x" * len(raw), BOOK)).replace(b"x" * len(raw), raw)
    assert list(told(opened(data))) == [name]


def marked_utf_8(data: bytes) -> bytes:
    """Return an archive that says of every name that it is UTF-8."""
    out = bytearray(data)
    for mark, place in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = out.find(mark)
        while at >= 0:
            out[at + place] |= 8
            at = out.find(mark, at + 4)
    return bytes(out)


@pytest.mark.parametrize("code", ["gb18030", "big5", "utf-8"])
def test_names_that_are_not_the_utf_8_they_claim_to_be_lose_no_member(code: str) -> None:
    raw = "科技局的第二季報表.xlsx".encode(code)
    data = packed(("x" * len(raw), BOOK), ("plain.xlsx", BOOK)).replace(b"x" * len(raw), raw)
    found = opened(marked_utf_8(data))
    assert [(m.name, m.data) for m in found.members] == [("科技局的第二季報表.xlsx", BOOK), ("plain.xlsx", BOOK)]


def test_a_name_in_no_encoding_at_all_loses_no_member() -> None:
    data = marked_utf_8(packed(("xxxx", BOOK), ("b.xlsx", BOOK)).replace(b"xxxx", b"\xff\x80\xff\x01"))
    assert [m.data for m in opened(data).members] == [BOOK, BOOK]


def test_a_members_own_header_may_call_it_otherwise() -> None:
    data = packed(("abcd", BOOK))
    at = data.index(b"abcd")
    assert told(opened(data[:at] + "甲".encode("gb18030") + b"xy" + data[at + 4 :])) == {"abcd": "taken"}


def noted(name: bytes, tag: int, value: bytes, version: int = 20) -> bytes:
    """Return an archive of one workbook with a note beside its name in the directory."""
    data = packed((name.decode("ascii"), BOOK))
    place, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    note = struct.pack("<2H", tag, len(value)) + value
    entry, tail = bytearray(data[place:end] + note), bytearray(data[end:])
    struct.pack_into("<H", entry, 30, len(note))
    entry[6] = version
    struct.pack_into("<L", tail, 12, len(entry))
    return data[:place] + bytes(entry) + bytes(tail)


def test_a_name_stands_once_more_in_utf_8_as_zip_tools_write_it() -> None:
    said = struct.pack("<BL", 1, zlib.crc32(b"_____.xlsx")) + "区科技局.xlsx".encode()
    assert told(opened(noted(b"_____.xlsx", 0x7075, said))) == {"区科技局.xlsx": "taken"}
    of_another = struct.pack("<BL", 1, 7) + "区科技局.xlsx".encode()
    assert told(opened(noted(b"_____.xlsx", 0x7075, of_another))) == {"_____.xlsx": "taken"}
    damaged = struct.pack("<BL", 1, zlib.crc32(b"_____.xlsx")) + b"\xff\xff"
    assert list(told(opened(noted(b"_____.xlsx", 0x7075, damaged))).values()) == ["taken"]


def test_notes_and_versions_that_the_library_does_not_know_lose_no_member() -> None:
    assert told(opened(noted(b"a.xlsx", 0x0001, b"\1"))) == {"a.xlsx": "taken"}
    assert told(opened(noted(b"a.xlsx", 0x9901, b"\0" * 7, version=99))) == {"a.xlsx": "taken"}
    cut = bytearray(noted(b"a.xlsx", 0x9901, b"\0" * 7))
    struct.pack_into("<H", cut, cut.index(b"PK\x01\x02") + 46 + len("a.xlsx") + 2, 900)
    assert told(opened(bytes(cut))) == {"a.xlsx": "taken"}


PHOTO = b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 90


def test_pictures_take_no_room_and_many_are_one_finding() -> None:
    photos = [(f"现场/{n}.jpg", PHOTO) for n in range(MAX_MEMBERS + 1)]
    found = opened(packed(*photos, ("表.xlsx", BOOK)))
    assert told(found) == {"表.xlsx": "taken", "": "F25"}
    (note,) = (m.finding for m in found.members if m.finding)
    assert note.message(Lang.HANS) == "“包.zip”里有 501 个图片、音频或视频文件，没有逐个查看。"
    assert (note.file, note.values["n"]) == ("包.zip", MAX_MEMBERS + 1)
    sent = mail(*((name, data, "image/jpeg") for name, data in photos), ("表.xlsx", BOOK, "a/b"))
    assert told(opened(sent, "信.eml")) == {"表.xlsx": "taken", "": "F25"}
    few = opened(packed(*photos[:3], ("表.xlsx", BOOK)))
    assert list(told(few)) == ["现场/0.jpg", "现场/1.jpg", "现场/2.jpg", "表.xlsx"]
    alone = opened(packed(*photos))
    assert (told(alone), [f.code.name for f in alone.findings]) == ({"": "F25"}, ["F17"])


@pytest.mark.parametrize("kind", ["zip", "mail"])
@pytest.mark.parametrize("other", [b"%PDF-1.4", b"{\\rtf1", b"MZ\0", b"Rar!\x1a\x07", b"SQLite format 3\0"])
def test_a_form_behind_many_files_that_are_surely_none_is_read(kind: str, other: bytes) -> None:
    others = [(f"{n}.xlsx", other + b"%d" % n) for n in range(MAX_MEMBERS + 9)]
    members = [*others, ("表.xlsx", BOOK)]
    found = opened(packed(*members) if kind == "zip" else mail(*((*member, "a/b") for member in members)))
    assert [m.name for m in found.members if m.data == BOOK] == ["表.xlsx"]
    assert (told(found)[""], found.members[-1].finding and found.members[-1].finding.values["n"]) == ("F26", 10)


def test_a_workbook_called_a_picture_is_none() -> None:
    members = [(f"{n}.jpg", BOOK) for n in range(30)]
    assert set(told(opened(packed(*members))).values()) == {"taken"}


def test_many_files_that_nobody_meant_to_send_are_one_finding() -> None:
    left = [(f"{n}/~$表.xlsx", b"x") for n in range(40)]
    assert told(opened(packed(*left, ("表.xlsx", BOOK)))) == {"表.xlsx": "taken", "": "F25"}


def test_a_directory_without_end_is_read_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_directory, "MAX_LISTED", 10)
    found = opened(packed(*((f"{n}.xlsx", b"x") for n in range(25))))
    assert (len(found.members), told(found)[""]) == (11, "F26")
    assert found.members[-1].finding is not None
    assert found.members[-1].finding.values["n"] == 15


def streamed(*members: tuple[str, bytes]) -> bytes:
    """Return an archive as it is written to a pipe: the sizes stand behind each member."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2022, 7, 1, 9, 0, 2)), data, zipfile.ZIP_DEFLATED)
    return pipe.getvalue()


class _Pipe(io.BytesIO):
    """Something to write to that does not know its place."""

    def tell(self) -> int:
        raise io.UnsupportedOperation


def left_out(data: bytes) -> bytes:
    """Return an archive of one member whose directory names none."""
    return data[: data.index(b"PK\x01\x02")] + b"PK\x05\x06" + bytes(18)


ONE, TWO = packed(("一.xlsx", BOOK)), packed(("二.xlsx", BOOK + b"\0"))
GLUED = {
    # what it is: (the archive, what becomes of its members)
    "two archives": (ONE + TWO, {"二.xlsx": "taken", "一.xlsx": "taken"}),
    "two archives with something between": (ONE + b"\r\n" * 9 + TWO, {"二.xlsx": "taken", "一.xlsx": "taken"}),
    "an archive, and one that lost its end": (ONE + TWO[:-60], {"一.xlsx": "taken", "二.xlsx": "taken"}),
    "an archive, and one that lost half": (ONE + TWO[:200], {"一.xlsx": "taken", "二.xlsx": "F06"}),
    "one whose directory is empty": (left_out(ONE), {"一.xlsx": "taken"}),
    "written to a pipe": (streamed(("一.xlsx", BOOK)) + TWO, {"二.xlsx": "taken", "一.xlsx": "taken"}),
    "an end in its remark": (ONE[:-2] + b"\x16\0PK\x05\x06" + bytes(18), {"一.xlsx": "taken"}),
    "with an archive in it": (
        streamed(("包.zip", ONE)) + TWO, {"二.xlsx": "taken", "包.zip/一.xlsx": "taken"},
    ),
    "a workbook and an archive": (BOOK + TWO, {"?": "F06", "二.xlsx": "taken"}),
    "an archive twice": (ONE + ONE, {"一.xlsx": "taken"}),
}  # fmt: skip


@pytest.mark.parametrize("what", GLUED)
def test_members_that_the_directory_leaves_out_are_found(what: str) -> None:
    data, wanted = GLUED[what]
    found = opened(data)
    assert told(found) == wanted
    assert {m.data for m in found.members if m.data} <= {BOOK, BOOK + b"\0", ONE}


def test_marks_of_members_without_end_are_counted_and_not_looked_at() -> None:
    found = opened(b"PK\x03\x04" * 50_000 + ONE)
    assert told(found) == {"一.xlsx": "taken", "": "F26"}
    (refused,) = open_container(b"PK\x03\x04" * 60_000 + BOOK, "a.xlsx").findings
    assert refused.code is Code.F08


def test_many_members_that_claim_too_much_are_counted() -> None:
    data = bytearray(packed(*((f"{n}.xlsx", b"x") for n in range(60))))
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<L", data, place + 24, 10 * 2**20 * 20)
        place = data.find(b"PK\x01\x02", place + 4)
    found = opened(bytes(data))
    assert sorted(set(told(found).values())) == ["F08", "F26"]
    assert len(found.members) == 21


@pytest.mark.parametrize(
    "header", [b"Content-Type: a/b; name=", b"Content-Type: a/b", b"Content-Disposition: attachment; a="]
)
@pytest.mark.parametrize("packing", [b"base64", b"x-uuencode"])
def test_remarks_in_remarks_of_a_header_keep_no_attachment_back(header: bytes, packing: bytes) -> None:
    sent = mail(("一.xlsx", BOOK, "a/b"), ("二.xlsx", BOOK + b"\0", "a/b"))
    start = sent.index(b"Content-Type: a/b")
    after = sent.index(b"\n\n", start)
    spoilt = header + b"(" * 3000 + b"\nContent-Transfer-Encoding: " + packing
    found = opened(sent[:start] + spoilt + sent[after:])
    assert [m.data for m in found.members][1:] == [BOOK + b"\0"]
    assert found.members[0].data == BOOK or packing != b"base64"


def boxed(*mails: bytes) -> bytes:
    return b"".join(b"From a@example.cn Fri Jul  1 10:00:00 2022\n" + one.rstrip() + b"\n\n" for one in mails)


def test_a_mailbox_is_opened_as_the_mails_it_is() -> None:
    first, second = (mail((name, BOOK, "a/b")) for name in ("一.xlsx", "二.xlsx"))
    assert told(opened(boxed(first), "信.mbox")) == {"一.xlsx": "taken"}
    late = mail(("三.xlsx", BOOK, "a/b"), date="Sat, 02 Jul 2022 09:00:00 +0800")
    found = opened(boxed(first, mail(), second, late), "Inbox")
    assert told(found) == {"1.eml/一.xlsx": "taken", "3.eml/二.xlsx": "taken", "4.eml/三.xlsx": "taken"}
    assert [m.changed for m in found.members] == ["20220701090000", "20220701090000", "20220702090000"]
    assert [f.code.name for f in opened(boxed(mail(), mail()), "Inbox").findings] == ["F17"]
    inside = opened(packed(("信/Inbox", boxed(first, second))))
    assert told(inside) == {"信/Inbox/1.eml/一.xlsx": "taken", "信/Inbox/2.eml/二.xlsx": "taken"}


def test_mails_of_a_mailbox_beyond_the_bound_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MAILS", 3)
    found = opened(boxed(*(mail((f"{n}.xlsx", BOOK, "a/b")) for n in range(8))), "Inbox")
    assert (len(found.members), told(found)[""]) == (4, "F26")


def test_a_mail_inside_is_opened_however_it_is_packed() -> None:
    inner = mail(("表.xlsx", BOOK, "a/b"))
    head = b"From: a@example.cn\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n"
    packings = {
        "as it is": head + b"\r\n" + inner,
        "base64": head + b"Content-Transfer-Encoding: base64\r\n\r\n" + encodebytes(inner),
        "quoted": head + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + encodestring(inner),
        "said only": head + b"Content-Transfer-Encoding: base64\r\n\r\n" + inner,
    }
    for how, data in packings.items():
        found = opened(data, "信.eml")
        assert told(found) == {"1.eml/表.xlsx": "taken"}, how
        assert {member.subject for member in found.members} != {"x"}, "its own subject, not that of the mail around it"


def test_a_part_of_a_mail_saved_without_the_rest_is_opened() -> None:
    part = b'Content-Type: a/b; name="a.xlsx"\nContent-Transfer-Encoding: base64\n\n' + encodebytes(BOOK)
    assert told(opened(part, "附件")) == {"a.xlsx": "taken"}
    parts = b"--=_b\nContent-Type: text/plain\n\nhi\n--=_b\n" + part + b"--=_b--\n"
    assert told(opened(parts, "附件")) == {"a.xlsx": "taken"}
    odd = b"Thread-Topic: x\nFrom: a@example.cn\nSubject: x\nMIME-Version: 1.0\n" + part
    assert told(opened(odd, "信")) == {"a.xlsx": "taken"}


@pytest.mark.parametrize("written", [encodebytes, b64encode, lambda d: b"data:a/b;base64," + b64encode(d)])
def test_a_workbook_written_out_in_base64_is_opened(written: Callable[[bytes], bytes]) -> None:
    found = opened(written(BOOK), "科技局.txt")
    assert [(m.name, m.data) for m in found.members] == [("科技局", BOOK)]
    assert told(opened(written(mail(("表.xlsx", BOOK, "a/b"))), "信.txt")) == {"信.eml/表.xlsx": "taken"}
    assert open_bundle(written(b"plain words " * 9), "a.txt") is None


def test_parts_that_lie_too_deep_are_counted() -> None:
    message = raw_mail(b"Content-Type: a/b; name=a.xlsx")
    for n in range(80):
        kind = f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n".encode()
        message = kind + message + f"\r\n--b{n}--\r\n".encode()
        if n == 20:
            assert told(opened(b"From: a\r\nSubject: x\r\n" + message, "信.eml")) == {"a.xlsx": "taken"}
    assert told(opened(b"From: a\r\nSubject: x\r\n" + message, "信.eml")) == {"": "F26"}


def test_a_part_that_is_cut_off_gives_what_there_is() -> None:
    whole = raw_mail(b"Content-Type: a/b; name=a.csv", b64encode(b"a,b\n1,2"))
    (member,) = opened(whole.rstrip()[:-3], "信.eml").members
    assert member.data == b"a,b\n1,"


def test_a_member_without_a_name_is_one_all_the_same() -> None:
    data = packed(("x", BOOK), ("二.xlsx", BOOK))
    # Empty in the directory, so that what follows moves up by one.
    place = data.index(b"PK\x01\x02")
    entry = bytearray(data[place : place + 46])
    struct.pack_into("<H", entry, 28, 0)
    end = bytearray(data[data.index(b"PK\x05\x06") :])
    struct.pack_into("<I", end, 12, struct.unpack_from("<I", end, 12)[0] - 1)
    local = bytearray(data[:place])
    nameless = bytes(local) + bytes(entry) + data[place + 47 : data.index(b"PK\x05\x06")] + bytes(end)
    assert list(told(opened(nameless))) == ["?", "二.xlsx"]


def test_documents_and_damaged_archives_are_no_archives_of_files() -> None:
    for data in (BOOK, zipped({"mimetype": "x"}), packed(("a.xlsx", BOOK))[:60], b"PK\x03\x04", b"", b"plain text"):
        assert open_bundle(data, "a") is None


def test_members_that_cannot_be_taken_out_are_told_one_by_one() -> None:
    broken = bytearray(packed(("坏.xlsx", BOOK), ("大.xlsx", b"\0" * (RETURN.size + 1)), ("好.xlsx", BOOK)))
    broken[60] ^= 0xFF
    assert told(opened(bytes(broken))) == {"坏.xlsx": "F06", "大.xlsx": "F08", "好.xlsx": "taken"}
    locked = bytearray(packed(("锁.xlsx", BOOK)))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert told(opened(bytes(locked))) == {"锁.xlsx": "F03"}
    many = packed(*((f"{n}.xlsx", b"x") for n in range(MAX_MEMBERS + 1)))
    found = told(opened(many))
    assert len(found) == MAX_MEMBERS + 1
    assert found.pop("") == "F26"
    assert set(found.values()) == {"taken"}


def test_a_mail_gives_its_attachments_and_its_date() -> None:
    found = opened(
        mail(("表.xlsx", BOOK, "application/octet-stream"), ("几份.zip", packed(("甲.xlsx", BOOK)), "application/zip"),
             ("现场.png", b"png", "image/png")),
        "信.eml",
    )  # fmt: skip
    assert told(found) == {"表.xlsx": "taken", "几份.zip/甲.xlsx": "taken", "现场.png": "taken"}
    assert found.members[0].data == BOOK
    assert found.sent == datetime(2022, 7, 1, 1, tzinfo=UTC)
    assert opened(mail(("a.xlsx", BOOK, "a/b"), date="someday"), "信.eml").sent is None


def test_a_picture_inside_the_text_of_a_mail_is_no_attachment() -> None:
    text = (
        b"From: a@example.cn\r\nSubject: x\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <1>\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
    )
    assert [d.code.name for d in opened(text, "信.eml").findings] == ["F17"]


def uuencoded(name: str, data: bytes, encoding: str = "utf-8") -> bytes:
    lines = b"".join(binascii.b2a_uu(data[at : at + 45], backtick=True) for at in range(0, len(data), 45))
    return b"begin 644 " + name.encode(encoding) + b"\n" + lines + b"`\nend\n"


def with_text(text: bytes) -> bytes:
    return b"From: a@example.cn\r\nSubject: x\r\nDate: Fri, 01 Jul 2022 09:00:00 +0800\r\n\r\n" + text


def test_what_an_old_mail_program_writes_into_the_text_is_attached() -> None:
    text = "见附件。\n".encode() + uuencoded("表.xlsx", BOOK) + "另一份\n".encode() + uuencoded("二.xlsx", BOOK, "gbk")
    for sent in (with_text(text), with_text(text.replace(b"\n", b"\r\n"))):
        found = opened(sent, "信.eml")
        assert (told(found), {m.data for m in found.members}) == ({"表.xlsx": "taken", "二.xlsx": "taken"}, {BOOK})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (uuencoded("a.xlsx", BOOK).removesuffix(b"`\nend\n"), "F06"),
        (b"\nM\xff".join(uuencoded("a.xlsx", BOOK).rsplit(b"\nM", 1)), "F06"),
        (b"begin 644 the work\nand end it\n", None),
        (b"begin 644 a.xlsx\n`\nend\n", None),
    ],
)
def test_what_begins_like_a_file_in_a_text_is_damaged_or_a_text(text: bytes, found: str | None) -> None:
    sent = opened(with_text(text), "信.eml")
    assert told(sent) == ({"?": found} if found else {})


def message(*streams: tuple[str, bytes]) -> bytes:
    """Return a saved Outlook message: its properties and one attachment's storage."""
    stored = ole([("__properties_version1.0", properties()), *streams])
    return nested(stored, len(streams))


def properties() -> bytes:
    ticks = int((datetime(2022, 7, 1, 1, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10**7
    return b"\0" * 32 + struct.pack("<IIQ", 0x00390040, 6, ticks)


def nested(data: bytes, n: int) -> bytes:
    """Hang the entries of a flat compound file into a tree: root -> properties, attachment -> its streams."""
    out = bytearray(data)
    start = (struct.unpack_from("<I", out, 48)[0] + 1) * 512
    none = 0xFFFFFFFF

    def link(entry: int, left: int, right: int, child: int) -> None:
        struct.pack_into("<3I", out, start + entry * 128 + 68, left, right, child)

    link(0, none, none, 1)
    link(1, none, 2, none)
    out[start + 2 * 128 + 66] = 1  # the attachment is a storage
    link(2, none, none, 3)
    for entry in range(3, n + 2):
        link(entry, none, entry + 1 if entry < n + 1 else none, none)
    return bytes(out)


def test_a_mail_saved_by_outlook() -> None:
    data = message(
        ("__attach_version1.0_#00000000", b""), ("__substg1.0_37010102", BOOK),
        ("__substg1.0_3707001F", "表.xlsx".encode("utf-16-le")),
    )  # fmt: skip
    found = opened(data, "信.msg")
    assert (told(found), found.members[0].data) == ({"表.xlsx": "taken"}, BOOK)
    assert found.sent == datetime(2022, 7, 1, 1, tzinfo=UTC)
    assert open_bundle(ole([("Workbook", b"x")]), "a.xls") is None


def raw_mail(headers: bytes, body: bytes = b"AAAA") -> bytes:
    """Return a mail whose one part has these headers."""
    head = b"From: a@example.cn\r\nSubject: x\r\nDate: Fri, 01 Jul 2022 09:00:00 +0800\r\nMIME-Version: 1.0\r\n"
    return head + b"Content-Transfer-Encoding: base64\r\n" + headers + b"\r\n\r\n" + body + b"\r\n"


NAME = "区科技局报送表.xlsx"
GBK = NAME.encode("gb18030")
QUOTED = b64encode(GBK).decode()
NAMED = {
    # how a mail program names an attachment
    "as Foxmail does": f'Content-Disposition: attachment; filename="=?gb2312?B?{QUOTED}?="'.encode(),
    "as Outlook does": f'Content-Type: application/octet-stream; name="=?gb2312?B?{QUOTED}?="'.encode(),
    "in two pieces": (
        f'Content-Disposition: attachment; filename="=?GBK?B?{b64encode(GBK[:6]).decode()}?=\r\n'
        f' =?GBK?B?{b64encode(GBK[6:]).decode()}?="'
    ).encode(),
    "as RFC 2231 says": f"Content-Disposition: attachment; filename*=UTF-8''{quote(NAME)}".encode(),
    "as RFC 2231 says, in GBK": f"Content-Disposition: attachment; filename*=GB18030''{quote(GBK)}".encode(),
    "as RFC 2231 says, in two pieces": (
        f"Content-Disposition: attachment; filename*0*=UTF-8''{quote(NAME[:3])};\r\n filename*1*={quote(NAME[3:])}"
    ).encode(),
    "in GBK without a word": b'Content-Disposition: attachment; filename="' + GBK + b'"',
    "in UTF-8 without a word": b'Content-Disposition: attachment; filename="' + NAME.encode() + b'"',
}


@pytest.mark.parametrize("how", NAMED)
def test_an_attachment_is_shown_by_its_name_however_that_is_written(how: str) -> None:
    found = opened(raw_mail(NAMED[how]), "信.eml")
    assert [(m.name, m.data) for m in found.members] == [(NAME, b"\0\0\0")]


def test_an_attachment_without_a_name_is_one_all_the_same() -> None:
    assert told(opened(raw_mail(b"Content-Type: application/vnd.ms-excel"), "信.eml")) == {"?": "taken"}
    unquoted = f"Content-Disposition: attachment; filename==?gbk?B?{QUOTED}?=".encode()
    assert [m.data for m in opened(raw_mail(unquoted), "信.eml").members] == [b"\0\0\0"]
    for kind in (b"application/pkcs7-signature; name=smime.p7s", b"text/html"):
        assert told(opened(raw_mail(b"Content-Type: " + kind), "信.eml")) == {}


def test_a_mail_that_was_forwarded_and_mails_packed_together_are_opened() -> None:
    inner = mail(("表.xlsx", BOOK, "application/octet-stream"), date="Sat, 02 Jul 2022 09:00:00 +0800")
    forwarded = mail(("原信.eml", inner, "application/octet-stream"))
    saved = opened(forwarded, "转发.eml")
    assert [(m.name, m.data) for m in saved.members] == [("原信.eml/表.xlsx", BOOK)]
    together = packed(("一.eml", inner), ("二.eml", mail(("里.zip", packed(("甲.xlsx", BOOK)), "application/zip"))),
                      ("空.eml", mail()))  # fmt: skip
    found = opened(together, "批量.zip")
    assert told(found) == {"一.eml/表.xlsx": "taken", "二.eml/里.zip/甲.xlsx": "taken", "空.eml": "F17"}
    assert found.members[0].sent == datetime(2022, 7, 2, 1, tzinfo=UTC)
    assert [m.changed for m in found.members] == ["20220702090000", "20220701090002", ""]


def test_what_is_in_a_file_is_counted_together_however_it_is_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_Room", partial(archives._Room, members=3, size=9))
    assert told(opened(packed(("a", b"12345"), ("b", b"12345"), ("c", b"1")))) == {
        "a": "taken",
        "b": "taken",
        "": "F26",
    }
    many = opened(mail(*((f"{n}.csv", b"1", "text/csv") for n in range(9))), "信.eml")
    assert told(many) == {"0.csv": "taken", "1.csv": "taken", "2.csv": "taken", "": "F26"}
    assert [(m.finding.file, m.finding.values["n"]) for m in many.members if m.finding] == [("信.eml", 6)]
    heavy = mail(*((f"{n}.zip", packed(("a", b"12345")), "application/zip") for n in range(3)))
    assert told(opened(heavy, "信.eml")) == {"": "F26"}


@pytest.mark.parametrize(
    "date", ["Mon, 01 Jan 0999 00:00:00 +1400", "Fri, 31 Dec 9999 23:59:59 -1200", "1 Jul 99999999999 9:00"]
)
def test_a_date_at_the_edge_of_the_calendar_is_none(date: str) -> None:
    found = opened(
        raw_mail(b"Content-Type: a/b; name=a.xlsx").replace(b"Fri, 01 Jul 2022 09:00:00 +0800", date.encode())
    )
    assert (found.sent, told(found)) == (None, {"a.xlsx": "taken"})


def winmail(*attributes: tuple[int, bytes]) -> bytes:
    """Return a `winmail.dat` of attributes."""
    body = b"".join(
        struct.pack("<BHHI", 2, kind, 6, len(value)) + value + struct.pack("<H", sum(value) % 65536)
        for kind, value in attributes
    )
    return b"\x78\x9f\x3e\x22\x01\0" + body


def test_what_outlook_packs_for_receivers_that_are_none_is_unpacked() -> None:
    long = "区科技局的报送表.xlsx".encode("utf-16-le") + b"\0\0"
    properties = struct.pack("<IIII", 2, 0x3707001F, 1, len(long)) + long
    data = winmail(
        (0x9006, b"\0\0\1\0"), (0x9002, b"\0" * 14), (0x8010, "报送~1.XLS\0".encode("gb18030")), (0x800F, BOOK),
        (0x9005, properties), (0x9002, b"\0" * 14), (0x8010, "附件.csv\0".encode("gb18030")), (0x800F, b"a,b"),
    )  # fmt: skip
    found = opened(mail(("winmail.dat", data, "application/ms-tnef")), "信.eml")
    assert [(m.name, m.data) for m in found.members] == [
        ("winmail.dat/区科技局的报送表.xlsx", BOOK), ("winmail.dat/附件.csv", b"a,b"),
    ]  # fmt: skip
    for length in range(0, len(data), 97):
        open_bundle(data[:length], "winmail.dat")


def test_a_mail_saved_by_an_outlook_without_unicode() -> None:
    data = message(
        ("__attach_version1.0_#00000000", b""), ("__substg1.0_37010102", BOOK),
        ("__substg1.0_3707001E", "表.xlsx\0".encode("gb18030")),
    )  # fmt: skip
    assert told(opened(data, "信.msg")) == {"表.xlsx": "taken"}


def attachment(name: str, data: bytes, **more: Storage | bytes) -> Storage:
    """Return the storage of an attachment of a message."""
    return {
        "__properties_version1.0": b"\0" * 8, "__substg1.0_37010102": data,
        "__substg1.0_3707001F": name.encode("utf-16-le"), **more,
    }  # fmt: skip


@pytest.mark.parametrize("shift", [9, 12])
def test_a_mail_saved_by_outlook_with_a_mail_inside(shift: int) -> None:
    picture = attachment("logo.png", b"png", **{"__substg1.0_3712001F": "a".encode("utf-16-le")})
    inner: Storage = {
        "__properties_version1.0": properties(),
        "__substg1.0_0037001F": "区住建局报送".encode("utf-16-le"),
        "__attach_version1.0_#00000000": attachment("里.xlsx", BOOK),
    }
    message: Storage = {
        "__properties_version1.0": properties(),
        "__substg1.0_0037001F": "区科技局转发".encode("utf-16-le"),
        "__attach_version1.0_#00000000": attachment("大表.csv", b"a,b\n" * 300_000),
        "__attach_version1.0_#00000001": {"__substg1.0_3701000D": inner},
        "__attach_version1.0_#00000002": picture,
    }
    found = opened(compound(message, shift=shift), "信.msg")
    assert [(m.name, m.data) for m in found.members] == [("大表.csv", b"a,b\n" * 300_000), ("2.eml/里.xlsx", BOOK)]
    assert found.sent == datetime(2022, 7, 1, 1, tzinfo=UTC)
    assert [member.subject for member in found.members] == ["区科技局转发", "区住建局报送"]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), n=st.integers(1, 6))
def test_no_damage_makes_it_raise(seed: int, n: int) -> None:
    whole = [
        packed(("表.xlsx", BOOK)), mail(("表.xlsx", BOOK, "a/b")),
        message(("__attach_version1.0_#00000000", b""), ("__substg1.0_37010102", BOOK)),
    ][seed % 3]  # fmt: skip
    data = bytearray(whole)
    for step in range(n):
        data[(seed * (step + 7919)) % len(data)] ^= (seed >> step) % 255 + 1
    open_bundle(bytes(data), "x")
    open_bundle(bytes(data[: seed % len(data)]), "x")


def test_members_are_returns_of_their_own(tmp_path: Path) -> None:
    office = Office(tmp_path)
    forms = office.distribute()
    housing = fill(forms["区住建局"])
    office.send("一包.zip", packed(("住建.xlsx", housing), ("照片.png", b"\x89PNG\r\n\x1a\n"), ("又.xlsx", housing)))
    office.send("信.eml", mail(("科技.xlsx", fill(forms["区科技局"]), "a/b")))
    economy = mail(("经信.xlsx", fill(forms["区经信局"]), "a/b"), date="Sun, 03 Jul 2022 09:00:00 +0800")
    office.send("几封.zip", packed(("转.eml", economy), ("~$a.xlsx", b"x")))
    returns = office.collect("--today", "2022-07-09")
    assert {name: (item["verdict"], item["unit"]) for name, item in returns.items()} == {
        "一包.zip/住建.xlsx": ("accepted_with_warnings", "区住建局"),  # it came late, by the disk's word
        "一包.zip/又.xlsx": ("duplicate", "区住建局"),
        "信.eml/科技.xlsx": ("accepted", "区科技局"),  # sent on the first, whenever it was saved
        "几封.zip/转.eml/经信.xlsx": ("accepted", "区经信局"),
    }
    kept = list((tmp_path / "returns" / "bundles").iterdir())
    assert sorted(path.suffix for path in kept) == [".eml", ".zip", ".zip"]
    assert list((tmp_path / "inbox").iterdir()) == []
    assert (tmp_path / returns["一包.zip/住建.xlsx"]["stored"]).read_bytes() == housing
    units = {unit["unit"]: unit for unit in office.answer("status", status=1)["units"]}
    assert (units["区科技局"]["received"], units["区科技局"]["late"]) == ("2022-07-01", False)
    assert (units["区经信局"]["received"], units["区经信局"]["late"]) == ("2022-07-03", False)
    office.send("再来.zip", next(path for path in kept if path.name.endswith("几封.zip")).read_bytes())
    assert office.collect("--today", "2022-07-10")["再来.zip"]["verdict"] == "duplicate"


def test_what_is_only_counted_stands_beside_a_verdict_on_each_form(tmp_path: Path) -> None:
    office = Office(tmp_path)
    housing = fill(office.distribute()["区住建局"])
    photos = [(f"{n}.jpg", PHOTO) for n in range(201)]
    office.send("一包.zip", packed(("住建.xlsx", housing), *photos))
    office.send("多.eml", mail(*((f"{n}.csv", b"1,2", "text/csv") for n in range(MAX_MEMBERS + 9))))
    answer = office.answer("collect", "--today", "2022-07-01", status=1)
    found = {item["file"]: item for item in answer["returns"]}
    assert [(item["file"], [d["code"] for d in item["diagnostics"]]) for item in answer["skipped"]] == [
        ("一包.zip", ["F25"])
    ]
    assert (found["多.eml"]["verdict"], [d["code"] for d in found["多.eml"]["diagnostics"]]) == ("unreadable", ["F26"])
    assert found["一包.zip/住建.xlsx"]["unit"] == "区住建局"


JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF"


def test_photographs_packed_by_themselves_are_taken_out_however_many_bytes_they_have() -> None:
    photo = JPEG + os.urandom(12 * 2**20)
    found = opened(packed(("表.xlsx", BOOK), ("照片.zip", packed(("现场/1.jpg", photo)))))
    assert [(m.name, m.data) for m in found.members] == [("表.xlsx", BOOK), ("照片.zip/现场/1.jpg", photo)]


@pytest.mark.parametrize(
    ("size", "disposition", "is_taken"),
    [(4_000, "inline", False), (90_000, "inline", True), (4_000, "attachment", True)],
)
def test_a_photograph_in_the_text_of_a_mail_is_taken_and_a_logo_is_not(
    size: int, disposition: str, *, is_taken: bool
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "a@b.cn", "报送", "Sat, 2 Jul 2022 09:00:00 +0800"
    message.set_content("见附件")
    message.add_attachment(BOOK, maintype="a", subtype="b", filename="表.xlsx")
    message.add_attachment(
        JPEG + os.urandom(size), maintype="image", subtype="jpeg", filename="IMG.jpg", disposition=disposition,
        cid="<1@b.cn>",
    )  # fmt: skip
    assert ("IMG.jpg" in told(opened(message.as_bytes()))) is is_taken


@pytest.mark.parametrize(
    ("header", "subject"),
    [
        (b"=?gb2312?B?" + b64encode("区科技局".encode("gbk")) + b"?=", "区科技局"),
        ("区科技局 佐证".encode(), "区科技局 佐证"),
        ("区科技局".encode("gbk"), "区科技局"),
        (b"../a/=?x", "a/=?x"),
        (b"", ""),
    ],
)
def test_what_is_attached_knows_what_its_mail_is_about(header: bytes, subject: str) -> None:
    data = mail(("表.xlsx", BOOK, "a/b"))
    start = data.index(b"Subject:")
    data = data[:start] + b"Subject: " + header + data[data.index(b"\n", start) :]
    assert [member.subject for member in opened(data, "信.eml").members] == [subject]
