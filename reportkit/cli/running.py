"""What a command works with: the workspace, the clock's moment and who reads. Loaded by commands that work."""

from reportkit.cli.shell import Shell
from reportkit.disk.work import Workers
from reportkit.disk.workers import Pool
from reportkit.disk.workspace import Workspace
from reportkit.round.edges import Edges


def workers_of(shell: Shell) -> Workers:
    """Return who reads: processes of their own, made as soon as a command asks for them."""
    workers: Workers = shell.workers or Pool()
    shell.workers = workers
    return workers


def edges_of(shell: Shell) -> Edges:
    """Return what a command knows of the world around."""
    return Edges(Workspace(shell.folder), shell.moment, workers_of(shell), shell.track)
