"""Text whose lines are not its paragraphs: torn in the middle of sentences, or all on one line between bars. Pure.

What is copied out of a PDF has lines of one width, and most of them end where the width was used up and not where a
sentence ends. A
line that has room for the first word of the next ends a paragraph.
"""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reportkit.files.document import Paragraph
from reportkit.language.script import is_latin, letter
from reportkit.language.widths import width
from reportkit.lists.labels import label_meaning, read_labels
from reportkit.lists.latin import between
from reportkit.lists.numbered import is_number_alone, numbered
from reportkit.lists.surroundings import page_lines
from reportkit.model import OFFICES, ListColumn
from reportkit.units import is_collective, looks_like_unit, split_names

_LEAST_FULL, _LEAST_ON_PAGES = 4, 2
"""Lines that are full by more than chance; a text with heads or feet of pages was laid out on some."""
_LEAST_BROKEN = 2
"""Lines that break the name of a unit, behind which there is no chance."""
_LEAST_WIDE = 16
_NEARLY, _TIMES = 0.75, 1.5
"""Where no line was torn as many are nearly as wide as the widest; else these are the ends of some paragraphs."""
_LEAST_BARS = 3
_LONGEST_LABEL = 24
_ALONE = re.compile(r"(?P<no>\d{1,3})[.、．]?")
_LEAST_LABELS, _LONGEST_LABELLED = 3, 60
_LABELS = frozenset({ListColumn.LEADS, ListColumn.PARTICIPANTS, ListColumn.LEADERS, ListColumn.DEADLINE})
_MOST_OPEN = 3
_SHARE_OF_FULL, _SHARE_OF_TORN = 0.1, 0.6
_ENDS = re.compile(r"[。；;！!？?.：:)）】]$")
_OPENS = re.compile(r"[(（]$")
_FIRST_WORD = re.compile(r"[!-~\u00c0-\u024f]+|.")
_NAME = re.compile(r"[\u3400-\u9fff]++")
_MARK = re.compile(r"[，。、；：！？）」』》”’,;:)]")
_CLOSING = re.compile(r"[，。、；：！？）」』》”’%％,.;:)\]]*")


@dataclass(frozen=True, slots=True)
class _Measure:
    """How wide lines are.

    Attributes:
        of: measures a text.
        line: the width of a full line.
    """

    of: Callable[[str], int]
    line: int

    @classmethod
    def of_lines(cls, of: Callable[[str], int], lines: Sequence[Paragraph]) -> "_Measure":
        """Return the measure of a text: its widest line is full."""
        return cls(of, max((of(line.text) for line in lines), default=0))

    def is_full(self, text: str, following: str) -> bool:
        """Tell whether a line has no room for what the next begins with; marks may hang or be drawn along."""
        word = _FIRST_WORD.match(following)
        begins = following[: _CLOSING.match(following, word.end()).end()] if word else ""  # type: ignore[union-attr]
        slack = 0 if is_latin(text) else self.of("中") * 2
        return self.of(text) + self.of(begins) + bool(is_latin(text)) + slack > self.line


def without_torn_lines(pieces: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return the paragraphs of a text whose lines are torn put together, of any text without page numbers."""
    between_pages = page_lines([piece.text for piece in pieces])
    lines = [piece for at, piece in enumerate(pieces) if at not in between_pages]
    least = _LEAST_ON_PAGES if between_pages else _LEAST_FULL
    if sum(itertools.starmap(_breaks_name, itertools.pairwise(lines))) >= _LEAST_BROKEN:
        least = 0
    measures = [_Measure.of_lines(of, lines) for of in (width, len)]
    torn, measure = max(((_torn(one, lines, least), one) for one in measures), key=lambda found: found[0])
    return _joined(lines, measure) if torn else _closed(lines)


def _closed(lines: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return lines in which those between an opened bracket and the line that closes it, close behind, are one."""
    found: list[Paragraph] = []
    at = 0
    while at < len(lines):
        end = _end_of_bracket(lines, at)
        found.append(_paragraph(lines[at:end]))
        at = end
    return found


def _end_of_bracket(lines: Sequence[Paragraph], at: int) -> int:
    """Return the line behind that which closes what a line leaves open, else the next."""
    is_open = _opened(lines[at])
    for end in range(at + 1, min(at + _MOST_OPEN, len(lines))) if is_open > 0 else ():
        if numbered(lines[end])[0] is not None:
            break
        is_open += _opened(lines[end])
        if is_open == 0:
            return end + 1
    return at + 1


def _torn(measure: _Measure, lines: Sequence[Paragraph], least: int) -> int:
    """Return how many lines end in the middle of a sentence where their width was used up, 0 where that is chance.

    Args:
        measure: how wide lines are.
        lines: the lines.
        least: how many full lines are more than chance, 0 where it is known that some are torn.
    """
    full = [pair for pair in itertools.pairwise(lines) if measure.is_full(pair[0].text, pair[1].text)]
    nearly = sum(measure.of(line.text) > _NEARLY * measure.line for line in lines) - len(full)
    torn = sum(_goes_on(line, following) for line, following in full)
    many = not least or len(full) >= max(least, _SHARE_OF_FULL * len(lines), nearly * _TIMES)
    wide = measure.line >= _LEAST_WIDE * measure.of("中")
    return torn if many and wide and torn >= _SHARE_OF_TORN * len(full) else 0


def _goes_on(line: Paragraph, following: Paragraph) -> bool:
    """Tell whether a line ends in the middle of a sentence, or of a bracket, and the next goes on with it."""
    is_open = _opened(line) > 0 or _waits(line) or _is_torn(line, following)
    is_cut = is_open or not _ENDS.search(line.text) or _MARK.match(following.text) is not None
    is_own = _begins(following) and not _is_torn(line, following)
    return is_cut and (_OPENS.search(line.text) is not None or not is_own)


def _breaks_name(line: Paragraph, following: Paragraph) -> bool:
    """Tell whether a line ends in the middle of a unit's name behind a label: 牵头单位：县交通 above 运输局."""
    labelled = read_labels(line)[1]
    if not labelled or labelled[-1].means not in OFFICES or is_latin(line.text):
        return False
    last, first = split_names(labelled[-1].said.text)[-1:], split_names(following.text)[:1]
    name = _NAME.match("".join(first))
    is_whole = any(looks_like_unit(one) or is_collective(one) for one in last)
    return name is not None and bool(last) and not is_whole and looks_like_unit(last[0] + name[0])


def _waits(line: Paragraph) -> bool:
    """Tell whether a line ends with a label and what that says stands on the next."""
    labelled = read_labels(line)[1] if line.text.endswith((":", "：")) else ()
    return bool(labelled) and not labelled[-1].said.text


def _joined(lines: Sequence[Paragraph], measure: _Measure) -> list[Paragraph]:
    """Return lines put together: a full one goes on in the next unless that begins something of its own."""
    found: list[list[Paragraph]] = [[lines[0]]]
    is_open = _opened(lines[0])
    for last, line in itertools.pairwise(lines):
        goes_on = measure.is_full(last.text, line.text) and (is_open > 0 or not _begins(line) or _is_torn(last, line))
        if goes_on:
            found[-1].append(line)
        else:
            found.append([line])
        is_open = _opened(line) + (is_open if goes_on else 0)
    return [_paragraph(run) for run in found]


def _paragraph(lines: Sequence[Paragraph]) -> Paragraph:
    parts = [between(above.text, line.text) + line.text for above, line in itertools.pairwise(lines)]
    return replace(lines[0], text="".join((lines[0].text, *parts)))


def _opened(line: Paragraph) -> int:
    """Return how many more brackets are opened in a line than closed."""
    text = line.text
    return text.count("(") + text.count("（") - text.count(")") - text.count("）")


def _begins(line: Paragraph) -> bool:
    """Tell whether a line begins a paragraph: it has a number or a label."""
    before, labelled = read_labels(line)
    has_number = numbered(line)[0] is not None or is_number_alone(line)
    return has_number or (bool(labelled) and not before)


def _is_torn(above: Paragraph, line: Paragraph) -> bool:
    """Tell whether a label is torn between two lines: Target above date: 31 March 2026, 配合单 above 位：县科技局."""
    label, colon, _ = line.text[:_LONGEST_LABEL].replace("：", ":").partition(":")
    behind = [above.text.rsplit(" ", 1)[-1]] if is_latin(above.text) else [above.text[-n:] for n in range(1, 5)]
    whole = (f"{word}{between(word, label)}{label}" for word in behind if not _ENDS.search(word))
    is_whole = not is_latin(label) and label_meaning(label) is not None
    return colon != "" and not is_whole and any(label_meaning(text) is not None for text in whole)


def with_numbers(pieces: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return paragraphs in which numbers that stand alone, 01, 02, 03 in turn, stand before the lines below them."""
    alone = [at for at, piece in enumerate(pieces[:-1]) if _ALONE.fullmatch(piece.text.strip())]
    counted = [int(_ALONE.fullmatch(pieces[at].text.strip())["no"]) for at in alone]  # type: ignore[index]
    if len(alone) < _LEAST_LABELS or counted != list(range(1, len(alone) + 1)):
        return pieces
    numbers = dict(zip((at + 1 for at in alone), counted, strict=True))
    return [
        replace(piece, text=f"{numbers[at]}. {piece.text}") if at in numbers else piece
        for at, piece in enumerate(pieces)
        if at not in alone
    ]


def with_colons(pieces: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return paragraphs in which labels without a colon have one, () where no label begins several lines.

    牵头处室体制改革处 on a page whose layout parts the two, and 牵头部门 above 市科技局.
    """
    begins = [_label_before(piece.text) for piece in pieces]
    often = _often(begins)
    found: list[Paragraph] = []
    is_waiting = False
    for piece, label in zip(pieces, begins, strict=True):
        if is_waiting:
            found[-1] = replace(found[-1], text=found[-1].text + piece.text)
        elif label in often:
            found.append(replace(piece, text=f"{label}：{piece.text[len(label) :].strip()}"))
        else:
            found.append(piece)
        is_waiting = label in often and label == piece.text.strip() and not is_waiting
    return found if often else ()


def _often(labels: Sequence[str]) -> frozenset[str]:
    """Return the labels that begin several lines."""
    return frozenset(label for label, count in Counter(labels).items() if label and count >= _LEAST_LABELS)


def _label_before(text: str) -> str:
    """Return the longest label that a short line in Chinese begins with and behind which no colon stands, else ""."""
    if is_latin(text) or len(text) > _LONGEST_LABELLED or re.search("[:：。；;]", text):
        return ""
    labels = (text[:end] for end in range(min(len(text), _LONGEST_LABEL // 3), 3, -1))
    return next((label for label in labels if not letter().search(label) and label_meaning(label) in _LABELS), "")


def at_bars(pieces: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return paragraphs that bars part as paragraphs of their own, () where no line has several bars."""
    if not any(piece.text.count("|") >= _LEAST_BARS for piece in pieces):
        return ()
    return [
        replace(piece, text=part.strip()) for piece in pieces for part in re.split("[|｜]", piece.text) if part.strip()
    ]
