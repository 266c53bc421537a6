"""Looking at what lies on the disk, and reading it, without changing anything. An edge."""

import errno
import hashlib
import os
from pathlib import Path

from reportkit.disk.trouble import touching


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


def read(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        DiskError: it is not there, or cannot be read just now.
    """
    with touching(path):
        return path.read_bytes()


def read_if_there(path: Path) -> bytes | None:
    """Return the bytes of a file, None where no file lies at the place.

    Raises:
        DiskError: it cannot be read just now.
    """
    with touching(path):
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None


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


def digest_of(path: Path) -> str:
    """Return the digest (SHA-256, hexadecimal) of a file without ever holding the whole of it.

    Raises:
        DiskError: it cannot be read.
    """
    with touching(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
