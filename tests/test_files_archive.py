"""Archives and saved mails: what is taken out of them, under which name, and what is left where it is."""

import io
import struct
import zipfile
from base64 import b64encode
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.files import archives
from reportkit.files.archives import MAX_MEMBERS, Bundle, open_bundle
from reportkit.files.limits import RETURN
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


def test_an_archive_is_opened_one_level_and_names_are_shown_safely() -> None:
    inner = packed(("里面.xlsx", BOOK))
    found = opened(
        packed(("表.xlsx", BOOK), ("../../etc/b.xlsx", BOOK), ("__MACOSX/._a", b"x"), ("sub/Thumbs.db", b"x"),
               ("~$表.xlsx", b"x"), ("里面.zip", inner), ("C:\\d\\c.xlsx", BOOK))
    )  # fmt: skip
    assert told(found) == {
        "表.xlsx": "taken", "etc/b.xlsx": "taken", "~$表.xlsx": "skipped", "里面.zip": "taken", "C:/d/c.xlsx": "taken",
    }  # fmt: skip
    assert [m.data for m in found.members if m.name == "里面.zip"] == [inner]
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
    assert told(opened(many)) == {"": "F08"}


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
        "c": "F08",
    }
    many = mail(*((f"{n}.csv", b"1", "text/csv") for n in range(4)))
    assert told(opened(many, "信.eml")) == {"0.csv": "taken", "1.csv": "taken", "2.csv": "taken", "3.csv": "F08"}
    heavy = mail(*((f"{n}.zip", packed(("a", b"12345")), "application/zip") for n in range(3)))
    assert "F08" in told(opened(heavy, "信.eml")).values()


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
        "__attach_version1.0_#00000000": attachment("里.xlsx", BOOK),
    }
    message: Storage = {
        "__properties_version1.0": properties(),
        "__attach_version1.0_#00000000": attachment("大表.csv", b"a,b\n" * 300_000),
        "__attach_version1.0_#00000001": {"__substg1.0_3701000D": inner},
        "__attach_version1.0_#00000002": picture,
    }
    found = opened(compound(message, shift=shift), "信.msg")
    assert [(m.name, m.data) for m in found.members] == [("大表.csv", b"a,b\n" * 300_000), ("里.xlsx", BOOK)]
    assert found.sent == datetime(2022, 7, 1, 1, tzinfo=UTC)


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
    returns = office.collect("--today", "2022-07-09", status=1)
    assert {name: (item["verdict"], item["unit"]) for name, item in returns.items()} == {
        "一包.zip/住建.xlsx": ("accepted_with_warnings", "区住建局"),  # it came late, by the disk's word
        "一包.zip/照片.png": ("unreadable", None),
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
    office.send("再来.zip", next(path for path in kept if path.suffix == ".zip").read_bytes())
    assert office.collect("--today", "2022-07-10")["再来.zip"]["verdict"] == "duplicate"
