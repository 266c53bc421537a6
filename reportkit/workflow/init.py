"""Make a workspace."""

from reportkit.disk.looking import is_there
from reportkit.disk.outbox import make_folder, publish
from reportkit.disk.workspace import Workspace
from reportkit.forms.template import default_template, write_template
from reportkit.language.words import Lang


def init(space: Workspace, lang: Lang = Lang.HANS) -> tuple[str, ...]:
    """Make a workspace: folders, form template, secret; what is there already stays.

    Args:
        space: the workspace.
        lang: of the form template; the first list that is imported words it anew where it is in another.

    Returns:
        What was made, relative to the workspace.
    """
    folders = (space.templates, space.inbox, space.outbox)
    made = [space.relative(folder) + "/" for folder in folders if make_folder(folder)]
    space.secret()
    if not is_there(space.form):
        publish(space.form, write_template(default_template(lang), lang), space.written)
        made.append(space.relative(space.form))
    return tuple(made)
