"""What only Unix has. On Windows a test that needs it is skipped when it comes to it, and says what is missing."""

import multiprocessing
import os
import signal
import sys

import pytest

if sys.platform != "win32":
    from os import O_NONBLOCK, fork, killpg, makedev, mkfifo
    from signal import SIGKILL, alarm

    FORKING = multiprocessing.get_context("fork")
else:
    SIGKILL = signal.SIGTERM
    O_NONBLOCK = 0
    FORKING = multiprocessing.get_context("spawn")

    def fork() -> int:
        pytest.skip("Windows has no fork")

    def killpg(group: int, number: int) -> None:
        """End a process; what it started goes on, as Windows has no groups of processes."""
        os.kill(group, number)

    def makedev(major: int, minor: int) -> int:
        pytest.skip(f"Windows has no device {major}:{minor}")

    def mkfifo(path: str | os.PathLike[str]) -> None:
        pytest.skip(f"Windows has no pipe like {os.fspath(path)}")

    def alarm(seconds: int) -> int:
        pytest.skip(f"Windows has no alarm after {seconds} s")


__all__ = ["FORKING", "O_NONBLOCK", "SIGKILL", "alarm", "exit_code", "fork", "killpg", "makedev", "mkfifo"]


def exit_code(process: int) -> int:
    """Wait for a child and return its exit status, the number of its signal below zero where one ended it."""
    return int(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
