"""What a command works with: the workspace, the clock's moment and who reads. Loaded by commands that work."""

from datetime import date

from reportkit.cli.shell import Shell, day
from reportkit.disk.work import Workers
from reportkit.disk.workers import Pool
from reportkit.disk.workspace import Workspace
from reportkit.period import Period, read_period
from reportkit.round.edges import Edges
from reportkit.workflow.master_file import settings_of


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
