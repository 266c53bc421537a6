"""Taking what came in: originals move by rename only and are never changed or deleted. An edge."""

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from reportkit.errors import ReportkitError
from reportkit.outbox import cannot_write
from reportkit.words import Words

_NOISE = frozenset({"thumbs.db", "desktop.ini", ".ds_store", ".gitkeep"})
_NO_PATH = Words("“{path}” does not exist.", "“{path}”不存在。")
_NO_PATH_HINT = Words(
    "Name a file or a folder, or leave it out to collect the inbox.", "请写对文件或文件夹；不写则收取 inbox。"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file that came.

    Attributes:
        path: where it lies.
        name: its name as sent, with the subfolder it lies in.
        modified: time of its last change, by the disk (UTC).
        skipped: True for what is left where it is: lock files, hidden files, links, devices.
    """

    path: Path
    name: str
    modified: datetime
    skipped: bool = False


def waiting(paths: Iterable[Path], zone: tzinfo | None) -> tuple[Waiting, ...]:
    """List the files under `paths`, subfolders too, oldest first.

    Files that no person sends (`.gitkeep`, Thumbs.db) are not listed; lock files (`~$…`), hidden files, links,
    pipes and devices are listed as skipped.

    Args:
        paths: files and folders.
        zone: time zone of `modified`, of the machine.

    Raises:
        ReportkitError: a path does not exist.
    """
    found = []
    for top in paths:
        if not os.path.lexists(top):
            raise ReportkitError(_NO_PATH, _NO_PATH_HINT, path=top)
        for path in _files(top):
            if path.name.casefold() in _NOISE:
                continue
            info = path.lstat()
            skipped = path.name.startswith(("~$", ".")) or not stat.S_ISREG(info.st_mode)
            name = path.name if path == top else path.relative_to(top).as_posix()
            moment = datetime.fromtimestamp(info.st_mtime, zone)
            found.append((info.st_mtime_ns, name, Waiting(path, name, moment, skipped)))
    return tuple(item for _, _, item in sorted(found, key=lambda f: (f[0], f[1])))


def _files(top: Path) -> Iterator[Path]:
    if top.is_symlink() or not top.is_dir():
        yield top
        return
    for folder, folders, names in os.walk(top, followlinks=False):
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
        ReportkitError: the place cannot be written.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if copy:
            if not place.exists():
                temporary = place.with_name(f".tmp-{place.name}")
                shutil.copy2(path, temporary)
                temporary.replace(place)
        elif path != place:
            path.rename(place)
        place.chmod(0o444)
    except OSError as error:
        raise cannot_write(place, error) from error


def free_place(place: Path) -> Path:
    """Return `place`, or the first `NAME-2.ext`, `NAME-3.ext` … that is free."""
    n, free = 2, place
    while os.path.lexists(free):
        free, n = place.with_name(f"{place.stem}-{n}{place.suffix}"), n + 1
    return free
