"""Jobs done in processes with a limit of time and memory: what kills one is told of one file.

A library that reads workbooks can end the whole process (python-calamine asks for 512 GiB on account of one cell) or
never come back. The shield of `files.container` keeps what is known of that out; whatever else there may be meets
a worker. Workers are started once, not once a file, and a worker that failed is replaced. An edge.

A few files are worked on ahead while the caller files the ones before; answers come in the order of the questions.

A job that ended its worker, or took longer or more memory than it may, is done once more by a new worker with nothing
beside it, that is held to the time of the processor: what the system, another program or a loaded machine did to the
first one is not the file's doing. What the second one cannot do either, in its time and its memory, is.
"""

import contextlib
import math
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any, Generic, TypeVar

from reportkit.disk.work import Cause, Failure, Job, Shared, attempt

if sys.platform != "win32":
    from resource import RLIMIT_AS, RLIMIT_CPU, RUSAGE_SELF, getpagesize, getrusage, setrlimit

# On Windows the shield and the limit of time must do.
CAN_LIMIT = sys.platform != "win32"

SECONDS = 25
MEMORY = 1024 * 1024 * 1024

# Where forking is safe it costs little more than reading a form; elsewhere a worker imports what it needs, once a run.
_START = "fork" if sys.platform == "linux" else "spawn"
# Work that must be waiting, counted in forms to be read, for another worker to pay: twice what its start takes.
_PAYS = {"fork": 4, "spawn": 120}
_MOST = 4
_AHEAD = 4
_MOST_AHEAD = 16 * 1024 * 1024
_STARTING = 60
# How many times as long by the clock a job may take that is held to the time of the processor.
_PATIENCE = 4
_ENDING = 2
# What ends a process from outside; whatever else does was met inside of it.
_FROM_OUTSIDE = frozenset(-getattr(signal, name, 0) for name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"))
_TRIES = 3
_STATM = Path("/proc/self/statm")
_LAST_HANDLE = 1024
_STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_DIED = Failure(Cause.MOMENT)
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
K = TypeVar("K")


class _Said(Enum):
    """What a worker says before its first answer."""

    READY = "ready"


@dataclass(slots=True, eq=False)
class _Ticket(Generic[T_co]):
    """A job that was handed in, and its one answer or failure as soon as there is one."""

    job: Job[T_co]
    answers: list[Any] = field(default_factory=list)


@dataclass(slots=True)
class _Worker:
    """A process and this end of its pipe.

    Attributes:
        process: the process.
        pipe: this end.
        until: when it is given up, in seconds of the monotonic clock.
        knows: how many of the shared values it was given.
        seconds: after which a job is given up.
        is_last: True where what it cannot do is not tried again.
        is_ready: True when it has said that it listens.
        ticket: what it works on.
    """

    process: BaseProcess
    pipe: Connection
    until: float
    knows: int
    seconds: float
    is_last: bool = False
    is_ready: bool = False
    ticket: _Ticket[Any] | None = None

    @property
    def is_idle(self) -> bool:
        return self.is_ready and self.ticket is None

    def died(self) -> Failure:
        """Return why it has no answer, now that its process has come to an end by itself."""
        self.process.join(_ENDING)
        is_of_the_file = self.is_last and self.process.exitcode not in {None, *_FROM_OUTSIDE}
        return Failure(Cause.BYTES if is_of_the_file else Cause.MOMENT)

    def end(self) -> None:
        """End the process, however it is, and leave nothing of it behind."""
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def most_workers() -> int:
    """Return how many workers there may be: one for each processor that this process may use, four at most."""
    usable = os.cpu_count() or 1
    if sys.platform == "linux":
        usable = len(os.sched_getaffinity(0))
    return min(_MOST, usable)


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a worker may take.

    Attributes:
        seconds: by the clock, after which a job is given up.
        memory: bytes beyond what it has at its start.
        processor: seconds of the processor for all that it does, None for no such limit.
    """

    seconds: float
    memory: int
    processor: float | None


@dataclass(slots=True, eq=False)
class Pool:
    """Workers, started when there is work for them; `stop` ends them.

    Attributes:
        seconds: after which a job is given up; by the clock, and when it is tried again by the processor's time.
        memory: bytes that a worker may ask for beyond what it has at its start.
        most: how many workers there may be.
        start_by: how processes are started, `fork` or `spawn`.
    """

    seconds: float = SECONDS
    memory: int = MEMORY
    most: int = field(default_factory=most_workers)
    start_by: str = _START
    _shared: list[Any] = field(default_factory=list)
    _wanted: int = 1
    _failed_starts: int = 0
    _workers: list[_Worker] = field(default_factory=list)
    _queue: deque[_Ticket[Any]] = field(default_factory=deque)

    def share(self, value: T) -> Shared[T]:
        """Hand a value to every worker, once, and return what stands for it in the questions of jobs."""
        self._shared.append(value)
        return Shared(len(self._shared) - 1)

    def stop(self) -> None:
        """End every worker; the next job starts another."""
        while self._workers:
            self._workers.pop().end()

    def run(self, job: Job[T]) -> T | Failure:
        """Return the answer to one job."""
        return self._answer(self._hand_in(job))

    def run_all(self, jobs: Sequence[Job[T]]) -> Iterator[T | Failure]:
        """Yield the answers to jobs, in their order."""
        for _, answers in self._in_order(((None, job) for job in jobs), sum(job.weight for job in jobs)):
            yield answers[0]

    def ahead(self, things: Iterable[tuple[K, Job[T] | None]], weight: int) -> Iterator[tuple[K, T | Failure | None]]:
        """Yield things with the answers to their jobs, None where one has no job, in their order.

        Args:
            things: each with its job.
            weight: of all their jobs together, by which it is told how many workers pay.
        """
        for key, answers in self._in_order(things, weight):
            yield key, answers[0] if answers else None

    def _in_order(
        self, things: Iterable[tuple[K, Job[T] | None]], weight: int
    ) -> Iterator[tuple[K, list[T | Failure]]]:
        self._wanted = max(self._wanted, min(self.most, 1 + weight // _PAYS[self.start_by]))
        line: deque[tuple[K, _Ticket[T] | None]] = deque()
        try:
            for key, job in things:
                line.append((key, self._hand_in(job) if job else None))
                while len(line) >= self._window() or sum(t.job.size for _, t in line if t) >= _MOST_AHEAD:
                    yield self._first(line)
            while line:
                yield self._first(line)
        finally:
            for _, ticket in line:
                if ticket is not None and ticket in self._queue:
                    self._queue.remove(ticket)

    def _first(self, line: deque[tuple[K, _Ticket[T] | None]]) -> tuple[K, list[T | Failure]]:
        key, ticket = line.popleft()
        return key, [self._answer(ticket)] if ticket else []

    def _window(self) -> int:
        """Return how many things may be at hand at once; where there are no workers, one."""
        return _AHEAD * self._wanted if self._workers else 1

    def _hand_in(self, job: Job[T]) -> _Ticket[T]:
        ticket = _Ticket(job)
        self._queue.append(ticket)
        self._hand_out()
        self._listen(0)
        return ticket

    def _answer(self, ticket: _Ticket[T]) -> T | Failure:
        while not ticket.answers:
            self._hand_out()
            if self._workers:
                self._listen(self.seconds)
            elif self._queue:
                first = self._queue.popleft()  # no process can be started: the job that has waited longest is done here
                first.answers.append(attempt(first.job, self._shared))
        found: T | Failure = ticket.answers[0]
        return self._again(ticket.job) if isinstance(found, Failure) and found.cause is Cause.MOMENT else found

    def _again(self, job: Job[T]) -> T | Failure:
        """Do a job once more, in a new worker with nothing beside it."""
        while any(worker.ticket is not None for worker in self._workers):
            self._listen(self.seconds)
        self.stop()
        ticket = _Ticket(job)
        if self._begin(is_last=True):
            (worker,) = self._workers
            while self._workers and not worker.is_ready:
                self._listen(_STARTING)
            if self._workers:
                self._send(worker, ticket)
            while self._workers and not ticket.answers:
                self._listen(worker.seconds)
            self.stop()
        found: T | Failure = ticket.answers[0] if ticket.answers else _DIED
        return found

    def _hand_out(self) -> None:
        """Give what is waiting to workers that have nothing to do, and start more where that pays."""
        for worker in [w for w in self._workers if w.is_idle and not w.process.is_alive()]:
            self._drop(worker)
        at_work = sum(w.ticket is not None for w in self._workers)
        while len(self._workers) < min(self._wanted, at_work + len(self._queue)) and self._begin():
            pass
        for worker in [w for w in self._workers if w.is_idle]:
            if self._queue:
                self._send(worker, self._queue.popleft())

    def _begin(self, *, is_last: bool = False) -> bool:
        """Start a worker, one that `is_last` for a single job; without processes, work goes on in this one."""
        if self._failed_starts >= _TRIES:
            return False
        context: Any = multiprocessing.get_context(self.start_by)
        try:
            ours, theirs = context.Pipe()
            limits = self._limits(is_last=is_last)
            asked = (theirs, list(self._shared), limits, self.start_by == "fork")
            process = context.Process(target=_serve, args=asked, daemon=True, name="reader")
            with _deaf():
                process.start()
        except (OSError, ValueError):
            self._failed_starts += 1
            return False
        theirs.close()
        until = time.monotonic() + _STARTING
        self._workers.append(_Worker(process, ours, until, len(self._shared), limits.seconds, is_last))
        return True

    def _limits(self, *, is_last: bool) -> _Limits:
        by_clock = self.seconds * _PATIENCE if is_last else self.seconds
        return _Limits(by_clock, self.memory, self.seconds if is_last else None)

    def _send(self, worker: _Worker, ticket: _Ticket[Any]) -> None:
        worker.ticket, worker.until = ticket, time.monotonic() + worker.seconds
        try:
            worker.pipe.send((self._shared[worker.knows :], ticket.job))
        except OSError:
            self._drop(worker)
        else:
            worker.knows = len(self._shared)

    def _listen(self, seconds: float) -> None:
        """Take what workers say within so many seconds, and give up those whose time is over."""
        busy = [worker for worker in self._workers if not worker.is_idle]
        now = time.monotonic()
        left = min((worker.until - now for worker in busy), default=0.0)
        heard = connection.wait([worker.pipe for worker in busy], max(0.0, min(seconds, left)))
        now = time.monotonic()
        for worker in busy:
            if worker.pipe in heard:
                self._hear(worker)
            elif now >= worker.until:
                self._drop(worker)

    def _hear(self, worker: _Worker) -> None:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            self._drop(worker, worker.died())
            return
        if said is _Said.READY:
            worker.is_ready, self._failed_starts = True, 0
        elif isinstance(said, Failure) and said.cause is not Cause.BYTES:
            # After that nothing in it is certain. Of a lack of memory there is no other cause in the last worker.
            is_of_the_file = worker.is_last and said.cause is Cause.MOMENT
            self._drop(worker, Failure(Cause.BYTES) if is_of_the_file else said)
        elif worker.ticket is not None:
            worker.ticket.answers.append(said)
            worker.ticket = None

    def _drop(self, worker: _Worker, failure: Failure = _DIED) -> None:
        """End a worker; what it worked on has failed."""
        self._workers.remove(worker)
        worker.end()
        self._failed_starts += not worker.is_ready
        if worker.ticket is not None:
            worker.ticket.answers.append(failure)


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Let a process that is started here never hear Ctrl-C and its like, not even while it imports what it needs.

    They reach every process of a terminal at once: a reader that they end would be taken for one that died of its file.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _STOPS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


def _serve(pipe: Connection, shared: list[Any], limits: _Limits, is_forked: bool) -> None:  # noqa: FBT001 - positional across processes
    """Do jobs until the other end is gone."""
    for number in _STOPS:
        signal.signal(number, signal.SIG_IGN)  # the caller's to answer; with it the pipe ends, and so does this
    _be_silent()
    if is_forked:
        _let_go(pipe.fileno())
    _limit(limits)
    with contextlib.suppress(EOFError, OSError):
        pipe.send(_Said.READY)
        while True:
            more, job = pipe.recv()
            shared += more
            if hasattr(signal, "alarm"):
                # Should the caller be killed meanwhile, nobody else ends a reader that never comes back.
                signal.alarm(int(limits.seconds) + 5)
            answer = _packed(job, shared)
            if hasattr(signal, "alarm"):
                signal.alarm(0)  # the caller may be long in taking it
            pipe.send_bytes(answer)


def _packed(job: Job[Any], shared: Sequence[Any]) -> Any:  # noqa: ANN401 - what pickling makes
    """Do a job and pack its answer for the way; an answer that cannot be packed is a fault as any other."""
    packed = attempt(Job(_pack, (job, shared)), ())
    return ForkingPickler.dumps(packed) if isinstance(packed, Failure) else packed


def _pack(job: Job[Any], shared: Sequence[Any]) -> Any:  # noqa: ANN401 - what pickling makes
    return ForkingPickler.dumps(attempt(job, shared))


def _be_silent() -> None:
    """Let nobody read what a library writes while it gives up: a verdict says it in words."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _let_go(kept: int) -> None:
    """Close what the fork brought along: above all the lock of the workspace, and the other end of the pipe."""
    os.closerange(3, kept)
    os.closerange(kept + 1, _LAST_HANDLE)


def _limit(limits: _Limits) -> None:
    """Hold the worker to its memory and its time of the processor, where the system can."""
    if sys.platform != "win32":
        if limits.processor is not None:
            used = getrusage(RUSAGE_SELF)
            most = math.ceil(used.ru_utime + used.ru_stime + limits.processor)
            with contextlib.suppress(OSError, ValueError):
                setrlimit(RLIMIT_CPU, (most, most + _ENDING))  # at the second the signal would be that of others
        try:
            size = int(_STATM.read_text(encoding="ascii").split()[0]) * getpagesize()
        except (OSError, ValueError, IndexError):
            return
        with contextlib.suppress(OSError, ValueError):
            setrlimit(RLIMIT_AS, (size + limits.memory, size + limits.memory))
