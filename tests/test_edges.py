"""The edges: whole files or none, renames only, nothing a person gave is overwritten or lost."""

import contextlib
import errno
import hashlib
import io
import os
import stat
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from reportkit import __version__
from reportkit.disk import inbox, outbox, workspace
from reportkit.disk.receipts import Receipt
from reportkit.disk.rounds import Issued, IssuedRound
from reportkit.disk.trouble import DiskError
from reportkit.disk.workspace import Outgoing, Workspace
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.model import Role
from reportkit.period import Period
from tests.unix import O_NONBLOCK, makedev, mkfifo

Q2 = Period.parse("2022-Q2")


def test_a_file_is_written_whole_and_the_same_bytes_are_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "deep" / "file.txt"
    outbox.write_whole(place, b"one")
    os.utime(place, (1, 1))
    outbox.write_whole(place, b"one")
    assert place.stat().st_mtime == 1
    outbox.write_whole(place, b"two")
    assert place.read_bytes() == b"two"
    assert stat.S_IMODE(place.stat().st_mode) == 0o644
    assert [path.name for path in place.parent.iterdir()] == ["file.txt"]


def test_a_stop_while_writing_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "file.txt"
    outbox.write_whole(place, b"old")

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        outbox.write_whole(place, b"new")
    assert place.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["file.txt"]


@pytest.mark.skipif(os.name == "nt", reason="no folder can be opened there")
def test_first_the_bytes_and_then_the_name_are_made_to_last_through_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "file.txt"
    lasting: list[tuple[str, bool]] = []
    sync = os.fsync

    def noted(handle: int) -> None:
        what = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        lasting.append((what, place.exists()))
        sync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    outbox.write_whole(place, b"one")
    assert lasting == [("file", False), ("folder", True)]


def test_a_place_that_cannot_be_written_is_one_clear_refusal(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where a folder should be")
    with pytest.raises(ReportkitError) as refusal:
        outbox.write_whole(tmp_path / "outbox" / "x.xlsx", b"data")
    assert "x.xlsx" in refusal.value.message(Lang.HANS)
    assert "read-only" in refusal.value.hint(Lang.EN)
    with pytest.raises(ReportkitError):
        outbox.publish(tmp_path / "y.xlsx", b"data", outbox.Written(tmp_path / "outbox" / "written", tmp_path))


def test_what_is_written_anew_leaves_what_is_there(tmp_path: Path) -> None:
    place = tmp_path / "secret"
    for data in (b"first", b"second"):
        outbox.write_whole(place, data, anew=True)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("secret", b"first")]


def test_rounds_that_end_on_one_day_stand_in_the_order_of_their_length(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    for code in ("2022-H1", "2022-Q2", "2022-06", "2022-Q1"):
        (space.returns / code).mkdir(parents=True)
    assert [str(period) for period in space.rounds.periods()] == ["2022-Q1", "2022-06", "2022-Q2", "2022-H1"]


def test_a_source_is_let_go_only_where_its_place_holds_the_same_bytes(tmp_path: Path) -> None:
    source, place = tmp_path / "a.xlsx", tmp_path / "kept.xlsx"
    source.write_bytes(b"return")
    place.write_bytes(b"retur")
    assert inbox.release(source, place) is False
    assert inbox.release(source, source) is False
    assert source.read_bytes() == b"return"
    place.write_bytes(b"return")
    assert inbox.release(source, place) is True
    assert not source.exists()


def test_what_a_person_changed_is_set_aside(tmp_path: Path) -> None:
    place, written = tmp_path / "form.xlsx", outbox.Written(tmp_path / "own", tmp_path)
    assert outbox.publish(place, b"first", written) is None
    assert outbox.publish(place, b"second", written) is None
    for n in (1, 2):
        place.write_bytes(f"a person's own {n}".encode())
        os.utime(place, (n, n))
        aside = outbox.publish(place, b"third", written)
        assert aside == tmp_path / f"form (kept {n}).xlsx"
        assert aside.stat().st_mtime == n  # when the person edited it, not when it was set aside
        # As after a stop before the new file was written: what is kept already is not kept twice.
        place.write_bytes(aside.read_bytes())
        assert outbox.publish(place, b"third", written) == aside
        assert aside.read_bytes() == f"a person's own {n}".encode()
        assert place.read_bytes() == b"third"


def test_without_a_memory_any_other_file_counts_as_a_persons(tmp_path: Path) -> None:
    place = tmp_path / "master.xlsx"
    assert outbox.publish(place, b"first", None) is None
    assert outbox.publish(place, b"first", None) is None
    assert outbox.publish(place, b"second", None) == tmp_path / "master (kept 1).xlsx"


def test_only_what_was_written_at_that_very_place_is_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    written, place = outbox.Written(tmp_path / "own", tmp_path), folder / "report.xlsx"
    outbox.publish(place, b"first", written)
    copy = folder / "sent to the secretary 5 July.xlsx"
    copy.write_bytes(b"first")
    assert not outbox.retract(copy, written)
    assert copy.read_bytes() == b"first"
    assert outbox.retract(place, written)
    assert not place.exists()
    # What is taken away is forgotten: a file that a person puts there afterwards is that person's.
    place.write_bytes(b"first")
    assert not outbox.retract(place, written)


def test_an_output_outside_of_the_workspace_is_remembered_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "work"
    root.mkdir()
    monkeypatch.chdir(tmp_path)
    written = outbox.Written(root / "own", root)
    for data in (b"first", b"second"):
        assert outbox.publish(Path("merged.csv"), data, written) is None
    Path("merged.csv").write_bytes(b"a person's own")
    assert outbox.publish(Path("merged.csv"), b"third", written) == Path("merged (kept 1).csv")


def test_what_is_remembered_of_outputs_does_not_grow(tmp_path: Path) -> None:
    folder, own = tmp_path / "outbox", tmp_path / "own"
    written = outbox.Written(own, tmp_path)
    for n in range(20):
        outbox.publish(folder / "report.xlsx", f"{n}".encode(), written)
        outbox.publish(folder / f"{n}.xlsx", b"data", written)
    (record,) = own.rglob("report.xlsx.*")
    assert len(record.read_bytes()) <= 4 * 65
    for n in range(10):
        (folder / f"{n}.xlsx").unlink()
    written.forget_gone(folder)
    assert len([path for path in own.rglob("*") if path.is_file()]) == 11


def test_after_a_stop_between_memory_and_writing_nobody_is_taken_for_a_person(tmp_path: Path) -> None:
    written, place = outbox.Written(tmp_path / "own", tmp_path), tmp_path / "report.xlsx"
    outbox.publish(place, b"first", written)
    written.note(place, hashlib.sha256(b"second").hexdigest())
    assert outbox.publish(place, b"third", written) is None
    assert place.read_bytes() == b"third"


def test_a_torn_record_is_written_whole_again(tmp_path: Path) -> None:
    written, place = outbox.Written(tmp_path / "own", tmp_path), tmp_path / "report.xlsx"
    outbox.publish(place, b"first", written)
    (record,) = (path for path in (tmp_path / "own").rglob("*") if path.is_file())
    record.write_bytes(record.read_bytes() + b"0123")  # the power went in the middle of a line
    assert outbox.publish(place, b"second", written) is None
    assert outbox.publish(place, b"third", written) is None
    assert [len(line) for line in record.read_text("ascii").splitlines()] == [64, 64, 64]


def test_what_an_earlier_program_wrote_is_written_over_and_not_deleted(tmp_path: Path) -> None:
    own, place = tmp_path / "own", tmp_path / "report.xlsx"
    own.mkdir()
    place.write_bytes(b"old")
    (own / hashlib.sha256(b"old").hexdigest()).touch()
    written = outbox.Written(own, tmp_path)
    assert not outbox.retract(place, written)
    assert outbox.publish(place, b"new", written) is None
    # From then on the place is remembered: who puts the old file back there wants to keep it.
    place.write_bytes(b"old")
    aside = outbox.publish(place, b"newer", written)
    assert aside is not None
    assert aside.read_bytes() == b"old"


LINKS = pytest.mark.skipif(os.name == "nt", reason="a link wants rights there that a test does not have")


@LINKS
@pytest.mark.parametrize("folder", ["reports", "reports/leaders"])
def test_a_link_out_of_the_workspace_is_not_followed(tmp_path: Path, folder: str) -> None:
    root, elsewhere = tmp_path / "work", tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = root / "outbox" / "2022-Q2" / folder
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere, target_is_directory=True)
    written = outbox.Written(root / "own", root)
    with pytest.raises(DiskError) as refusal:
        outbox.publish(link / "report.xlsx", b"data", written)
    (elsewhere / "report.xlsx").write_bytes(b"data")
    assert "leads out" in refusal.value.message(Lang.EN)
    with pytest.raises(DiskError):
        outbox.retract(link / "report.xlsx", written)
    assert [path.name for path in elsewhere.iterdir()] == ["report.xlsx"]


@LINKS
def test_the_outbox_as_a_whole_may_be_a_link(tmp_path: Path) -> None:
    root, share = tmp_path / "work", tmp_path / "share"
    share.mkdir()
    root.mkdir()
    (root / "outbox").symlink_to(share, target_is_directory=True)
    written, place = outbox.Written(root / "own", root), root / "outbox" / "2022-Q2" / "report.xlsx"
    outbox.publish(place, b"data", written)
    assert (share / "2022-Q2" / "report.xlsx").read_bytes() == b"data"
    assert outbox.retract(place, written)


PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes among its files")
NUMBERS = pytest.mark.skipif(not hasattr(os, "makedev"), reason="a system without numbers of devices")


@PIPES
def test_the_inbox_is_listed_oldest_first_and_what_nobody_sent_is_left_with_a_word(tmp_path: Path) -> None:
    names = ["b.xlsx", "sub/a.xlsx", "Thumbs.db", ".gitkeep", "~$b.xlsx", ".hidden", "c.xlsx.crdownload"]
    for second, name in enumerate(names, start=1):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
        os.utime(path, (second, second))
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "b.xlsx")
    (tmp_path / "folder").symlink_to(tmp_path / "sub")
    (tmp_path / "nowhere.xlsx").symlink_to(tmp_path / "nothing")
    mkfifo(tmp_path / "pipe")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x").write_bytes(b"x")
    found = inbox.waiting([tmp_path], UTC)
    assert [item.name for item in found if not item.skipped] == ["b.xlsx", "sub/a.xlsx"]
    link = "链接（快捷方式），不是文件本身"
    assert {item.name: item.skipped.text(Lang.HANS) for item in found if item.skipped} == {
        "Thumbs.db": "系统自己生成的文件", "~$b.xlsx": "程序打开表格时的锁定文件", ".hidden": "隐藏文件",
        "c.xlsx.crdownload": "临时文件，或还没下载完的文件", "link.xlsx": link, "folder": link, "nowhere.xlsx": link,
        "pipe": "管道或设备，不是文件",
    }  # fmt: skip
    assert found[0].modified == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert [item.name for item in inbox.waiting([tmp_path / "b.xlsx"], UTC)] == ["b.xlsx"]
    with pytest.raises(ReportkitError):
        inbox.waiting([tmp_path / "nowhere"], UTC)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("区科技局.xlsx".encode("gb18030"), "区科技局.xlsx"),
        (b"\xff\xff.xlsx", "??.xlsx"),
        ("第一行\n第二行.xlsx".encode(), "第一行 第二行.xlsx"),
        ("\x1b[31m红\x07.xlsx".encode(), "[31m红.xlsx"),
        ("表\u202excod.xlsx".encode(), "表xcod.xlsx"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="names are bytes")
def test_any_name_a_disk_can_hold_is_told_on_one_line(tmp_path: Path, name: bytes, shown: str) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"x")
    (item,) = inbox.waiting([tmp_path], UTC)
    assert (item.name, inbox.read_still(item)) == (shown, b"x")


def noted(path: Path) -> inbox.Waiting:
    (item,) = inbox.waiting([path], UTC)
    return item


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who writes a file")
def test_a_file_that_someone_has_open_for_writing_is_left_for_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"first half")
    item = noted(path)
    with path.open("ab"):
        assert (inbox.read_still(item), inbox.is_still(item)) == (None, False)
    assert (inbox.read_still(item), inbox.is_still(item)) == (b"first half", True)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who writes a file")
def test_who_wants_to_write_a_file_that_is_being_read_need_not_wait(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"whole")
    with inbox._opened(path) as file:
        assert inbox._is_written(file) is False
        os.close(os.open(path, os.O_WRONLY | O_NONBLOCK))  # would be refused where it had to wait


class Clock:
    """The clocks of the machine, which stand still; who sleeps is told when it wakes."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, now: float, asleep: Callable[[], object] = lambda: None
    ) -> None:
        self.now, self.slept = now, 0.0
        self._asleep = asleep
        monkeypatch.setattr(time, "time", lambda: self.now)
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        monkeypatch.setattr(time, "sleep", self.sleep)

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass at once."""
        self.now, self.slept = self.now + seconds, self.slept + seconds
        self._asleep()


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on a disk that does not tell who writes there."""
    monkeypatch.setattr(inbox, "_is_written", lambda _: None)
    return tmp_path


@pytest.mark.parametrize(("seconds", "waits"), [(0, 2), (-3599, 2), (-3601, 0), (3599, 2), (3601, 0)])
def test_where_the_system_does_not_tell_a_file_of_the_last_hour_must_stay_as_it_is_for_two_seconds(
    share: Path, monkeypatch: pytest.MonkeyPatch, seconds: int, waits: float
) -> None:
    """The clock of a share may be ahead of this machine's."""
    path = share / "a.xlsx"
    path.write_bytes(b"whole")
    os.utime(path, (1_656_900_000 + seconds,) * 2)
    clock = Clock(monkeypatch, 1_656_900_000)
    assert inbox.read_still(noted(path)) == b"whole"
    assert clock.slept == waits


def test_however_many_files_came_they_wait_for_the_same_two_seconds_from_the_listing(
    share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (share / f"{number}.xlsx").write_bytes(b"whole")
    clock = Clock(monkeypatch, time.time())
    items = inbox.waiting([share], UTC)
    clock.now += 0.5
    assert [inbox.read_still(item) for item in items] == [b"whole"] * 3
    assert clock.slept == 1.5


@pytest.mark.parametrize("look", [inbox.read_still, inbox.is_still])
def test_what_grows_while_it_is_waited_for_is_still_being_written(
    share: Path, monkeypatch: pytest.MonkeyPatch, look: Callable[[inbox.Waiting], object]
) -> None:
    path = share / "a.xlsx"
    path.write_bytes(b"first half")
    Clock(monkeypatch, time.time(), lambda: path.write_bytes(b"first half, second half"))
    assert not look(noted(path))


def test_what_was_written_between_the_listing_and_the_reading_is_left_without_waiting(
    share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = share / "a.xlsx"
    path.write_bytes(b"first half")
    clock = Clock(monkeypatch, time.time())
    item = noted(path)
    path.write_bytes(b"first half, second half")
    assert (inbox.read_still(item), clock.slept) == (None, 0)


def test_what_grows_while_it_is_read_is_still_being_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"first half")

    class Growing(io.FileIO):
        """A file to which somebody adds while it is read."""

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            path.write_bytes(b"first half, second half")
            return data

    monkeypatch.setattr(inbox, "_opened", Growing)
    assert inbox.read_still(noted(path)) is None


@PIPES
def test_what_became_a_link_or_a_pipe_since_it_was_listed_is_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x")
    item = noted(path)
    path.unlink()
    path.symlink_to(tmp_path / "b.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"x")
    with pytest.raises(DiskError, match="symbolic"):
        inbox.read_still(item)
    path.unlink()
    mkfifo(path)
    assert inbox.read_still(item) is None


@NUMBERS
@pytest.mark.parametrize("mounts", ["", "29 1 0:27 / / rw - nfs4 server:/x rw\n"])
def test_a_disk_of_another_machine_is_no_own_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounts: str) -> None:
    table = tmp_path / "mountinfo"
    monkeypatch.setattr(inbox, "_MOUNTS", table)
    assert not inbox._is_own_disk(makedev(0, 27))
    table.write_text(mounts)
    assert not inbox._is_own_disk(makedev(0, 27))
    table.write_text(mounts + "30 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n")
    assert inbox._is_own_disk(makedev(8, 1))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells who writes a file")
def test_who_writes_on_the_disk_of_another_machine_this_one_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mountinfo").touch()
    monkeypatch.setattr(inbox, "_MOUNTS", tmp_path / "mountinfo")
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"whole")
    clock = Clock(monkeypatch, time.time())
    assert (inbox.read_still(noted(path)), clock.slept) == (b"whole", 2)


def blinking(name: str) -> Callable[..., Any]:
    """Return a listing of folders that fails for one of them, as on a share that is away for a moment."""
    listing = os.scandir

    def scandir(path: str) -> Any:  # noqa: ANN401 - whatever lists a folder
        if Path(path).name == name:
            raise OSError(errno.EIO, "Input/output error", str(path))
        return listing(path)

    return scandir


def test_a_folder_that_cannot_be_listed_just_now_is_told_and_the_rest_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.xlsx", "sub/b.xlsx", "z/c.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    monkeypatch.setattr(os, "scandir", blinking("sub"))
    found = {item.name: item for item in inbox.waiting([tmp_path], UTC)}
    assert set(found) == {"a.xlsx", "sub", "z/c.xlsx"}
    assert (found["sub"].size, found["sub"].skipped) == (-1, None)
    with pytest.raises(DiskError, match="it is a folder"):
        inbox.read_still(found["sub"])


def test_an_inbox_that_cannot_be_listed_is_never_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inbox").mkdir()
    monkeypatch.setattr(os, "scandir", blinking("inbox"))
    with pytest.raises(DiskError, match="does not answer"):
        inbox.waiting([tmp_path / "inbox"], UTC)


def test_a_file_that_cannot_be_looked_at_just_now_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"x")
    (tmp_path / "gone.xlsx").write_bytes(b"x")
    looking = Path.lstat

    def lstat(path: Path) -> os.stat_result:
        if path.name == "a.xlsx":
            raise OSError(errno.ESTALE, "Stale file handle")
        if path.name == "gone.xlsx":
            raise FileNotFoundError(path)
        return looking(path)

    monkeypatch.setattr(Path, "lstat", lstat)
    (found,) = inbox.waiting([tmp_path], UTC)
    assert (found.name, found.size) == ("a.xlsx", -1)
    assert inbox.read_still(found) is None


def test_an_original_moves_by_rename_and_is_kept_read_only(tmp_path: Path) -> None:
    source, place = tmp_path / "in" / "a.xlsx", tmp_path / "kept" / "a.xlsx"
    source.parent.mkdir()
    source.write_bytes(b"return")
    number = source.stat().st_ino
    inbox.take(source, place)
    assert not source.exists()
    assert (place.stat().st_ino, place.read_bytes(), place.stat().st_mode & 0o777) == (number, b"return", 0o444)
    inbox.take(place, place)
    assert place.exists()


def test_a_file_from_elsewhere_is_copied_and_stays_there(tmp_path: Path) -> None:
    source, place = tmp_path / "stick" / "a.xlsx", tmp_path / "kept" / "a.xlsx"
    source.parent.mkdir()
    source.write_bytes(b"return")
    inbox.take(source, place, copy=True)
    inbox.take(source, place, copy=True)
    assert source.read_bytes() == place.read_bytes() == b"return"
    assert [path.name for path in place.parent.iterdir()] == ["a.xlsx"]


def test_a_keeping_that_cannot_be_written_is_a_refusal_and_the_original_stays(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"return")
    (tmp_path / "kept").write_text("a file")
    with pytest.raises(ReportkitError):
        inbox.take(tmp_path / "a.xlsx", tmp_path / "kept" / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == b"return"


@pytest.mark.parametrize(
    ("number", "ends"),
    [(errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EROFS, True), (errno.EACCES, False), (errno.EBUSY, False)],
)
def test_a_disk_that_takes_nothing_ends_the_run_and_a_file_that_is_held_only_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, *, ends: bool
) -> None:
    source = tmp_path / "a.xlsx"
    source.write_bytes(b"return")

    def refuse(path: Path, _: Path) -> Path:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(ReportkitError) as refusal:
        inbox.take(source, tmp_path / "kept" / "a.xlsx")
    assert isinstance(refusal.value, inbox.StaysError) != ends
    assert source.read_bytes() == b"return"


def test_a_free_place_is_numbered(tmp_path: Path) -> None:
    assert inbox.free_place(tmp_path / "a.xlsx") == tmp_path / "a.xlsx"
    (tmp_path / "a.xlsx").touch()
    (tmp_path / "a-2.xlsx").touch()
    assert inbox.free_place(tmp_path / "a.xlsx") == tmp_path / "a-3.xlsx"


def test_the_secret_is_made_once_and_only_for_its_owner(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    secret = space.secret()
    assert len(secret) == 32
    assert Workspace(tmp_path).secret() == secret
    assert space.set_secret(b"another") == secret
    if os.name == "posix":  # elsewhere a folder's rights hold for what is in it
        assert (tmp_path / ".reportkit" / "secret").stat().st_mode & 0o777 == 0o600


def test_a_folder_without_templates_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(ReportkitError) as refusal:
        Workspace(tmp_path).read_master()
    assert "reportkit init" in refusal.value.hint(Lang.EN)
    (tmp_path / "templates").mkdir()
    with pytest.raises(ReportkitError) as refusal:
        Workspace(tmp_path).read_master()
    assert "templates/master.xlsx" in refusal.value.message(Lang.EN)
    with pytest.raises(ReportkitError):
        Workspace(tmp_path).read_form()


def test_rounds_and_receipts_are_remembered(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    assert space.rounds.recall(Q2) is None
    assert space.rounds.periods() == ()
    issued = IssuedRound(
        Q2,
        date(2022, 7, 5),
        (Issued("區科技局", "U001", Role.LEAD, "2022Q2-U001-AAAAAA", "outbox/x.xlsx", (1, 2)),),
        targets={"4.1": (("技術交易總額", "億元"), ("技術交易額", "億元"))},
        rows={"4": {"work": ("做大技術市場。",)}, "4.1": {"value": ("3", "5")}},
    )
    space.rounds.remember(issued)
    assert space.rounds.recall(Q2) == issued
    assert space.rounds.targets_issued() == {Q2: issued.targets}
    assert space.rounds.rows_issued() == {Q2: issued.rows}
    (tmp_path / "returns" / "2022-Q1").mkdir(parents=True)
    for other in ("quarantine", "2022年第三季度", "2022q3"):
        (tmp_path / "returns" / other).mkdir()
    assert [str(period) for period in space.rounds.periods()] == ["2022-Q1", "2022-Q2"]
    late = Receipt(
        "b" * 64,
        "b.xlsx",
        datetime(2022, 7, 2, tzinfo=UTC),
        2,
        "returns/b.xlsx",
        "2022-Q2",
        unit="U001",
        version=__version__,
    )
    soon = Receipt(
        "a" * 64,
        "a.xlsx",
        datetime(2022, 7, 1, tzinfo=UTC),
        1,
        "returns/a.xlsx",
        waits_for="2022-Q2",
        version=__version__,
    )
    for receipt in (late, soon):
        space.receipts.write(receipt)
    late, soon = (replace(receipt, version=__version__) for receipt in (late, soon))
    assert space.receipts.all() == (soon, late)
    (tmp_path / ".reportkit" / "receipts" / f"{'b' * 64}.json").write_text("torn {")
    assert Workspace(tmp_path).receipts.all() == (soon,)  # as a later run sees them


def test_a_second_run_waits_and_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "_LOCK_SECONDS", 0.1)
    (tmp_path / "templates").mkdir()
    space, refusals = Workspace(tmp_path), []

    def second() -> None:
        try:
            with Workspace(tmp_path).lock():
                pass
        except ReportkitError as error:
            refusals.append(error.message(Lang.EN))

    with space.lock():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(refusals) == 1
    assert "at work" in refusals[0]
    second()
    assert len(refusals) == 1


def test_what_was_told_is_forgotten_alone_or_with_all_the_rest(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    first, second, third = (letter * 64 for letter in "abc")
    for promised in (first, second, third):
        space.promise(promised)
    space.told(first)
    assert space.promised() == {second, third}
    space.told()
    assert space.promised() == set()


@pytest.mark.parametrize(
    "folder", [".reportkit/receipts", "templates", "outbox/2022-Q2/forms", "returns/2022-Q2/U001 局"]
)
def test_what_a_stopped_run_left_half_written_is_gone_with_the_next(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder
    place.mkdir(parents=True)
    (tmp_path / "templates").mkdir(exist_ok=True)
    for name in (".tmp-half", "whole.xlsx"):
        (place / name).write_bytes(b"x")
    with Workspace(tmp_path).lock():
        assert [path.name for path in place.iterdir()] == ["whole.xlsx"]


def test_paths_are_told_relative_to_the_workspace(tmp_path: Path) -> None:
    space = Workspace(tmp_path / "office")
    assert space.relative(tmp_path / "office" / "inbox" / "a.xlsx") == "inbox/a.xlsx"
    assert space.relative(tmp_path / "elsewhere.xlsx") == str(tmp_path / "elsewhere.xlsx")
    assert space.place(Q2, Outgoing.FORMS) == tmp_path / "office" / "outbox" / "2022-Q2" / "forms"


def test_a_secret_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", stop)
        with pytest.raises(KeyboardInterrupt):
            Workspace(tmp_path).secret()
    assert list((tmp_path / ".reportkit").iterdir()) == []
    secret = Workspace(tmp_path).secret()
    # A disk that knows no second names, and somebody who was first.
    monkeypatch.setattr(Path, "hardlink_to", blocked)
    assert Workspace(tmp_path).set_secret(b"other") == secret
    (tmp_path / ".reportkit" / "secret").unlink()
    made = Workspace(tmp_path).secret()
    assert (len(made), Workspace(tmp_path).secret()) == (32, made)
    assert [path.name for path in (tmp_path / ".reportkit").iterdir()] == ["secret"]


def blocked(*_: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.mark.parametrize(("before", "refused", "left"), [
    ((), True, None), ((), False, {"lock"}), (("lock",), True, {"lock"}), (("secret",), True, {"lock", "secret"}),
])  # fmt: skip
def test_a_refusal_leaves_no_lock_where_nothing_was_remembered(
    tmp_path: Path, before: tuple[str, ...], *, refused: bool, left: set[str] | None
) -> None:
    space = Workspace(tmp_path)
    space.templates.mkdir()
    for name in before:
        space.own.mkdir(exist_ok=True)
        (space.own / name).touch()
    with contextlib.suppress(ReportkitError), space.lock():
        if refused:
            space.read_master()
    assert ({path.name for path in space.own.iterdir()} if space.own.exists() else None) == left


def test_what_was_written_before_a_refusal_stays(tmp_path: Path) -> None:
    space = Workspace(tmp_path)
    space.templates.mkdir()
    with contextlib.suppress(ReportkitError), space.lock():
        space.secret()
        space.read_master()
    assert {path.name for path in space.own.iterdir()} == {"lock", "secret"}


@pytest.mark.parametrize("torn", ["", "zz", "é"])
def test_a_damaged_secret_is_never_used_nor_made_anew(tmp_path: Path, torn: str) -> None:
    (tmp_path / ".reportkit").mkdir()
    (tmp_path / ".reportkit" / "secret").write_text(torn, encoding="utf-8")
    for ask in (Workspace(tmp_path).secret, lambda: Workspace(tmp_path).set_secret(b"new")):
        with pytest.raises(ReportkitError) as refusal:
            ask()
        assert ".reportkit/secret" in refusal.value.message(Lang.EN)
    assert (tmp_path / ".reportkit" / "secret").read_text(encoding="utf-8") == torn


FORM = """{"due": "2022-07-05", "forms": [
    {"unit": "a", "code": "U001", "role": "lead", "form_id": "", "path": "", "tasks": [1]}]}"""


@pytest.mark.parametrize(
    "torn",
    ["", '{"due": "2022', "[]", "{}", '{"due": "soon", "forms": []}', '{"due": 5}', '{"due": 5, "forms": []}',
     '{"due": "2022-07-05", "forms": 3}', '{"due": "2022-07-05", "forms": [{}]}',
     '{"due": "2022-07-05", "forms": [], "types": 5}', '{"due": "2022-07-05", "forms": [], "types": {"a": []}}',
     '{"due": "2022-07-05", "forms": [], "targets": {"4.1": [["a"]]}}',
     '{"due": "2022-07-05", "forms": [], "targets": {"4.1": [["a", 5]]}}',
     FORM.replace('"U001"', "[]"), FORM.replace('"a"', "1"), FORM.replace("[1]", '["1"]'), FORM.replace("[1]", "1"),
     FORM.replace('"lead"', "{}"), pytest.param('{"due": ' + "[" * 100_000, id="nested")],
)  # fmt: skip
def test_a_damaged_record_of_a_round_is_one_clear_refusal(tmp_path: Path, torn: str) -> None:
    space = Workspace(tmp_path)
    space.rounds.remember(IssuedRound(Q2, date(2022, 7, 5)))
    place = tmp_path / ".reportkit" / "rounds" / "2022-Q2.json"
    place.write_text(FORM)
    assert space.rounds.recall(Q2) == IssuedRound(Q2, date(2022, 7, 5), (Issued("a", "U001", Role.LEAD, "", "", (1,)),))
    place.write_text(torn)
    with pytest.raises(ReportkitError) as refusal:
        space.rounds.recall(Q2)
    assert ".reportkit/rounds/2022-Q2.json" in refusal.value.message(Lang.EN)
    assert "distribute --period 2022-Q2" in refusal.value.hint(Lang.HANS)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('"order": 1', '"order": "x"'), ('"run": 0', '"run": "x"'), ('"chosen": 0', '"chosen": null'),
        ('"received": "2022', '"received": "soon'), ('"name"', '"nome"'), ('"name": "a.xlsx"', '"name": 3'),
        ('"stored": "returns/a.xlsx"', '"stored": null'), ('"period": ""', '"period": null'),
        ('"sha256": "a', '"sha256": "b'), ("{", "[{"), pytest.param("{", "[" * 100_000, id="nested"),
        ('"unit": ""', '"unit": []'), ('"dated": ""', '"dated": 5'), ("+00:00", ""),
        ('"claimed": false', '"claimed": []'),
    ],
)  # fmt: skip
def test_a_damaged_receipt_is_none_and_one_of_a_later_version_is_read(tmp_path: Path, was: str, now: str) -> None:
    space = Workspace(tmp_path)
    receipt = Receipt("a" * 64, "a.xlsx", datetime(2022, 7, 1, tzinfo=UTC), 1, "returns/a.xlsx", version=__version__)
    space.receipts.write(receipt)
    place = tmp_path / ".reportkit" / "receipts" / f"{'a' * 64}.json"
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("{", '{"later": 1,', 1), encoding="utf-8")
    assert space.receipts.get("a" * 64) == replace(receipt, version=__version__)
    place.write_text(text.replace(was, now), encoding="utf-8")
    assert space.receipts.get("a" * 64) is None
    assert space.receipts.all() == ()


@pytest.mark.parametrize(
    ("code", "said", "todo"),
    [(errno.ENOSPC, "磁盘已满", "清理磁盘"), (errno.EACCES, "没有权限", "Excel"), (errno.ELOOP, "links", "Excel")],
)
def test_what_a_disk_says_is_told_in_words_of_the_office(code: int, said: str, todo: str, tmp_path: Path) -> None:
    refusal = outbox.cannot_write(tmp_path / "a.xlsx", OSError(code, os.strerror(code)))
    assert said in refusal.message(Lang.HANS)
    assert todo in refusal.hint(Lang.HANS)
