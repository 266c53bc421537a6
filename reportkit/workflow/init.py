"""Make a workspace, and word its form anew for the first list."""

from reportkit.disk.looking import digest_of_bytes, is_there, read
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


def word_form(space: Workspace, lang: Lang) -> None:
    """Write the form template in the language of the list where it is ours in another one and nobody edited it."""
    if not is_there(space.form):
        return
    there = read(space.form)
    wanted = write_template(default_template(lang), lang)
    if there != wanted and any(there == write_template(default_template(other), other) for other in Lang):
        space.written.note(space.form, digest_of_bytes(there))
        publish(space.form, wanted, space.written)
