"""Aims that a wording says twice: in its sentence and once more in the words of its measure below it. Pure."""

import re
from collections.abc import Iterator, Sequence

from reportkit.language.script import han
from reportkit.targets.aims import Aim
from reportkit.targets.english_words import is_content
from reportkit.targets.quantities import even
from reportkit.targets.wording import VERB

_WORD = re.compile("[a-z][a-z'-]*")
_TIME = re.compile(
    r"(?:\d{4}年)?(?:第?[一二三四1-4]季度?|上半年|下半年|\d{1,2}月(?:\d{1,2}日|底|末)?|年底)?(?:或之前|前|之前)?"
)
_DONE = re.compile("竣工|完工|落成|启用|核定|投用|建成|通车|交付|达标|增设|汰换")


def without_repeats(work: str, aims: Sequence[Aim]) -> Iterator[Aim]:
    """Yield the aims without those that only say again, on a later line, what one before them says.

    Args:
        work: the wording.
        aims: its aims in the order of the text, with their places in it.
    """
    kept: list[Aim] = []
    for aim in aims:
        if not any(_says_again(work, first, aim) for first in kept):
            kept.append(aim)
            yield aim


def _says_again(work: str, first: Aim, aim: Aim) -> bool:
    """Tell whether `aim` has the figure of `first` on a later line, and counts nothing that its line does not name."""
    if aim.value is None or (first.value, even(first.measure)) != (aim.value, even(aim.measure)):
        return False
    if "\n" not in work[first.end : aim.start + 1]:
        return False
    line = even(work[work.rfind("\n", 0, first.start) + 1 : first.end]).casefold()
    return all(word in line for word in _words(even(aim.indicator).casefold()))


def _words(indicator: str) -> Iterator[str]:
    """Yield the words of an indicator that name what is counted: no verbs and no times."""
    if not han().search(indicator):
        yield from (word for word in _WORD.findall(indicator) if is_content(word))
        return
    name = _DONE.sub("", VERB.sub("", _TIME.sub("", indicator)))
    if name:
        yield name
