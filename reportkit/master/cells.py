"""Names in the cells of the master workbook: several in one cell, and what each of them means. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence

from reportkit.language.text import fold, squeeze, unspaced, visible
from reportkit.language.words import Lang, joined
from reportkit.model import Group, Unit
from reportkit.units import SEPARATORS, cuts, is_collective, split_names, without_office

_BESIDE_HAN = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]) | (?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef])"
)
_OPENING, _CLOSING = "(（", ")）"


class Names:
    """What a name of a unit or group means; a unit's own name goes before another's alias, exact before folded.

    Args:
        units: the units.
        groups: the groups.

    Attributes:
        known: every name, folded.
        units: the units' own names.
    """

    def __init__(self, units: Iterable[Unit], groups: Iterable[Group]) -> None:
        units, groups = tuple(units), tuple(groups)
        pairs = [(unit.name, unit.name) for unit in units]
        pairs += [(group.name, group.name) for group in groups]
        pairs += [(alias, unit.name) for unit in units for alias in unit.aliases]
        self._exact: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for name, meant in pairs:
            self._exact.setdefault(name, meant)
            self._folded.setdefault(fold(name), meant)
        self.known = frozenset(self._folded)
        self.units = tuple(unit.name for unit in units)

    def meant(self, written: str) -> str | None:
        """Return the canonical name of what is written, None where nothing is called so.

        An office inside a unit, in brackets behind it, means the unit: 区发改局(区金融办).
        """
        for name in (written, without_office(written)):
            if name in self._exact:
                return self._exact[name]
            if fold(name) in self._folded:
                return self._folded[fold(name)]
        return None


def tidy_name(text: str) -> str:
    """Return a name on one line, without the spaces that pad Chinese names: `顧  斌` is 顧斌, `John Smith` stays."""
    return _BESIDE_HAN.sub("", squeeze(text))


def is_known(name: str, known: Collection[str]) -> bool:
    """Tell whether a name, or the unit in front of its bracketed office, is one of `known` (folded)."""
    return fold(name) in known or fold(without_office(name)) in known


def join_names(names: Sequence[str], known: Collection[str], lang: Lang, *, lines: bool = False) -> str:
    """Return names as they stand in one cell: with 、 or a comma between them, or on lines where that could be misread.

    Args:
        names: the names.
        known: every name the workbook defines, folded.
        lang: of the workbook.
        lines: on lines of their own in any case.
    """
    text = joined(names, lang)
    return text if not lines and split_cell(text, known) == tuple(names) else "\n".join(names)


def split_cell(text: str, known: Collection[str], *, mend: bool = True) -> tuple[str, ...]:
    """Return the names in one cell, as written.

    Lines and the signs 、,;/ separate them, and spaces do where every part is a known name. A name that the
    workbook defines (各平台、镇街) is never cut, nor is what stands in brackets; a bracket on its own line and
    the second half of a broken name belong to the line above.

    Args:
        text: what stands in the cell.
        known: every name the workbook defines, folded.
        mend: put a name that a narrow column broke together again; not where names are defined.
    """
    names: list[str] = []
    for line in _lines(text, known, mend=mend):
        names += _names(line, known)
    return tuple(dict.fromkeys(names))


def _lines(text: str, known: Collection[str], *, mend: bool) -> list[str]:
    lines: list[str] = []
    for line in visible(text).split("\n"):
        part = line.strip()
        if not part:
            continue
        bracket = part[0] in _OPENING and not is_known(part, known)
        if lines and (bracket or (mend and _is_broken(lines[-1], part, known))):
            lines[-1] += part
        else:
            lines.append(part)
    return lines


def _is_broken(above: str, line: str, known: Collection[str]) -> bool:
    """Tell whether two lines are one known name that a narrow column broke."""
    return not is_known(above, known) and not is_known(line, known) and is_known(above + line, known)


def _names(line: str, known: Collection[str]) -> list[str]:
    """Return the names on one line."""
    names: list[str] = []
    start = 0
    all_cuts = (*_cuts(line), len(line))
    while start < len(line):
        ends = [cut for cut in all_cuts if cut >= start]
        end = next((cut for cut in reversed(ends) if is_known(line[start:cut], known)), None)
        if end is None:
            end = _end_of_collective(line, start, ends)
        names += _spaced(line[start:end], known)
        start = end + 1
    return names


def _cuts(line: str) -> tuple[int, ...]:
    """Return where the separators outside of brackets stand; brackets that do not pair do not count."""
    paired = sum(line.count(c) for c in _OPENING) == sum(line.count(c) for c in _CLOSING)
    return cuts(line) if paired else tuple(at for at, char in enumerate(line) if char in SEPARATORS)


def _end_of_collective(line: str, start: int, ends: Sequence[int]) -> int:
    """Return where the name that begins at `start` ends: at the first separator, or behind a collective."""
    first = next(iter(split_names(line[start:])), "")
    if not is_collective(first):
        return ends[0]
    return next((cut for cut in ends if len(unspaced(line[start:cut])) >= len(first)), ends[-1])


def _spaced(text: str, known: Collection[str]) -> list[str]:
    """Return the name, or the names that only spaces separate."""
    name = tidy_name(text)
    if not name:
        return []
    parts = squeeze(text).split(" ")
    if len(parts) > 1 and not is_known(name, known) and all(is_known(part, known) for part in parts):
        return parts
    return [name]
