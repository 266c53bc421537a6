"""The files that a person names to a command: whether they are there, and none of ours."""

from collections.abc import Sequence
from pathlib import Path

from reportkit.disk.looking import real
from reportkit.disk.workspace import Workspace
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words

NOT_THERE = Words("“{path}” does not exist.", "“{path}”不存在。")
NOT_THERE_HINT = Words("Look at the name of the file.", "请核对文件名。")
_OURS = Words("“{path}” holds what the office itself works with.", "“{path}”里是本工作目录自己的文件。")
_OURS_HINT = Words(
    'Put what came into inbox/ and run "reportkit collect", or name the file itself.',
    "请把收到的文件放进 inbox 再运行“reportkit collect”，或写明具体文件。",
)


def refuse_ours(space: Workspace, path: Path, ours: Sequence[Path]) -> None:
    """See that a path is not, does not hold and does not lie in what is the workspace's own.

    Raises:
        ReportkitError: it is: templates would be taken for returns, and moved away.
    """
    named = real(path)
    inside = any(named.is_relative_to(real(folder)) for folder in ours)
    if inside or any(real(folder).is_relative_to(named) for folder in (space.templates, space.outbox)):
        raise ReportkitError(_OURS, _OURS_HINT, path=path)
