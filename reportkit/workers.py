"""Reading in a process of its own, with a limit of time and memory: what kills a reader is a verdict on one file.

A library that reads workbooks can end the whole process (python-calamine asks for 512 GiB on account of one cell) or
never come back. The shield of `returns.container` keeps what is known of that out; whatever else there may be meets
a worker that is started once, not once a file, and replaced after any failure. One worker is enough: a form takes
some hundredths of a second, less than a second worker takes to start elsewhere than on Linux. An edge.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from reportkit.diagnostics import Code, Diagnostic
from reportkit.model import Role
from reportkit.period import Period
from reportkit.returns.reading import Desk, Outcome, Reading, read_return

try:
    from resource import RLIMIT_AS, getpagesize, setrlimit

    CAN_LIMIT = True
except ImportError:  # Windows: there the shield and the limit of time must do
    CAN_LIMIT = False

SECONDS = 25
MEMORY = 1024 * 1024 * 1024
IN_PROCESS = False
"""True reads in the process of the caller: for tests that look inside the reading."""

# Where forking is safe it costs a hundredth of a second; elsewhere a worker imports what it needs, once a run.
_START = "fork" if sys.platform == "linux" else "spawn"
_CONTEXT = multiprocessing.get_context("fork") if _START == "fork" else multiprocessing.get_context("spawn")
_STATM = Path("/proc/self/statm")
_LAST_HANDLE = 1024
Claim = tuple[Period, str] | None


class Reader:
    """Reads files for one desk in a worker.

    Args:
        desk: what returns are held against; the worker is given it once.
        seconds: after which a file is given up.
        memory: bytes that the worker may ask for beyond what it has at its start.
    """

    def __init__(self, desk: Desk, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._desk, self._seconds, self._memory = desk, seconds, memory
        self._worker: BaseProcess | None = None
        self._pipe: Connection | None = None

    def start(self) -> None:
        """Start the worker unless there is one; without processes, reading goes on in this one."""
        if IN_PROCESS:
            return
        if self._worker is not None:
            if self._worker.is_alive():
                return
            self.stop()
        with contextlib.suppress(OSError, ValueError):
            ours, theirs = _CONTEXT.Pipe()
            worker = _CONTEXT.Process(
                target=_serve, args=(theirs, self._desk, self._seconds, self._memory), daemon=True, name="reader"
            )
            worker.start()
            theirs.close()
            self._worker, self._pipe = worker, ours

    def stop(self) -> None:
        """End the worker, however it is; the next file starts another."""
        worker, pipe, self._worker, self._pipe = self._worker, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if worker is not None:
            worker.kill()
            worker.join()

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.stop()

    def read(self, data: bytes, name: str, claim: Claim = None) -> Reading:
        """Read a file; one that ends the worker, or takes too long, is unreadable."""
        self.start()
        if self._pipe is None:
            return read_return(data, name, self._desk, claim=claim)
        try:
            self._pipe.send((data, name, claim))
            reading = self._pipe.recv() if self._pipe.poll(self._seconds) else None
        except (EOFError, OSError):
            reading = None
        if isinstance(reading, Reading):
            return reading
        self.stop()
        finding = Diagnostic(Code.F18, file=name)
        return Reading(None, None, None, Role.LEAD, (), (), (finding,), Outcome.UNREADABLE)


def _serve(pipe: Connection, desk: Desk, seconds: float, memory: int) -> None:
    """Read files until the other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to answer
    if _START == "fork":
        _let_go(pipe.fileno())
    _limit(memory)
    while True:
        try:
            data, name, claim = pipe.recv()
        except (EOFError, OSError):
            return
        if hasattr(signal, "alarm"):
            # Should the caller be killed meanwhile, nobody else ends a reader that never comes back.
            signal.alarm(int(seconds) + 5)
        try:
            reading = read_return(data, name, desk, claim=claim)
        except Exception:  # noqa: BLE001 - a fault in reading one file must not keep the others from being read
            reading = None
        pipe.send(reading)
        if hasattr(signal, "alarm"):
            signal.alarm(0)


def _let_go(kept: int) -> None:
    """Close what the fork brought along: above all the lock of the workspace, and the other end of the pipe."""
    os.closerange(3, kept)
    os.closerange(kept + 1, _LAST_HANDLE)


def _limit(memory: int) -> None:
    """Let the worker grow by `memory` bytes and no more, where the system can hold it to that."""
    if not CAN_LIMIT:
        return
    try:
        size = int(_STATM.read_text(encoding="ascii").split()[0]) * getpagesize()
    except (OSError, ValueError, IndexError):
        return
    with contextlib.suppress(OSError, ValueError):
        setrlimit(RLIMIT_AS, (size + memory, size + memory))
