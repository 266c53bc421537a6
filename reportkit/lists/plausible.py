"""How likely it is that a reading of a document is right: whether its tasks look like tasks. Pure."""

from collections.abc import Sequence

from reportkit.language.text import fold
from reportkit.lists.labels import read_labels
from reportkit.lists.latin import is_latin
from reportkit.lists.listing import Listing, Name, RawTask
from reportkit.lists.names import KnownUnits

_LEAST_WORDING = 4
_LONGEST_NAME = 40


def likelihood(listing: Listing, known: KnownUnits) -> float:
    """Return how likely a listing is right, from 0 to 1.

    It is the mean of the shares of tasks that say whose they are, of names that look like an office, of wordings that
    are one, and of what the document holds that belongs to a task.
    """
    tasks = listing.tasks
    if not tasks:
        return 0.0
    names = [name for task in tasks for name in (*task.leads, *task.participants)]
    places = {place for task in tasks for place in task.places}
    left = {piece.place for piece in listing.unassigned} - places
    shares = (
        _share([bool(task.leads or task.participants or task.leaders) for task in tasks]),
        _share([_is_office(name, known) for name in names]),
        _share([_is_wording(task) for task in tasks]),
        len({fold(_text(task)) for task in tasks}) / len(tasks),
        len(places) / (len(places) + len(left)) if places else 0.0,
    )
    return sum(shares) / len(shares)


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 0.0


def _is_office(name: Name, known: KnownUnits) -> bool:
    text = name.written
    return len(text) <= _LONGEST_NAME and (known.is_unit(text) or is_latin(text))


def _is_wording(task: RawTask) -> bool:
    """Tell whether a wording is one: some words, and no label among them that says whose another task is."""
    return len(_text(task)) >= _LEAST_WORDING and not any(read_labels(piece)[1] for piece in task.work)


def _text(task: RawTask) -> str:
    return "".join(piece.text for piece in task.work)
