"""What a command works with: the workspace, the clock's moment and who reads. Loaded by commands that work."""

import contextlib
from datetime import date

from reportkit.cli.shell import Shell, day
from reportkit.disk.looking import digest_of_bytes, is_folder, read_if_there
from reportkit.disk.work import WorkerFaultError, Workers
from reportkit.disk.workers import Pool
from reportkit.disk.workspace import Workspace
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Lang
from reportkit.period import Period, read_period
from reportkit.round.edges import Edges
from reportkit.workflow.master_file import master_at, settings_of

_LANGUAGE = "language"
"""Under which name the language of the list is kept."""


def workers_of(shell: Shell) -> Workers:
    """Return who reads: processes of their own, made as soon as a command asks for them."""
    workers: Workers = shell.workers or Pool()
    shell.workers = workers
    return workers


def edges_of(shell: Shell) -> Edges:
    """Return what a command knows of the world around."""
    return Edges(Workspace(shell.folder, verify=shell.verify), shell.moment, workers_of(shell), shell.track)


def period_of(shell: Shell, text: str) -> Period:
    """Read a period; only for one that does not say its year the list is looked at."""
    return read_period(text) or Period.parse(text, settings_of(edges_of(shell)).calendar)


def day_of(shell: Shell, text: str | None, near: date, *, is_past: bool = False) -> date | None:
    """Read a day; of 5/7/2022 the language of the list says which is the month."""
    return day(text, near, is_past=is_past, lang=lambda: settings_of(edges_of(shell)).lang)


def language_of_list(shell: Shell) -> Lang | None:
    """Return the language of the list in the workspace, None where there is none, or none that can be read.

    What hinders reading it is told by the command that works with it.
    """
    space = Workspace(shell.folder)
    with contextlib.suppress(ReportkitError, WorkerFaultError):
        data = read_if_there(space.master)
        if data is None:
            return None
        digest = digest_of_bytes(data)
        known: Lang | None = space.store.recall(_LANGUAGE, digest)
        if known is None:
            found = master_at(edges_of(shell), space.master)
            known = found.settings.lang if found is not None else None
            if known is not None and is_folder(space.own):
                space.store.keep(_LANGUAGE, digest, known)
        return known
    return None
