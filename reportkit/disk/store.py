"""What was worked out, kept so that it need not be worked out again: safe to delete, never the truth. An edge.

An entry says of what it was made. Made of anything else, damaged, or written by another program, it is as good as none.
It is read back by a reader that makes nothing but the values of this package: a workspace may come from anywhere.
"""

import contextlib
import dataclasses
import hashlib
import io
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import reportkit
from reportkit.disk.looking import digest_of_bytes, read_if_there
from reportkit.disk.trouble import DiskError

_MARK = b"reportkit store\n"
_DIGEST = 64
_NOTHING: Mapping[str, object] = {}
_PLAIN = frozenset({
    ("datetime", "date"), ("datetime", "datetime"), ("datetime", "timedelta"), ("datetime", "timezone"),
    ("decimal", "Decimal"), ("builtins", "frozenset"), ("builtins", "set"), ("collections", "Counter"),
})  # fmt: skip
"""What values of the package hold beside each other and what a pickle writes by itself."""


def key_of(*parts: object) -> str:
    """Return a digest of what something is made of: texts, numbers, days, and tuples of them."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """Return a digest of the program: what another one worked out is worked out again."""
    folder = Path(reportkit.__file__).parent
    return key_of(reportkit.__version__, sys.version_info[:3], tuple(_stamps(folder)))


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    """Yield name, size and time of each file of the program."""
    with os.scandir(folder) as found:
        for item in sorted(found, key=lambda item: item.name):
            if item.is_dir():
                yield from _stamps(Path(item.path)) if item.name != "__pycache__" else ()
            else:
                info = item.stat()
                yield item.name, info.st_size, info.st_mtime_ns


class Store:
    """Entries in a folder, each in a file named for what it is about; an entry takes the place of the one before.

    Args:
        folder: where.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recall(self, about: str, made_of: str, known: Mapping[str, object] = _NOTHING) -> Any:  # noqa: ANN401 - whatever was kept
        """Return what is kept, None where nothing is that was made of this.

        Args:
            about: what it is about, a name of a file.
            made_of: digest of what it is made of (`key_of`).
            known: values that an entry names instead of holding them.
        """
        try:
            data = read_if_there(self._folder / about)
        except DiskError:
            return None
        head = _head(made_of)
        if data is None or not data.startswith(head):
            return None
        told, body = data[len(head) : len(head) + _DIGEST], data[len(head) + _DIGEST :]
        if digest_of_bytes(body).encode("ascii") != told:
            return None
        try:
            return _Reader(io.BytesIO(body), known).load()
        except Exception:  # noqa: BLE001 - whatever a pickle that is none of ours does, it is as good as none
            return None

    def keep(self, about: str, made_of: str, value: object, known: Mapping[str, object] = _NOTHING) -> None:
        """Keep a value; where the disk does not take it, it is worked out again the next time.

        Args:
            about: as for `recall`.
            made_of: as for `recall`.
            value: frozen values of this package, and what they hold.
            known: as for `recall`.
        """
        stream = io.BytesIO()
        _Writer(stream, known).dump(value)
        body = stream.getvalue()
        data = _head(made_of) + digest_of_bytes(body).encode("ascii") + body
        place = self._folder / about
        temporary = place.with_name(f".tmp-{os.getpid()}-{about}")
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            # Not synced: after a power cut a torn entry is as good as none.
            temporary.write_bytes(data)
            temporary.replace(place)


def _head(made_of: str) -> bytes:
    return _MARK + key_of(program(), made_of).encode("ascii")


class _Writer(pickle.Pickler):
    """Writes values, and names those that are known."""

    def __init__(self, file: io.BytesIO, known: Mapping[str, object]) -> None:
        super().__init__(file, protocol=pickle.HIGHEST_PROTOCOL)
        self._names = {id(value): name for name, value in known.items()}

    def persistent_id(self, obj: object) -> str | None:
        """Return the name of a value that is known."""
        return self._names.get(id(obj))


class _Reader(pickle.Unpickler):
    """Reads values; of classes it makes only those that are values themselves."""

    def __init__(self, file: io.BytesIO, known: Mapping[str, object]) -> None:
        super().__init__(file)
        self._known = known

    def persistent_load(self, pid: str) -> object:
        """Return a value that is known."""
        return self._known[pid]

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - the signature of pickle
        """Return a class of values.

        Raises:
            UnpicklingError: it is none.
        """
        is_plain = (module, name) in _PLAIN
        found = super().find_class(module, name) if is_plain or module.startswith("reportkit.") else None
        if is_plain or (isinstance(found, type) and _is_value(found)):
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _is_value(kind: type) -> bool:
    return dataclasses.is_dataclass(kind) or issubclass(kind, (Enum, tuple))
