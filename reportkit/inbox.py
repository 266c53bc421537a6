"""Taking what came in: originals move by rename only and are never changed or deleted. An edge."""

import contextlib
import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from reportkit.errors import ReportkitError
from reportkit.outbox import cannot_write, sync_folder
from reportkit.words import Words

_NOISE = frozenset({"thumbs.db", "desktop.ini", ".ds_store", ".gitkeep"})
_FULL = frozenset({errno.ENOSPC, errno.EROFS, errno.EFBIG})
_STAYS = Words("“{path}” cannot be moved just now: {why}.", "现在无法移动“{path}”：{why}。")
_STAYS_HINT = Words(
    "It may be open in another program; close it there and run the command again.",
    "可能正被其他程序打开；关闭后再运行。",
)
_NO_PATH = Words("“{path}” does not exist.", "“{path}”不存在。")
_NO_PATH_HINT = Words(
    "Name a file or a folder, or leave it out to collect the inbox.", "请写对文件或文件夹；不写则收取 inbox。"
)


class StaysError(ReportkitError):
    """One file cannot be moved just now and stays where it is; others can."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file that came.

    Attributes:
        path: where it lies.
        name: its name as sent, with the subfolder it lies in.
        modified: time of its last change, by the disk (UTC).
        skipped: True for what is left where it is: lock files, hidden files, links, devices.
        size: in bytes; -1 for what could not be looked at.
        stamp: time of its last change in nanoseconds, as the disk says it.
    """

    path: Path
    name: str
    modified: datetime
    skipped: bool = False
    size: int = 0
    stamp: int = 0


def waiting(paths: Iterable[Path], zone: tzinfo | None) -> tuple[Waiting, ...]:
    """List the files under `paths`, subfolders too, oldest first.

    Files that no person sends (`.gitkeep`, Thumbs.db) are not listed; lock files (`~$…`), hidden files, links,
    pipes and devices are listed as skipped.

    Args:
        paths: files and folders.
        zone: time zone of `modified`, of the machine.

    Raises:
        ReportkitError: a path does not exist.
        OSError: one of `paths` cannot be listed.
    """
    found = []
    for top in paths:
        if not os.path.lexists(top):
            raise ReportkitError(_NO_PATH, _NO_PATH_HINT, path=top)
        closed: list[Path] = []
        for path in _files(top, closed):
            if path.name.casefold() in _NOISE:
                continue
            try:
                info = path.lstat()
            except FileNotFoundError:
                continue  # gone between two looks: whoever took it has it
            except OSError:
                closed.append(path)
                continue
            skipped = path.name.startswith(("~$", ".")) or not stat.S_ISREG(info.st_mode)
            moment = datetime.fromtimestamp(info.st_mtime, zone)
            item = Waiting(path, _name(path, top), moment, skipped, info.st_size, info.st_mtime_ns)
            found.append((info.st_mtime_ns, item.name, item))
        # A share that blinks, a folder that may not be looked into: said now, taken with the next run.
        unseen = (Waiting(path, _name(path, top), datetime.fromtimestamp(0, zone), size=-1) for path in closed)
        found += [(0, item.name, item) for item in unseen]
    return tuple(item for _, _, item in sorted(found, key=lambda f: (f[0], f[1])))


def _name(path: Path, top: Path) -> str:
    return path.name if path == top else path.relative_to(top).as_posix()


def _files(top: Path, closed: list[Path]) -> Iterator[Path]:
    """Yield the files of a folder, and put the folders in it that cannot be listed into `closed`.

    The folder itself may be a link, an inbox on a share; links inside it are not followed.

    Raises:
        OSError: the folder itself cannot be listed.
    """
    if not top.is_dir():
        yield top
        return

    def tell(error: OSError) -> None:
        if error.filename is None or Path(error.filename) == top:
            raise error
        closed.append(Path(error.filename))

    for folder, folders, names in os.walk(top, onerror=tell, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            yield Path(folder) / name


def take(path: Path, place: Path, *, copy: bool = False) -> None:
    """Move an original to its keeping by rename, read-only from then on.

    Args:
        path: the original.
        place: where it is kept; a file that is there already has the same bytes and stays.
        copy: True for a file outside the workspace, which is left where it is.

    Raises:
        StaysError: the file cannot be moved just now; it is whole and where it was.
        ReportkitError: nothing can be kept at all.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(place, error) from error
    try:
        if copy:
            if not place.exists():
                _copy_whole(path, place)
        elif path != place:
            _move(path, place)
        place.chmod(0o444)
    except OSError as error:
        if error.errno in _FULL:
            raise cannot_write(place, error) from error
        raise StaysError(_STAYS, _STAYS_HINT, path=path, why=error.strerror or error) from error


def _move(path: Path, place: Path) -> None:
    """Rename; onto another disk copy the whole first, and let go of the source only when every byte is there."""
    try:
        path.replace(place)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_whole(path, place)
        release(path, place)
    sync_folder(place.parent)
    sync_folder(path.parent)


def _copy_whole(path: Path, place: Path) -> None:
    temporary = place.with_name(f".tmp-{place.name}")
    with temporary.open("wb") as file:
        file.write(path.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(OSError):
        shutil.copystat(path, temporary)
    temporary.replace(place)
    sync_folder(place.parent)


def release(path: Path, place: Path) -> bool:
    """Finish a move onto another disk: remove the source if, and only if, its place holds the very same bytes."""
    if path.samefile(place) or path.read_bytes() != place.read_bytes():
        return False
    path.unlink()
    return True


def read_still(item: Waiting) -> bytes | None:
    """Return the bytes of a file, None where it changes while one looks: someone still writes it.

    Two looks are enough, the list of the inbox and this one: what was saved before the command began is taken at
    once, without a waiting time.

    Raises:
        OSError: it cannot be read.
    """
    data = item.path.read_bytes()
    info = item.path.stat()
    is_still = (info.st_size, info.st_mtime_ns) == (item.size, item.stamp) and len(data) == item.size
    return data if is_still else None


def free_place(place: Path) -> Path:
    """Return `place`, or the first `NAME-2.ext`, `NAME-3.ext` … that is free."""
    n, free = 2, place
    while os.path.lexists(free):
        free, n = place.with_name(f"{place.stem}-{n}{place.suffix}"), n + 1
    return free
