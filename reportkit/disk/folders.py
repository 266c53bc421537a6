"""Whether a folder is a workspace: what a command asks first, before it loads what it works with. An edge."""

from pathlib import Path

from reportkit.disk.looking import is_folder
from reportkit.language.errors import ReportkitError
from reportkit.language.words import Words

TEMPLATES = "templates"
"""The folder that every workspace has."""
_NO_WORKSPACE = Words(
    "“{path}” is not a workspace: it has no templates folder.", "“{path}”不是工作目录：里面没有 templates 文件夹。"
)
_NO_WORKSPACE_HINT = Words(
    'Go to the folder of your workspace, name it with --workspace, or make a new one with "reportkit init".',
    "请进入工作目录，或用 --workspace 指定，或用“reportkit init”新建一个。",
)


def is_workspace(root: Path) -> bool:
    """Tell whether a folder is a workspace."""
    return is_folder(root / TEMPLATES)


def require_workspace(root: Path) -> None:
    """Make sure that a folder is a workspace.

    Raises:
        ReportkitError: there is no templates folder.
    """
    if not is_workspace(root):
        raise ReportkitError(_NO_WORKSPACE, _NO_WORKSPACE_HINT, path=root)
