"""Workers that work in the process of the tests: patches, coverage and debuggers see what is read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from reportkit.disk.work import Cause, Failure, Job, Shared, attempt

T = TypeVar("T")
K = TypeVar("K")


class InProcess:
    """Does each job when its answer is asked for; a fault of ours fails the test instead of being told in words."""

    def __init__(self) -> None:
        self._shared: list[Any] = []

    def share(self, value: T) -> Shared[T]:
        """Remember a value."""
        self._shared.append(value)
        return Shared(len(self._shared) - 1)

    def run(self, job: Job[T]) -> T | Failure:
        """Do a job here and now."""
        found = attempt(job, self._shared)
        assert not (isinstance(found, Failure) and found.cause is Cause.PROGRAM), found
        return found

    def run_all(self, jobs: Sequence[Job[T]]) -> Iterator[T | Failure]:
        """Do jobs one by one."""
        return map(self.run, jobs)

    def ahead(self, things: Iterable[tuple[K, Job[T] | None]], weight: int) -> Iterator[tuple[K, T | Failure | None]]:
        """Do jobs one by one, whatever they weigh."""
        assert weight >= 0
        for key, job in things:
            yield key, self.run(job) if job else None

    def stop(self) -> None:
        """Have nothing to end."""
