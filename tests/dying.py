"""An office that is stopped: children that do its work, die at a chosen step on the disk, and are compared afterwards.

Each run is a forked child, so that it can die as a process dies. What the domain works out is worked out once and
remembered: here only the edges are on trial.
"""

import gc
import hashlib
import io
import json
import os
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from reportkit.corrections import marked_copy
from reportkit.disk.work import Workers
from reportkit.disk.workspace import Workspace
from reportkit.files import archives
from reportkit.forms import look_sheet
from reportkit.forms import reading as form_reading
from reportkit.language.errors import ReportkitError
from reportkit.lists import importing
from reportkit.master import reading as master_reading
from reportkit.returns import reading as returns_reading
from reportkit.round import publishing, replies, settling
from reportkit.round.collected import Opening
from reportkit.round.edges import Edges
from reportkit.workflow import distribute, import_source
from reportkit.workflow.collect import collect
from tests import unix
from tests.in_process import InProcess
from tests.office import Office, fill
from tests.unix import SIGKILL, exit_code

MOMENT = datetime(2022, 7, 4, 18, tzinfo=UTC)
DONE, REFUSED, FAULT, KILLED = 0, 2, 3, 9
WRITES = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.utime", "os.rmdir", "os.truncate"})
"""Steps that change the disk, by the name of their audit event; `open` here is one for writing."""

_KEPT = ("inbox", "returns")
_TOPS = (*_KEPT, ".reportkit", "templates", "outbox/2022-Q2")
_REMEMBERED = (
    (master_reading, "read_master", ()), (form_reading, "read_template", ()), (look_sheet, "read_look", ()),
    (returns_reading, "read_return", (2,)), (marked_copy, "correction_copy", ()), (archives, "open_bundle", ()),
    (settling, "check", ()), (settling, "assignments", ()), (settling, "merge", ()),
    (replies, "write_check_report", ()),
    (importing, "import_lists", ()), (import_source, "renew", ()), (import_source, "write_master", ()),
    (distribute, "write_form", ()), (publishing, "write_consolidated", (0, 1, 2)),
    (publishing, "write_leader", (0, 2)), (publishing, "write_public", (0, 1)),
)  # fmt: skip

Work = Callable[[Path], None]
Hook = Callable[[str, tuple[Any, ...]], None]


@dataclass(frozen=True, slots=True)
class Trial:
    """An office before a command, and what it looks like after an undisturbed run of it.

    Attributes:
        before: the workspace as it was.
        after: every file with its bytes after the run.
        given: how often each digest was given, which must lie there as often at any moment.
        scratch: where the runs take place.
        work: the command.
    """

    before: Path
    after: dict[str, bytes]
    given: Counter[str]
    scratch: Path
    work: Work

    def fresh(self) -> Path:
        """Return the workspace as it was before, once more."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        shutil.copytree(self.before, self.scratch)
        return self.scratch

    def steps(self, wanted: frozenset[str] = WRITES) -> int:
        """Return how many of some steps an undisturbed run takes."""
        return sum(event in wanted for event in told_steps(self.fresh(), self.work))

    def dies(self, hook: Hook | None) -> int:
        """Do the work in a fresh workspace, every step told to `hook` first; return its exit status."""
        return child(self.fresh(), self.work, hook)

    def again(self) -> int:
        """Do the work once more where the last run left off; return its exit status."""
        return child(self.scratch, self.work, None)

    def nothing_lost(self) -> None:
        """Every byte that was given lies in the inbox or among the returns, and none of it twice."""
        there = self.there()
        assert {digest: there[digest] for digest in self.given} == dict(self.given)

    def there(self) -> Counter[str]:
        """Return how often each digest lies in the inbox or among the returns, half-written files apart."""
        files = [p for top in _KEPT for p in (self.scratch / top).rglob("*") if p.is_file()]
        return Counter(digest(p.read_bytes()) for p in files if not p.name.startswith(".tmp-"))

    def stopped(self, around: Callable[[Hook], Hook] = lambda hook: hook) -> Iterator[int]:
        """Put the workspace into the state in which a kill before each step leaves it; yield which step that is.

        One run is copied before each of its steps: what a process holds in memory is lost with it, so nothing else
        is there after a kill. Kills themselves are on trial elsewhere.

        Args:
            around: returns the hook that is told each step, from the one that copies.
        """
        states, count = self.scratch.with_name(f"steps of {self.scratch.name}"), 0
        states.mkdir()

        def keep(event: str, _: tuple[Any, ...]) -> None:
            nonlocal count
            if event in WRITES:
                count += 1
                shutil.copytree(self.scratch, states / str(count))

        assert self.dies(around(keep)) == DONE
        for number in range(1, len(list(states.iterdir())) + 1):
            shutil.rmtree(self.scratch)
            (states / str(number)).rename(self.scratch)
            yield number
        states.rmdir()

    def is_finished(self) -> None:
        """Nothing was lost, the next run finishes, and every file is what it is after an undisturbed run."""
        self.nothing_lost()
        assert self.again() == DONE
        self.nothing_lost()
        now = contents(self.scratch)
        assert [name for name in now.keys() | self.after.keys() if now.get(name) != self.after.get(name)] == []


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextmanager
def memory_disk(otherwise: Path) -> Iterator[Path]:
    """Give a folder on a disk in memory where there is one: hundreds of runs, each syncing each file it writes."""
    shared = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    if not (shared.is_dir() and os.access(shared, os.W_OK)):
        yield otherwise
        return
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        yield Path(folder)


@contextmanager
def remembering() -> Iterator[None]:
    """Have everything that the domain works out worked out once; children are forked from there."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, skipped in _REMEMBERED:
            patch.setattr(module, name, _remembered(getattr(module, name), *skipped))
        yield
        # What the children were kept from copying may go, and is found again by what looks for references.
        gc.unfreeze()
        gc.collect()


def _remembered(function: Callable[..., Any], *skipped: int) -> Callable[..., Any]:
    """Return a pure function that works each answer out once; arguments at `skipped` are always the same."""
    known: dict[str, Any] = {}

    def answer(*args: Any, **more: Any) -> Any:  # noqa: ANN401 - whatever the function takes
        key = repr([a for n, a in enumerate(args) if n not in skipped]) + repr(sorted(more.items()))
        if key not in known:
            known[key] = function(*args, **more)
        return known[key]

    return answer


def on_trial(before: Path, scratch: Path, work: Work) -> Trial:
    """Run a command once, undisturbed, and return the trial of it."""
    files = [p for top in _KEPT for p in (before / top).rglob("*") if p.is_file()]
    trial = Trial(before, {}, Counter(digest(p.read_bytes()) for p in files), scratch, work)
    work(trial.fresh())
    trial.after.update(contents(scratch))
    gc.freeze()  # children do not copy what they never change
    return trial


def full_inbox(before: Path) -> None:
    """Make an office with a full inbox: good and faulty, once and twice, in a folder, an archive and a mail."""
    before.mkdir()
    small = Office(before)
    forms = small.distribute()
    good = fill(forms["区科技局"])
    sent = {
        "好.xlsx": good,
        "有错.xlsx": fill(forms["区住建局"], {3: {"status": "完成80%"}}),
        "sub/照片.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
        "又一份.xlsx": good,
        "一包.zip": packed({"经信.xlsx": fill(forms["区经信局"]), "说明.txt": b"a"}),
        "邮件.eml": mail({"环境.xlsx": fill(forms["市生态环境局余杭分局"])}),
    }
    for second, (name, data) in enumerate(sent.items()):
        (before / "inbox" / name).parent.mkdir(exist_ok=True)
        small.send(name, data)
        os.utime(before / "inbox" / name, (1_656_900_000 + second,) * 2)


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2022, 7, 1, 9, 0, 0)), data)
    return stream.getvalue()


def mail(attached: dict[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.cn", "b@example.cn", "报送"
    message["Date"] = "Fri, 01 Jul 2022 09:00:00 +0800"
    message.set_content("见附件。", cte="base64")
    message.make_mixed(boundary="=_the_same_every_time")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def edges(root: Path, workers: Workers | None = None) -> Edges:
    """Return an office in the evening of the day of the runs, which reads by itself where nobody else is named."""
    return Edges(Workspace(root), MOMENT, workers or InProcess())


def take_all(root: Path, workers: Workers | None = None) -> None:
    collect(edges(root, workers), (), Opening())


def contents(root: Path) -> dict[str, bytes]:
    """Return every file of what came, what is kept, what is remembered and what goes out, with its bytes.

    What is in the store is none of it: it can be deleted.
    """
    paths = (path for top in _TOPS for path in (root / top).rglob("*") if path.is_file() and path.name != "lock")
    paths = (path for path in paths if path.parent.name != "store")
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    return {
        name: _counted_anew(data) if name.startswith(".reportkit/receipts/") else data for name, data in found.items()
    }


def _counted_anew(receipt: bytes) -> bytes:
    """Return a receipt without the numbers of arrival: a run that is taken up again goes on counting."""
    counted = ("order", "run", "chosen")
    return json.dumps({name: value for name, value in json.loads(receipt).items() if name not in counted}).encode()


def child(root: Path, work: Work, hook: Hook | None) -> int:
    """Work in a child of its own, every step on the workspace's disk told to `hook` first; return its status."""
    number = fork(root, work, hook)
    return exit_code(number)


def fork(root: Path, work: Work, hook: Hook | None = None) -> int:
    """Start a child and return its number."""
    number = unix.fork()
    if number == 0:
        status = FAULT
        try:
            if hook is not None:
                watch(root, hook)
            work(root)
            status = DONE
        except ReportkitError:
            status = REFUSED
        finally:
            os._exit(status)
    return number


def killed_after(number: int, seconds: float) -> bool:
    """Kill a child after some time; False where it had come to its end before."""
    time.sleep(seconds)
    os.kill(number, SIGKILL)
    return exit_code(number) == -SIGKILL


def watch(root: Path, hook: Hook) -> None:
    """Tell every step on the disk of a workspace to `hook`, for the rest of this process."""
    sync = os.fsync

    def told(event: str, args: tuple[Any, ...]) -> None:
        if event in WRITES:
            path = str(args[0])
            if path.startswith(str(root)) and not path.endswith("lock"):
                is_reading = event == "open" and not args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
                hook("read" if is_reading else event, args)

    def fsync(fd: Any) -> None:  # noqa: ANN401 - whatever has a file number
        hook("fsync", ())
        sync(fd)

    os.fsync = fsync
    sys.addaudithook(told)


def told_steps(root: Path, work: Work) -> list[str]:
    """Return the steps of an undisturbed run."""
    reading, writing = os.pipe()

    def note(event: str, _: tuple[Any, ...]) -> None:
        os.write(writing, f"{event}\n".encode())

    status = child(root, work, note)
    os.close(writing)
    with os.fdopen(reading) as told:
        events = told.read().split()
    assert status == DONE
    return events


def at(n: int, action: Callable[[], None], only: frozenset[str] = WRITES) -> Hook:
    """Return a hook that acts at the n-th of some steps, counted from 1."""
    seen = 0

    def hook(event: str, _: tuple[Any, ...]) -> None:
        nonlocal seen
        if event in only:
            seen += 1
            if seen == n:
                action()

    return hook


def die() -> None:
    os._exit(KILLED)


def fails(code: int) -> Callable[[], None]:
    """Return an action that fails as a disk does."""

    def fail() -> None:
        raise OSError(code, os.strerror(code))

    return fail
