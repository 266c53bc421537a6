"""Writing what goes out: a whole file or none, and never over what a person has changed. An edge."""

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Collection
from pathlib import Path

from reportkit.disk.looking import digest_of, digest_of_bytes, files_in, holds, is_folder, read, read_if_there, real
from reportkit.disk.trouble import FULL, DiskError, reason, touching
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

_LEADS_OUT = Words("“{path}” is a link that leads out of the workspace.", "“{path}”是指向工作目录之外的链接。")
_LEADS_OUT_HINT = Words(
    "Remove the link, or let the whole outbox be one; then run the command again. Nothing was written there.",
    "请删除这个链接（整个 outbox 可以是链接），再运行一次。没有往那里写任何内容。",
)
_DIGEST, _REMEMBERED = 64, 4
_RECORD = ".sha256"
"""How records end: nobody takes one for a workbook."""


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


def write_whole(path: Path, data: bytes, *, mode: int = 0o644, anew: bool = False, lasts: bool = True) -> None:
    """Write a file so that at any moment it is the old one or the new one; same bytes are left alone.

    Args:
        path: where.
        data: the whole file.
        mode: who may read and write it.
        anew: True where a file that is there stays: whoever is first writes it.
        lasts: False where a power cut may bring the old file back, until `sync_folder` is asked for its folder.

    Raises:
        DiskError: the place cannot be written.
    """
    try:
        if holds(path, data):
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
            if lasts:
                sync_folder(path.parent)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise cannot_write(path, error) from error


def mark(path: Path) -> None:
    """Make an empty file that lasts; its name is all that it says.

    Raises:
        DiskError: the place cannot be written.
    """
    try:
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
            sync_folder(path.parent)
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


class Written:
    """Remembers what was written where, so that only that is written over or taken away again.

    The digest of an output lies under the output's own path in a folder of its own: a copy of it under another name is
    somebody's, and what is taken away is forgotten. Of an output outside of the workspace it lies under a digest of the
    output's path.

    Args:
        folder: where it is remembered.
        root: the workspace.
    """

    def __init__(self, folder: Path, root: Path) -> None:
        self._folder, self._root = folder, root

    def is_ours(self, path: Path, digest: str) -> bool:
        """Tell whether bytes are what was written at a place, last or shortly before.

        Raises:
            OSError: the disk does not do what it is asked for.
        """
        return digest in self._digests(path)

    def is_known(self, path: Path, digest: str) -> bool:
        """Tell the same where an earlier program may have written, which did not remember the place."""
        return self.is_ours(path, digest) or (not self._digests(path) and (self._folder / digest).is_file())

    def note(self, path: Path, digest: str) -> None:
        """Remember what is about to be written at a place; till then the bytes there are still what was written before.

        Raises:
            OSError: the disk does not do what it is asked for.
        """
        before, record = self._digests(path), self._record(path)
        if before[-1:] == [digest]:
            return
        if len(before) >= _REMEMBERED or not _is_whole(record):
            write_whole(record, "".join(f"{known}\n" for known in (*before[-1:], digest)).encode("ascii"))
            return
        record.parent.mkdir(parents=True, exist_ok=True)
        with record.open("a", encoding="ascii", newline="\n") as file:  # one step, and a stop leaves what stood there
            file.write(f"{digest}\n")

    def forget(self, path: Path) -> None:
        """Forget a place at which nothing of ours lies any more.

        Raises:
            OSError: the disk does not do what it is asked for.
        """
        self._record(path).unlink(missing_ok=True)

    def forget_gone(self, folder: Path) -> None:
        """Forget what was written in a folder and lies there no more.

        Raises:
            DiskError: the disk does not do what it is asked for.
        """
        records = self._record(folder / "any").parent
        forget_but(records, {self._record(path) for path in files_in(folder)})

    def record_of(self, path: Path) -> Path:
        """Return where it is remembered what was written to a file, or of a folder where that of its files is."""
        return self._record(path / "any").parent if is_folder(path) else self._record(path)

    def require_inside(self, path: Path) -> None:
        """Make sure that no link between the workspace and a place leads out of it; its outbox as a whole may be one.

        Raises:
            DiskError: one does.
        """
        root, folder = self._root.absolute(), path.parent.absolute()
        if folder.is_relative_to(root) and folder != root:
            top = root / folder.relative_to(root).parts[0]
            if not real(folder).is_relative_to(real(top)):
                raise DiskError(_LEADS_OUT, _LEADS_OUT_HINT, path=path.parent)

    def _digests(self, path: Path) -> list[str]:
        try:
            lines = self._record(path).read_text(encoding="ascii").split()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, UnicodeDecodeError):
            return []
        return [line for line in lines if len(line) == _DIGEST]

    def _record(self, path: Path) -> Path:
        place = path.absolute()
        try:
            inside = place.relative_to(self._root.absolute())
            return self._folder / "places" / inside.with_name(f"{inside.name}{_RECORD}")
        except ValueError:
            return self._folder / "elsewhere" / hashlib.sha256(os.fsencode(place)).hexdigest()


def _is_whole(record: Path) -> bool:
    """Tell whether a record ends with its last line, as after an undisturbed run."""
    return not record.is_file() or record.read_bytes()[-1:] in {b"", b"\n"}


def forget_but(folder: Path, wanted: Collection[Path]) -> None:
    """Delete the records in a folder that are not `wanted` any more: what is remembered does not grow for ever.

    Raises:
        DiskError: the disk does not do what it is asked for.
    """
    for record in files_in(folder):
        with touching(record):
            if record not in wanted and record.is_file():
                record.unlink()


def publish(path: Path, data: bytes, written: Written | None, *, lasts: bool = True) -> Path | None:
    """Write an output; what a person changed at its place since it was last written is set aside first.

    Args:
        path: where it goes.
        data: the whole file.
        written: remembers what reportkit wrote; None where nothing is remembered, so that any other file at the place
            counts as a person's.
        lasts: as for `write_whole`.

    Returns:
        Where the person's file was set aside, None where there was none.

    Raises:
        DiskError: the place cannot be written.
    """
    digest = digest_of_bytes(data)
    aside = None
    if written is not None:
        written.require_inside(path)
    try:
        if path.is_file():
            old = digest_of(path)
            if old != digest and not (written and written.is_known(path, old)):
                aside = set_aside(path)
        if written is not None:
            written.note(path, digest)
    except OSError as error:
        raise cannot_write(path, error) from error
    write_whole(path, data, lasts=lasts)
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


def retract(path: Path, written: Written) -> bool:
    """Delete an output that no longer holds; a file that a person changed, copied or put there stays.

    Returns:
        Whether it was deleted.

    Raises:
        DiskError: the place cannot be written.
    """
    written.require_inside(path)
    try:
        if not path.is_file() or not written.is_ours(path, digest_of(path)):
            return False
        path.unlink()
        written.forget(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    return True
