"""How something came, and which units the names around it speak of.

A mail is a letter of one sender: what lies in it is spoken of by its own name and subject, not by those of a mail
around it, which are those of whoever passed it on.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from reportkit.data import load
from reportkit.language.text import fold
from reportkit.model import Unit
from reportkit.units import looks_like_unit, other_names, without_level


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that says that something is passed on: whose it is stands behind it, who passed it on before."""

    word: str


_MAILS = frozenset({".eml", ".msg"})
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz"})
_LETTERS = re.compile(r"[a-z0-9]++")
_WORDS = tuple(row.word for row in load("passing_on", _Word))
_PASSING_ON = tuple(fold(word) for word in _WORDS)
_ENDS_SO = re.compile(r"转(?!\w)")
"""How a forwarder signs: （区科技局转）."""
_IN_LETTERS = re.compile(rf"(?<![a-z])(?:{'|'.join(word for word in _WORDS if word.isascii())})(?![a-z])")
_BY = "by "
_SHORTEST = 2
"""Characters from which the name of a unit is looked for inside of other words."""


def letter_of(path: PurePosixPath) -> PurePosixPath | None:
    """Return the innermost mail that something came in by its name as sent, None where it came in none."""
    return next((around for around in path.parents if around.suffix.lower() in _MAILS), None)


def is_packed(path: PurePosixPath) -> bool:
    """Tell whether a name is that of an archive or a mail, and not of a folder."""
    return path.suffix.lower() in _MAILS | _ARCHIVES


@dataclass(frozen=True, slots=True)
class Way:
    """How something came.

    Attributes:
        name: its name as sent, with the folder, archive or mail it came in.
        inside: digest of an archive or mail that an earlier run opened, "" where this one did or there is none.
        subject: of the innermost mail that it came in, "" where it came in none.
        bundle: name of the outermost archive or mail that it came in, where the folder around that counts too.
        mail: name of the mail that it came in, where that does not tell that it is one; "" otherwise.
    """

    name: str
    inside: str = ""
    subject: str = ""
    bundle: str = ""
    mail: str = ""

    @property
    def path(self) -> PurePosixPath:
        """Its name as a path."""
        return PurePosixPath(self.name)

    @property
    def letter(self) -> PurePosixPath | None:
        """The innermost mail that it came in."""
        return letter_of(self.path) or (PurePosixPath(self.mail) if self.mail else None)

    def parts(self, folder: PurePosixPath | None = None) -> Iterator[tuple[str, ...]]:
        """Yield its name without the ending and those around it, the nearest first, up to one of them.

        The name of a mail and its subject stand together; those of a mail around the innermost are left out.

        Args:
            folder: the one that no more counts, None where all of them do.
        """
        letter = self.letter
        yield (self.path.stem,)
        for around in self.path.parents:
            if around == folder:
                return
            if around == letter:
                yield around.stem, self.subject
            elif around.suffix.lower() not in _MAILS:
                yield (around.name,)
        if letter is None:
            yield (self.subject,)

    def sees(self, form: PurePosixPath, folder: PurePosixPath, *, is_bundle: bool) -> bool:
        """Tell whether a form may speak for it: both came in one mail, or lie in one folder of the office's own.

        Args:
            form: the name of the form as sent.
            folder: what they both lie in.
            is_bundle: True where all of it came in one archive or mail.
        """
        own = letter_of(self.path)
        if letter_of(form) == own:
            return True
        is_inside = bool(self.bundle) and folder not in PurePosixPath(self.bundle).parents
        return own is None and not is_bundle and not is_inside


class UnitNames:
    """Finds units by their names in the names of files, folders and mails.

    Args:
        units: those of the list.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        named = [(name, unit) for unit in units for name in (*unit.aliases, unit.name)]
        words = ((" ".join(_LETTERS.findall(n.casefold())) if n.isascii() else fold(n), unit) for n, unit in named)
        self._names = {name: unit for name, unit in words if len(name) > _SHORTEST}
        self._levels: dict[str, str] = {}
        for other, whose in _called_otherwise(named).items():
            units_so, levels = {unit for unit, _ in whose}, {level for _, level in whose}
            if other not in self._names and len(units_so) == 1 == len(levels):
                self._names[other], self._levels[other] = units_so.pop(), levels.pop()

    def claims(self, parts: Iterable[Sequence[str]]) -> frozenset[Unit]:
        """Return whose something is by its own name and the nearest around it that names a unit.

        Where the two agree on some, these; else all of them, as nobody can tell.

        Args:
            parts: as of `Way.parts`.
        """
        own, *around = (self.named(texts) for texts in parts)
        nearest = next(filter(None, around), own)
        return own & nearest or own | nearest

    def named(self, texts: Sequence[str]) -> frozenset[Unit]:
        """Return the units that a name speaks of, or the name of a mail and its subject together.

        Of a mail that was passed on only what stands behind the word that says so is whose it is, and not whoever is
        named elsewhere.
        """
        if len(texts) == 1:
            return self._in_words(texts[0])
        split = [(text, _split(text)) for text in texts]
        if not any(found for _, found in split):
            return frozenset().union(*map(self._in_words, texts))
        behind = frozenset().union(*(self._in_words(found[1]) for _, found in split if found))
        before = frozenset().union(*(self._in_words(found[0] if found else text) for text, found in split))
        return behind - before

    def _in_words(self, words: str) -> frozenset[Unit]:
        """Return the units that words name; a name inside of a longer one that stands there is none.

        Nor is that of whoever passed something on: 区科技局转发.
        """
        spaced = f" {' '.join(_LETTERS.findall(words.casefold()))} "
        run = fold(words)
        there = {name for name in self._names if (f" {name} " in spaced if name.isascii() else name in run)}
        longest = {name for name in there if not any(name != other and name in other for other in there)}
        return frozenset(
            self._names[name] for name in longest if name.isascii() or _is_named(name, run, self._levels.get(name))
        )


_LEVELS = frozenset("省市区县旗州国")
"""Characters that end the name of a place: what stands behind one is of that level."""


def _called_otherwise(named: Iterable[tuple[str, Unit]]) -> dict[str, set[tuple[Unit, str]]]:
    """Return what else units are called, with the level whose unit it is.

    区住建局 is 住建局 and 区住房和城乡建设局 too.
    """
    found: dict[str, set[tuple[Unit, str]]] = {}
    for name, unit in named:
        level, rest = without_level(fold(name))
        others = other_names(rest)
        for other in (rest, *others, *(level + one for one in others)):
            if len(other) > _SHORTEST and looks_like_unit(other):
                found.setdefault(other, set()).add((unit, level))
    return found


def _is_named(name: str, run: str, level: str | None) -> bool:
    """Tell whether a name stands somewhere without a word behind it that makes it that of whoever passed it on.

    Args:
        name: the name.
        run: what it is looked for in.
        level: of the unit where the name does not say it, None where it is the unit's own: behind the name of a place
            of another level it is that of another unit, 市教育局.
    """
    before, *behind = run.split(name)
    heads = [before, *behind]
    return any(
        not (rest.startswith(_PASSING_ON) or _ENDS_SO.match(rest)) and (level is None or _is_of_level(head, level))
        for head, rest in pairwise(heads)
    )


def _is_of_level(head: str, level: str) -> bool:
    """Tell whether what stands before a name without its level may be that of a unit of this level."""
    return head[-1:] not in _LEVELS or (bool(level) and head.endswith(level))


def _split(text: str) -> tuple[str, str] | None:
    """Return what stands before and behind the last word that says that something is passed on, None without one.

    Who passed it on may stand behind that: “forwarded by”.
    """
    last = max(_IN_LETTERS.finditer(text.casefold()), key=re.Match.start, default=None)
    if last is not None:
        before, behind = text[: last.start()], text[last.end() :]
        return (text, "") if behind.casefold().lstrip().startswith(_BY) else (before, behind)
    run = fold(text)
    place, word = max((run.rfind(word), word) for word in _PASSING_ON)
    return None if place < 0 else (run[:place], run[place + len(word) :])
