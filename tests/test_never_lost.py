"""Nothing is lost, nothing doubled: commands stopped at every step they take on the disk, and at random moments.

Every byte of the workspace is compared each time, with what was given and with what an undisturbed run leaves.
"""

import errno
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reportkit.period import Period
from reportkit.round.wanted import Wanted
from reportkit.workflow.accept import accept
from reportkit.workflow.distribute import Handout, distribute
from reportkit.workflow.import_source import import_source
from reportkit.workflow.merge import merge
from tests.dying import (
    DONE,
    KILLED,
    REFUSED,
    WRITES,
    Hook,
    Trial,
    at,
    child,
    contents,
    die,
    edges,
    fails,
    fork,
    full_inbox,
    killed_after,
    memory_disk,
    on_trial,
    remembering,
    take_all,
    told_steps,
    watch,
)
from tests.hands import opened
from tests.office import Office, fill
from tests.unix import SIGKILL

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child that dies needs fork")

Q2 = Period.parse("2022-Q2")


@pytest.fixture(scope="module")
def is_thorough(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--thorough"))


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with memory_disk(tmp_path_factory.mktemp("disk")) as folder, remembering():
        yield folder


@pytest.fixture(scope="module")
def trial(disk: Path) -> Trial:
    """The inbox of an office, collected."""
    full_inbox(disk / "before")
    return on_trial(disk / "before", disk / "scratch", take_all)


def test_a_run_killed_before_any_step_on_the_disk_is_finished_by_the_next(trial: Trial, *, is_thorough: bool) -> None:
    steps = 0
    for n in trial.stopped():
        if n % 3 == 1 or is_thorough:
            trial.is_finished()
        steps = n
    assert steps > 120


def test_a_run_killed_at_random_moments_many_times_is_finished_by_the_next(trial: Trial, *, is_thorough: bool) -> None:
    wanted = 200 if is_thorough else 12
    chance, killed = random.Random(7), 0  # noqa: S311 - moments, not secrets
    began = time.perf_counter()
    assert trial.dies(None) == DONE
    usual = time.perf_counter() - began
    for _ in range(3 * wanted):
        is_killed = killed_after(fork(trial.fresh(), trial.work), chance.uniform(0, usual))
        killed += is_killed
        # A machine that was busy while the run was timed may be free now: moments after its end kill nothing.
        usual *= 1.02 if is_killed else 0.9
        trial.is_finished()
        if killed == wanted:
            break
    assert killed == wanted


def test_a_run_that_finishes_after_a_kill_may_be_killed_as_well(trial: Trial, *, is_thorough: bool) -> None:
    chance, count, both = random.Random(11), trial.steps(), 0  # noqa: S311 - moments, not secrets
    tries = 60 if is_thorough else 9
    for _ in range(tries):
        assert trial.dies(at(chance.randint(1, count), die)) == KILLED
        second = child(trial.scratch, trial.work, at(chance.randint(1, count), die))
        both += second == KILLED
        assert second in (DONE, KILLED)
        trial.is_finished()
    assert both > tries // 6


def test_a_disk_that_is_full_from_any_moment_on_is_one_clear_refusal(trial: Trial, *, is_thorough: bool) -> None:
    writes = frozenset({"open", "os.mkdir", "fsync"})
    for n in range(1, trial.steps(writes) + 1, 1 if is_thorough else 7):
        assert trial.dies(full_from(n, writes)) in (REFUSED, DONE)
        trial.nothing_lost()
        assert trial.again() == DONE
        trial.nothing_lost()
        assert not any((trial.scratch / "inbox").rglob("*.*"))


def full_from(n: int, writes: frozenset[str]) -> Hook:
    """Return a hook by which the n-th write and every later one find no room."""
    seen = 0

    def full(event: str, _: tuple[Any, ...]) -> None:
        nonlocal seen
        seen += event in writes
        if event in writes and seen >= n:
            fails(errno.ENOSPC)()

    return full


@pytest.mark.parametrize(
    ("code", "only", "every"),
    [(errno.EACCES, {"os.rename"}, 2), (errno.EIO, WRITES | {"read"}, 19), (errno.ESTALE, WRITES | {"read"}, 37)],
)
def test_a_file_that_is_open_elsewhere_or_a_share_that_blinks(
    trial: Trial, code: int, only: set[str], every: int, *, is_thorough: bool
) -> None:
    wanted = frozenset(only)
    for n in range(1, trial.steps(wanted) + 1, 1 if is_thorough else every):
        assert trial.dies(at(n, fails(code), wanted)) in (REFUSED, DONE), n
        trial.nothing_lost()
        assert trial.again() == DONE
        trial.nothing_lost()
        assert not any((trial.scratch / "inbox").rglob("*.*"))
        assert set(contents(trial.scratch)) >= {name for name in trial.after if name.startswith("returns/2022-Q2")}


def test_two_runs_at_once_do_what_one_does(trial: Trial) -> None:
    root = trial.fresh()
    first = fork(root, trial.work)
    assert child(root, trial.work, None) == DONE
    assert os.waitstatus_to_exitcode(os.waitpid(first, 0)[1]) == DONE
    trial.nothing_lost()
    assert contents(root) == trial.after


# The keeping on another disk than the inbox ------------------------------------------------------------------


def across(then: Hook = lambda _, __: None) -> Hook:
    """Return a hook by which nothing can be renamed from the inbox into the keeping."""

    def hook(event: str, args: tuple[Any, ...]) -> None:
        then(event, args)
        if event == "os.rename" and "/inbox/" in str(args[0]) and "/returns/" in str(args[1]):
            fails(errno.EXDEV)()

    return hook


def test_onto_another_disk_what_came_is_copied_before_it_is_let_go(trial: Trial) -> None:
    assert trial.dies(across()) == DONE
    trial.nothing_lost()
    assert contents(trial.scratch) == trial.after


def test_a_kill_while_it_is_copied_onto_another_disk_is_finished_by_the_next_run(
    trial: Trial, *, is_thorough: bool
) -> None:
    steps = 0
    for n in trial.stopped(across):
        if n % 6 and not is_thorough:
            continue
        there = trial.there()
        # Between the copy and the removal of the source it lies there twice, for as long as nobody finishes.
        assert all(1 <= there[digest] - (given - 1) <= 2 for digest, given in trial.given.items())
        assert child(trial.scratch, trial.work, across()) == DONE
        trial.nothing_lost()
        assert contents(trial.scratch) == trial.after
        steps = n
    assert steps > 120


def test_an_inbox_that_is_a_link_to_a_share_on_another_disk(trial: Trial, tmp_path: Path) -> None:
    root = trial.fresh()
    shutil.move(root / "inbox", tmp_path / "share")
    (root / "inbox").symlink_to(tmp_path / "share")
    assert child(root, trial.work, None) == DONE
    trial.nothing_lost()
    assert [p for p in (tmp_path / "share").rglob("*") if p.is_file() and p.name != ".gitkeep"] == []
    assert {n: d for n, d in contents(root).items() if n.startswith("returns/")} == {
        n: d for n, d in trial.after.items() if n.startswith("returns/")
    }


# The other commands ------------------------------------------------------------------------------------------


def test_what_is_kept_is_never_opened_for_writing_never_removed_and_never_replaced(trial: Trial) -> None:
    broken, moved = trial.scratch.parent / "broken", trial.scratch.parent / "moved"

    def guard(event: str, args: tuple[Any, ...]) -> None:
        if event not in ("open", "os.remove", "os.truncate", "os.rename"):
            return
        path = Path(os.fsdecode(args[1 if event == "os.rename" else 0]))
        if event == "os.rename" and "/returns/" in str(path):
            moved.touch()
        is_kept = "/returns/" in str(path) and not path.name.startswith(".tmp-") and path.is_file()
        if is_kept:
            broken.write_text(f"{event} {path}", encoding="utf-8")

    def everything(root: Path) -> None:
        watch(root, guard)
        for _ in range(2):
            take_all(root)
            hand_out(root)
            write_reports(root)

    broken.unlink(missing_ok=True)
    assert child(trial.fresh(), everything, None) == DONE
    assert moved.exists()
    assert not broken.exists(), broken.read_text(encoding="utf-8")


def hand_out(root: Path) -> None:
    distribute(edges(root), Handout(Q2))


def write_reports(root: Path) -> None:
    merge(edges(root), Wanted(Q2))


def bring_in(root: Path) -> None:
    import_source(edges(root), [root / "list-2022.txt"], None)


def assign(root: Path) -> None:
    """Say whose the file in quarantine is; where that has been done, collect, which tells what became of it."""
    waiting = [p for p in (root / "returns" / "quarantine").glob("*谁的*") if not p.name.startswith(".tmp-")]
    for path in waiting:
        accept(edges(root), path, Q2, "区住建局")
    if not waiting:
        take_all(root)


@pytest.fixture(scope="module")
def collected(trial: Trial, disk: Path) -> Path:
    """An office that has collected; one return waits for a person, and a person has edited a form and a report."""
    (disk / "other").mkdir()
    foreign = fill(Office(disk / "other", is_another=True).distribute()["区住建局"], {3: {"percent": 44}})
    before = disk / "collected"
    shutil.copytree(trial.before, before)
    (before / "inbox" / "有错.xlsx").unlink()
    (before / "inbox" / "谁的.xlsx").write_bytes(foreign)
    os.utime(before / "inbox" / "谁的.xlsx", (1_656_900_000, 1_656_900_000))
    take_all(before)
    write_reports(before)
    for path in (before / "outbox" / "2022-Q2").rglob("*.xlsx"):
        if path.parent.name == "forms" or "彙總" in path.name or "汇总" in path.name:
            path.write_bytes(path.read_bytes() + b"an edit of the office's own")
    master = opened(before / "templates" / "master.xlsx")
    master.worksheets[0]["D4"] = "新增国家高新技术企业520家。"
    master.save(before / "templates" / "master.xlsx")
    source = before / "list-2022.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("600个", "650个"), encoding="utf-8")
    return before


@pytest.mark.parametrize("work", [hand_out, write_reports, assign, bring_in])
def test_any_command_killed_before_any_step_is_finished_by_the_next_run(
    collected: Path, disk: Path, work: Callable[[Path], None], *, is_thorough: bool
) -> None:
    trial = on_trial(collected, disk / "scratch-2", work)
    edited = {name: data for name, data in contents(collected).items() if is_edited(name)}
    assert edited
    steps = 0
    for n in trial.stopped():
        now = set(contents(trial.scratch).values())
        assert all(data in now for data in edited.values())
        if n % 2 or is_thorough:
            trial.is_finished()
        steps = n
    assert steps > 5


def is_edited(name: str) -> bool:
    if name.startswith(".reportkit/"):  # what is remembered of outputs stands there under their names
        return False
    return "/forms/" in name or "彙總" in name or "汇总" in name or name == "templates/master.xlsx"


# The program itself ------------------------------------------------------------------------------------------


def test_the_program_itself_killed_time_and_again_loses_nothing_and_leaves_no_reader_behind(
    trial: Trial, *, is_thorough: bool
) -> None:
    root, chance = trial.fresh(), random.Random(13)  # noqa: S311 - moments, not secrets
    words = [sys.executable, "-m", "reportkit", "--workspace", str(root), "--json", "--today", "2022-07-04", "collect"]
    took = run_time(words, root)
    killed = 0
    for round_ in range(50 if is_thorough else 1):
        trial.fresh()
        for _ in range(4):
            program = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.5 * took, 0.95 * took))
            program.send_signal(SIGKILL)
            killed += program.wait() == -SIGKILL
            trial.nothing_lost()
        done = subprocess.run(words, capture_output=True, check=False)
        assert done.returncode in (0, 1), (round_, done.stderr)
        trial.nothing_lost()
        assert {n: d for n, d in contents(root).items() if n.startswith("returns/")} == {
            n: d for n, d in trial.after.items() if n.startswith("returns/")
        }
    assert killed > 0
    assert readers_left(root) == []


def run_time(words: list[str], root: Path) -> float:
    """Return how long the program takes, in a workspace of which a fresh one is made before each trial."""
    began = time.perf_counter()
    subprocess.run(words, capture_output=True, check=False)
    assert (root / "returns").is_dir()
    return time.perf_counter() - began


def readers_left(root: Path) -> list[str]:
    """Return the processes that still work on a workspace after some seconds."""
    left: list[str] = []
    for _ in range(50):
        left = [line for line in command_lines() if str(root) in line]
        if not left:
            break
        time.sleep(0.1)
    return left


def command_lines() -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return found


def test_the_steps_are_those_of_an_undisturbed_run(trial: Trial) -> None:
    events = told_steps(trial.fresh(), trial.work)
    assert {"open", "os.rename", "os.mkdir", "read", "fsync"} <= set(events)
    # Each original and each receipt waits for the disk with its folder; folders of what can be made again wait once.
    assert events.count("fsync") < 64
