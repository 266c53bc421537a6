"""Running a command and counting what it costs: processor time and memory, of all the processes that it starts too."""

import io
import os
import subprocess
import sys
import threading
from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PROC = Path("/proc")
_EVERY = 0.05
_DONE = frozenset({0, 1})
"""How a command that did its work may end: 1 where something needs a person."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command costs.

    Attributes:
        seconds: of the processors, of the command and of all that it started.
        peak: most bytes of memory that all of them held at a time, what they share counted once; 0 where the system
            does not tell.
        told: what it printed.
    """

    seconds: float
    peak: int = 0
    told: str = ""


class Runner:
    """Runs commands as users have them: compiled modules are kept, and nothing of this machine's settings is.

    Args:
        folder: an empty folder for what is compiled.
        home: the home of commands that write there.
    """

    def __init__(self, folder: Path, home: Path) -> None:
        ours = {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONPATH": str(ROOT), "HOME": str(home)}
        others = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        self._environment: Mapping[str, str] = others | ours

    def python(self, *words: str, folder: Path | None = None, fine: Container[int] = _DONE) -> Cost:
        """Run Python with these words and return what it cost, as `run` does."""
        return self.run([sys.executable, *words], folder, fine)

    def run(self, words: Sequence[str], folder: Path | None = None, fine: Container[int] = _DONE) -> Cost:
        """Run a command and return what it cost.

        Args:
            words: the program and its arguments.
            folder: where it is run.
            fine: how it may end.

        Raises:
            RuntimeError: it ended in another way.
        """
        process = subprocess.Popen(
            words, cwd=folder, env=dict(self._environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        watch = _Watch(process.pid)
        watch.start()
        with process.stdout or io.BytesIO() as out:
            told = out.read().decode("utf-8", "replace")
        process.returncode, seconds = _waited(process.pid)
        watch.end()
        if process.returncode not in fine:
            raise RuntimeError(f"{' '.join(map(str, words))} ended with {process.returncode}:\n{told[-2000:]}")
        return Cost(seconds, watch.peak, told)


def _waited(pid: int) -> tuple[int, float]:
    """Wait for a process; return how it ended, and the processor seconds of it and of all that it started."""
    if sys.platform == "win32":
        raise RuntimeError("Windows does not tell what a process and those that it started took")
    else:  # noqa: RET506 - so that it is clear which lines are of which system
        _, status, used = os.wait4(pid, 0)
        return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime


class _Watch(threading.Thread):
    """Looks every now and then how much memory a process and its descendants hold.

    Args:
        pid: of the process.

    Attributes:
        peak: the most that was seen, in bytes.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._over = pid, threading.Event()
        self.peak = 0

    def run(self) -> None:
        """Look until it is over."""
        while not self._over.wait(_EVERY):
            self.peak = max(self.peak, sum(map(_memory, _tree(self._pid))))

    def end(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()


def _tree(root: int) -> list[int]:
    """Return the process and all its descendants."""
    children: dict[int, list[int]] = {}
    for place in _PROC.glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name stands in brackets and may hold anything.
            parent = int(place.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(place.parent.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def _memory(pid: int) -> int:
    """Return the bytes that a process holds; of what several share, its part."""
    with suppress(OSError):
        for line in (_PROC / str(pid) / "smaps_rollup").read_text("utf-8", "replace").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def best(costs: Sequence[Cost]) -> Cost:
    """Return the least of several costs of one thing: what others did on the machine only adds to it."""
    return Cost(min(cost.seconds for cost in costs), min(cost.peak for cost in costs), costs[-1].told)
