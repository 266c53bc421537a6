"""Records of what is remembered: JSON, written whole, with the program that wrote it. An edge."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from reportkit import __version__
from reportkit.disk.looking import read_if_there
from reportkit.disk.outbox import write_whole

# In every record: by what it is told later which way it was written, and by which program.
_WRITTEN_BY = {"schema": 1, "version": __version__}


def write_record(path: Path, content: Mapping[str, Any]) -> None:
    """Write a record, and which program wrote it in which way.

    Raises:
        DiskError: the place cannot be written.
    """
    text = json.dumps({**content, **_WRITTEN_BY}, ensure_ascii=False, indent=1, sort_keys=True)
    write_whole(path, (text + "\n").encode())


def read_record(path: Path) -> dict[str, Any] | None:
    """Return what a record says, None where there is none or where it is none of ours.

    Raises:
        DiskError: it cannot be read just now.
    """
    try:
        found = json.loads(read_if_there(path) or b"")
    except (ValueError, RecursionError):
        # A torn file cannot come from us (it is written whole), nor one nested without end; it says nothing.
        return None
    return found if isinstance(found, dict) else None


def require_kind(values: Iterable[object], kind: type) -> None:
    """See that values, as JSON has them, are of a kind; True is no number.

    Raises:
        TypeError: one is not.
    """
    if not set(map(type, values)) <= {kind}:
        raise TypeError
