"""What comes in at the gate: too large, half-written, held by another program, or changed by a person since it came."""

import errno
import io
import os
import stat
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from reportkit.disk import inbox
from reportkit.disk.workspace import Workspace
from reportkit.files.archives import MAX_BUNDLE
from reportkit.round import claiming, intake, oversized
from reportkit.round.originals import strays
from tests.office import Office, fill

DUE = ("--today", "2022-07-04")
UNIT = "区住建局"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def codes(item: Mapping[str, Any]) -> list[str]:
    return [finding["code"] for finding in item["diagnostics"]]


def skipped(office: Office, status: int = 0) -> dict[str, list[str]]:
    """Collect, and return what was left in the inbox with the codes that say why."""
    return {item["file"]: codes(item) for item in office.answer("collect", *DUE, status=status)["skipped"]}


def kept(office: Office, folder: str) -> list[bytes]:
    """Return the files of a folder among the kept originals, in the order of their names."""
    paths = sorted((office.folder / "returns" / folder).rglob("*"))
    return [path.read_bytes() for path in paths if path.is_file()]


# Far too large -----------------------------------------------------------------------------------------------


def enormous(office: Office, name: str, size: int = MAX_BUNDLE + 1) -> Path:
    """Put a file into the inbox that is larger than anything that is read; it takes no room on the disk."""
    path = office.send(name, b"")
    with path.open("r+b") as file:
        file.truncate(size)
    return path


def test_a_file_over_the_limit_is_refused_with_its_size_and_kept(office: Office) -> None:
    office.distribute()
    path = enormous(office, "录像.xlsx")
    item = office.collect(*DUE, status=1)["录像.xlsx"]
    assert (item["verdict"], codes(item)) == ("unreadable", ["F07"])
    assert item["diagnostics"][0]["message"] == "“录像.xlsx”有 64.0 MB，超过 10.0 MB。"
    assert not path.exists()
    stored = office.folder / item["stored"]
    assert (stored.parent.name, stored.stat().st_size) == ("refused", MAX_BUNDLE + 1)


@pytest.mark.parametrize(("beyond", "found"), [(-1, ["F05"]), (0, ["F05"]), (1, ["F07"])])
def test_a_file_as_large_as_may_be_is_read_whether_it_comes_is_accepted_or_looked_at_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, beyond: int, found: list[str]
) -> None:
    office.distribute()
    path = office.send("扫描.xlsx", b"%PDF-1.7".ljust(1000 + beyond))
    for module in (intake, claiming):
        monkeypatch.setattr(module, "MAX_BUNDLE", 1000)
    (accepted,) = office.answer("accept", str(path), "--period", "2022-Q2", "--unit", UNIT, *DUE, status=1)["returns"]
    assert codes(accepted) == found
    assert codes(office.collect(*DUE, status=1)["扫描.xlsx"]) == found
    assert codes(office.collect("--again", *DUE, status=1)["扫描.xlsx"]) == found


def test_a_file_over_the_limit_that_comes_again_is_a_duplicate(office: Office) -> None:
    office.distribute()
    for name, status, told in (("一.xlsx", 1, ("unreadable", ["F07"])), ("二.xlsx", 1, ("duplicate", ["D15", "F07"]))):
        path = enormous(office, name)
        item = office.collect(*DUE, status=status)[name]
        assert (item["verdict"], codes(item)) == told
        assert not path.exists()


def test_a_file_over_the_limit_that_was_filed_and_never_told_is_told_by_the_next_run(office: Office) -> None:
    office.distribute()
    enormous(office, "录像.xlsx")
    office.collect(*DUE, status=1)
    space = Workspace(office.folder)
    (receipt,) = space.receipts.all()
    space.promise(receipt.sha256)
    item = office.collect(*DUE, status=1)["录像.xlsx"]
    assert (item["verdict"], codes(item), item["stored"]) == ("unreadable", ["F07"], receipt.stored)
    assert office.collect(*DUE) == {}


def test_a_giant_is_neither_read_nor_moved(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.distribute()
    path = enormous(office, "整盘备份.xlsx", 100 * 1024**3)
    monkeypatch.setattr(oversized, "digest_of", lambda *_: pytest.fail("it is read to its end"))
    for _ in range(2):
        item = office.collect(*DUE, status=1)["整盘备份.xlsx"]
        assert (item["verdict"], codes(item), item["stored"]) == ("unreadable", ["F07"], "inbox/整盘备份.xlsx")
        assert path.exists()


@pytest.mark.skipif(os.name == "nt", reason="a link wants rights there that a test does not have")
def test_a_link_to_itself_is_left_with_a_word_and_the_others_are_taken(office: Office) -> None:
    form = fill(office.distribute()[UNIT])
    link = office.folder / "inbox" / "环.xlsx"
    link.symlink_to(link)
    office.send("表.xlsx", form)
    answer = office.answer("collect", *DUE, status=0)
    assert [(item["file"], item["verdict"]) for item in answer["returns"]] == [("表.xlsx", "accepted")]
    assert [(item["file"], codes(item)) for item in answer["skipped"]] == [("环.xlsx", ["F14"])]
    for words in (("collect", str(link)), ("accept", str(link), "--period", "2022-Q2", "--unit", UNIT)):
        code, _, err = office.run(*words, *DUE)
        assert (code, "环.xlsx" in err) == (2, True)


def test_a_file_over_the_limit_is_never_held_whole(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be larger than the memory of the machine."""
    office.distribute()
    path = enormous(office, "录像.xlsx")
    for module, name in ((intake, "read"), (intake, "read_still"), (claiming, "read")):
        monkeypatch.setattr(module, name, lambda *_: pytest.fail("it is read"))
    accepting = office.answer("accept", str(path), "--period", "2022-Q2", "--unit", UNIT, *DUE, status=1)
    assert [finding["code"] for finding in accepting["returns"][0]["diagnostics"]] == ["F07"]
    assert office.collect(*DUE, status=1)["录像.xlsx"]["verdict"] == "unreadable"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who writes a file")
def test_a_file_over_the_limit_that_somebody_still_writes_stays(office: Office) -> None:
    office.distribute()
    path = enormous(office, "录像.xlsx")
    with path.open("ab"):
        assert skipped(office, 1) == {"录像.xlsx": ["F15"]}
    assert path.stat().st_size == MAX_BUNDLE + 1
    assert office.collect(*DUE, status=1)["录像.xlsx"]["verdict"] == "unreadable"


# From elsewhere ----------------------------------------------------------------------------------------------


def test_what_came_already_stays_where_it_lies_outside_of_the_workspace(office: Office) -> None:
    data = fill(office.distribute()[UNIT])
    office.send("住建.xlsx", data)
    office.collect(*DUE)
    elsewhere = office.folder.parent / f"{office.folder.name} 住建.xlsx"
    elsewhere.write_bytes(data)
    item = office.collect(str(elsewhere), *DUE)[elsewhere.name]
    assert (item["verdict"], codes(item)) == ("duplicate", ["D03"])
    assert elsewhere.read_bytes() == data
    assert kept(office, "duplicates") == []


# Not whole yet, or not free yet ------------------------------------------------------------------------------


def test_a_file_that_a_share_still_receives_is_taken_with_the_next_run(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fill(office.distribute()[UNIT])
    path = office.send("住建.xlsx", whole[:-100])
    with monkeypatch.context() as slow:
        slow.setattr(inbox, "_is_written", lambda _: None)
        slow.setattr(time, "sleep", lambda _: path.write_bytes(whole))
        assert skipped(office, 1) == {"住建.xlsx": ["F15"]}
        slow.setattr(time, "sleep", lambda _: None)
        assert office.collect(*DUE)["住建.xlsx"]["verdict"] == "accepted"


def test_of_a_file_that_another_program_holds_nobody_says_that_it_is_gone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its receipt is written before it is moved: until it can be moved, its verdict is still to come."""
    path = office.send("住建.xlsx", fill(office.distribute()[UNIT]))

    rename = Path.replace

    def refuse(source: Path, place: Path) -> Path:
        if source == path:
            raise PermissionError(13, "used by another process")
        return rename(source, place)

    monkeypatch.setattr(Path, "replace", refuse)
    for _ in range(2):
        assert skipped(office, 1) == {"住建.xlsx": ["F15"]}
        assert [d["code"] for d in office.answer("status", status=1)["diagnostics"]] == []
    monkeypatch.undo()
    assert office.collect(*DUE)["住建.xlsx"]["verdict"] == "accepted"


def test_what_holds_no_return_is_refused_even_on_a_persons_word_and_stays(office: Office) -> None:
    office.distribute()
    path = office.send("扫描.xlsx", b"%PDF-1.7 a scan")
    words = ("accept", str(path), "--period", "2022-Q2", "--unit", UNIT, *DUE)
    (item,) = office.answer(*words, status=1)["returns"]
    assert (item["verdict"], codes(item), item["stored"]) == ("unreadable", ["F05"], "inbox/扫描.xlsx")
    assert path.read_bytes() == b"%PDF-1.7 a scan"


# Waiting for a person ----------------------------------------------------------------------------------------


def test_a_unit_is_asked_again_when_a_person_threw_away_what_waited_of_it(
    office: Office, tmp_path_factory: pytest.TempPathFactory
) -> None:
    office.distribute()
    office.send("谁的.xlsx", fill(Office(tmp_path_factory.mktemp("other"), is_another=True).distribute()[UNIT]))
    waiting = office.folder / office.collect(*DUE, status=1)["谁的.xlsx"]["stored"]

    def state() -> str:
        (found,) = [unit["state"] for unit in office.answer("status", *DUE, status=1)["units"] if unit["unit"] == UNIT]
        return str(found)

    assert state() == "quarantined"
    waiting.unlink()
    assert state() == "missing"


def test_a_folder_of_originals_that_cannot_be_listed_just_now_is_no_original_without_a_receipt(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.send("住建.xlsx", fill(office.distribute()[UNIT]))
    office.collect(*DUE)
    (office.folder / "returns" / "2022-Q2" / "没有收据.xlsx").write_bytes(b"x")
    space, listing = Workspace(office.folder), os.scandir
    assert [path.name for path in strays(space)] == ["没有收据.xlsx"]

    def scandir(path: str) -> object:
        if Path(path).name == "2022-Q2":
            raise OSError(errno.EIO, "Input/output error", str(path))
        return listing(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert strays(space) == ()


def test_a_workspace_that_one_stands_in_has_no_more_originals_without_a_receipt(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.send("住建.xlsx", fill(office.distribute()[UNIT]))
    office.collect(*DUE)
    monkeypatch.chdir(office.folder)
    assert strays(Workspace(Path())) == ()


# What a person made of an original ---------------------------------------------------------------------------


def packed(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name, (2022, 7, 1, 9, 0, 0)), data)
    return stream.getvalue()


@pytest.mark.parametrize("name", ["住建.xlsx", "一包.zip"])
def test_what_a_person_made_of_an_original_is_kept_when_the_original_comes_again(office: Office, name: str) -> None:
    data = fill(office.distribute()[UNIT], {3: {"percent": 44}})
    sent = packed("住建.xlsx", data) if name.endswith(".zip") else data
    office.send(name, sent)
    office.collect(*DUE)
    (place,) = (office.folder / "returns" / "2022-Q2").glob("*/*")
    for number in (1, 2):  # twice: the second of the same name stands beside the first
        place.unlink()
        place.write_bytes(b"what a person made of it, %d" % number)
        office.send(name, sent)
        office.collect(*DUE)
    assert (kept(office, "2022-Q2"), kept(office, "changed")) == (
        [data], [b"what a person made of it, 2", b"what a person made of it, 1"],
    )  # fmt: skip
    assert not place.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
