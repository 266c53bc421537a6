"""Change the package on purpose, one place at a time, and tell which changes no test noticed.

    python -m tests.mutate reportkit/returns --most 60 --seed 1
    python -m tests.mutate reportkit/disk/outbox.py --tests tests/test_failures.py

It works on copies of the tree and never in it. The tests that belong to a room run once unchanged, so that it is known
which of them run which line and how long they take; a change is shown to the quickest of those first, and only where
they say nothing to what else is in their files. The same seed picks the same changes of the same source.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import TypeVar

from coverage import CoverageData
from defusedxml import ElementTree

from tests.dying import memory_disk
from tests.mutations import Change, changes
from tests.unix import SIGKILL, killpg

T = TypeVar("T")
R = TypeVar("R")
ROOT = Path(__file__).parent.parent
PACKAGE = "reportkit"
# Rooms whose tests do not all bear their name.
_ELSEWHERE = {
    "disk": ("failures", "edges", "never_lost", "story", "faults", "round"),
    "round": (
        "failures",
        "edges",
        "never_lost",
        "story",
        "strangers",
        "year",
        "history",
        "disk_printing",
        "lost_outputs",
        "faults",
    ),
    "checks": ("codes_covered",),
    "corrections": ("codes_covered", "story"),
    "fields": ("returns_values", "forms_form", "forms_template", "progress_export"),
    "progress": ("history", "year"),
    "returns": ("codes_covered", "fields", "strangers"),
    "workflow": ("cli", "closed", "failures", "strangers", "story", "year", "lost_outputs", "round", "received"),
}
_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist")
_MEMORY = 4 * 1024**3
_AT_FIRST = 100
_PATIENCE = 4.0
_START = 30.0
_FAILED, _NO_TESTS = 1, 5


class Fate(StrEnum):
    """What became of a change."""

    NOTICED = "noticed"
    HUNG = "noticed by never coming to an end"
    UNNOTICED = "not noticed"
    UNRUN = "not noticed, in lines that no test is seen to run"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one change.

    Attributes:
        module: its path in the tree.
        change: the change.
        words: the change as a person reads it.
    """

    module: str
    change: Change
    words: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What one file of tests ran where nothing was changed.

    Attributes:
        path: of the file of tests.
        seconds: it took.
        each: seconds that each test took, by its name.
        tests: the tests that ran a line, by module and line; "" for what ran while modules were imported.
    """

    path: str
    seconds: float
    each: Mapping[str, float]
    tests: Mapping[str, Mapping[int, frozenset[str]]]

    def running(self, mutant: Mutant) -> frozenset[str]:
        """Return the tests that ran any line of the changed statement."""
        by_line = self.tests.get(mutant.module, {})
        return frozenset().union(
            *(by_line.get(n, frozenset()) for n in range(mutant.change.line, mutant.change.last + 1))
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the tree in which tests run.

    Attributes:
        folder: in which it lies, and beside it what its tests write.
    """

    folder: Path

    @property
    def tree(self) -> Path:
        """The copy itself."""
        return self.folder / "tree"

    @classmethod
    def of(cls, root: Path, folder: Path) -> "Copy":
        """Copy a tree; what is compiled there is held against the text, as two changes may bear the same time."""
        copy = cls(folder)
        shutil.copytree(root, copy.tree, ignore=_LEFT_OUT)
        compiling = (sys.executable, "-m", "compileall", "-q", "--invalidation-mode", "checked-hash", PACKAGE)
        subprocess.run(compiling, cwd=copy.tree, env=copy.environment(), check=True)
        return copy

    def environment(self) -> dict[str, str]:
        """Return the environment in which the copy is compiled and its tests run."""
        own = {"PYTHONPATH": "tree", "COVERAGE_FILE": "coverage", "PYTHONPYCACHEPREFIX": "compiled"}
        return {**os.environ, **{name: str(self.folder / place) for name, place in own.items()}}

    def tried(self, tests: Iterable[str], seconds: float, *more: str) -> int | None:
        """Run tests to the first that fails.

        Returns:
            The exit status of pytest, None where it did not come to an end.
        """
        words = (
            sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:cacheprovider",
            f"--basetemp={self.folder / 'made'}", *more, *tests,
        )  # fmt: skip
        process = subprocess.Popen(
            words, cwd=self.tree, env=self.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        _hold(process.pid)
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with suppress(ProcessLookupError):
                killpg(process.pid, SIGKILL)
            process.wait()

    def seen(self, path: str) -> Seen:
        """Run a file of tests with nothing changed.

        Raises:
            SystemExit: it fails: then nothing can be learnt from it.
        """
        began = time.monotonic()
        times = self.folder / "times.xml"
        status = self.tried(
            [path], 3600, f"--cov={PACKAGE}", "--cov-context=test", "--cov-report=", "--cov-fail-under=0",
            f"--junitxml={times}", "--override-ini=junit_family=xunit1",
        )  # fmt: skip
        if status not in (0, _NO_TESTS):
            raise SystemExit(f"{path} fails where nothing is changed")
        data = CoverageData(str(self.folder / "coverage"))
        data.read()
        tests = {
            Path(name).relative_to(self.tree).as_posix(): {
                line: frozenset(context.rpartition("|")[0] for context in contexts)
                for line, contexts in data.contexts_by_lineno(name).items()
            }
            for name in data.measured_files()
        }
        return Seen(path, time.monotonic() - began, _seconds(times), tests)

    @contextmanager
    def changed(self, mutant: Mutant) -> Iterator[None]:
        """Change a module of the copy for as long as the block runs."""
        path = self.tree / mutant.module
        source = path.read_bytes()
        path.write_bytes(mutant.change.of(source.decode()).encode())
        try:
            yield
        finally:
            path.write_bytes(source)


def _seconds(times: Path) -> dict[str, float]:
    """Return how long each test took, by its name, of what pytest wrote of them (JUnit's XML as pytest has it)."""
    cases = ElementTree.parse(times).iter("testcase")
    return {f"{case.get('file')}::{case.get('name')}": float(case.get("time", 0)) for case in cases}


def _hold(process: int) -> None:
    """Let a change that asks for ever more memory not take the machine's, where the system can hold it to that."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on every system

        with suppress(OSError):
            resource.prlimit(process, resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def fate(copy: Copy, mutant: Mutant, seen: Sequence[Seen]) -> Fate:
    """Tell what the tests say of a change.

    Args:
        copy: where it is tried.
        mutant: the change.
        seen: what each file of tests ran where nothing was changed, the shortest first.
    """
    running = {item.path: item.running(mutant) for item in seen}
    # What runs while modules are imported, or in another process, no single test is seen to run.
    is_seen = any(running.values())
    files = [item for item in seen if running[item.path] or not is_seen]
    known = [(item.each.get(test, item.seconds), test) for item in files for test in running[item.path] if test]
    first = [test for _, test in sorted(known)[:_AT_FIRST]]
    but = [f"--deselect={test}" for test in first]
    tries = [(first, sum(item.seconds for item in files), ()), *(([f.path], f.seconds, but) for f in files)]
    with copy.changed(mutant):
        for tests, seconds, more in tries:
            status = copy.tried(tests, _START + _PATIENCE * seconds, *more) if tests else 0
            if status not in (0, _NO_TESTS):
                return Fate.HUNG if status is None else Fate.NOTICED
    return Fate.UNNOTICED if is_seen else Fate.UNRUN


def tests_of(module: str) -> list[str]:
    """Return the files of tests that belong to the room of a module; of a module that stands alone, its own."""
    names = Path(module).relative_to(PACKAGE).with_suffix("").parts
    words = (names[0], *_ELSEWHERE.get(names[0], ()))
    found = [path for word in words for path in (ROOT / "tests").glob(f"test_{word}*.py")]
    return sorted({path.relative_to(ROOT).as_posix() for path in found})


def modules(wanted: Sequence[str]) -> list[str]:
    """Return the modules of files and folders, in order."""
    paths = [ROOT / name for name in wanted]
    found = {path for top in paths for path in (top.rglob("*.py") if top.is_dir() else [top])}
    return sorted(path.resolve().relative_to(ROOT).as_posix() for path in found)


def sample(names: Sequence[str], most: int, seed: int) -> list[Mutant]:
    """Return so many changes of modules, picked by chance."""
    sources = {name: (ROOT / name).read_text(encoding="utf-8") for name in names}
    found = [(name, change) for name, source in sources.items() for change in changes(source)]
    picked = random.Random(seed).sample(found, min(most, len(found)))  # noqa: S311 - a sample, not a secret
    return [Mutant(name, change, f"{name}:{change.told(sources[name])}") for name, change in picked]


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def work(names: Sequence[str], tests: Sequence[str], mutants: Sequence[Mutant], most: int) -> Counter[Fate]:
    """Try changes, several at once, and print each that was not noticed.

    Args:
        names: the modules.
        tests: files of tests; those that belong to the rooms of the modules where none are named.
        mutants: the changes.
        most: how many run at once.
    """
    files = tests or sorted({path for name in names for path in tests_of(name)})
    with ExitStack() as stack:
        folder = stack.enter_context(memory_disk(Path(stack.enter_context(TemporaryDirectory()))))
        free: SimpleQueue[Copy] = SimpleQueue()
        for n in range(most):
            free.put(Copy.of(ROOT, folder / str(n)))
        runs = stack.enter_context(ThreadPoolExecutor(most))
        seen = sorted(runs.map(_with_one(free, Copy.seen), files), key=lambda item: item.seconds)
        say(f"{len(files)} files of tests pass unchanged, in {sum(item.seconds for item in seen):.0f} s")
        told: Counter[Fate] = Counter()
        tries = runs.map(_with_one(free, lambda copy, mutant: fate(copy, mutant, seen)), mutants)
        for mutant, became in zip(mutants, tries, strict=True):
            told[became] += 1
            if became in (Fate.UNNOTICED, Fate.UNRUN):
                say(f"{became}: {mutant.words}")
        return told


def _with_one(free: SimpleQueue[Copy], do: Callable[[Copy, T], R]) -> Callable[[T], R]:
    """Return work in whichever copy is free."""

    def run(thing: T) -> R:
        copy = free.get()
        try:
            return do(copy, thing)
        finally:
            free.put(copy)

    return run


def main(words: Sequence[str]) -> int:
    """Run the command; the exit status is 1 where a change was not noticed."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="+", help="modules or rooms, as paths")
    parser.add_argument("--tests", nargs="+", default=[], help="files of tests instead of those that belong to a room")
    parser.add_argument("--most", type=int, default=50, help="how many changes are picked (default: 50)")
    parser.add_argument("--seed", type=int, default=1, help="which changes are picked")
    parser.add_argument(
        "--at-once", type=int, default=os.cpu_count() or 1, help="how many run at once (default: one a processor)"
    )
    asked = parser.parse_args(words)
    names = modules(asked.modules)
    mutants = sample(names, asked.most, asked.seed)
    told = work(names, asked.tests, mutants, asked.at_once)
    say(f"{len(mutants)} changes: " + ", ".join(f"{told[became]} {became}" for became in Fate))
    return int(told[Fate.UNNOTICED] + told[Fate.UNRUN] > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
