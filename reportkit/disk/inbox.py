"""Taking what came in: originals move by rename only and are never changed or deleted. An edge."""

import contextlib
import errno
import os
import shutil
import signal
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import BinaryIO

from reportkit.disk.looking import digest_of, opened, pieces, read
from reportkit.disk.outbox import cannot_write, sync_folder, write_whole
from reportkit.disk.trouble import FULL, DiskError, reason, require_file, touching
from reportkit.files.ignored_files import leftover
from reportkit.language.errors import ReportkitError
from reportkit.language.text import shown_name
from reportkit.language.words import Words

if sys.platform == "linux":
    import fcntl

_F_SETSIG = 10  # of Linux; the module does not name it
_MOUNTS = Path("/proc/self/mountinfo")
# On others (nfs, cifs, fuse) a lease is refused for other reasons too.
_OWN_DISKS = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "zfs", "tmpfs", "overlay"})
_OURS = ".gitkeep"
_LINK = Words("a link, not the file itself", "链接（快捷方式），不是文件本身")
_NO_FILE = Words("no file but a pipe or a device", "管道或设备，不是文件")
QUIET = 2.0
"""Seconds that a file must stay as it is where the system cannot tell whether someone still writes it."""
_RECENT = 3600.0
# What no other file would meet differently: a disk without room, or one that takes nothing.
_FOR_ALL = FULL | {errno.EROFS, errno.EFBIG}
_STAYS = Words("“{path}” cannot be moved just now: {why}.", "现在无法移动“{path}”：{why}。")
_STAYS_HINT = Words(
    "It may be open in another program; close it there and run the command again.",
    "可能正被其他程序打开；关闭后再运行。",
)
_NO_PATH = Words("“{path}” does not exist.", "“{path}”不存在。")
_NO_PATH_HINT = Words(
    "Name a file or a folder, or leave it out to collect the inbox.", "请写对文件或文件夹；不写则收取 inbox。"
)


class StaysError(DiskError):
    """One file cannot be moved just now and stays where it is; others can."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file that came.

    Attributes:
        path: where it lies.
        name: its name as sent, as it can be shown, with the subfolder it lies in.
        modified: time of its last change, by the disk (UTC).
        skipped: what it is that is left where it is: a lock file, a hidden file, a link, a device; None to take it.
        size: in bytes; -1 for what could not be looked at.
        stamp: time of its last change in nanoseconds, as the disk says it.
        seen: when it was listed, in seconds of the machine's monotonic clock.
        put: when it was put where it lies, by the disk (UTC); None for what did not come just now.
    """

    path: Path
    name: str
    modified: datetime
    skipped: Words | None = None
    size: int = 0
    stamp: int = 0
    seen: float = 0.0
    put: datetime | None = None


def waiting(paths: Iterable[Path], zone: tzinfo | None) -> tuple[Waiting, ...]:
    """List the files under `paths`, subfolders too, oldest first.

    Lock files (`~$…`), hidden files, what a system makes for itself (Thumbs.db), downloads that are not finished,
    links, pipes and devices are listed as skipped.

    Args:
        paths: files and folders.
        zone: time zone of `modified` and `put`, of the machine.

    Raises:
        ReportkitError: a path does not exist.
        DiskError: one of `paths` cannot be listed, or is neither a file nor a folder.
    """
    found: list[Waiting] = []
    for top in paths:
        with touching(top):
            if not top.exists():  # nor what a link leads to: a share that is away is no empty inbox
                raise ReportkitError(_NO_PATH, _NO_PATH_HINT, path=top)
            if not top.is_dir():
                require_file(top, top.stat())
            found += _listed(top, zone)
    return tuple(sorted(found, key=lambda item: (item.stamp, item.name)))


def _listed(top: Path, zone: tzinfo | None) -> Iterator[Waiting]:
    """Yield what lies under one path.

    Raises:
        OSError: it cannot be listed.
    """
    closed: list[Path] = []
    for path in _files(top, closed):
        if path.name == _OURS:
            continue
        try:
            info = path.lstat()
        except FileNotFoundError:
            continue  # gone between two looks: whoever took it has it
        except OSError:
            closed.append(path)
            continue
        moment, came = (datetime.fromtimestamp(second, zone) for second in (info.st_mtime, _put_at(info)))
        skipped, seen = _skipped(path.name, info.st_mode), time.monotonic()
        yield Waiting(path, _name(path, top), moment, skipped, info.st_size, info.st_mtime_ns, seen, came)
    # A share that blinks, a folder that may not be looked into: said now, taken with the next run.
    for path in closed:
        yield Waiting(path, _name(path, top), datetime.fromtimestamp(0, zone), size=-1)


def _put_at(info: os.stat_result) -> float:
    """Return when a file was put where it lies, in seconds of the epoch: not before it was, and nobody can set it back.

    Its own time is when its clerk saved it last; who copies or moves it into a folder leaves that as it was.
    """
    made: float = getattr(info, "st_birthtime", info.st_ctime)
    return made if sys.platform == "win32" else info.st_ctime


def _skipped(name: str, mode: int) -> Words | None:
    """Tell what something is that no unit sent, None for a file that one may have sent."""
    if stat.S_ISLNK(mode):
        return _LINK
    return leftover(name) if stat.S_ISREG(mode) else _NO_FILE


def _name(path: Path, top: Path) -> str:
    return shown_name(path.name if path == top else path.relative_to(top).as_posix())


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
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted((*names, *links)):
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
        if error.errno in _FOR_ALL:
            raise cannot_write(place, error) from error
        raise StaysError(_STAYS, _STAYS_HINT, path=path, why=reason(error)) from error


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
    with opened(path) as source, temporary.open("wb") as file:
        file.writelines(pieces(source))
        file.flush()
        os.fsync(file.fileno())
    with contextlib.suppress(OSError):
        shutil.copystat(path, temporary)
    temporary.replace(place)
    sync_folder(place.parent)


def release(path: Path, place: Path) -> bool:
    """Finish a move onto another disk: remove the source if, and only if, its place holds the very same bytes.

    Raises:
        DiskError: it cannot be done just now.
    """
    with touching(path):
        if path.samefile(place) or digest_of(path) != digest_of(place):
            return False
        path.unlink()
        return True


def read_still(item: Waiting) -> bytes | None:
    """Return the bytes of a file, None where it is still being written.

    Raises:
        DiskError: it cannot be read.
    """
    with touching(item.path), _opened(item.path) as file:
        data = file.read(item.size + 1) if _is_still(file, item) else None
        info = os.fstat(file.fileno())
    # What was changed while it was read is still being written, too.
    is_same = data is not None and (len(data), info.st_mtime_ns) == (item.size, item.stamp)
    return data if is_same else None


def is_still(item: Waiting) -> bool:
    """Tell whether nobody writes a file any more, without reading it.

    Raises:
        DiskError: it cannot be read.
    """
    with touching(item.path), _opened(item.path) as file:
        return _is_still(file, item)


def _opened(path: Path) -> BinaryIO:
    """Open a file for reading; what became a link or a pipe since it was listed is neither followed nor waited for."""
    more = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    return open(path, "rb", opener=lambda name, flags: os.open(name, flags | more))


def _is_still(file: BinaryIO, item: Waiting) -> bool:
    """Tell whether an open file is the one that was listed, unchanged, with nobody writing it.

    Linux knows who writes a file on its own disk, and Windows does not let go of one that is open elsewhere, so that
    moving it fails: there nobody waits. On a share, and on macOS, a file that was changed within the hour must stay
    as it is for two seconds from the listing; however many files there are, these are the same two seconds.
    """
    if not _is_same(file, item):
        return False
    is_written = _is_written(file)
    if is_written is None and abs(time.time() - item.stamp / 1e9) < _RECENT:
        time.sleep(max(0.0, item.seen + QUIET - time.monotonic()))
    return not is_written and _is_same(file, item)


def _is_same(file: BinaryIO, item: Waiting) -> bool:
    info = os.fstat(file.fileno())
    return stat.S_ISREG(info.st_mode) and (info.st_size, info.st_mtime_ns) == (item.size, item.stamp)


def _is_written(file: BinaryIO) -> bool | None:
    """Tell whether someone has a file open for writing, None where the system does not say (`fcntl(2)`, leases)."""
    found: bool | None = None
    if sys.platform == "win32":
        found = False
    elif sys.platform == "linux":
        if not _is_own_disk(os.fstat(file.fileno()).st_dev):
            return None
        try:
            # Who opens the file in the moment of the lease is answered with a signal; this one is ignored by everybody.
            fcntl.fcntl(file, _F_SETSIG, signal.SIGURG)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
            found = False
        except OSError as error:
            found = True if error.errno == errno.EAGAIN else None
    return found


def _is_own_disk(device: int) -> bool:
    """Tell whether the machine itself keeps a disk, and so knows who writes there (`proc(5)`, mountinfo)."""
    number = ""
    if sys.platform != "win32":
        number = f"{os.major(device)}:{os.minor(device)}"
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    kinds = {line.partition(" - ")[2].partition(" ")[0] for line in lines if line.split(" ", 3)[2:3] == [number]}
    return bool(kinds) and kinds <= _OWN_DISKS


def put(path: Path, data: bytes, moment: datetime) -> None:
    """Put a file where it is to be collected, as one that was last changed at a moment.

    Raises:
        DiskError: it cannot be put there.
    """
    write_whole(path, data)
    with touching(path):
        os.utime(path, (moment.timestamp(), moment.timestamp()))


def store(place: Path, data: bytes) -> None:
    """Keep what was taken out of another file, read-only from then on.

    Raises:
        DiskError: it cannot be kept.
    """
    write_whole(place, data)
    with touching(place):
        place.chmod(0o444)


def read_kept(place: Path) -> bytes:
    """Return the bytes of an original, and see that it is read-only: a stop may have come before.

    Raises:
        DiskError: it is not there, or cannot be read just now.
    """
    with touching(place):
        place.chmod(0o444)
        return read(place)


def is_copied(item: Waiting, place: Path) -> bool:
    """Let go of a file that an earlier run had copied onto another disk, and tell whether that was so.

    A stop came before the source was removed: the copy has its name, its bytes and the time of its last change.

    Raises:
        DiskError: that cannot be looked at just now.
    """
    with touching(place):
        return place.is_file() and place.stat().st_mtime_ns == item.stamp and release(item.path, place)


def free_place(place: Path) -> Path:
    """Return `place`, or the first `NAME-2.ext`, `NAME-3.ext` … that is free."""
    n, free = 2, place
    while os.path.lexists(free):
        free, n = place.with_name(f"{place.stem}-{n}{place.suffix}"), n + 1
    return free
