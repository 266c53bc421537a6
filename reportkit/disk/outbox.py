"""Writing what goes out: a whole file or none, and never over what a person has changed. An edge."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from reportkit.disk.looking import read, read_if_there
from reportkit.disk.trouble import FULL, DiskError, reason
from reportkit.language.words import Words

_CANNOT_WRITE = Words("Cannot write “{path}”: {why}.", "无法写入“{path}”：{why}。")
_CANNOT_WRITE_HINT = Words(
    "It may be open in Excel or WPS, or the folder may be read-only; close it or choose another place, then run again.",
    "可能正在 Excel 或 WPS 里打开，或者文件夹是只读的；请关闭或换个位置后再运行。",
)
_FULL_HINT = Words(
    "Make room on the disk, then run the command again. Nothing was lost.",
    "请先清理磁盘腾出空间，再运行一次。没有丢失任何内容。",
)


def cannot_write(path: Path, error: OSError) -> DiskError:
    """Return the refusal that says which place cannot be written, why, and what to do."""
    hint = _FULL_HINT if error.errno in FULL else _CANNOT_WRITE_HINT
    return DiskError(_CANNOT_WRITE, hint, path=path, why=reason(error))


def make_folder(folder: Path) -> bool:
    """Make a folder, and tell whether there was none.

    Raises:
        DiskError: the place cannot be written.
    """
    try:
        if folder.is_dir():
            return False
        folder.mkdir(parents=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return True


def write_whole(path: Path, data: bytes, *, mode: int = 0o644, anew: bool = False) -> None:
    """Write a file so that at any moment it is the old one or the new one; same bytes are left alone.

    Args:
        path: where.
        data: the whole file.
        mode: who may read and write it.
        anew: True where a file that is there stays: whoever is first writes it.

    Raises:
        DiskError: the place cannot be written.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".tmp-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).chmod(mode)
            if anew:
                _put(Path(temporary), path)
            else:
                Path(temporary).replace(path)
            sync_folder(path.parent)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise cannot_write(path, error) from error


def _put(whole: Path, path: Path) -> None:
    """Give a whole file its name, unless something bears that name."""
    try:
        path.hardlink_to(whole)
    except FileExistsError:
        pass
    except OSError:  # a disk without second names
        if not path.exists():
            whole.replace(path)
    whole.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system can say so of a folder."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def publish(path: Path, data: bytes, written: Path | None) -> Path | None:
    """Write an output; what a person changed at its place since it was last written is set aside first.

    Args:
        path: where it goes.
        data: the whole file.
        written: folder that remembers the digests of what reportkit wrote; None where nothing is remembered, so that
            any other file at the place counts as a person's.

    Returns:
        Where the person's file was set aside, None where there was none.

    Raises:
        DiskError: the place cannot be written.
    """
    digest = hashlib.sha256(data).hexdigest()
    aside = None
    try:
        if path.is_file():
            old = hashlib.sha256(path.read_bytes()).hexdigest()
            if old != digest and not (written and (written / old).exists()):
                aside = set_aside(path)
        if written is not None:
            written.mkdir(parents=True, exist_ok=True)
            (written / digest).touch()
    except OSError as error:
        raise cannot_write(path, error) from error
    write_whole(path, data)
    return aside


def set_aside(path: Path) -> Path:
    """Keep a file beside its place as `NAME (kept 1).ext`, so that it can be written anew there.

    Until that is done it stays at its place too: a stop in between takes nothing away.

    Raises:
        DiskError: it cannot be read, or not be kept beside its place.
    """
    data, n = read(path), 1
    while (there := read_if_there(place := path.with_name(f"{path.stem} (kept {n}){path.suffix}"))) is not None:
        if there == data:
            return place
        n += 1
    write_whole(place, data)
    with contextlib.suppress(OSError):
        shutil.copystat(path, place)
    return place


def retract(path: Path, written: Path) -> bool:
    """Delete an output that no longer holds; a file that a person changed or put there stays.

    Returns:
        Whether it was deleted.

    Raises:
        DiskError: the place cannot be written.
    """
    try:
        if not path.is_file() or not (written / hashlib.sha256(path.read_bytes()).hexdigest()).exists():
            return False
        path.unlink()
    except OSError as error:
        raise cannot_write(path, error) from error
    return True
