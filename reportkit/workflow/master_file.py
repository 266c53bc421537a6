"""A master workbook that need not be there, nor be one that can be read."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reportkit.disk.looking import is_there, read, size_of
from reportkit.disk.work import Failure, Job
from reportkit.files.refusal import refuse_size
from reportkit.model import Master, Settings
from reportkit.round.edges import Edges
from reportkit.round.jobs import answered, to_read_master

T = TypeVar("T")


def master_at(edges: Edges, path: Path) -> Master | None:
    """Return the master at a place, None where there is none that can be read."""
    found = if_readable(edges, path, to_read_master)
    return found[0] if found is not None else None


def if_readable(edges: Edges, path: Path, to_job: Callable[[bytes, str], Job[T]]) -> T | None:
    """Return what is read of a master that need not be there, None where none is or where it is none.

    Args:
        edges: the workspace and who reads.
        path: where it lies.
        to_job: makes the job of reading it.

    Raises:
        ReportkitError: it takes more time or memory than a worker may have: that may be the moment's fault, and what
            a person wrote there must not be passed over.
        WorkerFaultError: it met a fault of ours.
    """
    if not is_there(path):
        return None
    file = edges.space.relative(path)
    refuse_size(file, size_of(path))
    found = edges.workers.run(to_job(read(path), file))
    if isinstance(found, Failure) and found.refusal is not None:
        return None
    return answered(found, file)


def settings_of(edges: Edges) -> Settings:
    """Return what the master sets, the usual where it cannot be read: that is told by who works with it."""
    found = master_at(edges, edges.space.master)
    return found.settings if found is not None else Settings()
