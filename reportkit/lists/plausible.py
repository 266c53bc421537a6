"""How likely it is that a reading of a document is right, and what speaks against it. Pure.

The likelihood chooses among readings of one document. A doubt is a reason to believe none of them: whoever reads a list
with care asks whether tasks say whose they are, whether names look like names, whether sentences are whole.
"""

import itertools
import re
from collections.abc import Callable, Sequence

from reportkit.files.document import Document
from reportkit.language.script import is_latin
from reportkit.language.text import fold
from reportkit.language.words import Words
from reportkit.lists.heading_words import meaning
from reportkit.lists.labels import label_meaning, read_labels
from reportkit.lists.listing import Basis, Listing, Name, RawTask
from reportkit.lists.names import KnownUnits, looks_like_person
from reportkit.targets.wording import VERB

_LEAST_WORDING = 4
_LONGEST_NAME = 40
_LONGEST_WORDING = 600
_SAYS_MUCH = 15
_LEAST_WORDS = 4
# Shares of tasks or names below which a listing is doubted.
_HALF, _MOST, _FEW, _NEARLY_ALL = 0.5, 0.8, 0.4, 0.9
_LARGEST_STEP = 4
_SEVERAL = 2
_LEAST_COUNTED = 3
"""Of fewer tasks, names or numbers nothing follows."""
_LEAST_LEFT = 200
"""Characters; of fewer that belong to no task nothing follows."""
_PIECE = re.compile(r"[。！？；]|[.!?]\s+[A-Z][a-z]+\s[a-z]")
_QUESTION = re.compile(r"[?？]\s*$")
_TORN_START = re.compile(r"[，、。；：,;:.)）】」』”]|[a-z]")
_TORN_END = re.compile(r"[，、,：:(（【「『“\-—]$|\b(?:and|of|the|to|for|with|in|by|or|a|an)$")


def likelihood(listing: Listing, known: KnownUnits) -> float:
    """Return how likely a listing is right, from 0 to 1.

    It is the mean of the shares of tasks that say whose they are, of names that look like an office, of wordings that
    are one, and of what the document holds that belongs to a task.
    """
    tasks = listing.tasks
    if not tasks:
        return 0.0
    places = {place for task in tasks for place in task.places}
    left = {piece.place for piece in listing.unassigned} - places
    shares = (
        named_share(listing),
        _share([_is_office(name, known) for name in _names(listing)]),
        _share([_is_wording(task) for task in tasks]),
        len({fold(_text(task)) for task in tasks}) / len(tasks),
        len(places) / (len(places) + len(left)) if places else 0.0,
    )
    return sum(shares) / len(shares)


def named_share(listing: Listing) -> float:
    """Return the share of tasks that say whose they are."""
    return _share([bool(task.leads or task.participants or task.leaders) for task in listing.tasks])


def doubts(listing: Listing, document: Document, known: KnownUnits) -> tuple[Words, ...]:
    """Return what speaks against a listing, each as the end of a sentence; () where nothing does.

    Args:
        listing: the tasks.
        document: what they were read from.
        known: units of which an office has said what they are called.
    """
    if not listing.tasks:
        return ()
    found = [rule(listing) for rule in _OF_ANY] + [_no_names(listing, known), _much_left(listing, document)]
    if listing.basis is Basis.TEXT:
        found += [rule(listing) for rule in _OF_TEXT]
    if listing.basis is Basis.TABLE:
        found.append(_nothing_to_do(listing))
    return tuple(doubt for doubt in found if doubt is not None)


def says_more_than_whose(listing: Listing) -> bool:
    """Tell whether any task has a deadline, a leader or a unit that takes part, which other tables have not."""
    return any(task.deadline or task.participants or task.leaders for task in listing.tasks)


def says_little(listing: Listing) -> bool:
    """Tell whether most wordings name things, and nothing that is to be done."""
    texts = [_text(task) + _aims(task) for task in listing.tasks]
    return len(texts) >= _LEAST_COUNTED and _share(list(map(_says_what_to_do, texts))) < _HALF


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 0.0


def _names(listing: Listing) -> list[Name]:
    return [name for task in listing.tasks for name in (*task.leads, *task.participants)]


def _is_office(name: Name, known: KnownUnits) -> bool:
    text = name.written
    return len(text) <= _LONGEST_NAME and (known.is_unit(text) or is_latin(text))


def _is_wording(task: RawTask) -> bool:
    """Tell whether a wording is one: some words, and no label among them that says whose another task is."""
    return len(_text(task)) >= _LEAST_WORDING and not _holds_label(task)


def _holds_label(task: RawTask) -> bool:
    return any(read_labels(piece)[1] for piece in task.work)


def _text(task: RawTask) -> str:
    return "".join(piece.text for piece in task.work)


def _aims(task: RawTask) -> str:
    return "".join(piece.text for piece in task.aims)


# What speaks against any listing ----------------------------------------------------------------------------------


def _labels_left(listing: Listing) -> Words | None:
    n, m = sum(map(_holds_label, listing.tasks)), len(listing.tasks)
    if n <= (1 - _HALF) * m:
        return None
    return Words(
        f"the wordings of {n} of {m} still hold labels that say whose they are",
        f"{m} 项中有 {n} 项的文字里还留着“牵头单位：”之类的字样",
    )


def _alike(listing: Listing) -> Words | None:
    different, m = len({fold(_text(task)) for task in listing.tasks}), len(listing.tasks)
    if m < _LEAST_COUNTED or different > _HALF * m:
        return None
    return Words(f"there are only {different} different wordings in {m} tasks", f"{m} 项只有 {different} 种文字")


def _no_letters(listing: Listing) -> Words | None:
    n, m = sum(not any(c.isalpha() for c in _text(task)) for task in listing.tasks), len(listing.tasks)
    if n <= _HALF * m:
        return None
    return Words(f"{n} of {m} are nothing but numbers", f"{m} 项中有 {n} 项只是数字")


def _no_names(listing: Listing, known: KnownUnits) -> Words | None:
    names = _names(listing)
    n = sum(not _is_office(name, known) and not looks_like_person(name.written) for name in names)
    if len(names) < _LEAST_COUNTED or n <= (1 - _FEW) * len(names):
        return None
    return Words(
        f"{n} of {len(names)} names do not look like those of units or persons",
        f"{len(names)} 个名称中有 {n} 个不像单位或人名",
    )


def _no_names_at_all(listing: Listing) -> Words | None:
    """Say that names are pieces of sentences: with a stop in them, or with half a bracket."""
    names = [*_names(listing), *(name for task in listing.tasks for name in task.leaders)]
    n = sum(_PIECE.search(name.written) is not None or _is_half(name.written) for name in names)
    if n < _SEVERAL or n <= (1 - _NEARLY_ALL) * len(names):
        return None
    return Words(f"{n} of {len(names)} names are pieces of sentences", f"{len(names)} 个名称中有 {n} 个是半截句子")


def _is_half(name: str) -> bool:
    """Tell whether a bracket is opened in a name and not closed, or closed and not opened."""
    return sum(map(name.count, "(（[【")) != sum(map(name.count, ")）]】"))


def _much_left(listing: Listing, document: Document) -> Words | None:
    places = {place for task in listing.tasks for place in task.places}
    left = sum(len(piece.text) for piece in listing.unassigned if piece.place not in places)
    if left <= _LEAST_LEFT or left <= _HALF * sum(len(text) for _, text in document.texts()):
        return None
    return Words("more than half of the text belongs to none of them", "过半文字不属于任何一项")


def _questions(listing: Listing) -> Words | None:
    n, m = sum(_QUESTION.search(_text(task)) is not None for task in listing.tasks), len(listing.tasks)
    if n <= _HALF * m:
        return None
    return Words(f"{n} of {m} are questions", f"{m} 项中有 {n} 项是问句")


def _headings_for_values(listing: Listing) -> Words | None:
    """Say that what heads columns or stands before a colon was taken for tasks and names: it lies on its side."""
    n, m = sum(map(_holds_heading, listing.tasks)), len(listing.tasks)
    if n <= m / _LEAST_COUNTED:
        return None
    return Words(
        f"in {n} of {m} a heading stands where a task or a name should",
        f"{m} 项中有 {n} 项把表头当成了任务或名称",
    )


def _holds_heading(task: RawTask) -> bool:
    names = (name.written for name in (*task.leads, *task.participants, *task.leaders))
    return any(map(_is_heading, (_text(task), *names)))


def _is_heading(text: str) -> bool:
    """Tell whether a text is the name of a column or a label and nothing else: 完成时限, Lead unit."""
    return len(text) <= _LONGEST_NAME and label_meaning(text) is not None and meaning(text) is not None


_OF_ANY: tuple[Callable[[Listing], Words | None], ...] = (
    _labels_left, _headings_for_values, _alike, _no_letters, _questions, _no_names_at_all,
)  # fmt: skip


# What speaks against tasks that were read from a text ---------------------------------------------------------------


def _unnamed(listing: Listing) -> Words | None:
    share, m = named_share(listing), len(listing.tasks)
    if share >= _HALF:
        return None
    n = round(share * m)
    return Words(f"only {n} of {m} say whose they are", f"{m} 项中只有 {n} 项写明了责任单位或责任人")


def is_torn(text: str) -> bool:
    """Tell whether a wording begins or ends in the middle of a sentence."""
    return _TORN_START.match(text) is not None or _TORN_END.search(text) is not None


def _torn(listing: Listing) -> Words | None:
    texts = [_text(task) for task in listing.tasks]
    n, m = sum(map(is_torn, texts)), len(texts)
    if m < _LEAST_COUNTED or m - n >= _MOST * m:
        return None
    return Words(f"{n} of {m} begin or end in the middle of a sentence", f"{m} 项中有 {n} 项的句子不完整")


def _too_long(listing: Listing) -> Words | None:
    n, m = sum(len(_text(task)) > _LONGEST_WORDING for task in listing.tasks), len(listing.tasks)
    if m < _LEAST_COUNTED or n <= _HALF * m:
        return None
    return Words(
        f"{n} of {m} are longer than {_LONGEST_WORDING} characters",
        f"{m} 项中有 {n} 项超过 {_LONGEST_WORDING} 字",
    )


def _out_of_order(listing: Listing) -> Words | None:
    numbers = [int(task.no) for task in listing.tasks if task.no.isascii() and task.no.isdecimal()]
    steps = list(itertools.pairwise(numbers))
    n = sum(not (following == 1 or 0 <= following - before <= _LARGEST_STEP) for before, following in steps)
    if len(steps) < _LEAST_COUNTED or n <= (1 - _HALF) * len(steps):
        return None
    return Words("their numbers are in no order", "编号次序混乱")


_OF_TEXT: tuple[Callable[[Listing], Words | None], ...] = (_unnamed, _torn, _too_long, _out_of_order)


# What speaks against a table of which another column was taken for the tasks -----------------------------------------


def _nothing_to_do(listing: Listing) -> Words | None:
    if says_more_than_whose(listing) or not says_little(listing):
        return None
    n, m = sum(map(_says_what_to_do, map(_text, listing.tasks))), len(listing.tasks)
    return Words(f"only {n} of {m} say that something is to be done", f"{m} 项中只有 {n} 项像是要办的事")


def _says_what_to_do(text: str) -> bool:
    """Tell whether a wording says that something is to be done: it begins with a verb, has a figure, or says much."""
    if is_latin(text):
        return len(text.split()) >= _LEAST_WORDS
    return len(text) >= _SAYS_MUCH or VERB.match(fold(text)) is not None or any(c.isdecimal() for c in text)
