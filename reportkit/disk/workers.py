"""Work on what came from outside, in processes with a limit of time and memory: what kills one is told of one file.

A library that reads workbooks can end the whole process (python-calamine asks for 512 GiB on account of one cell) or
never come back. The shield of `files.container` keeps what is known of that out; whatever else there may be meets
a worker. Workers are started once, not once a file, and a worker that failed is replaced. An edge.

A few files are worked on ahead while the caller files the ones before; answers come in the order of the questions.
"""

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing import connection
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, TypeVar

from reportkit.diagnostics import Code, Diagnostic
from reportkit.files.archives import Bundle, open_bundle
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.model import Entry, Role
from reportkit.period import Period
from reportkit.returns.reading import Outcome, Reading, Reference, read_return
from reportkit.workbook.book import HouseStyle

try:
    from resource import RLIMIT_AS, getpagesize, setrlimit

    CAN_LIMIT = True
except ImportError:  # Windows: there the shield and the limit of time must do
    CAN_LIMIT = False

SECONDS = 25
MEMORY = 1024 * 1024 * 1024
IN_PROCESS = False
"""True works in the process of the caller: for tests that look inside the reading."""

# Where forking is safe it costs little more than reading a form; elsewhere a worker imports what it needs, once a run.
_START = "fork" if sys.platform == "linux" else "spawn"
# Work that must be waiting, counted in forms to be read, for another worker to pay: twice what its start takes.
_PAYS = {"fork": 4, "spawn": 120}
_COPY = 14  # marking a correction copy takes as long as reading so many forms
_MOST = 4
_AHEAD = 4
_MOST_AHEAD = 16 * 1024 * 1024
_STARTING = 60
_TRIES = 3
_STATM = Path("/proc/self/statm")
_LAST_HANDLE = 1024
_STOPS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
Claim = tuple[Period, str] | None
T = TypeVar("T")
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """Something to be worked out of a file.

    Attributes:
        work: a function of a module, given the desk and then `asked`.
        asked: what it is asked; values that can be handed to another process.
        failed: the answer where the worker died over it, took too long or too much memory, or the work raised.
        size: of the file in bytes.
        weight: how long it usually takes, counted in forms to be read.
    """

    work: Callable[..., T]
    asked: tuple[Any, ...]
    failed: T
    size: int = 0
    weight: int = 1


def to_read(data: bytes, name: str, claim: Claim = None) -> Job[Reading]:
    """Return the job of reading a return."""
    return Job(_read, (data, name, claim), _unreadable(name), len(data))


def to_look_at(data: bytes, name: str) -> Job[Reading | Bundle]:
    """Return the job of reading a file of any kind: of an archive or a mail the answer is a bundle without members."""
    return Job(_look_at, (data, name), _unreadable(name), len(data))


def to_unpack(data: bytes, name: str) -> Job[Bundle]:
    """Return the job of opening an archive or a mail."""
    return Job(_unpack, (data, name), Bundle(findings=(Diagnostic(Code.F18, file=name),)), len(data))


def to_correct(  # noqa: PLR0913 - the interface of the station
    data: bytes,
    name: str,
    marked: Sequence[Diagnostic],
    entries: Sequence[Entry],
    *,
    blank: bytes | None,
    house_style: HouseStyle,
) -> Job[bytes | None]:
    """Return the job of making a correction copy; the answer is None where there is none to be made."""
    return Job(_correct, (data, name, tuple(marked), tuple(entries), blank, house_style), None, len(data), _COPY)


def _read(reference: Reference, data: bytes, name: str, claim: Claim) -> Reading:
    return read_return(data, name, reference, claim=claim)


def _look_at(reference: Reference, data: bytes, name: str) -> Reading | Bundle:
    # What an archive holds can be many times its size: it is handed over only when its turn has come.
    return Bundle() if open_bundle(data, name) is not None else read_return(data, name, reference)


def _unpack(_: Reference, data: bytes, name: str) -> Bundle:
    return open_bundle(data, name) or Bundle()


def _correct(  # noqa: PLR0913, PLR0917 - the interface of the station
    reference: Reference,
    data: bytes,
    name: str,
    marked: Sequence[Diagnostic],
    entries: Sequence[Entry],
    blank: bytes | None,
    house_style: HouseStyle,
) -> bytes | None:
    # openpyxl takes as long to load as thirty forms take to be read: only who marks a copy loads it.
    from reportkit.corrections.marked_copy import correction_copy  # noqa: PLC0415

    lang: Lang = reference.master.settings.lang
    works: Mapping[int, str] = {task.no: task.work for task in reference.master.tasks}
    try:
        return correction_copy(
            data, name, marked, lang=lang, blank=blank, entries=entries, house_style=house_style, works=works
        )
    except ReportkitError:
        return None


def _unreadable(name: str) -> Reading:
    finding = Diagnostic(Code.F18, file=name)
    return Reading(None, None, None, Role.LEAD, (), (), (finding,), Outcome.UNREADABLE)


class _Said(Enum):
    """What a worker says before its first answer."""

    READY = "ready"


@dataclass(slots=True, eq=False)
class _Ticket(Generic[T]):
    """A job that was handed in, and its one answer as soon as there is one."""

    job: Job[T]
    answers: list[T] = field(default_factory=list)


@dataclass(slots=True)
class _Worker:
    """A process and this end of its pipe, the ticket it works on, and until when (monotonic seconds)."""

    process: BaseProcess
    pipe: Connection
    until: float
    is_ready: bool = False
    ticket: _Ticket[Any] | None = None

    @property
    def is_idle(self) -> bool:
        return self.is_ready and self.ticket is None

    def end(self) -> None:
        """End the process, however it is, and leave nothing of it behind."""
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


def most_workers() -> int:
    """Return how many workers there may be: one for each processor that this process may use, four at most."""
    usable = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(_MOST, usable)


@dataclass(slots=True, eq=False)
class Pool:
    """Workers for one desk, started when there is work for them.

    Attributes:
        desk: what returns are held against; each worker is given it once.
        seconds: after which a file is given up.
        memory: bytes that a worker may ask for beyond what it has at its start.
        most: how many workers there may be.
        start_by: how processes are started, `fork` or `spawn`.
    """

    reference: Reference
    seconds: float = SECONDS
    memory: int = MEMORY
    most: int = field(default_factory=most_workers)
    start_by: str = _START
    _wanted: int = 1
    _failed_starts: int = 0
    _workers: list[_Worker] = field(default_factory=list)
    _queue: deque[_Ticket[Any]] = field(default_factory=deque)

    def start(self) -> None:
        """Start the first worker, unless there is one."""
        if not (IN_PROCESS or self._workers):
            self._begin()

    def stop(self) -> None:
        """End every worker; the next job starts another."""
        while self._workers:
            self._workers.pop().end()

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.stop()

    def run(self, job: Job[T]) -> T:
        """Return the answer to one job."""
        return self._answer(self._hand_in(job))

    def run_all(self, jobs: Sequence[Job[T]]) -> Iterator[T]:
        """Yield the answers to jobs, in their order."""
        for _, answers in self._in_order(((None, job) for job in jobs), sum(job.weight for job in jobs)):
            yield answers[0]

    def ahead(self, things: Iterable[tuple[K, Job[T] | None]], weight: int) -> Iterator[tuple[K, T | None]]:
        """Yield things with the answers to their jobs, None where one has no job, in their order.

        Some things are taken before the ones before them are yielded: no more than four for each worker, nor than a
        few megabytes of files.

        Args:
            things: each with its job.
            weight: of all their jobs together, by which it is told how many workers pay.
        """
        for key, answers in self._in_order(things, weight):
            yield key, answers[0] if answers else None

    def _in_order(self, things: Iterable[tuple[K, Job[T] | None]], weight: int) -> Iterator[tuple[K, list[T]]]:
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

    def _first(self, line: deque[tuple[K, _Ticket[T] | None]]) -> tuple[K, list[T]]:
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

    def _answer(self, ticket: _Ticket[T]) -> T:
        while not ticket.answers:
            self._hand_out()
            if self._workers:
                self._listen(self.seconds)
            elif self._queue:
                self._work_here()
        return ticket.answers[0]

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

    def _begin(self) -> bool:
        """Start a worker; without processes, work goes on in this one."""
        if IN_PROCESS or self._failed_starts >= _TRIES:
            return False
        context: Any = multiprocessing.get_context(self.start_by)
        try:
            ours, theirs = context.Pipe()
            asked = (theirs, self.reference, self.seconds, self.memory, self.start_by == "fork")
            process = context.Process(target=_serve, args=asked, daemon=True, name="reader")
            with _deaf():
                process.start()
        except (OSError, ValueError):
            self._failed_starts += 1
            return False
        theirs.close()
        self._workers.append(_Worker(process, ours, time.monotonic() + _STARTING))
        return True

    def _send(self, worker: _Worker, ticket: _Ticket[Any]) -> None:
        worker.ticket, worker.until = ticket, time.monotonic() + self.seconds
        try:
            worker.pipe.send((ticket.job.work, ticket.job.asked))
        except OSError:
            self._drop(worker)

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
            self._drop(worker)
            return
        if said is _Said.READY:
            worker.is_ready, self._failed_starts = True, 0
        elif worker.ticket is not None:
            worker.ticket.answers.append(said)
            worker.ticket = None

    def _drop(self, worker: _Worker) -> None:
        """End a worker; what it worked on has failed."""
        self._workers.remove(worker)
        worker.end()
        self._failed_starts += not worker.is_ready
        if worker.ticket is not None:
            worker.ticket.answers.append(worker.ticket.job.failed)

    def _work_here(self) -> None:
        """Do the job that has waited longest in this process."""
        ticket = self._queue.popleft()
        try:
            ticket.answers.append(ticket.job.work(self.reference, *ticket.job.asked))
        except Exception:
            if IN_PROCESS:
                raise
            ticket.answers.append(ticket.job.failed)


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


def _serve(pipe: Connection, reference: Reference, seconds: float, memory: int, is_forked: bool) -> None:  # noqa: FBT001 - positional across processes
    """Do jobs until the other end is gone, or one of them raises: after that nothing here is certain."""
    for number in _STOPS:
        signal.signal(number, signal.SIG_IGN)  # the caller's to answer; with it the pipe ends, and so does this
    _be_silent()
    if is_forked:
        _let_go(pipe.fileno())
    _limit(memory)
    with contextlib.suppress(Exception):
        pipe.send(_Said.READY)
        while True:
            work, asked = pipe.recv()
            if hasattr(signal, "alarm"):
                # Should the caller be killed meanwhile, nobody else ends a reader that never comes back.
                signal.alarm(int(seconds) + 5)
            answer = work(reference, *asked)
            if hasattr(signal, "alarm"):
                signal.alarm(0)  # the caller may be long in taking it
            pipe.send(answer)


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
