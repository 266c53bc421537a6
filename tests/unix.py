"""What only Unix has: stood in for on Windows, so that tests which are left out there can be read and checked there."""

import multiprocessing
import os
import signal
import sys

if sys.platform != "win32":
    from os import fork, killpg, makedev, mkfifo
    from signal import SIGKILL, alarm

    FORKING = multiprocessing.get_context("fork")
else:
    SIGKILL = signal.SIGTERM
    FORKING = multiprocessing.get_context("spawn")

    def fork() -> int:
        raise NotImplementedError

    def killpg(group: int, number: int) -> None:
        """End a process; what it started goes on, as Windows has no groups of processes."""
        os.kill(group, number)

    def makedev(major: int, minor: int) -> int:
        raise NotImplementedError

    def mkfifo(path: str | os.PathLike[str]) -> None:
        raise NotImplementedError

    def alarm(seconds: int) -> int:
        raise NotImplementedError


__all__ = ["FORKING", "SIGKILL", "alarm", "exit_code", "fork", "killpg", "makedev", "mkfifo"]


def exit_code(process: int) -> int:
    """Wait for a child and return its exit status, the number of its signal below zero where one ended it."""
    return int(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
