"""An old workbook is what its root's own streams say; what lies in a storage is an object inside it, whoever made that.

Streams are told by their paths and never by their bare names, and a reader is handed the root's workbook alone.
"""

import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportkit.diagnostics import Code
from reportkit.files.archives import open_bundle
from reportkit.files.compound import of_one_stream
from reportkit.files.container import open_container
from reportkit.files.looks import read_looks
from reportkit.files.ole import OleError, open_ole
from tests.containers import Storage, biff, compound, ole
from tests.other_formats import Book, Percent, xls

SOFFICE = shutil.which("soffice")
OURS, FOREIGN = Book({"甲": [["区科技局", Percent(0.5)]]}), Book({"甲": [["区住建局", Percent(0.9)]]})
LOCKED = biff((0x809, b"\0\x06\x05\0" + b"\0" * 12), (0x2F, b"\0" * 6), (0x0A, b""))


def stream(book: Book) -> bytes:
    """Return the stream of an old workbook."""
    return open_ole(xls(book)).read("Workbook")


def values(data: bytes) -> tuple[object, ...]:
    """Return the values of the first row, and the codes of the findings."""
    found = open_container(data, "a.xls")
    assert found.grids, found.findings
    return found.grids[0].rows[0], tuple(finding.code.name for finding in found.findings)


# Names are in the order of their lengths, as in a file: a short one of an object comes first, a long one last.
INSIDE: dict[str, Storage] = {
    "a workbook": {"Workbook": stream(FOREIGN)},
    "a workbook of Excel 5": {"Book": stream(FOREIGN)},
    "a locked workbook": {"Workbook": LOCKED},
    "a workbook with a password": {"EncryptedPackage": b"x" * 600, "EncryptionInfo": b"x"},
    "a document under rights management": {"\tDRMContent": b"x" * 600},
    "a Word document": {"WordDocument": b"x" * 600, "Macros": {"VBA": {"_VBA_PROJECT": b"x"}}},
    "a workbook with macros": {"Workbook": stream(FOREIGN), "_VBA_PROJECT_CUR": {"VBA": {"dir": b"x"}}},
    "a saved mail": {"__properties_version1.0": b"\0" * 64},
}


@pytest.mark.parametrize("own", ["Workbook", "WORKBOOK", "Book"])
@pytest.mark.parametrize("place", ["A", "MBD0018F5A2", "ObjectPool"])
@pytest.mark.parametrize("what", INSIDE)
def test_an_object_inside_does_not_speak_for_the_file(what: str, place: str, own: str) -> None:
    inside: Storage = {"_1717": INSIDE[what]} if place == "ObjectPool" else INSIDE[what]
    assert values(compound({place: inside, own: stream(OURS)})) == (("区科技局", 0.5), ("F04",))


def test_a_file_without_a_workbook_of_its_own_is_none_whatever_it_holds() -> None:
    inside: Storage = {"ObjectPool": {"_1717": {"Workbook": stream(FOREIGN)}}}
    for name, code in (("WordDocument", "F05"), ("Something", "F01"), ("EncryptedPackage", "F03")):
        found = open_container(compound({**inside, name: b"x" * 600}), "a.xls")
        assert ([finding.code.name for finding in found.findings], found.grids) == ([code], ())


def test_the_look_is_of_the_same_workbook() -> None:
    struck = biff((0x809, b"\0\x06\x05\0" + b"\0" * 12), (0x0A, b""))
    assert read_looks(compound({"A": {"Workbook": stream(FOREIGN)}, "Workbook": struck})) == {}
    assert read_looks(compound({"A": {"Workbook": struck}, "Workbook": stream(OURS)})).keys() == {"甲"}
    assert read_looks(compound({"A": {"Workbook": stream(FOREIGN)}})) == {}


def test_macros_of_the_file_itself_are_named() -> None:
    own: Storage = {"Workbook": stream(OURS), "_VBA_PROJECT_CUR": {"VBA": {"_VBA_PROJECT": b"x"}}}
    assert values(compound(own)) == (("区科技局", 0.5), ("F04", "F11"))


def test_of_a_file_for_two_versions_of_excel_the_newer_one_is_read() -> None:
    assert values(compound({"Book": stream(FOREIGN), "Workbook": stream(OURS)}))[0] == ("区科技局", 0.5)


def test_two_streams_of_one_name_are_a_question() -> None:
    both = ole([("Workbook", stream(OURS)), ("WORKBOOK", stream(FOREIGN))])
    assert [finding.code for finding in open_container(both, "a.xls").findings] == [Code.F09]
    assert read_looks(both) == {}


def test_a_message_inside_of_a_workbook_makes_no_mail_of_it() -> None:
    assert open_bundle(compound({"A": INSIDE["a saved mail"], "Workbook": stream(OURS)}), "a.xls") is None


@pytest.mark.parametrize(
    ("offset", "number"),
    [(68, 0), (68, 1), (72, 99), (76, 0), (76, 99)],
    ids=["the root", "itself", "outside", "the root as a child", "a child outside"],
)
def test_a_directory_that_loops_or_leads_outside_is_damage(offset: int, number: int) -> None:
    data = bytearray(compound({"A": {"Workbook": stream(FOREIGN)}, "Workbook": stream(OURS)}))
    entry = data.index("A\0".encode("utf-16-le") + bytes(60))
    struct.pack_into("<I", data, entry + offset, number)
    with pytest.raises(OleError):
        open_ole(bytes(data))
    assert [finding.code for finding in open_container(bytes(data), "a.xls").findings] == [Code.F06]


@given(name=st.sampled_from(["Workbook", "Book"]), size=st.integers(0, 80_000))
@settings(max_examples=30, deadline=None)
def test_what_is_written_anew_is_what_was_there(name: str, size: int) -> None:
    content = (b"%07d." % 1 + b"abcdefgh" * 10_000)[:size]
    found = open_ole(of_one_stream(name, content))
    assert list(found.paths) == [name]
    assert found.read(name) == content.ljust(4096, b"\0")


@pytest.mark.parametrize("size", [6_900_000, 7_000_000, 7_143_424, 7_143_936, 15_400_000])
def test_a_large_one_has_a_table_of_its_tables(size: int) -> None:
    content = bytes(range(251)) * (size // 251)
    assert open_ole(of_one_stream("Workbook", content)).read("Workbook") == content


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_what_is_written_anew(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("区科技局,5", "utf-8")
    converted(tmp_path, "a.csv", "xls:MS Excel 97", "--infilter=CSV:44,34,76")
    workbook = open_ole((tmp_path / "a.xls").read_bytes()).read("Workbook")
    for name, size in (("short", 0), ("long", 8_000_000)):
        (tmp_path / f"{name}.xls").write_bytes(of_one_stream("Workbook", workbook.ljust(size, b"\0")))
    converted(tmp_path, "short.xls", "csv:Text - txt - csv (StarCalc):44,34,76", "long.xls")
    assert {(tmp_path / f"{name}.csv").read_text("utf-8").strip() for name in ("short", "long")} == {"区科技局,5"}


def converted(folder: Path, file: str, kind: str, *more: str) -> None:
    """Have LibreOffice convert files."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, *more, file]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)


TEXTS = struct.pack("<HB", 1, 0) + b"x" + struct.pack("<HB", 1, 0) + b"y"


@pytest.mark.parametrize("claim", [0, 1, 2, 9, 3_000_000, 2**31 - 1, 2**31, 2**32 - 1])
def test_a_wrong_count_of_texts_hides_none_of_them(claim: int) -> None:
    label = (0xFD, struct.pack("<3HI", 0, 2, 0, 1))
    data = xls(OURS, [(0xFC, struct.pack("<2I", claim, claim) + TEXTS)], {"甲": [label]})
    assert values(data) == (("区科技局", 0.5, "y"), ("F04",))


@pytest.mark.parametrize(
    "claim",
    [
        struct.pack("<2I3H", 0, 2**31, 0, 9, 0),
        struct.pack("<2I3H", 5, 2, 0, 9, 0),
        struct.pack("<5H", 0, 9, 0, 60_000, 0),
    ],
    ids=["rows", "backwards", "columns of Excel 5"],
)
def test_a_wrong_claim_of_how_far_a_sheet_reaches_hides_nothing(claim: bytes) -> None:
    assert values(xls(OURS, (), {"甲": [(0x200, claim)]})) == (("区科技局", 0.5), ("F04",))
