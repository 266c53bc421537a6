"""Make a workspace."""

from reportkit.disk.looking import is_there
from reportkit.disk.outbox import make_folder, publish
from reportkit.disk.workspace import Workspace
from reportkit.forms.template import default_template, write_template


def init(space: Workspace) -> tuple[str, ...]:
    """Make a workspace: folders, form template, secret; what is there already stays.

    Returns:
        What was made, relative to the workspace.
    """
    folders = (space.templates, space.inbox, space.outbox)
    made = [space.relative(folder) + "/" for folder in folders if make_folder(folder)]
    space.secret()
    if not is_there(space.form):
        publish(space.form, write_template(default_template()), space.written)
        made.append(space.relative(space.form))
    return tuple(made)
