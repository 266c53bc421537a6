"""What settling a round needs beside the returns. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reportkit.diagnostics import Diagnostic
from reportkit.disk.work import Failure, Job, Shared, WorkerFaultError, attempt
from reportkit.model import Entry
from reportkit.period import Period
from reportkit.returns.reference import Reference
from reportkit.round.unusable import Unusable

Checked = tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]
"""What a return reports with faulty answers marked, and what the rules found."""


def _here(jobs: Sequence[Job[Checked]]) -> Iterator[Checked | Failure]:
    """Do jobs in this process."""
    return (attempt(job, ()) for job in jobs)


def ends_the_run(failure: Failure, name: str) -> Diagnostic:
    """Let a fault of ours end the run.

    Raises:
        WorkerFaultError: always, with the traceback of what happened over the file `name`.
    """
    raise WorkerFaultError(f"{name}: {failure.trace}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What settling a round needs beside the returns.

    Attributes:
        reference: master, template and secret.
        period: the period.
        due: the day returns are due.
        form_ids: number of the issued form by name of the unit, as far as forms were issued.
        quarantined: names of units of which a return waits for a person.
        unusable: files that came for the period and cannot be used.
        strict: True where one error makes a whole return wait.
        fault: says of a return that it could not be checked, by a fault of ours or just now; without one, that ends
            the run.
        shared: what stands for `reference` in a job, None where jobs are done in this process.
        run: does the jobs of checking returns, in their order.
    """

    reference: Reference
    period: Period
    due: date
    form_ids: Mapping[str, str] = field(default_factory=dict)
    quarantined: frozenset[str] = frozenset()
    unusable: tuple[Unusable, ...] = ()
    strict: bool = False
    fault: Callable[[Failure, str], Diagnostic] = ends_the_run
    shared: Shared[Reference] | None = None
    run: Callable[[Sequence[Job[Checked]]], Iterable[Checked | Failure]] = _here
