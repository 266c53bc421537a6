"""What is asked of workers and what becomes of it: jobs, failures with their cause, and the shape of a pool."""

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from reportkit.language.errors import ReportkitError

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
K = TypeVar("K")


class Cause(StrEnum):
    """Why a job has no answer, which says whether it is worth trying again.

    Attributes:
        BYTES: what it was asked of is such that it is refused; it will be the next time, too.
        MOMENT: it took too long or too much memory, or the worker was killed.
        PROGRAM: a fault of ours; the next version may do better.
    """

    BYTES = "bytes"
    MOMENT = "moment"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Failure:
    """What a job ends in that has no answer; whoever asked puts it into words.

    Attributes:
        cause: why.
        refusal: what the work itself said of the bytes, None where it said nothing.
        trace: the traceback of a fault of ours, "" of all else.
    """

    cause: Cause
    refusal: ReportkitError | None = None
    trace: str = ""


class WorkerFaultError(Exception):
    """A fault of ours in a worker, raised where nobody can go on without the answer; it says the worker's traceback."""


@dataclass(frozen=True, slots=True)
class Shared(Generic[T]):
    """Stands in a question for a value that every worker is given once.

    Attributes:
        number: by which workers know it.
    """

    number: int


@dataclass(frozen=True, slots=True)
class Job(Generic[T_co]):
    """Something to be worked out of a file.

    Attributes:
        work: a function of a module.
        asked: its arguments, values that can be handed to another process; a `Shared` stands for what it was made of.
        size: of the file in bytes.
        weight: how long it usually takes, counted in forms to be read.
    """

    work: Callable[..., T_co]
    asked: tuple[Any, ...]
    size: int = 0
    weight: int = 1


class Workers(Protocol):
    """Who does jobs under limits of time and memory, so that what a file does to its reader is told of that file."""

    def share(self, value: T) -> Shared[T]:
        """Hand a value to every worker, once, and return what stands for it in the questions of jobs."""

    def run(self, job: Job[T]) -> T | Failure:
        """Return the answer to one job."""

    def run_all(self, jobs: Sequence[Job[T]]) -> Iterator[T | Failure]:
        """Yield the answers to jobs, in their order."""

    def ahead(self, things: Iterable[tuple[K, Job[T] | None]], weight: int) -> Iterator[tuple[K, T | Failure | None]]:
        """Yield things with the answers to their jobs, None where one has no job, in their order.

        Some things are taken before the ones before them are yielded: no more than four for each worker, nor than a
        few megabytes of files.

        Args:
            things: each with its job.
            weight: of all their jobs together, by which it is told how many workers pay.
        """

    def stop(self) -> None:
        """End every worker; the next job starts another."""


def attempt(job: Job[T], shared: Sequence[Any]) -> T | Failure:
    """Do a job in this process.

    Args:
        job: the job.
        shared: the values that `Shared` stand for, by number.
    """
    try:
        return job.work(*(shared[item.number] if isinstance(item, Shared) else item for item in job.asked))
    except ReportkitError as refusal:
        return Failure(Cause.BYTES, refusal)
    except MemoryError:
        return Failure(Cause.MOMENT)
    except Exception:  # noqa: BLE001 - what it is says its traceback
        return Failure(Cause.PROGRAM, trace=traceback.format_exc())
