"""Tracebacks of faults of ours, kept where whoever looks after reportkit finds them. An edge.

One fault is one file, whose name is worked out of its traceback: however often it happens, there is one to send.
"""

import contextlib
import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path


def reference_of(trace: str) -> str:
    """Return the reference by which a fault is told and found: the same traceback has the same one."""
    return hashlib.sha256(trace.encode("utf-8", "replace")).hexdigest()[:8]


def log_fault(folders: Sequence[Path], trace: str, about: str) -> Path | None:
    """Keep a traceback, and when and over what it happened; what is kept of earlier times stays.

    Args:
        folders: where logs lie; the first that can be written is taken.
        trace: the traceback.
        about: the command or the file that was worked on.

    Returns:
        The log, None where it can be kept nowhere.
    """
    moment = datetime.now().astimezone()  # noqa: TID251 - when a fault happened is the clock's, whatever the day
    for folder in folders:
        log = folder / f"reportkit-{reference_of(trace)}.log"
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            is_new = not log.exists()
            with log.open("a", encoding="utf-8", errors="replace") as file:
                file.write(f"{trace}\n" if is_new else "")
                file.write(f"{moment.isoformat(timespec='seconds')} {about}\n")
            return log
    return None
