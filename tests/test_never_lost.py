"""Nothing is lost, nothing doubled: `collect` stopped at every step it takes on the disk, and at random moments.

Each run is a forked child, so that it can die as a process dies. What the domain works out is worked out once and
remembered: here only the edges are on trial.
"""

import errno
import gc
import hashlib
import io
import json
import os
import random
import shutil
import signal
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from reportkit import office, replies, rounds, workers
from reportkit.errors import ReportkitError
from reportkit.intake import Opening
from reportkit.workflow import collect
from reportkit.workspace import Workspace
from tests.office import Office, fill

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child that dies needs fork")

MOMENT = datetime(2022, 7, 4, 18, tzinfo=UTC)
DONE, REFUSED, FAULT, KILLED = 0, 2, 3, 9
STEPS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.chmod", "os.utime", "os.rmdir"})


@dataclass(frozen=True, slots=True)
class Trial:
    """An office before it collects, and what it looks like after an undisturbed run."""

    before: Path
    after: dict[str, bytes]
    given: Counter[str]
    scratch: Path

    def fresh(self) -> Path:
        """Return the workspace as it was before, once more."""
        shutil.rmtree(self.scratch, ignore_errors=True)
        shutil.copytree(self.before, self.scratch)
        return self.scratch


def remembered(function: Callable[..., Any], *skipped: int) -> Callable[..., Any]:
    """Return a pure function that works each answer out once; arguments at `skipped` are always the same."""
    known: dict[str, Any] = {}

    def answer(*args: Any, **more: Any) -> Any:  # noqa: ANN401 - whatever the function takes
        key = repr([a for n, a in enumerate(args) if n not in skipped]) + repr(sorted(more.items()))
        if key not in known:
            known[key] = function(*args, **more)
        return known[key]

    return answer


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    folder = tmp_path_factory.mktemp("office")
    before = folder / "before"
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
    with pytest.MonkeyPatch.context() as patch:
        for module, name, skipped in (
            (office, "read_master", ()), (office, "read_template", ()), (workers, "read_return", (2,)),
            (rounds, "check", ()), (rounds, "assignments", ()), (rounds, "merge", ()),
            (workers, "correction_copy", ()), (replies, "write_check_report", ()), (workers, "open_bundle", ()),
        ):  # fmt: skip
            patch.setattr(module, name, remembered(getattr(module, name), *skipped))
        given = Counter(hashlib.sha256(data).hexdigest() for data in sent.values())
        found = Trial(before, {}, given, folder / "scratch")
        take_all(found.fresh())
        found.after.update(contents(found.scratch))
        gc.freeze()  # children do not copy what they never change
        yield found
        gc.unfreeze()


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
    message.set_content("见附件。")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def take_all(root: Path) -> None:
    collect(Workspace(root), (), MOMENT, Opening())


def contents(root: Path) -> dict[str, bytes]:
    """Return every file of what came, what is kept, what is remembered and what goes back."""
    tops = ("inbox", "returns", ".reportkit", "outbox/2022-Q2")
    paths = (path for top in tops for path in (root / top).rglob("*") if path.is_file() and path.name != "lock")
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
    return {name: counted_anew(data) if "/receipts/" in name else data for name, data in found.items()}


def counted_anew(receipt: bytes) -> bytes:
    """Return a receipt without the numbers of arrival: a run that is taken up again goes on counting."""
    return json.dumps(
        {name: value for name, value in json.loads(receipt).items() if name not in ("order", "run")}
    ).encode()


def child(root: Path, hook: Callable[[str, tuple[Any, ...]], None] | None) -> int:
    """Collect in a child of its own, every step on the workspace's disk told to `hook` first; return its status."""
    number = os.fork()
    if number == 0:
        status = FAULT
        try:
            if hook is not None:
                watch(root, hook)
            take_all(root)
            status = DONE
        except ReportkitError:
            status = REFUSED
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def watch(root: Path, hook: Callable[[str, tuple[Any, ...]], None]) -> None:
    sync = os.fsync

    def told(event: str, args: tuple[Any, ...]) -> None:
        if event in STEPS or event == "open":
            path = str(args[0])
            if path.startswith(str(root)) and not path.endswith("lock"):
                is_reading = event == "open" and not args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
                hook("read" if is_reading else event, args)

    def fsync(fd: Any) -> None:  # noqa: ANN401 - whatever has a file number
        hook("fsync", ())
        sync(fd)

    os.fsync = fsync
    sys.addaudithook(told)


def steps(root: Path) -> list[str]:
    """Return the steps of an undisturbed run."""
    reading, writing = os.pipe()

    def note(event: str, _: tuple[Any, ...]) -> None:
        os.write(writing, f"{event}\n".encode())

    status = child(root, note)
    assert status == DONE
    os.close(writing)
    with os.fdopen(reading) as told:
        return told.read().split()


def nothing_lost(trial: Trial) -> None:
    """Every byte that was given lies in the inbox or among the returns, and none of it twice."""
    root = trial.scratch
    files = [p for top in ("inbox", "returns") for p in (root / top).rglob("*") if p.is_file()]
    there = Counter(hashlib.sha256(p.read_bytes()).hexdigest() for p in files if not p.name.startswith(".tmp-"))
    assert {digest: there[digest] for digest in trial.given} == dict(trial.given)


def the_next_run_finishes(trial: Trial) -> None:
    nothing_lost(trial)
    assert child(trial.scratch, None) == DONE
    nothing_lost(trial)
    assert contents(trial.scratch) == trial.after


def at(n: int, action: Callable[[], None], only: frozenset[str]) -> Callable[[str, tuple[Any, ...]], None]:
    """Return a hook that acts at the n-th of some steps."""
    seen = 0

    def hook(event: str, _: tuple[Any, ...]) -> None:
        nonlocal seen
        if event in only:
            seen += 1
            if seen == n:
                action()

    return hook


WRITES = STEPS | {"open"}


def test_a_run_killed_before_any_step_on_the_disk_is_finished_by_the_next(trial: Trial) -> None:
    count = sum(step in WRITES for step in steps(trial.fresh()))
    assert count > 90
    # The first steps file what came, the later ones write what goes back, each in the same few steps.
    for n in (*range(1, 80, 2), *range(80, count + 1, 12)):
        assert child(trial.fresh(), at(n, partial(os._exit, KILLED), WRITES)) == KILLED
        the_next_run_finishes(trial)


def test_a_run_killed_at_random_moments_is_finished_by_the_next(trial: Trial) -> None:
    chance, killed = random.Random(7), 0  # noqa: S311 - moments, not secrets
    began = time.perf_counter()
    assert child(trial.fresh(), None) == DONE
    usual = time.perf_counter() - began
    for _ in range(20):
        root = trial.fresh()
        number = os.fork()
        if number == 0:
            take_all(root)
            os._exit(DONE)
        time.sleep(chance.uniform(0, usual))
        os.kill(number, signal.SIGKILL)
        killed += os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == -signal.SIGKILL
        the_next_run_finishes(trial)
    assert killed > 4


def fails(code: int) -> Callable[[], None]:
    def fail() -> None:
        raise OSError(code, os.strerror(code))

    return fail


def test_a_disk_that_is_full_from_any_moment_on_is_one_clear_refusal(trial: Trial) -> None:
    writes = frozenset({"open", "os.mkdir", "fsync"})
    count = sum(step in writes for step in steps(trial.fresh()))
    for n in range(1, count + 1, 11):
        seen = 0

        def full(event: str, _: tuple[Any, ...], n: int = n) -> None:
            nonlocal seen
            seen += event in writes
            if event in writes and seen >= n:
                fails(errno.ENOSPC)()

        assert child(trial.fresh(), full) in (REFUSED, DONE)
        nothing_lost(trial)
        assert child(trial.scratch, None) == DONE
        nothing_lost(trial)
        assert not any((trial.scratch / "inbox").rglob("*.*"))


@pytest.mark.parametrize(("code", "only"), [(errno.EACCES, {"os.rename"}), (errno.EIO, WRITES | {"read"})])
def test_a_file_that_is_open_elsewhere_or_a_share_that_blinks(trial: Trial, code: int, only: set[str]) -> None:
    wanted = frozenset(only)
    count = sum(step in wanted for step in steps(trial.fresh()))
    for n in range(1, count + 1, 1 if code == errno.EACCES else 15):
        assert child(trial.fresh(), at(n, fails(code), wanted)) in (REFUSED, DONE), n
        nothing_lost(trial)
        assert child(trial.scratch, None) == DONE
        nothing_lost(trial)
        assert not any((trial.scratch / "inbox").rglob("*.*"))
        assert set(contents(trial.scratch)) >= {name for name in trial.after if name.startswith("returns/2022-Q2")}


def test_two_runs_at_once_do_what_one_does(trial: Trial) -> None:
    root = trial.fresh()
    number = os.fork()
    if number == 0:
        take_all(root)
        os._exit(DONE)
    assert child(root, None) == DONE
    assert os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]) == DONE
    nothing_lost(trial)
    assert contents(root) == trial.after
