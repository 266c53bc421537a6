"""Looking at what lies on the disk, and reading it, without changing anything. An edge.

Only files are read, and none without bound: of a device there is no end, and a pipe that nobody writes is waited for.
"""

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reportkit.disk.trouble import DiskError, require_file, touching
from reportkit.language.words import Words

MOST = 64 * 1024 * 1024
"""Bytes of the largest file that is held in mind; no list, return, archive, record or output is larger."""
_PIECE = 1024 * 1024
_LARGE = Words(
    "“{path}” is larger than {most} MB: no file of that size is read.", "“{path}”超过 {most} MB：这么大的文件不会读取。"
)
_LARGE_HINT = Words("Look whether it is the right file.", "请核对是不是这个文件。")


def real(path: Path) -> Path:
    """Return a path with every link in it followed.

    Raises:
        DiskError: a link leads to itself, or it cannot be looked at just now.
    """
    with touching(path):
        try:
            return path.resolve()
        except RuntimeError as error:  # how Python before 3.13 says it
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error


def is_file(path: Path) -> bool:
    """Tell whether a file lies at a place.

    Raises:
        DiskError: it cannot be looked at just now.
    """
    with touching(path):
        return path.is_file()


def is_there(path: Path) -> bool:
    """Tell whether anything lies at a place.

    Raises:
        DiskError: it cannot be looked at just now.
    """
    with touching(path):
        return path.exists()


def is_folder(path: Path) -> bool:
    """Tell whether a folder lies at a place.

    Raises:
        DiskError: it cannot be looked at just now.
    """
    with touching(path):
        return path.is_dir()


@contextlib.contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading; what is none is neither opened nor waited for.

    Raises:
        OSError: it is not there, or cannot be opened just now.
        NoFileError: it is no file.
    """
    require_file(path, path.stat())
    # It may have become a pipe since: none is waited for, here either.
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0))) as file:
        require_file(path, os.fstat(file.fileno()))
        yield file


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """Yield an open file piece by piece, no more of it than it has now: one that grows has an end, too."""
    left = os.fstat(file.fileno()).st_size
    while left > 0 and (piece := file.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece


def read(path: Path, most: int = MOST) -> bytes:
    """Return the bytes of a file.

    Args:
        path: where it lies.
        most: bytes that it may have; of a larger one no more than one byte beyond is read.

    Raises:
        DiskError: it is not there, cannot be read just now, is too large or no file.
    """
    with touching(path):
        return _read(path, most)


def read_if_there(path: Path) -> bytes | None:
    """Return the bytes of a file, None where nothing lies at the place.

    Raises:
        DiskError: it cannot be read just now, is too large or no file.
    """
    with touching(path):
        try:
            return _read(path, MOST)
        except (FileNotFoundError, NotADirectoryError):
            return None


def _read(path: Path, most: int) -> bytes:
    with opened(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise DiskError(_LARGE, _LARGE_HINT, path=path, most=most // (1024 * 1024))
    return data


def holds(path: Path, data: bytes) -> bool:
    """Tell whether a file lies at a place and has these bytes; of a longer one no more is read.

    Raises:
        DiskError: it cannot be read just now.
    """
    with touching(path):
        if not path.is_file():
            return False
        with opened(path) as file:
            return file.read(len(data) + 1) == data


def refuse_no_file(path: Path) -> None:
    """See that what lies at a place is a file.

    Raises:
        DiskError: it is a folder, a pipe or a device, or cannot be looked at just now.
    """
    with touching(path):
        require_file(path, path.stat())


def state_of(path: Path) -> tuple[int, int, int] | None:
    """Return inode, size and time of change (ns) of a file, by which it is told from one written anew; None of none.

    Raises:
        DiskError: it cannot be looked at just now.
    """
    with touching(path):
        try:
            info = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return info.st_ino, info.st_size, info.st_mtime_ns


def size_of(path: Path) -> int:
    """Return the size of a file in bytes.

    Raises:
        DiskError: it is not there, or cannot be looked at just now.
    """
    with touching(path):
        return path.stat().st_size


def files_in(folder: Path, *, deep: bool = False) -> list[Path]:
    """Return what lies in a folder, in order; nothing where there is none.

    Args:
        folder: where.
        deep: True for what lies in its folders too.

    Raises:
        DiskError: it cannot be listed just now.
    """
    with touching(folder):
        return sorted(folder.rglob("*") if deep else folder.iterdir()) if folder.is_dir() else []


@dataclass(frozen=True, slots=True)
class Stamp:
    """By what the disk tells whether a file was written since: where all of it is the same, it was not.

    Attributes:
        size: in bytes.
        changed: time of its last change in nanoseconds.
        number: of the file on its disk; a file that took its place has another.
    """

    size: int
    changed: int
    number: int


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a file, None where nothing lies at the place.

    Raises:
        DiskError: it cannot be looked at just now, or is no file.
    """
    with touching(path):
        try:
            info = path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        require_file(path, info)
        return _stamp(info)


def stamped_files(folder: Path) -> list[tuple[Path, Stamp]]:
    """Return the files in a folder with their stamps, in order; nothing where there is none.

    Raises:
        DiskError: it cannot be listed just now, or one of them is no file.
    """
    found = ((path, stamp_of(path)) for path in files_in(folder))
    return [(path, stamp) for path, stamp in found if stamp is not None]


def stamps_below(place: Path) -> list[tuple[str, Stamp]]:
    """Return the stamps of all that lies in a folder and in its folders, or of a file; nothing where nothing is there.

    Raises:
        DiskError: it cannot be looked at just now.
    """
    with touching(place):
        try:
            return sorted((item.path, _stamp_in(item)) for item in _below(place))
        except FileNotFoundError:
            return []
        except NotADirectoryError:
            return [(os.fspath(place), _stamp(place.stat()))]


def names_below(folder: Path) -> list[str]:
    """Return where the files lie that are in a folder and in its folders; what cannot be listed is left out."""
    return [os.path.join(top, name) for top, _, names in os.walk(folder) for name in names]  # noqa: PTH118 - of thousands


def _below(folder: str | Path) -> Iterator["os.DirEntry[str]"]:
    with os.scandir(folder) as found:
        for item in found:
            if item.is_dir(follow_symlinks=False):
                yield from _below(item.path)
            else:
                yield item


def _stamp_in(item: "os.DirEntry[str]") -> Stamp:
    """Return the stamp of something that was listed; of a link that leads nowhere its own."""
    try:
        return _stamp(item.stat())
    except FileNotFoundError:
        return _stamp(item.stat(follow_symlinks=False))


def _stamp(info: os.stat_result) -> Stamp:
    return Stamp(info.st_size, info.st_mtime_ns, info.st_ino)


def digest_of_bytes(data: bytes) -> str:
    """Return the digest (SHA-256, hexadecimal) by which the bytes of a file are known."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str:
    """Return the digest (SHA-256, hexadecimal) of a file without ever holding the whole of it.

    Raises:
        DiskError: it cannot be read.
    """
    found = hashlib.sha256()
    with touching(path), opened(path) as file:
        for piece in pieces(file):
            found.update(piece)
    return found.hexdigest()
