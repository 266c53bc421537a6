"""What a disk, a share or another program can do to any step, in words: the one place where an OSError is theirs.

Everywhere else an OSError is a fault of ours, and nobody is told to make room on a disk because of it. An edge.
"""

import contextlib
import errno
from collections.abc import Iterator
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
    errno.EISDIR: Words("it is a folder", "是一个文件夹"),
    errno.ENAMETOOLONG: Words("the name is too long", "名称太长"),
}


class DiskError(ReportkitError):
    """A disk does not do what it is asked for; the next run may find it better."""


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
