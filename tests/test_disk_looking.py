"""Reading from the disk: files only, and none without bound."""

import contextlib
import io
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

import pytest

from reportkit.disk import inbox, looking
from reportkit.disk.inbox import waiting
from reportkit.disk.looking import MOST, digest_of, holds, pieces, read, read_if_there
from reportkit.disk.trouble import DiskError, NoFileError
from reportkit.files.archives import MAX_BUNDLE
from reportkit.files.limits import LIST, RETURN
from reportkit.language.words import Lang
from tests.office import Office, fill
from tests.unix import alarm, mkfifo

Q2 = ("--period", "2022-Q2")
UNIT = "区住建局"


def pipe(place: Path) -> None:
    mkfifo(place)


def folder(place: Path) -> None:
    place.mkdir()


def device(place: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no device that lies on a disk")
    else:
        place.symlink_to(os.devnull)


def plug(place: Path) -> None:
    """Bind a socket; its name may be no longer than a hundred bytes."""
    if sys.platform == "win32":
        pytest.skip("Windows has no socket that lies on a disk")
    else:
        with contextlib.chdir(place.parent), socket.socket(socket.AF_UNIX) as end:
            end.bind(place.name)


KINDS: dict[str, Callable[[Path], None]] = {
    "是一个管道": pipe,
    "是一个文件夹": folder,
    "是一个设备": device,
    "是一个套接字": plug,
}


@pytest.fixture(autouse=True)
def _end_of_waiting() -> Iterator[None]:
    """End a test that waits for a pipe nobody writes, instead of waiting with it."""

    def stop(*_: object) -> None:
        pytest.fail("it waits for ever")

    if sys.platform == "win32":
        yield
    else:
        before = signal.signal(signal.SIGALRM, stop)
        alarm(300)
        yield
        alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office with one return that counts."""
    top = tmp_path_factory.mktemp("offices") / "office"
    top.mkdir()
    office = Office(top)
    office.send("住建.xlsx", fill(office.distribute()[UNIT]))
    office.collect(*Q2, "--today", "2022-07-04")
    return office


@pytest.mark.parametrize("why", KINDS)
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("new.txt", ("import", "new.txt")),
        ("templates/master.xlsx", ("check",)),
        ("templates/master.xlsx", ("import", "list-2022.txt")),
        ("templates/form.xlsx", ("check",)),
        ("templates/form.xlsx", ("distribute", "--period", "2022-Q3")),
        (".reportkit/imported.xlsx", ("import", "list-2022.txt")),
        (".reportkit/secret", ("status",)),
        (".reportkit/rounds/2022-Q2.json", ("status",)),
        (".reportkit/receipts/*.json", ("status",)),
        ("returns/2022-Q2/*/*.xlsx", ("merge", *Q2)),
        ("new.xlsx", ("accept", "new.xlsx", *Q2, "--unit", UNIT)),
        ("new.xlsx", ("collect", "new.xlsx")),
    ],
)
def test_what_is_no_file_is_said_to_be_that_at_once(  # noqa: PLR0917 - a table of two sides
    collected: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, words: tuple[str, ...], why: str
) -> None:
    if words[0] == "collect" and why == "是一个文件夹":
        pytest.skip("a folder is what collect may be given")
    office = collected.moved(tmp_path / "office")
    monkeypatch.chdir(office.folder)
    path = next(iter(office.folder.glob(place)), office.folder / place)
    path.unlink(missing_ok=True)
    KINDS[why](path)
    status, out, err = office.run("--today", "2022-07-04", *words)
    message, hint = err.splitlines()
    assert (status, out) == (2, "")
    named = path.resolve() if words[0] == "accept" else path
    assert (named.name in message, why in message) == (True, True), message
    assert "请" in hint


@pytest.mark.parametrize("make", KINDS.values())
def test_nothing_but_a_file_is_opened(tmp_path: Path, make: Callable[[Path], None]) -> None:
    place = tmp_path / "a"
    make(place)
    for look in (read, read_if_there, digest_of):
        with pytest.raises(NoFileError):
            look(place)
    assert not holds(place, b"")


def test_what_becomes_a_pipe_between_the_look_and_the_opening_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, file = tmp_path / "a", tmp_path / "b"
    mkfifo(place)
    file.write_bytes(b"x")
    info = file.stat()
    with monkeypatch.context() as late:
        late.setattr(Path, "stat", lambda _: info)
        with pytest.raises(NoFileError, match="pipe"):
            read(place)


def test_a_file_is_read_up_to_a_limit(tmp_path: Path) -> None:
    place = tmp_path / "a"
    place.write_bytes(b"four")
    assert read(place, 4) == b"four"
    with pytest.raises(DiskError, match="larger than"):
        read(place, 3)


def test_whatever_may_be_read_of_a_file_lies_below_the_limit() -> None:
    assert max(MAX_BUNDLE, LIST.size, RETURN.size) <= MOST


class Endless(io.BytesIO):
    """A file to which somebody adds faster than it is read."""

    def read(self, size: int | None = -1) -> bytes:
        """Return as much as is asked for."""
        assert size is not None
        assert size >= 0, "it is read to its end, and has none"
        return b"x" * size


def test_of_a_file_that_grows_while_it_is_read_no_more_is_read_than_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "opened", lambda _: Endless())
    with pytest.raises(DiskError, match="larger than") as refusal:
        read(tmp_path / "a", 1024 * 1024)
    assert "超过 1 MB" in refusal.value.message(Lang.HANS)
    (tmp_path / "a").write_bytes(b"x")
    assert not holds(tmp_path / "a", b"x")


def test_of_a_file_that_grows_the_inbox_reads_no_more_than_was_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "a.xlsx"
    place.write_bytes(b"first half")

    class Growing(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size == len(b"first half") + 1
            return super().read(size)

    monkeypatch.setattr(inbox, "_opened", Growing)
    (item,) = waiting([place], UTC)
    assert inbox.read_still(item) == b"first half"


def test_a_file_that_grows_is_gone_through_to_where_it_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "_PIECE", 2)
    place = tmp_path / "a"
    place.write_bytes(b"123")
    with looking.opened(place) as file:
        found = pieces(file)
        first = next(found)
        with place.open("ab") as other:
            other.write(b"456")
        assert (first, *found) == (b"12", b"3")
