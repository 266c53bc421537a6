"""What a disk, a share or another program can do to any step, in words: the one place where an OSError is theirs.

Everywhere else an OSError is a fault of ours, and nobody is told to make room on a disk because of it. An edge.
"""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words

FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What a disk says that has no room left."""
_TROUBLE = Words("“{path}” cannot be used just now: {why}.", "现在无法使用“{path}”：{why}。")
_TROUBLE_HINT = Words(
    "Nothing was lost. See that the disk has room and nobody has the file open, then run the command again.",
    "没有丢失任何内容。请确认磁盘有空间、文件没有被别人打开，然后再运行一次。",
)
_NO_FILE = Words("“{path}” is no file: {why}.", "“{path}”不是文件：{why}。")
_NO_FILE_HINT = Words("Put the file itself there, or name another.", "请把文件本身放在那里，或写明别的文件。")
_FOLDER = Words("it is a folder", "是一个文件夹")
# What lies at a place where a file should; a pipe that nobody writes would be waited for, a device never ends.
_KINDS: tuple[tuple[Callable[[int], bool], Words], ...] = (
    (stat.S_ISDIR, _FOLDER),
    (stat.S_ISFIFO, Words("it is a pipe", "是一个管道")),
    (stat.S_ISSOCK, Words("it is a socket", "是一个套接字")),
)
_DEVICE = Words("it is a device", "是一个设备")
# What a disk says, in words of the office; anything else is told as the system says it.
_REASONS = {
    **dict.fromkeys(FULL, Words("the disk is full", "磁盘已满")),
    errno.EROFS: Words("the disk is read-only", "磁盘是只读的"),
    errno.EACCES: Words("it may not be written or read, or is open elsewhere", "没有权限，或正被其他程序打开"),
    errno.EPERM: Words("it may not be changed", "没有权限改动"),
    errno.EBUSY: Words("it is open in another program", "正被其他程序打开"),
    errno.EIO: Words("the disk or the share does not answer", "磁盘或共享文件夹没有响应"),
    getattr(errno, "ESTALE", errno.EIO): Words("the disk or the share does not answer", "磁盘或共享文件夹没有响应"),
    errno.ENOENT: Words("it is not there", "不存在"),
    errno.ENOTDIR: Words("a file lies where a folder should be", "应为文件夹的位置是一个文件"),
    errno.EISDIR: _FOLDER,
    errno.ENAMETOOLONG: Words("the name is too long", "名称太长"),
}


class DiskError(ReportkitError):
    """A disk does not do what it is asked for; the next run may find it better."""


class NoFileError(DiskError):
    """What lies at a place is a folder, a pipe, a socket or a device; it is neither opened nor waited for."""


def require_file(path: Path, info: os.stat_result) -> None:
    """See that what lies at a place is a file.

    Args:
        path: the place.
        info: what the system says of it, links followed.

    Raises:
        NoFileError: it is something else.
    """
    if not stat.S_ISREG(info.st_mode):
        why = next((words for is_kind, words in _KINDS if is_kind(info.st_mode)), _DEVICE)
        raise NoFileError(_NO_FILE, _NO_FILE_HINT, path=path, why=why)


def reason(error: OSError) -> Words:
    """Return why a disk did not do what it was asked for."""
    said = error.strerror or str(error) or type(error).__name__
    return _REASONS.get(error.errno or 0, Words(said, said))


@contextlib.contextmanager
def touching(path: Path | str) -> Iterator[None]:
    """Say what a disk does not do as a refusal; nothing but steps on the disk belongs inside.

    Args:
        path: what is touched, where the system does not name another file.

    Raises:
        DiskError: the disk does not do what it is asked for.
    """
    try:
        yield
    except OSError as error:
        raise DiskError(_TROUBLE, _TROUBLE_HINT, path=error.filename or path, why=reason(error)) from error
